//! The models compiled into the program.

/// A model compiled into the program.
#[derive(Debug, PartialEq, Eq)]
pub struct BuiltIn {
    /// The name it is opened by.
    pub name: &'static str,
    /// File name → content, as in a model folder.
    pub(crate) files: &'static [(&'static str, &'static [u8])],
}

macro_rules! files_of {
    ($model:literal, $($file:literal),+) => {
        &[$((
            $file,
            include_bytes!(concat!(env!("CARGO_MANIFEST_DIR"), "/models/", $model, "/", $file)),
        )),+]
    };
}

macro_rules! built_in {
    ($model:literal) => {
        BuiltIn {
            name: $model,
            files: files_of!(
                $model,
                "config.json",
                "generation_config.json",
                "tokenizer.json",
                "tokenizer_config.json",
                "model.onnx"
            ),
        }
    };
}

/// All built-in models, in the order in which they are listed.
pub const MODELS: &[BuiltIn] = &[built_in!("tiny-reasoner"), built_in!("tiny-instruct")];

/// The built-in model of this name.
pub fn find(name: &str) -> Option<&'static BuiltIn> {
    MODELS.iter().find(|model| model.name == name)
}

/// The names of all built-in models, for messages.
pub fn names() -> String {
    let names: Vec<String> = MODELS.iter().map(|m| format!("`{}`", m.name)).collect();
    names.join(", ")
}

impl BuiltIn {
    /// The content of a file, if the model has it.
    pub(crate) fn file(&self, name: &str) -> Option<&'static [u8]> {
        self.files
            .iter()
            .find(|(file, _)| *file == name)
            .map(|&(_, content)| content)
    }
}

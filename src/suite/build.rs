//! Text of a suite file and of its datasets → [`Suite`]. No file is touched here:
//! the caller hands over the bytes.

use std::collections::BTreeMap;

use toml::Spanned;

use super::part::PartBuilder;
use super::raw::RawSuite;
use super::{Suite, SuiteError, SuiteErrorKind};
use crate::dataset::DatasetError;
use crate::text::for_terminal;

mod sampling;

/// Longest name, in characters.
const MAX_NAME_CHARS: usize = 64;

/// The bytes of a dataset, and how errors call the file.
pub(super) struct Source {
    pub(super) name: String,
    pub(super) bytes: Vec<u8>,
}

/// Builds the suite in `text`; `path` is how errors call the file, `open` finds
/// the dataset that a part names.
pub(super) fn build(
    text: &str,
    path: &str,
    origin: &str,
    open: &dyn Fn(&str) -> Result<Source, DatasetError>,
) -> Result<Suite, SuiteError> {
    let whole = text;
    let text = whole.strip_prefix('\u{feff}').unwrap_or(whole);
    let raw: RawSuite = toml::from_str(text).map_err(|e| form_error(path, text, &e))?;
    let file = File { text, path };
    file.check_name("suite name", &raw.name)?;
    let sampling = file.sampling(&raw.sampling)?;
    if raw.part.is_empty() {
        return Err(SuiteError::new(path, SuiteErrorKind::NoParts));
    }
    let mut builder = PartBuilder::new(file, whole, open);
    let mut part_lines = BTreeMap::new();
    let mut parts = Vec::new();
    for part in &raw.part {
        file.check_name("part name", &part.name)?;
        let line = file.line(&part.name);
        if let Some(first) = part_lines.insert(part.name.get_ref().clone(), line) {
            let name = part.name.get_ref().clone();
            return Err(file.at(&part.name, SuiteErrorKind::DuplicatePart { name, first }));
        }
        parts.push(builder.build(part)?);
    }
    let name = raw.name.into_inner();
    Ok(Suite {
        title: raw.title.unwrap_or_else(|| name.clone()),
        description: raw.description.unwrap_or_default(),
        origin: origin.to_owned(),
        hash: builder.into_hash(),
        sampling,
        parts,
        name,
    })
}

/// The complaint of the TOML reader, in our words and with its place.
fn form_error(path: &str, text: &str, error: &toml::de::Error) -> SuiteError {
    let message = error
        .message()
        .replacen("unknown field", "unknown key", 1)
        .replacen("missing field", "missing key", 1);
    let message = plain_words(message.trim()).replace('\n', ", ");
    let kind = SuiteErrorKind::Form(message);
    match error.span() {
        Some(span) => SuiteError::at(path, text, span, kind),
        None => SuiteError::new(path, kind),
    }
}

/// A complaint of serde without the names of Rust types.
pub(super) fn plain_words(message: &str) -> String {
    const WORDS: [(&str, &str); 6] = [
        (
            "expected u32",
            "expected a whole number from 0 to 4294967295",
        ),
        ("expected f32", "expected a number"),
        ("expected f64", "expected a number"),
        ("expected a string", "expected a text in quotes"),
        // The only list of a suite file.
        (
            ": map, expected a sequence",
            ": each part is written as `[[part]]`",
        ),
        (
            "expected a sequence",
            "expected parts, each written as `[[part]]`",
        ),
    ];
    WORDS
        .iter()
        .fold(message.to_owned(), |message, (rust, plain)| {
            message.replacen(rust, plain, 1)
        })
}

/// The suite file, for complaints.
#[derive(Clone, Copy)]
pub(super) struct File<'f> {
    pub(super) text: &'f str,
    pub(super) path: &'f str,
}

impl File<'_> {
    pub(super) fn at<T>(&self, what: &Spanned<T>, kind: SuiteErrorKind) -> SuiteError {
        SuiteError::at(self.path, self.text, what.span(), kind)
    }

    fn line<T>(&self, what: &Spanned<T>) -> usize {
        super::Place::new(self.text, what.span()).line
    }

    pub(super) fn check_name(
        &self,
        what: &'static str,
        name: &Spanned<String>,
    ) -> Result<(), SuiteError> {
        if is_kebab_case(name.get_ref()) {
            return Ok(());
        }
        let kind = SuiteErrorKind::Name {
            what,
            name: for_terminal(name.get_ref()),
        };
        Err(self.at(name, kind))
    }
}

/// Lower-case ASCII words of letters and digits, joined by single dashes.
fn is_kebab_case(name: &str) -> bool {
    let is_word = |word: &str| {
        !word.is_empty()
            && word
                .bytes()
                .all(|b| b.is_ascii_lowercase() || b.is_ascii_digit())
    };
    name.len() <= MAX_NAME_CHARS && name.split('-').all(is_word)
}

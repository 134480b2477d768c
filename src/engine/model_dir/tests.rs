use super::*;
use crate::engine::builtin;

/// A folder with the files of a built-in model.
fn folder() -> tempfile::TempDir {
    let folder = tempfile::tempdir().unwrap();
    for (name, content) in builtin::MODELS[0].files {
        fs_err::write(folder.path().join(name), content).unwrap();
    }
    folder
}

/// What opening says after `change` was done to the folder.
fn complaint(change: impl FnOnce(&Path)) -> String {
    let folder = folder();
    change(folder.path());
    let error = ModelDir::open(folder.path(), None).unwrap_err();
    let text = error.to_string();
    assert!(!text.contains('\n'), "{text}");
    text.replace(&folder.path().display().to_string(), "FOLDER")
}

fn edit(path: &Path, change: impl FnOnce(&mut serde_json::Value)) {
    let mut json = serde_json::from_slice(&fs_err::read(path).unwrap()).unwrap();
    change(&mut json);
    fs_err::write(path, json.to_string()).unwrap();
}

#[test]
fn a_folder_reads_as_the_built_in_model() {
    let folder = folder();
    let copy = ModelDir::open(folder.path(), None).unwrap();
    let original = ModelDir::built_in(&builtin::MODELS[0], None).unwrap();
    assert_eq!(copy.hashes, original.hashes);
    assert_eq!(copy.config, original.config);
    assert_eq!(copy.n_parameters, original.n_parameters);
    assert_eq!(original.origin, "built in");
    let graph = folder.path().join("model.onnx");
    assert_eq!(ModelDir::open(&graph, None).unwrap().hashes, copy.hashes);
}

#[test]
fn missing_files_are_named_with_a_remedy() {
    for (file, remedy) in [
        ("tokenizer.json", "copy it from the original model"),
        ("config.json", "copy it from the original model"),
        ("model.onnx", "text-generation-with-past"),
    ] {
        let text = complaint(|f| fs_err::remove_file(f.join(file)).unwrap());
        assert!(
            text.starts_with(&format!("model `FOLDER`: `{file}` is missing; ")),
            "{text}"
        );
        assert!(text.contains(remedy), "{text}");
    }
}

#[test]
fn damaged_files_are_named_with_the_cause() {
    let text = complaint(|f| {
        let graph = f.join("model.onnx");
        let bytes = fs_err::read(&graph).unwrap();
        fs_err::write(&graph, &bytes[..1000]).unwrap();
    });
    assert!(
        text.contains("`model.onnx` is truncated: its content needs "),
        "{text}"
    );
    assert!(
        text.ends_with("and it has 1000; download or export it again"),
        "{text}"
    );
    let text = complaint(|f| fs_err::write(f.join("model.onnx"), "<html>").unwrap());
    insta::assert_snapshot!(text, @"model `FOLDER`: `model.onnx` cannot be understood: it is no ONNX file");
    let pointer = "version https://git-lfs.github.com/spec/v1\noid sha256:4d7a\nsize 12345\n";
    let text = complaint(|f| fs_err::write(f.join("model.onnx"), pointer).unwrap());
    insta::assert_snapshot!(text, @"model `FOLDER`: `model.onnx` cannot be understood: it is Git LFS's pointer to the file, not the file; `git lfs pull` gets it");
    let text = complaint(|f| fs_err::write(f.join("model.onnx"), "").unwrap());
    insta::assert_snapshot!(text, @"model `FOLDER`: `model.onnx` cannot be understood: it holds no ONNX graph");
    let text = complaint(|f| fs_err::write(f.join("config.json"), "{\n  \"a\": 1,\n").unwrap());
    insta::assert_snapshot!(text, @"model `FOLDER`: `config.json` cannot be understood: EOF while parsing a value at line 3 column 0");
    let text = complaint(|f| fs_err::write(f.join("tokenizer.json"), "{}").unwrap());
    assert!(
        text.contains("`tokenizer.json` cannot be understood: "),
        "{text}"
    );
    let text = complaint(|f| {
        edit(&f.join("config.json"), |c| {
            c["max_position_embeddings"] = serde_json::Value::Null;
        });
        edit(&f.join("tokenizer_config.json"), |c| {
            c["model_max_length"] = 1e30.into();
        });
    });
    insta::assert_snapshot!(text, @"model `FOLDER`: `config.json` cannot be understood: `max_position_embeddings` is missing, so the context is not known");
    let text = complaint(|f| {
        edit(&f.join("tokenizer_config.json"), |c| {
            c["chat_template"] = "{% if %}".into();
        });
    });
    insta::assert_snapshot!(text, @"model `FOLDER`: `tokenizer_config.json` cannot be understood: syntax error: unexpected end of block (line 1: `{% if %}`)");
    let text = complaint(|f| {
        edit(&f.join("tokenizer_config.json"), |c| {
            c.as_object_mut().unwrap().remove("chat_template");
        });
    });
    insta::assert_snapshot!(text, @"model `FOLDER`: `chat_template.jinja` is missing; and `tokenizer_config.json` has no `chat_template` either; copy one from the original model");
}

#[test]
fn the_first_source_of_ends_and_templates_wins() {
    let folder = folder();
    let path = folder.path();
    let eos = |path: &Path| ModelDir::open(path, None).unwrap().config.eos_tokens;
    edit(&path.join("generation_config.json"), |c| {
        c["eos_token_id"] = serde_json::json!([7, 9]);
    });
    edit(&path.join("config.json"), |c| c["eos_token_id"] = 8.into());
    assert_eq!(eos(path), [7, 9]);
    fs_err::remove_file(path.join("generation_config.json")).unwrap();
    assert_eq!(eos(path), [8]);
    edit(&path.join("config.json"), |c| {
        c["eos_token_id"] = serde_json::Value::Null;
    });
    let tokenizer = ModelDir::open(path, None).unwrap().tokenizer;
    let end = tokenizer.token_to_id("<|im_end|>").unwrap();
    assert_eq!(eos(path), [end]);

    let chat = |path: &Path| {
        let model = ModelDir::open(path, None).unwrap();
        let message = crate::engine::chat::Message::user("hi");
        model.chat.render(&[message], None).unwrap().text
    };
    edit(&path.join("tokenizer_config.json"), |c| {
        c["chat_template"] = serde_json::json!([
            {"name": "tool_use", "template": "no"},
            {"name": "default", "template": "{{ messages[0].content }}{{ eos_token }}"},
        ]);
    });
    assert_eq!(chat(path), "hi<|im_end|>");
    fs_err::write(
        path.join("chat_template.jinja"),
        "[{{ messages[0].content }}]\n",
    )
    .unwrap();
    assert_eq!(chat(path), "[hi]");
}

mod layouts;
mod surveys;

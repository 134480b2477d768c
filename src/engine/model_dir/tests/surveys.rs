//! Looking at a folder as far as it goes.

use super::*;
use crate::engine::model_dir::survey::Survey;

fn survey(path: &Path) -> Survey {
    Survey::of_folder(path, None, false)
}

#[test]
fn a_whole_model_has_no_obstacles() {
    let survey = Survey::of_built_in(&builtin::MODELS[0], None, true);
    assert_eq!(survey.obstacles, [""; 0]);
    assert_eq!(survey.notes, [""; 0]);
    let model = ModelDir::built_in(&builtin::MODELS[0], None).unwrap();
    assert_eq!(survey.n_parameters, model.n_parameters);
    let hashes: BTreeMap<String, String> = survey
        .files
        .into_iter()
        .filter_map(|(name, file)| Some((name, file.sha256?)))
        .collect();
    assert_eq!(hashes, model.hashes);
    let tokens = survey.tokens.unwrap();
    let ids = |tokens: &[Token]| tokens.iter().filter_map(|t| t.id).collect::<Vec<_>>();
    assert_eq!(ids(&tokens.ends), [2, 0]);
    assert_eq!(ids(&tokens.thinking), [3, 4]);
    assert_eq!(tokens.named["pad_token"].id, Some(0));
}

#[test]
fn one_broken_file_does_not_hide_the_others() {
    let folder = folder();
    fs_err::remove_file(folder.path().join("tokenizer.json")).unwrap();
    fs_err::write(folder.path().join("config.json"), "{").unwrap();
    let survey = survey(folder.path());
    assert!(survey.chat.is_some());
    assert!(survey.facts.input("input_ids").is_some());
    assert_eq!(survey.obstacles.len(), 2, "{:?}", survey.obstacles);
    assert!(survey.obstacles[0].starts_with("`tokenizer.json` is missing; "));
    assert!(survey.obstacles[1].starts_with("`config.json` cannot be understood: "));
    let files: Vec<&str> = survey.files.keys().map(String::as_str).collect();
    assert!(files.contains(&"model.onnx"), "{files:?}");
}

#[test]
fn a_tokenizer_of_another_model_is_refused() {
    let folder = folder();
    let path = folder.path().join("tokenizer.json");
    edit(&path, |t| {
        t["model"]["vocab"]["another"] = 600.into();
    });
    let error = ModelDir::open(folder.path(), None).unwrap_err().to_string();
    let error = error.replace(&folder.path().display().to_string(), "FOLDER");
    insta::assert_snapshot!(error, @"model `FOLDER`: `tokenizer.json` does not belong to `model.onnx`: it has tokens up to 600, and the graph knows 0 to 518; copy both from the same model");
    assert_eq!(survey(folder.path()).obstacles.len(), 1);
}

#[test]
fn special_tokens_that_the_graph_lacks_are_noted() {
    let folder = folder();
    let path = folder.path().join("tokenizer.json");
    edit(&path, |t| {
        let image = serde_json::json!({
            "id": 519, "content": "<image>", "special": true, "single_word": false,
            "lstrip": false, "rstrip": false, "normalized": false,
        });
        t["added_tokens"].as_array_mut().unwrap().push(image);
        t["model"]["vocab"]["<image>"] = 519.into();
    });
    assert!(ModelDir::open(folder.path(), None).is_ok());
    let survey = survey(folder.path());
    assert_eq!(survey.obstacles, [""; 0]);
    insta::assert_snapshot!(survey.notes.join("\n"), @"`tokenizer.json` has special tokens up to 519 and `model.onnx` knows 0 to 518: a prompt with one of those cannot be run");
}

/// The graph's own bytes, and a tensor that lies in `far.data`.
fn with_outer_weights(folder: &Path) {
    with_weights_in(folder, "far.data");
}

fn with_weights_in(folder: &Path, name: &str) {
    let entry = |key: &str, value: &str| {
        let (k, v) = (key.as_bytes(), value.as_bytes());
        let mut bytes = vec![0x6a, (k.len() + v.len() + 4) as u8];
        for (field, text) in [(0x0a, k), (0x12, v)] {
            bytes.extend([field, text.len() as u8]);
            bytes.extend(text);
        }
        bytes
    };
    let tensor = [entry("location", name), entry("length", "100")].concat();
    let graph = [vec![0x2a, tensor.len() as u8], tensor].concat();
    let file = folder.join("model.onnx");
    let mut bytes = fs_err::read(&file).unwrap();
    bytes.extend([0x3a, graph.len() as u8]);
    bytes.extend(graph);
    fs_err::write(file, bytes).unwrap();
}

#[test]
fn weights_beside_the_graph_must_be_there_and_whole() {
    let text = complaint(with_outer_weights);
    insta::assert_snapshot!(text, @"model `FOLDER`: `far.data` is missing; `model.onnx` keeps its weights there; copy it from where the graph came, beside it");
    let text = complaint(|folder| {
        with_outer_weights(folder);
        fs_err::write(folder.join("far.data"), [0; 99]).unwrap();
    });
    insta::assert_snapshot!(text, @"model `FOLDER`: `far.data` is truncated: its content needs 100 bytes and it has 99; download or export it again");
}

#[test]
fn names_from_graphs_cannot_reach_the_terminal() {
    let folder = folder();
    with_weights_in(folder.path(), "\u{1b}[31m.bin");
    let survey = survey(folder.path());
    assert_eq!(survey.obstacles.len(), 1);
    assert!(
        !survey.obstacles[0].contains('\u{1b}'),
        "{:?}",
        survey.obstacles
    );
    let error = ModelDir::open(folder.path(), None).unwrap_err();
    assert!(!error.to_string().contains('\u{1b}'), "{error:?}");
}

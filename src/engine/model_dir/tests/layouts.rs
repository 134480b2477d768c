//! Where folders keep their graph.

use super::*;

/// A folder whose graphs have these names.
fn with_graphs(names: &[&str]) -> tempfile::TempDir {
    let folder = folder();
    let graph = folder.path().join("model.onnx");
    fs_err::create_dir(folder.path().join("onnx")).unwrap();
    for name in names {
        fs_err::copy(&graph, folder.path().join("copy")).unwrap();
        fs_err::rename(folder.path().join("copy"), folder.path().join(name)).unwrap();
    }
    if !names.contains(&"model.onnx") {
        fs_err::remove_file(&graph).unwrap();
    }
    folder
}

/// The graph that a folder's model has, and its form.
fn chosen(names: &[&str]) -> (String, Form) {
    let folder = with_graphs(names);
    let model = ModelDir::open(folder.path(), None).unwrap();
    (model.graph.name(), model.form)
}

fn refused(names: &[&str]) -> String {
    let folder = with_graphs(names);
    let error = ModelDir::open(folder.path(), None).unwrap_err().to_string();
    error.replace(&folder.path().display().to_string(), "FOLDER")
}

#[test]
fn the_graph_is_found_where_exporters_put_it() {
    let cases: &[(&[&str], &str, Form)] = &[
        (&["model.onnx"], "model.onnx", Form::Optimum),
        (
            &["model.onnx", "onnx/model.onnx", "onnx/model_q4.onnx"],
            "model.onnx",
            Form::Optimum,
        ),
        (
            &["onnx/model.onnx", "onnx/model_q4.onnx"],
            "model.onnx",
            Form::TransformersJs,
        ),
        (
            &["onnx/model_q4f16.onnx"],
            "model_q4f16.onnx",
            Form::TransformersJs,
        ),
        (
            &[
                "decoder_model.onnx",
                "decoder_with_past_model.onnx",
                "decoder_model_merged.onnx",
            ],
            "decoder_model_merged.onnx",
            Form::Optimum,
        ),
        (&["anything.onnx"], "anything.onnx", Form::Optimum),
    ];
    for (names, graph, form) in cases {
        assert_eq!(chosen(names), ((*graph).to_owned(), *form), "{names:?}");
    }
}

#[test]
fn several_graphs_are_a_choice() {
    let text = refused(&["onnx/model_q4.onnx", "onnx/model_fp16.onnx"]);
    insta::assert_snapshot!(text, @"model `FOLDER`: `model.onnx` is missing; name one of its graphs instead: `FOLDER/onnx/model_fp16.onnx`, `FOLDER/onnx/model_q4.onnx`");
    let many: Vec<String> = (10..30).map(|n| format!("onnx/model_{n}.onnx")).collect();
    let many: Vec<&str> = many.iter().map(String::as_str).collect();
    let text = refused(&many);
    assert!(
        text.ends_with("`FOLDER/onnx/model_21.onnx`, 8 more"),
        "{text}"
    );
    let folder = with_graphs(&["onnx/model_q4.onnx", "onnx/model_fp16.onnx"]);
    let one = ModelDir::open(&folder.path().join("onnx/model_q4.onnx"), None).unwrap();
    assert!(one.hashes.contains_key("model_q4.onnx"));
}

#[test]
fn halves_of_models_are_refused() {
    let text = refused(&["decoder_model.onnx", "decoder_with_past_model.onnx"]);
    insta::assert_snapshot!(text, @"model `FOLDER`: `decoder_with_past_model.onnx` cannot be run: it is one half of a pair, `decoder_model.onnx` for the prompt and `decoder_with_past_model.onnx` for the steps; export the model with `optimum-cli export onnx --task text-generation-with-past`, which writes one `model.onnx`, or take the folder's `decoder_model_merged.onnx` from where it came");
    let text = refused(&["encoder_model.onnx", "decoder_model.onnx"]);
    insta::assert_snapshot!(text, @"model `FOLDER`: `decoder_model.onnx` cannot be run: it is one half of a model of encoder and decoder; a decoder alone can be run");
}

#[test]
fn the_folder_of_graphs_stands_for_its_model() {
    let folder = with_graphs(&["onnx/model.onnx"]);
    let model = ModelDir::open(&folder.path().join("onnx"), None).unwrap();
    assert_eq!(model.form, Form::TransformersJs);
    // Everything in `onnx/` is a model of its own.
    let inner = folder.path().join("onnx");
    for file in ["config.json", "tokenizer.json", "tokenizer_config.json"] {
        fs_err::rename(folder.path().join(file), inner.join(file)).unwrap();
    }
    assert!(ModelDir::open(&inner, None).is_ok());
    assert!(ModelDir::open(&inner.join("model.onnx"), None).is_ok());
}

#[test]
fn the_genai_form_is_read_too() {
    let folder = with_graphs(&["decoder_int4.onnx", "other.onnx"]);
    fs_err::remove_file(folder.path().join("config.json")).unwrap();
    let genai = |file: &str| {
        let genai = serde_json::json!({
            "model": {
                "type": "qwen3", "context_length": 512, "eos_token_id": [2, 0],
                "vocab_size": 519, "bor_token_id": 3, "eor_token_id": 4,
                "decoder": {
                    "filename": file, "head_size": 32, "num_key_value_heads": 3,
                    "num_hidden_layers": 4,
                    "sliding_window": {"window_size": 128, "layers": [0, 2]},
                },
            },
            "search": {"do_sample": true, "temperature": 0.6, "past_present_share_buffer": true},
        });
        fs_err::write(folder.path().join("genai_config.json"), genai.to_string()).unwrap();
    };
    genai("decoder_int4.onnx");
    let model = ModelDir::open(folder.path(), None).unwrap();
    assert_eq!(model.graph.name(), "decoder_int4.onnx");
    assert_eq!(model.form, Form::GenAi);
    let config = model.config;
    assert_eq!(
        (config.context, config.kv_heads, config.head_dim),
        (512, Some(3), Some(32))
    );
    assert_eq!(config.eos_tokens, [2, 0]);
    assert_eq!(
        (config.sliding_window, config.sliding_layers),
        (Some(128), Some(2))
    );
    assert_eq!(config.thinking_tokens, Some((3, 4)));
    let names: Vec<&str> = config.generation.keys().map(String::as_str).collect();
    assert_eq!(names, ["do_sample", "temperature"]);
    // A name that leads elsewhere is not followed.
    genai("../decoder_int4.onnx");
    assert!(ModelDir::open(folder.path(), None).is_err());
}

//! Which files of a repository are got.

use super::*;

/// A field of a protocol buffer with a length.
fn field(number: u8, content: &[u8]) -> Vec<u8> {
    let mut out = vec![number << 3 | 2, u8::try_from(content.len()).unwrap()];
    out.extend(content);
    out
}

/// A graph with one weight, which lies in `file`.
fn graph_with_weights_in(file: &str) -> Vec<u8> {
    let pair = |key: &str, value: &str| {
        let pair = [field(1, key.as_bytes()), field(2, value.as_bytes())].concat();
        field(13, &pair)
    };
    // One float: dims, type, name, where it lies, and that it lies elsewhere.
    let tensor = [
        vec![1 << 3, 1, 2 << 3, 1],
        field(8, b"w"),
        pair("location", file),
        pair("length", "4"),
        vec![14 << 3, 1],
    ]
    .concat();
    field(7, &field(5, &tensor))
}

#[test]
fn weights_are_got_from_where_the_graph_says() {
    let mut content = repository();
    let graph = graph_with_weights_in("weights.bin");
    content.files.insert("onnx/model.onnx".to_owned(), graph);
    let (server, cache) = (Server::start(content), tempfile::tempdir().unwrap());
    let reason = trouble(get(&server, cache.path(), &plain()));
    assert!(
        reason.starts_with("`onnx/weights.bin` is needed and is not in `"),
        "{reason}"
    );
    server.change(|content| {
        content
            .files
            .insert("onnx/weights.bin".to_owned(), vec![0; 4]);
    });
    let model = get(&server, cache.path(), &plain()).unwrap();
    assert!(model.folder.join("onnx/weights.bin").is_file());
    assert!(model.files.contains(&"onnx/weights.bin".to_owned()));
}

#[test]
fn graphs_that_are_none_are_named() {
    let mut content = repository();
    content
        .files
        .insert("onnx/model.onnx".to_owned(), b"\xff\xff\xff\xff".to_vec());
    let (server, cache) = (Server::start(content), tempfile::tempdir().unwrap());
    let reason = trouble(get(&server, cache.path(), &plain()));
    assert!(
        reason.starts_with("`onnx/model.onnx` is truncated"),
        "{reason}"
    );
}

#[test]
fn the_files_of_a_model_are_chosen() {
    let names = |names: &[&str]| {
        names
            .iter()
            .map(|n| (*n).to_owned())
            .collect::<Vec<String>>()
    };
    let wanted = |graph: Option<&str>| Wanted {
        graph: graph.map(str::to_owned),
        ..plain()
    };
    for (all, graph, expected) in [
        (
            vec![
                "README.md",
                "config.json",
                "model.onnx",
                "model.onnx_data",
                "model_q4.onnx",
                "model_q4.onnx_data",
                "tokenizer.json",
                "tokenizer.model",
                "vocab.json",
            ],
            None,
            vec![
                "config.json",
                "tokenizer.json",
                "model.onnx_data",
                "model.onnx",
            ],
        ),
        (
            vec![
                "chat_template.jinja",
                "onnx/model.onnx",
                "onnx/model.onnx_data",
                "onnx/model.onnx_data_1",
                "onnx/model_fp16.onnx",
                "special_tokens_map.json",
            ],
            None,
            vec![
                "chat_template.jinja",
                "special_tokens_map.json",
                "onnx/model.onnx_data",
                "onnx/model.onnx_data_1",
                "onnx/model.onnx",
            ],
        ),
        (
            vec![
                "config.json",
                "cpu/int4/genai_config.json",
                "cpu/int4/model.onnx",
                "cpu/int4/model.onnx.data",
                "cpu/int4/tokenizer.json",
                "gpu/model.onnx",
                "gpu/tokenizer.json",
            ],
            Some("cpu/int4/model.onnx"),
            vec![
                "config.json",
                "cpu/int4/genai_config.json",
                "cpu/int4/tokenizer.json",
                "cpu/int4/model.onnx.data",
                "cpu/int4/model.onnx",
            ],
        ),
        (vec!["a.onnx"], None, vec!["a.onnx"]),
        (
            vec!["onnx/model_q4.onnx", "onnx/model_q4f16.onnx"],
            Some("q4"),
            vec!["onnx/model_q4.onnx"],
        ),
    ] {
        let choice = select::choose(&names(&all), &wanted(graph)).unwrap();
        assert_eq!(choice.files, expected);
    }
    let which = |all: &[&str], graph| {
        select::choose(&names(all), &wanted(graph))
            .unwrap_err()
            .to_string()
    };
    insta::assert_snapshot!(which(&["x/model.onnx", "y/model.onnx"], None), @"there are several graphs and none is called `model.onnx`; choose one with --graph: `x/model.onnx`, `y/model.onnx`");
    insta::assert_snapshot!(which(&["x/model_q4.onnx", "y/model_q4.onnx"], Some("q4")), @"`q4` stands for several graphs; choose one with --graph: `x/model_q4.onnx`, `y/model_q4.onnx`");
}

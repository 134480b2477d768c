//! What is written to disk, and that the engine reads it.

use super::*;

#[test]
fn a_folder_is_written_whole_or_not_at_all() {
    let root = tempfile::tempdir().unwrap();
    let out = root.path().join("deep/new");
    let (_, from) = model("qwen2");
    let place = from.to_string_lossy().into_owned();
    let done = optimize(&place, &out, &OPTIONS, &[(2, 8)]).unwrap();
    assert_eq!(done.path, out.join("model.onnx"));
    assert_eq!(done.speeds.len(), 1);
    let names = |folder: &Path| {
        let names = fs_err::read_dir(folder).unwrap();
        let mut names: Vec<_> = names.map(|entry| entry.unwrap().file_name()).collect();
        names.sort();
        names
    };
    let mut expected = names(&from);
    expected.retain(|name| name != "expected.json");
    let mut written = names(&out);
    written.retain(|name| name != "expected.json");
    assert_eq!(written, expected);
    let again = optimize(&place, &out, &OPTIONS, &[]).unwrap_err();
    assert!(matches!(again, RewriteError::Exists(_)), "{again}");
    // What is rewritten already is refused, and leaves nothing behind.
    let twice = root.path().join("twice");
    let place = out.to_string_lossy().into_owned();
    let refused = optimize(&place, &twice, &OPTIONS, &[]).unwrap_err();
    insta::assert_snapshot!(refused, @"the graph is left as it is: it is already written with GroupQueryAttention");
    let left: Vec<_> = fs_err::read_dir(root.path()).unwrap().collect();
    assert_eq!(left.len(), 1, "{left:?}");
}

#[test]
fn weights_outside_the_graph_stay_outside() {
    let root = tempfile::tempdir().unwrap();
    let (graph, folder) = model("qwen2");
    // Move the largest weight into a file of its own.
    let from = root.path().join("from");
    fs_err::create_dir(&from).unwrap();
    for entry in fs_err::read_dir(&folder).unwrap() {
        let path = entry.unwrap().path();
        fs_err::copy(&path, from.join(path.file_name().unwrap())).unwrap();
    }
    let (outer, data) = port::testing::with_weights_outside(&graph, "model.onnx_data");
    fs_err::write(from.join("model.onnx"), outer).unwrap();
    fs_err::write(from.join("model.onnx_data"), &data).unwrap();
    fs_err::write(from.join("other.onnx_data_1"), b"of another graph").unwrap();
    let out = root.path().join("out");
    let done = optimize(&from.to_string_lossy(), &out, &OPTIONS, &[]).unwrap();
    assert_eq!(done.rewritten.weights, ["model.onnx_data"]);
    assert_eq!(fs_err::read(out.join("model.onnx_data")).unwrap(), data);
    assert!(!out.join("other.onnx_data_1").exists());
    let size = fs_err::metadata(out.join("model.onnx")).unwrap().len();
    assert!(size < graph.len() as u64 - data.len() as u64, "{size}");
}

/// The engine runs what was written.
#[test]
fn the_engine_writes_the_same_completions() {
    use crate::engine::{Completion, Engine as _, Event, Request, open_onnx};
    use crate::plan::Mode;
    use crate::suite::Sampling;

    let root = tempfile::tempdir().unwrap();
    let out = root.path().join("new");
    let (_, from) = model("smollm3");
    let from = from.to_string_lossy().into_owned();
    optimize(&from, &out, &OPTIONS, &[]).unwrap();
    let requests: Vec<Request> = (0..10_u64)
        .map(|i| Request {
            prompt: format!("w{i} {}w12", "w7 ".repeat(i as usize % 4)),
            mode: Mode::Instruct,
            budget: None,
            sampling: Sampling {
                max_answer_tokens: 24,
                max_thinking_tokens: 80,
                ..Sampling::default()
            },
            seed: i,
            logprobs: false,
            probes: None,
        })
        .collect();
    let completions = |place: &str| {
        let options = crate::engine::EngineOptions {
            batch_size: 4,
            ..OPTIONS.clone()
        };
        let mut engine = open_onnx(place, &options).unwrap();
        let mut texts: Vec<Option<Completion>> = vec![None; requests.len()];
        engine
            .generate(&requests, &mut |event| {
                if let Event::Done { index, result } = event {
                    texts[index] = Some(result.unwrap());
                }
                std::ops::ControlFlow::Continue(())
            })
            .unwrap();
        let texts = texts.into_iter().map(Option::unwrap);
        texts
            .map(|done| (done.text, done.n_thinking_tokens, done.stop_reason))
            .collect::<Vec<_>>()
    };
    assert_eq!(completions(&from), completions(&out.to_string_lossy()));
}

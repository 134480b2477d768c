//! The commands that take texts of other programs: `--policy`, `--thinking-format`.

use std::path::Path;

use serde_json::Value;

use crate::common::run;

/// What `overthink trace` says of the one text there is.
fn traced(folder: &Path, args: &[&str]) -> Value {
    let args = [&["trace"], args, &["--format", "json"]].concat();
    let (code, out, err) = run(folder, &args);
    assert_eq!(code, 0, "{args:?}: {err}");
    serde_json::from_str(&out).unwrap()
}

fn kinds(line: &Value) -> Vec<&str> {
    let segments = line["segments"].as_array().unwrap();
    segments
        .iter()
        .map(|s| s["kind"].as_str().unwrap())
        .collect()
}

#[test]
fn a_policy_is_chosen_and_written_down() {
    let folder = tempfile::tempdir().unwrap();
    let row = r#"{"id": "a", "text": "Hm. <think>b</think>c<think>d", "target": "c"}"#;
    std::fs::write(folder.path().join("rows.jsonl"), row).unwrap();
    let input = ["--input", "rows.jsonl"];
    let ours = traced(folder.path(), &input);
    assert_eq!(
        (&ours["format"], &ours["policy"]),
        (&"think".into(), &"overthink".into())
    );
    assert_eq!(ours["evidence"], "tag");
    assert_eq!(
        kinds(&ours),
        [
            "answer", "tag", "thinking", "tag", "answer", "tag", "thinking"
        ]
    );
    assert_eq!(
        ours["issues"],
        serde_json::json!(["several-blocks", "missing-end"])
    );
    for (policy, written, expected) in [
        (
            "vllm",
            "vllm",
            &["other", "tag", "thinking", "tag", "answer"][..],
        ),
        (
            "overthink,blocks=first",
            "blocks=first",
            &["answer", "tag", "thinking", "tag", "answer"],
        ),
    ] {
        let line = traced(folder.path(), &[&input[..], &["--policy", policy]].concat());
        assert_eq!(line["policy"], written);
        assert_eq!(kinds(&line), expected, "{policy}");
    }
    let plain = [&input[..], &["--thinking-format", "plain"]].concat();
    let plain = traced(folder.path(), &plain);
    assert_eq!(
        (&plain["format"], &plain["evidence"]),
        (&"plain".into(), &"given".into())
    );
    assert_eq!(kinds(&plain), ["answer"]);
}

/// An import keeps how its texts were read; a look at it may read them otherwise.
#[test]
fn an_import_is_read_again_as_it_was_read() {
    let folder = tempfile::tempdir().unwrap();
    let row = r#"{"id": "a", "text": "<think>b</think><think>c</think>7", "target": "7"}"#;
    std::fs::write(folder.path().join("rows.jsonl"), row).unwrap();
    let first = ["import", "rows.jsonl", "--checker", "math"];
    let (code, _, err) = run(folder.path(), &[&first[..], &["--policy", "vllm"]].concat());
    assert_eq!(code, 0, "{err}");
    let line = traced(folder.path(), &["latest"]);
    assert_eq!(line["policy"], "vllm");
    assert_eq!(kinds(&line), ["tag", "thinking", "tag", "answer"]);
    let (code, _, err) = run(folder.path(), &["grade", "latest"]);
    assert_eq!(code, 0, "{err}");
    assert_eq!(traced(folder.path(), &["latest"])["policy"], "vllm");
    let other = traced(folder.path(), &["latest", "--policy", "overthink"]);
    assert_eq!(
        kinds(&other),
        ["tag", "thinking", "tag", "tag", "thinking", "tag", "answer"]
    );
}

#[test]
fn what_is_unknown_is_refused_with_what_is_known() {
    let folder = tempfile::tempdir().unwrap();
    std::fs::write(folder.path().join("rows.jsonl"), "{\"text\": \"7\"}").unwrap();
    for (flag, value, known) in [
        ("--policy", "vlm", "llama-cpp"),
        ("--policy", "unclosed=maybe", "thinking, answer"),
        ("--thinking-format", "thinks", "magistral"),
    ] {
        let args = ["trace", "--input", "rows.jsonl", flag, value];
        let (code, _, err) = run(folder.path(), &args);
        assert_eq!(code, 2, "{err}");
        assert!(err.contains(value) && err.contains(known), "{err}");
    }
}

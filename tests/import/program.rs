//! The commands: exit codes, and what goes where.

use crate::common::run;

#[test]
fn an_imported_run_is_a_run() {
    let folder = tempfile::tempdir().unwrap();
    let log = concat!(
        env!("CARGO_MANIFEST_DIR"),
        "/tests/fixtures/import/inspect.eval"
    );
    let (code, out, err) = run(folder.path(), &["import", log]);
    assert_eq!(code, 0, "{err}");
    assert!(out.contains("8 planned = 4 correct + 4 incorrect"), "{out}");
    assert!(err.contains("inspect, because"), "{err}");
    let table = ["export", "latest", "--format", "csv", "--table", "attempts"];
    for args in [
        &table[..],
        &["report", "latest"],
        &["trace", "latest"],
        &["grade", "latest"],
    ] {
        let (code, _, err) = run(folder.path(), args);
        assert_eq!(code, 0, "{args:?}: {err}");
    }
    let (code, _, err) = run(folder.path(), &["run", "--resume", "latest"]);
    assert_eq!(code, 2);
    assert!(err.contains("was imported"), "{err}");
}

#[test]
fn bad_lines_end_with_exit_code_3() {
    let folder = tempfile::tempdir().unwrap();
    let rows = "{\"id\": \"a\", \"text\": \"<think>b</think>c\"}\n{\"id\": 2}\n";
    fs_err::write(folder.path().join("rows.jsonl"), rows).unwrap();
    let (code, _, err) = run(folder.path(), &["import", "rows.jsonl", "--quiet"]);
    assert_eq!(code, 3, "{err}");
    assert!(
        err.contains("rows.jsonl, line 2: there is no field"),
        "{err}"
    );
    let (code, out, err) = run(
        folder.path(),
        &["trace", "--input", "rows.jsonl", "--format", "json"],
    );
    assert_eq!(code, 3, "{err}");
    assert!(err.contains("line 2"), "{err}");
    let line: serde_json::Value = serde_json::from_str(&out).unwrap();
    assert_eq!(
        (line["id"].as_str(), line["n_thinking_chars"].as_u64()),
        (Some("a"), Some(1))
    );
    assert!(line.get("text").is_none());
    let (code, _, err) = run(folder.path(), &["import", "nowhere.jsonl"]);
    assert_eq!(code, 2);
    assert!(err.contains("nowhere.jsonl"), "{err}");
}

#[test]
fn hidden_thinking_has_no_length() {
    let folder = tempfile::tempdir().unwrap();
    let reply = r#"{"choices": [{"message": {"content": "7"}}], "usage": {"completion_tokens": 9, "completion_tokens_details": {"reasoning_tokens": 8}}}"#;
    fs_err::write(folder.path().join("reply.json"), reply).unwrap();
    let (code, out, err) = run(
        folder.path(),
        &["trace", "--input", "reply.json", "--format", "json"],
    );
    assert_eq!(code, 0, "{err}");
    let line: serde_json::Value = serde_json::from_str(&out).unwrap();
    assert!(line["n_thinking_chars"].is_null());
    assert_eq!(line["n_thinking_tokens"], 8);
    assert_eq!(line["issues"][0], "hidden-thinking");
}

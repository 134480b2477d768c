//! `overthink trace` from the outside: files, runs, one trace and many.

use std::path::Path;

use crate::common::run;

const LINES: &str = r#"{"id": "a-1", "text": "<think>It is 7.\n\nAlternatively, maybe we can count.</think>8"}
{"id": "a-2", "text": "<think>so"}
{"id": "b", "text": "\u001b[31m9"}
"#;

fn files() -> tempfile::TempDir {
    let folder = tempfile::tempdir().unwrap();
    fs_err::write(folder.path().join("one.jsonl"), LINES).unwrap();
    fs_err::write(
        folder.path().join("two.jsonl"),
        "{\"id\": \"c\", \"text\": \"4\"}\n",
    )
    .unwrap();
    folder
}

fn shown(folder: &Path, args: &[&str]) -> String {
    let all: Vec<&str> = ["trace"].into_iter().chain(args.iter().copied()).collect();
    let (code, out, err) = run(folder, &all);
    assert_eq!(code, 0, "{args:?}: {err}");
    assert!(!out.contains('\u{1b}'), "{out}");
    out
}

#[test]
fn many_are_summed_up_one_is_shown_and_names_are_listed() {
    let folder = files();
    let summary = shown(folder.path(), &["one.jsonl"]);
    assert!(
        summary.contains("3 traces, 2 with a thinking that can be read"),
        "{summary}"
    );
    assert!(summary.contains("1 missing-end"), "{summary}");

    let list = shown(folder.path(), &["one.jsonl", "--list"]);
    assert_eq!(list.lines().count(), 4, "{list}");

    // A name that is whole or in one trace alone shows it, others list.
    let one = shown(folder.path(), &["one.jsonl", "a-1"]);
    assert!(one.contains("thought 2 │ ⟦switch: Alternatively"), "{one}");
    assert!(one.contains("answer │ 8"), "{one}");
    assert_eq!(
        shown(folder.path(), &["--input", "one.jsonl", "--attempt", "a-1"]),
        one
    );
    assert_eq!(
        shown(folder.path(), &["one.jsonl", "a-"]).lines().count(),
        3
    );
    let (code, _, err) = run(folder.path(), &["trace", "one.jsonl", "z"]);
    assert!(
        code == 2 && err.contains("no trace's name holds `z`"),
        "{err}"
    );
}

#[test]
fn several_files_are_told_apart_and_a_bad_one_costs_no_other() {
    let folder = files();
    let list = shown(folder.path(), &["one.jsonl", "two.jsonl", "--list"]);
    assert!(
        list.contains("one.jsonl:a-1") && list.contains("two.jsonl:c"),
        "{list}"
    );
    let json = shown(
        folder.path(),
        &["one.jsonl", "two.jsonl", "--format", "json"],
    );
    let last: serde_json::Value = serde_json::from_str(json.lines().last().unwrap()).unwrap();
    assert_eq!(
        (&last["id"], &last["file"]),
        (&"c".into(), &"two.jsonl".into())
    );

    fs_err::write(folder.path().join("bad.jsonl"), "not json\n").unwrap();
    let args = ["trace", "bad.jsonl", "two.jsonl", "--list"];
    let (code, out, err) = run(folder.path(), &args);
    assert_eq!(code, 3, "{err}");
    assert!(
        out.contains("two.jsonl:c") && err.contains("bad.jsonl"),
        "{out}{err}"
    );
}

#[test]
fn what_is_neither_file_nor_run_is_said() {
    let folder = files();
    for (args, word) in [
        (
            &["trace", "gone.jsonl"][..],
            "`gone.jsonl` is no file, and no run",
        ),
        (
            &["trace", "--input", "gone.jsonl"],
            "there is no file `gone.jsonl`",
        ),
        (
            &["trace", "one.jsonl", "gone.jsonl", "a"],
            "there is no file `gone.jsonl`",
        ),
    ] {
        let (code, _, err) = run(folder.path(), args);
        assert!(code == 2 && err.contains(word), "{args:?}: {err}");
    }
}

#[test]
fn a_run_shows_verdicts_and_probes() {
    let folder = tempfile::tempdir().unwrap();
    let args = [
        "run",
        "demo-math",
        "--model",
        "tiny-reasoner",
        "--limit",
        "1",
        "--probes",
        "every:16",
    ];
    let (code, _, err) = run(folder.path(), &args);
    assert_eq!(code, 0, "{err}");
    let summary = shown(folder.path(), &["latest"]);
    assert!(
        summary.starts_with("tiny-reasoner (reasoning): 2 traces"),
        "{summary}"
    );
    assert!(summary.contains("thinking tokens"), "{summary}");
    let one = shown(folder.path(), &["latest", "arithmetic"]);
    assert!(
        one.contains("target") && one.contains("probe 16 ┤ would answer"),
        "{one}"
    );
}

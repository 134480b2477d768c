//! The main job from end to end: what it leaves behind, and that its numbers
//! can be computed again from the exported table.

use std::collections::{BTreeMap, BTreeSet};
use std::path::Path;

use crate::common::{only_run, run};

/// The columns that scripts stand on.
const COLUMNS: [&str; 22] = [
    "run",
    "model",
    "mode",
    "suite",
    "task_type",
    "item",
    "strategy",
    "budget",
    "epoch",
    "correct",
    "verdict",
    "answer",
    "n_prompt_tokens",
    "n_thinking_tokens",
    "n_answer_tokens",
    "n_computed_tokens",
    "stop_reason",
    "n_switches",
    "n_thoughts",
    "first_token_ms",
    "first_answer_ms",
    "elapsed_ms",
];

/// Runs the program and expects it to end well.
fn done(folder: &Path, args: &[&str]) -> String {
    let (code, out, err) = run(folder, args);
    assert_eq!(code, 0, "{args:?}: {err}");
    out
}

#[test]
fn the_demo_leaves_a_report_and_data_that_agree() {
    let folder = tempfile::tempdir().unwrap();
    let out = done(folder.path(), &["demo", "--limit", "10"]);
    let run_folder = only_run(folder.path());
    for file in [
        "manifest.json",
        "records.jsonl",
        "attempts.parquet",
        "summary.json",
        "report.html",
    ] {
        assert!(
            run_folder.join(file).metadata().unwrap().len() > 0,
            "{file}"
        );
    }
    assert!(out.contains("report.html"), "{out}");

    let rows = csv(&done(
        folder.path(),
        &["export", "latest", "--format", "csv", "--table", "attempts"],
    ));
    let (heading, rows) = rows.split_first().unwrap();
    let missing: Vec<_> = COLUMNS
        .iter()
        .chain(&["seed"])
        .filter(|c| !heading.iter().any(|h| h == *c))
        .collect();
    assert!(missing.is_empty(), "{missing:?}");
    // Five task types of ten items: one free and five forced attempts of the reasoner, one of the other.
    assert_eq!(rows.len(), 5 * 10 * 7);

    let column = |name: &str| heading.iter().position(|h| h == name).unwrap();
    let decided: serde_json::Value = serde_json::from_str(&done(
        folder.path(),
        &["decide", "latest", "--format", "json"],
    ))
    .unwrap();
    let comparisons = decided["comparisons"].as_array().unwrap();
    assert_eq!(comparisons.len(), 6, "five task types and all of them");
    for comparison in comparisons {
        let Some(task_type) = comparison["task_type"].as_str() else {
            continue;
        };
        let mut accuracy = BTreeMap::new();
        for model in ["tiny-reasoner", "tiny-instruct"] {
            let graded: Vec<bool> = rows
                .iter()
                .filter(|row| {
                    row[column("model")] == model && row[column("task_type")] == task_type
                })
                .filter(|row| row[column("budget")].is_empty())
                .filter_map(|row| row[column("correct")].parse().ok())
                .collect();
            let n_correct = graded.iter().filter(|&&correct| correct).count();
            accuracy.insert(model, n_correct as f64 / graded.len() as f64);
        }
        let difference = accuracy["tiny-reasoner"] - accuracy["tiny-instruct"];
        let stored = comparison["difference"]["point"].as_f64().unwrap();
        assert!(
            (difference - stored).abs() < 1e-9,
            "{task_type}: {difference} from the table, {stored} decided"
        );
    }
}

#[test]
fn data_goes_to_stdout_and_talk_to_stderr() {
    let folder = tempfile::tempdir().unwrap();
    let (code, out, err) = run(
        folder.path(),
        &[
            "run",
            "demo-direct",
            "--model",
            "tiny-instruct",
            "--limit",
            "2",
            "--dry-run",
        ],
    );
    assert_eq!(code, 0, "{err}");
    assert!(out.contains("2 attempts") && err.is_empty(), "{out}{err}");
    assert!(!folder.path().join("results").exists());
}

#[test]
fn traces_of_a_run_cover_their_texts() {
    let folder = tempfile::tempdir().unwrap();
    done(
        folder.path(),
        &[
            "run",
            "demo-logic",
            "--model",
            "tiny-reasoner",
            "--limit",
            "3",
            "--budgets",
            "16",
        ],
    );
    let lines = done(folder.path(), &["trace", "latest", "--format", "json"]);
    let mut ids = BTreeSet::new();
    for line in lines.lines() {
        let trace: serde_json::Value = serde_json::from_str(line).unwrap();
        ids.insert(trace["id"].to_string());
        let mut end = 0;
        for segment in trace["segments"].as_array().unwrap() {
            assert_eq!(segment["start"], end, "{line}");
            end = segment["end"].as_u64().unwrap();
        }
        assert!(end > 0);
    }
    assert_eq!(ids.len(), 6);
}

#[test]
fn grading_again_changes_nothing() {
    let folder = tempfile::tempdir().unwrap();
    done(
        folder.path(),
        &[
            "run",
            "demo-math",
            "demo-code",
            "--model",
            "tiny-instruct",
            "--limit",
            "4",
        ],
    );
    let records = only_run(folder.path()).join("records.jsonl");
    let before = fs_err::read_to_string(&records).unwrap();
    done(folder.path(), &["grade", "latest"]);
    assert_eq!(fs_err::read_to_string(&records).unwrap(), before);
}

#[test]
fn cases_are_graded_in_input_order() {
    let folder = tempfile::tempdir().unwrap();
    let cases = r#"{"id": 1, "target": "1/2", "answer": "0.5"}
{"id": "b", "target": "42", "completion": "<think>41</think>\nThe answer is \\boxed{42}."}
{"id": "c", "target": "42", "completion": "<think>42"}
"#;
    fs_err::write(folder.path().join("cases.jsonl"), cases).unwrap();
    let (code, out, err) = run(
        folder.path(),
        &["grade", "--checker", "math", "--input", "cases.jsonl"],
    );
    assert_eq!(code, 0, "{err}");
    let verdicts: Vec<String> = out
        .lines()
        .map(|line| serde_json::from_str::<serde_json::Value>(line).unwrap())
        .map(|line| format!("{} {}", line["id"], line["verdict"]))
        .collect();
    assert_eq!(
        verdicts,
        [r#"1 "correct""#, r#""b" "correct""#, r#""c" "no-answer""#]
    );
    assert_eq!(
        err,
        "3 cases: 2 correct, 0 incorrect, 1 no answer, 0 ungraded\n"
    );
}

/// Rows of fields, by RFC 4180.
fn csv(text: &str) -> Vec<Vec<String>> {
    let (mut rows, mut row, mut field, mut quoted) = (Vec::new(), Vec::new(), String::new(), false);
    let mut chars = text.chars().peekable();
    while let Some(c) = chars.next() {
        match c {
            '"' if quoted && chars.peek() == Some(&'"') => field.extend(chars.next()),
            '"' => quoted = !quoted,
            ',' if !quoted => row.push(std::mem::take(&mut field)),
            '\n' if !quoted => {
                row.push(std::mem::take(&mut field));
                rows.push(std::mem::take(&mut row));
            }
            '\r' if !quoted => {}
            c => field.push(c),
        }
    }
    rows
}

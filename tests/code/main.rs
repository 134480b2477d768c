//! Programs of real data sets, judged by the program itself. The data sets are read where the
//! shared folder is there.

#![cfg(unix)]
#![expect(clippy::unwrap_used, reason = "a test may fail where it stands")]
#![expect(
    clippy::print_stdout,
    reason = "it tells what was skipped, and what was counted"
)]

mod real;
mod variants;

use std::path::{Path, PathBuf};
use std::process::Command;

use serde_json::{Value, json};

/// An answer with its tests.
#[derive(Debug, Clone)]
struct Case {
    id: String,
    target: Value,
    answer: String,
}

fn shared(name: &str) -> PathBuf {
    Path::new(env!("CARGO_MANIFEST_DIR"))
        .join("../shared/datasets")
        .join(name)
}

/// Verdict and reason of each case. No data set needs more processor time than `timeout_s`.
fn judged(cases: &[Case], timeout_s: f64) -> Vec<(String, String)> {
    let folder = tempfile::tempdir().unwrap();
    let lines: Vec<String> = cases
        .iter()
        .map(|case| {
            json!({"id": case.id, "target": case.target, "answer": case.answer}).to_string()
        })
        .collect();
    fs_err::write(folder.path().join("cases.jsonl"), lines.join("\n")).unwrap();
    let checker = json!({"kind": "code", "timeout_s": timeout_s}).to_string();
    let output = Command::new(env!("CARGO_BIN_EXE_overthink"))
        .current_dir(folder.path())
        .args(["grade", "--checker", &checker, "--input", "cases.jsonl"])
        .output()
        .unwrap();
    let told = String::from_utf8_lossy(&output.stderr).into_owned();
    assert!(output.status.success(), "{told}");
    let out = String::from_utf8(output.stdout).unwrap();
    let read = |line: &str| {
        let line: Value = serde_json::from_str(line).unwrap();
        let text = |key: &str| line[key].as_str().unwrap().to_owned();
        (text("verdict"), text("reason"))
    };
    let said: Vec<_> = out.lines().map(read).collect();
    assert_eq!(said.len(), cases.len());
    said
}

/// Complains of every case whose verdict is another.
fn assert_all(cases: &[Case], timeout_s: f64, wanted: &str) {
    let others: Vec<String> = cases
        .iter()
        .zip(judged(cases, timeout_s))
        .filter(|(_, (verdict, _))| verdict != wanted)
        .map(|(case, (verdict, reason))| format!("{}: {verdict}, {reason}", case.id))
        .collect();
    println!(
        "{} of {} are {wanted}",
        cases.len() - others.len(),
        cases.len()
    );
    assert!(others.is_empty(), "{}", others.join("\n"));
}

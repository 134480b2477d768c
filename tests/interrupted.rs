//! Killed at any moment and resumed, a run ends with the records of an
//! undisturbed one; the same command gives the same answers at any batch size.

mod common;

use std::process::Stdio;
use std::time::Duration;

use common::{only_run, overthink, run, timeless_records};

const ARGS: [&str; 10] = [
    "run",
    "demo-math",
    "demo-direct",
    "--model",
    "tiny-reasoner",
    "--model",
    "tiny-instruct",
    "--budgets",
    "16,64",
    "--limit",
];

fn args<'a>(limit: &'a str, more: &[&'a str]) -> Vec<&'a str> {
    ARGS.iter()
        .copied()
        .chain([limit])
        .chain(more.iter().copied())
        .collect()
}

#[test]
fn killed_ten_times_and_resumed() {
    let undisturbed = tempfile::tempdir().unwrap();
    assert_eq!(run(undisturbed.path(), &args("15", &[])).0, 0);
    let wanted = timeless_records(&only_run(undisturbed.path()));

    let folder = tempfile::tempdir().unwrap();
    let mut command = overthink(folder.path(), &args("15", &[]));
    let mut n_killed = 0;
    // Delays that fall into loading, generating and writing.
    for delay_ms in [900, 350, 500, 420, 700, 610, 460, 380, 830, 540] {
        let mut child = command
            .stdout(Stdio::null())
            .stderr(Stdio::null())
            .spawn()
            .unwrap();
        std::thread::sleep(Duration::from_millis(delay_ms));
        n_killed += usize::from(child.try_wait().unwrap().is_none());
        child.kill().unwrap();
        child.wait().unwrap();
        let began = folder.path().join("results").exists();
        let next = if began {
            vec!["run", "--resume", "latest"]
        } else {
            args("15", &[])
        };
        command = overthink(folder.path(), &next);
    }
    assert!(
        n_killed >= 3,
        "only {n_killed} kills met a running process: the delays are too long"
    );
    let (code, _, err) = run(folder.path(), &["run", "--resume", "latest"]);
    assert_eq!(code, 0, "{err}");
    assert_eq!(timeless_records(&only_run(folder.path())), wanted);
}

#[test]
fn a_line_cut_by_a_crash_is_reported_and_done_again() {
    let folder = tempfile::tempdir().unwrap();
    assert_eq!(run(folder.path(), &args("2", &[])).0, 0);
    let done = only_run(folder.path());
    let wanted = timeless_records(&done);
    let text = std::fs::read(done.join("records.jsonl")).unwrap();
    std::fs::write(done.join("records.jsonl"), &text[..text.len() - 100]).unwrap();
    let (code, _, err) = run(folder.path(), &["run", "--resume", "latest"]);
    assert_eq!(code, 0, "{err}");
    assert!(err.contains("cut off"), "{err}");
    assert_eq!(timeless_records(&done), wanted);
}

#[test]
fn batch_size_and_repetition_change_nothing() {
    let records = |more: &[&str]| {
        let folder = tempfile::tempdir().unwrap();
        let (code, _, err) = run(folder.path(), &args("8", more));
        assert_eq!(code, 0, "{err}");
        timeless_records(&only_run(folder.path()))
    };
    let wanted = records(&[]);
    assert_eq!(records(&[]), wanted, "the same command twice");
    assert_eq!(records(&["--batch-size", "1"]), wanted, "batch 1");
    assert_eq!(
        records(&["--batch-size", "5", "--threads", "1"]),
        wanted,
        "batch 5, one thread"
    );
    let sampled = records(&["--temperature", "0.8"]);
    assert_ne!(sampled, wanted);
    assert_eq!(
        records(&["--temperature", "0.8", "--batch-size", "3"]),
        sampled,
        "sampled, batch 3"
    );
}

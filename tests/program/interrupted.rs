//! Killed at any moment and resumed, a run ends with the records of an
//! undisturbed one; the same command gives the same answers at any batch size.

use std::path::Path;
use std::process::Stdio;
use std::time::Duration;

use crate::common::{only_run, overthink, run, split_work, timeless_records};

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
    assert_eq!(run(undisturbed.path(), &args("12", &[])).0, 0);
    let wanted = timeless_records(&only_run(undisturbed.path()));

    let folder = tempfile::tempdir().unwrap();
    for kill in 1..=10 {
        let began = folder.path().join("results").exists();
        let args = if began {
            vec!["run", "--resume", "latest"]
        } else {
            args("12", &[])
        };
        let mut child = overthink(folder.path(), &args)
            .stdout(Stdio::null())
            .stderr(Stdio::null())
            .spawn()
            .unwrap();
        // From the first record to the last, and some milliseconds later.
        let n_records = (wanted.len() - 1) * kill / 11;
        while n_lines(folder.path()) < n_records {
            assert!(
                child.try_wait().unwrap().is_none(),
                "the run ended before kill {kill}"
            );
            std::thread::sleep(Duration::from_millis(1));
        }
        std::thread::sleep(Duration::from_millis(7 * kill as u64 % 10));
        child.kill().unwrap();
        child.wait().unwrap();
    }
    let (code, _, err) = run(folder.path(), &["run", "--resume", "latest"]);
    assert_eq!(code, 0, "{err}");
    let resumed = timeless_records(&only_run(folder.path()));
    // What was shared with an attempt that is done is computed again.
    let (work, resumed) = split_work(&resumed);
    let (least, wanted) = split_work(&wanted);
    assert_eq!(resumed, wanted);
    assert!(work.iter().zip(&least).all(|(work, least)| work >= least));
}

/// Lines of the only run's records, as far as they are there.
fn n_lines(folder: &Path) -> usize {
    let Ok(mut runs) = fs_err::read_dir(folder.join("results")) else {
        return 0;
    };
    let records = runs
        .next()
        .and_then(|run| fs_err::read(run.ok()?.path().join("records.jsonl")).ok());
    records.map_or(0, |bytes| bytes.split(|&b| b == b'\n').count() - 1)
}

#[test]
fn a_line_cut_by_a_crash_is_reported_and_done_again() {
    let folder = tempfile::tempdir().unwrap();
    assert_eq!(run(folder.path(), &args("2", &[])).0, 0);
    let done = only_run(folder.path());
    let wanted = timeless_records(&done);
    let text = fs_err::read(done.join("records.jsonl")).unwrap();
    fs_err::write(done.join("records.jsonl"), &text[..text.len() - 100]).unwrap();
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

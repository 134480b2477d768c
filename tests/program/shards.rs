//! A plan spread over several runs and joined again.

use crate::common::{only_run, run, split_work, timeless_records};

const ARGS: [&str; 14] = [
    "run",
    "demo-math",
    "--model",
    "tiny-reasoner",
    "--model",
    "tiny-instruct",
    "--strategy",
    "direct,vote@3",
    "--budgets",
    "16",
    "--temperature",
    "0.8",
    "--limit",
    "3",
];

#[test]
fn shards_merged_are_the_whole_run() {
    let whole = tempfile::tempdir().unwrap();
    assert_eq!(run(whole.path(), &ARGS).0, 0);
    let (_, wanted) = split_work(&timeless_records(&only_run(whole.path())));

    let folder = tempfile::tempdir().unwrap();
    for (shard, label) in [("1/2", "one"), ("2/2", "two")] {
        let more = ["--shard", shard, "--label", label];
        let (code, _, err) = run(folder.path(), &[&ARGS[..], &more].concat());
        assert_eq!(code, 0, "{err}");
    }
    let runs = fs_err::read_dir(folder.path().join("results")).unwrap();
    let mut runs: Vec<String> = runs
        .map(|entry| entry.unwrap().path().to_str().unwrap().to_owned())
        .collect();
    runs.sort_by_key(|run| !run.contains("one"));

    // One shard is a part of the plan: the merged run says so, and how to go on.
    let (code, _, err) = run(
        folder.path(),
        &["merge", &runs[0], &runs[0], "--label", "half"],
    );
    assert_eq!(code, 3, "{err}");
    assert!(err.contains("--resume"), "{err}");
    let (code, out, err) = run(folder.path(), &["merge", &runs[0], &runs[1]]);
    assert_eq!(code, 0, "{err}");
    assert!(out.contains("report.html"), "{out}");
    let merged = fs_err::read_dir(folder.path().join("results"))
        .unwrap()
        .map(|entry| entry.unwrap().path())
        .find(|path| path.to_string_lossy().ends_with("-merged"))
        .unwrap();
    let (_, records) = split_work(&timeless_records(&merged));
    assert!(records == wanted, "merged, other records");

    let (code, _, err) = run(
        folder.path(),
        &[&ARGS[..], &["--seed", "9", "--label", "other"]].concat(),
    );
    assert_eq!(code, 0, "{err}");
    let (code, _, err) = run(folder.path(), &["merge", &runs[0], "latest"]);
    assert_eq!(code, 2, "{err}");
    assert!(
        err.contains("options of the plan") && err.contains("hint:"),
        "{err}"
    );
}

//! Probes from the command to the tables, through resume and grade.

use std::path::Path;

use serde_json::Value;

use crate::common::{only_run, run};

const ARGS: [&str; 8] = [
    "run",
    "demo-math",
    "--model",
    "tiny-reasoner",
    "--limit",
    "3",
    "--budgets",
    "16",
];

fn done(folder: &Path, args: &[&str]) -> (String, String) {
    let (code, out, err) = run(folder, args);
    assert_eq!(code, 0, "{args:?}: {err}");
    (out, err)
}

fn with_probes<'a>(probes: &'a str, more: &[&'a str]) -> Vec<&'a str> {
    let args = ARGS.iter().copied().chain(["--probes", probes]);
    args.chain(more.iter().copied()).collect()
}

/// The records of a run without the named fields, wherever they are.
fn records(folder: &Path, without: &[&str]) -> Vec<Value> {
    fn strip(value: &mut Value, without: &[&str]) {
        match value {
            Value::Object(fields) => {
                fields.retain(|name, _| !without.contains(&name.as_str()));
                fields.values_mut().for_each(|v| strip(v, without));
            }
            Value::Array(values) => values.iter_mut().for_each(|v| strip(v, without)),
            _ => {}
        }
    }
    let text = fs_err::read_to_string(only_run(folder).join("records.jsonl")).unwrap();
    let lines = text.lines().map(|line| {
        let mut record = serde_json::from_str(line).unwrap();
        strip(&mut record, without);
        record
    });
    lines.collect()
}

fn table(folder: &Path, table: &str) -> Vec<Value> {
    let args = ["export", "latest", "--format", "json", "--table", table];
    serde_json::from_str(&done(folder, &args).0).unwrap()
}

#[test]
fn probes_are_kept_judged_and_exported() {
    let folder = tempfile::tempdir().unwrap();
    done(folder.path(), &with_probes("every:8", &[]));
    let plain = tempfile::tempdir().unwrap();
    done(plain.path(), &ARGS);
    let but_for = ["timing", "probes", "n_computed_tokens"];
    assert_eq!(
        records(folder.path(), &but_for),
        records(plain.path(), &but_for)
    );

    let attempts = table(folder.path(), "attempts");
    let probes = table(folder.path(), "probes");
    let mut n_compared = 0;
    for attempt in &attempts {
        let own: Vec<&Value> = probes.iter().filter(|p| p["id"] == attempt["id"]).collect();
        let sum = own.iter().map(|p| p["n_computed_tokens"].as_u64().unwrap());
        assert_eq!(attempt["n_probe_tokens"], sum.sum::<u64>());
        assert!(attempt["n_probe_tokens"].as_u64() <= attempt["n_computed_tokens"].as_u64());
        let n = attempt["n_thinking_tokens"].as_u64().unwrap();
        let most = if attempt["budget"].is_null() {
            n
        } else {
            n - 1
        };
        assert_eq!(own.len() as u64, most / 8, "{attempt}");
        // What a probe says is what the budget at its place says.
        let forced = attempts
            .iter()
            .find(|a| a["item"] == attempt["item"] && a["budget"] == 16)
            .unwrap();
        for probe in own.iter().filter(|p| p["position"] == 16) {
            for same in ["answer", "verdict", "reason", "n_answer_tokens"] {
                assert_eq!(probe[same], forced[same], "{same}");
            }
            n_compared += 1;
        }
    }
    assert!(n_compared > 3, "{n_compared}");
}

#[test]
fn a_resumed_run_keeps_its_probes_and_grade_judges_them_again() {
    let folder = tempfile::tempdir().unwrap();
    done(folder.path(), &with_probes("8,16,40", &[]));
    let run_folder = only_run(folder.path());
    let manifest = fs_err::read_to_string(run_folder.join("manifest.json")).unwrap();
    let manifest: Value = serde_json::from_str(&manifest).unwrap();
    assert_eq!(manifest["options"]["probes"], "8,16,40");
    assert_eq!(manifest["format_version"], 4);
    let wanted = records(folder.path(), &["timing", "n_computed_tokens"]);

    let file = run_folder.join("records.jsonl");
    let text = fs_err::read_to_string(&file).unwrap();
    let some: Vec<&str> = text.split_inclusive('\n').step_by(3).collect();
    fs_err::write(&file, some.concat()).unwrap();
    done(folder.path(), &["run", "--resume", "latest"]);
    let resumed = records(folder.path(), &["timing", "n_computed_tokens"]);
    assert_eq!(resumed, wanted);

    let text = fs_err::read_to_string(&file).unwrap();
    let wrong = text.replace(
        r#""probes":[{"verdict":"incorrect""#,
        r#""probes":[{"verdict":"correct""#,
    );
    let n_wrong = text.matches(r#""probes":[{"verdict":"incorrect""#).count();
    assert!(n_wrong > 0);
    fs_err::write(&file, wrong).unwrap();
    let (_, err) = done(folder.path(), &["grade", "latest"]);
    let words = format!("probes judged again, {n_wrong} verdicts changed");
    assert!(err.contains(&words), "{err}");
    assert_eq!(fs_err::read_to_string(&file).unwrap(), text);
}

/// Probes at the ends of thoughts, from the run to the summary.
#[test]
fn thoughts_are_probed_summed_up_and_cheap() {
    let args = [
        "run",
        "demo-math",
        "--model",
        "tiny-reasoner",
        "--filter",
        "algebra",
        "--limit",
        "8",
        "--probes",
        "thoughts",
    ];
    let folder = tempfile::tempdir().unwrap();
    let (out, _) = done(folder.path(), &args);
    assert!(out.contains("UT is the share of the thinking"), "{out}");
    let plain = tempfile::tempdir().unwrap();
    done(plain.path(), &args[..8]);
    let but_for = ["timing", "probes", "n_computed_tokens"];
    assert_eq!(
        records(folder.path(), &but_for),
        records(plain.path(), &but_for)
    );
    let sum = |folder: &Path| -> u64 {
        let attempts = table(folder, "attempts");
        let tokens = attempts.iter().map(|a| a["n_computed_tokens"].as_u64());
        tokens.map(Option::unwrap).sum()
    };
    let (with, without) = (sum(folder.path()), sum(plain.path()));
    assert!(
        with > without && with * 10 < without * 16,
        "{with} {without}"
    );
    // A probe stands at the end of each thought but the last.
    let attempts = table(folder.path(), "attempts");
    let probes = table(folder.path(), "probes");
    for attempt in &attempts {
        let n = probes.iter().filter(|p| p["id"] == attempt["id"]).count();
        assert_eq!(n as u64 + 1, attempt["n_thoughts"], "{attempt}");
    }
    let summary = fs_err::read_to_string(only_run(folder.path()).join("summary.json")).unwrap();
    let summary: Value = serde_json::from_str(&summary).unwrap();
    let all = summary["probes"].as_array().unwrap().last().unwrap();
    assert_eq!(all["n_probes"], probes.len());
    assert_eq!(all["cost"]["plain"], without);
    assert_eq!(
        all["cost"]["probes"].as_u64().map(|n| n + without),
        Some(with)
    );
    let page = fs_err::read_to_string(only_run(folder.path()).join("report.html")).unwrap();
    assert!(page.contains("<section id=\"probes\""));

    // Each trail knows when it was right for the first time.
    let trails = table(folder.path(), "trails");
    assert_eq!(trails.len(), attempts.len());
    for trail in &trails {
        let own = probes.iter().filter(|p| p["id"] == trail["id"]);
        let mut right = own.filter(|p| p["correct"] == true);
        let in_the_end = || match &trail["correct"] {
            Value::Bool(true) => trail["n_thinking_tokens"].clone(),
            _ => Value::Null,
        };
        let first = right
            .next()
            .map_or_else(in_the_end, |p| p["position"].clone());
        assert_eq!(trail["first_right"], first, "{trail}");
        assert_eq!(trail["first_right_ms"].is_null(), first.is_null());
    }

    // A resumed run ends with the same probes.
    let wanted = records(folder.path(), &["timing"]);
    let file = only_run(folder.path()).join("records.jsonl");
    let text = fs_err::read_to_string(&file).unwrap();
    let some: Vec<&str> = text.split_inclusive('\n').step_by(3).collect();
    fs_err::write(&file, some.concat()).unwrap();
    done(folder.path(), &["run", "--resume", "latest"]);
    assert_eq!(records(folder.path(), &["timing"]), wanted);
}

/// Where the thinking is ended after so many tokens, probes and budgets measure
/// the same.
#[test]
fn the_curve_of_probes_is_that_of_budgets() {
    let folder = tempfile::tempdir().unwrap();
    let args = [
        "run",
        "demo-math",
        "--model",
        "tiny-reasoner",
        "--limit",
        "6",
        "--budgets",
        "16,32,64",
        "--probes",
        "16,32,64",
    ];
    done(folder.path(), &args);
    let summary = fs_err::read_to_string(only_run(folder.path()).join("summary.json")).unwrap();
    let summary: Value = serde_json::from_str(&summary).unwrap();
    let mut n_compared = 0;
    for probed in summary["probes"].as_array().unwrap() {
        for point in probed["budgets"].as_array().unwrap() {
            let same = |s: &&Value| {
                s["group"]["task_type"] == probed["group"]["task_type"]
                    && s["group"]["budget"] == point["budget"]
            };
            let summaries = summary["summaries"].as_array().unwrap();
            let forced = summaries.iter().find(same).unwrap();
            assert_eq!(point["accuracy"], forced["accuracy"], "{point}");
            n_compared += 1;
        }
    }
    assert_eq!(n_compared, 9);
}

#[test]
fn probes_that_make_no_sense_are_refused() {
    let folder = tempfile::tempdir().unwrap();
    let refused = |args: &[&str], words: &str| {
        let (code, _, err) = run(folder.path(), args);
        assert_eq!(code, 2, "{args:?}: {err}");
        assert!(err.contains(words), "{err}");
    };
    refused(&with_probes("every:0", &[]), "mode=instruct");
    refused(&with_probes("every:1", &[]), "take `every:2` or more");
    refused(
        &[
            "run",
            "demo-math",
            "--model",
            "tiny-instruct",
            "--probes",
            "8",
        ],
        "no model of this run thinks",
    );
    refused(
        &["run", "--resume", "latest", "--probes", "8"],
        "cannot be used with",
    );
    let (out, _) = done(folder.path(), &with_probes("100,200", &["--dry-run"]));
    // Six free attempts; no budget of 16 is probed.
    assert!(out.contains("at most 12 probes (100,200)"), "{out}");
    assert!(!folder.path().join("results").exists());
}

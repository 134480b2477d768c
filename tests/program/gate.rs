//! `overthink gate`, `baseline` and `decide` on runs of the built-in models.

use std::path::{Path, PathBuf};

use serde_json::Value;
use tempfile::TempDir;

use crate::common::run;

/// A folder with the run `base` of the reasoner, 25 items of each of four task types.
fn with_base() -> TempDir {
    let folder = tempfile::tempdir().unwrap();
    generate(folder.path(), "base", &[]);
    folder
}

/// Runs the reasoner under a label; the run's name.
fn generate(folder: &Path, label: &str, more: &[&str]) -> String {
    let model = format!("m={}", repository("models/tiny-reasoner").display());
    run_with(folder, label, &model, more)
}

fn run_with(folder: &Path, label: &str, model: &str, more: &[&str]) -> String {
    let mut args = vec![
        "run",
        "demo-math",
        "demo-logic",
        "--label",
        label,
        "--model",
        model,
    ];
    args.push("--quiet");
    if !more.contains(&"--limit") {
        args.extend(["--limit", "25"]);
    }
    args.extend(more);
    let (code, _, err) = run(folder, &args);
    assert_eq!(code, 0, "{err}");
    let runs = fs_err::read_dir(folder.join("results")).unwrap();
    let names = runs.map(|e| e.unwrap().file_name().to_string_lossy().into_owned());
    names
        .into_iter()
        .find(|n| n.ends_with(&format!("-{label}")))
        .unwrap()
}

fn repository(path: &str) -> PathBuf {
    Path::new(env!("CARGO_MANIFEST_DIR")).join(path)
}

/// The folder of the reasoner, copied, with one of its files changed.
fn damaged(folder: &Path, file: &str, change: impl Fn(Vec<u8>) -> Vec<u8>) -> String {
    let copy = folder.join("damaged");
    fs_err::create_dir(&copy).unwrap();
    for entry in fs_err::read_dir(repository("models/tiny-reasoner")).unwrap() {
        let path = entry.unwrap().path();
        let name = path.file_name().unwrap();
        let bytes = fs_err::read(&path).unwrap();
        let bytes = if name == file { change(bytes) } else { bytes };
        fs_err::write(copy.join(name), bytes).unwrap();
    }
    format!("m={}", copy.display())
}

fn gate(folder: &Path, baseline: &str, candidate: &str, more: &[&str]) -> (i32, String, String) {
    let mut args = vec!["gate", "--baseline", baseline, "--candidate", candidate];
    args.extend(more);
    run(folder, &args)
}

#[test]
fn a_gate_passes_fails_refuses_and_says_when_it_cannot_tell() {
    let folder = with_base();
    let folder = folder.path();
    let base = generate_name(folder, "base");

    // The same model again, against the baseline under a name.
    let (code, _, err) = run(folder, &["baseline", "save", "v1", "latest"]);
    assert_eq!(code, 0, "{err}");
    let again = generate(folder, "again", &["--batch-size", "3"]);
    let (code, out, err) = gate(folder, "v1", &again, &["--margin", "12"]);
    assert_eq!(code, 0, "{out}{err}");
    assert!(
        out.starts_with("Passed.") && out.contains("No item changed sides."),
        "{out}"
    );

    // A budget that is too small: refused, and when told to compare, named.
    let cut = generate(folder, "cut", &["--max-thinking-tokens", "40"]);
    let (code, _, err) = gate(folder, "v1", &cut, &[]);
    assert_eq!(code, 2);
    assert!(
        err.contains("`max_thinking_tokens` is 320 in the baseline, 40 in the candidate"),
        "{err}"
    );
    assert!(err.contains("--ignore budget"), "{err}");
    let (xml, md) = (folder.join("gate.xml"), folder.join("gate.md"));
    let (code, out, _) = gate(
        folder,
        "v1",
        &cut,
        &[
            "--ignore", "budget", "--write", "gate.xml", "--write", "gate.md",
        ],
    );
    assert_eq!(code, 1, "{out}");
    assert!(
        out.starts_with("Regressed.") && out.contains("truncated grew"),
        "{out}"
    );
    assert!(out.contains("a likely cause of the lost accuracy"), "{out}");
    let xml = fs_err::read_to_string(xml).unwrap();
    assert!(
        xml.contains("<failure message=\"all task types: accuracy fell"),
        "{xml}"
    );
    let md = fs_err::read_to_string(md).unwrap();
    assert!(
        md.starts_with("## Gate: regressed") && md.contains("<details>"),
        "{md}"
    );

    // Five items prove nothing.
    let few = generate(folder, "few", &["--filter", "arithmetic-1-000"]);
    let (code, out, _) = gate(folder, &few, &few, &["--margin", "5"]);
    assert_eq!(code, 4, "{out}");
    assert!(out.starts_with("Inconclusive: too little data."), "{out}");
    assert_eq!(gate(folder, &few, &few, &["--inconclusive", "fail"]).0, 1);
    assert_eq!(gate(folder, &few, &few, &["--inconclusive", "pass"]).0, 0);

    // Nothing in common.
    let other = generate(folder, "other", &["--filter", "logic"]);
    let (code, _, err) = gate(folder, &few, &other, &[]);
    assert_eq!(code, 2);
    assert!(err.contains("no graded item in common"), "{err}");

    // The noise floor of a greedy run, which is run once more.
    let (code, out, err) = run(
        folder,
        &["gate", "--aa", &base, "--format", "json", "--quiet"],
    );
    assert_eq!(code, 0, "{err}");
    let noise: Value = serde_json::from_str(&out).unwrap();
    for row in noise.as_array().unwrap() {
        assert_eq!(row["changed"]["point"], 0.0, "{row}");
        assert_eq!(row["other_text"]["point"], 0.0, "{row}");
    }
}

fn generate_name(folder: &Path, label: &str) -> String {
    let runs = fs_err::read_dir(folder.join("results")).unwrap();
    let mut names = runs.map(|e| e.unwrap().file_name().to_string_lossy().into_owned());
    names.find(|n| n.ends_with(&format!("-{label}"))).unwrap()
}

#[test]
fn damaged_models_are_found() {
    let folder = with_base();
    let folder = folder.path();
    let base = generate_name(folder, "base");

    // A template that closes the thinking before it begins.
    let template = damaged(folder, "tokenizer_config.json", |bytes| {
        let text = String::from_utf8(bytes).unwrap();
        let switch = "{%- if enable_thinking is defined and enable_thinking is false %}";
        assert!(text.contains(switch));
        text.replace(switch, "{%- if true %}").into_bytes()
    });
    let run_name = run_with(folder, "template", &template, &[]);
    let (code, _, err) = gate(folder, &base, &run_name, &[]);
    assert_eq!(code, 2);
    assert!(
        err.contains("the chat templates of `m` and `m` differ"),
        "{err}"
    );
    let (code, out, _) = gate(folder, &base, &run_name, &["--ignore", "template"]);
    assert_eq!(code, 1, "{out}");
    fs_err::remove_dir_all(folder.join("damaged")).unwrap();

    // Noise on the weights: signs turned all over a stretch inside a matrix of halves.
    let weights = damaged(folder, "model.onnx", |mut bytes| {
        for place in (600_000..720_000).step_by(3) {
            bytes[place] ^= 0x80;
        }
        bytes
    });
    let run_name = run_with(folder, "weights", &weights, &[]);
    let (code, out, err) = gate(folder, &base, &run_name, &[]);
    assert_eq!(code, 1, "{out}{err}");
    assert!(out.contains("accuracy fell"), "{out}");
}

#[test]
fn two_runs_decide_together() {
    let folder = with_base();
    let folder = folder.path();
    let base = generate_name(folder, "base");
    let (code, _, err) = run(folder, &["decide", &base]);
    assert_eq!(code, 2);
    assert!(
        err.contains("no instruct model") && err.contains(",mode=instruct"),
        "{err}"
    );
    let quick = run_with(folder, "quick", "q=tiny-instruct", &[]);
    let (code, out, err) = run(
        folder,
        &[
            "decide",
            &base,
            &quick,
            "--format",
            "json",
            "--emit",
            "routes.toml",
            "--emit",
            "c.yaml",
        ],
    );
    assert_eq!(code, 0, "{err}");
    let decided: Value = serde_json::from_str(&out).unwrap();
    let of = |task_type: &str| {
        let all = decided["comparisons"].as_array().unwrap();
        all.iter().find(|c| c["task_type"] == task_type).unwrap()["decision"]["decision"].clone()
    };
    assert_eq!(of("arithmetic"), "reasoning");
    let counts = &decided["counts"];
    let sum: u64 = [
        "correct",
        "incorrect",
        "no_answer",
        "ungraded",
        "failed",
        "not_run",
    ]
    .iter()
    .map(|name| counts[*name].as_u64().unwrap())
    .sum();
    assert_eq!(counts["planned"].as_u64().unwrap(), sum);
    let routes = fs_err::read_to_string(folder.join("routes.toml")).unwrap();
    let routes: toml::Table = routes.parse().unwrap();
    assert_eq!(routes["routes"]["arithmetic"]["model"].as_str(), Some("m"));
    let yaml = fs_err::read_to_string(folder.join("c.yaml")).unwrap();
    assert!(yaml.contains("roles: ["), "{yaml}");
    // A price that nothing is worth.
    let (_, out, _) = run(folder, &["decide", &base, &quick, "--worth", "0.01tokens"]);
    assert!(out.contains("Answer at once (instruct)"), "{out}");
    // Five items a type.
    let few = run_with(folder, "few", "m=tiny-reasoner", &["--limit", "5"]);
    let (_, out, _) = run(folder, &["decide", &few, &quick]);
    assert!(
        out.contains("Too little data") && out.contains("would settle it"),
        "{out}"
    );
}

#[test]
fn runs_that_cannot_be_compared_say_why() {
    let folder = tempfile::tempdir().unwrap();
    let folder = folder.path();
    let name = generate(folder, "x", &[]);
    // A run that is still being written.
    let records = folder.join("results").join(&name).join("records.jsonl");
    let text = fs_err::read_to_string(&records).unwrap();
    let half: Vec<&str> = text.lines().take(10).collect();
    fs_err::write(&records, half.join("\n") + "\n").unwrap();
    for args in [
        vec!["decide", name.as_str()],
        vec!["gate", "--baseline", &name, "--candidate", &name],
        vec!["baseline", "save", "b", &name],
    ] {
        let (code, _, err) = run(folder, &args);
        assert_eq!(code, 2, "{args:?}");
        assert!(
            err.contains("is not whole") && err.contains("--resume"),
            "{err}"
        );
    }
    let (code, _, err) = run(folder, &["baseline", "show", "nope"]);
    assert_eq!(code, 2);
    assert!(err.contains("no baseline `nope`"), "{err}");
}

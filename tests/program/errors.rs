//! Bad input: an error that names file, place, cause and remedy, exit code 2,
//! and nothing lost.

use std::path::{Path, PathBuf};

use crate::common::{overthink, run};

const SUITE: &str = r#"
name = "mine"
title = "Mine"
[[part]]
name = "sums"
task_type = "arithmetic"
dataset = "sums.jsonl"
template = "{{ question }}"
checker = { kind = "math" }
"#;
const DATASET: &str = "{\"id\": \"a\", \"question\": \"1 + 1?\", \"target\": \"2\"}\n";

/// A folder with a suite and a dataset, changed by `edit`.
fn suite_with(edit: impl Fn(&str) -> String, dataset: Option<&str>) -> tempfile::TempDir {
    let folder = tempfile::tempdir().unwrap();
    fs_err::write(folder.path().join("mine.toml"), edit(SUITE)).unwrap();
    if let Some(rows) = dataset {
        fs_err::write(folder.path().join("sums.jsonl"), rows).unwrap();
    }
    folder
}

/// Runs and expects exit code 2 and an error with all of `words`; no results may be left.
fn refused(folder: &Path, args: &[&str], words: &[&str]) {
    let (code, out, err) = run(folder, args);
    assert_eq!(code, 2, "{out}{err}");
    assert!(err.starts_with("error: "), "{err}");
    for word in words {
        assert!(err.contains(word), "`{word}` is not in: {err}");
    }
    assert!(
        !folder.join("results").exists(),
        "a refused run left results: {err}"
    );
}

fn suite_refused(edit: impl Fn(&str) -> String, dataset: Option<&str>, words: &[&str]) {
    let folder = suite_with(edit, dataset);
    refused(
        folder.path(),
        &["run", "./mine.toml", "--model", "tiny-instruct"],
        words,
    );
}

#[test]
fn unknown_suite_key() {
    suite_refused(
        |s| s.replace("title", "titel"),
        Some(DATASET),
        &["mine.toml:3:1:", "titel", "title", "^"],
    );
}

#[test]
fn wrong_type() {
    suite_refused(
        |s| s.replace("\"Mine\"", "7"),
        Some(DATASET),
        &["mine.toml:3:9:", "text", "^"],
    );
}

#[test]
fn unknown_checker() {
    suite_refused(
        |s| s.replace("\"math\"", "\"maths\""),
        Some(DATASET),
        &["mine.toml", "maths", "math", "exact", "^"],
    );
}

#[test]
fn missing_dataset() {
    suite_refused(str::to_owned, None, &["mine.toml", "sums.jsonl"]);
}

#[test]
fn dataset_line_that_is_no_json() {
    let rows = format!("{DATASET}{{\"id\": oops}}\n");
    suite_refused(str::to_owned, Some(&rows), &["sums.jsonl:2:", "oops"]);
}

#[test]
fn missing_suite_names_the_known_ones() {
    let folder = tempfile::tempdir().unwrap();
    refused(
        folder.path(),
        &["run", "demo-mat", "--model", "tiny-instruct"],
        &["demo-mat", "demo-math"],
    );
}

/// A copy of a built-in model as a folder.
fn model_folder(folder: &Path, name: &str) -> PathBuf {
    let from = Path::new(env!("CARGO_MANIFEST_DIR"))
        .join("models")
        .join(name);
    let to = folder.join(name);
    fs_err::create_dir_all(&to).unwrap();
    for file in [
        "config.json",
        "generation_config.json",
        "tokenizer.json",
        "tokenizer_config.json",
        "model.onnx",
    ] {
        fs_err::copy(from.join(file), to.join(file)).unwrap();
    }
    to
}

/// Runs a copy of a built-in model that `harm` has changed.
fn model_refused(harm: impl Fn(&Path), words: &[&str]) {
    let folder = tempfile::tempdir().unwrap();
    let model = model_folder(folder.path(), "tiny-instruct");
    harm(&model);
    refused(
        folder.path(),
        &["run", "demo-direct", "--model", "m=./tiny-instruct"],
        words,
    );
}

#[test]
fn missing_tokenizer() {
    model_refused(
        |m| fs_err::remove_file(m.join("tokenizer.json")).unwrap(),
        &["tokenizer.json", "tiny-instruct"],
    );
}

#[test]
fn missing_model_folder() {
    let folder = tempfile::tempdir().unwrap();
    refused(
        folder.path(),
        &["run", "demo-direct", "--model", "m=./nowhere"],
        &["nowhere", "tiny-reasoner"],
    );
}

#[test]
fn truncated_onnx_file() {
    let cut = |m: &Path| {
        let bytes = fs_err::read(m.join("model.onnx")).unwrap();
        fs_err::write(m.join("model.onnx"), &bytes[..bytes.len() / 2]).unwrap();
    };
    model_refused(cut, &["model.onnx"]);
}

#[test]
fn model_with_inputs_that_nobody_knows() {
    let rename = |m: &Path| {
        let mut bytes = fs_err::read(m.join("model.onnx")).unwrap();
        let (old, new) = (b"position_ids", b"pixel_values");
        let places: Vec<usize> = (0..bytes.len() - old.len())
            .filter(|&i| &bytes[i..i + old.len()] == old)
            .collect();
        assert!(!places.is_empty());
        for i in places {
            bytes[i..i + new.len()].copy_from_slice(new);
        }
        fs_err::write(m.join("model.onnx"), bytes).unwrap();
    };
    model_refused(rename, &["pixel_values", "input_ids"]);
}

#[test]
fn unknown_provider() {
    let folder = tempfile::tempdir().unwrap();
    refused(
        folder.path(),
        &[
            "run",
            "demo-direct",
            "--model",
            "tiny-instruct",
            "--device",
            "tpu",
        ],
        &["tpu", "cuda"],
    );
    refused(
        folder.path(),
        &["run", "demo-direct", "--model", "m=ftp://host/m"],
        &["ftp"],
    );
}

#[test]
fn budgets_that_make_no_sense() {
    let folder = tempfile::tempdir().unwrap();
    let args = |budget| {
        [
            "run",
            "demo-direct",
            "--model",
            "tiny-reasoner",
            "--budgets",
            budget,
        ]
    };
    refused(folder.path(), &args("0"), &["budget", "0"]);
    refused(
        folder.path(),
        &args("1000000"),
        &["budget", "1000000", "context"],
    );
}

#[test]
fn results_folder_that_cannot_be_written() {
    let folder = tempfile::tempdir().unwrap();
    fs_err::write(folder.path().join("file"), "").unwrap();
    let args = [
        "run",
        "demo-direct",
        "--model",
        "tiny-instruct",
        "--limit",
        "1",
        "--results",
        "file/results",
    ];
    refused(folder.path(), &args, &["file/results", "--results DIR"]);
}

/// A limit on the size of files stands for a full disk: the write fails half-way.
#[cfg(target_os = "linux")]
#[test]
fn a_full_disk_keeps_what_is_stored() {
    let folder = tempfile::tempdir().unwrap();
    let program = env!("CARGO_BIN_EXE_overthink");
    let args = "run demo-direct --model tiny-instruct --epochs 6";
    let script = format!("trap '' XFSZ; ulimit -f 100; exec {program} {args}");
    let output = std::process::Command::new("bash")
        .args(["-c", &script])
        .current_dir(folder.path())
        .output()
        .unwrap();
    let (code, _, err) = crate::common::ended(&output);
    assert_eq!(code, 2, "{err}");
    assert!(
        err.contains("records.jsonl") && err.contains("space") && err.contains("--resume"),
        "{err}"
    );
    let run_folder = crate::common::only_run(folder.path());
    let n_kept = fs_err::read_to_string(run_folder.join("records.jsonl"))
        .unwrap()
        .lines()
        .count();
    assert!(n_kept > 10, "{n_kept}");
    let (code, _, err) = run(folder.path(), &["run", "--resume", "latest"]);
    assert_eq!(code, 0, "{err}");
    assert_eq!(crate::common::timeless_records(&run_folder).len(), 360);
}

#[test]
fn results_from_a_newer_format() {
    let folder = tempfile::tempdir().unwrap();
    let newer = folder.path().join("results/20990101-000000-x");
    fs_err::create_dir_all(&newer).unwrap();
    fs_err::write(
        newer.join("manifest.json"),
        r#"{"format_version": 99, "unheard": "of"}"#,
    )
    .unwrap();
    for args in [
        ["report", "latest"],
        ["decide", "latest"],
        ["grade", "latest"],
    ] {
        let (code, _, err) = run(folder.path(), &args);
        assert_eq!(code, 2, "{err}");
        assert!(
            err.contains("manifest.json") && err.contains("99") && err.contains("newer"),
            "{err}"
        );
    }
}

#[test]
fn unknown_run() {
    let folder = tempfile::tempdir().unwrap();
    refused(folder.path(), &["report", "latest"], &["latest", "results"]);
}

#[test]
fn a_library_that_is_none() {
    let folder = tempfile::tempdir().unwrap();
    fs_err::write(folder.path().join("libonnxruntime.so"), "no library").unwrap();
    let args = [
        "run",
        "demo-direct",
        "--model",
        "tiny-instruct",
        "--onnxruntime",
        "./libonnxruntime.so",
    ];
    refused(folder.path(), &args, &["libonnxruntime.so"]);
    let args = [
        "run",
        "demo-direct",
        "--model",
        "tiny-instruct",
        "--onnxruntime",
        "./missing.so",
    ];
    refused(folder.path(), &args, &["missing.so"]);
}

#[test]
fn no_library_and_no_way_to_get_one() {
    let folder = tempfile::tempdir().unwrap();
    let mut command = overthink(
        folder.path(),
        &["run", "demo-direct", "--model", "tiny-instruct"],
    );
    let cache = folder.path().join("cache");
    let output = command
        .env("OVERTHINK_CACHE", &cache)
        .env("PATH", "")
        .env_remove("ORT_DYLIB_PATH")
        .output()
        .unwrap();
    let (code, _, err) = crate::common::ended(&output);
    assert_eq!(code, 2, "{err}");
    for word in ["--onnxruntime", "ORT_DYLIB_PATH", "runtime install"] {
        assert!(err.contains(word), "`{word}` is not in: {err}");
    }
}

#[test]
fn a_reference_that_fails_is_named() {
    let rows = "{\"id\": \"a\", \"question\": \"1 + 1?\", \"target\": \"2\", \"why\": \"1 + 1 = 2. #### 2\"}\n\
                {\"id\": \"b\", \"question\": \"1 + 2?\", \"target\": \"3\", \"why\": \"#### 4\"}\n";
    let folder = suite_with(|s| format!("{s}reference = \"why\"\n"), Some(rows));
    let words = [
        "mine: part `sums`, item `b`: the reference is incorrect: ",
        "error: 1 item is not sound",
    ];
    refused(folder.path(), &["suite", "check", "./mine.toml"], &words);
    let sound = rows.replace("#### 4", "#### 3");
    fs_err::write(folder.path().join("sums.jsonl"), sound).unwrap();
    let (code, out, err) = run(folder.path(), &["suite", "check", "./mine.toml"]);
    assert_eq!((code, err.as_str()), (0, ""), "{out}");
    assert!(out.contains("2 references tried"), "{out}");
}

#[test]
fn a_published_dataset_without_a_copy() {
    let folder = tempfile::tempdir().unwrap();
    refused(
        folder.path(),
        &["run", "humaneval", "--model", "tiny-instruct"],
        &[
            "datasets/humaneval/HumanEval.jsonl.gz: no such file; get it from https://github.com/openai/human-eval",
        ],
    );
    let (code, out, _) = run(folder.path(), &["suite", "list"]);
    assert_eq!(code, 0);
    assert!(out.contains("needs your copy of its data"), "{out}");
}

//! Holds the source to `docs/architecture.md`.

#![expect(
    clippy::unwrap_used,
    clippy::disallowed_methods,
    reason = "a test may fail where it stands"
)]

use std::path::{Path, PathBuf};

/// What each module may use: itself and what stands to its left. `text` is for all.
const MAY_USE: &[(&str, &[&str])] = &[
    ("text", &[]),
    ("stats", &[]),
    ("prompt", &["text"]),
    ("dataset", &["text", "suite", "prompt"]),
    ("suite", &["text", "prompt", "dataset"]),
    ("plan", &["text", "suite"]),
    ("engine", &["text", "suite", "plan"]),
    ("trace", &["text"]),
    ("extract", &["text", "suite", "trace"]),
    ("check", &["text", "suite", "trace", "extract", "engine"]),
    (
        "store",
        &[
            "text", "suite", "plan", "engine", "trace", "extract", "check",
        ],
    ),
    (
        "import",
        &[
            "text", "suite", "plan", "engine", "trace", "extract", "check", "store",
        ],
    ),
    (
        "run",
        &[
            "text", "suite", "plan", "engine", "trace", "extract", "check", "store",
        ],
    ),
    (
        "analysis",
        &[
            "text", "stats", "suite", "plan", "engine", "trace", "extract", "check", "store",
        ],
    ),
    (
        "report",
        &[
            "text", "stats", "suite", "plan", "engine", "trace", "extract", "check", "store",
            "analysis",
        ],
    ),
];

/// Modules that do no I/O, read no clock and own no generator; the files named
/// are their marked doors to the world.
const PURE: &[(&str, &[&str])] = &[
    ("trace", &[]),
    ("extract", &[]),
    ("stats", &["stats/random"]),
    ("plan", &[]),
    ("check", &["check/code"]),
    ("suite", &["suite/load"]),
    ("import", &[]),
];

fn sources() -> Vec<(String, String)> {
    fn walk(folder: &Path, found: &mut Vec<PathBuf>) {
        for entry in std::fs::read_dir(folder).unwrap() {
            let path = entry.unwrap().path();
            if path.is_dir() {
                walk(&path, found);
            } else if path.extension().is_some_and(|e| e == "rs") {
                found.push(path);
            }
        }
    }
    let root = Path::new(env!("CARGO_MANIFEST_DIR")).join("src");
    let name = |path: &Path| {
        path.strip_prefix(&root)
            .unwrap()
            .to_string_lossy()
            .replace('\\', "/")
    };
    let mut found = Vec::new();
    walk(&root, &mut found);
    found.retain(|path| !name(path).contains("test"));
    found.sort();
    found
        .iter()
        .map(|path| (name(path), std::fs::read_to_string(path).unwrap()))
        .collect()
}

/// `engine/onnx.rs` → `engine`.
fn module(file: &str) -> &str {
    file.split(['/', '.']).next().unwrap()
}

/// The code before the file's own tests, which may use what they like, without comments.
fn production(text: &str) -> String {
    let code = text.split("#[cfg(test)]").next().unwrap();
    code.lines()
        .filter(|line| !line.trim_start().starts_with("//"))
        .collect::<Vec<_>>()
        .join("\n")
}

#[test]
fn a_stage_knows_the_stages_to_its_left_only() {
    let mut wrong = Vec::new();
    for (file, text) in sources() {
        let Some((_, allowed)) = MAY_USE.iter().find(|(name, _)| *name == module(&file)) else {
            assert!(
                ["lib", "main", "cli"].contains(&module(&file)),
                "`{file}` belongs to no stage"
            );
            continue;
        };
        for used in production(&text).split("crate::").skip(1) {
            let used = used
                .split(|c: char| !c.is_alphanumeric() && c != '_')
                .next()
                .unwrap();
            if used != module(&file) && !allowed.contains(&used) {
                wrong.push(format!("{file} uses {used}"));
            }
        }
    }
    assert!(wrong.is_empty(), "{wrong:#?}");
}

#[test]
fn pure_stages_do_no_io() {
    let worldly = [
        "std::fs",
        "fs_err",
        "std::net",
        "std::process",
        "SystemTime",
        "Instant::now",
        "Timestamp::now",
        "rand_chacha",
    ];
    let mut wrong = Vec::new();
    for (file, text) in sources() {
        let Some((_, doors)) = PURE.iter().find(|(name, _)| *name == module(&file)) else {
            continue;
        };
        if doors.iter().any(|door| file.starts_with(door)) {
            continue;
        }
        for word in worldly {
            if production(&text).contains(word) {
                wrong.push(format!("{file} uses {word}"));
            }
        }
    }
    assert!(wrong.is_empty(), "{wrong:#?}");
}

#[test]
fn the_crate_has_no_unwrap_in_production_code_of_the_library() {
    // Clippy's `unwrap_used` is only a warning on a developer's machine; this holds it in `cargo test`.
    for (file, text) in sources() {
        assert!(!production(&text).contains(".unwrap()"), "{file}");
    }
}

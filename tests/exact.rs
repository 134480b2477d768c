//! Every form of model folder writes the words that `transformers` writes,
//! one prompt at a time and in batches of prompts of different lengths.
//!
//! The folders and their expected words are made by `tests/fixtures/make.sh`.

#![expect(clippy::unwrap_used, reason = "a test may fail where it stands")]

use std::ops::ControlFlow;
use std::path::{Path, PathBuf};

use overthink::engine::runtime::{self, Flavor};
use overthink::engine::{
    Completion, Device, Engine as _, EngineOptions, Event, Request, open_onnx,
};
use overthink::plan::Mode;
use overthink::suite::Sampling;
use serde::Deserialize;

/// Fixtures that the engine cannot run yet, or runs wrongly. Each must fail.
const NOT_YET: &[&str] = &[];

/// What lies beside the graphs as `expected*.json`.
#[derive(Debug, Deserialize)]
#[serde(deny_unknown_fields)]
struct Expected {
    /// Who wrote the words.
    from: String,
    /// The file to open; without it, the folder.
    graph: Option<String>,
    /// Smallest distance between the best and the second best logit.
    smallest_gap: f64,
    cases: Vec<Case>,
}

#[derive(Debug, Deserialize)]
#[serde(deny_unknown_fields)]
struct Case {
    prompt: String,
    answer: String,
}

/// A model and what it must write.
struct Fixture {
    name: String,
    place: PathBuf,
    expected: Expected,
}

#[test]
fn greedy_words_are_those_of_transformers() {
    let fixtures = fixtures();
    let mut failures = Vec::new();
    for fixture in &fixtures {
        for batch_size in [1, 8] {
            if let Err(reason) = check(fixture, batch_size) {
                failures.push((fixture.name.as_str(), batch_size, reason));
            }
        }
    }
    let unexpected: Vec<_> = failures
        .iter()
        .filter(|(name, ..)| !NOT_YET.contains(name))
        .collect();
    assert!(unexpected.is_empty(), "{unexpected:#?}");
    let missing: Vec<_> = NOT_YET
        .iter()
        .filter(|name| !failures.iter().any(|(failed, ..)| failed == *name))
        .collect();
    assert!(missing.is_empty(), "now they work: {missing:?}");
}

#[test]
fn the_fixtures_are_worth_comparing() {
    let fixtures = fixtures();
    let transformers = fixtures
        .iter()
        .filter(|f| f.expected.from.starts_with("transformers "));
    let architectures: std::collections::BTreeSet<&str> = transformers
        .filter_map(|f| f.name.split('-').next())
        .collect();
    assert!(architectures.len() >= 9, "{architectures:?}");
    for Fixture { name, expected, .. } in &fixtures {
        assert!(expected.smallest_gap >= 1e-3, "{name}: a near tie");
        let lengths: Vec<usize> = expected.cases.iter().map(|c| n_words(&c.prompt)).collect();
        assert!(lengths.iter().any(|&n| n < 16), "{name}: {lengths:?}");
        assert!(lengths.iter().any(|&n| n > 16), "{name}: {lengths:?}");
        for case in &expected.cases {
            assert_eq!(n_words(&case.answer), 200, "{name}");
            let words: std::collections::BTreeSet<&str> = case.answer.split(' ').collect();
            assert!(words.len() >= 30, "{name}: few words: {words:?}");
        }
    }
}

/// Runs all cases at once; says what differs.
fn check(fixture: &Fixture, batch_size: usize) -> Result<(), String> {
    let library = runtime::ensure(None, &[Flavor::Cpu]).map_err(|e| e.to_string())?;
    let options = EngineOptions {
        device: Device::Cpu,
        batch_size,
        threads: Some(1),
        onnxruntime: Some(library.path),
        ..EngineOptions::default()
    };
    let place = fixture.place.to_str().ok_or("no text")?;
    let mut engine = open_onnx(place, &options).map_err(|e| e.to_string())?;
    let cases = &fixture.expected.cases;
    let requests: Vec<Request> = cases.iter().map(request).collect();
    let mut done: Vec<Option<Result<Completion, String>>> = vec![None; cases.len()];
    engine
        .generate(&requests, &mut |event| {
            if let Event::Done { index, result } = event {
                done[index] = Some(result.map_err(|e| e.to_string()));
            }
            ControlFlow::Continue(())
        })
        .map_err(|e| e.to_string())?;
    for (case, done) in cases.iter().zip(done) {
        let text = done.ok_or("a request came to no end")??.text;
        if let Some(place) = first_difference(&text, &case.answer) {
            return Err(format!(
                "after {} words of prompt, word {place} differs",
                n_words(&case.prompt)
            ));
        }
    }
    Ok(())
}

fn request(case: &Case) -> Request {
    Request {
        prompt: case.prompt.clone(),
        mode: Mode::Instruct,
        budget: None,
        sampling: Sampling {
            max_answer_tokens: n_words(&case.answer) as u32,
            ..Sampling::default()
        },
        seed: 0,
        logprobs: false,
        probes: None,
    }
}

fn n_words(text: &str) -> usize {
    text.split(' ').count()
}

fn first_difference(text: &str, expected: &str) -> Option<usize> {
    if text == expected {
        return None;
    }
    let pairs = text.split(' ').zip(expected.split(' '));
    Some(pairs.take_while(|(one, other)| one == other).count())
}

/// All fixtures, by name.
fn fixtures() -> Vec<Fixture> {
    let root = Path::new(env!("CARGO_MANIFEST_DIR")).join("tests/fixtures/models");
    let mut found = Vec::new();
    for folder in entries(&root) {
        for file in entries(&folder) {
            let name = file.file_name().unwrap().to_string_lossy().into_owned();
            if !name.starts_with("expected") {
                continue;
            }
            let text = fs_err::read_to_string(&file).unwrap();
            let expected: Expected = serde_json::from_str(&text).unwrap();
            let folder_name = folder.file_name().unwrap().to_string_lossy().into_owned();
            let (name, place) = match &expected.graph {
                Some(graph) => (format!("{folder_name}/{graph}"), folder.join(graph)),
                None => (folder_name, folder.clone()),
            };
            found.push(Fixture {
                name,
                place,
                expected,
            });
        }
    }
    assert!(!found.is_empty(), "no fixtures in {}", root.display());
    found
}

fn entries(folder: &Path) -> Vec<PathBuf> {
    let mut paths: Vec<PathBuf> = match fs_err::read_dir(folder) {
        Ok(entries) => entries.map(|entry| entry.unwrap().path()).collect(),
        Err(_) => Vec::new(),
    };
    paths.sort();
    paths
}

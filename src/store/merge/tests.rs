//! Shards joined, and what is no shard refused.

use std::collections::BTreeMap;

use super::*;
use crate::engine::ModelInfo;
use crate::plan::Mode;
use crate::store::{Machine, Outcome, Record, Settings};
use crate::suite::builtin;

fn manifest(shard: Option<&str>) -> Manifest {
    let info = ModelInfo {
        files: BTreeMap::from([("model.onnx".to_owned(), "abc".to_owned())]),
        ..crate::engine::Engine::info(&crate::engine::scripted::ScriptedEngine::list([""; 0]))
            .clone()
    };
    Manifest {
        format_version: 1,
        run: format!("run-{}", shard.unwrap_or("whole")),
        started: "2026-01-02T00:00:00Z".to_owned(),
        elapsed_s: 2.0,
        overthink: "0.1.0".to_owned(),
        checkers: 2,
        command: Vec::new(),
        machine: Machine::here(),
        options: PlanOptions {
            limit: Some(2),
            shard: shard.map(|shard| shard.parse().unwrap()),
            ..PlanOptions::default()
        },
        settings: Settings {
            device: "cpu".to_owned(),
            batch_size: 4,
            threads: 1,
            deterministic: false,
            own_sampling: std::collections::BTreeMap::new(),
        },
        isolation: None,
        notices: Vec::new(),
        models: vec![ModelEntry {
            name: "m".to_owned(),
            location: "m".to_owned(),
            mode: Mode::Reasoning,
            info,
        }],
        suites: vec![builtin::load("demo-math").unwrap().unwrap()],
    }
}

/// Records of all attempts of a run, which failed with `error`.
fn failed(manifest: &Manifest, error: &str) -> Records {
    let record = |attempt: crate::plan::Attempt| Record {
        attempt,
        outcome: Outcome::Failed {
            error: error.to_owned(),
        },
    };
    let attempts = manifest.attempts().into_iter();
    Records {
        by_id: attempts.map(|a| (a.id.clone(), record(a))).collect(),
        ..Records::default()
    }
}

fn with_records(manifest: Manifest) -> (Manifest, Records) {
    let records = failed(&manifest, &manifest.run);
    (manifest, records)
}

#[test]
fn shards_become_the_whole_run() {
    let whole = manifest(None);
    let mut second = manifest(Some("2/2"));
    second.started = "2026-01-01T00:00:00Z".to_owned();
    second.settings.batch_size = 8;
    second.notices.push("memory ran out".to_owned());
    let runs = vec![with_records(manifest(Some("1/2"))), with_records(second)];
    let (merged, records) = merge(runs).unwrap().unwrap();
    assert_eq!(merged.options, whole.options);
    assert_eq!(merged.attempts(), whole.attempts());
    assert_eq!(records.by_id.len(), whole.attempts().len());
    assert_eq!(merged.started, "2026-01-01T00:00:00Z");
    assert!((merged.elapsed_s - 4.0).abs() < 1e-12);
    assert_eq!(merged.format_version, FORMAT_VERSION);
    insta::assert_snapshot!(merged.notices.join("\n"), @"
    run run-2/2 was made with device cpu, batch size 8, threads 1
    memory ran out
    ");
    assert!(merge(Vec::new()).unwrap().is_none());
}

#[test]
fn a_record_that_is_done_counts() {
    let run = |name: &str| {
        let mut manifest = manifest(None);
        manifest.run = name.to_owned();
        with_records(manifest)
    };
    let done: Record = serde_json::from_str(r#"{"attempt":{"id":"x","model":"m","mode":"instruct","suite":"s","part":"p","task_type":"t","item":"i","strategy":"direct","budget":null,"epoch":1,"seed":7},"outcome":{"status":"done","completion":{"prompt":"?","text":"4","thinking_open":false,"n_prompt_tokens":1,"n_thinking_tokens":0,"n_answer_tokens":1,"n_computed_tokens":2,"stop_reason":"end-of-text","timing":{"first_token_ms":1.0,"first_answer_ms":1.0,"elapsed_ms":1.0}},"judgement":{"verdict":"correct","reason":"equal (text)","extraction":null}}}"#).unwrap();
    let id = manifest(None).attempts()[0].id.clone();
    for done_first in [true, false] {
        let mut runs = vec![run("a"), run("b")];
        let place = usize::from(!done_first);
        runs[place].1.by_id.insert(id.clone(), done.clone());
        let (_, records) = merge(runs).unwrap().unwrap();
        assert_eq!(records.by_id[&id], done);
    }
}

#[test]
fn runs_of_other_plans_are_refused() {
    let refusal = |change: fn(&mut Manifest)| {
        let mut other = manifest(Some("2/2"));
        change(&mut other);
        let runs = vec![with_records(manifest(Some("1/2"))), with_records(other)];
        merge(runs).unwrap_err().to_string()
    };
    let own = refusal(|m| {
        let own = crate::suite::sampling::OwnSampling::default();
        m.settings.own_sampling.insert("m".to_owned(), own);
    });
    assert!(own.contains("sampling"), "{own}");
    let refusals = [
        refusal(|m| m.options.seed = 1),
        refusal(|m| m.suites[0].sampling.temperature = 1.0),
        refusal(|m| {
            m.models[0].info.files.clear();
            m.options.epochs = 3;
        }),
    ];
    insta::assert_snapshot!(refusals.join("\n"), @"
    run `run-2/2` cannot be merged with run `run-1/2`: the options of the plan (strategies, budgets, probes, epochs, limit, filter, seed) differ
    run `run-2/2` cannot be merged with run `run-1/2`: the suites or their sampling differ
    run `run-2/2` cannot be merged with run `run-1/2`: the options of the plan (strategies, budgets, probes, epochs, limit, filter, seed), and the models or their files differ
    ");
}

//! The facts that go with [`crate::analysis::fake`]'s made-up run.

use std::collections::BTreeMap;

use super::{ItemFacts, ModelFacts, PartFacts, RunFacts, SuiteFacts};
use crate::analysis::fake::FakeRun;
use crate::plan::Mode;
use crate::text::sha256_hex;

/// Facts about a made-up run.
pub fn facts(run: &FakeRun) -> RunFacts {
    let mut suites: BTreeMap<&str, SuiteFacts> = BTreeMap::new();
    for ([suite, part, _], _, _) in &run.items {
        let facts = suites.entry(suite).or_insert_with(|| SuiteFacts {
            name: suite.clone(),
            title: format!("Items of {suite}"),
            hash: sha256_hex(suite.as_bytes()),
            ..SuiteFacts::default()
        });
        facts.n_items += 1;
        if !facts.parts.iter().any(|p| p.name == *part) {
            facts.parts.push(PartFacts {
                name: part.clone(),
                task_type: part.clone(),
                checker: "exact".to_owned(),
            });
        }
    }
    let item = |(key, prompt, target): &([String; 3], String, String)| {
        let facts = ItemFacts {
            prompt: prompt.clone(),
            target: target.clone(),
        };
        (key.clone(), facts)
    };
    RunFacts {
        run: "20260102-030405-demo".to_owned(),
        command: "overthink demo --seed 7 --budgets 16,32,64,128,256".to_owned(),
        started: "2026-01-02T03:04:05Z".to_owned(),
        elapsed_s: 74.2,
        version: "0.1.0".to_owned(),
        machine: "a made-up processor, 2 cores, 24 GB".to_owned(),
        os: "Linux 6.1 x86_64".to_owned(),
        suites: suites.into_values().collect(),
        models: vec![
            model("tiny-reasoner", Mode::Reasoning),
            model("tiny-instruct", Mode::Instruct),
        ],
        settings: vec![
            ("seed".to_owned(), "7".to_owned()),
            ("temperature".to_owned(), "0 (greedy)".to_owned()),
        ],
        notices: Vec::new(),
        isolation: Some("separate process, time and memory limits, no network".to_owned()),
        items: run.items.iter().map(item).collect(),
    }
}

fn model(name: &str, mode: Mode) -> ModelFacts {
    let file = |f: &str| (f.to_owned(), sha256_hex(format!("{name}/{f}").as_bytes()));
    ModelFacts {
        name: name.to_owned(),
        mode,
        origin: "built in".to_owned(),
        architecture: "Qwen2ForCausalLM".to_owned(),
        n_parameters: Some(1_213_440),
        provider: "cpu".to_owned(),
        runtime: "ONNX Runtime 1.23.2".to_owned(),
        files: ["config.json", "model.onnx", "tokenizer.json"]
            .map(file)
            .into(),
    }
}

//! `decide` and `gate` over two runs of 100,000 attempts each, as whole
//! processes: `cargo bench --bench decide`.
//!
//! The runs are made up: ten task types, once 10,000 items each and once 1,000
//! items with ten epochs. "stored" reads `attempts.parquet`, "records" finds
//! none that fits and parses every trace again.

#![expect(clippy::print_stdout, reason = "a benchmark prints its table")]
#![expect(clippy::unwrap_used, reason = "a benchmark may fail where it stands")]

use std::collections::BTreeMap;
use std::path::Path;
use std::process::{Command, Stdio};
use std::time::Instant;

use overthink::analysis::{self, Input, Options, fake};
use overthink::check::Verdict;
use overthink::engine::ModelInfo;
use overthink::plan::{Mode, PlanOptions};
use overthink::report::export;
use overthink::store::{
    FORMAT_VERSION, Machine, Manifest, ModelEntry, Record, Records, RunDir, Settings, Writer,
    fingerprint, write_beside,
};
use overthink::suite::{CheckerSpec, Item, Part, Sampling, Search, Suite, Target, TaskType};
use overthink::text::stable_hash;

const N_TYPES: usize = 10;
const ROUNDS: usize = 5;

fn main() {
    let folder = tempfile::tempdir().unwrap();
    println!(
        "{:<44} {:>8} {:>8}",
        "whole process, milliseconds", "min", "median"
    );
    for (n_items, epochs) in [(10_000, 1), (1_000, 10)] {
        let shape = format!("{n_items} items × {epochs}");
        let before = run(
            folder.path(),
            &format!("a{epochs}"),
            Mode::Reasoning,
            n_items,
            epochs,
        );
        let now = run(
            folder.path(),
            &format!("b{epochs}"),
            Mode::Reasoning,
            n_items,
            epochs,
        );
        let quick = run(
            folder.path(),
            &format!("c{epochs}"),
            Mode::Instruct,
            n_items,
            epochs,
        );
        let decide = ["decide", &before, &quick];
        let gate = ["gate", "--baseline", &before, "--candidate", &now];
        show(&format!("decide, {shape}, stored"), folder.path(), &decide);
        show(&format!("gate, {shape}, stored"), folder.path(), &gate);
        for name in [&before, &now, &quick] {
            fs_err::remove_file(folder.path().join(name).join("attempts.parquet")).unwrap();
        }
        show(&format!("decide, {shape}, records"), folder.path(), &decide);
    }
}

fn show(name: &str, results: &Path, args: &[&str]) {
    let mut times: Vec<f64> = (0..ROUNDS).map(|_| once(results, args)).collect();
    times.sort_by(f64::total_cmp);
    println!("{name:<44} {:>8.0} {:>8.0}", times[0], times[ROUNDS / 2]);
}

fn once(results: &Path, args: &[&str]) -> f64 {
    let began = Instant::now();
    let status = Command::new(env!("CARGO_BIN_EXE_overthink"))
        .arg("--results")
        .arg(results)
        .args(args)
        .stdout(Stdio::null())
        .status()
        .unwrap();
    // The gate may say 1 or 4 of made-up runs.
    assert!(
        status.code().is_some_and(|code| code != 2),
        "{args:?} failed"
    );
    began.elapsed().as_secs_f64() * 1e3
}

/// Writes a made-up run of one model; its name.
fn run(results: &Path, name: &str, mode: Mode, n_items: usize, epochs: u32) -> String {
    let run = RunDir::new(results.join(name));
    fs_err::create_dir_all(run.path()).unwrap();
    let manifest = manifest(name, mode, n_items, epochs);
    manifest.write(&run).unwrap();
    let plan = manifest.attempts();
    assert_eq!(plan.len(), 100_000);
    let records: Vec<Record> = plan
        .iter()
        .map(|attempt| {
            let luck = stable_hash(&[name, &attempt.id]);
            let thinking = if mode == Mode::Reasoning {
                100 + luck % 400
            } else {
                0
            };
            let verdict = if luck / 1000 % 100 < 70 {
                Verdict::Correct
            } else {
                Verdict::Incorrect
            };
            let text = format!(
                "<think>\n{}</think>\n\n{}",
                "So the next step follows. Wait, let me check. ".repeat(thinking as usize / 10),
                luck % 97
            );
            Record {
                attempt: attempt.clone(),
                outcome: fake::done(&text, verdict, thinking as u32, 10),
            }
        })
        .collect();
    Writer::open(&run, &Records::default())
        .unwrap()
        .finish(&records)
        .unwrap();
    let input = Input {
        run: name,
        planned: &plan,
        records: &records,
        suites: &[],
        probes: None,
    };
    let analysis = analysis::analyze(input, Options::default()).unwrap();
    let made_of = fingerprint(&run).unwrap();
    let table = export::attempts(&analysis).unwrap();
    write_beside(&run.attempts(), &table.parquet_of(Some(&made_of)).unwrap()).unwrap();
    name.to_owned()
}

fn manifest(name: &str, mode: Mode, n_items: usize, epochs: u32) -> Manifest {
    let part = |n: usize| Part {
        name: format!("part-{n}"),
        task_type: TaskType(format!("type-{n}")),
        template: "{{ question }}".to_owned(),
        checker: CheckerSpec::math(),
        search: Search::default(),
        items: (0..n_items)
            .map(|i| Item {
                id: format!("{n}-{i:05}"),
                prompt: format!("What is {i} + {n}?"),
                target: Target::Text((i + n).to_string()),
                reference: None,
            })
            .collect(),
    };
    Manifest {
        format_version: FORMAT_VERSION,
        run: name.to_owned(),
        started: "2026-01-02T03:04:05Z".to_owned(),
        elapsed_s: 1.0,
        overthink: "0.1.0".to_owned(),
        checkers: overthink::check::VERSION,
        command: Vec::new(),
        machine: Machine::here(),
        options: PlanOptions {
            epochs,
            ..PlanOptions::default()
        },
        settings: Settings {
            device: "cpu".to_owned(),
            batch_size: 1,
            threads: 1,
            deterministic: false,
            own_sampling: BTreeMap::new(),
        },
        isolation: None,
        notices: Vec::new(),
        models: vec![ModelEntry {
            name: format!("model-{mode}"),
            location: String::new(),
            mode,
            info: info(),
        }],
        suites: vec![Suite {
            name: "made-up".to_owned(),
            title: String::new(),
            description: String::new(),
            origin: String::new(),
            hash: String::new(),
            sampling: Sampling::default(),
            parts: (0..N_TYPES).map(part).collect(),
        }],
    }
}

fn info() -> ModelInfo {
    ModelInfo {
        origin: String::new(),
        architecture: String::new(),
        n_parameters: None,
        context: 4096,
        thinks: true,
        provider: "cpu".to_owned(),
        runtime: String::new(),
        files: BTreeMap::new(),
        chat_template: None,
    }
}

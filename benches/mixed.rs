//! Useful new tokens a second on the jobs that `benches/peers` gives its
//! peers, prompts included in the time, and how many times theirs that is.
//!
//! `cargo bench --bench mixed -- FOLDER WORKLOAD [--batch N] [--jobs N]
//! [--threads N] [--rounds N] [--peers FILE]`
//!
//! FOLDER is a model such as `S-genai`, WORKLOAD a file of jobs, FILE the JSON
//! lines of `benches/peers/measure.py`.

#![expect(
    clippy::print_stdout,
    clippy::print_stderr,
    reason = "a bench talks to the terminal"
)]

use std::collections::BTreeMap;
use std::ops::ControlFlow;
use std::path::Path;
use std::time::Instant;

use overthink::engine::onnx::OnnxEngine;
use overthink::engine::{Device, Engine as _, EngineOptions, Event, Request, open_onnx};
use overthink::plan::Mode;
use overthink::suite::Sampling;
use serde::Deserialize;

/// What one run of the bench measures.
struct Settings {
    model: String,
    workload: String,
    batch: usize,
    jobs: usize,
    threads: usize,
    rounds: usize,
    peers: Option<String>,
}

/// One line of a workload.
#[derive(Debug, Deserialize)]
struct Job {
    prompt: String,
    n_new: u32,
}

/// One line of the peers' results; other fields are not needed.
#[derive(Debug, Deserialize)]
struct Measured {
    peer: String,
    model: String,
    workload: String,
    batch: usize,
    jobs: usize,
    threads: usize,
    tokens_per_s: f64,
}

/// What one round took.
struct Round {
    wall_s: f64,
    library_s: f64,
    n_new: u64,
}

fn main() -> Result<(), String> {
    let words: Vec<String> = std::env::args()
        .skip(1)
        .filter(|word| word != "--bench")
        .collect();
    if words.is_empty() {
        eprintln!(
            "nothing to measure: name a model folder and a workload (see benches/peers/README.md)"
        );
        return Ok(());
    }
    let settings = Settings::read(&words)?;
    let round = measure(&settings)?;
    print(&settings, &round)
}

impl Settings {
    fn read(words: &[String]) -> Result<Self, String> {
        let mut places = Vec::new();
        let mut flags = BTreeMap::new();
        let mut words = words.iter();
        while let Some(word) = words.next() {
            match word.strip_prefix("--") {
                Some(flag) => {
                    let value = words.next().ok_or_else(|| format!("`{word}` of what?"))?;
                    flags.insert(flag, value.clone());
                }
                None => places.push(word.clone()),
            }
        }
        let number = |flag: &str, default: usize| match flags.get(flag) {
            Some(text) => text.parse().map_err(|_| format!("--{flag} {text}")),
            None => Ok(default),
        };
        let [model, workload] = &places[..] else {
            return Err("name a model folder and a workload".to_owned());
        };
        let known = ["batch", "jobs", "threads", "rounds", "peers"];
        if let Some(flag) = flags.keys().find(|flag| !known.contains(*flag)) {
            return Err(format!("unknown flag `--{flag}`"));
        }
        Ok(Self {
            model: model.clone(),
            workload: workload.clone(),
            batch: number("batch", 8)?,
            jobs: number("jobs", usize::MAX)?,
            threads: number("threads", 2)?,
            rounds: number("rounds", 3)?.max(1),
            peers: flags.get("peers").cloned(),
        })
    }
}

/// The fastest of the rounds.
fn measure(settings: &Settings) -> Result<Round, String> {
    let jobs: Vec<Job> = serde_json::from_str(&read(&settings.workload)?)
        .map_err(|e| format!("{}: {e}", settings.workload))?;
    let requests: Vec<Request> = jobs.iter().take(settings.jobs).map(request).collect();
    let options = EngineOptions {
        device: Device::Cpu,
        batch_size: settings.batch,
        threads: Some(settings.threads),
        ..EngineOptions::default()
    };
    let mut engine = open_onnx(&settings.model, &options).map_err(|e| e.to_string())?;
    // The first run of a session allocates.
    round(&mut engine, &requests[..1])?;
    let mut best: Option<Round> = None;
    for _ in 0..settings.rounds {
        let now = round(&mut engine, &requests)?;
        if best.as_ref().is_none_or(|best| now.wall_s < best.wall_s) {
            best = Some(now);
        }
    }
    best.ok_or_else(|| "no round".to_owned())
}

fn request(job: &Job) -> Request {
    Request {
        prompt: job.prompt.clone(),
        mode: Mode::Instruct,
        budget: None,
        sampling: Sampling {
            max_answer_tokens: job.n_new,
            ..Sampling::default()
        },
        seed: 0,
        logprobs: false,
        probes: None,
    }
}

fn round(engine: &mut OnnxEngine, requests: &[Request]) -> Result<Round, String> {
    let before = engine.library_time();
    let started = Instant::now();
    let mut n_new = 0;
    let mut failed = None;
    engine
        .generate(requests, &mut |event| {
            if let Event::Done { index, result } = event {
                match result {
                    Ok(done) => n_new += u64::from(done.n_answer_tokens),
                    Err(error) => failed = Some(format!("job {index}: {error}")),
                }
            }
            ControlFlow::Continue(())
        })
        .map_err(|e| e.to_string())?;
    let wanted: u64 = requests
        .iter()
        .map(|r| u64::from(r.sampling.max_answer_tokens))
        .sum();
    if let Some(reason) = failed {
        return Err(reason);
    }
    if n_new != wanted {
        return Err(format!("{n_new} new tokens instead of {wanted}"));
    }
    Ok(Round {
        wall_s: started.elapsed().as_secs_f64(),
        library_s: engine.library_time().saturating_sub(before).as_secs_f64(),
        n_new,
    })
}

fn print(settings: &Settings, round: &Round) -> Result<(), String> {
    let rate = round.n_new as f64 / round.wall_s;
    let (model, workload) = (stem(&settings.model), stem(&settings.workload));
    println!(
        "{model}, {workload}, batch {}, {} threads: {} new tokens in {:.2} s, {rate:.0} tokens/s, wall / library {:.3}",
        settings.batch,
        settings.threads,
        round.n_new,
        round.wall_s,
        round.wall_s / round.library_s,
    );
    let Some(file) = &settings.peers else {
        return Ok(());
    };
    let size = model.split('-').next().unwrap_or_default();
    let mut latest = BTreeMap::new();
    for text in read(file)?.lines() {
        let line: Measured = serde_json::from_str(text).map_err(|e| format!("{file}: {e}"))?;
        let same_work = line.model == size
            && line.workload == workload
            && line.batch == settings.batch
            && line.threads == settings.threads
            && (settings.jobs == usize::MAX || line.jobs == settings.jobs);
        if same_work {
            latest.insert(line.peer, line.tokens_per_s);
        }
    }
    if latest.is_empty() {
        println!("  the peers' results hold nothing like it");
    }
    for (peer, theirs) in latest {
        println!("  {:.2} times {peer} ({theirs:.0} tokens/s)", rate / theirs);
    }
    Ok(())
}

fn read(file: &str) -> Result<String, String> {
    fs_err::read_to_string(file).map_err(|e| e.to_string())
}

/// The last part of a path, without an extension.
fn stem(place: &str) -> String {
    let stem = Path::new(place).file_stem().unwrap_or_default();
    stem.to_string_lossy().into_owned()
}

//! A budget curve as one trace with branches, beside the same budgets one run
//! each; and what it costs to fork a text.
//!
//! `cargo bench --bench curve [-- MODEL [THREADS]]`

#![expect(
    clippy::print_stdout,
    clippy::print_stderr,
    reason = "a bench talks to the terminal"
)]

use std::ops::ControlFlow;
use std::time::Instant;

use overthink::engine::onnx::OnnxEngine;
use overthink::engine::{Engine as _, EngineError, EngineOptions, Event, Request, open_onnx};
use overthink::plan::Mode;
use overthink::suite::Sampling;

/// Evenly spaced: budgets that double share so much less that two times faster
/// is the most there is.
const BUDGETS: [u32; 8] = [48, 96, 144, 192, 240, 288, 336, 384];
const PROMPTS: u64 = 32;
/// Tokens of the text that is forked.
const LENGTH: usize = 512;
const ROUNDS: usize = 3;

fn main() {
    let words: Vec<String> = std::env::args()
        .skip(1)
        .filter(|word| !word.starts_with("--"))
        .collect();
    let options = EngineOptions {
        threads: words.get(1).and_then(|word| word.parse().ok()),
        ..EngineOptions::default()
    };
    let model = words.first().map_or("tiny-reasoner", String::as_str);
    let measured = open_onnx(model, &options).and_then(|mut engine| {
        println!("{model}, best of {ROUNDS} rounds");
        curve(&mut engine)?;
        fork(&mut engine)
    });
    if let Err(error) = measured {
        eprintln!("error: {error}");
    }
}

/// All budgets at once, then one call a budget.
fn curve(engine: &mut OnnxEngine) -> Result<(), EngineError> {
    let mut best = [(f64::MAX, 0), (f64::MAX, 0)];
    for _ in 0..ROUNDS {
        let began = Instant::now();
        let tokens = generate(engine, &BUDGETS)?;
        let together = (began.elapsed().as_secs_f64(), tokens);
        let began = Instant::now();
        let mut tokens = 0;
        for budget in BUDGETS {
            tokens += generate(engine, &[budget])?;
        }
        let apart = (began.elapsed().as_secs_f64(), tokens);
        for (best, new) in best.iter_mut().zip([together, apart]) {
            if new.0 < best.0 {
                *best = new;
            }
        }
    }
    let [(together, tokens), (apart, tokens_apart)] = best;
    let [.., largest] = BUDGETS;
    let began = Instant::now();
    let trunks = generate(engine, &[largest])?;
    let trunk_s = began.elapsed().as_secs_f64();
    println!(
        "curve of {} budgets, {PROMPTS} prompts: {together:.2} s, {tokens} tokens\n\
         one run a budget: {apart:.2} s, {tokens_apart} tokens\n\
         the largest budget alone: {trunk_s:.2} s, {trunks} tokens\n\
         {:.2} times faster",
        BUDGETS.len(),
        apart / together
    );
    Ok(())
}

/// Tokens that were computed.
fn generate(engine: &mut OnnxEngine, budgets: &[u32]) -> Result<u64, EngineError> {
    let requests: Vec<Request> = budgets
        .iter()
        .flat_map(|&budget| (0..PROMPTS).map(move |i| request(i, budget)))
        .collect();
    let mut tokens = 0;
    engine.generate(&requests, &mut |event| {
        if let Event::Tokens(n) = event {
            tokens += n;
        }
        ControlFlow::Continue(())
    })?;
    Ok(tokens)
}

/// Thinking that goes on to its budget, and a short answer.
fn request(i: u64, budget: u32) -> Request {
    let mut sampling = Sampling {
        max_answer_tokens: 8,
        ..Sampling::default()
    };
    sampling.thinking.min_tokens = 4096;
    Request {
        prompt: format!("What is {} + {} + {}?", 3 * i + 1, 7 * i + 2, i),
        mode: Mode::Reasoning,
        budget: Some(budget),
        sampling,
        seed: i,
        logprobs: false,
        probes: None,
    }
}

fn fork(engine: &mut OnnxEngine) -> Result<(), EngineError> {
    let forks = (0..ROUNDS).map(|_| engine.measure_fork(8, LENGTH));
    let forks: Vec<_> = forks.collect::<Result<_, _>>()?;
    let fork = forks.iter().map(|m| m.fork).min().unwrap_or_default();
    let step = forks.iter().map(|m| m.step).min().unwrap_or_default();
    println!(
        "fork of 8 rows at {LENGTH} tokens: {:.2} ms; a step of them: {:.2} ms; ratio {:.2}",
        fork.as_secs_f64() * 1e3,
        step.as_secs_f64() * 1e3,
        fork.as_secs_f64() / step.as_secs_f64()
    );
    Ok(())
}

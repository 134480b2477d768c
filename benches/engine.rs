//! Tokens a second of a built-in model at several batch sizes, beside the bare
//! sum of the library's run times: what the engine adds is the difference.
//!
//! `cargo bench --bench engine [-- MODEL [THREADS]]`

#![expect(
    clippy::print_stdout,
    clippy::print_stderr,
    reason = "a bench talks to the terminal"
)]

use std::ops::ControlFlow;
use std::time::Instant;

use overthink::engine::{Engine as _, EngineOptions, Event, Request, open_onnx};
use overthink::plan::Mode;
use overthink::suite::Sampling;

const BATCH_SIZES: [usize; 4] = [1, 8, 16, 32];
const REQUESTS: u64 = 96;
const ROUNDS: usize = 3;

fn main() {
    let words: Vec<String> = std::env::args()
        .skip(1)
        .filter(|word| !word.starts_with("--"))
        .collect();
    let model = words.first().map_or("tiny-reasoner", String::as_str);
    let threads = words.get(1).and_then(|word| word.parse().ok());
    decoding(model, threads);
}

/// Whole requests, prompts included.
fn decoding(model: &str, threads: Option<usize>) {
    println!("{model}, {REQUESTS} requests, best of {ROUNDS} rounds");
    println!("batch  tokens/s  in the library  wall / library");
    for batch_size in BATCH_SIZES {
        let options = EngineOptions {
            batch_size,
            threads,
            ..EngineOptions::default()
        };
        let mut engine = match open_onnx(model, &options) {
            Ok(engine) => engine,
            Err(error) => {
                eprintln!("error: {error}");
                return;
            }
        };
        let requests: Vec<Request> = (0..REQUESTS).map(request).collect();
        let best = (0..ROUNDS)
            .map(|_| {
                let before = engine.library_time();
                let started = Instant::now();
                let mut tokens = 0;
                let outcome = engine.generate(&requests, &mut |event| {
                    if let Event::Tokens(n) = event {
                        tokens += n;
                    }
                    ControlFlow::Continue(())
                });
                if let Err(error) = outcome {
                    eprintln!("error: {error}");
                }
                let library = engine.library_time().saturating_sub(before).as_secs_f64();
                (started.elapsed().as_secs_f64(), library, tokens)
            })
            .min_by(|a, b| a.0.total_cmp(&b.0));
        if let Some((wall, library, tokens)) = best {
            println!(
                "{batch_size:>5}  {:>8.0}  {:>14.0}  {:>14.3}",
                tokens as f64 / wall,
                tokens as f64 / library,
                wall / library
            );
        }
    }
}

/// Prompts of several lengths, half of them greedy, with budgets here and there.
fn request(i: u64) -> Request {
    let terms: Vec<String> = (0..2 + i % 6)
        .map(|k| (7 * i + 13 * k).to_string())
        .collect();
    Request {
        prompt: format!("What is {}?", terms.join(" + ")),
        mode: Mode::Reasoning,
        budget: (i.is_multiple_of(3)).then_some(64),
        sampling: Sampling {
            temperature: if i.is_multiple_of(2) { 0.0 } else { 0.8 },
            top_p: 0.95,
            max_answer_tokens: 64,
            max_thinking_tokens: 256,
            ..Sampling::default()
        },
        seed: i,
        logprobs: false,
        probes: None,
    }
}

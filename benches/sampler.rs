//! Microseconds that the choice of one token takes, at a vocabulary of 151,936
//! and on one core, in every way there is to choose.
//!
//! `cargo bench --bench sampler`

#![expect(clippy::print_stdout, reason = "a bench talks to the terminal")]

use std::time::Instant;

use overthink::engine::sampler::Sampler;
use overthink::suite::Sampling;

const VOCABULARY: u32 = 151_936;
const DRAWS: u32 = 4;
const ROUNDS: usize = 100;
/// Tokens of the text that penalties look at.
const SEEN: u32 = 2000;

fn main() {
    println!("{VOCABULARY} logits, best of {ROUNDS} rounds   microseconds a row");
    println!(
        "{:<44} {:>7} {:>7} {:>7}  at",
        "", "peaked", "flat", "worst"
    );
    let rows = rows();
    for (name, sampling) in ways() {
        let times: Vec<f64> = rows.iter().map(|row| micros(&sampling, &row.1)).collect();
        println!("{name:<44} {}", line(&rows, &times));
    }
    let mut sampler = new(&Sampling::default());
    let times: Vec<f64> = rows
        .iter()
        .map(|row| best(|| drop(std::hint::black_box(sampler.logprob(&row.1, 7)))))
        .collect();
    println!(
        "{:<44} {}",
        "log-probability of a token",
        line(&rows, &times)
    );
}

type Row = (&'static str, Vec<f32>);

/// The times of the first two rows, and of the slowest with its name.
fn line(rows: &[Row], times: &[f64]) -> String {
    let shown: Vec<String> = times.iter().take(2).map(|t| format!("{t:>7.0}")).collect();
    let all = rows.iter().zip(times);
    let slowest = all.max_by(|a, b| a.1.total_cmp(b.1));
    let (name, time) = slowest.map_or(("", f64::NAN), |(row, time)| (row.0, *time));
    format!("{} {time:>7.0}  {name}", shown.join(" "))
}

/// Logits like a language model's, and others that make some cut expensive.
fn rows() -> Vec<Row> {
    let all = |logit: &dyn Fn(u32) -> f64| (0..VOCABULARY).map(|id| logit(id) as f32).collect();
    let mut sorted = flat();
    sorted.sort_by(f32::total_cmp);
    vec![
        ("peaked", peaked()),
        ("flat", flat()),
        ("all equal", all(&|_| 1.0)),
        ("two values", all(&|id| f64::from(id % 7 % 2))),
        ("forty values", all(&|id| f64::from(id % 40) / 50.0)),
        ("ascending", sorted),
        (
            "half banned",
            all(&|id| {
                if id % 2 == 0 {
                    share(id)
                } else {
                    f64::NEG_INFINITY
                }
            }),
        ),
        ("huge spread", all(&|id| share(id) * 6e38 - 3e38)),
        // All but one in a thousandth of the range.
        (
            "one bucket",
            all(&|id| if id == 9 { 6.0 } else { share(id) / 1000.0 }),
        ),
        ("geometric", all(&|id| 1.0 - share(id).powi(40))),
        (
            "twenty on top",
            all(&|id| if id % 7000 == 0 { 8.0 } else { share(id) }),
        ),
    ]
}

fn ways() -> Vec<(&'static str, Sampling)> {
    let greedy = Sampling::default();
    let warm = Sampling {
        temperature: 0.8,
        ..greedy.clone()
    };
    let penalties = Sampling {
        repetition_penalty: 1.1,
        presence_penalty: 0.5,
        frequency_penalty: 0.1,
        ..greedy.clone()
    };
    let top_k = Sampling {
        top_k: 20,
        ..warm.clone()
    };
    let top_p = Sampling {
        top_p: 0.95,
        ..warm.clone()
    };
    let min_p = Sampling {
        min_p: 0.05,
        ..warm.clone()
    };
    let both = Sampling {
        top_p: 0.95,
        ..top_k.clone()
    };
    let penalized = |sampling: &Sampling| Sampling {
        repetition_penalty: 1.1,
        presence_penalty: 0.5,
        frequency_penalty: 0.1,
        ..sampling.clone()
    };
    let everything = Sampling {
        min_p: 0.01,
        ..penalized(&both)
    };
    let large_k = Sampling {
        top_k: 100_000,
        ..top_p.clone()
    };
    let half = Sampling {
        top_p: 0.5,
        ..warm.clone()
    };
    vec![
        ("greedy", greedy),
        ("greedy, penalties", penalties),
        ("temperature", warm),
        ("temperature, top-k 20", top_k),
        ("temperature, top-p 0.95", top_p.clone()),
        ("temperature, top-p 0.5", half),
        ("temperature, min-p 0.05", min_p),
        ("temperature, top-k 20, top-p 0.95", both),
        ("temperature, top-k 100,000, top-p 0.95", large_k),
        ("temperature, top-p 0.95, penalties", penalized(&top_p)),
        ("temperature, top-k, top-p, min-p, penalties", everything),
    ]
}

/// Spread like the logits of a language model: a few large ones above a crowd.
fn peaked() -> Vec<f32> {
    let logit = |id| (-2.5 * (1.0 - share(id)).ln()) as f32 - 8.0;
    (0..VOCABULARY).map(logit).collect()
}

/// All tokens about as likely.
fn flat() -> Vec<f32> {
    (0..VOCABULARY).map(|id| share(id) as f32).collect()
}

/// A number from 0 to 1, another for each token.
fn share(id: u32) -> f64 {
    f64::from(id.wrapping_mul(2_654_435_769)) / f64::from(u32::MAX)
}

#[expect(
    clippy::unwrap_used,
    reason = "the ways to sample stand above and are possible"
)]
fn new(sampling: &Sampling) -> Sampler {
    let mut sampler = Sampler::of(sampling, &[], 1).unwrap();
    sampler.read_prompt(&[1, 2, 3]);
    for i in 0..SEEN {
        sampler.take(i.wrapping_mul(7919) % VOCABULARY);
    }
    sampler
}

fn micros(sampling: &Sampling, logits: &[f32]) -> f64 {
    let mut sampler = new(sampling);
    best(|| {
        let token = sampler.next(std::hint::black_box(logits));
        let _ = std::hint::black_box(token);
    })
}

/// The fastest round, in microseconds a call.
fn best(mut call: impl FnMut()) -> f64 {
    let rounds = (0..ROUNDS).map(|_| {
        let started = Instant::now();
        for _ in 0..DRAWS {
            call();
        }
        started.elapsed().as_secs_f64() * 1e6 / f64::from(DRAWS)
    });
    rounds.fold(f64::INFINITY, f64::min)
}

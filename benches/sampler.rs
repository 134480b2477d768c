//! Microseconds that the choice of one token takes, at a vocabulary of 151,936
//! and on one core, in every way there is to choose.
//!
//! `cargo bench --bench sampler`

#![expect(clippy::print_stdout, reason = "a bench talks to the terminal")]

use std::time::Instant;

use overthink::engine::sampler::Sampler;
use overthink::suite::Sampling;

const VOCABULARY: u32 = 151_936;
const DRAWS: u32 = 200;
const ROUNDS: usize = 5;
/// Tokens of the text that penalties look at.
const SEEN: u32 = 2000;

fn main() {
    println!("{VOCABULARY} logits, best of {ROUNDS} rounds   microseconds a row");
    println!("{:<44} {:>7} {:>7}", "", "peaked", "flat");
    let rows = [peaked(), flat()];
    for (name, sampling) in ways() {
        let times: Vec<String> = rows
            .iter()
            .map(|logits| format!("{:>7.0}", micros(&sampling, logits)))
            .collect();
        println!("{name:<44} {}", times.join(" "));
    }
    let mut sampler = new(&Sampling::default());
    let times: Vec<String> = rows
        .iter()
        .map(|logits| {
            let time = best(|| drop(std::hint::black_box(sampler.logprob(logits, 7))));
            format!("{time:>7.0}")
        })
        .collect();
    println!("{:<44} {}", "log-probability of a token", times.join(" "));
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
    vec![
        ("greedy", greedy),
        ("greedy, penalties", penalties),
        ("temperature", warm),
        ("temperature, top-k 20", top_k),
        ("temperature, top-p 0.95", top_p.clone()),
        ("temperature, min-p 0.05", min_p),
        ("temperature, top-k 20, top-p 0.95", both),
        ("temperature, top-p 0.95, penalties", penalized(&top_p)),
        ("temperature, top-k, top-p, min-p, penalties", everything),
    ]
}

/// Spread like the logits of a language model: a few large ones above a crowd.
fn peaked() -> Vec<f32> {
    let share = |id: u32| f64::from(id.wrapping_mul(2_654_435_769)) / f64::from(u32::MAX);
    let logit = |id| (-2.5 * (1.0 - share(id)).ln()) as f32 - 8.0;
    (0..VOCABULARY).map(logit).collect()
}

/// All tokens about as likely: the worst case for every cut.
fn flat() -> Vec<f32> {
    let share = |id: u32| f64::from(id.wrapping_mul(2_654_435_769)) / f64::from(u32::MAX);
    (0..VOCABULARY).map(|id| share(id) as f32).collect()
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

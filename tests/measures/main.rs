//! What is measured on real traces, held to what was read in them.
//!
//! `cargo test --test measures -- --ignored --nocapture` prints the tables of
//! `docs/measures.md`.

#![expect(
    clippy::unwrap_used,
    clippy::print_stdout,
    reason = "a test may fail where it stands, and prints its tables"
)]

mod corpus;

use std::collections::{BTreeMap, BTreeSet};
use std::io::Write as _;

use corpus::{Completion, texts};
use overthink::analysis::thinking::answers::answers;
use overthink::stats::quantile::quantile;
use overthink::suite::CheckerSpec;
use overthink::text::Span;
use overthink::trace::measure::{Measures, measure};
use serde_json::Value;

const SKIPPED: &str = "skipped: ../shared/traces is not there";

/// A loop that was read: `tests/corpus/measures/loops.jsonl` has the record, the
/// characters before it, and what a person sees there. `stuck`: the model goes
/// round, here or right after it again. `repeats`: it says the same a few times
/// and goes on.
#[derive(Debug, PartialEq, Eq, PartialOrd, Ord)]
struct Read {
    id: String,
    start: usize,
    label: String,
}

fn read() -> Vec<Read> {
    let lines = include_str!("../corpus/measures/loops.jsonl").lines();
    let of = |line: &str| {
        let value: Value = serde_json::from_str(line).unwrap();
        Read {
            id: value["id"].as_str().unwrap().to_owned(),
            start: value["start"].as_u64().unwrap() as usize,
            label: value["label"].as_str().unwrap().to_owned(),
        }
    };
    lines.map(of).collect()
}

/// Record and first character of each loop in the thinking.
fn found(texts: &[Completion]) -> Vec<(String, usize, bool)> {
    let mut found = Vec::new();
    for t in texts {
        for l in measure(&t.text, &t.trace).thinking_loops {
            let before = Span::new(0, l.span.start).of(&t.text).chars().count();
            found.push((t.id.clone(), before, l.at_end));
        }
    }
    found
}

#[test]
fn loops_are_those_that_were_read() {
    let Some(texts) = texts() else {
        return println!("{SKIPPED}");
    };
    let read: BTreeSet<(String, usize)> = read().into_iter().map(|r| (r.id, r.start)).collect();
    let found: BTreeSet<(String, usize)> = found(&texts).into_iter().map(|f| (f.0, f.1)).collect();
    let new: Vec<_> = found.difference(&read).collect();
    let gone: Vec<_> = read.difference(&found).collect();
    assert!(
        new.len() <= 1 && gone.len() <= 1,
        "new {new:?}, gone {gone:?}"
    );
}

/// Every tag is in place in what was put between tags, and of the small model's
/// texts as many end as their source says.
#[test]
fn forms_are_as_the_sources_say() {
    let Some(texts) = texts() else {
        return println!("{SKIPPED}");
    };
    let of = |source: &str| {
        let all = texts.iter().filter(|t| t.source == source);
        let in_form = all.filter(|t| measure(&t.text, &t.trace).format.thinks_in_form());
        in_form.count()
    };
    assert_eq!(of("rg_llama3b_rl400_aime24"), 631);
    assert_eq!(of("misguided_q3_30ba3-think"), 26);
}

#[test]
#[ignore = "prints the tables of docs/measures.md"]
fn tables() {
    let Some(texts) = texts() else {
        return println!("{SKIPPED}");
    };
    let mut by_source: BTreeMap<&str, Vec<(&Completion, Measures)>> = BTreeMap::new();
    for t in &texts {
        let measures = measure(&t.text, &t.trace);
        by_source.entry(&t.source).or_default().push((t, measures));
    }
    println!("| source | n | zlib > 2.4 | zlib > 6 | with a loop | ends in one |");
    for (source, all) in &by_source {
        let over = |bound: f64| {
            all.iter()
                .filter(|(t, _)| zlib_ratio(&t.text) > bound)
                .count()
        };
        let looped = all
            .iter()
            .filter(|(_, m)| !m.thinking_loops.is_empty())
            .count();
        let ends = |m: &Measures| m.thinking_loops.last().is_some_and(|l| l.at_end);
        let ending = all.iter().filter(|(_, m)| ends(m)).count();
        let (n, low, high) = (all.len(), over(2.4), over(6.0));
        println!("| {source} | {n} | {low} | {high} | {looped} | {ending} |");
    }
    println!("\n| source | seq-rep-4 median, 90% | near median, 90% | mixed > 0 | > 2% |");
    for (source, all) in &by_source {
        let shares: Vec<f64> = all
            .iter()
            .filter_map(|(_, m)| m.repetition.share())
            .collect();
        let near: Vec<f64> = all
            .iter()
            .filter_map(|(_, m)| m.repetition.near_share())
            .collect();
        let mixed: Vec<f64> = all
            .iter()
            .filter_map(|(_, m)| m.thinking_languages.mixed_share())
            .collect();
        let over = |bound: f64| mixed.iter().filter(|m| **m > bound).count();
        let at = |values: &[f64], share| quantile(values, share).unwrap_or(f64::NAN);
        println!(
            "| {source} | {:.3}, {:.3} | {:.3}, {:.3} | {} | {} |",
            at(&shares, 0.5),
            at(&shares, 0.9),
            at(&near, 0.5),
            at(&near, 0.9),
            over(0.0),
            over(0.02)
        );
    }
    labels(&texts);
    stated(&by_source);
}

fn labels(texts: &[Completion]) {
    let ends: BTreeMap<(String, usize), bool> = found(texts)
        .into_iter()
        .map(|f| ((f.0, f.1), f.2))
        .collect();
    let mut counts: BTreeMap<(bool, String), usize> = BTreeMap::new();
    for r in read() {
        if let Some(at_end) = ends.get(&(r.id, r.start)) {
            *counts.entry((*at_end, r.label)).or_default() += 1;
        }
    }
    println!("\nloops by label (ends the thinking, label): {counts:?}");
    let is_open = |t: &&Completion| t.trace.is_unfinished();
    let ends = |t: &&Completion| {
        let loops = measure(&t.text, &t.trace).thinking_loops;
        loops.last().is_some_and(|l| l.at_end)
    };
    println!(
        "thinking that never ended: {}, in a loop: {}",
        texts.iter().filter(is_open).count(),
        texts.iter().filter(is_open).filter(ends).count()
    );
}

fn stated(by_source: &BTreeMap<&str, Vec<(&Completion, Measures)>>) {
    println!(
        "\n| source | n | states an answer | changes it | states the given one | median share after |"
    );
    let math = CheckerSpec::math();
    for (source, all) in by_source {
        let found: Vec<_> = all
            .iter()
            .map(|(t, _)| (t, answers(&t.text, &t.trace, t.answer.as_deref(), &math)))
            .collect();
        let n = |is: &dyn Fn(&overthink::analysis::thinking::Answers) -> bool| {
            found.iter().filter(|(_, a)| is(a)).count()
        };
        let after: Vec<f64> = found
            .iter()
            .filter_map(|(t, a)| {
                let end = a.first_final()?.span.end;
                let thinking = t.trace.thoughts.last()?.end;
                Some((thinking - end) as f64 / thinking as f64)
            })
            .collect();
        println!(
            "| {source} | {} | {} | {} | {} | {:.3} |",
            found.len(),
            n(&|a| !a.stated.is_empty()),
            n(&|a| a.n_changes > 0),
            n(&|a| a.first_final().is_some()),
            quantile(&after, 0.5).unwrap_or(f64::NAN)
        );
    }
}

/// Prints every tenth statement with what stands around it, to be read.
#[test]
#[ignore = "prints statements to be read"]
fn statements() {
    let Some(texts) = texts() else {
        return println!("{SKIPPED}");
    };
    let math = CheckerSpec::math();
    let mut n = 0;
    for t in &texts {
        for said in answers(&t.text, &t.trace, t.answer.as_deref(), &math).stated {
            n += 1;
            if n % 10 == 0 {
                let around = |from: usize, to: usize| -> String {
                    let ends =
                        (from..=to).find_map(|a| (a..=to).rev().find_map(|b| t.text.get(a..b)));
                    ends.unwrap_or_default().to_owned()
                };
                let start = said.span.start.saturating_sub(90);
                let end = (said.span.end + 40).min(t.text.len());
                println!("{} {:?} in {:?}", t.id, said.answer, around(start, end));
            }
        }
    }
    println!("{n} statements");
}

/// Bytes for each byte that zlib packs them into: Whisper's measure of loops.
fn zlib_ratio(text: &str) -> f64 {
    let mut packed = flate2::write::ZlibEncoder::new(Vec::new(), flate2::Compression::default());
    packed.write_all(text.as_bytes()).unwrap();
    text.len() as f64 / packed.finish().unwrap().len().max(1) as f64
}

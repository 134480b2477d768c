//! Each decision, from small made-up runs.

use super::super::{Input, analyze, fake};
use super::*;
use crate::check::Verdict;
use crate::plan::Attempt;
use crate::store::Record;

/// Runs in which the i-th item goes as the letters say: `+` right, `-`
/// wrong, `?` ungraded, `.` not run; first for the reasoning model.
fn compared(outcomes: &[&str]) -> Comparison {
    compared_by(outcomes, Options::default())
}

fn compared_by(outcomes: &[&str], options: Options) -> Comparison {
    let mut planned: Vec<Attempt> = Vec::new();
    let mut records = Vec::new();
    for mode in [Mode::Reasoning, Mode::Instruct] {
        for (i, letters) in outcomes.iter().enumerate() {
            let key = ["s".into(), "p".into(), format!("i{i}")];
            let attempt = fake::attempt(mode, &key, "logic", None, 1);
            let letter = letters.chars().nth(usize::from(mode == Mode::Instruct));
            let verdict = match letter {
                Some('+') => Some(Verdict::Correct),
                Some('-') => Some(Verdict::Incorrect),
                Some('?') => Some(Verdict::Ungraded),
                _ => None,
            };
            let n_thinking = if mode == Mode::Reasoning { 40 } else { 0 };
            if let Some(verdict) = verdict {
                records.push(Record {
                    attempt: attempt.clone(),
                    outcome: fake::done("5", verdict, n_thinking, 10),
                });
            }
            planned.push(attempt);
        }
    }
    let input = Input {
        run: "r",
        planned: &planned,
        records: &records,
        suites: &[],
        probes: None,
    };
    let analysis = analyze(input, options).unwrap();
    analysis.comparisons[0].clone()
}

fn times<'a>(parts: &[(&'a str, usize)]) -> Vec<&'a str> {
    parts.iter().flat_map(|&(p, n)| vec![p; n]).collect()
}

#[test]
fn each_decision() {
    let c = compared(&times(&[("+-", 25), ("++", 10), ("--", 5)]));
    assert_eq!(c.decision, Decision::Reasoning);
    assert_eq!(c.discordant, Some((25, 0)));
    assert!(c.survives_correction() && c.is_real());
    assert!((c.token_ratio.unwrap().point - 5.0).abs() < 1e-12);
    let c = compared(&times(&[("-+", 25), ("++", 10), ("--", 5)]));
    assert_eq!(c.decision, Decision::Instruct);
    let c = compared(&times(&[("++", 300), ("--", 5)]));
    let cheaper = Mode::Instruct;
    assert_eq!(c.decision, Decision::Either { cheaper });
    let c = compared(&times(&[("+-", 2), ("++", 3)]));
    assert!(matches!(c.decision, Decision::TooLittleData { n_needed: Some(n) } if n > 5));
}

#[test]
fn five_equal_items_prove_nothing() {
    let c = compared(&["++"; 5]);
    let Decision::TooLittleData { n_needed: Some(n) } = c.decision else {
        panic!("{c:?}");
    };
    assert!((100..2000).contains(&n), "{n}");
    assert!(c.difference.high > 0.05);
}

#[test]
fn items_without_a_partner_are_counted() {
    let c = compared(&times(&[
        ("+-", 10),
        ("?+", 2),
        (".+", 1),
        ("+?", 3),
        ("++", 4),
    ]));
    assert_eq!((c.n_pairs, c.n_unpaired), (14, 6));
    let c = compared(&["?+", ".-"]);
    assert_eq!(c.decision, Decision::TooLittleData { n_needed: None });
    assert!((c.p - 1.0).abs() < 1e-12);
}

#[test]
fn a_real_difference_within_the_margin_is_either() {
    let cheaper = Mode::Instruct;
    let c = compared(&times(&[("+-", 20), ("++", 980)]));
    assert!(c.is_real() && c.decision == Decision::Either { cheaper });
    let c = compared(&times(&[("-+", 20), ("++", 980)]));
    assert!(c.is_real() && c.decision == Decision::Either { cheaper });
    let c = compared(&times(&[("+-", 50), ("++", 950)]));
    assert_eq!(c.decision, Decision::Reasoning);
    let c = compared(&times(&[("+-", 60), ("-+", 45), ("++", 895)]));
    assert_eq!(c.decision, Decision::Either { cheaper });
    let c = compared(&times(&[("+-", 60), ("-+", 45), ("++", 395)]));
    assert!(matches!(c.decision, Decision::TooLittleData { .. }));
}

#[test]
fn five_of_five_are_no_proof_among_several_ways_to_be_lucky() {
    // Exact two-sided p: 2 · 0.5⁵.
    let c = compared(&["+-"; 5]);
    assert!((c.p - 0.0625).abs() < 1e-6, "{}", c.p);
    assert!(matches!(c.decision, Decision::TooLittleData { n_needed: Some(n) } if n > 5));
    assert_eq!(compared(&["+-"; 6]).decision, Decision::Reasoning);
}

#[test]
fn a_price_can_turn_the_decision() {
    let priced = |worth: &str| {
        let options = Options {
            worth: Some(worth.parse().unwrap()),
            ..Options::default()
        };
        compared_by(&times(&[("+-", 20), ("++", 10), ("--", 10)]), options)
    };
    // Half the items are gained for 40 tokens each.
    let cheap = priced("10tokens");
    assert_eq!(cheap.decision, Decision::Reasoning);
    assert!((cheap.net.unwrap().point - 0.46).abs() < 1e-9);
    assert_eq!(priced("0.5tokens").decision, Decision::Instruct);
    assert!(matches!(
        priced("0.8tokens").decision,
        Decision::TooLittleData { .. }
    ));
}

#[test]
fn epochs_of_one_item_count_as_one() {
    let run = fake::run(12, &[], 3);
    let input = Input {
        run: "r",
        planned: &run.planned,
        records: &run.records,
        suites: &[],
        probes: None,
    };
    let analysis = analyze(input, Options::default()).unwrap();
    let c = &analysis.comparisons[0];
    assert!(c.n_pairs <= 12 && c.discordant.is_none());
    assert_eq!(c.difference.method, crate::stats::Method::PairedT);
    let s = analysis
        .summary("tiny-reasoner", Some("logic"), None)
        .unwrap();
    assert!(s.counts.planned == 36 && s.accuracy.n <= 12);
}

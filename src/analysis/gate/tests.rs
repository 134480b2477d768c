//! Tests of the gate on made-up items.

use proptest::prelude::*;

use super::*;
use crate::plan::{Mode, Strategy};

/// One item of a made-up run: accuracy, thinking tokens, and whether it was cut.
#[derive(Debug, Clone, Copy)]
struct Made {
    correct: bool,
    tokens: f64,
    cut: bool,
}

fn right() -> Made {
    Made {
        correct: true,
        tokens: 100.0,
        cut: false,
    }
}

fn wrong() -> Made {
    Made {
        correct: false,
        ..right()
    }
}

fn cells(types: &[(&str, Vec<Made>)]) -> Vec<Cell> {
    let mut cells = Vec::new();
    for (task_type, items) in types {
        for (i, made) in items.iter().enumerate() {
            cells.push(Cell {
                model: "m".to_owned(),
                mode: Mode::Reasoning,
                task_type: (*task_type).to_owned(),
                item: ["s".to_owned(), (*task_type).to_owned(), i.to_string()],
                n_planned: 1,
                n_graded: 1,
                accuracy: Some(f64::from(u8::from(made.correct))),
                // A spread, as real traces have one.
                thinking_tokens: Some(made.tokens + (i % 7) as f64),
                answer_tokens: Some(5.0),
                switches: Some(1.0 + (i % 3) as f64),
                truncated: Some(f64::from(u8::from(made.cut))),
                no_answer: Some(0.0),
                ..Cell::blank()
            });
        }
    }
    cells
}

fn judged(before: &[(&str, Vec<Made>)], now: &[(&str, Vec<Made>)]) -> Gate {
    let group = Group {
        model: "m".to_owned(),
        mode: Mode::Reasoning,
        task_type: None,
        strategy: Strategy::Direct,
        budget: None,
    };
    let (before, now) = (cells(before), cells(now));
    let side = |cells| Side {
        run: "r",
        cells,
        group: &group,
    };
    gate(&side(&before), &side(&now), &GateOptions::default())
}

fn items(parts: &[(Made, usize)]) -> Vec<Made> {
    parts.iter().flat_map(|&(made, n)| vec![made; n]).collect()
}

#[test]
fn a_model_against_itself_passes() {
    let run = [
        ("a", items(&[(right(), 40), (wrong(), 20)])),
        ("b", items(&[(right(), 60)])),
    ];
    let gate = judged(&run, &run);
    assert_eq!(gate.verdict, Verdict::Passed);
    assert_eq!(gate.accuracy.len(), 3);
    assert!(
        gate.guards.iter().all(|g| g.verdict == Verdict::Passed),
        "{:?}",
        gate.guards
    );
    assert_eq!(gate.flips, Flips::default());
}

#[test]
fn a_loss_in_one_task_type_is_found_and_named() {
    let before = [
        ("a", items(&[(right(), 60)])),
        ("b", items(&[(right(), 60)])),
    ];
    let now = [
        ("a", items(&[(right(), 60)])),
        ("b", items(&[(right(), 45), (wrong(), 15)])),
    ];
    let gate = judged(&before, &now);
    assert_eq!(gate.verdict, Verdict::Regressed);
    let verdicts: Vec<(Option<&str>, Verdict)> = gate
        .accuracy
        .iter()
        .map(|a| (a.task_type.as_deref(), a.verdict))
        .collect();
    assert_eq!(verdicts[0], (Some("a"), Verdict::Passed));
    assert_eq!(verdicts[1], (Some("b"), Verdict::Regressed));
    assert_eq!((gate.flips.lost.len(), gate.flips.gained.len()), (15, 0));
    assert_eq!(gate.accuracy[1].discordant, Some((15, 0)));
}

#[test]
fn five_items_are_inconclusive_and_say_how_many_would_do() {
    let run = [("a", items(&[(right(), 5)]))];
    let gate = judged(&run, &run);
    assert_eq!(gate.verdict, Verdict::Inconclusive);
    // One task type is the whole: it is judged once, with the margin of the whole.
    assert_eq!(gate.accuracy.len(), 1);
    let a = &gate.accuracy[0];
    assert!((a.margin - 0.05).abs() < 1e-12);
    assert!(a.n_needed.unwrap() > 50, "{:?}", a.n_needed);
    assert!(a.detectable.is_none_or(|d| d > 0.3));
    // Zero of five is never no doubt.
    assert!(a.difference.low < -0.3 && a.difference.high > 0.3);
}

#[test]
fn truncation_stops_the_gate_though_accuracy_is_kept() {
    let before = [("a", items(&[(right(), 80)]))];
    let cut = Made {
        cut: true,
        ..right()
    };
    let now = [("a", items(&[(right(), 50), (cut, 30)]))];
    let gate = judged(&before, &now);
    assert_eq!(gate.accuracy[0].verdict, Verdict::Passed);
    assert_eq!(gate.verdict, Verdict::Regressed);
    let alarms: Vec<Watched> = gate
        .guards
        .iter()
        .filter(|g| g.verdict == Verdict::Regressed)
        .map(|g| g.watched)
        .collect();
    assert_eq!(alarms, [Watched::Truncated]);
}

#[test]
fn longer_thinking_stops_the_gate() {
    let before = [("a", items(&[(right(), 80)]))];
    let long = Made {
        tokens: 200.0,
        ..right()
    };
    let gate = judged(&before, &[("a", items(&[(long, 80)]))]);
    let of = |watched| gate.guards.iter().find(|g| g.watched == watched).unwrap();
    assert_eq!(of(Watched::ThinkingTokens).verdict, Verdict::Regressed);
    assert_eq!(of(Watched::LongestThinking).verdict, Verdict::Regressed);
    assert_eq!(of(Watched::Truncated).verdict, Verdict::Passed);
    // Within the allowance it is accepted.
    let little = Made {
        tokens: 110.0,
        ..right()
    };
    let gate = judged(&before, &[("a", items(&[(little, 80)]))]);
    assert_eq!(gate.verdict, Verdict::Passed);
}

#[test]
fn items_of_one_side_are_counted() {
    let before = [
        ("a", items(&[(right(), 70)])),
        ("c", items(&[(right(), 3)])),
    ];
    let now = [("a", items(&[(right(), 60)]))];
    let gate = judged(&before, &now);
    let unpaired: Vec<usize> = gate.accuracy.iter().map(|a| a.n_unpaired).collect();
    assert_eq!(unpaired, [10, 3, 13]);
    // A task type that cannot be judged leaves the gate open.
    assert_eq!(gate.verdict, Verdict::Inconclusive);
}

#[test]
fn noise_of_equal_runs_is_none_and_its_error_is_not() {
    let run = cells(&[("a", items(&[(right(), 20), (wrong(), 20)]))]);
    let group = Group {
        model: "m".to_owned(),
        mode: Mode::Reasoning,
        task_type: None,
        strategy: Strategy::Direct,
        budget: None,
    };
    let side = Side {
        run: "r",
        cells: &run,
        group: &group,
    };
    let noise = noise::noise(&side, &side, Confidence::default());
    assert_eq!(noise.len(), 1);
    assert!(noise[0].changed.point.abs() < 1e-12 && noise[0].changed.high > 0.05);
    assert!(noise[0].other_text.point.abs() < 1e-12);
    assert!(noise[0].standard_error > 0.0);
}

proptest! {
    #![proptest_config(ProptestConfig::with_cases(24))]

    /// More losses never turn a gate's accuracy from regressed to passed.
    #[test]
    fn losing_more_is_never_better(n in 5_usize..60, lost in 0_usize..30) {
        let lost = lost.min(n - 1);
        let before = [("a", items(&[(right(), n)]))];
        let now = |lost: usize| [("a", items(&[(right(), n - lost), (wrong(), lost)]))];
        let one = judged(&before, &now(lost));
        let two = judged(&before, &now(lost + 1));
        let (a, b) = (&one.accuracy[0], &two.accuracy[0]);
        prop_assert!(b.p_loss <= a.p_loss + 1e-9);
        prop_assert!(b.p_beyond_margin >= a.p_beyond_margin - 1e-9);
        prop_assert!(!(a.verdict == Verdict::Regressed && b.verdict == Verdict::Passed));
    }
}

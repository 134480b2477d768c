//! pass@k and maj@k of small made-up runs, computed by hand.

use super::super::{Analysis, Input, Options, analyze, fake};
use super::*;

fn analyzed(run: &fake::FakeRun) -> Analysis<'_> {
    let input = Input {
        run: "r",
        planned: &run.planned,
        records: &run.records,
        suites: &[],
        probes: None,
    };
    analyze(input, Options::default()).unwrap()
}

fn of<'a>(analysis: &'a Analysis<'_>, strategy: &str, task_type: Option<&str>) -> Vec<&'a AtK> {
    let ours = |at: &&AtK| {
        at.group.strategy.to_string() == strategy && at.group.task_type.as_deref() == task_type
    };
    analysis.at_k.iter().filter(ours).collect()
}

fn points(all: &[&AtK]) -> Vec<(u32, f64, f64, usize)> {
    let rounded = |x: f64| (x * 1e6).round() / 1e6;
    all.iter()
        .map(|at| {
            let maj = at.maj.map_or(f64::NAN, |maj| rounded(maj.point));
            (at.k, rounded(at.pass.point), maj, at.pass.n)
        })
        .collect()
}

#[test]
fn by_hand() {
    let run = fake::strategies();
    let analysis = analyzed(&run);
    // logic: `++-.`, `+--+`, `....`. One draw: 2, 2 and 0 of 4. Two draws: 1 - 1/6,
    // 1 - 1/6 and 0; votes of pairs: ++ right, -. wrong; +- right (the first), -+ wrong; none.
    // Four draws: two of three items; the vote is right for both (++-.: 2 to 1; +--+: a tie,
    // of which the right one came first).
    let logic = of(&analysis, "vote@4", Some("logic"));
    let expected = [
        (1, 0.333_333, 0.333_333, 3),
        (2, 0.555_556, 0.333_333, 3),
        (4, 0.666_667, 0.666_667, 3),
    ];
    assert_eq!(points(&logic), expected);
    // arithmetic: `-~~+` and `?+-+`, where the ungraded draw is left out of the first
    // estimate and its vote of the second. One draw: 1/4 and 2/3, and as votes the same. Two:
    // 1/2 and 1; votes: -~ wrong, ~+ wrong; ?+ ungraded, -+ wrong. Four: the second item has
    // only three graded draws; votes: ~ wins and is wrong; + wins.
    let arithmetic = of(&analysis, "vote@4", Some("arithmetic"));
    let expected = [
        (1, 0.458_333, 0.458_333, 2),
        (2, 0.75, 0.0, 2),
        (4, 1.0, 0.5, 1),
    ];
    assert_eq!(points(&arithmetic), expected);
    assert!(arithmetic.iter().all(|at| at.n_items == 2));
    // The draws of pass@2 are the first two of these.
    assert!(
        analysis
            .at_k
            .iter()
            .all(|at| at.group.strategy.n_draws() == 4)
    );
    let mut run = fake::strategies();
    run.planned.retain(|a| a.strategy.n_draws() < 4);
    run.records.retain(|r| r.attempt.strategy.n_draws() < 4);
    let analysis = analyzed(&run);
    // Its failed and its missing attempt are those of this task type.
    assert!(of(&analysis, "pass@2", Some("arithmetic")).is_empty());
    let all = of(&analysis, "pass@2", None);
    assert_eq!(points(&all)[1], (2, 0.666_667, 0.666_667, 3));
    assert!(of(&analysis, "direct", None).is_empty());
}

#[test]
fn k_doubles_up_to_the_number_of_draws() {
    assert_eq!(sizes(2), [1, 2]);
    assert_eq!(sizes(5), [1, 2, 4, 5]);
    assert_eq!(sizes(8), [1, 2, 4, 8]);
}

#[test]
fn all_draws_together_are_the_accuracy_of_the_strategy() {
    for (strategy, k) in [("pass@2", 2), ("vote@4", 4)] {
        let mut run = fake::strategies();
        run.planned.retain(|a| a.strategy.n_draws() == k);
        run.records.retain(|r| r.attempt.strategy.n_draws() == k);
        let analysis = analyzed(&run);
        let all = of(&analysis, strategy, Some("logic"));
        let at = all.iter().find(|at| at.k == k).unwrap();
        let summary = analysis
            .summaries
            .iter()
            .find(|s| s.group == at.group)
            .unwrap();
        let got = if strategy == "vote@4" {
            at.maj.unwrap()
        } else {
            at.pass
        };
        assert_eq!(got, summary.accuracy, "{strategy}");
    }
}

#[test]
fn programs_have_no_vote() {
    let mut run = fake::strategies();
    for record in &mut run.records {
        if let crate::store::Outcome::Done { draws, .. } = &mut record.outcome {
            for draw in draws {
                draw.group = None;
            }
        }
    }
    let analysis = analyzed(&run);
    // The item without any answer could have been voted on; that is no majority of the task type.
    assert!(
        of(&analysis, "vote@4", Some("arithmetic"))
            .iter()
            .all(|at| at.maj.is_none())
    );
}

#[test]
fn costs_are_sums_and_answers_are_the_chosen_ones() {
    let run = fake::strategies();
    let analysis = analyzed(&run);
    let frame = super::super::frame::draws("r", &analysis.rows).unwrap();
    // Five direct, five votes of four, three passes of two, one failed, one not run.
    assert_eq!(frame.height(), 5 + 5 * 4 + 3 * 2 + 1 + 1);
    let place = |id: &str| {
        analysis
            .rows
            .iter()
            .position(|r| r.attempt.id == id)
            .unwrap()
    };
    let i = place("tiny-reasoner/s/arithmetic/i3/vote@4/free/1");
    let text = |name: &str| {
        analysis
            .attempts
            .column(name)
            .unwrap()
            .get(i)
            .unwrap()
            .to_string()
    };
    let names = [
        "strategy",
        "n_draws",
        "answer",
        "verdict",
        "n_prompt_tokens",
        "n_thinking_tokens",
        "n_answer_tokens",
        "n_computed_tokens",
        "n_switches",
        "n_thoughts",
        "elapsed_ms",
        "mean_logprob",
    ];
    let row: Vec<String> = names.iter().map(|n| format!("{n} {}", text(n))).collect();
    insta::assert_snapshot!(row.join("\n"), @r#"
    strategy "vote@4"
    n_draws 4
    answer "6"
    verdict "incorrect"
    n_prompt_tokens 160
    n_thinking_tokens 40
    n_answer_tokens 8
    n_computed_tokens 208
    n_switches 4
    n_thoughts 8
    elapsed_ms 3.0
    mean_logprob -0.5
    "#);
}

#[test]
fn strategies_are_kept_apart_and_nothing_vanishes() {
    let run = fake::strategies();
    let analysis = analyzed(&run);
    assert_eq!(analysis.strategy.to_string(), "direct");
    assert_eq!(analysis.counts().planned, run.planned.len());
    assert!(analysis.summaries.iter().all(|s| s.counts.add_up()));
    let direct = analysis.summary("tiny-reasoner", None, None).unwrap();
    assert_eq!((direct.counts.planned, direct.counts.correct), (5, 2));
    assert!((direct.completion_tokens.point - 12.0).abs() < 1e-12);
    // Without direct attempts models are compared by the first strategy.
    let mut run = fake::strategies();
    run.planned.retain(|a| a.strategy.n_draws() > 1);
    run.records.retain(|r| r.attempt.strategy.n_draws() > 1);
    let analysis = analyzed(&run);
    assert_eq!(analysis.strategy.to_string(), "vote@4");
    let vote = analysis.summary("tiny-reasoner", None, None).unwrap();
    assert!((vote.completion_tokens.point - 48.0).abs() < 1e-12);
}

use proptest::prelude::{prop, prop_assert, prop_assert_eq, proptest};
use proptest::strategy::Strategy as Generated;

use super::super::{Input, Options, analyze, fake, rows};
use super::*;
use crate::plan::Attempt;
use crate::stats::thinking;
use crate::store::Record;

const EVERY: Probes = Probes::Every(10);

fn one_attempt(item: usize, epoch: u32) -> Attempt {
    let key = ["s".to_owned(), "p".to_owned(), format!("i{item}")];
    fake::attempt(Mode::Reasoning, &key, "logic", None, epoch)
}

/// The summaries of records, over all task types last.
fn summed(records: &[Record], probes: &Probes) -> Vec<ProbeSummary> {
    let rows = rows::rows(&[], records);
    let trails = trails(&rows, &[]);
    summaries(&trails, probes, Strategy::Direct, Confidence::default())
}

fn of_one(probes: &[(u32, &str)], n_thinking: u32, own: &str) -> ProbeSummary {
    let record = fake::probed(one_attempt(1, 1), probes, n_thinking, own);
    summed(&[record], &Probes::Thoughts).remove(0)
}

fn point(estimate: Option<Estimate>) -> f64 {
    estimate.map_or(f64::NAN, |e| e.point)
}

#[track_caller]
fn is_near(value: f64, wanted: f64) {
    assert!((value - wanted).abs() < 1e-12, "{value} {wanted}");
}

#[test]
fn the_examples_of_the_papers() {
    // 2501.18585: wrong in the end, and right after 411 of 7,681 tokens.
    let found = of_one(&[(411, "4"), (3000, "5")], 7681, "6");
    assert_eq!(format!("{:.3}", point(found.scores.underthinking)), "0.946");
    assert_eq!(found.scores.n_right_and_left, 1);
    // 2412.21187: right after 39 of 901 tokens, and right in the end.
    let found = of_one(&[(39, "4"), (300, "4"), (600, "4")], 901, "4");
    let outcome = point(found.scores.outcome_efficiency);
    assert_eq!(format!("{:.1}", 100.0 * outcome), "4.3");
    assert_eq!(found.scores.underthinking, None, "nothing is incorrect");
    // All but the first stretch say the same again.
    let process = point(found.scores.process_efficiency);
    assert!((process - 39.0 / 901.0).abs() < 1e-12, "{process}");
}

#[test]
fn a_trail_by_hand() {
    let records = fake::probed_run().records;
    let rows = rows::rows(&[], &records);
    let trails = trails(&rows, &[]);
    let told: Vec<_> = trails
        .iter()
        .map(|t| {
            let first = t.first_right().map(|step| step.position);
            let (left, changes) = (t.is_left_again(), t.n_changes());
            (first, left, changes, t.stable_from(), t.n_distinct())
        })
        .collect();
    assert_eq!(
        told,
        [
            (Some(20), false, 1, Some(20), 20),
            // Right twice, wrong in the end: the last stretch says something new.
            (Some(10), true, 1, Some(25), 15),
            // No answer, 6 twice, none again; cut at last.
            (None, false, 2, None, 10),
            (Some(8), false, 0, Some(8), 8),
            // Left and found again.
            (Some(10), true, 2, Some(28), 20),
            (Some(12), false, 1, Some(12), 12),
        ]
    );
    // From 2 ms on the first token, at three quarters of a millisecond each.
    let ms = trails[0].first_right_ms().unwrap();
    assert!((ms - (2.0 + 20.0 * 0.75)).abs() < 1e-9, "{ms}");
}

#[test]
fn a_run_by_hand() {
    let found = summed(&fake::probed_run().records, &EVERY);
    let names: Vec<_> = found.iter().map(|s| s.group.task_type.as_deref()).collect();
    assert_eq!(names, [Some("logic"), Some("arithmetic"), None]);
    let [logic, arithmetic, all] = &found[..] else {
        panic!("{found:?}");
    };
    assert_eq!((logic.n_traces, logic.n_probes), (3, 9));
    assert_eq!((arithmetic.n_probes, arithmetic.n_ungraded_probes), (3, 1));
    // Prompt 40, thinking and answer; five tokens a probe.
    let plain = 3 * 40 + 34 + 25 + 45 + 6;
    assert_eq!((logic.cost.plain, logic.cost.probes), (plain, 45));
    // Two are incorrect: one was right after 10 of 25, one never.
    let ut = point(logic.scores.underthinking);
    assert!((ut - 0.3).abs() < 1e-12, "{ut}");
    let weighted = point(logic.scores.underthinking_weighted);
    assert!((weighted - 0.6 / 3.0).abs() < 1e-12, "{weighted}");
    let outcome = point(logic.scores.outcome_efficiency);
    let wanted = (20.0 / 34.0 + 10.0 / 25.0) / 3.0;
    assert!((outcome - wanted).abs() < 1e-12, "{outcome}");

    let at = |summary: &ProbeSummary, budget| {
        let found = summary.budgets.iter().find(|p| p.budget == budget);
        let found = found.unwrap();
        (found.accuracy.point, found.accuracy.n, found.n_unknown)
    };
    assert_eq!(at(logic, 10), (1.0 / 3.0, 3, 0));
    // One ended before 30, and 40 is beyond another, too.
    assert_eq!(at(logic, 30), (1.0 / 3.0, 3, 0));
    assert_eq!(at(logic, 40), (1.0 / 3.0, 3, 0));
    // One of three could not be graded at 10.
    assert_eq!(at(arithmetic, 10), (1.0, 2, 1));
    assert_eq!(at(all, 20), (4.0 / 6.0, 6, 0));

    let stopping = logic.stopping.as_ref().unwrap();
    is_near(stopping.oracle.accuracy.point, 2.0 / 3.0);
    assert_eq!(stopping.oracle.n_stopped, 2);
    let saved = point(stopping.oracle.saving);
    assert!((saved - (14.0 + 15.0) / 104.0).abs() < 1e-12, "{saved}");
    // Two in a row agree at 30, 20 and 30, of which the first two are right.
    let two = &stopping.agreeing[1];
    assert_eq!((two.in_a_row, two.n_stopped), (Some(2), 3));
    is_near(point(two.right_when_stopped), 2.0 / 3.0);
    is_near(point(two.right_in_the_end), 1.0 / 3.0);
    assert!((two.thinking_tokens.point - 80.0 / 3.0).abs() < 1e-12);
    assert!((two.probe_tokens - 2.0 * 8.0 / 3.0).abs() < 1e-12);
    // Three in a row never agree.
    let three = &stopping.agreeing[2];
    assert_eq!((three.n_stopped, three.right_when_stopped), (0, None));
    assert_eq!(three.accuracy, stopping.accuracy);
}

#[test]
fn thoughts_are_read_at_the_last_one_that_ended() {
    let found = of_one(&[(5, "3"), (20, "4")], 50, "5");
    assert_eq!(found.reading, Reading::LastThought);
    let told: Vec<_> = found
        .budgets
        .iter()
        .map(|p| (p.budget, p.accuracy.point, p.thinking_tokens))
        .collect();
    assert_eq!(
        told,
        [
            (8, 0.0, 5.0),
            (16, 0.0, 5.0),
            (32, 1.0, 20.0),
            (64, 0.0, 50.0)
        ]
    );
}

#[test]
fn what_was_not_probed_has_no_numbers() {
    let records = fake::strategies().records;
    assert!(summed(&records, &EVERY).is_empty());
    let run = fake::probed_run();
    let input = Input {
        run: "r",
        planned: &run.planned,
        records: &run.records,
        suites: &[],
        probes: None,
    };
    let analysis = analyze(input, Options::default()).unwrap();
    assert!(analysis.probes.is_empty());
}

#[test]
fn answers_are_the_same_by_the_checker() {
    let mut suite = crate::suite::builtin::load("demo-math").unwrap().unwrap();
    suite.name = "s".to_owned();
    suite.parts.truncate(1);
    suite.parts[0].name = "p".to_owned();
    let record = fake::probed(
        one_attempt(1, 1),
        &[(10, "0.5"), (20, "1/2")],
        30,
        "\\frac12",
    );
    let changes = |suites: &[Suite]| {
        let records = [record.clone()];
        let rows = rows::rows(&[], &records);
        trails(&rows, suites)[0].n_changes()
    };
    assert_eq!(changes(&[]), 2);
    assert_eq!(changes(&[suite]), 0);
}

/// Made-up trails, a probe every 10 tokens: each of an item of its own, or of
/// one of three.
fn trails_of(n_items: usize) -> impl Generated<Value = Vec<Record>> {
    let answers = prop::sample::select(vec!["4", "5", "6", "", "?"]);
    let own = prop::sample::select(vec!["4", "5", ""]);
    let trail = (prop::collection::vec(answers, 0..7), own, 1..10_u32);
    let trails = prop::collection::vec(trail, 1..12);
    trails.prop_map(move |trails| {
        let trails = trails.into_iter().enumerate();
        let made = trails.map(|(i, (answers, own, more))| {
            let positions = (1_u32..).map(|i| 10 * i);
            let probes: Vec<(u32, &str)> = positions.zip(answers).collect();
            let n_thinking = 10 * probes.len() as u32 + more;
            let attempt = one_attempt(i % n_items, i as u32);
            fake::probed(attempt, &probes, n_thinking, own)
        });
        made.collect()
    })
}

proptest! {
    #[test]
    fn the_curve_is_the_share_that_is_right_there(records in trails_of(99)) {
        let rows = rows::rows(&[], &records);
        let all = trails(&rows, &[]);
        for s in summed(&records, &EVERY) {
            for p in &s.budgets {
                let said = |t: &Trail<'_>| match t.probes().iter().find(|s| s.position == p.budget) {
                    Some(step) => step.correct,
                    None => t.is_correct().filter(|_| t.is_whole && t.n_thinking < p.budget),
                };
                let known: Vec<bool> = all.iter().filter_map(said).collect();
                prop_assert_eq!(p.n_unknown, all.len() - known.len());
                prop_assert_eq!(p.accuracy.n, known.len());
                let n_right = known.iter().filter(|is| **is).count();
                if !known.is_empty() {
                    is_near(p.accuracy.point, n_right as f64 / known.len() as f64);
                }
                // Who is right here was right for the first time by now.
                let by_now = all.iter().filter(|t| {
                    t.first_right().is_some_and(|step| step.position <= p.budget)
                });
                prop_assert!(n_right <= by_now.count());
            }
        }
    }

    #[test]
    fn scores_are_those_of_the_formulas(records in trails_of(3)) {
        let rows = rows::rows(&[], &records);
        let all = trails(&rows, &[]);
        for s in summed(&records, &EVERY) {
            let reached: Vec<_> = all.iter().map(Trail::reached).collect();
            let outcome = thinking::outcome_efficiency(&reached).unwrap();
            prop_assert!((point(s.scores.outcome_efficiency) - outcome).abs() < 1e-9);
            let wrong = all.iter().filter(|t| t.is_correct() == Some(false));
            let wrong: Vec<_> = wrong.map(Trail::reached).collect();
            match thinking::underthinking(&wrong) {
                Some(ut) => prop_assert!((point(s.scores.underthinking) - ut).abs() < 1e-9),
                None => prop_assert!(s.scores.underthinking.is_none()),
            }
            let pairs: Vec<(f64, f64)> = all
                .iter()
                .map(|t| (f64::from(t.n_distinct()), f64::from(t.n_thinking)))
                .collect();
            let process = thinking::process_efficiency(&pairs).unwrap();
            prop_assert!((point(s.scores.process_efficiency) - process).abs() < 1e-9);
        }
    }

    #[test]
    fn no_rule_beats_the_oracle(records in trails_of(5)) {
        for s in summed(&records, &EVERY) {
            let stopping = s.stopping.unwrap();
            for exit in &stopping.agreeing {
                prop_assert!(exit.accuracy.point <= stopping.oracle.accuracy.point + 1e-9);
                prop_assert!(exit.thinking_tokens.point <= stopping.thinking_tokens.point + 1e-9);
                let saving = exit.saving.unwrap();
                prop_assert!(saving.low <= saving.point && saving.point <= saving.high);
                prop_assert_eq!(exit.right_when_stopped.is_some(), exit.n_stopped > 0);
            }
        }
    }
}

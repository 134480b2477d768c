use super::*;
use crate::analysis::{Analysis, Input, Options, analyze, fake, frame, rows};
use crate::check::Verdict;
use crate::engine::Fact;
use crate::plan::Attempt;
use crate::store::{Outcome, Record};

fn analyzed(fake: &fake::FakeRun) -> Analysis<'_> {
    let input = Input {
        run: "r1",
        planned: &fake.planned,
        records: &fake.records,
        suites: &[],
        probes: None,
    };
    analyze(input, Options::default()).unwrap()
}

/// A record of one reasoning attempt at an item.
fn record(item: &str, epoch: u32, text: &str, verdict: Verdict, n_thinking: u32) -> Record {
    let key = ["s".to_owned(), "p".to_owned(), item.to_owned()];
    Record {
        attempt: fake::attempt(Mode::Reasoning, &key, "logic", None, epoch),
        outcome: fake::done(text, verdict, n_thinking, 2),
    }
}

fn run_of(records: Vec<Record>) -> fake::FakeRun {
    let planned: Vec<Attempt> = records.iter().map(|r| r.attempt.clone()).collect();
    fake::FakeRun {
        planned,
        records,
        items: Vec::new(),
    }
}

fn value(analysis: &Analysis<'_>, name: &str, row: usize) -> Option<f64> {
    read::numbers(&analysis.traces, name).unwrap()[row]
}

fn word(analysis: &Analysis<'_>, name: &str, row: usize) -> String {
    read::texts(&analysis.traces, name).unwrap()[row].clone()
}

#[test]
fn a_trace_is_measured_by_hand() {
    // 100 characters of thinking for 50 tokens.
    let text = "<think>Thirdly, so the answer is 7.\n\nAlternatively, it is 8. \
                Alternatively, count again: it is 8 after all!</think>8";
    let fake = run_of(vec![record("a", 1, text, Verdict::Correct, 50)]);
    let analysis = analyzed(&fake);
    let of = |name| value(&analysis, name, 0);
    assert_eq!(of(column::N_THINKING_CHARS), Some(100.0));
    assert_eq!(of(column::N_THINKING_STEPS), Some(2.0));
    assert_eq!(of(column::N_ANSWER_CHARS), Some(1.0));
    assert_eq!(of(column::THINKING_PER_ANSWER_TOKEN), Some(25.0));
    assert_eq!(of(column::N_SWITCHES), Some(2.0));
    assert_eq!(of(column::SWITCHES_PER_1000_TOKENS), Some(40.0));
    // The second one begins 24 characters after the first.
    let interval = of(column::SWITCH_INTERVAL_TOKENS).unwrap();
    assert!((interval - 24.0 * 50.0 / 100.0).abs() < 1e-9);
    assert_eq!(of(column::N_STATED_ANSWERS), Some(1.0));
    assert_eq!(of(column::N_ANSWER_CHANGES), Some(0.0));
    // It stated another answer than it gave.
    assert_eq!(of(column::AFTER_ANSWER_SHARE), None);
    assert_eq!(of(column::N_LOOPS), Some(0.0));
    assert_eq!(of(column::FIRST_LOOP_CHAR), None);
    assert_eq!(of(column::THINKS_IN_FORM), Some(1.0));
    assert_eq!(of(column::ANSWERS_IN_FORM), Some(0.0));
    assert_eq!(word(&analysis, column::FORMAT_FINDINGS, 0), "no-answer-tag");
    assert_eq!(word(&analysis, column::LANGUAGE, 0), "latin");
    assert_eq!(word(&analysis, column::OUTCOME, 0), "right");
}

#[test]
fn positions_count_characters_and_tokens_go_in_proportion() {
    let phrase = "Wait, that is wrong. ";
    let text = format!("<think>Né. The answer is 7. {}</think>7", phrase.repeat(20));
    let fake = run_of(vec![record("a", 1, &text, Verdict::Correct, 90)]);
    let analysis = analyzed(&fake);
    let of = |name| value(&analysis, name, 0);
    let n_chars = of(column::N_THINKING_CHARS).unwrap();
    let stated = of(column::ANSWER_STATED_CHAR).unwrap();
    let before: String = text.chars().take(stated as usize).collect();
    assert!(before.ends_with("The answer is 7"), "{before}");
    let after = of(column::AFTER_ANSWER_SHARE).unwrap();
    assert!((after - (1.0 - (stated - 7.0) / n_chars)).abs() < 1e-9);
    let tokens = of(column::AFTER_ANSWER_TOKENS).unwrap();
    assert!((tokens - 90.0 * after).abs() < 1e-9);
    let first = of(column::FIRST_LOOP_CHAR).unwrap() as usize;
    let rest: String = text.chars().skip(first).collect();
    assert!(rest.starts_with(". Wait,"), "{rest}");
    assert_eq!(of(column::FIRST_LOOP_REPETITIONS), Some(20.0));
    assert_eq!(of(column::ENDS_IN_LOOP), Some(1.0));
    assert!(of(column::LOOPS_SHARE).unwrap() > 0.8);
}

#[test]
fn hidden_thinking_is_empty_and_never_zero() {
    let mut hidden = record("a", 1, "The answer is 7.", Verdict::Correct, 90);
    if let Outcome::Done { completion, .. } = &mut hidden.outcome {
        completion.unknown = vec![Fact::Trace];
    }
    let mut silent = record("b", 1, "", Verdict::NoAnswer, 90);
    if let Outcome::Done { completion, .. } = &mut silent.outcome {
        completion.unknown = vec![Fact::Trace, Fact::ThinkingTokens, Fact::AnswerTokens];
    }
    let fake = run_of(vec![hidden, silent]);
    let analysis = analyzed(&fake);
    let of_answer = [
        column::N_ANSWER_CHARS,
        column::N_ANSWER_WORDS,
        column::N_ANSWER_STEPS,
        column::THINKING_PER_ANSWER_TOKEN,
        column::OUTCOME,
    ];
    for name in column::TRACE_MEASURES {
        let cells = analysis.traces.column(name).unwrap();
        let is_empty = |row| cells.get(row).unwrap().is_null();
        assert_eq!(is_empty(0), !of_answer.contains(&name), "{name}");
        assert!(is_empty(1) || name == column::OUTCOME, "{name}");
    }
    // The tokens are known of the first, so they are summed up; nothing else is.
    let group = analysis
        .thinking
        .group("tiny-reasoner", "logic", None)
        .unwrap();
    assert_eq!(group.n_traces, 2);
    assert_eq!(group.measures[column::N_THINKING_TOKENS].n, 1);
    assert!(!group.measures.contains_key(column::ENDS_IN_LOOP));
}

#[test]
fn every_completion_has_a_row() {
    for fake in [fake::run(6, &[16], 2), fake::strategies()] {
        let analysis = analyzed(&fake);
        let n_draws: usize = analysis.rows.iter().map(|row| row.draws.len()).sum();
        assert_eq!(analysis.traces.height(), n_draws);
        let names: Vec<_> = analysis.traces.get_column_names();
        let expected = column::TRACE_KEYS.iter().chain(&column::TRACE_MEASURES);
        assert!(names.iter().zip(expected).all(|(a, b)| a.as_str() == *b));
        // The counts agree with the table of draws.
        let draws = frame::draws("r1", &analysis.rows).unwrap();
        let sum = |frame: &DataFrame, name| -> f64 {
            read::numbers(frame, name)
                .unwrap()
                .into_iter()
                .flatten()
                .sum()
        };
        for name in [column::N_SWITCHES, column::N_THOUGHTS] {
            assert!((sum(&draws, name) - sum(&analysis.traces, name)).abs() < 1e-9);
        }
    }
}

#[test]
fn groups_agree_with_counting_by_hand() {
    let fake = fake::run(20, &[16], 2);
    let analysis = analyzed(&fake);
    let all = analysis
        .thinking
        .group("tiny-reasoner", "logic", None)
        .unwrap();
    let parts = [Fate::Right, Fate::Wrong, Fate::Cut].map(|fate| {
        analysis
            .thinking
            .group("tiny-reasoner", "logic", Some(fate))
    });
    let n: usize = parts.iter().flatten().map(|g| g.n_traces).sum();
    let tokens: Vec<(String, f64)> = analysis
        .rows
        .iter()
        .filter(|r| {
            let a = r.attempt;
            a.mode == Mode::Reasoning && a.task_type.0 == "logic" && a.budget.is_none()
        })
        .flat_map(|r| {
            let tokens = r
                .draws
                .iter()
                .map(|d| f64::from(d.completion.n_thinking_tokens));
            tokens.map(|t| (r.attempt.item.clone(), t))
        })
        .collect();
    assert_eq!(all.n_traces, tokens.len());
    assert!(n <= all.n_traces && n > 0);
    let found = all.measures[column::N_THINKING_TOKENS];
    let items: std::collections::BTreeSet<_> = tokens.iter().map(|(item, _)| item).collect();
    let mean = tokens.iter().map(|(_, t)| t).sum::<f64>() / tokens.len() as f64;
    assert_eq!((found.n, found.mean.n), (tokens.len(), items.len()));
    assert!((found.mean.point - mean).abs() < 1e-9);
    assert!(found.mean.low < mean && mean < found.mean.high);
    let values: Vec<f64> = tokens.iter().map(|(_, t)| *t).collect();
    let expected = crate::stats::quantile::five_numbers(&values).unwrap();
    assert!((found.spread.p50 - expected.p50).abs() < 1e-9);
    assert!((found.spread.p90 - expected.p90).abs() < 1e-9);
    // Instruct models do not think, and budgets are told elsewhere.
    assert!(
        analysis
            .thinking
            .groups
            .iter()
            .all(|g| g.model == "tiny-reasoner")
    );
    assert_eq!(analysis.thinking.length.len(), 6);
}

#[test]
fn length_is_set_against_correctness() {
    let text = |n: usize| format!("<think>{}</think>7", "so ".repeat(n));
    let records = (0..24_u32)
        .map(|i| {
            // Long thinking is wrong, but for one.
            let is_long = i % 2 == 0;
            let verdict = if is_long == (i == 4) {
                Verdict::Correct
            } else {
                Verdict::Incorrect
            };
            let n_tokens = if is_long { 400 + i } else { 100 + i };
            record(
                &format!("i{}", i / 2),
                1 + i % 2,
                &text(9),
                verdict,
                n_tokens,
            )
        })
        .collect();
    let fake = run_of(records);
    let analysis = analyzed(&fake);
    let [effect] = analysis.thinking.length.as_slice() else {
        panic!("one model, one task type");
    };
    assert_eq!((effect.n_traces, effect.n_items), (24, 12));
    let slope = effect.slope_per_doubling.unwrap();
    assert!(slope.point < 0.0 && slope.high < 0.0, "{slope:?}");
    assert_eq!(slope.n, 12);
}

#[test]
fn nothing_is_no_error() {
    let empty = fake::FakeRun::default();
    let analysis = analyzed(&empty);
    assert_eq!(analysis.traces.height(), 0);
    assert_eq!(analysis.thinking, Thinking::default());
    let rows = rows::rows(&[], &[]);
    let none = frame::traces("r", &rows, &[]).unwrap();
    assert_eq!(
        none.width(),
        column::TRACE_KEYS.len() + column::TRACE_MEASURES.len()
    );
}

#[test]
fn checkers_say_how_answers_are_compared() {
    use crate::suite::CheckerSpec;
    let fake = fake::run(1, &[], 1);
    let attempt = &fake.planned[0];
    let none = Checkers::default();
    assert_eq!(none.reading(attempt), Some(CheckerSpec::math()));
}

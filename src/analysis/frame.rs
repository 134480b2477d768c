//! The table `attempts` as a frame.

use polars::prelude::{Column, DataFrame, NamedFrom, PolarsResult, Series};
use serde::Serialize;

use super::column;
use super::rows::Row;
use crate::check::Judgement;
use crate::store::Outcome;

/// One row per attempt, with the columns of [`column::ATTEMPTS`].
pub fn attempts(run: &str, rows: &[Row<'_>]) -> PolarsResult<DataFrame> {
    let mut columns = of_the_plan(run, rows);
    columns.extend(of_the_verdict(rows));
    columns.extend(of_the_completion(rows));
    let frame = DataFrame::new(rows.len(), columns)?;
    frame.select(column::ATTEMPTS)
}

fn of_the_plan(run: &str, rows: &[Row<'_>]) -> Vec<Column> {
    let text = |name, get: fn(&Row<'_>) -> String| {
        make(name, rows.iter().map(get).collect::<Vec<String>>())
    };
    vec![
        make(column::RUN, vec![run; rows.len()]),
        text(column::ID, |r| r.attempt.id.clone()),
        text(column::MODEL, |r| r.attempt.model.clone()),
        text(column::MODE, |r| r.attempt.mode.to_string()),
        text(column::SUITE, |r| r.attempt.suite.clone()),
        text(column::PART, |r| r.attempt.part.clone()),
        text(column::TASK_TYPE, |r| r.attempt.task_type.0.clone()),
        text(column::ITEM, |r| r.attempt.item.clone()),
        text(column::STRATEGY, |r| r.attempt.strategy.to_string()),
        make(column::BUDGET, each(rows, |r| r.attempt.budget)),
        make(column::EPOCH, each(rows, |r| r.attempt.epoch)),
        make(column::SEED, each(rows, |r| r.attempt.seed)),
    ]
}

fn of_the_verdict(rows: &[Row<'_>]) -> Vec<Column> {
    let judged = |get: fn(&Judgement) -> Option<String>| -> Vec<Option<String>> {
        rows.iter().map(|r| judgement(r).and_then(get)).collect()
    };
    let correct: Vec<Option<bool>> = rows
        .iter()
        .map(|r| judgement(r).and_then(|j| j.verdict.is_correct()))
        .collect();
    let answer = judged(|j| j.extraction.as_ref().map(|e| e.answer.clone()));
    let rule = judged(|j| j.extraction.as_ref().map(|e| word(&e.rule)));
    vec![
        make(column::STATUS, each(rows, Row::status)),
        make(column::CORRECT, correct),
        make(column::VERDICT, each(rows, Row::verdict)),
        make(column::ANSWER, answer),
        make(column::RULE, rule),
        make(
            column::REASON,
            each(rows, |r| r.reason().map(str::to_owned)),
        ),
    ]
}

fn of_the_completion(rows: &[Row<'_>]) -> Vec<Column> {
    let count = |name, get: fn(&crate::engine::Completion) -> u32| {
        make(name, each(rows, move |r| r.completion().map(get)))
    };
    let traced = |name, get: fn(&crate::trace::Trace) -> usize| {
        make(
            name,
            each(rows, move |r| r.trace.as_ref().map(|t| get(t) as u32)),
        )
    };
    let time = |name, get: fn(&crate::engine::Timing) -> Option<f64>| {
        make(
            name,
            each(rows, move |r| r.completion().and_then(|c| get(&c.timing))),
        )
    };
    let stop = each(rows, |r| r.completion().map(|c| word(&c.stop_reason)));
    vec![
        count(column::N_PROMPT_TOKENS, |c| c.n_prompt_tokens),
        count(column::N_THINKING_TOKENS, |c| c.n_thinking_tokens),
        count(column::N_ANSWER_TOKENS, |c| c.n_answer_tokens),
        count(column::N_COMPUTED_TOKENS, |c| c.n_computed_tokens),
        make(column::STOP_REASON, stop),
        make(column::TRUNCATED, each(rows, Row::truncated)),
        traced(column::N_SWITCHES, crate::trace::Trace::n_switches),
        traced(column::N_THOUGHTS, |t| t.thoughts.len()),
        time(column::FIRST_TOKEN_MS, |t| Some(t.first_token_ms)),
        time(column::FIRST_ANSWER_MS, |t| t.first_answer_ms),
        time(column::ELAPSED_MS, |t| Some(t.elapsed_ms)),
    ]
}

fn judgement<'a>(row: &Row<'a>) -> Option<&'a Judgement> {
    match row.outcome? {
        Outcome::Done { judgement, .. } => Some(judgement),
        Outcome::Failed { .. } => None,
    }
}

fn each<'a, T>(rows: &[Row<'a>], get: impl Fn(&Row<'a>) -> T) -> Vec<T> {
    rows.iter().map(get).collect()
}

fn make<T, P: ?Sized>(name: &str, values: T) -> Column
where
    Series: NamedFrom<T, P>,
{
    Series::new(name.into(), values).into()
}

/// The word by which an enum of the store is written.
pub(crate) fn word<T: Serialize>(value: &T) -> String {
    match serde_json::to_value(value) {
        Ok(serde_json::Value::String(word)) => word,
        _ => String::new(),
    }
}

#[cfg(test)]
mod tests {
    use super::super::{column, fake, rows};
    use super::*;

    #[test]
    fn the_columns_of_the_design_stand_first() {
        let run = fake::run(4, &[16], 1);
        let rows = rows::rows(&run.planned, &run.records);
        let frame = attempts("r1", &rows).unwrap();
        let names: Vec<&str> = frame
            .get_column_names()
            .iter()
            .map(|n| n.as_str())
            .collect();
        assert_eq!(names, column::ATTEMPTS);
        assert!(names.join(", ").starts_with(
            "run, model, mode, suite, task_type, item, strategy, budget, epoch, correct, \
             verdict, answer, n_prompt_tokens, n_thinking_tokens, n_answer_tokens, \
             n_computed_tokens, stop_reason, n_switches, n_thoughts, first_token_ms, \
             first_answer_ms, elapsed_ms, seed"
        ));
        assert_eq!(frame.height(), run.planned.len());
    }
}

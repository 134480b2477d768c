//! The tables `attempts`, `draws`, `probes`, `trails` and `traces` as frames.
//!
//! An attempt of several draws costs all of them and answers with one. So in
//! `attempts` the counts (tokens, switches, thoughts) are sums over its draws;
//! the times are the longest among them, as they are decoded side by side; and
//! all else is that of the chosen draw.

use polars::prelude::{Column, DataFrame, NamedFrom, PolarsResult, Series};
use serde::Serialize;

use super::column;
use super::rows::{DrawRow, Row};
use crate::check::Judgement;
use crate::engine::{Completion, Fact, Timing};
use crate::store::Outcome;
use crate::trace::Trace;

mod probes;
mod traces;
mod trails;

pub use probes::probes;
pub use traces::traces;
pub use trails::trails;

/// One row per attempt, with the columns of [`column::ATTEMPTS`].
pub fn attempts(run: &str, rows: &[Row<'_>]) -> PolarsResult<DataFrame> {
    let lines: Vec<Line<'_>> = rows.iter().map(Line::of_attempt).collect();
    frame(run, &lines)?.select(column::ATTEMPTS)
}

/// One row per draw, with the columns of [`column::ATTEMPTS`] and then those of
/// [`column::DRAWS`]. An attempt without a completion keeps one row, without a
/// draw.
pub fn draws(run: &str, rows: &[Row<'_>]) -> PolarsResult<DataFrame> {
    let lines: Vec<Line<'_>> = rows.iter().flat_map(Line::of_draws).collect();
    frame(run, &lines)?.select(column::ATTEMPTS.iter().chain(&column::DRAWS).copied())
}

/// One row of a table: an attempt, or a draw of it.
struct Line<'r> {
    row: &'r Row<'r>,
    /// Place of the draw, from 1; `None` for a whole attempt.
    draw: Option<u32>,
    verdict: &'static str,
    judgement: Option<&'r Judgement>,
    reason: Option<&'r str>,
    /// The draw whose answer it is.
    chosen: Option<&'r DrawRow<'r>>,
    /// The draws whose costs are added up.
    costs: &'r [DrawRow<'r>],
}

impl<'r> Line<'r> {
    fn of_attempt(row: &'r Row<'r>) -> Self {
        let judgement = match row.outcome {
            Some(Outcome::Done { judgement, .. }) => Some(judgement),
            Some(Outcome::Failed { .. }) | None => None,
        };
        Self {
            row,
            draw: None,
            verdict: row.verdict(),
            judgement,
            reason: row.reason(),
            chosen: row.chosen(),
            costs: &row.draws,
        }
    }

    fn of_draws(row: &'r Row<'r>) -> Vec<Self> {
        if row.draws.is_empty() {
            return vec![Self::of_attempt(row)];
        }
        let places = 1_u32..;
        let draws = places.zip(&row.draws).map(|(place, draw)| Self {
            row,
            draw: Some(place),
            verdict: draw.judgement.verdict.word(),
            judgement: Some(draw.judgement),
            reason: Some(&draw.judgement.reason),
            chosen: Some(draw),
            costs: std::slice::from_ref(draw),
        });
        draws.collect()
    }

    /// `None` where an imported run does not tell.
    fn seed(&self) -> Option<u64> {
        let seed = self.row.attempt.draw_seed(self.draw.unwrap_or(1));
        self.knows(Fact::Seed).then_some(seed)
    }

    /// Whether a fact is known of all draws: a sum of which a part is missing is
    /// not known.
    fn knows(&self, fact: Fact) -> bool {
        self.costs.iter().all(|draw| draw.completion.knows(fact))
    }

    /// The sum over the draws; `None` without a completion, and where it is not
    /// known.
    fn total(&self, fact: Fact, get: impl Fn(&DrawRow<'_>) -> u32) -> Option<u32> {
        let counts = self.costs.iter().map(get);
        counts
            .reduce(u32::saturating_add)
            .filter(|_| self.knows(fact))
    }

    /// The longest time among the draws; `None` where there is none.
    fn longest(&self, fact: Fact, get: impl Fn(&Timing) -> Option<f64>) -> Option<f64> {
        let times = self.costs.iter().filter_map(|d| get(&d.completion.timing));
        times.reduce(f64::max).filter(|_| self.knows(fact))
    }
}

fn frame(run: &str, lines: &[Line<'_>]) -> PolarsResult<DataFrame> {
    let mut columns = of_the_plan(run, lines);
    columns.extend(of_the_verdict(lines));
    columns.extend(of_the_costs(lines));
    columns.extend(of_the_draw(lines));
    DataFrame::new(lines.len(), columns)
}

fn of_the_plan(run: &str, lines: &[Line<'_>]) -> Vec<Column> {
    let text = |name, get: fn(&crate::plan::Attempt) -> String| {
        make(name, each(lines, |l| get(l.row.attempt)))
    };
    vec![
        make(column::RUN, vec![run; lines.len()]),
        text(column::ID, |a| a.id.clone()),
        text(column::MODEL, |a| a.model.clone()),
        text(column::MODE, |a| a.mode.to_string()),
        text(column::SUITE, |a| a.suite.clone()),
        text(column::PART, |a| a.part.clone()),
        text(column::TASK_TYPE, |a| a.task_type.0.clone()),
        text(column::ITEM, |a| a.item.clone()),
        text(column::STRATEGY, |a| a.strategy.to_string()),
        make(column::BUDGET, each(lines, |l| l.row.attempt.budget)),
        make(column::EPOCH, each(lines, |l| l.row.attempt.epoch)),
        make(column::SEED, each(lines, Line::seed)),
        make(
            column::N_DRAWS,
            each(lines, |l| l.row.attempt.strategy.n_draws()),
        ),
    ]
}

fn of_the_verdict(lines: &[Line<'_>]) -> Vec<Column> {
    let judged = |get: fn(&Judgement) -> Option<String>| -> Vec<Option<String>> {
        each(lines, |l| l.judgement.and_then(get))
    };
    let correct: Vec<Option<bool>> =
        each(lines, |l| l.judgement.and_then(|j| j.verdict.is_correct()));
    let answer = judged(|j| j.extraction.as_ref().map(|e| e.answer.clone()));
    let rule = judged(|j| j.extraction.as_ref().map(|e| word(&e.rule)));
    vec![
        make(column::STATUS, each(lines, |l| l.row.status())),
        make(column::CORRECT, correct),
        make(column::VERDICT, each(lines, |l| l.verdict)),
        make(column::ANSWER, answer),
        make(column::RULE, rule),
        make(column::REASON, each(lines, |l| l.reason.map(str::to_owned))),
    ]
}

fn of_the_costs(lines: &[Line<'_>]) -> Vec<Column> {
    let count = |name, fact, get: fn(&Completion) -> u32| {
        make(name, each(lines, |l| l.total(fact, |d| get(d.completion))))
    };
    let traced = |name, get: fn(&Trace) -> usize| {
        let get = |d: &DrawRow<'_>| get(&d.trace) as u32;
        make(name, each(lines, |l| l.total(Fact::Trace, get)))
    };
    let time = |name, fact, get: fn(&Timing) -> Option<f64>| {
        make(name, each(lines, |l| l.longest(fact, get)))
    };
    vec![
        count(column::N_PROMPT_TOKENS, Fact::PromptTokens, |c| {
            c.n_prompt_tokens
        }),
        count(column::N_THINKING_TOKENS, Fact::ThinkingTokens, |c| {
            c.n_thinking_tokens
        }),
        count(column::N_ANSWER_TOKENS, Fact::AnswerTokens, |c| {
            c.n_answer_tokens
        }),
        count(column::N_COMPUTED_TOKENS, Fact::ComputedTokens, |c| {
            c.n_computed_tokens
        }),
        count(
            column::N_PROBE_TOKENS,
            Fact::ComputedTokens,
            Completion::n_probe_tokens,
        ),
        traced(column::N_SWITCHES, Trace::n_switches),
        traced(column::N_THOUGHTS, |t| t.thoughts.len()),
        time(column::FIRST_TOKEN_MS, Fact::FirstToken, |t| {
            Some(t.first_token_ms)
        }),
        time(column::FIRST_ANSWER_MS, Fact::FirstToken, |t| {
            t.first_answer_ms
        }),
        time(column::ELAPSED_MS, Fact::Elapsed, |t| Some(t.elapsed_ms)),
    ]
}

fn of_the_draw(lines: &[Line<'_>]) -> Vec<Column> {
    let stop = each(lines, |l| {
        let known = l.chosen.filter(|d| d.completion.knows(Fact::StopReason));
        known.map(|d| word(&d.completion.stop_reason))
    });
    let truncated = each(lines, |l| l.chosen.map(DrawRow::truncated));
    let logprob = each(lines, |l| l.chosen.and_then(|d| d.completion.mean_logprob));
    let of_draw = |l: &Line<'_>| l.draw.and(l.chosen).map(|d| d.chosen);
    vec![
        make(column::STOP_REASON, stop),
        make(column::TRUNCATED, truncated),
        make(column::MEAN_LOGPROB, logprob),
        make(column::DRAW, each(lines, |l| l.draw)),
        make(column::CHOSEN, each(lines, of_draw)),
        make(
            column::GROUP,
            each(lines, |l| l.draw.and(l.chosen).and_then(|d| d.group)),
        ),
    ]
}

fn each<'r, T>(lines: &[Line<'r>], get: impl Fn(&Line<'r>) -> T) -> Vec<T> {
    lines.iter().map(get).collect()
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

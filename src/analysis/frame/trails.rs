//! The table `trails` as a frame.

use polars::prelude::{DataFrame, PolarsResult};

use super::make;
use crate::analysis::column;
use crate::analysis::probes::Trail;
use crate::plan::Attempt;

/// One row per probed completion, with the columns of [`column::TRAILS`].
pub fn trails(run: &str, trails: &[Trail<'_>]) -> PolarsResult<DataFrame> {
    let text = |name, get: fn(&Attempt) -> String| make(name, each(trails, |t| get(t.attempt)));
    let count = |name, get: fn(&Trail<'_>) -> u32| make(name, each(trails, get));
    let correct: Vec<Option<bool>> = each(trails, Trail::is_correct);
    let first: Vec<Option<u32>> = each(trails, |t| t.first_right().map(|step| step.position));
    let columns = vec![
        make(column::RUN, vec![run; trails.len()]),
        text(column::MODEL, |a| a.model.clone()),
        text(column::ITEM, |a| a.item.clone()),
        text(column::ID, |a| a.id.clone()),
        make(column::CORRECT, correct),
        count(column::N_THINKING_TOKENS, |t| t.n_thinking),
        count(column::N_PROBES, |t| t.probes().len() as u32),
        count(column::N_PROBE_TOKENS, |t| t.n_probe_tokens),
        make(column::FIRST_RIGHT, first),
        make(column::FIRST_RIGHT_MS, each(trails, Trail::first_right_ms)),
        make(column::LEFT_AGAIN, each(trails, Trail::is_left_again)),
        count(column::N_CHANGES, |t| t.n_changes() as u32),
        make(column::STABLE_FROM, each(trails, Trail::stable_from)),
        text(column::SUITE, |a| a.suite.clone()),
        text(column::PART, |a| a.part.clone()),
        text(column::TASK_TYPE, |a| a.task_type.0.clone()),
        text(column::STRATEGY, |a| a.strategy.to_string()),
        make(column::BUDGET, each(trails, |t| t.attempt.budget)),
        make(column::EPOCH, each(trails, |t| t.attempt.epoch)),
        make(column::DRAW, each(trails, |t| t.draw)),
    ];
    DataFrame::new(trails.len(), columns)?.select(column::TRAILS)
}

fn each<'r, T>(trails: &[Trail<'r>], get: impl Fn(&Trail<'r>) -> T) -> Vec<T> {
    trails.iter().map(get).collect()
}

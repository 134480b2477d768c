//! How the models think: what is measured on each trace, summed up per model,
//! task type and outcome, and what length says about correctness.
//!
//! All of it is about the unforced completions of the strategy that models are
//! compared by, and of models that were let think. `docs/measures.md` gives each
//! measure's formula and source.

use indexmap::IndexMap;
use polars::prelude::{
    DataFrame, DataType, Expr, IntoLazy, PolarsResult, QuantileMethod, col, lit,
};
use serde::Serialize;

use super::{column, length::Fate, read};
use crate::plan::{Mode, Strategy};
use crate::stats::quantile::FiveNumbers;
use crate::stats::{Confidence, Estimate, cluster, proportion};

pub mod answers;
mod effect;
pub mod measured;
mod places;

pub use answers::{Answers, Checkers};
pub use effect::LengthEffect;
pub use measured::{Measured, measured};

/// The measures that are summed up: the columns of the table `traces`, and
/// whether they are shares or flags, which cannot leave 0 to 1.
pub const SUMMED: [(&str, Kind); 16] = [
    (column::N_THINKING_TOKENS, Kind::Number),
    (column::N_ANSWER_TOKENS, Kind::Number),
    (column::N_THINKING_STEPS, Kind::Number),
    (column::N_THOUGHTS, Kind::Number),
    (column::SWITCHES_PER_1000_TOKENS, Kind::Number),
    (column::SWITCH_INTERVAL_TOKENS, Kind::Number),
    (column::N_VERIFICATIONS, Kind::Number),
    (column::N_BACKTRACKS, Kind::Number),
    (column::REPEATED_4GRAMS_SHARE, Kind::Share),
    (column::REPEATED_4GRAMS_NEAR_SHARE, Kind::Share),
    (column::ENDS_IN_LOOP, Kind::Flag),
    (column::MIXED_SHARE, Kind::Share),
    (column::QUESTION_LANGUAGE_SHARE, Kind::Share),
    (column::THINKS_IN_FORM, Kind::Flag),
    (column::N_ANSWER_CHANGES, Kind::Number),
    (column::AFTER_ANSWER_SHARE, Kind::Share),
];

/// What a measure's values are.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Kind {
    /// Any number from 0 on.
    Number,
    /// A number between 0 and 1.
    Share,
    /// Yes or no.
    Flag,
}

/// How the models think.
#[derive(Debug, Clone, PartialEq, Default, Serialize)]
pub struct Thinking {
    /// One per reasoning model, task type and outcome, in plan order: first of
    /// all outcomes together (`outcome` is then `None`), then right, wrong, cut.
    pub groups: Vec<Group>,
    /// Length against correctness, one per reasoning model and task type.
    pub length: Vec<LengthEffect>,
}

impl Thinking {
    /// The group of all outcomes, or of one.
    pub fn group(&self, model: &str, task_type: &str, outcome: Option<Fate>) -> Option<&Group> {
        self.groups
            .iter()
            .find(|g| g.model == model && g.task_type == task_type && g.outcome == outcome)
    }
}

/// Measures of the traces that share a model, task type and outcome.
#[derive(Debug, Clone, PartialEq, Serialize)]
pub struct Group {
    /// The model.
    pub model: String,
    /// The task type.
    pub task_type: String,
    /// What became of the completions; `None` for all of them, ungraded ones
    /// included.
    pub outcome: Option<Fate>,
    /// Completions.
    pub n_traces: usize,
    /// What was measured, by column; measures that no trace has are left out.
    pub measures: IndexMap<&'static str, Distribution>,
}

/// The values of one measure.
#[derive(Debug, Clone, Copy, PartialEq, Serialize)]
pub struct Distribution {
    /// Traces that have the measure.
    pub n: usize,
    /// Their mean. The interval takes the traces of one item for one thing:
    /// Student's t, and Wilson's for flags.
    pub mean: Estimate,
    /// Percentiles over the traces.
    pub spread: FiveNumbers,
}

/// Sums the table `traces` up.
pub fn thinking(
    traces: &DataFrame,
    strategy: Strategy,
    confidence: Confidence,
) -> PolarsResult<Thinking> {
    let free = traces
        .clone()
        .lazy()
        .filter(col(column::MODE).eq(lit(Mode::Reasoning.to_string())))
        .filter(col(column::BUDGET).is_null())
        .filter(col(column::STRATEGY).eq(lit(strategy.at(None).to_string())))
        .collect()?;
    let mut groups = summed(&free, false, confidence)?;
    groups.extend(summed(&free, true, confidence)?);
    let order: indexmap::IndexSet<(String, String)> = groups
        .iter()
        .map(|g| (g.model.clone(), g.task_type.clone()))
        .collect();
    groups.sort_by_key(|g| {
        let place = order.get_index_of(&(g.model.clone(), g.task_type.clone()));
        (place, g.outcome)
    });
    Ok(Thinking {
        groups,
        length: effect::effects(&free, confidence)?,
    })
}

const PERCENTILES: [(&str, f64); 5] = [
    ("p10", 0.10),
    ("p25", 0.25),
    ("p50", 0.50),
    ("p75", 0.75),
    ("p90", 0.90),
];

fn summed(
    traces: &DataFrame,
    by_outcome: bool,
    confidence: Confidence,
) -> PolarsResult<Vec<Group>> {
    let mut keys = vec![col(column::MODEL), col(column::TASK_TYPE)];
    let mut frame = traces.clone().lazy();
    if by_outcome {
        keys.push(col(column::OUTCOME));
        frame = frame.filter(col(column::OUTCOME).is_not_null());
    }
    let mut metrics = vec![polars::prelude::len().alias("n_traces")];
    metrics.extend(SUMMED.iter().flat_map(|(name, _)| percentiles(name)));
    let frame = frame.group_by_stable(keys).agg(metrics).collect()?;
    let mut groups = empty_groups(&frame, by_outcome)?;
    let places = places::places(traces, &groups)?;
    for (name, kind) in SUMMED {
        let spreads = spreads(&frame, name)?;
        let values = read::numbers(traces, name)?;
        let clusters = places::clusters(&values, &places, groups.len());
        for ((group, spread), values) in groups.iter_mut().zip(spreads).zip(clusters) {
            if let Some(spread) = spread {
                let n = values.iter().map(Vec::len).sum();
                let mean = mean(&values, kind, confidence);
                let found = Distribution { n, mean, spread };
                group.measures.insert(name, found);
            }
        }
    }
    Ok(groups)
}

/// The groups of a frame with one row each, without their measures.
fn empty_groups(frame: &DataFrame, by_outcome: bool) -> PolarsResult<Vec<Group>> {
    let models = read::texts(frame, column::MODEL)?;
    let task_types = read::texts(frame, column::TASK_TYPE)?;
    let n_traces = read::counts(frame, "n_traces")?;
    let outcomes = if by_outcome {
        let words = read::texts(frame, column::OUTCOME)?;
        words.iter().map(|word| Fate::of(word)).collect()
    } else {
        vec![None; models.len()]
    };
    let names = models.into_iter().zip(task_types);
    let groups =
        names
            .zip(outcomes)
            .zip(n_traces)
            .map(|(((model, task_type), outcome), n_traces)| Group {
                model,
                task_type,
                outcome,
                n_traces,
                measures: IndexMap::new(),
            });
    Ok(groups.collect())
}

fn percentiles(name: &'static str) -> impl Iterator<Item = Expr> {
    PERCENTILES.iter().map(move |(label, share)| {
        col(name)
            .cast(DataType::Float64)
            .quantile(lit(*share), QuantileMethod::Linear)
            .alias(format!("{name} {label}"))
    })
}

/// The percentiles of each group; `None` where the measure is all empty.
fn spreads(frame: &DataFrame, name: &str) -> PolarsResult<Vec<Option<FiveNumbers>>> {
    let read = |label: &str| read::numbers(frame, &format!("{name} {label}"));
    let [p10, p25, p50, p75, p90] = PERCENTILES.map(|(label, _)| read(label));
    let (p10, p25, p50, p75, p90) = (p10?, p25?, p50?, p75?, p90?);
    let of = |i: usize| {
        Some(FiveNumbers {
            p10: (*p10.get(i)?)?,
            p25: (*p25.get(i)?)?,
            p50: (*p50.get(i)?)?,
            p75: (*p75.get(i)?)?,
            p90: (*p90.get(i)?)?,
        })
    };
    Ok((0..frame.height()).map(of).collect())
}

fn mean(values: &[Vec<f64>], kind: Kind, confidence: Confidence) -> Estimate {
    if kind == Kind::Flag {
        let n = values.iter().map(Vec::len).sum();
        if values.len() == n {
            let n_yes = values.iter().flatten().filter(|v| **v > 0.5).count();
            return proportion::wilson(n_yes, n, confidence);
        }
        let shares: Vec<f64> = values.iter().map(|v| crate::stats::mean::mean(v)).collect();
        return proportion::wilson_clustered(&shares, n, confidence);
    }
    let found = cluster::t_interval(values, confidence);
    // Nothing here can be negative, and shares not above 1.
    let most = if kind == Kind::Share {
        1.0
    } else {
        f64::INFINITY
    };
    Estimate {
        low: found.low.max(0.0),
        high: found.high.min(most),
        ..found
    }
}

#[cfg(test)]
mod tests;

//! How long the thinking is where it led to a right answer, to a wrong one, or
//! was cut off.

use polars::prelude::{DataFrame, IntoLazy, PolarsResult, col, len, lit};
use serde::Serialize;

use super::{column, metric, read};
use crate::plan::{Mode, Strategy};
use crate::stats::quantile::FiveNumbers;

/// What became of a completion.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize)]
#[serde(rename_all = "kebab-case")]
pub enum Fate {
    /// A correct answer.
    Right,
    /// An incorrect answer, or none.
    Wrong,
    /// Cut off by a limit on tokens.
    Cut,
}

impl Fate {
    /// Its word.
    pub fn name(self) -> &'static str {
        match self {
            Self::Right => "right",
            Self::Wrong => "wrong",
            Self::Cut => "cut",
        }
    }

    /// The one with that word.
    pub(super) fn of(word: &str) -> Option<Self> {
        let all = [Self::Right, Self::Wrong, Self::Cut];
        all.into_iter().find(|fate| fate.name() == word)
    }
}

/// Lengths of thinking, in tokens, of the unforced completions of one model
/// and task type that share a fate.
#[derive(Debug, Clone, PartialEq)]
pub struct Lengths {
    /// The model.
    pub model: String,
    /// The task type.
    pub task_type: String,
    /// What became of them.
    pub fate: Fate,
    /// How many completions.
    pub n: usize,
    /// Their distribution.
    pub tokens: FiveNumbers,
}

/// The lengths of all reasoning models, in plan order, then right, wrong, cut:
/// of their unforced attempts with `strategy`.
pub fn lengths(attempts: &DataFrame, strategy: Strategy) -> PolarsResult<Vec<Lengths>> {
    let at = |share: f64, name: &str| {
        metric::quantile(column::N_THINKING_TOKENS, share).alias(name.to_owned())
    };
    let frame = attempts
        .clone()
        .lazy()
        .with_column(metric::fate())
        .filter(col(column::BUDGET).is_null())
        .filter(col(column::STRATEGY).eq(lit(strategy.at(None).to_string())))
        .filter(col("fate").is_not_null())
        .group_by_stable([
            col(column::MODEL),
            col(column::MODE),
            col(column::TASK_TYPE),
            col("fate"),
        ])
        .agg([
            len().alias("n"),
            at(0.10, "p10"),
            at(0.25, "p25"),
            at(0.50, "p50"),
            at(0.75, "p75"),
            at(0.90, "p90"),
        ])
        .collect()?;
    let models = read::texts(&frame, column::MODEL)?;
    let modes = read::modes(&frame, column::MODE)?;
    let task_types = read::texts(&frame, column::TASK_TYPE)?;
    let fates = read::texts(&frame, "fate")?;
    let n = read::counts(&frame, "n")?;
    let [p10, p25, p50, p75, p90] =
        ["p10", "p25", "p50", "p75", "p90"].map(|p| read::numbers(&frame, p));
    let (p10, p25, p50, p75, p90) = (p10?, p25?, p50?, p75?, p90?);
    let mut lengths = Vec::new();
    for (i, model) in models.iter().enumerate() {
        let fate = match fates[i].as_str() {
            "right" => Fate::Right,
            "wrong" => Fate::Wrong,
            _ => Fate::Cut,
        };
        if modes[i] == Mode::Reasoning {
            lengths.push(Lengths {
                model: model.clone(),
                task_type: task_types[i].clone(),
                fate,
                n: n[i],
                tokens: FiveNumbers {
                    p10: p10[i].unwrap_or_default(),
                    p25: p25[i].unwrap_or_default(),
                    p50: p50[i].unwrap_or_default(),
                    p75: p75[i].unwrap_or_default(),
                    p90: p90[i].unwrap_or_default(),
                },
            });
        }
    }
    in_plan_order(&mut lengths);
    Ok(lengths)
}

/// Groups come in the order of their first attempt; the fates of one task type
/// are brought together, in a fixed order.
fn in_plan_order(lengths: &mut [Lengths]) {
    let seen: indexmap::IndexSet<(String, String)> = lengths
        .iter()
        .map(|l| (l.model.clone(), l.task_type.clone()))
        .collect();
    lengths.sort_by_key(|l| {
        let place = seen.get_index_of(&(l.model.clone(), l.task_type.clone()));
        (place, l.fate)
    });
}

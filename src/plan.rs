//! The ordered list of attempts of a run: suites × models × strategies ×
//! budgets × epochs.

use std::fmt;

use serde::{Deserialize, Serialize};

use crate::suite::{Item, Part, Suite, TaskType};
use crate::text::stable_hash;

mod probes;
mod shard;
mod strategy;

pub use probes::{MOST_PROBES, Probes, ProbesError};
pub use shard::{Shard, ShardError};
pub use strategy::{Criterion, MOST_DRAWS, Strategy, StrategyError};

/// Whether the model was let think.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash, PartialOrd, Ord, Serialize, Deserialize)]
#[serde(rename_all = "kebab-case")]
pub enum Mode {
    /// The model thinks before it answers.
    Reasoning,
    /// The model answers at once.
    Instruct,
}

impl fmt::Display for Mode {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(match self {
            Self::Reasoning => "reasoning",
            Self::Instruct => "instruct",
        })
    }
}

/// One item × model × strategy × budget × epoch: the unit of work, of storage
/// and of resume.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Attempt {
    /// The fields below joined by `/`; unique in a plan.
    pub id: String,
    /// Name of the model in this run.
    pub model: String,
    /// Whether the model is let think.
    pub mode: Mode,
    /// Name of the suite.
    pub suite: String,
    /// Name of the suite's part.
    pub part: String,
    /// What kind of work the item is.
    pub task_type: TaskType,
    /// The item's id in its suite.
    pub item: String,
    /// How the attempt spends its compute.
    pub strategy: Strategy,
    /// Limit on thinking tokens; `None` lets the model end by itself.
    pub budget: Option<u32>,
    /// Which repetition of the item this is, from 1.
    pub epoch: u32,
    /// Seed of this attempt's first draw: from the run's seed, the item and the
    /// epoch, so that models, strategies and budgets meet the same randomness.
    pub seed: u64,
}

impl Attempt {
    /// The seed of draw `k`, from 1. The first has the attempt's own, so that a
    /// direct attempt is the first draw of every other strategy, and the draws
    /// of `vote@5` are the first five of `pass@8`.
    pub fn draw_seed(&self, k: u32) -> u64 {
        if k <= 1 {
            return self.seed;
        }
        seed(&[&self.seed.to_string(), "draw", &k.to_string()])
    }
}

/// Seeds fit in 53 bits, so that JSON readers with doubles keep them.
fn seed(parts: &[&str]) -> u64 {
    stable_hash(parts) >> 11
}

/// A model as the plan needs it.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct PlannedModel {
    /// Name in this run, unique.
    pub name: String,
    /// Whether it is let think.
    pub mode: Mode,
}

/// What the user may choose about a plan.
#[derive(Debug, Clone, PartialEq, Eq, Default, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct PlanOptions {
    /// How attempts spend their compute, each on every item; none means
    /// [`Strategy::Direct`].
    #[serde(default, skip_serializing_if = "Vec::is_empty")]
    pub strategies: Vec<Strategy>,
    /// Budgets to force on reasoning models, besides the unforced attempt.
    pub budgets: Vec<u32>,
    /// Where the thinking of reasoning models is probed; every attempt is.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub probes: Option<Probes>,
    /// Repetitions of each item; 0 counts as 1.
    pub epochs: u32,
    /// Most items of each part, from its start.
    pub limit: Option<usize>,
    /// Keep the items whose `suite/part/item` holds this text.
    pub filter: Option<String>,
    /// The run's seed.
    pub seed: u64,
    /// Which part of the plan this is, where it is spread over several runs.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub shard: Option<Shard>,
}

impl PlanOptions {
    /// The strategies, where none is given the direct one.
    pub fn strategies(&self) -> &[Strategy] {
        if self.strategies.is_empty() {
            &[Strategy::Direct]
        } else {
            &self.strategies
        }
    }
}

/// The attempts of a run, in order: model, suite, part, strategy, budget, item,
/// epoch.
/// Attempts of one model stand together, so that one model is loaded at a time.
pub fn plan(suites: &[Suite], models: &[PlannedModel], options: &PlanOptions) -> Vec<Attempt> {
    let asked = asked(suites, options);
    let mut attempts = Vec::new();
    for model in models {
        for (suite, part, items) in &asked {
            for &strategy in options.strategies() {
                for budget in budgets_of(model.mode, &options.budgets) {
                    for item in items {
                        for epoch in 1..=options.epochs.max(1) {
                            let what = (*suite, *part, item.id.as_str());
                            let how = (strategy.at(budget), budget, epoch);
                            attempts.push(attempt(model, what, how, options.seed));
                        }
                    }
                }
            }
        }
    }
    attempts
}

/// The items that are asked: those that the filter keeps, of these the first
/// ones of each part, and of these those of the shard.
fn asked<'a>(
    suites: &'a [Suite],
    options: &PlanOptions,
) -> Vec<(&'a Suite, &'a Part, Vec<&'a Item>)> {
    let mut places = 0..;
    let mut asked = Vec::new();
    for suite in suites {
        for part in &suite.parts {
            let kept = part.items.iter().filter(|item| {
                options
                    .filter
                    .as_deref()
                    .is_none_or(|f| format!("{}/{}/{}", suite.name, part.name, item.id).contains(f))
            });
            let first = kept.take(options.limit.unwrap_or(usize::MAX));
            let ours = first
                .zip(places.by_ref())
                .filter(|(_, place)| options.shard.is_none_or(|shard| shard.holds(*place)));
            asked.push((suite, part, ours.map(|(item, _)| item).collect()));
        }
    }
    asked
}

/// The unforced attempt first, then each budget. An instruct model has no
/// thinking to limit.
fn budgets_of(mode: Mode, budgets: &[u32]) -> Vec<Option<u32>> {
    let forced = budgets
        .iter()
        .copied()
        .map(Some)
        .filter(|_| mode == Mode::Reasoning);
    std::iter::once(None).chain(forced).collect()
}

fn attempt(
    model: &PlannedModel,
    (suite, part, item): (&Suite, &Part, &str),
    (strategy, budget, epoch): (Strategy, Option<u32>, u32),
    run_seed: u64,
) -> Attempt {
    let budget_text = budget.map_or_else(|| "free".to_owned(), |b| b.to_string());
    let id = format!(
        "{}/{}/{}/{item}/{strategy}/{budget_text}/{epoch}",
        model.name, suite.name, part.name
    );
    Attempt {
        id,
        model: model.name.clone(),
        mode: model.mode,
        suite: suite.name.clone(),
        part: part.name.clone(),
        task_type: part.task_type.clone(),
        item: item.to_owned(),
        strategy,
        budget,
        epoch,
        seed: seed(&[&run_seed.to_string(), &suite.name, item, &epoch.to_string()]),
    }
}

#[cfg(test)]
mod tests;

//! The ordered list of attempts of a run: suites × models × budgets × epochs.

use std::fmt;

use serde::{Deserialize, Serialize};

use crate::suite::{Suite, TaskType};
use crate::text::stable_hash;

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

/// How an attempt spends its compute.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash, PartialOrd, Ord, Serialize, Deserialize)]
#[serde(rename_all = "kebab-case")]
pub enum Strategy {
    /// One completion, as the model gives it.
    Direct,
    /// One completion whose thinking is ended by force at the budget.
    BudgetForcing,
}

impl fmt::Display for Strategy {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(match self {
            Self::Direct => "direct",
            Self::BudgetForcing => "budget-forcing",
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
    /// Seed of this attempt's draws: from the run's seed, the item and the
    /// epoch, so that models and budgets meet the same randomness.
    pub seed: u64,
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
    /// Budgets to force on reasoning models, besides the unforced attempt.
    pub budgets: Vec<u32>,
    /// Repetitions of each item; 0 counts as 1.
    pub epochs: u32,
    /// Most items of each part, from its start.
    pub limit: Option<usize>,
    /// Keep the items whose `suite/part/item` holds this text.
    pub filter: Option<String>,
    /// The run's seed.
    pub seed: u64,
}

/// The attempts of a run, in order: model, suite, part, budget, item, epoch.
/// Attempts of one model stand together, so that one model is loaded at a time.
pub fn plan(suites: &[Suite], models: &[PlannedModel], options: &PlanOptions) -> Vec<Attempt> {
    let mut attempts = Vec::new();
    for model in models {
        for suite in suites {
            for part in &suite.parts {
                let items = part.items.iter().filter(|item| {
                    options.filter.as_deref().is_none_or(|f| {
                        format!("{}/{}/{}", suite.name, part.name, item.id).contains(f)
                    })
                });
                let items: Vec<_> = items.take(options.limit.unwrap_or(usize::MAX)).collect();
                for budget in budgets_of(model.mode, &options.budgets) {
                    for item in &items {
                        for epoch in 1..=options.epochs.max(1) {
                            attempts.push(attempt(
                                model,
                                suite,
                                part,
                                &item.id,
                                budget,
                                epoch,
                                options.seed,
                            ));
                        }
                    }
                }
            }
        }
    }
    attempts
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
    suite: &Suite,
    part: &crate::suite::Part,
    item: &str,
    budget: Option<u32>,
    epoch: u32,
    seed: u64,
) -> Attempt {
    let strategy = if budget.is_some() {
        Strategy::BudgetForcing
    } else {
        Strategy::Direct
    };
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
        // Seeds fit in 53 bits, so that JSON readers with doubles keep them.
        seed: stable_hash(&[&seed.to_string(), &suite.name, item, &epoch.to_string()]) >> 11,
    }
}

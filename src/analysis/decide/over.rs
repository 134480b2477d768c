//! The decisions over one or several runs, with all that a person weighs.

use polars::prelude::PolarsResult;
use serde::Serialize;

use super::cascade::{Cascade, ItemDraws, cascades};
use super::way::{Way, ways};
use super::{Comparison, comparisons};
use crate::analysis::curve::{Curve, curves};
use crate::analysis::summary::{Counts, Group, Summary, summaries};
use crate::analysis::table::Table;
use crate::analysis::{Options, cell};
use crate::plan::{Mode, Strategy};

/// The decisions over one or several runs.
#[derive(Debug, Clone, Serialize)]
pub struct Decisions {
    /// The runs.
    pub runs: Vec<String>,
    /// By what was decided.
    #[serde(flatten)]
    pub options: Options,
    /// The strategy that models are compared by.
    pub strategy: Strategy,
    /// Where every planned attempt went.
    pub counts: Counts,
    /// One per reasoning model, instruct model and task type, and one over all.
    pub comparisons: Vec<Comparison>,
    /// Accuracy along the budgets, with the one that is recommended.
    pub curves: Vec<Curve>,
    /// Every way to answer that was run, and the cascades, on one plane.
    pub ways: Vec<Way>,
    /// Which models are there, without a forced budget.
    #[serde(skip)]
    pub models: Vec<(String, Mode)>,
}

/// Decides over a table, with the draws of its instruct models for cascades.
///
/// # Errors
/// Whatever polars says; no table of stored runs leads there.
pub fn decisions(table: &Table, draws: &[ItemDraws], options: Options) -> PolarsResult<Decisions> {
    let cells = cell::cells(&table.attempts)?;
    let summaries = summaries(&table.attempts, &cells, options.confidence)?;
    let strategy = table.main_strategy()?;
    let comparisons = comparisons(strategy, &summaries, &cells, options);
    let mut played: Vec<Cascade> = Vec::new();
    for whole in comparisons.iter().filter(|c| c.task_type.is_none()) {
        let reasoning = Group {
            model: whole.reasoning.model.clone(),
            mode: Mode::Reasoning,
            task_type: None,
            strategy: strategy.at(None),
            budget: None,
        };
        let instruct = &whole.instruct.model;
        played.extend(cascades(instruct, &reasoning, &cells, draws, options));
    }
    Ok(Decisions {
        runs: table.runs.clone(),
        options,
        strategy,
        counts: whole(&summaries),
        curves: curves(strategy, &summaries, &cells, options),
        ways: ways(&summaries, &played),
        models: models(&summaries),
        comparisons,
    })
}

fn whole(summaries: &[Summary]) -> Counts {
    let over_all = summaries.iter().filter(|s| s.group.task_type.is_none());
    over_all.fold(Counts::default(), |sum, s| sum + s.counts)
}

fn models(summaries: &[Summary]) -> Vec<(String, Mode)> {
    let mut models = Vec::new();
    for s in summaries {
        let model = (s.group.model.clone(), s.group.mode);
        if !models.contains(&model) {
            models.push(model);
        }
    }
    models
}

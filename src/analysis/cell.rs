//! One item under one model, strategy and budget, its epochs averaged: the unit
//! that is independent of the others, and so what intervals are made of.

use polars::prelude::{DataFrame, DataType, IntoLazy, PolarsResult, col};

use super::{column, metric, read};
use crate::plan::{Mode, Strategy};

/// One item under one model, strategy and budget, its epochs averaged.
#[derive(Debug, Clone, PartialEq)]
pub struct Cell {
    /// The model.
    pub model: String,
    /// Whether it was let think.
    pub mode: Mode,
    /// What kind of work the item is.
    pub task_type: String,
    /// How its attempts spent their compute.
    pub strategy: Strategy,
    /// The limit on thinking tokens; `None` where there was none.
    pub budget: Option<u32>,
    /// Suite, part and item: the same for every model and budget.
    pub item: [String; 3],
    /// Attempts that were planned.
    pub n_planned: usize,
    /// Attempts with a verdict on the answer.
    pub n_graded: usize,
    /// Share of these that are correct; `None` where there are none.
    pub accuracy: Option<f64>,
    /// Mean thinking tokens of an attempt; `None` where nothing was completed.
    pub thinking_tokens: Option<f64>,
    /// Mean answer tokens.
    pub answer_tokens: Option<f64>,
    /// Mean switches.
    pub switches: Option<f64>,
    /// Share of completions that a limit on tokens cut off; `None` without one.
    pub truncated: Option<f64>,
    /// Share of graded attempts without an answer.
    pub no_answer: Option<f64>,
    /// Mean milliseconds until the first token of the answer.
    pub first_answer_ms: Option<f64>,
    /// Mean milliseconds until the end.
    pub elapsed_ms: Option<f64>,
}

impl Cell {
    /// A cell of nothing, for what is filled in field by field.
    pub(super) fn blank() -> Self {
        Self {
            model: String::new(),
            mode: Mode::Instruct,
            task_type: String::new(),
            strategy: Strategy::Direct,
            budget: None,
            item: [const { String::new() }; 3],
            n_planned: 0,
            n_graded: 0,
            accuracy: None,
            thinking_tokens: None,
            answer_tokens: None,
            switches: None,
            truncated: None,
            no_answer: None,
            first_answer_ms: None,
            elapsed_ms: None,
        }
    }

    /// Mean tokens of the completions, thinking and answer together.
    pub fn completion_tokens(&self) -> Option<f64> {
        Some(self.thinking_tokens? + self.answer_tokens?)
    }
}

/// The cells of the table of attempts, in plan order.
pub fn cells(attempts: &DataFrame) -> PolarsResult<Vec<Cell>> {
    let keys = [
        column::MODEL,
        column::MODE,
        column::TASK_TYPE,
        column::STRATEGY,
        column::BUDGET,
        column::SUITE,
        column::PART,
        column::ITEM,
    ];
    let mean = |name: &str| col(name).cast(DataType::Float64).mean();
    let frame = attempts
        .clone()
        .lazy()
        .group_by_stable(keys.map(col))
        .agg([
            metric::n_planned(),
            metric::n_graded(),
            metric::accuracy(),
            metric::no_answer(),
            mean(column::TRUNCATED),
            mean(column::N_THINKING_TOKENS),
            mean(column::N_ANSWER_TOKENS),
            mean(column::N_SWITCHES),
            mean(column::FIRST_ANSWER_MS),
            mean(column::ELAPSED_MS),
        ])
        .collect()?;
    let mut cells = blank(&frame)?;
    let n_planned = read::counts(&frame, "n_planned")?;
    let n_graded = read::counts(&frame, "n_graded")?;
    let no_answer = read::numbers(&frame, "no_answer")?;
    let truncated = read::numbers(&frame, column::TRUNCATED)?;
    let first_answer = read::numbers(&frame, column::FIRST_ANSWER_MS)?;
    let elapsed = read::numbers(&frame, column::ELAPSED_MS)?;
    let accuracy = read::numbers(&frame, "accuracy")?;
    let thinking = read::numbers(&frame, column::N_THINKING_TOKENS)?;
    let answer = read::numbers(&frame, column::N_ANSWER_TOKENS)?;
    let switches = read::numbers(&frame, column::N_SWITCHES)?;
    for (i, cell) in cells.iter_mut().enumerate() {
        cell.n_planned = n_planned[i];
        cell.n_graded = n_graded[i];
        cell.no_answer = no_answer[i];
        cell.truncated = truncated[i];
        cell.first_answer_ms = first_answer[i];
        cell.elapsed_ms = elapsed[i];
        cell.accuracy = accuracy[i];
        cell.thinking_tokens = thinking[i];
        cell.answer_tokens = answer[i];
        cell.switches = switches[i];
    }
    Ok(cells)
}

/// The cells with their keys only.
fn blank(frame: &DataFrame) -> PolarsResult<Vec<Cell>> {
    let models = read::texts(frame, column::MODEL)?;
    let modes = read::modes(frame, column::MODE)?;
    let task_types = read::texts(frame, column::TASK_TYPE)?;
    let strategies = read::strategies(frame, column::STRATEGY)?;
    let budgets = read::budgets(frame, column::BUDGET)?;
    let suites = read::texts(frame, column::SUITE)?;
    let parts = read::texts(frame, column::PART)?;
    let items = read::texts(frame, column::ITEM)?;
    let rows = models.into_iter().zip(modes).zip(task_types);
    let how = strategies.into_iter().zip(budgets);
    let items = suites.into_iter().zip(parts).zip(items);
    Ok(rows
        .zip(how)
        .zip(items)
        .map(
            |((((model, mode), task_type), (strategy, budget)), ((suite, part), item))| Cell {
                model,
                mode,
                task_type,
                strategy,
                budget,
                item: [suite, part, item],
                ..Cell::blank()
            },
        )
        .collect())
}

//! Attempts counted and estimated per model, task type, strategy and budget.

use std::ops::Add;

use polars::prelude::{DataFrame, DataType, IntoLazy, PolarsResult, col};
use serde::Serialize;

use super::cell::Cell;
use super::{column, metric, read};
use crate::plan::{Mode, Strategy};
use crate::stats::{Confidence, Estimate, mean, proportion, ratio};

/// Which attempts are taken together.
#[derive(Debug, Clone, PartialEq, Eq, Hash, Serialize)]
pub struct Group {
    /// The model.
    pub model: String,
    /// Whether it was let think.
    pub mode: Mode,
    /// The task type; `None` for all of them.
    pub task_type: Option<String>,
    /// How the attempts spent their compute.
    pub strategy: Strategy,
    /// The limit on thinking tokens; `None` where the model ended by itself.
    pub budget: Option<u32>,
}

impl Group {
    /// Whether a cell belongs to the group.
    pub fn holds(&self, cell: &Cell) -> bool {
        cell.model == self.model
            && cell.mode == self.mode
            && cell.strategy == self.strategy
            && cell.budget == self.budget
            && self.task_type.as_ref().is_none_or(|t| *t == cell.task_type)
    }
}

/// How many attempts came to what. `planned` is the sum of the six verdicts;
/// `truncated` is counted beside them. Of an attempt with several draws the
/// chosen one counts.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Default, Serialize)]
pub struct Counts {
    /// Attempts in the plan.
    pub planned: usize,
    /// Answers that mean the same as the target.
    pub correct: usize,
    /// Answers that do not.
    pub incorrect: usize,
    /// Completions without an answer. They count as not correct.
    pub no_answer: usize,
    /// Answers on which the checker could not decide.
    pub ungraded: usize,
    /// Attempts in which the engine failed.
    pub failed: usize,
    /// Attempts that were not run.
    pub not_run: usize,
    /// Completions that a limit on tokens cut off, whatever their verdict.
    pub truncated: usize,
}

impl Counts {
    /// Attempts that the accuracy is over.
    pub fn graded(&self) -> usize {
        self.correct + self.incorrect + self.no_answer
    }

    /// Attempts that led to a completion.
    pub fn done(&self) -> usize {
        self.graded() + self.ungraded
    }

    /// Whether no attempt vanished.
    pub fn add_up(&self) -> bool {
        self.planned == self.done() + self.failed + self.not_run
    }
}

impl Add for Counts {
    type Output = Self;

    fn add(self, other: Self) -> Self {
        Self {
            planned: self.planned + other.planned,
            correct: self.correct + other.correct,
            incorrect: self.incorrect + other.incorrect,
            no_answer: self.no_answer + other.no_answer,
            ungraded: self.ungraded + other.ungraded,
            failed: self.failed + other.failed,
            not_run: self.not_run + other.not_run,
            truncated: self.truncated + other.truncated,
        }
    }
}

/// What a group of attempts came to.
#[derive(Debug, Clone, PartialEq, Serialize)]
pub struct Summary {
    /// Which attempts.
    pub group: Group,
    /// How many came to what.
    pub counts: Counts,
    /// Items with at least one graded attempt.
    pub n_items: usize,
    /// Share of graded attempts that are correct: Wilson's interval, or its
    /// clustered form where epochs tie attempts.
    pub accuracy: Estimate,
    /// Mean thinking tokens of an attempt. Here and below, the tokens and
    /// switches of an attempt are those of all its draws.
    pub thinking_tokens: Estimate,
    /// Median thinking tokens of an attempt.
    pub median_thinking_tokens: Option<f64>,
    /// Mean answer tokens of an attempt.
    pub answer_tokens: Estimate,
    /// Mean tokens of an attempt, thinking and answer.
    pub completion_tokens: Estimate,
    /// Tokens of all completions.
    pub total_completion_tokens: f64,
    /// Tokens of all prompts.
    pub total_prompt_tokens: f64,
    /// Tokens that the engine really computed for all of them.
    pub total_computed_tokens: f64,
    /// Completion tokens for each correct answer; `None` without one.
    pub tokens_per_correct: Option<f64>,
    /// Median milliseconds until the first token of the answer; here and below,
    /// the longest among the draws of an attempt.
    pub median_first_answer_ms: Option<f64>,
    /// Median milliseconds until the end.
    pub median_elapsed_ms: Option<f64>,
    /// Milliseconds of all attempts, each until its end; those that ran side by
    /// side count each.
    pub total_elapsed_ms: f64,
    /// Switches of all completions.
    pub n_switches: usize,
    /// Switches per 1,000 thinking tokens; `None` without a switch, when no
    /// interval can be made.
    pub switches_per_1000: Option<Estimate>,
}

/// Summaries per model, task type, strategy and budget, followed by those over
/// all task types.
pub fn summaries(
    attempts: &DataFrame,
    cells: &[Cell],
    confidence: Confidence,
) -> PolarsResult<Vec<Summary>> {
    let mut summaries = grouped(attempts, true, cells, confidence)?;
    summaries.extend(grouped(attempts, false, cells, confidence)?);
    Ok(summaries)
}

fn grouped(
    attempts: &DataFrame,
    by_task_type: bool,
    cells: &[Cell],
    confidence: Confidence,
) -> PolarsResult<Vec<Summary>> {
    let mut keys = vec![col(column::MODEL), col(column::MODE)];
    if by_task_type {
        keys.push(col(column::TASK_TYPE));
    }
    keys.extend([col(column::STRATEGY), col(column::BUDGET)]);
    let frame = attempts
        .clone()
        .lazy()
        .group_by_stable(keys)
        .agg(metrics())
        .collect()?;
    let groups = groups(&frame, by_task_type)?;
    let counts = counts(&frame)?;
    let number = |name: &str| read::numbers(&frame, name);
    let median_thinking = number("median_thinking")?;
    let completion = number("completion_tokens")?;
    let prompt = number(column::N_PROMPT_TOKENS)?;
    let computed = number(column::N_COMPUTED_TOKENS)?;
    let first_answer = number("median_first_answer")?;
    let elapsed = number("median_elapsed")?;
    let total_elapsed = number("total_elapsed")?;
    let switches = read::counts(&frame, column::N_SWITCHES)?;
    let n_counted = read::counts(&frame, "n_counted")?;
    let made = groups.into_iter().enumerate().map(|(i, group)| {
        let total = completion[i].unwrap_or_default();
        let n_correct = counts[i].correct;
        Summary {
            counts: counts[i],
            median_thinking_tokens: median_thinking[i],
            total_completion_tokens: total,
            total_prompt_tokens: prompt[i].unwrap_or_default(),
            total_computed_tokens: computed[i].unwrap_or_default(),
            // Imported completions may come without counts.
            tokens_per_correct: (n_correct > 0 && n_counted[i] == counts[i].done())
                .then(|| total / n_correct as f64),
            median_first_answer_ms: first_answer[i],
            median_elapsed_ms: elapsed[i],
            total_elapsed_ms: total_elapsed[i].unwrap_or_default(),
            n_switches: switches[i],
            ..estimated(group, cells, counts[i], confidence)
        }
    });
    Ok(made.collect())
}

fn metrics() -> Vec<polars::prelude::Expr> {
    let verdicts = [
        "correct",
        "incorrect",
        "no-answer",
        "ungraded",
        "failed",
        "not-run",
    ];
    let mut metrics = vec![metric::n_planned(), metric::n_truncated()];
    metrics.extend(verdicts.map(metric::n_verdict));
    metrics.extend([
        metric::quantile(column::N_THINKING_TOKENS, 0.5).alias("median_thinking"),
        metric::completion_tokens().sum().alias("completion_tokens"),
        metric::completion_tokens().count().alias("n_counted"),
        metric::total(col(column::N_PROMPT_TOKENS)),
        metric::total(col(column::N_COMPUTED_TOKENS)),
        metric::quantile(column::FIRST_ANSWER_MS, 0.5).alias("median_first_answer"),
        metric::quantile(column::ELAPSED_MS, 0.5).alias("median_elapsed"),
        metric::total(col(column::ELAPSED_MS)).alias("total_elapsed"),
        col(column::N_SWITCHES).cast(DataType::Float64).sum(),
    ]);
    metrics
}

fn groups(frame: &DataFrame, by_task_type: bool) -> PolarsResult<Vec<Group>> {
    let models = read::texts(frame, column::MODEL)?;
    let modes = read::modes(frame, column::MODE)?;
    let strategies = read::strategies(frame, column::STRATEGY)?;
    let budgets = read::budgets(frame, column::BUDGET)?;
    let task_types = if by_task_type {
        let names = read::texts(frame, column::TASK_TYPE)?;
        names.into_iter().map(Some).collect()
    } else {
        vec![None; models.len()]
    };
    let rows = models.into_iter().zip(modes).zip(task_types);
    let how = strategies.into_iter().zip(budgets);
    Ok(rows
        .zip(how)
        .map(|(((model, mode), task_type), (strategy, budget))| Group {
            model,
            mode,
            task_type,
            strategy,
            budget,
        })
        .collect())
}

fn counts(frame: &DataFrame) -> PolarsResult<Vec<Counts>> {
    let planned = read::counts(frame, "n_planned")?;
    let truncated = read::counts(frame, "n_truncated")?;
    let correct = read::counts(frame, "n_correct")?;
    let incorrect = read::counts(frame, "n_incorrect")?;
    let no_answer = read::counts(frame, "n_no_answer")?;
    let ungraded = read::counts(frame, "n_ungraded")?;
    let failed = read::counts(frame, "n_failed")?;
    let not_run = read::counts(frame, "n_not_run")?;
    let made = (0..frame.height()).map(|i| Counts {
        planned: planned[i],
        correct: correct[i],
        incorrect: incorrect[i],
        no_answer: no_answer[i],
        ungraded: ungraded[i],
        failed: failed[i],
        not_run: not_run[i],
        truncated: truncated[i],
    });
    Ok(made.collect())
}

/// The parts of a summary that carry an interval.
fn estimated(group: Group, cells: &[Cell], counts: Counts, confidence: Confidence) -> Summary {
    let cells: Vec<&Cell> = cells.iter().filter(|c| group.holds(c)).collect();
    let of = |get: fn(&Cell) -> Option<f64>| -> Vec<f64> {
        cells.iter().copied().filter_map(get).collect()
    };
    let shares = of(|c| c.accuracy);
    let accuracy = if shares.len() == counts.graded() {
        proportion::wilson(counts.correct, counts.graded(), confidence)
    } else {
        proportion::wilson_clustered(&shares, counts.graded(), confidence)
    };
    let thinking = of(|c| c.thinking_tokens);
    // Hidden thinking has tokens and no switches that could be counted.
    let both = cells
        .iter()
        .filter_map(|c| Some((c.switches?, c.thinking_tokens?)));
    let (switches, over): (Vec<f64>, Vec<f64>) = both.unzip();
    let rate = ratio::paired_ratio(&switches, &over, confidence);
    Summary {
        n_items: shares.len(),
        accuracy,
        thinking_tokens: mean::t_interval(&thinking, confidence),
        answer_tokens: mean::t_interval(&of(|c| c.answer_tokens), confidence),
        completion_tokens: mean::t_interval(&of(Cell::completion_tokens), confidence),
        switches_per_1000: rate.map(|r| Estimate {
            point: r.point * 1000.0,
            low: r.low * 1000.0,
            high: r.high * 1000.0,
            ..r
        }),
        group,
        counts,
        median_thinking_tokens: None,
        total_completion_tokens: 0.0,
        total_prompt_tokens: 0.0,
        total_computed_tokens: 0.0,
        tokens_per_correct: None,
        median_first_answer_ms: None,
        median_elapsed_ms: None,
        total_elapsed_ms: 0.0,
        n_switches: 0,
    }
}

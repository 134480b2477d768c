//! From stored facts to numbers and decisions.
//!
//! [`analyze`] lays every planned attempt of a run out as one row of a frame
//! ([`frame`]), summarizes the rows per model, task type, strategy and budget
//! ([`summary`]), follows accuracy along the budgets ([`curve`]) and along the
//! number of draws ([`draws`]), measures how the models think ([`thinking`]), reads
//! the probes inside the thinking ([`probes`]), and decides per task type whether
//! thinking pays ([`decide`]). Decisions are made here, once; reports only word
//! them.
//!
//! No attempt vanishes: a failed attempt is a row, and so is one that was never
//! run, and in every [`Counts`] planned = correct + incorrect + no answer +
//! ungraded + failed + not run.

use polars::prelude::{DataFrame, PolarsError};
use serde::Serialize;

use crate::plan::{Attempt, Probes, Strategy};
use crate::stats::Confidence;
use crate::store::Record;
use crate::suite::Suite;

pub mod cell;
pub mod column;
pub mod curve;
pub mod decide;
pub mod digest;
pub mod draws;
mod epochs;
#[doc(hidden)]
pub mod fake;
pub mod frame;
pub mod gate;
pub mod length;
pub mod metric;
pub mod probes;
mod read;
pub mod rows;
pub mod summary;
pub mod table;
pub mod thinking;

pub use curve::{Curve, CurvePoint, Recommended};
pub use decide::{Comparison, Decision, Side, Worth};
pub use draws::AtK;
pub use length::{Fate, Lengths};
pub use probes::ProbeSummary;
pub use rows::Row;
pub use summary::{Counts, Group, Summary};
use thinking::Checkers;
pub use thinking::Thinking;

/// What is analyzed: one run.
#[derive(Debug, Clone, Copy)]
pub struct Input<'a> {
    /// The run's id, as its folder is named.
    pub run: &'a str,
    /// Every attempt that was planned, in plan order.
    pub planned: &'a [Attempt],
    /// What became of those that were run, in any order. Of two records of one
    /// attempt the later one counts: it is the one that `--resume` made.
    pub records: &'a [Record],
    /// What was asked: the checkers of its parts tell which answers mean the same.
    /// Where a part is not found, answers are compared as mathematics, and those
    /// of probes as texts.
    pub suites: &'a [Suite],
    /// Where the thinking was probed; `None` where it was not.
    pub probes: Option<&'a Probes>,
}

/// What a user may choose about the numbers.
#[derive(Debug, Clone, Copy, PartialEq, Serialize)]
pub struct Options {
    /// Confidence of every interval.
    pub confidence: Confidence,
    /// Differences of accuracy smaller than this do not matter: a share, so
    /// that 0.05 is five points.
    pub margin: f64,
    /// What a point of accuracy is worth; `None` decides by accuracy alone.
    pub worth: Option<Worth>,
}

impl Default for Options {
    /// 95 percent, five points, by accuracy alone.
    fn default() -> Self {
        Self {
            confidence: Confidence::default(),
            margin: 0.05,
            worth: None,
        }
    }
}

/// Everything that is computed from a run.
#[derive(Debug)]
pub struct Analysis<'a> {
    /// The run's id.
    pub run: String,
    /// What was chosen.
    pub options: Options,
    /// The strategy that models are compared by: the direct one, or the first of
    /// the plan where that was not planned. Curves, comparisons, lengths and
    /// [`Analysis::summary`] are about its attempts; [`Analysis::summaries`] and
    /// the counts about all.
    pub strategy: Strategy,
    /// One row per planned attempt, with its parsed traces.
    pub rows: Vec<Row<'a>>,
    /// The same rows as a frame: the table `attempts`.
    pub attempts: DataFrame,
    /// One per model, task type, strategy and budget, and one per model, strategy
    /// and budget over all task types (`task_type` is then `None`), in plan order.
    pub summaries: Vec<Summary>,
    /// One per reasoning model and task type that met a budget.
    pub curves: Vec<Curve>,
    /// One per reasoning model, instruct model and task type, and one over all.
    pub comparisons: Vec<Comparison>,
    /// Lengths of thinking by what became of the attempt.
    pub lengths: Vec<Lengths>,
    /// What fewer draws would have come to, where strategies took several.
    pub at_k: Vec<AtK>,
    /// One row per completion with what was measured on its trace: the table
    /// `traces`.
    pub traces: DataFrame,
    /// The same, summed up.
    pub thinking: Thinking,
    /// What probes inside the thinking tell, where there are any.
    pub probes: Vec<ProbeSummary>,
    /// One row per probed completion: the table `trails`.
    pub trails: DataFrame,
}

/// Why the numbers could not be made. A defect of the program: no input that
/// the store accepts leads here.
#[derive(Debug, thiserror::Error)]
#[error("failed to compute the table of attempts")]
pub struct AnalysisError(#[from] PolarsError);

/// Computes everything that a report shows.
pub fn analyze(input: Input<'_>, options: Options) -> Result<Analysis<'_>, AnalysisError> {
    let rows = rows::rows(input.planned, input.records);
    let attempts = frame::attempts(input.run, &rows)?;
    let cells = cell::cells(&attempts)?;
    let summaries = summary::summaries(&attempts, &cells, options.confidence)?;
    let strategy = main_strategy(&rows);
    let curves = curve::curves(strategy, &summaries, &cells, options);
    let comparisons = decide::comparisons(strategy, &summaries, &cells, options);
    let lengths = length::lengths(&attempts, strategy)?;
    let at_k = draws::at_k(&rows, options.confidence);
    let measured = thinking::measured(&rows, &Checkers::of(input.suites));
    let traces = frame::traces(input.run, &rows, &measured)?;
    let thinking = thinking::thinking(&traces, strategy, options.confidence)?;
    let (probes, trails) = match input.probes {
        Some(probes) => {
            let trails = probes::trails(&rows, input.suites);
            let found = probes::summaries(&trails, probes, strategy, options.confidence);
            (found, frame::trails(input.run, &trails)?)
        }
        None => (Vec::new(), frame::trails(input.run, &[])?),
    };
    Ok(Analysis {
        run: input.run.to_owned(),
        options,
        strategy,
        rows,
        attempts,
        summaries,
        curves,
        comparisons,
        lengths,
        at_k,
        traces,
        thinking,
        probes,
        trails,
    })
}

/// The direct one where it was planned, else the first of the plan.
fn main_strategy(rows: &[Row<'_>]) -> Strategy {
    let mut all = rows.iter().map(|row| row.attempt.strategy.at(None));
    let first = all.next().unwrap_or(Strategy::Direct);
    if all.any(|strategy| strategy == Strategy::Direct) {
        Strategy::Direct
    } else {
        first
    }
}

impl Analysis<'_> {
    /// The counts over the whole run.
    pub fn counts(&self) -> Counts {
        self.summaries
            .iter()
            .filter(|s| s.group.task_type.is_none())
            .fold(Counts::default(), |sum, s| sum + s.counts)
    }

    /// The task types of the run, in plan order.
    pub fn task_types(&self) -> Vec<&str> {
        let names = self.rows.iter().map(|r| r.attempt.task_type.0.as_str());
        names
            .collect::<indexmap::IndexSet<_>>()
            .into_iter()
            .collect()
    }

    /// The summary of one group with the strategy that models are compared by;
    /// `None` where no attempt of it was planned.
    pub fn summary(
        &self,
        model: &str,
        task_type: Option<&str>,
        budget: Option<u32>,
    ) -> Option<&Summary> {
        self.summaries.iter().find(|s| {
            s.group.model == model
                && s.group.task_type.as_deref() == task_type
                && s.group.strategy == self.strategy.at(budget)
                && s.group.budget == budget
        })
    }

    /// Whether strategies took several draws, so that there is more than one
    /// way to look at an attempt.
    pub fn has_draws(&self) -> bool {
        self.summaries
            .iter()
            .any(|s| s.group.strategy.n_draws() > 1)
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::plan::Mode;

    fn fake() -> fake::FakeRun {
        fake::run(30, &[16, 64, 256], 1)
    }

    fn analyzed(fake: &fake::FakeRun) -> Analysis<'_> {
        let input = Input {
            run: "r1",
            planned: &fake.planned,
            records: &fake.records,
            suites: &[],
            probes: None,
        };
        analyze(input, Options::default()).unwrap()
    }

    #[test]
    fn no_attempt_vanishes() {
        let fake = fake();
        let analysis = analyzed(&fake);
        let counts = analysis.counts();
        assert_eq!(counts.planned, fake.planned.len());
        assert_eq!(counts.not_run, fake.planned.len() - fake.records.len());
        assert!(counts.failed > 0 && counts.not_run > 0 && counts.ungraded > 0);
        assert!(counts.truncated > 0 && counts.no_answer > 0);
        for s in &analysis.summaries {
            assert!(s.counts.add_up(), "{s:?}");
        }
        // Task types add up to their whole, verdict by verdict.
        for whole in analysis
            .summaries
            .iter()
            .filter(|s| s.group.task_type.is_none())
        {
            let parts = analysis.summaries.iter().filter(|s| {
                s.group.task_type.is_some()
                    && s.group.model == whole.group.model
                    && s.group.budget == whole.group.budget
            });
            let sum = parts.fold(Counts::default(), |sum, s| sum + s.counts);
            assert_eq!(sum, whole.counts);
        }
    }

    #[test]
    fn summaries_agree_with_counting_by_hand() {
        let fake = fake();
        let analysis = analyzed(&fake);
        let s = analysis
            .summary("tiny-reasoner", Some("logic"), Some(64))
            .unwrap();
        let mut n_correct = 0;
        let mut tokens = 0;
        for r in &fake.records {
            let a = &r.attempt;
            let ours = a.mode == Mode::Reasoning && a.task_type.0 == "logic";
            if let (
                true,
                Some(64),
                crate::store::Outcome::Done {
                    completion,
                    judgement,
                    ..
                },
            ) = (ours, a.budget, &r.outcome)
            {
                n_correct += usize::from(judgement.verdict.is_correct() == Some(true));
                tokens += completion.n_thinking_tokens + completion.n_answer_tokens;
            }
        }
        assert_eq!(s.counts.correct, n_correct);
        assert!((s.total_completion_tokens - f64::from(tokens)).abs() < 1e-9);
        let graded = s.counts.graded() as f64;
        assert!((s.accuracy.point - n_correct as f64 / graded).abs() < 1e-12);
        assert_eq!(s.accuracy.n, s.counts.graded());
        assert_eq!(
            s.tokens_per_correct,
            Some(f64::from(tokens) / n_correct as f64)
        );
    }

    #[test]
    fn later_records_replace_earlier_ones_and_unplanned_ones_stay() {
        let mut fake = fake();
        let failed = crate::store::Outcome::Failed { error: "x".into() };
        let mut first = fake.records[0].clone();
        first.outcome = failed;
        fake.records.insert(0, first);
        let mut stray = fake.records[1].clone();
        stray.attempt.id = "not/in/the/plan".into();
        fake.records.push(stray);
        let analysis = analyzed(&fake);
        assert_eq!(analysis.rows.len(), fake.planned.len() + 1);
        assert_ne!(analysis.rows[0].verdict(), "failed");
        assert_eq!(analysis.rows.last().unwrap().attempt.id, "not/in/the/plan");
    }

    #[test]
    fn an_empty_run_is_no_error() {
        let fake = fake::FakeRun::default();
        let analysis = analyzed(&fake);
        assert_eq!(analysis.counts(), Counts::default());
        assert!(analysis.comparisons.is_empty());
        // A plan of which nothing was run.
        let mut fake = self::fake();
        fake.records.clear();
        let analysis = analyzed(&fake);
        assert_eq!(analysis.counts().not_run, fake.planned.len());
        assert!(analysis.comparisons.iter().all(|c| {
            c.decision == Decision::TooLittleData { n_needed: None } && c.n_pairs == 0
        }));
        assert!(analysis.curves.iter().all(|c| c.recommended.is_none()));
    }
}

//! The table `summary` as a frame.

use polars::prelude::{Column, DataFrame, NamedFrom, PolarsResult, Series};

use crate::analysis::Summary;
use crate::analysis::frame::word;
use crate::stats::Estimate;

/// Reads one estimate of a summary.
type Get = fn(&Summary) -> Option<Estimate>;

const ESTIMATES: [(&str, Get); 5] = [
    ("accuracy", |s| Some(s.accuracy)),
    ("thinking_tokens", |s| Some(s.thinking_tokens)),
    ("answer_tokens", |s| Some(s.answer_tokens)),
    ("completion_tokens", |s| Some(s.completion_tokens)),
    ("switches_per_1000", |s| s.switches_per_1000),
];

/// One row per summary. Scripts stand on the names; new columns come last.
pub(super) fn frame(summaries: &[Summary]) -> PolarsResult<DataFrame> {
    let of = Columns(summaries);
    let mut columns = of.counts();
    for (name, get) in ESTIMATES {
        columns.push(of.number(name, |s| get(s).map(|e| e.point)));
        columns.push(of.number(&format!("{name}_low"), |s| get(s).map(|e| e.low)));
        columns.push(of.number(&format!("{name}_high"), |s| get(s).map(|e| e.high)));
    }
    columns.extend([
        of.text("accuracy_method", |s| word(&s.accuracy.method)),
        of.number("confidence", |s| Some(s.accuracy.confidence.share())),
        of.number("median_thinking_tokens", |s| s.median_thinking_tokens),
        of.number("tokens_per_correct", |s| s.tokens_per_correct),
        of.number("median_first_answer_ms", |s| s.median_first_answer_ms),
        of.number("median_elapsed_ms", |s| s.median_elapsed_ms),
        of.number("total_prompt_tokens", |s| Some(s.total_prompt_tokens)),
        of.number("total_completion_tokens", |s| {
            Some(s.total_completion_tokens)
        }),
        of.number("total_computed_tokens", |s| Some(s.total_computed_tokens)),
        of.count("n_switches", |s| s.n_switches),
        of.text("strategy", |s| s.group.strategy.to_string()),
    ]);
    DataFrame::new(summaries.len(), columns)
}

/// Makes columns of summaries.
struct Columns<'a>(&'a [Summary]);

impl Columns<'_> {
    /// Whose they are, and how many attempts came to what.
    fn counts(&self) -> Vec<Column> {
        let budgets: Vec<Option<u32>> = self.0.iter().map(|s| s.group.budget).collect();
        let task_type = |s: &Summary| s.group.task_type.clone();
        vec![
            self.text("model", |s| s.group.model.clone()),
            self.text("mode", |s| s.group.mode.to_string()),
            self.text("task_type", |s| {
                task_type(s).unwrap_or_else(|| "all".to_owned())
            }),
            Series::new("budget".into(), budgets).into(),
            self.count("n_planned", |s| s.counts.planned),
            self.count("n_correct", |s| s.counts.correct),
            self.count("n_incorrect", |s| s.counts.incorrect),
            self.count("n_no_answer", |s| s.counts.no_answer),
            self.count("n_ungraded", |s| s.counts.ungraded),
            self.count("n_failed", |s| s.counts.failed),
            self.count("n_not_run", |s| s.counts.not_run),
            self.count("n_truncated", |s| s.counts.truncated),
            self.count("n_items", |s| s.n_items),
        ]
    }

    fn text(&self, name: &str, get: impl Fn(&Summary) -> String) -> Column {
        let values: Vec<String> = self.0.iter().map(get).collect();
        Series::new(name.into(), values).into()
    }

    fn count(&self, name: &str, get: impl Fn(&Summary) -> usize) -> Column {
        let values: Vec<u64> = self.0.iter().map(|s| get(s) as u64).collect();
        Series::new(name.into(), values).into()
    }

    fn number(&self, name: &str, get: impl Fn(&Summary) -> Option<f64>) -> Column {
        let finite = |s| get(s).filter(|x| x.is_finite());
        let values: Vec<Option<f64>> = self.0.iter().map(finite).collect();
        Series::new(name.into(), values).into()
    }
}

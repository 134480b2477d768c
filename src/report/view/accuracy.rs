//! Accuracy per model and task type, with every verdict beside it.

use super::block::{Figure, Table, Value, linked, plain, with_interval};
use super::{Models, Section, drawn, strategies};
use crate::analysis::{Analysis, Summary};
use crate::report::chart::accuracy::{AccuracyRow, accuracy};
use crate::report::{ReportError, words};

/// The section.
pub fn section(analysis: &Analysis<'_>, models: &Models) -> Result<Section, ReportError> {
    let rows: Vec<AccuracyRow> = analysis
        .task_types()
        .into_iter()
        .map(|task_type| AccuracyRow {
            name: task_type.to_owned(),
            models: models
                .iter()
                .filter_map(|(i, model, _)| {
                    let s = analysis.summary(model, Some(task_type), None)?;
                    Some((i, s.accuracy))
                })
                .collect(),
        })
        .collect();
    let label = "Accuracy of each model on each task type, with intervals; the table below holds the numbers.";
    let figure = Figure {
        title: "Accuracy where the model ends its thinking by itself".to_owned(),
        svg: accuracy(&rows, label).map_err(drawn("accuracy"))?,
        note: Some(note(analysis)),
        table: chart_table(analysis),
    };
    Ok(Section {
        lead: "Share of graded answers that are correct, without a forced budget. An attempt \
               without an answer counts as not correct; an answer that the checker could not \
               grade is left out of the share and counted in the table."
            .to_owned(),
        figures: vec![figure],
        multiples: Vec::new(),
        multiples_note: None,
        tables: std::iter::once(verdict_table(analysis))
            .chain(strategies::table(analysis))
            .chain(strategies::at_k_table(analysis))
            .collect(),
    })
}

fn note(analysis: &Analysis<'_>) -> String {
    format!(
        "Each mark is a share of correct answers; the line through it is its \
         {}% interval. If other items of the same kind had been drawn, the true share would lie \
         within such a line that often. Lines of two models that overlap do not mean that the \
         models are equal: both met the same items, and the next section compares them item by item.",
        (analysis.options.confidence.share() * 1000.0).round() / 10.0
    )
}

fn chart_table(analysis: &Analysis<'_>) -> Table {
    let mut table = Table::new(
        "The data behind the chart",
        &[
            "Task type",
            "Model",
            "#Accuracy",
            "#Interval",
            "#n | Independent values behind it: attempts, or items where epochs tie attempts",
            "Method",
        ],
    );
    for s in free(analysis) {
        let e = &s.accuracy;
        table.push(vec![
            plain(task_type(s)),
            plain(&s.group.model),
            plain(words::percent(e.point)),
            plain(words::percent_interval(e)),
            plain(words::count(e.n)),
            plain(e.method.name()),
        ]);
    }
    table
}

fn verdict_table(analysis: &Analysis<'_>) -> Table {
    let mut table = Table::new(
        "Where every attempt without a budget went. Numbers lead to the attempts.",
        &[
            "Task type",
            "Model",
            "#Accuracy",
            "#Correct",
            "#Incorrect",
            "#No answer",
            "#Ungraded | The checker could not decide; left out of accuracy",
            "#Failed | The engine failed",
            "#Not run",
            "#Planned | The sum of the six",
            "#Truncated | Cut off by a limit on tokens, whatever the verdict",
        ],
    );
    for s in free(analysis) {
        let cells = vec![
            plain(task_type(s)),
            plain(&s.group.model),
            with_interval(
                words::percent(s.accuracy.point),
                words::percent_interval(&s.accuracy),
            ),
            counted(analysis, s, s.counts.correct, "correct"),
            counted(analysis, s, s.counts.incorrect, "incorrect"),
            counted(analysis, s, s.counts.no_answer, "no-answer"),
            counted(analysis, s, s.counts.ungraded, "ungraded"),
            counted(analysis, s, s.counts.failed, "failed"),
            counted(analysis, s, s.counts.not_run, "not-run"),
            counted(analysis, s, s.counts.planned, ""),
            plain(words::count(s.counts.truncated)),
        ];
        if s.group.task_type.is_some() {
            table.push(cells);
        } else {
            table.push_total(cells);
        }
    }
    table
}

/// A count that leads to the attempts counted.
fn counted(analysis: &Analysis<'_>, s: &Summary, n: usize, verdict: &str) -> Value {
    let text = words::count(n);
    if n == 0 {
        return plain(text);
    }
    let mut link = format!("#budget=free&model={}", encoded(&s.group.model));
    if let Some(task_type) = &s.group.task_type {
        link.push_str("&task_type=");
        link.push_str(&encoded(task_type));
    }
    if analysis.has_draws() {
        link.push_str("&strategy=");
        link.push_str(&encoded(&s.group.strategy.to_string()));
    }
    if !verdict.is_empty() {
        link.push_str("&verdict=");
        link.push_str(verdict);
    }
    linked(text, link)
}

fn encoded(text: &str) -> String {
    super::percent_encoded(text)
}

/// The summaries without a budget, of the strategy that models are compared by:
/// task types first, then the totals, which stand at the end of
/// [`Analysis::summaries`].
pub(in crate::report) fn free<'a>(analysis: &'a Analysis<'_>) -> Vec<&'a Summary> {
    let order = analysis.task_types();
    let mut free: Vec<&Summary> = analysis
        .summaries
        .iter()
        .filter(|s| s.group.budget.is_none() && s.group.strategy == analysis.strategy)
        .collect();
    let place = |s: &Summary| {
        let name = s.group.task_type.as_deref();
        name.and_then(|n| order.iter().position(|o| *o == n))
            .unwrap_or(order.len())
    };
    free.sort_by_key(|s| place(s));
    free
}

/// The task type of a summary, or that it is over all of them.
pub(super) fn task_type(s: &Summary) -> String {
    s.group
        .task_type
        .clone()
        .unwrap_or_else(|| "all task types".to_owned())
}

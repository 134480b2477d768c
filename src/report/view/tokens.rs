//! What thinking costs: tokens and time.

use super::accuracy::{free, task_type};
use super::block::{Figure, Table, plain, with_interval};
use super::{Models, Section, drawn};
use crate::analysis::Analysis;
use crate::report::chart::tokens::{TokenRow, tokens};
use crate::report::{ReportError, words};

/// The section.
pub fn section(analysis: &Analysis<'_>, models: &Models) -> Result<Section, ReportError> {
    let rows: Vec<TokenRow> = analysis
        .task_types()
        .into_iter()
        .map(|task_type| TokenRow {
            name: task_type.to_owned(),
            models: models
                .iter()
                .filter_map(|(i, model, _)| {
                    let s = analysis.summary(model, Some(task_type), None)?;
                    Some((i, s.thinking_tokens.point, s.answer_tokens.point))
                })
                .collect(),
        })
        .collect();
    let label = "Mean thinking and answer tokens of each model on each task type; the table below holds the numbers.";
    let figure = Figure {
        title: "Mean tokens of a completion: thinking, then answer".to_owned(),
        svg: tokens(&rows, label).map_err(drawn("tokens"))?,
        note: Some(
            "The full part of a bar is thinking, the pale part after it the answer; \
             the number is their sum. Compare with the accuracy above: where a long bar buys no accuracy, \
             the thinking is wasted."
                .to_owned(),
        ),
        table: table(analysis),
    };
    Ok(Section {
        lead:
            "Tokens are what thinking costs: in time, in energy, in money. Without a forced budget."
                .to_owned(),
        figures: vec![figure],
        multiples: Vec::new(),
        multiples_note: None,
        tables: Vec::new(),
    })
}

fn table(analysis: &Analysis<'_>) -> Table {
    let mut table = Table::new(
        "The data behind the chart",
        &[
            "Task type",
            "Model",
            "#Thinking | Mean tokens, with interval",
            "#Median thinking",
            "#Answer | Mean tokens, with interval",
            "#Together | Mean tokens, with interval",
            "#Per correct answer | Tokens of all completions over the number of correct answers",
            "#First answer token | Median time",
            "#Whole | Median time until the end",
            "#n | Items; epochs averaged",
        ],
    );
    for s in free(analysis) {
        let mean = |e: &crate::stats::Estimate| {
            if e.point.is_finite() {
                with_interval(words::decimal(e.point), words::interval(e))
            } else {
                plain("–")
            }
        };
        let time = |v: Option<f64>| plain(v.map_or_else(|| "–".to_owned(), words::milliseconds));
        let cells = vec![
            plain(task_type(s)),
            plain(&s.group.model),
            mean(&s.thinking_tokens),
            plain(
                s.median_thinking_tokens
                    .map_or_else(|| "–".to_owned(), words::decimal),
            ),
            mean(&s.answer_tokens),
            mean(&s.completion_tokens),
            plain(
                s.tokens_per_correct
                    .map_or_else(|| "none correct".to_owned(), words::decimal),
            ),
            time(s.median_first_answer_ms),
            time(s.median_elapsed_ms),
            plain(words::count(s.completion_tokens.n)),
        ];
        if s.group.task_type.is_some() {
            table.push(cells);
        } else {
            table.push_total(cells);
        }
    }
    table
}

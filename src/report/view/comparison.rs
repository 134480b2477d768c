//! Paired differences: how much better, and how sure.

use super::block::{Figure, Table, Value, plain, with_interval};
use super::{Models, Section, drawn};
use crate::analysis::{Analysis, Comparison, Decision};
use crate::report::chart::forest::{ForestRow, forest};
use crate::report::{ReportError, words};

/// The section; `None` where there is no pair of models to compare.
pub fn section(analysis: &Analysis<'_>, models: &Models) -> Result<Option<Section>, ReportError> {
    let mut pairs: indexmap::IndexMap<(&str, &str), Vec<&Comparison>> = indexmap::IndexMap::new();
    for c in &analysis.comparisons {
        let key = (c.reasoning.model.as_str(), c.instruct.model.as_str());
        pairs.entry(key).or_default().push(c);
    }
    if pairs.is_empty() {
        return Ok(None);
    }
    let mut figures = Vec::new();
    let mut tables = Vec::new();
    for ((reasoning, instruct), comparisons) in &pairs {
        let rows: Vec<ForestRow> = comparisons.iter().map(|c| row(c, models)).collect();
        let title = format!("{reasoning} less {instruct}, points of accuracy");
        let label = format!("Paired difference of accuracy, {title}, with intervals.");
        let svg = forest(&rows, analysis.options.margin, &label).map_err(drawn("comparison"))?;
        figures.push(Figure {
            title,
            svg,
            note: Some(note(analysis)),
            table: chart_table(comparisons),
        });
        tables.push(cost_table(reasoning, instruct, comparisons));
    }
    Ok(Some(Section {
        lead: "Both models met the same items, so they are compared item by item: what counts \
               are the items that only one of them solves. That is a sharper test than looking \
               at two accuracies side by side."
            .to_owned(),
        figures,
        multiples: Vec::new(),
        multiples_note: None,
        tables,
    }))
}

fn row(c: &Comparison, models: &Models) -> ForestRow {
    let model = match c.decision {
        Decision::Reasoning => Some(models.place(&c.reasoning.model)),
        Decision::Instruct => Some(models.place(&c.instruct.model)),
        Decision::Either { .. } | Decision::TooLittleData { .. } => None,
    };
    ForestRow {
        name: name(c),
        difference: c.difference,
        model,
        is_total: c.task_type.is_none(),
    }
}

fn name(c: &Comparison) -> String {
    c.task_type
        .clone()
        .unwrap_or_else(|| "all task types".to_owned())
}

fn note(analysis: &Analysis<'_>) -> String {
    format!(
        "Right of 0 the reasoning model is more accurate, left of it the instruct \
         model. A line that stays on one side shows a real difference, drawn in the color of the \
         better model. A line that stays within the shaded band (± {} points, the margin) shows \
         that the two are as good as equal. A hollow mark decides for neither: either they are as good as \
         equal, or the line leaves too much open and more items are needed.",
        words::size(analysis.options.margin)
    )
}

fn chart_table(comparisons: &[&Comparison]) -> Table {
    let mut table = Table::new(
        "The data behind the chart",
        &[
            "Task type",
            "#Difference | Points of accuracy",
            "#Interval",
            "#Pairs | Items graded for both models",
            "#Only reasoning | Items that only the reasoning model solved",
            "#Only instruct | Items that only the instruct model solved",
            "#p | McNemar's test, exact and unconditional; sign flips by item with several epochs",
            "#p, Holm | Adjusted for the number of task types",
            "#Unpaired | Items ungraded, failed or not run on one side",
            "Decision",
        ],
    );
    for c in comparisons {
        let discordant = |get: fn((usize, usize)) -> usize| -> Value {
            plain(
                c.discordant
                    .map_or_else(|| "–".to_owned(), |d| words::count(get(d))),
            )
        };
        let cells = vec![
            plain(name(c)),
            plain(words::points(c.difference.point)),
            plain(words::points_interval(&c.difference)),
            plain(words::count(c.n_pairs)),
            discordant(|(b, _)| b),
            discordant(|(_, c)| c),
            plain(words::p_value(c.p)),
            plain(if c.task_type.is_some() {
                words::p_value(c.p_adjusted)
            } else {
                "–".to_owned()
            }),
            plain(words::count(c.n_unpaired)),
            plain(words::decision(c)),
        ];
        if c.task_type.is_some() {
            table.push(cells);
        } else {
            table.push_total(cells);
        }
    }
    table
}

fn cost_table(reasoning: &str, instruct: &str, comparisons: &[&Comparison]) -> Table {
    let mut table = Table::new(
        format!(
            "What the difference costs: {reasoning} beside {instruct}, per completion, with intervals"
        ),
        &[
            "Task type",
            "#Difference | Points of accuracy, reasoning less instruct",
            "#Times the tokens | Mean completion tokens, reasoning over instruct",
            "#Tokens per correct, reasoning",
            "#Tokens per correct, instruct",
            "#First answer token, reasoning | Median time until the first token of the answer",
            "#First answer token, instruct",
            "Decision",
        ],
    );
    for c in comparisons {
        let per_correct =
            |v: Option<f64>| plain(v.map_or_else(|| "none correct".to_owned(), words::decimal));
        let time = |v: Option<f64>| plain(v.map_or_else(|| "–".to_owned(), words::milliseconds));
        let ratio = c.token_ratio.as_ref().map_or_else(
            || plain("–"),
            |r| with_interval(words::decimal(r.point), words::interval(r)),
        );
        let cells = vec![
            plain(name(c)),
            with_interval(
                words::points(c.difference.point),
                words::points_interval(&c.difference),
            ),
            ratio,
            per_correct(c.reasoning.tokens_per_correct),
            per_correct(c.instruct.tokens_per_correct),
            time(c.reasoning.median_first_answer_ms),
            time(c.instruct.median_first_answer_ms),
            plain(words::decision(c)),
        ];
        if c.task_type.is_some() {
            table.push(cells);
        } else {
            table.push_total(cells);
        }
    }
    table
}

//! Accuracy along the thinking budgets.

use super::block::{Figure, Table, Value, plain, with_interval};
use super::{Models, Section, drawn};
use crate::analysis::{Analysis, Curve, Recommended};
use crate::plan::Mode;
use crate::report::chart::budget::{BudgetLine, Level, budget};
use crate::report::{ReportError, words};

/// The section; `None` where no attempt had a budget.
pub fn section(analysis: &Analysis<'_>, models: &Models) -> Result<Option<Section>, ReportError> {
    if analysis.curves.is_empty() {
        return Ok(None);
    }
    let mut multiples = Vec::new();
    for task_type in analysis.task_types() {
        let curves = of(analysis, Some(task_type));
        if curves.is_empty() {
            continue;
        }
        let label = format!(
            "Accuracy on {task_type} against the thinking budget; the table below holds the numbers."
        );
        let lines: Vec<BudgetLine> = curves.iter().map(|c| line(c, models)).collect();
        let svg = budget(&lines, &levels(analysis, models, task_type), &label);
        multiples.push(Figure {
            title: task_type.to_owned(),
            svg: svg.map_err(drawn("budget"))?,
            note: None,
            table: chart_table(&curves),
        });
    }
    Ok(Some(Section {
        lead: "How much thinking is enough? At each budget the thinking was ended by force and \
               the answer asked for."
            .to_owned(),
        figures: Vec::new(),
        multiples,
        multiples_note: Some(note(analysis)),
        tables: vec![recommended_table(analysis)],
    }))
}

fn of<'a>(analysis: &'a Analysis<'_>, task_type: Option<&str>) -> Vec<&'a Curve> {
    let curves = analysis.curves.iter();
    curves
        .filter(|c| c.task_type.as_deref() == task_type)
        .collect()
}

fn line(curve: &Curve, models: &Models) -> BudgetLine {
    BudgetLine {
        model: models.place(&curve.model),
        points: curve
            .points
            .iter()
            .map(|p| (p.budget, p.accuracy))
            .collect(),
        recommended: curve.recommended.map(|r| r.budget),
    }
}

fn levels(analysis: &Analysis<'_>, models: &Models, task_type: &str) -> Vec<Level> {
    models
        .iter()
        .filter(|(_, _, mode)| *mode == Mode::Instruct)
        .filter_map(|(i, model, _)| {
            let s = analysis.summary(model, Some(task_type), None)?;
            Some((i, s.accuracy))
        })
        .collect()
}

fn note(analysis: &Analysis<'_>) -> String {
    format!(
        "The line is the reasoning model's accuracy where its thinking is cut at \
         each budget, the band its interval; the mark at the far right is free thinking, which ends by itself. \
         The level line is the instruct model, which has no budget. Where the two cross, thinking begins to \
         pay. The ring marks the smallest budget whose accuracy lies within {} points of the best.",
        words::size(analysis.options.margin)
    )
}

fn chart_table(curves: &[&Curve]) -> Table {
    let mut table = Table::new(
        "The data behind the chart",
        &[
            "Model",
            "#Budget",
            "#Accuracy",
            "#Interval",
            "#n",
            "#Tokens spent | Mean thinking tokens really spent",
            "#Truncated",
        ],
    );
    for curve in curves {
        for p in &curve.points {
            table.push(vec![
                plain(&curve.model),
                plain(words::budget(p.budget)),
                plain(words::percent(p.accuracy.point)),
                plain(words::percent_interval(&p.accuracy)),
                plain(words::count(p.accuracy.n)),
                plain(words::decimal(p.thinking_tokens.point)),
                plain(format!(
                    "{} of {}",
                    words::count(p.n_truncated),
                    words::count(p.n_done)
                )),
            ]);
        }
    }
    table
}

fn recommended_table(analysis: &Analysis<'_>) -> Table {
    let mut table = Table::new(
        "The smallest budget within the margin of the best",
        &[
            "Task type",
            "Model",
            "#Budget",
            "#Accuracy there",
            "#Free | Accuracy where the model ends its thinking by itself",
            "#Lost | Points of accuracy below the best budget, paired by item",
            "Shown or seen | Shown: the interval of the loss stays within the margin. Seen: only its point does",
        ],
    );
    for curve in &analysis.curves {
        let cells = recommended_row(curve);
        if curve.task_type.is_some() {
            table.push(cells);
        } else {
            table.push_total(cells);
        }
    }
    table
}

fn recommended_row(curve: &Curve) -> Vec<Value> {
    let accuracy = |budget| {
        let at = curve.points.iter().find(|p| p.budget == budget);
        at.map_or_else(
            || plain("–"),
            |p| {
                with_interval(
                    words::percent(p.accuracy.point),
                    words::percent_interval(&p.accuracy),
                )
            },
        )
    };
    let name = curve.task_type.as_deref().unwrap_or("all task types");
    let mut cells = vec![plain(name), plain(&curve.model)];
    cells.extend(match &curve.recommended {
        Some(r) => [
            plain(words::budget(r.budget)),
            accuracy(r.budget),
            accuracy(None),
            r.difference.as_ref().map_or_else(
                || plain("best"),
                |d| with_interval(words::points(d.point), words::points_interval(d)),
            ),
            plain(shown(r)),
        ],
        None => [
            plain("–"),
            plain("–"),
            accuracy(None),
            plain("–"),
            plain("nothing solved at any budget"),
        ],
    });
    cells
}

fn shown(r: &Recommended) -> &'static str {
    match (r.difference, r.proved) {
        (None, _) => "it is the best",
        (Some(_), true) => "shown",
        (Some(_), false) => "seen, not yet shown",
    }
}

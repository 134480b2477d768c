//! Tables and sentences for the end of a run.

use comfy_table::{Cell, CellAlignment, ColumnConstraint, ContentArrangement, Table, presets};

use super::grid::Grid;
use super::words;
use crate::analysis::{Analysis, Summary};
use crate::stats::Estimate;
use crate::text::for_terminal;

mod probes;

/// The end of a run on a terminal `width` columns wide: accuracy and cost per
/// model and task type, the budgets, what probes tell, the decisions in
/// sentences, and where every planned attempt went. Without color; no line end at the end.
pub fn summary(analysis: &Analysis<'_>, width: u16) -> String {
    let mut parts = vec![accuracy_table(analysis, width)];
    parts.extend(budget_table(analysis, width));
    parts.extend(strategy_table(analysis, width));
    parts.extend(at_k_table(analysis, width));
    parts.extend(probes::tables(analysis, width));
    parts.extend(decisions(analysis, width));
    parts.push(wrapped(&words::equation(&analysis.counts()), width, ""));
    parts.join("\n\n")
}

/// The decisions, one paragraph each; `None` where nothing was compared.
pub fn decisions(analysis: &Analysis<'_>, width: u16) -> Option<String> {
    let paragraphs: Vec<String> = analysis
        .comparisons
        .iter()
        .map(|c| {
            let name = c.task_type.as_deref().unwrap_or("all task types");
            let text = format!(
                "{name}: {}. {}",
                words::headline(c),
                words::sentence(c, analysis.options.margin)
            );
            wrapped(&for_terminal(&text), width, "  ")
        })
        .collect();
    (!paragraphs.is_empty()).then(|| paragraphs.join("\n"))
}

fn accuracy_table(analysis: &Analysis<'_>, width: u16) -> String {
    let mut table = new_table(width);
    let confidence = analysis
        .summaries
        .first()
        .map_or_else(String::new, |s| words::confidence(&s.accuracy));
    let accuracy_head = format!("accuracy ({confidence} interval)");
    head(
        &mut table,
        &[
            "task type",
            "model",
            &accuracy_head,
            "n",
            "no answer",
            "ungraded",
            "truncated",
            "thinking",
            "answer",
        ],
    );
    for s in super::view::accuracy::free(analysis) {
        let mut cells = named(s);
        cells.extend([
            accuracy(&s.accuracy),
            words::count(s.accuracy.n),
            words::count(s.counts.no_answer),
            words::count(s.counts.ungraded),
            words::count(s.counts.truncated),
            words::decimal(s.thinking_tokens.point),
            words::decimal(s.answer_tokens.point),
        ]);
        row(&mut table, &cells);
    }
    keep_whole(&mut table, 3);
    let title = if analysis.has_draws() {
        format!(
            "Accuracy of strategy {} without a forced budget; mean tokens",
            analysis.strategy
        )
    } else {
        "Accuracy without a forced budget; mean tokens".to_owned()
    };
    titled(&title, &table)
}

fn budget_table(analysis: &Analysis<'_>, width: u16) -> Option<String> {
    let first = analysis.curves.first()?;
    let mut heads = ["task type", "model", "n"].map(str::to_owned).to_vec();
    heads.extend(first.points.iter().map(|p| words::budget(p.budget)));
    heads.push("enough".to_owned());
    let mut table = new_table(width);
    head(
        &mut table,
        &heads.iter().map(String::as_str).collect::<Vec<_>>(),
    );
    for curve in &analysis.curves {
        let mut cells = vec![
            curve.task_type.clone().unwrap_or_else(|| "all".to_owned()),
            curve.model.clone(),
            words::count(curve.points.first().map_or(0, |p| p.accuracy.n)),
        ];
        for p in &first.points {
            let same = curve.points.iter().find(|q| q.budget == p.budget);
            cells.push(same.map_or_else(|| "–".to_owned(), |q| words::percent(q.accuracy.point)));
        }
        cells.push(
            curve
                .recommended
                .map_or_else(|| "–".to_owned(), |r| words::budget(r.budget)),
        );
        row(&mut table, &cells);
    }
    keep_whole(&mut table, 2);
    let title = "Accuracy at each thinking budget in tokens; the report has the intervals";
    Some(titled(title, &table))
}

/// The strategies over all task types; `None` where there is only one way to
/// take draws. The report has the task types.
fn strategy_table(analysis: &Analysis<'_>, width: u16) -> Option<String> {
    if !analysis.has_draws() {
        return None;
    }
    let mut table = new_table(width);
    let heads = [
        "strategy",
        "model",
        "budget",
        "accuracy",
        "n",
        "tokens",
        "per correct",
    ];
    head(&mut table, &heads);
    for s in analysis
        .summaries
        .iter()
        .filter(|s| s.group.task_type.is_none())
    {
        let cells = [
            s.group.strategy.to_string(),
            s.group.model.clone(),
            words::budget(s.group.budget),
            accuracy(&s.accuracy),
            words::count(s.accuracy.n),
            words::decimal(s.completion_tokens.point),
            s.tokens_per_correct
                .map_or_else(|| "–".to_owned(), words::decimal),
        ];
        row(&mut table, &cells);
    }
    keep_whole(&mut table, 4);
    let title = "Strategies over all task types; mean tokens of an attempt with all its draws, \
                 and tokens per correct answer; pass@n is correct if one draw is";
    Some(titled(&wrapped(title, width, ""), &table))
}

/// Accuracy along the number of draws, over all task types.
fn at_k_table(analysis: &Analysis<'_>, width: u16) -> Option<String> {
    let mut table = new_table(width);
    let heads = ["draws of", "model", "budget", "k", "pass@k", "maj@k", "n"];
    head(&mut table, &heads);
    for at in analysis
        .at_k
        .iter()
        .filter(|at| at.group.task_type.is_none())
    {
        let cells = [
            at.group.strategy.to_string(),
            at.group.model.clone(),
            words::budget(at.group.budget),
            words::count(at.k as usize),
            accuracy(&at.pass),
            at.maj.as_ref().map_or_else(|| "–".to_owned(), accuracy),
            words::count(at.pass.n),
        ];
        row(&mut table, &cells);
    }
    keep_whole(&mut table, 6);
    let title = "What k draws come to: one of them correct (pass@k), their vote correct (maj@k)";
    (!analysis.at_k.is_empty()).then(|| titled(&wrapped(title, width, ""), &table))
}

/// A small table.
pub(super) fn grid(grid: &Grid, width: u16) -> String {
    let mut table = new_table(width);
    let cell = |i: usize, text: &str| {
        let alignment = if i < grid.n_texts {
            CellAlignment::Left
        } else {
            CellAlignment::Right
        };
        Cell::new(for_terminal(text)).set_alignment(alignment)
    };
    table.set_header(grid.heads.iter().enumerate().map(|(i, n)| cell(i, n)));
    for row in &grid.rows {
        table.add_row(row.iter().enumerate().map(|(i, c)| cell(i, c)));
    }
    keep_whole(&mut table, grid.n_texts);
    titled(&wrapped(&for_terminal(&grid.title), width, ""), &table)
}

/// A share with its interval.
fn accuracy(e: &Estimate) -> String {
    format!(
        "{} ({})",
        words::percent(e.point),
        words::percent_interval(e)
    )
}

/// A table under its title, without spaces at the ends of lines.
fn titled(title: &str, table: &Table) -> String {
    let mut text = title.to_owned();
    for line in table.lines() {
        text.push('\n');
        text.push_str(line.strip_prefix(' ').unwrap_or(&line).trim_end());
    }
    text
}

fn named(s: &Summary) -> Vec<String> {
    let task_type = s.group.task_type.as_deref().unwrap_or("all");
    vec![task_type.to_owned(), s.group.model.clone()]
}

fn new_table(width: u16) -> Table {
    let mut table = Table::new();
    table
        .load_style(presets::NOTHING)
        .set_content_arrangement(ContentArrangement::Dynamic)
        .set_width(width);
    table
}

/// The first `n` columns are never broken; where the terminal is narrow, the
/// headings of the others are.
fn keep_whole(table: &mut Table, n: usize) {
    for (i, column) in table.column_iter_mut().enumerate() {
        // One space between columns, so that all of them fit 100 characters.
        column.set_padding((1, 0));
        if i < n {
            column.set_constraint(ColumnConstraint::ContentWidth);
        }
    }
}

/// Texts stand at the left, numbers at the right.
fn aligned(i: usize, text: &str) -> Cell {
    let alignment = if i < 2 {
        CellAlignment::Left
    } else {
        CellAlignment::Right
    };
    Cell::new(for_terminal(text)).set_alignment(alignment)
}

fn head(table: &mut Table, names: &[&str]) {
    table.set_header(names.iter().enumerate().map(|(i, n)| aligned(i, n)));
}

fn row(table: &mut Table, cells: &[String]) {
    table.add_row(cells.iter().enumerate().map(|(i, c)| aligned(i, c)));
}

/// `text` broken at spaces to lines of at most `width` characters; lines after
/// the first begin with `indent`.
pub(super) fn wrapped(text: &str, width: u16, indent: &str) -> String {
    let mut lines = String::new();
    let mut length = 0;
    for word in text.split_whitespace() {
        let n = word.chars().count();
        if length > 0 && length + 1 + n > usize::from(width) {
            lines.push('\n');
            lines.push_str(indent);
            length = indent.len();
        } else if length > 0 {
            lines.push(' ');
            length += 1;
        }
        lines.push_str(word);
        length += n;
    }
    lines
}

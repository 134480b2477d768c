//! What probes tell, for the end of a run.

use super::wrapped;
use crate::analysis::probes::{Exit, ProbeSummary, Reading};
use crate::analysis::{Analysis, Group};
use crate::report::grid::Grid;
use crate::report::view::probes::{shown, thousandths, times};
use crate::report::words;
use crate::stats::Estimate;

/// Positions that a line of a terminal has room for.
const MOST_POSITIONS: usize = 7;

/// The tables, one below the other; none where nothing was probed.
pub(super) fn tables(analysis: &Analysis<'_>, width: u16) -> Vec<String> {
    if analysis.probes.is_empty() {
        return Vec::new();
    }
    let grids = [scores(analysis), curve(analysis), stopping(analysis)];
    let tables = grids.into_iter().filter(|grid| !grid.rows.is_empty());
    let mut tables: Vec<String> = tables.map(|grid| grid.terminal(width)).collect();
    tables.push(wrapped(&cost(analysis), width, ""));
    tables
}

fn scores(analysis: &Analysis<'_>) -> Grid {
    let mut grid = Grid::new(
        "Probes: UT is the share of the thinking after a right answer, of those incorrect in the end; \
         outcome and process efficiency the shares up to the first right answer and up to new \
         answers, of all; the report has the intervals",
        &[
            "task type",
            "model",
            "n",
            "UT (interval)",
            "incorrect",
            "outcome",
            "process",
            "first right",
        ],
        2,
    );
    for s in &analysis.probes {
        let scores = &s.scores;
        let ut = scores.underthinking.as_ref().map(|e| {
            let (low, high) = (thousandths(e.low), thousandths(e.high));
            format!("{} ({low} to {high})", thousandths(e.point))
        });
        grid.rows.push(vec![
            task_type(&s.group),
            s.group.model.clone(),
            words::count(s.n_traces),
            ut.unwrap_or_else(none),
            words::count(s.n_incorrect),
            share(scores.outcome_efficiency.as_ref()),
            share(scores.process_efficiency.as_ref()),
            scores
                .first_right
                .map_or_else(none, |e| words::decimal(e.point)),
        ]);
    }
    grid
}

fn curve(analysis: &Analysis<'_>) -> Grid {
    // All have the same positions.
    let Some(first) = analysis.probes.first() else {
        return Grid::default();
    };
    let all = shown(&first.budgets);
    let step = all.len().div_ceil(MOST_POSITIONS).max(1);
    // The last one is kept.
    let positions: Vec<u32> = all.iter().rev().step_by(step).map(|p| p.budget).collect();
    let positions: Vec<u32> = positions.into_iter().rev().collect();
    let title = match first.reading {
        Reading::Budget => {
            "Accuracy where the thinking is ended after so many tokens, from probes; the report has the intervals"
        }
        Reading::LastThought => {
            "Accuracy of the answer at the last thought that ended within so many tokens, from probes; the report has the intervals"
        }
    };
    let mut heads = ["task type", "model"].map(str::to_owned).to_vec();
    heads.extend(positions.iter().map(|p| words::count(*p as usize)));
    heads.push("all".to_owned());
    let heads: Vec<&str> = heads.iter().map(String::as_str).collect();
    let mut grid = Grid::new(title, &heads, 2);
    for s in analysis.probes.iter().filter(|s| !s.budgets.is_empty()) {
        let mut cells = vec![task_type(&s.group), s.group.model.clone()];
        cells.extend(positions.iter().map(|position| {
            let known = s.budgets.iter().find(|p| p.budget == *position);
            known.map_or_else(none, |p| words::percent(p.accuracy.point))
        }));
        let accuracy = s.stopping.as_ref().map(|s| s.accuracy.point);
        cells.push(accuracy.map_or_else(none, words::percent));
        grid.rows.push(cells);
    }
    grid
}

fn stopping(analysis: &Analysis<'_>) -> Grid {
    let mut grid = Grid::new(
        "Where it could have stopped, over all task types: at the first right answer, which nobody \
         knows, and when k probes in a row agree; the report has the intervals",
        &[
            "model",
            "stops",
            "accuracy (interval)",
            "points",
            "thinking",
            "saved",
            "right there",
            "of",
        ],
        2,
    );
    let totals = analysis
        .probes
        .iter()
        .filter(|s| s.group.task_type.is_none());
    for s in totals {
        let Some(stopping) = &s.stopping else {
            continue;
        };
        for exit in std::iter::once(&stopping.oracle).chain(&stopping.agreeing) {
            grid.rows.push(exit_cells(s, exit));
        }
    }
    grid
}

fn exit_cells(summary: &ProbeSummary, exit: &Exit) -> Vec<String> {
    let rule = match exit.in_a_row {
        None => "first right".to_owned(),
        Some(k) => format!("k = {k}"),
    };
    let accuracy = &exit.accuracy;
    vec![
        summary.group.model.clone(),
        rule,
        format!(
            "{} ({})",
            words::percent(accuracy.point),
            words::percent_interval(accuracy)
        ),
        words::points(exit.difference.point),
        words::decimal(exit.thinking_tokens.point),
        share(exit.saving.as_ref()),
        share(exit.right_when_stopped.as_ref()),
        words::count(exit.n_stopped),
    ]
}

fn cost(analysis: &Analysis<'_>) -> String {
    let totals = analysis
        .probes
        .iter()
        .filter(|s| s.group.task_type.is_none());
    let of_model = |s: &ProbeSummary| {
        let all = s.cost.plain + s.cost.probes;
        format!(
            "{}: {} for {}, {} tokens computed in all, {} times what the run takes without probes.",
            s.group.model,
            words::counted(
                usize::try_from(s.cost.probes).unwrap_or(usize::MAX),
                "token",
                "tokens"
            ),
            words::counted(s.n_probes, "probe", "probes"),
            words::count(usize::try_from(all).unwrap_or(usize::MAX)),
            times(s)
        )
    };
    let sentences: Vec<String> = totals.map(of_model).collect();
    crate::text::for_terminal(&sentences.join(" "))
}

fn task_type(group: &Group) -> String {
    group.task_type.clone().unwrap_or_else(|| "all".to_owned())
}

fn share(estimate: Option<&Estimate>) -> String {
    estimate.map_or_else(none, |e| words::percent(e.point))
}

fn none() -> String {
    "–".to_owned()
}

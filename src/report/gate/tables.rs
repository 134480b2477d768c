//! The gate's tables.

use crate::analysis::gate::{Gate, Guard, Noise, Verdict};
use crate::report::grid::Grid;
use crate::report::words;
use crate::stats::Estimate;

pub(super) fn name(task_type: Option<&String>) -> String {
    task_type.map_or_else(|| "all".to_owned(), Clone::clone)
}

fn points(e: &Estimate) -> String {
    if e.n == 0 {
        return "–".to_owned();
    }
    format!("{} ({})", words::points(e.point), words::points_interval(e))
}

/// Accuracy before and now.
pub(super) fn accuracy(gate: &Gate) -> Grid {
    let heads = [
        "task type",
        "verdict",
        "before",
        "now",
        "change in points",
        "lost",
        "gained",
        "pairs",
        "unpaired",
        "detectable",
    ];
    let title = format!(
        "Accuracy on the items graded on both sides; losses of `detectable` points are found with \
         {} probability",
        words::percent(gate.options.power)
    );
    let mut grid = Grid::new(title, &heads, 2);
    for a in &gate.accuracy {
        let count = |get: fn((usize, usize)) -> usize| {
            a.discordant
                .map_or_else(|| "–".to_owned(), |d| words::count(get(d)))
        };
        grid.rows.push(vec![
            name(a.task_type.as_ref()),
            a.verdict.name().to_owned(),
            words::percent(a.baseline),
            words::percent(a.candidate),
            points(&a.difference),
            count(|d| d.0),
            count(|d| d.1),
            words::count(a.n_pairs),
            words::count(a.n_unpaired),
            a.detectable
                .map_or_else(|| "–".to_owned(), |d| words::decimal(d * 100.0)),
        ]);
    }
    grid
}

/// A watched number as a person reads it.
pub(super) fn value(guard: &Guard, value: f64) -> String {
    if guard.watched.is_share() {
        words::percent(value)
    } else {
        words::decimal(value)
    }
}

/// What may be added to it.
pub(super) fn allowed(guard: &Guard) -> String {
    if guard.watched.is_share() {
        format!("{} points", words::size(guard.allowance))
    } else {
        format!("{}%", words::size(guard.allowance))
    }
}

fn growth(guard: &Guard) -> String {
    let e = &guard.growth;
    if guard.watched.is_share() {
        points(e)
    } else {
        format!("×{:.2} ({:.2} to {:.2})", e.point, e.low, e.high)
    }
}

/// The watched numbers over all task types, and those of single task types that
/// did not pass; `None` where there are none.
pub(super) fn guards(gate: &Gate) -> Option<Grid> {
    let heads = [
        "task type",
        "watched",
        "verdict",
        "before",
        "now",
        "growth",
        "allowed",
        "items",
    ];
    let title = "Watched beside accuracy: over all, and single task types that did not pass; an \
                 inconclusive one does not stop the gate";
    let mut grid = Grid::new(title, &heads, 3);
    let is_shown = |g: &&Guard| g.task_type.is_none() || g.verdict != Verdict::Passed;
    for g in gate.guards.iter().filter(is_shown) {
        grid.rows.push(vec![
            name(g.task_type.as_ref()),
            g.watched.name().to_owned(),
            g.verdict.name().to_owned(),
            value(g, g.baseline),
            value(g, g.candidate),
            growth(g),
            format!("+{}", allowed(g)),
            words::count(g.n_pairs),
        ]);
    }
    (!grid.rows.is_empty()).then_some(grid)
}

/// What two runs of one model differ by.
pub(super) fn noise(noise: &[Noise]) -> Grid {
    let heads = [
        "task type",
        "first",
        "second",
        "change in points",
        "verdict changed",
        "other text",
        "pairs",
        "noise in points",
    ];
    let title = "Accuracy of both; share of items with another verdict and with another number of \
                 tokens; standard error of a difference";
    let mut grid = Grid::new(title, &heads, 1);
    let share = |e: &Estimate| {
        if e.n == 0 {
            return "–".to_owned();
        }
        format!(
            "{} ({})",
            words::percent(e.point),
            words::percent_interval(e)
        )
    };
    for n in noise {
        grid.rows.push(vec![
            name(n.task_type.as_ref()),
            words::percent(n.accuracy.0),
            words::percent(n.accuracy.1),
            points(&n.difference),
            share(&n.changed),
            share(&n.other_text),
            words::count(n.n_pairs),
            words::decimal(n.standard_error * 100.0),
        ]);
    }
    grid
}

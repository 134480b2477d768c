//! The tables behind the sentences.

use crate::analysis::decide::over::Decisions;
use crate::analysis::decide::way::{How, Way};
use crate::analysis::{Comparison, Curve, Side};
use crate::report::grid::Grid;
use crate::report::words;
use crate::stats::Estimate;

/// The tables of one pair of models.
pub(super) fn of_pair(pair: &[Comparison]) -> Vec<Grid> {
    vec![accuracy(pair), price(pair), left_out(pair)]
}

/// The tables of all models together.
pub(super) fn of_all(decisions: &Decisions) -> Vec<Grid> {
    let mut grids = Vec::new();
    if !decisions.curves.is_empty() {
        grids.push(budgets(&decisions.curves));
    }
    let has_cascade = |way: &Way| matches!(way.how, How::Cascade { .. });
    if decisions.ways.iter().any(has_cascade) {
        grids.push(ways(&decisions.ways));
    }
    grids
}

fn name(task_type: Option<&String>) -> String {
    task_type.map_or_else(|| "all".to_owned(), Clone::clone)
}

fn share(e: &Estimate) -> String {
    if e.n == 0 {
        return "–".to_owned();
    }
    format!(
        "{} ({})",
        words::percent(e.point),
        words::percent_interval(e)
    )
}

fn accuracy(pair: &[Comparison]) -> Grid {
    let heads = [
        "task type",
        "reasoning",
        "instruct",
        "difference in points",
        "pairs",
    ];
    let mut grid = Grid::new(
        "Accuracy without a forced budget, with intervals",
        &heads,
        1,
    );
    for c in pair {
        let difference = if c.n_pairs == 0 {
            "–".to_owned()
        } else {
            let d = &c.difference;
            format!("{} ({})", words::points(d.point), words::points_interval(d))
        };
        grid.rows.push(vec![
            name(c.task_type.as_ref()),
            share(&c.reasoning.accuracy),
            share(&c.instruct.accuracy),
            difference,
            words::count(c.n_pairs),
        ]);
    }
    grid
}

fn ratio(e: Option<&Estimate>) -> String {
    e.map_or_else(
        || "–".to_owned(),
        |e| {
            let shown = |x: f64| {
                if x.abs() < 0.995 {
                    format!("{x:.2}")
                } else {
                    words::decimal(x)
                }
            };
            if !(e.low.is_finite() && e.high.is_finite()) {
                return shown(e.point);
            }
            format!("{} ({} to {})", shown(e.point), shown(e.low), shown(e.high))
        },
    )
}

fn price(pair: &[Comparison]) -> Grid {
    let heads = [
        "task type",
        "tokens",
        "time to first answer token",
        "tokens per correct",
        "seconds per correct",
    ];
    let title = "What thinking costs: times the instruct model's, and for each correct answer \
                 (reasoning / instruct)";
    let mut grid = Grid::new(title, &heads, 1);
    let both = |c: &Comparison, get: fn(&Side) -> Option<f64>, show: fn(f64) -> String| {
        let shown = |side| get(side).map_or_else(|| "–".to_owned(), show);
        format!("{} / {}", shown(&c.reasoning), shown(&c.instruct))
    };
    for c in pair {
        grid.rows.push(vec![
            name(c.task_type.as_ref()),
            ratio(c.token_ratio.as_ref()),
            ratio(c.latency_ratio.as_ref()),
            both(c, |s| s.tokens_per_correct, words::decimal),
            both(c, |s| s.seconds_per_correct, |s| format!("{s:.3}")),
        ]);
    }
    grid
}

fn left_out(pair: &[Comparison]) -> Grid {
    let heads = [
        "task type",
        "planned",
        "truncated",
        "no answer",
        "ungraded",
        "failed",
        "not run",
        "items unpaired",
    ];
    let title = "Where attempts went (reasoning / instruct); truncated ones have a verdict, too";
    let mut grid = Grid::new(title, &heads, 1);
    for c in pair {
        let (a, b) = (&c.reasoning.counts, &c.instruct.counts);
        let both = |a: usize, b: usize| format!("{} / {}", words::count(a), words::count(b));
        grid.rows.push(vec![
            name(c.task_type.as_ref()),
            both(a.planned, b.planned),
            both(a.truncated, b.truncated),
            both(a.no_answer, b.no_answer),
            both(a.ungraded, b.ungraded),
            both(a.failed, b.failed),
            both(a.not_run, b.not_run),
            words::count(c.n_unpaired),
        ]);
    }
    grid
}

fn budgets(curves: &[Curve]) -> Grid {
    let heads = [
        "task type",
        "model",
        "budget",
        "accuracy there",
        "thinking",
        "against the best",
    ];
    let title = "The smallest thinking budget within the margin of the best";
    let mut grid = Grid::new(title, &heads, 2);
    for curve in curves {
        let recommended = curve.recommended.as_ref();
        let point = recommended.and_then(|r| curve.points.iter().find(|p| p.budget == r.budget));
        let against = recommended.map_or_else(
            || "no budget gave a correct answer".to_owned(),
            |r| match (&r.difference, r.proved) {
                (None, _) => "is the best".to_owned(),
                (Some(d), true) => format!("{} points, shown", words::points(d.point)),
                (Some(d), false) => format!(
                    "{} points ({}), not shown",
                    words::points(d.point),
                    words::points_interval(d)
                ),
            },
        );
        grid.rows.push(vec![
            name(curve.task_type.as_ref()),
            curve.model.clone(),
            recommended.map_or_else(|| "–".to_owned(), |r| words::budget(r.budget)),
            point.map_or_else(|| "–".to_owned(), |p| share(&p.accuracy)),
            point.map_or_else(
                || "–".to_owned(),
                |p| words::decimal(p.thinking_tokens.point),
            ),
            against,
        ]);
    }
    grid
}

/// What is done, in a few words.
pub(super) fn how(how: &How) -> String {
    match how {
        How::Model {
            model,
            strategy,
            budget,
            ..
        } => match budget {
            Some(budget) => format!("{model}, {strategy} at {budget}"),
            None => format!("{model}, {strategy}"),
        },
        How::Cascade {
            instruct,
            reasoning,
            k,
            escalated,
        } => format!(
            "{instruct} ×{k}, where they differ {reasoning} ({})",
            words::percent(*escalated)
        ),
    }
}

fn ways(ways: &[Way]) -> Grid {
    let heads = [
        "task type",
        "way to answer",
        "accuracy",
        "tokens",
        "n",
        "best",
    ];
    let title = "Accuracy against tokens; `*`: nothing else is as accurate for fewer. Cascades \
                 are played through with stored draws; the share in brackets goes on";
    let mut grid = Grid::new(title, &heads, 2);
    for way in ways {
        grid.rows.push(vec![
            name(way.task_type.as_ref()),
            how(&way.how),
            share(&way.accuracy),
            words::decimal(way.tokens.point),
            words::count(way.accuracy.n),
            if way.efficient { "*" } else { "" }.to_owned(),
        ]);
    }
    grid
}

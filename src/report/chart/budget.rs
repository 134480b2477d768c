//! Accuracy along the thinking budgets: one small chart per task type.

use super::axis::Scale;
use super::{Anchor, Canvas, ChartError, GRID, INK, MUTED, SMALL};
use crate::report::words;
use crate::stats::Estimate;

/// One model's line.
#[derive(Debug, Clone, PartialEq)]
pub struct BudgetLine {
    /// Number of the model.
    pub model: usize,
    /// Budget (`None`: free) and accuracy, ascending, free last.
    pub points: Vec<(Option<u32>, Estimate)>,
    /// The budget that is good enough, if one was found.
    pub recommended: Option<Option<u32>>,
}

/// The accuracy of a model that has no budget, drawn as a level.
pub type Level = (usize, Estimate);

const WIDTH: i32 = 640;
const HEIGHT: i32 = 408;
const TOP: i32 = 20;
const BOTTOM: i32 = HEIGHT - 92;
const LEFT: i32 = 90;
const RIGHT: i32 = WIDTH - 24;

/// The chart: budgets on a logarithmic axis, unforced thinking in a place of
/// its own at the right, accuracy from 0 to 100 percent.
pub fn budget(lines: &[BudgetLine], levels: &[Level], label: &str) -> Result<String, ChartError> {
    super::draw(WIDTH, HEIGHT, label, |canvas| {
        let y = Scale {
            low: 0.0,
            high: 1.0,
            from: BOTTOM,
            to: TOP,
        };
        let places = Places::new(lines);
        grid(canvas, y, &places)?;
        for (model, e) in levels.iter().filter(|(_, e)| e.n > 0) {
            level(canvas, y, *model, e)?;
        }
        for line in lines {
            draw_line(canvas, y, &places, line)?;
        }
        Ok(())
    })
}

fn level(canvas: &Canvas<'_>, y: Scale, model: usize, e: &Estimate) -> Result<(), ChartError> {
    let color = super::series(model);
    canvas.bar((LEFT, y.at(e.high)), (RIGHT, y.at(e.low)), color, 0.10)?;
    canvas.line(&[(LEFT, y.at(e.point)), (RIGHT, y.at(e.point))], color, 3)?;
    canvas.mark((LEFT, y.at(e.point)), model)
}

fn draw_line(
    canvas: &Canvas<'_>,
    y: Scale,
    places: &Places,
    line: &BudgetLine,
) -> Result<(), ChartError> {
    let color = super::series(line.model);
    let seen: Vec<(i32, Option<u32>, Estimate)> = line
        .points
        .iter()
        .filter(|(_, e)| e.n > 0)
        .map(|(b, e)| (places.at(*b), *b, *e))
        .collect();
    let forced: Vec<&(i32, Option<u32>, Estimate)> =
        seen.iter().filter(|(_, b, _)| b.is_some()).collect();
    if forced.len() > 1 {
        let upper = forced.iter().map(|(x, _, e)| (*x, y.at(e.high)));
        let lower = forced.iter().rev().map(|(x, _, e)| (*x, y.at(e.low)));
        let band: Vec<_> = upper.chain(lower).collect();
        canvas.area(&band, color, 0.16)?;
        let middle: Vec<_> = forced.iter().map(|(x, _, e)| (*x, y.at(e.point))).collect();
        canvas.line(&middle, color, 4)?;
    }
    for (x, budget, e) in &seen {
        let at = (*x, y.at(e.point));
        // Where no band shows the interval, a whisker does.
        if budget.is_none() || forced.len() < 2 {
            canvas.line(&[(*x, y.at(e.low)), (*x, y.at(e.high))], color, 4)?;
        }
        canvas.mark(at, line.model)?;
        if line.recommended == Some(*budget) {
            canvas.ring(at, 19, INK)?;
        }
    }
    Ok(())
}

fn grid(canvas: &Canvas<'_>, y: Scale, places: &Places) -> Result<(), ChartError> {
    for half in 0..=2 {
        let at = y.at(f64::from(half) / 2.0);
        canvas.line(&[(LEFT, at), (RIGHT, at)], GRID, 2)?;
        let text = format!("{}%", half * 50);
        canvas.text((LEFT - 14, at), Anchor::Right, SMALL, MUTED, &text)?;
    }
    if places.free - places.last > 30 {
        let gap = i32::midpoint(places.free, places.last);
        canvas.line(&[(gap, TOP), (gap, BOTTOM)], GRID, 2)?;
    }
    let mut last = i32::MIN / 2;
    for &(budget, x) in &places.budgets {
        let text = words::count(budget as usize);
        let half = text.len() as i32 * 7;
        // Ticks that would run into the one before are left out.
        if x - half > last + 8 {
            canvas.text((x, BOTTOM + 36), Anchor::Middle, SMALL, MUTED, &text)?;
            last = x + half;
        }
    }
    canvas.text(
        (places.free, BOTTOM + 36),
        Anchor::Middle,
        SMALL,
        MUTED,
        "free",
    )?;
    let middle = i32::midpoint(LEFT, places.last.max(LEFT + 200));
    canvas.text(
        (middle, BOTTOM + 70),
        Anchor::Middle,
        SMALL,
        MUTED,
        "budget, thinking tokens",
    )
}

/// Where the budgets stand.
struct Places {
    budgets: Vec<(u32, i32)>,
    last: i32,
    free: i32,
}

impl Places {
    fn new(lines: &[BudgetLine]) -> Self {
        let all: std::collections::BTreeSet<u32> = lines
            .iter()
            .flat_map(|l| l.points.iter().filter_map(|(b, _)| *b))
            .collect();
        let ln = |b: u32| f64::from(b.max(1)).ln();
        let (first, last) = (all.first().copied(), all.last().copied());
        let scale = Scale {
            low: first.map_or(0.0, ln),
            high: last.map_or(1.0, ln),
            from: LEFT + 34,
            to: RIGHT - 110,
        };
        let budgets: Vec<(u32, i32)> = all.into_iter().map(|b| (b, scale.at(ln(b)))).collect();
        let last = budgets.last().map_or(LEFT, |(_, x)| *x);
        Self {
            budgets,
            last,
            free: RIGHT - 30,
        }
    }

    fn at(&self, budget: Option<u32>) -> i32 {
        let known = |b: u32| self.budgets.iter().find(|(known, _)| *known == b);
        budget.and_then(known).map_or(self.free, |(_, x)| *x)
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::stats::{Confidence, proportion::wilson};

    #[test]
    fn budgets_ascend_and_free_stands_apart() {
        let e = wilson(30, 40, Confidence::default());
        let line = BudgetLine {
            model: 0,
            points: vec![(Some(16), e), (Some(64), e), (Some(256), e), (None, e)],
            recommended: Some(Some(64)),
        };
        let places = Places::new(std::slice::from_ref(&line));
        let x: Vec<i32> = places.budgets.iter().map(|(_, x)| *x).collect();
        assert!(x.windows(2).all(|w| w[0] < w[1]));
        // Equal factors are equal distances.
        assert!(((x[1] - x[0]) - (x[2] - x[1])).abs() <= 1);
        assert!(places.at(None) > x[2]);
        let draw = || budget(std::slice::from_ref(&line), &[(1, e)], "logic").unwrap();
        assert_eq!(draw(), draw());
        // One budget only, and none at all, are drawn, too.
        let one = BudgetLine {
            points: vec![(Some(64), e)],
            ..line.clone()
        };
        assert!(budget(&[one], &[], "x").unwrap().contains("64"));
        assert!(budget(&[], &[], "x").unwrap().contains("free"));
    }
}

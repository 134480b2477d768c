//! Paired differences of accuracy with their intervals: a forest plot.

use super::axis::Scale;
use super::{Anchor, Canvas, ChartError, GRID, INK, MUTED, SHADE, SMALL, TEXT};
use crate::report::words;
use crate::stats::Estimate;

/// One paired difference.
#[derive(Debug, Clone, PartialEq)]
pub struct ForestRow {
    /// The task type, or what is taken together.
    pub name: String,
    /// Reasoning less instruct.
    pub difference: Estimate,
    /// Number of the model it speaks for; `None` where it decides for neither.
    pub model: Option<usize>,
    /// Whether the row sums up the others.
    pub is_total: bool,
}

const WIDTH: i32 = 800;
const LINE: i32 = 48;
const TOP: i32 = 44;
const AXIS: i32 = 56;

/// The chart. `margin` is the half width of the shaded band: differences inside
/// it do not matter.
pub fn forest(rows: &[ForestRow], margin: f64, label: &str) -> Result<String, ChartError> {
    let bottom = TOP + rows.len() as i32 * LINE;
    super::draw(WIDTH, bottom + AXIS, label, |canvas| {
        let scale = scale(rows, margin);
        ground(canvas, scale, margin, bottom)?;
        for (i, row) in rows.iter().enumerate() {
            let y = TOP + i as i32 * LINE + LINE / 2;
            if row.is_total {
                canvas.line(&[(20, y - LINE / 2), (WIDTH - 10, y - LINE / 2)], MUTED, 2)?;
                canvas.bold((222, y), Anchor::Right, TEXT, &super::label(&row.name, 16))?;
            } else {
                let name = super::label(&row.name, 16);
                canvas.text((222, y), Anchor::Right, TEXT, INK, &name)?;
            }
            mark(canvas, scale, y, row)?;
        }
        Ok(())
    })
}

fn mark(canvas: &Canvas<'_>, scale: Scale, y: i32, row: &ForestRow) -> Result<(), ChartError> {
    let e = &row.difference;
    let value = words::points(e.point);
    canvas.text((WIDTH - 20, y), Anchor::Right, SMALL, INK, &value)?;
    if e.n == 0 {
        return Ok(());
    }
    let color = row.model.map_or(MUTED, super::series);
    let at = (scale.at(e.point), y);
    canvas.whisker(scale.ends(e.low, e.high), y, color)?;
    if let Some(model) = row.model {
        return canvas.mark(at, model);
    }
    // Neither: hollow.
    canvas.shape(at, 0, MUTED, 10)?;
    canvas.shape(at, 0, super::PAPER, 3)
}

/// From the lowest to the highest end, in whole steps of 20 points, with 0 and
/// the margin inside.
fn scale(rows: &[ForestRow], margin: f64) -> Scale {
    let seen = rows.iter().filter(|r| r.difference.n > 0);
    let (low, high) = seen.fold((-margin, margin), |(low, high), r| {
        (low.min(r.difference.low), high.max(r.difference.high))
    });
    let low = ((low / 0.2 - 1e-9).floor() * 0.2).clamp(-1.0, -0.2);
    let high = ((high / 0.2 + 1e-9).ceil() * 0.2).clamp(0.2, 1.0);
    Scale {
        low,
        high,
        from: 250,
        to: WIDTH - 140,
    }
}

fn ground(canvas: &Canvas<'_>, scale: Scale, margin: f64, bottom: i32) -> Result<(), ChartError> {
    let band = scale.ends(-margin, margin);
    canvas.bar((band.0, TOP), (band.1, bottom), SHADE, 1.0)?;
    let steps = (scale.low / 0.2).round() as i32..=(scale.high / 0.2).round() as i32;
    let wide = steps.clone().count() > 8;
    for step in steps {
        let x = scale.at(f64::from(step) * 0.2);
        let (color, width) = if step == 0 { (MUTED, 3) } else { (GRID, 2) };
        canvas.line(&[(x, TOP), (x, bottom)], color, width)?;
        if !wide || step % 2 == 0 {
            let text = words::points(f64::from(step) * 0.2).replace(".0", "");
            canvas.text((x, bottom + 26), Anchor::Middle, SMALL, MUTED, &text)?;
        }
    }
    let zero = scale.at(0.0);
    if zero - scale.from > 200 {
        canvas.text(
            (zero - 16, 20),
            Anchor::Right,
            SMALL,
            MUTED,
            "← instruct better",
        )?;
    }
    canvas.text(
        (zero + 16, 20),
        Anchor::Left,
        SMALL,
        MUTED,
        "reasoning better →",
    )
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::stats::{Confidence, paired::agresti_min};

    #[test]
    fn the_scale_holds_every_interval_and_zero() {
        let row = |b, c, n| ForestRow {
            name: "logic".into(),
            difference: agresti_min(b, c, n, Confidence::default()),
            model: Some(0),
            is_total: false,
        };
        let rows = [row(25, 1, 40), row(0, 3, 40), row(0, 0, 0)];
        let s = scale(&rows, 0.05);
        for r in rows.iter().filter(|r| r.difference.n > 0) {
            assert!(s.low <= r.difference.low && r.difference.high <= s.high);
        }
        assert!(s.low <= -0.2 && s.high >= 0.2);
        let svg = forest(&rows, 0.05, "Differences").unwrap();
        assert_eq!(svg, forest(&rows, 0.05, "Differences").unwrap());
        assert!(svg.contains("+60.0"), "{svg}");
    }
}

//! Accuracy per task type and model: marks with whiskers on an axis from 0 to
//! 100 percent.

use super::axis::Scale;
use super::{Anchor, Canvas, ChartError, GRID, INK, MUTED, SMALL, TEXT};
use crate::report::words;
use crate::stats::Estimate;

/// Accuracies of one task type.
#[derive(Debug, Clone, PartialEq)]
pub struct AccuracyRow {
    /// The task type.
    pub name: String,
    /// Number of the model (for color and shape) and its accuracy.
    pub models: Vec<(usize, Estimate)>,
}

const WIDTH: i32 = 800;
const TOP: i32 = 12;
const LINE: i32 = 38;
const GAP: i32 = 22;
const AXIS: i32 = 56;

/// The chart; the models are told apart by a legend beside it.
pub fn accuracy(rows: &[AccuracyRow], label: &str) -> Result<String, ChartError> {
    let lines: i32 = rows
        .iter()
        .map(|r| r.models.len() as i32 * LINE + GAP)
        .sum();
    let bottom = TOP + lines;
    super::draw(WIDTH, bottom + AXIS, label, |canvas| {
        let scale = Scale {
            low: 0.0,
            high: 1.0,
            from: 210,
            to: WIDTH - 130,
        };
        grid(canvas, scale, bottom)?;
        let mut y = TOP;
        for row in rows {
            let height = row.models.len() as i32 * LINE;
            let middle = y + i32::midpoint(height, GAP);
            let name = super::label(&row.name, 16);
            canvas.text((190, middle), Anchor::Right, TEXT, INK, &name)?;
            for (j, (model, estimate)) in row.models.iter().enumerate() {
                let line = y + i32::midpoint(GAP, LINE) + j as i32 * LINE;
                mark(canvas, scale, line, *model, estimate)?;
            }
            y += height + GAP;
            canvas.line(&[(20, y), (WIDTH - 10, y)], GRID, 1)?;
        }
        Ok(())
    })
}

fn mark(
    canvas: &Canvas<'_>,
    scale: Scale,
    y: i32,
    model: usize,
    e: &Estimate,
) -> Result<(), ChartError> {
    if e.n > 0 {
        canvas.whisker(scale.ends(e.low, e.high), y, super::series(model))?;
        canvas.mark((scale.at(e.point), y), model)?;
    }
    let value = words::percent(e.point);
    canvas.text((WIDTH - 20, y), Anchor::Right, SMALL, INK, &value)
}

fn grid(canvas: &Canvas<'_>, scale: Scale, bottom: i32) -> Result<(), ChartError> {
    for quarter in 0..=4 {
        let share = f64::from(quarter) / 4.0;
        let x = scale.at(share);
        canvas.line(&[(x, TOP), (x, bottom)], GRID, 2)?;
        let text = format!("{}%", quarter * 25);
        canvas.text((x, bottom + 26), Anchor::Middle, SMALL, MUTED, &text)?;
    }
    Ok(())
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::stats::{Confidence, proportion::wilson};

    #[test]
    fn same_data_same_bytes() {
        let rows = [AccuracyRow {
            name: "logic".into(),
            models: vec![
                (0, wilson(35, 40, Confidence::default())),
                (1, wilson(0, 0, Confidence::default())),
            ],
        }];
        let first = accuracy(&rows, "Accuracy").unwrap();
        assert_eq!(first, accuracy(&rows, "Accuracy").unwrap());
        assert!(first.contains("87.5%") && first.contains('–'));
        // An empty chart is drawn, too.
        assert!(accuracy(&[], "nothing").unwrap().contains("100%"));
    }
}

//! Mean tokens per task type and model: thinking and answer, stacked.

use super::axis::{Scale, ticks};
use super::{Anchor, Canvas, ChartError, GRID, INK, MUTED, SMALL, TEXT};
use crate::report::words;

/// Mean tokens of one task type.
#[derive(Debug, Clone, PartialEq)]
pub struct TokenRow {
    /// The task type.
    pub name: String,
    /// Number of the model, mean thinking and mean answer tokens.
    pub models: Vec<(usize, f64, f64)>,
}

const WIDTH: i32 = 800;
const TOP: i32 = 12;
const LINE: i32 = 36;
const GAP: i32 = 22;
const AXIS: i32 = 56;

/// The chart: thinking in the full color, the answer after it in a pale one.
pub fn tokens(rows: &[TokenRow], label: &str) -> Result<String, ChartError> {
    let lines: i32 = rows
        .iter()
        .map(|r| r.models.len() as i32 * LINE + GAP)
        .sum();
    let bottom = TOP + lines;
    let sums = rows
        .iter()
        .flat_map(|r| r.models.iter().map(|(_, a, b)| a + b));
    let ticks = ticks(sums.filter(|s| s.is_finite()).fold(0.0, f64::max));
    super::draw(WIDTH, bottom + AXIS, label, |canvas| {
        let scale = Scale {
            low: 0.0,
            high: ticks.last().copied().unwrap_or(1.0),
            from: 210,
            to: WIDTH - 130,
        };
        for tick in &ticks {
            let x = scale.at(*tick);
            canvas.line(&[(x, TOP), (x, bottom)], GRID, 2)?;
            let text = words::decimal(*tick).replace(".0", "");
            canvas.text((x, bottom + 26), Anchor::Middle, SMALL, MUTED, &text)?;
        }
        let mut y = TOP;
        for row in rows {
            let height = row.models.len() as i32 * LINE;
            let name = super::label(&row.name, 16);
            let middle = y + i32::midpoint(height, GAP);
            canvas.text((190, middle), Anchor::Right, TEXT, INK, &name)?;
            for (j, model) in row.models.iter().enumerate() {
                bar(canvas, scale, y + GAP / 2 + j as i32 * LINE, *model)?;
            }
            y += height + GAP;
        }
        Ok(())
    })
}

fn bar(
    canvas: &Canvas<'_>,
    scale: Scale,
    y: i32,
    (model, thinking, answer): (usize, f64, f64),
) -> Result<(), ChartError> {
    let color = super::series(model);
    let sum = thinking + answer;
    let text = words::decimal(sum);
    canvas.text((WIDTH - 20, y + LINE / 2), Anchor::Right, SMALL, INK, &text)?;
    if !sum.is_finite() {
        return Ok(());
    }
    let (zero, end, total) = (scale.at(0.0), scale.at(thinking), scale.at(sum));
    if end > zero {
        canvas.bar((zero, y + 5), (end, y + LINE - 5), color, 1.0)?;
    }
    canvas.bar((end, y + 5), (total.max(end + 1), y + LINE - 5), color, 0.4)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn missing_means_are_no_bars() {
        let rows = [TokenRow {
            name: "logic".into(),
            models: vec![(0, 60.5, 8.0), (1, f64::NAN, f64::NAN)],
        }];
        let svg = tokens(&rows, "Tokens").unwrap();
        assert_eq!(svg, tokens(&rows, "Tokens").unwrap());
        assert!(svg.contains("68.5") && svg.contains('–'));
        assert_eq!(svg.matches("<rect").count(), 2, "{svg}");
    }
}

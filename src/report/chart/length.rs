//! Lengths of thinking by what became of the attempt.

use super::axis::{Scale, ticks};
use super::{Anchor, Canvas, ChartError, GRID, INK, MUTED, SMALL, TEXT};
use crate::analysis::{Fate, Lengths};
use crate::report::words;

const WIDTH: i32 = 800;
const TOP: i32 = 12;
const LINE: i32 = 36;
const GAP: i32 = 24;
const AXIS: i32 = 60;

/// The chart for one model: per task type a row for each fate, with a box from
/// the first to the third quartile, a line from the tenth to the ninetieth
/// percentile, and a stroke at the median.
pub fn length(lengths: &[&Lengths], label: &str) -> Result<String, ChartError> {
    let mut groups: indexmap::IndexMap<&str, Vec<&Lengths>> = indexmap::IndexMap::new();
    for l in lengths {
        groups.entry(l.task_type.as_str()).or_default().push(l);
    }
    let lines: i32 = groups.values().map(|g| g.len() as i32 * LINE + GAP).sum();
    let bottom = TOP + lines;
    let ticks = ticks(lengths.iter().map(|l| l.tokens.p90).fold(0.0, f64::max));
    super::draw(WIDTH, bottom + AXIS, label, |canvas| {
        let scale = Scale {
            low: 0.0,
            high: ticks.last().copied().unwrap_or(1.0),
            from: 290,
            to: WIDTH - 110,
        };
        for tick in &ticks {
            let x = scale.at(*tick);
            canvas.line(&[(x, TOP), (x, bottom)], GRID, 2)?;
            let text = words::decimal(*tick).replace(".0", "");
            canvas.text((x, bottom + 26), Anchor::Middle, SMALL, MUTED, &text)?;
        }
        let mut y = TOP;
        for (name, group) in &groups {
            let height = group.len() as i32 * LINE + GAP;
            let name = super::label(name, 14);
            canvas.text((178, y + height / 2), Anchor::Right, TEXT, INK, &name)?;
            for (j, l) in group.iter().enumerate() {
                row(
                    canvas,
                    scale,
                    y + i32::midpoint(GAP, LINE) + j as i32 * LINE,
                    l,
                )?;
            }
            y += height;
            canvas.line(&[(20, y), (WIDTH - 10, y)], GRID, 1)?;
        }
        Ok(())
    })
}

fn row(canvas: &Canvas<'_>, scale: Scale, y: i32, l: &Lengths) -> Result<(), ChartError> {
    let color = match l.fate {
        Fate::Right => super::RIGHT,
        Fate::Wrong => super::WRONG,
        Fate::Cut => super::CUT,
    };
    let t = &l.tokens;
    canvas.text((270, y), Anchor::Right, SMALL, MUTED, l.fate.name())?;
    let n = format!("n = {}", words::count(l.n));
    canvas.text((WIDTH - 10, y), Anchor::Right, SMALL, MUTED, &n)?;
    canvas.line(&[(scale.at(t.p10), y), (scale.at(t.p90), y)], color, 3)?;
    let (left, right) = scale.ends(t.p25, t.p75);
    canvas.bar((left, y - 11), (right.max(left + 2), y + 11), color, 0.35)?;
    let median = scale.at(t.p50);
    canvas.line(&[(median, y - 13), (median, y + 13)], color, 6)
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::stats::quantile::five_numbers;

    #[test]
    fn one_row_for_each_fate() {
        let of = |fate| Lengths {
            model: "m".into(),
            task_type: "logic".into(),
            fate,
            n: 3,
            tokens: five_numbers(&[3.0, 50.0, 90.0]).unwrap(),
        };
        let all = [of(Fate::Right), of(Fate::Wrong), of(Fate::Cut)];
        let refs: Vec<&Lengths> = all.iter().collect();
        let svg = length(&refs, "Lengths").unwrap();
        assert_eq!(svg, length(&refs, "Lengths").unwrap());
        assert_eq!(svg.matches("n = 3").count(), 3);
        assert!(length(&[], "none").is_ok());
    }
}

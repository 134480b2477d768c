//! Charts: data in, SVG out, the same bytes for the same data.
//!
//! Plotters draws shapes; the page's style sheet maps the fixed colors below to
//! those of the light or dark theme, so that a chart follows the reader's
//! theme and yet stands alone. Lengths are in half pixels, as plotters knows
//! whole units only.

use plotters::backend::SVGBackend;
use plotters::coord::Shift;
use plotters::drawing::{DrawingArea, DrawingAreaErrorKind, IntoDrawingArea};
use plotters::element::{Circle, PathElement, Polygon, Rectangle, Text};
use plotters::style::text_anchor::{HPos, Pos, VPos};
use plotters::style::{Color, FontStyle, IntoFont, RGBColor, ShapeStyle, TextStyle};

use crate::text::for_terminal;

pub mod accuracy;
pub mod axis;
pub mod budget;
pub mod forest;
pub mod length;
pub mod tokens;

/// Text and strong lines.
pub const INK: RGBColor = RGBColor(0x1B, 0x1F, 0x24);
/// Labels and weak lines.
pub const MUTED: RGBColor = RGBColor(0x5B, 0x66, 0x70);
/// Grid lines.
pub const GRID: RGBColor = RGBColor(0xE1, 0xE5, 0xEA);
/// Areas behind the data.
pub const SHADE: RGBColor = RGBColor(0xEE, 0xF1, 0xF5);
/// The page.
pub const PAPER: RGBColor = RGBColor(0xFF, 0xFF, 0xFE);
/// Correct answers.
pub const RIGHT: RGBColor = RGBColor(0x1A, 0x7F, 0x5A);
/// Incorrect answers.
pub const WRONG: RGBColor = RGBColor(0xB3, 0x40, 0x2A);
/// Completions that were cut off.
pub const CUT: RGBColor = RGBColor(0x7A, 0x5A, 0x9E);

/// One color per model, told apart by color-blind readers too; marks differ in
/// shape besides.
pub const SERIES: [RGBColor; 6] = [
    RGBColor(0x00, 0x66, 0xA8),
    RGBColor(0xC2, 0x4E, 0x00),
    RGBColor(0x00, 0x7F, 0x5B),
    RGBColor(0xA1, 0x4A, 0x7A),
    RGBColor(0x86, 0x65, 0x00),
    RGBColor(0x55, 0x5F, 0x6B),
];

/// Height of ordinary text, in half pixels.
pub const TEXT: i32 = 25;
/// Height of small text.
pub const SMALL: i32 = 22;

/// A point of a chart, in half pixels from the top left.
pub type At = (i32, i32);

/// What plotters says when it cannot draw.
pub type ChartError = DrawingAreaErrorKind<std::io::Error>;

/// The color of the i-th model.
pub fn series(i: usize) -> RGBColor {
    SERIES[i % SERIES.len()]
}

/// Draws a chart of the given size (half pixels). `label` tells those who
/// cannot see it what it shows.
pub fn draw(
    width: i32,
    height: i32,
    label: &str,
    paint: impl FnOnce(&Canvas<'_>) -> Result<(), ChartError>,
) -> Result<String, ChartError> {
    let mut svg = String::new();
    {
        let size = (width.max(1) as u32, height.max(1) as u32);
        let area = SVGBackend::with_string(&mut svg, size).into_drawing_area();
        let canvas = Canvas { area };
        paint(&canvas)?;
        canvas.area.present()?;
    }
    // Our own opening tag: without fixed size, without a namespace address (the
    // page must name no address at all), and with a role and a label.
    let body = svg.split_once('>').map_or("", |(_, body)| body);
    let label = escape(&for_terminal(label));
    Ok(format!(
        "<svg class=\"chart\" viewBox=\"0 0 {width} {height}\" role=\"img\" aria-label=\"{label}\">{body}"
    ))
}

/// `text` for an attribute or the content of an element.
pub fn escape(text: &str) -> String {
    let mut escaped = String::with_capacity(text.len());
    for c in text.chars() {
        match c {
            '<' => escaped.push_str("&lt;"),
            '>' => escaped.push_str("&gt;"),
            '&' => escaped.push_str("&amp;"),
            '"' => escaped.push_str("&quot;"),
            '\'' => escaped.push_str("&#39;"),
            c => escaped.push(c),
        }
    }
    escaped
}

/// `text` cut to `most` characters, cleaned of what could disturb the line.
pub fn label(text: &str, most: usize) -> String {
    let clean = for_terminal(text);
    if clean.chars().count() <= most {
        return clean;
    }
    let mut cut: String = clean.chars().take(most.saturating_sub(1)).collect();
    cut.push('…');
    cut
}

/// Where a text is held.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Anchor {
    /// At its left end.
    Left,
    /// At its middle.
    Middle,
    /// At its right end.
    Right,
}

/// What is painted on.
pub struct Canvas<'a> {
    area: DrawingArea<SVGBackend<'a>, Shift>,
}

impl Canvas<'_> {
    /// A text of the given height, centered on `at` vertically.
    pub fn text(
        &self,
        at: At,
        anchor: Anchor,
        height: i32,
        color: RGBColor,
        text: &str,
    ) -> Result<(), ChartError> {
        self.write(at, anchor, height, color, FontStyle::Normal, text)
    }

    /// The same in bold.
    pub fn bold(&self, at: At, anchor: Anchor, height: i32, text: &str) -> Result<(), ChartError> {
        self.write(at, anchor, height, INK, FontStyle::Bold, text)
    }

    fn write(
        &self,
        at: At,
        anchor: Anchor,
        height: i32,
        color: RGBColor,
        style: FontStyle,
        text: &str,
    ) -> Result<(), ChartError> {
        let h_pos = match anchor {
            Anchor::Left => HPos::Left,
            Anchor::Middle => HPos::Center,
            Anchor::Right => HPos::Right,
        };
        // Plotters divides font sizes by 1.24.
        let font = ("sans-serif", f64::from(height) * 1.24, style).into_font();
        let style = TextStyle::from(font)
            .color(&color)
            .pos(Pos::new(h_pos, VPos::Center));
        self.area.draw(&Text::new(text.to_owned(), at, style))
    }

    /// A line through `points`.
    pub fn line(&self, points: &[At], color: RGBColor, width: u32) -> Result<(), ChartError> {
        let style = ShapeStyle::from(&color).stroke_width(width);
        self.area.draw(&PathElement::new(points.to_vec(), style))
    }

    /// A filled area with the given opacity.
    pub fn area(&self, points: &[At], color: RGBColor, opacity: f64) -> Result<(), ChartError> {
        let style = color.mix(opacity).filled();
        self.area.draw(&Polygon::new(points.to_vec(), style))
    }

    /// A filled rectangle with the given opacity.
    pub fn bar(&self, from: At, to: At, color: RGBColor, opacity: f64) -> Result<(), ChartError> {
        let style = color.mix(opacity).filled();
        self.area.draw(&Rectangle::new([from, to], style))
    }

    /// A ring around a point.
    pub fn ring(&self, at: At, radius: i32, color: RGBColor) -> Result<(), ChartError> {
        let style = ShapeStyle::from(&color).stroke_width(3);
        self.area.draw(&Circle::new(at, radius, style))
    }

    /// The mark of the i-th model: circle, square, diamond or triangle.
    pub fn mark(&self, at: At, i: usize) -> Result<(), ChartError> {
        self.shape(at, i, series(i), 10)
    }

    /// A shape by number, in any color.
    pub fn shape(&self, at: At, i: usize, color: RGBColor, size: i32) -> Result<(), ChartError> {
        let (x, y) = at;
        // A rim in the page's color keeps marks apart where they meet.
        let (paper, style) = (PAPER.filled(), color.filled());
        let corners = |r: i32| match i % 4 {
            1 => vec![
                (x - r, y - r),
                (x + r, y - r),
                (x + r, y + r),
                (x - r, y + r),
            ],
            2 => vec![(x, y - r), (x + r, y), (x, y + r), (x - r, y)],
            _ => vec![(x, y - r), (x + r, y + r * 3 / 4), (x - r, y + r * 3 / 4)],
        };
        if i.is_multiple_of(4) {
            self.area.draw(&Circle::new(at, size + 3, paper))?;
            return self.area.draw(&Circle::new(at, size, style));
        }
        let size = if i % 4 == 1 { size - 1 } else { size + 3 };
        self.area.draw(&Polygon::new(corners(size + 4), paper))?;
        self.area.draw(&Polygon::new(corners(size), style))
    }

    /// A whisker from `x.0` to `x.1` at height `y`, with short ends.
    pub fn whisker(&self, x: (i32, i32), y: i32, color: RGBColor) -> Result<(), ChartError> {
        self.line(&[(x.0, y), (x.1, y)], color, 4)?;
        for end in [x.0, x.1] {
            self.line(&[(end, y - 7), (end, y + 7)], color, 4)?;
        }
        Ok(())
    }
}

/// A small picture of the i-th model's mark, for legends.
pub fn swatch(i: usize) -> Result<String, ChartError> {
    let svg = draw(44, 28, "", |canvas| {
        canvas.line(&[(0, 14), (44, 14)], series(i), 4)?;
        canvas.mark((22, 14), i)
    })?;
    // Decoration: the name stands beside it.
    Ok(svg.replace(
        "class=\"chart\" viewBox=\"0 0 44 28\" role=\"img\" aria-label=\"\"",
        "class=\"swatch\" viewBox=\"0 0 44 28\" aria-hidden=\"true\"",
    ))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn hostile_labels_cannot_break_out() {
        let name = "\"><script>alert(1)</script>\u{202e}]]>&'";
        let svg = draw(100, 50, name, |canvas| {
            canvas.text((5, 5), Anchor::Left, TEXT, INK, &label(name, 80))
        })
        .unwrap();
        assert!(!svg.contains("<script"), "{svg}");
        assert!(!svg.contains('\u{202e}'), "{svg}");
        assert!(svg.contains("&lt;script&gt;"));
        assert!(!svg.contains("http"), "{svg}");
        assert_eq!(svg.matches('<').count(), svg.matches('>').count());
    }

    #[test]
    fn long_labels_are_cut_by_characters() {
        assert_eq!(label("思考思考", 3), "思考…");
        assert_eq!(label("abc", 3), "abc");
        assert_eq!(label("abc", 0), "…");
    }

    #[test]
    fn swatches_are_decoration() {
        for i in 0..7 {
            let svg = swatch(i).unwrap();
            assert!(
                svg.contains("aria-hidden") && !svg.contains("role="),
                "{svg}"
            );
        }
    }
}

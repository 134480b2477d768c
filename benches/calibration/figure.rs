//! The figure of `docs/statistics.md`.

use overthink::stats::{Confidence, Estimate, Method, paired, proportion};
use plotters::prelude::*;

use crate::exact;

const BLUE_LINE: RGBColor = RGBColor(31, 87, 160);
const RED_LINE: RGBColor = RGBColor(200, 60, 40);
const GRAY_LINE: RGBColor = RGBColor(120, 120, 120);

/// How often the lower end of a 90 percent Agresti-Min interval is above
/// `-margin`.
pub(crate) fn smoothed_passing(n: usize, (gain, loss): (f64, f64), margin: f64) -> f64 {
    let ninety = Confidence::new(0.9).unwrap_or_default();
    let passes = |b: usize, c: usize| paired::agresti_min(b, c, n, ninety).low > -margin;
    let passed = exact::outcomes(n, gain, loss)
        .into_iter()
        .filter(|(b, c, _)| passes(*b, *c));
    passed.map(|(_, _, chance)| chance).sum()
}

/// `p ± z √(p(1-p)/n)`: what most harnesses print.
fn wald(k: usize, n: usize) -> Estimate {
    let c = Confidence::default();
    let p = k as f64 / n as f64;
    let reach = c.z() * (p * (1.0 - p) / n as f64).sqrt();
    Estimate {
        point: p,
        low: p - reach,
        high: p + reach,
        n,
        method: Method::Normal,
        confidence: c,
    }
}

/// Two pictures side by side: coverage of one accuracy, and false passes.
pub(crate) fn draw(path: &str) -> Result<(), Box<dyn std::error::Error>> {
    let root = SVGBackend::new(path, (960, 380)).into_drawing_area();
    root.fill(&WHITE)?;
    let (left, right) = root.split_horizontally(480);
    coverage(&left)?;
    alarms(&right)?;
    root.present()?;
    Ok(())
}

type Area<'a> = DrawingArea<SVGBackend<'a>, plotters::coord::Shift>;

fn coverage(area: &Area<'_>) -> Result<(), Box<dyn std::error::Error>> {
    let mut chart = ChartBuilder::on(area)
        .caption(
            "95 % intervals that hold the truth, 30 items",
            ("sans-serif", 15),
        )
        .margin(10)
        .x_label_area_size(35)
        .y_label_area_size(45)
        .build_cartesian_2d(0.0..1.0, 70.0..100.0)?;
    chart
        .configure_mesh()
        .x_desc("true accuracy")
        .y_desc("percent")
        .light_line_style(TRANSPARENT)
        .draw()?;
    let line = |interval: &dyn Fn(usize, usize) -> Estimate| -> Vec<(f64, f64)> {
        (4..=196)
            .map(|i| f64::from(i) / 200.0)
            .map(|p| (p, (100.0 * exact::coverage(30, p, interval)).max(70.0)))
            .collect()
    };
    let ours = line(&|k, n| proportion::wilson(k, n, Confidence::default()));
    let plain = line(&wald);
    chart.draw_series(LineSeries::new(
        [(0.0, 95.0), (1.0, 95.0)],
        GRAY_LINE.stroke_width(1),
    ))?;
    chart
        .draw_series(LineSeries::new(plain, RED_LINE.stroke_width(1)))?
        .label("p ± 1.96 standard errors")
        .legend(|(x, y)| PathElement::new([(x, y), (x + 18, y)], RED_LINE));
    chart
        .draw_series(LineSeries::new(ours, BLUE_LINE.stroke_width(2)))?
        .label("Wilson (default)")
        .legend(|(x, y)| PathElement::new([(x, y), (x + 18, y)], BLUE_LINE));
    chart
        .configure_series_labels()
        .position(SeriesLabelPosition::LowerMiddle)
        .draw()?;
    Ok(())
}

fn alarms(area: &Area<'_>) -> Result<(), Box<dyn std::error::Error>> {
    const N: usize = 100;
    const MARGIN: f64 = 0.05;
    let mut chart = ChartBuilder::on(area)
        .caption(
            "candidates at the margin that pass a 5 % test, 100 items",
            ("sans-serif", 15),
        )
        .margin(10)
        .x_label_area_size(35)
        .y_label_area_size(45)
        .build_cartesian_2d(0.05..0.5, 0.0..14.0)?;
    chart
        .configure_mesh()
        .x_desc("share of items on which the two differ (margin 0.05)")
        .y_desc("percent")
        .light_line_style(TRANSPARENT)
        .draw()?;
    let from = exact::threshold(N, MARGIN, 0.05);
    let places = || (0..=180).map(|i| 0.05 + f64::from(i) / 400.0);
    let split = |differ: f64| {
        let loss = f64::midpoint(differ, MARGIN);
        (loss - MARGIN, loss)
    };
    let ours = places().map(|d| (d, 100.0 * exact::passing(N, split(d), MARGIN, from)));
    let smoothed = places().map(|d| (d, 100.0 * smoothed_passing(N, split(d), MARGIN)));
    chart.draw_series(LineSeries::new(
        [(0.05, 5.0), (0.5, 5.0)],
        GRAY_LINE.stroke_width(1),
    ))?;
    chart
        .draw_series(LineSeries::new(smoothed, RED_LINE.stroke_width(1)))?
        .label("lower end of Agresti-Min")
        .legend(|(x, y)| PathElement::new([(x, y), (x + 18, y)], RED_LINE));
    chart
        .draw_series(LineSeries::new(ours, BLUE_LINE.stroke_width(2)))?
        .label("exact test (gate)")
        .legend(|(x, y)| PathElement::new([(x, y), (x + 18, y)], BLUE_LINE));
    chart
        .configure_series_labels()
        .position(SeriesLabelPosition::UpperRight)
        .draw()?;
    Ok(())
}

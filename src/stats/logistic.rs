//! Does a longer completion mean a correct one: the slope of a logistic curve.

use super::{Confidence, Estimate, Method, special};

/// Above this many values the interval is Wald's, which then is the same.
const MOST_PROFILED: usize = 2_000;
const MOST_STEPS: usize = 100;

/// A logistic curve of being correct against one number, such as length.
#[derive(Debug, Clone, Copy, PartialEq)]
pub struct Slope {
    /// The change of the log odds for each unit of `x`, with its interval.
    pub slope: Estimate,
    /// The log odds at `x` of 0.
    pub intercept: f64,
    /// The two-sided p value of no slope, by the likelihood ratio (or by Wald's
    /// statistic where the interval is Wald's).
    pub p: f64,
    /// Whether a threshold in `x` sets all correct from all incorrect ones. The
    /// slope is then only known to be steep, and its size is the penalty's.
    pub separated: bool,
}

/// The logistic regression of `correct` on `x` by D. Firth's penalized
/// likelihood (Biometrika 80, 1993): the log likelihood plus half the logarithm
/// of the information's determinant.
///
/// Plain maximum likelihood has no finite slope where a threshold separates the
/// correct from the incorrect ones, which happens often with few items; the
/// penalty keeps it finite and takes the bias of order 1/n away (G. Heinze and
/// M. Schemper, Statistics in Medicine 21, 2002). The interval is theirs, by
/// the profile of the penalized likelihood, up to 2,000 values, and Wald's
/// above. For independent values; take one an item, or [`clustered_slope`].
///
/// `None` for slices of different length, values that are not finite, `x` that
/// does not vary, or where all are correct or none is: there is no slope to
/// speak of. Cost: 74 ms for 100,000 values, 29 ms for the profile of 2,000.
pub fn slope(x: &[f64], correct: &[bool], confidence: Confidence) -> Option<Slope> {
    let data = Data::new(x, correct)?;
    let best = data.fit(None)?;
    let n = x.len();
    let (low, high, p, method) = if n <= MOST_PROFILED {
        let edge = best.likelihood - confidence.z().powi(2) / 2.0;
        let flat = data.fit(Some(0.0))?;
        let ratio = (2.0 * (best.likelihood - flat.likelihood)).max(0.0);
        (
            data.edge(&best, edge, -1.0),
            data.edge(&best, edge, 1.0),
            2.0 * special::normal_cdf(-ratio.sqrt()),
            Method::FirthProfile,
        )
    } else {
        let reach = confidence.z() * best.slope_error();
        let z = best.slope / best.slope_error();
        let p = 2.0 * special::normal_cdf(-z.abs());
        (best.slope - reach, best.slope + reach, p, Method::FirthWald)
    };
    Some(data.finish(&best, low, high, n, p, method, confidence))
}

/// [`slope`] where several values belong to one item: the same curve, its error
/// from the sums of each cluster's scores (the sandwich of Liang and Zeger,
/// 1986, times G/(G-1)), with Student's t and G - 1 degrees of freedom.
/// `cluster[i]` is any number of the item of value `i`. `None` as there, and for
/// fewer than three clusters.
pub fn clustered_slope(
    x: &[f64],
    correct: &[bool],
    cluster: &[usize],
    confidence: Confidence,
) -> Option<Slope> {
    let data = Data::new(x, correct)?;
    if cluster.len() != x.len() {
        return None;
    }
    let best = data.fit(None)?;
    let mut scores: indexmap::IndexMap<usize, [f64; 2]> = indexmap::IndexMap::new();
    for ((x, y), cluster) in data.x.iter().zip(&data.y).zip(cluster) {
        let residual = y - probability(best.intercept + best.slope * x);
        let sum = scores.entry(*cluster).or_default();
        sum[0] += residual;
        sum[1] += residual * x;
    }
    let n = scores.len();
    if n < 3 {
        return None;
    }
    // The second row of the inverse information, applied to each cluster.
    let [a, b, c] = best.information;
    let determinant = a * c - b * b;
    let meat: f64 = scores
        .values()
        .map(|s| ((a * s[1] - b * s[0]) / determinant).powi(2))
        .sum();
    let df = (n - 1) as f64;
    let error = (meat * n as f64 / df).sqrt();
    let reach = confidence.t(df) * error;
    let p = 2.0 * special::t_cdf(-(best.slope / error).abs(), df);
    let (low, high) = (best.slope - reach, best.slope + reach);
    Some(data.finish(&best, low, high, n, p, Method::FirthClustered, confidence))
}

/// Where `above` falls through 0 between 0 and 1, from `start` above 0 at 0:
/// false position in the Illinois form.
fn crossing(above: impl Fn(f64) -> f64, start: f64) -> f64 {
    let (mut low, mut at_low) = (0.0, start);
    let (mut high, mut at_high) = (1.0, above(1.0));
    let mut last = 0;
    for _ in 0..60 {
        if at_high >= 0.0 {
            return high;
        }
        let middle = low + (high - low) * at_low / (at_low - at_high);
        let found = above(middle);
        if found.abs() < 1e-13 || high - low < 1e-13 {
            return middle;
        }
        if found > 0.0 {
            (low, at_low) = (middle, found);
            if last == 1 {
                at_high /= 2.0;
            }
            last = 1;
        } else {
            (high, at_high) = (middle, found);
            if last == -1 {
                at_low /= 2.0;
            }
            last = -1;
        }
    }
    f64::midpoint(low, high)
}

fn probability(log_odds: f64) -> f64 {
    1.0 / (1.0 + (-log_odds).exp())
}

/// The values, `x` moved and scaled to mean 0 and spread 1.
struct Data {
    x: Vec<f64>,
    y: Vec<f64>,
    center: f64,
    scale: f64,
    separated: bool,
}

/// A fitted curve, in the scaled `x`.
#[derive(Clone, Copy)]
struct Fit {
    intercept: f64,
    slope: f64,
    /// Penalized.
    likelihood: f64,
    /// Of intercept and slope: both diagonal entries around the other one.
    information: [f64; 3],
}

impl Fit {
    fn slope_error(&self) -> f64 {
        let [a, b, c] = self.information;
        (a / (a * c - b * b)).sqrt()
    }
}

impl Data {
    fn new(x: &[f64], correct: &[bool]) -> Option<Self> {
        let n = x.len();
        if n < 2 || n != correct.len() || x.iter().any(|v| !v.is_finite()) {
            return None;
        }
        let center = super::mean::mean(x);
        let scale = super::mean::variance(x).sqrt();
        let n_correct = correct.iter().filter(|c| **c).count();
        if !(scale > 0.0 && scale.is_finite()) || n_correct == 0 || n_correct == n {
            return None;
        }
        let ends = |wanted: bool| {
            let own = x.iter().zip(correct).filter(move |(_, c)| **c == wanted);
            own.fold((f64::INFINITY, f64::NEG_INFINITY), |(low, high), (x, _)| {
                (low.min(*x), high.max(*x))
            })
        };
        let (right, wrong) = (ends(true), ends(false));
        Some(Self {
            x: x.iter().map(|x| (x - center) / scale).collect(),
            y: correct.iter().map(|c| f64::from(u8::from(*c))).collect(),
            center,
            scale,
            separated: right.0 >= wrong.1 || right.1 <= wrong.0,
        })
    }

    /// The likelihood's parts at one curve: itself penalized, information, and
    /// the modified score (Firth's equation 3: `Σ (y - p + h (½ - p)) x`).
    fn at(&self, intercept: f64, slope: f64) -> (f64, [f64; 3], [f64; 2]) {
        let mut information = [0.0; 3];
        let mut likelihood = 0.0;
        for (x, y) in self.x.iter().zip(&self.y) {
            let odds = intercept + slope * x;
            let p = probability(odds);
            let w = p * (1.0 - p);
            information[0] += w;
            information[1] += w * x;
            information[2] += w * x * x;
            // ln p or ln (1 - p), without cancellation.
            let wrong_way = if *y > 0.5 { -odds } else { odds };
            likelihood -= wrong_way.max(0.0) + (-wrong_way.abs()).exp().ln_1p();
        }
        let [a, b, c] = information;
        let determinant = a * c - b * b;
        let mut score = [0.0; 2];
        for (x, y) in self.x.iter().zip(&self.y) {
            let p = probability(intercept + slope * x);
            let hat = p * (1.0 - p) * (c - 2.0 * b * x + a * x * x) / determinant;
            let term = y - p + hat * (0.5 - p);
            score[0] += term;
            score[1] += term * x;
        }
        (likelihood + determinant.ln() / 2.0, information, score)
    }

    /// The most likely curve, or the most likely one of a fixed slope, by
    /// Newton's steps, halved where they overshoot.
    fn fit(&self, fixed: Option<f64>) -> Option<Fit> {
        let (mut intercept, mut slope) = (0.0, fixed.unwrap_or(0.0));
        let (mut likelihood, mut information, mut score) = self.at(intercept, slope);
        for _ in 0..MOST_STEPS {
            let [a, b, c] = information;
            let determinant = a * c - b * b;
            let mut step = if fixed.is_some() {
                [score[0] / a, 0.0]
            } else {
                [
                    (c * score[0] - b * score[1]) / determinant,
                    (a * score[1] - b * score[0]) / determinant,
                ]
            };
            // Far steps leave the region where the curve has any weight.
            let largest = step[0].abs().max(step[1].abs());
            if largest > 5.0 {
                step = [step[0] * 5.0 / largest, step[1] * 5.0 / largest];
            }
            let mut found = self.at(intercept + step[0], slope + step[1]);
            for _ in 0..30 {
                if found.0 >= likelihood - 1e-12 * likelihood.abs() {
                    break;
                }
                step = [step[0] / 2.0, step[1] / 2.0];
                found = self.at(intercept + step[0], slope + step[1]);
            }
            intercept += step[0];
            slope += step[1];
            (likelihood, information, score) = found;
            if step[0].abs().max(step[1].abs()) < 1e-12 {
                break;
            }
        }
        let fit = Fit {
            intercept,
            slope,
            likelihood,
            information,
        };
        let good = likelihood.is_finite() && fit.slope_error().is_finite();
        good.then_some(fit)
    }

    /// The slope on one side of the best one at which the profile falls to
    /// `edge`.
    fn edge(&self, best: &Fit, edge: f64, side: f64) -> f64 {
        let profile = |slope: f64| self.fit(Some(slope)).map(|fit| fit.likelihood);
        let mut reach = best.slope_error();
        let mut outside = best.slope + side * reach;
        for _ in 0..60 {
            match profile(outside) {
                Some(value) if value > edge => reach *= 1.5,
                // Beyond what doubles can hold the likelihood is 0.
                _ => break,
            }
            outside = best.slope + side * reach;
        }
        let away = |share: f64| best.slope + share * (outside - best.slope);
        let above = |share: f64| profile(away(share)).map_or(-1e9, |value| value - edge);
        away(crossing(above, best.likelihood - edge))
    }

    #[expect(clippy::too_many_arguments, reason = "the parts of one result")]
    fn finish(
        &self,
        fit: &Fit,
        low: f64,
        high: f64,
        n: usize,
        p: f64,
        method: Method,
        confidence: Confidence,
    ) -> Slope {
        let point = fit.slope / self.scale;
        Slope {
            slope: Estimate {
                point,
                low: low / self.scale,
                high: high / self.scale,
                n,
                method,
                confidence,
            },
            intercept: fit.intercept - point * self.center,
            p: p.min(1.0),
            separated: self.separated,
        }
    }
}

#[cfg(test)]
mod tests;

//! Coverage, false alarms and power by adding up every outcome with its
//! probability. Nothing is drawn.

use overthink::stats::{Estimate, paired, special};

/// Outcomes rarer than this are left out.
const RARE: f64 = 1e-13;

/// Accuracies at which intervals are looked at.
pub(crate) const ACCURACIES: [f64; 3] = [0.05, 0.5, 0.95];

/// The truth about two runs on the same items.
#[derive(Debug, Clone, Copy)]
pub(crate) struct Truth {
    /// The accuracy of the first.
    pub(crate) first: f64,
    /// The accuracy of the second.
    pub(crate) second: f64,
    /// The correlation of being right.
    pub(crate) correlation: f64,
}

impl Truth {
    /// The shares of pairs that only the first and only the second gets right;
    /// `None` where such a correlation is impossible.
    pub(crate) fn split(self) -> Option<(f64, f64)> {
        let (p, q) = (self.first, self.second);
        let both = p * q + self.correlation * (p * (1.0 - p) * q * (1.0 - q)).sqrt();
        let (gain, loss) = (p - both, q - both);
        let fits = gain >= -1e-12 && loss >= -1e-12 && p + q - both <= 1.0 + 1e-12;
        fits.then_some((gain.max(0.0), loss.max(0.0)))
    }
}

/// The truths at which paired intervals are looked at, each with its shares of
/// pairs that only the first and only the second gets right.
pub(crate) fn truths() -> Vec<(Truth, (f64, f64))> {
    let mut found = Vec::new();
    for (first, second) in [
        (0.05, 0.05),
        (0.5, 0.5),
        (0.95, 0.95),
        (0.95, 0.9),
        (0.5, 0.6),
    ] {
        for correlation in [0.0, 0.3, 0.6, 0.8] {
            let truth = Truth {
                first,
                second,
                correlation,
            };
            found.extend(truth.split().map(|split| (truth, split)));
        }
    }
    found
}

/// The share of runs whose interval holds the true accuracy `p`.
pub(crate) fn coverage(n: usize, p: f64, interval: impl Fn(usize, usize) -> Estimate) -> f64 {
    let holds = |k: &usize| {
        let e = interval(*k, n);
        e.low <= p && p <= e.high
    };
    (0..=n)
        .filter(holds)
        .map(|k| special::binomial_pmf(k, n, p))
        .sum()
}

/// Every likely outcome of `n` pairs: first-only, second-only, probability.
pub(crate) fn outcomes(n: usize, gain: f64, loss: f64) -> Vec<(usize, usize, f64)> {
    let mut found = Vec::new();
    for b in 0..=n {
        let of_b = special::binomial_pmf(b, n, gain);
        if of_b < RARE {
            continue;
        }
        let rest = if gain < 1.0 {
            (loss / (1.0 - gain)).min(1.0)
        } else {
            0.0
        };
        for c in 0..=n - b {
            let chance = of_b * special::binomial_pmf(c, n - b, rest);
            if chance >= RARE {
                found.push((b, c, chance));
            }
        }
    }
    found
}

/// The share of runs whose interval holds the true difference.
pub(crate) fn paired_coverage(
    n: usize,
    (gain, loss): (f64, f64),
    interval: impl Fn(usize, usize, usize) -> Estimate,
) -> f64 {
    let d = gain - loss;
    let holds = |b: usize, c: usize| {
        let e = interval(b, c, n);
        e.low <= d + 1e-12 && d <= e.high + 1e-12
    };
    let held = outcomes(n, gain, loss)
        .into_iter()
        .filter(|(b, c, _)| holds(*b, *c));
    held.map(|(_, _, chance)| chance).sum()
}

/// The smallest score at which `paired::noninferior` is significant at `alpha`:
/// its p value falls with the score, so a search among all outcomes finds it.
pub(crate) fn threshold(n: usize, margin: f64, alpha: f64) -> f64 {
    let mut all: Vec<(f64, usize, usize)> = (0..=n)
        .flat_map(|b| (0..=n - b).map(move |c| (paired::score(b, c, n, -margin), b, c)))
        .collect();
    all.sort_by(|x, y| x.0.total_cmp(&y.0));
    let (mut low, mut high) = (0, all.len());
    while low < high {
        let middle = usize::midpoint(low, high);
        let (_, b, c) = all[middle];
        if paired::noninferior(b, c, n, margin).p <= alpha {
            high = middle;
        } else {
            low = middle + 1;
        }
    }
    all.get(low).map_or(f64::INFINITY, |(score, _, _)| *score)
}

/// The share of runs in which the score against `-margin` reaches `from`.
pub(crate) fn passing(n: usize, (gain, loss): (f64, f64), margin: f64, from: f64) -> f64 {
    let passes = |b: usize, c: usize| paired::score(b, c, n, -margin) >= from - 1e-9;
    let passed = outcomes(n, gain, loss)
        .into_iter()
        .filter(|(b, c, _)| passes(*b, *c));
    passed.map(|(_, _, chance)| chance).sum()
}

/// The share of gates over `types` task types, all alike, in which one is
/// significant after Holm: the smallest p value decides, at `alpha / types`.
pub(crate) fn any_of(types: i32, one: f64) -> f64 {
    1.0 - (1.0 - one).powi(types)
}

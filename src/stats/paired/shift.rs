//! Is the candidate not worse than the baseline by more than a margin?

use super::super::{Side, Test, TestMethod, special};
use super::tango;

/// Up to this many pairs [`noninferior`] computes its p value exactly.
pub const EXACT_MOST: usize = 1_000;
/// First guesses of the nuisance parameter, and steps around the best ones.
const COARSE: usize = 32;
const FINE: usize = 26;
/// Up to this many pairs [`critical_score`] is searched.
const EXACT_CRITICAL: usize = 100;

/// The p value of "the candidate loses `margin` or more", against "it loses
/// less", from `b` pairs right only for the candidate and `c` right only for
/// the baseline, of `n`. Small: it is proved to be not inferior.
///
/// Up to [`EXACT_MOST`] pairs the exact unconditional test: pairs are ordered by
/// Tango's [`tango::score`], and the p value is the largest chance, over every
/// share of pairs that may differ, of a score at least as high as this one (H.
/// Hsueh, J. Liu and J. Chen, Biometrics 57, 2001; K. Sidik, Statistics in
/// Medicine 22, 2003). So a candidate at the margin passes in at most the
/// stated share of runs, at any n and any accuracy; the score's own normal p
/// value is wrong by up to 2 points at n = 30, and the test by the Agresti-Min
/// interval by up to 10 at n = 200 (`docs/statistics.md`). Above `EXACT_MOST` the
/// score's normal p value.
///
/// With a margin of 0 this is "the candidate is better" in the exact
/// unconditional form of McNemar's test (S. Suissa and J. Shuster, Biometrics
/// 47, 1991), which [`regressed`] uses with the sides swapped.
///
/// Cost: about 10 ms at 1,000 pairs, 2 ms at 100 (release build); above, a
/// microsecond. A `margin` outside 0 to 1 is clamped. `n` of 0: p is 1.
pub fn noninferior(b: usize, c: usize, n: usize, margin: f64) -> Test {
    let margin = margin.clamp(0.0, 1.0);
    if n == 0 || b + c > n {
        return Test {
            p: 1.0,
            n,
            method: TestMethod::ExactScore,
        };
    }
    let seen = tango::score(b, c, n, -margin);
    if n > EXACT_MOST {
        return Test {
            p: special::normal_cdf(-seen),
            n,
            method: TestMethod::Score,
        };
    }
    Test {
        p: Region::new(n, margin, seen).largest(),
        n,
        method: TestMethod::ExactScore,
    }
}

/// The p value of "the candidate is as good as the baseline, or better",
/// against "it is worse": [`noninferior`] with the sides swapped and a margin
/// of 0. Small: it regressed.
pub fn regressed(b: usize, c: usize, n: usize) -> Test {
    noninferior(c, b, n, 0.0)
}

/// The p value of "the two differ by `margin` or more", against "they differ by
/// less": two one-sided tests, of which both must refute (D. Schuirmann,
/// Journal of Pharmacokinetics and Biopharmaceutics 15, 1987). Small: they are
/// proved to be as good as equal.
pub fn equivalent(b: usize, c: usize, n: usize, margin: f64) -> Test {
    let one = noninferior(b, c, n, margin);
    let other = noninferior(c, b, n, margin);
    if one.p >= other.p { one } else { other }
}

/// [`noninferior`] for differences of item means over several epochs (candidate
/// less baseline, each -1 to 1), by Student's t with n - 1 degrees of freedom.
///
/// With `e = d + margin`: `Σe / √(max(Σe², n m(1-m)) + (1-m)²)`, `m` the margin. As
/// in a score test the squares are taken around the hypothesis, not around the
/// mean. Their floor is what a candidate has that loses exactly the margin in
/// whole items, which is Tango's variance where no pair differs: without it a
/// run in which nothing differs would prove everything. The last term is one
/// such lost item more, because losses that happen not to be drawn take their
/// spread with them. Items are the unit, so epochs tie nothing. Simulated at
/// the margin it passes 1 to 5.5 percent at a level of 5.
pub fn noninferior_means(differences: &[f64], margin: f64) -> Test {
    let n = differences.len();
    let method = TestMethod::StudentT;
    if n < 2 {
        return Test { p: 1.0, n, method };
    }
    let margin = margin.clamp(0.0, 1.0);
    let kept = 1.0 - margin;
    let (mut sum, mut squares) = (0.0, 0.0);
    for d in differences {
        sum += d + margin;
        squares += (d + margin).powi(2);
    }
    let t = sum / (squares.max(n as f64 * margin * kept) + kept * kept).sqrt();
    let p = if t.is_nan() {
        1.0
    } else {
        special::t_cdf(-t, (n - 1) as f64)
    };
    Test { p, n, method }
}

/// [`equivalent`] for differences of item means over several epochs.
pub fn equivalent_means(differences: &[f64], margin: f64) -> Test {
    let turned: Vec<f64> = differences.iter().map(|d| -d).collect();
    let one = noninferior_means(differences, margin);
    let other = noninferior_means(&turned, margin);
    if one.p >= other.p { one } else { other }
}

/// The two-sided or one-sided p value of McNemar's comparison in its exact
/// unconditional form; [`Side::Less`] is [`regressed`].
pub fn compare(b: usize, c: usize, n: usize, side: Side) -> Test {
    let (less, greater) = (regressed(b, c, n), noninferior(b, c, n, 0.0));
    match side {
        Side::Less => less,
        Side::Greater => greater,
        Side::Both => Test {
            p: (2.0 * less.p.min(greater.p)).min(1.0),
            ..less
        },
    }
}

/// The score from which on [`noninferior`] is significant at `alpha`: above it
/// the largest chance is at most `alpha`. Up to [`EXACT_CRITICAL`] pairs to 0.001;
/// above, the normal quantile, which is nearly it. For plans.
pub(in crate::stats) fn critical_score(n: usize, margin: f64, alpha: f64) -> f64 {
    let z = special::normal_quantile(1.0 - alpha);
    if n > EXACT_CRITICAL {
        return z;
    }
    let keeps = |seen: f64| Region::new(n, margin, seen).largest() <= alpha;
    special::bisect_to(z - 1.0, z + 1.0, 1e-3, |seen| !keeps(seen))
}

/// Of `differing` pairs, from how many candidate-only ones on the score against
/// "-margin or less" is at least `seen`; `differing + 1` if it never is.
pub(in crate::stats) fn first_inside(n: usize, margin: f64, seen: f64, differing: usize) -> usize {
    let edge = seen - 1e-9 * seen.abs().max(1.0);
    // The score rises with b at a fixed number of differing pairs.
    let (mut low, mut high) = (0, differing + 1);
    while low < high {
        let middle = usize::midpoint(low, high);
        if tango::score(middle, differing - middle, n, -margin) >= edge {
            high = middle;
        } else {
            low = middle + 1;
        }
    }
    low
}

/// The chance that of `n` pairs, which go right only for the candidate with
/// probability `gain` and only for the baseline with `loss`, enough are
/// candidate-only: `from(k)` where `k` differ.
pub(in crate::stats) fn chance(
    n: usize,
    gain: f64,
    loss: f64,
    from: impl Fn(usize) -> usize,
) -> f64 {
    let differ = (gain + loss).min(1.0);
    if differ <= 0.0 {
        return if from(0) == 0 { 1.0 } else { 0.0 };
    }
    let pairs = n as f64;
    // Beyond these less than 1e-12 of all runs.
    let reach = 7.5 * (pairs * differ * (1.0 - differ)).sqrt() + 12.0;
    let least = (pairs * differ - reach).max(0.0) as usize;
    let most = ((pairs * differ + reach) as usize).min(n);
    let share = gain / differ;
    (least..=most)
        .map(|k| {
            let weight = special::binomial_pmf(k, n, differ);
            weight * special::binomial_at_least(from(k), k, share)
        })
        .sum()
}

/// The outcomes whose score is at least the one seen.
struct Region {
    n: usize,
    margin: f64,
    /// For each number of differing pairs, from how many candidate-only ones on.
    from: Vec<usize>,
}

impl Region {
    fn new(n: usize, margin: f64, seen: f64) -> Self {
        let from = (0..=n).map(|k| first_inside(n, margin, seen, k)).collect();
        Self { n, margin, from }
    }

    fn chance(&self, gain: f64, loss: f64) -> f64 {
        chance(self.n, gain, loss, |k| self.from[k])
    }

    fn at_margin(&self, gain: f64) -> f64 {
        self.chance(gain, gain + self.margin)
    }

    /// Denser at 0, where chances change fastest.
    fn place(most: f64, i: usize) -> f64 {
        most * (i as f64 / COARSE as f64).powi(2)
    }

    /// The largest chance with the difference at the margin.
    fn largest(&self) -> f64 {
        let most = (1.0 - self.margin) / 2.0;
        let place = |i: usize| Self::place(most, i);
        let chances: Vec<f64> = (0..=COARSE).map(|i| self.at_margin(place(i))).collect();
        let mut peaks: Vec<usize> = (0..=COARSE)
            .filter(|&i| {
                let at = |j: usize| chances.get(j).copied().unwrap_or(0.0);
                let before = if i == 0 { 0.0 } else { at(i - 1) };
                at(i) >= before && at(i) >= at(i + 1)
            })
            .collect();
        peaks.sort_by(|&i, &j| chances[j].total_cmp(&chances[i]));
        let mut best = chances.iter().copied().fold(0.0, f64::max);
        // A second peak only where it could become the first.
        let near = |i: &&usize| chances[**i] > 0.97 * best;
        let peaks: Vec<usize> = peaks.iter().take(2).filter(near).copied().collect();
        for i in peaks {
            best = best.max(self.peak(place(i.saturating_sub(1)), place((i + 1).min(COARSE))));
        }
        best.clamp(0.0, 1.0)
    }

    /// Golden section search for the highest chance between two places.
    fn peak(&self, mut low: f64, mut high: f64) -> f64 {
        const GOLDEN: f64 = 0.618_033_988_749_894_9;
        let (mut a, mut b) = (high - GOLDEN * (high - low), low + GOLDEN * (high - low));
        let (mut at_a, mut at_b) = (self.at_margin(a), self.at_margin(b));
        for _ in 0..FINE {
            if at_a < at_b {
                (low, a, at_a) = (a, b, at_b);
                b = low + GOLDEN * (high - low);
                at_b = self.at_margin(b);
            } else {
                (high, b, at_b) = (b, a, at_a);
                a = high - GOLDEN * (high - low);
                at_a = self.at_margin(a);
            }
        }
        at_a.max(at_b)
    }
}

#[cfg(test)]
mod tests;

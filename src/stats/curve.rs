//! A budget curve: the same items at several budgets, its area and its knee.

use super::bootstrap::tails;
use super::random::Generator;
use super::{Confidence, Estimate, mean};

mod normal;

/// Draws of the curve.
const DRAWS: usize = 1_999;
/// Above this many items draws come from the normal limit.
const MOST_DRAWN: usize = 4_000;

/// Why there is no curve.
#[derive(Debug, Clone, Copy, PartialEq, Eq, thiserror::Error)]
pub enum CurveError {
    /// Fewer than two budgets, or they do not rise.
    #[error("a curve needs two budgets or more, in rising order; sort them and leave doubles out")]
    Budgets,
    /// An item without a finite value at each budget.
    #[error(
        "item {item} has not one number for each budget; keep the items that were graded at all of them"
    )]
    Item {
        /// Its place, from 0.
        item: usize,
    },
    /// No items.
    #[error("a curve needs an item; none was graded at every budget")]
    Empty,
}

/// How budgets lie on the axis of the area.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Axis {
    /// By their tokens.
    Linear,
    /// By log2(1 + tokens): each doubling counts the same, and no thinking at
    /// all has a place.
    Log2,
}

impl Axis {
    fn place(self, budget: f64) -> f64 {
        match self {
            Self::Linear => budget,
            Self::Log2 => (1.0 + budget).log2(),
        }
    }
}

/// The accuracies of the same items at several budgets.
#[derive(Debug, Clone, PartialEq)]
pub struct Curve {
    budgets: Vec<f64>,
    items: Vec<Vec<f64>>,
    accuracy: Vec<f64>,
}

/// The smallest budget that is as good as the best.
#[derive(Debug, Clone, Copy, PartialEq)]
pub struct Knee {
    /// Its place among the budgets.
    pub index: usize,
    /// The budget.
    pub budget: f64,
    /// The smallest budget in the bootstrap band of the knee.
    pub low: f64,
    /// The largest.
    pub high: f64,
    /// The share of the draws in which this budget was the knee: its support.
    pub support: f64,
    /// Items it rests on.
    pub n: usize,
}

impl Curve {
    /// A curve of `items[i][b]`, the accuracy of item `i` at budget `b` (0 or 1,
    /// or a share over epochs), with `budgets` in rising order, 0 or more.
    pub fn new(budgets: &[f64], items: Vec<Vec<f64>>) -> Result<Self, CurveError> {
        let rising = budgets.windows(2).all(|pair| pair[0] < pair[1]);
        let sane = budgets.iter().all(|b| b.is_finite() && *b >= 0.0);
        if budgets.len() < 2 || !rising || !sane {
            return Err(CurveError::Budgets);
        }
        if items.is_empty() {
            return Err(CurveError::Empty);
        }
        let whole =
            |item: &Vec<f64>| item.len() == budgets.len() && item.iter().all(|v| v.is_finite());
        if let Some(item) = items.iter().position(|item| !whole(item)) {
            return Err(CurveError::Item { item });
        }
        let n = items.len() as f64;
        let mut accuracy = vec![0.0; budgets.len()];
        for item in &items {
            for (sum, value) in accuracy.iter_mut().zip(item) {
                *sum += value;
            }
        }
        for sum in &mut accuracy {
            *sum /= n;
        }
        Ok(Self {
            budgets: budgets.to_vec(),
            items,
            accuracy,
        })
    }

    /// The accuracy at each budget.
    pub fn accuracy(&self) -> &[f64] {
        &self.accuracy
    }

    /// The area under the curve by trapezoids, divided by the width of the axis:
    /// the mean accuracy over the budgets, 0 to 1.
    ///
    /// The area is a mean over items of each item's own area, so the interval is
    /// Student's over items ([`mean::t_interval`]): no draws are needed.
    pub fn area(&self, axis: Axis, confidence: Confidence) -> Estimate {
        let weights = self.weights(axis);
        let areas: Vec<f64> = self
            .items
            .iter()
            .map(|item| item.iter().zip(&weights).map(|(v, w)| v * w).sum())
            .collect();
        mean::t_interval(&areas, confidence).within(0.0, 1.0)
    }

    /// How much of the axis each budget stands for.
    fn weights(&self, axis: Axis) -> Vec<f64> {
        let places: Vec<f64> = self.budgets.iter().map(|b| axis.place(*b)).collect();
        let at = |i: usize| places[i.min(places.len() - 1)];
        let width = at(places.len() - 1) - at(0);
        (0..places.len())
            .map(|i| (at(i + 1) - at(i.saturating_sub(1))) / (2.0 * width))
            .collect()
    }

    /// The smallest budget whose accuracy is at most `margin` below the best of
    /// the curve, with the band of the knees of 1,999 curves over items drawn
    /// again (percentiles, so its ends are budgets).
    ///
    /// The best of several accuracies is too high by chance, which moves the
    /// knee to larger budgets where items are few; `support` shows it. Up to
    /// 4,000 items they are drawn with putting back; above, accuracies are drawn
    /// from the normal distribution with the items' covariance, which is the
    /// same by then. Cost: 0.2 s for 8 budgets and 4,000 items, less
    /// above and below.
    pub fn knee(&self, margin: f64, confidence: Confidence, seed: u64) -> Knee {
        let index = knee_of(&self.accuracy, margin);
        let mut knees: Vec<f64> = self
            .draws(seed)
            .iter()
            .map(|curve| knee_of(curve, margin) as f64)
            .collect();
        let same = knees.iter().filter(|knee| **knee as usize == index).count();
        knees.sort_by(f64::total_cmp);
        let (low, high) = tails(&knees, confidence);
        let low = (low as usize).min(index);
        let high = (high as usize).max(index);
        Knee {
            index,
            budget: self.budgets[index],
            low: self.budgets[low],
            high: self.budgets[high],
            support: same as f64 / knees.len() as f64,
            n: self.items.len(),
        }
    }

    /// The band of each accuracy over the same draws (percentiles). For a
    /// picture; as an interval of one accuracy take Wilson's, which holds near 0
    /// and 1 where this has no width.
    pub fn bands(&self, confidence: Confidence, seed: u64) -> Vec<(f64, f64)> {
        let draws = self.draws(seed);
        (0..self.budgets.len())
            .map(|b| {
                let mut values: Vec<f64> = draws.iter().map(|curve| curve[b]).collect();
                values.sort_by(f64::total_cmp);
                tails(&values, confidence)
            })
            .collect()
    }

    /// Curves over items drawn again.
    fn draws(&self, seed: u64) -> Vec<Vec<f64>> {
        let mut rng = Generator::new(seed, "budget-curve");
        let n = self.items.len();
        if n > MOST_DRAWN {
            let limit = normal::Limit::new(&self.items, &self.accuracy);
            return (0..DRAWS).map(|_| limit.draw(&mut rng)).collect();
        }
        let draw = |rng: &mut Generator| {
            let mut sums = vec![0.0; self.budgets.len()];
            for _ in 0..n {
                for (sum, value) in sums.iter_mut().zip(&self.items[rng.below(n)]) {
                    *sum += value;
                }
            }
            for sum in &mut sums {
                *sum /= n as f64;
            }
            sums
        };
        (0..DRAWS).map(|_| draw(&mut rng)).collect()
    }
}

fn knee_of(accuracy: &[f64], margin: f64) -> usize {
    let best = accuracy.iter().copied().fold(f64::NEG_INFINITY, f64::max);
    // Sums of the same terms in another order differ in their last bits.
    let good = |a: &f64| *a >= best - margin - 1e-12;
    accuracy.iter().position(good).unwrap_or(0)
}

#[cfg(test)]
mod tests;

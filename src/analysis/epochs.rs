//! How many epochs would settle what so many items leave open.

use super::cell::Cell;
use crate::stats::{mean, power};

/// More epochs than this are no advice.
const MOST: usize = 100;

/// What the differences of pairs are made of.
///
/// Epochs average out the drawing of answers, not that items differ. How much
/// of the spread is drawing is known only where every item was attempted more
/// than once on both sides.
#[derive(Debug, Clone, Copy)]
pub(super) struct Spread {
    n: usize,
    epochs: usize,
    /// The variance of one pair's difference, and the part of it from drawing.
    total: f64,
    drawn: f64,
}

impl Spread {
    /// `None` where an item has one attempt, or none, on a side.
    pub(super) fn of(pairs: &[(&Cell, &Cell)]) -> Option<Self> {
        let mut differences = Vec::with_capacity(pairs.len());
        let mut drawn = Vec::with_capacity(pairs.len());
        let mut epochs = usize::MAX;
        for (a, b) in pairs {
            differences.push(b.accuracy? - a.accuracy?);
            drawn.push(drawing(a)? + drawing(b)?);
            epochs = epochs.min(a.n_graded).min(b.n_graded);
        }
        Some(Self {
            n: pairs.len(),
            epochs,
            total: mean::variance(&differences),
            drawn: mean::mean(&drawn),
        })
    }

    /// The epochs after which these pairs would say as much as `n_needed` pairs
    /// say with the epochs that they have; `None` where epochs alone cannot
    /// settle it.
    pub(super) fn epochs_needed(self, n_needed: usize) -> Option<usize> {
        let Self { n, epochs, .. } = self;
        let found = power::epochs_needed(self.total, self.drawn, epochs, n, n_needed);
        found.filter(|&n| n <= MOST)
    }
}

/// The part of the variance of an item's accuracy that comes from drawing:
/// `p (1 - p) / (K - 1)` for K attempts, without bias.
fn drawing(cell: &Cell) -> Option<f64> {
    let p = cell.accuracy?;
    (cell.n_graded > 1).then(|| p * (1.0 - p) / (cell.n_graded - 1) as f64)
}

#[cfg(test)]
mod tests {
    use super::*;

    fn cell(accuracy: f64, n_graded: usize) -> Cell {
        Cell {
            accuracy: Some(accuracy),
            n_graded,
            ..Cell::blank()
        }
    }

    fn needed_of(accuracies: &[(f64, f64)], epochs: usize, n_needed: usize) -> Option<usize> {
        let cells: Vec<(Cell, Cell)> = (accuracies.iter())
            .map(|&(a, b)| (cell(a, epochs), cell(b, epochs)))
            .collect();
        let pairs: Vec<(&Cell, &Cell)> = cells.iter().map(|(a, b)| (a, b)).collect();
        Spread::of(&pairs)?.epochs_needed(n_needed)
    }

    #[test]
    fn drawing_is_averaged_out_and_items_are_not() {
        // Both sides answer at random: all of the spread is drawing.
        let coins = [(0.5, 0.25), (0.25, 0.5), (0.75, 0.5), (0.5, 0.5)];
        assert_eq!(needed_of(&coins, 4, 8), Some(8));
        // Each item is always the same: epochs add nothing.
        let fixed = [(1.0, 0.0), (0.0, 1.0), (1.0, 1.0), (0.0, 0.0)];
        assert_eq!(needed_of(&fixed, 4, 8), None);
        // One epoch does not tell drawing from items.
        assert_eq!(needed_of(&fixed, 1, 8), None);
        // Items differ, and answers are drawn: half the spread can go, not more.
        let mixed = [(0.25, 0.75), (0.75, 0.25), (0.75, 0.75), (0.25, 0.25)];
        assert!(needed_of(&mixed, 4, 5).is_some_and(|n| n > 4));
        assert_eq!(needed_of(&mixed, 4, 40), None);
    }
}

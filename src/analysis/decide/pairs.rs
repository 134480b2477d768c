//! Two groups of attempts on the same items.

use indexmap::IndexMap;

use super::Worth;
use crate::analysis::Options;
use crate::analysis::cell::Cell;
use crate::analysis::summary::Group;
use crate::stats::{Estimate, mean, net, ratio};

/// The items of two groups, matched by suite, part and item.
pub(in crate::analysis) struct Pairs<'a> {
    matched: Vec<(&'a Cell, &'a Cell)>,
    /// Items of either group.
    pub(in crate::analysis) n_items: usize,
    /// Whether every graded item was attempted once on both sides.
    pub(in crate::analysis) one_epoch: bool,
}

impl Pairs<'_> {
    /// The accuracies of the items graded on both sides.
    pub(in crate::analysis) fn accuracies(&self) -> impl Iterator<Item = (f64, f64)> + '_ {
        self.matched
            .iter()
            .filter_map(|(a, b)| a.accuracy.zip(b.accuracy))
    }

    /// The items graded on both sides.
    pub(super) fn graded(&self) -> Vec<(&Cell, &Cell)> {
        let graded = |(a, b): &&(&Cell, &Cell)| a.accuracy.is_some() && b.accuracy.is_some();
        self.matched.iter().filter(graded).copied().collect()
    }

    /// What both sides have of a number that not every item has.
    fn both(&self, get: impl Fn(&Cell) -> Option<f64>) -> impl Iterator<Item = (f64, f64)> {
        self.matched
            .iter()
            .filter_map(move |(a, b)| get(a).zip(get(b)))
    }

    /// The ratio of two means over the items that have the number on both sides.
    pub(super) fn ratio(
        &self,
        get: impl Fn(&Cell) -> Option<f64>,
        options: Options,
    ) -> Option<Estimate> {
        let (a, b): (Vec<f64>, Vec<f64>) = self.both(get).unzip();
        ratio::paired_ratio(&a, &b, options.confidence)
    }

    /// The net difference over the items that were graded and whose costs are
    /// known on both sides, with the variance of one.
    pub(super) fn net(&self, worth: Worth, options: Options) -> Option<(Estimate, f64)> {
        let priced = |cell: &Cell| Some((cell.accuracy?, worth.cost(cell)?));
        let (differences, costs): (Vec<f64>, Vec<f64>) = self
            .matched
            .iter()
            .filter_map(|(a, b)| priced(a).zip(priced(b)))
            .map(|((a, cost_a), (b, cost_b))| (a - b, cost_a - cost_b))
            .unzip();
        let estimate = net::net_difference(&differences, &costs, options.confidence)?;
        let net: Vec<f64> = differences.iter().zip(&costs).map(|(d, c)| d - c).collect();
        Some((estimate, net::net_variance(&net, mean::mean(&costs))))
    }
}

pub(in crate::analysis) fn pair<'a>(cells: &'a [Cell], a: &Group, b: &Group) -> Pairs<'a> {
    let of = |group: &Group| -> IndexMap<&'a [String; 3], &'a Cell> {
        let cells = cells.iter().filter(|c| group.holds(c));
        cells.map(|c| (&c.item, c)).collect()
    };
    let (a, b) = (of(a), of(b));
    let matched: Vec<(&Cell, &Cell)> = a
        .iter()
        .filter_map(|(item, cell)| Some((*cell, *b.get(*item)?)))
        .collect();
    let n_items = a.len() + b.len() - matched.len();
    let one_epoch = matched
        .iter()
        .all(|(a, b)| a.n_graded <= 1 && b.n_graded <= 1);
    Pairs {
        matched,
        n_items,
        one_epoch,
    }
}

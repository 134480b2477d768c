//! A row in which so many tokens may be drawn that they are not listed: where
//! it is cut, and a draw from what is left.

use super::Heat;
use super::candidates::token_at;
use super::cut::Cut;
use super::row::LogitRow;
use super::search::{Bracket, Search, Weighed};
use super::wide::BLOCK;

/// Room for such a row.
#[derive(Debug)]
pub(super) struct Crowd {
    /// The row, where it is not as the model gave it.
    copy: Vec<f32>,
    is_copied: bool,
    weights: Vec<f32>,
    /// The weight of what is kept of each block.
    sums: Vec<f64>,
    search: Search,
    cut: Cut,
    /// No token that weighs less is kept.
    least: f32,
}

impl Default for Crowd {
    fn default() -> Self {
        Self {
            copy: Vec::new(),
            is_copied: false,
            weights: Vec::new(),
            sums: Vec::new(),
            search: Search::default(),
            cut: Cut::NONE,
            least: 0.0,
        }
    }
}

/// A text that parts from another needs what was drawn, not the room for it.
impl Clone for Crowd {
    fn clone(&self) -> Self {
        Self::default()
    }
}

impl Crowd {
    /// Takes in a row, uncut; its weight.
    pub(super) fn take(&mut self, row: &LogitRow<'_>, heat: Heat) -> f64 {
        self.begin();
        // Once for all that follows: to change each block anew takes longer.
        self.copy(row);
        row.weigh(&self.copy, heat, &mut self.weights)
    }

    /// Takes in a row and keeps its `k` most likely tokens.
    pub(super) fn take_top_k(&mut self, row: &LogitRow<'_>, k: usize) -> Cut {
        self.begin();
        // Where each token weighs 1, the weight is their number.
        self.weights.clear();
        self.weights.resize(row.len(), 1.0);
        self.keep_weight(row, (f32::INFINITY, 0.0), row.len() as f64, k as f64);
        self.cut
    }

    /// The weight of what is kept, where it was not known before.
    pub(super) fn weigh(&mut self, row: &LogitRow<'_>, heat: Heat) -> f64 {
        self.copy(row);
        row.weigh(&self.copy, heat, &mut self.weights);
        self.sum(row)
    }

    /// Keeps the fewest tokens of what is kept, most likely first, that weigh
    /// `wanted`. All weigh `sum`; those with a logit of at least `above` are
    /// among them and weigh `sum_above`, which is less than `wanted`.
    pub(super) fn keep_weight(
        &mut self,
        row: &LogitRow<'_>,
        (above, sum_above): (f32, f64),
        sum: f64,
        wanted: f64,
    ) {
        self.copy(row);
        let weighed = Weighed {
            logits: row.whole(&self.copy),
            weights: &self.weights,
            wide: row.wide(),
        };
        let bracket = Bracket {
            above,
            sum_above,
            from: self.cut.logit,
            sum_from: sum,
        };
        let cut = self.search.find(weighed, bracket, wanted);
        self.cut = self.cut.or_earlier(cut);
    }

    /// Keeps the tokens that weigh at least `least`, of what is kept.
    pub(super) fn keep_least(&mut self, least: f32) {
        self.least = least;
    }

    /// The token at the share `u` of the weights, in the order of the ids;
    /// never one of weight 0.
    pub(super) fn draw(&mut self, row: &LogitRow<'_>, u: f64) -> Option<u32> {
        self.copy(row);
        let mut rest = u * self.sum(row);
        let block = block_at(&self.sums, &mut rest)?;
        let logits = row.whole(&self.copy);
        token_at(self.kept(logits, block * BLOCK, BLOCK), rest)
    }

    /// Whether the token is kept.
    pub(super) fn keeps(&self, logit: f32, id: u32) -> bool {
        self.cut.keeps(logit, id)
    }

    fn begin(&mut self) {
        self.cut = Cut::NONE;
        self.least = 0.0;
        self.is_copied = false;
    }

    /// Copies the row where it is not as the model gave it, once.
    fn copy(&mut self, row: &LogitRow<'_>) {
        if !self.is_copied {
            row.copy_changed(&mut self.copy);
            self.is_copied = true;
        }
    }

    /// The weight of what is kept; that of each block goes into `sums`.
    fn sum(&mut self, row: &LogitRow<'_>) -> f64 {
        let logits = row.whole(&self.copy);
        let mut sums = std::mem::take(&mut self.sums);
        sums.clear();
        let blocks = logits.chunks(BLOCK).zip(self.weights.chunks(BLOCK));
        let starts = (0..).step_by(BLOCK);
        sums.extend(blocks.zip(starts).map(|((logits, weights), start)| {
            if let Some(bound) = self.cut.bound(start, start + logits.len()) {
                return row.wide().kept(logits, weights, bound, self.least);
            }
            let kept = self.kept(row.whole(&self.copy), start, BLOCK);
            kept.map(|(_, weight)| f64::from(weight)).sum()
        }));
        self.sums = sums;
        self.sums.iter().sum()
    }

    /// Id and weight of what is kept of `n` tokens from `start` on.
    fn kept<'c>(
        &'c self,
        logits: &'c [f32],
        start: usize,
        n: usize,
    ) -> impl Iterator<Item = (u32, f32)> + 'c {
        let range = start..(start + n).min(logits.len());
        let logits = logits.get(range.clone()).unwrap_or_default();
        let weights = self.weights.get(range).unwrap_or_default();
        let tokens = logits.iter().zip(weights).zip(start as u32..);
        tokens
            .filter(|&((&logit, &weight), id)| self.cut.keeps(logit, id) && weight >= self.least)
            .map(|((_, &weight), id)| (id, weight))
    }

    /// The ids of what is kept of a row, in order.
    #[cfg(test)]
    pub(super) fn ids(&self, logits: &[f32]) -> Vec<u32> {
        let kept = self.kept(logits, 0, logits.len());
        kept.map(|(id, _)| id).collect()
    }
}

/// The block in which `rest` of all weight lies, and in `rest` where in it.
pub(super) fn block_at(sums: &[f64], rest: &mut f64) -> Option<usize> {
    let mut last = None;
    for (i, &sum) in sums.iter().enumerate() {
        if sum > 0.0 {
            last = Some(i);
            if *rest < sum {
                break;
            }
            *rest -= sum;
        }
    }
    last
}

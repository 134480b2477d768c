//! A row in which so many tokens may be drawn that they are not listed: where
//! it is cut, and a draw from what is left.

use super::Heat;
use super::candidates::token_at;
use super::cut::{Cut, Key};
use super::row::{LogitRow, is_weighty};
use super::search::{Bracket, Search, Weighed};
use super::wide::BLOCK;

/// Room for such a row.
#[derive(Debug)]
pub(super) struct Crowd {
    /// The row, where it is not as the model gave it.
    copy: Vec<f32>,
    weights: Vec<f32>,
    /// The weight of what is kept of each block, unless it was cut since.
    sums: Vec<f64>,
    is_summed: bool,
    search: Search,
    cut: Cut,
    /// No token that weighs less is kept.
    least: f32,
}

impl Default for Crowd {
    fn default() -> Self {
        Self {
            copy: Vec::new(),
            weights: Vec::new(),
            sums: Vec::new(),
            is_summed: false,
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
        self.begin(row);
        self.weigh(row, heat)
    }

    /// Takes in a row and keeps its `k` most likely tokens.
    pub(super) fn take_top_k(&mut self, row: &LogitRow<'_>, k: usize) -> Cut {
        self.begin(row);
        // Where each token weighs 1, the weight is their number.
        let all = Weighed {
            logits: row.whole(&self.copy),
            weights: None,
            maxima: row.maxima(),
            wide: row.wide(),
        };
        let bracket = Bracket {
            above: f32::INFINITY,
            sum_above: 0.0,
            from: f32::NEG_INFINITY,
            sum_from: row.len() as f64,
        };
        self.cut = self.search.find(all, bracket, k as f64);
        self.cut
    }

    /// Weighs what is kept, all else being nothing; its weight.
    pub(super) fn weigh(&mut self, row: &LogitRow<'_>, heat: Heat) -> f64 {
        // What is there of the last row is written over, block by block.
        self.weights.resize(row.len(), 0.0);
        self.sums.clear();
        let blocks = row.whole(&self.copy).chunks(BLOCK);
        let blocks = blocks.zip(self.weights.chunks_mut(BLOCK)).zip(row.maxima());
        let cut = self.cut;
        for (((logits, to), &maximum), start) in blocks.zip((0..).step_by(BLOCK)) {
            let sum = if !is_weighty(maximum, heat) || maximum < cut.logit {
                to.fill(0.0);
                0.0
            } else if let Some(floor) = cut.bound(start, start + logits.len()) {
                row.wide().weigh(logits, heat, floor, to)
            } else {
                weigh_straddling(logits, heat, cut, start, to)
            };
            self.sums.push(sum);
        }
        self.is_summed = true;
        self.sums.iter().sum()
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
        let weighed = Weighed {
            logits: row.whole(&self.copy),
            weights: Some(&self.weights),
            maxima: row.maxima(),
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
        self.is_summed = false;
    }

    /// Keeps the tokens that weigh at least `least`, of what is kept.
    pub(super) fn keep_least(&mut self, least: f32) {
        self.least = least;
        self.is_summed = false;
    }

    /// The token at the share `u` of the weights, in the order of the ids;
    /// never one of weight 0.
    pub(super) fn draw(&mut self, row: &LogitRow<'_>, u: f64) -> Option<u32> {
        if !self.is_summed {
            self.sum(row);
        }
        let mut rest = u * self.sums.iter().sum::<f64>();
        let block = block_at(&self.sums, &mut rest)?;
        let logits = row.whole(&self.copy);
        token_at(self.kept(logits, block * BLOCK, BLOCK), rest)
    }

    /// Whether the token is kept.
    pub(super) fn keeps(&self, token: Key) -> bool {
        self.cut.keeps(token.logit(), token.id())
    }

    fn begin(&mut self, row: &LogitRow<'_>) {
        self.cut = Cut::NONE;
        self.least = 0.0;
        self.is_summed = false;
        self.search.begin();
        // Once for all that follows: to change each block anew takes longer.
        row.copy_changed(&mut self.copy);
    }

    /// Puts the weight of what is kept of each block into `sums`.
    fn sum(&mut self, row: &LogitRow<'_>) {
        let logits = row.whole(&self.copy);
        let mut sums = std::mem::take(&mut self.sums);
        sums.clear();
        let blocks = logits.chunks(BLOCK).zip(self.weights.chunks(BLOCK));
        let blocks = blocks.zip(row.maxima()).zip((0..).step_by(BLOCK));
        sums.extend(blocks.map(|(((block, weights), &maximum), start)| {
            if maximum < self.cut.logit {
                return 0.0;
            }
            if let Some(bound) = self.cut.bound(start, start + block.len()) {
                return row.wide().kept(block, weights, bound, self.least);
            }
            let kept = self.kept(logits, start, BLOCK);
            kept.map(|(_, weight)| f64::from(weight)).sum()
        }));
        self.sums = sums;
        self.is_summed = true;
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

/// Weighs a block of which equally likely tokens are kept only in part.
fn weigh_straddling(logits: &[f32], heat: Heat, cut: Cut, start: usize, to: &mut [f32]) -> f64 {
    let mut sum = 0.0;
    for ((&logit, id), to) in logits.iter().zip(start as u32..).zip(to) {
        let is_kept = cut.keeps(logit, id);
        *to = if is_kept { heat.weigh(logit) } else { 0.0 };
        sum += f64::from(*to);
    }
    sum
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

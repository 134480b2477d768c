//! The tokens that the cuts leave, found without sorting them all.

use super::crowd::Crowd;
use super::cut::{Cut, Key};
use super::row::LogitRow;
use super::search::last_of;
use super::{Cuts, Heat};

/// More tokens than these are not listed.
const MOST: usize = 4096;

/// Tokens whose weight is at most e to the minus this are rarely of weight.
const DEEP: f32 = 16.0;

/// Tokens that may be drawn.
#[derive(Debug, Clone)]
pub(super) struct Candidates {
    /// By id; what it holds is all, unless it is a crowd.
    kept: Vec<Key>,
    /// Room for sorting them.
    keys: Vec<Key>,
    /// More than can be listed.
    crowd: Crowd,
    is_crowd: bool,
    /// More than these are not listed.
    most: usize,
}

impl Default for Candidates {
    fn default() -> Self {
        Self::listing(MOST)
    }
}

impl Candidates {
    /// Lists at most so many.
    pub(super) fn listing(most: usize) -> Self {
        Self {
            kept: Vec::new(),
            keys: Vec::new(),
            crowd: Crowd::default(),
            is_crowd: false,
            most,
        }
    }

    /// Takes in the tokens of `row` that `cuts` leave.
    pub(super) fn collect(
        &mut self,
        row: &LogitRow<'_>,
        heat: Heat,
        cuts: Cuts,
        sums: &mut Vec<f64>,
    ) {
        self.is_crowd = false;
        let top_k = cuts
            .top_k
            .map(|k| k.get() as usize)
            .filter(|&k| k < row.len());
        match (top_k, cuts.top_p) {
            (Some(k), top_p) => self.keep_top_k(row, heat, k, top_p),
            (None, Some(p)) => self.keep_top_p(row, heat, p, sums),
            (None, None) => {
                // The logarithm need not be exact: a filter follows.
                let gap = cuts.min_p.map_or(f32::INFINITY, |p| 0.01 - p.ln());
                if !self.keep_reaching(row, lowered(heat, gap)) {
                    self.is_crowd = true;
                    self.crowd.take(row, heat);
                }
            }
        }
        if let Some(p) = cuts.min_p {
            if self.is_crowd {
                self.crowd.keep_least(p);
            } else {
                self.kept.retain(|token| heat.weigh(token.logit()) >= p);
            }
        }
    }

    /// The token at the share `u` of the weights, in the order of the ids;
    /// never one of weight 0. `row` is what was collected from.
    pub(super) fn draw(&mut self, row: &LogitRow<'_>, heat: Heat, u: f64) -> Option<u32> {
        if self.is_crowd {
            return self.crowd.draw(row, u);
        }
        let rest = u * self.weigh(heat);
        let kept = self.kept.iter();
        let weighed = kept.map(|token| (token.id(), heat.weigh(token.logit())));
        token_at(weighed, rest)
    }

    /// The ids of what is kept of the row with these logits, in order.
    #[cfg(test)]
    pub(super) fn ids(&self, logits: &[f32]) -> Vec<u32> {
        if self.is_crowd {
            return self.crowd.ids(logits);
        }
        self.kept.iter().map(|token| token.id()).collect()
    }

    /// The sum of the weights.
    fn weigh(&self, heat: Heat) -> f64 {
        let weights = self
            .kept
            .iter()
            .map(|token| f64::from(heat.weigh(token.logit())));
        weights.sum()
    }

    /// Lists the tokens with a logit of at least `bound`; whether they are few
    /// enough.
    fn keep_reaching(&mut self, row: &LogitRow<'_>, bound: f32) -> bool {
        self.kept.clear();
        // Counting takes a part of the time that listing takes.
        let mut n = 0;
        let wide = row.wide();
        let few = row.blocks_reaching(bound, |_, logits| {
            n += wide.count(logits, bound) as usize;
            n <= self.most
        });
        few && row.blocks_reaching(bound, |start, logits| {
            wide.between(logits, bound, f32::INFINITY, start as u32, &mut self.kept);
            true
        })
    }

    /// Keeps the `k` most likely tokens, and of these the smallest set with the
    /// share `top_p` of their weight.
    fn keep_top_k(&mut self, row: &LogitRow<'_>, heat: Heat, k: usize, top_p: Option<f32>) {
        // The k-th highest maximum of a block is reached by k tokens.
        self.keys.clear();
        self.keys
            .extend(row.maxima().iter().map(|&m| Key::new(m, 0)));
        let bound = nth(&mut self.keys, k).map_or(f32::NEG_INFINITY, Key::logit);
        if !self.keep_reaching(row, bound) {
            let cut = self.crowd.take_top_k(row, k);
            if k > self.most {
                self.is_crowd = true;
                let sum = self.crowd.weigh(row, heat);
                if let Some(p) = top_p {
                    self.keep_of_crowd(row, heat, sum, f64::from(p) * sum);
                }
                return;
            }
            self.list_up_to(row, cut, k);
        }
        if self.kept.len() > k {
            self.keys.clone_from(&self.kept);
            if let Some(last) = nth(&mut self.keys, k) {
                self.keep_up_to(last);
            }
        }
        if let Some(p) = top_p {
            let wanted = f64::from(p) * self.weigh(heat);
            self.keep_weight(heat, wanted);
        }
    }

    /// Lists what `cut` keeps, at most `k` tokens.
    fn list_up_to(&mut self, row: &LogitRow<'_>, cut: Cut, k: usize) {
        self.kept.clear();
        row.blocks_reaching(cut.logit, |start, logits| {
            let tokens = logits.iter().zip(start as u32..);
            let tokens = tokens.map(|(&logit, id)| Key::new(logit, id));
            self.kept
                .extend(tokens.filter(|&token| cut.keeps(token.logit(), token.id())));
            self.kept.len() < k
        });
    }

    /// Keeps the smallest set with the share `p` of all tokens' weight.
    fn keep_top_p(&mut self, row: &LogitRow<'_>, heat: Heat, p: f32, sums: &mut Vec<f64>) {
        let p = f64::from(p);
        // If what is not listed can weigh so little that it does not matter,
        // the weights of all tokens need not be kept.
        let others = row.len() as f64 * f64::from(-DEEP).exp();
        let suffices = others * p < 0.999 * (1.0 - p);
        if suffices && self.keep_reaching(row, lowered(heat, DEEP)) {
            let wanted = p * row.sum_weights(heat, sums);
            self.keep_weight(heat, wanted);
        } else {
            let sum = self.crowd.take(row, heat);
            self.keep_of_crowd(row, heat, sum, p * sum);
        }
    }

    /// Keeps the fewest tokens of the crowd, which weighs `sum`, that weigh
    /// `wanted`, and lists them if they are few.
    fn keep_of_crowd(&mut self, row: &LogitRow<'_>, heat: Heat, sum: f64, wanted: f64) {
        let mut above = (f32::INFINITY, 0.0);
        for gap in [4.0, DEEP, f32::INFINITY] {
            let bound = lowered(heat, gap);
            if !self.keep_reaching(row, bound) {
                break;
            }
            let crowd = &self.crowd;
            self.kept.retain(|&token| crowd.keeps(token));
            above = (bound, self.weigh(heat));
            if above.1 >= wanted || gap > DEEP {
                self.is_crowd = false;
                self.keep_weight(heat, wanted);
                return;
            }
        }
        self.is_crowd = true;
        self.crowd.keep_weight(row, above, sum, wanted);
    }

    /// Keeps the fewest, most likely first, whose weights add up to `wanted`;
    /// all, if rounding leaves their sum below it.
    fn keep_weight(&mut self, heat: Heat, wanted: f64) {
        let weigh = |token: Key| f64::from(heat.weigh(token.logit()));
        // Most of the weight sits in few tokens: look deeper only if need be.
        for gap in [4.0, f32::INFINITY] {
            let bound = lowered(heat, gap);
            let likely = self.kept.iter().filter(|token| token.logit() >= bound);
            self.keys.clear();
            self.keys.extend(likely);
            if let Some(last) = last_of(&mut self.keys, weigh, 0.0, wanted) {
                self.keep_up_to(last);
                return;
            }
        }
    }

    /// Keeps `last` and what is more likely.
    fn keep_up_to(&mut self, last: Key) {
        self.kept.retain(|&token| token <= last);
    }
}

/// The `n`-th most likely, counted from 1, if there are so many.
fn nth(keys: &mut [Key], n: usize) -> Option<Key> {
    let place = n.checked_sub(1).filter(|&place| place < keys.len())?;
    Some(*keys.select_nth_unstable(place).1)
}

/// The logit whose weight is e^−gap.
fn lowered(heat: Heat, gap: f32) -> f32 {
    heat.highest - gap / heat.scale
}

/// Of ids and weights the id at `rest` of the weights; never one of weight 0.
pub(super) fn token_at(kept: impl Iterator<Item = (u32, f32)>, mut rest: f64) -> Option<u32> {
    let mut last = None;
    for (id, weight) in kept {
        if weight > 0.0 {
            rest -= f64::from(weight);
            // Rounding can leave a sliver behind the last one.
            last = Some(id);
            if rest < 0.0 {
                break;
            }
        }
    }
    last
}

//! A row of logits with a few of them changed, without a copy of the row.

use super::weights::LOWEST;
use super::wide::{BLOCK, Wide};
use super::{Heat, SamplerError};

/// A token and its new logit.
type Edit = (u32, f32);

/// The highest logit of each block.
#[derive(Debug, Clone, Default)]
pub(super) struct Maxima {
    each: Vec<f32>,
}

/// Room for a block with changes.
pub(super) struct Buffer([f32; BLOCK]);

impl Default for Buffer {
    fn default() -> Self {
        Self([0.0; BLOCK])
    }
}

impl Maxima {
    /// Reads a row as the model gave it.
    ///
    /// # Errors
    /// When a logit is not a number or infinitely large.
    pub(super) fn read(&mut self, logits: &[f32], wide: Wide) -> Result<(), SamplerError> {
        let unusable = wide.maxima(logits, &mut self.each);
        if !unusable && !self.each.contains(&f32::INFINITY) {
            return Ok(());
        }
        let bad = logits
            .iter()
            .enumerate()
            .find(|(_, l)| l.is_nan() || **l == f32::INFINITY);
        let (token, value) = bad.map_or((0, f32::NAN), |(i, l)| (i, *l));
        Err(SamplerError::Logit { token, value })
    }
}

/// A row of logits, changes included.
pub(super) struct LogitRow<'r> {
    logits: &'r [f32],
    /// Token and new logit, sorted by token, each once, each below +∞.
    edits: &'r [(u32, f32)],
    maxima: &'r [f32],
    wide: Wide,
}

impl<'r> LogitRow<'r> {
    /// `maxima` must have read `logits`; it is brought up to the changes.
    pub(super) fn new(
        logits: &'r [f32],
        edits: &'r [(u32, f32)],
        maxima: &'r mut Maxima,
        wide: Wide,
    ) -> Self {
        let mut rest = edits;
        while let Some(&(token, _)) = rest.first() {
            let block = token as usize / BLOCK;
            let (here, behind) = split(rest, (block + 1) * BLOCK);
            rest = behind;
            if let Some(maximum) = maxima.each.get_mut(block) {
                *maximum = changed_maximum(logits, here, block, *maximum, wide);
            }
        }
        Self {
            logits,
            edits,
            maxima: &maxima.each,
            wide,
        }
    }

    /// The lowest id with the highest logit, and that logit; `None` if all are −∞.
    pub(super) fn best(&self) -> Option<(u32, f32)> {
        let highest = self
            .maxima
            .iter()
            .copied()
            .fold(f32::NEG_INFINITY, f32::max);
        if highest == f32::NEG_INFINITY {
            return None;
        }
        let block = self.maxima.iter().position(|&m| m >= highest)?;
        let mut buffer = Buffer::default();
        let (start, logits) = self.block(block, &mut buffer)?;
        let place = logits.iter().position(|&l| l >= highest)?;
        Some(((start + place) as u32, highest))
    }

    /// How many tokens there are.
    pub(super) fn len(&self) -> usize {
        self.logits.len()
    }

    /// The build of the loops that reads it.
    pub(super) fn wide(&self) -> Wide {
        self.wide
    }

    /// The highest logit of each block.
    pub(super) fn maxima(&self) -> &[f32] {
        self.maxima
    }

    /// The first id of a block, and its logits.
    pub(super) fn block<'b>(
        &'b self,
        block: usize,
        buffer: &'b mut Buffer,
    ) -> Option<(usize, &'b [f32])> {
        let start = block * BLOCK;
        let end = (start + BLOCK).min(self.logits.len());
        let first = self.edits.partition_point(|e| (e.0 as usize) < start);
        let behind = self.edits.get(first..).unwrap_or_default();
        let n = behind.partition_point(|e| (e.0 as usize) < end);
        let here = behind.get(..n).unwrap_or_default();
        let logits = self.logits.get(start..end)?;
        Some((start, patched(logits, here, start, buffer)))
    }

    /// Calls `use_block` with the first id and the logits of every block that
    /// holds a logit of at least `bound`, in order, until it answers `false`;
    /// whether it never did.
    pub(super) fn blocks_reaching(
        &self,
        bound: f32,
        use_block: impl FnMut(usize, &[f32]) -> bool,
    ) -> bool {
        self.blocks(|maximum| maximum >= bound, use_block)
    }

    /// The sum of all weights; those of the blocks go into `sums`.
    pub(super) fn sum_weights(&self, heat: Heat, sums: &mut Vec<f64>) -> f64 {
        sums.clear();
        sums.resize(self.maxima.len(), 0.0);
        self.weighty_blocks(heat, |start, logits| {
            if let Some(sum) = sums.get_mut(start / BLOCK) {
                *sum = self.wide.sum(logits, heat);
            }
        });
        sums.iter().sum()
    }

    /// Puts the whole row into `copy` if there are changes to it.
    pub(super) fn copy_changed(&self, copy: &mut Vec<f32>) {
        copy.clear();
        if self.edits.is_empty() {
            return;
        }
        copy.extend_from_slice(self.logits);
        for &(token, logit) in self.edits {
            if let Some(to) = copy.get_mut(token as usize) {
                *to = logit;
            }
        }
    }

    /// The whole row; `copy` is what [`copy_changed`](Self::copy_changed) made.
    pub(super) fn whole<'b>(&'b self, copy: &'b [f32]) -> &'b [f32] {
        if self.edits.is_empty() {
            self.logits
        } else {
            copy
        }
    }

    /// Calls `use_block` for every block that weighs anything, in order.
    fn weighty_blocks(&self, heat: Heat, mut use_block: impl FnMut(usize, &[f32])) {
        self.blocks(
            |maximum| is_weighty(maximum, heat),
            |start, logits| {
                use_block(start, logits);
                true
            },
        );
    }

    /// Calls `use_block` for the blocks whose highest logit `takes` takes, in
    /// order, until it answers `false`; whether it never did.
    fn blocks(
        &self,
        takes: impl Fn(f32) -> bool,
        mut use_block: impl FnMut(usize, &[f32]) -> bool,
    ) -> bool {
        let mut buffer = Buffer::default();
        let mut edits = self.edits;
        let blocks = self.logits.chunks(BLOCK).zip((0..).step_by(BLOCK));
        for ((logits, start), &maximum) in blocks.zip(self.maxima) {
            let (here, behind) = split(edits, start + BLOCK);
            edits = behind;
            if takes(maximum) && !use_block(start, patched(logits, here, start, &mut buffer)) {
                return false;
            }
        }
        true
    }
}

/// First id and logits of each block of a whole row that holds a logit of at
/// least `bound`.
pub(super) fn blocks<'r>(
    logits: &'r [f32],
    maxima: &'r [f32],
    bound: f32,
) -> impl Iterator<Item = (usize, &'r [f32])> {
    let blocks = (0..).step_by(BLOCK).zip(logits.chunks(BLOCK)).zip(maxima);
    blocks.filter_map(move |(block, &maximum)| (maximum >= bound).then_some(block))
}

/// Whether any token of a block with this maximum has a weight.
pub(super) fn is_weighty(maximum: f32, heat: Heat) -> bool {
    (maximum - heat.highest) * heat.scale >= LOWEST
}

/// The edits of tokens below `end`, and the others.
fn split(edits: &[Edit], end: usize) -> (&[Edit], &[Edit]) {
    // Few edits fall into one block: looking at them one by one is fastest.
    let n = edits.iter().take_while(|e| (e.0 as usize) < end).count();
    edits.split_at(n)
}

/// The maximum of a block after the changes to it.
fn changed_maximum(logits: &[f32], edits: &[Edit], block: usize, maximum: f32, wide: Wide) -> f32 {
    let lowers_it = edits.iter().any(|&(token, new)| {
        let old = logits.get(token as usize).copied();
        old.is_some_and(|old| old >= maximum && new < old)
    });
    let start = block * BLOCK;
    if lowers_it {
        let end = (start + BLOCK).min(logits.len());
        let mut buffer = Buffer::default();
        let block = logits.get(start..end).unwrap_or_default();
        return wide.highest(patched(block, edits, start, &mut buffer));
    }
    edits.iter().fold(maximum, |high, edit| high.max(edit.1))
}

/// The block from `start` on with the changes made.
fn patched<'b>(
    logits: &'b [f32],
    edits: &[Edit],
    start: usize,
    buffer: &'b mut Buffer,
) -> &'b [f32] {
    if edits.is_empty() {
        return logits;
    }
    let Some(copy) = buffer.0.get_mut(..logits.len()) else {
        return logits;
    };
    copy.copy_from_slice(logits);
    for &(token, logit) in edits {
        let place = (token as usize).checked_sub(start);
        if let Some(to) = place.and_then(|place| copy.get_mut(place)) {
            *to = logit;
        }
    }
    copy
}

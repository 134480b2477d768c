//! The loops, of which each build has its own copy.

#![expect(
    clippy::inline_always,
    reason = "each build must have its own copy of a loop and of what it calls"
)]

use super::{BLOCK, BOUNDS, BlockSums, Heat, Key, LANES, RowSums};

/// Values side by side.
type Lanes = [f32; LANES];

#[inline(always)]
pub(super) fn maxima(logits: &[f32], maxima: &mut Vec<f32>) -> bool {
    maxima.clear();
    maxima.reserve(logits.len().div_ceil(BLOCK));
    let mut unusable = [0; LANES];
    for block in logits.chunks(BLOCK) {
        let mut highest = [f32::NEG_INFINITY; LANES];
        let (rows, rest) = block.as_chunks::<LANES>();
        for row in rows {
            raise_and_mark(&mut highest, &mut unusable, row);
        }
        raise_and_mark(&mut highest, &mut unusable, rest);
        maxima.push(highest_lane(highest));
    }
    unusable.iter().any(|&n| n > 0)
}

#[inline(always)]
fn raise_and_mark(highest: &mut Lanes, unusable: &mut [u32; LANES], row: &[f32]) {
    for ((highest, unusable), &logit) in highest.iter_mut().zip(unusable).zip(row) {
        *unusable |= u32::from(logit.is_nan());
        *highest = if logit > *highest { logit } else { *highest };
    }
}

#[inline(always)]
pub(super) fn highest(logits: &[f32]) -> f32 {
    let mut highest = [f32::NEG_INFINITY; LANES];
    let (rows, rest) = logits.as_chunks::<LANES>();
    for row in rows {
        raise(&mut highest, row);
    }
    raise(&mut highest, rest);
    highest_lane(highest)
}

#[inline(always)]
fn raise(highest: &mut Lanes, row: &[f32]) {
    for (highest, &logit) in highest.iter_mut().zip(row) {
        *highest = if logit > *highest { logit } else { *highest };
    }
}

#[inline(always)]
pub(super) fn count(logits: &[f32], bound: f32) -> u32 {
    logits.iter().map(|&l| u32::from(l >= bound)).sum()
}

#[inline(always)]
pub(super) fn sum(logits: &[f32], heat: Heat) -> f64 {
    let mut sum = [0.0; LANES];
    let (rows, rest) = logits.as_chunks::<LANES>();
    for row in rows {
        add_weights(&mut sum, row, heat);
    }
    add_weights(&mut sum, rest, heat);
    total(sum)
}

#[inline(always)]
fn add_weights(sum: &mut Lanes, row: &[f32], heat: Heat) {
    for (sum, &logit) in sum.iter_mut().zip(row) {
        *sum += heat.weigh(logit);
    }
}

#[inline(always)]
pub(super) fn weigh(logits: &[f32], heat: Heat, floor: f32, weights: &mut [f32]) -> f64 {
    let mut sum = [0.0; LANES];
    let (rows, rest) = logits.as_chunks::<LANES>();
    let (to_rows, to_rest) = weights.as_chunks_mut::<LANES>();
    for (row, to) in rows.iter().zip(to_rows) {
        put_weights(&mut sum, row, heat, floor, to);
    }
    put_weights(&mut sum, rest, heat, floor, to_rest);
    total(sum)
}

#[inline(always)]
fn put_weights(sum: &mut Lanes, row: &[f32], heat: Heat, floor: f32, to: &mut [f32]) {
    for ((sum, &logit), to) in sum.iter_mut().zip(row).zip(to) {
        let weight = heat.weigh(logit);
        *to = if logit >= floor { weight } else { 0.0 };
        *sum += *to;
    }
}

#[inline(always)]
pub(super) fn reaching(logits: &[f32], weights: &[f32], bounds: [f32; BOUNDS], to: &mut BlockSums) {
    let mut sums = [[0.0; LANES]; BOUNDS];
    let (rows, rest) = logits.as_chunks::<LANES>();
    let (weight_rows, weight_rest) = weights.as_chunks::<LANES>();
    for (row, weights) in rows.iter().zip(weight_rows) {
        add_reaching(&mut sums, row, weights, bounds);
    }
    add_reaching(&mut sums, rest, weight_rest, bounds);
    *to = sums;
}

#[inline(always)]
fn add_reaching(sums: &mut BlockSums, row: &[f32], weights: &[f32], bounds: [f32; BOUNDS]) {
    for (sums, bound) in sums.iter_mut().zip(bounds) {
        for ((sum, &logit), &weight) in sums.iter_mut().zip(row).zip(weights) {
            *sum += if logit >= bound { weight } else { 0.0 };
        }
    }
}

#[inline(always)]
pub(super) fn add_up(sums: &BlockSums, to: &mut RowSums) {
    for (to, from) in to.iter_mut().zip(sums) {
        for (to, &from) in to.iter_mut().zip(from) {
            *to += f64::from(from);
        }
    }
}

#[inline(always)]
pub(super) fn kept(logits: &[f32], weights: &[f32], bound: f32, least: f32) -> f64 {
    let mut sum = [0.0; LANES];
    let (rows, rest) = logits.as_chunks::<LANES>();
    let (weight_rows, weight_rest) = weights.as_chunks::<LANES>();
    for (row, weights) in rows.iter().zip(weight_rows) {
        add_kept(&mut sum, row, weights, (bound, least));
    }
    add_kept(&mut sum, rest, weight_rest, (bound, least));
    total(sum)
}

#[expect(
    clippy::needless_bitwise_bool,
    reason = "the loop is to have no branches"
)]
#[inline(always)]
fn add_kept(sum: &mut Lanes, row: &[f32], weights: &[f32], (bound, least): (f32, f32)) {
    for ((sum, &logit), &weight) in sum.iter_mut().zip(row).zip(weights) {
        let is_kept = (logit >= bound) & (weight >= least);
        *sum += if is_kept { weight } else { 0.0 };
    }
}

#[inline(always)]
pub(super) fn between(logits: &[f32], from: f32, above: f32, start: u32, open: &mut Vec<Key>) {
    // One bit a token. Which ones are open cannot be foretold, and a wrong
    // guess takes longer than to look at eight.
    let mut bits = [0_u8; BLOCK / 8];
    let (rows, rest) = logits.as_chunks::<8>();
    for (row, bits) in rows.iter().zip(&mut bits) {
        *bits = open_bits(row, from, above);
    }
    if let Some(bits) = bits.get_mut(rows.len()) {
        *bits = open_bits(rest, from, above);
    }
    let (words, _) = bits.as_chunks::<8>();
    for (word, first) in words.iter().zip((0..).step_by(64)) {
        let mut word = u64::from_le_bytes(*word);
        while word != 0 {
            let place = first + word.trailing_zeros() as usize;
            if let Some(&logit) = logits.get(place) {
                open.push(Key::new(logit, start + place as u32));
            }
            word &= word - 1;
        }
    }
}

#[expect(
    clippy::needless_bitwise_bool,
    reason = "the loop is to have no branches"
)]
#[inline(always)]
fn open_bits(row: &[f32], from: f32, above: f32) -> u8 {
    let mut bits = 0;
    for (i, &logit) in row.iter().enumerate() {
        bits |= u32::from((logit >= from) & (logit < above)) << i;
    }
    bits as u8
}

#[inline(always)]
fn highest_lane(lanes: Lanes) -> f32 {
    let mut highest = f32::NEG_INFINITY;
    for lane in lanes {
        highest = if lane > highest { lane } else { highest };
    }
    highest
}

/// The sum in double precision: halves are laid on each other, which takes
/// fewer steps than one lane after another.
#[inline(always)]
fn total(lanes: Lanes) -> f64 {
    let mut sums = lanes.map(f64::from);
    let mut half = LANES / 2;
    while half > 0 {
        let (low, high) = sums.split_at_mut(half);
        for (low, high) in low.iter_mut().zip(high) {
            *low += *high;
        }
        half /= 2;
    }
    let [sum, ..] = sums;
    sum
}

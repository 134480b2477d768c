//! The loops that read whole rows, compiled for the processor's widest
//! registers where it has them.
//!
//! Both builds of a loop do the same additions in the same order, and no build
//! fuses a multiplication with an addition, so they give the same bits.

use super::Heat;

/// Logits that share a maximum and a sum.
pub(super) const BLOCK: usize = 256;
/// Values that are kept side by side, so that the processor works on several
/// at once.
const LANES: usize = 16;
/// Bounds that are looked at together: their sums fit the registers.
pub(super) const BOUNDS: usize = 4;

/// Which build of the loops runs.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum Wide {
    /// What every processor of the target has.
    Base,
    /// 256-bit registers. Made only by [`Wide::best`], which asks the processor.
    #[cfg(target_arch = "x86_64")]
    Avx2,
}

impl Wide {
    /// The widest that this processor has.
    pub(super) fn best() -> Self {
        #[cfg(target_arch = "x86_64")]
        if std::arch::is_x86_feature_detected!("avx2") {
            return Self::Avx2;
        }
        Self::Base
    }
}

/// Makes each loop a method of [`Wide`] that runs the build it names.
macro_rules! builds {
    ($($(#[$doc:meta])* $name:ident($($arg:ident: $type:ty),*) -> $out:ty = $loop:ident;)*) => {
        impl Wide {
            $(
                $(#[$doc])*
                pub(super) fn $name(self, $($arg: $type),*) -> $out {
                    #[cfg(target_arch = "x86_64")]
                    #[target_feature(enable = "avx2")]
                    fn avx2($($arg: $type),*) -> $out {
                        $loop($($arg),*)
                    }
                    match self {
                        Self::Base => $loop($($arg),*),
                        #[cfg(target_arch = "x86_64")]
                        Self::Avx2 => {
                            // SAFETY: the variant says that the processor has AVX2.
                            #[expect(unsafe_code, reason = "AVX2 cannot be asked for otherwise")]
                            unsafe {
                                avx2($($arg),*)
                            }
                        }
                    }
                }
            )*
        }
    };
}

builds! {
    /// Puts the highest logit of each block into `maxima`, −∞ for what is not
    /// a number; says whether there was any such.
    maxima(logits: &[f32], maxima: &mut Vec<f32>) -> bool = maxima_of;
    /// The highest of at most [`BLOCK`] logits, none of which is NaN.
    highest(logits: &[f32]) -> f32 = highest_of;
    /// How many of at most [`BLOCK`] logits are at least `bound`.
    count(logits: &[f32], bound: f32) -> u32 = count_of;
    /// The sum of the weights of at most [`BLOCK`] logits.
    sum(logits: &[f32], heat: Heat) -> f64 = sum_of;
    /// Puts the weights of at most [`BLOCK`] logits into `weights`, of the same
    /// length, and sums them up as [`Wide::sum`] does.
    weigh(logits: &[f32], heat: Heat, weights: &mut [f32]) -> f64 = weigh_of;
    /// For each of `bounds` the sum of the weights of the logits that reach it.
    /// Both slices hold the whole row.
    reaching(logits: &[f32], weights: &[f32], bounds: [f32; BOUNDS]) -> [f64; BOUNDS] = reaching_of;
    /// The sum of the weights of at least `least` of the logits of at least
    /// `bound`, of at most [`BLOCK`].
    kept(logits: &[f32], weights: &[f32], bound: f32, least: f32) -> f64 = kept_of;
    /// Puts the logits of at least `from` and below `above` into `open`, with
    /// their ids, in order.
    between(logits: &[f32], from: f32, above: f32, open: &mut Vec<(f32, u32)>) -> () = between_of;
}

#[expect(
    clippy::inline_always,
    reason = "each build must have its own copy of the loop"
)]
#[inline(always)]
fn maxima_of(logits: &[f32], maxima: &mut Vec<f32>) -> bool {
    maxima.clear();
    maxima.reserve(logits.len().div_ceil(BLOCK));
    let mut unusable = [0_u32; LANES];
    for block in logits.chunks(BLOCK) {
        let mut highest = [f32::NEG_INFINITY; LANES];
        let (rows, rest) = block.as_chunks::<LANES>();
        for row in rows {
            for ((highest, unusable), &logit) in highest.iter_mut().zip(&mut unusable).zip(row) {
                *unusable |= u32::from(logit.is_nan());
                *highest = if logit > *highest { logit } else { *highest };
            }
        }
        for ((highest, unusable), &logit) in highest.iter_mut().zip(&mut unusable).zip(rest) {
            *unusable |= u32::from(logit.is_nan());
            *highest = if logit > *highest { logit } else { *highest };
        }
        let mut high = f32::NEG_INFINITY;
        for lane in highest {
            high = if lane > high { lane } else { high };
        }
        maxima.push(high);
    }
    unusable.iter().any(|&n| n > 0)
}

#[expect(
    clippy::inline_always,
    reason = "each build must have its own copy of the loop"
)]
#[inline(always)]
fn highest_of(logits: &[f32]) -> f32 {
    let mut highest = [f32::NEG_INFINITY; LANES];
    let (rows, rest) = logits.as_chunks::<LANES>();
    for row in rows {
        for (highest, &logit) in highest.iter_mut().zip(row) {
            *highest = if logit > *highest { logit } else { *highest };
        }
    }
    let lanes = highest.iter().chain(rest);
    lanes.fold(f32::NEG_INFINITY, |high, &lane| high.max(lane))
}

#[expect(
    clippy::inline_always,
    reason = "each build must have its own copy of the loop"
)]
#[inline(always)]
fn count_of(logits: &[f32], bound: f32) -> u32 {
    logits.iter().map(|&l| u32::from(l >= bound)).sum()
}

#[expect(
    clippy::inline_always,
    reason = "each build must have its own copy of the loop"
)]
#[inline(always)]
fn sum_of(logits: &[f32], heat: Heat) -> f64 {
    let mut lanes = [0.0_f32; LANES];
    let (rows, rest) = logits.as_chunks::<LANES>();
    for row in rows {
        for (lane, &logit) in lanes.iter_mut().zip(row) {
            *lane += heat.weigh(logit);
        }
    }
    for (lane, &logit) in lanes.iter_mut().zip(rest) {
        *lane += heat.weigh(logit);
    }
    total(lanes)
}

#[expect(
    clippy::inline_always,
    reason = "each build must have its own copy of the loop"
)]
#[inline(always)]
fn weigh_of(logits: &[f32], heat: Heat, weights: &mut [f32]) -> f64 {
    let mut lanes = [0.0_f32; LANES];
    let (rows, rest) = logits.as_chunks::<LANES>();
    let (to_rows, to_rest) = weights.as_chunks_mut::<LANES>();
    for (row, to) in rows.iter().zip(to_rows) {
        for ((lane, &logit), to) in lanes.iter_mut().zip(row).zip(to) {
            *to = heat.weigh(logit);
            *lane += *to;
        }
    }
    for ((lane, &logit), to) in lanes.iter_mut().zip(rest).zip(to_rest) {
        *to = heat.weigh(logit);
        *lane += *to;
    }
    total(lanes)
}

#[expect(
    clippy::inline_always,
    reason = "each build must have its own copy of the loop"
)]
#[inline(always)]
fn reaching_of(logits: &[f32], weights: &[f32], bounds: [f32; BOUNDS]) -> [f64; BOUNDS] {
    let mut sums = [0.0; BOUNDS];
    for (logits, weights) in logits.chunks(BLOCK).zip(weights.chunks(BLOCK)) {
        let mut lanes = [[0.0_f32; LANES]; BOUNDS];
        let (rows, rest) = logits.as_chunks::<LANES>();
        let (weight_rows, weight_rest) = weights.as_chunks::<LANES>();
        for (row, weights) in rows.iter().zip(weight_rows) {
            for (lanes, bound) in lanes.iter_mut().zip(bounds) {
                for ((lane, &logit), &weight) in lanes.iter_mut().zip(row).zip(weights) {
                    *lane += if logit >= bound { weight } else { 0.0 };
                }
            }
        }
        for (lanes, bound) in lanes.iter_mut().zip(bounds) {
            for ((lane, &logit), &weight) in lanes.iter_mut().zip(rest).zip(weight_rest) {
                *lane += if logit >= bound { weight } else { 0.0 };
            }
        }
        for (sum, lanes) in sums.iter_mut().zip(lanes) {
            *sum += total(lanes);
        }
    }
    sums
}

#[expect(
    clippy::needless_bitwise_bool,
    reason = "the loop is to have no branches"
)]
#[expect(
    clippy::inline_always,
    reason = "each build must have its own copy of the loop"
)]
#[inline(always)]
fn kept_of(logits: &[f32], weights: &[f32], bound: f32, least: f32) -> f64 {
    let mut lanes = [0.0_f32; LANES];
    let keep = |logit: f32, weight: f32| {
        let is_kept = (logit >= bound) & (weight >= least);
        if is_kept { weight } else { 0.0 }
    };
    let (rows, rest) = logits.as_chunks::<LANES>();
    let (weight_rows, weight_rest) = weights.as_chunks::<LANES>();
    for (row, weights) in rows.iter().zip(weight_rows) {
        for ((lane, &logit), &weight) in lanes.iter_mut().zip(row).zip(weights) {
            *lane += keep(logit, weight);
        }
    }
    for ((lane, &logit), &weight) in lanes.iter_mut().zip(rest).zip(weight_rest) {
        *lane += keep(logit, weight);
    }
    total(lanes)
}

#[expect(
    clippy::needless_bitwise_bool,
    reason = "the loop is to have no branches"
)]
#[expect(
    clippy::inline_always,
    reason = "each build must have its own copy of the loop"
)]
#[inline(always)]
fn between_of(logits: &[f32], from: f32, above: f32, open: &mut Vec<(f32, u32)>) {
    open.clear();
    let is_open = |logit: f32| (logit >= from) & (logit < above);
    for (group, first) in logits.chunks(LANES).zip((0_u32..).step_by(LANES)) {
        // Most groups hold none, which is seen at a glance.
        let n: u32 = group.iter().map(|&l| u32::from(is_open(l))).sum();
        if n == 0 {
            continue;
        }
        // All are written, and the next one over those that are not open:
        // which ones are cannot be foretold, and a wrong guess takes longer.
        let mut found = [(0.0, 0); LANES + 1];
        let mut n = 0;
        for (&logit, id) in group.iter().zip(first..) {
            if let Some(to) = found.get_mut(n) {
                *to = (logit, id);
            }
            n += usize::from(is_open(logit));
        }
        open.extend_from_slice(found.get(..n).unwrap_or_default());
    }
}

#[expect(
    clippy::inline_always,
    reason = "each build must have its own copy of the loop"
)]
#[inline(always)]
fn total(lanes: [f32; LANES]) -> f64 {
    let mut sum = 0.0;
    for lane in lanes {
        sum += f64::from(lane);
    }
    sum
}

#[cfg(test)]
mod tests {
    use proptest::prelude::*;

    use super::*;

    proptest! {
        /// On a processor without wide registers both sides are the same code.
        #[test]
        fn all_builds_give_the_same_bits(
            mut logits in prop::collection::vec(-90.0_f32..90.0, 0..1500),
            holes in prop::collection::vec(0_usize..1500, 0..4),
            scale in 0.1_f32..5.0,
        ) {
            for hole in holes {
                if let Some(logit) = logits.get_mut(hole) {
                    *logit = if hole % 3 == 0 { f32::NAN } else { f32::NEG_INFINITY };
                }
            }
            let (mut base, mut best) = (Vec::new(), Vec::new());
            let bad = Wide::Base.maxima(&logits, &mut base);
            prop_assert_eq!(bad, Wide::best().maxima(&logits, &mut best));
            prop_assert_eq!(bad, logits.iter().any(|l| l.is_nan()));
            let bits = |all: &[f32]| all.iter().map(|l| l.to_bits()).collect::<Vec<_>>();
            prop_assert_eq!(bits(&base), bits(&best));
            for block in logits.chunks(BLOCK) {
                let heat = Heat { highest: 90.0, scale };
                if block.iter().all(|l| !l.is_nan()) {
                    let highest = [Wide::Base, Wide::best()].map(|w| w.highest(block).to_bits());
                    let right = block.iter().copied().fold(f32::NEG_INFINITY, f32::max);
                    prop_assert_eq!(highest, [right.to_bits(); 2]);
                }
                let counts = [Wide::Base, Wide::best()].map(|w| w.count(block, -3.0));
                let right = block.iter().filter(|l| **l >= -3.0).count();
                prop_assert_eq!(counts, [right as u32; 2]);
                let sums = [Wide::Base, Wide::best()].map(|w| w.sum(block, heat).to_bits());
                prop_assert_eq!(sums[0], sums[1]);
                let all = [Wide::Base, Wide::best()].map(|w| {
                    let mut weights = vec![0.0; block.len()];
                    let weighed = w.weigh(block, heat, &mut weights).to_bits();
                    let kept = w.kept(block, &weights, -3.0, 1e-20).to_bits();
                    let mut open = Vec::new();
                    w.between(block, -3.0, 20.0, &mut open);
                    let reaching = w.reaching(block, &weights, [40.0, 0.0, -3.0, -50.0]);
                    (weighed, bits(&weights), kept, open, reaching.map(f64::to_bits))
                });
                prop_assert_eq!(&all[0], &all[1]);
                prop_assert_eq!(all[0].0, sums[0]);
                let open = block.iter().zip(0..).filter(|(l, _)| **l >= -3.0 && **l < 20.0);
                prop_assert_eq!(&all[0].3, &open.map(|(l, id)| (*l, id)).collect::<Vec<_>>());
            }
        }
    }
}

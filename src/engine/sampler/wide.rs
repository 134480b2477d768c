//! The two loops that read whole rows, compiled for the processor's widest
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

    /// Puts the highest logit of each block into `maxima`, −∞ for what is not
    /// a number; says whether there was any such.
    pub(super) fn maxima(self, logits: &[f32], maxima: &mut Vec<f32>) -> bool {
        match self {
            Self::Base => maxima_of(logits, maxima),
            #[cfg(target_arch = "x86_64")]
            Self::Avx2 => {
                // SAFETY: the variant says that the processor has AVX2.
                #[expect(unsafe_code, reason = "AVX2 cannot be asked for otherwise")]
                unsafe {
                    maxima_avx2(logits, maxima)
                }
            }
        }
    }

    /// The sum of the weights of at most [`BLOCK`] logits.
    pub(super) fn sum(self, logits: &[f32], heat: Heat) -> f64 {
        match self {
            Self::Base => sum_of(logits, heat),
            #[cfg(target_arch = "x86_64")]
            Self::Avx2 => {
                // SAFETY: the variant says that the processor has AVX2.
                #[expect(unsafe_code, reason = "AVX2 cannot be asked for otherwise")]
                unsafe {
                    sum_avx2(logits, heat)
                }
            }
        }
    }
}

#[cfg(target_arch = "x86_64")]
#[target_feature(enable = "avx2")]
fn maxima_avx2(logits: &[f32], maxima: &mut Vec<f32>) -> bool {
    maxima_of(logits, maxima)
}

#[cfg(target_arch = "x86_64")]
#[target_feature(enable = "avx2")]
fn sum_avx2(logits: &[f32], heat: Heat) -> f64 {
    sum_of(logits, heat)
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
                let sums = [Wide::Base, Wide::best()].map(|w| w.sum(block, heat).to_bits());
                prop_assert_eq!(sums[0], sums[1]);
            }
        }
    }
}

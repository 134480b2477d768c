//! The loops that read whole rows, compiled for the processor's widest
//! registers where it has them.
//!
//! All builds of a loop do the same additions in the same order, and no build
//! fuses a multiplication with an addition, so they give the same bits.

use super::Heat;
use super::cut::Key;

mod loops;

/// Logits that share a maximum and a sum.
pub(super) const BLOCK: usize = 256;
/// Values that are kept side by side, so that the processor works on several
/// at once.
const LANES: usize = 16;
/// Bounds that are looked at together: their sums fit the registers.
pub(super) const BOUNDS: usize = 4;

/// For each bound what weighs in a block, lane by lane.
pub(super) type BlockSums = [[f32; LANES]; BOUNDS];
/// For each bound what weighs in a row, lane by lane.
pub(super) type RowSums = [[f64; LANES]; BOUNDS];

/// Which build of the loops runs.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum Wide {
    /// What every processor of the target has.
    Base,
    /// 256-bit registers. Made only by [`Wide::all`], which asks the processor.
    #[cfg(target_arch = "x86_64")]
    Avx2,
    /// 512-bit registers. Made only by [`Wide::all`], which asks the processor.
    #[cfg(target_arch = "x86_64")]
    Avx512,
}

impl Wide {
    /// The widest that this processor has.
    pub(super) fn best() -> Self {
        Self::all().last().unwrap_or(Self::Base)
    }

    /// All that this processor has, the widest last.
    pub(super) fn all() -> impl Iterator<Item = Self> {
        let all = [
            (Self::Base, true),
            #[cfg(target_arch = "x86_64")]
            (Self::Avx2, std::arch::is_x86_feature_detected!("avx2")),
            #[cfg(target_arch = "x86_64")]
            (Self::Avx512, std::arch::is_x86_feature_detected!("avx512f")),
        ];
        let there = all.into_iter().filter(|(_, is_there)| *is_there);
        there.map(|(wide, _)| wide)
    }
}

/// Makes each loop a method of [`Wide`] that runs the build it names.
macro_rules! builds {
    ($($(#[$doc:meta])* $name:ident($($arg:ident: $type:ty),*) -> $out:ty;)*) => {
        impl Wide {
            $(
                $(#[$doc])*
                pub(super) fn $name(self, $($arg: $type),*) -> $out {
                    #[cfg(target_arch = "x86_64")]
                    #[target_feature(enable = "avx2")]
                    fn avx2($($arg: $type),*) -> $out {
                        loops::$name($($arg),*)
                    }
                    #[cfg(target_arch = "x86_64")]
                    #[target_feature(enable = "avx512f")]
                    fn avx512($($arg: $type),*) -> $out {
                        loops::$name($($arg),*)
                    }
                    match self {
                        Self::Base => loops::$name($($arg),*),
                        #[cfg(target_arch = "x86_64")]
                        Self::Avx2 => {
                            // SAFETY: the variant says that the processor has AVX2.
                            #[expect(unsafe_code, reason = "AVX2 cannot be asked for otherwise")]
                            unsafe {
                                avx2($($arg),*)
                            }
                        }
                        #[cfg(target_arch = "x86_64")]
                        Self::Avx512 => {
                            // SAFETY: the variant says that the processor has AVX-512.
                            #[expect(unsafe_code, reason = "AVX-512 cannot be asked for otherwise")]
                            unsafe {
                                avx512($($arg),*)
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
    maxima(logits: &[f32], maxima: &mut Vec<f32>) -> bool;
    /// The highest of at most [`BLOCK`] logits, none of which is NaN.
    highest(logits: &[f32]) -> f32;
    /// How many of at most [`BLOCK`] logits are at least `bound`.
    count(logits: &[f32], bound: f32) -> u32;
    /// The sum of the weights of at most [`BLOCK`] logits.
    sum(logits: &[f32], heat: Heat) -> f64;
    /// Puts the weights of at most [`BLOCK`] logits into `weights`, of the same
    /// length, 0 for those below `floor`; their sum, which without a floor is
    /// that of [`Wide::sum`].
    weigh(logits: &[f32], heat: Heat, floor: f32, weights: &mut [f32]) -> f64;
    /// Puts into `sums` what those of at most [`BLOCK`] logits weigh that reach
    /// each of `bounds`; lanes are left to be added up.
    reaching(
        logits: &[f32],
        weights: &[f32],
        bounds: [f32; BOUNDS],
        sums: &mut BlockSums
    ) -> ();
    /// Adds a block's sums to those of a row. Inside of [`Wide::reaching`] it
    /// would keep the compiler from using whole registers there.
    add_up(sums: &BlockSums, to: &mut RowSums) -> ();
    /// The sum of the weights of at least `least` of the logits of at least
    /// `bound`, of at most [`BLOCK`].
    kept(logits: &[f32], weights: &[f32], bound: f32, least: f32) -> f64;
    /// Adds to `open` those of at most [`BLOCK`] logits that are at least `from`
    /// and below `above`; the first has the id `start`.
    between(logits: &[f32], from: f32, above: f32, start: u32, open: &mut Vec<Key>) -> ();
}

#[cfg(test)]
mod tests;

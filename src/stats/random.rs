//! The one generator of the statistics: ChaCha8, from a seed that the caller
//! passes. The same seed and the same input give the same number, on every
//! machine and with any number of threads.

use rand_chacha::ChaCha8Rng;
use rand_chacha::rand_core::{Rng, SeedableRng};

/// The seed to pass where nobody chose one.
pub const SEED: u64 = 20_260_101;

/// A stream of random numbers.
#[derive(Debug, Clone)]
pub struct Generator(ChaCha8Rng);

impl Generator {
    /// The generator of one use: each name has a stream of its own, so that two
    /// methods never share their luck.
    pub fn new(seed: u64, name: &str) -> Self {
        let mut rng = ChaCha8Rng::seed_from_u64(seed);
        // FNV-1a, which never changes.
        let stream = name.bytes().fold(0xcbf2_9ce4_8422_2325_u64, |hash, byte| {
            (hash ^ u64::from(byte)).wrapping_mul(0x0100_0000_01b3)
        });
        rng.set_stream(stream);
        Self(rng)
    }

    /// 64 random bits.
    pub fn bits(&mut self) -> u64 {
        self.0.next_u64()
    }

    /// A whole number in `0..n`, all equally likely; 0 for `n` of 0.
    ///
    /// D. Lemire's multiplication without its rejection step: over 64 bits the
    /// bias is below n / 2^64.
    pub fn below(&mut self, n: usize) -> usize {
        ((u128::from(self.bits()) * n as u128) >> 64) as usize
    }

    /// A number in [0, 1) with 53 random bits.
    pub fn uniform(&mut self) -> f64 {
        (self.bits() >> 11) as f64 * (1.0 / (1_u64 << 53) as f64)
    }

    /// A standard normal number (G. Box and M. Muller, 1958; one of the pair).
    pub fn normal(&mut self) -> f64 {
        // 1 - u is never 0.
        let radius = (-2.0 * (1.0 - self.uniform()).ln()).sqrt();
        radius * (std::f64::consts::TAU * self.uniform()).cos()
    }

    /// How often each of `n` things was drawn in `n` draws with putting back.
    pub fn resample(&mut self, counts: &mut [u32]) {
        counts.fill(0);
        for _ in 0..counts.len() {
            let place = self.below(counts.len());
            counts[place] += 1;
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn streams_are_fixed_and_apart() {
        let draw = |seed, name| Generator::new(seed, name).bits();
        assert_eq!(draw(1, "a"), draw(1, "a"));
        assert_ne!(draw(1, "a"), draw(1, "b"));
        assert_ne!(draw(1, "a"), draw(2, "a"));
    }

    #[test]
    fn numbers_are_spread_as_they_should() {
        let mut rng = Generator::new(SEED, "test");
        let mut counts = [0_u32; 5];
        let (mut sum, mut squares) = (0.0, 0.0);
        for _ in 0..50_000 {
            counts[rng.below(5)] += 1;
            let z = rng.normal();
            sum += z;
            squares += z * z;
        }
        // Four standard errors: √(50,000 · 0.2 · 0.8) = 89.
        assert!(
            counts.iter().all(|c| c.abs_diff(10_000) < 360),
            "{counts:?}"
        );
        assert!((sum / 50_000.0).abs() < 0.02);
        assert!((squares / 50_000.0 - 1.0).abs() < 0.03);
        let mut counts = [0; 7];
        rng.resample(&mut counts);
        assert_eq!(counts.iter().sum::<u32>(), 7);
    }
}

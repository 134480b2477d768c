//! Random choices whose algorithm is ours, so that no dependency can change a
//! generated file.

use rand_chacha::ChaCha8Rng;
use rand_chacha::rand_core::{Rng, SeedableRng};
use sha2::{Digest, Sha256};

/// A source of choices for one item.
pub(super) struct Dice(ChaCha8Rng);

impl Dice {
    /// Its own stream for each family, seed and index.
    pub(super) fn new(family: &str, seed: u64, index: usize) -> Self {
        let seed = Sha256::digest(format!("overthink dataset {family} {seed} {index}"));
        Self(ChaCha8Rng::from_seed(seed.into()))
    }

    /// A whole number in `low..=high`, all equally likely; `low` if the range is empty.
    pub(super) fn between(&mut self, low: i64, high: i64) -> i64 {
        let width = u32::try_from(high - low + 1).unwrap_or(1);
        low + i64::from(self.below(width))
    }

    /// True once in `n` times.
    pub(super) fn one_in(&mut self, n: u32) -> bool {
        self.below(n) == 0
    }

    /// `n` different members of `pool`, in random order; all of them if there are fewer.
    pub(super) fn sample<T: Clone>(&mut self, pool: &[T], n: usize) -> Vec<T> {
        let mut pool = pool.to_vec();
        let n = n.min(pool.len());
        // The first n steps of a Fisher-Yates shuffle.
        for i in 0..n {
            let j = i + self.below((pool.len() - i) as u32) as usize;
            pool.swap(i, j);
        }
        pool.truncate(n);
        pool
    }

    /// A number in `0..n` without bias: draws beyond the last full multiple of
    /// `n` are drawn again.
    fn below(&mut self, n: u32) -> u32 {
        let n = n.max(1);
        let excess = (u32::MAX % n + 1) % n;
        loop {
            let draw = self.0.next_u32();
            if draw <= u32::MAX - excess {
                return draw % n;
            }
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_known_stream_stays_the_same() {
        let mut dice = Dice::new("arithmetic", 1, 0);
        let drawn: Vec<i64> = (0..8).map(|_| dice.between(2, 99)).collect();
        assert_eq!(drawn, [89, 58, 53, 78, 96, 75, 37, 71]);
    }

    #[test]
    fn every_value_of_a_range_turns_up_about_equally_often() {
        let mut dice = Dice::new("test", 7, 0);
        let mut counts = [0; 6];
        for _ in 0..6000 {
            counts[dice.between(1, 6) as usize - 1] += 1;
        }
        assert!(
            counts.iter().all(|&n| (850..1150).contains(&n)),
            "{counts:?}"
        );
    }

    #[test]
    fn a_sample_repeats_nothing() {
        let mut dice = Dice::new("test", 7, 1);
        let mut sample = dice.sample(&[1, 2, 3, 4, 5, 6, 7, 8], 5);
        sample.sort_unstable();
        sample.dedup();
        assert_eq!(sample.len(), 5);
        assert_eq!(dice.sample(&[1, 2], 5).len(), 2);
    }
}

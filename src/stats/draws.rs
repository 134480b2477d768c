//! What several draws of one item tell about fewer of them.
//!
//! Each function is of one item; the mean over items with
//! [`super::proportion::wilson_clustered`] or [`super::mean::t_interval`] is the
//! number for a suite.

mod majority;

pub use majority::maj_at_k;

use super::special;

/// The share of `k` draws taken from these `n` without replacement that hold at
/// least one of the `n_correct`: pass@k.
///
/// `1 - C(n - c, k) / C(n, k)`, the unbiased estimate of the probability that
/// one of `k` draws is correct (M. Chen et al., "Evaluating large language
/// models trained on code", 2021, arXiv 2107.03374, equation 1), as the product
/// `1 - Π (1 - k / i)` over `i = n - c + 1 ..= n`, which never leaves 0 to 1
/// and does not overflow. `None` unless `1 <= k <= n` and `n_correct <= n`.
pub fn pass_at_k(n: usize, n_correct: usize, k: usize) -> Option<f64> {
    if k == 0 || k > n || n_correct > n {
        return None;
    }
    if n - n_correct < k {
        return Some(1.0);
    }
    let miss: f64 = (n - n_correct + 1..=n)
        .map(|i| 1.0 - k as f64 / i as f64)
        .product();
    Some(1.0 - miss)
}

/// Whether any draw is correct, as 0 or 1: the coverage of one item, which is
/// pass@n of its n draws (B. Brown et al., "Large language monkeys", 2024, arXiv
/// 2407.21787). `None` without draws.
pub fn coverage(n: usize, n_correct: usize) -> Option<f64> {
    pass_at_k(n, n_correct, n)
}

/// The share of `k` draws taken from these `n` without replacement that hold at
/// least `⌈tau k⌉` (and at least one) correct ones: G-Pass@k at `tau`.
///
/// `Σ_{j ≥ ⌈τk⌉} C(c, j) C(n - c, k - j) / C(n, k)` (J. Liu et al., "Are your
/// LLMs capable of stable reasoning?", 2024, arXiv 2412.13147, equation 4). Near
/// tau = 0 it is pass@k, at 1 the probability that all k are correct. `None`
/// unless `1 <= k <= n`, `n_correct <= n` and tau is between 0 and 1.
pub fn g_pass_at_k(n: usize, n_correct: usize, k: usize, tau: f64) -> Option<f64> {
    if !(0.0..=1.0).contains(&tau) {
        return None;
    }
    // Rounding must not make 0.1 · 10 into 2.
    let needed = (tau * k as f64 - 1e-9).ceil().max(1.0) as usize;
    at_least(n, n_correct, k, needed)
}

/// The mean of G-Pass@k over tau from one half to 1, as published:
/// `(2/k) Σ_{i = ⌈k/2⌉ + 1}^{k} G-Pass@k at i/k` (equation 5 there). For odd k the
/// sum has fewer than k/2 terms, so that even a perfect item stays below 1.
pub fn mg_pass_at_k(n: usize, n_correct: usize, k: usize) -> Option<f64> {
    let mut sum = 0.0;
    for needed in k.div_ceil(2) + 1..=k {
        sum += at_least(n, n_correct, k, needed)?;
    }
    at_least(n, n_correct, k, 1).map(|_| 2.0 * sum / k as f64)
}

/// The probability of at least `needed` correct ones among `k` of `n`.
fn at_least(n: usize, n_correct: usize, k: usize, needed: usize) -> Option<f64> {
    if k == 0 || k > n || n_correct > n {
        return None;
    }
    let most = n_correct.min(k);
    let sum: f64 = (needed..=most)
        .map(|j| special::hypergeometric_pmf(j, n, n_correct, k))
        .sum();
    Some(sum.min(1.0))
}

#[cfg(test)]
mod tests {
    use super::*;
    use proptest::prelude::*;

    fn close(got: Option<f64>, want: f64) {
        let got = got.unwrap();
        assert!((got - want).abs() < 1e-12, "got {got}, want {want}");
    }

    #[test]
    fn by_hand() {
        close(pass_at_k(5, 0, 3), 0.0);
        close(pass_at_k(5, 5, 1), 1.0);
        close(pass_at_k(5, 2, 1), 0.4);
        // C(3, 2) of the C(5, 2) pairs hold no correct one.
        close(pass_at_k(5, 2, 2), 1.0 - 3.0 / 10.0);
        close(pass_at_k(5, 2, 4), 1.0);
        // C(7, 5) of C(10, 5).
        close(pass_at_k(10, 3, 5), 1.0 - 21.0 / 252.0);
        // C(190, 100) of C(200, 100), by exact fractions.
        close(pass_at_k(200, 10, 100), 0.999_228_973_937_282_2);
        assert_eq!(pass_at_k(5, 2, 0), None);
        assert_eq!(pass_at_k(5, 2, 6), None);
        assert_eq!(pass_at_k(5, 6, 1), None);
        assert_eq!(pass_at_k(0, 0, 1), None);
    }

    #[test]
    fn large_numbers_stay_numbers() {
        let p = pass_at_k(1_000_000, 10, 100_000).unwrap();
        // Nearly independent draws: 1 - 0.9^10.
        assert!((p - 0.651_322).abs() < 1e-5, "{p}");
    }

    proptest! {
        #[test]
        fn counts_the_subsets(correct in prop::collection::vec(any::<bool>(), 1..11), k in 1_usize..11) {
            let n = correct.len();
            let n_correct = correct.iter().filter(|c| **c).count();
            let subsets = (0_u32..1 << n).filter(|set| set.count_ones() as usize == k);
            let (mut n_subsets, mut n_hits) = (0_u32, 0_u32);
            for set in subsets {
                n_subsets += 1;
                n_hits += u32::from((0..n).any(|i| set & (1 << i) != 0 && correct[i]));
            }
            match pass_at_k(n, n_correct, k) {
                None => prop_assert!(k > n),
                Some(p) => prop_assert!((p - f64::from(n_hits) / f64::from(n_subsets)).abs() < 1e-12),
            }
        }

        #[test]
        fn stable_ones_count_the_subsets(
            correct in prop::collection::vec(any::<bool>(), 1..10),
            k in 1_usize..10,
            tau in 0.0..=1.0_f64,
        ) {
            let n = correct.len();
            prop_assume!(k <= n);
            let n_correct = correct.iter().filter(|c| **c).count();
            let (mut all, mut stable) = (0_u32, 0_u32);
            for set in (0_u32..1 << n).filter(|set| set.count_ones() as usize == k) {
                let hits = (0..n).filter(|i| set & (1 << i) != 0 && correct[*i]).count();
                all += 1;
                stable += u32::from(hits as f64 >= tau * k as f64 - 1e-9 && hits > 0);
            }
            let got = g_pass_at_k(n, n_correct, k, tau).unwrap();
            prop_assert!((got - f64::from(stable) / f64::from(all)).abs() < 1e-12);
            let one = g_pass_at_k(n, n_correct, k, 1e-6).unwrap();
            prop_assert!((one - pass_at_k(n, n_correct, k).unwrap()).abs() < 1e-12);
            let mean = mg_pass_at_k(n, n_correct, k).unwrap();
            prop_assert!((0.0..=1.0).contains(&mean));
        }

        #[test]
        fn more_draws_never_hurt(n in 1_usize..300, c in 0_usize..300, k in 1_usize..299) {
            if let (Some(p), Some(more)) = (pass_at_k(n, c, k), pass_at_k(n, c, k + 1)) {
                prop_assert!((0.0..=1.0).contains(&p));
                prop_assert!(more >= p - 1e-12);
            }
        }
    }

    #[test]
    fn stable_by_hand() {
        // 4 of 8 correct, 4 drawn: all four 1/70, three or four 17/70.
        close(g_pass_at_k(8, 4, 4, 1.0), 1.0 / 70.0);
        close(g_pass_at_k(8, 4, 4, 0.75), 17.0 / 70.0);
        close(mg_pass_at_k(8, 4, 4), 18.0 / 140.0);
        close(coverage(8, 1), 1.0);
        close(coverage(8, 0), 0.0);
        assert_eq!(coverage(0, 0), None);
        assert_eq!(g_pass_at_k(8, 4, 4, 1.5), None);
        assert_eq!(mg_pass_at_k(8, 4, 9), None);
    }
}

//! What several draws of one item tell about fewer of them.

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
        fn more_draws_never_hurt(n in 1_usize..300, c in 0_usize..300, k in 1_usize..299) {
            if let (Some(p), Some(more)) = (pass_at_k(n, c, k), pass_at_k(n, c, k + 1)) {
                prop_assert!((0.0..=1.0).contains(&p));
                prop_assert!(more >= p - 1e-12);
            }
        }
    }
}

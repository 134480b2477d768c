//! McNemar's test: is one of two models right more often on the same items?

use super::super::special;

/// McNemar's exact test, two-sided: the chance of a split of the `b + c`
/// discordant pairs at least as uneven as this if both were equally good
/// (Q. McNemar, Psychometrika 12, 1947; exact binomial form). Errs on the safe
/// side: real error rates lie far below the nominal one at small n.
pub fn mcnemar_exact(b: usize, c: usize) -> f64 {
    (2.0 * tail(b, c)).min(1.0)
}

/// McNemar's test with the mid-p value: the exact one less half the chance of
/// the split seen (M. W. Fagerland, S. Lydersen and P. Laake, BMC Medical
/// Research Methodology 13, 2013, who recommend it at every n).
pub fn mcnemar_mid_p(b: usize, c: usize) -> f64 {
    if b == c {
        // Their formula (4): the middle of the distribution is no evidence.
        return 1.0 - 0.5 * special::binomial_half(b, b + c);
    }
    (2.0 * tail(b, c) - special::binomial_half(b.min(c), b + c)).clamp(0.0, 1.0)
}

/// The chance of at most `min(b, c)` successes in `b + c` throws of a coin.
fn tail(b: usize, c: usize) -> f64 {
    special::binomial_at_most(b.min(c), b + c, 0.5)
}

#[cfg(test)]
mod tests {
    use super::*;

    fn close(got: f64, want: f64, tolerance: f64) {
        assert!((got - want).abs() <= tolerance, "got {got}, want {want}");
    }

    #[test]
    fn published_tests() {
        // Fagerland, Lydersen and Laake (2013), airway hyper-responsiveness
        // before and after a transplantation, 1, 1, 7, 12 of 21: exact p =
        // 0.070, mid-p = 0.039.
        close(mcnemar_exact(1, 7), 0.0703, 5e-5);
        close(mcnemar_mid_p(1, 7), 0.0391, 5e-5);
        // All concordant, or evenly split: no evidence at all.
        close(mcnemar_exact(0, 0), 1.0, 0.0);
        close(mcnemar_exact(3, 3), 1.0, 0.0);
        close(mcnemar_mid_p(0, 0), 0.5, 1e-12);
        // By enumeration: 5 of 5 one way is 2/32.
        close(mcnemar_exact(5, 0), 2.0 / 32.0, 1e-14);
        close(mcnemar_mid_p(5, 0), 1.0 / 32.0, 1e-14);
    }

    #[test]
    fn every_split_by_throwing_all_coins() {
        for n in 0_u32..13 {
            for b in 0..=n {
                let far = |heads: u32| heads.abs_diff(n - heads) >= b.abs_diff(n - b);
                let (mut at_least, mut same) = (0_u32, 0_u32);
                for coins in 0_u32..1 << n {
                    let heads = coins.count_ones();
                    at_least += u32::from(far(heads));
                    same += u32::from(heads == b.min(n - b));
                }
                let all = f64::from(1_u32 << n);
                let (b, c) = (b as usize, (n - b) as usize);
                close(mcnemar_exact(b, c), f64::from(at_least) / all, 1e-12);
                let half = f64::from(same) / all;
                let mid = if b == c {
                    1.0 - 0.5 * half
                } else {
                    f64::from(at_least) / all - half
                };
                close(mcnemar_mid_p(b, c), mid, 1e-12);
            }
        }
    }

    #[test]
    fn large_counts_are_quick_and_sane() {
        let p = mcnemar_mid_p(50_200, 49_800);
        // z = 400 / √100,000 = 1.265.
        close(p, 0.2059, 5e-4);
    }
}

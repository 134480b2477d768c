//! Many comparisons at once.

/// P values adjusted by Holm's step-down rule, in the order given: the chance
/// of even one false alarm among all of them stays below the level at which
/// they are read (S. Holm, Scandinavian Journal of Statistics 6, 1979).
pub fn holm(p_values: &[f64]) -> Vec<f64> {
    let mut order: Vec<usize> = (0..p_values.len()).collect();
    order.sort_by(|&i, &j| p_values[i].total_cmp(&p_values[j]));
    let mut adjusted = vec![1.0; p_values.len()];
    let mut highest: f64 = 0.0;
    for (rank, &i) in order.iter().enumerate() {
        let left = (p_values.len() - rank) as f64;
        // A later one never looks better than an earlier one.
        highest = highest.max((p_values[i] * left).min(1.0));
        adjusted[i] = highest;
    }
    adjusted
}

/// P values adjusted by Benjamini and Hochberg's step-up rule, in the order
/// given: of the findings read at a level, the expected share of false ones
/// stays below it, for independent comparisons (Y. Benjamini and Y. Hochberg,
/// Journal of the Royal Statistical Society B 57, 1995). For "where to look";
/// a verdict takes [`holm`].
pub fn benjamini_hochberg(p_values: &[f64]) -> Vec<f64> {
    let mut order: Vec<usize> = (0..p_values.len()).collect();
    order.sort_by(|&i, &j| p_values[j].total_cmp(&p_values[i]));
    let mut adjusted = vec![1.0; p_values.len()];
    let mut lowest: f64 = 1.0;
    for (passed, &i) in order.iter().enumerate() {
        let rank = p_values.len() - passed;
        lowest = lowest.min(p_values[i] * p_values.len() as f64 / rank as f64);
        adjusted[i] = lowest;
    }
    adjusted
}

#[cfg(test)]
mod tests {
    use super::*;
    use proptest::prelude::*;

    #[test]
    fn worked_example() {
        // R: p.adjust(c(0.01, 0.04, 0.03, 0.005), "holm") is 0.03 0.06 0.06 0.02.
        let got = holm(&[0.01, 0.04, 0.03, 0.005]);
        for (got, want) in got.iter().zip([0.03, 0.06, 0.06, 0.02]) {
            assert!((got - want).abs() < 1e-12);
        }
        assert!(holm(&[]).is_empty());
        assert_eq!(holm(&[0.2]), [0.2]);
        assert_eq!(holm(&[0.9, 0.8]), [1.0, 1.0]);
    }

    #[test]
    fn worked_example_of_false_discovery() {
        // R: p.adjust(c(0.01, 0.04, 0.03, 0.005), "BH") is 0.02 0.04 0.04 0.02.
        let got = benjamini_hochberg(&[0.01, 0.04, 0.03, 0.005]);
        for (got, want) in got.iter().zip([0.02, 0.04, 0.04, 0.02]) {
            assert!((got - want).abs() < 1e-12);
        }
        assert!(benjamini_hochberg(&[]).is_empty());
    }

    proptest! {
        #[test]
        fn between_plain_and_holm(p in prop::collection::vec(0.0..=1.0_f64, 1..20)) {
            for ((p, found), strict) in p.iter().zip(benjamini_hochberg(&p)).zip(holm(&p)) {
                prop_assert!(*p <= found + 1e-12 && found <= strict + 1e-12 && strict <= 1.0);
            }
        }
    }
}

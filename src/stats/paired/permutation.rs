//! Would the differences look like this if the two models were swapped at
//! random, item by item?

use super::super::random::Generator;
use super::super::{Side, Test, TestMethod, special};

/// Steps of addition up to which the distribution is computed, not drawn.
const EXACT_STEPS: f64 = 4e7;
/// Random bits up to which it is drawn, not approximated.
const MOST_BITS: f64 = 4e9;
/// Signings drawn.
const DRAWS: usize = 10_000;
/// The finest lattice that is looked for: shares over up to 64 epochs.
const MOST_PARTS: u32 = 64;

/// The p value of no difference by swapping the two models within items: the
/// share of all 2^n signings of the differences whose sum is at least as far
/// out as the one seen (R. A. Fisher, *The Design of Experiments*, 1935,
/// section 21; for evaluations, E. Miller, 2024, arXiv 2411.00640).
///
/// `differences` holds one value an item, the means over its epochs taken
/// first: whole items are swapped, so epochs of one item never count as
/// independent.
///
/// - Differences of shares over up to 64 epochs are multiples of one fraction.
///   All signings are then counted exactly, by adding up one item at a time;
///   with one epoch that is McNemar's exact test. Up to some 3,000 items with
///   four epochs.
/// - Any other differences of up to 20 items: by listing all signings.
/// - Otherwise 10,000 signings are drawn from `seed`, and the p value is
///   `(1 + at least as far) / (1 + drawn)`, which keeps its level (B. Phipson
///   and G. Smyth, Statistical Applications in Genetics and Molecular Biology
///   9, 2010). Items of equal difference are drawn together, so 100,000 items
///   of four epochs take some 0.3 s.
/// - Where even that is too much (100,000 items that all differ differently),
///   the normal limit: the sum of signed values has variance Σd².
pub fn sign_flip(differences: &[f64], side: Side, seed: u64) -> Test {
    let n = differences.len();
    let values: Vec<f64> = differences.iter().copied().filter(|d| *d != 0.0).collect();
    if values.iter().any(|d| !d.is_finite()) {
        return test(f64::NAN, n, TestMethod::SignFlipExact);
    }
    if let Some(steps) = lattice(&values) {
        let sum: i64 = steps.iter().map(|s| s.abs()).sum();
        if sum as f64 * steps.len() as f64 <= EXACT_STEPS {
            return test(counted(&steps, side), n, TestMethod::SignFlipExact);
        }
    } else if values.len() <= 20 {
        return test(listed(&values, side), n, TestMethod::SignFlipExact);
    }
    let groups = by_size(&values);
    let words: usize = groups.iter().map(|(_, count)| count.div_ceil(64)).sum();
    if words as f64 * 64.0 * DRAWS as f64 <= MOST_BITS {
        return test(drawn(&groups, &values, side, seed), n, TestMethod::SignFlip);
    }
    let z = values.iter().sum::<f64>() / values.iter().map(|d| d * d).sum::<f64>().sqrt();
    let p = match side {
        Side::Less => special::normal_cdf(z),
        Side::Greater => special::normal_cdf(-z),
        Side::Both => 2.0 * special::normal_cdf(-z.abs()),
    };
    test(p, n, TestMethod::SignFlipNormal)
}

fn test(p: f64, n: usize, method: TestMethod) -> Test {
    Test { p, n, method }
}

/// The differences as whole multiples of one fraction, if they are.
fn lattice(values: &[f64]) -> Option<Vec<i64>> {
    // Denominators of two arms multiply: 64 epochs against 63 are no lattice
    // that is worth it.
    (1..=MOST_PARTS).find_map(|parts| {
        let fits = |d: &f64| {
            let scaled = d * f64::from(parts);
            (scaled - scaled.round()).abs() < 1e-9 * f64::from(parts)
        };
        values.iter().all(fits).then(|| {
            let step = |d: &f64| (d * f64::from(parts)).round() as i64;
            values.iter().map(step).collect()
        })
    })
}

/// Whether a sum is at least as far out as the one seen.
fn as_far(sum: f64, seen: f64, side: Side) -> bool {
    // Sums of the same terms in another order differ in their last bits.
    let slack = 1e-9 * seen.abs().max(1e-9);
    match side {
        Side::Less => sum <= seen + slack,
        Side::Greater => sum >= seen - slack,
        Side::Both => sum.abs() >= seen.abs() - slack,
    }
}

/// By the distribution of the sum, one item after the other.
fn counted(steps: &[i64], side: Side) -> f64 {
    let seen: i64 = steps.iter().sum();
    let most: i64 = steps.iter().map(|s| s.abs()).sum();
    // chances[i]: that the items signed "+" so far add up to i.
    let mut chances = vec![0.0; most as usize + 1];
    chances[0] = 1.0;
    let mut reached = 0;
    for step in steps {
        let step = step.unsigned_abs() as usize;
        reached += step;
        for i in (0..=reached).rev() {
            let moved = if i >= step { chances[i - step] } else { 0.0 };
            chances[i] = 0.5 * (chances[i] + moved);
        }
    }
    let far = chances.iter().enumerate().filter(|(plus, _)| {
        let sum = 2 * *plus as i64 - most;
        as_far(sum as f64, seen as f64, side)
    });
    far.map(|(_, chance)| chance).sum::<f64>().min(1.0)
}

/// By listing every signing.
fn listed(values: &[f64], side: Side) -> f64 {
    let seen: f64 = values.iter().sum();
    let all = 1_u32 << values.len();
    let far = (0..all).filter(|signs| {
        let signed = values
            .iter()
            .enumerate()
            .map(|(i, d)| if signs & (1 << i) == 0 { *d } else { -d });
        as_far(signed.sum(), seen, side)
    });
    far.count() as f64 / f64::from(all)
}

/// The sizes of the differences, each with how many items have it.
fn by_size(values: &[f64]) -> Vec<(f64, usize)> {
    let mut sizes: Vec<f64> = values.iter().map(|d| d.abs()).collect();
    sizes.sort_by(f64::total_cmp);
    let mut groups: Vec<(f64, usize)> = Vec::new();
    for size in sizes {
        match groups.last_mut() {
            Some((last, count)) if (size - *last).abs() < 1e-12 => *count += 1,
            _ => groups.push((size, 1)),
        }
    }
    groups
}

/// By drawing signings: of the items of one size only the number of pluses
/// matters, which are the ones among as many random bits.
fn drawn(groups: &[(f64, usize)], values: &[f64], side: Side, seed: u64) -> f64 {
    let seen: f64 = values.iter().sum();
    let mut rng = Generator::new(seed, "sign-flip");
    let mut far = 0_usize;
    for _ in 0..DRAWS {
        let mut sum = 0.0;
        for (size, count) in groups {
            let mut pluses = 0;
            let mut left = *count;
            while left > 0 {
                let bits = left.min(64);
                pluses += (rng.bits() >> (64 - bits)).count_ones() as usize;
                left -= bits;
            }
            sum += size * (2.0 * pluses as f64 - *count as f64);
        }
        far += usize::from(as_far(sum, seen, side));
    }
    (far + 1) as f64 / (DRAWS + 1) as f64
}

#[cfg(test)]
mod tests {
    use super::super::mcnemar_exact;
    use super::*;
    use proptest::prelude::*;

    #[test]
    fn one_epoch_is_mcnemars_exact_test() {
        for (b, c) in [(1, 7), (5, 0), (3, 3), (0, 0), (40, 61)] {
            let mut differences = vec![1.0; b];
            differences.extend(vec![-1.0; c]);
            differences.extend([0.0; 9]);
            let t = sign_flip(&differences, Side::Both, 1);
            assert_eq!(t.method, TestMethod::SignFlipExact);
            let want = mcnemar_exact(b, c);
            assert!((t.p - want).abs() < 1e-12, "{} {want}", t.p);
        }
    }

    #[test]
    fn drawn_agrees_with_counted() {
        let differences: Vec<f64> = (0..300).map(|i| f64::from((i * 7) % 9 - 3) / 4.0).collect();
        let steps = lattice(&differences).unwrap();
        for side in [Side::Both, Side::Greater, Side::Less] {
            for scale in [1, 3] {
                let shifted: Vec<f64> = differences
                    .iter()
                    .map(|d| d - 0.25 * f64::from(scale))
                    .collect();
                let exact = counted(&lattice(&shifted).unwrap(), side);
                let drawn = drawn(&by_size(&shifted), &shifted, side, 7);
                let error = (exact * (1.0 - exact) / DRAWS as f64).sqrt();
                assert!(
                    (exact - drawn).abs() < 4.0 * error + 2e-4,
                    "{exact} {drawn}"
                );
            }
        }
        assert!(counted(&steps, Side::Greater) < 1e-6);
    }

    #[test]
    fn many_items_that_all_differ_take_the_limit() {
        let many: Vec<f64> = (0..1_000_000_u32)
            .map(|i| f64::from(i).mul_add(1e-6, 0.1) * if i % 2 == 0 { 1.0 } else { -1.0 })
            .collect();
        let t = sign_flip(&many, Side::Both, 1);
        assert_eq!(t.method, TestMethod::SignFlipNormal);
        assert!(t.p > 0.9, "{t:?}");
    }

    proptest! {
        #[test]
        fn counted_and_listed_agree(steps in prop::collection::vec(-4_i64..5, 0..10)) {
            let values: Vec<f64> = steps.iter().map(|s| *s as f64 / 4.0).collect();
            let kept: Vec<i64> = steps.iter().copied().filter(|s| *s != 0).collect();
            for side in [Side::Both, Side::Less, Side::Greater] {
                let all = listed(&values, side);
                prop_assert!((counted(&kept, side) - all).abs() < 1e-12);
                prop_assert!((sign_flip(&values, side, 3).p - all).abs() < 1e-12);
            }
        }

        #[test]
        fn swapping_the_arms(d in prop::collection::vec(-1.0..1.0_f64, 1..12)) {
            let turned: Vec<f64> = d.iter().map(|d| -d).collect();
            let p = |d: &[f64], side| sign_flip(d, side, 3).p;
            prop_assert!((p(&d, Side::Both) - p(&turned, Side::Both)).abs() < 1e-12);
            prop_assert!((p(&d, Side::Less) - p(&turned, Side::Greater)).abs() < 1e-12);
            prop_assert!(p(&d, Side::Less) > 0.0 && p(&d, Side::Less) <= 1.0);
        }
    }
}

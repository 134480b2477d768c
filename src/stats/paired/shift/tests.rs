use super::*;
use proptest::prelude::*;

fn close(got: f64, want: f64, tolerance: f64) {
    assert!((got - want).abs() <= tolerance, "got {got}, want {want}");
}

/// The chance of three kinds of pairs, by the multinomial formula written out.
fn trinomial(b: usize, c: usize, n: usize, gain: f64, loss: f64) -> f64 {
    let fact = |n: usize| (1..=n).map(|i| i as f64).product::<f64>();
    let ways = fact(n) / (fact(b) * fact(c) * fact(n - b - c));
    let rest = (1.0 - gain - loss).max(0.0);
    ways * gain.powi(b as i32) * loss.powi(c as i32) * rest.powi((n - b - c) as i32)
}

fn outcomes(n: usize) -> impl Iterator<Item = (usize, usize)> {
    (0..=n).flat_map(move |b| (0..=n - b).map(move |c| (b, c)))
}

#[test]
fn the_largest_chance_by_listing_every_outcome() {
    for (b, c, n, margin) in [
        (3, 1, 12, 0.1),
        (0, 0, 9, 0.2),
        (2, 5, 12, 0.05),
        (4, 4, 10, 0.0),
    ] {
        let seen = tango::score(b, c, n, -margin);
        let mut largest: f64 = 0.0;
        for step in 0..=1000 {
            let gain = (1.0 - margin) / 2.0 * f64::from(step) / 1000.0;
            let chance: f64 = outcomes(n)
                .filter(|(b, c)| tango::score(*b, *c, n, -margin) >= seen - 1e-9)
                .map(|(b, c)| trinomial(b, c, n, gain, gain + margin))
                .sum();
            largest = largest.max(chance);
        }
        let got = noninferior(b, c, n, margin).p;
        assert!(
            got >= largest - 1e-9 && got <= largest + 1e-4,
            "{got} {largest}"
        );
    }
}

#[test]
fn keeps_its_level_at_every_truth() {
    // Every candidate exactly at the margin, every share of differing pairs:
    // listed, not drawn.
    let n = 20;
    for (margin, level) in [(0.1, 0.05), (0.05, 0.05), (0.1, 0.005)] {
        let passed: Vec<(usize, usize)> = outcomes(n)
            .filter(|(b, c)| noninferior(*b, *c, n, margin).p <= level)
            .collect();
        for step in 0..=30 {
            let gain = (1.0 - margin) / 2.0 * f64::from(step) / 30.0;
            let size: f64 = passed
                .iter()
                .map(|(b, c)| trinomial(*b, *c, n, gain, gain + margin))
                .sum();
            assert!(size <= level + 1e-9, "{size} at {gain}");
        }
    }
}

#[test]
fn nothing_is_proved_by_nothing() {
    close(noninferior(0, 0, 0, 0.05).p, 1.0, 0.0);
    close(noninferior(0, 0, 5, 0.0).p, 1.0, 1e-12);
    // Five items alike do not prove that fewer than 10 percent are lost: a
    // candidate that loses 10 percent shows that in 59 of 100 runs.
    close(noninferior(0, 0, 5, 0.1).p, 0.9_f64.powi(5), 1e-9);
    assert!(regressed(0, 0, 5).p > 0.99);
    assert!(noninferior_means(&[0.0], 0.1).p >= 1.0);
    assert!(noninferior_means(&[0.0; 5], 0.1).p > 0.2);
}

#[test]
fn large_and_small_meet() {
    let exact = noninferior(40, 50, EXACT_MOST, 0.03);
    let normal = noninferior(40, 50, EXACT_MOST + 1, 0.03);
    assert_eq!(exact.method, TestMethod::ExactScore);
    assert_eq!(normal.method, TestMethod::Score);
    close(exact.p, normal.p, 0.01);
}

proptest! {
    #![proptest_config(ProptestConfig::with_cases(24))]
    #[test]
    fn orderly(b in 0_usize..20, c in 0_usize..20, rest in 0_usize..40, margin in 0.0..0.3_f64) {
        let n = b + c + rest;
        prop_assume!(n > 0);
        let p = noninferior(b, c, n, margin).p;
        prop_assert!((0.0..=1.0).contains(&p));
        // A wider margin is easier to keep, a further loss harder.
        prop_assert!(noninferior(b, c, n, margin + 0.1).p <= p + 0.02);
        if c > 0 {
            prop_assert!(noninferior(b + 1, c - 1, n, margin).p <= p + 1e-9);
        }
        let both = equivalent(b, c, n, margin).p;
        prop_assert!((both - equivalent(c, b, n, margin).p).abs() < 1e-12);
        prop_assert!(both >= p - 1e-12);
    }

    #[test]
    fn score_rises_with_gains(n in 1_usize..80, differing in 0_usize..80, margin in 0.0..0.5_f64) {
        let differing = differing.min(n);
        let mut last = f64::NEG_INFINITY;
        for b in 0..=differing {
            let s = tango::score(b, differing - b, n, -margin);
            prop_assert!(s >= last - 1e-9);
            last = s;
        }
    }
}

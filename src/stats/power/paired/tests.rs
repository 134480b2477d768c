use super::super::super::paired;
use super::*;

const PLAN: PairedPlan = PairedPlan {
    differing: 0.2,
    alpha: 0.05,
    power: 0.8,
};

/// Every outcome with its probability.
fn outcomes(n: usize, gain: f64, loss: f64) -> impl Iterator<Item = (usize, usize, f64)> {
    (0..=n).flat_map(move |b| {
        (0..=n - b).map(move |c| {
            let first = special::binomial_pmf(b, n, gain);
            let then = special::binomial_pmf(c, n - b, (loss / (1.0 - gain)).min(1.0));
            (b, c, first * then)
        })
    })
}

#[test]
fn power_is_that_of_the_test_by_listing() {
    for (n, loss, differing) in [(9, 0.3, 0.3), (14, 0.2, 0.3)] {
        let plan = PairedPlan { differing, ..PLAN };
        let lost = f64::midpoint(differing, loss);
        let gain = lost - loss;
        let listed: f64 = outcomes(n, gain, lost)
            .filter(|(b, c, _)| paired::regressed(*b, *c, n).p <= plan.alpha)
            .map(|(_, _, p)| p)
            .sum();
        let got = loss_power(n, loss, plan);
        assert!((got - listed).abs() < 1e-6, "{got} {listed}");
        let listed: f64 = outcomes(n, differing / 2.0, differing / 2.0)
            .filter(|(b, c, _)| paired::noninferior(*b, *c, n, 0.2).p <= plan.alpha)
            .map(|(_, _, p)| p)
            .sum();
        let got = noninferiority_power(n, 0.0, 0.2, plan);
        assert!((got - listed).abs() < 1e-6, "{got} {listed}");
    }
}

#[test]
fn published_sample_size() {
    // Connor's formula: (z_α √ψ + z_β √(ψ - δ²))² / δ² with ψ = 0.2, δ = 0.05
    // and one-sided 0.05 is 493 or 494; the exact power is within a few of it.
    let n = pairs_for_loss(0.05, PLAN).unwrap();
    assert!((480..=510).contains(&n), "{n}");
    // Ten percent differing, 5 points, two-sided 0.05: 312 by Connor's formula.
    // With some 30 differing pairs the score's real level is a little above the
    // nominal one, so 291 do.
    let plan = PairedPlan {
        differing: 0.1,
        alpha: 0.025,
        ..PLAN
    };
    let n = pairs_for_loss(0.05, plan).unwrap();
    assert!((285..=315).contains(&n), "{n}");
}

#[test]
fn the_directions_agree() {
    for n in [30, 100, 500, 5_000, 100_000] {
        let loss = detectable_loss(n, PLAN).unwrap();
        assert!(
            (loss_power(n, loss, PLAN) - 0.8).abs() < 0.002,
            "{n} {loss}"
        );
        let margin = detectable_margin(n, 0.0, PLAN).unwrap();
        assert!(margin > 0.0 && margin < 0.5, "{n} {margin}");
    }
    // Sums and the normal limit meet.
    let plan = PairedPlan {
        differing: 0.08,
        ..PLAN
    };
    let below = loss_power(4_990, 0.01, plan);
    let above = loss_power(5_010, 0.01, plan);
    assert!((below - above).abs() < 0.01, "{below} {above}");
    let below = noninferiority_power(4_990, 0.0, 0.01, plan);
    let above = noninferiority_power(5_010, 0.0, 0.01, plan);
    assert!((below - above).abs() < 0.01, "{below} {above}");
}

#[test]
fn what_no_data_shows() {
    assert_eq!(pairs_for_loss(0.0, PLAN), None);
    assert_eq!(pairs_for_loss(f64::NAN, PLAN), None);
    assert_eq!(pairs_for_noninferiority(-0.05, 0.05, PLAN), None);
    assert!(loss_power(0, 0.5, PLAN) <= 0.0);
    // Four items that all get worse are not significant.
    assert_eq!(
        detectable_loss(
            3,
            PairedPlan {
                alpha: 0.005,
                ..PLAN
            }
        ),
        None
    );
    let n = pairs_for_noninferiority(0.0, 0.05, PLAN).unwrap();
    assert!((400..=600).contains(&n), "{n}");
}

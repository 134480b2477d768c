//! The promises of `docs/statistics.md`, exactly, where that is quick.

use overthink::stats::{Confidence, paired, power, proportion};

#[path = "../../benches/calibration/exact.rs"]
mod exact;

const BAND: std::ops::RangeInclusive<f64> = 0.935..=0.97;

#[test]
fn the_accuracy_interval_stays_in_the_band() {
    for n in [30, 100, 500] {
        for p in exact::ACCURACIES {
            let c = Confidence::default();
            let held = exact::coverage(n, p, |k, n| proportion::wilson(k, n, c));
            assert!(BAND.contains(&held), "{n} {p}: {held}");
            let sure = exact::coverage(n, p, |k, n| proportion::clopper_pearson(k, n, c));
            assert!(sure >= 0.95, "{n} {p}: {sure}");
        }
    }
}

#[test]
fn the_paired_interval_stays_in_the_band() {
    let mut n_inside = 0;
    for n in [30, 100] {
        for (truth, (gain, loss)) in exact::truths() {
            let c = Confidence::default();
            let held =
                exact::paired_coverage(n, (gain, loss), |b, c2, n| paired::tango(b, c2, n, c));
            // Where fewer than four pairs are expected to differ, runs jump
            // between so few outcomes that no interval can be near 95.
            let enough = n as f64 * (gain + loss) >= 3.5;
            assert!(held >= 0.935, "{n} {truth:?}: {held}");
            assert!(held <= 0.9705 || !enough, "{n} {truth:?}: {held}");
            n_inside += usize::from(enough);
        }
    }
    assert!(n_inside >= 24, "{n_inside}");
}

#[test]
fn a_gate_over_ten_task_types_rarely_cries_wolf() {
    for (n, margin) in [(30, 0.0), (30, 0.1), (60, 0.0), (60, 0.05)] {
        let from = exact::threshold(n, margin, 0.05 / 10.0);
        for differing in [0.02, 0.1, 0.3, 0.5, 0.9] {
            let gain = f64::max(0.0, (differing - margin) / 2.0);
            let split = (gain, gain + margin);
            let alarm = exact::any_of(10, exact::passing(n, split, margin, from));
            assert!(alarm <= 0.05, "{n} {margin} {differing}: {alarm}");
        }
    }
}

#[test]
fn the_detectable_loss_is_detected() {
    for n in [30, 80] {
        for (differing, alpha) in [(0.1, 0.05), (0.3, 0.05), (0.3, 0.005)] {
            let plan = power::PairedPlan {
                differing,
                alpha,
                power: 0.8,
            };
            let loss = power::detectable_loss(n, plan).unwrap();
            let differ = differing.max(loss);
            let from = exact::threshold(n, 0.0, alpha);
            let better = f64::midpoint(differ, loss);
            let split = (better, better - loss);
            let shown = exact::passing(n, split, 0.0, from);
            assert!(
                (shown - 0.8).abs() <= 0.03,
                "{n} {differing} {alpha}: {shown}"
            );
        }
    }
}

#[test]
fn the_stated_n_suffices() {
    let plan = power::PairedPlan {
        differing: 0.1,
        alpha: 0.05,
        power: 0.8,
    };
    let n = power::pairs_for_noninferiority(0.0, 0.1, plan).unwrap();
    let from = exact::threshold(n, 0.1, 0.05);
    let shown = exact::passing(n, (0.05, 0.05), 0.1, from);
    assert!((0.77..=0.83).contains(&shown), "{n}: {shown}");
}

/// Why the gate does not stand on the Agresti-Min interval.
#[test]
fn a_smoothed_interval_would_pass_what_it_should_not() {
    let ninety = Confidence::new(0.9).unwrap();
    let passed: f64 = exact::outcomes(100, 0.0, 0.02)
        .into_iter()
        .filter(|(b, c, _)| paired::agresti_min(*b, *c, 100, ninety).low > -0.02)
        .map(|(_, _, chance)| chance)
        .sum();
    assert!(passed > 0.13, "{passed}");
    let ours: f64 = exact::outcomes(100, 0.0, 0.02)
        .into_iter()
        .filter(|(b, c, _)| paired::noninferior(*b, *c, 100, 0.02).p <= 0.05)
        .map(|(_, _, chance)| chance)
        .sum();
    assert!(ours <= 0.05, "{ours}");
}

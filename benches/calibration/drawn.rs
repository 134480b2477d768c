//! Coverage and false alarms of what cannot be listed, by simulation.

use overthink::stats::random::Generator;
use overthink::stats::{
    Confidence, Estimate, bootstrap, logistic, mean, paired, proportion, quantile, rank,
};
use rayon::prelude::*;

/// Simulated runs of one cell.
pub(crate) const RUNS: u64 = 4_000;

/// The share of simulated runs of which `good` holds.
fn share(name: &str, good: impl Fn(&mut Generator) -> bool + Sync) -> f64 {
    let n_good = (0..RUNS)
        .into_par_iter()
        .filter(|run| good(&mut Generator::new(*run, name)))
        .count();
    n_good as f64 / RUNS as f64
}

fn holds(e: Estimate, truth: f64) -> bool {
    e.low <= truth + 1e-12 && truth <= e.high + 1e-12
}

/// An item's chance of being right: mean `p`, items alike by `1 - spread`. Half
/// of the items are always of one kind, which makes strong clusters.
fn chance(rng: &mut Generator, p: f64, spread: f64) -> f64 {
    if rng.uniform() < spread {
        f64::from(u8::from(rng.uniform() < p))
    } else {
        p
    }
}

fn epochs_right(rng: &mut Generator, chance: f64, epochs: usize) -> f64 {
    let right = (0..epochs).filter(|_| rng.uniform() < chance).count();
    right as f64 / epochs as f64
}

/// `wilson_clustered` over items of several epochs.
pub(crate) fn clustered_accuracy(n: usize, p: f64, epochs: usize) -> f64 {
    share(&format!("accuracy {n} {p}"), |rng| {
        let shares: Vec<f64> = (0..n)
            .map(|_| {
                let own = chance(rng, p, 0.5);
                epochs_right(rng, own, epochs)
            })
            .collect();
        holds(
            proportion::wilson_clustered(&shares, n * epochs, Confidence::default()),
            p,
        )
    })
}

/// Differences of item means: the same items on both sides, the first better by
/// `gain` on items that are not decided.
fn differences(rng: &mut Generator, n: usize, p: f64, gain: f64, epochs: usize) -> Vec<f64> {
    (0..n)
        .map(|_| {
            let own = chance(rng, p, 0.5);
            let shifted = (own + gain).clamp(0.0, 1.0);
            epochs_right(rng, shifted, epochs) - epochs_right(rng, own, epochs)
        })
        .collect()
}

/// `mean_difference` where both sides are equally good.
pub(crate) fn paired_epochs(n: usize, p: f64, epochs: usize) -> f64 {
    share(&format!("paired {n} {p}"), |rng| {
        let d = differences(rng, n, p, 0.0, epochs);
        holds(paired::mean_difference(&d, Confidence::default()), 0.0)
    })
}

/// How often `noninferior_means` passes a candidate that loses exactly `margin`
/// of whole items, at 5 percent.
pub(crate) fn epochs_at_margin(n: usize, p: f64, margin: f64, epochs: usize) -> f64 {
    share(&format!("margin {n} {p}"), |rng| {
        let d: Vec<f64> = (0..n)
            .map(|_| {
                let own = chance(rng, p, 0.5);
                // An item that was lost for good.
                let lost = rng.uniform() < margin / p;
                let after = if lost { 0.0 } else { own };
                epochs_right(rng, after, epochs) - epochs_right(rng, own, epochs)
            })
            .collect();
        paired::noninferior_means(&d, margin).p <= 0.05
    })
}

/// Tokens: skewed values, their mean by Student's t and by the bootstrap.
pub(crate) fn skewed_mean(n: usize) -> (f64, f64) {
    let truth = (0.8_f64 * 0.8 / 2.0).exp();
    let values =
        |rng: &mut Generator| -> Vec<f64> { (0..n).map(|_| (0.8 * rng.normal()).exp()).collect() };
    let name = format!("skewed {n}");
    let t = share(&name, |rng| {
        holds(mean::t_interval(&values(rng), Confidence::default()), truth)
    });
    let drawn = share(&name, |rng| {
        let values: Vec<[f64; 1]> = values(rng).into_iter().map(|v| [v]).collect();
        holds(
            bootstrap::mean(&values, Confidence::default(), rng.bits()),
            truth,
        )
    });
    (t, drawn)
}

/// The difference of a quantile of paired skewed values.
pub(crate) fn quantile_difference(n: usize, at: f64) -> f64 {
    let z = overthink::stats::special::normal_quantile(at);
    let truth = (0.8 * z).exp() * (0.2_f64.exp() - 1.0);
    share(&format!("quantile {n} {at}"), |rng| {
        let (mut a, mut b) = (Vec::new(), Vec::new());
        for _ in 0..n {
            let common = rng.normal();
            let own = |rng: &mut Generator| 0.8 * (0.8 * common + 0.6 * rng.normal());
            a.push([(0.2 + own(rng)).exp()]);
            b.push([own(rng).exp()]);
        }
        quantile::paired_difference(&a, &b, at, Confidence::default())
            .is_some_and(|e| holds(e, truth))
    })
}

/// Spearman's coefficient of two normal numbers of correlation one half.
pub(crate) fn spearman(n: usize) -> f64 {
    let truth = 6.0 / std::f64::consts::PI * (0.25_f64).asin();
    share(&format!("spearman {n}"), |rng| {
        let (mut x, mut y) = (Vec::new(), Vec::new());
        for _ in 0..n {
            let common = rng.normal();
            x.push(common);
            y.push(0.5 * common + 0.75_f64.sqrt() * rng.normal());
        }
        rank::spearman(&x, &y, Confidence::default()).is_some_and(|c| holds(c.rho, truth))
    })
}

/// The slope of being right against length, true slope 1.
pub(crate) fn slope(n: usize) -> f64 {
    share(&format!("slope {n}"), |rng| {
        let x: Vec<f64> = (0..n).map(|_| rng.normal()).collect();
        let right: Vec<bool> = x
            .iter()
            .map(|x| rng.uniform() < 1.0 / (1.0 + (-0.5 - x).exp()))
            .collect();
        logistic::slope(&x, &right, Confidence::default()).is_none_or(|s| holds(s.slope, 1.0))
    })
}

//! How long the costlier functions take.

use std::hint::black_box;
use std::time::Instant;

use overthink::stats::random::SEED;
use overthink::stats::{Confidence, Side, bootstrap, curve, logistic, paired, power, quantile};

/// The best of three, in milliseconds.
fn line<T>(name: &str, mut run: impl FnMut() -> T) {
    let times = (0..3).map(|_| {
        let start = Instant::now();
        black_box(run());
        start.elapsed().as_secs_f64() * 1e3
    });
    let best = times.fold(f64::INFINITY, f64::min);
    println!("| {name} | {best:.3} |");
}

pub(crate) fn print() {
    println!("\n## Cost\n\n| function | milliseconds |\n|---|---|");
    let c = Confidence::default();
    let plan = power::PairedPlan {
        differing: 0.15,
        alpha: 0.05,
        power: 0.8,
    };
    line("`paired::tango`, 100,000 pairs", || {
        paired::tango(4000, 4500, 100_000, c)
    });
    for n in [100, 1000, 100_000] {
        let name = format!("`paired::noninferior`, {n} pairs");
        line(&name, || paired::noninferior(n / 20, n / 15, n, 0.05));
    }
    for n in [100, 1000, 100_000] {
        let name = format!("`power::detectable_loss`, {n} pairs");
        line(&name, || power::detectable_loss(n, plan));
    }
    line("`power::pairs_for_noninferiority`", || {
        power::pairs_for_noninferiority(0.0, 0.05, plan)
    });
    let d: Vec<f64> = (0..100_000)
        .map(|i| f64::from((i * 7) % 9 - 4) / 4.0)
        .collect();
    for n in [3_000, 100_000] {
        let name = format!("`paired::sign_flip`, {n} items of four epochs");
        line(&name, || paired::sign_flip(&d[..n], Side::Both, SEED));
    }
    let singles = |every: u32| -> Vec<[f64; 1]> {
        (0..100_000_u32)
            .map(|i| [f64::from(i * 31 % every)])
            .collect()
    };
    let (a, b) = (singles(7919), singles(4001));
    line("`quantile::paired_difference`, 100,000 items", || {
        quantile::paired_difference(&a, &b, 0.95, c)
    });
    line("`bootstrap::quantile_difference`, 100,000 items", || {
        bootstrap::quantile_difference(&a, &b, 0.95, c, SEED)
    });
    line("`bootstrap::mean`, 1,000 items", || {
        bootstrap::mean(&a[..1000], c, SEED)
    });
    let budgets: Vec<f64> = (4..12).map(|b| f64::from(1 << b)).collect();
    for n in [4_000, 100_000] {
        let item = |i: i32| {
            (0..8)
                .map(|b| f64::from(u8::from(i * 31 % 97 < b * 12)))
                .collect()
        };
        let items = (0..n).map(item).collect();
        if let Ok(curve) = curve::Curve::new(&budgets, items) {
            let name = format!("`curve::Curve::knee`, 8 budgets, {n} items");
            line(&name, || curve.knee(0.02, c, SEED));
        }
    }
    let x: Vec<f64> = a.iter().map(|[v]| *v).collect();
    let right: Vec<bool> = (0..100_000)
        .map(|i| i * 7919 % 1009 > i * 31 % 7919 / 10)
        .collect();
    for n in [2_000, 100_000] {
        let name = format!("`logistic::slope`, {n} values");
        line(&name, || logistic::slope(&x[..n], &right[..n], c));
    }
}

//! Do the intervals, tests and plans keep their promises? Prints the tables of
//! `docs/statistics.md` and draws its figure.
//!
//! `cargo bench --bench calibration [-- --figure=FIGURE.svg]`: about a minute;
//! `-- --only=costs` (or `accuracy`, `pairs`, `alarms`, `detectable`, `simulated`)
//! prints one part.

#![expect(clippy::print_stdout, reason = "a bench talks to the terminal")]

mod costs;
mod drawn;
mod exact;
mod figure;

use exact::Truth;
use overthink::stats::{Confidence, paired, power, proportion};
use rayon::prelude::*;

const SIZES: [usize; 3] = [30, 100, 500];

fn main() {
    let mut arguments = std::env::args();
    let chosen = arguments.find_map(|arg| Some(arg.strip_prefix("--only=")?.to_owned()));
    let wanted = |part: &str| chosen.as_deref().is_none_or(|chosen| chosen == part);
    let parts: [(&str, fn()); 6] = [
        ("accuracy", accuracy),
        ("pairs", pairs),
        ("alarms", alarms),
        ("detectable", detectable),
        ("simulated", simulated),
        ("costs", costs::print),
    ];
    for (name, print) in parts {
        if wanted(name) {
            print();
        }
    }
    let figure = std::env::args().find_map(|arg| Some(arg.strip_prefix("--figure=")?.to_owned()));
    if let Some(path) = figure {
        match figure::draw(&path) {
            Ok(()) => println!("\n{path}"),
            Err(error) => println!("\n{path}: {error}"),
        }
    }
}

fn percent(share: f64) -> String {
    format!("{:.1}", 100.0 * share)
}

fn accuracy() {
    println!("## Coverage of the intervals of one accuracy (exact)\n");
    println!("| n | p | Wilson | Clopper-Pearson | Jeffreys |\n|---|---|---|---|---|");
    let c = Confidence::default();
    for n in SIZES {
        for p in exact::ACCURACIES {
            let wilson = exact::coverage(n, p, |k, n| proportion::wilson(k, n, c));
            let sure = exact::coverage(n, p, |k, n| proportion::clopper_pearson(k, n, c));
            let jeffreys = exact::coverage(n, p, |k, n| proportion::jeffreys(k, n, c));
            let shown = [wilson, sure, jeffreys].map(percent).join(" | ");
            println!("| {n} | {p} | {shown} |");
        }
    }
    for n in SIZES {
        let places = (1..1000).into_par_iter().map(|i| {
            let p = f64::from(i) / 1000.0;
            exact::coverage(n, p, |k, n| proportion::wilson(k, n, c))
        });
        let all: Vec<f64> = places.collect();
        let worst = all.iter().copied().fold(1.0, f64::min);
        let mean = all.iter().sum::<f64>() / all.len() as f64;
        println!(
            "\nWilson, n = {n}, all p: mean {}, lowest {}",
            percent(mean),
            percent(worst)
        );
    }
}

fn pairs() {
    println!("\n## Coverage of the paired intervals (exact)\n");
    println!("| n | accuracies | correlation | pairs expected to differ | Tango | Agresti-Min |");
    println!("|---|---|---|---|---|---|");
    let truths = exact::truths();
    let of_size = |n: usize| truths.iter().map(move |&(truth, split)| (n, truth, split));
    let cells: Vec<_> = SIZES.into_iter().flat_map(of_size).collect();
    let lines: Vec<String> = cells
        .into_par_iter()
        .map(|(n, truth, split)| {
            let c = Confidence::default();
            let tango = exact::paired_coverage(n, split, |b, c2, n| paired::tango(b, c2, n, c));
            let smoothed =
                exact::paired_coverage(n, split, |b, c2, n| paired::agresti_min(b, c2, n, c));
            format!(
                "| {n} | {} and {} | {} | {:.1} | {} | {} |",
                truth.first,
                truth.second,
                truth.correlation,
                n as f64 * (split.0 + split.1),
                percent(tango),
                percent(smoothed)
            )
        })
        .collect();
    println!("{}", lines.join("\n"));
}

fn alarms() {
    println!("\n## False alarms of a gate over 10 task types, Holm at 5 % (exact)\n");
    println!(
        "| n a type | accuracy | correlation | \"regressed\", equal | \"passed\", at a margin of 0.05 | at 0.1 |"
    );
    println!("|---|---|---|---|---|---|");
    let cut = |margin: f64| SIZES.map(|n| exact::threshold(n, margin, 0.05 / 10.0));
    let (equal, near, far) = (cut(0.0), cut(0.05), cut(0.1));
    for (i, n) in SIZES.into_iter().enumerate() {
        for p in exact::ACCURACIES {
            for correlation in [0.0, 0.3, 0.6] {
                let alarm = |margin: f64, from: f64| -> String {
                    let truth = Truth {
                        first: p - margin,
                        second: p,
                        correlation,
                    };
                    let split = if p > margin { truth.split() } else { None };
                    split.map_or("-".to_owned(), |split| {
                        percent(exact::any_of(10, exact::passing(n, split, margin, from)))
                    })
                };
                let (a, b, c) = (
                    alarm(0.0, equal[i]),
                    alarm(0.05, near[i]),
                    alarm(0.1, far[i]),
                );
                println!("| {n} | {p} | {correlation} | {a} | {b} | {c} |");
            }
        }
    }
    largest();
}

/// One test at 5 percent, the worst over every share of differing pairs.
fn largest() {
    println!(
        "\n## Largest false alarm of one test of non-inferiority at 5 %, over all shares of differing pairs (exact)\n"
    );
    println!(
        "| n | margin | ours | Tango's score, normal | Agresti-Min's lower end |\n|---|---|---|---|---|"
    );
    for n in [30, 100, 200] {
        for margin in [0.02, 0.05, 0.1] {
            let ours = exact::threshold(n, margin, 0.05);
            let worst: Vec<[f64; 3]> = (0..=60)
                .into_par_iter()
                .map(|i| {
                    let gain = (1.0 - margin) / 2.0 * (f64::from(i) / 60.0).powi(2);
                    let split = (gain, gain + margin);
                    [
                        exact::passing(n, split, margin, ours),
                        exact::passing(n, split, margin, 1.644_853_626_951_472),
                        figure::smoothed_passing(n, split, margin),
                    ]
                })
                .collect();
            let most = |i: usize| worst.iter().map(|row| row[i]).fold(0.0, f64::max);
            println!(
                "| {n} | {margin} | {} | {} | {} |",
                percent(most(0)),
                percent(most(1)),
                percent(most(2))
            );
        }
    }
}

fn detectable() {
    println!(
        "\n## Power of the gate's test at the stated smallest detectable loss (exact; 80 is promised)\n"
    );
    println!(
        "| n | items that differ | level | detectable loss | power | n stated for not losing 0.1 | power |"
    );
    println!("|---|---|---|---|---|---|---|");
    for n in SIZES {
        for differing in [0.1, 0.2, 0.4] {
            for alpha in [0.05, 0.005] {
                let plan = power::PairedPlan {
                    differing,
                    alpha,
                    power: 0.8,
                };
                let Some(loss) = power::detectable_loss(n, plan) else {
                    println!("| {n} | {differing} | {alpha} | none | - | - | - |");
                    continue;
                };
                let differ = differing.max(loss);
                // The loser's side is the second here.
                let better = f64::midpoint(differ, loss);
                let split = (better, better - loss);
                let from = exact::threshold(n, 0.0, alpha);
                let shown = exact::passing(n, split, 0.0, from);
                let needed = power::pairs_for_noninferiority(0.0, 0.1, plan);
                let kept = needed.map_or("-".to_owned(), |n| {
                    let from = exact::threshold(n, 0.1, alpha);
                    percent(exact::passing(
                        n,
                        (differing / 2.0, differing / 2.0),
                        0.1,
                        from,
                    ))
                });
                let needed = needed.map_or("-".to_owned(), |n| n.to_string());
                println!(
                    "| {n} | {differing} | {alpha} | {loss:.3} | {} | {needed} | {kept} |",
                    percent(shown)
                );
            }
        }
    }
}

fn simulated() {
    println!(
        "\n## By simulation, {} runs a cell (standard error 0.3 at 95)\n",
        drawn::RUNS
    );
    println!("Four epochs an item:\n");
    println!(
        "| items | p | accuracy, Wilson clustered | paired difference | \"passed\" at a margin of 0.1, 5 % |"
    );
    println!("|---|---|---|---|---|");
    for n in SIZES {
        for p in [0.2, 0.5, 0.95] {
            let shown = [
                drawn::clustered_accuracy(n, p, 4),
                drawn::paired_epochs(n, p, 4),
                drawn::epochs_at_margin(n, p, 0.1, 4),
            ];
            println!("| {n} | {p} | {} |", shown.map(percent).join(" | "));
        }
    }
    println!("\nSkewed values (tokens), correlations, slopes:\n");
    println!(
        "| n | mean, t | mean, bootstrap-t | median difference | p95 difference | Spearman | logistic slope |"
    );
    println!("|---|---|---|---|---|---|---|");
    for n in [10, 20, 30, 100, 500] {
        let (t, bootstrap) = drawn::skewed_mean(n);
        let shown = [
            t,
            bootstrap,
            drawn::quantile_difference(n, 0.5),
            drawn::quantile_difference(n, 0.95),
            drawn::spearman(n),
            drawn::slope(n),
        ];
        println!("| {n} | {} |", shown.map(percent).join(" | "));
    }
}

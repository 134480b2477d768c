//! Checks of math answers a second on one core: `cargo bench --bench math [-- CASES.jsonl]`.
//!
//! Without an argument the cases of `../shared/math`. Each line has `target` and
//! `answer`; lines with a `completion` are passed over, as no extraction is measured.
//! `--seconds N` sets how long to measure, `--json` prints one line for programs.

#![expect(clippy::print_stdout, reason = "a benchmark prints its table")]

use std::hint::black_box;
use std::time::{Duration, Instant};

use overthink::check::math::{Equality, equal};
use overthink::suite::MathPolicies;
use serde::Deserialize;

#[derive(Deserialize)]
struct Case {
    target: String,
    answer: Option<String>,
    #[serde(default)]
    expect: Option<bool>,
    #[serde(default)]
    quirk: bool,
}

struct Settings {
    path: String,
    seconds: f64,
    json: bool,
}

fn main() {
    let settings = settings();
    let text = match fs_err::read_to_string(&settings.path) {
        Ok(text) => text,
        Err(e) => return println!("no cases to measure: {e}"),
    };
    let cases: Vec<Case> = text
        .lines()
        .map(|line| serde_json::from_str(line).expect("a case"))
        .filter(|case: &Case| case.answer.is_some())
        .collect();
    let policies = MathPolicies::default();
    let check = |case: &Case| {
        let answer = case.answer.as_deref().unwrap_or_default();
        black_box(equal(black_box(&case.target), black_box(answer), &policies))
    };
    let began = Instant::now();
    cases.first().map(check);
    let first = began.elapsed();
    let right = accuracy(&cases, check);
    let mut times: Vec<Vec<Duration>> = vec![Vec::new(); cases.len()];
    let began = Instant::now();
    while began.elapsed().as_secs_f64() < settings.seconds {
        for (case, times) in cases.iter().zip(&mut times) {
            let start = Instant::now();
            check(case);
            times.push(start.elapsed());
        }
    }
    print(&settings, first, right, &times);
}

fn settings() -> Settings {
    let mut settings = Settings {
        path: concat!(env!("CARGO_MANIFEST_DIR"), "/../shared/math/cases.jsonl").to_owned(),
        seconds: 5.0,
        json: false,
    };
    let mut args = std::env::args().skip(1);
    while let Some(arg) = args.next() {
        match arg.as_str() {
            // Cargo says that this is a benchmark.
            "--bench" => {}
            "--json" => settings.json = true,
            "--seconds" => {
                let value = args.next().and_then(|n| n.parse().ok());
                settings.seconds = value.expect("--seconds takes a number");
            }
            path => path.clone_into(&mut settings.path),
        }
    }
    settings
}

/// Cases that come out as labelled, and all that have a label which is no matter of policy.
fn accuracy(cases: &[Case], check: impl Fn(&Case) -> Equality) -> (usize, usize) {
    let labelled = || {
        cases
            .iter()
            .filter(|case| !case.quirk && case.expect.is_some())
    };
    let right = labelled().filter(|case| {
        let is_equal = matches!(check(case), Equality::Equal(_));
        Some(is_equal) == case.expect
    });
    (right.count(), labelled().count())
}

/// The rate is of all checks. Median and p99 are over the cases, each with the
/// median of its rounds: other work on the machine interrupts some rounds of
/// any case.
fn print(settings: &Settings, first: Duration, right: (usize, usize), times: &[Vec<Duration>]) {
    let micros = |t: Duration| t.as_secs_f64() * 1e6;
    let n: usize = times.iter().map(Vec::len).sum();
    let total: f64 = times.iter().flatten().map(Duration::as_secs_f64).sum();
    let rate = n as f64 / total;
    let mut cases: Vec<f64> = times
        .iter()
        .map(|times| {
            let mut times = times.clone();
            times.sort_unstable();
            times.get(times.len() / 2).copied().map_or(0.0, micros)
        })
        .collect();
    cases.sort_by(f64::total_cmp);
    let at = |part: f64| cases.get((cases.len() as f64 * part) as usize);
    let (median, p99) = (at(0.5).unwrap_or(&0.0), at(0.99).unwrap_or(&0.0));
    let most = cases.last().unwrap_or(&0.0);
    let (right, labelled) = right;
    if settings.json {
        let line = serde_json::json!({
            "checker": "overthink", "cases": times.len(), "checks": n, "per_second": rate,
            "median_us": median, "p99_us": p99, "max_us": most, "right": right, "labelled": labelled,
        });
        return println!("{line}");
    }
    println!("{} cases, {n} checks on one thread", times.len());
    println!("checks a second  {rate:>10.0}");
    println!("median           {median:>10.1} us");
    println!("p99              {p99:>10.1} us");
    println!("slowest          {most:>10.1} us");
    println!("first check      {:>10.1} us", micros(first));
    println!("as labelled      {right:>10} of {labelled}");
}

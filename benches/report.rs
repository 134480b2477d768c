//! How long the numbers and the page of a run of 2,520 attempts take.
//!
//! `cargo bench --bench report`

use overthink::analysis::{Analysis, Input, Options, analyze, fake};
use overthink::report::{self, export};

fn main() {
    divan::main();
}

fn run() -> fake::FakeRun {
    fake::run(60, &[16, 32, 64, 128, 256], 1)
}

fn analyzed(run: &fake::FakeRun) -> Analysis<'_> {
    let input = Input {
        run: "bench",
        planned: &run.planned,
        records: &run.records,
        suites: &[],
        probes: None,
    };
    analyze(input, Options::default()).expect("a made-up run can be analyzed")
}

/// Traces, tables, curves and decisions.
#[divan::bench]
fn analysis(bencher: divan::Bencher<'_, '_>) {
    let run = run();
    bencher.bench_local(|| analyzed(&run).comparisons.len());
}

/// The same for 100,000 attempts.
#[divan::bench(sample_count = 5)]
fn analysis_of_100_000(bencher: divan::Bencher<'_, '_>) {
    let run = fake::run(2_381, &[16, 32, 64, 128, 256], 1);
    bencher.bench_local(|| analyzed(&run).comparisons.len());
}

/// The page, from the numbers.
#[divan::bench]
fn page(bencher: divan::Bencher<'_, '_>) {
    let run = run();
    let facts = report::fake::facts(&run);
    let analysis = analyzed(&run);
    bencher.bench_local(|| {
        report::html(&facts, &analysis, report::Options::default()).map(|page| page.len())
    });
}

/// The table of attempts as Parquet.
#[divan::bench]
fn parquet(bencher: divan::Bencher<'_, '_>) {
    let run = run();
    let analysis = analyzed(&run);
    bencher.bench_local(|| {
        let table = export::attempts(&analysis)?;
        table.parquet().map(|bytes| bytes.len())
    });
}

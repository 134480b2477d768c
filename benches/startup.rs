//! Start-up time of the program: `cargo bench --bench startup`.
//!
//! Each command runs as a whole process; the table gives milliseconds.

#![expect(clippy::print_stdout, reason = "a benchmark prints its table")]

use std::process::{Command, Stdio};
use std::time::Instant;

const COMMANDS: [&[&str]; 4] = [
    &["--help"],
    &["run", "--help"],
    &["suite", "list"],
    &[
        "grade",
        "--checker",
        "math",
        "--target",
        "1",
        "--answer",
        "1",
    ],
];
const N_RUNS: usize = 50;

fn main() {
    println!(
        "{:<50} {:>8} {:>8} {:>8}",
        "command", "min", "median", "max"
    );
    for args in COMMANDS {
        let mut times: Vec<f64> = (0..N_RUNS).map(|_| once(args)).collect();
        times.sort_by(f64::total_cmp);
        let (min, median, max) = (times[0], times[N_RUNS / 2], times[N_RUNS - 1]);
        println!("{:<50} {min:>8.1} {median:>8.1} {max:>8.1}", args.join(" "));
    }
}

fn once(args: &[&str]) -> f64 {
    let began = Instant::now();
    let status = Command::new(env!("CARGO_BIN_EXE_overthink"))
        .args(args)
        .stdout(Stdio::null())
        .status();
    assert!(status.is_ok_and(|s| s.success()), "{args:?} failed");
    began.elapsed().as_secs_f64() * 1e3
}

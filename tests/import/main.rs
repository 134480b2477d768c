//! Imports: what is read of each format, and what is said about bad files.
#![expect(
    clippy::unwrap_used,
    clippy::disallowed_methods,
    reason = "a test may fail where it stands"
)]

mod bad;
#[path = "../program/common.rs"]
#[expect(dead_code, reason = "the tests of the program use the rest")]
mod common;
mod formats;
mod harnesses;
mod program;
mod properties;
mod run;
mod seeds;
mod shared;

use std::io::Cursor;

use overthink::import::{Options, Report, Sample, read};

/// Reads a file with all defaults.
fn import(bytes: &[u8], name: &str) -> (Vec<Sample>, Report) {
    import_with(bytes, name, &Options::default())
}

fn import_with(bytes: &[u8], name: &str, options: &Options) -> (Vec<Sample>, Report) {
    let mut samples = Vec::new();
    let report = read(Cursor::new(bytes), name, options, &mut |s| samples.push(s));
    let report = report.unwrap_or_else(|e| panic!("{name}: {e}"));
    (samples, report)
}

/// A file that the harnesses themselves made: `tests/fixtures/import/make.py`.
fn fixture(name: &str) -> (Vec<u8>, String) {
    let path = format!(
        "{}/tests/fixtures/import/{name}",
        env!("CARGO_MANIFEST_DIR")
    );
    (std::fs::read(&path).unwrap(), path)
}

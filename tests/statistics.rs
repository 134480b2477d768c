//! The statistics against independent implementations, and their promises.
//!
//! - `reference`: scipy, statsmodels and enumeration in Python.
//! - `calibration`: coverage, false alarms and power, a small and exact version
//!   of `cargo bench --bench calibration`.

#![expect(
    clippy::unwrap_used,
    clippy::disallowed_methods,
    reason = "a test may fail where it stands"
)]

#[path = "statistics/calibration.rs"]
mod calibration;
#[path = "statistics/reference.rs"]
mod reference;

//! Overthink: a reasoning evaluation harness and trace analyzer.
//!
//! ```text
//! suite ─► plan ─► generate ─► trace ─► check ─► store ─► analyze ─► report
//! (what)   (work)  (engine)   (parse)  (judge)  (facts)  (numbers)  (pages)
//! ```
//!
//! A stage knows the types of the stages to its left, never to its right.
//! Only `generate` (the [`engine`] module) is slow; everything after it runs
//! again from stored results. `docs/architecture.md` has the map and the
//! promises that the tests hold.

pub mod analysis;
pub mod check;
pub mod dataset;
pub mod engine;
pub mod extract;
pub mod import;
pub mod plan;
pub mod prompt;
pub mod report;
pub mod run;
pub mod stats;
pub mod store;
pub mod suite;
pub mod text;
pub mod trace;

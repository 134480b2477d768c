//! Holds the trace parser to what is known of real completions, and to what its
//! page promises. Real files are read where the shared folder is there.

#![expect(
    clippy::unwrap_used,
    clippy::disallowed_methods,
    reason = "a test may fail where it stands"
)]

mod commands;
#[path = "../program/common.rs"]
#[expect(dead_code, reason = "the tests of the program use the rest")]
mod common;
mod docs;
mod real;

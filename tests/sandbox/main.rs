//! Tests of the sandbox for code answers, from the outside.

#![cfg(target_os = "linux")]
#![expect(clippy::unwrap_used, reason = "a test may fail where it stands")]

mod answers;
mod ends;
mod levels;
mod shared;

//! Tests of the program from the outside: arguments in, exit code, output and files out.

#![expect(clippy::unwrap_used, reason = "a test may fail where it stands")]

mod common;
mod demo;
mod docs;
mod errors;
mod interrupted;

//! Tests of the program from the outside: arguments in, exit code, output and files out.

#![expect(clippy::unwrap_used, reason = "a test may fail where it stands")]

mod common;
mod demo;
mod docs;
mod errors;
mod gate;
mod grade;
#[path = "../hub/server.rs"]
#[expect(dead_code, reason = "the library's own tests use the rest")]
mod hub_server;
mod interrupted;
mod probes;
mod pull;
mod shards;
mod strategies;
mod trace;

//! How far programs are kept from everything else.

use std::fmt;

use serde::{Deserialize, Serialize};

/// How far programs are isolated, as a canary found it by trying. For records
/// and reports; the [`Display`](fmt::Display) form is one plain sentence.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
#[expect(
    clippy::struct_excessive_bools,
    reason = "each is one thing that was tried, not a state"
)]
pub struct Isolation {
    /// Version of the interpreter, such as `3.11.7`.
    pub python: String,
    /// Whether the memory limit holds.
    pub memory_limited: bool,
    /// The memory limit in MiB.
    pub memory_mib: u64,
    /// Whether no socket can be made.
    pub no_network: bool,
    /// Whether no file can be written.
    pub no_writing: bool,
    /// Whether no other process can be started.
    pub no_processes: bool,
    /// Whether no other process can be signaled.
    pub no_signals: bool,
}

impl Isolation {
    /// What a program could do that it should not, in words; empty if nothing
    /// that the canary tried. Reading files is always possible.
    pub fn holes(&self) -> Vec<&'static str> {
        [
            (self.no_network, "it can use the network"),
            (self.no_writing, "it can write files"),
            (self.no_processes, "it can start processes"),
            (self.no_signals, "it can signal processes"),
            (self.memory_limited, "its memory is not limited"),
        ]
        .into_iter()
        .filter(|&(held, _)| !held)
        .map(|(_, hole)| hole)
        .collect()
    }
}

impl fmt::Display for Isolation {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "a separate Python {} process", self.python)?;
        if self.memory_limited {
            write!(f, " with a time limit and {} MiB", self.memory_mib)?;
        } else {
            write!(f, " with a time limit")?;
        }
        let held: Vec<&str> = [
            (self.no_network, "no network"),
            (self.no_writing, "no writing of files"),
            (self.no_processes, "no other processes"),
            (self.no_signals, "no signals"),
        ]
        .into_iter()
        .filter(|&(held, _)| held)
        .map(|(_, what)| what)
        .collect();
        for what in held {
            write!(f, ", {what}")?;
        }
        write!(f, "; the file system can be read")?;
        for hole in self.holes() {
            write!(f, "; {hole}")?;
        }
        Ok(())
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn it_says_what_holds_and_what_does_not() {
        let full = Isolation {
            python: "3.11.7".to_owned(),
            memory_limited: true,
            memory_mib: 512,
            no_network: true,
            no_writing: true,
            no_processes: true,
            no_signals: true,
        };
        insta::assert_snapshot!(full, @"a separate Python 3.11.7 process with a time limit and 512 MiB, no network, no writing of files, no other processes, no signals; the file system can be read");
        assert!(full.holes().is_empty());
        let half = Isolation {
            no_network: false,
            memory_limited: false,
            ..full
        };
        insta::assert_snapshot!(half, @"a separate Python 3.11.7 process with a time limit, no writing of files, no other processes, no signals; the file system can be read; it can use the network; its memory is not limited");
    }
}

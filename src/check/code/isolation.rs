//! How far programs are kept from everything else.

use std::fmt;

use serde::{Deserialize, Serialize};

/// How far programs are isolated, as a canary found it by trying. For records
/// and reports; the [`Display`](fmt::Display) form is one plain sentence.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Isolation {
    /// Version of the interpreter, such as `3.11.7`.
    pub python: String,
    /// What was built.
    pub level: Level,
    /// The memory limit in MiB.
    pub memory_mib: u64,
    /// How much of landlock the kernel has: `full`, `partial` or `none`.
    pub landlock: String,
    /// What the canary could do that it should not, in words.
    pub holes: Vec<String>,
}

/// How much of a sandbox there is.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "kebab-case")]
pub enum Level {
    /// Namespaces of its own for everything, and nothing that was tried worked.
    Full,
    /// What the system offers in their place (macOS).
    Partial,
    /// Limits and a filter on system calls alone.
    None,
}

impl fmt::Display for Level {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(match self {
            Self::Full => "full",
            Self::Partial => "partial",
            Self::None => "none",
        })
    }
}

impl fmt::Display for Isolation {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        let (python, mib) = (&self.python, self.memory_mib);
        match self.level {
            Level::Full => write!(
                f,
                "a sandbox of level full: Python {python} with a time limit and {mib} MiB, no \
                 network, no other processes, and no files but its own"
            )?,
            Level::Partial => write!(
                f,
                "a sandbox of level partial: Python {python} with a time limit"
            )?,
            Level::None => write!(
                f,
                "no sandbox (level none): Python {python} with limits and a filter on system calls"
            )?,
        }
        if self.holes.is_empty() && self.level != Level::Full {
            write!(f, "; the canary got at nothing")?;
        }
        for hole in &self.holes {
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
            level: Level::Full,
            memory_mib: 512,
            landlock: "full".to_owned(),
            holes: Vec::new(),
        };
        insta::assert_snapshot!(full, @"a sandbox of level full: Python 3.11.7 with a time limit and 512 MiB, no network, no other processes, and no files but its own");
        let none = Isolation {
            level: Level::None,
            holes: vec!["it can read files".to_owned()],
            ..full
        };
        insta::assert_snapshot!(none, @"no sandbox (level none): Python 3.11.7 with limits and a filter on system calls; it can read files");
    }
}

//! What stands between a program that is run and the machine.

use std::fmt;

use serde::{Deserialize, Serialize};

/// What stands between a program that is run and the machine.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash, Serialize, Deserialize)]
#[serde(rename_all = "kebab-case")]
pub enum Level {
    /// Namespaces of its own, and nothing that the canary tried worked.
    Full,
    /// Less than that: what the system gives.
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

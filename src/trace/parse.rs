//! To come.

/// To come.
pub fn parse() {}

//! To come.

/// Why a suite could not be loaded.
#[derive(Debug, thiserror::Error)]
#[error("to come")]
pub struct SuiteError;

/// To come.
pub fn load_suite() {}

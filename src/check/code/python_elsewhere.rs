//! Where processes cannot be confined, no program is run.

use std::path::Path;

use super::{CodeJob, CodeRun, CodeRunner, Isolation, RunnerError};

/// Runs Python programs: not on this system.
#[derive(Debug)]
pub struct PythonRunner {
    isolation: Isolation,
}

impl PythonRunner {
    /// There is no runner on this system.
    pub fn find(_: Option<&Path>) -> Result<Self, RunnerError> {
        Err(RunnerError::Unsupported)
    }

    /// How far programs are isolated.
    pub fn isolation(&self) -> &Isolation {
        &self.isolation
    }
}

impl CodeRunner for PythonRunner {
    fn run(&self, _: &CodeJob<'_>) -> CodeRun {
        CodeRun::not_run(RunnerError::Unsupported.to_string())
    }
}

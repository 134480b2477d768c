//! Where programs cannot be confined, none is run.

use std::path::PathBuf;

use super::{CodeJob, CodeRun, CodeRunner, Isolation, RunnerError};

/// What a [`PythonRunner`] is made of.
#[derive(Debug, Clone, Default)]
pub struct RunnerOptions {
    /// The program that makes the sandbox.
    pub helper: PathBuf,
    /// The interpreter.
    pub python: Option<PathBuf>,
    /// Go without a sandbox.
    pub unsafe_no_sandbox: bool,
}

/// Runs Python programs: not on this system.
#[derive(Debug)]
pub struct PythonRunner {
    isolation: Isolation,
}

impl PythonRunner {
    /// There is no runner on this system.
    pub fn find(_: &RunnerOptions) -> Result<Self, RunnerError> {
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

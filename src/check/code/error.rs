//! Why programs cannot be run here.

/// Why there is no runner for programs.
#[derive(Debug, thiserror::Error)]
#[non_exhaustive]
pub enum RunnerError {
    /// No interpreter was found.
    #[error(
        "code answers are judged by running them, and no Python was found (tried {tried}); \
         install Python 3.8 or newer, or leave the code suites out"
    )]
    NoPython {
        /// What was tried.
        tried: String,
    },
    /// The interpreter is too old.
    #[error("`{python}` is Python {version}; code answers need 3.8 or newer")]
    TooOld {
        /// The interpreter.
        python: String,
        /// Its version.
        version: String,
    },
    /// The interpreter does not work in the confined process.
    #[error(
        "`{python}` starts, but not in the confined process that judges code answers: {cause}; \
         use another Python, or leave the code suites out"
    )]
    Broken {
        /// The interpreter.
        python: String,
        /// What happened instead.
        cause: String,
    },
    /// Programs cannot be confined on this system.
    #[error(
        "code answers are judged by running them in a confined process, which this system does \
         not offer; leave the code suites out"
    )]
    Unsupported,
}

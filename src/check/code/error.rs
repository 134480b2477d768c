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
    /// The interpreter does not work in the sandbox.
    #[error(
        "`{python}` starts, but not in the sandbox that judges code answers: {cause}; \
         use another Python, or leave the code suites out"
    )]
    Broken {
        /// The interpreter.
        python: String,
        /// What happened instead.
        cause: String,
    },
    /// The machine gives no sandbox.
    #[error(
        "code answers are judged by running them in a sandbox, which this machine does not give: \
         {why}; {remedy}; or go without, which lets programs written by a model see this \
         machine's files and processes: `--unsafe-no-sandbox`"
    )]
    Refused {
        /// Which step failed, how, and what is behind it.
        why: String,
        /// What helps.
        remedy: String,
    },
    /// The sandbox is there, and the canary got out.
    #[error(
        "the sandbox that judges code answers does not hold on this machine: {holes}; leave the \
         code suites out, or go without it: `--unsafe-no-sandbox`"
    )]
    Leaks {
        /// What the canary could do.
        holes: String,
    },
    /// Programs cannot be confined on this system.
    #[error(
        "code answers are judged by running them in a sandbox, which this system does not \
         offer; leave the code suites out"
    )]
    Unsupported,
}

#[cfg(any(target_os = "linux", target_os = "macos"))]
impl RunnerError {
    /// A step that the machine refused, with what is known of the reason.
    pub(super) fn refused(trouble: &super::protocol::Trouble) -> Self {
        #[cfg(target_os = "linux")]
        let (why, remedy) = (super::linux::why(trouble), super::linux::remedy(trouble));
        #[cfg(not(target_os = "linux"))]
        let (why, remedy) = (trouble.to_string(), "ask who runs this machine");
        Self::Refused {
            why,
            remedy: remedy.to_owned(),
        }
    }
}

//! Programs, judged by running them against the target's tests.
//!
//! This module knows what the outcomes mean; running is behind [`CodeRunner`].
//! [`PythonRunner`] runs Python in a sandbox; `docs/sandbox.md` says what that is.

use std::fmt;
use std::sync::Arc;
use std::time::Duration;

use crate::suite::CodeTests;

use super::{Decision, Level, Ran};

#[cfg(any(target_os = "linux", target_os = "macos"))]
mod canary;
mod error;
#[cfg(any(target_os = "linux", target_os = "macos"))]
mod interpreter;
mod isolation;
#[cfg(any(target_os = "linux", target_os = "macos"))]
mod lane;
#[cfg(target_os = "linux")]
mod linux;
#[cfg(target_os = "macos")]
mod macos;
#[cfg(any(target_os = "linux", target_os = "macos"))]
mod pool;
#[cfg(any(target_os = "linux", target_os = "macos"))]
mod protocol;
#[cfg(any(target_os = "linux", target_os = "macos"))]
mod runner;
#[cfg(not(any(target_os = "linux", target_os = "macos")))]
#[path = "code/runner_elsewhere.rs"]
mod runner;

pub use error::RunnerError;
pub use isolation::Isolation;
#[cfg(target_os = "linux")]
pub use linux::sandbox_helper;
pub use runner::{PythonRunner, RunnerOptions};

/// The argument with which [`PythonRunner`] starts its helper.
pub const HELPER_COMMAND: &str = "sandbox-helper";
/// Longest program that is run, in bytes.
const MOST_PROGRAM_BYTES: usize = 1 << 20;
/// Bounds of the time that a program may take, in seconds.
const TIMEOUT_RANGE_S: (f64, f64) = (0.1, 3600.0);

/// Runs programs. Called from several threads at once.
pub trait CodeRunner: Sync {
    /// Runs an answer against its tests.
    fn run(&self, job: &CodeJob<'_>) -> CodeRun;

    /// What stands between the programs and the machine; `None` where nothing is
    /// run, or it is not known.
    fn level(&self) -> Option<Level> {
        None
    }
}

impl<T: CodeRunner + Send + ?Sized> CodeRunner for Arc<T> {
    fn run(&self, job: &CodeJob<'_>) -> CodeRun {
        (**self).run(job)
    }

    fn level(&self) -> Option<Level> {
        (**self).level()
    }
}

/// An answer, and what it has to pass.
#[derive(Debug, Clone, Copy)]
pub struct CodeJob<'a> {
    /// Program text as it was extracted: a whole program, a function, or the
    /// rest of one that the tests' prompt begins.
    pub answer: &'a str,
    /// The tests.
    pub tests: &'a CodeTests,
    /// The processor time that all of it may take. The wall clock has a limit of
    /// its own, a multiple of this one, for programs that wait.
    pub limit: Duration,
}

/// What running an answer gave.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct CodeRun {
    /// What became of it.
    pub outcome: CodeOutcome,
    /// The same for answers that return or print the same on the tests' inputs,
    /// right or wrong: a hash in hexadecimal digits. `None` if it was not run.
    pub behaviour: Option<String>,
}

impl CodeRun {
    /// A program that was not run, for a reason that is not its own.
    pub fn not_run(why: impl Into<String>) -> Self {
        Self {
            outcome: CodeOutcome::NotRun(why.into()),
            behaviour: None,
        }
    }
}

/// What became of a program and its tests.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum CodeOutcome {
    /// All tests held.
    Passed,
    /// The program or a test failed.
    Failed {
        /// How.
        failure: Failure,
        /// What exactly, in one line.
        detail: String,
    },
    /// The program was not run, by no fault of its own.
    NotRun(String),
}

/// How a program failed.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Failure {
    /// A test did not hold.
    Wrong,
    /// The program raised, ended early or crashed.
    Error,
    /// It took too long.
    Timeout,
    /// It took too much memory.
    Memory,
    /// It tried what programs may not do here.
    Forbidden,
}

impl fmt::Display for Failure {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(match self {
            Self::Wrong => "wrong",
            Self::Error => "error",
            Self::Timeout => "timeout",
            Self::Memory => "memory",
            Self::Forbidden => "forbidden",
        })
    }
}

/// For runs without code: runs nothing, and says why.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct NoRunner(
    /// Why there is no runner.
    pub String,
);

impl CodeRunner for NoRunner {
    fn run(&self, _: &CodeJob<'_>) -> CodeRun {
        CodeRun::not_run(self.0.clone())
    }
}

/// Judges a program. Without tests nothing can be said.
pub(super) fn check(
    answer: &str,
    tests: &CodeTests,
    timeout_s: f64,
    runner: &dyn CodeRunner,
) -> Decision {
    if tests.count() == Some(0) {
        return Decision::ungraded("the target has no tests");
    }
    if answer.len() > MOST_PROGRAM_BYTES {
        return Decision::incorrect(format!(
            "{}: the program is longer than {MOST_PROGRAM_BYTES} bytes",
            Failure::Error
        ));
    }
    let job = CodeJob {
        answer,
        tests,
        limit: time_limit(timeout_s),
    };
    let CodeRun { outcome, behaviour } = runner.run(&job);
    let decision = match outcome {
        CodeOutcome::Passed => Decision::correct("all tests passed"),
        CodeOutcome::Failed { failure, detail } => {
            Decision::incorrect(format!("{failure}: {detail}"))
        }
        CodeOutcome::NotRun(why) => return Decision::ungraded(format!("not run: {why}")),
    };
    let level = runner.level();
    let knows_something = level.is_some() || behaviour.is_some();
    Decision {
        ran: knows_something.then_some(Ran { level, behaviour }),
        ..decision
    }
}

/// `timeout_s` within sane bounds, whatever a suite says.
fn time_limit(timeout_s: f64) -> Duration {
    let (least, most) = TIMEOUT_RANGE_S;
    Duration::try_from_secs_f64(timeout_s.clamp(least, most)).unwrap_or(Duration::from_secs(5))
}

#[cfg(test)]
mod tests {
    use super::super::Verdict;
    use super::*;

    struct Fixed(CodeOutcome);

    /// Behaves as the program's text says.
    struct Known;

    impl CodeRunner for Known {
        fn run(&self, job: &CodeJob<'_>) -> CodeRun {
            CodeRun {
                outcome: CodeOutcome::Passed,
                behaviour: Some(job.answer.to_owned()),
            }
        }

        fn level(&self) -> Option<Level> {
            Some(Level::Full)
        }
    }

    #[test]
    fn what_running_showed_is_kept() {
        let one_test = CodeTests::asserts(vec!["assert True".to_owned()]);
        let ran = check("a", &one_test, 1.0, &Known).ran.unwrap();
        let text = serde_json::to_string(&ran).unwrap();
        assert_eq!(text, r#"{"level":"full","behaviour":"a"}"#);
        // A program that was not run has been behind nothing.
        let not_run = Fixed(CodeOutcome::NotRun("y".to_owned()));
        assert_eq!(check("a", &one_test, 1.0, &not_run).ran, None);
    }

    impl CodeRunner for Fixed {
        fn run(&self, _: &CodeJob<'_>) -> CodeRun {
            CodeRun {
                outcome: self.0.clone(),
                behaviour: None,
            }
        }
    }

    #[test]
    fn outcomes_become_verdicts() {
        let one_test = CodeTests::asserts(vec!["assert True".to_owned()]);
        let failed = |failure| {
            Fixed(CodeOutcome::Failed {
                failure,
                detail: "x".to_owned(),
            })
        };
        for (runner, verdict, reason) in [
            (
                Fixed(CodeOutcome::Passed),
                Verdict::Correct,
                "all tests passed",
            ),
            (failed(Failure::Wrong), Verdict::Incorrect, "wrong: x"),
            (failed(Failure::Error), Verdict::Incorrect, "error: x"),
            (failed(Failure::Timeout), Verdict::Incorrect, "timeout: x"),
            (failed(Failure::Memory), Verdict::Incorrect, "memory: x"),
            (
                failed(Failure::Forbidden),
                Verdict::Incorrect,
                "forbidden: x",
            ),
            (
                Fixed(CodeOutcome::NotRun("y".to_owned())),
                Verdict::Ungraded,
                "not run: y",
            ),
        ] {
            let decision = check("", &one_test, 1.0, &runner);
            assert_eq!(decision, Decision::new(verdict, reason));
        }
    }

    #[test]
    fn no_tests_prove_nothing() {
        let none = CodeTests::asserts(vec![]);
        let decision = check("", &none, 1.0, &Fixed(CodeOutcome::Passed));
        assert_eq!(decision.verdict, Verdict::Ungraded);
    }

    #[test]
    fn odd_time_limits_are_bounded() {
        assert_eq!(time_limit(2.0), Duration::from_secs(2));
        assert_eq!(time_limit(-1.0), Duration::from_millis(100));
        assert_eq!(time_limit(f64::INFINITY), Duration::from_hours(1));
        assert_eq!(time_limit(f64::NAN), Duration::from_secs(5));
    }
}

//! What the tests of the sandbox share.

use std::path::{Path, PathBuf};
use std::sync::LazyLock;
use std::time::Duration;

use overthink::check::code::{PythonRunner, RunnerError, RunnerOptions};
use overthink::check::{CodeJob, CodeOutcome, CodeRunner, Failure};
use overthink::suite::CodeTests;

/// Enough for a slow machine under load.
pub(crate) const LIMIT: Duration = Duration::from_secs(20);

/// One runner for all tests; `None` only where there is no Python or where the
/// machine gives no sandbox.
pub(crate) static RUNNER: LazyLock<Option<PythonRunner>> = LazyLock::new(|| runner(false));

/// A runner of its own for a test.
pub(crate) fn runner(unsafe_no_sandbox: bool) -> Option<PythonRunner> {
    let options = RunnerOptions {
        helper: program().to_owned(),
        python: None,
        unsafe_no_sandbox,
    };
    match PythonRunner::find(&options) {
        Ok(runner) => Some(runner),
        Err(RunnerError::NoPython { .. } | RunnerError::Refused { .. }) => None,
        Err(error) => panic!("{error}"),
    }
}

/// The program.
pub(crate) fn program() -> &'static Path {
    Path::new(env!("CARGO_BIN_EXE_overthink"))
}

/// What becomes of a program with `asserts`; `None` without a runner.
pub(crate) fn run(program: &str, asserts: &[&str], limit: Duration) -> Option<CodeOutcome> {
    Some(run_by(RUNNER.as_ref()?, program, asserts, limit))
}

/// What becomes of a program with `asserts`.
pub(crate) fn run_by(
    runner: &PythonRunner,
    program: &str,
    asserts: &[&str],
    limit: Duration,
) -> CodeOutcome {
    let tests = CodeTests::asserts(asserts.iter().map(|&a| a.to_owned()).collect());
    let job = CodeJob {
        answer: program,
        tests: &tests,
        limit,
    };
    runner.run(&job).outcome
}

/// Asserts how the program fails, and that the detail holds `part`.
pub(crate) fn assert_fails(program: &str, asserts: &[&str], expected: Failure, part: &str) {
    match run(program, asserts, LIMIT) {
        None => {}
        Some(CodeOutcome::Failed { failure, detail }) => {
            assert_eq!(failure, expected, "{program}: {detail}");
            assert!(detail.contains(part), "{program}: {detail}");
        }
        Some(other) => panic!("{program}: {other:?}"),
    }
}

pub(crate) fn assert_passes(program: &str, asserts: &[&str]) {
    if let Some(outcome) = run(program, asserts, LIMIT) {
        assert_eq!(outcome, CodeOutcome::Passed, "{program}");
    }
}

/// Processes that have `marker` in their command line or environment, without this one.
pub(crate) fn processes_with(marker: &str) -> Vec<PathBuf> {
    let all = fs_err::read_dir("/proc").unwrap();
    all.filter_map(|entry| {
        let path = entry.ok()?.path();
        let id: u32 = path.file_name()?.to_str()?.parse().ok()?;
        let holds = |file: &str| {
            let text = fs_err::read(path.join(file)).unwrap_or_default();
            memchr::memmem::find(&text, marker.as_bytes()).is_some()
        };
        let found = id != std::process::id() && (holds("cmdline") || holds("environ"));
        found.then_some(path)
    })
    .collect()
}

/// Waits until `done` is true; a test that waits for good has failed.
pub(crate) fn until(what: &str, mut done: impl FnMut() -> bool) {
    for _ in 0..6000 {
        if done() {
            return;
        }
        std::thread::sleep(Duration::from_millis(10));
    }
    panic!("never came: {what}");
}

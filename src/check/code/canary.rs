//! Tries out what programs can do, instead of believing what was set up.

use std::time::Duration;

use crate::suite::CodeTests;

use super::confine::MEMORY_BYTES;
use super::{CodeJob, CodeOutcome, CodeRunner, Failure, Isolation};

/// Enough for a slow machine under load.
const LIMIT: Duration = Duration::from_secs(20);

const NETWORK: &str = "import _socket\n_socket.socket()\n";
const WRITING: &str = "open('canary', 'w')\n";
const PROCESSES: &str = "\
import posix
if posix.fork() == 0:
    posix._exit(0)
";
const SIGNALS: &str = "import posix\nposix.kill(posix.getppid(), 0)\n";
const MEMORY: &str = "x = bytearray(1 << 30)\n";

/// The isolation before anything was tried: nothing is known to hold.
pub(super) fn unknown(version: &str) -> Isolation {
    Isolation {
        python: version.to_owned(),
        memory_limited: false,
        memory_mib: MEMORY_BYTES >> 20,
        no_network: false,
        no_writing: false,
        no_processes: false,
        no_signals: false,
    }
}

/// Runs programs that try to get out. An error says why not even a harmless
/// program gets through.
pub(super) fn probe(runner: &dyn CodeRunner, version: &str) -> Result<Isolation, String> {
    match run(runner, "x = 1\n") {
        CodeOutcome::Passed => {}
        CodeOutcome::Failed { failure, detail } => return Err(format!("{failure}: {detail}")),
        CodeOutcome::NotRun(why) => return Err(why),
    }
    // Only a refusal counts: a program that fails otherwise shows nothing.
    let refused = |program| fails(runner, program, Failure::Forbidden);
    Ok(Isolation {
        memory_limited: fails(runner, MEMORY, Failure::Memory),
        no_network: refused(NETWORK),
        no_writing: refused(WRITING),
        no_processes: refused(PROCESSES),
        no_signals: refused(SIGNALS),
        ..unknown(version)
    })
}

fn fails(runner: &dyn CodeRunner, program: &str, expected: Failure) -> bool {
    matches!(run(runner, program), CodeOutcome::Failed { failure, .. } if failure == expected)
}

fn run(runner: &dyn CodeRunner, program: &str) -> CodeOutcome {
    let tests = CodeTests::asserts(vec!["assert True".to_owned()]);
    let job = CodeJob {
        answer: program,
        tests: &tests,
        limit: LIMIT,
    };
    runner.run(&job).outcome
}

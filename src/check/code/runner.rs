//! Runs Python programs, in a sandbox that stays warm.

use std::path::{Path, PathBuf};
use std::time::Duration;

use crate::text::for_terminal;

use super::interpreter::Interpreter;
use super::lane::{LaneError, LaneSpec};
use super::pool::Pool;
use super::protocol::{self, JobBody, Reply, ReplyOutcome, Setup};
use super::{
    CodeJob, CodeOutcome, CodeRun, CodeRunner, Failure, Isolation, Level, RunnerError, canary,
};

/// Most address space of an answer, in bytes.
pub(super) const MEMORY_BYTES: u64 = 512 << 20;
/// Most open files of an answer.
const OPEN_FILES: u64 = 64;
/// Most threads of an answer.
const THREADS: u64 = 64;
/// Most bytes of a file that an answer writes.
const FILE_BYTES: u64 = 16 << 20;
/// Most bytes of a program's output, or of a value.
const OUTPUT_BYTES: u64 = 16 << 20;
/// The wall clock's limit, as a multiple of that of the processor time.
const WALL_FACTOR: u32 = 3;
/// And at least so much more than it.
const WALL_MORE: Duration = Duration::from_secs(2);
/// How much later a lane is killed that did not see to the limits itself.
const PATIENCE: Duration = Duration::from_secs(15);

/// The program text that the interpreter is started with.
const BOOT: &str = include_str!("python/boot.py");
const SOURCES: [(&str, &str); 10] = [
    ("answer", include_str!("python/answer.py")),
    ("asserts", include_str!("python/asserts.py")),
    ("calls", include_str!("python/calls.py")),
    ("judge", include_str!("python/judge.py")),
    ("processes", include_str!("python/processes.py")),
    ("program", include_str!("python/program.py")),
    ("report", include_str!("python/report.py")),
    ("server", include_str!("python/server.py")),
    ("stdio", include_str!("python/stdio.py")),
    ("wire", include_str!("python/wire.py")),
];

/// What a [`PythonRunner`] is made of.
#[derive(Debug, Clone, Default)]
pub struct RunnerOptions {
    /// The program that makes the sandbox: one that calls
    /// [`sandbox_helper`](super::sandbox_helper) for [`HELPER_COMMAND`](super::HELPER_COMMAND).
    pub helper: PathBuf,
    /// The interpreter; without it, `python3` or `python` on the search path.
    pub python: Option<PathBuf>,
    /// Go without namespaces: what an answer can reach then, the canary tells.
    pub unsafe_no_sandbox: bool,
}

/// Runs Python programs in a sandbox.
#[derive(Debug)]
pub struct PythonRunner {
    pool: Pool,
    isolation: Isolation,
}

impl PythonRunner {
    /// Finds the interpreter, builds the sandbox and tries to get out of it, which
    /// takes some hundred milliseconds. Ask before a run: an error here means that
    /// no code answer can be judged.
    pub fn find(options: &RunnerOptions) -> Result<Self, RunnerError> {
        let interpreter = Interpreter::find(options.python.as_deref())?;
        let (python, version) = (interpreter.program.clone(), interpreter.version.clone());
        let spec = spec(options, interpreter).map_err(|cause| broken(&python, cause))?;
        let pool = Pool::new(spec);
        let landlock = match pool.take() {
            Ok(mut taken) => {
                let landlock = taken.lane().map(|lane| lane.landlock.clone());
                taken.give_back();
                landlock.unwrap_or_default()
            }
            Err(LaneError::Refused(trouble)) => return Err(RunnerError::refused(&trouble)),
            Err(LaneError::Died(why)) => return Err(broken(&python, why)),
        };
        let mut runner = Self {
            pool,
            isolation: Isolation {
                python: version,
                level: level(options),
                memory_mib: MEMORY_BYTES >> 20,
                landlock,
                holes: Vec::new(),
            },
        };
        runner.isolation.holes = canary::probe(&runner).map_err(|cause| broken(&python, cause))?;
        if runner.isolation.level == Level::Full && !runner.isolation.holes.is_empty() {
            return Err(RunnerError::Leaks {
                holes: runner.isolation.holes.join("; "),
            });
        }
        Ok(runner)
    }

    /// How far programs are isolated.
    pub fn isolation(&self) -> &Isolation {
        &self.isolation
    }

    fn try_run(&self, job: &CodeJob<'_>) -> Result<Reply, LaneError> {
        let wall = (job.limit * WALL_FACTOR).max(job.limit + WALL_MORE);
        let body = JobBody {
            answer: job.answer,
            tests: job.tests,
        };
        let bytes = protocol::job(&body, milliseconds(job.limit), milliseconds(wall))
            .map_err(|error| LaneError::Died(error.to_string()))?;
        let mut taken = self.pool.take()?;
        let Some(lane) = taken.lane() else {
            return Err(LaneError::Died("there is none".to_owned()));
        };
        let reply = lane.judge(&bytes, wall + PATIENCE)?;
        if !reply.dirty {
            taken.give_back();
        }
        Ok(reply)
    }
}

impl CodeRunner for PythonRunner {
    fn run(&self, job: &CodeJob<'_>) -> CodeRun {
        let mut why = String::new();
        // A lane may end by no fault of the answer; a second one tells.
        for _ in 0..2 {
            match self.try_run(job) {
                Ok(reply) => return told(reply),
                Err(LaneError::Refused(trouble)) => {
                    return CodeRun::not_run(format!("the sandbox does not start: {trouble}"));
                }
                Err(LaneError::Died(cause)) => why = cause,
            }
        }
        CodeRun::not_run(format!("the sandbox failed twice on this answer: {why}"))
    }
}

fn told(reply: Reply) -> CodeRun {
    let detail = for_terminal(&reply.detail);
    let failure = match reply.outcome {
        ReplyOutcome::Passed => {
            return CodeRun {
                outcome: CodeOutcome::Passed,
                behaviour: reply.behaviour,
            };
        }
        ReplyOutcome::Trouble => return CodeRun::not_run(detail),
        ReplyOutcome::Wrong => Failure::Wrong,
        ReplyOutcome::Error => Failure::Error,
        ReplyOutcome::Timeout => Failure::Timeout,
        ReplyOutcome::Memory => Failure::Memory,
        ReplyOutcome::Forbidden => Failure::Forbidden,
    };
    CodeRun {
        outcome: CodeOutcome::Failed { failure, detail },
        behaviour: reply.behaviour,
    }
}

fn broken(python: &Path, cause: String) -> RunnerError {
    RunnerError::Broken {
        python: python.display().to_string(),
        cause,
    }
}

fn milliseconds(time: Duration) -> u64 {
    time.as_millis() as u64
}

fn level(options: &RunnerOptions) -> Level {
    if options.unsafe_no_sandbox {
        Level::None
    } else if cfg!(target_os = "linux") {
        Level::Full
    } else {
        Level::Partial
    }
}

fn hexadecimal(bytes: &[u8]) -> String {
    let mut digits = String::with_capacity(2 * bytes.len());
    for byte in bytes {
        digits += &format!("{byte:02x}");
    }
    digits
}

fn setup(filter: &[u8], has_tmp: bool) -> Setup {
    Setup {
        sources: SOURCES.into(),
        filter: hexadecimal(filter),
        memory_bytes: MEMORY_BYTES,
        n_files: OPEN_FILES,
        n_threads: THREADS,
        file_bytes: FILE_BYTES,
        most_output_bytes: OUTPUT_BYTES,
        has_tmp,
    }
}

/// The helper makes the lane.
#[cfg(target_os = "linux")]
fn spec(options: &RunnerOptions, interpreter: Interpreter) -> Result<LaneSpec, String> {
    let namespaces = !options.unsafe_no_sandbox;
    let filter = super::linux::filter_bytes(super::linux::Filter::Answer { writes: namespaces });
    let task = protocol::HelperTask {
        interpreter,
        boot: BOOT.to_owned(),
        namespaces,
    };
    let frames = protocol::frame(&task).and_then(|mut frames| {
        frames.extend(protocol::frame(&setup(&filter, namespaces))?);
        Ok(frames)
    });
    Ok(LaneSpec {
        program: options.helper.clone(),
        arguments: vec![super::HELPER_COMMAND.to_owned()],
        opening: frames.map_err(|error| error.to_string())?,
    })
}

/// The system's own program makes the lane.
#[cfg(target_os = "macos")]
fn spec(options: &RunnerOptions, interpreter: Interpreter) -> Result<LaneSpec, String> {
    let opening = protocol::frame(&setup(&[], false)).map_err(|error| error.to_string())?;
    super::macos::spec(options, &interpreter, BOOT, opening)
}

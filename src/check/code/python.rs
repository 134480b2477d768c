//! Runs Python programs, each in a confined process of its own.
//!
//! The process reads its job from an unnamed file and writes its verdict to
//! another one: no pipe can fill up, no thread has to drain it, and the size of
//! the output is bounded by the limit on file sizes. A verdict counts only with
//! the secret word of its job, so that printing "passed" or exiting with 0
//! proves nothing. The tests run in the program's own process: this keeps out
//! what is simple, not a program that searches the harness for the secret.

use std::fs::File;
use std::io::{self, Read, Seek, Write};
use std::os::unix::process::ExitStatusExt;
use std::path::{Path, PathBuf};
use std::process::{Child, Command, ExitStatus, Stdio};
use std::sync::LazyLock;
use std::sync::atomic::{AtomicU64, Ordering};
use std::thread::sleep;
use std::time::{Duration, Instant};

use regex::Regex;

use crate::suite::CodeTests;
use crate::text::{for_terminal, sha256_hex};

use super::confine::{Limits, confine, kill_group};
use super::{CodeJob, CodeOutcome, CodeRun, CodeRunner, Failure, Isolation, RunnerError, canary};

/// The program that the interpreter runs.
const HARNESS: &str = include_str!("harness.py");
/// What answers say about their own interpreter: path, then version.
const WHO: &str = "import sys; print(sys.executable); print('%d.%d.%d' % sys.version_info[:3])";
/// Interpreters tried, in order.
const NAMES: [&str; 2] = ["python3", "python"];
/// Most bytes of output that are looked at for the verdict.
const MOST_OUTPUT_BYTES: u64 = 1 << 20;

/// Runs Python programs, each in a confined process of its own.
#[derive(Debug)]
pub struct PythonRunner {
    python: PathBuf,
    isolation: Isolation,
    /// Secret words come from this key and a counter.
    key: String,
    n_jobs: AtomicU64,
}

impl PythonRunner {
    /// Finds an interpreter (`python` if given, else `python3` or `python` on
    /// the search path) and tries how far it can be isolated, which takes a few
    /// hundred milliseconds. Ask before a run: an error here means that no code
    /// answer can be judged.
    pub fn find(python: Option<&Path>) -> Result<Self, RunnerError> {
        let (python, version) = locate(python)?;
        let mut runner = Self {
            isolation: canary::unknown(&version),
            key: random_key(&python)?,
            python,
            n_jobs: AtomicU64::new(0),
        };
        runner.isolation =
            canary::probe(&runner, &version).map_err(|cause| RunnerError::Broken {
                python: runner.python.display().to_string(),
                cause,
            })?;
        Ok(runner)
    }

    /// How far programs are isolated.
    pub fn isolation(&self) -> &Isolation {
        &self.isolation
    }

    fn secret(&self) -> String {
        let job = self.n_jobs.fetch_add(1, Ordering::Relaxed);
        sha256_hex(format!("{} {job}", self.key).as_bytes())
    }

    fn try_run(&self, program: &str, tests: &[String], limit: Duration) -> io::Result<CodeOutcome> {
        let secret = self.secret();
        let job = job_file(&secret, program, tests)?;
        let mut output = tempfile::tempfile()?;
        let folder = tempfile::tempdir()?;
        let mut command = Command::new(&self.python);
        command
            .args(["-s", "-S", "-B", "-c", HARNESS])
            .env_clear()
            // Without these, the order of sets of texts would change from run to run.
            .env("PYTHONHASHSEED", "0")
            .env("PYTHONUTF8", "1")
            .current_dir(folder.path())
            .stdin(Stdio::from(job))
            .stdout(Stdio::from(output.try_clone()?))
            .stderr(Stdio::null());
        confine(&mut command, Limits::for_program(limit));
        let mut child = command.spawn()?;
        let end = wait(&mut child, limit, !self.isolation.no_processes)?;
        output.rewind()?;
        let mut said = Vec::new();
        output.take(MOST_OUTPUT_BYTES).read_to_end(&mut said)?;
        let said = String::from_utf8_lossy(&said);
        Ok(outcome(&steady(&said, folder.path()), &secret, end, limit))
    }
}

impl CodeRunner for PythonRunner {
    fn run(&self, job: &CodeJob<'_>) -> CodeRun {
        let CodeTests::Asserts { asserts, .. } = job.tests else {
            return CodeRun::not_run("tests of this form are not run yet");
        };
        match self.try_run(job.answer, asserts, job.limit) {
            Ok(outcome) => CodeRun {
                outcome,
                behaviour: None,
            },
            Err(error) => CodeRun::not_run(format!("{}: {error}", self.python.display())),
        }
    }
}

/// How a process ended.
#[derive(Debug, Clone, Copy)]
enum End {
    Exited(ExitStatus),
    /// It was killed when its time was over.
    TimeOver,
}

/// Waits for the process, and kills it when its time is over. `may_fork` says
/// that processes which it started may be left, to be killed as well.
fn wait(child: &mut Child, limit: Duration, may_fork: bool) -> io::Result<End> {
    let begin = Instant::now();
    let mut pause = Duration::from_millis(2);
    loop {
        if let Some(status) = child.try_wait()? {
            if may_fork {
                kill_group(child.id());
            }
            return Ok(End::Exited(status));
        }
        let Some(left) = limit.checked_sub(begin.elapsed()) else {
            kill_group(child.id());
            child.kill()?;
            child.wait()?;
            return Ok(End::TimeOver);
        };
        sleep(pause.min(left));
        pause = (pause * 5 / 4).min(Duration::from_millis(20));
    }
}

/// What the program said without what differs from run to run, addresses and
/// the name of its folder, so that the same answer gets the same reason.
fn steady(said: &str, folder: &Path) -> String {
    static ADDRESS: LazyLock<Regex> =
        LazyLock::new(|| Regex::new("0x[0-9a-f]{6,16}").expect("the pattern is constant"));
    let said = said.replace(&folder.display().to_string(), ".");
    ADDRESS.replace_all(&said, "0x…").into_owned()
}

/// Reads the verdict: the first line that begins with the secret word. What was
/// said before the end counts, however the end came.
fn outcome(said: &str, secret: &str, end: End, limit: Duration) -> CodeOutcome {
    let mut lines = said
        .lines()
        .filter_map(|line| line.strip_prefix(secret)?.strip_prefix(' '));
    let Some((kind, detail)) = lines.next().and_then(|line| line.split_once(' ')) else {
        return silent(end, limit);
    };
    let failure = match kind {
        "passed" => return CodeOutcome::Passed,
        "wrong" => Failure::Wrong,
        "memory" => Failure::Memory,
        "forbidden" => Failure::Forbidden,
        _ => Failure::Error,
    };
    let got = lines
        .next()
        .and_then(|line| line.strip_prefix("got "))
        .filter(|got| !got.is_empty());
    let detail = match got {
        Some(got) => format!("{detail} (got {got})"),
        None => detail.to_owned(),
    };
    CodeOutcome::Failed {
        failure,
        detail: for_terminal(&detail),
    }
}

/// What a process that gave no verdict died of.
fn silent(end: End, limit: Duration) -> CodeOutcome {
    let (failure, detail) = match end {
        End::TimeOver => (
            Failure::Timeout,
            format!("{} s of wall clock", limit.as_secs_f64()),
        ),
        End::Exited(status) => match status.signal() {
            Some(libc::SIGXCPU) => (
                Failure::Timeout,
                format!("{} s of processor time", limit.as_secs_f64()),
            ),
            Some(libc::SIGXFSZ) => (Failure::Forbidden, "it wrote too much".to_owned()),
            Some(signal) => (Failure::Error, format!("it was killed by signal {signal}")),
            None => (
                Failure::Error,
                "it ended before its tests were through".to_owned(),
            ),
        },
    };
    CodeOutcome::Failed { failure, detail }
}

/// The job as the harness reads it, in a file without a name.
fn job_file(secret: &str, program: &str, tests: &[String]) -> io::Result<File> {
    let mut job = Vec::new();
    let tests = tests.iter().map(String::as_str);
    for field in [secret, program].into_iter().chain(tests) {
        job.extend_from_slice(format!("{}\n", field.len()).as_bytes());
        job.extend_from_slice(field.as_bytes());
    }
    let mut file = tempfile::tempfile()?;
    file.write_all(&job)?;
    file.rewind()?;
    Ok(file)
}

/// The interpreter itself, not a script that starts it: scripts start processes,
/// which is forbidden later.
fn locate(python: Option<&Path>) -> Result<(PathBuf, String), RunnerError> {
    let names: Vec<PathBuf> = match python {
        Some(path) => vec![path.to_owned()],
        None => NAMES.iter().map(PathBuf::from).collect(),
    };
    let found = names.iter().find_map(|name| {
        let output = Command::new(name)
            .args(["-c", WHO])
            .stdin(Stdio::null())
            .output()
            .ok()?;
        let said = String::from_utf8(output.stdout).ok()?;
        let mut lines = said.lines().map(str::trim);
        let path = lines.next().filter(|path| !path.is_empty())?;
        Some((PathBuf::from(path), lines.next()?.to_owned()))
    });
    let (python, version) = found.ok_or_else(|| RunnerError::NoPython {
        tried: names
            .iter()
            .map(|name| format!("`{}`", name.display()))
            .collect::<Vec<_>>()
            .join(", "),
    })?;
    let mut numbers = version.split('.').map(|n| n.parse().unwrap_or(0));
    let release: (u32, u32) = (numbers.next().unwrap_or(0), numbers.next().unwrap_or(0));
    if release < (3, 8) {
        return Err(RunnerError::TooOld {
            python: python.display().to_string(),
            version,
        });
    }
    Ok((python, version))
}

fn random_key(python: &Path) -> Result<String, RunnerError> {
    let mut bytes = [0; 32];
    fs_err::File::open("/dev/urandom")
        .and_then(|mut file| file.read_exact(&mut bytes))
        .map_err(|error| RunnerError::Broken {
            python: python.display().to_string(),
            cause: error.to_string(),
        })?;
    Ok(sha256_hex(&bytes))
}

#[cfg(test)]
mod tests;

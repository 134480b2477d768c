//! What is said between the harness, a lane's helper and its server of Python.
//!
//! To the helper go two frames, each the decimal number of its bytes, a line end
//! and so many bytes of JSON: a [`HelperTask`], then a [`Setup`], which the helper
//! leaves to the server, and after them the jobs. What comes back are lines of
//! JSON: a [`Start`] of the helper, a [`Ready`] of the server, then one [`Reply`]
//! a job.

use std::collections::BTreeMap;

use serde::{Deserialize, Serialize};

use crate::suite::CodeTests;

use super::interpreter::Interpreter;

/// What a helper is to make.
#[derive(Debug, Serialize, Deserialize)]
pub(super) struct HelperTask {
    /// The interpreter, and what it reads of the file system.
    pub(super) interpreter: Interpreter,
    /// Program text that the interpreter is started with.
    pub(super) boot: String,
    /// Whether it gets namespaces of its own. Without them it sees the machine.
    pub(super) namespaces: bool,
}

/// Whether a lane was built.
#[derive(Debug, Serialize, Deserialize)]
#[serde(rename_all = "kebab-case")]
pub(super) enum Start {
    /// It was, and the server is started.
    Built {
        /// How much of landlock the kernel has: `full`, `partial` or `none`.
        landlock: String,
    },
    /// It was not.
    Failed(Trouble),
}

/// A step that the machine refused.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub(super) struct Trouble {
    /// The step, such as `clone with new namespaces`.
    pub(super) step: String,
    /// What the system said.
    pub(super) cause: String,
    /// The number of its error, where there is one.
    pub(super) errno: Option<i32>,
}

impl Trouble {
    /// For use in `map_err`.
    pub(super) fn at<E: Into<std::io::Error>>(step: impl Into<String>) -> impl FnOnce(E) -> Self {
        move |error| {
            let error = error.into();
            Self {
                step: step.into(),
                cause: error.to_string(),
                errno: error.raw_os_error(),
            }
        }
    }
}

impl std::fmt::Display for Trouble {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        write!(f, "{}: {}", self.step, self.cause)
    }
}

/// What the server gets before any job.
#[derive(Debug, Serialize)]
pub(super) struct Setup {
    /// The server's program texts by their names.
    pub(super) sources: BTreeMap<&'static str, &'static str>,
    /// The filter on system calls of answers, in hexadecimal digits.
    pub(super) filter: String,
    pub(super) memory_bytes: u64,
    pub(super) n_files: u64,
    pub(super) n_threads: u64,
    pub(super) file_bytes: u64,
    pub(super) most_output_bytes: u64,
    /// Whether `/tmp` is the lane's own.
    pub(super) has_tmp: bool,
}

/// The server has started.
#[derive(Debug, Deserialize)]
pub(super) struct Ready {
    pub(super) ready: bool,
    /// Why not.
    #[serde(default)]
    pub(super) reason: String,
}

/// A job's first line.
#[derive(Debug, Serialize)]
pub(super) struct JobHeader {
    pub(super) n_bytes: usize,
    pub(super) cpu_ms: u64,
    pub(super) wall_ms: u64,
}

/// A job.
#[derive(Debug, Serialize)]
pub(super) struct JobBody<'a> {
    pub(super) answer: &'a str,
    pub(super) tests: &'a CodeTests,
}

/// What became of a job.
#[derive(Debug, Clone, PartialEq, Eq, Deserialize)]
pub(super) struct Reply {
    pub(super) outcome: ReplyOutcome,
    #[serde(default)]
    pub(super) detail: String,
    #[serde(default)]
    pub(super) behaviour: Option<String>,
    /// Something is left in `/tmp`.
    #[serde(default)]
    pub(super) dirty: bool,
}

/// How a job ended.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Deserialize)]
#[serde(rename_all = "kebab-case")]
pub(super) enum ReplyOutcome {
    Passed,
    Wrong,
    Error,
    Timeout,
    Memory,
    Forbidden,
    /// No fault of the answer.
    Trouble,
}

/// `value` as a frame.
pub(super) fn frame<T: Serialize>(value: &T) -> std::io::Result<Vec<u8>> {
    let json = serde_json::to_vec(value)?;
    let mut frame = format!("{}\n", json.len()).into_bytes();
    frame.extend_from_slice(&json);
    Ok(frame)
}

/// A job with its first line.
pub(super) fn job(body: &JobBody<'_>, cpu_ms: u64, wall_ms: u64) -> std::io::Result<Vec<u8>> {
    let json = serde_json::to_vec(body)?;
    let header = JobHeader {
        n_bytes: json.len(),
        cpu_ms,
        wall_ms,
    };
    let mut job = serde_json::to_vec(&header)?;
    job.push(b'\n');
    job.extend_from_slice(&json);
    Ok(job)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn frames_say_their_length() {
        let framed = frame(&"é").expect("text is JSON");
        assert_eq!(framed, "4\n\"é\"".as_bytes());
    }

    #[test]
    fn jobs_are_a_line_and_a_body() {
        let tests = CodeTests::asserts(vec!["assert f() == 1".to_owned()]);
        let body = JobBody {
            answer: "def f(): return 1",
            tests: &tests,
        };
        let text = String::from_utf8(job(&body, 5000, 15000).expect("it is JSON")).expect("text");
        let (line, rest) = text.split_once('\n').expect("a line");
        insta::assert_snapshot!(line, @r#"{"n_bytes":70,"cpu_ms":5000,"wall_ms":15000}"#);
        insta::assert_snapshot!(rest, @r#"{"answer":"def f(): return 1","tests":{"asserts":["assert f() == 1"]}}"#);
    }

    #[test]
    fn replies_are_read() {
        let line = r#"{"outcome": "wrong", "detail": "x", "n_passed": 1, "n_tests": 2,
            "behaviour": "ab", "cpu_ms": 3, "wall_ms": 4, "peak_kib": 5, "dirty": true}"#;
        let reply: Reply = serde_json::from_str(line).expect("a reply");
        assert_eq!(reply.outcome, ReplyOutcome::Wrong);
        assert_eq!(reply.behaviour.as_deref(), Some("ab"));
        assert!(reply.dirty);
    }
}

//! Judging cases by the program itself.

use std::os::unix::fs::PermissionsExt;
use std::os::unix::process::CommandExt as _;
use std::path::{Path, PathBuf};
use std::process::{Command, Stdio};
use std::time::{Duration, Instant};

use serde_json::{Value, json};

use crate::programs::Case;
use crate::world::World;

/// Seconds of processor time that an answer may take.
const TIMEOUT_S: f64 = 1.0;
/// The suite takes a minute or two; a hang is a failure of its own.
const LONGEST: Duration = Duration::from_mins(15);
/// Longest reason, in characters.
const MOST_REASON_CHARS: usize = 1000;

/// Who judges, and how.
#[derive(Debug, Clone, Copy, Default)]
pub(crate) struct How {
    /// As this user instead of our own.
    pub(crate) user: Option<u32>,
    /// One answer after the other.
    pub(crate) alone: bool,
}

/// What was said of a case.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(crate) struct Said {
    pub(crate) verdict: String,
    pub(crate) reason: String,
    pub(crate) elapsed_ms: u64,
}

/// What became of all cases: the verdicts, or what was said where code is not judged at all.
pub(crate) fn grade(world: &World, cases: &[Case], how: How) -> Result<Vec<Said>, String> {
    let input = write(world, cases);
    let (status, out, err) = run(world, &input, how);
    if status == Some(2) {
        return Err(err);
    }
    assert_eq!(status, Some(0), "{err}");
    let said: Vec<Said> = out.lines().map(read).collect();
    let ids: Vec<Value> = out
        .lines()
        .map(|line| serde_json::from_str::<Value>(line).unwrap()["id"].clone())
        .collect();
    let wanted: Vec<Value> = cases
        .iter()
        .map(|case| Value::from(case.id.clone()))
        .collect();
    assert_eq!(ids, wanted, "results in another order");
    Ok(said)
}

fn read(line: &str) -> Said {
    let line: Value = serde_json::from_str(line).unwrap();
    Said {
        verdict: line["verdict"].as_str().unwrap().to_owned(),
        reason: line["reason"].as_str().unwrap().to_owned(),
        elapsed_ms: line["elapsed_us"].as_u64().unwrap() / 1000,
    }
}

/// Judges the cases and kills the judge after a while, wherever it is by then.
pub(crate) fn kill_after(world: &World, cases: &[Case], wait: Duration) {
    let input = write(world, cases);
    let mut child = command(world, &input, How::default()).spawn().unwrap();
    std::thread::sleep(wait);
    child.kill().unwrap();
    child.wait().unwrap();
}

fn write(world: &World, cases: &[Case]) -> PathBuf {
    let input = world.path("cases.jsonl");
    let line = |case: &Case| {
        json!({"id": case.id, "target": case.target, "answer": case.answer}).to_string()
    };
    let lines: Vec<String> = cases.iter().map(line).collect();
    fs_err::write(&input, lines.join("\n")).unwrap();
    input
}

fn run(world: &World, input: &Path, how: How) -> (Option<i32>, String, String) {
    let mut command = command(world, input, how);
    let mut child = command.spawn().unwrap();
    let began = Instant::now();
    let status = loop {
        if let Some(status) = child.try_wait().unwrap() {
            break status;
        }
        if began.elapsed() > LONGEST {
            child.kill().unwrap();
            child.wait().unwrap();
            panic!(
                "the judge hangs: {}",
                fs_err::read_to_string(world.path("err.log")).unwrap()
            );
        }
        std::thread::sleep(Duration::from_millis(20));
    };
    let text = |name| fs_err::read_to_string(world.path(name)).unwrap();
    (status.code(), text("out.jsonl"), text("err.log"))
}

/// The program with its arguments, what is planted in its environment, and files for its output.
fn command(world: &World, input: &Path, how: How) -> Command {
    let (out, err) = (world.path("out.jsonl"), world.path("err.log"));
    let mut command = Command::new(binary(world, how));
    command
        .arg("grade")
        .args([
            "--checker",
            &json!({"kind": "code", "timeout_s": TIMEOUT_S}).to_string(),
        ])
        .arg("--input")
        .arg(input)
        .current_dir(world.path("cwd"))
        .env("HOME", world.path("home"))
        .env("OVERTHINK_PLANTED", format!("planted:{}", world.planted))
        .stdin(Stdio::null())
        .stdout(fs_err::File::create(&out).unwrap().into_parts().0)
        .stderr(fs_err::File::create(&err).unwrap().into_parts().0);
    if how.alone {
        command.env("RAYON_NUM_THREADS", "1");
    }
    if let Some(user) = how.user {
        // An interpreter that only root may read is of no use to others.
        command
            .uid(user)
            .gid(user)
            .env("PATH", "/usr/local/bin:/usr/bin:/bin");
    }
    command
}

/// The program, where the user can read it.
fn binary(world: &World, how: How) -> PathBuf {
    let ours = PathBuf::from(env!("CARGO_BIN_EXE_overthink"));
    if how.user.is_none() {
        return ours;
    }
    let copy = world.path("overthink.log");
    if !copy.exists() {
        fs_err::copy(ours, &copy).unwrap();
        fs_err::set_permissions(&copy, PermissionsExt::from_mode(0o755)).unwrap();
    }
    copy
}

/// What is wrong with what was said of the cases: nothing, if all is well.
pub(crate) fn complaints(world: &World, cases: &[Case], said: &[Said]) -> Vec<String> {
    let mut complaints = Vec::new();
    for (case, said) in cases.iter().zip(said) {
        let Said {
            verdict,
            reason,
            elapsed_ms,
        } = said;
        let told = format!("{}: {verdict}, {reason:?} after {elapsed_ms} ms", case.id);
        if !case.accepts(verdict, reason) {
            complaints.push(format!("not as expected: {told}"));
        }
        if reason.chars().any(is_steering) {
            complaints.push(format!("not clean for a terminal: {told}"));
        }
        if reason.chars().count() > MOST_REASON_CHARS {
            complaints.push(format!("a long reason: {} {}", case.id, reason.len()));
        }
        if reason.contains(&world.planted) || reason.contains("planted:") {
            complaints.push(format!("tells what was planted: {told}"));
        }
    }
    complaints
}

/// Characters by which a terminal is steered, or a line is made to look like another.
fn is_steering(c: char) -> bool {
    c.is_control()
        || matches!(c, '\u{2028}' | '\u{2029}' | '\u{202a}'..='\u{202e}' | '\u{2066}'..='\u{2069}')
}

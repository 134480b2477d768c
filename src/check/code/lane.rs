//! One lane: a process that judges one answer after the other.

use std::io::{self, Read, Write};
use std::os::fd::AsFd;
use std::os::unix::process::CommandExt;
use std::process::{Child, ChildStderr, ChildStdin, ChildStdout, Command, Stdio};
use std::thread::sleep;
use std::time::{Duration, Instant};

use rustix::event::{PollFd, PollFlags, Timespec, poll};
use serde::de::DeserializeOwned;

#[cfg(target_os = "linux")]
use super::protocol::Start;
use super::protocol::{Ready, Reply, Trouble};

/// Most bytes of a line that a lane says.
const MOST_REPLY_BYTES: usize = 64 << 10;
/// Most bytes that are read of what a failed lane complained of.
const MOST_COMPLAINT_BYTES: u64 = 16 << 10;
/// How long a lane may take to start; a busy machine takes long.
const START_LIMIT: Duration = Duration::from_mins(1);
/// How long a lane may take to end before it is killed.
const END_LIMIT: Duration = Duration::from_secs(2);

/// How lanes are started.
#[derive(Debug)]
pub(super) struct LaneSpec {
    /// The program and its arguments.
    pub(super) program: std::path::PathBuf,
    pub(super) arguments: Vec<String>,
    /// What it reads before the first job.
    pub(super) opening: Vec<u8>,
}

/// Why a lane gave no reply.
#[derive(Debug)]
pub(super) enum LaneError {
    /// The machine does not give what a lane needs.
    Refused(Trouble),
    /// It ended, or said nothing in time.
    Died(String),
}

/// A running lane. When it is dropped, everything in it ends.
#[derive(Debug)]
pub(super) struct Lane {
    child: Child,
    /// `None` once it is to end.
    stdin: Option<ChildStdin>,
    stdout: ChildStdout,
    stderr: ChildStderr,
    /// What was said after the last whole line.
    said: Vec<u8>,
    /// How much of landlock holds in it.
    pub(super) landlock: String,
}

impl Lane {
    /// Starts a lane and waits until it is warm.
    pub(super) fn start(spec: &LaneSpec) -> Result<Self, LaneError> {
        let mut lane = Self::spawn(spec).map_err(|error| {
            LaneError::Died(format!(
                "{} does not start: {error}",
                spec.program.display()
            ))
        })?;
        let deadline = Instant::now() + START_LIMIT;
        // What was said of a step that failed counts for more than a closed pipe.
        let sent = lane.send(&spec.opening, deadline);
        #[cfg(target_os = "linux")]
        match lane.line(deadline)? {
            Start::Built { landlock } => lane.landlock = landlock,
            Start::Failed(trouble) => return Err(LaneError::Refused(trouble)),
        }
        sent?;
        let Ready { ready, reason } = lane.line(deadline)?;
        if !ready {
            return Err(LaneError::Died(format!(
                "its server is not ready: {reason}"
            )));
        }
        Ok(lane)
    }

    /// Judges one answer.
    pub(super) fn judge(&mut self, job: &[u8], limit: Duration) -> Result<Reply, LaneError> {
        let deadline = Instant::now() + limit;
        self.send(job, deadline)?;
        self.line(deadline)
    }

    /// Begins to end the lane, without waiting for it.
    pub(super) fn close(&mut self) {
        self.stdin = None;
    }

    fn spawn(spec: &LaneSpec) -> io::Result<Self> {
        let mut child = Command::new(&spec.program)
            .args(&spec.arguments)
            .stdin(Stdio::piped())
            .stdout(Stdio::piped())
            .stderr(Stdio::piped())
            // Ctrl-C is for the harness alone.
            .process_group(0)
            .spawn()?;
        let (Some(stdin), Some(stdout), Some(stderr)) =
            (child.stdin.take(), child.stdout.take(), child.stderr.take())
        else {
            return Err(io::Error::other("it has no pipes"));
        };
        let lane = Self {
            child,
            stdin: Some(stdin),
            stdout,
            stderr,
            said: Vec::new(),
            landlock: "none".to_owned(),
        };
        if let Some(stdin) = &lane.stdin {
            rustix::io::ioctl_fionbio(stdin, true)?;
        }
        rustix::io::ioctl_fionbio(&lane.stdout, true)?;
        rustix::io::ioctl_fionbio(&lane.stderr, true)?;
        Ok(lane)
    }

    fn send(&mut self, bytes: &[u8], deadline: Instant) -> Result<(), LaneError> {
        let mut rest = bytes;
        while !rest.is_empty() {
            let Some(stdin) = &mut self.stdin else {
                return Err(LaneError::Died("it is closed".to_owned()));
            };
            match stdin.write(rest) {
                Ok(n) => rest = rest.get(n..).unwrap_or_default(),
                Err(error) if error.kind() == io::ErrorKind::WouldBlock => {
                    if !wait(&*stdin, PollFlags::OUT, deadline) {
                        return Err(self.died("it takes no job"));
                    }
                }
                Err(error) if error.kind() == io::ErrorKind::Interrupted => {}
                Err(_) => return Err(self.died("it ended")),
            }
        }
        Ok(())
    }

    fn line<T: DeserializeOwned>(&mut self, deadline: Instant) -> Result<T, LaneError> {
        let mut buffer = [0; 4096];
        loop {
            if let Some(end) = memchr::memchr(b'\n', &self.said) {
                let rest = self.said.split_off(end + 1);
                let line = std::mem::replace(&mut self.said, rest);
                return serde_json::from_slice(&line)
                    .map_err(|_| self.died("what it said is no reply"));
            }
            if self.said.len() > MOST_REPLY_BYTES {
                return Err(self.died("its reply is too long"));
            }
            match self.stdout.read(&mut buffer) {
                Ok(0) => return Err(self.died("it ended")),
                Ok(n) => self
                    .said
                    .extend_from_slice(buffer.get(..n).unwrap_or_default()),
                Err(error) if error.kind() == io::ErrorKind::WouldBlock => {
                    if !wait(&self.stdout, PollFlags::IN, deadline) {
                        return Err(self.died("it gave no reply in time"));
                    }
                }
                Err(error) if error.kind() == io::ErrorKind::Interrupted => {}
                Err(error) => return Err(self.died(&error.to_string())),
            }
        }
    }

    /// `what` happened, with the last thing that the lane complained of.
    fn died(&mut self, what: &str) -> LaneError {
        let mut complaint = Vec::new();
        // It ends with an error where there is nothing more to be read by now.
        let _ = (&mut self.stderr)
            .take(MOST_COMPLAINT_BYTES)
            .read_to_end(&mut complaint);
        let complaint = String::from_utf8_lossy(&complaint);
        LaneError::Died(match complaint.lines().rfind(|l| !l.trim().is_empty()) {
            Some(last) => format!("{what} ({})", crate::text::for_terminal(last.trim())),
            None => what.to_owned(),
        })
    }
}

impl Drop for Lane {
    fn drop(&mut self) {
        self.close();
        let begin = Instant::now();
        let mut pause = Duration::from_micros(200);
        while begin.elapsed() < END_LIMIT {
            if !matches!(self.child.try_wait(), Ok(None)) {
                return;
            }
            sleep(pause);
            pause = (pause * 2).min(Duration::from_millis(20));
        }
        // Nothing is left to do where this fails: it has ended by itself.
        let _ = self.child.kill();
        let _ = self.child.wait();
    }
}

/// Waits until `fd` is ready; whether it was before `deadline`.
fn wait<Fd: AsFd>(fd: &Fd, event: PollFlags, deadline: Instant) -> bool {
    loop {
        let left = deadline.saturating_duration_since(Instant::now());
        if left.is_zero() {
            return false;
        }
        let left = Timespec {
            tv_sec: left.as_secs() as i64,
            tv_nsec: i64::from(left.subsec_nanos()),
        };
        let mut fds = [PollFd::new(fd, event)];
        match poll(&mut fds, Some(&left)) {
            Ok(0) | Err(rustix::io::Errno::INTR) => {}
            // What is wrong with it, the next read or write tells.
            Ok(_) | Err(_) => return true,
        }
    }
}

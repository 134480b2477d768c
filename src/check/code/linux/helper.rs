//! The helper of a lane: this program, started again, with one thread.

use std::io::{self, Write};
use std::os::fd::AsFd;
use std::process::ExitCode;

use rustix::event::{PollFd, PollFlags, poll};
use rustix::process::{
    Pid, PidfdFlags, Signal, WaitOptions, kill_process, kill_process_group, pidfd_open, waitpid,
};
use serde::Serialize;

use super::super::protocol::{HelperTask, Start, Trouble};
use super::init;
use super::namespaces::{Side, split};

/// Most bytes of a task.
const MOST_TASK_BYTES: usize = 1 << 20;

/// Runs a lane: reads from stdin what to make, makes it, hands stdin and stdout to
/// the server in it, and ends it when stdin is closed. For a hidden command of the
/// program, which calls it before anything starts a thread.
pub fn sandbox_helper() -> ExitCode {
    match serve() {
        Ok(()) => ExitCode::SUCCESS,
        Err(trouble) => {
            // Nobody is left to be told when this fails too.
            let _ = say(&Start::Failed(trouble));
            ExitCode::FAILURE
        }
    }
}

/// Writes a line of JSON to stdout.
pub(super) fn say<T: Serialize>(value: &T) -> Result<(), Trouble> {
    let mut line = serde_json::to_vec(value).map_err(Trouble::at("write a reply"))?;
    line.push(b'\n');
    let mut out = io::stdout().lock();
    out.write_all(&line)
        .and_then(|()| out.flush())
        .map_err(Trouble::at("write a reply"))
}

fn serve() -> Result<(), Trouble> {
    close_inherited();
    one_thread()?;
    let task = read_task()?;
    match split(task.namespaces)? {
        Side::Child { helper } => init::run(&task, &helper),
        Side::Abandoned => Ok(()),
        Side::Helper { child, alive } => {
            let watched = watch(child);
            end(child, task.namespaces);
            drop(alive);
            watched
        }
    }
}

/// Waits until `child` or the harness has ended.
fn watch(child: Pid) -> Result<(), Trouble> {
    let child =
        pidfd_open(child, PidfdFlags::empty()).map_err(Trouble::at("watch init (pidfd_open)"))?;
    let stdin = io::stdin();
    loop {
        // Asking for nothing still tells of the end of the other side, and leaves
        // the jobs to the server.
        let mut fds = [
            PollFd::new(&stdin, PollFlags::empty()),
            PollFd::new(&child, PollFlags::IN),
        ];
        match poll(&mut fds, None) {
            Ok(_) => {}
            Err(rustix::io::Errno::INTR) => continue,
            Err(error) => return Err(Trouble::at("watch init")(error)),
        }
        if fds.iter().any(|fd| !fd.revents().is_empty()) {
            return Ok(());
        }
    }
}

/// Kills what is left, and waits until it has gone.
fn end(child: Pid, own_pids: bool) {
    // Each fails where there is nothing to be killed any more.
    if !own_pids {
        let _ = kill_process_group(child, Signal::KILL);
    }
    let _ = kill_process(child, Signal::KILL);
    while waitpid(Some(child), WaitOptions::empty()).is_err_and(|e| e == rustix::io::Errno::INTR) {}
}

/// Reads the first frame and not a byte more: what follows is for the server.
fn read_task() -> Result<HelperTask, Trouble> {
    let bad = |what: &str| Trouble::at("read the task")(io::Error::other(what.to_owned()));
    let mut length = 0_usize;
    loop {
        match read_exact(1)?.first() {
            Some(b'\n') => break,
            Some(digit @ b'0'..=b'9') => length = length * 10 + usize::from(digit - b'0'),
            _ => return Err(bad("it does not begin with its length")),
        }
        if length > MOST_TASK_BYTES {
            return Err(bad("it is too long"));
        }
    }
    serde_json::from_slice(&read_exact(length)?).map_err(Trouble::at("read the task"))
}

fn read_exact(n: usize) -> Result<Vec<u8>, Trouble> {
    let stdin = io::stdin();
    let mut bytes = vec![0; n];
    let mut filled = 0;
    while let Some(rest) = bytes.get_mut(filled..).filter(|rest| !rest.is_empty()) {
        match rustix::io::read(stdin.as_fd(), rest) {
            Ok(0) => {
                let end = io::Error::from(io::ErrorKind::UnexpectedEof);
                return Err(Trouble::at("read the task")(end));
            }
            Ok(n) => filled += n,
            Err(rustix::io::Errno::INTR) => {}
            Err(error) => return Err(Trouble::at("read the task")(error)),
        }
    }
    Ok(bytes)
}

/// A copy of a process with several threads may wait forever for one that it
/// does not have.
fn one_thread() -> Result<(), Trouble> {
    let n = std::fs::read_dir("/proc/self/task").map_or(1, Iterator::count);
    if n == 1 {
        return Ok(());
    }
    let why = format!("the helper has {n} threads");
    Err(Trouble::at("copy the helper")(io::Error::other(why)))
}

/// What the harness was started with is no business of a sandbox.
#[expect(unsafe_code, reason = "rustix has no call that closes a range")]
fn close_inherited() {
    // SAFETY: nothing in this process has opened a descriptor yet, so that nothing
    // uses one of those that are closed.
    unsafe {
        libc::syscall(libc::SYS_close_range, 3, libc::c_uint::MAX, 0);
    }
}

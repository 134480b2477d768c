//! Process 1 of a lane: builds its world, gives up all rights, starts the server,
//! and collects what has ended.

use std::io;
use std::os::fd::OwnedFd;
use std::os::unix::process::CommandExt;
use std::process::Command;

use rustix::event::{PollFd, PollFlags, Timespec, poll};
use rustix::process::{Pid, Signal, WaitOptions, set_parent_process_death_signal, setsid, wait};

use super::super::interpreter::{ENVIRONMENT, FLAGS};
use super::super::protocol::{HelperTask, Start, Trouble};
use super::seccomp::{self, Filter};
use super::{landlock, namespaces, rights, view};

/// The machine's name inside.
const HOST: &[u8] = b"sandbox";

/// Runs a lane until its server ends. `helper` closes when the helper has ended.
/// Without namespaces this process becomes the server.
pub(super) fn run(task: &HelperTask, helper: &OwnedFd) -> Result<(), Trouble> {
    if task.namespaces {
        build(task)?;
    }
    setsid().map_err(Trouble::at("begin a session"))?;
    rights::drop_all()?;
    // A change of ids would have undone it, so it comes after the last one.
    set_parent_process_death_signal(Some(Signal::KILL))
        .map_err(Trouble::at("end with the helper"))?;
    if has_ended(helper)? {
        return Ok(());
    }
    rights::limit(task.namespaces)?;
    let landlock = landlock::restrict(&task.interpreter, task.namespaces)
        .map_err(|error| Trouble::at("landlock")(io::Error::other(error)))?;
    let server = server(task);
    seccomp::install(Filter::Lane).map_err(Trouble::at("install the filter on system calls"))?;
    super::helper::say(&Start::Built {
        landlock: landlock.to_owned(),
    })?;
    start(server, task.namespaces)
}

fn build(task: &HelperTask) -> Result<(), Trouble> {
    // Asked while there is a `/proc`.
    let was_root = namespaces::may_leave_groups();
    let pieces = view::take(&task.interpreter)?;
    namespaces::become_nobody(was_root)?;
    view::enter(&pieces, &task.interpreter.covered)?;
    rustix::system::sethostname(HOST).map_err(Trouble::at("name the machine"))
}

fn server(task: &HelperTask) -> Command {
    let mut command = Command::new(&task.interpreter.program);
    command
        .args(FLAGS)
        .args(["-c", &task.boot])
        .env_clear()
        .envs(ENVIRONMENT)
        // Where the machine is seen as it is, its `/tmp` may hold modules of anybody.
        .current_dir(if task.namespaces { "/tmp" } else { "/" });
    command
}

fn start(mut server: Command, own_pids: bool) -> Result<(), Trouble> {
    let failed = |error| Trouble::at("start the interpreter")(error);
    if !own_pids {
        return Err(failed(server.exec()));
    }
    let child = server.spawn().map_err(failed)?;
    let child = Pid::from_child(&child);
    loop {
        match wait(WaitOptions::empty()) {
            Ok(Some((ended, _))) if ended == child => return Ok(()),
            Ok(_) | Err(rustix::io::Errno::INTR) => {}
            Err(error) => return Err(Trouble::at("wait for the server")(error)),
        }
    }
}

fn has_ended(helper: &OwnedFd) -> Result<bool, Trouble> {
    let mut fds = [PollFd::new(helper, PollFlags::IN)];
    poll(&mut fds, Some(&Timespec::default())).map_err(Trouble::at("look for the helper"))?;
    Ok(fds[0].revents().contains(PollFlags::HUP))
}

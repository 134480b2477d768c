//! Confines a process between its start and its first instruction.
//!
//! What runs there runs in a copy of this process that has one thread while
//! locks of others may be held: only direct system calls, no allocation.

use std::io;
use std::os::unix::process::CommandExt;
use std::process::Command;
use std::time::Duration;

/// Most address space of a program, in bytes.
pub(super) const MEMORY_BYTES: u64 = 512 << 20;
/// Most bytes of a file that it writes: only its verdict, which is short.
const FILE_BYTES: u64 = 1 << 20;
/// Most open files.
const OPEN_FILES: u64 = 64;

/// What a program may use up.
#[derive(Debug, Clone, Copy)]
pub(super) struct Limits {
    cpu_seconds: u64,
}

impl Limits {
    /// The processor time is limited like the wall clock, in whole seconds.
    pub(super) fn for_program(limit: Duration) -> Self {
        Self {
            cpu_seconds: limit.as_secs() + 1,
        }
    }

    fn list(self) -> [(Resource, u64); 5] {
        [
            (libc::RLIMIT_CPU, self.cpu_seconds),
            (libc::RLIMIT_AS, MEMORY_BYTES),
            (libc::RLIMIT_FSIZE, FILE_BYTES),
            (libc::RLIMIT_NOFILE, OPEN_FILES),
            (libc::RLIMIT_CORE, 0),
        ]
    }
}

#[cfg(all(target_os = "linux", target_env = "gnu"))]
type Resource = libc::__rlimit_resource_t;
#[cfg(not(all(target_os = "linux", target_env = "gnu")))]
type Resource = libc::c_int;

/// Makes `command` start confined: a session of its own, resource limits, and
/// on Linux no privileges and a filter on system calls.
#[expect(
    unsafe_code,
    reason = "limits must be set in the child, which the standard library offers only this way"
)]
pub(super) fn confine(command: &mut Command, limits: Limits) {
    let limits = limits.list();
    #[cfg(target_os = "linux")]
    let filter = super::seccomp::filter();
    let prepare = move || {
        own_session()?;
        for (resource, most) in limits {
            limit(resource, most)?;
        }
        #[cfg(target_os = "linux")]
        super::seccomp::drop_powers(&filter);
        Ok(())
    };
    // SAFETY: `prepare` makes system calls only. It allocates nothing, takes no
    // lock and touches no memory but its own: errors are made from `errno`.
    unsafe {
        command.pre_exec(prepare);
    }
}

/// Kills the processes of the group that `leader` began, if there are any left.
#[expect(
    unsafe_code,
    reason = "the standard library cannot kill a process group"
)]
pub(super) fn kill_group(leader: u32) {
    let Ok(group) = libc::pid_t::try_from(leader) else {
        return;
    };
    // SAFETY: a system call without pointers. `group` came from a child, so it
    // is neither 0 nor 1, which would mean other processes.
    unsafe {
        libc::kill(-group, libc::SIGKILL);
    }
}

/// A session of its own has no terminal that could be written to, and makes the
/// process the leader of a group that can be killed.
#[expect(unsafe_code, reason = "a direct system call")]
fn own_session() -> io::Result<()> {
    // SAFETY: a system call without arguments.
    check(unsafe { libc::setsid() })
}

#[expect(unsafe_code, reason = "a direct system call")]
fn limit(resource: Resource, most: u64) -> io::Result<()> {
    let limit = libc::rlimit {
        rlim_cur: most as libc::rlim_t,
        rlim_max: most as libc::rlim_t,
    };
    // SAFETY: the pointer is to a value that lives through the call.
    check(unsafe { libc::setrlimit(resource, &raw const limit) }).or_else(|error| {
        // macOS refuses limits on address space; the canary reports it.
        if cfg!(target_os = "linux") {
            Err(error)
        } else {
            Ok(())
        }
    })
}

fn check(result: libc::c_int) -> io::Result<()> {
    if result < 0 {
        Err(io::Error::last_os_error())
    } else {
        Ok(())
    }
}

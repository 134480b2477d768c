//! A process in namespaces of its own.

use std::io;
use std::os::fd::OwnedFd;

use fs_err as fs;
use rustix::pipe::{PipeFlags, pipe_with};
use rustix::process::{Pid, getegid, geteuid};
use rustix::thread::{Gid, Uid};
use rustix::thread::{set_thread_groups, set_thread_res_gid, set_thread_res_uid};

use super::super::protocol::Trouble;

/// The user inside: nobody, and for root also outside, since a file of the
/// kernel's root can be written by it whatever the namespace.
const NOBODY: u32 = 65534;

/// One side of a process that was copied.
pub(super) enum Side {
    /// The helper: what was begun, and what keeps it alive.
    Helper {
        /// The other side.
        child: Pid,
        /// The other side is to end when this is closed.
        alive: OwnedFd,
    },
    /// The copy of a helper that failed, and says so itself.
    Abandoned,
    /// The copy.
    Child {
        /// Closed when the helper has ended.
        helper: OwnedFd,
    },
}

/// Copies this process; with `namespaces`, the copy is process 1 of new ones.
/// There must be only one thread: locks that others hold would never be released
/// in the copy.
pub(super) fn split(namespaces: bool) -> Result<Side, Trouble> {
    let (helper, alive) = pipe_with(PipeFlags::CLOEXEC).map_err(Trouble::at("make a pipe"))?;
    let flags = if namespaces {
        libc::CLONE_NEWUSER
            | libc::CLONE_NEWNS
            | libc::CLONE_NEWPID
            | libc::CLONE_NEWNET
            | libc::CLONE_NEWIPC
            | libc::CLONE_NEWUTS
            | libc::CLONE_NEWCGROUP
    } else {
        0
    };
    let Some(child) = clone(flags).map_err(Trouble::at("clone with new namespaces"))? else {
        drop(alive);
        return Ok(if may_go(&helper)? {
            Side::Child { helper }
        } else {
            Side::Abandoned
        });
    };
    drop(helper);
    if namespaces {
        map_ids(child)?;
    }
    rustix::io::write(&alive, b"!").map_err(Trouble::at("start init"))?;
    Ok(Side::Helper { child, alive })
}

/// Becomes nobody. Capabilities stay: none of the ids that come and go is root
/// inside. `was_root` says that the user outside is root.
pub(super) fn become_nobody(was_root: bool) -> Result<(), Trouble> {
    let (user, group) = (Uid::from_raw(NOBODY), Gid::from_raw(NOBODY));
    if was_root {
        set_thread_groups(&[]).map_err(Trouble::at("leave all groups"))?;
    }
    set_thread_res_gid(group, group, group).map_err(Trouble::at("change the group"))?;
    set_thread_res_uid(user, user, user).map_err(Trouble::at("change the user"))
}

/// Whether groups may be given up inside, which is so where root made the maps.
pub(super) fn may_leave_groups() -> bool {
    fs::read_to_string("/proc/self/setgroups").is_ok_and(|text| text.trim() == "allow")
}

/// Waits until the helper has done its part.
fn may_go(helper: &OwnedFd) -> Result<bool, Trouble> {
    let mut byte = [0];
    let n = rustix::io::read(helper, &mut byte).map_err(Trouble::at("wait for the helper"))?;
    Ok(n == 1)
}

/// Says who nobody inside is outside.
fn map_ids(child: Pid) -> Result<(), Trouble> {
    let write = |file: &str, text: String| {
        let path = format!("/proc/{}/{file}", child.as_raw_nonzero());
        fs::write(&path, text).map_err(Trouble::at(format!("write {file}")))
    };
    let (user, group) = (geteuid().as_raw(), getegid().as_raw());
    // Root of a container may have no other ids to give; then it is like a plain user.
    if user == 0 && write("gid_map", format!("{NOBODY} {NOBODY} 1")).is_ok() {
        return write("uid_map", format!("{NOBODY} {NOBODY} 1"));
    }
    write("setgroups", "deny".to_owned())?;
    write("gid_map", format!("{NOBODY} {group} 1"))?;
    write("uid_map", format!("{NOBODY} {user} 1"))
}

/// Like `fork`, into new namespaces. `None` in the copy.
#[expect(
    unsafe_code,
    reason = "no library copies a process into namespaces without a stack of its own"
)]
fn clone(namespaces: libc::c_int) -> io::Result<Option<Pid>> {
    let flags = libc::c_long::from(namespaces | libc::SIGCHLD);
    // SAFETY: without CLONE_VM the copy has its own memory and goes on from here
    // like one of `fork`. All pointers are null, which means that none is used. The
    // caller has one thread, so that no lock of the copy is held by anybody else.
    let result =
        unsafe { libc::syscall(libc::SYS_clone, flags, 0_usize, 0_usize, 0_usize, 0_usize) };
    if result < 0 {
        return Err(io::Error::last_os_error());
    }
    Ok(Pid::from_raw(result as i32))
}

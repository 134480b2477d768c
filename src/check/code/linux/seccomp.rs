//! What may be asked of the kernel.
//!
//! Two filters on system calls are made from one table. [`Filter::Lane`] is for
//! init, the server and the judges, which start and end processes;
//! [`Filter::Answer`] comes on top of it for what is foreign. Both refuse a list of calls
//! rather than allowing one: what a Python needs changes with every version.
//! Calls newer than the list are refused as well.

use libc::{c_long, sock_filter};

mod table;

use table::{ABSENT, IN_ANSWERS, IN_ANSWERS_OLD, NEVER, NEVER_OLD, NEWEST, OPENING, WRITING_FILES};

/// `struct seccomp_data`: the number of the call, the architecture, and the
/// arguments (their lower halves; both targets are little-endian).
const NUMBER: u32 = 0;
const ARCHITECTURE: u32 = 4;
const ARGUMENTS: [u32; 5] = [16, 24, 32, 40, 48];

#[cfg(target_arch = "x86_64")]
const OURS: u32 = 0xc000_003e;
#[cfg(target_arch = "aarch64")]
const OURS: u32 = 0xc000_00b7;

const ALLOW: u32 = libc::SECCOMP_RET_ALLOW;
const KILL: u32 = libc::SECCOMP_RET_KILL_PROCESS;
const NOT_PERMITTED: u32 = libc::SECCOMP_RET_ERRNO | libc::EPERM as u32;
/// Makes the C library fall back to an older call that can be looked into.
const NOT_THERE: u32 = libc::SECCOMP_RET_ERRNO | libc::ENOSYS as u32;

/// Flags that open a file for anything but reading.
const WRITING: u32 =
    (libc::O_WRONLY | libc::O_RDWR | libc::O_CREAT | libc::O_TRUNC | libc::O_APPEND) as u32;
/// Flags that make namespaces. That of time is no flag of this call.
const NAMESPACES: u32 = (libc::CLONE_NEWNS
    | libc::CLONE_NEWCGROUP
    | libc::CLONE_NEWUTS
    | libc::CLONE_NEWIPC
    | libc::CLONE_NEWUSER
    | libc::CLONE_NEWPID
    | libc::CLONE_NEWNET) as u32;
/// Requests that put input into a terminal.
const TERMINAL_INPUT: [u32; 2] = [0x5412, 0x541c];

/// Commands of `fcntl` that have the kernel send signals to other processes: F_SETOWN,
/// F_SETSIG, F_SETOWN_EX, F_SETLEASE, F_NOTIFY.
const SIGNALS_OF_FILES: [u32; 5] = [8, 10, 15, 1024, 1026];
/// The same as requests of `ioctl`: FIOASYNC, FIOSETOWN, SIOCSPGRP.
const SIGNAL_REQUESTS: [u32; 3] = [0x5452, 0x8901, 0x8902];

/// For whom a filter is.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(in super::super) enum Filter {
    /// Init, the server and the judges.
    Lane,
    /// An answer.
    Answer {
        /// Whether it may write files: where only a `/tmp` of its own can be written.
        writes: bool,
    },
}

/// The filter as raw bytes, an array of `struct sock_filter` in native order.
pub(in super::super) fn bytes(filter: Filter) -> Vec<u8> {
    let instruction = |i: sock_filter| {
        let [a, b] = i.code.to_ne_bytes();
        let [k0, k1, k2, k3] = i.k.to_ne_bytes();
        [a, b, i.jt, i.jf, k0, k1, k2, k3]
    };
    program(filter).into_iter().flat_map(instruction).collect()
}

/// Puts this process and all that come from it under `filter`, for good. There
/// must be no new privileges by then.
#[expect(unsafe_code, reason = "rustix has no call for filters")]
pub(super) fn install(filter: Filter) -> std::io::Result<()> {
    let instructions = program(filter);
    let program = libc::sock_fprog {
        len: instructions.len() as u16,
        filter: instructions.as_ptr().cast_mut(),
    };
    // SAFETY: the kernel reads the filter through pointers that live through the
    // call, and keeps none of them.
    let result = unsafe {
        libc::prctl(
            libc::PR_SET_SECCOMP,
            libc::c_ulong::from(libc::SECCOMP_MODE_FILTER),
            &raw const program,
        )
    };
    if result < 0 {
        return Err(std::io::Error::last_os_error());
    }
    Ok(())
}

fn program(filter: Filter) -> Vec<sock_filter> {
    let mut code = vec![
        load(ARCHITECTURE),
        jump(libc::BPF_JEQ, OURS, 1, 0),
        give(KILL),
        load(NUMBER),
    ];
    // Also the calls of the x32 form, whose numbers are far above.
    code.extend([jump(libc::BPF_JGT, NEWEST as u32, 0, 1), give(NOT_THERE)]);
    refuse(&mut code, ABSENT, NOT_THERE);
    refuse(&mut code, NEVER, NOT_PERMITTED);
    refuse(&mut code, NEVER_OLD, NOT_PERMITTED);
    // Its own limits only.
    allow_if(&mut code, libc::SYS_prlimit64, 0, libc::BPF_JEQ, 0);
    // Sockets that are connected to each other and to nothing else.
    allow_if(
        &mut code,
        libc::SYS_socketpair,
        0,
        libc::BPF_JEQ,
        libc::AF_UNIX as u32,
    );
    for request in TERMINAL_INPUT {
        refuse_if(&mut code, libc::SYS_ioctl, 1, libc::BPF_JEQ, request);
    }
    match filter {
        Filter::Lane => refuse_if(&mut code, libc::SYS_clone, 0, libc::BPF_JSET, NAMESPACES),
        Filter::Answer { writes } => answer(&mut code, writes),
    }
    code.push(give(ALLOW));
    code
}

fn answer(code: &mut Vec<sock_filter>, writes: bool) {
    // Threads are fine, processes are not.
    allow_if(
        code,
        libc::SYS_clone,
        0,
        libc::BPF_JSET,
        libc::CLONE_THREAD as u32,
    );
    for command in SIGNALS_OF_FILES {
        refuse_if(code, libc::SYS_fcntl, 1, libc::BPF_JEQ, command);
    }
    for request in SIGNAL_REQUESTS {
        refuse_if(code, libc::SYS_ioctl, 1, libc::BPF_JEQ, request);
    }
    // To the other end, not to an address.
    allow_if(code, libc::SYS_sendto, 4, libc::BPF_JEQ, 0);
    refuse(code, IN_ANSWERS, NOT_PERMITTED);
    refuse(code, IN_ANSWERS_OLD, NOT_PERMITTED);
    if !writes {
        for &(call, flags) in OPENING {
            refuse_if(code, call, flags, libc::BPF_JSET, WRITING);
        }
        refuse(code, WRITING_FILES, NOT_PERMITTED);
    }
}

fn refuse(code: &mut Vec<sock_filter>, calls: &[c_long], result: u32) {
    for &call in calls {
        code.extend([jump(libc::BPF_JEQ, call as u32, 0, 1), give(result)]);
    }
}

/// Allows a call where an argument passes `test`, else refuses it.
fn allow_if(code: &mut Vec<sock_filter>, call: c_long, argument: usize, test: u32, value: u32) {
    decide(code, call, argument, test, value, [ALLOW, NOT_PERMITTED]);
}

/// Refuses a call where an argument passes `test`, and lets others decide on the rest.
fn refuse_if(code: &mut Vec<sock_filter>, call: c_long, argument: usize, test: u32, value: u32) {
    code.extend([
        jump(libc::BPF_JEQ, call as u32, 0, 4),
        load(ARGUMENTS[argument]),
        jump(test, value, 0, 1),
        give(NOT_PERMITTED),
        load(NUMBER),
    ]);
}

fn decide(
    code: &mut Vec<sock_filter>,
    call: c_long,
    argument: usize,
    test: u32,
    value: u32,
    [passed, failed]: [u32; 2],
) {
    code.extend([
        jump(libc::BPF_JEQ, call as u32, 0, 4),
        load(ARGUMENTS[argument]),
        jump(test, value, 0, 1),
        give(passed),
        give(failed),
    ]);
}

fn load(offset: u32) -> sock_filter {
    instruction(libc::BPF_LD | libc::BPF_W | libc::BPF_ABS, 0, 0, offset)
}

fn jump(test: u32, value: u32, jt: u8, jf: u8) -> sock_filter {
    instruction(libc::BPF_JMP | test | libc::BPF_K, jt, jf, value)
}

fn give(result: u32) -> sock_filter {
    instruction(libc::BPF_RET | libc::BPF_K, 0, 0, result)
}

fn instruction(code: u32, jt: u8, jf: u8, k: u32) -> sock_filter {
    sock_filter {
        code: code as u16,
        jt,
        jf,
        k,
    }
}

#[cfg(test)]
mod tests;

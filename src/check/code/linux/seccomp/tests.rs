use super::*;

/// What `filter` says to a call, by carrying the program out.
fn verdict(filter: Filter, call: c_long, arguments: [u32; 5]) -> u32 {
    let code = program(filter);
    let (mut at, mut loaded) = (0, 0);
    loop {
        let i = code[at];
        let kind = u32::from(i.code);
        at += 1;
        if kind == libc::BPF_RET | libc::BPF_K {
            return i.k;
        } else if kind == libc::BPF_LD | libc::BPF_W | libc::BPF_ABS {
            loaded = match i.k {
                NUMBER => call as u32,
                ARCHITECTURE => OURS,
                offset => arguments[(offset as usize - 16) / 8],
            };
        } else {
            let held = if kind == libc::BPF_JMP | libc::BPF_JEQ | libc::BPF_K {
                loaded == i.k
            } else if kind == libc::BPF_JMP | libc::BPF_JGT | libc::BPF_K {
                loaded > i.k
            } else {
                loaded & i.k != 0
            };
            at += usize::from(if held { i.jt } else { i.jf });
        }
    }
}

const WRITES: Filter = Filter::Answer { writes: true };
const READS: Filter = Filter::Answer { writes: false };

#[test]
fn each_filter_says_what_it_should() {
    let fork = [libc::SIGCHLD as u32, 0, 0, 0, 0];
    let thread = [libc::CLONE_THREAD as u32, 0, 0, 0, 0];
    let new_user = [(libc::CLONE_NEWUSER | libc::SIGCHLD) as u32, 0, 0, 0, 0];
    let unix = [libc::AF_UNIX as u32, 0, 0, 0, 0];
    let inet = [libc::AF_INET as u32, 0, 0, 0, 0];
    let creating = [0, 0, (libc::O_CREAT | libc::O_WRONLY) as u32, 0, 0];
    let none = [0; 5];
    let no = NOT_PERMITTED;
    // Call, arguments, and what lanes, writing answers and reading ones are told.
    for (call, arguments, said) in [
        (libc::SYS_read, none, [ALLOW, ALLOW, ALLOW]),
        (libc::SYS_clone, fork, [ALLOW, no, no]),
        (libc::SYS_clone, thread, [ALLOW, ALLOW, ALLOW]),
        (libc::SYS_clone, new_user, [no, no, no]),
        (libc::SYS_clone3, none, [NOT_THERE; 3]),
        (libc::SYS_kill, none, [ALLOW, no, no]),
        (libc::SYS_execve, none, [ALLOW, no, no]),
        (libc::SYS_socketpair, unix, [ALLOW, ALLOW, ALLOW]),
        (libc::SYS_socketpair, inet, [no, no, no]),
        (libc::SYS_socket, unix, [no, no, no]),
        (libc::SYS_sendto, none, [ALLOW, ALLOW, ALLOW]),
        (libc::SYS_sendto, [0, 0, 0, 0, 1], [ALLOW, no, no]),
        (libc::SYS_prlimit64, none, [ALLOW, ALLOW, ALLOW]),
        (libc::SYS_prlimit64, [1, 0, 0, 0, 0], [no, no, no]),
        (libc::SYS_ioctl, [0, 0x5412, 0, 0, 0], [no, no, no]),
        (libc::SYS_ioctl, [0, 0x5413, 0, 0, 0], [ALLOW, ALLOW, ALLOW]),
        (libc::SYS_openat, creating, [ALLOW, ALLOW, no]),
        (libc::SYS_openat, none, [ALLOW, ALLOW, ALLOW]),
        (libc::SYS_unlinkat, none, [ALLOW, ALLOW, no]),
        (libc::SYS_ptrace, none, [no, no, no]),
        (libc::SYS_mount, none, [no, no, no]),
        (NEWEST + 1, none, [NOT_THERE; 3]),
    ] {
        let filters = [Filter::Lane, WRITES, READS];
        let given = filters.map(|filter| verdict(filter, call, arguments));
        assert_eq!(given, said, "call {call} with {arguments:?}");
    }
}

#[test]
fn filters_fit_into_the_kernel() {
    for filter in [Filter::Lane, WRITES, READS] {
        let n = program(filter).len();
        assert!(n < 4096, "{n}");
        assert_eq!(bytes(filter).len(), 8 * n);
    }
}

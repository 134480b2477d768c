//! What a confined process may ask of the kernel (Linux).
//!
//! A filter on system calls refuses whatever reaches other processes, the
//! network, or the contents of the file system. It needs no privileges and no
//! namespaces, which many machines do not grant. It refuses a list of calls
//! rather than allowing one: what a Python needs changes with every version.
//! Calls newer than the list are refused as well.

use libc::{c_long, sock_filter};

/// `struct seccomp_data`: the number of the call, the architecture, and the
/// first three arguments (their lower halves; both targets are little-endian).
const NUMBER: u32 = 0;
const ARCHITECTURE: u32 = 4;
const ARGUMENTS: [u32; 3] = [16, 24, 32];

#[cfg(target_arch = "x86_64")]
const OURS: u32 = 0xc000_003e;
#[cfg(target_arch = "aarch64")]
const OURS: u32 = 0xc000_00b7;

/// The newest call in the list below is `mseal`; later ones are unknown to us.
const NEWEST: c_long = 462;

const ALLOW: u32 = libc::SECCOMP_RET_ALLOW;
const KILL: u32 = libc::SECCOMP_RET_KILL_PROCESS;
const NOT_PERMITTED: u32 = libc::SECCOMP_RET_ERRNO | libc::EPERM as u32;
/// Makes the C library fall back to an older call that can be looked into.
const NOT_THERE: u32 = libc::SECCOMP_RET_ERRNO | libc::ENOSYS as u32;

/// Flags that open a file for anything but reading.
const WRITING: u32 =
    (libc::O_WRONLY | libc::O_RDWR | libc::O_CREAT | libc::O_TRUNC | libc::O_APPEND) as u32;

/// The filter, as the kernel takes it.
#[cfg(any(target_arch = "x86_64", target_arch = "aarch64"))]
pub(super) fn filter() -> Vec<sock_filter> {
    let mut code = vec![
        load(ARCHITECTURE),
        jump(libc::BPF_JEQ, OURS, 1, 0),
        give(KILL),
        load(NUMBER),
    ];
    // Also the calls of the x32 form, whose numbers are far above.
    code.extend([jump(libc::BPF_JGT, NEWEST as u32, 0, 1), give(NOT_THERE)]);
    for call in ABSENT {
        code.extend(when(*call, &[give(NOT_THERE)]));
    }
    // Threads are fine, processes are not.
    code.extend(when(
        libc::SYS_clone,
        &[
            load(ARGUMENTS[0]),
            jump(libc::BPF_JSET, libc::CLONE_THREAD as u32, 0, 1),
            give(ALLOW),
            give(NOT_PERMITTED),
        ],
    ));
    // Its own limits only.
    code.extend(when(
        libc::SYS_prlimit64,
        &[
            load(ARGUMENTS[0]),
            jump(libc::BPF_JEQ, 0, 0, 1),
            give(ALLOW),
            give(NOT_PERMITTED),
        ],
    ));
    for &(call, flags) in OPENING {
        code.extend(when(
            call,
            &[
                load(ARGUMENTS[flags]),
                jump(libc::BPF_JSET, WRITING, 1, 0),
                give(ALLOW),
                give(NOT_PERMITTED),
            ],
        ));
    }
    for call in REFUSED.iter().chain(REFUSED_OLD) {
        code.extend(when(*call, &[give(NOT_PERMITTED)]));
    }
    code.push(give(ALLOW));
    code
}

/// No filter: the canary will report what programs can do.
#[cfg(not(any(target_arch = "x86_64", target_arch = "aarch64")))]
pub(super) fn filter() -> Vec<sock_filter> {
    Vec::new()
}

/// Gives up privileges and installs the filter. Runs in the child before it
/// becomes the interpreter: system calls only. Failures are not reported; the
/// canary finds out what holds.
#[expect(
    unsafe_code,
    reason = "direct system calls; the standard library has none of them"
)]
pub(super) fn drop_powers(filter: &[sock_filter]) {
    // The kernel takes all arguments as long; C passes them on as they are.
    const NONE: libc::c_ulong = 0;
    const ONE: libc::c_ulong = 1;
    let program = libc::sock_fprog {
        len: filter.len() as u16,
        filter: filter.as_ptr().cast_mut(),
    };
    // SAFETY: system calls without pointers, except for the last one, which
    // reads the filter through pointers that live through the call.
    unsafe {
        // What libraries opened without the flag must not be inherited.
        libc::syscall(
            libc::SYS_close_range,
            3,
            libc::c_uint::MAX,
            libc::CLOSE_RANGE_CLOEXEC,
        );
        libc::prctl(libc::PR_SET_PDEATHSIG, libc::SIGKILL as libc::c_ulong);
        // Root without capabilities, after the next exec. No effect for others.
        for capability in NONE..64 {
            libc::prctl(libc::PR_CAPBSET_DROP, capability, NONE, NONE, NONE);
        }
        libc::prctl(libc::PR_SET_NO_NEW_PRIVS, ONE, NONE, NONE, NONE);
        if !filter.is_empty() {
            libc::prctl(
                libc::PR_SET_SECCOMP,
                libc::c_ulong::from(libc::SECCOMP_MODE_FILTER),
                &raw const program,
            );
        }
    }
}

fn when(call: c_long, then: &[sock_filter]) -> Vec<sock_filter> {
    // What follows never falls through, so that the number stays loaded where
    // it is needed.
    let mut code = vec![jump(libc::BPF_JEQ, call as u32, 0, then.len() as u8)];
    code.extend_from_slice(then);
    code
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

/// Calls whose arguments cannot be looked into; there are older ones that can.
const ABSENT: &[c_long] = &[libc::SYS_clone3, libc::SYS_openat2];

/// Calls that open files, and which argument holds the flags.
#[cfg(target_arch = "x86_64")]
const OPENING: &[(c_long, usize)] = &[(libc::SYS_open, 1), (libc::SYS_openat, 2)];
#[cfg(not(target_arch = "x86_64"))]
const OPENING: &[(c_long, usize)] = &[(libc::SYS_openat, 2)];

/// Refused on every architecture.
const REFUSED: &[c_long] = &[
    // Network.
    libc::SYS_socket,
    libc::SYS_socketpair,
    libc::SYS_connect,
    libc::SYS_bind,
    libc::SYS_listen,
    libc::SYS_accept,
    libc::SYS_accept4,
    libc::SYS_sendto,
    libc::SYS_sendmsg,
    libc::SYS_sendmmsg,
    // Other processes.
    libc::SYS_kill,
    libc::SYS_tkill,
    libc::SYS_tgkill,
    libc::SYS_rt_sigqueueinfo,
    libc::SYS_rt_tgsigqueueinfo,
    libc::SYS_pidfd_open,
    libc::SYS_pidfd_getfd,
    libc::SYS_pidfd_send_signal,
    libc::SYS_ptrace,
    libc::SYS_process_vm_readv,
    libc::SYS_process_vm_writev,
    libc::SYS_process_madvise,
    libc::SYS_kcmp,
    libc::SYS_setpriority,
    libc::SYS_ioprio_set,
    libc::SYS_sched_setaffinity,
    libc::SYS_sched_setattr,
    libc::SYS_sched_setparam,
    libc::SYS_sched_setscheduler,
    libc::SYS_migrate_pages,
    libc::SYS_move_pages,
    libc::SYS_execveat,
    // Files.
    libc::SYS_mkdirat,
    libc::SYS_mknodat,
    libc::SYS_unlinkat,
    libc::SYS_linkat,
    libc::SYS_symlinkat,
    libc::SYS_renameat2,
    libc::SYS_truncate,
    libc::SYS_fchmod,
    libc::SYS_fchmodat,
    FCHMODAT2,
    libc::SYS_fchown,
    libc::SYS_fchownat,
    libc::SYS_utimensat,
    libc::SYS_setxattr,
    libc::SYS_lsetxattr,
    libc::SYS_fsetxattr,
    libc::SYS_removexattr,
    libc::SYS_lremovexattr,
    libc::SYS_fremovexattr,
    libc::SYS_fallocate,
    libc::SYS_memfd_create,
    libc::SYS_memfd_secret,
    libc::SYS_name_to_handle_at,
    libc::SYS_open_by_handle_at,
    libc::SYS_flock,
    // What outlives the process.
    libc::SYS_shmget,
    libc::SYS_shmat,
    libc::SYS_shmctl,
    libc::SYS_msgget,
    libc::SYS_msgsnd,
    libc::SYS_msgctl,
    libc::SYS_semget,
    libc::SYS_semctl,
    libc::SYS_mq_open,
    libc::SYS_mq_unlink,
    libc::SYS_add_key,
    libc::SYS_request_key,
    libc::SYS_keyctl,
    // The system.
    libc::SYS_mount,
    libc::SYS_umount2,
    libc::SYS_mount_setattr,
    libc::SYS_move_mount,
    libc::SYS_open_tree,
    libc::SYS_fsopen,
    libc::SYS_fsmount,
    libc::SYS_fsconfig,
    libc::SYS_fspick,
    libc::SYS_pivot_root,
    libc::SYS_chroot,
    libc::SYS_unshare,
    libc::SYS_setns,
    libc::SYS_swapon,
    libc::SYS_swapoff,
    libc::SYS_reboot,
    libc::SYS_kexec_load,
    libc::SYS_init_module,
    libc::SYS_finit_module,
    libc::SYS_delete_module,
    libc::SYS_acct,
    libc::SYS_syslog,
    libc::SYS_sethostname,
    libc::SYS_setdomainname,
    libc::SYS_settimeofday,
    libc::SYS_clock_settime,
    libc::SYS_clock_adjtime,
    libc::SYS_adjtimex,
    libc::SYS_quotactl,
    libc::SYS_bpf,
    libc::SYS_perf_event_open,
    libc::SYS_userfaultfd,
    libc::SYS_fanotify_init,
    libc::SYS_io_uring_setup,
    libc::SYS_io_uring_enter,
    libc::SYS_io_uring_register,
    libc::SYS_io_setup,
    libc::SYS_io_submit,
    libc::SYS_vhangup,
    libc::SYS_personality,
];

/// Older calls that newer architectures never had.
#[cfg(target_arch = "x86_64")]
const REFUSED_OLD: &[c_long] = &[
    libc::SYS_fork,
    libc::SYS_vfork,
    libc::SYS_creat,
    libc::SYS_mkdir,
    libc::SYS_rmdir,
    libc::SYS_mknod,
    libc::SYS_unlink,
    libc::SYS_link,
    libc::SYS_symlink,
    libc::SYS_rename,
    libc::SYS_renameat,
    libc::SYS_chmod,
    libc::SYS_chown,
    libc::SYS_lchown,
    libc::SYS_utime,
    libc::SYS_utimes,
    libc::SYS_futimesat,
    libc::SYS_iopl,
    libc::SYS_ioperm,
    libc::SYS_modify_ldt,
    libc::SYS_kexec_file_load,
];
#[cfg(not(target_arch = "x86_64"))]
const REFUSED_OLD: &[c_long] = &[RENAMEAT];

/// The same number everywhere; not every version of the `libc` crate has it.
const FCHMODAT2: c_long = 452;
/// The number on aarch64, where the `libc` crate leaves it out.
#[cfg(not(target_arch = "x86_64"))]
const RENAMEAT: c_long = 38;

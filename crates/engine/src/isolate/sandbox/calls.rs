//! Calls to the system that a pack needs, by seccomp: computing, memory, and the pipes that are open already.
//!
//! Three filters, of which the kernel obeys the strictest. What no pack does by accident, and would harm the user or the
//! host, ends the process, so that it is seen. All else that is not on a short list fails, as on a system that does not
//! know it. Once the pack is loaded, opening a file fails too, and so does looking at one by its path.

use std::collections::BTreeMap;
use std::env::consts::ARCH;

use libc::{c_int, c_long};
use seccompiler::{
    BackendError, BpfProgram, SeccompAction, SeccompCmpArgLen, SeccompCmpOp, SeccompCondition, SeccompFilter,
    SeccompRule, apply_filter_all_threads,
};

/// What a process that only computes is let do, on any architecture.
const NEEDED: &[c_long] = &[
    libc::SYS_brk,
    libc::SYS_clock_getres,
    libc::SYS_clock_gettime,
    libc::SYS_clock_nanosleep,
    libc::SYS_close,
    libc::SYS_exit,
    libc::SYS_exit_group,
    libc::SYS_fstat,
    libc::SYS_futex,
    libc::SYS_getcpu,
    libc::SYS_getegid,
    libc::SYS_geteuid,
    libc::SYS_getgid,
    libc::SYS_getpid,
    libc::SYS_getppid,
    libc::SYS_getrandom,
    libc::SYS_getrusage,
    libc::SYS_gettid,
    libc::SYS_gettimeofday,
    libc::SYS_getuid,
    libc::SYS_lseek,
    libc::SYS_madvise,
    libc::SYS_membarrier,
    libc::SYS_mmap,
    libc::SYS_mprotect,
    libc::SYS_mremap,
    libc::SYS_munmap,
    libc::SYS_nanosleep,
    libc::SYS_newfstatat,
    libc::SYS_ppoll,
    libc::SYS_pread64,
    libc::SYS_read,
    libc::SYS_readv,
    libc::SYS_restart_syscall,
    libc::SYS_rt_sigaction,
    libc::SYS_rt_sigprocmask,
    libc::SYS_rt_sigreturn,
    libc::SYS_sched_getaffinity,
    libc::SYS_sched_yield,
    libc::SYS_set_robust_list,
    libc::SYS_sigaltstack,
    libc::SYS_sysinfo,
    libc::SYS_uname,
    libc::SYS_write,
    libc::SYS_writev,
];

#[cfg(target_arch = "x86_64")]
const NEEDED_HERE: &[c_long] = &[libc::SYS_arch_prctl, libc::SYS_poll, libc::SYS_time];
#[cfg(not(target_arch = "x86_64"))]
const NEEDED_HERE: &[c_long] = &[];

/// What ends the process, whatever its arguments: new processes and threads, the network, other processes, and changes
/// to files.
const HARMFUL: &[c_long] = &[
    libc::SYS_clone,
    libc::SYS_clone3,
    libc::SYS_execve,
    libc::SYS_execveat,
    libc::SYS_socket,
    libc::SYS_socketpair,
    libc::SYS_kill,
    libc::SYS_tkill,
    libc::SYS_rt_sigqueueinfo,
    libc::SYS_rt_tgsigqueueinfo,
    libc::SYS_pidfd_open,
    libc::SYS_pidfd_send_signal,
    libc::SYS_ptrace,
    libc::SYS_process_vm_readv,
    libc::SYS_process_vm_writev,
    libc::SYS_fchmodat,
    libc::SYS_fchownat,
    libc::SYS_linkat,
    libc::SYS_mkdirat,
    libc::SYS_mknodat,
    libc::SYS_mount,
    libc::SYS_renameat2,
    libc::SYS_symlinkat,
    libc::SYS_truncate,
    libc::SYS_unlinkat,
    libc::SYS_utimensat,
];

#[cfg(target_arch = "x86_64")]
const HARMFUL_HERE: &[c_long] = &[
    libc::SYS_chmod,
    libc::SYS_chown,
    libc::SYS_creat,
    libc::SYS_fork,
    libc::SYS_lchown,
    libc::SYS_link,
    libc::SYS_mkdir,
    libc::SYS_mknod,
    libc::SYS_rename,
    libc::SYS_renameat,
    libc::SYS_rmdir,
    libc::SYS_symlink,
    libc::SYS_unlink,
    libc::SYS_vfork,
];
#[cfg(not(target_arch = "x86_64"))]
const HARMFUL_HERE: &[c_long] = &[];

/// The calls that open a file, with the place of their flags among the arguments.
#[cfg(target_arch = "x86_64")]
const OPENING: &[(c_long, u8)] = &[(libc::SYS_openat, 2), (libc::SYS_open, 1)];
#[cfg(not(target_arch = "x86_64"))]
const OPENING: &[(c_long, u8)] = &[(libc::SYS_openat, 2)];

/// Flags of a file that is to be written to.
const WRITING: [c_int; 4] = [libc::O_WRONLY, libc::O_RDWR, libc::O_CREAT, libc::O_TRUNC];

pub(super) fn forbid() -> bool {
    // A kernel without filters refuses the first; one that knows them knows ending a process since 4.14.
    let forbidden = harmful().and_then(|harmful| Ok((harmful, all_but_needed()?)));
    forbidden.is_ok_and(|(harmful, other)| {
        apply_filter_all_threads(&harmful).is_ok() && apply_filter_all_threads(&other).is_ok()
    })
}

/// Takes away opening files and looking at them by their paths. Loading a library needs both.
pub(super) fn forbid_files() -> bool {
    let calls = OPENING.iter().map(|&(call, _)| call).chain([libc::SYS_newfstatat]);
    let rules = calls.map(|call| (call, Vec::new())).collect();
    let program = filter(rules, SeccompAction::Allow, SeccompAction::Errno(libc::EACCES as u32));
    program.is_ok_and(|program| apply_filter_all_threads(&program).is_ok())
}

fn harmful() -> Result<BpfProgram, BackendError> {
    let calls = HARMFUL.iter().chain(HARMFUL_HERE);
    let mut rules: Rules = calls.map(|&call| (call, Vec::new())).collect();
    for &(call, flags) in OPENING {
        let writing = WRITING.map(|flag| when(flags, SeccompCmpOp::MaskedEq(flag as u64), flag as u64));
        rules.insert(call, writing.into_iter().collect::<Result<_, _>>()?);
    }
    // `abort` sends its signal by this call.
    let self_only = when(0, SeccompCmpOp::Ne, u64::from(std::process::id()))?;
    rules.insert(libc::SYS_tgkill, vec![self_only]);
    filter(rules, SeccompAction::Allow, SeccompAction::KillProcess)
}

fn all_but_needed() -> Result<BpfProgram, BackendError> {
    let calls = NEEDED.iter().chain(NEEDED_HERE).chain([&libc::SYS_tgkill]);
    let mut rules: Rules = calls.map(|&call| (call, Vec::new())).collect();
    for &(call, _) in OPENING {
        rules.insert(call, Vec::new());
    }
    // To look at descriptors; to have signals sent to others is among the rest.
    let looking = [libc::F_GETFD, libc::F_SETFD, libc::F_GETFL];
    let looking = looking.map(|command| when(1, SeccompCmpOp::Eq, command as u64));
    rules.insert(libc::SYS_fcntl, looking.into_iter().collect::<Result<_, _>>()?);
    // To have still less: the third filter, and no core file.
    let less = [libc::PR_SET_NO_NEW_PRIVS, libc::PR_SET_DUMPABLE];
    let less = less.map(|what| when(0, SeccompCmpOp::Eq, what as u64));
    rules.insert(libc::SYS_prctl, less.into_iter().collect::<Result<_, _>>()?);
    let adding = when(0, SeccompCmpOp::Eq, u64::from(libc::SECCOMP_SET_MODE_FILTER))?;
    rules.insert(libc::SYS_seccomp, vec![adding]);
    // To look at one's own limits; root could lift them.
    let conditions = [(0, SeccompCmpArgLen::Dword), (2, SeccompCmpArgLen::Qword)]
        .map(|(argument, size)| SeccompCondition::new(argument, size, SeccompCmpOp::Eq, 0));
    let own = SeccompRule::new(conditions.into_iter().collect::<Result<_, _>>()?)?;
    rules.insert(libc::SYS_prlimit64, vec![own]);
    filter(rules, SeccompAction::Errno(libc::EPERM as u32), SeccompAction::Allow)
}

type Rules = BTreeMap<c_long, Vec<SeccompRule>>;

/// Holds where an argument of a call, 32 bits of it, compares so.
fn when(argument: u8, comparison: SeccompCmpOp, value: u64) -> Result<SeccompRule, BackendError> {
    SeccompRule::new(vec![SeccompCondition::new(argument, SeccompCmpArgLen::Dword, comparison, value)?])
}

fn filter(
    rules: Rules,
    otherwise: SeccompAction,
    matching: SeccompAction,
) -> Result<BpfProgram, BackendError> {
    SeccompFilter::new(rules, otherwise, matching, ARCH.try_into()?)?.try_into()
}

//! What a worker takes away from itself before it runs anything of a pack: files, the network, other processes, memory.
//!
//! How much of that there is depends on the system; what is lacking is told to the host, which tells the user.

use serde::{Deserialize, Serialize};

/// What a worker's system could be made to enforce.
#[derive(Debug, Default, Clone, Copy, PartialEq, Eq, Serialize, Deserialize)]
pub struct Enforced {
    /// No file opened for writing; none opened or looked at by its path once the pack is loaded; no network, no new process or thread, no
    /// signal to others.
    pub seccomp: bool,
    /// While the pack is loaded, no file but the system's libraries.
    pub landlock: bool,
    /// A limit of memory.
    pub memory: bool,
}

impl Enforced {
    /// What isolation does not keep away here, in a Chinese sentence; `None` where all is enforced.
    pub fn lacking(self) -> Option<String> {
        let memory = if self.memory { "" } else { "；也没有内存上限" };
        let (without, but) = match (self.seccomp, self.landlock) {
            (true, true) if self.memory => return None,
            (true, true) => ("内存上限", "占用多少内存由它，其余限制照常"),
            (true, false) => ("landlock", "载入的时候它能读文件，其余限制照常"),
            (false, true) => ("seccomp", "它不能读写文件，但能起新的进程、用 UDP 联网"),
            (false, false) => (
                "seccomp 和 landlock",
                "读写文件、联网、起新的进程、结束别的进程都拦不住，只防崩溃和超时；信不过的规则包不要在本机运行",
            ),
        };
        let memory = if self.seccomp && self.landlock { "" } else { memory };
        Some(format!("本机的系统没有 {without}，隔离运行的规则包不能完全限制：{but}{memory}"))
    }
}

#[cfg(all(
    target_os = "linux",
    any(target_arch = "x86_64", target_arch = "aarch64", target_arch = "riscv64")
))]
mod calls;
#[cfg(target_os = "linux")]
mod landlocked;
#[cfg(unix)]
mod limits;

/// Takes files away from the calling thread and those that it starts, but for the libraries that a library needs.
pub(super) fn hide_files() -> bool {
    #[cfg(target_os = "linux")]
    return landlocked::hide_files();
    #[cfg(not(target_os = "linux"))]
    false
}

/// Limits what the process can take; `memory` in bytes. After the last thread is started.
pub(super) fn limit(memory: u64) -> bool {
    #[cfg(unix)]
    return limits::set(memory);
    #[cfg(not(unix))]
    {
        let _ = memory;
        false
    }
}

/// Takes all but a few calls to the system away from every thread of the process.
pub(super) fn forbid_calls() -> bool {
    #[cfg(all(
        target_os = "linux",
        any(target_arch = "x86_64", target_arch = "aarch64", target_arch = "riscv64")
    ))]
    return calls::forbid();
    #[cfg(not(all(
        target_os = "linux",
        any(target_arch = "x86_64", target_arch = "aarch64", target_arch = "riscv64")
    )))]
    false
}

/// Takes opening files away as well, now that the pack is loaded.
pub(super) fn forbid_files() -> bool {
    #[cfg(all(
        target_os = "linux",
        any(target_arch = "x86_64", target_arch = "aarch64", target_arch = "riscv64")
    ))]
    return calls::forbid_files();
    #[cfg(not(all(
        target_os = "linux",
        any(target_arch = "x86_64", target_arch = "aarch64", target_arch = "riscv64")
    )))]
    false
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn what_is_lacking_is_said() {
        let all = Enforced { seccomp: true, landlock: true, memory: true };
        assert_eq!(all.lacking(), None);
        let without = |change: fn(&mut Enforced)| {
            let mut enforced = all;
            change(&mut enforced);
            enforced.lacking().unwrap()
        };
        let said = without(|enforced| enforced.landlock = false);
        assert_eq!(
            said,
            "本机的系统没有 landlock，隔离运行的规则包不能完全限制：载入的时候它能读文件，其余限制照常"
        );
        assert!(without(|enforced| enforced.seccomp = false).contains("没有 seccomp，"));
        assert!(without(|enforced| enforced.memory = false).contains("没有 内存上限，"));
        let said = Enforced::default().lacking().unwrap();
        assert!(said.contains("seccomp 和 landlock") && said.ends_with("也没有内存上限"), "{said}");
    }
}

//! What a worker takes away from itself before it runs anything of a pack: files, the network, other processes, memory.
//!
//! How much of that there is depends on the system; what is lacking is told to the host, which tells the user.

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

//! Limits of resources, on every Unix.

use rustix::process::{Resource, Rlimit, setrlimit};

/// Open files: a few pipes, and those that loading a library opens one after the other.
const FILES: u64 = 64;

pub(super) fn set(memory: u64) -> bool {
    let most = |limit| Rlimit { current: Some(limit), maximum: Some(limit) };
    // Each of these is one more lock on a door that has others, and no system lacks all of them.
    for (resource, limit) in [
        (Resource::Core, 0),
        // Files that are written to would grow; pipes do not.
        (Resource::Fsize, 0),
        (Resource::Nofile, FILES),
        // Counts the user's processes: none may be added. It does not hold for root.
        (Resource::Nproc, 0),
    ] {
        let _ = setrlimit(resource, most(limit));
    }
    setrlimit(Resource::As, most(memory)).is_ok()
}

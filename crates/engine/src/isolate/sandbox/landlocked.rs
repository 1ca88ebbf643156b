//! Files out of reach by Landlock, since Linux 5.13; the newer the kernel, the more: TCP, signals, sockets without names.

use landlock::{
    ABI, Access, AccessFs, AccessNet, Ruleset, RulesetAttr, RulesetCreatedAttr, RulesetError, RulesetStatus,
    Scope, path_beneath_rules,
};

/// Where systems keep the libraries that a pack's library may need.
const LIBRARIES: [&str; 9] = [
    "/lib",
    "/lib64",
    "/usr/lib",
    "/usr/lib64",
    "/usr/local/lib",
    "/usr/local/lib64",
    "/etc/ld.so.cache",
    "/nix/store",
    "/gnu/store",
];

/// Whether the kernel keeps to it, at least to what is known of files since the first version.
pub(super) fn hide_files() -> bool {
    apply().is_ok_and(|status| status != RulesetStatus::NotEnforced)
}

fn apply() -> Result<RulesetStatus, RulesetError> {
    // What the running kernel does not know of this is left out.
    const KNOWN: ABI = ABI::V7;
    let ruleset = Ruleset::default()
        .handle_access(AccessFs::from_all(KNOWN))?
        .handle_access(AccessNet::from_all(KNOWN))?
        .scope(Scope::from_all(KNOWN))?
        .create()?
        .add_rules(path_beneath_rules(LIBRARIES, AccessFs::from_read(KNOWN)))?;
    Ok(ruleset.restrict_self()?.ruleset)
}

//! The installation that this run works with, and the packs that are part of the binary.

use std::path::Path;

use gouji_core::boundary::PackTable;
use gouji_engine::{Home, Session, SetupError};
use gouji_released::RELEASED;

use crate::args::Global;
use crate::failure::Failure;

/// Opens the installation with one profile, or with all of them, and every pack that they need.
pub(crate) fn open(global: &Global, profile: Option<&str>) -> Result<Session, Failure> {
    Ok(Session::of(home(global)?)
        .profile(profile)
        .linked(&builtin())
        .isolation(global.isolate.isolation())
        .open()?)
}

/// Opens the installation with one profile; or with all of them, each of which is put together when a report needs it.
pub(crate) fn on_demand(global: &Global, profile: Option<&str>) -> Result<Session, Failure> {
    Ok(Session::of(home(global)?)
        .profile(profile)
        .linked(&builtin())
        .isolation(global.isolate.isolation())
        .on_demand()
        .open()?)
}

/// The installation, of which nothing has been read yet.
pub(crate) fn home(global: &Global) -> Result<Home, Failure> {
    let home = match &global.home {
        Some(root) => named(root),
        None => found(),
    }?;
    Ok(Home { released: &RELEASED, ..home })
}

/// Whether a pack of that name comes with the program.
pub(crate) fn is_released(id: &str) -> bool {
    RELEASED.pack(id).is_some()
}

fn named(root: &Path) -> Result<Home, Failure> {
    if root.join("rules").is_dir() {
        return Ok(Home::at(root));
    }
    Err(Failure::Usage(format!(
        "--home 指定的 {} 里没有 rules 文件夹，应为 gouji 的安装目录",
        root.display()
    )))
}

#[cfg(not(feature = "builtin-packs"))]
fn found() -> Result<Home, Failure> {
    Ok(Home::find().map_err(SetupError::from)?)
}

#[cfg(not(feature = "builtin-packs"))]
fn builtin() -> Vec<PackTable> {
    Vec::new()
}

/// The single file brings its rules along; what lies beside it is not taken for an installation by chance.
#[cfg(feature = "builtin-packs")]
fn found() -> Result<Home, Failure> {
    match std::env::var_os("GOUJI_HOME").is_some_and(|home| !home.is_empty()) {
        true => Ok(Home::find().map_err(SetupError::from)?),
        false => Ok(gouji_released::home()),
    }
}

#[cfg(feature = "builtin-packs")]
fn builtin() -> Vec<PackTable> {
    gouji_official::TABLES.to_vec()
}

//! A baseline from its file.

use std::io;
use std::path::{Path, PathBuf};

pub use gouji_check::baseline::*;
use gouji_check::position::Wrong;

use crate::input::io_sentence;
use crate::plain;

/// Why a file cannot be used as a baseline.
#[derive(Debug, thiserror::Error)]
pub enum BaselineError {
    #[error("无法读取基线文件 {}：{}", .path.display(), io_sentence(.cause))]
    Read { path: PathBuf, cause: io::Error },
    #[error(transparent)]
    Wrong(#[from] Wrong),
}

/// The baseline in a file.
pub fn read(path: &Path) -> Result<Baseline, BaselineError> {
    let text = plain::text(path).map_err(|cause| BaselineError::Read { path: path.to_owned(), cause })?;
    Ok(Baseline::parse(path, &text)?)
}

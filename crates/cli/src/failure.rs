//! Why a command ended without doing its work, and the exit status that goes with it.

use std::io;
use std::path::PathBuf;

use gouji_engine::SetupError;
use gouji_engine::parcel::ParcelError;
use gouji_engine::session::Blame;
use gouji_engine::sign::SignError;
use gouji_ledger::LedgerError;

#[derive(Debug, thiserror::Error)]
pub(crate) enum Failure {
    #[error(transparent)]
    Setup(#[from] SetupError),
    /// Something that the user has to say differently.
    #[error("{0}")]
    Usage(String),
    #[error("无法读取 {}：{why}", .path.display())]
    Unreadable { path: PathBuf, why: String },
    #[error("没能编译规则包 {}：{why}", .path.display())]
    NotBuilt { path: PathBuf, why: String },
    #[error(transparent)]
    Sign(#[from] SignError),
    #[error(transparent)]
    Parcel(Box<ParcelError>),
    #[error(transparent)]
    Ledger(#[from] LedgerError),
    /// A pack took the process that examined it down, or kept it.
    #[error("{0}")]
    PackEnded(String),
    /// Before anything was checked.
    #[error("无法建立 {name}：{}", reason(.cause))]
    Create { name: String, cause: io::Error },
    #[error("无法写入 {name}：{}", reason(.cause))]
    Write { name: String, cause: io::Error },
}

impl From<ParcelError> for Failure {
    fn from(error: ParcelError) -> Self {
        Self::Parcel(Box::new(error))
    }
}

impl Failure {
    pub(crate) fn exit_code(&self) -> u8 {
        match self {
            Self::Setup(error) => match error.blame() {
                Blame::Asked => 2,
                Blame::Installed => 3,
            },
            Self::Ledger(error) => error.exit_code(),
            Self::Sign(SignError::Load(_) | SignError::Write { .. } | SignError::Failed(_)) => 3,
            Self::Parcel(error) => match **error {
                ParcelError::Sign(SignError::Load(_) | SignError::Write { .. } | SignError::Failed(_)) => 3,
                ParcelError::Sign(_) => 2,
                _ => 3,
            },
            Self::Usage(_) | Self::Create { .. } | Self::Sign(_) => 2,
            Self::Unreadable { .. } | Self::NotBuilt { .. } | Self::PackEnded(_) | Self::Write { .. } => 3,
        }
    }

    pub(crate) fn is_broken_pipe(&self) -> bool {
        matches!(self, Self::Write { cause, .. } if cause.kind() == io::ErrorKind::BrokenPipe)
    }
}

/// What an error of the file system means to a user.
fn reason(cause: &io::Error) -> String {
    match cause.kind() {
        io::ErrorKind::NotFound => "文件夹不存在".to_owned(),
        io::ErrorKind::PermissionDenied | io::ErrorKind::ReadOnlyFilesystem => "没有写入权限".to_owned(),
        io::ErrorKind::IsADirectory => "这是文件夹，不是文件".to_owned(),
        io::ErrorKind::StorageFull | io::ErrorKind::QuotaExceeded => "磁盘空间不足".to_owned(),
        _ => cause.to_string(),
    }
}

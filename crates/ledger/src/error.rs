//! Why nothing came of it, in Chinese sentences, and the exit status that goes with them.

use std::path::{Path, PathBuf};

use rusqlite::ErrorCode;

#[derive(Debug, thiserror::Error)]
pub enum LedgerError {
    #[error("台账 {} 正被另一个 gouji 使用，请等它结束再运行", .0.display())]
    Locked(PathBuf),
    #[error("{} 不是台账（由 gouji check --ledger 建立），没有改动它", .0.display())]
    Foreign(PathBuf),
    #[error(
        "台账 {} 由较新的 gouji 写成（第 {found} 版，本程序只懂到第 {known} 版），没有改动它；请换用新版 gouji",
        .path.display()
    )]
    Newer { path: PathBuf, found: i64, known: i64 },
    #[error(
        "台账 {} 损坏了（{why}），没有改动它；请换回备份，或者换一个文件名从头检查",
        .path.display()
    )]
    Damaged { path: PathBuf, why: String },
    #[error("没有台账 {path}；用 gouji check <文件夹> --ledger {path} 建立", path = .0.display())]
    Missing(PathBuf),
    #[error("无法打开台账 {}：{why}", .path.display())]
    Open { path: PathBuf, why: String },
    #[error("无法写入台账 {}：{why}；已经写入的都还在", .path.display())]
    Write { path: PathBuf, why: String },
    /// Something that the user has to say differently.
    #[error("{0}")]
    Said(String),
}

impl LedgerError {
    /// 2 for what the user can put right before anything is done, 3 for what went wrong on the way.
    pub fn exit_code(&self) -> u8 {
        match self {
            Self::Damaged { .. } | Self::Write { .. } => 3,
            _ => 2,
        }
    }

    /// What SQLite says, in opening or at work.
    pub(crate) fn of(path: &Path, error: &rusqlite::Error, opening: bool) -> Self {
        let path = path.to_owned();
        let code = error.sqlite_error_code();
        match code {
            Some(ErrorCode::DatabaseBusy | ErrorCode::DatabaseLocked) => Self::Locked(path),
            Some(ErrorCode::NotADatabase) => Self::Foreign(path),
            Some(ErrorCode::DatabaseCorrupt) => Self::Damaged { path, why: "内容前后不一".to_owned() },
            _ if opening => Self::Open { path, why: reason(error) },
            _ => Self::Write { path, why: reason(error) },
        }
    }
}

fn reason(error: &rusqlite::Error) -> String {
    match error.sqlite_error_code() {
        Some(ErrorCode::CannotOpen) => "文件夹不存在，或没有权限".to_owned(),
        Some(ErrorCode::PermissionDenied | ErrorCode::ReadOnly) => "没有写入权限".to_owned(),
        Some(ErrorCode::DiskFull) => "磁盘空间不足".to_owned(),
        Some(ErrorCode::SystemIoFailure) => "磁盘读写失败".to_owned(),
        _ => error.to_string(),
    }
}

//! Copies of the files that were checked, with what was found as comments; everything else in them stays as it was.
//!
//! Pure: from bytes to bytes. What is written into a copy is decided by whoever calls.

mod docx;
mod fix;
mod package;
mod page;
mod parts;
mod xlsx;
mod xml;

pub use docx::docx;
pub use fix::{Fix, Fixed, fixed};
pub use package::{Package, PackageError};
pub use page::{Mark, Page, page};
pub use xlsx::xlsx;
pub use xml::escaped;

use gouji_core::verdict::Origin;
use gouji_reader::source::Unreadable;

/// What is to be said at a place of a file.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Comment {
    /// Where: what has no place stands at the beginning.
    pub origin: Origin,
    /// The paragraphs of the comment.
    pub lines: Vec<String>,
}

/// What is to stand in a cell instead.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct CellRepair {
    pub origin: Origin,
    /// What stands there; empty for a blank cell.
    pub replace: String,
    pub with: String,
}

/// Who comments.
const AUTHOR: &str = "勾稽";

/// Why there is no copy.
#[derive(Debug, thiserror::Error)]
pub enum AnnotateError {
    #[error(transparent)]
    Unreadable(#[from] Unreadable),
    #[error("文件已损坏（{0}）；请用 Word 或 WPS 打开另存一份后再批注")]
    Damaged(String),
    #[error("文档里没有可以批注的段落")]
    NoPlace,
    #[error("工作簿里没有可以批注的工作表")]
    NoSheet,
    #[error("没能写出副本（{0}）")]
    Write(String),
}

impl From<PackageError> for AnnotateError {
    fn from(error: PackageError) -> Self {
        match error {
            PackageError::Damaged(why) => Self::Damaged(why),
            PackageError::Write(why) => Self::Write(why),
        }
    }
}

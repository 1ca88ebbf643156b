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
use gouji_reader::document::Document;
use gouji_reader::read_document;
use gouji_reader::source::{Limits, Unreadable};

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
    #[error("文件已损坏（{0}）；请用 Word、Excel 或 WPS 打开另存一份后再批注")]
    Damaged(String),
    #[error("文档里没有可以批注的段落")]
    NoPlace,
    #[error("工作簿里没有可以批注的工作表")]
    NoSheet,
    /// The copy would say something else than the file.
    #[error("副本读出来与原来的文件不一样，没有写；请用 Word、Excel 或 WPS 打开另存一份后再批注")]
    Differs,
    #[error("没能写出副本（{0}）")]
    Write(String),
}

/// Whether a copy reads as the file does: what was not whole there is not whole here.
fn same(bytes: &[u8], copy: &[u8], limits: &Limits) -> Result<(), AnnotateError> {
    let (before, after) = match (read_document(bytes, limits), read_document(copy, limits)) {
        (Ok(before), Ok(after)) => (before, after),
        // Nothing can be read of either, for one reason.
        (Err(before), Err(after)) if before == after => return Ok(()),
        _ => return Err(AnnotateError::Differs),
    };
    let lost = |document: &Document| {
        let blocking = document.troubles.iter().filter(|trouble| trouble.blocking);
        blocking.map(|trouble| trouble.message.clone()).collect::<Vec<_>>()
    };
    let same = before.text == after.text && lost(&before) == lost(&after);
    if same { Ok(()) } else { Err(AnnotateError::Differs) }
}

impl From<PackageError> for AnnotateError {
    fn from(error: PackageError) -> Self {
        match error {
            PackageError::Damaged(why) => Self::Damaged(why),
            PackageError::Write(why) => Self::Write(why),
        }
    }
}

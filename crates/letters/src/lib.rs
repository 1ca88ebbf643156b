//! Letters of return (退回意见书): what a unit has to mend in its report, as a Word document from a template that the office
//! changes in WPS or Word.
//!
//! Reading order: [`Letter`] (what is said), [`Template`] (how it looks), [`letter::of`] (from the ledger's books to a letter).

pub mod letter;

mod blocks;
mod builtin;
mod excerpt;
mod fields;
mod names;
mod reread;
mod tables;
mod tags;
mod template;

pub use builtin::builtin;
pub use excerpt::TablePart;
pub use fields::listed as fields;
pub use letter::{Asked, Issue, Letter, Mended, Unread};
pub use names::Names;
pub use reread::seen;
pub use template::{Template, TemplateError};

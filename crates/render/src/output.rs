//! The formats that results of a check are written in: one interface, one list, one file for each format.
//!
//! An output is told how a run begins, of every report as soon as there is one, and how the run ends. It opens no files:
//! it writes to what it is handed, and keeps of the reports only what its end needs.

mod csv;
pub(crate) mod html;
mod json;
mod jsonl;
mod junit;
mod kept;
mod markdown;
mod sarif;
mod text;
mod xlsx;

use std::io::{self, Write};

use gouji_core::card::{Need, Severity};
use gouji_core::verdict::{Checked, Header, Notice, Summary};

pub use self::xlsx::{Review, Reviewed};

/// All formats, in the order in which help names them.
pub static FORMATS: [&Format; 9] = [
    &text::FORMAT,
    &json::FORMAT,
    &jsonl::FORMAT,
    &csv::FORMAT,
    &html::FORMAT,
    &xlsx::FORMAT,
    &markdown::FORMAT,
    &sarif::FORMAT,
    &junit::FORMAT,
];

/// A format of results.
#[derive(Debug)]
pub struct Format {
    /// As users name it.
    pub name: &'static str,
    /// What it is for, in a few Chinese words.
    pub about: &'static str,
    /// How the names of its files end, in lower case.
    pub extensions: &'static [&'static str],
    /// It is nothing for a terminal.
    pub binary: bool,
    /// It draws the tables: results have to carry them.
    pub tables: bool,
    /// Begins an output.
    pub new: fn(&Options) -> Box<dyn Output>,
}

impl Format {
    /// The format that users call so.
    pub fn named(name: &str) -> Option<&'static Self> {
        FORMATS.into_iter().find(|format| format.name == name)
    }

    /// The format of files whose names end so.
    pub fn of_extension(extension: &str) -> Option<&'static Self> {
        let extension = extension.to_ascii_lowercase();
        FORMATS.into_iter().find(|format| format.extensions.contains(&extension.as_str()))
    }
}

/// What is wanted of an output.
#[derive(Debug, Clone)]
pub struct Options {
    /// With colours, where it is for a terminal.
    pub color: bool,
    /// Findings below this are counted, not shown, where it is for people to read through.
    pub floor: Severity,
    /// One line a report.
    pub quiet: bool,
    /// Columns of the terminal: longer lines of the report are cut around what is pointed at.
    pub width: usize,
    /// The most findings that are shown of one report; what is left out is said.
    pub limit: usize,
    /// Findings that are waived or known are shown too, not only counted.
    pub waived: bool,
    /// There are more reports than fit on a screen: what they come to is shown in the end, and what is the same of all of
    /// them only there.
    pub many: bool,
    /// How the user of this face gives what is lacking, or sees what is left out; said after what is.
    pub hint: fn(Hint) -> Option<String>,
}

/// What a person may want to do about what an output says.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Hint {
    /// Give what rules need.
    Give(Need),
    /// See all findings of a report.
    All,
    /// See findings from this severity on.
    From(Severity),
    /// See what is waived or known.
    Waived,
}

impl Default for Options {
    fn default() -> Self {
        Self {
            color: false,
            floor: Severity::Warning,
            quiet: false,
            width: 120,
            limit: 50,
            waived: false,
            many: false,
            hint: |_| None,
        }
    }
}

/// A format at work: [`Output::begin`], [`Output::report`] as often as there are reports, [`Output::finish`].
///
/// What goes wrong is always what `out` said: nothing more can be written then.
pub trait Output {
    /// Writes what is known before the first report. The header's packs are not yet those that reports will need.
    ///
    /// # Errors
    /// What `out` says.
    fn begin(&mut self, header: &Header, out: &mut dyn Write) -> io::Result<()>;

    /// Writes one report, or keeps of it what is needed in the end.
    ///
    /// # Errors
    /// What `out` says.
    fn report(&mut self, checked: &Checked, out: &mut dyn Write) -> io::Result<()>;

    /// Writes the rest.
    ///
    /// # Errors
    /// What `out` says.
    fn finish(&mut self, end: &End, out: &mut dyn Write) -> io::Result<()>;
}

/// What is known when all reports are there.
#[derive(Debug, Clone, Copy)]
pub struct End<'a> {
    /// With the packs that the reports needed.
    pub header: &'a Header,
    /// What is to be said of the run itself: in every format.
    pub notices: &'a [Notice],
    pub summary: &'a Summary,
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn formats_are_told_apart() {
        for (at, format) in FORMATS.into_iter().enumerate() {
            assert!(std::ptr::eq(Format::named(format.name).unwrap(), format));
            for extension in format.extensions {
                assert!(std::ptr::eq(Format::of_extension(extension).unwrap(), format), "{extension}");
            }
            assert!(FORMATS[..at].iter().all(|other| other.name != format.name));
        }
        assert!(Format::named("").is_none() && Format::of_extension("exe").is_none());
        assert_eq!(Format::of_extension("JSON").unwrap().name, "json");
    }
}

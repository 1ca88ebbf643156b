//! One report with its document, and what of it can be put right without asking anybody.

use std::fs;
use std::ops::Range;
use std::path::PathBuf;

use gouji_core::card::{Certainty, Severity};
use gouji_core::finding::Repair;
use gouji_core::verdict::{At, Checked, Finding, Verdict};
use gouji_engine::{Input, manifest};
use gouji_reader::document::Document;
use gouji_reader::source::Limits;

use crate::failure::Failure;
use crate::subjects::Opened;

/// A file that was checked, as it is.
pub(crate) struct Subject {
    pub(crate) path: PathBuf,
    pub(crate) bytes: Vec<u8>,
    pub(crate) checked: Checked,
    pub(crate) document: Document,
}

impl Subject {
    /// Checks a file, and keeps what a copy of it needs.
    pub(crate) fn read(opened: &Opened, path: PathBuf) -> Result<Self, Failure> {
        let unreadable = |why: String| Failure::Unreadable { path: path.clone(), why };
        let bytes = fs::read(&path).map_err(|cause| unreadable(cause.to_string()))?;
        let checked = check(opened, &opened.inputs);
        opened.say_doubts();
        if checked.verdict == Verdict::Unreadable {
            let why = checked.trouble.first().map(|trouble| trouble.message.clone());
            return Err(unreadable(why.unwrap_or_default()));
        }
        if manifest::sha256(&bytes) != checked.sha256 {
            return Err(unreadable("检查的时候文件被改动了；请再运行一次".to_owned()));
        }
        let input = Input::File(path.clone());
        let (reading, _) = gouji_engine::read(&input, &Limits::default()).map_err(unreadable)?;
        Ok(Self { path, bytes, checked, document: reading.document })
    }
}

/// The one file that is meant.
pub(crate) fn only_file(opened: &Opened, why: &str) -> Result<PathBuf, Failure> {
    match opened.inputs.as_slice() {
        [Input::File(path)] => Ok(path.clone()),
        inputs => Err(Failure::Usage(format!("{why}，这里有 {} 个", inputs.len()))),
    }
}

/// What is said of the first of some inputs.
pub(crate) fn check(opened: &Opened, inputs: &[Input]) -> Checked {
    let mut answer = None;
    opened.session.check_all(inputs, opened.beside(None), 1, &mut |checked| answer = Some(checked));
    answer.expect("every input has its answer")
}

/// Findings of which it is certain what should stand there, and nothing else would do as well.
pub(crate) fn certain(checked: &Checked) -> impl Iterator<Item = (&Finding, &Repair)> {
    let certain = checked.findings.iter().filter(|finding| {
        finding.counts() && finding.certainty == Certainty::Certain && finding.alternatives.is_empty()
    });
    certain.filter_map(|finding| Some((finding, finding.repair.as_ref()?)))
}

/// How many findings of a severity count.
pub(crate) fn of(checked: &Checked, severity: Severity) -> usize {
    checked.findings.iter().filter(|finding| finding.counts() && finding.severity == severity).count()
}

/// Whether a file that was changed is better than it was: fewer errors, or as many and fewer warnings; and as much was
/// read, but that changes which nobody has accepted (`tracked`) hold a report up. A change that is only a part of what would
/// have to be changed makes nothing better.
pub(crate) fn is_better(opened: &Opened, before: &Checked, changed: &[u8], tracked: bool) -> Option<Checked> {
    let after = check(opened, &[Input::Stdin(changed.to_vec())]);
    let weight =
        |checked: &Checked| [Severity::Error, Severity::Warning].map(|severity| of(checked, severity));
    let whole = |checked: &Checked| match checked.verdict {
        Verdict::Unreadable => false,
        Verdict::Incomplete => tracked,
        _ => true,
    };
    (weight(&after) < weight(before) && (whole(&after) || !whole(before))).then_some(after)
}

/// It is a cell of one of the tables.
pub(crate) fn is_cell(finding: &Finding) -> bool {
    finding.at.table.is_some() && finding.at.row.is_some() && finding.at.col.is_some()
}

/// The lines of a text, by which places are told.
pub(crate) struct Lines<'a> {
    text: &'a str,
    starts: Vec<usize>,
}

impl<'a> Lines<'a> {
    pub(crate) fn of(text: &'a str) -> Self {
        let behind = text.match_indices('\n').map(|(at, _)| at + 1);
        Self { text, starts: std::iter::once(0).chain(behind).collect() }
    }

    /// The bytes of a place; `None` where it is the report as a whole.
    pub(crate) fn place(&self, at: &At) -> Option<Range<usize>> {
        let start = *self.starts.get((at.line as usize).checked_sub(1)?)?;
        let line = &self.text[start..];
        let column = (at.column as usize).checked_sub(1)?;
        let start = start + line.char_indices().nth(column).map_or(line.len(), |(byte, _)| byte);
        let length = at.context.end.saturating_sub(at.context.start);
        Some(start..(start + length).min(self.text.len()))
    }
}

#[cfg(test)]
mod tests {
    use gouji_core::verdict::Context;

    use super::*;

    #[test]
    fn places_are_found_by_line_and_column() {
        let lines = Lines::of("甲乙\n丙丁戊\n");
        let at = |line, column, length: usize| At {
            line,
            column,
            context: Context { line: String::new(), start: 2, end: 2 + length },
            ..At::default()
        };
        assert_eq!(lines.place(&at(2, 2, 3)), Some(10..13));
        assert_eq!(lines.place(&at(1, 1, 0)), Some(0..0));
        assert_eq!(lines.place(&at(0, 0, 0)), None);
        assert_eq!(lines.place(&at(9, 1, 0)), None);
    }
}

//! The workbook of a ledger: the same sheets as those of a check, with what people decided filled in, and units that have not
//! handed in.

use std::io::{self, Write};

use gouji_core::verdict::{Checked, Header, Notice, Summary};
use rust_xlsxwriter::XlsxError;

use super::{FINDINGS, ROWS, UNITS, Xlsx, of_finding, told, worst_first};
use crate::output::xlsx::sheet::Column;
use crate::output::{End, Output as _};

/// What people decided about a finding; empty where they did not.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct Review {
    pub decision: String,
    pub why: String,
    pub owner: String,
    pub until: String,
    /// By which the decision is told from later ones.
    pub number: String,
}

/// The columns of a check's findings, and those that a ledger has besides: who decided, until when, after which decision, and
/// in which ledger.
const OF_LEDGER: [Column; 20] = {
    let [a, b, c, d, e, f, g, h, i, j, k, l, m, n, o, print] = FINDINGS;
    let [owner, until] = [Column::aside("决定人", 9), Column::aside("有效至", 11)];
    let [number, ledger] = [Column::hidden("决定号"), Column::hidden("台账")];
    [a, b, c, d, e, f, g, owner, until, h, i, j, k, l, m, n, o, number, ledger, print]
};

/// Where the columns that people fill in begin among those of a check.
const DECIDED: usize = 5;

/// A workbook that grows report by report.
pub struct Reviewed {
    xlsx: Xlsx,
    /// Of the ledger.
    id: String,
    counts: Summary,
}

impl Reviewed {
    /// An empty workbook of a ledger.
    pub fn begin(id: &str) -> io::Result<Self> {
        Self::of_rows(id, ROWS)
    }

    fn of_rows(id: &str, rows: usize) -> io::Result<Self> {
        let mut xlsx = Xlsx::new(rows, &OF_LEDGER);
        xlsx.open().map_err(told)?;
        Ok(Self { xlsx, id: id.to_owned(), counts: Summary::default() })
    }

    /// Adds a report, with what people decided about each finding, by its fingerprint.
    pub fn report(&mut self, checked: &Checked, said: &dyn Fn(&str) -> Option<Review>) -> io::Result<()> {
        self.xlsx.tally.count(checked);
        self.counts.count(checked);
        self.add(checked, said).map_err(told)
    }

    fn add(&mut self, checked: &Checked, said: &dyn Fn(&str) -> Option<Review>) -> Result<(), XlsxError> {
        for finding in worst_first(checked) {
            let Review { decision, why, owner, until, number } =
                said(&finding.fingerprint).unwrap_or_default();
            let [a, b, c, d, e, _, _, h, i, j, k, l, m, n, o, print] = of_finding(checked, finding);
            let ledger = self.id.clone();
            let cells =
                [a, b, c, d, e, decision, why, owner, until, h, i, j, k, l, m, n, o, number, ledger, print];
            let Xlsx { findings, book, styles, .. } = &mut self.xlsx;
            findings.row(book, styles, cells)?;
        }
        self.xlsx.add_unit(checked)
    }

    /// Adds a unit that has no report of the year, and what is known of that.
    pub fn without_report(&mut self, unit: &str, state: &str, why: &str) -> io::Result<()> {
        let mut cells = [const { String::new() }; UNITS.len()];
        (cells[0], cells[1]) = (state.to_owned(), unit.to_owned());
        why.clone_into(&mut cells[8]);
        let Xlsx { units, book, styles, .. } = &mut self.xlsx;
        units.row(book, styles, cells).map_err(told)
    }

    /// Writes the workbook, with what is to be known of it.
    pub fn finish(mut self, header: &Header, notices: &[Notice], out: &mut dyn Write) -> io::Result<()> {
        let end = End { header, notices, summary: &self.counts };
        self.xlsx.finish(&end, out)
    }
}

const _: () = assert!(super::DECISION as usize == DECIDED);

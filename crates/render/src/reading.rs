//! What the reader understood of a report, for `gouji read`: the same facts for people and for programs.

use gouji_core::claims::{Claim, Exactness, Flags, Role};
use gouji_core::form::Table;
use gouji_core::place::Place;
use gouji_core::prose::{Prose, Uses};
use gouji_core::report::Report;

mod csv;
mod diff;
mod html;
mod json;
mod text;
mod trace;

pub use csv::csv;
pub use diff::{Diff, diff};
pub use html::html;
pub use json::json;
pub use text::text;
pub use trace::{trace_json, trace_text};

/// The text that every line number of gouji counts in, with the numbers.
pub fn plain(report: &Report) -> String {
    let mut out = String::with_capacity(report.text.len() * 5 / 4);
    let digits = report.text.lines().count().max(1).ilog10() as usize + 1;
    for (number, line) in (1..).zip(report.text.lines()) {
        out.push_str(&format!("{number:digits$} | {}\n", crate::printable::clean(line)));
    }
    out
}

/// The numbers of the prose with what they were taken for.
struct Ledger {
    claims: Vec<Claim>,
    prose: Prose,
    uses: Vec<Uses>,
}

/// One number of the ledger.
struct Entry<'a> {
    claim: &'a Claim,
    uses: Uses,
    understood: bool,
}

impl Ledger {
    fn of(report: &Report) -> Self {
        let claims: Vec<Claim> = report.claims().collect();
        let prose = Prose::of(report, &claims);
        let uses = prose.uses();
        Self { claims: prose.meant(claims), prose, uses }
    }

    fn entries(&self) -> impl Iterator<Item = Entry<'_>> {
        self.claims.iter().zip(&self.uses).enumerate().map(|(at, (claim, uses))| Entry {
            claim,
            uses: *uses,
            understood: self.prose.is_understood(claim, at, *uses),
        })
    }

    fn understood(&self) -> usize {
        self.entries().filter(|entry| entry.understood).count()
    }
}

/// The lines of a text, to say where a place is.
struct Lines<'a> {
    text: &'a str,
    /// The first byte of each line.
    starts: Vec<usize>,
}

impl<'a> Lines<'a> {
    fn new(text: &'a str) -> Self {
        let behind = text.bytes().enumerate().filter(|(_, byte)| *byte == b'\n').map(|(at, _)| at + 1);
        Self { text, starts: std::iter::once(0).chain(behind).collect() }
    }

    /// Line and column of the beginning of a place, both from 1, the column in characters.
    fn of(&self, place: Place) -> (usize, usize) {
        let at = (place.start as usize).min(self.text.len());
        let line = self.starts.partition_point(|start| *start <= at);
        let before = self.text.get(self.starts[line - 1]..at).unwrap_or("");
        (line, before.chars().count() + 1)
    }

    fn line(&self, place: Place) -> usize {
        self.of(place).0
    }
}

fn row_title(table: Table, row: u8) -> &'static str {
    table.rows().get(usize::from(row)).map_or("？", |label| label.title)
}

fn column_title(table: Table, column: u8) -> &'static str {
    table.columns().get(usize::from(column)).map_or("？", |label| label.title)
}

fn role(role: Role) -> (&'static str, &'static str) {
    match role {
        Role::Alone => ("alone", ""),
        Role::Total => ("total", "总数"),
        Role::Part => ("part", "其中"),
        Role::Rate => ("rate", "比率"),
    }
}

fn exactness(exactness: Exactness) -> (&'static str, &'static str) {
    match exactness {
        Exactness::Exact => ("exact", ""),
        Exactness::Over => ("over", "余"),
        Exactness::About => ("about", "约"),
        Exactness::AtLeast => ("at_least", "至少"),
        Exactness::AtMost => ("at_most", "至多"),
    }
}

/// What else the words around a claim say.
const FLAGS: [(Flags, &str, &str); 13] = [
    (Flags::LIST_CLOSED, "list_closed", "列举完整"),
    (Flags::LIST_OPEN, "list_open", "列举未尽"),
    (Flags::NEGATED, "negated", "写的是没有"),
    (Flags::PLAN, "plan", "计划"),
    (Flags::INCLUDES_CARRIED, "includes_carried", "含上年结转"),
    (Flags::OTHER_YEAR, "other_year", "其他年度"),
    (Flags::CUMULATIVE, "cumulative", "历年累计"),
    (Flags::OFFICE, "office", "只指某一机构"),
    (Flags::RANGE, "range", "取范围的上限"),
    (Flags::VERB_ACCEPTED, "verb_accepted", "写的是受理"),
    (Flags::AND_HANDLED, "and_handled", "收到并办结"),
    (Flags::CHANGE, "change", "增减量"),
    (Flags::EACH, "each", "每次或每个"),
];

fn flags(flags: Flags) -> impl Iterator<Item = (&'static str, &'static str)> {
    FLAGS.into_iter().filter(move |(flag, ..)| flags.contains(*flag)).map(|(_, key, title)| (key, title))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn places_are_counted_in_characters() {
        let lines = Lines::new("第一行\n第二行\n");
        let at = |start| lines.of(Place::new(start, start));
        assert_eq!(at(0), (1, 1));
        assert_eq!(at(6), (1, 3));
        assert_eq!(at(10), (2, 1));
        assert_eq!(at(13), (2, 2));
        assert_eq!(at(20), (3, 1));
        assert_eq!(at(999), (3, 1));
        assert_eq!(Lines::new("").of(Place::default()), (1, 1));
    }
}

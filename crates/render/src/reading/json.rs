//! What the reader understood, for programs: `gouji.read/1`.

use std::path::Path;

use gouji_core::form::{CellId, Edition, Level, Table};
use gouji_core::place::Place;
use gouji_core::prose::Uses;
use gouji_core::report::{CellState, Date, Fit, Report};
use gouji_core::seen::{columns, edition};
use serde::{Serialize, Serializer, ser::SerializeMap};

use super::{Entry, Ledger, Lines, exactness, flags, role};

/// Everything that was understood of a report, pretty-printed, with a line break at its end. Numbers are strings: exact.
pub fn json(path: &Path, report: &Report) -> String {
    let lines = Lines::new(report.text);
    let ledger = Ledger::of(report);
    let at = |place: Place| {
        let (line, column) = lines.of(place);
        At { line, column, text: report.slice(place).to_owned() }
    };
    let agency = report.agency;
    let filled = |text: &str| (!text.is_empty()).then(|| text.to_owned());
    let read = Read {
        schema: "gouji.read/1",
        path: path.to_string_lossy().into_owned(),
        agency: Agency {
            name: filled(agency.name),
            level: agency.level,
            of: agency.of,
            division: filled(agency.division),
        },
        year: report.year,
        edition: report.edition,
        title: report.title().map(at),
        period: report.period().map(|period| Period {
            from: period.from,
            to: period.to,
            at: at(period.place),
        }),
        composition: report.composition().map(|composition| composition.parts),
        contact: report.contact().map(at),
        published: report.published(),
        parts: report
            .parts()
            .map(|part| Part { number: part.number, heading: at(part.heading), fit: fit(part.fit) })
            .collect(),
        tables: Tables { report, lines: &lines },
        numbers: Numbers { all: ledger.claims.len(), understood: ledger.understood() },
        claims: ledger.entries().map(|entry| describe(&entry, report, &lines)).collect(),
        trouble: report
            .troubles()
            .map(|trouble| Trouble {
                message: trouble.message.to_owned(),
                at: at(trouble.place),
                blocking: trouble.blocking,
            })
            .collect(),
    };
    let json = serde_json::to_string_pretty(&read).expect("text and numbers under text keys make JSON");
    json + "\n"
}

#[derive(Serialize)]
struct Read<'a> {
    schema: &'static str,
    path: String,
    agency: Agency,
    year: Option<u16>,
    edition: Option<Edition>,
    title: Option<At>,
    period: Option<Period>,
    /// How many parts the report says it has.
    composition: Option<u8>,
    contact: Option<At>,
    published: Option<Date>,
    parts: Vec<Part>,
    tables: Tables<'a>,
    /// How many numbers the prose has, and of how many it is known what they are.
    numbers: Numbers,
    claims: Vec<ClaimOut>,
    trouble: Vec<Trouble>,
}

#[derive(Serialize)]
struct Agency {
    name: Option<String>,
    level: Option<Level>,
    of: Option<Level>,
    division: Option<String>,
}

#[derive(Serialize)]
struct At {
    line: usize,
    column: usize,
    text: String,
}

#[derive(Serialize)]
struct Period {
    from: Date,
    to: Date,
    at: At,
}

#[derive(Serialize)]
struct Part {
    /// 1 to 6; 0 for a part that the form does not have.
    number: u8,
    heading: At,
    fit: &'static str,
}

#[derive(Serialize)]
struct Numbers {
    all: usize,
    understood: usize,
}

#[derive(Serialize)]
struct ClaimOut {
    value: String,
    unit: &'static str,
    subject: &'static str,
    title: &'static str,
    role: &'static str,
    /// Index of the total that it is a part of.
    parent: Option<u32>,
    exactness: &'static str,
    flags: Vec<&'static str>,
    understood: bool,
    /// What uses the number: `subject`, `list`, `share`, `change`.
    used: Vec<&'static str>,
    at: At,
    sentence: String,
}

#[derive(Serialize)]
struct Trouble {
    message: String,
    at: At,
    blocking: bool,
}

fn fit(fit: Fit) -> &'static str {
    match fit {
        Fit::Official => "official",
        Fit::Variant => "variant",
        Fit::Misspelt => "misspelt",
        Fit::Own => "own",
    }
}

fn describe(entry: &Entry, report: &Report, lines: &Lines) -> ClaimOut {
    let claim = entry.claim;
    let (line, column) = lines.of(claim.number);
    ClaimOut {
        value: claim.value.to_string(),
        unit: claim.unit.title(),
        subject: claim.subject.key(),
        title: claim.subject.title(),
        role: role(claim.role).0,
        parent: claim.parent,
        exactness: exactness(claim.exactness).0,
        flags: flags(claim.flags).map(|(key, _)| key).collect(),
        understood: entry.understood,
        used: Uses::ALL.into_iter().filter(|(of, ..)| entry.uses.has(*of)).map(|(_, key, _)| key).collect(),
        at: At { line, column, text: report.slice(claim.number).to_owned() },
        sentence: report.slice(claim.sentence).to_owned(),
    }
}

/// By table, row and column, in the words of fixtures: `"requests": {"new": {"natural_person": {…}}}`. A table that the
/// report does not have is null.
struct Tables<'a> {
    report: &'a Report<'a>,
    lines: &'a Lines<'a>,
}

#[derive(Serialize)]
struct Cell<'a> {
    state: &'static str,
    #[serde(skip_serializing_if = "Option::is_none")]
    value: Option<String>,
    raw: &'a str,
    #[serde(skip_serializing_if = "Option::is_none")]
    line: Option<usize>,
}

impl Serialize for Tables<'_> {
    fn serialize<S: Serializer>(&self, serializer: S) -> Result<S::Ok, S::Error> {
        let mut tables = serializer.serialize_map(Some(Table::ALL.len()))?;
        for table in Table::ALL {
            let there = self.report.table_place(table).is_some();
            tables.serialize_entry(table.key(), &there.then_some(Rows { tables: self, table }))?;
        }
        tables.end()
    }
}

struct Rows<'a> {
    tables: &'a Tables<'a>,
    table: Table,
}

impl Serialize for Rows<'_> {
    fn serialize<S: Serializer>(&self, serializer: S) -> Result<S::Ok, S::Error> {
        let report = self.tables.report;
        let mut rows = serializer.serialize_map(None)?;
        for (row, label) in (0..).zip(self.table.rows()) {
            let on_form = !self.table.expected_columns(edition(report), row).is_empty();
            if on_form || report.line(self.table, row).present {
                rows.serialize_entry(label.key, &Columns { rows: self, row })?;
            }
        }
        rows.end()
    }
}

struct Columns<'a> {
    rows: &'a Rows<'a>,
    row: u8,
}

impl Serialize for Columns<'_> {
    fn serialize<S: Serializer>(&self, serializer: S) -> Result<S::Ok, S::Error> {
        let Rows { tables: Tables { report, lines }, table } = *self.rows;
        let mut cells = serializer.serialize_map(None)?;
        for column in columns(report, table, self.row) {
            let Some(label) = table.columns().get(usize::from(column)) else { continue };
            let cell = report.cell(CellId { table, row: self.row, column });
            let state = match cell.state {
                CellState::Missing => "missing",
                CellState::Number => "number",
                CellState::Blank => "blank",
                CellState::Dash => "dash",
                CellState::Text => "text",
            };
            let line = (cell.state != CellState::Missing).then(|| lines.line(cell.place));
            let value = cell.number().map(|number| number.to_string());
            cells.serialize_entry(label.key, &Cell { state, value, raw: cell.raw, line })?;
        }
        cells.end()
    }
}

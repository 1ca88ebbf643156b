//! A report as a value: what the reader fills in ([`Draft`]) and what rules see ([`Report`]).
//!
//! The two meet in one buffer ([`crate::wire`]): the host writes a draft into it once, and every rule, in the host
//! or in a pack, reads that buffer in place.

use std::fmt;

use serde::{Deserialize, Serialize};

use crate::claims::Claim;
use crate::figure::{Decimal, Figure};
use crate::form::{CellId, Edition, Level, PARTS, Table};
use crate::place::Place;
use crate::wire;

/// A day, as printed: not checked against the calendar.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Serialize, Deserialize)]
pub struct Date {
    pub year: u16,
    pub month: u8,
    pub day: u8,
}

impl Date {
    /// Whether the calendar has such a day.
    pub const fn exists(self) -> bool {
        let leap =
            self.year.is_multiple_of(4) && (!self.year.is_multiple_of(100) || self.year.is_multiple_of(400));
        let days = match self.month {
            4 | 6 | 9 | 11 => 30,
            2 if leap => 29,
            2 => 28,
            1..=12 => 31,
            _ => 0,
        };
        1 <= self.day && self.day <= days
    }
}

impl fmt::Display for Date {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "{}年{}月{}日", self.year, self.month, self.day)
    }
}

/// 统计期限: the days that the report says its figures cover.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Period {
    pub place: Place,
    pub from: Date,
    pub to: Date,
}

/// “本报告由六个部分组成”: how many parts the report says it has.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Composition {
    pub place: Place,
    pub parts: u8,
}

/// How a printed heading or label relates to the official one.
#[derive(Debug, Default, Clone, Copy, PartialEq, Eq)]
pub enum Fit {
    /// As the form has it, white space, width and brackets aside.
    #[default]
    Official,
    /// A known other wording that nobody objects to.
    Variant,
    /// Recognised in spite of a small mistake.
    Misspelt,
    /// A wording of the report's own, recognised by its place and numeral.
    Own,
}

impl Fit {
    pub(crate) const fn from_wire(byte: u8) -> Self {
        match byte {
            0 => Self::Official,
            1 => Self::Variant,
            2 => Self::Misspelt,
            _ => Self::Own,
        }
    }
}

/// One of the report's top-level parts, in the order in which they stand.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Part {
    /// 1 to 6 as on the form, told by the heading's words; 0 for a part that the form does not have.
    pub number: u8,
    /// The numeral that the heading prints, 0 for none.
    pub numeral: u8,
    pub heading: Place,
    /// From behind the heading to the next heading, tables included.
    pub body: Place,
    pub fit: Fit,
}

#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum ParagraphKind {
    Prose,
    /// A part's heading.
    Heading,
    /// `（一）主动公开`, alone on its line or at the head of a paragraph.
    SubHeading,
}

/// A paragraph of prose, outside the three tables.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Paragraph {
    pub place: Place,
    /// 1 to 6; 0 before part one and in parts that the form does not have.
    pub part: u8,
    pub kind: ParagraphKind,
    /// Of a sub-heading: 1 for （一）; otherwise 0.
    pub ordinal: u8,
}

#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum ExtraKind {
    Row,
    Column,
    /// A sub-total row or column: 小计, 合计.
    SubTotal,
    /// A second table where the form has one.
    Table,
}

/// A row, column or table that the official form does not have.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Extra {
    pub table: Table,
    pub kind: ExtraKind,
    pub place: Place,
    /// The number of values it has.
    pub values: u16,
}

/// What stands in a cell.
#[derive(Debug, Default, Clone, Copy, PartialEq, Eq)]
pub enum CellState {
    /// The report has no such cell.
    #[default]
    Missing,
    Number,
    /// Printed empty. Not a zero.
    Blank,
    /// `/`, `-`, `—`, `无`.
    Dash,
    /// Something that is not a number.
    Text,
}

impl CellState {
    pub(crate) const fn from_wire(byte: u8) -> Self {
        match byte {
            0 => Self::Missing,
            1 => Self::Number,
            2 => Self::Blank,
            3 => Self::Dash,
            _ => Self::Text,
        }
    }
}

/// How the number in a cell is printed: a set of bits.
#[derive(Debug, Default, Clone, Copy, PartialEq, Eq)]
pub struct Notes(pub u8);

impl Notes {
    /// A word for the sign: `增8`, `减少3`.
    pub const SIGN_WORD: Self = Self(1);
    /// A sign before it: `+8`, `-3`.
    pub const SIGN: Self = Self(2);
    /// A unit behind it: `3件`, `160.5964万元`. The figure is the number as printed.
    pub const UNIT: Self = Self(4);
    /// Thousands separators: `1,027`.
    pub const SEPARATORS: Self = Self(8);
    pub const FULL_WIDTH: Self = Self(16);
    /// White space inside the number.
    pub const INNER_SPACE: Self = Self(32);

    pub const fn has(self, note: Self) -> bool {
        self.0 & note.0 == note.0
    }
}

impl std::ops::BitOr for Notes {
    type Output = Self;

    fn bitor(self, other: Self) -> Self {
        Self(self.0 | other.0)
    }
}

/// A cell as the reader found it.
#[derive(Debug, Default, Clone, Copy, PartialEq, Eq)]
pub struct CellDraft {
    pub state: CellState,
    pub value: Decimal,
    pub place: Place,
    pub notes: Notes,
}

impl CellDraft {
    pub(crate) const MISSING: Self = Self {
        state: CellState::Missing,
        value: Decimal::ZERO,
        place: Place { start: 0, end: 0 },
        notes: Notes(0),
    };
}

/// A row of an official table as printed.
#[derive(Debug, Default, Clone, Copy, PartialEq, Eq)]
pub struct Line {
    pub present: bool,
    /// The whole row.
    pub whole: Place,
    /// The label that named it.
    pub label: Place,
    /// The number of value cells it prints, blank ones included, sub-totals not.
    pub found: u16,
    pub fit: Fit,
}

/// An official table as the reader found it, always of the full size of both editions together.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct GridDraft {
    /// `None` where the report has no such table.
    pub place: Option<Place>,
    /// One for each of [`Table::rows`].
    pub lines: Vec<Line>,
    /// Row by row, [`Table::size`] of them.
    pub cells: Vec<CellDraft>,
    /// Read by guess, so that what depends on it is at most a warning.
    pub inferred: bool,
}

impl GridDraft {
    pub fn new(table: Table) -> Self {
        Self {
            place: None,
            lines: vec![Line::default(); table.rows().len()],
            cells: vec![CellDraft::MISSING; table.size()],
            inferred: false,
        }
    }
}

/// Whose report it is.
#[derive(Debug, Default, Clone, PartialEq, Eq)]
pub struct AgencyDraft {
    /// Empty where the report does not say.
    pub name: String,
    pub level: Option<Level>,
    /// Of a department: of which government.
    pub of: Option<Level>,
    /// GB/T 2260, six digits; empty where unknown.
    pub division: String,
}

/// Something that could not be read as it stands.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct TroubleDraft {
    /// A Chinese sentence: what it is, and what to do about it.
    pub message: String,
    pub place: Place,
    /// Part of the report may have been lost, so that a clean result proves nothing.
    pub blocking: bool,
}

/// A report as the reader fills it in.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Draft {
    /// The plain text that every place is a span of.
    pub text: String,
    pub agency: AgencyDraft,
    pub year: Option<u16>,
    pub edition: Option<Edition>,
    pub title: Option<Place>,
    pub period: Option<Period>,
    pub composition: Option<Composition>,
    /// The sentence or line with address, telephone or e-mail.
    pub contact: Option<Place>,
    /// When the page or the report says it was published.
    pub published: Option<Date>,
    pub parts: Vec<Part>,
    pub paragraphs: Vec<Paragraph>,
    /// By [`Table`].
    pub grids: [GridDraft; 3],
    pub extras: Vec<Extra>,
    pub claims: Vec<Claim>,
    pub troubles: Vec<TroubleDraft>,
    /// The same agency's report of the year before, when it was given.
    pub last_year: Option<Box<Draft>>,
}

impl Default for Draft {
    fn default() -> Self {
        Self {
            text: String::new(),
            agency: AgencyDraft::default(),
            year: None,
            edition: None,
            title: None,
            period: None,
            composition: None,
            contact: None,
            published: None,
            parts: Vec::new(),
            paragraphs: Vec::new(),
            grids: Table::ALL.map(GridDraft::new),
            extras: Vec::new(),
            claims: Vec::new(),
            troubles: Vec::new(),
            last_year: None,
        }
    }
}

/// A report as rules see it: a view of one buffer, free to copy.
#[derive(Clone, Copy)]
pub struct Report<'a> {
    pub(crate) wire: wire::Report<'a>,
    /// The plain text that every place is a span of.
    pub text: &'a str,
    pub agency: Agency<'a>,
    pub year: Option<u16>,
    /// The form that the tables follow; `None` where no table shows it.
    pub edition: Option<Edition>,
}

/// Whose report it is.
#[derive(Debug, Default, Clone, Copy, PartialEq, Eq)]
pub struct Agency<'a> {
    /// Empty where the report does not say.
    pub name: &'a str,
    pub level: Option<Level>,
    /// Of a department: of which government.
    pub of: Option<Level>,
    /// GB/T 2260, six digits; empty where unknown.
    pub division: &'a str,
}

impl Agency<'_> {
    /// Whether this is a government, not a department of one. `None` where the level is unknown.
    pub fn is_government(&self) -> Option<bool> {
        self.level.map(|level| level != Level::Department)
    }
}

/// A cell of an official table as printed.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Cell<'a> {
    pub id: CellId,
    pub state: CellState,
    /// The text of the cell.
    pub raw: &'a str,
    pub place: Place,
    pub notes: Notes,
    pub(crate) value: Decimal,
}

impl Cell<'_> {
    /// For sums: a blank or a dash counts as 0, text and missing are unknown.
    pub fn figure(&self) -> Figure {
        match self.state {
            CellState::Number => Figure::known(self.value),
            CellState::Blank | CellState::Dash => Figure::ZERO,
            CellState::Text | CellState::Missing => Figure::UNKNOWN,
        }
    }

    /// The number that is really printed, if one is.
    pub fn number(&self) -> Option<Decimal> {
        (self.state == CellState::Number).then_some(self.value)
    }
}

/// Something that could not be read as it stands.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Trouble<'a> {
    pub message: &'a str,
    pub place: Place,
    pub blocking: bool,
}

impl<'a> Report<'a> {
    /// The text at a place.
    pub fn slice(&self, place: Place) -> &'a str {
        place.of(self.text)
    }

    /// The number in a cell, for sums: see [`Cell::figure`].
    pub fn figure(&self, id: impl Into<CellId>) -> Figure {
        self.cell(id).figure()
    }

    /// The part with that number on the form, the first where there are several.
    pub fn part(&self, number: u8) -> Option<Part> {
        self.parts().find(|part| part.number == number)
    }

    /// The text of a part without its heading; empty where the report has no such part.
    pub fn part_text(&self, number: u8) -> &'a str {
        self.part(number).map_or("", |part| self.slice(part.body))
    }

    /// The paragraphs of a part, sub-headings included, tables not.
    pub fn paragraphs_of(&self, part: u8) -> impl Iterator<Item = Paragraph> + use<'a> {
        self.paragraphs().filter(move |p| p.part == part && p.kind != ParagraphKind::Heading)
    }

    /// Every cell of a table that the report's edition has.
    pub fn cells(&self, table: Table) -> impl Iterator<Item = Cell<'a>> + use<'a> {
        let report = *self;
        (0..table.rows().len() as u8).flat_map(move |row| {
            let columns = report.edition.map_or(&[][..], |edition| table.expected_columns(edition, row));
            columns.iter().map(move |&column| report.cell(CellId { table, row, column }))
        })
    }
}

/// The form's name of a part, by its number (1 to 6).
pub fn part_title(number: u8) -> String {
    match PARTS.get(usize::from(number).wrapping_sub(1)) {
        Some(part) => format!("{}、{}", part.numeral, part.heading),
        None => "正文之前".to_owned(),
    }
}

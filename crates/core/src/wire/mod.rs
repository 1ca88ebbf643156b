//! The data plane: a report as one FlatBuffer, written once by the host and read in place by every pack.
//!
//! Nothing here trusts the bytes: [`Report::read`] verifies the whole buffer before anything is read from it, a
//! place outside the text reads as empty, and a byte that names nothing reads as unknown.

#[allow(clippy::all, unsafe_code, unused_qualifications, unreachable_pub)]
#[rustfmt::skip]
#[path = "report_generated.rs"]
mod generated;

mod copy;

use flatbuffers::{FlatBufferBuilder, ForwardsUOffset, Vector, VerifierOptions, WIPOffset};

pub use copy::Beside;
use generated::gouji as raw;
pub(crate) use generated::gouji::Report;

use crate::claims::{Claim, Exactness, Flags, Role, Subject, Unit};
use crate::figure::Decimal;
use crate::form::{CellId, Edition, Level, Table};
use crate::place::Place;
use crate::report::{
    self, Agency, Cell, CellDraft, CellState, Composition, Date, Draft, Extra, ExtraKind, Fit, GridDraft,
    Line, Notes, Paragraph, ParagraphKind, Part, Period, Picture, SettingDraft, Trouble, TroubleDraft,
};

/// The bytes are not a report: damaged, truncated, or something else.
#[derive(Debug, Clone, PartialEq, Eq, thiserror::Error)]
#[error("收到的报告数据已损坏：{0}")]
pub struct Damaged(String);

/// The minor version of `report.fbs`: raised whenever something is added to it.
pub const SCHEMA_MINOR: u16 = 3;

/// Of a picture that shows no table.
const NO_TABLE: u8 = u8::MAX;

/// Writes drafts as reports, keeping its buffer from one to the next.
#[derive(Default)]
pub struct Encoder<'a> {
    builder: FlatBufferBuilder<'a>,
}

impl Encoder<'_> {
    /// The draft as a buffer for [`report::Report::read`].
    pub fn encode(&mut self, draft: &Draft) -> &[u8] {
        self.encode_beside(draft, &Beside::default())
    }

    /// The same with reports that were encoded before beside it.
    pub fn encode_beside(&mut self, draft: &Draft, beside: &Beside) -> &[u8] {
        self.builder.reset();
        let root = write_report(&mut self.builder, draft, beside);
        raw::finish_report_buffer(&mut self.builder, root);
        self.builder.finished_data()
    }
}

/// The draft as a buffer of its own.
pub fn encode(draft: &Draft) -> Vec<u8> {
    Encoder::default().encode(draft).to_vec()
}

fn write_report<'b>(b: &mut FlatBufferBuilder<'b>, draft: &Draft, beside: &Beside) -> WIPOffset<Report<'b>> {
    let last_year = draft.last_year.as_ref().map(|last_year| write_report(b, last_year, &Beside::default()));
    let last_year = last_year.or_else(|| beside.last_year.as_ref().and_then(|bytes| copy::copied(b, bytes)));
    let children = write_reports(b, &draft.children, &beside.children);
    let peers = write_reports(b, &draft.peers, &beside.peers);
    let settings: Vec<_> = draft.settings.iter().map(|setting| write_setting(b, setting)).collect();
    let settings = (!settings.is_empty()).then(|| b.create_vector(&settings));
    let text = WIPOffset::new(b.create_string(&draft.text).value());
    let name = b.create_string(&draft.agency.name);
    let division = b.create_string(&draft.agency.division);
    let agency = raw::Agency::create(
        b,
        &raw::AgencyArgs {
            name: Some(name),
            level: Level::to_wire(draft.agency.level),
            of: Level::to_wire(draft.agency.of),
            division: Some(division),
        },
    );
    let parts = b.create_vector_from_iter(
        draft
            .parts
            .iter()
            .map(|p| raw::Part::new(&place(p.heading), &place(p.body), p.number, p.numeral, p.fit as u8)),
    );
    let paragraphs = b.create_vector_from_iter(
        draft
            .paragraphs
            .iter()
            .map(|p| raw::Paragraph::new(&place(p.place), p.part, p.kind as u8, p.ordinal)),
    );
    let [proactive, requests, disputes] = draft.grids.each_ref().map(|grid| write_grid(b, grid));
    let extras = b.create_vector_from_iter(
        draft.extras.iter().map(|e| raw::Extra::new(&place(e.place), e.values, e.table as u8, e.kind as u8)),
    );
    let pictures = draft
        .pictures
        .iter()
        .map(|p| raw::Picture::new(&place(p.place), p.part, p.shows.map_or(NO_TABLE, |table| table as u8)));
    let pictures = (!draft.pictures.is_empty()).then(|| b.create_vector_from_iter(pictures));
    let claims = b.create_vector_from_iter(draft.claims.iter().map(|c| {
        raw::Claim::new(
            c.value.micros(),
            &place(c.number),
            &place(c.sentence),
            &place(c.label),
            c.parent.unwrap_or(u32::MAX),
            c.flags.0,
            c.unit as u16,
            c.subject as u16,
            c.decimals,
            c.exactness as u8,
            c.role as u8,
        )
    }));
    let troubles: Vec<_> = draft.troubles.iter().map(|trouble| write_trouble(b, trouble)).collect();
    let troubles = b.create_vector(&troubles);
    let period = draft.period.map(|p| raw::Period::new(&place(p.place), &date(p.from), &date(p.to)));
    let composition = draft.composition.map(|c| raw::Composition::new(&place(c.place), c.parts));
    Report::create(
        b,
        &raw::ReportArgs {
            schema: SCHEMA_MINOR,
            text: Some(text),
            agency: Some(agency),
            year: draft.year.unwrap_or(0),
            edition: Edition::to_wire(draft.edition),
            title: draft.title.map(place).as_ref(),
            period: period.as_ref(),
            composition: composition.as_ref(),
            contact: draft.contact.map(place).as_ref(),
            published: draft.published.map(date).as_ref(),
            parts: Some(parts),
            paragraphs: Some(paragraphs),
            proactive: Some(proactive),
            requests: Some(requests),
            disputes: Some(disputes),
            extras: Some(extras),
            claims: Some(claims),
            troubles: Some(troubles),
            last_year,
            children,
            peers,
            settings,
            pictures,
        },
    )
}

type Reports<'b> = Vector<'b, ForwardsUOffset<Report<'b>>>;

/// `None` for no reports at all.
fn write_reports<'b>(
    b: &mut FlatBufferBuilder<'b>,
    drafts: &[Draft],
    encoded: &[Vec<u8>],
) -> Option<WIPOffset<Reports<'b>>> {
    let none = Beside::default();
    let mut reports: Vec<_> = drafts.iter().map(|draft| write_report(b, draft, &none)).collect();
    reports.extend(encoded.iter().filter_map(|bytes| copy::copied(b, bytes)));
    (!reports.is_empty()).then(|| b.create_vector(&reports))
}

fn write_setting<'b>(b: &mut FlatBufferBuilder<'b>, setting: &SettingDraft) -> WIPOffset<raw::Setting<'b>> {
    let rule = b.create_string(&setting.rule);
    let key = b.create_string(&setting.key);
    raw::Setting::create(b, &raw::SettingArgs { rule: Some(rule), key: Some(key), value: setting.value })
}

fn write_grid<'b>(b: &mut FlatBufferBuilder<'b>, grid: &GridDraft) -> WIPOffset<raw::Grid<'b>> {
    let lines = b.create_vector_from_iter(
        grid.lines
            .iter()
            .map(|l| raw::Line::new(&place(l.whole), &place(l.label), l.found, l.fit as u8, l.present)),
    );
    let cells =
        b.create_vector_from_iter(grid.cells.iter().map(|c: &CellDraft| {
            raw::Cell::new(c.value.micros(), &place(c.place), c.state as u8, c.notes.0)
        }));
    raw::Grid::create(
        b,
        &raw::GridArgs {
            place: grid.place.map(place).as_ref(),
            lines: Some(lines),
            cells: Some(cells),
            inferred: grid.inferred,
        },
    )
}

fn write_trouble<'b>(b: &mut FlatBufferBuilder<'b>, trouble: &TroubleDraft) -> WIPOffset<raw::Trouble<'b>> {
    let message = b.create_string(&trouble.message);
    raw::Trouble::create(
        b,
        &raw::TroubleArgs {
            message: Some(message),
            place: Some(&place(trouble.place)),
            blocking: trouble.blocking,
        },
    )
}

fn place(place: Place) -> raw::Place {
    raw::Place::new(place.start, place.end)
}

fn date(date: Date) -> raw::Date {
    raw::Date::new(date.year, date.month, date.day)
}

impl From<&raw::Place> for Place {
    #[inline]
    fn from(place: &raw::Place) -> Self {
        Self { start: place.start(), end: place.end() }
    }
}

impl From<&raw::Date> for Date {
    fn from(date: &raw::Date) -> Self {
        Self { year: date.year(), month: date.month(), day: date.day() }
    }
}

/// The text of a report, which the verifier of the buffer knows as bytes only.
fn str_of(wire: Report<'_>) -> Option<&str> {
    simdutf8::basic::from_utf8(wire.text().map_or(&[], |text| text.bytes())).ok()
}

impl<'a> report::Report<'a> {
    /// Verifies the buffer and gives a view of it.
    pub fn read(bytes: &'a [u8]) -> Result<Self, Damaged> {
        // A report of many thousand claims is about a megabyte; the limit is on what a buffer may claim to be.
        let options = VerifierOptions {
            max_depth: 8,
            max_tables: 100_000,
            max_apparent_size: 1 << 30,
            ..Default::default()
        };
        if bytes.len() < 8 || !raw::report_buffer_has_identifier(bytes) {
            return Err(Damaged("不是报告数据".to_owned()));
        }
        let wire =
            raw::root_as_report_with_opts(&options, bytes).map_err(|cause| Damaged(cause.to_string()))?;
        let Some(text) = str_of(wire) else { return Err(Damaged("正文不是 UTF-8".to_owned())) };
        Ok(Self::view_of(wire, text))
    }

    fn view(wire: Report<'a>) -> Self {
        Self::view_of(wire, str_of(wire).unwrap_or(""))
    }

    fn view_of(wire: Report<'a>, text: &'a str) -> Self {
        let agency = wire.agency().map_or_else(Agency::default, |agency| Agency {
            name: agency.name().unwrap_or(""),
            level: Level::from_wire(agency.level()),
            of: Level::from_wire(agency.of()),
            division: agency.division().unwrap_or(""),
        });
        Self {
            wire,
            memo: None,
            text,
            agency,
            year: (wire.year() != 0).then_some(wire.year()),
            edition: Edition::from_wire(wire.edition()),
        }
    }

    pub fn title(&self) -> Option<Place> {
        self.wire.title().map(Place::from)
    }

    pub fn period(&self) -> Option<Period> {
        self.wire.period().map(|p| Period {
            place: p.place().into(),
            from: p.from().into(),
            to: p.to().into(),
        })
    }

    pub fn composition(&self) -> Option<Composition> {
        self.wire.composition().map(|c| Composition { place: c.place().into(), parts: c.parts() })
    }

    /// The sentence or line with address, telephone or e-mail.
    pub fn contact(&self) -> Option<Place> {
        self.wire.contact().map(Place::from)
    }

    pub fn published(&self) -> Option<Date> {
        self.wire.published().map(Date::from)
    }

    /// In the order in which they stand.
    pub fn parts(&self) -> impl Iterator<Item = Part> + use<'a> {
        self.wire.parts().into_iter().flatten().map(|p| Part {
            number: p.number(),
            numeral: p.numeral(),
            heading: p.heading().into(),
            body: p.body().into(),
            fit: Fit::from_wire(p.fit()),
        })
    }

    /// The prose in reading order, headings included, tables not.
    pub fn paragraphs(&self) -> impl Iterator<Item = Paragraph> + use<'a> {
        self.wire.paragraphs().into_iter().flatten().map(|p| Paragraph {
            place: p.place().into(),
            part: p.part(),
            kind: match p.kind() {
                1 => ParagraphKind::Heading,
                2 => ParagraphKind::SubHeading,
                _ => ParagraphKind::Prose,
            },
            ordinal: p.ordinal(),
        })
    }

    fn grid(&self, table: Table) -> Option<raw::Grid<'a>> {
        match table {
            Table::Proactive => self.wire.proactive(),
            Table::Requests => self.wire.requests(),
            Table::Disputes => self.wire.disputes(),
        }
    }

    /// Where a table stands; `None` where the report has no such table.
    pub fn table_place(&self, table: Table) -> Option<Place> {
        self.grid(table).and_then(|grid| grid.place()).map(Place::from)
    }

    /// Whether a table was read by guess, so that what depends on it is at most a warning.
    pub fn is_inferred(&self, table: Table) -> bool {
        self.grid(table).is_some_and(|grid| grid.inferred())
    }

    /// A row of a table as printed; `row` of [`Table::rows`].
    pub fn line(&self, table: Table, row: u8) -> Line {
        let Some(lines) = self.grid(table).and_then(|grid| grid.lines()) else { return Line::default() };
        if usize::from(row) < lines.len() { read_line(lines.get(row.into())) } else { Line::default() }
    }

    /// Every row of a table as printed, in the order of [`Table::rows`]; none where the report has no such table. Cheaper
    /// than asking row by row.
    pub fn lines(&self, table: Table) -> impl Iterator<Item = Line> + use<'a> {
        self.grid(table).and_then(|grid| grid.lines()).into_iter().flatten().map(read_line)
    }

    /// A cell; one that the report lacks, or the form, is [`CellState::Missing`].
    pub fn cell(&self, id: impl Into<CellId>) -> Cell<'a> {
        let id = id.into();
        self.cell_of(self.cells_of(id.table), id)
    }

    /// The cells of a table as they are kept, for [`Self::cell_of`].
    pub(crate) fn cells_of(&self, table: Table) -> Option<Vector<'a, raw::Cell>> {
        self.grid(table).and_then(|grid| grid.cells())
    }

    pub(crate) fn cell_of(&self, cells: Option<Vector<'a, raw::Cell>>, id: CellId) -> Cell<'a> {
        let missing = Cell {
            id,
            state: CellState::Missing,
            raw: "",
            place: Place::default(),
            notes: Notes::default(),
            value: Decimal::ZERO,
        };
        let Some(cells) = cells else { return missing };
        if !id.exists() || id.index() >= cells.len() {
            return missing;
        }
        let cell = cells.get(id.index());
        let place = Place::from(cell.place());
        Cell {
            id,
            state: CellState::from_wire(cell.state()),
            raw: place.of(self.text),
            place,
            notes: Notes(cell.notes()),
            value: Decimal::from_micros(cell.value()),
        }
    }

    /// Every cell that a table prints, of either edition, in the order of the form. Cheaper than asking cell by cell.
    pub fn printed(&self, table: Table) -> impl Iterator<Item = Cell<'a>> + use<'a> {
        let text = self.text;
        let width = table.columns().len();
        let cells = self.grid(table).and_then(|grid| grid.cells()).into_iter().flatten();
        cells.take(table.size()).enumerate().filter_map(move |(at, cell)| {
            let state = CellState::from_wire(cell.state());
            let id = CellId { table, row: (at / width) as u8, column: (at % width) as u8 };
            let place = Place::from(cell.place());
            (state != CellState::Missing).then(|| Cell {
                id,
                state,
                raw: place.of(text),
                place,
                notes: Notes(cell.notes()),
                value: Decimal::from_micros(cell.value()),
            })
        })
    }

    pub fn extras(&self) -> impl Iterator<Item = Extra> + use<'a> {
        self.wire.extras().into_iter().flatten().filter_map(|e| {
            Some(Extra {
                table: Table::from_wire(e.table())?,
                kind: match e.kind() {
                    0 => ExtraKind::Row,
                    1 => ExtraKind::Column,
                    2 => ExtraKind::SubTotal,
                    _ => ExtraKind::Table,
                },
                place: e.place().into(),
                values: e.values(),
            })
        })
    }

    /// The pictures between and in the paragraphs, in reading order.
    pub fn pictures(&self) -> impl Iterator<Item = Picture> + use<'a> {
        self.wire.pictures().into_iter().flatten().map(|p| Picture {
            place: p.place().into(),
            part: p.part(),
            shows: Table::from_wire(p.shows()),
        })
    }

    /// Every number of the prose, in reading order.
    pub fn claims(&self) -> impl Iterator<Item = Claim> + use<'a> {
        self.wire.claims().into_iter().flatten().map(read_claim)
    }

    /// A claim by its index, as [`Claim::parent`] gives it.
    pub fn claim(&self, index: u32) -> Option<Claim> {
        let claims = self.wire.claims()?;
        ((index as usize) < claims.len()).then(|| read_claim(claims.get(index as usize)))
    }

    /// What could not be read.
    pub fn troubles(&self) -> impl Iterator<Item = Trouble<'a>> + use<'a> {
        self.wire.troubles().into_iter().flatten().map(|t| Trouble {
            message: t.message().unwrap_or(""),
            place: t.place().map(Place::from).unwrap_or_default(),
            blocking: t.blocking(),
        })
    }

    /// The same agency's report of the year before, when it was given.
    pub fn last_year(&self) -> Option<report::Report<'a>> {
        self.wire.last_year().map(Self::view)
    }

    /// The reports, of the same year, of the bodies below a government; none where none were given.
    pub fn children(&self) -> impl Iterator<Item = report::Report<'a>> + use<'a> {
        self.wire.children().into_iter().flatten().map(Self::view)
    }

    /// The reports of sister bodies that are most like this one; none where none were given.
    pub fn peers(&self) -> impl Iterator<Item = report::Report<'a>> + use<'a> {
        self.wire.peers().into_iter().flatten().map(Self::view)
    }

    /// What the profile sets a rule's threshold to; `None` where it leaves it as it is.
    pub(crate) fn setting(&self, rule: &str, key: &str) -> Option<i64> {
        let mut settings = self.wire.settings()?.into_iter();
        settings.find(|s| s.rule() == Some(rule) && s.key() == Some(key)).map(|s| s.value())
    }
}

#[inline]
fn read_line(line: &raw::Line) -> Line {
    Line {
        present: line.present(),
        whole: line.whole().into(),
        label: line.label().into(),
        found: line.found(),
        fit: Fit::from_wire(line.fit()),
    }
}

/// Inlined, so that a rule that asks for one field of each claim reads no other.
#[inline]
fn read_claim(c: &raw::Claim) -> Claim {
    Claim {
        value: Decimal::from_micros(c.value()),
        decimals: c.decimals(),
        number: c.number().into(),
        sentence: c.sentence().into(),
        label: c.label().into(),
        unit: Unit::from_wire(c.unit()),
        exactness: Exactness::from_wire(c.exactness()),
        subject: Subject::from_wire(c.subject()),
        role: Role::from_wire(c.role()),
        parent: (c.parent() != u32::MAX).then_some(c.parent()),
        flags: Flags(c.flags()),
    }
}

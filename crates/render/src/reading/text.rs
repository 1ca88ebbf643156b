//! What the reader understood, for people: facts, parts, the three tables drawn as tables, claims, troubles.

use std::fmt::{Display, Write};
use std::path::Path;

use comfy_table::{Cell, CellAlignment, ContentArrangement};
use gouji_core::claims::Role;
use gouji_core::form::{CellId, PARTS, Table};
use gouji_core::place::Place;
use gouji_core::report::{self, CellState, ExtraKind, Fit, Report, part_title};
use gouji_core::seen::{Block, blocks};

use super::{Entry, Ledger, Lines, exactness, flags, role};
use crate::printable::clean;

/// Everything that was understood of a report; `width` is that of the terminal in columns.
pub fn text(path: &Path, report: &Report, width: u16) -> String {
    let lines = Lines::new(report.text);
    let mut page = Page { out: String::new(), report, lines, width };
    page.line(clean(&path.to_string_lossy()));
    page.line("");
    page.facts();
    page.parts();
    for table in Table::ALL {
        page.table(table);
    }
    page.claims();
    page.troubles();
    page.out
}

struct Page<'a> {
    out: String,
    report: &'a Report<'a>,
    lines: Lines<'a>,
    width: u16,
}

impl Page<'_> {
    fn line(&mut self, line: impl Display) {
        // Writing to a string does not fail.
        let _ = writeln!(self.out, "{line}");
    }

    fn fact(&mut self, name: &str, what: Option<impl Display>, place: Option<Place>) {
        match (what, place.filter(|place| !place.is_empty())) {
            (None, _) => self.line(format_args!("{name}：没有读到")),
            (Some(what), None) => self.line(format_args!("{name}：{what}")),
            (Some(what), Some(place)) => {
                let line = self.lines.line(place);
                self.line(format_args!("{name}：{what}（第{line}行）"));
            }
        }
    }

    fn facts(&mut self) {
        let report = self.report;
        let agency = report.agency;
        let mut details: Vec<&str> = Vec::new();
        details.extend(agency.level.map(|level| level.title()));
        details.extend(agency.of.map(|level| level.title()));
        if !agency.division.is_empty() {
            details.push(agency.division);
        }
        let details =
            if details.is_empty() { String::new() } else { format!("（{}）", details.join("，")) };
        let name = (!agency.name.is_empty()).then(|| format!("{}{details}", clean(agency.name)));
        let shown = |place: Option<Place>| place.map(|place| clean(report.slice(place)).trim().to_owned());
        self.fact("机关", name, None);
        self.fact("年度", report.year, None);
        self.fact("格式", report.edition.map(|edition| edition.document()), None);
        self.fact("标题", shown(report.title()), report.title());
        let period = report.period();
        self.fact("统计期限", period.map(|p| format!("{}至{}", p.from, p.to)), period.map(|p| p.place));
        let composition = report.composition();
        let parts = composition.map(|c| format!("自称由 {} 个部分组成", c.parts));
        self.fact("组成", parts, composition.map(|c| c.place));
        self.fact("联系方式", shown(report.contact()), report.contact());
        self.fact("发布日期", report.published(), None);
    }

    fn parts(&mut self) {
        self.line("\n各部分：");
        for part in self.report.parts() {
            let heading = clean(self.report.slice(part.heading)).trim().to_owned();
            let fit = match (part.number, part.fit) {
                (0, _) => "（格式没有这一部分）".to_owned(),
                (_, Fit::Official | Fit::Variant) => String::new(),
                (number, Fit::Misspelt | Fit::Own) => format!("（认作“{}”）", part_title(number)),
            };
            let line = self.lines.line(part.heading);
            self.line(format_args!("  第{line}行  {heading}{fit}"));
        }
        let missing: Vec<String> = (1..=PARTS.len() as u8)
            .filter(|number| self.report.part(*number).is_none())
            .map(part_title)
            .collect();
        if !missing.is_empty() {
            self.line(format_args!("  没有读到：{}", missing.join("；")));
        }
    }

    fn table(&mut self, table: Table) {
        let title = table.title();
        let Some(place) = self.report.table_place(table) else {
            self.line(format_args!("\n{title}：没有读到"));
            return;
        };
        let guess = if self.report.is_inferred(table) { "，按推测读出，请核对" } else { "" };
        self.line(format_args!("\n{title}（第{}行起{guess}）", self.lines.line(place)));
        for Block { rows, columns } in blocks(self.report, table) {
            self.grid(table, &rows, &columns);
        }
        for extra in self.report.extras().filter(|extra| extra.table == table) {
            let kind = match extra.kind {
                ExtraKind::Row => "多出的一行",
                ExtraKind::Column => "多出的一列",
                ExtraKind::SubTotal => "小计",
                ExtraKind::Table => "又一张表",
            };
            let text = clean(self.report.slice(extra.place)).trim().to_owned();
            self.line(format_args!("格式没有的：{kind}“{text}”（第{}行）", self.lines.line(extra.place)));
        }
    }

    fn grid(&mut self, table: Table, rows: &[u8], columns: &[u8]) {
        let mut grid = self.frame();
        let title =
            |column: &u8| table.columns().get(usize::from(*column)).map_or("？", |label| label.title);
        grid.set_header(std::iter::once("").chain(columns.iter().map(title)));
        for &row in rows {
            let label = table.rows().get(usize::from(row)).map_or("？", |label| label.title);
            let values = columns.iter().map(|&column| {
                let value = value(&self.report.cell(CellId { table, row, column }));
                Cell::new(value).set_alignment(CellAlignment::Right)
            });
            grid.add_row(std::iter::once(Cell::new(label)).chain(values));
        }
        self.line(grid.trim_fmt());
    }

    fn claims(&mut self) {
        let ledger = Ledger::of(self.report);
        let all = ledger.claims.len();
        if all == 0 {
            self.line("\n正文中的数字：0 个");
            return;
        }
        self.line(format_args!("\n正文中的数字：{all} 个，知道是什么的 {} 个", ledger.understood()));
        let mut grid = self.frame();
        grid.set_header(["序号", "行", "数值", "事项", "说明", "原句"]);
        let mut previous = None;
        for (number, entry) in (1..).zip(ledger.entries()) {
            let claim = entry.claim;
            let sentence = match previous.replace(claim.sentence) == Some(claim.sentence) {
                true => "同上".to_owned(),
                false => clean(self.report.slice(claim.sentence)).trim().to_owned(),
            };
            let right = |text: String| Cell::new(text).set_alignment(CellAlignment::Right);
            grid.add_row([
                right(number.to_string()),
                right(self.lines.line(claim.number).to_string()),
                right(format!("{}{}", clean(self.report.slice(claim.number)), claim.unit.title())),
                Cell::new(claim.subject.title()),
                Cell::new(remarks(&entry)),
                Cell::new(sentence),
            ]);
        }
        self.line(grid.trim_fmt());
    }

    fn troubles(&mut self) {
        let troubles: Vec<report::Trouble> = self.report.troubles().collect();
        if troubles.is_empty() {
            self.line("\n没有读不懂的地方");
            return;
        }
        self.line(format_args!("\n没有读懂的地方：{} 处", troubles.len()));
        for trouble in troubles {
            let line = self.lines.line(trouble.place);
            let blocking = if trouble.blocking { "（可能有内容未读到）" } else { "" };
            self.line(format_args!("  第{line}行  {}{blocking}", clean(trouble.message)));
        }
    }

    fn frame(&self) -> comfy_table::Table {
        let mut grid = comfy_table::Table::new();
        grid.load_style(comfy_table::presets::UTF8_FULL_CONDENSED)
            .set_content_arrangement(ContentArrangement::Dynamic)
            .set_width(self.width);
        grid
    }
}

/// A cell as printed; what is not there is said.
fn value(cell: &report::Cell) -> String {
    let raw = clean(cell.raw).trim().to_owned();
    match (cell.state, cell.number()) {
        (CellState::Missing, _) => "缺".to_owned(),
        (CellState::Blank, _) => "空".to_owned(),
        (CellState::Number, Some(number)) if number.to_string() != raw => format!("{raw}（{number}）"),
        _ => raw,
    }
}

/// Whether it is a total, a part of which, exact, …
fn remarks(entry: &Entry) -> String {
    let claim = entry.claim;
    let part = match (claim.role, claim.parent) {
        (Role::Part, Some(parent)) => format!("第{}项的一部分", parent + 1),
        (Role::Rate, Some(parent)) => format!("第{}项的占比", parent + 1),
        _ => role(claim.role).1.to_owned(),
    };
    let mut remarks = vec![part.as_str(), exactness(claim.exactness).1];
    remarks.extend(flags(claim.flags).map(|(_, title)| title));
    let unknown = if entry.understood { "" } else { "不知道是什么" };
    remarks.push(unknown);
    remarks.retain(|remark| !remark.is_empty());
    remarks.join("，")
}

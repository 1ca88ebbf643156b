//! What has no place in the grids: said, and kept as extras and troubles.

use gouji_core::figure::Decimal;
use gouji_core::form::{RequestLine, Table};
use gouji_core::place::Place;
use gouji_core::report::{CellDraft, CellState, Extra, ExtraKind, Fit, GridDraft, Line, TroubleDraft};

use crate::recognise::fill::{Filler, has_newer_rows, whole};
use crate::recognise::found::{Found, Row, Scan};
use crate::recognise::glued;
use crate::recognise::pick::is_filled;

/// So many characters of a row are shown.
const SHOWN: usize = 60;

/// Rows whose label and values stand apart: a label without any value next to values that have no label of the form.
pub(super) fn torn(scan: &Scan) -> Vec<bool> {
    let values = |row: &Row| scan.values[row.values.clone()].iter().filter(|value| !value.soft);
    let newer = has_newer_rows(scan);
    let bare = |row: &Row| {
        let head = newer && row.table == Table::Requests && row.found == Found::Row(RequestLine::Other as u8);
        matches!(row.found, Found::Row(_)) && !row.glued && !head && values(row).next().is_none()
    };
    let loose = |row: &Row| {
        let numbers = values(row).filter(|value| is_filled(value)).count();
        matches!(row.found, Found::Unknown | Found::Orphan | Found::Group)
            && numbers >= if row.table == Table::Requests { 5 } else { 1 }
    };
    let mut torn = vec![false; scan.rows.len()];
    for run in
        scan.rows.iter().enumerate().collect::<Vec<_>>().chunk_by(|one, two| one.1.table == two.1.table)
    {
        // A run of bare labels with loose values before or behind it.
        let mut at = 0;
        while at < run.len() {
            let end = at + run[at..].iter().take_while(|(_, row)| bare(row) || loose(row)).count();
            let here = &run[at..end];
            if here.iter().any(|(_, row)| bare(row)) && here.iter().any(|(_, row)| loose(row)) {
                here.iter().for_each(|&(index, _)| torn[index] = true);
            }
            at = end.max(at + 1);
        }
    }
    torn
}

impl<'a> Filler<'a> {
    /// A label, or values, that have no counterpart for sure: unknown, and said so once a table.
    pub(super) fn torn(&mut self, row: &Row) {
        let place = whole(row, &self.scan.values);
        let grid = &mut self.tables.grids[row.table as usize];
        grid.inferred = true;
        if let Found::Row(line) = row.found
            && let Some(known) = grid.lines.get_mut(usize::from(line))
            && !known.present
        {
            let found = row.table.expected_columns(self.form, line).len() as u16;
            *known = Line { present: true, whole: place, label: row.label, found, fit: row.fit };
        }
        self.say_once(
            row.table,
            "有的行名和数字不在一行，无法对应，没有读；请改用行名和数字在同一行的文件",
            place,
        );
    }

    /// Values of 表四 of which it is not sure where they belong.
    pub(super) fn unclear_disputes(&mut self, row: &Row) {
        let place = whole(row, &self.scan.values);
        let grid = &mut self.tables.grids[Table::Disputes as usize];
        grid.inferred = true;
        for line in grid.lines.iter_mut().filter(|line| !line.present) {
            *line = Line { present: true, whole: place, label: row.label, found: 5, fit: Fit::Official };
        }
        self.say_once(Table::Disputes, "的数字无法与各栏对应，没有读；请核对各栏的名称和顺序", place);
    }

    pub(super) fn extra_columns(&mut self, table: Table) {
        let mut seen = None;
        for row in self.scan.rows.iter().filter(|row| row.table == table) {
            if seen == Some(row.header.clone()) || self.tables.grids[table as usize].place.is_none() {
                continue;
            }
            seen = Some(row.header.clone());
            let columns = match row.found {
                Found::Row(line) => self.columns(row, line),
                _ => continue,
            };
            for column in self.header(row).iter().filter(|column| column.id.is_none()) {
                if columns.iter().flatten().count() == columns.len() {
                    continue;
                }
                let kind = if column.sub_total { ExtraKind::SubTotal } else { ExtraKind::Column };
                let same = self.scan.rows.iter().filter(|other| other.header == row.header).count();
                self.tables.extras.push(Extra { table, kind, place: column.place, values: same as u16 });
            }
        }
    }

    /// Rows that came twice: a single one is a row too many, several are a second table.
    pub(super) fn repeated(&mut self, table: Table) {
        let again = std::mem::take(&mut self.again[table as usize]);
        let lines = self.tables.grids[table as usize].lines.iter().filter(|line| line.found > 0).count();
        let values =
            |row: &Row| self.scan.values[row.values.clone()].iter().filter(|value| is_filled(value)).count();
        if again.len() >= 3
            || (again.len() >= 2 && again.len() * 2 >= lines)
            || (table == Table::Disputes && !again.is_empty())
        {
            let Some(place) = again.iter().map(|row| whole(row, &self.scan.values)).reduce(Place::to) else {
                return;
            };
            let sum = again.iter().map(|row| values(row)).sum::<usize>();
            self.tables.extras.push(Extra { table, kind: ExtraKind::Table, place, values: sum as u16 });
            let message = format!(
                "文件里有不止一张{}，只读了第一张；请核对多出的一张是否应当删去，或分成两个文件检查",
                table.title()
            );
            self.tables.troubles.push(TroubleDraft { message, place, blocking: true });
            return;
        }
        for row in again {
            // A single row elsewhere is a list with the same word, unless it is as long as the table's.
            let whole_row = table == Table::Requests && values(row) >= table.columns().len();
            if self.contradicts(row) && (row.at_home || whole_row) {
                self.twice(row);
            } else if row.at_home {
                let place = whole(row, &self.scan.values);
                self.tables.extras.push(Extra {
                    table,
                    kind: ExtraKind::Row,
                    place,
                    values: values(row) as u16,
                });
            }
        }
    }

    /// Whether a row that was there before prints other figures than that one.
    fn contradicts(&self, row: &Row) -> bool {
        let Found::Row(line) = row.found else { return true };
        let width = row.table.columns().len();
        let grid = &self.tables.grids[row.table as usize];
        let known = grid.cells.iter().skip(usize::from(line) * width).take(width);
        let shown = |state: CellState| !matches!(state, CellState::Missing | CellState::Blank);
        let known = known.filter(|cell| shown(cell.state)).map(|cell| cell.place.of(self.text));
        let printed = self.scan.values[row.values.clone()].iter().filter(|value| is_filled(value));
        !known.eq(printed.map(|value| value.place.of(self.text)))
    }

    /// A row that stands twice with different figures: nobody can tell which holds.
    fn twice(&mut self, row: &Row) {
        let Found::Row(line) = row.found else { return };
        let (table, place) = (row.table, whole(row, &self.scan.values));
        let grid = &mut self.tables.grids[table as usize];
        let width = table.columns().len();
        let first = grid.lines[usize::from(line)].whole;
        for cell in grid.cells.iter_mut().skip(usize::from(line) * width).take(width) {
            *cell = CellDraft { state: CellState::Missing, place: cell.place, ..CellDraft::default() };
        }
        let number = |place: Place| {
            self.text.get(..place.start as usize).map_or(1, |before| before.matches('\n').count() + 1)
        };
        let short = |place: Place| place.of(self.text).chars().take(SHOWN).collect::<String>();
        let message = format!(
            "{}的“{}”一行出现了两次，数字不同：第 {} 行“{}”，第 {} 行“{}”；不知道以哪一行为准，没有读，请删去错的一行",
            table.title(),
            table.rows().get(usize::from(line)).map_or("", |label| label.title),
            number(first),
            short(first),
            number(place),
            short(place),
        );
        self.tables.troubles.push(TroubleDraft { message, place, blocking: true });
    }

    /// Numbers that no label claims.
    pub(super) fn orphans(&mut self, table: Table) {
        let orphans = std::mem::take(&mut self.orphans[table as usize]);
        let values = |row: &Row| {
            let values = &self.scan.values[row.values.clone()];
            values.iter().filter(|value| value.state == CellState::Number).count()
        };
        let numbers = orphans.iter().map(|row| values(row)).sum::<usize>();
        let Some(place) = orphans.iter().map(|row| whole(row, &self.scan.values)).reduce(Place::to) else {
            return;
        };
        let index = table as usize;
        if self.tables.grids[index].place.is_none() {
            if numbers >= 5 {
                let message = format!(
                    "{}没有行名，无法对应 {numbers} 个数字各属哪一行，没有读；请改用带有行名的表",
                    table.title()
                );
                self.tables.troubles.push(TroubleDraft { message, place, blocking: true });
                self.unread(table, place);
            }
            return;
        }
        // One number in a paragraph of its own is likely to be the number of a page. In a table it is not.
        let counts = |row: &&Row| {
            let mut values = self.scan.values[row.values.clone()].iter();
            row.in_cell
                && values.any(|value| value.state == CellState::Number && value.number != Decimal::ZERO)
        };
        if numbers < 2 && !orphans.iter().any(counts) {
            return;
        }
        for row in orphans {
            let extra = Extra {
                table,
                kind: ExtraKind::Row,
                place: whole(row, &self.scan.values),
                values: values(row) as u16,
            };
            self.tables.extras.push(extra);
        }
        let message = format!("{}有 {numbers} 个数字没有行名，无法对应，没有读；请核对原表", table.title());
        self.tables.troubles.push(TroubleDraft { message, place, blocking: true });
    }

    /// A table inside running text, of which too little could be read.
    pub(super) fn stuck(&mut self, table: Table, place: Option<Place>) {
        let Some(place) = place else { return };
        let index = table as usize;
        let read =
            self.tables.grids[index].cells.iter().filter(|cell| cell.state == CellState::Number).count();
        let expected = (0..table.rows().len() as u8)
            .map(|row| table.expected_columns(self.form, row).len())
            .sum::<usize>();
        if read * 5 >= expected * 4 {
            self.tables.grids[index].inferred = true;
            return;
        }
        if self.cut_by_sums(table, place) {
            return;
        }
        let message = format!(
            "{}的数字连在一起，无法可靠地分开，没有读；请改用数字各在一格的文件（网页或文本表格）",
            table.title()
        );
        self.tables.troubles.retain(|trouble| !place.contains(trouble.place));
        self.tables.troubles.push(TroubleDraft { message, place, blocking: true });
        self.tables.extras.retain(|extra| extra.table != table);
        self.unread(table, place);
    }

    /// Reads a table whose digits are stuck together by its sums; whether its labels stand there at all.
    pub(super) fn cut_by_sums(&mut self, table: Table, place: Place) -> bool {
        let Some(glued) = glued::read(self.text, place, table, self.form) else { return false };
        self.tables.troubles.retain(|trouble| !place.contains(trouble.place));
        self.tables.extras.retain(|extra| extra.table != table);
        let nothing = glued.grid.cells.iter().all(|cell| cell.state == CellState::Missing);
        self.tables.grids[table as usize] = glued.grid;
        if nothing {
            self.unread(table, place);
        } else {
            let message = format!(
                "{}的数字连在一起，是按各行各列的勾稽关系拆开的；由它得出的结论最多算警告，请对照原表核对",
                table.title()
            );
            self.tables.troubles.push(TroubleDraft { message, place, blocking: false });
        }
        let unread = glued.unread.into_iter();
        let troubles = unread.map(|(message, place)| TroubleDraft { message, place, blocking: true });
        self.tables.troubles.extend(troubles);
        true
    }

    /// The table is there, and nothing of it is known: no rule shall find a row missing.
    fn unread(&mut self, table: Table, place: Place) {
        let grid = &mut self.tables.grids[table as usize];
        *grid = GridDraft::new(table);
        grid.place = Some(place);
        grid.inferred = true;
        let label = Place::new(place.start, place.start);
        for (row, line) in (0_u8..).zip(&mut grid.lines) {
            let width = table.expected_columns(self.form, row).len() as u16;
            if width > 0 {
                *line = Line { present: true, whole: place, label, found: width, fit: Fit::Official };
            }
        }
    }
}

//! Puts the rows that were found into the grids of the forms; what has no place there becomes an extra or a trouble.

use gouji_core::form::{Applicant, Edition, ProactiveLine, RequestLine, Table};
use gouji_core::place::Place;
use gouji_core::report::{CellDraft, CellState, Extra, ExtraKind, Fit, GridDraft, Line, TroubleDraft};

use crate::recognise::disputes::{self, Outcome};
use crate::recognise::pick::{Masks, count, is_filled, pick, spread};
use crate::recognise::scan::{Column, Found, Row, Scan, Value};

/// The tables of a report.
#[derive(Debug)]
pub(super) struct Tables {
    pub(super) grids: [GridDraft; 3],
    pub(super) edition: Option<Edition>,
    pub(super) extras: Vec<Extra>,
    pub(super) troubles: Vec<TroubleDraft>,
}

/// Fills the grids. `stuck` are the tables that stand inside running text, whose digits are likely to be stuck together,
/// with their places; `due` is the form that the report's year asks for.
pub(super) fn fill(text: &str, scan: &Scan, stuck: &[Option<Place>; 3], due: Option<Edition>) -> Tables {
    let edition = edition(scan, due);
    let mut filler = Filler {
        text,
        scan,
        form: edition.or(due).unwrap_or(Edition::E2021),
        tables: Tables {
            grids: Table::ALL.map(GridDraft::new),
            edition,
            extras: Vec::new(),
            troubles: Vec::new(),
        },
        again: Default::default(),
        orphans: Default::default(),
    };
    let masks = Table::ALL.map(|table| filler.masks(table));
    let torn = torn(scan);
    // A list in part one may use the words of a table: the table's own part comes first.
    for at_home in [true, false] {
        for (row, &torn) in scan.rows.iter().zip(&torn).filter(|(row, _)| row.at_home == at_home) {
            if torn {
                filler.torn(row);
            } else {
                filler.row(row, &masks[row.table as usize]);
            }
        }
    }
    for table in Table::ALL {
        filler.place(table);
        filler.extra_columns(table);
        filler.repeated(table);
        filler.orphans(table);
        filler.stuck(table, stuck[table as usize]);
    }
    filler.tables.extras.sort_by_key(|extra| extra.place);
    filler.tables
}

/// The form that most labels show.
fn edition(scan: &Scan, due: Option<Edition>) -> Option<Edition> {
    let [mut old, mut new] = scan.evidence;
    let has = |line: RequestLine| {
        scan.rows.iter().any(|row| {
            row.table == Table::Requests
                && row.found == Found::Row(line as u8)
                && scan.values[row.values.clone()].iter().any(is_filled)
        })
    };
    old += u16::from(has(RequestLine::Other) && !has_newer_rows(scan));
    new += u16::from(has(RequestLine::OtherReason));
    match old.cmp(&new) {
        std::cmp::Ordering::Greater => Some(Edition::E2019),
        std::cmp::Ordering::Less => Some(Edition::E2021),
        std::cmp::Ordering::Equal if old > 0 => due.filter(|&due| due != Edition::Before2019),
        std::cmp::Ordering::Equal => None,
    }
}

/// Rows whose label and values stand apart: a label without any value next to values that have no label of the form.
fn torn(scan: &Scan) -> Vec<bool> {
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

fn has_newer_rows(scan: &Scan) -> bool {
    let newer = [RequestLine::NoCorrection, RequestLine::NoPayment, RequestLine::OtherReason];
    scan.rows.iter().any(|row| {
        row.table == Table::Requests && newer.iter().any(|&line| row.found == Found::Row(line as u8))
    })
}

struct Filler<'a> {
    text: &'a str,
    scan: &'a Scan,
    /// For what the labels leave open.
    form: Edition,
    tables: Tables,
    /// Rows that were there before, by table.
    again: [Vec<&'a Row>; 3],
    /// Rows without any label, by table.
    orphans: [Vec<&'a Row>; 3],
}

impl<'a> Filler<'a> {
    fn masks(&self, table: Table) -> Masks {
        let mut masks = Masks::default();
        for row in self.scan.rows.iter().filter(|row| row.table == table) {
            let width = match (row.found, table) {
                (Found::Row(line), _) => self.columns(row, line).len(),
                (_, Table::Requests) => 7,
                _ => continue,
            };
            masks.learn(&self.values(row), width);
        }
        masks
    }

    /// The values of a row, without the rows of nothing but empty cells that the source may have below it.
    fn values(&self, row: &Row) -> Vec<Value> {
        let all = &self.scan.values[row.values.clone()];
        let Some(first) = all.first() else { return Vec::new() };
        if all.iter().all(|value| value.row == first.row) || !all.iter().any(is_filled) {
            return all.to_vec();
        }
        let mut kept = Vec::with_capacity(all.len());
        for line in all.chunk_by(|one, two| one.row == two.row) {
            if line.len() < 2 || line.iter().any(is_filled) {
                kept.extend_from_slice(line);
            }
        }
        kept
    }

    fn header(&self, row: &Row) -> &'a [Column] {
        &self.scan.columns[row.header.clone()]
    }

    /// The columns of a row, in the order in which its values stand.
    fn columns(&self, row: &Row, line: u8) -> Vec<Option<u8>> {
        match row.table {
            Table::Proactive => self.proactive_columns(row, line),
            _ => requests_columns(self.header(row)),
        }
    }

    fn proactive_columns(&self, row: &Row, line: u8) -> Vec<Option<u8>> {
        let expected = |edition| Table::Proactive.expected_columns(edition, line);
        let header = self.header(row);
        let legal = |id: u8| expected(Edition::E2019).contains(&id) || expected(Edition::E2021).contains(&id);
        let named = header.iter().filter(|column| column.id.is_some()).count();
        let ids = || header.iter().filter_map(|column| column.id);
        let once = ids().all(|id| ids().filter(|&other| other == id).count() == 1);
        if named > 0 && once && ids().all(legal) {
            // One unknown word among the columns of a form is the column that is missing there.
            for edition in [self.form, Edition::E2019, Edition::E2021] {
                let form = expected(edition);
                let fits = header.iter().zip(form).all(|(column, &id)| column.id.is_none_or(|own| own == id));
                if form.len() == header.len() && fits && !header.iter().any(|column| column.sub_total) {
                    return form.iter().copied().map(Some).collect();
                }
            }
            if in_one_row(header) {
                return header.iter().map(|column| column.id).collect();
            }
        }
        // Without a header the number of values tells the form, where the two differ in it.
        let printed = self.scan.values[row.values.clone()].iter().filter(|value| is_filled(value)).count();
        let of_form = expected(self.form);
        let other = match self.form {
            Edition::E2019 => expected(Edition::E2021),
            _ => expected(Edition::E2019),
        };
        let form = if of_form.is_empty() || (printed == other.len() && printed != of_form.len()) {
            other
        } else {
            of_form
        };
        form.iter().copied().map(Some).collect()
    }

    fn row(&mut self, row: &'a Row, masks: &Masks) {
        let values = self.values(row);
        let numbers = values.iter().filter(|value| is_filled(value)).count();
        match row.found {
            Found::Row(line) => self.form_row(row, line, &values, masks),
            Found::Group | Found::SubTotal if numbers > 0 => self.extra(row, ExtraKind::SubTotal, numbers),
            Found::Unknown if numbers > 0 => self.extra(row, ExtraKind::Row, numbers),
            Found::Disputes => {
                let grid = &mut self.tables.grids[Table::Disputes as usize];
                match disputes::fill(grid, self.scan, row, &values, masks, self.text) {
                    Outcome::Filled => {}
                    Outcome::Again => self.again[Table::Disputes as usize].push(row),
                    Outcome::Unclear => self.unclear_disputes(row),
                }
            }
            Found::Orphan if numbers > 0 => self.orphans[row.table as usize].push(row),
            _ => {}
        }
    }

    /// A label, or values, that have no counterpart for sure: unknown, and said so once a table.
    fn torn(&mut self, row: &Row) {
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
    fn unclear_disputes(&mut self, row: &Row) {
        let place = whole(row, &self.scan.values);
        let grid = &mut self.tables.grids[Table::Disputes as usize];
        grid.inferred = true;
        for line in grid.lines.iter_mut().filter(|line| !line.present) {
            *line = Line { present: true, whole: place, label: row.label, found: 5, fit: Fit::Official };
        }
        self.say_once(Table::Disputes, "的数字无法与各栏对应，没有读；请核对各栏的名称和顺序", place);
    }

    /// A trouble that several rows of a table have in common.
    fn say_once(&mut self, table: Table, what: &str, place: Place) {
        let message = format!("{}{what}", table.title());
        match self.tables.troubles.iter_mut().find(|trouble| trouble.message == message) {
            Some(trouble) => trouble.place = trouble.place.to(place),
            None => self.tables.troubles.push(TroubleDraft { message, place, blocking: true }),
        }
    }

    fn extra(&mut self, row: &Row, kind: ExtraKind, values: usize) {
        let place = whole(row, &self.scan.values);
        self.tables.extras.push(Extra { table: row.table, kind, place, values: values as u16 });
    }

    fn form_row(&mut self, row: &'a Row, line: u8, values: &[Value], masks: &Masks) {
        let filled = values.iter().any(is_filled);
        let known = &self.tables.grids[row.table as usize].lines[usize::from(line)];
        if known.present && !filled && !row.glued {
            return;
        }
        if known.present && known.found > 0 {
            self.again[row.table as usize].push(row);
            return;
        }
        // The head of three rows, not a row: values there are their sub-total.
        if row.table == Table::Requests && line == RequestLine::Other as u8 && has_newer_rows(self.scan) {
            if filled {
                let numbers = values.iter().filter(|value| is_filled(value)).count();
                self.extra(row, ExtraKind::SubTotal, numbers);
            }
            return;
        }
        let columns = self.columns(row, line);
        let fit = self.fit(row, line);
        let grid = &mut self.tables.grids[row.table as usize];
        let width = columns.len();
        let of_form = columns.iter().flatten().count();
        let place = whole(row, &self.scan.values);
        let found = &mut grid.lines[usize::from(line)];
        *found = Line { present: true, whole: place, label: row.label, found: 0, fit };
        if row.glued || stuck_together(row.table, self.text, values, width) {
            found.found = of_form as u16;
            grid.inferred = true;
            self.say_once(
                row.table,
                "的数字连在一起，无法可靠地分开，没有读；请改用数字各在一格的文件",
                place,
            );
            return;
        }
        let apart = spread(self.text, values, width);
        let values = apart.as_deref().unwrap_or(values);
        let picked = pick(values, width, masks).map(|picked| (picked, columns)).or_else(|| {
            // The header may count sub-totals that the row leaves out.
            let form: Vec<Option<u8>> = match row.table {
                Table::Requests => (0..7).map(Some).collect(),
                _ => return None,
            };
            (width != 7).then(|| pick(values, 7, masks).map(|picked| (picked, form)))?
        });
        let Some((picked, columns)) = picked else {
            found.found = count(values, of_form) as u16;
            if usize::from(found.found) == of_form {
                // As many as the form has, and still in doubt: say so, since no rule will.
                let message =
                    format!("{}的各格无法与各列对应，没有读；请核对原表", row_name(row.table, line));
                self.tables.troubles.push(TroubleDraft { message, place, blocking: true });
            }
            return;
        };
        found.found = columns.iter().flatten().count() as u16;
        let size = row.table.columns().len();
        for (at, column) in picked.into_iter().zip(columns) {
            let Some(column) = column else { continue };
            if let Some(cell) = grid.cells.get_mut(usize::from(line) * size + usize::from(column)) {
                *cell = cell_of(&values[at]);
            }
        }
    }

    /// 规范性文件 and 行政规范性文件 are official, each in its own form.
    fn fit(&self, row: &Row, line: u8) -> Fit {
        let normative = row.table == Table::Proactive && line == ProactiveLine::NormativeDocuments as u8;
        let long = row.label.end - row.label.start >= "行政规范性文件".len() as u32;
        if normative && row.fit == Fit::Official && long != (self.form == Edition::E2021) {
            return Fit::Variant;
        }
        row.fit
    }

    /// A table is there when it has a row with values, or enough of a header.
    fn place(&mut self, table: Table) {
        let index = table as usize;
        let has_values = self.tables.grids[index].lines.iter().any(|line| line.present && line.found > 0)
            || !self.again[index].is_empty();
        if !has_values && self.scan.named[index] < 3 {
            self.tables.grids[index] = GridDraft::new(table);
            return;
        }
        let of_table = self.scan.rows.iter().filter(|row| row.table == table && row.found != Found::Orphan);
        let rows = of_table.map(|row| whole(row, &self.scan.values));
        let columns = self.scan.columns.iter().filter(|column| column.table == table).map(|c| c.place);
        self.tables.grids[index].place = rows.chain(columns).reduce(Place::to);
    }

    fn extra_columns(&mut self, table: Table) {
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
    fn repeated(&mut self, table: Table) {
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
        // A single row elsewhere is a list with the same word.
        for row in again.into_iter().filter(|row| row.at_home) {
            let place = whole(row, &self.scan.values);
            self.tables.extras.push(Extra { table, kind: ExtraKind::Row, place, values: values(row) as u16 });
        }
    }

    /// Numbers that no label claims.
    fn orphans(&mut self, table: Table) {
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
        // One number in a paragraph of its own is likely to be the number of a page.
        if numbers < 2 {
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
    fn stuck(&mut self, table: Table, place: Option<Place>) {
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
        let message = format!(
            "{}的数字连在一起，无法可靠地分开，没有读；请改用数字各在一格的文件（网页或文本表格）",
            table.title()
        );
        self.tables.troubles.retain(|trouble| !place.contains(trouble.place));
        self.tables.troubles.push(TroubleDraft { message, place, blocking: true });
        self.tables.extras.retain(|extra| extra.table != table);
        self.unread(table, place);
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

/// The columns of 表三 in the order of the values: the form prints 总计 in the header above 商业企业, and its values last.
/// Another order is believed where the source has the header in one row; elsewhere its words may have been displaced.
fn requests_columns(header: &[Column]) -> Vec<Option<u8>> {
    let official = || (0..7).map(Some).collect();
    let mut columns: Vec<Option<u8>> = header.iter().map(|column| column.id).collect();
    if (0..7).any(|id| columns.iter().filter(|column| **column == Some(id)).count() != 1) {
        return official();
    }
    if in_one_row(header) {
        return columns;
    }
    let at = |id: Applicant| columns.iter().position(|&column| column == Some(id as u8)).unwrap_or(0);
    if at(Applicant::Total) < at(Applicant::Commercial) {
        let total = columns.remove(at(Applicant::Total));
        columns.push(total);
    }
    if columns.iter().flatten().is_sorted() { columns } else { official() }
}

fn in_one_row(header: &[Column]) -> bool {
    header.iter().all(|column| column.row == header[0].row)
}

/// Fewer values than columns, but enough digits for them, and zeros at their heads that no figure has.
fn stuck_together(table: Table, text: &str, values: &[Value], width: usize) -> bool {
    let filled = values.iter().filter(|value| is_filled(value));
    if table != Table::Requests || width < 2 || filled.clone().count() >= width {
        return false;
    }
    let digits: usize = filled.clone().map(|value| value.place.of(text).len()).sum();
    let headed = |value: &Value| {
        let printed = value.place.of(text);
        printed.len() > 1 && printed.starts_with('0') && printed.bytes().all(|byte| byte.is_ascii_digit())
    };
    digits >= width && (filled.clone().any(headed) || filled.count() == 1)
}

pub(super) fn cell_of(value: &Value) -> CellDraft {
    CellDraft { state: value.state, value: value.number, place: value.place, notes: value.notes }
}

/// From the label to the last value.
pub(super) fn whole(row: &Row, values: &[Value]) -> Place {
    let values = &values[row.values.clone()];
    let last = values.iter().rev().find(|value| is_filled(value) || !value.soft);
    last.map_or(row.label, |value| row.label.to(value.place))
}

fn row_name(table: Table, row: u8) -> String {
    let title = table.rows().get(usize::from(row)).map_or("", |label| label.title);
    format!("{}·{title}", table.title())
}

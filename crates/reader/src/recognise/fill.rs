//! Puts the rows that were found into the grids of the forms; what has no place there becomes an extra or a trouble.

mod columns;
mod leftovers;
mod order;
mod units;

use std::borrow::Cow;
use std::cell::RefCell;
use std::ops::Range;
use std::rc::Rc;

use gouji_core::form::{Edition, ProactiveLine, RequestLine, Table};
use gouji_core::place::Place;
use gouji_core::report::{CellDraft, CellState, Extra, ExtraKind, Fit, GridDraft, Line, TroubleDraft};

use crate::budget::Budget;
use crate::recognise::disputes::{self, Outcome};
use crate::recognise::fill::columns::{edition, requests_columns};
use crate::recognise::fill::leftovers::torn;
use crate::recognise::found::{Column, Found, Row, Scan, Value};
use crate::recognise::pick::{Masks, count, is_filled, pick, spread};

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
pub(super) fn fill(
    text: &str,
    scan: &Scan,
    stuck: &[Option<Place>; 3],
    due: Option<Edition>,
    budget: &Budget,
) -> Tables {
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
        glued: [None; 3],
        by_spaces: Table::ALL.map(|table| by_spaces(text, scan, table)),
        last: RefCell::default(),
    };
    let masks = Table::ALL.map(|table| filler.masks(table));
    let torn = torn(scan);
    // A list in part one may use the words of a table: the table's own part comes first.
    for at_home in [true, false] {
        for (row, &torn) in scan.rows.iter().zip(&torn).filter(|(row, _)| row.at_home == at_home) {
            if budget.is_spent() {
                break;
            }
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
        filler.orders(table);
        filler.orphans(table);
        filler.stuck(table, stuck[table as usize].or_else(|| filler.glued(table)));
    }
    filler.units();
    filler.counts();
    filler.tables.extras.sort_by_key(|extra| extra.place);
    filler.tables
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
    /// Where rows stand whose digits are stuck together, by table.
    glued: [Option<Place>; 3],
    /// By table: nothing but spaces parts its columns, so that blank cells cannot be seen.
    by_spaces: [bool; 3],
    /// The columns of the last head of 表三 or 表四: most rows of a table have one head.
    last: RefCell<Option<(Head, Columns)>>,
}

/// The columns of a row, in the order in which its values stand.
type Columns = Rc<[Option<u8>]>;

/// A head, and whether it names fewer columns than the form.
type Head = (Range<usize>, bool);

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
    fn values(&self, row: &Row) -> Cow<'a, [Value]> {
        let all = &self.scan.values[row.values.clone()];
        let Some(first) = all.first() else { return Cow::Borrowed(all) };
        if all.iter().all(|value| value.row == first.row) || !all.iter().any(is_filled) {
            return Cow::Borrowed(all);
        }
        let mut kept = Vec::with_capacity(all.len());
        for line in all.chunk_by(|one, two| one.row == two.row) {
            if line.len() < 2 || line.iter().any(is_filled) {
                kept.extend_from_slice(line);
            }
        }
        Cow::Owned(kept)
    }

    fn header(&self, row: &Row) -> &'a [Column] {
        &self.scan.columns[row.header.clone()]
    }

    fn columns(&self, row: &Row, line: u8) -> Columns {
        if row.table == Table::Proactive {
            return self.proactive_columns(row, line).into();
        }
        let head = (row.header.clone(), self.lacks_column(row));
        if let Some((known, columns)) = &*self.last.borrow()
            && *known == head
        {
            return Rc::clone(columns);
        }
        let columns: Columns = match head.1 {
            true => columns::total_last(self.header(row)),
            false => requests_columns(self.text, self.header(row)),
        }
        .into();
        *self.last.borrow_mut() = Some((head, Rc::clone(&columns)));
        columns
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
            let known = &mut self.glued[row.table as usize];
            *known = Some(known.map_or(place, |before| before.to(place)));
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
            let form: Columns = match row.table {
                Table::Requests => (0..7).map(Some).collect(),
                _ => return None,
            };
            (width != 7).then(|| pick(values, 7, masks).map(|picked| (picked, form)))?
        });
        let Some((picked, columns)) = picked else {
            found.found = count(values, of_form) as u16;
            if self.by_spaces[row.table as usize] && usize::from(found.found) != of_form {
                // How many cells the row really has nobody can tell.
                found.found = of_form as u16;
                grid.inferred = true;
                self.say_once(
                    row.table,
                    "有几行只用空格分栏，数字的个数与列数不符，看不出空着的是哪一格，没有读；请改用有表格的文件",
                    place,
                );
                return;
            }
            if usize::from(found.found) == of_form {
                // As many as the form has, and still in doubt: say so, since no rule will.
                let message =
                    format!("{}的各格无法与各列对应，没有读；请核对原表", row_name(row.table, line));
                self.tables.troubles.push(TroubleDraft { message, place, blocking: true });
            }
            return;
        };
        found.found = columns.iter().flatten().count() as u16;
        let beyond = (0..values.len()).filter(|at| !picked.contains(at)).map(|at| &values[at]);
        let remark = beyond.filter(|value| value.state == CellState::Text).map(|value| value.place).next();
        let size = row.table.columns().len();
        for (at, column) in picked.into_iter().zip(columns.iter().copied()) {
            let Some(column) = column else { continue };
            if let Some(cell) = grid.cells.get_mut(usize::from(line) * size + usize::from(column)) {
                *cell = cell_of(&values[at]);
            }
        }
        if let Some(remark) = remark {
            self.say_once(
                row.table,
                "有的行在应有的各格之外还有一格文字，没有读；请核对这一栏是否影响表里的数字",
                remark,
            );
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

    /// The lines of a table that has rows whose digits are stuck together.
    fn glued(&self, table: Table) -> Option<Place> {
        self.glued[table as usize]?;
        let place = self.tables.grids[table as usize].place?;
        let start = self.text.get(..place.start as usize)?.rfind('\n').map_or(0, |newline| newline + 1);
        let rest = self.text.get(place.end as usize..)?;
        let end = place.end as usize + rest.find('\n').unwrap_or(rest.len());
        Some(Place::from(start..end))
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
}

/// Whether the values of a table's rows are set apart by spaces alone, as programs write that take the text out of a
/// page.
fn by_spaces(text: &str, scan: &Scan, table: Table) -> bool {
    scan.rows.iter().filter(|row| row.table == table).any(|row| {
        scan.values[row.values.clone()].windows(2).any(|pair| {
            let gap = text.get(pair[0].place.end as usize..pair[1].place.start as usize).unwrap_or("");
            !gap.is_empty() && gap.chars().all(|character| matches!(character, ' ' | '\u{A0}' | '\u{3000}'))
        })
    })
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

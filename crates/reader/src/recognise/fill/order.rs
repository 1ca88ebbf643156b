//! Columns in another order than the form's: read by their heads, and said; twice the same: not read.

use gouji_core::form::Table;
use gouji_core::place::Place;
use gouji_core::report::TroubleDraft;

use crate::recognise::fill::Filler;
use crate::recognise::found::{Column, Found, Row};

impl Filler<'_> {
    /// Says where the heads of a table's columns do not agree with the form.
    pub(super) fn orders(&mut self, table: Table) {
        if self.tables.grids[table as usize].place.is_none() {
            return;
        }
        let mut seen = None;
        let (mut other, mut twice): (Option<Place>, Option<Place>) = (None, None);
        let mut lacking: Option<Place> = None;
        for row in self.scan.rows.iter().filter(|row| row.table == table) {
            if table == Table::Requests && matches!(row.found, Found::Row(_)) && self.lacks_column(row) {
                lacking =
                    lacking.or_else(|| self.header(row).iter().map(|column| column.place).reduce(Place::to));
            }
            if seen.replace(row.header.clone()) == Some(row.header.clone()) {
                continue;
            }
            let header = &self.scan.columns[row.header.clone()];
            if table != Table::Disputes {
                twice = twice.or_else(|| named_twice(header));
            }
            if self.is_reordered(row, header) {
                other = other.or_else(|| header.iter().map(|column| column.place).reduce(Place::to));
            }
        }
        if let Some(place) = lacking {
            self.tables.grids[table as usize].inferred = true;
            let message = format!(
                "{}的表头比格式少了栏，是按表头有的各栏读的；请核对是否有隐藏或漏掉的一栏",
                table.title()
            );
            self.tables.troubles.push(TroubleDraft { message, place, blocking: true });
        }
        if let Some(place) = twice {
            let message = format!(
                "{}的表头里有一栏“{}”出现了两次，不知道以哪一栏为准；请核对表头",
                table.title(),
                place.of(self.text)
            );
            self.tables.troubles.push(TroubleDraft { message, place, blocking: true });
        }
        if let Some(place) = other {
            self.tables.grids[table as usize].inferred = true;
            let message = format!(
                "{}各栏的次序与格式不同，是按表头读的；由它得出的结论最多算警告，请对照原表核对",
                table.title()
            );
            self.tables.troubles.push(TroubleDraft { message, place, blocking: false });
        }
    }

    /// Whether the columns of a row do not follow the form.
    fn is_reordered(&self, row: &Row, header: &[Column]) -> bool {
        let columns: Vec<u8> = match row.found {
            Found::Row(line) => self.columns(row, line).iter().copied().flatten().collect(),
            Found::Disputes => return !in_turn(header),
            _ => return false,
        };
        let Found::Row(line) = row.found else { return false };
        let of_form = |edition| {
            let mut form = row.table.expected_columns(edition, line).iter();
            columns.iter().all(|column| form.any(|id| id == column))
        };
        use gouji_core::form::Edition::{E2019, E2021};
        !columns.is_empty() && !of_form(E2019) && !of_form(E2021)
    }
}

/// Whether the results of 表四 follow each other as in the form, from one block to the next.
fn in_turn(header: &[Column]) -> bool {
    let ids: Vec<u8> = header.iter().filter_map(|column| column.id).collect();
    let width = Table::Disputes.columns().len();
    let whole = ids.len().is_multiple_of(width);
    !whole || ids.chunks(width).all(|block| block.is_sorted())
}

/// A column that a header names twice: not because the whole header is printed again.
fn named_twice(header: &[Column]) -> Option<Place> {
    let ids: Vec<u8> = header.iter().filter_map(|column| column.id).collect();
    let (first, again) = ids.split_at(ids.len() / 2);
    if first == again {
        return None;
    }
    let known = header.iter().filter(|column| column.id.is_some());
    known
        .enumerate()
        .find(|(at, column)| ids[..*at].contains(&column.id.unwrap_or(0)))
        .map(|(_, column)| column.place)
}

//! Which form the tables follow, and which column each value of a row belongs to.

use gouji_core::form::{Applicant, Edition, RequestLine, Table};

use crate::recognise::fill::{Filler, has_newer_rows};
use crate::recognise::found::{Column, Found, Row, Scan};
use crate::recognise::pick::is_filled;

/// The form that most labels show.
pub(super) fn edition(scan: &Scan, due: Option<Edition>) -> Option<Edition> {
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

impl Filler<'_> {
    /// Whether the head of 表三 names fewer columns than the form, each once, and the row has as many figures as it names.
    pub(super) fn lacks_column(&self, row: &Row) -> bool {
        let header = self.header(row);
        let ids = || header.iter().filter_map(|column| column.id);
        let once = || ids().enumerate().all(|(at, id)| !ids().take(at).any(|before| before == id));
        let printed = || self.scan.values[row.values.clone()].iter().filter(|value| is_filled(value)).count();
        let named = ids().count();
        (4..7).contains(&named) && named == header.len() && once() && printed() == named
    }

    pub(super) fn proactive_columns(&self, row: &Row, line: u8) -> Vec<Option<u8>> {
        let expected = |edition| Table::Proactive.expected_columns(edition, line);
        let header = self.header(row);
        let legal = |id: u8| expected(Edition::E2019).contains(&id) || expected(Edition::E2021).contains(&id);
        let named = header.iter().filter(|column| column.id.is_some()).count();
        let printed = self.scan.values[row.values.clone()].iter().filter(|value| is_filled(value)).count();
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
            // A row with more values than that is one whose header was not fully read: 本年新 for 本年新制作数量.
            if in_one_row(header) && printed <= header.len() {
                return header.iter().map(|column| column.id).collect();
            }
        }
        // Without a header the number of values tells the form, where the two differ in it.
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
}

/// The columns of 表三 in the order of the values: the form prints 总计 in the header above 商业企业, and its values last.
/// Another order is believed where the source has each line of the header in one row; elsewhere its words may have been
/// displaced.
pub(super) fn requests_columns(text: &str, header: &[Column]) -> Vec<Option<u8>> {
    let official = || (0..7).map(Some).collect();
    let mut columns: Vec<Option<u8>> = header.iter().map(|column| column.id).collect();
    if (0..7).any(|id| columns.iter().filter(|column| **column == Some(id)).count() != 1) {
        return official();
    }
    if in_one_row(header) {
        return columns;
    }
    if let Some(columns) = in_two_rows(text, header) {
        return columns;
    }
    columns = total_last(header);
    if columns.iter().flatten().is_sorted() { columns } else { official() }
}

/// The columns as they are printed, but 总计 behind what stands below it in the header.
pub(super) fn total_last(header: &[Column]) -> Vec<Option<u8>> {
    let mut columns: Vec<Option<u8>> = header.iter().map(|column| column.id).collect();
    let at = |id: Applicant| columns.iter().position(|&column| column == Some(id as u8));
    if let (Some(total), Some(first)) = (at(Applicant::Total), at(Applicant::Commercial))
        && total < first
    {
        let total = columns.remove(total);
        columns.push(total);
    }
    columns
}

/// The order of a header whose upper row has 自然人, 法人或其他组织 and 总计, and whose lower one what stands under 法人.
fn in_two_rows(text: &str, header: &[Column]) -> Option<Vec<Option<u8>>> {
    let is_upper = |column: &&Column| {
        column.id == Some(Applicant::NaturalPerson as u8) || column.id == Some(Applicant::Total as u8)
    };
    let upper: Vec<&Column> = header.iter().filter(is_upper).collect();
    let lower: Vec<&Column> = header.iter().filter(|column| !is_upper(column)).collect();
    let one_row = |columns: &[&Column]| columns.windows(2).all(|two| two[0].row == two[1].row);
    if lower.len() != 5 || !one_row(&lower) || !one_row(&upper) || upper[0].row == lower[0].row {
        return None;
    }
    let line = upper[0].place.to(upper[1].place);
    let start = text.get(..line.start as usize)?.rfind('\n').map_or(0, |end| end + 1);
    let organisations =
        text.get(start..lower[0].place.start as usize)?.find("法人").map(|at| (start + at) as u32)?;
    let mut order: Vec<(u32, Vec<Option<u8>>)> =
        upper.iter().map(|column| (column.place.start, vec![column.id])).collect();
    order.push((organisations, lower.iter().map(|column| column.id).collect()));
    order.sort_by_key(|(place, _)| *place);
    Some(order.into_iter().flat_map(|(_, columns)| columns).collect())
}

fn in_one_row(header: &[Column]) -> bool {
    header.iter().all(|column| column.row == header[0].row)
}

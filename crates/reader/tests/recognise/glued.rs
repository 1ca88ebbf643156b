//! Tables whose digits are stuck together: cut by the sums of the form, or said to be unread; never guessed.

use gouji_core::form::{CellId, Edition, Table};
use gouji_core::report::Draft;
use proptest::prelude::*;

use crate::support::{around, read, rows, shown, troubles};

const FORM: Edition = Edition::E2021;

/// 表三 by its rows that are not all zero, of `new`, `granted` and so on: all seven figures each.
type Rows<'a> = &'a [(&'a str, [u32; 7])];

/// The figure that stands in a cell.
fn figure(given: Rows, id: CellId) -> u32 {
    let key = id.table.rows()[usize::from(id.row)].key;
    given.iter().find(|(row, _)| *row == key).map_or(0, |(_, figures)| figures[usize::from(id.column)])
}

/// A report in which nothing parts the cells of the tables.
fn report(given: Rows) -> String {
    let tables = Table::ALL.map(|table| {
        let cell = |id: CellId| {
            if table == Table::Requests { figure(given, id).to_string() } else { "0".to_owned() }
        };
        rows(table, FORM, cell).concat().concat()
    });
    around([&tables[0], &tables[1], &tables[2]])
}

/// The figures of 表三 as they were read, `None` where it stayed unread.
fn read_requests(draft: &Draft) -> Option<Vec<String>> {
    let keys = Table::Requests.rows().iter().filter(|row| row.key != "other");
    let shown: Vec<String> = keys.map(|row| shown(draft, Table::Requests, row.key)).collect();
    shown.iter().any(|row| !row.is_empty()).then_some(shown)
}

#[track_caller]
fn check(given: Rows, expected: &[(&str, &str)], said: &str) {
    let draft = read(&report(given));
    for (row, figures) in expected {
        assert_eq!(shown(&draft, Table::Requests, row), *figures, "{row}");
    }
    assert!(draft.grids[Table::Requests as usize].inferred);
    assert!(troubles(&draft).iter().any(|trouble| trouble.contains(said)), "{:?}", troubles(&draft));
}

#[test]
fn what_can_be_cut_in_one_way_is_read() {
    check(
        &[
            ("new", [71, 3, 0, 0, 0, 0, 74]),
            ("carried_in", [1, 0, 0, 0, 0, 0, 1]),
            ("granted", [62, 3, 0, 0, 0, 0, 65]),
            ("unavailable.not_held", [10, 0, 0, 0, 0, 0, 10]),
            ("total", [72, 3, 0, 0, 0, 0, 75]),
        ],
        &[
            ("new", "71 3 0 0 0 0 74"),
            ("denied.state_secret", "0 0 0 0 0 0 0"),
            ("unavailable.not_held", "10 0 0 0 0 0 10"),
            ("carried_out", "0 0 0 0 0 0 0"),
        ],
        "按各行各列的勾稽关系拆开",
    );
}

#[test]
fn the_columns_decide_between_the_ways_to_cut_a_row() {
    // 1110000012 alone is 1, 11 and 12 as well as 11, 1 and 12.
    check(
        &[
            ("new", [1, 11, 0, 0, 0, 0, 12]),
            ("granted", [1, 2, 0, 0, 0, 0, 3]),
            ("partly_granted", [0, 9, 0, 0, 0, 0, 9]),
            ("total", [1, 11, 0, 0, 0, 0, 12]),
        ],
        &[("new", "1 11 0 0 0 0 12"), ("total", "1 11 0 0 0 0 12")],
        "按各行各列的勾稽关系拆开",
    );
}

#[test]
fn what_can_be_cut_in_two_ways_is_not_read() {
    check(
        &[
            ("new", [1, 11, 0, 0, 0, 0, 12]),
            ("granted", [1, 11, 0, 0, 0, 0, 12]),
            ("total", [1, 11, 0, 0, 0, 0, 12]),
        ],
        &[("new", ""), ("granted", "")],
        "有不止一种拆法",
    );
}

#[test]
fn a_row_that_cannot_add_up_is_named() {
    check(
        &[
            ("new", [5, 0, 0, 0, 0, 0, 5]),
            ("granted", [5, 0, 0, 0, 0, 0, 4]),
            ("total", [5, 0, 0, 0, 0, 0, 5]),
        ],
        &[("granted", ""), ("new", "")],
        "“予以公开”一行的数字连在一起（5000004），没有一种拆法能使各格之和等于总计",
    );
}

#[test]
fn columns_that_do_not_add_up_are_the_reports_matter() {
    check(
        &[
            ("new", [5, 0, 0, 0, 0, 0, 5]),
            ("granted", [4, 0, 0, 0, 0, 0, 4]),
            ("total", [4, 0, 0, 0, 0, 0, 4]),
        ],
        &[("new", "5 0 0 0 0 0 5"), ("total", "4 0 0 0 0 0 4")],
        "按各行各列的勾稽关系拆开",
    );
}

#[test]
fn other_tables_are_read_as_far_as_they_are_certain() {
    let tables = Table::ALL.map(|table| {
        rows(table, FORM, |id| {
            let [documents, one] = [["8", "0", "12"], ["0", "4", "4"]];
            match (table, id.row) {
                (Table::Proactive, 0) => documents[usize::from(id.column).saturating_sub(8)].to_owned(),
                (Table::Proactive, _) => "53".to_owned(),
                (Table::Disputes, 1) => [one[1], "0", "0", "0", one[1]][usize::from(id.column)].to_owned(),
                _ => "0".to_owned(),
            }
        })
        .concat()
        .concat()
    });
    let draft = read(&around([&tables[0], &tables[1], &tables[2]]));
    assert_eq!(shown(&draft, Table::Disputes, "direct_litigation"), "4 0 0 0 4");
    assert_eq!(shown(&draft, Table::Proactive, "licensing"), "53");
    assert_eq!(shown(&draft, Table::Proactive, "normative_documents"), "");
    let said = troubles(&draft);
    assert!(
        said.iter().any(|trouble| trouble.contains("“规范性文件”一行的数字连在一起（535353）")),
        "{said:?}"
    );
}

proptest! {
    #![proptest_config(ProptestConfig::with_cases(64))]

    /// Whatever the figures are, a table that adds up is read as it was, or said to be unread.
    #[test]
    fn a_table_is_read_right_or_not_at_all(
        granted in prop::array::uniform6(0_u32..300),
        denied in prop::array::uniform6(0_u32..30),
        carried_in in prop::array::uniform6(0_u32..12),
        carried_out in prop::array::uniform6(0_u32..12),
    ) {
        let with_total = |parts: [u32; 6]| {
            let [a, b, c, d, e, f] = parts;
            [a, b, c, d, e, f, parts.iter().sum()]
        };
        let total: [u32; 6] = std::array::from_fn(|at| granted[at] + denied[at] + carried_in[at]);
        let new: [u32; 6] = std::array::from_fn(|at| granted[at] + denied[at] + carried_out[at]);
        let given = [
            ("new", with_total(new)),
            ("carried_in", with_total(carried_in)),
            ("granted", with_total(granted)),
            ("denied.third_party", with_total(denied)),
            ("unprocessed.repeat", with_total(carried_in)),
            ("total", with_total(total)),
            ("carried_out", with_total(carried_out)),
        ];
        let draft = read(&report(&given));
        if let Some(read) = read_requests(&draft) {
            let keys = Table::Requests.rows().iter().enumerate().filter(|(_, row)| row.key != "other");
            let printed: Vec<String> = keys.map(|(row, _)| {
                let figures = (0..7).map(|column| figure(&given, CellId { table: Table::Requests, row: row as u8, column }));
                figures.map(|figure| figure.to_string()).collect::<Vec<_>>().join(" ")
            }).collect();
            prop_assert_eq!(read, printed);
        } else {
            prop_assert!(draft.troubles.iter().any(|trouble| trouble.blocking && trouble.message.starts_with("表三")));
        }
    }
}

//! Tables made at random.

use gouji_core::form::{Applicant, DisputeKind, RequestLine, Table};
use gouji_core::place::Place;
use gouji_core::report::{CellDraft, CellState, Draft, GridDraft};
use proptest::prelude::*;

use super::*;
use RequestLine::{CarriedIn, Granted, New, Total};

const EDITIONS: [Edition; 2] = [Edition::E2019, Edition::E2021];

/// The cells of a 表三 whose equations hold, row by row, those that the edition lacks left at zero.
fn consistent(edition: Edition) -> impl Strategy<Value = Vec<Vec<i64>>> {
    let part = prop_oneof![3 => Just(0_i64), 2 => 0_i64..40];
    let column = proptest::collection::vec(part, RequestLine::ALL.len());
    proptest::collection::vec(column, 6).prop_map(move |mut columns| {
        columns.iter_mut().for_each(|column| balance(column, edition));
        let row = |row: usize| columns.iter().map(move |column| column[row]);
        (0..RequestLine::ALL.len()).map(|at| row(at).chain([row(at).sum()]).collect()).collect()
    })
}

/// Makes the total of a column, and what was received, fit the rest.
fn balance(column: &mut [i64], edition: Edition) {
    let results = Granted as usize..Total as usize;
    let has = |row: &usize| !Table::Requests.expected_columns(edition, *row as u8).is_empty();
    let total: i64 = results.filter(has).map(|row| column[row]).sum();
    let due = total + column[RequestLine::CarriedOut as usize];
    let carried_in = column[CarriedIn as usize].min(due);
    column[Total as usize] = total;
    column[CarriedIn as usize] = carried_in;
    column[New as usize] = due - carried_in;
}

fn table(edition: Edition, cells: &[Vec<i64>]) -> Draft {
    let mut draft = Draft { edition: Some(edition), ..Draft::default() };
    let mut grid = GridDraft::new(Table::Requests);
    for (row, values) in cells.iter().enumerate() {
        for &column in Table::Requests.expected_columns(edition, row as u8) {
            let start = draft.text.len() as u32;
            draft.text.push_str(&values[usize::from(column)].to_string());
            grid.cells[row * 7 + usize::from(column)] = CellDraft {
                state: CellState::Number,
                value: Decimal::from_int(values[usize::from(column)]).unwrap(),
                place: Place::new(start, draft.text.len() as u32),
                ..CellDraft::default()
            };
        }
    }
    draft.grids[Table::Requests as usize] = grid;
    draft
}

/// Whether a finding, or one of its alternatives, gives a cell its value back.
fn restores(solved: &Solved, cell: CellId, value: i64) -> bool {
    let said = format!("{cell}写的是 ");
    let wanted = format!("，应为 {value}");
    let in_message = solved.found.message.split(&said).skip(1).any(|rest| {
        rest.split_once("，应为 ").is_some_and(|(_, to)| to.starts_with(&wanted["，应为 ".len()..]))
    });
    let alone = solved.found.spot == cell.into()
        && solved.found.repair.as_ref().is_some_and(|repair| repair.with == value.to_string());
    alone || in_message
}

/// A cell of the edition.
fn any_cell(edition: Edition) -> impl Strategy<Value = (u8, u8)> {
    (0..RequestLine::ALL.len() as u8, 0..Applicant::ALL.len() as u8)
        .prop_filter("a row of the edition", move |(row, column)| {
            Table::Requests.expects(edition, *row, *column)
        })
}

proptest! {
    #![proptest_config(ProptestConfig { cases: 400, failure_persistence: None, ..ProptestConfig::default() })]

    #[test]
    fn a_consistent_table_gives_nothing(edition in 0..2_usize, seed in (consistent(EDITIONS[0]), consistent(EDITIONS[1]))) {
        let cells = if edition == 0 { seed.0 } else { seed.1 };
        prop_assert_eq!(solved(&table(EDITIONS[edition], &cells)), []);
    }

    #[test]
    fn one_changed_cell_is_found_and_restored(
        (mut cells, (row, column), to) in (consistent(Edition::E2021), any_cell(Edition::E2021), 0_i64..60)
    ) {
        let cell = CellId { table: Table::Requests, row, column };
        let value = std::mem::replace(&mut cells[usize::from(row)][usize::from(column)], to);
        prop_assume!(value != to);
        let solved = solved(&table(Edition::E2021, &cells));
        prop_assert_eq!(solved.len(), 1, "{:#?}", solved);
        prop_assert_eq!(solved[0].found.spot, cell.into());
        let repair = solved[0].found.repair.clone().unwrap();
        prop_assert_eq!((repair.replace, repair.with), (to.to_string(), value.to_string()));
        prop_assert_eq!(&solved[0].alternatives[..], &[]);
    }

    #[test]
    fn two_changed_cells_in_different_lines_are_found_and_restored(
        (mut cells, at, by) in (
            consistent(Edition::E2019),
            [any_cell(Edition::E2019), any_cell(Edition::E2019)],
            [1_i64..20, 30_i64..60],
        )
    ) {
        prop_assume!(at[0].0 != at[1].0 && at[0].1 != at[1].1);
        let mut values = [0; 2];
        for ((row, column), (value, by)) in at.into_iter().zip(values.iter_mut().zip(by)) {
            let cell = &mut cells[usize::from(row)][usize::from(column)];
            *value = *cell;
            *cell += by;
        }
        let solved = solved(&table(Edition::E2019, &cells));
        prop_assert_eq!(solved.len(), 2, "{:#?}", solved);
        for ((row, column), value) in at.into_iter().zip(values) {
            let cell = CellId { table: Table::Requests, row, column };
            prop_assert!(solved.iter().any(|solved| restores(solved, cell, value)), "{cell} {value} {:#?}", solved);
        }
    }

    /// Whatever the numbers, the solver comes to an end, soon, and every finding has its equations.
    #[test]
    fn any_table_is_told_about(
        cells in proptest::collection::vec(proptest::collection::vec(-3_i64..1_000_000, 7), RequestLine::ALL.len())
    ) {
        for Solved { found, .. } in solved(&table(Edition::E2021, &cells)) {
            prop_assert!(!found.message.is_empty() && !found.rule.is_empty());
        }
    }

    /// A cell that nobody could read is in no finding, and adds none.
    #[test]
    fn unknown_cells_give_no_findings(
        (cells, hidden) in (consistent(Edition::E2021), proptest::collection::vec(any_cell(Edition::E2021), 1..20))
    ) {
        let mut draft = table(Edition::E2021, &cells);
        for (row, column) in hidden {
            let cell = &mut draft.grids[Table::Requests as usize].cells[usize::from(row) * 7 + usize::from(column)];
            cell.state = if row % 2 == 0 { CellState::Text } else { CellState::Missing };
        }
        prop_assert_eq!(solved(&draft), []);
    }

    /// Of 表四 a single equation is broken, so that no cell is sure; the finding is there all the same.
    #[test]
    fn a_changed_case_count_is_one_finding(
        parts in proptest::array::uniform4(0_i32..9),
        (at, by) in (0..5_usize, 1_i32..9),
        kind in proptest::sample::select(DisputeKind::ALL),
    ) {
        let mut row = [parts[0], parts[1], parts[2], parts[3], parts.iter().sum()];
        row[at] += by;
        let fixture = format!("disputes.{} = {row:?}", kind.key());
        let solved = solved(&fixture::parse(&fixture).unwrap());
        prop_assert_eq!(solved.len(), 1);
        prop_assert_eq!(&solved[0].found.rule, &format!("T4-0{}", kind as u8 + 1));
    }
}

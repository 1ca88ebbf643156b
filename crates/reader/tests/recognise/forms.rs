//! Every cell of both forms is found, whatever separates the cells.

use gouji_core::form::{CellId, Edition, Table};
use gouji_core::report::{CellState, Fit};

use crate::support::{laid_out, numbered, piped, read, shown};

type Layout = (&'static str, fn(&[Vec<String>]) -> String);

const LAYOUTS: &[Layout] = &[
    ("pipes between", piped),
    ("pipes behind", |rows| lines(rows, |row| format!("{} |", row.join(" | ")))),
    ("pipes before", |rows| lines(rows, |row| format!("| {}", row.join(" | ")))),
    ("pipes around", |rows| lines(rows, |row| format!("| {} |", row.join(" | ")))),
    ("empty cells at the end", |rows| lines(rows, |row| format!("{} | | | |", row.join(" | ")))),
    ("a grid of empty cells", |rows| lines(rows, |row| format!("{} | | |", row.join(" | | | ")))),
    ("a cell a line, pipe behind", |rows| lines(rows, |row| format!("{} |", row.join(" |\n")))),
    ("a cell a line, pipe before", |rows| lines(rows, |row| format!("| {}", row.join("\n| ")))),
    ("cells and pipes in turn", |rows| lines(rows, |row| format!("{}\n|", row.join("\n|\n")))),
    ("a cell a line", |rows| lines(rows, |row| row.join("\n"))),
    ("tabs", |rows| lines(rows, |row| row.join("\t"))),
    ("columns of spaces", |rows| lines(rows, |row| row.join("    "))),
    ("single spaces", |rows| lines(rows, |row| row.join(" "))),
    ("html", |rows| {
        let cells =
            |row: &[String]| row.iter().map(|cell| format!("<td><p>{cell}</p></td>")).collect::<String>();
        format!("<table>{}</table>", lines(rows, |row| format!("<tr>{}</tr>", cells(row))))
    }),
    ("html with broken labels", |rows| {
        let broken = |cell: &str| {
            let at = cell.char_indices().nth(3).map_or(0, |(at, _)| at);
            if cell.starts_with(|c: char| c.is_ascii_digit()) {
                cell.to_owned()
            } else {
                format!("{}<br>{}", &cell[..at], &cell[at..])
            }
        };
        let cells =
            |row: &[String]| row.iter().map(|cell| format!("<td>{}</td>", broken(cell))).collect::<String>();
        format!("<table>{}</table>", lines(rows, |row| format!("<tr>{}</tr>", cells(row))))
    }),
];

fn lines(rows: &[Vec<String>], line: impl Fn(&[String]) -> String) -> String {
    rows.iter().map(|row| line(row)).collect::<Vec<_>>().join("\n")
}

#[track_caller]
fn check_all(edition: Edition, layout: &Layout) {
    let draft = read(&laid_out(edition, layout.1, numbered));
    let name = layout.0;
    assert_eq!(draft.edition, Some(edition), "{name}");
    for table in Table::ALL {
        let grid = &draft.grids[table as usize];
        for row in 0..table.rows().len() as u8 {
            for column in 0..table.columns().len() as u8 {
                let id = CellId { table, row, column };
                let cell = grid.cells[usize::from(row) * table.columns().len() + usize::from(column)];
                if table.expects(edition, row, column) {
                    assert_eq!(cell.value.to_string(), numbered(id), "{name}: {id}");
                    assert_eq!(cell.place.of(&draft.text), numbered(id), "{name}: {id}");
                } else {
                    assert_eq!(cell.state, CellState::Missing, "{name}: {id}");
                }
            }
            let line = grid.lines[usize::from(row)];
            let width = table.expected_columns(edition, row).len();
            assert_eq!(line.present, width > 0, "{name}: {table:?} {row}");
            assert_eq!(usize::from(line.found), width, "{name}: {table:?} {row}");
            assert!(line.fit == Fit::Official, "{name}: {table:?} {row}: {:?}", line.label.of(&draft.text));
        }
    }
    assert_eq!(draft.troubles, [], "{name}");
    assert_eq!(draft.extras, [], "{name}");
    let numbers: Vec<u8> = draft.parts.iter().map(|part| part.number).collect();
    assert_eq!(numbers, [1, 2, 3, 4, 5, 6], "{name}");
    let prose = draft.paragraphs.iter().filter(|p| !(1..=6).any(|n| draft.parts[n - 1].heading == p.place));
    let prose: Vec<&str> = prose.map(|p| p.place.of(&draft.text)).collect();
    assert_eq!(prose, ["全县运转正常。", "问题不少。", "无。"], "{name}");
}

#[test]
fn every_layout_of_both_forms() {
    for layout in LAYOUTS {
        // A page begins with a tag.
        check_all(Edition::E2019, layout);
        check_all(Edition::E2021, layout);
    }
}

/// Blanks, dashes and texts keep their columns wherever the layout shows them.
#[test]
fn states_survive_the_layouts() {
    let cell = |id: CellId| match (id.table, id.row, id.column) {
        (Table::Requests, 1, 0) => String::new(),
        (Table::Requests, 2, 3) => "/".to_owned(),
        (Table::Requests, 3, 6) => "见附件".to_owned(),
        (Table::Proactive, 2, _) => "增8".to_owned(),
        (Table::Disputes, 1, 2) => "—".to_owned(),
        _ => "0".to_owned(),
    };
    for layout in LAYOUTS {
        if ["columns of spaces", "single spaces", "a grid of empty cells"].contains(&layout.0) {
            continue;
        }
        let draft = read(&laid_out(Edition::E2019, layout.1, cell));
        let show = |table, key| shown(&draft, table, key);
        let name = layout.0;
        assert_eq!(show(Table::Requests, "carried_in"), "_ 0 0 0 0 0 0", "{name}");
        assert_eq!(show(Table::Requests, "granted"), "0 0 0 / 0 0 0", "{name}");
        assert_eq!(show(Table::Requests, "denied.state_secret"), "0 0 0 0 0 0 0", "{name}");
        assert_eq!(show(Table::Proactive, "licensing"), "8 8 8", "{name}");
        assert_eq!(show(Table::Disputes, "direct_litigation"), "0 0 / 0 0", "{name}");
        if !name.contains("a cell a line") && !name.contains("in turn") {
            assert_eq!(show(Table::Requests, "partly_granted"), "0 0 0 0 0 0 “见附件”", "{name}");
        }
    }
}

#[test]
fn a_blank_total_at_the_end_of_a_line_is_a_cell() {
    let last = |id: CellId| if id.column == 6 { String::new() } else { "0".to_owned() };
    let draft =
        read(&laid_out(Edition::E2021, piped, |id| if id.row == 4 { last(id) } else { "1".to_owned() }));
    assert_eq!(shown(&draft, Table::Requests, "denied.state_secret"), "0 0 0 0 0 0 _");
    assert_eq!(shown(&draft, Table::Requests, "denied.law_prohibited"), "1 1 1 1 1 1 1");
}

#[test]
fn an_empty_form_has_rows_of_blanks() {
    let drawn = |rows: &[Vec<String>]| lines(rows, |row| format!("| {} |", row.join(" | ")));
    let draft = read(&laid_out(Edition::E2021, drawn, |_| String::new()));
    assert_eq!(shown(&draft, Table::Requests, "new"), "_ _ _ _ _ _ _");
    assert_eq!(shown(&draft, Table::Proactive, "fees"), "_");
    assert_eq!(shown(&draft, Table::Disputes, "reconsideration"), "_ _ _ _ _");
    assert_eq!(draft.edition, Some(Edition::E2021));
}

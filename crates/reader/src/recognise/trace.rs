//! What recognition did, put together when it is over and only when somebody asks.

use gouji_core::form::Table;
use gouji_core::place::Place;
use gouji_core::report::{CellState, Draft, GridDraft, ParagraphKind, part_title};
use gouji_core::trace::{CellTrace, Found as Said, How, RowTrace, Stage, Step, TableTrace, Trace, Unused};

use crate::recognise::fill::whole;
use crate::recognise::found::{Found, Row, Scan};
use crate::recognise::pieces::{Kind, Piece};

/// What the stages leave behind.
pub(super) struct Left<'a> {
    pub(super) text: &'a str,
    /// All pieces of the document, before any was cut off.
    pub(super) all: &'a [Piece],
    /// Those of the report, and the first of them that the tables were looked for in.
    pub(super) pieces: &'a [Piece],
    pub(super) from: usize,
    pub(super) in_table: &'a [bool],
    pub(super) scan: &'a Scan,
    /// Where the report ends.
    pub(super) end: u32,
}

/// Of a report that was recognised.
pub(super) fn of(left: &Left, draft: &Draft) -> Trace<Place> {
    Trace {
        stages: stages(left, draft),
        tables: Table::ALL.into_iter().map(|table| table_of(left, draft, table)).collect(),
        unused: unused(left, draft),
    }
}

fn stages(left: &Left, draft: &Draft) -> Vec<Step<Place>> {
    let headings = draft.parts.iter().map(|part| Said { what: part_title(part.number), at: part.heading });
    let cut = left.all.iter().find(|piece| piece.start >= left.end && !piece.is_empty());
    let end = cut.map(|piece| Said { what: "报告到这里为止".to_owned(), at: place(piece) });
    let title = draft.title.map(|at| Said { what: "标题".to_owned(), at });
    let rows = Table::ALL.into_iter().filter_map(|table| {
        let of_table = left.scan.rows.iter().filter(|row| row.table == table);
        let places = of_table.clone().map(|row| whole(row, &left.scan.values));
        let at = places.reduce(Place::to)?;
        Some(Said { what: format!("{}的 {} 行", table.title(), of_table.count()), at })
    });
    let forms = Table::ALL.into_iter().filter_map(|table| {
        let grid = &draft.grids[table as usize];
        let read = grid.cells.iter().filter(|cell| cell.state != CellState::Missing).count();
        let rows = grid.lines.iter().filter(|line| line.present).count();
        Some(Said { what: format!("{}的 {rows} 行、{read} 格", table.title()), at: grid.place? })
    });
    let prose = (0..=6).filter_map(|part| {
        let of_part =
            draft.paragraphs.iter().filter(|it| it.part == part && it.kind != ParagraphKind::Heading);
        let at = of_part.clone().map(|it| it.place).reduce(Place::to)?;
        Some(Said { what: format!("{}，{} 段", part_title(part), of_part.count()), at })
    });
    let found: [Vec<Said<Place>>; 6] = [
        headings.collect(),
        end.into_iter().collect(),
        title.into_iter().collect(),
        rows.collect(),
        forms.collect(),
        prose.collect(),
    ];
    Stage::ALL.into_iter().zip(found).map(|(stage, found)| Step { stage, found }).collect()
}

fn table_of(left: &Left, draft: &Draft, table: Table) -> TableTrace<Place> {
    let grid = &draft.grids[table as usize];
    let rows = left.scan.rows.iter().filter(|row| row.table == table);
    TableTrace {
        table: table.key(),
        title: table.title(),
        at: grid.place,
        inferred: grid.inferred,
        rows: rows.flat_map(|row| rows_of(left, grid, row)).collect(),
    }
}

/// The row of the form that a row was put into, or those of a row of 表四, which holds three; itself where it has none.
fn rows_of(left: &Left, grid: &GridDraft, row: &Row) -> Vec<RowTrace<Place>> {
    let at = whole(row, &left.scan.values);
    let lines = 0..row.table.rows().len() as u8;
    let held: Vec<u8> = match row.found {
        Found::Row(line) => vec![line],
        Found::Disputes => lines.filter(|&line| grid.lines[usize::from(line)].present).collect(),
        _ => Vec::new(),
    };
    let values = row.values.len();
    if held.is_empty() {
        let how = if row.found == Found::Group { row.how } else { How::Unknown };
        let title = row.label.of(left.text).to_owned();
        return vec![RowTrace { row: None, title, how, at, values, used: false, cells: Vec::new() }];
    }
    let of_line = |line: u8| {
        let known = &grid.lines[usize::from(line)];
        let cells = cells_of(left, grid, row, line, at);
        let label = row.table.rows().get(usize::from(line));
        let how = match row.found {
            Found::Disputes => How::ByColumn,
            _ if row.glued => How::BySums,
            _ => row.how,
        };
        RowTrace {
            row: label.map(|label| label.key),
            title: label.map_or(String::new(), |label| label.title.to_owned()),
            how,
            at,
            values,
            // The rows of 表四 have their labels above them.
            used: !cells.is_empty() && (row.found == Found::Disputes || at.contains(known.label)),
            cells,
        }
    };
    held.into_iter().map(of_line).collect()
}

/// The cells of a line of the form whose values stand in this row of the source.
fn cells_of(left: &Left, grid: &GridDraft, row: &Row, line: u8, within: Place) -> Vec<CellTrace<Place>> {
    let columns = row.table.columns();
    let header = &left.scan.columns[row.header.clone()];
    let cells = grid.cells.iter().skip(usize::from(line) * columns.len()).zip((0_u8..).zip(columns));
    cells
        .filter(|(cell, _)| cell.state != CellState::Missing && within.contains(cell.place))
        .map(|(cell, (id, label))| CellTrace {
            col: label.key,
            title: label.title,
            column: header.iter().find(|column| column.id == Some(id)).map(|column| column.place),
            at: cell.place,
        })
        .collect()
}

/// Stretches of pieces side by side that the same stage left for the same reason.
fn unused(left: &Left, draft: &Draft) -> Vec<Unused<Place>> {
    let mut unused: Vec<Unused<Place>> = Vec::new();
    let mut side_by_side = false;
    let used = used(left, draft);
    let mut used = used.iter().peekable();
    for piece in left.all.iter().filter(|piece| !piece.is_empty()) {
        while used.next_if(|place| place.end <= piece.start).is_some() {}
        if used.peek().is_some_and(|place| place.start < piece.end) {
            side_by_side = false;
            continue;
        }
        let (stage, why) = why(left, piece);
        match unused.last_mut().filter(|last| side_by_side && (last.stage, last.why) == (stage, why)) {
            Some(last) => last.at.end = piece.end,
            None => unused.push(Unused { stage, why, at: place(piece) }),
        }
        side_by_side = true;
    }
    unused
}

/// The places of all that the report is made of, in order.
fn used(left: &Left, draft: &Draft) -> Vec<Place> {
    let mut used: Vec<Place> = draft.parts.iter().map(|part| part.heading).chain(draft.title).collect();
    used.extend(draft.paragraphs.iter().map(|paragraph| paragraph.place));
    let grids = draft.grids.iter().flat_map(|grid| &grid.cells);
    used.extend(grids.filter(|cell| cell.state != CellState::Missing).map(|cell| cell.place));
    used.extend(left.scan.columns.iter().map(|column| column.place));
    used.extend(
        draft.grids.iter().flat_map(|grid| &grid.lines).filter(|line| line.present).map(|line| line.label),
    );
    used.extend(draft.extras.iter().map(|extra| extra.place));
    let labels = left.scan.rows.iter().filter(|row| matches!(row.found, Found::Row(_) | Found::Group));
    used.extend(labels.map(|row| row.label));
    // Captions and bands of tables say which table it is.
    let captions = left.pieces[left.from..].iter().zip(&left.scan.uses);
    used.extend(
        captions
            .filter(|(piece, table)| table.is_some() && is_words(piece.of(left.text)))
            .map(|(piece, _)| place(piece)),
    );
    used.retain(|place| !place.is_empty());
    used.sort_unstable_by_key(|place| (place.start, place.end));
    used
}

/// The stage that left a piece, and why.
fn why(left: &Left, piece: &Piece) -> (Stage, &'static str) {
    if piece.start >= left.end {
        return (Stage::End, "在报告的末尾之后");
    }
    let at = left.pieces.partition_point(|it| it.start < piece.start);
    if at < left.from {
        return (Stage::Title, "在第一部分之前，不是标题，也不是句子");
    }
    match left.in_table.get(at) {
        Some(true) if left.scan.uses.get(at - left.from).copied().flatten().is_some() => {
            (Stage::Forms, "收到了行里，没有放进表")
        }
        Some(true) => (Stage::Rows, "在表里，不是行名、列名，也不是数字"),
        _ if piece.kind == Kind::Cell => (Stage::Prose, "别的表里的短格子，不是正文"),
        _ => (Stage::Prose, "不是正文"),
    }
}

fn is_words(text: &str) -> bool {
    text.contains(|c: char| ('\u{4e00}'..='\u{9fff}').contains(&c))
}

fn place(piece: &Piece) -> Place {
    Place::new(piece.start, piece.end)
}

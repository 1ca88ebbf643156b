//! Reports as text, made from the forms' own labels, and a short way to show what was read of them.

use gouji_core::form::{CellId, Edition, PARTS, Table};
use gouji_core::place::Place;
use gouji_core::report::{CellDraft, CellState, Draft};
use gouji_reader::source::Limits;

#[track_caller]
pub(crate) fn read(source: &str) -> Draft {
    gouji_reader::read(source.as_bytes(), &Limits::default()).expect("the text is a report").draft
}

/// The table of a form, row by row, each a list of cells; `cell` gives what stands in a value cell.
pub(crate) fn rows(table: Table, edition: Edition, cell: impl Fn(CellId) -> String) -> Vec<Vec<String>> {
    let newer = edition == Edition::E2021;
    let mut rows: Vec<Vec<String>> = Vec::new();
    let words = |words: &[&str]| words.iter().map(|word| (*word).to_owned()).collect::<Vec<_>>();
    if table == Table::Disputes {
        let results = ["结果维持", "结果纠正", "其他结果", "尚未审结", "总计"];
        rows.push(words(&["行政复议", "行政诉讼"]));
        rows.push(words(&[&results[..], &["未经复议直接起诉", "复议后起诉"]].concat()));
        rows.push(words(&[results, results].concat()));
        rows.push(
            (0..3)
                .flat_map(|row| (0..5).map(move |column| (row, column)))
                .map(|(row, column)| cell(CellId { table, row, column }))
                .collect(),
        );
        return rows;
    }
    if table == Table::Requests {
        rows.push(words(&[
            "（本列数据的勾稽关系为：第一项加第二项之和，等于第三项加第四项之和）",
            "申请人情况",
        ]));
        rows.push(words(&["自然人", "法人或其他组织", "总计"]));
        rows.push(words(&["商业企业", "科研机构", "社会公益组织", "法律服务机构", "其他"]));
    }
    for (row, label) in (0_u8..).zip(table.rows()) {
        let columns = table.expected_columns(edition, row);
        if columns.is_empty() {
            continue;
        }
        rows.extend(band(table, newer, row).iter().map(|row| words(row)));
        let mut line = group(table, newer, row).map(str::to_owned).into_iter().collect::<Vec<_>>();
        let normative = table == Table::Proactive && row == 1;
        line.push(if normative && !newer { "规范性文件".to_owned() } else { label.printed.to_owned() });
        line.extend(columns.iter().map(|&column| cell(CellId { table, row, column })));
        rows.push(line);
    }
    rows
}

/// The rows of 表二 that stand above a row.
fn band(table: Table, newer: bool, row: u8) -> Vec<Vec<&'static str>> {
    let made = ["信息内容", "本年新制作数量", "本年新公开数量", "对外公开总数量"];
    let issued = ["信息内容", "本年制发件数", "本年废止件数", "现行有效件数"];
    let items = ["信息内容", "上一年项目数量", "本年增/减", "处理决定数量"];
    let decided = ["信息内容", "本年处理决定数量"];
    match (table, row, newer) {
        (Table::Proactive, 0, false) => vec![vec!["第二十条第（一）项"], made.to_vec()],
        (Table::Proactive, 0, true) => vec![vec!["第二十条第（一）项"], issued.to_vec()],
        (Table::Proactive, 2, false) => vec![vec!["第二十条第（五）项"], items.to_vec()],
        (Table::Proactive, 2, true) => vec![vec!["第二十条第（五）项"], decided.to_vec()],
        (Table::Proactive, 4, false) => vec![vec!["第二十条第（六）项"], items.to_vec()],
        (Table::Proactive, 4, true) => vec![vec!["第二十条第（六）项"], decided.to_vec()],
        (Table::Proactive, 6, false) => vec![vec!["第二十条第（八）项"], items[..3].to_vec()],
        (Table::Proactive, 6, true) => {
            vec![vec!["第二十条第（八）项"], vec!["信息内容", "本年收费金额（单位：万元）"]]
        }
        (Table::Proactive, 7, _) => {
            vec![vec!["第二十条第（九）项"], vec!["信息内容", "采购项目数量", "采购总金额"]]
        }
        _ => vec![],
    }
}

/// The label of several rows that stands before the first of them.
fn group(table: Table, newer: bool, row: u8) -> Option<&'static str> {
    match (table, row) {
        (Table::Requests, 2) => Some("三、本年度办理结果"),
        (Table::Requests, 4) => Some("（三）不予公开"),
        (Table::Requests, 12) => Some("（四）无法提供"),
        (Table::Requests, 15) => Some("（五）不予处理"),
        (Table::Requests, 21) if newer => Some("（六）其他处理"),
        _ => None,
    }
}

/// A number for each cell that no other cell of the form has.
pub(crate) fn numbered(id: CellId) -> String {
    (1000 * (id.table as usize + 1) + 20 * usize::from(id.row) + usize::from(id.column)).to_string()
}

pub(crate) fn heading(part: u8) -> String {
    let part = PARTS[usize::from(part) - 1];
    format!("{}、{}", part.numeral, part.heading)
}

/// A whole report with the tables as given.
pub(crate) fn around(tables: [&str; 3]) -> String {
    let [proactive, requests, disputes] = tables;
    format!(
        "石桥县人民政府2022年政府信息公开工作年度报告\n{}\n全县运转正常。\n{}\n{proactive}\n{}\n{requests}\n{}\n{disputes}\n{}\n问题不少。\n{}\n无。\n",
        heading(1),
        heading(2),
        heading(3),
        heading(4),
        heading(5),
        heading(6)
    )
}

/// A whole report whose tables are laid out by `lay`.
pub(crate) fn laid_out(
    edition: Edition,
    lay: impl Fn(&[Vec<String>]) -> String,
    cell: impl Fn(CellId) -> String,
) -> String {
    let tables = Table::ALL.map(|table| lay(&rows(table, edition, &cell)));
    around([&tables[0], &tables[1], &tables[2]])
}

pub(crate) fn piped(rows: &[Vec<String>]) -> String {
    rows.iter().map(|row| row.join(" | ")).collect::<Vec<_>>().join("\n")
}

/// The cells of a row that are not missing, in the order of the form's columns.
pub(crate) fn shown(draft: &Draft, table: Table, key: &str) -> String {
    let row = table.rows().iter().position(|label| label.key == key).expect("the form has the row");
    let width = table.columns().len();
    let cells = &draft.grids[table as usize].cells[row * width..(row + 1) * width];
    cells.iter().filter_map(|cell| one(draft, cell)).collect::<Vec<_>>().join(" ")
}

fn one(draft: &Draft, cell: &CellDraft) -> Option<String> {
    match cell.state {
        CellState::Missing => None,
        CellState::Number => Some(cell.value.to_string()),
        CellState::Blank => Some("_".to_owned()),
        CellState::Dash => Some("/".to_owned()),
        CellState::Text => Some(format!("“{}”", text(draft, cell.place))),
    }
}

pub(crate) fn text(draft: &Draft, place: Place) -> &str {
    place.of(&draft.text)
}

/// The headings as `number numeral fit words`.
pub(crate) fn parts(draft: &Draft) -> Vec<String> {
    draft
        .parts
        .iter()
        .map(|part| format!("{} {} {:?} {}", part.number, part.numeral, part.fit, text(draft, part.heading)))
        .collect()
}

pub(crate) fn troubles(draft: &Draft) -> Vec<&str> {
    draft.troubles.iter().map(|trouble| trouble.message.as_str()).collect()
}

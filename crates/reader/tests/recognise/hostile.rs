//! No document panics, every place is one of the text, and what is no report is said to be none.

use gouji_core::form::{CellId, Edition, Table};
use gouji_core::place::Place;
use gouji_core::report::Draft;
use gouji_reader::document::{Block, Cell, Document, Paragraph, Row, Table as Ruled};
use gouji_reader::recognise::recognise;
use gouji_reader::source::{Limits, Unreadable};
use proptest::prelude::*;
use proptest::test_runner::RngSeed;

use crate::support::{laid_out, numbered, piped};

#[track_caller]
fn check_none(source: &str) {
    let read = gouji_reader::read(source.as_bytes(), &Limits::default());
    assert_eq!(read.map(|reading| reading.draft.parts), Err(Unreadable::NoReport));
}

#[test]
fn what_is_no_report_is_refused() {
    check_none("关于召开会议的通知\n各单位：\n一、时间\n明天上午。\n二、地点\n会议室。");
    check_none("<html><body><p>行政许可</p><p>行政处罚</p><p>规章</p></body></html>");
    check_none("总的来说，情况很好。");
}

/// Whether every place of a draft is one of its text.
fn check_places(draft: &Draft) {
    let check = |place: Place| {
        assert!(place.start <= place.end, "{place:?}");
        assert!(draft.text.get(place.range()).is_some(), "{place:?} of {}", draft.text.len());
    };
    draft.title.into_iter().chain(draft.contact).for_each(check);
    draft.period.iter().for_each(|period| check(period.place));
    draft.composition.iter().for_each(|composition| check(composition.place));
    draft.parts.iter().for_each(|part| [part.heading, part.body].into_iter().for_each(check));
    draft.paragraphs.iter().for_each(|paragraph| check(paragraph.place));
    draft.extras.iter().for_each(|extra| check(extra.place));
    draft.troubles.iter().for_each(|trouble| check(trouble.place));
    for grid in &draft.grids {
        grid.place.into_iter().for_each(check);
        grid.cells.iter().for_each(|cell| check(cell.place));
        grid.lines.iter().for_each(|line| [line.whole, line.label].into_iter().for_each(check));
    }
}

/// Words that mean something to the recogniser, and some that do not.
const WORDS: &[&str] = &[
    "一、总体情况",
    "二、主动公开政府信息情况",
    "三、收到和处理政府信息公开申请情况",
    "四、政府信息公开行政复议、行政诉讼情况",
    "五、存在的主要问题及改进情况",
    "六、其他需要报告的事项",
    "七、附件",
    "（一）主动公开",
    "自然人",
    "总计",
    "其他",
    "小计",
    "规章",
    "行政许可",
    "信息内容",
    "第二十条第（一）项",
    "本年制发件数",
    "上一年项目数量",
    "1.属于国家秘密",
    "（三）不予公开",
    "（六）其他处理",
    "3.其他",
    "（七）总计",
    "行政复议",
    "行政诉讼",
    "结果维持",
    "复议后起诉",
    "0",
    "27",
    "",
    "/",
    "增8",
    "-4-",
    "2 7",
    "规章000",
    "行政许可 5",
    "石桥县人民政府2022年政府信息公开工作年度报告",
    "2022年1月1日至12月31日",
    "电话：0870-1234567",
    "上一篇：无",
    "全县正常。",
    "未经复议直接起诉",
    "科研机构",
    "申请人情况",
    "（",
    "、",
    "𠮷",
    "一",
    "年",
    "由六个部分组成。",
    "发布日期：",
    "2023-01-20",
    "部分",
];

fn word() -> impl Strategy<Value = String> {
    prop_oneof![
        8 => proptest::sample::select(WORDS).prop_map(str::to_owned),
        1 => "[一二三四五六、（）() 0-9年月日|。，\n　a\u{a0}😀]{0,12}",
        1 => proptest::collection::vec(proptest::sample::select(WORDS), 0..12).prop_map(|words| words.concat()),
    ]
}

#[derive(Debug, Clone)]
enum Made {
    Paragraph(String),
    Rows(Vec<Vec<String>>),
}

fn made() -> impl Strategy<Value = Vec<Made>> {
    let rows = proptest::collection::vec(proptest::collection::vec(word(), 0..18), 0..8);
    proptest::collection::vec(
        prop_oneof![3 => word().prop_map(Made::Paragraph), 2 => rows.prop_map(Made::Rows)],
        0..24,
    )
}

fn document(blocks: &[Made]) -> Document {
    let mut document = Document::default();
    let add = |document: &mut Document, words: &str| {
        let start = document.text.len() as u32;
        document.text.push_str(words);
        let span = start..document.text.len() as u32;
        document.text.push('\n');
        span
    };
    for block in blocks {
        match block {
            Made::Paragraph(words) => {
                let span = add(&mut document, words);
                document.blocks.push(Block::Paragraph(Paragraph { origin: span.clone(), span }));
            }
            Made::Rows(rows) => {
                let begin = document.text.len() as u32;
                let first = document.rows.len() as u32;
                for row in rows {
                    let start = document.text.len() as u32;
                    let cells = document.cells.len() as u32;
                    for cell in row {
                        let span = add(&mut document, cell);
                        document.cells.push(Cell { origin: span.clone(), span, row_span: 1, col_span: 1 });
                    }
                    let end = document.text.len() as u32;
                    document.rows.push(Row { span: start..end, cells: cells..document.cells.len() as u32 });
                }
                let span = begin..document.text.len() as u32;
                let rows = first..document.rows.len() as u32;
                document.blocks.push(Block::Table(Ruled { origin: span.clone(), span, rows }));
            }
        }
    }
    document
}

proptest! {
    #![proptest_config(ProptestConfig { cases: 400, failure_persistence: None, rng_seed: RngSeed::Fixed(20), ..ProptestConfig::default() })]

    #[test]
    fn any_document_is_recognised(blocks in made()) {
        check_places(&recognise(&document(&blocks)));
    }

    #[test]
    fn any_text_is_read(words in proptest::collection::vec(word(), 0..60), separator in "[ |\n\t]{1,2}") {
        if let Ok(reading) = gouji_reader::read(words.join(&separator).as_bytes(), &Limits::default()) {
            check_places(&reading.draft);
            let whole = Place::from(0..reading.draft.text.len());
            let _ = reading.origin(whole);
        }
    }

    /// A report that lost a stretch of its text says only what is there: a cell never holds another cell's number.
    #[test]
    fn damage_never_moves_a_number(from in 0.0..1.0_f64, len in 1_usize..60, layout in 0..LAYOUTS.len()) {
        let source = laid_out(Edition::E2021, LAYOUTS[layout], numbered);
        let cut = |at: usize| (0..=at).rev().find(|&at| source.is_char_boundary(at)).unwrap_or(0);
        let start = cut((source.len() as f64 * from) as usize);
        let end = cut((start + len).min(source.len()));
        // A stretch that begins in one row and ends in the next makes one row of two.
        if source[start..end].contains('\n') {
            return Ok(());
        }
        let damaged = format!("{}{}", &source[..start], &source[end..]);
        let Ok(reading) = gouji_reader::read(damaged.as_bytes(), &Limits::default()) else { return Ok(()) };
        check_places(&reading.draft);
        // Two halves of numbers may make one that looks whole.
        let moved = moved(&reading.draft);
        prop_assert!(moved <= 1, "{moved} numbers moved by cutting {start}..{end}: {:?}", &source[start..end]);
    }
}

type Layout = fn(&[Vec<String>]) -> String;

const LAYOUTS: [Layout; 3] = [
    piped,
    |rows| rows.iter().map(|row| row.join("\n")).collect::<Vec<_>>().join("\n"),
    |rows| {
        let cells = |row: &[String]| row.iter().map(|cell| format!("<td>{cell}</td>")).collect::<String>();
        let rows: Vec<String> = rows.iter().map(|row| format!("<tr>{}</tr>", cells(row))).collect();
        format!("<table>\n{}\n</table>", rows.join("\n"))
    },
];

/// How many cells hold a whole number of another cell.
fn moved(draft: &Draft) -> usize {
    let mut moved = 0;
    for table in Table::ALL {
        let width = table.columns().len();
        for (index, cell) in draft.grids[table as usize].cells.iter().enumerate() {
            let printed = cell.place.of(&draft.text);
            let whole =
                printed.len() == 4 && printed.parse().is_ok_and(|number: u32| (1000..4000).contains(&number));
            let id = CellId { table, row: (index / width) as u8, column: (index % width) as u8 };
            moved += usize::from(whole && printed != numbered(id));
        }
    }
    moved
}

#[test]
fn prose_beyond_measure_is_said() {
    let tables =
        Table::ALL.map(|table| piped(&crate::support::rows(table, Edition::E2021, |_| "0".to_owned())));
    let [proactive, requests, disputes] = &tables;
    let plain = crate::support::around([proactive, requests, disputes]);
    let first = crate::support::heading(2);
    let long =
        |times: usize| plain.replace(&first, &format!("{}\n{first}", "各项工作有序开展。".repeat(times)));
    for (times, said) in [(10, false), (60_000, true)] {
        let draft = gouji_reader::read(long(times).as_bytes(), &Limits::default()).unwrap().draft;
        let found =
            draft.troubles.iter().any(|it| it.blocking && it.message.contains("从这里起句子里的数没有核对"));
        assert_eq!(found, said, "{times}");
    }
}

//! How two files of one report differ: the draft in Word against the published page.

use std::fmt::{Display, Write};
use std::path::Path;

use gouji_core::cell::is_space;
use gouji_core::form::{CellId, PARTS, Table};
use gouji_core::place::Place;
use gouji_core::report::{self, CellState, ParagraphKind, Report, part_title};
use similar::{Algorithm, DiffOp, capture_diff_slices};

use super::{Lines, column_title, row_title};
use crate::printable::clean;

/// Characters shown on each side of what differs within a paragraph.
const AROUND: usize = 15;
/// Characters shown of a paragraph that only one report has.
const SHOWN: usize = 80;

/// What a comparison says.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Diff {
    pub text: String,
    /// How many differences there are.
    pub count: usize,
}

/// Compares facts, parts, tables and prose of two reports, white space and layout aside. Lines are those of each
/// report's own plain text, as [`super::plain`] numbers them.
pub fn diff(one: (&Path, &Report), other: (&Path, &Report)) -> Diff {
    let sides = [one, other].map(|(path, report)| Side { path, report, lines: Lines::new(report.text) });
    let mut page = Page { out: String::new(), count: 0, section: None, sides };
    for (name, side) in ["甲", "乙"]
        .iter()
        .zip(page.sides.each_ref().map(|side| clean(&side.path.to_string_lossy()).into_owned()))
    {
        page.line(format_args!("{name}：{side}"));
    }
    page.facts();
    page.parts();
    for table in Table::ALL {
        page.table(table);
    }
    page.prose();
    page.end();
    Diff { text: page.out, count: page.count }
}

struct Side<'a> {
    path: &'a Path,
    report: &'a Report<'a>,
    lines: Lines<'a>,
}

impl Side<'_> {
    fn words(&self, place: Place) -> String {
        clean(self.report.slice(place).trim()).into_owned()
    }

    /// `（第3行）`, nothing for what stands nowhere.
    fn at(&self, place: Place) -> String {
        if place == Place::default() {
            String::new()
        } else {
            format!("（第{}行）", self.lines.line(place))
        }
    }
}

struct Page<'a> {
    out: String,
    count: usize,
    /// Written before the first difference in it.
    section: Option<&'static str>,
    sides: [Side<'a>; 2],
}

impl Page<'_> {
    fn line(&mut self, line: impl Display) {
        // Writing to a string does not fail.
        let _ = writeln!(self.out, "{line}");
    }

    fn difference(&mut self, line: impl Display) {
        if let Some(section) = self.section.take() {
            self.line(format_args!("\n{section}："));
        }
        self.count += 1;
        self.line(format_args!("  {line}"));
    }

    fn facts(&mut self) {
        self.section = Some("基本情况");
        let facts = |side: &Side| {
            let report = side.report;
            let known = |text: String| if text.is_empty() { "没有读到".to_owned() } else { text };
            let period = report.period().map(|period| format!("{}至{}", period.from, period.to));
            [
                ("机关", known(clean(report.agency.name).into_owned())),
                ("年度", known(report.year.map(|year| year.to_string()).unwrap_or_default())),
                (
                    "格式",
                    known(report.edition.map(|edition| edition.document().to_owned()).unwrap_or_default()),
                ),
                ("标题", known(report.title().map(|title| side.words(title)).unwrap_or_default())),
                ("统计期限", known(period.unwrap_or_default())),
            ]
        };
        let [one, other] = self.sides.each_ref().map(facts);
        for ((name, one), (_, other)) in one.into_iter().zip(other) {
            if folded(&one) != folded(&other) {
                self.difference(format_args!("{name}：甲 {one}；乙 {other}"));
            }
        }
    }

    fn parts(&mut self) {
        self.section = Some("各部分");
        for number in 1..=PARTS.len() as u8 {
            let [one, other] = self.sides.each_ref().map(|side| {
                side.report.part(number).map(|part| (side.words(part.heading), side.at(part.heading)))
            });
            match (one, other) {
                (Some((heading, at)), None) => self.difference(format_args!("{heading}：只有甲有{at}")),
                (None, Some((heading, at))) => self.difference(format_args!("{heading}：只有乙有{at}")),
                (Some((one, at)), Some((other, there))) if folded(&one) != folded(&other) => {
                    self.difference(format_args!("第{number}部分的标题：甲 {one}{at}；乙 {other}{there}"));
                }
                _ => {}
            }
        }
    }

    fn table(&mut self, table: Table) {
        self.section = Some(table.title());
        match self.sides.each_ref().map(|side| side.report.table_place(table)) {
            [None, None] => return,
            [Some(place), None] => {
                let at = self.sides[0].at(place);
                return self.difference(format_args!("只有甲有这张表{at}"));
            }
            [None, Some(place)] => {
                let at = self.sides[1].at(place);
                return self.difference(format_args!("只有乙有这张表{at}"));
            }
            [Some(_), Some(_)] => {}
        }
        for row in 0..table.rows().len() as u8 {
            for column in 0..table.columns().len() as u8 {
                let id = CellId { table, row, column };
                let [one, other] = self.sides.each_ref().map(|side| side.report.cell(id));
                if same(&one, &other) {
                    continue;
                }
                let [one, other] =
                    [(&self.sides[0], one), (&self.sides[1], other)].map(|(side, cell)| value(side, &cell));
                let (row, column) = (row_title(table, row), column_title(table, column));
                self.difference(format_args!("{row}·{column}：甲 {one}；乙 {other}"));
            }
        }
    }

    fn prose(&mut self) {
        self.section = Some("正文");
        let [one, other] = self.sides.each_ref().map(|side| {
            let paragraphs =
                side.report.paragraphs().filter(|paragraph| paragraph.kind != ParagraphKind::Heading);
            // The title is a fact.
            let paragraphs = paragraphs.filter(|paragraph| Some(paragraph.place) != side.report.title());
            paragraphs
                .map(|paragraph| (folded(side.report.slice(paragraph.place)), paragraph))
                .filter(|(words, _)| !words.is_empty())
                .collect::<Vec<_>>()
        });
        let words = |list: &[(String, report::Paragraph)]| {
            list.iter().map(|(words, _)| words.clone()).collect::<Vec<_>>()
        };
        for op in capture_diff_slices(Algorithm::Myers, &words(&one), &words(&other)) {
            let (old, new) = match op {
                DiffOp::Equal { .. } => continue,
                DiffOp::Delete { old_index, old_len, .. } => {
                    (&one[old_index..old_index + old_len], &other[..0])
                }
                DiffOp::Insert { new_index, new_len, .. } => {
                    (&one[..0], &other[new_index..new_index + new_len])
                }
                DiffOp::Replace { old_index, old_len, new_index, new_len } => {
                    (&one[old_index..old_index + old_len], &other[new_index..new_index + new_len])
                }
            };
            let pairs = old.len().min(new.len());
            for ((before, at), (after, there)) in old.iter().zip(new) {
                let place = place_of(at);
                let [at, there] = [self.sides[0].lines.line(at.place), self.sides[1].lines.line(there.place)];
                let (before, after) = differing(before, after);
                let (before, after) = (clean(&before), clean(&after));
                self.difference(format_args!(
                    "{place}改动\n    甲 第{at}行：{before}\n    乙 第{there}行：{after}"
                ));
            }
            for (side, list) in [(0, &old[pairs..]), (1, &new[pairs..])] {
                for (words, paragraph) in list {
                    let who = ["甲", "乙"][side];
                    let line = self.sides[side].lines.line(paragraph.place);
                    let shown: String = words.chars().take(SHOWN).collect();
                    let more = if shown.len() < words.len() { "…" } else { "" };
                    let (place, shown) = (place_of(paragraph), clean(&shown));
                    self.difference(format_args!("{place}只有{who}有\n    {who} 第{line}行：{shown}{more}"));
                }
            }
        }
    }

    fn end(&mut self) {
        match self.count {
            0 => self.line("\n两份报告的基本情况、各部分、三张表和正文相同"),
            count => self.line(format_args!("\n共 {count} 处不同")),
        }
        for (at, who) in ["甲", "乙"].into_iter().enumerate() {
            let lost = self.sides[at].report.troubles().filter(|trouble| trouble.blocking).count();
            if lost > 0 {
                self.line(format_args!(
                    "{who}有 {lost} 处没有读懂，那里的不同可能没有列出；用 gouji read 查看"
                ));
            }
        }
    }
}

/// `一、总体情况，`: where a paragraph stands.
fn place_of(paragraph: &report::Paragraph) -> String {
    if paragraph.part == 0 {
        "正文之前或其他部分，".to_owned()
    } else {
        format!("{}，", part_title(paragraph.part))
    }
}

/// Numbers by value, the rest by their words.
fn same(one: &report::Cell, other: &report::Cell) -> bool {
    match (one.number(), other.number()) {
        (Some(one), Some(other)) => one == other,
        _ => one.state == other.state && folded(one.raw) == folded(other.raw),
    }
}

fn value(side: &Side, cell: &report::Cell) -> String {
    match cell.state {
        CellState::Missing => "没有这一格".to_owned(),
        CellState::Blank => format!("空{}", side.at(cell.place)),
        _ => format!("{}{}", clean(cell.raw.trim()), side.at(cell.place)),
    }
}

/// Without white space, which every format has its own of.
fn folded(text: &str) -> String {
    text.chars().filter(|&c| !is_space(c)).collect()
}

/// Where two paragraphs differ, with some words around it.
fn differing(one: &str, other: &str) -> (String, String) {
    let [one, other] = [one, other].map(|text| text.chars().collect::<Vec<_>>());
    let before = one.iter().zip(&other).take_while(|(one, other)| one == other).count();
    let rest = one.len().min(other.len()) - before;
    let after =
        one.iter().rev().zip(other.iter().rev()).take(rest).take_while(|(one, other)| one == other).count();
    let shown = |text: &[char]| {
        let (start, end) = (before.saturating_sub(AROUND), (text.len() - after + AROUND).min(text.len()));
        let (left, right) = (if start > 0 { "…" } else { "" }, if end < text.len() { "…" } else { "" });
        format!("{left}{}{right}", text[start..end].iter().collect::<String>())
    };
    (shown(&one), shown(&other))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn only_what_differs_is_shown() {
        let check = |one: &str, other: &str, expected: (&str, &str)| {
            let (one, other) = differing(one, other);
            assert_eq!((one.as_str(), other.as_str()), expected);
        };
        check("收到27件", "收到28件", ("收到27件", "收到28件"));
        check("甲", "", ("甲", ""));
        check("一一", "一一一", ("一一", "一一一"));
        let (left, right) = ("左".repeat(30), "右".repeat(30));
        let near = |middle: &str| format!("…{}{middle}{}…", "左".repeat(AROUND), "右".repeat(AROUND));
        check(&format!("{left}27{right}"), &format!("{left}5{right}"), (&near("27"), &near("5")));
    }
}

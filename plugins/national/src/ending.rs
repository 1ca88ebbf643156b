//! The end of a report: signature, date and what pages put below, apart from the last part's own words.

use std::rc::Rc;

use gouji_core::prelude::*;
use gouji_core::report::Date;

use crate::meta::date_around;
use crate::organs;
use crate::prose;

/// What stands below the last words of a report.
#[derive(Debug, Default)]
pub(crate) struct Ending {
    /// Where it begins, if there is anything.
    from: Option<u32>,
    /// The name below the report, and whether it is in the last line.
    pub(crate) signed: Option<Place>,
    /// The day below the report.
    pub(crate) dated: Option<(Place, Date)>,
}

impl Ending {
    /// Whether a paragraph is part of it.
    pub(crate) fn has(&self, paragraph: Paragraph) -> bool {
        self.from.is_some_and(|from| paragraph.place.start >= from)
    }
}

/// The end of a report, found once for all rules.
pub(crate) fn ending(report: &Report) -> Rc<Ending> {
    report.once(find)
}

/// Whether a part says nothing but what stands below the report.
pub(crate) fn is_empty(report: &Report, part: u8) -> bool {
    let ending = ending(report);
    let mut told =
        prose::paragraphs(report, |number| number == part).filter(|(paragraph, _)| !ending.has(*paragraph));
    told.all(|(_, text)| !prose::has_letters(text, 1))
}

fn find(report: &Report) -> Ending {
    const LINES: usize = 12;
    let mut ending = Ending::default();
    let last = report.parts().map(|part| part.heading.end).max().unwrap_or(0);
    let tail: Vec<Paragraph> = report
        .paragraphs()
        .filter(|paragraph| paragraph.place.start >= last && paragraph.kind != ParagraphKind::Heading)
        .collect();
    for paragraph in tail.iter().rev().take(LINES) {
        let text = report.slice(paragraph.place).trim();
        let line = line(report.agency.name, text);
        match line {
            Line::Words => break,
            Line::Below => {}
            Line::Name => ending.signed = Some(paragraph.place),
            Line::Day(date, named) => {
                ending.dated = Some((paragraph.place, date));
                if named {
                    ending.signed = Some(paragraph.place);
                }
            }
        }
        ending.from = Some(paragraph.place.start);
    }
    // Links without a signature may be all that a part says.
    if ending.signed.is_none() && ending.dated.is_none() {
        ending.from = None;
    }
    ending
}

enum Line {
    /// Of the report itself.
    Words,
    Name,
    /// And whether the line has the name, too.
    Day(Date, bool),
    /// Attachments, links, what a page says of itself.
    Below,
}

fn line(agency: &str, text: &str) -> Line {
    const LONG: usize = 120;
    if text.len() > LONG || text.contains('。') {
        return Line::Words;
    }
    if let Some((date, rest)) = day(text) {
        return match rest.is_empty() || is_name(agency, rest) {
            true => Line::Day(date, !rest.is_empty()),
            false => Line::Words,
        };
    }
    if is_name(agency, text) {
        return Line::Name;
    }
    let bare = text.trim_start_matches(['（', '(', '【', '[']);
    let below = [
        "附件",
        "附：",
        "附:",
        "附表",
        "相关链接",
        "相关附件",
        "链接",
        "扫码",
        "扫一扫",
        "此件公开",
        "点击下载",
        "原文下载",
        "文件下载",
    ];
    let file =
        [".doc", ".docx", ".xls", ".xlsx", ".pdf", ".wps", ".zip"].iter().any(|end| text.contains(end));
    if file || below.iter().any(|word| bare.starts_with(word)) { Line::Below } else { Line::Words }
}

/// The day that a line ends or begins with, and the rest of the line.
fn day(text: &str) -> Option<(Date, &str)> {
    let (date, start, end) = date_around(text, text.find('月')?)?;
    let (before, behind) = (text[..start].trim(), text[end..].trim());
    let rest = match (before.is_empty(), behind.is_empty()) {
        (_, true) => before,
        (true, false) => behind,
        _ => return None,
    };
    (date.year > 0).then_some((date, rest.trim_matches(['（', '）', '(', ')', '：', ':'])))
}

fn is_name(agency: &str, text: &str) -> bool {
    let name: String =
        text.chars().filter(|c| !c.is_whitespace() && !matches!(c, '（' | '）' | '(' | ')')).collect();
    let ends = [
        "局",
        "委员会",
        "委",
        "厅",
        "办公室",
        "政府",
        "办事处",
        "中心",
        "管委会",
        "总队",
        "支队",
        "分局",
        "院",
        "公司",
        "海关",
    ];
    let chinese = name.chars().all(organs::is_chinese);
    name == agency
        || (chinese && (4..=24).contains(&name.chars().count()) && ends.iter().any(|end| name.ends_with(end)))
}

#[cfg(test)]
mod tests {
    use gouji_core::{fixture, wire};

    use super::*;

    #[track_caller]
    fn check(other: &str, words: bool, day: &str, signed: bool) {
        let draft = fixture::parse(&format!("agency.name = '某某县水务局'\nother = '''{other}'''")).unwrap();
        let bytes = wire::encode(&draft);
        let report = Report::read(&bytes).unwrap();
        let ending = find(&report);
        let dated = ending.dated.map_or(String::new(), |(_, date)| date.to_string());
        let own = prose::paragraphs(&report, |part| part == 6).any(|(paragraph, _)| !ending.has(paragraph));
        assert_eq!((own, dated.as_str(), ending.signed.is_some()), (words, day, signed), "{other}");
    }

    #[test]
    fn what_stands_below_a_report() {
        check("无。\n某某县水务局\n2024年1月16日", true, "2024年1月16日", true);
        check("某某县水务局\n2024年1月16日", false, "2024年1月16日", true);
        check("某某县水务局 2024年1月16日", false, "2024年1月16日", true);
        check(
            "无。\n某某县水务局\n2023年11月20日\n附件：数据表.xlsx\n相关链接：政府网站",
            true,
            "2023年11月20日",
            true,
        );
        check("没有其他需要报告的事项", true, "", false);
        check("附件：信息处理费说明", true, "", false);
        check("信息处理费办法自2021年1月1日起施行。", true, "", false);
        check("", false, "", false);
    }
}

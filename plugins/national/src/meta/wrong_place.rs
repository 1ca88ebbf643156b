//! M06: another place's government in the text.

use std::sync::LazyLock;

use gouji_core::divisions;
use gouji_core::prelude::*;

use crate::prose;
use crate::typography::marks::years_of;
use crate::vocabulary::{self, Kind};
use crate::words::Words;

/// 正文写着别处的地名.
pub(crate) struct WrongPlace;

/// Governments, with what the names of their divisions end in.
pub(crate) const WORDS: &[&str] = &[
    "省政府",
    "市政府",
    "县政府",
    "区政府",
    "州政府",
    "旗政府",
    "省人民政府",
    "市人民政府",
    "县人民政府",
    "区人民政府",
    "州人民政府",
    "旗人民政府",
];

/// What names of divisions end in.
const ENDS: [char; 6] = ['省', '市', '县', '区', '州', '旗'];

/// What brings another place's government into a report by right.
static RIGHTLY: LazyLock<Words> = LazyLock::new(|| {
    Words::of([
        "对口", "帮扶", "协作", "结对", "支援", "援", "考察", "学习", "借鉴", "交流", "调研", "经验", "合作",
        "跨省", "通办", "联合", "毗邻", "相邻", "法院", "诉", "案", "移送", "协查", "参加", "赴", "与", "和",
        "签订", "会议", "论坛", "来访", "参照", "比较", "排名", "转发", "迁", "划归", "原",
    ])
});

/// What the reporting body does, behind its name at the head of a sentence.
static DOES: LazyLock<Words> = LazyLock::new(|| {
    Words::of([
        "认真",
        "坚持",
        "严格",
        "深入",
        "全面",
        "主动",
        "共",
        "积极",
        "始终",
        "紧紧",
        "政府",
        "人民政府",
        "围绕",
        "贯彻",
        "高度",
        "各级",
        "按照",
        "切实",
        "持续",
        "加强",
        "扎实",
        "未收到",
        "收到",
        "政务",
        "在",
    ])
});

impl Rule for WrongPlace {
    fn card(&self) -> Card {
        Card::warning("M06", "national/wrong-place", "正文写着没有隶属关系的地方")
            .likely()
            .basis("《中华人民共和国政府信息公开条例》第六条：及时、准确地公开政府信息")
            .why("正文里的政府既不是本地的，也不是本地的上级或下级，多半是从别处的报告抄来的。")
            .bad(
                "agency.name = '威海市文化和旅游局'\nagency.division = '371000'\noverview = '公众可向宜宾市人民政府提出申请。'",
                "正文写着“宜宾市”，报告的机关是威海市文化和旅游局，两者没有隶属关系，像是从别处的报告抄来的",
            )
            .bad(
                "agency.name = '永善县人民政府'\nagency.division = '530625'\noverview = '2023年，巧家县认真贯彻落实条例。'",
                "正文写着“巧家县”，报告的机关是永善县人民政府，两者没有隶属关系，像是从别处的报告抄来的",
            )
            // Its own place, what is above it and below it.
            .good("agency.name = '昭通市人民政府'\nagency.division = '530600'\noverview = '2023年，昭通市认真贯彻条例，云南省人民政府、永善县人民政府各公开信息12条。'")
            .good("agency.name = '永善县人民政府'\nagency.division = '530625'\noverview = '落实东莞市人民政府对口帮扶资金，赴上海市人民政府学习经验。'")
            .good("agency.name = '永善县人民政府'\nagency.division = '530625'\noverview = '参照《北京市政府信息公开规定》，上海市政府采购中心路、南京市场、全市和县政府、各区政府。'")
            .good("agency.name = '永善县人民政府'\nagency.division = '530625'\noverview = '2023年，东莞市企业来永善县投资，巧家县人民政府移交文件。'")
            // Whose place nobody knows.
            .good("overview = '2023年，巧家县认真贯彻落实条例，公众可向宜宾市人民政府提出申请。'")
    }

    fn check(&self, report: &Report, findings: &mut Findings) {
        let own = report.agency.division;
        if own.len() != 6 || !own.is_ascii() {
            return;
        }
        let seen = vocabulary::seen(report);
        let governments: Vec<u32> =
            seen.of(Kind::Government, |_| true).map(|seen| seen.place.end - "政府".len() as u32).collect();
        let governments = prose::within(report, &governments).filter_map(|(paragraph, at)| {
            let text = report.slice(paragraph.place);
            let (start, name) = before_government(report, text, at)?;
            (is_foreign(own, name, true) && is_wrong(text, start)).then_some((paragraph, start, name))
        });
        let subjects = years_of(report, |_| true).into_iter().filter_map(|(paragraph, year)| {
            let text = report.slice(paragraph.place);
            let (start, name) = subject(text, year.end)?;
            (is_foreign(own, name, false) && is_wrong(text, start)).then_some((paragraph, start, name))
        });
        let mut wrong: Vec<(Paragraph, usize, &str)> = governments.chain(subjects).collect();
        wrong.sort_by_key(|(paragraph, ..)| paragraph.place.start);

        let mut said: Vec<&str> = Vec::new();
        for (paragraph, start, name) in wrong {
            if said.contains(&name) {
                continue;
            }
            said.push(name);
            let agency = report.agency.name;
            findings.add(
                prose::place(paragraph, start, start + name.len()),
                format!("正文写着“{name}”，报告的机关是{agency}，两者没有隶属关系，像是从别处的报告抄来的"),
            );
            if said.len() == 3 {
                return;
            }
        }
    }
}

/// The division before a 政府, where it starts: `宜宾市` of `宜宾市人民政府`.
fn before_government<'t>(report: &Report, text: &'t str, at: usize) -> Option<(usize, &'t str)> {
    let before = text[..at].strip_suffix("人民").unwrap_or(&text[..at]);
    // 政府采购 and 政府债券 belong to no name.
    let behind = &text[at + "政府".len()..];
    if !before.ends_with(ENDS) || behind.starts_with(['采', '购', '债', '投', '补', '引']) {
        return None;
    }
    // Nearly always it is the agency's own.
    let tail = before.len().checked_sub(9).and_then(|from| before.get(from..))?;
    // 县政府 alone, behind a mark.
    let last = tail.chars().rev().nth(1).filter(|c| is_chinese(*c))?;
    if report.agency.name.contains(tail) {
        return None;
    }
    // 全县, 各市, 向省: nobody's name.
    if "全我各本该省市县在向经由对报按受到".contains(last) {
        return None;
    }
    let longest = if before[..before.len() - 3].ends_with("自治") { 16 } else { 6 };
    let name = before.char_indices().rev().take(longest).take_while(|(_, c)| is_chinese(*c));
    let starts = name.map(|(start, _)| start);
    starts.skip(2).map(|start| (start, &before[start..])).filter(|(_, name)| divisions::is_name(name)).last()
}

fn is_chinese(c: char) -> bool {
    ('\u{3400}'..='\u{9fff}').contains(&c)
}

/// The division that a sentence about a year is about: `2023年，巧家县认真…`.
fn subject(text: &str, year_end: usize) -> Option<(usize, &str)> {
    let rest = &text[year_end..];
    let rest = rest.strip_prefix('度').unwrap_or(rest);
    let rest = rest.trim_start_matches(|c: char| c.is_whitespace() || matches!(c, '，' | ','));
    let start = text.len() - rest.len();
    let names = rest.char_indices().take(12).filter(|(_, c)| ENDS.contains(c));
    let name = names
        .map(|(at, c)| &rest[..at + c.len_utf8()])
        .filter(|name| name.chars().count() > 2 && divisions::is_name(name))
        .last()?;
    DOES.at(rest, name.len())?;
    Some((start, name))
}

/// Whether no division of that name lies in the agency's, nor holds it; `far`: nor is of its province.
fn is_foreign(own: &str, name: &str, far: bool) -> bool {
    let mut codes = divisions::codes(name);
    !codes.any(|code| {
        divisions::is_within(code, own) || divisions::is_within(own, code) || far && code[..2] == own[..2]
    })
}

/// Whether nothing in the sentence brings the place in by right, and it stands in no title.
fn is_wrong(text: &str, at: usize) -> bool {
    let (start, end) = prose::sentence(text, at);
    let before = &text[start..at];
    let in_title = before.rfind('《').is_some_and(|open| before.rfind('》').is_none_or(|close| close < open));
    !in_title && !RIGHTLY.any(&text[start..end])
}

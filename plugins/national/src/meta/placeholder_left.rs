//! M17: XX, ____ and empty brackets where something should have been filled in.

use gouji_core::prelude::*;
use memchr::memchr3_iter;

use crate::prose;
use crate::typography::marks::marks;

/// 没有填的空.
pub(crate) struct PlaceholderLeft;

/// What follows a blank that was to be filled in.
const FOLLOWS: [&str; 43] = [
    "万", "亿", "千", "百", "余", "%", "名", "年", "月", "日", "件", "条", "个", "次", "人", "篇", "项",
    "份", "期", "场", "局", "县", "市", "区", "镇", "乡", "街道", "单位", "部门", "元", "万元", "科室",
    "股室", "处室", "会议", "活动", "项目", "制度", "文件", "平台", "专栏", "网站", "栏目",
];

impl Rule for PlaceholderLeft {
    fn card(&self) -> Card {
        Card::error("M17", "national/placeholder-left", "留有没有填写的空")
            .basis("《中华人民共和国政府信息公开条例》第六条：及时、准确地公开政府信息")
            .why("模板里的“XX”、下划线没有换成内容，报告就没有写完。")
            .bad("overview = '全年主动公开政府信息XX条。'", "“XX条”没有填写")
            .bad(
                "overview = '全年收到政府信息公开申请____件，办结××件。'",
                "“____件”没有填写\n“××件”没有填写",
            )
            .bad("overview = '推广了××科室的做法。'", "“××科室”没有填写")
            .bad("other = '电子版可在本单位网站下载（）。'", "“（）”里没有内容")
            .good("overview = '咨询电话0870-1234567，联系人138××××1234，张××，网址www.x.gov.cn/XXGK/a_b。'")
            .good("overview = '全年主动公开政府信息12条（含动态信息）。'")
    }

    fn check(&self, report: &Report, findings: &mut Findings) {
        if !marks(report).blanks {
            return;
        }
        for (paragraph, text) in prose::paragraphs(report, |_| true) {
            let bytes = text.as_bytes();
            let mut done = 0;
            // 0xC3 begins ×.
            for at in memchr3_iter(b'X', 0xC3, b'_', bytes) {
                if at >= done {
                    done = run(report, paragraph, text, at, findings);
                }
            }
            for empty in ["（）", "()"] {
                if let Some(at) = text.find(empty) {
                    let place = prose::place(paragraph, at, at + empty.len());
                    // A picture or a link may have stood there.
                    findings.add(place, format!("“{empty}”里没有内容")).at_most(Severity::Warning);
                }
            }
        }
    }
}

/// Judges the run of one filling character at `at`; returns where it ends.
fn run(report: &Report, paragraph: Paragraph, text: &str, at: usize, findings: &mut Findings) -> usize {
    let Some(c) = text.get(at..).and_then(|rest| rest.chars().next()) else { return at + 1 };
    let length = text[at..].chars().take_while(|other| *other == c).count();
    let end = at + length * c.len_utf8();
    let enough = match c {
        'X' | '×' => length >= 2,
        '_' => length >= 3,
        _ => false,
    };
    let beside =
        |c: Option<char>| c.is_some_and(|c| c.is_ascii_alphanumeric() || matches!(c, '/' | '.' | '@' | '-'));
    let (before, after) = (text[..at].chars().next_back(), text[end..].chars().next());
    if !enough || beside(before) || beside(after) {
        return end;
    }
    let Some(word) = FOLLOWS.into_iter().rev().find(|word| text[end..].starts_with(word)) else { return end };
    let place = prose::place(paragraph, at, end + word.len());
    findings.add(place, format!("“{}”没有填写", report.slice(place)));
    end
}

//! M07: a sentence about another year, left from last year's report.

use std::sync::LazyLock;

use gouji_core::prelude::*;

use crate::prose;
use crate::typography::marks::years_of;
use crate::words::Words;

/// 上年报告的年份没有改.
pub(crate) struct LeftOverYear;

/// What was done in the year that the sentence names.
static DONE: LazyLock<Words> = LazyLock::new(|| {
    Words::of([
        "收到", "新收", "受理", "办理", "办结", "答复", "公开", "发布", "制发", "印发", "开展", "组织",
        "更新", "围绕", "公布", "完成", "落实", "推进", "贯彻", "坚持", "加强", "召开", "举办",
    ])
});

/// What another year may be named for: documents, comparisons, plans, budgets.
static OTHERWISE: LazyLock<Words> = LazyLock::new(|| {
    Words::of([
        "相比",
        "比",
        "较上",
        "较去",
        "较前",
        "较2",
        "同比",
        "上年",
        "去年",
        "往年",
        "预算",
        "决算",
        "年度报告",
        "年报",
        "结转",
        "以来",
        "至",
        "年底",
        "年末",
        "将",
        "计划",
        "下一步",
        "下步",
        "明年",
        "继续",
        "以后",
        "今后",
        "力争",
        "争取",
        "目标",
        "评估",
        "考核",
        "测评",
        "通报",
        "问题",
        "整改",
        "规划",
        "—",
        "～",
        "年前",
        "首次",
        "历年",
    ])
});

impl Rule for LeftOverYear {
    fn card(&self) -> Card {
        Card::error("M07", "national/left-over-year", "正文的年份不是报告年度")
            .basis("政府信息公开条例第四十九条")
            .why("套用上年报告时年份没有改，数字是哪一年的就说不清了。")
            .bad(
                "title = '某某县2023年政府信息公开工作年度报告'
                 overview = '2022年，我县认真落实条例，主动公开政府信息812条。'",
                "“2022年，我县认真落实条例，主动公开政府信息812条”：报告年度是2023年，像是上年的文字没有改",
            )
            .bad(
                "overview = '''2023年，我局认真落实条例。
                 2024年，我局共收到政府信息公开申请3件。'''",
                "“2024年，我局共收到政府信息公开申请3件”：报告年度是2023年，这一年还没有过完",
            )
            .bad(
                "title = '某某县2023年政府信息公开工作年度报告'
                 overview = '2022年度，我局认真落实《条例》，较好地保障了群众的知情权。'",
                "“2022年度，我局认真落实《条例》，较好地保障了群众的知情权”：报告年度是2023年，像是上年的文字没有改",
            )
            .good("overview = '2023年，我县主动公开政府信息812条，2022年为790条。'")
            .good("overview = '2023年，我县发布信息812条。2022年，我县发布信息较2021年少。'")
            .good("overview = '2023年，我县主动公开政府信息812条。2022年，我县在评估中列全市第三，今年完成了整改。'")
            .good("overview = '2023年，全县落实《2022年政务公开工作要点》。2024年，我县将继续加强主动公开。'")
            .good("problems = '2022年，我局公开内容不够全面。2023年，我局加强了主动公开。'")
    }

    fn check(&self, report: &Report, findings: &mut Findings) {
        let Some(of_report) = report.year else { return };
        let mut first: Option<(Place, &str, u16)> = None;
        let mut named = false;
        let mut count = 0;
        for (paragraph, year) in years_of(report, |part| (1..=4).contains(&part)) {
            let text = report.slice(paragraph.place);
            named |= year.year == of_report;
            if !(year.year + 1 == of_report || year.year == of_report + 1) || !opens_sentence(text, year) {
                continue;
            }
            let (_, end) = prose::sentence(text, year.at);
            let sentence = &text[year.at..end];
            if !DONE.any(sentence) || OTHERWISE.any(sentence) || names_document(sentence, of_report) {
                continue;
            }
            count += 1;
            first.get_or_insert((prose::place(paragraph, year.at, end), sentence, year.year));
        }
        let Some((place, sentence, year)) = first else { return };
        let why =
            if year < of_report { "像是上年的文字没有改" } else { "这一年还没有过完" };
        let more = if count > 1 { format!("（共 {count} 处）") } else { String::new() };
        let sentence = prose::shortened(sentence);
        let found = findings.add(place, format!("“{sentence}”：报告年度是{of_report}年，{why}{more}"));
        // Certain only where title or period fix the year, and the prose never names it.
        let fixed = report.period().is_some_and(|period| period.to.year == of_report)
            || report.title().is_some_and(|title| prose::only_year(report.slice(title)) == Some(of_report));
        if named || !fixed || year > of_report {
            found.at_most(Severity::Warning);
        }
    }
}

/// Whether a sentence names a document, which may be of any year. 条例 is of no year, and one of the report's year excuses
/// no other.
fn names_document(sentence: &str, of_report: u16) -> bool {
    let numbers = sentence.split('〔').skip(1);
    let own = of_report.to_string();
    let mut others = numbers.filter(|number| !number.starts_with(own.as_str()));
    others.next().is_some()
        || sentence.split('《').skip(1).any(|title| {
            !title.starts_with("条例》")
                && !title.contains("政府信息公开条例》")
                && prose::years(title).next().is_none_or(|year| year.at > 0 || year.year != of_report)
        })
}

/// Whether a year opens a sentence about itself: `2022年，`, `2022年度，`, `2022年全县`, `2022年我局`.
fn opens_sentence(text: &str, year: prose::Year) -> bool {
    let before = text[..year.at].trim_end();
    if !(before.is_empty() || before.ends_with(['。', '；', '！', '）', '：', ';', ')'])) {
        return false;
    }
    let after = text[year.end..].trim_start();
    let after = after.strip_prefix('度').unwrap_or(after);
    after.starts_with(['，', ',', '全', '我', '本', '共'])
}

//! M01: no title above the report.

use gouji_core::prelude::*;

/// 没有标题.
pub(crate) struct MissingTitle;

impl Rule for MissingTitle {
    fn card(&self) -> Card {
        Card::warning("M01", "national/missing-title", "没有标题")
            .likely()
            .basis("《中华人民共和国政府信息公开条例》第五十条；国办公开办函〔2019〕60号、〔2021〕30号")
            .why("标题说明这是哪个机关、哪一年的报告。只给了正文的，可能是转换时丢了标题，只作提示。")
            .years(2019, 9999)
            .bad(
                "preamble = \"发布日期：2024-01-20\\n本报告依照条例编制。\"",
                "没有标题，应有“〈机关名称〉2023年政府信息公开工作年度报告”",
            )
            .bad(
                "preamble = \"栏目：政府信息公开年报\\n本报告依照条例编制。\"",
                "没有标题，应有“〈机关名称〉2023年政府信息公开工作年度报告”",
            )
            .bad(
                "preamble = '本报告依照条例编制。'",
                "没有标题，应有“〈机关名称〉2023年政府信息公开工作年度报告”",
            )
            .bad("", "没有标题，应有“〈机关名称〉2023年政府信息公开工作年度报告”")
            .good("title = '某某县人民政府2023年政府信息公开工作年度报告'\npreamble = '本报告依照条例编制。'")
            .good("preamble = \"某某县人民政府\\n2023年政府信息公开\\n工作年度报告\\n本报告依照条例编制。\"")
            .good("preamble = \"某某局2023年政府信息公开工作年度报告 2024-01-20 浏览次数：12\\n本报告依照条例编制。\"")
            .good("headings = ['二、主动公开政府信息情况']")
    }

    fn check(&self, report: &Report, findings: &mut Findings) {
        if report.title().is_some() {
            return;
        }
        let Some(first) = report.part(1) else { return };
        let head = head(report, first.heading);
        if names_a_report(&head) {
            return;
        }
        let year = report.year.map(|year| format!("{year}年")).unwrap_or_default();
        let name = match report.agency.name {
            "" => "〈机关名称〉",
            name => name,
        };
        let found =
            findings.add(first.heading, format!("没有标题，应有“{name}{year}政府信息公开工作年度报告”"));
        // Where the text begins with part one or with sentences, the beginning was probably not given to us.
        if head.is_empty() {
            found.at_most(Severity::Info);
        }
    }
}

/// The lines right above the first sentence, without blanks: those that a title may be spread over or be decked out in,
/// each up to the colon of a label.
fn head(report: &Report, part_one: Place) -> String {
    const LINES: usize = 8;
    let above = report.slice(Place { start: 0, end: part_one.start });
    let lines = above.lines().filter(|line| !line.trim().is_empty());
    let lines: Vec<&str> = lines.take_while(|line| !line.contains(['。', '，'])).collect();
    let nearest = lines[lines.len().saturating_sub(LINES)..].iter();
    // 首页 > 政府信息公开年报 is a way, and no title.
    let titles = nearest.filter(|line| !line.contains(['>', '→']));
    let unlabelled = titles.filter_map(|line| line.split(['：', ':']).next());
    unlabelled.flat_map(str::chars).filter(|c| !c.is_whitespace()).collect()
}

/// Whether it says 公开, and soon after that it is a report: a title that is not written as one should be, or that was
/// not read as one, is no missing one.
fn names_a_report(head: &str) -> bool {
    const SOON: usize = 12;
    head.match_indices("公开").any(|(at, _)| {
        let after: String = head[at + "公开".len()..].chars().take(SOON).collect();
        ["报告", "年报", "年度报", "总结", "情况"].iter().any(|word| after.contains(word))
    })
}

//! D05: 工作要点 of another year.

use gouji_core::prelude::*;

use crate::prose;
use crate::vocabulary::{self, Kind};

/// 引用的工作要点不是报告年度的.
pub(crate) struct GuidelineOfOtherYear;

impl Rule for GuidelineOfOtherYear {
    fn card(&self) -> Card {
        Card::warning("D05", "national/guideline-of-other-year", "引用的政务公开工作要点不是报告年度的")
            .likely()
            .basis("国务院办公厅历年政务公开工作要点")
            .why("报告哪一年的工作，就应当对照哪一年的工作要点。引用了别的年份，多半是上年的文字没有改。")
            .bad(
                "overview = '2023年，我县认真落实《某某市2022年政务公开工作要点》。'",
                "引用的是2022年的工作要点，报告的年度是2023年",
            )
            .bad(
                "overview = '2023年以来,我县对照《2022年某某市政务公开工作要点》逐项落实。'",
                "引用的是2022年的工作要点，报告的年度是2023年",
            )
            .good("overview = '2023年，我县认真落实《某某市2023年政务公开工作要点》。'")
            .good("overview = '我县对照2022年、2023年政务公开工作要点逐项检查。'")
            .good("problems = '下一步将落实2024年政务公开工作要点。'")
    }

    fn check(&self, report: &Report, findings: &mut Findings) {
        let Some(of_report) = report.year else { return };
        let seen = vocabulary::seen(report);
        let places: Vec<u32> =
            seen.of(Kind::Guideline, |part| part <= 4).map(|seen| seen.place.start).collect();
        for (paragraph, at) in prose::within(report, &places) {
            let text = report.slice(paragraph.place);
            let (start, end) = prose::sentence(text, at);
            let before = &text[start..at];
            let Some(year) = prose::years(before).last() else { continue };
            let between = &before[year.end..];
            let apart =
                between.contains(['，', ',', '。', '、', '》', '至', '起', '来']) || between.len() > 60;
            // Not 2022年，我县落实……工作要点.
            if year.year == of_report || apart || !(between.contains("公开") || between.is_empty()) {
                continue;
            }
            if cites_own(text, (start, end), of_report) || joins(&before[..year.at], of_report) {
                continue;
            }
            findings.add(
                prose::place(paragraph, start + year.at, at + "工作要点".len()),
                format!("引用的是{}年的工作要点，报告的年度是{of_report}年", year.year),
            );
        }
    }
}

/// Whether a sentence cites the guideline of the report's year, too: 《2022年政务公开工作要点》《2023年政务公开工作要点》.
fn cites_own(text: &str, (start, end): (usize, usize), of_report: u16) -> bool {
    let sentence = &text[start..end];
    prose::years(sentence).filter(|year| year.year == of_report).any(|year| {
        let behind = &sentence[year.end..];
        let to = behind.find(['，', ',', '、', '》']).unwrap_or(behind.len());
        behind[..to].contains("要点")
    })
}

/// Whether the words before a year join it to the report's: 2023年、2022年政务公开工作要点.
fn joins(before: &str, of_report: u16) -> bool {
    let before = before.trim_end_matches(['、', '和', '与', '及', '至', '—', '-', '度']);
    prose::years(before).last().is_some_and(|year| year.year == of_report && year.end == before.len())
}

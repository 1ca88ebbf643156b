//! C27: plans for a year that is over.

use gouji_core::prelude::*;

use crate::dated::{ENOUGH, plan_of};
use crate::prose;
use crate::typography::marks::years_of;

/// 今后的打算写成了已经过去的年份.
pub(crate) struct PlanForWrongYear;

impl Rule for PlanForWrongYear {
    fn card(&self) -> Card {
        Card::error("C27", "national/plan-for-wrong-year", "今后的打算写的是已经过去的年份")
            .likely()
            .basis("政府信息公开条例第四十九条：每年公布上一年度的报告")
            .why("报告年度已经过完，今后的打算应写下一年。多半是套用上年报告时没有改年份。")
            .bad(
                "problems = '主要问题是解读形式单一。2023年，我局将进一步丰富解读形式。'",
                "“2023年，我局将进一步丰富解读形式”：2023年已经过完，今后的打算应写2024年",
            )
            .bad(
                "problems = '主要问题是解读形式单一。2022年，我局将从以下三个方面改进：一是加强培训。'",
                "“2022年，我局将从以下三个方面改进：一是加强培训”：2022年已经过完，今后的打算应写2024年",
            )
            .bad(
                "problems = '主要问题是解读形式单一。2023 年，将进一步丰富解读形式。'",
                "“2023 年，将进一步丰富解读形式”：2023年已经过完，今后的打算应写2024年",
            )
            .bad(
                "problems = '主要问题是解读形式单一。为补上这一短板,2023年我局将重点制作图解。'",
                "“为补上这一短板,2023年我局将重点制作图解”：2023年已经过完，今后的打算应写2024年",
            )
            .good("problems = '主要问题是解读形式单一。2024年，我局将进一步丰富解读形式。'")
            .good("problems = '2023年，我局将解读纳入考核，形式仍然单一。下一步将进一步丰富。'")
            .good("problems = '2022年报告提出，2023年将进一步丰富解读形式，已经做到。'")
    }

    fn check(&self, report: &Report, findings: &mut Findings) {
        let Some(of_report) = report.year else { return };
        let past = years_of(report, |part| part > 0)
            .into_iter()
            .filter(|(_, year)| year.year <= of_report && year.year + 3 >= of_report);
        for (paragraph, year) in past.take(ENOUGH) {
            let text = report.slice(paragraph.place);
            let Some((start, end)) = plan_of(text, year) else { continue };
            let said = prose::shortened(&text[start..end]);
            let (year, next) = (year.year, of_report + 1);
            findings.add(
                prose::place(paragraph, start, end),
                format!("“{said}”：{year}年已经过完，今后的打算应写{next}年"),
            );
            return;
        }
    }
}

//! C27: plans for a year that is over.

use std::sync::LazyLock;

use gouji_core::prelude::*;

use crate::prose;
use crate::typography::marks::years_of;
use crate::words::Words;

/// 今后的打算写成了已经过去的年份.
pub(crate) struct PlanForWrongYear;

/// 将 that cannot be 把.
static WILL: LazyLock<Words> = LazyLock::new(|| {
    Words::of([
        "将继续",
        "将进一步",
        "将从以下",
        "将着力",
        "将重点",
        "将采取",
        "将不断",
        "将持续",
        "将着重",
        "将以",
        "将按照",
        "将围绕",
        "将主要",
        "将坚持",
        "将努力",
        "拟从",
        "拟采取",
        "计划从",
    ])
});

impl Rule for PlanForWrongYear {
    fn card(&self) -> Card {
        Card::warning("C27", "national/plan-for-wrong-year", "今后的打算写的是已经过去的年份")
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
            .good("problems = '主要问题是解读形式单一。2024年，我局将进一步丰富解读形式。'")
            .good("problems = '2023年，我局将解读纳入考核，形式仍然单一。下一步将进一步丰富。'")
            .good("problems = '2022年报告提出，2023年将进一步丰富解读形式，已经做到。'")
    }

    fn check(&self, report: &Report, findings: &mut Findings) {
        let Some(of_report) = report.year else { return };
        for (paragraph, year) in years_of(report, |part| part == 5) {
            let text = report.slice(paragraph.place);
            if year.year > of_report || year.year + 3 < of_report {
                continue;
            }
            // Most years stand within their sentence.
            if text[..year.at].ends_with(char::is_alphanumeric) {
                continue;
            }
            let (start, end) = prose::sentence(text, year.at);
            let opening = text[start..year.at].trim_matches(|c: char| !c.is_alphanumeric());
            let sentence = &text[year.at..end];
            // The clause of the year or the next one; 已 and the like mean that it was done.
            let mut clauses = sentence.splitn(3, ['，', ',']);
            let near = [clauses.next(), clauses.next()];
            if opening.is_empty()
                && near.into_iter().flatten().any(|clause| WILL.any(clause))
                && prose::years(&text[year.end..end]).next().is_none()
                && !sentence.contains('已')
            {
                let said = prose::shortened(sentence);
                let (year, next) = (year.year, of_report + 1);
                findings.add(
                    prose::place(paragraph, start, end),
                    format!("“{said}”：{year}年已经过完，今后的打算应写{next}年"),
                );
                return;
            }
        }
    }
}

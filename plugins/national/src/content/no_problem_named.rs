//! C20: no problem named in part five.

use gouji_core::prelude::*;

use super::told;
use crate::doubt;

/// 没有写存在的问题.
pub(crate) struct NoProblemNamed;

impl Rule for NoProblemNamed {
    fn card(&self) -> Card {
        Card::error("C20", "national/no-problem-named", "第五部分没有写存在的主要问题")
            .basis("政府信息公开条例第五十条第（四）项")
            .why("存在的主要问题及改进情况是年度报告的法定内容，不能空着，也不能只写“无”。")
            .years(2019, 9999)
            .bad("", "第五部分没有内容，应写存在的主要问题和改进情况")
            .bad("problems = '无。'", "第五部分只写了“无。”，应写存在的主要问题和改进情况")
            .bad(
                "problems = '2023年，我局政府信息公开各项任务圆满达成，得到各方好评，公开成效居全县各单位前列，群众满意。'",
                "第五部分没有写存在的问题",
            )
            .bad(
                "problems = '本单位政府信息公开工作不存在问题，全年各项任务都按时完成，下一步将继续保持，取得更好的成绩。'",
                "第五部分说没有问题，应写存在的主要问题和改进情况",
            )
            .bad(
                "problems = '群众想看的都能看到，想问的都有回音，没有发现需要改进的地方，今后继续做好公开。'",
                "第五部分说没有问题，应写存在的主要问题和改进情况",
            )
            .good("problems = '上年的三项不足已不存在。今年目录更新仍不及时，没有解决的问题还有两个。'")
            .good("problems = '主要问题是解读形式单一。下一步将增加图解。'")
            .good("headings = ['一、总体情况']")
    }

    fn check(&self, report: &Report, findings: &mut Findings) {
        let Some(told) = told(report) else { return };
        let Some(part) = report.part(5) else { return };
        let found = if told.letters == 0 {
            findings.add(part.heading, "第五部分没有内容，应写存在的主要问题和改进情况")
        } else if told.letters <= 12 && !told.measures {
            let text = report.slice(part.body).trim();
            findings.add(part.heading, format!("第五部分只写了“{text}”，应写存在的主要问题和改进情况"))
        } else if !told.problems && told.denied {
            findings.add(part.heading, "第五部分说没有问题，应写存在的主要问题和改进情况")
        } else if !told.problems && !told.measures {
            findings.add(part.heading, "第五部分没有写存在的问题").at_most(Severity::Warning)
        } else {
            return;
        };
        doubt::if_incomplete(found, report);
    }
}

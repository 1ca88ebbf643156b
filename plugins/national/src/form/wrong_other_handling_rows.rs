//! F12: one row for 其他处理 where the form has three, or three where it has one.

use gouji_core::prelude::*;

use super::{Shows, other_handling_rows, shown_by_proactive};
use crate::doubt;

/// 表三（六）其他处理的行数与年度不符.
pub(crate) struct WrongOtherHandlingRows;

impl Rule for WrongOtherHandlingRows {
    fn card(&self) -> Card {
        Card::error("F12", "national/wrong-other-handling-rows", "表三“（六）其他处理”的行数与格式不符")
            .basis("国办公开办函〔2021〕30号，附件表三；国办公开办函〔2019〕60号，附件表三")
            .why("2021年的格式把“其他处理”分成三行：逾期不补正、逾期不缴费、其他。2019年的格式只有一行。")
            .years(2019, 9999)
            .bad(
                "requests.other = { natural_person = 0, total = 0 }",
                "“（六）其他处理”只有一行，2021年的格式分三行：逾期不补正、逾期未按收费通知要求缴纳费用、其他",
            )
            .bad(
                "year = 2020\nrequests.other.no_correction = { total = 0 }",
                "“（六）其他处理”分了三行，2019年的格式只有一行，没有逾期不补正、逾期不缴费的分项",
            )
            .good("")
            .good("year = 2020")
    }

    fn check(&self, report: &Report, findings: &mut Findings) {
        let Some(year @ 2019..) = report.year else { return };
        let (one, three) = other_handling_rows(report);
        let proactive = shown_by_proactive(report);
        let message = match year {
            // With 表二 of the other form too, the form as a whole is wrong: F01, F02.
            2021.. if one && three == 0 && proactive != Shows::Old => {
                "“（六）其他处理”只有一行，2021年的格式分三行：逾期不补正、逾期未按收费通知要求缴纳费用、其他"
            }
            ..2021 if !one && three > 0 && proactive != Shows::New => {
                "“（六）其他处理”分了三行，2019年的格式只有一行，没有逾期不补正、逾期不缴费的分项"
            }
            _ => return,
        };
        let row = if one { RequestLine::Other } else { RequestLine::NoCorrection };
        let found = findings.add(Spot::row(Table::Requests, row as u8), message);
        doubt::if_inferred(found, report, Table::Requests);
    }
}

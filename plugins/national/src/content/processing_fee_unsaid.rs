//! C31: no word on 信息处理费.

use gouji_core::prelude::*;

use crate::ending;
use crate::prose;
use crate::vocabulary::{self, Kind};

/// 没有说明信息处理费.
pub(crate) struct ProcessingFeeUnsaid;

impl Rule for ProcessingFeeUnsaid {
    fn card(&self) -> Card {
        Card::info("C31", "national/processing-fee-unsaid", "没有说明信息处理费的收取情况")
            .basis("国办函〔2020〕109号《政府信息公开信息处理费管理办法》")
            .why("从2021年度起，各地一般在第六部分写明收取信息处理费的情况，没有收取的也写明。")
            .years(2021, 9999)
            .bad("other = '无其他需要报告的事项。'", "没有说明信息处理费的收取情况，没有收取的也宜写明")
            .good("other = '2023年未收取政府信息公开信息处理费。'")
            .good("other = '2023年度，本局政府信息公开未发生收费情况。'")
            .good("other = '未向公众收取政府信息处理相关费用。'")
            .good("other = ''")
            .good("other = '无。'\nrequests.other.no_payment = [1, 0, 0, 0, 0, 0, 1]")
    }

    fn check(&self, report: &Report, findings: &mut Findings) {
        if report.year.is_none() || report.part(6).is_none() || ending::is_empty(report, 6) {
            return;
        }
        // Where a fee was not paid, T3-13 asks for more than a word.
        if report.figure((RequestLine::NoPayment, Applicant::Total)).is_positive() {
            return;
        }
        if vocabulary::seen(report).first(Kind::Fee).is_none() && !says_fees(report) {
            findings.add(Spot::part(6), "没有说明信息处理费的收取情况，没有收取的也宜写明");
        }
    }
}

/// Whether part six tells of fees in other words: 未发生收费情况, 收取的费用.
fn says_fees(report: &Report) -> bool {
    let told = ["收费", "收取费用", "费用", "缴费", "缴纳"];
    prose::paragraphs(report, |part| part == 6).any(|(_, text)| told.iter().any(|word| text.contains(word)))
}

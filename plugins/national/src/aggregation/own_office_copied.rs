//! A07: a government's report with the figures of its own office.

use gouji_core::prelude::*;

use super::{Sums, office};
use crate::years::{Likeness, likeness};

/// 政府报告的数就是办公室一家的数.
pub(crate) struct OwnOfficeCopied;

impl Rule for OwnOfficeCopied {
    fn card(&self) -> Card {
        Card::info("A07", "national/own-office-copied", "政府报告的数与政府办公室的完全相同")
            .possible()
            .basis("政府信息公开条例第四十九条、第五十条")
            .source("中国社科院《政府信息公开工作年度报告发布情况评估报告（2016）》：有的政府报告没有反映本行政区域的全貌。")
            .why("政府的报告要汇总全部公开主体，不应只是办公室一家的数。")
            .needs(Need::Children)
            .bad(
                "agency.level = 'county'
                 requests.new = [127, 14, 0, 0, 0, 0, 141]
                 requests.granted = [120, 10, 0, 0, 0, 0, 130]
                 [[children]]
                 agency = { name = '青岭县人民政府办公室', level = 'department', of = 'county' }
                 requests.new = [127, 14, 0, 0, 0, 0, 141]
                 requests.granted = [120, 10, 0, 0, 0, 0, 130]",
                "表三与青岭县人民政府办公室的报告完全相同，政府的报告应汇总全部公开主体",
            )
            .good(
                "agency.level = 'county'
                 requests.new = [127, 14, 0, 0, 0, 0, 141]
                 [[children]]
                 agency = { name = '青岭县人民政府办公室', level = 'department', of = 'county' }
                 requests.new = [27, 14, 0, 0, 0, 0, 41]",
            )
            // A01 says it where the other reports show it.
            .good(
                "agency.level = 'county'
                 requests.new = [127, 14, 0, 0, 0, 0, 141]
                 [[children]]
                 agency = { name = '青岭县人民政府办公室', level = 'department', of = 'county' }
                 requests.new = [127, 14, 0, 0, 0, 0, 141]
                 [[children]]
                 agency = { name = '青岭县公安局', level = 'department', of = 'county' }
                 requests.new = [5, 0, 0, 0, 0, 0, 5]",
            )
            .good(
                "agency.level = 'county'
                 requests.new = [1, 0, 0, 0, 0, 0, 1]
                 [[children]]
                 agency = { name = '青岭县人民政府办公室', level = 'department', of = 'county' }
                 requests.new = [1, 0, 0, 0, 0, 0, 1]",
            )
    }

    fn check(&self, report: &Report, findings: &mut Findings) {
        let Some(office) = office(report) else { return };
        let sums = Sums::of(report);
        let adds_up = |table| {
            !sums
                .cells(table)
                .any(|(id, sum)| super::is_added_up(id) && Sums::differs(report.figure(id), sum))
        };
        let copied = |table: &Table| likeness(report, &office, *table) >= Likeness::Likely && adds_up(*table);
        let tables: Vec<&str> = Table::ALL.iter().copied().filter(copied).map(Table::title).collect();
        let Some(first) = Table::ALL.into_iter().find(copied) else { return };
        findings.add(
            Spot::table(first),
            format!(
                "{}与{}的报告完全相同，政府的报告应汇总全部公开主体",
                tables.join("、"),
                office.agency.name
            ),
        );
    }
}

//! T2-21: a government with as few permits as its own office has.

use gouji_core::prelude::*;

use super::{decisions, items};

/// 政府的行政许可少得像只填了办公室一家的.
pub(crate) struct OwnOfficeOnly;

const COUNTY: Setting =
    Setting {
        rule: "T2-21", key: "county", default: 100, says: "县级政府的行政许可少于多少件时提示"
    };
const CITY: Setting =
    Setting {
        rule: "T2-21", key: "city", default: 1_000, says: "市级政府的行政许可少于多少件时提示"
    };

impl Rule for OwnOfficeOnly {
    fn card(&self) -> Card {
        Card::info("T2-21", "national/own-office-only", "政府报告的行政许可数量少得不像汇总数")
            .possible()
            .basis("政府信息公开条例第四十九条；国办公开办函〔2019〕60号、〔2021〕30号，附件表二")
            .source("中国社科院《政府信息公开工作年度报告发布情况评估报告（2016）》：有的政府报告没有反映本行政区域的全貌。")
            .why("政府的报告要汇总全部所属部门。一个县一年的许可通常成千上万，只有几十件，可能只填了办公室一家的。")
            .levels(&[Level::County, Level::City])
            .option(COUNTY)
            .option(CITY)
            .bad(
                "agency.level = 'county'\nproactive.licensing = [37]",
                "行政许可处理决定只有 37 件，县级政府很少这么少，请核对是否汇总了全部部门",
            )
            .bad(
                "agency.level = 'city'\nyear = 2020\nproactive.licensing = [230, 4, 640]",
                "行政许可处理决定只有 640 件，市级政府很少这么少，请核对是否汇总了全部部门",
            )
            .good("agency.level = 'county'\nproactive.licensing = [3712]")
            .good("agency.level = 'county'\noverview = '全年作出行政许可决定370件。'\nproactive.licensing = [37]")
            // T2-04 and T2-07 say what is wrong with these numbers.
            .good("agency.level = 'county'\nyear = 2020\nproactive.licensing = [312, 6, 0]")
            .good("agency.level = 'county'\nyear = 2020\nproactive.licensing = [45, 6, 51]")
    }

    fn check(&self, report: &Report, findings: &mut Findings) {
        let Some(count) = decisions(report, ProactiveLine::Licensing) else { return };
        let (setting, who) = match report.agency.level {
            Some(Level::County) => (COUNTY, "县级政府"),
            _ => (CITY, "市级政府"),
        };
        if Some(count) >= Decimal::from_int(setting.of(report)) || count.is_negative() {
            return;
        }
        // T2-04 and T2-07 say what is wrong with a number that goes with its items so.
        let of_items = items(report, ProactiveLine::Licensing).is_some_and(|[last, change, _]| {
            count == Decimal::ZERO || change != Decimal::ZERO && last.checked_add(change) == Some(count)
        });
        let told = |claim: Claim| claim.subject == Subject::LicensingDecisions;
        if of_items || report.claims().any(told) {
            return;
        }
        findings.add(
            CellId::from((ProactiveLine::Licensing, ProactiveColumn::Decisions)),
            format!("行政许可处理决定只有 {count} 件，{who}很少这么少，请核对是否汇总了全部部门"),
        );
    }
}

//! T2-13: fees in 元, where the form wants 万元.

use gouji_core::prelude::*;

use crate::claims::Mentioned;
use crate::doubt;

/// 收费金额像是按元填的.
pub(crate) struct FeesInYuan;

const TOWNSHIP: Setting =
    Setting {
        rule: "T2-13", key: "township", default: 1_000, says: "乡镇、街道的收费达到多少万元时提示"
    };
const DEPARTMENT: Setting =
    Setting {
        rule: "T2-13", key: "department", default: 10_000, says: "县级部门的收费达到多少万元时提示"
    };
const COUNTY: Setting = Setting {
    rule: "T2-13",
    key: "county",
    default: 100_000,
    says: "县级政府、市级部门的收费达到多少万元时提示",
};

impl Rule for FeesInYuan {
    fn card(&self) -> Card {
        Card::warning("T2-13", "national/fees-in-yuan", "收费金额像是按元填的")
            .likely()
            .basis("国办公开办函〔2021〕30号，附件表二第二十条第（八）项")
            .why("2021年格式的收费金额以万元为单位。按元填，就大了一万倍。")
            .editions(&[Edition::E2021])
            .option(TOWNSHIP)
            .option(DEPARTMENT)
            .option(COUNTY)
            .bad("proactive.fees = ['36000元']", "收费金额写的是“36000元”，这一栏以万元为单位，应填 3.6")
            .bad(
                "agency.level = 'township'\nproactive.fees = ['9200']",
                "收费金额 9200 万元，乡镇、街道很少这么多，像是按元填的；如是 9200 元，应填 0.92",
            )
            .bad(
                "agency.level = 'department'\nagency.of = 'county'\nproactive.fees = ['482600']",
                "收费金额 482600 万元，县级部门很少这么多，像是按元填的；如是 482600 元，应填 48.26",
            )
            .good("agency.level = 'township'\nproactive.fees = ['0.92']")
            .good("agency.level = 'county'\nproactive.fees = ['48260']")
            .good("proactive.fees = ['482600']")
            .good("proactive.fees = ['3.6万元']")
            // X09 says it with both figures.
            .good(
                "agency.level = 'township'\noverview = '全年行政事业性收费9200元。'\nproactive.fees = ['9200']",
            )
    }

    fn check(&self, report: &Report, findings: &mut Findings) {
        let cell = report.cell((ProactiveLine::Fees, ProactiveColumn::Amount));
        let Some(amount) = cell.number().filter(|amount| *amount > Decimal::ZERO) else { return };
        let raw = cell.raw.trim();
        let in_yuan = cell.notes.has(Notes::UNIT) && raw.ends_with('元') && !raw.contains(['万', '亿']);
        let message = if in_yuan {
            format!("收费金额写的是“{raw}”，这一栏以万元为单位，应填 {}", in_ten_thousands(amount))
        } else {
            let (most, who) = match (report.agency.level, report.agency.of) {
                (Some(Level::Township), _) => (TOWNSHIP, "乡镇、街道"),
                (Some(Level::Department), Some(Level::County)) => (DEPARTMENT, "县级部门"),
                (Some(Level::Department), Some(Level::City)) => (COUNTY, "市级部门"),
                (Some(Level::County), _) => (COUNTY, "县级政府"),
                _ => return,
            };
            if Decimal::from_int(most.of(report)).is_none_or(|most| amount < most)
                || Mentioned::by(report).has(Subject::Fees)
            {
                return;
            }
            format!(
                "收费金额 {amount} 万元，{who}很少这么多，像是按元填的；如是 {amount} 元，应填 {}",
                in_ten_thousands(amount)
            )
        };
        let found = findings.add(cell.id, message);
        found.repair(cell.raw, in_ten_thousands(amount).to_string());
        doubt::if_inferred(found, report, Table::Proactive);
    }
}

/// 元 as 万元, to the last 分.
fn in_ten_thousands(amount: Decimal) -> Decimal {
    Decimal::from_micros(amount.micros() / 10_000)
}

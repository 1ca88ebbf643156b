//! X09: fees, in the prose and in 表二, where they are in 万元.

use gouji_core::prelude::*;

use crate::claims::{Mentioned, Span, Tabled, deny, printed, stands, stated};
use crate::doubt;

/// 正文的收费金额与表二不符.
pub(crate) struct FeesContradictTable;

impl Rule for FeesContradictTable {
    fn card(&self) -> Card {
        Card::warning("X09", "national/fees-contradict-table", "正文的行政事业性收费与表二不符")
            .likely()
            .basis("国办公开办函〔2019〕60号、〔2021〕30号，附件表二第二十条第（八）项")
            .why("表二的收费金额以万元为单位，常有人按元填，差一万倍。")
            .years(2021, 9999)
            .editions(&[Edition::E2021])
            .bad(
                "overview = '全年行政事业性收费3200元。'\nproactive.fees = [3200]",
                "正文写行政事业性收费 3200元，表二的金额是 3200 万元，像是把元填成了万元",
            )
            .bad(
                "overview = '全年行政事业性收费12.5万元。'\nproactive.fees = ['13.5']",
                "正文写行政事业性收费 12.5万元，表二的金额是 13.5 万元",
            )
            .good("overview = '全年行政事业性收费3200元。'\nproactive.fees = ['0.32']")
            .good("overview = '全年行政事业性收费12.53万元。'\nproactive.fees = ['12.5']")
    }

    fn check(&self, report: &Report, findings: &mut Findings) {
        if !Mentioned::by(report).has(Subject::Fees) {
            return;
        }
        let cell = report.cell((ProactiveLine::Fees, ProactiveColumn::Amount));
        let Some(amount) = cell.number() else { return };
        const TEN_THOUSAND: i64 = 10_000;
        let yuan = amount.micros().saturating_mul(TEN_THOUSAND);
        let decimals = cell.raw.split_once('.').map_or(0, |(_, places)| places.trim_end().len() as u32);
        // What the cell may stand for when its last digit was rounded or cut.
        let step = 10_i64.checked_pow(10_u32.saturating_sub(decimals)).unwrap_or(0);
        let stated = stated(report);
        let claims = || stated.claims.iter().filter(|claim| claim.subject == Subject::Fees && stands(claim));
        let agrees = |claim: &Claim| {
            let span = Span::of(claim);
            span.low <= yuan.saturating_add(step) && yuan.saturating_sub(step) <= span.high
        };
        if decimals > 6 || claims().any(agrees) {
            return;
        }
        let Some(claim) = claims().next() else {
            let spot = CellId::from((ProactiveLine::Fees, ProactiveColumn::Amount));
            let tabled = Tabled::new("表二的行政事业性收费金额（万元）", spot, Figure::known(amount));
            return deny(report, &stated, Subject::Fees, &tabled, amount, findings);
        };
        // With nothing but zeros in the table, V10 says it of the table as a whole.
        if amount == Decimal::ZERO && crate::claims::is_all_zero(report, Table::Proactive) {
            return;
        }
        let hint = if claim.value == amount { "，像是把元填成了万元" } else { "" };
        let message =
            format!("正文写行政事业性收费 {}，表二的金额是 {amount} 万元{hint}", printed(report, claim));
        let found = findings.add(claim.number, message);
        let right = match claim.unit {
            Unit::TenThousandYuan => amount,
            _ => Decimal::from_micros(yuan),
        };
        if claim.exactness == Exactness::Exact && claim.unit != Unit::HundredMillionYuan {
            found.repair(report.slice(claim.number), right.to_string());
        }
        found.evidence(cell.id, format!("表二的行政事业性收费金额：{amount} 万元"));
        doubt::if_inferred(found, report, Table::Proactive);
    }
}

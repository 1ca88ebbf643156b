//! T2-12: so little or so much money for each project that the unit must be wrong.

use gouji_core::prelude::*;

/// 采购金额平均每个项目过小或过大.
pub(crate) struct ImplausibleAmount;

const LEAST: Setting =
    Setting {
        rule: "T2-12", key: "least", default: 1_000, says: "平均每个项目少于多少元时提示"
    };
const MOST: Setting =
    Setting {
        rule: "T2-12", key: "most", default: 100_000_000, says: "平均每个项目多于多少元时提示"
    };

impl Rule for ImplausibleAmount {
    fn card(&self) -> Card {
        Card::info("T2-12", "national/implausible-amount", "采购总金额平均到每个项目过小或过大")
            .possible()
            .basis("国办公开办函〔2019〕60号，附件表二")
            .why("政府集中采购一个项目少则几千元，多则几千万元。平均下来只有几十元，或者上亿元，多半是把元和万元弄反了。")
            .years(2019, 2020)
            .option(LEAST)
            .option(MOST)
            .bad(
                "year = 2020\nproactive.procurement = [12, '864.5元']",
                "采购项目 12 个，采购总金额 864.5元，平均每个项目不到 1000 元，像是把万元写成了元",
            )
            .bad(
                "year = 2020\nproactive.procurement = [11, '2099000.46万元']",
                "采购项目 11 个，采购总金额 2099000.46万元，平均每个项目超过 100000000 元，像是把元写成了万元",
            )
            .good("year = 2020\nproactive.procurement = [12, '864.5万元']")
            .good("year = 2020\nproactive.procurement = [12, '864.5']")
            .good("year = 2020\nproactive.procurement = [1, '98000元']")
    }

    fn check(&self, report: &Report, findings: &mut Findings) {
        use ProactiveColumn as C;
        let cell = report.cell((ProactiveLine::Procurement, C::Amount));
        // Without a unit it is T2-11 that speaks.
        let Some(unit) = yuan(report, &cell) else { return };
        let projects = report.cell((ProactiveLine::Procurement, C::Projects)).number();
        let (Some(amount), Some(projects)) = (cell.number(), projects.and_then(Decimal::as_int)) else {
            return;
        };
        if projects <= 0 || amount <= Decimal::ZERO {
            return;
        }
        let each = i128::from(amount.micros()) * i128::from(unit) / i128::from(projects) / 1_000_000;
        let (least, most) = (LEAST.of(report), MOST.of(report));
        let why = match () {
            () if each < i128::from(least) => format!("不到 {least} 元，像是把万元写成了元"),
            () if each > i128::from(most) => format!("超过 {most} 元，像是把元写成了万元"),
            () => return,
        };
        findings.add(
            cell.id,
            format!("采购项目 {projects} 个，采购总金额 {}，平均每个项目{why}", cell.raw.trim()),
        );
    }
}

/// How many 元 the number in the cell counts; `None` where neither the cell nor the table names a unit.
fn yuan(report: &Report, cell: &Cell) -> Option<i64> {
    let of = |text: &str| match () {
        () if text.contains("亿元") => Some(100_000_000),
        () if text.contains("万元") => Some(10_000),
        () if text.contains('元') => Some(1),
        () => None,
    };
    if cell.notes.has(Notes::UNIT) {
        return of(cell.raw);
    }
    report.table_place(Table::Proactive).and_then(|place| of(report.slice(place)))
}

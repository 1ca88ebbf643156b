//! T2-07: many items, and not one decision.

use gouji_core::prelude::*;

use super::{ITEM_LINES, items};

/// 事项不少，却没有处理决定.
pub(crate) struct UnusedItems;

const LEAST: Setting =
    Setting {
        rule: "T2-07", key: "least", default: 20, says: "事项至少多少项而没有处理决定时才提示"
    };

impl Rule for UnusedItems {
    fn card(&self) -> Card {
        Card::info("T2-07", "national/unused-items", "事项不少，处理决定数量却是 0")
            .possible()
            .basis("国办公开办函〔2019〕60号，附件表二")
            .why("有几十项事项，一年里一件也没有办，不是没有，但少见；多半是漏填了办件量。")
            .years(2019, 2020)
            .option(LEAST)
            .bad(
                "year = 2020\nproactive.licensing = [46, 2, 0]\nproactive.coercion = [31, 0, 0]",
                "事项不少，处理决定数量却是 0，请核对是否漏填了办件量：行政许可 48 项、行政强制 31 项",
            )
            .bad(
                "year = 2020\nproactive.penalties = [8, 0, 0]\noptions.T2-07.least = 5",
                "事项不少，处理决定数量却是 0，请核对是否漏填了办件量：行政处罚 8 项",
            )
            .good("year = 2020\nproactive.licensing = [46, 2, 1]\nproactive.coercion = [3, 0, 0]")
            .good("year = 2020\nproactive.licensing = [46, -46, 0]")
            .good("year = 2020\nproactive.licensing = [46, 2, '']")
    }

    fn check(&self, report: &Report, findings: &mut Findings) {
        if report.edition != Some(Edition::E2019) {
            return;
        }
        let least = LEAST.of(report);
        let unused = || {
            ITEM_LINES.into_iter().filter_map(|line| {
                let [last, change, decisions] = items(report, line)?;
                let now = last.checked_add(change)?;
                (decisions == Decimal::ZERO && Some(now) >= Decimal::from_int(least)).then_some((line, now))
            })
        };
        let Some((first, _)) = unused().next() else { return };
        let rows: Vec<String> = unused().map(|(line, now)| format!("{} {now} 项", line.title())).collect();
        findings.add(
            CellId::from((first, ProactiveColumn::Decisions)),
            format!("事项不少，处理决定数量却是 0，请核对是否漏填了办件量：{}", rows.join("、")),
        );
    }
}

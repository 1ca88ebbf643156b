//! T2-16: two rows with the very same figures.

use gouji_core::prelude::*;

use super::{ITEM_LINES, items};

/// 两行的数完全一样.
pub(crate) struct IdenticalRows;

impl Rule for IdenticalRows {
    fn card(&self) -> Card {
        Card::info("T2-16", "national/identical-rows", "表二两行的数完全一样")
            .possible()
            .basis("国办公开办函〔2019〕60号，附件表二")
            .why("两类事项的三个数都一样，可能是填的时候照抄了上一行。")
            .years(2019, 2020)
            .bad(
                "year = 2020\nproactive.licensing = [31, 2, 640]\nproactive.other_services = [31, 2, 640]",
                "行政许可与其他对外管理服务事项的三个数完全一样（31、2、640），请核对",
            )
            .good("year = 2020\nproactive.licensing = [31, 2, 640]\nproactive.other_services = [31, 2, 64]")
            .good("year = 2020\nproactive.licensing = [0, 0, 0]\nproactive.other_services = [0, 0, 0]")
    }

    fn check(&self, report: &Report, findings: &mut Findings) {
        if report.edition == Some(Edition::E2021) {
            return;
        }
        for [one, other] in [[0, 1], [2, 3]] {
            let (one, other) = (ITEM_LINES[one], ITEM_LINES[other]);
            let Some(figures) = items(report, one) else { continue };
            if figures[2] == Decimal::ZERO || items(report, other) != Some(figures) {
                continue;
            }
            let [last, change, decisions] = figures;
            findings.add(
                Spot::row(Table::Proactive, other as u8),
                format!(
                    "{}与{}的三个数完全一样（{last}、{change}、{decisions}），请核对",
                    one.title(),
                    other.title()
                ),
            );
        }
    }
}

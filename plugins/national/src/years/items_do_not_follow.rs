//! Y03: 上一年项目数量 against last year's items and their change.

use gouji_core::prelude::*;

use super::{Likeness, likeness};
use crate::proactive::ITEM_LINES;

/// 上一年项目数量与上年报告接不上.
pub(crate) struct ItemsDoNotFollow;

impl Rule for ItemsDoNotFollow {
    fn card(&self) -> Card {
        Card::warning("Y03", "national/items-do-not-follow", "“上一年项目数量”与上年报告接不上")
            .likely()
            .basis("国办公开办函〔2019〕60号，附件表二")
            .why("上年报告里的上一年项目数量，加上当年的增减，就是今年报告的“上一年项目数量”。")
            .needs(Need::LastYear)
            .years(2020, 2020)
            .editions(&[Edition::E2019])
            .bad(
                "year = 2020
                 proactive.licensing = [47, 2, 640]
                 proactive.fees = [6, 0]
                 last_year.proactive.licensing = [40, 5, 610]
                 last_year.proactive.fees = [6, -1]",
                "“上一年项目数量”与上年报告接不上：行政许可写 47 项，上年报告是 40＋5＝45 项；行政事业性收费写 6 项，上年报告是 6－1＝5 项",
            )
            .good(
                "year = 2020
                 proactive.licensing = [45, 2, 640]
                 last_year.proactive.licensing = [40, 5, 610]",
            )
            .good(
                "year = 2020
                 proactive.licensing = [47, 2, 640]
                 last_year.proactive.licensing = ['', 5, 610]",
            )
    }

    fn check(&self, report: &Report, findings: &mut Findings) {
        use ProactiveColumn as C;
        let Some(last_year) = report.last_year().filter(|last| last.edition == Some(Edition::E2019)) else {
            return;
        };
        let number = |report: &Report, line, column| report.cell((line, column)).number();
        let broken = || {
            ITEM_LINES.into_iter().chain([ProactiveLine::Fees]).filter_map(|line| {
                let before = number(&last_year, line, C::LastYearItems)?;
                let change = number(&last_year, line, C::Change)?;
                let now = number(report, line, C::LastYearItems)?;
                let expected = before.checked_add(change)?;
                (now != expected).then_some((line, before, change, expected, now))
            })
        };
        let Some((first, ..)) = broken().next() else { return };
        if likeness(report, &last_year, Table::Proactive) >= Likeness::Likely {
            return;
        }
        let rows: Vec<String> = broken()
            .map(|(line, before, change, expected, now)| {
                let sign = if change.is_negative() { '－' } else { '＋' };
                let change = change.abs();
                format!("{}写 {now} 项，上年报告是 {before}{sign}{change}＝{expected} 项", line.title())
            })
            .collect();
        findings.add(
            CellId::from((first, C::LastYearItems)),
            format!("“上一年项目数量”与上年报告接不上：{}", rows.join("；")),
        );
    }
}

//! T2-04: 处理决定数量 filled as 上一年项目数量 + 本年增/减.

use gouji_core::prelude::*;

use super::{ITEM_LINES, items};

/// 处理决定数量填成了年底的事项数.
pub(crate) struct DecisionsAsStock;

impl Rule for DecisionsAsStock {
    fn card(&self) -> Card {
        Card::warning("T2-04", "national/decisions-as-stock", "处理决定数量填成了事项数之和")
            .likely()
            .basis("国办公开办函〔2019〕60号，附件表二")
            .source("湖北等地2020年度填报说明：“上一年项目数量”“本年增/减”指事项数，“处理决定数量”指当年的办件量。")
            .why("前两栏数的是事项，后一栏数的是当年作出的决定。三栏正好相加，多半是把后一栏当成了年底的事项总数。")
            .years(2019, 2020)
            .bad(
                "year = 2020
                 proactive.licensing = [40, '增6', 46]
                 proactive.penalties = [210, 30, 240]
                 proactive.coercion = [0, 0, 0]",
                "有 2 行的处理决定数量正好是上一年项目数量加本年增/减：行政许可 40＋6＝46，行政处罚 210＋30＝240；这一栏应填当年作出的决定件数，不是年底的事项数",
            )
            .bad(
                "year = 2020
                 proactive.licensing = [40, -6, 34]
                 proactive.penalties = [210, 30, 1240]",
                "有 1 行的处理决定数量正好是上一年项目数量加本年增/减：行政许可 40－6＝34；这一栏应填当年作出的决定件数，不是年底的事项数",
            )
            .good("year = 2020\nproactive.licensing = [40, 6, 1830]\nproactive.coercion = [0, 0, 0]")
            .good("year = 2020\nproactive.licensing = [40, 0, 40]")
    }

    fn check(&self, report: &Report, findings: &mut Findings) {
        if report.edition == Some(Edition::E2021) {
            return;
        }
        let changed = || {
            ITEM_LINES
                .into_iter()
                .filter_map(|line| Some((line, items(report, line)?)))
                .filter(|(_, [_, change, decisions])| *change != Decimal::ZERO && *decisions != Decimal::ZERO)
        };
        let is_sum = |[last, change, decisions]: &[Decimal; 3]| last.checked_add(*change) == Some(*decisions);
        let sums = || changed().filter(|(_, items)| is_sum(items));
        let Some((first, of_first)) = sums().next() else { return };
        let count = sums().count();
        let rows: Vec<String> = sums()
            .map(|(line, [last, change, decisions])| {
                let sign = if change.is_negative() { '－' } else { '＋' };
                format!("{} {last}{sign}{}＝{decisions}", line.title(), change.abs())
            })
            .collect();
        let found = findings.add(
            Spot::from(CellId::from((first, ProactiveColumn::Decisions))),
            format!(
                "有 {count} 行的处理决定数量正好是上一年项目数量加本年增/减：{}；这一栏应填当年作出的决定件数，不是年底的事项数",
                rows.join("，")
            ),
        );
        // One row of several may be so by chance, and so may a new item that was used as often as there are items.
        if count == 1 && (changed().count() > 1 || of_first[0] == Decimal::ZERO) {
            found.at_most(Severity::Info);
        }
    }
}

//! T2-08: 本年增/减 filled with a new total.

use gouji_core::prelude::*;

use super::{ITEM_LINES, items};

/// 本年增/减填成了新的总数.
pub(crate) struct ChangeAsTotal;

const TIMES: Setting =
    Setting {
        rule: "T2-08", key: "times", default: 2, says: "本年增加超过上一年项目数量的多少倍时才提示"
    };

/// Fewer items than this may well multiply.
const FEW: i64 = 10;

impl Rule for ChangeAsTotal {
    fn card(&self) -> Card {
        Card::info("T2-08", "national/change-as-total", "本年增/减像是填成了总数")
            .possible()
            .basis("国办公开办函〔2019〕60号，附件表二")
            .source("湖北2020年度填报说明：这一栏填事项增加或减少的个数，减少用负值表示。")
            .why("事项目录一年里很少成倍增加。增加的比原有的还多得多，或者正好等于处理决定数量，多半是填了今年的总数。")
            .years(2019, 2020)
            .option(TIMES)
            .bad(
                "year = 2020\nproactive.licensing = [40, 131, 640]",
                "本年增/减像是填成了总数，应只填增加或减少的个数：行政许可上一年 40 项，本年增 131 项",
            )
            .bad(
                "year = 2020\nproactive.penalties = [12, 12, 12]\nproactive.coercion = [20, 64, 64]",
                "本年增/减像是填成了总数，应只填增加或减少的个数：行政处罚上一年 12 项，本年增 12 项；行政强制上一年 20 项，本年增 64 项",
            )
            .good("year = 2020\nproactive.licensing = [40, 71, 640]")
            .good("year = 2020\nproactive.licensing = [40, 131, 171]")
            .good("year = 2020\nproactive.licensing = [2, 9, 35]\nproactive.penalties = [0, 300, 12]")
    }

    fn check(&self, report: &Report, findings: &mut Findings) {
        if report.edition != Some(Edition::E2019) {
            return;
        }
        let times = TIMES.of(report);
        let odd = || {
            ITEM_LINES.into_iter().filter_map(|line| {
                let [last, change, decisions] = items(report, line)?;
                // Where the three add up, T2-04 says what is wrong with the last of them.
                let adds_up = last.checked_add(change) == Some(decisions);
                let many = change.micros() > last.micros().saturating_mul(times);
                let enough = Some(last) >= Decimal::from_int(FEW);
                (enough && change > Decimal::ZERO && !adds_up && (many || change == decisions))
                    .then_some((line, last, change))
            })
        };
        let Some((first, ..)) = odd().next() else { return };
        let rows: Vec<String> = odd()
            .map(|(line, last, change)| format!("{}上一年 {last} 项，本年增 {change} 项", line.title()))
            .collect();
        findings.add(
            CellId::from((first, ProactiveColumn::Change)),
            format!("本年增/减像是填成了总数，应只填增加或减少的个数：{}", rows.join("；")),
        );
    }
}

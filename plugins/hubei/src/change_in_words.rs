//! HB-01.

use gouji_core::prelude::*;

use crate::{SOURCE, TEMPLATE};

/// 本年增/减 is to be a number, below zero for a decrease: `-8`, and not 减8.
pub(crate) struct ChangeInWords;

impl Rule for ChangeInWords {
    fn card(&self) -> Card {
        Card::warning("HB-01", "hubei/change-in-words", "“本年增/减”用文字写了增减")
            .basis(TEMPLATE)
            .why("省里的填报说明要求这一栏填数，减少用负值表示，如 -8。写成“减8”，汇总时会读成正数或者读不出来。")
            .source(SOURCE)
            .replaces(&["T2-09"])
            .years(2020, 2020)
            .editions(&[Edition::E2019])
            .bad(
                "year = 2020\nproactive.licensing = [45, '减8', 90]\nproactive.penalties = [12, '增3', 40]",
                "“本年增/减”写作“减8”“增3”，应填 -8、3：省里要求填数，减少用负值表示",
            )
            .bad(
                "year = 2020\nproactive.fees = [6, '减少2']\nproactive.penalties = [12, 0, 40]",
                "“本年增/减”写作“减少2”，应填 -2：省里要求填数，减少用负值表示",
            )
            .good("year = 2020\nproactive.licensing = [45, -8, 90]\nproactive.penalties = [12, '+3', 40]")
            .good("year = 2020\nproactive.licensing = [45, '/', 90]\nproactive.procurement = [3, '12万元']")
    }

    fn check(&self, report: &Report, findings: &mut Findings) {
        let worded = || {
            report.printed(Table::Proactive).filter(|cell| {
                cell.id.column == ProactiveColumn::Change as u8 && cell.notes.has(Notes::SIGN_WORD)
            })
        };
        let Some(first) = worded().next() else { return };
        let printed: String = worded().map(|cell| format!("“{}”", cell.raw.trim())).collect();
        let right: Vec<String> = worded().map(|cell| cell.figure().to_string()).collect();
        let found = findings.add(
            first.id,
            format!("“本年增/减”写作{printed}，应填 {}：省里要求填数，减少用负值表示", right.join("、")),
        );
        found.repair(first.raw.trim(), first.figure().to_string());
    }
}

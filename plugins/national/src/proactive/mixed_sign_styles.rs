//! T2-09: 增8 beside 12 in the column 本年增/减.

use gouji_core::prelude::*;

/// 本年增/减的写法不一.
pub(crate) struct MixedSignStyles;

impl Rule for MixedSignStyles {
    fn card(&self) -> Card {
        Card::warning("T2-09", "national/mixed-sign-styles", "“本年增/减”的正负号写法不一")
            .basis("国办公开办函〔2019〕60号，附件表二")
            .source("湖北2020年度填报说明：减少用负值表示，如 -8。")
            .why("有的写“增8”，有的只写“12”，看不出后者是增是减。增加写正数，减少写负数。")
            .years(2019, 2020)
            .bad(
                "year = 2020\nproactive.licensing = [45, '增6', 90]\nproactive.other_services = [45, 14, 70]",
                "“本年增/减”有的写“增6”，有的写“14”，看不出后者是增是减；增加宜写正数，减少写负数",
            )
            .bad(
                "year = 2020\nproactive.licensing = [45, '减6', 90]\nproactive.penalties = [45, 0, 70]",
                "“本年增/减”写作“减6”，宜写成 -6：增加写正数，减少写负数",
            )
            .good("year = 2020\nproactive.licensing = [45, -6, 90]\nproactive.other_services = [45, 14, 70]")
    }

    fn check(&self, report: &Report, findings: &mut Findings) {
        let changes = || {
            report.printed(Table::Proactive).filter(|cell| {
                cell.id.column == ProactiveColumn::Change as u8
                    && cell.number().is_some_and(|n| n != Decimal::ZERO)
            })
        };
        let Some(word) = changes().find(|cell| cell.notes.has(Notes::SIGN_WORD)) else { return };
        match changes().find(|cell| !cell.notes.has(Notes::SIGN_WORD)) {
            Some(bare) => {
                let found = findings.add(
                    word.id,
                    format!(
                        "“本年增/减”有的写“{}”，有的写“{}”，看不出后者是增是减；增加宜写正数，减少写负数",
                        word.raw.trim(),
                        bare.raw.trim()
                    ),
                );
                found.evidence(bare.id, bare.raw.trim());
            }
            None => {
                findings
                    .add(
                        word.id,
                        format!(
                            "“本年增/减”写作“{}”，宜写成 {}：增加写正数，减少写负数",
                            word.raw.trim(),
                            word.figure()
                        ),
                    )
                    .at_most(Severity::Info);
            }
        }
    }
}

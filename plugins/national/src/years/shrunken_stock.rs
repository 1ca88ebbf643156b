//! EY.4: fewer documents in public than a year ago.

use gouji_core::prelude::*;

use super::explained;

/// 对外公开总数量比上年大减.
pub(crate) struct ShrunkenStock;

const SHARE: Setting =
    Setting {
        rule: "EY.4", key: "share", default: 20, says: "对外公开总数量比上年减少百分之多少以上时报告"
    };

/// A stock smaller than this changes by chance.
const FEW: i64 = 10;

impl Rule for ShrunkenStock {
    fn card(&self) -> Card {
        Card::warning("EY.4", "national/shrunken-stock", "对外公开总数量比上年报告大减")
            .likely()
            .basis("国办公开办函〔2019〕60号，附件表二第二十条第（一）项")
            .why("总数量是历年累计、年末仍公开的文件。废止以后一般仍保留公开，只会慢慢增加；大减多半是两年的口径不一。")
            .needs(Need::LastYear)
            .years(2020, 2020)
            .editions(&[Edition::E2019])
            .option(SHARE)
            .bad(
                "year = 2020
                 proactive.normative_documents = [6, 6, 60]
                 last_year.proactive.normative_documents = [9, 9, 240]",
                "规范性文件：对外公开总数量 60 件，上年报告是 240 件，本年又新公开 6 件；请核对两年的口径，确有撤下的宜在正文说明",
            )
            .good(
                "year = 2020
                 proactive.normative_documents = [6, 6, 231]
                 last_year.proactive.normative_documents = [9, 9, 240]",
            )
            .good(
                "year = 2020
                 overview = '清理规范性文件，宣布失效180件。'
                 proactive.normative_documents = [6, 6, 60]
                 last_year.proactive.normative_documents = [9, 9, 240]",
            )
            .good(
                "year = 2020
                 proactive.normative_documents = [0, 0, 2]
                 last_year.proactive.normative_documents = [1, 1, 5]",
            )
    }

    fn check(&self, report: &Report, findings: &mut Findings) {
        use ProactiveColumn as C;
        let Some(last_year) = report.last_year().filter(|last| last.edition == Some(Edition::E2019)) else {
            return;
        };
        for line in [ProactiveLine::Rules, ProactiveLine::NormativeDocuments] {
            let number = |report: &Report, column| report.cell((line, column)).number();
            let (Some(before), Some(now), Some(new)) = (
                number(&last_year, C::TotalPublic),
                number(report, C::TotalPublic),
                number(report, C::NewlyPublic),
            ) else {
                continue;
            };
            let left = i128::from(100 - SHARE.of(report).clamp(0, 100));
            if i128::from(now.micros()) * 100 >= i128::from(before.micros()) * left
                || Some(before) < Decimal::from_int(FEW)
                // T2-02 and T2-03: the number is wrong by itself.
                || now <= new
                || explained(report)
            {
                continue;
            }
            findings.add(
                CellId::from((line, C::TotalPublic)),
                format!(
                    "{}：对外公开总数量 {now} 件，上年报告是 {before} 件，本年又新公开 {new} 件；请核对两年的口径，确有撤下的宜在正文说明",
                    line.title()
                ),
            );
        }
    }
}

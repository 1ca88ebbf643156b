//! Y02: documents in force, issued and repealed, from one year to the next.

use gouji_core::prelude::*;

use super::{Likeness, explained, likeness};
use crate::doubt;

/// 现行有效件数与上年接不上.
pub(crate) struct DocumentsDoNotFollow;

impl Rule for DocumentsDoNotFollow {
    fn card(&self) -> Card {
        Card::warning("Y02", "national/documents-do-not-follow", "现行有效件数与上年报告接不上")
            .likely()
            .basis("国办公开办函〔2021〕30号，附件表二第二十条第（一）项")
            .why("去年末有效的，加上今年制发的，减去今年废止的，就是今年末有效的。有效期满自动失效、清理归类、职能划转也会使它变化，宜在正文说明。")
            .needs(Need::LastYear)
            .editions(&[Edition::E2021])
            .years(2022, 9999)
            .bad(
                "proactive.normative_documents = [4, 1, 30]
                 last_year.proactive.normative_documents = [2, 0, 32]",
                "规范性文件：上年末现行有效 32 件＋本年制发 4 件－本年废止 1 件＝35 件，本年末现行有效写的是 30 件；有到期失效、清理或划转的，宜在正文说明",
            )
            .bad(
                "overview = '对有效期届满的文件作了清理。'
                 proactive.normative_documents = [4, 1, 30]
                 last_year.proactive.normative_documents = [2, 0, 32]",
                "规范性文件：上年末现行有效 32 件＋本年制发 4 件－本年废止 1 件＝35 件，本年末现行有效写的是 30 件；正文提到了失效或清理，请核对件数",
            )
            .bad(
                "overview = '对有效期届满的文件作了清理。'
                 proactive.normative_documents = [4, 1, 40]
                 last_year.proactive.normative_documents = [2, 0, 32]",
                "规范性文件：上年末现行有效 32 件＋本年制发 4 件－本年废止 1 件＝35 件，本年末现行有效写的是 40 件；有到期失效、清理或划转的，宜在正文说明",
            )
            .good(
                "proactive.normative_documents = [4, 1, 35]
                 last_year.proactive.normative_documents = [2, 0, 32]",
            )
            .good(
                "proactive.normative_documents = [4, 1, '']
                 last_year.proactive.normative_documents = [2, 0, 32]",
            )
            // 2020 counted something else: 对外公开总数量.
            .good(
                "year = 2022
                 proactive.normative_documents = [4, 1, 30]
                 last_year.edition = '2019'
                 last_year.proactive.normative_documents = [2, 2, 32]",
            )
            // T2-14 says it of this year alone.
            .good(
                "proactive.normative_documents = [9, 2, 5]
                 last_year.proactive.normative_documents = [2, 0, 32]",
            )
    }

    fn check(&self, report: &Report, findings: &mut Findings) {
        use ProactiveColumn as C;
        let Some(last_year) = report.last_year() else { return };
        if last_year.edition != Some(Edition::E2021) {
            return;
        }
        for line in [ProactiveLine::Rules, ProactiveLine::NormativeDocuments] {
            let number = |report: &Report, column| report.cell((line, column)).number();
            let (Some(before), Some(issued), Some(repealed), Some(now)) = (
                number(&last_year, C::InForce),
                number(report, C::Issued),
                number(report, C::Repealed),
                number(report, C::InForce),
            ) else {
                continue;
            };
            let Some(net) = issued.checked_sub(repealed) else { continue };
            let Some(expected) = before.checked_add(net).filter(|expected| *expected != now) else {
                continue;
            };
            // T2-14 and T2-15, and Y04, say it already.
            if now < net || likeness(report, &last_year, Table::Proactive) >= Likeness::Likely {
                continue;
            }
            // What lapsed, was sorted out or went elsewhere makes them fewer, never more.
            let explained = now < expected && explained(report);
            let advice = match explained {
                true => "正文提到了失效或清理，请核对件数",
                false => "有到期失效、清理或划转的，宜在正文说明",
            };
            let found = findings.add(
                CellId::from((line, C::InForce)),
                format!(
                    "{}：上年末现行有效 {before} 件＋本年制发 {issued} 件－本年废止 {repealed} 件＝{expected} 件，本年末现行有效写的是 {now} 件；{advice}",
                    line.title()
                ),
            );
            if explained {
                found.at_most(Severity::Info);
            }
            doubt::if_inferred(found, report, Table::Proactive);
        }
    }
}

//! T2-19: a body whose work is enforcement, and not one decision.

use gouji_core::prelude::*;

use super::{decisions, items};
use crate::dictionaries::ENFORCEMENT;
use crate::doubt;

/// 执法任务重的部门没有一件处理决定.
pub(crate) struct IdleEnforcementBody;

const LINES: [ProactiveLine; 3] =
    [ProactiveLine::Licensing, ProactiveLine::Penalties, ProactiveLine::Coercion];

impl Rule for IdleEnforcementBody {
    fn card(&self) -> Card {
        Card::warning("T2-19", "national/idle-enforcement-body", "执法部门的许可、处罚、强制全是 0")
            .likely()
            .basis("国办公开办函〔2019〕60号、〔2021〕30号，附件表二第二十条第（五）项、第（六）项")
            .source("机关名单见 enforcement-bodies.txt，按职能列出，不是国家文件规定的。")
            .why("处理决定数量是全年作出的决定，无论是否公开都要填。这样的部门全年没有一件，多半是没有填。")
            .levels(&[Level::Department])
            .bad(
                "agency = { name = '青岭县公安局', level = 'department', of = 'county' }
                 proactive.licensing = [0]
                 proactive.penalties = [0]
                 proactive.coercion = [0]",
                "行政许可、行政处罚、行政强制的处理决定数量都是 0，公安局全年一件也没有，请核对是否漏填",
            )
            .good(
                "agency = { name = '青岭县公安局', level = 'department', of = 'county' }
                 proactive.licensing = [0]
                 proactive.penalties = [1]
                 proactive.coercion = [0]",
            )
            .good(
                "agency = { name = '青岭县档案局', level = 'department', of = 'county' }
                 proactive.licensing = [0]
                 proactive.penalties = [0]
                 proactive.coercion = [0]",
            )
            // X08 and V10 say it with the figures of the prose.
            .good(
                "agency = { name = '青岭县公安局', level = 'department', of = 'county' }
                 overview = '全年作出行政处罚决定600件。'
                 proactive.licensing = [0]
                 proactive.penalties = [0]
                 proactive.coercion = [0]",
            )
            .good(
                "agency = { name = '青岭县公安局', level = 'department', of = 'county' }
                 overview = '执法职责划转县综合行政执法局。'
                 proactive.licensing = [0]
                 proactive.penalties = [0]
                 proactive.coercion = [0]",
            )
    }

    fn check(&self, report: &Report, findings: &mut Findings) {
        let zero = |line| decisions(report, line) == Some(Decimal::ZERO);
        if !LINES.into_iter().all(zero) {
            return;
        }
        let name = report.agency.name;
        let Some(body) = ENFORCEMENT.get().iter().find(|body| name.ends_with(**body)) else { return };
        // Items without decisions are T2-07; numbers in the prose are X08 and V10.
        let has_items =
            LINES.into_iter().any(|line| items(report, line).is_some_and(|[last, ..]| last > Decimal::ZERO));
        let told = |claim: Claim| {
            matches!(
                claim.subject,
                Subject::LicensingDecisions | Subject::PenaltyDecisions | Subject::CoercionDecisions
            )
        };
        if has_items || report.claims().any(told) {
            return;
        }
        if ["划转", "划入", "移交", "委托", "综合执法"].iter().any(|word| report.part_text(1).contains(word))
        {
            return;
        }
        let found = findings.add(
            CellId::from((ProactiveLine::Penalties, ProactiveColumn::Decisions)),
            format!("行政许可、行政处罚、行政强制的处理决定数量都是 0，{body}全年一件也没有，请核对是否漏填"),
        );
        doubt::if_inferred(found, report, Table::Proactive);
    }
}

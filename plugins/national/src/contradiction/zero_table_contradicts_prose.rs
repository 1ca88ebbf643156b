//! V10: a table of zeros, and a prose with numbers.

use gouji_core::prelude::*;

use crate::claims::{Span, is_all_zero, printed, stands, stated, table_of};
use crate::doubt;

/// 整张表是 0，正文却有数.
pub(crate) struct ZeroTableContradictsProse;

impl Rule for ZeroTableContradictsProse {
    fn card(&self) -> Card {
        Card::error("V10", "national/zero-table-contradicts-prose", "整张表都是 0，正文却有数")
            .basis("政府信息公开条例第五十条；国办公开办函〔2019〕60号、〔2021〕30号，附件")
            .why("表格没有照实填，只是把空格都填成了 0。")
            .bad(
                "overview = '全年作出行政许可决定600件。'
                 proactive.licensing = [0]
                 proactive.penalties = [0]",
                "表二都是 0，正文却写行政许可处理决定 600件",
            )
            .bad(
                "overview = '全年收到政府信息公开申请3件，办结3件。'
                 requests.new = [0, 0, 0, 0, 0, 0, 0]
                 requests.total = [0, 0, 0, 0, 0, 0, 0]",
                "表三都是 0，正文却写收到政府信息公开申请 3件",
            )
            .good("overview = '全年作出行政许可决定600件。'\nproactive.licensing = [600]")
            .good("overview = '全年未收到政府信息公开申请。'\nrequests.new = [0, 0, 0, 0, 0, 0, 0]")
            .good("overview = '县政府办公室收到政府信息公开申请3件。'\nrequests.new = [0, 0, 0, 0, 0, 0, 0]")
    }

    fn check(&self, report: &Report, findings: &mut Findings) {
        let stated = stated(report);
        let mut first: [Option<&Claim>; 3] = [None; 3];
        for claim in &stated.claims {
            if let Some(table) = table_of(claim.subject)
                && stands(claim)
                && Span::of(claim).low > 0
            {
                first[table as usize].get_or_insert(claim);
            }
        }
        for table in Table::ALL {
            let Some(claim) = first[table as usize].filter(|_| is_all_zero(report, table)) else { continue };
            let message = format!(
                "{}都是 0，正文却写{} {}",
                table.title(),
                claim.subject.title(),
                printed(report, claim)
            );
            let found = findings.add(Spot::table(table), message);
            found.evidence(claim.sentence, report.slice(claim.sentence));
            doubt::if_inferred(found, report, table);
        }
    }
}

//! S11: a table below the heading of another part.

use gouji_core::prelude::*;
use gouji_core::report::part_title;

use crate::doubt;

/// 表格放错了部分.
pub(crate) struct MisplacedTable;

impl Rule for MisplacedTable {
    fn card(&self) -> Card {
        Card::warning("S11", "national/misplaced-table", "表格放在了别的部分")
            .basis("国办公开办函〔2019〕60号、〔2021〕30号，附件")
            .why("表二、表三、表四分别属于第二、第三、第四部分，放错了位置，标题和表就对不上。")
            .years(2019, 9999)
            .bad(
                "under.requests = 'proactive'",
                "表三放在了“二、主动公开政府信息情况”下面，应放在“三、收到和处理政府信息公开申请情况”下面",
            )
            .good("")
            .good("under.requests = 'proactive'\ninferred = ['requests']")
            .good("headings = ['一、总体情况', '二、主动公开政府信息情况']\nunder = { requests = 'proactive', disputes = 'proactive' }")
    }

    fn check(&self, report: &Report, findings: &mut Findings) {
        for table in Table::ALL {
            let Some(place) = report.table_place(table).filter(|_| !report.is_inferred(table)) else {
                continue;
            };
            let home = table.part();
            // Without the part, S01 says it.
            if report.part(home).is_none() {
                continue;
            }
            let holds = |part: &Part| part.heading.end <= place.start && place.end <= part.body.end;
            let Some(part) = report.parts().find(holds).filter(|part| part.number != home) else { continue };
            let heading = report.slice(part.heading).trim();
            let message = format!("{}放在了“{heading}”下面，应放在“{}”下面", table.title(), part_title(home));
            doubt::if_incomplete(findings.add(Spot::table(table), message), report);
        }
    }
}

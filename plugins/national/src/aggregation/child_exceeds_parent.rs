//! A04: a body below with more than the government that it is part of.

use gouji_core::prelude::*;

use super::{Sums, excess};
use crate::{cells, doubt};

/// 下级的数比本报告还大.
pub(crate) struct ChildExceedsParent;

impl Rule for ChildExceedsParent {
    fn card(&self) -> Card {
        Card::error("A04", "national/child-exceeds-parent", "下级报告的数比本报告还大")
            .basis("政府信息公开条例第六条、第五十条；国办公开办函〔2019〕60号、〔2021〕30号，附件")
            .why("政府的报告汇总所属部门和下级政府，哪一家也不会比汇总数还大。")
            .needs(Need::Children)
            .bad(
                "agency.level = 'county'
                 proactive.penalties = [80]
                 [[children]]
                 agency = { name = '青岭县公安局', level = 'department', of = 'county' }
                 proactive.penalties = [912]",
                "行政处罚·处理决定数量是 80，青岭县公安局的报告里有 912，比本报告还多 832",
            )
            .good(
                "agency.level = 'county'
                 proactive.penalties = [912]
                 [[children]]
                 agency = { name = '青岭县公安局', level = 'department', of = 'county' }
                 proactive.penalties = [912]",
            )
            .good(
                "agency = { level = 'department', of = 'city' }
                 proactive.penalties = [80]
                 [[children]]
                 agency = { name = '青岭县公安局', level = 'department', of = 'county' }
                 proactive.penalties = [912]",
            )
    }

    fn check(&self, report: &Report, findings: &mut Findings) {
        if Sums::of(report).bodies == 0 {
            return;
        }
        for table in Table::ALL {
            let Some((id, child, more)) = excess(report, table) else { continue };
            let (printed, theirs) = (report.figure(id), child.figure(id));
            let name = match child.agency.name {
                "" => "一份下级报告",
                name => name,
            };
            let found = findings.add(
                id,
                format!("{}是 {printed}，{name}的报告里有 {theirs}，比本报告还多 {more}", cells::name(id)),
            );
            doubt::if_inferred(found, report, table);
            doubt::if_inferred(found, &child, table);
        }
    }
}

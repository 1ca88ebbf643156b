//! S09: nothing in part one.

use gouji_core::prelude::*;

use crate::{doubt, prose};

/// 第一部分没有内容.
pub(crate) struct EmptyOverview;

/// Fewer letters than these tell nothing of a year's work.
pub(super) const ENOUGH: usize = 30;

impl Rule for EmptyOverview {
    fn card(&self) -> Card {
        Card::error("S09", "national/empty-overview", "第一部分没有内容")
            .basis("《中华人民共和国政府信息公开条例》第五十条")
            .why("总体情况是对全年工作的综述，空着就是敷衍塞责。")
            .years(2019, 9999)
            .bad("", "第一部分“总体情况”没有内容")
            .bad("overview = '按要求开展工作。'", "第一部分“总体情况”只有 7 个字")
            .good("overview = '2023年，我局主动公开政府信息81条，未收到政府信息公开申请，更新网站专栏3个，开展培训1次。'")
            .good("headings = ['二、主动公开政府信息情况']")
    }

    fn check(&self, report: &Report, findings: &mut Findings) {
        let Some(part) = report.part(1) else { return };
        let letters = prose::letters_of(report, 1, ENOUGH);
        if letters >= ENOUGH {
            return;
        }
        let found = match letters {
            0 => findings.add(part.heading, "第一部分“总体情况”没有内容"),
            _ => {
                let found = findings.add(part.heading, format!("第一部分“总体情况”只有 {letters} 个字"));
                found.at_most(Severity::Warning);
                found
            }
        };
        doubt::if_incomplete(found, report);
    }
}

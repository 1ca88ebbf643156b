//! W13: said of many bodies and of none.

use gouji_core::prelude::*;

use crate::vocabulary::{self, Kind};

/// 说的不是自己.
pub(crate) struct HollowHedges;

const MAX: Setting =
    Setting { rule: "W13", key: "max", default: 1, says: "总体情况里最多几处这样的说法" };

impl Rule for HollowHedges {
    fn card(&self) -> Card {
        Card::warning("W13", "national/hollow-hedges", "说的像是各地各部门，不是本机关")
            .likely()
            .basis("政府信息公开条例第四十九条：报告本行政机关的情况")
            .why("“多数部门”“一些地区”是泛论文章的口吻。年度报告说的是本机关，或者本级政府的各部门，要说出是哪些、多少个。")
            .option(MAX)
            .bad(
                "overview = '多数部门能按时答复申请。部分地区开通了在线申请，一些地区探索智能检索。'",
                "“多数部门”“部分地区”“一些地区”：说的像是各地各部门，应写本机关自己的情况",
            )
            .good("overview = '多数部门能按时答复申请，县医保局等3个部门超过时限。'")
            .good("problems = '多数部门更新及时，部分地区滞后，一些地区没有专人，一些部门解读少。'")
            .good("agency.level = 'department'\nagency.of = 'province'\noverview = '多数部门按时答复。部分地区开通了在线申请。'")
            .good("agency.level = 'province'\noverview = '多数部门按时答复。部分地区开通了在线申请，一些地区探索智能检索。'")
    }

    fn check(&self, report: &Report, findings: &mut Findings) {
        // Ministries and provinces do speak of places.
        let wide = [Some(Level::National), Some(Level::Province)];
        if wide.contains(&report.agency.level) {
            return;
        }
        // Their departments do so now and then.
        let of_wide = report.agency.level == Some(Level::Department) && wide.contains(&report.agency.of);
        let max = usize::try_from(MAX.of(report)).unwrap_or(0) + usize::from(of_wide);
        let mut places: Vec<Place> = Vec::new();
        for hedge in vocabulary::seen(report).of(Kind::Hedge, |part| part == 1) {
            // Words inside longer ones, and the same words again, are no second sign.
            let known = places.iter().any(|place| {
                place.contains(hedge.place) || report.slice(*place) == report.slice(hedge.place)
            });
            if !known {
                places.push(hedge.place);
            }
        }
        if places.len() > max
            && let [first, ..] = places[..]
        {
            let quoted: String =
                places.iter().take(3).map(|place| format!("“{}”", report.slice(*place))).collect();
            findings.add(first, format!("{quoted}：说的像是各地各部门，应写本机关自己的情况"));
        }
    }
}

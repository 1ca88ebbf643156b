//! W08: a body that is no more, told of as if it were.

use std::sync::LazyLock;

use gouji_core::prelude::*;

use crate::dictionaries::BODIES;
use crate::prose;
use crate::vocabulary::{self, Kind};
use crate::words::Words;

/// 写到已经撤销的机关.
pub(crate) struct ObsoleteBodies;

/// What the end of a place's name or the beginning of a body's name is. Behind anything else the word is the end of another
/// name: 文化和旅游局.
const BEFORE: [char; 21] = [
    '省', '市', '州', '县', '区', '旗', '盟', '府', '，', '、', '。', '；', '：', '（', '“', ',', '(', ':',
    '由', '向', '经',
];

/// Words of sentences that tell history.
static HISTORY: LazyLock<Words> = LazyLock::new(|| {
    Words::of([
        "原",
        "撤销",
        "更名",
        "改名",
        "改为",
        "划转",
        "划入",
        "并入",
        "合并",
        "整合",
        "组建",
        "重组",
        "机构改革",
        "前身",
        "以前",
        "曾",
        "历史",
        "职责调整",
        "移交",
        "转隶",
        "挂牌",
    ])
});

impl Rule for ObsoleteBodies {
    fn card(&self) -> Card {
        Card::info("W08", "national/obsolete-bodies", "写到已经撤销或改名的机关")
            .possible()
            .basis("2018年、2023年党和国家机构改革方案")
            .why("撤销多年的机关还在“负责”“牵头”，多半是套用了往年的文字。")
            .source(
                "各地改革完成的时间不一，所以从次年或再次年的报告起才提示；词典 obsolete-bodies.tsv 可以改",
            )
            .years(2019, 9999)
            .bad(
                "overview = '县政府办牵头，县法制办负责合法性审查，县扶贫办公开资金。'",
                "写到“法制办”等 2 个已经撤销或改名的机关，现为司法局",
            )
            .bad(
                "year = 2020\noverview = '县环保局公开监测数据。'",
                "写到“环保局”，这个机关已经撤销或改名，现为生态环境局",
            )
            .good("overview = '县市场监督管理局（原县工商局）公开处罚决定。'")
            .good("overview = '县文化和旅游局公开景区名录，县文体广电旅游局加挂牌子，规划国土局公开规划。'")
            .good("year = 2020\noverview = '县扶贫办公开资金。'")
            .good("overview = '落实《某省法制办关于清理文件的通知》。'")
            .good("agency.name = '某某新区环保局'\noverview = '区环保局公开监测数据。'")
    }

    fn check(&self, report: &Report, findings: &mut Findings) {
        let Some(year) = report.year else { return };
        let mut first: Option<(Place, &str)> = None;
        let mut bodies: Vec<&str> = Vec::new();
        for seen in vocabulary::seen(report).iter() {
            let Kind::Body(at) = seen.kind else { continue };
            let Some(body) = BODIES.get().get(usize::from(at)) else { continue };
            let start = seen.place.start as usize;
            if year < body.from
                || bodies.contains(&body.word)
                || report.agency.name.contains(body.word)
                || !report.text[..start].ends_with(BEFORE)
                || super::in_title(report.text, start)
            {
                continue;
            }
            let (from, to) = prose::sentence(report.text, start);
            if HISTORY.any(&report.text[from..to]) {
                continue;
            }
            bodies.push(body.word);
            first = first.or(Some((seen.place, body.better)));
        }
        let (Some((place, now)), Some(word)) = (first, bodies.first()) else { return };
        let said = match bodies.len() {
            1 => format!("写到“{word}”，这个机关已经撤销或改名，现为{now}"),
            count => format!("写到“{word}”等 {count} 个已经撤销或改名的机关，现为{now}"),
        };
        findings.add(place, said);
    }
}

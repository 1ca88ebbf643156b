//! W09: a campaign that is over, told of as current work.

use std::sync::LazyLock;

use gouji_core::prelude::*;

use crate::dictionaries::CAMPAIGNS;
use crate::prose;
use crate::vocabulary::{self, Kind};
use crate::words::Words;

/// 把已经结束的专项工作写成当前工作.
pub(crate) struct PastCampaigns;

/// Words of sentences that look back, or that name things after the campaign.
static PAST: LazyLock<Words> = LazyLock::new(|| {
    Words::of([
        "成果",
        "衔接",
        "以来",
        "时期",
        "期间",
        "回顾",
        "总结",
        "历年",
        "历史",
        "收官",
        "转段",
        "平稳",
        "优化调整",
        "年初",
        "胜利",
        "圆满",
        "完成",
        "终评",
        "审计",
        "表彰",
        "档案",
        "评估",
        "曾",
        "后评",
        "接续",
        "过渡期",
        "动物",
        "畜",
        "猪",
        "禽",
        "植物",
        "流感",
        "登革",
        "规划纲要",
        "编制",
    ])
});

impl Rule for PastCampaigns {
    fn card(&self) -> Card {
        Card::warning("W09", "national/past-campaigns", "把已经结束的工作写成当前工作")
            .likely()
            .basis("政府信息公开条例第四十九条、第六条：报告上一年度的情况，及时、准确")
            .why("脱贫攻坚、“十三五”、疫情防控已经结束多年，还写成当年的工作，是套用往年报告的明证。")
            .source("结束后的第一年可能是收尾，只作提示；词典 past-campaigns.tsv 可以改")
            .years(2019, 9999)
            .bad(
                "overview = '公开脱贫攻坚、民生事业等信息81条。'",
                "“脱贫攻坚”2021年起已不是当前工作，现在的提法是巩固拓展脱贫攻坚成果",
            )
            .bad(
                "year = 2024
                 overview = '做好疫情防控信息公开，围绕“十三五”规划公开项目。'",
                "“疫情防控”2023年起已不是当前工作
                 “十三五”2021年起已不是当前工作，现在的提法是“十四五”",
            )
            .good("overview = '公开巩固拓展脱贫攻坚成果同乡村振兴有效衔接的资金81笔。'")
            .good("overview = '公开动物疫情防控信息12条，非洲猪瘟疫情防控信息3条。'")
            .good("overview = '按照《疫情防控信息发布办法》归档。'")
            .good("year = 2020\noverview = '公开脱贫攻坚、疫情防控信息81条。'")
            .good("overview = '“十三五”期间公开的项目全部归档。'")
    }

    fn check(&self, report: &Report, findings: &mut Findings) {
        let Some(year) = report.year else { return };
        let mut said: Vec<&str> = Vec::new();
        let mut right_to = 0;
        for seen in vocabulary::seen(report).iter() {
            let Kind::Campaign(at) = seen.kind else { continue };
            let Some(campaign) = CAMPAIGNS.get().get(usize::from(at)) else { continue };
            if campaign.better.is_empty() {
                right_to = seen.place.end;
                continue;
            }
            let start = seen.place.start as usize;
            if year < campaign.from
                || seen.place.start < right_to
                || said.contains(&campaign.word)
                || super::in_title(report.text, start)
            {
                continue;
            }
            let (from, to) = prose::sentence(report.text, start);
            if PAST.any(&report.text[from..to]) {
                continue;
            }
            said.push(campaign.word);
            let now = match campaign.better {
                better if better.starts_with('（') => String::new(),
                better => format!("，现在的提法是{better}"),
            };
            let message = format!(
                "“{}”{}年起已不是当前工作{now}",
                campaign.word.trim_matches(['“', '”']),
                campaign.from
            );
            let found = findings.add(seen.place, message);
            if year == campaign.from {
                found.at_most(Severity::Info);
            }
        }
    }
}

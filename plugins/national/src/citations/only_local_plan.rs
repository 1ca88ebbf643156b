//! D08: the place's own 工作要点, and no word on the province's or the nation's.

use std::sync::LazyLock;

use gouji_core::prelude::*;

use super::titles;
use crate::prose;
use crate::words::Words;

/// 只提本地的工作要点.
pub(crate) struct OnlyLocalPlan;

static ABOVE: LazyLock<Words> = LazyLock::new(|| {
    Words::of([
        "国务院办公厅关于印发",
        "国办发",
        "国家、省",
        "国家和省",
        "国务院和省",
        "国、省",
        "省、市",
        "省市",
        "中央、省",
        "全国政务公开",
        "全省政务公开",
        "国务院办公厅2",
        "国家2",
        "省2",
        "自治区2",
        "上级政务公开",
        "省政务公开工作要点",
        "国家政务公开",
    ])
});

impl Rule for OnlyLocalPlan {
    fn card(&self) -> Card {
        Card::info("D08", "national/only-local-plan", "只提本地的工作要点，没有提国家和省的")
            .possible()
            .basis("国务院办公厅历年政务公开工作要点")
            .why("本地的要点是落实国家和省的要点的，宜一并写明对照的是哪几级的要求。")
            .bad(
                "overview = '2020年，严格按照《某某市2020年政务公开工作要点责任分工方案》要求，推进公开。'\nyear = 2020",
                "只提了《某某市2020年政务公开工作要点责任分工方案》，没有提国家和省的工作要点",
            )
            .good("overview = '2020年，按照国务院办公厅2020年政务公开工作要点和《某某市2020年政务公开工作要点》推进公开。'\nyear = 2020")
            .good("overview = '2022年，按照《2022年政务公开工作要点》推进公开。'\nyear = 2022")
            .good("overview = '2023年，按照《某某市2023年政务公开工作要点》推进公开。'")
    }

    fn check(&self, report: &Report, findings: &mut Findings) {
        // In these years the nation's was published.
        if !report.year.is_some_and(|year| (2019..=2022).contains(&year)) {
            return;
        }
        let titles = titles(report);
        let mut plans = titles.iter().filter(|place| report.slice(**place).contains("公开工作要点"));
        let Some(&first) = plans.next() else { return };
        let is_local = |place: &Place| {
            let title = report.slice(*place);
            title.contains(['市', '县', '区', '州', '旗', '镇', '乡', '盟'])
                && !title.contains("国务院")
                && !title.contains('省')
                && !title.contains("自治区")
        };
        if !is_local(&first) || !plans.all(is_local) {
            return;
        }
        if prose::paragraphs(report, |part| part <= 5).any(|(_, text)| ABOVE.any(text)) {
            return;
        }
        let title = prose::shortened(report.slice(first));
        findings.add(first, format!("只提了《{title}》，没有提国家和省的工作要点"));
    }
}

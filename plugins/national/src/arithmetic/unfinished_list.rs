//! P03: parts that nearly cover their total, and nothing about the rest.

use gouji_core::prelude::*;

use super::{lists_of, written};

/// “其中”没有列完.
pub(crate) struct UnfinishedList;

/// A list that names a few of many does so on purpose.
const SHARE: Setting =
    Setting {
        rule: "P03", key: "share", default: 80, says: "分项之和占总数百分之几以上，才算本来想列完"
    };

impl Rule for UnfinishedList {
    fn card(&self) -> Card {
        Card::info("P03", "national/unfinished-list", "“其中”各项加不到总数，也没有说还有其他")
            .likely()
            .basis("《中华人民共和国政府信息公开条例》第六条：及时、准确地公开政府信息")
            .why("列得差不多了却没有列完，读者不知道余下的是什么，还是算错了。补上“其他”，或者写“等”。")
            .option(SHARE)
            .bad(
                "overview = '全年主动公开政府信息812条，其中网站500条、微信212条。'",
                "其中 500 ＋ 212 ＝ 712，比总数 812 少 100；余下的应写明",
            )
            .good("overview = '全年主动公开政府信息812条，其中网站500条、微信212条等。'")
            .good("overview = '全年主动公开政府信息812条，其中网站50条、微信21条。'")
            .good("overview = '全年主动公开政府信息812条，其中网站500条、微信212条、其他100条。'")
            .good("overview = '全年主动公开政府信息800余条，其中网站500条、微信212条。'")
    }

    fn check(&self, report: &Report, findings: &mut Findings) {
        let share = SHARE.of(report);
        for list in lists_of(report).iter() {
            if list.agrees
                || list.manifold
                || list.parts.len() < 2
                || list.closed
                || list.open
                || !list.is_exact()
            {
                continue;
            }
            let (sum, total) = (list.sum().low, list.total.value.micros());
            if sum >= total || i128::from(sum) * 100 < i128::from(total) * i128::from(share) {
                continue;
            }
            findings.add(
                list.place(),
                format!(
                    "其中 {} ＝ {}，比总数 {} 少 {}；余下的应写明",
                    list.written(report),
                    Decimal::from_micros(sum),
                    written(report, &list.total),
                    Decimal::from_micros(total - sum)
                ),
            );
        }
    }
}

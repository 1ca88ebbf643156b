//! A06: the same text as a sister body's.

use gouji_core::prelude::*;

use super::alike;

/// 与同级机关的报告雷同.
pub(crate) struct CopiedFromSister;

pub(crate) const WARN: Setting =
    Setting {
        rule: "A06", key: "warn", default: 80, says: "全文与同级机关相同的文字达到百分之几为警告"
    };
const NOTE: Setting =
    Setting {
        rule: "A06", key: "note", default: 65, says: "全文与同级机关相同的文字达到百分之几为提示"
    };

impl Rule for CopiedFromSister {
    fn card(&self) -> Card {
        Card::warning("A06", "national/copied-from-sister", "与同级机关的报告雷同")
            .likely()
            .basis("国办公开办函〔2021〕30号：报告雷同、敷衍塞责的要追究责任")
            .why("两个机关做的事不一样，报告的文字却大半相同，不是互相照抄，就是同用一个范文。")
            .source("比较时去掉了标题、表格、数字、标点、文件名、机关名和地名，以及每份报告都有的话")
            .needs(Need::Peers)
            .option(WARN)
            .option(NOTE)
            .bad(
                "agency.name = '清溪镇人民政府'
                 overview = '清溪镇渡口班次表按周贴到候船室，河道采砂名单逐月上网，集市摊位价格每季公布；答复书由法律顾问看过再发，超过十天没有办结的由分管镇长过问。栏目里过期的招聘启事每月撤一次。'
                 [[peers]]
                 agency.name = '白石镇人民政府'
                 overview = '白石镇渡口班次表按周贴到候船室，河道采砂名单逐月上网，集市摊位价格每季公布；答复书由法律顾问看过再发，超过五天没有办结的由分管镇长过问。栏目里过期的招聘启事每月撤一次。'",
                "全文有 94% 的文字与白石镇人民政府的报告相同",
            )
            .good(
                "agency.name = '清溪镇人民政府'
                 overview = '清溪镇渡口班次表按周贴到候船室，河道采砂名单逐月上网，集市摊位价格每季公布；答复书由法律顾问看过再发，超过十天没有办结的由分管镇长过问。栏目里过期的招聘启事每月撤一次。'
                 [[peers]]
                 agency.name = '白石镇人民政府'
                 overview = '新设便民服务专栏，公布低保名单和农机补贴，村干部轮流到广播室读文件；收到的三件申请都问清用途后当面答复，群众打电话来问的也一并登记，年底装订成册。'",
            )
            .good(
                "agency.name = '清溪镇人民政府'
                 overview = '清溪镇政府信息公开工作年度报告。'
                 [[peers]]
                 agency.name = '白石镇人民政府'
                 overview = '白石镇政府信息公开工作年度报告。'",
            )
    }

    fn check(&self, report: &Report, findings: &mut Findings) {
        let alike = alike::peers(report);
        // The most alike of them is enough to show.
        let sister = |(at, alike): (usize, &alike::Alike)| {
            let peer = report.peers().nth(at)?;
            alike::is_sister(report, &peer).then_some((alike.whole?, at))
        };
        let worst = alike.iter().enumerate().filter_map(sister);
        let Some((whole, at)) = worst.max_by_key(|(whole, at)| (*whole, std::cmp::Reverse(*at))) else {
            return;
        };
        let note = NOTE.of(report);
        let Some(peer) = report.peers().nth(at).filter(|_| whole >= note) else { return };
        let name = alike::name(&peer);
        let others =
            alike.iter().enumerate().filter_map(sister).filter(|(whole, _)| *whole >= note).count() - 1;
        let more = match others {
            0 => String::new(),
            count => format!("（另有 {count} 份也很像）"),
        };
        let found = findings.add(Spot::Report, format!("全文有 {whole}% 的文字与{name}的报告相同{more}"));
        alike::quote(found, report, &peer, alike::is_own);
        if whole < WARN.of(report) {
            found.at_most(Severity::Info);
        }
    }
}

//! Y06: the report says what it said last year.

use gouji_core::prelude::*;

use super::alike;

/// 全文与上年雷同.
pub(crate) struct SameTextAsLastYear;

pub(crate) const WARN: Setting =
    Setting {
        rule: "Y06", key: "warn", default: 80, says: "全文与上年相同的文字达到百分之几为警告"
    };
const NOTE: Setting =
    Setting {
        rule: "Y06", key: "note", default: 60, says: "全文与上年相同的文字达到百分之几为提示"
    };

impl Rule for SameTextAsLastYear {
    fn card(&self) -> Card {
        Card::warning("Y06", "national/same-text-as-last-year", "全文与上年雷同")
            .likely()
            .basis("国办公开办函〔2021〕30号：报告雷同、敷衍塞责的要追究责任")
            .why("每年做的事不一样。文字大半与上年相同，看不出这一年做了什么。")
            .source("比较时去掉了标题、表格、数字、标点、文件名、机关名和地名，以及每份报告都有的话")
            .needs(Need::LastYear)
            .option(WARN)
            .option(NOTE)
            .bad(
                "overview = '渡口班次表按周贴到候船室，河道采砂名单逐月上网，集市摊位价格每季公布；答复书由法律顾问看过再发，超过十天没有办结的由分管镇长过问。'
                 problems = '主要问题是村级公开栏更新不够勤，有的栏目三个月没有换过内容。下一步，每月派人到村检查一次。'
                 last_year.overview = '渡口班次表按周贴到候船室，河道采砂名单逐月上网，集市摊位价格每季公布；答复书由法律顾问看过再发，超过十天没有办结的由分管镇长过问。'
                 last_year.problems = '主要问题是村级公开栏更新不够勤，有的栏目两个月没有换过内容。下一步，每月派人到村检查一次。'",
                "全文有 96% 的文字与2022年度报告相同",
            )
            .good(
                "overview = '渡口班次表按周贴到候船室，河道采砂名单逐月上网，集市摊位价格每季公布；答复书由法律顾问看过再发，超过十天没有办结的由分管镇长过问。'
                 last_year.overview = '新设便民服务专栏，公布低保名单和农机补贴，村干部轮流到广播室读文件；收到的三件申请都问清用途后当面答复，群众打电话来问的也一并登记，年底装订成册。'",
            )
            .good("overview = '本报告所列数据的统计期限自1月1日起至12月31日止。'\nlast_year.overview = '本报告所列数据的统计期限自1月1日起至12月31日止。'")
    }

    fn check(&self, report: &Report, findings: &mut Findings) {
        let Some(then) = report.last_year() else { return };
        let Some(whole) = alike::last_year(report).and_then(|alike| alike.whole) else { return };
        if whole < NOTE.of(report) {
            return;
        }
        let named = then.year.map_or("上年".to_owned(), |year| format!("{year}年度"));
        let found = findings.add(Spot::Report, format!("全文有 {whole}% 的文字与{named}报告相同"));
        alike::quote(found, report, &then, alike::is_own);
        if whole < WARN.of(report) {
            found.at_most(Severity::Info);
        }
    }
}

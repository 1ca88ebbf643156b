//! Y05: part five says what it said last year.

use gouji_core::prelude::*;

use super::alike;
use super::same_text_as_last_year::WARN as WHOLE;

/// 存在的问题与上年雷同.
pub(crate) struct SameProblemsAsLastYear;

const WARN: Setting =
    Setting {
        rule: "Y05", key: "warn", default: 80, says: "第五部分与上年相同的文字达到百分之几为警告"
    };
const NOTE: Setting =
    Setting {
        rule: "Y05", key: "note", default: 60, says: "第五部分与上年相同的文字达到百分之几为提示"
    };

impl Rule for SameProblemsAsLastYear {
    fn card(&self) -> Card {
        Card::warning("Y05", "national/same-problems-as-last-year", "第五部分与上年雷同")
            .likely()
            .basis("国办公开办函〔2021〕30号：报告雷同、敷衍塞责的要追究责任；政府信息公开条例第五十条第（四）项")
            .why("问题和上年一样，改进措施也和上年一样，说明去年的打算没有落实，或者只是照抄。")
            .source("比较时去掉了标题、数字、标点、文件名、机关名和地名，以及每份报告都有的话")
            .needs(Need::LastYear)
            .option(WARN)
            .option(NOTE)
            .bad(
                "overview = '渡口班次表按周贴到候船室，河道采砂名单逐月上网，集市摊位价格每季公布；答复书由法律顾问看过再发，超过十天没有办结的由分管镇长过问。'
                 last_year.overview = '新设便民服务专栏，公布低保名单和农机补贴，村干部轮流到广播室读文件；收到的三件申请都问清用途后当面答复，群众打电话来问的也一并登记，年底装订成册。'
                 problems = '主要问题：一是村级公开栏更新不够勤，有的栏目三个月没有换过内容；二是办事流程图只有文字，老人看不明白。下一步，每月派人到村检查一次，并把十项常办业务画成图贴到大厅。'
                 last_year.problems = '主要问题：一是村级公开栏更新不够勤，有的栏目两个月没有换过内容；二是办事流程图只有文字，老人看不明白。下一步，每月派人到村检查一次，并把八项常办业务画成图贴到大厅。'",
                "第五部分有 87% 的文字与2022年度报告相同",
            )
            .good(
                "problems = '主要问题：一是答复书格式不一；二是乡镇栏目名称各不相同。已在9月统一答复书模板，印发栏目名称对照表，下半年没有再出现这类差错，明年检查执行情况。'
                 last_year.problems = '主要问题：一是村级公开栏更新不够勤，有的栏目两个月没有换过内容；二是办事流程图只有文字，老人看不明白。下一步，每月派人到村检查一次，并把八项常办业务画成图贴到大厅。'",
            )
            .good("problems = '解读形式单一。'\nlast_year.problems = '解读形式单一。'")
    }

    fn check(&self, report: &Report, findings: &mut Findings) {
        let Some(then) = report.last_year() else { return };
        let Some(alike) = alike::last_year(report) else { return };
        // Where all of it was copied, Y06 says so.
        if alike.whole.is_some_and(|whole| whole >= WHOLE.of(report)) {
            return;
        }
        let Some(problems) = alike.problems.filter(|problems| *problems >= NOTE.of(report)) else { return };
        let named = then.year.map_or("上年".to_owned(), |year| format!("{year}年度"));
        let found = findings.add(Spot::part(5), format!("第五部分有 {problems}% 的文字与{named}报告相同"));
        alike::quote(found, report, &then, |part| part == 5);
        if problems < WARN.of(report) {
            found.at_most(Severity::Info);
        }
    }
}

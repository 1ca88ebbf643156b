//! C28: part five is a sister body's.

use gouji_core::prelude::*;

use super::{alike, copied_from_sister};
use crate::prose;

/// 第五部分照抄了别的机关.
pub(crate) struct ProblemsOfSister;

const WARN: Setting = Setting {
    rule: "C28",
    key: "warn",
    default: 80,
    says: "第五部分与同级或同县的机关相同的文字达到百分之几为警告",
};

impl Rule for ProblemsOfSister {
    fn card(&self) -> Card {
        Card::warning("C28", "national/problems-of-sister", "第五部分照抄了别的机关的报告")
            .likely()
            .basis("国办公开办函〔2021〕30号：报告雷同、敷衍塞责的要追究责任；政府信息公开条例第五十条第（四）项")
            .why("问题是别的机关的问题，有时连名字都没有改。")
            .needs(Need::Peers)
            .option(WARN)
            .bad(
                "agency.name = '清溪镇人民政府'
                 overview = '渡口班次表按周贴到候船室，河道采砂名单逐月上网。'
                 problems = '主要问题是白石镇的村级公开栏更新不够勤。下一步每月检查。'
                 [[peers]]
                 agency.name = '白石镇人民政府'
                 problems = '村级公开栏更新不够勤。'",
                "第五部分写到“白石镇”，那是白石镇人民政府的报告里的机关",
            )
            .bad(
                "agency.name = '清溪镇人民政府'
                 problems = '主要问题：一是村级公开栏更新不够勤，有的栏目三个月没有换过内容；二是办事流程图只有文字，老人看不明白。下一步，每月派人到村检查一次，并把十项常办业务画成图贴到大厅。'
                 [[peers]]
                 agency.name = '白石镇人民政府'
                 overview = '新设便民服务专栏，公布低保名单和农机补贴，村干部轮流到广播室读文件；收到的三件申请都问清用途后当面答复，群众打电话来问的也一并登记，年底装订成册。'
                 problems = '主要问题：一是村级公开栏更新不够勤，有的栏目两个月没有换过内容；二是办事流程图只有文字，老人看不明白。下一步，每月派人到村检查一次，并把十项常办业务画成图贴到大厅。'",
                "第五部分有 93% 的文字与白石镇人民政府的报告相同",
            )
            .good(
                "agency.name = '清溪镇人民政府'
                 problems = '主要问题是村级公开栏更新不够勤。下一步向清溪县各镇学习，每月检查。'
                 [[peers]]
                 agency.name = '白石镇人民政府'
                 problems = '答复书格式不一。'",
            )
            .good(
                "agency.name = '清溪县白石镇人民政府'
                 problems = '主要问题是白石镇的村级公开栏更新不够勤。'
                 [[peers]]
                 agency.name = '白石镇人民政府'
                 problems = '答复书格式不一。'",
            )
    }

    fn check(&self, report: &Report, findings: &mut Findings) {
        let alike = alike::peers(report);
        for (peer, alike) in report.peers().zip(&alike) {
            // Where all of it was copied, A06 says so.
            let sister = alike::is_sister(report, &peer);
            if sister && alike.whole.is_some_and(|whole| whole >= copied_from_sister::WARN.of(report)) {
                continue;
            }
            // Departments and townships of one county name each other for good reasons.
            if sister && let Some((place, stem)) = named(report, &peer) {
                let name = peer.agency.name;
                findings.add(place, format!("第五部分写到“{stem}”，那是{name}的报告里的机关"));
                return;
            }
            if let Some(problems) = alike.problems.filter(|problems| *problems >= WARN.of(report)) {
                let name = alike::name(&peer);
                let found =
                    findings.add(Spot::part(5), format!("第五部分有 {problems}% 的文字与{name}的报告相同"));
                alike::quote(found, report, &peer, |part| part == 5);
                return;
            }
        }
    }
}

/// Where part five names the other body, which is neither this one nor one that this one belongs to.
fn named<'a>(report: &Report, peer: &Report<'a>) -> Option<(Place, &'a str)> {
    let name = peer.agency.name;
    let stem = name.trim_end_matches("办公室").trim_end_matches("人民政府").trim_end_matches("办事处");
    if stem.chars().count() < 3 || report.agency.name.is_empty() || report.agency.name.contains(stem) {
        return None;
    }
    prose::paragraphs(report, |part| part == 5).find_map(|(paragraph, text)| {
        let at = text.find(stem)?;
        // 向白石镇学习: another body is named on purpose.
        let (start, end) = prose::sentence(text, at);
        let on_purpose = ["学习", "借鉴", "相比", "比较", "联合", "与", "等", "考察"];
        let apart = !on_purpose.iter().any(|word| text[start..end].contains(word));
        apart.then(|| (prose::place(paragraph, at, at + stem.len()), stem))
    })
}

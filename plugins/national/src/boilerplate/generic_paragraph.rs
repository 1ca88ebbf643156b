//! B04: a long paragraph without a fact of the body's own.

use gouji_core::prelude::*;

use super::stock_density;
use crate::prose;
use crate::vocabulary::{self, Kind};

/// 整段没有自己的事实.
pub(crate) struct GenericParagraph;

const LEAST: Setting =
    Setting {
        rule: "B04", key: "least", default: 150, says: "多少字以上的段落才看它有没有事实"
    };

/// Stock phrases a hundred letters.
const THICK: usize = 5;

impl Rule for GenericParagraph {
    fn card(&self) -> Card {
        Card::info("B04", "national/generic-paragraph", "整段都是泛泛之谈，没有自己的事实")
            .possible()
            .basis("国办公开办函〔2021〕30号：报告雷同、敷衍塞责的要追究责任")
            .why("长长一段，没有一个数字、一个名称、一份文件，放到哪个机关都行，像是范文或者机器写的。")
            .option(LEAST)
            .bad(
                "overview = '''
                 始终坚持以公开为常态，进一步提高思想认识，切实加强组织领导，着力健全工作制度，扎实推进各项任务，不断提升公开质量，有效保障群众的各项权益。积极拓宽公开渠道，深入开展政策宣传，全面落实主体责任，认真答复群众来信，严格审核把关内容，大力改善窗口服务，持续优化栏目设置，充分发挥平台作用，让群众看得到、听得懂、能监督，推动公开工作再上新的台阶，为经济社会的发展作出新的更大的贡献。'''",
                "这一段 167 字没有一个数字、名称或文件，套话却有 16 处：始终坚持以公开为常态，进一步提高思想认识，切实加强组织领导，着力健全工作制度，扎……",
            )
            .good("overview = '进一步提高思想认识，切实加强组织领导，着力健全工作制度，扎实推进各项任务。'")
            .good(
                "overview = '''
                 始终坚持以公开为常态，进一步提高思想认识，切实加强组织领导，着力健全工作制度，扎实推进各项任务，不断提升公开质量，有效保障群众的各项权益。积极拓宽公开渠道，深入开展政策宣传，全面落实主体责任，认真答复群众来信176件，严格审核把关内容，大力改善窗口服务，持续优化栏目设置，充分发挥平台作用，让群众看得到、听得懂、能监督，推动公开工作再上新的台阶，为经济社会的发展作出新的更大的贡献。'''",
            )
    }

    fn check(&self, report: &Report, findings: &mut Findings) {
        let least = usize::try_from(LEAST.of(report)).unwrap_or(0).max(1);
        for (paragraph, text) in prose::paragraphs(report, |part| part == 1) {
            let named = |c: char| matches!(c, '0'..='9' | '０'..='９' | '《' | '“' | '〔');
            if text.len() < least * 3 || text.contains(named) {
                continue;
            }
            let letters = prose::letters(text);
            let stock = vocabulary::seen(report)
                .of(Kind::Stock, |part| part == 1)
                .filter(|seen| paragraph.place.contains(seen.place))
                .count();
            let any_number = report.claims().any(|claim| paragraph.place.contains(claim.number));
            if letters >= least && stock * 100 >= letters * THICK && !any_number {
                // Of a report that is all like this, B02 says so.
                if stock_density::too_thick(report).is_some() {
                    return;
                }
                let said = prose::shortened(text);
                findings.add(
                    paragraph.place,
                    format!("这一段 {letters} 字没有一个数字、名称或文件，套话却有 {stock} 处：{said}"),
                );
                return;
            }
        }
    }
}

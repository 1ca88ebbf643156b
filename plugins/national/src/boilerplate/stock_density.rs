//! B02: the whole report made of stock phrases.

use std::rc::Rc;

use gouji_core::prelude::*;

use crate::prose;
use crate::vocabulary::{self, Kind};

/// 套话太密.
pub(crate) struct StockDensity;

const MAX: Setting =
    Setting { rule: "B02", key: "max", default: 55, says: "第一、五部分每千字最多几处套话" };

/// Letters that there must be before a density means anything, and hits.
const LEAST_LETTERS: usize = 300;

/// Stock phrases a thousand letters of parts one and five.
pub(crate) struct Density {
    pub(crate) per_thousand: i64,
    pub(crate) count: usize,
}

/// The density where it is above the limit; looked for once.
pub(crate) fn too_thick(report: &Report) -> Rc<Option<Density>> {
    report.once(|report| density(report).filter(|density| density.per_thousand > MAX.of(report)))
}

fn density(report: &Report) -> Option<Density> {
    let own = |part: u8| matches!(part, 1 | 5);
    let mut end = 0;
    let mut count = 0;
    for seen in vocabulary::seen(report).of(Kind::Stock, own) {
        if seen.place.start >= end {
            end = seen.place.end;
            count += 1;
        }
    }
    // Letters are at least half of the characters: only where that could be too thick they are counted.
    let bytes: usize = prose::paragraphs(report, own).map(|(_, text)| text.len()).sum();
    if (count * 1000) as i64 <= MAX.of(report) * (bytes as i64 / 6) {
        return None;
    }
    let letters: usize = prose::paragraphs(report, own).map(|(_, text)| prose::letters(text)).sum();
    (letters >= LEAST_LETTERS).then(|| Density { per_thousand: (count * 1000 / letters) as i64, count })
}

impl Rule for StockDensity {
    fn card(&self) -> Card {
        Card::info("B02", "national/stock-density", "套话太密")
            .possible()
            .basis("国办公开办函〔2021〕30号：报告雷同、敷衍塞责的要追究责任")
            .why("“进一步”“不断”“切实”“着力”堆在一起，读完不知道做了什么。一句话换成一个数字、一件事。")
            .option(MAX)
            .bad(
                "overview = '''
                 我局始终坚持把政务公开摆在突出位置，进一步提高认识，切实加强领导，着力健全制度，扎实推进各项工作，不断提升质量，有效保障群众权益。积极拓宽渠道，深入开展宣传，全面落实责任，认真答复来信，严格审核把关，大力改善服务，持续优化栏目，充分发挥作用。高度重视培训，牢牢把握导向，紧紧围绕中心，全力服务大局，狠抓工作落实，确保任务完成，夯实基层基础，压实各方责任。
                 我局进一步完善台账，不断更新目录，切实回应关切，着力解决难题，扎实做好归档，大力推广经验，深入走访企业，积极征求意见，全面梳理事项，有效化解矛盾，认真核对数字，严格遵守时限，持续改进作风，充分听取建议。始终坚持群众观点，进一步改进文风，不断完善流程，切实减轻负担，着力补齐短板，扎实开展自查，大力整改问题，深入剖析原因，积极对接部门，全面评估效果。'''
                 problems = '''
                 主要问题是解读不多。下一步，我局将进一步加强解读，不断丰富形式，切实提高质量，着力增强实效，扎实推进公开，积极回应，持续用力，全面提升，有效落实，严格考核，认真总结，深入研究。'''",
                "第一、五部分有套话 62 处，每千字 164 处，宜换成事实和数字",
            )
            .good("overview = '我局进一步完善台账，不断更新目录，切实回应关切，着力解决难题。'")
            .good(
                "overview = '''
                 全年发布信息812条，其中网站430条、公众号382条；公布预算36件、决算36件、招标公告54条、行政处罚决定211件；解读文件12件，其中图解7件、视频2条、在线访谈3次；回复留言176条，平均3天答复；电话咨询录音抽查40通，发现口径不一致2通，已重新培训。
                 新收申请27件，其中自然人25件、企业2件；按时答复27件，平均用时9天；予以公开19件、部分公开3件、不予公开2件、无法提供3件；补正通知发出4件，申请人都在期限内补正；复议1件，维持；诉讼没有发生。
                 公文逐件标注公开属性，主动公开占六成；清理文件18件，废止4件、修改2件；档案馆移交纸质文件312份，图书馆更新公报24期；网站检测每周一次，改正错别字63处、失效链接12条。
                 专职1人，兼职14人；培训2次，94人参加；每季检查一次，通报4期，点名6个单位；评议员15人打分，满意度96分；年度考核中公开占4分，2个单位被扣分。'''
                 problems = '''
                 主要问题是村级公开栏更新慢，抽查的20个村有7个超过一个月没有换；答复书格式不统一，有3种。已统一模板，村级公开栏改为每月5日前更新，由驻村干部拍照上传，12月抽查的20个村都按时更新。'''",
            )
    }

    fn check(&self, report: &Report, findings: &mut Findings) {
        if let Some(Density { per_thousand, count }) = &*too_thick(report) {
            findings.add(
                Spot::part(1),
                format!("第一、五部分有套话 {count} 处，每千字 {per_thousand} 处，宜换成事实和数字"),
            );
        }
    }
}

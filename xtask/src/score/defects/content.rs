//! What parts one, five and six do not say, or say without saying anything.

use gouji_core::form::Level;

use super::{Defect, Expected, is_newer};
use crate::score::model::{Block, Paragraph, Report, Sentence};

pub(super) const DEFECTS: &[Defect] = &[
    Defect::warning("主动公开没有一个数", &["C01"], |report, _, _| {
        let part = report.part_mut(1)?;
        for paragraph in part.paragraphs_mut() {
            if let Some(at) = paragraph.sentences.iter().position(|sentence| sentence.topic == "channels") {
                let item = paragraph.sentences.first().filter(|sentence| sentence.topic == "item").cloned();
                item.as_ref()?;
                let text = "坚持应公开尽公开，通过门户网站和公众号发布各类政府信息，主动公开的范围不断扩大。";
                paragraph.sentences = item.into_iter().chain([Sentence::plain("defect", text)]).collect();
                debug_assert!(at < 9);
            }
        }
        Expected::part(1)
    })
    .with(&["C02"]),
    Defect::warning("政府报告不写社会评议", &["C06"], |report, _, _| {
        (report.agency.is_government()).then_some(())?;
        for paragraph in report.part_mut(1)?.paragraphs_mut() {
            paragraph.sentences.retain(|sentence| sentence.topic != "review");
        }
        let text: String = report.part(1)?.paragraphs().map(Paragraph::text).collect();
        (!["评议", "满意", "第三方评估", "评价", "问卷"].iter().any(|word| text.contains(word))).then_some(())?;
        Expected::part(1)
    }),
    Defect::warning("政府报告不写责任追究", &["C06"], |report, _, _| {
        (report.agency.is_government()).then_some(())?;
        for paragraph in report.part_mut(1)?.paragraphs_mut() {
            paragraph.sentences.retain(|sentence| sentence.topic != "accountability");
        }
        Expected::part(1)
    }),
    Defect::error("第五部分说没有问题", &["C20"], |report, _, _| {
        five(report, "本单位政府信息公开工作不存在问题，全年运转顺利，各项任务都按时完成，取得了令人满意的成绩，得到了群众的普遍认可和好评。")
    })
    .with(&["C22"]),
    Defect::error("第五部分写无", &["C20"], |report, _, _| five(report, "无。")).with(&["S22"]),
    Defect::error("只写问题没有改进", &["C21"], |report, _, _| {
        five(report, "存在的主要问题：一是目录更新不及时，抽查的12个栏目中有4个超过二十个工作日才更新；二是答复书说理不充分，有3份没有引用具体条款；三是信息员更换频繁，新手不熟悉流程。")
    })
    .with(&["C25"]),
    Defect::warning("只写措施没有问题", &["C22"], |report, _, _| {
        five(report, "改进措施：一是每月核对目录并通报核对情况；二是编写答复文书范本，由法律顾问逐件审核；三是安排岗前培训，每季度集中学习一次，交接时留存操作手册。")
    }),
    Defect::warning("问题全是套话", &["C23"], |report, _, _| {
        five(report, "存在的主要问题：一是公开内容不够全面；二是公开质量有待提升；三是工作创新不足。改进情况：已安排专人每月核对目录，全年通报4次，培训人员30人次。")
    }),
    Defect::error("打算写成本年", &["C27"], |report, _, _| {
        let year = report.year;
        let last = report.part_mut(5)?.paragraphs_mut().last()?;
        last.sentences.push(Sentence::plain("defect", format!("{year}年，将继续办好专题培训，并力争把答复时限再压缩三天。")));
        Expected::words(format!("{year}年，将"))
    }),
    Defect::info("没有说信息处理费", &["C31"], |report, _, _| {
        is_newer(report).then_some(())?;
        report.part_mut(6)?.blocks = text("没有其他需要报告的事项。");
        Expected::part(6)
    }),
    Defect::info("全是今后的打算", &["C26", "C25"], |report, _, _| {
        five(report, "存在的主要问题：一是目录更新不及时，抽查的12个栏目中有4个超期；二是答复书说理不充分，有3份没有引用条款。下一步，将每月核对目录，将编写答复文书范本，并计划安排岗前培训。")
    }),
    Defect::warning("考核权重低于百分之四", &["C08", "YN20-11"], |report, _, _| {
        // Townships assess nobody.
        (report.agency.is_government() && report.agency.level != Level::Township).then_some(())?;
        let sentence = report.topic_mut("assessment")?;
        *sentence = Sentence::plain("assessment", "政务公开在年度绩效考核中的权重为2%，考核结果全部合格。");
        Expected::words("2%")
    }),
    Defect::info("总体情况写将来", &["C11"], |report, _, _| {
        let text = "明年我们将开设新的专栏，将把更多服务事项搬到网上办理。";
        report.part_mut(1)?.paragraphs_mut().last()?.sentences.push(Sentence::plain("defect", text));
        Expected::part(1)
    }),
];

fn text(words: &str) -> Vec<Block> {
    vec![Block::Text(Paragraph::of([Sentence::plain("defect", words)]))]
}

fn five(report: &mut Report, words: &str) -> Option<Expected> {
    report.part_mut(5)?.blocks = text(words);
    Expected::part(5)
}

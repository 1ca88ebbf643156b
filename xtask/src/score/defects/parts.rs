//! Parts and paragraphs: missing, twice, in the wrong place, badly named.

use gouji_core::form::Table;

use super::{Defect, Expected, Where, add, add_after, replace};
use crate::score::model::{Block, Paragraph, Report, Sentence};

pub(super) const DEFECTS: &[Defect] = &[
    Defect::error("缺第六部分", &["S01"], |report, _, _| without(report, 6)).with(&["M14", "M15"]),
    Defect::error("缺第四部分", &["S01"], |report, _, _| without(report, 4))
        .with(&["M14", "M15", "S03", "S10"]),
    Defect::error("两个部分颠倒", &["S02"], |report, _, _| {
        report.parts.swap(4, 5);
        Expected::at(Where::Anywhere)
    })
    .with(&["S03", "M15"]),
    Defect::warning("序号重复", &["S03"], |report, _, _| {
        let heading = &mut report.part_mut(6)?.heading;
        *heading = heading.replacen('六', "五", 1);
        let heading = heading.clone();
        Expected::words(heading)
    }),
    Defect::warning("标题不是官方的", &["S04"], |report, _, _| {
        report.part_mut(1)?.heading = "一、概述".to_owned();
        Expected::words("概述")
    })
    .with(&["M15"]),
    Defect::warning("第五部分标题走样", &["S04"], |report, _, _| {
        report.part_mut(5)?.heading = "五、工作中的不足与努力方向".to_owned();
        Expected::words("不足与努力方向")
    })
    .with(&["M15"]),
    Defect::warning("多出第七部分", &["S05"], |report, _, _| {
        let mut extra = report.part(6)?.clone();
        extra.number = 7;
        extra.heading = "七、来年工作思路".to_owned();
        extra.blocks =
            vec![Block::Text(Paragraph::of([Sentence::plain("defect", "以公开促规范，把专栏维护好。")]))];
        report.parts.push(extra);
        Expected::words("来年工作思路")
    })
    .with(&["M14", "M15"]),
    Defect::warning("总体情况不写依申请", &["S06"], |report, _, _| {
        let part = report.part_mut(1)?;
        let blocks = std::mem::take(&mut part.blocks);
        let of_requests = |block: &Block| match block {
            Block::Text(paragraph) => {
                let text = paragraph.text();
                text.contains("申请") || text.contains("（二）") || text.starts_with("2.")
            }
            Block::Table(_) => false,
        };
        // A preamble under the heading names the parts.
        (!blocks
            .iter()
            .any(|block| matches!(block, Block::Text(p) if p.sentences.iter().any(|s| s.topic == "parts"))))
        .then_some(())?;
        part.blocks = blocks.into_iter().filter(|block| !of_requests(block)).collect();
        let left: String = part.paragraphs().map(Paragraph::text).collect();
        (!left.contains("申请")).then_some(())?;
        Expected::part(1)
    })
    .with(&["C02", "S07"]),
    Defect::error("第一部分没有内容", &["S09"], |report, _, _| {
        report.part_mut(1)?.blocks.clear();
        Expected::part(1)
    })
    .with(&["S06", "C06", "C01", "V10"]),
    Defect::error("第三部分没有表", &["S10"], |report, _, _| no_table(report, 3)).with(&["Y01"]),
    Defect::error("第二部分没有表", &["S10"], |report, _, _| no_table(report, 2)),
    Defect::error("第四部分没有表", &["S10"], |report, _, _| no_table(report, 4)),
    Defect::warning("表放错了部分", &["S11"], |report, _, _| {
        let of = |report: &mut Report, number: u8| {
            let blocks = &mut report.part_mut(number)?.blocks;
            let at = blocks.iter().position(|block| matches!(block, Block::Table(_)))?;
            Some(blocks.remove(at))
        };
        let disputes = of(report, 4)?;
        report.part_mut(3)?.blocks.push(disputes);
        add(report, 4, "有关案件的数量见上表，各项均已核对。")?;
        Expected::at(Where::Anywhere)
    })
    .with(&["S10"]),
    Defect::warning("一段写了两遍", &["S12", "B03"], |report, _, _| {
        let part = report.part_mut(1)?;
        let at = part.blocks.iter().position(|block| match block {
            Block::Text(paragraph) => {
                paragraph.sentences.iter().any(|s| s.topic == "management")
                    && paragraph.text().chars().count() > 50
            }
            Block::Table(_) => false,
        })?;
        let again = part.blocks[at].clone();
        part.blocks.insert(at + 1, again);
        Expected::part(1)
    })
    .with(&["S03", "S07"]),
    Defect::warning("说几个方面列的不是几个", &["S13"], |report, _, _| {
        add(report, 5, "今后着重做好以下三个方面的工作：一是按月核对目录；二是每季度抽查答复文书。")?;
        Expected::words("以下三个方面")
    })
    .with(&["C26", "S14"]),
    Defect::info("只有一是没有二是", &["S14"], |report, _, _| {
        add_after(report, "management", "信息管理的改进：一是为每份文件建立索引卡。")?;
        Expected::words("一是")
    }),
    Defect::error("模板说明没有删", &["S15"], |report, _, _| {
        add(report, 2, "填表说明：本表由各单位据实填写，没有的填0。")?;
        Expected::words("填表说明")
    }),
    Defect::error("此处填写没有删", &["S15", "M17"], |report, _, _| {
        add_after(report, "training", "（此处填写培训的时间和人数）")?;
        Expected::words("此处")
    }),
    Defect::warning("小标题掉字", &["S16"], |report, _, _| {
        let sentence = report
            .sentences_mut()
            .find(|s| s.topic == "item" && s.text().contains("政府信息公开平台建设"))?;
        let text = sentence.text().replace("政府信息公开平台建设", "府信息公开平台建设");
        *sentence = Sentence::plain("item", text.clone());
        Expected::words(text.trim_end_matches('。').to_owned())
    }),
    Defect::info("一句话断成两段", &["S17"], |report, _, _| {
        add(report, 1, "公开专栏的内容由专人维护，")?;
        add(report, 1, "并且逐月核对链接和附件。")?;
        Expected::words("公开专栏的内容由专人维护，")
    }),
    Defect::error("件数没有填", &["S20", "M17"], |report, _, _| {
        add_after(report, "channels", "全年共回复群众来信 件。")?;
        Expected::words("来信 件")
    }),
    Defect::warning("第五部分太短", &["S22"], |report, _, _| {
        let text = "公开目录更新偏慢，抽查有3个栏目超期；已安排专人按月核对。";
        report.part_mut(5)?.blocks = vec![Block::Text(Paragraph::of([Sentence::plain("defect", text)]))];
        Expected::part(5)
    })
    .with(&["C23"]),
    Defect::info("小项次序颠倒", &["S07"], |report, _, _| {
        let blocks = &mut report.part_mut(1)?.blocks;
        let starts = |block: &Block, with: &str| matches!(block, Block::Text(p) if p.text().starts_with(with) && p.sentences.len() > 1);
        let third = blocks.iter().position(|block| starts(block, "（三）"))?;
        let fourth = blocks.iter().position(|block| starts(block, "（四）"))?;
        blocks.swap(third, fourth);
        Expected::part(1)
    }),
    Defect::warning("第六部分写成空", &["C30"], |report, _, _| {
        report.part_mut(6)?.blocks.clear();
        Expected::part(6)
    }),
    Defect::error("表三之下换成一句话", &["S10", "F05"], |report, _, _| {
        let blocks = &mut report.part_mut(3)?.blocks;
        let Some(Block::Table(grid)) = blocks.iter_mut().find(|block| matches!(block, Block::Table(_)))
        else {
            return None;
        };
        (grid.table == Table::Requests).then_some(())?;
        // Only the header is left.
        grid.rows.truncate(3);
        Expected::part(3)
    })
    .with(&["Y01", "V08"]),
    Defect::warning("组成部分数错", &["M14"], |report, _, _| {
        replace(report, "parts", "本报告由五个部分组成。")?;
        Expected::words("五个部分")
    }),
];

fn without(report: &mut Report, number: u8) -> Option<Expected> {
    report.parts.retain(|part| part.number != number);
    Expected::at(Where::Anywhere)
}

fn no_table(report: &mut Report, number: u8) -> Option<Expected> {
    report.part_mut(number)?.blocks.retain(|block| !matches!(block, Block::Table(_)));
    add(report, number, "有关情况已在其他栏目公布。")?;
    Expected::part(number)
}

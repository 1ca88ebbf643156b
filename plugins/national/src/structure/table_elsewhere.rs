//! S23: a table that is only a picture or an attachment.

use std::sync::LazyLock;

use gouji_core::prelude::*;

use super::ordinal;
use crate::prose;
use crate::words::Words;

/// 表格只在图片或附件里.
pub(crate) struct TableElsewhere;

static ELSEWHERE: LazyLock<Words> = LazyLock::new(|| {
    Words::of([
        "附件",
        "附表",
        "见表",
        "附图",
        "如图",
        "下图",
        "见图",
        "图片",
        "点击下载",
        "点击查看",
        "另附",
        "附后",
    ])
});

impl Rule for TableElsewhere {
    fn card(&self) -> Card {
        Card::warning("S23", "national/table-elsewhere", "表格只在附件或图片里")
            .likely()
            .basis("国办公开办函〔2019〕60号、〔2021〕30号，附件；《中华人民共和国政府信息公开条例》第二十四条：检索、查阅")
            .why("这几个部分以表格形式报告。放在附件或图片里，公众查不到、复制不了，也没法汇总。")
            .years(2019, 9999)
            .bad(
                "disputes = 'missing'\ntext.disputes = '详见附件。'",
                "第四部分正文里没有表格，只说“附件”，应把表格放进正文",
            )
            .bad(
                "disputes = 'picture'",
                "第四部分的表四是图片，里面的数字不能检索、复制，也没有检查，应改为文字的表格",
            )
            .good("text.disputes = '详见附件。'")
            .good("disputes = 'missing'")
            .good("disputes = 'missing'\ntext.disputes = '全年没有发生。'")
    }

    fn check(&self, report: &Report, findings: &mut Findings) {
        for table in Table::ALL {
            if let Some(picture) = pictured(report, table) {
                findings.add(
                    picture.place,
                    format!(
                        "{}的{}是图片，里面的数字不能检索、复制，也没有检查，应改为文字的表格",
                        ordinal(table.part()),
                        table.title()
                    ),
                );
            } else if let Some((place, word)) = pointed_to(report, table) {
                let part = ordinal(table.part());
                findings.add(place, format!("{part}正文里没有表格，只说“{word}”，应把表格放进正文"));
            }
        }
    }
}

/// The first picture of a table.
pub(super) fn pictured(report: &Report, table: Table) -> Option<Picture> {
    report.pictures().find(|picture| picture.shows == Some(table))
}

/// The words by which a part without its table points elsewhere.
pub(super) fn pointed_to(report: &Report, table: Table) -> Option<(Place, &'static str)> {
    if report.table_place(table).is_some() || report.part(table.part()).is_none() {
        return None;
    }
    prose::paragraphs(report, |part| part == table.part()).find_map(|(paragraph, text)| {
        let hit = ELSEWHERE.first(text)?;
        Some((prose::place(paragraph, hit.at, hit.end()), hit.word))
    })
}

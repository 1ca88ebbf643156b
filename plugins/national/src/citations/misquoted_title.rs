//! D07: the title of a national document with a slip.

use gouji_core::prelude::*;

use super::titles;
use crate::dictionaries::TITLES;

/// 文件名称引错了字.
pub(crate) struct MisquotedTitle;

impl Rule for MisquotedTitle {
    fn card(&self) -> Card {
        Card::info("D07", "national/misquoted-title", "引用的文件名称有错字漏字")
            .likely()
            .basis("各文件公布的名称")
            .why("文件名称要一字不差，错了就查不到。")
            .bad(
                "overview = '认真落实《中华人民共和国政府信息公开条列》。'",
                "《中华人民共和国政府信息公开条列》应为《中华人民共和国政府信息公开条例》",
            )
            .bad(
                "overview = '按照《中华人民共和国政府信息公开工作年报格式》编制。'",
                "《中华人民共和国政府信息公开工作年报格式》应为《中华人民共和国政府信息公开工作年度报告格式》",
            )
            .good("overview = '认真落实《中华人民共和国政府信息公开条例》和《条例》《政府信息公开条例》。'")
            .good("overview = '按照《中华人民共和国政府信息公开工作年度报告格式（试行）》编制，修订《某某县政府信息公开指南》。'")
            .good("overview = '对照《政府网站发展指引》《中华人民共和国保守国家秘密法》。'")
    }

    fn check(&self, report: &Report, findings: &mut Findings) {
        for &place in titles(report).iter() {
            let title = report.slice(place);
            let Some(right) = misquoted(title) else { continue };
            findings.add(place, format!("《{title}》应为《{right}》")).repair(title, right);
        }
    }
}

/// The title that is meant by one with a small slip.
fn misquoted(title: &str) -> Option<&'static str> {
    const SLIPS: usize = 3;
    // Shorter ones are alike by chance.
    if title.len() < "政府信息公开条例".len() || title.len() > 150 {
        return None;
    }
    let known = TITLES.get();
    if known.contains(&title) {
        return None;
    }
    known.iter().copied().find(|known| {
        // A slip leaves both ends alone, or nearly so, and takes no whole word but at most one.
        let same = |n: usize| title.chars().take(n).eq(known.chars().take(n));
        let length = known.chars().count();
        let slips = if length >= 20 { SLIPS } else { 1 };
        title.len().abs_diff(known.len()) <= 3 * slips
            && same(4)
            && (1..=slips).contains(&edits(title, known, slips))
    })
}

/// The number of single characters to change, lose or add between two texts; more than `most` may be any larger number.
fn edits(one: &str, other: &str, most: usize) -> usize {
    let other: Vec<char> = other.chars().collect();
    let mut row: Vec<usize> = (0..=other.len()).collect();
    for (line, c) in one.chars().enumerate() {
        let mut diagonal = row[0];
        row[0] = line + 1;
        for (at, d) in other.iter().enumerate() {
            let change = diagonal + usize::from(*d != c);
            diagonal = row[at + 1];
            row[at + 1] = change.min(diagonal + 1).min(row[at] + 1);
        }
        if row.iter().all(|cost| *cost > most) {
            return most + 1;
        }
    }
    row[other.len()]
}

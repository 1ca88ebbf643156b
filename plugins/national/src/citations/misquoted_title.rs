//! D07: the title of a national document with a slip.

use gouji_core::prelude::*;

use super::titles;
use crate::dictionaries::{CITATIONS, CitedKind};

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
            .bad(
                "preamble = '按照《国务院办公厅政府信息与政务公开办公室关于印发〈中华人民共和国政府信息年度报告格式〉的通知》编制。'",
                "《中华人民共和国政府信息年度报告格式》应为《中华人民共和国政府信息公开工作年度报告格式》",
            )
            .good("overview = '落实《关于推进政务新媒体健康有序发展的实施意见》。'")
            .good("overview = '认真落实《中华人民共和国政府信息公开条例》和《条例》《政府信息公开条例》。'")
            .good("overview = '按照《中华人民共和国政府信息公开工作年度报告格式（试行）》编制，修订《某某县政府信息公开指南》。'")
            .good("overview = '对照《政府网站发展指引》《中华人民共和国保守国家秘密法》。'")
    }

    fn check(&self, report: &Report, findings: &mut Findings) {
        for &place in titles(report).iter() {
            let title = report.slice(place);
            let inner = inner(title);
            let whole = misquoted(title).map(|right| (place, title, right));
            let within = || {
                let (at, inner) = inner?;
                let start = place.start as usize + at;
                Some((Place::from(start..start + inner.len()), inner, misquoted(inner)?))
            };
            let Some((place, title, right)) = within().or(whole) else { continue };
            findings.add(place, format!("《{title}》应为《{right}》")).repair(title, right);
        }
    }
}

/// The title that a title has in 〈〉, and where.
fn inner(title: &str) -> Option<(usize, &str)> {
    let open = title.find('〈')? + '〈'.len_utf8();
    let close = title[open..].find('〉')?;
    Some((open, &title[open..open + close]))
}

/// The title that is meant by one with a small slip.
pub(super) fn misquoted(title: &str) -> Option<&'static str> {
    const SLIPS: usize = 3;
    // Shorter ones are alike by chance.
    if title.len() < "政府信息公开条例".len() || title.len() > 180 {
        return None;
    }
    let plain = |title: &str| {
        let marks = [("(", "（"), (")", "）"), ("<", "〈"), (">", "〉"), (" ", ""), ("\u{3000}", "")];
        marks.iter().fold(title.to_owned(), |title, (mark, right)| title.replace(mark, right))
    };
    let title = plain(title);
    let known = CITATIONS.get();
    if known.iter().any(|known| known.title == title) {
        return None;
    }
    known.iter().map(|known| (known.title, known.kind)).find_map(|(known, kind)| {
        // A slip leaves both ends alone, or nearly so, and takes no whole word but at most one. The title of the form, which
        // is like no other, may lose two.
        let same = |n: usize| title.chars().take(n).eq(known.chars().take(n));
        let length = known.chars().count();
        let slips = match kind {
            CitedKind::Form => length / 4,
            CitedKind::Regulation => 1,
            _ if length >= 20 => SLIPS,
            _ if length >= 14 => 2,
            _ => 1,
        };
        // What carries a document out or is only tried is another.
        let other = ["实施", "贯彻", "落实", "方案", "细则", "试行", "转发"];
        let another = other.iter().any(|word| title.contains(word) != known.contains(word));
        (title.len().abs_diff(known.len()) <= 3 * slips
            && same(4)
            && !another
            && (1..=slips).contains(&edits(&title, known, slips)))
        .then_some(known)
    })
}

/// The number of single characters to change, lose or add between two texts; more than `most` may be any larger number.
pub(super) fn edits(one: &str, other: &str, most: usize) -> usize {
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

//! U09: misspellings that can be nothing else.

use gouji_core::prelude::*;

use crate::dictionaries::MISSPELT;
use crate::vocabulary::{self, Kind};

/// 错别字.
pub(crate) struct MisspeltWords;

/// More of them are a text of another sort.
const ENOUGH: usize = 10;

impl Rule for MisspeltWords {
    fn card(&self) -> Card {
        Card::warning("U09", "national/misspelt-words", "错别字")
            .likely()
            .basis("《中华人民共和国国家通用语言文字法》第九条；《中华人民共和国政府信息公开条例》第六条")
            .why("词表（misspellings.txt）里只收绝不会对的写法。")
            .bad("overview = '完善政府信心公开制度。'", "“政府信心公开”应为“政府信息公开”")
            .bad(
                "overview = '建立建全公开机制，一如继往做好答复。'",
                "“建立建全”应为“建立健全”\n“一如继往”应为“一如既往”",
            )
            .good("overview = '建立健全公开机制，一如既往做好答复。'")
            .good("overview = '增强政府信心，公开招标引进一部规范化设备，发布署名文章，却实现了公开。'")
    }

    fn check(&self, report: &Report, findings: &mut Findings) {
        let mut before = None;
        let mut count = 0;
        for seen in vocabulary::seen(report).iter() {
            let Kind::Misspelt(at) = seen.kind else { continue };
            // Of two that begin together the longer comes first.
            if !(1..=6).contains(&seen.part) || before.replace(seen.place.start) == Some(seen.place.start) {
                continue;
            }
            let (wrong, right) = (report.slice(seen.place), MISSPELT.get().right(at));
            findings.add(seen.place, format!("“{wrong}”应为“{right}”")).repair(wrong, right);
            count += 1;
            if count == ENOUGH {
                return;
            }
        }
    }
}

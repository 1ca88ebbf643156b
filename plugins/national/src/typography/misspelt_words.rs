//! U09: misspellings that can be nothing else.

use gouji_core::prelude::*;

use super::marks::Marks;

/// 错别字.
pub(crate) struct MisspeltWords;

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
        let marks = report.once(Marks::of);
        for misspelt in marks.misspelt.iter().take(10) {
            let wrong = report.slice(misspelt.place);
            findings
                .add(misspelt.place, format!("“{wrong}”应为“{}”", misspelt.right))
                .repair(wrong, misspelt.right);
        }
    }
}

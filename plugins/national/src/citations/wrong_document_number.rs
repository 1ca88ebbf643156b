//! D01: a national document cited with the number of another.

use std::sync::LazyLock;

use gouji_core::prelude::*;
use memchr::memmem::Finder;

use crate::dictionaries::DOCUMENTS;
use crate::prose;

/// 文号与文件名称不符.
pub(crate) struct WrongDocumentNumber;

static BRACKET: LazyLock<Finder<'static>> = LazyLock::new(|| Finder::new("〔"));

/// Words of titles by which a place passes a national document on under a number of its own.
const PASSED_ON: [&str; 9] = ["转发", "贯彻", "落实", "实施", "省", "市", "县", "自治", "本区"];

impl Rule for WrongDocumentNumber {
    fn card(&self) -> Card {
        Card::warning("D01", "national/wrong-document-number", "引用的文号与文件名称不符")
            .basis("国务院办公厅各文件的发文字号")
            .why("文号引错，读者就找不到文件。")
            .bad(
                "overview = '按照《中华人民共和国政府信息公开工作年度报告格式》（国办发〔2021〕30号）编制。'",
                "《中华人民共和国政府信息公开工作年度报告格式》的文号是国办公开办函〔2021〕30号，写作“国办发〔2021〕30号”",
            )
            .good("overview = '按照《中华人民共和国政府信息公开工作年度报告格式》（国办公开办函〔2021〕30号）编制。'")
            .good("overview = '按照《某某省贯彻政府信息公开信息处理费管理办法的通知》（某政办发〔2021〕30号）执行。'")
            .good("overview = '落实《某某规划》（国办发〔2021〕3号）。'")
    }

    fn check(&self, report: &Report, findings: &mut Findings) {
        for (paragraph, text) in prose::paragraphs(report, |_| true) {
            for at in BRACKET.find_iter(text.as_bytes()) {
                let Some((title, start, end)) = citation(text, at) else { continue };
                let number = &text[start..end];
                let Some(document) = DOCUMENTS.get().iter().find(|document| {
                    title.contains(document.title)
                        && (document.not.is_empty() || !title.contains(document.not))
                }) else {
                    continue;
                };
                if document.numbers.contains(&number)
                    || !number.starts_with('国')
                    || PASSED_ON.iter().any(|word| title.contains(word))
                {
                    continue;
                }
                let right = document.numbers[0];
                let place = prose::place(paragraph, start, end);
                findings
                    .add(place, format!("《{title}》的文号是{right}，写作“{number}”"))
                    .repair(number, right);
            }
        }
    }
}

/// The citation `《title》（X〔2021〕30号）` around a bracket: the title, and where the number starts and ends.
fn citation(text: &str, bracket: usize) -> Option<(&str, usize, usize)> {
    const FAR: usize = 240;
    let window = &text[bracket..prose::boundary(text, (bracket + 30).min(text.len()))];
    let end = bracket + window.find('号')? + "号".len();
    if !text[bracket + "〔".len()..end].starts_with(|c: char| c.is_ascii_digit()) {
        return None;
    }
    let from = prose::boundary(text, bracket.saturating_sub(FAR));
    let open = from + text[from..bracket].rfind(['（', '('])?;
    let start = open + text[open..].chars().next()?.len_utf8();
    let title = text[from..open].trim_end().strip_suffix('》')?;
    let title = &title[title.rfind('《')? + "《".len()..];
    (bracket - start <= 30).then_some((title, start, end))
}

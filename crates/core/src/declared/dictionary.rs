//! Dictionary files that declared rules take words from: `rules/<pack>/dictionaries/<name>.tsv`.
//!
//! A line an entry, its fields parted by tabs: the word, what should stand instead (may be empty), the first and the last
//! report year that it counts in (empty for open), a remark for the message. What follows a `#` is a comment.

use std::collections::HashSet;

/// An entry.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Entry {
    pub word: String,
    pub better: String,
    pub years: Option<(u16, u16)>,
    pub remark: String,
}

/// The entries of a file. What is wrong is said with its line, from 1.
pub fn entries(text: &str) -> Result<Vec<Entry>, (u32, String)> {
    let mut entries: Vec<Entry> = Vec::new();
    let mut seen = HashSet::new();
    for (number, line) in (1..).zip(text.lines()) {
        let line = line.split('#').next().unwrap_or("");
        if line.trim().is_empty() {
            continue;
        }
        let entry = entry(line).map_err(|message| (number, message))?;
        if !seen.insert((entry.word.clone(), entry.years)) {
            return Err((number, format!("“{}”写了两次", entry.word)));
        }
        entries.push(entry);
    }
    if entries.is_empty() {
        return Err((
            1,
            "词典是空的，每行应为：词、应写作、起始年度、终止年度、说明，以制表符分开".to_owned(),
        ));
    }
    Ok(entries)
}

fn entry(line: &str) -> Result<Entry, String> {
    let fields: Vec<&str> = line.split('\t').map(str::trim).collect();
    let field = |at: usize| fields.get(at).copied().unwrap_or("");
    if fields.len() > 5 {
        return Err(format!(
            "应至多有 5 项（词、应写作、起始年度、终止年度、说明），现有 {} 项",
            fields.len()
        ));
    }
    if field(0).is_empty() {
        return Err("第一项应为词，现在是空的".to_owned());
    }
    let year = |at: usize, what: &str, open: u16| match field(at) {
        "" => Ok(open),
        text => match text.parse::<u16>() {
            Ok(year @ 1900..=9999) => Ok(year),
            _ => Err(format!("第 {} 项应为{what}年度，例如 2019，写的是“{text}”", at + 1)),
        },
    };
    let (from, to) = (year(2, "起始", 0)?, year(3, "终止", 9999)?);
    if from > to {
        return Err(format!("起始年度 {from} 晚于终止年度 {to}"));
    }
    Ok(Entry {
        word: field(0).to_owned(),
        better: field(1).to_owned(),
        years: ((from, to) != (0, 9999)).then_some((from, to)),
        remark: field(4).to_owned(),
    })
}

#[cfg(test)]
mod tests {
    use super::*;

    #[track_caller]
    fn refused(text: &str, line: u32, message: &str) {
        assert_eq!(entries(text), Err((line, message.to_owned())), "{text:?}");
    }

    #[test]
    fn entries_are_read() {
        let read = entries("# 机构\n甲局\t乙局\t2019\t\t并入 # 注\n\n丙办\n").unwrap();
        let expected = [("甲局", "乙局", Some((2019, 9999)), "并入"), ("丙办", "", None, "")];
        let read: Vec<_> = read
            .iter()
            .map(|entry| (entry.word.as_str(), entry.better.as_str(), entry.years, entry.remark.as_str()))
            .collect();
        assert_eq!(read, expected);
    }

    #[test]
    fn what_is_wrong_is_said_with_its_line() {
        refused("", 1, "词典是空的，每行应为：词、应写作、起始年度、终止年度、说明，以制表符分开");
        refused("甲\n\t乙", 2, "第一项应为词，现在是空的");
        refused("甲\t乙\t今年", 1, "第 3 项应为起始年度，例如 2019，写的是“今年”");
        refused("甲\t乙\t2022\t2019", 1, "起始年度 2022 晚于终止年度 2019");
        refused("甲\t\t\t\t\t", 1, "应至多有 5 项（词、应写作、起始年度、终止年度、说明），现有 6 项");
        refused("甲\n乙\n甲", 3, "“甲”写了两次");
    }
}

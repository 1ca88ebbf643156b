//! Dictionaries of packs: data files that are compiled in, and that an edited copy may take the place of.
//!
//! A pack names its dictionaries in [`crate::pack!`]. When the host loads the pack it hands over those files of
//! `rules/<pack>/dictionaries/` that bear their names; what cannot be read is a fault of the pack, never a word list that
//! is silently shorter.

use std::sync::OnceLock;

/// A dictionary file and what its rules make of it.
pub struct Dictionary<T: 'static> {
    name: &'static str,
    builtin: &'static str,
    parse: fn(&'static str) -> Result<T, Wrong>,
    value: OnceLock<T>,
}

/// What is wrong with a dictionary file, and where.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Wrong {
    /// From 1.
    pub line: usize,
    /// In Chinese: what was expected, and what stands there.
    pub message: String,
}

/// A dictionary whatever it is made into: what the boundary needs of it.
pub trait Replaceable: Sync {
    /// The file's name: `documents.tsv`.
    fn name(&self) -> &'static str;
    /// Takes an edited copy of the file instead of the one that is compiled in. Only the first copy counts, and only
    /// before the first use; a second, different one is an error.
    fn replace(&self, text: &str) -> Result<(), String>;
    /// Whether the file that is compiled in can be read.
    fn prove(&self) -> Result<(), String>;
}

impl<T: Send + Sync> Dictionary<T> {
    pub const fn new(
        name: &'static str,
        builtin: &'static str,
        parse: fn(&'static str) -> Result<T, Wrong>,
    ) -> Self {
        Self { name, builtin, parse, value: OnceLock::new() }
    }

    /// What the rules use. The file that is compiled in is proven by the pack's own test.
    pub fn get(&self) -> &T {
        self.value.get_or_init(|| {
            (self.parse)(self.builtin).unwrap_or_else(|wrong| panic!("{}", self.fault(&wrong)))
        })
    }

    fn fault(&self, wrong: &Wrong) -> String {
        format!("词典 {} 第 {} 行：{}", self.name, wrong.line, wrong.message)
    }
}

impl<T: Send + Sync> Replaceable for Dictionary<T> {
    fn name(&self) -> &'static str {
        self.name
    }

    fn replace(&self, text: &str) -> Result<(), String> {
        if text == self.builtin {
            return Ok(());
        }
        // A pack is loaded once and stays until the process ends, and so do its words.
        let text: &'static str = Box::leak(text.to_owned().into_boxed_str());
        let value = (self.parse)(text).map_err(|wrong| self.fault(&wrong))?;
        self.value.set(value).map_err(|_| format!("词典 {} 已经在用，不能再换", self.name))
    }

    fn prove(&self) -> Result<(), String> {
        (self.parse)(self.builtin).map(drop).map_err(|wrong| self.fault(&wrong))
    }
}

/// The entries of a dictionary file: its lines without remarks (from `#` on) and white space, with their numbers from 1.
pub fn lines(text: &str) -> impl Iterator<Item = (usize, &str)> {
    let lines = text.lines().map(|line| line.split('#').next().unwrap_or("").trim());
    (1..).zip(lines).filter(|(_, line)| !line.is_empty())
}

#[cfg(test)]
mod tests {
    use super::*;

    fn parse(text: &'static str) -> Result<Vec<&'static str>, Wrong> {
        lines(text)
            .map(|(line, word)| match word.chars().next().is_some_and(|c| c.is_ascii_digit()) {
                true => Err(Wrong { line, message: format!("应为词，写的是“{word}”") }),
                false => Ok(word),
            })
            .collect()
    }

    #[test]
    fn an_edited_copy_takes_the_place_of_the_file() {
        let words = Dictionary::new("words.txt", "甲\n乙", parse);
        assert_eq!(words.replace("甲 # 留下\n\n# 注\n丙"), Ok(()));
        assert_eq!(words.get(), &["甲", "丙"]);
        assert_eq!(words.replace("丁").unwrap_err(), "词典 words.txt 已经在用，不能再换");
    }

    #[test]
    fn the_same_text_changes_nothing() {
        let words = Dictionary::new("words.txt", "甲\n乙", parse);
        assert_eq!(words.get(), &["甲", "乙"]);
        assert_eq!(words.replace("甲\n乙"), Ok(()));
    }

    #[test]
    fn a_wrong_line_is_named() {
        let words = Dictionary::new("words.txt", "甲", parse);
        assert_eq!(words.replace("甲\n\n3").unwrap_err(), "词典 words.txt 第 3 行：应为词，写的是“3”");
        assert_eq!(words.get(), &["甲"]);
    }
}

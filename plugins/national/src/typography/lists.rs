//! The two dictionaries of this family: words that are wrong when doubled, and misspellings.

use gouji_core::dictionary::{Wrong, lines};

use crate::words::Words;

/// Words that must not stand twice, and the longer ones in which they may.
pub(crate) struct Doublings {
    wrong: Words,
    right: Words,
}

impl Doublings {
    /// `wrong | right right`, the second part as a rule left out.
    pub(crate) fn parse(text: &'static str) -> Result<Self, Wrong> {
        let entries =
            || lines(text).map(|(line, entry)| (line, entry.split_once('|').unwrap_or((entry, ""))));
        for (line, (wrong, right)) in entries() {
            let wrong = wrong.trim();
            if let Some(odd) = right.split_whitespace().find(|right| !right.contains(wrong)) {
                return Err(Wrong { line, message: format!("“{odd}”里没有“{wrong}”") });
            }
            proven(line, wrong)?;
        }
        Ok(Self {
            wrong: Words::of(entries().map(|(_, (wrong, _))| wrong.trim())),
            right: Words::of(entries().flat_map(|(_, (_, right))| right.split_whitespace())),
        })
    }

    /// Whether what stands twice at a byte, in so many bytes, is one of the wrong words or inside one.
    pub(crate) fn is_wrong(&self, text: &str, at: usize, length: usize) -> bool {
        let covers = |words: &Words| {
            (at.saturating_sub(9)..=at)
                .filter(|start| text.is_char_boundary(*start))
                .any(|start| words.at(text, start).is_some_and(|word| start + word.len() >= at + length))
        };
        covers(&self.wrong) && !covers(&self.right)
    }
}

/// Misspellings with what they should be.
pub(crate) struct Corrections {
    pairs: Vec<(&'static str, &'static str)>,
}

impl Corrections {
    /// `wrong | right`.
    pub(crate) fn parse(text: &'static str) -> Result<Self, Wrong> {
        let mut pairs = Vec::new();
        for (line, entry) in lines(text) {
            let pair = entry.split_once('|').map(|(wrong, right)| (wrong.trim(), right.trim()));
            let Some((wrong, right)) = pair.filter(|(wrong, right)| !right.is_empty() && wrong != right)
            else {
                return Err(Wrong {
                    line, message: format!("应为“错字 | 正字”，写的是“{entry}”")
                });
            };
            proven(line, wrong)?;
            pairs.push((wrong, right));
        }
        Ok(Self { pairs })
    }

    /// The misspellings.
    pub(crate) fn wrong(&self) -> impl Iterator<Item = &'static str> {
        self.pairs.iter().map(|pair| pair.0)
    }

    /// What a misspelling should be, by its place in the list.
    pub(crate) fn right(&self, at: u16) -> &'static str {
        self.pairs.get(usize::from(at)).map_or("", |pair| pair.1)
    }
}

/// Two Chinese characters at least: a single one is never certain.
fn proven(line: usize, word: &str) -> Result<(), Wrong> {
    let chinese = |c: char| ('\u{2e80}'..='\u{9fff}').contains(&c);
    if word.chars().count() >= 2 && word.chars().all(chinese) {
        return Ok(());
    }
    Err(Wrong { line, message: format!("应为两个以上汉字，写的是“{word}”") })
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn what_is_wrong_with_a_file() {
        let line = |wrong: Option<Wrong>| wrong.map(|wrong| wrong.line);
        assert_eq!(line(Doublings::parse("的的 | 的的确\n# 注\n").err()), None);
        assert_eq!(line(Doublings::parse("的的 | 确的\n").err()), Some(1));
        assert_eq!(line(Doublings::parse("的的\nab\n").err()), Some(2));
        assert_eq!(line(Corrections::parse("信息工开 | 信息公开\n").err()), None);
        assert_eq!(line(Corrections::parse("信息工开\n").err()), Some(1));
        assert_eq!(line(Corrections::parse("信 | 息\n").err()), Some(1));
    }
}

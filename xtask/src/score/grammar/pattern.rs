//! Small grammars in text files: `[a|b|]` is a choice, `[condition] ` in front says when a pattern may be used.

use super::super::phrases::{Facts, holds};
use super::super::random::Random;

/// The conditions of a pattern, and its text.
#[derive(Debug)]
pub(super) struct Pattern {
    conditions: Vec<&'static str>,
    text: &'static str,
}

impl Pattern {
    pub(super) fn parse(line: &'static str) -> Self {
        let bare = Self { conditions: Vec::new(), text: line };
        let Some(rest) = line.strip_prefix('[') else { return bare };
        match rest.split_once("] ") {
            Some((conditions, text)) if !conditions.contains('|') => {
                Self { conditions: conditions.split_whitespace().collect(), text }
            }
            _ => bare,
        }
    }

    pub(super) fn applies(&self, facts: &Facts) -> bool {
        self.conditions.iter().all(|condition| holds(condition, facts))
    }

    /// The text with its choices made and its slots filled.
    pub(super) fn write(&self, facts: &Facts, random: &mut Random) -> String {
        filled(&chosen(self.text, random), facts)
    }
}

fn chosen(text: &str, random: &mut Random) -> String {
    let mut out = String::new();
    let mut rest = text;
    while let Some((before, choice)) = rest.split_once('[') {
        let (choices, behind) = choice.split_once(']').unwrap_or_else(|| panic!("a choice is open: {text}"));
        let choices: Vec<&str> = choices.split('|').collect();
        out.push_str(before);
        out.push_str(choices[random.index(choices.len())]);
        rest = behind;
    }
    out + rest
}

fn filled(text: &str, facts: &Facts) -> String {
    let mut out = String::new();
    let mut rest = text;
    while let Some((before, slot)) = rest.split_once('{') {
        let (name, behind) = slot.split_once('}').unwrap_or_else(|| panic!("a slot is open: {text}"));
        out.push_str(before);
        match facts.number(name) {
            Some(number) => out.push_str(&number.to_string()),
            None => out.push_str(&facts.word(name)),
        }
        rest = behind;
    }
    out + rest
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn choices_slots_and_conditions() {
        let mut facts = Facts::default();
        facts.numbers.insert("few", 3);
        let pattern = Pattern::parse("[few>2] [全年|年内]办结{few}件[，|]都按期。");
        assert!(pattern.applies(&facts));
        let mut said: Vec<String> =
            (0..40).map(|stream| pattern.write(&facts, &mut Random::new(1, stream))).collect();
        said.sort();
        said.dedup();
        assert_eq!(said.len(), 4, "{said:?}");
        assert!(!Pattern::parse("[few>3] 无。").applies(&facts));
        assert!(Pattern::parse("[无|没有] ").applies(&facts));
    }
}

//! The book of phrases: plain text files of alternatives, chosen by chance and filled with a report's facts.
//!
//! A file has sections (`== name`) of alternatives, one a line. A line may begin with conditions in brackets, all of
//! which must hold: `[received>0 year>=2021 county !street]`. `{received}` is filled with that fact. These are filled
//! for each use: `{p1}` … parts of what was published that add up to it, `{q1}` … parts that do not reach it, `{p1.1}`
//! parts of `{p1}`, `{a1}` … parts of the applications received. `%` behind the name makes it the share of its whole.

use std::collections::{BTreeMap, HashMap, HashSet};
use std::sync::LazyLock;

use super::model::{Piece, Sentence};
use super::random::Random;

const FILES: &[&str] = &[
    include_str!("phrases/preamble.txt"),
    include_str!("phrases/proactive.txt"),
    include_str!("phrases/requests.txt"),
    include_str!("phrases/management.txt"),
    include_str!("phrases/supervision.txt"),
    include_str!("phrases/disputes.txt"),
    include_str!("phrases/problems.txt"),
    include_str!("phrases/other.txt"),
];

/// What is known of a report, by name: for conditions and for filling in.
#[derive(Debug, Clone, Default)]
pub(super) struct Facts {
    pub(super) numbers: BTreeMap<&'static str, i64>,
    pub(super) words: BTreeMap<&'static str, String>,
}

impl Facts {
    pub(super) fn number(&self, name: &str) -> Option<i64> {
        self.numbers.get(name).copied()
    }

    pub(super) fn word(&self, name: &str) -> String {
        self.words.get(name).cloned().unwrap_or_else(|| panic!("no fact {name} for the phrases"))
    }
}

/// One alternative.
#[derive(Debug)]
pub(super) struct Phrase {
    /// Where it stands in the book: tells it from all others.
    id: usize,
    conditions: Vec<&'static str>,
    pub(super) text: &'static str,
}

/// The alternatives of a section; nothing for a section that the book lacks.
pub(super) fn section(name: &str) -> &'static [Phrase] {
    static BOOK: LazyLock<HashMap<&str, Vec<Phrase>>> = LazyLock::new(|| {
        let mut book: HashMap<&str, Vec<Phrase>> = HashMap::new();
        let mut section = "";
        for (id, line) in FILES.iter().flat_map(|file| file.lines()).map(str::trim).enumerate() {
            if let Some(name) = line.strip_prefix("== ") {
                section = name;
            } else if !line.is_empty() && !line.starts_with('#') {
                let (conditions, text) = match line.strip_prefix('[').and_then(|rest| rest.split_once("] ")) {
                    Some((conditions, text)) => (conditions.split_whitespace().collect(), text),
                    None => (Vec::new(), line),
                };
                book.entry(section).or_default().push(Phrase { id, conditions, text });
            }
        }
        book
    });
    BOOK.get(name).map_or(&[], Vec::as_slice)
}

impl Phrase {
    fn applies(&self, facts: &Facts) -> bool {
        self.conditions.iter().all(|condition| holds(condition, facts))
    }
}

/// `received>0`, `natural=received`, `county`, `!street`.
pub(super) fn holds(condition: &str, facts: &Facts) -> bool {
    let number = |word: &str| {
        word.parse()
            .ok()
            .or_else(|| facts.number(word))
            .unwrap_or_else(|| panic!("no fact {word} in the phrases"))
    };
    for operator in [">=", "<=", "!=", "=", ">", "<"] {
        let Some((left, right)) = condition.split_once(operator) else { continue };
        let (left, right) = (number(left), number(right));
        return match operator {
            ">=" => left >= right,
            "<=" => left <= right,
            "!=" => left != right,
            "=" => left == right,
            ">" => left > right,
            _ => left < right,
        };
    }
    match condition.strip_prefix('!') {
        Some(flag) => number(flag) == 0,
        None => number(condition) > 0,
    }
}

/// Chooses phrases for one report and fills them.
pub(super) struct Writer<'a> {
    pub(super) facts: &'a Facts,
    pub(super) random: &'a mut Random,
    /// Phrases that last year's report has: two years' reports by one hand are not the same text.
    pub(super) avoid: &'a HashSet<usize>,
    /// Phrases that were used.
    pub(super) used: HashSet<usize>,
    /// What sentences of the grammar count already, in this report and in last year's: the figures are invented, so
    /// that two of one thing would contradict each other.
    pub(super) counted: Vec<&'static str>,
    /// What sentences of the grammar tell of the tables already.
    pub(super) told: Vec<&'static str>,
}

impl Writer<'_> {
    /// A sentence of a section; `None` where no alternative applies.
    pub(super) fn say(&mut self, name: &'static str) -> Option<Sentence> {
        let phrases = section(name);
        assert!(!phrases.is_empty(), "no section {name} in the phrases");
        let applies: Vec<&Phrase> = phrases.iter().filter(|phrase| phrase.applies(self.facts)).collect();
        let fresh: Vec<&Phrase> = applies
            .iter()
            .copied()
            .filter(|phrase| !self.avoid.contains(&phrase.id) && !self.used.contains(&phrase.id))
            .collect();
        let phrase = match (fresh.is_empty(), applies.is_empty()) {
            (false, _) => *self.random.pick(&fresh),
            (true, false) => *self.random.pick(&applies),
            _ => return None,
        };
        self.used.insert(phrase.id);
        Some(Sentence { topic: name, pieces: self.fill(phrase.text), wrong: None })
    }

    /// The text with its slots filled.
    pub(super) fn fill(&mut self, text: &str) -> Vec<Piece> {
        let text = self.listed(text);
        let parts = self.parts(&text);
        let mut pieces = Vec::new();
        let mut rest = text.as_str();
        while let Some(start) = rest.find('{') {
            let end = start + rest[start..].find('}').unwrap_or_else(|| panic!("a slot is open in {text}"));
            if start > 0 {
                pieces.push(Piece::Words(rest[..start].to_owned()));
            }
            let name = &rest[start + 1..end];
            pieces.push(Piece::Slot { name: name.to_owned(), value: self.value(name, &parts) });
            rest = &rest[end + 1..];
        }
        if !rest.is_empty() {
            pieces.push(Piece::Words(rest.to_owned()));
        }
        pieces
    }

    fn value(&mut self, name: &str, parts: &BTreeMap<String, i64>) -> String {
        if let Some(name) = name.strip_suffix('%') {
            let whole = if name.starts_with('a') { "received" } else { "published" };
            let whole = self.facts.number(whole).unwrap_or(1);
            return share(parts.get(name).copied().or_else(|| self.facts.number(name)).unwrap_or(0), whole);
        }
        let number = parts.get(name).copied().or_else(|| self.facts.number(name));
        match (number, self.facts.words.get(name)) {
            (Some(number), _) => number.to_string(),
            (None, Some(words)) => words.clone(),
            (None, None) => panic!("no fact {name} for the phrases"),
        }
    }

    /// Puts a list in the place of `{results}` and `{applicants}`: what is not zero, in the form's order.
    fn listed(&self, text: &str) -> String {
        let list = |entries: &[(&str, &str)]| {
            let said: Vec<String> = entries
                .iter()
                .filter(|(_, fact)| self.facts.number(fact).is_some_and(|number| number > 0))
                .map(|(label, fact)| format!("{label}{{{fact}}}件"))
                .collect();
            said.join(if text.len().is_multiple_of(2) { "、" } else { "，" })
        };
        let mut text = text.to_owned();
        if text.contains("{results}") {
            text = text.replace("{results}", &list(RESULTS));
        }
        if text.contains("{applicants}") {
            text = text.replace("{applicants}", &list(APPLICANTS));
        }
        text
    }

    /// Numbers for the parts that the text asks for.
    fn parts(&mut self, text: &str) -> BTreeMap<String, i64> {
        let mut parts = BTreeMap::new();
        for (letter, whole) in [('p', "published"), ('q', "published"), ('a', "received")] {
            let count = (1..=6).take_while(|n| text.contains(&format!("{{{letter}{n}}}"))).count();
            if count == 0 {
                continue;
            }
            let mut total = self.facts.number(whole).unwrap_or(0);
            if letter == 'q' {
                total = total * self.random.between(50, 80) / 100;
            }
            for (n, part) in self.random.split(total, count).into_iter().enumerate() {
                let name = format!("{letter}{}", n + 1);
                let within = (1..=4).take_while(|k| text.contains(&format!("{{{name}.{k}}}"))).count();
                if within > 0 {
                    for (k, part) in self.random.split(part, within).into_iter().enumerate() {
                        parts.insert(format!("{name}.{}", k + 1), part);
                    }
                }
                parts.insert(name, part);
            }
        }
        parts
    }
}

/// 表三第三项 in the words that reports use for it.
const RESULTS: &[(&str, &str)] = &[
    ("予以公开", "granted"),
    ("部分公开", "partly"),
    ("不予公开", "denied"),
    ("无法提供", "unavailable"),
    ("不予处理", "unprocessed"),
    ("其他处理", "otherwise"),
];

const APPLICANTS: &[(&str, &str)] = &[
    ("自然人申请", "natural"),
    ("商业企业申请", "commercial"),
    ("科研机构申请", "research"),
    ("社会公益组织申请", "welfare"),
    ("法律服务机构申请", "legal"),
    ("其他组织申请", "others"),
];

/// `part` of `whole` in per cent, rounded to two decimals, without zeros at the end.
pub(super) fn share(part: i64, whole: i64) -> String {
    let hundredths = (part * 20_000 / whole.max(1) + 1) / 2;
    let text = format!("{}.{:02}", hundredths / 100, hundredths % 100);
    text.trim_end_matches('0').trim_end_matches('.').to_owned()
}

#[cfg(test)]
mod tests {
    use super::*;

    /// What was written to try the reader of claims must not be what the score tries it with.
    #[test]
    fn no_phrase_is_a_case_of_the_claims() {
        let bare = |text: &str| -> String {
            let mut bare = String::new();
            let mut in_slot = false;
            for c in text.chars() {
                in_slot = (in_slot || c == '{') && c != '}';
                let number = c.is_ascii_digit() || "〇零一二两三四五六七八九十百千万".contains(c);
                if !in_slot && c != '}' && !number && !c.is_whitespace() {
                    bare.push(c);
                }
            }
            bare
        };
        let cases = include_str!("../../../crates/core/src/claims/cases.txt");
        let sentences = |text: &str| -> Vec<String> {
            text.split_inclusive(['。', '；']).map(bare).filter(|text| text.chars().count() > 3).collect()
        };
        let cases: HashSet<String> = cases
            .lines()
            .filter(|line| !line.starts_with([' ', '#']))
            .flat_map(|line| sentences(line).into_iter().chain([bare(line)]))
            .collect();
        for line in FILES
            .iter()
            .flat_map(|file| file.lines())
            .filter(|line| !line.is_empty() && !line.starts_with(['#', '=']))
        {
            let text = line.split_once("] ").filter(|_| line.starts_with('[')).map_or(line, |(_, text)| text);
            for sentence in sentences(text).into_iter().chain([bare(text)]) {
                assert!(!cases.contains(&sentence), "a case of the claims: {line}");
            }
        }
    }

    /// The variety that the score promises.
    #[test]
    fn every_topic_has_a_dozen_alternatives() {
        for name in [
            "basis",
            "parts",
            "period",
            "contact",
            "opening",
            "channels",
            "interpretation",
            "management",
            "platforms",
            "received",
            "carried",
            "handled",
            "by_result",
            "by_applicant",
            "requests_whole",
            "requests_none",
            "assessment",
            "review",
            "accountability",
            "training",
            "disputes",
            "no_disputes",
            "problem",
            "improved",
            "last",
            "last_plain",
        ] {
            assert!(section(name).len() >= 12, "{name}: {}", section(name).len());
        }
    }

    #[test]
    fn shares_are_rounded() {
        assert_eq!(
            (share(1, 3), share(2, 3), share(1, 2), share(3, 3)),
            ("33.33".into(), "66.67".into(), "50".into(), "100".into())
        );
    }
}

//! What the prose must show evidence of, and words that should not stand in it. Substring search, no patterns.

use memchr::memmem::Finder;

use crate::claims::Flags;
use crate::finding::{Findings, Spot};
use crate::place::Place;
use crate::report::{ParagraphKind, Report};

/// A phrase, ready to be searched for.
#[derive(Debug, Clone)]
pub struct Phrase {
    pub text: String,
    finder: Finder<'static>,
}

impl From<String> for Phrase {
    fn from(text: String) -> Self {
        let finder = Finder::new(text.as_bytes()).into_owned();
        Self { text, finder }
    }
}

impl Phrase {
    fn find(&self, text: &str) -> Option<usize> {
        self.finder.find(text.as_bytes())
    }

    /// The places of this phrase in a region of the report's text.
    fn places<'a>(&'a self, report: &Report<'a>, region: Place) -> impl Iterator<Item = Place> {
        let length = self.text.len() as u32;
        let text = report.slice(region).as_bytes();
        self.finder.find_iter(text).map(move |at| {
            let start = region.start + at as u32;
            Place::new(start, start + length)
        })
    }
}

/// Evidence that the prose must show: one phrase of each group.
#[derive(Debug, Clone)]
pub struct Mentions {
    /// `any` is one group.
    pub groups: Vec<Vec<Phrase>>,
    /// Numbers of the parts that it may stand in, 0 for before part one; empty for anywhere.
    pub parts: Vec<u8>,
    /// A number, done and not planned, must stand in a sentence with one of a group's phrases.
    pub number: bool,
    /// What was expected, for the message; may be empty.
    pub expects: String,
}

impl Mentions {
    pub(super) fn check(&self, report: &Report, findings: &mut Findings) {
        let regions = regions(report, &self.parts);
        // A report without prose, or without these parts, has another defect than this one.
        if regions.is_empty() {
            return;
        }
        let missing: Vec<&[Phrase]> = self
            .groups
            .iter()
            .filter(|group| {
                !group.iter().any(|phrase| regions.iter().any(|&at| phrase.find(report.slice(at)).is_some()))
            })
            .map(Vec::as_slice)
            .collect();
        if !missing.is_empty() {
            let message = format!("没有看到{}的内容{}", self.missing_words(&missing), self.expectation());
            findings.add(self.part(), message);
        } else if self.number {
            self.check_number(report, &regions, findings);
        }
    }

    /// Every group is mentioned; each must be so beside a number.
    fn check_number(&self, report: &Report, regions: &[Place], findings: &mut Findings) {
        for group in &self.groups {
            let counted = report.claims().any(|claim| {
                let sentence = report.slice(claim.sentence);
                !claim.flags.contains(Flags::PLAN)
                    && regions.iter().any(|region| region.contains(claim.number))
                    && group.iter().any(|phrase| phrase.find(sentence).is_some())
            });
            if counted {
                continue;
            }
            let first = regions
                .iter()
                .flat_map(|&region| {
                    group.iter().filter_map(move |phrase| phrase.places(report, region).next())
                })
                .min();
            let Some(place) = first else { continue };
            let message = format!("提到“{}”，没有写数量{}", report.slice(place), self.expectation());
            findings.add(place, message);
        }
    }

    /// Of one group up to three of its words, of several groups the first word of each.
    fn missing_words(&self, missing: &[&[Phrase]]) -> String {
        let quote = |phrase: &Phrase| format!("“{}”", phrase.text);
        match missing {
            [only] if self.groups.len() == 1 => {
                let words: String = only.iter().take(3).map(quote).collect();
                if only.len() > 3 { words + "等" } else { words }
            }
            several => several.iter().filter_map(|group| group.first()).map(quote).collect(),
        }
    }

    fn expectation(&self) -> String {
        if self.expects.is_empty() { String::new() } else { format!("：{}", self.expects) }
    }

    fn part(&self) -> Spot {
        self.parts.first().map_or(Spot::Report, |&part| Spot::part(part))
    }
}

/// Words that should not stand in the prose, and those that should instead.
#[derive(Debug, Clone)]
pub struct Wording {
    pub find: Vec<Phrase>,
    /// Longer phrases in which the words are right: 政府信息公开申请 for 信息公开申请.
    pub except: Vec<Phrase>,
    pub better: String,
    /// As of [`Mentions`].
    pub parts: Vec<u8>,
}

impl Wording {
    pub(super) fn check(&self, report: &Report, findings: &mut Findings) {
        for region in regions(report, &self.parts) {
            let mut places: Vec<Place> =
                self.find.iter().flat_map(|phrase| phrase.places(report, region)).collect();
            if places.is_empty() {
                continue;
            }
            let right: Vec<Place> =
                self.except.iter().flat_map(|phrase| phrase.places(report, region)).collect();
            places.sort_unstable_by_key(|place| (place.start, u32::MAX - place.end));
            let mut end = 0;
            for place in places {
                // Of two phrases in one place the longer one stands for both.
                if place.start < end || right.iter().any(|right| right.contains(place)) {
                    continue;
                }
                end = place.end;
                let message = format!("写的是“{}”，应为“{}”", report.slice(place), self.better);
                findings.add(place, message).repair(report.slice(place), self.better.clone());
            }
        }
    }
}

/// The prose of some parts, or of all, as stretches of paragraphs that only a line break parts.
fn regions(report: &Report, parts: &[u8]) -> Vec<Place> {
    let mut regions: Vec<Place> = Vec::new();
    for paragraph in report.paragraphs() {
        let wanted = parts.is_empty() || parts.contains(&paragraph.part);
        if paragraph.kind == ParagraphKind::Heading || !wanted || paragraph.place.is_empty() {
            continue;
        }
        match regions.last_mut() {
            Some(last) if adjoin(report.text, *last, paragraph.place) => *last = last.to(paragraph.place),
            _ => regions.push(paragraph.place),
        }
    }
    regions
}

fn adjoin(text: &str, before: Place, after: Place) -> bool {
    let between = text.get(before.end as usize..after.start as usize);
    between.is_some_and(|between| matches!(between, "\n" | "\r\n" | "\n\n"))
}

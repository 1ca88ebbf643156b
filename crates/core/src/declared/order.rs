//! Things that must come one after another: words of the prose, or the parts of the report.

use super::places::Places;
use super::sightings::{Phrase, Sightings};
use crate::finding::{Findings, Spot};
use crate::form::PARTS;
use crate::place::Place;
use crate::report::{ParagraphKind, Report};

/// Characters of a paragraph with a sub-heading at its head that count as the sub-heading.
const HEADING: usize = 40;

/// What must come in an order. What is missing is another rule's finding.
#[derive(Debug, Clone)]
pub enum Order {
    Words {
        /// Each is seen where the first of its words stands.
        groups: Vec<Vec<Phrase>>,
        /// Numbers of the parts that are looked at; empty for all.
        parts: Vec<u8>,
        /// Only words of sub-headings.
        headings: bool,
        /// For the message; may be empty.
        expects: String,
    },
    /// Numbers of parts, 1 to 6.
    Parts { parts: Vec<u8>, expects: String },
}

impl Order {
    pub(super) fn check(&self, sightings: &impl Sightings, report: &Report, findings: &mut Findings) {
        let expectation = |expects: &str| match expects {
            "" => String::new(),
            expects => format!("：{expects}"),
        };
        match self {
            Self::Words { groups, parts, headings, expects } => {
                let heads = if *headings { headings_of(report) } else { Places::default() };
                let first = |group: &Vec<Phrase>| {
                    let seen = group
                        .iter()
                        .filter(|phrase| phrase.counts(report))
                        .flat_map(|phrase| sightings.of(phrase))
                        .filter(|seen| parts.is_empty() || parts.contains(&seen.part))
                        .filter(|seen| !headings || heads.any_around(seen.place));
                    seen.map(|seen| seen.place).min()
                };
                let seen: Vec<_> = groups.iter().filter_map(first).collect();
                if let Some(pair) = seen.windows(2).find(|pair| pair[1] < pair[0]) {
                    let [before, after] = [pair[0], pair[1]].map(|place| report.slice(place));
                    findings.add(pair[1], format!("“{after}”写在“{before}”前面{}", expectation(expects)));
                }
            }
            Self::Parts { parts, expects } => {
                let place = |number: u8| report.parts().position(|part| part.number == number);
                let seen: Vec<(usize, u8)> =
                    parts.iter().filter_map(|&number| Some((place(number)?, number))).collect();
                if let Some(pair) = seen.windows(2).find(|pair| pair[1].0 < pair[0].0) {
                    let title = |number: u8| PARTS[usize::from(number) - 1].heading;
                    let [before, after] = [pair[0].1, pair[1].1].map(title);
                    let message = format!("“{after}”写在“{before}”前面{}", expectation(expects));
                    findings.add(Spot::part(pair[1].1), message);
                }
            }
        }
    }

    pub(super) fn groups(&self) -> &[Vec<Phrase>] {
        match self {
            Self::Words { groups, .. } => groups,
            Self::Parts { .. } => &[],
        }
    }

    pub(super) fn groups_mut(&mut self) -> &mut [Vec<Phrase>] {
        match self {
            Self::Words { groups, .. } => groups,
            Self::Parts { .. } => &mut [],
        }
    }
}

/// The words of sub-headings, as far as they are at the head of their paragraphs.
fn headings_of(report: &Report) -> Places {
    let headings = report.paragraphs().filter(|paragraph| paragraph.kind == ParagraphKind::SubHeading);
    Places::new(headings.map(|paragraph| {
        let text = report.slice(paragraph.place);
        let end = text.find('。').unwrap_or(text.len());
        let end = text.char_indices().nth(HEADING).map_or(end, |(far, _)| end.min(far));
        Place::new(paragraph.place.start, paragraph.place.start + end as u32)
    }))
}

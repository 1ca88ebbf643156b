//! What the prose must show evidence of, and words that should not stand in it. Phrases, no patterns.

use std::collections::BTreeMap;

use super::options::{Count, Settings};
use super::places::Places;
use super::sentence::{is_denied, is_planned, sentence};
use super::sightings::{Phrase, Sighting, Sightings};
use super::view::Why;
use crate::card::Severity;
use crate::claims::Flags;
use crate::finding::{Findings, Found, Spot};
use crate::place::Place;
use crate::report::Report;

/// Evidence that the prose must show: one phrase of each group.
#[derive(Debug, Clone)]
pub struct Mentions {
    /// `any` is one group.
    pub groups: Vec<Vec<Phrase>>,
    /// All groups in one sentence.
    pub together: bool,
    /// Numbers of the parts that it may stand in, 0 for before part one; empty for anywhere.
    pub parts: Vec<u8>,
    /// A number, done and not planned, must stand in a sentence with one of a group's phrases.
    pub number: bool,
    /// How often a group must be mentioned; 1 unless given.
    pub times: Count,
    /// How many of the groups must be mentioned; all unless given.
    pub least: Option<Count>,
    /// What is only planned counts too.
    pub plans: bool,
    /// What is denied counts too: `没有发生责任追究` tells of 责任追究.
    pub denied: bool,
    /// How bad it is at most when there is something, but not enough.
    pub partly: Option<Severity>,
    /// What was expected, for the message; may be empty.
    pub expects: String,
}

impl Mentions {
    pub(super) fn check(
        &self,
        sightings: &impl Sightings,
        report: &Report,
        settings: Settings,
        findings: &mut Findings,
    ) {
        // A report without prose, or without these parts, has another defect than this one.
        if !sightings.has_prose(&self.parts) {
            return;
        }
        let least = self.least.map_or(Some(self.groups.len()), |least| least.of(settings, report));
        let (Some(times), Some(least)) = (self.times.of(settings, report), least) else {
            findings.could_not_check(Why::Level.to_string());
            return;
        };
        let found = |group: &&Vec<Phrase>| self.valid(sightings, report, group).nth(times - 1).is_some();
        let least = least.min(self.groups.len());
        let enough = self.groups.iter().filter(found).take(least).count() == least;
        if self.least.is_some() {
            if !enough {
                self.report_few(sightings, report, (times, least), findings);
            }
        } else if !enough {
            self.report_missing(sightings, report, times, findings);
        } else if self.together && !self.in_one_sentence(sightings, report) {
            let groups: Vec<&[Phrase]> = self.groups.iter().map(Vec::as_slice).collect();
            let message = format!("没有在同一句里写到{}{}", self.missing_words(&groups), self.expectation());
            self.soften(findings.add(self.part(), message));
        } else if self.number {
            self.check_number(sightings, report, findings);
        }
    }

    /// A group's sightings in the parts that are asked for, what is denied or planned among them.
    fn all<'s>(
        &'s self,
        sightings: &'s impl Sightings,
        report: &'s Report,
        group: &'s [Phrase],
    ) -> impl Iterator<Item = Sighting> + 's {
        group
            .iter()
            .filter(|phrase| phrase.counts(report))
            .flat_map(|phrase| sightings.of(phrase))
            .filter(|sighting| self.parts.is_empty() || self.parts.contains(&sighting.part))
    }

    /// Those that are evidence.
    fn valid<'s>(
        &'s self,
        sightings: &'s impl Sightings,
        report: &'s Report,
        group: &'s [Phrase],
    ) -> impl Iterator<Item = Sighting> + 's {
        self.all(sightings, report, group).filter(|sighting| {
            (self.denied || !is_denied(report.text, sighting.place))
                && (self.plans || !is_planned(report.text, sighting.place, sightings.turns()))
        })
    }

    /// Groups without a word of them in one finding; those that are mentioned, but not enough, in one each.
    fn report_missing(
        &self,
        sightings: &impl Sightings,
        report: &Report,
        least: usize,
        findings: &mut Findings,
    ) {
        let first =
            |group: &[Phrase]| self.all(sightings, report, group).map(|sighting| sighting.place).min();
        let missing: Vec<&[Phrase]> =
            self.groups.iter().map(Vec::as_slice).filter(|group| first(group).is_none()).collect();
        if !missing.is_empty() {
            let message = format!("没有看到{}的内容{}", self.missing_words(&missing), self.expectation());
            findings.add(self.part(), message);
            return;
        }
        for group in &self.groups {
            let times = self.valid(sightings, report, group).count();
            let Some(place) = first(group).filter(|_| times < least) else { continue };
            let word = report.slice(place);
            let message = if times > 0 {
                format!("“{word}”等只提到 {times} 处，应不少于 {least} 处")
            } else if is_denied(report.text, place) {
                format!("提到“{word}”，说的是没有")
            } else {
                format!("提到“{word}”，说的是今后的打算")
            };
            self.soften(findings.add(place, message + &self.expectation()));
        }
    }

    /// So many groups are asked for, whichever; those that are not mentioned enough are named.
    fn report_few(
        &self,
        sightings: &impl Sightings,
        report: &Report,
        (times, least): (usize, usize),
        findings: &mut Findings,
    ) {
        let few = |group: &&[Phrase]| self.valid(sightings, report, group).nth(times - 1).is_none();
        let missing: Vec<&[Phrase]> = self.groups.iter().map(Vec::as_slice).filter(few).collect();
        let mentioned = self.groups.len() - missing.len();
        let message = format!(
            "只写到 {mentioned} 项，应至少写到 {least} 项，没有看到{}的内容{}",
            self.missing_words(&missing),
            self.expectation()
        );
        let found = findings.add(self.part(), message);
        if mentioned > 0 {
            self.soften(found);
        }
    }

    fn in_one_sentence(&self, sightings: &impl Sightings, report: &Report) -> bool {
        let [first, others @ ..] = &self.groups[..] else { return true };
        let places = |group: &Vec<Phrase>| {
            Places::new(self.valid(sightings, report, group).map(|sighting| sighting.place))
        };
        let others: Vec<Places> = others.iter().map(places).collect();
        self.valid(sightings, report, first).any(|one| {
            let sentence = sentence(report.text, one.place);
            others.iter().all(|group| group.any_within(sentence))
        })
    }

    /// Every group is mentioned; each must be so beside a number.
    fn check_number(&self, sightings: &impl Sightings, report: &Report, findings: &mut Findings) {
        for group in &self.groups {
            let places = Places::new(self.valid(sightings, report, group).map(|sighting| sighting.place));
            let counted = report
                .claims()
                .any(|claim| !claim.flags.contains(Flags::PLAN) && places.any_within(claim.sentence));
            if counted {
                continue;
            }
            let Some(place) = places.first() else { continue };
            let message = format!("提到“{}”，没有写数量{}", report.slice(place), self.expectation());
            self.soften(findings.add(place, message));
        }
    }

    fn soften(&self, found: &mut Found) {
        if let Some(severity) = self.partly {
            found.at_most(severity);
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
    pub find: Vec<Wrong>,
    /// Longer phrases in which the words are right: 政府信息公开申请 for 信息公开申请.
    pub except: Vec<Phrase>,
    /// Words that make it right where they stand in the same sentence.
    pub unless: Vec<Phrase>,
    /// Words beside which alone they are wrong; empty where they always are.
    pub near: Vec<Phrase>,
    /// How many characters from them counts as beside; the same sentence unless given.
    pub within: Option<u32>,
    /// As of [`Mentions`].
    pub parts: Vec<u8>,
    /// One finding for each of the words, at its first place.
    pub once: bool,
    /// Instead of `写的是“…”，应为“…”`; `{word}` and `{better}` stand for the words.
    pub message: String,
}

/// Words that should not stand.
#[derive(Debug, Clone)]
pub struct Wrong {
    pub phrase: Phrase,
    /// What should stand instead; empty where nothing can be said for certain.
    pub better: String,
    /// Why, for the message; may be empty.
    pub remark: String,
}

impl Wording {
    pub(super) fn check(&self, sightings: &impl Sightings, report: &Report, findings: &mut Findings) {
        let wanted = |sighting: &Sighting| self.parts.is_empty() || self.parts.contains(&sighting.part);
        let mut found: Vec<(Place, usize)> = Vec::new();
        for (at, wrong) in self.find.iter().enumerate().filter(|(_, wrong)| wrong.phrase.counts(report)) {
            found.extend(sightings.of(&wrong.phrase).filter(wanted).map(|sighting| (sighting.place, at)));
        }
        if found.is_empty() {
            return;
        }
        let places = |phrases: &[Phrase]| {
            Places::new(phrases.iter().flat_map(|phrase| sightings.of(phrase)).map(|sighting| sighting.place))
        };
        let (right, unless, near) = (places(&self.except), places(&self.unless), places(&self.near));
        found.sort_unstable_by_key(|(place, _)| (place.start, u32::MAX - place.end));
        let mut end = 0;
        found.retain(|(place, _)| {
            // Of two phrases in one place the longer one stands for both.
            let stands = place.start >= end
                && !right.any_around(*place)
                && (unless.is_empty() || !unless.any_within(sentence(report.text, *place)))
                && (self.near.is_empty() || near.any_within(self.beside(report, *place)));
            if stands {
                end = place.end;
            }
            stands
        });
        let mut times: BTreeMap<usize, usize> = BTreeMap::new();
        for (_, wrong) in &found {
            *times.entry(*wrong).or_default() += 1;
        }
        for (place, at) in found {
            let count = if self.once { times.remove(&at) } else { Some(1) };
            let Some(count) = count else { continue };
            let wrong = &self.find[at];
            let added = findings.add(place, self.say(wrong, count));
            if !wrong.better.is_empty() {
                added.repair(report.slice(place), wrong.better.clone());
            }
        }
    }

    /// What counts as beside a place.
    fn beside(&self, report: &Report, place: Place) -> Place {
        let sentence = sentence(report.text, place);
        let Some(within) = self.within else { return sentence };
        let before = report.text.get(sentence.start as usize..place.start as usize).unwrap_or("");
        let behind = report.text.get(place.end as usize..sentence.end as usize).unwrap_or("");
        let far = within as usize;
        let start = before.char_indices().rev().nth(far.saturating_sub(1)).map_or(0, |(at, _)| at);
        let end = behind.char_indices().nth(far).map_or(behind.len(), |(at, _)| at);
        Place::new(sentence.start + start as u32, place.end + end as u32)
    }

    fn say(&self, wrong: &Wrong, count: usize) -> String {
        let word = &wrong.phrase.text;
        let mut message = match (self.message.as_str(), wrong.better.as_str()) {
            ("", "") => format!("写的是“{word}”"),
            ("", better) => format!("写的是“{word}”，应为“{better}”"),
            (message, better) => message.replace("{word}", word).replace("{better}", better),
        };
        if !wrong.remark.is_empty() {
            message.push_str(&format!("（{}）", wrong.remark));
        }
        if count > 1 {
            message.push_str(&format!("，全文共 {count} 处"));
        }
        message
    }
}

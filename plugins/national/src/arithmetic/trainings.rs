//! Trainings as the sentences of a report tell them: so many sessions, with so many people.

use gouji_core::prelude::*;

use crate::claims::{Stated, printed, sentence_near, stands, stated};

struct Told<'a> {
    sessions: Claim,
    people: Option<Claim>,
    /// The words for it next to the number of sessions.
    name: &'a str,
    /// All of the year.
    yearly: bool,
}

/// More are no trainings of one body.
const MOST: usize = 40;

/// `培训4期，参训280人次` and elsewhere `4期培训共有208人次参加`; `全年培训5次` and elsewhere `截至12月底已组织3次培训`.
pub(super) fn told_twice(report: &Report, findings: &mut Findings) {
    let all = all(report, &stated(report));
    for (at, two) in all.iter().enumerate() {
        let differing = all[..at].iter().find_map(|one| differing(one, two));
        let Some((first, second)) = differing else { continue };
        let message =
            format!("培训前面写的是 {}，这里写成 {}", printed(report, first), printed(report, second));
        findings.add(second.number, message).evidence(first.sentence, report.slice(first.sentence));
        return;
    }
}

/// The two numbers that cannot both be right.
fn differing<'a>(one: &'a Told, two: &'a Told) -> Option<(&'a Claim, &'a Claim)> {
    if one.sessions.sentence == two.sessions.sentence || one.sessions.unit != two.sessions.unit {
        return None;
    }
    let same = one.sessions.value == two.sessions.value;
    match (&one.people, &two.people) {
        (Some(first), Some(second)) if same && first.value != second.value => Some((first, second)),
        _ if !same && one.yearly && two.yearly && one.name == two.name => {
            Some((&one.sessions, &two.sessions))
        }
        _ => None,
    }
}

fn all<'a>(report: &Report<'a>, stated: &Stated) -> Vec<Told<'a>> {
    let claims = &stated.claims;
    let exact = |claim: &Claim| {
        stands(claim)
            && claim.exactness == Exactness::Exact
            && claim.role != Role::Part
            && claim.flags.scale() == 0
    };
    let mut told: Vec<Told> = Vec::new();
    for (at, claim) in claims.iter().enumerate() {
        let session = matches!(claim.unit, Unit::Time | Unit::Issue | Unit::Session | Unit::SessionTime);
        if !session || !exact(claim) || told.len() == MOST {
            continue;
        }
        let Some(name) = name(report, claim) else { continue };
        let people = claims[at + 1..].iter().take(2).find(|other| {
            other.sentence == claim.sentence
                && exact(other)
                && matches!(other.unit, Unit::Person | Unit::PersonTime | Unit::Name)
        });
        let sentence = sentence_near(report, claim);
        let some = ["其中", "上半年", "下半年", "季度", "每", "参加省", "参加市", "上级", "线上", "分别"];
        if some.iter().any(|some| sentence.contains(some)) {
            continue;
        }
        let yearly =
            ["全年", "截至12月", "截至年底", "年内共", "截至2"].iter().any(|words| sentence.contains(words));
        told.push(Told { sessions: *claim, people: people.copied(), name, yearly });
    }
    told
}

/// 业务培训 of `业务培训5次`, `3次业务培训`; none where it is something else.
fn name<'a>(report: &Report<'a>, claim: &Claim) -> Option<&'a str> {
    const LONGEST: usize = 8;
    const TRAINING: &str = "培训";
    let before = report.slice(claim.label);
    let text = report.text;
    let behind = text.get(claim.number.end as usize..)?.strip_prefix(claim.unit.title())?;
    let behind = behind.trim_start_matches('的');
    let end = behind.char_indices().nth(LONGEST).map_or(behind.len(), |(at, _)| at);
    let behind = &behind[..behind[..end].find(['，', '。', '；', '、', ',', ';']).unwrap_or(end)];
    let start = before.char_indices().rev().nth(LONGEST - 1).map_or(0, |(at, _)| at);
    let before = before[start..].trim_end_matches(['班', '会', '共', '计']);
    let named = |words: &'a str| words.find(TRAINING).map(|at| &words[..at + TRAINING.len()]);
    let name = named(behind).or_else(|| before.ends_with(TRAINING).then_some(before))?;
    // The last two characters before 培训 say what kind it was.
    let kind = name.strip_suffix(TRAINING)?;
    let from = kind.char_indices().rev().nth(1).map_or(0, |(at, _)| at);
    Some(&name[from..])
}

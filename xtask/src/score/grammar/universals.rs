//! Claims about all or none, where they are true; where they are not, what is narrower and right, with the claim as
//! its wrong twin.

use std::sync::LazyLock;

use super::super::phrases::{Writer, holds};
use super::pattern::Pattern;
use super::{Place, Said};

/// A claim, as `universals.txt` has it.
#[derive(Debug)]
struct Claim {
    kind: &'static str,
    place: Place,
    /// When it is true.
    conditions: Vec<&'static str>,
    claims: Vec<Pattern>,
    narrower: Vec<Pattern>,
}

static CLAIMS: LazyLock<Vec<Claim>> = LazyLock::new(|| {
    let mut claims: Vec<Claim> = Vec::new();
    for line in include_str!("universals.txt").lines() {
        if let Some(head) = line.strip_prefix("== ") {
            claims.push(Claim::headed(head).unwrap_or_else(|| panic!("no claim: {line}")));
        } else if let (Some(claim), Some((kind, text))) = (claims.last_mut(), line.split_once(' ')) {
            match kind {
                "+" => claim.claims.push(Pattern::parse(text)),
                _ => claim.narrower.push(Pattern::parse(text)),
            }
        }
    }
    claims
});

impl Claim {
    fn headed(head: &'static str) -> Option<Self> {
        let mut fields = head.split('|').map(str::trim);
        let (kind, place, conditions) = (fields.next()?, fields.next()?, fields.next()?);
        let place = Place::numbered(place.parse().ok()?);
        let conditions = conditions.split_whitespace().collect();
        Some(Self { kind, place, conditions, claims: Vec::new(), narrower: Vec::new() })
    }
}

pub(super) fn say(writer: &mut Writer, place: Place) -> Option<Said> {
    let facts = writer.facts;
    let claims: Vec<&Claim> = CLAIMS.iter().filter(|claim| claim.place == place).collect();
    let claim = *claims.get(writer.random.index(claims.len().max(1)))?;
    if writer.told.contains(&claim.kind) {
        return None;
    }
    writer.told.push(claim.kind);
    let claimed = writer.random.pick(&claim.claims).write(facts, writer.random);
    if claim.conditions.iter().all(|condition| holds(condition, facts)) {
        return Some(Said::right(claimed));
    }
    let narrower: Vec<&Pattern> = claim.narrower.iter().filter(|pattern| pattern.applies(facts)).collect();
    let narrower = *narrower.get(writer.random.index(narrower.len().max(1)))?;
    let right = narrower.write(facts, writer.random);
    // Of no applications everything is true.
    match facts.number("due") {
        Some(0) => Some(Said::right(right)),
        _ => Some(Said::or(claim.kind, right, claimed)),
    }
}

#[cfg(test)]
pub(super) fn kinds() -> impl Iterator<Item = &'static str> {
    CLAIMS.iter().map(|claim| claim.kind)
}

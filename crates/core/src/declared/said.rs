//! What the prose of a report says of how much there was of something.

use super::bounds::Bounds;
use crate::claims::{Claim, Flags, Role, Subject, Unit};
use crate::place::Place;
use crate::prose::{Prose, Span};
use crate::report::Report;

/// Words that make a number one of something else than the report year and the reporting body as a whole.
const ELSEWHERE: Flags = Flags(
    Flags::OFFICE.0
        | Flags::OTHER_YEAR.0
        | Flags::PLAN.0
        | Flags::CHANGE.0
        | Flags::EACH.0
        | Flags::RANGE.0
        | Flags::AND_HANDLED.0
        | Flags::VERB_ACCEPTED.0,
);

/// The number that the prose gives a subject.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) struct Said {
    pub(super) bounds: Bounds,
    /// Of the first number that says it.
    pub(super) place: Place,
    /// It is not written out exactly, or the words leave a doubt of what it counts.
    pub(super) doubtful: bool,
}

/// What the prose of a report says, read once for all rules.
pub(super) struct Read {
    claims: Vec<Claim>,
    prose: Prose,
}

impl Read {
    pub(super) fn of(report: &Report) -> Self {
        let claims: Vec<Claim> = report.claims().collect();
        let prose = Prose::of(report, &claims);
        Self { claims: prose.meant(claims), prose }
    }

    /// All that the prose says of a subject: where its numbers differ, whatever lies between them. Parts count only where
    /// no whole is told, and then not by themselves.
    pub(super) fn of_subject(&self, subject: Subject) -> Option<Said> {
        let told = || self.claims.iter().enumerate().filter(|(_, claim)| stands(claim, subject));
        let mut said: Option<Said> = None;
        for (at, claim) in told().filter(|(_, claim)| !self.is_part_of_same(claim)) {
            let guessed = self.prose.quantities.get(at).is_some_and(|quantity| quantity.guessed);
            let bounds = bounds(claim, subject);
            let doubtful = guessed || !bounds.is_exact() && !is_rate(subject);
            said = Some(match said {
                None => Said { bounds, place: claim.number, doubtful },
                Some(before) => Said {
                    bounds: before.bounds.or(bounds),
                    doubtful: before.doubtful || doubtful || before.bounds != bounds,
                    ..before
                },
            });
        }
        said
    }

    /// `解读24件，其中图解6件`: the whole says how many there were.
    fn is_part_of_same(&self, claim: &Claim) -> bool {
        let mut part = claim;
        for _ in 0..4 {
            let (Role::Part, Some(whole)) = (part.role, part.parent) else { return false };
            let Some(whole) = self.claims.get(whole as usize) else { return false };
            if whole.subject == claim.subject {
                return true;
            }
            part = whole;
        }
        false
    }
}

fn is_rate(subject: Subject) -> bool {
    subject == Subject::ResponseRate
}

fn stands(claim: &Claim, subject: Subject) -> bool {
    let stock = matches!(
        subject,
        Subject::RulesInForce
            | Subject::DocumentsInForce
            | Subject::DocumentsPublic
            | Subject::MediaAccounts
            | Subject::Websites
            | Subject::Staff
    );
    claim.subject == subject
        && !claim.flags.intersects(ELSEWHERE)
        && (stock || !claim.flags.contains(Flags::CUMULATIVE))
        && if is_rate(subject) { claim.unit == Unit::Percent } else { claim.role != Role::Rate }
}

/// A rate of 97.5% is 0.975, give or take what rounding may have changed.
fn bounds(claim: &Claim, subject: Subject) -> Bounds {
    if !is_rate(subject) {
        let span = Span::of(claim);
        return Bounds::between(span.low, span.high);
    }
    let half = if claim.value.is_integer() { 0 } else { claim.step().micros() / 2 };
    Bounds::between(claim.value.micros() - half, claim.value.micros() + half).times(10_000)
}

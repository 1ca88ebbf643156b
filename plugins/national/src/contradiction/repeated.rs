//! Numbers of one thing that the prose gives twice.

use std::rc::Rc;

use gouji_core::prelude::*;
use gouji_core::prose::readings;

use super::everything::counts_everything;
use super::handled_contradicts_table::says_finished;
use super::things;
use crate::claims::{Span, Stated, figure_of, number, printed, stated};
use crate::form::THREE_ROWS;
use crate::{prose, repairs};

/// Two claims of one subject that cannot both hold.
pub(super) struct Pair {
    first: Claim,
    second: Claim,
    /// What the table says, where it agrees with one of them.
    tabled: Figure,
    /// That of the two which the table does not agree with.
    wrong: Claim,
    /// The words leave a doubt of what one of them counts.
    guessed: bool,
    pub(super) same_part: bool,
}

pub(super) struct Pairs(Vec<Pair>);

impl std::ops::Deref for Pairs {
    type Target = [Pair];

    fn deref(&self) -> &[Pair] {
        &self.0
    }
}

impl Pair {
    pub(super) fn report(&self, report: &Report, findings: &mut Findings) {
        let told = |claim: &Claim| match claim.flags.contains(Flags::NEGATED) {
            true => "没有".to_owned(),
            false => printed(report, claim),
        };
        let mut message = format!(
            "{}前面写的是 {}，这里写成 {}",
            if self.second.subject == Subject::Unknown {
                "同一个数"
            } else {
                self.second.subject.title()
            },
            told(&self.first),
            told(&self.second)
        );
        if self.tabled != Figure::UNKNOWN {
            message += &format!("；表格里是 {}", self.tabled);
        }
        let found = findings.add(self.second.number, message);
        found.evidence(self.first.sentence, report.slice(self.first.sentence));
        // Without the table nobody knows whether the two count the same.
        let older = report.edition == Some(Edition::E2019) && is_of_documents(self.second.subject);
        if self.guessed || older || self.tabled == Figure::UNKNOWN {
            found.at_most(Severity::Warning);
        } else if let Some(figure) = self.tabled.get() {
            repairs::of_claim(report, &stated(report), &self.wrong, figure, found);
        }
    }
}

pub(super) fn differing(report: &Report) -> Rc<Pairs> {
    report.once(|report| {
        let stated = stated(report);
        let part = |claim: &Claim| prose::part_of(report, claim.number);
        let things = things::differing(report, &stated).into_iter().map(|(first, second)| Pair {
            first,
            second,
            tabled: Figure::UNKNOWN,
            wrong: second,
            guessed: true,
            same_part: part(&first) == part(&second),
        });
        let worth = |subject: &&Subject| subject.is_tabled() || subject.is_joint() || is_settled(**subject);
        Pairs(
            Subject::ALL
                .iter()
                .filter(worth)
                .filter_map(|subject| pair_of(report, &stated, *subject))
                .chain(things)
                .collect(),
        )
    })
}

const fn is_settled(subject: Subject) -> bool {
    matches!(subject, Subject::ReconsiderationSettled | Subject::LitigationSettled)
}

/// What may be divided by body, way and season, so that a part of it is no second number of it.
const fn is_of_flow(subject: Subject) -> bool {
    use Subject::*;
    matches!(
        subject,
        RequestsReceived | RequestsHandled | ReceivedWithCarried | DisclosedTotal | Fees | ProcessingFee
    ) || matches!(subject, DocumentsIssued | LicensingDecisions | PenaltyDecisions | CoercionDecisions)
}

/// The older form counts more kinds of documents and decisions than the prose may mean.
const fn is_of_documents(subject: Subject) -> bool {
    use Subject::*;
    matches!(
        subject,
        DocumentsIssued
            | DocumentsNewlyPublic
            | DocumentsPublic
            | RulesIssued
            | LicensingDecisions
            | PenaltyDecisions
            | CoercionDecisions
    )
}

/// What a report has no one number of: a rate, parts of the report.
const fn has_many(subject: Subject) -> bool {
    matches!(subject, Subject::ResponseRate | Subject::ReportParts | Subject::Procurement)
}

fn pair_of(report: &Report, stated: &Stated, subject: Subject) -> Option<Pair> {
    let plain = |claim: &&Claim| {
        let both = match subject {
            Subject::ReceivedWithCarried => Flags::NONE,
            _ => Flags::INCLUDES_CARRIED | Flags::AND_HANDLED,
        };
        // 其中予以公开8件 is all of them, 其中网站公开8条 is not.
        let whole = claim.role != Role::Part || !is_of_flow(subject);
        let numbered = claim.unit != Unit::None || claim.flags.contains(Flags::NEGATED);
        let sure = claim.exactness == Exactness::Exact && whole && numbered && !claim.flags.intersects(both);
        sure && !has_many(subject) && (subject != Subject::DisclosedTotal || counts_everything(report, claim))
    };
    // What is said to be none, and the table counts, is the matter of X01 to X09 and X14.
    let counted = figure_of(report, subject).is_positive();
    let denied = |claim: &&Claim| !(counted && claim.flags.contains(Flags::NEGATED));
    let right = acceptable(report, subject);
    let agrees = |claim: &Claim| {
        // 办结 is not said of what is still at hand.
        let finished = subject == Subject::RequestsHandled && says_finished(report, claim);
        let right = if finished { &right[..1] } else { &right[..] };
        right.iter().any(|figure| figure.get().is_some_and(|it| Span::of(claim).has(it)))
    };
    let (first, second) = match counted {
        // Of two that differ the table knows one.
        true => {
            let wrong = stated.of(subject).filter(plain).filter(denied).find(|claim| !agrees(claim))?;
            let other = stated.of(subject).find(|claim| agrees(claim) && claim.sentence != wrong.sentence)?;
            if wrong.number.start < other.number.start { (wrong, other) } else { (other, wrong) }
        }
        false => {
            let mut claims = stated.of(subject).filter(plain).filter(denied);
            let first = claims.next()?;
            let second = claims.find(|claim| {
                let (one, two) = (Span::of(first), Span::of(claim));
                claim.sentence != first.sentence && (one.low > two.high || two.low > one.high)
            })?;
            (first, second)
        }
    };
    let tabled = figure_of(report, subject);
    // Without the table nobody knows whether the two count the same: 收到 and 受理, 办理 and 办结.
    let verbs = Flags::VERB_ACCEPTED;
    let other_verb =
        subject == Subject::RequestsHandled || first.flags.contains(verbs) != second.flags.contains(verbs);
    if tabled == Figure::UNKNOWN && other_verb {
        return None;
    }
    // Both may be right (收到 and 受理), and where neither is, X01 to X09 have said so of the first.
    let tabled = match (agrees(first), agrees(second), tabled.get().is_some()) {
        (true, true, _) | (false, false, true) => return None,
        (false, false, false) => Figure::UNKNOWN,
        _ => tabled,
    };
    let part = |claim: &Claim| prose::part_of(report, claim.number);
    let guessed = |claim: &Claim| stated.quantity(claim).is_none_or(|quantity| quantity.guessed);
    Some(Pair {
        first: *first,
        second: *second,
        tabled,
        wrong: if agrees(first) { *second } else { *first },
        guessed: guessed(first) || guessed(second),
        same_part: part(first) == part(second),
    })
}

/// Figures of the table that the prose may rightly give for a subject.
fn acceptable(report: &Report, subject: Subject) -> [Figure; 4] {
    let of = |line| number(report, (line, Applicant::Total));
    let (new, carried_in) = (of(RequestLine::New), of(RequestLine::CarriedIn));
    let (handled, carried_out) = (of(RequestLine::Total), of(RequestLine::CarriedOut));
    let figure = figure_of(report, subject);
    match subject {
        Subject::RequestsReceived => [figure, new + carried_in, Figure::UNKNOWN, Figure::UNKNOWN],
        Subject::RequestsHandled => {
            let other = match report.edition {
                Some(Edition::E2019) => of(RequestLine::Other),
                _ => THREE_ROWS.into_iter().map(of).sum(),
            };
            [figure, handled + carried_out, handled - other, new]
        }
        Subject::Granted => {
            [figure, figure + of(RequestLine::PartlyGranted), Figure::UNKNOWN, Figure::UNKNOWN]
        }
        _ => {
            let [one, two, three] = readings(report, subject);
            [figure, one, two, three]
        }
    }
}

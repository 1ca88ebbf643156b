//! A profile's waivers over the findings of a report.

use gouji_core::report::Date;
use gouji_core::verdict::{Finding, Waived};

use crate::day;
use crate::profile::{Waiver, Whose};

/// The waivers of a profile, their rules known by code.
#[derive(Debug, Default)]
pub struct Waivers {
    all: Vec<Resolved>,
}

#[derive(Debug)]
struct Resolved {
    waiver: Waiver,
    /// Its rule's code.
    rule: Option<String>,
}

impl Waivers {
    /// Each with its rule's code.
    pub(crate) fn new(waivers: Vec<(Waiver, Option<String>)>) -> Self {
        Self { all: waivers.into_iter().map(|(waiver, rule)| Resolved { waiver, rule }).collect() }
    }

    pub(crate) fn all(&self) -> impl Iterator<Item = (&Waiver, Option<&str>)> {
        self.all.iter().map(|resolved| (&resolved.waiver, resolved.rule.as_deref()))
    }

    /// Marks the findings of a report that are waived today.
    pub(crate) fn apply(&self, whose: Whose, today: Date, findings: &mut [Finding]) {
        let mut waivers = self
            .all
            .iter()
            .filter(|resolved| !resolved.waiver.is_expired(today) && resolved.waiver.is_for(whose))
            .peekable();
        if waivers.peek().is_none() {
            return;
        }
        let waivers: Vec<&Resolved> = waivers.collect();
        for finding in findings {
            let waiver = waivers.iter().find(|resolved| resolved.matches(finding));
            finding.waived = waiver.map(|Resolved { waiver, .. }| Waived {
                reason: waiver.reason.clone(),
                owner: waiver.owner.clone(),
                expires: day::iso(waiver.expires),
            });
        }
    }

    /// The waivers that a finding of such a report falls under, expired or not.
    pub(crate) fn of<'w>(
        &'w self,
        whose: Whose<'w>,
        finding: &'w Finding,
    ) -> impl Iterator<Item = &'w Waiver> {
        let of = move |resolved: &&Resolved| resolved.waiver.is_for(whose) && resolved.matches(finding);
        self.all.iter().filter(of).map(|resolved| &resolved.waiver)
    }
}

impl Resolved {
    fn matches(&self, finding: &Finding) -> bool {
        self.waiver.fingerprint.as_ref().is_none_or(|fingerprint| *fingerprint == finding.fingerprint)
            && self.rule.as_ref().is_none_or(|rule| *rule == finding.rule)
    }
}

//! From what the rules stated to what the user reads: findings with their places, in order, and the verdict.

use gouji_core::card::Severity;
use gouji_core::finding::Spot;
use gouji_core::report::Report;
use gouji_core::verdict::{Alternative, Checked, EvidenceOut, Finding, TroubleOut, Verdict};
use gouji_reader::Reading;

use crate::fingerprint::Fingerprints;
use crate::locate::Locator;
use crate::ruleset::{Ruleset, at_most_what_is_certain};
use crate::run::Stated;

/// In the order of the text, then of the codes.
pub(crate) fn findings(
    ruleset: &Ruleset,
    report: &Report,
    locator: &Locator,
    mut stated: Vec<Stated>,
) -> Vec<Finding> {
    stated.sort_by_cached_key(|stated| {
        let found = &stated.found;
        (locator.place(found.spot), found.rule.clone(), found.spot, found.message.clone())
    });
    let mut fingerprints = Fingerprints::default();
    stated.into_iter().map(|stated| finding(ruleset, report, locator, &mut fingerprints, stated)).collect()
}

fn finding(
    ruleset: &Ruleset,
    report: &Report,
    locator: &Locator,
    fingerprints: &mut Fingerprints,
    Stated { rule, found, alternatives, .. }: Stated,
) -> Finding {
    let active = &ruleset.rules[rule];
    let card = ruleset.card(active);
    let at = locator.at(found.spot);
    let also: Vec<String> =
        found.also.iter().filter(|code| ruleset.by_code(code).is_some()).cloned().collect();

    // One finding for several broken rules is as bad as the worst of them.
    let codes = also.iter().filter_map(|code| ruleset.by_code(code));
    let worst = codes.chain([rule]).filter_map(|rule| ruleset.rules[rule].severity).max();
    let certainty = found.certainty.map_or(card.certainty, |certainty| certainty.min(card.certainty));
    let mut severity = at_most_what_is_certain(worst.unwrap_or(card.severity), certainty);
    severity = severity.min(found.severity.unwrap_or(severity));
    if depends_on_guess(report, found.spot) || found.evidence.iter().any(|e| depends_on_guess(report, e.spot))
    {
        severity = severity.min(Severity::Warning);
    }

    let fingerprint = fingerprints.next(&found, report, at.part);
    Finding {
        rule: card.code.clone(),
        name: card.name.clone(),
        pack: ruleset.packs[active.pack].id.clone(),
        severity,
        certainty,
        title: card.title.clone(),
        message: found.message,
        basis: card.basis.clone(),
        at,
        also,
        evidence: found
            .evidence
            .into_iter()
            .map(|evidence| EvidenceOut { at: locator.at(evidence.spot), text: evidence.text })
            .collect(),
        repair: found.repair,
        alternatives: alternatives
            .into_iter()
            .map(|(cell, repair)| Alternative { at: locator.at(Spot::Cell(cell)), repair })
            .collect(),
        fingerprint,
        waived: None,
        known: false,
    }
}

fn depends_on_guess(report: &Report, spot: Spot) -> bool {
    match spot {
        Spot::Cell(cell) => report.is_inferred(cell.table),
        Spot::Row { table, .. } | Spot::Table { table } => report.is_inferred(table),
        Spot::Part { .. } | Spot::Text(_) | Spot::Report => false,
    }
}

/// What kept the report from being read in full, in the order of the text.
pub(crate) fn troubles(reading: &Reading, locator: &Locator) -> Vec<TroubleOut> {
    let mut troubles: Vec<_> = reading.draft.troubles.iter().collect();
    troubles.sort_by_key(|trouble| trouble.place);
    troubles
        .into_iter()
        .map(|trouble| TroubleOut {
            message: trouble.message.clone(),
            at: locator.at(locator.spot_at(trouble.place)),
            blocking: trouble.blocking,
        })
        .collect()
}

/// The verdict on a report: the worst that applies.
pub fn verdict(checked: &Checked) -> Verdict {
    let has =
        |severity| checked.findings.iter().any(|finding| finding.severity == severity && finding.counts());
    if checked.trouble.iter().any(|trouble| trouble.blocking) || !checked.rules.crashed.is_empty() {
        Verdict::Incomplete
    } else if has(Severity::Error) {
        Verdict::Fail
    } else if has(Severity::Warning) {
        Verdict::Warn
    } else {
        Verdict::Pass
    }
}

#[cfg(test)]
mod tests {
    use gouji_core::card::{Certainty, Severity};
    use gouji_core::verdict::{At, Crash, RulesRun, Waived};

    use super::*;

    fn finding(severity: Severity) -> Finding {
        Finding {
            rule: "T3-01".to_owned(),
            name: "national/wrong-row-total".to_owned(),
            pack: "national".to_owned(),
            severity,
            certainty: Certainty::Certain,
            title: String::new(),
            message: String::new(),
            basis: String::new(),
            at: At::default(),
            also: Vec::new(),
            evidence: Vec::new(),
            repair: None,
            alternatives: Vec::new(),
            fingerprint: String::new(),
            waived: None,
            known: false,
        }
    }

    fn trouble(blocking: bool) -> TroubleOut {
        TroubleOut { message: "没有读懂".to_owned(), at: At::default(), blocking }
    }

    fn waived(severity: Severity) -> Finding {
        let waived = Waived { reason: String::new(), owner: String::new(), expires: String::new() };
        Finding { waived: Some(waived), ..finding(severity) }
    }

    #[track_caller]
    fn check(findings: Vec<Finding>, trouble: Vec<TroubleOut>, crashed: usize, expected: Verdict) {
        let crash = || Crash { rule: "T3-01".to_owned(), why: String::new() };
        let rules = RulesRun { crashed: (0..crashed).map(|_| crash()).collect(), ..RulesRun::default() };
        let checked = Checked {
            path: "a.txt".into(),
            sha256: String::new(),
            agency: gouji_core::verdict::AgencyOut::default(),
            year: None,
            edition: None,
            profile: String::new(),
            profiles: Vec::new(),
            packs: Vec::new(),
            packs_not_run: Vec::new(),
            verdict: Verdict::Pass,
            findings,
            rules,
            trouble,
            seen: None,
        };
        assert_eq!(verdict(&checked), expected);
    }

    #[test]
    fn the_worst_that_applies_is_the_verdict() {
        let (error, warning, info) = (Severity::Error, Severity::Warning, Severity::Info);
        check(Vec::new(), Vec::new(), 0, Verdict::Pass);
        check(vec![finding(info)], vec![trouble(false)], 0, Verdict::Pass);
        check(vec![finding(info), finding(warning)], Vec::new(), 0, Verdict::Warn);
        check(vec![finding(warning), finding(error)], Vec::new(), 0, Verdict::Fail);
        // What was not read or not checked proves nothing, whatever else was found.
        check(Vec::new(), vec![trouble(false), trouble(true)], 0, Verdict::Incomplete);
        check(vec![finding(error)], vec![trouble(true)], 0, Verdict::Incomplete);
        check(Vec::new(), Vec::new(), 1, Verdict::Incomplete);
        check(vec![finding(error)], Vec::new(), 1, Verdict::Incomplete);
        // What somebody answers for, and what is known, counts for nothing.
        check(vec![waived(error)], Vec::new(), 0, Verdict::Pass);
        check(
            vec![Finding { known: true, ..finding(error) }, finding(warning)],
            Vec::new(),
            0,
            Verdict::Warn,
        );
    }
}

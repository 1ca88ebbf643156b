//! The findings and decisions of a ledger as a workbook: that of `gouji check --format xlsx`, with what was decided filled in.

use std::collections::HashMap;

use gouji_core::card::{Certainty, Severity};
use gouji_core::report::Date;
use gouji_core::verdict::{At, Checked, Finding, Header, Notice, NoticeKind, Tool, Waived};
use gouji_engine::{today, verdict};
use gouji_ledger::{Ledger, Line, State};
use gouji_render::output::{Review, Reviewed};

use crate::failure::Failure;

/// The workbook: of one unit or all.
pub(super) fn write(ledger: &Ledger, unit: Option<&str>, day: Date) -> Result<Vec<u8>, Failure> {
    let today = today::iso(day);
    let failed = |cause| Failure::Write { name: "工作簿".to_owned(), cause };
    let mut book = Reviewed::begin(&ledger.id()?).map_err(failed)?;
    let mut lost = Vec::new();
    for id in ledger.cases(unit, None)? {
        let Some(case) = ledger.case(id)? else {
            lost.push(id);
            continue;
        };
        let there = |line: &Line| matches!(line.state.as_str(), "open" | "unseen");
        let lines: HashMap<String, Line> =
            case.lines.into_iter().filter(there).map(|line| (line.fingerprint.clone(), line)).collect();
        let checked = laid_on(case.checked, case.unit, &lines, &today);
        book.report(&checked, &|fingerprint| lines.get(fingerprint).map(said)).map_err(failed)?;
    }
    if let (None, Some(year)) = (unit, ledger.season()?) {
        for unit in ledger.units(year, day)?.0 {
            if matches!(unit.state, State::Missing | State::WrongYear) {
                let others = unit.other_years.iter().map(|(_, path)| path.as_str()).collect::<Vec<_>>();
                book.without_report(&unit.name, unit.state.title(), &others.join("、")).map_err(failed)?;
            }
        }
    }
    let notices: Vec<Notice> = (!lost.is_empty())
        .then(|| Notice {
            kind: NoticeKind::Other,
            message: format!("台账里有 {} 份报告的结果读不出来，没有写进来；请重新检查", lost.len()),
        })
        .into_iter()
        .collect();
    let tool = Tool { name: "gouji".to_owned(), version: env!("CARGO_PKG_VERSION").to_owned() };
    let header = Header { tool, profile: String::new(), packs: Vec::new() };
    let mut bytes = Vec::new();
    book.finish(&header, &notices, &mut bytes).map_err(failed)?;
    Ok(bytes)
}

/// The report as it stands in the ledger: under its unit's name, with what people settled, and with what could not be looked
/// for again.
fn laid_on(mut checked: Checked, unit: String, lines: &HashMap<String, Line>, day: &str) -> Checked {
    checked.agency.name = Some(unit);
    let known: Vec<String> = checked.findings.iter().map(|finding| finding.fingerprint.clone()).collect();
    let mut unseen: Vec<&Line> = lines.values().filter(|line| !known.contains(&line.fingerprint)).collect();
    unseen.sort_by(|a, b| (&a.rule, &a.fingerprint).cmp(&(&b.rule, &b.fingerprint)));
    checked.findings.extend(unseen.into_iter().map(remembered));
    for finding in &mut checked.findings {
        let line = lines.get(&finding.fingerprint).filter(|line| line.is_settled(day));
        finding.waived = line.map(|line| Waived {
            reason: format!("{}：{}", line.decision, line.why),
            owner: line.owner.clone(),
            expires: line.until.clone(),
        });
    }
    checked.verdict = verdict(&checked);
    checked
}

/// A finding of an earlier hand-in that could not be looked for again.
fn remembered(line: &Line) -> Finding {
    let severities = [Severity::Error, Severity::Warning, Severity::Info];
    let severity = severities.into_iter().find(|known| known.key() == line.severity);
    Finding {
        rule: line.rule.clone(),
        name: String::new(),
        pack: String::new(),
        severity: severity.unwrap_or(Severity::Info),
        certainty: Certainty::Certain,
        title: line.title.clone(),
        message: format!("{}（未能复查）", line.message),
        basis: String::new(),
        at: At { line: line.line, ..At::default() },
        also: Vec::new(),
        evidence: Vec::new(),
        repair: None,
        alternatives: Vec::new(),
        fingerprint: line.fingerprint.clone(),
        waived: None,
        known: false,
    }
}

/// A decision that no longer stands is not sent out as if it did.
fn said(line: &Line) -> Review {
    if !line.lapsed.is_empty() {
        return Review::default();
    }
    Review {
        decision: line.decision.clone(),
        why: line.why.clone(),
        owner: line.owner.clone(),
        until: line.until.clone(),
        number: line.number.map(|number| number.to_string()).unwrap_or_default(),
    }
}

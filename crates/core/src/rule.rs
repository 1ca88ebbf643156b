//! One requirement on a report, and the proof that a rule keeps its card's word.

use crate::card::{Card, Example};
use crate::finding::{Findings, Found};
use crate::fixture;
use crate::report::{Memo, Report};
use crate::wire;

/// One requirement on a report.
pub trait Rule: Send + Sync {
    /// The rule's card: everything a reader needs to know, with examples.
    fn card(&self) -> Card;

    /// Adds one finding for each place where `report` breaks the rule; on what the report leaves out, finds nothing.
    fn check(&self, report: &Report, findings: &mut Findings);
}

/// Holds a rule to its card: every example says exactly what the card says it says, there is a failing and a passing
/// one, and the card is whole. Returns what is wrong, an empty list when nothing is.
pub fn prove(rule: &dyn Rule) -> Vec<String> {
    let card = rule.card();
    let mut faults = card_faults(&card);
    for (example, kind) in card.bad.iter().map(|e| (e, "bad")).chain(card.good.iter().map(|e| (e, "good"))) {
        let said = prove_example(&card, example, |_, report| {
            let mut findings = Findings::default();
            rule.check(report, &mut findings);
            all_checked(findings)
        });
        if let Err(fault) = said {
            faults.push(format!("{} 的 {kind} 示例：{fault}", card.code));
        }
    }
    faults
}

/// What was found, where all could be checked: an example that leaves out what its rule asks for shows nothing.
pub fn all_checked(findings: Findings) -> Result<Vec<Found>, String> {
    match findings.unchecked() {
        Some(why) => Err(format!("没有查（{why}），示例里要写出来")),
        None => Ok(findings.into_parts().0),
    }
}

/// What is missing on a card, whatever its rule does.
pub fn card_faults(card: &Card) -> Vec<String> {
    let mut faults = Vec::new();
    let mut demand = |kept: bool, what: &str| {
        if !kept {
            faults.push(format!("{}：{what}", card.code));
        }
    };
    demand(!card.code.is_empty(), "没有代码");
    demand(
        card.name.split_once('/').is_some_and(|(pack, defect)| !pack.is_empty() && !defect.is_empty()),
        "名称应为“规则包/缺陷”",
    );
    demand(!card.title.is_empty(), "没有标题");
    demand(!card.basis.is_empty(), "没有依据");
    demand(!card.why.is_empty(), "没有理由");
    demand(!card.bad.is_empty(), "没有 bad 示例");
    demand(!card.good.is_empty(), "没有 good 示例");
    demand(card.bad.iter().all(|example| !example.finds.trim().is_empty()), "bad 示例没有写应报什么");
    faults
}

/// Holds a rule to one example of its card, however the rule is run: `check` is given the report's bytes and its view,
/// and answers with what the rule finds.
pub fn prove_example(
    card: &Card,
    example: &Example,
    check: impl FnOnce(&[u8], &Report) -> Result<Vec<Found>, String>,
) -> Result<(), String> {
    let draft = fixture::parse(&example.report).map_err(|cause| cause.to_string())?;
    let bytes = wire::encode(&draft);
    let memo = Memo::default();
    let report = Report::read(&bytes).map_err(|cause| cause.to_string())?.remembering(&memo);
    if let Some(why) = card.scope.excludes(&report) {
        return Err(format!("规则不适用于它（{why}）"));
    }
    if let Some(why) = card.needs.iter().find_map(|need| need.missing(&report)) {
        return Err(format!("缺少规则所需的资料（{why}）"));
    }
    let said = check(&bytes, &report)?.into_iter().map(|found| found.message).collect::<Vec<_>>().join("\n");
    let expected = example.finds.lines().map(str::trim).collect::<Vec<_>>().join("\n");
    if said == expected.trim() { Ok(()) } else { Err(format!("应报\n{expected}\n实报\n{said}")) }
}

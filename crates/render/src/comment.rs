//! A finding as a comment in the margin of the document: short paragraphs, the most needed first.

use gouji_core::verdict::{Finding, TroubleOut};

use crate::finding::{doubt, found, should_be};
use crate::place;
use crate::printable::clean;

/// What is wrong, what would be right, and why.
pub fn of_finding(finding: &Finding) -> Vec<String> {
    let doubt = match doubt(finding.certainty) {
        "" => String::new(),
        doubt => format!("（{doubt}）"),
    };
    let (severity, rule, title) = (finding.severity.title(), &finding.rule, &finding.title);
    let mut lines = vec![format!("【{severity}】{title}{doubt}　{rule}")];
    let place = place::in_form(&finding.at).map(|place| format!("{place}：")).unwrap_or_default();
    lines.push(format!("{place}{}", finding.message));
    let fix = should_be(finding);
    if !fix.is_empty() {
        let found = match found(finding) {
            "" => "空",
            found => found,
        };
        lines.push(format!("原值 {found}，应为 {fix}"));
    }
    lines.extend(finding.evidence.iter().map(|evidence| evidence.text.clone()));
    if !finding.basis.is_empty() {
        lines.push(format!("依据：{}", finding.basis));
    }
    lines.iter().map(|line| clean(line).into_owned()).collect()
}

/// What could not be read.
pub fn of_trouble(trouble: &TroubleOut) -> Vec<String> {
    vec![format!("【未能读懂】{}", clean(&trouble.message))]
}

#[cfg(test)]
mod tests {
    use gouji_core::card::{Certainty, Severity};
    use gouji_core::finding::Repair;
    use gouji_core::verdict::At;

    use super::*;

    #[test]
    fn a_comment_says_what_and_why() {
        let at = At { table: Some("requests".to_owned()), ..At::default() };
        let finding = Finding {
            rule: "T3-02".to_owned(),
            name: String::new(),
            pack: String::new(),
            severity: Severity::Error,
            certainty: Certainty::Likely,
            title: "总计不对".to_owned(),
            message: "差 27".to_owned(),
            basis: "表三".to_owned(),
            at,
            also: Vec::new(),
            evidence: Vec::new(),
            repair: Some(Repair { replace: " ".to_owned(), with: "27".to_owned() }),
            alternatives: Vec::new(),
            fingerprint: String::new(),
            waived: None,
            known: false,
        };
        assert_eq!(
            of_finding(&finding),
            ["【错误】总计不对（很可能）　T3-02", "表三：差 27", "原值 空，应为 27", "依据：表三"]
        );
    }
}

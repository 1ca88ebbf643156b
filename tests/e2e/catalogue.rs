//! The catalogue of checks that reviewers apply: each has a rule, or a line that says why not.

use std::collections::BTreeSet;
use std::fs;

use crate::support::{gouji, project};

#[test]
fn every_check_of_the_catalogue_has_a_rule_or_a_reason() {
    let ran = gouji(&["rules", "--pack", "national", "--format", "json"]);
    assert_eq!(ran.code, 0, "{}", ran.err);
    let json = ran.json();
    let rules = json["rules"].as_array().expect("a list of rules");
    let have: BTreeSet<&str> = rules.iter().filter_map(|rule| rule["code"].as_str()).collect();

    let catalogue = fs::read_to_string(project().join("tests/catalogue.txt")).unwrap();
    let entries = catalogue.lines().filter(|line| !line.is_empty() && !line.starts_with('#'));
    let mut wrong = Vec::new();
    let (mut checks, mut left_out) = (0, 0);
    for entry in entries {
        checks += 1;
        let (code, reason) = entry.split_once('|').map_or((entry, ""), |(code, why)| (code, why.trim()));
        let code = code.trim();
        left_out += usize::from(!reason.is_empty());
        match (have.contains(code), reason.is_empty()) {
            (false, true) => wrong.push(format!("{code} has neither a rule nor a reason")),
            (true, false) => wrong.push(format!("{code} has a rule and a reason for having none")),
            _ => {}
        }
    }
    assert!(wrong.is_empty(), "{}", wrong.join("\n"));
    assert!(checks > 240 && left_out < 15, "{checks} checks, {left_out} left out");
}

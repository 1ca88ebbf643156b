//! A baseline: the findings that were there when somebody began to check, so that only new ones count.
//!
//! A TOML file in a stable order, made to lie in version control. An entry is known by agency, year and fingerprint; rule and message are for people.

use std::collections::{HashMap, HashSet};
use std::path::Path;

use gouji_core::verdict::{Checked, Finding};
use serde::{Deserialize, Serialize};

use crate::fingerprint::folded;
use crate::position::{Position, Wrong, complaint};

/// The name and version of the file's contract.
pub const SCHEMA: &str = "gouji.baseline/1";

const HEAD: &str = "\
# 勾稽基线：由 gouji baseline 生成。检查时用上它，这里列出的问题不再计入结论和退出码。
# 问题改正后可以重新生成，也可以删去对应的一节。

";

/// The findings of a baseline, by report.
#[derive(Debug, Default)]
pub struct Baseline {
    reports: HashMap<ReportKey, Vec<Entry>>,
}

/// Agency (folded) and year.
pub type ReportKey = (String, Option<u16>);

/// One finding.
#[derive(Debug, Clone, PartialEq, Eq, PartialOrd, Ord, Serialize, Deserialize)]
pub struct Entry {
    /// As printed; empty where unknown.
    #[serde(default, skip_serializing_if = "String::is_empty")]
    pub agency: String,
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub year: Option<u16>,
    pub rule: String,
    pub fingerprint: String,
    #[serde(default)]
    pub message: String,
}

#[derive(Serialize, Deserialize)]
struct File {
    schema: String,
    #[serde(default)]
    findings: Vec<Entry>,
}

impl Baseline {
    /// From the text of its file.
    pub fn parse(path: &Path, text: &str) -> Result<Self, Wrong> {
        let wrong = |span, why: String| Wrong {
            at: Position::of_span(path, text, span),
            why: format!("不是基线文件（应由 gouji baseline 生成）：{why}"),
        };
        let file: File = toml::from_str(text).map_err(|error| wrong(error.span(), complaint(&error)))?;
        if file.schema != SCHEMA {
            return Err(wrong(None, format!("schema 应为 \"{SCHEMA}\"，而写的是 \"{}\"", file.schema)));
        }
        let mut baseline = Self::default();
        for entry in file.findings {
            let key = (folded(&entry.agency), entry.year);
            baseline.reports.entry(key).or_default().push(entry);
        }
        Ok(baseline)
    }

    /// All that it has, in a stable order.
    pub fn entries(&self) -> Vec<Entry> {
        let mut entries: Vec<Entry> = self.reports.values().flatten().cloned().collect();
        entries.sort();
        entries
    }

    /// Marks the findings of a report that are known.
    pub fn apply(&self, key: &ReportKey, findings: &mut [Finding]) {
        let Some(entries) = self.reports.get(key) else { return };
        let known: HashSet<&str> = entries.iter().map(|entry| entry.fingerprint.as_str()).collect();
        for finding in findings {
            finding.known = known.contains(finding.fingerprint.as_str());
        }
    }

    /// What a report had.
    pub fn of(&self, key: &ReportKey) -> &[Entry] {
        self.reports.get(key).map_or(&[], Vec::as_slice)
    }
}

/// Whose report of which year was checked.
pub fn key(checked: &Checked) -> ReportKey {
    (folded(checked.agency.name.as_deref().unwrap_or_default()), checked.year)
}

/// The findings of a report that belong in a baseline: those that nobody waives, since a waiver ends by itself.
pub fn entries(checked: &Checked) -> impl Iterator<Item = Entry> {
    let findings = checked.findings.iter().filter(|finding| finding.waived.is_none());
    findings.map(|finding| Entry {
        agency: checked.agency.name.clone().unwrap_or_default(),
        year: checked.year,
        rule: finding.rule.clone(),
        fingerprint: finding.fingerprint.clone(),
        message: finding.message.clone(),
    })
}

/// The text of a baseline file: by agency, year, rule and fingerprint, so that a new one differs only where findings do.
pub fn text(mut entries: Vec<Entry>) -> String {
    entries.sort();
    entries.dedup();
    let file = File { schema: SCHEMA.to_owned(), findings: entries };
    HEAD.to_owned() + &toml::to_string(&file).expect("text and numbers under text keys make TOML")
}

#[cfg(test)]
mod tests {
    use super::*;

    fn entry(agency: &str, year: Option<u16>, fingerprint: &str) -> Entry {
        Entry {
            agency: agency.to_owned(),
            year,
            rule: "P01".to_owned(),
            fingerprint: fingerprint.to_owned(),
            message: "写的是“甲”\n乙".to_owned(),
        }
    }

    #[test]
    fn what_is_written_is_read_in_any_order() {
        let entries = [
            entry("青石县人民政府", Some(2020), "bb"),
            entry("青石县人民政府", Some(2020), "aa"),
            entry("", None, "cc"),
        ];
        let written = text(entries.to_vec());
        let read = Baseline::parse(Path::new("b.toml"), &written).unwrap();
        let of = |agency: &str, year| {
            read.of(&(agency.to_owned(), year)).iter().map(|e| e.fingerprint.as_str()).collect::<Vec<_>>()
        };
        assert_eq!(of("青石县人民政府", Some(2020)), ["aa", "bb"]);
        assert_eq!(of("", None), ["cc"]);
        assert_eq!(of("青石县人民政府", Some(2021)), [""; 0]);
        let [a, b, c] = entries;
        assert_eq!(text(vec![c, a.clone(), b, a]), written);
    }

    #[track_caller]
    fn refused(content: &str, expected: &str) {
        let said = Baseline::parse(Path::new("b.toml"), content).unwrap_err().to_string();
        assert!(said.contains(expected), "{said}");
    }

    #[test]
    fn other_files_are_no_baselines() {
        refused("", "不是基线文件");
        refused(
            "schema = 'gouji.baseline/2'",
            "schema 应为 \"gouji.baseline/1\"，而写的是 \"gouji.baseline/2\"",
        );
        refused("{\"schema\": 1}", ":1:1：不是基线文件");
    }
}

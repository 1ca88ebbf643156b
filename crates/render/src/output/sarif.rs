//! SARIF 2.1.0, which code hosts and editors show beside the text. Results are written as they come, the rules behind them.

use std::collections::HashMap;
use std::io::{self, Write};
use std::path::Path;

use gouji_core::card::{Certainty, Severity};
use gouji_core::verdict::{At, Checked, Finding, Header, TroubleOut};
use serde::Serialize;

use super::{End, Format, Output};
use crate::finding::{found, place, sentence, should_be};
use crate::tally::Tally;

pub(super) static FORMAT: Format = Format {
    name: "sarif",
    about: "SARIF 2.1.0，在 GitHub 和编辑器里看",
    extensions: &["sarif"],
    binary: false,
    tables: false,
    new: |_| Box::new(Sarif::default()),
};

#[derive(Default)]
struct Sarif {
    /// By the rule's code: its place among the rules.
    index: HashMap<String, usize>,
    rules: Vec<Rule>,
    notifications: Vec<Notification>,
    tally: Tally,
    faulty: bool,
    written: usize,
}

#[derive(Serialize)]
struct Message {
    text: String,
}

fn message(text: impl Into<String>) -> Message {
    Message { text: text.into() }
}

#[derive(Serialize)]
#[serde(rename_all = "camelCase")]
struct Rule {
    id: String,
    name: String,
    short_description: Message,
    help: Message,
    default_configuration: Configuration,
}

#[derive(Serialize)]
struct Configuration {
    level: &'static str,
}

#[derive(Serialize)]
#[serde(rename_all = "camelCase")]
struct ResultOut<'a> {
    rule_id: &'a str,
    rule_index: usize,
    level: &'static str,
    message: Message,
    locations: Vec<Location>,
    #[serde(skip_serializing_if = "Vec::is_empty")]
    related_locations: Vec<Location>,
    partial_fingerprints: Fingerprints<'a>,
    /// All results have them or none: an empty list is “not suppressed”.
    suppressions: Vec<Suppression>,
    properties: Properties<'a>,
}

#[derive(Serialize)]
struct Fingerprints<'a> {
    #[serde(rename = "gouji/v1")]
    gouji: &'a str,
}

#[derive(Serialize)]
struct Suppression {
    kind: &'static str,
    status: &'static str,
    justification: String,
}

/// What SARIF has no word for.
#[derive(Serialize)]
#[serde(rename_all = "camelCase")]
struct Properties<'a> {
    certainty: Certainty,
    #[serde(skip_serializing_if = "str::is_empty")]
    found: &'a str,
    #[serde(skip_serializing_if = "String::is_empty")]
    should_be: String,
}

#[derive(Serialize)]
#[serde(rename_all = "camelCase")]
struct Location {
    physical_location: Physical,
    #[serde(skip_serializing_if = "Vec::is_empty")]
    logical_locations: Vec<Logical>,
    #[serde(skip_serializing_if = "Option::is_none")]
    message: Option<Message>,
}

#[derive(Serialize)]
#[serde(rename_all = "camelCase")]
struct Logical {
    fully_qualified_name: String,
}

#[derive(Serialize)]
#[serde(rename_all = "camelCase")]
struct Physical {
    artifact_location: Artifact,
    #[serde(skip_serializing_if = "Option::is_none")]
    region: Option<Region>,
}

#[derive(Serialize)]
struct Artifact {
    uri: String,
}

#[derive(Default, Serialize)]
#[serde(rename_all = "camelCase")]
struct Region {
    #[serde(skip_serializing_if = "Option::is_none")]
    start_line: Option<u32>,
    #[serde(skip_serializing_if = "Option::is_none")]
    start_column: Option<u32>,
    #[serde(skip_serializing_if = "Option::is_none")]
    end_column: Option<u32>,
    #[serde(skip_serializing_if = "Option::is_none")]
    byte_offset: Option<u64>,
    #[serde(skip_serializing_if = "Option::is_none")]
    byte_length: Option<u64>,
    #[serde(skip_serializing_if = "Option::is_none")]
    snippet: Option<Message>,
}

/// Something about the run, not about a report's contents.
#[derive(Serialize)]
struct Notification {
    level: &'static str,
    message: Message,
    #[serde(skip_serializing_if = "Vec::is_empty")]
    locations: Vec<Location>,
}

#[derive(Serialize)]
struct Tool<'a> {
    driver: Driver<'a>,
}

#[derive(Serialize)]
struct Driver<'a> {
    name: &'a str,
    version: &'a str,
    language: &'static str,
    rules: &'a [Rule],
}

#[derive(Serialize)]
#[serde(rename_all = "camelCase")]
struct Invocation<'a> {
    execution_successful: bool,
    tool_execution_notifications: &'a [Notification],
}

const HEAD: &str = concat!(
    r#"{"$schema":"https://json.schemastore.org/sarif-2.1.0.json","version":"2.1.0","runs":[{"#,
    r#""columnKind":"unicodeCodePoints","language":"zh-CN","results":["#
);

impl Output for Sarif {
    fn begin(&mut self, _: &Header, out: &mut dyn Write) -> io::Result<()> {
        out.write_all(HEAD.as_bytes())
    }

    fn report(&mut self, checked: &Checked, out: &mut dyn Write) -> io::Result<()> {
        self.tally.count(checked);
        for finding in &checked.findings {
            let gap: &[u8] = if self.written == 0 { b"\n" } else { b",\n" };
            out.write_all(gap)?;
            self.written += 1;
            let rule_index = self.rule(finding);
            serde_json::to_writer(&mut *out, &result(checked, finding, rule_index))?;
        }
        for trouble in &checked.trouble {
            self.faulty |= trouble.blocking;
            self.notifications.push(of_trouble(checked, trouble));
        }
        for crash in &checked.rules.crashed {
            self.faulty = true;
            let text = format!("规则异常 {}：{}", crash.rule, crash.why);
            let locations = vec![location(&checked.path, &At::default(), None)];
            self.notifications.push(Notification { level: "error", message: message(text), locations });
        }
        Ok(())
    }

    fn finish(&mut self, end: &End, out: &mut dyn Write) -> io::Result<()> {
        for (why, lost) in self.tally.not_checked().into_iter().filter(|(_, lost)| !lost.crashed) {
            let rules = lost.rules.iter().map(String::as_str).collect::<Vec<_>>().join("、");
            let text = format!("未检查 {rules}：{why}（{} 份报告）", lost.reports);
            self.notifications.push(Notification {
                level: "note",
                message: message(text),
                locations: Vec::new(),
            });
        }
        for notice in end.notices {
            let message = message(notice.message.as_str());
            self.notifications.push(Notification { level: "warning", message, locations: Vec::new() });
        }
        let invocation = Invocation {
            execution_successful: !self.faulty,
            tool_execution_notifications: &self.notifications,
        };
        let tool = &end.header.tool;
        let driver =
            Driver { name: &tool.name, version: &tool.version, language: "zh-CN", rules: &self.rules };
        out.write_all(b"\n],\"invocations\":[")?;
        serde_json::to_writer(&mut *out, &invocation)?;
        out.write_all(b"],\"tool\":")?;
        serde_json::to_writer(&mut *out, &Tool { driver })?;
        out.write_all(b"}]}\n")
    }
}

impl Sarif {
    /// The rule's place in the list, where it is put when its first finding comes.
    fn rule(&mut self, finding: &Finding) -> usize {
        if let Some(&known) = self.index.get(&finding.rule) {
            return known;
        }
        let basis =
            if finding.basis.is_empty() { String::new() } else { format!("依据：{}\n", finding.basis) };
        let code = &finding.rule;
        self.rules.push(Rule {
            id: code.clone(),
            name: finding.name.clone(),
            short_description: message(finding.title.as_str()),
            help: message(format!("{basis}理由、例子和怎样停用：gouji explain {code}")),
            default_configuration: Configuration { level: level(finding.severity) },
        });
        self.index.insert(code.clone(), self.rules.len() - 1);
        self.rules.len() - 1
    }
}

const fn level(severity: Severity) -> &'static str {
    match severity {
        Severity::Error => "error",
        Severity::Warning => "warning",
        Severity::Info => "note",
    }
}

fn result<'a>(checked: &Checked, finding: &'a Finding, rule_index: usize) -> ResultOut<'a> {
    let waived = finding.waived.as_ref();
    let waived = waived.map(|w| format!("{}（{}，至 {}）", w.reason, w.owner, w.expires));
    let justification = waived.or(finding.known.then(|| "基线中已有".to_owned()));
    let suppression = |justification| Suppression { kind: "external", status: "accepted", justification };
    let related = |evidence: &gouji_core::verdict::EvidenceOut| {
        location(&checked.path, &evidence.at, Some(evidence.text.as_str()))
    };
    ResultOut {
        rule_id: &finding.rule,
        rule_index,
        level: level(finding.severity),
        message: message(finding.message.as_str()),
        locations: vec![location(&checked.path, &finding.at, None)],
        related_locations: finding.evidence.iter().map(related).collect(),
        partial_fingerprints: Fingerprints { gouji: &finding.fingerprint },
        suppressions: justification.map(suppression).into_iter().collect(),
        properties: Properties {
            certainty: finding.certainty,
            found: found(finding),
            should_be: should_be(finding),
        },
    }
}

fn of_trouble(checked: &Checked, trouble: &TroubleOut) -> Notification {
    Notification {
        level: if trouble.blocking { "error" } else { "note" },
        message: message(trouble.message.as_str()),
        locations: vec![location(&checked.path, &trouble.at, None)],
    }
}

fn location(path: &Path, at: &At, text: Option<&str>) -> Location {
    let known = at.line > 0 || at.part.is_some() || at.table.is_some();
    Location {
        physical_location: Physical { artifact_location: Artifact { uri: uri(path) }, region: region(at) },
        logical_locations: known.then(|| Logical { fully_qualified_name: place(at) }).into_iter().collect(),
        message: text.map(message),
    }
}

/// Where it stands in the file: lines and columns where the file has them, bytes where it is a page; nothing where neither
/// leads anywhere.
fn region(at: &At) -> Option<Region> {
    if at.line == 0 || !matches!(at.origin.format.as_str(), "text" | "html") {
        return None;
    }
    let [before, marked, after] = sentence(&at.context);
    let snippet = Some(message([before, marked, after].concat())).filter(|snippet| !snippet.text.is_empty());
    let bytes =
        Region { byte_offset: at.origin.byte, byte_length: at.origin.length, snippet, ..Region::default() };
    let width =
        at.context.line.get(at.context.start..at.context.end).map_or(0, |words| words.chars().count());
    match at.origin.format.as_str() {
        "text" => Some(Region {
            start_line: Some(at.line),
            start_column: Some(at.column),
            end_column: Some(at.column + width as u32),
            ..bytes
        }),
        _ => bytes.byte_offset.is_some().then_some(bytes),
    }
}

/// A path as a reference: what is no plain character of one is written as bytes.
fn uri(path: &Path) -> String {
    let text = path.to_string_lossy().replace('\\', "/");
    let mut uri = match (path.is_absolute(), text.starts_with('/')) {
        (false, _) => "",
        (true, true) => "file://",
        // A drive's letter comes first.
        (true, false) => "file:///",
    }
    .to_owned();
    for byte in text.bytes() {
        match byte {
            b'A'..=b'Z' | b'a'..=b'z' | b'0'..=b'9' | b'-' | b'.' | b'_' | b'~' | b'/' => {
                uri.push(char::from(byte))
            }
            b':' if path.is_absolute() => uri.push(':'),
            byte => uri.push_str(&format!("%{byte:02X}")),
        }
    }
    uri
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn paths_are_references() {
        for (path, expected) in [
            ("a/b.txt", "a/b.txt"),
            ("年报 1.html", "%E5%B9%B4%E6%8A%A5%201.html"),
            ("a#b%?.txt", "a%23b%25%3F.txt"),
            ("/tmp/a.txt", "file:///tmp/a.txt"),
        ] {
            assert_eq!(uri(Path::new(path)), expected);
        }
    }
}

//! JUnit's XML, which build servers show as tests: a suite for each report, a case for each finding.

use std::io::{self, Write};

use gouji_core::verdict::{Checked, Finding, Header, Verdict};
use quick_xml::Writer;
use quick_xml::events::{BytesDecl, BytesEnd, BytesStart, BytesText, Event};

use super::{End, Format, Options, Output};
use crate::finding::{place, sentence, should_be, unit};
use crate::printable::clean;
use crate::tally::Tally;

pub(super) static FORMAT: Format = Format {
    name: "junit",
    about: "JUnit 的 XML，在 GitLab、Jenkins 里看",
    extensions: &["xml"],
    binary: false,
    tables: false,
    new: |options| Box::new(Junit { options: options.clone(), tally: Tally::default() }),
};

struct Junit {
    options: Options,
    tally: Tally,
}

/// A case and how it ended: nothing more is a pass.
struct Case {
    class: String,
    name: String,
    /// The element, its `type`, its message and what stands in it.
    outcome: Option<(&'static str, String, String, String)>,
}

impl Output for Junit {
    fn begin(&mut self, _: &Header, out: &mut dyn Write) -> io::Result<()> {
        let mut xml = Writer::new(out);
        xml.write_event(Event::Decl(BytesDecl::new("1.0", Some("UTF-8"), None)))?;
        xml.write_event(Event::Start(BytesStart::new("testsuites").with_attributes([("name", "gouji")])))?;
        xml.get_mut().write_all(b"\n")
    }

    fn report(&mut self, checked: &Checked, out: &mut dyn Write) -> io::Result<()> {
        self.tally.count(checked);
        suite(&checked.path.to_string_lossy(), &self.cases(checked), out)
    }

    /// What was not checked, each reason once, and what is to be said of the run, are cases that were skipped.
    fn finish(&mut self, end: &End, out: &mut dyn Write) -> io::Result<()> {
        let skipped = |name: String, why: String| Case {
            class: "gouji".to_owned(),
            name,
            outcome: Some(("skipped", String::new(), why, String::new())),
        };
        let reasons = self.tally.not_checked().into_iter().filter(|(_, lost)| !lost.crashed);
        let mut cases: Vec<Case> = reasons
            .map(|(why, lost)| {
                let rules = lost.rules.iter().map(String::as_str).collect::<Vec<_>>().join("、");
                skipped(format!("未检查 {rules}"), format!("{why}（{} 份报告）", lost.reports))
            })
            .collect();
        cases.extend(end.notices.iter().map(|notice| skipped("注意".to_owned(), notice.message.clone())));
        if !cases.is_empty() {
            suite("关于这次检查", &cases, out)?;
        }
        out.write_all(b"</testsuites>\n")
    }
}

impl Junit {
    fn cases(&self, checked: &Checked) -> Vec<Case> {
        let class = unit(checked).into_owned();
        let case = |name: String, outcome| Case { class: class.clone(), name, outcome };
        let error = |kind: &str, why: &str| Some(("error", kind.to_owned(), why.to_owned(), String::new()));
        let mut cases = Vec::new();
        for trouble in checked.trouble.iter().filter(|trouble| trouble.blocking) {
            cases.push(case(format!("未能读懂 {}", place(&trouble.at)), error("未能读懂", &trouble.message)));
        }
        for crash in &checked.rules.crashed {
            cases.push(case(format!("规则异常 {}", crash.rule), error("规则异常", &crash.why)));
        }
        for finding in checked.findings.iter().filter(|finding| finding.severity >= self.options.floor) {
            let name = format!("{} {}：{}", finding.rule, place(&finding.at), finding.title);
            cases.push(case(name, Some(outcome(finding))));
        }
        if cases.is_empty() {
            // A suite without cases is shown nowhere. What is not whole never looks like a pass.
            let whole = !matches!(checked.verdict, Verdict::Incomplete | Verdict::Unreadable);
            let title = checked.verdict.title();
            cases.push(case(title.to_owned(), if whole { None } else { error(title, title) }));
        }
        cases
    }
}

fn outcome(finding: &Finding) -> (&'static str, String, String, String) {
    if let Some(waived) = &finding.waived {
        let why = format!("已豁免：{}（{}，至 {}）", waived.reason, waived.owner, waived.expires);
        return ("skipped", String::new(), why, String::new());
    }
    if finding.known {
        return ("skipped", String::new(), "基线中已有".to_owned(), String::new());
    }
    let mut text = Vec::from_iter(finding.evidence.iter().map(|evidence| evidence.text.clone()));
    let (sentence, fix) = (sentence(&finding.at.context).concat(), should_be(finding));
    for (label, words) in [("原文", &sentence), ("应为", &fix), ("依据", &finding.basis)] {
        if !words.is_empty() {
            text.push(format!("{label}：{words}"));
        }
    }
    ("failure", finding.severity.title().to_owned(), finding.message.clone(), text.join("\n"))
}

fn suite(name: &str, cases: &[Case], out: &mut dyn Write) -> io::Result<()> {
    let count = |element: &str| {
        let of = |case: &&Case| case.outcome.as_ref().is_some_and(|(of, ..)| *of == element);
        cases.iter().filter(of).count().to_string()
    };
    let mut xml = Writer::new_with_indent(out, b' ', 1);
    let name = clean(name);
    let suite = BytesStart::new("testsuite").with_attributes([
        ("name", &*name),
        ("tests", &cases.len().to_string()),
        ("failures", &count("failure")),
        ("errors", &count("error")),
        ("skipped", &count("skipped")),
    ]);
    xml.write_event(Event::Start(suite))?;
    for Case { class, name, outcome } in cases {
        let (class, name) = (clean(class), clean(name));
        let case = BytesStart::new("testcase").with_attributes([("classname", &*class), ("name", &*name)]);
        let Some((element, kind, message, text)) = outcome else {
            xml.write_event(Event::Empty(case))?;
            continue;
        };
        xml.write_event(Event::Start(case))?;
        let message = clean(message);
        let mut start = BytesStart::new(*element).with_attributes([("message", &*message)]);
        if !kind.is_empty() {
            start.push_attribute(("type", kind.as_str()));
        }
        xml.write_event(Event::Start(start))?;
        let text: Vec<_> = text.split('\n').map(clean).collect();
        xml.write_event(Event::Text(BytesText::new(&text.join("\n"))))?;
        xml.write_event(Event::End(BytesEnd::new(*element)))?;
        xml.write_event(Event::End(BytesEnd::new("testcase")))?;
    }
    xml.write_event(Event::End(BytesEnd::new("testsuite")))?;
    xml.get_mut().write_all(b"\n")
}

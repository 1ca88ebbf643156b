//! What a long run comes to, on one screen: the worst reports, folders, rules, and what was not checked.

use std::cmp::Reverse;
use std::path::Path;

use gouji_core::verdict::{Summary, Verdict};

use super::{Page, color_of};
use crate::phrases::{Counts, listed};
use crate::printable::clean;
use crate::tally::{Tally, verdicts};

/// Lines of each list.
const LINES: usize = 10;

/// Codes of rules in a line.
const CODES: usize = 12;

impl Page<'_> {
    pub(super) fn overview(&mut self, tally: &Tally) {
        self.worst(tally);
        self.folders(tally);
        self.rules(tally);
        self.reasons(tally);
    }

    fn heading(&mut self, heading: &str) {
        let heading = self.paint(super::STRONG, heading);
        self.line(format_args!("\n{heading}"));
    }

    fn rest(&mut self, all: usize, what: &str) {
        if all > LINES {
            self.line(format_args!("  还有 {} {what}", all - LINES));
        }
    }

    fn worst(&mut self, tally: &Tally) {
        let worst: Vec<_> =
            tally.worst(LINES).into_iter().filter(|report| report.verdict > Verdict::Warn).collect();
        if worst.is_empty() {
            return;
        }
        self.heading("最差的报告");
        for report in worst {
            let (verdict, path) = (self.word(report.verdict), clean(&report.path));
            self.line(format_args!("  {verdict}  {path}  {}{}", Counts::from(&report.counts), report.why()));
        }
    }

    /// The folders, where there are several.
    fn folders(&mut self, tally: &Tally) {
        if tally.folders.len() < 2 {
            return;
        }
        let mut folders: Vec<(&Path, &Summary)> =
            tally.folders.iter().map(|(folder, summary)| (folder.as_path(), summary)).collect();
        folders.sort_by_key(|(_, s)| Reverse((s.unreadable + s.incomplete + s.fail, s.error, s.warning)));
        self.heading("各文件夹");
        for (folder, summary) in folders.iter().take(LINES) {
            let folder = match folder.as_os_str().is_empty() {
                true => ".".into(),
                false => folder.to_string_lossy(),
            };
            let verdicts: Vec<String> =
                verdicts(summary).map(|(verdict, count)| format!("{} {count}", verdict.title())).collect();
            self.line(format_args!("  {}  {} 份：{}", clean(&folder), summary.reports, verdicts.join("，")));
        }
        self.rest(folders.len(), "个文件夹");
    }

    fn rules(&mut self, tally: &Tally) {
        let rules = tally.rules();
        if rules.is_empty() {
            return;
        }
        self.heading("各规则（错误在前，多的在前）");
        for (code, rule) in rules.iter().take(LINES) {
            let severity = rule.severity.map_or_else(String::new, |severity| {
                self.paint(color_of(severity), format_args!("{}[{}]", severity.title(), clean(code)))
            });
            let (title, findings, reports) = (clean(&rule.title), rule.findings, rule.reports);
            self.line(format_args!("  {severity} {title}：{findings} 条，在 {reports} 份报告里"));
        }
        self.rest(rules.len(), "条规则");
    }

    /// What was not checked, and why: each reason once.
    fn reasons(&mut self, tally: &Tally) {
        let reasons = tally.not_checked();
        if reasons.is_empty() {
            return;
        }
        self.heading("没有检查的");
        for (why, lost) in reasons.iter().take(LINES) {
            let label = if lost.crashed { "规则异常 " } else { "" };
            let codes = listed(lost.rules.iter().map(String::as_str), CODES);
            let (why, reports) = (clean(why), lost.reports);
            let how = self.how_to_give(lost.need);
            self.line(format_args!("  {label}{}：{why}{how}（{reports} 份报告）", clean(&codes)));
        }
        self.rest(reasons.len(), "个原因");
    }
}

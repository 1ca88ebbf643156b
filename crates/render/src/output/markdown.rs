//! A short account for a merge request or a message: the worst first, and no longer than such places allow.

use std::fmt::Write as _;
use std::io::{self, Write};

use gouji_core::verdict::{Checked, Finding, Header, Summary};

use super::kept::Account;
use super::{End, Format, Options, Output};
use crate::finding::{doubt, found, place, should_be, unit};
use crate::phrases::{Counts, listed};
use crate::printable::clean;
use crate::tally::{verdicts, why};

pub(super) static FORMAT: Format = Format {
    name: "markdown",
    about: "简短的 Markdown，贴进合并请求、消息",
    extensions: &["md", "markdown"],
    binary: false,
    tables: false,
    new: |options| Box::new(Markdown::new(options)),
};

/// Findings over all reports, and of one report.
const FINDINGS: usize = 150;
const OF_ONE: usize = 30;

/// Rows of the table of reports.
const LISTED: usize = 50;

/// Codes of rules in a line.
const CODES: usize = 20;

struct Markdown {
    options: Options,
    run: Account,
}

impl Markdown {
    fn new(options: &Options) -> Self {
        let cost = |checked: &Checked| checked.findings.len().min(OF_ONE) + 1;
        Self { options: options.clone(), run: Account::new(FINDINGS, cost) }
    }
}

impl Output for Markdown {
    fn begin(&mut self, _: &Header, _: &mut dyn Write) -> io::Result<()> {
        Ok(())
    }

    fn report(&mut self, checked: &Checked, _: &mut dyn Write) -> io::Result<()> {
        self.run.add(checked);
        Ok(())
    }

    fn finish(&mut self, end: &End, out: &mut dyn Write) -> io::Result<()> {
        let mut text = head(end.summary);
        if !self.run.is_alone() {
            self.units(&mut text);
        }
        let mut shown = 0;
        for (_, checked) in self.run.kept.iter() {
            shown += 1;
            self.of_report(checked, &mut text);
        }
        if shown < self.run.reports {
            line(
                &mut text,
                format_args!(
                    "\n其余 {} 份报告的问题没有列出，见 html、xlsx、csv 格式。",
                    self.run.reports - shown
                ),
            );
        }
        self.not_checked(&mut text);
        for notice in end.notices {
            line(&mut text, format_args!("\n> 注意：{}", escaped(&notice.message)));
        }
        out.write_all(text.as_bytes())
    }
}

fn line(text: &mut String, line: impl std::fmt::Display) {
    // Writing to a string does not fail.
    let _ = writeln!(text, "{line}");
}

fn head(summary: &Summary) -> String {
    let verdicts: Vec<String> =
        verdicts(summary).map(|(verdict, count)| format!("{} {count}", verdict.title())).collect();
    let counts = Counts::from(summary);
    match verdicts.is_empty() {
        true => "## 年报检查：没有检查任何报告\n".to_owned(),
        false => format!("## 年报检查：{}\n\n共 {} 份报告；{counts}\n", verdicts.join("，"), summary.reports),
    }
}

impl Markdown {
    fn units(&self, text: &mut String) {
        text.push_str(
            "\n| 结论 | 单位 | 年度 | 错误 | 警告 | 提示 | 文件 |\n|---|---|---|--:|--:|--:|---|\n",
        );
        let (worst, rest) = self.run.listed(LISTED);
        for report in &worst {
            let year = report.year.map(|year| year.to_string()).unwrap_or_default();
            let Summary { error, warning, info, .. } = report.counts;
            let (verdict, unit, path) =
                (report.verdict.title(), escaped(&report.unit), escaped(&report.path));
            line(
                text,
                format_args!("| {verdict} | {unit} | {year} | {error} | {warning} | {info} | {path} |"),
            );
        }
        if rest > 0 {
            line(text, format_args!("\n只列最差的 {} 份。", worst.len()));
        }
    }

    fn of_report(&self, checked: &Checked, text: &mut String) {
        let shown: Vec<&Finding> = self.shown(checked);
        let lost = why(checked);
        if shown.is_empty() && lost.is_none() && !self.run.is_alone() {
            return;
        }
        let (unit, verdict) = (escaped(&unit(checked)), checked.verdict.title());
        line(text, format_args!("\n### {unit}：{verdict}\n\n{}\n", escaped(&checked.path.to_string_lossy())));
        if let Some(why) = lost {
            line(text, format_args!("- **没有查完**：{}", escaped(why)));
        }
        for finding in shown.iter().take(OF_ONE) {
            line(text, of_finding(finding));
        }
        if shown.len() > OF_ONE {
            line(text, format_args!("- 还有 {} 条没有列出", shown.len() - OF_ONE));
        }
        let below = checked.findings.iter().filter(|finding| finding.counts()).count() - shown.len();
        if below > 0 {
            line(text, format_args!("- 另有 {below} 条较轻的没有列出"));
        }
    }

    /// What counts and is bad enough, the worst first.
    fn shown<'c>(&self, checked: &'c Checked) -> Vec<&'c Finding> {
        let bad = |finding: &&Finding| finding.counts() && finding.severity >= self.options.floor;
        let mut shown: Vec<&Finding> = checked.findings.iter().filter(bad).collect();
        shown.sort_by_key(|finding| std::cmp::Reverse(finding.severity));
        shown
    }

    fn not_checked(&self, text: &mut String) {
        let reasons = self.run.tally.not_checked();
        if reasons.is_empty() {
            return;
        }
        text.push_str("\n<details><summary>没有检查的，和为什么</summary>\n\n");
        for (why, lost) in reasons {
            let label = if lost.crashed { "规则异常：" } else { "" };
            let codes = listed(lost.rules.iter().map(String::as_str), CODES);
            let (why, reports) = (escaped(why), lost.reports);
            line(text, format_args!("- {label}{why}（{reports} 份报告）：{}", escaped(&codes)));
        }
        text.push_str("\n</details>\n");
    }
}

fn of_finding(finding: &Finding) -> String {
    let doubt = match doubt(finding.certainty) {
        "" => String::new(),
        doubt => format!("（{doubt}）"),
    };
    let fix = match (found(finding), should_be(finding)) {
        (_, fix) if fix.is_empty() => String::new(),
        ("", fix) => format!("；应为 **{}**（原为空）", escaped(&fix)),
        (found, fix) => format!("；应为 **{}**（原 {}）", escaped(&fix), escaped(found)),
    };
    format!(
        "- **{} {}**{doubt} {}：{}{fix}",
        finding.severity.title(),
        escaped(&finding.rule),
        escaped(&place(&finding.at)),
        escaped(&finding.message)
    )
}

/// Words that are no markup, and call nobody.
fn escaped(text: &str) -> String {
    let mut out = String::with_capacity(text.len());
    for c in clean(text.trim()).chars() {
        match c {
            '\\' | '`' | '*' | '_' | '[' | ']' | '|' | '~' | '#' | '!' => out.extend(['\\', c]),
            '<' => out.push_str("&lt;"),
            '>' => out.push_str("&gt;"),
            '&' => out.push_str("&amp;"),
            // What follows is no name any more.
            '@' => out.push_str("@\u{2060}"),
            c => out.push(c),
        }
    }
    out
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn words_are_no_markup() {
        for (text, expected) in [
            ("表三·总计", "表三·总计"),
            ("a|b", "a\\|b"),
            ("[x](http://y) <img>", "\\[x\\](http://y) &lt;img&gt;"),
            ("**粗**\n# 题", "\\*\\*粗\\*\\*␊\\# 题"),
            ("@all", "@\u{2060}all"),
        ] {
            assert_eq!(escaped(text), expected);
        }
    }
}

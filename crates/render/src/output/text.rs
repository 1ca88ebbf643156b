//! A check on a terminal: a block for each finding, what could not be read or checked, and a line that sums up.

mod overview;

use std::borrow::Cow;
use std::fmt::{Display, Write};
use std::io;

use annotate_snippets::{AnnotationKind, Group, Level, Renderer, Snippet};
use anstyle::{AnsiColor, Effects, Style};
use gouji_core::card::{Need, Severity};
use gouji_core::verdict::{At, Checked, Finding, Header, PackKind, Summary, TroubleOut, Verdict};
use unicode_width::UnicodeWidthChar;

use super::{End, Format, Hint, Options, Output};
use crate::finding::doubt;
use crate::phrases::{Answer, Change, Counts, RulesCount, Standing, Whose, elsewhere};
use crate::place;
use crate::printable::clean;
use crate::tally::{Tally, left_out, verdicts, why};

pub(super) static FORMAT: Format = Format {
    name: "text",
    about: "终端上看的文字",
    extensions: &["txt"],
    binary: false,
    tables: false,
    new: |options| Box::new(Text { options: options.clone(), first: true, tally: Tally::default() }),
};

struct Text {
    options: Options,
    first: bool,
    tally: Tally,
}

impl Output for Text {
    fn begin(&mut self, _: &Header, _: &mut dyn io::Write) -> io::Result<()> {
        Ok(())
    }

    fn report(&mut self, checked: &Checked, out: &mut dyn io::Write) -> io::Result<()> {
        if self.options.many {
            self.tally.count(checked);
        }
        let gap = if std::mem::take(&mut self.first) || self.options.quiet { "" } else { "\n" };
        let report = report(checked, &self.options);
        out.write_all(gap.as_bytes()).and_then(|()| out.write_all(report.as_bytes()))
    }

    fn finish(&mut self, end: &End, out: &mut dyn io::Write) -> io::Result<()> {
        out.write_all(ending(end, &self.tally, &self.options).as_bytes())
    }
}

/// One report, with a line break at its end.
fn report(checked: &Checked, options: &Options) -> String {
    let mut out = Page { out: String::new(), options };
    if options.quiet {
        out.one_line(checked);
    } else {
        out.report(checked);
    }
    out.out
}

/// What stands at the end of a run: where there are many, what they come to; how many reports came out how, which packs
/// checked them, and what is to be said of the run.
fn ending(end: &End, tally: &Tally, options: &Options) -> String {
    let mut out = Page { out: String::new(), options };
    if options.many {
        out.overview(tally);
    }
    if !options.quiet {
        out.packs_and_counts(end);
    } else if options.many {
        out.counts(end.summary);
    }
    out.out
}

/// The text so far and how it is to look.
struct Page<'a> {
    out: String,
    options: &'a Options,
}

const STRONG: Style = Style::new().effects(Effects::BOLD);
const FAINT: Style = Style::new().effects(Effects::DIMMED);
const BLUE: Style = AnsiColor::BrightBlue.on_default();

/// Rules and packs.
type Names<'a> = Vec<Cow<'a, str>>;

impl Page<'_> {
    fn line(&mut self, line: impl Display) {
        // Writing to a string does not fail.
        let _ = writeln!(self.out, "{line}");
    }

    fn paint(&self, style: Style, text: impl Display) -> String {
        if self.options.color { format!("{style}{text}{style:#}") } else { text.to_string() }
    }

    fn report(&mut self, checked: &Checked) {
        let path = checked.path.to_string_lossy();
        self.line(format_args!("{}{}", self.paint(STRONG, clean(&path)), self.paint(FAINT, Whose(checked))));
        let shown = self.shown(checked);
        for finding in &shown.findings {
            self.finding(&path, finding);
        }
        if shown.left_out > 0 {
            self.line(format_args!(
                "\n仅显示前 {} 条，共 {} 条{}",
                shown.findings.len(),
                shown.findings.len() + shown.left_out,
                self.hint(Hint::All)
            ));
        }
        for trouble in &checked.trouble {
            self.trouble(&path, trouble);
        }
        self.line("");
        self.not_checked(checked);
        self.verdict(checked);
    }

    /// What is shown: when there is too much, the worst of it, in the order of the report.
    fn shown<'c>(&self, checked: &'c Checked) -> Shown<'c> {
        let mut findings: Vec<(usize, &Finding)> =
            checked.findings.iter().filter(|finding| self.is_shown(finding)).enumerate().collect();
        let left_out = findings.len().saturating_sub(self.options.limit);
        if left_out > 0 {
            findings.sort_by_key(|&(at, finding)| (std::cmp::Reverse(finding.severity), at));
            findings.truncate(self.options.limit);
            findings.sort_by_key(|&(at, _)| at);
        }
        Shown { findings: findings.into_iter().map(|(_, finding)| finding).collect(), left_out }
    }

    fn is_shown(&self, finding: &Finding) -> bool {
        match finding.counts() {
            true => finding.severity >= self.options.floor,
            false => self.options.waived || self.options.floor == Severity::Info,
        }
    }

    fn finding(&mut self, path: &str, finding: &Finding) {
        let severity = format!("{}[{}]", finding.severity.title(), clean(&finding.rule));
        let sure = match doubt(finding.certainty) {
            "" => String::new(),
            doubt => format!("（{doubt}）"),
        };
        self.line(format_args!(
            "\n{} {}",
            self.paint(color_of(finding.severity), severity),
            self.paint(STRONG, format_args!("{}{sure}{}", clean(&finding.title), Standing(finding)))
        ));
        let margin = self.place(path, &finding.at, finding.severity);
        self.note(margin, &finding.message);
        for evidence in &finding.evidence {
            self.note(margin, &format!("{}{}", evidence.text, elsewhere(&evidence.at, &finding.at)));
        }
        if let Some(repair) = &finding.repair {
            self.note(margin, &Change(repair).to_string());
        }
        for other in &finding.alternatives {
            let place = place::in_form(&other.at).unwrap_or_default();
            let line = elsewhere(&other.at, &finding.at);
            self.note(margin, &format!("或者：{place}{line}{}", Change(&other.repair)));
        }
        if !finding.basis.is_empty() {
            self.note(margin, &format!("依据：{}", finding.basis));
        }
        if !finding.also.is_empty() {
            self.note(margin, &format!("同因：{}", finding.also.join("、")));
        }
        if let Some(waived) = &finding.waived {
            self.note(margin, &format!("豁免：{}", Answer(waived)));
        }
    }

    fn trouble(&mut self, path: &str, trouble: &TroubleOut) {
        let (title, color) = match trouble.blocking {
            true => ("未能读懂", color_of(Severity::Error)),
            false => ("读取提示", color_of(Severity::Info)),
        };
        self.line(format_args!("\n{} {}", self.paint(color, title), clean(&trouble.message)));
        if trouble.at.line > 0 {
            self.place(path, &trouble.at, if trouble.blocking { Severity::Error } else { Severity::Info });
        }
    }

    /// The line that says where, and the words there; returns the width of the margin for what follows.
    fn place(&mut self, path: &str, at: &At, severity: Severity) -> usize {
        let margin = at.line.max(1).ilog10() as usize + 1;
        let arrow = self.paint(BLUE, format_args!("{:margin$}-->", ""));
        let position = match at.line {
            0 => String::new(),
            line => format!(":{line}:{}", at.column),
        };
        let form = place::in_form(at).map(|place| format!("  {}", clean(&place))).unwrap_or_default();
        let file =
            place::in_file(&at.origin).map(|place| format!("（{}）", clean(&place))).unwrap_or_default();
        // Lines of the text are no places in a document.
        match place::in_words(at) {
            Some(words) => {
                self.line(format_args!("{arrow} {}  {}{position}", clean(path), clean(&words)));
            }
            None => self.line(format_args!("{arrow} {}{position}{form}{file}", clean(path))),
        }
        if let Some(snippet) = self.snippet(at, severity) {
            self.line(snippet);
        }
        margin
    }

    /// The line of the report with what is pointed at underlined; `None` where there is nothing to see.
    fn snippet(&self, at: &At, severity: Severity) -> Option<String> {
        let context = &at.context;
        let before = clean(context.line.get(..context.start)?);
        let marked = clean(context.line.get(context.start..context.end)?);
        let after = clean(context.line.get(context.end..)?);
        if at.line == 0 || context.line.trim().is_empty() {
            return None;
        }
        let room = self.options.width.saturating_sub(MARGIN).max(MARGIN);
        let (marked, after) = match fitting(&marked, room) {
            head if head.len() < marked.len() => (head, "…"),
            _ => (&*marked, &*after),
        };
        let span = before.len()..before.len() + marked.len();
        let level = match severity {
            Severity::Error => Level::ERROR,
            Severity::Warning => Level::WARNING,
            Severity::Info => Level::INFO,
        };
        let source = Snippet::source(format!("{before}{marked}{after}"))
            .line_start(at.line as usize)
            .annotation(AnnotationKind::Primary.span(span));
        let renderer = if self.options.color { Renderer::styled() } else { Renderer::plain() };
        let report = [Group::with_level(level).element(source)];
        Some(renderer.term_width(self.options.width).render(&report))
    }

    fn note(&mut self, margin: usize, text: &str) {
        let sign = self.paint(BLUE, "=");
        self.line(format_args!("{:margin$} {sign} {}", "", clean(text)));
    }

    /// What the face adds, or nothing.
    fn hint(&self, hint: Hint) -> String {
        (self.options.hint)(hint).unwrap_or_default()
    }

    fn how_to_give(&self, need: Option<Need>) -> String {
        need.map(|need| self.hint(Hint::Give(need))).unwrap_or_default()
    }

    /// Rules and packs that did not do their work, by reason.
    fn not_checked(&mut self, checked: &Checked) {
        let mut reasons: Vec<(&str, Option<Need>, Names)> = Vec::new();
        // Of many reports the same: said once in the end.
        for (what, why, need) in left_out(checked).filter(|_| !self.options.many) {
            match reasons.iter_mut().find(|(known, ..)| *known == why) {
                Some((_, _, codes)) => codes.push(what),
                None => reasons.push((why, need, vec![what])),
            }
        }
        for (why, need, codes) in reasons {
            let how = self.how_to_give(need);
            self.line(format_args!("未检查 {}：{}{how}", clean(&codes.join("、")), clean(why)));
        }
        for crash in &checked.rules.crashed {
            let label = self.paint(color_of(Severity::Error), "规则异常");
            self.line(format_args!("{label} {}：{}", clean(&crash.rule), clean(&crash.why)));
        }
    }

    fn verdict(&mut self, checked: &Checked) {
        self.hidden(checked);
        let counts = Counts::of(checked);
        let rules = RulesCount(&checked.rules);
        let line = format!("{}：{counts}；{rules}", self.word(checked.verdict));
        self.line(line);
    }

    /// What is only counted, and how to see it.
    fn hidden(&mut self, checked: &Checked) {
        let floor = self.options.floor;
        let below = |severity| {
            let hidden = checked.findings.iter().filter(|f| f.counts() && f.severity == severity);
            if severity < floor { hidden.count() } else { 0 }
        };
        let (warnings, infos) = (below(Severity::Warning), below(Severity::Info));
        let count = |count: usize, what: &str| (count > 0).then(|| format!("{count} 条{what}"));
        let counts: Vec<String> =
            [count(warnings, "警告"), count(infos, "提示")].into_iter().flatten().collect();
        if !counts.is_empty() {
            let level = if infos > 0 { Severity::Info } else { Severity::Warning };
            self.line(format_args!("另有 {}{}", counts.join("、"), self.hint(Hint::From(level))));
        }
        let waived = checked.findings.iter().filter(|finding| finding.waived.is_some()).count();
        let known = checked.findings.iter().filter(|finding| !finding.counts()).count() - waived;
        let shown = self.options.waived || floor == Severity::Info;
        let how = if shown { String::new() } else { self.hint(Hint::Waived) };
        for (count, what) in [(waived, "已豁免"), (known, "基线中已有")] {
            if count > 0 {
                self.line(format_args!("{what} {count} 条{how}"));
            }
        }
    }

    fn word(&self, verdict: Verdict) -> String {
        let color = match verdict {
            Verdict::Pass => AnsiColor::BrightGreen.on_default().effects(Effects::BOLD),
            Verdict::Warn => color_of(Severity::Warning),
            Verdict::Fail | Verdict::Incomplete | Verdict::Unreadable => color_of(Severity::Error),
        };
        self.paint(color, verdict.title())
    }

    fn one_line(&mut self, checked: &Checked) {
        let path = checked.path.to_string_lossy();
        let mut line = format!("{}  {}  {}", self.word(checked.verdict), clean(&path), Counts::of(checked));
        // What keeps a report from being clean without a finding has to be seen here too.
        for (label, count) in [
            ("未能读懂", checked.trouble.iter().filter(|trouble| trouble.blocking).count()),
            ("未检查", checked.rules.could_not_check.len()),
            ("规则异常", checked.rules.crashed.len()),
        ] {
            if count > 0 {
                let _ = write!(line, "，{label} {count}");
            }
        }
        if let Some(why) = why(checked) {
            let _ = write!(line, "：{}", clean(why));
        }
        self.line(line);
    }

    fn packs_and_counts(&mut self, end: &End) {
        if end.summary.reports != 1 {
            self.counts(end.summary);
        }
        if end.summary.gone > 0 {
            self.line(format_args!("基线中的问题，已消除 {} 条", end.summary.gone));
        }
        self.packs(end.header);
        for notice in end.notices {
            self.line(format_args!("注意：{}", clean(&notice.message)));
        }
    }

    fn counts(&mut self, summary: &Summary) {
        let verdicts: Vec<String> =
            verdicts(summary).map(|(verdict, count)| format!("{} {count}", self.word(verdict))).collect();
        let counts = Counts::from(summary);
        let line = match verdicts.is_empty() {
            true => "\n没有检查任何报告".to_owned(),
            false => format!("\n共 {} 份报告：{}；{counts}", summary.reports, verdicts.join("，")),
        };
        self.line(line);
    }

    fn packs(&mut self, header: &Header) {
        let packs: Vec<String> = header
            .packs
            .iter()
            .map(|pack| {
                let builtin = if pack.kind == PackKind::Builtin { "内置" } else { "" };
                let isolated = if pack.isolated { "隔离运行" } else { "" };
                let notes =
                    [builtin, pack.trust.doubt(), isolated].into_iter().filter(|note| !note.is_empty());
                let notes: String = notes.map(|note| format!("，{note}")).collect();
                format!("{} {}（{} 条规则{notes}）", clean(&pack.id), clean(&pack.version), pack.rules)
            })
            .collect();
        let packs = if packs.is_empty() {
            "无（没有读出要用规则包的报告）".to_owned()
        } else {
            packs.join("、")
        };
        let profile = match header.profile.as_str() {
            "auto" => "按报告自动选择".to_owned(),
            profile => clean(profile).into_owned(),
        };
        self.line(format_args!("载入的规则包：{packs}；配置：{profile}"));
    }
}

struct Shown<'a> {
    findings: Vec<&'a Finding>,
    left_out: usize,
}

fn color_of(severity: Severity) -> Style {
    let color = match severity {
        Severity::Error => AnsiColor::BrightRed,
        Severity::Warning => AnsiColor::Yellow,
        Severity::Info => AnsiColor::BrightBlue,
    };
    color.on_default().effects(Effects::BOLD)
}

/// Columns that the line's number and the cuts at both ends take.
const MARGIN: usize = 20;

/// As much of the beginning of `text` as fits into that many columns.
fn fitting(text: &str, columns: usize) -> &str {
    let mut used = 0;
    let end = text.char_indices().find(|(_, c)| {
        used += c.width().unwrap_or(0);
        used > columns
    });
    end.map_or(text, |(end, _)| &text[..end])
}

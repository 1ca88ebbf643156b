//! The score: what was found on clean reports and how many defects were found, as a table.
#![allow(clippy::print_stdout, reason = "a tool for people at a terminal")]

use std::collections::BTreeMap;
use std::fmt::Write;

use gouji_core::card::Severity;
use gouji_core::verdict::{Checked, Finding, Verdict};

use super::defects::Defect;
use super::judge::Judgement;

/// In ten thousand.
const ERRORS_WANTED: usize = 9900;
const WARNINGS_WANTED: usize = 9500;

#[derive(Default)]
pub(super) struct Tally {
    reports: usize,
    /// By severity.
    findings: [usize; 3],
    /// By code and severity: how many, and one to look at.
    alarms: BTreeMap<(Severity, String), (usize, Vec<String>)>,
    incomplete: Vec<String>,
    kinds: Vec<Kind>,
    /// Kinds that no report could have.
    never: Vec<&'static str>,
}

struct Kind {
    defect: &'static Defect,
    count: usize,
    found: usize,
    placed: usize,
    repaired: usize,
    whole: usize,
    companions: BTreeMap<String, usize>,
    misses: Vec<String>,
}

impl Tally {
    pub(super) fn clean(&mut self, checked: &Checked) {
        self.reports += 1;
        for finding in &checked.findings {
            self.findings[finding.severity as usize] += 1;
            let (count, seen) = self.alarms.entry((finding.severity, finding.rule.clone())).or_default();
            *count += 1;
            seen.push(describe(checked, finding));
        }
        if matches!(checked.verdict, Verdict::Incomplete | Verdict::Unreadable) {
            let troubles: Vec<&str> =
                checked.trouble.iter().map(|trouble| trouble.message.as_str()).collect();
            self.incomplete.push(format!("{}：{}", checked.path.display(), troubles.join("；")));
        }
    }

    pub(super) fn defect(&mut self, defect: &'static Defect, judgement: Judgement) {
        if self.kinds.last().is_none_or(|kind| kind.defect.name != defect.name) {
            self.kinds.push(Kind {
                defect,
                count: 0,
                found: 0,
                placed: 0,
                repaired: 0,
                whole: 0,
                companions: BTreeMap::new(),
                misses: Vec::new(),
            });
        }
        let Some(kind) = self.kinds.last_mut() else { return };
        kind.count += 1;
        kind.found += usize::from(judgement.found);
        kind.placed += usize::from(judgement.found && judgement.placed);
        kind.repaired += usize::from(judgement.found && judgement.repaired);
        kind.whole += usize::from(judgement.found && judgement.placed && judgement.repaired);
        for code in judgement.companions {
            *kind.companions.entry(code).or_default() += 1;
        }
        kind.misses.extend(judgement.miss);
    }

    pub(super) fn never(&mut self, defects: impl Iterator<Item = &'static Defect>) {
        let tried: Vec<&str> = self.kinds.iter().map(|kind| kind.defect.name).collect();
        self.never = defects.map(|defect| defect.name).filter(|name| !tried.contains(name)).collect();
    }

    /// Errors found whole, in ten thousand; likewise warnings, and what is only said.
    pub(super) fn rate(&self, severity: Severity) -> (usize, usize, usize) {
        let kinds = self.kinds.iter().filter(|kind| kind.defect.severity == severity);
        let (whole, count) =
            kinds.fold((0, 0), |(whole, count), kind| (whole + kind.whole, count + kind.count));
        (whole, count, (whole * 10_000).checked_div(count).unwrap_or(10_000))
    }

    /// Errors and warnings on clean reports.
    #[cfg(test)]
    pub(super) fn false_alarms(&self) -> (usize, usize) {
        (self.findings[Severity::Error as usize], self.findings[Severity::Warning as usize])
    }

    /// Nothing unread and no error on clean reports, and at most one warning on ten of them.
    pub(super) fn is_clean(&self) -> bool {
        self.findings[Severity::Error as usize] == 0
            && self.incomplete.is_empty()
            && self.findings[Severity::Warning as usize] * 10 <= self.reports
    }

    /// And errors and warnings are found as often as promised.
    pub(super) fn is_enough(&self) -> bool {
        self.is_clean()
            && self.rate(Severity::Error).2 >= ERRORS_WANTED
            && self.rate(Severity::Warning).2 >= WARNINGS_WANTED
    }

    pub(super) fn print(&self, verbose: bool) {
        println!("{}", self.table(verbose));
    }

    pub(super) fn table(&self, verbose: bool) -> String {
        let mut out = String::new();
        // Writing to a string cannot fail.
        let _ = self.write(&mut out, verbose);
        out
    }

    fn write(&self, out: &mut String, verbose: bool) -> std::fmt::Result {
        let per = |count: usize| count as f64 / self.reports.max(1) as f64;
        let [errors, warnings, infos] = [Severity::Error, Severity::Warning, Severity::Info]
            .map(|severity| self.findings[severity as usize]);
        writeln!(out, "没有毛病的报告 {} 份", self.reports)?;
        writeln!(
            out,
            "  错误 {errors} 条，警告 {warnings} 条（每份 {:.3} 条），提示 {infos} 条（每份 {:.2} 条）",
            per(warnings),
            per(infos)
        )?;
        writeln!(out, "  没有读完的 {} 份", self.incomplete.len())?;
        for ((severity, code), (count, seen)) in &self.alarms {
            writeln!(out, "  {:<7} {count:>5} {}", code, severity.title())?;
            let shown = match severity {
                _ if !verbose => 0,
                Severity::Info => 2,
                _ => 40,
            };
            for line in seen.iter().take(shown) {
                writeln!(out, "          {line}")?;
            }
        }
        for line in self.incomplete.iter().take(if verbose { 20 } else { 3 }) {
            writeln!(out, "  {line}")?;
        }
        writeln!(
            out,
            "\n毛病 {} 种\n级别 份数 代码 位置 修正 全对  名称（代码）  连带的误报",
            self.kinds.len()
        )?;
        for kind in &self.kinds {
            let companions: Vec<String> =
                kind.companions.iter().map(|(code, count)| format!("{code}×{count}")).collect();
            writeln!(
                out,
                "{} {:>4} {:>4} {:>4} {:>4} {:>4}{} {}（{}）  {}",
                kind.defect.severity.title(),
                kind.count,
                kind.found,
                kind.placed,
                kind.repaired,
                kind.whole,
                if kind.whole < kind.count { "*" } else { " " },
                kind.defect.name,
                kind.defect.codes.join("、"),
                companions.join(" ")
            )?;
            for miss in kind.misses.iter().take(if verbose { 12 } else { 0 }) {
                writeln!(out, "        {miss}")?;
            }
        }
        for name in &self.never {
            writeln!(out, "没有一份报告能有：{name}")?;
        }
        writeln!(out)?;
        for (severity, wanted) in
            [(Severity::Error, ERRORS_WANTED), (Severity::Warning, WARNINGS_WANTED), (Severity::Info, 0)]
        {
            let (whole, count, rate) = self.rate(severity);
            let rate = format!("{}.{:02}%", rate / 100, rate % 100);
            let wanted = if wanted == 0 { String::new() } else { format!("（要求 {}%）", wanted / 100) };
            writeln!(out, "{}：{whole} / {count} = {rate}{wanted}", severity.title())?;
        }
        let companions: usize = self.kinds.iter().flat_map(|kind| kind.companions.values()).sum();
        write!(
            out,
            "连带的误报 {companions} 条；{}",
            if self.is_enough() { "达到要求" } else { "没有达到要求" }
        )
    }
}

fn describe(checked: &Checked, finding: &Finding) -> String {
    let name = checked.path.file_name().map(|name| name.to_string_lossy().into_owned()).unwrap_or_default();
    format!("{name} 第{}行：{}", finding.at.line, finding.message)
}

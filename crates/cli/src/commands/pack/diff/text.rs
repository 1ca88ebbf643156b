//! A difference as text: how much first, then where, then what.

use std::fmt::Write;

use gouji_core::card::Severity;
use gouji_engine::difference::{BySeverity, Change, Difference, Group, Kind, Said};
use gouji_render::printable::clean;

/// Groups of a kind that are listed.
const GROUPS: usize = 30;

/// Faults that are listed.
const FAULTS: usize = 20;

/// The whole of it, with so many changes at most one by one. Writing to a string does not fail.
pub(super) fn text(difference: &Difference, limit: usize) -> String {
    let mut out = totals(difference) + "\n";
    groups(&mut out, "按规则", &difference.by_rule);
    groups(&mut out, "按机关", &difference.by_agency);
    if !difference.changes.is_empty() && limit > 0 {
        out.push_str("\n逐条（+ 多出，- 减少，~ 改变）：\n");
        let mut report = None;
        for change in difference.changes.iter().take(limit) {
            if report != Some(&change.path) {
                let _ = writeln!(out, "{}", clean(&whose(change)));
                report = Some(&change.path);
            }
            one(&mut out, change);
        }
    }
    more(&mut out, difference.changes.len(), limit, "条");
    if !difference.faults.is_empty() {
        out.push_str("\n没有读出或没有查完的（这些报告还可能有别的变化）：\n");
        for fault in difference.faults.iter().take(FAULTS) {
            let side = match fault.version {
                "old" => "（旧版）",
                "new" => "（新版）",
                _ => "",
            };
            let _ = writeln!(out, "  {}{side}：{}", clean(&fault.path), clean(&fault.why));
        }
        more(&mut out, difference.faults.len(), FAULTS, "处");
    }
    out
}

/// What everybody wants to know first.
pub(super) fn totals(difference: &Difference) -> String {
    let Difference { pack, old, new, reports, reports_changed, not_applicable, total, .. } = difference;
    let outside = match not_applicable {
        0 => String::new(),
        count => format!("（{count} 份不在适用范围）"),
    };
    let mut out = format!(
        "规则包 {}：{}（{} 条规则）→ {}（{} 条规则），{reports} 份报告{outside}\n",
        clean(pack),
        clean(&old.version),
        old.rules,
        clean(&new.version),
        new.rules
    );
    let apart = match (old.isolated, new.isolated) {
        (true, true) => "两版的动态库都在隔离的进程里运行\n",
        (true, false) => "旧版的动态库在隔离的进程里运行\n",
        (false, true) => "新版的动态库在隔离的进程里运行\n",
        (false, false) => "",
    };
    out.push_str(apart);
    if difference.is_none() {
        let _ = write!(out, "没有变化：两版各有 {} 条问题，完全相同", new.findings);
    } else {
        let _ = write!(
            out,
            "{reports_changed} 份报告有变化：多出 {}，减少 {}，改变 {}（问题共 {} 条 → {} 条）",
            counted(total.gained),
            counted(total.lost),
            counted(total.changed),
            old.findings,
            new.findings
        );
    }
    for (title, rules) in [("新增的规则", &difference.rules_added), ("删去的规则", &difference.rules_removed)]
    {
        if !rules.is_empty() {
            let _ = write!(out, "\n{title}：{}", clean(&rules.join("、")));
        }
    }
    out
}

fn counted(counts: BySeverity) -> String {
    let parts =
        [(Severity::Error, counts.error), (Severity::Warning, counts.warning), (Severity::Info, counts.info)];
    let parts: Vec<String> = parts
        .iter()
        .filter(|(_, count)| *count > 0)
        .map(|(severity, count)| format!("{} {count}", severity.title()))
        .collect();
    match parts.is_empty() {
        true => "0 条".to_owned(),
        false => format!("{} 条（{}）", counts.all(), parts.join("、")),
    }
}

fn groups(out: &mut String, title: &str, groups: &[Group]) {
    if groups.is_empty() {
        return;
    }
    let _ = writeln!(out, "\n{title}：");
    for group in groups.iter().take(GROUPS) {
        let Group { of, title, reports, gained, lost, changed } = group;
        let title = if title.is_empty() { String::new() } else { format!("  {}", clean(title)) };
        let _ = writeln!(
            out,
            "  {}  多出 {gained}、减少 {lost}、改变 {changed}（{reports} 份）{title}",
            clean(of)
        );
    }
    more(out, groups.len(), GROUPS, "项");
}

fn whose(change: &Change) -> String {
    match (&change.agency, change.year) {
        (Some(agency), Some(year)) => format!("{agency} {year}年（{}）", change.path),
        (Some(agency), None) => format!("{agency}（{}）", change.path),
        (None, _) => change.path.clone(),
    }
}

fn one(out: &mut String, change: &Change) {
    let rule = clean(&change.rule);
    let at = format!("第 {} 行", change.line);
    let _ = match (change.kind, &change.old, &change.new) {
        (Kind::Changed, Some(old), Some(new)) => {
            let severity = match old.severity == new.severity {
                true => new.severity.title().to_owned(),
                false => format!("{}→{}", old.severity.title(), new.severity.title()),
            };
            let _ = writeln!(out, "  ~ {severity} {rule} {at}：{}", said(new));
            match (said(old), said(new)) {
                (old, new) if old != new => writeln!(out, "      原为：{old}"),
                _ => Ok(()),
            }
        }
        (Kind::Lost, Some(old), _) => {
            writeln!(out, "  - {} {rule} {at}：{}", old.severity.title(), said(old))
        }
        (_, _, Some(new)) => writeln!(out, "  + {} {rule} {at}：{}", new.severity.title(), said(new)),
        _ => Ok(()),
    };
}

fn said(said: &Said) -> String {
    let repair =
        said.repair.as_ref().map(|repair| format!("（“{}”应改为“{}”）", repair.replace, repair.with));
    clean(&format!("{}{}", said.message, repair.unwrap_or_default())).to_string()
}

fn more(out: &mut String, all: usize, shown: usize, unit: &str) {
    if all > shown {
        let _ = writeln!(out, "  仅显示前 {shown} {unit}，共 {all} {unit}");
    }
}

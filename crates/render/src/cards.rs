//! Rules as their cards tell of them: the index of all rules, and the page of one.

use std::fmt::{Display, Write};

use gouji_core::card::{Card, Certainty, Example, Need, Scope, Severity};
use serde::Serialize;

use crate::printable::clean;

/// A rule as a profile has it.
#[derive(Debug, Clone, Serialize)]
pub struct Listed<'a> {
    pub pack: &'a str,
    /// What the profile makes of it; `None` where it is switched off.
    pub severity: Option<Severity>,
    #[serde(flatten)]
    pub card: &'a Card,
}

/// One line a rule, pack by pack.
pub fn text(rules: &[Listed]) -> String {
    let mut out = String::new();
    for_each_pack(rules, |pack, rules| {
        let gap = if out.is_empty() { "" } else { "\n" };
        line(&mut out, format_args!("{gap}{}（{} 条）", clean(pack), rules.len()));
        let code = width(rules.iter().map(|rule| rule.card.code.as_str()));
        for rule in rules {
            let Card { code: own, title, name, .. } = rule.card;
            let title = format!("{own:code$}  {}  {}", level(rule.severity), clean(title));
            line(&mut out, format_args!("  {title}  {}", clean(name)));
        }
    });
    out
}

/// The index of rules as a Markdown document, a table a pack.
pub fn markdown(rules: &[Listed]) -> String {
    let mut out = String::from("# 规则索引\n\n由 `gouji rules --format markdown` 生成，请勿手工修改。\n");
    for_each_pack(rules, |pack, rules| {
        line(&mut out, format_args!("\n## {pack}（{} 条）\n", rules.len()));
        line(&mut out, "| 代码 | 级别 | 缺陷 | 名称 | 依据 |");
        line(&mut out, "| --- | --- | --- | --- | --- |");
        for rule in rules {
            let [code, title, name, basis] =
                [&rule.card.code, &rule.card.title, &rule.card.name, &rule.card.basis]
                    .map(|text| clean(text).replace('|', "\\|"));
            line(
                &mut out,
                format_args!("| {code} | {} | {title} | `{name}` | {basis} |", level(rule.severity)),
            );
        }
    });
    out
}

/// Every card with its pack and severity, as `gouji.rules/1`.
pub fn json(rules: &[Listed]) -> String {
    #[derive(Serialize)]
    struct Rules<'a> {
        schema: &'static str,
        rules: &'a [Listed<'a>],
    }
    let json = serde_json::to_string_pretty(&Rules { schema: "gouji.rules/1", rules });
    json.expect("text and numbers under text keys make JSON") + "\n"
}

/// The page of one rule: everything that people need to know of it.
pub fn page(rule: &Listed) -> String {
    let mut out = String::new();
    let card = rule.card;
    line(&mut out, format_args!("{}  {}\n", clean(&card.code), clean(&card.title)));
    line(&mut out, format_args!("名称：{}（规则包 {}）", clean(&card.name), clean(rule.pack)));
    let sure = match card.certainty {
        Certainty::Certain => "确定",
        Certainty::Likely => "很可能",
        Certainty::Possible => "可能",
    };
    let changed = match rule.severity {
        severity if severity == Some(card.severity) => String::new(),
        _ => format!("（规则本身为{}）", card.severity),
    };
    line(&mut out, format_args!("级别：{}{changed}，{sure}", level(rule.severity)));
    for (name, text) in [("依据", &card.basis), ("理由", &card.why), ("出处", &card.source)] {
        if !text.is_empty() {
            line(&mut out, format_args!("{name}：{}", clean(text)));
        }
    }
    line(&mut out, format_args!("适用：{}", scope(&card.scope)));
    if !card.needs.is_empty() {
        let needs: Vec<&str> = card.needs.iter().map(|need| need_title(*need)).collect();
        line(&mut out, format_args!("需要：{}", needs.join("、")));
    }
    if !card.replaces.is_empty() {
        line(&mut out, format_args!("同时载入时代替：{}", clean(&card.replaces.join("、"))));
    }
    examples(&mut out, "会报出的例子", &card.bad);
    examples(&mut out, "不会报出的例子", &card.good);
    line(&mut out, "\n改级或停用：在配置（用 --profile 指定的文件）里写");
    line(&mut out, format_args!("    [rules.\"{}\"]", clean(&card.code)));
    line(&mut out, "    level = \"off\"    # 或 info、warning、error");
    out
}

fn line(out: &mut String, line: impl Display) {
    // Writing to a string does not fail.
    let _ = writeln!(out, "{line}");
}

/// Runs of rules of the same pack.
fn for_each_pack<'a>(rules: &'a [Listed<'a>], mut each: impl FnMut(&str, &[Listed])) {
    for rules in rules.chunk_by(|a, b| a.pack == b.pack) {
        each(rules[0].pack, rules);
    }
}

fn width<'a>(codes: impl Iterator<Item = &'a str>) -> usize {
    codes.map(str::len).max().unwrap_or(0)
}

fn level(severity: Option<Severity>) -> &'static str {
    severity.map_or("停用", Severity::title)
}

fn scope(scope: &Scope) -> String {
    let mut parts = Vec::new();
    parts.extend(scope.years.map(|(from, to)| match from == to {
        true => format!("{from}年度"),
        false if to >= 2100 => format!("{from}年度起"),
        false => format!("{from}—{to}年度"),
    }));
    if !scope.editions.is_empty() {
        let editions: Vec<&str> = scope.editions.iter().map(|edition| edition.document()).collect();
        parts.push(format!("{}格式", editions.join("、")));
    }
    if !scope.levels.is_empty() {
        let levels: Vec<&str> = scope.levels.iter().map(|level| level.title()).collect();
        parts.push(levels.join("、"));
    }
    if parts.is_empty() { "全部报告".to_owned() } else { parts.join("；") }
}

fn need_title(need: Need) -> &'static str {
    match need {
        Need::LastYear => "上年报告（--previous）",
        Need::Published => "发布日期",
        Need::Children => "下级机关和所属部门的报告（--children）",
        Need::Peers => "同级机关的报告（--peers）",
        Need::Unknown => "本版本不认识的资料",
    }
}

fn examples(out: &mut String, title: &str, examples: &[Example]) {
    for example in examples {
        line(out, format_args!("\n{title}："));
        for row in example.report.trim().lines() {
            line(out, format_args!("    {}", clean(row.trim())));
        }
        for finding in example.finds.trim().lines() {
            line(out, format_args!("  报出：{}", clean(finding.trim())));
        }
    }
}

//! The page of one rule: everything that people need to know of it, for a terminal and as Markdown.

use gouji_core::card::{Card, Example};

use super::example::{self, shortened};
use super::words::{certainty, level, needs, scope};
use super::{Listed, line};
use crate::printable::clean;

/// The page for a terminal. `all` are the rules that may take its place.
pub fn page(rule: &Listed, all: &[Listed]) -> String {
    let mut out = String::new();
    let card = rule.card;
    line(&mut out, format_args!("{}  {}\n", clean(&card.code), clean(&card.title)));
    line(&mut out, format_args!("名称：{}（规则包 {}）", clean(&card.name), clean(rule.pack)));
    line(&mut out, format_args!("级别：{}", standing(rule)));
    for (name, text) in [("依据", &card.basis), ("理由", &card.why), ("出处", &card.source)] {
        if !text.is_empty() {
            line(&mut out, format_args!("{name}：{}", clean(text)));
        }
    }
    for (name, text) in facts(rule, all, &|code| code.to_owned()) {
        line(&mut out, format_args!("{name}：{}", clean(&text)));
    }
    for option in options(rule) {
        line(&mut out, format_args!("选项：{}", clean(&option.sentence())));
    }
    examples(&mut out, "会报出的例子", &card.bad);
    examples(&mut out, "不会报出的例子", &card.good);
    line(&mut out, "\n改级或停用：在配置文件里写");
    for row in snippet(card) {
        line(&mut out, format_args!("    {}", clean(&row)));
    }
    out
}

/// The page as a Markdown document that stands beside those of the other rules.
pub fn page_markdown(rule: &Listed, all: &[Listed]) -> String {
    let mut out = String::new();
    let card = rule.card;
    line(&mut out, format_args!("# {} {}\n", escaped(&card.code), escaped(&card.title)));
    line(&mut out, "<!-- 由 gouji rules --pages 生成，请勿手工修改。 -->\n");
    let name = format!("`{}`（规则包 {}）", clean(&card.name), escaped(rule.pack));
    line(&mut out, format_args!("- 名称：{name}"));
    line(&mut out, format_args!("- 级别：{}", standing(rule)));
    let linked = |code: &str| match all.iter().find(|rule| rule.card.code == code) {
        Some(rule) => format!("[{}]({})", escaped(code), file_name(&rule.card.code)),
        None => escaped(code),
    };
    for (name, text) in facts(rule, all, &linked) {
        line(&mut out, format_args!("- {name}：{}", clean(&text)));
    }
    for (name, text) in [("依据", &card.basis), ("理由", &card.why), ("出处", &card.source)] {
        if !text.is_empty() {
            line(&mut out, format_args!("\n## {name}\n\n{}", escaped(text)));
        }
    }
    let options = options(rule);
    if !options.is_empty() {
        line(&mut out, "\n## 选项\n\n| 键 | 默认 | 意思 |\n| --- | --- | --- |");
        for Choice { key, default, says, .. } in options {
            line(&mut out, format_args!("| `{}` | {default} | {} |", clean(key), escaped(says)));
        }
    }
    for (title, examples) in [("会报出的例子", &card.bad), ("不会报出的例子", &card.good)] {
        if examples.is_empty() {
            continue;
        }
        line(&mut out, format_args!("\n## {title}"));
        for (number, example) in (1..).zip(examples) {
            if examples.len() > 1 {
                line(&mut out, format_args!("\n**例 {number}**"));
            }
            match example::pieces(&example.report) {
                Some(pieces) => {
                    example::markdown(&pieces, escaped).iter().for_each(|row| line(&mut out, row))
                }
                None => {
                    line(&mut out, "\n```toml");
                    rows(&example.report).for_each(|row| line(&mut out, clean(&shortened(row))));
                    line(&mut out, "```");
                }
            }
            let said: Vec<String> =
                rows(&example.finds).map(|row| format!("> 报出：{}", escaped(row))).collect();
            if !said.is_empty() {
                line(&mut out, format_args!("\n{}", said.join("\n>\n")));
            }
        }
    }
    line(&mut out, "\n## 改级或停用\n\n在配置（用 `--profile` 指定的文件）里写：\n\n```toml");
    snippet(card).for_each(|row| line(&mut out, clean(&row)));
    line(&mut out, "```");
    out
}

/// The file of a rule's page: its code, as far as a file's name can have it.
pub fn file_name(code: &str) -> String {
    let safe = |c: char| if c.is_ascii_alphanumeric() || matches!(c, '-' | '.' | '_') { c } else { '_' };
    format!("{}.md", code.chars().map(safe).collect::<String>().trim_start_matches('.'))
}

/// `警告（规则本身为错误），很可能`.
fn standing(rule: &Listed) -> String {
    let changed = match rule.severity {
        severity if severity == Some(rule.card.severity) => String::new(),
        _ => format!("（规则本身为{}）", rule.card.severity),
    };
    format!("{}{changed}，{}", level(rule.severity), certainty(rule.card.certainty))
}

/// Where it applies, what it needs, and which rules give way to which.
fn facts(rule: &Listed, all: &[Listed], link: &dyn Fn(&str) -> String) -> Vec<(&'static str, String)> {
    let card = rule.card;
    let list = |codes: &mut dyn Iterator<Item = &str>| codes.map(link).collect::<Vec<_>>().join("、");
    let replaces = list(&mut card.replaces.iter().map(String::as_str));
    let by = all.iter().map(|other| other.card).filter(|other| other.replaces.contains(&card.code));
    let replaced = list(&mut by.map(|other| other.code.as_str()));
    let facts = [
        ("适用", scope(&card.scope)),
        ("需要", needs(&card.needs)),
        ("同时载入时代替", replaces),
        ("同时载入时让位于", replaced),
    ];
    facts.into_iter().filter(|(_, text)| !text.is_empty()).collect()
}

/// An option of a rule, as the profile has it.
struct Choice<'a> {
    key: &'a str,
    default: i64,
    says: &'a str,
    set: Option<i64>,
}

impl Choice<'_> {
    fn sentence(&self) -> String {
        let Self { key, default, says, set } = self;
        match set {
            Some(value) => format!("{key} = {value}（默认 {default}）  {says}"),
            None => format!("{key}（默认 {default}）  {says}"),
        }
    }
}

fn options<'a>(rule: &'a Listed) -> Vec<Choice<'a>> {
    let set = |key: &str| rule.set.iter().find(|(set, _)| *set == key).map(|(_, value)| *value);
    let options = rule.card.options.iter();
    options.map(|o| Choice { key: &o.key, default: o.default, says: &o.says, set: set(&o.key) }).collect()
}

/// What to write into a profile.
fn snippet(card: &Card) -> impl Iterator<Item = String> {
    let head =
        [format!("[rules.\"{}\"]", card.code), "level = \"off\"    # 或 info、warning、error".to_owned()];
    let options = card.options.iter().map(|option| format!("{} = {}", option.key, option.default));
    head.into_iter().chain(options)
}

fn examples(out: &mut String, title: &str, examples: &[Example]) {
    for example in examples {
        line(out, format_args!("\n{title}："));
        match example::pieces(&example.report) {
            Some(pieces) => example::text(&pieces).iter().for_each(|row| line(out, clean(row))),
            None => rows(&example.report).for_each(|row| line(out, format_args!("    {}", shortened(row)))),
        }
        rows(&example.finds).for_each(|finding| line(out, format_args!("  报出：{}", clean(finding))));
    }
}

fn rows(text: &str) -> impl Iterator<Item = &str> {
    text.trim().lines().map(str::trim)
}

/// Text that Markdown shows as it is, in a line or a cell of a table.
pub(super) fn escaped(text: &str) -> String {
    let mut out = String::with_capacity(text.len());
    for c in clean(text).chars() {
        if matches!(c, '\\' | '`' | '*' | '_' | '[' | ']' | '<' | '>' | '|' | '#') {
            out.push('\\');
        }
        out.push(c);
    }
    out
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn names_of_files_lead_nowhere_else() {
        for (code, expected) in
            [("T3-02", "T3-02.md"), ("EY.4", "EY.4.md"), ("../x", "_x.md"), ("甲/乙", "___.md")]
        {
            assert_eq!(file_name(code), expected);
        }
    }

    #[test]
    fn text_stays_text() {
        assert_eq!(escaped("a|b_[c](d)\n"), "a\\|b\\_\\[c\\](d)␊");
    }
}

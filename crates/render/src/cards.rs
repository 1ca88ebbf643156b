//! Rules as their cards tell of them: lists of rules, and the page of one.

mod example;
mod family;
mod index;
mod page;
mod words;

use std::collections::BTreeMap;
use std::fmt::{Display, Write};

use comfy_table::{ContentArrangement, Table};
use gouji_core::card::{Card, Severity};
use serde::Serialize;

pub use self::family::{Family, families, in_order};
pub use self::index::{Links, markdown};
pub use self::page::{file_name, page, page_markdown};
use self::words::level;
use crate::printable::clean;

/// A rule as a profile has it.
#[derive(Debug, Clone)]
pub struct Listed<'a> {
    pub pack: &'a str,
    /// What the profile makes of it; `None` where it is switched off.
    pub severity: Option<Severity>,
    /// Options that the profile sets otherwise than the card does.
    pub set: Vec<(&'a str, i64)>,
    pub card: &'a Card,
}

/// One line a rule, family by family, in columns.
pub fn table(rules: &[Listed]) -> String {
    let mut out = String::new();
    for family in families(rules) {
        let gap = if out.is_empty() { "" } else { "\n" };
        line(&mut out, format_args!("{gap}{}（{} 条）", clean(&family.title()), family.rules.len()));
        let mut table = Table::new();
        table.load_style(comfy_table::presets::NOTHING).set_content_arrangement(ContentArrangement::Disabled);
        for Listed { severity, card, .. } in &family.rules {
            let Card { code, title, name, .. } = card;
            table.add_row([&*clean(code), level(*severity), &*clean(title), &*clean(name)]);
        }
        // The last column needs no padding.
        table.lines().for_each(|row| line(&mut out, format_args!(" {}", row.trim_end())));
    }
    out
}

/// A rule for programs.
#[derive(Serialize)]
struct Record<'a> {
    pack: &'a str,
    family: &'a str,
    /// `off`, or the severity that the profile gives it.
    level: &'static str,
    /// Options that the profile sets.
    set: BTreeMap<&'a str, i64>,
    #[serde(flatten)]
    card: &'a Card,
}

impl<'a> Record<'a> {
    fn new(family: &'a str, rule: &Listed<'a>) -> Self {
        Self {
            pack: rule.pack,
            family,
            level: rule.severity.map_or("off", Severity::key),
            set: rule.set.iter().copied().collect(),
            card: rule.card,
        }
    }
}

/// Every card with its pack, family and what the profile makes of it, as `gouji.rules/1`.
pub fn json(rules: &[Listed]) -> String {
    #[derive(Serialize)]
    struct Rules<'a> {
        schema: &'static str,
        rules: Vec<Record<'a>>,
    }
    let families = families(rules);
    let mut records = Vec::with_capacity(rules.len());
    for family in &families {
        records.extend(family.rules.iter().map(|rule| Record::new(&family.key, rule)));
    }
    let json = serde_json::to_string_pretty(&Rules { schema: "gouji.rules/1", rules: records });
    json.expect("text and numbers under text keys make JSON") + "\n"
}

fn line(out: &mut String, line: impl Display) {
    // Writing to a string does not fail.
    let _ = writeln!(out, "{line}");
}

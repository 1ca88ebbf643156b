//! The pages: templates of the program, filled in. Every word that comes from elsewhere is made harmless.

use std::sync::LazyLock;

use gouji_render::printable::clean;
use minijinja::value::{Serde, Value};
use minijinja::{Environment, escape_formatter};
use serde::Serialize;

use crate::query;

pub(crate) const STYLE: &str = include_str!("../templates/page.css");
pub(crate) const ICON: &str = include_str!("../templates/icon.svg");
pub(crate) const SCRIPT: &str = include_str!("../templates/page.mjs");

macro_rules! templates {
    ($($name:literal),* $(,)?) => { &[$(($name, include_str!(concat!("../templates/", $name)))),*] };
}

const TEMPLATES: &[(&str, &str)] = templates![
    "base.html",
    "changes.html",
    "desk.html",
    "enter.html",
    "finding.html",
    "findings.html",
    "help.html",
    "import.html",
    "invite.html",
    "overview.html",
    "parts.html",
    "problem.html",
    "report.html",
    "rollup.html",
    "stats.html",
    "trade.html",
    "unit.html",
    "units.html",
];

static PAGES: LazyLock<Environment<'static>> = LazyLock::new(|| {
    let mut pages = Environment::new();
    pages.set_formatter(|out, state, value| match value.as_str() {
        Some(text) if !value.is_safe() => escape_formatter(out, state, &Value::from(clean(text))),
        _ => escape_formatter(out, state, value),
    });
    pages.add_filter("with", query::with);
    pages.add_filter("thousands", thousands);
    for (name, text) in TEMPLATES {
        pages.add_template(name, text).expect("the templates are part of the program");
    }
    pages
});

/// A page with its values.
pub(crate) fn render(name: &str, values: &impl Serialize) -> String {
    let page = PAGES.get_template(name).expect("only templates of the program are named");
    page.render(Value::from(Serde(values))).unwrap_or_else(|error| {
        tracing::error!(%error, name, "页面写不出来");
        "<!DOCTYPE html><meta charset=\"utf-8\"><p>程序出错：这一页写不出来。".to_owned()
    })
}

/// `12,345`.
fn thousands(number: u64) -> String {
    let digits = number.to_string();
    let mut out = String::new();
    for (at, digit) in digits.chars().enumerate() {
        if at > 0 && (digits.len() - at).is_multiple_of(3) {
            out.push(',');
        }
        out.push(digit);
    }
    out
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn numbers_are_grouped() {
        let all = [(0, "0"), (999, "999"), (1000, "1,000"), (1_234_567, "1,234,567")];
        for (number, expected) in all {
            assert_eq!(thousands(number), expected);
        }
    }
}

//! One page that needs nothing else: no script, nothing from elsewhere, fit to be printed.
//!
//! The worst reports are shown with all there is to say of them, as many as a browser bears; the others are counted, and what
//! is left out is said.

mod charts;
pub(crate) mod tables;
pub(crate) mod view;

use std::cmp::Reverse;
use std::collections::BTreeSet;
use std::io::{self, Write};

use gouji_core::card::Severity;
use gouji_core::verdict::{Checked, Header, PackUsed};
use minijinja::value::{Serde, Value};
use minijinja::{Environment, escape_formatter};
use serde::Serialize;

use self::charts::{Bar, bars};
use self::view::{SHOWN, View, class};
use super::kept::Account;
use super::{End, Format, Output};
use crate::phrases::{Counts, listed};
use crate::printable::clean;
use crate::tally::{OfRule, Worst, verdicts};

pub(super) static FORMAT: Format = Format {
    name: "html",
    about: "一个网页，用浏览器看和打印",
    extensions: &["html", "htm"],
    binary: false,
    tables: true,
    new: |_| Box::new(Html { run: Account::new(FINDINGS, size) }),
};

/// How the page looks.
const STYLE: &str = include_str!("../../templates/html/style.css");

/// What the page's policy knows its style by: nothing else may style it.
const STYLE_HASH: &str = "sha256-Z99LTJ5YER48JFHqvjM6YUzkrBtTME6wg65F/pMyRXI=";

/// Findings that are shown, over all reports: pages of some ten megabytes still scroll.
const FINDINGS: usize = 10_000;

/// What a report's tables cost, in findings.
const TABLES: usize = 20;

/// Bytes of prose that cost as much as a finding.
const OF_PROSE: usize = 1000;

/// Reports that the list has.
const LISTED: usize = 2000;

/// Bars of a chart.
const BARS: usize = 15;

/// Codes of rules in a line.
const CODES: usize = 30;

struct Html {
    run: Account,
}

/// What a report takes of the page.
fn size(checked: &Checked) -> usize {
    let prose = checked.seen.iter().flat_map(|seen| &seen.prose).map(|line| line.text.len()).sum::<usize>();
    checked.findings.len().min(SHOWN) + TABLES + prose / OF_PROSE
}

impl Output for Html {
    fn begin(&mut self, _: &Header, _: &mut dyn Write) -> io::Result<()> {
        Ok(())
    }

    fn report(&mut self, checked: &Checked, _: &mut dyn Write) -> io::Result<()> {
        self.run.add(checked);
        Ok(())
    }

    fn finish(&mut self, end: &End, out: &mut dyn Write) -> io::Result<()> {
        let pages = pages();
        write(&pages, "head.html", &self.head(end), out)?;
        for (nth, checked) in self.run.kept.iter() {
            write(&pages, "report.html", &View::of(checked, nth, self.run.is_alone()), out)?;
        }
        write(&pages, "foot.html", &foot(end), out)
    }
}

/// The templates: every word that comes from elsewhere is made harmless.
fn pages() -> Environment<'static> {
    let mut pages = Environment::new();
    pages.set_formatter(|out, state, value| match value.as_str() {
        Some(text) if !value.is_safe() => escape_formatter(out, state, &Value::from(clean(text))),
        _ => escape_formatter(out, state, value),
    });
    for (name, text) in [
        ("head.html", include_str!("../../templates/html/head.html")),
        ("report.html", include_str!("../../templates/html/report.html")),
        ("foot.html", include_str!("../../templates/html/foot.html")),
    ] {
        pages.add_template(name, text).expect("the templates are part of the program");
    }
    pages
}

fn write(pages: &Environment, name: &str, values: &impl Serialize, out: &mut dyn Write) -> io::Result<()> {
    let page = pages.get_template(name).map_err(io::Error::other)?;
    page.render_captured_to(Value::from(Serde(values)), out).map(drop).map_err(io::Error::other)
}

/// What stands before the reports.
#[derive(Serialize)]
struct Head<'a> {
    title: String,
    style: &'static str,
    style_hash: &'static str,
    many: bool,
    reports: usize,
    verdicts: Vec<(&'static str, &'static str, usize)>,
    counts: String,
    gone: usize,
    notices: Vec<&'a str>,
    charts: Vec<(&'static str, String)>,
    units: Vec<Unit<'a>>,
    /// Reports that are not in the list, and those of the list that are not shown.
    unlisted: usize,
    unshown: usize,
    rules: Vec<Rule<'a>>,
    not_checked: Vec<Reason<'a>>,
}

#[derive(Serialize)]
struct Unit<'a> {
    nth: usize,
    shown: bool,
    verdict: &'static str,
    class: &'static str,
    name: &'a str,
    year: Option<u16>,
    path: &'a str,
    error: usize,
    warning: usize,
    info: usize,
    why: String,
}

#[derive(Serialize)]
struct Rule<'a> {
    code: &'a str,
    title: &'a str,
    severity: &'static str,
    class: &'static str,
    findings: usize,
    reports: usize,
    /// Some of the reports, with their numbers where they are shown.
    units: Vec<(Option<usize>, &'a str)>,
}

#[derive(Serialize)]
struct Reason<'a> {
    why: &'a str,
    crashed: bool,
    rules: String,
    reports: usize,
}

impl Html {
    fn head<'a>(&'a self, end: &End<'a>) -> Head<'a> {
        let shown: BTreeSet<usize> = self.run.kept.iter().map(|(nth, _)| nth).collect();
        let many = !self.run.is_alone();
        let only = self.run.kept.iter().next().filter(|_| !many);
        let title = only
            .map_or("政府信息公开工作年度报告检查结果".to_owned(), |(_, checked)| {
                format!("{}：检查结果", crate::finding::unit(checked))
            });
        let (units, unlisted) = if many { self.run.listed(LISTED) } else { (Vec::new(), 0) };
        let units: Vec<Unit> = units.into_iter().map(|worst| unit(worst, &shown)).collect();
        Head {
            title,
            style: STYLE,
            style_hash: STYLE_HASH,
            many,
            reports: self.run.reports,
            verdicts: verdicts(end.summary).map(|(v, count)| (v.title(), class(v), count)).collect(),
            counts: Counts::from(end.summary).to_string(),
            gone: end.summary.gone,
            notices: end.notices.iter().map(|notice| notice.message.as_str()).collect(),
            charts: if many { self.charts(end) } else { Vec::new() },
            unlisted,
            unshown: units.iter().filter(|unit| !unit.shown).count(),
            units,
            rules: if many { self.rules(&shown) } else { Vec::new() },
            not_checked: if many { self.not_checked() } else { Vec::new() },
        }
    }

    fn charts(&self, end: &End) -> Vec<(&'static str, String)> {
        let of_verdicts: Vec<Bar> = verdicts(end.summary)
            .map(|(v, count)| Bar { label: v.title().to_owned(), pieces: vec![(class(v), count)] })
            .collect();
        let of_rules = self.run.tally.rules().into_iter().take(BARS).map(|(code, rule)| Bar {
            label: format!("{code} {}", rule.title),
            pieces: vec![(rule.severity.map_or("", |severity| severity.key()), rule.findings)],
        });
        let mut of_units = self.run.tally.worst(LISTED);
        of_units.retain(|worst| worst.counts.error + worst.counts.warning > 0);
        of_units.sort_by_key(|worst| Reverse((worst.counts.error, worst.counts.warning)));
        let of_units = of_units.into_iter().take(BARS).map(|worst| Bar {
            label: worst.unit.clone(),
            pieces: vec![("error", worst.counts.error), ("warning", worst.counts.warning)],
        });
        let of_years = self.run.tally.years.iter().map(|(year, summary)| Bar {
            label: year.map_or("年度不明".to_owned(), |year| format!("{year} 年度")),
            pieces: verdicts(summary).map(|(verdict, count)| (class(verdict), count)).collect(),
        });
        let mut charts = vec![("报告的结论（份）", bars("报告的结论", &of_verdicts))];
        let (rules, units, years): (Vec<_>, Vec<_>, Vec<_>) =
            (of_rules.collect(), of_units.collect(), of_years.collect());
        if !rules.is_empty() {
            charts.push(("规则（条，错误在前）", bars("各规则的问题", &rules)));
        }
        if !units.is_empty() {
            charts.push(("问题最多的单位（条，红为错误，黄为警告）", bars("问题最多的单位", &units)));
        }
        if years.len() > 1 {
            charts.push(("各年度的报告（份）", bars("各年度的报告", &years)));
        }
        charts
    }

    fn rules(&self, shown: &BTreeSet<usize>) -> Vec<Rule<'_>> {
        let rules = self.run.tally.rules().into_iter();
        rules
            .map(|(code, rule)| Rule {
                code,
                title: &rule.title,
                severity: rule.severity.map_or("", Severity::title),
                class: rule.severity.map_or("", Severity::key),
                findings: rule.findings,
                reports: rule.reports,
                units: some(rule, shown),
            })
            .collect()
    }

    fn not_checked(&self) -> Vec<Reason<'_>> {
        let reasons = self.run.tally.not_checked().into_iter();
        reasons
            .map(|(why, lost)| Reason {
                why,
                crashed: lost.crashed,
                rules: listed(lost.rules.iter().map(String::as_str), CODES),
                reports: lost.reports,
            })
            .collect()
    }
}

/// Some of the reports of a rule, with their numbers where they are shown.
fn some<'a>(rule: &'a OfRule, shown: &BTreeSet<usize>) -> Vec<(Option<usize>, &'a str)> {
    let some = rule.some.iter();
    some.map(|(nth, unit)| (shown.contains(nth).then_some(*nth), unit.as_str())).collect()
}

fn unit<'a>(worst: &'a Worst, shown: &BTreeSet<usize>) -> Unit<'a> {
    Unit {
        nth: worst.nth,
        shown: shown.contains(&worst.nth),
        verdict: worst.verdict.title(),
        class: class(worst.verdict),
        name: &worst.unit,
        year: worst.year,
        path: &worst.path,
        error: worst.counts.error,
        warning: worst.counts.warning,
        info: worst.counts.info,
        why: worst.trouble.clone().unwrap_or_default(),
    }
}

/// What stands behind the reports.
#[derive(Serialize)]
struct Foot<'a> {
    tool: String,
    profile: &'a str,
    packs: Vec<Pack<'a>>,
}

#[derive(Serialize)]
struct Pack<'a> {
    id: &'a str,
    version: &'a str,
    rules: usize,
    signed: String,
}

fn foot<'a>(end: &End<'a>) -> Foot<'a> {
    let signed = |pack: &PackUsed| match (pack.trust.doubt(), &pack.signed_by) {
        ("", Some(who)) => format!("签名：{who}"),
        ("", None) => "随程序内置".to_owned(),
        (doubt, _) => doubt.to_owned(),
    };
    let pack = |pack: &'a PackUsed| Pack {
        id: &pack.id,
        version: &pack.version,
        rules: pack.rules,
        signed: signed(pack),
    };
    let header = end.header;
    Foot {
        tool: format!("{} {}", header.tool.name, header.tool.version),
        profile: if header.profile == "auto" { "按报告自动选择" } else { &header.profile },
        packs: header.packs.iter().map(pack).collect(),
    }
}

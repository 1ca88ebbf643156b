//! A rule's card: everything that people need to know of a rule, with the examples that are its tests.

use std::fmt;

use serde::{Deserialize, Serialize};

use crate::form::{Edition, Level};
use crate::report::Report;

/// How bad a defect is.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize, Deserialize)]
#[serde(rename_all = "lowercase")]
pub enum Severity {
    /// 提示: style, or worth a look.
    Info,
    /// 警告: probably wrong, or should be otherwise.
    Warning,
    /// 错误: law or form says must, or the report contradicts itself. A reviewer sends it back.
    Error,
}

impl Severity {
    pub const fn title(self) -> &'static str {
        ["提示", "警告", "错误"][self as usize]
    }

    pub const fn key(self) -> &'static str {
        ["info", "warning", "error"][self as usize]
    }
}

/// How sure a rule is of what it says.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize, Deserialize)]
#[serde(rename_all = "lowercase")]
pub enum Certainty {
    Possible,
    Likely,
    /// Arithmetic, or the words of the form.
    Certain,
}

/// Which reports a rule is for. An empty list means every one.
#[derive(Debug, Default, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[serde(default)]
pub struct Scope {
    /// First and last report year.
    pub years: Option<(u16, u16)>,
    pub editions: Vec<Edition>,
    pub levels: Vec<Level>,
    /// Words of which one stands in the name of the body.
    #[serde(skip_serializing_if = "Vec::is_empty")]
    pub agencies: Vec<String>,
    /// Levels of the government that a department belongs to; other bodies are left out.
    #[serde(skip_serializing_if = "Vec::is_empty")]
    pub of: Vec<Level>,
}

impl Scope {
    /// Whether the rule applies to a report: what [`Scope::excludes`] says, without the words.
    pub fn admits(&self, report: &Report) -> bool {
        let within = |(from, to)| report.year.is_none_or(|year| (from..=to).contains(&year));
        self.years.is_none_or(within)
            && (self.editions.is_empty()
                || report.edition.is_none_or(|edition| self.editions.contains(&edition)))
            && (self.levels.is_empty()
                || report.agency.level.is_some_and(|level| self.levels.contains(&level)))
            && (self.of.is_empty() || report.agency.of.is_some_and(|of| self.of.contains(&of)))
            && self.names(report.agency.name)
    }

    /// Whether the rule is for a body of that name.
    pub fn names(&self, agency: &str) -> bool {
        self.agencies.is_empty() || self.agencies.iter().any(|word| agency.contains(word.as_str()))
    }

    /// Why the rule does not apply to a report, in Chinese; `None` when it does. What the report does not say
    /// excludes nothing but a level: a rule for governments stays away from a body that may be none.
    pub fn excludes(&self, report: &Report) -> Option<String> {
        if self.admits(report) {
            return None;
        }
        if let (Some((from, to)), Some(year)) = (self.years, report.year)
            && !(from..=to).contains(&year)
        {
            return Some(match to {
                9999 => format!("只适用于{from}年度及以后的报告"),
                _ => format!("只适用于{from}—{to}年度报告"),
            });
        }
        if !self.editions.is_empty()
            && let Some(edition) = report.edition
            && !self.editions.contains(&edition)
        {
            return Some(format!("不适用于{}格式", edition.key()));
        }
        if !self.levels.is_empty() && !report.agency.level.is_some_and(|level| self.levels.contains(&level)) {
            return Some(match report.agency.level {
                Some(level) => format!("不适用于{}", level.title()),
                None => "机关的层级不明".to_owned(),
            });
        }
        if !self.of.is_empty() && !report.agency.of.is_some_and(|of| self.of.contains(&of)) {
            let of: Vec<&str> = self.of.iter().map(|level| level.title()).collect();
            return Some(format!("只适用于{}的部门", of.join("、")));
        }
        Some(match report.agency.name {
            "" => "机关的名称不明".to_owned(),
            _ => format!("只适用于名称里有“{}”的机关", self.agencies.join("”“")),
        })
    }
}

/// What a rule cannot do without, besides the report itself.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum Need {
    /// The report of the year before.
    LastYear,
    /// The day of publication.
    Published,
    /// The reports of the bodies below.
    Children,
    /// Reports of sister bodies.
    Peers,
    /// A need that this version does not know: the rule cannot be checked.
    #[serde(other)]
    Unknown,
}

impl Need {
    /// Why the rule could not be checked, for a report that lacks it; `None` when it is there. How to give it, each face of
    /// the program says in its own words.
    pub fn missing(self, report: &Report) -> Option<&'static str> {
        match self {
            Self::LastYear if report.last_year().is_none() => Some("未提供上年报告"),
            Self::Published if report.published().is_none() => {
                Some("不知道发布日期（请检查带有发布日期的网页或报告）")
            }
            Self::Children if report.children().next().is_none() => Some("未提供下级机关和所属部门的报告"),
            Self::Peers if report.peers().next().is_none() => Some("没有可比的同级机关的报告"),
            Self::Unknown => Some("需要本版本不认识的资料，请升级"),
            _ => None,
        }
    }
}

/// A threshold of a rule, which a profile may set otherwise: `[rules."S21"] max = 800`.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Setting {
    /// The rule's code.
    pub rule: &'static str,
    pub key: &'static str,
    pub default: i64,
    /// What it means and in which unit, in Chinese; shares as whole per cents.
    pub says: &'static str,
}

impl Setting {
    /// Its value for a report.
    pub fn of(self, report: &Report) -> i64 {
        report.setting(self.rule, self.key).unwrap_or(self.default)
    }
}

/// A threshold as a card shows it.
#[derive(Debug, Default, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[serde(default)]
pub struct Threshold {
    pub key: String,
    pub default: i64,
    pub says: String,
}

/// A fixture and what the rule must say of it: nothing, for a good example.
#[derive(Debug, Default, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[serde(default)]
pub struct Example {
    /// See [`crate::fixture`].
    pub report: String,
    /// The messages, a line each.
    pub finds: String,
}

/// Everything that people need to know of a rule.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct Card {
    /// Cited by people: `T3-02`, `ZT20-03`.
    pub code: String,
    /// Used in code and profiles: `national/broken-result-total`. Names the defect.
    pub name: String,
    pub severity: Severity,
    pub certainty: Certainty,
    /// The defect, in one line.
    pub title: String,
    /// Law, document and article that the rule rests on.
    #[serde(default)]
    pub basis: String,
    #[serde(default)]
    pub why: String,
    /// Where the requirement comes from and how sure that is, where the basis alone does not say it.
    #[serde(default)]
    pub source: String,
    /// Codes of wider rules that this one takes the place of, where both are loaded.
    #[serde(default)]
    pub replaces: Vec<String>,
    #[serde(default)]
    pub scope: Scope,
    #[serde(default)]
    pub needs: Vec<Need>,
    /// What a profile can set.
    #[serde(default)]
    pub options: Vec<Threshold>,
    #[serde(default)]
    pub bad: Vec<Example>,
    #[serde(default)]
    pub good: Vec<Example>,
}

impl Card {
    pub(crate) fn new(severity: Severity, code: &str, name: &str, title: &str) -> Self {
        Self {
            code: code.to_owned(),
            name: name.to_owned(),
            severity,
            certainty: Certainty::Certain,
            title: title.to_owned(),
            basis: String::new(),
            why: String::new(),
            source: String::new(),
            replaces: Vec::new(),
            scope: Scope::default(),
            needs: Vec::new(),
            options: Vec::new(),
            bad: Vec::new(),
            good: Vec::new(),
        }
    }

    pub fn error(code: &str, name: &str, title: &str) -> Self {
        Self::new(Severity::Error, code, name, title)
    }

    pub fn warning(code: &str, name: &str, title: &str) -> Self {
        Self::new(Severity::Warning, code, name, title)
    }

    pub fn info(code: &str, name: &str, title: &str) -> Self {
        Self::new(Severity::Info, code, name, title)
    }

    /// Probably, not certainly, a defect.
    pub fn likely(mut self) -> Self {
        self.certainty = Certainty::Likely;
        self
    }

    pub fn possible(mut self) -> Self {
        self.certainty = Certainty::Possible;
        self
    }

    pub fn basis(mut self, basis: &str) -> Self {
        self.basis = basis.to_owned();
        self
    }

    pub fn why(mut self, why: &str) -> Self {
        self.why = why.to_owned();
        self
    }

    /// Where the requirement comes from and how sure that is.
    pub fn source(mut self, source: &str) -> Self {
        self.source = source.to_owned();
        self
    }

    /// Codes of wider rules that this one takes the place of, where both are loaded.
    pub fn replaces(mut self, codes: &[&str]) -> Self {
        self.replaces = codes.iter().map(|&code| code.to_owned()).collect();
        self
    }

    /// Only for these report years, both included; to 9999 for a rule that is still in force.
    pub fn years(mut self, from: u16, to: u16) -> Self {
        self.scope.years = Some((from, to));
        self
    }

    pub fn editions(mut self, editions: &[Edition]) -> Self {
        self.scope.editions = editions.to_vec();
        self
    }

    pub fn levels(mut self, levels: &[Level]) -> Self {
        self.scope.levels = levels.to_vec();
        self
    }

    pub fn needs(mut self, need: Need) -> Self {
        self.needs.push(need);
        self
    }

    /// A threshold that a profile can set; its code is that of the card.
    pub fn option(mut self, setting: Setting) -> Self {
        self.options.push(Threshold {
            key: setting.key.to_owned(),
            default: setting.default,
            says: setting.says.to_owned(),
        });
        self
    }

    /// A report that breaks the rule, and what the rule says of it, a line a finding.
    pub fn bad(mut self, report: &str, finds: &str) -> Self {
        self.bad.push(Example { report: report.to_owned(), finds: finds.to_owned() });
        self
    }

    /// A report that keeps the rule.
    pub fn good(mut self, report: &str) -> Self {
        self.good.push(Example { report: report.to_owned(), finds: String::new() });
        self
    }
}

impl fmt::Display for Severity {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.pad(self.title())
    }
}

//! Waivers: findings that somebody answers for, for a time.
//!
//! ```toml
//! [[waivers]]
//! agency = "永善县人民政府"           # with the rule, by code or name
//! rule = "P01"
//! year = 2020                         # may be left out: every year
//! reason = "原文如此，已在政府网站更正说明"
//! owner = "县政府办公室 张三"
//! expires = 2027-03-31                # the last day on which it holds
//! [[waivers]]
//! fingerprint = "1f0c9a7be3d24c58"    # one finding; agency and year narrow it further
//! reason = "…"
//! owner = "…"
//! expires = 2027-03-31
//! ```

use gouji_core::report::Date;
use toml::de::DeValue;

use super::Result;
use crate::day;
use crate::fingerprint::folded;
use crate::keys::{File, Key, Value};
use crate::position::{Placed, Position};

/// A finding, or the findings of a rule, that count for nothing for a time.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Waiver {
    pub at: Position,
    /// Of one finding.
    pub fingerprint: Option<String>,
    /// As printed.
    pub agency: Option<String>,
    /// The same, folded.
    folded: Option<String>,
    /// By code or name.
    pub rule: Option<Placed<String>>,
    pub year: Option<u16>,
    pub reason: String,
    pub owner: String,
    /// The last day on which it holds.
    pub expires: Date,
}

/// Whose report of which year a waiver is held against.
#[derive(Debug, Clone, Copy)]
pub struct Whose<'a> {
    /// The report's, folded.
    pub agency: &'a str,
    pub year: Option<u16>,
}

impl Waiver {
    pub fn is_expired(&self, today: Date) -> bool {
        today > self.expires
    }

    /// Whether it is about such a report at all.
    pub fn is_for(&self, report: Whose) -> bool {
        self.folded.as_ref().is_none_or(|agency| agency == report.agency)
            && self.year.is_none_or(|year| report.year == Some(year))
    }

    /// What it waives, for messages: `永善县人民政府 2020年度 P01`.
    pub fn subject(&self) -> String {
        let year = self.year.map(|year| format!("{year}年度"));
        let rule = self.rule.as_ref().map(|rule| rule.value.clone());
        let fingerprint = self.fingerprint.as_ref().map(|fingerprint| format!("指纹 {fingerprint}"));
        let parts = [self.agency.clone(), year, rule, fingerprint];
        parts.into_iter().flatten().collect::<Vec<_>>().join(" ")
    }

    pub(super) fn parse(file: &File, key: &Key, value: &Value) -> Result<Self> {
        const KEYS: [&str; 7] = ["fingerprint", "agency", "rule", "year", "reason", "owner", "expires"];
        let at = file.at(&value.span());
        let (mut fingerprint, mut agency, mut rule, mut year) = (None, None, None, None);
        let (mut reason, mut owner, mut expires) = (None, None, None);
        for (key, value) in file.table(key, value)? {
            match key.get_ref().as_ref() {
                "fingerprint" => fingerprint = Some(file.fingerprint(key, value)?),
                "agency" => agency = Some(file.said(key, value)?),
                "rule" => {
                    let at = file.at(&value.span());
                    rule = Some(Placed { value: file.said(key, value)?, at });
                }
                "year" => year = Some(file.year(value)?),
                "reason" => reason = Some(file.said(key, value)?),
                "owner" => owner = Some(file.said(key, value)?),
                "expires" => expires = Some(file.date(key, value)?),
                _ => return file.unknown(key, &KEYS),
            }
        }
        let span = value.span();
        let lacks = |what: &str| file.wrong(span.clone(), format!("豁免没有写 {what}"));
        if fingerprint.is_none() {
            match (&agency, &rule) {
                (None, None) => return lacks("豁免什么：fingerprint，或者 agency 和 rule"),
                (None, Some(_)) => return lacks("agency：按规则豁免要写明是哪个机关的"),
                (Some(_), None) => return lacks("rule：按机关豁免要写明是哪条规则"),
                (Some(_), Some(_)) => {}
            }
        }
        let Some(reason) = reason else { return lacks("reason：为什么豁免") };
        let Some(owner) = owner else { return lacks("owner：谁负责") };
        let Some(expires) = expires else {
            return lacks("expires：到哪一天为止，如 expires = 2027-03-31");
        };
        let folded = agency.as_deref().map(folded);
        Ok(Self { at, fingerprint, agency, folded, rule, year, reason, owner, expires })
    }
}

impl File<'_> {
    /// Words that are really there.
    fn said(&self, key: &Key, value: &Value) -> Result<String> {
        let text = self.string(key, value)?;
        if text.trim().is_empty() {
            return self.wrong(value.span(), format!("{} 是空的", key.get_ref()));
        }
        Ok(text)
    }

    fn fingerprint(&self, key: &Key, value: &Value) -> Result<String> {
        let text = self.string(key, value)?.to_ascii_lowercase();
        if text.len() != 16 || !text.bytes().all(|byte| byte.is_ascii_hexdigit()) {
            return self.wrong(
                value.span(),
                format!("“{text}”不是指纹，应为 JSON 结果里 fingerprint 的 16 位十六进制数字"),
            );
        }
        Ok(text)
    }

    fn date(&self, key: &Key, value: &Value) -> Result<Date> {
        let date = match value.get_ref() {
            DeValue::Datetime(day) if day.time.is_none() => {
                day.date.map(|date| Date { year: date.year, month: date.month, day: date.day })
            }
            DeValue::String(text) => day::parse(text),
            _ => None,
        };
        match date.filter(|date| date.exists()) {
            Some(date) => Ok(date),
            None => self.wrong(value.span(), format!("{} 应为日期，如 {0} = 2027-03-31", key.get_ref())),
        }
    }
}

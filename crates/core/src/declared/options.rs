//! Numbers of a rule that a profile may set otherwise, and that may differ by level: `[options.least]`.

use super::language::{Amount, Value};
use crate::card::Threshold;
use crate::form::Level;
use crate::report::Report;

/// An option of a rule.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Choice {
    pub key: String,
    /// What it means, in Chinese.
    pub says: String,
    pub default: i64,
    /// Where it differs by level.
    pub levels: Vec<(Level, i64)>,
}

impl Choice {
    /// Its value for a report: what the profile sets, else what the level has; unknown where that would have to be known.
    pub(super) fn value(&self, rule: &str, report: &Report) -> Option<i64> {
        if let Some(set) = report.setting(rule, &self.key) {
            return Some(set);
        }
        if self.levels.is_empty() {
            return Some(self.default);
        }
        let level = report.agency.level?;
        let of_level = self.levels.iter().find(|(of, _)| *of == level);
        Some(of_level.map_or(self.default, |(_, value)| *value))
    }

    /// As the card shows it.
    pub(super) fn threshold(&self) -> Threshold {
        let levels: Vec<String> =
            self.levels.iter().map(|(level, value)| format!("{} {value}", level.title())).collect();
        let by_level =
            if levels.is_empty() { String::new() } else { format!("（{}）", levels.join("，")) };
        Threshold { key: self.key.clone(), default: self.default, says: format!("{}{by_level}", self.says) }
    }
}

/// What a rule's numbers are looked up in.
#[derive(Clone, Copy)]
pub(super) struct Settings<'s> {
    pub(super) rule: &'s str,
    pub(super) options: &'s [Choice],
}

impl Settings<'_> {
    pub(super) const NONE: Settings<'static> = Settings { rule: "", options: &[] };

    /// In millionths: 500,000 of `50%`.
    pub(super) fn micros(self, amount: Amount, report: &Report) -> Option<i128> {
        let micros = match amount.value {
            Value::Number(number) => i128::from(number.micros()),
            Value::Option(at) => {
                let value = self.options.get(usize::from(at))?.value(self.rule, report)?;
                i128::from(value) * 1_000_000
            }
        };
        Some(if amount.per_cent { micros / 100 } else { micros })
    }

    /// As the sentence prints it, with the value of an option.
    pub(super) fn printed(self, amount: Amount, report: &Report) -> String {
        let value = match amount.value {
            Value::Number(number) => number.to_string(),
            Value::Option(at) => {
                let value =
                    self.options.get(usize::from(at)).and_then(|choice| choice.value(self.rule, report));
                value.map_or_else(|| "？".to_owned(), |value| value.to_string())
            }
        };
        if amount.per_cent { value + "%" } else { value }
    }
}

/// A number of times that a rule asks for.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Count {
    Is(usize),
    /// One of the rule's options.
    Option(u8),
}

impl Count {
    /// Never less than one; unknown where it depends on a level that is.
    pub(super) fn of(self, settings: Settings, report: &Report) -> Option<usize> {
        match self {
            Self::Is(count) => Some(count),
            Self::Option(at) => {
                let value = settings.options.get(usize::from(at))?.value(settings.rule, report)?;
                Some(usize::try_from(value).unwrap_or(0).max(1))
            }
        }
    }
}

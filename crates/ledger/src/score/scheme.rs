//! What evaluators take off for what: a TOML file of items, deductions and vetoes.
//!
//! ```toml
//! title = "…评分办法"
//! full = 100
//! [[items]]                       # their full marks add up to `full`
//! name = "表格数据"
//! full = 40
//! [[items.deduct]]
//! rules = ["T3-*", "A0*"]         # codes; * stands for any ending. Without rules: state, verdict or late
//! levels = ["error"]              # all where nothing is said
//! points = 5
//! per = "finding"                 # finding, rule, report
//! most = 20                       # no more than so many
//! group = "表三"                  # of one group only the largest deduction counts
//! [[items.deduct]]
//! late = 2027-03-31               # first handed in after that day
//! points = 2
//! [[veto]]
//! name = "没有报送"
//! states = ["missing"]
//! score = 0                       # the whole is no more than that
//! ```

use std::path::Path;

use gouji_core::card::Severity;
use gouji_core::figure::Decimal;
use gouji_core::report::Date;
use gouji_engine::keys::{File, Key, Value, in_order};
use gouji_engine::{Wrong, nearest, today};

use crate::history::State;

type Result<T> = std::result::Result<T, Wrong>;

/// A way to score.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Scheme {
    pub title: String,
    pub full: Decimal,
    pub items: Vec<Item>,
    pub vetoes: Vec<Veto>,
}

#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Item {
    pub name: String,
    pub full: Decimal,
    pub deductions: Vec<Deduction>,
}

#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Deduction {
    pub when: When,
    pub points: Decimal,
    pub per: Per,
    pub most: Option<Decimal>,
    pub group: Option<String>,
}

/// 单项否决.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Veto {
    pub name: String,
    pub when: When,
    pub score: Decimal,
}

/// What it is for.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum When {
    /// Findings of rules, whose codes begin or are so.
    Rules { rules: Vec<String>, levels: Vec<Severity> },
    /// Units in one of these states.
    States(Vec<State>),
    /// Reports with one of these verdicts.
    Verdicts(Vec<String>),
    /// The first hand-in came after that day.
    Late(Date),
}

/// How often points are taken off.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Per {
    Finding,
    Rule,
    Report,
}

const PER: [(&str, Per); 3] = [("finding", Per::Finding), ("rule", Per::Rule), ("report", Per::Report)];
const STATES: [(&str, State); 3] =
    [("missing", State::Missing), ("wrong_year", State::WrongYear), ("several", State::Several)];
const LEVELS: [(&str, Severity); 3] =
    [("error", Severity::Error), ("warning", Severity::Warning), ("info", Severity::Info)];
const VERDICTS: [(&str, &str); 5] = [
    ("pass", "pass"),
    ("warn", "warn"),
    ("fail", "fail"),
    ("incomplete", "incomplete"),
    ("unreadable", "unreadable"),
];

impl Scheme {
    /// A scheme from the text of its file.
    pub fn parse(path: &Path, text: &str) -> Result<Self> {
        let file = File::new(path, text);
        let table = file.toml()?;
        let mut scheme =
            Self { title: String::new(), full: Decimal::ZERO, items: Vec::new(), vetoes: Vec::new() };
        let mut full = None;
        for (key, value) in in_order(table.get_ref()) {
            match key.get_ref().as_ref() {
                "title" => scheme.title = file.string(key, value)?,
                "full" => {
                    scheme.full = above_zero(&file, key, value)?;
                    full = Some(value.span());
                }
                "items" => scheme.items = sections(&file, key, value, item)?,
                "veto" => scheme.vetoes = sections(&file, key, value, veto)?,
                _ => return file.unknown(key, &["title", "full", "items", "veto"]),
            }
        }
        let Some(full) = full else { return file.wrong(0..0, "没有写满分，应有 full = 100") };
        if scheme.items.is_empty() {
            return file.wrong(0..0, "没有写指标，应有 [[items]]，每项一节");
        }
        let sum: Decimal = scheme
            .items
            .iter()
            .try_fold(Decimal::ZERO, |sum, item| sum.checked_add(item.full))
            .unwrap_or_default();
        if sum != scheme.full {
            let why = format!("各项满分之和是 {sum}，与满分 {} 不符", scheme.full);
            return file.wrong(full, why);
        }
        Ok(scheme)
    }
}

/// `[[name]]`, one after the other.
fn sections<T>(
    file: &File,
    key: &Key,
    value: &Value,
    one: fn(&File, &Key, &Value) -> Result<T>,
) -> Result<Vec<T>> {
    match value.get_ref().as_array() {
        Some(all) => all.iter().map(|value| one(file, key, value)).collect(),
        None => file.wrong(value.span(), format!("{} 应写成 [[{0}]]，每项一节", key.get_ref())),
    }
}

fn item(file: &File, section: &Key, value: &Value) -> Result<Item> {
    let mut item = Item { name: String::new(), full: Decimal::ZERO, deductions: Vec::new() };
    for (key, value) in file.table(section, value)? {
        match key.get_ref().as_ref() {
            "name" => item.name = file.string(key, value)?,
            "full" => item.full = above_zero(file, key, value)?,
            "deduct" => item.deductions = sections(file, key, value, deduction)?,
            _ => return file.unknown(key, &["name", "full", "deduct"]),
        }
    }
    needed(file, value, &[("name", !item.name.is_empty()), ("full", item.full > Decimal::ZERO)])?;
    Ok(item)
}

fn deduction(file: &File, section: &Key, value: &Value) -> Result<Deduction> {
    let mut conditions = Conditions::default();
    let (mut points, mut per, mut most, mut group) = (None, Per::Finding, None, None);
    for (key, value) in file.table(section, value)? {
        match key.get_ref().as_ref() {
            "points" => points = Some(above_zero(file, key, value)?),
            "per" => per = one_of(file, value, &file.string(key, value)?, &PER)?,
            "most" => most = Some(above_zero(file, key, value)?),
            "group" => group = Some(file.string(key, value)?),
            name if conditions.take(file, name, key, value)? => {}
            _ => {
                let known =
                    ["rules", "levels", "states", "verdicts", "late", "points", "per", "most", "group"];
                return file.unknown(key, &known);
            }
        }
    }
    let Some(points) = points else {
        return file.wrong(value.span(), "这一项扣分没有写 points（扣几分）");
    };
    Ok(Deduction { when: conditions.one(file, value)?, points, per, most, group })
}

fn veto(file: &File, section: &Key, value: &Value) -> Result<Veto> {
    let mut conditions = Conditions::default();
    let (mut name, mut score) = (String::new(), None);
    for (key, value) in file.table(section, value)? {
        match key.get_ref().as_ref() {
            "name" => name = file.string(key, value)?,
            "score" => score = Some(not_below_zero(file, key, value)?),
            other if conditions.take(file, other, key, value)? => {}
            _ => {
                let known = ["name", "score", "rules", "levels", "states", "verdicts", "late"];
                return file.unknown(key, &known);
            }
        }
    }
    needed(file, value, &[("name", !name.is_empty()), ("score", score.is_some())])?;
    Ok(Veto { name, when: conditions.one(file, value)?, score: score.unwrap_or_default() })
}

/// What a section says of when it is for: exactly one kind.
#[derive(Default)]
struct Conditions {
    found: Vec<When>,
    levels: Vec<Severity>,
}

impl Conditions {
    fn take(&mut self, file: &File, name: &str, key: &Key, value: &Value) -> Result<bool> {
        match name {
            "rules" => {
                let rules = file.list(key, value, |item| rule(file, key, item))?;
                self.found.push(When::Rules { rules, levels: Vec::new() });
            }
            "levels" => {
                self.levels =
                    file.list(key, value, |item| one_of(file, item, &file.string(key, item)?, &LEVELS))?;
            }
            "states" => self.found.push(When::States(
                file.list(key, value, |item| one_of(file, item, &file.string(key, item)?, &STATES))?,
            )),
            "verdicts" => self.found.push(When::Verdicts(file.list(key, value, |item| {
                one_of(file, item, &file.string(key, item)?, &VERDICTS).map(str::to_owned)
            })?)),
            "late" => {
                let day = value.get_ref().as_datetime().and_then(|day| today::parse(&day.to_string()));
                match day {
                    Some(day) => self.found.push(When::Late(day)),
                    None => return file.wrong(value.span(), "late 应为日期，如 late = 2027-03-31"),
                }
            }
            _ => return Ok(false),
        }
        Ok(true)
    }

    fn one(self, file: &File, section: &Value) -> Result<When> {
        let mut found = self.found.into_iter();
        match (found.next(), found.next(), self.levels.is_empty()) {
            (Some(When::Rules { rules, .. }), None, _) => Ok(When::Rules { rules, levels: self.levels }),
            (Some(when), None, true) => Ok(when),
            (Some(_), None, false) => file.wrong(section.span(), "levels 只与 rules 一起用"),
            (None, ..) => {
                file.wrong(section.span(), "没有写什么情况下用：rules、states、verdicts、late 写其中一个")
            }
            _ => file.wrong(section.span(), "rules、states、verdicts、late 只能写其中一个，请分成几节"),
        }
    }
}

fn rule(file: &File, key: &Key, item: &Value) -> Result<String> {
    let rule = file.string(key, item)?;
    let body = rule.strip_suffix('*').unwrap_or(&rule);
    let fits = body.bytes().all(|byte| byte.is_ascii_alphanumeric() || byte == b'-');
    match fits && !rule.is_empty() {
        true => Ok(rule),
        false => {
            file.wrong(item.span(), format!("“{rule}”不是规则代码，应如 \"T3-01\"，或以 * 结尾，如 \"T3-*\""))
        }
    }
}

fn one_of<T: Copy>(file: &File, value: &Value, name: &str, known: &[(&str, T)]) -> Result<T> {
    let found = known.iter().find(|(key, _)| *key == name).map(|(_, found)| *found);
    found.map_or_else(
        || {
            let keys = known.iter().map(|(key, _)| *key);
            let hint = nearest::hint(nearest::nearest(name, keys.clone()).as_deref());
            file.wrong(value.span(), format!("不认识“{name}”{hint}；可以写：{}", nearest::listed(keys)))
        },
        Ok,
    )
}

fn above_zero(file: &File, key: &Key, value: &Value) -> Result<Decimal> {
    match file.number(key, value)? {
        number if number > Decimal::ZERO => Ok(number),
        number => file.wrong(value.span(), format!("{} 应大于 0，这里是 {number}", key.get_ref())),
    }
}

fn not_below_zero(file: &File, key: &Key, value: &Value) -> Result<Decimal> {
    match file.number(key, value)? {
        number if !number.is_negative() => Ok(number),
        number => file.wrong(value.span(), format!("{} 不能小于 0，这里是 {number}", key.get_ref())),
    }
}

fn needed(file: &File, section: &Value, keys: &[(&str, bool)]) -> Result<()> {
    match keys.iter().find(|(_, said)| !said) {
        Some((key, _)) => file.wrong(section.span(), format!("这一节没有写 {key}")),
        None => Ok(()),
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[track_caller]
    fn refused(text: &str, expected: &str) {
        let error = Scheme::parse(Path::new("评分.toml"), text).unwrap_err();
        assert_eq!(error.to_string(), expected);
    }

    const ITEM: &str = "full = 10\n[[items]]\nname = '表'\nfull = 10\n";

    #[test]
    fn mistakes_are_told_by_line_and_column() {
        refused("", "评分.toml:1:1：没有写满分，应有 full = 100");
        refused("full = 100", "评分.toml:1:1：没有写指标，应有 [[items]]，每项一节");
        refused("full = 'x'", "评分.toml:1:8：full 应为数，如 full = 2 或 full = 0.5");
        refused("full = -1", "评分.toml:1:8：full 应大于 0，这里是 -1");
        refused(
            "ful = 1",
            "评分.toml:1:1：不认识的键“ful”，您是否想写“full”？；可用的键：title、full、items、veto",
        );
        refused("full = 1\nitems = 3", "评分.toml:2:9：items 应写成 [[items]]，每项一节");
        refused(
            "full = 9\n[[items]]\nname = '表'\nfull = 10",
            "评分.toml:1:8：各项满分之和是 10，与满分 9 不符",
        );
        refused("full = 10\n[[items]]\nfull = 10", "评分.toml:2:1：这一节没有写 name");
        let item = |rest: &str| format!("{ITEM}[[items.deduct]]\n{rest}");
        refused(&item("rules = ['T3-01']"), "评分.toml:5:1：这一项扣分没有写 points（扣几分）");
        refused(
            &item("points = 1"),
            "评分.toml:5:1：没有写什么情况下用：rules、states、verdicts、late 写其中一个",
        );
        refused(
            &item("rules = ['表三']\npoints = 1"),
            "评分.toml:6:10：“表三”不是规则代码，应如 \"T3-01\"，或以 * 结尾，如 \"T3-*\"",
        );
        refused(
            &item("rules = ['T*']\npoints = 1\nper = 'findings'"),
            "评分.toml:8:7：不认识“findings”，您是否想写“finding”？；可以写：finding、rule、report",
        );
        refused(&item("late = '三月'\npoints = 1"), "评分.toml:6:8：late 应为日期，如 late = 2027-03-31");
        refused(
            &item("late = 2027-03-31\nlevels = ['error']\npoints = 1"),
            "评分.toml:5:1：levels 只与 rules 一起用",
        );
        refused(
            &format!("{ITEM}[[veto]]\nname = '无'\nstates = ['missing']\nverdicts = ['fail']\nscore = 0"),
            "评分.toml:5:1：rules、states、verdicts、late 只能写其中一个，请分成几节",
        );
        refused("full = 1\nfull = 2", "评分.toml:2:1：同一个键写了两次");
    }

    #[test]
    fn the_example_is_a_scheme() {
        let path = Path::new(env!("CARGO_MANIFEST_DIR")).join("../../docs/scoring.toml");
        let text = std::fs::read_to_string(&path).unwrap();
        let scheme = Scheme::parse(&path, &text).unwrap();
        assert!(scheme.items.len() > 3 && scheme.vetoes.len() > 1);
        assert!(scheme.items.iter().flat_map(|item| &item.deductions).any(|one| one.group.is_some()));
    }
}

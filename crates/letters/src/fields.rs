//! The fields that a template may have, and what a letter puts there.

use std::collections::BTreeMap;

use gouji_render::printable::clean;
use minijinja::Value;

use crate::letter::{Issue, Letter, Mended, Unread};

/// Fields that are the same in every letter.
const COMMON: [&str; 3] = ["办公室", "期限", "日期"];

/// Fields of a letter.
const OWN: [&str; 14] = [
    "单位",
    "年度",
    "文件",
    "报送日期",
    "报送次数",
    "结论",
    "问题数",
    "错误数",
    "警告数",
    "已改数",
    "未改数",
    "新增数",
    TABLES,
    "附表说明",
];

/// Stands for the tables, in a paragraph of its own.
pub(crate) const TABLES: &str = "附表";

/// Lists, with the fields of what is in them: a row or paragraph that has one is there once for each.
pub(crate) const LISTS: [(&str, &[&str]); 3] = [
    (
        "问题",
        &["序号", "级别", "位置", "问题", "原值", "应为", "说明", "依据", "规则", "把握", "状态", "意见"],
    ),
    ("已改", &["序号", "级别", "规则", "问题", "日期"]),
    ("未读出", &["序号", "位置", "内容"]),
];

/// All fields, as a template writes them.
pub fn listed() -> Vec<String> {
    let one = COMMON.iter().chain(&OWN).map(|&field| field.to_owned());
    let of_lists =
        LISTS.iter().flat_map(|(list, fields)| fields.iter().map(move |field| format!("{list}.{field}")));
    one.chain(of_lists).collect()
}

/// What a name in a template stands for.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(crate) enum Meaning {
    /// The same in every letter.
    Common,
    Own,
    /// Of what is in a list: the list.
    Of(&'static str),
}

/// What a name stands for, `单位` or `问题.位置`; `None` for one that there is not.
pub(crate) fn meaning(name: &str) -> Option<Meaning> {
    if let Some((list, field)) = name.split_once('.') {
        let (list, fields) = LISTS.iter().find(|(known, _)| *known == list)?;
        return fields.contains(&field).then_some(Meaning::Of(list));
    }
    if COMMON.contains(&name) {
        return Some(Meaning::Common);
    }
    let own = OWN.contains(&name) || LISTS.iter().any(|(list, _)| *list == name);
    own.then_some(Meaning::Own)
}

/// The field whose name is most like another.
pub(crate) fn nearest(name: &str) -> String {
    let like = |field: &String| (strsim::normalized_damerau_levenshtein(field, name) * 1000.0) as u32;
    listed().into_iter().max_by_key(like).unwrap_or_default()
}

/// The name under which a template loops over a list, whose own name is that of the item then.
pub(crate) fn looped(list: &str) -> String {
    format!("__{list}")
}

/// What the letter's fields stand for; `tables` are in the words of the document.
pub(crate) fn values(letter: &Letter, tables: String) -> BTreeMap<String, Value> {
    let number = |count: usize| Value::from(count);
    let Letter { counts, .. } = letter;
    let mut values: BTreeMap<String, Value> = [
        ("办公室", text(&letter.office)),
        ("期限", text(&letter.due)),
        ("日期", text(&letter.day)),
        ("单位", text(&letter.unit)),
        ("年度", text(&letter.year)),
        ("文件", text(&letter.file)),
        ("报送日期", text(&letter.handed_in)),
        ("报送次数", number(letter.times)),
        ("结论", text(&letter.verdict)),
        ("问题数", number(letter.issues.len())),
        ("错误数", number(counts.errors)),
        ("警告数", number(counts.warnings)),
        ("已改数", number(letter.mended.len())),
        ("未改数", number(counts.left)),
        ("新增数", number(counts.new)),
        (TABLES, Value::from(!tables.is_empty())),
        ("附表说明", text(&letter.no_tables)),
    ]
    .map(|(name, value)| (name.to_owned(), value))
    .into();
    values.insert(looped(TABLES), Value::from_safe_string(tables));
    let lists: [Vec<BTreeMap<&str, Value>>; 3] = [
        (1..).zip(&letter.issues).map(|(at, issue)| of_issue(at, issue)).collect(),
        (1..).zip(&letter.mended).map(|(at, mended)| of_mended(at, mended)).collect(),
        (1..).zip(&letter.unread).map(|(at, unread)| of_unread(at, unread)).collect(),
    ];
    for ((name, _), list) in LISTS.iter().zip(lists) {
        let list = Value::from_iter(list.into_iter().map(Value::from));
        values.insert(looped(name), list.clone());
        values.insert((*name).to_owned(), list);
    }
    values
}

/// Text for a document: one line, nothing that is no character there.
fn text(text: &str) -> Value {
    let text = clean(text.trim());
    Value::from(text.chars().filter(|c| !('\u{fdd0}'..='\u{fdef}').contains(c)).collect::<String>())
}

fn of_issue(at: usize, issue: &Issue) -> BTreeMap<&'static str, Value> {
    [
        ("序号", Value::from(at)),
        ("级别", text(&issue.severity)),
        ("位置", text(&issue.place)),
        ("问题", text(&issue.message)),
        ("原值", text(&issue.found)),
        ("应为", text(&issue.should_be)),
        ("说明", text(&issue.evidence)),
        ("依据", text(&issue.basis)),
        ("规则", text(&issue.rule)),
        ("把握", text(&issue.doubt)),
        ("状态", text(&issue.state)),
        ("意见", text(&issue.opinion)),
    ]
    .into()
}

fn of_mended(at: usize, mended: &Mended) -> BTreeMap<&'static str, Value> {
    [
        ("序号", Value::from(at)),
        ("级别", text(&mended.severity)),
        ("规则", text(&mended.rule)),
        ("问题", text(&mended.message)),
        ("日期", text(&mended.day)),
    ]
    .into()
}

fn of_unread(at: usize, unread: &Unread) -> BTreeMap<&'static str, Value> {
    [("序号", Value::from(at)), ("位置", text(&unread.place)), ("内容", text(&unread.message))].into()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn every_field_that_is_listed_has_a_value() {
        let letter = Letter {
            issues: vec![Issue::default()],
            mended: vec![Mended::default()],
            unread: vec![Unread::default()],
            ..Letter::default()
        };
        let values = values(&letter, String::new());
        for field in listed() {
            assert!(meaning(&field).is_some(), "{field}");
            let value = match field.split_once('.') {
                None => values[&field].clone(),
                Some((list, field)) => values[list].get_item_by_index(0).unwrap().get_attr(field).unwrap(),
            };
            assert!(!value.is_undefined(), "{field}");
        }
        let own = values.keys().filter(|name| !name.starts_with("__")).count();
        assert_eq!(own, COMMON.len() + OWN.len() + LISTS.len());
    }

    #[test]
    fn names_that_are_nearly_right_are_told() {
        for (name, expected) in [("单立", "单位"), ("问题.应该为", "问题.应为"), ("问题.位子", "问题.位置")]
        {
            assert_eq!(meaning(name), None);
            assert_eq!(nearest(name), expected);
        }
        assert_eq!(meaning("问题.依据"), Some(Meaning::Of("问题")));
        assert_eq!(meaning("问题"), Some(Meaning::Own));
        assert_eq!(meaning("日期"), Some(Meaning::Common));
    }
}

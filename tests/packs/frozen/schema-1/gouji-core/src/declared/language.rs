//! The language of `holds` and `when`: two sums of rows, or of columns, of one table, and the relation between them.
//!
//! ```text
//! comparison = sum relation sum
//! sum        = ["+" | "-"] term { ("+" | "-") term }
//! term       = name | integer
//! relation   = "=" | "≠" | "<" | ">" | "≤" | "≥"        also !=, <=, >= and the full-width forms
//! name       = the title, printed label or key of a row or column, or a group of rows
//! ```
//!
//! No loops, no functions, no multiplication: every sentence ends, and both sides are kept for the message.

use std::ops::Range;

use super::{nearest, suggestion};
use crate::cell;
use crate::form::{Label, RequestLine, Table};

/// Why a sentence is not one of the language.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct LanguageError {
    /// Bytes of the sentence.
    pub at: Range<usize>,
    /// In Chinese, without a full stop at its end.
    pub message: String,
}

type Result<T> = std::result::Result<T, LanguageError>;

fn wrong<T>(at: Range<usize>, message: impl Into<String>) -> Result<T> {
    Err(LanguageError { at, message: message.into() })
}

#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Relation {
    Equal,
    NotEqual,
    Less,
    Greater,
    AtMost,
    AtLeast,
}

/// What the terms of an equation are; it then holds once for every line of the other kind.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Axis {
    /// The terms are rows: one instance for each column.
    Rows,
    /// The terms are columns: one instance for each row that has them.
    Columns,
}

#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Comparison {
    pub left: Vec<Term>,
    pub relation: Relation,
    pub right: Vec<Term>,
}

#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Term {
    pub negative: bool,
    pub what: What,
}

#[derive(Debug, Clone, PartialEq, Eq)]
pub enum What {
    Number(i32),
    /// Rows or columns, by their index in the form; more than one for a group, which stands for their sum.
    Lines {
        title: &'static str,
        lines: Vec<u8>,
    },
}

/// Names of 表三 that stand for several rows. 其他处理 is one row in the 2019 form and three in the 2021 form; an
/// equation takes those that the report's form has.
const GROUPS: [(&str, &[RequestLine]); 4] = [
    (
        "不予公开",
        &[
            RequestLine::StateSecret,
            RequestLine::LawProhibited,
            RequestLine::PublicSecurity,
            RequestLine::ThirdParty,
            RequestLine::InternalAffairs,
            RequestLine::ProcessInfo,
            RequestLine::EnforcementFile,
            RequestLine::AdminQuery,
        ],
    ),
    ("无法提供", &[RequestLine::NotHeld, RequestLine::NeedsCreation, RequestLine::Unclear]),
    (
        "不予处理",
        &[
            RequestLine::Petition,
            RequestLine::Repeat,
            RequestLine::Publication,
            RequestLine::Excessive,
            RequestLine::Confirmation,
        ],
    ),
    (
        "其他处理",
        &[RequestLine::Other, RequestLine::NoCorrection, RequestLine::NoPayment, RequestLine::OtherReason],
    ),
];

/// Reads a rule's sentences, `holds` first: they share one axis. `given` is the axis that `rows` or `columns` demand.
pub fn read(
    sentences: &[&str],
    table: Table,
    given: Option<Axis>,
) -> std::result::Result<(Axis, Vec<Comparison>), (usize, LanguageError)> {
    let mut raw = Vec::new();
    for (at, sentence) in sentences.iter().enumerate() {
        raw.push(sentence_of(sentence).map_err(|error| (at, error))?);
    }
    let axis = axis_of(&raw, table, given)?;
    let comparisons = raw
        .into_iter()
        .map(|raw| Comparison {
            left: resolve(raw.left, table, axis),
            relation: raw.relation,
            right: resolve(raw.right, table, axis),
        })
        .collect();
    Ok((axis, comparisons))
}

/// The index in the form of the rows or columns that a name stands for.
pub fn lines_named(name: &str, table: Table, axis: Axis) -> Option<(&'static str, Vec<u8>)> {
    let wanted = plain(name);
    if axis == Axis::Rows
        && table == Table::Requests
        && let Some((title, lines)) = GROUPS.iter().find(|(title, _)| *title == wanted)
    {
        return Some((title, lines.iter().map(|&line| line as u8).collect()));
    }
    let matches =
        |label: &Label| plain(label.title) == wanted || label.key == wanted || plain(label.printed) == wanted;
    // A title goes before another line's printed label: 其他 is a column before it is the row “3.其他”.
    let labels = labels(table, axis);
    let at = labels
        .iter()
        .position(|label| plain(label.title) == wanted)
        .or_else(|| labels.iter().position(matches))?;
    Some((labels[at].title, vec![at as u8]))
}

/// Every name that the language knows of a table's rows or columns.
pub fn names(table: Table, axis: Axis) -> impl Iterator<Item = &'static str> {
    let groups = if axis == Axis::Rows && table == Table::Requests { &GROUPS[..] } else { &[] };
    labels(table, axis).iter().map(|label| label.title).chain(groups.iter().map(|(title, _)| *title))
}

fn labels(table: Table, axis: Axis) -> &'static [Label] {
    match axis {
        Axis::Rows => table.rows(),
        Axis::Columns => table.columns(),
    }
}

/// Without white space, and with one form for brackets and quotes.
fn plain(name: &str) -> String {
    name.chars()
        .filter(|&c| !cell::is_space(c))
        .map(|c| if matches!(c, '“' | '”' | '„' | '‟' | '＂') { '"' } else { cell::narrow(c) })
        .collect()
}

struct Raw {
    left: Vec<RawTerm>,
    relation: Relation,
    right: Vec<RawTerm>,
}

struct RawTerm {
    negative: bool,
    at: Range<usize>,
    name: String,
}

impl RawTerm {
    fn number(&self) -> Option<i32> {
        let digits = plain(&self.name);
        digits.bytes().all(|b| b.is_ascii_digit()).then(|| digits.parse().ok()).flatten()
    }
}

enum Token {
    Plus,
    Minus,
    Relation(Relation),
    Name(String),
}

fn tokens(sentence: &str) -> Result<Vec<(Token, Range<usize>)>> {
    let mut tokens: Vec<(Token, Range<usize>)> = Vec::new();
    let mut chars = sentence.char_indices().peekable();
    while let Some((start, c)) = chars.next() {
        if cell::is_space(c) {
            continue;
        }
        let narrow = cell::narrow(c);
        let mut followed_by_equals = || chars.next_if(|&(_, next)| cell::narrow(next) == '=').is_some();
        let token = match narrow {
            '+' => Token::Plus,
            '-' => Token::Minus,
            '≠' => Token::Relation(Relation::NotEqual),
            '≤' | '≦' | '⩽' => Token::Relation(Relation::AtMost),
            '≥' | '≧' | '⩾' => Token::Relation(Relation::AtLeast),
            '=' => {
                followed_by_equals();
                Token::Relation(Relation::Equal)
            }
            '<' if followed_by_equals() => Token::Relation(Relation::AtMost),
            '<' => Token::Relation(Relation::Less),
            '>' if followed_by_equals() => Token::Relation(Relation::AtLeast),
            '>' => Token::Relation(Relation::Greater),
            '!' if followed_by_equals() => Token::Relation(Relation::NotEqual),
            '*' | '×' | '÷' | '·' | '%' => {
                return wrong(start..start + c.len_utf8(), format!("不能用“{c}”，式子里只有加、减和比较"));
            }
            _ => {
                let mut end = start + c.len_utf8();
                let mut name = c.to_string();
                while let Some((at, next)) = chars.next_if(|&(_, next)| !is_operator(next)) {
                    name.push(next);
                    if !cell::is_space(next) {
                        end = at + next.len_utf8();
                    }
                }
                let name = name.trim_end_matches(cell::is_space).to_owned();
                tokens.push((Token::Name(name), start..end));
                continue;
            }
        };
        let end = chars.peek().map_or(sentence.len(), |&(at, _)| at);
        tokens.push((token, start..end));
    }
    Ok(tokens)
}

fn is_operator(c: char) -> bool {
    matches!(
        cell::narrow(c),
        '+' | '-' | '=' | '<' | '>' | '!' | '≠' | '≤' | '≥' | '≦' | '≧' | '⩽' | '⩾' | '*' | '×' | '÷'
    )
}

fn sentence_of(sentence: &str) -> Result<Raw> {
    let tokens = tokens(sentence)?;
    if tokens.is_empty() {
        return wrong(0..sentence.len(), "式子是空的");
    }
    let mut relations = tokens.iter().enumerate().filter_map(|(at, (token, span))| match token {
        Token::Relation(relation) => Some((at, *relation, span.clone())),
        _ => None,
    });
    let Some((at, relation, span)) = relations.next() else {
        return wrong(0..sentence.len(), "没有关系符号，应有 = ≠ < > ≤ ≥ 之一");
    };
    if let Some((_, _, second)) = relations.next() {
        return wrong(second, "一个式子只能有一个关系符号");
    }
    let sign = sentence[span.clone()].trim();
    let mut right = tokens;
    let left: Vec<_> = right.drain(..=at).take(at).collect();
    if left.is_empty() {
        return wrong(span, format!("“{sign}”左边是空的"));
    }
    if right.is_empty() {
        return wrong(span, format!("“{sign}”右边是空的"));
    }
    Ok(Raw { left: sum(left, sentence)?, relation, right: sum(right, sentence)? })
}

fn sum(tokens: Vec<(Token, Range<usize>)>, sentence: &str) -> Result<Vec<RawTerm>> {
    let mut terms: Vec<RawTerm> = Vec::new();
    let mut operator: Option<(bool, Range<usize>)> = None;
    for (token, at) in tokens {
        match token {
            Token::Plus | Token::Minus => {
                if let Some((_, before)) = operator {
                    return wrong(before.start..at.end, "两个运算符号连在一起，中间缺一项");
                }
                operator = Some((matches!(token, Token::Minus), at));
            }
            Token::Name(name) => {
                let negative = operator.take().is_some_and(|(negative, _)| negative);
                let term = RawTerm { negative, at, name };
                if term.number().is_none() && plain(&term.name).bytes().all(|b| b.is_ascii_digit()) {
                    return wrong(term.at, format!("数字 {} 太大", term.name));
                }
                terms.push(term);
            }
            // The caller has taken the only relation out.
            Token::Relation(_) => {}
        }
    }
    match operator {
        Some((_, at)) => {
            let sign = sentence[at.clone()].trim();
            wrong(at.clone(), format!("“{sign}”后面缺一项"))
        }
        None => Ok(terms),
    }
}

fn axis_of(
    sentences: &[Raw],
    table: Table,
    given: Option<Axis>,
) -> std::result::Result<Axis, (usize, LanguageError)> {
    let named = |name: &str, axis| lines_named(name, table, axis).is_some();
    // The first name that is a row and no column, or the other way round, settles what the others have to be.
    let mut settled: Option<(Axis, &str)> = None;
    let mut either = None;
    for (at, raw) in sentences.iter().enumerate() {
        for term in raw.left.iter().chain(&raw.right).filter(|term| term.number().is_none()) {
            let fail = |message: String| Err((at, LanguageError { at: term.at.clone(), message }));
            let name = term.name.as_str();
            let axis = match (named(name, Axis::Rows), named(name, Axis::Columns)) {
                (false, false) => {
                    let all = [Axis::Rows, Axis::Columns].into_iter();
                    let wanted = plain(name);
                    let nearest = nearest(
                        &wanted,
                        all.filter(|axis| given.is_none_or(|given| given == *axis))
                            .flat_map(|axis| names(table, axis)),
                    );
                    return fail(format!("{}没有名为“{name}”的行或列{}", table.title(), suggestion(nearest)));
                }
                (true, true) => {
                    either.get_or_insert((at, term));
                    continue;
                }
                (true, false) => Axis::Rows,
                (false, true) => Axis::Columns,
            };
            let kind = |axis| if axis == Axis::Rows { "行" } else { "列" };
            if let Some(given) = given
                && given != axis
            {
                let (key, other) = if given == Axis::Columns { ("rows", "列") } else { ("columns", "行") };
                return fail(format!("写了 {key}，式子里就应是{other}，而“{name}”是{}", kind(axis)));
            }
            match settled {
                None => settled = Some((axis, name)),
                Some((first, other)) if first != axis => {
                    return fail(format!(
                        "“{name}”是{}，而“{other}”是{}：一个式子里只能都用行，或者都用列",
                        kind(axis),
                        kind(first)
                    ));
                }
                Some(_) => {}
            }
        }
    }
    match (given.or(settled.map(|(axis, _)| axis)), either) {
        (Some(axis), _) => Ok(axis),
        (None, Some((at, term))) => Err((
            at,
            LanguageError {
                at: term.at.clone(),
                message: format!(
                    "“{}”既是行又是列，请用 rows 或 columns 说明对哪些行、哪些列成立",
                    term.name
                ),
            },
        )),
        (None, None) => Err((0, LanguageError { at: 0..0, message: "式子里没有一个行或列".to_owned() })),
    }
}

fn resolve(terms: Vec<RawTerm>, table: Table, axis: Axis) -> Vec<Term> {
    terms
        .into_iter()
        .map(|term| {
            let what = match (term.number(), lines_named(&term.name, table, axis)) {
                (None, Some((title, lines))) => What::Lines { title, lines },
                (number, _) => What::Number(number.unwrap_or_default()),
            };
            Term { negative: term.negative, what }
        })
        .collect()
}

#[cfg(test)]
mod tests {
    use super::*;

    /// The sentence as it was understood: `rows: 0 + 1 = 24 + 25`.
    fn understood(sentence: &str, table: Table) -> String {
        let (axis, comparisons) = match read(&[sentence], table, None) {
            Ok(read) => read,
            Err((_, error)) => return format!("{}..{} {}", error.at.start, error.at.end, error.message),
        };
        let side = |terms: &[Term]| {
            let terms = terms.iter().map(|term| {
                let sign = if term.negative { "-" } else { "+" };
                match &term.what {
                    What::Number(number) => format!("{sign}{number}"),
                    What::Lines { lines, .. } => format!("{sign}{lines:?}"),
                }
            });
            terms.collect::<Vec<_>>().join(" ")
        };
        let Comparison { left, relation, right } = &comparisons[0];
        format!("{axis:?} {} {relation:?} {}", side(left), side(right))
    }

    #[track_caller]
    fn check(table: Table, sentence: &str, expected: &str) {
        assert_eq!(understood(sentence, table), expected, "{sentence}");
    }

    #[test]
    fn sentences() {
        use Table::{Disputes, Proactive, Requests};
        check(Requests, "本年新收 + 上年结转 = 总计 + 结转下年度", "Rows +[0] +[1] Equal +[24] +[25]");
        check(Requests, "本年新收＋上年结转＝总计＋结转下年度", "Rows +[0] +[1] Equal +[24] +[25]");
        check(Requests, "new+carried_in==total+carried_out", "Rows +[0] +[1] Equal +[24] +[25]");
        check(Requests, "自然人 + 其他 = 总计", "Columns +[0] +[5] Equal +[6]");
        check(Requests, "无法提供 ≤ 总计", "Rows +[12, 13, 14] AtMost +[24]");
        check(Requests, "危及\"三安全一稳定\" = 0", "Rows +[6] Equal +0");
        check(Requests, "（一）予以公开 >= 3.其他", "Rows +[2] AtLeast +[23]");
        check(Proactive, "上一年项目数量 + 本年增/减 ≥ 0", "Columns +[3] +[4] AtLeast +0");
        check(Proactive, "现行有效件数 > 本年制发件数 － 本年废止件数", "Columns +[10] Greater +[8] -[9]");
        check(Proactive, "- 本年增 / 减 != １２", "Columns -[4] NotEqual +12");
        check(Disputes, "总计 < 结果维持", "Columns +[4] Less +[0]");
    }

    #[test]
    fn what_is_wrong_is_said_with_its_place() {
        use Table::{Disputes, Proactive, Requests};
        check(Requests, " ", "0..1 式子是空的");
        check(Requests, "本年新收", "0..12 没有关系符号，应有 = ≠ < > ≤ ≥ 之一");
        check(Requests, "总计 = 总计 = 总计", "16..17 一个式子只能有一个关系符号");
        check(Requests, "= 总计", "0..1 “=”左边是空的");
        check(Requests, "总计 =", "7..8 “=”右边是空的");
        check(Requests, "本年新收 + = 总计", "13..14 “+”后面缺一项");
        check(Requests, "本年新收 + - 总计 = 0", "13..16 两个运算符号连在一起，中间缺一项");
        check(Requests, "本年新收 × 2 = 总计", "13..15 不能用“×”，式子里只有加、减和比较");
        check(Requests, "本年新收 = 合计", "15..21 表三没有名为“合计”的行或列，是不是“总计”？");
        check(Requests, "本年新收 = 全然不同的名字", "15..36 表三没有名为“全然不同的名字”的行或列");
        check(
            Requests,
            "本年新收 = 自然人",
            "15..24 “自然人”是列，而“本年新收”是行：一个式子里只能都用行，或者都用列",
        );
        check(Requests, "总计 ≥ 0", "0..6 “总计”既是行又是列，请用 rows 或 columns 说明对哪些行、哪些列成立");
        check(Disputes, "1 = 1", "0..0 式子里没有一个行或列");
        check(Proactive, "本年制发件数 = 99999999999", "21..32 数字 99999999999 太大");
        check(Proactive, "本年制发 = 1", "0..12 表二没有名为“本年制发”的行或列，是不是“本年制发件数”？");
    }

    #[test]
    fn an_axis_that_is_given_decides() {
        let read =
            |axis| read(&["总计 ≥ 0"], Table::Requests, Some(axis)).map(|(_, read)| read[0].left[0].clone());
        let lines = |term: Term| match term.what {
            What::Lines { lines, .. } => lines,
            What::Number(_) => Vec::new(),
        };
        assert_eq!(lines(read(Axis::Rows).unwrap()), [24]);
        assert_eq!(lines(read(Axis::Columns).unwrap()), [6]);
    }
}

//! Cuts a sentence of the language into its words, and each side of it into terms.

use std::iter::Peekable;
use std::ops::Range;
use std::vec::IntoIter;

use super::{Amount, Relation, Result, Value, wrong};
use crate::cell;
use crate::declared::{nearest, suggestion};
use crate::figure::Decimal;

/// The largest number that a sentence may hold.
const LARGEST: i64 = i32::MAX as i64;

/// A comparison whose names nobody has looked up yet.
pub(super) struct Raw {
    pub(super) left: Vec<RawTerm>,
    pub(super) relation: Relation,
    pub(super) right: Vec<RawTerm>,
}

pub(super) struct RawTerm {
    pub(super) negative: bool,
    pub(super) at: Range<usize>,
    pub(super) times: Option<Amount>,
    pub(super) what: RawWhat,
}

pub(super) enum RawWhat {
    Number(Amount),
    Name(String),
}

enum Token {
    Plus,
    Minus,
    Times,
    Relation(Relation),
    Name(String),
}

type Placed = (Token, Range<usize>);

/// Reads `left relation right`; `options` are the keys that `{…}` may name.
pub(super) fn comparison(sentence: &str, options: &[&str]) -> Result<Raw> {
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
    Ok(Raw { left: terms(left, sentence, options)?, relation, right: terms(right, sentence, options)? })
}

/// Reads one side alone.
pub(super) fn sum(sentence: &str, options: &[&str]) -> Result<Vec<RawTerm>> {
    let tokens = tokens(sentence)?;
    if tokens.is_empty() {
        return wrong(0..sentence.len(), "这里是空的");
    }
    if let Some((_, at)) = tokens.iter().find(|(token, _)| matches!(token, Token::Relation(_))) {
        return wrong(at.clone(), "这里只能是一个数，不能比较");
    }
    terms(tokens, sentence, options)
}

fn tokens(sentence: &str) -> Result<Vec<Placed>> {
    let mut tokens: Vec<Placed> = Vec::new();
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
            '*' | '×' | '✕' => Token::Times,
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
            '÷' => {
                let message = format!("不能用“{c}”，式子里只有加、减、乘以一个数和比较");
                return wrong(start..start + c.len_utf8(), message);
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
        '+' | '-'
            | '='
            | '<'
            | '>'
            | '!'
            | '≠'
            | '≤'
            | '≥'
            | '≦'
            | '≧'
            | '⩽'
            | '⩾'
            | '*'
            | '×'
            | '✕'
            | '÷'
    )
}

fn terms(tokens: Vec<Placed>, sentence: &str, options: &[&str]) -> Result<Vec<RawTerm>> {
    let mut terms: Vec<RawTerm> = Vec::new();
    let mut sign: Option<(bool, Range<usize>)> = None;
    let mut tokens = tokens.into_iter().peekable();
    while let Some((token, at)) = tokens.next() {
        match token {
            Token::Plus | Token::Minus => {
                if let Some((_, before)) = sign {
                    return wrong(before.start..at.end, "两个运算符号连在一起，中间缺一项");
                }
                sign = Some((matches!(token, Token::Minus), at));
            }
            Token::Times => return wrong(at, "“×”前面缺一项"),
            Token::Name(name) => {
                let negative = sign.take().is_some_and(|(negative, _)| negative);
                let first = factor(&name, at.clone(), options)?;
                let (times, what, at) = product(first, at, &mut tokens, sentence, options)?;
                terms.push(RawTerm { negative, at, times, what });
            }
            // The caller has taken the only relation out.
            Token::Relation(_) => {}
        }
    }
    match sign {
        Some((_, at)) => {
            let sign = sentence[at.clone()].trim();
            wrong(at.clone(), format!("“{sign}”后面缺一项"))
        }
        None => Ok(terms),
    }
}

/// A number, a name, or a per cent and the name that it is of.
type Factor = (Option<Amount>, Option<String>);

/// Takes in what a factor is multiplied by, if anything.
fn product(
    first: Factor,
    at: Range<usize>,
    tokens: &mut Peekable<IntoIter<Placed>>,
    sentence: &str,
    options: &[&str],
) -> Result<(Option<Amount>, RawWhat, Range<usize>)> {
    let Some((_, sign)) = tokens.next_if(|(token, _)| matches!(token, Token::Times)) else {
        return Ok(match first {
            (times, Some(name)) => (times, RawWhat::Name(name), at),
            (Some(amount), None) => (None, RawWhat::Number(amount), at),
            (None, None) => return wrong(at, "这里缺一项"),
        });
    };
    let Some((Token::Name(name), second_at)) = tokens.next_if(|(token, _)| matches!(token, Token::Name(_)))
    else {
        return wrong(sign.clone(), format!("“{}”后面缺一项", sentence[sign].trim()));
    };
    let whole = at.start..second_at.end;
    let second = factor(&name, second_at, options)?;
    if let Some((_, again)) = tokens.next_if(|(token, _)| matches!(token, Token::Times)) {
        return wrong(again, "一项只能乘一次");
    }
    match (first, second) {
        ((Some(times), None), (None, Some(name))) | ((None, Some(name)), (Some(times), None)) => {
            Ok((Some(times), RawWhat::Name(name), whole))
        }
        ((Some(_), None), (Some(_), None)) => wrong(whole, "两个数相乘，请直接写乘出来的数"),
        ((None, Some(one)), (None, Some(other))) => {
            wrong(whole, format!("只能乘以一个数，“{one}”和“{other}”都不是数"))
        }
        _ => wrong(whole, "一项只能乘一次"),
    }
}

/// `12`, `12.5%`, `{most}`, `{most}%`, `50% 总计`, or a name.
fn factor(text: &str, at: Range<usize>, options: &[&str]) -> Result<Factor> {
    let plain = super::plain(text);
    let digits = plain.find(|c: char| !c.is_ascii_digit() && c != '.').unwrap_or(plain.len());
    let (value, rest) = if let Some(inside) = plain.strip_prefix('{') {
        let Some((key, rest)) = inside.split_once('}') else {
            return wrong(at, "“{”没有对应的“}”");
        };
        (option(key, &at, options)?, rest)
    } else if digits > 0 && plain.starts_with(|c: char| c.is_ascii_digit()) {
        let (number, rest) = plain.split_at(digits);
        // “3.其他” is the label of a row.
        if !rest.is_empty() && !rest.starts_with('%') {
            return Ok((None, Some(text.to_owned())));
        }
        let parsed: Option<Decimal> = number.parse().ok();
        let Some(number) =
            parsed.filter(|number| Decimal::from_int(LARGEST).is_none_or(|most| *number <= most))
        else {
            return wrong(at, format!("数字 {text} 太大，或者不是数"));
        };
        (Value::Number(number), rest)
    } else {
        return Ok((None, Some(text.to_owned())));
    };
    let (per_cent, rest) = match rest.strip_prefix('%') {
        Some(rest) => (true, rest),
        None => (false, rest),
    };
    let amount = Amount { value, per_cent };
    match rest {
        "" => Ok((Some(amount), None)),
        name if per_cent => Ok((Some(amount), Some(name.to_owned()))),
        name => wrong(at, format!("数和“{name}”之间缺少“×”")),
    }
}

fn option(key: &str, at: &Range<usize>, options: &[&str]) -> Result<Value> {
    match options.iter().position(|known| *known == key) {
        Some(index) => Ok(Value::Option(index as u8)),
        None if options.is_empty() => {
            wrong(at.clone(), format!("没有名为“{key}”的选项，这条规则没有写 [options.{key}]"))
        }
        None => {
            let hint = suggestion(nearest(key, options.iter().copied()));
            wrong(at.clone(), format!("没有名为“{key}”的选项{hint}"))
        }
    }
}

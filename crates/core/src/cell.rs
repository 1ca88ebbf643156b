//! What the text of a number cell means.

use crate::figure::Decimal;
use crate::report::{CellState, Notes};

/// Words that stand for a sign in 表二's column 本年增/减, longest first.
const RISE: [&str; 5] = ["新增加", "新增", "增加", "增", "↑"];
const FALL: [&str; 4] = ["减少", "下降", "减", "↓"];
/// Units met behind a figure, longest first. The figure stays as printed: 160.5964 of `160.5964万元`.
const UNITS: [&str; 13] = ["万元", "亿元", "元", "件", "条", "项", "个", "宗", "次", "份", "起", "部", "家"];

/// Reads a cell: its state, the number if there is one, and how it is printed.
///
/// Two numbers in one cell, or anything else that leaves a doubt, is text: unknown is better than wrong.
pub fn parse(raw: &str) -> (CellState, Decimal, Notes) {
    let raw = raw.trim_matches(is_space);
    if !raw.is_empty() && raw.len() <= 12 && raw.bytes().all(|b| b.is_ascii_digit()) {
        return match raw.parse() {
            Ok(value) => (CellState::Number, value, Notes::default()),
            Err(_) => (CellState::Text, Decimal::ZERO, Notes::default()),
        };
    }
    parse_slowly(raw)
}

fn parse_slowly(raw: &str) -> (CellState, Decimal, Notes) {
    let blank = |state| (state, Decimal::ZERO, Notes::default());
    if raw.chars().all(is_space) {
        return blank(CellState::Blank);
    }
    let mut notes = Notes::default();
    let mut text = String::with_capacity(raw.len());
    let lines = wrapped(raw);
    if lines.is_some() {
        notes = notes | Notes::INNER_SPACE;
    }
    for c in lines.as_deref().unwrap_or(raw).chars() {
        let narrow = narrow(c);
        if narrow != c && narrow.is_ascii_digit() {
            notes = notes | Notes::FULL_WIDTH;
        }
        text.push(if is_space(narrow) { ' ' } else { narrow });
    }
    if text.chars().all(|c| matches!(c, '-' | '/' | '\\' | ' '))
        || matches!(text.as_str(), "无" | "空" | "一")
    {
        return blank(CellState::Dash);
    }

    let mut rest = text.as_str();
    let mut negative = false;
    if let Some(behind) = RISE.iter().find_map(|word| rest.strip_prefix(word)) {
        notes = notes | Notes::SIGN_WORD;
        rest = behind;
    } else if let Some(behind) = FALL.iter().find_map(|word| rest.strip_prefix(word)) {
        notes = notes | Notes::SIGN_WORD;
        negative = true;
        rest = behind;
    }
    rest = rest.trim_start_matches(' ');
    if let Some(behind) = rest.strip_prefix(['+', '-']) {
        if notes.has(Notes::SIGN_WORD) {
            return blank(CellState::Text);
        }
        notes = notes | Notes::SIGN;
        negative = rest.starts_with('-');
        rest = behind;
    }
    if let Some(before) = UNITS.iter().find_map(|unit| rest.strip_suffix(unit)) {
        notes = notes | Notes::UNIT;
        rest = before;
    }
    let Some((digits, how)) = joined(rest.trim_matches(' ')) else { return blank(CellState::Text) };
    match digits.parse::<Decimal>() {
        Ok(value) => (CellState::Number, if negative { -value } else { value }, notes | how),
        Err(_) => blank(CellState::Text),
    }
}

/// The digits of one number that a narrow column broke over several lines. What begins with 0 is no such number.
fn wrapped(raw: &str) -> Option<String> {
    let mut lines = raw.lines().map(|line| line.trim_matches(is_space)).filter(|line| !line.is_empty());
    let digits = |line: &str| line.chars().all(|c| narrow(c).is_ascii_digit() || narrow(c) == '.');
    let first = lines.next().filter(|first| digits(first) && !first.starts_with(['0', '０', '.']))?;
    let rest: Vec<&str> = lines.collect();
    (!rest.is_empty() && rest.iter().all(|line| digits(line))).then(|| first.to_owned() + &rest.concat())
}

/// The digits without thousands separators and without the white space of a line break beside the point.
fn joined(text: &str) -> Option<(String, Notes)> {
    let mut notes = Notes::default();
    let mut text = text.to_owned();
    for broken in [". ", " ."] {
        if text.contains(broken) {
            notes = notes | Notes::INNER_SPACE;
            text = text.replace(broken, ".");
        }
    }
    if text.contains([',', ' ']) {
        let (whole, places) = text.split_once('.').map_or((text.as_str(), None), |(w, p)| (w, Some(p)));
        let mut groups = whole.split([',', ' ']);
        let grouped = groups.next().is_some_and(|first| (1..=3).contains(&first.len()))
            && groups.all(|group| group.len() == 3);
        if !grouped || places.is_some_and(|places| places.contains([',', ' '])) {
            return None;
        }
        notes = notes | if text.contains(' ') { Notes::INNER_SPACE } else { Notes::SEPARATORS };
        text.retain(|c| c != ',' && c != ' ');
    }
    (text.starts_with(|c: char| c.is_ascii_digit())).then_some((text, notes))
}

/// White space as documents have it: no-break, ideographic and zero-width spaces included.
pub fn is_space(c: char) -> bool {
    c.is_whitespace() || matches!(c, '\u{200b}'..='\u{200d}' | '\u{2060}' | '\u{feff}')
}

/// The narrow twin of a full-width character or of a dash's many forms.
pub fn narrow(c: char) -> char {
    match c {
        '！'..='～' => char::from_u32(c as u32 - 0xfee0).unwrap_or(c),
        '\u{3000}' => ' ',
        '—' | '–' | '―' | '−' | '‐' | '─' | '﹣' => '-',
        _ => c,
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[track_caller]
    fn check(raw: &str, expected: &str) {
        let (state, value, notes) = parse(raw);
        let said = match state {
            CellState::Number => format!("{value} {}", notes.0),
            CellState::Blank => "blank".to_owned(),
            CellState::Dash => "dash".to_owned(),
            CellState::Text => "text".to_owned(),
            CellState::Missing => "missing".to_owned(),
        };
        assert_eq!(said, expected, "{raw:?}");
    }

    #[test]
    fn cells() {
        check("27", "27 0");
        check(" 0 ", "0 0");
        check("", "blank");
        check("\u{a0}\u{3000}", "blank");
        for dash in ["/", "-", "—", "——", "－", "无", "一"] {
            check(dash, "dash");
        }
        check("增8", "8 1");
        check("新增 51", "51 1");
        check("减少3", "-3 1");
        check("↑8", "8 1");
        check("+20", "20 2");
        check("-8", "-8 2");
        check("－８", "-8 18");
        check("—8", "-8 2");
        check("１２", "12 16");
        check("251000元", "251000 4");
        check("160.5964万元", "160.5964 4");
        check("1,234.5", "1234.5 8");
        check("1 027", "1027 32");
        check("2099000. 46", "2099000.46 32");
        check("2099000.46", "2099000.46 0");
        check("12\n34", "1234 32");
        check("2099000.\n46", "2099000.46 32");
        check("0\n0", "text");
        check("12\n件", "12 4");
        for text in
            ["2 7", "+(0) -(0)", "约20", "见附件", "12,34", "1-2", "增-8", ".5", "99999999999999999999"]
        {
            check(text, "text");
        }
    }
}

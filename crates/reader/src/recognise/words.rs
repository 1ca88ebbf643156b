//! Reduces a label to the characters that tell it from others, and reads the numerals that stand before it.

use gouji_core::cell::{is_space, narrow};

/// A label without white space, punctuation, digits and the ordinal before it. One buffer serves all labels.
#[derive(Debug, Default)]
pub(super) struct Words {
    /// What is left: mostly Chinese characters.
    pub(super) key: String,
    /// `（三）`, `3.`, `三、` before the label; 0 for none.
    pub(super) ordinal: u8,
    /// The last character is a digit: a figure sticks to the label.
    pub(super) ends_in_digit: bool,
    /// Has 。！？； inside, so that it is a sentence and no label.
    pub(super) is_sentence: bool,
}

impl Words {
    pub(super) fn read(&mut self, text: &str) {
        self.key.clear();
        self.is_sentence = false;
        self.ends_in_digit = false;
        self.ordinal = 0;
        self.add(text);
    }

    /// Goes on with another piece of the same label.
    pub(super) fn add(&mut self, text: &str) {
        let mut rest = text;
        if self.key.is_empty()
            && let Some(numeral) = Numeral::before(text)
        {
            self.ordinal = numeral.value;
            rest = &text[numeral.len..];
        }
        for c in rest.chars() {
            if is_word(c) {
                self.key.push(if c == '钩' { '勾' } else { c });
                self.ends_in_digit = false;
            } else if narrow(c).is_ascii_digit() {
                self.ends_in_digit = true;
            } else if matches!(c, '。' | '！' | '？' | '；') {
                self.is_sentence = true;
            }
        }
    }
}

/// Whether a character tells labels apart. Digits do not: the only ones inside a label are a year (`本年(2023)制发件数`).
fn is_word(c: char) -> bool {
    match c {
        '\u{4e00}'..='\u{9fff}' | '\u{3007}' | '\u{3400}'..='\u{4dbf}' => true,
        '\0'..='\u{7f}' => c.is_ascii_alphabetic(),
        '\u{3000}'..='\u{303f}' | '\u{2000}'..='\u{206f}' | '\u{ff00}'..='\u{ffef}' => false,
        _ => c.is_alphanumeric(),
    }
}

#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum Style {
    /// `一、`, `一．`, `一 `.
    Plain,
    /// `（一）`.
    Bracketed,
    /// `1.`, `1、`.
    Arabic,
    /// `第一部分`, `第一章`.
    Part,
}

/// A numeral that orders what stands behind it.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) struct Numeral {
    pub(super) value: u8,
    pub(super) style: Style,
    /// Bytes up to what it orders, white space included.
    pub(super) len: usize,
}

impl Numeral {
    /// The numeral that `text` begins with.
    pub(super) fn before(text: &str) -> Option<Self> {
        let mut rest = text.trim_start_matches(is_space);
        let bracketed = rest.starts_with(['（', '(', '〔', '［', '[']);
        if bracketed {
            rest = rest[rest.chars().next().map_or(0, char::len_utf8)..].trim_start_matches(is_space);
        }
        let of_part = !bracketed && rest.starts_with('第');
        if of_part {
            rest = rest['第'.len_utf8()..].trim_start_matches(is_space);
        }
        let (value, arabic, behind) = number(rest)?;
        let behind = behind.trim_start_matches(is_space);
        let mut behind_mark = behind.chars();
        let mark = behind_mark.next();
        let (style, behind) = match mark {
            _ if of_part => {
                let behind = ["部分", "章"].iter().find_map(|word| behind.strip_prefix(word))?;
                (Style::Part, behind.trim_start_matches(['、', '：', ':', '.', '．']))
            }
            Some('）' | ')' | '〕' | '］' | ']') if bracketed => {
                (Style::Bracketed, behind_mark.as_str().trim_start_matches(['、', '.', '．']))
            }
            _ if bracketed => return None,
            Some('、' | '．' | '.' | '，' | ',' | ')' | '）' | '：' | ':') => {
                let behind = behind_mark.as_str();
                // 1.5 is a figure.
                if arabic && behind.starts_with(|c: char| narrow(c).is_ascii_digit()) {
                    return None;
                }
                (if arabic { Style::Arabic } else { Style::Plain }, behind)
            }
            // `一 总体情况`; 一般 and 三类 are words.
            Some(_) if !arabic && behind.len() < rest.len() - value_len(rest) => (Style::Plain, behind),
            Some(c) if arabic && is_word(c) => (Style::Arabic, behind),
            _ => return None,
        };
        let behind = behind.trim_start_matches(is_space);
        Some(Self { value, style, len: text.len() - behind.len() })
    }
}

/// Bytes of the numeral itself.
fn value_len(text: &str) -> usize {
    text.len() - number(text).map_or(text.len(), |(_, _, rest)| rest.len())
}

/// 1 to 99, in Chinese or Arabic; whether it is Arabic, and the rest.
fn number(text: &str) -> Option<(u8, bool, &str)> {
    let first = text.chars().next()?;
    if narrow(first).is_ascii_digit() {
        let end = text.find(|c: char| !narrow(c).is_ascii_digit()).unwrap_or(text.len());
        let digits = &text[..end];
        if digits.chars().count() > 2 {
            return None;
        }
        let value = digits.chars().fold(0, |sum, c| sum * 10 + (narrow(c) as u8 - b'0'));
        return Some((value, true, &text[end..]));
    }
    if let '①'..='⑩' = first {
        return Some(((first as u32 - '①' as u32 + 1) as u8, true, &text[first.len_utf8()..]));
    }
    let value = digit(first)?;
    let rest = &text[first.len_utf8()..];
    let next = rest.chars().next().and_then(digit);
    match (value, next) {
        (10, Some(unit @ 1..=9)) => Some((10 + unit, false, &rest[3..])),
        (1..=9, Some(10)) => {
            let rest = &rest[3..];
            match rest.chars().next().and_then(digit) {
                Some(unit @ 1..=9) => Some((value * 10 + unit, false, &rest[3..])),
                _ => Some((value * 10, false, rest)),
            }
        }
        (_, Some(_)) => None,
        (_, None) => Some((value, false, rest)),
    }
}

/// 一 to 十, formal forms included.
pub(super) fn digit(c: char) -> Option<u8> {
    Some(match c {
        '一' | '壹' => 1,
        '二' | '贰' => 2,
        '三' | '叁' => 3,
        '四' | '肆' => 4,
        '五' | '伍' => 5,
        '六' | '陆' => 6,
        '七' | '柒' => 7,
        '八' | '捌' => 8,
        '九' | '玖' => 9,
        '十' | '拾' => 10,
        _ => return None,
    })
}

/// The bytes of `text` that spell `words`, white space and punctuation between them aside.
pub(super) fn prefix(text: &str, words: &str) -> Option<usize> {
    let mut wanted = words.chars().filter(|&c| is_word(c));
    let mut next = wanted.next()?;
    for (at, c) in text.char_indices() {
        if c == next {
            match wanted.next() {
                Some(c) => next = c,
                None => return Some(at + c.len_utf8()),
            }
        } else if is_word(c) || narrow(c).is_ascii_digit() || at == 0 {
            return None;
        }
    }
    None
}

/// How many mistakes a label of that many characters may have and still be recognised.
pub(super) const fn tolerance(characters: usize) -> usize {
    match characters {
        0..=3 => 0,
        4..=7 => 1,
        8..=11 => 2,
        more => more / 4,
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[track_caller]
    fn check(text: &str, ordinal: u8, key: &str) {
        let mut words = Words::default();
        words.read(text);
        assert_eq!((words.ordinal, words.key.as_str()), (ordinal, key), "{text}");
    }

    #[test]
    fn labels_are_reduced_to_their_words() {
        check("（一）予以公开", 1, "予以公开");
        check("(二) 部分公开（区分处理的,只计这一情形）", 2, "部分公开区分处理的只计这一情形");
        check("3.危及“三安全一稳定”", 3, "危及三安全一稳定");
        check("三类内部事务", 0, "三类内部事务");
        check("一般事项", 0, "一般事项");
        check("一 总体情况", 1, "总体情况");
        check("１．属于国家秘密", 1, "属于国家秘密");
        check("5属于三类内部事务信息", 5, "属于三类内部事务信息");
        check("十一、其他", 11, "其他");
        check("二十、其他", 20, "其他");
        check("第二十条第(一)项", 0, "第二十条第一项");
        check("本年(2023)制发件数", 0, "本年制发件数");
        check("本年新\n制作数量", 0, "本年新制作数量");
        check("本年增/减", 0, "本年增减");
        check("第一部分 总体情况", 1, "总体情况");
        check("①其他", 1, "其他");
        check("2.5", 0, "");
    }

    #[test]
    fn a_prefix_may_have_gaps() {
        assert_eq!(prefix("总 体情况2020年", "总体情况"), Some("总 体情况".len()));
        assert_eq!(prefix("行政复议及诉讼", "行政复议、行政诉讼"), None);
        assert_eq!(prefix("行政复议，行政诉讼。", "行政复议、行政诉讼"), Some("行政复议，行政诉讼".len()));
        assert_eq!(prefix(" 总体情况", "总体情况"), None);
    }
}

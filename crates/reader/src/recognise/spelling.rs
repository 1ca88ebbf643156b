//! The text as it is matched: traditional characters simplified, and pinyin between characters blanked out, as pages that
//! repost reports have them.
//!
//! Every byte stays where it is, so that a place in this text is a place in the report's own, which alone is ever shown.

use std::borrow::Cow;
use std::ops::Range;
use std::sync::LazyLock;

use memchr::{memchr3, memmem};

/// Pairs of characters; where they come from stands in the file.
const PAIRS: &str = include_str!("traditional.txt");

/// Sorted by the traditional character.
static SIMPLIFIED: LazyLock<Vec<(char, char)>> = LazyLock::new(|| {
    let pairs = PAIRS.lines().filter(|line| !line.starts_with('#')).filter_map(|line| {
        let mut pair = line.chars();
        Some((pair.next()?, pair.next()?))
    });
    let mut pairs: Vec<(char, char)> = pairs.filter(|(a, b)| a.len_utf8() == b.len_utf8()).collect();
    pairs.sort_unstable();
    pairs
});

/// Words that Taiwan has others for.
const WORDS: [(&str, &str); 2] = [("檔案", "文件"), ("資訊", "信息")];

/// The letters of a syllable, `zhuāng`, and its brackets.
const SYLLABLE: usize = 8;

/// A text for matching.
pub(super) struct Plain<'t> {
    pub(super) text: Cow<'t, str>,
    /// The places of characters that were put otherwise.
    pub(super) changed: Vec<Range<usize>>,
}

/// The text with every byte in its place. Texts that have neither are only looked through, and for traditional characters
/// only where something is in `doubt`: looking for pinyin costs next to nothing.
pub(super) fn plain(text: &str, doubt: bool) -> Plain<'_> {
    // No report does without 公开 and 报告.
    let has = |word: &str| memmem::find(text.as_bytes(), word.as_bytes()).is_some();
    let traditional = doubt && (has("開") || has("報"));
    // The first bytes of letters with tones, which begin no character of Chinese.
    let toned = memchr3(0xC3, 0xC4, 0xC7, text.as_bytes()).is_some();
    if !traditional && !toned {
        return Plain { text: Cow::Borrowed(text), changed: Vec::new() };
    }
    let mut written = String::with_capacity(text.len());
    let mut changed = Vec::new();
    let mut before = ' ';
    while let Some(c) = text[written.len()..].chars().next() {
        let at = written.len();
        let rest = &text[at..];
        if traditional && let Some((from, to)) = WORDS.iter().find(|(from, _)| rest.starts_with(from)) {
            written.push_str(to);
            changed.push(at..at + from.len());
        } else if let Some(length) = is_chinese(before).then(|| pinyin(rest)).flatten() {
            written.extend(std::iter::repeat_n(' ', length));
            changed.push(at..at + length);
            // Another syllable is not behind a character.
            before = ' ';
            continue;
        } else if let Some(simple) = simplified(c).filter(|_| traditional) {
            written.push(simple);
            changed.push(at..at + c.len_utf8());
        } else {
            written.push(c);
        }
        before = c;
    }
    Plain { text: Cow::Owned(written), changed }
}

fn simplified(c: char) -> Option<char> {
    let at = is_chinese(c).then(|| SIMPLIFIED.binary_search_by_key(&c, |pair| pair.0))?;
    at.ok().map(|at| SIMPLIFIED[at].1)
}

const fn is_chinese(c: char) -> bool {
    matches!(c, '\u{3400}'..='\u{9fff}')
}

/// The bytes of a syllable of pinyin at the beginning of a text, with its brackets: `(xiāng)`, `xiāng`.
fn pinyin(text: &str) -> Option<usize> {
    let inner = text.strip_prefix(['(', '（']);
    let letters = inner.unwrap_or(text);
    let mut length = 0;
    let mut toned = false;
    for c in letters.chars().take(SYLLABLE) {
        match c {
            'a'..='z' => {}
            'ü' => {}
            'à'..='ü' | 'ā'..='ū' | 'ǎ'..='ǜ' => toned = true,
            _ => break,
        }
        length += c.len_utf8();
    }
    if !toned {
        return None;
    }
    let brackets = text.len() - letters.len();
    if brackets == 0 {
        return Some(length);
    }
    let end = letters[length..].chars().next().filter(|c| matches!(c, ')' | '）'))?;
    Some(brackets + length + end.len_utf8())
}

#[cfg(test)]
mod tests {
    use super::*;

    #[track_caller]
    fn check(text: &str, expected: &str) {
        let plain = plain(text, true);
        assert_eq!(plain.text, expected);
        assert_eq!(plain.text.len(), text.len(), "every byte stays where it is");
    }

    #[test]
    fn traditional_characters() {
        check("三、收到和處理政府信息公開申請情況", "三、收到和处理政府信息公开申请情况");
        check("政府資訊公開、規範性檔案", "政府信息公开、规范性文件");
        // One old character in a name does not make a page a traditional one.
        check("瀋阳市公开", "瀋阳市公开");
        for (from, to) in WORDS {
            assert_eq!(from.len(), to.len());
        }
    }

    #[test]
    fn pinyin_behind_characters() {
        check("江東鄉(xiāng)公開", "江东乡        公开");
        check("乡（xiāng）镇zhèn，", "乡            镇     ，");
        check("附件(pdf)、café、Straße", "附件(pdf)、café、Straße");
    }

    #[test]
    fn pairs_are_sorted_and_of_one_length() {
        let lines = PAIRS.lines().filter(|line| !line.starts_with('#'));
        assert_eq!(lines.count(), SIMPLIFIED.len());
        assert!(SIMPLIFIED.iter().all(|(from, _)| !SIMPLIFIED.iter().any(|(_, to)| to == from)));
    }
}

//! Text from a file made fit for a terminal: what could move the cursor, recolour or reorder the line is shown, not obeyed.

use std::borrow::Cow;

/// `text` with control characters replaced by visible ones. Line breaks too: what comes out is one line.
pub fn clean(text: &str) -> Cow<'_, str> {
    if !text.chars().any(|c| shown(c).is_some()) {
        return Cow::Borrowed(text);
    }
    Cow::Owned(text.chars().map(|c| shown(c).unwrap_or(c)).collect())
}

/// What stands for a character that must not reach a terminal.
fn shown(c: char) -> Option<char> {
    match c {
        '\t' => Some(' '),
        // The pictures of control characters stand in the same order: ␀ ␁ … ␟.
        '\0'..='\u{1f}' => char::from_u32(0x2400 + c as u32),
        '\u{7f}' => Some('␡'),
        // Neither terminals nor XML take the last ones for characters.
        '\u{80}'..='\u{9f}'
        | '\u{fffe}'
        | '\u{ffff}'
        | '\u{200e}'
        | '\u{200f}'
        | '\u{2028}'..='\u{202e}'
        | '\u{2066}'..='\u{2069}' => Some('\u{fffd}'),
        _ => None,
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[track_caller]
    fn check(text: &str, expected: &str) {
        assert_eq!(clean(text), expected);
    }

    #[test]
    fn nothing_is_obeyed() {
        check("共收到申请 27 件。", "共收到申请 27 件。");
        check("\u{1b}[2J", "␛[2J");
        check("\u{9b}31m", "\u{fffd}31m");
        check("甲\n乙\t丙\r", "甲␊乙 丙␍");
        check("\u{202e}倒", "\u{fffd}倒");
        check("\u{7f}", "␡");
        check("\u{ffff}", "\u{fffd}");
    }
}

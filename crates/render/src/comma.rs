//! Rows of comma-separated values that Excel, WPS and LibreOffice open as they are meant.

/// The byte order mark, without which Excel takes Chinese for something else.
pub const MARK: &str = "\u{feff}";

/// Adds a row, which ends as RFC 4180 has it.
pub fn row<T: AsRef<str>>(out: &mut String, fields: impl IntoIterator<Item = T>) {
    for (at, field) in fields.into_iter().enumerate() {
        let field = field.as_ref();
        if at > 0 {
            out.push(',');
        }
        if field.contains([',', '"', '\n', '\r']) {
            out.push('"');
            out.push_str(&field.replace('"', "\"\""));
            out.push('"');
        } else {
            out.push_str(field);
        }
    }
    out.push_str("\r\n");
}

/// A spreadsheet computes what begins as a formula does: an apostrophe keeps it from that.
pub fn harmless(text: String) -> String {
    let mut characters = text.trim_start().chars();
    let formula = match characters.next() {
        Some('=' | '+' | '@' | '＝' | '＋' | '＠') => true,
        // A number below zero is none, nor is a dash.
        Some('-' | '－') => !characters.all(|c| c.is_ascii_digit() || matches!(c, '.' | ',' | '-' | '－')),
        _ => false,
    };
    if formula { format!("'{text}") } else { text }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn fields_are_quoted() {
        let mut out = String::new();
        row(&mut out, ["甲", "a,b", "说“\"”", ""]);
        assert_eq!(out, "甲,\"a,b\",\"说“\"\"”\",\r\n");
    }

    #[test]
    fn nothing_is_computed() {
        for (text, expected) in [
            ("=1+1", "'=1+1"),
            ("  =1+1", "'  =1+1"),
            ("＝1+1", "'＝1+1"),
            ("+8", "'+8"),
            ("-3", "-3"),
            ("-3+cmd|' /C calc'!A0", "'-3+cmd|' /C calc'!A0"),
            ("-", "-"),
            ("--", "--"),
            ("-A1", "'-A1"),
            ("@x", "'@x"),
            ("无", "无"),
        ] {
            assert_eq!(harmless(text.to_owned()), expected);
        }
    }
}

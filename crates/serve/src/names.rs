//! Names that browsers give to files: shown, never used as a path.

use gouji_render::printable::clean;

/// Characters of a name that are kept.
const LENGTH: usize = 200;

/// A name fit to be shown: no way upwards or to a root, no control characters, not too long. `无名文件` where nothing is left.
pub(crate) fn harmless(name: &str) -> String {
    let parts = name.split(['/', '\\']).map(str::trim);
    let parts = parts.filter(|part| !part.is_empty() && !part.chars().all(|c| c == '.') && !is_drive(part));
    let name = clean(&parts.collect::<Vec<_>>().join("/")).into_owned();
    match name.chars().count() {
        0 => "无名文件".to_owned(),
        // The end says what kind of file it is.
        length if length > LENGTH => format!("…{}", name.chars().skip(length - LENGTH).collect::<String>()),
        _ => name,
    }
}

fn is_drive(part: &str) -> bool {
    let mut characters = part.chars();
    matches!((characters.next(), characters.next(), characters.next()), (Some(c), Some(':'), None) if c.is_ascii_alphabetic())
}

/// The name of a copy that is handed out, as a header says it: only the last part, for folders are the browser's.
pub(crate) fn disposition(name: &str) -> String {
    let name = harmless(name);
    let last = name.rsplit('/').next().unwrap_or(&name);
    let encoded = form_urlencoded::byte_serialize(last.as_bytes()).collect::<String>().replace('+', "%20");
    format!("attachment; filename*=UTF-8''{encoded}")
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn names_lead_nowhere() {
        for (name, expected) in [
            ("年报.docx", "年报.docx"),
            ("2023年报/乡镇/年报.docx", "2023年报/乡镇/年报.docx"),
            ("../../etc/passwd", "etc/passwd"),
            ("/etc/passwd", "etc/passwd"),
            ("..\\..\\a.txt", "a.txt"),
            ("C:\\年报\\a.txt", "年报/a.txt"),
            ("a/./b/.../c", "a/b/c"),
            ("a\u{0}\u{1b}[2J\n.txt", "a␀␛[2J␊.txt"),
            ("\u{202e}txt.exe", "\u{fffd}txt.exe"),
            ("", "无名文件"),
            ("../..", "无名文件"),
        ] {
            assert_eq!(harmless(name), expected, "{name:?}");
        }
        let long = format!("{}.docx", "长".repeat(300));
        assert_eq!(harmless(&long).chars().count(), LENGTH + 1);
        assert!(harmless(&long).ends_with(".docx"));
    }

    #[test]
    fn headers_have_no_room_for_more() {
        assert_eq!(
            disposition("a/\"x\"\r\n.docx"),
            "attachment; filename*=UTF-8''%22x%22%E2%90%8D%E2%90%8A.docx"
        );
    }
}

//! Changes to XML that leave every other byte as it is.

use std::ops::Range;

use quick_xml::Reader;
use quick_xml::events::Event;

/// Bytes of a text, and what is to stand there instead.
pub(crate) type Edit = (Range<usize>, String);

/// The text with all edits made. Those at one place stand in the order in which they are given.
pub(crate) fn edited(text: &str, mut edits: Vec<Edit>) -> String {
    edits.sort_by_key(|(range, _)| range.start);
    let mut out = String::with_capacity(text.len() + edits.iter().map(|(_, new)| new.len()).sum::<usize>());
    let mut at = 0;
    for (range, new) in edits {
        out.push_str(&text[at..range.start]);
        out.push_str(&new);
        at = range.end;
    }
    out.push_str(&text[at..]);
    out
}

/// Words as the content of an element or an attribute. What XML has no character for is left out.
pub fn escaped(text: &str) -> String {
    let mut out = String::with_capacity(text.len());
    for c in text.chars() {
        match c {
            '&' => out.push_str("&amp;"),
            '<' => out.push_str("&lt;"),
            '>' => out.push_str("&gt;"),
            '"' => out.push_str("&quot;"),
            '\t' | '\n' | '\r' => out.push(' '),
            '\0'..='\u{1f}' | '\u{fffe}' | '\u{ffff}' => {}
            c => out.push(c),
        }
    }
    out
}

/// The tag that ends at a byte: where it begins, and the prefix of its name with the colon.
pub(crate) fn tag(text: &str, end: usize) -> Option<(usize, &str)> {
    let start = text.get(..end)?.rfind('<')?;
    let name = text[start + 1..end].split([' ', '\t', '\r', '\n', '/', '>']).next()?;
    Some((start, name.rfind(':').map_or("", |colon| &name[..=colon])))
}

/// Of an element whose tag ends at a byte: where its content begins behind the properties that come first, and where it
/// ends. `None` where it never does.
pub(crate) fn content(text: &str, open: usize, properties: &str) -> Option<Range<usize>> {
    let mut reader = Reader::from_str(&text[open..]);
    let config = reader.config_mut();
    (config.check_end_names, config.allow_unmatched_ends, config.allow_dangling_amp) = (false, true, true);
    let (mut depth, mut begin, mut first) = (0_usize, open, true);
    loop {
        let before = reader.buffer_position() as usize;
        let event = reader.read_event().ok()?;
        let behind = open + reader.buffer_position() as usize;
        match event {
            Event::Start(element) => {
                first &= depth > 0 || element.local_name().into_inner() == properties;
                depth += 1;
            }
            Event::Empty(element) => {
                if first && depth == 0 && element.local_name().into_inner() == properties {
                    begin = behind;
                }
                first &= depth > 0;
            }
            Event::End(_) if depth == 0 => return Some(begin..open + before),
            Event::End(_) => {
                depth -= 1;
                if depth == 0 && std::mem::take(&mut first) {
                    begin = behind;
                }
            }
            Event::Eof => return None,
            _ => {}
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_content_of_a_paragraph_begins_behind_its_properties() {
        for (text, expected) in [
            ("<w:p><w:r>甲</w:r></w:p>", Some("<w:r>甲</w:r>")),
            ("<w:p><w:pPr><w:b/></w:pPr><w:r/></w:p>", Some("<w:r/>")),
            ("<w:p><w:pPr/><w:r/></w:p>后", Some("<w:r/>")),
            ("<w:p>\n <w:pPr><w:pPr/></w:pPr></w:p>", Some("")),
            ("<w:p><w:r><w:pPr/></w:r></w:p>", Some("<w:r><w:pPr/></w:r>")),
            ("<w:p></w:p>", Some("")),
            ("<w:p><w:r>", None),
        ] {
            let open = text.find('>').unwrap() + 1;
            assert_eq!(content(text, open, "pPr").map(|range| &text[range]), expected, "{text}");
        }
    }

    #[test]
    fn tags_are_known_by_their_prefix() {
        let text = "<a><w:p w:id=\"1\"><p>";
        assert_eq!(tag(text, text.len()), Some((17, "")));
        assert_eq!(tag(text, 17), Some((3, "w:")));
    }

    #[test]
    fn edits_leave_the_rest() {
        let edits = vec![(4..4, "丁".to_owned()), (1..2, "乙".to_owned()), (4..4, "戊".to_owned())];
        assert_eq!(edited("abcdef", edits), "a乙cd丁戊ef");
        assert_eq!(escaped("<\u{1}&\n"), "&lt;&amp; ");
    }
}

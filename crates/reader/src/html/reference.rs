//! Character references: `&nbsp;`, `&#12288;`, `&lt`. Those that pages of reports use by the thousand are told here; the
//! names of the standard are in `htmlize`.

use std::borrow::Cow;

/// What a reference stands for.
pub(super) struct Reference {
    /// How many bytes of the source it takes.
    pub(super) length: usize,
    text: Text,
}

enum Text {
    Known(&'static str),
    Character([u8; 4], u8),
    Other(String),
}

impl Reference {
    pub(super) fn text(&self) -> &str {
        match &self.text {
            Text::Known(text) => text,
            Text::Character(bytes, length) => {
                str::from_utf8(&bytes[..usize::from(*length)]).unwrap_or_default()
            }
            Text::Other(text) => text,
        }
    }
}

/// The longest name, `CounterClockwiseContourIntegral;`, and its `&`.
const LONGEST: usize = 33;

/// Names that need no search.
const COMMON: [(&str, &str); 12] = [
    ("&nbsp;", "\u{A0}"),
    ("&amp;", "&"),
    ("&lt;", "<"),
    ("&gt;", ">"),
    ("&quot;", "\""),
    ("&ldquo;", "“"),
    ("&rdquo;", "”"),
    ("&mdash;", "—"),
    ("&middot;", "·"),
    ("&emsp;", "\u{2003}"),
    ("&ensp;", "\u{2002}"),
    ("&hellip;", "…"),
];

/// The reference at the beginning of a text that begins with `&`, if it is one.
pub(super) fn read(text: &str) -> Option<Reference> {
    if let Some((name, known)) = COMMON.iter().find(|(name, _)| text.starts_with(name)) {
        return Some(Reference { length: name.len(), text: Text::Known(known) });
    }
    if text.as_bytes().get(1) == Some(&b'#') {
        return number(text);
    }
    let name = text.bytes().skip(1).take(LONGEST).take_while(u8::is_ascii_alphanumeric).count();
    let end = 1 + name + usize::from(text.as_bytes().get(1 + name) == Some(&b';'));
    let written = &text[..end];
    match htmlize::unescape(written) {
        Cow::Owned(text) => Some(Reference { length: end, text: Text::Other(text) }),
        Cow::Borrowed(_) => None,
    }
}

/// A reference by number.
fn number(text: &str) -> Option<Reference> {
    let bytes = text.as_bytes();
    let (from, radix) = if matches!(bytes.get(2), Some(b'x' | b'X')) { (3, 16) } else { (2, 10) };
    let digits = bytes[from..].iter().take_while(|byte| char::from(**byte).is_digit(radix)).count();
    if digits == 0 {
        return None;
    }
    let end = from + digits;
    let length = end + usize::from(bytes.get(end) == Some(&b';'));
    let known =
        u32::from_str_radix(&text[from..end], radix).ok().filter(|code| !matches!(code, 0 | 0x80..=0x9F));
    // Numbers of no character, and those that mean what they do in the code page of Windows, are the standard's matter.
    let text = match known.and_then(char::from_u32) {
        Some(character) => {
            let mut bytes = [0; 4];
            let length = character.encode_utf8(&mut bytes).len() as u8;
            Text::Character(bytes, length)
        }
        None => Text::Other(htmlize::unescape(&text[..length]).into_owned()),
    };
    Some(Reference { length, text })
}

/// A value of an attribute, in which fewer references count than in text.
pub(super) fn value(written: &str) -> Cow<'_, str> {
    if memchr::memchr3(b'&', b'\r', b'\0', written.as_bytes()).is_none() {
        return Cow::Borrowed(written);
    }
    let plain = written.replace("\r\n", "\n").replace('\r', "\n").replace('\0', "\u{FFFD}");
    Cow::Owned(htmlize::unescape_attribute(plain).into_owned())
}

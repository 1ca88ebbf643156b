//! Names of glyphs: `uni4E00`, `u20000`, ASCII and the punctuation of Chinese and Western text.

const NAMES: &[(&str, char)] = &[
    ("space", ' '),
    ("nbspace", '\u{A0}'),
    ("exclam", '!'),
    ("quotedbl", '"'),
    ("numbersign", '#'),
    ("dollar", '$'),
    ("percent", '%'),
    ("ampersand", '&'),
    ("quotesingle", '\''),
    ("parenleft", '('),
    ("parenright", ')'),
    ("asterisk", '*'),
    ("plus", '+'),
    ("comma", ','),
    ("hyphen", '-'),
    ("minus", '−'),
    ("period", '.'),
    ("slash", '/'),
    ("zero", '0'),
    ("one", '1'),
    ("two", '2'),
    ("three", '3'),
    ("four", '4'),
    ("five", '5'),
    ("six", '6'),
    ("seven", '7'),
    ("eight", '8'),
    ("nine", '9'),
    ("colon", ':'),
    ("semicolon", ';'),
    ("less", '<'),
    ("equal", '='),
    ("greater", '>'),
    ("question", '?'),
    ("at", '@'),
    ("bracketleft", '['),
    ("backslash", '\\'),
    ("bracketright", ']'),
    ("asciicircum", '^'),
    ("underscore", '_'),
    ("grave", '`'),
    ("braceleft", '{'),
    ("bar", '|'),
    ("braceright", '}'),
    ("asciitilde", '~'),
    ("quoteleft", '‘'),
    ("quoteright", '’'),
    ("quotedblleft", '“'),
    ("quotedblright", '”'),
    ("endash", '–'),
    ("emdash", '—'),
    ("bullet", '•'),
    ("ellipsis", '…'),
    ("periodcentered", '·'),
    ("middot", '·'),
    ("multiply", '×'),
    ("divide", '÷'),
    ("degree", '°'),
    ("section", '§'),
];

pub(super) fn character(name: &[u8]) -> Option<char> {
    let name = std::str::from_utf8(name).ok()?;
    // A suffix tells shapes of one character apart.
    let name = name.split_once('.').map_or(name, |(name, _)| name);
    let mut characters = name.chars();
    if let (Some(letter), None) = (characters.next(), characters.next()) {
        return letter.is_ascii_alphabetic().then_some(letter);
    }
    if let Some(&(_, character)) = NAMES.iter().find(|(known, _)| *known == name) {
        return Some(character);
    }
    let digits = name.strip_prefix("uni").or_else(|| name.strip_prefix('u'))?;
    if !(4..=6).contains(&digits.len()) || !digits.bytes().all(|byte| byte.is_ascii_hexdigit()) {
        return None;
    }
    char::from_u32(u32::from_str_radix(digits, 16).ok()?)
}

#[cfg(test)]
mod tests {
    use super::character;

    #[test]
    fn names_of_glyphs() {
        for (name, expected) in [
            ("A", Some('A')),
            ("seven", Some('7')),
            ("uni4E00", Some('一')),
            ("u20000", Some('\u{20000}')),
            ("one.tnum", Some('1')),
            (".notdef", None),
            ("g123", None),
            ("uniZZZZ", None),
        ] {
            assert_eq!(character(name.as_bytes()), expected, "{name}");
        }
    }
}

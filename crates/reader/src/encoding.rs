//! From bytes to text: which encoding, and where a place of the text stands in the bytes.

use std::borrow::Cow;

use chardetng::{EncodingDetector, Iso2022JpDetection, Utf8Detection};
use encoding_rs::{BIG5, Encoding, GB18030, GBK, UTF_8, UTF_16BE, UTF_16LE};
use memchr::{memchr, memchr_iter, memmem};

/// Words that every report has, in the encodings of files that do not declare theirs: 信息, 公开, 資訊, 公開. Four bytes of
/// one encoding hardly ever mean another word in another, and this is a thousand times faster than statistics.
const KNOWN_WORDS: [(&[u8], &Encoding); 4] = [
    (b"\xD0\xC5\xCF\xA2", GB18030),
    (b"\xB9\xAB\xBF\xAA", GB18030),
    (b"\xB8\xEA\xB0\x54", BIG5),
    (b"\xA4\xBD\xB6\x7D", BIG5),
];
/// How much of the beginning is looked at for a declared encoding or the shape of UTF-16.
const HEAD: usize = 4096;
/// How much is given to the statistical detector, which is slow.
const SAMPLE: usize = 8192;

/// A file as text.
#[derive(Debug)]
pub(crate) struct Decoded<'a> {
    /// Without a byte order mark.
    pub(crate) text: Cow<'a, str>,
    pub(crate) encoding: &'static Encoding,
    /// Whether some bytes meant nothing in this encoding; each such sequence stands as U+FFFD in the text.
    pub(crate) malformed: bool,
}

/// Decodes `bytes` in the encoding that they turn out to be in.
pub(crate) fn decode(bytes: &[u8]) -> Decoded<'_> {
    let (encoding, mark) = detect(bytes);
    let (text, malformed) = encoding.decode_without_bom_handling(&bytes[mark..]);
    Decoded { text, encoding, malformed }
}

/// Bytes that do not say how they are encoded as text: the name of a file in an archive.
pub fn text(bytes: &[u8]) -> String {
    decode(bytes).text.into_owned()
}

/// The place in `raw`, the bytes of the file, of the character at `offset` of the text decoded from it.
///
/// `encoding` is `Document::encoding` and `offset` that of a `Document` origin. An offset inside a character or past
/// the end gives the next character's place or the length of the file. Takes as long as decoding up to the place.
pub fn raw_offset(raw: &[u8], encoding: &str, offset: usize) -> usize {
    let encoding = Encoding::for_label(encoding.as_bytes()).unwrap_or(UTF_8);
    let mark = match Encoding::for_bom(raw) {
        Some((marked, length)) if marked == encoding => length,
        _ => 0,
    };
    let body = &raw[mark..];
    let place = if encoding == UTF_8 {
        utf8_offset(body, offset)
    } else if encoding == UTF_16LE || encoding == UTF_16BE {
        utf16_offset(body, encoding, offset)
    } else {
        lines_offset(body, encoding, offset)
    };
    mark + place
}

fn detect(bytes: &[u8]) -> (&'static Encoding, usize) {
    if let Some(marked) = Encoding::for_bom(bytes) {
        return marked;
    }
    let head = &bytes[..bytes.len().min(HEAD)];
    let has_nul = memchr(0, head).is_some();
    if has_nul && let Some(encoding) = utf16_without_mark(head) {
        return (encoding, 0);
    }
    if Encoding::utf8_valid_up_to(bytes) == bytes.len() || nearly_utf8(bytes) {
        return (UTF_8, 0);
    }
    let encoding = declared(head)
        .or_else(|| utf16_without_mark(head))
        .or_else(|| by_known_words(bytes))
        .unwrap_or_else(|| guess(bytes));
    (encoding, 0)
}

/// Whether a few bytes are damaged in what is otherwise UTF-8. Chinese in UTF-8 is sequences of three bytes, which
/// hardly ever come out of another encoding by chance.
fn nearly_utf8(bytes: &[u8]) -> bool {
    let (mut sound, mut broken) = (0_usize, 0_usize);
    for chunk in bytes.utf8_chunks() {
        sound += chunk.valid().bytes().filter(|&byte| byte >= 0xE0).count();
        broken += usize::from(!chunk.invalid().is_empty());
        if broken > 64 && sound < broken {
            return false;
        }
    }
    sound >= 4 * broken
}

/// The encoding that `<meta charset>`, `<meta http-equiv>` or an XML declaration names, if it is a Chinese one. Any
/// other label stands on a page that is not UTF-8 by mistake (a template's default), and the detector knows better.
fn declared(head: &[u8]) -> Option<&'static Encoding> {
    let mut rest = head;
    while let Some(open) = memchr(b'<', rest) {
        rest = &rest[open..];
        if rest.starts_with(b"<!--") {
            rest = &rest[find(rest, b"-->")?..];
            continue;
        }
        let tag = &rest[..memchr(b'>', rest).unwrap_or(rest.len())];
        let key: &[u8] = if tag.starts_with(b"<?xml") { b"encoding" } else { b"charset" };
        if (starts_with(tag, b"<meta") || key == b"encoding")
            && let Some(at) = find(tag, key)
            && let Some(encoding) = Encoding::for_label(label(&tag[at + key.len()..]))
            && [GBK, GB18030, BIG5].contains(&encoding)
        {
            return Some(superset(encoding));
        }
        rest = &rest[tag.len()..];
    }
    None
}

/// The value after `charset`: `="gb2312"`, `=gbk`.
fn label(after_key: &[u8]) -> &[u8] {
    let start = after_key.iter().position(|byte| !b" \t\r\n='\"".contains(byte)).unwrap_or(after_key.len());
    let value = &after_key[start..];
    let end = value.iter().position(|byte| b" \t\r\n;'\"/>?".contains(byte)).unwrap_or(value.len());
    &value[..end]
}

/// UTF-16 shows by its high bytes, all on one side: zero for ASCII, 4E to 9F for Chinese, a few for punctuation.
fn utf16_without_mark(head: &[u8]) -> Option<&'static Encoding> {
    let pairs = head.len() / 2;
    let shape = |high: usize| {
        let (mut plausible, mut ascii) = (0, 0);
        for pair in head.chunks_exact(2) {
            match (pair[high], pair[1 - high]) {
                (0x00, b'\t' | b'\n' | b'\r' | 0x20..=0x7E | 0xA0..) => ascii += 1,
                (0x20..=0x26 | 0x30 | 0x4E..=0x9F | 0xFE..=0xFF, _) => plausible += 1,
                _ => {}
            }
        }
        pairs >= 4 && (plausible + ascii) * 20 >= pairs * 19 && ascii * 100 >= pairs
    };
    match (shape(1), shape(0)) {
        (true, false) => Some(UTF_16LE),
        (false, true) => Some(UTF_16BE),
        _ => None,
    }
}

fn by_known_words(bytes: &[u8]) -> Option<&'static Encoding> {
    let (_, encoding) = KNOWN_WORDS.iter().find(|(word, _)| memmem::find(bytes, word).is_some())?;
    Some(encoding)
}

/// The statistical detector's opinion of the first part that is not ASCII.
fn guess(bytes: &[u8]) -> &'static Encoding {
    let start = Encoding::ascii_valid_up_to(bytes);
    let sample = &bytes[start..bytes.len().min(start + SAMPLE)];
    let mut detector = EncodingDetector::new(Iso2022JpDetection::Deny);
    detector.feed(sample, start + sample.len() == bytes.len());
    superset(detector.guess(Some(b"cn"), Utf8Detection::Deny))
}

/// Pages labelled gb2312 or gbk hold characters of GB18030, which contains both.
fn superset(encoding: &'static Encoding) -> &'static Encoding {
    if encoding == GBK { GB18030 } else { encoding }
}

fn utf8_offset(raw: &[u8], offset: usize) -> usize {
    let (mut place, mut text) = (0, 0);
    for chunk in raw.utf8_chunks() {
        if offset <= text {
            return place;
        }
        let valid = chunk.valid().len();
        if offset < text + valid {
            let inside = (offset - text..valid).find(|&at| chunk.valid().is_char_boundary(at));
            return place + inside.unwrap_or(valid);
        }
        text += valid;
        place += valid;
        if offset <= text {
            return place;
        }
        if !chunk.invalid().is_empty() {
            text += char::REPLACEMENT_CHARACTER.len_utf8();
            place += chunk.invalid().len();
        }
    }
    place
}

/// `raw_offset` for the other encodings, in none of which a character contains a line feed, so that each line can be decoded alone.
fn lines_offset(raw: &[u8], encoding: &'static Encoding, offset: usize) -> usize {
    let mut line = 0;
    let mut text = 0;
    for end in memchr_iter(b'\n', raw).map(|at| at + 1).chain([raw.len()]) {
        let (decoded, _) = encoding.decode_without_bom_handling(&raw[line..end]);
        if offset < text + decoded.len() {
            return line + bytewise_offset(&raw[line..end], encoding, offset - text);
        }
        text += decoded.len();
        line = end;
    }
    raw.len()
}

/// `raw_offset` within one line: feeds the decoder byte by byte and notes where each character begins.
fn bytewise_offset(line: &[u8], encoding: &'static Encoding, offset: usize) -> usize {
    let mut decoder = encoding.new_decoder_without_bom_handling();
    let mut output = [0_u8; 64];
    let mut text = 0;
    let mut start = 0;
    for at in 0..line.len() {
        if text >= offset {
            return start;
        }
        let last = at + 1 == line.len();
        let (_, _, written, _) = decoder.decode_to_utf8(&line[at..=at], &mut output, last);
        let Some(tail) = output[..written].last() else { continue };
        // A broken sequence is given up at the byte that does not continue it, and that byte may be a character.
        let own = written > 1 && tail.is_ascii() && *tail == line[at];
        let before = written - usize::from(own);
        if offset < text + before {
            return start;
        }
        text += before;
        if own {
            if offset == text {
                return at;
            }
            text += 1;
        }
        start = at + 1;
    }
    line.len()
}

fn utf16_offset(raw: &[u8], encoding: &'static Encoding, offset: usize) -> usize {
    let unit = |pair: &[u8]| match encoding == UTF_16LE {
        true => u16::from_le_bytes([pair[0], pair[1]]),
        false => u16::from_be_bytes([pair[0], pair[1]]),
    };
    let (mut place, mut text) = (0, 0);
    for decoded in char::decode_utf16(raw.chunks_exact(2).map(unit)) {
        if text >= offset {
            return place;
        }
        let character = decoded.unwrap_or(char::REPLACEMENT_CHARACTER);
        text += character.len_utf8();
        place += 2 * character.len_utf16();
    }
    if text >= offset { place } else { raw.len() }
}

fn starts_with(text: &[u8], lower: &[u8]) -> bool {
    text.get(..lower.len()).is_some_and(|start| start.eq_ignore_ascii_case(lower))
}

fn find(text: &[u8], lower: &[u8]) -> Option<usize> {
    text.windows(lower.len()).position(|window| window.eq_ignore_ascii_case(lower))
}

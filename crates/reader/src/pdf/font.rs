//! Fonts: what the codes of a string mean and how wide their glyphs are.

use crate::docx::is_of_signs;
use encoding_rs::{BIG5, Encoding, GB18030, GBK, MACINTOSH, WINDOWS_1252};
use lopdf::{Dictionary, Object};

use super::cmap::{CMap, Text, number};
use super::file::File;
use super::names;

/// Widths in thousandths of the font size.
const FULL: f32 = 1000.0;
/// Where a font gives none: about that of a digit.
const USUAL: f32 = 500.0;
/// Widths of one font at most: as many as it can have glyphs.
const WIDTHS: usize = 1 << 16;

#[derive(Debug)]
pub(super) struct Font {
    codes: Codes,
    to_unicode: Option<CMap>,
    widths: Widths,
    /// Text units of one glyph unit: a thousandth except in fonts that are drawn (Type 3).
    pub(super) unit: f32,
    /// Its glyphs are drawn by the file (Type 3), in a space of their own.
    pub(super) drawn: bool,
    /// It shows signs in place of digits.
    pub(super) signs: bool,
    /// Lines run downwards.
    pub(super) vertical: bool,
}

/// How strings are cut into codes, and what these mean where the font has no map to Unicode.
#[derive(Debug)]
enum Codes {
    /// One byte; by code what it means.
    Simple(Box<[Option<char>; 256]>),
    /// Two bytes, the number of the glyph, which says nothing of its meaning.
    Glyphs,
    /// UTF-16, big endian.
    Utf16,
    /// An encoding in which ASCII takes one byte; the CID of the space where ASCII has glyphs of its own.
    Multibyte { encoding: &'static Encoding, space: u32 },
    /// A map that the file brings along.
    Own(CMap),
}

#[derive(Debug, Default)]
struct Widths {
    /// First and last glyph, width.
    ranges: Vec<(u32, u32, f32)>,
    other: f32,
}

/// One glyph of a string.
#[derive(Debug, Clone, Copy)]
pub(super) struct Glyph<'f> {
    /// `None` where the font does not say what it means.
    pub(super) text: Option<Text<'f>>,
    /// In glyph units.
    pub(super) width: f32,
    /// The one-byte space, which word spacing widens.
    pub(super) space: bool,
}

impl Font {
    pub(super) fn read<'d>(file: &File<'d>, font: &'d Dictionary) -> Self {
        let to_unicode = match file.get(font, "ToUnicode") {
            Some(Object::Stream(stream)) => file.map(stream),
            _ => None,
        };
        let to_unicode = to_unicode.filter(|map| !map.is_empty());
        if file.name(font, "Subtype") == Some(b"Type0") {
            return Self::composite(file, font, to_unicode);
        }
        let drawn = file.name(font, "Subtype") == Some(b"Type3");
        let unit = match file.numbers(font, "FontMatrix") {
            Some(matrix) if drawn => matrix.first().copied().unwrap_or(0.001),
            _ => 0.001,
        };
        let codes = Codes::Simple(Box::new(simple(file, font)));
        let signs =
            file.name(font, "BaseFont").is_some_and(|name| is_of_signs(&String::from_utf8_lossy(name)));
        Self { codes, to_unicode, widths: simple_widths(file, font), unit, drawn, signs, vertical: false }
    }

    fn composite<'d>(file: &File<'d>, font: &'d Dictionary, to_unicode: Option<CMap>) -> Self {
        let mut vertical = false;
        let codes = match file.get(font, "Encoding") {
            Some(Object::Stream(stream)) => {
                let map = file.map(stream).unwrap_or_default();
                vertical = map.vertical;
                Codes::Own(map)
            }
            Some(Object::Name(name)) => {
                vertical = name.ends_with(b"-V") || name == b"V";
                predefined(name)
            }
            _ => Codes::Glyphs,
        };
        let descendant = match file.get(font, "DescendantFonts") {
            Some(Object::Array(fonts)) => fonts.first().and_then(|font| file.resolve(font)),
            other => other,
        };
        let mut widths = Widths { other: FULL, ..Widths::default() };
        if let Some(descendant) = descendant.and_then(super::file::as_dictionary) {
            widths.other = file.number(descendant, "DW").unwrap_or(FULL);
            if let Some(Object::Array(array)) = file.get(descendant, "W") {
                widths.ranges = composite_widths(file, array);
            }
        }
        Self { codes, to_unicode, widths, unit: 0.001, drawn: false, signs: false, vertical }
    }

    /// Calls `each` with every glyph of a string.
    pub(super) fn glyphs<'f>(&'f self, mut string: &[u8], mut each: impl FnMut(Glyph<'f>)) {
        while !string.is_empty() {
            let length = self.length(string).min(string.len());
            let (bytes, rest) = string.split_at(length);
            string = rest;
            let code = number(bytes);
            let text = match self.to_unicode.as_ref().and_then(|map| map.text(code)) {
                Some(text) => Some(text),
                None => self.meaning(bytes, code).map(Text::One),
            };
            let width = self.widths.of(self.glyph(bytes, code));
            each(Glyph { text, width, space: length == 1 && code == 32 });
        }
    }

    fn length(&self, string: &[u8]) -> usize {
        match &self.codes {
            Codes::Simple(_) => 1,
            Codes::Glyphs => 2,
            Codes::Utf16 if matches!(string[0], 0xD8..=0xDB) => 4,
            Codes::Utf16 => 2,
            Codes::Multibyte { encoding, .. } => match string {
                [0..=0x80 | 0xFF, ..] => 1,
                [_, b'0'..=b'9', ..] if *encoding == GB18030 => 4,
                _ => 2,
            },
            Codes::Own(map) => map.length(string).unwrap_or(2),
        }
    }

    fn meaning(&self, bytes: &[u8], code: u32) -> Option<char> {
        match &self.codes {
            Codes::Simple(table) => table[bytes[0] as usize],
            Codes::Glyphs | Codes::Own(_) => None,
            Codes::Utf16 => {
                let units = bytes.chunks_exact(2).map(|pair| u16::from_be_bytes([pair[0], pair[1]]));
                char::decode_utf16(units).next()?.ok()
            }
            Codes::Multibyte { .. } if code < 0x80 => char::from_u32(code),
            Codes::Multibyte { encoding, .. } => {
                encoding.decode_without_bom_handling_and_without_replacement(bytes)?.chars().next()
            }
        }
        .filter(|&character| character != '\0')
    }

    /// The number of the glyph, which widths go by.
    fn glyph(&self, bytes: &[u8], code: u32) -> u32 {
        match &self.codes {
            Codes::Simple(_) | Codes::Glyphs => code,
            Codes::Own(map) => map.cid(code).unwrap_or(code),
            // The character collections of Adobe begin with ASCII; the rest is as wide as high.
            Codes::Utf16 if (0x20..0x7F).contains(&code) => code - 0x1F,
            Codes::Multibyte { space, .. } if bytes.len() == 1 && (0x20..0x7F).contains(&code) => {
                space + code - 0x20
            }
            Codes::Utf16 | Codes::Multibyte { .. } => u32::MAX,
        }
    }
}

impl Widths {
    fn of(&self, glyph: u32) -> f32 {
        let at = self.ranges.partition_point(|&(first, ..)| first <= glyph);
        match at.checked_sub(1).and_then(|at| self.ranges.get(at)) {
            Some(&(_, last, width)) if glyph <= last => width,
            _ => self.other,
        }
    }
}

/// The encodings that every program knows by name (ISO 32000-1, table 118).
fn predefined(name: &[u8]) -> Codes {
    let name = String::from_utf8_lossy(name);
    let multibyte = |encoding, space| Codes::Multibyte { encoding, space };
    match name.trim_end_matches("-V").trim_end_matches("-H") {
        name if name.starts_with("Uni") && (name.ends_with("UCS2") || name.contains("UTF16")) => Codes::Utf16,
        "UniGB-UCS2-HW" | "UniJIS-UCS2-HW" => Codes::Utf16,
        "GBK2K" => multibyte(GB18030, 1),
        "GBK-EUC" | "GB-EUC" => multibyte(GBK, 814),
        "GBKp-EUC" | "GBpc-EUC" => multibyte(GBK, 1),
        "B5pc" | "ETen-B5" | "ETenms-B5" | "HKscs-B5" => multibyte(BIG5, 1),
        _ => Codes::Glyphs,
    }
}

/// `[first [w w w] first last w …]`.
fn composite_widths<'d>(file: &File<'d>, array: &'d [Object]) -> Vec<(u32, u32, f32)> {
    let mut ranges = Vec::new();
    let mut rest = array.iter().filter_map(|object| file.resolve(object));
    let value = |object: &Object| object.as_float().ok();
    // An array that names itself a million times would have a million million entries.
    while let Some(first) = rest.next().and_then(value).filter(|_| ranges.len() < WIDTHS) {
        let first = first as u32;
        match rest.next() {
            Some(Object::Array(widths)) => {
                for (at, width) in widths.iter().take(WIDTHS).enumerate() {
                    let glyph = first.saturating_add(at as u32);
                    let width = file.resolve(width).and_then(value).unwrap_or(FULL);
                    ranges.push((glyph, glyph, width));
                }
            }
            Some(last) => {
                let (Some(last), Some(width)) = (value(last), rest.next().and_then(value)) else { break };
                ranges.push((first, last as u32, width));
            }
            None => break,
        }
    }
    ranges.sort_by_key(|&(first, ..)| first);
    ranges
}

fn simple_widths<'d>(file: &File<'d>, font: &'d Dictionary) -> Widths {
    let missing = file.dictionary(font, "FontDescriptor").and_then(|it| file.number(it, "MissingWidth"));
    let other = missing.filter(|&width| width > 0.0).unwrap_or(USUAL);
    let first = file.number(font, "FirstChar").unwrap_or(0.0).max(0.0) as u32;
    let widths = file.numbers(font, "Widths").unwrap_or_default();
    let range = |(at, &width): (usize, &f32)| {
        let code = first.saturating_add(at as u32);
        (code, code, width)
    };
    Widths { ranges: widths.iter().take(256).enumerate().map(range).collect(), other }
}

/// What the codes of a one-byte font mean, by its encoding and the names of its glyphs.
fn simple<'d>(file: &File<'d>, font: &'d Dictionary) -> [Option<char>; 256] {
    let encoding = file.get(font, "Encoding");
    let (base, differences) = match encoding {
        Some(Object::Name(name)) => (Some(name.as_slice()), None),
        Some(Object::Dictionary(it)) => (file.name(it, "BaseEncoding"), file.get(it, "Differences")),
        _ => (None, None),
    };
    let mut table = [None; 256];
    // The codes of a drawn font, or of a symbol font that the file brings along, mean what the names say, or nothing.
    let descriptor = file.dictionary(font, "FontDescriptor");
    let symbolic = descriptor.and_then(|it| file.number(it, "Flags")).unwrap_or(0.0) as u32 & 4 != 0;
    let embedded = descriptor
        .is_some_and(|it| ["FontFile", "FontFile2", "FontFile3"].iter().any(|key| it.has(key.as_bytes())));
    let opaque = file.name(font, "Subtype") == Some(b"Type3") || (symbolic && embedded);
    if base.is_some() || !opaque {
        let encoding = if base == Some(b"MacRomanEncoding") { MACINTOSH } else { WINDOWS_1252 };
        for code in 0x20..=0xFF_u8 {
            let byte = [code];
            let decoded = encoding.decode_without_bom_handling(&byte).0;
            table[usize::from(code)] = decoded.chars().next().filter(|character| !character.is_control());
        }
    }
    let mut code = 0_usize;
    for object in differences.and_then(|it| it.as_array().ok()).into_iter().flatten() {
        match file.resolve(object) {
            Some(Object::Name(name)) => {
                if let Some(entry) = table.get_mut(code) {
                    *entry = names::character(name);
                }
                code += 1;
            }
            Some(object) => code = object.as_i64().ok().and_then(|it| it.try_into().ok()).unwrap_or(256),
            None => {}
        }
    }
    table
}

//! Many places of one decoded text in the bytes of its file: [`raw_offset`] with what the places have in common done once.

use encoding_rs::{Encoding, UTF_8, UTF_16BE, UTF_16LE};

use crate::encoding::raw_offset;

/// Finds places of a decoded text in the bytes that it was decoded from.
pub struct RawOffsets<'a> {
    raw: &'a [u8],
    encoding: &'a str,
    kind: Kind,
}

enum Kind {
    /// Sound UTF-8: the text is the file without its byte order mark.
    Same { mark: usize },
    /// Where pieces that can be decoded alone begin.
    Pieces(Vec<Piece>),
    /// Each place is found by itself.
    OneByOne,
}

#[derive(Clone, Copy)]
struct Piece {
    raw: usize,
    text: usize,
}

/// The least length of a piece, in bytes.
const PIECE: usize = 256;

impl<'a> RawOffsets<'a> {
    /// `raw` and `encoding` as for [`raw_offset`]. Takes as long as decoding the file.
    pub fn new(raw: &'a [u8], encoding: &'a str) -> Self {
        let named = Encoding::for_label(encoding.as_bytes()).unwrap_or(UTF_8);
        let marked = Encoding::for_bom(raw).filter(|(marked, _)| *marked == named);
        let mark = marked.map_or(0, |(_, length)| length);
        let kind = if named == UTF_8 && simdutf8::basic::from_utf8(&raw[mark..]).is_ok() {
            Kind::Same { mark }
        } else if named == UTF_8 || named == UTF_16LE || named == UTF_16BE {
            Kind::OneByOne
        } else {
            Kind::Pieces(pieces(raw, mark, named))
        };
        Self { raw, encoding, kind }
    }

    /// For a file that is known to be sound UTF-8: there is nothing to be looked at.
    pub fn verbatim(raw: &'a [u8]) -> Self {
        let mark = Encoding::for_bom(raw).map_or(0, |(_, length)| length);
        Self { raw, encoding: UTF_8.name(), kind: Kind::Same { mark } }
    }

    /// As [`raw_offset`].
    pub fn at(&self, offset: usize) -> usize {
        match &self.kind {
            Kind::Same { mark } => {
                let is_inside = |at: &usize| self.raw.get(*at).is_some_and(|byte| byte & 0xC0 == 0x80);
                let at = mark.saturating_add(offset).min(self.raw.len());
                (at..self.raw.len()).find(|at| !is_inside(at)).unwrap_or(self.raw.len())
            }
            Kind::Pieces(pieces) => {
                let after = pieces.partition_point(|piece| piece.text <= offset);
                let Some(piece) = after.checked_sub(1).and_then(|at| pieces.get(at)) else { return 0 };
                let end = pieces.get(after).map_or(self.raw.len(), |next| next.raw);
                piece.raw + raw_offset(&self.raw[piece.raw..end], self.encoding, offset - piece.text)
            }
            Kind::OneByOne => raw_offset(self.raw, self.encoding, offset),
        }
    }
}

/// Cuts the file before `<` and behind line feeds, of which neither is ever a part of a longer character in the Chinese
/// encodings, nor in any other that is told for a file.
fn pieces(raw: &[u8], mark: usize, encoding: &'static Encoding) -> Vec<Piece> {
    let mut pieces = Vec::with_capacity((raw.len() - mark) / PIECE + 1);
    let mut next = Piece { raw: mark, text: 0 };
    while next.raw < raw.len() {
        pieces.push(next);
        let rest = &raw[next.raw..];
        let far = PIECE.min(rest.len());
        let end = rest[far..]
            .iter()
            .zip(&rest[far - 1..])
            .position(|(here, before)| *here == b'<' || *before == b'\n');
        let end = end.map_or(rest.len(), |at| far + at);
        let (decoded, _) = encoding.decode_without_bom_handling(&rest[..end]);
        next = Piece { raw: next.raw + end, text: next.text + decoded.len() };
    }
    pieces
}

#[cfg(test)]
mod tests {
    use super::*;

    /// Every place of a text, past its end too, is where [`raw_offset`] says.
    #[track_caller]
    fn check(raw: &[u8], encoding: &str) {
        let offsets = RawOffsets::new(raw, encoding);
        for offset in 0..raw.len() * 3 + 9 {
            assert_eq!(offsets.at(offset), raw_offset(raw, encoding, offset), "{encoding} at {offset}");
        }
    }

    #[test]
    fn it_agrees_with_the_function_for_one_place() {
        let line = "<td>申请〇件㐀</td> １２3\r\n";
        let text = format!("{}{}", line.repeat(20), "长行没有换行".repeat(60));
        for encoding in [encoding_rs::GB18030, encoding_rs::BIG5, UTF_8] {
            let (raw, _, _) = encoding.encode(&text);
            check(&raw, encoding.name());
            check(b"", encoding.name());
            // A character cut in two, before a tag and at the end.
            let damaged = [&raw[..701], b"\xC4<p>\xFF\xFE\xB4", &raw[..301]].concat();
            check(&damaged, encoding.name());
        }
        for text in ["", "年<b>度</b>", "\u{FEFF}年<b>度</b>"] {
            check(text.as_bytes(), "UTF-8");
            let offsets = RawOffsets::verbatim(text.as_bytes());
            for offset in 0..text.len() + 9 {
                assert_eq!(
                    offsets.at(offset),
                    raw_offset(text.as_bytes(), "UTF-8", offset),
                    "{text} at {offset}"
                );
            }
        }
        check(&[0xFF, 0xFE, 0x74, 0x5E, 0x3C, 0x00], "UTF-16LE");
    }
}

//! Texts and pages with other figures in some places; every other byte stays.

use std::ops::Range;

use encoding_rs::{Encoding, UTF_16BE, UTF_16LE};
use gouji_reader::document::Format;

/// What is to stand at a place instead.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Fix {
    /// Bytes of the file: the cell, or the words around what is wrong.
    pub place: Range<usize>,
    /// What stands there; empty for a blank cell.
    pub replace: String,
    pub with: String,
    /// A cell: all that stands there is replaced.
    pub cell: bool,
}

/// What came of it.
#[derive(Debug, Default, PartialEq, Eq)]
pub struct Fixed {
    pub bytes: Vec<u8>,
    /// What could not be done: which of the fixes, and why.
    pub left: Vec<(usize, &'static str)>,
}

const ELSEWHERE: &str = "原文件里的写法与读到的不一样";
const SEVERAL: &str = "同样的数在这里不止一处，说不准是哪一处";
const TWICE: &str = "与另一处修正重叠";
const WIDE: &str = "文件是 UTF-16 编码，请先另存为 UTF-8";
const NO_CHARACTER: &str = "文件的编码里没有要写的字";

/// The bytes of a text or a page with the fixes that are certain to be meant.
pub fn fixed(bytes: &[u8], format: Format, encoding: &str, fixes: &[Fix]) -> Fixed {
    let mut left = Vec::new();
    let mut edits: Vec<(Range<usize>, Vec<u8>)> = Vec::new();
    let encoding = Encoding::for_label(encoding.as_bytes()).unwrap_or(encoding_rs::UTF_8);
    for (nth, fix) in fixes.iter().enumerate() {
        let edit = edit(bytes, format, encoding, fix);
        let free = |range: &Range<usize>| {
            edits.iter().all(|(other, _)| range.end < other.start || other.end < range.start)
        };
        match edit {
            Ok((range, _)) if !free(&range) => left.push((nth, TWICE)),
            Ok(edit) => edits.push(edit),
            Err(why) => left.push((nth, why)),
        }
    }
    edits.sort_by_key(|(range, _)| range.start);
    let (mut out, mut at) = (Vec::with_capacity(bytes.len()), 0);
    for (range, with) in edits {
        out.extend_from_slice(&bytes[at..range.start]);
        out.extend(with);
        at = range.end;
    }
    out.extend_from_slice(&bytes[at..]);
    Fixed { bytes: out, left }
}

type Edit = (Range<usize>, Vec<u8>);

fn edit(bytes: &[u8], format: Format, encoding: &'static Encoding, fix: &Fix) -> Result<Edit, &'static str> {
    if [UTF_16BE, UTF_16LE].contains(&encoding) {
        return Err(WIDE);
    }
    let slice = bytes.get(fix.place.clone()).ok_or(ELSEWHERE)?;
    let encode = |text: &str| match encoding.encode(text) {
        (bytes, _, false) => Ok(bytes.into_owned()),
        (_, _, true) => Err(NO_CHARACTER),
    };
    let decode = |bytes: &[u8]| encoding.decode_without_bom_handling(bytes).0.into_owned();
    let words = match format {
        Format::Html => between_tags(slice),
        _ => std::iter::once(0..slice.len()).collect(),
    };
    let within = match fix.cell {
        true => whole(slice, &words, fix.replace.trim(), &decode)?,
        false => only(slice, &words, &encode(fix.replace.trim())?)?,
    };
    let at = fix.place.start + within.start..fix.place.start + within.end;
    let text = match format {
        Format::Html => fix.with.clone(),
        _ => spaced(bytes, &at, &fix.with),
    };
    let with = encode(&text)?;
    // In some encodings bytes of one character look like others: what comes out has to be what is meant.
    let after = [&slice[..within.start], &with, &slice[within.end..]].concat();
    let [before, behind] = [&slice[..within.start], &slice[within.end..]].map(decode);
    if decode(&after) != format!("{before}{text}{behind}") {
        return Err(ELSEWHERE);
    }
    Ok((at, with))
}

/// What is put between bars, in a cell that was blank, stands apart from them.
fn spaced(bytes: &[u8], at: &Range<usize>, with: &str) -> String {
    let is = |at: Option<usize>, byte: u8| at.and_then(|at| bytes.get(at)) == Some(&byte);
    let space = |wanted: bool| if wanted && at.is_empty() { " " } else { "" };
    let bar_before = is(at.start.checked_sub(1), b'|');
    // Of `|  |` the place is right behind the first bar.
    let behind = is(Some(at.end), b'|') || bar_before && !is(Some(at.end), b' ');
    format!("{}{with}{}", space(bar_before), space(behind))
}

/// The words of a piece of a page.
fn between_tags(html: &[u8]) -> Vec<Range<usize>> {
    let mut words = Vec::new();
    let mut at = 0;
    while at < html.len() {
        let open = html[at..].iter().position(|&byte| byte == b'<').map_or(html.len(), |open| at + open);
        words.push(at..open);
        at = html[open..].iter().position(|&byte| byte == b'>').map_or(html.len(), |close| open + close + 1);
    }
    words
}

/// The words of a cell, which are all there are; or the place for them in one that is blank.
fn whole(
    slice: &[u8],
    words: &[Range<usize>],
    replace: &str,
    decode: &impl Fn(&[u8]) -> String,
) -> Result<Range<usize>, &'static str> {
    let said = |range: &Range<usize>| visible(&decode(&slice[range.clone()]));
    let mut full = words.iter().filter(|range| !said(range).is_empty());
    let (first, more) = (full.next(), full.next());
    match (first, more) {
        (Some(range), None) if !replace.is_empty() && said(range) == replace => Ok(trimmed(slice, range)),
        (None, _) if replace.is_empty() => {
            // A space that was put there to keep the cell open goes.
            let spaces = words.iter().find(|range| slice[(*range).clone()].contains(&b'&'));
            let inside = slice.windows(2).position(|pair| pair == b"</").unwrap_or(slice.len());
            let blank = words.iter().find(|range| range.contains(&inside) || range.end == inside);
            let at = blank.map_or(inside, |range| range.start);
            Ok(spaces.map_or(at..at, |range| trimmed(slice, range)))
        }
        _ => Err(ELSEWHERE),
    }
}

/// Text as a browser shows it, as far as figures are concerned.
fn visible(text: &str) -> String {
    let text =
        text.replace("&nbsp;", " ").replace("&#160;", " ").replace("&ensp;", " ").replace("&emsp;", " ");
    text.trim_matches(|c: char| c.is_whitespace() || c == '\u{feff}').to_owned()
}

/// A range without the white space at its ends.
fn trimmed(slice: &[u8], range: &Range<usize>) -> Range<usize> {
    let bytes = &slice[range.clone()];
    let start = bytes.len() - bytes.trim_ascii_start().len();
    let end = bytes.trim_ascii_end().len();
    range.start + start..range.start + end.max(start)
}

/// The one place of some words.
fn only(slice: &[u8], words: &[Range<usize>], replace: &[u8]) -> Result<Range<usize>, &'static str> {
    if replace.is_empty() {
        return Err(ELSEWHERE);
    }
    let mut found = words.iter().flat_map(|range| {
        let text = &slice[range.clone()];
        let figure = |at: Option<&u8>| at.is_some_and(|byte| byte.is_ascii_digit() || b".,%".contains(byte));
        let alone = move |at: &usize| {
            let digits = replace.iter().all(|byte| byte.is_ascii_digit());
            let before = at.checked_sub(1).and_then(|at| text.get(at));
            !digits || !(figure(before) || figure(text.get(at + replace.len())))
        };
        let places = text.windows(replace.len()).enumerate().filter(|(_, window)| *window == replace);
        places.map(|(at, _)| at).filter(alone).map(move |at| range.start + at)
    });
    match (found.next(), found.next()) {
        (Some(at), None) => Ok(at..at + replace.len()),
        (Some(_), Some(_)) => Err(SEVERAL),
        (None, _) => Err(ELSEWHERE),
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[track_caller]
    fn check(
        format: Format,
        whole: &str,
        [place, replace, with]: [&str; 3],
        cell: bool,
        expected: Result<&str, &str>,
    ) {
        let start = whole.find(place).unwrap();
        let fix = Fix {
            place: start..start + place.len(),
            replace: replace.to_owned(),
            with: with.to_owned(),
            cell,
        };
        let fixed = fixed(whole.as_bytes(), format, "UTF-8", &[fix]);
        match expected {
            Ok(expected) => {
                assert_eq!((std::str::from_utf8(&fixed.bytes).unwrap(), &fixed.left[..]), (expected, &[][..]))
            }
            Err(why) => {
                assert_eq!((&fixed.left[..], fixed.bytes == whole.as_bytes()), (&[(0, why)][..], true))
            }
        }
    }

    #[test]
    fn cells_are_filled_in() {
        let text = |whole, fix, expected| check(Format::Text, whole, fix, true, expected);
        text("一 | 0 | 3", ["0", "0", "27"], Ok("一 | 27 | 3"));
        text("一 | 0 | 3", ["0", "1", "27"], Err(ELSEWHERE));
        let html = |whole, fix, expected| check(Format::Html, whole, fix, true, expected);
        html("<td><p> 0 </p></td>", ["<p> 0 </p>", "0", "27"], Ok("<td><p> 27 </p></td>"));
        html("<td><span>&nbsp;</span></td>", ["<span>&nbsp;</span>", "", "0"], Ok("<td><span>0</span></td>"));
        html("<td><p></p></td>", ["<p></p>", "", "0"], Ok("<td><p>0</p></td>"));
        html("<td></td>", ["<td></td>", "", "0"], Ok("<td>0</td>"));
        html("<td>1<b>2</b></td>", ["1<b>2</b>", "12", "3"], Err(ELSEWHERE));
    }

    #[test]
    fn figures_in_prose_are_changed_where_there_is_one() {
        let text = |fix, expected| check(Format::Text, "收到17件，答复171件。", fix, false, expected);
        text(["收到17件，答复171件", "17", "18"], Ok("收到18件，答复171件。"));
        check(Format::Text, "收17件办17件", ["收17件办17件", "17", "18"], false, Err(SEVERAL));
        check(
            Format::Html,
            "<p n=17>收17件</p>",
            ["<p n=17>收17件", "17", "18"],
            false,
            Ok("<p n=17>收18件</p>"),
        );
        text(["收到", "17", "18"], Err(ELSEWHERE));
    }

    #[test]
    fn the_encoding_stays() {
        let (bytes, encoding, _) = encoding_rs::GB18030.encode("总计\u{80}0件");
        let fix = Fix { place: 0..bytes.len(), replace: "0".to_owned(), with: "九".to_owned(), cell: false };
        let done = fixed(&bytes, Format::Text, encoding.name(), std::slice::from_ref(&fix));
        let (text, _, _) = encoding_rs::GB18030.decode(&done.bytes);
        assert!(text == "总计\u{80}九件" || done.left.len() == 1, "{text} {done:?}");
        assert_eq!(fixed(&bytes, Format::Text, "UTF-16LE", &[fix]).left, [(0, WIDE)]);
    }

    #[test]
    fn two_at_one_place_are_one_too_many() {
        let fix =
            |with: &str| Fix { place: 0..1, replace: "0".to_owned(), with: with.to_owned(), cell: true };
        let done = fixed(b"0", Format::Text, "UTF-8", &[fix("1"), fix("2")]);
        assert_eq!(done, Fixed { bytes: b"1".to_vec(), left: vec![(1, TWICE)] });
    }
}

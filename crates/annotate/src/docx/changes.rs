//! The words of a cell changed so that whoever opens the document accepts or rejects it.

use std::ops::Range;

use quick_xml::Reader;
use quick_xml::escape::unescape;
use quick_xml::events::Event;

use crate::parts::elements;
use crate::xml::{Edit, escaped};
use crate::{AUTHOR, CellRepair};

/// A number that no mark of the document has yet.
pub(super) fn next_id(document: &str) -> usize {
    let ids =
        elements(document).into_iter().flatten().filter(|(name, _)| name.ends_with(":id") || name == "id");
    ids.filter_map(|(_, value)| value.parse::<usize>().ok()).max().map_or(1, |last| last.saturating_add(1))
}

/// Words that are put in.
pub(super) fn inserted(w: &str, look: &str, words: &str, id: usize) -> String {
    let words = escaped(words);
    format!("<{w}ins {w}id=\"{id}\" {w}author=\"{AUTHOR}\"><{w}r>{look}<{w}t>{words}</{w}t></{w}r></{w}ins>")
}

/// A run of a paragraph.
struct Run {
    range: Range<usize>,
    words: String,
    /// How it looks, as XML.
    look: String,
}

/// The edits that replace the words of a paragraph, whose properties and content stand there; `None` where they are not the
/// ones that are meant, or more than plain words.
pub(super) fn changed(
    text: &str,
    properties: Range<usize>,
    inside: Range<usize>,
    w: &str,
    repair: &CellRepair,
    id: usize,
) -> Option<Vec<Edit>> {
    let runs = runs(&text[inside.clone()], w)?;
    let words: String = runs.iter().map(|run| run.words.as_str()).collect();
    if words.trim() != repair.replace.trim() {
        return None;
    }
    let look = match runs.first() {
        Some(run) => run.look.clone(),
        None => of_mark(&text[properties], w),
    };
    let mut edits = Vec::new();
    for run in &runs {
        let range = inside.start + run.range.start..inside.start + run.range.end;
        let deleted = text[range.clone()]
            .replace(&format!("<{w}t>"), &format!("<{w}delText>"))
            .replace(&format!("<{w}t "), &format!("<{w}delText "))
            .replace(&format!("<{w}t/>"), &format!("<{w}delText/>"))
            .replace(&format!("</{w}t>"), &format!("</{w}delText>"));
        let deleted = format!("<{w}del {w}id=\"{id}\" {w}author=\"{AUTHOR}\">{deleted}</{w}del>");
        edits.push((range, deleted));
    }
    let end = runs.last().map_or(inside.end, |run| inside.start + run.range.end);
    edits.push((end..end, inserted(w, &look, &repair.with, id + 1)));
    Some(edits)
}

/// The runs of a paragraph's content that have words; `None` where there is anything else that shows.
fn runs(xml: &str, w: &str) -> Option<Vec<Run>> {
    let mut reader = Reader::from_str(xml);
    let config = reader.config_mut();
    (config.check_end_names, config.allow_unmatched_ends, config.allow_dangling_amp) = (false, true, true);
    let mut runs: Vec<Run> = Vec::new();
    let mut path: Vec<String> = Vec::new();
    // Where the run, its look and its text at hand begin.
    let (mut run, mut look, mut words) = (0, 0, 0);
    let mut now = Run { range: 0..0, words: String::new(), look: String::new() };
    loop {
        let before = reader.buffer_position() as usize;
        let event = reader.read_event().ok()?;
        let behind = reader.buffer_position() as usize;
        match event {
            Event::Start(element) => {
                let name = element.name().into_inner().strip_prefix(w)?.to_owned();
                match (path.len(), name.as_str()) {
                    (0, "r") => {
                        (run, now) = (before, Run { range: 0..0, words: String::new(), look: String::new() });
                    }
                    (1, "rPr") => look = before,
                    (1, "t") => words = behind,
                    // What looks have inside is theirs.
                    (2.., _) if path.get(1).is_some_and(|of| of == "rPr") => {}
                    _ => return None,
                }
                path.push(name);
            }
            Event::End(_) => {
                let name = path.pop()?;
                match (path.len(), name.as_str()) {
                    (0, "r") if !now.words.is_empty() => {
                        let whole = Run {
                            range: run..behind,
                            words: std::mem::take(&mut now.words),
                            look: std::mem::take(&mut now.look),
                        };
                        runs.push(whole);
                    }
                    (1, "rPr") => now.look = xml[look..behind].to_owned(),
                    (1, "t") => now.words.push_str(&unescape(&xml[words..before]).ok()?),
                    _ => {}
                }
            }
            Event::Empty(element) => {
                let name = element.name().into_inner().strip_prefix(w)?.to_owned();
                let shows_nothing = match path.len() {
                    0 => matches!(
                        name.as_str(),
                        "r" | "bookmarkStart"
                            | "bookmarkEnd"
                            | "proofErr"
                            | "commentRangeStart"
                            | "commentRangeEnd"
                    ),
                    1 => matches!(name.as_str(), "rPr" | "t" | "lastRenderedPageBreak" | "commentReference"),
                    _ => path.get(1).is_some_and(|of| of == "rPr"),
                };
                if !shows_nothing {
                    return None;
                }
            }
            Event::Eof => return path.is_empty().then_some(runs),
            _ => {}
        }
    }
}

/// How the mark at the end of a paragraph looks, which is how one would go on writing.
fn of_mark(properties: &str, w: &str) -> String {
    let (open, close) = (format!("<{w}rPr>"), format!("</{w}rPr>"));
    let look =
        properties.find(&open).and_then(|at| Some(at..at + properties[at..].find(&close)? + close.len()));
    let look = look.map_or("", |range| &properties[range]);
    // That the mark itself was put in or taken out says nothing of how it looks.
    let changed = ["ins", "del", "moveFrom", "moveTo", "rPrChange"];
    if changed.iter().any(|name| look.contains(&format!("<{w}{name} "))) {
        String::new()
    } else {
        look.to_owned()
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::xml::edited;

    fn repair(replace: &str) -> CellRepair {
        CellRepair { origin: Default::default(), replace: replace.to_owned(), with: "2<7".to_owned() }
    }

    #[track_caller]
    fn check(xml: &str, replace: &str, expected: Option<&str>) {
        let changed = changed(xml, 0..0, 0..xml.len(), "w:", &repair(replace), 5);
        assert_eq!(changed.map(|edits| edited(xml, edits)).as_deref(), expected, "{xml}");
    }

    #[test]
    fn words_are_deleted_and_others_inserted() {
        let ins = "<w:ins w:id=\"6\" w:author=\"勾稽\"><w:r>LOOK<w:t>2&lt;7</w:t></w:r></w:ins>";
        let plain = ins.replace("LOOK", "");
        let del = |run: &str| format!("<w:del w:id=\"5\" w:author=\"勾稽\">{run}</w:del>");
        let one = "<w:r><w:rPr><w:b/></w:rPr><w:t xml:space=\"preserve\">0 </w:t></w:r>";
        let deleted = "<w:r><w:rPr><w:b/></w:rPr><w:delText xml:space=\"preserve\">0 </w:delText></w:r>";
        let bold = ins.replace("LOOK", "<w:rPr><w:b/></w:rPr>");
        check(one, "0", Some(&format!("{}{bold}", del(deleted))));
        let two = "<w:r><w:t>1</w:t></w:r><w:proofErr/><w:r><w:t>2</w:t></w:r><w:bookmarkEnd/>";
        let [a, b] = ["1", "2"].map(|n| del(&format!("<w:r><w:delText>{n}</w:delText></w:r>")));
        check(two, "12", Some(&format!("{a}<w:proofErr/>{b}{plain}<w:bookmarkEnd/>")));
        check("", "", Some(&plain));
        check("<w:r/>", "", Some(&format!("<w:r/>{plain}")));
    }

    #[test]
    fn what_is_more_than_words_is_left() {
        for (xml, replace) in [
            ("<w:r><w:t>1</w:t></w:r>", "2"),
            ("<w:r><w:t>1</w:t><w:tab/></w:r>", "1"),
            ("<w:hyperlink><w:r><w:t>1</w:t></w:r></w:hyperlink>", "1"),
            ("<w:ins><w:r><w:t>1</w:t></w:r></w:ins>", "1"),
            ("<m:r><m:t>1</m:t></m:r>", "1"),
            ("<w:r><w:t>1</w:t>", "1"),
        ] {
            check(xml, replace, None);
        }
    }

    #[test]
    fn a_blank_cell_is_filled_in_as_one_would_write_there() {
        let look = "<w:rPr><w:sz w:val=\"18\"/></w:rPr>";
        assert_eq!(of_mark(&format!("<w:pPr>{look}</w:pPr>"), "w:"), look);
        assert_eq!(of_mark("<w:pPr><w:rPr><w:ins w:id=\"1\"/></w:rPr></w:pPr>", "w:"), "");
        assert_eq!(of_mark("<w:pPr/>", "w:"), "");
        assert_eq!(next_id("<a w:id=\"7\"><b w14:id=\"3\"/></a>"), 8);
    }
}

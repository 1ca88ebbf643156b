//! Word documents: comments as a reviewer writes them, each at its paragraph or at the paragraph of its cell, and repairs
//! as tracked changes.

mod changes;

use std::collections::BTreeMap;

use gouji_core::verdict::Origin;
use gouji_reader::source::Limits;
use gouji_reader::{Places, docx_places, resolved};

use crate::package::Package;
use crate::parts::{Relations, appended, declare, elements, root_prefix, value};
use crate::xml::{Edit, content, edited, escaped, tag};
use crate::{AUTHOR, AnnotateError, CellRepair, Comment, same};

const CONTENT_TYPE: &str = "application/vnd.openxmlformats-officedocument.wordprocessingml.comments+xml";
const RELATION: &str = "http://schemas.openxmlformats.org/officeDocument/2006/relationships/comments";
const STRICT_RELATION: &str = "http://purl.oclc.org/ooxml/officeDocument/relationships/comments";
const NAMESPACE: &str = "http://schemas.openxmlformats.org/wordprocessingml/2006/main";
const STRICT: &str = "http://purl.oclc.org/ooxml/wordprocessingml/main";

/// A copy of a document with comments, behind those that it has already, and with repairs as changes that somebody accepts
/// or rejects. Repairs of cells that hold anything but plain words are left out; how many were made.
///
/// # Errors
/// When the document cannot be read, or has no paragraph to comment on.
pub fn docx(
    bytes: &[u8],
    limits: &Limits,
    comments: &[Comment],
    repairs: &[CellRepair],
) -> Result<(Vec<u8>, usize), AnnotateError> {
    let places = docx_places(bytes, limits)?;
    let mut package = Package::open(bytes)?;
    let strict = places.text.contains(STRICT);
    let mut at: BTreeMap<usize, Marks> = BTreeMap::new();
    if !comments.is_empty() {
        let part = comments_part(&mut package, &places.part, strict)?;
        let begin = places.first().ok_or(AnnotateError::NoPlace)?;
        for (id, comment) in (part.next..).zip(comments) {
            at.entry(place(&places, &comment.origin).unwrap_or(begin)).or_default().comments.push(id);
        }
        package.set(&part.path, with_comments(&part, comments)?);
    }
    let mut next = changes::next_id(&places.text);
    for repair in repairs {
        let open = repair.origin.table_cell.and_then(|cell| places.cell(cell));
        if let Some(marks) =
            open.map(|open| at.entry(open).or_default()).filter(|marks| marks.repair.is_none())
        {
            marks.repair = Some((repair, next));
            next += 2;
        }
    }
    let (edits, repaired) = edits(&places, &at)?;
    package.set(&places.part, edited(&places.text, edits));
    let copy = package.finish()?;
    match repaired {
        0 => same(bytes, &copy, limits)?,
        // With the words of cells changed, all else is told by a copy in which they are not.
        _ => drop(docx(bytes, limits, comments, &[])?),
    }
    Ok((copy, repaired))
}

/// What is to be put into a paragraph.
#[derive(Default)]
struct Marks<'c> {
    /// Their numbers.
    comments: Vec<usize>,
    /// With the number of the first of two changes.
    repair: Option<(&'c CellRepair, usize)>,
}

/// The part with the comments.
struct Part {
    path: String,
    text: String,
    /// Of its elements' names, with the colon.
    prefix: String,
    /// The number of the next comment.
    next: usize,
}

/// The part that the document says has its comments, or a new one that it says so of.
fn comments_part(package: &mut Package, document: &str, strict: bool) -> Result<Part, AnnotateError> {
    let mut relations = Relations::of(package, document)?;
    if let Some(path) = relations.target("/comments") {
        let text = package.text(&path)?.ok_or_else(|| AnnotateError::Damaged(format!("缺少 {path}")))?;
        let prefix = root_prefix(&text);
        let id = format!("{prefix}id");
        let ids = elements(&text).into_iter().filter_map(|of| value(&of, &id).parse::<usize>().ok());
        let next = ids.max().map_or(0, |last| last.saturating_add(1));
        return Ok(Part { path, text, prefix, next });
    }
    let folder = document.rsplit_once('/').map_or("", |(folder, _)| folder);
    let usual = resolved(folder, "comments.xml");
    let path = match package.text(&usual)? {
        None => usual,
        Some(_) => resolved(folder, "comments-gouji.xml"),
    };
    relations.add(package, if strict { STRICT_RELATION } else { RELATION }, &path)?;
    declare(package, &path, CONTENT_TYPE)?;
    let namespace = if strict { STRICT } else { NAMESPACE };
    let text = format!(
        "<?xml version=\"1.0\" encoding=\"UTF-8\" standalone=\"yes\"?>\n<w:comments xmlns:w=\"{namespace}\"></w:comments>"
    );
    Ok(Part { path, text, prefix: "w:".to_owned(), next: 0 })
}

fn with_comments(part: &Part, comments: &[Comment]) -> Result<String, AnnotateError> {
    let w = &part.prefix;
    let mut more = String::new();
    for (id, comment) in (part.next..).zip(comments) {
        more.push_str(&format!(
            "<{w}comment {w}id=\"{id}\" {w}author=\"{AUTHOR}\" {w}initials=\"{AUTHOR}\">"
        ));
        for line in &comment.lines {
            let line = escaped(line);
            more.push_str(&format!("<{w}p><{w}r><{w}t xml:space=\"preserve\">{line}</{w}t></{w}r></{w}p>"));
        }
        more.push_str(&format!("</{w}comment>"));
    }
    appended(&part.text, &more)
}

/// What marks the places of comments, a beginning and an end in each paragraph, and the changes; how many there are of the
/// latter.
fn edits(places: &Places, at: &BTreeMap<usize, Marks>) -> Result<(Vec<Edit>, usize), AnnotateError> {
    let (mut edits, mut repaired) = (Vec::new(), 0);
    let text = &places.text;
    for (&open, marks) in at {
        let damaged = || AnnotateError::Damaged(format!("{} 的第 {open} 字节处", places.part));
        let (start, w) = tag(text, open).ok_or_else(damaged)?;
        let of =
            |one: fn(&str, usize) -> String| marks.comments.iter().map(|&id| one(w, id)).collect::<String>();
        let (before, behind) = (of(range_start), of(range_end));
        if text[..open].ends_with("/>") {
            // A paragraph without content gets some.
            let name = text[start + 1..open - 2].split_whitespace().next().ok_or_else(damaged)?;
            let inserted = marks.repair.filter(|(repair, _)| repair.replace.trim().is_empty());
            repaired += usize::from(inserted.is_some());
            let inserted = inserted.map(|(repair, id)| changes::inserted(w, "", &repair.with, id));
            let inserted = inserted.unwrap_or_default();
            edits.push((open - 2..open, format!(">{before}{inserted}{behind}</{name}>")));
            continue;
        }
        let inside = content(text, open, "pPr").ok_or_else(damaged)?;
        edits.push((inside.start..inside.start, before));
        if let Some((repair, id)) = marks.repair
            && let Some(changed) = changes::changed(text, open..inside.start, inside.clone(), w, repair, id)
        {
            edits.extend(changed);
            repaired += 1;
        }
        edits.push((inside.end..inside.end, behind));
    }
    Ok((edits, repaired))
}

fn place(places: &Places, origin: &Origin) -> Option<usize> {
    match origin.table_cell {
        Some(cell) => places.cell(cell),
        None => places.paragraph(origin.paragraph?),
    }
}

fn range_start(w: &str, id: usize) -> String {
    format!("<{w}commentRangeStart {w}id=\"{id}\"/>")
}

fn range_end(w: &str, id: usize) -> String {
    format!("<{w}commentRangeEnd {w}id=\"{id}\"/><{w}r><{w}commentReference {w}id=\"{id}\"/></{w}r>")
}

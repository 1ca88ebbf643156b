//! Word documents: comments as a reviewer writes them, each at its paragraph or at the paragraph of its cell.

use std::collections::BTreeMap;

use gouji_core::verdict::Origin;
use gouji_reader::source::Limits;
use gouji_reader::{Places, docx_places};
use quick_xml::Reader;
use quick_xml::events::Event;

use crate::package::Package;
use crate::xml::{Edit, content, edited, escaped, tag};
use crate::{AUTHOR, AnnotateError, Comment};

const CONTENT_TYPE: &str = "application/vnd.openxmlformats-officedocument.wordprocessingml.comments+xml";
const RELATION: &str = "http://schemas.openxmlformats.org/officeDocument/2006/relationships/comments";
const STRICT_RELATION: &str = "http://purl.oclc.org/ooxml/officeDocument/relationships/comments";
const NAMESPACE: &str = "http://schemas.openxmlformats.org/wordprocessingml/2006/main";
const STRICT: &str = "http://purl.oclc.org/ooxml/wordprocessingml/main";

/// A copy of a document with comments, behind those that it has already.
///
/// # Errors
/// When the document cannot be read, or has no paragraph to comment on.
pub fn docx(bytes: &[u8], limits: &Limits, comments: &[Comment]) -> Result<Vec<u8>, AnnotateError> {
    let places = docx_places(bytes, limits)?;
    let mut package = Package::open(bytes)?;
    if comments.is_empty() {
        return Ok(package.finish()?);
    }
    let strict = places.text.contains(STRICT);
    let part = comments_part(&mut package, &places.part, strict)?;
    let first = part.next;
    package.set(&part.path, with_comments(&part, comments)?);
    let edits = anchors(&places, comments, first)?;
    package.set(&places.part, edited(&places.text, edits));
    Ok(package.finish()?)
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
    let (folder, name) = document.rsplit_once('/').unwrap_or(("", document));
    let inside = |target: &str| match (target.strip_prefix('/'), folder) {
        (Some(target), _) => target.to_owned(),
        (None, "") => target.to_owned(),
        (None, folder) => format!("{folder}/{target}"),
    };
    let relations = inside(&format!("_rels/{name}.rels"));
    let text = package.text(&relations)?.unwrap_or_else(|| {
        "<?xml version=\"1.0\" encoding=\"UTF-8\" standalone=\"yes\"?>\n<Relationships xmlns=\"http://schemas.openxmlformats.org/package/2006/relationships\"></Relationships>".to_owned()
    });
    let known = elements(&text).into_iter().find(|of| value(of, "Type").ends_with("/comments"));
    if let Some(known) = known {
        let path = inside(value(&known, "Target"));
        let text = package.text(&path)?.ok_or_else(|| AnnotateError::Damaged(format!("缺少 {path}")))?;
        let prefix = root_prefix(&text);
        let id = format!("{prefix}id");
        let ids = elements(&text).into_iter().filter_map(|of| value(&of, &id).parse::<usize>().ok());
        let next = ids.max().map_or(0, |last| last.saturating_add(1));
        return Ok(Part { path, text, prefix, next });
    }
    let target = match package.text(&inside("comments.xml"))? {
        None => "comments.xml",
        Some(_) => "comments-gouji.xml",
    };
    let ids: Vec<String> = elements(&text).iter().map(|of| value(of, "Id").to_owned()).collect();
    let id = (1..).map(|n| format!("rIdGouji{n}")).find(|id| !ids.contains(id)).unwrap_or_default();
    let kind = if strict { STRICT_RELATION } else { RELATION };
    let relation = format!("<Relationship Id=\"{id}\" Type=\"{kind}\" Target=\"{target}\"/>");
    package.set(&relations, appended(&text, &relation)?);
    let path = inside(target);
    let types = package.text("[Content_Types].xml")?;
    let types = types.ok_or_else(|| AnnotateError::Damaged("缺少 [Content_Types].xml".to_owned()))?;
    let of = format!("<Override PartName=\"/{path}\" ContentType=\"{CONTENT_TYPE}\"/>");
    package.set("[Content_Types].xml", appended(&types, &of)?);
    let namespace = if strict { STRICT } else { NAMESPACE };
    let text = format!(
        "<?xml version=\"1.0\" encoding=\"UTF-8\" standalone=\"yes\"?>\n<w:comments xmlns:w=\"{namespace}\"></w:comments>"
    );
    Ok(Part { path, text, prefix: "w:".to_owned(), next: 0 })
}

/// The attributes of every element.
fn elements(text: &str) -> Vec<Vec<(String, String)>> {
    let mut reader = Reader::from_str(text);
    let mut all = Vec::new();
    // What is broken further on has no more elements.
    while let Ok(event) = reader.read_event() {
        let (Event::Start(element) | Event::Empty(element)) = event else {
            if matches!(event, Event::Eof) {
                break;
            }
            continue;
        };
        let attributes = element.attributes().flatten();
        let attribute = |a: quick_xml::events::attributes::Attribute| {
            (a.key.into_inner().to_string(), a.value.to_string())
        };
        all.push(attributes.map(attribute).collect());
    }
    all
}

/// The value of an attribute; nothing where there is none.
fn value<'a>(attributes: &'a [(String, String)], name: &str) -> &'a str {
    attributes.iter().find(|(key, _)| key == name).map_or("", |(_, value)| value)
}

/// The prefix of the first element that is none of XML's own.
fn root_prefix(text: &str) -> String {
    let root = text.match_indices('<').find(|(at, _)| !text[at + 1..].starts_with(['?', '!']));
    let end = root.and_then(|(at, _)| Some(at + text[at..].find('>')? + 1));
    end.and_then(|end| tag(text, end)).map_or(String::new(), |(_, prefix)| prefix.to_owned())
}

/// The text with something more at the end of its root.
fn appended(text: &str, more: &str) -> Result<String, AnnotateError> {
    if let Some(end) = text.rfind("</") {
        return Ok(format!("{}{more}{}", &text[..end], &text[end..]));
    }
    // A root without content.
    let broken = || AnnotateError::Damaged("XML 没有根元素".to_owned());
    let end = text.rfind("/>").ok_or_else(broken)?;
    let start = text[..end].rfind('<').ok_or_else(broken)?;
    let name = text[start + 1..end].split_whitespace().next().ok_or_else(broken)?;
    Ok(format!("{}>{more}</{name}>{}", &text[..end], &text[end + 2..]))
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

/// What marks the places of the comments in the document: a beginning and an end in each paragraph.
fn anchors(places: &Places, comments: &[Comment], first: usize) -> Result<Vec<Edit>, AnnotateError> {
    let begin = places.first().ok_or(AnnotateError::NoPlace)?;
    let mut at: BTreeMap<usize, Vec<usize>> = BTreeMap::new();
    for (id, comment) in (first..).zip(comments) {
        at.entry(place(places, &comment.origin).unwrap_or(begin)).or_default().push(id);
    }
    let mut edits = Vec::new();
    for (open, ids) in at {
        let text = &places.text;
        let damaged = || AnnotateError::Damaged(format!("{} 的第 {open} 字节处", places.part));
        let (start, w) = tag(text, open).ok_or_else(damaged)?;
        let of = |one: fn(&str, usize) -> String| ids.iter().map(|&id| one(w, id)).collect::<String>();
        let (before, behind) = (of(range_start), of(range_end));
        if text[..open].ends_with("/>") {
            // A paragraph without content gets some.
            let name = text[start + 1..open - 2].split_whitespace().next().ok_or_else(damaged)?;
            edits.push((open - 2..open, format!(">{before}{behind}</{name}>")));
            continue;
        }
        let inside = content(text, open, "pPr").ok_or_else(damaged)?;
        edits.push((inside.start..inside.start, before));
        edits.push((inside.end..inside.end, behind));
    }
    Ok(edits)
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

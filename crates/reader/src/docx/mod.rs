//! Word documents (DOCX of Word, WPS and LibreOffice): the view with all tracked changes accepted, the numbers that Word
//! generates written out, comments and pending changes said.

mod body;
mod drafts;
mod lay;
mod numbering;
mod places;
mod styles;

use crate::archive::Archive;
use crate::budget::Budget;
use crate::document::{Document, Format};
use crate::layout::Writer;
use crate::source::{Limits, Unreadable};
use crate::xml::{self, Token, Xml};

pub use self::places::Places;
pub(crate) use self::styles::is_of_signs;

const KIND: &str = " Word 文档（DOCX）";

/// Reads a document. What is broken behind its beginning is a trouble.
pub(crate) fn read(mut archive: Archive, budget: &Budget) -> Result<Document, Unreadable> {
    let path = main_part(&mut archive, budget)?;
    let folder = path.rsplit_once('/').map_or("", |(folder, _)| folder).to_owned();
    let Some(main) = archive.read(&path)? else {
        return Err(Unreadable::Damaged { kind: KIND, why: format!("缺少 {path}") });
    };
    let mut lost: Vec<String> = Vec::new();
    let around: Vec<String> = archive
        .names()
        .filter_map(|name| name.strip_prefix(&format!("{folder}/")).map(str::to_owned))
        .filter(|name| (name.starts_with("header") || name.starts_with("footer")) && name.ends_with(".xml"))
        .collect();
    let mut part = |name: &str| match archive.read(&format!("{folder}/{name}")) {
        Ok(bytes) => bytes.map(|bytes| xml::text(&bytes).into_owned()),
        Err(_) => {
            lost.push(name.to_owned());
            None
        }
    };
    let styles = part("styles.xml");
    let mut numbering = numbering::Numbering::read(part("numbering.xml").as_deref(), budget);
    let styles = styles::Styles::read(styles.as_deref(), &mut numbering, budget);
    let notes = body::notes(part("footnotes.xml").as_deref(), part("endnotes.xml").as_deref(), budget);
    let around = around
        .iter()
        .filter(|name| part(name).is_some_and(|text| body::says_something(&text, budget)))
        .count();
    let comments = drafts::comments(part("comments.xml").as_deref(), budget);

    let main = xml::text(&main);
    let around_main = body::Around { numbering, styles, notes, comments };
    let body = body::read(&main, around_main, budget);
    let mut writer = Writer::new(Format::Docx, budget);
    lay::write(&mut writer, &body.nodes);
    if let Some(why) = body.broken {
        writer.trouble(format!("文档从这里起没有读完：{why}；请重新导出后再检查"), true);
    }
    if let Some(why) = body.notes_broken {
        writer.trouble(format!("文档的脚注没有读完：{why}；请重新导出后再检查"), true);
    }
    if !lost.is_empty() {
        let names = lost.join("、");
        writer.trouble(format!("文档里的 {names} 已损坏，没有读；请重新下载或重新导出后再检查"), true);
    }
    if body.seen.foreign > 0 {
        let message =
            format!("文档里嵌有 {} 处别的文件，没有读；请把内容粘贴为正文后再检查", body.seen.foreign);
        writer.trouble(message, true);
    }
    for rest in body.seen.marks.rest() {
        writer.trouble(rest, false);
    }
    if body.seen.comments > 0 {
        let count = body.seen.comments;
        writer.trouble(format!("文档里还有 {count} 条不在正文里的批注；定稿前请删除批注"), false);
    }
    if around > 0 {
        let message =
            format!("文档有 {around} 个页眉或页脚里有句子或数字，没有读；如属于报告，请移到正文里再检查");
        writer.trouble(message, true);
    }
    Ok(writer.finish())
}

/// Where the paragraphs and cells of a document stand in it.
///
/// # Errors
/// When it is no Word document, or too large, broken or not in UTF-8.
pub fn places(bytes: &[u8], limits: &Limits) -> Result<Places, Unreadable> {
    let budget = Budget::new(limits);
    let mut archive = Archive::open(bytes, limits)?;
    let part = main_part(&mut archive, &budget)?;
    let damaged = |why: String| Unreadable::Damaged { kind: KIND, why };
    let main = archive.read(&part)?.ok_or_else(|| damaged(format!("缺少 {part}")))?;
    let text = String::from_utf8(main).map_err(|_| damaged(format!("{part} 不是 UTF-8")))?;
    // Notes count as paragraphs behind those that they belong to.
    let folder = part.rsplit_once('/').map_or("", |(folder, _)| folder).to_owned();
    let mut notes = |name: &str| -> Result<Option<String>, Unreadable> {
        let bytes = archive.read(&format!("{folder}/{name}"))?;
        Ok(bytes.map(|bytes| xml::text(&bytes).into_owned()))
    };
    let [foot, end] = [notes("footnotes.xml")?, notes("endnotes.xml")?];
    let notes = body::notes(foot.as_deref(), end.as_deref(), &budget);
    let own = text.trim_start_matches('\u{feff}');
    let body = body::read(own, body::Around { notes, ..Default::default() }, &budget);
    let mark = text.len() - own.len();
    match body.broken {
        Some(why) => Err(damaged(why)),
        None => Ok(Places::of(part, text, &body.nodes, mark)),
    }
}

/// The path of the document's own part, as the package says it.
fn main_part(archive: &mut Archive, budget: &Budget) -> Result<String, Unreadable> {
    const USUAL: &str = "word/document.xml";
    let Some(relations) = archive.read("_rels/.rels")? else { return Ok(USUAL.to_owned()) };
    let text = xml::text(&relations);
    let mut xml = Xml::new(&text, budget);
    while let Ok(Some(token)) = xml.next() {
        let Token::Open(element) = token else { continue };
        if element.attribute("Type").is_some_and(|kind| kind.ends_with("/officeDocument"))
            && let Some(target) = element.attribute("Target")
        {
            return Ok(target.trim_start_matches('/').to_owned());
        }
    }
    Ok(USUAL.to_owned())
}

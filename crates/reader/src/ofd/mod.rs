//! OFD (GB/T 33190), the national format of fixed pages: a ZIP archive of XML that places characters and lines in
//! millimetres. `page` reads what a page draws, `fixed` makes tables and paragraphs of it.

mod page;

use std::collections::HashMap;

use crate::archive::Archive;
use crate::budget::Budget;
use crate::document::{Document, Format};
use crate::fixed::{self, Sheet};
use crate::layout::Writer;
use crate::source::Unreadable;
use crate::xml::{self, Token, Xml};
use page::{Drawn, Reader};

const KIND: &str = " OFD 版式文件";
/// A4 in millimetres, where a document says nothing of its pages' size.
const USUAL: [f32; 2] = [210.0, 297.0];

/// What the document's own part says.
#[derive(Default)]
struct Root {
    pages: Vec<String>,
    /// Their numbers.
    ids: Vec<String>,
    /// Where the list of what lies over them stands.
    annotations: Option<String>,
    /// Template pages by their number.
    templates: Vec<(String, String)>,
    size: Option<[f32; 2]>,
    /// Parts that pages share.
    resources: Vec<String>,
}

/// Reads an OFD file. What cannot be read of it is a trouble; one without any text is refused.
pub(crate) fn read(mut archive: Archive, budget: &Budget) -> Result<Document, Unreadable> {
    if archive.has("Encryptions.xml") || archive.has("decryptseed.dat") {
        return Err(Unreadable::Encrypted { kind: KIND });
    }
    let missing = |name: &str| Unreadable::Damaged { kind: KIND, why: format!("缺少 {name}") };
    let main = archive.read("OFD.xml")?.ok_or_else(|| missing("OFD.xml"))?;
    let documents = texts_of(&xml::text(&main), "DocRoot", budget);
    let path = resolve("", documents.first().ok_or_else(|| missing("DocRoot"))?);
    let bytes = archive.read(&path)?.ok_or_else(|| missing(&path))?;
    let root = root(&xml::text(&bytes), &path, budget);

    let size = root.size.unwrap_or(USUAL);
    let overlays = overlays(&mut archive, &root, budget)?;
    let mut styles = HashMap::new();
    for path in &root.resources {
        if let Some(bytes) = archive.read(path)? {
            page::styles(&xml::text(&bytes), budget, &mut styles);
        }
    }
    let mut reader = Reader::new(budget, styles);
    let mut sheets: Vec<Sheet> = Vec::new();
    let mut drawn = Drawn::default();
    for (index, path) in root.pages.iter().take(budget.pages).enumerate() {
        let number = index as u32 + 1;
        let Some(bytes) = archive.read(path)? else {
            let mut sheet = page::blank(number, size);
            sheet.troubles.push(format!("第 {number} 页缺失（{path}），没有读；请重新导出后再检查"));
            sheets.push(sheet);
            continue;
        };
        let text = xml::text(&bytes);
        let head = page::head(&text, budget);
        let mut sheet = page::blank(number, head.size.unwrap_or(size));
        let mut all = Drawn::default();
        for template in &head.templates {
            if budget.is_spent() {
                break;
            }
            let known = root.templates.iter().find(|(id, _)| id == template);
            if let Some((_, path)) = known
                && let Some(bytes) = archive.read(path)?
            {
                all.add(&reader.draw(&mut sheet, &xml::text(&bytes)));
            }
        }
        all.add(&reader.draw(&mut sheet, &text));
        for part in overlays.iter().filter(|(page, _)| *page == index).map(|(_, part)| part) {
            page::overlay(&mut sheet, part, budget);
        }
        all.say(&mut sheet);
        drawn.add(&all);
        let stopped = reader.stopped;
        if stopped {
            sheet.troubles.push(format!("第 {number} 页起内容过多，没有读完；请确认这是一份年度报告"));
        }
        sheets.push(sheet);
        if stopped || budget.was_spent() {
            break;
        }
    }
    if drawn.characters == 0 && drawn.pictures > 0 {
        return Err(Unreadable::Scan { pictures: drawn.pictures });
    }
    if root.pages.is_empty() {
        return Err(Unreadable::Damaged { kind: KIND, why: "里面没有一页".to_owned() });
    }
    let mut writer = Writer::new(Format::Ofd, budget);
    fixed::write(&mut writer, sheets);
    if root.pages.len() > budget.pages {
        writer.trouble(format!("文件超过 {} 页，其后的页没有读；请只检查年度报告本身", budget.pages), true);
    }
    if documents.len() > 1 {
        let message = format!("文件里有 {} 份文档，只读了第一份；请分成几个文件再检查", documents.len());
        writer.trouble(message, true);
    }
    Ok(writer.finish())
}

/// The parts that say what lies over pages, each with the index of its page.
fn overlays(archive: &mut Archive, root: &Root, budget: &Budget) -> Result<Vec<(usize, String)>, Unreadable> {
    let mut parts = Vec::new();
    let Some(path) = &root.annotations else { return Ok(parts) };
    let Some(list) = archive.read(path)? else { return Ok(parts) };
    let list = xml::text(&list).into_owned();
    let mut xml = Xml::new(&list, budget);
    let mut page = None;
    while let Ok(Some(token)) = xml.next() {
        match token {
            Token::Open(element) if element.name() == "Page" => {
                let id = element.attribute("PageID").unwrap_or_default();
                page = root.ids.iter().position(|known| *known == id);
            }
            Token::Text(place) if !place.trim().is_empty() => {
                if let Some(page) = page
                    && let Some(bytes) = archive.read(&resolve(path, place.trim()))?
                {
                    parts.push((page, xml::text(&bytes).into_owned()));
                }
            }
            _ => {}
        }
    }
    Ok(parts)
}

/// The texts of all elements of a name.
fn texts_of(text: &str, name: &str, budget: &Budget) -> Vec<String> {
    let mut xml = Xml::new(text, budget);
    let mut texts = Vec::new();
    let mut inside = false;
    while let Ok(Some(token)) = xml.next() {
        match token {
            Token::Open(element) => {
                inside = element.name() == name;
                if inside {
                    texts.push(String::new());
                }
            }
            Token::Text(text) if inside => {
                if let Some(last) = texts.last_mut() {
                    last.push_str(text.trim());
                }
            }
            Token::Text(_) => {}
            Token::Close => inside = false,
        }
    }
    texts
}

fn root(text: &str, path: &str, budget: &Budget) -> Root {
    let mut xml = Xml::new(text, budget);
    let mut root = Root::default();
    while let Ok(Some(token)) = xml.next() {
        let Token::Open(element) = token else { continue };
        let place = || element.attribute("BaseLoc").map(|place| resolve(path, &place));
        match element.name() {
            "Page" => {
                root.pages.extend(place());
                root.ids.push(element.attribute("ID").unwrap_or_default());
            }
            "TemplatePage" => {
                if let (Some(id), Some(place)) = (element.attribute("ID"), place()) {
                    root.templates.push((id, place));
                }
            }
            _ => {}
        }
    }
    root.resources = ["PublicRes", "DocumentRes"]
        .into_iter()
        .flat_map(|name| texts_of(text, name, budget))
        .map(|place| resolve(path, &place))
        .collect();
    root.annotations = texts_of(text, "Annotations", budget).first().map(|place| resolve(path, place));
    root.size = texts_of(text, "PhysicalBox", budget).first().and_then(|size| page::size(size));
    root
}

/// The path of a part that another one names: from the root of the archive, or from where the other one stands.
fn resolve(from: &str, path: &str) -> String {
    let path = path.trim().replace('\\', "/");
    let folder =
        if path.starts_with('/') { "" } else { from.rsplit_once('/').map_or("", |(folder, _)| folder) };
    let mut parts: Vec<&str> = Vec::new();
    for part in folder.split('/').chain(path.split('/')) {
        match part {
            "" | "." => {}
            ".." => {
                parts.pop();
            }
            part => parts.push(part),
        }
    }
    parts.join("/")
}

#[cfg(test)]
mod tests {
    use super::resolve;

    #[test]
    fn paths_of_parts() {
        for (from, path, expected) in [
            ("", "Doc_0/Document.xml", "Doc_0/Document.xml"),
            ("Doc_0/Document.xml", "Pages/Page_0/Content.xml", "Doc_0/Pages/Page_0/Content.xml"),
            ("Doc_0/Document.xml", "/Doc_0/Tpls/T.xml", "Doc_0/Tpls/T.xml"),
            ("Doc_0/Document.xml", "../../x.xml", "x.xml"),
        ] {
            assert_eq!(resolve(from, path), expected);
        }
    }
}

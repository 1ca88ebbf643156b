//! What the parts of an Office package say of each other: relations, content types, and the end of a part.

use gouji_reader::resolved;
use quick_xml::Reader;
use quick_xml::events::Event;

use crate::AnnotateError;
use crate::package::Package;
use crate::xml::tag;

const TYPES: &str = "[Content_Types].xml";

/// What a part says of others.
pub(crate) struct Relations {
    /// Of the file that has them, and its text.
    path: String,
    text: String,
    /// The folder of the part.
    folder: String,
}

impl Relations {
    /// Those of a part, or none yet.
    pub(crate) fn of(package: &mut Package, part: &str) -> Result<Self, AnnotateError> {
        let (folder, name) = part.rsplit_once('/').unwrap_or(("", part));
        let path = resolved(folder, &format!("_rels/{name}.rels"));
        let text = package.text(&path)?.unwrap_or_else(|| {
            "<?xml version=\"1.0\" encoding=\"UTF-8\" standalone=\"yes\"?>\n<Relationships xmlns=\"http://schemas.openxmlformats.org/package/2006/relationships\"></Relationships>".to_owned()
        });
        Ok(Self { path, text, folder: folder.to_owned() })
    }

    /// The path of the part whose type ends so.
    pub(crate) fn target(&self, kind: &str) -> Option<String> {
        self.find(|of| value(of, "Type").ends_with(kind))
    }

    /// The path of the part with that number.
    pub(crate) fn by_id(&self, id: &str) -> Option<String> {
        self.find(|of| value(of, "Id") == id)
    }

    fn find(&self, is: impl Fn(&[(String, String)]) -> bool) -> Option<String> {
        let found = elements(&self.text).into_iter().find(|of| is(of))?;
        Some(resolved(&self.folder, value(&found, "Target")))
    }

    /// Says that there is one more; its number.
    pub(crate) fn add(
        &mut self,
        package: &mut Package,
        kind: &str,
        target: &str,
    ) -> Result<String, AnnotateError> {
        let ids: Vec<String> = elements(&self.text).iter().map(|of| value(of, "Id").to_owned()).collect();
        let id = (1..).map(|n| format!("rIdGouji{n}")).find(|id| !ids.contains(id)).unwrap_or_default();
        // Some programs take no path from the root of the package, others nothing else.
        let target = match target.strip_prefix(&self.folder).and_then(|target| target.strip_prefix('/')) {
            Some(near) => near.to_owned(),
            None => format!("/{target}"),
        };
        let relation = format!("<Relationship Id=\"{id}\" Type=\"{kind}\" Target=\"{target}\"/>");
        self.text = appended(&self.text, &relation)?;
        package.set(&self.path, self.text.clone());
        Ok(id)
    }
}

/// Says what kind of part there is at a path.
pub(crate) fn declare(package: &mut Package, path: &str, kind: &str) -> Result<(), AnnotateError> {
    let of = format!("<Override PartName=\"/{path}\" ContentType=\"{kind}\"/>");
    let types = types(package)?;
    package.set(TYPES, appended(&types, &of)?);
    Ok(())
}

/// Says what kind of parts those are whose names end so, where that is not said.
pub(crate) fn declare_ending(package: &mut Package, ending: &str, kind: &str) -> Result<(), AnnotateError> {
    let types = types(package)?;
    let said = |of: &Vec<(String, String)>| value(of, "Extension").eq_ignore_ascii_case(ending);
    if elements(&types).iter().any(said) {
        return Ok(());
    }
    let of = format!("<Default Extension=\"{ending}\" ContentType=\"{kind}\"/>");
    package.set(TYPES, appended(&types, &of)?);
    Ok(())
}

fn types(package: &mut Package) -> Result<String, AnnotateError> {
    package.text(TYPES)?.ok_or_else(|| AnnotateError::Damaged(format!("缺少 {TYPES}")))
}

/// The attributes of every element.
pub(crate) fn elements(text: &str) -> Vec<Vec<(String, String)>> {
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
            let value = quick_xml::escape::unescape(&a.value)
                .map_or_else(|_| a.value.to_string(), |v| v.into_owned());
            (a.key.into_inner().to_string(), value)
        };
        all.push(attributes.map(attribute).collect());
    }
    all
}

/// The value of an attribute; nothing where there is none.
pub(crate) fn value<'a>(attributes: &'a [(String, String)], name: &str) -> &'a str {
    attributes.iter().find(|(key, _)| key == name).map_or("", |(_, value)| value)
}

/// The prefix of the first element that is none of XML's own.
pub(crate) fn root_prefix(text: &str) -> String {
    let root = text.match_indices('<').find(|(at, _)| !text[at + 1..].starts_with(['?', '!']));
    let end = root.and_then(|(at, _)| Some(at + text[at..].find('>')? + 1));
    end.and_then(|end| tag(text, end)).map_or(String::new(), |(_, prefix)| prefix.to_owned())
}

/// The text with something more at the end of its root.
pub(crate) fn appended(text: &str, more: &str) -> Result<String, AnnotateError> {
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

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn something_more_stands_at_the_end() {
        assert_eq!(appended("<a><b/></a>\n", "<c/>").unwrap(), "<a><b/><c/></a>\n");
        assert_eq!(appended("<a x=\"1\"/>", "<c/>").unwrap(), "<a x=\"1\"><c/></a>");
        assert!(appended("", "<c/>").is_err());
        assert_eq!(root_prefix("<?xml?><!-- --><w:a><b/></w:a>"), "w:");
    }
}

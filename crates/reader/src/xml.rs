//! XML as the office formats use it: elements by their local names, texts, nothing else.
//!
//! No entity is ever looked up or expanded but the five that XML itself has, so that no document can read other files or
//! grow by them; nesting has a limit.

use std::borrow::Cow;

use encoding_rs::UTF_8;
use quick_xml::Reader;
use quick_xml::XmlVersion;
use quick_xml::events::{BytesStart, Event};

use crate::budget::Budget;

/// Elements inside elements. Office programs stay below a hundred.
const DEPTH: usize = 512;

pub(crate) enum Token<'a> {
    Open(Element<'a>),
    /// An element ends; one without content ends too.
    Close,
    Text(Cow<'a, str>),
}

pub(crate) struct Element<'a>(BytesStart<'a>);

impl Element<'_> {
    /// Without the prefix of its name space.
    pub(crate) fn name(&self) -> &str {
        self.0.local_name().into_inner()
    }

    /// The value of an attribute, by its local name.
    pub(crate) fn attribute(&self, name: &str) -> Option<String> {
        let mut attributes = self.0.attributes();
        let mut known = attributes.with_checks(false).flatten();
        let attribute = known.find(|attribute| attribute.key.local_name().into_inner() == name)?;
        let value = attribute.normalized_value(XmlVersion::Explicit1_0).map(Cow::into_owned);
        Some(value.unwrap_or_else(|_| attribute.value.into_owned()))
    }

    /// The value of an attribute as a number.
    pub(crate) fn number<T: std::str::FromStr>(&self, name: &str) -> Option<T> {
        self.attribute(name)?.trim().parse().ok()
    }
}

/// Reads a part of a document token by token.
pub(crate) struct Xml<'a> {
    reader: Reader<&'a [u8]>,
    budget: &'a Budget<'a>,
    depth: usize,
}

impl<'a> Xml<'a> {
    pub(crate) fn new(text: &'a str, budget: &'a Budget) -> Self {
        let mut reader = Reader::from_str(text);
        let config = reader.config_mut();
        config.expand_empty_elements = true;
        config.allow_dangling_amp = true;
        Self { reader, budget, depth: 0 }
    }

    /// How many bytes are read.
    pub(crate) fn position(&self) -> usize {
        self.reader.buffer_position() as usize
    }

    /// How many elements are open.
    pub(crate) fn depth(&self) -> usize {
        self.depth
    }

    /// The next token, `None` at the end.
    ///
    /// # Errors
    /// A Chinese sentence on what is broken; nothing more can be read then.
    pub(crate) fn next(&mut self) -> Result<Option<Token<'a>>, String> {
        loop {
            if self.budget.is_spent() {
                return Err("读取超过时限".to_owned());
            }
            let at = self.reader.buffer_position();
            let event =
                self.reader.read_event().map_err(|cause| format!("XML 在第 {at} 字节处损坏（{cause}）"))?;
            return Ok(Some(match event {
                Event::Start(element) => {
                    self.depth += 1;
                    if self.depth > DEPTH {
                        return Err(format!("XML 嵌套超过 {DEPTH} 层"));
                    }
                    Token::Open(Element(element))
                }
                Event::End(_) => {
                    self.depth = self.depth.saturating_sub(1);
                    Token::Close
                }
                Event::Text(text) => {
                    Token::Text(text.xml_content(XmlVersion::Explicit1_0).into_owned().into())
                }
                Event::CData(text) => Token::Text(text.into_inner()),
                Event::GeneralRef(reference) => {
                    let known = match reference.resolve_char_ref() {
                        Ok(Some(c)) => Some(c),
                        _ => match reference.into_inner().as_ref() {
                            "lt" => Some('<'),
                            "gt" => Some('>'),
                            "amp" => Some('&'),
                            "quot" => Some('"'),
                            "apos" => Some('\''),
                            _ => None,
                        },
                    };
                    // What a document defines for itself is not text of the report.
                    Token::Text(String::from(known.unwrap_or(char::REPLACEMENT_CHARACTER)).into())
                }
                Event::Eof if self.depth > 0 => return Err("XML 不完整，文件可能被截断".to_owned()),
                Event::Eof => return Ok(None),
                Event::Empty(_) | Event::Comment(_) | Event::Decl(_) | Event::PI(_) | Event::DocType(_) => {
                    continue;
                }
            }));
        }
    }

    /// Reads on behind the end of the element that was opened last.
    pub(crate) fn skip(&mut self) -> Result<(), String> {
        let outside = self.depth.saturating_sub(1);
        while self.depth > outside && self.next()?.is_some() {}
        Ok(())
    }
}

/// The text of a part: UTF-8 unless its first bytes say UTF-16.
pub(crate) fn text(bytes: &[u8]) -> Cow<'_, str> {
    UTF_8.decode(bytes).0
}

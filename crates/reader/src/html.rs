//! HTML: the tags and texts of a page ([`lexer`]) drive a small machine of blocks and tables ([`page`]), whose result is then laid out as a
//! [`Document`] ([`layout`]). There is no tree, so that no nesting is deep and no page is slow.

mod colors;
mod layout;
mod lexer;
mod looks;
mod page;
mod reference;
mod run;
mod scripts;
mod sheet;
mod skip;
mod style;
mod tags;
mod tokens;

#[cfg(test)]
mod lexer_tests;

use memchr::memchr_iter;

use crate::budget::Budget;
use crate::document::Document;
use crate::html::page::Page;
use crate::html::tags::starts_with;
use crate::html::tokens::Tokens;

/// What a text turns out to be.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(crate) enum Kind {
    Text,
    Page,
    /// Lines of text with `<table>`s among them: line ends outside the tables mean something.
    TextWithTables,
}

/// How far tags are looked for. A page that has none so far down is not one.
const SCANNED: usize = 256 << 10;

/// Tells a page from a text by its tags, of which only those count that nobody writes in a text (`《关于印发<办法>的通知》`
/// has none, and `<br>` stands in Markdown tables).
pub(crate) fn kind(source: &str) -> Kind {
    let head = &source.as_bytes()[..source.len().min(SCANNED)];
    let mut kind = Kind::Text;
    for at in memchr_iter(b'<', head) {
        let tag = &head[at + 1..];
        if starts_with(tag, b"!doctype") {
            return Kind::Page;
        }
        let name = tag.strip_prefix(b"/").unwrap_or(tag);
        let end = name.iter().position(|byte| !byte.is_ascii_alphanumeric()).unwrap_or(name.len());
        if !matches!(name.get(end), None | Some(b'>' | b'/' | b' ' | b'\t' | b'\r' | b'\n')) {
            continue;
        }
        match name[..end].to_ascii_lowercase().as_slice() {
            b"html" | b"head" | b"body" | b"title" | b"meta" | b"div" | b"p" | b"pre" | b"section"
            | b"article" | b"ul" | b"ol" | b"li" | b"h1" | b"h2" | b"h3" | b"h4" | b"h5" | b"h6"
            | b"center" | b"form" => {
                return Kind::Page;
            }
            b"table" | b"tr" | b"td" => kind = Kind::TextWithTables,
            b"span" | b"font" | b"strong" | b"b" | b"a" | b"br" | b"style" | b"script" | b"link"
                if head[..at].trim_ascii().is_empty() =>
            {
                return Kind::Page;
            }
            _ => {}
        }
    }
    kind
}

/// Reads a page into `document`.
pub(crate) fn read(document: &mut Document, source: &str, kind: Kind, budget: &Budget) {
    let mut page = Page::new(source, kind == Kind::TextWithTables, budget);
    lexer::read(source, &mut Tokens::new(source, &mut page));
    page.finish();
    layout::write(document, page, budget);
}

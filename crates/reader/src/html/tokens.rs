//! Passes what the lexer finds on to the page: of the attributes those that a reader needs, of the content of scripts
//! and the like what a person may see of it. It allocates nothing per token.

use std::ops::Range;

use crate::html::lexer::{Content, Sink, Within, escapable, lower};
use crate::html::page::Page;
use crate::html::reference;
use crate::html::tags::{Attributes, Tag, pixels, span_count};

pub(super) struct Tokens<'a, 'p> {
    source: &'a str,
    page: &'p mut Page<'a>,
    /// The tag at hand.
    tag: Tag,
    is_end: bool,
    /// Whether its `src`, `width` and `height` are those of something that stands in place of text.
    is_framed: bool,
    attributes: Attributes,
    /// `content` of a `<meta>`.
    content: Option<Range<usize>>,
    lowered: Vec<u8>,
}

impl<'a, 'p> Tokens<'a, 'p> {
    pub(super) fn new(source: &'a str, page: &'p mut Page<'a>) -> Self {
        Self {
            source,
            page,
            tag: Tag::Inline,
            is_end: false,
            is_framed: false,
            attributes: Attributes::default(),
            content: None,
            lowered: Vec::new(),
        }
    }

    fn keep(&mut self, name: &[u8], value: Range<usize>) {
        let attributes = &mut self.attributes;
        let text = |value: &Range<usize>| self.source.get(value.clone()).unwrap_or_default();
        match name {
            b"style" => {
                attributes.looks = true;
                _ = attributes.style.get_or_insert(value);
            }
            b"class" => _ = attributes.class.get_or_insert(value),
            b"id" => _ = attributes.id.get_or_insert(value),
            b"hidden" | b"popover" => attributes.hidden = true,
            b"open" => attributes.opened = true,
            b"color" => {
                attributes.looks = true;
                _ = attributes.color.get_or_insert(value);
            }
            // Of a `<body>`, for all that is in it.
            b"text" if self.tag != Tag::Meta => {
                attributes.looks = true;
                _ = attributes.color.get_or_insert(value);
            }
            b"data-src" | b"data-original" | b"data-lazy-src" => attributes.lazy = true,
            b"face" => {
                attributes.looks = true;
                _ = attributes.face.get_or_insert(value);
            }
            b"shadowrootmode" => attributes.rooted = true,
            b"bgcolor" => {
                attributes.looks = true;
                _ = attributes.ground.get_or_insert(value);
            }
            b"background" => attributes.painted = !value.is_empty(),
            b"type" => _ = attributes.kind.get_or_insert(value),
            b"value" => _ = attributes.value.get_or_insert(value),
            b"dir" => {
                attributes.reversed = text(&value).trim().eq_ignore_ascii_case("rtl");
                attributes.looks |= attributes.reversed;
            }
            b"rowspan" => _ = attributes.row_span.get_or_insert(span_count(text(&value))),
            b"colspan" => _ = attributes.col_span.get_or_insert(span_count(text(&value))),
            b"name" | b"property" => _ = attributes.name.get_or_insert(value),
            b"content" if self.tag == Tag::Meta => _ = self.content.get_or_insert(value),
            b"src" if self.is_framed => _ = attributes.source.get_or_insert(value),
            b"width" if self.is_framed => attributes.size[0] = pixels(text(&value)),
            b"height" if self.is_framed => attributes.size[1] = pixels(text(&value)),
            _ => {}
        }
    }
}

impl Sink for Tokens<'_, '_> {
    fn text(&mut self, text: &str, place: Range<usize>) {
        self.page.text(text, place.start, place.end);
    }

    fn begin(&mut self, name: &[u8], is_end: bool) {
        self.tag = Tag::of(name);
        self.is_end = is_end;
        // Nobody asks for those of an end tag.
        if !is_end {
            self.attributes = Attributes::default();
            self.content = None;
            self.is_framed = !matches!(name, b"td" | b"th" | b"table" | b"script");
        }
    }

    fn attribute(&mut self, name: &[u8], value: Range<usize>) {
        if self.is_end {
            return;
        }
        let mut lowered = std::mem::take(&mut self.lowered);
        self.keep(lower(name, &mut lowered), value);
        self.lowered = lowered;
    }

    fn tag(&mut self, name: &[u8], is_end: bool, place: Range<usize>, closed: bool) -> Option<Content> {
        if is_end {
            self.page.end_tag(name, self.tag, place.end);
            return None;
        }
        self.attributes.closed = closed;
        if self.tag == Tag::Meta
            && let Some(name) = self.attributes.name.clone()
        {
            let content = self.content.take().and_then(|range| self.source.get(range)).unwrap_or_default();
            let name = self.source.get(name).unwrap_or_default();
            self.page.meta(name, &reference::value(content));
        }
        self.page.start_tag(name, self.tag, &self.attributes, place.start, place.end);
        Content::of(name)
    }

    fn content(&mut self, name: &[u8], kind: Content, place: Range<usize>) {
        let content = self.source.get(place.clone()).unwrap_or_default();
        match name {
            b"title" => escapable(content, |text| self.page.title(text)),
            b"textarea" => escapable(content, |text| self.page.field(text)),
            // What is cut off is nothing that runs, and is told as such.
            _ if kind == Content::Escapable || place.end == self.source.len() => {}
            b"script" => self.page.script(content),
            b"noscript" | b"noframes" | b"noembed" => self.page.instead(content),
            _ => {}
        }
    }

    fn cut_off(&mut self, _: Range<usize>, within: Within) {
        // A browser ends a comment with the page.
        if within != Within::Comment || !self.source.ends_with('>') {
            self.page.truncated_in_tag();
        }
    }

    fn is_stopped(&self) -> bool {
        self.page.is_stopped()
    }
}

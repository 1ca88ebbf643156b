//! The receiver of html5gum's events: keeps the place in the source, drops what no reader needs, and passes text and
//! tags on to the page. It allocates nothing per token.

use html5gum::{Emitter, Error, State};

use crate::html::page::Page;
use crate::html::tags::{Attributes, Tag, pixels, span_count};

pub(super) struct Tokens<'a, 'p> {
    source: &'a str,
    page: &'p mut Page<'a>,
    /// How far the tokenizer has read.
    position: usize,
    /// Where the text that comes next begins: after the last tag, comment or text.
    text_start: usize,
    /// Where the tag or comment at hand begins.
    tag_start: usize,
    name: Vec<u8>,
    is_end: bool,
    /// Whether a tag was begun and has not been passed on.
    in_tag: bool,
    attributes: Attributes,
    attribute: Vec<u8>,
    value_start: usize,
    value_end: usize,
    /// The decoded value of a `<meta>`'s `content`.
    content: Vec<u8>,
    /// The element whose content is not markup (`script`, `title`, ...), while in it.
    raw: Vec<u8>,
    raw_start: usize,
}

impl<'a, 'p> Tokens<'a, 'p> {
    pub(super) fn new(source: &'a str, page: &'p mut Page<'a>) -> Self {
        Self {
            source,
            page,
            position: 0,
            text_start: 0,
            tag_start: 0,
            name: Vec::new(),
            is_end: false,
            in_tag: false,
            attributes: Attributes::default(),
            attribute: Vec::new(),
            value_start: 0,
            value_end: 0,
            content: Vec::new(),
            raw: Vec::new(),
            raw_start: 0,
        }
    }

    fn begin_tag(&mut self, is_end: bool) {
        self.name.clear();
        self.attribute.clear();
        // Nobody asks for those of an end tag.
        if !is_end {
            self.attributes = Attributes::default();
        }
        self.is_end = is_end;
        self.in_tag = true;
    }

    fn end_attribute(&mut self) {
        let value = self.value_start..self.value_end.max(self.value_start);
        let attributes = &mut self.attributes;
        match self.attribute.as_slice() {
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
                let text = self.source.get(value).unwrap_or_default();
                attributes.reversed = text.trim().eq_ignore_ascii_case("rtl");
                attributes.looks |= attributes.reversed;
            }
            b"rowspan" => {
                _ = attributes.row_span.get_or_insert(span_count(self.source.get(value).unwrap_or_default()))
            }
            b"colspan" => {
                _ = attributes.col_span.get_or_insert(span_count(self.source.get(value).unwrap_or_default()))
            }
            b"name" | b"property" => _ = attributes.name.get_or_insert(value),
            b"src" | b"width" | b"height"
                if !matches!(self.name.as_slice(), b"td" | b"th" | b"table" | b"script") =>
            {
                let text = self.source.get(value.clone()).unwrap_or_default();
                match self.attribute.as_slice() {
                    b"src" => _ = attributes.source.get_or_insert(value),
                    b"width" => attributes.size[0] = pixels(text),
                    _ => attributes.size[1] = pixels(text),
                }
            }
            _ => {}
        }
        self.attribute.clear();
    }

    /// What the tokenizer must do with the content of an element that is not markup.
    fn raw_state(&self) -> Option<State> {
        match self.name.as_slice() {
            b"title" | b"textarea" => Some(State::RcData),
            b"script" => Some(State::ScriptData),
            b"style" | b"iframe" | b"noembed" | b"noframes" | b"noscript" => Some(State::RawText),
            _ => None,
        }
    }
}

impl Emitter for Tokens<'_, '_> {
    type Token = ();

    fn set_last_start_tag(&mut self, _: Option<&[u8]>) {}

    fn emit_eof(&mut self) {
        if self.in_tag || !self.raw.is_empty() {
            self.page.truncated_in_tag();
        }
    }

    fn emit_error(&mut self, _: Error) {}

    #[inline]
    fn should_emit_errors(&mut self) -> bool {
        false
    }

    #[inline]
    fn pop_token(&mut self) -> Option<()> {
        self.page.is_stopped().then_some(())
    }

    #[inline]
    fn move_position(&mut self, offset: isize) {
        self.position = self.position.saturating_add_signed(offset);
    }

    #[inline]
    fn emit_string(&mut self, text: &[u8]) {
        if !self.raw.is_empty() {
            // What looked like the end of a script was not.
            self.in_tag = false;
            self.text_start = self.position;
            match self.raw.as_slice() {
                b"title" => self.page.title(text),
                b"textarea" => self.page.field(text),
                _ => {}
            }
            return;
        }
        // After a `<` or `&` that begins nothing, the tokenizer passes the first byte of a character by itself.
        let source = self.source;
        if !source.is_char_boundary(self.position) {
            return;
        }
        let start = std::mem::replace(&mut self.text_start, self.position);
        let is_reference = source.as_bytes().get(start) == Some(&b'&');
        let verbatim = self.position.saturating_sub(text.len());
        let verbatim = if source.is_char_boundary(verbatim) { verbatim } else { start };
        match source.get(verbatim..self.position) {
            Some(same) if !is_reference && same.as_bytes().ends_with(text) => {
                // A page that ends after a bare `<` ends inside a tag.
                if self.position == source.len() && matches!(same, "<" | "</") {
                    self.page.truncated_in_tag();
                } else {
                    self.page.text(same, verbatim, self.position);
                }
            }
            // A character reference, or a carriage return that was read as a line feed.
            _ => self.page.text(str::from_utf8(text).unwrap_or_default(), start, self.position),
        }
    }

    fn init_start_tag(&mut self) {
        self.begin_tag(false);
    }

    fn init_end_tag(&mut self) {
        self.begin_tag(true);
    }

    fn init_comment(&mut self) {}

    fn emit_current_tag(&mut self) -> Option<State> {
        self.end_attribute();
        self.in_tag = false;
        self.text_start = self.position;
        if self.is_end {
            let raw = self.source.get(self.raw_start..self.tag_start).unwrap_or_default();
            match self.raw.as_slice() {
                b"script" => self.page.script(raw),
                b"noscript" | b"noframes" | b"noembed" => self.page.instead(raw),
                _ => {}
            }
            self.raw.clear();
            self.page.end_tag(&self.name, Tag::of(&self.name), self.position);
            return None;
        }
        let tag = Tag::of(&self.name);
        if tag == Tag::Meta
            && let Some(name) = self.attributes.name.clone()
        {
            self.page.meta(self.source.get(name).unwrap_or_default(), &self.content);
        }
        self.content.clear();
        self.page.start_tag(&self.name, tag, &self.attributes, self.tag_start, self.position);
        let state = self.raw_state();
        if state.is_some() {
            self.raw_start = self.position;
            self.raw.extend_from_slice(&self.name);
        }
        state
    }

    fn emit_current_comment(&mut self) {
        self.text_start = self.position;
        if self.position == self.source.len() && !self.source.ends_with('>') {
            self.page.truncated_in_tag();
        }
    }

    fn emit_current_doctype(&mut self) {
        self.text_start = self.position;
    }

    fn set_self_closing(&mut self) {
        self.attributes.closed = true;
    }

    fn set_force_quirks(&mut self) {}

    #[inline]
    fn push_tag_name(&mut self, name: &[u8]) {
        self.name.extend_from_slice(name);
    }

    #[inline]
    fn push_comment(&mut self, _: &[u8]) {}

    fn push_doctype_name(&mut self, _: &[u8]) {}

    fn init_doctype(&mut self) {}

    fn init_attribute(&mut self) {
        self.end_attribute();
        self.value_start = self.position;
        self.value_end = self.position;
    }

    fn init_attribute_value(&mut self) {
        self.value_start = self.position;
        self.value_end = self.position;
    }

    #[inline]
    fn push_attribute_name(&mut self, name: &[u8]) {
        self.attribute.extend_from_slice(name);
    }

    #[inline]
    fn push_attribute_value(&mut self, value: &[u8]) {
        self.value_end = self.position;
        if self.attribute == b"content" {
            self.content.extend_from_slice(value);
        }
    }

    fn set_doctype_public_identifier(&mut self, _: &[u8]) {}

    fn set_doctype_system_identifier(&mut self, _: &[u8]) {}

    fn push_doctype_public_identifier(&mut self, _: &[u8]) {}

    fn push_doctype_system_identifier(&mut self, _: &[u8]) {}

    #[inline]
    fn start_open_tag(&mut self) {
        self.tag_start = self.position.saturating_sub(1);
    }

    fn current_is_appropriate_end_tag_token(&mut self) -> bool {
        self.is_end && !self.raw.is_empty() && self.name == self.raw
    }
}

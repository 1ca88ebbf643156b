//! A page's tags and texts, as browsers tell them apart: the tokenizer of the HTML standard, for a source that is all in
//! memory. It looks for the next byte that means something with `memchr`, hands out places of the source, copies nothing
//! but names in capitals, and allocates nothing per tag.

use std::ops::Range;

use memchr::{memchr, memchr2, memchr3, memmem};

use crate::html::reference;

/// Receives what stands in a page, in its order. Places are of the source.
pub(super) trait Sink {
    /// Text between tags: a stretch of the source without line ends of two bytes; or, where `text` differs from what
    /// stands at its place, a character reference or such a line end.
    fn text(&mut self, text: &str, place: Range<usize>);

    /// A tag begins; its attributes follow, then its end. The name is in small letters.
    fn begin(&mut self, name: &[u8], is_end: bool);

    /// An attribute and its value, both as they are written.
    fn attribute(&mut self, name: &[u8], value: Range<usize>);

    /// The tag that began, and whether it ends in `/>`. Of a start tag: how what follows is read up to its end tag, if it
    /// holds no tags.
    fn tag(&mut self, name: &[u8], is_end: bool, place: Range<usize>, closed: bool) -> Option<Content>;

    /// The content of an element that holds no tags, before its end tag, or before [`Sink::cut_off`].
    fn content(&mut self, name: &[u8], kind: Content, place: Range<usize>);

    fn comment(&mut self, _: Range<usize>) {}

    fn doctype(&mut self, _: Range<usize>) {}

    /// The source ends inside of something, which is its last part; of a comment its content.
    fn cut_off(&mut self, place: Range<usize>, within: Within);

    /// Whether no more is wanted.
    fn is_stopped(&self) -> bool;
}

/// What the source ends inside of.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum Within {
    /// After a `<` or `</` that begins nothing yet.
    Mark,
    Tag,
    Comment,
    Content,
}

/// How the content of an element is read that holds no tags.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum Content {
    /// Character references count.
    Escapable,
    Raw,
    Script,
}

impl Content {
    /// Of an element by its name; `None` for elements that hold tags.
    pub(super) fn of(name: &[u8]) -> Option<Self> {
        match name {
            b"title" | b"textarea" => Some(Self::Escapable),
            b"script" => Some(Self::Script),
            b"style" | b"iframe" | b"noembed" | b"noframes" | b"noscript" => Some(Self::Raw),
            _ => None,
        }
    }
}

/// Reads a page from its beginning.
pub(super) fn read(source: &str, sink: &mut impl Sink) {
    Lexer::new(source, sink).run();
}

pub(super) struct Lexer<'a, 's, S> {
    source: &'a str,
    bytes: &'a [u8],
    at: usize,
    sink: &'s mut S,
    /// A name in small letters, where it is written otherwise.
    lowered: Vec<u8>,
    dashes: memmem::Finder<'static>,
}

impl<'a, 's, S: Sink> Lexer<'a, 's, S> {
    pub(super) fn new(source: &'a str, sink: &'s mut S) -> Self {
        let bytes = source.as_bytes();
        Self { source, bytes, at: 0, sink, lowered: Vec::new(), dashes: memmem::Finder::new("--") }
    }

    pub(super) fn run(mut self) {
        while self.at < self.bytes.len() && !self.sink.is_stopped() {
            match self.bytes[self.at] {
                b'<' => self.markup(),
                b'&' => self.at = self.reference(self.at, self.bytes.len()),
                b'\r' => self.at = self.line_end(self.at),
                _ => {
                    let rest = &self.bytes[self.at..];
                    let end = self.at + memchr3(b'<', b'&', b'\r', rest).unwrap_or(rest.len());
                    self.sink.text(&self.source[self.at..end], self.at..end);
                    self.at = end;
                }
            }
        }
    }

    /// A line end that begins with a carriage return: where what follows it begins.
    fn line_end(&mut self, at: usize) -> usize {
        self.sink.text("\n", at..at + 1);
        at + 1 + usize::from(self.bytes.get(at + 1) == Some(&b'\n'))
    }

    /// An `&`: where what follows it and its reference begins.
    fn reference(&mut self, at: usize, end: usize) -> usize {
        let (sink, source) = (&mut *self.sink, self.source);
        match reference::read(&source[at..end]) {
            Some(reference) => {
                let behind = at + reference.length;
                sink.text(reference.text(), at..behind);
                behind
            }
            None => {
                sink.text("&", at..at + 1);
                at + 1
            }
        }
    }

    /// What begins with a `<`.
    fn markup(&mut self) {
        let start = self.at;
        match self.bytes.get(start + 1) {
            Some(byte) if byte.is_ascii_alphabetic() => self.tag(start, false),
            Some(b'/') => match self.bytes.get(start + 2) {
                Some(byte) if byte.is_ascii_alphabetic() => self.tag(start, true),
                Some(b'>') => self.at = start + 3,
                Some(_) => self.bogus(start + 2),
                None => self.cut_off(start, Within::Mark),
            },
            Some(b'!') => self.declaration(start),
            Some(b'?') => self.bogus(start + 1),
            Some(_) => {
                self.at = start + 1;
                self.sink.text("<", start..self.at);
            }
            None => self.cut_off(start, Within::Mark),
        }
    }

    fn cut_off(&mut self, start: usize, within: Within) {
        self.at = self.bytes.len();
        self.sink.cut_off(start..self.at, within);
    }

    fn tag(&mut self, start: usize, is_end: bool) {
        let name_start = start + 1 + usize::from(is_end);
        let rest = &self.bytes[name_start..];
        let Some(length) = rest.iter().position(|&byte| ends_name(byte)) else {
            return self.cut_off(start, Within::Tag);
        };
        let mut lowered = std::mem::take(&mut self.lowered);
        let name = lower(&rest[..length], &mut lowered);
        self.at = name_start + length;
        self.sink.begin(name, is_end);
        match self.attributes() {
            Some(closed) => {
                if let Some(content) = self.sink.tag(name, is_end, start..self.at, closed).filter(|_| !is_end)
                {
                    self.content(name, content);
                }
            }
            None => self.cut_off(start, Within::Tag),
        }
        self.lowered = lowered;
    }

    /// The attributes of a tag up to its end: whether it ends in `/>`, and `None` where the source ends before.
    fn attributes(&mut self) -> Option<bool> {
        let bytes = self.bytes;
        let mut at = self.at;
        loop {
            at = skip_space(bytes, at);
            match *bytes.get(at)? {
                b'>' => {
                    self.at = at + 1;
                    return Some(false);
                }
                b'/' => {
                    at += 1;
                    if *bytes.get(at)? == b'>' {
                        self.at = at + 1;
                        return Some(true);
                    }
                }
                _ => {
                    // An `=` that comes first is part of the name.
                    let rest = &bytes[at + 1..];
                    let length = rest.iter().position(|&byte| ends_name(byte) || byte == b'=')?;
                    let name = &bytes[at..at + 1 + length];
                    at += 1 + length;
                    let equals = skip_space(bytes, at);
                    let mut value = at..at;
                    if bytes.get(equals) == Some(&b'=') {
                        at = skip_space(bytes, equals + 1);
                        (value, at) = value_at(bytes, at)?;
                    }
                    self.sink.attribute(name, value);
                }
            }
        }
    }

    /// `<!`: a comment, a doctype, or what is taken for a comment.
    fn declaration(&mut self, start: usize) {
        let inner = start + 2;
        let rest = &self.bytes[inner..];
        if rest.starts_with(b"--") {
            return self.comment(inner + 2);
        }
        if rest.get(..7).is_none_or(|word| !word.eq_ignore_ascii_case(b"doctype")) {
            return self.bogus(inner);
        }
        let end = memchr(b'>', rest).map_or(self.bytes.len(), |end| inner + end);
        self.sink.doctype(inner + 7..end);
        self.at = (end + 1).min(self.bytes.len());
    }

    /// A comment whose content begins at `inner`.
    fn comment(&mut self, inner: usize) {
        let bytes = self.bytes;
        for short in [&b">"[..], b"->"] {
            if bytes[inner..].starts_with(short) {
                self.sink.comment(inner..inner);
                self.at = inner + short.len();
                return;
            }
        }
        let mut from = inner;
        while let Some(found) = self.dashes.find(&bytes[from..]) {
            let end = from + found;
            let behind = match bytes[end + 2..] {
                [b'>', ..] => 3,
                [b'!', b'>', ..] => 4,
                _ => {
                    from = end + 1;
                    continue;
                }
            };
            self.sink.comment(inner..end);
            self.at = end + behind;
            return;
        }
        self.cut_off(inner, Within::Comment);
    }

    /// What is taken for a comment, up to the next `>`.
    fn bogus(&mut self, inner: usize) {
        match memchr(b'>', &self.bytes[inner..]) {
            Some(length) => {
                self.at = inner + length + 1;
                self.sink.comment(inner..inner + length);
            }
            None => self.cut_off(inner, Within::Comment),
        }
    }

    /// The content of an element up to its end tag, which is then read as other tags are.
    pub(super) fn content(&mut self, name: &[u8], content: Content) {
        let start = self.at;
        let end = match content {
            Content::Script => script_end(self.bytes, start, name),
            Content::Raw | Content::Escapable => end_tag(self.bytes, start, name),
        };
        self.at = end.unwrap_or(self.bytes.len());
        self.sink.content(name, content, start..self.at);
        if end.is_none() {
            self.cut_off(start, Within::Content);
        }
    }
}

/// The text of an escapable element, piece by piece.
pub(super) fn escapable<'a>(content: &'a str, mut take: impl FnMut(&str)) {
    let mut rest: &'a str = content;
    while let Some(first) = rest.as_bytes().first() {
        let length = match first {
            b'&' => match reference::read(rest) {
                Some(reference) => {
                    take(reference.text());
                    reference.length
                }
                None => {
                    take("&");
                    1
                }
            },
            b'\r' => {
                take("\n");
                1 + usize::from(rest.as_bytes().get(1) == Some(&b'\n'))
            }
            b'\0' => {
                take("\u{FFFD}");
                1
            }
            _ => {
                let length = memchr3(b'&', b'\r', b'\0', rest.as_bytes()).unwrap_or(rest.len());
                take(&rest[..length]);
                length
            }
        };
        rest = &rest[length..];
    }
}

fn is_space(byte: u8) -> bool {
    matches!(byte, b' ' | b'\n' | b'\t' | b'\r' | b'\x0C')
}

fn skip_space(bytes: &[u8], at: usize) -> usize {
    let rest = &bytes[at..];
    at + rest.iter().position(|&byte| !is_space(byte)).unwrap_or(rest.len())
}

/// Whether a byte ends the name of a tag or attribute.
fn ends_name(byte: u8) -> bool {
    is_space(byte) || matches!(byte, b'/' | b'>')
}

/// A value that begins behind `=` and white space, and where what follows it begins. `None` where the source ends before.
fn value_at(bytes: &[u8], at: usize) -> Option<(Range<usize>, usize)> {
    match *bytes.get(at)? {
        quote @ (b'"' | b'\'') => {
            let start = at + 1;
            let end = start + memchr(quote, &bytes[start..])?;
            Some((start..end, end + 1))
        }
        b'>' => Some((at..at, at)),
        _ => {
            let end = at + bytes[at..].iter().position(|&byte| is_space(byte) || byte == b'>')?;
            Some((at..end, end))
        }
    }
}

/// A name in small letters.
pub(super) fn lower<'b>(name: &'b [u8], buffer: &'b mut Vec<u8>) -> &'b [u8] {
    if !name.iter().any(u8::is_ascii_uppercase) {
        return name;
    }
    buffer.clear();
    buffer.extend(name.iter().map(u8::to_ascii_lowercase));
    buffer
}

/// Whether an end tag of this name begins at a `<`.
fn is_end_tag(bytes: &[u8], at: usize, name: &[u8]) -> bool {
    let rest = &bytes[at + 1..];
    rest.first() == Some(&b'/')
        && rest.get(1..=name.len()).is_some_and(|found| found.eq_ignore_ascii_case(name))
        && rest.get(name.len() + 1).is_some_and(|&byte| ends_name(byte))
}

/// Where the end tag of an element begins that holds no tags.
fn end_tag(bytes: &[u8], from: usize, name: &[u8]) -> Option<usize> {
    let mut at = from;
    loop {
        at += memchr(b'<', bytes.get(at..)?)?;
        if is_end_tag(bytes, at, name) {
            return Some(at);
        }
        at += 1;
    }
}

/// Where the end tag of a script begins: not inside a comment of it that holds a script's tags.
fn script_end(bytes: &[u8], from: usize, name: &[u8]) -> Option<usize> {
    let mut at = from;
    loop {
        at += memchr(b'<', bytes.get(at..)?)?;
        if is_end_tag(bytes, at, name) {
            return Some(at);
        }
        at += 1;
        if bytes[at..].starts_with(b"!--") {
            match escaped_script(bytes, at + 1, name)? {
                Escape::EndTag(end) => return Some(end),
                Escape::Over(behind) => at = behind,
            }
        }
    }
}

/// How the comment in a script ends.
enum Escape {
    EndTag(usize),
    Over(usize),
}

/// A comment in a script, from its two dashes on.
fn escaped_script(bytes: &[u8], dashes: usize, name: &[u8]) -> Option<Escape> {
    let mut at = dashes + 2;
    // Inside a `<script>` of the comment.
    let mut twice = false;
    loop {
        at += memchr2(b'<', b'>', bytes.get(at..)?)?;
        if bytes[at] == b'>' {
            if bytes[dashes..at].ends_with(b"--") {
                return Some(Escape::Over(at + 1));
            }
        } else if twice {
            twice = !is_end_tag(bytes, at, b"script");
        } else if is_end_tag(bytes, at, name) {
            return Some(Escape::EndTag(at));
        } else {
            let begun = bytes.get(at + 1..at + 7).unwrap_or_default();
            twice = begun.eq_ignore_ascii_case(b"script")
                && bytes.get(at + 7).is_some_and(|&byte| ends_name(byte));
        }
        at += 1;
    }
}

//! The elements that mean something to the reader, and the attributes of a start tag.

use std::ops::Range;

use crate::document::Why;

#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum Tag {
    Table,
    /// `tbody`, `thead`, `tfoot`.
    RowGroup,
    Row,
    Cell,
    Break,
    Heading,
    Pre,
    Paragraph,
    /// Any other element that stands on lines of its own.
    Block,
    Meta,
    Title,
    Picture,
    /// Content that is no text of the page.
    Ignored,
    /// Something is shown in place of the content, or the content is a drawing.
    Replaced,
    /// `</body>` and `</html>`.
    End,
    Inline,
}

impl Tag {
    pub(super) fn of(name: &[u8]) -> Self {
        match name {
            b"table" => Self::Table,
            b"tbody" | b"thead" | b"tfoot" => Self::RowGroup,
            b"tr" => Self::Row,
            b"td" | b"th" => Self::Cell,
            b"br" => Self::Break,
            b"h1" | b"h2" | b"h3" | b"h4" | b"h5" | b"h6" => Self::Heading,
            b"pre" | b"listing" => Self::Pre,
            b"p" => Self::Paragraph,
            b"address" | b"article" | b"aside" | b"blockquote" | b"caption" | b"center" | b"dd"
            | b"details" | b"dialog" | b"dir" | b"div" | b"dl" | b"dt" | b"fieldset" | b"figcaption"
            | b"figure" | b"footer" | b"form" | b"header" | b"hgroup" | b"hr" | b"legend" | b"li"
            | b"main" | b"menu" | b"nav" | b"ol" | b"search" | b"section" | b"summary" | b"ul" => Self::Block,
            b"meta" => Self::Meta,
            b"title" => Self::Title,
            b"img" | b"image" => Self::Picture,
            b"select" | b"datalist" | b"template" | b"xml" | b"rt" | b"rp" | b"rtc" => Self::Ignored,
            b"canvas" | b"svg" | b"object" | b"applet" | b"video" | b"audio" | b"meter" | b"progress" => {
                Self::Replaced
            }
            b"body" | b"html" => Self::End,
            _ => Self::Inline,
        }
    }

    /// What a person sees in place of an element's content.
    pub(super) fn shown_instead(name: &[u8]) -> Option<Why> {
        Some(match name {
            b"iframe" | b"frame" | b"fencedframe" => Why::Frame,
            b"object" | b"embed" | b"applet" | b"canvas" | b"svg" | b"video" => Why::Object,
            b"input" | b"select" | b"textarea" | b"meter" | b"progress" => Why::Field,
            b"rt" => Why::Raised,
            _ => return None,
        })
    }

    /// Whether the text before and after belongs to different paragraphs.
    pub(super) fn breaks(self) -> bool {
        !matches!(self, Self::Inline | Self::Meta | Self::Title | Self::Picture | Self::Replaced)
    }

    /// The place in a table's structure: a start or end tag of some level ends all that is open below it.
    pub(super) fn table_level(self) -> u8 {
        match self {
            Self::Cell => 1,
            Self::Row => 2,
            Self::RowGroup => 3,
            Self::Table => 4,
            _ => 0,
        }
    }
}

/// Elements that have no content and no end tag.
pub(super) fn is_void(name: &[u8]) -> bool {
    matches!(
        name,
        b"area"
            | b"base"
            | b"br"
            | b"col"
            | b"embed"
            | b"hr"
            | b"img"
            | b"input"
            | b"link"
            | b"meta"
            | b"param"
            | b"source"
            | b"track"
            | b"wbr"
    )
}

/// What the reader wants to know of a start tag's attributes. Ranges are of the source.
#[derive(Debug, Default, Clone)]
pub(super) struct Attributes {
    pub(super) style: Option<Range<usize>>,
    pub(super) class: Option<Range<usize>>,
    pub(super) id: Option<Range<usize>>,
    /// `color` of a `<font>`, `bgcolor`.
    pub(super) color: Option<Range<usize>>,
    pub(super) ground: Option<Range<usize>>,
    /// `type` and `value` of an `<input>`.
    pub(super) kind: Option<Range<usize>>,
    pub(super) value: Option<Range<usize>>,
    /// `face` of a `<font>`.
    pub(super) face: Option<Range<usize>>,
    pub(super) hidden: bool,
    /// `open` of a `<details>` or `<dialog>`.
    pub(super) opened: bool,
    /// Whether one of them says how the text looks.
    pub(super) looks: bool,
    /// `dir=rtl`.
    pub(super) reversed: bool,
    /// A picture as `background`.
    pub(super) painted: bool,
    /// An address for later: `data-src`.
    pub(super) lazy: bool,
    /// `shadowrootmode` of a `<template>`.
    pub(super) rooted: bool,
    /// Ends in `/>`.
    pub(super) closed: bool,
    pub(super) row_span: Option<u16>,
    pub(super) col_span: Option<u16>,
    /// `name` or `property` of a `<meta>`.
    pub(super) name: Option<Range<usize>>,
    /// Of an `<img>` or a frame.
    pub(super) source: Option<Range<usize>>,
    /// `width` and `height`, in pixels.
    pub(super) size: [Option<u16>; 2],
}

/// A length in pixels: `640`, `640px`; `None` for a share of the page.
pub(super) fn pixels(value: &str) -> Option<u16> {
    let value = value.trim();
    let end = value.find(|c: char| !c.is_ascii_digit()).unwrap_or(value.len());
    let whole = value[..end].parse().ok()?;
    let unit = value[end..].trim_start_matches(|c: char| c == '.' || c.is_ascii_digit()).trim();
    (unit.is_empty() || unit.eq_ignore_ascii_case("px")).then_some(whole)
}

/// A length that a `style` gives in pixels: `width: 640px`.
pub(super) fn styled_pixels(style: &str, name: &str) -> Option<u16> {
    style.split(';').find_map(|rule| {
        let (key, value) = rule.split_once(':')?;
        key.trim().eq_ignore_ascii_case(name).then(|| pixels(value))?
    })
}

/// `rowspan` or `colspan`. Pages claim anything, so it is kept within 1 to 1000, as browsers do.
pub(super) fn span_count(value: &str) -> u16 {
    let digits = value.trim_ascii_start().bytes().take_while(u8::is_ascii_digit);
    let count =
        digits.fold(0_u16, |count, digit| count.saturating_mul(10).saturating_add(u16::from(digit - b'0')));
    count.clamp(1, 1000)
}

pub(super) fn starts_with(text: &[u8], lower: &[u8]) -> bool {
    text.get(..lower.len()).is_some_and(|start| start.eq_ignore_ascii_case(lower))
}

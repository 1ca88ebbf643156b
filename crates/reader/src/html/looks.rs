//! The elements that are open, and how the text inside them looks.

use std::ops::Range;

use crate::html::sheet::{Named, Sheet, key};
use crate::html::style::{
    ANIMATED, ASIDE, BLOCKY, CLIPS, COVERS, DRAWN, FADED, GENERATED, LINED, MOVED, OPEN_COLOR, OPEN_SIZE,
    PAINTED, Paint, RAISED, REPLACED, SIGNS, STRUCK, Size, Style, TURNED, Veil, is_of_signs, paint,
};
use crate::html::tags::{Attributes, Tag, is_void};

/// Elements inside elements that are told apart.
const DEPTH: usize = 2048;
/// Open elements that an end tag is looked for among.
const REACH: usize = 128;
/// Styles that are remembered: pages repeat few.
const KNOWN: usize = 64;
/// Two colours with channels nearer than this cannot be told apart.
const NEAR: u8 = 0x18;

/// How the text inside an element looks.
#[derive(Debug, Clone, Copy)]
pub(super) struct Look {
    veiled: bool,
    size: Size,
    color: Option<Paint>,
    background: Option<Paint>,
    marks: u32,
    faint: bool,
}

impl Look {
    const PLAIN: Self =
        Self { veiled: false, size: Size::Readable, color: None, background: None, marks: 0, faint: false };

    /// Whether there is nothing to be said of it.
    pub(super) fn is_plain(&self) -> bool {
        !self.faint && self.marks & (STRUCK | RAISED | MOVED | TURNED | SIGNS) == 0
    }

    /// Whether nothing of it is seen.
    pub(super) fn is_unseen(&self) -> bool {
        self.veiled || self.size == Size::Nothing || self.marks & FADED != 0
    }

    /// Whether it is as good as not seen, for all that can be told.
    pub(super) fn is_faint(&self) -> bool {
        self.faint
    }

    pub(super) fn has(&self, mark: u32) -> bool {
        self.marks & mark != 0
    }

    fn has_color_of_ground(&self) -> bool {
        let ground = match self.background {
            None | Some(Paint::Clear) => [255; 3],
            Some(Paint::Solid(ground)) => ground,
            Some(Paint::Unknown) => return self.color == Some(Paint::Clear),
        };
        match self.color {
            Some(Paint::Clear) => true,
            Some(Paint::Solid(color)) => {
                color.iter().zip(ground).all(|(one, other)| one.abs_diff(other) < NEAR)
            }
            None | Some(Paint::Unknown) => false,
        }
    }

    fn inside(&self, style: &Style, is_cell: bool) -> Self {
        let mut look = *self;
        // What lies beside or above the table does not part the figures in its cells.
        let kept = if is_cell {
            FADED | ASIDE | STRUCK | SIGNS
        } else {
            !(GENERATED | PAINTED | COVERS | BLOCKY | DRAWN)
        };
        look.marks = (look.marks & kept | style.marks) & !(OPEN_COLOR | OPEN_SIZE);
        look.veiled = match style.veiled {
            Some(Veil::Hidden) => true,
            Some(Veil::Seen) => false,
            Some(Veil::AsAbove) | None => look.veiled,
        };
        look.size = match style.size {
            Some(Size::Share) | None => look.size,
            Some(size) => size,
        };
        look.color = style.color.or(look.color);
        look.background = style.background.filter(|paint| *paint != Paint::Clear).or(look.background);
        look.faint = look.marks & ASIDE != 0 || look.size == Size::Tiny || look.has_color_of_ground();
        // What may have another colour is judged by that too; what is in it, by its own.
        if style.maybe.is_some() {
            look.faint |= Self { color: style.maybe, ..look }.has_color_of_ground();
        }
        look
    }
}

struct Open {
    name: u64,
    tag: Tag,
    look: Look,
}

/// The elements that are open.
pub(super) struct Looks<'a> {
    source: &'a [u8],
    sheet: Sheet,
    open: Vec<Open>,
    /// The same, where style sheets ask for them.
    named: Vec<Named>,
    /// Open elements beyond the depth.
    deeper: usize,
    known: Vec<Option<(Range<usize>, Style)>>,
}

impl<'a> Looks<'a> {
    /// And where the scripts of the page stand.
    pub(super) fn new(source: &'a str) -> (Self, Vec<Range<usize>>) {
        let (sheet, scripts) = Sheet::of(source);
        let looks = Self {
            source: source.as_bytes(),
            sheet,
            open: Vec::new(),
            named: Vec::new(),
            deeper: 0,
            known: vec![None; KNOWN],
        };
        (looks, scripts)
    }

    pub(super) fn has_unread_sheet(&self) -> bool {
        self.sheet.is_unread()
    }

    pub(super) fn now(&self) -> Look {
        self.open.last().map_or(Look::PLAIN, |open| open.look)
    }

    /// What is declared for an element that begins.
    pub(super) fn style(
        &mut self,
        name: &[u8],
        tag: Tag,
        attributes: &Attributes,
        place: Range<u32>,
    ) -> Style {
        let mut style = of_name(name, attributes);
        let mut strong = Style::default();
        if !self.sheet.is_empty() {
            let named = self.named(name, attributes, place);
            let above = if self.sheet.is_deep() { self.named.as_slice() } else { &[] };
            self.sheet.apply(self.source, &named, above, [&mut style, &mut strong]);
        }
        if !attributes.looks && style.is_empty() {
            return style;
        }
        let color = |range: &Option<Range<usize>>| Some(paint(self.source.get(range.clone()?)?));
        style.color = color(&attributes.color).or(style.color);
        style.background = color(&attributes.ground).or(style.background);
        if let Some(range) = attributes.style.clone() {
            let own = self.declared(range.clone());
            style.add(&own);
            // Nobody writes that at an element for its looks.
            if own.marks & (OPEN_SIZE | REPLACED) != 0 {
                style.marks |= ASIDE;
            }
            style.add(&strong);
            if let Some(own) = self.source.get(range).and_then(Style::important) {
                style.add(&own);
            }
        } else {
            style.add(&strong);
        }
        if matches!(tag, Tag::Inline | Tag::Cell) && style.marks & LINED != 0 {
            style.marks |= ASIDE;
        }
        if tag == Tag::Inline && style.marks & (OPEN_COLOR | OPEN_SIZE) != 0 {
            style.marks |= ASIDE;
        }
        if matches!(tag, Tag::Inline | Tag::Cell | Tag::Row) && style.marks & ANIMATED != 0 {
            style.marks |= ASIDE;
        }
        // Blocks are moved about, and their figures stay together.
        if tag != Tag::Inline {
            style.marks &= !(MOVED | RAISED);
        }
        if attributes.reversed {
            style.marks |= MOVED;
        }
        if attributes.face.clone().and_then(|range| self.source.get(range)).is_some_and(is_of_signs) {
            style.marks |= SIGNS;
        }
        style
    }

    /// An element begins whose style is this.
    pub(super) fn begin(
        &mut self,
        name: &[u8],
        tag: Tag,
        attributes: &Attributes,
        style: &Style,
        place: Range<u32>,
    ) {
        self.close_before(tag, name);
        if is_void(name) {
            return;
        }
        if self.open.len() >= DEPTH {
            self.deeper += 1;
            return;
        }
        let mut outer = self.now();
        if name == b"summary"
            && let [.., outermost, details] = self.open.as_slice()
            && details.name == key(b"details")
        {
            // What is folded away is the rest.
            outer.marks &= !ASIDE | outermost.look.marks;
        }
        // What is cut off of a table are its lower rows.
        if tag == Tag::Table && outer.marks & CLIPS != 0 {
            outer.marks |= ASIDE;
            outer.faint = true;
        }
        let look =
            if style.is_empty() && tag != Tag::Cell { outer } else { outer.inside(style, tag == Tag::Cell) };
        if self.sheet.is_deep() {
            let named = self.named(name, attributes, place);
            self.named.push(named);
        }
        self.open.push(Open { name: key(name), tag, look });
    }

    /// An element ends; where none of its name is open, nothing does.
    pub(super) fn end(&mut self, name: &[u8], tag: Tag) {
        if self.deeper > 0 {
            self.deeper -= 1;
            return;
        }
        let name = key(name);
        let level = tag.table_level();
        let mut reach = self.open.iter().enumerate().rev().take(REACH);
        let found = reach.find(|(_, open)| open.name == name || open.tag.table_level() > level);
        if let Some((at, _)) = found.filter(|(_, open)| open.name == name) {
            self.close(at);
        }
    }

    /// What a start tag ends that pages leave open: paragraphs, items, cells and rows.
    fn close_before(&mut self, tag: Tag, name: &[u8]) {
        let level = tag.table_level();
        if (1..4).contains(&level) {
            let inner =
                self.open.iter().rposition(|open| open.tag.table_level() > level).map_or(0, |at| at + 1);
            if let Some(at) = (inner..self.open.len()).find(|&at| self.open[at].tag.table_level() > 0) {
                self.close(at);
            }
            return;
        }
        let closes = |open: &Open| match tag {
            Tag::Paragraph | Tag::Heading | Tag::Table | Tag::Pre => open.tag == Tag::Paragraph,
            Tag::Block => open.tag == Tag::Paragraph || name == b"li" && open.name == key(b"li"),
            _ => false,
        };
        if self.open.last().is_some_and(closes) {
            self.close(self.open.len() - 1);
        }
    }

    fn close(&mut self, at: usize) {
        self.open.truncate(at);
        self.named.truncate(at);
    }

    fn named(&self, name: &[u8], attributes: &Attributes, tag: Range<u32>) -> Named {
        let range = |range: &Option<Range<usize>>| {
            range.clone().map_or(0..0, |range| range.start as u32..range.end as u32)
        };
        Named { name: key(name), id: range(&attributes.id), classes: range(&attributes.class), tag }
    }

    /// A `style`, of which pages repeat the same ones thousands of times.
    fn declared(&mut self, range: Range<usize>) -> Style {
        let Some(text) = self.source.get(range.clone()) else { return Style::default() };
        let mixed = text.len()
            ^ usize::from(text.first().copied().unwrap_or(0)) << 3
            ^ usize::from(text.get(text.len() / 2).copied().unwrap_or(0));
        let slot = mixed % KNOWN;
        if let Some((known, style)) = &self.known[slot]
            && self.source.get(known.clone()) == Some(text)
        {
            return *style;
        }
        let plain = if text.contains(&b'&') || text.contains(&b'/') || text.contains(&b'\\') {
            Style::parse(&unwrapped(text))
        } else {
            Style::parse(text)
        };
        self.known[slot] = Some((range, plain));
        plain
    }
}

/// A `style` without comments, character references and escapes of letters.
fn unwrapped(text: &[u8]) -> Vec<u8> {
    let text = String::from_utf8_lossy(text);
    let mut plain = String::with_capacity(text.len());
    let mut rest = text.as_ref();
    while let Some(c) = rest.chars().next() {
        let code = |rest: &str, digits: &str, radix: u32| {
            let code: String = digits.chars().take(6).take_while(|c| c.is_digit(radix)).collect();
            let known = u32::from_str_radix(&code, radix).ok().and_then(char::from_u32)?;
            let behind = &rest[rest.len() - digits.len() + code.len()..];
            Some((known, behind.strip_prefix([';', ' ']).unwrap_or(behind).len()))
        };
        let found = if let Some(behind) = rest.strip_prefix("/*") {
            let end = behind.find("*/").map_or("", |end| &behind[end + 2..]);
            rest = end;
            continue;
        } else if let Some(digits) = rest.strip_prefix("&#x").or_else(|| rest.strip_prefix("&#X")) {
            code(rest, digits, 16)
        } else if let Some(digits) = rest.strip_prefix("&#") {
            code(rest, digits, 10)
        } else if let Some(digits) = rest.strip_prefix('\\') {
            code(rest, digits, 16)
        } else {
            None
        };
        let (shown, left) = found.unwrap_or((c, rest.len() - c.len_utf8()));
        plain.push(shown);
        rest = &rest[rest.len() - left..];
    }
    plain.into_bytes()
}

/// What the name of an element says.
fn of_name(name: &[u8], attributes: &Attributes) -> Style {
    let marks = match name {
        b"s" | b"strike" | b"del" => STRUCK,
        b"sup" | b"sub" => RAISED,
        b"bdo" => MOVED,
        b"mfrac" | b"msup" | b"msub" | b"msubsup" | b"munder" | b"mover" | b"munderover" | b"mroot" => MOVED,
        b"details" if !attributes.opened => ASIDE,
        // It moves through a window that may have no width.
        b"marquee" => ASIDE,
        _ => 0,
    };
    let veiled = (name == b"mphantom").then_some(Veil::Hidden);
    let mut style = Style { marks, veiled, ..Style::default() };
    if attributes.painted {
        style.marks |= PAINTED;
        style.background = Some(Paint::Unknown);
    }
    style
}

//! What a list of declarations (`style="…"`, or a rule of a style sheet) says of whether and how a text is seen.

use crate::html::colors::named;
use crate::html::sheet::unescaped;
use crate::html::tags::starts_with;

/// What is declared; what is not said stays as it is above.
#[derive(Debug, Clone, Copy, Default, PartialEq, Eq)]
pub(super) struct Style {
    /// `display`: whether it is `none`.
    pub(super) gone: Option<bool>,
    pub(super) veiled: Option<Veil>,
    /// `font-size`.
    pub(super) size: Option<Size>,
    pub(super) color: Option<Paint>,
    pub(super) background: Option<Paint>,
    /// The colour that a rule gives which perhaps means something else.
    pub(super) maybe: Option<Paint>,
    pub(super) marks: u32,
}

/// `visibility`.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum Veil {
    Seen,
    Hidden,
    /// As the element around it.
    AsAbove,
}

#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum Size {
    Nothing,
    /// Too small to be read.
    Tiny,
    /// A share of the size above.
    Share,
    Readable,
}

#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum Paint {
    Solid([u8; 3]),
    /// Nothing is painted: what is below shows.
    Clear,
    /// A picture, a variable: nobody can tell.
    Unknown,
}

/// Not seen at all, and nothing inside can be.
pub(super) const FADED: u32 = 1;
/// Perhaps out of sight: beside the page, cut off, or under a condition.
pub(super) const ASIDE: u32 = 1 << 1;
pub(super) const STRUCK: u32 = 1 << 2;
pub(super) const RAISED: u32 = 1 << 3;
/// In another order, or at another place than that where it stands in the source.
pub(super) const MOVED: u32 = 1 << 4;
/// The style sheet writes text beside it.
pub(super) const GENERATED: u32 = 1 << 5;
/// A picture lies behind it.
pub(super) const PAINTED: u32 = 1 << 6;
/// No room of its own, and what reaches out of it is cut off.
const NO_ROOM: u32 = 1 << 7;
const CUTS_OFF: u32 = 1 << 8;
/// Taken out of the flow.
const LIFTED: u32 = 1 << 9;
const SHIFTED: u32 = 1 << 10;
/// A colour that only a browser can work out.
pub(super) const OPEN_COLOR: u32 = 1 << 12;
/// A size that only a browser can work out.
pub(super) const OPEN_SIZE: u32 = 1 << 13;
/// In a font of signs, where a figure shows something else.
pub(super) const SIGNS: u32 = 1 << 14;
/// Changes as time goes by: in the end nothing may be left of it.
pub(super) const ANIMATED: u32 = 1 << 15;
/// A picture is shown in place of what is inside.
pub(super) const REPLACED: u32 = 1 << 16;
/// Taken out of the flow and painted, so that it lies over what is there.
pub(super) const LIES_OVER: u32 = 1 << 17;
/// What is inside is shown in another order, blocks too.
pub(super) const TURNED: u32 = 1 << 11;

/// A line of another colour runs through it.
pub(super) const LINED: u32 = 1 << 18;
/// Too low a frame for a table, which cuts off what is in it.
pub(super) const CLIPS: u32 = 1 << 19;
const LOW: u32 = 1 << 20;
/// Painted over what stands around it, or behind it.
pub(super) const COVERS: u32 = 1 << 21;
/// A line of its own, whatever element it is.
pub(super) const BLOCKY: u32 = 1 << 22;
/// A picture is what is seen of it, if there is no text in it.
pub(super) const DRAWN: u32 = 1 << 23;
/// Of `content`: nothing, which is shown all the same where it has a background.
const EMPTY: u32 = 1 << 24;
/// Cuts off for good.
const SHUTS: u32 = 1 << 26;
/// Grows beyond the height that is declared.
const GROWS: u32 = 1 << 25;

/// In pixels: a frame for a table is higher.
const FRAME: f32 = 200.0;
/// Further away than this, in pixels, nobody looks.
const FAR: f32 = 400.0;

impl Style {
    pub(super) fn parse(text: &[u8]) -> Self {
        Self::declared(text, false)
    }

    /// What is declared more strongly than anything else.
    pub(super) fn important(text: &[u8]) -> Option<Self> {
        let any = memchr::memchr(b'!', text).is_some();
        any.then(|| Self::declared(text, true)).filter(|style| !style.is_empty())
    }

    fn declared(text: &[u8], strongly: bool) -> Self {
        let mut style = Self::default();
        for declaration in text.split(|&byte| byte == b';') {
            if strongly && memchr::memchr(b'!', declaration).is_none() {
                continue;
            }
            let Some(colon) = declaration.iter().position(|&byte| byte == b':') else { continue };
            let (name, value) = (declaration[..colon].trim_ascii(), declaration[colon + 1..].trim_ascii());
            let plain = memchr::memchr(b'\\', declaration).map(|_| [name, value].map(unescaped));
            let (name, value) = match &plain {
                // What `content` and fonts mean by an escape is theirs.
                Some([name, value]) if is_word(value) => (name.as_slice(), value.as_slice()),
                Some([name, _]) => (name.as_slice(), value),
                None => (name, value),
            };
            // The properties that matter begin with few letters, most others with these too; lengths part them.
            if (3..=24).contains(&name.len()) && !value.is_empty() {
                let mut lower = [0; 24];
                let lower = &mut lower[..name.len()];
                lower.copy_from_slice(name);
                lower.make_ascii_lowercase();
                style.declare(lower, value);
            }
        }
        if style.marks & (NO_ROOM | CUTS_OFF | GROWS) == NO_ROOM | CUTS_OFF {
            style.marks |= ASIDE;
        }
        if style.marks & (LOW | SHUTS) == LOW | SHUTS {
            style.marks |= CLIPS;
        }
        if style.marks & (LIFTED | SHIFTED) == LIFTED | SHIFTED {
            style.marks |= MOVED;
        }
        style
    }

    /// Whether it says nothing at all that matters.
    pub(super) fn is_empty(&self) -> bool {
        *self == Self::default()
    }

    /// Whether it may hide or change what is read, colours of dark print aside.
    pub(super) fn may_hide(&self) -> bool {
        let pale = |paint| match paint {
            Paint::Solid(channels) => channels.iter().all(|&channel| channel >= 0xD0),
            Paint::Clear => true,
            Paint::Unknown => false,
        };
        self.gone == Some(true)
            || self.veiled == Some(Veil::Hidden)
            || matches!(self.size, Some(Size::Nothing | Size::Tiny))
            || self.color.is_some_and(pale)
            || self.marks & (FADED | ASIDE | STRUCK | RAISED | MOVED | TURNED | GENERATED | SIGNS | COVERS)
                != 0
    }

    /// What a pseudo-element of this style does to the element that it stands in.
    pub(super) fn beside(&self) -> Self {
        let mut marks = self.marks & (GENERATED | DRAWN);
        let painted = matches!(self.background, Some(Paint::Solid(_) | Paint::Unknown));
        if self.marks & EMPTY != 0 && painted && self.marks & LIES_OVER != 0 {
            marks |= COVERS;
        }
        if self.gone == Some(true) {
            marks = 0;
        }
        Self { marks, ..Self::default() }
    }

    /// Without its colours.
    pub(super) fn colorless(&self) -> Self {
        Self { color: None, background: None, maybe: None, marks: self.marks & !OPEN_COLOR, ..*self }
    }

    /// Declares on top of this what `over` says.
    pub(super) fn add(&mut self, over: &Self) {
        self.gone = over.gone.or(self.gone);
        self.veiled = over.veiled.or(self.veiled);
        self.size = over.size.or(self.size);
        self.color = over.color.or(self.color);
        self.background = over.background.or(self.background);
        self.marks |= over.marks;
    }

    fn declare(&mut self, name: &[u8], value: &[u8]) {
        match name {
            b"display" => {
                // Browsers pass over what they do not know.
                if is_display(value) {
                    self.gone = Some(
                        is(value, b"none") || is(value, b"table-column") || is(value, b"table-column-group"),
                    );
                    self.marks &= !BLOCKY;
                    self.mark(
                        BLOCKY,
                        [&b"block"[..], b"flex", b"grid", b"table", b"list-item", b"flow-root", b"table-row"]
                            .iter()
                            .any(|word| is(value, word)),
                    );
                }
                self.mark(ASIDE, is_open(value));
            }
            b"visibility" => {
                let veil = match () {
                    () if is(value, b"hidden") || is(value, b"collapse") => Some(Veil::Hidden),
                    () if is(value, b"visible") || is(value, b"initial") => Some(Veil::Seen),
                    () if ["inherit", "unset", "revert", "revert-layer"]
                        .iter()
                        .any(|word| is(value, word.as_bytes())) =>
                    {
                        Some(Veil::AsAbove)
                    }
                    () => None,
                };
                self.veiled = veil.or(self.veiled);
                self.mark(ASIDE, is_open(value));
            }
            b"content-visibility" if is(value, b"hidden") => self.gone = Some(true),
            b"opacity" => {
                self.mark(FADED, is_faded(value));
                self.mark(ASIDE, is_open(value));
            }
            b"filter" => {
                let share = memchr::memmem::find(value, b"opacity(").map(|at| &value[at + 8..]);
                self.mark(FADED, share.is_some_and(is_faded) || has(value, b"opacity=0"));
                self.mark(ASIDE, has(value, b"blur(") && !has(value, b"blur(0"));
                self.mark(ASIDE, has(value, b"invert(") && !has(value, b"invert(0"));
                self.mark(ASIDE, is_washed_out(value));
            }
            b"font-size" => {
                self.size = size(value).or(self.size);
                self.mark(OPEN_SIZE, is_open(value));
            }
            b"font" => {
                let mut words = value.split(u8::is_ascii_whitespace);
                self.size = words.clone().find_map(size).or(self.size);
                // The height of its lines.
                self.mark(
                    NO_ROOM,
                    words.any(|word| {
                        let height = word.iter().position(|&byte| byte == b'/').map(|at| &word[at + 1..]);
                        height.and_then(number).is_some_and(|(height, _)| height == 0.0)
                    }),
                );
                self.mark(SIGNS, is_of_signs(value));
            }
            b"font-family" => self.mark(SIGNS, is_of_signs(value)),
            b"-webkit-text-security" => self.mark(ASIDE, !is(value, b"none")),
            b"zoom" | b"scale" => {
                let share =
                    number(value).map(|(share, unit)| if unit == b"%" { share / 100.0 } else { share });
                self.mark(FADED, share == Some(0.0));
                self.mark(ASIDE, share.is_some_and(|share| share > 0.0 && share < 0.25));
            }
            b"color" | b"-webkit-text-fill-color" => {
                self.color = Some(paint(value));
                self.mark(OPEN_COLOR, value.contains(&b'(') && self.color == Some(Paint::Unknown));
            }
            b"background-color" => {
                self.background = Some(paint(value));
                self.mark(ASIDE, has(value, b"currentcolor"));
            }
            b"background" | b"background-image" => self.back(name, value),
            b"box-shadow" if has(value, b"inset") => {
                let mut words = value.split(u8::is_ascii_whitespace);
                if words.clone().filter_map(length).any(|pixels| pixels >= 8.0) {
                    let color = words.by_ref().map(paint).find(|paint| matches!(paint, Paint::Solid(_)));
                    self.background = color.or(self.background);
                }
            }
            b"-webkit-text-stroke" => {
                let words = || value.split(u8::is_ascii_whitespace);
                if words().filter_map(length).any(|pixels| pixels >= 2.0) {
                    self.color =
                        words().map(paint).find(|paint| matches!(paint, Paint::Solid(_))).or(self.color);
                }
            }
            b"border-image" | b"border-image-source" | b"list-style-image" => {
                self.mark(DRAWN, has(value, b"url("));
            }
            b"list-style" | b"list-style-type" | b"quotes" => {
                self.mark(GENERATED, figures_in_quotes(value));
                self.mark(DRAWN, has(value, b"url("));
            }
            b"text-decoration" | b"text-decoration-line" => self.mark(STRUCK, has(value, b"line-through")),
            b"vertical-align" => self.mark(RAISED, is_raised(value)),
            b"text-indent" => self.mark(ASIDE, is_far(value)),
            b"left" | b"right" | b"top" | b"bottom" | b"inset" => self.shift(value),
            b"margin-left" | b"margin-right" => {
                self.mark(ASIDE, is_far(value) && value.starts_with(b"-"));
                self.mark(MOVED, length(value).is_some_and(|pixels| pixels < -3.0));
            }
            b"margin" | b"margin-top" | b"margin-bottom" => {
                let far_up = |word: &[u8]| length(word).is_some_and(|pixels| pixels < -8.0);
                self.mark(COVERS, value.split(u8::is_ascii_whitespace).any(far_up));
            }
            b"outline" => {
                let wide = |word: &[u8]| length(word).is_some_and(|pixels| pixels >= 6.0);
                self.mark(COVERS, value.split(u8::is_ascii_whitespace).any(wide));
            }
            b"z-index" => self.mark(COVERS, value.starts_with(b"-")),
            b"grid-area" | b"grid-row" | b"grid-column" => self.mark(COVERS, !is(value, b"auto")),
            b"letter-spacing" => self.mark(MOVED, length(value).is_some_and(|pixels| pixels < -2.5)),
            b"position" if is(value, b"absolute") || is(value, b"fixed") || is(value, b"relative") => {
                self.marks |= LIFTED;
                self.mark(MOVED | LIES_OVER, !is(value, b"relative"));
            }
            b"clip" => self.mark(ASIDE, !is(value, b"auto")),
            b"clip-path"
            | b"-webkit-clip-path"
            | b"mask"
            | b"mask-image"
            | b"-webkit-mask"
            | b"-webkit-mask-image" => {
                self.mark(ASIDE, !is(value, b"none"));
                self.mark(DRAWN, has(value, b"url("));
            }
            b"contain" => self.mark(NO_ROOM, has(value, b"size") || has(value, b"strict")),
            b"flex" | b"flex-grow" | b"min-height" | b"min-width" => {
                let most = value.split(u8::is_ascii_whitespace).filter_map(number).map(|(share, _)| share);
                self.mark(GROWS, !is(value, b"none") && most.fold(0.0, f32::max) > 0.0);
            }
            b"transform" | b"-webkit-transform" | b"rotate" | b"translate" => {
                let moves = !is(value, b"none");
                self.mark(MOVED, moves);
                self.mark(ASIDE, moves && is_out_of_sight(value));
            }
            b"overflow" | b"overflow-x" | b"overflow-y" => {
                self.mark(
                    CUTS_OFF,
                    [&b"hidden"[..], b"clip", b"auto", b"scroll"].iter().any(|word| is(value, word)),
                );
                // What can be rolled into sight is no less there.
                self.mark(SHUTS, is(value, b"hidden") || is(value, b"clip"));
            }
            b"height" | b"width" | b"max-height" | b"max-width" | b"line-height" | b"block-size"
            | b"inline-size" | b"max-block-size" | b"max-inline-size" => {
                let upright = matches!(name, b"height" | b"max-height" | b"block-size" | b"max-block-size");
                self.mark(
                    LOW,
                    upright
                        && number(value).is_some_and(|(_, unit)| unit == b"px" || unit == b"pt")
                        && length(value).is_some_and(|pixels| pixels < FRAME),
                );
                self.mark(
                    NO_ROOM,
                    number(value).is_some_and(|(share, unit)| {
                        share <= 1.0
                            && unit != b"em"
                            && !(name == b"line-height" && share > 0.0)
                            && !(unit == b"%" && share > 0.0)
                    }),
                );
            }
            b"unicode-bidi" => self.mark(TURNED, has(value, b"override")),
            b"direction" => self.mark(MOVED, is(value, b"rtl")),
            b"float" => self.mark(MOVED, is(value, b"right") || is(value, b"left")),
            b"order" | b"writing-mode" | b"flex-direction" => {
                let usual = is(value, b"0")
                    || is(value, b"row")
                    || is(value, b"horizontal-tb")
                    || is(value, b"column");
                self.mark(MOVED, !usual);
                self.mark(TURNED, has(value, b"reverse"));
            }
            b"content" => {
                self.mark(GENERATED, writes_text(value));
                self.mark(REPLACED, has(value, b"url("));
                self.mark(EMPTY, has(value, b"\"\"") || has(value, b"''"));
            }
            b"animation" | b"animation-name" => self.mark(ANIMATED, !is(value, b"none")),
            _ => {}
        }
    }

    fn mark(&mut self, mark: u32, is: bool) {
        if is {
            self.marks |= mark;
        }
    }

    fn back(&mut self, name: &[u8], value: &[u8]) {
        if has(value, b"url(") || has(value, b"gradient(") || has(value, b"var(") {
            self.background = Some(gradient(value).unwrap_or(Paint::Unknown));
            self.mark(PAINTED, has(value, b"url("));
            self.mark(LINED, has(value, b"gradient(") && has(value, b"transparent"));
        } else if name == b"background" {
            let first =
                value.split(u8::is_ascii_whitespace).map(paint).find(|paint| *paint != Paint::Unknown);
            self.background = first.or(self.background);
            self.mark(ASIDE, has(value, b"currentcolor"));
        }
    }

    fn shift(&mut self, value: &[u8]) {
        self.mark(ASIDE, is_far(value));
        self.mark(SHIFTED, length(value).is_some_and(|pixels| pixels.abs() > 2.0));
    }
}

/// Whether only a browser can work a value out.
fn is_open(value: &[u8]) -> bool {
    [&b"var("[..], b"calc(", b"min(", b"max(", b"clamp(", b"env("].iter().any(|word| has(value, word))
}

fn is_faded(value: &[u8]) -> bool {
    number(value).is_some_and(|(share, unit)| share < if unit == b"%" { 10.0 } else { 0.1 })
}

/// Whether a font shows signs in place of digits.
pub(super) fn is_of_signs(family: &[u8]) -> bool {
    [&b"wingdings"[..], b"webdings", b"dingbats", b"marlett"].iter().any(|name| has(family, name))
}

/// Whether a value is this word, `!important` or not.
fn is(value: &[u8], word: &[u8]) -> bool {
    starts_with(value, word)
        && value.get(word.len()).is_none_or(|next| !next.is_ascii_alphanumeric() && *next != b'-')
}

/// Whether a value holds a phrase, white space aside.
fn has(value: &[u8], phrase: &[u8]) -> bool {
    let squeezed: Vec<u8> =
        value.iter().filter(|byte| !byte.is_ascii_whitespace()).map(u8::to_ascii_lowercase).collect();
    memchr::memmem::find(&squeezed, phrase).is_some()
}

/// A number at the beginning of a value, and its unit.
fn number(value: &[u8]) -> Option<(f32, &[u8])> {
    let end = value
        .iter()
        .position(|byte| !(byte.is_ascii_digit() || matches!(byte, b'.' | b'-' | b'+')))
        .unwrap_or(value.len());
    let power = match value.get(end..) {
        Some([b'e' | b'E', rest @ ..]) if end > 0 => {
            let digits = rest.iter().skip(usize::from(rest.starts_with(b"-")));
            let digits = digits.take_while(|byte| byte.is_ascii_digit()).count();
            if digits > 0 { 1 + usize::from(rest.starts_with(b"-")) + digits } else { 0 }
        }
        _ => 0,
    };
    let end = end + power;
    let figure = str::from_utf8(&value[..end]).ok()?.parse().ok()?;
    let unit = &value[end..];
    let length =
        unit.iter().position(|byte| !byte.is_ascii_alphabetic() && *byte != b'%').unwrap_or(unit.len());
    Some((figure, &unit[..length]))
}

/// A length in pixels, roughly.
fn length(value: &[u8]) -> Option<f32> {
    let (figure, unit) = number(value)?;
    let by = match unit.to_ascii_lowercase().as_slice() {
        b"" | b"px" => 1.0,
        b"pt" => 1.33,
        b"em" | b"rem" | b"ch" => 16.0,
        b"vw" | b"vh" | b"%" => 10.0,
        b"cm" => 37.8,
        b"mm" => 3.78,
        b"in" => 96.0,
        b"pc" => 16.0,
        _ => return None,
    };
    Some(figure * by)
}

fn is_far(value: &[u8]) -> bool {
    length(value).is_some_and(|pixels| pixels <= -FAR || pixels >= 8.0 * FAR)
}

fn is_raised(value: &[u8]) -> bool {
    is(value, b"super")
        || is(value, b"sub")
        || is(value, b"top")
        || is(value, b"text-top")
        || length(value).is_some_and(|pixels| pixels.abs() > 3.0)
}

fn is_out_of_sight(value: &[u8]) -> bool {
    let inner = value.iter().position(|&byte| byte == b'(').map_or(value, |at| &value[at + 1..]);
    let mut parts = inner.split(|byte| matches!(byte, b',' | b')' | b'(')).map(<[u8]>::trim_ascii);
    // Turned on its edge, or squeezed by a matrix.
    let on_edge = [&b"rotatex("[..], b"rotatey(", b"rotate3d(", b"matrix3d(", b"perspective("];
    let squeezed = has(value, b"matrix(")
        && [0, 3]
            .iter()
            .any(|&at| parts.clone().nth(at).and_then(number).is_some_and(|(share, _)| share.abs() < 0.1));
    on_edge.iter().any(|word| has(value, word))
        || squeezed
        || has(value, b"scale")
            && parts.clone().any(|part| number(part).is_some_and(|(share, _)| share.abs() < 0.1))
        || parts.any(is_far)
}

fn size(value: &[u8]) -> Option<Size> {
    for (word, size) in [
        (&b"medium"[..], Size::Readable),
        (b"small", Size::Readable),
        (b"large", Size::Readable),
        (b"x-small", Size::Readable),
        (b"xx-small", Size::Readable),
        (b"x-large", Size::Readable),
        (b"xx-large", Size::Readable),
        (b"smaller", Size::Share),
        (b"larger", Size::Share),
        (b"inherit", Size::Share),
    ] {
        if is(value, word) {
            return Some(size);
        }
    }
    let (figure, unit) = number(value)?;
    Some(match unit.to_ascii_lowercase().as_slice() {
        _ if figure <= 0.0 => Size::Nothing,
        b"px" | b"pt" if figure < 4.0 => Size::Tiny,
        b"vw" | b"vh" | b"vmin" | b"vmax" if figure < 0.4 => Size::Tiny,
        b"cm" | b"in" if figure < 0.1 => Size::Tiny,
        b"mm" if figure < 1.0 => Size::Tiny,
        b"px" | b"pt" | b"cm" | b"mm" | b"in" | b"vw" | b"vh" | b"vmin" | b"vmax" | b"pc" => Size::Readable,
        b"rem" if figure < 0.25 => Size::Tiny,
        b"rem" => Size::Readable,
        b"em" if figure < 0.25 => Size::Tiny,
        b"%" if figure < 25.0 => Size::Tiny,
        b"em" | b"%" => Size::Share,
        _ => return None,
    })
}

/// Whether `content` writes something that a figure may be mistaken with.
fn writes_text(value: &[u8]) -> bool {
    let text = String::from_utf8_lossy(value);
    let quoted = text.trim_start().starts_with(['"', '\'']);
    let shown =
        |c: char| gouji_core::cell::narrow(c).is_ascii_digit() || matches!(c, '\u{4e00}'..='\u{9fff}');
    // An escape such as `\f101` is a sign of a font of icons, unless it is a digit's: `\39`.
    let escaped = text.split('\\').skip(1).any(|code| {
        let digits = code.trim_start_matches('0');
        let hex: String = digits.chars().take_while(char::is_ascii_hexdigit).collect();
        u32::from_str_radix(&hex, 16).ok().and_then(char::from_u32).is_some_and(shown)
    });
    let plain = text.split('\\').next().unwrap_or("").contains(shown);
    has(value, b"counter") || has(value, b"attr(") || has(value, b"var(") || quoted && (plain || escaped)
}

/// A colour as it is written.
pub(super) fn paint(value: &[u8]) -> Paint {
    let value = value.trim_ascii();
    if let Some(hex) = value.strip_prefix(b"#") {
        return from_hex(hex);
    }
    if starts_with(value, b"rgb") {
        return from_numbers(value);
    }
    if starts_with(value, b"hsl") {
        return from_hue(value);
    }
    let word = value.split(|byte| !byte.is_ascii_alphabetic()).next().unwrap_or_default();
    match word.to_ascii_lowercase().as_slice() {
        b"transparent" | b"none" => Paint::Clear,
        word if named(word).is_some() => named(word).map_or(Paint::Unknown, Paint::Solid),
        _ => match word.len() {
            6 if word.len() == value.len() => from_hex(value),
            _ => Paint::Unknown,
        },
    }
}

fn from_hex(hex: &[u8]) -> Paint {
    let length = hex.iter().position(|byte| !byte.is_ascii_hexdigit()).unwrap_or(hex.len());
    let digit = |at: usize| char::from(hex[at]).to_digit(16).unwrap_or(0) as u8;
    match length {
        3 => Paint::Solid([0, 1, 2].map(|at| digit(at) * 17)),
        4 if digit(3) < 2 => Paint::Clear,
        4 => Paint::Solid([0, 1, 2].map(|at| digit(at) * 17)),
        8 if digit(6) < 2 => Paint::Clear,
        6 | 8 => Paint::Solid([0, 2, 4].map(|at| digit(at) * 16 + digit(at + 1))),
        _ => Paint::Unknown,
    }
}

/// `hsl(120, 50%, 30%)`, `hsla(0 0% 100% / 0)`.
fn from_hue(value: &[u8]) -> Paint {
    let parts = value.split(|byte| matches!(byte, b'(' | b')' | b',' | b'/' | b' ')).skip(1);
    let numbers: Vec<(f32, bool)> = parts
        .filter(|part| !part.is_empty())
        .filter_map(number)
        .map(|(figure, unit)| (figure, unit == b"%"))
        .collect();
    if numbers.get(3).is_some_and(|&(alpha, share)| if share { alpha < 10.0 } else { alpha < 0.1 }) {
        return Paint::Clear;
    }
    let [(hue, _), (saturation, _), (light, _), ..] = *numbers.as_slice() else { return Paint::Unknown };
    let (saturation, light) = ((saturation / 100.0).clamp(0.0, 1.0), (light / 100.0).clamp(0.0, 1.0));
    let reach = saturation * light.min(1.0 - light);
    let channel = |shift: f32| {
        let turn = (shift + hue / 30.0).rem_euclid(12.0);
        let share = light - reach * (turn - 3.0).min(9.0 - turn).clamp(-1.0, 1.0);
        (share * 255.0).round().clamp(0.0, 255.0) as u8
    };
    Paint::Solid([channel(0.0), channel(8.0), channel(4.0)])
}

/// The colour of a gradient that has but one.
fn gradient(value: &[u8]) -> Option<Paint> {
    let at = memchr::memmem::find(value, b"gradient(")? + b"gradient(".len();
    let mut found: Option<[u8; 3]> = None;
    for stop in stops(&value[at..]) {
        match paint(stop) {
            Paint::Solid(color) => {
                let alike =
                    |one: [u8; 3]| one.iter().zip(color).all(|(one, other)| one.abs_diff(other) < 0x18);
                if !found.is_none_or(alike) {
                    return None;
                }
                found = Some(color);
            }
            Paint::Clear => return None,
            // A direction.
            Paint::Unknown => {}
        }
    }
    found.map(Paint::Solid)
}

/// What commas part outside of brackets.
fn stops(list: &[u8]) -> impl Iterator<Item = &[u8]> {
    let mut depth = 0;
    list.split(move |&byte| {
        match byte {
            b'(' => depth += 1,
            b')' => depth -= 1,
            _ => {}
        }
        byte == b',' && depth == 0
    })
    .map(<[u8]>::trim_ascii)
}

/// Whether a filter leaves next to nothing of the difference between ink and ground.
fn is_washed_out(value: &[u8]) -> bool {
    [&b"contrast("[..], b"brightness("].iter().any(|name| {
        memchr::memmem::find(value, name)
            .and_then(|at| number(&value[at + name.len()..]))
            .map(|(share, unit)| if unit == b"%" { share / 100.0 } else { share })
            .is_some_and(|share| !(0.2..=4.0).contains(&share))
    })
}

fn figures_in_quotes(value: &[u8]) -> bool {
    value.contains(&b'"') && value.iter().any(u8::is_ascii_digit)
        || value.contains(&b'\'') && value.iter().any(u8::is_ascii_digit)
}

/// Whether a value is one word or some, so that escapes in it are letters.
fn is_word(value: &[u8]) -> bool {
    value.iter().all(|&byte| byte.is_ascii_alphabetic() || matches!(byte, b'-' | b' ' | b'!'))
}

/// Whether browsers know a value of `display`.
fn is_display(value: &[u8]) -> bool {
    const KNOWN: [&str; 38] = [
        "none",
        "block",
        "inline",
        "inline-block",
        "flex",
        "inline-flex",
        "grid",
        "inline-grid",
        "table",
        "inline-table",
        "table-row",
        "table-cell",
        "table-row-group",
        "table-header-group",
        "table-footer-group",
        "table-caption",
        "table-column",
        "table-column-group",
        "list-item",
        "contents",
        "flow-root",
        "flow",
        "run-in",
        "inherit",
        "initial",
        "unset",
        "revert",
        "revert-layer",
        "ruby",
        "ruby-base",
        "ruby-text",
        "ruby-base-container",
        "ruby-text-container",
        "-webkit-box",
        "-webkit-flex",
        "-webkit-inline-box",
        "-webkit-inline-flex",
        "math",
    ];
    KNOWN.iter().any(|word| is(value, word.as_bytes()))
}

/// `rgb(255, 255, 255)`, `rgba(0 0 0 / 0)`.
fn from_numbers(value: &[u8]) -> Paint {
    let parts = value.split(|byte| matches!(byte, b'(' | b')' | b',' | b'/' | b' ')).skip(1);
    let numbers: Vec<(f32, bool)> = parts
        .filter(|part| !part.is_empty())
        .filter_map(number)
        .map(|(figure, unit)| (figure, unit == b"%"))
        .collect();
    if numbers.get(3).is_some_and(|&(alpha, share)| if share { alpha < 10.0 } else { alpha < 0.1 }) {
        return Paint::Clear;
    }
    let [red, green, blue, ..] = numbers.as_slice() else { return Paint::Unknown };
    let channel =
        |&(figure, share): &(f32, bool)| if share { figure * 2.55 } else { figure }.clamp(0.0, 255.0) as u8;
    Paint::Solid([channel(red), channel(green), channel(blue)])
}

#[cfg(test)]
mod tests {
    use super::*;

    #[track_caller]
    fn check(text: &str, gone: Option<bool>, marks: u32) {
        let style = Style::parse(text.as_bytes());
        assert_eq!((style.gone, style.marks & 0x7F), (gone, marks), "{text}");
    }

    #[test]
    fn what_is_hidden_struck_or_moved() {
        check("DISPLAY : None !important", Some(true), 0);
        check("display:block;mso-hide:all", Some(false), 0);
        check("opacity:0", None, FADED);
        check("opacity:.9", None, 0);
        check("text-indent:-9999px", None, ASIDE);
        check("text-indent:2em", None, 0);
        check("position:absolute;left:-9999px", None, ASIDE | MOVED);
        check("position:relative", None, 0);
        check("position:relative;left:-20px", None, MOVED);
        check("height:0;overflow:hidden", None, ASIDE);
        check("height:0", None, 0);
        check("line-height:1;overflow:hidden", None, 0);
        check("clip-path: inset(50%)", None, ASIDE);
        check("transform:scale(0)", None, ASIDE | MOVED);
        check("transform:rotate(0deg)", None, MOVED);
        check("text-decoration: underline line-through red", None, STRUCK);
        check("vertical-align:super;letter-spacing:-.3pt", None, RAISED);
        check("vertical-align:middle;margin-left:-1.4pt", None, 0);
        check("content:'9'", None, GENERATED);
        check(r"content:'\f101'", None, 0);
        check(r"content:'\39'", None, GENERATED);
        check("content:counter(x)", None, GENERATED);
        check("background:url(9.png) no-repeat", None, PAINTED);
    }

    #[test]
    fn what_browsers_pass_over_or_write_otherwise() {
        check("display:none;display:grotto", Some(true), 0);
        check("display:none;display:block", Some(false), 0);
        check("display:table-column", Some(true), 0);
        check(r"d\69splay:none", Some(true), 0);
        check(r"display:\6eone", Some(true), 0);
        check("opacity:5e-2", None, FADED);
        check("zoom:.01", None, ASIDE);
        check("zoom:1", None, 0);
        check("max-block-size:0;overflow:hidden", None, ASIDE);
        check("height:0;overflow:scroll", None, ASIDE);
        check("flex:1;height:0;overflow:auto", None, 0);
        check("contain:strict;overflow:clip", None, ASIDE);
        check("font:14px/0 a;overflow:hidden", None, ASIDE);
        check("filter:contrast(0)", None, ASIDE);
        check("-webkit-mask-image:linear-gradient(transparent,transparent)", None, ASIDE);
        check("background:currentColor", None, ASIDE);
        for (text, mark, is) in [
            ("max-height:90px;overflow:hidden", CLIPS, true),
            ("max-height:90px;overflow:auto", CLIPS, false),
            ("margin:-30px 0 0", COVERS, true),
            ("margin:0 auto", COVERS, false),
            ("outline:18px solid #fff", COVERS, true),
            ("outline:1px solid #ccc", COVERS, false),
            ("z-index:-2", COVERS, true),
            ("list-style:'7' inside", GENERATED, true),
            ("list-style:none", GENERATED, false),
            ("display:block", BLOCKY, true),
            ("display:inline-block", BLOCKY, false),
            ("background:linear-gradient(transparent 40%,#111 40%,transparent 60%)", LINED, true),
        ] {
            assert_eq!(Style::parse(text.as_bytes()).marks & mark != 0, is, "{text}");
        }
        let cover = Style::parse(b"content:'';position:absolute;inset:0;background:#fff");
        assert_eq!(cover.beside().marks, COVERS);
        let mark = Style::parse(b"content:'';display:block;background:#d00");
        assert_eq!(mark.beside().marks, 0);
    }

    #[test]
    fn sizes_and_colours() {
        for (text, size) in [
            ("font-size:0", Some(Size::Nothing)),
            ("font-size:0.0em", Some(Size::Nothing)),
            ("font-size:1px", Some(Size::Tiny)),
            ("font-size:14px", Some(Size::Readable)),
            ("font:bold 0/0 a", Some(Size::Nothing)),
            ("font-size:inherit", Some(Size::Share)),
            ("font-size:wide", None),
        ] {
            assert_eq!(Style::parse(text.as_bytes()).size, size, "{text}");
        }
        let white = Paint::Solid([255; 3]);
        let ground = |text: &str| Style::parse(text.as_bytes()).background;
        assert_eq!(
            ground("background:linear-gradient(90deg,#112030,#102030)"),
            Some(Paint::Solid([16, 32, 48]))
        );
        assert_eq!(ground("background:linear-gradient(#000,#fff)"), Some(Paint::Unknown));
        for (text, expected) in [
            ("#fff", white),
            ("#FFFFFF", white),
            ("white", white),
            ("rgb(255,255,255)", white),
            ("rgba(0,0,0,0)", Paint::Clear),
            ("#00000000", Paint::Clear),
            ("#333", Paint::Solid([0x33; 3])),
            ("var(--x)", Paint::Unknown),
            ("navy", Paint::Solid([0, 0, 128])),
            ("hsl(240, 100%, 25%)", Paint::Solid([0, 0, 128])),
            ("hsla(0 0% 0% / 0)", Paint::Clear),
            ("Canvas", white),
        ] {
            assert_eq!(paint(text.as_bytes()), expected, "{text}");
        }
    }
}

//! The style sheets of a page, as far as they say what is seen: rules by the last part of their selectors.
//!
//! A selector that cannot be decided without a tree, or a condition on the window that is not plain, leaves a doubt
//! about every element that it may mean.

use std::collections::HashMap;
use std::hash::{BuildHasherDefault, Hasher};
use std::ops::Range;

use memchr::{memchr_iter, memmem};

use crate::html::style::{ASIDE, Style};
use crate::html::tags::starts_with;

/// Rules of one page. More are no report's.
const RULES: usize = 20_000;
/// The window of a desk, in pixels: what a condition on its width is held against.
const WINDOW: f32 = 1280.0;
/// Elements above one that are looked at for a selector.
const ABOVE: usize = 64;

#[derive(Debug, Default)]
pub(super) struct Sheet {
    rules: Vec<Rule>,
    by_key: HashMap<u64, Vec<u32>, ByKey>,
    /// Rules that may mean any element.
    any: Vec<u32>,
    /// A sheet is written in an address, and was not read.
    unread: bool,
    /// Whether a rule asks for more than the element itself, so that those around it must be known.
    deep: bool,
}

#[derive(Debug)]
struct Rule {
    style: Style,
    /// What of it is `!important`.
    strong: Option<Style>,
    /// From the element outwards; whether the next one is the parent itself.
    parts: Vec<(Part, bool)>,
    /// By identifiers, classes and names.
    weight: u32,
    unsure: bool,
}

#[derive(Debug, Default)]
struct Part {
    name: Option<u64>,
    id: Option<u64>,
    classes: Vec<u64>,
    /// Names and values that stand in the tag, of selectors by attribute.
    within: Vec<Vec<u8>>,
}

/// An element as a selector sees it: places in the source.
#[derive(Debug, Clone, Default)]
pub(super) struct Named {
    pub(super) name: u64,
    pub(super) id: Range<u32>,
    pub(super) classes: Range<u32>,
    pub(super) tag: Range<u32>,
}

/// Numbers of names are spread already.
#[derive(Debug, Default, Clone)]
pub(super) struct AsItIs(u64);

impl Hasher for AsItIs {
    fn finish(&self) -> u64 {
        self.0
    }

    fn write(&mut self, bytes: &[u8]) {
        self.0 = key(bytes);
    }

    fn write_u64(&mut self, number: u64) {
        self.0 = number;
    }
}

pub(super) type ByKey = BuildHasherDefault<AsItIs>;

/// A number for a name; two names with one number are next to impossible.
pub(super) fn key(name: &[u8]) -> u64 {
    name.iter()
        .fold(0xcbf2_9ce4_8422_2325, |hash, &byte| (hash ^ u64::from(byte)).wrapping_mul(0x0100_0000_01b3))
}

fn keyed(kind: u8, name: u64) -> u64 {
    name.rotate_left(8) ^ u64::from(kind)
}

impl Sheet {
    /// The style sheets that stand in a page, and where its scripts do.
    pub(super) fn of(source: &str) -> (Self, Vec<Range<usize>>) {
        let mut sheet = Self::default();
        let mut scripts = Vec::new();
        let bytes = source.as_bytes();
        let mut from = 0;
        for at in memchr_iter(b'<', bytes) {
            if at < from {
                continue;
            }
            let tag = &bytes[at + 1..];
            let skipped: &[u8] = match tag.first() {
                Some(b's' | b'S') if starts_with(tag, b"style") => b"</style",
                Some(b's' | b'S') if starts_with(tag, b"script") => b"</script",
                Some(b'l' | b'L') if starts_with(tag, b"link") => {
                    let end = memchr::memchr(b'>', tag).unwrap_or(tag.len());
                    sheet.unread |=
                        memmem::find(&tag[..end].to_ascii_lowercase(), b"data:text/css").is_some();
                    continue;
                }
                Some(b'!') if tag.starts_with(b"!--") => b"-->",
                Some(b't' | b'T') if starts_with(tag, b"textarea") => b"</textarea",
                Some(b't' | b'T') if starts_with(tag, b"template") => b"</template",
                Some(b'n' | b'N') if starts_with(tag, b"noscript") => b"</noscript",
                _ => continue,
            };
            let end = find(bytes, at, skipped);
            if skipped == b"</style"
                && let Some(begin) = memchr::memchr(b'>', &bytes[at..end])
            {
                sheet.add(&bytes[at + begin + 1..end]);
            }
            if skipped == b"</script" {
                scripts.push(at..end);
            }
            from = end;
        }
        (sheet, scripts)
    }

    pub(super) fn is_empty(&self) -> bool {
        self.rules.is_empty()
    }

    /// Whether a sheet of the page's own was not read.
    pub(super) fn is_unread(&self) -> bool {
        self.unread
    }

    pub(super) fn is_deep(&self) -> bool {
        self.deep
    }

    /// Adds what the rules say of an element, whose ancestors are `above`, to what is declared.
    pub(super) fn apply(
        &self,
        source: &[u8],
        named: &Named,
        above: &[Named],
        [style, strong]: [&mut Style; 2],
    ) {
        let mut matched: Vec<u32> = Vec::new();
        let mut try_key = |key: u64| {
            if let Some(rules) = self.by_key.get(&key) {
                matched.extend(
                    rules.iter().filter(|&&rule| self.rules[rule as usize].means(source, named, above)),
                );
            }
        };
        try_key(keyed(0, named.name));
        if !named.id.is_empty() {
            try_key(keyed(1, key(slice(source, &named.id).trim_ascii())));
        }
        for class in
            slice(source, &named.classes).split(u8::is_ascii_whitespace).filter(|class| !class.is_empty())
        {
            try_key(keyed(2, key(class)));
        }
        matched
            .extend(self.any.iter().filter(|&&rule| self.rules[rule as usize].means(source, named, above)));
        matched.sort_by_key(|&rule| (self.rules[rule as usize].weight, rule));
        for rule in matched {
            let rule = &self.rules[rule as usize];
            if !rule.unsure {
                style.add(&rule.style);
                if let Some(over) = &rule.strong {
                    strong.add(over);
                }
            } else if rule.style.may_hide() {
                style.marks |= ASIDE;
            }
        }
    }

    fn add(&mut self, text: &[u8]) {
        let plain = without_comments(text);
        self.block(&plain, false, 0);
    }

    /// Rules one behind the other; inside a condition whether it is met may be unsure.
    fn block(&mut self, text: &[u8], unsure: bool, depth: usize) {
        let mut rest = text;
        while let Some(open) = memchr::memchr2(b'{', b';', rest) {
            if rest[open] == b';' {
                // `@import url(x);`
                self.unread |= memmem::find(&rest[..open], b"data:").is_some();
                rest = &rest[open + 1..];
                continue;
            }
            let head = rest[..open].rsplit(|&byte| byte == b';').next().unwrap_or_default().trim_ascii();
            let close = closing(rest, open);
            let body = &rest[open + 1..close];
            rest = rest.get(close + 1..).unwrap_or_default();
            if self.rules.len() >= RULES {
                return;
            }
            self.unread |= starts_with(head, b"@import") && memmem::find(head, b"data:").is_some();
            if head.starts_with(b"@") {
                match (condition(head), depth) {
                    (Some(sure), 0..4) => self.block(body, unsure || !sure, depth + 1),
                    _ => continue,
                }
            } else {
                self.rule(head, body, unsure, depth);
            }
        }
    }

    fn rule(&mut self, selectors: &[u8], body: &[u8], unsure: bool, depth: usize) {
        let own = memchr::memchr(b'{', body);
        if own.is_some() && depth < 4 {
            // Rules inside a rule, which mean something inside of its elements.
            let inner: Vec<u8> = body.iter().map(|&byte| if byte == b'&' { b' ' } else { byte }).collect();
            self.block(&inner, true, depth + 1);
        }
        let body = own.map_or(body, |end| &body[..end]);
        let style = Style::parse(body);
        if style.is_empty() {
            return;
        }
        let strong = Style::important(body);
        for selector in selectors.split(|&byte| byte == b',') {
            let Some((parts, vague)) = parts(selector.trim_ascii(), &style) else { continue };
            let unsure = unsure || vague;
            if unsure && !style.may_hide() {
                continue;
            }
            let Some((last, _)) = parts.first() else { continue };
            let index = self.rules.len() as u32;
            let key = match (last.id, last.classes.first(), last.name) {
                (Some(id), ..) => Some(keyed(1, id)),
                (_, Some(&class), _) => Some(keyed(2, class)),
                (_, _, Some(name)) => Some(keyed(0, name)),
                _ => None,
            };
            match key {
                Some(key) => self.by_key.entry(key).or_default().push(index),
                None => self.any.push(index),
            }
            self.deep |= parts.len() > 1;
            let weight = parts.iter().map(|(part, _)| part.weight()).sum();
            self.rules.push(Rule { style, strong, parts, weight, unsure });
        }
    }
}

impl Part {
    fn weight(&self) -> u32 {
        u32::from(self.id.is_some()) * 10_000
            + (self.classes.len() + self.within.len()).min(99) as u32 * 100
            + u32::from(self.name.is_some())
    }

    fn is(&self, source: &[u8], named: &Named) -> bool {
        self.name.is_none_or(|name| name == named.name)
            && self.id.is_none_or(|id| key(slice(source, &named.id).trim_ascii()) == id)
            && self.classes.iter().all(|class| {
                let mut own = slice(source, &named.classes).split(u8::is_ascii_whitespace);
                own.any(|own| key(own) == *class)
            })
            && self.within.iter().all(|words| memmem::find(slice(source, &named.tag), words).is_some())
    }
}

impl Rule {
    fn means(&self, source: &[u8], named: &Named, above: &[Named]) -> bool {
        let Some((last, mut parent)) = self.parts.first().map(|(part, parent)| (part, *parent)) else {
            return false;
        };
        if !last.is(source, named) {
            return false;
        }
        let mut above = above.iter().rev().take(ABOVE);
        for (part, next) in &self.parts[1..] {
            let found = if parent {
                above.next().is_some_and(|outer| part.is(source, outer))
            } else {
                above.any(|outer| part.is(source, outer))
            };
            if !found {
                return false;
            }
            parent = *next;
        }
        true
    }
}

fn slice<'s>(source: &'s [u8], range: &Range<u32>) -> &'s [u8] {
    source.get(range.start as usize..range.end as usize).unwrap_or_default()
}

/// Where a closing tag or mark begins behind `from`.
fn find(bytes: &[u8], from: usize, mark: &[u8]) -> usize {
    let first = mark[0];
    memchr_iter(first, &bytes[from..])
        .map(|at| from + at)
        .find(|&at| starts_with(&bytes[at..], mark))
        .unwrap_or(bytes.len())
}

fn without_comments(text: &[u8]) -> Vec<u8> {
    let mut plain = Vec::with_capacity(text.len());
    let mut rest = text;
    while let Some(at) = memmem::find(rest, b"/*") {
        plain.extend_from_slice(&rest[..at]);
        rest = memmem::find(&rest[at + 2..], b"*/").map_or(&[], |end| &rest[at + end + 4..]);
    }
    plain.extend_from_slice(rest);
    // Old pages hide their sheets from older browsers.
    for mark in [&b"<!--"[..], b"-->"] {
        while let Some(at) = memmem::find(&plain[..plain.len().min(64)], mark) {
            plain[at..at + mark.len()].fill(b' ');
        }
    }
    plain
}

/// Where the block that opens at `open` closes.
fn closing(text: &[u8], open: usize) -> usize {
    let mut depth = 0_usize;
    for at in memchr::memchr2_iter(b'{', b'}', &text[open..]) {
        depth = if text[open + at] == b'{' { depth + 1 } else { depth - 1 };
        if depth == 0 {
            return open + at;
        }
    }
    text.len()
}

/// Whether what stands under a condition holds on a screen: surely, perhaps, or (`None`) not.
fn condition(head: &[u8]) -> Option<bool> {
    let head = head.to_ascii_lowercase();
    if starts_with(&head, b"@supports") || starts_with(&head, b"@layer") {
        return Some(true);
    }
    if starts_with(&head, b"@container") || starts_with(&head, b"@scope") {
        return Some(false);
    }
    let list = head.strip_prefix(b"@media")?;
    let mut best = None;
    for query in list.split(|&byte| byte == b',') {
        match query_holds(query) {
            Some(true) => return Some(true),
            Some(false) => best = Some(false),
            None => {}
        }
    }
    best
}

fn query_holds(query: &[u8]) -> Option<bool> {
    let text = String::from_utf8_lossy(query);
    let mut sure = true;
    for part in text.split(" and ").map(|part| part.trim().trim_start_matches("only ").trim()) {
        match part {
            "" | "all" | "screen" => {}
            "print" | "speech" | "tv" | "handheld" | "projection" => return None,
            _ => {
                let inner = part.trim_matches(['(', ')', ' ']);
                let (name, value) = inner.split_once(':').unwrap_or((inner, ""));
                let pixels: Option<f32> = value.trim().trim_end_matches("px").trim().parse().ok();
                match (name.trim(), pixels) {
                    ("min-width" | "min-device-width", Some(pixels)) if pixels > WINDOW => return None,
                    ("max-width" | "max-device-width", Some(pixels)) if pixels < WINDOW => return None,
                    ("min-width" | "min-device-width" | "max-width" | "max-device-width", Some(_)) => {}
                    _ => sure = false,
                }
            }
        }
    }
    Some(sure)
}

/// The parts of a selector from the element outwards, and whether they say less than the selector. `None` for what means
/// no text of the page as it is first seen.
fn parts(selector: &[u8], style: &Style) -> Option<(Vec<(Part, bool)>, bool)> {
    let mut list: Vec<(Part, bool)> = Vec::new();
    let mut part = Part::default();
    let mut vague = false;
    let mut filled = false;
    let mut at = 0;
    while at < selector.len() {
        let byte = selector[at];
        match byte {
            b'*' => (at, filled) = (at + 1, true),
            b'.' | b'#' => {
                let name = ident(&selector[at + 1..]);
                at += 1 + name.len().max(1);
                if byte == b'.' {
                    part.classes.push(key(&unescaped(name)));
                } else {
                    part.id = Some(key(&unescaped(name)));
                }
                filled = true;
            }
            b'[' => {
                let end = memchr::memchr(b']', &selector[at..]).map_or(selector.len(), |end| at + end);
                let words = selector[at + 1..end].split(|byte| b"=~|^$*\"' ".contains(byte));
                part.within.extend(words.filter(|word| word.len() > 1).map(<[u8]>::to_vec));
                (at, filled, vague) = (end + 1, true, true);
            }
            b':' => {
                let double = selector.get(at + 1) == Some(&b':');
                let name = ident(&selector[at + 1 + usize::from(double)..]).to_ascii_lowercase();
                at += 1 + usize::from(double) + name.len().max(1);
                match name.as_slice() {
                    b"before" | b"after" if style.marks & crate::html::style::GENERATED == 0 => return None,
                    b"before" | b"after" | b"root" | b"link" | b"first-letter" | b"first-line" => {}
                    b"hover" | b"focus" | b"active" | b"visited" | b"target" | b"checked" | b"disabled"
                    | b"selection" | b"placeholder" => return None,
                    name if double || name.starts_with(b"-") => return None,
                    _ => vague = true,
                }
                if selector.get(at) == Some(&b'(') {
                    at = memchr::memchr(b')', &selector[at..]).map_or(selector.len(), |end| at + end + 1);
                }
                filled = true;
            }
            b'>' | b'+' | b'~' | b' ' | b'\t' | b'\r' | b'\n' => {
                let mut how = b' ';
                while let Some(&next) = selector.get(at).filter(|next| b"> +~\t\r\n".contains(next)) {
                    how = if next.is_ascii_whitespace() { how } else { next };
                    at += 1;
                }
                if matches!(how, b'+' | b'~') {
                    // The element beside it is not known; what is said of it is left out.
                    vague = true;
                    part = Part::default();
                } else if filled {
                    list.push((std::mem::take(&mut part), how == b'>'));
                }
                filled = false;
            }
            _ => {
                let name = ident(&selector[at..]);
                if name.is_empty() {
                    return None;
                }
                at += name.len();
                part.name = Some(key(&name.to_ascii_lowercase()));
                filled = true;
            }
        }
    }
    if !filled {
        return None;
    }
    list.push((part, false));
    // From the element outwards; each remembers how the next one stands to it.
    let hows: Vec<bool> = list.iter().map(|(_, how)| *how).collect();
    let count = list.len();
    let outwards = list.into_iter().rev().enumerate().map(|(at, (part, _))| {
        let how = (count - 1 - at).checked_sub(1).is_some_and(|before| hows[before]);
        (part, how)
    });
    Some((outwards.collect(), vague))
}

/// The name at the beginning of a text, with what is escaped in it: `md\:hidden`.
fn ident(text: &[u8]) -> &[u8] {
    let is_name = |byte: u8| byte.is_ascii_alphanumeric() || matches!(byte, b'-' | b'_') || byte >= 0x80;
    let mut at = 0;
    while let Some(&byte) = text.get(at) {
        match byte {
            b'\\' => {
                let code = text[at + 1..].iter().take(6).take_while(|byte| byte.is_ascii_hexdigit()).count();
                at += 1 + code.max(1);
                // A space ends a number.
                at += usize::from(code > 0 && text.get(at) == Some(&b' '));
            }
            byte if is_name(byte) => at += 1,
            _ => break,
        }
    }
    &text[..at.min(text.len())]
}

/// A name as elements bear it.
fn unescaped(name: &[u8]) -> Vec<u8> {
    let mut plain = Vec::with_capacity(name.len());
    let mut rest = name;
    while let [byte, behind @ ..] = rest {
        rest = behind;
        if *byte != b'\\' {
            plain.push(*byte);
            continue;
        }
        let code = rest.iter().take(6).take_while(|byte| byte.is_ascii_hexdigit()).count();
        let digits = str::from_utf8(&rest[..code]).ok();
        match digits.and_then(|digits| u32::from_str_radix(digits, 16).ok()).and_then(char::from_u32) {
            Some(c) => {
                plain.extend(c.encode_utf8(&mut [0; 4]).bytes());
                rest = &rest[code..];
                rest = rest.strip_prefix(b" ").unwrap_or(rest);
            }
            None => {
                plain.extend(rest.first());
                rest = rest.get(1..).unwrap_or_default();
            }
        }
    }
    plain
}

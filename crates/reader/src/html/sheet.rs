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
/// Blocks inside blocks.
const DEPTH: usize = 4;
/// The weight of a cascade layer, and how many of them are told apart.
const LAYER: u32 = 1_000_000;
const LAYERS: u32 = 4_000;
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
    /// The names of the cascade layers, in the order in which they are first named.
    layers: Vec<Vec<u8>>,
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

/// What holds for the rules of a block.
#[derive(Debug, Clone, Copy, Default)]
struct Within {
    /// Whether its condition is met is not sure.
    unsure: bool,
    /// It holds where a person likes dark windows, in which other colours go together.
    dark: bool,
    /// Blocks around it.
    depth: usize,
    /// Its cascade layer, from 1; 0 for none, which is the strongest.
    layer: u32,
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
                let (tag, text) = (&bytes[at..at + begin], &bytes[at + begin + 1..end]);
                if !is_for_paper(tag) {
                    sheet.add(text);
                }
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
            } else {
                style.maybe = rule.style.color.or(style.maybe);
            }
        }
    }

    fn add(&mut self, text: &[u8]) {
        let plain = without_comments(text);
        self.block(&plain, Within::default());
    }

    /// The number of a cascade layer.
    fn layer(&mut self, name: &[u8]) -> u32 {
        let name = name.trim_ascii();
        let known = self.layers.iter().position(|known| known == name && !name.is_empty());
        let at = known.unwrap_or_else(|| {
            self.layers.push(name.to_vec());
            self.layers.len() - 1
        });
        (at as u32 + 1).min(LAYERS)
    }

    /// Rules one behind the other.
    fn block(&mut self, text: &[u8], within: Within) {
        let mut rest = text;
        while let Some(open) = memchr::memchr2(b'{', b';', rest) {
            if rest[open] == b';' {
                // `@import url(x);`
                self.unread |= memmem::find(&rest[..open], b"data:").is_some();
                if let Some(names) = at_rule(rest[..open].trim_ascii(), b"@layer") {
                    for name in names.split(|&byte| byte == b',') {
                        self.layer(name);
                    }
                }
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
            if !head.starts_with(b"@") {
                self.rule(head, body, within);
            } else if let Some(inner) = self.enter(head, within) {
                self.block(body, inner);
            }
        }
    }

    /// What holds inside a block with such a head; `None` where it holds nothing.
    fn enter(&mut self, head: &[u8], within: Within) -> Option<Within> {
        let mut inner = Within { depth: within.depth + 1, ..within };
        if inner.depth > DEPTH {
            return None;
        }
        if let Some(name) = at_rule(head, b"@layer") {
            inner.layer = self.layer(name);
            return Some(inner);
        }
        let sure = condition(head)?;
        inner.unsure |= !sure;
        inner.dark |= memmem::find(&head.to_ascii_lowercase(), b"prefers-color-scheme").is_some();
        Some(inner)
    }

    fn rule(&mut self, selectors: &[u8], body: &[u8], within: Within) {
        let own = memchr::memchr(b'{', body).map(|_| self.nested(selectors, body, within));
        let body = own.as_deref().unwrap_or(body);
        let style = Style::parse(body);
        let style = if within.dark { style.colorless() } else { style };
        if style.is_empty() {
            return;
        }
        let unsure = within.unsure;
        let strong = Style::important(body).filter(|_| !within.dark);
        // What stands in no layer is stronger than what stands in one.
        let layer = if within.layer == 0 { LAYERS + 1 } else { within.layer } * LAYER;
        for selector in list(selectors) {
            let Some(Selected { parts, vague, beside }) = parts(selector.trim_ascii()) else { continue };
            // Something is painted or written beside the text; the text itself looks as it did.
            let (style, strong) =
                if beside { (style.beside(), strong.map(|strong| strong.beside())) } else { (style, strong) };
            if style.is_empty() {
                continue;
            }
            let unsure = unsure || vague;
            if unsure && !style.may_hide() && (style.color.is_none() || style.background.is_some()) {
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
            let weight = layer + parts.iter().map(|(part, _)| part.weight()).sum::<u32>().min(LAYER - 1);
            self.rules.push(Rule { style, strong, parts, weight, unsure });
        }
    }

    /// Reads the rules inside a rule, and leaves what it declares itself.
    fn nested(&mut self, selectors: &[u8], body: &[u8], within: Within) -> Vec<u8> {
        let mut own = Vec::new();
        let mut rest = body;
        while let Some(open) = memchr::memchr(b'{', rest) {
            let start = memchr::memrchr(b';', &rest[..open]).map_or(0, |at| at + 1);
            let head = rest[start..open].trim_ascii();
            own.extend_from_slice(&rest[..start]);
            own.push(b';');
            let close = closing(rest, open);
            let inner = &rest[open + 1..close];
            rest = rest.get(close + 1..).unwrap_or_default();
            if head.starts_with(b"@") {
                if let Some(within) = self.enter(head, within) {
                    self.rule(selectors, inner, within);
                }
            } else if within.depth < DEPTH {
                // They mean something inside of its elements, or beside them.
                let head: Vec<u8> = head.iter().map(|&byte| if byte == b'&' { b' ' } else { byte }).collect();
                let within = Within { unsure: true, depth: within.depth + 1, ..within };
                self.rule(head.trim_ascii(), inner, within);
            }
        }
        own.extend_from_slice(rest);
        own
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
            && (self.within.is_empty() || {
                let tag = slice(source, &named.tag).to_ascii_lowercase();
                self.within.iter().all(|words| memmem::find(&tag, words).is_some())
            })
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

/// Whether the tag of a sheet says that it is for print alone.
fn is_for_paper(tag: &[u8]) -> bool {
    let tag: Vec<u8> =
        tag.iter().filter(|byte| !b"\"' ".contains(byte)).map(u8::to_ascii_lowercase).collect();
    tag.ends_with(b"media=print") || memmem::find(&tag, b"media=printtype=").is_some()
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

/// A sheet without comments, and without what structures sheets in its strings.
fn without_comments(text: &[u8]) -> Vec<u8> {
    let mut plain = Vec::with_capacity(text.len());
    let mut rest = text;
    while let Some(at) = memchr::memchr3(b'/', b'"', b'\'', rest) {
        plain.extend_from_slice(&rest[..at]);
        rest = &rest[at..];
        let length = if rest.starts_with(b"/*") {
            memmem::find(&rest[2..], b"*/").map_or(rest.len(), |end| end + 4)
        } else if rest[0] == b'/' {
            plain.push(b'/');
            1
        } else {
            let length = string(rest);
            plain.extend(rest[..length].iter().map(|byte| if b"{};,".contains(byte) { b' ' } else { *byte }));
            length
        };
        rest = &rest[length..];
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

/// How long the string is that begins here: up to its other mark, or to the end of the line, where it is none.
fn string(text: &[u8]) -> usize {
    let mut at = 1;
    while let Some(&byte) = text.get(at) {
        match byte {
            b'\\' => at += 1,
            b'\n' => return at,
            byte if byte == text[0] => return at + 1,
            _ => {}
        }
        at += 1;
    }
    text.len()
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

/// What stands behind the name of a rule.
fn at_rule<'t>(head: &'t [u8], name: &[u8]) -> Option<&'t [u8]> {
    let behind = starts_with(head, name).then(|| &head[name.len()..])?;
    behind.first().is_none_or(|byte| byte.is_ascii_whitespace()).then(|| behind.trim_ascii())
}

/// The selectors of a list: what commas part outside of brackets.
fn list(selectors: &[u8]) -> impl Iterator<Item = &[u8]> {
    let mut depth = 0_i32;
    selectors.split(move |&byte| {
        match byte {
            b'(' | b'[' => depth += 1,
            b')' | b']' => depth -= 1,
            _ => {}
        }
        byte == b',' && depth == 0
    })
}

/// Behind the bracket that closes the one at `at`.
fn behind_bracket(text: &[u8], at: usize) -> usize {
    let mut depth = 0_usize;
    for (index, &byte) in text.iter().enumerate().skip(at) {
        match byte {
            b'(' => depth += 1,
            b')' => depth = depth.saturating_sub(1),
            _ => {}
        }
        if depth == 0 {
            return index + 1;
        }
    }
    text.len()
}

/// A selector, taken apart.
struct Selected {
    /// From the element outwards; whether the next one is the parent itself.
    parts: Vec<(Part, bool)>,
    /// They say less than the selector.
    vague: bool,
    /// It means what is written before or behind the content.
    beside: bool,
}

/// Whether what stands under a condition holds on a screen: surely, perhaps, or (`None`) not.
fn condition(head: &[u8]) -> Option<bool> {
    let head = head.to_ascii_lowercase();
    if starts_with(&head, b"@supports") {
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

/// Takes a selector apart. `None` for what means no text of the page as it is first seen.
fn parts(selector: &[u8]) -> Option<Selected> {
    let mut list: Vec<(Part, bool)> = Vec::new();
    let mut part = Part::default();
    let (mut vague, mut beside) = (false, false);
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
                part.within.extend(words.filter(|word| word.len() > 1).map(<[u8]>::to_ascii_lowercase));
                (at, filled, vague) = (end + 1, true, true);
            }
            b':' => {
                let double = selector.get(at + 1) == Some(&b':');
                let name = ident(&selector[at + 1 + usize::from(double)..]).to_ascii_lowercase();
                at += 1 + usize::from(double) + name.len().max(1);
                match name.as_slice() {
                    b"before" | b"after" => beside = true,
                    b"root" | b"link" => {}
                    // Part of the text looks otherwise.
                    b"first-letter" | b"first-line" => vague = true,
                    b"hover" | b"focus" | b"active" | b"visited" | b"target" | b"checked" | b"disabled"
                    | b"selection" | b"placeholder" => return None,
                    b"-webkit-any" | b"-moz-any" if !double => vague = true,
                    name if double || name.starts_with(b"-") => return None,
                    _ => vague = true,
                }
                if selector.get(at) == Some(&b'(') {
                    at = behind_bracket(selector, at);
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
    Some(Selected { parts: outwards.collect(), vague, beside })
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
pub(super) fn unescaped(name: &[u8]) -> Vec<u8> {
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

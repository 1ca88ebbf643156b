//! What scripts write into a page: nobody runs them here, so that what they write is only said.

use std::collections::HashSet;
use std::ops::Range;

use memchr::memmem;

use crate::html::sheet::{ByKey, key};
use crate::html::tags::Attributes;

/// How a script writes text into a page.
const WRITES: [&str; 11] = [
    "HTML",
    "Text",
    "textContent",
    "document.write",
    "nodeValue",
    ".html(",
    ".text(",
    ".append(",
    ".prepend(",
    "replaceWith",
    ".val(",
];

/// How a script hides elements, or takes them away.
const HIDES: [&str; 9] = [
    ".display",
    ".visibility",
    ".hide(",
    ".remove(",
    "removeChild",
    ".opacity",
    "display:none",
    "classList.add(",
    ".addClass(",
];

/// The names that scripts with words or figures of their own use: of elements, perhaps.
#[derive(Debug, Default)]
pub(super) struct Scripts {
    names: HashSet<u64, ByKey>,
    /// A script writes a figure into cells that it counts.
    counts_cells: bool,
    /// What scripts name that hide or take away elements.
    hidden: HashSet<u64, ByKey>,
    /// The classes among them, and what scripts write figures into, by identifier.
    hidden_classes: HashSet<u64, ByKey>,
    written: HashSet<u64, ByKey>,
}

impl Scripts {
    /// Of those that stand at these places.
    pub(super) fn of(source: &str, places: &[Range<usize>]) -> Self {
        let mut scripts = Self::default();
        for place in places {
            let script = source.get(place.clone()).unwrap_or_default();
            if HIDES.iter().any(|word| memmem::find(script.as_bytes(), word.as_bytes()).is_some()) {
                let names = strings(script).map(|name| name.strip_prefix('#').unwrap_or(name));
                scripts.hidden.extend(names.filter(|name| is_name(name)).map(|name| key(name.as_bytes())));
            }
            if HIDES.iter().any(|word| memmem::find(script.as_bytes(), word.as_bytes()).is_some()) {
                let names = strings(script).filter_map(|name| name.strip_prefix('.'));
                scripts
                    .hidden_classes
                    .extend(names.filter(|name| is_name(name)).map(|name| key(name.as_bytes())));
            }
            if !writes(script) {
                continue;
            }
            if writes_figure(script) {
                let names = strings(script).map(|name| name.strip_prefix('#').unwrap_or(name));
                scripts.written.extend(names.filter(|name| is_name(name)).map(|name| key(name.as_bytes())));
            }
            scripts.counts_cells |=
                ["\"td\"", "'td'", "td:", "td[", ".cells", ".rows", "tr:", "tbody", "table"]
                    .iter()
                    .any(|word| script.contains(word))
                    && writes_figure(script);
            if writes_words(script) {
                let is_name = |c: char| !(c.is_alphanumeric() || matches!(c, '_' | '-'));
                scripts.names.extend(
                    script.split(is_name).filter(|name| !name.is_empty()).map(|name| key(name.as_bytes())),
                );
            }
        }
        scripts
    }

    /// Whether a script writes a figure into some cell of some table.
    pub(super) fn count_cells(&self) -> bool {
        self.counts_cells
    }

    /// Whether a script may hide an element, by its identifier.
    pub(super) fn hide(&self, attributes: &Attributes, source: &str) -> bool {
        let id = attributes.id.clone().and_then(|range| source.get(range)).unwrap_or_default().trim();
        !id.is_empty() && self.hidden.contains(&key(id.as_bytes()))
    }

    /// The same, also by its classes.
    pub(super) fn hide_named(&self, attributes: &Attributes, source: &str) -> bool {
        if self.hidden_classes.is_empty() && self.hidden.is_empty() {
            return false;
        }
        let classes = attributes.class.clone().and_then(|range| source.get(range)).unwrap_or_default();
        let mut classes = classes.split_ascii_whitespace();
        self.hide(attributes, source)
            || classes.any(|class| self.hidden_classes.contains(&key(class.as_bytes())))
    }

    /// Whether a script writes a figure into an element, by its identifier.
    pub(super) fn write_by_id(&self, attributes: &Attributes, source: &str) -> bool {
        let id = attributes.id.clone().and_then(|range| source.get(range)).unwrap_or_default().trim();
        !id.is_empty() && self.written.contains(&key(id.as_bytes()))
    }

    /// Whether a script may write into an element, by its names.
    pub(super) fn write_to(&self, attributes: &Attributes, source: &str) -> bool {
        if self.names.is_empty() {
            return false;
        }
        let known = |range: &Option<Range<usize>>| {
            let text = range.clone().and_then(|range| source.get(range)).unwrap_or_default();
            text.split_ascii_whitespace().any(|name| self.names.contains(&key(name.as_bytes())))
        };
        known(&attributes.id) || known(&attributes.class)
    }
}

/// Whether a string may be the identifier of an element.
fn is_name(text: &str) -> bool {
    (1..64).contains(&text.len()) && text.chars().all(|c| c.is_alphanumeric() || matches!(c, '_' | '-'))
}

/// Whether a script writes text into its page.
pub(super) fn writes(script: &str) -> bool {
    WRITES.iter().any(|word| memmem::find(script.as_bytes(), word.as_bytes()).is_some())
}

/// Whether a script holds words of a report: Chinese with figures in it, more than a message has.
pub(super) fn has_words(script: &str) -> bool {
    strings(script).any(|text| {
        let chinese = text.chars().filter(|c| matches!(c, '\u{4e00}'..='\u{9fff}')).count();
        chinese >= 6 && text.contains(|c: char| c.is_ascii_digit()) || chinese >= 20
    })
}

/// Whether a script writes a bare figure: `x.innerHTML = "9"`, `.text('9')`.
fn writes_figure(script: &str) -> bool {
    WRITES.iter().any(|word| {
        memmem::find_iter(script.as_bytes(), word.as_bytes()).any(|at| {
            let behind = script[at + word.len()..].trim_start_matches([' ', '=', '(', '\t']);
            let quoted = behind.strip_prefix(['"', '\'', '`']).unwrap_or("");
            let figure = quoted.trim_start_matches(|c: char| c.is_ascii_digit());
            // One of several elements by its number gets a number: `cells[20].innerText = 99`.
            let numbered =
                script[..at].trim_end_matches(['.', 'i', 'n', 'e', 'r', 'o', 'u', 't']).ends_with(']');
            figure.len() < quoted.len() && figure.starts_with(['"', '\'', '`'])
                || numbered && behind.starts_with(|c: char| c.is_ascii_digit())
        })
    })
}

/// Whether a script holds a figure or words by themselves, as a cell or a paragraph has them.
fn writes_words(script: &str) -> bool {
    let figure =
        |text: &str| !text.is_empty() && text.len() < 16 && text.bytes().all(|byte| byte.is_ascii_digit());
    has_words(script) || strings(script).any(figure)
}

/// What stands in quotes; roughly, and in no more than one pass.
fn strings(script: &str) -> impl Iterator<Item = &str> {
    script.split(['"', '\'', '`']).skip(1)
}

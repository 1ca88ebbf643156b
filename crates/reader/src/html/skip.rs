//! An element whose content is passed over, and where it ends, also when its end tag is missing.

use crate::document::Why;
use crate::html::tags::Tag;

#[derive(Debug)]
pub(super) struct Skip {
    /// Whether a browser would hide the element. Otherwise it holds no text of the page at all.
    pub(super) is_hidden: bool,
    /// What a person sees in its place, if anything.
    pub(super) instead: Option<Why>,
    /// Whether there are figures or words in it; sentences, in one that is hidden.
    pub(super) speaks: bool,
    /// Whether its text is text of the page that is not shown, and not what programs use.
    pub(super) counts: bool,
    name: Vec<u8>,
    tag: Tag,
    /// Open elements of the same name inside it.
    depth: usize,
    /// Open tables inside it.
    tables: usize,
}

#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum End {
    /// With its own end tag.
    Here,
    /// Before a tag that cannot stand inside.
    Before,
}

impl Skip {
    /// `rooted`: its content is shown in place of that of the element around it.
    pub(super) fn new(name: &[u8], tag: Tag, is_hidden: bool, rooted: bool) -> Self {
        let stored = matches!(name, b"template" | b"datalist") && !rooted;
        let instead = match () {
            () if is_hidden || stored => Some(Why::Hidden),
            () if rooted => Some(Why::Frame),
            () => Tag::shown_instead(name),
        };
        Self {
            is_hidden: is_hidden || stored,
            counts: !stored,
            instead,
            speaks: false,
            name: name.to_vec(),
            tag,
            depth: 0,
            tables: 0,
        }
    }

    /// Whether it is an element of this name.
    pub(super) fn is(&self, name: &[u8]) -> bool {
        self.name == name
    }

    /// Whether a tag ends the element. One that is never closed must not swallow the rest of the page, so it also
    /// ends where its cell, row or table does.
    pub(super) fn end(&mut self, name: &[u8], tag: Tag, is_start: bool, in_table: bool) -> Option<End> {
        let same = name == self.name;
        if self.tables == 0 && (is_start || !same) {
            let level = tag.table_level();
            let leaves_cell =
                in_table && level > 0 && level >= self.tag.table_level() && !(is_start && tag == Tag::Table);
            // These hold no blocks, and pinyin ends with what it stands above.
            let above = matches!(self.name.as_slice(), b"rt" | b"rp" | b"rtc");
            let is_brittle = self.tag == Tag::Paragraph || self.name == b"select" || above;
            let begins_block = is_start && tag.breaks() && tag != Tag::Break
                || above && (name == b"ruby" || name == b"rb" || name == b"p");
            if leaves_cell || (is_brittle && begins_block) {
                return Some(End::Before);
            }
        }
        match (is_start, same) {
            (true, true) => self.depth += 1,
            (false, true) if self.depth == 0 => return Some(End::Here),
            (false, true) => self.depth -= 1,
            _ => {}
        }
        if tag == Tag::Table && self.tag != Tag::Table {
            self.tables = if is_start { self.tables + 1 } else { self.tables.saturating_sub(1) };
        }
        None
    }
}

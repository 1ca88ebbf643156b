//! The machine that turns a page's tags and texts into paragraphs and tables, with the end tags that pages leave out.

use std::ops::Range;

use memchr::{memchr_iter, memmem};

use crate::budget::Budget;
use crate::document::{Span, Why};
use crate::html::looks::{Look, Looks};
use crate::html::run::Run;
use crate::html::scripts::{self, Scripts};
use crate::html::skip::{End, Skip};
use crate::html::style::{
    BLOCKY, COVERS, DRAWN, GENERATED, LIES_OVER, MOVED, PAINTED, Paint, RAISED, SIGNS, STRUCK, Style, TURNED,
    Veil,
};
use crate::html::tags::{Attributes, Tag, is_void, styled_pixels};
use crate::layout::is_of_figure;
use crate::text::is_value;

/// A step of a page, in reading order. Spans are of [`Run::buffer`], origins of the source.
#[derive(Debug)]
pub(super) enum Event {
    /// `loose` in a table, but in no cell of it.
    Paragraph {
        span: Span,
        origin: Span,
        loose: bool,
    },
    /// Text whose lines count, from a `<pre>`.
    Lines {
        span: Span,
        loose: bool,
    },
    /// The start of the table with this index, at its first cell.
    Table(u32),
    Row,
    /// `place` is where the content begins in the source.
    Cell {
        place: u32,
        row_span: u16,
        col_span: u16,
    },
    TableEnd,
    /// A picture, of this width and height in points.
    Picture {
        origin: Span,
        size: [Option<u16>; 2],
    },
    /// A person may see something else here than what is read.
    Doubt {
        why: Why,
        weighty: bool,
    },
}

/// What is known of a table when it ends.
#[derive(Debug, Default)]
pub(super) struct TableShape {
    /// Whether it holds data. Otherwise it only lays out the page, and its content is read as blocks.
    pub(super) is_grid: bool,
    pub(super) origin: Span,
    /// The index of its `Event::TableEnd`.
    pub(super) end: u32,
}

/// A piece of a `<pre>`: where it stands in the buffer, and in the source.
#[derive(Debug)]
pub(super) struct Segment {
    pub(super) at: u32,
    pub(super) origin: Span,
}

/// What became of a page besides its text.
#[derive(Debug, Default)]
pub(super) struct Notes {
    pub(super) too_many_cells: bool,
    pub(super) too_many_paragraphs: bool,
    pub(super) out_of_time: bool,
    pub(super) too_deep: bool,
    pub(super) ends_in_tag: bool,
    pub(super) ends_in_table: bool,
    /// Characters in elements that a browser does not show.
    pub(super) hidden: usize,
    pub(super) hidden_table: bool,
    /// A style sheet of the page's own was not read.
    pub(super) unread_sheet: bool,
}

pub(super) struct Page<'a> {
    pub(super) run: Run,
    pub(super) events: Vec<Event>,
    pub(super) tables: Vec<TableShape>,
    pub(super) segments: Vec<Segment>,
    pub(super) notes: Notes,
    /// The pictures and doubts of the paragraph at hand: they are passed on behind it.
    behind: Vec<Event>,
    looks: Looks<'a>,
    scripts: Scripts,
    /// The lists that are open: whether each counts its items.
    lists: Vec<bool>,
    /// An element without content so far that a script may write into.
    awaits: bool,
    /// A picture that is drawn by a style sheet, and its size: it is what is seen where no text follows.
    drawn: Option<(Span, [Option<u16>; 2])>,
    /// The last text was raised, and ends in a figure.
    raised: bool,
    title: String,
    /// Whether the first `<title>` has ended.
    has_title: bool,
    article_title: Option<String>,
    pub(super) published: Option<String>,

    source: &'a str,
    budget: &'a Budget<'a>,
    /// Line ends outside tables count, as in a `<pre>`.
    lines_count: bool,
    open: Vec<OpenTable>,
    /// Open tables beyond the depth limit.
    flattened: usize,
    /// Open `<pre>`s.
    pre: usize,
    skip: Option<Skip>,
    paragraphs: usize,
    cells: usize,
    saw_end: bool,
}

#[derive(Debug, Default)]
struct OpenTable {
    /// Of [`Page::tables`], from the first cell on.
    index: Option<u32>,
    start: u32,
    in_row: bool,
    in_cell: bool,
    cells: usize,
    /// Cells that hold a figure or a dash.
    values: usize,
    /// Where the text of the table, and of the open cell, begins in the buffer.
    text: usize,
    cell_text: usize,
    has_heading: bool,
    has_prose: bool,
    has_grid: bool,
}

/// A cell with more bytes than this holds prose, not a label; the longest label of the form has some 120.
const PROSE: usize = 600;
/// Lists in lists.
const LISTS: usize = 64;
/// In points: what is smaller shows nothing.
const DOT: u16 = 3;
/// In points, width and height: a picture that may show a paragraph.
const LARGE: [u16; 2] = [150, 10];
/// Characters.
const MANY_WORDS: usize = 8;
const SENTENCE: usize = 12;
/// With this many figures a table is data, whatever else stands in it.
const FIGURES: usize = 6;

impl<'a> Page<'a> {
    pub(super) fn new(source: &'a str, lines_count: bool, budget: &'a Budget) -> Self {
        let (looks, scripts) = Looks::new(source);
        Self {
            run: Run::default(),
            events: Vec::new(),
            tables: Vec::new(),
            segments: Vec::new(),
            notes: Notes::default(),
            behind: Vec::new(),
            looks,
            scripts: Scripts::of(source, &scripts),
            lists: Vec::new(),
            awaits: false,
            drawn: None,
            raised: false,
            title: String::new(),
            has_title: false,
            article_title: None,
            published: None,
            source,
            budget,
            lines_count,
            open: Vec::new(),
            flattened: 0,
            pre: 0,
            skip: None,
            paragraphs: 0,
            cells: 0,
            saw_end: false,
        }
    }

    pub(super) fn is_stopped(&self) -> bool {
        self.notes.too_many_cells || self.notes.too_many_paragraphs || self.notes.out_of_time
    }

    /// Text that stands at `start..end` of the source.
    pub(super) fn text(&mut self, text: &str, start: usize, end: usize) {
        if let Some(skip) = &mut self.skip {
            if skip.instead.is_some() {
                if skip.counts {
                    self.notes.hidden += text.trim().chars().count();
                }
                skip.speaks |= if skip.is_hidden { is_sentence(text) } else { matters(text) };
            }
            return;
        }
        let look = self.looks.now();
        if look.is_unseen() {
            self.notes.hidden += text.trim().chars().count();
            if is_sentence(text) {
                self.doubt(Why::Hidden, true);
            }
        } else if self.is_seen_otherwise(text, look) {
        } else if self.keeps_lines() {
            self.segments
                .push(Segment { at: self.run.buffer.len() as u32, origin: start as u32..end as u32 });
            self.run.push_verbatim(text, start, end);
        } else {
            self.run.push(text, start, end);
        }
    }

    /// The tag that begins at `start` and whose content begins at `end`.
    pub(super) fn start_tag(
        &mut self,
        name: &[u8],
        tag: Tag,
        attributes: &Attributes,
        start: usize,
        end: usize,
    ) {
        self.notes.out_of_time |= self.budget.is_spent();
        if self.is_skipped(name, tag, true) {
            return;
        }
        if tag.breaks() {
            self.block(tag, end);
        }
        let place = start as u32..end as u32;
        let style = self.looks.style(name, tag, attributes, place.clone());
        let shut = attributes.hidden || name == b"dialog" && !attributes.opened;
        let hidden = style.gone.unwrap_or(shut);
        let skipped = hidden || tag == Tag::Ignored || tag == Tag::Replaced && !attributes.closed;
        match tag {
            Tag::RowGroup | Tag::Row => self.close_row(),
            Tag::Cell => self.close_cell(),
            _ => {}
        }
        if skipped && !is_void(name) {
            self.notes.hidden_table |= hidden && tag == Tag::Table;
            if !hidden {
                self.shown_instead(name, attributes);
                if attributes.rooted {
                    self.doubt(Why::Frame, false);
                }
            }
            self.skip = Some(Skip::new(name, tag, hidden, attributes.rooted));
            return;
        }
        self.looks.begin(name, tag, attributes, &style, place);
        if tag == Tag::Cell {
            self.raised = false;
        }
        if !hidden {
            self.watch(name, tag, attributes, &style, start as u32..end as u32);
        }
        self.notes.hidden_table |= tag == Tag::Table && self.looks.now().is_unseen();
        if matches!(name, b"ol" | b"ul") && self.lists.len() < LISTS {
            self.lists.push(name == b"ol");
        }
        if matches!(name, b"col" | b"colgroup") && style.veiled == Some(Veil::Hidden) {
            self.doubt(Why::Faint, true);
        }
        match tag {
            Tag::Table => self.open_table(start),
            Tag::Cell => {
                self.open_cell(attributes, start, end);
                if style.marks & PAINTED != 0 {
                    self.doubt(Why::Picture, false);
                }
                if style.marks & GENERATED != 0 {
                    self.doubt(Why::Generated, false);
                }
                if style.marks & COVERS != 0 {
                    self.doubt(Why::Overlay, false);
                }
                if self.scripts.count_cells()
                    || self.scripts.write_to(attributes, self.source)
                    || self.scripts.hide(attributes, self.source)
                {
                    self.doubt(Why::Script, false);
                }
            }
            Tag::Pre => self.pre += 1,
            Tag::Picture if !hidden => self.picture(attributes, start, end),
            Tag::Heading => {
                if let Some(table) = self.open.last_mut() {
                    table.has_heading = true;
                }
            }
            _ => {}
        }
    }

    pub(super) fn end_tag(&mut self, name: &[u8], tag: Tag, end: usize) {
        self.saw_end |= tag == Tag::End;
        if self.is_skipped(name, tag, false) {
            return;
        }
        if std::mem::take(&mut self.awaits) {
            self.doubt(Why::Script, true);
        }
        if let Some((origin, size)) = self.drawn.take() {
            self.behind.push(Event::Picture { origin, size });
            self.paragraphs += 1;
            self.doubt(Why::Picture, true);
        }
        self.looks.end(name, tag);
        if matches!(name, b"ol" | b"ul") {
            self.lists.pop();
        }
        if tag.breaks() {
            self.block(tag, end);
        }
        match tag {
            Tag::Table => self.close_table(end),
            Tag::RowGroup | Tag::Row => self.close_row(),
            Tag::Cell => self.close_cell(),
            Tag::Pre => self.pre = self.pre.saturating_sub(1),
            Tag::Title => self.has_title |= !self.title.is_empty(),
            _ => {}
        }
    }

    /// Part of the page's `<title>`. The first one counts.
    pub(super) fn title(&mut self, text: &str) {
        if self.skip.is_none() && !self.has_title {
            self.title.push_str(text);
        }
    }

    pub(super) fn meta(&mut self, name: &str, content: &str) {
        const TITLES: [&str; 2] = ["articletitle", "article:title"];
        const DATES: [&str; 8] = [
            "pubdate",
            "publishdate",
            "publish-date",
            "publish_date",
            "publishtime",
            "publish_time",
            "article:published_time",
            "dc.date",
        ];
        let is_in = |names: &[&str]| names.iter().any(|known| name.trim().eq_ignore_ascii_case(known));
        let kept = if is_in(&TITLES) {
            &mut self.article_title
        } else if is_in(&DATES) {
            &mut self.published
        } else {
            return;
        };
        if kept.is_none() {
            *kept = words(content);
        }
    }

    /// The article's own title if the page declares it, or else the page's, which has the site's name as well.
    pub(super) fn best_title(&mut self) -> Option<String> {
        self.article_title.take().or_else(|| words(&self.title))
    }

    pub(super) fn truncated_in_tag(&mut self) {
        self.notes.ends_in_tag = true;
    }

    /// The end of the page.
    pub(super) fn finish(&mut self) {
        self.flush();
        self.notes.unread_sheet = self.looks.has_unread_sheet();
        self.notes.ends_in_table = !self.open.is_empty() && !self.saw_end && !self.is_stopped();
        while !self.open.is_empty() {
            self.pop_table(self.source.len());
        }
    }

    fn keeps_lines(&self) -> bool {
        self.pre > 0 || (self.lines_count && self.open.is_empty())
    }

    fn picture(&mut self, attributes: &Attributes, start: usize, end: usize) {
        let text = |range: &Option<Range<usize>>| {
            range.clone().and_then(|range| self.source.get(range)).unwrap_or_default()
        };
        let style = text(&attributes.style);
        let [width, height] = attributes.size;
        let size = [styled_pixels(style, "width").or(width), styled_pixels(style, "height").or(height)];
        // It gives way to another one.
        let size = size.map(|side| side.filter(|&side| !attributes.lazy || side > DOT * 4));
        // A pixel is three quarters of a point.
        let size = size.map(|side| side.map(|pixels| (u32::from(pixels) * 3 / 4) as u16));
        // What counts visits, or keeps a place.
        if !attributes.lazy && size.iter().all(|side| side.is_some_and(|side| side < DOT)) {
            return;
        }
        let large = |unknown: bool| {
            size.iter().zip(LARGE).all(|(side, least)| side.map_or(unknown, |side| side >= least))
        };
        if is_icon(text(&attributes.source)) && !large(false) {
            return self.doubt(Why::Picture, false);
        }
        self.behind.push(Event::Picture { origin: start as u32..end as u32, size });
        self.doubt(Why::Picture, large(true));
        self.paragraphs += 1;
        self.notes.too_many_paragraphs |= self.paragraphs > self.budget.paragraphs;
        if self.keeps_lines() {
            self.flush();
        }
    }

    /// A person may see something else here than what is read.
    fn doubt(&mut self, why: Why, weighty: bool) {
        // Cells that lines make are not known yet.
        let doubt = Event::Doubt { why, weighty: weighty || self.keeps_lines() };
        let same = |event: &Event| matches!(event, Event::Doubt { why: known, weighty: much } if *known == why && *much >= weighty);
        if !self.behind.last().is_some_and(same) {
            self.behind.push(doubt);
        }
    }

    /// What is seen in place of an element's content.
    fn shown_instead(&mut self, name: &[u8], attributes: &Attributes) {
        let text = |range: &Option<Range<usize>>| {
            range.clone().and_then(|range| self.source.get(range)).unwrap_or_default()
        };
        // Elements of the page's own, with a size: players and the like.
        if name.contains(&b'-') {
            let style = text(&attributes.style);
            let [width, height] = [styled_pixels(style, "width"), styled_pixels(style, "height")];
            if width.is_some_and(|width| width / 4 * 3 >= LARGE[0])
                && height.is_some_and(|height| height / 4 * 3 >= LARGE[1])
            {
                self.drawn = Some((0..0, [width, height]));
            }
        }
        let Some(why) = Tag::shown_instead(name) else { return };
        let weighty = match why {
            Why::Frame | Why::Object if name != b"svg" => {
                attributes.size.iter().all(|side| side.is_none_or(|side| side >= DOT * 4))
            }
            Why::Field => match text(&attributes.kind).trim().to_ascii_lowercase().as_str() {
                "hidden" | "checkbox" | "radio" | "file" => return,
                "image" => return self.picture(attributes, 0, 0),
                "button" | "submit" | "reset" => false,
                _ => text(&attributes.value).contains(is_of_figure),
            },
            _ => false,
        };
        self.doubt(why, weighty);
    }

    /// What an element shows that is not in its text.
    fn watch(&mut self, name: &[u8], tag: Tag, attributes: &Attributes, style: &Style, at: Span) {
        if matches!(tag, Tag::Inline | Tag::Replaced) {
            self.shown_instead(name, attributes);
        }
        if tag == Tag::Cell {
            return;
        }
        if style.marks & GENERATED != 0 {
            self.doubt(Why::Generated, tag == Tag::Inline);
        }
        let solid = matches!(style.background, Some(Paint::Solid(_) | Paint::Unknown));
        let in_cell = self.open.last().is_some_and(|table| table.in_cell);
        if in_cell && (style.marks & LIES_OVER != 0 && solid || style.marks & COVERS != 0) {
            self.doubt(Why::Overlay, false);
        }
        if in_cell && tag == Tag::Inline && style.marks & BLOCKY != 0 && self.run.ends_with(is_of_figure) {
            self.doubt(Why::Lines, false);
        }
        // Of formulas: what stands above or below something.
        if matches!(name, b"mfrac" | b"msup" | b"msub" | b"msubsup" | b"munder" | b"mover" | b"mroot") {
            self.doubt(Why::Raised, true);
        }
        // The number of an item is shown before it.
        if name == b"li" && (self.lists.last() == Some(&true) || attributes.value.is_some()) {
            self.doubt(Why::Generated, false);
        }
        if style.marks & PAINTED != 0 {
            let declared =
                attributes.style.clone().and_then(|range| self.source.get(range)).unwrap_or_default();
            let sides =
                ["width", "height"].map(|side| styled_pixels(declared, side).map(|pixels| pixels / 4 * 3));
            let [width, height] = sides;
            // What is no word of a line is as wide as there is room.
            let wide = width.map_or(tag != Tag::Inline, |width| width >= LARGE[0]);
            if wide && height.is_some_and(|height| height >= LARGE[1]) {
                self.drawn = Some((at.clone(), sides));
            }
            if in_cell {
                self.doubt(Why::Picture, false);
            }
        }
        if style.marks & DRAWN != 0 && tag != Tag::Inline {
            self.drawn = Some((at, [None; 2]));
        }
        self.awaits = self.scripts.write_to(attributes, self.source) && !is_void(name);
        if tag == Tag::Row && self.scripts.hide(attributes, self.source) {
            self.doubt(Why::Script, true);
        }
        if in_cell && tag == Tag::Inline && self.scripts.hide(attributes, self.source) {
            self.doubt(Why::Script, false);
        }
        // Outside of tables what a script names by itself, and nothing as large as a part of the page.
        let small = matches!(tag, Tag::Inline | Tag::Paragraph);
        if !in_cell
            && small
            && (self.scripts.hide_named(attributes, self.source)
                || tag == Tag::Inline && self.scripts.write_by_id(attributes, self.source))
        {
            self.doubt(Why::Script, true);
        }
        if self.awaits && self.open.last().is_some_and(|table| table.in_cell) {
            self.doubt(Why::Script, false);
        }
    }

    /// The content of a `<script>`.
    pub(super) fn script(&mut self, script: &str) {
        if self.skip.is_none() && scripts::writes(script) {
            let weighty = scripts::has_words(script);
            if weighty || self.open.last().is_some_and(|table| table.in_cell) {
                self.doubt(Why::Script, weighty);
            }
        }
    }

    /// What stands in a page for programs that cannot do what others can.
    pub(super) fn instead(&mut self, content: &str) {
        if self.skip.is_none() && is_sentence(content) {
            self.doubt(Why::Hidden, true);
        }
    }

    /// The content of a `<textarea>`.
    pub(super) fn field(&mut self, text: &str) {
        if self.skip.is_none() && matters(text) {
            self.doubt(Why::Field, true);
        }
    }

    /// Whether a text is passed over because of how it looks; doubts about what is not are said.
    fn is_seen_otherwise(&mut self, text: &str, look: Look) -> bool {
        let words = text.trim_matches(gouji_core::cell::is_space);
        let Some(first) = words.chars().next() else { return false };
        self.awaits = false;
        self.drawn = None;
        let raised = std::mem::replace(&mut self.raised, false);
        if raised && is_of_figure(first) && !look.has(RAISED) {
            self.doubt(Why::Raised, true);
        }
        if look.is_plain() {
            return false;
        }
        if look.is_faint() {
            self.doubt(Why::Faint, matters(words));
        }
        if look.has(MOVED | TURNED) {
            let digits = words.chars().filter(|&c| is_of_figure(c)).count();
            self.doubt(Why::Moved, digits > 1);
        }
        if look.has(SIGNS) && words.contains(is_of_digit) {
            self.doubt(Why::Signs, true);
        }
        if look.has(STRUCK) {
            self.doubt(Why::Struck, matters(words));
            return true;
        }
        if look.has(RAISED) {
            let behind_figure = self.run.ends_with(is_of_figure);
            self.raised = words.ends_with(is_of_figure);
            if !self.run.is_empty() {
                self.doubt(Why::Raised, false);
            }
            return behind_figure;
        }
        false
    }

    /// What every tag does that is not inline: ends the paragraph, or in a `<pre>` the line.
    fn block(&mut self, tag: Tag, end: usize) {
        let goes_on = self.keeps_lines() && tag.table_level() == 0 && tag != Tag::Pre;
        if goes_on {
            self.text("\n", end, end);
        } else {
            self.flush();
        }
    }

    fn flush(&mut self) {
        self.raised = false;
        let keeps_lines = self.keeps_lines();
        let Some((span, origin)) = self.run.take() else {
            self.events.append(&mut self.behind);
            return;
        };
        let text = &self.run.buffer[span.start as usize..span.end as usize];
        let loose = self.flattened == 0
            && self.open.last().is_some_and(|table| table.index.is_some() && !table.in_cell);
        if keeps_lines {
            self.paragraphs += memchr_iter(b'\n', text.as_bytes()).count();
            self.events.push(Event::Lines { span, loose });
        } else {
            self.events.push(Event::Paragraph { span, origin, loose });
        }
        self.events.append(&mut self.behind);
        self.paragraphs += 1;
        self.notes.too_many_paragraphs |= self.paragraphs > self.budget.paragraphs;
    }

    /// The table whose rows and cells are at hand, if it is not flattened.
    fn table(&mut self) -> Option<&mut OpenTable> {
        self.open.last_mut().filter(|_| self.flattened == 0)
    }

    fn open_table(&mut self, start: usize) {
        // A table that begins between the cells of another ends it, as in browsers.
        if self.table().is_some_and(|table| !table.in_cell) {
            self.pop_table(start);
        }
        if self.flattened > 0 || self.open.len() >= self.budget.depth {
            self.flattened += 1;
            self.notes.too_deep = true;
            return;
        }
        let text = self.run.buffer.len();
        self.open.push(OpenTable { start: start as u32, text, ..OpenTable::default() });
    }

    fn open_cell(&mut self, attributes: &Attributes, start: usize, end: usize) {
        let text = self.run.buffer.len();
        // A cell outside any table is a block like others.
        if self.flattened > 0 || self.open.is_empty() {
            return;
        }
        if self.cells == self.budget.cells {
            self.notes.too_many_cells = true;
            return;
        }
        self.cells += 1;
        let Some(table) = self.open.last_mut() else { return };
        if table.index.is_none() {
            let index = self.tables.len() as u32;
            table.index = Some(index);
            self.tables.push(TableShape { origin: table.start..start as u32, ..TableShape::default() });
            self.events.push(Event::Table(index));
        }
        if !table.in_row {
            table.in_row = true;
            self.events.push(Event::Row);
        }
        table.in_cell = true;
        table.cells += 1;
        table.cell_text = text;
        let row_span = attributes.row_span.unwrap_or(1);
        let col_span = attributes.col_span.unwrap_or(1);
        self.events.push(Event::Cell { place: end as u32, row_span, col_span });
    }

    fn close_cell(&mut self) {
        if self.flattened > 0 {
            return;
        }
        let Some(table) = self.open.last_mut().filter(|table| table.in_cell) else { return };
        table.in_cell = false;
        let text = &self.run.buffer[table.cell_text..];
        table.has_prose |= text.len() > PROSE;
        table.values += usize::from(is_value(text));
    }

    fn close_row(&mut self) {
        self.close_cell();
        if let Some(table) = self.table() {
            table.in_row = false;
        }
    }

    fn close_table(&mut self, end: usize) {
        if self.flattened > 0 {
            self.flattened -= 1;
        } else {
            self.pop_table(end);
        }
    }

    fn pop_table(&mut self, end: usize) {
        self.flattened = 0;
        self.close_cell();
        let Some(table) = self.open.pop() else { return };
        let Some(index) = table.index else { return };
        let has_text = self.run.buffer.len() > table.text;
        let is_article = table.values < FIGURES && (table.has_heading || table.has_prose);
        let is_grid = has_text && table.cells > 1 && !table.has_grid && !is_article;
        if let Some(outer) = self.open.last_mut() {
            outer.has_grid |= is_grid || table.has_grid;
        }
        let shape = &mut self.tables[index as usize];
        shape.is_grid = is_grid;
        shape.origin.end = end as u32;
        shape.end = self.events.len() as u32;
        self.events.push(Event::TableEnd);
    }

    /// Whether a tag stands in an element that is passed over, or is its end tag.
    fn is_skipped(&mut self, name: &[u8], tag: Tag, is_start: bool) -> bool {
        let in_table = self.flattened > 0 || !self.open.is_empty();
        let Some(skip) = &mut self.skip else { return false };
        // A picture in a drawing.
        skip.speaks |= is_start && !skip.is_hidden && name == b"image" && skip.is(b"svg");
        let end = skip.end(name, tag, is_start, in_table);
        if end.is_none() {
            self.notes.hidden_table |= skip.is_hidden && skip.counts && tag == Tag::Table;
            return true;
        }
        let seen = skip.instead.filter(|_| skip.speaks);
        self.skip = None;
        if let Some(why) = seen.filter(|why| *why != Why::Raised) {
            self.doubt(why, true);
        }
        end == Some(End::Here)
    }
}

/// Whether a text holds figures, or more words than a sign has.
fn matters(text: &str) -> bool {
    text.contains(is_of_digit) || text.trim().chars().nth(MANY_WORDS).is_some()
}

/// Whether a text is a sentence, as reports have them.
fn is_sentence(text: &str) -> bool {
    text.contains('。') && (text.contains(is_of_digit) || text.chars().nth(SENTENCE).is_some())
}

fn is_of_digit(c: char) -> bool {
    gouji_core::cell::narrow(c).is_ascii_digit()
        || matches!(c, '一' | '二' | '三' | '四' | '五' | '六' | '七' | '八' | '九' | '十' | '百' | '千')
}

/// Whether an address is that of a sign that pages put beside a link.
fn is_icon(address: &str) -> bool {
    let address = &address.as_bytes()[..address.len().min(300)];
    !address.starts_with(b"data:")
        && ["icon", "filetype"]
            .iter()
            .any(|word| memmem::find(&address.to_ascii_lowercase(), word.as_bytes()).is_some())
}

/// Text with single spaces, if there is any.
fn words(text: &str) -> Option<String> {
    let words: Vec<&str> = text.split_whitespace().collect();
    (!words.is_empty()).then(|| words.join(" "))
}

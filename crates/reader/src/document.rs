//! What every format yields: paragraphs and tables in reading order, over one plain text, each with its origin.

use std::ops::Range;

/// A span of bytes. Of [`Document::text`] unless said otherwise.
pub type Span = Range<u32>;

/// A file, read but not yet understood.
///
/// All places are spans of `text`: one line a paragraph, one line a table row with its cells joined by ` | `
/// (a plain-text source is its own text, unchanged). Nothing is lost between the source and `text` but markup.
#[derive(Debug, Default, Clone, PartialEq, Eq)]
pub struct Document {
    pub text: String,
    pub blocks: Vec<Block>,
    /// The rows of all tables; a table is a range of these.
    pub rows: Vec<Row>,
    /// The cells of all rows; a row is a range of these.
    pub cells: Vec<Cell>,
    /// What could not be read, in reading order.
    pub troubles: Vec<Trouble>,
    /// Where the blocks and cells stand, in a format that is no text: their `origin`s are ranges of these. Empty for text
    /// and pages, where origins are bytes.
    pub sources: Vec<Source>,
    /// The names of the sheets that [`Source::Sheet`] counts.
    pub sheets: Vec<String>,
    /// In reading order.
    pub pictures: Vec<Picture>,
    /// Where a person may see something else than what was read, in reading order.
    pub doubts: Vec<Doubt>,
    /// What stands on a fixed page in columns that no lines part, in reading order.
    pub unruled: Vec<Unruled>,
    pub format: Format,
    /// The character encoding that the bytes were decoded from, such as `UTF-8` or `gb18030`.
    pub encoding: &'static str,
    /// The bytes are sound UTF-8, so that origins count bytes of the file, a byte order mark aside.
    pub verbatim: bool,
    /// Of a plain text: where line breaks were taken out that a program had put in at a fixed width, in order.
    pub joins: Vec<Join>,
    /// The article's title (HTML `<meta name="ArticleTitle">`), or else the page's (`<title>`), when there is one.
    pub title: Option<String>,
    /// The publication date that the page declares (HTML `<meta name="PubDate">` and its kin), as printed.
    pub published: Option<String>,
}

/// A place of the text where a line break of the source was taken out.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Join {
    /// The first byte behind it.
    pub at: u32,
    /// How many bytes of the source were taken out up to here.
    pub taken: u32,
}

#[derive(Debug, Default, Clone, Copy, PartialEq, Eq)]
pub enum Format {
    #[default]
    Text,
    Html,
    Docx,
    Xlsx,
    /// A workbook of Excel before 2007, or an ET of WPS.
    Xls,
    Ods,
    /// A page that a browser saved as one file: origins are bytes of the page inside it.
    Mht,
    /// Formats that an office program turned into newer ones: origins are those of the newer ones.
    Doc,
    Rtf,
    Odt,
    Pdf,
    Ofd,
}

impl Format {
    /// As in JSON.
    pub const fn key(self) -> &'static str {
        match self {
            Self::Text => "text",
            Self::Html => "html",
            Self::Docx => "docx",
            Self::Xlsx => "xlsx",
            Self::Xls => "xls",
            Self::Ods => "ods",
            Self::Mht => "mht",
            Self::Doc => "doc",
            Self::Rtf => "rtf",
            Self::Odt => "odt",
            Self::Pdf => "pdf",
            Self::Ofd => "ofd",
        }
    }
}

/// Where a person finds a paragraph or a cell in a format that is no text.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Source {
    /// The paragraph outside tables, from 1.
    Paragraph(u32),
    /// Table, row of it and cell of that, each from 1.
    Cell { table: u32, row: u32, cell: u32 },
    /// A cell of a sheet: the sheet of [`Document::sheets`], row and column from 0.
    Sheet { sheet: u16, row: u32, column: u32 },
    /// The page, from 1, and the box on it: left, top, right, bottom, in points from the page's upper left corner.
    Page { page: u32, area: [i32; 4] },
}

/// One thing in reading order.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Block {
    Paragraph(Paragraph),
    Table(Table),
}

/// A run of text that the source sets apart: a line of a text file, a block element of a page, a paragraph.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Paragraph {
    /// Without white space at either end. Never empty, except for the empty lines of a plain text that stand
    /// between non-empty ones: there an empty line may be a blank cell.
    pub span: Span,
    /// Bytes of the decoded source; or of [`Document::sources`] where there are such.
    pub origin: Span,
}

/// A table as the source rules it, or a run of separated lines of a plain text.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Table {
    pub span: Span,
    /// Of [`Document::rows`].
    pub rows: Range<u32>,
    pub origin: Span,
}

#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Row {
    pub span: Span,
    /// Of [`Document::cells`].
    pub cells: Range<u32>,
}

/// A cell, in the order of the source. Its spans are what the source claims; real sources lie.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Cell {
    /// Without white space at either end; empty where the cell is blank.
    pub span: Span,
    pub origin: Span,
    /// From 1 to 1000, as the other.
    pub row_span: u16,
    pub col_span: u16,
}

/// A picture between the paragraphs, in one of them, or in a cell.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Picture {
    /// Behind the paragraph or cell that it stands in or follows; empty, unless the source writes something for it.
    pub span: Span,
    /// Bytes of the decoded source; or of [`Document::sources`] where there are such.
    pub origin: Span,
    /// Width and height in points, as far as the source says.
    pub size: [Option<u16>; 2],
}

/// A place where a person sees something that was not read, or may see something else than what was read.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Doubt {
    /// Behind the text, so far, of the paragraph or cell that it stands in.
    pub at: u32,
    /// The cell of [`Document::cells`] that it stands in.
    pub cell: Option<u32>,
    pub why: Why,
    /// Whether it matters outside the cells of tables too.
    pub weighty: bool,
}

/// What a person sees there.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash)]
pub enum Why {
    Picture,
    /// A page or a part within the page.
    Frame,
    /// A document of another kind, or a program's own drawing.
    Object,
    /// Something to fill in, which may be filled in.
    Field,
    /// What a program writes when the page is shown.
    Script,
    /// Text that may not be seen: by its place, its colour, or a condition that cannot be decided.
    Faint,
    /// A sentence that is certainly not seen, where the report stands.
    Hidden,
    Struck,
    /// What a pending change takes away, or brings.
    Changed,
    /// Raised or lowered characters, or small ones above others.
    Raised,
    /// Figures on several lines.
    Lines,
    /// Characters that are shown in another order or at another place.
    Moved,
    /// A number or character that the program puts before or behind the text.
    Generated,
    /// Characters in a font of signs, which are shown as other ones.
    Signs,
    /// A number that is shown otherwise than it is stored.
    Format,
    /// A remark or a box that lies over the page.
    Overlay,
    /// A formula whose result is not stored.
    Formula,
}

impl Why {
    /// What it is, as a phrase: `…里有{}`.
    pub(crate) const fn phrase(self) -> &'static str {
        match self {
            Self::Picture => "图片",
            Self::Frame => "嵌入的另一个页面或部分（框架、子文档）",
            Self::Object => "嵌入的对象或图形",
            Self::Field => "可以填写的框（表单域）",
            Self::Script => "由脚本写出的内容",
            Self::Faint => "可能看不见的文字（颜色、位置、折叠或显示条件）",
            Self::Hidden => "不显示的句子",
            Self::Changed => "没有接受或拒绝的修订",
            Self::Struck => "划掉的文字",
            Self::Raised => "上标或下标的文字",
            Self::Lines => "分成几行的数字",
            Self::Moved => "显示次序或位置变动过的文字",
            Self::Generated => "程序自动加上的编号或文字",
            Self::Signs => "用符号字体显示的文字（看到的是别的符号）",
            Self::Format => "显示与存储不同的数字",
            Self::Overlay => "盖在版面上的批注或文本框",
            Self::Formula => "没有存下结果的公式",
        }
    }
}

/// Text that was taken for cells by its place on the page alone.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Unruled {
    pub span: Span,
    /// From 1.
    pub page: u32,
    /// How many rows of figures it holds.
    pub rows: u32,
}

/// Something that could not be read as it stands.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Trouble {
    /// A Chinese sentence: what it is, and what to do about it.
    pub message: String,
    pub span: Span,
    /// Whether part of the report may have been lost, so that a clean result proves nothing.
    pub blocking: bool,
}

impl Document {
    pub fn slice(&self, span: &Span) -> &str {
        &self.text[span.start as usize..span.end as usize]
    }

    pub fn rows_of(&self, table: &Table) -> &[Row] {
        &self.rows[table.rows.start as usize..table.rows.end as usize]
    }

    /// Where a place of a plain text stands in its source.
    pub(crate) fn in_source(&self, span: &Span) -> Span {
        let taken = |at: u32| {
            let before = self.joins.partition_point(|join| join.at <= at);
            before.checked_sub(1).map_or(0, |last| self.joins[last].taken)
        };
        let start = span.start + taken(span.start);
        // The end is behind the last byte, not before the next.
        let end = if span.is_empty() { start } else { span.end + taken(span.end - 1) };
        start..end
    }

    /// The origins of a plain text that was put together.
    pub(crate) fn find_origins(&mut self) {
        let mut blocks = std::mem::take(&mut self.blocks);
        for block in &mut blocks {
            match block {
                Block::Paragraph(paragraph) => paragraph.origin = self.in_source(&paragraph.span),
                Block::Table(table) => table.origin = self.in_source(&table.span),
            }
        }
        self.blocks = blocks;
        for at in 0..self.cells.len() {
            self.cells[at].origin = self.in_source(&self.cells[at].span);
        }
        for at in 0..self.pictures.len() {
            self.pictures[at].origin = self.in_source(&self.pictures[at].span);
        }
    }

    pub fn cells_of(&self, row: &Row) -> &[Cell] {
        &self.cells[row.cells.start as usize..row.cells.end as usize]
    }
}

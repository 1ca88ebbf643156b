//! A file before it is read: limits, what kind of file it is, and what of it got lost in decoding.

use std::borrow::Cow;
use std::time::Duration;

use memchr::{memchr, memmem};
use thiserror::Error;

use crate::archive::{self, Archive};
use crate::budget::Budget;
use crate::document::{Document, Format, Span, Trouble};
use crate::encoding::{Decoded, decode};
use crate::ole::Ole;
use crate::sheets::{ods, xls, xlsx};
use crate::{docx, html, mht, ofd, ole, pdf, text};

/// How much is read of one file. Every limit that is hit is said aloud, in an error or in a trouble.
#[derive(Debug, Clone)]
pub struct Limits {
    /// Largest file, in bytes. A larger one is refused.
    pub bytes: u64,
    /// Most text that comes out of a file, in bytes: what is done with a document takes time by its length. One with more
    /// is refused.
    pub text: usize,
    /// Most paragraphs: lines of a plain text, empty ones too; in a page also those within cells. Reading stops there.
    pub paragraphs: usize,
    /// Most cells in all tables together. Reading stops there.
    pub cells: usize,
    /// Deepest nesting of tables. A table further in is read as paragraphs. (Other elements may nest at will.)
    pub depth: usize,
    /// Most entries of an archive. One with more is refused.
    pub entries: usize,
    /// Most bytes that an archive may unpack to. One that unpacks to more is refused.
    pub inflated: u64,
    /// Most bytes that an archive may unpack to for each of its own. 32 MB may always come out of it.
    pub ratio: u64,
    /// Most pages of a format that has pages. Reading stops there.
    pub pages: usize,
    /// Most drawing operators and characters of all pages together. Reading stops there.
    pub operators: usize,
    /// How long one file may be read and recognised. Either stops then, wherever it is. Not part of it: what a library does in one go
    /// (unpacking, the objects of a PDF), which the limits on bytes bound; and the office program of older formats.
    pub time: Duration,
    /// Rows and columns of a workbook (XLSX, ODS) that are hidden are read too, and formulas as they are written: a sheet
    /// that comes back may be filtered, and what a formula made of it is nobody's word.
    pub hidden: bool,
}

impl Default for Limits {
    fn default() -> Self {
        Self {
            bytes: 64 << 20,
            text: 16 << 20,
            paragraphs: 500_000,
            cells: 200_000,
            depth: 512,
            entries: 10_000,
            inflated: 512 << 20,
            ratio: 100,
            pages: 500,
            operators: 5_000_000,
            time: Duration::from_secs(60),
            hidden: false,
        }
    }
}

/// What any archive may unpack to, in bytes: small files of one word a thousand times are no bombs.
const ALWAYS: u64 = 32 << 20;

impl Limits {
    /// Most bytes that an archive, or a PDF, of this size may unpack to.
    pub(crate) fn unpacked(&self, size: usize) -> u64 {
        self.inflated.min(self.ratio.saturating_mul(size as u64).max(ALWAYS))
    }
}

/// Why nothing at all could be read.
#[derive(Debug, Error, PartialEq, Eq)]
pub enum Unreadable {
    #[error("文件是空的（0 字节），应为一份年度报告；请重新下载或重新导出")]
    Empty,
    /// Sizes in bytes.
    #[error("文件有 {size} 字节，超过上限 {limit} 字节；请确认这是一份年度报告，必要时拆分后再检查")]
    TooLarge { size: u64, limit: u64 },
    /// Of the text alone, in bytes.
    #[error("文件里的文字有 {size} 字节，超过上限 {limit} 字节；请确认这是一份年度报告，必要时拆分后再检查")]
    TooMuchText { size: usize, limit: usize },
    #[error("这是{kind}，已损坏或不完整（{why}）；请重新下载或重新导出")]
    Damaged { kind: &'static str, why: String },
    #[error("这是加了密码的{kind}，无法读取；请去掉密码另存后再检查")]
    Encrypted { kind: &'static str },
    #[error("这是{kind}，里面有 {count} 个文件，超过上限 {limit} 个；请确认这是一份年度报告")]
    TooManyEntries { kind: &'static str, count: usize, limit: usize },
    /// In bytes.
    #[error("这是{kind}，解压后超过上限 {limit} 字节，可能是恶意文件；请确认它的来源")]
    Inflates { kind: &'static str, limit: u64 },
    /// An archive that is no document.
    #[error("这是 ZIP 压缩包，里面有 {count} 个文件（{names}）；请解压后检查其中的报告")]
    Package { count: usize, names: String },
    /// Engines that can call an office program do so, see [`Legacy`]; users are told what to install.
    #[error("这是{}，要借助 LibreOffice 才能读取；请另存为 {} 后再检查", legacy.kind(), legacy.newer().to_ascii_uppercase())]
    NeedsConversion { legacy: Legacy },
    #[error("这是{kind}，不能读取；请另存为网页、文本、Word 文档（DOCX）或 Excel 工作簿（XLSX）后再检查")]
    Binary { kind: &'static str },
    #[error(
        "页面里没有文字，应有报告正文；正文可能由脚本载入或是图片，请在浏览器里另存为完整网页，或把正文复制为文本"
    )]
    PageWithoutText,
    /// With the number of its pictures.
    #[error(
        "这是没有文字层的扫描件或图片（{pictures} 张图片，没有一个文字），无法检查；请改用 Word 文件或由它直接导出的 PDF，或先做文字识别并逐一核对"
    )]
    Scan { pictures: usize },
    /// With the number of its characters.
    #[error(
        "这是 PDF 文件，{count} 个字的字体都没有注明对应的文字，无法读取；请改用 Word 文件，或重新导出带文字编码的 PDF"
    )]
    PdfWithoutMeaning { count: usize },
    /// Before anything of it was read.
    #[error(
        "读取超过 {seconds} 秒，没有读完；文件可能已损坏或是恶意文件，请确认它的来源，或重新导出后再检查"
    )]
    TooSlow { seconds: u64 },
    #[error("文件里只有空白，没有文字；请重新下载或重新导出")]
    Blank,
    #[error(
        "文件里没有找到政府信息公开工作年度报告：没有六个部分的标题，也没有官方的三张表；请确认选对了文件"
    )]
    NoReport,
}

/// A format that an office program has to turn into one that is read here.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Legacy {
    /// Word before 2007, and WPS of that time.
    Doc,
    Rtf,
    /// OpenDocument text.
    Odt,
    /// Word 2003 as one XML file.
    WordXml,
    /// Excel before 97.
    Workbook,
}

impl Legacy {
    /// What it is called, for messages.
    pub const fn kind(self) -> &'static str {
        match self {
            Self::Doc => "旧版 Word 文档（DOC、WPS）",
            Self::Rtf => " RTF 文档",
            Self::Odt => " OpenDocument 文档（ODT）",
            Self::WordXml => " Word 2003 的 XML 文档",
            Self::Workbook => " Excel 97 以前的工作簿",
        }
    }

    /// The ending that its files have.
    pub const fn extension(self) -> &'static str {
        match self {
            Self::Doc => "doc",
            Self::Rtf => "rtf",
            Self::Odt => "odt",
            Self::WordXml => "xml",
            Self::Workbook => "xls",
        }
    }

    /// The ending of the format that it is to be turned into.
    pub const fn newer(self) -> &'static str {
        match self {
            Self::Workbook => "xlsx",
            _ => "docx",
        }
    }

    /// As what a document counts that came out of it.
    pub const fn format(self) -> Format {
        match self {
            Self::Doc | Self::WordXml => Format::Doc,
            Self::Rtf => Format::Rtf,
            Self::Odt => Format::Odt,
            Self::Workbook => Format::Xls,
        }
    }
}

/// At most this many files of an archive are named.
const LISTED_NAMES: usize = 5;
/// At most this many damaged places are listed one by one.
const LISTED: usize = 20;
/// How many bytes of the beginning tell text from binary.
const JUDGED: usize = 8192;

pub(crate) fn read(bytes: &[u8], budget: &Budget) -> Result<Document, Unreadable> {
    let size = bytes.len() as u64;
    // Spans are u32, and decoding may triple a text.
    let limit = budget.bytes.min(u64::from(u32::MAX / 4));
    if size > limit {
        return Err(Unreadable::TooLarge { size, limit });
    }
    if bytes.is_empty() {
        return Err(Unreadable::Empty);
    }
    let read = read_as_what_it_is(bytes, budget);
    if let Ok(document) = &read
        && document.text.len() > budget.text
    {
        return Err(Unreadable::TooMuchText { size: document.text.len(), limit: budget.text });
    }
    if !budget.was_spent() {
        return read;
    }
    let mut document = read.map_err(|_| budget.too_slow())?;
    let seconds = budget.time.as_secs();
    let end = document.text.len() as u32;
    let message =
        format!("读取超过 {seconds} 秒，其后的内容没有读；请只检查年度报告本身，或重新导出后再检查");
    document.troubles.push(Trouble { message, span: end..end, blocking: true });
    Ok(document)
}

fn read_as_what_it_is(bytes: &[u8], budget: &Budget) -> Result<Document, Unreadable> {
    if is_archive(bytes) {
        return finished(read_archive(bytes, budget)?, false);
    }
    if bytes.starts_with(&[0xD0, 0xCF, 0x11, 0xE0, 0xA1, 0xB1, 0x1A, 0xE1]) {
        return finished(read_ole(bytes, budget)?, false);
    }
    if is_pdf(bytes) {
        return finished(pdf::read(bytes, budget)?, false);
    }
    if let Some(legacy) = legacy_text(bytes) {
        return Err(Unreadable::NeedsConversion { legacy });
    }
    if let Some(kind) = known_binary(bytes) {
        return Err(Unreadable::Binary { kind });
    }
    if mht::is_one(&bytes[..bytes.len().min(JUDGED)]) {
        return read_saved_page(bytes, budget);
    }
    let Decoded { text: source, encoding, malformed } = decode(bytes);
    if is_binary(&source) {
        return Err(Unreadable::Binary { kind: "二进制文件（种类不明）" });
    }

    let verbatim = encoding == encoding_rs::UTF_8 && matches!(source, Cow::Borrowed(_));
    let mut document = Document { encoding: encoding.name(), verbatim, ..Document::default() };
    match html::kind(&source) {
        html::Kind::Text => {
            text::read_file(&mut document, source.into_owned(), budget);
        }
        kind => {
            document.format = Format::Html;
            html::read(&mut document, &source, kind, budget);
        }
    }
    finished(document, malformed)
}

/// A document that was read, with what of it is damaged said.
fn finished(mut document: Document, malformed: bool) -> Result<Document, Unreadable> {
    if document.blocks.is_empty() {
        return Err(match document.format {
            Format::Html | Format::Mht => Unreadable::PageWithoutText,
            _ => Unreadable::Blank,
        });
    }
    report_damage(&mut document, malformed);
    Ok(document)
}

/// Tells by what is in an archive which format it is.
fn read_archive(bytes: &[u8], budget: &Budget) -> Result<Document, Unreadable> {
    let archive = Archive::open(bytes, budget)?;
    let twins = archive.has_twins();
    let mut document = read_package(archive, budget)?;
    if twins {
        let message =
            "压缩包里有同名的部分，不同的程序会显示不同的内容，不知道以哪一个为准；请重新导出后再检查"
                .to_owned();
        document.troubles.push(Trouble { message, span: 0..0, blocking: true });
    }
    Ok(document)
}

fn read_package(mut archive: Archive, budget: &Budget) -> Result<Document, Unreadable> {
    if archive.has("word/") {
        return docx::read(archive, budget);
    }
    if archive.has("OFD.xml") {
        return ofd::read(archive, budget);
    }
    if archive.has("xl/workbook.xml") {
        return xlsx::read(archive, budget);
    }
    if let Some(kind) = archive.read("mimetype")? {
        match kind.trim_ascii() {
            b"application/vnd.oasis.opendocument.spreadsheet" => return ods::read(archive, budget),
            b"application/vnd.oasis.opendocument.text" => {
                return Err(Unreadable::NeedsConversion { legacy: Legacy::Odt });
            }
            _ => {}
        }
    }
    match archive.kind() {
        archive::PLAIN => {
            let names: Vec<String> = archive.names().collect();
            let listed = names.iter().take(LISTED_NAMES).map(String::as_str).collect::<Vec<_>>().join("、");
            let more = if names.len() > LISTED_NAMES { "……" } else { "" };
            Err(Unreadable::Package { count: names.len(), names: listed + more })
        }
        kind => Err(Unreadable::Binary { kind }),
    }
}

fn read_ole(bytes: &[u8], budget: &Budget) -> Result<Document, Unreadable> {
    match ole::open(bytes, budget)? {
        Ole::Workbook(stream) => xls::read(&stream, budget),
        Ole::Legacy(legacy) => Err(Unreadable::NeedsConversion { legacy }),
        Ole::Other(kind) => Err(Unreadable::Binary { kind }),
    }
}

/// A page that a browser saved as one file.
fn read_saved_page(bytes: &[u8], budget: &Budget) -> Result<Document, Unreadable> {
    let Some((page, whole)) = mht::page(bytes) else {
        let why = "里面没有找到网页正文".to_owned();
        return Err(Unreadable::Damaged { kind: "单文件网页（MHT）", why });
    };
    let Decoded { text: source, encoding, malformed } = decode(&page);
    // Its style sheets go behind the page, where no place in it changes.
    let source = source.into_owned() + &mht::styles(bytes);
    let mut document = Document { encoding: encoding.name(), format: Format::Mht, ..Document::default() };
    html::read(&mut document, &source, html::Kind::Page, budget);
    if mht::frames(bytes).iter().any(|frame| is_of_report(frame, budget)) {
        let message =
            "文件里还有别的页面（框架），里面有句子，没有读；请把框架里的内容另存后一并检查".to_owned();
        document.troubles.push(Trouble { message, span: 0..0, blocking: true });
    }
    if !whole {
        let end = document.text.len() as u32;
        let message = "文件在网页中间结束，可能不完整；请在浏览器里重新另存".to_owned();
        document.troubles.push(Trouble { message, span: end..end, blocking: true });
    }
    finished(document, malformed)
}

/// Whether a page in a frame has a sentence with a figure, as a report has and a counter of visits has not.
fn is_of_report(page: &[u8], budget: &Budget) -> bool {
    let source = decode(page).text;
    let mut document = Document { format: Format::Mht, ..Document::default() };
    html::read(&mut document, &source, html::Kind::Page, budget);
    document.text.lines().any(|line| line.contains('。') && line.contains(|c: char| c.is_ascii_digit()))
}

/// Formats of office programs that begin as texts.
fn legacy_text(bytes: &[u8]) -> Option<Legacy> {
    let head = &bytes[..bytes.len().min(1024)];
    if bytes.starts_with(b"{\\rtf") {
        return Some(Legacy::Rtf);
    }
    memmem::find(head, b"progid=\"Word.Document\"").map(|_| Legacy::WordXml)
}

/// A few bytes may stand before the header of a PDF.
fn is_pdf(bytes: &[u8]) -> bool {
    let head = &bytes[..bytes.len().min(1024)];
    memmem::find(head, b"%PDF-").is_some_and(|at| at == 0 || memchr(0, head).is_some())
}

fn is_archive(bytes: &[u8]) -> bool {
    matches!(bytes, [b'P', b'K', 3 | 5, 4 | 6, ..])
}

/// The kind of a file that is certainly no text, by its first bytes.
fn known_binary(bytes: &[u8]) -> Option<&'static str> {
    Some(match bytes {
        [0x89, b'P', b'N', b'G', ..] | [0xFF, 0xD8, 0xFF, ..] => "图片",
        [b'G', b'I', b'F', b'8', ..] | [b'I', b'I', b'*', 0, ..] | [b'M', b'M', 0, b'*', ..] => "图片",
        [b'B', b'M', _, _, _, _, 0, 0, 0, 0, ..] => "图片",
        [b'R', b'I', b'F', b'F', _, _, _, _, b'W', b'E', b'B', b'P', ..] => "图片",
        [b'R', b'a', b'r', b'!', ..] | [b'7', b'z', 0xBC, 0xAF, ..] | [0x1F, 0x8B, 8, ..] => "压缩包",
        _ => return None,
    })
}

/// Text has next to no control characters and, decoded rightly, next to nothing that means nothing.
fn is_binary(source: &str) -> bool {
    let head = beginning(source, JUDGED);
    if !may_be_damaged(head) {
        return false;
    }
    let count = head.chars().count();
    let junk = head.chars().filter(|&character| is_damage(character)).count();
    junk == count || (junk >= 8 && junk * 20 > count)
}

/// The first characters of `text`, at most `bytes` long.
pub(crate) fn beginning(text: &str, bytes: usize) -> &str {
    let end = (0..=bytes.min(text.len())).rev().find(|&at| text.is_char_boundary(at));
    &text[..end.unwrap_or(0)]
}

/// A quick look, since next to all texts are sound.
fn may_be_damaged(text: &str) -> bool {
    let controls = text.bytes().fold(false, |any, byte| any | is_stray_control(char::from(byte)));
    controls || memmem::find(text.as_bytes(), "\u{FFFD}".as_bytes()).is_some()
}

fn is_damage(character: char) -> bool {
    character == char::REPLACEMENT_CHARACTER || is_stray_control(character)
}

/// Tab, line ends (vertical tab is Word's) and form feed belong in a text, other control characters do not.
fn is_stray_control(character: char) -> bool {
    matches!(character, '\0'..='\x08' | '\x0E'..='\x1F' | '\x7F')
}

/// A trouble for each run of damaged characters that stands in the document.
fn report_damage(document: &mut Document, malformed: bool) {
    let damaged = may_be_damaged(&document.text);
    if malformed && !document.text.contains('\u{FFFD}') {
        let message =
            format!("文件里有字节不是合法的 {} 文字，但都在标签、脚本等正文以外的地方", document.encoding);
        document.troubles.push(Trouble { message, span: 0..0, blocking: false });
    }
    if !damaged {
        return;
    }
    let mut troubles: Vec<Trouble> = Vec::new();
    let mut runs = 0;
    let mut previous = None;
    for (at, character) in document.text.char_indices().filter(|&(_, character)| is_damage(character)) {
        let next = at + character.len_utf8();
        if previous != Some((at, is_stray_control(character))) {
            runs += 1;
            if runs <= LISTED {
                troubles.push(damage(character, document.encoding, malformed, at as u32..next as u32));
            }
        } else if runs <= LISTED
            && let Some(last) = troubles.last_mut()
        {
            last.span.end = next as u32;
        }
        previous = Some((next, is_stray_control(character)));
    }
    if runs > LISTED
        && let Some(last) = troubles.last()
    {
        let message = format!("另有 {} 处字符损坏，没有逐一列出", runs - LISTED);
        troubles.push(Trouble { message, span: last.span.clone(), blocking: true });
    }
    document.troubles.append(&mut troubles);
    document.troubles.sort_by_key(|trouble| trouble.span.start);
}

fn damage(character: char, encoding: &str, malformed: bool, span: Span) -> Trouble {
    let message = match character {
        char::REPLACEMENT_CHARACTER if malformed => {
            format!(
                "此处的字节不是合法的 {encoding} 文字，已用“\u{FFFD}”代替；请核对原文，或重新下载后再检查"
            )
        }
        char::REPLACEMENT_CHARACTER => {
            "原文件此处已经是损坏的字符“\u{FFFD}”；请核对原文，或重新下载后再检查".to_owned()
        }
        _ => format!("此处有控制字符 U+{:04X}，不应出现在报告里；请核对原文", u32::from(character)),
    };
    let blocking = matches!(character, char::REPLACEMENT_CHARACTER | '\0');
    Trouble { message, span, blocking }
}

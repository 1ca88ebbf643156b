//! PDF files with text. Objects, streams and encryption are `lopdf`'s; what a page draws (`content`), what its fonts mean
//! (`font`, `cmap`) is read here, and `fixed` makes tables and paragraphs of it.

mod characters;
mod cmap;
mod content;
mod file;
mod font;
mod layers;
mod lexer;
mod names;
mod overlays;

use lopdf::{Dictionary, LoadOptions};

use crate::budget::Budget;
use crate::document::{Document, Format};
use crate::fixed::{self, Matrix, Sheet};
use crate::layout::Writer;
use crate::source::Unreadable;
use content::Interpreter;
use file::File;
use layers::Layers;

const KIND: &str = " PDF 文件";
/// What one stream of the file's own administration may unpack to at most.
const STREAM: usize = 64 << 20;
/// A4, where a page says nothing of its size.
const USUAL: [f32; 4] = [0.0, 0.0, 595.0, 842.0];
/// Pages larger than this, in points, are no report.
const LARGEST: f32 = 20_000.0;

/// Reads a PDF. What cannot be read of it is a trouble; one without any text is refused.
pub(crate) fn read(bytes: &[u8], budget: &Budget) -> Result<Document, Unreadable> {
    let unpacked = budget.unpacked(bytes.len());
    let options =
        LoadOptions { max_decompressed_size: Some(STREAM.min(unpacked as usize)), ..LoadOptions::default() };
    let document = lopdf::Document::load_mem_with_options(bytes, options).map_err(|cause| refused(&cause))?;
    if document.is_encrypted() && document.encryption_state.is_none() {
        return Err(Unreadable::Encrypted { kind: KIND });
    }
    let pages: Vec<lopdf::ObjectId> = document.page_iter().take(budget.pages.saturating_add(1)).collect();
    if pages.is_empty() {
        return Err(Unreadable::Damaged { kind: KIND, why: "里面没有一页".to_owned() });
    }
    let file = File::new(&document, unpacked);
    let layers = Layers::of(&file);
    let mut interpreter = Interpreter::new(&file, &layers, budget);
    let mut sheets = Vec::new();
    let mut counts = Counts::default();
    for (index, &id) in pages.iter().take(budget.pages).enumerate() {
        let Some(page) = file.page(id) else { continue };
        let (mut sheet, ctm) = blank(&file, page, index as u32 + 1);
        let seen = interpreter.page(&mut sheet, page, ctm);
        overlays::mark(&file, &layers, page, &mut sheet, ctm);
        counts.add(&mut sheet, &seen);
        let stopped = interpreter.stopped;
        if stopped {
            let number = sheet.number;
            sheet.troubles.push(format!("第 {number} 页起内容过多，没有读完；请确认这是一份年度报告"));
        }
        sheets.push(sheet);
        if stopped || budget.was_spent() {
            break;
        }
    }
    if counts.known() == 0 {
        return Err(counts.refusal(&file));
    }
    let mut writer = Writer::new(Format::Pdf, budget);
    fixed::write(&mut writer, sheets);
    if pages.len() > budget.pages {
        writer.trouble(format!("文件超过 {} 页，其后的页没有读；请只检查年度报告本身", budget.pages), true);
    }
    if file.full.get() {
        writer.trouble(
            format!("文件解压后超过上限 {unpacked} 字节，其后的内容没有读；请重新导出后再检查"),
            true,
        );
    }
    if file.broken.get() > 0 {
        let message =
            format!("文件里有 {} 处数据损坏，没有读；请重新下载或重新导出后再检查", file.broken.get());
        writer.trouble(message, true);
    }
    if document.xref_recovery.is_some() {
        writer.trouble(
            "文件的目录（xref）已损坏，按能找到的内容修复后读取；请重新下载或重新导出后再检查",
            true,
        );
    }
    if let Some(page) = counts.scanned.filter(|_| counts.invisible * 2 <= counts.characters) {
        let message = format!(
            "第 {page} 页的文字看不见，多半是扫描件上图像识别的结果，可能有错字；请改用 Word 文件或原始 PDF，或逐一核对数字"
        );
        writer.trouble(message, true);
    }
    if counts.invisible * 2 > counts.characters {
        writer.trouble(
            "这是扫描件，文字来自图像识别，可能有错字；请改用 Word 文件或原始 PDF，或逐一核对数字",
            true,
        );
    }
    Ok(writer.finish())
}

/// What was seen on all pages.
#[derive(Default)]
struct Counts {
    characters: usize,
    unknown: usize,
    invisible: usize,
    /// The first page of recognised text.
    scanned: Option<u32>,
    pictures: usize,
    drawings: usize,
}

impl Counts {
    fn add(&mut self, sheet: &mut Sheet, seen: &content::Seen) {
        self.characters += seen.characters;
        self.unknown += seen.unknown;
        self.invisible += seen.invisible;
        self.pictures += seen.pictures;
        self.drawings += sheet.rulings.len();
        let number = sheet.number;
        self.scanned = self.scanned.or(seen.scanned.then_some(number));
        if seen.unknown > 0 {
            sheet.troubles.push(format!(
                "第 {number} 页有 {} 个字的字体没有注明对应的文字，无法读取，已用“〓”代替；请改用 Word 文件，或重新导出带文字编码的 PDF",
                seen.unknown
            ));
        }
        if seen.too_deep {
            sheet.troubles.push(format!("第 {number} 页的内容嵌套过深，没有读完；请重新导出后再检查"));
        }
        if seen.characters == 0 && seen.pictures > 0 {
            sheet.troubles.push(format!(
                "第 {number} 页是图片，没有文字，没有读；请改用 Word 文件，或先做文字识别并核对"
            ));
        }
    }

    /// Characters that could be read.
    fn known(&self) -> usize {
        self.characters - self.unknown.min(self.characters)
    }

    /// Why nothing could be read.
    fn refusal(&self, file: &File) -> Unreadable {
        match () {
            () if self.unknown > 0 => Unreadable::PdfWithoutMeaning { count: self.unknown },
            () if self.pictures > 0 => Unreadable::Scan { pictures: self.pictures },
            () if file.full.get() => Unreadable::Damaged {
                kind: KIND,
                why: "解压后超过上限，可能是恶意文件".to_owned(),
            },
            () if file.broken.get() > 0 => {
                Unreadable::Damaged { kind: KIND, why: "页面内容无法解压".to_owned() }
            }
            // Letters that were turned into drawings.
            () if self.drawings > 0 => Unreadable::Scan { pictures: 0 },
            () => Unreadable::Blank,
        }
    }
}

/// The empty sheet of a page, and how its user space lies on it.
fn blank<'d>(file: &File<'d>, page: &'d Dictionary, number: u32) -> (Sheet, Matrix) {
    let area = |key| {
        let array = file.inherited(page, key)?.as_array().ok()?;
        let value = |object| file.resolve(object)?.as_float().ok();
        let numbers: Vec<f32> = array.iter().filter_map(value).collect();
        let [x, y, x2, y2] = numbers.try_into().ok()?;
        let area = [x.min(x2), y.min(y2), x.max(x2), y.max(y2)];
        let sound = |size: f32| (1.0..=LARGEST).contains(&size);
        (sound(area[2] - area[0]) && sound(area[3] - area[1])).then_some(area)
    };
    let media: Option<[f32; 4]> = area("MediaBox");
    let crop: Option<[f32; 4]> = area("CropBox");
    let [left, bottom, right, top] = crop.or(media).unwrap_or(USUAL);
    let (width, height) = (right - left, top - bottom);
    let turn = file.inherited(page, "Rotate").and_then(|it| it.as_i64().ok()).unwrap_or(0);
    // From user space, which counts upwards, to the sheet, which counts downwards.
    let (matrix, size) = match turn.rem_euclid(360) {
        90 => ([0.0, 1.0, 1.0, 0.0, -bottom, -left], [height, width]),
        180 => ([-1.0, 0.0, 0.0, 1.0, right, -bottom], [width, height]),
        270 => ([0.0, -1.0, -1.0, 0.0, top, right], [height, width]),
        _ => ([1.0, 0.0, 0.0, -1.0, -left, top], [width, height]),
    };
    (Sheet::new(number, size[0], size[1]), Matrix(matrix))
}

/// Why a file could not even be opened.
fn refused(cause: &lopdf::Error) -> Unreadable {
    match cause {
        lopdf::Error::InvalidPassword
        | lopdf::Error::Decryption(_)
        | lopdf::Error::UnsupportedSecurityHandler(_) => Unreadable::Encrypted { kind: KIND },
        cause => Unreadable::Damaged { kind: KIND, why: cause.to_string() },
    }
}

//! Documents that no format yields in this variety: each byte of the input is a step of writing one.

use gouji_reader::document::{Block, Cell, Document, Paragraph, Picture, Row, Source, Span, Table};
use gouji_reader::recognise;

use super::promises;

/// Words that mean something to the recogniser, and some that do not. Only added to at the end: inputs are numbers.
const WORDS: [&str; 96] = [
    "石桥县人民政府",
    "县农业农村局",
    "2022年",
    "2019",
    "政府信息公开工作年度报告",
    "年度报告",
    "一、",
    "二、",
    "三、",
    "四、",
    "五、",
    "六、",
    "七、",
    "总体情况",
    "主动公开政府信息情况",
    "收到和处理政府信息公开申请情况",
    "政府信息公开行政复议、行政诉讼情况",
    "存在的主要问题及改进情况",
    "其他需要报告的事项",
    "附件",
    "（一）",
    "（二）",
    "（三）",
    "（四）",
    "（五）",
    "（六）",
    "（七）",
    "1.",
    "2.",
    "3.",
    "自然人",
    "法人或其他组织",
    "商业企业",
    "科研机构",
    "社会公益组织",
    "法律服务机构",
    "其他",
    "总计",
    "小计",
    "规章",
    "规范性文件",
    "行政许可",
    "其他对外管理服务事项",
    "行政处罚",
    "行政强制",
    "行政事业性收费",
    "政府集中采购",
    "信息内容",
    "本年新制作数量",
    "本年制发件数",
    "现行有效件数",
    "上一年项目数量",
    "本年增/减",
    "处理决定数量",
    "第二十条第（一）项",
    "第二十条第（五）项",
    "本年新收政府信息公开申请数量",
    "上年结转政府信息公开申请数量",
    "予以公开",
    "部分公开",
    "不予公开",
    "属于国家秘密",
    "无法提供",
    "不予处理",
    "信访举报投诉类申请",
    "其他处理",
    "结转下年度继续办理",
    "行政复议",
    "行政诉讼",
    "未经复议直接起诉",
    "复议后起诉",
    "结果维持",
    "结果纠正",
    "其他结果",
    "尚未审结",
    "0",
    "1",
    "27",
    "305",
    "0.5",
    "-4",
    "/",
    "。",
    "，",
    "、",
    "：",
    "（",
    "）",
    " ",
    "　",
    "电话：0870-1234567",
    "2022年1月1日至12月31日",
    "全年收到申请12件，",
    "公开信息三百条，比上年增长10%",
    "上一篇：无",
    "𠮷",
];
/// Steps that are no words.
const PARAGRAPH: u8 = 200;
const TABLE: u8 = 201;
const ROW: u8 = 202;
const CELL: u8 = 203;
const WIDE: u8 = 204;
const TALL: u8 = 205;
const PICTURE: u8 = 206;
const TITLE: u8 = 207;
const CELLS: usize = 2_000;

pub fn recognise(input: &[u8]) {
    let document = document(input);
    promises::document_is_sound(&document, b"");
    let draft = recognise::recognise(&document);
    promises::draft_is_sound(&draft);
    assert_eq!(draft, recognise::recognise(&document), "recognising twice gives the same");
}

/// The document that an input writes.
pub fn document(input: &[u8]) -> Document {
    let mut writing = Writing::default();
    for &step in input {
        writing.step(step);
    }
    writing.end();
    writing.document
}

#[derive(Default)]
struct Writing {
    document: Document,
    /// Where the text of the paragraph or cell being written begins.
    open: Option<u32>,
    /// The first row of the table being written.
    table: Option<u32>,
    spans: [u16; 2],
}

impl Writing {
    fn step(&mut self, step: u8) {
        match step {
            PARAGRAPH => self.end(),
            TABLE => {
                self.end();
                self.table = Some(self.document.rows.len() as u32);
            }
            ROW => {
                self.end_text();
                if self.table.is_some() {
                    self.row();
                }
            }
            CELL => {
                self.end_text();
                self.begin();
            }
            WIDE => self.spans[1] = (self.spans[1] % 7) + 1,
            TALL => self.spans[0] = (self.spans[0] % 5) + 1,
            PICTURE => {
                self.end();
                let (at, origin) = (self.at(), self.source());
                self.document.pictures.push(Picture { span: at..at, origin, size: [Some(400), Some(300)] });
            }
            TITLE => {
                self.document.title = self.document.text.lines().next_back().map(str::to_owned);
            }
            step => {
                self.begin();
                match WORDS.get(usize::from(step)) {
                    Some(word) => self.document.text.push_str(word),
                    None => self.document.text.push(char::from(b'0' + step % 10)),
                }
            }
        }
    }

    fn at(&self) -> u32 {
        self.document.text.len() as u32
    }

    fn source(&mut self) -> Span {
        let at = self.document.sources.len() as u32;
        self.document.sources.push(Source::Paragraph(at + 1));
        at..at + 1
    }

    fn new_line(&mut self) {
        if !self.document.text.is_empty() {
            self.document.text.push('\n');
        }
    }

    fn row(&mut self) {
        self.new_line();
        let (at, cells) = (self.at(), self.document.cells.len() as u32);
        self.document.rows.push(Row { span: at..at, cells: cells..cells });
    }

    /// Begins a text where none is being written: a cell in a table, else a paragraph.
    fn begin(&mut self) {
        if self.open.is_some() {
            return;
        }
        match self.table {
            Some(first) => {
                if self.document.rows.len() as u32 == first {
                    self.row();
                }
                if self.document.rows.last().is_some_and(|row| !row.cells.is_empty()) {
                    self.document.text.push_str(" | ");
                }
            }
            None => self.new_line(),
        }
        self.open = Some(self.at());
    }

    fn end_text(&mut self) {
        let Some(start) = self.open.take() else { return };
        let text = self.document.text.split_off(start as usize);
        self.document.text.push_str(text.trim());
        let (span, origin) = (start..self.at(), self.source());
        let document = &mut self.document;
        if self.table.is_none() {
            document.blocks.push(Block::Paragraph(Paragraph { span, origin }));
            return;
        }
        let [row_span, col_span] = std::mem::take(&mut self.spans).map(|span| span.max(1));
        if let Some(row) = document.rows.last_mut().filter(|_| document.cells.len() < CELLS) {
            row.span.end = span.end;
            row.cells.end += 1;
            document.cells.push(Cell { span, origin, row_span, col_span });
        }
    }

    /// Ends the paragraph or the table being written.
    fn end(&mut self) {
        self.end_text();
        let Some(first) = self.table.take() else { return };
        let document = &mut self.document;
        let rows = first..document.rows.len() as u32;
        let (Some(from), Some(to)) = (document.rows.get(first as usize), document.rows.last()) else {
            return;
        };
        let origin = match (document.cells_of(from).first(), document.cells_of(to).last()) {
            (Some(one), Some(other)) => one.origin.start..other.origin.end,
            _ => 0..0,
        };
        document.blocks.push(Block::Table(Table { span: from.span.start..to.span.end, rows, origin }));
    }
}

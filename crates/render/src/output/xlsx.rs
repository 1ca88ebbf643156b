//! A workbook to work through: findings one a row with a column to decide in, units, units by rules, what was not checked,
//! and how to use it all.
//!
//! Rows go to temporary files of the writer as they come; what is in memory grows with the units and the words, not with
//! the rows.

mod review;
mod sheet;

use std::fs::File;
use std::io::{self, Seek, Write};

use gouji_core::verdict::{Checked, Finding, Header, Summary};
use rust_xlsxwriter::{
    DataValidation, DataValidationErrorStyle, DocProperties, ExcelDateTime, Workbook, XlsxError,
};

pub use self::review::{Review, Reviewed};
use self::sheet::{Column, Sheet, Styles, height};
use super::{End, Format, Output};
use crate::finding::{doubt, found, place, sentence, should_be, unit};
use crate::tally::{Tally, why};

pub(super) static FORMAT: Format = Format {
    name: "xlsx",
    about: "Excel、WPS 工作簿，逐条填写意见",
    extensions: &["xlsx"],
    binary: true,
    tables: false,
    new: |_| Box::new(Xlsx::new(ROWS, &FINDINGS)),
};

/// Rows of a sheet below its head.
const ROWS: usize = 1_048_575;

/// What a reviewer may decide of a finding.
const DECISIONS: [&str; 4] = ["退回", "已说明", "不是问题", "待定"];

/// Which of the columns below is for that.
const DECISION: u16 = 5;

const FINDINGS: [Column; 16] = [
    Column::new("单位", 18),
    Column::new("位置", 20),
    Column::new("问题", 40),
    Column::new("原值", 13),
    Column::new("应为", 12),
    Column::new("结论", 9),
    Column::new("意见", 16),
    Column::new("规则", 20),
    Column::new("级别", 6),
    Column::new("依据", 22),
    Column::aside("所在句子", 40),
    Column::new("把握", 7),
    Column::aside("豁免", 14),
    Column::counts("年度", 7),
    Column::aside("文件", 30),
    Column::hidden("指纹"),
];

/// Lines that every row of findings has room for: most have two or three.
const LINES: usize = 3;

/// The last column of findings that is printed: more do not fit on A4 across.
const PRINTED: &str = "依据";

const UNITS: [Column; 10] = [
    Column::new("结论", 11),
    Column::new("单位", 26),
    Column::counts("年度", 7),
    Column::counts("错误", 7),
    Column::counts("警告", 7),
    Column::counts("提示", 7),
    Column::counts("不计入", 8),
    Column::counts("未检查的规则", 13),
    Column::new("没读出、没查完的原因", 44),
    Column::new("文件", 44),
];

const LOST: [Column; 6] = [
    Column::new("类别", 10),
    Column::new("单位", 24),
    Column::new("说明", 56),
    Column::new("规则", 32),
    Column::new("位置", 20),
    Column::new("文件", 40),
];

const NOTES: [Column; 2] = [Column::new("项目", 14), Column::new("说明", 110)];

/// How wide the column of a rule is.
const RULE: u8 = 11;

struct Xlsx {
    /// Sheets have so many rows.
    rows: usize,
    book: Workbook,
    styles: Styles,
    findings: Sheet,
    units: Sheet,
    lost: Sheet,
    tally: Tally,
    /// Of each unit with findings: how many of each rule, by the number of the rule.
    matrix: Vec<(String, Vec<(u32, u32)>)>,
    /// The rules of the matrix.
    codes: Vec<String>,
}

impl Xlsx {
    fn new(rows: usize, findings: &'static [Column]) -> Self {
        Self {
            rows,
            book: Workbook::new(),
            styles: Styles::default(),
            findings: Sheet::new(0, findings, rows).of_lines(LINES),
            units: Sheet::new(1, &UNITS, rows),
            lost: Sheet::new(3, &LOST, rows),
            tally: Tally::default(),
            matrix: Vec::new(),
            codes: Vec::new(),
        }
    }
}

impl Output for Xlsx {
    fn begin(&mut self, _: &Header, _: &mut dyn Write) -> io::Result<()> {
        self.open().map_err(told)
    }

    fn report(&mut self, checked: &Checked, _: &mut dyn Write) -> io::Result<()> {
        self.tally.count(checked);
        self.add(checked).map_err(told)
    }

    fn finish(&mut self, end: &End, out: &mut dyn Write) -> io::Result<()> {
        // The writer of workbooks wants a place that any thread may write to.
        let mut file = tempfile::tempfile()?;
        self.close(end, &mut file).map_err(told)?;
        file.rewind()?;
        io::copy(&mut file, out).map(drop)
    }
}

/// What the writer of workbooks complains of: the disk, as far as that is what it is.
fn told(error: XlsxError) -> io::Error {
    match error {
        XlsxError::IoError(error) => error,
        other => io::Error::other(other),
    }
}

impl Xlsx {
    fn open(&mut self) -> Result<(), XlsxError> {
        // The workbook says nothing of the moment at which it was written: the same results are the same file.
        let day = ExcelDateTime::from_ymd(2000, 1, 1)?;
        self.book.set_properties(&DocProperties::new().set_title("检查结果").set_creation_datetime(&day));
        for name in ["问题", "单位", "单位与规则", "没有检查", "说明"] {
            let sheet = self.book.add_worksheet_with_constant_memory()?;
            sheet.set_name(name)?.set_landscape().set_paper_size(A4).set_print_fit_to_pages(1, 0);
            sheet.set_margins(0.4, 0.4, 0.5, 0.5, 0.2, 0.2).set_footer("&C第 &P 页，共 &N 页");
        }
        for sheet in [&self.findings, &self.units, &self.lost] {
            sheet.begin(&mut self.book, &self.styles)?;
        }
        Ok(())
    }

    fn add(&mut self, checked: &Checked) -> Result<(), XlsxError> {
        for finding in worst_first(checked) {
            self.findings.row(&mut self.book, &self.styles, of_finding(checked, finding))?;
        }
        self.add_unit(checked)
    }

    /// All but the findings.
    fn add_unit(&mut self, checked: &Checked) -> Result<(), XlsxError> {
        self.units.row(&mut self.book, &self.styles, of_unit(checked))?;
        self.add_lost(checked)?;
        self.count(checked);
        Ok(())
    }

    fn add_lost(&mut self, checked: &Checked) -> Result<(), XlsxError> {
        let (unit, path) = (unit(checked).into_owned(), checked.path.to_string_lossy().into_owned());
        for trouble in &checked.trouble {
            let kind = if trouble.blocking { "未能读懂" } else { "读取提示" };
            let cells = [kind, &unit, &trouble.message, "", &place(&trouble.at), &path];
            self.lost.row(&mut self.book, &self.styles, cells.map(str::to_owned))?;
        }
        for crash in &checked.rules.crashed {
            let cells = ["规则异常", &unit, &crash.why, &crash.rule, "", &path];
            self.lost.row(&mut self.book, &self.styles, cells.map(str::to_owned))?;
        }
        Ok(())
    }

    /// Counts the findings of a unit by rule.
    fn count(&mut self, checked: &Checked) {
        let mut counts: Vec<(u32, u32)> = Vec::new();
        for finding in checked.findings.iter().filter(|finding| finding.counts()) {
            let known = self.codes.iter().position(|code| *code == finding.rule);
            let code = known.unwrap_or_else(|| {
                self.codes.push(finding.rule.clone());
                self.codes.len() - 1
            });
            let code = code as u32;
            match counts.iter_mut().find(|(known, _)| *known == code) {
                Some((_, count)) => *count += 1,
                None => counts.push((code, 1)),
            }
        }
        if !counts.is_empty() && self.matrix.len() < self.rows {
            counts.shrink_to_fit();
            self.matrix.push((unit(checked).into_owned(), counts));
        }
    }

    fn close(&mut self, end: &End, file: &mut File) -> Result<(), XlsxError> {
        for (why, lost) in self.tally.not_checked().into_iter().filter(|(_, lost)| !lost.crashed) {
            let rules = lost.rules.iter().map(String::as_str).collect::<Vec<_>>().join("、");
            let of = format!("{} 份报告", lost.reports);
            let cells = ["未检查", &of, why, &rules, "", ""].map(str::to_owned);
            self.lost.row(&mut self.book, &self.styles, cells)?;
        }
        self.add_matrix()?;
        self.add_notes(end)?;
        let last = self.findings.end(&mut self.book, self.findings.columns_to(PRINTED))?;
        self.units.end(&mut self.book, UNITS.len())?;
        self.lost.end(&mut self.book, LOST.len())?;
        let sheet = self.book.worksheet_from_index(0)?;
        if last > 0 {
            // One for the whole column: Excel loses them when every cell has its own.
            let list = DataValidation::new()
                .allow_list_strings(&DECISIONS)?
                .set_error_style(DataValidationErrorStyle::Warning)
                .set_error_title("结论")?
                .set_error_message("请从下拉列表里选：退回、已说明、不是问题、待定")?;
            sheet.add_data_validation(1, DECISION, last, DECISION, &list)?;
        }
        self.book.save_to_writer(file)
    }

    /// Units by rules: how many findings of each.
    fn add_matrix(&mut self) -> Result<(), XlsxError> {
        let ranked: Vec<(&str, String)> =
            self.tally.rules().into_iter().map(|(code, rule)| (code, rule.title.clone())).collect();
        let column = |code: usize| ranked.iter().position(|(known, _)| *known == self.codes[code]);
        let columns: Vec<Option<usize>> = (0..self.codes.len()).map(column).collect();
        let sheet = self.book.worksheet_from_index(2)?;
        sheet.set_print_fit_to_pages(0, 0).set_repeat_columns(0, 0)?;
        let titles: Vec<String> = ranked.iter().map(|(code, title)| format!("{code} {title}")).collect();
        if !self.matrix.is_empty() {
            sheet.set_row_height(0, height(titles.iter().map(|title| (title.as_str(), RULE)), 1))?;
        }
        sheet.set_column_width(0, 26)?;
        sheet.write_string_with_format(0, 0, "单位", &self.styles.head)?;
        for (at, title) in (1..).zip(&titles) {
            sheet.set_column_width(at, RULE)?;
            sheet.write_string_with_format(0, at, title, &self.styles.head)?;
        }
        for (row, (unit, counts)) in (1..).zip(&self.matrix) {
            self.styles.write(sheet, row, 0, unit)?;
            let mut cells: Vec<(usize, u32)> =
                counts.iter().filter_map(|&(code, count)| Some((columns[code as usize]?, count))).collect();
            cells.sort_unstable();
            for (at, count) in cells {
                // Of a sheet's columns there are more than rules.
                let Ok(at) = u16::try_from(at + 1) else { continue };
                sheet.write_number_with_format(row, at, count, &self.styles.plain)?;
            }
        }
        sheet.set_freeze_panes(1, 1)?.set_repeat_rows(0, 0)?;
        if !self.matrix.is_empty() {
            sheet.autofilter(
                0,
                0,
                self.matrix.len() as u32,
                ranked.len().min(usize::from(u16::MAX)) as u16,
            )?;
        }
        Ok(())
    }

    fn add_notes(&mut self, end: &End) -> Result<(), XlsxError> {
        let mut sheet = Sheet::new(4, &NOTES, self.rows);
        sheet.begin(&mut self.book, &self.styles)?;
        for (item, text) in self.notes(end) {
            sheet.row(&mut self.book, &self.styles, [item.to_owned(), text])?;
        }
        sheet.end(&mut self.book, NOTES.len())?;
        Ok(())
    }

    /// How to use the workbook, and what is to be known of the run.
    fn notes(&self, end: &End) -> Vec<(&'static str, String)> {
        let sheets = [("问题", &self.findings), ("单位", &self.units), ("没有检查", &self.lost)];
        let full = sheets.into_iter().filter(|(_, sheet)| sheet.left_out > 0);
        let told = |(name, sheet): (&str, &Sheet)| {
            let (most, left) = (self.rows, sheet.left_out);
            format!("“{name}”至多 {most} 行，还有 {left} 行没有写进来；请分文件夹检查，或用 csv、json 格式")
        };
        let mut notes: Vec<(&str, String)> = full.map(|sheet| ("没有写全", told(sheet))).collect();
        notes.extend(end.notices.iter().map(|notice| ("注意", notice.message.clone())));
        let Summary { reports, fail, warn, pass, incomplete, unreadable, error, warning, info, .. } =
            *end.summary;
        notes.push(("合计", format!("{reports} 份报告：有错误 {fail}，有警告 {warn}，通过 {pass}，检查不完整 {incomplete}，无法读取 {unreadable}；错误 {error} 条，警告 {warning} 条，提示 {info} 条")));
        for (item, text) in [
            (
                "问题",
                "每行一条。“原值”是报告里现在写的，“应为”是改成多少全部成立；空着的要人判断。每份报告里重的在前。",
            ),
            (
                "结论、意见",
                "由审核人填：结论从下拉列表里选（退回、已说明、不是问题、待定），意见写理由。可以筛选、排序、加列；最后一列“指纹”是隐藏的，认问题用，请不要改。",
            ),
            ("把握", "空着的是算出来的或格式写明的；“很可能”“可能”的要人核对。"),
            ("单位", "每份报告一行。“检查不完整”“无法读取”的没有查完，没有列出问题不等于没有问题。"),
            ("单位与规则", "每个单位违反每条规则几次，空着的是没有。"),
            ("没有检查", "没读懂的地方、没有检查的规则和原因。"),
            ("打印", "已设为 A4 横向、每页重复表头；“问题”只打印到“依据”一列。"),
        ] {
            notes.push((item, text.to_owned()));
        }
        for pack in &end.header.packs {
            let signed = match (pack.trust.doubt(), &pack.signed_by) {
                ("", Some(who)) => format!("，签名：{who}"),
                ("", None) => String::new(),
                (doubt, _) => format!("，{doubt}"),
            };
            notes.push(("规则包", format!("{} {}（{} 条规则{signed}）", pack.id, pack.version, pack.rules)));
        }
        notes.push(("程序", format!("{} {}", end.header.tool.name, end.header.tool.version)));
        notes
    }
}

/// A4, in Excel's numbers.
const A4: u8 = 9;

/// The findings of a report: those that count first, by weight.
fn worst_first(checked: &Checked) -> Vec<&Finding> {
    let mut findings: Vec<&Finding> = checked.findings.iter().collect();
    findings.sort_by_key(|finding| std::cmp::Reverse(finding.counts().then_some(finding.severity)));
    findings
}

fn of_finding(checked: &Checked, finding: &Finding) -> [String; 16] {
    let waived = match &finding.waived {
        Some(waived) => format!("{}（{}，至 {}）", waived.reason, waived.owner, waived.expires),
        None if finding.known => "基线中已有".to_owned(),
        None => String::new(),
    };
    [
        unit(checked).into_owned(),
        place(&finding.at),
        finding.message.clone(),
        found(finding).to_owned(),
        should_be(finding),
        String::new(),
        String::new(),
        format!("{} {}", finding.rule, finding.title),
        finding.severity.title().to_owned(),
        finding.basis.clone(),
        sentence(&finding.at.context).concat(),
        doubt(finding.certainty).to_owned(),
        waived,
        checked.year.map(|year| year.to_string()).unwrap_or_default(),
        checked.path.to_string_lossy().into_owned(),
        finding.fingerprint.clone(),
    ]
}

fn of_unit(checked: &Checked) -> [String; 10] {
    let mut counts = Summary::default();
    counts.count(checked);
    let number = |count: usize| count.to_string();
    [
        checked.verdict.title().to_owned(),
        unit(checked).into_owned(),
        checked.year.map(|year| year.to_string()).unwrap_or_default(),
        number(counts.error),
        number(counts.warning),
        number(counts.info),
        number(counts.waived + counts.known),
        number(checked.rules.could_not_check.len()),
        why(checked).unwrap_or_default().to_owned(),
        checked.path.to_string_lossy().into_owned(),
    ]
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn rows_that_do_not_fit_are_told() {
        let mut sheet = Sheet::new(0, &NOTES, 2);
        let (mut book, styles) = (Workbook::new(), Styles::default());
        book.add_worksheet_with_constant_memory().unwrap();
        for _ in 0..5 {
            sheet.row(&mut book, &styles, ["甲", "乙"].map(str::to_owned)).unwrap();
        }
        assert_eq!((sheet.end(&mut book, 2).unwrap(), sheet.left_out), (2, 3));
        let mut xlsx = Xlsx::new(2, &FINDINGS);
        xlsx.findings.left_out = 3;
        let header = Header {
            tool: gouji_core::verdict::Tool { name: "gouji".to_owned(), version: "1".to_owned() },
            profile: "auto".to_owned(),
            packs: Vec::new(),
        };
        let notes = xlsx.notes(&End { header: &header, notices: &[], summary: &Summary::default() });
        assert!(notes[0].1.starts_with("“问题”至多 2 行，还有 3 行没有写进来"), "{}", notes[0].1);
    }
}

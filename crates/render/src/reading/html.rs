//! A report as it was understood, as a page of its own: facts, parts, tables, what was not understood.

use std::fmt::{Display, Write};
use std::path::Path;

use gouji_core::form::{CellId, Table};
use gouji_core::report::{CellState, ParagraphKind, Report};
use gouji_core::seen::{Block, blocks};

use super::{Lines, column_title, row_title};
use crate::html_text::escaped;

/// Without scripts, pictures or anything from elsewhere.
const HEAD: &str = "<!DOCTYPE html>
<html lang=\"zh-CN\"><head><meta charset=\"utf-8\">
<meta http-equiv=\"Content-Security-Policy\" content=\"default-src 'none'; style-src 'unsafe-inline'\">
<style>body{max-width:60em;margin:2em auto;padding:0 1em;font-family:sans-serif;line-height:1.7}table{border-collapse:collapse;margin:1em 0}
th,td{border:1px solid #999;padding:.2em .6em}td{text-align:right}.lost{color:#b00}.note{color:#777;font-size:.85em}</style>
";

/// The page. All words of the report are escaped.
pub fn html(path: &Path, report: &Report) -> String {
    let mut page = Page { out: HEAD.to_owned(), report, lines: Lines::new(report.text) };
    let title = report
        .title()
        .map_or_else(|| path.to_string_lossy().into_owned(), |title| report.slice(title).trim().to_owned());
    let title = escaped(&title);
    page.line(format_args!("<title>{title}</title></head><body>\n<h1>{title}</h1>"));
    page.facts(path);
    page.paragraphs(0);
    let mut shown = [false; Table::ALL.len()];
    for part in report.parts() {
        let heading = escaped(report.slice(part.heading).trim());
        page.line(format_args!("<h2>{heading}{}</h2>", page.place(part.heading)));
        if part.number != 0 {
            page.paragraphs(part.number);
        }
        for table in Table::ALL.into_iter().filter(|table| table.part() == part.number) {
            if !std::mem::replace(&mut shown[table as usize], true) {
                page.table(table);
            }
        }
    }
    // A report may have tables and no parts.
    for table in Table::ALL.into_iter().filter(|&table| !shown[table as usize]) {
        page.table(table);
    }
    page.troubles();
    page.line("</body></html>");
    page.out
}

struct Page<'a> {
    out: String,
    report: &'a Report<'a>,
    lines: Lines<'a>,
}

impl Page<'_> {
    fn line(&mut self, line: impl Display) {
        // Writing to a string does not fail.
        let _ = writeln!(self.out, "{line}");
    }

    fn place(&self, place: gouji_core::place::Place) -> String {
        format!(" <span class=\"note\">第{}行</span>", self.lines.line(place))
    }

    fn facts(&mut self, path: &Path) {
        let report = self.report;
        let unknown = || "没有读到".to_owned();
        let agency = if report.agency.name.is_empty() { unknown() } else { report.agency.name.to_owned() };
        let period = report.period().map_or_else(unknown, |period| format!("{}至{}", period.from, period.to));
        self.line("<ul>");
        for (name, fact) in [
            ("文件", path.to_string_lossy().into_owned()),
            ("机关", agency),
            ("年度", report.year.map_or_else(unknown, |year| year.to_string())),
            ("格式", report.edition.map_or_else(unknown, |edition| edition.document().to_owned())),
            ("统计期限", period),
        ] {
            self.line(format_args!("<li>{name}：{}</li>", escaped(&fact)));
        }
        self.line("</ul>");
    }

    fn paragraphs(&mut self, part: u8) {
        let report = self.report;
        for paragraph in report.paragraphs_of(part) {
            let words = escaped(report.slice(paragraph.place).trim());
            let tag = if paragraph.kind == ParagraphKind::SubHeading { "h3" } else { "p" };
            self.line(format_args!("<{tag}>{words}</{tag}>"));
        }
    }

    fn table(&mut self, table: Table) {
        let report = self.report;
        let title = table.title();
        let Some(place) = report.table_place(table) else {
            return self.line(format_args!("<p class=\"lost\">{title}：没有读到</p>"));
        };
        let guess = if report.is_inferred(table) { "，按推测读出，请核对" } else { "" };
        self.line(format_args!("<h3>{title}{}{guess}</h3>", self.place(place)));
        for Block { rows, columns } in blocks(report, table) {
            let titles: String = columns
                .iter()
                .map(|&column| format!("<th>{}</th>", escaped(column_title(table, column))))
                .collect();
            self.line(format_args!("<table><tr><th></th>{titles}</tr>"));
            for row in rows {
                let values: String = columns
                    .iter()
                    .map(|&column| {
                        let cell = report.cell(CellId { table, row, column });
                        match cell.state {
                            CellState::Missing => "<td class=\"lost\">缺</td>".to_owned(),
                            CellState::Blank => "<td class=\"note\">空</td>".to_owned(),
                            _ => format!("<td>{}</td>", escaped(cell.raw.trim())),
                        }
                    })
                    .collect();
                self.line(format_args!("<tr><th>{}</th>{values}</tr>", escaped(row_title(table, row))));
            }
            self.line("</table>");
        }
    }

    fn troubles(&mut self) {
        let report = self.report;
        let mut troubles = report.troubles().peekable();
        if troubles.peek().is_none() {
            return;
        }
        self.line("<h2>没有读懂的地方</h2>\n<ul>");
        for trouble in troubles {
            let class = if trouble.blocking { " class=\"lost\"" } else { "" };
            let line = self.lines.line(trouble.place);
            self.line(format_args!("<li{class}>第{line}行：{}</li>", escaped(trouble.message)));
        }
        self.line("</ul>");
    }
}

//! A report as a file: the layouts in which reports are met.

use encoding_rs::GB18030;

use super::model::{Block, Grid, Layout, Report, Row};

/// The bytes of the file, and the ending of its name.
pub(super) fn print(report: &Report) -> (Vec<u8>, &'static str) {
    let style = &report.style;
    let mut text = match style.layout.is_html() {
        true => html(report),
        false => plain(report),
    };
    if style.narrow {
        text = text
            .replace('，', ",")
            .replace('：', ":")
            .replace('（', "(")
            .replace('）', ")")
            .replace('；', ";");
    }
    if style.spaced && !style.layout.is_html() {
        text = spaced(&text);
    }
    let bytes = match style.gbk {
        true => GB18030.encode(&text).0.into_owned(),
        false => text.into_bytes(),
    };
    (bytes, if style.layout.is_html() { "html" } else { "txt" })
}

/// The lines of prose and headings in order, with the tables between them.
pub(super) enum Line<'a> {
    Title(&'a str),
    Heading(&'a str),
    Text(String),
    Table(&'a Grid),
}

pub(super) fn lines(report: &Report) -> Vec<Line<'_>> {
    let mut lines: Vec<Line> = report.metadata.iter().map(|line| Line::Text(line.clone())).collect();
    lines.extend(report.title.iter().map(|line| Line::Title(line)));
    lines.extend(report.preamble.iter().map(|paragraph| Line::Text(paragraph.text())));
    for part in &report.parts {
        lines.push(Line::Heading(&part.heading));
        lines.extend(part.blocks.iter().map(|block| match block {
            Block::Text(paragraph) => Line::Text(paragraph.text()),
            Block::Table(grid) => Line::Table(grid),
        }));
    }
    lines
}

fn plain(report: &Report) -> String {
    let mut text = String::new();
    for line in lines(report) {
        match line {
            Line::Title(line) | Line::Heading(line) => text.push_str(line),
            Line::Text(line) => text.push_str(&line),
            Line::Table(grid) => {
                for row in &grid.rows {
                    text.push_str(&flat(row, report.style.layout));
                }
                continue;
            }
        }
        text.push('\n');
    }
    text
}

fn flat(row: &Row, layout: Layout) -> String {
    let cells =
        row.labels.iter().map(|label| label.text.as_str()).chain(row.values.iter().map(String::as_str));
    match layout {
        Layout::Pipes => {
            cells.map(|cell| format!("{cell} | ")).collect::<String>().trim_end().to_owned() + "\n"
        }
        Layout::Fenced => format!("|{}\n", cells.map(|cell| format!(" {cell} |")).collect::<String>()),
        Layout::Tabs => cells.collect::<Vec<_>>().join("\t") + "\n",
        Layout::PipedLines => cells.map(|cell| format!("{cell} |\n")).collect(),
        _ => cells.map(|cell| format!("{cell}\n")).collect(),
    }
}

fn html(report: &Report) -> String {
    let word = report.style.layout == Layout::WordHtml;
    let charset = if report.style.gbk { "gbk" } else { "utf-8" };
    let mut page = format!(
        "<!DOCTYPE html>\n<html>\n<head>\n<meta charset=\"{charset}\">\n<title>{}</title>\n</head>\n<body>\n",
        report.title.concat()
    );
    page.push_str("<div class=\"nav\"><a href=\"/\">首页</a> &gt; <a href=\"/xxgk\">政府信息公开</a></div>\n<div class=\"article\">\n");
    for line in lines(report) {
        match line {
            Line::Title(line) => page.push_str(&format!("<h1>{line}</h1>\n")),
            Line::Heading(line) if word => page.push_str(&format!(
                "<p class=\"MsoNormal\"><b><span style=\"font-family:黑体\">{line}</span></b></p>\n"
            )),
            Line::Heading(line) => page.push_str(&format!("<p><strong>{line}</strong></p>\n")),
            Line::Text(line) if word => {
                page.push_str(&format!(
                    "<p class=\"MsoNormal\"><span>&nbsp;&nbsp;</span><span>{line}</span></p>\n"
                ));
            }
            Line::Text(line) => page.push_str(&format!("<p>　　{line}</p>\n")),
            Line::Table(grid) => {
                page.push_str("<table border=\"1\">\n<tbody>\n");
                rows(grid, &mut |row| match row {
                    Part::Row => page.push_str("<tr>"),
                    Part::Cell { text, across, down } => page.push_str(&cell(text, across, down, word)),
                    Part::RowEnd => page.push_str("</tr>\n"),
                });
                page.push_str("</tbody>\n</table>\n");
            }
        }
    }
    page.push_str("</div>\n</body>\n</html>\n");
    page
}

/// What a table is written of.
pub(super) enum Part<'a> {
    Row,
    Cell { text: &'a str, across: usize, down: usize },
    RowEnd,
}

/// The rows of a table as a page has them.
pub(super) fn rows(grid: &Grid, write: &mut dyn FnMut(Part)) {
    // Cells of earlier rows that reach down into a row take their room there.
    let mut reaching: Vec<(usize, usize)> = Vec::new();
    for row in &grid.rows {
        write(Part::Row);
        let taken: usize = reaching.iter().map(|(across, _)| across).sum();
        for (_, down) in &mut reaching {
            *down -= 1;
        }
        reaching.retain(|(_, down)| *down > 0);
        let labels: usize = row.labels.iter().map(|label| label.across).sum();
        for label in &row.labels {
            write(Part::Cell { text: &label.text, across: label.across, down: label.down });
            if label.down > 1 {
                reaching.push((label.across, label.down - 1));
            }
        }
        // The last value fills the row.
        let room = grid.width.saturating_sub(taken + labels);
        for (at, value) in row.values.iter().enumerate() {
            let last = at + 1 == row.values.len();
            let across = if last { room.saturating_sub(at).max(1) } else { 1 };
            write(Part::Cell { text: value, across, down: 1 });
        }
        write(Part::RowEnd);
    }
}

fn cell(text: &str, across: usize, down: usize, word: bool) -> String {
    let span = |name: &str, count: usize| match count {
        ..=1 => String::new(),
        _ => format!(" {name}=\"{count}\""),
    };
    let text = if text.is_empty() { "&nbsp;" } else { text };
    let inner = match word {
        true => format!("<p class=\"MsoNormal\"><span>{text}</span><span></span></p>"),
        false => text.to_owned(),
    };
    format!("<td{}{}>{inner}</td>", span("rowspan", down), span("colspan", across))
}

/// A space on both sides of each number between Chinese characters: `收到 12 件`.
fn spaced(text: &str) -> String {
    let is_hanzi = |c: char| ('\u{4e00}'..='\u{9fff}').contains(&c);
    let mut out = String::with_capacity(text.len() + 256);
    let mut before = '\n';
    for c in text.chars() {
        if c.is_ascii_digit() && is_hanzi(before) && before != '第' || is_hanzi(c) && before.is_ascii_digit()
        {
            out.push(' ');
        }
        out.push(c);
        before = c;
    }
    out
}

//! Tables of a letter in the XML of Word.

use std::fmt::Write as _;

use gouji_annotate::escaped;
use gouji_render::printable::clean;

use crate::excerpt::{TablePart, TableRow};

/// Shades of heads and of cells that are wrong.
const HEAD: &str = "F2F2F2";
const WRONG: &str = "F8CBC6";

/// The tables, one below the other, each with its title; `w` is what names begin with, with the colon.
pub(crate) fn xml(parts: &[TablePart], w: &str) -> String {
    let mut xml = String::new();
    for part in parts {
        xml.push_str(&paragraph(&part.title, "<W:keepNext/>", "left", true));
        table(part, &mut xml);
    }
    xml.replace("<W:", &format!("<{w}")).replace("</W:", &format!("</{w}")).replace(" W:", &format!(" {w}"))
}

fn table(part: &TablePart, xml: &mut String) {
    let columns = part.heads.len();
    // Of the width in fiftieths of a percent: the label takes a quarter.
    let (label, cell) = (1300, 3700 / columns.max(1));
    let sides = ["top", "left", "bottom", "right", "insideH", "insideV"];
    let borders: String = sides
        .map(|side| format!("<W:{side} W:val=\"single\" W:sz=\"4\" W:space=\"0\" W:color=\"808080\"/>"))
        .concat();
    // Writing to a string does not fail.
    let _ = write!(
        xml,
        "<W:tbl><W:tblPr><W:tblW W:w=\"5000\" W:type=\"pct\"/><W:tblBorders>{borders}</W:tblBorders></W:tblPr><W:tblGrid>\
         <W:gridCol W:w=\"{}\"/>{}</W:tblGrid>",
        label * 9070 / 5000,
        format!("<W:gridCol W:w=\"{}\"/>", cell * 9070 / 5000).repeat(columns)
    );
    xml.push_str("<W:tr><W:trPr><W:cantSplit/><W:tblHeader/></W:trPr>");
    one("项目", label, HEAD, false, xml);
    part.heads.iter().for_each(|head| one(head, cell, HEAD, false, xml));
    xml.push_str("</W:tr>");
    part.rows.iter().for_each(|line| row(line, [label, cell], xml));
    xml.push_str("</W:tbl>");
    // A table that nothing stands behind runs into the next one.
    xml.push_str(&paragraph("", "", "left", false));
}

fn row(row: &TableRow, [label, width]: [usize; 2], xml: &mut String) {
    xml.push_str("<W:tr><W:trPr><W:cantSplit/></W:trPr>");
    one(&row.label, label, if row.wrong { WRONG } else { HEAD }, false, xml);
    for cell in &row.cells {
        let text = match cell.better.as_str() {
            "" => cell.text.clone(),
            better => format!("{}→{better}", cell.text),
        };
        one(&text, width, if cell.wrong { WRONG } else { "" }, cell.wrong, xml);
    }
    xml.push_str("</W:tr>");
}

fn one(text: &str, width: usize, shade: &str, bold: bool, xml: &mut String) {
    let shade = match shade {
        "" => String::new(),
        shade => format!("<W:shd W:val=\"clear\" W:color=\"auto\" W:fill=\"{shade}\"/>"),
    };
    let _ = write!(
        xml,
        "<W:tc><W:tcPr><W:tcW W:w=\"{width}\" W:type=\"pct\"/>{shade}<W:vAlign W:val=\"center\"/></W:tcPr>{}</W:tc>",
        paragraph(text, "", "center", bold)
    );
}

fn paragraph(text: &str, keep: &str, align: &str, bold: bool) -> String {
    let bold = if bold { "<W:b/>" } else { "" };
    let look = format!("<W:rPr>{bold}<W:sz W:val=\"18\"/><W:szCs W:val=\"18\"/></W:rPr>");
    let run = match clean(text) {
        text if text.is_empty() => String::new(),
        text => format!("<W:r>{look}<W:t xml:space=\"preserve\">{}</W:t></W:r>", escaped(&text)),
    };
    format!(
        "<W:p><W:pPr>{keep}<W:spacing W:before=\"20\" W:after=\"20\" W:line=\"240\" W:lineRule=\"auto\"/>\
         <W:ind W:left=\"0\" W:right=\"0\" W:firstLine=\"0\" W:firstLineChars=\"0\"/><W:jc W:val=\"{align}\"/>{look}</W:pPr>{run}</W:p>"
    )
}

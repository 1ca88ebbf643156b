//! Word documents.

use std::io::{Cursor, Write};

use zip::ZipWriter;
use zip::write::SimpleFileOptions;

use super::{FIGURE, seen, tables};
use crate::support::{around, heading};

fn run(text: &str) -> String {
    format!("<w:r><w:t>{text}</w:t></w:r>")
}

fn p(text: &str) -> String {
    format!("<w:p>{}</w:p>", run(text))
}

/// The body with this as the content of the first cell of 表三, properties included, and this behind part one.
fn body(cell: &str, paragraph: &str) -> String {
    let tables = tables("@cell@").map(|rows| {
        let cells = |row: &Vec<String>| -> String {
            let one = |text: &String| {
                let inner = if text == "@cell@" { cell.to_owned() } else { p(text) };
                format!("<w:tc>{inner}</w:tc>")
            };
            row.iter().map(one).collect()
        };
        let rows: String = rows.iter().map(|row| format!("<w:tr>{}</w:tr>", cells(row))).collect();
        format!("<w:tbl>{rows}</w:tbl>")
    });
    let text = around([&tables[0], &tables[1], &tables[2]]);
    let blocks: String =
        text.lines().map(|line| if line.starts_with('<') { line.to_owned() } else { p(line) }).collect();
    blocks.replace(&p(&heading(2)), &format!("{paragraph}{}{}", p("全县各项工作有序开展。"), p(&heading(2))))
}

fn package(body: &str, parts: &[(&str, &str)]) -> Vec<u8> {
    let main = format!("<w:document xmlns:w='w' xmlns:mc='mc'><w:body>{body}</w:body></w:document>");
    let mut zip = ZipWriter::new(Cursor::new(Vec::new()));
    for (name, text) in [("document.xml", main.as_str())].iter().chain(parts) {
        zip.start_file(format!("word/{name}"), SimpleFileOptions::default()).unwrap();
        zip.write_all(text.as_bytes()).unwrap();
    }
    zip.finish().unwrap().into_inner()
}

const STYLES: &str = "<w:styles>
    <w:style w:type='paragraph' w:styleId='gone'><w:rPr><w:vanish/></w:rPr></w:style>
    <w:style w:type='paragraph' w:styleId='heir'><w:basedOn w:val='gone'/></w:style>
    <w:style w:type='character' w:styleId='out'><w:rPr><w:strike/></w:rPr></w:style>
    <w:style w:type='character' w:styleId='off'><w:rPr><w:vanish/></w:rPr></w:style>
    <w:style w:type='character' w:styleId='line'><w:rPr><w:color w:val='333333'/><w14:textOutline><w14:noFill/></w14:textOutline></w:rPr></w:style>
    </w:styles>";

#[track_caller]
fn check(cases: &[(&str, &str)]) {
    for (cell, expected) in cases {
        assert_eq!(seen(&package(&body(cell, ""), &[("styles.xml", STYLES)])), *expected, "{cell}");
    }
}

/// A run with these properties before one with the figure 1.
fn before_one(properties: &str) -> String {
    format!("<w:p><w:r><w:rPr>{properties}</w:rPr><w:t>4</w:t></w:r>{}</w:p>", run("1"))
}

#[test]
fn how_characters_look() {
    for (properties, expected) in [
        ("<w:vanish/>", "1"),
        ("<w:vanish w:val='0'/>", "41"),
        ("<w:rStyle w:val='off'/>", "1"),
        ("<w:rStyle w:val='off'/><w:vanish w:val='false'/>", "41"),
        ("<w:rStyle w:val='line'/>", "41"),
        ("<w:strike/>", "?!"),
        ("<w:dstrike/>", "?!"),
        ("<w:rStyle w:val='out'/>", "?!"),
        ("<w:color w:val='FFFFFF'/>", "?!"),
        ("<w:color w:val='FF0000'/>", "41"),
        ("<w:color w:val='DDDDDD'/><w:shd w:fill='DDDDDD'/>", "?!"),
        ("<w:color w:val='FFFFFF'/><w:shd w:fill='1F4E78'/>", "41"),
        ("<w:highlight w:val='black'/>", "?!"),
        ("<w:highlight w:val='yellow'/>", "41"),
        ("<w:sz w:val='2'/>", "?!"),
        ("<w:vertAlign w:val='superscript'/>", "?!"),
        ("<w:position w:val='12'/>", "?!"),
        ("<w:spacing w:val='-200'/>", "?!"),
        ("<w:spacing w:val='-6'/><w:b/>", "41"),
    ] {
        check(&[(&before_one(properties), expected)]);
    }
}

#[test]
fn what_paragraphs_and_cells_add() {
    let styled =
        |style: &str| format!("<w:p><w:pPr><w:pStyle w:val='{style}'/></w:pPr>{}</w:p>", run(FIGURE));
    let note = "<w:p><w:r><w:t>41</w:t></w:r><w:r><w:rPr><w:vertAlign w:val='superscript'/></w:rPr><w:t>1</w:t></w:r></w:p>";
    let ruby = "<w:p><w:r><w:ruby><w:rt><w:r><w:t>9</w:t></w:r></w:rt><w:rubyBase><w:r><w:t>41</w:t></w:r></w:rubyBase></w:ruby></w:r></w:p>";
    check(&[
        (&styled("gone"), "_"),
        (&styled("heir"), "_"),
        (&styled("other"), "41"),
        (&(p("4") + &p("112")), "?!"),
        (
            &format!("<w:p><w:pPr><w:spacing w:line='1' w:lineRule='exact'/></w:pPr>{}</w:p>", run(FIGURE)),
            "?!",
        ),
        (note, "?!"),
        (ruby, "?!"),
        ("<w:p><w:bdo w:val='rtl'><w:r><w:t>14</w:t></w:r></w:bdo></w:p>", "?!"),
        (&format!("<w:tcPr><w:cellDel/></w:tcPr>{}", p(FIGURE)), "?!"),
        ("<w:p><w:r><w:drawing><a:blip/></w:drawing></w:r></w:p>", "?!"),
        ("<w:p><w:r><w:object/></w:r></w:p>", "?!"),
        ("<w:p><w:r><w:sym w:char='F039'/></w:r></w:p>", "?!"),
        ("<w:p><w:r><w:fldChar w:fldCharType='begin'/></w:r><w:r><w:t>41</w:t></w:r></w:p>", "?!"),
        (
            "<w:p><w:r><w:fldChar w:fldCharType='begin'><w:ffData><w:ddList/></w:ffData></w:fldChar></w:r></w:p>",
            "?!",
        ),
        (&format!("<w:p><w:r><w:txbxContent>{}</w:txbxContent></w:r></w:p>", p("9")), "?!"),
    ]);
}

#[test]
fn numbers_before_paragraphs() {
    let lists = "<numbering><abstractNum abstractNumId='7'>
        <lvl ilvl='0'><start val='3'/><numFmt val='decimal'/><lvlText val='%1'/></lvl></abstractNum>
        <num numId='3'><abstractNumId val='7'/></num></numbering>";
    for text in ["41", ""] {
        let cell = format!(
            "<w:p><w:pPr><w:numPr><w:ilvl w:val='0'/><w:numId w:val='3'/></w:numPr></w:pPr>{}</w:p>",
            run(text)
        );
        assert_eq!(seen(&package(&body(&cell, ""), &[("numbering.xml", lists)])), "?!", "{text}");
    }
}

#[test]
fn rows_and_cells_that_are_not_seen() {
    let whole = body(&p(FIGURE), "");
    let new = format!("<w:tr><w:tc>{}", p("一、本年新收政府信息公开申请数量"));
    assert!(whole.contains(&new));
    let with = |properties: &str| {
        whole.replace(&new, &new.replace("<w:tr>", &format!("<w:tr><w:trPr>{properties}</w:trPr>")))
    };
    assert_eq!(seen(&package(&with("<w:hidden/>"), &[])), "?");
    assert_eq!(seen(&package(&with("<w:hidden w:val='0'/>"), &[])), "41");
    assert_eq!(seen(&package(&with("<w:trHeight w:val='20' w:hRule='exact'/>"), &[])), "?!");
    let merged = format!("{}</w:tc><w:tc><w:tcPr><w:hMerge/></w:tcPr>{}", p("9"), p(FIGURE));
    // The figure beside it is what is seen; the row has as many cells as it should.
    assert_eq!(seen(&package(&body(&merged, ""), &[])), "9");
}

#[test]
fn what_stands_elsewhere() {
    let drawn =
        "<w:p><w:r><w:drawing><wp:extent cx='5000000' cy='3000000'/><a:blip/></w:drawing></w:r></w:p>";
    let sign = "<w:p><w:r><w:drawing><wp:extent cx='200000' cy='200000'/><a:blip/></w:drawing></w:r></w:p>";
    let chart = "<w:p><w:r><w:drawing><a:graphicData uri='http://x/2006/chart'/></w:drawing></w:r></w:p>";
    let choice = |needs: &str| {
        format!(
            "<w:p><mc:AlternateContent><mc:Choice Requires='{needs}'>{}</mc:Choice><mc:Fallback>{}</mc:Fallback></mc:AlternateContent></w:p>",
            run("收到申请九件。"),
            run("收到申请十件。")
        )
    };
    for (paragraph, expected) in [
        (drawn, "41!"),
        (sign, "41"),
        (chart, "41!"),
        ("<w:p><w:subDoc w:id='1'/></w:p>", "41!"),
        ("<w:altChunk w:id='1'/>", "41!"),
        (&p("收到申请9件。"), "41"),
    ] {
        assert_eq!(seen(&package(&body(&p(FIGURE), paragraph), &[])), expected, "{paragraph}");
    }
    for (needs, expected) in [("wps", "九件"), ("future", "十件")] {
        let bytes = package(&body(&p(FIGURE), &choice(needs)), &[]);
        let text = gouji_reader::read_document(&bytes, &super::Limits::default()).unwrap().text;
        assert!(text.contains(expected), "{needs}");
    }
    for (foot, expected) in [("第 1 页", "41"), ("更正：收到申请99件。", "41!")] {
        let foot = format!("<w:ftr>{}</w:ftr>", p(foot));
        assert_eq!(seen(&package(&body(&p(FIGURE), ""), &[("footer1.xml", &foot)])), expected, "{foot}");
    }
}

#[test]
fn two_parts_of_one_name() {
    let main = |figure: &str| {
        format!("<w:document xmlns:w='w'><w:body>{}</w:body></w:document>", body(&p(figure), ""))
    };
    let names = [("word/document.xml", "word/documenX.xml"), ("word/Document.xml", "word/document.xml")];
    for (one, other) in names {
        let mut zip = ZipWriter::new(Cursor::new(Vec::new()));
        for (name, text) in [(one, main("99")), (other, main(FIGURE))] {
            zip.start_file(name, SimpleFileOptions::default()).unwrap();
            zip.write_all(text.as_bytes()).unwrap();
        }
        let mut bytes = zip.finish().unwrap().into_inner();
        // No writer writes a name twice: the one is made of another as long.
        while let Some(at) = bytes.windows(12).position(|part| part == b"documenX.xml") {
            bytes[at + 7] = b't';
        }
        assert!(seen(&bytes).ends_with('!'), "{one} and {other}");
    }
}

#[test]
fn what_lies_beside_above_or_in_another_font() {
    check(&[
        ("<w:p><w:r><w:rPr><w:rFonts w:ascii='Wingdings'/></w:rPr><w:t>41</w:t></w:r></w:p>", "?!"),
        ("<w:p><w:r><w:rPr><w:rFonts w:ascii='Arial'/></w:rPr><w:t>41</w:t></w:r></w:p>", "41"),
        ("<w:p><w:r><w:rPr><w:eastAsianLayout w:combine='1'/></w:rPr><w:t>41</w:t></w:r></w:p>", "?!"),
        ("<w:p><w:pPr><w:framePr w:x='9000'/></w:pPr><w:r><w:t>41</w:t></w:r></w:p>", "?!"),
        ("<w:p><w:pPr><w:ind w:left='-20000'/></w:pPr><w:r><w:t>41</w:t></w:r></w:p>", "?!"),
        ("<w:p><w:pPr><w:ind w:left='-108'/></w:pPr><w:r><w:t>41</w:t></w:r></w:p>", "41"),
        (
            "<w:p><m:oMath><m:sSup><m:e><m:t>4</m:t></m:e><m:sup><m:t>1</m:t></m:sup></m:sSup></m:oMath></w:p>",
            "?!",
        ),
        ("<w:p><m:oMath><m:r><m:t>41</m:t></m:r></m:oMath></w:p>", "41"),
        ("<w:p><w:dir w:val='rtl'><w:r><w:t>41</w:t></w:r></w:dir></w:p>", "?!"),
        // Pending changes of a figure; one of words alone is said, and read as if it were accepted.
        ("<w:p><w:del><w:r><w:delText>9</w:delText></w:r></w:del><w:r><w:t>41</w:t></w:r></w:p>", "?!"),
        ("<w:p><w:del><w:r><w:delText>件</w:delText></w:r></w:del><w:r><w:t>41</w:t></w:r></w:p>", "41"),
        ("<w:p><w:ins><w:r><w:t>41</w:t></w:r></w:ins></w:p>", "?!"),
        // What the cell is painted with.
        (
            "<w:tcPr><w:shd w:val='clear' w:fill='1F4E78'/></w:tcPr><w:p><w:r><w:rPr><w:color w:val='1F4E78'/></w:rPr><w:t>41</w:t></w:r></w:p>",
            "?!",
        ),
        (
            "<w:tcPr><w:shd w:val='clear' w:fill='1F4E78'/></w:tcPr><w:p><w:r><w:rPr><w:color w:val='FFFFFF'/></w:rPr><w:t>41</w:t></w:r></w:p>",
            "41",
        ),
    ]);
}

#[test]
fn fields_that_show_what_they_are_told() {
    let field = |instruction: &str, begin: &str, result: &str| {
        format!(
            "<w:p><w:r><w:fldChar w:fldCharType='begin'{begin}/></w:r><w:r><w:instrText>{instruction}</w:instrText></w:r><w:r><w:fldChar w:fldCharType='separate'/></w:r>{}<w:r><w:fldChar w:fldCharType='end'/></w:r></w:p>",
            run(result)
        )
    };
    check(&[
        (&field(r"EQ \f(4,1)", "", ""), "?!"),
        (&field("MACROBUTTON Go 41", "", ""), "?!"),
        (&field("=SUM(LEFT)", " w:dirty='true'", "41"), "?!"),
        (&field("=SUM(LEFT)", "", "41"), "41"),
        ("<w:p><w:r><w:t>41</w:t></w:r><w:r><w:pgNum/></w:r></w:p>", "?!"),
        ("<w:altChunk w:id='1'/><w:p/>", "?!"),
    ]);
    // A figure in a ring is no figure that is missed.
    for (instruction, expected) in [(r"EQ \o\ac(○,1)", "41"), (r"EQ \f(40,1)", "41!")] {
        let paragraph = field(instruction, "", "");
        assert_eq!(seen(&package(&body(&p(FIGURE), &paragraph), &[])), expected, "{instruction}");
    }
}

#[test]
fn colours_of_pens_and_of_fillings() {
    for (properties, expected) in [
        ("<w:color w:val='FF0000'/><w:highlight w:val='red'/>", "?!"),
        ("<w:color w:val='FFFFFF'/><w:highlight w:val='darkBlue'/>", "41"),
        ("<w14:textFill><w14:solidFill><w14:srgbClr w14:val='FFFFFF'/></w14:solidFill></w14:textFill>", "?!"),
        (
            "<w14:textFill><w14:solidFill><w14:srgbClr w14:val='000000'><w14:alpha w14:val='100000'/></w14:srgbClr></w14:solidFill></w14:textFill>",
            "?!",
        ),
        ("<w14:textFill><w14:solidFill><w14:schemeClr w14:val='tx1'/></w14:solidFill></w14:textFill>", "41"),
        (
            "<w14:shadow><w14:srgbClr w14:val='FFFFFF'><w14:alpha w14:val='100000'/></w14:srgbClr></w14:shadow>",
            "41",
        ),
    ] {
        check(&[(&before_one(properties), expected)]);
    }
}

#[test]
fn shapes_over_cells_and_tables_beside_the_page() {
    check(&[
        ("<w:p><w:r><w:t>41</w:t></w:r><w:r><w:pict><v:rect fillcolor='white'/></w:pict></w:r></w:p>", "?!"),
        ("<w:p><m:oMath><m:phant><m:e><m:r><m:t>41</m:t></m:r></m:e></m:phant></m:oMath></w:p>", "?!"),
    ]);
    let away = |x: &str| {
        body(&p(FIGURE), "")
            .replace("<w:tbl>", &format!("<w:tbl><w:tblPr><w:tblpPr w:tblpX='{x}'/></w:tblPr>"))
    };
    assert_eq!(seen(&package(&away("-20000"), &[])), "?!");
    assert_eq!(seen(&package(&away("120"), &[])), "41");
}

#[test]
fn sentences_that_are_hidden_or_deleted_and_pictures_of_a_line() {
    let vanish = "<w:p><w:r><w:t>全年收到申请</w:t></w:r><w:r><w:rPr><w:vanish/></w:rPr><w:t>其中自然人9件，</w:t></w:r></w:p>";
    let deleted = "<w:p><w:r><w:t>全年收到申请</w:t></w:r><w:del w:author='甲'><w:r><w:delText>其中自然人9件，</w:delText></w:r></w:del></w:p>";
    let word = "<w:p><w:r><w:t>全年</w:t></w:r><w:del w:author='甲'><w:r><w:delText>共计</w:delText></w:r></w:del></w:p>";
    let drawn = |height: u32| {
        format!(
            "<w:p><w:r><w:drawing><wp:extent cx='5000000' cy='{height}'/><a:blip/></w:drawing></w:r></w:p>"
        )
    };
    for (paragraph, expected) in
        [(vanish, "41!"), (deleted, "41!"), (word, "41"), (&drawn(180_000), "41!"), (&drawn(20_000), "41")]
    {
        assert_eq!(seen(&package(&body(&p(FIGURE), paragraph), &[])), expected, "{paragraph}");
    }
}

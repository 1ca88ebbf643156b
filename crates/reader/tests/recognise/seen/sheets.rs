//! Workbooks: XLSX and ODS.

use std::io::{Cursor, Write};

use zip::ZipWriter;
use zip::write::SimpleFileOptions;

use super::{FIGURE, seen, tables};
use crate::support::around;

fn package(files: &[(&str, &str)]) -> Vec<u8> {
    let mut zip = ZipWriter::new(Cursor::new(Vec::new()));
    for (name, text) in files {
        zip.start_file(*name, SimpleFileOptions::default()).unwrap();
        zip.write_all(text.as_bytes()).unwrap();
    }
    zip.finish().unwrap().into_inner()
}

/// The report as rows of cells; paragraphs are rows of one.
fn rows() -> Vec<Vec<String>> {
    // Without 表四, whose head is nothing without merged cells.
    let text = around(["@0", "@1", ""]);
    let tables = tables("@cell@");
    let mut rows = Vec::new();
    for line in text.lines() {
        match line.strip_prefix('@').and_then(|index| index.parse::<usize>().ok()) {
            Some(index) => {
                rows.push(vec![]);
                rows.extend(tables[index].clone());
                rows.push(vec![]);
            }
            None => rows.push(vec![line.to_owned()]),
        }
    }
    rows
}

/// The row and column of the figure, from 1.
fn place() -> (usize, usize) {
    let rows = rows();
    let row = rows.iter().position(|row| row.contains(&"@cell@".to_owned())).unwrap();
    let column = rows[row].iter().position(|cell| cell == "@cell@").unwrap();
    (row + 1, column + 1)
}

struct Book<'a> {
    /// The figure's cell: its attributes and content.
    cell: &'a str,
    styles: &'a str,
    /// Of the figure's row.
    row: &'a str,
    columns: &'a str,
    behind: &'a str,
    drawing: &'a str,
}

const PLAIN: Book<'static> =
    Book { cell: "><v>41</v>", styles: "", row: "", columns: "", behind: "", drawing: "" };

fn xlsx(book: &Book) -> Vec<u8> {
    let mut sheet = String::new();
    for (at, row) in rows().iter().enumerate() {
        let own = row.contains(&"@cell@".to_owned());
        let attributes = if own { book.row } else { "" };
        let cells: String = row
            .iter()
            .map(|cell| match cell.as_str() {
                "@cell@" => format!("<c {}</c>", book.cell),
                text => format!("<c t='inlineStr'><is><t>{text}</t></is></c>"),
            })
            .collect();
        sheet += &format!("<row r='{}' {attributes}>{cells}</row>", at + 1);
    }
    let relation = |id: &str, kind: &str, target: &str| {
        format!("<Relationship Id='{id}' Type='x/{kind}' Target='{target}'/>")
    };
    let list = |relations: &[String]| format!("<Relationships>{}</Relationships>", relations.concat());
    let sheet =
        format!("<worksheet>{}<sheetData>{sheet}</sheetData>{}</worksheet>", book.columns, book.behind);
    let drawing = format!("<wsDr>{}</wsDr>", book.drawing);
    let styles = format!("<styleSheet>{}</styleSheet>", book.styles);
    package(&[
        ("xl/workbook.xml", "<workbook><sheets><sheet name='S' sheetId='1' r:id='a'/></sheets></workbook>"),
        (
            "xl/_rels/workbook.xml.rels",
            &list(&[relation("a", "worksheet", "s.xml"), relation("b", "styles", "styles.xml")]),
        ),
        ("xl/styles.xml", &styles),
        ("xl/s.xml", &sheet),
        ("xl/_rels/s.xml.rels", &list(&[relation("c", "drawing", "d.xml")])),
        ("xl/d.xml", &drawing),
    ])
}

/// Styles of which the second has this number format, and this font over this filling.
fn styles(format: &str, font: &str, fill: &str) -> String {
    format!(
        "<numFmts><numFmt numFmtId='170' formatCode='{format}'/></numFmts><fonts><font/><font>{font}</font></fonts>
         <fills><fill/><fill>{fill}</fill></fills><cellXfs><xf/><xf numFmtId='170' fontId='1' fillId='1'/></cellXfs>
         <dxfs><dxf><font><b/></font></dxf><dxf><font><color rgb='FFFFFFFF'/></font></dxf></dxfs>"
    )
}

#[test]
fn numbers_are_shown_as_their_format_says() {
    assert_eq!(seen(&xlsx(&PLAIN)), FIGURE);
    for (format, expected) in [
        ("General", "41"),
        ("0.00", "41"),
        ("#,##0_);[Red](#,##0)", "41"),
        ("0&quot;件&quot;", "41"),
        ("&quot;9&quot;0", "?!"),
        ("[=41]&quot;99&quot;;General", "?!"),
        ("[DBNum1]0", "?!"),
        ("0,", "?!"),
        (";;;", "?!"),
        ("0&quot;万&quot;", "?!"),
    ] {
        let styles = styles(format, "", "");
        assert_eq!(
            seen(&xlsx(&Book { cell: "s='1'><v>41</v>", styles: &styles, ..PLAIN })),
            expected,
            "{format}"
        );
    }
    let rounded = styles("0", "", "");
    assert_eq!(seen(&xlsx(&Book { cell: "s='1'><v>41.4</v>", styles: &rounded, ..PLAIN })), "?!");
}

#[test]
fn fonts_and_runs() {
    let dark = "<patternFill patternType='solid'><fgColor rgb='FF1F4E78'/></patternFill>";
    for (font, fill, expected) in [
        ("<color rgb='FFFFFFFF'/>", "", "?!"),
        ("<color theme='0'/>", "", "?!"),
        ("<color rgb='FFFFFFFF'/>", dark, "41"),
        ("<color rgb='FF1F4E78'/>", dark, "?!"),
        ("<color rgb='FFFF0000'/><b/>", "", "41"),
        ("<strike/>", "", "?!"),
        ("<sz val='1'/>", "", "?!"),
    ] {
        let styles = styles("General", font, fill);
        assert_eq!(
            seen(&xlsx(&Book { cell: "s='1'><v>41</v>", styles: &styles, ..PLAIN })),
            expected,
            "{font}"
        );
    }
    for (runs, expected) in [
        ("<r><t>4</t></r><r><rPr><b/></rPr><t>1</t></r>", "41"),
        ("<r><t>41</t></r><r><rPr><vertAlign val='superscript'/></rPr><t>1</t></r>", "?!"),
        ("<r><rPr><strike/></rPr><t>35</t></r><r><t>41</t></r>", "?!"),
        ("<r><rPr><color rgb='FFFFFFFF'/></rPr><t>4</t></r><r><t>1</t></r>", "?!"),
        ("<t>4&#10;112</t>", "?!"),
        ("<t>41</t><rPh><t>9</t></rPh>", "41"),
    ] {
        let cell = format!("t='inlineStr'><is>{runs}</is>");
        assert_eq!(seen(&xlsx(&Book { cell: &cell, ..PLAIN })), expected, "{runs}");
    }
}

#[test]
fn what_is_hidden_or_lies_over_the_sheet() {
    let (row, column) = place();
    let column_of =
        |properties: &str| format!("<cols><col min='{column}' max='{column}' {properties}/></cols>");
    let anchor = |row: usize, column: usize, content: &str| {
        format!(
            "<twoCellAnchor><from><col>{}</col><row>{}</row></from><to><col>{}</col><row>{}</row></to>{content}</twoCellAnchor>",
            column - 1,
            row - 1,
            column - 1,
            row - 1
        )
    };
    let letter = char::from(b'A' + column as u8 - 1);
    for (book, expected) in [
        (Book { row: "hidden='1'", ..PLAIN }, "?"),
        (Book { row: "ht='0' customHeight='1'", ..PLAIN }, "?"),
        (Book { row: "ht='15'", ..PLAIN }, "41"),
        (Book { columns: &column_of("width='9'"), ..PLAIN }, "41"),
        (Book { drawing: &anchor(row, column, "<pic/>"), ..PLAIN }, "?!"),
        (Book { drawing: &anchor(row, column, "<sp><t>99</t></sp>"), ..PLAIN }, "?!"),
        (Book { drawing: &anchor(row, column + 30, "<pic/>"), ..PLAIN }, "41"),
        (Book { drawing: &anchor(row, column + 30, "<sp><t>收到申请99件</t></sp>"), ..PLAIN }, "41!"),
        (Book { drawing: "<sp><t>收到申请99件</t></sp>", ..PLAIN }, "41!"),
        (Book { behind: "<oleObjects><oleObject/></oleObjects>", ..PLAIN }, "41!"),
    ] {
        let said = seen(&xlsx(&book));
        assert_eq!(said, expected, "{} {} {} {}", book.row, book.columns, book.drawing, book.behind);
    }
    for properties in ["hidden='1'", "width='0'"] {
        // The column's head is gone with it: nobody knows for sure which is missing.
        assert!(
            seen(&xlsx(&Book { columns: &column_of(properties), ..PLAIN })).ends_with('!'),
            "{properties}"
        );
    }
    for (rule, expected) in [("dxfId='0'", "41"), ("dxfId='1'", "?!")] {
        let behind = format!(
            "<conditionalFormatting sqref='{letter}1:{letter}99'><cfRule {rule}/></conditionalFormatting>"
        );
        let styles = styles("General", "", "");
        assert_eq!(seen(&xlsx(&Book { behind: &behind, styles: &styles, ..PLAIN })), expected, "{rule}");
    }
}

/// An ODS with these automatic styles and this cell in place of the figure, in a row with these attributes.
fn ods(styles: &str, cell: &str, row_attributes: &str) -> Vec<u8> {
    let mut sheet = String::new();
    for row in rows() {
        let own = row.contains(&"@cell@".to_owned());
        let cells: String = row
            .iter()
            .map(|text| match text.as_str() {
                "@cell@" => cell.to_owned(),
                text => {
                    format!("<table-cell office:value-type='string'><text:p>{text}</text:p></table-cell>")
                }
            })
            .collect();
        let attributes = if own { row_attributes } else { "" };
        sheet += &format!("<table-row {attributes}>{cells}</table-row>");
    }
    let content = format!(
        "<document-content><automatic-styles>{styles}</automatic-styles><body><spreadsheet><table:table table:name='S'>{sheet}</table:table></spreadsheet></body></document-content>"
    );
    package(&[("mimetype", "application/vnd.oasis.opendocument.spreadsheet"), ("content.xml", &content)])
}

#[test]
fn cells_of_an_open_document() {
    let styles = "<style:style style:name='low'><style:table-row-properties style:row-height='0cm'/></style:style>
        <style:style style:name='pale'><style:text-properties fo:color='#ffffff'/></style:style>
        <style:style style:name='up'><style:text-properties style:text-position='super 58%'/></style:style>
        <style:style style:name='out'><style:text-properties style:text-line-through-style='solid'/></style:style>
        <number:number-style style:name='N9'><number:text>9</number:text><number:number/></number:number-style>
        <number:number-style style:name='N1'><number:number/><number:text>件</number:text></number:number-style>
        <style:style style:name='odd' style:data-style-name='N9'/><style:style style:name='even' style:data-style-name='N1'/>";
    let float = |style: &str, value: &str, shown: &str| {
        format!(
            "<table-cell table:style-name='{style}' office:value-type='float' office:value='{value}'><text:p>{shown}</text:p></table-cell>"
        )
    };
    for (cell, row, expected) in [
        (float("", "41", "41"), "", "41"),
        (float("", "1041", "1,041"), "", "1041"),
        (float("", "41", "99"), "", "?!"),
        (float("", "41.4", "41"), "", "?!"),
        (float("pale", "41", "41"), "", "?!"),
        (float("odd", "41", "41"), "", "?!"),
        (float("even", "41", "41件"), "", "41"),
        (float("", "41", "41<text:span text:style-name='up'>1</text:span>"), "", "?!"),
        (float("", "41", "<text:span text:style-name='out'>35</text:span>41"), "", "?!"),
        ("<table-cell><draw:frame/></table-cell>".to_owned(), "", "?!"),
        (float("", "41", "41"), "table:visibility='collapse'", "?"),
        (float("", "41", "41"), "table:style-name='low'", "?"),
    ] {
        assert_eq!(seen(&ods(styles, &cell, row)), expected, "{cell} {row}");
    }
}

#[test]
fn what_there_is_no_room_for_or_too_much() {
    let (_, column) = place();
    let wide = |width: &str| format!("<cols><col min='{column}' max='{column}' width='{width}'/></cols>");
    for (columns, cell, expected) in [
        (wide("9"), "><v>41</v>", "41"),
        (wide("1.5"), "><v>41</v>", "41"),
        (wide("1.5"), "><v>4100</v>", "?!"),
        ("<sheetFormatPr defaultColWidth='1'/>".to_owned(), "><v>4100</v>", "?!"),
        ("<sheetViews><sheetView showZeros='0'/></sheetViews>".to_owned(), "><v>41</v>", "41"),
        ("<sheetViews><sheetView showZeros='0'/></sheetViews>".to_owned(), "><v>0</v>", "_"),
        ("<sheetViews><sheetView showFormulas='1'/></sheetViews>".to_owned(), "><v>41</v>", "41"),
        ("<sheetViews><sheetView showFormulas='1'/></sheetViews>".to_owned(), "><f>40+1</f><v>41</v>", "?!"),
    ] {
        assert_eq!(seen(&xlsx(&Book { cell, columns: &columns, ..PLAIN })), expected, "{columns} {cell}");
    }
    for (alignment, expected) in [("fill", "?!"), ("center", "41")] {
        let styles = format!("<cellXfs><xf/><xf><alignment horizontal='{alignment}'/></xf></cellXfs>");
        assert_eq!(seen(&xlsx(&Book { cell: "s='1'><v>41</v>", styles: &styles, ..PLAIN })), expected);
    }
    for (header, expected) in [("&amp;C全年新收申请99件，办结48件。", "41!"), ("&amp;C第&amp;P页", "41")]
    {
        let behind = format!("<headerFooter><oddHeader>{header}</oddHeader></headerFooter>");
        assert_eq!(seen(&xlsx(&Book { behind: &behind, ..PLAIN })), expected, "{header}");
    }
}

#[test]
fn formulas_tints_and_formats_that_write_signs() {
    assert_eq!(seen(&xlsx(&Book { cell: "><f>40+1</f>", ..PLAIN })), "?!");
    for (format, expected) in
        [("-0", "?!"), ("(0)", "?!"), (r"0\,0", "?!"), ("0*-", "?!"), ("0;-0", "41"), ("_(0_)", "41")]
    {
        let styles = styles(format, "", "");
        assert_eq!(
            seen(&xlsx(&Book { cell: "s='1'><v>41</v>", styles: &styles, ..PLAIN })),
            expected,
            "{format}"
        );
    }
    for (font, expected) in [
        ("<color theme='1' tint='1'/>", "?!"),
        ("<color theme='1' tint='0.35'/>", "41"),
        ("<color theme='0' tint='-0.5'/>", "41"),
    ] {
        let styles = styles("General", font, "");
        assert_eq!(
            seen(&xlsx(&Book { cell: "s='1'><v>41</v>", styles: &styles, ..PLAIN })),
            expected,
            "{font}"
        );
    }
    let (_, column) = place();
    let letter = char::from(b'A' + column as u8 - 1);
    let rule = format!(
        "<conditionalFormatting sqref='{letter}1:{letter}99'><cfRule dxfId='0'/></conditionalFormatting>"
    );
    for (ground, expected) in [("FFFF0000", "?!"), ("FFFFFF00", "41")] {
        let styles = format!(
            "<cellXfs><xf/></cellXfs><dxfs><dxf><font><color rgb='FFFF0000'/></font><fill><patternFill><bgColor rgb='{ground}'/></patternFill></fill></dxf></dxfs>"
        );
        assert_eq!(seen(&xlsx(&Book { behind: &rule, styles: &styles, ..PLAIN })), expected, "{ground}");
    }
    let narrow = format!("<cols><col min='{column}' max='{column}' width='1.2'/></cols>");
    assert_eq!(seen(&xlsx(&Book { columns: &narrow, ..PLAIN })), "?!");
}

#[test]
fn merged_cells_are_seen_where_one_of_their_columns_is() {
    let (row, column) = place();
    let letter = |at: usize| char::from(b'A' + at as u8 - 1);
    let narrow = format!("<cols><col min='{column}' max='{column}' width='0.3'/></cols>");
    let merge = |last: usize| {
        format!("<mergeCells><mergeCell ref='{}{row}:{}{row}'/></mergeCells>", letter(column), letter(last))
    };
    let said = |behind: &str| seen(&xlsx(&Book { columns: &narrow, behind, ..PLAIN }));
    // The figure beside it is covered then, so that only the one in the narrow column tells.
    let draft = |behind: &str| {
        let bytes = xlsx(&Book { columns: &narrow, behind, ..PLAIN });
        gouji_reader::read_document(&bytes, &super::Limits::default()).unwrap().text
    };
    assert!(draft(&merge(column + 1)).contains("| 41 |"));
    assert!(!draft("").contains("| 41 |"));
    assert!(said("").ends_with('!'));
}

//! Workbooks: files of openpyxl and LibreOffice (`cargo xtask fixtures`), and small ones by hand for the corners.

use std::io::{Cursor, Write};
use std::path::Path;

use gouji_core::form::Table;
use gouji_reader::document::{Document, Format, Source};
use gouji_reader::source::{Legacy, Limits, Unreadable};
use gouji_reader::{Reading, read, read_document};
use zip::ZipWriter;
use zip::write::SimpleFileOptions;

fn file(name: &str) -> Vec<u8> {
    std::fs::read(Path::new("tests/files").join(name)).unwrap()
}

#[track_caller]
fn reading(name: &str) -> Reading {
    read(&file(name), &Limits::default()).unwrap_or_else(|cause| panic!("{name}: {cause}"))
}

/// The raw texts of all cells of a table, by row and column.
fn cells(reading: &Reading, table: Table) -> Vec<(u8, u8, String)> {
    let encoded = gouji_core::wire::encode(&reading.draft);
    let report = gouji_core::report::Report::read(&encoded).unwrap();
    let mut cells = Vec::new();
    for row in 0..table.rows().len() as u8 {
        for column in 0..table.columns().len() as u8 {
            let cell = report.cell(gouji_core::form::CellId { table, row, column });
            if !cell.raw.is_empty() {
                cells.push((row, column, cell.raw.to_owned()));
            }
        }
    }
    cells
}

#[test]
fn a_report_reads_the_same_from_every_kind_of_workbook() {
    let text = std::fs::read("../../tests/reports/clean-2023.txt").unwrap();
    let text = read(&text, &Limits::default()).unwrap();
    for (name, format) in
        [("report.xlsx", Format::Xlsx), ("report.xls", Format::Xls), ("report.ods", Format::Ods)]
    {
        let sheet = reading(name);
        assert_eq!(sheet.document.format, format, "{name}");
        for table in Table::ALL {
            let expected = cells(&text, table);
            assert!(expected.len() >= 8);
            assert_eq!(cells(&sheet, table), expected, "{name}, {}", table.title());
        }
        let paragraphs = |reading: &Reading| -> Vec<String> {
            let of = |place: gouji_core::place::Place| place.of(&reading.draft.text).to_owned();
            reading.draft.parts.iter().map(|part| of(part.heading)).collect()
        };
        assert_eq!(paragraphs(&sheet), paragraphs(&text), "{name}");
        assert_eq!((sheet.draft.year, sheet.draft.edition), (text.draft.year, text.draft.edition));
        let said: Vec<&str> = sheet.draft.troubles.iter().map(|trouble| trouble.message.as_str()).collect();
        assert!(matches!(said[..], [one] if one.contains("“草稿”是隐藏的")), "{name}: {said:?}");
        assert!(!sheet.document.text.contains("不公开的草稿"), "{name}");
    }
}

#[test]
fn three_tables_are_a_report() {
    let text = std::fs::read("../../tests/reports/clean-2023.txt").unwrap();
    let text = read(&text, &Limits::default()).unwrap();
    let tables = reading("tables.xlsx");
    for table in Table::ALL {
        assert_eq!(cells(&tables, table), cells(&text, table), "{}", table.title());
    }
    assert!(tables.draft.parts.is_empty() && tables.draft.troubles.is_empty());
    assert_eq!(tables.document.sheets, ["表二", "表三", "表四"]);
    // 本年新收, natural persons: the first figure behind its label.
    let at = tables.document.text.find("数量 | 41").unwrap() + "数量 | ".len();
    let origin = tables.origin((at as u32..at as u32 + 2).into());
    let source = tables.document.sources[origin.start as usize];
    assert_eq!(source, Source::Sheet { sheet: 1, row: 3, column: 3 });
}

#[test]
fn formulas_without_values_are_said() {
    let said: Vec<_> = reading("formulas.xlsx").draft.troubles;
    let lost: Vec<&str> = said
        .iter()
        .map(|trouble| trouble.message.as_str())
        .filter(|said| said.contains("计算结果"))
        .collect();
    assert_eq!(
        lost,
        [
            "工作表“年报”的 J28 是公式，但没有计算结果，没有读；请用 Excel 或 WPS 打开并保存后再检查",
            "工作表“年报”的 J29 是公式，但没有计算结果，没有读；请用 Excel 或 WPS 打开并保存后再检查",
        ]
    );
    let draft = reading("formulas.xlsx").draft;
    assert!(draft.troubles.iter().any(|trouble| trouble.message.contains("没有存下结果的公式")));
}

/// An archive of these files.
fn package(files: &[(&str, &str)]) -> Vec<u8> {
    let mut zip = ZipWriter::new(Cursor::new(Vec::new()));
    for (name, text) in files {
        zip.start_file(*name, SimpleFileOptions::default()).unwrap();
        zip.write_all(text.as_bytes()).unwrap();
    }
    zip.finish().unwrap().into_inner()
}

/// A workbook with one sheet of these rows, and what stands behind them.
fn workbook(rows: &str, behind: &str) -> Vec<u8> {
    package(&[
        (
            "xl/workbook.xml",
            "<workbook><workbookPr/><sheets><sheet name='甲' sheetId='1' r:id='r1'/></sheets></workbook>",
        ),
        (
            "xl/_rels/workbook.xml.rels",
            "<Relationships><Relationship Id='r1' Type='x/worksheet' Target='worksheets/s.xml'/>
             <Relationship Id='r2' Type='x/sharedStrings' Target='/xl/strings.xml'/>
             <Relationship Id='r3' Type='x/styles' Target='../xl/styles.xml'/></Relationships>",
        ),
        (
            "xl/strings.xml",
            "<sst uniqueCount='99999999999'><si><t>机关</t><rPh><t>ji</t></rPh></si><si><r><t>上年</t></r><r><t>结转_x000D_</t></r></si></sst>",
        ),
        (
            "xl/styles.xml",
            "<styleSheet><numFmts><numFmt numFmtId='200' formatCode='yyyy\"年\"m\"月\"d\"日\"'/></numFmts>
             <cellStyleXfs><xf numFmtId='14'/></cellStyleXfs>
             <cellXfs><xf numFmtId='0'/><xf numFmtId='200'/><xf numFmtId='10'/></cellXfs></styleSheet>",
        ),
        (
            "xl/worksheets/s.xml",
            &format!(
                "<worksheet><dimension ref='A1:XFD1048576'/><sheetData>{rows}</sheetData>{behind}</worksheet>"
            ),
        ),
    ])
}

#[track_caller]
fn sheet(rows: &str, behind: &str) -> Document {
    read_document(&workbook(rows, behind), &Limits::default()).unwrap_or_else(|cause| panic!("{cause}"))
}

#[track_caller]
fn check(rows: &str, text: &str, troubles: &[&str]) {
    let document = sheet(rows, "");
    assert_eq!(document.text, text);
    assert_eq!(document.troubles.len(), troubles.len(), "{:?}", document.troubles);
    for (said, expected) in document.troubles.iter().zip(troubles) {
        assert!(said.message.contains(expected), "{said:?}");
    }
}

#[test]
fn cells_are_read_as_they_are_shown() {
    check(
        "<row r='1'><c r='A1' t='s'><v>0</v></c><c r='B1' t='s'><v>1</v></c><c r='C1'><v>12.0</v></c><c r='D1'><v>9.1999999999999998E-2</v></c></row>",
        "机关 | 上年结转 | 12 | 0.092",
        &[],
    );
    check(
        "<row><c s='1'><v>45316</v></c><c s='2'><v>0.855</v></c><c t='b'><v>1</v></c><c t='inlineStr'><is><t>1,027</t></is></c><c t='str'><f>A1</f><v>甲</v></c></row>",
        "2024年1月25日 | 85.50% | TRUE | 1,027 | 甲",
        &[],
    );
    check(
        "<row r='3'><c r='B3'><f>1/0</f></c><c r='C3' t='e'><f>1/0</f><v>#DIV/0!</v></c><c r='D3' t='str'><f>\"\"</f><v></v></c></row>",
        " | #DIV/0!",
        &["“甲”的 B3 是公式，但没有计算结果", "“甲”的 C3 的公式出错（#DIV/0!）"],
    );
    check(
        "<row hidden='1'><c><v>1</v></c><c><v>2</v></c></row><row><c><v>3</v></c><c><v>4</v></c></row>",
        "3 | 4",
        &["2 格在隐藏的行或列里，没有读"],
    );
}

#[test]
fn rows_are_tables_and_lone_texts_are_paragraphs() {
    let row = |number: u32, cells: &[(&str, &str)]| {
        let cells: String = cells
            .iter()
            .map(|(column, text)| format!("<c r='{column}{number}' t='inlineStr'><is><t>{text}</t></is></c>"))
            .collect();
        format!("<row r='{number}'>{cells}</row>")
    };
    let long = "长".repeat(41);
    let rows = row(1, &[("A", "标题")])
        + &row(2, &[("A", "甲"), ("C", "1")])
        + &row(3, &[("A", "乙"), ("B", "2"), ("C", "3")])
        + &row(4, &[("A", "丙")])
        + &row(5, &[("A", &long)])
        + &row(8, &[("A", "又一段\n第二行")]);
    let document = sheet(&rows, "");
    assert_eq!(document.text, format!("标题\n甲 |  | 1\n乙 | 2 | 3\n丙 |  | \n{long}\n又一段\n第二行"));

    let merges = "<mergeCells><mergeCell ref='A2:B3'/><mergeCell ref='C2:D2'/><mergeCell ref='bad'/><mergeCell ref='D9:A1'/></mergeCells>";
    let rows = row(2, &[("A", "左"), ("B", "盖住"), ("C", "上")])
        + &row(3, &[("C", "1"), ("D", "2")])
        + &row(4, &[("A", "甲"), ("B", "乙"), ("D", "4")]);
    let document = sheet(&rows, merges);
    assert_eq!(document.text, "左 | 上\n1 | 2\n甲 | 乙 |  | 4");
    let spans: Vec<_> = document.cells.iter().map(|cell| (cell.row_span, cell.col_span)).collect();
    assert_eq!(spans[..2], [(2, 2), (1, 2)]);
}

#[test]
fn hostile_workbooks_cost_little() {
    // The last corner, a formula with an absurd number, a string that is not there.
    let document = sheet(
        "<row r='1'><c r='A1' t='inlineStr'><is><t>甲</t></is></c></row>
         <row r='1048576'><c r='XFD1048576'><f t='shared' ref='A1:B2' si='4000000000'>1</f><v>7</v></c></row>
         <row r='4294967295'><c><v>8</v></c></row><row><c><v>9</v></c></row><row><c/><c><v>1</v></c></row>",
        "<mergeCells><mergeCell ref='A1:XFD1048576'/></mergeCells>",
    );
    assert_eq!(document.text, "甲\n8 | \n9 | 1");
    let document = sheet("<row><c><v>1</v></c><c t='s'><v>9</v></c></row>", "");
    assert!(document.troubles[0].blocking && document.troubles[0].message.contains("没有读完"));

    let many = "<row><c><v>1</v></c><c><v>2</v></c></row>".repeat(60);
    let limits = Limits { cells: 100, ..Limits::default() };
    let document = read_document(&workbook(&many, ""), &limits).unwrap();
    assert_eq!(document.cells.len(), 100);
    assert!(document.troubles[0].blocking && document.troubles[0].message.contains("单元格超过 100 个"));
    // Rows and columns of which next to none is filled.
    let sparse: String =
        (1..2000).map(|n| format!("<row r='{n}'><c r='A{n}'><v>1</v></c><c><v>2</v></c></row>")).collect();
    let wide: String = (0..2000).map(|_| "<c><v>1</v></c>".to_owned()).collect();
    let document = sheet(&format!("{sparse}<row>{wide}</row>"), "");
    assert!(document.troubles[0].message.contains("单元格超过"), "{:?}", document.troubles);
    let merges = "<mergeCell ref='A1:XFD1048576'/>".repeat(3000);
    sheet(&format!("{sparse}<row>{wide}</row>"), &format!("<mergeCells>{merges}</mergeCells>"));
}

/// What a workbook of one ODS sheet reads as.
#[track_caller]
fn ods(body: &str) -> Document {
    let content = format!(
        "<office:document-content><office:body><office:spreadsheet>{body}</office:spreadsheet></office:body></office:document-content>"
    );
    let kind = "application/vnd.oasis.opendocument.spreadsheet";
    let bytes = package(&[("mimetype", kind), ("content.xml", &content)]);
    read_document(&bytes, &Limits::default()).unwrap_or_else(|cause| panic!("{cause}"))
}

#[test]
fn opendocument_cells() {
    let row = |cells: &str| {
        format!("<table:table table:name='甲'><table:table-row>{cells}</table:table-row></table:table>")
    };
    let text = |text: &str| {
        format!("<table:table-cell office:value-type='string'><text:p>{text}</text:p></table:table-cell>")
    };
    let check = |cells: &str, expected: &str| assert_eq!(ods(&row(cells)).text, expected);
    check(
        &(text("甲<text:s/>乙<office:annotation><text:p>批注</text:p></office:annotation>")
            + "<table:table-cell office:value-type='float' office:value='12.50'><text:p>13</text:p></table:table-cell>"),
        "甲 乙 | 12.5",
    );
    check(
        &(text("甲")
            + "<table:table-cell table:number-columns-repeated='2'/>"
            + "<table:table-cell table:number-columns-repeated='2' office:value-type='float' office:value='0'/>"
            + "<table:table-cell table:number-columns-repeated='1048576'/>"),
        // Columns in which the sheet has nothing are not there.
        "甲 | 0 | 0",
    );
    let document = ods(&row(&(text("甲")
        + "<table:table-cell table:formula='of:=1/0' office:value-type='string'><text:p>#DIV/0!</text:p></table:table-cell>"
        + "<table:table-cell table:formula='of:=A1'/>")));
    assert!(document.troubles[0].message.contains("B1 的公式出错") && document.troubles[0].blocking);
    assert!(document.troubles[1].message.contains("C1 是公式，但没有计算结果"));
    // A row that claims to stand a million times, and a file that is cut off.
    let document = ods(
        "<table:table table:name='甲'><table:table-row table:number-rows-repeated='1048576'>
         <table:table-cell office:value-type='float' office:value='1'/><table:table-cell office:value-type='float' office:value='2'/>
         </table:table-row></table:table>",
    );
    assert!(document.troubles[0].message.contains("单元格超过"));
}

#[test]
fn what_cannot_be_read_is_said() {
    let refused = |bytes: &[u8]| read_document(bytes, &Limits::default()).unwrap_err();
    let kind = "application/vnd.oasis.opendocument.spreadsheet";
    let locked = package(&[("mimetype", kind), ("META-INF/manifest.xml", "<m:encryption-data/>")]);
    assert!(matches!(refused(&locked), Unreadable::Encrypted { .. }));
    assert!(matches!(refused(&package(&[("mimetype", kind)])), Unreadable::Damaged { .. }));
    assert!(matches!(refused(&package(&[("xl/workbook.xml", "<a>")])), Unreadable::Damaged { .. }));
    assert!(matches!(refused(&file("short.doc")), Unreadable::NeedsConversion { legacy: Legacy::Doc }));
    assert!(matches!(refused(&file("short.odt")), Unreadable::NeedsConversion { legacy: Legacy::Odt }));
    assert!(matches!(refused(&file("short.rtf")), Unreadable::NeedsConversion { legacy: Legacy::Rtf }));

    // A workbook that is cut off says so, wherever it is cut.
    let whole = file("report.xls");
    for length in (0..whole.len()).step_by(509) {
        match read_document(&whole[..length], &Limits::default()) {
            Ok(document) => assert!(document.troubles.iter().any(|trouble| trouble.blocking), "{length}"),
            Err(why) => assert!(!why.to_string().is_empty()),
        }
    }
}

#[test]
fn damaged_workbooks_do_no_harm() {
    let whole = file("report.xls");
    let mut random = 1_u32;
    for _ in 0..300 {
        let mut bytes = whole.clone();
        for _ in 0..8 {
            random = random.wrapping_mul(1_664_525).wrapping_add(1_013_904_223);
            let at = random as usize >> 8;
            let length = bytes.len();
            bytes[at % length] = random as u8;
        }
        let _ = read_document(&bytes, &Limits::default());
    }
}

#[test]
fn encrypted_office_files_are_said_to_be() {
    let mut file = cfb::CompoundFile::create(Cursor::new(Vec::new())).unwrap();
    file.create_stream("/EncryptedPackage").unwrap().write_all(&[0; 64]).unwrap();
    let bytes = file.into_inner().into_inner();
    let why = read_document(&bytes, &Limits::default()).unwrap_err();
    assert_eq!(why, Unreadable::Encrypted { kind: " Office 文档（DOCX、XLSX 等）" });
}

#[test]
fn a_saved_page_reads_as_the_page() {
    let text = std::fs::read("../../tests/reports/clean-2023.txt").unwrap();
    let text = read(&text, &Limits::default()).unwrap();
    let page = reading("report.mht");
    assert_eq!(page.document.format, Format::Mht);
    for table in Table::ALL {
        assert_eq!(cells(&page, table), cells(&text, table), "{}", table.title());
    }
    assert_eq!(page.draft.parts.len(), 6);
}

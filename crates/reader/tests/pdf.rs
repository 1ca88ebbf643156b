//! PDF files: those of our own reports as office programs and others write them, real ones where they are at hand, and
//! small ones by hand that are odd, damaged or hostile.

use std::path::Path;

use gouji_core::form::Table;
use gouji_core::report::CellState;
use gouji_reader::document::{Block, Document, Format, Source};
use gouji_reader::source::{Limits, Unreadable};
use gouji_reader::{Reading, read, read_document};

/// The paragraphs and rows of a document, a line each; spans are not shown.
fn lines(document: &Document) -> Vec<&str> {
    document.text.lines().collect()
}

#[track_caller]
fn file(name: &str) -> Vec<u8> {
    let path = Path::new(env!("CARGO_MANIFEST_DIR")).join("tests/files/pages").join(name);
    std::fs::read(&path).unwrap_or_else(|cause| panic!("{}: {cause}", path.display()))
}

/// The document of a text report of ours, without what only text has.
fn report(name: &str) -> Vec<String> {
    let path = Path::new(env!("CARGO_MANIFEST_DIR")).join("../../tests/reports").join(name);
    let text = std::fs::read_to_string(path).unwrap();
    text.lines().map(|line| line.trim_end_matches([' ', '|']).to_owned()).collect()
}

/// A file of ours is read as the text report that it was made of.
#[track_caller]
fn check_report(name: &str, expected: &[String]) {
    let document = read_document(&file(name), &Limits::default()).unwrap();
    assert_eq!(document.format, Format::Pdf);
    assert_eq!(lines(&document), expected, "{name}");
    assert_eq!(document.troubles, [], "{name}");
}

#[test]
fn our_reports_are_read_whole() {
    let dropped = ["（三）", "（四）", "（五）", "存在", "上年"];
    let office: Vec<String> = report("clean-2023.txt")
        .into_iter()
        .filter(|line| line.contains('|') || !dropped.iter().any(|start| line.starts_with(start)))
        .collect();
    check_report("office.pdf", &office);
    check_report("plain.pdf", &report("clean-2020.txt"));
    check_report("turned.pdf", &report("clean-2020.txt"));
}

#[test]
fn places_are_pages_and_areas() {
    let document = read_document(&file("plain.pdf"), &Limits::default()).unwrap();
    let Some(Block::Paragraph(title)) = document.blocks.first() else { panic!("no title") };
    let source = document.sources[title.origin.start as usize];
    assert_eq!(source, Source::Page { page: 1, area: [129, 74, 436, 89] });
    let last = document.cells.last().unwrap();
    let Source::Page { page, area } = document.sources[last.origin.start as usize] else { panic!("no page") };
    assert_eq!(page, 3);
    assert!(area[0] > 450 && area[2] < 525 && area[1] < area[3], "{area:?}");
}

/// A file of ours whose tables have no lines, or only some, is read like the text report that it was made of.
#[track_caller]
fn check_unruled(name: &str, original: &str) {
    let path = Path::new(env!("CARGO_MANIFEST_DIR")).join("../../tests/reports").join(original);
    let expected = read(&std::fs::read(path).unwrap(), &Limits::default()).unwrap().draft;
    let draft = read(&file(name), &Limits::default()).unwrap().draft;
    for table in Table::ALL {
        let [grid, known] = [&draft, &expected].map(|draft| &draft.grids[table as usize]);
        let labels = table.rows().iter().zip(grid.lines.iter().zip(&known.lines));
        for (row, (line, known)) in labels {
            let label = line.label.of(&draft.text);
            assert_eq!(
                (line.present, line.fit, line.found),
                (known.present, known.fit, known.found),
                "{name}: {} {label}",
                row.title
            );
        }
        let values = |grid: &gouji_core::report::GridDraft| {
            grid.cells.iter().map(|cell| (cell.state, cell.value)).collect::<Vec<_>>()
        };
        assert_eq!(values(grid), values(known), "{name}: {}", table.title());
        assert!(grid.inferred);
    }
    assert_eq!(draft.extras, []);
    assert_eq!(draft.troubles.len(), 3, "{:?}", draft.troubles);
    assert!(
        draft
            .troubles
            .iter()
            .all(|trouble| !trouble.blocking && trouble.message.contains("没有完整的表格线"))
    );
}

#[test]
fn tables_without_lines_are_read_by_their_columns() {
    check_unruled("unruled.pdf", "clean-2020.txt");
    check_unruled("across.pdf", "clean-2023.txt");
    check_unruled("bare.pdf", "clean-2023.txt");
}

/// Rows of figures in seven columns beside labels, `_` for a cell that is blank.
fn rows_of_figures(rows: &[(&str, &str)]) -> String {
    let mut content = String::from("BT /F 9 Tf ");
    for (at, (label, figures)) in rows.iter().enumerate() {
        let y = 700 - 14 * at;
        content.push_str(&format!("1 0 0 1 60 {y} Tm ({label}) Tj "));
        for (column, figure) in figures.split(' ').enumerate().filter(|(_, figure)| *figure != "_") {
            content.push_str(&format!("1 0 0 1 {} {y} Tm ({figure}) Tj ", 200 + 45 * column));
        }
    }
    content + "ET"
}

#[track_caller]
fn check_rows(rows: &[(&str, &str)], expected: &[&str]) {
    let document = read_document(&page(&rows_of_figures(rows), "", &[]), &Limits::default()).unwrap();
    assert_eq!(lines(&document), expected);
    assert!(!document.unruled.is_empty());
}

#[test]
fn blank_cells_of_tables_without_lines_stay_in_their_columns() {
    check_rows(
        &[
            ("1.a", "0 0 0 0 0 0 0"),
            ("2.b", "1 _ 0 0 0 _ 1"),
            ("3.c", "_ 2 0 0 0 0 2"),
            ("4.d", "25 2 0 0 0 0 27"),
        ],
        &[
            "1.a | 0 | 0 | 0 | 0 | 0 | 0 | 0",
            "2.b | 1 |  | 0 | 0 | 0 |  | 1",
            "3.c |  | 2 | 0 | 0 | 0 | 0 | 2",
            "4.d | 25 | 2 | 0 | 0 | 0 | 0 | 27",
        ],
    );
    // Words among the figures are no row of a table, and two rows are none either.
    let gap = |count: usize| " ".repeat(count);
    let apart = |figures: &str| figures.split(' ').collect::<Vec<_>>().join(&gap(9));
    check_rows(
        &[("1.a", "0 0 0 0 0 0 0"), ("2.b", "1 0 0 0 0 0 1")],
        &[
            &format!("1.a{}{}", gap(28), apart("0 0 0 0 0 0 0")),
            &format!("2.b{}{}", gap(28), apart("1 0 0 0 0 0 1")),
        ],
    );
}

/// A real report, where the corpus is at hand.
fn corpus(name: &str) -> Option<Reading> {
    let path = Path::new(env!("CARGO_MANIFEST_DIR")).join("../../../shared/corpus").join(name);
    let bytes = std::fs::read(path).ok()?;
    Some(read(&bytes, &Limits::default()).unwrap())
}

/// Holds the rows of a table, in the order of the form, to figures that were read off the page; `-` is a row that the
/// report does not have.
#[track_caller]
fn check_table(reading: &Reading, table: Table, expected: &str) {
    let grid = &reading.draft.grids[table as usize];
    let columns = grid.cells.len() / table.rows().len();
    let found: Vec<String> = grid
        .cells
        .chunks(columns)
        .map(|row| {
            let present = row.iter().filter(|cell| cell.state != CellState::Missing);
            let figures: Vec<&str> = present.map(|cell| cell.place.of(&reading.draft.text)).collect();
            if figures.is_empty() { "-".to_owned() } else { figures.join(" ") }
        })
        .collect();
    let expected: Vec<&str> = expected.lines().map(str::trim).filter(|line| !line.is_empty()).collect();
    assert_eq!(found, expected);
    assert!(!grid.inferred);
}

/// Every figure of the file was compared with the pages as printed.
#[test]
fn a_city_of_2024_with_a_row_label_that_a_page_break_cuts() {
    let Some(reading) = corpus("huaian-city-2024.pdf") else { return };
    assert_eq!(reading.document.troubles, []);
    assert_eq!(reading.draft.troubles, []);
    assert_eq!((reading.draft.year, reading.draft.parts.len()), (Some(2024), 6));
    assert!(reading.document.text.contains("（四）无法提供 | 1.本机关不掌握相关政府信息 | 746 | 12 "));
    assert!(!reading.document.text.lines().any(|line| line.starts_with("- ") || line.ends_with(" -")));
    check_table(&reading, Table::Proactive, "1 0 11\n 8 26 66\n 447228\n -\n 3985758\n 88283\n 96171.6\n -");
    check_table(
        &reading,
        Table::Requests,
        "3001 53 0 0 61 4 3119
         34 0 0 0 0 0 34
         1288 21 0 0 50 3 1362
         447 7 0 0 0 0 454
         2 0 0 0 0 0 2
         30 1 0 0 0 0 31
         5 0 0 0 0 0 5
         6 0 0 0 0 0 6
         7 1 0 0 0 0 8
         12 0 0 0 0 0 12
         9 0 0 0 0 0 9
         105 0 0 0 0 0 105
         746 12 0 0 10 1 769
         11 0 0 0 0 0 11
         1 0 0 0 0 0 1
         56 6 0 0 0 0 62
         25 0 0 0 0 0 25
         0 0 0 0 0 0 0
         0 0 0 0 0 0 0
         1 0 0 0 0 0 1
         -
         67 3 0 0 1 0 71
         6 0 0 0 0 0 6
         108 2 0 0 0 0 110
         2932 53 0 0 61 4 3050
         103 0 0 0 0 0 103",
    );
    check_table(&reading, Table::Disputes, "72 64 178 37 351\n 13 4 8 1 26\n 12 1 1 6 20");
}

/// As above. Its table three has the one row of the form of 2019 for other ways of handling.
#[test]
fn a_district_of_2023_with_text_set_downwards() {
    let Some(reading) = corpus("hongze-district-2023.pdf") else { return };
    assert_eq!(reading.document.troubles, []);
    assert_eq!(reading.draft.troubles, []);
    assert_eq!((reading.draft.year, reading.draft.parts.len()), (Some(2023), 6));
    assert!(reading.document.text.contains("三、本年度办理结果 | （一）予以公开 | "));
    check_table(&reading, Table::Proactive, "0 0 0\n 0 5 5\n 550\n -\n 4119\n 195\n 7730.28\n -");
    let zero = "0 0 0 0 0 0 0\n";
    let alone = |figure| format!("{figure} 0 0 0 0 0 {figure}\n");
    let expected = [
        &alone(21),
        &zero.repeat(2),
        &alone(4),
        &alone(1),
        &zero.repeat(4),
        &alone(1).repeat(2),
        zero,
        &alone(10),
        &alone(3),
        zero,
        &alone(1),
        // The rows two to five, and the single row of other handling.
        &zero.repeat(5),
        "-\n-\n-\n",
        &alone(21),
        zero,
    ];
    check_table(&reading, Table::Requests, &expected.concat());
    check_table(&reading, Table::Disputes, "10 1 0 0 0\n 0 0 0 0 0\n 5 0 0 0 0");
}

/// A PDF of these objects, numbered from 1, the first of them the catalog.
fn pdf(objects: &[&str], trailer: &str) -> Vec<u8> {
    let mut file = b"%PDF-1.4\n".to_vec();
    let mut places = Vec::new();
    for (at, object) in objects.iter().enumerate() {
        places.push(file.len());
        file.extend(format!("{} 0 obj\n{object}\nendobj\n", at + 1).bytes());
    }
    let xref = file.len();
    file.extend(format!("xref\n0 {}\n0000000000 65535 f \n", objects.len() + 1).bytes());
    for place in places {
        file.extend(format!("{place:010} 00000 n \n").bytes());
    }
    let size = objects.len() + 1;
    file.extend(format!("trailer\n<</Root 1 0 R/Size {size}{trailer}>>\nstartxref\n{xref}\n%%EOF\n").bytes());
    file
}

const FONT: &str = "<</Type/Font/Subtype/Type1/BaseFont/Helvetica/Encoding/WinAnsiEncoding>>";

/// One page with this content, and other objects from number 6 on, which resources may name.
fn page(content: &str, resources: &str, others: &[&str]) -> Vec<u8> {
    let page = format!(
        "<</Type/Page/Parent 2 0 R/MediaBox[0 0 595 842]/Contents 4 0 R/Resources<</Font<</F 5 0 R>>{resources}>>>>"
    );
    let stream = format!("<</Length {}>>\nstream\n{content}\nendstream", content.len());
    let tree = "<</Type/Pages/Kids[3 0 R]/Count 1>>";
    let mut objects = vec!["<</Type/Catalog/Pages 2 0 R>>", tree, &page, &stream, FONT];
    objects.extend(others);
    pdf(&objects, "")
}

fn stream(dictionary: &str, content: &str) -> String {
    format!("<<{dictionary}/Length {}>>\nstream\n{content}\nendstream", content.len())
}

/// Holds the text and the troubles of a file to what is expected.
#[track_caller]
fn check(bytes: &[u8], limits: &Limits, text: &str, troubles: &[&str]) {
    let document = read_document(bytes, limits).unwrap_or_else(|cause| panic!("{cause}"));
    assert_eq!(document.text, text);
    let said: Vec<&str> = document.troubles.iter().map(|trouble| trouble.message.as_str()).collect();
    assert_eq!(said.len(), troubles.len(), "{said:?}");
    for (said, expected) in said.iter().zip(troubles) {
        assert!(said.contains(expected), "{said}");
    }
    assert!(document.troubles.iter().all(|trouble| trouble.blocking));
}

#[track_caller]
fn check_page(content: &str, text: &str) {
    check(&page(content, "", &[]), &Limits::default(), text, &[]);
}

#[test]
fn operators_that_place_text() {
    check_page("BT /F 12 Tf 72 700 Td (first) Tj 0 -40 Td (second) Tj ET", "first\nsecond");
    check_page("BT /F 12 Tf 40 TL 72 700 Td (a) Tj T* (b) Tj (c) ' 1 2 (d) \" ET", "a\nb\nc\nd");
    check_page("BT /F 12 Tf 1 0 0 1 72 700 Tm [(a) -100 (b) -5000 (c)] TJ ET", "ab          c");
    check_page("q 2 0 0 2 0 0 cm BT /F 12 Tf 36 300 Td (big) Tj ET Q", "big");
    check_page("BT /F 12 Tf 72 700 TD 0 -40 TD <6162> Tj T* (c\\063) Tj ET", "ab\nc3");
    // Slanted over the page: a watermark. Outside the page. An inline image between.
    check_page("BT /F 40 Tf 0.7 0.7 -0.7 0.7 100 100 Tm (DRAFT) Tj ET BT /F 12 Tf 72 700 Td (a) Tj ET", "a");
    check_page(
        "BT /F 12 Tf 720 700 Td (out) Tj ET BI /W 1 /H 1 ID \u{1} EI BT /F 12 Tf 72 700 Td (a) Tj ET",
        "a",
    );
}

#[test]
fn lines_of_all_kinds_rule_tables() {
    let text = "BT /F 9 Tf 1 0 0 1 105 725 Tm (a) Tj 1 0 0 1 205 725 Tm (1) Tj 1 0 0 1 105 705 Tm (b) Tj 1 0 0 1 205 705 Tm (2) Tj ET";
    let table = "a | 1\nb | 2";
    let across = "100 740 m 300 740 l S 100 720 m 300 720 l S 100 700 m 300 700 l S ";
    check_page(
        &format!("{across} 100 700 m 100 740 l S 200 700 m 200 740 l S 300 700 m 300 740 l S {text}"),
        table,
    );
    check_page(
        &format!("100 700 100 20 re 200 700 100 20 re 100 720 100 20 re 200 720 100 20 re s {text}"),
        table,
    );
    let thin = "100 740 200 .5 re 100 720 200 .5 re 100 700 200 .5 re 100 700 .5 40 re 200 700 .5 40 re 300 700 .5 40 re f ";
    check_page(&format!("{thin} {text}"), table);
    // The borders of boxes as browsers print them: what is between two rectangles.
    let boxes: String = [(100, 720), (200, 720), (100, 700), (200, 700)]
        .iter()
        .map(|(x, y)| format!("{x} {y} 100 20 re {} {} 98 18 re f* ", x + 1, y + 1))
        .collect();
    check_page(&format!("{boxes} {text}"), table);
    // White lines cannot be seen; a frame is no table.
    check_page(&format!("1 g {thin} 0 g {text}"), "a                     1\nb                     2");
    check_page(&format!("100 690 220 60 re S {text}"), "a                     1\nb                     2");
}

#[test]
fn tables_without_lines_are_doubted() {
    let row = |y: usize, label: &str| {
        format!(
            "1 0 0 1 100 {y} Tm ({label}) Tj 1 0 0 1 200 {y} Tm (1) Tj 1 0 0 1 250 {y} Tm (2) Tj 1 0 0 1 300 {y} Tm (3) Tj "
        )
    };
    let content = format!("BT /F 9 Tf {}{}ET", row(700, "a"), row(688, "b"));
    let gaps = " ".repeat(10);
    let line = |label: &str| format!("{label}{}1{gaps}2{gaps}3", " ".repeat(21));
    let text = format!("{}\n{}", line("a"), line("b"));
    check(&page(&content, "", &[]), &Limits::default(), &text, &[]);
    let document = read_document(&page(&content, "", &[]), &Limits::default()).unwrap();
    let found: Vec<_> = document.unruled.iter().map(|it| (it.page, it.rows)).collect();
    assert_eq!(found, [(1, 1), (1, 1)]);
}

#[test]
fn fonts_that_do_not_tell_what_they_mean() {
    let font = "<</Type/Font/Subtype/Type0/BaseFont/X/Encoding/Identity-H/DescendantFonts[7 0 R]>>";
    let descendant = "<</Type/Font/Subtype/CIDFontType2/BaseFont/X/CIDSystemInfo<</Registry(Adobe)/Ordering(Identity)/Supplement 0>>>>";
    let content =
        |text: &str| format!("BT /F 12 Tf 72 700 Td ({text}) Tj /G 12 Tf 0 -40 Td <00010002> Tj ET");
    let file = |text: &str| page(&content(text), "/Font<</F 5 0 R/G 6 0 R>>", &[font, descendant]);
    check(&file("known"), &Limits::default(), "known\n〓〓", &["第 1 页有 2 个字的字体没有注明"]);
    let refused = read_document(&file(""), &Limits::default()).unwrap_err();
    assert_eq!(refused, Unreadable::PdfWithoutMeaning { count: 2 });
}

#[test]
fn maps_and_predefined_encodings() {
    let show = |encoding: &str, hex: &str, to_unicode: &str, text: &str| {
        let font = format!(
            "<</Type/Font/Subtype/Type0/BaseFont/X/Encoding/{encoding}/DescendantFonts[7 0 R]{to_unicode}>>"
        );
        let descendant = "<</Type/Font/Subtype/CIDFontType0/BaseFont/X/DW 1000/W[1 95 500 814 907 500]>>";
        let map = stream(
            "",
            "1 beginbfrange <0001> <0002> <4E00> endbfrange 1 beginbfchar <0003> <0033> endbfchar",
        );
        let content = format!("BT /G 12 Tf 72 700 Td <{hex}> Tj ET");
        let bytes = page(&content, "/Font<</G 6 0 R>>", &[&font, descendant, &map]);
        check(&bytes, &Limits::default(), text, &[]);
    };
    show("Identity-H", "000100020003", "/ToUnicode 8 0 R", "一丁3");
    show("UniGB-UCS2-H", "6C4753CB00310032", "", "汇友12");
    show("UniGB-UTF16-H", "6C47D840DC000031", "", "汇𠀀1");
    show("GBK-EUC-H", "BBE3D3D13132", "", "汇友12");
    show("GBKp-EUC-H", "BBE3D3D13132", "", "汇友12");
}

#[test]
fn forms_within_forms_end() {
    // A form that draws itself, twice.
    let form = stream(
        "/Type/XObject/Subtype/Form/BBox[0 0 9 9]/Resources<</XObject<</X 6 0 R>>/Font<</F 5 0 R>>>>",
        "/X Do /X Do",
    );
    let bytes = page("BT /F 12 Tf 72 700 Td (a) Tj ET /X Do", "/XObject<</X 6 0 R>>", &[&form]);
    check(&bytes, &Limits::default(), "a", &["嵌套过深"]);
    let bytes = page(
        "BT /F 12 Tf 72 700 Td (a) Tj ET /X Do",
        "/XObject<</X 6 0 R>>",
        &[&stream(
            "/Type/XObject/Subtype/Form/BBox[0 0 9 9]/Matrix[1 0 0 1 0 -50]",
            "BT /F 12 Tf 72 700 Td (in) Tj ET",
        )],
    );
    check(&bytes, &Limits::default(), "a\nin", &[]);
}

#[test]
fn limits_are_said() {
    let limits = Limits { operators: 50, ..Limits::default() };
    let content = format!("BT /F 12 Tf 72 700 Td (a) Tj ET {}", "q Q ".repeat(100));
    check(&page(&content, "", &[]), &limits, "a", &["第 1 页起内容过多"]);
    let text = stream("", "BT /F 12 Tf 72 700 Td (a) Tj ET");
    let page =
        "<</Type/Page/Parent 2 0 R/MediaBox[0 0 595 842]/Contents 4 0 R/Resources<</Font<</F 5 0 R>>>>>>";
    let tree = "<</Type/Pages/Kids[3 0 R 3 0 R 3 0 R]/Count 3>>";
    let three = pdf(&["<</Type/Catalog/Pages 2 0 R>>", tree, page, &text, FONT], "");
    check(&three, &Limits { pages: 2, ..Limits::default() }, "a\na", &["超过 2 页"]);
}

#[test]
fn what_cannot_be_read_says_why() {
    let refused = |bytes: &[u8]| read_document(bytes, &Limits::default()).unwrap_err();
    // A scan: a picture over the whole page.
    let image =
        stream("/Type/XObject/Subtype/Image/Width 1/Height 1/BitsPerComponent 8/ColorSpace/DeviceGray", "a");
    let scan = page("q 595 0 0 842 0 0 cm /X Do Q", "/XObject<</X 6 0 R>>", &[&image]);
    assert_eq!(refused(&scan), Unreadable::Scan { pictures: 1 });
    assert!(refused(&scan).to_string().contains("扫描件"));
    assert_eq!(refused(&page("", "", &[])), Unreadable::Blank);
    // A password that is not the empty one.
    let locked = pdf(
        &[
            "<</Type/Catalog/Pages 2 0 R>>",
            "<</Type/Pages/Kids[]/Count 0>>",
            "<</Filter/Standard/V 1/R 2/O(01234567890123456789012345678901)/U(01234567890123456789012345678901)/P -4>>",
        ],
        "/Encrypt 3 0 R/ID[(a)(a)]",
    );
    assert_eq!(refused(&locked), Unreadable::Encrypted { kind: " PDF 文件" });
    assert!(matches!(refused(b"%PDF-1.7\n"), Unreadable::Damaged { .. }));
    assert!(matches!(refused(&pdf(&["<</Type/Catalog>>"], "")), Unreadable::Damaged { .. }));
}

#[test]
fn damage_is_said() {
    // The directory points nowhere.
    let mut bytes = page("BT /F 12 Tf 72 700 Td (a) Tj ET", "", &[]);
    let at = bytes.windows(9).position(|window| window == b"startxref").unwrap();
    bytes.truncate(at);
    bytes.extend(b"startxref\n99999\n%%EOF\n");
    check(&bytes, &Limits::default(), "a", &["目录（xref）已损坏"]);
    // A stream that cannot be unpacked beside one that can.
    let page = "<</Type/Page/Parent 2 0 R/MediaBox[0 0 595 842]/Contents[4 0 R 6 0 R]/Resources<</Font<</F 5 0 R>>>>>>";
    let good = stream("", "BT /F 12 Tf 72 700 Td (a) Tj ET");
    let bad = stream("/Filter/FlateDecode", "no zlib data");
    let tree = "<</Type/Pages/Kids[3 0 R]/Count 1>>";
    let bytes = pdf(&["<</Type/Catalog/Pages 2 0 R>>", tree, page, &good, FONT, &bad], "");
    check(&bytes, &Limits::default(), "a", &["1 处数据损坏"]);
}

#[test]
fn recognised_text_over_a_scan_is_doubted() {
    check(
        &page("BT /F 12 Tf 3 Tr 72 700 Td (a) Tj ET", "", &[]),
        &Limits::default(),
        "a",
        &["文字来自图像识别"],
    );
}

/// Cut anywhere, a file is refused or read with a trouble, and never breaks anything.
#[test]
fn cut_files() {
    let bytes = file("plain.pdf");
    for at in (0..bytes.len()).step_by(997) {
        if let Ok(document) = read_document(&bytes[..at], &Limits::default()) {
            assert!(document.troubles.iter().any(|trouble| trouble.blocking), "{at}");
        }
    }
}

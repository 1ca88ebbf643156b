//! Fixed pages: PDF. A page with 表三 by its lines, of which the first cell is drawn by each case.

use super::{FIGURE, seen, tables};
use crate::support::{around, heading};

/// Left and right of the column of the figure; every row is so high.
const CELL: [i32; 2] = [300, 340];
const ROW: i32 = 18;

/// Text in the encoding of [`cmap`]: every character by its number.
fn text(x: i32, y: i32, size: i32, text: &str) -> String {
    let codes: String = text.encode_utf16().map(|unit| format!("{unit:04X}")).collect();
    format!("BT /F {size} Tf 1 0 0 1 {x} {y} Tm <{codes}> Tj ET\n")
}

/// Where the figure stands, from the foot of the page.
struct Drawn {
    content: String,
    at: i32,
}

/// The page without the figure.
fn page() -> Drawn {
    let mut content = String::new();
    let mut y = 1500;
    let mut at = 0;
    let rows = &tables("@cell@")[1];
    let report = around(["", "@", ""]);
    for line in report.lines() {
        if line != "@" {
            content += &text(40, y, 10, line);
            y -= 24;
            continue;
        }
        let top = y + 12;
        let mut lines = vec![top];
        for row in rows.iter().skip(3) {
            let figures = row.iter().rposition(|cell| cell != "0" && cell != "@cell@").unwrap_or(0);
            content += &text(42, y, 8, &row[..=figures].join(""));
            for (column, cell) in row[figures + 1..].iter().enumerate() {
                if cell == "@cell@" {
                    at = y;
                } else {
                    content += &text(CELL[0] + 40 * column as i32 + 12, y, 8, cell);
                }
            }
            y -= ROW;
            lines.push(y + 12);
        }
        let foot = y + 12;
        for line in lines {
            content += &format!("40 {line} m 580 {line} l S\n");
        }
        for x in [40, 300, 340, 380, 420, 460, 500, 540, 580] {
            content += &format!("{x} {foot} m {x} {top} l S\n");
        }
        y -= 24;
    }
    Drawn { content, at }
}

/// The file of a page with this content, these resources and other entries of the page, and objects from number 8 on.
fn pdf(content: &str, resources: &str, entries: &str, catalog: &str, others: &[String]) -> Vec<u8> {
    let cmap =
        "/CIDInit /ProcSet findresource begin begincmap 1 begincodespacerange <0000> <FFFF> endcodespacerange
        1 beginbfrange <0000> <FFFF> <0000> endbfrange endcmap";
    let stream = |content: &str| format!("<</Length {}>>\nstream\n{content}\nendstream", content.len());
    let mut objects = vec![
        format!("<</Type/Catalog/Pages 2 0 R{catalog}>>"),
        "<</Type/Pages/Kids[3 0 R]/Count 1>>".to_owned(),
        format!("<</Type/Page/Parent 2 0 R/MediaBox[0 0 620 1540]/Contents 4 0 R/Resources<</Font<</F 5 0 R>>{resources}>>{entries}>>"),
        stream(content),
        "<</Type/Font/Subtype/Type0/BaseFont/A/Encoding/Identity-H/DescendantFonts[6 0 R]/ToUnicode 7 0 R>>".to_owned(),
        "<</Type/Font/Subtype/CIDFontType2/BaseFont/A/CIDSystemInfo<</Registry(A)/Ordering(I)/Supplement 0>>/DW 1000/W[32[500] 48 57 500]>>".to_owned(),
        stream(cmap),
    ];
    objects.extend_from_slice(others);
    let mut file = b"%PDF-1.7\n".to_vec();
    let mut places = Vec::new();
    for (number, object) in (1..).zip(&objects) {
        places.push(file.len());
        file.extend(format!("{number} 0 obj\n{object}\nendobj\n").into_bytes());
    }
    let start = file.len();
    let table: String = places.iter().map(|place| format!("{place:010} 00000 n \n")).collect();
    let count = objects.len() + 1;
    file.extend(
        format!("xref\n0 {count}\n0000000000 65535 f \n{table}trailer\n<</Size {count}/Root 1 0 R>>\nstartxref\n{start}\n%%EOF\n")
            .into_bytes(),
    );
    file
}

/// Draws the figure at a place.
type Figure = fn(i32, i32) -> String;

/// What is read where `figure` draws the cell, given the place of its text.
#[track_caller]
fn drawn(figure: impl Fn(i32, i32) -> String) -> String {
    let Drawn { content, at } = page();
    seen(&pdf(&(content + &figure(312, at)), "", "", "", &[]))
}

fn digits(x: i32, y: i32, figure: &str) -> String {
    text(x, y, 8, figure)
}

#[test]
fn characters_that_are_not_seen() {
    assert_eq!(drawn(|x, y| digits(x, y, FIGURE)), "41");
    let cases: [(&str, Figure, &str); 9] = [
        ("invisible", |x, y| format!("q 3 Tr {} Q {}", digits(x, y, "4"), digits(x + 4, y, "1")), "1"),
        ("white", |x, y| format!("q 1 g {} Q {}", digits(x, y, "4"), digits(x + 4, y, "1")), "?!"),
        (
            "white on dark",
            |x, y| format!("0.2 g {} {} 38 14 re f q 1 g {} Q", x - 11, y - 4, digits(x, y, FIGURE)),
            "41",
        ),
        (
            "dark on dark",
            |x, y| format!("0.2 g {} {} 38 14 re f {}", x - 11, y - 4, digits(x, y, FIGURE)),
            "?!",
        ),
        ("covered", |x, y| format!("{} q 1 g {} {} 5 10 re f Q", digits(x, y, FIGURE), x - 1, y - 2), "1"),
        (
            "clipped",
            |x, y| format!("q {x} {y} 1 1 re W n {} Q {}", digits(x + 9, y, "4"), digits(x, y, "1")),
            "1",
        ),
        ("tiny", |x, y| text(x, y, 1, FIGURE), "?!"),
        ("raised", |x, y| format!("{} {}", digits(x, y, FIGURE), text(x + 8, y + 3, 5, "1")), "?!"),
        (
            "struck",
            |x, y| format!("{} {} {} m {} {} l S", digits(x, y, FIGURE), x - 1, y + 3, x + 9, y + 3),
            "?!",
        ),
    ];
    for (name, figure, expected) in cases {
        assert_eq!(drawn(figure), expected, "{name}");
    }
}

#[test]
fn two_lines_are_two_figures() {
    assert_eq!(drawn(|x, y| format!("{} {}", text(x, y + 4, 5, "4"), text(x, y - 2, 5, "112"))), "?!");
}

#[test]
fn layers_fields_and_remarks() {
    let Drawn { content, at } = page();
    let off = "/OCProperties<</OCGs[8 0 R]/D<</OFF[8 0 R]>>>>";
    let properties = "/Properties<</L 8 0 R>>";
    let layer = vec!["<</Type/OCG/Name(L)>>".to_owned()];
    let four = format!("{content}/OC /L BDC {} EMC {}", digits(312, at, "4"), digits(316, at, "1"));
    assert_eq!(seen(&pdf(&four, properties, "", off, &layer)), "1");
    assert_eq!(seen(&pdf(&four, properties, "", "", &layer)), "41");

    let rect = format!("[{} {} {} {}]", 305, at - 3, 335, at + 9);
    let with = |annotation: &str| {
        let annotation = format!("<</Type/Annot/Rect{rect}{annotation}>>");
        seen(&pdf(&content, "", "/Annots[8 0 R]", "", &[annotation]))
    };
    for (annotation, expected) in [
        ("/Subtype/Widget/FT/Tx/V(9)", "?!"),
        ("/Subtype/Widget/FT/Tx", "_"),
        ("/Subtype/Widget/FT/Btn/V/Off", "_"),
        ("/Subtype/FreeText/Contents(9)", "?!"),
        ("/Subtype/FreeText/Contents(9)/F 2", "_"),
        ("/Subtype/Stamp", "?!"),
        ("/Subtype/Link", "_"),
        ("/Subtype/Text/Contents(9)", "_"),
    ] {
        assert_eq!(with(annotation), expected, "{annotation}");
    }
}

#[test]
fn pictures_and_drawings_in_cells() {
    let Drawn { content, at } = page();
    let image = |dictionary: &str| {
        format!(
            "<</Subtype/Image/Width 1/Height 1/BitsPerComponent 8/ColorSpace/DeviceGray/Length 1{dictionary}>>\nstream\n0\nendstream"
        )
    };
    let with = |figure: &str, place: &str| {
        let content = format!("{content}{figure} q {place} cm /I Do Q");
        seen(&pdf(&content, "/XObject<</I 8 0 R>>", "", "", &[image("")]))
    };
    let inside = format!("10 0 0 9 312 {}", at - 1);
    assert_eq!(with("", &inside), "?!");
    assert_eq!(with(&digits(312, at, FIGURE), &inside), "?!");
    assert_eq!(with(&digits(312, at, FIGURE), "30 0 0 30 560 1500"), "41");
    // Between paragraphs of the report, as large as a paragraph.
    assert!(
        content.contains(&text(40, 1500, 10, "石桥县人民政府2022年政府信息公开工作年度报告")),
        "{}",
        heading(1)
    );
    assert_eq!(with(&digits(312, at, FIGURE), "400 0 0 20 60 1455"), "41!");
    let nine = format!("{} {} m {} {} {} {} {} {} c f", 312, at, 312, at + 9, 320, at + 9, 320, at);
    assert_eq!(seen(&pdf(&format!("{content}{nine}"), "", "", "", &[])), "?!");
}

//! PDF. What a way draws has `@` places: those of the text (`@x`, `@y`) and of its box, from the foot of the page; behind
//! `¦` stands an annotation.

use super::Of::{Figure, Sentence, Text};
use super::drawn::{self, SIZE};
use super::{Line, Place, Way};

pub(super) const WAYS: &[Way] = &[
    // Not shown.
    Way::of(Text, "mode", "q 3 Tr @plain Q"),
    Way::of(Text, "mode-clip", "q 7 Tr @plain Q"),
    Way::of(Text, "white", "q 1 g @plain Q"),
    Way::of(Text, "white-rgb", "q 1 1 1 rg @plain Q"),
    Way::of(Text, "white-ink", "q 0 0 0 0 k @plain Q"),
    Way::of(Text, "white-space", "q /DeviceRGB cs 1 1 1 sc @plain Q"),
    Way::of(Text, "white-outline", "q 1 G 1 Tr @plain Q"),
    Way::of(Text, "dark-on-dark", "0.2 g @box re f @plain 0 g"),
    Way::of(Text, "covered", "@plain q 1 g @box re f Q"),
    Way::of(Text, "covered-dark", "@plain q 0.5 g @box re f Q"),
    Way::of(
        Text,
        "covered-by-path",
        "@plain q 1 g @left @foot m @right @foot l @right @top l @left @top l h f Q",
    ),
    Way::of(Text, "covered-by-picture", "@plain q @width 0 0 @height @left @foot cm /I Do Q"),
    Way::of(Text, "covered-by-shading", "@plain q @box re W n /S sh Q"),
    Way::of(Text, "clipped", "q 0 0 1 1 re W n @plain Q"),
    Way::of(Text, "transparent", "q /G gs @plain Q"),
    Way::of(Text, "tiny", "BT /F 0.2 Tf 1 0 0 1 @x @y Tm <{}> Tj ET"),
    Way::of(Text, "tiny-matrix", "BT /F 8 Tf 0.02 0 0 0.02 @x @y Tm <{}> Tj ET"),
    Way::of(Text, "no-width", "BT 0 Tz /F 8 Tf 1 0 0 1 @x @y Tm <{}> Tj ET"),
    Way::of(Text, "no-height", "BT /F 8 Tf 1 0 0 0 @x @y Tm <{}> Tj ET"),
    Way::of(Text, "off-page", "BT /F 8 Tf 1 0 0 1 9000 @y Tm <{}> Tj ET"),
    Way::of(Text, "layer", "/OC /L BDC @plain EMC"),
    Way::of(Figure, "layer-of-form", "/X Do"),
    Way::of(Text, "covered-by-remark", "@plain¦/Subtype/Square/IC[1 1 1]"),
    Way::of(Text, "redacted", "@plain¦/Subtype/Redact"),
    // Shown, but not as text of the page.
    Way::of(Text, "picture", "q @width 0 0 @height @left @foot cm /I Do Q"),
    Way::of(
        Text,
        "picture-in-place",
        "q @width 0 0 @height @left @foot cm BI /W 1 /H 1 /BPC 8 /CS /G ID 0 EI Q",
    ),
    Way::of(Text, "curves", "@glyphs"),
    Way::of(Text, "strokes", "@strokes"),
    Way::of(Text, "unknown", "BT /U 8 Tf 1 0 0 1 @x @y Tm <{}> Tj ET"),
    Way::of(Text, "remark", "¦/Subtype/FreeText/Contents(9)"),
    Way::of(Text, "field", "¦/Subtype/Widget/FT/Tx/V(9)"),
    Way::of(Figure, "choice", "¦/Subtype/Widget/FT/Ch/V(9)"),
    Way::of(Figure, "stamp", "¦/Subtype/Stamp"),
    // Shown otherwise than it is read.
    Way::of(Figure, "struck", "@plain @x @middle m @end @middle l S"),
    Way::of(Text, "struck-remark", "@plain¦/Subtype/StrikeOut"),
    Way::of(Figure, "raised", "BT /F 4 Tf 1 0 0 1 @x @middle Tm <{}> Tj ET @after"),
    Way::of(Sentence, "mirrored", "BT /F 8 Tf -1 0 0 1 @right @y Tm <{}> Tj ET"),
];

pub(super) fn write(lines: &[Line], taken: Option<(Place, &Way)>) -> Vec<u8> {
    let page = drawn::page(lines);
    let [width, height] = page.size;
    let (mut content, mut annotation) = (String::new(), String::new());
    for [from_x, from_y, to_x, to_y] in &page.lines {
        content += &format!("{from_x} {} m {to_x} {} l S\n", height - from_y, height - to_y);
    }
    for text in &page.texts {
        let (x, y) = (text.at[0], height - text.at[1]);
        let [left, top, right, foot] =
            [text.room[0] + 1, height - text.room[1] - 1, text.room[2] - 1, height - text.room[3] + 1];
        let codes: String = text.text.encode_utf16().map(|unit| format!("{unit:04X}")).collect();
        let plain = format!("BT /F {SIZE} Tf 1 0 0 1 {x} {y} Tm <{codes}> Tj ET");
        let Some((_, way)) = taken.filter(|(place, _)| *place == text.place) else {
            content += &plain;
            content.push('\n');
            continue;
        };
        let count = text.text.chars().count() as i32;
        let shape = |x: i32, open: &str, close: &str| {
            format!("{x} {y} m {x} {} {} {} {} {y} c {open}{close} ", y + 7, x + 5, y + 7, x + 5)
        };
        let many = |open: &str, close: &str| -> String {
            (0..count).map(|at| shape(x + at * SIZE, open, close)).collect()
        };
        let form = way
            .put(&codes)
            .replace("@plain", &plain)
            .replace("@glyphs", &many("", "f"))
            .replace("@strokes", &many("", "S"))
            .replace("@box", &format!("{left} {foot} {} {}", right - left, top - foot))
            .replace("@left", &left.to_string())
            .replace("@right", &right.to_string())
            .replace("@top", &top.to_string())
            .replace("@foot", &foot.to_string())
            .replace("@width", &(right - left).to_string())
            .replace("@height", &(top - foot).to_string())
            .replace("@middle", &(y + 3).to_string())
            .replace("@end", &(x + count * SIZE / 2).to_string())
            .replace("@after", &format!("BT /F 8 Tf 1 0 0 1 {} {y} Tm <0039> Tj ET", x + count * 2 + 1))
            .replace("@x", &x.to_string())
            .replace("@y", &y.to_string());
        let (drawn, remark) = form.split_once('¦').unwrap_or((&form, ""));
        content += drawn;
        content.push('\n');
        if !remark.is_empty() {
            annotation = format!("<</Type/Annot/Rect[{left} {foot} {right} {top}]{remark}>>");
        }
    }
    file(&content, [width, height], &annotation)
}

fn file(content: &str, [width, height]: [i32; 2], annotation: &str) -> Vec<u8> {
    let cmap =
        "/CIDInit /ProcSet findresource begin begincmap 1 begincodespacerange <0000> <FFFF> endcodespacerange
        1 beginbfrange <0000> <FFFF> <0000> endbfrange endcmap";
    let stream = |head: &str, content: &str| {
        format!("<<{head}/Length {}>>\nstream\n{content}\nendstream", content.len())
    };
    let annotations = if annotation.is_empty() { "" } else { "/Annots[13 0 R]" };
    let objects = [
        "<</Type/Catalog/Pages 2 0 R/OCProperties<</OCGs[8 0 R]/D<</OFF[8 0 R]>>>>>>".to_owned(),
        "<</Type/Pages/Kids[3 0 R]/Count 1>>".to_owned(),
        format!(
            "<</Type/Page/Parent 2 0 R/MediaBox[0 0 {width} {height}]/Contents 4 0 R/Resources<</Font<</F 5 0 R/U 11 0 R>>
             /Properties<</L 8 0 R>>/XObject<</I 9 0 R/X 10 0 R>>/ExtGState<</G<</ca 0>>>>/Shading<</S 12 0 R>>>>{annotations}>>"
        ),
        stream("", content),
        "<</Type/Font/Subtype/Type0/BaseFont/A/Encoding/Identity-H/DescendantFonts[6 0 R]/ToUnicode 7 0 R>>".to_owned(),
        "<</Type/Font/Subtype/CIDFontType2/BaseFont/A/CIDSystemInfo<</Registry(A)/Ordering(I)/Supplement 0>>/DW 1000/W[32[500] 48 57 500]>>".to_owned(),
        stream("", cmap),
        "<</Type/OCG/Name(L)>>".to_owned(),
        stream("/Subtype/Image/Width 1/Height 1/BitsPerComponent 8/ColorSpace/DeviceGray", "0"),
        stream("/Subtype/Form/BBox[0 0 9 9]/OC 8 0 R", "0 0 m"),
        "<</Type/Font/Subtype/Type0/BaseFont/B/Encoding/Identity-H/DescendantFonts[6 0 R]>>".to_owned(),
        "<</ShadingType 2/ColorSpace/DeviceGray/Coords[0 0 1 1]/Function<</FunctionType 2/Domain[0 1]/C0[1]/C1[1]/N 1>>>>".to_owned(),
        annotation.to_owned(),
    ];
    let mut file = b"%PDF-1.7\n".to_vec();
    let mut places = Vec::new();
    for (number, object) in (1..).zip(objects.iter().filter(|object| !object.is_empty())) {
        places.push(file.len());
        file.extend(format!("{number} 0 obj\n{object}\nendobj\n").into_bytes());
    }
    let start = file.len();
    let table: String = places.iter().map(|place| format!("{place:010} 00000 n \n")).collect();
    let count = places.len() + 1;
    file.extend(
        format!("xref\n0 {count}\n0000000000 65535 f \n{table}trailer\n<</Size {count}/Root 1 0 R>>\nstartxref\n{start}\n%%EOF\n")
            .into_bytes(),
    );
    file
}

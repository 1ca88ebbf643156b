//! OFD. A page of points: the form of a way has `@` places, those of the text (`@x`, `@y`) and of its box; behind `¦` stands
//! an annotation.

use super::Of::{Figure, Text};
use super::drawn;
use super::{Line, Place, Way, package};

/// Points of a millimetre, in which OFD measures: the page is as many millimetres as it has points elsewhere, over this.
const SCALE: f32 = 25.4 / 72.0;

const FILLED: &str = "Fill='true' Stroke='false'";

pub(super) const WAYS: &[Way] = &[
    // Not shown.
    Way::of(Text, "invisible", "@text Visible='false'>@code@end"),
    Way::of(Text, "white", "@text><o:FillColor Value='255 255 255'/>@code@end"),
    Way::of(Text, "clear", "@text><o:FillColor Value='0 0 0' Alpha='0'/>@code@end"),
    Way::of(Text, "faded", "@text Alpha='0'>@code@end"),
    Way::of(Text, "not-filled", "@text Fill='false'>@code@end"),
    Way::of(Text, "style", "@text DrawParam='5'>@code@end"),
    Way::of(Text, "tiny", "<o:TextObject Boundary='@box' Size='0.05'>@code@end"),
    Way::of(Text, "no-size", "<o:TextObject Boundary='@box'>@code@end"),
    Way::of(Text, "scaled", "@text CTM='0.01 0 0 0.01 0 0'>@code@end"),
    Way::of(Text, "no-width", "@text HScale='0'>@code@end"),
    Way::of(Text, "off-page", "<o:TextObject Boundary='9000 @top @width @height' Size='@size'>@code@end"),
    Way::of(
        Text,
        "clipped",
        "@text><o:Clips><o:Clip><o:Area><o:Path Boundary='0 0 1 1'><o:AbbreviatedData>M 0 0 L 0.1 0 L 0.1 0.1 L 0 0.1 C</o:AbbreviatedData></o:Path></o:Area></o:Clip></o:Clips>@code@end",
    ),
    Way::of(
        Text,
        "covered",
        "@plain<o:PathObject Boundary='@box' @filled><o:FillColor Value='255 255 255'/><o:AbbreviatedData>M 0 0 L @width 0 L @width @height L 0 @height C</o:AbbreviatedData></o:PathObject>",
    ),
    Way::of(
        Text,
        "covered-dark",
        "@plain<o:PathObject Boundary='@box' @filled><o:FillColor Value='90 90 90'/><o:AbbreviatedData>M 0 0 L @width 0 L @width @height L 0 @height C</o:AbbreviatedData></o:PathObject>",
    ),
    Way::of(
        Text,
        "dark-on-dark",
        "<o:PathObject Boundary='@box' @filled><o:FillColor Value='10 10 10'/><o:AbbreviatedData>M 0 0 L @width 0 L @width @height L 0 @height C</o:AbbreviatedData></o:PathObject>@plain",
    ),
    Way::of(Text, "covered-by-picture", "@plain<o:ImageObject Boundary='@box' ResourceID='9'/>"),
    Way::of(
        Text,
        "covered-by-remark",
        "@plain¦<o:Annot Type='Path'><o:Appearance Boundary='@box'/></o:Annot>",
    ),
    // Shown, but not as text of the page.
    Way::of(Text, "picture", "<o:ImageObject Boundary='@box' ResourceID='9'/>"),
    Way::of(Text, "composite", "<o:CompositeObject Boundary='@box' ResourceID='9'/>"),
    Way::of(
        Text,
        "curves",
        "<o:PathObject Boundary='@box' @filled><o:AbbreviatedData>@curves</o:AbbreviatedData></o:PathObject>",
    ),
    Way::of(
        Text,
        "strokes",
        "<o:PathObject Boundary='@box'><o:AbbreviatedData>@curves</o:AbbreviatedData></o:PathObject>",
    ),
    Way::of(
        Text,
        "remark",
        "¦<o:Annot Type='Stamp'><o:Appearance Boundary='@box'><o:TextObject><o:TextCode>9</o:TextCode></o:TextObject></o:Appearance></o:Annot>",
    ),
    Way::of(
        Text,
        "by-glyphs",
        "@text><o:CGTransform CodePosition='0' CodeCount='1' GlyphCount='1'><o:Glyphs>29</o:Glyphs></o:CGTransform><o:TextCode X='0' Y='4'></o:TextCode>@end",
    ),
    // Shown otherwise than it is read.
    Way::of(
        Figure,
        "struck",
        "@plain<o:PathObject Boundary='@box'><o:AbbreviatedData>M 1 3.4 L 5 3.4</o:AbbreviatedData></o:PathObject>",
    ),
    Way::of(Text, "mirrored", "@text CTM='-1 0 0 1 30 0'>@code@end"),
];

pub(super) fn write(lines: &[Line], taken: Option<(Place, &Way)>) -> Vec<u8> {
    let page = drawn::page(lines);
    let millimetres = |points: i32| (points as f32 * SCALE * 100.0).round() / 100.0;
    let (mut objects, mut annotation) = (String::new(), String::new());
    for line in &page.lines {
        let [from_x, from_y, to_x, to_y] = line.map(millimetres);
        let (width, height) = (to_x - from_x, to_y - from_y);
        objects += &format!(
            "<o:PathObject Boundary='{from_x} {from_y} {width} {height}'><o:AbbreviatedData>M 0 0 L {width} {height}</o:AbbreviatedData></o:PathObject>"
        );
    }
    for text in &page.texts {
        let [left, top, right, foot] = text.room.map(millimetres);
        let (x, y) = (millimetres(text.at[0]) - left, millimetres(text.at[1]) - top);
        let (width, height) = (right - left, foot - top);
        let size = millimetres(drawn::SIZE);
        let code = format!("<o:TextCode X='{x}' Y='{y}'>{}</o:TextCode>", text.text);
        let begin = format!("<o:TextObject Boundary='{left} {top} {width} {height}' Size='{size}'");
        let plain = format!("{begin}>{code}</o:TextObject>");
        let Some((_, way)) = taken.filter(|(place, _)| *place == text.place) else {
            objects += &plain;
            continue;
        };
        let curves: String = (0..text.text.chars().count())
            .map(|at| {
                let x = x + at as f32 * size;
                format!(
                    "M {x} {y} B {x} {} {} {} {} {y} C ",
                    y - size,
                    x + size / 2.0,
                    y - size,
                    x + size / 2.0
                )
            })
            .collect();
        let form = way
            .put(&text.text)
            .replace("@plain", &plain)
            .replace("@text", &begin)
            .replace("@code", &code)
            .replace("@end", "</o:TextObject>")
            .replace("@filled", FILLED)
            .replace("@curves", &curves)
            .replace("@box", &format!("{left} {top} {width} {height}"))
            .replace("@top", &top.to_string())
            .replace("@width", &width.to_string())
            .replace("@height", &height.to_string())
            .replace("@size", &size.to_string());
        let (drawn, remark) = form.split_once('¦').unwrap_or((&form, ""));
        objects += drawn;
        annotation = remark.to_owned();
    }
    file(&objects, page.size.map(millimetres), &annotation)
}

fn file(objects: &str, [width, height]: [f32; 2], annotation: &str) -> Vec<u8> {
    let root = format!(
        "<o:Document xmlns:o='o'><o:CommonData><o:PageArea><o:PhysicalBox>0 0 {width} {height}</o:PhysicalBox></o:PageArea>
         <o:PublicRes>Res.xml</o:PublicRes></o:CommonData><o:Pages><o:Page ID='1' BaseLoc='0.xml'/></o:Pages>
         <o:Annotations>Annotations.xml</o:Annotations></o:Document>"
    );
    let page = format!("<o:Page xmlns:o='o'><o:Content><o:Layer>{objects}</o:Layer></o:Content></o:Page>");
    let remarks = format!("<o:PageAnnot xmlns:o='o'>{annotation}</o:PageAnnot>");
    package(&[
        (
            "OFD.xml",
            "<o:OFD xmlns:o='o'><o:DocBody><o:DocRoot>D/Document.xml</o:DocRoot></o:DocBody></o:OFD>",
        ),
        ("D/Document.xml", &root),
        ("D/0.xml", &page),
        (
            "D/Res.xml",
            "<o:Res xmlns:o='o'><o:DrawParams><o:DrawParam ID='5'><o:FillColor Value='255 255 255'/></o:DrawParam></o:DrawParams></o:Res>",
        ),
        (
            "D/Annotations.xml",
            "<o:Annotations xmlns:o='o'><o:Page PageID='1'><o:FileLoc>a.xml</o:FileLoc></o:Page></o:Annotations>",
        ),
        ("D/a.xml", &remarks),
    ])
}

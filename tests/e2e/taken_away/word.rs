//! Word documents.

use super::Of::{Cell, Figure, Row, Sentence, Text};
use super::{Line, Place, Way, package};

/// Styles that every document here has, used or not.
const STYLES: &str = "<w:styles xmlns:w='w'>
    <w:style w:type='paragraph' w:default='1' w:styleId='a'/>
    <w:style w:type='paragraph' w:styleId='gone'><w:rPr><w:vanish/></w:rPr></w:style>
    <w:style w:type='paragraph' w:styleId='heir'><w:basedOn w:val='gone'/></w:style>
    <w:style w:type='character' w:styleId='run'><w:rPr><w:vanish/></w:rPr></w:style>
    <w:style w:type='character' w:styleId='pale'><w:rPr><w:color w:val='FFFFFF'/></w:rPr></w:style></w:styles>";

pub(super) const WAYS: &[Way] = &[
    // Not shown.
    Way::of(Text, "vanish", "<w:r><w:rPr><w:vanish/></w:rPr><w:t>{}</w:t></w:r>"),
    Way::of(Text, "vanish-special", "<w:r><w:rPr><w:specVanish/></w:rPr><w:t>{}</w:t></w:r>"),
    Way::of(Text, "vanish-style", "<w:r><w:rPr><w:rStyle w:val='run'/></w:rPr><w:t>{}</w:t></w:r>"),
    Way::of(Text, "vanish-paragraph", "<w:pPr><w:pStyle w:val='gone'/></w:pPr><w:r><w:t>{}</w:t></w:r>"),
    Way::of(Text, "vanish-heir", "<w:pPr><w:pStyle w:val='heir'/></w:pPr><w:r><w:t>{}</w:t></w:r>"),
    Way::of(Text, "white", "<w:r><w:rPr><w:color w:val='FFFFFF'/></w:rPr><w:t>{}</w:t></w:r>"),
    Way::of(Text, "white-style", "<w:r><w:rPr><w:rStyle w:val='pale'/></w:rPr><w:t>{}</w:t></w:r>"),
    Way::of(
        Text,
        "white-theme",
        "<w:r><w:rPr><w:color w:val='FFFFFF' w:themeColor='background1'/></w:rPr><w:t>{}</w:t></w:r>",
    ),
    Way::of(
        Text,
        "no-filling",
        "<w:r><w:rPr><w14:textFill xmlns:w14='w14'><w14:noFill/></w14:textFill></w:rPr><w:t>{}</w:t></w:r>",
    ),
    Way::of(
        Text,
        "dark-on-dark",
        "<w:r><w:rPr><w:color w:val='202020'/><w:shd w:val='clear' w:fill='222222'/></w:rPr><w:t>{}</w:t></w:r>",
    ),
    Way::of(
        Text,
        "dark-paragraph",
        "<w:pPr><w:shd w:val='clear' w:fill='222222'/></w:pPr><w:r><w:rPr><w:color w:val='202020'/></w:rPr><w:t>{}</w:t></w:r>",
    ),
    Way::of(Text, "tiny", "<w:r><w:rPr><w:sz w:val='2'/></w:rPr><w:t>{}</w:t></w:r>"),
    Way::of(Text, "narrow", "<w:r><w:rPr><w:w w:val='1'/></w:rPr><w:t>{}</w:t></w:r>"),
    Way::of(
        Text,
        "low-line",
        "<w:pPr><w:spacing w:line='20' w:lineRule='exact'/></w:pPr><w:r><w:t>{}</w:t></w:r>",
    ),
    Way::of(Text, "deleted", "<w:del><w:r><w:delText>{}</w:delText></w:r></w:del>"),
    Way::of(Text, "moved-away", "<w:moveFrom><w:r><w:t>{}</w:t></w:r></w:moveFrom>"),
    Way::of(
        Text,
        "instruction",
        "<w:r><w:fldChar w:fldCharType='begin'/></w:r><w:r><w:instrText>{}</w:instrText></w:r><w:r><w:fldChar w:fldCharType='end'/></w:r>",
    ),
    Way::of(
        Text,
        "field-without-result",
        "<w:r><w:fldChar w:fldCharType='begin'/></w:r><w:r><w:t>{}</w:t></w:r>",
    ),
    Way::of(
        Text,
        "unknown-choice",
        "<mc:AlternateContent xmlns:mc='m'><mc:Choice Requires='x9'><w:r><w:t>{}</w:t></w:r></mc:Choice><mc:Fallback/></mc:AlternateContent>",
    ),
    Way::of(
        Sentence,
        "hidden-box",
        "<w:r><w:drawing><wp:anchor hidden='1'><wp:docPr id='1' hidden='1'/><wps:txbx><w:txbxContent><w:p><w:r><w:t>{}</w:t></w:r></w:p></w:txbxContent></wps:txbx></wp:anchor></w:drawing></w:r>",
    ),
    Way::of(
        Sentence,
        "hidden-old-box",
        "<w:r><w:pict><v:shape style='visibility:hidden'><v:textbox><w:txbxContent><w:p><w:r><w:t>{}</w:t></w:r></w:p></w:txbxContent></v:textbox></v:shape></w:pict></w:r>",
    ),
    Way::of(
        Cell,
        "deleted-cell",
        "<w:tc><w:tcPr><w:cellDel/></w:tcPr><w:p><w:r><w:t>{}</w:t></w:r></w:p></w:tc>",
    ),
    Way::of(
        Cell,
        "covered-cell",
        "<w:tc><w:tcPr><w:hMerge/></w:tcPr><w:p><w:r><w:t>{}</w:t></w:r></w:p></w:tc>",
    ),
    Way::of(
        Cell,
        "dark-cell",
        "<w:tc><w:tcPr><w:shd w:val='clear' w:fill='202020'/></w:tcPr><w:p><w:r><w:rPr><w:color w:val='202020'/></w:rPr><w:t>{}</w:t></w:r></w:p></w:tc>",
    ),
    Way::of(Row, "hidden-row", "<w:tr><w:trPr><w:hidden/></w:trPr>{}</w:tr>"),
    Way::of(Row, "deleted-row", "<w:tr><w:trPr><w:del/></w:trPr>{}</w:tr>"),
    Way::of(Row, "low-row", "<w:tr><w:trPr><w:trHeight w:val='10' w:hRule='exact'/></w:trPr>{}</w:tr>"),
    // Shown, but not as text of the document.
    Way::of(
        Figure,
        "box",
        "<w:r><w:drawing><wps:txbx><w:txbxContent><w:p><w:r><w:t>{}</w:t></w:r></w:p></w:txbxContent></wps:txbx></w:drawing></w:r>",
    ),
    Way::of(
        Text,
        "picture",
        "<w:r><w:drawing><wp:extent cx='6000000' cy='2000000'/><a:blip/></w:drawing></w:r>",
    ),
    Way::of(
        Text,
        "old-picture",
        "<w:r><w:pict><v:shape style='width:415pt;height:60pt'><v:imagedata r:id='r9'/></v:shape></w:pict></w:r>",
    ),
    Way::of(Text, "object", "<w:r><w:object><o:OLEObject ProgID='Excel.Sheet.12'/></w:object></w:r>"),
    Way::of(
        Text,
        "chart",
        "<w:r><w:drawing><wp:extent cx='6000000' cy='2000000'/><a:graphicData uri='x/chart'/></w:drawing></w:r>",
    ),
    Way::of(Text, "word-art", "<w:r><w:pict><v:shape><v:textpath string='{}'/></v:shape></w:pict></w:r>"),
    Way::of(Text, "sub-document", "<w:subDoc r:id='r9'/>"),
    Way::of(Text, "chunk", "</w:p><w:altChunk r:id='r9'/><w:p>"),
    Way::of(Text, "control", "<w:r><w:object><w:control r:id='r9' w:name='TextBox1'/></w:object></w:r>"),
    Way::of(
        Text,
        "list-field",
        "<w:r><w:fldChar w:fldCharType='begin'><w:ffData><w:ddList><w:listEntry w:val='{}'/></w:ddList></w:ffData></w:fldChar></w:r><w:r><w:fldChar w:fldCharType='end'/></w:r>",
    ),
    Way::of(
        Figure,
        "text-field",
        "<w:r><w:fldChar w:fldCharType='begin'><w:ffData><w:textInput/></w:ffData></w:fldChar></w:r><w:r><w:fldChar w:fldCharType='separate'/></w:r><w:r><w:t>{}</w:t></w:r><w:r><w:fldChar w:fldCharType='end'/></w:r>",
    ),
    Way::of(
        Figure,
        "bound",
        "<w:sdt><w:sdtPr><w:dataBinding w:xpath='/a'/></w:sdtPr><w:sdtContent><w:r><w:t>{}</w:t></w:r></w:sdtContent></w:sdt>",
    ),
    Way::of(Figure, "sign", "<w:r><w:sym w:font='Wingdings' w:char='F039'/></w:r>"),
    Way::of(
        Figure,
        "sign-font",
        "<w:r><w:rPr><w:rFonts w:ascii='Wingdings' w:hAnsi='Wingdings'/></w:rPr><w:t>{}</w:t></w:r>",
    ),
    Way::of(Text, "above", "<w:r><w:ruby><w:rt><w:r><w:t>{}</w:t></w:r></w:rt><w:rubyBase/></w:ruby></w:r>"),
    Way::of(Text, "ink", "<w:r><w:contentPart r:id='r9'/></w:r>"),
    // Shown otherwise than it is read.
    Way::of(Text, "beside-the-page", "<w:pPr><w:ind w:left='-20000'/></w:pPr><w:r><w:t>{}</w:t></w:r>"),
    Way::of(Figure, "frame", "<w:pPr><w:framePr w:x='9000' w:y='9000'/></w:pPr><w:r><w:t>{}</w:t></w:r>"),
    Way::of(
        Figure,
        "below-a-line",
        "<m:oMath xmlns:m='m'><m:f><m:num><m:t>{}</m:t></m:num><m:den><m:t>2</m:t></m:den></m:f></m:oMath>",
    ),
    Way::of(Figure, "inserted", "<w:ins><w:r><w:t>{}</w:t></w:r></w:ins>"),
    Way::of(Text, "struck", "<w:r><w:rPr><w:strike/></w:rPr><w:t>{}</w:t></w:r>"),
    Way::of(Text, "struck-twice", "<w:r><w:rPr><w:dstrike/></w:rPr><w:t>{}</w:t></w:r>"),
];

pub(super) fn write(lines: &[Line], taken: Option<(Place, &Way)>) -> Vec<u8> {
    let mut body = String::new();
    let mut in_table = false;
    for (at, line) in lines.iter().enumerate() {
        let is_row = line.len() > 1;
        if is_row != in_table {
            body += if is_row { "<w:tbl>" } else { "</w:tbl>" };
            in_table = is_row;
        }
        let way = |cell: usize| taken.filter(|(place, _)| *place == (at, cell)).map(|(_, way)| way);
        let shown = |cell: usize| {
            let run = way(cell)
                .filter(|way| matches!(way.of, Text | Figure | Sentence))
                .map_or_else(|| format!("<w:r><w:t>{}</w:t></w:r>", line[cell]), |way| way.put(&line[cell]));
            format!("<w:p>{run}</w:p>")
        };
        if !is_row {
            body += &shown(0);
            continue;
        }
        let cells: String = (0..line.len())
            .map(|cell| match way(cell).filter(|way| way.of == Cell) {
                Some(way) => way.put(&line[cell]),
                None => format!("<w:tc>{}</w:tc>", shown(cell)),
            })
            .collect();
        let whole = taken.filter(|((line, _), way)| *line == at && way.of == Row);
        body += &whole.map_or_else(|| format!("<w:tr>{cells}</w:tr>"), |(_, way)| way.put(&cells));
    }
    let main = format!(
        "<w:document xmlns:w='w' xmlns:wp='p' xmlns:wps='s' xmlns:a='a' xmlns:r='r' xmlns:v='v' xmlns:o='o'><w:body>{body}</w:body></w:document>"
    );
    package(&[("word/document.xml", &main), ("word/styles.xml", STYLES)])
}

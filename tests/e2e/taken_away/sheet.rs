//! Workbooks: XLSX and ODS. The form of a way says what is changed, as `key=value` parted by `¦`.

use super::Of::{Figure, Sentence, Text};
use super::{Line, Place, Way, package};

/// What of a sheet a way changes.
fn changes<'w>(way: &'w Way) -> impl Fn(&str) -> Option<&'w str> {
    let form = way.form;
    move |key| {
        form.split('¦')
            .find_map(|change| change.split_once('=').filter(|(name, _)| *name == key))
            .map(|(_, it)| it)
    }
}

/// `B5` for row 4 and column 1.
fn address((row, column): Place) -> String {
    format!("{}{}", char::from(b'A' + column as u8), row + 1)
}

fn is_figure(text: &str) -> bool {
    text.parse::<f64>().is_ok()
}

/// The columns of a row's cells, and how many rows and columns each spans: the heads of 表四 stand over the columns that
/// they are for.
fn columns(line: &Line) -> Vec<(usize, [usize; 2])> {
    let one = |columns: std::ops::Range<usize>, rows| columns.map(move |column| (column, [rows, 1]));
    match (line.len(), &*line[0]) {
        (2, "行政复议") => vec![(0, [1, 5]), (5, [1, 10])],
        (7, "结果维持") => one(0..5, 2).chain([(5, [1, 5]), (10, [1, 5])]).collect(),
        (10, "结果维持") => one(5..15, 1).collect(),
        (count, _) => one(0..count, 1).collect(),
    }
}

/// The looks of XLSX cells: by their number, the first is plain.
const LOOKS: &str = "<numFmts><numFmt numFmtId='200' formatCode=';;;'/><numFmt numFmtId='201' formatCode='&quot;9&quot;'/>
    <numFmt numFmtId='202' formatCode='0,'/><numFmt numFmtId='203' formatCode='[&lt;1000]&quot;&quot;;0'/>
    <numFmt numFmtId='204' formatCode='[White]0'/><numFmt numFmtId='205' formatCode='[DBNum1]0'/></numFmts>
    <fonts><font/><font><color rgb='FFFFFFFF'/></font><font><color theme='0'/></font><font><strike/></font>
    <font><sz val='1'/></font><font><color indexed='9'/></font><font><vertAlign val='superscript'/></font>
    <font><color rgb='FF202020'/></font><font><name val='Wingdings'/></font></fonts>
    <fills><fill/><fill><patternFill patternType='solid'><fgColor rgb='FF222222'/></patternFill></fill></fills>
    <cellXfs><xf/><xf numFmtId='200'/><xf numFmtId='201'/><xf numFmtId='202'/><xf numFmtId='203'/><xf numFmtId='204'/>
    <xf numFmtId='205'/><xf fontId='1'/><xf fontId='2'/><xf fontId='3'/><xf fontId='4'/><xf fontId='5'/><xf fontId='6'/>
    <xf fontId='7' fillId='1'/><xf fontId='8'/><xf><alignment horizontal='fill'/></xf></cellXfs>
    <dxfs><dxf><numFmt numFmtId='200' formatCode=';;;'/></dxf><dxf><font><color rgb='FFFFFFFF'/></font></dxf></dxfs>";

pub(super) const EXCEL: &[Way] = &[
    Way::of(Text, "no-format", "s=1"),
    Way::of(Figure, "literal", "s=2"),
    Way::of(Figure, "scaled", "s=3"),
    Way::of(Figure, "under-condition", "s=4"),
    Way::of(Figure, "white-format", "s=5"),
    Way::of(Text, "white", "s=7"),
    Way::of(Text, "white-theme", "s=8"),
    Way::of(Text, "struck", "s=9"),
    Way::of(Text, "tiny", "s=10"),
    Way::of(Text, "white-index", "s=11"),
    Way::of(Text, "dark-on-dark", "s=13"),
    Way::of(Figure, "signs", "s=14"),
    Way::of(Text, "filled", "s=15"),
    Way::of(Text, "hidden-row", "row=hidden='1'"),
    Way::of(Text, "row-of-no-height", "row=ht='0' customHeight='1'"),
    Way::of(Text, "low-row", "row=ht='0.75' customHeight='1'"),
    Way::of(Text, "hidden-column", "before=<cols><col min='@col' max='@col' width='9' hidden='1'/></cols>"),
    Way::of(
        Text,
        "column-of-no-width",
        "before=<cols><col min='@col' max='@col' width='0' customWidth='1'/></cols>",
    ),
    Way::of(
        Figure,
        "narrow-column",
        "before=<cols><col min='@col' max='@col' width='0.4' customWidth='1'/></cols>",
    ),
    Way::of(
        Figure,
        "no-zeros",
        "before=<sheetViews><sheetView showZeros='0'/></sheetViews>¦cell=<c r='@ref'><v>0</v></c>",
    ),
    Way::of(
        Figure,
        "formulas-shown",
        "before=<sheetViews><sheetView showFormulas='1'/></sheetViews>¦cell=<c r='@ref'><f>1+1</f><v>{}</v></c>",
    ),
    Way::of(Figure, "no-value", "cell=<c r='@ref'><f>1+1</f></c>"),
    Way::of(Figure, "error", "cell=<c r='@ref' t='e'><v>#REF!</v></c>"),
    Way::of(
        Text,
        "condition-no-format",
        "behind=<conditionalFormatting sqref='@ref'><cfRule type='expression' dxfId='0'><formula>TRUE</formula></cfRule></conditionalFormatting>",
    ),
    Way::of(
        Text,
        "condition-white",
        "behind=<conditionalFormatting sqref='@ref'><cfRule type='expression' dxfId='1'><formula>TRUE</formula></cfRule></conditionalFormatting>",
    ),
    Way::of(
        Figure,
        "icons-only",
        "behind=<conditionalFormatting sqref='@ref'><cfRule type='iconSet'><iconSet showValue='0'/></cfRule></conditionalFormatting>",
    ),
    Way::of(
        Figure,
        "bars-only",
        "behind=<conditionalFormatting sqref='@ref'><cfRule type='dataBar'><dataBar showValue='0'/></cfRule></conditionalFormatting>",
    ),
    Way::of(Text, "picture", "cell=¦drawing=<xdr:pic/>"),
    Way::of(Text, "picture-over", "drawing=<xdr:pic/>"),
    Way::of(Text, "box", "cell=¦drawing=<xdr:sp><xdr:txBody><a:t>{}</a:t></xdr:txBody></xdr:sp>"),
    Way::of(Text, "box-over", "drawing=<xdr:sp><xdr:txBody><a:t>9</a:t></xdr:txBody></xdr:sp>"),
    Way::of(Text, "object", "cell=¦drawing=<xdr:graphicFrame/>"),
    Way::of(
        Text,
        "struck-run",
        "cell=<c r='@ref' t='inlineStr'><is><r><rPr><strike/></rPr><t>{}</t></r></is></c>",
    ),
    Way::of(
        Text,
        "white-run",
        "cell=<c r='@ref' t='inlineStr'><is><r><rPr><color rgb='FFFFFFFF'/></rPr><t>{}</t></r></is></c>",
    ),
    Way::of(Figure, "pinyin", "cell=<c r='@ref' t='inlineStr'><is><t></t><rPh><t>{}</t></rPh></is></c>"),
    Way::of(Text, "under-merged", "merge=<mergeCell ref='@above:@ref'/>"),
    Way::of(Text, "image-in-cell", "cell=<c r='@ref' t='e' vm='1'><v>#VALUE!</v></c>"),
    Way::of(Sentence, "other-sheet", "cell=¦hidden={}"),
];

/// Columns and rows of a sheet from 1, as places are written in forms.
fn placed(form: &str, place: Place, text: &str) -> String {
    let above = (place.0 - 1, place.1);
    form.replace("@ref", &address(place))
        .replace("@above", &address(above))
        .replace("@col", &(place.1 + 1).to_string())
        .replace("{}", text)
}

pub(super) fn excel(lines: &[Line], taken: Option<(Place, &Way)>) -> Vec<u8> {
    let (mut rows, mut drawing, mut before, mut behind) =
        (String::new(), String::new(), String::new(), String::new());
    let (mut hidden, mut merges) = (String::new(), String::new());
    for (at, line) in lines.iter().enumerate() {
        let (mut cells, mut of_row) = (String::new(), String::new());
        for ((cell, text), (column, [down, along])) in line.iter().enumerate().zip(columns(line)) {
            let reference = address((at, column));
            let way = taken.filter(|(place, _)| *place == (at, cell)).map(|(_, way)| changes(way));
            let change = |key: &str| way.as_ref()?(key).map(|form| placed(form, (at, column), text));
            if down * along > 1 {
                let last = address((at + down - 1, column + along - 1));
                merges += &format!("<mergeCell ref='{reference}:{last}'/>");
            }
            let look = change("s").map_or_else(String::new, |look| format!(" s='{look}'"));
            cells += &change("cell").unwrap_or_else(|| {
                if is_figure(text) {
                    format!("<c r='{reference}'{look}><v>{text}</v></c>")
                } else {
                    format!("<c r='{reference}' t='inlineStr'{look}><is><t>{text}</t></is></c>")
                }
            });
            of_row += &change("row").unwrap_or_default();
            before += &change("before").unwrap_or_default();
            behind += &change("behind").unwrap_or_default();
            hidden += &change("hidden").unwrap_or_default();
            merges += &change("merge").unwrap_or_default();
            if let Some(shape) = change("drawing") {
                drawing = format!(
                    "<xdr:wsDr><xdr:twoCellAnchor><xdr:from><xdr:col>{column}</xdr:col><xdr:row>{at}</xdr:row></xdr:from>
                     <xdr:to><xdr:col>{}</xdr:col><xdr:row>{}</xdr:row></xdr:to>{shape}</xdr:twoCellAnchor></xdr:wsDr>",
                    column + 1,
                    at + 1 + if line.len() == 1 { 3 } else { 0 },
                );
            }
        }
        rows += &format!("<row r='{}' {of_row}>{cells}</row>", at + 1);
    }
    let sheet = format!(
        "<worksheet>{before}<sheetData>{rows}</sheetData><mergeCells>{merges}</mergeCells>{behind}</worksheet>"
    );
    let other = format!(
        "<worksheet><sheetData><row r='1'><c r='A1' t='inlineStr'><is><t>{hidden}</t></is></c></row></sheetData></worksheet>"
    );
    let styles = format!("<styleSheet>{LOOKS}</styleSheet>");
    let mut files = vec![
        (
            "xl/workbook.xml",
            "<workbook><sheets><sheet name='甲' sheetId='1' r:id='r1'/><sheet name='乙' sheetId='2' state='hidden' r:id='r2'/></sheets></workbook>",
        ),
        (
            "xl/_rels/workbook.xml.rels",
            "<Relationships><Relationship Id='r1' Type='x/worksheet' Target='worksheets/s.xml'/>
             <Relationship Id='r2' Type='x/worksheet' Target='worksheets/t.xml'/>
             <Relationship Id='r3' Type='x/styles' Target='styles.xml'/></Relationships>",
        ),
        ("xl/styles.xml", &*styles),
        ("xl/worksheets/s.xml", &*sheet),
        ("xl/worksheets/t.xml", &*other),
    ];
    if !drawing.is_empty() {
        files.extend([
            (
                "xl/worksheets/_rels/s.xml.rels",
                "<Relationships><Relationship Id='r1' Type='x/drawing' Target='../drawings/d.xml'/></Relationships>",
            ),
            ("xl/drawings/d.xml", &*drawing),
        ]);
    }
    package(&files)
}

/// The looks of ODS cells and rows.
const STYLES: &str = "<style:style style:name='white' style:family='table-cell'><style:text-properties fo:color='#ffffff'/></style:style>
    <style:style style:name='struck' style:family='table-cell'><style:text-properties style:text-line-through-style='solid'/></style:style>
    <style:style style:name='gone' style:family='text'><style:text-properties text:display='none'/></style:style>
    <style:style style:name='tiny' style:family='table-cell'><style:text-properties fo:font-size='1pt'/></style:style>
    <style:style style:name='dark' style:family='table-cell'><style:table-cell-properties fo:background-color='#222222'/>
    <style:text-properties fo:color='#202020'/></style:style>
    <style:style style:name='struck-run' style:family='text'><style:text-properties style:text-line-through-style='solid'/></style:style>
    <style:style style:name='white-run' style:family='text'><style:text-properties fo:color='#ffffff'/></style:style>
    <style:style style:name='raised-run' style:family='text'><style:text-properties style:text-position='super 58%'/></style:style>
    <style:style style:name='low' style:family='table-row'><style:table-row-properties style:row-height='0.01cm'/></style:style>
    <style:style style:name='thin' style:family='table-column'><style:table-column-properties style:column-width='0cm'/></style:style>
    <style:style style:name='concealed' style:family='table'><style:table-properties table:display='false'/></style:style>";

const STRING: &str = "office:value-type='string'";

pub(super) const OPEN: &[Way] = &[
    Way::of(Text, "white", "style=white"),
    Way::of(Text, "struck", "style=struck"),
    Way::of(Text, "tiny", "style=tiny"),
    Way::of(Text, "dark-on-dark", "style=dark"),
    Way::of(Text, "hidden-row", "row=table:visibility='collapse'"),
    Way::of(Text, "filtered-row", "row=table:visibility='filter'"),
    Way::of(Text, "low-row", "row=table:style-name='low'"),
    Way::of(
        Text,
        "hidden-column",
        "before=<table:table-column table:number-columns-repeated='@before'/><table:table-column table:visibility='collapse'/>",
    ),
    Way::of(
        Text,
        "thin-column",
        "before=<table:table-column table:number-columns-repeated='@before'/><table:table-column table:style-name='thin'/>",
    ),
    Way::of(
        Figure,
        "value-unlike-text",
        "cell=<table:table-cell office:value-type='float' office:value='{}'><text:p>999</text:p></table:table-cell>",
    ),
    Way::of(
        Figure,
        "value-without-text",
        "cell=<table:table-cell office:value-type='float' office:value='{}'><text:p></text:p></table:table-cell>",
    ),
    Way::of(
        Text,
        "covered",
        "cell=<table:covered-table-cell @string><text:p>{}</text:p></table:covered-table-cell>",
    ),
    Way::of(
        Text,
        "gone-run",
        "cell=<table:table-cell @string><text:p><text:span text:style-name='gone'>{}</text:span></text:p></table:table-cell>",
    ),
    Way::of(
        Text,
        "white-run",
        "cell=<table:table-cell @string><text:p><text:span text:style-name='white-run'>{}</text:span></text:p></table:table-cell>",
    ),
    Way::of(
        Text,
        "struck-run",
        "cell=<table:table-cell @string><text:p><text:span text:style-name='struck-run'>{}</text:span></text:p></table:table-cell>",
    ),
    Way::of(
        Text,
        "hidden-text",
        "cell=<table:table-cell @string><text:p><text:hidden-text text:condition='ooow:true' text:string-value='{}'/></text:p></table:table-cell>",
    ),
    Way::of(
        Figure,
        "remark",
        "cell=<table:table-cell><office:annotation><text:p>{}</text:p></office:annotation></table:table-cell>",
    ),
    Way::of(
        Text,
        "picture",
        "cell=<table:table-cell><draw:frame svg:width='16cm' svg:height='4cm'><draw:image xlink:href='a.png'/></draw:frame></table:table-cell>",
    ),
    Way::of(
        Text,
        "object",
        "cell=<table:table-cell><draw:frame svg:width='16cm' svg:height='4cm'><draw:object xlink:href='a'/></draw:frame></table:table-cell>",
    ),
    Way::of(
        Text,
        "box",
        "cell=<table:table-cell><draw:frame svg:width='16cm' svg:height='4cm'><draw:text-box><text:p>{}</text:p></draw:text-box></draw:frame></table:table-cell>",
    ),
    Way::of(
        Text,
        "shape",
        "cell=<table:table-cell><draw:custom-shape svg:width='16cm' svg:height='4cm'><text:p>{}</text:p></draw:custom-shape></table:table-cell>",
    ),
    Way::of(Figure, "empty", "cell=<table:table-cell/>"),
    Way::of(
        Figure,
        "error",
        "cell=<table:table-cell table:formula='of:=1/0' @string><text:p>#DIV/0!</text:p></table:table-cell>",
    ),
    Way::of(Figure, "no-value", "cell=<table:table-cell table:formula='of:=1'/>"),
    Way::of(Text, "hidden-sheet", "cell=<table:table-cell/>¦hidden={}"),
];

pub(super) fn open(lines: &[Line], taken: Option<(Place, &Way)>) -> Vec<u8> {
    let (mut rows, mut before, mut hidden) = (String::new(), String::new(), String::new());
    for (at, line) in lines.iter().enumerate() {
        let (mut cells, mut of_row) = (String::new(), String::new());
        let mut next = 0;
        for ((cell, text), (column, [down, along])) in line.iter().enumerate().zip(columns(line)) {
            cells += &"<table:covered-table-cell/>".repeat(column - next);
            next = column + 1;
            let way = taken.filter(|(place, _)| *place == (at, cell)).map(|(_, way)| changes(way));
            let change = |key: &str| {
                let form = way.as_ref()?(key)?.replace("@string", STRING);
                Some(placed(&form, (at, column), text))
            };
            let style =
                change("style").map_or_else(String::new, |name| format!("table:style-name='{name}' "));
            cells += &change("cell").unwrap_or_else(|| {
                let kind = if is_figure(text) {
                    format!("office:value-type='float' office:value='{text}'")
                } else {
                    STRING.to_owned()
                };
                let spans =
                    format!("table:number-rows-spanned='{down}' table:number-columns-spanned='{along}'");
                format!("<table:table-cell {style}{kind} {spans}><text:p>{text}</text:p></table:table-cell>")
            });
            of_row += &change("row").unwrap_or_default();
            hidden += &change("hidden").unwrap_or_default();
            if let Some(columns) = change("before") {
                before = match column {
                    0 => columns[columns.find("/>").unwrap() + 2..].to_owned(),
                    _ => columns.replace("@before", &column.to_string()),
                };
            }
        }
        rows += &format!("<table:table-row {of_row}>{cells}</table:table-row>");
    }
    let content = format!(
        "<office:document-content><office:automatic-styles>{STYLES}</office:automatic-styles><office:body><office:spreadsheet>
         <table:table table:name='甲'>{before}{rows}</table:table>
         <table:table table:name='乙' table:style-name='concealed'><table:table-row><table:table-cell {STRING}><text:p>{hidden}</text:p></table:table-cell></table:table-row></table:table>
         </office:spreadsheet></office:body></office:document-content>"
    );
    package(&[("mimetype", "application/vnd.oasis.opendocument.spreadsheet"), ("content.xml", &content)])
}

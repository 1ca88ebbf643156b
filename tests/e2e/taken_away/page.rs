//! Web pages.

use super::Of::{Cell, Figure, Row, Sentence, Text};
use super::{Line, Place, Way};

/// Rules that every page here has, used or not.
const SHEET: &str = ".none{display:none}.veil{visibility:hidden}.nought{font-size:0}.white{color:#fff}
    .far{position:absolute;left:-9999px}.says::before{content:'9'}.print{display:block}
    @media screen{.print{display:none}} div:not(.shown) > .unsure{display:none} :root{--no:none}";

pub(super) const WAYS: &[Way] = &[
    // Not shown.
    Way::of(Text, "display", "<span style='display:none'>{}</span>"),
    Way::of(Text, "display-variable", "<span style='display:var(--no)'>{}</span>"),
    Way::of(Text, "visibility", "<span style='visibility:hidden'>{}</span>"),
    Way::of(Text, "opacity", "<b style='opacity:0'>{}</b>"),
    Way::of(Text, "opacity-percent", "<b style='opacity:1%'>{}</b>"),
    Way::of(Text, "filter", "<b style='filter:opacity(0%)'>{}</b>"),
    Way::of(Text, "font-size", "<font style='font-size:0'>{}</font>"),
    Way::of(Text, "font-size-sum", "<font style='font-size:calc(1px - 1px)'>{}</font>"),
    Way::of(Text, "aside", "<span style='position:absolute;left:-9999px'>{}</span>"),
    Way::of(Text, "indent", "<div style='text-indent:-9999px;overflow:hidden'>{}</div>"),
    Way::of(Text, "transform", "<div style='transform:translateX(-200vw)'>{}</div>"),
    Way::of(Text, "scale", "<div style='transform:scale(0)'>{}</div>"),
    Way::of(Text, "turned-away", "<div style='transform:rotateY(90deg)'>{}</div>"),
    Way::of(Text, "clip", "<span style='position:absolute;clip:rect(0,0,0,0)'>{}</span>"),
    Way::of(Text, "clip-path", "<div style='clip-path:inset(100%)'>{}</div>"),
    Way::of(Text, "mask", "<div style='mask-image:linear-gradient(transparent,transparent)'>{}</div>"),
    Way::of(Text, "height", "<div style='height:0;overflow:hidden'>{}</div>"),
    Way::of(Text, "max-height", "<div style='max-height:0px;overflow-y:hidden'>{}</div>"),
    Way::of(Text, "width", "<div style='width:0;overflow:hidden;white-space:nowrap'>{}</div>"),
    Way::of(Text, "white", "<font color=white>{}</font>"),
    Way::of(Text, "white-style", "<span style='color:rgb(255 255 255)'>{}</span>"),
    Way::of(Text, "transparent", "<span style='color:transparent'>{}</span>"),
    Way::of(Text, "dark-on-dark", "<div style='background:#222;color:#232323'>{}</div>"),
    Way::of(Text, "fill", "<span style='-webkit-text-fill-color:transparent'>{}</span>"),
    Way::of(Text, "dots", "<span style='-webkit-text-security:disc'>{}</span>"),
    Way::of(Text, "signs", "<font face='Wingdings'>{}</font>"),
    Way::of(Text, "signs-style", "<span style='font-family:Webdings'>{}</span>"),
    Way::of(Text, "attribute", "<div hidden>{}</div>"),
    Way::of(Text, "class", "<span class='a none'>{}</span>"),
    Way::of(Text, "class-veil", "<span class=veil>{}</span>"),
    Way::of(Text, "class-nought", "<span class=nought>{}</span>"),
    Way::of(Text, "class-white", "<span class=white>{}</span>"),
    Way::of(Text, "class-far", "<span class=far>{}</span>"),
    Way::of(Text, "class-screen", "<div class=print>{}</div>"),
    Way::of(Text, "class-unsure", "<div><span class=unsure>{}</span></div>"),
    Way::of(Text, "folded", "<details><summary>更多</summary>{}</details>"),
    Way::of(Text, "dialog", "<dialog>{}</dialog>"),
    Way::of(Text, "no-script", "<noscript>{}</noscript>"),
    Way::of(Text, "no-frames", "<noframes>{}</noframes>"),
    Way::of(Text, "template", "<template>{}</template>"),
    Way::of(Figure, "comment", "<!-- {} -->"),
    Way::of(Text, "video", "<video width=600 height=200>{}</video>"),
    Way::of(Text, "list", "<datalist><option>{}</option></datalist>"),
    Way::of(Cell, "cell-display", "<td style='display:none'>{}</td>"),
    Way::of(Cell, "cell-veil", "<td style='visibility:hidden'>{}</td>"),
    Way::of(Cell, "cell-class", "<td class=nought>{}</td>"),
    Way::of(Cell, "cell-hidden", "<td hidden>{}</td>"),
    Way::of(Cell, "cell-white", "<td style='color:#fefefe'>{}</td>"),
    Way::of(Cell, "cell-painted", "<td style='background:url(9.png)'></td>"),
    Way::of(Cell, "cell-generated", "<td class=says></td>"),
    Way::of(Row, "row-hidden", "<tr hidden>{}</tr>"),
    Way::of(Row, "row-collapse", "<tr style='visibility:collapse'>{}</tr>"),
    Way::of(Row, "row-none", "<tr class=none>{}</tr>"),
    Way::of(Text, "zoom", "<b style='zoom:.001'>{}</b>"),
    Way::of(Text, "contained", "<div style='contain:size;overflow:hidden'>{}</div>"),
    Way::of(Text, "rolled-up", "<div style='height:0;overflow:scroll'>{}</div>"),
    Way::of(Text, "named-twice", "<b style='display:none;display:grid-of-lanes'>{}</b>"),
    Way::of(Text, "on-navy", "<div style='background:navy;color:#000080'>{}</div>"),
    // Shown, but not as text of the page.
    Way::of(Text, "frame-written", "<iframe width=600 height=200 srcdoc='{}'></iframe>"),
    Way::of(Text, "frame", "<iframe width=600 height=200 src=a.html></iframe>"),
    Way::of(Text, "object", "<object data=a.html width=600 height=200></object>"),
    Way::of(Text, "embed", "<embed src=a.pdf width=600 height=200>"),
    Way::of(Text, "script", "<script>document.write('{}')</script>"),
    Way::of(Text, "canvas", "<canvas width=600 height=200>{}</canvas>"),
    Way::of(Text, "drawing", "<svg width=600 height=200><text x=0 y=9>{}</text></svg>"),
    Way::of(Text, "picture-of-a-line", "<img src=a.png width=500 height=20>"),
    Way::of(Text, "picture", "<img src=a.png width=600 height=200>"),
    // Between a title and the first part a picture of a size that is not written is the page's as likely as the report's.
    Way::of(Figure, "picture-of-no-size", "<img src=a.png>"),
    Way::of(Figure, "picture-choice", "<picture><source srcset=b.png><img src=a.png alt='{}'></picture>"),
    Way::of(Text, "field", "<input value='{}'>"),
    Way::of(Text, "area", "<textarea>{}</textarea>"),
    Way::of(Text, "choice", "<select><option>{}</option></select>"),
    Way::of(Text, "shadow", "<div><template shadowrootmode=open>{}</template></div>"),
    Way::of(Figure, "meter", "<meter value=9></meter>"),
    Way::of(Figure, "image", "<image href=a.png>"),
    Way::of(Sentence, "painted", "<div style='background-image:url(a.png);width:600px;height:200px'></div>"),
    Way::of(
        Figure,
        "taken-by-script",
        "<b id=gone>{}</b><script>document.getElementById('gone').remove()</script>",
    ),
    // Shown otherwise than it is read.
    Way::of(Text, "animated", "<span style='animation:fade 1s forwards'>{}</span>"),
    Way::of(Text, "replaced", "<b style='content:url(a.png)'>{}</b>"),
    Way::of(Figure, "painted-over", "{}<div style='position:absolute;inset:0;background:#fff'></div>"),
    Way::of(Figure, "numbered", "<ol start=3><li>{}</li></ol>"),
    Way::of(Figure, "below-a-line", "<math><mfrac><mn>{}</mn><mn>2</mn></mfrac></math>"),
    Way::of(Text, "backwards", "<bdo dir=rtl>12{}</bdo>"),
    Way::of(Text, "struck", "<s>{}</s>"),
    Way::of(Text, "struck-style", "<span style='text-decoration:line-through'>{}</span>"),
];

pub(super) fn write(lines: &[Line], taken: Option<(Place, &Way)>) -> Vec<u8> {
    let mut page = format!("<html><head><style>{SHEET}</style></head><body>");
    let mut in_table = false;
    for (at, line) in lines.iter().enumerate() {
        let is_row = line.len() > 1;
        if is_row != in_table {
            page += if is_row { "<table>" } else { "</table>" };
            in_table = is_row;
        }
        let way = |cell: usize| taken.filter(|(place, _)| *place == (at, cell)).map(|(_, way)| way);
        let shown = |cell: usize| {
            way(cell)
                .filter(|way| matches!(way.of, Text | Figure | Sentence))
                .map_or_else(|| line[cell].clone(), |way| way.put(&line[cell]))
        };
        if !is_row {
            page += &format!("<p>{}</p>", shown(0));
            continue;
        }
        let cells: String = (0..line.len())
            .map(|cell| match way(cell).filter(|way| way.of == Cell) {
                Some(way) => way.put(&shown(cell)),
                None => format!("<td>{}</td>", shown(cell)),
            })
            .collect();
        let whole = taken.filter(|((line, _), way)| *line == at && way.of == Row);
        page += &whole.map_or_else(|| format!("<tr>{cells}</tr>"), |(_, way)| way.put(&cells));
    }
    page.into_bytes()
}

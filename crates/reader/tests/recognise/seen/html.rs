//! Pages.

use super::{FIGURE, seen, tables};
use crate::support::{around, heading};

/// A page with this style sheet, with this in the first cell of 表三, and this behind the first paragraph of part one.
fn page(style: &str, cell: &str, paragraph: &str) -> String {
    let table = |rows: &Vec<Vec<String>>| {
        let rows: String =
            rows.iter().map(|row| format!("<tr><td>{}</td></tr>", row.join("</td><td>"))).collect();
        format!("<table>{rows}</table>")
    };
    let [proactive, requests, disputes] = tables("@cell@").map(|rows| table(&rows));
    let text = around([&proactive, &requests, &disputes]);
    let lines: String = text
        .lines()
        .map(|line| if line.starts_with('<') { line.to_owned() } else { format!("<p>{line}</p>") })
        .collect();
    let first = format!("<p>{}</p>", heading(2));
    let lines = lines.replace(&first, &format!("{paragraph}<p>全县各项工作有序开展。</p>{first}"));
    format!("<html><head><style>{style}</style></head><body>{}</body></html>", lines.replace("@cell@", cell))
}

#[track_caller]
fn check(style: &str, cases: &[(&str, &str)]) {
    for (cell, expected) in cases {
        assert_eq!(seen(page(style, cell, "").as_bytes()), *expected, "{cell} under {style}");
    }
}

/// Cases of a paragraph that block, and of one that does not.
#[track_caller]
fn check_paragraphs(style: &str, cases: &[(&str, bool)]) {
    for (paragraph, blocks) in cases {
        let expected = if *blocks { "41!" } else { "41" };
        assert_eq!(seen(page(style, FIGURE, paragraph).as_bytes()), expected, "{paragraph} under {style}");
    }
}

#[test]
fn what_the_element_itself_hides() {
    check(
        "",
        &[
            ("<span style='display:none'>4</span>1", "1"),
            ("<span style='display : NONE !important'>4</span>1", "1"),
            ("<span hidden>4</span>1", "1"),
            ("<span hidden style='display:inline'>4</span>1", "41"),
            ("<span style='visibility:hidden'>4</span>1", "1"),
            ("<b style='visibility:collapse'><i style='visibility:visible'>4</i>7</b>1", "41"),
            ("<span style='opacity:0'>4</span>1", "1"),
            ("<span style='font-size:0'>4<i style='font-size:14px'>1</i></span>", "1"),
            ("<span style='font-size:0px'>4</span>1", "1"),
            ("<span style='font-size:1px'>4</span>1", "?!"),
            ("<span style='color:#fff'>4</span>1", "?!"),
            ("<span style='color:rgba(0,0,0,0)'>4</span>1", "?!"),
            ("<font color=white>4</font>1", "?!"),
            ("<span style='background:#333'><b style='color:#333'>4</b>1</span>", "?!"),
            ("<span style='background:#333;color:#fff'>41</span>", "41"),
            ("<span style='position:absolute;left:-9999px'>4</span>1", "?!"),
            ("<span style='display:inline-block;text-indent:-9999px'>4</span>1", "?!"),
            ("<span style='display:inline-block;width:0;overflow:hidden'>4</span>1", "?!"),
            ("<span style='clip-path:inset(100%)'>4</span>1", "?!"),
            ("<span style='transform:scale(0)'>4</span>1", "?!"),
            ("<span style='filter:blur(9px)'>4</span>1", "?!"),
            ("<span style='color:hsl(0,0%,100%)'>4</span>1", "?!"),
            ("<span style='color:var(--w)'>4</span>1", "?!"),
            ("<span style='dis\\70lay:none'>4</span>1", "1"),
            ("<span style='d&#105;splay:none'>4</span>1", "1"),
            ("<dialog>4</dialog>1", "1"),
            ("<details><summary>1</summary>4</details>", "?!"),
            ("<noscript>4</noscript>1", "1"),
            ("<template>4</template>1", "1"),
            // What pasted pages are full of hides nothing.
            (
                "<span style='display:none;mso-hide:all'>&nbsp;</span><p style='margin-left:-1.4pt;font-size:10.5pt;color:#000;vertical-align:middle;letter-spacing:-.3pt'>41</p>",
                "41",
            ),
        ],
    );
}

#[test]
fn what_a_style_sheet_hides() {
    for (style, cell, expected) in [
        (".x{display:none}", "<b class='y x'>4</b>1", "1"),
        ("#x{display:none}", "<b id=x>4</b>1", "1"),
        ("td i{display:none}", "<i>4</i>1", "1"),
        ("td > i{display:none}", "<b><i>4</i></b>1", "41"),
        ("b.x, i.y{visibility:hidden}", "<i class=y>4</i><i class=x>1</i>", "1"),
        ("i{display:none} .x{display:inline}", "<i class=x>4</i>1", "41"),
        ("/* .x{} */ .x/**/{opacity:0}", "<i class=x>4</i>1", "1"),
        ("<!-- .x{font-size:0} -->", "<i class=x>4</i>1", "1"),
        ("@media screen{.x{display:none}}", "<i class=x>4</i>1", "1"),
        ("@media print{.x{display:none}}", "<i class=x>4</i>1", "41"),
        ("@media (max-width:600px){.x{display:none}}", "<i class=x>4</i>1", "41"),
        ("@media (min-width:600px){.x{display:none}}", "<i class=x>4</i>1", "1"),
        ("@media (orientation:landscape){.x{display:none}}", "<i class=x>4</i>1", "?!"),
        ("i:first-child{display:none}", "<i>4</i>1", "?!"),
        ("i:hover{display:none}", "<i>4</i>1", "41"),
        ("[data-x]{display:none}", "<i data-x=1>4</i>1", "?!"),
        ("[data-x]{display:none}", "<i>4</i>1", "41"),
        ("b + i{display:none}", "<b>4</b><i>1</i>", "?!"),
        (".x{color:white}", "<i class=x>4</i>1", "?!"),
        (".x{color:red}", "<i class=x>4</i>1", "41"),
        (".x{display:none !important}", "<i class=x style='display:inline'>4</i>1", "1"),
        ("td{& .x{display:none}}", "<i class=x>4</i>1", "?!"),
        ("@import url('data:text/css,.x{display:none}');", "<i class=x>4</i>1", "41!"),
        (".x::before{content:'4'}", "<i class=x>1</i>", "?!"),
        (".x::before{content:'\\f101'}", "<i class=x>41</i>", "41"),
        ("td{color:#333;font-size:14px;padding:0} a:hover{color:#fff}", "41", "41"),
    ] {
        check(style, &[(cell, expected)]);
    }
    // A sheet behind what it hides, and one that is no sheet.
    check("", &[("<i class=x>4</i>1<style>.x{display:none}</style>", "1")]);
    check("", &[("<i class=x>4</i>1<!-- <style>.x{display:none}</style> -->", "41")]);
}

#[test]
fn digits_of_different_meaning_stay_apart() {
    check(
        "",
        &[
            ("41<sup>1</sup>", "?!"),
            ("<sup>1</sup>41", "?!"),
            ("<sup>41</sup>", "41"),
            ("41<span style='vertical-align:super'>[1]</span>", "?!"),
            ("<s>35</s>41", "?!"),
            ("<del>35</del>41", "?!"),
            ("<span style='text-decoration:line-through'>35</span>41", "?!"),
            ("<ruby>41<rt>9</rt></ruby>", "?!"),
            ("4<br>112", "?!"),
            ("<p>4</p><p>112</p>", "?!"),
            ("<bdo dir=rtl>14</bdo>", "?!"),
            ("&#x202E;14", "?!"),
            ("<ol><li>41</li></ol>", "?!"),
            ("4<span style='float:right'>1</span>", "?!"),
            ("<div style='display:flex;flex-direction:row-reverse'><b>1</b><b>4</b></div>", "?!"),
            ("41<small style='vertical-align:top'>1</small>", "?!"),
            ("41<span style='position:absolute;margin-left:-20px;background:#fff'>50</span>", "?!"),
        ],
    );
}

#[test]
fn what_is_shown_in_place_of_text() {
    check(
        "",
        &[
            ("<img src=9.png width=10 height=12>", "?!"),
            ("4<img src=1.png>", "?!"),
            ("<img src=icon-9.png>", "?!"),
            ("<img src=dot.gif width=1 height=1>41", "41"),
            ("<input value=9>", "?!"),
            ("<input type=hidden value=9>41", "41"),
            ("<textarea>9</textarea>", "?!"),
            ("<select><option>9</option></select>", "?!"),
            ("<canvas>41</canvas>", "?!"),
            ("<svg><text>9</text></svg>", "?!"),
            ("<svg viewBox='0 0 1 1'/>41", "?!"),
            ("<object data=9.pdf>41</object>", "?!"),
            ("<embed src=9.pdf>", "?!"),
            ("<iframe srcdoc=9></iframe>", "?!"),
            ("<script>document.write(9)</script>", "?!"),
            ("<b id=x></b><script>x.textContent='9'</script>", "?!"),
            ("<b style='background:url(9.png)'>&nbsp;</b>", "?!"),
            ("41<script>document.getElementsByTagName('td')[9].innerHTML='99'</script>", "?!"),
        ],
    );
}

#[test]
fn what_stands_between_paragraphs() {
    check_paragraphs(
        ".x{display:none} .y:before{content:'九十九'}",
        &[
            ("<p><img src=a.png width=600 height=400></p>", true),
            ("<p><img src=a.png></p>", true),
            ("<p><img src=logo.png width=40 height=40></p>", false),
            ("<iframe src=a.html></iframe>", true),
            ("<iframe src=count.html width=0 height=0></iframe>", false),
            ("<div id=a></div><script>a.innerHTML='全年收到政府信息公开申请99件'</script>", true),
            ("<script>document.write('<img src=a.gif>')</script>", false),
            ("<p><span style='color:#fff'>收到申请99件。</span></p>", true),
            ("<p>收到申请<s>99</s>件。</p>", true),
            ("<p>收到申请9<sup>1</sup>件。</p>", false),
            ("<p>收到申请<input value=9>件。</p>", true),
            ("<p>收到申请<b class=y></b>件。</p>", true),
            ("<p class=x>内部说明。</p>", false),
            ("<p class=x>全年新收申请99件，已全部办结。</p>", true),
            ("<p>更多<span style='background:url(a.png);width:600px;height:300px'></span></p>", true),
            ("<select><option>收到申请99件</option></select>", true),
        ],
    );
}

#[test]
fn the_page_around_the_report_is_not_the_report() {
    let chrome = "<div><img src=share.png><iframe src=search.html></iframe><select><option>站点1</option></select></div>";
    let page = page("", FIGURE, "");
    let page = page.replace("<body>", &format!("<body>{chrome}"));
    let page = page.replace("</body>", &format!("{chrome}<img src=code.png width=200 height=200></body>"));
    assert_eq!(seen(page.as_bytes()), "41");
}

#[test]
fn pages_in_frames_of_a_saved_page() {
    let saved = |frame: &str| {
        let part = "--b\r\nContent-Type: text/html\r\n\r\n";
        let head = "MIME-Version: 1.0\r\nContent-Type: multipart/related; boundary=b\r\n\r\n";
        format!("{head}{part}{}\r\n{part}{frame}\r\n--b--", page("", FIGURE, ""))
    };
    assert_eq!(seen(saved("<p>分享到</p>").as_bytes()), "41");
    assert_eq!(seen(saved("<p>全年收到申请99件。</p>").as_bytes()), "41!");
}

#[test]
fn what_only_a_browser_works_out() {
    check(
        "@keyframes x{to{opacity:0}} .a\\:b{display:none} .\\7a z{display:none} .icon::before{content:url(a.png)}
         .calm{animation:none} .zoomed{font-size:calc(1rem + 2px)}",
        &[
            ("<span style='animation:x 1s forwards'>41</span>", "?!"),
            ("<span class=calm>41</span>", "41"),
            ("<div style='font-size:calc(1px - 1px)'>41</div>", "?!"),
            ("<div class=zoomed>41</div>", "41"),
            ("<span style='opacity:3%'>4</span>1", "1"),
            ("<span style='display:var(--d)'>41</span>", "?!"),
            ("<b style='content:url(9.png)'>41</b>", "?!"),
            ("<b class=icon>41</b>", "41"),
            ("<span class='a:b'>4</span>1", "1"),
            ("<span class=zz>4</span>1", "1"),
            ("<font face=Wingdings>41</font>", "?!"),
            ("<div style='transform:rotateY(90deg)'>41</div>", "?!"),
            ("<div style='transform:matrix(1, 0, 0, 1, 0, 0)'>41</div>", "41"),
            ("<math><msup><mn>4</mn><mn>1</mn></msup></math>", "?!"),
            ("<math><mn>41</mn></math>", "41"),
            ("<ol start=4><li>1</li></ol>", "?!"),
            ("<ul><li>41</li></ul>", "41"),
            ("41<div style='position:absolute;top:0;background:#fff'></div>", "?!"),
            ("41<div style='position:relative;background:#fff'></div>", "41"),
            ("<template>9</template>41", "41"),
            ("<div><template shadowrootmode=open>9</template>41</div>", "?!"),
        ],
    );
}

#[test]
fn what_scripts_take_away() {
    let with = |cell: &str, script: &str| {
        let page = page("", cell, "").replace("</body>", &format!("<script>{script}</script></body>"));
        seen(page.as_bytes())
    };
    let hide = "document.getElementById('first').style.display='none'";
    assert_eq!(with("<b id=first>41</b>", hide), "?!");
    assert_eq!(with("<b id=second>41</b>", hide), "41");
    assert_eq!(with("<b id=first>41</b>", "$('#first').remove()"), "?!");
    assert_eq!(with("<b id=first>41</b>", "var first = 'first'"), "41");
    assert_eq!(with("41", "document.querySelectorAll('td')[20].innerText=99"), "?!");
    assert_eq!(with("41", "document.getElementById('count').innerHTML=99; var t='table'"), "41");
}

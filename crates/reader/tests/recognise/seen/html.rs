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

#[test]
fn what_a_selector_says_in_other_words() {
    for (style, cell, expected) in [
        ("b[title='K3' I]{visibility:hidden}", "<b title=k3>4</b>1", "?!"),
        (":is(:is(td)) > b{visibility:hidden}", "<b>4</b>1", "?!"),
        ("td b:not(.a, :nth-child(-n+1)){visibility:hidden}", "<b>4</b>1", "?!"),
        ("td b:not(:has(+ i)){display:none}", "<b>4</b>1", "?!"),
        (":-webkit-any(.n){visibility:hidden}", "<b class=n>4</b>1", "?!"),
        (".n{@media screen{display:none}}", "<b class=n>4</b>1", "1"),
        (".n{color:#000;@media print{display:none}}", "<b class=n>4</b>1", "41"),
        (".n{&:hover{display:none} visibility:hidden}", "<b class=n>4</b>1", "1"),
        ("@layer a,b;@layer b{.n{display:none}}@layer a{.n{display:inline}}", "<b class=n>4</b>1", "1"),
        ("@layer a{.n{display:none}}.n{display:inline}", "<b class=n>4</b>1", "41"),
        (".m::after{content:'}'}.n{display:none}", "<b class=n>4</b>1", "1"),
        (".n{display:none;display:no-such-thing}", "<b class=n>4</b>1", "1"),
        (".n{d\\69splay:none}", "<b class=n>4</b>1", "1"),
        ("i{visibility:inherit}b{visibility:hidden}", "<b><i>4</i></b>1", "1"),
        ("i{visibility:hidden}i.n{visibility:inherit}", "<b><i class=n>4</i></b>1", "41"),
        ("b::first-letter{font-size:0}", "<b>41</b>", "?!"),
        ("@media (prefers-color-scheme:dark){td{background:#111;color:#eee}}", "41", "41"),
        ("@media (prefers-color-scheme:dark){td{display:none}}", "41", "?!"),
    ] {
        check(style, &[(cell, expected)]);
    }
}

#[test]
fn what_has_the_colour_of_its_ground_or_no_room() {
    check(
        "table{background:#f00}.r td:first-child,td b:nth-child(1){color:red}",
        &[("<b>41</b>", "?!"), ("<i>41</i>", "41")],
    );
    check(
        "",
        &[
            ("<font color=#000080 style='background:navy'>41</font>", "?!"),
            ("<b style='color:#123;background:linear-gradient(#112233,#112233)'>41</b>", "?!"),
            ("<b style='background:currentColor'>41</b>", "?!"),
            ("<b style='color:Canvas'>41</b>", "?!"),
            ("<b style='contain:size;display:block;overflow:hidden'>41</b>", "?!"),
            ("<b style='display:inline-block;inline-size:0;overflow:hidden'>41</b>", "?!"),
            ("<b style='display:block;height:0;overflow:auto'>41</b>", "?!"),
            ("<b style='font-size:.02vw'>41</b>", "?!"),
            ("<b style='zoom:.01'>41</b>", "?!"),
            ("<b style='display:table-column'>4</b>1", "1"),
            ("<marquee width=0>41</marquee>", "?!"),
            ("<math><mphantom><mn>4</mn></mphantom></math>1", "1"),
            ("<div><template shadowrootmode=open><slot name=n></slot></template>41</div>", "?!"),
            ("4<b style='display:block'>1</b>", "?!"),
            ("<b style='display:block'>41</b>", "41"),
            ("<li value=3>41</li>", "?!"),
            ("<b style='background:linear-gradient(transparent 45%,#000 46%,transparent 54%)'>41</b>", "?!"),
            ("41<b style='outline:20px solid #fff'></b>", "?!"),
            ("41<div style='margin-top:-30px;background:#fff'>&nbsp;</div>", "?!"),
            ("<b style='position:relative;z-index:-1'>41</b>", "?!"),
        ],
    );
    check("td::after{content:'';position:absolute;inset:0;background:#fff}", &[("41", "?!")]);
    check("q{quotes:'3' '3'}", &[("<q>41</q>", "?!")]);
}

#[test]
fn a_frame_too_low_and_a_page_all_white() {
    let plain = page("", FIGURE, "");
    let low = plain.replace("<table>", "<div style='max-height:80px;overflow:hidden'><table>");
    let low = low.replace("</table>", "</table></div>");
    assert_eq!(seen(low.as_bytes()), "?!");
    assert_eq!(seen(low.replace("overflow:hidden", "overflow:auto").as_bytes()), "41");
    assert_eq!(seen(plain.replace("<body>", "<body text=#ffffff>").as_bytes()), "?!");
    assert_eq!(seen(plain.replace("<body>", "<body text=#000000>").as_bytes()), "41");
}

#[test]
fn pictures_of_a_line_in_place_of_a_sentence() {
    check_paragraphs(
        ".d{background:url(a.png);height:24px}",
        &[
            ("<img src=a.png width=500 height=20>", true),
            ("<img src=a.png width=500 height=6>", false),
            ("<img data-src=a.png src=b.gif width=1 height=1>", true),
            ("<img src=b.gif width=1 height=1>", false),
            ("<input type=image src=a.png>", true),
            ("<svg width=500 height=24><image href=a.png width=500 height=24 /></svg>", true),
            (
                "<span style='display:inline-block;width:500px;height:24px;background:url(a.png)'></span>",
                true,
            ),
            ("<div style='height:24px;background:url(a.png)'></div>", true),
            ("<div style='height:24px;background:url(a.png)'>标题</div>", false),
            ("<div style='border:12px solid;border-image:url(a.png) 30'></div>", true),
        ],
    );
}

#[test]
fn scripts_that_take_away_or_change_a_sentence() {
    let sentence = "<p>全年新收申请<span class=n id=m>50</span>件。</p>";
    check_paragraphs(
        "",
        &[
            (&format!("{sentence}<script>$('.n').hide()</script>"), true),
            (&format!("{sentence}<script>document.querySelector('.n').classList.add('x')</script>"), true),
            (&format!("{sentence}<script>document.getElementById('m').innerText='60'</script>"), true),
            (&format!("{sentence}<script>$('.other').hide()</script>"), false),
            (&format!("{sentence}<script>document.getElementById('other').innerText='60'</script>"), false),
        ],
    );
}

//! How fast files are read, against the floor: html5gum's tokenizer over the same page with a callback that does nothing.

use std::convert::Infallible;
use std::fmt::Write;
use std::hint::black_box;

use divan::Bencher;
use divan::counter::BytesCount;
use encoding_rs::GB18030;
use gouji_reader::read_document;
use gouji_reader::source::Limits;
use html5gum::emitters::callback::{CallbackEmitter, CallbackEvent};
use html5gum::{Span, Tokenizer};

fn main() {
    divan::main();
}

#[divan::bench]
fn page_bare_tokenizer(bencher: Bencher) {
    let page = page();
    bencher.counter(BytesCount::of_str(&page)).bench_local(|| {
        let mut events = 0_usize;
        let emitter = CallbackEmitter::new(|_: CallbackEvent<'_>, _: Span<usize>| -> Option<Infallible> {
            events += 1;
            None
        });
        let _ = Tokenizer::new_with_emitter(black_box(&page), emitter).finish();
        events
    });
}

#[divan::bench]
fn page_read(bencher: Bencher) {
    read(bencher, page().as_bytes());
}

#[divan::bench]
fn page_read_from_gb18030(bencher: Bencher) {
    let page = page().replace("charset=utf-8", "charset=gb2312");
    read(bencher, &GB18030.encode(&page).0);
}

#[divan::bench]
fn text_read(bencher: Bencher) {
    read(bencher, text().as_bytes());
}

#[divan::bench]
fn text_read_from_gb18030(bencher: Bencher) {
    read(bencher, &GB18030.encode(&text()).0);
}

fn read(bencher: Bencher, bytes: &[u8]) {
    let limits = Limits::default();
    bencher.counter(BytesCount::of_slice(bytes)).bench_local(|| read_document(black_box(bytes), &limits));
}

const SENTENCE: &str =
    "本年度通过门户网站、公报和服务窗口发布各类信息，按时答复来信来访，没有超期办理的情况。";
const ROWS: usize = 26;

/// Some 95 KB as an office program and a content management system write it together.
fn page() -> String {
    let mut page = String::from(
        "<!DOCTYPE html>\r\n<html>\r\n<head>\r\n<meta http-equiv=\"Content-Type\" content=\"text/html; charset=utf-8\" />\r\n\
         <title>某某县年度报告-某某县人民政府</title>\r\n<meta name=\"PubDate\" content=\"2021-01-29 09:30\" />\r\n<style>\r\n",
    );
    for class in 0..40 {
        let _ = write!(
            page,
            ".mod{class} a:hover{{color:#c00;background:url(/img/bg{class}.png) no-repeat}}\r\n"
        );
    }
    page.push_str("</style>\r\n<script type=\"text/javascript\">\r\n");
    for line in 0..60 {
        let _ = write!(
            page,
            "  document.write('<table><tr><td>'+menu[{line}]+'</td></tr></table>'); // 栏目\r\n"
        );
    }
    page.push_str("</script>\r\n</head>\r\n<body>\r\n<!-- 页头 -->\r\n<div class=\"nav\"><ul>\r\n");
    for link in 0..60 {
        let _ = write!(
            page,
            "  <li class=\"i{link}\"><a href=\"/zwgk/list_{link}.html?from=home&amp;id={link}\" target=\"_blank\" \
             title=\"栏目{link}\">栏目{link}</a></li>\r\n"
        );
    }
    page.push_str("</ul></div>\r\n<div class=\"con\" id=\"zoom\" style=\"display:block\">\r\n");
    for part in 0..6 {
        for _ in 0..13 {
            let _ = write!(
                page,
                "<p class=\"MsoNormal\" style=\"text-indent:32.0pt;mso-char-indent-count:2.0;line-height:28.0pt;\
                 mso-line-height-rule:exactly\"><span style=\"font-size:16.0pt;font-family:仿宋_GB2312;\
                 mso-hansi-font-family:'Times New Roman'\">&nbsp;&nbsp;（{part}）{SENTENCE}</span><span lang=\"EN-US\" \
                 style=\"font-size:16.0pt\">{part}38</span><span style=\"font-size:16.0pt\">条。{SENTENCE}<o:p></o:p></span></p>\r\n"
            );
        }
        if part == 2 {
            table(&mut page);
        }
    }
    page.push_str("</div>\r\n<div class=\"footer\">主办单位：某某县人民政府办公室&copy;</div>\r\n</body>\r\n</html>\r\n");
    page
}

fn table(page: &mut String) {
    page.push_str("<table class=\"MsoTableGrid\" border=\"1\" cellspacing=\"0\" style=\"border-collapse:collapse\"><tbody>\r\n");
    for row in 0..ROWS {
        page.push_str("<tr style=\"mso-yfti-irow:1;height:19.85pt\">");
        if row % 8 == 0 {
            page.push_str("<td rowspan=\"8\" width=\"60\"><p class=\"MsoNormal\">办理<br />结果</p></td>");
        }
        let _ = write!(
            page,
            "<td width=\"180\" colspan=\"2\"><p><span>第{row}类</span><span>事项</span></p></td>"
        );
        for column in 0..7 {
            let _ = write!(
                page,
                "<td width=\"58\" valign=\"center\"><p class=\"MsoNormal\" align=\"center\">\
                 <span style=\"font-family:宋体\">{}</span><span></span></p></td>",
                row * column
            );
        }
        page.push_str("</tr>\r\n");
    }
    page.push_str("</tbody></table>\r\n");
}

/// The same report as text, a row a line.
fn text() -> String {
    let mut text = String::new();
    for part in 0..6 {
        let _ = writeln!(text, "第{part}部分");
        for _ in 0..8 {
            let _ = writeln!(text, "（{part}）{SENTENCE}{part}38条。{SENTENCE}");
        }
        if part % 2 == 1 {
            for row in 0..ROWS {
                let _ = writeln!(text, "第{row}类事项 | {row} | 0 | 0 | 0 | 0 | 0 | {row} |");
            }
        }
    }
    text
}

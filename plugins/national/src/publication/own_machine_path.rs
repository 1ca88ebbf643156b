//! L06: links to the writer's own machine.

use gouji_core::prelude::*;
use memchr::memchr2_iter;

use crate::prose;
use crate::typography::marks::marks;

/// 链接指向自己的电脑.
pub(crate) struct OwnMachinePath;

/// Hosts that nobody outside can reach, as they stand behind `//`.
const INSIDE: [&str; 4] = ["localhost", "127.", "192.168.", "10."];

impl Rule for OwnMachinePath {
    fn card(&self) -> Card {
        Card::warning("L06", "national/own-machine-path", "链接指向编报人自己的电脑或内网")
            .basis("《中华人民共和国政府信息公开条例》第二十四条：政府信息公开平台应当具备检索、查阅、下载等功能")
            .why("这样的地址公众打不开，等于没有提供下载。")
            .bad(
                "other = '电子版可在 file:///D:/年报/2023.doc 下载。'",
                "“file:///D:/年报/2023.doc”是编报人自己电脑上的文件，公众打不开",
            )
            .bad("other = '附件：C:\\Users\\admin\\年报.docx'", "“C:\\Users\\admin\\年报.docx”是编报人自己电脑上的文件，公众打不开")
            .bad("other = '下载地址：http://192.168.1.8/nb.pdf。'", "“http://192.168.1.8/nb.pdf”是内网地址，公众打不开")
            .good("other = '电子版可在 http://www.gov.cn/ 下载，比例为1:2。'")
            .good("other = '网址：http://www.10.gov.cn。'")
    }

    fn check(&self, report: &Report, findings: &mut Findings) {
        if !marks(report).any_of(b":\\") {
            return;
        }
        for (paragraph, text) in prose::paragraphs(report, |_| true) {
            let mut done = 0;
            for at in memchr2_iter(b':', b'\\', text.as_bytes()) {
                if at < done {
                    continue;
                }
                let Some((start, what)) = own(text, at) else { continue };
                let end = start + address(&text[start..]);
                done = end;
                let place = prose::place(paragraph, start, end);
                findings.add(place, format!("“{}”是{what}，公众打不开", prose::shortened(&text[start..end])));
            }
        }
    }
}

/// Where an address of the writer's own machine begins, whose first `:` or `\` is at `at`, and what it is.
fn own(text: &str, at: usize) -> Option<(usize, &'static str)> {
    const FILE: &str = "编报人自己电脑上的文件";
    let (before, after) = (&text[..at], &text[at..]);
    if before.ends_with("file") && after.starts_with("://") {
        return Some((at - "file".len(), FILE));
    }
    let bytes = before.as_bytes();
    let drive = bytes.last().is_some_and(u8::is_ascii_alphabetic)
        && !bytes.iter().rev().nth(1).is_some_and(u8::is_ascii_alphanumeric);
    if drive && after.starts_with(":\\") {
        return Some((at - 1, FILE));
    }
    let host = after.strip_prefix("://")?;
    let start = before
        .rfind(|c: char| !c.is_ascii_alphabetic())
        .map_or(0, |end| end + before[end..].chars().next().map_or(1, char::len_utf8));
    // 10.gov.cn is no address of numbers.
    let numbers = host.split(['/', ':']).next().unwrap_or("");
    let inside = INSIDE.iter().any(|inside| host.starts_with(inside))
        && (host.starts_with("localhost") || numbers.bytes().filter(|b| *b == b'.').count() >= 3)
        && (host.starts_with("localhost")
            || numbers.bytes().take_while(|b| b.is_ascii_digit() || *b == b'.').count() >= 7);
    inside.then_some((start, "内网地址"))
}

/// How far an address goes.
fn address(text: &str) -> usize {
    text.find(|c: char| c.is_whitespace() || "，。；、）)”》".contains(c)).unwrap_or(text.len())
}

//! M18: 《条例》 that nobody introduced.

use gouji_core::prelude::*;
use memchr::memmem;

use crate::citations::titles;

/// 简称没有交代.
pub(crate) struct UndeclaredShortName;

const SHORT: [&str; 9] = ["条例", "规定", "要点", "办法", "意见", "通知", "方案", "格式", "细则"];

impl Rule for UndeclaredShortName {
    fn card(&self) -> Card {
        Card::info("M18", "national/undeclared-short-name", "用了简称，没有交代全称")
            .basis("党政机关公文处理工作条例：使用简称应先用全称并注明简称")
            .why("第一次提到文件要写全称，并写“以下简称《条例》”，读者才知道指哪一个。")
            .bad(
                "overview = '2023年，认真落实《中华人民共和国政府信息公开条例》。按照《条例》和《规定》的要求，做好公开。'",
                "用了简称《条例》《规定》，没有写“以下简称”",
            )
            .good("overview = '认真落实《中华人民共和国政府信息公开条例》（以下简称《条例》）。按照《条例》的要求，做好公开。'")
            .good("overview = '认真落实《中华人民共和国政府信息公开条例》（以下简称“条例”）。按照《条例》的要求，做好公开。'")
            .good("preamble = '根据《中华人民共和国政府信息公开条例》（简称《条例》）和《某某省政府信息公开规定》编制。'\noverview = '落实《条例》。'")
    }

    fn check(&self, report: &Report, findings: &mut Findings) {
        let titles = titles(report);
        let mut first: Option<Place> = None;
        let mut named = String::new();
        for (at, short) in SHORT.into_iter().enumerate() {
            let Some(&place) = titles.iter().find(|place| report.slice(**place) == short) else { continue };
            if SHORT[..at].contains(&short) || is_declared(report.text, short) {
                continue;
            }
            first = Some(first.map_or(place, |first| first.min(place)));
            named += &format!("《{short}》");
        }
        if let Some(place) = first {
            findings.add(place, format!("用了简称{named}，没有写“以下简称”"));
        }
    }
}

/// `简称《条例》`, `简称“条例”`, `简称为条例`.
fn is_declared(text: &str, short: &str) -> bool {
    const CALLED: &str = "简称";
    memmem::find_iter(text.as_bytes(), CALLED).any(|at| {
        let rest = text[at + CALLED.len()..].trim_start_matches(|c: char| {
            c.is_whitespace() || matches!(c, '为' | '：' | ':' | '《' | '“' | '"' | '〈' | '<' | '「' | '”')
        });
        rest.starts_with(short)
    })
}

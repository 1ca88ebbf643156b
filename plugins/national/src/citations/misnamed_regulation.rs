//! W06: 政府信息公开条例 by a name that it does not have.

use gouji_core::prelude::*;
use memchr::memmem::Finder;
use std::sync::LazyLock;

use super::misquoted_title::{edits, misquoted};
use super::titles;
use crate::dated::in_title;
use crate::prose;

/// 政府信息公开条例的名称写错.
pub(crate) struct MisnamedRegulation;

const NAME: &str = "中华人民共和国政府信息公开条例";
/// What the prose may call it without 《》.
const SHORT: [&str; 3] = ["中华人民共和国政府信息公开条例", "政府信息公开条例", "条例"];

static WITHOUT_MARKS: LazyLock<[Finder<'static>; 2]> =
    LazyLock::new(|| ["信息公开法", "信息公开条例"].map(Finder::new));

impl Rule for MisnamedRegulation {
    fn card(&self) -> Card {
        Card::warning("W06", "national/misnamed-regulation", "政府信息公开条例的名称写错")
            .likely()
            .basis("《中华人民共和国政府信息公开条例》（国务院令第711号）")
            .why("它是国务院的行政法规，不是法律，全称是“中华人民共和国政府信息公开条例”。")
            .bad(
                "overview = '认真贯彻《政府信息公开法》。'",
                "写的是“《政府信息公开法》”，应为“《中华人民共和国政府信息公开条例》”",
            )
            .bad(
                "preamble = '遵照《中华人民共和国政府信息公开工作条例》编制本报告。'",
                "写的是“《中华人民共和国政府信息公开工作条例》”，应为“《中华人民共和国政府信息公开条例》”",
            )
            .bad(
                "overview = '依照政府信息公开法的规定答复。'",
                "写的是“政府信息公开法”，应为“《中华人民共和国政府信息公开条例》”",
            )
            .bad(
                "overview = '严格执行信息公开条例的有关规定。'",
                "写的是“信息公开条例”，应为“《中华人民共和国政府信息公开条例》”",
            )
            .bad(
                "overview = '组织学习中华人民共和国政府信息公开法2次。'",
                "写的是“中华人民共和国政府信息公开法”，应为“《中华人民共和国政府信息公开条例》”",
            )
            .bad(
                "preamble = '依据《中华人民共和国政府信息公开办法》编制本报告。'",
                "写的是“《中华人民共和国政府信息公开办法》”，应为“《中华人民共和国政府信息公开条例》”",
            )
            .good("overview = '认真贯彻《中华人民共和国政府信息公开条例》和《条例》，按照政府信息公开条例答复。'")
            .good("overview = '执行政府信息公开法律法规、信息公开法定程序和《企业信息公示暂行条例》。'")
            .good("overview = '落实《某某省政府信息公开条例》《保守国家秘密法》《某某市公共数据条例》，参照企业信息公开条例。'")
    }

    fn check(&self, report: &Report, findings: &mut Findings) {
        for &place in titles(report).iter() {
            let title = report.slice(place);
            if is_misnamed(title) {
                let marked = Place::new(place.start - 3, place.end + 3);
                findings.add(marked, format!("写的是“《{title}》”，应为“《{NAME}》”")).repair(title, NAME);
                return;
            }
        }
        for (paragraph, text) in prose::paragraphs(report, |_| true) {
            for name in WITHOUT_MARKS.iter() {
                let Some((start, end)) =
                    name.find_iter(text.as_bytes()).find_map(|at| bare(text, at, name.needle().len()))
                else {
                    continue;
                };
                let wrong = &text[start..end];
                findings
                    .add(prose::place(paragraph, start, end), format!("写的是“{wrong}”，应为“《{NAME}》”"));
                return;
            }
        }
    }
}

/// Whether a title means the regulation and is not its name. Slips of a character are the matter of D07, those of a place D04.
fn is_misnamed(title: &str) -> bool {
    let title: String = title.chars().filter(|c| !c.is_whitespace()).collect();
    let full = title.starts_with("中华人民共和国");
    let ends = title.ends_with("条例")
        || title.ends_with("公开法")
        || full && (title.ends_with("办法") || title.ends_with("规定"));
    let openness = ["信息公开", "政务公开", "政府公开", "政府信息"].iter().any(|word| title.contains(word));
    let national =
        title.starts_with("中华人民共和国") || title.starts_with("政府") || title.starts_with("政务");
    const SLIPS: usize = 5;
    ends && openness
        && national
        && !SHORT.contains(&title.as_str())
        && misquoted(&title).is_none()
        && [NAME, "政府信息公开条例"].iter().any(|name| edits(&title, name, SLIPS) <= SLIPS)
}

/// A name in the prose that stands in no title and goes on into no other word: 信息公开法律 and 企业信息公开条例 are others.
fn bare(text: &str, at: usize, length: usize) -> Option<(usize, usize)> {
    let end = at + length;
    let before = &text[..at];
    let start = before.strip_suffix("政府").or_else(|| before.strip_suffix("政务")).map_or(at, str::len);
    let nation = text[..start].strip_suffix("中华人民共和国").map_or(start, str::len);
    let (short, start) = (start < at, nation);
    let law = text[..end].ends_with('法');
    let behind = text[end..].chars().next().unwrap_or('。');
    // Its short name, or the name of another: 企业信息公开条例.
    if !law && short || law && "律规定制治理".contains(behind) {
        return None;
    }
    let lead = text[..start].chars().next_back().unwrap_or('。');
    let heads = !lead.is_alphanumeric() || "行彻照据守习实循遵按依据反违从和与对".contains(lead);
    let (from, _) = prose::sentence(text, at);
    (heads && !in_title(&text[from..start])).then_some((start, end))
}

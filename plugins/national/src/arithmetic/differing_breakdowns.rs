//! P10: one total divided in two ways that do not add up to the same.

use gouji_core::prelude::*;
use gouji_core::prose::{Form, Kind};

use super::{List, lists_of, written};
use crate::claims::{Span, printed, stands, stated};
use crate::prose;

/// How many lists further a second breakdown of one total is looked for.
const NEAR: usize = 64;

/// 同一总数的两种分法加起来不同.
pub(crate) struct DifferingBreakdowns;

impl Rule for DifferingBreakdowns {
    fn card(&self) -> Card {
        Card::warning("P10", "national/differing-breakdowns", "同一总数的两种分法加起来不同")
            .likely()
            .basis("《中华人民共和国政府信息公开条例》第六条：及时、准确地公开政府信息")
            .why("按渠道分和按内容分，分的是同一批，加起来应当相同。总数是确数时由 P01 核对。")
            .bad(
                "overview = '全年主动公开政府信息800余条，按渠道分，网站500条、微信212条、其他100条；按内容分，动态400条、文件200条、其他202条。'",
                "同是 800余，一种分法是 500 ＋ 212 ＋ 100 ＝ 812，另一种是 400 ＋ 200 ＋ 202 ＝ 802",
            )
            .good(
                "overview = '全年主动公开政府信息800余条，按渠道分，网站500条、微信212条、其他100条；按内容分，动态400条、文件200条、其他212条。'",
            )
            .bad(
                "overview = '全年主动公开政府信息320条。按题材分，水质110条、工程95条、其他135条，合计340条。'",
                "前面写主动公开 320条，这里分下来是 340条",
            )
            .good("overview = '全年主动公开政府信息812条，按渠道分，网站500条、微信312条；按内容分，动态400条、文件200条等。'")
            .good("overview = '全年主动公开政府信息320条。按领域分，整理发布民生问答教育16条、养老16条，合计32条。'")
    }

    fn check(&self, report: &Report, findings: &mut Findings) {
        let lists = lists_of(report);
        let whole = |list: &&List| {
            let exact = list.parts.iter().all(|part| Span::of(part).is_exact());
            list.closed && !list.open && exact && list.parts.len() > 1
        };
        for (at, first) in lists.iter().enumerate().filter(|(_, list)| whole(list)) {
            let second = lists[at + 1..].iter().take(NEAR).filter(whole).find(|list| list.of == first.of);
            let Some(second) = second.filter(|list| list.breakdown != first.breakdown) else { continue };
            let (one, two) = (first.sum(), second.sum());
            let total = Span::of(&first.total);
            // What does not fit the total is the matter of P01.
            let fits = |sum: Span| total.low <= sum.low && sum.high <= total.high;
            if one == two || total.is_exact() || !fits(one) || !fits(two) {
                continue;
            }
            let message = format!(
                "同是 {}，一种分法是 {} ＝ {}，另一种是 {} ＝ {}",
                written(report, &first.total),
                first.written(report),
                Decimal::from_micros(one.low),
                second.written(report),
                Decimal::from_micros(two.low)
            );
            findings.add(second.place(), message);
        }
        other_totals(report, findings);
    }
}

/// `公开信息320条。按题材分，……合计340条`: what a breakdown adds up to is not what was said to be broken down.
fn other_totals(report: &Report, findings: &mut Findings) {
    let stated = stated(report);
    let quantity = |index: u32| &stated.prose.quantities[index as usize];
    for list in
        stated.prose.lists.iter().filter(|list| list.form == Form::Division && list.kind == Kind::Other)
    {
        let total = &stated.claims[list.whole as usize];
        let last = list.parts.last().copied().unwrap_or(list.whole);
        let told = list.whole > last || says_above(report, total);
        let first = &stated.claims[list.parts[0] as usize];
        if names_its_own(report, first) || names_its_own(report, total) {
            continue;
        }
        if !told || !total.unit.is_piece() || !Span::of(total).is_exact() {
            continue;
        }
        let before =
            stated.claims[..list.parts[0].min(list.whole) as usize].iter().enumerate().rev().take(40).filter(
                |(at, claim)| {
                    claim.subject == Subject::DisclosedTotal
                        && stands(claim)
                        && quantity(*at as u32).paragraph == quantity(list.whole).paragraph
                },
            );
        let mut wholes = before.map(|(_, claim)| claim).peekable();
        let Some(&whole) = wholes.peek() else { continue };
        if wholes.any(|whole| Span::of(whole).meets(Span::of(total))) {
            continue;
        }
        let message =
            format!("前面写主动公开 {}，这里分下来是 {}", printed(report, whole), printed(report, total));
        findings.add(total.number, message).evidence(whole.sentence, report.slice(whole.sentence));
    }
}

/// 从领域看，整理发布民生政策问答教育领域16条: the first part, or the sum, says of what other thing the list is.
fn names_its_own(report: &Report, first: &Claim) -> bool {
    let before = report.text.get(first.sentence.start as usize..first.number.start as usize).unwrap_or("");
    let near = prose::boundary(before, before.len().saturating_sub(90));
    let label = &before[near..];
    ["发布", "整理", "办理", "征集", "编制", "受理"].iter().any(|verb| label.contains(verb))
        && !label.contains("信息")
}

/// 上述320条信息中
fn says_above(report: &Report, claim: &Claim) -> bool {
    let before = report.text.get(..claim.number.start as usize).unwrap_or("").trim_end();
    ["上述", "以上", "前述"].iter().any(|word| before.ends_with(word))
}

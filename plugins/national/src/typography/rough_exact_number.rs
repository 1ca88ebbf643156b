//! U12: 129余条: a number that is exact to the last digit, and 余 behind it.

use gouji_core::prelude::*;

use crate::arithmetic::lists_of;
use crate::prose;

/// 准确的数后面又写“余”“多”.
pub(crate) struct RoughExactNumber;

impl Rule for RoughExactNumber {
    fn card(&self) -> Card {
        Card::info("U12", "national/rough-exact-number", "写到个位的数后面又写“余”")
            .likely()
            .basis("出版物上数字用法（GB/T 15835—2011）：概数")
            .why("“余”“多”放在整十、整百、整千的数后面。已经写到个位的数是准确的，后面再写“余”，不知道到底是多少。")
            .bad("overview = '2023年，公开各类信息129余条。'", "“129余”写到了个位，应删去“余”，或者写成整数")
            .bad("overview = '推送图文1,347多篇。'", "“1,347多”写到了个位，应删去“多”，或者写成整数")
            .good("overview = '公开各类信息120余条，推送图文1,300多篇，阅读1.25万余次，3年多来。'")
            // P04 says it of those that add up.
            .good("overview = '全年主动公开政府信息812条，其中：网站公开501余条、微信公开211条、其他方式公开100条。'")
    }

    fn check(&self, report: &Report, findings: &mut Findings) {
        for (paragraph, text) in prose::paragraphs(report, |part| (1..=6).contains(&part)) {
            let rough = text.char_indices().filter(|(_, c)| matches!(c, '余' | '多')).find_map(|(at, c)| {
                let start = exact_before(&text[..at])?;
                let behind = text[at + c.len_utf8()..].chars().next()?;
                let place = prose::place(paragraph, start, at + c.len_utf8());
                ("件条个次篇期份项人场家户册批张".contains(behind) && !adds_up(report, place))
                    .then_some((place, c))
            });
            if let Some((place, c)) = rough {
                let printed = report.slice(place);
                findings.add(place, format!("“{printed}”写到了个位，应删去“{c}”，或者写成整数"));
                return;
            }
        }
    }
}

/// Where a number of two digits or more begins that ends a text and is no round one.
fn exact_before(text: &str) -> Option<usize> {
    let digits = |c: char| c.is_ascii_digit() || c == ',';
    let start = text.trim_end_matches(digits).len();
    let number = text[start..].trim_start_matches(',');
    let start = text.len() - number.len();
    let whole = !text[..start].ends_with('.') && number.len() >= 2 && !number.ends_with(['0', ',']);
    whole.then_some(start)
}

/// Whether the number stands in a list that comes out exactly.
fn adds_up(report: &Report, place: Place) -> bool {
    lists_of(report).iter().any(|list| {
        let sum = list.parts.iter().fold(Figure::ZERO, |sum, part| sum + Figure::known(part.value));
        let holds = |claim: &Claim| place.contains(claim.number) || claim.number.contains(place);
        list.parts.iter().chain([&list.total]).any(holds) && sum == Figure::known(list.total.value)
    })
}

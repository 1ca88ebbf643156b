//! P06: shares of one whole that do not add up to it.

use gouji_core::prelude::*;

use crate::claims::stated;

/// 各项占比之和不是 100%.
pub(crate) struct PercentagesNotHundred;

impl Rule for PercentagesNotHundred {
    fn card(&self) -> Card {
        Card::info("P06", "national/percentages-not-hundred", "各项占比加起来不是 100%")
            .likely()
            .basis("算术")
            .why("把全部分成几类，各类占比之和应是 100%，只差四舍五入。")
            .bad(
                "overview = '申请人中，自然人占74.1%，法人占20.1%，其他占3.8%。'",
                "74.1% ＋ 20.1% ＋ 3.8% ＝ 98%，应是 100%",
            )
            .good("overview = '申请人中，自然人占74.1%，法人占20.1%，其他占5.9%。'")
            .good("overview = '申请人中，自然人占74.1%，法人占20.1%。'")
            .good("overview = '各类信息中，民生占74.1%，图解占20.1%，同比增长3.8%，其他渠道占1%。'")
    }

    fn check(&self, report: &Report, findings: &mut Findings) {
        let stated = stated(report);
        let is_share = |claim: &&Claim| claim.unit == Unit::Percent && claim.role == Role::Rate;
        let mut rates = stated.claims.iter().filter(is_share).peekable();
        while let Some(first) = rates.next() {
            let mut group = vec![first];
            while let Some(next) = rates.next_if(|next| next.sentence == first.sentence) {
                group.push(next);
            }
            let lead = |claim: &Claim, from: u32| report.slice(Place::new(from, claim.number.start));
            let mut from = first.sentence.start;
            let all_shares = group.iter().all(|claim| {
                let words = lead(claim, std::mem::replace(&mut from, claim.number.end));
                let doubtful = claim.flags.intersects(Flags::CHANGE | Flags::RANGE | Flags::OTHER_YEAR);
                words.contains('占') && !doubtful && claim.exactness == Exactness::Exact
            });
            let sentence = report.slice(first.sentence);
            // Only a division that says where the rest is covers the whole; two divisions may stand in one sentence.
            let rests =
                ["其他", "其它", "其余"].iter().map(|word| sentence.matches(word).count()).sum::<usize>();
            let counted = group.iter().any(|claim| claim.parent.is_some());
            if group.len() < 3 || !all_shares || rests != 1 || counted || !ends_with_rest(report, &group) {
                continue;
            }
            let sum: i64 = group.iter().map(|claim| claim.value.micros()).sum();
            let leeway: i64 = group.iter().map(|claim| claim.step().micros() / 2).sum();
            if (sum - 100_000_000).abs() <= leeway {
                continue;
            }
            let written: Vec<String> = group.iter().map(|claim| format!("{}%", claim.value)).collect();
            findings.add(
                group.iter().fold(first.number, |place, claim| place.to(claim.number)),
                format!("{} ＝ {}%，应是 100%", written.join(" ＋ "), Decimal::from_micros(sum)),
            );
        }
    }
}

/// 其他占3.8% comes last.
fn ends_with_rest(report: &Report, group: &[&Claim]) -> bool {
    let [.., before, last] = group else { return false };
    let words = report.slice(Place::new(before.number.end, last.number.start));
    ["其他", "其它", "其余"].iter().any(|word| words.contains(word))
}

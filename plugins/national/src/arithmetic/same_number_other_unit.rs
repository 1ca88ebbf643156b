//! P13: one number of one thing with two measure words.

use gouji_core::prelude::*;

use crate::claims::{Stated, printed, stands, stated};

/// 同一个数，前后单位不同.
pub(crate) struct SameNumberOtherUnit;

/// Each is held against each: a report has not nearly so many.
const MANY: usize = 400;

impl Rule for SameNumberOtherUnit {
    fn card(&self) -> Card {
        Card::info("P13", "national/same-number-other-unit", "同一个数，前后单位不同")
            .likely()
            .basis("《中华人民共和国政府信息公开条例》第六条：及时、准确地公开政府信息")
            .why("同一批东西，前面论条，后面论件，读者会以为是两回事。")
            .bad(
                "overview = '全年主动公开政府信息812条。'\nproblems = '全年主动公开政府信息812件，质量有待提高。'",
                "前面写的是 812条，这里写成 812件",
            )
            .good("overview = '全年主动公开政府信息812条。'\nproblems = '全年主动公开政府信息812条，质量有待提高。'")
            .good("overview = '全年主动公开政府信息812条，制发文件812件，召开会议2次，举办活动2场。'")
    }

    fn check(&self, report: &Report, findings: &mut Findings) {
        let stated = stated(report);
        let counts = |claim: &&Claim| {
            stands(claim)
                && claim.unit.is_count()
                && !matches!(claim.unit, Unit::None | Unit::Other)
                && claim.exactness == Exactness::Exact
                && Some(claim.value) >= Decimal::from_int(10)
        };
        let claims: Vec<&Claim> = stated.claims.iter().filter(counts).take(MANY).collect();
        let values: Vec<Decimal> = claims.iter().map(|claim| claim.value).collect();
        let mut known = Known::default();
        for (at, claim) in claims.iter().enumerate() {
            if !known.may_know(claim.value) {
                continue;
            }
            let same = values[..at].iter().zip(&claims).filter(|(value, _)| **value == claim.value);
            let before =
                same.map(|(_, before)| before).find(|before| same_thing(report, &stated, before, claim));
            let Some(before) = before.filter(|before| before.unit != claim.unit) else { continue };
            findings
                .add(
                    claim.number,
                    format!("前面写的是 {}，这里写成 {}", printed(report, before), printed(report, claim)),
                )
                .evidence(before.sentence, report.slice(before.sentence));
            return;
        }
    }
}

/// Which values there were, by a bit for the hash of each: most numbers of a report stand there once.
#[derive(Default)]
struct Known([u64; 16]);

impl Known {
    /// Whether there may have been this value before. From now on there was.
    fn may_know(&mut self, value: Decimal) -> bool {
        let hash = (value.micros() as u64).wrapping_mul(0x9E37_79B9_7F4A_7C15) >> 54;
        let bits = &mut self.0[hash as usize >> 6];
        let bit = 1 << (hash & 63);
        let was = *bits & bit != 0;
        *bits |= bit;
        was
    }
}

/// Of the same subject, or told with the same words of at least six characters.
fn same_thing(report: &Report, stated: &Stated, one: &Claim, two: &Claim) -> bool {
    if one.subject.is_tabled() || two.subject.is_tabled() {
        return one.subject == two.subject && stated.is_whole(one) && stated.is_whole(two);
    }
    let (first, second) = (report.slice(one.label).trim(), report.slice(two.label).trim());
    first == second && first.chars().count() >= 6
}

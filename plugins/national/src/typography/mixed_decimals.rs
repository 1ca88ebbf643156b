//! U11: percentages of one list with different numbers of decimals.

use gouji_core::prelude::*;

use crate::claims::stated;

/// 同一组百分比的小数位数不同.
pub(crate) struct MixedDecimals;

impl Rule for MixedDecimals {
    fn card(&self) -> Card {
        Card::info("U11", "national/mixed-decimals", "同一组百分比的小数位数不同")
            .likely()
            .basis("出版物上数字用法（GB/T 15835—2011）：同一场合的数字形式应当统一")
            .why("同一组占比应保留同样多的小数。整数后面可能是省去了 0，不算。")
            .bad(
                "overview = '自然人申请20件，占74.1%；商业企业4件，占14.81%；其他3件，占11.1%。'",
                "这一组占比有的是 1 位小数，有的是 2 位（14.81%），应统一",
            )
            .good("overview = '自然人申请20件，占74.1%；商业企业4件，占14.8%；其他3件，占11.1%。'")
            .good(
                "overview = '申请130件，予以公开59件、占45.4%；不予公开26件、占20%；无法提供45件，占34.6%。'",
            )
            .good("overview = '网站占74.1%，完成率99.25%，满意率98.5%。'")
    }

    fn check(&self, report: &Report, findings: &mut Findings) {
        let stated = stated(report);
        let share = |claim: &&Claim| claim.role == Role::Rate && claim.parent.is_some() && claim.decimals > 0;
        let total = |claim: &Claim| stated.claims.get(claim.parent? as usize)?.parent;
        let mut first: Option<&Claim> = None;
        for claim in stated.claims.iter().filter(share) {
            match first {
                Some(before) if total(before) == total(claim) && near(before, claim) => {
                    if before.decimals != claim.decimals {
                        findings.add(
                            claim.number,
                            format!(
                                "这一组占比有的是 {} 位小数，有的是 {} 位（{}%），应统一",
                                before.decimals, claim.decimals, claim.value
                            ),
                        );
                        return;
                    }
                }
                _ => first = Some(claim),
            }
        }
    }
}

/// One list may go over sentences set apart by ；.
fn near(one: &Claim, two: &Claim) -> bool {
    two.number.start.saturating_sub(one.number.end) < 300
}

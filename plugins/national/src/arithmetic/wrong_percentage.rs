//! P05: a percentage that is not that of its counts.

use gouji_core::prelude::*;

/// 百分比与件数不符.
pub(crate) struct WrongPercentage;

impl Rule for WrongPercentage {
    fn card(&self) -> Card {
        Card::warning("P05", "national/wrong-percentage", "百分比与件数算出的不符")
            .likely()
            .basis("《中华人民共和国政府信息公开条例》第六条：及时、准确地公开政府信息")
            .why("件数和占比写在一起，应当算得出来。末位的四舍五入或舍去都可以。")
            .bad(
                "overview = '全年收到政府信息公开申请27件，其中自然人20件，占70.1%；法人或其他组织7件，占25.9%。'",
                "27 件中的 20 件是 74.07%，写的是 70.1%",
            )
            .good("overview = '全年收到政府信息公开申请27件，其中自然人20件，占74.1%；法人或其他组织7件，占25.9%。'")
            .good("overview = '全年收到政府信息公开申请27件，其中自然人20件，占74%；法人或其他组织7件，占25%。'")
    }

    fn check(&self, report: &Report, findings: &mut Findings) {
        for rate in report.claims().filter(|claim| claim.role == Role::Rate) {
            let part = rate.parent.and_then(|index| report.claim(index));
            let Some(part) = part.filter(|part| part.role == Role::Part) else { continue };
            let Some(total) = part.parent.and_then(|index| report.claim(index)) else { continue };
            let exact = [rate, part, total].iter().all(|claim| {
                claim.exactness == Exactness::Exact && !claim.flags.intersects(Flags::RANGE | Flags::CHANGE)
            });
            if !exact || part.flags.scale() > 0 || total.flags.scale() > 0 || total.value <= Decimal::ZERO {
                continue;
            }
            let (of, all) = (i128::from(part.value.micros()), i128::from(total.value.micros()));
            let (value, step) = (i128::from(rate.value.micros()), i128::from(rate.step().micros()));
            if (value * all - 100_000_000 * of).abs() <= step * all {
                continue;
            }
            let right = Decimal::from_micros((100_000_000 * of / all) as i64 / 10_000 * 10_000);
            let unit = total.unit.title();
            let message = format!(
                "{} {unit}中的 {} {unit}是 {right}%，写的是 {}%",
                total.value, part.value, rate.value
            );
            findings.add(rate.number, message).evidence(rate.sentence, report.slice(rate.sentence));
        }
    }
}

//! C32: a sum of 信息处理费 that the tiers cannot make.

use gouji_core::prelude::*;

use crate::claims::stated;

/// 信息处理费的金额按收费标准算不出来.
pub(crate) struct ImpossibleProcessingFee;

/// Every tier charges a multiple of ten yuan: 10, 20, 40 a page, 100 and more an item.
const STEP: i64 = 10;

impl Rule for ImpossibleProcessingFee {
    fn card(&self) -> Card {
        Card::info("C32", "national/impossible-processing-fee", "信息处理费的金额按收费标准算不出来")
            .possible()
            .basis("国办函〔2020〕109号《政府信息公开信息处理费管理办法》第三条至第五条")
            .why("信息处理费按件或者按量计收，各档都是10元的整数倍，总额也应是10元的整数倍。")
            .years(2021, 9999)
            .bad(
                "other = '2023年收取信息处理费125元。'",
                "信息处理费 125 元，按件、按量的各档都是10元的整数倍，算不出这个数",
            )
            .good("other = '2023年收取信息处理费1240元。'")
            .good("other = '2023年收取信息处理费0.124万元。'")
            .good("other = '2023年收取信息处理费约125元。'")
            .good("other = '2023年没有收取信息处理费。'")
    }

    fn check(&self, report: &Report, findings: &mut Findings) {
        for claim in &stated(report).claims {
            if claim.subject != Subject::ProcessingFee
                || claim.exactness != Exactness::Exact
                || claim.role == Role::Rate
                || claim.flags.intersects(Flags::NEGATED | Flags::PLAN | Flags::RANGE | Flags::CHANGE)
                // Of 1.2万元 the last figures are not told.
                || claim.step().micros() > STEP * 1_000_000
            {
                continue;
            }
            if claim.value.micros() % (STEP * 1_000_000) != 0 {
                let said = format!(
                    "信息处理费 {} 元，按件、按量的各档都是{STEP}元的整数倍，算不出这个数",
                    claim.value
                );
                findings.add(claim.number, said);
            }
        }
    }
}

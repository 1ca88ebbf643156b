//! U03: numbers in front of a noun, without a measure word.

use gouji_core::prelude::*;

use crate::claims::stated;

/// 数字后面没有量词.
pub(crate) struct MissingMeasureWord;

/// Nouns that are never measure words, and stand behind no number of a name (12345热线, 110平台).
const NOUNS: [(&str, &str); 12] = [
    ("乡镇", "个"),
    ("镇街", "个"),
    ("街道", "个"),
    ("部门", "个"),
    ("县直部门", "个"),
    ("单位", "个"),
    ("县区", "个"),
    ("县市区", "个"),
    ("行政村", "个"),
    ("社区", "个"),
    ("栏目", "个"),
    ("领域", "个"),
];

impl Rule for MissingMeasureWord {
    fn card(&self) -> Card {
        Card::info("U03", "national/missing-measure-word", "数字后面没有量词")
            .likely()
            .basis("出版物上数字用法（GB/T 15835—2011）")
            .why("公文里数字和名词之间要有量词。")
            .bad("overview = '组织15乡镇编制公开目录。'", "“15乡镇”少了量词，应写成“15个乡镇”")
            .good("overview = '组织15个乡镇、21个部门编制公开目录，涉及3镇2街道。'")
            .good("overview = '12345热线、第3社区、“1+2”部门联动、2023社区建设、5G领域、26试点领域。'")
    }

    fn check(&self, report: &Report, findings: &mut Findings) {
        for claim in stated(report).claims.iter() {
            if claim.unit != Unit::None || !claim.value.is_integer() || claim.exactness != Exactness::Exact {
                continue;
            }
            let number = report.slice(claim.number);
            let behind = &report.text[claim.number.end as usize..];
            let before = report.text[..claim.number.start as usize].chars().next_back();
            // 2023社区建设 is a year, 3镇2街道 a way of speaking, “1+2” a name.
            let named =
                before.is_some_and(|c| c.is_ascii_alphanumeric() || "+-~./第“”＋—～至镇乡区街县".contains(c));
            let digits = number.bytes().all(|byte| byte.is_ascii_digit());
            let noun = NOUNS.iter().find(|(noun, _)| behind.starts_with(noun));
            let Some((noun, measure)) = noun.filter(|_| digits && number.len() < 4 && !named) else {
                continue;
            };
            if Some(claim.value) < Decimal::from_int(2) {
                continue;
            }
            let end = claim.number.end + noun.len() as u32;
            findings
                .add(
                    Place::new(claim.number.start, end),
                    format!("“{number}{noun}”少了量词，应写成“{number}{measure}{noun}”"),
                )
                .repair(format!("{number}{noun}"), format!("{number}{measure}{noun}"));
            return;
        }
    }
}

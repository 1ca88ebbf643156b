//! U10: Chinese and Arabic numerals in one statistic.

use gouji_core::prelude::*;

use crate::arithmetic::lists_of;
use crate::claims::printed;

/// 同一组数里汉字数字和阿拉伯数字混用.
pub(crate) struct MixedNumerals;

impl Rule for MixedNumerals {
    fn card(&self) -> Card {
        Card::info("U10", "national/mixed-numerals", "同一组数里汉字数字和阿拉伯数字混用")
            .likely()
            .basis("出版物上数字用法（GB/T 15835—2011）：同一场合的数字形式应当统一")
            .why("总数写“十二件”，分项写“7件”，不便核对。")
            .bad(
                "overview = '全年主动公开文件十二件，其中：通知7件、公告5件。'",
                "“十二件”和“7件”写法不同，应都用阿拉伯数字",
            )
            .good("overview = '全年主动公开文件12件，其中：通知7件、公告5件。'")
            .good("overview = '全年主动公开文件十二件，其中：通知七件、公告五件。三大类21项，其中一级5项、二级16项。'")
    }

    fn check(&self, report: &Report, findings: &mut Findings) {
        let digits = |claim: &&Claim| report.slice(claim.number).starts_with(|c: char| c.is_ascii_digit());
        let words = |claim: &&Claim| {
            report
                .slice(claim.number)
                .starts_with(['一', '二', '两', '三', '四', '五', '六', '七', '八', '九', '十', '百'])
        };
        for list in lists_of(report).iter() {
            let numbers = || std::iter::once(&list.total).chain(&list.parts);
            if let (Some(chinese), Some(arabic)) = (numbers().find(words), numbers().find(digits)) {
                let (chinese_word, arabic_word) = (printed(report, chinese), printed(report, arabic));
                findings.add(
                    chinese.number,
                    format!("“{chinese_word}”和“{arabic_word}”写法不同，应都用阿拉伯数字"),
                );
                return;
            }
        }
    }
}

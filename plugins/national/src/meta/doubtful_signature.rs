//! M12: the day below the report.

use std::cmp::Ordering;

use gouji_core::prelude::*;

use crate::ending::ending;

/// 落款日期不对或没有写.
pub(crate) struct DoubtfulSignature;

impl Rule for DoubtfulSignature {
    fn card(&self) -> Card {
        Card::warning("M12", "national/doubtful-signature", "落款日期不对或没有写")
            .basis("《中华人民共和国政府信息公开条例》第四十九条")
            .why("落款日期应在年度结束以后、发布以前。写了机关名称，下面也要写日期。")
            .bad(
                "other = '''无。
                 某某县水务局
                 2023年1月18日'''
                 published = '2024-01-20'",
                "落款日期是2023年1月18日，2023年还没有过完",
            )
            .bad(
                "other = '''无。
                 某某县水务局
                 2024年2月18日'''
                 published = '2024-01-20'",
                "落款日期2024年2月18日晚于发布日期2024年1月20日",
            )
            .bad(
                "other = '''无。
                 某某县水务局
                 2023年11月20日
                 附件：数据表.xlsx'''
                 published = '2024-01-20'",
                "落款日期是2023年11月20日，2023年还没有过完",
            )
            .bad(
                "agency.name = '某某县水务局'
                 other = '''无。
                 某某县水务局'''",
                "落款只有机关名称，没有日期",
            )
            .good(
                "other = '''无。
                 某某县水务局
                 2024年1月18日'''
                 published = '2024-01-20'",
            )
            // L04 says it of the day of publication.
            .good(
                "other = '''无。
                 2023年1月18日'''
                 published = '2023-01-18'",
            )
            .good("other = '信息处理费办法自2021年1月1日起施行。'")
    }

    fn check(&self, report: &Report, findings: &mut Findings) {
        let Some(year) = report.year else { return };
        let ending = ending(report);
        let Some((place, date)) = ending.dated else {
            if let Some(signed) = ending.signed {
                findings.add(signed, "落款只有机关名称，没有日期").at_most(Severity::Info);
            }
            return;
        };
        let published = report.published();
        if !date.exists() || published == Some(date) {
            return;
        }
        if date.year <= year {
            findings.add(place, format!("落款日期是{date}，{year}年还没有过完"));
        } else if let Some(published) = published
            && published.exists()
            && date.cmp(&published) == Ordering::Greater
        {
            findings.add(place, format!("落款日期{date}晚于发布日期{published}"));
        }
    }
}

//! Z02: mobile numbers outside the sentences that say how to reach the body.

use std::sync::LazyLock;

use gouji_core::prelude::*;

use super::identity_number::long_numbers;
use crate::prose;
use crate::words::Words;

/// 手机号码.
pub(crate) struct MobileNumber;

/// So many numbers are no report; the rest is not looked at.
const MANY: usize = 200;

static CONTACT: LazyLock<Words> = LazyLock::new(|| {
    Words::of([
        "电话",
        "联系",
        "手机",
        "传真",
        "热线",
        "邮箱",
        "邮编",
        "地址",
        "咨询",
        "举报",
        "投诉",
        "监督",
        "短信",
        "服务号",
        "微信号",
        "号码",
    ])
});

/// Whose number is nobody's contact.
static OTHERS: LazyLock<Words> =
    LazyLock::new(|| Words::of(["申请人", "当事人", "投诉人", "举报人", "信访人"]));

impl Rule for MobileNumber {
    fn card(&self) -> Card {
        Card::warning("Z02", "national/mobile-number", "报告里有手机号码")
            .likely()
            .basis("政府信息公开条例第十五条；个人信息保护法")
            .why("不是对外公布的联系方式，手机号码就是个人信息，应删去或隐去中间四位。")
            .bad(
                "overview = '申请人赵某13800001234对答复不满意。'",
                "“138****1234”像是个人手机号码，应删去或隐去",
            )
            .bad(
                "overview = '申请人赵某（手机13800001234）对答复不满意。'",
                "“138****1234”像是个人手机号码，应删去或隐去",
            )
            .good("overview = '申请人赵某138****1234对答复不满意。'")
            .good("overview = '联系人：赵某，电话：13800001234。'")
            .good("overview = '网址http://www.x.gov.cn/a/13800001234.html，批号113800001234。'")
    }

    fn check(&self, report: &Report, findings: &mut Findings) {
        for &(start, end) in long_numbers(report).iter().take(MANY) {
            let number = &report.text[start..end];
            let place = Place::from(start..end);
            let beside = |c: Option<char>| {
                c.is_some_and(|c| {
                    c.is_ascii_alphanumeric() || matches!(c, '/' | '.' | '_' | '-' | '=' | '&' | '@')
                })
            };
            if number.len() != 11
                || !number.starts_with('1')
                || !matches!(number.as_bytes()[1], b'3'..=b'9')
                || beside(report.text[..start].chars().next_back())
                || beside(report.text[end..].chars().next())
                || report.contact().is_some_and(|contact| contact.contains(place))
            {
                continue;
            }
            let paragraph = report.paragraphs().find(|paragraph| paragraph.place.contains(place));
            // Outside the prose there is no telling what the number is.
            let Some(paragraph) = paragraph else { continue };
            let text = report.slice(paragraph.place);
            let (from, to) = prose::sentence(text, start - paragraph.place.start as usize);
            let sentence = &text[from..to];
            if !CONTACT.any(sentence) || OTHERS.any(sentence) {
                let masked = format!("{}****{}", &number[..3], &number[7..]);
                findings.add(place, format!("“{masked}”像是个人手机号码，应删去或隐去"));
            }
        }
    }
}

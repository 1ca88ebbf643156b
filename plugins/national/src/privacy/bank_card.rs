//! Z03: numbers of bank cards.

use std::sync::LazyLock;

use gouji_core::prelude::*;

use super::identity_number::long_numbers;
use crate::prose;
use crate::words::Words;

/// 银行卡号.
pub(crate) struct BankCard;

/// Words that say that the number is one of a card or an account.
static ACCOUNT: LazyLock<Words> = LazyLock::new(|| {
    Words::of([
        "银行卡",
        "卡号",
        "账号",
        "帐号",
        "账户",
        "帐户",
        "开户",
        "储蓄卡",
        "社保卡",
        "一卡通",
        "存折",
    ])
});
/// Words of the accounts that bodies make known on purpose.
static PUBLIC: LazyLock<Words> = LazyLock::new(|| {
    Words::of([
        "财政",
        "非税",
        "国库",
        "缴款",
        "缴费",
        "缴纳",
        "缴入",
        "汇款",
        "收款单位",
        "收款人",
        "信息处理费",
        "对公",
        "专户",
        "公众号",
        "服务号",
    ])
});

impl Rule for BankCard {
    fn card(&self) -> Card {
        Card::error("Z03", "national/bank-card", "报告里有银行卡号")
            .basis("政府信息公开条例第十五条；个人信息保护法第二十八条：金融账户是敏感个人信息")
            .why("银行卡号是敏感个人信息，年度报告要上网，不能公开。只报校验位对得上、前后又说是卡号或账号的。")
            .bad(
                "overview = '补贴已发到申请人银行卡6222021234567890128。'",
                "“6222***********0128”像是银行卡号，应删去",
            )
            .good("overview = '补贴已发到申请人银行卡6222***********0128。'")
            .good("overview = '补贴已发到申请人银行卡6222021234567890123。'")
            .good("overview = '项目代码6222021234567890128已赋码。'")
            .good("overview = '信息处理费请缴入财政专户，账号6222021234567890128。'")
    }

    fn check(&self, report: &Report, findings: &mut Findings) {
        for &(start, end) in long_numbers(report).iter() {
            let number = &report.text[start..end];
            if !(16..=19).contains(&number.len()) || !is_card(number) {
                continue;
            }
            let (from, to) = prose::sentence(report.text, start);
            let sentence = &report.text[from..to];
            if !ACCOUNT.any(sentence) || PUBLIC.any(sentence) {
                continue;
            }
            // The number itself must not stand in the outcome of the check either.
            let stars = "*".repeat(number.len() - 8);
            let masked = format!("{}{stars}{}", &number[..4], &number[number.len() - 4..]);
            findings.add(Place::from(start..end), format!("“{masked}”像是银行卡号，应删去"));
        }
    }
}

/// The first digits of cards issued in China or abroad, and the check digit of ISO/IEC 7812 (Luhn).
fn is_card(number: &str) -> bool {
    let issued =
        ["62", "60", "4", "51", "52", "53", "54", "55", "35"].iter().any(|lead| number.starts_with(lead));
    let sum: u32 = (0..)
        .zip(number.bytes().rev())
        .map(|(at, digit)| match (at % 2, u32::from(digit - b'0')) {
            (0, digit) => digit,
            (_, digit) => digit * 2 / 10 + digit * 2 % 10,
        })
        .sum();
    issued && sum.is_multiple_of(10)
}

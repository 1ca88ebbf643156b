//! Words that should not stand: wrong terms and names, what is past, typography, what is private or secret.

use gouji_core::divisions;
use gouji_core::form::Level;

use super::{Defect, Expected, add_after};
use crate::score::model::{Report, Sentence};
use crate::score::random::Random;

pub(super) const DEFECTS: &[Defect] = &[
    Defect::warning("条例写成公开法", &["W06"], |report, _, _| {
        say(report, "management", "组织学习《政府信息公开法》，做到人人知晓。", "《政府信息公开法》")
    }),
    Defect::info("旧条例的申诉", &["W04"], |report, _, _| {
        say(report, "management", "全年没有因政府信息公开引发的申诉案件。", "申诉案件")
    }),
    Defect::info("同意公开", &["W05"], |report, _, _| {
        say(report, "handling", "答复的申请中，同意公开的占多数。", "同意公开")
    }),
    Defect::info("信息公开申请少了政府", &["W03"], |report, _, _| {
        say(report, "handling", "信息公开申请的登记由专人负责。", "信息公开申请")
    }),
    Defect::info("已撤销的机构", &["W08"], |report, _, _| {
        // In 2019 some places still had it.
        (report.year >= 2020).then_some(())?;
        say(report, "management", "重要文件由县法制办审核后公布。", "法制办")
    }),
    Defect::warning("早已结束的脱贫攻坚", &["W09"], |report, _, _| {
        (report.year >= 2022).then_some(())?;
        say(report, "management", "集中力量打赢脱贫攻坚战，及时公开扶贫资金的安排。", "脱贫攻坚")
    }),
    Defect::warning("早已结束的疫情防控", &["W09"], |report, _, _| {
        (report.year >= 2024).then_some(())?;
        say(report, "management", "扎实做好疫情防控信息发布，每日公布防控动态。", "疫情防控")
    }),
    Defect::warning("旧的五年规划", &["W09"], |report, _, _| {
        (report.year >= 2022).then_some(())?;
        say(report, "management", "围绕“十三五”规划目标任务公开项目进展。", "十三五")
    }),
    Defect::warning("旧的党代会", &["W10"], |report, _, _| {
        (report.year >= 2024).then_some(())?;
        say(report, "management", "深入学习贯彻党的十九大精神，把公开贯穿权力运行全过程。", "十九大")
    }),
    Defect::error("指导思想写错字", &["W11"], |report, _, _| {
        say(
            report,
            "management",
            "坚持以习近平新时代特色社会主义思想为指导。",
            "习近平新时代特色社会主义思想",
        )
    }),
    Defect::warning("含糊其辞的多数部门", &["W13", "B04"], |report, _, _| {
        // A province does speak of places.
        (report.agency.level != Level::Province && report.agency.of != Level::Province).then_some(())?;
        say(
            report,
            "management",
            "多数部门能够按时公开信息，部分地区仍需加强，一些地区的做法值得推广，多数部门建立了台账，部分地区更新较慢。",
            "多数部门",
        )
    }),
    Defect::warning("书名号不成对", &["U07"], |report, _, _| {
        say(report, "management", "认真执行《信息发布审核办法的规定，层层把关。", "《信息发布审核办法")
    }),
    Defect::warning("括号不成对", &["U07"], |report, _, _| {
        say(report, "management", "目录调整情况（共三批已在网上公布。", "（共三批")
    }),
    Defect::warning("字词重复", &["U08"], |report, _, _| {
        say(report, "management", "发布的的信息均经过复核。", "的的")
    }),
    Defect::warning("词语重复", &["U08"], |report, _, _| {
        say(report, "management", "信息的更新做到及时及时准确。", "及时及时")
    }),
    Defect::info("标点连用", &["U06"], |report, _, _| {
        say(report, "management", "信息发布做到及时，，准确。", "，，")
    }),
    Defect::info("半角逗号", &["U05"], |report, _, _| {
        (!report.style.narrow).then_some(())?;
        say(report, "management", "信息发布后,由专人核对链接,发现错误立即改正.", ",")
    }),
    Defect::warning("常见错字", &["U09"], |report, _, _| {
        say(report, "management", "部暑全年任务，按月检查进度。", "部暑")
    }),
    Defect::error("身份证号", &["Z01"], identity),
    Defect::warning("办件人的手机号", &["Z02"], |report, _, random| {
        let number = format!("139{:08}", random.between(20_000_000, 99_999_999));
        say(report, "handling", &format!("申请人李某（手机{number}）对答复表示满意。"), &number)
    })
    .with(&["Z04"]),
    Defect::error("银行卡号", &["Z03"], |report, _, random| {
        let number = luhn(&format!("622202{:012}", random.between(1, 999_999_999_999)));
        say(report, "handling", &format!("退款已转入申请人账户{number}。"), &number)
    }),
    Defect::error("密级标志", &["Z06"], |report, _, _| {
        report.metadata.insert(0, "机密★3年".to_owned());
        Expected::words("机密")
    }),
    Defect::info("私人邮箱", &["Z07"], |report, _, _| {
        say(report, "management", "信息差错可发邮件至zhengwu8866@qq.com反映。", "qq.com")
    }),
    Defect::warning("别处的地名", &["M06"], |report, _, _| {
        // Of a body whose place nobody knows, as the invented ones are, nobody can say what is foreign to it. 宜宾 is not
        // foreign to its province.
        let (city, rest) = report.agency.name.split_at(report.agency.name.find('市')? + "市".len());
        let known = divisions::codes(city).next().is_some_and(|code| !code.starts_with("51"));
        (known && !rest.contains(['区', '县'])).then_some(())?;
        say(report, "management", "宜宾市政府信息公开工作由各科室共同承担。", "宜宾市")
    }),
];

/// Adds a sentence; the words in it are what is wrong.
fn say(report: &mut Report, topic: &str, sentence: &str, words: &str) -> Option<Expected> {
    add_after(report, topic, sentence)?;
    Expected::words(words)
}

fn identity(report: &mut Report, _: &Report, random: &mut Random) -> Option<Expected> {
    let seventeen = format!(
        "110101{:04}0{}1{}{:03}",
        random.between(1960, 2001),
        random.between(1, 9),
        random.between(0, 9),
        random.between(1, 999)
    );
    let weights = [7, 9, 10, 5, 8, 4, 2, 1, 6, 3, 7, 9, 10, 5, 8, 4, 2];
    let sum: u32 =
        seventeen.chars().zip(weights).filter_map(|(c, weight)| Some(c.to_digit(10)? * weight)).sum();
    let check = "10X98765432".chars().nth(sum as usize % 11)?;
    let number = format!("{seventeen}{check}");
    let paragraph = report.part_mut(1)?.paragraphs_mut().last()?;
    paragraph.sentences.push(Sentence::plain("defect", format!("申请人身份证号码为{number}，材料已归档。")));
    Expected::words(number)
}

/// The number with the digit that Luhn's sum asks for.
fn luhn(number: &str) -> String {
    let sum: u32 = number
        .chars()
        .rev()
        .filter_map(|c| c.to_digit(10))
        .enumerate()
        .map(|(at, digit)| if at % 2 == 0 { digit * 2 / 10 + digit * 2 % 10 } else { digit })
        .sum();
    format!("{number}{}", (10 - sum % 10) % 10)
}

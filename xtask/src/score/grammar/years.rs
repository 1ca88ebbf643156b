//! The year of an act that is told as done: the report's; and years that are rightly others'.

use super::super::phrases::Writer;
use super::{Place, Said, one};

/// What the defects call it.
const LEFT_OVER: &str = "做过的事写成别的年份";
#[cfg(test)]
pub(super) const KINDS: &[&str] = &[LEFT_OVER];

/// What was done, and where it is told.
const DONE: &[(Place, &str)] = &[
    (Place::Overview(1), "组织编印政策口袋书并送到村组、社区"),
    (Place::Overview(1), "开展政策进企业、进楼宇宣讲"),
    (Place::Overview(2), "对依申请公开答复文书开展集中评查"),
    (Place::Overview(2), "建立依申请公开疑难案件会商机制"),
    (Place::Overview(3), "完成政府信息目录与档案系统的对接"),
    (Place::Overview(3), "修订信息发布审查流程并印发执行"),
    (Place::Overview(4), "完成公开专栏的无障碍改造"),
    (Place::Overview(4), "上线智能问答和语音检索功能"),
    (Place::Overview(5), "组织公开业务骨干跟班学习"),
    (Place::Overview(5), "将公开工作纳入干部轮训课程"),
];

/// Years that are another's with good reason.
const OTHERS: &[(Place, &[&str])] = &[
    (Place::Overview(1), &["{last_year}年度部门决算和{year}年度部门预算已在网站集中公开。"]),
    (
        Place::Overview(2),
        &["沿用{last_year}年印发的申请办理规范。", "{last_year}年12月收到的申请，答复期限跨至{year}年1月。"],
    ),
    (
        Place::Overview(3),
        &[
            "{last_year}年修订的信息发布审核办法继续执行。",
            "档案移交工作自2016年启动，已移交至{last_year}年度。",
        ],
    ),
    (Place::Overview(4), &["专栏于2018年建成，此后每年改版一次。", "现用域名自2017年启用。"]),
    (Place::Overview(5), &["{next_year}年将继续开展轮训。", "考核办法于{last_year}年修订。"]),
];

pub(super) fn say(writer: &mut Writer, place: Place) -> Option<Said> {
    let facts = writer.facts;
    let (year, last) = (facts.number("year")?, facts.number("last_year")?);
    if writer.random.chance(40) {
        let (_, sentences) = OTHERS.iter().find(|(at, _)| *at == place)?;
        let text = one(writer.random, sentences);
        return fresh(writer, text).then(|| {
            let fill = |text: &str, name: &str, year: i64| text.replace(name, &year.to_string());
            let text = fill(&fill(text, "{year}", year), "{last_year}", last);
            Said::right(fill(&text, "{next_year}", year + 1))
        });
    }
    let done: Vec<&str> = DONE.iter().filter(|(at, _)| *at == place).map(|(_, done)| *done).collect();
    let done = *done.get(writer.random.index(done.len().max(1)))?;
    fresh(writer, done).then_some(())?;
    let we = facts.word("we");
    let random = &mut *writer.random;
    let form = random.between(1, 5);
    let verb = one(random, &["先后", "重点", "如期", "及时"]);
    let write = |year: i64| match form {
        1 => format!("{year}年，{we}{verb}{done}。"),
        2 => format!("{we}{year}年{done}。"),
        3 => format!("{year}年度，{done}。"),
        4 => format!("{year}年以来，{we}{verb}{done}。"),
        _ => format!("{year}年{we}{verb}{done}，取得较好效果。"),
    };
    Some(match form {
        // Since last year may well be meant.
        4 => Said::right(write(year)),
        _ => Said::or(LEFT_OVER, write(year), write(last)),
    })
}

/// Not told yet, in this report or in last year's.
fn fresh(writer: &mut Writer, told: &'static str) -> bool {
    let fresh = !writer.counted.contains(&told);
    writer.counted.push(told);
    fresh
}

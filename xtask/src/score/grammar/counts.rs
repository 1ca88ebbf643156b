//! Announced counts: a numeral with a class noun, and as many things beside it.

use super::super::phrases::Writer;
use super::numerals::{Numerals, chinese};
use super::{Place, Said, one};

#[cfg(test)]
pub(super) const KINDS: &[&str] = &[ANNOUNCED];
/// What the defects call it.
const ANNOUNCED: &str = "报出的个数";

/// What is announced, and what there may be of it.
const SETS: &[(Place, &str, &str, &[&str])] = &[
    (Place::Overview(3), "项", "机制", &["协调会商", "动态更新", "审核把关", "定期评估", "责任倒查"]),
    (Place::Overview(3), "个", "环节", &["拟稿环节", "审核环节", "发布环节", "归档环节"]),
    (Place::Overview(4), "类", "专栏", &["政策文件专栏", "办事服务专栏", "互动交流专栏", "专题回顾专栏"]),
    (Place::Overview(5), "项", "制度", &["例会制度", "通报制度", "考核制度", "备案制度"]),
    (Place::Overview(5), "个", "到位", &["认识到位", "人员到位", "经费到位", "督促到位"]),
    (Place::Overview(1), "个", "方面", &["政策发布", "政策解读", "回应关切", "公众参与"]),
];

pub(super) fn say(writer: &mut Writer, place: Place) -> Option<Said> {
    let sets: Vec<_> = SETS.iter().filter(|(at, ..)| *at == place).collect();
    (!sets.is_empty()).then_some(())?;
    let (_, unit, class, names) = **writer.random.pick(&sets);
    if writer.told.contains(&class) {
        return None;
    }
    writer.told.push(class);
    let random = &mut *writer.random;
    let count = random.between(3, names.len() as i64);
    let names = &names[..count as usize];
    let other = if random.chance(50) { count + 1 } else { count - 1 };
    let numerals = if random.chance(70) { Numerals::Chinese } else { Numerals::Digits };
    if random.chance(20) {
        // More than are named, and it says so.
        let more = count + random.between(1, 6);
        let some = names[..2].join("、");
        return Some(Said::right(format!(
            "年内重点推进{some}等{}{class}的工作。",
            numerals.count(more, unit)
        )));
    }
    let verb = one(random, &["突出抓好", "着力做实", "重点围绕", "切实落实"]);
    let form = random.between(1, 4);
    let ordinals: Vec<String> =
        names.iter().enumerate().map(|(at, name)| format!("{}是{name}", chinese(at as i64 + 1))).collect();
    let write = |count: i64| {
        let announced = numerals.count(count, unit);
        match form {
            1 => format!("{verb}{announced}{class}：{}。", names.join("、")),
            2 => format!("{verb}{announced}{class}，即{}。", names.join("、")),
            3 => format!("{verb}{}{announced}{class}。", names.join("、")),
            _ => format!("{verb}{announced}{class}，{}。", ordinals.join("，")),
        }
    };
    Some(Said::or(ANNOUNCED, write(count), write(other)))
}

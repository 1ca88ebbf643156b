//! One quantity told again in another part.

use super::super::phrases::Writer;
use super::{Place, Said, amiss, one};

#[cfg(test)]
pub(super) const KINDS: &[&str] = &[AGAIN];
/// What the defects call it.
const AGAIN: &str = "别处再说一遍";

/// Facts that part one or a table tells, with words that name them.
const TOLD: &[(&str, &str, &str)] = &[
    ("published", "全年主动公开政府信息", "条"),
    ("received", "全年新收政府信息公开申请", "件"),
    ("handled", "全年办结政府信息公开申请", "件"),
    ("ra", "全年发生政府信息公开行政复议", "件"),
    ("unavailable", "全年因故无法提供的政府信息公开申请", "件"),
];

pub(super) fn say(writer: &mut Writer, place: Place) -> Option<Said> {
    (place == Place::Problems).then_some(())?;
    let (fact, subject, unit) = *writer.random.pick(TOLD);
    let figure = writer.facts.number(fact).filter(|figure| *figure > 2)?;
    let random = &mut *writer.random;
    let wrong = amiss(figure, random);
    Some(Said::figures(AGAIN, random, (&[figure], &[wrong]), |random, figures| {
        let figure = figures[0];
        let tail = one(
            random,
            &["工作仍有改进余地", "反映出公众需求在变化", "与群众期待相比还有距离", "需要进一步总结"],
        );
        match random.between(1, 3) {
            1 => format!("总的看，{subject}{figure}{unit}，{tail}。"),
            2 => format!("{subject}达到{figure}{unit}，{tail}。"),
            _ => format!("从{subject}{figure}{unit}的情况看，{tail}。"),
        }
    }))
}

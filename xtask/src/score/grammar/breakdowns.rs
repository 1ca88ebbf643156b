//! Rows and columns of the tables told as lists: who applied, how it ended, what came of the disputes.

use super::super::phrases::Writer;
use super::lists::{Division, Whole, closed};
use super::{Place, Said, amiss};

/// A figure of the tables and its parts.
struct Breakdown {
    kind: &'static str,
    place: Place,
    verb: &'static str,
    noun: &'static str,
    whole: &'static str,
    criterion: &'static str,
    parts: &'static [(&'static str, &'static str)],
}

const BREAKDOWNS: &[Breakdown] = &[
    Breakdown {
        kind: "申请人构成",
        place: Place::Overview(2),
        verb: "新收",
        noun: "政府信息公开申请",
        whole: "received",
        criterion: "申请人",
        parts: &[
            ("自然人", "natural"),
            ("商业企业", "commercial"),
            ("科研机构", "research"),
            ("社会公益组织", "welfare"),
            ("法律服务机构", "legal"),
            ("其他组织", "others"),
        ],
    },
    Breakdown {
        kind: "办理结果构成",
        place: Place::Overview(2),
        verb: "办结",
        noun: "政府信息公开申请",
        whole: "handled",
        criterion: "办理结果",
        parts: &[
            ("予以公开", "granted"),
            ("部分公开", "partly"),
            ("不予公开", "denied"),
            ("无法提供", "unavailable"),
            ("不予处理", "unprocessed"),
            ("其他处理", "otherwise"),
        ],
    },
    Breakdown {
        kind: "复议结果构成",
        place: Place::Disputes,
        verb: "发生",
        noun: "政府信息公开行政复议案件",
        whole: "ra",
        criterion: "审理结果",
        parts: &[("结果维持", "ru"), ("结果纠正", "rc"), ("其他结果", "ro"), ("尚未审结", "rp")],
    },
    Breakdown {
        kind: "诉讼构成",
        place: Place::Disputes,
        verb: "发生",
        noun: "政府信息公开行政诉讼案件",
        whole: "lt",
        criterion: "起诉途径",
        parts: &[("未经复议直接起诉", "direct"), ("复议后起诉", "after")],
    },
];

pub(super) fn say(writer: &mut Writer, place: Place) -> Option<Said> {
    let here: Vec<&Breakdown> = BREAKDOWNS.iter().filter(|breakdown| breakdown.place == place).collect();
    let breakdown = *here.get(writer.random.index(here.len().max(1)))?;
    let facts = writer.facts;
    let parts: Vec<(&str, i64)> = breakdown
        .parts
        .iter()
        .filter_map(|(label, fact)| Some((*label, facts.number(fact).filter(|part| *part > 0)?)))
        .collect();
    if parts.len() < 2 || writer.told.contains(&breakdown.kind) {
        return None;
    }
    writer.told.push(breakdown.kind);
    let mut right: Vec<i64> = parts.iter().map(|(_, part)| *part).collect();
    right.insert(0, facts.number(breakdown.whole)?);
    let at = 1 + writer.random.index(parts.len());
    let mut wrong = right.clone();
    wrong[at] = amiss(right[at], writer.random);
    let Breakdown { noun, verb, criterion, .. } = breakdown;
    let (year, we) = (facts.number("year")?, facts.word("we"));
    let whole = Whole { noun, unit: "件", verb, year, we, last: None };
    let labels = parts.iter().map(|(label, _)| *label).collect();
    let division = Division { criterion, labels };
    let said = Said::figures(breakdown.kind, writer.random, (&right, &wrong), |random, figures| {
        closed(&whole, &division, figures, random)
    });
    Some(said.repaired(right[at]))
}

#[cfg(test)]
pub(super) fn kinds() -> impl Iterator<Item = &'static str> {
    BREAKDOWNS.iter().map(|breakdown| breakdown.kind)
}

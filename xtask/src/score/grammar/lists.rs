//! Parts of a whole: the whole before, behind or in the sentence before; with or without a word that opens the list.

use super::super::phrases::Writer;
use super::super::random::Random;
use super::numerals::Numerals;
use super::{Place, Said, amiss, one, things};

#[cfg(test)]
pub(super) const KINDS: &[&str] = &[SUM, SECOND_SUM, INNER_SUM];
/// What the defects call it.
const SUM: &str = "分项之和";
const SECOND_SUM: &str = "第二种分法";
const INNER_SUM: &str = "分项里的分项";

/// What is divided: `全年` `发布` `助企措施` … `项`.
pub(super) struct Whole {
    pub(super) noun: &'static str,
    pub(super) unit: &'static str,
    pub(super) verb: &'static str,
    pub(super) year: i64,
    pub(super) we: String,
    /// As many were there a year ago, where that may be told.
    pub(super) last: Option<i64>,
}

impl Whole {
    fn is_published(&self) -> bool {
        self.noun == PUBLISHED_NOUN
    }
}

/// By what, and into what.
pub(super) struct Division {
    pub(super) criterion: &'static str,
    pub(super) labels: Vec<&'static str>,
}

pub(super) fn say(writer: &mut Writer, place: Place) -> Option<Said> {
    let thing = things::fresh(writer, place)?;
    let count = thing.count(writer.random);
    let whole = Whole {
        noun: thing.noun,
        unit: thing.unit,
        verb: thing.verb,
        year: writer.facts.number("year").unwrap_or(0),
        we: writer.facts.word("we"),
        last: Some(thing.count(writer.random)),
    };
    let divisions: Vec<Division> =
        thing.criteria.iter().map(|(criterion, labels)| division(criterion, labels, writer.random)).collect();
    Some(divided(&whole, count, &divisions, writer.random))
}

/// What was published, by channel, subject or publisher.
pub(super) fn published(writer: &mut Writer) -> Said {
    let whole = Whole {
        noun: PUBLISHED_NOUN,
        unit: "条",
        verb: "主动公开",
        year: writer.facts.number("year").unwrap_or(0),
        we: writer.facts.word("we"),
        last: writer.facts.number("last_published").filter(|last| *last > 0),
    };
    let count = writer.facts.number("published").unwrap_or(0);
    let random = &mut *writer.random;
    let mut divisions: Vec<Division> =
        PUBLISHED.iter().map(|(criterion, labels)| division(criterion, labels, random)).collect();
    let first = random.index(divisions.len());
    divisions.swap(0, first);
    divided(&whole, count, &divisions, random)
}

const PUBLISHED_NOUN: &str = "政府信息";

const PUBLISHED: &[(&str, &[&str])] = &[
    ("公开渠道", &["政府网站", "微信公众号", "政务微博", "电子显示屏", "公示栏", "广播电视"]),
    ("信息内容", &["组织机构类", "政策法规类", "资金信息类", "工作动态类", "公示公告类", "其他"]),
    ("发布形式", &["文字信息", "图片信息", "视频信息"]),
];

/// Two or more of the labels.
fn division(criterion: &'static str, labels: &[&'static str], random: &mut Random) -> Division {
    let count = random.between(2, labels.len() as i64) as usize;
    let mut left = labels.to_vec();
    while left.len() > count {
        left.remove(random.index(left.len()));
    }
    Division { criterion, labels: left }
}

/// One of the ways of dividing: closed, twice, with a part divided again, open, overlapping, or one part only.
fn divided(whole: &Whole, count: i64, divisions: &[Division], random: &mut Random) -> Said {
    let first = &divisions[0];
    match (random.between(1, 100), divisions.get(1)) {
        (1..=14, Some(second)) => two_divisions(whole, count, first, second, random),
        (15..=24, Some(second)) if whole.is_published() => nested(whole, count, (first, second), random),
        (25..=34, _) => open(whole, count, first, random),
        // What is published on one channel may be on another too; of other divisions nobody says so.
        (35..=39, _) if whole.is_published() => overlapping(whole, count, first, random),
        (40..=44, _) => Said::right(subset(whole, count, first, random)),
        _ => {
            let (right, wrong) = figures(count, first.labels.len(), random);
            Said::figures(SUM, random, (&right, &wrong), |random, figures| {
                closed(whole, first, figures, random)
            })
        }
    }
}

/// The whole and its parts; and the same with one part amiss.
fn figures(whole: i64, parts: usize, random: &mut Random) -> (Vec<i64>, Vec<i64>) {
    let mut right = random.split(whole, parts);
    let at = random.index(parts);
    right.swap(0, at);
    right.insert(0, whole);
    let mut wrong = right.clone();
    let at = 1 + random.index(parts);
    wrong[at] = amiss(right[at], random);
    (right, wrong)
}

/// The whole and its parts in one of the forms of a list that is told in full: `[whole, part, …]`.
pub(super) fn closed(whole: &Whole, division: &Division, figures: &[i64], random: &mut Random) -> String {
    let numerals = Numerals::random(figures[0].max(figures[1]), random);
    let total = numerals.count(figures[0], whole.unit);
    let items = items(whole, division, &figures[1..], numerals, random);
    match random.between(1, 10) {
        1..=3 => behind(whole, division, &items, &total, random),
        _ => before(whole, division, &items, &total, random),
    }
}

/// `全年发布助企措施36项，其中……`.
fn before(whole: &Whole, division: &Division, items: &str, total: &str, random: &mut Random) -> String {
    let lead = lead(whole, total, random);
    let criterion = division.criterion;
    match random.between(1, 15) {
        1 => format!("{lead}，其中{items}。"),
        13 => format!("{lead}，{items}。"),
        14 => format!("{lead}——{items}。"),
        // Something else is said between the whole and its parts.
        15 => format!("{lead}，工作平稳有序。按{criterion}，{items}。"),
        2 => format!("{lead}，其中：{items}。"),
        3 => format!("{lead}，其中，{items}。"),
        4 => format!("{lead}，包括{items}。"),
        5 => format!("{lead}（{items}）。"),
        6 => format!("{lead}：{items}。"),
        7 => format!("{lead}。按{criterion}分，{items}。"),
        8 => format!("{lead}，按照{criterion}划分为：{items}。"),
        9 => format!("{lead}。其中，{items}。"),
        10 => format!("{lead}，从{criterion}看，{items}。"),
        11 => format!("{lead}，具体为{items}。"),
        _ => format!("{lead}，分别是{items}。"),
    }
}

/// `……，合计36项`.
fn behind(whole: &Whole, division: &Division, items: &str, total: &str, random: &mut Random) -> String {
    let Whole { noun, verb, we, .. } = whole;
    let criterion = division.criterion;
    let parts = division.labels.len() as i64;
    let end = one(random, &["合计", "共计", "总计", "加起来共", "以上共计", "各项相加共"]);
    match random.between(1, 5) {
        1 => format!("{we}{verb}{noun}的情况是：{items}，{end}{total}。"),
        2 => format!("从{criterion}看，{verb}{noun}{items}，{end}{total}。"),
        3 => format!("全年{verb}的{noun}中，{items}，{end}{total}。"),
        4 => {
            let parts = Numerals::Chinese.count(parts, "部分");
            format!("{items}，上述{parts}构成了全年{verb}的{total}{noun}。")
        }
        _ => format!("按{criterion}统计，{items}，{end}{verb}{noun}{total}。"),
    }
}

fn lead(whole: &Whole, total: &str, random: &mut Random) -> String {
    let Whole { noun, verb, year, we, .. } = whole;
    let said = match random.between(1, 6) {
        1 => format!("全年{verb}{noun}{total}"),
        2 => format!("{year}年，{we}{verb}{noun}{total}"),
        3 => format!("全年共{verb}{noun}{total}"),
        4 => format!("{we}{verb}的{noun}共有{total}"),
        5 => format!("全年{verb}{total}{noun}"),
        _ => format!("{verb}{noun}数量达{total}"),
    };
    // A figure of another year stands between the whole and its parts.
    match whole.last {
        Some(last) if random.chance(20) => format!("{said}（上年为{last}{}）", whole.unit),
        _ => said,
    }
}

/// The parts, all in the same form but perhaps the last.
fn items(
    whole: &Whole,
    division: &Division,
    parts: &[i64],
    numerals: Numerals,
    random: &mut Random,
) -> String {
    let Whole { noun, unit, verb, .. } = whole;
    let form = random.between(1, 9);
    let mark = one(random, &["、", "、", "，", "，", "；"]);
    let last = parts.len() - 1;
    let said: Vec<String> = division
        .labels
        .iter()
        .zip(parts)
        .enumerate()
        .map(|(at, (label, part))| {
            let part = numerals.count(*part, unit);
            match form {
                1 => format!("{label}的{part}"),
                2 => format!("{label}有{part}"),
                3 => format!("{label}为{part}"),
                4 => format!("{label}{noun}{part}"),
                5 if at == last => format!("{label}{noun}{part}"),
                6 if at == last && last > 0 => format!("{verb}{label}的{noun}{part}"),
                _ => format!("{label}{part}"),
            }
        })
        .collect();
    said.join(mark)
}

/// The same whole divided by two criteria; the second division is the one that may be amiss.
fn two_divisions(
    whole: &Whole,
    count: i64,
    first: &Division,
    second: &Division,
    random: &mut Random,
) -> Said {
    let (sound, _) = figures(count, first.labels.len(), random);
    let (right, wrong) = figures(count, second.labels.len(), random);
    Said::figures(SECOND_SUM, random, (&right, &wrong), |random, figures| {
        let digits = Numerals::Digits;
        let lead = lead(whole, &digits.count(count, whole.unit), random);
        let one_way = items(whole, first, &sound[1..], digits, random);
        let other_way = items(whole, second, &figures[1..], digits, random);
        let mark = one(random, &["；", "。"]);
        format!("{lead}。按{}分，{one_way}{mark}按{}分，{other_way}。", first.criterion, second.criterion)
    })
}

/// The first part is divided by another criterion in brackets; the inner division is the one that may be amiss.
fn nested(whole: &Whole, count: i64, (outer, inner): (&Division, &Division), random: &mut Random) -> Said {
    let (sound, _) = figures(count, outer.labels.len(), random);
    let (right, wrong) = figures(sound[1], inner.labels.len(), random);
    Said::figures(INNER_SUM, random, (&right, &wrong), |random, figures| {
        let digits = Numerals::Digits;
        let lead = lead(whole, &digits.count(count, whole.unit), random);
        let within = items(whole, inner, &figures[1..], digits, random);
        let open = one(random, &["，其中", "：", "，包括"]);
        let within = format!("（{}{within}）", one(random, &["", "其中", "含"]));
        let listed: Vec<String> = outer
            .labels
            .iter()
            .zip(&sound[1..])
            .enumerate()
            .map(|(at, (label, part))| {
                let within = if at == 0 { within.as_str() } else { "" };
                format!("{label}{}{within}", digits.count(*part, whole.unit))
            })
            .collect();
        format!("{lead}{open}{}。", listed.join(one(random, &["，", "；"])))
    })
}

/// Not all parts are told, and the sentence says so.
fn open(whole: &Whole, count: i64, division: &Division, random: &mut Random) -> Said {
    let told = (count * random.between(40, 80) / 100).max(2);
    let parts = random.split(told, division.labels.len());
    let digits = Numerals::Digits;
    let lead = lead(whole, &digits.count(count, whole.unit), random);
    let listed: Vec<String> = division
        .labels
        .iter()
        .zip(&parts)
        .map(|(label, part)| format!("{label}{}", digits.count(*part, whole.unit)))
        .collect();
    let listed = listed.join("、");
    Said::right(match random.between(1, 4) {
        1 => format!("{lead}，其中{listed}等。"),
        2 => format!("{lead}，主要是{listed}。"),
        3 => format!("{lead}，其中{listed}，其余为零星类别。"),
        _ => format!("{lead}，数量较多的有{listed}。"),
    })
}

/// One thing may be in several parts, and the sentence says so.
fn overlapping(whole: &Whole, count: i64, division: &Division, random: &mut Random) -> Said {
    let lead = lead(whole, &Numerals::Digits.count(count, whole.unit), random);
    let unit = whole.unit;
    let mut listed = Vec::new();
    for label in &division.labels {
        listed.push(format!("{label}{}{unit}", (count * random.between(55, 95) / 100).max(1)));
    }
    let listed = listed.join("、");
    Said::right(match random.between(1, 3) {
        1 => format!("{lead}，部分同时归入多类，分别计数为{listed}。"),
        2 => format!("{lead}，{listed}（同一{unit}可重复计入）。"),
        _ => format!("{lead}，各类之间有交叉，{listed}。"),
    })
}

/// One part only.
fn subset(whole: &Whole, count: i64, division: &Division, random: &mut Random) -> String {
    let part = (count * random.between(10, 70) / 100).max(1);
    let lead = lead(whole, &Numerals::Digits.count(count, whole.unit), random);
    let (label, unit) = (division.labels[0], whole.unit);
    match random.between(1, 3) {
        1 => format!("{lead}，其中{label}{part}{unit}。"),
        2 => format!("{lead}（含{label}{part}{unit}）。"),
        _ => format!("{lead}，仅{label}就有{part}{unit}。"),
    }
}

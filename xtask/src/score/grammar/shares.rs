//! A part, its whole, and the share that is claimed: in per cent, in tenths, as a fraction, as more or less than that;
//! a rate by its name; a rate of two years with the points between them.

use super::super::phrases::{Writer, share};
use super::super::random::Random;
use super::{Place, Said, one, things};

#[cfg(test)]
pub(super) const KINDS: &[&str] = &[PERCENT, TENTHS, BOUND, RATE, POINTS];
/// What the defects call it.
const PERCENT: &str = "占百分之几";
const TENTHS: &str = "占几成";
const BOUND: &str = "过半与否";
const RATE: &str = "率";
const POINTS: &str = "百分点";

/// A part of a whole.
struct Portion {
    /// `发布助企措施`.
    whole: String,
    label: &'static str,
    unit: &'static str,
    /// Whether the report tells the whole elsewhere, so that the sentence need not.
    known: bool,
    figures: (i64, i64),
}

pub(super) fn say(writer: &mut Writer, place: Place) -> Option<Said> {
    if place != Place::Overview(2) && writer.random.chance(35) {
        return named(writer, place);
    }
    let portion = match place {
        Place::Overview(2) => of_requests(writer)?,
        _ => of_things(writer, place)?,
    };
    let random = &mut *writer.random;
    match random.between(1, 10) {
        1..=6 => Some(in_percent(&portion, random)),
        7..=8 => rounded(&portion, random).or_else(|| Some(in_percent(&portion, random))),
        _ => Some(bounded(&portion, random)),
    }
}

fn of_requests(writer: &mut Writer) -> Option<Portion> {
    const PARTS: &[(&str, &str, &str, &str)] = &[
        ("natural", "received", "新收政府信息公开申请", "自然人提出的"),
        ("organisations", "received", "新收政府信息公开申请", "法人或其他组织提出的"),
        ("granted", "handled", "办结政府信息公开申请", "予以公开的"),
        ("unavailable", "handled", "办结政府信息公开申请", "无法提供的"),
    ];
    let (part, whole, said, label) = *writer.random.pick(PARTS);
    let (part, whole) = (writer.facts.number(part)?, writer.facts.number(whole)?);
    (part > 0 && part < whole && whole > 7).then_some(())?;
    Some(Portion { whole: said.to_owned(), label, unit: "件", known: true, figures: (part, whole) })
}

fn of_things(writer: &mut Writer, place: Place) -> Option<Portion> {
    let thing = things::fresh(writer, place)?;
    let whole = thing.count(writer.random);
    let part = (whole * writer.random.between(8, 92) / 100).max(1);
    let (_, labels) = writer.random.pick(&thing.criteria);
    let label = *writer.random.pick(labels);
    let said = format!("{}{}", thing.verb, thing.noun);
    Some(Portion { whole: said, label, unit: thing.unit, known: false, figures: (part, whole) })
}

fn in_percent(portion: &Portion, random: &mut Random) -> Said {
    let (part, whole) = portion.figures;
    let right = share(part, whole);
    let moved = part * 10_000 / whole;
    let step = random.between(600, 2600);
    let wrong = if moved > 5000 { moved - step } else { moved + step };
    let wrong = share(wrong, 10_000);
    let mut again = random.clone();
    let said = percent(portion, &right, random);
    Said::or(PERCENT, said, percent(portion, &wrong, &mut again))
}

fn percent(portion: &Portion, percent: &str, random: &mut Random) -> String {
    let Portion { whole, label, unit, known, figures: (part, count) } = portion;
    let told = if *known { String::new() } else { format!("{count}{unit}") };
    match random.between(1, 5) {
        1 => format!("全年{whole}{count}{unit}，其中{label}{part}{unit}，占{percent}%。"),
        2 => format!("全年{whole}{count}{unit}，{label}{part}{unit}，占比{percent}%。"),
        3 => format!("{label}{part}{unit}，占全年{whole}{count}{unit}的{percent}%。"),
        4 if *known => format!("{label}有{part}{unit}，占{whole}总数的{percent}%。"),
        4 => format!("{whole}{told}，{label}的比重为{percent}%（{part}{unit}）。"),
        _ => format!("在{whole}的{count}{unit}中，{label}占{percent}%，为{part}{unit}。"),
    }
}

/// `四成`, `三分之一`: near enough to be said of the part, and far enough not to.
fn rounded(portion: &Portion, random: &mut Random) -> Option<Said> {
    const WORDS: &[(&str, i64, i64)] = &[
        ("一成", 1, 10),
        ("两成", 1, 5),
        ("三成", 3, 10),
        ("四成", 2, 5),
        ("一半", 1, 2),
        ("六成", 3, 5),
        ("七成", 7, 10),
        ("八成", 4, 5),
        ("九成", 9, 10),
        ("三分之一", 1, 3),
        ("四分之一", 1, 4),
        ("三分之二", 2, 3),
    ];
    let (part, whole) = portion.figures;
    let distance = |(_, over, under): &(&str, i64, i64)| (part * 1000 / whole - over * 1000 / under).abs();
    let right = WORDS.iter().min_by_key(|word| distance(word)).filter(|word| distance(word) <= 15)?;
    let far: Vec<_> = WORDS.iter().filter(|word| distance(word) > 150).collect();
    let wrong = *random.pick(&far);
    let word = one(random, &["约占", "占到约", "大约占"]);
    let Portion { whole: said, label, unit, .. } = portion;
    let write = |share: &str| format!("全年{said}{whole}{unit}，{label}{part}{unit}，{word}{share}。");
    Some(Said::or(TENTHS, write(right.0), write(wrong.0)))
}

/// `超过一半`, `不到三分之一`.
fn bounded(portion: &Portion, random: &mut Random) -> Said {
    const BOUNDS: &[(&str, i64, i64)] = &[("一半", 1, 2), ("三分之一", 1, 3), ("四分之三", 3, 4)];
    let (part, whole) = portion.figures;
    let far: Vec<_> = BOUNDS
        .iter()
        .filter(|(_, over, under)| (part * 1000 / whole - over * 1000 / under).abs() > 40)
        .collect();
    let (bound, over, under) = *random.pick(&far);
    let more = part * under > whole * over;
    let (above, below) =
        (one(random, &["超过", "多于", "占比高于"]), one(random, &["不到", "不足", "占比低于"]));
    let Portion { whole: said, label, unit, .. } = portion;
    let write = |more: bool| {
        format!(
            "全年{said}{whole}{unit}，其中{label}{part}{unit}，{}{bound}。",
            if more { above } else { below }
        )
    };
    Said::or(BOUND, write(more), write(!more))
}

/// Rates by their names: where they are told, of what, what was done, and the name.
const RATES: &[(Place, &str, &str, &str, &str)] = &[
    (Place::Overview(1), "答复市民热线诉求", "件", "按时答复", "按时答复率"),
    (Place::Overview(1), "受理窗口咨询", "人次", "当场解决", "当场解决率"),
    (Place::Overview(3), "送审稿件", "篇", "一次通过", "一次通过率"),
    (Place::Overview(3), "应归档文件", "份", "按期归档", "归档率"),
    (Place::Overview(4), "巡检页面链接", "条", "可用", "可用率"),
    (Place::Overview(4), "抽测检索请求", "次", "命中", "命中率"),
    (Place::Overview(5), "发出调查问卷", "份", "收回", "回收率"),
    (Place::Overview(5), "参加闭卷测试", "人", "合格", "合格率"),
];

/// `发出调查问卷400份，收回380份，回收率95%`; or the rates of two years, and the points between them.
fn named(writer: &mut Writer, place: Place) -> Option<Said> {
    let rates: Vec<_> = RATES.iter().filter(|(at, ..)| *at == place).collect();
    let (_, subject, unit, done, rate) = **rates.get(writer.random.index(rates.len().max(1)))?;
    if writer.counted.contains(&rate) {
        return None;
    }
    writer.counted.push(rate);
    let random = &mut *writer.random;
    if random.chance(35) {
        return Some(points(rate, random));
    }
    let whole = random.between(60, 900);
    let part = whole * random.between(620, 990) / 1000;
    let right = share(part, whole);
    let wrong = share(part * 10_000 / whole - random.between(400, 2500), 10_000);
    let form = random.between(1, 4);
    let write = |percent: &str| match form {
        1 => format!("{subject}{whole}{unit}，{done}{part}{unit}，{rate}{percent}%。"),
        2 => format!("全年{subject}{whole}{unit}，其中{done}{part}{unit}，{rate}为{percent}%。"),
        3 => format!("{subject}{whole}{unit}，{rate}达{percent}%（{done}{part}{unit}）。"),
        _ => format!("{rate}达到{percent}%，其中{subject}{whole}{unit}、{done}{part}{unit}。"),
    };
    Some(Said::or(RATE, write(&right), write(&wrong)))
}

fn points(rate: &str, random: &mut Random) -> Said {
    let before = random.between(700, 880);
    let rise = random.between(11, 99);
    let wrong = rise + random.between(11, 60);
    let (now, tenths) = (share(before + rise, 1000), |tenths: i64| share(tenths, 1000));
    let before = share(before, 1000);
    let form = random.between(1, 3);
    let write = |rise: i64| {
        let rise = tenths(rise);
        match form {
            1 => format!("{rate}由上年的{before}%提高到{now}%，上升{rise}个百分点。"),
            2 => format!("{rate}为{now}%，比上年的{before}%提高{rise}个百分点。"),
            _ => format!("{rate}上年为{before}%，本年为{now}%，提高了{rise}个百分点。"),
        }
    };
    Said::or(POINTS, write(rise), write(wrong))
}

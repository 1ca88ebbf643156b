//! This year beside another year: figure, base, difference and percentage, in any order and number.

use super::super::phrases::{Writer, share};
use super::super::random::Random;
use super::{Place, Said, amiss, one, things};

#[cfg(test)]
pub(super) const KINDS: &[&str] = &[DIFFERENCE, PERCENTAGE, DIRECTION];
/// What the defects call it: what the difference or the percentage must agree with stands in the same sentence.
const DIFFERENCE: &str = "增减数";
const PERCENTAGE: &str = "增减百分比";
const DIRECTION: &str = "增减方向";

/// What is compared.
struct Subject {
    /// `发布助企措施`.
    said: String,
    unit: &'static str,
    year: i64,
}

pub(super) fn say(writer: &mut Writer, place: Place) -> Option<Said> {
    let year = writer.facts.number("year")?;
    let known = |now: &str, before: &str| {
        let (now, before) = (writer.facts.number(now)?, writer.facts.number(before)?);
        (now > 3 && before > 3 && now != before).then_some((now, before))
    };
    let told = match place {
        Place::Overview(1) => {
            known("published", "last_published").map(|known| ("主动公开政府信息", "条", known))
        }
        Place::Overview(2) => {
            known("received", "last_received").map(|known| ("新收政府信息公开申请", "件", known))
        }
        _ => None,
    };
    let (said, unit, (now, before)) = match told {
        Some((said, unit, known)) if place == Place::Overview(2) || writer.random.chance(40) => {
            (said.to_owned(), unit, known)
        }
        _ => {
            let thing = things::fresh(writer, place)?;
            let (now, before) = (thing.count(writer.random), thing.count(writer.random));
            if now == before {
                return None;
            }
            (format!("{}{}", thing.verb, thing.noun), thing.unit, (now, before))
        }
    };
    let subject = Subject { said, unit, year };
    Some(compared(&subject, now, before, writer.random))
}

fn compared(subject: &Subject, now: i64, before: i64, random: &mut Random) -> Said {
    let difference = (now - before).abs();
    let rises = now > before;
    match random.between(1, 100) {
        ..=15 => Said::right(beside(subject, now, before, random)),
        // The difference is amiss.
        16..=55 => {
            let figures = [now, before, difference];
            let wrong = [now, before, amiss(difference, random)];
            Said::figures(DIFFERENCE, random, (&figures, &wrong), |random, figures| {
                by_difference(subject, figures, rises, random)
            })
        }
        // The percentage is amiss: not by rounding.
        56..=88 => {
            let right = tenths(difference, before);
            let step = random.between(80, 400);
            let amiss = if right > 500 { right - step } else { right + step };
            let (figures, wrong) = ([now, before, difference, right], [now, before, difference, amiss]);
            Said::figures(PERCENTAGE, random, (&figures, &wrong), |random, figures| {
                by_percentage(subject, figures, rises, random)
            })
        }
        // It went the other way.
        _ => {
            let mut again = random.clone();
            let figures = [now, before, difference];
            let right = by_difference(subject, &figures, rises, random);
            Said::or(DIRECTION, right, by_difference(subject, &figures, !rises, &mut again))
        }
    }
}

/// In tenths of a per cent, rounded.
fn tenths(part: i64, whole: i64) -> i64 {
    (part * 2000 / whole + 1) / 2
}

fn percent(tenths: i64) -> String {
    share(tenths, 1000)
}

/// Two years beside each other, and nothing claimed.
fn beside(subject: &Subject, now: i64, before: i64, random: &mut Random) -> String {
    let Subject { said, unit, year } = subject;
    let last = year - 1;
    match random.between(1, 3) {
        1 => format!("{last}年{said}{before}{unit}，{year}年{said}{now}{unit}。"),
        2 => format!("全年{said}{now}{unit}（{last}年为{before}{unit}）。"),
        _ => format!("{said}{now}{unit}，上年同期为{before}{unit}。"),
    }
}

/// `[now, before, difference]`.
fn by_difference(subject: &Subject, figures: &[i64], rises: bool, random: &mut Random) -> String {
    let Subject { said, unit, year } = subject;
    let (now, before, difference) = (figures[0], figures[1], figures[2]);
    let last = year - 1;
    let verb = change(rises, random);
    let than = one(random, &["比", "较", "与"]);
    let than = |base: String| match than {
        "与" => format!("与{base}相比，"),
        than => format!("{than}{base}"),
    };
    match random.between(1, 6) {
        1 => format!(
            "全年{said}{now}{unit}，{}{verb}{difference}{unit}。",
            than(format!("上年的{before}{unit}"))
        ),
        2 => format!("{year}年{said}{now}{unit}，{last}年为{before}{unit}，{verb}{difference}{unit}。"),
        3 => format!(
            "{}，{year}年{said}{now}{unit}，{verb}{difference}{unit}。",
            than_lead(last, before, unit)
        ),
        4 => {
            let way = if rises { "增至" } else { "减至" };
            let net = if rises { "净增" } else { "净减" };
            format!("{said}由上年的{before}{unit}{way}{now}{unit}，{net}{difference}{unit}。")
        }
        5 => format!("{said}{now}{unit}（上年{before}{unit}），{verb}{difference}{unit}。"),
        _ => format!("全年{said}{now}{unit}，同比{verb}{difference}{unit}，上年为{before}{unit}。"),
    }
}

fn than_lead(last: i64, before: i64, unit: &str) -> String {
    format!("与{last}年的{before}{unit}相比")
}

/// `[now, before, difference, tenths of a per cent]`.
fn by_percentage(subject: &Subject, figures: &[i64], rises: bool, random: &mut Random) -> String {
    let Subject { said, unit, year } = subject;
    let (now, before, difference, percent) = (figures[0], figures[1], figures[2], percent(figures[3]));
    let last = year - 1;
    let verb = one(random, if rises { &["增长", "上升", "提高"] } else { &["下降", "减少"] });
    match random.between(1, 6) {
        1 => format!("全年{said}{now}{unit}，比上年的{before}{unit}{verb}{percent}%。"),
        2 => format!(
            "全年{said}{now}{unit}，较{last}年的{before}{unit}{}{difference}{unit}，{verb}{percent}%。",
            change(rises, random)
        ),
        3 => format!("{said}{now}{unit}，同比{verb}{percent}%（上年为{before}{unit}）。"),
        4 => format!("{last}年{said}{before}{unit}，{year}年{said}{now}{unit}，同比{verb}{percent}%。"),
        5 => format!(
            "全年{said}{now}{unit}，同比{}{difference}{unit}，{verb}{percent}%。",
            change(rises, random)
        ),
        _ => {
            let width = if rises { "增幅" } else { "降幅" };
            format!("{said}由{before}{unit}变为{now}{unit}，{width}为{percent}%。")
        }
    }
}

fn change(rises: bool, random: &mut Random) -> &'static str {
    match rises {
        true => one(random, &["增加", "多", "增加了", "多出"]),
        false => one(random, &["减少", "少", "减少了", "下降了"]),
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn percentages_are_rounded_to_tenths() {
        for (part, whole, text) in [(11, 41, "26.8"), (8, 58, "13.8"), (1, 2, "50"), (33, 113, "29.2")] {
            assert_eq!(percent(tenths(part, whole)), text);
        }
    }
}

//! Families of rules, told by the letters of their codes, and the order in which people look for a code.

use std::cmp::Ordering;

use super::Listed;

/// Rules of one kind: the national ones by what they are about, those of a place by their pack.
#[derive(Debug, Clone)]
pub struct Family<'a> {
    /// The letters of its codes, or the pack's id.
    pub key: String,
    /// Empty where it is only known by its pack.
    name: &'static str,
    /// By code.
    pub rules: Vec<Listed<'a>>,
}

/// Titles and the letters of their codes, in the order of a report.
const FAMILIES: [(&str, &[&str]); 18] = [
    ("标识与年度", &["M"]),
    ("结构", &["S"]),
    ("表式与数值", &["F", "V"]),
    ("表二：主动公开", &["T2"]),
    ("表三：依申请公开", &["T3"]),
    ("表四：复议诉讼", &["T4"]),
    ("表文一致", &["X"]),
    ("文内算术", &["P"]),
    ("年度衔接", &["Y", "EY"]),
    ("上下级", &["A"]),
    ("数字与标点", &["U"]),
    ("用语", &["W"]),
    ("引文", &["D"]),
    ("内容", &["C"]),
    ("公布", &["L"]),
    ("个人信息", &["Z"]),
    ("雷同与套话", &["B"]),
    ("合理性", &["G"]),
];

impl Family<'_> {
    /// `T3 表三：依申请公开`, or the pack's id.
    pub fn title(&self) -> String {
        if self.name.is_empty() { self.key.clone() } else { format!("{} {}", self.key, self.name) }
    }
}

/// The rules by family, each family by code.
pub fn families<'a>(rules: &[Listed<'a>]) -> Vec<Family<'a>> {
    let mut families: Vec<(usize, Family)> = Vec::new();
    for rule in in_order(rules) {
        let letters = letters(&rule.card.code);
        let known = FAMILIES.iter().position(|(_, codes)| codes.contains(&letters));
        let (at, key, name) = match known {
            Some(at) => (at, FAMILIES[at].1.first().copied().unwrap_or(letters), FAMILIES[at].0),
            None => (FAMILIES.len(), rule.pack, ""),
        };
        match families.iter_mut().find(|(_, family)| family.key == key) {
            Some((_, family)) => family.rules.push(rule),
            None => families.push((at, Family { key: key.to_owned(), name, rules: vec![rule] })),
        }
    }
    families.sort_by(|(a, left), (b, right)| {
        let packs = || left.key.cmp(&right.key);
        a.cmp(b).then_with(packs)
    });
    families.into_iter().map(|(_, family)| family).collect()
}

/// By code, as people count: T3-2 before T3-10.
pub fn in_order<'a>(rules: &[Listed<'a>]) -> Vec<Listed<'a>> {
    let mut rules = rules.to_vec();
    rules.sort_by(|a, b| natural(&a.card.code, &b.card.code).then_with(|| a.pack.cmp(b.pack)));
    rules
}

/// The part of a code that is the family's: `T3` of `T3-02`, `M` of `M04`.
fn letters(code: &str) -> &str {
    match code.rsplit_once('-') {
        Some((letters, _)) => letters,
        None => &code[..code.find(|c: char| !c.is_ascii_alphabetic()).unwrap_or(code.len())],
    }
}

/// Runs of digits count as numbers.
fn natural(a: &str, b: &str) -> Ordering {
    let (mut left, mut right) = (a, b);
    loop {
        let (one, rest) = piece(left);
        let (other, others) = piece(right);
        let order = match (one.parse::<u64>(), other.parse::<u64>()) {
            (Ok(number), Ok(second)) => number.cmp(&second),
            _ => one.cmp(other),
        };
        if order != Ordering::Equal || (one.is_empty() && other.is_empty()) {
            return order.then_with(|| a.cmp(b));
        }
        (left, right) = (rest, others);
    }
}

/// The digits at the beginning of a text, or what stands before the first digit; and the rest.
fn piece(text: &str) -> (&str, &str) {
    let digits = text.starts_with(|c: char| c.is_ascii_digit());
    let end = text.find(|c: char| c.is_ascii_digit() != digits).unwrap_or(text.len());
    text.split_at(end)
}

#[cfg(test)]
mod tests {
    use gouji_core::card::Card;

    use super::*;

    #[track_caller]
    fn check(codes: &str, expected: &str) {
        let cards: Vec<Card> = codes.split(' ').map(|code| Card::error(code, "p/x", "错")).collect();
        let pack = |card: &Card| if card.code.len() > 6 { "place" } else { "national" };
        let listed = |card| Listed { pack: pack(card), severity: None, set: Vec::new(), card };
        let rules: Vec<_> = cards.iter().map(listed).collect();
        let said = families(&rules)
            .iter()
            .map(|family| {
                let codes: Vec<&str> = family.rules.iter().map(|rule| rule.card.code.as_str()).collect();
                format!("{}：{}", family.title(), codes.join(" "))
            })
            .collect::<Vec<_>>();
        assert_eq!(said.join("；"), expected);
    }

    #[test]
    fn families_and_their_order() {
        check("T3-10 T3-2 T3-02", "T3 表三：依申请公开：T3-02 T3-2 T3-10");
        check("X01 M10 M04", "M 标识与年度：M04 M10；X 表文一致：X01");
        check("V02 F01 V01", "F 表式与数值：F01 V01 V02");
        check("EY.4 Y02", "Y 年度衔接：EY.4 Y02");
        check("ZT20-03 ZT20-01 B01", "B 雷同与套话：B01；place：ZT20-01 ZT20-03");
        check("Q1", "national：Q1");
        check("9 -", "national：- 9");
    }
}

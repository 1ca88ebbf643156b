//! M06, of the words by which a body speaks of itself: 我市 in a county's report, 我局 in a township's.

use std::ops::Range;

use gouji_core::prelude::*;
use gouji_core::report::Agency;

use crate::dated::{clause, in_title};
use crate::organs;
use crate::prose;

/// What a self-word is to the body whose report it is.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum Fit {
    /// Its own, or the place that it belongs to.
    Own,
    /// A place above its own, which may be meant.
    Above,
    /// A place below or beside its own, or a body of another kind.
    Other,
}

/// What stands behind 我: places, by the ranks that they may have (province 4, city 3, county 2, township 1), none for bodies.
const WORDS: [(&str, &[u8]); 16] = [
    ("街道", &[1]),
    ("苏木", &[1]),
    ("中心", &[]),
    ("省", &[4]),
    ("市", &[4, 3, 2]),
    ("州", &[3]),
    ("盟", &[3]),
    ("县", &[2]),
    ("旗", &[2]),
    ("区", &[4, 2]),
    ("镇", &[1]),
    ("乡", &[1]),
    ("局", &[]),
    ("委", &[]),
    ("厅", &[]),
    ("院", &[]),
];

/// Makes another word of 我 or of what stands behind it: 自我, 我市场, 我局限.
const BEFORE: &str = "自忘无唯敌";
const BEHIND: &str = "场域限面部托";

/// A self-word in the text.
pub(super) struct OwnWord {
    pub(super) place: Place,
    pub(super) fit: Fit,
}

/// The first word that is not the body's own, and whether words of its own are as many.
pub(super) fn foreign(report: &Report) -> Option<(OwnWord, bool)> {
    let agency = report.agency;
    if agency.name.is_empty() || agency.level.is_none() {
        return None;
    }
    let (mut own, mut others) = (0, Vec::new());
    for (paragraph, text) in prose::paragraphs(report, |_| true) {
        for (at, _) in text.match_indices('我').take(ENOUGH) {
            let Some((range, ranks, word)) = word_at(text, at) else { continue };
            let fit = fit(&agency, word, ranks);
            if fit == Fit::Own {
                own += 1;
            } else if is_said(text, &range, fit) {
                others.push(OwnWord { place: prose::place(paragraph, range.start, range.end), fit });
            }
        }
    }
    let count = others.len();
    // One that cannot be meant tells more than one that may be.
    others.sort_by_key(|other| other.fit == Fit::Above);
    others.into_iter().next().map(|first| (first, own >= count || count == 1))
}

/// So many 我 of a paragraph are looked at.
const ENOUGH: usize = 50;

/// The self-word that begins with the 我 at a byte.
fn word_at(text: &str, at: usize) -> Option<(Range<usize>, &'static [u8], &'static str)> {
    let behind = &text[at + '我'.len_utf8()..];
    let (word, ranks) = WORDS.into_iter().find(|(word, _)| behind.starts_with(word))?;
    let end = at + '我'.len_utf8() + word.len();
    let joined =
        text[..at].ends_with(|c| BEFORE.contains(c)) || text[end..].starts_with(|c| BEHIND.contains(c));
    (!joined).then_some((at..end, ranks, word))
}

/// Whether the body says it of itself: not a title, a quotation, or the rules of a place above.
fn is_said(text: &str, range: &Range<usize>, fit: Fit) -> bool {
    let (from, to) = prose::sentence(text, range.start);
    let before = &text[from..range.start];
    let quoted = before.matches('“').count() > before.matches('”').count();
    if in_title(before) || quoted {
        return false;
    }
    fit == Fit::Other || {
        let (start, _) = clause(text, range.start);
        let subject = text[start..range.start].trim().is_empty();
        let behind = &text[range.end..to];
        const OF_THE_PLACE: [&str; 22] = [
            "的",
            "统一",
            "各",
            "级",
            "直",
            "要求",
            "部署",
            "印发",
            "出台",
            "制定",
            "大数据",
            "一体化",
            "政务服务",
            "政府",
            "委",
            "人民",
            "范围",
            "范围内",
            "唯一",
            "首",
            "在全",
            "内",
        ];
        const OF_OTHERS: [&str; 12] =
            ["要求", "部署", "统一", "排名", "考核", "通报", "会议精神", "列", "评", "位居", "名列", "系统"];
        subject
            && !OF_THE_PLACE.iter().any(|word| behind.starts_with(word))
            && !OF_OTHERS.iter().any(|word| behind.contains(word))
    }
}

/// What a self-word is to a body. Its ranks are those of places; a body's word has none.
fn fit(agency: &Agency, word: &str, ranks: &[u8]) -> Fit {
    match ranks.is_empty() {
        true => fit_of_body(agency, word),
        false => fit_of_place(agency, word, ranks),
    }
}

/// 我局 is of a bureau only. Offices are too many kinds to tell.
fn fit_of_body(agency: &Agency, word: &str) -> Fit {
    let named =
        agency.name.contains(word) || agency.name.contains("管理委员会") || agency.name.contains("管委会");
    // 教育体育局 and its 委, a school's 院: what is not known to be no body's own is not told.
    let known = agency.level != Some(Level::Department) || matches!(word, "局" | "厅" | "委");
    match named || !known {
        true => Fit::Own,
        false => Fit::Other,
    }
}

/// The place that a body is of, as its name has it: 衡阳市衡南县 of 衡阳市衡南县人民政府.
fn own_place<'a>(agency: &Agency<'a>) -> &'a str {
    let name = agency.name;
    let ends = ["人民政府办公室", "政府办公室", "人民政府", "办公室", "办事处"];
    let government = ends.iter().find_map(|end| name.strip_suffix(end)).unwrap_or(name);
    match agency.level {
        Some(Level::Department) => &name[..name.len() - organs::without_place(name).len()],
        _ => government,
    }
}

fn fit_of_place(agency: &Agency, word: &str, ranks: &[u8]) -> Fit {
    let level = if agency.level == Some(Level::Department) { agency.of } else { agency.level };
    let rank = match level {
        Some(Level::Province) => 4,
        Some(Level::City) => 3,
        Some(Level::County) => 2,
        Some(Level::Township) => 1,
        _ => return Fit::Own,
    };
    // A new area, a zone: they are of any rank, and say 我区 all the same.
    let zone = [
        "开发区",
        "新区",
        "园区",
        "示范区",
        "度假区",
        "合作区",
        "保税区",
        "管委会",
        "管理委员会",
        "管理区",
        "地区",
        "景区",
        "矿区",
        "林区",
    ];
    let place = own_place(agency);
    let unknown = place.is_empty() && ranks.contains(&rank);
    if place.ends_with(word) || unknown || zone.iter().any(|zone| agency.name.contains(zone)) {
        return Fit::Own;
    }
    let autonomous = ["15", "45", "54", "64", "65"].iter().any(|region| agency.division.starts_with(region));
    let municipal = ["11", "12", "31", "50"].iter().any(|city| agency.division.starts_with(city));
    let may_be = |other: u8| match (word, other) {
        ("区", 4) => autonomous || agency.division.is_empty(),
        ("市", 4) => municipal || agency.division.is_empty(),
        _ => true,
    };
    let mut possible = ranks.iter().copied().filter(|other| may_be(*other));
    if possible.any(|other| other > rank) {
        return Fit::Above;
    }
    // A county that is called by its short name may be a city, a district or a banner.
    let named =
        ['省', '市', '州', '盟', '县', '旗', '区', '镇', '乡'].iter().any(|end| agency.name.contains(*end));
    match ranks.contains(&rank) && !named {
        true => Fit::Own,
        false => Fit::Other,
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[track_caller]
    fn check(name: &str, level: Level, of: Option<Level>, division: &str, expected: &[(&str, Fit)]) {
        let agency = Agency { name, level: Some(level), of, division };
        for (word, fit) in expected {
            let ranks = WORDS.iter().find(|(known, _)| known == word).unwrap().1;
            assert_eq!(super::fit(&agency, word, ranks), *fit, "{name}：我{word}");
        }
    }

    #[test]
    fn what_each_body_may_call_itself() {
        use Fit::{Above, Other, Own};
        let [city, county] = [Some(Level::City), Some(Level::County)];
        check(
            "永善县",
            Level::County,
            None,
            "530625",
            &[("县", Own), ("市", Above), ("省", Above), ("区", Other), ("镇", Other), ("局", Other)],
        );
        check(
            "永善县水务局",
            Level::Department,
            county,
            "530625",
            &[("局", Own), ("县", Own), ("市", Above), ("乡", Other), ("委", Other), ("院", Own)],
        );
        check(
            "昭通市",
            Level::City,
            None,
            "530600",
            &[("市", Own), ("省", Above), ("区", Other), ("县", Other), ("局", Other)],
        );
        check(
            "昭通市卫生健康委员会",
            Level::Department,
            city,
            "530600",
            &[("委", Own), ("局", Other), ("市", Own)],
        );
        check("衡阳市衡南县人民政府", Level::County, None, "430422", &[("县", Own), ("市", Above)]);
        check("昭通市永善县水务局", Level::Department, county, "530625", &[("县", Own), ("市", Above)]);
        check("南宁市", Level::City, None, "450100", &[("区", Above), ("县", Other)]);
        check(
            "溪洛渡镇人民政府",
            Level::Township,
            None,
            "530625",
            &[("镇", Own), ("县", Above), ("局", Other), ("街道", Other)],
        );
        check(
            "宜宾高新技术产业开发区管委会",
            Level::County,
            None,
            "",
            &[("区", Own), ("市", Own), ("委", Own)],
        );
    }

    #[test]
    fn words_that_only_look_like_it() {
        for text in ["开展自我区分", "我市场监管", "我局限于"] {
            assert!(word_at(text, text.find('我').unwrap()).is_none(), "{text}");
        }
    }
}

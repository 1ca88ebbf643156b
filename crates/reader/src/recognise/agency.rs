//! Whose report it is: the level of government and the division code, as far as a name tells them for sure.

use gouji_core::form::Level;
use gouji_core::report::AgencyDraft;

use crate::recognise::divisions::{CODES, PREFECTURE_CITIES, PREFECTURES, PROVINCIAL_CITIES};

/// A unit of administration in a name: `永善县` of `昭通市永善县水务局`.
#[derive(Debug, Clone, Copy)]
struct Unit<'a> {
    name: &'a str,
    /// `None` for zones and the like, which are no level of government.
    level: Option<Level>,
    /// Where it ends in the name.
    end: usize,
}

/// Describes the agency of that name. Where a name is only that of a place, its government is meant.
pub(super) fn describe(name: &str) -> AgencyDraft {
    let name: String = name.chars().filter(|c| !c.is_whitespace()).collect();
    let units = units(&name);
    let Some(last) = units.last().copied() else {
        let national = name.starts_with("国家") || name.starts_with("中华人民共和国");
        let level = if name == "国务院" {
            Some(Level::National)
        } else {
            is_department(&name).then_some(Level::Department)
        };
        let of = (national && level == Some(Level::Department)).then_some(Level::National);
        return AgencyDraft { name, level, of, division: String::new() };
    };
    let division = division(&units);
    let tail = &name[last.end..];
    let government = matches!(
        tail,
        "" | "政府"
            | "人民政府"
            | "办事处"
            | "人民政府办事处"
            | "政府网"
            | "人民政府网"
            | "政府网站"
            | "人民政府网站"
            | "人民政府门户网站"
    );
    if government {
        let place = &name[..last.end];
        let name = match last.level {
            None => name.clone(),
            Some(Level::Township) if place.ends_with("街道") => format!("{place}办事处"),
            Some(_) => format!("{place}人民政府"),
        };
        return AgencyDraft { name, level: last.level, of: None, division };
    }
    let zone = last.level.is_none() && (tail.contains("管委会") || tail.contains("管理委员会"));
    let level = (!zone && is_department(tail)).then_some(Level::Department);
    AgencyDraft { of: level.and(last.level), level, division, name }
}

/// Whether a text may be the name of an agency: it ends in a word that agencies end in.
pub(super) fn is_name(name: &str) -> bool {
    let length = name.chars().count();
    (3..=40).contains(&length)
        && name
            .chars()
            .all(|c| ('\u{4e00}'..='\u{9fff}').contains(&c) || matches!(c, '（' | '）' | '(' | ')'))
        && (is_department(name)
            || name.ends_with("政府")
            || units(name).last().is_some_and(|unit| unit.end == name.len()))
}

fn is_department(tail: &str) -> bool {
    const ENDINGS: [&str; 30] = [
        "局",
        "委",
        "办",
        "厅",
        "中心",
        "院",
        "办公室",
        "委员会",
        "部",
        "处",
        "署",
        "会",
        "队",
        "站",
        "公司",
        "学校",
        "大学",
        "馆",
        "社",
        "所",
        "管委会",
        "中学",
        "小学",
        "厂",
        "集团",
        "医院",
        "分局",
        "支队",
        "大队",
        "室",
    ];
    ENDINGS.iter().any(|ending| tail.ends_with(ending))
}

/// The code of the deepest unit; of a township that of its county.
fn division(units: &[Unit]) -> String {
    let code = |unit: &Unit| CODES.iter().find(|(name, _)| *name == unit.name).map(|(_, code)| *code);
    let found = match units {
        [.., county, last] if last.level == Some(Level::Township) => code(county),
        [.., last] => code(last),
        [] => None,
    };
    found.unwrap_or("").to_owned()
}

/// The units of a name, from the widest to the deepest.
fn units(name: &str) -> Vec<Unit<'_>> {
    let mut units: Vec<Unit> = Vec::new();
    let mut start = 0;
    for (at, c) in name.char_indices() {
        if at < start {
            continue;
        }
        let rest = &name[at..];
        let before = &name[start..at];
        let deepest = units.last().and_then(|unit| unit.level);
        let Some((len, level)) = suffix(before, c, rest, deepest) else { continue };
        let end = at + len;
        // Levels only go down: 永善县城市管理局 names one unit.
        if level.is_some_and(|level| deepest.is_some_and(|deepest| level <= deepest)) {
            continue;
        }
        units.push(Unit { name: &name[start..end], level, end });
        start = end;
    }
    units
}

/// The word that ends a unit, when one stands at the head of `rest`: its bytes, and the unit's level.
fn suffix(before: &str, c: char, rest: &str, deepest: Option<Level>) -> Option<(usize, Option<Level>)> {
    let ends = |words: &[&str]| words.iter().any(|word| before.ends_with(word));
    if before.is_empty() {
        return None;
    }
    let unit = c.len_utf8();
    match c {
        '自' if rest.starts_with("自治区") => Some(("自治区".len(), Some(Level::Province))),
        '自' if rest.starts_with("自治州") => Some(("自治州".len(), Some(Level::City))),
        '自' if rest.starts_with("自治县") || rest.starts_with("自治旗") => {
            Some(("自治县".len(), Some(Level::County)))
        }
        '地' if rest.starts_with("地区") => Some(("地区".len(), Some(Level::City))),
        '省' => Some((unit, Some(Level::Province))),
        '盟' if !ends(&["联", "同"]) => Some((unit, Some(Level::City))),
        '州' if PREFECTURES.contains(&before) => Some((unit, Some(Level::City))),
        '市' if ends(&["城", "都", "上", "门", "集", "超"]) && before.chars().count() < 2 => None,
        '市' if deepest == Some(Level::City) => Some((unit, Some(Level::County))),
        '市' if PROVINCIAL_CITIES.contains(&before) => Some((unit, Some(Level::Province))),
        '市' if PREFECTURE_CITIES.contains(&before) => Some((unit, Some(Level::City))),
        '市' => Some((unit, Some(Level::County))),
        '县' => Some((unit, Some(Level::County))),
        '旗' => Some((unit, Some(Level::County))),
        '区' if matches!(before, "浦东新" | "滨海新") => Some((unit, Some(Level::County))),
        '区' if ends(&["开发", "新", "高新", "经开", "实验", "示范", "园", "度假", "景", "保税", "管理"]) => {
            Some((unit, None))
        }
        '区' if ends(&["合作", "功能", "名胜", "产业", "自贸", "贸易", "工业", "试验", "港", "矿"]) => {
            Some((unit, None))
        }
        '区' if ends(&["社", "校", "辖", "小", "特", "地"]) => None,
        '区' => Some((unit, Some(Level::County))),
        '镇' if !ends(&["城", "集", "村"]) && !rest.starts_with("镇市") => {
            Some((unit, Some(Level::Township)))
        }
        '乡' if !ends(&["城", "老", "家"])
            && !rest["乡".len()..].starts_with(['市', '县', '镇', '村', '区']) =>
        {
            Some((unit, Some(Level::Township)))
        }
        '街' if rest.starts_with("街道") => Some(("街道".len(), Some(Level::Township))),
        _ => None,
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[track_caller]
    fn check(name: &str, full: &str, level: Option<Level>, of: Option<Level>, division: &str) {
        let expected = AgencyDraft { name: full.to_owned(), level, of, division: division.to_owned() };
        assert_eq!(describe(name), expected);
    }

    #[test]
    fn names_tell_their_level() {
        use Level::{City, County, Department, National, Province, Township};
        check("永善县", "永善县人民政府", Some(County), None, "530625");
        check("永善县政府", "永善县人民政府", Some(County), None, "530625");
        check("昭通市永善县人民政府", "昭通市永善县人民政府", Some(County), None, "530625");
        check("永善县人民政府办公室", "永善县人民政府办公室", Some(Department), Some(County), "530625");
        check("永善县城市管理局", "永善县城市管理局", Some(Department), Some(County), "530625");
        check("永善县住房和城乡建设局", "永善县住房和城乡建设局", Some(Department), Some(County), "530625");
        check("永善县乡村振兴局", "永善县乡村振兴局", Some(Department), Some(County), "530625");
        check("永善县溪洛渡街道", "永善县溪洛渡街道办事处", Some(Township), None, "530625");
        check("昭通市", "昭通市人民政府", Some(City), None, "530600");
        check("昭通市市场监督管理局", "昭通市市场监督管理局", Some(Department), Some(City), "530600");
        check("云南省水利厅", "云南省水利厅", Some(Department), Some(Province), "530000");
        check("上海市", "上海市人民政府", Some(Province), None, "310000");
        check("上海市徐汇区", "上海市徐汇区人民政府", Some(County), None, "");
        check("苏州市昆山市", "苏州市昆山市人民政府", Some(County), None, "");
        check("昆山市", "昆山市人民政府", Some(County), None, "");
        check("广西壮族自治区", "广西壮族自治区人民政府", Some(Province), None, "450000");
        check("楚雄彝族自治州", "楚雄彝族自治州人民政府", Some(City), None, "532300");
        check("楚雄州教育局", "楚雄州教育局", Some(Department), Some(City), "532300");
        check("杭州市", "杭州市人民政府", Some(City), None, "");
        check("景德镇市", "景德镇市人民政府", Some(City), None, "");
        check("镇雄县", "镇雄县人民政府", Some(County), None, "530627");
        check("新乡市", "新乡市人民政府", Some(City), None, "");
        check("平潭综合实验区", "平潭综合实验区", None, None, "");
        check("平潭综合实验区管委会", "平潭综合实验区管委会", None, None, "");
        check("国家统计局", "国家统计局", Some(Department), Some(National), "");
        check("水利部", "水利部", Some(Department), None, "");
    }
}

//! Whose report it is: the level of government and the division code, as far as a name tells them for sure.

use gouji_core::divisions;
use gouji_core::form::Level;
use gouji_core::report::AgencyDraft;

use crate::recognise::divisions::{bare_city, code, prefix};

/// A unit of administration in a name: `永善县` of `昭通市永善县水务局`.
#[derive(Debug, Clone, Copy)]
struct Unit<'a> {
    name: &'a str,
    /// `None` for zones and the like, which are no level of government.
    level: Option<Level>,
    /// GB/T 2260, of counties and what is above them, where the name tells it for sure.
    code: Option<&'static str>,
    /// Where it ends in the name.
    end: usize,
}

/// What agencies under direct control of the centre put before their place.
const CENTRAL: [&str; 6] =
    ["国家税务总局", "国家统计局", "国家金融监督管理总局", "中国人民银行", "中国证券监督管理委员会", "中共"];

/// Describes the agency of that name. Where a name is only that of a place, its government is meant.
pub(super) fn describe(name: &str) -> AgencyDraft {
    let name: String = name.chars().filter(|c| !c.is_whitespace()).collect();
    if let Some(customs) = customs(&name) {
        let (level, of) = (Some(Level::Department), Some(Level::National));
        return AgencyDraft { name: customs.to_owned(), level, of, division: String::new() };
    }
    let units = units(&name);
    let Some(last) = units.last().copied() else {
        let national = name.starts_with("国家") || name.starts_with("中华人民共和国");
        let level = if name == "国务院" {
            Some(Level::National)
        } else {
            // 科技产业园管理委员会 is no department.
            let zone = ["管委会", "管理委员会"]
                .iter()
                .any(|end| name.strip_suffix(end).is_some_and(|of| of.ends_with(['园', '区', '港', '城'])));
            (!zone && is_department(&name)).then_some(Level::Department)
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
            | "行政公署"
            | "行署"
            | "办事处"
            | "人民政府办事处"
            | "政府网"
            | "人民政府网"
            | "政府网站"
            | "人民政府网站"
            | "人民政府门户网站"
    );
    if government {
        // What has a 人民政府 is no zone, whatever its name: 临港区人民政府.
        let district =
            tail.starts_with("人民政府") && last.name.ends_with('区') && !last.name.ends_with("开发区");
        let district = last.level.is_none() && district;
        let last = Unit { level: if district { Some(Level::County) } else { last.level }, ..last };
        let place = &name[..last.end];
        let name = match last.level {
            None if !last.name.ends_with('市') => name.clone(),
            _ if tail.ends_with('署') => name.clone(),
            Some(Level::Township) if place.ends_with("街道") => format!("{place}办事处"),
            _ => format!("{place}人民政府"),
        };
        return AgencyDraft { name, level: last.level, of: None, division };
    }
    let zone = last.level.is_none()
        && !last.name.ends_with('市')
        && (tail.contains("管委会") || tail.contains("管理委员会"));
    let level = (!zone && is_department(tail)).then_some(Level::Department);
    AgencyDraft { of: level.and(last.level), level, division, name }
}

/// A customs office, which is the nation's wherever it stands: 某某海关, 某某海关关区.
fn customs(name: &str) -> Option<&str> {
    let name = name.strip_suffix("关区").unwrap_or(name);
    (name.ends_with("海关") && name != "海关").then_some(name)
}

/// Whether a text may be the name of an agency: it ends in a word that agencies end in.
pub(super) fn is_name(name: &str) -> bool {
    let length = name.chars().count();
    (3..=40).contains(&length)
        && name
            .chars()
            .all(|c| ('\u{4e00}'..='\u{9fff}').contains(&c) || matches!(c, '（' | '）' | '(' | ')'))
        && (is_department(name)
            || customs(name).is_some()
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

/// The code of the deepest unit; of a township that of its county, of a zone that of its city.
fn division(units: &[Unit]) -> String {
    let found = match units {
        [.., last] if last.code.is_some() => last.code,
        [.., above, Unit { level: Some(Level::Township) | None, .. }] => above.code,
        [zone @ Unit { level: None, .. }] => bare_city(zone.name),
        _ => None,
    };
    found.unwrap_or("").to_owned()
}

/// The units of a name, from the widest to the deepest.
fn units(name: &str) -> Vec<Unit<'_>> {
    let mut units: Vec<Unit> = Vec::new();
    let mut start =
        CENTRAL.iter().find(|central| name.starts_with(**central)).map_or(0, |central| central.len());
    while let Some((unit, level)) = next(&name[start..], units.last().and_then(|unit| unit.level)) {
        let end = start + unit.len();
        let inside = units.iter().rev().find_map(|unit| unit.code);
        units.push(Unit { name: unit, level, code: code(unit, inside), end });
        start = end;
    }
    units
}

/// The unit that a text begins with, below `deepest`, and its level: a division that is known, or what is named like one.
fn next(text: &str, deepest: Option<Level>) -> Option<(&str, Option<Level>)> {
    // Levels only go down: 永善县城市管理局 names one unit.
    let below = |level: Level| deepest.is_none_or(|deepest| level > deepest);
    let known = prefix(text, deepest.is_none())
        .and_then(|name| Some((name, divisions::level(divisions::codes(name).next()?))));
    if let Some((name, level)) = known.filter(|(_, level)| below(*level)) {
        return Some((name, Some(level)));
    }
    text.char_indices().find_map(|(at, c)| {
        let (len, level) = suffix(&text[..at], c, &text[at..])?;
        level.is_none_or(below).then_some((&text[..at + len], level))
    })
}

/// The word that ends a unit, when one stands at the head of `rest`: its bytes, and the unit's level.
fn suffix(before: &str, c: char, rest: &str) -> Option<(usize, Option<Level>)> {
    let ends = |words: &[&str]| words.iter().any(|word| before.ends_with(word));
    // 广州市公安局天河区分局 is the city's.
    if before.is_empty() || before.contains(['局', '厅']) {
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
        '市' if ends(&["城", "都", "上", "门", "集", "超"]) && before.chars().count() < 2 => None,
        // All that there are are known: of any other nobody knows whether it is a county's or a prefecture's.
        '市' => Some((unit, None)),
        '县' => Some((unit, Some(Level::County))),
        '旗' => Some((unit, Some(Level::County))),
        '区' if ends(&["开发", "新", "高新", "经开", "实验", "示范", "园", "度假", "景", "保税", "管理"]) => {
            Some((unit, None))
        }
        '区' if ends(&["合作", "功能", "名胜", "产业", "自贸", "贸易", "工业", "试验", "港", "矿"]) => {
            Some((unit, None))
        }
        // 关区 is the district of a customs office.
        '区' if ends(&["社", "校", "辖", "小", "特", "地", "关"]) => None,
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
        // What a township is in the pastures of Inner Mongolia.
        '苏' if rest.starts_with("苏木") && !rest.starts_with("苏木乡") && !rest.starts_with("苏木镇") => {
            Some(("苏木".len(), Some(Level::Township)))
        }
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
        check("上海市徐汇区", "上海市徐汇区人民政府", Some(County), None, "310104");
        check("苏州市昆山市", "苏州市昆山市人民政府", Some(County), None, "320583");
        check("昆山市", "昆山市人民政府", Some(County), None, "320583");
        check("广西壮族自治区", "广西壮族自治区人民政府", Some(Province), None, "450000");
        check("楚雄彝族自治州", "楚雄彝族自治州人民政府", Some(City), None, "532300");
        check("楚雄州教育局", "楚雄州教育局", Some(Department), Some(City), "532300");
        check("杭州市", "杭州市人民政府", Some(City), None, "330100");
        check("景德镇市", "景德镇市人民政府", Some(City), None, "360200");
        check("镇雄县", "镇雄县人民政府", Some(County), None, "530627");
        check("新乡市", "新乡市人民政府", Some(City), None, "410700");
        check("平潭综合实验区", "平潭综合实验区", None, None, "");
        check("平潭综合实验区管委会", "平潭综合实验区管委会", None, None, "");
        check("国家统计局", "国家统计局", Some(Department), Some(National), "");
        check("水利部", "水利部", Some(Department), None, "");
    }

    #[test]
    fn names_of_the_whole_country() {
        use Level::{City, County, Department, Province, Township};
        let government = |place: &str, level, division| {
            check(&format!("{place}人民政府"), &format!("{place}人民政府"), Some(level), None, division);
        };
        government("北京市", Province, "110000");
        government("北京市朝阳区", County, "110105");
        government("长春市朝阳区", County, "220104");
        // There are two, and the name does not say which.
        government("朝阳区", County, "");
        government("朝阳市", City, "211300");
        government("朝阳县", County, "211321");
        government("内蒙古自治区", Province, "150000");
        government("内蒙古自治区通辽市科尔沁左翼后旗", County, "150522");
        government("莫力达瓦达斡尔族自治旗", County, "150722");
        government("锡林郭勒盟二连浩特市", County, "152501");
        government("吉林省吉林市昌邑区", County, "220202");
        government("黑龙江省双鸭山市", City, "230500");
        government("上海市浦东新区", County, "310115");
        government("天津市滨海新区", County, "120116");
        government("浙江省余姚市", County, "330281");
        government("杭州市临平区", County, "330113");
        government("安徽省蒙城县", County, "341622");
        government("福建省三明市沙县区", County, "350405");
        government("沙县", County, "350427");
        government("莱西市", County, "370285");
        government("济源市", County, "419001");
        government("湖北省仙桃市", County, "429004");
        government("荆州市沙市区", County, "421002");
        government("湘西土家族苗族自治州龙山县", County, "433130");
        government("湘西州", City, "433100");
        government("东莞市", City, "441900");
        government("深圳市南山区", County, "440305");
        government("龙胜各族自治县", County, "450328");
        government("儋州市", City, "460400");
        government("海南省乐东黎族自治县", County, "469027");
        government("重庆市酉阳土家族苗族自治县", County, "500242");
        government("巴中市巴州区", County, "511902");
        government("凉山州", City, "513400");
        government("乡城县", County, "513336");
        government("赤水市", County, "520381");
        government("晋城市城区", County, "140502");
        government("阳泉市矿区", County, "140303");
        government("嘉峪关市", City, "620200");
        government("海南州", City, "632500");
        government("博州温泉县", County, "652723");
        government("乌鲁木齐市新市区", County, "650104");
        government("石河子市", County, "659001");
        // A place that no table has is named like one.
        government("某某县", County, "");
        // Who has a 人民政府 is no zone.
        check("某某市临港区人民政府", "某某市临港区人民政府", Some(County), None, "");
        // Of a 市 that no table has nobody knows the level.
        check("某某市", "某某市人民政府", None, None, "");
        check("某某省某某市人民政府", "某某省某某市人民政府", None, None, "");
        check("某某市民政局", "某某市民政局", Some(Department), None, "");
        check("云南省某某市民政局", "云南省某某市民政局", Some(Department), None, "530000");
        check("西乌珠穆沁旗巴彦花苏木", "西乌珠穆沁旗巴彦花苏木人民政府", Some(Township), None, "152526");
        check("巴彦花苏木人民政府", "巴彦花苏木人民政府", Some(Township), None, "");
        check("扎兰屯市苏木镇人民政府", "扎兰屯市苏木镇人民政府", Some(Township), None, "150783");
        check("某某市花溪镇人民政府", "某某市花溪镇人民政府", Some(Township), None, "");
        check("某某海关", "某某海关", Some(Department), Some(Level::National), "");
        check("某某海关关区", "某某海关", Some(Department), Some(Level::National), "");
        check("昆明海关", "昆明海关", Some(Department), Some(Level::National), "");
        check("昆明市海关小学", "昆明市海关小学", Some(Department), Some(City), "530100");
        check("阿里地区行署", "阿里地区行署", Some(City), None, "542500");
        check("昆山市玉山镇人民政府", "昆山市玉山镇人民政府", Some(Township), None, "320583");
        check("五常市民意乡", "五常市民意乡人民政府", Some(Township), None, "230184");
        check("广州市天河区石牌街道办事处", "广州市天河区石牌街道办事处", Some(Township), None, "440106");
        let department = |name: &str, of, division| check(name, name, Some(Department), Some(of), division);
        department("青川县市场监督管理局", County, "510822");
        department("广州市公安局天河区分局", City, "440100");
        department("通化市通化县财政局", County, "220521");
        department("朔州市平鲁区乡村振兴局", County, "140603");
        department("国家税务总局昆山市税务局", County, "320583");
        department("国家统计局云南调查总队", Level::National, "");
        department("中共昭通市委办公室", City, "530600");
        department("江苏省淮安市洪泽区水利局", County, "320813");
        let zone = |name: &str, division| check(name, name, None, None, division);
        zone("合肥高新技术产业开发区管理委员会", "340100");
        zone("昭通市昭阳区工业园区管委会", "530602");
        zone("郑州航空港经济综合实验区管委会", "410100");
        zone("苏州工业园区管委会", "320500");
        zone("某某经开区管委会", "");
        zone("五台山风景名胜区管委会", "");
        zone("某某科技产业园管理委员会", "");
    }
}

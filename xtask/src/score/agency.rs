//! Agencies that do not exist: names of every level of government, and what a report says of its own body.

use std::collections::HashMap;
use std::sync::LazyLock;

use gouji_core::form::Level;

use super::random::Random;

/// Whose report it is.
#[derive(Debug, Clone)]
pub(super) struct Agency {
    /// `临溪县水利局`.
    pub(super) name: String,
    pub(super) level: Level,
    /// Of a department: of which government. Else as `level`.
    pub(super) of: Level,
    /// A 街道办事处: it is no government.
    pub(super) street: bool,
    /// How the body calls itself: `我县`, `我局`.
    pub(super) we: String,
    /// The whole it speaks of: `全县`, `全局`.
    pub(super) area: String,
    /// The bodies below: `各乡镇（街道）、县直各部门`.
    pub(super) bodies: &'static str,
}

impl Agency {
    pub(super) fn is_government(&self) -> bool {
        self.level != Level::Department && !self.street
    }

    /// Bodies of a trade that licenses, fines and seizes every day.
    pub(super) fn enforces(&self) -> bool {
        ["公安", "市场监督", "城市管理", "交通运输", "自然资源", "应急", "卫生健康", "生态环境"]
            .iter()
            .any(|word| self.name.contains(word))
    }

    /// A body of its kind, chosen by chance.
    pub(super) fn random(random: &mut Random) -> Self {
        let mut words = one("province", random).split(' ');
        let province = words.next().expect("a line has a word");
        let cities: Vec<&'static str> = words.collect();
        let city = *random.pick(&cities);
        let county = match random.between(1, 10) {
            1..=2 => one("district", random),
            3 if province == "云南省" && city == "昭通市" => one("known_county", random),
            _ => one("county", random),
        };
        let full = |place: &str| match county.ends_with('区') {
            true => format!("{city}{place}"),
            false => place.to_owned(),
        };
        let county_kind = if county.ends_with('区') { "区" } else { "县" };
        match random.between(1, 100) {
            ..=3 => Self::government(province.to_owned(), Level::Province, "省"),
            4..=13 => Self::government(city.to_owned(), Level::City, "市"),
            14..=38 => Self::government(full(county), Level::County, county_kind),
            39..=53 => {
                let town = one("town", random);
                let kind = if town.ends_with('乡') { "乡" } else { "镇" };
                Self::government(full(&format!("{county}{town}")), Level::Township, kind)
            }
            54..=58 => {
                let street = one("street", random);
                Self {
                    name: full(&format!("{county}{street}办事处")),
                    level: Level::Township,
                    of: Level::Township,
                    street: true,
                    we: "我街道".to_owned(),
                    area: "全街道".to_owned(),
                    bodies: "各科室、各社区",
                }
            }
            59..=64 => Self::department(province, one("provincial_department", random), Level::Province),
            65..=79 => Self::department(city, one("department", random), Level::City),
            _ => Self::department(&full(county), one("department", random), Level::County),
        }
    }

    fn government(place: String, level: Level, kind: &str) -> Self {
        let bodies = match level {
            Level::Province => "各市（州）和省直各部门",
            Level::City => "各县（市、区）和市直各部门",
            Level::County => "各乡镇（街道）和县直各部门",
            _ => "各村（社区）和镇属各办公室",
        };
        Self {
            name: format!("{place}人民政府"),
            level,
            of: level,
            street: false,
            we: format!("我{kind}"),
            area: format!("全{kind}"),
            bodies,
        }
    }

    fn department(place: &str, trade: &str, of: Level) -> Self {
        let kind = trade.chars().next_back().expect("a trade has a name");
        Self {
            name: format!("{place}{trade}"),
            level: Level::Department,
            of,
            street: false,
            we: format!("我{kind}"),
            area: format!("全{kind}"),
            bodies: "各科室和局属各单位",
        }
    }
}

fn one(section: &str, random: &mut Random) -> &'static str {
    let entries = list(section);
    entries[random.index(entries.len())]
}

/// The entries of a section of `names.txt`: lines of the provinces, words of the others.
pub(super) fn list(section: &str) -> &'static [&'static str] {
    static LISTS: LazyLock<HashMap<&str, Vec<&str>>> = LazyLock::new(|| {
        let mut lists: HashMap<&str, Vec<&str>> = HashMap::new();
        let mut section = "";
        for line in include_str!("names.txt").lines().map(str::trim) {
            if let Some(name) = line.strip_prefix("== ") {
                section = name;
            } else if section == "province" && !line.is_empty() {
                lists.entry(section).or_default().push(line);
            } else if !line.starts_with('#') {
                lists.entry(section).or_default().extend(line.split_whitespace());
            }
        }
        lists
    });
    LISTS.get(section).map_or(&[], Vec::as_slice)
}

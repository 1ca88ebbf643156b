//! `rules/<id>/pack.toml`: what a pack without a library says of itself. A pack may do without it.
//!
//! ```toml
//! id = "hubei"                       # the name of the folder
//! title = "湖北省规则"
//! version = "0.1.0"
//! place = "42"                       # division codes begin so; left out for the whole nation
//! levels = ["province", "city"]      # left out for all
//! years = [2022, 2023]               # left out for all
//! ```

use std::path::Path;

use gouji_core::form::Level;
use toml::de::DeTable;

use crate::keys::{File, in_order};
use crate::pack::PackError;
use crate::position::{Position, Wrong, complaint};

/// The name of the file, in the folder of the pack's rules. No rule has it.
pub const FILE: &str = "pack.toml";

/// What a pack says of itself.
#[derive(Debug, Default, Clone, PartialEq, Eq)]
pub struct About {
    pub title: String,
    pub version: String,
    /// GB/T 2260 division code; empty for the nation.
    pub place: String,
    /// Empty for all.
    pub levels: Vec<Level>,
    pub years: Option<(u16, u16)>,
}

impl About {
    /// From the text of the file of the pack `id`.
    pub fn parse(id: &str, path: &Path, text: &str) -> Result<Self, PackError> {
        parse(id, path, text).map_err(PackError::BrokenAbout)
    }
}

fn parse(id: &str, path: &Path, text: &str) -> Result<About, Wrong> {
    let file = File::new(path, text);
    let table = DeTable::parse(text)
        .map_err(|error| Wrong { at: Position::of_span(path, text, error.span()), why: complaint(&error) })?;
    let mut about = About::default();
    let mut named = false;
    for (key, value) in in_order(table.get_ref()) {
        match key.get_ref().as_ref() {
            "id" => {
                let said = file.string(key, value)?;
                if said != id {
                    return file
                        .wrong(value.span(), format!("标识“{said}”应与所在文件夹同名，写作 \"{id}\""));
                }
                named = true;
            }
            "title" => about.title = file.string(key, value)?,
            "version" => {
                about.version = file.string(key, value)?;
                if version(&about.version).is_none() {
                    let why = format!("“{}”不是版本号，应为三个数，如 \"0.1.0\"", about.version);
                    return file.wrong(value.span(), why);
                }
            }
            "place" => about.place = file.place(key, value)?,
            "levels" => about.levels = file.list(key, value, |item| file.level(key, item))?,
            "years" => about.years = Some(file.years(key, value)?),
            _ => return file.unknown(key, &["id", "title", "version", "place", "levels", "years"]),
        }
    }
    if !named {
        return file.wrong(0..0, format!("没有写标识，应有 id = \"{id}\""));
    }
    Ok(about)
}

/// The three numbers of a version; what stands behind a `-` or `+` is not looked at.
pub fn version(text: &str) -> Option<[u64; 3]> {
    let numbers = text.split(['-', '+']).next().unwrap_or("");
    let mut parts = numbers.split('.').map(|part| {
        let digits = !part.is_empty() && part.bytes().all(|byte| byte.is_ascii_digit());
        if digits { part.parse().ok() } else { None }
    });
    let version = [parts.next()??, parts.next()??, parts.next()??];
    parts.next().is_none().then_some(version)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[track_caller]
    fn wrong(text: &str, expected: &str) {
        let said = About::parse("hubei", Path::new("pack.toml"), text).unwrap_err().to_string();
        assert_eq!(said, format!("规则包的 pack.toml 有误：pack.toml:{expected}"));
    }

    #[test]
    fn all_of_it() {
        let text = "id = 'hubei'\ntitle = '湖北省规则'\nversion = '1.2.3'\nplace = '42'\nlevels = ['city']\nyears = [2022, 2023]";
        let about = About::parse("hubei", Path::new("pack.toml"), text).unwrap();
        let expected = About {
            title: "湖北省规则".to_owned(),
            version: "1.2.3".to_owned(),
            place: "42".to_owned(),
            levels: vec![Level::City],
            years: Some((2022, 2023)),
        };
        assert_eq!(about, expected);
        assert_eq!(About::parse("hubei", Path::new("pack.toml"), "id = 'hubei'").unwrap(), About::default());
    }

    #[test]
    fn what_is_wrong_is_said_with_its_place() {
        wrong("title = '湖北'", "1:1：没有写标识，应有 id = \"hubei\"");
        wrong("id = 'hunan'", "1:6：标识“hunan”应与所在文件夹同名，写作 \"hubei\"");
        wrong("id = 'hubei'\nversion = '1.2'", "2:11：“1.2”不是版本号，应为三个数，如 \"0.1.0\"");
        wrong("id = 'hubei'\nplace = '湖北'", "2:9：“湖北”不是行政区划代码，应为 1 至 6 位数字，如 \"5306\"");
        wrong("id = 'hubei'\nyears = [2023, 2022]", "2:9：years 应为首尾两个年度，如 years = [2020, 2020]");
        wrong(
            "id = 'hubei'\nversoin = '1.0.0'",
            "2:1：不认识的键“versoin”，您是否想写“version”？；可用的键：id、title、version、place、levels、years",
        );
        wrong("id = 'hubei'\nid = 'hubei'", "2:1：同一个键写了两次");
    }

    #[test]
    fn versions_are_three_numbers() {
        assert_eq!(version("1.20.3"), Some([1, 20, 3]));
        assert_eq!(version("1.2.3-beta.1"), Some([1, 2, 3]));
        for text in ["", "1", "1.2", "1.2.3.4", "1.2.x", "1..3", "-1.2.3", "+1.2.3"] {
            assert_eq!(version(text), None, "{text}");
        }
    }
}

//! Which bodies are below a government, by level, code and name.

use gouji_core::divisions;
use gouji_core::form::Level;
use gouji_core::report::AgencyDraft;

use gouji_check::fingerprint::folded;

/// A government, as the bodies below it are known by.
pub(super) struct Parent<'a> {
    pub(super) level: Level,
    /// Its division code; empty where it is unknown.
    pub(super) code: &'a str,
    /// Its name without 人民政府, folded: what the names of those below begin with.
    pub(super) place: String,
}

impl<'a> Parent<'a> {
    /// `None` for a body that is no government, and one whose place is unknown.
    pub(super) fn new(agency: &'a AgencyDraft) -> Option<Self> {
        let level = agency.level.filter(|level| !matches!(level, Level::Department | Level::National))?;
        let name = folded(&agency.name);
        let place = ["人民政府", "办事处", "政府"].iter().find_map(|end| name.strip_suffix(end));
        let place = place.unwrap_or(&name).to_owned();
        (!place.is_empty()).then_some(Self { level, code: &agency.division, place })
    }

    /// Whether a report is that of a department of this government, or of a government one level down.
    /// `name` is that of the other body, folded.
    pub(super) fn is_above(&self, agency: &AgencyDraft, name: &str) -> bool {
        let one_down = match agency.level {
            Some(Level::Department) => agency.of == Some(self.level),
            Some(below) => self.governs(below, &agency.division),
            None => return false,
        };
        if !one_down {
            return false;
        }
        if self.has_code() && !agency.division.is_empty() {
            divisions::is_within(&agency.division, self.code)
        } else {
            name.len() > self.place.len() && name.starts_with(&self.place)
        }
    }

    /// Whether bodies are told by code. The towns of a county share its code, so that their departments are told by name
    /// alone.
    pub(super) fn has_code(&self) -> bool {
        self.level != Level::Township && !self.code.is_empty()
    }

    fn governs(&self, below: Level, division: &str) -> bool {
        match (self.level, below) {
            (Level::Province, Level::City)
            | (Level::City, Level::County)
            | (Level::County, Level::Township) => true,
            // Districts of the four municipalities, and counties that are directly under a province.
            (Level::Province, Level::County) => {
                let municipality = ["11", "12", "31", "50"].iter().any(|code| self.code.starts_with(code));
                municipality || division.get(2..4) == Some("90")
            }
            // A few cities have towns and no counties.
            (Level::City, Level::Township) => division == self.code,
            _ => false,
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn agency(name: &str, level: Level, of: Option<Level>, division: &str) -> AgencyDraft {
        AgencyDraft { name: name.to_owned(), level: Some(level), of, division: division.to_owned() }
    }

    #[track_caller]
    fn check(parent: &AgencyDraft, child: AgencyDraft, expected: bool) {
        let parent = Parent::new(parent).expect("it is a government");
        assert_eq!(parent.is_above(&child, &folded(&child.name)), expected, "{}", child.name);
    }

    #[test]
    fn bodies_below_a_government() {
        use Level::{City, County, Department, Province, Township};
        let county = agency("青石县人民政府", County, None, "530699");
        check(&county, agency("青石县教育局", Department, Some(County), "530699"), true);
        check(&county, agency("青石县白水镇人民政府", Township, None, "530699"), true);
        check(&county, agency("青石县白水镇人民政府", Township, None, ""), true);
        check(&county, agency("红石县教育局", Department, Some(County), "530698"), false);
        check(&county, agency("红石县教育局", Department, Some(County), ""), false);
        check(&county, agency("青石县人民政府", County, None, "530699"), false);
        check(&county, agency("青石县白水镇财政所", Department, Some(Township), "530699"), false);

        let city = agency("大山市人民政府", City, None, "530600");
        check(&city, agency("青石县人民政府", County, None, "530699"), true);
        check(&city, agency("大山市教育局", Department, Some(City), "530600"), true);
        check(&city, agency("青石县教育局", Department, Some(County), "530699"), false);
        check(&city, agency("远方县人民政府", County, None, "520102"), false);

        let unknown = agency("青石县人民政府", County, None, "");
        check(&unknown, agency("青石县教育局", Department, Some(County), "530699"), true);
        check(&unknown, agency("青石县", Department, Some(County), ""), false);

        let town = agency("青石县白水镇人民政府", Township, None, "530699");
        check(&town, agency("青石县白水镇财政所", Department, Some(Township), "530699"), true);
        check(&town, agency("青石县黑水镇财政所", Department, Some(Township), "530699"), false);

        let without_counties = agency("东莞市人民政府", City, None, "441900");
        check(&without_counties, agency("东莞市虎门镇人民政府", Township, None, "441900"), true);
        check(&city, agency("青石县白水镇人民政府", Township, None, "530699"), false);

        let municipality = agency("北京市人民政府", Province, None, "110000");
        check(&municipality, agency("北京市东城区人民政府", County, None, "110101"), true);
        let province = agency("云南省人民政府", Province, None, "530000");
        check(&province, agency("青石县人民政府", County, None, "530699"), false);
        check(&province, agency("大山市人民政府", City, None, "530600"), true);
    }

    #[test]
    fn what_is_no_government_has_nothing_below_it() {
        let none = |agency: &AgencyDraft| Parent::new(agency).is_none();
        assert!(none(&agency("青石县教育局", Level::Department, Some(Level::County), "530699")));
        assert!(none(&AgencyDraft::default()));
        assert!(none(&agency("国务院", Level::National, None, "")));
    }
}

//! Reports of other bodies that a report is held against: those of the bodies below it, and those of its sisters.
//!
//! An index knows where each report is and whose it is, not the report itself; what a report is held against is read
//! again for it, so that memory does not grow with the number of files.

use std::collections::{HashMap, HashSet};
use std::path::{Path, PathBuf};

use gouji_core::divisions;
use gouji_core::form::Level;
use gouji_core::report::{AgencyDraft, Draft, ParagraphKind};
use gouji_core::similarity::Sketch;
use gouji_reader::source::Limits;

use crate::batch::in_order;
use crate::check::read;
use crate::fingerprint::folded;
use crate::input::{Input, inputs};
use crate::manifest::sha256;
use crate::memory;

#[derive(Debug, thiserror::Error)]
pub enum OthersError {
    #[error("找不到 {flag} 指定的 {}", .path.display())]
    Missing { flag: &'static str, path: PathBuf },
    #[error("{flag} 指定的 {} 不能使用：{why}", .path.display())]
    Unusable { flag: &'static str, path: PathBuf, why: String },
}

/// The reports given with `--children`.
#[derive(Debug)]
pub struct Children {
    given: Given,
    /// By year.
    reports: HashMap<u16, Vec<Known>>,
    /// Files that are other reports of bodies and years which have one already, with that one.
    twice: Vec<(PathBuf, PathBuf)>,
}

/// The reports given with `--peers`.
#[derive(Debug)]
pub struct Peers {
    given: Given,
    reports: HashMap<Rank, Vec<(Known, Sketch)>>,
    /// Of all reports of a rank.
    digests: HashMap<Rank, String>,
    /// Of all reports.
    paths: HashSet<PathBuf>,
}

/// What sisters have in common: year, level, and level of the government that they are departments of.
type Rank = (u16, Option<Level>, Option<Level>);

/// What the user gave.
#[derive(Debug)]
struct Given {
    paths: Vec<PathBuf>,
    /// Files that could not be read, or whose year is unknown.
    unusable: Vec<(PathBuf, String)>,
}

/// Whose report it is and where.
#[derive(Debug)]
struct Known {
    path: PathBuf,
    /// Of its bytes.
    sha256: String,
    agency: AgencyDraft,
    /// Folded.
    name: String,
}

/// Peers that are less alike than this have nothing to do with each other.
const LEAST_RESEMBLANCE: f64 = 0.5;

/// So many of them at most.
const PEERS: usize = 3;

impl Children {
    /// Reads files, and all files of folders, to know whose report of which year each is.
    pub fn open(paths: &[PathBuf], jobs: usize) -> Result<Self, OthersError> {
        let mut reports: HashMap<u16, Vec<Known>> = HashMap::new();
        let mut twice = Vec::new();
        let given = index("--children", paths, jobs, |_| (), &mut |year, known, ()| {
            let reports = reports.entry(year).or_default();
            // The same report in two formats counts once, and so do two versions of it: which one is right, nobody knows.
            match reports.iter().find(|other| other.name == known.name) {
                None => reports.push(known),
                Some(other) if other.sha256 != known.sha256 && !known.name.is_empty() => {
                    twice.push((known.path, other.path.clone()))
                }
                Some(_) => {}
            }
        })?;
        Ok(Self { given, reports, twice })
    }

    /// Files that are not used, since there is another report of that body and year, which is.
    pub fn twice(&self) -> &[(PathBuf, PathBuf)] {
        &self.twice
    }

    /// How many files cannot be used.
    pub fn unusable(&self) -> usize {
        self.given.unusable.len()
    }

    /// The reports of the bodies below a government, tables only; or why there are none.
    pub(crate) fn of(&self, report: &Draft, limits: &Limits) -> Result<Vec<Draft>, String> {
        let below = self.below(&report.agency, report.year)?;
        below.into_iter().map(|known| known.read(limits).map(tables_only)).collect()
    }

    /// What the result of a report of such an agency and year depends on here.
    pub(crate) fn basis(&self, agency: &AgencyDraft, year: Option<u16>) -> String {
        let below = self.below(agency, year);
        memory::files(below.map(|below| below.into_iter().map(|known| known.sha256.as_str())))
    }

    fn below(&self, agency: &AgencyDraft, year: Option<u16>) -> Result<Vec<&Known>, String> {
        let Some(year) = year else {
            return Err("本报告的年度不明，无法与下级机关的报告对应".to_owned());
        };
        let parent =
            Parent::new(agency).ok_or("这不是一级政府的报告，或层级、区划不明，没有与之对应的下级报告")?;
        let all = self.reports.get(&year).into_iter().flatten();
        let below: Vec<&Known> = all.filter(|known| parent.is_above(known)).collect();
        if below.is_empty() {
            let name = &agency.name;
            return Err(format!(
                "--children 指定的{}里没有{name}下级机关和所属部门{year}年度的报告{}",
                self.given.places(),
                self.given.unusable_too()
            ));
        }
        Ok(below)
    }
}

impl Peers {
    /// Reads files, and all files of folders, to know whose report of which year each is and how it reads.
    pub fn open(paths: &[PathBuf], jobs: usize) -> Result<Self, OthersError> {
        let mut reports: HashMap<Rank, Vec<(Known, Sketch)>> = HashMap::new();
        let given = index("--peers", paths, jobs, sketch, &mut |year, known, sketch| {
            let reports = reports.entry((year, known.agency.level, known.agency.of)).or_default();
            if known.name.is_empty() || reports.iter().all(|(other, _)| other.name != known.name) {
                reports.push((known, sketch));
            }
        })?;
        let digest = |known: &[(Known, Sketch)]| {
            let files = known.iter().map(|(known, _)| format!("{} {}\n", known.sha256, known.path.display()));
            sha256(files.collect::<String>().as_bytes())
        };
        let digests = reports.iter().map(|(&rank, known)| (rank, digest(known))).collect();
        let paths = reports.values().flatten().map(|(known, _)| known.path.clone()).collect();
        Ok(Self { given, reports, digests, paths })
    }

    /// How many files cannot be used.
    pub fn unusable(&self) -> usize {
        self.given.unusable.len()
    }

    /// The reports of sister bodies that are most like a report, the most like first; or why there are none. `path` is
    /// where the report itself is.
    pub(crate) fn of(&self, report: &Draft, path: &Path, limits: &Limits) -> Result<Vec<Draft>, String> {
        let sisters = self.sisters(&report.agency, report.year, path)?;
        let own = sketch(report);
        let mut alike: Vec<_> = sisters
            .into_iter()
            .map(|(known, sketch)| (own.resemblance(sketch), known))
            .filter(|(resemblance, _)| *resemblance > LEAST_RESEMBLANCE)
            .collect();
        alike.sort_by(|(a, left), (b, right)| b.total_cmp(a).then_with(|| left.path.cmp(&right.path)));
        alike.truncate(PEERS);
        // None of them is alike: that was looked into, and there is nothing to hold the report against.
        if alike.is_empty() {
            return Err(format!(
                "--peers 指定的{}里没有与本报告行文相近的同级报告，不必比对",
                self.given.places()
            ));
        }
        alike.into_iter().map(|(_, known)| known.read(limits)).collect()
    }

    /// What the result of such a report may depend on here: every report of its rank, since which of them are most like it
    /// is known only when it is read; and whether it is itself one of those that were given.
    pub(crate) fn basis(&self, agency: &AgencyDraft, year: Option<u16>, path: &Path) -> String {
        let digest = year.and_then(|year| self.digests.get(&(year, agency.level, agency.of)));
        let given = if self.paths.contains(path) { "given" } else { "" };
        format!("{} {} {given}", digest.map_or("", String::as_str), self.given.places())
    }

    fn sisters(
        &self,
        agency: &AgencyDraft,
        year: Option<u16>,
        path: &Path,
    ) -> Result<Vec<&(Known, Sketch)>, String> {
        let Some(year) = year else {
            return Err("本报告的年度不明，无法与同级机关的报告对应".to_owned());
        };
        let own = folded(&agency.name);
        let key = (year, agency.level, agency.of);
        let same = |known: &Known| known.path == path || (!own.is_empty() && known.name == own);
        let sisters: Vec<_> =
            self.reports.get(&key).into_iter().flatten().filter(|(known, _)| !same(known)).collect();
        if sisters.is_empty() {
            return Err(format!(
                "--peers 指定的{}里没有同级机关{year}年度的报告{}",
                self.given.places(),
                self.given.unusable_too()
            ));
        }
        Ok(sisters)
    }
}

impl Given {
    fn places(&self) -> String {
        let paths: Vec<String> = self.paths.iter().map(|path| format!(" {} ", path.display())).collect();
        paths.join("、")
    }

    fn unusable_too(&self) -> String {
        match self.unusable.len() {
            0 => String::new(),
            count => format!("（其中 {count} 个文件无法使用）"),
        }
    }
}

impl Known {
    fn read(&self, limits: &Limits) -> Result<Draft, String> {
        let (reading, _) = read(&Input::File(self.path.clone()), limits)
            .map_err(|why| format!("{} 无法读取：{why}", self.path.display()))?;
        Ok(reading.draft)
    }
}

/// Reads everything, and hands on whose report each is with what `note` makes of it, in the order of the paths.
fn index<N: Send>(
    flag: &'static str,
    paths: &[PathBuf],
    jobs: usize,
    note: impl Fn(&Draft) -> N + Sync,
    each: &mut dyn FnMut(u16, Known, N),
) -> Result<Given, OthersError> {
    if let Some(path) = paths.iter().find(|path| !path.exists()) {
        return Err(OthersError::Missing { flag, path: path.clone() });
    }
    let (files, _) = inputs(paths);
    let limits = Limits::default();
    let look = |input: &Input| {
        let path = input.path().to_owned();
        let known = read(input, &limits).and_then(|(reading, bytes)| {
            let draft = reading.draft;
            let year = draft.year.ok_or("没有找到报告的年度")?;
            let noted = note(&draft);
            let name = folded(&draft.agency.name);
            let known = Known { path: path.clone(), sha256: sha256(&bytes), agency: draft.agency, name };
            Ok((year, known, noted))
        });
        (path, known)
    };
    let mut given = Given { paths: paths.to_owned(), unusable: Vec::new() };
    in_order(&files, jobs, look, &mut |(path, known)| match known {
        Ok((year, known, noted)) => each(year, known, noted),
        Err(why) => given.unusable.push((path, why)),
    });
    // A file that is named is meant.
    let named = given.unusable.iter().find(|(path, _)| paths.contains(path));
    match named {
        Some((path, why)) => Err(OthersError::Unusable { flag, path: path.clone(), why: why.clone() }),
        None => Ok(given),
    }
}

/// Of the prose alone: tables and headings are the same in every report.
fn sketch(draft: &Draft) -> Sketch {
    let prose = draft.paragraphs.iter().filter(|paragraph| paragraph.kind == ParagraphKind::Prose);
    let prose: Vec<&str> = prose.map(|paragraph| paragraph.place.of(&draft.text)).collect();
    Sketch::of(&prose.join("\n")).reduced(HASHES)
}

/// Of a sketch in the index: a kilobyte each, so that those of a whole country fit into memory.
const HASHES: usize = 128;

/// Children may be many: what a rule compares is their tables.
fn tables_only(draft: Draft) -> Draft {
    Draft {
        agency: draft.agency,
        year: draft.year,
        edition: draft.edition,
        grids: draft.grids,
        ..Draft::default()
    }
}

/// A government, as the bodies below it are known by.
struct Parent<'a> {
    level: Level,
    /// Its division code; empty where it is unknown.
    code: &'a str,
    /// Its name without 人民政府, folded: what the names of those below begin with.
    place: String,
}

impl<'a> Parent<'a> {
    /// `None` for a body that is no government, and one whose place is unknown.
    fn new(agency: &'a AgencyDraft) -> Option<Self> {
        let level = agency.level.filter(|level| !matches!(level, Level::Department | Level::National))?;
        let name = folded(&agency.name);
        let place = ["人民政府", "办事处", "政府"].iter().find_map(|end| name.strip_suffix(end));
        let place = place.unwrap_or(&name).to_owned();
        (!place.is_empty()).then_some(Self { level, code: &agency.division, place })
    }

    /// Whether a report is that of a department of this government, or of a government one level down.
    fn is_above(&self, known: &Known) -> bool {
        let agency = &known.agency;
        let one_down = match agency.level {
            Some(Level::Department) => agency.of == Some(self.level),
            Some(below) => self.governs(below, &agency.division),
            None => return false,
        };
        if !one_down {
            return false;
        }
        // The towns of a county share its code, so that their departments are told by name alone.
        let by_code = self.level != Level::Township && !self.code.is_empty() && !agency.division.is_empty();
        if by_code {
            divisions::is_within(&agency.division, self.code)
        } else {
            known.name.len() > self.place.len() && known.name.starts_with(&self.place)
        }
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
        let (path, sha256) = (PathBuf::new(), String::new());
        let known = Known { path, sha256, name: folded(&child.name), agency: child };
        let parent = Parent::new(parent).expect("it is a government");
        assert_eq!(parent.is_above(&known), expected, "{}", known.name);
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

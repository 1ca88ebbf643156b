//! The reports of the bodies below a government.

use std::collections::{BTreeMap, BTreeSet, HashMap, HashSet};
use std::path::PathBuf;

use gouji_core::form::Level;
use gouji_core::report::{AgencyDraft, Draft};
use gouji_reader::source::Limits;

use super::parent::Parent;
use super::{Given, Known, OthersError, Whose, figures, files, index, names, some_of};
use crate::beside::hashes;
use crate::input::Input;
use gouji_check::fingerprint::folded;

/// Reports of bodies below governments.
#[derive(Debug)]
pub struct Children {
    given: Given,
    years: BTreeMap<u16, Year>,
    /// Bodies that are to report.
    due: Vec<Due>,
}

/// A body that is to report, as a roster has it.
#[derive(Debug, Clone, Default)]
pub struct Due {
    pub name: String,
    /// Its name and its other names, folded.
    pub names: Vec<String>,
    pub level: Option<Level>,
    /// Empty where the roster does not say.
    pub division: String,
    /// The body above it, folded; empty where the roster does not say.
    pub parent: String,
}

/// The reports of a year, in the order of their paths.
#[derive(Debug, Default)]
struct Year {
    reports: Vec<Known>,
    /// What stands in the tables of each.
    figures: Vec<u64>,
    by_name: BTreeMap<String, Vec<usize>>,
    by_division: BTreeMap<String, Vec<usize>>,
}

/// What a government's report is held against.
#[derive(Debug, Default)]
struct Below<'a> {
    /// Of several versions of a report all: which one is right, nobody knows.
    reports: Vec<&'a Known>,
    /// What is to be known of them.
    notes: Vec<String>,
}

/// Encoded reports, and what is to be known of them.
pub(crate) type Found = (Vec<Vec<u8>>, Vec<String>);

impl Children {
    /// Reads files, and all files of folders, to know whose report of which year each is.
    pub fn open(paths: &[PathBuf], jobs: usize) -> Result<Self, OthersError> {
        Self::index((&files(Whose::Children, paths)?, paths), jobs)
    }

    /// The same of reports that a program holds in memory ([`Input::Bytes`]). One that cannot be used is refused.
    pub fn of(reports: &[Input], jobs: usize) -> Result<Self, OthersError> {
        Self::index((reports, &names(reports)), jobs)
    }

    fn index(given: (&[Input], &[PathBuf]), jobs: usize) -> Result<Self, OthersError> {
        let mut years: BTreeMap<u16, Year> = BTreeMap::new();
        let given =
            index(Whose::Children, given, jobs, tables_only, figures, &mut |year, known, figures| {
                years.entry(year).or_default().add(known, figures);
            })?;
        Ok(Self { given, years, due: Vec::new() })
    }

    /// Which bodies are to report, so that those are named of which there is no report.
    pub fn expect(&mut self, due: Vec<Due>) {
        self.due = due;
    }

    /// How many files cannot be used.
    pub fn unusable(&self) -> usize {
        self.given.unusable.len()
    }

    /// The reports of the bodies below a government, tables only; or why there are none.
    pub(crate) fn below_of(&self, report: &Draft, limits: &Limits) -> Result<Found, String> {
        let below = self.below(&report.agency, report.year)?;
        let reports = below.reports.into_iter().map(|known| self.given.read(known, limits));
        Ok((reports.collect::<Result<_, _>>()?, below.notes))
    }

    /// What the result of a report of such an agency and year depends on here.
    pub(crate) fn basis(&self, agency: &AgencyDraft, year: Option<u16>) -> String {
        let below = self.below(agency, year);
        let notes = below.as_ref().map(|below| below.notes.join("\n")).unwrap_or_default();
        let files = below.map(|below| below.reports.into_iter().map(|known| known.sha256.as_str()));
        hashes(files) + &notes
    }

    fn below(&self, agency: &AgencyDraft, year: Option<u16>) -> Result<Below<'_>, String> {
        let Some(year) = year else {
            return Err("本报告的年度不明，无法与下级机关的报告对应".to_owned());
        };
        let parent =
            Parent::new(agency).ok_or("这不是一级政府的报告，或层级、区划不明，没有与之对应的下级报告")?;
        let reports = self.years.get(&year).map(|reports| reports.below(&parent)).unwrap_or_default();
        let others = self.of_other_years(&parent, year, &reports);
        if reports.is_empty() {
            let name = &agency.name;
            return Err(format!(
                "给出的{}里没有{name}下级机关和所属部门{year}年度的报告{}{}",
                self.given.places(),
                self.given.unusable_too(),
                if others.is_empty() { String::new() } else { format!("；{}", others.join("；")) }
            ));
        }
        let mut notes = versions(&reports, year);
        notes.extend(others);
        notes.extend(self.absent(agency, &parent, year, &reports));
        Ok(Below { reports, notes })
    }

    /// Bodies below a government of which there are only reports of other years.
    fn of_other_years(&self, parent: &Parent, year: u16, reports: &[&Known]) -> Vec<String> {
        let present: HashSet<&str> = reports.iter().map(|known| known.name.as_str()).collect();
        let others = self.years.iter().filter(|(other, _)| **other != year);
        let others = others.filter_map(|(other, all)| {
            let mut names: Vec<&Known> = all.below(parent);
            names.retain(|known| !known.name.is_empty() && !present.contains(known.name.as_str()));
            let names: Vec<String> = names
                .iter()
                .map(|known| format!("{}（{}）", known.agency.name, known.path().display()))
                .collect();
            let which = some_of(&names, "个单位");
            (!names.is_empty()).then(|| {
                format!("给出的下级报告中只有{other}年度而没有{year}年度报告的下级：{which}，没有汇总")
            })
        });
        others.collect()
    }

    /// Bodies that are to report and of which there is none.
    fn absent(&self, agency: &AgencyDraft, parent: &Parent, year: u16, reports: &[&Known]) -> Option<String> {
        if self.due.is_empty() {
            return None;
        }
        let present: HashSet<&str> = reports.iter().map(|known| known.name.as_str()).collect();
        let own = folded(&agency.name);
        let due = self.due.iter().filter(|due| due.is_below(&own, parent));
        let absent = due.filter(|due| due.names.iter().all(|name| !present.contains(name.as_str())));
        let absent: Vec<&str> = absent.map(|due| due.name.as_str()).collect();
        (!absent.is_empty()).then(|| {
            let which = some_of(&absent, "个单位");
            format!("名册里的下级 {which} 没有给出{year}年度的报告，汇总里没有它们的数")
        })
    }
}

impl Due {
    /// Whether a government's report takes in its figures.
    pub fn is_of(&self, government: &AgencyDraft) -> bool {
        Parent::new(government).is_some_and(|parent| self.is_below(&folded(&government.name), &parent))
    }

    fn is_below(&self, own: &str, parent: &Parent) -> bool {
        if !self.parent.is_empty() {
            return self.parent == own;
        }
        // A roster does not say whose department one is: it is that of the place that it is in.
        let of = (self.level == Some(Level::Department)).then_some(parent.level);
        let exact = of.is_none() || self.division.is_empty() || self.division == parent.code;
        let agency =
            AgencyDraft { name: self.name.clone(), level: self.level, of, division: self.division.clone() };
        exact && parent.is_above(&agency, &folded(&self.name))
    }
}

impl Year {
    /// The same report in two formats counts once.
    fn add(&mut self, known: Known, figures: u64) {
        let at = self.reports.len();
        let same_name = self.by_name.entry(known.name.clone()).or_default();
        if !known.name.is_empty() && same_name.iter().any(|&other| self.figures[other] == figures) {
            return;
        }
        same_name.push(at);
        if !known.agency.division.is_empty() {
            self.by_division.entry(known.agency.division.clone()).or_default().push(at);
        }
        self.reports.push(known);
        self.figures.push(figures);
    }

    /// Those of the bodies below a government, in the order of their paths.
    fn below(&self, parent: &Parent) -> Vec<&Known> {
        let named = under(&self.by_name, &parent.place);
        let coded = parent.has_code().then(|| under(&self.by_division, stem(parent.code)));
        let all: BTreeSet<usize> = named.chain(coded.into_iter().flatten()).collect();
        let all = all.into_iter().map(|at| &self.reports[at]);
        all.filter(|known| parent.is_above(&known.agency, &known.name)).collect()
    }
}

/// What is kept under keys that begin so.
fn under<'m>(map: &'m BTreeMap<String, Vec<usize>>, start: &str) -> impl Iterator<Item = usize> + use<'m> {
    let start = start.to_owned();
    let range = map.range(start.clone()..).take_while(move |(key, _)| key.starts_with(&start));
    range.flat_map(|(_, all)| all.iter().copied())
}

/// What the codes of all divisions in one begin with.
fn stem(code: &str) -> &str {
    let code = code.strip_suffix("00").unwrap_or(code);
    code.strip_suffix("00").unwrap_or(code)
}

/// Bodies with several reports of the year.
fn versions(reports: &[&Known], year: u16) -> Vec<String> {
    let mut by_name: HashMap<&str, Vec<&Known>> = HashMap::new();
    for known in reports.iter().filter(|known| !known.name.is_empty()) {
        by_name.entry(&known.name).or_default().push(known);
    }
    let several = reports.iter().filter(|known| {
        by_name.get(known.name.as_str()).is_some_and(|all| all.len() > 1 && all[0].path() == known.path())
    });
    let note = |known: &&&Known| {
        let all = &by_name[known.name.as_str()];
        let paths: Vec<String> = all.iter().map(|known| known.path().display().to_string()).collect();
        format!(
            "给出的下级报告中 {} 有 {} 份数字不同的{year}年度报告（{}），按哪一份汇总都不符的才报；请留下对的一份",
            known.agency.name,
            all.len(),
            some_of(&paths, "份")
        )
    };
    several.collect::<Vec<_>>().iter().map(note).collect()
}

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

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn codes_of_a_place_begin_alike() {
        for (code, expected) in
            [("530000", "53"), ("530600", "5306"), ("530625", "530625"), ("419001", "419001")]
        {
            assert_eq!(stem(code), expected);
        }
    }
}

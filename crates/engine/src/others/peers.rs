//! The reports of sister bodies: those that read like a report.

use std::collections::HashMap;
use std::collections::hash_map::DefaultHasher;
use std::hash::{Hash as _, Hasher as _};
use std::path::{Path, PathBuf};

use gouji_core::form::Level;
use gouji_core::report::{AgencyDraft, Draft, ParagraphKind};
use gouji_core::similarity::Sketch;
use gouji_reader::source::Limits;

use super::alike::Index;
use super::{Given, Known, OthersError, Whose, files, index, names};
use crate::beside::hashes;
use crate::input::Input;
use crate::manifest::sha256;
use gouji_check::fingerprint::folded;

/// Reports of sister bodies.
#[derive(Debug)]
pub struct Peers {
    given: Given,
    /// In the order of their paths; of two with one name the first.
    sisters: Vec<Sister>,
    index: Index,
    /// Of all reports of a group, and how many there are.
    groups: HashMap<Group, (String, usize)>,
    by_path: HashMap<PathBuf, usize>,
    by_name: HashMap<(Group, String), usize>,
}

#[derive(Debug)]
struct Sister {
    known: Known,
    year: u16,
    sketches: Sketches,
}

/// What bodies have in common that may have copied from each other.
#[derive(Debug, Clone, PartialEq, Eq, Hash)]
enum Group {
    /// Sisters: year, level, and level of the government that they are departments of.
    Rank(u16, Option<Level>, Option<Level>),
    /// Of one county, whatever their level.
    County(u16, String),
}

/// How a report reads: all of it, and its part on problems, which is copied by itself.
#[derive(Debug)]
struct Sketches {
    whole: Sketch,
    problems: Sketch,
}

/// Peers that are less alike than this have nothing to do with each other.
const LEAST_RESEMBLANCE: f64 = 0.5;

/// So many of them at most, and so many more for the part on problems.
const PEERS: usize = 3;
const OF_PROBLEMS: usize = 2;

/// Of the sketches in the index: less than a kilobyte for each report, so that those of a whole country fit into memory.
const HASHES: [usize; 2] = [128, 64];

/// Of these the smallest, by which candidates are found.
const KEYS: [usize; 2] = [32, 24];

/// Parts with fewer runs are too short to be said copied.
const ENOUGH: usize = 40;

impl Peers {
    /// Reads files, and all files of folders, to know whose report of which year each is and how it reads.
    pub fn open(paths: &[PathBuf], jobs: usize) -> Result<Self, OthersError> {
        Self::index((&files(Whose::Peers, paths)?, paths), jobs)
    }

    /// The same of reports that a program holds in memory ([`Input::Bytes`]). One that cannot be used is refused.
    pub fn of(reports: &[Input], jobs: usize) -> Result<Self, OthersError> {
        Self::index((reports, &names(reports)), jobs)
    }

    fn index(given: (&[Input], &[PathBuf]), jobs: usize) -> Result<Self, OthersError> {
        let (mut sisters, mut by_name) = (Vec::<Sister>::new(), HashMap::new());
        let given =
            index(Whose::Peers, given, jobs, |draft| draft, Sketches::of, &mut |year, known, sketches| {
                let key = (Group::rank(&known.agency, year), known.name.clone());
                if known.name.is_empty() || !by_name.contains_key(&key) {
                    by_name.insert(key, sisters.len());
                    sisters.push(Sister { known, year, sketches });
                }
            })?;
        let (mut index, mut groups) = (Index::default(), HashMap::<Group, (String, usize)>::new());
        for (at, Sister { known, year, sketches }) in sisters.iter().enumerate() {
            let all = [Some(Group::rank(&known.agency, *year)), Group::county(&known.agency, *year)];
            for group in all.into_iter().flatten() {
                let number = group.number();
                if matches!(group, Group::Rank(..)) {
                    index.note(at, number, &sketches.whole, KEYS[0]);
                }
                if sketches.problems.runs() >= ENOUGH {
                    index.note(at, !number, &sketches.problems, KEYS[1]);
                }
                let (digest, count) = groups.entry(group).or_default();
                let line = format!("{digest}{} {}", known.sha256, known.path().display());
                (*digest, *count) = (sha256(line.as_bytes()), *count + 1);
            }
        }
        index.close();
        let by_path = sisters.iter().enumerate().map(|(at, sister)| (sister.known.path().to_owned(), at));
        Ok(Self { given, by_path: by_path.collect(), sisters, index, groups, by_name })
    }

    /// How many files cannot be used.
    pub fn unusable(&self) -> usize {
        self.given.unusable.len()
    }

    /// The reports that are most like a report, or whose part on problems is, the most like first; or why there are none.
    /// `path` is where the report itself is.
    pub(crate) fn like(&self, report: &Draft, path: &Path, limits: &Limits) -> Result<Vec<Vec<u8>>, String> {
        let alike = self.alike(&report.agency, report.year, path, || Sketches::of(report))?;
        alike.into_iter().map(|at| self.given.read(&self.sisters[at].known, limits)).collect()
    }

    /// What the result of such a report depends on here: the reports that it is held against. Those of a report that was
    /// not itself given are known only when it is read: then every report of its groups.
    pub(crate) fn basis(&self, agency: &AgencyDraft, year: Option<u16>, path: &Path) -> String {
        let Some(&own) = self.by_path.get(path) else {
            let groups = year.into_iter().flat_map(|year| {
                [Some(Group::rank(agency, year)), Group::county(agency, year)].into_iter().flatten()
            });
            let digests: Vec<&str> =
                groups.filter_map(|group| Some(self.groups.get(&group)?.0.as_str())).collect();
            return format!("{} {}", digests.join(" "), self.given.places());
        };
        let sketches = &self.sisters[own].sketches;
        let alike = self.alike(agency, year, path, || Sketches {
            whole: sketches.whole.clone(),
            problems: sketches.problems.clone(),
        });
        let files = |alike: Vec<usize>| alike.into_iter().map(|at| self.sisters[at].known.sha256.as_str());
        hashes(alike.map(files))
    }

    /// Which reports a report is held against.
    fn alike(
        &self,
        agency: &AgencyDraft,
        year: Option<u16>,
        path: &Path,
        own: impl FnOnce() -> Sketches,
    ) -> Result<Vec<usize>, String> {
        let Some(year) = year else {
            return Err("本报告的年度不明，无法与同级机关的报告对应".to_owned());
        };
        let (name, rank) = (folded(&agency.name), Group::rank(agency, year));
        let itself = self.by_path.get(path).or_else(|| self.by_name.get(&(rank.clone(), name.clone())));
        let groups: Vec<Group> = [Some(rank), Group::county(agency, year)].into_iter().flatten().collect();
        let known = |group: &Group| self.groups.get(group).map_or(0, |(_, count)| *count);
        let others = groups.iter().map(known).max().unwrap_or(0) - usize::from(itself.is_some());
        if others == 0 {
            return Err(format!(
                "给出的{}里没有同级机关{year}年度的报告{}",
                self.given.places(),
                self.given.unusable_too()
            ));
        }
        let near = itself.copied().unwrap_or_else(|| self.sisters.partition_point(|s| s.known.path() < path));
        let other = |at: &usize| {
            let known = &self.sisters[*at].known;
            known.path() != path && (name.is_empty() || stem(&known.name) != stem(&name))
        };
        let own = own();
        let mut alike = Vec::new();
        for (nth, group) in groups.iter().enumerate() {
            let number = group.number();
            if nth == 0 {
                let found = self.index.candidates(near, number, &own.whole, KEYS[0]);
                let found = found.into_iter().filter(other);
                self.most(found, PEERS, |of| of.whole.resemblance(&own.whole), &mut alike);
            }
            let found = self.index.candidates(near, !number, &own.problems, KEYS[1]);
            let found = found.into_iter().filter(other);
            self.most(found, OF_PROBLEMS, |of| of.problems.resemblance(&own.problems), &mut alike);
        }
        // None of them is alike: that was looked into, and there is nothing to hold the report against.
        if alike.is_empty() {
            return Err(format!("给出的{}里没有与本报告行文相近的同级报告，不必比对", self.given.places()));
        }
        Ok(alike)
    }

    /// Adds the most alike of some.
    fn most(
        &self,
        found: impl Iterator<Item = usize>,
        most: usize,
        resemblance: impl Fn(&Sketches) -> f64,
        alike: &mut Vec<usize>,
    ) {
        let compared = found.map(|at| (resemblance(&self.sisters[at].sketches), at));
        let mut compared: Vec<(f64, usize)> =
            compared.filter(|(resemblance, _)| *resemblance > LEAST_RESEMBLANCE).collect();
        compared.sort_by(|(a, left), (b, right)| b.total_cmp(a).then_with(|| left.cmp(right)));
        for (_, at) in compared.into_iter().take(most) {
            if !alike.contains(&at) {
                alike.push(at);
            }
        }
    }
}

/// A name without its ending: a government and its own office, which writes for it, are the same.
fn stem(name: &str) -> &str {
    let name = name.strip_suffix("办公室").or_else(|| name.strip_suffix("办公厅")).unwrap_or(name);
    name.strip_suffix("人民政府").or_else(|| name.strip_suffix("政府")).unwrap_or(name)
}

impl Group {
    fn rank(agency: &AgencyDraft, year: u16) -> Self {
        Self::Rank(year, agency.level, agency.of)
    }

    /// `None` for what is above counties, or in a place that is unknown.
    fn county(agency: &AgencyDraft, year: u16) -> Option<Self> {
        let division = &agency.division;
        let county = division.len() == 6 && !division.ends_with("00");
        county.then(|| Self::County(year, division.clone()))
    }

    fn number(&self) -> u64 {
        let mut hasher = DefaultHasher::new();
        self.hash(&mut hasher);
        hasher.finish()
    }
}

impl Sketches {
    /// Of the prose alone: tables and headings are the same in every report.
    fn of(draft: &Draft) -> Self {
        let sketch = |wanted: &dyn Fn(u8) -> bool, hashes| {
            let prose = draft.paragraphs.iter().filter(|paragraph| paragraph.kind == ParagraphKind::Prose);
            let prose = prose.filter(|paragraph| wanted(paragraph.part));
            let prose: Vec<&str> = prose.map(|paragraph| paragraph.place.of(&draft.text)).collect();
            Sketch::of(&prose.join("\n")).reduced(hashes)
        };
        Self { whole: sketch(&|_| true, HASHES[0]), problems: sketch(&|part| part == 5, HASHES[1]) }
    }
}

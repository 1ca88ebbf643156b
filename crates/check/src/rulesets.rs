//! Which rules a report is checked by: the profiles that are for it, each combination put together with its packs when the
//! first report needs it.

use std::collections::BTreeMap;
use std::path::Path;
use std::sync::{Arc, OnceLock};

use gouji_core::report::{Agency, AgencyDraft};
use gouji_core::verdict::PackNotRun;

use crate::choice::{self, Fit};
use crate::combined::Combined;
use crate::nearest::nearest;
use crate::pack::{Pack, PackError};
use crate::profile::Profile;
use crate::ruleset::{RulesError, Ruleset};

/// The name under which results say that each report chose its own profile.
pub const AUTOMATIC: &str = "auto";

/// Where packs come from.
pub trait Packs: Send + Sync {
    /// Why a pack cannot be had.
    type Error: std::error::Error + From<RulesError> + Send + Sync + 'static;

    /// The pack with that id, the same each time; `None` where there is none. `profiles` are the files that want it.
    fn pack(&self, id: &str, profiles: &[&Path]) -> Result<Option<Arc<Pack>>, Self::Error>;

    /// The ids of all packs that could be had.
    fn known(&self) -> Vec<String>;

    /// Packs that are not among those named, with the beginnings of their division codes: only those of some place.
    fn of_places(&self, named: &dyn Fn(&str) -> bool) -> Vec<(String, String)>;
}

/// The rules for a report.
pub trait Rules: Sync {
    /// What a report of that agency and year is checked by; or why it cannot be.
    fn of(&self, agency: &AgencyDraft, year: Option<u16>) -> Result<&Ruleset, Refused>;

    /// What reports were checked by so far.
    fn so_far(&self) -> Vec<&Ruleset>;

    /// Packs for the place of a report that none of its profiles has, with the reason.
    fn left_out(&self, agency: &AgencyDraft, year: Option<u16>, used: &Ruleset) -> Vec<PackNotRun>;
}

/// Why a report is not checked: a pack that it needs is missing, refused or broken.
#[derive(Debug, Clone)]
pub struct Refused {
    /// A Chinese sentence.
    pub why: String,
    pub packs: Vec<PackNotRun>,
}

/// Profiles, and what they make of packs.
pub struct Rulesets<P: Packs> {
    /// One when the user named it; all of the installation otherwise.
    profiles: Vec<Profile>,
    packs: P,
    /// Over their packs: at the latest when a report has these profiles.
    combined: Combined<P::Error>,
    /// Packs that no profile names, with their places: looked for when first wanted.
    unnamed: OnceLock<Vec<(String, String)>>,
    /// Profiles that ought to be there and are not: no report that one of them is for is checked.
    lost: Vec<(Profile, P::Error)>,
    automatic: bool,
}

fn view(agency: &AgencyDraft) -> Agency<'_> {
    Agency { name: &agency.name, level: agency.level, of: agency.of, division: &agency.division }
}

impl<P: Packs> Rulesets<P> {
    /// Every report is checked by this one profile.
    pub fn by(profile: Profile, packs: P) -> Self {
        Self::new(vec![profile], packs, Vec::new(), false)
    }

    /// Each report is checked by those of the profiles that are for it. There is at least one. `lost` are profiles that ought
    /// to be among them, with what is said of reports that they are for.
    pub fn automatic(profiles: Vec<Profile>, packs: P, lost: Vec<(Profile, P::Error)>) -> Self {
        Self::new(profiles, packs, lost, true)
    }

    fn new(profiles: Vec<Profile>, packs: P, lost: Vec<(Profile, P::Error)>, automatic: bool) -> Self {
        let (combined, unnamed) = (Combined::default(), OnceLock::new());
        Self { profiles, packs, combined, unnamed, lost, automatic }
    }

    /// The name of the one profile, or that each report has its own.
    pub fn name(&self) -> &str {
        if self.automatic { AUTOMATIC } else { self.profiles[0].name.as_str() }
    }

    /// The files of profiles that ought to be there and are not.
    pub fn lost(&self) -> impl Iterator<Item = &Path> {
        self.lost.iter().map(|(profile, _)| profile.path.as_path())
    }

    /// Puts every profile together that no report has needed yet: all packs are had then.
    pub fn load_all(&self) -> Result<(), &P::Error> {
        (0..self.profiles.len()).try_for_each(|at| self.get(&[at]).map(|_| ()))
    }

    /// The same; the error to keep. Before any report was checked.
    pub fn loaded(self) -> Result<Self, P::Error> {
        for at in 0..self.profiles.len() {
            let resolved = self.resolve(&[at])?;
            let _ = self.combined.get(&[at], || Ok(resolved));
        }
        Ok(self)
    }

    /// What each profile is to a report, in the order in which those that are for it are applied.
    pub fn fits(&self, agency: &AgencyDraft, year: Option<u16>) -> Vec<(&Profile, Fit)> {
        let agency = view(agency);
        let here = choice::applicable(&self.profiles, &agency, year);
        let others = (0..self.profiles.len()).filter(|at| !here.contains(at));
        let all = here.iter().copied().chain(others).map(|at| &self.profiles[at]);
        all.map(|profile| (profile, profile.fit(&agency, year))).collect()
    }

    fn get(&self, of: &[usize]) -> Result<&Ruleset, &P::Error> {
        self.combined.get(of, || self.resolve(of)).as_ref()
    }

    /// Profiles as one, from general to particular.
    fn resolve(&self, of: &[usize]) -> Result<Ruleset, P::Error> {
        let members: Vec<&Profile> = of.iter().map(|&at| &self.profiles[at]).collect();
        let profile = Profile::of_all(&members).expect("a report has at least one profile");
        let mut packs = Vec::with_capacity(profile.packs.len());
        for named in &profile.packs {
            let Some(pack) = self.packs.pack(&named.value, &[&profile.path, &named.at.path])? else {
                let known = self.packs.known();
                let nearest = nearest(&named.value, known.iter().map(String::as_str));
                let unknown = PackError::Unknown { pack: named.clone(), nearest, known };
                return Err(RulesError::from(unknown).into());
            };
            packs.push(pack);
        }
        Ok(Ruleset::new(profile, &members, packs)?)
    }

    fn applicable(&self, agency: &Agency, year: Option<u16>) -> Vec<usize> {
        match self.automatic {
            true => choice::applicable(&self.profiles, agency, year),
            false => vec![0],
        }
    }

    /// The packs that a report was to be checked by and was not, since one of them is missing, refused or broken.
    fn refused(&self, of: &[usize], cause: &P::Error) -> Refused {
        let why = cause.to_string();
        let packs = of.iter().flat_map(|&at| &self.profiles[at].packs).map(|pack| &pack.value);
        let named = |id: &String| why.contains(&format!("“{id}”")) || why.contains(&format!("packs/{id}"));
        let packs: BTreeMap<&String, String> = packs
            .map(|id| {
                let other = "一起用的规则包有没有载入的，这份报告没有查";
                (id, if named(id) { why.clone() } else { other.to_owned() })
            })
            .collect();
        let packs = packs.into_iter().map(|(id, why)| PackNotRun { id: id.clone(), why }).collect();
        Refused { why, packs }
    }

    fn look_for_unnamed(&self) -> Vec<(String, String)> {
        let named =
            |id: &str| self.profiles.iter().flat_map(|profile| &profile.packs).any(|pack| pack.value == id);
        self.packs.of_places(&named)
    }
}

impl<P: Packs> Rules for Rulesets<P> {
    fn of(&self, agency: &AgencyDraft, year: Option<u16>) -> Result<&Ruleset, Refused> {
        let agency = view(agency);
        let of = self.applicable(&agency, year);
        let is_here = |lost: &Profile| matches!(lost.fit(&agency, year), Fit::Here(_));
        let lost = self.lost.iter().find(|(lost, _)| is_here(lost)).map(|(_, error)| error);
        match lost {
            Some(error) => Err(error),
            None => self.get(&of),
        }
        .map_err(|error| self.refused(&of, error))
    }

    fn so_far(&self) -> Vec<&Ruleset> {
        self.combined.resolved().collect()
    }

    fn left_out(&self, agency: &AgencyDraft, year: Option<u16>, used: &Ruleset) -> Vec<PackNotRun> {
        if !self.automatic {
            return Vec::new();
        }
        let agency = view(agency);
        let is_used = |id: &str| used.packs.iter().any(|pack| pack.id == id);
        let mut left_out: BTreeMap<String, String> = BTreeMap::new();
        for profile in &self.profiles {
            let Fit::Not(why) = profile.fit(&agency, year) else { continue };
            for pack in profile.packs.iter().filter(|pack| !is_used(&pack.value)) {
                let why = format!("配置“{}”{why}", profile.name);
                left_out.entry(pack.value.clone()).or_insert(why);
            }
        }
        for (id, place) in self.unnamed.get_or_init(|| self.look_for_unnamed()) {
            if !agency.division.is_empty() && agency.division.starts_with(place.as_str()) {
                left_out.insert(id.clone(), "没有配置用它".to_owned());
            }
        }
        left_out.into_iter().map(|(id, why)| PackNotRun { id, why }).collect()
    }
}

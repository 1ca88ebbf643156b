//! A run: the installation with its profiles and packs, opened once and shared by all threads.

use std::collections::BTreeMap;
use std::path::Path;
use std::sync::{Arc, Mutex, OnceLock, PoisonError};
use std::time::Instant;

use gouji_core::boundary::PackTable;
use gouji_core::card::Card;
use gouji_core::report::{Agency, AgencyDraft, Date};
use gouji_core::verdict::{Checked, Header, PackNotRun, Tool};
use gouji_reader::source::Limits;

use crate::baseline::{Baseline, BaselineError};
use crate::batch;
use crate::check::Checker;
use crate::choice::{self, Fit};
use crate::combined::Combined;
use crate::contents::Contents;
use crate::convert;
use crate::home::{Home, HomeError};
use crate::input::Input;
use crate::isolate::{Enforced, Isolation};
use crate::load::LoadError;
use crate::memory::Memory;
use crate::others::{Children, OthersError, Peers};
use crate::previous::{Previous, PreviousError};
use crate::profile::{self, Profile, ProfileError};
use crate::ruleset::{Pack, Ruleset, Store};
use crate::today::today;
use crate::trust::{Policy, Vouching};

/// The name under which results say that each report chose its own profile.
pub const AUTOMATIC: &str = "auto";

/// Why a run cannot begin.
#[derive(Debug, thiserror::Error)]
pub enum SetupError {
    #[error(transparent)]
    Home(#[from] HomeError),
    #[error(transparent)]
    Profile(#[from] ProfileError),
    #[error(transparent)]
    Load(#[from] LoadError),
    #[error(transparent)]
    Previous(#[from] PreviousError),
    #[error(transparent)]
    Others(#[from] OthersError),
    #[error(transparent)]
    Baseline(#[from] BaselineError),
    #[error("安装目录 {} 里没有配置（*.toml），请重新安装", .0.display())]
    NoProfiles(std::path::PathBuf),
    #[error(
        "缺少随程序发布的配置 {}；请重新安装 gouji。不想用它，就留着这个文件，删去其中的 [applies]",
        .0.display()
    )]
    LostProfile(std::path::PathBuf),
}

impl SetupError {
    /// The exit status: 2 for usage and configuration, 3 for a pack that is missing, refused or broken.
    pub fn exit_code(&self) -> u8 {
        match self {
            Self::Load(_) | Self::LostProfile(_) | Self::Profile(ProfileError::WorldWritable(_)) => 3,
            Self::Home(_)
            | Self::Profile(_)
            | Self::Previous(_)
            | Self::Others(_)
            | Self::Baseline(_)
            | Self::NoProfiles(_) => 2,
        }
    }
}

/// Profiles and the packs that they need: ready to check.
pub struct Session {
    /// One when the user named it; all of the installation otherwise.
    profiles: Vec<Profile>,
    /// Over their packs: at the latest when a report has these profiles.
    combined: Combined,
    /// Packs that no profile names, with their places: looked for when first wanted.
    unnamed: OnceLock<Vec<(String, String)>>,
    store: Mutex<Store>,
    /// Profiles that the program was released with and that are not there: no report that one of them is for is checked.
    lost: Vec<(Profile, SetupError)>,
    automatic: bool,
    pub home: Home,
    /// What becomes of packs that no trusted key has signed.
    pub signature: Policy,
    pub limits: Limits,
    /// Results carry the tables as they were read, for outputs that draw them.
    pub tables: bool,
    /// The day on which waivers hold or not.
    pub today: Date,
}

/// What reports are held against besides the rules.
#[derive(Default, Clone, Copy)]
pub struct Beside<'a> {
    /// Reports of the year before.
    pub previous: Option<&'a Previous>,
    /// Reports of the bodies below.
    pub children: Option<&'a Children>,
    /// Reports of sister bodies.
    pub peers: Option<&'a Peers>,
    /// Findings that are known.
    pub baseline: Option<&'a Baseline>,
    /// Results of earlier runs.
    pub memory: Option<&'a dyn Memory>,
}

fn view(agency: &AgencyDraft) -> Agency<'_> {
    Agency { name: &agency.name, level: agency.level, of: agency.of, division: &agency.division }
}

impl Session {
    /// Reads the profile that is named, by name or by file, or else all there are, each report then having those made
    /// for it; and loads all packs that they need. `builtin` are packs linked into the binary, which come before those on
    /// disk.
    pub fn open(home: Home, profile: Option<&str>, builtin: &[PackTable]) -> Result<Self, SetupError> {
        Self::open_with(home, profile, builtin, &Isolation::default())
    }

    /// The same, with packs in processes of their own as `isolation` says.
    pub fn open_with(
        home: Home,
        profile: Option<&str>,
        builtin: &[PackTable],
        isolation: &Isolation,
    ) -> Result<Self, SetupError> {
        let mut session = Self::on_demand(home, profile, builtin, isolation)?;
        for at in 0..session.profiles.len() {
            session.load(at)?;
        }
        Ok(session)
    }

    /// As [`Session::open`]; but where no profile is named, packs are loaded only when a report needs them: what is for
    /// other places and years costs nothing. A report whose packs are missing, refused or broken is not checked, and its
    /// result says so.
    pub fn on_demand(
        home: Home,
        profile: Option<&str>,
        builtin: &[PackTable],
        isolation: &Isolation,
    ) -> Result<Self, SetupError> {
        let started = Instant::now();
        let profiles = match profile {
            Some(name) => vec![profile::find(&home, name)?],
            None => profile::all(&home)?,
        };
        if profiles.is_empty() {
            return Err(SetupError::NoProfiles(home.rules));
        }
        let vouching = Vouching::new(&home.keys, &profiles)?;
        let mut session = Self::of_profiles(home, profiles, vouching, builtin, isolation)?;
        session.automatic = profile.is_none();
        if session.automatic {
            let lost = profile::lost(&session.home)?.into_iter().map(|lost| {
                let error = SetupError::LostProfile(lost.path.clone());
                (lost, error)
            });
            session.lost = lost.collect();
        } else {
            session.load(0)?;
        }
        let (profiles, packs) = (session.profiles.len(), session.packs().len());
        tracing::debug!(profiles, packs, elapsed = ?started.elapsed(), "准备完毕");
        Ok(session)
    }

    /// One pack alone, whichever reports it is for.
    pub fn of_pack(home: Home, id: &str, isolation: &Isolation) -> Result<Self, SetupError> {
        let vouching = Vouching::lenient(&home.keys)?;
        let profiles = vec![Profile::of_pack(&home, id)];
        let mut session = Self::of_profiles(home, profiles, vouching, &[], isolation)?;
        session.load(0)?;
        Ok(session)
    }

    /// With nothing loaded, and no choice among the profiles.
    fn of_profiles(
        home: Home,
        profiles: Vec<Profile>,
        vouching: Vouching,
        builtin: &[PackTable],
        isolation: &Isolation,
    ) -> Result<Self, SetupError> {
        let signature = vouching.policy();
        let store = Mutex::new(Store::new(builtin, vouching, isolation)?);
        Ok(Self {
            profiles,
            combined: Combined::default(),
            unnamed: OnceLock::new(),
            store,
            lost: Vec::new(),
            automatic: false,
            home,
            signature,
            limits: Limits::default(),
            tables: false,
            today: today(),
        })
    }

    /// Puts a profile together now.
    fn load(&mut self, at: usize) -> Result<(), SetupError> {
        let resolved = self.resolve(&[at])?;
        let _ = self.combined.get(&[at], || Ok(resolved));
        Ok(())
    }

    /// Profiles as one, from general to particular.
    fn resolve(&self, of: &[usize]) -> Result<Ruleset, SetupError> {
        let mut store = self.store.lock().unwrap_or_else(PoisonError::into_inner);
        let profiles: Vec<&Profile> = of.iter().map(|&at| &self.profiles[at]).collect();
        Ruleset::resolve(&profiles, &self.home, &mut store)
    }

    /// What is known of the run. The packs are those that were loaded so far.
    pub fn header(&self) -> Header {
        let profile = if self.automatic { AUTOMATIC } else { self.profiles[0].name.as_str() };
        Header {
            tool: Tool { name: "gouji".to_owned(), version: env!("CARGO_PKG_VERSION").to_owned() },
            profile: profile.to_owned(),
            packs: self.packs().into_iter().map(|pack| pack.used()).collect(),
        }
    }

    /// What reports are checked by, as far as it was put together so far.
    pub fn rulesets(&self) -> Vec<&Ruleset> {
        self.combined.resolved().collect()
    }

    /// Every pack that was loaded, by id.
    pub fn packs(&self) -> Vec<&Arc<Pack>> {
        let packs = self.rulesets().into_iter().flat_map(|set| &set.packs);
        packs.map(|pack| (&pack.id, pack)).collect::<BTreeMap<_, _>>().into_values().collect()
    }

    /// Puts every profile together that no report has needed yet: all packs are loaded then.
    pub fn load_all(&self) -> Result<(), &SetupError> {
        let profiles = 0..self.profiles.len();
        profiles
            .map(|at| [at])
            .try_for_each(|of| self.combined.get(&of, || self.resolve(&of)).as_ref().map(|_| ()))
    }

    /// Every rule of every pack that was loaded, with the pack's id.
    pub fn cards(&self) -> Vec<(&str, &Card)> {
        let packs = self.packs().into_iter();
        packs.flat_map(|pack| pack.rules.iter().map(|rule| (pack.id.as_str(), &rule.card))).collect()
    }

    /// The packs that were loaded and that nobody who is trusted has signed, where the user wants to hear of them.
    pub fn doubtful(&self) -> impl Iterator<Item = &Pack> {
        let said = self.signature != Policy::Off;
        self.packs().into_iter().map(Arc::as_ref).filter(move |pack| said && !pack.trust.is_trusted())
    }

    /// The files of profiles that the program was released with and that are not there.
    pub fn lost(&self) -> impl Iterator<Item = &Path> {
        self.lost.iter().map(|(profile, _)| profile.path.as_path())
    }

    /// What the system does not keep from packs that run in processes of their own, in a Chinese sentence.
    pub fn lacking(&self) -> Option<String> {
        self.packs().into_iter().filter_map(|pack| pack.enforced()).find_map(Enforced::lacking)
    }

    /// The rules for a report, with their packs loaded.
    pub(crate) fn ruleset(&self, agency: &AgencyDraft, year: Option<u16>) -> Result<&Ruleset, &SetupError> {
        let agency = view(agency);
        let of = match self.automatic {
            true => {
                let is_here = |lost: &Profile| matches!(lost.fit(&agency, year), Fit::Here(_));
                if let Some((_, error)) = self.lost.iter().find(|(lost, _)| is_here(lost)) {
                    return Err(error);
                }
                choice::applicable(&self.profiles, &agency, year)
            }
            false => vec![0],
        };
        self.combined.get(&of, || self.resolve(&of)).as_ref()
    }

    /// What each profile of the installation is to a report, in the order in which those that are for it are applied.
    pub fn fits(&self, agency: &AgencyDraft, year: Option<u16>) -> Vec<(&Profile, Fit)> {
        let agency = view(agency);
        let here = choice::applicable(&self.profiles, &agency, year);
        let others = (0..self.profiles.len()).filter(|at| !here.contains(at));
        let all = here.iter().copied().chain(others).map(|at| &self.profiles[at]);
        all.map(|profile| (profile, profile.fit(&agency, year))).collect()
    }

    /// The packs that a report was to be checked by and was not, since one of them is missing, refused or broken.
    pub(crate) fn refused(
        &self,
        agency: &AgencyDraft,
        year: Option<u16>,
        cause: &SetupError,
    ) -> Vec<PackNotRun> {
        let agency = view(agency);
        let profiles = match self.automatic {
            true => choice::applicable(&self.profiles, &agency, year),
            false => vec![0],
        };
        let said = cause.to_string();
        let packs = profiles.into_iter().flat_map(|at| &self.profiles[at].packs).map(|pack| &pack.value);
        let named = |id: &String| said.contains(&format!("“{id}”")) || said.contains(&format!("packs/{id}"));
        let packs: BTreeMap<&String, String> = packs
            .map(|id| {
                let other = "一起用的规则包有没有载入的，这份报告没有查";
                (id, if named(id) { said.clone() } else { other.to_owned() })
            })
            .collect();
        packs.into_iter().map(|(id, why)| PackNotRun { id: id.clone(), why }).collect()
    }

    /// Packs that are installed for the place of a report and that none of its profiles has, with the reason.
    pub(crate) fn left_out(
        &self,
        agency: &AgencyDraft,
        year: Option<u16>,
        used: &Ruleset,
    ) -> Vec<PackNotRun> {
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
        let unnamed = self.unnamed.get_or_init(|| self.look_for_unnamed());
        for (id, place) in unnamed {
            if !agency.division.is_empty() && agency.division.starts_with(place.as_str()) {
                left_out.insert(id.clone(), "没有配置用它".to_owned());
            }
        }
        left_out.into_iter().map(|(id, why)| PackNotRun { id, why }).collect()
    }

    /// Packs of some place that no profile names: what their files say, nothing of them is run.
    fn look_for_unnamed(&self) -> Vec<(String, String)> {
        let named = |id: &String| {
            self.profiles.iter().flat_map(|profile| &profile.packs).any(|pack| pack.value == *id)
        };
        let unnamed = self.home.pack_names().into_iter().filter(|id| !named(id));
        let placed = unnamed.filter_map(|id| {
            let contents = Contents::read(&self.home, &id).ok()??;
            let place = match contents.installed().ok()? {
                Some((_, installed)) => installed.place,
                None => contents.about().ok()??.place,
            };
            (!place.is_empty()).then_some((id, place))
        });
        placed.collect()
    }

    /// Checks one report. What goes wrong is in the answer.
    pub fn check(&self, input: &Input, previous: Option<&Previous>) -> Checked {
        let mut checked = None;
        let beside = Beside { previous, ..Beside::default() };
        Checker::new(self, beside).check(std::slice::from_ref(input), &mut |mut all| checked = all.pop());
        checked.expect("every input has its answer")
    }

    /// Checks reports by `jobs` threads and hands on each result, in the order of the inputs.
    pub fn check_all(&self, inputs: &[Input], beside: Beside, jobs: usize, each: &mut dyn FnMut(Checked)) {
        let work = |checker: &mut Checker, inputs: &[Input], give: &mut dyn FnMut(Vec<Checked>)| {
            checker.check(inputs, give);
        };
        let _expected = convert::expect(inputs);
        batch::some_in_order(inputs, jobs, || Checker::new(self, beside), work, each);
    }
}

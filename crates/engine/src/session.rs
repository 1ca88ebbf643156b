//! A run: the installation with its profiles and packs, opened once and shared by all threads.

use std::collections::BTreeMap;
use std::ops::ControlFlow;
use std::path::Path;
use std::sync::{Arc, OnceLock};
use std::time::{Duration, Instant, UNIX_EPOCH};

use gouji_check::choice::Fit;
use gouji_check::code::Enforced;
use gouji_check::ledger::Ledger;
use gouji_check::means::{Clock, Means};
use gouji_check::pack::Pack;
use gouji_check::position::Wrong;
use gouji_check::profile::Profile;
use gouji_check::rounds::Checker;
use gouji_check::ruleset::{RulesError, Ruleset};
use gouji_check::rulesets::{Rules as _, Rulesets};
use gouji_check::trust::Policy;
use gouji_core::boundary::PackTable;
use gouji_core::card::Card;
use gouji_core::report::{AgencyDraft, Date};
use gouji_core::verdict::{Checked, Header, Tool};
use gouji_reader::source::Limits;

use crate::baseline::{Baseline, BaselineError};
use crate::batch;
use crate::beside::Beside;
use crate::convert;
use crate::home::{Home, HomeError};
use crate::input::Input;
use crate::isolate::Isolation;
use crate::load::LoadError;
use crate::others::OthersError;
use crate::previous::{Previous, PreviousError};
use crate::profile::{self, ProfileError};
use crate::store::{Installed, Store};
use crate::today::today;
use crate::trust::Vouching;

pub use gouji_check::rulesets::AUTOMATIC;

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

impl From<RulesError> for SetupError {
    fn from(error: RulesError) -> Self {
        match error {
            RulesError::Pack(error) => LoadError::from(error).into(),
            RulesError::Wrong(wrong) => wrong.into(),
        }
    }
}

/// In a file that a user wrote.
impl From<Wrong> for SetupError {
    fn from(wrong: Wrong) -> Self {
        ProfileError::from(wrong).into()
    }
}

/// Who can mend what keeps a run from beginning.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Blame {
    /// Whoever asked for it: a path, a name or a file of theirs is wrong.
    Asked,
    /// Whoever installed the program: a part of it is missing, refused or broken.
    Installed,
}

impl SetupError {
    /// Who can mend it.
    pub fn blame(&self) -> Blame {
        match self {
            Self::Load(_) | Self::LostProfile(_) | Self::Profile(ProfileError::WorldWritable(_)) => {
                Blame::Installed
            }
            Self::Home(_)
            | Self::Profile(_)
            | Self::Previous(_)
            | Self::Others(_)
            | Self::Baseline(_)
            | Self::NoProfiles(_) => Blame::Asked,
        }
    }
}

/// Profiles and the packs that they need: ready to check.
pub struct Session {
    rulesets: Rulesets<Installed>,
    pub home: Home,
    /// What becomes of packs that no trusted key has signed.
    pub signature: Policy,
    pub limits: Limits,
    /// Results carry the tables as they were read, for outputs that draw them.
    pub tables: bool,
    /// The day on which waivers hold or not.
    pub today: Date,
}

impl Session {
    /// To be opened on an installation.
    pub fn of<'a>(home: Home) -> Opening<'a> {
        Opening {
            home,
            profile: None,
            only: None,
            packs: &[],
            isolation: Isolation::default(),
            on_demand: false,
        }
    }

    /// What is known of the run. The packs are those that were loaded so far.
    pub fn header(&self) -> Header {
        Header {
            tool: Tool { name: "gouji".to_owned(), version: env!("CARGO_PKG_VERSION").to_owned() },
            profile: self.rulesets.name().to_owned(),
            packs: self.packs().into_iter().map(|pack| pack.used()).collect(),
        }
    }

    /// What reports are checked by, as far as it was put together so far.
    pub fn rulesets(&self) -> Vec<&Ruleset> {
        self.rulesets.so_far()
    }

    /// Every pack that was loaded, by id.
    pub fn packs(&self) -> Vec<&Arc<Pack>> {
        let packs = self.rulesets().into_iter().flat_map(|set| &set.packs);
        packs.map(|pack| (&pack.id, pack)).collect::<BTreeMap<_, _>>().into_values().collect()
    }

    /// Puts every profile together that no report has needed yet: all packs are loaded then.
    pub fn load_all(&self) -> Result<(), &SetupError> {
        self.rulesets.load_all()
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
        self.rulesets.lost()
    }

    /// What the system does not keep from packs that run in processes of their own, in a Chinese sentence.
    pub fn lacking(&self) -> Option<String> {
        self.packs().into_iter().filter_map(|pack| pack.enforced()).find_map(Enforced::lacking)
    }

    /// What each profile of the installation is to a report, in the order in which those that are for it are applied.
    pub fn fits(&self, agency: &AgencyDraft, year: Option<u16>) -> Vec<(&Profile, Fit)> {
        self.rulesets.fits(agency, year)
    }

    /// Whether the profile of a report lets its errors be explained away.
    pub fn explains_errors(&self, checked: &Checked) -> bool {
        let mut sets = self.rulesets().into_iter();
        sets.any(|set| set.members == checked.profiles && set.profile.explain_errors)
    }

    /// The books of a run over which a baseline is laid.
    pub fn ledger<'s>(&'s self, baseline: Option<&'s Baseline>) -> Ledger<'s> {
        Ledger::new(&self.rulesets, self.today, baseline)
    }

    /// What a result depends on besides the report's bytes, as a hash; see [`Means::basis`].
    pub fn basis(&self, beside: Beside, checked: &Checked) -> Option<String> {
        self.means(&beside).basis(checked)
    }

    /// Checks one report. What goes wrong is in the answer.
    pub fn check(&self, input: &Input, previous: Option<&Previous>) -> Checked {
        let mut checked = None;
        let beside = Beside { previous, ..Beside::default() };
        let mut checker = Checker::new(self.means(&beside));
        checker.check(std::slice::from_ref(input), &mut |mut all| checked = all.pop());
        checked.expect("every input has its answer")
    }

    /// Checks reports by `jobs` threads and hands on each result, in the order of the inputs.
    pub fn check_all(&self, inputs: &[Input], beside: Beside, jobs: usize, each: &mut dyn FnMut(Checked)) {
        self.check_while(inputs, beside, jobs, &mut |checked| {
            each(checked);
            ControlFlow::Continue(())
        });
    }

    /// The same as long as whoever takes the results wants more. Of reports that are in hand when they do not, the results
    /// are lost: a thread has at most 32.
    pub fn check_while(
        &self,
        inputs: &[Input],
        beside: Beside,
        jobs: usize,
        each: &mut dyn FnMut(Checked) -> ControlFlow<()>,
    ) {
        let work = |checker: &mut Checker, inputs: &[Input], give: &mut dyn FnMut(Vec<Checked>)| {
            checker.check(inputs, give);
        };
        let _expected = convert::expect(inputs);
        batch::some_in_order(inputs, jobs, || Checker::new(self.means(&beside)), work, each);
    }

    fn means<'s>(&'s self, beside: &'s Beside<'s>) -> Means<'s> {
        Means {
            rules: &self.rulesets,
            others: beside,
            baseline: beside.baseline,
            memory: beside.memory,
            clock: &Watch,
            limits: &self.limits,
            tables: self.tables,
            today: self.today,
            program: program(),
        }
    }
}

/// How a session is to be opened: with every profile of the installation and all their packs, if nothing else is said.
pub struct Opening<'a> {
    home: Home,
    profile: Option<&'a str>,
    only: Option<&'a str>,
    packs: &'a [PackTable],
    isolation: Isolation,
    on_demand: bool,
}

impl<'a> Opening<'a> {
    /// With this profile alone, by name or by file; where it is none, each report has those that are made for it.
    pub fn profile(self, profile: impl Into<Option<&'a str>>) -> Self {
        Self { profile: profile.into(), ..self }
    }

    /// With one pack alone, whichever reports it is for, and no signature asked for.
    pub fn pack(self, id: &'a str) -> Self {
        Self { only: Some(id), ..self }
    }

    /// Packs linked into the program, which come before those on disk.
    pub fn linked(self, packs: &'a [PackTable]) -> Self {
        Self { packs, ..self }
    }

    /// Which packs run in processes of their own; none where nothing is said.
    pub fn isolation(self, isolation: Isolation) -> Self {
        Self { isolation, ..self }
    }

    /// Where no profile is named, packs are loaded only when a report needs them: what is for other places and years costs
    /// nothing. A report whose packs are missing, refused or broken is not checked, and its result says so.
    pub fn on_demand(self) -> Self {
        Self { on_demand: true, ..self }
    }

    /// Reads the profiles and loads the packs.
    pub fn open(self) -> Result<Session, SetupError> {
        let started = Instant::now();
        let Self { home, profile, only, .. } = &self;
        if let Some(id) = only {
            let (vouching, profile) = (Vouching::lenient(&home.keys)?, Profile::of_pack(&home.rules, id));
            return self.with(vouching, |packs| Rulesets::by(profile, packs).loaded());
        }
        let profiles = match profile {
            Some(name) => vec![profile::find(home, name)?],
            None => profile::all(home)?,
        };
        let vouching = Vouching::new(&home.keys, &profiles)?;
        let (count, named, on_demand) = (profiles.len(), profile.is_some(), self.on_demand);
        let session = self.with(vouching, |packs| {
            let rulesets = chosen(profiles, named, packs)?;
            if named || !on_demand { rulesets.loaded() } else { Ok(rulesets) }
        })?;
        let packs = session.packs().len();
        tracing::debug!(profiles = count, packs, elapsed = ?started.elapsed(), "准备完毕");
        Ok(session)
    }

    fn with(
        self,
        vouching: Vouching,
        rulesets: impl FnOnce(Installed) -> Result<Rulesets<Installed>, SetupError>,
    ) -> Result<Session, SetupError> {
        let Self { home, packs, isolation, .. } = self;
        let signature = vouching.policy();
        let packs = Installed::new(home.clone(), Store::new(packs, vouching, &isolation)?);
        let (limits, tables, today) = (Limits::default(), false, today());
        Ok(Session { rulesets: rulesets(packs)?, home, signature, limits, tables, today })
    }
}

/// The one profile that was named, or those of the installation with what it has lost.
fn chosen(
    mut profiles: Vec<Profile>,
    named: bool,
    packs: Installed,
) -> Result<Rulesets<Installed>, SetupError> {
    if named && let Some(profile) = profiles.pop() {
        return Ok(Rulesets::by(profile, packs));
    }
    if profiles.is_empty() {
        return Err(SetupError::NoProfiles(packs.home.rules));
    }
    let lost = profile::lost(&packs.home)?.into_iter().map(|lost| {
        let error = SetupError::LostProfile(lost.path.clone());
        (lost, error)
    });
    let lost = lost.collect();
    Ok(Rulesets::automatic(profiles, packs, lost))
}

/// The machine's clock.
struct Watch;

impl Clock for Watch {
    fn now(&self) -> Duration {
        static BEGAN: OnceLock<Instant> = OnceLock::new();
        BEGAN.get_or_init(Instant::now).elapsed()
    }
}

/// This program: its version, and the size and time of its file, since a version may be built more than once.
fn program() -> &'static str {
    static PROGRAM: OnceLock<String> = OnceLock::new();
    PROGRAM.get_or_init(|| {
        let about = std::env::current_exe().and_then(std::fs::metadata);
        let built = about.map(|about| {
            let time = about.modified().ok().and_then(|time| time.duration_since(UNIX_EPOCH).ok());
            format!("{} {time:?}", about.len())
        });
        format!("{} {}", env!("CARGO_PKG_VERSION"), built.unwrap_or_default())
    })
}

//! Packs with all their rules, and a profile resolved over them: what will run on a report.

use std::collections::{BTreeMap, HashMap};
use std::path::Path;
use std::sync::{Arc, Mutex, OnceLock, PoisonError};

use gouji_core::boundary::PackTable;
use gouji_core::card::{Card, Certainty, Scope, Severity};
use gouji_core::declared::{self, Declared, Scanner};
use gouji_core::form::Table;
use gouji_core::pack::Manifest;
use gouji_core::report::{Report, SettingDraft};
use gouji_core::verdict::{Notice, NoticeKind, PackKind, PackUsed};
use sha2::{Digest, Sha256};

use crate::about::{self, About};
use crate::batch::{available_jobs, in_order};
use crate::contents::{Content, Contents};
use crate::disagreements::disagreements;
use crate::home::Home;
use crate::isolate::{Code, Enforced, Isolated, Isolation};
use crate::load::{self, LoadError, Native};
use crate::lock::{Locked, Locks};
use crate::manifest::{hex, sha256};
use crate::nearest::{hint, listed, nearest};
use crate::plan::{Plan, Plans};
use crate::position::Position;
use crate::profile::{OptionSetting, Placed, Profile, ProfileError, RuleSettings, Setting, Waiver};
use crate::session::SetupError;
use crate::solve::Solver;
use crate::trust::{Trust, Vouching};
use crate::waivers::Waivers;

/// A pack as used: its library, its declared rules, or both.
pub struct Pack {
    pub id: String,
    pub title: String,
    pub version: String,
    pub kind: PackKind,
    /// Of the library; of all its rule files for a pack without one.
    pub sha256: String,
    /// Whom it comes from, as its files said before any of its code ran.
    pub trust: Trust,
    /// GB/T 2260 division code; empty for the nation.
    pub place: String,
    /// Years and levels that the whole pack is made for.
    pub scope: Scope,
    /// Coded rules in the order of the library's manifest, then the declared ones by file name.
    pub rules: Vec<PackRule>,
    /// What it was put together from.
    pub pieces: Pieces,
    pub(crate) code: Option<Code>,
    /// How many of the rules are coded.
    pub(crate) coded: usize,
    /// Of all its files that are not part of the binary: library, rules and dictionaries.
    pub(crate) digest: String,
}

/// The files that belong to a pack.
#[derive(Debug, Default, Clone, PartialEq, Eq)]
pub struct Pieces {
    /// The name of its library's file; `None` where it has none, or it is part of the program.
    pub library: Option<String>,
    /// Files of declared rules, `pack.toml` aside.
    pub rules: usize,
    pub dictionaries: usize,
    /// All of them stand in a list with their hashes: the pack's own, or that of the program it was released with.
    pub listed: bool,
}

impl Pieces {
    fn of(contents: &Contents, home: &Home) -> Result<Self, LoadError> {
        Ok(Self {
            library: contents.installed()?.map(|(_, installed)| installed.library),
            rules: contents.rules().filter(|(name, _)| *name != about::FILE).count(),
            dictionaries: contents.files.keys().filter(|path| contents.is_dictionary(path)).count(),
            listed: matches!(contents.listed(), Ok((Some(_), _)))
                || home.released.pack(&contents.id).is_some(),
        })
    }
}

pub struct PackRule {
    pub card: Card,
    /// `None` where the rule is coded in the pack's library.
    pub(crate) declared: Option<Declared>,
}

impl Pack {
    /// A library alone, without rules beside it.
    pub(crate) fn of_library(native: Native, kind: PackKind) -> Result<Self, LoadError> {
        let id = native.manifest.id.clone();
        let trust = if kind == PackKind::Builtin { Trust::Builtin } else { Trust::Unsigned };
        pack(&id, kind, trust, Some(native), DeclaredRules::default())
    }

    pub fn used(&self) -> PackUsed {
        PackUsed {
            id: self.id.clone(),
            version: self.version.clone(),
            rules: self.rules.len(),
            kind: self.kind,
            sha256: self.sha256.clone(),
            trust: self.trust.kind(),
            edited: self.trust.edited().to_vec(),
            signed_by: self.trust.signer().map(str::to_owned),
            isolated: self.enforced().is_some(),
        }
    }

    /// What its processes are kept from, where its code runs in processes of its own.
    pub fn enforced(&self) -> Option<Enforced> {
        self.code.as_ref().and_then(Code::isolated).map(Isolated::enforced)
    }

    /// Whether none of the pack's rules is for a report.
    pub(crate) fn excludes(&self, report: &Report) -> bool {
        self.is_elsewhere(report) || !self.scope.admits(report)
    }

    /// Why none of the pack's rules is for a report, in Chinese.
    pub(crate) fn exclusion(&self, report: &Report) -> Option<String> {
        match self.is_elsewhere(report) {
            true => Some(format!("只用于区划代码 {} 开头的机关", self.place)),
            false => self.scope.excludes(report),
        }
    }

    fn is_elsewhere(&self, report: &Report) -> bool {
        let division = report.agency.division;
        !self.place.is_empty() && !division.is_empty() && !division.starts_with(&self.place)
    }
}

/// The packs of a run, each loaded once.
#[derive(Default)]
pub(crate) struct Store {
    builtin: Vec<Native>,
    loaded: BTreeMap<String, Arc<Pack>>,
    /// The packs on the disk as they were read, for locks.
    read: BTreeMap<String, Locked>,
    locks: Locks,
    vouching: Vouching,
    isolation: Isolation,
}

impl Store {
    pub(crate) fn new(
        builtin: &[PackTable],
        vouching: Vouching,
        isolation: &Isolation,
    ) -> Result<Self, LoadError> {
        let builtin = builtin.iter().map(|table| load::builtin(*table)).collect::<Result<_, _>>()?;
        Ok(Self { builtin, vouching, isolation: isolation.clone(), ..Self::default() })
    }

    /// The pack with that id, loaded now unless it was before; `None` where the installation has none. A pack that is
    /// not as the locks beside `profiles` say is refused.
    pub(crate) fn get(
        &mut self,
        home: &Home,
        id: &str,
        profiles: &[&Path],
    ) -> Result<Option<Arc<Pack>>, LoadError> {
        let contents = match self.loaded.contains_key(id) {
            true => None,
            false => Contents::read(home, id)?,
        };
        if home.embedded.is_empty() {
            if let Some(contents) = &contents {
                self.read.insert(id.to_owned(), Locked::new(contents)?);
            }
            let now = self.read.get(id);
            profiles.iter().try_for_each(|profile| self.locks.enforce(profile, id, now))?;
        }
        if let Some(pack) = self.loaded.get(id) {
            return Ok(Some(Arc::clone(pack)));
        }
        let builtin = self.builtin.iter().position(|native| native.manifest.id == id);
        let Some(contents) = contents.or_else(|| builtin.map(|_| Contents::default())) else {
            return Ok(None);
        };
        // What is known of the pack before any of its code runs.
        let trust = match self.read.get(id) {
            Some(read) => {
                let released = home.released.pack(id);
                self.vouching.trust(&contents, &read.version, released, builtin.is_some())?
            }
            None => Trust::Builtin,
        };
        let (native, kind) = match builtin {
            Some(at) => (Some(self.builtin.swap_remove(at)), PackKind::Builtin),
            None => {
                let apart = self.isolation.takes(trust.is_trusted()).then_some(&self.isolation);
                (load::load(&contents, apart)?, PackKind::Plugin)
            }
        };
        if let Some(native) = &native {
            load::configure(native, &contents)?;
        }
        let declared = read_declared(home, id, &contents)?;
        let kind = if native.is_some() { kind } else { PackKind::Rules };
        if native.is_some() && declared.about.is_some() {
            let path = home.rules.join(id).join(about::FILE);
            return Err(LoadError::TwoAbouts { pack: id.to_owned(), path });
        }
        let (pieces, digest) = (Pieces::of(&contents, home)?, contents.digest());
        let pack = Arc::new(Pack { pieces, digest, ..pack(id, kind, trust, native, declared)? });
        self.loaded.insert(id.to_owned(), Arc::clone(&pack));
        Ok(Some(pack))
    }

    /// The ids of all packs that could be had.
    fn known(&self, home: &Home) -> Vec<String> {
        let mut known = home.pack_names();
        known.extend(self.builtin.iter().map(|native| native.manifest.id.clone()));
        known.extend(self.loaded.keys().cloned());
        known.sort_unstable();
        known.dedup();
        known
    }
}

/// The declared rules of a pack and the hash of their files.
#[derive(Default)]
struct DeclaredRules {
    /// What `pack.toml` says, where there is one.
    about: Option<About>,
    rules: Vec<Declared>,
    sha256: String,
}

/// Every rule file of `rules/<id>/`.
fn read_declared(home: &Home, id: &str, contents: &Contents) -> Result<DeclaredRules, LoadError> {
    let mut hash = Sha256::new();
    let about = contents.about()?;
    if let Some(about) = contents.of_rules(about::FILE) {
        hash.update(&about.bytes);
    }
    let files: Vec<&Content> =
        contents.rules().filter(|(name, _)| *name != about::FILE).map(|(_, content)| content).collect();
    if files.len() > RULES {
        let why = format!("规则文件有 {} 个，至多 {RULES} 个", files.len());
        return Err(LoadError::BadRule { pack: id.to_owned(), why });
    }
    let read = |file: &&Content| {
        let mut text = file.text()?.to_owned();
        let rule = parse(home, id, contents, &file.path, &mut text)?;
        Ok((rule, text))
    };
    let read_all = |files: &&[&Content]| files.iter().map(read).collect::<Result<Vec<_>, _>>();
    let portions: Vec<&[&Content]> = files.chunks(PORTION).collect();
    let mut results = Vec::with_capacity(portions.len());
    in_order(&portions, available_jobs().min(portions.len()), read_all, &mut |result| results.push(result));

    let mut rules = Vec::with_capacity(files.len());
    for result in results {
        for (rule, text) in result? {
            hash.update(text);
            rules.push(rule);
        }
    }
    Ok(DeclaredRules { about, rules, sha256: hex(&hash.finalize()) })
}

/// Declared rules of one pack.
const RULES: usize = 2_000;

/// Equations over one table that are solved together.
const EQUATIONS: usize = 200;

/// Files that one thread reads at a time. Parsing the rules is most of what a check of one small report takes.
const PORTION: usize = 32;

/// Parses a rule, and adds to its text the dictionaries that it takes words from.
/// The cards of a pack's declared rules, in the order of their files.
pub(crate) fn declared_cards(home: &Home, id: &str, contents: &Contents) -> Result<Vec<Card>, LoadError> {
    let declared = read_declared(home, id, contents)?;
    Ok(declared.rules.into_iter().map(|rule| rule.card).collect())
}

fn parse(
    home: &Home,
    pack: &str,
    contents: &Contents,
    path: &Path,
    text: &mut String,
) -> Result<Declared, LoadError> {
    let mut used = String::new();
    let file = |name: &str| format!("{pack}/dictionaries/{name}.tsv");
    let mut dictionary = |name: &str| {
        let words = contents.of_rules(&format!("dictionaries/{name}.tsv"));
        let words = words.ok_or_else(|| format!("没有词典 rules/{}", file(name)))?;
        let words = words.text().map_err(|error| error.to_string())?;
        used.push_str(words);
        Ok(words.to_owned())
    };
    let rule = declared::parse_with(text, &mut dictionary).map_err(|error| LoadError::BrokenRule {
        pack: pack.to_owned(),
        at: Position {
            path: error.dictionary.map_or_else(|| path.to_owned(), |name| home.rules.join(file(&name))),
            line: error.line as usize,
            column: error.column as usize,
        },
        why: error.message,
    })?;
    text.push_str(&used);
    Ok(rule)
}

fn pack(
    id: &str,
    kind: PackKind,
    trust: Trust,
    native: Option<Native>,
    declared: DeclaredRules,
) -> Result<Pack, LoadError> {
    let (code, manifest, sha256) = match native {
        Some(Native { code, manifest, sha256 }) => (Some(code), manifest, sha256),
        None => (None, said_by_file(declared.about.unwrap_or_default()), String::new()),
    };
    let or = |own: String, other: &str| if own.is_empty() { other.to_owned() } else { own };
    let coded = manifest.rules.len();
    let coded_rules = manifest.rules.into_iter().map(|card| PackRule { card, declared: None });
    let declared_rules = declared
        .rules
        .into_iter()
        .map(|declared| PackRule { card: declared.card.clone(), declared: Some(declared) });
    let pack = Pack {
        id: id.to_owned(),
        title: or(manifest.title, id),
        version: or(manifest.version, env!("CARGO_PKG_VERSION")),
        kind,
        trust,
        sha256: or(sha256, &declared.sha256),
        place: manifest.place,
        scope: Scope { years: manifest.years, levels: manifest.levels, ..Scope::default() },
        rules: coded_rules.chain(declared_rules).collect(),
        pieces: Pieces::default(),
        code,
        coded,
        digest: String::new(),
    };
    load::own_rules(id, pack.rules.iter().map(|rule| &rule.card))?;
    Ok(pack)
}

fn said_by_file(about: About) -> Manifest {
    let About { title, version, place, levels, years } = about;
    Manifest { title, version, place, levels, years, ..Manifest::default() }
}

/// Profiles over their packs: every rule that they have, and what they make of each.
pub struct Ruleset {
    /// All of them as one, named like the most particular.
    pub profile: Profile,
    /// The names of all, from general to particular.
    pub members: Vec<String>,
    /// What the user should know of how they were put together.
    pub notices: Vec<Notice>,
    pub packs: Vec<Arc<Pack>>,
    /// Pack by pack, in the order of the packs' rules.
    pub rules: Vec<Active>,
    /// Options of rules that the profile sets, for the report's buffer.
    pub settings: Vec<SettingDraft>,
    pub(crate) waivers: Waivers,
    by_code: HashMap<String, usize>,
    /// Rules that are for bodies of some names only.
    pub(crate) named: Vec<usize>,
    /// The words of all declared rules, of [`Ruleset::rules`].
    pub(crate) scanner: Scanner,
    /// By the equations in it, of [`Ruleset::rules`]: which ones apply differs from report to report, but not much.
    solvers: Mutex<Vec<(Vec<usize>, Arc<Solver>)>>,
    plans: Plans,
    /// See [`Ruleset::digest`].
    digest: OnceLock<String>,
}

/// How many solvers are kept. Years, levels and places make far fewer combinations.
const SOLVERS: usize = 32;

/// A rule under a profile.
#[derive(Debug, Clone)]
pub struct Active {
    /// Of [`Ruleset::packs`].
    pub pack: usize,
    /// Of [`Pack::rules`].
    pub rule: usize,
    /// `None` where the profile switches it off.
    pub severity: Option<Severity>,
    /// Rules that take its place where they apply, of [`Ruleset::rules`].
    pub(crate) replaced_by: Vec<usize>,
}

impl Ruleset {
    /// Loads what profiles need, from general to particular and at least one, and puts them together.
    pub(crate) fn resolve(members: &[&Profile], home: &Home, store: &mut Store) -> Result<Self, SetupError> {
        let profile = Profile::of_all(members).ok_or_else(|| SetupError::NoProfiles(home.rules.clone()))?;
        let mut packs = Vec::with_capacity(profile.packs.len());
        for named in &profile.packs {
            let Some(pack) = store.get(home, &named.value, &[&profile.path, &named.at.path])? else {
                let known = store.known(home);
                let nearest = nearest(&named.value, known.iter().map(String::as_str));
                return Err(LoadError::Unknown { pack: named.clone(), nearest, known }.into());
            };
            packs.push(pack);
        }
        let mut ruleset = Self {
            profile,
            members: members.iter().map(|member| member.name.clone()).collect(),
            notices: Vec::new(),
            packs,
            rules: Vec::new(),
            settings: Vec::new(),
            waivers: Waivers::default(),
            by_code: HashMap::new(),
            named: Vec::new(),
            scanner: Scanner::default(),
            solvers: Mutex::default(),
            plans: Plans::default(),
            digest: OnceLock::new(),
        };
        ruleset.collect()?;
        ruleset.limit_equations()?;
        ruleset.scanner = Scanner::new(ruleset.rules.iter().map(|rule| ruleset.body(rule).declared.as_ref()));
        ruleset.apply_settings()?;
        ruleset.apply_waivers()?;
        ruleset.notices = disagreements(&ruleset, members);
        ruleset.apply_replacements()?;
        Ok(ruleset)
    }

    /// What a result by these rules depends on: the packs with all their files, and what the profile makes of them. It is
    /// the same wherever the installation is.
    pub fn digest(&self) -> &str {
        self.digest.get_or_init(|| {
            let packs =
                self.packs.iter().map(|pack| format!("{} {} {}\n", pack.id, pack.version, pack.digest));
            let packs: String = packs.collect();
            let Self { members, rules, settings, .. } = self;
            sha256(format!("{}\n{packs}{rules:?}\n{settings:?}", members.join(" ")).as_bytes())
        })
    }

    pub fn card(&self, rule: &Active) -> &Card {
        &self.body(rule).card
    }

    pub(crate) fn body(&self, rule: &Active) -> &PackRule {
        &self.packs[rule.pack].rules[rule.rule]
    }

    /// The rule with a code, of [`Ruleset::rules`].
    pub(crate) fn by_code(&self, code: &str) -> Option<usize> {
        self.by_code.get(code).copied()
    }

    /// Which rules run on a report.
    pub(crate) fn plan(&self, report: &Report) -> Arc<Plan> {
        self.plans.get(self, report)
    }

    /// The solver of these equations, of [`Ruleset::rules`].
    pub(crate) fn solver(&self, equations: &[usize]) -> Arc<Solver> {
        let mut solvers = self.solvers.lock().unwrap_or_else(PoisonError::into_inner);
        if let Some((_, solver)) = solvers.iter().find(|(of, _)| of == equations) {
            return Arc::clone(solver);
        }
        let rules = equations.iter().filter_map(|&at| self.body(&self.rules[at]).declared.as_ref());
        let solver = Arc::new(Solver::new(rules));
        if solvers.len() == SOLVERS {
            solvers.remove(0);
        }
        solvers.push((equations.to_vec(), Arc::clone(&solver)));
        solver
    }

    fn collect(&mut self) -> Result<(), LoadError> {
        for (pack_at, pack) in self.packs.iter().enumerate() {
            for (rule_at, rule) in pack.rules.iter().enumerate() {
                let code = &rule.card.code;
                if let Some(earlier) = self.by_code.insert(code.clone(), self.rules.len()) {
                    let other = self.packs[self.rules[earlier].pack].id.clone();
                    return Err(LoadError::CodeTaken { pack: pack.id.clone(), other, code: code.clone() });
                }
                if !rule.card.scope.agencies.is_empty() {
                    self.named.push(self.rules.len());
                }
                let severity = Some(at_most_what_is_certain(rule.card.severity, rule.card.certainty));
                self.rules.push(Active { pack: pack_at, rule: rule_at, severity, replaced_by: Vec::new() });
            }
        }
        Ok(())
    }

    /// Refuses more equations than can be solved together in time.
    fn limit_equations(&self) -> Result<(), LoadError> {
        let mut count: BTreeMap<Table, usize> = BTreeMap::new();
        for rule in &self.rules {
            let declared = self.body(rule).declared.as_ref();
            let Some(equation) = declared.and_then(Declared::equality) else { continue };
            for table in equation.tables() {
                let count = count.entry(table).or_default();
                *count += 1;
                if *count > EQUATIONS {
                    let why = format!("{}的等式（连同别的规则包的）超过 {EQUATIONS} 条", table.title());
                    return Err(LoadError::BadRule { pack: self.packs[rule.pack].id.clone(), why });
                }
            }
        }
        Ok(())
    }

    /// The levels and options that the profile sets; of two that say something of the same rule, the later stands.
    fn apply_settings(&mut self) -> Result<(), ProfileError> {
        let mut set: Vec<(usize, &RuleSettings)> = Vec::new();
        let mut levels: BTreeMap<usize, Option<Severity>> = BTreeMap::new();
        let mut options: BTreeMap<(usize, String), i64> = BTreeMap::new();
        for settings in &self.profile.rules {
            let Placed { value: key, at } = &settings.rule;
            let wrong = |why: String| ProfileError::Wrong { at: at.clone(), why };
            let index = self.named(&settings.rule)?;
            let same = |(other, earlier): &&(usize, &RuleSettings)| {
                *other == index && earlier.rule.at.path == at.path
            };
            if let Some((_, earlier)) = set.iter().find(same) {
                let earlier = &earlier.rule.value;
                return Err(wrong(format!("“{key}”与“{earlier}”是同一条规则，只能写一次")));
            }
            set.push((index, settings));
            let card = self.card(&self.rules[index]);
            match settings.level {
                None => {}
                Some(Setting::Off) => drop(levels.insert(index, None)),
                Some(Setting::Level(Severity::Error)) if card.certainty == Certainty::Possible => {
                    return Err(wrong(format!("“{key}”只是可能有误的规则，不能升为 error，最高为 warning")));
                }
                Some(Setting::Level(severity)) => drop(levels.insert(index, Some(severity))),
            }
            for option in &settings.options {
                let value = option_value(card, option)?;
                options.insert((index, option.key.value.clone()), value);
            }
        }
        for (index, severity) in levels {
            self.rules[index].severity = severity;
        }
        let code = |index: usize| self.card(&self.rules[index]).code.clone();
        self.settings = options
            .into_iter()
            .map(|((index, key), value)| SettingDraft { rule: code(index), key, value })
            .collect();
        Ok(())
    }

    fn apply_waivers(&mut self) -> Result<(), ProfileError> {
        let resolve = |waiver: &Waiver| {
            let rule = waiver.rule.as_ref().map(|rule| self.named(rule)).transpose()?;
            let rule = rule.map(|rule| self.card(&self.rules[rule]).code.clone());
            Ok((waiver.clone(), rule))
        };
        let waivers = self.profile.waivers.iter().map(resolve).collect::<Result<Vec<_>, ProfileError>>()?;
        self.waivers = Waivers::new(waivers);
        Ok(())
    }

    /// The rule of that code or name, of [`Ruleset::rules`].
    pub(crate) fn named(&self, rule: &Placed<String>) -> Result<usize, ProfileError> {
        let key = rule.value.as_str();
        let name = |at: &usize| self.card(&self.rules[*at]).name.as_str();
        let found = self.by_code(key).or_else(|| (0..self.rules.len()).find(|at| name(at) == key));
        found.ok_or_else(|| {
            let cards = self.rules.iter().map(|rule| self.card(rule));
            let known = cards.flat_map(|card| [card.code.as_str(), card.name.as_str()]);
            let hint = hint(nearest(key, known).as_deref());
            let why = format!("所用的规则包里没有代码或名称为“{key}”的规则{hint}");
            ProfileError::Wrong { at: rule.at.clone(), why }
        })
    }

    /// A rule gives way to one of its own pack; to one of another pack where a profile that names that pack says so, and
    /// its own pack is not more trusted.
    fn apply_replacements(&mut self) -> Result<(), ProfileError> {
        let mut allowed: Vec<(usize, &[String])> = Vec::new();
        for replaces in &self.profile.replaces {
            allowed.push((self.named(&replaces.rule)?, &replaces.by));
        }
        let (mut replacements, mut notices) = (Vec::new(), Vec::new());
        for by in 0..self.rules.len() {
            let replaced = self.card(&self.rules[by]).replaces.iter().filter_map(|code| self.by_code(code));
            for replaced in replaced.filter(|replaced| *replaced != by) {
                let [pack, other] = [by, replaced].map(|at| &self.packs[self.rules[at].pack]);
                let permits =
                    |(rule, packs): &(usize, &[String])| *rule == replaced && packs.contains(&pack.id);
                if pack.id == other.id {
                    replacements.push((replaced, by));
                } else if !allowed.iter().any(permits) {
                    notices.push(self.not_replaced(by, replaced, "用它的配置没有写 replaces"));
                } else if other.trust.is_trusted() && !pack.trust.is_trusted() {
                    notices.push(self.not_replaced(by, replaced, "它没有可信的签名"));
                } else {
                    replacements.push((replaced, by));
                }
            }
        }
        for (replaced, by) in replacements {
            self.rules[replaced].replaced_by.push(by);
        }
        self.notices.extend(notices);
        Ok(())
    }

    fn not_replaced(&self, by: usize, replaced: usize, why: &str) -> Notice {
        let [(pack, rule), (other, wider)] = [by, replaced].map(|at| {
            let rule = &self.rules[at];
            (&self.packs[rule.pack].id, &self.card(rule).code)
        });
        let message = format!("规则包“{pack}”的 {rule} 要代替“{other}”的 {wider}，{why}：没有代替，两条都查");
        Notice { kind: NoticeKind::NotReplaced, message }
    }
}

/// A possible error is not an error.
pub(crate) fn at_most_what_is_certain(severity: Severity, certainty: Certainty) -> Severity {
    if certainty == Certainty::Possible { severity.min(Severity::Warning) } else { severity }
}

/// The value that a profile gives an option, if the rule has that option and the value is one for it.
fn option_value(card: &Card, option: &OptionSetting) -> Result<i64, ProfileError> {
    let Placed { value: key, at } = &option.key;
    let keys: Vec<&str> = card.options.iter().map(|option| option.key.as_str()).collect();
    let Some(declared) = card.options.iter().find(|declared| declared.key == *key) else {
        let hint = hint(nearest(key, keys.iter().copied().chain(["level"])).as_deref());
        let known = match keys.is_empty() {
            true => "这条规则没有选项，只能写 level".to_owned(),
            false => format!("可用的键：level、{}", listed(keys)),
        };
        let why = format!("规则 {} 没有“{key}”这个选项{hint}；{known}", card.code);
        return Err(ProfileError::Wrong { at: at.clone(), why });
    };
    option.value.value.ok_or_else(|| {
        let why = format!("{key} 应为整数，如 {key} = {}（{}）", declared.default, declared.says);
        ProfileError::Wrong { at: option.value.at.clone(), why }
    })
}

//! A profile resolved over its packs: what will run on a report.

use std::collections::{BTreeMap, HashMap};
use std::sync::{Arc, Mutex, OnceLock, PoisonError};

use gouji_core::card::{Card, Certainty, Severity};
use gouji_core::declared::{Declared, Scanner};
use gouji_core::form::Table;
use gouji_core::report::{Report, SettingDraft};
use gouji_core::verdict::{Notice, NoticeKind};

use crate::disagreements::disagreements;
use crate::hash::sha256;
use crate::nearest::{hint, listed, nearest};
use crate::pack::{Pack, PackError, PackRule};
use crate::plan::{Plan, Plans};
use crate::position::{Placed, Wrong};
use crate::profile::{OptionSetting, Profile, RuleSettings, Setting, Waiver};
use crate::solve::Solver;
use crate::waivers::Waivers;

/// Equations over one table that are solved together.
const EQUATIONS: usize = 200;

/// Why profiles and packs do not go together.
#[derive(Debug, thiserror::Error)]
pub enum RulesError {
    #[error(transparent)]
    Pack(#[from] PackError),
    /// In a profile.
    #[error(transparent)]
    Wrong(#[from] Wrong),
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
    pub waivers: Waivers,
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
    /// Puts `members`, from general to particular and as one `profile`, together with the packs that it names.
    pub fn new(profile: Profile, members: &[&Profile], packs: Vec<Arc<Pack>>) -> Result<Self, RulesError> {
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

    fn collect(&mut self) -> Result<(), PackError> {
        for (pack_at, pack) in self.packs.iter().enumerate() {
            for (rule_at, rule) in pack.rules.iter().enumerate() {
                let code = &rule.card.code;
                if let Some(earlier) = self.by_code.insert(code.clone(), self.rules.len()) {
                    let other = self.packs[self.rules[earlier].pack].id.clone();
                    return Err(PackError::CodeTaken { pack: pack.id.clone(), other, code: code.clone() });
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
    fn limit_equations(&self) -> Result<(), PackError> {
        let mut count: BTreeMap<Table, usize> = BTreeMap::new();
        for rule in &self.rules {
            let declared = self.body(rule).declared.as_ref();
            let Some(equation) = declared.and_then(Declared::equality) else { continue };
            for table in equation.tables() {
                let count = count.entry(table).or_default();
                *count += 1;
                if *count > EQUATIONS {
                    let why = format!("{}的等式（连同别的规则包的）超过 {EQUATIONS} 条", table.title());
                    return Err(PackError::BadRule { pack: self.packs[rule.pack].id.clone(), why });
                }
            }
        }
        Ok(())
    }

    /// The levels and options that the profile sets; of two that say something of the same rule, the later stands.
    fn apply_settings(&mut self) -> Result<(), Wrong> {
        let mut set: Vec<(usize, &RuleSettings)> = Vec::new();
        let mut levels: BTreeMap<usize, Option<Severity>> = BTreeMap::new();
        let mut options: BTreeMap<(usize, String), i64> = BTreeMap::new();
        for settings in &self.profile.rules {
            let Placed { value: key, at } = &settings.rule;
            let wrong = |why: String| Wrong { at: at.clone(), why };
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

    fn apply_waivers(&mut self) -> Result<(), Wrong> {
        let resolve = |waiver: &Waiver| {
            let rule = waiver.rule.as_ref().map(|rule| self.named(rule)).transpose()?;
            let rule = rule.map(|rule| self.card(&self.rules[rule]).code.clone());
            Ok((waiver.clone(), rule))
        };
        let waivers = self.profile.waivers.iter().map(resolve).collect::<Result<Vec<_>, Wrong>>()?;
        self.waivers = Waivers::new(waivers);
        Ok(())
    }

    /// The rule of that code or name, of [`Ruleset::rules`].
    pub(crate) fn named(&self, rule: &Placed<String>) -> Result<usize, Wrong> {
        let key = rule.value.as_str();
        let name = |at: &usize| self.card(&self.rules[*at]).name.as_str();
        let found = self.by_code(key).or_else(|| (0..self.rules.len()).find(|at| name(at) == key));
        found.ok_or_else(|| {
            let cards = self.rules.iter().map(|rule| self.card(rule));
            let known = cards.flat_map(|card| [card.code.as_str(), card.name.as_str()]);
            let hint = hint(nearest(key, known).as_deref());
            let why = format!("所用的规则包里没有代码或名称为“{key}”的规则{hint}");
            Wrong { at: rule.at.clone(), why }
        })
    }

    /// A rule gives way to one of its own pack; to one of another pack where a profile that names that pack says so, and
    /// its own pack is not more trusted.
    fn apply_replacements(&mut self) -> Result<(), Wrong> {
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
fn option_value(card: &Card, option: &OptionSetting) -> Result<i64, Wrong> {
    let Placed { value: key, at } = &option.key;
    let keys: Vec<&str> = card.options.iter().map(|option| option.key.as_str()).collect();
    let Some(declared) = card.options.iter().find(|declared| declared.key == *key) else {
        let hint = hint(nearest(key, keys.iter().copied().chain(["level"])).as_deref());
        let known = match keys.is_empty() {
            true => "这条规则没有选项，只能写 level".to_owned(),
            false => format!("可用的键：level、{}", listed(keys)),
        };
        let why = format!("规则 {} 没有“{key}”这个选项{hint}；{known}", card.code);
        return Err(Wrong { at: at.clone(), why });
    };
    option.value.value.ok_or_else(|| {
        let why = format!("{key} 应为整数，如 {key} = {}（{}）", declared.default, declared.says);
        Wrong { at: option.value.at.clone(), why }
    })
}

//! The packs of an installation, each put together once: library, declared rules, dictionaries.

use std::collections::BTreeMap;
use std::path::Path;
use std::sync::{Arc, Mutex, PoisonError};

use gouji_check::about;
use gouji_check::hash::hex;
use gouji_check::pack::{DeclaredRules, Pack, PackError, Pieces, RULES, Said, parse_rule};
use gouji_check::rulesets::Packs;
use gouji_check::trust::Trust;
use gouji_core::boundary::PackTable;
use gouji_core::card::Card;
use gouji_core::declared::Declared;
use gouji_core::verdict::PackKind;
use sha2::{Digest, Sha256};

use crate::batch::{available_jobs, in_order};
use crate::contents::{Content, Contents};
use crate::home::Home;
use crate::isolate::Isolation;
use crate::load::{self, LoadError};
use crate::lock::{Locked, Locks};
use crate::session::SetupError;
use crate::trust::Vouching;

/// The packs of an installation, for all threads of a run.
pub(crate) struct Installed {
    pub(crate) home: Home,
    store: Mutex<Store>,
}

impl Installed {
    pub(crate) fn new(home: Home, store: Store) -> Self {
        Self { home, store: Mutex::new(store) }
    }
}

impl Packs for Installed {
    type Error = SetupError;

    fn pack(&self, id: &str, profiles: &[&Path]) -> Result<Option<Arc<Pack>>, SetupError> {
        let mut store = self.store.lock().unwrap_or_else(PoisonError::into_inner);
        Ok(store.get(&self.home, id, profiles)?)
    }

    fn known(&self) -> Vec<String> {
        self.store.lock().unwrap_or_else(PoisonError::into_inner).known(&self.home)
    }

    /// What their files say, nothing of them is run.
    fn of_places(&self, named: &dyn Fn(&str) -> bool) -> Vec<(String, String)> {
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
}

/// The packs of a run, each loaded once.
#[derive(Default)]
pub(crate) struct Store {
    builtin: Vec<Said>,
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
        let builtin = self.builtin.iter().position(|said| said.manifest.id == id);
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
        let (said, kind) = match builtin {
            Some(at) => (Some(self.builtin.swap_remove(at)), PackKind::Builtin),
            None => {
                let apart = self.isolation.takes(trust.is_trusted()).then_some(&self.isolation);
                (load::load(&contents, apart)?, PackKind::Plugin)
            }
        };
        if let Some(said) = &said {
            load::configure(said, &contents)?;
        }
        let declared = read_declared(home, id, &contents)?;
        let kind = if said.is_some() { kind } else { PackKind::Rules };
        if said.is_some() && declared.about.is_some() {
            let path = home.rules.join(id).join(about::FILE);
            return Err(LoadError::TwoAbouts { pack: id.to_owned(), path });
        }
        let (pieces, digest) = (pieces(&contents, home)?, contents.digest());
        let pack = Arc::new(Pack { pieces, digest, trust, ..Pack::new(id, kind, said, declared)? });
        self.loaded.insert(id.to_owned(), Arc::clone(&pack));
        Ok(Some(pack))
    }

    /// The ids of all packs that could be had.
    fn known(&self, home: &Home) -> Vec<String> {
        let mut known = home.pack_names();
        known.extend(self.builtin.iter().map(|said| said.manifest.id.clone()));
        known.extend(self.loaded.keys().cloned());
        known.sort_unstable();
        known.dedup();
        known
    }
}

/// A library alone, without rules beside it.
pub(crate) fn of_library(said: Said, kind: PackKind) -> Result<Pack, LoadError> {
    let id = said.manifest.id.clone();
    let trust = if kind == PackKind::Builtin { Trust::Builtin } else { Trust::Unsigned };
    Ok(Pack { trust, ..Pack::new(&id, kind, Some(said), DeclaredRules::default())? })
}

/// Which files a pack was put together from.
fn pieces(contents: &Contents, home: &Home) -> Result<Pieces, LoadError> {
    Ok(Pieces {
        library: contents.installed()?.map(|(_, installed)| installed.library),
        rules: contents.rules().filter(|(name, _)| *name != about::FILE).count(),
        dictionaries: contents.files.keys().filter(|path| contents.is_dictionary(path)).count(),
        listed: matches!(contents.listed(), Ok((Some(_), _))) || home.released.pack(&contents.id).is_some(),
    })
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
        return Err(PackError::BadRule { pack: id.to_owned(), why }.into());
    }
    let read = |file: &&Content| {
        let mut text = file.text()?.to_owned();
        let rule = parse(home, id, contents, &file.path, &mut text)?;
        Ok::<_, LoadError>((rule, text))
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

/// Files that one thread reads at a time. Parsing the rules is most of what a check of one small report takes.
const PORTION: usize = 32;

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
) -> Result<Declared, PackError> {
    let file = |name: &str| format!("{pack}/dictionaries/{name}.tsv");
    let words = |name: &str| {
        let words = contents.of_rules(&format!("dictionaries/{name}.tsv"));
        let words = words.ok_or_else(|| format!("没有词典 rules/{}", file(name)))?;
        words.text().map(str::to_owned).map_err(|error| error.to_string())
    };
    parse_rule(pack, path, text, &words, &|name| home.rules.join(file(name)))
}

//! What is most likely not meant in the rules of a pack, and what stands in the way of the packs that are installed: for
//! those who write packs. Nothing of a pack is run.

use std::collections::BTreeMap;
use std::path::{Path, PathBuf};

use gouji_core::card::Scope;
use gouji_core::declared::lint::{self, Lint};
use gouji_core::declared::{self, Kind};

use crate::contents::{Content, Contents};
use crate::home::Home;
use crate::load::LoadError;
use crate::manifest::Installed;

/// A lint, and the file that it is in.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct FileLint {
    pub path: PathBuf,
    pub lint: Lint,
}

/// A rule of an installed pack.
pub(crate) struct Known {
    pub(crate) pack: String,
    pub(crate) code: String,
    name: String,
}

/// Looks over the declared rules and dictionaries of the pack with that id; files that cannot be read say so when the pack
/// is loaded. `installed` is where it is going to be used.
pub fn lint(home: &Home, id: &str, installed: Option<&Home>) -> Result<Vec<FileLint>, LoadError> {
    let Some(contents) = Contents::read(home, id)? else { return Ok(Vec::new()) };
    let known = installed.map_or_else(Vec::new, |installed| known(installed, id));
    let pack =
        contents.about()?.map(|about| Scope { years: about.years, levels: about.levels, ..Scope::default() });
    let mut lints = Vec::new();
    let mut replaces: BTreeMap<String, bool> = BTreeMap::new();
    for (name, content) in contents.rules() {
        let Ok(text) = content.text() else { continue };
        let mut dictionary = |name: &str| {
            let file = contents.of_rules(&format!("dictionaries/{name}.tsv"));
            let text = file.and_then(|file| file.text().ok()).ok_or_else(String::new)?;
            replaces.entry(name.to_owned()).or_default();
            Ok(text.to_owned())
        };
        if name == gouji_check::about::FILE {
            continue;
        }
        let Ok(rule) = declared::parse_with(text, &mut dictionary) else { continue };
        let dictionaries = replaces.iter_mut().filter(|(name, _)| text.contains(&format!("\"{name}\"")));
        if let Kind::Wording(wording) = &rule.kind
            && wording.message.is_empty()
        {
            dictionaries.for_each(|(_, replaces)| *replaces = true);
        }
        let mut found = lint::lint(text, &rule);
        found.extend(pack.as_ref().and_then(|pack| beside(text, pack, &rule.card.scope)));
        found.extend(known.iter().filter_map(|known| taken(text, known, &rule.card.code, &rule.card.name)));
        lints.extend(found.into_iter().map(|lint| FileLint { path: content.path.clone(), lint }));
    }
    for (name, replaces) in replaces {
        let file = contents.of_rules(&format!("dictionaries/{name}.tsv"));
        let Some((file, Ok(text))) = file.map(|file| (file, Content::text(file))) else { continue };
        let found = lint::lint_dictionary(text, replaces).into_iter();
        lints.extend(found.map(|lint| FileLint { path: file.path.clone(), lint }));
    }
    Ok(lints)
}

/// A rule that its own pack keeps from every report.
fn beside(text: &str, pack: &Scope, rule: &Scope) -> Option<Lint> {
    if let (Some((from, to)), Some((first, last))) = (pack.years, rule.years)
        && (to < first || last < from)
    {
        let said = format!(
            "规则包只用于 {from}—{to} 年度，这条规则只用于 {first}—{last}，一份报告也不会查：请改 years，或者 pack.toml 里的 years"
        );
        return Some(at_key(text, "years", said));
    }
    let apart = !pack.levels.is_empty()
        && !rule.levels.is_empty()
        && !rule.levels.iter().any(|level| pack.levels.contains(level));
    apart.then(|| {
        at_key(
            text,
            "levels",
            "规则包不用于这些层级，一份报告也不会查：请改 levels，或者 pack.toml 里的 levels".to_owned(),
        )
    })
}

/// A code or name that another installed pack has.
fn taken(text: &str, known: &Known, code: &str, name: &str) -> Option<Lint> {
    if known.code == code {
        let said =
            format!("代码 {code} 已由安装的规则包“{}”使用，两个不能同时载入：请用自己的前缀", known.pack);
        return Some(at_key(text, "code", said));
    }
    (known.name == name)
        .then(|| at_key(text, "name", format!("名称 {name} 已由安装的规则包“{}”使用，请换一个", known.pack)))
}

fn at_key(text: &str, key: &str, message: String) -> Lint {
    let assigned = |line: &&str| {
        line.trim_start().strip_prefix(key).is_some_and(|rest| rest.trim_start().starts_with('='))
    };
    let line = text.lines().position(|line| assigned(&line)).unwrap_or(0);
    let column = text.lines().nth(line).and_then(|line| line.find('=')).map_or(1, |at| at as u32 + 3);
    Lint { line: line as u32 + 1, column, message }
}

/// The rules of all installed packs but the one with that id, from their files alone.
pub(crate) fn known(home: &Home, but: &str) -> Vec<Known> {
    let mut known = Vec::new();
    for id in home.pack_names().into_iter().filter(|id| id != but) {
        let manifest = Installed::read(&home.packs.join(&id)).ok().flatten();
        let coded = manifest.into_iter().flat_map(|manifest| manifest.rules);
        known.extend(coded.map(|rule| Known { pack: id.clone(), code: rule.code, name: rule.name }));
        for path in home.list(&id).ok().flatten().unwrap_or_default() {
            if Path::new(&path).file_name().is_some_and(|name| name == gouji_check::about::FILE) {
                continue;
            }
            let table = home.read(&path).ok().and_then(|text| text.parse::<toml::Table>().ok());
            let string = |key: &str| Some(table.as_ref()?.get(key)?.as_str()?.to_owned());
            if let (Some(code), Some(name)) = (string("code"), string("name")) {
                known.push(Known { pack: id.clone(), code, name });
            }
        }
    }
    known
}

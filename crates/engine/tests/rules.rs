//! Every declared rule of `rules/` is a rule: it parses, keeps its card's word, and has a code of its own.

use std::collections::BTreeMap;
use std::fs;
use std::path::{Path, PathBuf};

use gouji_core::declared::{self, Declared, Kind};
use gouji_core::rule::prove;

/// The rule files with the name of their pack, in order.
fn files() -> Vec<(String, PathBuf)> {
    let rules = Path::new(env!("CARGO_MANIFEST_DIR")).join("../../rules");
    let list = |folder: &Path| {
        let mut paths: Vec<PathBuf> =
            fs::read_dir(folder).unwrap().map(|entry| entry.unwrap().path()).collect();
        paths.sort();
        paths
    };
    list(&rules)
        .iter()
        .filter(|path| path.is_dir())
        .flat_map(|folder| {
            let pack = folder.file_name().unwrap().to_str().unwrap().to_owned();
            list(folder).into_iter().map(move |path| (pack.clone(), path))
        })
        .filter(|(_, path)| path.extension().is_some_and(|extension| extension == "toml"))
        .filter(|(_, path)| path.file_name().is_some_and(|name| name != "pack.toml"))
        .collect()
}

fn rules() -> Vec<(String, PathBuf, Declared)> {
    let parse = |(pack, path): (String, PathBuf)| {
        let dictionaries = path.with_file_name("dictionaries");
        let mut dictionary = |name: &str| {
            fs::read_to_string(dictionaries.join(format!("{name}.tsv"))).map_err(|cause| cause.to_string())
        };
        let rule = declared::parse_with(&fs::read_to_string(&path).unwrap(), &mut dictionary);
        let rule = rule.unwrap_or_else(|error| panic!("{}: {error}", path.display()));
        (pack, path, rule)
    };
    files().into_iter().map(parse).collect()
}

#[test]
fn every_declared_rule_keeps_its_card() {
    let faults: Vec<String> = rules().iter().flat_map(|(_, _, rule)| prove(rule)).collect();
    assert!(faults.is_empty(), "\n{}", faults.join("\n\n"));
}

#[test]
fn codes_and_names_are_unique_and_say_where_the_rule_is() {
    let mut codes = BTreeMap::new();
    for (pack, path, rule) in rules() {
        let (of, defect) = rule.card.name.split_once('/').unwrap();
        assert_eq!(of, pack, "{}", path.display());
        assert_eq!(path.file_stem().unwrap(), defect, "the file is named like its rule");
        let before = codes.insert(rule.card.code.clone(), path.clone());
        assert_eq!(before, None, "{} is the code of two rules", rule.card.code);
    }
}

/// What a report need not mention is no error when it is missing, and evidence always tells where it comes from.
#[test]
fn evidence_is_never_an_error() {
    for (_, path, rule) in rules() {
        if matches!(rule.kind, Kind::Mentions(_)) {
            let card = &rule.card;
            assert!(card.severity < gouji_core::card::Severity::Error, "{}", path.display());
            assert!(card.certainty < gouji_core::card::Certainty::Certain, "{}", path.display());
            assert!(!card.source.is_empty(), "{} has no source", path.display());
        }
    }
}

//! An installation that has lost something that the program was released with: whatever it is, no report that needs it
//! passes.

mod support;

use std::fs;

use gouji_core::verdict::Verdict;
use gouji_engine::manifest::sha256;
use gouji_engine::released::{Released, ReleasedCode, ReleasedPack};
use gouji_engine::trust::Trust;
use gouji_engine::{Home, Input, Session, SetupError};
use support::{Installation, Page, TOTALS, library_name, odd_library};

const NATIONAL: &str = "packs = ['odd']\n";
const COUNTY: &str = "packs = ['odd', 'county']\n[applies]\nplaces = ['99']\nagencies = ['白云县']\n";

fn leaked<T>(value: T) -> &'static T {
    Box::leak(Box::new(value))
}

/// The program was released with the packs `odd`, of a library, a rule and a dictionary, and `county`, of a rule; and
/// with a profile for the nation and one for a county.
struct Place {
    installation: Installation,
    released: &'static Released,
}

impl Place {
    fn new(code: fn(&'static str) -> ReleasedCode) -> Self {
        let installation = Installation::empty();
        let library = odd_library(b'.');
        installation.install("odd", &library);
        let rule =
            |pack: &str, code: &str| TOTALS.replace("T3-01", code).replace("national/", &format!("{pack}/"));
        let files = [
            ("odd/more.toml", rule("odd", "ODD-03")),
            ("odd/dictionaries/words.tsv", "甲\n".to_owned()),
            ("county/totals.toml", rule("county", "C-01")),
            ("national.toml", NATIONAL.to_owned()),
            ("county.toml", COUNTY.to_owned()),
        ];
        for (path, text) in &files {
            installation.rule(path, text);
        }
        let listed = |at: usize| {
            let (path, text) = &files[at];
            (leaked(format!("rules/{path}")).as_str(), leaked(sha256(text.as_bytes())).as_str())
        };
        let packs = vec![
            ReleasedPack {
                id: "odd",
                code: code(leaked(sha256(&library))),
                files: leaked([listed(0), listed(1)]),
            },
            ReleasedPack { id: "county", code: ReleasedCode::None, files: leaked([listed(2)]) },
        ];
        let profiles = &[("national", NATIONAL), ("county", COUNTY)];
        let released = leaked(Released { packs: leaked(packs), profiles });
        Self { installation, released }
    }

    fn home(&self) -> Home {
        Home { released: self.released, ..self.installation.home() }
    }

    fn session(&self) -> Session {
        Session::of(self.home()).on_demand().open().unwrap()
    }

    /// What is said of a report of an agency that could not be checked; `None` where it was.
    fn check(&self, agency: &'static str) -> Option<String> {
        let page = Page { agency, ..Page::CLEAN };
        let checked = self.session().check(&Input::Stdin(page.text().into_bytes()), None);
        match checked.rules.checked {
            1.. => None,
            0 => {
                assert_eq!(checked.verdict, Verdict::Incomplete, "{checked:?}");
                Some(self.installation.anonymous(&checked.trouble[0].message))
            }
        }
    }
}

const COUNTRY: &str = "青石县人民政府";
const CLOUDS: &str = "白云县人民政府";

/// What is said of reports of both places after a change.
#[track_caller]
fn lost(change: impl Fn(&Installation), country: Option<&str>, clouds: Option<&str>) {
    for code in [|_| ReleasedCode::Any, ReleasedCode::Sha256 as fn(&'static str) -> ReleasedCode] {
        let place = Place::new(code);
        assert_eq!((place.check(COUNTRY), place.check(CLOUDS)), (None, None));
        change(&place.installation);
        for (agency, expected) in [(COUNTRY, country), (CLOUDS, clouds)] {
            let said = place.check(agency);
            match (&said, expected) {
                (None, None) => {}
                (Some(said), Some(words)) if said.contains(words) => {}
                _ => panic!("{agency}: {said:?}, not {expected:?}"),
            }
        }
    }
}

#[test]
fn whatever_is_lost_is_missed() {
    let remove = |path: &'static str| move |i: &Installation| fs::remove_dir_all(i.path(path)).unwrap();
    let delete = |path: &'static str| move |i: &Installation| fs::remove_file(i.path(path)).unwrap();
    let rename = |from: &'static str, to: &'static str| {
        move |i: &Installation| fs::rename(i.path(from), i.path(to)).unwrap()
    };
    let both = |words| (Some(words), Some(words));
    for (change, (country, clouds)) in [
        (Box::new(remove("packs")) as Box<dyn Fn(&Installation)>, both("缺少 packs/odd（动态库）")),
        (Box::new(remove("packs/odd")), both("缺少 packs/odd（动态库）")),
        (Box::new(remove("rules/odd")), both("缺少 rules/odd（声明式规则）")),
        (Box::new(rename("packs/odd", "packs/even")), both("缺少 packs/odd（动态库）")),
        (Box::new(rename("rules/odd", "rules/even")), both("缺少 rules/odd（声明式规则）")),
        (Box::new(remove("rules/odd/dictionaries")), both("缺少 rules/odd/dictionaries/words.tsv")),
        (Box::new(delete("rules/odd/more.toml")), both("缺少 rules/odd")),
        (Box::new(delete("packs/odd/gouji-pack.toml")), both("没有清单 gouji-pack.toml")),
        (Box::new(|i| i.rule("odd/more.toml", "")), both("rules/odd/more.toml 被改动过")),
        (Box::new(|i| i.rule("odd/again.toml", "")), both("多出 rules/odd/again.toml")),
        (Box::new(|i| fs::write(i.path("packs/odd/x"), "").unwrap()), both("多出 packs/odd/x")),
        (Box::new(delete("rules/national.toml")), both("缺少随程序发布的配置 HOME/rules/national.toml")),
        // For one place only.
        (Box::new(remove("rules/county")), (None, Some("没有名为“county”的规则包"))),
        (Box::new(delete("rules/county.toml")), (None, Some("缺少随程序发布的配置 HOME/rules/county.toml"))),
    ] {
        lost(change, country, clouds);
    }
}

#[test]
fn a_library_that_is_cut_is_refused() {
    let cut = |i: &Installation| {
        let path = i.path("packs/odd").join(library_name());
        let bytes = fs::read(&path).unwrap();
        fs::remove_file(&path).unwrap();
        fs::write(&path, &bytes[..bytes.len() / 2]).unwrap();
    };
    lost(cut, Some("规则包"), Some("规则包"));
    // One that another manifest vouches for is not the released one.
    let place = Place::new(ReleasedCode::Sha256);
    fs::remove_file(place.installation.path("packs/odd").join(library_name())).unwrap();
    place.installation.install("odd", &odd_library(b'p'));
    let said = place.check(COUNTRY).unwrap();
    assert!(said.contains("与随程序发布的不同：packs/odd/") && said.contains("被改动过"), "{said}");
}

#[test]
fn a_profile_is_named_and_others_do_not_matter() {
    let place = Place::new(ReleasedCode::Sha256);
    fs::remove_file(place.installation.path("rules/county.toml")).unwrap();
    let session = Session::of(place.home()).profile("national").open().unwrap();
    assert_eq!(session.lost().count(), 0);
    assert_eq!(place.session().lost().count(), 1);
    // Whoever does not want a profile keeps its file.
    place.installation.rule("county.toml", "packs = ['odd', 'county']\n");
    assert_eq!(place.check(CLOUDS), None);
}

#[test]
fn what_is_as_it_was_released_is_trusted() {
    let trust = |place: &Place| {
        let session = Session::of(place.home()).open().map_err(|error: SetupError| error.to_string());
        session.unwrap().packs().into_iter().find(|pack| pack.id == "odd").map(|pack| pack.trust.clone())
    };
    let place = Place::new(ReleasedCode::Sha256);
    assert_eq!(trust(&place), Some(Trust::Released { edited: Vec::new() }));
    place.installation.rule("odd/dictionaries/words.tsv", "乙\n");
    assert_eq!(
        trust(&place),
        Some(Trust::Released { edited: vec!["rules/odd/dictionaries/words.tsv".to_owned()] })
    );
    // In development the library is not known.
    assert_eq!(trust(&Place::new(|_| ReleasedCode::Any)), Some(Trust::Unsigned));
}

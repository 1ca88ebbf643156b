//! What a result depends on, and what it does not: a result of an earlier run stands exactly as long as that is the same.

mod support;

use std::collections::HashMap;
use std::fs;
use std::sync::Mutex;

use gouji_core::verdict::{At, Checked, Crash, TroubleOut, Verdict};
use gouji_engine::{Beside, Children, Input, Memory, Peers, Previous, Recalled, Session};
use support::{Installation, Page, TOTALS, write};

const OTHER: Page = Page { agency: "白云县人民政府", ..Page::CLEAN };
const LAST_YEAR: Page = Page { year: 2019, ..Page::CLEAN };
const OTHERS_LAST_YEAR: Page = Page { year: 2019, ..OTHER };
const TOWN: Page = Page { agency: "青石县白水镇人民政府", ..Page::CLEAN };
const CHANGED: [&str; 7] = ["5", "0", "0", "0", "0", "0", "5"];

const CLOUD: &str = "packs = ['cloud']\n[applies]\nplaces = ['99']\nagencies = ['白云县']\n";

const WORDS: &str = "code = 'N02'\nname = 'national/vague'\nseverity = 'warning'\ncertainty = 'likely'\n\
    title = '写法不当'\nbasis = '测试'\nwhy = '测试'\n[wording]\ndictionary = 'vague'\nbetter = '写明件数'\n";

/// Two places with a profile each, and a folder with everything that reports are held against.
fn installation() -> Installation {
    let installation = Installation::new();
    installation
        .rule("cloud/wrong-row-total.toml", &TOTALS.replace("T3-01", "C-01").replace("national/", "cloud/"));
    installation.rule("cloud.toml", CLOUD);
    for (file, page) in [
        ("last/a.txt", &LAST_YEAR),
        ("last/b.txt", &OTHERS_LAST_YEAR),
        ("below/a.txt", &TOWN),
        ("below/b.txt", &Page { agency: "白云县清水镇人民政府", ..Page::CLEAN }),
        ("peers/a.txt", &Page { agency: "红石县人民政府", ..Page::CLEAN }),
        ("own/a.txt", &Page::CLEAN),
        ("own/b.txt", &OTHER),
    ] {
        write(&installation.path(file), page.text());
    }
    installation
}

/// The results of the two reports with their bases.
fn run(installation: &Installation, memory: Option<&dyn Memory>) -> Vec<(Checked, Option<String>)> {
    let session = Session::of(installation.home()).on_demand().open().unwrap();
    let previous = Previous::open(&installation.path("last"), 1).unwrap();
    let children = Children::open(&[installation.path("below")], 1).unwrap();
    let peers = Peers::open(&[installation.path("peers")], 1).unwrap();
    let beside = Beside {
        previous: Some(&previous),
        children: Some(&children),
        peers: Some(&peers),
        baseline: None,
        memory,
    };
    let inputs = ["own/a.txt", "own/b.txt"].map(|file| Input::File(installation.path(file)));
    let mut results = Vec::new();
    session.check_all(&inputs, beside, 2, &mut |checked| {
        let basis = session.basis(beside, &checked);
        results.push((checked, basis));
    });
    results
}

/// Which of the two results are stale after a change.
#[track_caller]
fn check(change: impl Fn(&Installation), expected: [bool; 2]) {
    let installation = installation();
    let before = run(&installation, None);
    change(&installation);
    let after = run(&installation, None);
    let stale = [0, 1].map(|at| before[at].1 != after[at].1);
    assert!(before.iter().all(|(_, basis)| basis.is_some()));
    assert_eq!(stale, expected);
}

#[test]
fn what_a_result_depends_on_makes_it_stale_and_nothing_else_does() {
    let lenient = TOTALS.replace("\"error\"", "\"warning\"");
    check(|_| {}, [false, false]);
    // Rules, settings and profiles: the nation's are for every report.
    check(|home| home.rule("national/wrong-row-total.toml", &lenient), [true, true]);
    check(
        |home| home.rule("national.toml", "packs = ['national']\n[rules.T3-01]\nlevel = 'info'\n"),
        [true, true],
    );
    check(|home| home.rule("national.toml", "# 注\ntitle = '别名'\npacks = ['national']\n"), [false, false]);
    check(|home| home.rule("cloud.toml", &format!("{CLOUD}[rules.C-01]\nlevel = 'info'\n")), [false, true]);
    check(|home| home.rule("cloud.toml", "packs = ['cloud']\n"), [false, true]);
    check(|home| home.rule("unused/wrong-row-total.toml", &lenient), [false, false]);
    // What they are held against.
    let changed = |file: &'static str, page: &Page| {
        let text = Page { new: CHANGED, ..*page }.text();
        move |home: &Installation| write(&home.path(file), text.clone())
    };
    check(changed("last/a.txt", &LAST_YEAR), [true, false]);
    check(changed("last/b.txt", &OTHERS_LAST_YEAR), [false, true]);
    check(changed("below/a.txt", &TOWN), [true, false]);
    check(changed("below/c.txt", &Page { agency: "青石县教育局", ..Page::CLEAN }), [true, false]);
    check(|home| fs::remove_file(home.path("last/a.txt")).unwrap(), [true, false]);
    check(changed("peers/a.txt", &Page { agency: "红石县人民政府", ..Page::CLEAN }), [true, true]);
    check(changed("peers/b.txt", &Page { year: 2019, ..Page::CLEAN }), [false, false]);
}

#[test]
fn a_changed_dictionary_makes_results_stale() {
    let installation = Installation::new();
    installation.rule("national/dictionaries/vague.tsv", "若干\n");
    installation.rule("national/vague.toml", WORDS);
    let basis = || {
        let session = installation.open("national").unwrap();
        let checked = session.check(&Input::Stdin(Page::CLEAN.text().into()), None);
        session.basis(Beside::default(), &checked).unwrap()
    };
    let before = basis();
    assert_eq!(basis(), before);
    installation.rule("national/dictionaries/vague.tsv", "若干\n许多\n");
    assert_ne!(basis(), before);
}

/// Results by the hash of their reports; and which ones were asked for.
#[derive(Default)]
struct Kept {
    results: HashMap<String, Recalled>,
    asked: Mutex<Vec<String>>,
}

impl Memory for Kept {
    fn recall(&self, sha256: &str) -> Option<Recalled> {
        self.asked.lock().unwrap().push(sha256.to_owned());
        self.results.get(sha256).cloned()
    }
}

#[test]
fn what_stands_is_not_checked_again() {
    let installation = installation();
    let mut kept = Kept::default();
    for (mut checked, basis) in run(&installation, None) {
        // A mark by which it is known again, and another place.
        checked.edition = Some("kept".to_owned());
        checked.path = "elsewhere".into();
        kept.results.insert(checked.sha256.clone(), Recalled { checked, basis: basis.unwrap() });
    }
    installation.rule("cloud.toml", "packs = ['cloud']\n");
    let results = run(&installation, Some(&kept));
    let editions: Vec<_> = results.iter().map(|(checked, _)| checked.edition.as_deref()).collect();
    assert_eq!(editions, [Some("kept"), Some("2019")]);
    assert!(results[0].0.path.ends_with("own/a.txt"));
    assert_eq!(kept.asked.lock().unwrap().len(), 2);
}

#[test]
fn what_was_not_read_or_not_finished_has_no_basis() {
    let session = Installation::new().open("national").unwrap();
    let result = |bytes: &str| session.check(&Input::Stdin(bytes.into()), None);
    let kept = |change: fn(&mut Checked)| {
        let mut checked = result(&Page::CLEAN.text());
        change(&mut checked);
        session.basis(Beside::default(), &checked).is_some()
    };
    let trouble = |blocking| TroubleOut { message: String::new(), at: At::default(), blocking };
    let crash = |checked: &mut Checked| {
        checked.rules.crashed.push(Crash { rule: "T3-01".to_owned(), why: String::new() });
    };
    assert!(kept(|_| ()));
    assert!(!kept(crash));
    assert!(!kept(|checked| checked.sha256.clear()));
    assert_eq!(
        [false, true].map(|blocking| {
            let mut checked = result(&Page::CLEAN.text());
            checked.trouble.push(trouble(blocking));
            session.basis(Beside::default(), &checked).is_some()
        }),
        [true, false]
    );
    let nothing = result("");
    assert_eq!((nothing.verdict, session.basis(Beside::default(), &nothing)), (Verdict::Unreadable, None));
}

#[test]
fn waivers_are_laid_on_anew() {
    const WRONG: Page = Page { new: ["3", "0", "0", "0", "0", "0", "4"], ..Page::CLEAN };
    let installation = Installation::new();
    let input = [Input::Stdin(WRONG.text().into())];
    let run = |memory: Option<&dyn Memory>, waivers: &str| {
        installation.rule("national.toml", &format!("packs = ['national']\n{waivers}"));
        let session = installation.open("national").unwrap();
        let beside = Beside { memory, ..Beside::default() };
        let mut result = None;
        session.check_all(&input, beside, 1, &mut |checked| result = Some(checked));
        let checked = result.unwrap();
        let basis = session.basis(beside, &checked).unwrap();
        (checked, basis)
    };
    let waiver = "[[waivers]]\nagency = '青石县人民政府'\nrule = 'T3-01'\nreason = '已说明'\nowner = '办'\nexpires = 9999-12-31\n";
    let (checked, basis) = run(None, waiver);
    assert_eq!(checked.verdict, Verdict::Pass);
    let kept = Recalled { checked: checked.clone(), basis: basis.clone() };
    let kept = Kept { results: [(checked.sha256.clone(), kept)].into(), ..Kept::default() };
    assert_eq!(run(Some(&kept), waiver), (checked, basis.clone()));
    let (again, same) = run(Some(&kept), "");
    assert_eq!((again.verdict, same), (Verdict::Fail, basis));
    assert!(again.findings[0].waived.is_none());
}

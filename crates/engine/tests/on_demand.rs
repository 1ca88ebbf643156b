//! Packs are loaded when a report needs them, and not before; what is wrong with one is said with the reports that need it.

mod support;

use gouji_core::verdict::{Checked, Verdict};
use gouji_engine::{Beside, Input, Session};
use support::{Installation, Page};

/// Two places: one with the pack `odd` in some mode, the rest of the nation without.
fn installation(mode: u8) -> Installation {
    let installation = Installation::new().with_odd(mode);
    installation
        .rule("odd.toml", "packs = ['national', 'odd']\n[applies]\nplaces = ['99']\nagencies = ['白云县']\n");
    installation
}

fn on_demand(installation: &Installation) -> Session {
    Session::of(installation.home()).on_demand().open().unwrap()
}

const OTHER: Page = Page { agency: "白云县人民政府", ..Page::CLEAN };

fn input(page: &Page) -> Input {
    Input::Stdin(page.text().into_bytes())
}

#[track_caller]
fn loaded(session: &Session, expected: &[&str]) {
    let header = session.header();
    let packs: Vec<&str> = header.packs.iter().map(|pack| pack.id.as_str()).collect();
    assert_eq!((header.profile.as_str(), &packs[..]), ("auto", expected));
}

#[test]
fn what_no_report_needs_is_not_loaded() {
    let installation = installation(b'.');
    let session = on_demand(&installation);
    loaded(&session, &[]);
    assert_eq!(session.check(&input(&Page::CLEAN), None).profile, "national");
    loaded(&session, &["national"]);
    assert_eq!(session.check(&input(&OTHER), None).profile, "odd");
    loaded(&session, &["national", "odd"]);
    // For whoever wants to see all of them.
    loaded(&Session::of(installation.home()).open().unwrap(), &["national", "odd"]);
}

#[test]
fn a_broken_pack_costs_the_reports_that_need_it() {
    let installation = installation(b'd');
    let session = on_demand(&installation);
    assert_eq!(session.check(&input(&Page::CLEAN), None).verdict, Verdict::Pass);
    for _ in 0..2 {
        let checked = session.check(&input(&OTHER), None);
        assert_eq!((checked.verdict, checked.rules.checked), (Verdict::Incomplete, 0));
        assert_eq!(checked.agency.name.as_deref(), Some("白云县人民政府"));
        let [trouble] = &checked.trouble[..] else { panic!("{:?}", checked.trouble) };
        let said = installation.anonymous(&trouble.message);
        assert!(said.starts_with("没有检查：规则包 HOME/packs/odd/"), "{said}");
        assert!(said.ends_with("没能说明自己是什么：规则包崩溃"), "{said}");
    }
    loaded(&session, &["national"]);
    assert_eq!(installation.refusal(None).0, 3);
    // Whoever names the profile hears of it at once.
    assert!(Session::of(installation.home()).profile("odd").on_demand().open().is_err());
}

#[test]
fn several_threads_need_the_same() {
    let installation = installation(b'.');
    let inputs: Vec<Input> =
        (0..40).map(|at| input(if at % 3 == 0 { &OTHER } else { &Page::CLEAN })).collect();
    let run = |jobs| {
        let session = on_demand(&installation);
        let mut results: Vec<Checked> = Vec::new();
        session.check_all(&inputs, Beside::default(), jobs, &mut |checked| results.push(checked));
        (session.header(), results)
    };
    assert_eq!(run(1), run(4));
}

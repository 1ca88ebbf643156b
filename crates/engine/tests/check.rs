//! Reports from their bytes to their verdicts, through real libraries.

mod support;

use std::fs;
use std::path::{Path, PathBuf};
use std::time::Duration;

use gouji_core::card::Severity;
use gouji_core::verdict::{Checked, Summary, Verdict};
use gouji_engine::{Beside, Input, Passed, PassedKind, Previous, Session, inputs};
use support::{Installation, Page, TOTALS, write};

const WRONG: Page = Page { new: ["3", "0", "0", "0", "0", "0", "4"], ..Page::CLEAN };

fn check(session: &Session, bytes: impl AsRef<[u8]>) -> Checked {
    session.check(&Input::Stdin(bytes.as_ref().to_vec()), None)
}

/// The codes, severities and messages of the findings, a line each.
fn said(checked: &Checked) -> String {
    let line = |f: &gouji_core::verdict::Finding| format!("{} {} {}\n", f.rule, f.severity, f.message);
    checked.findings.iter().map(line).collect()
}

fn crashes(checked: &Checked) -> Vec<String> {
    checked.rules.crashed.iter().map(|crash| format!("{}：{}", crash.rule, crash.why)).collect()
}

#[test]
fn a_clean_report_passes() {
    let session = Installation::new().open("national").unwrap();
    for page in [Page::CLEAN.text(), Page::CLEAN.html()] {
        let checked = check(&session, &page);
        assert_eq!((checked.verdict, said(&checked).as_str()), (Verdict::Pass, ""), "{:?}", checked.trouble);
        assert_eq!(
            (checked.rules.checked, checked.year, checked.edition.as_deref()),
            (1, Some(2020), Some("2019"))
        );
        assert_eq!(checked.agency.name.as_deref(), Some("青石县人民政府"));
        assert_eq!((checked.path.as_path(), checked.sha256.len()), (Path::new("-"), 64));
    }
}

#[test]
fn a_report_that_takes_too_long_is_unreadable_and_says_so() {
    let mut session = Installation::new().open("national").unwrap();
    session.limits.time = Duration::ZERO;
    for page in [Page::CLEAN.text(), Page::CLEAN.html()] {
        let checked = check(&session, &page);
        assert_eq!(checked.verdict, Verdict::Unreadable);
        let [trouble] = &checked.trouble[..] else { panic!("{:?}", checked.trouble) };
        assert!(trouble.blocking && trouble.message.starts_with("读取超过 0 秒"), "{}", trouble.message);
    }
}

#[test]
fn a_broken_total_fails_at_its_cell() {
    let session = Installation::new().open("national").unwrap();
    let (text, html) = (WRONG.text(), WRONG.html());
    let checked = check(&session, &text);
    assert_eq!(checked.verdict, Verdict::Fail, "{:?}", checked.trouble);
    let [finding] = &checked.findings[..] else { panic!("{}", said(&checked)) };
    assert_eq!((finding.rule.as_str(), finding.name.as_str()), ("T3-01", "national/wrong-row-total"));
    let at = &finding.at;
    let place = (at.part, at.table.as_deref(), at.row.as_deref(), at.col.as_deref(), at.excerpt.as_str());
    assert_eq!(place, (Some(3), Some("requests"), Some("new"), Some("total"), "4"));
    // Line and column, the context and the source all show the same thing.
    let line = text.lines().nth(at.line as usize - 1).unwrap();
    assert_eq!(line.chars().nth(at.column as usize - 1), Some('4'));
    assert_eq!((at.context.line.as_str(), &at.context.line[at.context.start..at.context.end]), (line, "4"));
    let source = |checked: &Checked, bytes: &[u8]| {
        let origin = checked.findings[0].at.origin.clone();
        let (byte, length) = (origin.byte.unwrap() as usize, origin.length.unwrap() as usize);
        (origin.format, String::from_utf8(bytes[byte..byte + length].to_vec()).unwrap())
    };
    assert_eq!(source(&checked, text.as_bytes()), ("text".to_owned(), "4".to_owned()));

    let page = check(&session, &html);
    let (format, shown) = source(&page, html.as_bytes());
    assert_eq!(format, "html");
    assert!(shown.contains('4') && shown.len() < 20, "{shown}");
    assert_eq!(page.findings[0].fingerprint, finding.fingerprint, "format does not matter");
}

#[test]
fn profiles_change_severities() {
    #[track_caller]
    fn case(level: &str, verdict: Verdict, off: usize) {
        let installation = Installation::new().with_odd(b'.');
        let rule = |code: &str, level: &str| format!("[rules.{code}]\nlevel = '{level}'\n");
        let rules = rule("T3-01", level) + &rule("'odd/found-something'", "info") + &rule("ODD-02", "off");
        installation.rule("p.toml", &format!("packs = ['national', 'odd']\n{rules}"));
        let checked = check(&installation.open("p").unwrap(), WRONG.text());
        assert_eq!((checked.verdict, checked.rules.off), (verdict, off), "{}", said(&checked));
    }
    case("error", Verdict::Fail, 1);
    case("warning", Verdict::Warn, 1);
    case("info", Verdict::Pass, 1);
    case("off", Verdict::Pass, 2);
}

#[track_caller]
fn fault(mode: u8, expected: &str, checked: usize) {
    let result = check(&Installation::new().with_odd(mode).open("odd").unwrap(), Page::CLEAN.text());
    let crashes = crashes(&result).join("\n");
    assert!(crashes.starts_with(expected), "{crashes}");
    assert_eq!((result.verdict, result.rules.checked), (Verdict::Incomplete, checked));
}

#[test]
fn what_goes_wrong_in_a_pack_is_never_a_pass() {
    fault(b'p', "ODD-02：规则自己的毛病（", 1);
    fault(b'f', "odd：规则包报告失败", 0);
    fault(b'u', "odd：规则包返回了不认识的状态 77", 0);
    fault(b'a', "odd：回答已损坏（", 0);
    fault(b'e', "odd：回答已损坏（", 0);
    fault(b'o', "odd：回答过长，没有采用", 0);
}

#[test]
fn places_that_no_report_has_harm_nobody() {
    let result = check(&Installation::new().with_odd(b'w').open("odd").unwrap(), Page::CLEAN.text());
    assert_eq!(crashes(&result), ["odd：回答了没有请它检查的规则“T3-02”"]);
    assert_eq!(result.findings.len(), 6);
    // Its card says warning: what a pack answers may lower that, not raise it.
    assert!(result.findings.iter().all(|finding| finding.severity == Severity::Warning));
    let mut fingerprints: Vec<_> = result.findings.iter().map(|finding| &finding.fingerprint).collect();
    fingerprints.sort();
    fingerprints.dedup();
    assert_eq!(fingerprints.len(), 6);
}

#[test]
fn a_well_behaved_pack_finds_what_it_finds() {
    let result = check(&Installation::new().with_odd(b'.').open("odd").unwrap(), Page::CLEAN.text());
    assert_eq!(said(&result), "ODD-02 错误 二〇二〇\nODD-01 警告 总有一处\n");
    assert_eq!(result.verdict, Verdict::Fail);
    let at = &result.findings[1].at;
    assert_eq!((at.part, at.excerpt.as_str()), (Some(1), "一、总体情况"));
}

#[test]
fn a_report_that_nothing_was_checked_of_is_incomplete() {
    let installation = Installation::new();
    installation.rule("national/wrong-row-total.toml", &format!("years = [1999, 1999]\n{TOTALS}"));
    let result = check(&installation.open("national").unwrap(), WRONG.text());
    assert_eq!((result.verdict, result.rules.not_applicable), (Verdict::Incomplete, 1));
    assert_eq!(
        result.trouble.last().unwrap().message,
        "配置“national”里没有一条规则适用于这份报告，什么也没有检查"
    );
}

#[test]
fn a_narrower_rule_takes_the_place_of_a_wider_one() {
    let installation = Installation::new();
    let narrow = TOTALS.replace("T3-01", "QS-01").replace("national/", "qingshi/");
    installation.rule("qingshi/own.toml", &format!("replaces = ['T3-01']\n{narrow}"));
    installation.rule("qingshi.toml", "packs = ['national', 'qingshi']\nreplaces = ['T3-01']");
    let result = check(&installation.open("qingshi").unwrap(), WRONG.text());
    assert_eq!(result.findings.iter().map(|f| f.rule.as_str()).collect::<Vec<_>>(), ["QS-01"]);
    assert_eq!((result.rules.checked, result.rules.not_applicable), (1, 1));
    // It has to apply itself.
    installation.rule("qingshi/own.toml", &format!("replaces = ['T3-01']\nyears = [2022, 2022]\n{narrow}"));
    let result = check(&installation.open("qingshi").unwrap(), WRONG.text());
    assert_eq!(result.findings.iter().map(|f| f.rule.as_str()).collect::<Vec<_>>(), ["T3-01"]);
}

#[test]
fn each_report_says_which_profile_it_had() {
    let installation = Installation::new().with_odd(b'.');
    installation.rule("odd.toml", "packs = ['odd']\n[applies]\nagencies = ['青石县']\nyears = [2020, 2020]");
    let session = Session::of(installation.home()).open().unwrap();
    assert_eq!(session.header().profile, "auto");
    assert_eq!(
        session.header().packs.iter().map(|pack| pack.id.as_str()).collect::<Vec<_>>(),
        ["national", "odd"]
    );
    let profile = |page: Page| check(&session, page.text()).profile;
    assert_eq!(profile(Page::CLEAN), "odd");
    assert_eq!(profile(Page { year: 2019, ..Page::CLEAN }), "national");
    assert_eq!(profile(Page { agency: "白水县人民政府", ..Page::CLEAN }), "national");
}

/// What cannot be read, and why.
#[track_caller]
fn unreadable(session: &Session, input: &Input, expected: &str) {
    let checked = session.check(input, None);
    let why = checked.trouble.first().map_or("", |trouble| trouble.message.as_str());
    assert_eq!((checked.verdict, why), (Verdict::Unreadable, expected));
}

#[test]
fn what_cannot_be_read_is_said() {
    let installation = Installation::new();
    let mut session = installation.open("national").unwrap();
    unreadable(&session, &Input::File(installation.path("none.html")), "文件不存在");
    unreadable(&session, &Input::File(installation.path("rules")), "这是文件夹，不是文件");
    unreadable(
        &session,
        &Input::Stdin(Vec::new()),
        "文件是空的（0 字节），应为一份年度报告；请重新下载或重新导出",
    );
    session.limits.bytes = 4;
    write(&installation.path("long.txt"), "12345");
    unreadable(
        &session,
        &Input::File(installation.path("long.txt")),
        "文件有 5 字节，超过上限 4 字节；请确认这是一份年度报告，必要时拆分后再检查",
    );
}

#[test]
fn folders_are_walked_by_name_whatever_is_in_them() {
    let installation = Installation::new();
    let file = |path: &str, bytes: &[u8]| write(&installation.path("in").join(path), bytes);
    file("a/good.txt", Page::CLEAN.text().as_bytes());
    file("b/bad.html", WRONG.html().as_bytes());
    file("b/page_files/style.css", b"p {}");
    file("c/empty.html", b"");
    file("d/scan.pdf", b"%PDF-1.4 \0\0");
    file("e/.hidden.txt", b"x");
    #[cfg(unix)]
    std::os::unix::fs::symlink(installation.path("in"), installation.path("in/f-loop")).unwrap();
    let (found, passed_over) = inputs(&[installation.path("in"), installation.path("gone.txt")]);
    let style = Passed { path: installation.path("in/b/page_files/style.css"), kind: PassedKind::Page };
    assert_eq!(passed_over, [style]);
    let session = installation.open("national").unwrap();
    let run = |jobs: usize| {
        let (mut all, mut summary) = (Vec::new(), Summary::default());
        session.check_all(&found, Beside::default(), jobs, &mut |checked| {
            summary.count(&checked);
            all.push(checked);
        });
        (all, summary)
    };
    let (one, summary) = run(1);
    let verdicts: Vec<_> = one
        .iter()
        .map(|checked| (installation.anonymous(&checked.path.display().to_string()), checked.verdict))
        .collect();
    let named = |path: &str, verdict| (format!("HOME/{path}"), verdict);
    assert_eq!(
        verdicts,
        [
            named("in/a/good.txt", Verdict::Pass),
            named("in/b/bad.html", Verdict::Fail),
            named("in/c/empty.html", Verdict::Unreadable),
            named("in/d/scan.pdf", Verdict::Unreadable),
            named("gone.txt", Verdict::Unreadable),
        ]
    );
    assert_eq!(
        (summary.reports, summary.pass, summary.fail, summary.unreadable, summary.error),
        (5, 1, 1, 3, 1)
    );
    assert_eq!(run(2), (one, summary), "the same whatever the number of threads");
}

#[cfg(unix)]
#[test]
fn what_may_not_be_read_is_said() {
    use std::os::unix::fs::PermissionsExt;
    let installation = Installation::new();
    write(&installation.path("in/closed/a.txt"), "x");
    write(&installation.path("in/secret.txt"), "x");
    let close = |path: &str, mode| {
        fs::set_permissions(installation.path(path), fs::Permissions::from_mode(mode)).unwrap();
    };
    close("in/closed", 0o000);
    close("in/secret.txt", 0o000);
    let open_to_us = fs::read_dir(installation.path("in/closed")).is_ok();
    let (found, _) = inputs(&[installation.path("in")]);
    let session = installation.open("national").unwrap();
    // Root may read everything: then there is nothing to see here.
    if !open_to_us {
        for input in &found {
            unreadable(&session, input, "没有读取权限");
        }
    }
    assert_eq!(found.len(), 2);
    close("in/closed", 0o755);
}

/// What is said of the rule that needs last year's report.
#[track_caller]
fn last_year(previous: &[(&str, Page)], given: &str, expected: Result<&str, &str>) {
    let installation = Installation::new().with_odd(b'l');
    for (name, page) in previous {
        write(&installation.path("previous").join(name), page.text());
    }
    let previous = Previous::open(&installation.path(given), 1).unwrap();
    let session = installation.open("odd").unwrap();
    let checked = session.check(&Input::Stdin(Page::CLEAN.text().into_bytes()), Some(&previous));
    let missing: Vec<_> = checked.rules.could_not_check.iter().map(|rule| rule.why.clone()).collect();
    match expected {
        Ok(message) => {
            assert_eq!(missing, Vec::<String>::new());
            assert!(checked.findings.iter().any(|finding| finding.message == message), "{}", said(&checked));
        }
        Err(why) => {
            assert_eq!(missing.into_iter().map(|why| installation.anonymous(&why)).collect::<Vec<_>>(), [why])
        }
    }
}

#[test]
fn last_years_report_is_found_by_agency_and_year() {
    let page =
        |agency, year, carried_out| Page { agency, year, carried_out: [carried_out; 7], ..Page::CLEAN };
    let ours = || page("青石县人民政府", 2019, "5");
    let found = Ok("上年结转下年度 5 件");
    last_year(&[("a.txt", page("白水县人民政府", 2019, "1")), ("b.txt", ours())], "previous", found);
    last_year(&[("a.txt", ours())], "previous/a.txt", found);
    last_year(
        &[("a.txt", page("青石县人民政府", 2018, "1")), ("b.txt", page("白水县人民政府", 2019, "1"))],
        "previous",
        Err("给出的上年报告 HOME/previous 里没有青石县人民政府2019年度的报告"),
    );
    last_year(
        &[("a.txt", page("白水县人民政府", 2019, "1"))],
        "previous/a.txt",
        Err("给出的上年报告 HOME/previous/a.txt 里没有青石县人民政府2019年度的报告"),
    );
}

#[test]
fn without_last_years_report_its_rules_are_not_checked() {
    let session = Installation::new().with_odd(b'l').open("odd").unwrap();
    let checked = check(&session, Page::CLEAN.text());
    let lacking: Vec<_> =
        checked.rules.could_not_check.iter().map(|r| (r.rule.as_str(), r.why.as_str())).collect();
    assert_eq!(lacking, [("ODD-01", "未提供上年报告")]);
    let missing = Previous::open(&PathBuf::from("/nowhere/at/all"), 1).unwrap_err();
    assert_eq!(missing.to_string(), "找不到上年报告 /nowhere/at/all");
}

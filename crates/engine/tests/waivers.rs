//! Waivers and baselines: what is waived or known counts for nothing, and nothing is waived in silence.

mod support;

use std::fs;

use gouji_core::report::Date;
use gouji_core::verdict::{Checked, NoticeKind, Summary, Verdict};
use gouji_engine::ledger::Closing;
use gouji_engine::{Baseline, Beside, Input, baseline};
use support::{Installation, Page};

const WRONG: Page = Page { new: ["3", "0", "0", "0", "0", "0", "4"], ..Page::CLEAN };
const WORSE: Page = Page {
    new: ["3", "0", "0", "0", "0", "0", "4"],
    carried_out: ["1", "0", "0", "0", "0", "0", "2"],
    ..Page::CLEAN
};
const OTHER: Page = Page { agency: "白水县人民政府", ..WRONG };

const ENDS: &str = "reason = '已更正'\nowner = '办公室'\nexpires = 2027-03-31\n";

/// A run over some pages on a day.
fn run(
    profile: &str,
    baseline: Option<&Baseline>,
    pages: &[Page],
    day: (u16, u8, u8),
) -> (Vec<Checked>, Closing) {
    let installation = Installation::new();
    installation.rule("p.toml", &format!("packs = ['national']\n{profile}"));
    let mut session = installation.open("p").unwrap();
    session.today = Date { year: day.0, month: day.1, day: day.2 };
    let inputs: Vec<Input> = pages.iter().map(|page| Input::Stdin(page.text().into_bytes())).collect();
    let (mut all, mut ledger) = (Vec::new(), session.ledger(baseline));
    session.check_all(&inputs, Beside { baseline, ..Beside::default() }, 2, &mut |checked| {
        ledger.count(&checked);
        all.push(checked);
    });
    let mut closing = ledger.close();
    for notice in &mut closing.notices {
        notice.message = installation.anonymous(&notice.message);
    }
    (all, closing)
}

fn verdicts(all: &[Checked]) -> Vec<Verdict> {
    all.iter().map(|checked| checked.verdict).collect()
}

#[track_caller]
fn notices(closing: &Closing, expected: &[(NoticeKind, &str)]) {
    let said: Vec<_> = closing.notices.iter().map(|notice| (notice.kind, notice.message.as_str())).collect();
    assert_eq!(said, expected);
}

const DAY: (u16, u8, u8) = (2027, 3, 31);
const DAY_AFTER: (u16, u8, u8) = (2027, 4, 1);

#[test]
fn a_waived_finding_is_there_and_counts_for_nothing() {
    let waiver = format!("[[waivers]]\nagency = '青石县人民政府'\nrule = 'national/wrong-row-total'\n{ENDS}");
    let (all, closing) = run(&waiver, None, &[WRONG, OTHER], DAY);
    assert_eq!(verdicts(&all), [Verdict::Pass, Verdict::Fail]);
    let waived = all[0].findings[0].waived.clone().unwrap();
    assert_eq!((&*waived.reason, &*waived.owner, &*waived.expires), ("已更正", "办公室", "2027-03-31"));
    let mut summary = Summary::default();
    all.iter().for_each(|checked| summary.count(checked));
    assert_eq!((summary.error, summary.waived, summary.pass, summary.fail), (1, 1, 1, 1));
    notices(&closing, &[]);
}

#[test]
fn an_expired_waiver_waives_nothing_and_is_said() {
    let waiver = format!("[[waivers]]\nagency = '青石县人民政府'\nrule = 'T3-01'\nyear = 2020\n{ENDS}");
    let (all, closing) = run(&waiver, None, &[WRONG], DAY_AFTER);
    assert_eq!(verdicts(&all), [Verdict::Fail]);
    let said = "HOME/rules/p.toml:2:1：豁免（青石县人民政府 2020年度 T3-01）已于 2027-03-31 到期，问题重新计入；请改正报告，或由 办公室 确认后改期";
    notices(&closing, &[(NoticeKind::WaiverExpired, said)]);
    let (_, closing) = run(&waiver, None, &[Page::CLEAN], DAY_AFTER);
    let said =
        "HOME/rules/p.toml:2:1：豁免（青石县人民政府 2020年度 T3-01）已于 2027-03-31 到期，请删去这一节";
    notices(&closing, &[(NoticeKind::WaiverExpired, said)]);
}

#[test]
fn a_stale_waiver_is_said_where_its_report_was_checked() {
    let waiver = format!("[[waivers]]\nagency = '青石县人民政府'\nrule = 'T3-01'\n{ENDS}");
    let said =
        "HOME/rules/p.toml:2:1：豁免（青石县人民政府 T3-01）没有对应的问题，请删去这一节，或核对所写的内容";
    notices(&run(&waiver, None, &[Page::CLEAN], DAY).1, &[(NoticeKind::WaiverStale, said)]);
    // Its report is not among these.
    notices(&run(&waiver, None, &[OTHER], DAY).1, &[]);
    // In one of its years it is needed.
    let year = Page { year: 2019, ..WRONG };
    notices(&run(&waiver, None, &[Page::CLEAN, year], DAY).1, &[]);
    let of_a_year = waiver.replace("rule", "year = 2019\nrule");
    notices(&run(&of_a_year, None, &[Page::CLEAN], DAY).1, &[]);
}

#[test]
fn a_fingerprint_is_that_of_one_finding() {
    let (all, _) = run("", None, &[WORSE], DAY);
    let prints: Vec<&str> = all[0].findings.iter().map(|finding| finding.fingerprint.as_str()).collect();
    assert_eq!(prints.len(), 2, "{:?}", all[0].findings);
    let waiver = |print: &str, more: &str| format!("[[waivers]]\nfingerprint = '{print}'\n{more}{ENDS}");
    let (all, closing) = run(&waiver(prints[1], ""), None, &[WORSE], DAY);
    let waived: Vec<bool> = all[0].findings.iter().map(|finding| finding.waived.is_some()).collect();
    assert_eq!((waived, verdicts(&all)), (vec![false, true], vec![Verdict::Fail]));
    notices(&closing, &[]);
    let both = waiver(prints[0], "") + &waiver(prints[1], "agency = '青石县人民政府'\nyear = 2020\n");
    assert_eq!(verdicts(&run(&both, None, &[WORSE], DAY).0), [Verdict::Pass]);
    let other = waiver(prints[1], "agency = '白水县人民政府'\n");
    assert_eq!(run(&other, None, &[WORSE], DAY).0[0].findings[1].waived, None);

    let said =
        "HOME/rules/p.toml:2:1：豁免（指纹 0123456789abcdef）没有对应的问题，请删去这一节，或核对所写的内容";
    let (_, closing) = run(&waiver("0123456789abcdef", ""), None, &[OTHER], DAY);
    notices(&closing, &[(NoticeKind::WaiverStale, said)]);
}

/// The baseline of some pages.
fn baseline_of(pages: &[Page]) -> Baseline {
    let (all, _) = run("", None, pages, DAY);
    let file = tempfile::NamedTempFile::new().unwrap();
    fs::write(file.path(), baseline::text(all.iter().flat_map(baseline::entries).collect())).unwrap();
    baseline::read(file.path()).unwrap()
}

#[test]
fn only_what_is_new_counts() {
    let known = baseline_of(&[WRONG]);
    let (all, closing) = run("", Some(&known), &[WRONG], DAY);
    assert_eq!((verdicts(&all), all[0].findings[0].known, closing.gone), (vec![Verdict::Pass], true, 0));
    // Something new, and the same defect of another report.
    let (all, _) = run("", Some(&known), &[WORSE, OTHER], DAY);
    let news: Vec<Vec<bool>> =
        all.iter().map(|checked| checked.findings.iter().map(|finding| finding.known).collect()).collect();
    assert_eq!(news, [vec![true, false], vec![false]]);
    assert_eq!(verdicts(&all), [Verdict::Fail, Verdict::Fail]);
}

#[test]
fn what_is_gone_is_counted() {
    let known = baseline_of(&[WORSE, OTHER]);
    assert_eq!(run("", Some(&known), &[WORSE], DAY).1.gone, 0);
    assert_eq!(run("", Some(&known), &[WRONG], DAY).1.gone, 1);
    assert_eq!(run("", Some(&known), &[Page::CLEAN], DAY).1.gone, 2);
    // The same report twice, in two formats: it is there if it is in one of them.
    assert_eq!(run("", Some(&known), &[Page::CLEAN, WORSE], DAY).1.gone, 0);
}

#[test]
fn what_is_waived_is_no_baseline() {
    let waiver = format!("[[waivers]]\nagency = '青石县人民政府'\nrule = 'T3-01'\n{ENDS}");
    let (all, _) = run(&waiver, None, &[WRONG], DAY);
    assert_eq!(baseline::entries(&all[0]).count(), 0);
}

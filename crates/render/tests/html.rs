//! The page: it needs nothing else, obeys nothing, and stays usable however much there is to say.

mod common;

use common::{broken, clean, notices, waived, written};
use ct_codecs::{Base64, Encoder};
use gouji_core::verdict::{Checked, Verdict};
use gouji_render::output::Options;
use sha2::{Digest, Sha256};

fn page(reports: &[Checked]) -> String {
    String::from_utf8(written("html", &Options::default(), reports, &notices())).unwrap()
}

/// What stands between two words, the first time.
fn between<'a>(text: &'a str, before: &str, after: &str) -> &'a str {
    let (_, rest) = text.split_once(before).expect(before);
    rest.split_once(after).expect(after).0
}

#[test]
fn the_policy_allows_its_own_style_and_nothing_else() {
    let page = page(&[broken()]);
    let style = between(&page, "<style>", "</style>");
    let hash = Base64::encode_to_string(Sha256::digest(style)).unwrap();
    let policy = between(&page, "Content-Security-Policy\" content=\"", "\"");
    assert_eq!(
        policy,
        format!("default-src 'none'; style-src 'sha256-{hash}'; base-uri 'none'; form-action 'none'")
    );
    for foreign in ["<script", "<link", "<img", " style=", "@import", "url(", "href=\"h", "src=", " on"] {
        assert!(!page.replace("content=\"", "").contains(foreign), "{foreign}");
    }
}

#[test]
fn words_of_reports_are_no_markup() {
    let evil = "<script>alert(1)</script>\"'&\u{1b}[2J";
    let mut checked = broken();
    checked.path = evil.into();
    checked.agency.name = Some(evil.to_owned());
    checked.trouble[0].message = evil.to_owned();
    checked.rules.crashed[0].why = evil.to_owned();
    checked.rules.could_not_check[0].why = evil.to_owned();
    for finding in &mut checked.findings {
        finding.title = evil.to_owned();
        finding.message = evil.to_owned();
        finding.basis = evil.to_owned();
        finding.at.context.line = evil.to_owned();
        (finding.at.context.start, finding.at.context.end) = (1, 3);
        if let Some(repair) = &mut finding.repair {
            repair.replace = evil.to_owned();
            repair.with = evil.to_owned();
        }
    }
    for reports in [vec![checked.clone()], vec![checked, clean(evil)]] {
        let page = page(&reports);
        assert!(!page.contains("<script") && !page.contains('\u{1b}'), "{page}");
        assert!(page.contains("&lt;script&gt;"));
    }
}

#[test]
fn everything_of_a_report_is_there() {
    let page = page(&[waived()]);
    for words in [
        "检查不完整",
        "T3-02",
        "办理结果各项之和不等于总计",
        "表三·总计·自然人（第54行）",
        "原值 <del>0</del>　应为 <ins>27；或者表三·本年新收·自然人改为 0</ins>",
        "予以公开 25 ＋ 部分公开 2 ＝ 27，而总计 0",
        "依据：国办公开办函〔2019〕60号，表三",
        "全县共<mark>受理政府信息公开申请15件</mark>，其中",
        "已豁免：已在网站更正（县政府办公室，至 2027-03-31）",
        "表四只读到 12 个数",
        "除以零",
        "不知道发布日期",
        "national 0.1.0（120 条规则，签名：测试）",
        "豁免（P01）已于 2026-01-01 到期",
    ] {
        assert!(page.contains(words), "{words}\n{page}");
    }
    assert!(!page.contains("id=\"units\""), "one report needs no overview");
}

#[test]
fn many_reports_have_an_overview() {
    let page = page(&[clean("甲/a.txt"), broken(), clean("乙/b.txt")]);
    assert_eq!(page.matches("<svg").count(), 3);
    // The worst first, and each with its link.
    let links = page.split("<a href=\"#r").skip(1);
    let units: Vec<&str> = links.filter_map(|link| link.split_once("\">")).map(|(nth, _)| nth).collect();
    assert_eq!(units[2..5], ["2", "1", "3"], "{units:?}");
    for nth in 1..=3 {
        assert!(page.contains(&format!("<article id=\"r{nth}\">")));
    }
    assert_eq!(page.matches("<details").count(), page.matches("</details>").count());
    assert_eq!(page.matches("<section").count(), page.matches("</section>").count());
}

/// As many findings as a season has: a browser still opens the page, and what is left out is said.
#[test]
fn a_hundred_thousand_findings_stay_usable() {
    let of = |findings: usize, verdict| {
        let mut checked = broken();
        let all = checked.findings.clone();
        checked.findings = all.iter().cycle().take(findings).cloned().collect();
        checked.verdict = verdict;
        checked
    };
    let one = page(&[of(100_000, Verdict::Fail)]);
    assert!(one.len() < 2_000_000, "{}", one.len());
    assert!(one.contains("还有 99500 条没有列出"), "what is left out is said");
    let mut reports = vec![of(20, Verdict::Fail); 5_000];
    reports.push(of(20, Verdict::Incomplete));
    let many = page(&reports);
    assert!(many.len() < 20_000_000, "{}", many.len());
    assert!(many.contains("另有 3001 份没有列出"));
    assert!(many.contains("份只列结论和条数，不展开"));
    // The worst of all came last, and is the first that is shown.
    assert!(many.split_once("<article id=\"r").unwrap().1.starts_with("5001\""));
}

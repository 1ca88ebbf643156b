//! One finding a cause: what the national rules, declared and coded, say of a clean report with one thing wrong in it.

use std::fs;
use std::path::Path;
use std::sync::LazyLock;

use gouji_core::card::Severity;
use gouji_core::declared::{self, Declared};
use gouji_core::finding::Findings;
use gouji_core::report::{Memo, Report};
use gouji_core::rule::Rule;
use gouji_core::verdict::Finding;
use gouji_core::{fixture, wire};
use gouji_engine::solve::Solver;
use gouji_engine::{Home, Input, Session};

const COUNTY: &str = include_str!("../../../plugins/national/tests/reports/county-2020.toml");
const DEPARTMENT: &str = include_str!("../../../plugins/national/tests/reports/city-department-2023.toml");

static DECLARED: LazyLock<Vec<Declared>> = LazyLock::new(|| {
    let folder = Path::new(env!("CARGO_MANIFEST_DIR")).join("../../rules/national");
    let mut paths: Vec<_> = fs::read_dir(&folder).unwrap().map(|entry| entry.unwrap().path()).collect();
    paths.retain(|path| path.extension().is_some_and(|extension| extension == "toml"));
    paths.sort();
    let mut dictionary = |name: &str| {
        let file = folder.join("dictionaries").join(format!("{name}.tsv"));
        fs::read_to_string(file).map_err(|cause| cause.to_string())
    };
    let mut parse = |path: &std::path::PathBuf| {
        declared::parse_with(&fs::read_to_string(path).unwrap(), &mut dictionary).unwrap()
    };
    paths.iter().map(&mut parse).collect()
});

/// The codes of all findings, infos included: solved equations, other declared rules, coded rules.
fn codes(fixture: &str) -> Vec<String> {
    let draft = fixture::parse(fixture).unwrap_or_else(|cause| panic!("{cause}"));
    let bytes = wire::encode(&draft);
    let memo = Memo::default();
    let report = Report::read(&bytes).unwrap().remembering(&memo);
    let applies = |card: &gouji_core::card::Card| {
        card.scope.excludes(&report).is_none()
            && card.needs.iter().all(|need| need.missing(&report).is_none())
    };
    let declared: Vec<&Declared> = DECLARED.iter().filter(|rule| applies(&rule.card)).collect();
    let equations = declared.iter().copied().filter(|rule| rule.equality().is_some());
    let solved = Solver::new(equations).solve(&report);
    let mut codes: Vec<String> = solved.into_iter().map(|solved| solved.found.rule).collect();
    let others = declared.iter().filter(|rule| rule.equality().is_none()).map(|&rule| rule as &dyn Rule);
    for rule in others.chain(national::PACK.rules().map(|rule| rule as &dyn Rule)) {
        let card = rule.card();
        if !applies(&card) {
            continue;
        }
        let mut findings = Findings::default();
        rule.check(&report, &mut findings);
        codes.extend(findings.into_parts().0.iter().map(|_| card.code.clone()));
    }
    codes.sort();
    codes
}

/// What the defect adds to what is said of the clean report.
#[track_caller]
fn check(fixture: &str, changes: &[(&str, &str)], expected: &[&str]) {
    let mut changed = fixture.to_owned();
    for (from, to) in changes {
        assert!(changed.contains(from), "the fixture has no {from}");
        changed = changed.replacen(from, to, 1);
    }
    let mut added = codes(&changed);
    for code in codes(fixture) {
        if let Some(at) = added.iter().position(|other| *other == code) {
            added.remove(at);
        }
    }
    assert_eq!(added, expected);
}

#[test]
fn of_sums() {
    check(COUNTY, &[("requests.total = [26,", "requests.total = [0,")], &["T3-02"]);
    check(
        COUNTY,
        &[("requests.total = [26, 3, 0, 0, 1, 0, 30]", "requests.total = [0, 0, 0, 0, 0, 0, 30]")],
        &["T3-02"],
    );
    check(COUNTY, &[("requests.new = [27, 3,", "requests.new = [72, 3,")], &["T3-01"]);
    check(
        COUNTY,
        &[("requests.granted = [14, 2, 0, 0, 0, 0, 16]", "requests.granted = [0, 14, 2, 0, 0, 0, 16]")],
        &["T3-02"],
    );
    check(
        COUNTY,
        &[("disputes.reconsideration = [2, 0, 0, 1, 3]", "disputes.reconsideration = [2, 0, 0, 2, 3]")],
        &["T4-01"],
    );
    check(
        COUNTY,
        &[("requests.carried_out = [3, 0, 0, 0, 0, 0, 3]", "requests.carried_out = [3, 0, 0, 0, 0, 0, 4]")],
        &["T3-03"],
    );
}

#[test]
fn of_cells() {
    check(DEPARTMENT, &[("requests.carried_in = [0,", "requests.carried_in = ['',")], &["V01"]);
    check(DEPARTMENT, &[("requests.new = [6, 1,", "requests.new = ['6/7', 1,")], &["V09"]);
    check(DEPARTMENT, &[("requests.new = [6, 1,", "requests.new = ['约6', 1,")], &["V03"]);
    check(DEPARTMENT, &[("requests.new = [6, 1,", "requests.new = ['6件', 1,")], &["V06"]);
    check(DEPARTMENT, &[("requests.granted = [4,", "requests.granted = ['-4',")], &["T3-02"]);
    check(DEPARTMENT, &[("requests.carried_in = [0,", "requests.carried_in = ['/',")], &["V02"]);
}

#[test]
fn of_the_table_of_disclosure() {
    check(DEPARTMENT, &[("proactive.fees = [\"482.6\"]", "proactive.fees = ['4826000']")], &["T2-13"]);
    check(DEPARTMENT, &[("proactive.fees = [\"482.6\"]", "proactive.fees = ['4826000元']")], &["T2-13"]);
    check(DEPARTMENT, &[("proactive.rules = [0, 0, 0]", "proactive.rules = [0, 0, 6]")], &["T2-01"]);
    check(
        DEPARTMENT,
        &[
            ("proactive.normative_documents = [1, 2, 9]", "proactive.normative_documents = [8, 0, 5]"),
            ("制发行政规范性文件1件，废止2件", "制发行政规范性文件8件，没有废止"),
        ],
        &["T2-14"],
    );
    check(
        DEPARTMENT,
        &[
            ("proactive.normative_documents = [1, 2, 9]", "proactive.normative_documents = [8, 0, 0]"),
            ("制发行政规范性文件1件，废止2件", "制发行政规范性文件8件，没有废止"),
        ],
        &["T2-15"],
    );
    check(COUNTY, &[("[5, 7, 143]", "[7, 7, 7]")], &["T2-03"]);
    check(COUNTY, &[("[5, 7, 143]", "[5, 7, 6]")], &["T2-02"]);
    check(COUNTY, &[("[312, 9, 18240]", "[312, 9, 0]")], &["T2-07"]);
    check(COUNTY, &[("[312, 9, 18240]", "[45, 8, 53]")], &["T2-04"]);
    check(COUNTY, &[("[196, 3, 88]", "[196, -203, 88]")], &["T2-05"]);
    check(COUNTY, &[("[214, \"6318.42万元\"]", "[0, \"6318.42万元\"]")], &["T2-10"]);
}

#[test]
fn of_rows() {
    check(DEPARTMENT, &[("proactive.coercion = [0]", "proactive.coercion = 'missing'")], &["F05"]);
    check(
        DEPARTMENT,
        &[("requests.carried_in = [0,", "found.requests.carried_in = 6\nrequests.carried_in = [0,")],
        &["F08"],
    );
    check(
        DEPARTMENT,
        &[("title =", "extra.requests = ['（四）无法提供小计 | 1 | 0 | 0 | 0 | 2 | 0 | 3']\ntitle =")],
        &["T3-08"],
    );
}

#[test]
fn of_prose_and_tables() {
    check(DEPARTMENT, &[("公开申请8件", "公开申请9件")], &["X01"]);
    check(COUNTY, &[("上年结转2件", "无上年结转")], &["T3-15"]);
    check(COUNTY, &[("网站1386条", "网站1398条")], &["P01"]);
    check(
        DEPARTMENT,
        &[
            (
                "requests.other.no_payment = [0, 0, 0, 0, 0, 0, 0]",
                "requests.other.no_payment = [1, 0, 0, 0, 0, 0, 1]",
            ),
            (
                "requests.unavailable.not_held = [1, 0, 0, 0, 1, 0, 2]",
                "requests.unavailable.not_held = [0, 0, 0, 0, 1, 0, 1]",
            ),
            ("本机关不掌握2件", "本机关不掌握1件，逾期未缴费1件"),
            (
                "依照《政府信息公开信息处理费管理办法》收取信息处理费0元。没有其他需要报告的事项。",
                "没有其他需要报告的事项。",
            ),
        ],
        &["T3-13"],
    );
}

#[test]
fn of_tables_as_a_whole() {
    let zeros = |fixture: &str, table: &str| -> String {
        let row = |line: &str| match line.starts_with(table) {
            true => {
                let (head, cells) = line.split_once('[').unwrap();
                let count = cells.matches(',').count() + 1;
                format!("{head}[{}]\n", vec!["0"; count].join(", "))
            }
            false => format!("{line}\n"),
        };
        fixture.lines().map(row).collect()
    };
    let added = |fixture: &str| {
        let clean = codes(DEPARTMENT);
        let mut added = codes(fixture);
        clean.iter().for_each(|code| added.retain(|other| other != code));
        added
    };
    assert_eq!(added(&zeros(DEPARTMENT, "requests.")), ["V10"]);
    assert_eq!(added(&zeros(DEPARTMENT, "proactive.")), ["V10"]);
    assert_eq!(
        added(
            &zeros(DEPARTMENT, "requests.").replace("[0, 0, 0, 0, 0, 0, 0]", "['', '', '', '', '', '', '']")
        ),
        ["V08"]
    );
    assert_eq!(added(&format!("proactive = 'missing'\n{}", without(DEPARTMENT, "proactive."))), ["S10"]);
}

/// The fixture without the lines of a table.
fn without(fixture: &str, table: &str) -> String {
    fixture.lines().filter(|line| !line.starts_with(table)).map(|line| format!("{line}\n")).collect()
}

#[test]
fn of_parent_and_children() {
    let child = "\n[[children]]\nagency = { name = '青岭县公安局', level = 'department', of = 'county' }\n";
    let report = format!(
        "{COUNTY}{child}proactive.penalties = [0, 0, 1502]\nrequests.new = [27, 3, 0, 0, 1, 0, 31]\n"
    );
    check(&report, &[], &[]);
    check(&report, &[("[0, 0, 1502]", "[0, 0, 1602]")], &["A04"]);
}

/// A report with tables of last year and this one.
#[test]
fn of_two_years() {
    let last = "\n[last_year]\nyear = 2022\nrequests.carried_out = [0, 0, 0, 0, 0, 0, 0]\nproactive.normative_documents = [2, 1, 10]\nproactive.licensing = [141]\n";
    let report = format!("{DEPARTMENT}{last}");
    check(&report, &[], &[]);
    check(
        &report,
        &[(
            "requests.carried_out = [0, 0, 0, 0, 0, 0, 0]\nproactive",
            "requests.carried_out = [1, 0, 0, 0, 0, 0, 1]\nproactive",
        )],
        &["Y01"],
    );
    check(
        &report,
        &[("proactive.normative_documents = [2, 1, 10]", "proactive.normative_documents = [2, 1, 14]")],
        &["Y02"],
    );
    check(&report, &[("proactive.licensing = [141]", "proactive.licensing = [1370]")], &["Y08"]);
}

/// The codes of the findings on the clean report of 2023 with words changed, each with what it stands for besides.
#[track_caller]
fn check_text(changes: &[(&str, &str)], expected: &[&str]) {
    static SESSION: LazyLock<Session> = LazyLock::new(|| {
        let root = Path::new(env!("CARGO_MANIFEST_DIR")).join("../..");
        Session::of(Home::at(&root)).profile("national").linked(&[national::TABLE]).open().unwrap()
    });
    let mut text = include_str!("../../../tests/reports/clean-2023.txt").to_owned();
    for (from, to) in changes {
        assert!(text.contains(from), "the report has no {from}");
        text = text.replacen(from, to, 1);
    }
    let checked = SESSION.check(&Input::Stdin(text.into_bytes()), None);
    let codes = |finding: &Finding| {
        let mut codes: Vec<&str> = finding.also.iter().map(String::as_str).collect();
        codes.push(&finding.rule);
        codes.sort_unstable();
        codes.join(" ")
    };
    let grave = checked.findings.iter().filter(|finding| finding.severity > Severity::Info);
    let said: Vec<String> = grave.map(codes).collect();
    assert_eq!(said, expected);
}

#[test]
fn of_a_table_that_prose_and_sums_contradict() {
    check_text(&[], &[]);
    let told = ("办结48件，", "办结48件，其中予以公开25件，");
    let wrong = ("| 20 | 3 | 0 | 1 | 1 | 0 | 25 |", "| 20 | 3 | 0 | 1 | 1 | 0 | 52 |");
    check_text(&[told], &[]);
    check_text(&[wrong], &["T3-02 T3-03"]);
    // Sums and prose ask for the same value of the same cell.
    check_text(&[told, wrong], &["T3-02 T3-03 X04"]);
    // The prose asks for another one.
    check_text(&[told, wrong, ("予以公开25件", "予以公开26件")], &["X04", "T3-02 T3-03"]);
    // The table is right.
    check_text(&[told, ("予以公开25件", "予以公开26件")], &["X04"]);
}

//! What declared rules cost on a report that is in memory: `cargo bench -p gouji-engine --bench rules`.

use std::fs;
use std::path::Path;

use divan::{Bencher, black_box};
use gouji_core::declared::{self, Declared};
use gouji_core::finding::Findings;
use gouji_core::fixture;
use gouji_core::form::{Edition, RequestLine, Table};
use gouji_core::report::Report;
use gouji_core::rule::Rule;
use gouji_core::wire;
use gouji_engine::solve::Solver;

fn main() {
    divan::main();
}

/// A report of 2020 whose every table is whole; `rows` of 表三 are instead of rows of zeros.
fn report(rows: &[(RequestLine, [i32; 7])]) -> Vec<u8> {
    let sentence = "机关认真贯彻落实条例，围绕中心工作主动公开各类信息，完善制度，规范流程，及时更新栏目，回应群众关切。";
    let prose = sentence.repeat(60);
    let mut toml =
        format!("year = 2020\noverview = '{prose}'\nproblems = '{prose}'\nagency.level = 'county'\n");
    for table in Table::ALL {
        for (row, label) in (0_u8..).zip(table.rows()) {
            let width = table.expected_columns(Edition::E2019, row).len();
            let given = rows.iter().find(|(line, _)| table == Table::Requests && *line as u8 == row);
            let cells = given.map_or_else(|| vec![0; width], |(_, cells)| cells.to_vec());
            if width > 0 {
                toml.push_str(&format!("{}.{} = {cells:?}\n", table.key(), label.key));
            }
        }
    }
    wire::encode(&fixture::parse(&toml).expect("the fixture is one"))
}

fn clean() -> Vec<u8> {
    let row = [27, 3, 0, 0, 0, 1, 31];
    report(&[(RequestLine::New, row), (RequestLine::Granted, row), (RequestLine::Total, row)])
}

/// One wrong cell.
fn broken() -> Vec<u8> {
    let row = [27, 3, 0, 0, 0, 1, 31];
    let total = [0, 3, 0, 0, 0, 1, 31];
    report(&[(RequestLine::New, row), (RequestLine::Granted, row), (RequestLine::Total, total)])
}

/// Three wrong cells in lines of their own, the most that are looked for.
fn three() -> Vec<u8> {
    let row = [27, 3, 0, 0, 0, 1, 31];
    report(&[
        (RequestLine::New, [28, 3, 0, 0, 0, 1, 31]),
        (RequestLine::Granted, [27, 5, 0, 0, 0, 1, 31]),
        (RequestLine::Total, row),
        (RequestLine::Repeat, [0, 0, 0, 0, 0, 4, 0]),
    ])
}

/// Nothing fits anything.
fn hopeless() -> Vec<u8> {
    let rows: Vec<(RequestLine, [i32; 7])> = (0..)
        .zip(RequestLine::ALL)
        .filter(|(_, line)| !Table::Requests.expected_columns(Edition::E2019, **line as u8).is_empty())
        .map(|(at, line)| (*line, [1, 2, 3, 4, 5, 6, 7].map(|cell| cell * 31 * (at + 1) % 17)))
        .collect();
    report(&rows)
}

fn texts() -> Vec<String> {
    let root = Path::new(env!("CARGO_MANIFEST_DIR")).join("../../rules");
    let mut texts = Vec::new();
    for pack in ["national", "yunnan", "zhaotong-2020"] {
        for file in fs::read_dir(root.join(pack)).expect("the folder of a pack's rules is there") {
            let path = file.expect("a folder that can be opened can be listed").path();
            if path.extension().is_some_and(|extension| extension == "toml") {
                texts.push(fs::read_to_string(&path).expect("a rule file can be read"));
            }
        }
    }
    texts
}

fn rules() -> Vec<Declared> {
    let root = Path::new(env!("CARGO_MANIFEST_DIR")).join("../../rules/national/dictionaries");
    let mut dictionary =
        |name: &str| fs::read_to_string(root.join(format!("{name}.tsv"))).map_err(|cause| cause.to_string());
    let parse =
        |text: &String| declared::parse_with(text, &mut dictionary).expect("rules/ is proved by tests");
    texts().iter().map(parse).collect()
}

#[divan::bench(args = ["clean", "broken", "three", "hopeless"])]
fn solve(bencher: Bencher, name: &str) {
    let bytes = match name {
        "clean" => clean(),
        "broken" => broken(),
        "three" => three(),
        _ => hopeless(),
    };
    let report = Report::read(&bytes).expect("just encoded");
    let solver = Solver::new(&rules());
    bencher.bench_local(|| black_box(solver.solve(black_box(&report))));
}

#[divan::bench]
fn make_a_solver(bencher: Bencher) {
    let rules = rules();
    bencher.bench_local(|| Solver::new(black_box(&rules)));
}

#[divan::bench]
fn parse_every_rule(bencher: Bencher) {
    let texts = texts();
    bencher.bench_local(|| texts.iter().map(|text| declared::parse(text).is_ok()).filter(|ok| *ok).count());
}

/// A province's 300 rules, a fourth of each kind: reading them is part of every start.
#[divan::bench]
fn parse_300_rules(bencher: Bencher) {
    let kinds = [
        "holds = \"不予公开.总计 <= {most}% 总计.总计\"\nmessage = \"不予公开 {不予公开.总计} 件\"\n[options.most]\ndefault = 50\nsays = \"至多\"\n",
        "holds = \"上年.表三.结转下年度 = 表三.上年结转\"\n",
        "when = \"表三.总计.总计 > 0\"\n[mentions]\nall = [[\"培训\", \"轮训\"], [\"考核\"], [\"通报\"]]\nleast = 2\n",
        "[wording]\nfind = [\"工商局\", \"法制办\"]\nnear = [\"申请\"]\nbetter = \"市场监督管理局\"\n",
    ];
    let card = "name = \"x/y\"\nseverity = \"提示\"\ncertainty = \"可能\"\ntitle = \"标题\"\nbasis = \"依据\"\nwhy = \"理由\"\n";
    let examples = "[[bad]]\nreport = \"overview = '无。'\"\nfinds = \"消息\"\n[[good]]\nreport = \"overview = '好。'\"\n";
    let text = |at: usize| format!("code = \"X-{at}\"\n{card}{}{examples}", kinds[at % kinds.len()]);
    let texts: Vec<String> = (0..300).map(text).collect();
    assert!(texts.iter().all(|text| declared::parse(text).is_ok()));
    bencher.bench_local(|| texts.iter().map(|text| declared::parse(text).is_ok()).filter(|ok| *ok).count());
}

/// Every declared rule of the three packs that is no equality, on a county's report of 2020.
#[divan::bench]
fn the_other_declared_rules(bencher: Bencher) {
    let bytes = clean();
    let report = Report::read(&bytes).expect("just encoded");
    let rules: Vec<Declared> = rules().into_iter().filter(|rule| rule.equality().is_none()).collect();
    bencher.bench_local(|| {
        let mut findings = Findings::default();
        for rule in rules.iter().filter(|rule| rule.card.scope.excludes(&report).is_none()) {
            rule.check(&report, &mut findings);
        }
        findings
    });
}

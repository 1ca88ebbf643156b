//! The solver on tables with known slips, and on tables made at random.

mod random;

use std::sync::LazyLock;

use expect_test::expect;
use gouji_core::declared;
use gouji_core::fixture;
use gouji_core::form::RequestLine::{
    self, CarriedIn, Granted, New, NotHeld, PartlyGranted, StateSecret, ThirdParty, Total,
};
use gouji_core::form::Table;
use gouji_core::report::Draft;
use gouji_core::wire;

use super::*;

/// The equalities of the official tables, as they are shipped.
const RULES: [&str; 6] = [
    include_str!("../../../../rules/national/unbalanced-requests.toml"),
    include_str!("../../../../rules/national/broken-result-total.toml"),
    include_str!("../../../../rules/national/broken-row-total.toml"),
    include_str!("../../../../rules/national/wrong-reconsideration-total.toml"),
    include_str!("../../../../rules/national/wrong-direct-litigation-total.toml"),
    include_str!("../../../../rules/national/wrong-litigation-after-reconsideration-total.toml"),
];

static SOLVER: LazyLock<Solver> =
    LazyLock::new(|| Solver::new(&RULES.map(|rule| declared::parse(rule).unwrap())));

fn solved(draft: &Draft) -> Vec<Solved> {
    let bytes = wire::encode(draft);
    SOLVER.solve(&Report::read(&bytes).unwrap())
}

/// A 表三 that is whole, with these rows instead of rows of zeros. `edition` as in fixtures.
fn requests(edition: &str, rows: &[(RequestLine, [&str; 7])]) -> Draft {
    let mut toml = format!("edition = '{edition}'\n");
    let known = if edition == "2019" { Edition::E2019 } else { Edition::E2021 };
    for &line in RequestLine::ALL {
        if Table::Requests.expected_columns(known, line as u8).is_empty() {
            continue;
        }
        let cells = rows.iter().find(|(row, _)| *row == line).map_or(["0"; 7], |(_, cells)| *cells);
        toml.push_str(&format!("requests.{} = {cells:?}\n", line.key()));
    }
    fixture::parse(&toml).unwrap()
}

/// Rule, also, spot, message, repair, alternatives, evidence: a line each.
fn said(solved: &[Solved]) -> String {
    let mut said = String::new();
    for Solved { found, alternatives, .. } in solved {
        said.push_str(&format!("{} {:?} {}\n", found.rule, found.also, found.message));
        if let Some(repair) = &found.repair {
            said.push_str(&format!("  {:?} -> {:?}\n", repair.replace, repair.with));
        }
        for (cell, repair) in alternatives {
            said.push_str(&format!("  or {cell}: {:?} -> {:?}\n", repair.replace, repair.with));
        }
        for evidence in &found.evidence {
            said.push_str(&format!("  {}\n", evidence.text));
        }
    }
    said
}

#[track_caller]
fn check(draft: &Draft, expected: &expect_test::Expect) {
    expected.assert_eq(&said(&solved(draft)));
}

#[test]
fn the_total_row_is_filled_in_only_at_its_end() {
    let rows = [
        (New, ["27", "0", "0", "0", "0", "0", "27"]),
        (CarriedIn, ["", "0", "0", "0", "0", "0", "0"]),
        (Granted, ["27", "0", "0", "0", "0", "0", "27"]),
        (Total, ["0", "0", "0", "0", "0", "0", "27"]),
    ];
    check(
        &requests("2019", &rows),
        &expect![[r#"
        T3-02 ["T3-01", "T3-03"] 表三·总计·自然人写的是 0，应为 27（“总计”行只填了最后一格）
          "0" -> "27"
          自然人：本年新收 27 ＋ 上年结转 0 ＝ 27，而总计 0 ＋ 结转下年度 0 ＝ 0
          自然人：予以公开 27 ＋ 部分公开 0 ＋ 不予公开 0 ＋ 无法提供 0 ＋ 不予处理 0 ＋ 其他处理 0 ＝ 27，而总计 0
          总计：自然人 0 ＋ 商业企业 0 ＋ 科研机构 0 ＋ 社会公益组织 0 ＋ 法律服务机构 0 ＋ 其他 0 ＝ 0，而总计 27
    "#]],
    );
}

#[test]
fn several_totals_are_left_out() {
    let rows = [
        (New, ["27", "3", "2", "1", "5", "0", "38"]),
        (Granted, ["27", "3", "2", "1", "5", "0", "38"]),
        (Total, ["0", "0", "0", "0", "0", "0", "38"]),
    ];
    check(
        &requests("2019", &rows),
        &expect![[r#"
        T3-02 ["T3-01", "T3-03"] 表三·总计·自然人写的是 0，应为 27；表三·总计·商业企业写的是 0，应为 3；表三·总计·科研机构写的是 0，应为 2；表三·总计·社会公益组织写的是 0，应为 1；共 5 格（“总计”行只填了最后一格）
          "0" -> "27"
          自然人：本年新收 27 ＋ 上年结转 0 ＝ 27，而总计 0 ＋ 结转下年度 0 ＝ 0
          商业企业：本年新收 3 ＋ 上年结转 0 ＝ 3，而总计 0 ＋ 结转下年度 0 ＝ 0
          科研机构：本年新收 2 ＋ 上年结转 0 ＝ 2，而总计 0 ＋ 结转下年度 0 ＝ 0
          社会公益组织：本年新收 1 ＋ 上年结转 0 ＝ 1，而总计 0 ＋ 结转下年度 0 ＝ 0
          法律服务机构：本年新收 5 ＋ 上年结转 0 ＝ 5，而总计 0 ＋ 结转下年度 0 ＝ 0
          自然人：予以公开 27 ＋ 部分公开 0 ＋ 不予公开 0 ＋ 无法提供 0 ＋ 不予处理 0 ＋ 其他处理 0 ＝ 27，而总计 0
          商业企业：予以公开 3 ＋ 部分公开 0 ＋ 不予公开 0 ＋ 无法提供 0 ＋ 不予处理 0 ＋ 其他处理 0 ＝ 3，而总计 0
          科研机构：予以公开 2 ＋ 部分公开 0 ＋ 不予公开 0 ＋ 无法提供 0 ＋ 不予处理 0 ＋ 其他处理 0 ＝ 2，而总计 0
          社会公益组织：予以公开 1 ＋ 部分公开 0 ＋ 不予公开 0 ＋ 无法提供 0 ＋ 不予处理 0 ＋ 其他处理 0 ＝ 1，而总计 0
          法律服务机构：予以公开 5 ＋ 部分公开 0 ＋ 不予公开 0 ＋ 无法提供 0 ＋ 不予处理 0 ＋ 其他处理 0 ＝ 5，而总计 0
          总计：自然人 0 ＋ 商业企业 0 ＋ 科研机构 0 ＋ 社会公益组织 0 ＋ 法律服务机构 0 ＋ 其他 0 ＝ 0，而总计 38
    "#]],
    );
}

#[test]
fn a_blank_cell_is_filled_before_a_printed_one_is_changed() {
    let rows = [
        (New, ["5", "2", "0", "0", "0", "0", "7"]),
        (Granted, ["5", "", "0", "0", "0", "0", "7"]),
        (Total, ["5", "2", "0", "0", "0", "0", "7"]),
    ];
    check(
        &requests("2021", &rows),
        &expect![[r#"
        T3-02 ["T3-03"] 表三·予以公开·商业企业是空白，应为 2
          "" -> "2"
          商业企业：予以公开 0 ＋ 部分公开 0 ＋ 不予公开 0 ＋ 无法提供 0 ＋ 不予处理 0 ＋ 其他处理 0 ＝ 0，而总计 2
          予以公开：自然人 5 ＋ 商业企业 0 ＋ 科研机构 0 ＋ 社会公益组织 0 ＋ 法律服务机构 0 ＋ 其他 0 ＝ 5，而总计 7
    "#]],
    );
}

#[test]
fn digits_are_transposed() {
    let rows = [
        (New, ["21", "3", "0", "0", "0", "0", "24"]),
        (Granted, ["21", "3", "0", "0", "0", "0", "24"]),
        (Total, ["12", "3", "0", "0", "0", "0", "24"]),
    ];
    check(
        &requests("2021", &rows),
        &expect![[r#"
        T3-02 ["T3-01", "T3-03"] 表三·总计·自然人写的是 12，应为 21（像是数字前后写颠倒了）
          "12" -> "21"
          自然人：本年新收 21 ＋ 上年结转 0 ＝ 21，而总计 12 ＋ 结转下年度 0 ＝ 12
          自然人：予以公开 21 ＋ 部分公开 0 ＋ 不予公开 0 ＋ 无法提供 0 ＋ 不予处理 0 ＋ 其他处理 0 ＝ 21，而总计 12
          总计：自然人 12 ＋ 商业企业 3 ＋ 科研机构 0 ＋ 社会公益组织 0 ＋ 法律服务机构 0 ＋ 其他 0 ＝ 15，而总计 24
    "#]],
    );
}

#[test]
fn a_sub_total_is_counted_twice() {
    let rows = [
        (New, ["9", "0", "0", "0", "0", "0", "9"]),
        (Granted, ["4", "0", "0", "0", "0", "0", "4"]),
        (StateSecret, ["1", "0", "0", "0", "0", "0", "1"]),
        (ThirdParty, ["2", "0", "0", "0", "0", "0", "2"]),
        (NotHeld, ["2", "0", "0", "0", "0", "0", "2"]),
        (Total, ["12", "0", "0", "0", "0", "0", "9"]),
    ];
    check(
        &requests("2021", &rows),
        &expect![[r#"
        T3-02 ["T3-01", "T3-03"] 表三·总计·自然人写的是 12，应为 9（像是重复计算了“不予公开”的 3）
          "12" -> "9"
          自然人：本年新收 9 ＋ 上年结转 0 ＝ 9，而总计 12 ＋ 结转下年度 0 ＝ 12
          自然人：予以公开 4 ＋ 部分公开 0 ＋ 不予公开 3 ＋ 无法提供 2 ＋ 不予处理 0 ＋ 其他处理 0 ＝ 9，而总计 12
          总计：自然人 12 ＋ 商业企业 0 ＋ 科研机构 0 ＋ 社会公益组织 0 ＋ 法律服务机构 0 ＋ 其他 0 ＝ 12，而总计 9
    "#]],
    );
}

#[test]
fn a_row_is_shifted() {
    let rows = [
        (New, ["8", "3", "0", "2", "0", "1", "14"]),
        (Granted, ["", "8", "3", "0", "2", "0", "1"]),
        (Total, ["8", "3", "0", "2", "0", "1", "14"]),
    ];
    check(
        &requests("2021", &rows),
        &expect![[r#"
        T3-02 ["T3-03"] 表三·予以公开·自然人是空白，应为 8；表三·予以公开·商业企业写的是 8，应为 3；表三·予以公开·科研机构写的是 3，应为 0；表三·予以公开·社会公益组织写的是 0，应为 2；共 7 格（“予以公开”一行像是整行错开了一格）
          "" -> "8"
          自然人：予以公开 0 ＋ 部分公开 0 ＋ 不予公开 0 ＋ 无法提供 0 ＋ 不予处理 0 ＋ 其他处理 0 ＝ 0，而总计 8
          商业企业：予以公开 8 ＋ 部分公开 0 ＋ 不予公开 0 ＋ 无法提供 0 ＋ 不予处理 0 ＋ 其他处理 0 ＝ 8，而总计 3
          科研机构：予以公开 3 ＋ 部分公开 0 ＋ 不予公开 0 ＋ 无法提供 0 ＋ 不予处理 0 ＋ 其他处理 0 ＝ 3，而总计 0
          社会公益组织：予以公开 0 ＋ 部分公开 0 ＋ 不予公开 0 ＋ 无法提供 0 ＋ 不予处理 0 ＋ 其他处理 0 ＝ 0，而总计 2
          法律服务机构：予以公开 2 ＋ 部分公开 0 ＋ 不予公开 0 ＋ 无法提供 0 ＋ 不予处理 0 ＋ 其他处理 0 ＝ 2，而总计 0
          其他：予以公开 0 ＋ 部分公开 0 ＋ 不予公开 0 ＋ 无法提供 0 ＋ 不予处理 0 ＋ 其他处理 0 ＝ 0，而总计 1
          总计：予以公开 1 ＋ 部分公开 0 ＋ 不予公开 0 ＋ 无法提供 0 ＋ 不予处理 0 ＋ 其他处理 0 ＝ 1，而总计 14
          予以公开：自然人 0 ＋ 商业企业 8 ＋ 科研机构 3 ＋ 社会公益组织 0 ＋ 法律服务机构 2 ＋ 其他 0 ＝ 13，而总计 1
    "#]],
    );
    let short = [
        (New, ["8", "0", "0", "0", "0", "0", "8"]),
        (Granted, ["0", "8", "0", "0", "0", "0", "0"]),
        (Total, ["8", "0", "0", "0", "0", "0", "8"]),
    ];
    check(
        &requests("2021", &short),
        &expect![[r#"
        T3-02 ["T3-03"] 表三·予以公开·自然人写的是 0，应为 8；表三·予以公开·商业企业写的是 8，应为 0；表三·予以公开·总计写的是 0，应为 8（“予以公开”一行像是整行错开了一格）
          "0" -> "8"
          自然人：予以公开 0 ＋ 部分公开 0 ＋ 不予公开 0 ＋ 无法提供 0 ＋ 不予处理 0 ＋ 其他处理 0 ＝ 0，而总计 8
          商业企业：予以公开 8 ＋ 部分公开 0 ＋ 不予公开 0 ＋ 无法提供 0 ＋ 不予处理 0 ＋ 其他处理 0 ＝ 8，而总计 0
          总计：予以公开 0 ＋ 部分公开 0 ＋ 不予公开 0 ＋ 无法提供 0 ＋ 不予处理 0 ＋ 其他处理 0 ＝ 0，而总计 8
          予以公开：自然人 0 ＋ 商业企业 8 ＋ 科研机构 0 ＋ 社会公益组织 0 ＋ 法律服务机构 0 ＋ 其他 0 ＝ 8，而总计 0
    "#]],
    );
}

#[test]
fn two_slips_are_two_findings() {
    let rows = [
        (New, ["20", "6", "0", "0", "0", "0", "26"]),
        (Granted, ["17", "6", "0", "0", "0", "0", "24"]),
        (PartlyGranted, ["2", "0", "0", "0", "0", "0", "4"]),
        (Total, ["20", "6", "0", "0", "0", "0", "26"]),
    ];
    check(
        &requests("2021", &rows),
        &expect![[r#"
        T3-02 ["T3-03"] 表三·予以公开·自然人写的是 17，应为 18
          "17" -> "18"
          自然人：予以公开 17 ＋ 部分公开 2 ＋ 不予公开 0 ＋ 无法提供 0 ＋ 不予处理 0 ＋ 其他处理 0 ＝ 19，而总计 20
          予以公开：自然人 17 ＋ 商业企业 6 ＋ 科研机构 0 ＋ 社会公益组织 0 ＋ 法律服务机构 0 ＋ 其他 0 ＝ 23，而总计 24
        T3-03 ["T3-02"] 表三·部分公开·总计写的是 4，应为 2
          "4" -> "2"
          总计：予以公开 24 ＋ 部分公开 4 ＋ 不予公开 0 ＋ 无法提供 0 ＋ 不予处理 0 ＋ 其他处理 0 ＝ 28，而总计 26
          部分公开：自然人 2 ＋ 商业企业 0 ＋ 科研机构 0 ＋ 社会公益组织 0 ＋ 法律服务机构 0 ＋ 其他 0 ＝ 2，而总计 4
    "#]],
    );
}

#[test]
fn many_slips_are_told_apart() {
    let rows = [
        (New, ["21", "6", "3", "4", "1", "0", "35"]),
        (Granted, ["10", "4", "1", "1", "1", "0", "17"]),
        (PartlyGranted, ["5", "1", "1", "1", "0", "0", "8"]),
        (StateSecret, ["2", "3", "1", "1", "0", "0", "5"]),
        (NotHeld, ["4", "0", "9", "1", "0", "0", "5"]),
        (ThirdParty, ["0", "0", "0", "5", "0", "0", "0"]),
        (Total, ["12", "6", "3", "4", "1", "0", "35"]),
    ];
    check(
        &requests("2021", &rows),
        &expect![[r#"
        T3-02 ["T3-03"] 表三·属于国家秘密·商业企业写的是 3，应为 1
          "3" -> "1"
          商业企业：予以公开 4 ＋ 部分公开 1 ＋ 不予公开 3 ＋ 无法提供 0 ＋ 不予处理 0 ＋ 其他处理 0 ＝ 8，而总计 6
          属于国家秘密：自然人 2 ＋ 商业企业 3 ＋ 科研机构 1 ＋ 社会公益组织 1 ＋ 法律服务机构 0 ＋ 其他 0 ＝ 7，而总计 5
        T3-02 ["T3-03"] 表三·保护第三方合法权益·社会公益组织写的是 5，应为 0
          "5" -> "0"
          社会公益组织：予以公开 1 ＋ 部分公开 1 ＋ 不予公开 6 ＋ 无法提供 1 ＋ 不予处理 0 ＋ 其他处理 0 ＝ 9，而总计 4
          保护第三方合法权益：自然人 0 ＋ 商业企业 0 ＋ 科研机构 0 ＋ 社会公益组织 5 ＋ 法律服务机构 0 ＋ 其他 0 ＝ 5，而总计 0
        T3-02 ["T3-03"] 表三·本机关不掌握相关政府信息·科研机构写的是 9，应为 0
          "9" -> "0"
          科研机构：予以公开 1 ＋ 部分公开 1 ＋ 不予公开 1 ＋ 无法提供 9 ＋ 不予处理 0 ＋ 其他处理 0 ＝ 12，而总计 3
          本机关不掌握相关政府信息：自然人 4 ＋ 商业企业 0 ＋ 科研机构 9 ＋ 社会公益组织 1 ＋ 法律服务机构 0 ＋ 其他 0 ＝ 14，而总计 5
        T3-02 ["T3-01", "T3-03"] 表三·总计·自然人写的是 12，应为 21（像是数字前后写颠倒了）
          "12" -> "21"
          自然人：本年新收 21 ＋ 上年结转 0 ＝ 21，而总计 12 ＋ 结转下年度 0 ＝ 12
          自然人：予以公开 10 ＋ 部分公开 5 ＋ 不予公开 2 ＋ 无法提供 4 ＋ 不予处理 0 ＋ 其他处理 0 ＝ 21，而总计 12
          总计：自然人 12 ＋ 商业企业 6 ＋ 科研机构 3 ＋ 社会公益组织 4 ＋ 法律服务机构 1 ＋ 其他 0 ＝ 26，而总计 35
    "#]],
    );
}

#[test]
fn a_single_equation_tells_that_something_is_wrong_not_what() {
    let draft = |row: &str| fixture::parse(&format!("disputes.reconsideration = {row}")).unwrap();
    check(
        &draft("[1, 0, 0, 0, 2]"),
        &expect![[r#"
        T4-01 [] 行政复议：结果维持 1 ＋ 结果纠正 0 ＋ 其他结果 0 ＋ 尚未审结 0 ＝ 1，而总计 2；如其余各格无误，表四·行政复议·总计应为 1
          "2" -> "1"
    "#]],
    );
    check(
        &draft("[1, '', 0, 0, 2]"),
        &expect![[r#"
        T4-01 [] 表四·行政复议·结果纠正是空白，应为 1
          "" -> "1"
          行政复议：结果维持 1 ＋ 结果纠正 0 ＋ 其他结果 0 ＋ 尚未审结 0 ＝ 1，而总计 2
    "#]],
    );
    check(
        &draft("[1, '', 0, '/', 2]"),
        &expect![[r#"
        T4-01 [] 表四·行政复议·结果纠正是空白，应为 1；也可能是表四·行政复议·尚未审结写的是“/”，应为 1
          "" -> "1"
          or 表四·行政复议·尚未审结: "/" -> "1"
          行政复议：结果维持 1 ＋ 结果纠正 0 ＋ 其他结果 0 ＋ 尚未审结 0 ＝ 1，而总计 2
    "#]],
    );
    check(
        &draft("['', '', '', '', 2]"),
        &expect![[r#"
        T4-01 [] 行政复议：结果维持 0 ＋ 结果纠正 0 ＋ 其他结果 0 ＋ 尚未审结 0 ＝ 0，而总计 2
    "#]],
    );
    check(
        &draft("[1, 1, 0, 0, '']"),
        &expect![[r#"
        T4-01 [] 表四·行政复议·总计是空白，应为 2
          "" -> "2"
          行政复议：结果维持 1 ＋ 结果纠正 1 ＋ 其他结果 0 ＋ 尚未审结 0 ＝ 2，而总计 0
    "#]],
    );
    check(&draft("[1, 1, 0, '约2', 2]"), &expect![[r""]]);
}

#[test]
fn when_too_many_cells_may_be_wrong_none_is_named() {
    let rows = [
        (New, ["9", "8", "7", "6", "5", "4", "3"]),
        (Granted, ["1", "2", "3", "4", "5", "6", "7"]),
        (Total, ["2", "9", "4", "9", "6", "9", "8"]),
    ];
    check(
        &requests("2021", &rows),
        &expect![[r#"
        T3-01 [] 自然人：本年新收 9 ＋ 上年结转 0 ＝ 9，而总计 2 ＋ 结转下年度 0 ＝ 2
        T3-03 [] 本年新收：自然人 9 ＋ 商业企业 8 ＋ 科研机构 7 ＋ 社会公益组织 6 ＋ 法律服务机构 5 ＋ 其他 4 ＝ 39，而总计 3
        T3-01 [] 商业企业：本年新收 8 ＋ 上年结转 0 ＝ 8，而总计 9 ＋ 结转下年度 0 ＝ 9
        T3-01 [] 科研机构：本年新收 7 ＋ 上年结转 0 ＝ 7，而总计 4 ＋ 结转下年度 0 ＝ 4
        T3-01 [] 社会公益组织：本年新收 6 ＋ 上年结转 0 ＝ 6，而总计 9 ＋ 结转下年度 0 ＝ 9
        T3-01 [] 法律服务机构：本年新收 5 ＋ 上年结转 0 ＝ 5，而总计 6 ＋ 结转下年度 0 ＝ 6
        T3-01 [] 其他：本年新收 4 ＋ 上年结转 0 ＝ 4，而总计 9 ＋ 结转下年度 0 ＝ 9
        T3-01 [] 总计：本年新收 3 ＋ 上年结转 0 ＝ 3，而总计 8 ＋ 结转下年度 0 ＝ 8
        T3-02 [] 自然人：予以公开 1 ＋ 部分公开 0 ＋ 不予公开 0 ＋ 无法提供 0 ＋ 不予处理 0 ＋ 其他处理 0 ＝ 1，而总计 2
        T3-03 [] 予以公开：自然人 1 ＋ 商业企业 2 ＋ 科研机构 3 ＋ 社会公益组织 4 ＋ 法律服务机构 5 ＋ 其他 6 ＝ 21，而总计 7
        T3-02 [] 商业企业：予以公开 2 ＋ 部分公开 0 ＋ 不予公开 0 ＋ 无法提供 0 ＋ 不予处理 0 ＋ 其他处理 0 ＝ 2，而总计 9
        T3-02 [] 科研机构：予以公开 3 ＋ 部分公开 0 ＋ 不予公开 0 ＋ 无法提供 0 ＋ 不予处理 0 ＋ 其他处理 0 ＝ 3，而总计 4
        T3-02 [] 社会公益组织：予以公开 4 ＋ 部分公开 0 ＋ 不予公开 0 ＋ 无法提供 0 ＋ 不予处理 0 ＋ 其他处理 0 ＝ 4，而总计 9
        T3-02 [] 法律服务机构：予以公开 5 ＋ 部分公开 0 ＋ 不予公开 0 ＋ 无法提供 0 ＋ 不予处理 0 ＋ 其他处理 0 ＝ 5，而总计 6
        T3-02 [] 其他：予以公开 6 ＋ 部分公开 0 ＋ 不予公开 0 ＋ 无法提供 0 ＋ 不予处理 0 ＋ 其他处理 0 ＝ 6，而总计 9
        T3-02 [] 总计：予以公开 7 ＋ 部分公开 0 ＋ 不予公开 0 ＋ 无法提供 0 ＋ 不予处理 0 ＋ 其他处理 0 ＝ 7，而总计 8
        T3-03 [] 总计：自然人 2 ＋ 商业企业 9 ＋ 科研机构 4 ＋ 社会公益组织 9 ＋ 法律服务机构 6 ＋ 其他 9 ＝ 39，而总计 8
    "#]],
    );
}

#[test]
fn a_column_of_totals_is_left_blank() {
    let rows = [
        (New, ["9", "1", "0", "0", "0", "0", ""]),
        (Granted, ["5", "1", "0", "0", "0", "0", ""]),
        (PartlyGranted, ["1", "0", "0", "0", "0", "0", ""]),
        (NotHeld, ["3", "0", "0", "0", "0", "0", ""]),
        (Total, ["9", "1", "0", "0", "0", "0", ""]),
    ];
    check(
        &requests("2021", &rows),
        &expect![[r#"
        T3-03 [] 表三·本年新收·总计是空白，应为 10；表三·予以公开·总计是空白，应为 6；表三·部分公开·总计是空白，应为 1；表三·本机关不掌握相关政府信息·总计是空白，应为 3；共 5 格
          "" -> "10"
          本年新收：自然人 9 ＋ 商业企业 1 ＋ 科研机构 0 ＋ 社会公益组织 0 ＋ 法律服务机构 0 ＋ 其他 0 ＝ 10，而总计 0
          予以公开：自然人 5 ＋ 商业企业 1 ＋ 科研机构 0 ＋ 社会公益组织 0 ＋ 法律服务机构 0 ＋ 其他 0 ＝ 6，而总计 0
          部分公开：自然人 1 ＋ 商业企业 0 ＋ 科研机构 0 ＋ 社会公益组织 0 ＋ 法律服务机构 0 ＋ 其他 0 ＝ 1，而总计 0
          本机关不掌握相关政府信息：自然人 3 ＋ 商业企业 0 ＋ 科研机构 0 ＋ 社会公益组织 0 ＋ 法律服务机构 0 ＋ 其他 0 ＝ 3，而总计 0
          总计：自然人 9 ＋ 商业企业 1 ＋ 科研机构 0 ＋ 社会公益组织 0 ＋ 法律服务机构 0 ＋ 其他 0 ＝ 10，而总计 0
    "#]],
    );
}

#[test]
fn what_is_unknown_is_not_guessed_at() {
    let rows = [
        (New, ["27", "0", "0", "0", "0", "0", "28"]),
        (Granted, ["27", "0", "0", "0", "0", "0", "27"]),
        (Total, ["见附件", "0", "0", "0", "0", "0", "27"]),
    ];
    check(
        &requests("2021", &rows),
        &expect![[r#"
        T3-03 ["T3-01"] 表三·本年新收·总计写的是 28，应为 27
          "28" -> "27"
          总计：本年新收 28 ＋ 上年结转 0 ＝ 28，而总计 27 ＋ 结转下年度 0 ＝ 27
          本年新收：自然人 27 ＋ 商业企业 0 ＋ 科研机构 0 ＋ 社会公益组织 0 ＋ 法律服务机构 0 ＋ 其他 0 ＝ 27，而总计 28
    "#]],
    );
}

#[test]
fn a_repair_never_makes_a_negative_count() {
    let rows = [
        (New, ["1", "0", "0", "0", "0", "0", "1"]),
        (CarriedIn, ["5", "0", "0", "0", "0", "0", "5"]),
        (Total, ["0", "0", "0", "0", "0", "0", "0"]),
    ];
    check(
        &requests("2021", &rows),
        &expect![[r#"
            T3-01 [] 自然人：本年新收 1 ＋ 上年结转 5 ＝ 6，而总计 0 ＋ 结转下年度 0 ＝ 0；可能是表三·结转下年度·自然人写的是 0，应为 6；表三·结转下年度·总计写的是 0，应为 6
              "0" -> "6"
              自然人：本年新收 1 ＋ 上年结转 5 ＝ 6，而总计 0 ＋ 结转下年度 0 ＝ 0
              总计：本年新收 1 ＋ 上年结转 5 ＝ 6，而总计 0 ＋ 结转下年度 0 ＝ 0
        "#]],
    );
}

#[test]
fn a_table_read_by_guess_gives_warnings() {
    let rows = [(New, ["2", "0", "0", "0", "0", "0", "1"]), (Total, ["1", "0", "0", "0", "0", "0", "1"])];
    let mut draft = requests("2021", &rows);
    draft.grids[Table::Requests as usize].inferred = true;
    let severities: Vec<_> = solved(&draft).into_iter().map(|solved| solved.found.severity).collect();
    assert!(!severities.is_empty());
    assert!(severities.iter().all(|severity| *severity == Some(gouji_core::card::Severity::Warning)));
}

#[test]
fn rules_out_of_scope_bind_nothing() {
    let mut rules = RULES.map(|rule| declared::parse(rule).unwrap());
    for rule in &mut rules {
        rule.card.scope.years = Some((2030, 2031));
    }
    let bytes = wire::encode(&fixture::parse("disputes.reconsideration = [1, 0, 0, 0, 2]").unwrap());
    assert_eq!(Solver::new(&rules).solve(&Report::read(&bytes).unwrap()), []);
}

/// Equations that contradict each other have no repair. They are told, and the search for one ends.
#[test]
fn equations_that_contradict_each_other_end() {
    let rule = |at: usize| {
        let text = format!(
            "code = 'X-{at:03}'\nname = 'x/y-{at}'\nseverity = 'error'\ntitle = '甲'\nbasis = '甲'\nwhy = '甲'\n\
             table = '表三'\nholds = '自然人 + {at} = 总计'\nrows = ['本年新收', '上年结转']\n\
             [[bad]]\nreport = 'year = 2020'\nfinds = '甲'\n[[good]]\nreport = 'year = 2020'\n"
        );
        declared::parse(&text).unwrap()
    };
    let rules: Vec<_> = (1..=120).map(rule).collect();
    let bytes = wire::encode(&requests("2019", &[]));
    let solved = Solver::new(&rules).solve(&Report::read(&bytes).unwrap());
    assert!(!solved.is_empty() && solved.iter().all(|solved| solved.found.repair.is_none()));
}

//! Whatever a report says, no rule panics, and none takes for ever.

use gouji_core::fixture;
use gouji_core::form::{Edition, Table};

use crate::support;

/// Pieces that rules look for, whole and broken.
const PIECES: &[&str] = &[
    "2023年",
    "2022年，",
    "20",
    "年",
    "12月32日",
    "月",
    "日",
    "（",
    "）",
    "()",
    "XX",
    "××",
    "×",
    "____",
    "件",
    "〔",
    "〔2021〕30号",
    "号",
    "《",
    "》",
    "政府信息公开工作年度报告格式",
    "工作要点",
    "以下",
    "五个方面",
    "十",
    "一是",
    "（一）",
    "（二）",
    "共",
    "其中",
    "收到政府信息公开申请",
    "办结率",
    "100%",
    "1.2万",
    "余",
    "，",
    "。",
    "；",
    "、",
    "\n",
    " ",
    "\u{3000}",
    "𠮷",
    "é",
    "13800001234",
    "11010519491231002X",
    "不够全面",
    "下一步",
    "存在",
    "问题",
    "1、",
    "1.",
    "·",
    "〇",
    "％",
    "全部答复",
];

/// A fixed sequence of numbers that look random.
struct Sequence(u64);

impl Sequence {
    fn below(&mut self, limit: usize) -> usize {
        self.0 = self.0.wrapping_mul(6_364_136_223_846_793_005).wrapping_add(1_442_695_040_888_963_407);
        (self.0 >> 33) as usize % limit
    }
}

#[test]
fn any_prose() {
    let mut sequence = Sequence(7);
    for _ in 0..800 {
        let mut prose =
            || -> String { (0..sequence.below(60)).map(|_| PIECES[sequence.below(PIECES.len())]).collect() };
        let fixture = format!(
            "agency.level = 'county'\ntitle = '''{}'''\npreamble = '''{}'''\noverview = '''{}'''\nproblems = '''{}'''\nother = '''{}'''
             requests.carried_in = [2, 0, 0, 0, 0, 0, 2]\nrequests.carried_out = [2, 0, 0, 0, 0, 0, 2]",
            prose().replace('\n', ""),
            prose(),
            prose(),
            prose(),
            prose()
        );
        support::said(&fixture::parse(&fixture).unwrap_or_else(|cause| panic!("{cause}: {fixture}")));
    }
}

/// What stands in cells that nobody looked at twice.
const CELLS: &[&str] = &[
    "0",
    "0",
    "0",
    "0",
    "1",
    "7",
    "12",
    "100",
    "3000",
    "482.6",
    "-1",
    "-2.5",
    "",
    "",
    "/",
    "—",
    "无",
    "约20",
    "12/15",
    "3（含2）",
    "12件",
    "36元",
    "1.2万元",
    "1,027",
    "１２",
    "1 027",
    "增8",
    "减3",
    "+5",
    "见附件",
    "2023",
    "0.000001",
    "9000000000000",
    "-9000000000000",
    "99999999999999999999",
    "𠮷",
    "1-2",
    "０",
    ".5",
    "5.",
    "()",
];

/// Rows that the form does not have.
const EXTRAS: &[&str] = &[
    "小计 | 1 | 2 | 3 | 4 | 5 | 6 | 7",
    "（三）不予公开小计 | 9 |  | 0 | / | 0 | 0 | 9000000000000",
    "三、本年度办理结果 | 1 | 2 | 3 | 4 | 5 | 6 | 7",
    "合计",
    "其他 | 无",
];

/// A report of odd tables, as a fixture; `key` leads to the report inside another.
fn odd_report(sequence: &mut Sequence, level: &str) -> String {
    let editions = ["2019", "2021"];
    let mut report = format!(
        "year = {}\nedition = '{}'\nagency = {{ name = '青岭县公安局', level = '{level}', of = 'county' }}\n",
        2019 + sequence.below(5),
        editions[sequence.below(2)],
    );
    let edition = if report.contains("edition = '2019'") { Edition::E2019 } else { Edition::E2021 };
    for table in Table::ALL {
        if sequence.below(12) == 0 {
            continue;
        }
        for (row, label) in (0_u8..).zip(table.rows()) {
            let width = table.expected_columns(edition, row).len();
            if width == 0 || sequence.below(15) == 0 {
                continue;
            }
            let cells: Vec<String> =
                (0..width).map(|_| format!("'{}'", CELLS[sequence.below(CELLS.len())])).collect();
            report.push_str(&format!("{}.{} = [{}]\n", table.key(), label.key, cells.join(", ")));
        }
        if sequence.below(4) == 0 {
            let extra = EXTRAS[sequence.below(EXTRAS.len())];
            report.push_str(&format!("extra.{} = ['{extra}']\n", table.key()));
        }
    }
    report
}

#[test]
fn any_tables() {
    let mut sequence = Sequence(11);
    let levels = ["county", "township", "department", "city", "province"];
    for _ in 0..150 {
        let level = levels[sequence.below(levels.len())];
        let mut fixture = odd_report(&mut sequence, level);
        fixture.push_str("overview = '全年收到政府信息公开申请12件，均已办结。主动公开政府信息3000条。'\n");
        fixture.push_str("problems = '存在更新不及时的问题。'\nother = '无。'\n");
        fixture.push_str("[last_year]\n");
        fixture.push_str(&odd_report(&mut sequence, "county"));
        for level in ["township", "department"] {
            fixture.push_str("[[children]]\n");
            fixture.push_str(&odd_report(&mut sequence, level));
        }
        let draft = fixture::parse(&fixture).unwrap_or_else(|cause| panic!("{cause}: {fixture}"));
        for (cell, codes) in support::said_of_cells(&draft) {
            assert!(codes.len() < 2, "{cell} has {codes:?}\n{fixture}");
        }
    }
}

/// Last year's report once more, with nothing changed but the year.
#[test]
fn a_copy_is_one_mistake() {
    let copy = |report: &str| {
        let last: String = report.lines().map(|line| format!("{line}\n")).collect();
        format!("{}\n[last_year]\n{}", report, last.replace("year = 2020\n", "year = 2019\n"))
    };
    let tables: String = support::COUNTY
        .lines()
        .filter(|line| ["year", "proactive", "requests", "disputes"].iter().any(|key| line.starts_with(key)))
        .map(|line| format!("{line}\n"))
        .collect();
    let draft = fixture::parse(&copy(&tables)).unwrap_or_else(|cause| panic!("{cause}"));
    let said: Vec<String> =
        support::said(&draft).into_iter().filter(|line| line.starts_with(['Y', 'E'])).collect();
    assert_eq!(said, ["Y04 错误：表二、表三与上年报告完全一样，没有换成本年的数"]);
}

/// Far too much of one piece, in one paragraph.
#[test]
fn long_runs() {
    for piece in PIECES.iter().filter(|piece| **piece != "\n") {
        let prose = piece.repeat(40_000 / piece.len());
        let fixture = format!(
            "overview = '''{prose}'''\nproblems = '''{prose}'''\nrequests.carried_out = [2, 0, 0, 0, 0, 0, 2]"
        );
        support::said(&fixture::parse(&fixture).expect("a fixture"));
    }
}

/// What rules begin to work at: a place where one has to look around costs little alone, and must not cost much more
/// where there are thousands.
const OCCASIONS: [&str; 26] = [
    "2023年，",
    "2024年将",
    "《条例》",
    "《）",
    "“",
    "XX件",
    "（）",
    "1、",
    "一是公开",
    "（一）主动公开",
    "收到申请1件，",
    "公开1.2万条，其中网站1条、",
    "原有新媒体2个，关停3个，",
    "政策文件1件，政策解读138件",
    "编制25个试点领域",
    "办结率100%，",
    "家住1号",
    "单元1室",
    "申请人王",
    "13800001234，",
    "县政府",
    "2023年巧家县",
    "国办发〔2021〕1号",
    "1月32日",
    "的的",
    "更新不及时，有待加强；",
];

#[test]
fn long_runs_of_occasions() {
    for piece in OCCASIONS {
        let [overview, problems] = [40_000, 10_000].map(|length| piece.repeat(length / piece.len()));
        let fixture = format!(
            "year = 2020\nagency.name = '永善县人民政府'\nagency.division = '530625'\nagency.level = 'county'
             overview = '''{overview}'''\nproblems = '''{problems}'''\nrequests.carried_out = [2, 0, 0, 0, 0, 0, 2]"
        );
        support::said(&fixture::parse(&fixture).expect("a fixture"));
    }
}

//! Files that are right, files that are wrong, and what rules say of reports.

use super::*;
use crate::fixture;
use crate::form::{Edition, Level};
use crate::wire;

/// A card, for a kind to be put behind it.
const CARD: &str = "code = 'X01'
name = 'national/defect'
severity = 'error'
title = '标题'
basis = '依据'
why = '理由'
";

#[track_caller]
fn refused(file: &str, expected: &str) {
    let error = parse(file).map(|rule| rule.card.code).unwrap_err();
    assert_eq!(error.to_string(), expected, "{file}");
}

/// The card and, from line 7, `rest`.
#[track_caller]
fn refused_behind_card(rest: &str, expected: &str) {
    refused(&format!("{CARD}{rest}"), expected);
}

fn findings(rest: &str, report: &str) -> Vec<Found> {
    let rule = parse(&format!("{CARD}{rest}")).unwrap();
    let bytes = wire::encode(&fixture::parse(report).unwrap());
    let mut findings = Findings::default();
    rule.check(&Report::read(&bytes).unwrap(), &mut findings);
    findings.into_parts().0
}

#[track_caller]
fn says(rest: &str, report: &str, expected: &[&str]) {
    let said: Vec<String> = findings(rest, report).into_iter().map(|found| found.message).collect();
    assert_eq!(said, expected, "{rest}\n{report}");
}

#[test]
fn every_key_is_read() {
    let file = format!(
        "{CARD}certainty = 'likely'
source = '来历'
replaces = ['YN20-03']
years = [2019, 2020]
editions = ['2019']
levels = ['county', 'department']
table = '表三'
rows = ['予以公开', '不予公开']
holds = '自然人 ≤ 总计'
when = ['总计 > 0']
bad = [{{ report = 'year = 2020', finds = '消息' }}]
good = [{{ report = 'year = 2020' }}]
"
    );
    let Declared { card, kind, .. } = parse(&file).unwrap();
    assert_eq!((card.certainty, card.severity), (crate::card::Certainty::Likely, Severity::Error));
    assert_eq!((card.source.as_str(), &card.replaces[..]), ("来历", &["YN20-03".to_owned()][..]));
    assert_eq!(card.scope.years, Some((2019, 2020)));
    assert_eq!(card.scope.editions, [Edition::E2019]);
    assert_eq!(card.scope.levels, [Level::County, Level::Department]);
    assert_eq!((card.bad[0].finds.as_str(), card.good[0].report.as_str()), ("消息", "year = 2020"));
    let Kind::Equation(equation) = kind else { panic!("holds makes an equation") };
    assert_eq!(equation.only, [2, 4, 5, 6, 7, 8, 9, 10, 11]);
    assert_eq!(equation.when.len(), 1);
}

#[test]
fn a_broken_card_is_refused_with_its_place() {
    refused(
        "code = ",
        "第 1 行第 8 列：不是合法的 TOML：string values must be quoted, expected literal string",
    );
    refused("", "第 1 行第 1 列：缺少 severity");
    refused_behind_card("tabel = '表三'", "第 7 行第 1 列：没有名为“tabel”的键，是不是“table”？");
    refused_behind_card(
        "用途 = 1",
        "第 7 行第 1 列：不是合法的 TOML：invalid unquoted key, expected letters, numbers, `-`, `_`",
    );
    refused_behind_card("zzzzzz = 1", "第 7 行第 1 列：没有名为“zzzzzz”的键");
    refused(
        &CARD.replace("'error'", "'eror'"),
        "第 3 行第 12 列：severity 应为 info（提示）、warning（警告）、error（错误） 之一，写的是“eror”，是不是“error”？",
    );
    refused(&CARD.replace("'error'", "3"), "第 3 行第 12 列：severity 应为字符串，写的是 3");
    refused(&CARD.replace("'标题'", "'  '"), "第 4 行第 9 列：title 是空的");
    refused(
        &CARD.replace("national/defect", "defect"),
        "第 2 行第 8 列：应为“规则包/缺陷”，例如 national/broken-result-total",
    );
    refused(&CARD.replace("why = '理由'\n", ""), "第 1 行第 1 列：缺少 why");
    refused_behind_card("years = 2020", "第 7 行第 9 列：years 应为起止年度，例如 [2019, 2020]，写的是 2020");
    refused_behind_card(
        "years = [2021, 2020]",
        "第 7 行第 9 列：years 应为起止年度，例如 [2019, 2020]，写的是 [2021, 2020]",
    );
    refused_behind_card(
        "editions = ['before2019']",
        "第 7 行第 13 列：editions 应为 before-2019（2019年以前）、2019（60号）、2021（30号） 之一，写的是“before2019”，是不是“before-2019”？",
    );
    refused_behind_card("levels = []", "第 7 行第 10 列：levels 是空的");
    refused_behind_card("replaces = [1]", "第 7 行第 13 列：replaces 应为字符串的列表，写的是 1");
    refused_behind_card("bad = 1", "第 7 行第 7 列：bad 应为表的列表，写作 [[bad]]，写的是 1");
    refused_behind_card("[[bad]]\nreport = ''", "第 7 行第 1 列：[[bad]] 缺少 finds");
    refused_behind_card(
        "[[good]]\nreport = 'year = 2020'\nfinds = ''",
        "第 9 行第 1 列：[[good]] 没有名为“finds”的键",
    );
}

#[test]
fn a_broken_kind_is_refused_with_its_place() {
    refused(
        CARD,
        "第 1 行第 1 列：要有 holds（式子）、[mentions]（应写到的内容）、[wording]（不应有的字样）、[order]（先后次序）之一",
    );
    refused_behind_card("holds = ''\n[mentions]", "第 8 行第 1 列：holds 和 mentions 只能写一个");
    refused_behind_card("rows = ['规章']\n[mentions]", "第 7 行第 8 列：rows 只与 holds 一起用");
    refused_behind_card(
        "holds = '本年新收 = 0'",
        "第 7 行第 10 列：“本年新收”没有写明是哪张表：写 table = \"表三\"，或者写作 表三.本年新收",
    );
    refused_behind_card(
        "table = '表5'\nholds = '总计 = 0'",
        "第 7 行第 9 列：没有名为“表5”的表，有表二、表三、表四，是不是“表二”？",
    );
    refused_behind_card(
        "table = 'requests'\nholds = '本年新收 = 合计'",
        "第 8 行第 17 列：表三没有名为“合计”的行或列，是不是“总计”？",
    );
    refused_behind_card(
        "table = '表三'\nholds = \"\"\"\n本年新收 =\n 新增结转\"\"\"",
        "第 10 行第 2 列：表三没有名为“新增结转”的行或列，是不是“上年结转”？",
    );
    refused_behind_card(
        "table = '表三'\nholds = '本年新收 = 0'\nwhen = ['上年结转 > 0', '总计']",
        "第 9 行第 22 列：没有关系符号，应有 = ≠ < > ≤ ≥ 之一",
    );
    refused_behind_card(
        "table = '表三'\nholds = '本年新收 = 0'\nwhen = ['自然人 > 0']",
        "第 9 行第 10 列：“自然人”是列，而“本年新收”是行：一个式子里只能都用行，或者都用列",
    );
    refused_behind_card(
        "table = '表三'\nholds = '本年新收 = 0'\nrows = ['总计']",
        "第 8 行第 10 列：写了 rows，式子里就应是列，而“本年新收”是行",
    );
    refused_behind_card(
        "table = '表三'\nholds = '自然人 = 0'\nrows = ['予以公布']",
        "第 9 行第 9 列：表三没有名为“予以公布”的行，是不是“予以公开”？",
    );
    refused_behind_card(
        "table = '表三'\nholds = '总计 = 0'\nrows = ['总计']\ncolumns = ['总计']",
        "第 10 行第 11 列：rows 和 columns 只能写一个",
    );
    refused_behind_card("[mentions]", "第 7 行第 1 列：[mentions] 缺少 any、all、sentence 或 dictionary");
    refused_behind_card("mentions = 3", "第 7 行第 12 列：mentions 应为表，写作 [mentions]，写的是 3");
    refused_behind_card(
        "[mentions]\nany = '六稳'",
        "第 8 行第 7 列：[mentions] any 应为字符串的列表，写的是 '六稳'",
    );
    refused_behind_card("[mentions]\nany = ['六稳', '']", "第 8 行第 14 列：[mentions] any 里有空的字符串");
    refused_behind_card("[mentions]\nall = []", "第 8 行第 7 列：[mentions] all 是空的");
    refused_behind_card(
        "[mentions]\nall = ['六稳']",
        "第 8 行第 8 列：[mentions] all 应为字符串的列表，写的是 '六稳'",
    );
    refused_behind_card(
        "[mentions]\nany = ['六稳']\nall = [['六保']]",
        "第 9 行第 7 列：any 和 all 只能写一个",
    );
    refused_behind_card(
        "[mentions]\nany = ['六稳']\nparts = ['overveiw']",
        "第 9 行第 10 列：[mentions] parts 应为 preamble（正文之前）、overview（总体情况）、proactive（主动公开政府信息情况）、\
         requests（收到和处理政府信息公开申请情况）、disputes（政府信息公开行政复议、行政诉讼情况）、\
         problems（存在的主要问题及改进情况）、other（其他需要报告的事项） 之一，写的是“overveiw”，是不是“overview”？",
    );
    refused_behind_card(
        "[mentions]\nany = ['六稳']\nnumber = 1",
        "第 9 行第 10 列：[mentions] number 应为 true 或 false，写的是 1",
    );
    refused_behind_card("[wording]\nfind = ['错']", "第 7 行第 1 列：[wording] 缺少 better");
    refused_behind_card(
        "[wording]\nfind = ['错']\nbeter = '对'",
        "第 9 行第 1 列：[wording] 没有名为“beter”的键，是不是“better”？",
    );
}

#[test]
fn equations_say_their_figures() {
    let upheld = "table = '表四'\nholds = '结果维持 + 结果纠正 = 总计'";
    says(upheld, "disputes.reconsideration = [1, 1, 0, 0, 2]", &[]);
    says(
        upheld,
        "disputes.reconsideration = [1, '', 0, 0, 2]\ndisputes.direct_litigation = ['/', 2, 0, 0, 1]",
        &[
            "行政复议：结果维持 1 ＋ 结果纠正 0 ＝ 1，而总计 2",
            "未经复议直接起诉：结果维持 0 ＋ 结果纠正 2 ＝ 2，而总计 1",
        ],
    );
    says(upheld, "disputes.reconsideration = ['三', 0, 0, 0, 2]", &[]);
    let relation = |relation: &str| {
        format!("table = '表四'\nrows = ['行政复议']\nholds = '结果维持 {relation} 总计 - 结果纠正'")
    };
    let report = "disputes.reconsideration = [1, 2, 0, 0, 3]\ndisputes.direct_litigation = [5, 0, 0, 0, 9]";
    for (sign, expected) in [
        ("=", None),
        ("≤", None),
        (">=", None),
        ("≠", Some("行政复议：结果维持 1，不应等于总计 3 － 结果纠正 2 ＝ 1")),
        ("<", Some("行政复议：结果维持 1，应小于总计 3 － 结果纠正 2 ＝ 1")),
        (">", Some("行政复议：结果维持 1，应大于总计 3 － 结果纠正 2 ＝ 1")),
    ] {
        says(&relation(sign), report, expected.as_slice());
    }
    let literal = "table = '表二'\nholds = '- 本年增/减 ≤ 2'";
    says(
        literal,
        "year = 2020\nproactive.licensing = [8, -3, 0]\nproactive.fees = [1, '减少4']",
        &["行政许可：－ 本年增/减 -3 ＝ 3，应不大于 2", "行政事业性收费：－ 本年增/减 -4 ＝ 4，应不大于 2"],
    );
}

#[test]
fn an_equation_is_asked_only_where_the_form_has_it() {
    let items = "table = '表二'\nholds = '上一年项目数量 = 本年增/减'";
    says(items, "year = 2020\nproactive.fees = [2, 1]", &["行政事业性收费：上一年项目数量 2，而本年增/减 1"]);
    says(items, "year = 2022\nproactive.fees = [2]", &[]);
    let other = "table = '表三'\ncolumns = ['自然人']\nholds = '其他处理 = 0'";
    says(other, "year = 2020\nrequests.other.natural_person = 2", &["自然人：其他处理 2，应为 0"]);
    let rows = "requests.other.no_correction.natural_person = 1\nrequests.other.no_payment.natural_person = 0\n\
                requests.other.other.natural_person = 4";
    says(other, rows, &["自然人：其他处理 5，应为 0"]);
    says(other, "requests.other.other.natural_person = 4", &[]);
}

#[test]
fn a_condition_that_is_unknown_or_not_met_asks_nothing() {
    let rule = "table = '表二'\nholds = '现行有效件数 > 0'\nwhen = ['本年制发件数 > 0']";
    says(rule, "proactive.rules = [1, 0, 0]", &["规章：现行有效件数 0，应大于 0"]);
    says(rule, "proactive.rules = [0, 0, 0]", &[]);
    says(rule, "proactive.rules = ['若干', 0, 0]", &[]);
}

#[test]
fn evidence_is_looked_for_in_prose() {
    let any = "[mentions]\nany = ['疫情', '新冠']\nparts = ['overview']\nexpects = '应写'";
    says(any, "overview = '公开疫情防控信息。'", &[]);
    says(any, "overview = '公开信息。'\nproblems = '疫情之下。'", &["没有看到“疫情”“新冠”的内容：应写"]);
    // No such part: that is another rule's finding.
    says(any, "problems = '疫情之下。'", &[]);
    let found = findings(any, "overview = '公开信息。'");
    assert_eq!(found[0].spot, crate::finding::Spot::part(1));

    let all = "[mentions]\nall = [['考核'], ['社会评议', '评议'], ['追责', '责任追究']]";
    says(all, "overview = '考核优秀。'\nother = '评议满意。'", &["没有看到“追责”的内容"]);
    says(all, "overview = '无。'", &["没有看到“考核”“社会评议”“追责”的内容"]);
    // The words of the tables are no evidence.
    says("[mentions]\nany = ['重复申请']", "overview = '无。'", &["没有看到“重复申请”的内容"]);

    let number = "[mentions]\nany = ['培训']\nnumber = true";
    says(number, "overview = '举办业务培训3次。'", &[]);
    says(number, "overview = '公开信息20条。开展培训。'", &["提到“培训”，没有写数量"]);
    says(number, "overview = '公开信息20条。'", &["没有看到“培训”的内容"]);
}

#[test]
fn what_is_denied_or_planned_is_no_evidence() {
    let any = "[mentions]\nany = ['培训', '轮训']\nexpects = '应写'";
    says(any, "overview = '全年未举办培训。'", &["提到“培训”，说的是没有：应写"]);
    says(any, "overview = '下一步将举办培训。'", &["提到“培训”，说的是今后的打算：应写"]);
    says(any, "overview = '未举办培训，组织轮训。'", &[]);
    says(&format!("{any}\ndenied = true"), "overview = '全年未举办培训。'", &[]);
    says(&format!("{any}\nplans = true"), "overview = '下一步将举办培训。'", &[]);
    let partly = format!("{any}\npartly = 'info'");
    assert_eq!(findings(&partly, "overview = '无培训。'")[0].severity, Some(Severity::Info));
    assert_eq!(findings(&partly, "overview = '公开信息。'")[0].severity, None);
}

#[test]
fn evidence_can_be_asked_for_in_one_sentence_or_several_times() {
    let sentence = "[mentions]\nsentence = [['考核', '考评'], ['权重', '占']]";
    says(sentence, "overview = '纳入年度考评，权重占5%。'", &[]);
    says(sentence, "overview = '纳入年度考评。预算占用合理。'", &["没有在同一句里写到“考核”“权重”"]);
    says(sentence, "overview = '纳入年度考评。'", &["没有看到“权重”的内容"]);
    let times = "[mentions]\nany = ['解读']\ntimes = 2";
    says(times, "overview = '解读3件。图文解读。'", &[]);
    says(times, "overview = '解读3件。'", &["“解读”等只提到 1 处，应不少于 2 处"]);
}

#[test]
fn wording_says_what_its_rule_says() {
    let unless = "[wording]\nfind = ['工商局']\nunless = ['原', '更名']\nbetter = '市场监督管理局'";
    says(unless, "overview = '工商局更名。原工商局撤销。'", &[]);
    says(unless, "overview = '原有办法。工商局公开。'", &["写的是“工商局”，应为“市场监督管理局”"]);
    let once = "[wording]\nfind = ['甲词', '乙词']\nmessage = '不用“{word}”'\nonce = true";
    says(once, "overview = '甲词，乙词，甲词。'", &["不用“甲词”，全文共 2 处", "不用“乙词”"]);
}

const BODIES: &str = "# 撤销的机关\n法制办\t司法局\t2020\t\t2018年机构改革\n计生办\n";

fn bodies(name: &str) -> Result<String, String> {
    match name {
        "bodies" => Ok(BODIES.to_owned()),
        "broken" => Ok("法制办\n计生办\t\t今年".to_owned()),
        _ => Err(format!("没有词典“{name}”")),
    }
}

#[test]
fn words_come_from_dictionaries() {
    let said = |rest: &str, report: &str| -> Vec<String> {
        let rule = parse_with(&format!("{CARD}{rest}"), &mut bodies).unwrap();
        let bytes = wire::encode(&fixture::parse(report).unwrap());
        let mut findings = Findings::default();
        rule.check(&Report::read(&bytes).unwrap(), &mut findings);
        findings.into_parts().0.into_iter().map(|found| found.message).collect()
    };
    let wording = "[wording]\ndictionary = 'bodies'\nbetter = '现在的名称'";
    let expected = ["写的是“法制办”，应为“司法局”（2018年机构改革）", "写的是“计生办”，应为“现在的名称”"];
    assert_eq!(said(wording, "year = 2022\noverview = '法制办、计生办。'"), expected);
    assert_eq!(said(wording, "year = 2018\noverview = '法制办。'"), [""; 0]);
    let mentions = "[mentions]\nany = ['司法局']\ndictionary = 'bodies'";
    assert_eq!(said(mentions, "overview = '计生办。'"), [""; 0]);
    assert_eq!(said(mentions, "overview = '无。'"), ["没有看到“司法局”“法制办”“计生办”的内容"]);
}

#[test]
fn a_broken_dictionary_is_refused_with_its_place() {
    let refused = |rest: &str, expected: &str| {
        let error = parse_with(&format!("{CARD}{rest}"), &mut bodies).unwrap_err();
        assert_eq!(error.to_string(), expected);
    };
    refused("[wording]\ndictionary = 'other'", "第 8 行第 14 列：没有词典“other”");
    refused(
        "[wording]\ndictionary = '../x'",
        "第 8 行第 14 列：词典的名称只用小写字母、数字和连字符，不带扩展名，写的是“../x”",
    );
    refused(
        "[wording]\ndictionary = 'broken'",
        "词典 broken.tsv 第 2 行第 1 列：第 3 项应为起始年度，例如 2019，写的是“今年”",
    );
    refused(
        "[mentions]\nall = [['甲']]\ndictionary = 'bodies'",
        "第 9 行第 14 列：dictionary 只与 any 一起用，或者单独用",
    );
    refused(
        "[mentions]\nany = ['甲']\ntimes = 0",
        "第 9 行第 9 列：[mentions] times 应为从 1 起的整数，写的是 0",
    );
}

#[test]
fn wording_points_at_every_occurrence() {
    let rule = "[wording]\nfind = ['信息公开申请', '信息公开申请书']\nexcept = ['政府信息公开申请']\nbetter = '政府信息公开申请'";
    let found = findings(
        rule,
        "overview = '''信息公开申请1件。\n填写信息公开申请书。'''\nother = '政府信息公开申请2件。'",
    );
    let said: Vec<&str> = found.iter().map(|found| found.message.as_str()).collect();
    assert_eq!(
        said,
        ["写的是“信息公开申请”，应为“政府信息公开申请”", "写的是“信息公开申请书”，应为“政府信息公开申请”"]
    );
    assert!(matches!(found[0].spot, crate::finding::Spot::Text(place) if place.end - place.start == 18));
    let only = "[wording]\nfind = ['错']\nbetter = '对'\nparts = ['problems']";
    says(only, "overview = '错。'\nproblems = '对。'", &[]);
}

#[test]
fn what_depends_on_a_guessed_table_is_a_warning() {
    let rule = parse(&format!("{CARD}table = '表四'\nholds = '结果维持 = 总计'")).unwrap();
    let mut draft = fixture::parse("disputes.reconsideration = [1, 0, 0, 0, 2]").unwrap();
    for (inferred, expected) in [(false, None), (true, Some(Severity::Warning))] {
        draft.grids[Table::Disputes as usize].inferred = inferred;
        let bytes = wire::encode(&draft);
        let mut findings = Findings::default();
        rule.check(&Report::read(&bytes).unwrap(), &mut findings);
        assert_eq!(findings.into_parts().0[0].severity, expected);
    }
}

proptest::proptest! {
    /// Nonsense is refused, in its place, whatever it is.
    #[test]
    fn any_sentence_is_read_or_refused(sentence in "(本年新收|总计|自然人|其他|表三|上年|正文|解读|most|[.·{}%％ +\\-＋=≠<>!×0-9a\u{3000}\"“（/]){0,14}") {
        for home in [None, Some(Table::Proactive), Some(Table::Requests), Some(Table::Disputes)] {
            let grammar = language::Grammar { home, given: None, options: &["most"] };
            if let Err((_, error)) = language::read(&[&sentence], &[&sentence], grammar) {
                proptest::prop_assert!(sentence.get(error.at).is_some(), "{}", error.message);
            }
        }
    }

    #[test]
    fn any_file_is_read_or_refused(at in 0..200_usize, with in "[\\[\\]=\"'\na1表]{0,3}") {
        let mut file = format!("{CARD}table = '表三'\nholds = '本年新收 = 总计'\n[[bad]]\nreport = ''\nfinds = 'x'\n");
        if file.is_char_boundary(at) && at < file.len() {
            file.insert_str(at, &with);
        }
        if let Err(error) = parse(&file) {
            proptest::prop_assert!(error.line >= 1 && error.column >= 1 && !error.message.is_empty());
        }
    }
}

/// A report of these paragraphs, and what a rule alone and the same among others say of it.
#[track_caller]
fn agree(rules: &[Declared], paragraphs: &[(u8, String)]) {
    let mut draft = crate::report::Draft { year: Some(2020), ..crate::report::Draft::default() };
    for (part, text) in paragraphs {
        let start = draft.text.len();
        draft.text.push_str(text);
        draft.paragraphs.push(crate::report::Paragraph {
            place: crate::place::Place::from(start..draft.text.len()),
            part: *part,
            kind: crate::report::ParagraphKind::Prose,
            ordinal: 0,
        });
        draft.text.push('\n');
    }
    let prose: Vec<_> = draft.paragraphs.iter().map(|at| at.place.start..at.place.end).collect();
    draft.claims = crate::claims::extract(&draft.text, &prose);
    let bytes = wire::encode(&draft);
    let report = Report::read(&bytes).unwrap();
    let scanner = Scanner::new([None].into_iter().chain(rules.iter().map(Some)));
    let scan = scanner.scan(&report);
    for (at, rule) in (1..).zip(rules) {
        let (mut alone, mut together) = (Findings::default(), Findings::default());
        rule.check(&report, &mut alone);
        scan.check(at, rule, &report, &mut together);
        assert_eq!(together.into_parts(), alone.into_parts(), "{:?} of {}", rule.kind, draft.text);
    }
}

proptest::proptest! {
    /// One pass for all rules says what each rule says alone.
    #[test]
    fn rules_say_the_same_alone_and_together(
        paragraphs in proptest::collection::vec((0..8_u8, "(公开|培训|培训培训|信息|政府信息公开|没有|未|下一步|将加强|3次|，|。|；|a|12345){0,12}"), 0..6),
        number: bool,
        times in 1..3_usize,
    ) {
        let mentions = |keys: &str| format!("[mentions]\nnumber = {number}\ntimes = {times}\n{keys}");
        let rules: Vec<Declared> = [
            mentions("any = ['培训', '12345']"),
            mentions("all = [['培训'], ['信息', '公开']]\nparts = ['overview', 'problems']"),
            mentions("sentence = [['培训'], ['信息'], ['公开']]\nplans = true"),
            mentions("any = ['公开公开', '未']\ndenied = true"),
            "[wording]\nfind = ['信息公开', '公开', '培训培']\nexcept = ['政府信息公开']\nbetter = '对'".to_owned(),
            "[wording]\nfind = ['信息']\nunless = ['培训']\nmessage = '{word}'\nonce = true".to_owned(),
        ]
        .iter()
        .map(|rest| parse(&format!("{CARD}{rest}")).unwrap())
        .collect();
        agree(&rules, &paragraphs);
    }
}

/// A report of one phrase over and over, checked by rules that hold every phrase against others: twice as long, it is
/// looked at twice as often, not four times.
#[test]
fn a_text_of_one_phrase_costs_as_much_as_it_is_long() {
    let rule = |keys: &str| {
        let text = format!(
            "code = 'X-1'\nname = 'x/y'\nseverity = 'warning'\ntitle = '甲'\nbasis = '甲'\nwhy = '甲'\n{keys}\n\
             [[bad]]\nreport = 'year = 2020'\nfinds = '甲'\n[[good]]\nreport = 'year = 2020'\n"
        );
        parse(&text).unwrap()
    };
    let rules = [
        rule("[wording]\nfind = ['信息']\nbetter = '消息'\nexcept = ['信息公开']\nunless = ['公开。']"),
        rule("[mentions]\nsentence = [['公开'], ['培训']]"),
        rule("[mentions]\nany = ['公开']\nnumber = true"),
        rule("[mentions]\nany = ['下一步将继续']\ntimes = 1000"),
    ];
    let looked = |times: usize| {
        let overview = "信息公开信息3公开。培训一次。下一步将继续。".repeat(times);
        let draft = fixture::parse(&format!("overview = '{overview}'")).unwrap();
        let bytes = wire::encode(&draft);
        let report = Report::read(&bytes).unwrap();
        places::LOOKED.set(0);
        for rule in &rules {
            rule.check(&report, &mut Findings::default());
        }
        places::LOOKED.get()
    };
    let (once, twice) = (looked(2_000), looked(4_000));
    assert!(once > 0 && twice <= 2 * once + 10, "{once} {twice}");
}

#[test]
fn what_asks_for_too_much_is_refused() {
    let refused = |keys: &str, said: &str| {
        let text = format!(
            "code = 'X-1'\nname = 'x/y'\nseverity = 'warning'\ntitle = '甲'\nbasis = '甲'\nwhy = '甲'\n{keys}\n\
             [[bad]]\nreport = 'year = 2020'\nfinds = '甲'\n[[good]]\nreport = 'year = 2020'\n"
        );
        let error = parse(&text).unwrap_err();
        assert!(error.message.contains(said), "{error}");
    };
    let list = |count: usize| (0..count).map(|at| format!("'词{at}'")).collect::<Vec<_>>().join(", ");
    let sum = |terms: usize| vec!["自然人"; terms].join(" + ");
    refused(&format!("[mentions]\nany = [{}]", list(20_001)), "词有 20001 个");
    refused(&format!("[mentions]\nany = ['{}']", "长".repeat(201)), "一个词至多 200 个字");
    refused(&format!("table = '表三'\nholds = '{} = 总计'", sum(200)), "一个式子有 201 项，至多 200 项");
    let when = vec!["'自然人 > 0'"; 51].join(", ");
    refused(&format!("table = '表三'\nholds = '自然人 = 总计'\nwhen = [{when}]"), "when 有 51 个条件");
    refused(
        &format!("source = '{}'\n[mentions]\nany = ['甲']", "长".repeat(100_000)),
        "规则文件超过 256 KiB",
    );
}

#[test]
fn words_of_the_form_may_be_chinese() {
    let text = "code = 'X01'\nname = 'x/y'\nseverity = '警告'\ncertainty = '很可能'\ntitle = '甲'\nbasis = '甲'\nwhy = '甲'\n\
                levels = ['县', '部门']\nof = ['市']\nagencies = ['公安局']\neditions = ['30号']\ntable = '表3'\nholds = '本年新收 ≥ 0'\n";
    let card = parse(text).unwrap().card;
    assert_eq!((card.severity, card.certainty), (Severity::Warning, crate::card::Certainty::Likely));
    assert_eq!(card.scope.levels, [Level::County, Level::Department]);
    assert_eq!((card.scope.of, card.scope.agencies), (vec![Level::City], vec!["公安局".to_owned()]));
    assert_eq!(card.scope.editions, [Edition::E2021]);
    says(
        "[mentions]\nany = ['培训']\nparts = ['总体情况']",
        "overview = '无。'\nproblems = '培训'",
        &["没有看到“培训”的内容"],
    );
}

/// What a rule says of a report, and why it could not check it.
fn said(rest: &str, report: &str) -> (Vec<String>, Option<String>) {
    let rule = parse(&format!("{CARD}{rest}")).unwrap();
    let bytes = wire::encode(&fixture::parse(report).unwrap());
    let mut findings = Findings::default();
    rule.check(&Report::read(&bytes).unwrap(), &mut findings);
    let why = findings.unchecked().map(str::to_owned);
    (findings.into_parts().0.into_iter().map(|found| found.message).collect(), why)
}

#[track_caller]
fn checked(rest: &str, report: &str, messages: &[&str]) {
    let (said, why) = said(rest, report);
    assert_eq!(
        (said.iter().map(String::as_str).collect::<Vec<_>>(), why),
        (messages.to_vec(), None),
        "{rest}\n{report}"
    );
}

#[track_caller]
fn unchecked(rest: &str, report: &str, why: &str) {
    assert_eq!(said(rest, report), (Vec::new(), Some(why.to_owned())), "{rest}\n{report}");
}

#[test]
fn figures_are_compared_across_tables() {
    let rule = "holds = '表三.总计.总计 >= 表四.行政复议.总计'";
    let report = |total: &str, cases: &str| {
        format!(
            "requests.total = [0, 0, 0, 0, 0, 0, {total}]\ndisputes.reconsideration = [0, 0, 0, 0, {cases}]"
        )
    };
    checked(rule, &report("3", "3"), &[]);
    checked(rule, &report("2", "3"), &["表三·总计·总计 2，应不小于表四·行政复议·总计 3"]);
    checked(rule, &report("''", "3"), &["表三·总计·总计 0，应不小于表四·行政复议·总计 3"]);
    unchecked(rule, &report("'见附件'", "3"), "报告的 表三·总计·总计 没有读到数");
    unchecked(
        rule,
        "requests.total = [0, 0, 0, 0, 0, 0, 1]\ndisputes = 'missing'",
        "报告的 表四·行政复议·总计 没有读到数",
    );
    unchecked(rule, "edition = 'before-2019'", "报告里没有认得的表格");
    unchecked(
        "holds = '行政事业性收费.金额 = 0'",
        "year = 2020",
        "报告的格式里没有“表二·行政事业性收费·金额”",
    );
}

#[test]
fn multiples_percentages_and_options() {
    let report = |denied: i32| {
        format!(
            "requests.denied.state_secret = [0,0,0,0,0,0,{denied}]\nrequests.denied.law_prohibited = [0,0,0,0,0,0,0]\n\
                 requests.denied.public_security = [0,0,0,0,0,0,0]\nrequests.denied.third_party = [0,0,0,0,0,0,0]\n\
                 requests.denied.internal_affairs = [0,0,0,0,0,0,0]\nrequests.denied.process_info = [0,0,0,0,0,0,0]\n\
                 requests.denied.enforcement_file = [0,0,0,0,0,0,0]\nrequests.denied.admin_query = [0,0,0,0,0,0,0]\n\
                 requests.total = [0,0,0,0,0,0,21]"
        )
    };
    let half = "holds = '不予公开.总计 <= 50% 总计.总计'";
    checked(half, &report(10), &[]);
    checked(half, &report(11), &["表三·不予公开·总计 11，应不大于 50% × 表三·总计·总计 21 ＝ 10.5"]);
    let most = "holds = '不予公开.总计 <= {most}% 总计.总计'\n[options.most]\ndefault = 50\nsays = '至多'\nlevels = { '县' = 60 }";
    let level = |level: &str, denied| format!("agency.level = '{level}'\n{}", report(denied));
    checked(most, &level("county", 12), &[]);
    checked(most, &level("县", 13), &["表三·不予公开·总计 13，应不大于 60% × 表三·总计·总计 21 ＝ 12.6"]);
    checked(most, &level("city", 12), &["表三·不予公开·总计 12，应不大于 50% × 表三·总计·总计 21 ＝ 10.5"]);
    checked(most, &format!("options.X01.most = 100\n{}", report(21)), &[]);
    unchecked(most, &report(12), "机关的层级不明，不知道按哪一级的界限");
    let card = parse(&format!("{CARD}{most}")).unwrap().card;
    assert_eq!((card.options[0].default, card.options[0].says.as_str()), (50, "至多（县级政府 60）"));
}

#[test]
fn the_year_before_is_compared_with() {
    let rule = "holds = '上年.表三.结转下年度 = 表三.上年结转'";
    assert_eq!(parse(&format!("{CARD}{rule}")).unwrap().card.needs, [crate::card::Need::LastYear]);
    checked(
        rule,
        "requests.carried_in = [3, 0, 0, 0, 0, 0, 3]\nlast_year.requests.carried_out = [2, 0, 0, 0, 0, 0, 2]",
        &["自然人：上年报告的结转下年度 2，而上年结转 3", "总计：上年报告的结转下年度 2，而上年结转 3"],
    );
    unchecked(
        rule,
        "requests.carried_in = [3, 0, 0, 0, 0, 0, 3]\nlast_year.requests.new = [2, 0, 0, 0, 0, 0, 2]",
        "上年报告的 表三·结转下年度·自然人 没有读到数",
    );
}

#[test]
fn numbers_of_the_prose_are_compared_as_they_are_meant() {
    let rule = "holds = '正文.收到申请 = 表三.本年新收.总计'";
    let report = |text: &str| format!("overview = '{text}'\nrequests.new = [12, 0, 0, 0, 0, 0, 12]");
    checked(rule, &report("全年收到政府信息公开申请12件。"), &[]);
    checked(
        rule,
        &report("全年收到政府信息公开申请15件。"),
        &["正文的“收到政府信息公开申请” 15，而表三·本年新收·总计 12"],
    );
    unchecked(
        rule,
        &report("全年收到政府信息公开申请10余件。"),
        "正文里的数不是确数，或者前后不一，比不出来",
    );
    unchecked(rule, &report("全年工作有序。"), "报告的正文里没有读到“收到政府信息公开申请”的数");
    // Of another year, or of one office.
    unchecked(
        rule,
        &report("2020年收到政府信息公开申请15件，2023年明年。"),
        "报告的正文里没有读到“收到政府信息公开申请”的数",
    );
    let found = findings(rule, &report("全年收到政府信息公开申请15件。"));
    assert!(matches!(found[0].spot, crate::finding::Spot::Text(_)), "{found:?}");
    assert_eq!(found[0].evidence[0].text, "表三·本年新收·总计：12");

    let least = "holds = '正文.政策解读 >= 12'";
    checked(least, "overview = '发布政策解读12件。'", &[]);
    checked(least, "overview = '发布政策解读9件。'", &["正文的“政策解读” 9，应不小于 12"]);
    checked(least, "overview = '发布政策解读15件，其中图文解读3件。'", &[]);
    unchecked(least, "overview = '没有数。'", "报告的正文里没有读到“政策解读”的数");
}

#[test]
fn messages_in_the_authors_words() {
    let rule = "holds = '复议后起诉.总计 = 0'\nwhen = ['行政复议.总计 = 0', '上年.行政复议.总计 = 0']\nprinted = true\n\
                message = '{年度}年复议后起诉 {复议后起诉.总计} 件，两年的复议共 {行政复议.总计 + 上年.行政复议.总计} 件'";
    let report = "disputes.reconsideration = [0, 0, 0, 0, 0]\ndisputes.litigation_after_reconsideration = [2, 0, 0, 0, 2]\n";
    checked(
        rule,
        &format!("{report}last_year.disputes.reconsideration = [0, 0, 0, 0, 0]"),
        &["2023年复议后起诉 2 件，两年的复议共 0 件"],
    );
    checked(rule, &format!("{report}last_year.disputes.reconsideration = [0, 0, 0, 0, '']"), &[]);
    checked(rule, &format!("{report}last_year.disputes.reconsideration = [1, 0, 0, 0, 1]"), &[]);
    let row =
        "table = '表四'\nholds = '总计 ≥ 尚未审结'\nat = '行'\nmessage = '{行}：尚未审结 {尚未审结} 件'";
    let found = findings(row, "disputes.reconsideration = [0, 0, 0, 3, 1]");
    assert_eq!(found[0].message, "行政复议：尚未审结 3 件");
    assert_eq!(found[0].spot, crate::finding::Spot::row(Table::Disputes, 0));
    refused_behind_card(
        "table = '表四'\nholds = '总计 ≥ 尚未审结'\nmessage = '{尚未审洁} 件'",
        "第 9 行第 13 列：表四没有名为“尚未审洁”的行或列，是不是“尚未审结”？",
    );
    refused_behind_card(
        "table = '表四'\nholds = '总计 ≥ 尚未审结'\nmessage = '{总计 件'",
        "第 9 行第 12 列：花括号没有成对",
    );
}

#[test]
fn what_always_holds_between_cells_is_solved_together() {
    let solved = |rest: &str| parse(&format!("{CARD}{rest}")).unwrap().equality().is_some();
    assert!(solved("table = '表四'\nholds = '结果维持 + 结果纠正 = 总计'"));
    assert!(solved("holds = '表三.总计.总计 = 表四.行政复议.总计 + 2'"));
    for other in [
        "holds = '表三.总计.总计 ≥ 表四.行政复议.总计'",
        "holds = '表三.总计.总计 = 2 × 表四.行政复议.总计'",
        "holds = '表三.总计.总计 = 上年.表三.总计.总计'",
        "holds = '表三.总计.总计 = 正文.办结申请'",
        "holds = '表三.总计.总计 = 0'\nwhen = '表三.本年新收.总计 = 0'",
        "holds = '表三.总计.总计 = 0'\nmessage = '甲'",
    ] {
        assert!(!solved(other), "{other}");
    }
}

#[test]
fn a_rule_on_words_may_have_a_condition() {
    let rule = "when = '不予公开.总计 > 0'\n[mentions]\nany = ['不予公开']";
    let denied = |count: &str| {
        let rows = ["state_secret", "law_prohibited", "public_security", "third_party", "internal_affairs"];
        let rows = rows.iter().chain(&["process_info", "enforcement_file", "admin_query"]);
        let rows: String =
            rows.map(|row| format!("requests.denied.{row} = [0, 0, 0, 0, 0, 0, {count}]\n")).collect();
        format!("overview = '无。'\n{rows}")
    };
    checked(rule, &denied("1"), &["没有看到“不予公开”的内容"]);
    checked(rule, &denied("0"), &[]);
    unchecked(rule, &denied("'若干'"), "报告的 表三·属于国家秘密·总计 没有读到数");
    refused_behind_card(
        "when = '表三.本年新收 > 0'\n[mentions]\nany = ['甲']",
        "第 7 行第 8 列：这里的式子要写到一格：行.列，如 \"不予公开.总计 > 0\"",
    );
}

#[test]
fn so_many_of_several_must_be_mentioned() {
    let rule = "[mentions]\nall = [['甲事'], ['乙事'], ['丙事', '丙项']]\nleast = 2";
    checked(rule, "overview = '办甲事，办丙项。'", &[]);
    checked(rule, "overview = '办甲事。'", &["只写到 1 项，应至少写到 2 项，没有看到“乙事”“丙事”的内容"]);
    let by_level = "[mentions]\nall = [['甲事'], ['乙事']]\nleast = '{least}'\n\
                    [options.least]\ndefault = 1\nsays = '几项'\nlevels = { '市' = 2 }";
    checked(by_level, "agency.level = 'county'\noverview = '办甲事。'", &[]);
    checked(
        by_level,
        "agency.level = 'city'\noverview = '办甲事。'",
        &["只写到 1 项，应至少写到 2 项，没有看到“乙事”的内容"],
    );
    unchecked(by_level, "overview = '办甲事。'", "机关的层级不明，不知道按哪一级的界限");
    refused_behind_card(
        "[mentions]\nall = [['甲']]\nleast = '{leats}'\n[options.least]\ndefault = 1\nsays = '甲'",
        "第 9 行第 9 列：没有名为“leats”的选项，是不是“least”？，选项写在 [options.leats] 里",
    );
    refused_behind_card(
        "[mentions]\nany = ['甲']\nleast = 2",
        "第 9 行第 9 列：least 只与 all 一起用：各组里至少写到几组",
    );
    refused_behind_card(
        "[mentions]\nall = [['甲']]\nleast = 2",
        "第 9 行第 9 列：all 只有 1 组，写不到 2 组",
    );
}

#[test]
fn words_may_be_wrong_beside_others_alone() {
    let sentence = "[wording]\nfind = ['收费']\nnear = ['申请公开']\nmessage = '“{word}”'";
    says(sentence, "overview = '办理申请公开事项，一律收费。停车收费。'", &["“收费”"]);
    let near = "[wording]\nfind = ['收费']\nnear = ['申请公开']\nwithin = 4\nmessage = '“{word}”'";
    says(near, "overview = '申请公开事项收费。'", &[]);
    says(near, "overview = '收费申请公开。申请公开收费。'", &["“收费”", "“收费”"]);
    refused_behind_card(
        "[wording]\nfind = ['甲']\nbetter = '乙'\nwithin = 4",
        "第 10 行第 10 列：within 只与 near 一起用",
    );
}

#[test]
fn things_come_in_their_order() {
    let words = "[order]\nwords = [['主动公开'], ['依申请公开'], ['监督保障']]\nheadings = true\nexpects = '按条例的次序写'";
    let report = |first: &str, second: &str| {
        format!("overview = '''（一）{first}。监督保障有力，主动公开及时。\n（二）{second}情况'''")
    };
    says(words, &report("主动公开", "依申请公开"), &[]);
    says(words, &report("主动公开", "监督保障"), &[]);
    says(words, &report("监督保障", "依申请公开"), &["“监督保障”写在“依申请公开”前面：按条例的次序写"]);
    let sections = "[order]\nsections = ['总体情况', '存在问题', '其他事项']";
    says(sections, "overview = '无。'", &[]);
    says(
        sections,
        "headings = ['一、其他需要报告的事项', '二、总体情况']",
        &["“其他需要报告的事项”写在“总体情况”前面"],
    );
    refused_behind_card(
        "[order]\nwords = [['甲']]",
        "第 8 行第 9 列：[order] words 里至少要有两项，才有先后",
    );
    refused_behind_card("[order]", "第 7 行第 1 列：[order] 缺少 words 或 sections");
}

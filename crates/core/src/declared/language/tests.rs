//! Sentences as they are understood, and what is said of those that are none.

use super::*;

/// The sentence as it was understood: `rows: 0 + 1 = 24 + 25`.
fn understood(sentence: &str, home: Option<Table>) -> String {
    let grammar = Grammar { home, given: None, options: &["most", "least"] };
    let read = match read(&[sentence], &[], grammar) {
        Ok(read) => read,
        Err((_, error)) => return format!("{}..{} {}", error.at.start, error.at.end, error.message),
    };
    let amount = |amount: &Amount| {
        let value = match amount.value {
            Value::Number(number) => number.to_string(),
            Value::Option(at) => format!("option {at}"),
        };
        if amount.per_cent { format!("{value}%") } else { value }
    };
    let side = |terms: &[Term]| {
        let terms = terms.iter().map(|term| {
            let sign = if term.negative { "-" } else { "+" };
            let times = term.times.as_ref().map_or_else(String::new, |times| format!("{} × ", amount(times)));
            let before = if term.what.is_of_last_year() { "last year's " } else { "" };
            let what = match &term.what {
                What::Number(number) => amount(number),
                What::Lines { lines, .. } => format!("{lines:?}"),
                What::Cells { cells, .. } => {
                    cells.iter().map(ToString::to_string).collect::<Vec<_>>().join(",")
                }
                What::Said { subject, .. } => subject.key().to_owned(),
            };
            format!("{sign}{times}{before}{what}")
        });
        terms.collect::<Vec<_>>().join(" ")
    };
    let Comparison { left, relation, right } = &read.comparisons[0];
    let lines = read.lines.map_or_else(String::new, |(_, axis)| format!("{axis:?} "));
    format!("{lines}{} {relation:?} {}", side(left), side(right))
}

#[track_caller]
fn check(table: impl Into<Option<Table>>, sentence: &str, expected: &str) {
    assert_eq!(understood(sentence, table.into()), expected, "{sentence}");
}

#[test]
fn sentences() {
    use Table::{Disputes, Proactive, Requests};
    check(Requests, "本年新收 + 上年结转 = 总计 + 结转下年度", "Rows +[0] +[1] Equal +[24] +[25]");
    check(Requests, "本年新收＋上年结转＝总计＋结转下年度", "Rows +[0] +[1] Equal +[24] +[25]");
    check(Requests, "new+carried_in==total+carried_out", "Rows +[0] +[1] Equal +[24] +[25]");
    check(Requests, "自然人 + 其他 = 总计", "Columns +[0] +[5] Equal +[6]");
    check(Requests, "无法提供 ≤ 总计", "Rows +[12, 13, 14] AtMost +[24]");
    check(Requests, "危及\"三安全一稳定\" = 0", "Rows +[6] Equal +0");
    check(Requests, "（一）予以公开 >= 3.其他", "Rows +[2] AtLeast +[23]");
    check(Proactive, "上一年项目数量 + 本年增/减 ≥ 0", "Columns +[3] +[4] AtLeast +0");
    check(Proactive, "现行有效件数 > 本年制发件数 － 本年废止件数", "Columns +[10] Greater +[8] -[9]");
    check(Proactive, "- 本年增 / 减 != １２", "Columns -[4] NotEqual +12");
    check(Disputes, "总计 < 结果维持", "Columns +[4] Less +[0]");
}

#[test]
fn numbers_and_multiples() {
    use Table::Requests;
    check(Requests, "2 × 本年新收 = 总计", "Rows +2 × [0] Equal +[24]");
    check(Requests, "本年新收 * 2 = 总计", "Rows +2 × [0] Equal +[24]");
    check(Requests, "本年新收 ≤ 50% 上年结转", "Rows +[0] AtMost +50% × [1]");
    check(Requests, "本年新收 ≤ 12.5％×上年结转", "Rows +[0] AtMost +12.5% × [1]");
    check(Requests, "本年新收 ≤ {most}% 上年结转 + {least}", "Rows +[0] AtMost +option 0% × [1] +option 1");
    check(Requests, "本年新收 ≤ {most} × 上年结转 - 1.5", "Rows +[0] AtMost +option 0 × [1] -1.5");
}

#[test]
fn names_across_tables_prose_and_years() {
    use Table::Requests;
    check(None, "表三.总计.总计 >= 表四.行政复议.总计", "+表三·总计·总计 AtLeast +表四·行政复议·总计");
    check(
        None,
        "表3·总计·总计 ≥ disputes.reconsideration.total",
        "+表三·总计·总计 AtLeast +表四·行政复议·总计",
    );
    check(None, "正文.收到申请 = 表三.本年新收.总计", "+requests_received Equal +表三·本年新收·总计");
    check(None, "上年.表三.结转下年度 = 表三.上年结转", "Rows +last year's [25] Equal +[1]");
    check(None, "last_year.requests.carried_out=requests.carried_in", "Rows +last year's [25] Equal +[1]");
    check(None, "上年.正文.政策解读 ≤ 正文.解读", "+last year's interpretations AtMost +interpretations");
    check(None, "行政复议.总计 > 0", "+表四·行政复议·总计 Greater +0");
    check(Requests, "本年新收.总计 ≥ 行政复议.总计", "+表三·本年新收·总计 AtLeast +表四·行政复议·总计");
    check(
        Requests,
        "denied.state_secret.total = 3.其他.自然人",
        "+表三·属于国家秘密·总计 Equal +表三·其他处理之其他·自然人",
    );
    check(
        None,
        "无法提供.自然人 = 0",
        "+表三·本机关不掌握相关政府信息·自然人,表三·没有现成信息需要另行制作·自然人,表三·补正后申请内容仍不明确·自然人 Equal +0",
    );
    check(None, "正文.申请办结率 ≥ 95%", "+response_rate AtLeast +95%");
    // A row and its column together with whole rows.
    check(Requests, "本年新收 ≤ 总计.总计", "Rows +[0] AtMost +表三·总计·总计");
}

#[test]
fn what_is_wrong_is_said_with_its_place() {
    use Table::{Disputes, Proactive, Requests};
    check(Requests, " ", "0..1 式子是空的");
    check(Requests, "本年新收", "0..12 没有关系符号，应有 = ≠ < > ≤ ≥ 之一");
    check(Requests, "总计 = 总计 = 总计", "16..17 一个式子只能有一个关系符号");
    check(Requests, "= 总计", "0..1 “=”左边是空的");
    check(Requests, "总计 =", "7..8 “=”右边是空的");
    check(Requests, "本年新收 + = 总计", "13..14 “+”后面缺一项");
    check(Requests, "本年新收 + - 总计 = 0", "13..16 两个运算符号连在一起，中间缺一项");
    check(Requests, "本年新收 ÷ 2 = 总计", "13..15 不能用“÷”，式子里只有加、减、乘以一个数和比较");
    check(Requests, "本年新收 × 上年结转 = 0", "0..28 只能乘以一个数，“本年新收”和“上年结转”都不是数");
    check(Requests, "2 × 3 × 总计 = 0", "7..9 一项只能乘一次");
    check(Requests, "2 × 3 = 总计", "0..6 两个数相乘，请直接写乘出来的数");
    check(Requests, "本年新收 × = 总计", "13..15 “×”后面缺一项");
    check(Requests, "× 2 = 总计", "0..2 “×”前面缺一项");
    check(Requests, "{most} 总计 = 0", "0..13 数和“总计”之间缺少“×”");
    check(Requests, "{mots} × 总计 = 0", "0..6 没有名为“mots”的选项，是不是“most”？");
    check(Requests, "{most × 总计 = 0", "0..5 “{”没有对应的“}”");
    check(Requests, "本年新收 = 合计", "15..21 表三没有名为“合计”的行或列，是不是“总计”？");
    check(Requests, "本年新收 = 全然不同的名字", "15..36 表三没有名为“全然不同的名字”的行或列");
    check(
        Requests,
        "本年新收 = 自然人",
        "15..24 “自然人”是列，而“本年新收”是行：一个式子里只能都用行，或者都用列",
    );
    check(Requests, "总计 ≥ 0", "0..6 “总计”既是行又是列，请用 rows 或 columns 说明对哪些行、哪些列成立");
    check(Disputes, "1 = 1", "0..0 式子里没有一个行或列");
    check(Proactive, "本年制发件数 = 99999999999", "21..32 数字 99999999999 太大，或者不是数");
    check(Proactive, "本年制发 = 1", "0..12 表二没有名为“本年制发”的行或列，是不是“本年制发件数”？");
}

#[test]
fn names_that_are_none_are_said_with_what_was_meant() {
    use Table::Requests;
    check(None, "表五.总计.总计 = 0", "0..20 没有名为“表五”的表，有表二、表三、表四，是不是“表二”？");
    check(None, "表三.总记.总计 = 0", "0..20 表三没有名为“总记”的行，是不是“总计”？");
    check(None, "表三.总计.合计 = 0", "0..20 表三没有名为“合计”的列，是不是“总计”？");
    check(None, "自然人.上年结转 = 0", "0..22 先写行、后写列，应为 上年结转.自然人");
    check(None, "正文.政策解度 ≥ 1", "0..19 正文的数里没有名为“政策解度”的，是不是“政策解读”？");
    check(
        None,
        "本年新收 = 0",
        "0..12 “本年新收”没有写明是哪张表：写 table = \"表三\"，或者写作 表三.本年新收",
    );
    check(None, "全然不同的名字 = 0", "0..21 没有名为“全然不同的名字”的行、列或正文的数");
    check(None, "表二.规章.金额 = 0", "0..20 表二的“规章”行没有“金额”这一格");
    check(
        Requests,
        "本年新收 = 表四.结果维持",
        "15..34 “表四.结果维持”是表四的，“本年新收”是表三的：两张表之间只能比一格，写作 行.列，如 表四.结果维持.总计",
    );
}

#[test]
fn an_axis_that_is_given_decides() {
    let read = |axis| {
        let grammar = Grammar { home: Some(Table::Requests), given: Some(axis), options: &[] };
        read(&["总计 ≥ 0"], &[], grammar).map(|read| read.comparisons[0].left[0].clone())
    };
    let lines = |term: Term| match term.what {
        What::Lines { lines, .. } => lines,
        _ => Vec::new(),
    };
    assert_eq!(lines(read(Axis::Rows).unwrap()), [24]);
    assert_eq!(lines(read(Axis::Columns).unwrap()), [6]);
}

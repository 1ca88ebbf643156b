//! Rows and columns that are not as on the form.

use gouji_core::form::{Edition, Table};
use gouji_core::report::{Draft, ExtraKind, Fit};

use crate::support::{around, read, shown, text, troubles};

const NONE: &str = "";

fn with_proactive(table: &str) -> Draft {
    read(&around([table, NONE, NONE]))
}

fn with_requests(table: &str) -> Draft {
    read(&around([NONE, table, NONE]))
}

fn with_disputes(table: &str) -> Draft {
    read(&around([NONE, NONE, table]))
}

#[track_caller]
fn check_requests(table: &str, key: &str, expected: &str) {
    let draft = with_requests(table);
    assert_eq!(shown(&draft, Table::Requests, key), expected, "{table}\n{:?}", troubles(&draft));
}

#[track_caller]
fn check_proactive(table: &str, key: &str, expected: &str) {
    let draft = with_proactive(table);
    assert_eq!(shown(&draft, Table::Proactive, key), expected, "{table}\n{:?}", troubles(&draft));
}

#[track_caller]
fn check_disputes(table: &str, expected: [&str; 3]) {
    let draft = with_disputes(table);
    let keys = ["reconsideration", "direct_litigation", "litigation_after_reconsideration"];
    assert_eq!(keys.map(|key| shown(&draft, Table::Disputes, key)), expected, "{table}");
}

fn found(draft: &Draft, table: Table, key: &str) -> (bool, u16, Fit) {
    let row = table.rows().iter().position(|label| label.key == key).expect("the form has the row");
    let line = draft.grids[table as usize].lines[row];
    (line.present, line.found, line.fit)
}

/// The tables and kinds of the extras, with their number of values and what they begin with.
fn extras(draft: &Draft) -> Vec<(Table, ExtraKind, u16, &str)> {
    let list = draft.extras.iter();
    list.map(|e| {
        (e.table, e.kind, e.values, text(draft, e.place).split(['|', '\n']).next().unwrap_or("").trim())
    })
    .collect()
}

#[test]
fn a_row_that_is_too_short_gives_no_values_and_shifts_no_others() {
    let table = "一、本年新收政府信息公开申请数量 | 5 | 0 | 0 | 0 | 0 | 5\n二、上年结转政府信息公开申请数量 | 1 | 0 | 0 | 0 | 0 | 0 | 1";
    let draft = with_requests(table);
    assert_eq!(shown(&draft, Table::Requests, "new"), "");
    assert_eq!(found(&draft, Table::Requests, "new"), (true, 6, Fit::Official));
    assert_eq!(shown(&draft, Table::Requests, "carried_in"), "1 0 0 0 0 0 1");
    let fees = "信息内容 | 上一年项目数量 | 本年增/减\n行政事业性收费 | 6\n信息内容 | 采购项目数量 | 采购总金额\n政府集中采购 | 3 | 1500.5";
    let draft = with_proactive(fees);
    assert_eq!(found(&draft, Table::Proactive, "fees"), (true, 1, Fit::Official));
    assert_eq!(shown(&draft, Table::Proactive, "procurement"), "3 1500.5");
}

#[test]
fn a_row_that_is_too_long_gives_no_values() {
    let draft =
        with_requests("（一）予以公开 | 1 | 2 | 3 | 4 | 5 | 6 | 7 | 8\n重复申请 | 1 | 0 | 0 | 0 | 0 | 0 | 1");
    assert_eq!(found(&draft, Table::Requests, "granted"), (true, 8, Fit::Official));
    assert_eq!(shown(&draft, Table::Requests, "granted"), "");
    assert_eq!(found(&draft, Table::Requests, "unprocessed.repeat"), (true, 7, Fit::Variant));
}

#[test]
fn where_only_spaces_part_the_columns_a_missing_value_is_no_missing_cell() {
    let rows = "一、本年新收政府信息公开申请数量   5   0   0   0   0   0   5\n二、上年结转政府信息公开申请数量   1   1\n（一）予以公开\n（七）总计   4   0   0   0   0   0   4";
    let draft = with_requests(rows);
    assert_eq!(shown(&draft, Table::Requests, "new"), "5 0 0 0 0 0 5");
    assert_eq!(shown(&draft, Table::Requests, "carried_in"), "");
    assert_eq!(found(&draft, Table::Requests, "carried_in").1, 7);
    assert!(draft.grids[Table::Requests as usize].inferred);
    let said: Vec<_> = draft.troubles.iter().filter(|trouble| trouble.message.contains("空格分栏")).collect();
    assert_eq!(said.len(), 1, "{:?}", draft.troubles);
    assert!(said[0].blocking);
}

#[test]
fn rows_may_be_split_over_lines() {
    check_requests(
        "二、上年结转政府信息公开申请数量 |\n| 0 | 0 | 0 | 0 | 0 | 3\n（一）予以公开 | 1 | 0 | 0 | 0 | 0 | 0 | 1\n（七）总计 | 1 | 0 | 0 | 0 | 0 | 0 | 1",
        "carried_in",
        "_ 0 0 0 0 0 3",
    );
    check_requests(
        "（一）予以公开 | 1 | 0 | 0 |\n| 0 | 0 | 0 | 1\n（七）总计 | 2 | 0 | 0 | 0 | 0 | 0 | 2",
        "granted",
        "1 0 0 0 0 0 1",
    );
    let html = "<table><tr><td>（一）予以公开</td><td>1</td><td>0</td></tr><tr><td>0</td><td>0</td><td>0</td><td>0</td><td>1</td></tr><tr><td></td><td></td><td></td></tr><tr><td>重复申请</td><td>2</td><td>0</td><td>0</td><td>0</td><td>0</td><td>0</td><td>2</td></tr></table>";
    check_requests(html, "granted", "1 0 0 0 0 0 1");
    check_requests(html, "unprocessed.repeat", "2 0 0 0 0 0 2");
}

#[test]
fn labels_may_be_in_pieces_or_misspelt() {
    check_requests(
        "（四）无\n-4-\n法提供 | 1.本机关不掌握\n相关政府信息 | 4 | 0 | 0 | 0 | 0 | 0 | 4",
        "unavailable.not_held",
        "4 0 0 0 0 0 4",
    );
    check_requests(
        "（二）部分公开 | （区分处理的，只计这一情形，不计其他情形） | 4 | 0 | 0 | 0 | 0 | 0 | 4",
        "partly_granted",
        "4 0 0 0 0 0 4",
    );
    let draft = with_requests(
        "7.属于行政执法案件 | 4 | 0 | 0 | 0 | 0 | 0 | 4\n8.属于行政查询事项 | 1 | 0 | 0 | 0 | 0 | 0 | 1",
    );
    assert_eq!(found(&draft, Table::Requests, "denied.enforcement_file"), (true, 7, Fit::Misspelt));
    assert_eq!(found(&draft, Table::Requests, "denied.admin_query"), (true, 7, Fit::Official));
}

#[test]
fn sub_totals_are_kept_apart() {
    let header =
        "自然人 | 法人或其他组织 | 总计\n商业企业 | 科研机构 | 社会公益组织 | 法律服务机构 | 其他 | 小计";
    let draft = with_requests(&format!(
        "{header}\n（一）予以公开 | 1 | 2 | 3 | 4 | 5 | 6 | 20 | 21\n小计 | 1 | 2 | 3 | 4 | 5 | 6 | 20 | 21\n（七）总计 | 1 | 2 | 3 | 4 | 5 | 6 | 20 | 21"
    ));
    assert_eq!(shown(&draft, Table::Requests, "granted"), "1 2 3 4 5 6 21");
    assert_eq!(shown(&draft, Table::Requests, "total"), "1 2 3 4 5 6 21");
    assert_eq!(found(&draft, Table::Requests, "granted").1, 7);
    let kinds: Vec<_> = extras(&draft).into_iter().map(|(_, kind, ..)| kind).collect();
    assert_eq!(kinds, [ExtraKind::SubTotal, ExtraKind::SubTotal]);

    let draft = with_requests(
        "（三）不予公开 | 3 | 0 | 0 | 0 | 0 | 0 | 3\n1.属于国家秘密 | 3 | 0 | 0 | 0 | 0 | 0 | 3",
    );
    assert_eq!(extras(&draft), [(Table::Requests, ExtraKind::SubTotal, 7, "（三）不予公开")]);
    assert_eq!(shown(&draft, Table::Requests, "denied.state_secret"), "3 0 0 0 0 0 3");

    let draft = with_requests(
        "三、本年度办理结果 | 3 | 0 | 0 | 0 | 0 | 0 | 3\n（一）予以公开 | 2 | 0 | 0 | 0 | 0 | 0 | 2",
    );
    assert_eq!(extras(&draft), [(Table::Requests, ExtraKind::SubTotal, 7, "三、本年度办理结果")]);
    assert_eq!(troubles(&draft), [""; 0]);
}

#[test]
fn columns_are_told_by_the_header() {
    check_proactive(
        "信息内容 | 现行有效件数 | 本年制发件数 | 本年废止件数\n规章 | 9 | 2 | 1",
        "rules",
        "2 1 9",
    );
    check_proactive(
        "信息内容 | 本年(2023)制发件数 | 本年废止数 | 现行有效件\n规章 | 2 | 1 | 9",
        "rules",
        "2 1 9",
    );
    check_requests(
        "总计 | 自然人 | 商业企业 | 科研机构 | 社会公益组织 | 法律服务机构 | 其他\n重复申请 | 1 | 2 | 3 | 4 | 5 | 6 | 7",
        "unprocessed.repeat",
        "2 3 4 5 6 7 1",
    );
    // Without a header the number of values tells the form.
    check_proactive("行政许可 | 45 | 增8 | 53", "licensing", "45 8 53");
    check_proactive("行政许可 | 45", "licensing", "45");
    check_proactive("信息内容 | 本年处理决定数量\n行政许可 | 约300", "licensing", "“约300”");
    check_requests(
        "二、上年结转政府信息公开申请数量 | 3余件 | 0 | 0 | 0 | 0 | 0 | 3",
        "carried_in",
        "“3余件” 0 0 0 0 0 3",
    );
}

#[test]
fn both_forms_in_one_report() {
    let table = "第二十条第（一）项\n信息内容 | 本年新制作数量 | 本年新公开数量 | 对外公开总数量\n规章 | 1 | 2 | 3\n第二十条第（五）项\n信息内容 | 本年处理决定数量\n行政许可 | 45\n第二十条第（八）项\n信息内容 | 本年收费金额（单位：万元）\n行政事业性收费 | 1.5";
    let draft = with_proactive(table);
    assert_eq!(shown(&draft, Table::Proactive, "rules"), "1 2 3");
    assert_eq!(shown(&draft, Table::Proactive, "licensing"), "45");
    assert_eq!(shown(&draft, Table::Proactive, "fees"), "1.5");
    assert_eq!(draft.edition, Some(Edition::E2019));

    let single = "信息内容 | 本年制发件数 | 本年废止件数 | 现行有效件数\n行政规范性文件 | 1 | 2 | 3\n";
    let requests = "（六）其他处理 | 1 | 0 | 0 | 0 | 0 | 0 | 1\n（七）总计 | 1 | 0 | 0 | 0 | 0 | 0 | 1";
    let draft = read(&around([single, requests, NONE]));
    assert_eq!(draft.edition, Some(Edition::E2021));
    assert_eq!(shown(&draft, Table::Requests, "other"), "1 0 0 0 0 0 1");
}

#[test]
fn the_third_row_of_other_handling_is_told_from_the_column() {
    let table = "自然人 | 商业企业 | 科研机构 | 社会公益组织 | 法律服务机构 | 其他 | 总计\n（六）其他处理 | 1.申请人无正当理由逾期不补正 | 1 | 0 | 0 | 0 | 0 | 0 | 1\n3.其他 | 2 | 0 | 0 | 0 | 0 | 0 | 2\n（七）总计 | 3 | 0 | 0 | 0 | 0 | 0 | 3";
    let draft = with_requests(table);
    assert_eq!(shown(&draft, Table::Requests, "other"), "");
    assert!(!found(&draft, Table::Requests, "other").0);
    assert_eq!(shown(&draft, Table::Requests, "other.other"), "2 0 0 0 0 0 2");
    assert_eq!(draft.edition, Some(Edition::E2021));
}

#[test]
fn unknown_rows_are_kept() {
    let draft = with_proactive(
        "信息内容 | 本年制发件数 | 本年废止件数 | 现行有效件数\n规章 | 0 | 0 | 0\n其他主动公开文件 | 5 | 6 | 7\n行政规范性文件 | 1 | 1 | 1",
    );
    assert_eq!(extras(&draft), [(Table::Proactive, ExtraKind::Row, 3, "其他主动公开文件")]);
    assert_eq!(shown(&draft, Table::Proactive, "rules"), "0 0 0");
    assert_eq!(shown(&draft, Table::Proactive, "normative_documents"), "1 1 1");
}

#[test]
fn a_second_table_is_not_read_and_said() {
    let table = "一、本年新收政府信息公开申请数量 | 1 | 0 | 0 | 0 | 0 | 0 | 1\n（一）予以公开 | 1 | 0 | 0 | 0 | 0 | 0 | 1\n（七）总计 | 1 | 0 | 0 | 0 | 0 | 0 | 1\n";
    let draft = with_requests(&format!("{table}以下是本级的情况。\n{}", table.replace("| 1", "| 9")));
    assert_eq!(shown(&draft, Table::Requests, "new"), "1 0 0 0 0 0 1");
    assert_eq!(extras(&draft).iter().map(|e| (e.1, e.2)).collect::<Vec<_>>(), [(ExtraKind::Table, 21)]);
    assert!(troubles(&draft)[0].contains("不止一张表三"), "{:?}", troubles(&draft));
    assert!(draft.troubles[0].blocking);
}

#[test]
fn numbers_without_labels_are_said() {
    let draft = with_requests("1 | 0 | 0 | 0 | 0 | 0 | 1\n2 | 0 | 0 | 0 | 0 | 0 | 2");
    assert_eq!(shown(&draft, Table::Requests, "new"), "");
    assert!(troubles(&draft)[0].starts_with("表三没有行名，无法对应 14 个数字"), "{:?}", troubles(&draft));
    assert!(draft.troubles[0].blocking && draft.grids[1].inferred && draft.grids[1].place.is_some());

    let draft = with_requests(
        "重复申请 | 1 | 0 | 0 | 0 | 0 | 0 | 1\n2 | 0 | 0 | 0 | 0 | 0 | 2\n（七）总计 | 3 | 0 | 0 | 0 | 0 | 0 | 3",
    );
    assert_eq!(shown(&draft, Table::Requests, "unprocessed.repeat"), "1 0 0 0 0 0 1");
    assert_eq!(shown(&draft, Table::Requests, "total"), "3 0 0 0 0 0 3");
    assert_eq!(extras(&draft)[0].1, ExtraKind::Row);
    assert!(troubles(&draft)[0].contains("7 个数字没有行名"), "{:?}", troubles(&draft));
}

#[test]
fn digits_that_are_stuck_together_are_said() {
    let draft = with_requests("一、本年新收政府信息公开申请数量2700000\n（一）予以公开270000027\n");
    assert_eq!(shown(&draft, Table::Requests, "new"), "");
    assert!(draft.grids[1].inferred);
    assert!(troubles(&draft).iter().all(|message| message.contains("连在一起")), "{:?}", troubles(&draft));
    assert_eq!(draft.troubles.len(), 1);
    // A single value has nothing to be stuck to.
    check_proactive("信息内容 | 本年处理决定数量\n行政许可10690", "licensing", "10690");
}

#[test]
fn a_report_on_one_line_says_that_its_tables_are_stuck_together() {
    let text = "石桥县人民政府2022年政府信息公开工作年度报告\n一、总体情况 2022年，石桥县推进公开工作，成效明显。（一）主动公开 全年公开信息12条。（二）依申请公开 全年收到申请3件。二、主动公开政府信息情况第二十条第（一）项信息内容本年制发件数本年废止件数现行有效件数规章000行政规范性文件123三、收到和处理政府信息公开申请情况申请人情况自然人法人或其他组织总计商业企业科研机构社会公益组织法律服务机构其他一、本年新收政府信息公开申请数量3000003二、上年结转政府信息公开申请数量0000000三、本年度办理结果（一）予以公开3000003（七）总计3000003四、结转下年度继续办理0000000四、政府信息公开行政复议、行政诉讼情况行政复议行政诉讼结果维持结果纠正其他结果尚未审结总计未经复议直接起诉复议后起诉结果维持结果纠正其他结果尚未审结总计结果维持结果纠正其他结果尚未审结总计000000000000000五、存在的主要问题及改进情况公开得还不够主动。六、其他需要报告的事项没有。";
    let draft = read(text);
    assert_eq!(draft.parts.iter().map(|part| part.number).collect::<Vec<_>>(), [1, 2, 3, 4, 5, 6]);
    assert_eq!(
        text_of_part(&draft, 1),
        [
            "2022年，石桥县推进公开工作，成效明显。",
            "（一）主动公开 全年公开信息12条。",
            "（二）依申请公开 全年收到申请3件。"
        ]
    );
    assert_eq!(text_of_part(&draft, 3), NO_TEXT);
    assert_eq!(text_of_part(&draft, 5), ["公开得还不够主动。"]);
    assert_eq!(text_of_part(&draft, 6), ["没有。"]);
    assert_eq!(draft.troubles.len(), 3, "{:?}", troubles(&draft));
    assert_eq!(draft.edition, Some(Edition::E2021));
    // Nothing is known of the tables, and no rule shall miss a row.
    assert_eq!(shown(&draft, Table::Requests, "new"), "");
    assert_eq!(found(&draft, Table::Requests, "new").1, 7);
}

const NO_TEXT: [&str; 0] = [];

fn text_of_part(draft: &Draft, part: u8) -> Vec<&str> {
    let of_part = draft.paragraphs.iter().filter(|p| p.part == part);
    of_part
        .map(|p| text(draft, p.place))
        .filter(|words| !words.starts_with(['一', '二', '三', '四', '五', '六']))
        .collect()
}

#[test]
fn labels_and_values_on_different_lines_are_not_matched_by_guess() {
    let table = "1.本机关不掌握相关政府信息\n10 | 0 | 0 | 0 | 0 | 0 | 10\n（五）不予处理 | 0 | 0 | 0 | 0 | 0 | 0 | 0\n2.重复申请\n3.要求提供公开出版物 | 4 | 0 | 0 | 0 | 0 | 0 | 4";
    let draft = with_requests(table);
    assert_eq!(shown(&draft, Table::Requests, "unavailable.not_held"), "10 0 0 0 0 0 10");
    assert_eq!(shown(&draft, Table::Requests, "unprocessed.publication"), "4 0 0 0 0 0 4");
    assert_eq!(shown(&draft, Table::Requests, "unprocessed.repeat"), "");
    assert_eq!(found(&draft, Table::Requests, "unprocessed.repeat").1, 7);
    assert!(troubles(&draft)[0].contains("行名和数字不在一行"), "{:?}", troubles(&draft));
}

#[test]
fn disputes_arrive_in_several_shapes() {
    let results = "结果维持 | 结果纠正 | 其他结果 | 尚未审结 | 总计";
    let expected = ["1 2 3 4 10", "0 0 1 0 1", "5 0 0 0 5"];
    check_disputes(
        &format!(
            "{results}\n行政复议 | 1 | 2 | 3 | 4 | 10\n未经复议直接起诉 | 0 | 0 | 1 | 0 | 1\n复议后起诉 | 5 | 0 | 0 | 0 | 5"
        ),
        expected,
    );
    check_disputes(
        &format!(
            "行政复议\n{results}\n1 | 2 | 3 | 4 | 10\n行政诉讼\n未经复议直接起诉 | 复议后起诉\n{results} | {results}\n0 | 0 | 1 | 0 | 1 | 5 | 0 | 0 | 0 | 5"
        ),
        expected,
    );
    let vertical = |name: &str, values: [&str; 5]| {
        let names = results.split(" | ").zip(values).map(|(result, value)| format!("{result} | {value}"));
        format!("{name} | {}", names.collect::<Vec<_>>().join("\n"))
    };
    check_disputes(
        &[
            vertical("行政复议", ["1", "2", "3", "4", "10"]),
            vertical("未经复议直接起诉", ["0", "0", "1", "0", "1"]),
            vertical("复议后起诉", ["5", "0", "0", "0", "5"]),
        ]
        .join("\n"),
        expected,
    );
    check_disputes(
        &format!(
            "行政复议 | 行政诉讼\n{results} | 未经复议直接起诉 | 复议后起诉\n{results} | {results}\n | 1 | 2 | 3 | 4 | 10 | 0 | 0 | 1 | 0 | 1 | 5 | 0 | 0 | 0 | 5"
        ),
        expected,
    );
}

#[test]
fn a_short_row_of_disputes_gives_no_values() {
    let results = "结果维持 | 结果纠正 | 其他结果 | 尚未审结 | 总计";
    let draft = with_disputes(&format!(
        "行政复议 | 行政诉讼\n{results} | 未经复议直接起诉 | 复议后起诉\n{results} | {results}\n0 | 0 | 0 | 0 | 0 | 0 | 0 | 0 | 0 | 0 | 0 | 0 | 0 | 1"
    ));
    assert_eq!(shown(&draft, Table::Disputes, "reconsideration"), "");
    let counts: Vec<u16> = draft.grids[2].lines.iter().map(|line| line.found).collect();
    assert_eq!(counts, [5, 5, 4]);
}

#[test]
fn tables_are_known_by_labels_wherever_they_stand() {
    let requests = "重复申请 | 1 | 0 | 0 | 0 | 0 | 0 | 1\n（七）总计 | 1 | 0 | 0 | 0 | 0 | 0 | 1";
    let draft = read(&around([requests, NONE, "信息内容 | 本年处理决定数量\n行政许可 | 7"]));
    assert_eq!(shown(&draft, Table::Requests, "total"), "1 0 0 0 0 0 1");
    assert_eq!(shown(&draft, Table::Proactive, "licensing"), "7");
    assert_eq!(draft.grids[2].place, None);
}

#[test]
fn prose_about_the_tables_is_no_table() {
    let draft = with_proactive("行政许可\n行政处罚\n规章\n本年办理行政许可45件，行政处罚3件，行政强制0件。");
    assert_eq!(draft.grids[0].place, None);
    assert_eq!(draft.troubles, []);
    let table = "第二十条第（五）项\n信息内容 | 本年处理决定数量\n行政许可 | 7\n注：以上不含乡镇。\n第二十条第（六）项\n信息内容 | 本年处理决定数量\n行政处罚 | 8";
    check_proactive(table, "licensing", "7");
    check_proactive(table, "penalties", "8");
}

#[test]
fn a_list_in_part_one_does_not_stand_for_the_table() {
    let draft = read(&format!(
        "一、总体情况\n事项 | 件数\n行政许可 | 99\n行政处罚 | 98\n二、主动公开政府信息情况\n信息内容 | 本年处理决定数量\n行政许可 | 7\n行政处罚 | 8\n{}",
        "六、其他需要报告的事项\n无。"
    ));
    assert_eq!(shown(&draft, Table::Proactive, "licensing"), "7");
    assert_eq!(shown(&draft, Table::Proactive, "penalties"), "8");
}

#[test]
fn a_label_in_two_lines_with_its_values_behind_the_second() {
    let table = "（一）予以公开 1 0 0 0 0 0 1\n（二）部分公开（区分处理的，只计这一情\n形，不计其他情形） 4 0 0 0 0 0 4\n（七）总计 5 0 0 0 0 0 5";
    check_requests(table, "granted", "1 0 0 0 0 0 1");
    check_requests(table, "partly_granted", "4 0 0 0 0 0 4");
    check_requests(table, "total", "5 0 0 0 0 0 5");
    let behind = "（二）部分公开（区分处理的，只计这一情\n4 0 0 0 0 0 4\n形，不计其他情形）\n2.申请人逾期未按收费通知要\n求缴纳费用、行政机关不再处理 6 0 0 0 0 0 6\n其政府信息公开申请\n（七）总计 5 0 0 0 0 0 5";
    check_requests(behind, "partly_granted", "4 0 0 0 0 0 4");
    check_requests(behind, "other.no_payment", "6 0 0 0 0 0 6");
    check_requests(behind, "total", "5 0 0 0 0 0 5");
}

#[test]
fn what_is_not_understood_inside_a_table_is_said() {
    let draft = with_requests(
        "（一）予以公开 | 1 | 0 | 0 | 0 | 0 | 0 | 1\n另有转送3件、撤回2件未列入\n（七）总计 | 1 | 0 | 0 | 0 | 0 | 0 | 1",
    );
    assert_eq!(shown(&draft, Table::Requests, "total"), "1 0 0 0 0 0 1");
    assert_eq!(troubles(&draft), ["表三里有一处数字没有读懂；请核对原表"]);
}

#[test]
fn disputes_in_another_order_are_not_guessed() {
    let results = "结果维持 | 结果纠正 | 其他结果 | 尚未审结 | 总计";
    let draft = with_disputes(&format!(
        "复议后起诉\n行政复议 | 行政诉讼\n{results} | 未经复议直接起诉\n{results} | {results}\n1 | 2 | 3 | 4 | 10 | 0 | 0 | 1 | 0 | 1 | 5 | 0 | 0 | 0 | 5"
    ));
    assert_eq!(shown(&draft, Table::Disputes, "reconsideration"), "");
    assert!(troubles(&draft)[0].starts_with("表四的数字无法与各栏对应"), "{:?}", troubles(&draft));
}

#[test]
fn rows_of_a_cell_a_line_know_how_many_cells_they_have() {
    // A rough number says itself that it is one.
    let draft = with_proactive("信息内容\n本年处理决定数量\n行政许可\n约 300\n行政处罚\n12");
    assert_eq!(found(&draft, Table::Proactive, "licensing").1, 1);
    // No page has the number 0; 9 may be one.
    let rows = |more: &str| {
        format!(
            "一、本年新收政府信息公开申请数量\n5\n0\n0\n0\n0\n0\n5\n{more}\n二、上年结转政府信息公开申请数量\n1\n0\n0\n0\n0\n0\n1"
        )
    };
    for (more, expected) in [("0", 8), ("9", 7)] {
        let draft = with_requests(&rows(more));
        assert_eq!(found(&draft, Table::Requests, "new").1, expected, "{more}");
        assert_eq!(found(&draft, Table::Requests, "carried_in").1, 7, "{more}");
    }
}

#[test]
fn a_label_with_nothing_but_tabs_has_blank_cells() {
    let blank = "\t".repeat(7);
    let table = format!("一、本年新收政府信息公开申请数量{blank}\n二、上年结转政府信息公开申请数量{blank}");
    assert_eq!(found(&with_requests(&table), Table::Requests, "new").1, 7);
}

#[test]
fn words_in_a_row_that_is_whole_are_a_cell() {
    check_proactive(
        "信息内容 | 本年处理决定数量\n行政许可 | 另行公布\n行政处罚 | 7",
        "licensing",
        "“另行公布”",
    );
    check_proactive("信息内容\n本年处理决定数量\n行政许可\n待核\n行政处罚\n7", "licensing", "“待核”");
    check_proactive(
        "信息内容 | 本年制发件数 | 本年废止件数 | 现行有效件数\n规章 | 不涉及 | 不涉及 | 不涉及\n规范性文件 | 1 | 0 | 3",
        "rules",
        "“不涉及” “不涉及” “不涉及”",
    );
    check_requests(
        "部分公开\n1\n0\n0\n0\n0\nO\n1\n重复申请\n0\n0\n0\n0\n0\n0\n0",
        "partly_granted",
        "1 0 0 0 0 “O” 1",
    );
    check_requests(
        "部分公开 | 空缺 | 0 | 0 | 0 | 0 | 0 | 1\n重复申请 | 0 | 0 | 0 | 0 | 0 | 0 | 0",
        "partly_granted",
        "“空缺” 0 0 0 0 0 1",
    );
    // A label that the form does not have is none.
    check_requests("部分公开\n不属于受理范围\n1\n0\n0\n0\n0\n0\n1", "partly_granted", "");
    let head = "行政复议 | 行政诉讼\n结果维持 | 结果纠正 | 其他结果 | 尚未审结 | 总计 | 未经复议直接起诉 | 复议后起诉\n结果维持 | 结果纠正 | 其他结果 | 尚未审结 | 总计 | 结果维持 | 结果纠正 | 其他结果 | 尚未审结 | 总计";
    check_disputes(
        &format!("{head}\nO | 2 | 3 | 4 | 9 | 0 | 0 | 1 | 0 | 1 | 5 | 0 | 0 | 未知 | 5"),
        ["“O” 2 3 4 9", "0 0 1 0 1", "5 0 0 “未知” 5"],
    );
    let lines = |row: &str| format!("{head}\n{row}").replace(" | ", "\n");
    check_disputes(
        &lines("1 | 未结 | 3 | 4 | 8 | 0 | 0 | 1 | 0 | 1 | 5 | 0 | 0 | 0 | 5"),
        ["1 “未结” 3 4 8", "0 0 1 0 1", "5 0 0 0 5"],
    );
}

#[test]
fn disputes_may_stand_in_a_table_for_each_block() {
    let table = |title: &str, values: &str| {
        format!(
            "### {title}\n| 结果维持 | 结果纠正 | 其他结果 | 尚未审结 | 总计 |\n|---|---|---|---|---|\n| {values} |\n"
        )
    };
    let tables = [
        table("行政复议", "1 | 2 | 0 | 0 | 3"),
        table("行政诉讼（未经复议直接起诉）", "0 | 1 | 0 | 0 | 1"),
        table("行政诉讼（复议后起诉）", "2 | 0 | 0 | 0 | 2"),
    ];
    check_disputes(&tables.concat(), ["1 2 0 0 3", "0 1 0 0 1", "2 0 0 0 2"]);
}

#[test]
fn a_pipe_below_a_label_ends_its_cell() {
    let rows = "信息内容 |\n本年制发件数 |\n本年废止件数 |\n现行有效件数 |\n规章 |\n0 |\n0 |\n0 |\n规范性文件\n|\n2 |\n1 |\n9 |";
    check_proactive(rows, "normative_documents", "2 1 9");
    // Also where other tables have a row a line.
    let requests = "一、本年新收政府信息公开申请数量 | 5 | 0 | 0 | 0 | 0 | 0 | 5 |\n".repeat(20);
    let draft = read(&around([rows, &requests, NONE]));
    assert_eq!(shown(&draft, Table::Proactive, "normative_documents"), "2 1 9");
}

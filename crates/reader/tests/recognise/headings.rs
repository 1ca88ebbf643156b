//! Headings of the parts: their words, places and mistakes.

use crate::support::{parts, read, text, troubles};

#[track_caller]
fn check(source: &str, expected: &[&str]) {
    assert_eq!(parts(&read(source)), expected);
}

const TABLE: &str = "重复申请 | 1 | 0 | 0 | 0 | 0 | 0 | 1";

#[test]
fn headings_are_known_by_their_words() {
    check(
        "一、总体情况\n甲。\n二、政府信息主动公开情况\n乙。\n三、收到和处理政府信息公开申请的情况\n丙。\n四、政府信息公开行政复议及行政诉讼情况\n丁。\n五、存在问题及改进情况\n戊。\n六、其他需要报告事项\n己。",
        &[
            "1 1 Official 一、总体情况",
            "2 2 Variant 二、政府信息主动公开情况",
            "3 3 Variant 三、收到和处理政府信息公开申请的情况",
            "4 4 Variant 四、政府信息公开行政复议及行政诉讼情况",
            "5 5 Variant 五、存在问题及改进情况",
            "6 6 Variant 六、其他需要报告事项",
        ],
    );
}

#[test]
fn numerals_may_be_wrong_or_missing() {
    check(
        "总体情况\n甲。\n二、收到和处理政府信息公开申请情况\n乙。\n三、政府信息公开行政复议、行政诉讼情况。\n丙。\n第五部分 存在的主要问题及改进情况：\n丁。\n6.其他需要报告的事项\n戊。",
        &[
            "1 0 Official 总体情况",
            "3 2 Official 二、收到和处理政府信息公开申请情况",
            "4 3 Official 三、政府信息公开行政复议、行政诉讼情况",
            "5 5 Official 第五部分 存在的主要问题及改进情况",
            "6 6 Official 6.其他需要报告的事项",
        ],
    );
}

#[test]
fn mistakes_and_own_wordings_are_recognised() {
    check(
        "一、总体情况\n甲。\n二、主动公开政府信习情况\n乙。\n三、依申请公开办理情况\n丙。\n四、政府信息公开行政法复议、行政诉讼情况\n丁。\n五、存在的不足和下一步打算\n戊。\n六、其他需要报告的事项\n己。\n七、附件\n庚。",
        &[
            "1 1 Official 一、总体情况",
            "2 2 Misspelt 二、主动公开政府信习情况",
            "3 3 Own 三、依申请公开办理情况",
            "4 4 Misspelt 四、政府信息公开行政法复议、行政诉讼情况",
            "5 5 Own 五、存在的不足和下一步打算",
            "6 6 Official 六、其他需要报告的事项",
            "0 7 Own 七、附件",
        ],
    );
}

#[test]
fn items_and_rows_are_no_headings() {
    let source = format!(
        "一、总体情况\n（一）主动公开政府信息情况\n甲。\n二、主动公开政府信息情况\n三、收到和处理政府信息公开申请情况\n一、本年新收政府信息公开申请数量 | 1 | 0 | 0 | 0 | 0 | 0 | 1\n{TABLE}\n四、结转下年度继续办理 | 0 | 0 | 0 | 0 | 0 | 0 | 0\n四、政府信息公开行政复议、行政诉讼情况\n五、存在的主要问题及改进情况\n一、主动公开不够及时\n乙。\n二、加强申请办理\n丙。\n六、其他需要报告的事项\n丁。"
    );
    let numbers: Vec<u8> = read(&source).parts.iter().map(|part| part.number).collect();
    assert_eq!(numbers, [1, 2, 3, 4, 5, 6]);
}

#[test]
fn a_table_of_contents_is_not_the_report() {
    let contents = "目录\n一、总体情况……1\n二、主动公开政府信息情况……2\n三、收到和处理政府信息公开申请情况……3\n五、存在的主要问题及改进情况……4\n六、其他需要报告的事项……5\n";
    let body = "一、总体情况\n甲。\n二、主动公开政府信息情况\n三、收到和处理政府信息公开申请情况\n四、政府信息公开行政复议、行政诉讼情况\n五、存在的主要问题及改进情况\n乙。\n六、其他需要报告的事项\n丙。";
    let draft = read(&format!("{contents}{body}"));
    assert_eq!(draft.parts.len(), 6);
    assert_eq!(text(&draft, draft.parts[0].body), "甲。");
    assert_eq!(draft.troubles, []);
    // The same as navigation below the report.
    let draft = read(&format!("{body}\n{contents}"));
    assert_eq!(draft.parts.len(), 6);
    assert_eq!(text(&draft, draft.parts[4].body), "乙。");
    // And as a sentence.
    let sentence = "本报告由一、总体情况，二、主动公开政府信息情况，三、收到和处理政府信息公开申请情况，四、政府信息公开行政复议、行政诉讼情况，五、存在的主要问题及改进情况，六、其他需要报告的事项六个部分组成。";
    let draft = read(&format!("{sentence}\n{body}"));
    assert_eq!(draft.parts.len(), 6);
    assert_eq!(text(&draft, draft.parts[0].body), "甲。");
    assert_eq!(draft.composition.map(|composition| composition.parts), Some(6));
}

#[test]
fn headings_stand_in_cells_and_lines_of_text() {
    let draft = read(
        "<table><tr><td>一、总体情况</td></tr><tr><td>全县公开信息3条，比上年多1条，渠道有所增加。</td></tr><tr><td>二、主动公开政府信息情况</td></tr></table><table><tr><td colspan=2>第二十条第（五）项</td></tr><tr><td>信息内容</td><td>本年处理决定数量</td></tr><tr><td>行政许可</td><td>7</td></tr></table><p>三、收到和处理政府信息公开申请情况。没有收到申请。</p>",
    );
    assert_eq!(
        parts(&draft),
        [
            "1 1 Official 一、总体情况",
            "2 2 Official 二、主动公开政府信息情况",
            "3 3 Official 三、收到和处理政府信息公开申请情况"
        ]
    );
    assert_eq!(text(&draft, draft.parts[2].body), "没有收到申请。");
    let prose: Vec<(u8, &str)> = draft.paragraphs.iter().map(|p| (p.part, text(&draft, p.place))).collect();
    assert!(prose.contains(&(1, "全县公开信息3条，比上年多1条，渠道有所增加。")), "{prose:?}");
    assert!(prose.contains(&(3, "没有收到申请。")), "{prose:?}");
}

#[test]
fn a_heading_may_be_broken_in_two_lines() {
    let draft = read("一、总体情况\n甲。\n四、政府信息公开行政复议、行\n政诉讼情况\n乙。");
    assert_eq!(draft.parts[1].number, 4);
    assert_eq!(text(&draft, draft.parts[1].heading), "四、政府信息公开行政复议、行\n政诉讼情况");
    assert_eq!(text(&draft, draft.parts[1].body), "乙。");
}

#[test]
fn words_of_its_own_without_a_numeral_are_a_heading_in_their_place_only() {
    let parts = |between: &str| -> Vec<(u8, u8)> {
        let draft = read(&format!("总体情况\n甲。\n{between}\n其他需要报告的事项\n没有。"));
        draft.parts.iter().map(|part| (part.number, part.numeral)).collect()
    };
    let heading = "存在的问题及改进措施\n乙。";
    let four = "政府信息公开行政复议、行政诉讼情况\n丙。";
    assert_eq!(parts(&format!("{four}\n{heading}")), [(1, 0), (4, 0), (5, 0), (6, 0)]);
    assert_eq!(parts(heading), [(1, 0), (6, 0)], "no part four before it");
    assert_eq!(parts("主动公开情况\n乙。"), [(1, 0), (6, 0)], "an item of part one");
    assert_eq!(parts(&format!("{four}\n存在问题及改进情况\n丁。\n{heading}")).len(), 4, "it has a part five");
}

#[test]
fn the_foot_of_the_page_is_no_part() {
    for foot in [
        "上一篇：别的报告",
        "版权所有：石桥县人民政府",
        "【打印本页】【关闭窗口】",
        "网站地图 联系我们",
        "滇ICP备12345678号",
    ] {
        let draft =
            read(&format!("一、总体情况\n甲。\n六、其他需要报告的事项\n没有。\n{foot}\n其他文字\n2023年1月"));
        assert_eq!(text(&draft, draft.parts[1].body), "没有。", "{foot}");
        assert_eq!(draft.paragraphs.len(), 4, "{foot}");
    }
}

#[test]
fn a_list_of_links_below_the_report_is_no_part() {
    let links = (0..12).map(|n| format!("栏目{n}\n")).collect::<String>();
    let draft = read(&format!("一、总体情况\n甲。\n六、其他需要报告的事项\n无\n{links}"));
    assert_eq!(text(&draft, draft.parts[1].body), "无");
    let draft = read("一、总体情况\n甲。\n六、其他需要报告的事项\n没有。\n石桥县人民政府\n2023年1月20日");
    assert_eq!(text(&draft, draft.parts[1].body), "没有。\n石桥县人民政府\n2023年1月20日");
}

#[test]
fn two_reports_in_one_file_are_said() {
    let one = |name: &str| {
        format!(
            "{name}2022年政府信息公开工作年度报告\n一、总体情况\n甲。\n二、主动公开政府信息情况\n乙。\n三、收到和处理政府信息公开申请情况\n丙。\n四、政府信息公开行政复议、行政诉讼情况\n丁。\n五、存在的主要问题及改进情况\n戊。\n六、其他需要报告的事项\n己。\n"
        )
    };
    let draft = read(&format!("{}{}", one("石桥县人民政府"), one("石桥县水务局")));
    assert_eq!(draft.parts.len(), 6);
    assert_eq!(draft.agency.name, "石桥县人民政府");
    assert_eq!(text(&draft, draft.parts[5].body), "己。");
    assert!(troubles(&draft)[0].contains("不止一份"), "{:?}", troubles(&draft));
    assert!(text(&draft, draft.troubles[0].place).starts_with("石桥县水务局2022年"));
    assert!(draft.troubles[0].blocking);
}

#[test]
fn a_part_that_stands_once_more_behind_the_others_is_kept() {
    let report = "一、总体情况\n甲。\n二、主动公开政府信息情况\n乙。\n三、收到和处理政府信息公开申请情况\n丙。\n四、政府信息公开行政复议、行政诉讼情况\n丁。\n五、存在的主要问题及改进情况\n戊。\n六、其他需要报告的事项\n己。\n";
    let kept = |tail: &str| parts(&read(&format!("{report}{tail}"))).get(6).cloned();
    assert_eq!(kept("七、总体情况\n庚。").as_deref(), Some("1 7 Official 七、总体情况"));
    assert_eq!(kept("六、其他需要报告的事项\n庚。").as_deref(), Some("6 6 Official 六、其他需要报告的事项"));
    // Words of a heading elsewhere are none.
    assert_eq!(kept("总体情况\n庚。"), None);
}

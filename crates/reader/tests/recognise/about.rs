//! What the report says about itself: title, agency, year, period, contact, date.

use gouji_core::form::{Edition, Level};
use gouji_core::report::{CellState, Draft, ParagraphKind};
use gouji_reader::source::Limits;

use crate::support::{read, text};

const BODY: &str = "一、总体情况\n2022年，各项工作平稳。\n五、存在的主要问题及改进情况\n2022年还有不足。\n六、其他需要报告的事项\n无。\n";

fn before(head: &str) -> Draft {
    read(&format!("{head}\n{BODY}"))
}

#[track_caller]
fn check_title(head: &str, title: &str, agency: &str) {
    let draft = before(head);
    assert_eq!(draft.title.map_or("", |title| text(&draft, title)), title);
    assert_eq!(draft.agency.name, agency);
}

#[test]
fn titles() {
    check_title(
        "石桥县人民政府2022年政府信息公开工作年度报告",
        "石桥县人民政府2022年政府信息公开工作年度报告",
        "石桥县人民政府",
    );
    check_title(
        "首页 > 政府信息公开年报\n石桥县水务局\n2022年政府信息公开工作年度报告",
        "石桥县水务局\n2022年政府信息公开工作年度报告",
        "石桥县水务局",
    );
    check_title(
        "标题：石桥县2022年度政府信息公开工作年度报告\n发布机构：石桥县人民政府办公室",
        "石桥县2022年度政府信息公开工作年度报告",
        "石桥县人民政府",
    );
    check_title(
        "石桥县政务公开专栏\n2022年政府信息公开工作年度报告\n来源：石桥县教育局",
        "2022年政府信息公开工作年度报告",
        "石桥县教育局",
    );
    check_title(
        "石桥县2021年政府信息公开工作年度报告\n石桥县2022年政府信息公开工作年度报告",
        "石桥县2022年政府信息公开工作年度报告",
        "石桥县人民政府",
    );
    check_title("政府信息公开年报\n通知公告", "", "");
}

#[test]
fn the_agency_is_told_by_the_prose_when_nothing_else_does() {
    let draft = read(
        "一、总体情况\n2022年，石桥县推进工作。石桥县印发了要点。全县正常。\n六、其他需要报告的事项\n无。\n五、存在的主要问题及改进情况\n2022年石桥县还有不足。",
    );
    assert_eq!(draft.agency.name, "石桥县人民政府");
    assert_eq!(draft.agency.level, Some(Level::County));
    assert_eq!(draft.year, Some(2022));
}

#[test]
fn the_year_is_what_two_sources_say() {
    let year = |head: &str| before(head).year;
    assert_eq!(year("石桥县人民政府2021年政府信息公开工作年度报告"), Some(2021));
    assert_eq!(
        year(
            "石桥县人民政府2021年政府信息公开工作年度报告\n本报告的数据期限为2022年1月1日至2022年12月31日，欢迎监督。"
        ),
        Some(2022)
    );
    assert_eq!(year("石桥县人民政府二〇二二年政府信息公开工作年度报告"), Some(2022));
    assert_eq!(read("一、总体情况\n工作平稳。\n五、存在的主要问题及改进情况\n有。\n六、其他需要报告的事项\n发布日期：2023-01-20").year, None);
}

#[test]
fn the_preamble_is_prose_and_the_page_is_not() {
    let draft = before(
        "首页\n索引号：123\n发布机构：石桥县人民政府\n发布日期：2023-01-20 09:00\n石桥县人民政府2022年政府信息公开工作年度报告\n字号：大 中 小\n本报告根据条例和有关要求编制。本报告由六个部分组成。数据自2022年1月1日起至12月31日止。联系地址：石桥县中心路1号，电话：0870-1234567。",
    );
    let preamble: Vec<&str> =
        draft.paragraphs.iter().filter(|p| p.part == 0).map(|p| text(&draft, p.place)).collect();
    assert_eq!(preamble.len(), 1, "{preamble:?}");
    assert!(preamble[0].starts_with("本报告根据"));
    assert_eq!(
        draft.composition.map(|c| (c.parts, text(&draft, c.place))),
        Some((6, "本报告由六个部分组成。"))
    );
    assert_eq!(draft.period.map(|p| text(&draft, p.place)), Some("2022年1月1日起至12月31日止"));
    assert_eq!(
        draft.contact.map(|place| text(&draft, place)),
        Some("联系地址：石桥县中心路1号，电话：0870-1234567。")
    );
    assert_eq!(draft.published.map(|day| day.to_string()).as_deref(), Some("2023年1月20日"));
}

#[test]
fn the_page_declares_its_title_and_date() {
    let draft = read(
        "<html><head><title>石桥县水务局2022年政府信息公开工作年度报告-石桥县人民政府网站</title><meta name=\"PubDate\" content=\"2023-01-18 10:00\"></head><body><p>一、总体情况</p><p>甲。</p><p>六、其他需要报告的事项</p><p>无。</p></body></html>",
    );
    assert_eq!(draft.agency.name, "石桥县水务局");
    assert_eq!(draft.published.map(|day| day.to_string()).as_deref(), Some("2023年1月18日"));
}

#[test]
fn paragraphs_have_kinds() {
    let draft = read(
        "一、总体情况\n开头。\n（一）主动公开。公开3条，\n其中网站2条。\n（二）依申请公开\n没有。\n六、其他需要报告的事项\n无。\n2023年1月20日",
    );
    let kinds: Vec<(u8, ParagraphKind, u8)> =
        draft.paragraphs.iter().map(|p| (p.part, p.kind, p.ordinal)).collect();
    use ParagraphKind::{Heading, Prose, SubHeading};
    assert_eq!(
        kinds,
        [
            (1, Heading, 0),
            (1, Prose, 0),
            (1, SubHeading, 1),
            (1, Prose, 0),
            (1, SubHeading, 2),
            (1, Prose, 0),
            (6, Heading, 0),
            (6, Prose, 0),
            (6, Prose, 0)
        ]
    );
    assert_eq!(draft.published.map(|day| day.to_string()).as_deref(), Some("2023年1月20日"));
}

#[test]
fn older_reports_are_known_by_their_plan() {
    let draft = read(
        "石桥县人民政府2016年政府信息公开工作年度报告\n一、概述\n甲。\n二、主动公开政府信息情况\n乙。\n三、依申请公开政府信息情况\n丙。\n四、收费及减免情况\n丁。\n五、行政复议、诉讼和申诉情况\n戊。\n六、存在的主要问题和改进措施\n己。",
    );
    assert_eq!(draft.edition, Some(Edition::Before2019));
    assert_eq!(draft.parts.iter().map(|part| part.number).collect::<Vec<_>>(), [1, 2, 3, 0, 4, 5]);
}

#[test]
fn claims_are_taken_from_prose_alone() {
    let draft = read(
        "一、总体情况\n2022年收到政府信息公开申请3件。\n三、收到和处理政府信息公开申请情况\n重复申请 | 77 | 0 | 0 | 0 | 0 | 0 | 77\n六、其他需要报告的事项\n无。",
    );
    assert!(draft.claims.iter().any(|claim| text(&draft, claim.number) == "3"));
    assert!(draft.claims.iter().all(|claim| text(&draft, claim.number) != "77"));
}

#[test]
fn a_sentence_broken_by_the_source_is_one_for_claims() {
    let draft = read(
        "一、总体情况\n2022年全县主动公开各类信息30条，其中通过网站公开10条，通过公报公开8条，通过其他\n渠道公开12条。\n六、其他需要报告的事项\n无。",
    );
    let total =
        draft.claims.iter().position(|claim| text(&draft, claim.number) == "30").expect("it is a claim");
    let parts = draft.claims.iter().filter(|claim| claim.parent == Some(total as u32)).count();
    assert_eq!(parts, 3);
}

#[test]
fn places_lead_back_to_the_file() {
    let source = "<html><body><p>一、总体情况</p><p>甲。</p><p>二、主动公开政府信息情况</p><table><tr><td>信息内容</td><td>本年处理决定数量</td></tr><tr><td>行政许可</td><td>&#52;5</td></tr></table><p>六、其他需要报告的事项</p><p>无。</p></body></html>";
    let (raw, ..) = encoding_rs::GBK.encode(source);
    let reading = gouji_reader::read(&raw, &Limits::default()).expect("it is a report");
    let cell = reading.draft.grids[0]
        .cells
        .iter()
        .find(|cell| cell.state == CellState::Number)
        .expect("one is read");
    assert_eq!(text(&reading.draft, cell.place), "45");
    let origin = reading.origin(cell.place);
    assert!(source[origin.start as usize..origin.end as usize].contains("&#52;5"));
    let origin = reading.origin_in_file(cell.place, &raw);
    let printed = &raw[origin.start as usize..origin.end as usize];
    assert!(printed.windows(6).any(|bytes| bytes == b"&#52;5"), "{printed:?}");
}

#[test]
fn the_day_of_publication_is_no_other_day() {
    let published = |lines: &str| {
        before(&format!("石桥县水务局2022年政府信息公开工作年度报告\n{lines}"))
            .published
            .map(|day| day.to_string())
    };
    for lines in [
        "采集时间：2024-12-30 21:37\n公开日期：2023-01-25",
        "更新时间：2024-12-30\n发布日期：2023-01-25",
        "时间：2024-12-30\n发布时间：2023-01-25",
        "打印时间：2024-12-30T21:37:37+08:00 发布机构：石桥县水务局\n发布日期：2023-01-25",
    ] {
        assert_eq!(published(lines).as_deref(), Some("2023年1月25日"), "{lines}");
    }
    assert_eq!(published("采集时间：2024-12-30 21:37:37 浏览次数：12"), None);
    assert_eq!(published("时间：2023-01-25").as_deref(), Some("2023年1月25日"));
}

#[test]
fn a_line_right_below_the_title_is_the_reports() {
    let below = |line: &str| {
        let draft = before(&format!("石桥县水务局2022年政府信息公开工作年度报告\n{line}"));
        draft
            .paragraphs
            .first()
            .filter(|first| first.part == 0)
            .map(|first| text(&draft, first.place).to_owned())
    };
    assert_eq!(below("（征求意见稿）").as_deref(), Some("（征求意见稿）"));
    assert_eq!(below("内部资料 请勿外传").as_deref(), Some("内部资料 请勿外传"));
    for line in ["2023-01-25", "来源：石桥县水务局", "字体 大 中 小", "【打印】", "浏览 12 次"]
    {
        assert_eq!(below(line), None, "{line}");
    }
}

#[test]
fn a_customs_district_is_no_government() {
    let draft = read(&format!("根据条例，梳理编制白沙海关关区2022年政府信息公开工作年度报告。\n{BODY}"));
    assert_eq!((draft.agency.name.as_str(), draft.agency.level), ("白沙海关", Some(Level::Department)));
}

//! What `gouji read` prints of a made-up report.

use std::path::Path;

use expect_test::expect;
use gouji_core::claims::{Claim, Exactness, Flags, Role, Subject, Unit};
use gouji_core::figure::Decimal;
use gouji_core::fixture;
use gouji_core::place::Place;
use gouji_core::report::{Report, TroubleDraft};
use gouji_core::wire;
use gouji_render::reading;

const REPORT: &str = r#"
year = 2021
title = "青石县人民政府2021年政府信息公开工作年度报告"
agency.name = "青石县人民政府"
agency.level = "county"
period = "2021-01-01/2021-12-31"
overview = "全年共收到政府信息公开申请27件，其中自然人申请20件。"
proactive.rules = [0, 0, 3]
proactive.fees = ["1.5万元"]
requests.new = [27, 0, "", "/", "见附件", 0, 27]
requests.carried_in = "missing"
disputes = "missing"
"#;

/// The last time that `words` stand in `text` before the tables.
fn find(text: &str, words: &str) -> std::ops::Range<usize> {
    let overview = text.find("二、").unwrap();
    let start = text[..overview].rfind(words).unwrap();
    start..start + words.len()
}

#[track_caller]
fn with_report(check: impl FnOnce(&Report)) {
    let mut draft = fixture::parse(REPORT).unwrap();
    let sentence = Place::from(find(&draft.text, "全年共收到政府信息公开申请27件，其中自然人申请20件。"));
    let claim = |number: &str, value, subject, role, parent| Claim {
        value: Decimal::from_int(value).unwrap(),
        decimals: 0,
        number: find(&draft.text, number).into(),
        sentence,
        label: sentence,
        unit: Unit::Case,
        exactness: Exactness::Exact,
        subject,
        role,
        parent,
        flags: Flags::LIST_OPEN,
    };
    draft.claims = vec![
        claim("27", 27, Subject::RequestsReceived, Role::Total, None),
        claim("20", 20, Subject::ByNaturalPerson, Role::Part, Some(0)),
    ];
    draft.troubles.push(TroubleDraft {
        message: "表三有一行没有认出来".to_owned(),
        place: Place::new(3, 6),
        blocking: true,
    });
    let bytes = wire::encode(&draft);
    check(&Report::read(&bytes).unwrap());
}

#[test]
fn for_people() {
    with_report(|report| {
        expect![[r#"
        a.txt

        机关：青石县人民政府（县级政府）
        年度：2021
        格式：国办公开办函〔2021〕30号
        标题：青石县人民政府2021年政府信息公开工作年度报告（第1行）
        统计期限：2021年1月1日至2021年12月31日（第2行）
        组成：没有读到
        联系方式：没有读到
        发布日期：没有读到

        各部分：
          第3行  一、总体情况
          第5行  二、主动公开政府信息情况
          第12行  三、收到和处理政府信息公开申请情况
          第37行  四、政府信息公开行政复议、行政诉讼情况
          第38行  五、存在的主要问题及改进情况
          第39行  六、其他需要报告的事项

        表二（第6行起）
        ┌────────────┬──────────────┬──────────────┬──────────────┐
        │            ┆ 本年制发件数 ┆ 本年废止件数 ┆ 现行有效件数 │
        ╞════════════╪══════════════╪══════════════╪══════════════╡
        │ 规章       ┆            0 ┆            0 ┆            3 │
        │ 规范性文件 ┆           缺 ┆           缺 ┆           缺 │
        └────────────┴──────────────┴──────────────┴──────────────┘
        ┌──────────┬──────────────┐
        │          ┆ 处理决定数量 │
        ╞══════════╪══════════════╡
        │ 行政许可 ┆           缺 │
        │ 行政处罚 ┆           缺 │
        │ 行政强制 ┆           缺 │
        └──────────┴──────────────┘
        ┌────────────────┬────────────────┐
        │                ┆ 金额           │
        ╞════════════════╪════════════════╡
        │ 行政事业性收费 ┆ 1.5万元（1.5） │
        └────────────────┴────────────────┘

        表三（第13行起）
        ┌──────────────────────────────────────┬────────┬──────────┬──────────┬──────────────┬──────────────┬──────┬──────┐
        │                                      ┆ 自然人 ┆ 商业企业 ┆ 科研机构 ┆ 社会公益组织 ┆ 法律服务机构 ┆ 其他 ┆ 总计 │
        ╞══════════════════════════════════════╪════════╪══════════╪══════════╪══════════════╪══════════════╪══════╪══════╡
        │ 本年新收                             ┆     27 ┆        0 ┆       空 ┆            / ┆       见附件 ┆    0 ┆   27 │
        │ 上年结转                             ┆     缺 ┆       缺 ┆       缺 ┆           缺 ┆           缺 ┆   缺 ┆   缺 │
        │ 予以公开                             ┆     缺 ┆       缺 ┆       缺 ┆           缺 ┆           缺 ┆   缺 ┆   缺 │
        │ 部分公开                             ┆     缺 ┆       缺 ┆       缺 ┆           缺 ┆           缺 ┆   缺 ┆   缺 │
        │ 属于国家秘密                         ┆     缺 ┆       缺 ┆       缺 ┆           缺 ┆           缺 ┆   缺 ┆   缺 │
        │ 其他法律行政法规禁止公开             ┆     缺 ┆       缺 ┆       缺 ┆           缺 ┆           缺 ┆   缺 ┆   缺 │
        │ 危及“三安全一稳定”                   ┆     缺 ┆       缺 ┆       缺 ┆           缺 ┆           缺 ┆   缺 ┆   缺 │
        │ 保护第三方合法权益                   ┆     缺 ┆       缺 ┆       缺 ┆           缺 ┆           缺 ┆   缺 ┆   缺 │
        │ 属于三类内部事务信息                 ┆     缺 ┆       缺 ┆       缺 ┆           缺 ┆           缺 ┆   缺 ┆   缺 │
        │ 属于四类过程性信息                   ┆     缺 ┆       缺 ┆       缺 ┆           缺 ┆           缺 ┆   缺 ┆   缺 │
        │ 属于行政执法案卷                     ┆     缺 ┆       缺 ┆       缺 ┆           缺 ┆           缺 ┆   缺 ┆   缺 │
        │ 属于行政查询事项                     ┆     缺 ┆       缺 ┆       缺 ┆           缺 ┆           缺 ┆   缺 ┆   缺 │
        │ 本机关不掌握相关政府信息             ┆     缺 ┆       缺 ┆       缺 ┆           缺 ┆           缺 ┆   缺 ┆   缺 │
        │ 没有现成信息需要另行制作             ┆     缺 ┆       缺 ┆       缺 ┆           缺 ┆           缺 ┆   缺 ┆   缺 │
        │ 补正后申请内容仍不明确               ┆     缺 ┆       缺 ┆       缺 ┆           缺 ┆           缺 ┆   缺 ┆   缺 │
        │ 信访举报投诉类申请                   ┆     缺 ┆       缺 ┆       缺 ┆           缺 ┆           缺 ┆   缺 ┆   缺 │
        │ 重复申请                             ┆     缺 ┆       缺 ┆       缺 ┆           缺 ┆           缺 ┆   缺 ┆   缺 │
        │ 要求提供公开出版物                   ┆     缺 ┆       缺 ┆       缺 ┆           缺 ┆           缺 ┆   缺 ┆   缺 │
        │ 无正当理由大量反复申请               ┆     缺 ┆       缺 ┆       缺 ┆           缺 ┆           缺 ┆   缺 ┆   缺 │
        │ 要求行政机关确认或重新出具已获取信息 ┆     缺 ┆       缺 ┆       缺 ┆           缺 ┆           缺 ┆   缺 ┆   缺 │
        │ 逾期不补正                           ┆     缺 ┆       缺 ┆       缺 ┆           缺 ┆           缺 ┆   缺 ┆   缺 │
        │ 逾期未按收费通知要求缴纳费用         ┆     缺 ┆       缺 ┆       缺 ┆           缺 ┆           缺 ┆   缺 ┆   缺 │
        │ 其他处理之其他                       ┆     缺 ┆       缺 ┆       缺 ┆           缺 ┆           缺 ┆   缺 ┆   缺 │
        │ 总计                                 ┆     缺 ┆       缺 ┆       缺 ┆           缺 ┆           缺 ┆   缺 ┆   缺 │
        │ 结转下年度                           ┆     缺 ┆       缺 ┆       缺 ┆           缺 ┆           缺 ┆   缺 ┆   缺 │
        └──────────────────────────────────────┴────────┴──────────┴──────────┴──────────────┴──────────────┴──────┴──────┘

        表四：没有读到

        正文中的数字：2 个，知道是什么的 2 个
        ┌──────┬────┬──────┬──────────────────────┬───────────────┬──────────────────────────────────────────────────────┐
        │ 序号 ┆ 行 ┆ 数值 ┆ 事项                 ┆ 说明          ┆ 原句                                                 │
        ╞══════╪════╪══════╪══════════════════════╪═══════════════╪══════════════════════════════════════════════════════╡
        │    1 ┆  4 ┆ 27件 ┆ 收到政府信息公开申请 ┆ 总数          ┆ 全年共收到政府信息公开申请27件，其中自然人申请20件。 │
        │    2 ┆  4 ┆ 20件 ┆ 自然人申请           ┆ 第1项的一部分 ┆ 同上                                                 │
        └──────┴────┴──────┴──────────────────────┴───────────────┴──────────────────────────────────────────────────────┘

        没有读懂的地方：1 处
          第1行  表三有一行没有认出来（可能有内容未读到）
        "#]].assert_eq(&reading::text(Path::new("a.txt"), report, 120))
    });
}

#[test]
fn for_programs() {
    with_report(|report| {
        let json: serde_json::Value =
            serde_json::from_str(&reading::json(Path::new("a.txt"), report)).unwrap();
        assert_eq!(json["schema"], "gouji.read/1");
        assert_eq!(json["agency"]["level"], "county");
        assert_eq!(json["tables"]["requests"]["new"]["natural_person"]["value"], "27");
        assert_eq!(json["tables"]["requests"]["new"]["research"]["state"], "blank");
        assert_eq!(json["tables"]["requests"]["carried_in"]["total"]["state"], "missing");
        assert!(json["tables"]["disputes"].is_null());
        assert_eq!(json["claims"][1]["subject"], "by_natural_person");
        assert_eq!(json["claims"][1]["parent"], 0);
        assert_eq!(json["trouble"][0]["blocking"], true);
    });
}

#[test]
fn as_plain_text() {
    with_report(|report| {
        let plain = reading::plain(report);
        assert_eq!(plain.lines().count(), report.text.lines().count());
        assert!(plain.starts_with(" 1 | 青石县"), "{plain}");
    });
}

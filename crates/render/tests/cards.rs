//! The index of rules and the page of one.

use expect_test::expect;
use gouji_core::card::{Card, Need, Setting, Severity};
use gouji_core::form::{Edition, Level};
use gouji_render::cards::{self, Links, Listed};

fn cards() -> [Card; 2] {
    let total = Card::error("T4-01", "national/wrong-dispute-total", "各结果之和不等于总计")
        .basis("国办公开办函〔2021〕30号，表四")
        .why("每一件都要有一个结果。")
        .bad("disputes.reconsideration = [1, 0, 0, 0, 2]", "行政复议：1 ≠ 2")
        .good("disputes.reconsideration = [1, 0, 0, 1, 2]");
    let place = Card::warning("YN-01", "yunnan/no-contact", "没有联系方式 | 电话")
        .likely()
        .basis("云政办函〔2020〕1号")
        .source("只见于转发件")
        .years(2020, 2022)
        .editions(&[Edition::E2019])
        .levels(&[Level::City, Level::County])
        .needs(Need::LastYear)
        .replaces(&["T4-01"])
        .option(Setting { rule: "YN-01", key: "max", default: 1000, says: "最多多少字" });
    [total, place]
}

fn listed(cards: &[Card; 2]) -> [Listed<'_>; 2] {
    [
        Listed { pack: "national", severity: Some(Severity::Error), set: Vec::new(), card: &cards[0] },
        Listed { pack: "yunnan", severity: None, set: vec![("max", 800)], card: &cards[1] },
    ]
}

#[test]
fn index() {
    let cards = cards();
    expect![[r#"
        T4 表四：复议诉讼（1 条）
          T4-01  错误  各结果之和不等于总计  national/wrong-dispute-total

        yunnan（1 条）
          YN-01  停用  没有联系方式 | 电话  yunnan/no-contact
    "#]]
    .assert_eq(&cards::table(&listed(&cards)));
    expect![[r#"
        # 规则索引

        由 `gouji rules` 生成，请勿手工修改。共 2 条规则。

        ## T4 表四：复议诉讼（1 条）

        | 代码 | 级别 | 缺陷 | 名称 | 依据 |
        | --- | --- | --- | --- | --- |
        | T4-01 | 错误 | 各结果之和不等于总计 | `national/wrong-dispute-total` | 国办公开办函〔2021〕30号，表四 |

        ## yunnan（1 条）

        | 代码 | 级别 | 缺陷 | 名称 | 依据 |
        | --- | --- | --- | --- | --- |
        | YN-01 | 停用 | 没有联系方式 \| 电话 | `yunnan/no-contact` | 云政办函〔2020〕1号 |
    "#]].assert_eq(&cards::markdown(&listed(&cards), Links::None));
}

#[test]
fn an_index_leads_to_the_pages() {
    let cards = cards();
    let index = |folder| cards::markdown(&listed(&cards), Links::Pages(folder));
    assert!(index("../docs/rules").contains("| [T4-01](../docs/rules/T4-01.md) | 错误 |"));
    assert!(index("a/").contains("| [T4-01](a/T4-01.md) |"));
    assert!(index("").contains("| [T4-01](T4-01.md) |"));
}

#[test]
fn for_programs() {
    let cards = cards();
    let json: serde_json::Value = serde_json::from_str(&cards::json(&listed(&cards))).unwrap();
    assert_eq!(json["schema"], "gouji.rules/1");
    assert_eq!(json["rules"][0]["code"], "T4-01");
    assert_eq!(json["rules"][0]["severity"], "error");
    assert_eq!(json["rules"][0]["family"], "T4");
    let place = &json["rules"][1];
    assert_eq!(
        (&place["pack"], &place["level"], &place["severity"]),
        (&"yunnan".into(), &"off".into(), &"warning".into())
    );
    assert_eq!(place["set"], serde_json::json!({"max": 800}));
    assert_eq!(place["options"][0]["default"], 1000);
    // No key stands twice in a rule.
    let text = cards::json(&listed(&cards));
    assert_eq!(text.matches("\"severity\"").count(), 2, "{text}");
}

#[test]
fn page_of_one() {
    let cards = cards();
    let all = listed(&cards);
    let [total, place] = all.clone();
    expect![[r#"
        T4-01  各结果之和不等于总计

        名称：national/wrong-dispute-total（规则包 national）
        级别：错误，确定
        依据：国办公开办函〔2021〕30号，表四
        理由：每一件都要有一个结果。
        适用：全部报告
        同时载入时让位于：YN-01

        会报出的例子：
            表四
            ┌──────────┬──────────┬──────────┬──────────┬──────────┬──────┐
            │          ┆ 结果维持 ┆ 结果纠正 ┆ 其他结果 ┆ 尚未审结 ┆ 总计 │
            ╞══════════╪══════════╪══════════╪══════════╪══════════╪══════╡
            │ 行政复议 ┆ 1        ┆ 0        ┆ 0        ┆ 0        ┆ 2    │
            └──────────┴──────────┴──────────┴──────────┴──────────┴──────┘
          报出：行政复议：1 ≠ 2

        不会报出的例子：
            表四
            ┌──────────┬──────────┬──────────┬──────────┬──────────┬──────┐
            │          ┆ 结果维持 ┆ 结果纠正 ┆ 其他结果 ┆ 尚未审结 ┆ 总计 │
            ╞══════════╪══════════╪══════════╪══════════╪══════════╪══════╡
            │ 行政复议 ┆ 1        ┆ 0        ┆ 0        ┆ 1        ┆ 2    │
            └──────────┴──────────┴──────────┴──────────┴──────────┴──────┘

        改级或停用：在配置文件里写
            [rules."T4-01"]
            level = "off"    # 或 info、warning、error
    "#]]
    .assert_eq(&cards::page(&total, &all));
    expect![[r#"
        YN-01  没有联系方式 | 电话

        名称：yunnan/no-contact（规则包 yunnan）
        级别：停用（规则本身为警告），很可能
        依据：云政办函〔2020〕1号
        出处：只见于转发件
        适用：2020—2022年度；国办公开办函〔2019〕60号格式；市级政府、县级政府
        需要：上年报告
        同时载入时代替：T4-01
        选项：max = 800（默认 1000）  最多多少字

        改级或停用：在配置文件里写
            [rules."YN-01"]
            level = "off"    # 或 info、warning、error
            max = 1000
    "#]]
    .assert_eq(&cards::page(&place, &all));
}

#[test]
fn page_as_a_document() {
    let cards = cards();
    let all = listed(&cards);
    expect![[r##"
        # T4-01 各结果之和不等于总计

        <!-- 由 gouji rules --pages 生成，请勿手工修改。 -->

        - 名称：`national/wrong-dispute-total`（规则包 national）
        - 级别：错误，确定
        - 适用：全部报告
        - 同时载入时让位于：[YN-01](YN-01.md)

        ## 依据

        国办公开办函〔2021〕30号，表四

        ## 理由

        每一件都要有一个结果。

        ## 会报出的例子

        表四

        |  | 结果维持 | 结果纠正 | 其他结果 | 尚未审结 | 总计 |
        | --- | --- | --- | --- | --- | --- |
        | 行政复议 | 1 | 0 | 0 | 0 | 2 |

        > 报出：行政复议：1 ≠ 2

        ## 不会报出的例子

        表四

        |  | 结果维持 | 结果纠正 | 其他结果 | 尚未审结 | 总计 |
        | --- | --- | --- | --- | --- | --- |
        | 行政复议 | 1 | 0 | 0 | 1 | 2 |

        ## 改级或停用

        在配置（用 `--profile` 指定的文件）里写：

        ```toml
        [rules."T4-01"]
        level = "off"    # 或 info、warning、error
        ```
    "##]]
    .assert_eq(&cards::page_markdown(&all[0], &all));
    expect![[r##"
        # YN-01 没有联系方式 \| 电话

        <!-- 由 gouji rules --pages 生成，请勿手工修改。 -->

        - 名称：`yunnan/no-contact`（规则包 yunnan）
        - 级别：停用（规则本身为警告），很可能
        - 适用：2020—2022年度；国办公开办函〔2019〕60号格式；市级政府、县级政府
        - 需要：上年报告
        - 同时载入时代替：[T4-01](T4-01.md)

        ## 依据

        云政办函〔2020〕1号

        ## 出处

        只见于转发件

        ## 选项

        | 键 | 默认 | 意思 |
        | --- | --- | --- |
        | `max` | 1000 | 最多多少字 |

        ## 改级或停用

        在配置（用 `--profile` 指定的文件）里写：

        ```toml
        [rules."YN-01"]
        level = "off"    # 或 info、warning、error
        max = 1000
        ```
    "##]]
    .assert_eq(&cards::page_markdown(&all[1], &all));
}

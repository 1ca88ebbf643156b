//! Reports with nothing to object to stay without objection, and each defect is objected to once.

use crate::support::{COUNTY, DEPARTMENT, codes};

/// A change of a clean report, and the codes of all that the pack says of it.
#[track_caller]
fn check(fixture: &str, changes: &[(&str, &str)], expected: &[&str]) {
    assert_eq!(codes(fixture, changes), expected);
}

#[test]
fn clean_reports() {
    check(COUNTY, &[], &[]);
    check(DEPARTMENT, &[], &[]);
}

#[test]
fn forms() {
    // The year of the form, of the fee rule and of the guidelines; title and period were changed with it, the prose not.
    check(
        COUNTY,
        &[
            ("year = 2020", "year = 2022\nedition = '2019'"),
            ("2020-01-01/2020-12-31", "2022-01-01/2022-12-31"),
            ("青岭县2020年", "青岭县2022年"),
        ],
        &["M07 错误", "F01 错误", "C31 提示", "D05 警告"],
    );
    check(
        DEPARTMENT,
        &[("requests.other.no_payment = [0, 0, 0, 0, 0, 0, 0]", "requests.other.no_payment = 'missing'")],
        &["F05 错误"],
    );
    check(
        DEPARTMENT,
        &[
            (
                "requests.other.no_correction = [0, 0, 0, 0, 0, 0, 0]",
                "requests.other = { natural_person = 0, total = 0 }",
            ),
            ("requests.other.no_payment = [0, 0, 0, 0, 0, 0, 0]", ""),
            ("requests.other.other = [0, 0, 0, 0, 0, 0, 0]", ""),
        ],
        &["F12 错误"],
    );
    check(
        DEPARTMENT,
        &[(
            "proactive.licensing = [137]",
            "proactive.licensing = { last_year_items = 9, change = 0, decisions = 137 }",
        )],
        &["F03 错误"],
    );
    check(
        DEPARTMENT,
        &[(
            "proactive.licensing = [137]",
            "proactive.licensing = [137]\nproactive.procurement = { projects = 2, amount = 3 }",
        )],
        &["F06 警告"],
    );
    check(
        DEPARTMENT,
        &[(
            "proactive.licensing = [137]",
            "proactive.licensing = [137]\nlabel.proactive.normative_documents = '规范性文件'",
        )],
        &["F04 警告"],
    );
}

#[test]
fn cells() {
    let upheld = "disputes.reconsideration = [0, 0, 0, 0, 0]\ndisputes.direct_litigation = [0, 0, 0, 0, 0]\ndisputes.litigation_after_reconsideration = [0, 0, 0, 0, 0]";
    let blank = upheld.replace('0', "''");
    check(DEPARTMENT, &[(upheld, &blank)], &["V08 错误"]);
    let dashes = upheld.replace('0', "'/'");
    check(DEPARTMENT, &[(upheld, &dashes)], &["V02 警告"]);
    check(DEPARTMENT, &[("requests.carried_in = [0,", "requests.carried_in = ['',")], &["V01 警告"]);
    check(DEPARTMENT, &[("requests.carried_in = [0,", "requests.carried_in = ['约2',")], &["V03 错误"]);
    check(
        DEPARTMENT,
        &[("requests.carried_in = [0,", "inferred = ['requests']\nrequests.carried_in = ['约2',")],
        &["V03 警告"],
    );
    check(DEPARTMENT, &[("proactive.fees = [\"482.6\"]", "proactive.fees = ['约480']")], &["V03 警告"]);
    check(COUNTY, &[("[312, 9, 18240]", "[312, '增9', 18240]")], &["T2-09 警告"]);
    check(COUNTY, &[("\"6318.42万元\"", "'6318.42'")], &["T2-11 提示"]);
    check(COUNTY, &[("[312, 9, 18240]", "[312, 9, 321]")], &["T2-04 提示"]);
    check(
        COUNTY,
        &[("[312, 9, 18240]", "[312, 9, 321]"), ("[196, 3, 88]", "[196, 3, 199]")],
        &["T2-04 警告"],
    );
    check(DEPARTMENT, &[("proactive.rules = [0, 0, 0]", "proactive.rules = [0, 0, 2]")], &["T2-01 错误"]);
}

#[test]
fn parts() {
    check(
        DEPARTMENT,
        &[(
            "other = \"2023年，本局依照《政府信息公开信息处理费管理办法》收取信息处理费0元。没有其他需要报告的事项。\"",
            "other = ''",
        )],
        &["C30 警告"],
    );
    check(
        DEPARTMENT,
        &[(
            "composition = 6",
            "composition = 6\nheadings = ['一、总体情况', '二、主动公开政府信息情况', '三、收到和处理政府信息公开申请情况', '四、政府信息公开行政复议、行政诉讼情况', '五、存在的主要问题及改进情况', '六、其他需要报告的事项', '七、下一步打算']",
        )],
        &["S05 警告"],
    );
    check(DEPARTMENT, &[("composition = 6", "composition = 5")], &["M14 警告"]);
    check(DEPARTMENT, &[("2023-01-01/2023-12-31", "2023-01-01/2023-12-30")], &["M09 错误"]);
    check(DEPARTMENT, &[("2023-01-01/2023-12-31", "2023-01-01/2023-12-32")], &["M19 错误"]);
    check(DEPARTMENT, &[("水务局2023年政府", "水务局2022年政府")], &["M04 错误"]);
    check(DEPARTMENT, &[("2023年政府信息公开工作年度报告\"", "2023年政府信息公开工作报告\"")], &["M03 警告"]);
    check(DEPARTMENT, &[("2023年政府信息公开工作年度报告\"", "2023年政府信息公开年报\"")], &["M02 警告"]);
    check(DEPARTMENT, &[("国办公开办函〔2021〕30号", "国办发〔2021〕30号")], &["D01 警告"]);
}

#[test]
fn prose_and_tables() {
    check(DEPARTMENT, &[("公开申请8件", "公开申请9件")], &["X01 错误"]);
    check(DEPARTMENT, &[("公开申请8件", "公开申请约9件")], &[]);
    check(DEPARTMENT, &[("新收政府信息公开申请8件", "受理政府信息公开申请9件")], &["X01 警告"]);
    check(DEPARTMENT, &[("本年度新收政府信息公开申请8件", "本年度未收到政府信息公开申请")], &["X14 错误"]);
    check(DEPARTMENT, &[("予以公开5件，部分公开1件", "予以公开4件，部分公开2件")], &["X04 错误", "X04 错误"]);
    check(DEPARTMENT, &[("制发行政规范性文件1件", "制发行政规范性文件3件")], &["X07 错误"]);
    check(
        DEPARTMENT,
        &[("没有因政府信息公开被申请行政复议", "因政府信息公开被申请行政复议2件")],
        &["V10 错误"],
    );
    check(COUNTY, &[("办结30件", "办结29件")], &["X02 错误"]);
    check(COUNTY, &[("结转下年度3件", "结转下年度4件")], &["X03 错误"]);
    check(COUNTY, &[("自然人27件", "自然人24件")], &["X05 错误"]);
    check(COUNTY, &[("被申请行政复议3件", "被申请行政复议4件")], &["X06 错误"]);
    check(COUNTY, &[("到期的申请都在法定期限内作了答复", "申请都已答复，办结率100%")], &["T3-16 错误"]);
    check(COUNTY, &[("到期的申请都在法定期限内作了答复", "按时办结率100%")], &[]);
    check(COUNTY, &[("网站1386条", "网站1368条")], &["P03 提示"]);
    check(COUNTY, &[("网站1386条", "网站1398条")], &["P01 错误"]);
    check(DEPARTMENT, &[("工作动态271条", "工作动态217条")], &["P01 错误"]);
    check(COUNTY, &[("网站1386条", "网站1386余条")], &["P04 提示"]);
    check(COUNTY, &[("网站1386条", "网站3186条")], &["P02 错误"]);
    check(COUNTY, &[("上年结转2件", "无上年结转")], &["T3-15 错误"]);
}

/// What looks like a number of the tables and is of something else, or of some of it.
#[test]
fn look_alikes() {
    for sentence in [
        "服务台全年接待咨询55人次，多数当场说清，没有再提出申请",
        "传真、电子邮箱等指南以外的渠道，全年没有收到政府信息公开申请",
        "自然人申请新收27件、办结25件，年初年末各有跨年件",
        "上年结转的2件申请都已全部答复",
        "旧指南依据国务院令第492号编制，已经停用",
        "难办的事一件一件过、一项一项答",
        "发出问卷90份，满意60份、基本满意27份，合计占96.7%",
        "办理中未向申请人收取任何费用",
        "聘请监督员6名开展评议，收到意见9条",
    ] {
        let told = format!("结转下年度3件。{sentence}");
        check(COUNTY, &[("结转下年度3件", &told)], &[]);
    }
}

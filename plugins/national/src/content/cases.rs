//! Short texts of part five and part one, with the codes that they must and must not get: half of them near misses.

use gouji_core::report::Memo;
use gouji_core::{fixture, wire};

use super::*;

/// The codes of these families that a fixture gets, of those that begin with one of `prefixes`.
#[track_caller]
fn check(fixture: &str, prefixes: &[&str], expected: &str) {
    let draft = fixture::parse(fixture).unwrap();
    let bytes = wire::encode(&draft);
    let memo = Memo::default();
    let report = Report::read(&bytes).unwrap().remembering(&memo);
    let rules = [RULES, crate::wording::RULES, crate::boilerplate::RULES].concat();
    let mut codes: Vec<String> = Vec::new();
    for rule in rules {
        let card = rule.card();
        let wanted = prefixes.iter().any(|prefix| card.code.starts_with(prefix));
        if !wanted
            || card.scope.excludes(&report).is_some()
            || card.needs.iter().any(|need| need.missing(&report).is_some())
        {
            continue;
        }
        let mut findings = Findings::default();
        rule.check(&report, &mut findings);
        codes.extend(findings.into_parts().0.iter().map(|_| card.code.clone()));
    }
    codes.sort();
    assert_eq!(codes.join(" "), expected, "{fixture}");
}

#[track_caller]
fn problems(text: &str, expected: &str) {
    check(&format!("problems = '''{text}'''"), &["C2"], expected);
}

#[track_caller]
fn overview(text: &str, expected: &str) {
    // Of a county, C06 would ask for more than these texts are about.
    let prefixes = ["C01", "C02", "C03", "C04", "C05", "C07", "C08", "C10", "C11", "W", "B"];
    check(&format!("agency.level = 'county'\noverview = '''{text}'''"), &prefixes, expected);
}

#[track_caller]
fn in_year(year: u16, text: &str, expected: &str) {
    check(&format!("year = {year}\noverview = '''{text}'''"), &["C09", "C11", "W", "B"], expected);
}

#[test]
fn part_five() {
    // Nothing, or next to nothing.
    problems("", "C20");
    problems("无", "C20");
    problems("本年度无存在问题。", "C20");
    problems("不存在问题。", "C20");
    problems("我局公开工作中没有发现突出的问题，今后将保持下去，争取更好的成绩。", "C20");
    problems("专栏重点不突出的问题仍在，没有解决的问题还有两个，下一步将逐项整改。", "C26");
    problems("2023年我局各项公开工作有序开展，圆满收官，各方反映良好，群众满意度高。", "C22");
    // Problems without measures, measures without problems.
    problems("一是村级栏目更新慢，二是答复书格式不一，三是没有专人负责这项工作。", "C21");
    problems("存在栏目更新慢的问题，需要进一步加强；工作人员业务不熟，有待提高。", "C21");
    problems("2024年，我局将加强学习，组织两次培训，增加图解。", "C22");
    problems("栏目更新慢的问题，已由办公室逐月通报，现在按周更新。", "");
    problems("针对更新慢的村，每月通报一次。", "");
    // Stock phrases.
    problems("存在公开不全面、解读质量有待提升、工作创新不足等问题。下一步将加强培训，已安排两期。", "C23");
    problems("我局政府信息公开工作存在主动公开意识不强、公开内容不够丰富的问题，已加强培训。", "");
    problems("主要是公开意识不强：12个村里有5个的公开栏半年没有换过。已逐村改正。", "");
    problems("一些栏目更新不及时，如招投标栏目晚了12天才更新。已改为当天更新。", "");
    problems("部分单位对公开工作不够重视，9家单位没有报送目录。已逐家补报。", "");
    problems("答复书中有错别字。现由两人校对，已完成。", "");
    // Only plans.
    problems("答复书格式不统一。下一步，统一模板，组织培训。", "C26");
    problems("答复书格式不统一，全年收到3次投诉。下一步，统一模板，组织培训。", "");
    problems("去年提出的栏目重复问题，合并后解决。今年答复书格式不统一，下一步统一模板。", "");
    problems("答复书格式不统一。今后统一模板。上年的问题已逐一改正。", "");
    // Problems that nothing answers.
    problems("图解数量不够，政策解读少；培训不够。下一步制作图解。", "C24 C26");
    problems("政策解读少，培训不够。下一步，组织学习，增加图解。", "C23 C26");
    problems("网站栏目更新滞后；解读不多。下一步，网站按周更新，解读同步发布。", "C23 C26");
    problems("互动回应不及时。下一步，留言三日内答复。", "C23 C26");
    problems("一是业务培训不足。下一步，一是加大业务培训，二是完善网站。", "C23 C26");
    problems("新媒体内容不多，公众号一年只发了9条。下一步，加强政策解读，提高质量。", "C24 C26");
    problems("新媒体内容不多，已停更的两个账号已注销。下一步，加强政策解读。", "");
    // Plans for a year that is over.
    problems("解读不多。2023年，我局将进一步增加图解。", "C26 C27");
    problems("解读不多。2022年，全县将继续增加图解。", "C26 C27");
    problems("解读不多。2024年，我局将进一步增加图解。", "C26");
    problems("解读不多。2023年，我局将解读列入考核，增加图解12件。", "");
    problems("解读不多。按照2023年将继续深化改革的部署，已增加图解。", "");
    problems("解读不多。2023年初提出将进一步增加图解，已完成12件。", "");
}

/// Part one with the text in one of its five sections, the others in order.
fn section(number: usize, text: &str) -> String {
    let mut sections = [
        "（一）主动公开。全年公开信息812条。",
        "（二）依申请公开。收到申请3件，都已答复。",
        "（三）政府信息管理。公文逐件标注属性。",
        "（四）平台建设。政府网站设专栏6个。",
        "（五）监督保障。培训2次，考核1次，专职1人。",
    ]
    .map(str::to_owned);
    let heading = sections[number - 1].split('。').next().unwrap_or("").to_owned();
    sections[number - 1] = format!("{heading}。{text}");
    sections.join("\n")
}

#[test]
fn the_five_sections() {
    overview(
        &section(1, "及时公开各类信息，公开的数量和质量都比上年有了提高，群众看得到、看得懂、用得上。"),
        "C01",
    );
    overview(
        &section(1, "及时公开各类信息，网站与公众号合计发布八百一十二条，群众看得到、看得懂、用得上。"),
        "",
    );
    overview(
        &section(1, "本镇没有制发行政规范性文件，日常工作信息由县政府网站统一公开，镇里张贴纸质公告。"),
        "",
    );
    overview(&section(1, "及时公开。"), "");
    overview(
        &section(2, "畅通当面、信函和网上的申请渠道，改进答复文书，让申请人少跑路、好查询、看得懂答复。"),
        "C02",
    );
    overview(
        &section(2, "畅通当面、信函和网上的申请渠道，本年度未收到公民、法人或者其他组织的申请，也没有复议。"),
        "",
    );
    overview(
        &section(
            2,
            "畅通当面、信函和网上的申请渠道，收到的申请均在期限内答复，没有逾期，具体数字见第三部分表格。",
        ),
        "",
    );
    overview(
        &section(3, "推进跨省通办，办件量增加两成，承诺件提前办结，好差评全部满意，中介超市入驻60家。"),
        "C03",
    );
    overview(&section(3, "对政务服务事项办理结果逐件公开，标注属性，定期清理失效文件，更新目录。"), "");
    overview(
        &section(4, "把平台建设作为重点工作，专人负责，专项推进，定期维护，保证稳定运行，让群众用得放心。"),
        "C04",
    );
    overview(
        &section(4, "县政府网站与公众号由同一班人维护，值班表上墙，发现错误链接当天改，群众用得放心。"),
        "",
    );
    overview(
        &section(4, "完善新媒体备案，注销长期不更新的微信公众号4个，其余账号按季检查，保证正常运行。"),
        "C04",
    );
    overview(
        &section(4, "完善新媒体备案，现有账号11个，注销长期不更新的微信公众号4个，按季检查运行情况。"),
        "",
    );
    overview(
        &section(5, "把公开作为分内的事，常抓不懈，各项要求落到实处，推动工作稳步前进，取得了实在的效果。"),
        "C05",
    );
    overview(
        &section(5, "由办公室指定专人负责，每季度检查一次，检查情况在局务会上通报，问题当月改正完毕。"),
        "",
    );
    overview(
        &section(5, "局里办了一期业务学习班，请律师讲答复文书，全体信息员参加，学完当场答题，当场讲评。"),
        "",
    );
}

#[test]
fn other_things_in_part_one() {
    overview("全年公开信息812条。政务公开列入年终考核，权重占3%。", "C08");
    overview("全年公开信息812条。政务公开列入年终考核，权重占4.5%。", "");
    overview("全年公开信息812条。考核中优秀等次占2%，政务公开单列，占5分。", "");
    overview("全年公开信息812条。下一步，将继续扩大范围。", "C11");
    overview("全年公开信息812条。明年的要点已经在起草，为下一步工作做了准备。", "");
    overview("全年公开信息812条。各级政府部门都很重视，多数部门做得好，一些地区还在摸索。", "W13");
    overview("全年公开信息812条，多数部门按月更新。", "");
    overview("按照“谁发布、谁审核”的办法发布812条，实行“谁发布、谁审查、谁负责”。", "B05");
    overview("按照“谁发布、谁审核、谁负责”的办法发布812条，做到谁发布谁审核。", "");
    overview(
        "成立了公开工作专班，每周三把候船室的班次表换一次。\n全年812条。成立了公开工作专班，每周三把候船室的班次表换一次。",
        "B03",
    );
    overview(
        "成立了公开工作专班，每周三把候船室的班次表换一次。\n全年812条。成立了公开工作专班，每周五把候车室的班次表换一次。",
        "",
    );
}

#[test]
fn words_right_or_wrong_by_the_year() {
    in_year(2019, "县法制办审查文件12件。", "");
    in_year(2021, "县法制办审查文件12件。", "W08");
    in_year(2021, "县司法局（原法制办）审查文件12件。", "");
    in_year(2021, "县文化和旅游局、县体育旅游局公开12件。", "");
    in_year(2023, "县扶贫办公开资金12笔。", "W08");
    in_year(2023, "县乡村振兴局公开资金12笔。", "");
    in_year(2020, "公开脱贫攻坚信息12条。", "");
    in_year(2022, "公开脱贫攻坚信息12条。", "W09");
    in_year(2022, "公开巩固脱贫攻坚成果的信息12条。", "");
    in_year(2022, "公开疫情防控信息12条。", "");
    in_year(2024, "公开疫情防控信息12条。", "W09");
    in_year(2024, "公开非洲猪瘟疫情防控信息12条。", "");
    in_year(2024, "公开“十四五”规划12部。", "");
    in_year(2024, "公开“十三五”规划12部。", "W09");
    in_year(2022, "学习党的二十大精神，公开12条。", "");
    in_year(2021, "学习党的二十大精神，公开12条。", "W10");
    in_year(2021, "喜迎党的二十大，公开12条。", "");
    in_year(2023, "贯彻党的十九大精神，公开12条。", "W10");
    in_year(2023, "贯彻党的十九大和二十大精神，公开12条。", "");
    in_year(2022, "贯彻党的十九大精神，公开12条。", "");
    in_year(2024, "贯彻二十届三中全会精神，公开12条。", "");
    in_year(2023, "贯彻二十届三中全会精神，公开12条。", "W10");
    in_year(2023, "制发规范性文件12件。", "W01");
    in_year(2020, "制发规范性文件12件。", "");
    in_year(2023, "制发行政规范性文件12件，清理规范性文件。", "");
}

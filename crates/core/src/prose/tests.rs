//! Sentences in several phrasings, and what they assert.

use std::fmt::Write as _;

use super::*;
use crate::claims;
use crate::place::Place;

/// Paragraphs are set apart by ¶; the report is that of 2023.
pub(super) fn prose_of(text: &str) -> (Vec<Claim>, Prose) {
    let mut start = 0;
    let mut places = Vec::new();
    for paragraph in text.split('¶') {
        places.push(start as u32..(start + paragraph.len()) as u32);
        start += paragraph.len() + '¶'.len_utf8();
    }
    let claims = claims::extract(text, &places);
    let paragraphs = places.iter().map(|place| Paragraph {
        place: Place::from(place.clone()),
        part: 1,
        kind: ParagraphKind::Prose,
        ordinal: 0,
    });
    let prose = read(text, paragraphs, &claims, Some(2023), &|_| [None; 3]);
    (claims, prose)
}

/// Lists, shares and changes, one behind the other; `≠` where no reading agrees.
fn asserted(text: &str) -> String {
    let (claims, prose) = prose_of(text);
    let value = |index: u32| claims[index as usize].value.to_string();
    let mut said: Vec<String> = Vec::new();
    for list in &prose.lists {
        let parts: Vec<String> = list.parts.iter().map(|part| value(*part)).collect();
        let sign = if list.agrees { "=" } else { "≠" };
        let mut line = format!("{} {sign} {}", value(list.whole), parts.join("+"));
        for (holds, word) in [(list.closed, " closed"), (list.open, " open"), (list.manifold, " manifold")] {
            line += if holds { word } else { "" };
        }
        if !list.sure {
            line += " unsure";
        }
        said.push(line);
    }
    for share in &prose.shares {
        let sign = if share.agrees { "=" } else { "≠" };
        let whole = match share.whole {
            Whole::Told(whole) => value(whole),
            Whole::Untold => "?".to_owned(),
            Whole::Tabled(..) => "table".to_owned(),
        };
        said.push(format!("{}% {sign} {}/{whole}", value(share.rate), value(share.part)));
    }
    for change in &prose.changes {
        let sign = if change.agrees { "=" } else { "≠" };
        let arrow = if change.grows { "up" } else { "down" };
        let base = match change.base {
            Base::Told(base) => value(base),
            Base::Follows(difference) => format!("what {} makes", value(difference)),
        };
        said.push(format!("{arrow} {} {sign} {} from {base}", value(change.change), value(change.now)));
    }
    said.join("; ")
}

/// Subjects and standings of the numbers that are something.
fn named(text: &str) -> String {
    let (claims, prose) = prose_of(text);
    let mut said = String::new();
    for (claim, quantity) in claims.iter().zip(&prose.quantities) {
        if claim.flags.contains(Flags::NEGATED) {
            continue;
        }
        let standing = match quantity.standing {
            Standing::Stated => "",
            Standing::Base => " base",
            Standing::Change { .. } => " change",
            Standing::Aside => " aside",
        };
        let subject = if quantity.subject == Subject::Unknown { "?" } else { quantity.subject.key() };
        write!(
            said,
            "{}{}{standing}",
            if said.is_empty() { "" } else { "; " },
            format_args!("{} {subject}", claim.value)
        )
        .unwrap();
    }
    said
}

#[track_caller]
fn says(text: &str, expected: &str) {
    assert_eq!(asserted(text), expected, "{text}\n  {}", named(text));
}

#[track_caller]
fn names(text: &str, expected: &str) {
    assert_eq!(named(text), expected, "{text}");
}

#[test]
fn lists_are_told_by_their_form() {
    // The same list, right and wrong, in the marks and words that people set it with.
    says("全年主动公开信息90条（网站60条、公众号30条）。", "90 = 60+30 closed");
    says("全年主动公开信息90条（网站60条、公众号20条）。", "90 ≠ 60+20 closed");
    says("全年主动公开信息90条：网站60条；公众号20条；公告栏5条。", "90 ≠ 60+20+5 closed");
    says("全年主动公开信息90条，其中，网站60条；公众号20条；其他15条。", "90 ≠ 60+20+15 closed");
    says("全年主动公开信息90条，其中网站60条、公众号20条。", "90 ≠ 60+20");
    says("全年主动公开信息90条，其中网站60条、公众号20条等。", "90 ≠ 60+20 open");
    says("全年主动公开信息90条，网站登了60条，公众号发了20条，宣传栏贴了5条。", "90 ≠ 60+20+5");
    says("网站登了60条、公众号发了20条、宣传栏贴了5条，三个渠道总共90条。", "90 ≠ 60+20+5 closed");
    says("网站登了60条、公众号发了20条、宣传栏贴了10条，总计90条。", "90 = 60+20+10 closed");
    says("全年主动公开信息90条。按题材分，水质50条、工程30条、其他5条。", "90 ≠ 50+30+5 closed");
    says("全年主动公开信息90条。从内容看：水质50条，工程30条，其他10条，合计90条。", "90 = 50+30+10 closed");
    says("全年主动公开信息90条，包括水质50条、工程30条、其他15条。", "90 ≠ 50+30+15 closed");
    says("题材分布是，水质50条；工程30条；其他5条；合计90条。", "90 ≠ 50+30+5 closed");
}

#[test]
fn the_whole_is_what_the_labels_divide() {
    let requests = "全年收到政府信息公开申请40件，办结39件，结转下年度3件。";
    says(&format!("{requests}按提交方式分，网上28件，邮寄9件，现场3件。"), "40 = 28+9+3 closed");
    says(&format!("{requests}按申请者身份区分：自然人36件；法人或其他组织4件。"), "40 = 36+4 closed");
    says(&format!("{requests}按申请者身份区分：自然人36件；法人或其他组织5件。"), "40 ≠ 36+5 closed");
    says(&format!("{requests}办理结果，予以公开20件，部分公开9件，不予公开4件。"), "39 ≠ 20+9+4 closed");
    says(
        "自然人36件，法人或其他组织4件。按提交途径统计，网上28件，邮寄9件，现场3件，合计40件。",
        "40 = 28+9+3 closed",
    );
    says("因政府信息公开被提起行政诉讼3件，其中直接起诉1件、复议后起诉1件。", "3 ≠ 1+1 closed");
    says("今年新到申请40件，去年留下2件，两者相加45件。", "45 ≠ 40+2 closed");
}

#[test]
fn clauses_of_other_things_are_no_parts() {
    says("主要问题是：一是说理不够，有2份答复书没有写条款；二是解读形式单一，当年42篇解读里图解很少。", "");
    says(
        "全年主动公开信息90条：网站60条、公众号30条。公示行政处罚结果，全年作出行政处罚决定1200件。",
        "90 = 60+30 closed",
    );
    says(
        "一是数据多头报送，4项指标不一致；二是按文号查找不便；三是解读形式单一，全年11篇解读里图解很少。",
        "",
    );
    says("发布图解7篇。动态调整权责清单，其中取消3项、新增5项。", "");
    says("调整网站栏目54个（上年为9个），其中新增18个、合并5个、撤销31个。", "54 = 18+5+31");
    says("全年主动公开信息90条。行政许可领域，年内作出决定300件，均已公示。", "");
    says("全年主动公开信息90条，其中动态类20条、其他10条，其余为零星类别。", "90 ≠ 20+10 open");
    says(
        "全年主动公开信息90条。按阶段统计，招标公告20条，中标公告10条，各项相加共发布公告30条。",
        "30 = 20+10 closed",
    );
}

#[test]
fn what_other_bodies_did_is_not_named() {
    names("一家下属单位作出行政处罚决定4件。", "4 ?");
    names(
        "规范性文件5件。教育66条，养老90条，上述两部分构成了发布的156条民生问答。",
        "5 ?; 66 ?; 90 ?; 156 ?",
    );
    names("交通局作出行政许可决定40件，水利局作出行政许可决定3件。", "40 ?; 3 ?");
    names("我局作出行政许可决定40件。", "40 licensing_decisions");
    names("协助兄弟单位答复其收到的政府信息公开申请7件。", "7 ?");
}

#[test]
fn a_consequence_is_denied_and_not_its_cause() {
    let denied = |text: &str| prose_of(text).1.universals.len();
    assert_eq!(denied("全年没有因行政强制引起的投诉。"), 0);
    assert_eq!(denied("收到政府信息公开申请3件，没有因属于国家秘密而不予公开的。"), 0);
    assert_eq!(denied("没有以国家秘密为由而不予公开的申请。"), 0);
    assert_eq!(denied("全年没有行政强制。"), 1);
}

#[test]
fn what_may_be_counted_twice_is_not_summed() {
    says(
        "制作政策解读9个，其中文字形式8个、动漫形式5个、访谈形式2个，一个解读可以有几种形式。",
        "9 ≠ 8+5+2 manifold",
    );
    says("培训干部30人，其中党员25人、女干部12人。", "30 ≠ 25+12 manifold");
}

#[test]
fn other_years_are_no_wholes() {
    says(
        "全年主动公开信息320条。2022年共公开290条，今年多出30条。按题材分，水质110条、工程95条、其他115条。",
        "320 = 110+95+115 closed; up 30 = 320 from 290",
    );
    says(
        "全年主动公开信息320条。比2022年多10.3%（当年290条）。题材涵盖：水质110条，工程95条，其他115条，共计320条。",
        "320 = 110+95+115 closed; up 10.3 = 320 from 290",
    );
    says("全年主动公开信息320条，2022年为250条，上升38%。", "up 38 ≠ 320 from 250");
    says("全年主动公开信息320条，较上年（250条）增长28%。", "up 28 = 320 from 250");
    says("全年主动公开信息320条，比上年的250条增加60条。", "up 60 ≠ 320 from 250");
    says("2022年公开信息250条，本年同比下降28%，为180条。", "");
    says("信息由250条增加到320条，增幅30%。", "up 30 ≠ 320 from 250");
}

#[test]
fn shares_find_their_part_by_name() {
    let list = "全年主动公开信息320条，其中网站240条、公众号80条。";
    says(&format!("{list}网站占比65%。"), "320 = 240+80; 65% ≠ 240/320");
    says(&format!("{list}网站占比75%。"), "320 = 240+80; 75% = 240/320");
    says(
        &format!("{list}公众号推送的占全部的四成以上，网站占75%。"),
        "320 = 240+80; 4% ≠ 80/320; 75% = 240/320",
    );
    says(
        "收到政府信息公开申请27件，其中自然人20件，占70.1%；法人7件，占25.9%。",
        "27 = 20+7 closed; 70.1% ≠ 20/27; 25.9% = 7/27",
    );
}

#[test]
fn a_topic_goes_on_until_another_stands() {
    names(
        "因政府信息公开引起的行政复议5件。复议机关作出的决定，维持4件，纠正1件，另有1件没有审结。",
        "5 reconsideration; 4 reconsideration_upheld; 1 reconsideration_corrected; 1 reconsideration_pending",
    );
    names(
        "因政府信息公开引起的行政复议5件。其中1件撤销或变更了答复，其余2件维持，2件没有审结。",
        "5 reconsideration; 1 reconsideration_corrected; 2 reconsideration_upheld; 2 reconsideration_pending",
    );
    names(
        "规范性文件管理更加严格，当年制发6件，废止1件，仍然有效30件。",
        "6 documents_issued; 1 documents_repealed; 30 documents_in_force",
    );
    names("规范性文件管理更加严格，修订内部管理制度6件。", "6 ?");
    names("行政事业性收费项目全部上网公示，当年实收125万元。", "1250000 fees");
    names(
        "收到政府信息公开申请40件，办结39件，还有5件没有到期，留到次年答复。",
        "40 requests_received; 39 requests_handled; 5 requests_carried_out",
    );
    names(
        "收到政府信息公开申请40件，办结39件，3件转到2024年办理。",
        "40 requests_received; 39 requests_handled; 3 requests_carried_out",
    );
    names(
        "收到政府信息公开申请40件，去年留下2件，两者相加42件。",
        "40 requests_received; 2 requests_carried_in; 42 received_with_carried",
    );
    names(
        "涉及政府信息公开的行政诉讼3件，直接起诉2件，复议后起诉1件。",
        "3 litigation; 2 litigation_direct; 1 litigation_after",
    );
}

/// A sentence of a megabyte is read like any other: what is looked for is looked for nearby.
#[test]
fn time_grows_with_the_text() {
    let phrases = [
        "其中网站1件、",
        "320条（网站1条",
        "网站1条、公众号2条，合计4条，",
        "信息1条，占2%，",
        "较2022年的5件增长3%，",
        "收到申请3件，均已办结，没有结转下年度的，",
        "《",
        "按渠道分：网站3条；",
        "通过网站公开3条。",
        "1条、2条，",
        "（",
        "一、二、三",
    ];
    for phrase in phrases {
        let text = phrase.repeat(8000);
        let begun = std::time::Instant::now();
        let _ = prose_of(&text);
        assert!(begun.elapsed().as_secs() < 20, "{phrase}");
    }
}

proptest::proptest! {
    #[test]
    fn anything_is_read(text in "[0-9一三件条，。、；：（）其中共占较上年2022年增长合计网站公众号申请办结均未无复议维持%成《]{0,120}") {
        let (claims, prose) = prose_of(&text);
        proptest::prop_assert_eq!(claims.len(), prose.quantities.len());
        let meant = prose.meant(claims);
        for claim in &meant {
            proptest::prop_assert!(claim.parent.is_none_or(|parent| (parent as usize) < meant.len()));
        }
        prose.uses();
    }
}

/// What is said of all or of none, and the rows that numbers are of.
fn said(text: &str) -> String {
    let (claims, prose) = prose_of(text);
    let mut said: Vec<String> = prose.universals.iter().map(|said| format!("{:?}", said.predicate)).collect();
    for (claim, quantity) in claims.iter().zip(&prose.quantities) {
        if let Some(row) = quantity.row {
            let guess = if quantity.row_guessed { "?" } else { "" };
            said.push(format!("{} {row:?}{guess}", claim.value));
        }
    }
    said.join("; ")
}

#[track_caller]
fn tells(text: &str, expected: &str) {
    assert_eq!(said(text), expected, "{text}");
}

#[test]
fn what_there_was_none_of() {
    tells("律师事务所全年没有提交信息公开申请。", "None(ByLegalService)");
    tells("没有外国公民提交信息公开申请。", "");
    tells("没有出现信息公开答复被复议机关纠正的情况。", "None(ReconsiderationCorrected)");
    tells("没有因逾期答复引发的信息公开行政复议。", "");
    tells("收到信息公开申请5件，没有不予处理的情形。", "None(Unprocessed)");
    tells("没有及时答复的信息公开申请被退回。", "");
    // The claim that there was none says so already.
    tells("行政处罚决定为零。", "");
    tells("收到的信息公开申请没有属于国家秘密的。", "NoneOfRow(StateSecret)");
}

#[test]
fn rows_by_the_words_that_prose_has_for_them() {
    tells("收到信息公开申请30件，属于国家秘密不予公开2件。", "2 StateSecret");
    tells("本机关不掌握所申请信息，无法提供的申请，全年有9件。", "9 NotHeld");
    tells("所申请的信息属于行政查询事项，告知申请人另行办理的共12件。", "12 AdminQuery");
    tells("信访部门受理信访300件。", "");
    tells("把信访诉求当作信息公开申请提出，对这类申请告知相应渠道，全年计28件。", "28 Petition");
    tells("不予公开的申请中，因涉及第三方商业秘密而没有公开的3件。", "3 ThirdParty");
}

#[test]
fn sums_and_wholes_in_other_clauses() {
    says("网站登了60条、公众号发了20条，两项相加，全年主动公开信息90条。", "90 ≠ 60+20 closed");
    says("上半年收到来信40件，下半年收到来信35件，全年收到来信80件。", "80 ≠ 40+35 closed");
    says("上半年收到来信40件，下半年收到来信35件。", "");
    says(
        "结果维持两件、其他结果两件、尚未审结信息公开行政复议案件一件，上述三部分构成了全年发生的五件。",
        "",
    );
    says("在73件来信里，水质30件、噪声20件，其他25件。", "73 ≠ 30+20+25 closed");
    says("公开资金文件216份，由预算96份、决算88份、评价42份组成。", "216 ≠ 96+88+42 unsure");
    says("前三季度来信249件，四季度来信166件，全年来信416件。", "416 ≠ 249+166 closed unsure");
    says("热线交办诉求318件，当年办结305件，剩余11件正在办理。", "318 ≠ 305+11 closed unsure");
    says(
        "部门发稿5836条，乡镇发稿3279条，企业发稿418条，都已纳入统计，累计9233条。",
        "9233 ≠ 5836+3279+418 closed unsure",
    );
    says("部门发稿36条，乡镇发稿79条，企业发稿18条，另有转载，累计9233条。", "");
    says("公开信息90条，主要是水质50条、工程20条、噪声10条，没有别的类别。", "90 ≠ 50+20+10 closed");
    says(
        "全年收到的73件来信里，涉及拆迁的24件、涉及社保的14件、涉及工程的10件，其他27件。",
        "73 ≠ 24+14+10+27 closed",
    );
    says("召开座谈会11次，其中有企业参加的7次、有学生参加的6次。", "11 ≠ 7+6 manifold");
}

#[test]
fn shares_and_changes_in_words() {
    says("核查来信400件，其中噪声300件，占七成五。", "400 ≠ 300; 7.5% = 300/400");
    says("核查来信400件，其中噪声240件，占七成五。", "400 ≠ 240; 7.5% ≠ 240/400");
    says("核查来信60件，其中噪声24件，占三分之一。", "60 ≠ 24; 33.333333% ≠ 24/60");
    says("核查来信60件，其中噪声24件，超过半数。", "60 ≠ 24; 50% ≠ 24/60");
    says("核查来信60件，其中噪声34件，超过半数。", "60 ≠ 34; 50% = 34/60");
    says("核查来电15件。核查来信60件，其中噪声24件，超过半数。", "60 ≠ 24; 50% ≠ 24/60");
    says("核查来信60件，较上年的30件翻了一番。", "up 100 = 60 from 30");
    says("核查来信60件，较上年的45件翻了一番。", "up 100 ≠ 60 from 45");
    says("工作人员由上年的12名减少到15名。", "down 15 ≠ 15 from 12");
}

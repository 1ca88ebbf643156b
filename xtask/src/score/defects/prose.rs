//! Figures in the prose that contradict the tables, the prose itself, or arithmetic.

use gouji_core::form::Table;

use super::{Defect, Expected, Where, add_after, is_newer};
use crate::score::model::{Report, Sentence};
use crate::score::random::Random;

/// A figure that is told twice, or in a list, may be found by what it stands beside: that is one finding, not two.
const RECEIVED: &[&str] = &["X01", "X11", "X12", "P01", "P02"];
const HANDLED: &[&str] = &["X02", "X11", "X12", "P01", "P02"];
const CARRIED: &[&str] = &["X03", "X11", "X12", "P01", "P02"];
const RESULT: &[&str] = &["X04", "X11", "X12", "P01", "P02"];
const APPLICANT: &[&str] = &["X05", "X11", "X12", "P01", "P02"];
const DISPUTE: &[&str] = &["X06", "X11", "X12", "P01", "P02"];

pub(super) const DEFECTS: &[Defect] = &[
    Defect::error("正文收到数错", RECEIVED, |report, _, random| slot(report, "received", random))
        .with(&["P01", "P02", "X11"]),
    Defect::error("正文办结数错", HANDLED, |report, _, random| slot(report, "handled", random))
        .with(&["P01", "P02", "X11"]),
    Defect::error("正文上年结转数错", CARRIED, |report, _, random| {
        slot(report, "carried_in", random)
    })
    .with(&["P01", "P02", "X11"]),
    Defect::error("正文结转下年数错", CARRIED, |report, _, random| {
        slot(report, "carried_out", random)
    })
    .with(&["P01", "P02", "X11"]),
    Defect::error("正文予以公开数错", RESULT, |report, _, random| slot(report, "granted", random))
        .with(&["P01", "P02", "X11"]),
    Defect::error("正文无法提供数错", RESULT, |report, _, random| {
        slot(report, "unavailable", random)
    })
    .with(&["P01", "P02", "X11"]),
    Defect::error("正文不予公开数错", RESULT, |report, _, random| slot(report, "denied", random))
        .with(&["P01", "P02", "X11"]),
    Defect::error("正文自然人数错", APPLICANT, |report, _, random| slot(report, "natural", random))
        .with(&["P01", "P02", "X11"]),
    Defect::error("正文法人组织数错", APPLICANT, |report, _, random| {
        slot(report, "organisations", random)
    })
    .with(&["P01", "P02", "X11"]),
    Defect::error("正文复议数错", DISPUTE, |report, _, random| slot(report, "ra", random))
        .with(&["P02", "X11"]),
    Defect::error("正文诉讼数错", DISPUTE, |report, _, random| slot(report, "lt", random))
        .with(&["P02", "X11"]),
    Defect::error("正文说没有复议表四却有", DISPUTE, |report, _, _| {
        (report.facts.number("ra")? > 0).then_some(())?;
        let sentence = report.topic_mut("disputes")?;
        *sentence = Sentence::plain("defect", "全年未发生政府信息公开行政复议案件。");
        Expected::words("未发生政府信息公开行政复议")
    }),
    Defect::error("正文规范性文件数错", &["X07"], |report, _, random| {
        slot(report, "docs_issued", random).or_else(|| slot(report, "docs_newly", random))
    })
    .with(&["P02"]),
    Defect::error("正文有效文件数错", &["X07"], |report, _, random| {
        slot(report, "docs_in_force", random).or_else(|| slot(report, "docs_public", random))
    }),
    Defect::error("正文许可数错", &["X08"], |report, _, random| slot(report, "licensing", random)),
    Defect::error("正文处罚数错", &["X08"], |report, _, random| slot(report, "penalties", random)),
    Defect::error("正文强制数错", &["X08"], |report, _, random| slot(report, "coercion", random)),
    Defect::warning("正文收费数错", &["X09"], |report, _, _| {
        let sentence = report.sentences_mut().find(|sentence| sentence.slot("fee").is_some())?;
        let fee = sentence.value_mut("fee")?;
        *fee = format!("9{fee}");
        let said = fee.clone();
        Expected::figure(said, sentence)
    }),
    Defect::warning("正文收费少写了万", &["U01", "X09"], |report, _, _| {
        let text = report.sentences_mut().find(|sentence| sentence.slot("fee").is_some())?;
        let said = text.text().replace("万元", "元");
        *text = Sentence::plain("defect", said);
        Expected::at(Where::Part(1))
    }),
    Defect::warning("办结率错", &["X10"], |report, _, _| {
        let due = report.facts.number("due")?;
        let carried = report.facts.number("carried_out")?;
        (due > 0 && carried > 0).then_some(())?;
        let sentence = report
            .sentences_mut()
            .find(|sentence| sentence.slot("rate").is_some() && sentence.text().contains("办结率"))?;
        let rate = sentence.value_mut("rate")?;
        *rate = "71.43".to_owned();
        Expected::words("71.43")
    }),
    Defect::error("同一个数前后不同", &["X11", "X12"], |report, _, _| {
        let published = report.facts.number("published")?;
        let other = published + 118;
        let text = format!("全年主动公开政府信息{other}条，公开渠道进一步拓宽。");
        report.sentences().any(|sentence| sentence.topic == "channels").then_some(())?;
        add_after(report, "platforms", &text)?;
        Expected::words(other.to_string())
    }),
    Defect::error("正文说没有申请表三却有", &["X14"], |report, _, _| {
        (report.facts.number("received")? > 0).then_some(())?;
        for paragraph in report.part_mut(1)?.paragraphs_mut() {
            if paragraph.sentences.iter().any(is_of_requests) {
                paragraph
                    .sentences
                    .retain(|sentence| !is_of_requests(sentence) && sentence.topic != "disputes");
                let text = "当年未收到任何政府信息公开申请。";
                paragraph.sentences.push(Sentence::plain("defect", text));
            }
        }
        Expected::words("未收到任何政府信息公开申请")
    }),
    Defect::error("表三没有而正文有申请", &["X14", "X01", "V10"], |report, _, _| {
        (report.facts.number("due")? == 0).then_some(())?;
        let text = "全年新收政府信息公开申请4件，均按期答复。";
        *report.topic_mut("requests_none")? = Sentence::plain("defect", text);
        Expected::words("申请4件")
    })
    .with(&["X02", "V10"]),
    Defect::error("说无结转表三却有", &["T3-15"], |report, _, _| {
        (report.facts.number("carried_in")? > 0).then_some(())?;
        let said = report.sentences().any(|sentence| sentence.slot("carried_in").is_some());
        (!said).then_some(())?;
        report.sentences().find(|sentence| is_of_requests(sentence))?;
        let topic = report.sentences().find(|sentence| is_of_requests(sentence))?.topic;
        add_after(report, topic, "无上年结转的政府信息公开申请。")?;
        Expected::words("无上年结转")
    }),
    Defect::error("说全部办结表三却有结转", &["T3-16"], |report, _, _| {
        (report.facts.number("carried_out")? > 0).then_some(())?;
        let said = report
            .sentences()
            .any(|sentence| sentence.slot("carried_out").is_some() || sentence.slot("rate").is_some());
        (!said).then_some(())?;
        let topic = report.sentences().find(|sentence| is_of_requests(sentence))?.topic;
        add_after(report, topic, "所有政府信息公开申请年内均已办结。")?;
        Expected::words("均已办结")
    }),
    Defect::error("渠道之和不等于总数", &["P01"], |report, _, _| {
        let sentence = report.topic_mut("channels")?;
        let p2: i64 = sentence.slot("p2")?.parse().ok()?;
        let text = sentence.text();
        (!text.contains('占')).then_some(())?;
        is_closed(&text).then_some(())?;
        *sentence.value_mut("p2")? = (p2 + 37).to_string();
        Expected::figure((p2 + 37).to_string(), sentence)
    })
    .with(&["P02"]),
    Defect::error("渠道比总数还多", &["P02", "P01"], |report, _, _| {
        let published = report.facts.number("published")?;
        let sentence = report.topic_mut("channels")?;
        sentence.slot("p1")?;
        is_closed(&sentence.text()).then_some(())?;
        (!sentence.text().contains('占') && sentence.slot("p1.1").is_none()).then_some(())?;
        let more = published + 11;
        *sentence.value_mut("p1")? = more.to_string();
        Expected::figure(more.to_string(), sentence)
    }),
    Defect::error("嵌套的分项之和不对", &["P01"], |report, _, _| {
        let sentence = report.topic_mut("channels")?;
        let part: i64 = sentence.slot("p1.2")?.parse().ok()?;
        *sentence.value_mut("p1.2")? = (part + 5).to_string();
        Expected::figure((part + 5).to_string(), sentence)
    })
    .with(&["P02"]),
    Defect::error("考核等次之和不对", &["P01", "P02"], |report, _, _| {
        let sentence = report.topic_mut("assessment")?;
        sentence.slot("assessed")?;
        let good: i64 = sentence.slot("good")?.parse().ok()?;
        *sentence.value_mut("good")? = (good + 3).to_string();
        Expected::figure((good + 3).to_string(), sentence)
    })
    .with(&["P02"]),
    Defect::warning("占比与件数不符", &["P05"], |report, _, _| {
        let sentence = report.topic_mut("channels")?;
        *sentence.value_mut("p1%")? = "83.17".to_owned();
        Expected::words("83.17")
    })
    .with(&["P06"]),
    Defect::error("满意率超过一百", &["P08"], |report, _, _| {
        let sentence = report.sentences_mut().find(|sentence| sentence.slot("satisfaction").is_some())?;
        *sentence.value_mut("satisfaction")? = "196.3".to_owned();
        Expected::words("196.3")
    }),
    Defect::info("整数之和写成约数", &["P04"], |report, _, _| {
        let sentence = report.topic_mut("channels")?;
        let text = sentence.text();
        (sentence.slot("p3").is_some() && text.contains("其中") && !text.contains('占')).then_some(())?;
        let published = sentence.value_mut("published")?;
        *published = format!("{published}余");
        Expected::part(1)
    }),
    Defect::warning("已完成里有没办完的", &["P14"], |report, _, _| {
        add_after(report, "interpretation", "年内完成整改事项20项，其中正在整改6项、已销号14项。")?;
        Expected::words("整改")
    }),
    Defect::error("结果明细多于办结数", &["P01", "P02", "X04"], |report, _, _| {
        let handled = report.facts.number("handled")?;
        let sentence = report.topic_mut("by_result")?;
        sentence.slot("handled")?;
        *sentence.value_mut("granted")? = (handled + 7).to_string();
        Expected::words((handled + 7).to_string())
    })
    .with(&["P01", "P02", "X04"]),
    Defect::error("许可数多于表二", &["X08"], |report, _, _| {
        let said = report.sentences().any(|sentence| sentence.topic == "decisions");
        let known = report.facts.number("licensing")?;
        (!said && known > 0 && report.grid_mut(Table::Proactive).is_some()).then_some(())?;
        add_after(report, "channels", &format!("全年作出行政许可决定{}件。", known + 600))?;
        Expected::words((known + 600).to_string())
    }),
    Defect::error("制发文件数凭空而来", &["X07"], |report, _, _| {
        (is_newer(report) && report.facts.number("docs_issued")? == 0).then_some(())?;
        let said = report.sentences().any(|sentence| sentence.topic == "documents");
        (!said).then_some(())?;
        add_after(report, "channels", "当年制发行政规范性文件3件。")?;
        Expected::words("规范性文件3件")
    }),
];

/// Without a word for it nobody knows that a list is whole.
fn is_closed(text: &str) -> bool {
    ["其中", "分别", "包括", "合计", "共计", "：", "（网站"].iter().any(|word| text.contains(word))
}

fn is_of_requests(sentence: &Sentence) -> bool {
    ["received", "handled", "carried", "by_result", "by_applicant", "requests_whole", "carried_only"]
        .contains(&sentence.topic)
}

/// The first sentence that tells a fact of the tables tells another.
fn slot(report: &mut Report, name: &str, random: &mut Random) -> Option<Expected> {
    let sentence = report.sentences_mut().find(|sentence| sentence.slot(name).is_some())?;
    // 另有, 其余 and the like are told apart by nobody.
    let value = sentence.value_mut(name)?;
    let old: i64 = value.parse().ok()?;
    (old > 0).then_some(())?;
    let new =
        if old > 9 && random.chance(40) { old - random.between(1, 8) } else { old + random.between(1, 8) };
    *value = new.to_string();
    Expected::figure(new.to_string(), sentence)
}

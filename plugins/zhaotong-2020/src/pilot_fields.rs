//! ZT20-03.

use gouji_core::prelude::*;

/// County governments had to finish the standard lists of the 26 pilot fields by the end of 2020; towns have lists of
/// those fields that concern them.
pub(crate) struct PilotFields;

/// 国办发〔2019〕54号.
const FIELDS: i64 = 26;
/// A sentence is about the lists when it has one of these, or 目录 behind one of the others.
const TOPIC: [&str; 2] = ["试点领域", "标准化规范化"];
const OF_LISTS: [&str; 3] = ["标准", "事项", "公开"];
const TOWNS: [&str; 3] = ["乡", "镇", "街道"];

impl Rule for PilotFields {
    fn card(&self) -> Card {
        Card::warning("ZT20-03", "zhaotong-2020/incomplete-pilot-fields", "试点领域标准目录没有写，或者个数不是26个")
            .likely()
            .basis("国办发〔2019〕54号；国办发〔2020〕17号；昭通市2020年政务公开工作要点责任分工方案")
            .why("2020年底前，县级政府要编制完成26个试点领域的基层政务公开标准目录；乡镇只编制与自己有关的领域，少于26个的应说明。")
            .source("26个领域和期限见国家文件原文；市分工方案的原文没有见到，由国家要点和市级部门2020年度报告推出")
            .replaces(&["YN20-06", "G03"])
            .years(2020, 2020)
            .levels(&[Level::County])
            .bad(
                "year = 2020\nagency.level = 'county'\noverview = '编制完成25个试点领域基层政务公开标准目录。'",
                "试点领域写的是 25 个，国家规定的是 26 个",
            )
            .bad(
                "year = 2020\nagency.level = 'county'\noverview = '主动公开政府信息120条。'",
                "没有看到26个试点领域标准目录的编制情况",
            )
            .bad(
                "year = 2020\nagency.level = 'county'
                 overview = '编制完成26个试点领域标准目录，12个乡镇21个领域的公开目录已经编制完成。'",
                "乡镇写的是 21 个领域，与县级的 26 个不同，应说明哪些领域不适用",
            )
            .good("year = 2020\nagency.level = 'county'\noverview = '编制并公开二十六个试点领域标准目录。'")
            .good("year = 2020\nagency.level = 'county'\noverview = '试点领域标准目录全部编制完成，在3个重点领域扩大公开。'")
    }

    fn check(&self, report: &Report, findings: &mut Findings) {
        let mut prose = report.paragraphs().map(|paragraph| report.slice(paragraph.place)).peekable();
        if prose.peek().is_none() {
            return;
        }
        if !prose.any(names_topic) {
            findings.add(Spot::part(1), format!("没有看到{FIELDS}个试点领域标准目录的编制情况"));
            return;
        }
        let (towns, county): (Vec<Claim>, Vec<Claim>) = report
            .claims()
            .filter(|claim| counts_fields(report, claim))
            .partition(|claim| has_any(clause_before(report, claim), &TOWNS));
        let is_all = |claim: &Claim| claim.value.as_int() == Some(FIELDS);
        if let Some(claim) = county.first()
            && !county.iter().any(is_all)
        {
            let said = format!("试点领域写的是 {} 个，国家规定的是 {FIELDS} 个", claim.value);
            findings.add(claim.number, said);
        }
        if let Some(claim) = towns.iter().find(|claim| !is_all(claim)) {
            let said =
                format!("乡镇写的是 {} 个领域，与县级的 {FIELDS} 个不同，应说明哪些领域不适用", claim.value);
            findings.add(claim.number, said).at_most(Severity::Info);
        }
    }
}

/// `26个试点领域`, done and not planned, in a sentence about the lists.
fn counts_fields(report: &Report, claim: &Claim) -> bool {
    let end = report.text.len() as u32;
    let behind = report.slice(Place::new(claim.number.end, end));
    let behind = behind.strip_prefix(['个', '大', '项']).unwrap_or(behind);
    let behind = behind.strip_prefix("试点").unwrap_or(behind);
    behind.starts_with("领域")
        && !claim.flags.contains(Flags::PLAN)
        && claim.exactness == Exactness::Exact
        && names_topic(report.slice(claim.sentence))
}

/// Whether a text is about the lists.
fn names_topic(text: &str) -> bool {
    has_any(text, &TOPIC)
        || text.contains("目录")
            && text.match_indices("目录").any(|(at, _)| OF_LISTS.iter().any(|of| text[..at].ends_with(of)))
}

/// From the last comma to the number: whose fields they are.
fn clause_before<'a>(report: &Report<'a>, claim: &Claim) -> &'a str {
    let before = report.slice(Place::new(claim.sentence.start, claim.number.start));
    before.rsplit(['，', ',', '；', ';', '。']).next().unwrap_or(before)
}

fn has_any(text: &str, words: &[&str]) -> bool {
    words.iter().any(|word| text.contains(word))
}

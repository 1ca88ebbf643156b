//! Whether a number is of all information that was made public in the year: `全年共主动公开政府信息812条`, and nothing that says which.

use gouji_core::prelude::*;

use crate::claims::sentence_near;

/// What was made public, in the words that say no more than that.
const CORES: [&str; 12] = [
    "公开政府信息",
    "公开各类政府信息",
    "公开信息",
    "公开各类信息",
    "公开的政府信息",
    "公开的信息",
    "公开的各类政府信息",
    "公开的各类信息",
    "公开了政府信息",
    "公开了各类政府信息",
    "公开政务信息",
    "公开各类政务信息",
];
/// Behind that.
const SUMS: [&str; 14] =
    ["达", "达到", "为", "有", "总量", "总数", "数量", "总计", "合计", "共计", "一共", "共", "的", "是"];
/// Words that only say when, and who: the body itself.
const NEUTRAL: &str = "0123456789年度月日至全本我县市区镇乡局旗州盟厅委办省处院街道共累合总计一这过去来报告期内今当底截止各级机关单位主动依法通过种类渠道对外上网从在于，, ";
const SOME: [&str; 14] = [
    "其中",
    "方面",
    "领域",
    "上半年",
    "下半年",
    "季度",
    "围绕",
    "网站",
    "公众号",
    "微信",
    "微博",
    "新媒体",
    "科室",
    "办公室公开",
];

pub(super) fn counts_everything(report: &Report, claim: &Claim) -> bool {
    let sentence = sentence_near(report, claim);
    let before = &sentence[..sentence.len().min((claim.number.start - claim.sentence.start) as usize)];
    let clause = before.rsplit(['，', '；', ',', ';', '：', ':', '（', '(']).next().unwrap_or("").trim();
    // 网站公开60条，微信公开40条，全年共计100条
    let added = clause.chars().all(|c| NEUTRAL.contains(c)) && claim.role == Role::Total;
    let some = SOME.iter().any(|some| before.contains(some))
        && !["各", "合计", "共计", "总计"].iter().any(|all| clause.contains(all));
    is_named_behind(report, claim, clause) || added || !some && is_core(clause)
}

/// 全年主动公开政府信息, 我县公开的各类信息总量
fn is_core(clause: &str) -> bool {
    let mut words = clause;
    while let Some(rest) = SUMS.iter().find_map(|sum| words.strip_suffix(sum)) {
        words = rest.trim_end();
    }
    let lead = CORES.iter().find_map(|core| words.strip_suffix(core));
    let lead = lead.or_else(|| words.strip_suffix("公开"));
    lead.is_some_and(|lead| lead.chars().all(|c| NEUTRAL.contains(c)))
}

/// 全年234条主动公开信息中, 上述320条信息中, 320条信息中
fn is_named_behind(report: &Report, claim: &Claim, clause: &str) -> bool {
    const NAMES: [&str; 6] = ["主动公开", "公开总量", "公开总数", "公开信息总量", "信息中", "政府信息中"];
    let rest = report.text.get(claim.number.end as usize..).unwrap_or("");
    let rest = rest.strip_prefix(claim.unit.title()).unwrap_or("").trim_start_matches('的');
    let above = ["上述", "以上", "这"].iter().any(|above| clause.ends_with(above));
    let neutral = clause.chars().all(|c| NEUTRAL.contains(c));
    NAMES.iter().any(|name| rest.starts_with(name)) && (above || neutral || clause == "与全年")
}

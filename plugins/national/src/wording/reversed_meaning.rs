//! W14: a sentence that says the opposite of what is meant: a saying turned round, an evil that was strengthened, what is to be
//! public kept back.

use std::sync::LazyLock;

use gouji_core::prelude::*;

use crate::dated::clause;
use crate::prose;
use crate::words::Words;

/// 话说反了.
pub(crate) struct ReversedMeaning;

/// So many are told: what has more is about them.
const ENOUGH: usize = 3;

/// Sayings turned round, and as they are. What stands between their halves may be any mark or none.
const SAYINGS: [(&str, &str, &str); 18] = [
    ("以不公开为常态", "", "以公开为常态"),
    ("不公开是常态", "", "公开是常态"),
    ("以不公开为原则", "", "以公开为原则"),
    ("先公开", "后审查", "先审查、后公开"),
    ("先公开", "后审核", "先审核、后公开"),
    ("先公开", "再审查", "先审查、再公开"),
    ("先公开", "再审核", "先审核、再公开"),
    ("先发布", "后审查", "先审查、后发布"),
    ("先发布", "后审核", "先审核、后发布"),
    ("先发布", "再审查", "先审查、再发布"),
    ("先发布", "再审核", "先审核、再发布"),
    ("先上网", "后审查", "先审查、后上网"),
    ("涉密信息要上网", "", "涉密信息不上网"),
    ("涉密信息上网", "上网信息不涉密", "涉密信息不上网、上网信息不涉密"),
    ("涉密不公开", "公开要涉密", "涉密不公开、公开不涉密"),
    ("上网信息不保密", "", "上网信息不涉密"),
    ("以公开为例外", "", "以不公开为例外"),
    ("以公开是例外", "", "以不公开是例外"),
];

/// The second halves of 以公开为常态、不公开为例外, which may only stand behind 不.
const EXCEPTIONS: [&str; 2] = ["公开为例外", "公开是例外"];

/// What is bad, and what cannot be done to it.
const EVILS: [&str; 9] = ["现象", "问题", "弊端", "隐患", "漏洞", "形式主义", "官僚主义", "不正之风", "乱象"];
const STRENGTHENED: [&str; 8] = ["巩固", "提升", "提高", "增强", "发展", "弘扬", "深化", "推广"];
/// What is good, likewise.
const GOODS: [&str; 9] = ["意识", "水平", "能力", "质量", "效率", "透明度", "满意度", "公信力", "知晓度"];
const WEAKENED: [&str; 7] = ["遏制", "消除", "杜绝", "整治", "清除", "纠正", "减弱"];
const HOW: [&str; 14] = [
    "进一步",
    "有效",
    "明显",
    "不断",
    "切实",
    "显著",
    "很大",
    "极大",
    "全面",
    "持续",
    "较好",
    "根本",
    "了",
    "及时",
];

/// What is wished for, and what nobody wishes for.
const AIMS: [&str; 8] = ["力求", "力争", "确保", "保证", "做到", "实现", "达到", "努力使"];
const UNWANTED: [&str; 12] = [
    "不合法",
    "不规范",
    "不准确",
    "不及时",
    "不完整",
    "不全面",
    "不真实",
    "不到位",
    "不一致",
    "不透明",
    "不便民",
    "不清晰",
];
/// What is done for the good, and what it is not done to.
const FAVOURS: [&str; 7] = ["鼓励", "推广", "表扬", "表彰", "奖励", "支持", "肯定"];
const WRONGDOERS: [&str; 8] = ["僵尸", "违规", "泄密", "虚假", "失职", "不作为", "迟报", "瞒报"];

/// Before a saying that is quoted as what was wrong.
const AVERSE: [&str; 22] = [
    "改变", "转变", "破除", "摒弃", "扭转", "纠正", "克服", "过去", "以往", "曾", "不再", "而非", "不是",
    "杜绝", "防止", "避免", "不得", "严禁", "存在", "整治", "查处", "如果",
];

static HEADS: LazyLock<Words> = LazyLock::new(|| {
    let sayings = SAYINGS.iter().map(|(first, ..)| *first);
    let heads = ["得到", "公开的", "公开事项", "予以", "给予"];
    Words::of(sayings.chain(EXCEPTIONS).chain(heads).chain(AIMS))
});

impl Rule for ReversedMeaning {
    fn card(&self) -> Card {
        Card::error("W14", "national/reversed-meaning", "话说反了")
            .likely()
            .basis("《中华人民共和国政府信息公开条例》第五条：应当坚持以公开为常态、不公开为例外；第十七条：公开前应当审查")
            .why("漏了一个“不”字，或者把次序、好坏写反，意思就与条例相反。作为过去的做法、要纠正的现象来说的不算。")
            .bad("overview = '坚持以不公开为常态、公开为例外，规范发布。'", "写的是“以不公开为常态”，应为“以公开为常态”\n写的是“公开为例外”，应为“不公开为例外”")
            .bad("overview = '信息发布严格执行“先公开、后审查”制度。'", "写的是“先公开、后审查”，应为“先审查、后公开”")
            .bad("overview = '经过整治，不公开、晚公开等现象得到进一步巩固。'", "“现象得到进一步巩固”意思反了")
            .bad("overview = '干部的公开意识得到了有效遏制。'", "“意识得到了有效遏制”意思反了")
            .bad("overview = '坚持对依法应当公开的信息一律不予公开。'", "“应当公开的信息一律不予公开”意思反了")
            .bad("overview = '力求答复程序合法、内容不规范。'", "“不规范”意思反了")
            .bad("overview = '对不更新的“僵尸”栏目予以推广。'", "“予以推广”意思反了")
            .bad("overview = '做到“涉密信息要上网，上网信息不涉密”。'", "写的是“涉密信息要上网”，应为“涉密信息不上网”")
            .good("overview = '确保不规范的问题得到整改，做到不及时、不准确的不公开，对违规问题予以纠正，对举报违规的予以奖励，确保没有一处不规范。'")
            .good("overview = '坚持以公开为常态、不公开为例外，先审查、后公开，公开意识得到提高，乱公开现象得到有效遏制，问题得到解决。'")
            .good("overview = '改变了过去“以不公开为常态、公开为例外”的习惯，杜绝先公开、后审查，避免应当公开的信息不公开。'")
            .good("overview = '依法应当公开的一律公开，不应公开的不予公开，对应当公开而未公开的限期整改。'")
    }

    fn check(&self, report: &Report, findings: &mut Findings) {
        let mut told = 0;
        for (paragraph, text) in prose::paragraphs(report, |_| true) {
            for hit in HEADS.hits(text) {
                let Some((start, end, better)) = reversed(text, hit.at, hit.word) else { continue };
                if told == ENOUGH || is_averse(text, start) {
                    continue;
                }
                told += 1;
                let words = &text[start..end];
                let place = prose::place(paragraph, start, end);
                match better {
                    Some(better) => {
                        let message = format!("写的是“{words}”，应为“{better}”");
                        findings.add(place, message).repair(words.to_owned(), better.to_owned());
                    }
                    None => {
                        findings.add(place, format!("“{words}”意思反了")).at_most(Severity::Warning);
                    }
                }
            }
        }
    }
}

/// Whether the clause speaks of it as of something wrong.
fn is_averse(text: &str, at: usize) -> bool {
    let (start, _) = clause(text, at);
    AVERSE.iter().any(|word| text[start..at].contains(word))
}

/// Words that say the opposite, from a word that may begin them: where they start and end, and what would be right.
fn reversed(text: &str, at: usize, head: &str) -> Option<(usize, usize, Option<&'static str>)> {
    let end = at + head.len();
    if EXCEPTIONS.contains(&head) {
        let better = if head == EXCEPTIONS[0] { "不公开为例外" } else { "不公开是例外" };
        return (!text[..at].ends_with(['不', '以'])).then_some((at, end, Some(better)));
    }
    match head {
        "得到" => done_to(text, at, end).map(|(start, end)| (start, end, None)),
        "予以" | "给予" => favoured(text, at, end).map(|(start, end)| (start, end, None)),
        aim if AIMS.contains(&aim) => unwanted(text, end).map(|(start, end)| (start, end, None)),
        "公开的" | "公开事项" => kept_back(text, at, end).map(|(start, end)| (start, end, None)),
        _ => {
            let rest = &text[end..];
            let second = rest.trim_start_matches(['、', '，', ',', ' ']);
            let found = SAYINGS.iter().find(|(first, then, _)| *first == head && second.starts_with(then));
            let (_, then, better) = found?;
            let end = if then.is_empty() { end } else { end + rest.len() - second.len() + then.len() };
            Some((at, end, Some(better)))
        }
    }
}

/// 现象得到进一步巩固, 意识得到遏制.
fn done_to(text: &str, at: usize, end: usize) -> Option<(usize, usize)> {
    let mut done = &text[end..];
    while let Some(how) = HOW.iter().find(|how| done.starts_with(**how)) {
        done = &done[how.len()..];
    }
    let ends = |list: &[&'static str]| list.iter().find(|noun| text[..at].ends_with(**noun)).copied();
    let begins = |list: &[&str]| list.iter().find(|verb| done.starts_with(**verb)).map(|verb| verb.len());
    let (noun, verb) = match (ends(&EVILS), ends(&GOODS)) {
        (Some(evil), _) => (evil, begins(&STRENGTHENED)?),
        (None, Some(good)) => (good, begins(&WEAKENED)?),
        (None, None) => return None,
    };
    Some((at - noun.len(), text.len() - done.len() + verb))
}

/// 对长期不更新的“僵尸”账号予以推广.
fn favoured(text: &str, at: usize, end: usize) -> Option<(usize, usize)> {
    let favour = FAVOURS.iter().find(|favour| text[end..].starts_with(**favour))?;
    let (start, _) = clause(text, at);
    let object = text[start..at].trim_start();
    let of_wrong = object.starts_with('对')
        && WRONGDOERS.iter().any(|wrong| object.contains(wrong))
        && !object.contains("举报");
    of_wrong.then_some((at, end + favour.len()))
}

/// 力求答复程序不合法、内容不规范: what is aimed at is named to the end of its clause.
fn unwanted(text: &str, end: usize) -> Option<(usize, usize)> {
    let (_, to) = clause(text, end);
    let aim = &text[end..to];
    // 做到不规范的不公开, 确保不出现不及时.
    if aim.contains(['的', '无', '没', '防', '避']) || aim.contains("不出") || aim.contains("不发生")
    {
        return None;
    }
    aim.split('、').find_map(|one| {
        let bad = UNWANTED.iter().find(|bad| one.trim_end().ends_with(**bad))?;
        let at = end + aim.find(one)? + one.trim_end().len() - bad.len();
        Some((at, at + bad.len()))
    })
}

/// 应当公开的信息一律不予公开.
fn kept_back(text: &str, at: usize, end: usize) -> Option<(usize, usize)> {
    let lead = ["应当", "应该", "应予", "应"].iter().find_map(|lead| {
        let before = text[..at].strip_suffix("主动").unwrap_or(&text[..at]);
        before.ends_with(lead).then(|| before.len() - lead.len())
    })?;
    if text[..lead].ends_with('不') {
        return None;
    }
    let mut rest = &text[end..];
    let skipped = ["政府信息", "信息", "内容", "事项", "文件", "，", ","];
    let how = ["一律", "全部", "全都", "均", "都", "坚决", "原则上"];
    let mut always = false;
    loop {
        let before = rest.len();
        if let Some(word) = skipped.iter().find(|word| rest.starts_with(**word)) {
            rest = &rest[word.len()..];
        }
        if let Some(word) = how.iter().find(|word| rest.starts_with(**word)) {
            rest = &rest[word.len()..];
            always = true;
        }
        if rest.len() == before {
            break;
        }
    }
    let kept = ["不予公开", "不公开", "不得公开"].iter().find(|kept| rest.starts_with(**kept))?;
    always.then_some((lead, text.len() - rest.len() + kept.len()))
}

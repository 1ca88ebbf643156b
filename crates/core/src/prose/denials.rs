//! What a clause says there was none of: `没有废止规范性文件`, `没有出现被法院纠正的情况`, `社会公益组织没有提交申请`.

use super::naming::{APPLICANTS, CASES, OUTCOMES, RESULTS, outcome};
use super::rows;
use super::topic::Topic;
use super::universals::{About, Predicate, Universal};
use super::walk::{Denial, Item};
use super::words::{Seen, Word};
use crate::claims::Subject;

/// What the denials of a text say; nothing where they deny a cause, a consequence or some of something.
pub(super) fn universals(text: &str, denials: &[Denial]) -> Vec<Universal> {
    let mut found = Vec::new();
    for denial in denials {
        for predicate in of(text, denial).into_iter().flatten() {
            found.push(Universal {
                predicate,
                about: About::Other,
                place: denial.place,
                sentence: denial.item.sentence,
                narrowed: false,
                in_time: false,
                guessed: denial.item.carried,
            });
        }
    }
    found
}

/// Only some, or something else than what the tables count.
const OTHER: Seen = Seen::of(&[
    Word::Foreign,
    Word::Interpret,
    Word::Channel,
    Word::Except,
    Word::Due,
    Word::NotDue,
    Word::Attribute,
    Word::Besides,
    Word::Rest,
    Word::Period,
    Word::Compare,
    Word::Up,
    Word::Down,
    Word::Etc,
    Word::Mainly,
]);

fn of(text: &str, denial: &Denial) -> [Option<Predicate>; 2] {
    let item = &denial.item;
    let words = item.label;
    let behind = denial.place.of(text);
    if words.any(OTHER) || has_other_cause(behind) || says_how(behind) {
        return [None, None];
    }
    // 行政强制为零: what there was none of stands before.
    let zero = matches!(behind.trim(), "零" | "0");
    let scope = if zero { words } else { denial.behind };
    let none = |subject: Subject| [Some(Predicate::None(subject)), None];
    if words.any(CASES)
        || words.any(Seen::of(&[Word::Direct, Word::After]))
        || item.topic.is_dispute() && words.any(OUTCOMES)
    {
        return [dispute(text, item), None];
    }
    if words.any(Seen::of(&[Word::Documents, Word::Rules])) {
        return documents(item, scope);
    }
    if words.has(Word::Detail) {
        let told = words.any(RESULTS) || words.any(Seen::of(&[Word::Request, Word::Applicant]));
        let row = rows::named_in(item.label_place.of(text)).filter(|_| told);
        return [row.map(Predicate::NoneOfRow), None];
    }
    if words.any(RESULTS) {
        let known = scope.any(RESULTS) && (zero || ends_with_noun(behind)) && !words.any(APPLICANTS);
        return [result(scope.only(RESULTS)).filter(|_| known).map(Predicate::None), None];
    }
    if words.any(APPLICANTS) && words.any(Seen::of(&[Word::Request, Word::Ask])) && !words.has(Word::Info) {
        return match rows::applicant(words, item.label_place.of(text)) {
            Subject::Unknown => [None, None],
            _ if !is_plain_applicant(item.label_place.of(text), behind) => [None, None],
            subject => none(subject),
        };
    }
    let made = zero || scope.any(Seen::of(&[Word::Made, Word::Decision]));
    match () {
        () if made && scope.has(Word::Licence) => none(Subject::LicensingDecisions),
        () if made && scope.has(Word::Penalty) => none(Subject::PenaltyDecisions),
        () if made && scope.has(Word::Coercion) => none(Subject::CoercionDecisions),
        () if denial.behind.has(Word::Fee) && behind.contains("收取") => none(Subject::Fees),
        () => [None, None],
    }
}

/// 没有企业提出, 各类科研机构没有提出: no word narrows them, as 没有外国公民提出 does.
fn is_plain_applicant(clause: &str, behind: &str) -> bool {
    const NAMES: [&str; 11] = [
        "自然人",
        "公民",
        "个人",
        "法人",
        "商业企业",
        "企业",
        "科研",
        "社会公益",
        "公益",
        "法律服务",
        "律师",
    ];
    const QUIET: [&str; 13] =
        ["没有", "未收到", "未有", "没", "未", "无", "收到", "任何", "各类", "一家", "一名", "有", "来自"];
    let first = |text: &str| NAMES.iter().filter_map(|name| text.find(name)).min();
    let lead = match (first(behind), first(clause)) {
        (Some(at), _) => &behind[..at],
        (None, Some(at)) => &clause[..at],
        (None, None) => return false,
    };
    let rest = QUIET.iter().fold(lead.to_owned(), |lead, word| lead.replace(word, ""));
    !rest.contains(|c: char| c.is_alphanumeric() && !c.is_ascii_digit() && !"年全度".contains(c))
}

/// 没有因逾期引发的复议: none of one cause only.
fn has_other_cause(behind: &str) -> bool {
    let Some((_, cause)) = behind.split_once('因') else { return behind.contains("为由") };
    !["信息公开", "政务公开", "不服"].iter().any(|own| cause.contains(own))
}

/// 没有及时答复, 未按规定公开: how something was done, and not whether.
fn says_how(behind: &str) -> bool {
    ["及时", "按时", "按期", "按规定", "按照", "依法", "充分", "完全", "全部", "严格", "主动"]
        .iter()
        .any(|how| behind.contains(how))
        && !behind.contains("主动公开")
}

/// 没有出现不予处理的情形: nothing but words for cases stands behind the noun.
fn ends_with_noun(behind: &str) -> bool {
    const ENDS: [&str; 12] =
        ["情形", "情况", "申请", "案件", "答复", "决定", "公开", "提供", "处理", "现象", "问题", "的"];
    let behind = behind.trim_end_matches(['”', '"', ' ', '）']);
    ENDS.iter().any(|end| behind.ends_with(end))
}

/// 没有一次当被告, 零复议: nothing but words for cases stands behind the noun.
fn ends_with_dispute(text: &str, item: &Item) -> bool {
    let Some((Word::Reconsider | Word::Litigate, end)) = item.last else { return false };
    let rest = text.get(end as usize..item.label_place.end as usize).unwrap_or("");
    rest.chars().all(|c| "案件情况形发生的”\"』」 现象".contains(c))
}

fn dispute(text: &str, item: &Item) -> Option<Predicate> {
    let words = item.label;
    // 行政诉讼方面没有出现答复被法院纠正的情况: answers are given to requests.
    let tied = item.topic.is_dispute() || words.any(Seen::of(&[Word::Handle, Word::Request, Word::InfoOpen]));
    if !tied || words.any(RESULTS) {
        return None;
    }
    let litigation = words.any(Seen::of(&[Word::Litigate, Word::Court]));
    let reconsideration = words.any(Seen::of(&[Word::Reconsider, Word::Authority]));
    let outcomes = words.only(OUTCOMES);
    let paths = words.only(Seen::of(&[Word::Direct, Word::After]));
    if outcomes.is_empty() {
        return match (words.has(Word::Direct), words.has(Word::After)) {
            (true, false) => Some(Predicate::None(Subject::LitigationDirect)),
            (false, true) => Some(Predicate::None(Subject::LitigationAfter)),
            (false, false) if ends_with_dispute(text, item) => match (reconsideration, litigation) {
                (true, false) if !words.has(Word::Authority) => {
                    Some(Predicate::None(Subject::Reconsideration))
                }
                (false, true) if !words.has(Word::Court) => Some(Predicate::None(Subject::Litigation)),
                _ => None,
            },
            _ => None,
        };
    }
    if !paths.is_empty() || outcomes.any(Seen::of(&[Word::Pending, Word::Settled])) {
        return None;
    }
    let topic = match (reconsideration, litigation) {
        (true, false) => Topic::Reconsideration,
        (false, true) => Topic::Litigation,
        (false, false) => item.topic,
        (true, true) => return None,
    };
    match outcome(outcomes, topic) {
        Subject::Unknown => None,
        subject => Some(Predicate::None(subject)),
    }
}

fn documents(item: &Item, behind: Seen) -> [Option<Predicate>; 2] {
    use Subject::{DocumentsIssued, DocumentsRepealed, RulesIssued, RulesRepealed};
    let words = item.label;
    if words.any(Seen::of(&[Word::Review, Word::Request, Word::InfoOpen, Word::Info]))
        || words.has(Word::Documents) && words.has(Word::Rules)
    {
        return [None, None];
    }
    let rules = words.has(Word::Rules);
    let subject = |plain: Subject, of_rules: Subject| Predicate::None(if rules { of_rules } else { plain });
    [
        behind.has(Word::Issue).then(|| subject(DocumentsIssued, RulesIssued)),
        behind.has(Word::Repeal).then(|| subject(DocumentsRepealed, RulesRepealed)),
    ]
}

fn result(words: Seen) -> Option<Subject> {
    use Subject::*;
    let one = |word: Word| words == Seen::of(&[word]);
    Some(match () {
        () if one(Word::PartlyGranted) => PartlyGranted,
        () if one(Word::Denied) => Denied,
        () if one(Word::Unavailable) => Unavailable,
        () if one(Word::Unprocessed) => Unprocessed,
        () if one(Word::OtherHandling) => OtherHandling,
        () => return None,
    })
}

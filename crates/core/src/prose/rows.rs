//! The rows of 表三 below a result, and the columns of its applicants, by the words that the prose has for them.

use super::naming::{APPLICANTS, CASES, OUTCOMES, RESULTS};
use super::topic::Topic;
use super::walk::Item;
use super::words::{Seen, Word};
use crate::claims::{Claim, Subject, Unit};
use crate::form::RequestLine;
use crate::place::Place;

use RequestLine as L;

/// Words that name a row; the first of a row are the official ones.
const ROWS: [(&str, L); 52] = [
    ("国家秘密", L::StateSecret),
    ("涉密", L::StateSecret),
    ("禁止公开", L::LawProhibited),
    ("法律禁止", L::LawProhibited),
    ("法规禁止", L::LawProhibited),
    ("三安全", L::PublicSecurity),
    ("公开会危及", L::PublicSecurity),
    ("第三方", L::ThirdParty),
    ("商业秘密", L::ThirdParty),
    ("个人隐私", L::ThirdParty),
    ("内部事务", L::InternalAffairs),
    ("内部管理", L::InternalAffairs),
    ("过程性", L::ProcessInfo),
    ("过程信息", L::ProcessInfo),
    ("会商讨论", L::ProcessInfo),
    ("案卷", L::EnforcementFile),
    ("行政查询", L::AdminQuery),
    ("工商登记", L::AdminQuery),
    ("不动产登记资料", L::AdminQuery),
    ("不掌握", L::NotHeld),
    ("未掌握", L::NotHeld),
    ("没有掌握", L::NotHeld),
    ("无法掌握", L::NotHeld),
    ("没有现成", L::NeedsCreation),
    ("现成信息", L::NeedsCreation),
    ("另行制作", L::NeedsCreation),
    ("需要制作", L::NeedsCreation),
    ("加工分析", L::NeedsCreation),
    ("仍不明确", L::Unclear),
    ("仍然不明确", L::Unclear),
    ("内容不明确", L::Unclear),
    ("仍不清楚", L::Unclear),
    ("信访", L::Petition),
    ("举报投诉", L::Petition),
    ("投诉举报", L::Petition),
    ("重复申请", L::Repeat),
    ("重复提出", L::Repeat),
    ("重复提交", L::Repeat),
    ("公开出版", L::Publication),
    ("大量反复", L::Excessive),
    ("反复申请", L::Excessive),
    ("反复提出", L::Excessive),
    ("确认或重新出具", L::Confirmation),
    ("确认或者重新出具", L::Confirmation),
    ("重新出具", L::Confirmation),
    ("不补正", L::NoCorrection),
    ("未补正", L::NoCorrection),
    ("不缴费", L::NoPayment),
    ("未缴费", L::NoPayment),
    ("未按期缴", L::NoPayment),
    ("未缴纳", L::NoPayment),
    ("不缴纳", L::NoPayment),
];

/// Rows whose words are said of much else.
const COMMON: [L; 6] =
    [L::Petition, L::ThirdParty, L::InternalAffairs, L::StateSecret, L::AdminQuery, L::Confirmation];

/// The one row that words name; 等 behind a name says that there are more.
pub(super) fn named_in(said: &str) -> Option<L> {
    let mut named = ROWS.iter().filter_map(|(words, row)| Some((said.find(words)?, *row)));
    let (at, row) = named.next()?;
    let mut last = at;
    for (at, other) in named {
        if other != row {
            return None;
        }
        last = last.max(at);
    }
    (!said[last..].contains('等')).then_some(row)
}

/// A row, and whether other words than those next to the number name it.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) struct Row {
    pub(super) line: L,
    pub(super) guessed: bool,
}

const NARROWED: Seen =
    Seen::of(&[Word::Rest, Word::NaturalPerson, Word::Organisation, Word::Carry, Word::Share]);

/// The row of 表三 that a number is of, where the words name one.
pub(super) fn row(text: &str, item: &Item, claim: &Claim) -> Option<Row> {
    let counted = matches!(claim.unit, Unit::Case | Unit::Copy | Unit::Item | Unit::Instance | Unit::Zong);
    if !counted || item.near().any(NARROWED) {
        return None;
    }
    let about = matches!(item.topic, Topic::Requests | Topic::None);
    let of = |said: Place, words: Seen, beside: bool| {
        let line = named_in(said.of(text))?;
        // What becomes of requests is said, or that it is requests.
        let told = words.any(RESULTS) || words.any(Seen::of(&[Word::Request, Word::Applicant]));
        let common = COMMON.contains(&line);
        let known = told || !common || beside && item.topic == Topic::Requests;
        known.then_some(Row { line, guessed: !(told || beside && about) })
    };
    if item.label.has(Word::Detail) {
        return of(item.label_place, item.label | item.head, true)
            .filter(|row| claim.unit == Unit::Case || !row.guessed);
    }
    // 有2件是因为涉及国家秘密
    if item.tail.has(Word::Detail) && is_light(text, item) {
        return of(item.tail_place, item.head | item.tail | item.label, false);
    }
    // 属于行政查询事项，告知申请人依照规定办理的共12件
    let known = item.head.has(Word::Detail) && !item.head.any(NARROWED) && is_light(text, item);
    known.then(|| of(item.head_place, item.head | item.label, false)).flatten()
}

/// The words next to the number name nothing, so that those of the clauses before do: `…，全年有9件`, `…，告知申请人的共12件`.
pub(super) fn is_light(text: &str, item: &Item) -> bool {
    const LIGHT: Seen = Seen::of(&[
        Word::ThisYear,
        Word::Together,
        Word::Accrued,
        Word::Sum,
        Word::Every,
        Word::InTime,
        Word::Handle,
        Word::Receive,
        Word::Request,
        Word::Ask,
        Word::Made,
        Word::Applicant,
        Word::Via,
        Word::By,
        Word::Cut,
        Word::InfoOpen,
        Word::Above,
        Word::Decision,
        Word::Neg,
        Word::Disclose,
    ]);
    const FEW: usize = 6;
    if item.label.only(LIGHT) != item.label || !item.tail.is_empty() && !item.tail.has(Word::Detail) {
        return false;
    }
    let label = item.label_place.of(text).trim_matches([' ', '，', ',']);
    let counted =
        label.trim_end_matches(['共', '有', '为', '计', '达', '是', '约', '只', '仅', '统', '总', '数']);
    if counted.ends_with('的') {
        return true;
    }
    let quiet = |c: &char| {
        !c.is_ascii_digit() && !"年度月全我县市区镇乡局本共有为计达是了到的总数量约过这类".contains(*c)
    };
    counted.chars().filter(quiet).count() <= FEW
}

/// Who applied, where the words name one kind: `商业企业提出的`, `法律服务机构`.
pub(super) fn applicant(words: Seen, said: &str) -> Subject {
    use Subject::*;
    if words.any(RESULTS) || words.any(OUTCOMES) || words.any(CASES) {
        return Unknown;
    }
    let told = words.only(APPLICANTS);
    let one = |word: Word| told == Seen::of(&[word]);
    let kinds = [
        (["商业企业", "商业企业"], ByCommercial),
        (["科研机构", "科研单位"], ByResearch),
        (["社会公益", "公益组织"], ByWelfare),
        (["法律服务", "律师事务所"], ByLegalService),
    ];
    match () {
        () if one(Word::NaturalPerson) => ByNaturalPerson,
        () if one(Word::Organisation) => ByOrganisation,
        () if one(Word::OtherApplicant) => {
            let mut named = kinds.iter().filter(|(names, _)| names.iter().any(|name| said.contains(name)));
            match (named.next(), named.next()) {
                (Some((_, subject)), None) => *subject,
                _ => Unknown,
            }
        }
        () => Unknown,
    }
}

//! What else reports count, known by the label alone: trainings, accounts, letters, staff.

use super::subject::Subject;
use super::unit::Unit;
use super::{Claim, Flags, Role};

/// The subject of a claim that counts none of the things of the official tables.
pub(super) fn subject(text: &str, claim: &Claim) -> Subject {
    use Subject::*;
    let stated = !claim.flags.intersects(Flags::CHANGE | Flags::RANGE);
    if matches!(claim.role, Role::Part | Role::Rate) || !stated {
        return Unknown;
    }
    let label = claim.label.of(text);
    let has = |words: &[&str]| words.iter().any(|word| label.contains(word));
    // 注销2个政务新媒体: the verb stands before the figure.
    let verb = text[..claim.number.start as usize].char_indices().rev().nth(3).map_or(0, |(at, _)| at);
    let verb = &text[verb..claim.number.start as usize];
    let did = |words: &[&str]| has(words) || words.iter().any(|word| verb.contains(word));
    let new_media = || ["新媒体", "公众号", "微博", "账号"].iter().any(|end| label.ends_with(end));
    match claim.unit {
        Unit::Person | Unit::PersonTime | Unit::Name => match () {
            () if has(&["培训", "参训"]) => PeopleTrained,
            () if has(&["工作人员", "专职人员", "兼职人员", "专兼职", "信息员", "联络员"]) => {
                Staff
            }
            () => Unknown,
        },
        Unit::Time | Unit::Session | Unit::SessionTime | Unit::Issue => match () {
            () if label.ends_with("公报") || label.ends_with("公报》") => Bulletins,
            () if label.ends_with("新闻发布会") => PressConferences,
            () if has(&["报道", "直播", "列席", "图解"]) => Unknown,
            () if label.ends_with('会') || label.ends_with("会议") => Meetings,
            () if label.ends_with("培训") || label.ends_with("培训班") || label.ends_with("培训会") => {
                Trainings
            }
            () => letters(label),
        },
        Unit::Piece | Unit::Household if new_media() && did(&["关停", "注销", "关闭"]) => MediaClosed,
        Unit::Piece | Unit::Household if new_media() && !did(&["新开", "新增", "新设", "发布", "整改"]) => {
            MediaAccounts
        }
        Unit::Piece | Unit::Household if label.ends_with("政府网站") => Websites,
        Unit::Article | Unit::Item | Unit::Case | Unit::Copy | Unit::Piece
            if ["解读", "解读材料", "解读稿件", "解读信息"].iter().any(|end| label.ends_with(end)) =>
        {
            Interpretations
        }
        Unit::Case | Unit::Item | Unit::Piece | Unit::Letter | Unit::Copy => letters(label),
        _ => Unknown,
    }
}

fn letters(label: &str) -> Subject {
    let has = |words: &[&str]| words.iter().any(|word| label.contains(word));
    if !has(&["留言", "来信", "信箱", "热线", "诉求", "工单"]) {
        return Subject::Unknown;
    }
    let (received, answered) =
        (has(&["收到", "受理", "接到", "接收"]), has(&["办结", "答复", "回复", "解答"]));
    match (received, answered) {
        (true, false) => Subject::MessagesReceived,
        (false, true) => Subject::MessagesAnswered,
        _ => Subject::Unknown,
    }
}

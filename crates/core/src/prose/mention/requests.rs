//! Requests for information in words of the report's own: who asked, what was answered and why.

use super::cells::{
    DENIED_LINES, EVERYBODY, ORGANISATIONS, OTHER_LINES, UNAVAILABLE_LINES, UNPROCESSED_LINES, line,
};
use super::{Cells, Idea, Ideas, Mention, Phrase, Scene};
use crate::form::{Applicant, RequestLine as L};
use crate::prose::topic::Topic;

pub(super) const COLUMNS: Ideas = Ideas::of(&[
    Idea::Natural,
    Idea::People,
    Idea::Commercial,
    Idea::Research,
    Idea::Welfare,
    Idea::Society,
    Idea::Legal,
    Idea::Organisation,
    Idea::OtherOrganisation,
]);
pub(super) const CATEGORIES: Ideas = Ideas::of(&[
    Idea::Granted,
    Idea::Partly,
    Idea::Denied,
    Idea::Unavailable,
    Idea::Unprocessed,
    Idea::OtherHandling,
]);
const REASONS: [(Idea, L); 20] = [
    (Idea::OtherItem, L::OtherReason),
    (Idea::StateSecret, L::StateSecret),
    (Idea::LawProhibited, L::LawProhibited),
    (Idea::PublicSecurity, L::PublicSecurity),
    (Idea::ThirdParty, L::ThirdParty),
    (Idea::Internal, L::InternalAffairs),
    (Idea::Process, L::ProcessInfo),
    (Idea::Enforcement, L::EnforcementFile),
    (Idea::Query, L::AdminQuery),
    (Idea::NotHeld, L::NotHeld),
    (Idea::Creation, L::NeedsCreation),
    (Idea::Unclear, L::Unclear),
    (Idea::Petition, L::Petition),
    (Idea::Repeat, L::Repeat),
    (Idea::Publication, L::Publication),
    (Idea::Excessive, L::Excessive),
    (Idea::Confirmation, L::Confirmation),
    (Idea::NoCorrection, L::NoCorrection),
    (Idea::NoPayment, L::NoPayment),
    (Idea::Withdrawn, L::OtherReason),
];
pub(super) const REASON_IDEAS: Ideas = {
    let mut set = Ideas::of(&[]);
    let mut at = 0;
    while at < REASONS.len() {
        set = set.and(REASONS[at].0);
        at += 1;
    }
    set
};
/// Reasons that name a row of 表三 wherever they are named; the others are words of common use.
const STRONG: Ideas = Ideas::of(&[
    Idea::Enforcement,
    Idea::Process,
    Idea::NoCorrection,
    Idea::LawProhibited,
    Idea::PublicSecurity,
]);
/// What only requests for information are spoken of with.
pub(super) const OWN: Ideas = Ideas::of(&[
    Idea::Request,
    Idea::Granted,
    Idea::Partly,
    Idea::Denied,
    Idea::Unavailable,
    Idea::Unprocessed,
    Idea::OtherHandling,
]);
const FLOW: Ideas = Ideas::of(&[Idea::Receive, Idea::Ask, Idea::Done, Idea::Carry, Idea::Undone]);

/// Only requests are answered so, whatever was spoken of before.
pub(super) fn tells(ideas: Ideas) -> bool {
    ideas.any(CATEGORIES)
}

/// Whether the words name something that 表三 counts.
pub(super) fn names(ideas: Ideas) -> bool {
    let carried = ideas.has(Idea::Carry) || ideas.has(Idea::Undone);
    let time = ideas.any(Ideas::of(&[Idea::LastYear, Idea::NextYear, Idea::YearEnd]));
    ideas.any(COLUMNS)
        || ideas.any(CATEGORIES)
        || ideas.any(REASON_IDEAS)
        || carried && (time || ideas.has(Idea::Request))
        || ideas.any(Ideas::of(&[Idea::Done, Idea::Receive])) && ideas.has(Idea::Request)
}

/// The rows that words name first.
pub(super) fn lines_of(scene: Scene) -> Option<u32> {
    rows(&scene).map(|rows| rows.first)
}

/// The rows of the reasons that are named, as a set.
pub(super) fn rows_named(ideas: Ideas) -> u32 {
    reasons(ideas).iter().fold(0, |set, row| set | line(*row))
}

/// The columns of the applicants that are named; all where none is.
pub(super) fn columns_of(columns: Ideas, scene: &Scene) -> Option<u8> {
    applicants(columns, scene).map(|(by, _, _)| by)
}

/// Which rows, and whether the words leave a doubt.
struct Rows {
    first: u32,
    also: Vec<u32>,
    sure: bool,
    /// How many characters may stand beside the name without saying anything known.
    loose: u32,
}

impl Rows {
    fn sure(first: u32, loose: u32) -> Option<Self> {
        Some(Self { first, also: Vec::new(), sure: true, loose })
    }

    fn doubtful(first: u32, loose: u32) -> Option<Self> {
        Some(Self { first, also: Vec::new(), sure: false, loose })
    }

    fn or(mut self, also: impl IntoIterator<Item = u32>) -> Option<Self> {
        self.also.extend(also);
        Some(self)
    }
}

const NAME: u32 = 4;
const REASON: u32 = 14;

pub(super) fn read(scene: &Scene) -> Option<Mention> {
    let said = scene.said;
    let around = said.ideas | scene.head.ideas;
    let about = around.any(OWN) || scene.topic == Topic::Requests || said.any(STRONG);
    let other = Ideas::of(&[
        Idea::Document,
        Idea::Rule,
        Idea::Licence,
        Idea::Penalty,
        Idea::Coercion,
        Idea::Review,
        Idea::Reconsider,
        Idea::Litigate,
        Idea::Authority,
        Idea::OtherDocument,
        Idea::Dispute,
    ]);
    // 属性为不予公开的公文: of papers, and not of requests.
    // 经审查予以公开, 内容属于过程性信息: the review is one of the request.
    let other = if said.any(CATEGORIES) { other.without(Idea::Review) } else { other };
    let foreign = scene.topic == Topic::Foreign && !around.has(Idea::Request);
    let other = if said.has(Idea::OtherItem) { other.without(Idea::Dispute) } else { other };
    if !about || foreign || said.any(other) {
        return None;
    }
    let columns = said.ideas.only(COLUMNS);
    let among = among_head(scene, columns);
    let by_head = among.is_some() || columns.is_empty() && scene.head_within && scene.head.any(COLUMNS);
    let rows = match among {
        Some(rows) => rows,
        None => rows(scene)?,
    };
    // 网上收到的申请, 涉及征地的申请: some of them.
    let flow = rows.loose == NAME && !said.any(CATEGORIES);
    if flow && said.any(Ideas::of(&[Idea::Way, Idea::Topic]))
        || said.any(Ideas::of(&[Idea::Way])) && !said.any(REASON_IDEAS)
    {
        return None;
    }
    // 涉及秘密、安全和法律禁止的: more reasons than are understood.
    let several = said.stops > 0
        && said.unread > 1
        && said.any(REASON_IDEAS)
        && !said.any(Ideas::of(&[Idea::Answer, Idea::Ask]));
    if said.unread > 2 * rows.loose || several {
        return None;
    }
    let told = !said.any(Ideas::of(&[Idea::Etc, Idea::Topic]))
        && (!said.has(Idea::Besides) || said.has(Idea::OtherItem));
    let near = around.any(OWN) || scene.topic == Topic::Requests && !scene.carried;
    let sure = rows.sure && told && near && said.unread <= rows.loose;
    let (applicants, also_applicants, columns_sure) = applicants(columns, scene)?;
    let mut readings = Vec::new();
    for by in std::iter::once(applicants).chain(also_applicants) {
        for of in std::iter::once(&rows.first).chain(&rows.also) {
            readings.push(Cells::Requests { lines: *of, applicants: by });
        }
    }
    within(scene, columns, &rows, &mut readings);
    let mention = Mention::new(readings, sure && columns_sure && !(scene.from_head && flow))?;
    Some(Mention { within: by_head, ..mention })
}

/// 予以公开的申请中，自然人申请8件: the clause before says which rows, the number's own which column.
fn among_head(scene: &Scene, columns: Ideas) -> Option<Rows> {
    if columns.is_empty() || !scene.head_within || scene.from_head {
        return None;
    }
    let said = scene.said.ideas;
    let other =
        said.any(CATEGORIES) || said.any(REASON_IDEAS) || said.has(Idea::Carry) || said.has(Idea::Done);
    if other || scene.head.denied.is_some() {
        return None;
    }
    let of = Scene { said: scene.head, head: Phrase::default(), head_within: false, ..*scene };
    let rows = rows(&of)?;
    (rows.first != line(L::New)).then_some(Rows { sure: true, ..rows })
}

/// 其中, or a sentence that speaks of one kind of applicants: the number may be of some of those before.
fn within(scene: &Scene, columns: Ideas, rows: &Rows, readings: &mut Vec<Cells>) {
    if let Some(Cells::Requests { lines: of, applicants: by }) = scene.among {
        let first = readings[0];
        let Cells::Requests { lines: now, applicants: who } = first else { return };
        if !columns.is_empty() && of != now {
            readings.insert(0, Cells::Requests { lines: of, applicants: who & by });
        } else if columns.is_empty() && by != EVERYBODY {
            readings.insert(0, Cells::Requests { lines: now, applicants: by });
        }
    }
    let heads = scene.head.ideas.only(COLUMNS);
    if columns.is_empty()
        && scene.head_within
        && let Some((by, _, _)) = applicants(heads, scene)
        && by != EVERYBODY
    {
        readings.insert(0, Cells::Requests { lines: rows.first, applicants: by });
    }
    if columns.is_empty() && (scene.applicants || !heads.is_empty()) {
        let natural = 1 << Applicant::NaturalPerson as u8;
        for by in [natural, ORGANISATIONS, 1 << Applicant::Commercial as u8] {
            readings.extend(
                std::iter::once(&rows.first)
                    .chain(&rows.also)
                    .map(|of| Cells::Requests { lines: *of, applicants: by }),
            );
        }
    }
}

fn applicants(columns: Ideas, scene: &Scene) -> Option<(u8, Vec<u8>, bool)> {
    let one = |applicant: Applicant| 1_u8 << applicant as u8;
    if columns.is_empty() {
        return Some((EVERYBODY, Vec::new(), true));
    }
    let mut set = 0;
    let mut also = Vec::new();
    let mut sure = true;
    // 法人申请中以企业为主: the narrower name is meant.
    let organisation = Ideas::of(&[Idea::Organisation]);
    let kinds = Ideas::of(&[Idea::Commercial, Idea::Research, Idea::Welfare, Idea::Legal]);
    if columns.any(organisation) && columns.any(kinds) {
        let (by, mut also, _) = applicants(columns.without(Idea::Organisation), scene)?;
        also.push(by | ORGANISATIONS);
        return Some((by, also, false));
    }
    let (welfare, other) = (one(Applicant::PublicWelfare), one(Applicant::Other));
    // 群众递来的申请: persons, or whoever asked.
    if columns == Ideas::of(&[Idea::People]) {
        return Some((one(Applicant::NaturalPerson), vec![EVERYBODY], false));
    }
    let sets = [
        (Idea::People, one(Applicant::NaturalPerson)),
        (Idea::Natural, one(Applicant::NaturalPerson)),
        (Idea::Commercial, one(Applicant::Commercial)),
        (Idea::Research, one(Applicant::Research)),
        (Idea::Welfare, welfare),
        (Idea::Legal, one(Applicant::LegalService)),
        (Idea::Organisation, ORGANISATIONS),
        (Idea::OtherOrganisation, other),
    ];
    for (idea, of) in sets {
        set |= if columns.has(idea) { of } else { 0 };
    }
    if columns.has(Idea::Society) {
        also.extend([set | other, set | welfare | other]);
        set |= welfare;
        sure = false;
    }
    // 法人和其他组织: one name.
    if columns.has(Idea::OtherOrganisation) {
        also.push(ORGANISATIONS);
        sure &= columns == Ideas::of(&[Idea::OtherOrganisation]);
    }
    // 企业: often all that are no persons.
    if columns == Ideas::of(&[Idea::Commercial]) && !scene.said.any(Ideas::of(&[Idea::Research, Idea::Legal]))
    {
        also.push(ORGANISATIONS);
    }
    // 公民、法人…: all who may ask.
    if set == EVERYBODY {
        return Some((EVERYBODY, Vec::new(), sure));
    }
    (set != 0).then_some((set, also, sure))
}

fn rows(scene: &Scene) -> Option<Rows> {
    let said = scene.said;
    let ideas = said.ideas;
    let categories = ideas.only(CATEGORIES);
    let reasons = reasons(ideas);
    if categories.has(Idea::Partly) {
        let both = line(L::Granted) | line(L::PartlyGranted);
        // 区分处理的，只计这一情形: whatever the reason was.
        return match categories.has(Idea::Granted) {
            true => Rows::sure(both, NAME)?.or([line(L::PartlyGranted)]),
            false => Rows::sure(line(L::PartlyGranted), REASON),
        };
    }
    if !reasons.is_empty() {
        return by_reason(ideas, categories, &reasons);
    }
    if let Some(rows) = by_reason_before(scene, categories) {
        return Some(rows);
    }
    let denied_or_more = [
        DENIED_LINES | UNAVAILABLE_LINES,
        DENIED_LINES | UNAVAILABLE_LINES | UNPROCESSED_LINES,
        DENIED_LINES | UNAVAILABLE_LINES | UNPROCESSED_LINES | OTHER_LINES,
    ];
    let one = |idea: Idea| categories == Ideas::of(&[idea]);
    match () {
        () if one(Idea::Granted) => {
            Rows::sure(line(L::Granted), NAME)?.or([line(L::Granted) | line(L::PartlyGranted)])
        }
        () if one(Idea::Denied) => Rows::sure(DENIED_LINES, NAME)?.or(denied_or_more),
        () if one(Idea::Unavailable) => Rows::sure(UNAVAILABLE_LINES, NAME),
        () if one(Idea::Unprocessed) => {
            Rows::sure(UNPROCESSED_LINES, NAME)?.or([UNPROCESSED_LINES | OTHER_LINES])
        }
        () if one(Idea::OtherHandling) => Rows::sure(OTHER_LINES, NAME),
        () if categories == Ideas::of(&[Idea::Denied, Idea::Unavailable]) => {
            Rows::sure(DENIED_LINES | UNAVAILABLE_LINES, NAME)
        }
        () if !categories.is_empty() => None,
        () => flow(scene),
    }
}

/// 需要加工汇总的，告知申请人无法提供的4件: the reason is said before what was done.
fn by_reason_before(scene: &Scene, categories: Ideas) -> Option<Rows> {
    let before = reasons(scene.head.ideas);
    let of = match () {
        () if categories == Ideas::of(&[Idea::Denied]) => DENIED_LINES,
        () if categories == Ideas::of(&[Idea::Unavailable]) => UNAVAILABLE_LINES,
        () if categories == Ideas::of(&[Idea::Unprocessed]) => UNPROCESSED_LINES | OTHER_LINES,
        () => return None,
    };
    let [row] = before[..] else { return None };
    (line(row) & of != 0 && scene.head.denied.is_none()).then_some(())?;
    Rows::sure(line(row), NAME)?.or([of, of & !OTHER_LINES])
}

/// The rows of the reasons that are named.
fn reasons(ideas: Ideas) -> Vec<L> {
    let mut rows: Vec<L> = REASONS.iter().filter(|(idea, _)| ideas.has(*idea)).map(|(_, row)| *row).collect();
    // 补正后仍不明确 is one thing, 逾期不补正 another.
    if ideas.has(Idea::NoCorrection) {
        rows.retain(|row| !matches!(row, L::Unclear | L::Repeat | L::NotHeld));
    }
    // 没有现成信息, 需要另行制作: what is not held ready is not what is not held.
    if ideas.has(Idea::Creation) {
        rows.retain(|row| *row != L::NotHeld);
    }
    // 对信访件反复申请, 重复信访: the request is what counts.
    if ideas.has(Idea::Excessive) {
        rows.retain(|row| *row != L::Repeat);
    }
    rows
}

fn by_reason(ideas: Ideas, categories: Ideas, rows: &[L]) -> Option<Rows> {
    let set = rows.iter().fold(0, |set, row| set | line(*row));
    let below = [
        (Idea::Denied, DENIED_LINES),
        (Idea::Unavailable, UNAVAILABLE_LINES),
        (Idea::Unprocessed, UNPROCESSED_LINES | OTHER_LINES),
    ];
    let fits = below.iter().filter(|(idea, _)| categories.has(*idea)).all(|(_, lines)| set & !lines == 0);
    let named = Ideas::of(&[Idea::Denied, Idea::Unavailable, Idea::Unprocessed]);
    let [row] = rows else {
        // Two reasons for one number: their sum, or one of them.
        let also = rows.iter().map(|row| line(*row));
        return (fits && rows.len() == 2).then_some(()).and_then(|()| Rows::doubtful(set, REASON)?.or(also));
    };
    if categories.has(Idea::Granted) {
        return None;
    }
    // Words of common use name a row only beside what became of the request.
    let common = matches!(row, L::Unclear) && !ideas.has(Idea::Correction) && !categories.any(named)
        || matches!(row, L::OtherReason | L::NotHeld | L::NeedsCreation | L::Confirmation | L::Publication)
            && !ideas.has(Idea::Request)
            && !categories.any(named);
    let quoted = ideas.has(Idea::OtherItem) && ideas.has(Idea::OtherHandling);
    let doubtful = common || !fits || *row == L::OtherReason && !quoted;
    let rows = if doubtful { Rows::doubtful(set, REASON)? } else { Rows::sure(set, REASON)? };
    match row {
        L::OtherReason if !quoted => rows.or([OTHER_LINES]),
        // 不存在, 未制作: either.
        L::NotHeld => rows.or([set | line(L::NeedsCreation), UNAVAILABLE_LINES]),
        _ => Some(rows),
    }
}

/// Received, done, carried over.
fn flow(scene: &Scene) -> Option<Rows> {
    let said = scene.said;
    let ideas = said.ideas;
    let carried = ideas.any(Ideas::of(&[Idea::Carry, Idea::Undone]));
    let (behind, ahead) =
        (ideas.has(Idea::LastYear) || scene.behind, ideas.has(Idea::NextYear) || scene.ahead);
    let around = ideas | scene.head.ideas;
    let informed = around.any(Ideas::of(&[Idea::InfoRequest, Idea::InfoOpen]));
    // 上一年没有办完的申请: nothing else in such a report is carried over.
    let carried_over = carried && around.has(Idea::Request);
    // 对办结的申请: nothing else in such a report is asked for, where nothing else is said.
    let bare =
        around.has(Idea::Request) && scene.topic == Topic::None && said.unread <= 1 && !ideas.any(COLUMNS);
    if !informed && !carried_over && scene.topic != Topic::Requests && !bare {
        return None;
    }
    let received = ideas.any(Ideas::of(&[Idea::Receive, Idea::Ask]));
    match () {
        () if carried && behind && !ahead && !received => Rows::sure(line(L::CarriedIn), NAME),
        () if carried && ahead && !behind => Rows::sure(line(L::CarriedOut), 8),
        () if ideas.has(Idea::Undone) && around.has(Idea::YearEnd) && !behind => {
            Rows::sure(line(L::CarriedOut), NAME)
        }
        // 零结转: to the next year, or from the last one.
        () if scene.denied && carried && !behind && !received => match around.has(Idea::YearEnd) {
            true => Rows::sure(line(L::CarriedOut), NAME),
            false => Rows::doubtful(line(L::CarriedOut), NAME)?.or([line(L::CarriedIn)]),
        },
        () if carried || behind || ahead => None,
        () if ideas.any(COLUMNS) && !ideas.has(Idea::Done) => {
            let new = line(L::New);
            Rows::sure(new, NAME)?.or([new | line(L::CarriedIn), line(L::Total)])
        }
        () if ideas.any(COLUMNS) => {
            let new = line(L::New);
            Rows::sure(line(L::Total), NAME)?.or([new, new | line(L::CarriedIn)])
        }
        () if ideas.has(Idea::Done) && ideas.has(Idea::Request) && !received => {
            match informed || scene.topic == Topic::Requests {
                true => Rows::sure(line(L::Total), NAME),
                false => Rows::doubtful(line(L::Total), NAME),
            }
        }
        () if received && ideas.has(Idea::Request) && !scene.denied && !ideas.has(Idea::Done) => {
            let new = line(L::New);
            match informed {
                true => Rows::sure(new, 2)?.or([new | line(L::CarriedIn)]),
                false => Rows::doubtful(new, 2)?.or([new | line(L::CarriedIn)]),
            }
        }
        () if scene.denied && received && ideas.only(FLOW).only(Ideas::of(&[Idea::Done])).is_empty() => {
            Rows::sure(line(L::New), 2)
        }
        () => None,
    }
}

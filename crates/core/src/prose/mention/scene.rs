//! What stands around a number or a denial, for those who say which cells it is of.

use super::ideas::{Idea, Ideas, Phrase};
use super::{Cells, ELSEWHERE, Mention, Scene, disputes, papers, requests, surroundings, universal};
use crate::claims::{Claim, Exactness, Flags, Subject, Unit};
use crate::form::ProactiveLine;
use crate::place::Place;
use crate::prose::Standing;
use crate::prose::topic::Topic;
use crate::prose::walk::{Denial, Item, Mark};
use crate::prose::words::{Seen, Word};

/// Reads one item after the other, in reading order.
pub(in crate::prose) struct Reader<'a> {
    pub(super) text: &'a str,
    year: Option<u16>,
    /// The sentence that named another body, so that its numbers are that body's.
    elsewhere: u32,
}

/// Longer phrases are read from their ends.
const FAR: usize = 180;
const APPLICANTS: Seen = Seen::of(&[Word::NaturalPerson, Word::Organisation, Word::OtherApplicant]);

impl<'a> Reader<'a> {
    pub(in crate::prose) const fn new(text: &'a str, year: Option<u16>) -> Self {
        Self { text, year, elsewhere: u32::MAX }
    }

    /// The cells that a number is of; `before` is what the number before it in its row counts, if that is known.
    pub(in crate::prose) fn number(
        &mut self,
        item: &Item,
        claim: &Claim,
        standing: Standing,
        before: Option<Option<Cells>>,
    ) -> Option<Mention> {
        let counts = matches!(
            claim.unit,
            Unit::Case
                | Unit::Copy
                | Unit::Zong
                | Unit::Instance
                | Unit::Piece
                | Unit::Example
                | Unit::Matter
                | Unit::None
        );
        let rough = matches!(claim.exactness, Exactness::AtLeast | Exactness::AtMost);
        // Whose numbers the sentence before told says nothing of the next.
        let office = if item.mark == Mark::End { 0 } else { Flags::OFFICE.0 };
        let others = Flags(office | Flags::PLAN.0 | Flags::EACH.0 | Flags::RANGE.0 | Flags::NEGATED.0);
        let apart = claim.flags.intersects(others);
        if !counts || rough {
            return None;
        }
        let label_place = surroundings::label(self.text, item);
        let mut label = self.phrase(label_place);
        // 自然人提出的占2件: a number, and no share.
        if label_place.of(self.text).trim_end_matches(['了', '有', '到']).ends_with('占') {
            label.ideas = label.ideas.without(Idea::Share);
        }
        if label.any(Ideas::of(&[Idea::Body, Idea::Neighbour])) {
            self.elsewhere = item.sentence;
        }
        let carried = label.any(Ideas::of(&[Idea::Carry, Idea::Undone]));
        let stands = standing.is_stated()
            || matches!(standing, Standing::Base) && carried && label.has(Idea::LastYear);
        if apart || !stands || self.elsewhere == item.sentence {
            return None;
        }
        if surroundings::is_word_for_one(self.text, claim) || self.is_of_some_above(item) {
            return None;
        }
        let plain = self.scene(item, label, before);
        let Some(named) = surroundings::apposition(self.text, item).map(Phrase::of) else {
            return read(&plain?);
        };
        let tells = names(named) && named.denied.is_none() && named.every.is_none();
        if !tells || named.any(ELSEWHERE) {
            return read(&plain?);
        }
        // 165件（含予以公开、部分公开）: what the bracket names is counted, and perhaps what stands before it too.
        let both = read(&self.scene(item, label.with(named), before)?)?;
        let other = plain.and_then(|scene| read(&scene));
        let mut readings = both.readings;
        readings.extend(other.into_iter().flat_map(|other| other.readings));
        Mention::new(readings, both.sure)
    }

    fn scene(&mut self, item: &Item, label: Phrase, before: Option<Option<Cells>>) -> Option<Scene> {
        let tail = Phrase::of(surroundings::noun_behind(clip(self.text, item.tail_place)));
        let label = if follows(item) { inherit(label, before) } else { label };
        let told = names(label) || disputes::is_outcome(label.ideas);
        // 有3件因涉及国家秘密没有公开; 10件均已办结 says what was done with them.
        let predicate = tail.every.is_some() || tail.any(ELSEWHERE) || tail.denied.is_some();
        let both = label.with(tail);
        let told_behind =
            (names(both) || disputes::is_outcome(tail.ideas)) && !tail.ideas.is_empty() && !predicate;
        let mut near = if told_behind { both } else { label };
        let mut head = Phrase::default();
        let mut from_head = false;
        if !told && !told_behind || is_bare(near) {
            // 属于重复申请的，全年有9件: the clause before names what the number counts.
            if near.unread > 4 || near.any(ELSEWHERE) || item.gap.has(Word::Among) && item.previous.is_some()
            {
                return None;
            }
            let (named, rest) = self.named_before(item, names).or_else(|| self.named_behind(item))?;
            from_head = true;
            near = near.with(named);
            head = rest;
        } else if item.head_place.start < item.head_place.end {
            head = self.phrase(item.head_place);
        }
        let within = clip(self.text, item.head_place).trim_end_matches(MARKS).trim_end();
        let head_within =
            ["中", "里", "内", "里面", "当中", "的申请", "申请里边"].iter().any(|end| within.ends_with(*end));
        if head.any(Ideas::of(&[Idea::Body, Idea::Neighbour])) {
            self.elsewhere = item.sentence;
            return None;
        }
        let elsewhere = if near.has(Idea::Organisation) || near.has(Idea::OtherOrganisation) {
            near.any(ELSEWHERE_BUT_BODY)
        } else {
            near.any(ELSEWHERE)
        };
        if elsewhere {
            return None;
        }
        let among = item.gap.has(Word::Among) && item.previous.is_some() || item.owner.is_some();
        let among = match (among, before) {
            (false, _) => None,
            (true, Some(Some(cells))) => Some(cells),
            // Some of something that is not understood.
            (true, _) => return None,
        };
        let year = |fits: fn(u16, u16) -> bool| {
            [item.year, item.tail_year]
                .into_iter()
                .flatten()
                .any(|named| self.year.is_some_and(|year| fits(named, year)))
        };
        Some(Scene {
            said: near,
            head,
            from_head,
            head_within,
            topic: topic_of(item, near, head),
            carried: item.carried,
            ahead: year(|named, year| named > year),
            behind: year(|named, year| named < year),
            among,
            applicants: item.before.any(APPLICANTS) && !item.near().any(APPLICANTS),
            denied: false,
            older: self.year.is_some_and(|year| year < 2021),
        })
    }

    /// The nearest clause before that names something, and what is left of those before it.
    fn named_before(&self, item: &Item, names: impl Fn(Phrase) -> bool) -> Option<(Phrase, Phrase)> {
        if let Some(outer) = self.outside_bracket(item) {
            let clause = Phrase::of(outer);
            return (names(clause) && clause.denied.is_none()).then_some((clause, Phrase::default()));
        }
        let head = clip(self.text, item.head_place);
        let mut end = head.trim_end_matches(MARKS).len();
        for _ in 0..3 {
            let start = head[..end]
                .rfind(MARKS)
                .map_or(0, |at| at + head[at..].chars().next().map_or(1, char::len_utf8));
            let clause = Phrase::of(&head[start..end]);
            if names(clause) {
                let most = if clause.any(requests::COLUMNS) { 6 } else { 12 };
                let light = clause.denied.is_none() && clause.unread <= most;
                return light.then(|| (clause, Phrase::of(&head[..start])));
            }
            end = head[..start].trim_end_matches(MARKS).len();
            if end == 0 {
                break;
            }
        }
        None
    }

    /// 有2件申请，申请人没有按要求缴费: the next clause says which.
    fn named_behind(&self, item: &Item) -> Option<(Phrase, Phrase)> {
        const LONGEST: usize = 40;
        let label = item.label_place.of(self.text).trim_end();
        if !["有", "收到", "遇到", "出现"].iter().any(|verb| label.ends_with(verb)) {
            return None;
        }
        let behind = self.text.get(item.tail_place.end as usize..)?;
        let behind = behind.strip_prefix(['，', ','])?;
        let end = behind.find([',', '，', '。', '；', ';', '\n', '：', '（', '('])?;
        let clause = &behind[..end];
        let plain = !clause.contains(|c: char| c.is_numeric()) && clause.chars().count() <= LONGEST;
        let named = Phrase::of(clause);
        (plain && requests::names(named.ideas) && named.denied.is_none() && named.every.is_none())
            .then(|| (named, Phrase::default()))
    }

    /// 不予公开的申请（12件）: what stands before the bracket.
    fn outside_bracket(&self, item: &Item) -> Option<&'a str> {
        let before = self.text.get(..item.label_place.start as usize)?;
        let outer = before.strip_suffix('（').or_else(|| before.strip_suffix('('))?;
        let bare = item.label_place.of(self.text).trim().is_empty()
            && item.tail_place.of(self.text).trim().is_empty();
        let outer = clip(outer, Place::new(0, outer.len() as u32));
        let start =
            outer.rfind(ENDS).map_or(0, |at| at + outer[at..].chars().next().map_or(1, char::len_utf8));
        bare.then_some(&outer[start..])
    }

    /// The sentence is about another body.
    pub(in crate::prose) fn is_elsewhere(&self, item: &Item) -> bool {
        self.elsewhere == item.sentence
    }

    /// The cells that a clause says there was nothing in.
    pub(in crate::prose) fn denial(&self, denial: &Denial) -> Option<Mention> {
        let item = &denial.item;
        if let Some(mention) = self.nothing_else(denial) {
            return Some(mention);
        }
        let clause = self.phrase(surroundings::denied(self.text, item));
        let behind = clip(self.text, denial.place);
        let denied = clause.denied?;
        let reason = requests::names(clause.ideas) && !disputes::names(clause.ideas);
        if clause.any(ELSEWHERE)
            || clause.any(Ideas::of(&[Idea::Etc, Idea::Way, Idea::Topic]))
            || says_how(behind)
        {
            return None;
        }
        if has_other_cause(behind) && !reason
            || denied.is_empty() && !clause.any(Ideas::of(&[Idea::Ask, Idea::Request]))
        {
            return None;
        }
        let later = item.year.is_some_and(|named| self.year.is_some_and(|year| named != year));
        if later || item.mark == Mark::Colon {
            return None;
        }
        let scene = Scene { said: clause, ..self.bare_scene(item) };
        let mention = read(&scene)?;
        Some(Mention { sure: mention.sure && clause.unread <= 4, ..mention })
    }

    /// 不予处理的只有两类，一类是信访投诉，一类是重复申请，再无其他: the other rows are empty.
    fn nothing_else(&self, denial: &Denial) -> Option<Mention> {
        let said = clip(self.text, denial.place);
        let nothing = ["再无其他", "没有其他", "别无其他", "无其他", "再没有其他"];
        let found = nothing.iter().any(|nothing| said.trim_end().ends_with(nothing));
        let before = clip(self.text, Place::new(0, denial.place.start));
        let sentence = before.rsplit(['。', '\n', '；', ';']).next().unwrap_or("");
        found.then(|| universal::rest(sentence, &self.bare_scene(&denial.item))).flatten()
    }

    /// The cells that are empty if what a clause says of all is true.
    pub(in crate::prose) fn all(&self, said: &Denial) -> Option<Mention> {
        let item = &said.item;
        let later = item.year.is_some_and(|named| self.year.is_some_and(|year| named != year));
        let clause = said.place.of(self.text);
        if later || clause.len() > FAR {
            return None;
        }
        let scene = self.bare_scene(item);
        universal::all(clause, clip(self.text, item.head_place), &scene)
    }

    /// What stands around a clause, and nothing of what it says.
    pub(super) fn bare_scene(&self, item: &Item) -> Scene {
        Scene {
            said: Phrase::default(),
            head: self.phrase(item.head_place),
            from_head: false,
            head_within: false,
            topic: topic_of(item, self.phrase(item.label_place), self.phrase(item.head_place)),
            carried: item.carried,
            ahead: false,
            behind: false,
            among: None,
            applicants: false,
            denied: true,
            older: self.year.is_some_and(|year| year < 2021),
        }
    }

    /// 涉及秘密、安全和法律禁止，有3件: the clause before names more than is understood.
    pub(in crate::prose) fn names_several(&self, item: &Item) -> bool {
        let (_, above) = self.clause_above(item);
        let near = self.phrase(item.label_place);
        [above, near].iter().any(|said| said.stops > 0 && said.unread > 1)
    }

    /// The words around a number say that it is of some of what a subject counts, or of something else.
    pub(in crate::prose) fn narrows(&self, item: &Item, subject: Subject) -> bool {
        let Some(cells) = Cells::of(subject) else { return false };
        let label = self.phrase(item.label_place);
        let (within, above) = self.clause_above(item);
        let Cells::Requests { applicants, .. } = cells else { return false };
        let everybody = applicants == super::cells::EVERYBODY;
        let columns = label.any(requests::COLUMNS) || within && above.any(requests::COLUMNS);
        let other = label.any(Ideas::of(&[Idea::Court, Idea::Authority, Idea::Litigate]));
        self.is_of_some_above(item) || everybody && columns && requests::tells(label.ideas) || other
    }

    /// 网上提交的申请中，: the clause before a number says that it is one of some only.
    fn is_of_some_above(&self, item: &Item) -> bool {
        let some = Ideas::of(&[Idea::Way, Idea::Topic, Idea::Period, Idea::Foreigner, Idea::Neighbour]);
        let (within, above) = self.clause_above(item);
        within && above.any(some)
    }

    /// Whether the clause right before a number's own says of what it counts some, and that clause.
    fn clause_above(&self, item: &Item) -> (bool, Phrase) {
        let head = clip(self.text, item.head_place).trim_end_matches(MARKS).trim_end();
        let within = ["中", "里", "内", "里面", "当中", "申请"].iter().any(|end| head.ends_with(end));
        (within, Phrase::of(head.rsplit(MARKS).next().unwrap_or("")))
    }

    /// A universal is said of some only: 涉及征地的申请均为自然人提出.
    pub(in crate::prose) fn is_of_some(&self, place: Place) -> bool {
        let before = clip(self.text, Place::new(0, place.start));
        let clause = before.rsplit(ENDS).next().unwrap_or("");
        let said = Phrase::of(clause);
        said.any(Ideas::of(&[Idea::Way, Idea::Topic, Idea::Foreigner, Idea::Neighbour]))
            && said.has(Idea::Request)
    }

    fn phrase(&self, place: Place) -> Phrase {
        Phrase::of(clip(self.text, place))
    }
}

const ENDS: [char; 13] = ['，', ',', '；', ';', '：', ':', '（', '(', '）', ')', '。', '\n', '、'];
const MARKS: [char; 10] = ['，', ',', '；', ';', '：', ':', '（', '(', '）', ')'];

const ELSEWHERE_BUT_BODY: Ideas = Ideas::of(&[
    Idea::Period,
    Idea::Foreign,
    Idea::Except,
    Idea::Each,
    Idea::Compare,
    Idea::Plan,
    Idea::Foreigner,
    Idea::Neighbour,
    Idea::Body,
]);

/// Only a verb that counts stands next to the number: what it counts is said before.
fn is_bare(near: Phrase) -> bool {
    let counted = Ideas::of(&[Idea::Receive, Idea::Ask]);
    if near.any(counted) && near.has(Idea::Request) {
        return false;
    }
    let bare = Ideas::of(&[
        Idea::Receive,
        Idea::Ask,
        Idea::Answer,
        Idea::Request,
        Idea::InfoOpen,
        Idea::Decision,
        Idea::YearEnd,
        Idea::Court,
        Idea::Authority,
    ]);
    near.ideas.only(bare) == near.ideas
}

/// A sentence that names no case is about requests again, after one about the cases that came of them.
fn topic_of(item: &Item, near: Phrase, head: Phrase) -> Topic {
    let ideas = near.ideas | head.ideas;
    let cases = ideas.any(disputes::BODIES) || disputes::is_outcome(ideas);
    let asked = requests::names(ideas) || ideas.has(Idea::Request);
    if item.topic.is_dispute() && item.carried && !cases && asked { Topic::Requests } else { item.topic }
}

fn names(phrase: Phrase) -> bool {
    requests::names(phrase.ideas) || disputes::names(phrase.ideas) || papers::names(phrase.ideas)
}

/// The number before stands in the same run of clauses: nothing but a mark is between.
fn follows(item: &Item) -> bool {
    matches!(item.mark, Mark::Stop | Mark::Comma)
        && item.head_place.start >= item.head_place.end
        && !item.gap.has(Word::Among)
}

/// 规范性文件立了83件、废了5件: the noun of the number before.
fn inherit(label: Phrase, before: Option<Option<Cells>>) -> Phrase {
    let verb = papers::VERBS;
    let alone = label.any(verb) && !names(label) && label.unread <= 2;
    match before {
        Some(Some(Cells::Proactive { line: ProactiveLine::NormativeDocuments, .. })) if alone => {
            label.with_ideas(label.ideas.and(Idea::Document))
        }
        _ => label,
    }
}

pub(super) fn read(scene: &Scene) -> Option<Mention> {
    let ideas = scene.said.ideas;
    match () {
        () if disputes::names(ideas) || disputes::is_outcome(ideas) && scene.topic.is_dispute() => {
            disputes::read(scene)
        }
        () if papers::names(ideas) => papers::read(scene),
        () if scene.topic.is_dispute()
            && !(ideas | scene.head.ideas).has(Idea::Request)
            && !requests::tells(ideas) =>
        {
            None
        }
        () => requests::read(scene),
    }
}

/// The end of a place that is long.
fn clip(text: &str, place: Place) -> &str {
    let said = place.of(text);
    let mut start = said.len().saturating_sub(FAR);
    while !said.is_char_boundary(start) {
        start += 1;
    }
    &said[start..]
}

/// 没有因逾期引发的复议: none of one cause only.
fn has_other_cause(behind: &str) -> bool {
    let Some((_, cause)) = behind.split_once('因') else { return behind.contains("为由") };
    !["信息公开", "政务公开", "不服"].iter().any(|own| cause.contains(own))
}

/// 没有及时答复, 未按规定公开: how something was done, and not whether.
fn says_how(behind: &str) -> bool {
    const HOW: [&str; 16] = [
        "及时",
        "按时",
        "按期",
        "按规定",
        "按照",
        "依法",
        "充分",
        "完全",
        "全部",
        "严格",
        "主动",
        "规范",
        "不当",
        "不及时",
        "超期",
        "逾期未",
    ];
    HOW.iter().any(|how| behind.contains(how))
}

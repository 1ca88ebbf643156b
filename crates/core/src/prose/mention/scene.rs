//! What stands around a number or a denial, for those who say which cells it is of.

use super::ideas::{Idea, Ideas, Phrase};
use super::{Cells, ELSEWHERE, Mention, Scene, disputes, papers, requests};
use crate::claims::{Claim, Exactness, Flags, Unit};
use crate::place::Place;
use crate::prose::Standing;
use crate::prose::walk::{Denial, Item, Mark};
use crate::prose::words::{Seen, Word};

/// Reads one item after the other, in reading order.
pub(in crate::prose) struct Reader<'a> {
    text: &'a str,
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
        let label = self.phrase(item.label_place);
        if label.any(Ideas::of(&[Idea::Body, Idea::Neighbour])) {
            self.elsewhere = item.sentence;
        }
        let carried = label.any(Ideas::of(&[Idea::Carry, Idea::Undone]));
        let stands = standing.is_stated()
            || matches!(standing, Standing::Base) && carried && label.has(Idea::LastYear);
        if apart || !stands || self.elsewhere == item.sentence {
            return None;
        }
        let scene = self.scene(item, label, before)?;
        read(&scene)
    }

    fn scene(&mut self, item: &Item, label: Phrase, before: Option<Option<Cells>>) -> Option<Scene> {
        let tail = self.phrase(item.tail_place);
        let names = |phrase: Phrase| {
            requests::names(phrase.ideas) || disputes::names(phrase.ideas) || papers::names(phrase.ideas)
        };
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
            let (named, rest) = self.named_before(item, names)?;
            from_head = true;
            near = near.with(named);
            head = rest;
        } else if item.head_place.start < item.head_place.end {
            head = self.phrase(item.head_place);
        }
        let within = clip(self.text, item.head_place).trim_end_matches(MARKS).trim_end();
        let head_within = ['中', '里', '内'].iter().any(|end| within.ends_with(*end));
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
            topic: item.topic,
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
        let clause = self.phrase(item.label_place);
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
        let scene = Scene {
            said: clause,
            head: self.phrase(item.head_place),
            from_head: false,
            head_within: false,
            topic: item.topic,
            carried: item.carried,
            ahead: false,
            behind: false,
            among: None,
            applicants: false,
            denied: true,
            older: self.year.is_some_and(|year| year < 2021),
        };
        let mention = read(&scene)?;
        Some(Mention { sure: mention.sure && clause.unread <= 4, ..mention })
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

fn read(scene: &Scene) -> Option<Mention> {
    let ideas = scene.said.ideas;
    match () {
        () if disputes::names(ideas) || disputes::is_outcome(ideas) && scene.topic.is_dispute() => {
            disputes::read(scene)
        }
        () if papers::names(ideas) => papers::read(scene),
        () if scene.topic.is_dispute() && !(ideas | scene.head.ideas).has(Idea::Request) => None,
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

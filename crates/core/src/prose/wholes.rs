//! Which number a list is the parts of: all that it may be, the most likely one first.

use super::lists::{Form, Kind, Listed, units_alike};
use super::span::Span;
use super::standing::Standing;
use super::walk::{Item, Mark};
use super::words::{Seen, Word};
use super::{List, Quantity};
use crate::claims::{Claim, Subject, Unit};

/// How far back a whole is looked for, in items.
const REACH: usize = 24;

pub(super) struct Wholes<'a> {
    pub(super) text: &'a str,
    pub(super) items: &'a [Item],
    pub(super) claims: &'a [Claim],
    pub(super) standings: &'a [Standing],
    pub(super) quantities: &'a [Quantity],
    pub(super) sentences: &'a [Seen],
    /// By item: it is a part of a list.
    pub(super) is_part: &'a [bool],
    /// What the tables say of a subject, in millionths.
    pub(super) tabled: &'a dyn Fn(Subject) -> [Option<i64>; 3],
}

impl Wholes<'_> {
    /// Finds the whole of a list; `None` where there is none in reach, so that nothing is asserted.
    pub(super) fn settle(&self, listed: &Listed) -> Option<List> {
        // 三部分 of which one was not read as a number.
        if listed.counted.is_some_and(|number| number > listed.parts.len()) {
            return None;
        }
        let parts = self.read_together(listed);
        let first = *parts.first()?;
        let candidates = self.candidates(listed, &parts);
        let sum = self.sum(&parts);
        let agrees = |index: &&u32| Span::of(self.claim(**index)).meets(sum);
        let agreeing =
            candidates.iter().find(agrees).copied().or_else(|| self.goes_further(listed, sum, &candidates));
        let known = agreeing.is_some() || self.agrees_otherwise(listed, first, sum);
        let whole = agreeing.or_else(|| self.likely(listed, first, &candidates))?;
        let same_sentence = self.item(whole).sentence == self.item(first).sentence;
        let told = listed.sum.is_some() || listed.form == Form::Bracket;
        Some(List {
            whole: self.item(whole).claim,
            parts: parts.iter().map(|part| self.item(*part).claim).collect(),
            form: listed.form,
            kind: listed.kind,
            closed: self.is_closed(listed, &parts),
            open: listed.open,
            manifold: self.is_manifold(listed, &parts),
            agrees: known,
            sure: told || same_sentence && listed.form != Form::Parallel || self.fits(listed.kind, whole),
            breakdown: 0,
        })
    }

    /// The table, or the numbers right before the list taken together, agree with the parts.
    fn agrees_otherwise(&self, listed: &Listed, first: u32, sum: Span) -> bool {
        let told =
            listed.sum.is_some() || listed.of.is_some() || matches!(listed.form, Form::Bracket | Form::Colon);
        !told && (self.table_agrees(listed.kind, first, sum) || self.siblings_agree(first, sum))
    }

    /// `市本级主办17场、县区主办35场，内容涉及疫情防控21场、其他31场`: the list is of both.
    fn siblings_agree(&self, first: u32, sum: Span) -> bool {
        let mut whole = Span::ZERO;
        let mut at = self.item(first).previous;
        for _ in 0..8 {
            let Some(sibling) = at.filter(|at| self.item(*at).sentence == self.item(first).sentence) else {
                return false;
            };
            if self.may_be_whole(sibling, first) {
                whole = whole.plus(Span::of(self.claim(sibling)));
                if whole.meets(sum) {
                    return true;
                }
            }
            at = self.item(sibling).previous;
        }
        false
    }

    /// The whole that the list agrees with where some of the numbers behind it are its parts too.
    fn goes_further(&self, listed: &Listed, mut sum: Span, candidates: &[u32]) -> Option<u32> {
        for more in &listed.more {
            sum = sum.plus(Span::of(self.claim(*more)));
            let agrees = |index: &&u32| *index < more && Span::of(self.claim(**index)).meets(sum);
            if let Some(whole) = candidates.iter().find(agrees) {
                return Some(*whole);
            }
        }
        None
    }

    fn item(&self, index: u32) -> &Item {
        &self.items[index as usize]
    }

    fn claim(&self, index: u32) -> &Claim {
        &self.claims[self.item(index).claim as usize]
    }

    fn subject(&self, index: u32) -> Subject {
        self.quantities[self.item(index).claim as usize].subject
    }

    fn sum(&self, parts: &[u32]) -> Span {
        parts.iter().map(|part| Span::of(self.claim(*part))).fold(Span::ZERO, Span::plus)
    }

    /// The parts that the words of a sum mean: as many as they say; else so many of the last that the figures agree, if some
    /// do; else all.
    fn read_together(&self, listed: &Listed) -> Vec<u32> {
        let Some(whole) = listed.sum.filter(|_| listed.form == Form::Summed) else {
            return listed.parts.clone();
        };
        let parts = &listed.parts;
        if let Some(number) = listed.counted.filter(|number| *number >= 2) {
            return parts[parts.len().saturating_sub(number)..].to_vec();
        }
        let whole = Span::of(self.claim(whole));
        let mut sum = Span::ZERO;
        for (from, part) in parts.iter().enumerate().rev() {
            sum = sum.plus(Span::of(self.claim(*part)));
            if from + 2 <= parts.len() && whole.meets(sum) {
                return parts[from..].to_vec();
            }
        }
        parts.clone()
    }

    /// What the list may be the parts of, the nearest first.
    fn candidates(&self, listed: &Listed, parts: &[u32]) -> Vec<u32> {
        if let Some(sum) = listed.sum {
            return vec![sum];
        }
        let first = parts[0];
        if let Some(whole) = listed.of.filter(|whole| self.may_be_whole(*whole, first)) {
            return vec![whole];
        }
        if let Some(owner) = self.item(first).owner
            && self.is_before_in_row(owner, first)
        {
            return if self.may_be_whole(owner, first) { vec![owner] } else { Vec::new() };
        }
        let paragraph = self.item(first).paragraph;
        let depth_row = self.item(first).row;
        let nested = listed.form == Form::Among;
        (0..first)
            .rev()
            .take(REACH)
            .take_while(|index| self.item(*index).paragraph == paragraph)
            .filter(|index| self.item(*index).row == depth_row && self.may_be_whole(*index, first))
            .filter(|index| {
                !self.is_part[*index as usize]
                    || nested && *index + 1 == first
                    || self.is_before_in_row(*index, first) && nested
            })
            .filter(|index| listed.form != Form::Parallel || self.leads(*index, first, listed))
            .collect()
    }

    /// Without a word that opens the list, its whole counts what the labels divide, or stands right before the list.
    fn leads(&self, index: u32, first: u32, listed: &Listed) -> bool {
        let beside = self.item(first).previous == Some(index) && self.item(first).mark <= Mark::Comma;
        self.fits(listed.kind, index) || beside && (listed.rest || listed.parts.len() > 2)
    }

    /// No other number of the row stands between.
    fn is_before_in_row(&self, index: u32, first: u32) -> bool {
        let row = self.item(first).row;
        (first - index) as usize <= REACH && (index + 1..first).all(|between| self.item(between).row != row)
    }

    /// Of the same year and measure word, and not what was carried over.
    fn may_be_whole(&self, index: u32, first: u32) -> bool {
        let carried = matches!(self.subject(index), Subject::RequestsCarriedIn | Subject::RequestsCarriedOut);
        units_alike(self.claim(index).unit, self.claim(first).unit)
            && self.standings[index as usize] == self.standings[first as usize]
            && !carried
    }

    /// The whole that the list most likely means, where none of them agrees.
    fn likely(&self, listed: &Listed, first: u32, candidates: &[u32]) -> Option<u32> {
        let fitting = candidates.iter().copied().find(|index| self.fits(listed.kind, *index));
        let near = candidates.first().copied();
        let same_sentence = |index: &u32| self.item(*index).sentence == self.item(first).sentence;
        if listed.sum.is_some() {
            return near;
        }
        match listed.form {
            Form::Summed | Form::Bracket | Form::Colon => near,
            // 短视频7篇。动态调整清单，其中取消3项: of another sentence only with the same measure word.
            Form::Among => near.filter(|index| {
                same_sentence(index)
                    || self.claim(*index).unit == self.claim(first).unit
                        && self
                            .item(first)
                            .previous
                            .is_none_or(|previous| self.item(previous).sentence < self.item(first).sentence)
            }),
            // 从行业看，市场监管部门作出行政处罚决定906件: the parts say themselves what they are of.
            Form::Division
                if self.item(first).label.any(Seen::of(&[Word::Made, Word::Penalty, Word::Licence])) =>
            {
                None
            }
            Form::Division => match listed.kind {
                Kind::Applicant | Kind::Way | Kind::Result | Kind::Outcome | Kind::Path => fitting,
                _ => {
                    fitting.or(near.filter(|near| self.item(*near).sentence + 1 >= self.item(first).sentence))
                }
            },
            Form::Parallel => fitting.or(near).filter(same_sentence),
        }
    }

    /// The number counts what the labels divide.
    fn fits(&self, kind: Kind, index: u32) -> bool {
        use Subject::*;
        let subject = self.subject(index);
        match kind {
            Kind::Applicant | Kind::Way => matches!(subject, RequestsReceived | ReceivedWithCarried),
            Kind::Result => matches!(subject, RequestsHandled),
            Kind::Outcome => matches!(subject, Reconsideration | Litigation),
            Kind::Path => subject == Litigation,
            Kind::Channel => subject == DisclosedTotal,
            Kind::Shape | Kind::Other => subject == DisclosedTotal,
        }
    }

    /// The table counts what the labels divide, and the parts add up to that.
    fn table_agrees(&self, kind: Kind, first: u32, sum: Span) -> bool {
        let subjects: &[Subject] = match kind {
            Kind::Applicant | Kind::Way => {
                &[Subject::RequestsReceived, Subject::ReceivedWithCarried, Subject::RequestsHandled]
            }
            Kind::Result => {
                &[Subject::RequestsHandled, Subject::ReceivedWithCarried, Subject::RequestsReceived]
            }
            Kind::Path => &[Subject::Litigation],
            Kind::Outcome if self.item(first).topic == super::topic::Topic::Litigation => {
                &[Subject::Litigation]
            }
            Kind::Outcome => &[Subject::Reconsideration],
            _ => &[],
        };
        subjects
            .iter()
            .any(|subject| (self.tabled)(*subject).into_iter().flatten().any(|value| sum.has_micros(value)))
    }

    /// The form, or what the labels are kinds of, says that nothing is left out.
    fn is_closed(&self, listed: &Listed, parts: &[u32]) -> bool {
        if listed.open {
            return false;
        }
        if listed.sum.is_some() || (listed.rest || listed.complete) && parts.len() > 1 {
            return true;
        }
        let words = parts
            .iter()
            .fold(Seen::EMPTY, |words, part| words | self.item(*part).label | self.item(*part).tail);
        let complete = match listed.kind {
            Kind::Applicant => words.has(Word::NaturalPerson) && words.has(Word::Organisation),
            Kind::Path => words.has(Word::Direct) && words.has(Word::After),
            _ => false,
        };
        complete || parts.len() > 1 && matches!(listed.form, Form::Bracket | Form::Colon | Form::Division)
    }

    /// 有企业代表参加的7次、有学生参加的6次: one may have both.
    fn says_having(&self, part: u32) -> bool {
        let label = self.item(part).label_place.of(self.text).trim();
        let label = ["其中", "，", "、"].iter().fold(label, |label, mark| label.trim_start_matches(mark));
        ["有", "含", "涉及"].iter().any(|having| label.starts_with(having)) && label.ends_with('的')
    }

    /// One thing may be counted in several parts: by what the sentence says, or by what the labels are.
    fn is_manifold(&self, listed: &Listed, parts: &[u32]) -> bool {
        let said = self
            .sentences
            .get(self.item(parts[0]).sentence as usize)
            .is_some_and(|words| words.has(Word::Manifold));
        let people = matches!(self.claim(parts[0]).unit, Unit::Person | Unit::Name | Unit::Seat);
        let shapes =
            listed.kind == Kind::Shape && self.item(parts[0]).topic == super::topic::Topic::Interpretation;
        let crossed = parts.len() > 1 && parts.iter().all(|part| self.says_having(*part));
        said || listed.sum.is_none() && !listed.complete && (shapes || people || crossed)
    }
}

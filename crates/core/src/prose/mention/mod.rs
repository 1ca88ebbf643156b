//! Which cells of the official tables a phrase names, when it names them in words of its own: `因涉及商业秘密没有公开的3件`,
//! `律所没有来申请过`, `未经复议就起诉的，法院判我方败诉的1件`.
//!
//! A phrase is read as ideas (`ideas`), and the ideas of one table narrow each other: a reason names a row, an applicant a
//! column, both together a cell (`requests`); a court and an outcome (`disputes`); a kind of document and what was done
//! with it (`papers`). What stands next to the number says most, then the clauses before it that have no number of their own.
//! A phrase has several readings where usage has; a rule may blame a number only where none of them agrees.

mod cells;
mod disputes;
mod ideas;
mod papers;
mod requests;
mod scene;
mod share;
mod surroundings;
#[cfg(test)]
mod tests;
mod universal;

pub use self::cells::Cells;
use self::ideas::{Idea, Ideas, Phrase};
pub(super) use self::scene::Reader;
pub use self::share::CellShare;
pub(super) use self::surroundings::is_word_for_one;
use super::topic::Topic;

/// What a number or a denial is said of.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Mention {
    /// What the words may mean, the likeliest first; never empty.
    pub readings: Vec<Cells>,
    /// The words leave no doubt.
    pub sure: bool,
    /// The clause before says of which things the number counts some: 予以公开的申请中，自然人申请8件.
    pub within: bool,
}

impl Mention {
    fn new(readings: Vec<Cells>, sure: bool) -> Option<Self> {
        (!readings.is_empty()).then_some(Self { readings, sure, within: false })
    }

    /// What is meant first.
    pub fn cells(&self) -> Cells {
        self.readings[0]
    }
}

/// A phrase and what stands around it.
#[derive(Debug, Clone, Copy)]
struct Scene {
    /// What names the number: next to it, or in the clauses before.
    said: Phrase,
    /// The clauses before it, where the number's own clause names it.
    head: Phrase,
    /// The name stands in the clauses before.
    from_head: bool,
    /// …的申请中，: the clause before says of which the number counts some.
    head_within: bool,
    topic: Topic,
    /// The topic was named in an earlier sentence.
    carried: bool,
    /// The clause names a later year, or an earlier one.
    ahead: bool,
    behind: bool,
    /// 其中, and what the number before it counts.
    among: Option<Cells>,
    /// The sentence spoke of one kind of applicants before.
    applicants: bool,
    /// It is said that there was none.
    denied: bool,
    /// The number is of documents as the form of 2019 counts them.
    older: bool,
}

/// What makes a number one of something else, whatever it is of.
const ELSEWHERE: Ideas = Ideas::of(&[
    Idea::Period,
    Idea::Foreign,
    Idea::Except,
    Idea::Rest,
    Idea::Each,
    Idea::Share,
    Idea::Compare,
    Idea::Plan,
    Idea::Body,
    Idea::Neighbour,
    Idea::Foreigner,
]);

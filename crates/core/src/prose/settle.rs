//! Which of two readers is believed: that of subjects, which knows the official words, or that of mentions, which
//! knows how a report may put them.

use super::mention::{CellShare, Cells, Mention, Reader};
use super::universals::{Predicate, Universal};
use super::walk::{Denial, Item};
use super::{Named, Quantity};
use crate::claims::{Claim, Flags, Subject};
use crate::place::Place;

/// Settles one number after the other, in reading order.
pub(super) struct Settler<'a> {
    reader: Reader<'a>,
    /// Of every item, the cells that it counts.
    cells: Vec<Option<Cells>>,
    pub(super) named: Vec<Named>,
    pub(super) shares: Vec<CellShare>,
}

impl<'a> Settler<'a> {
    pub(super) fn new(text: &'a str, year: Option<u16>, items: usize) -> Self {
        Self {
            reader: Reader::new(text, year),
            cells: Vec::with_capacity(items),
            named: Vec::new(),
            shares: Vec::new(),
        }
    }

    /// What a number counts, by both readers.
    pub(super) fn settle(&mut self, item: &Item, claim: &Claim, quantity: Quantity) -> Quantity {
        let before =
            item.owner.or(item.previous).map(|index| self.cells.get(index as usize).copied().flatten());
        if quantity.standing.is_stated() {
            self.shares.extend(self.reader.share(item, claim, before));
        }
        let mention = self.reader.number(item, claim, quantity.standing, before);
        // 网上提交的申请中，不予公开1件: of some only, and of nothing that a subject counts.
        let quantity = match self.reader.narrows(item, quantity.subject) {
            true => Quantity { subject: Subject::Unknown, ..quantity },
            false => quantity,
        };
        let quantity = match quantity.row_guessed && self.reader.names_several(item) {
            true => Quantity { row: None, row_guessed: false, ..quantity },
            false => quantity,
        };
        let (quantity, cells) = match mention {
            Some(mention) => self.both(item, claim, quantity, mention),
            // 市教育局办理的申请中，不予公开4件: another body's, if only a guess says what it is.
            None if self.reader.is_elsewhere(item) && (quantity.guessed || quantity.row_guessed) => {
                (Quantity { subject: Subject::Unknown, row: None, ..quantity }, None)
            }
            None => (quantity, Cells::of(quantity.subject)),
        };
        self.cells.push(cells);
        quantity
    }

    fn both(
        &mut self,
        item: &Item,
        claim: &Claim,
        quantity: Quantity,
        mention: Mention,
    ) -> (Quantity, Option<Cells>) {
        let cells = mention.cells();
        let known = Cells::of(quantity.subject);
        let row = quantity.row;
        if cells.row().is_some() && cells.row() == row {
            let row_guessed = quantity.row_guessed && !mention.sure;
            return (Quantity { row_guessed, ..quantity }, Some(cells));
        }
        if known == Some(cells) {
            let guessed = quantity.guessed && !mention.sure;
            return (Quantity { guessed, ..quantity }, known);
        }
        let told = quantity.subject != Subject::Unknown || row.is_some();
        let doubted = quantity.guessed || row.is_some() && quantity.row_guessed;
        let narrower = known.is_some_and(|known| cells.narrows(known));
        // 告知申请人向有关单位提出的9件: the verb is that of another clause.
        let flow = matches!(quantity.subject, Subject::RequestsReceived | Subject::RequestsHandled);
        let result = flow && cells.row().is_some() && mention.sure;
        // 留待明年接着办理的申请: carried over, whatever the verb.
        let carried = matches!(cells.subject(), Subject::RequestsCarriedIn | Subject::RequestsCarriedOut);
        let better = narrower
            || result
            || flow && carried && mention.sure
            || mention.within && told
            || doubted && mention.sure;
        if told && !better {
            return (quantity, known);
        }
        self.named.push(Named { claim: Some(item.claim), place: claim.number, mention });
        (Quantity { subject: Subject::Unknown, row: None, ..quantity }, Some(cells))
    }
}

/// What clauses say there was nothing of, as far as neither the universals nor the claims say so.
pub(super) fn denials(
    text: &str,
    year: Option<u16>,
    denials: &[Denial],
    universals: &[Universal],
    claims: &[Claim],
    quantities: &mut [Quantity],
) -> Vec<Named> {
    let reader = Reader::new(text, year);
    let mut named = Vec::new();
    for denial in denials {
        let Some(mention) = reader.denial(denial) else { continue };
        let place = denial.place;
        let cells = mention.cells();
        let mut known = universals.iter().any(|said| {
            let meets = said.place.start < place.end && place.start < said.place.end;
            let none = matches!(
                said.predicate,
                Predicate::None(_)
                    | Predicate::NoneOfRow(_)
                    | Predicate::NoneCarriedIn
                    | Predicate::NoneCarriedOut
            );
            meets && none && !said.guessed
        });
        let within = claims.partition_point(|claim| claim.number.start < place.start);
        for (claim, quantity) in claims.iter().zip(quantities.iter_mut()).skip(within) {
            if claim.number.start >= place.end {
                break;
            }
            if !claim.flags.contains(Flags::NEGATED) {
                continue;
            }
            match Cells::of(quantity.subject) {
                Some(of) if cells.narrows(of) => quantity.subject = Subject::Unknown,
                // 没有复议和诉讼: each of them is denied by itself.
                Some(of) if of == cells || of.narrows(cells) => known = true,
                _ => {}
            }
        }
        if !known {
            named.push(Named { claim: None, place, mention });
        }
    }
    named
}

/// What must be empty where a clause speaks of all, as far as the universals do not say so themselves.
pub(super) fn totals(
    text: &str,
    year: Option<u16>,
    totals: &[Denial],
    universals: &[Universal],
) -> Vec<Named> {
    let reader = Reader::new(text, year);
    /// A universal is a clause, and no longer.
    const LONGEST: u32 = 600;
    let mut places: Vec<Place> =
        universals.iter().filter(|said| !said.narrowed).map(|said| said.place).collect();
    places.sort_by_key(|place| place.start);
    let known = |denial: &Denial| {
        let from = places.partition_point(|place| place.start + LONGEST < denial.place.start);
        places[from..]
            .iter()
            .take_while(|place| place.start < denial.place.end)
            .any(|place| denial.place.start < place.end)
    };
    totals
        .iter()
        .filter(|denial| !known(denial))
        .filter_map(|denial| Some(Named { claim: None, place: denial.place, mention: reader.all(denial)? }))
        .collect()
}

/// Universals that are said of some only are no universals.
pub(super) fn drop_partial(text: &str, year: Option<u16>, universals: &mut Vec<Universal>) {
    let reader = Reader::new(text, year);
    universals.retain(|said| !reader.is_of_some(said.place));
}

//! The ledger of numbers: what each was taken for, and which assertions use it.

use super::{Prose, Quantity, Standing, Whole, changes};
use crate::claims::{Claim, Flags, Role, Subject};

/// What uses a number, as a set.
#[derive(Debug, Default, Clone, Copy, PartialEq, Eq)]
pub struct Uses(u8);

impl Uses {
    /// It is held to the tables, or to another number of the same thing.
    pub const SUBJECT: Self = Self(1);
    /// It is a whole or a part.
    pub const LIST: Self = Self(1 << 1);
    pub const SHARE: Self = Self(1 << 2);
    /// A difference between two years is worked out from it, or is it.
    pub const CHANGE: Self = Self(1 << 3);

    /// With their keys in JSON and their names.
    pub const ALL: [(Self, &'static str, &'static str); 4] = [
        (Self::SUBJECT, "subject", "事项"),
        (Self::LIST, "list", "分项"),
        (Self::SHARE, "share", "占比"),
        (Self::CHANGE, "change", "增减"),
    ];

    pub const fn has(self, other: Self) -> bool {
        self.0 & other.0 == other.0
    }

    pub const fn is_empty(self) -> bool {
        self.0 == 0
    }

    fn add(&mut self, other: Self) {
        self.0 |= other.0;
    }
}

impl Prose {
    /// What uses each number, by the index of its claim.
    pub fn uses(&self) -> Vec<Uses> {
        let mut uses: Vec<Uses> = self
            .quantities
            .iter()
            .map(|quantity| {
                let known = quantity.subject != Subject::Unknown || quantity.row.is_some();
                if known { Uses::SUBJECT } else { Uses::default() }
            })
            .collect();
        let mut add = |claim: u32, of: Uses| {
            if let Some(uses) = uses.get_mut(claim as usize) {
                uses.add(of);
            }
        };
        for list in &self.lists {
            list.parts.iter().chain([&list.whole]).for_each(|claim| add(*claim, Uses::LIST));
        }
        for share in &self.shares {
            add(share.rate, Uses::SHARE);
            add(share.part, Uses::SHARE);
            if let Whole::Told(whole) = share.whole {
                add(whole, Uses::SHARE);
            }
        }
        for change in &self.changes {
            add(change.change, Uses::CHANGE);
            add(change.now, Uses::CHANGE);
            let (changes::Base::Told(base) | changes::Base::Follows(base)) = change.base;
            add(base, Uses::CHANGE);
        }
        uses
    }

    /// Whether it is known what a number is: something uses it, or it is another year's, a difference, a plan, a length of
    /// time. `uses` are those of the claim.
    pub fn is_understood(&self, claim: &Claim, at: usize, uses: Uses) -> bool {
        let aside = self.quantities.get(at).is_some_and(|quantity| !quantity.standing.is_stated());
        !uses.is_empty() || aside || claim.unit.is_time()
    }

    /// The claims with the subject, the year and the relations that the prose gives them.
    pub fn meant(&self, mut claims: Vec<Claim>) -> Vec<Claim> {
        for (claim, quantity) in claims.iter_mut().zip(&self.quantities) {
            mean(claim, quantity);
        }
        self.relate(&mut claims);
        claims
    }

    /// Says of each claim which it is a part or a share of.
    fn relate(&self, claims: &mut [Claim]) {
        for list in &self.lists {
            for part in &list.parts {
                let part = &mut claims[*part as usize];
                part.role = Role::Part;
                part.parent.get_or_insert(list.whole);
                part.flags |= match (list.closed, list.open) {
                    (true, _) => Flags::LIST_CLOSED,
                    (_, true) => Flags::LIST_OPEN,
                    _ => Flags::NONE,
                };
            }
            let whole = &mut claims[list.whole as usize];
            if whole.role == Role::Alone {
                whole.role = Role::Total;
            }
        }
        for share in &self.shares {
            claims[share.rate as usize].parent = Some(share.part);
        }
    }
}

/// Gives a claim the subject and the year that its sentence gives it.
fn mean(claim: &mut Claim, quantity: &Quantity) {
    const TOLD: Flags =
        Flags(Flags::OTHER_YEAR.0 | Flags::CHANGE.0 | Flags::LIST_CLOSED.0 | Flags::LIST_OPEN.0);
    claim.subject = quantity.subject;
    claim.flags = Flags(claim.flags.0 & !TOLD.0);
    claim.flags |= match quantity.standing {
        Standing::Base => Flags::OTHER_YEAR,
        Standing::Change { .. } => Flags::CHANGE,
        Standing::Stated | Standing::Aside => Flags::NONE,
    };
    if quantity.done {
        claim.flags = Flags(claim.flags.0 & !Flags::PLAN.0);
    }
    if quantity.of_year {
        claim.flags = Flags(claim.flags.0 & !Flags::CUMULATIVE.0);
    }
    claim.parent = None;
    if claim.role != Role::Rate {
        claim.role = Role::Alone;
    }
}

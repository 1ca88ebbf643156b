//! Which profiles are for a report: every one that is made for its place, its level and its year, from general to
//! particular.

use std::cmp::Ordering;

use gouji_core::report::Agency;

use crate::profile::{Applies, DEFAULT, Profile};

/// What a profile is to a report.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Fit {
    /// It is for it.
    Here(Rank),
    /// It is for its place, and not for it, for this reason in Chinese.
    Not(String),
    /// It is for other places, or only where it is named.
    Elsewhere,
}

/// How particular a profile is: the digits of the place first, then the shortness of the years.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord)]
pub struct Rank {
    place: usize,
    years: u16,
}

impl Rank {
    /// Of what is for every report.
    const GENERAL: Self = Self { place: 0, years: 0 };
}

impl Profile {
    /// What the profile is to a report of that agency and year, where no profile is named.
    pub fn fit(&self, agency: &Agency, year: Option<u16>) -> Fit {
        if self.name == DEFAULT { Fit::Here(Rank::GENERAL) } else { self.applies.fit(agency, year) }
    }
}

impl Applies {
    fn fit(&self, agency: &Agency, year: Option<u16>) -> Fit {
        let Some(place) = self.place(agency) else { return Fit::Elsewhere };
        if !self.levels.is_empty() && !agency.level.is_some_and(|level| self.levels.contains(&level)) {
            let levels: Vec<&str> = self.levels.iter().map(|level| level.title()).collect();
            return Fit::Not(format!("只用于{}", levels.join("、")));
        }
        let years = match self.years {
            None => u16::MAX,
            Some((from, to)) if year.is_some_and(|year| (from..=to).contains(&year)) => to - from,
            Some((from, to)) if from == to => return Fit::Not(format!("只用于{from}年度")),
            Some((from, to)) => return Fit::Not(format!("只用于{from}—{to}年度")),
        };
        Fit::Here(Rank { place, years: u16::MAX - years })
    }

    /// How many digits of the agency's place it names; by the agency's name where its code is unknown.
    fn place(&self, agency: &Agency) -> Option<usize> {
        if agency.division.is_empty() {
            let named = self.agencies.iter().any(|part| agency.name.contains(part.as_str()));
            return named.then(|| self.places.iter().map(String::len).max().unwrap_or(1));
        }
        let matching = self.places.iter().filter(|place| agency.division.starts_with(place.as_str()));
        matching.map(String::len).max()
    }
}

/// The profiles for a report, from general to particular, of those that are as particular by name; the first of all where
/// there is none for it.
pub fn applicable(profiles: &[Profile], agency: &Agency, year: Option<u16>) -> Vec<usize> {
    let ranked = profiles.iter().enumerate().filter_map(|(at, profile)| match profile.fit(agency, year) {
        Fit::Here(rank) => Some((rank, at)),
        Fit::Not(_) | Fit::Elsewhere => None,
    });
    let mut ranked: Vec<(Rank, usize)> = ranked.collect();
    let by_name = |a: usize, b: usize| profiles[a].name.cmp(&profiles[b].name);
    ranked.sort_by(|(a, left), (b, right)| match a.cmp(b) {
        Ordering::Equal => by_name(*left, *right),
        unequal => unequal,
    });
    match (ranked.is_empty(), profiles.is_empty()) {
        (true, false) => vec![0],
        _ => ranked.into_iter().map(|(_, at)| at).collect(),
    }
}

//! The combinations of profiles that the reports of a run have met, each put together once and kept to the end.

use std::sync::OnceLock;

use crate::ruleset::Ruleset;

/// Rulesets by the profiles that they are made of. None moves or goes away, so that all threads can hold on to them.
pub(crate) struct Combined<E> {
    first: OnceLock<Box<Link<E>>>,
}

impl<E> Default for Combined<E> {
    fn default() -> Self {
        Self { first: OnceLock::new() }
    }
}

struct Link<E> {
    /// Of the session's profiles, from general to particular.
    of: Vec<usize>,
    ruleset: OnceLock<Result<Ruleset, E>>,
    next: OnceLock<Box<Self>>,
}

impl<E> Combined<E> {
    /// What came of putting these profiles together, now or before.
    pub(crate) fn get(
        &self,
        of: &[usize],
        resolve: impl FnOnce() -> Result<Ruleset, E>,
    ) -> &Result<Ruleset, E> {
        let mut place = &self.first;
        loop {
            let new = || Link { of: of.to_vec(), ruleset: OnceLock::new(), next: OnceLock::new() };
            let link = place.get_or_init(|| Box::new(new()));
            if link.of == of {
                return link.ruleset.get_or_init(resolve);
            }
            place = &link.next;
        }
    }

    /// Those that were put together, in the order in which they were first wanted.
    pub(crate) fn resolved(&self) -> impl Iterator<Item = &Ruleset> {
        let links = std::iter::successors(self.first.get(), |link| link.next.get());
        links.filter_map(|link| link.ruleset.get()?.as_ref().ok())
    }
}

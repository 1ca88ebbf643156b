//! Many places in a text, to be asked which of them lie around or within another: as often as a report has words, so that
//! no question may look at all of them.

use crate::place::Place;

/// Places by where they begin.
#[derive(Debug, Default)]
pub(super) struct Places {
    places: Vec<Place>,
    /// For each place the farthest end of it and of all before it.
    reach: Vec<u32>,
}

impl Places {
    pub(super) fn new(places: impl Iterator<Item = Place>) -> Self {
        let mut places: Vec<Place> = places.collect();
        places.sort_unstable();
        let mut end = 0;
        let reach = places.iter().map(|place| {
            end = end.max(place.end);
            end
        });
        let reach = reach.collect();
        Self { places, reach }
    }

    pub(super) fn is_empty(&self) -> bool {
        self.places.is_empty()
    }

    /// The one that begins first.
    pub(super) fn first(&self) -> Option<Place> {
        self.places.first().copied()
    }

    /// Whether one of them holds a place.
    pub(super) fn any_around(&self, place: Place) -> bool {
        let before = self.places.partition_point(|other| other.start <= place.start);
        before.checked_sub(1).is_some_and(|last| self.reach[last] >= place.end)
    }

    /// Whether one of them lies in a stretch. Those that begin there and end behind it are passed over, as many as begin
    /// within a phrase's length of its end.
    pub(super) fn any_within(&self, stretch: Place) -> bool {
        let first = self.places.partition_point(|place| place.start < stretch.start);
        let mut inside = self.places[first..].iter().take_while(|place| place.start < stretch.end);
        inside.any(|place| {
            looked();
            place.end <= stretch.end
        })
    }
}

#[cfg(test)]
thread_local! {
    /// How many places were looked at one by one.
    pub(super) static LOOKED: std::cell::Cell<usize> = const { std::cell::Cell::new(0) };
}

fn looked() {
    #[cfg(test)]
    LOOKED.set(LOOKED.get() + 1);
}

#[cfg(test)]
mod tests {
    use super::*;

    fn places() -> impl proptest::strategy::Strategy<Value = Vec<Place>> {
        use proptest::strategy::Strategy;
        let place = (0..60_u32, 1..12_u32).prop_map(|(start, length)| Place::new(start, start + length));
        proptest::collection::vec(place, 0..20)
    }

    proptest::proptest! {
        #[test]
        fn they_say_what_looking_at_all_of_them_says(all in places(), start in 0..60_u32, length in 0..40_u32) {
            let asked = Place::new(start, start + length);
            let known = Places::new(all.iter().copied());
            let inside = |place: &Place| asked.contains(*place) && place.start < asked.end;
            assert_eq!(known.any_within(asked), all.iter().any(inside));
            if length > 0 {
                assert_eq!(known.any_around(asked), all.iter().any(|place| place.contains(asked)));
            }
            assert_eq!(known.first().map(|place| place.start), all.iter().map(|place| place.start).min());
        }
    }
}

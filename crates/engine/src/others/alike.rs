//! Which of many reports read like one: an inverted index of the smallest hashes of their sketches, so that nobody compares
//! every pair.

use gouji_core::similarity::Sketch;

/// Of so many reports with the same words at most are looked at: those that stand nearest in the order of the paths, which
/// are mostly those of the same place. What all share says nothing.
const WINDOW: usize = 128;

/// So many candidates are compared in full.
const COMPARED: usize = 48;

/// Hashes with the reports that have them, in order.
#[derive(Debug, Default)]
pub(super) struct Index {
    postings: Vec<(u32, u32)>,
}

impl Index {
    /// Notes a text of report `at`, by the smallest `count` hashes of its sketch, among those of its group.
    pub(super) fn note(&mut self, at: usize, group: u64, sketch: &Sketch, count: usize) {
        let at = at as u32;
        self.postings.extend(keys(group, sketch, count).map(|key| (key, at)));
    }

    /// Everything is noted.
    pub(super) fn close(&mut self) {
        self.postings.sort_unstable();
        self.postings.shrink_to_fit();
    }

    /// Those of a group that have most in common with a text, the most first; `near` is where it would stand itself.
    pub(super) fn candidates(&self, near: usize, group: u64, sketch: &Sketch, count: usize) -> Vec<usize> {
        let mut found: Vec<u32> = Vec::new();
        for key in keys(group, sketch, count) {
            let from = self.postings.partition_point(|(other, _)| *other < key);
            let all = &self.postings[from..];
            let all = &all[..all.partition_point(|(other, _)| *other == key)];
            let middle = all.partition_point(|(_, at)| (*at as usize) < near);
            let first = middle.saturating_sub(WINDOW / 2).min(all.len().saturating_sub(WINDOW));
            found.extend(all[first..].iter().take(WINDOW).map(|(_, at)| at));
        }
        found.sort_unstable();
        let mut counted: Vec<(usize, u32)> =
            found.chunk_by(u32::eq).map(|same| (same.len(), same[0])).collect();
        counted.retain(|(count, _)| *count > 1);
        counted.sort_unstable_by_key(|&(count, at)| (std::cmp::Reverse(count), at));
        counted.into_iter().take(COMPARED).map(|(_, at)| at as usize).collect()
    }
}

/// The keys of a text in the index. Those of different groups have nothing in common.
fn keys(group: u64, sketch: &Sketch, count: usize) -> impl Iterator<Item = u32> + '_ {
    let mix = move |hash: u32| {
        let mut mixed = u64::from(hash).wrapping_add(group).wrapping_mul(0xBF58_476D_1CE4_E5B9);
        mixed = (mixed ^ (mixed >> 27)).wrapping_mul(0x94D0_49BB_1331_11EB);
        (mixed >> 32) as u32
    };
    sketch.smallest(count).iter().map(move |&hash| mix(hash))
}

#[cfg(test)]
mod tests {
    use super::*;

    /// A text of so many made-up characters, from a seed.
    fn text(seed: u32, letters: u32) -> String {
        let letter = |at: u32| {
            let mixed = (u64::from(seed) << 32 | u64::from(at)).wrapping_mul(0x9E37_79B9_7F4A_7C15);
            let mixed = (mixed ^ (mixed >> 29)).wrapping_mul(0xBF58_476D_1CE4_E5B9) >> 40;
            char::from_u32(0x4E00 + mixed as u32 % 20_000).unwrap()
        };
        (0..letters).map(letter).collect()
    }

    #[test]
    fn a_copy_is_found_among_many_and_in_its_group_only() {
        let sketches: Vec<Sketch> =
            (0..1000).map(|seed| Sketch::of(&text(seed * 1000, 300)).reduced(128)).collect();
        let mut index = Index::default();
        for (at, sketch) in sketches.iter().enumerate() {
            index.note(at, (at % 2) as u64, sketch, 32);
        }
        index.close();
        // Half of it is another text.
        let copy = Sketch::of(&(text(700 * 1000, 300) + &text(9_000_000, 250))).reduced(128);
        assert_eq!(index.candidates(3, 0, &copy, 32), [700]);
        assert_eq!(index.candidates(3, 1, &copy, 32), [0_usize; 0]);
    }

    #[test]
    fn of_many_alike_the_nearest_are_looked_at() {
        let (sketch, mut index) = (Sketch::of(&text(5, 200)), Index::default());
        (0..10_000).for_each(|at| index.note(at, 0, &sketch, 32));
        index.close();
        let found = index.candidates(5_000, 0, &sketch, 32);
        assert!(found.len() == COMPARED && found.iter().all(|at| at.abs_diff(5_000) <= WINDOW), "{found:?}");
        assert_eq!(index.candidates(0, 0, &sketch, 32)[0], 0);
        assert_eq!(index.candidates(20_000, 0, &sketch, 32).len(), COMPARED);
    }
}

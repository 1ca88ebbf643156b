//! How much of two texts is the same, told from sketches of a fixed size: one pass over a text, and half a kilobyte.
//!
//! A sketch is a MinHash of the text's shingles (five letters in a row) by one permutation: every shingle falls into one
//! of [`BINS`] bins by its hash, and of each bin the least hash is kept. The share of bins in which two texts agree is an
//! unbiased estimate of the share of shingles that they have in common (Li, Owen and Zhang, One Permutation Hashing,
//! 2012). Crates that do this (gaoya, probminhash) bring thread pools and random number generators along, which a pack
//! has no use for.

/// Letters in a shingle: long enough that common phrases alone make no resemblance.
const SHINGLE: usize = 5;

/// Of a sketch. The standard error of a resemblance is at most 1 / (2 √128), less than 5 per cent.
const BINS: usize = 128;

/// What is left of a text when only its resemblance to others matters.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Sketch {
    /// The least hash of each bin; [`EMPTY`] where no shingle fell into it.
    bins: Box<[u32; BINS]>,
}

const EMPTY: u32 = u32::MAX;

impl Sketch {
    /// The sketch of a text. White space, digits, punctuation and whatever else is no letter does not count, so that
    /// neither figures nor layout make a difference.
    pub fn of(text: &str) -> Self {
        let mut bins = Box::new([EMPTY; BINS]);
        for hash in shingles(text) {
            // The upper half chooses the bin, the lower half is what is kept of it.
            let bin = &mut bins[(hash >> 32) as usize % BINS];
            *bin = (*bin).min(hash as u32);
        }
        Self { bins }
    }

    /// Whether the text is too short for a single shingle. It resembles nothing.
    pub fn is_empty(&self) -> bool {
        self.bins.iter().all(|bin| *bin == EMPTY)
    }

    /// About how many of the shingles of both texts stand in both: 0 for nothing in common, 1 for the same letters.
    pub fn resemblance(&self, other: &Self) -> f64 {
        let (mut same, mut used) = (0u32, 0u32);
        for (a, b) in self.bins.iter().zip(other.bins.iter()) {
            used += u32::from(a.min(b) != &EMPTY);
            same += u32::from(a == b && *a != EMPTY);
        }
        if used == 0 { 0.0 } else { f64::from(same) / f64::from(used) }
    }
}

/// Odd, and random enough.
const FACTOR: u64 = 0x9E37_79B9_7F4A_7C15;

/// The hashes of all shingles, from left to right.
fn shingles(text: &str) -> impl Iterator<Item = u64> {
    let leaving = FACTOR.wrapping_pow(SHINGLE as u32);
    let (mut window, mut sum, mut seen) = ([0u64; SHINGLE], 0u64, 0usize);
    text.chars().filter(|letter| letter.is_alphabetic()).filter_map(move |letter| {
        let oldest = std::mem::replace(&mut window[seen % SHINGLE], u64::from(letter) + 1);
        sum = sum
            .wrapping_mul(FACTOR)
            .wrapping_add(u64::from(letter) + 1)
            .wrapping_sub(oldest.wrapping_mul(leaving));
        seen += 1;
        (seen >= SHINGLE).then(|| mixed(sum))
    })
}

/// Spreads every bit over all of them: the last step of SplitMix64.
fn mixed(mut hash: u64) -> u64 {
    hash = (hash ^ (hash >> 30)).wrapping_mul(0xBF58_476D_1CE4_E5B9);
    hash = (hash ^ (hash >> 27)).wrapping_mul(0x94D0_49BB_1331_11EB);
    hash ^ (hash >> 31)
}

#[cfg(test)]
mod tests {
    use std::collections::HashSet;

    use super::*;

    /// The estimate, and the share as it really is.
    #[track_caller]
    fn check(a: &str, b: &str, expected: f64) {
        let letters = |text: &str| {
            let letters: Vec<char> = text.chars().filter(|letter| letter.is_alphabetic()).collect();
            letters.windows(SHINGLE).map(<[char]>::to_vec).collect::<HashSet<_>>()
        };
        let (left, right) = (letters(a), letters(b));
        let real = left.intersection(&right).count() as f64 / left.union(&right).count().max(1) as f64;
        assert!((real - expected).abs() < 0.01, "really {real}");
        let told = Sketch::of(a).resemblance(&Sketch::of(b));
        assert!((told - real).abs() <= 0.12, "{told}, really {real}");
    }

    /// Different texts from different seeds, of letters as in Chinese.
    fn text(mut seed: u64, letters: usize) -> String {
        let letter = |_| {
            seed = mixed(seed.wrapping_add(FACTOR));
            char::from_u32(0x4E00 + (seed % 3000) as u32).unwrap()
        };
        (0..letters).map(letter).collect()
    }

    #[test]
    fn estimates_are_near_the_truth() {
        let (a, b, c) = (text(1, 2000), text(2, 2000), text(3, 6000));
        check(&a, &a, 1.0);
        check(&a, &b, 0.0);
        check(&(a.clone() + &b), &a, 0.5);
        check(&(a.clone() + &c), &a, 0.25);
        check(&(c.clone() + &a), &(c.clone() + &b), 0.6);
        check(&text(1, 12), &text(1, 10), 0.75);
        check("", "", 0.0);
        check("公开", "公开", 0.0);
    }

    #[test]
    fn layout_and_figures_do_not_matter() {
        let here = Sketch::of("全年主动公开信息 12 条，\n办理申请3件。");
        let there = Sketch::of("全年主动公开信息987条办理申请 41件");
        assert_eq!(here, there);
        assert!(Sketch::of("1234567890，。").is_empty());
    }

    #[test]
    fn the_hash_of_a_shingle_does_not_depend_on_what_stands_before_it() {
        let alone: Vec<u64> = shingles("政府信息公开").collect();
        let after: Vec<u64> = shingles("关于做好政府信息公开").collect();
        assert_eq!(alone, after[after.len() - alone.len()..]);
    }
}

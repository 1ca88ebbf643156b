//! Chance that repeats itself: the same seed gives the same reports on every machine.

/// SplitMix64 (Steele, Lea, Flood 2014): small, and good enough to vary texts.
#[derive(Debug, Clone)]
pub(super) struct Random(u64);

impl Random {
    /// A stream of its own for each place that has another number under the same seed.
    pub(super) fn new(seed: u64, stream: u64) -> Self {
        let mut random = Self(seed ^ stream.wrapping_mul(0xd134_2543_de82_ef95));
        random.next();
        random
    }

    fn next(&mut self) -> u64 {
        self.0 = self.0.wrapping_add(0x9e37_79b9_7f4a_7c15);
        let mut mixed = self.0;
        mixed = (mixed ^ (mixed >> 30)).wrapping_mul(0xbf58_476d_1ce4_e5b9);
        mixed = (mixed ^ (mixed >> 27)).wrapping_mul(0x94d0_49bb_1331_11eb);
        mixed ^ (mixed >> 31)
    }

    /// From `low` to `high`, both included; `low` where the range is empty.
    pub(super) fn between(&mut self, low: i64, high: i64) -> i64 {
        if high <= low {
            return low;
        }
        low + (self.next() % (high - low + 1) as u64) as i64
    }

    /// True in `percent` of a hundred cases.
    pub(super) fn chance(&mut self, percent: i64) -> bool {
        self.between(1, 100) <= percent
    }

    /// An index of something that has `length` entries.
    pub(super) fn index(&mut self, length: usize) -> usize {
        self.between(0, length as i64 - 1) as usize
    }

    pub(super) fn pick<'a, T>(&mut self, from: &'a [T]) -> &'a T {
        &from[self.index(from.len())]
    }

    /// Splits `total` into `count` parts that add up to it, the first ones the larger; each at least one where there
    /// is enough.
    pub(super) fn split(&mut self, total: i64, count: usize) -> Vec<i64> {
        let mut parts = Vec::with_capacity(count);
        let mut left = total;
        for after in (1..count as i64).rev() {
            let most = (left - after).max(0);
            let part = self.between(most * 2 / 5, most * 3 / 5).max(i64::from(left > after)).min(left);
            parts.push(part);
            left -= part;
        }
        parts.push(left);
        parts
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn parts_add_up_and_streams_repeat() {
        for total in [0, 1, 2, 7, 1000] {
            for count in 1..6 {
                let parts = Random::new(7, total as u64).split(total, count);
                assert_eq!(parts.iter().sum::<i64>(), total);
                assert!(parts.iter().all(|part| *part >= i64::from(total >= count as i64)), "{parts:?}");
                assert_eq!(parts, Random::new(7, total as u64).split(total, count));
            }
        }
    }
}

//! What is counted in sentences whose figures nothing else in the report fixes.

use std::sync::LazyLock;

use super::super::phrases::Writer;
use super::super::random::Random;
use super::Place;

/// Something that a report counts.
#[derive(Debug)]
pub(in crate::score) struct Thing {
    place: Place,
    pub(super) noun: &'static str,
    pub(super) unit: &'static str,
    pub(super) verb: &'static str,
    range: (i64, i64),
    /// By what it is divided, and into what.
    pub(super) criteria: Vec<(&'static str, Vec<&'static str>)>,
}

impl Thing {
    pub(super) fn count(&self, random: &mut Random) -> i64 {
        random.between(self.range.0, self.range.1)
    }

    fn parse(line: &'static str) -> Option<Self> {
        let mut fields = line.split('|').map(str::trim);
        let place = Place::Overview(fields.next()?.parse().ok()?);
        let (noun, unit, verb) = (fields.next()?, fields.next()?, fields.next()?);
        let (low, high) = fields.next()?.split_once(' ')?;
        let criterion = |field: &'static str| {
            let (name, labels) = field.split_once(':')?;
            Some((name, labels.split_whitespace().collect()))
        };
        let criteria = fields.map(criterion).collect::<Option<_>>()?;
        Some(Self { place, noun, unit, verb, range: (low.parse().ok()?, high.parse().ok()?), criteria })
    }
}

static THINGS: LazyLock<Vec<Thing>> = LazyLock::new(|| {
    let lines = include_str!("things.txt").lines().filter(|line| !line.is_empty() && !line.starts_with('#'));
    lines.map(|line| Thing::parse(line).unwrap_or_else(|| panic!("no thing: {line}"))).collect()
});

/// Something to count there that this report has not counted yet.
pub(super) fn fresh(writer: &mut Writer, place: Place) -> Option<&'static Thing> {
    let counted = &writer.counted;
    let free: Vec<&'static Thing> =
        THINGS.iter().filter(|thing| thing.place == place && !counted.contains(&thing.noun)).collect();
    let thing = *free.get(writer.random.index(free.len().max(1)))?;
    writer.counted.push(thing.noun);
    Some(thing)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn every_paragraph_but_that_of_requests_has_something_to_count() {
        for paragraph in [1, 3, 4, 5] {
            let count = THINGS.iter().filter(|thing| thing.place == Place::Overview(paragraph)).count();
            assert!(count >= 3, "{paragraph}");
        }
        assert!(THINGS.iter().all(|thing| thing.criteria.iter().all(|(_, labels)| labels.len() >= 2)));
    }
}

//! A figure of a table in prose: every row and column that has a name.

use std::sync::LazyLock;

use super::super::phrases::Writer;
use super::pattern::Pattern;
use super::{Place, Said, amiss};

/// What the defects call it when no figure was put in.
const MISSING: &str = "数字没有填";

/// A figure, as `cells.txt` has it.
#[derive(Debug)]
struct Cell {
    kind: &'static str,
    fact: &'static str,
    patterns: Vec<(Place, Pattern)>,
}

static CELLS: LazyLock<Vec<Cell>> = LazyLock::new(|| {
    let mut cells: Vec<Cell> = Vec::new();
    for line in include_str!("cells.txt").lines() {
        if let Some(head) = line.strip_prefix("== ") {
            let (kind, fact) = head.split_once(" | ").unwrap_or_else(|| panic!("no cell: {line}"));
            cells.push(Cell { kind, fact, patterns: Vec::new() });
        } else if let (Some(cell), Some((place, text))) = (cells.last_mut(), line.split_once(' '))
            && let Ok(place) = place.parse()
        {
            cell.patterns.push((Place::numbered(place), Pattern::parse(text)));
        }
    }
    cells
});

pub(super) fn say(writer: &mut Writer, place: Place) -> Option<Said> {
    let facts = writer.facts;
    let mut found: Vec<(&Cell, &Pattern, i64)> = Vec::new();
    for cell in CELLS.iter().filter(|cell| !writer.told.contains(&cell.kind)) {
        let Some(figure) = facts.number(cell.fact).filter(|figure| *figure > 0) else { continue };
        let fits = |(at, pattern): &&(Place, Pattern)| *at == place && pattern.applies(facts);
        found.extend(cell.patterns.iter().filter(fits).map(|(_, pattern)| (cell, pattern, figure)));
    }
    let (cell, pattern, figure) = *found.get(writer.random.index(found.len().max(1)))?;
    writer.told.push(cell.kind);
    let text = pattern.write(facts, writer.random);
    if writer.random.chance(8) {
        let right = text.replace('#', &figure.to_string());
        return Some(Said::or(MISSING, right, text.replace('#', "")));
    }
    let wrong = amiss(figure, writer.random);
    let with = |figure: i64| text.replace('#', &figure.to_string());
    Some(Said::figure(cell.kind, wrong, with(figure), with(wrong)).repaired(figure))
}

#[cfg(test)]
pub(super) fn kinds() -> impl Iterator<Item = &'static str> {
    CELLS.iter().map(|cell| cell.kind).chain([MISSING])
}

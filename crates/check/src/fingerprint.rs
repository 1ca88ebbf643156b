//! Fingerprints of findings: the same for the same defect of the same report, however it is formatted and wherever on
//! the page it stands.

use std::collections::HashMap;

use gouji_core::cell::is_space;
use gouji_core::finding::{Found, Spot};
use gouji_core::report::Report;
use sha2::{Digest, Sha256};

use crate::hash::hex;

/// Gives out the fingerprints of one report's findings.
#[derive(Default)]
pub(crate) struct Fingerprints {
    /// How often each has come up before.
    seen: HashMap<[u8; 8], u32>,
}

impl Fingerprints {
    /// The fingerprint of a finding: 16 hexadecimal digits of rule, place in the form, values and repair. What points at
    /// no cell or row is known by the figures and the quoted words of its message, so that mending one defect of a part
    /// leaves the fingerprints of the others as they are. Findings that have all of these in common are interchangeable
    /// and told apart by their order.
    pub(crate) fn next(&mut self, found: &Found, report: &Report, part: Option<u8>) -> String {
        let mut key = vec![found.rule.clone(), part.map_or_else(String::new, |part| part.to_string())];
        match found.spot {
            Spot::Cell(cell) => {
                key.push(cell.table.key().to_owned());
                key.push(cell.row_label().map_or("", |label| label.key).to_owned());
                key.push(cell.column_label().map_or("", |label| label.key).to_owned());
                key.push(folded(report.cell(cell).raw));
            }
            Spot::Row { table, row } => {
                key.push(table.key().to_owned());
                key.push(table.rows().get(usize::from(row)).map_or("", |label| label.key).to_owned());
                let cells = report.cells(table).filter(|cell| cell.id.row == row);
                key.extend(cells.map(|cell| folded(cell.raw)));
            }
            Spot::Table { table } => key.push(table.key().to_owned()),
            Spot::Text(place) => key.push(folded(report.slice(place))),
            Spot::Part { .. } | Spot::Report => {}
        }
        if !matches!(found.spot, Spot::Cell(_) | Spot::Row { .. }) {
            key.push(particulars(&found.message));
        }
        if let Some(repair) = &found.repair {
            key.push(folded(&repair.replace));
            key.push(folded(&repair.with));
        }
        let digest = digest(&key, 0);
        let count = self.seen.entry(digest).or_default();
        *count += 1;
        hex(&if *count == 1 { digest } else { self::digest(&key, *count) })
    }
}

fn digest(key: &[String], ordinal: u32) -> [u8; 8] {
    let mut hash = Sha256::new();
    for field in key {
        hash.update((field.len() as u64).to_le_bytes());
        hash.update(field);
    }
    hash.update(ordinal.to_le_bytes());
    let mut digest = [0; 8];
    digest.copy_from_slice(&hash.finalize()[..8]);
    digest
}

/// What is left of a text when its format is taken away: no white space, no bars between cells, full-width forms as
/// ASCII.
pub fn folded(text: &str) -> String {
    let mut folded = String::with_capacity(text.len());
    for character in text.chars() {
        match character {
            // By far the most frequent case.
            '\u{4E00}'..='\u{9FFF}' => folded.push(character),
            '\u{FF01}'..='\u{FF5E}' => {
                let narrow = char::from_u32(u32::from(character) - 0xFEE0).unwrap_or(character);
                folded.push(narrow);
            }
            '|' => {}
            _ if is_space(character) => {}
            _ => folded.push(character),
        }
    }
    folded
}

/// The figures of a message and the words that it quotes: what is particular to one finding of a rule. The rest is the
/// rule's own wording, which may change from version to version.
fn particulars(message: &str) -> String {
    let message = folded(message);
    let (mut kept, mut quoted, mut in_figure) = (String::new(), 0usize, false);
    for character in message.chars() {
        match character {
            '“' | '《' => quoted += 1,
            '”' | '》' => quoted = quoted.saturating_sub(1),
            _ => {}
        }
        let figure = character.is_ascii_digit() || (in_figure && matches!(character, '.' | '%'));
        if quoted > 0 || figure {
            kept.push(character);
        } else if in_figure || matches!(character, '”' | '》') {
            kept.push(' ');
        }
        in_figure = figure;
    }
    kept
}

#[cfg(test)]
mod tests {
    use gouji_core::place::Place;
    use gouji_core::report::Draft;
    use gouji_core::wire;

    use super::*;

    fn of(text: &str, founds: &[Found]) -> Vec<String> {
        let bytes = wire::encode(&Draft { text: text.to_owned(), ..Draft::default() });
        let report = Report::read(&bytes).unwrap();
        let mut fingerprints = Fingerprints::default();
        founds.iter().map(|found| fingerprints.next(found, &report, Some(1))).collect()
    }

    fn found(rule: &str, place: (u32, u32)) -> Found {
        Found { rule: rule.to_owned(), spot: Spot::Text(Place::new(place.0, place.1)), ..Found::default() }
    }

    #[test]
    fn format_and_line_do_not_matter() {
        let here = of("申请１２件", &[found("A", (0, 15))]);
        let there = of("第一行\n 申请 12件", &[found("A", (11, 23))]);
        assert_eq!(here, there);
        assert_eq!(here[0].len(), 16);
    }

    #[test]
    fn rule_values_and_order_do() {
        let all = of(
            "申请12件",
            &[found("A", (0, 11)), found("A", (0, 11)), found("B", (0, 11)), found("A", (0, 6))],
        );
        let mut different = all.clone();
        different.sort();
        different.dedup();
        assert_eq!(different.len(), 4, "{all:?}");
    }

    fn said(rule: &str, message: &str) -> Found {
        Found { rule: rule.to_owned(), spot: Spot::part(5), message: message.to_owned(), ..Found::default() }
    }

    #[test]
    fn mending_one_leaves_the_others_as_they_are() {
        let three =
            of("", &[said("A", "少了“甲”"), said("A", "少了“乙”"), said("A", "写了 3 项，应为 5 项")]);
        let two = of("", &[said("A", "少了“乙”"), said("A", "写了 3 项，应为 5 项")]);
        assert_eq!(three[1..], two);
        // The rule's own words may change.
        assert_eq!(of("", &[said("A", "没有写“乙”")]), two[..1]);
        assert_ne!(of("", &[said("A", "写了 3 项，应为 6 项")]), two[1..]);
    }

    #[track_caller]
    fn check_particulars(message: &str, expected: &str) {
        assert_eq!(particulars(message), expected);
    }

    #[test]
    fn figures_and_quotations_are_particular() {
        check_particulars("正文写 15 件，表三是 ２７ 件", "15 27 ");
        check_particulars("占 12.5%，应为 9", "12.5% 9");
        check_particulars("“《条 例》第 3 条”应为“办法”", "“《条例》第3条 “办法 ");
        check_particulars("没有写”", " ");
        check_particulars("第3.", "3.");
    }
}

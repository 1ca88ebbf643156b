//! Money in another unit than that of the form: nothing is converted, and it is said.

use gouji_core::form::{Edition, ProactiveColumn, ProactiveLine, Table};
use gouji_core::place::Place;
use gouji_core::report::{CellDraft, CellState, TroubleDraft};

use crate::recognise::fill::Filler;

/// Bytes above the table in which its unit may stand.
const ABOVE: usize = 300;
/// The same for the unit of things.
const NEAR: usize = 150;

impl Filler<'_> {
    /// Tables count single requests, cases and documents.
    pub(super) fn counts(&mut self) {
        for table in Table::ALL {
            let grid = &mut self.tables.grids[table as usize];
            let Some(place) = grid.place else { continue };
            let from = (place.start as usize).saturating_sub(NEAR);
            let from = (from..=place.start as usize).find(|&at| self.text.is_char_boundary(at)).unwrap_or(0);
            // Above it, what stands behind a sentence is told of that.
            let above = self.text[from..place.start as usize].rsplit('。').next().unwrap_or("");
            let Some(unit) = many(above).or_else(|| many(place.of(self.text))) else { continue };
            for cell in grid.cells.iter_mut().filter(|cell| cell.state == CellState::Number) {
                *cell = CellDraft { state: CellState::Missing, place: cell.place, ..CellDraft::default() };
            }
            let message =
                format!("{}以“{unit}”为单位，格式的单位是件，没有换算，没有读；请改以件填写", table.title());
            self.tables.troubles.push(TroubleDraft { message, place, blocking: true });
        }
    }

    /// The fees of 表二 are in 万元, as the 2021 form prints.
    pub(super) fn units(&mut self) {
        if self.form != Edition::E2021 {
            return;
        }
        let table = Table::Proactive as usize;
        let width = Table::Proactive.columns().len();
        let at = ProactiveLine::Fees as usize * width + ProactiveColumn::Amount as usize;
        let grid = &mut self.tables.grids[table];
        let line = &grid.lines[ProactiveLine::Fees as usize];
        let (Some(cell), Some(place), true) = (grid.cells.get_mut(at), grid.place, line.present) else {
            return;
        };
        if cell.state != CellState::Number || cell.value == gouji_core::figure::Decimal::ZERO {
            return;
        }
        // Its own unit, or those that stand at the table up to it.
        let own = units(self.text, cell.place);
        let from = (place.start as usize).saturating_sub(ABOVE);
        let from = (from..=place.start as usize).find(|&at| self.text.is_char_boundary(at)).unwrap_or(0);
        let mut around = units(self.text, Place::new(from as u32, cell.place.start));
        // A note below the table.
        let below = (place.end as usize..=self.text.len().min(place.end as usize + ABOVE)).rev();
        let to = below.into_iter().find(|&at| self.text.is_char_boundary(at)).unwrap_or(place.end as usize);
        around.extend(units(self.text, Place::new(place.end, to as u32)));
        let found = if own.is_empty() { &around } else { &own };
        let Some(unit) = found.iter().find(|unit| *unit != "万元") else { return };
        let message = format!(
            "表二的收费金额以“{unit}”为单位，格式的单位是万元，没有换算，这一格没有读；请改以万元填写"
        );
        let place = cell.place;
        *cell = CellDraft { state: CellState::Missing, place, ..CellDraft::default() };
        self.tables.troubles.push(TroubleDraft { message, place, blocking: true });
    }
}

/// The units of money that are printed as such: behind 单位, in brackets, or behind a figure.
fn units(text: &str, place: Place) -> Vec<String> {
    let whole = place.of(text);
    whole.match_indices('元').filter_map(|(at, _)| unit(&whole[..at], '元')).collect()
}

/// What a unit's last character ends, where it is printed as a unit: `万元`, `百件`.
fn unit(before: &str, last: char) -> Option<String> {
    let stem = before.trim_end_matches(['十', '百', '千', '万', '亿', '港', '美', '日', '澳', '欧']);
    let edge = stem.trim_end_matches(gouji_core::cell::is_space).chars().next_back().unwrap_or(' ');
    let printed = matches!(edge, '：' | ':' | '（' | '(' | '/' | '，' | '位' | '为' | '以')
        || gouji_core::cell::narrow(edge).is_ascii_digit();
    printed.then(|| format!("{}{last}", &before[stem.len()..]))
}

/// A unit of things in hundreds or more, as tables say it: in brackets in a head, or behind 单位.
fn many(text: &str) -> Option<String> {
    text.match_indices('件').find_map(|(at, _)| {
        let unit = unit(&text[..at], '件')?;
        let stem = text[..at].trim_end_matches(['十', '百', '千', '万', '亿']);
        let stem = stem.trim_end_matches(gouji_core::cell::is_space);
        let named = stem.trim_end_matches(['：', ':']).ends_with("单位")
            || stem.ends_with(['（', '(']) && text[at + '件'.len_utf8()..].starts_with(['）', ')']);
        (named && unit.chars().count() > 1).then_some(unit)
    })
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn units_of_money_and_things() {
        for (text, expected) in [
            ("（单位：万元）", &["万元"][..]),
            ("单位：百万元", &["百万元"]),
            ("（万港元）", &["万港元"]),
            ("收费 3.5万元", &["万元"]),
            ("共计三十元", &[]),
        ] {
            assert_eq!(units(text, Place::new(0, text.len() as u32)), expected, "{text}");
        }
        for (text, expected) in [
            ("单位：百件", Some("百件")),
            ("（单位:万件）", Some("万件")),
            ("本年制发件数（千件）", Some("千件")),
            ("单位：件", None),
            ("全年收到3万件（其中2万件）来信", None),
        ] {
            assert_eq!(many(text).as_deref(), expected, "{text}");
        }
    }
}

//! Money in another unit than that of the form: nothing is converted, and it is said.

use gouji_core::form::{Edition, ProactiveColumn, ProactiveLine, Table};
use gouji_core::place::Place;
use gouji_core::report::{CellDraft, CellState, TroubleDraft};

use crate::recognise::fill::Filler;

/// Bytes above the table in which its unit may stand.
const ABOVE: usize = 300;

impl Filler<'_> {
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
        let Some(unit) = found.iter().find(|unit| **unit != "万元") else { return };
        let message = format!(
            "表二的收费金额以“{unit}”为单位，格式的单位是万元，没有换算，这一格没有读；请改以万元填写"
        );
        let place = cell.place;
        *cell = CellDraft { state: CellState::Missing, place, ..CellDraft::default() };
        self.tables.troubles.push(TroubleDraft { message, place, blocking: true });
    }
}

/// The units of money that are printed as such: behind 单位, in brackets, or behind a figure.
fn units(text: &str, place: Place) -> Vec<&'static str> {
    let whole = place.of(text);
    let mut units = Vec::new();
    for (at, _) in whole.match_indices('元') {
        let before = &whole[..at];
        let unit = ["万", "亿", "千", "百"].iter().find(|unit| before.ends_with(**unit));
        let stem = unit.map_or(before, |unit| &before[..before.len() - unit.len()]);
        let edge = stem.trim_end_matches(gouji_core::cell::is_space).chars().next_back().unwrap_or(' ');
        let printed = matches!(edge, '：' | ':' | '（' | '(' | '/' | '，' | '位' | '为' | '以')
            || gouji_core::cell::narrow(edge).is_ascii_digit();
        if printed {
            units.push(match unit {
                Some(&"万") => "万元",
                Some(&"亿") => "亿元",
                Some(&"千") => "千元",
                Some(_) => "百元",
                None => "元",
            });
        }
    }
    units
}

//! HB-02.

use gouji_core::prelude::*;

use crate::{SOURCE, TEMPLATE};

/// Governments of cities and of the autonomous prefecture have to fill in the row 规章.
pub(crate) struct EmptyRulesOfCity;

impl Rule for EmptyRulesOfCity {
    fn card(&self) -> Card {
        Card::warning("HB-02", "hubei/empty-rules-of-city", "设区的市、自治州政府没有填规章一行")
            .basis(TEMPLATE)
            .why("省里的填报说明写明规章一行由设区的市、自治州人民政府提供，没有制定的填 0，不能空着。")
            .source(SOURCE)
            .years(2020, 2020)
            .editions(&[Edition::E2019])
            .levels(&[Level::City])
            .bad(
                "year = 2020\nagency.level = 'city'\nproactive.rules = ['', '', '']",
                "“规章”一行没有填数，省里要求设区的市、自治州政府填报，没有制定的填 0",
            )
            .bad(
                "year = 2020\nagency.level = 'city'\nproactive.rules = ['/', '/', '/']",
                "“规章”一行没有填数，省里要求设区的市、自治州政府填报，没有制定的填 0",
            )
            .good("year = 2020\nagency.level = 'city'\nproactive.rules = [0, 0, 12]")
            // One cell left out is a matter of the cell's own rule.
            .good("year = 2020\nagency.level = 'city'\nproactive.rules = [1, '', 12]")
            .good("year = 2020\nagency.level = 'city'\nproactive.penalties = [12, 0, 40]")
    }

    fn check(&self, report: &Report, findings: &mut Findings) {
        let row = ProactiveLine::Rules as u8;
        let mut cells = report.printed(Table::Proactive).filter(|cell| cell.id.row == row).peekable();
        let is_empty = |cell: Cell| matches!(cell.state, CellState::Blank | CellState::Dash);
        if cells.peek().is_some() && cells.all(is_empty) {
            findings.add(
                Spot::row(Table::Proactive, row),
                "“规章”一行没有填数，省里要求设区的市、自治州政府填报，没有制定的填 0",
            );
        }
    }
}

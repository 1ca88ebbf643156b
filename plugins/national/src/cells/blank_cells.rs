//! V01: cells left blank.

use gouji_core::prelude::*;

use super::{Holds, by_its_row, is_blank_table, names, picked};

/// 空格.
pub(crate) struct BlankCells;

impl Rule for BlankCells {
    fn card(&self) -> Card {
        Card::warning("V01", "national/blank-cells", "表格有空着的格")
            .basis("国办公开办函〔2019〕60号、〔2021〕30号，附件")
            .why("空着看不出是没有，还是忘了填。没有的填 0。")
            .bad(
                "requests.carried_in = ['', 0, 0, 0, 0, 0, 0]",
                "“上年结转”一行的自然人空着，没有的应填 0",
            )
            .bad(
                "requests.new = [1, '', '', '', '', '', 1]
                 requests.carried_in = ['', '', '', '', '', '', '']",
                "“本年新收”一行的商业企业、科研机构、社会公益组织、法律服务机构、其他空着，没有的应填 0
                 “上年结转”一行的 7 格都空着，没有的应填 0",
            )
            .bad(
                "disputes.reconsideration = [1, '', '', '', 1]
                 requests.new = ['', 0, 0, 0, 0, 0, 0]
                 requests.carried_in = ['', 0, 0, 0, 0, 0, 0]
                 requests.granted = ['', 0, 0, 0, 0, 0, 0]
                 requests.total = ['', 0, 0, 0, 0, 0, 0]",
                "表三有 4 格空着，没有的应填 0：本年新收·自然人、上年结转·自然人、予以公开·自然人、总计·自然人
                 “行政复议”一行的结果纠正、其他结果、尚未审结空着，没有的应填 0",
            )
            .good("requests.carried_in = [0, 0, 0, 0, 0, 0, 0]")
            .good("requests.carried_in = ['/', 0, 0, 0, 0, 0, 0]")
            .good("disputes.reconsideration = ['', '', '', '', '']")
    }

    fn check(&self, report: &Report, findings: &mut Findings) {
        for table in Table::ALL {
            let blank = picked(report, table, Holds::BLANK, |cell| cell.state == CellState::Blank);
            if blank.is_empty() || is_blank_table(report, table) {
                continue;
            }
            let rows = || blank.chunk_by(|a, b| a.id.row == b.id.row);
            if rows().count() > 3 {
                let message =
                    format!("{}有 {} 格空着，没有的应填 0：{}", table.title(), blank.len(), names(&blank));
                // Blank cells of one column are pointed at there.
                let column = blank[0].id.column;
                let of_column = blank.iter().all(|cell| cell.id.column == column);
                findings.add(if of_column { blank[0].id.into() } else { Spot::table(table) }, message);
                continue;
            }
            for row in rows() {
                let title = row[0].id.row_label().map_or("？", |label| label.title);
                let printed = report.printed(table).filter(|cell| cell.id.row == row[0].id.row).count();
                let message = if row.len() == printed && printed > 1 {
                    format!("“{title}”一行的 {printed} 格都空着，没有的应填 0")
                } else {
                    let columns: Vec<&str> = row
                        .iter()
                        .filter_map(|cell| cell.id.column_label())
                        .map(|label| label.title)
                        .collect();
                    format!("“{title}”一行的{}空着，没有的应填 0", columns.join("、"))
                };
                let found = findings.add(row[0].id, message);
                if row.len() == 1 && by_its_row(report, row[0].id) == Some(Decimal::ZERO) {
                    found.repair(row[0].raw, "0");
                }
            }
        }
    }
}

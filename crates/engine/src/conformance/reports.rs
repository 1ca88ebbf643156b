//! The reports that every rule is tried on: a few of each edition, made from the official form, and every example of the
//! pack itself.

use std::fmt::Write;

use gouji_core::fixture;
use gouji_core::form::{Edition, Table};
use gouji_core::report::Draft;

use gouji_check::pack::Pack;

/// What stands in the cells of a report.
#[derive(Clone, Copy)]
enum Cells {
    Zeros,
    /// No two alike, and no row adds up.
    Numbers,
    /// Dashes, blanks, words, negative and enormous numbers.
    Odd,
}

const PROSE: &str = "2023年，全县主动公开政府信息1 024条，比上年增长12.5%；收到申请15件，其中邮寄3件，答复率100%。\n\
    召开会议2次，培训40人次。（一）主动公开。……——“引文《没有收尾”\n\u{3000}\u{feff}𠮷\n";

/// The reports with their names.
pub(super) fn all(pack: &Pack) -> Vec<(String, Draft)> {
    let mut reports = Vec::new();
    for (edition, year) in [(Edition::Before2019, 2015), (Edition::E2019, 2020), (Edition::E2021, 2023)] {
        for (cells, what) in
            [(Cells::Zeros, "全是 0"), (Cells::Numbers, "填满数字"), (Cells::Odd, "填满怪字")]
        {
            let Ok(mut draft) = fixture::parse(&form(edition, year, cells)) else { continue };
            let other = draft.clone();
            reports.push((format!("{}格式{what}的报告", edition.key()), draft.clone()));
            draft.last_year = Some(Box::new(Draft { year: Some(year - 1), ..other.clone() }));
            draft.children = vec![other.clone(), Draft::default()];
            draft.peers = vec![other, Draft::default()];
            reports.push((format!("{}格式{what}、带其他报告的报告", edition.key()), draft));
        }
    }
    for rule in &pack.rules {
        let card = &rule.card;
        let bad = card.bad.iter().map(|example| (example, "bad"));
        for (example, kind) in bad.chain(card.good.iter().map(|example| (example, "good"))) {
            // What is wrong with an example is said by another check.
            if let Ok(draft) = fixture::parse(&example.report) {
                reports.push((format!("{} 的 {kind} 示例", card.code), draft));
            }
        }
    }
    reports
}

/// The fixture of a report with every cell of the form of that edition.
fn form(edition: Edition, year: u16, cells: Cells) -> String {
    let mut text = format!(
        "year = {year}\nedition = {:?}\ntitle = \"青石县人民政府{year}年政府信息公开工作年度报告\"\n\
         published = \"{}-01-28\"\nperiod = \"{year}-01-01/{year}-12-31\"\n\
         agency.name = \"青石县人民政府\"\nagency.level = \"county\"\nagency.division = \"530699\"\n",
        edition.key(),
        year + 1,
    );
    let prose = PROSE.replace('\n', "\\n");
    for part in ["overview", "problems", "other"] {
        // Writing to a string does not fail.
        let _ = writeln!(text, "{part} = \"{prose}\"");
    }
    for table in Table::ALL {
        for (row, label) in (0..).zip(table.rows()) {
            let columns = table.expected_columns(edition, row);
            if columns.is_empty() {
                continue;
            }
            let values: Vec<String> =
                columns.iter().map(|column| cells.value(usize::from(row), usize::from(*column))).collect();
            let _ = writeln!(text, "{}.{} = [{}]", table.key(), label.key, values.join(", "));
        }
    }
    text
}

impl Cells {
    fn value(self, row: usize, column: usize) -> String {
        const ODD: [&str; 8] =
            ["\"\"", "\"/\"", "\"十二件\"", "-3", "\"99999999999999999999\"", "\"1.5\"", "\"—\"", "0"];
        match self {
            Self::Zeros => "0".to_owned(),
            Self::Numbers => (row * 31 + column * 7 + 1).to_string(),
            Self::Odd => ODD[(row * 3 + column) % ODD.len()].to_owned(),
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn every_form_is_a_fixture() {
        for edition in [Edition::Before2019, Edition::E2019, Edition::E2021] {
            for cells in [Cells::Zeros, Cells::Numbers, Cells::Odd] {
                let text = form(edition, 2020, cells);
                fixture::parse(&text).unwrap_or_else(|error| panic!("{error}\n{text}"));
            }
        }
    }
}

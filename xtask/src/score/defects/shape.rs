//! Tables of the wrong shape: edition, rows, labels.

use gouji_core::form::{Applicant as A, ProactiveColumn as C, ProactiveLine as P, RequestLine as R, Table};

use super::{Defect, Expected, Where, is_newer};
use crate::score::forms;
use crate::score::model::{Grid, Label, Report, Row};

pub(super) const DEFECTS: &[Defect] = &[
    Defect::error("仍用2019年的表", &["F01"], |report, last, _| {
        (report.year == 2021 && last.year == 2020).then_some(())?;
        *report.grid_mut(Table::Proactive)? = forms::proactive(&last.figures, false);
        merge_other_handling(report.grid_mut(Table::Requests)?)?;
        Expected::at(Where::Table("proactive"))
    })
    .with(&["F12", "X07", "X08", "X09", "Y04"]),
    Defect::warning("提前用了2021年的表", &["F02"], |report, _, _| {
        (report.year == 2020).then_some(())?;
        let mut newer = report.figures.clone();
        newer.edition = gouji_core::form::Edition::E2021;
        *report.grid_mut(Table::Proactive)? = forms::proactive(&newer, false);
        *report.grid_mut(Table::Requests)? = forms::requests(&newer);
        // The one row 其他处理 becomes the third of three.
        let others: Vec<String> =
            A::ALL.iter().map(|column| newer.get((R::Other, *column)).to_string()).collect();
        report.grid_mut(Table::Requests)?.row_mut(R::OtherReason as u8)?.values = others;
        Expected::at(Where::Table("proactive"))
    })
    .with(&["F12", "X07", "X08", "X09", "T2-15", "Y08", "W01"]),
    Defect::error("两种格式混用", &["F03"], |report, last, _| {
        (is_newer(report)).then_some(())?;
        let mut older = last.figures.clone();
        older.edition = gouji_core::form::Edition::E2019;
        let old = forms::proactive(&older, false);
        let grid = report.grid_mut(Table::Proactive)?;
        // The bands （五） and （六） of the older form behind band （一） of the newer.
        grid.rows.truncate(4);
        grid.rows.extend(old.rows.into_iter().skip(4));
        Expected::at(Where::Table("proactive"))
    })
    .with(&["F01", "F05", "F06", "X07", "X08", "X09", "Y04", "Y08", "T2-06", "T2-10"]),
    Defect::warning("行政规范性文件少了行政", &["F04"], |report, _, _| {
        (is_newer(report)).then_some(())?;
        relabel(report, Table::Proactive, P::NormativeDocuments as u8, "规范性文件")?;
        Expected::row((P::NormativeDocuments, C::Issued))
    }),
    Defect::error("表二缺一行", &["F05"], |report, _, _| {
        drop_row(report, Table::Proactive, P::Coercion as u8)?;
        Expected::at(Where::Table("proactive"))
    })
    .with(&["V10", "X08"]),
    Defect::error("表三缺一行", &["F05"], |report, _, _| {
        (report.figures.get((R::Publication, A::Total)) == 0).then_some(())?;
        drop_row(report, Table::Requests, R::Publication as u8)?;
        Expected::at(Where::Table("requests"))
    }),
    Defect::warning("表二多一行", &["F06"], |report, _, _| {
        let grid = report.grid_mut(Table::Proactive)?;
        let at = grid.rows.iter().position(|row| row.line == Some(P::Coercion as u8))?;
        let mut extra = grid.rows[at].clone();
        extra.line = None;
        extra.labels[0].text = "行政监督检查".to_owned();
        grid.rows.insert(at + 1, extra);
        Expected::words("行政监督检查")
    }),
    Defect::error("一行少一格", &["F08"], |report, _, random| {
        let line = *random.pick(&[R::New, R::Granted, R::Total]);
        let row = report.grid_mut(Table::Requests)?.row_mut(line as u8)?;
        row.values.pop();
        Expected::row((line, A::Total))
    })
    .with(&["T3-01", "T3-02", "T3-03", "V01"]),
    Defect::error("一行多一格", &["F08"], |report, _, _| {
        let row = report.grid_mut(Table::Requests)?.row_mut(R::Repeat as u8)?;
        row.values.push("0".to_owned());
        Expected::row((R::Repeat, A::Total))
    })
    .with(&["T3-03"]),
    Defect::info("行名有错字", &["F09"], |report, _, _| {
        relabel(report, Table::Requests, R::AdminQuery as u8, "8.属于行政查寻事项")?;
        Expected::words("属于行政查寻事项")
    }),
    Defect::info("行名漏字", &["F09"], |report, _, _| {
        relabel(report, Table::Requests, R::LawProhibited as u8, "2.其他法律行政法规禁公开")?;
        Expected::words("其他法律行政法规禁公开")
    }),
    Defect::info("两行次序颠倒", &["F10"], |report, _, _| {
        let grid = report.grid_mut(Table::Requests)?;
        let at = grid.rows.iter().position(|row| row.line == Some(R::Repeat as u8))?;
        grid.rows.swap(at, at + 1);
        Expected::at(Where::Table("requests"))
    }),
    Defect::info("收费一栏没有单位", &["F11"], |report, _, _| {
        (is_newer(report)).then_some(())?;
        let label = label_mut(report, Table::Proactive, "本年收费金额（单位：万元）")?;
        "本年收费金额".clone_into(label);
        Expected::words("本年收费金额")
    }),
    Defect::error("其他处理只有一行", &["F12"], |report, _, _| {
        (is_newer(report)).then_some(())?;
        merge_other_handling(report.grid_mut(Table::Requests)?)?;
        Expected::at(Where::Table("requests"))
    }),
    Defect::error("少了一列", &["F07", "F08"], |report, _, _| {
        let empty = R::ALL.iter().all(|line| report.figures.get((*line, A::Research)) == 0);
        empty.then_some(())?;
        let grid = report.grid_mut(Table::Requests)?;
        for row in &mut grid.rows {
            row.labels.retain(|label| label.text != "科研机构");
            if row.line.is_some() {
                row.values.remove(A::Research as usize);
            }
        }
        grid.width -= 1;
        Expected::at(Where::Table("requests"))
    }),
];

fn drop_row(report: &mut Report, table: Table, line: u8) -> Option<()> {
    let grid = report.grid_mut(table)?;
    let at = grid.rows.iter().position(|row| row.line == Some(line))?;
    for row in &mut grid.rows[..at] {
        for label in &mut row.labels {
            // The cells that reach down over it become shorter.
            let reaches = label.text.starts_with("三、")
                || (label.text.starts_with("（五）") && line == R::Publication as u8);
            label.down -= usize::from(reaches && label.down > 1);
        }
    }
    grid.rows.remove(at);
    Some(())
}

fn relabel(report: &mut Report, table: Table, line: u8, text: &str) -> Option<()> {
    let row = report.grid_mut(table)?.row_mut(line)?;
    row.labels.last_mut()?.text = text.to_owned();
    Some(())
}

fn label_mut<'a>(report: &'a mut Report, table: Table, text: &str) -> Option<&'a mut String> {
    let grid = report.grid_mut(table)?;
    grid.rows
        .iter_mut()
        .flat_map(|row| &mut row.labels)
        .map(|label| &mut label.text)
        .find(|label| *label == text)
}

/// The three rows of （六）其他处理 as the one of the older form.
fn merge_other_handling(grid: &mut Grid) -> Option<()> {
    let first = grid.rows.iter().position(|row| row.line == Some(R::NoCorrection as u8))?;
    let mut sums = [0; 7];
    for row in grid.rows.drain(first..first + 3) {
        for (sum, value) in sums.iter_mut().zip(&row.values) {
            *sum += value.parse::<i64>().ok()?;
        }
    }
    let label = Label { text: "（六）其他处理".to_owned(), across: 2, down: 1 };
    let values = sums.iter().map(i64::to_string).collect();
    grid.rows.insert(first, Row { line: Some(R::Other as u8), labels: vec![label], values });
    for label in grid.rows.iter_mut().flat_map(|row| &mut row.labels) {
        if label.text.starts_with("三、") {
            label.down -= 2;
        }
    }
    Some(())
}

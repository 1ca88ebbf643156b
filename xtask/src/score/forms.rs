//! The three official tables, as the annexes of both notices print them.

use gouji_core::form::{
    Applicant, CellId, DisputeKind, DisputeResult, Edition, ProactiveColumn, ProactiveLine, RequestLine,
    Table,
};

use super::figures::{Figures, in_ten_thousands};
use super::model::{Grid, Label, Row};

fn label(text: &str, across: usize, down: usize) -> Label {
    Label { text: text.to_owned(), across, down }
}

/// A row without figures.
fn caption(labels: &[(&str, usize, usize)]) -> Row {
    let labels = labels.iter().map(|(text, across, down)| label(text, *across, *down)).collect();
    Row { line: None, labels, values: Vec::new() }
}

/// A band of 表二: the item of article 20, the headers, and the rows with their names.
type Band = (&'static str, &'static [&'static str], Vec<(ProactiveLine, &'static str)>);

/// 表二. `signed` writes `+3` for an increase.
pub(super) fn proactive(figures: &Figures, signed: bool) -> Grid {
    use ProactiveLine as P;
    let newer = figures.edition == Edition::E2021;
    let items: (&'static [&'static str], &'static [&'static str]) = match newer {
        true => (&["本年制发件数", "本年废止件数", "现行有效件数"], &["本年处理决定数量"]),
        false => (
            &["本年新制作数量", "本年新公开数量", "对外公开总数量"],
            &["上一年项目数量", "本年增/减", "处理决定数量"],
        ),
    };
    let documents = if newer { "行政规范性文件" } else { "规范性文件" };
    let mut bands: Vec<Band> = vec![
        ("（一）", items.0, vec![(P::Rules, "规章"), (P::NormativeDocuments, documents)]),
        (
            "（五）",
            items.1,
            match newer {
                true => vec![(P::Licensing, "行政许可")],
                false => vec![(P::Licensing, "行政许可"), (P::OtherServices, "其他对外管理服务事项")],
            },
        ),
        ("（六）", items.1, vec![(P::Penalties, "行政处罚"), (P::Coercion, "行政强制")]),
    ];
    match newer {
        true => bands.push(("（八）", &["本年收费金额（单位：万元）"], vec![(P::Fees, "行政事业性收费")])),
        false => {
            bands.push(("（八）", &["上一年项目数量", "本年增/减"], vec![(P::Fees, "行政事业性收费")]));
            bands.push(("（九）", &["采购项目数量", "采购总金额"], vec![(P::Procurement, "政府集中采购")]));
        }
    }
    let mut rows = Vec::new();
    for (item, headers, lines) in bands {
        rows.push(caption(&[(&format!("第二十条第{item}项"), 4, 1)]));
        let across = |at: usize| if at + 1 == headers.len() { 3 - at } else { 1 };
        let mut header = vec![label("信息内容", 1, 1)];
        header.extend(headers.iter().enumerate().map(|(at, text)| label(text, across(at), 1)));
        rows.push(Row { labels: header, ..Row::default() });
        for (line, name) in lines {
            let columns = Table::Proactive.expected_columns(figures.edition, line as u8);
            let value = |column: &u8| {
                let value = figures.get(CellId { table: Table::Proactive, row: line as u8, column: *column });
                match ProactiveColumn::ALL[usize::from(*column)] {
                    ProactiveColumn::Change if signed && value > 0 => format!("+{value}"),
                    ProactiveColumn::Amount if newer => in_ten_thousands(value),
                    ProactiveColumn::Amount if value > 0 => format!("{value}元"),
                    _ => value.to_string(),
                }
            };
            rows.push(Row {
                line: Some(line as u8),
                labels: vec![label(name, 1, 1)],
                values: columns.iter().map(value).collect(),
            });
        }
    }
    Grid { table: Table::Proactive, edition: figures.edition, rows, width: 4 }
}

/// 表三.
pub(super) fn requests(figures: &Figures) -> Grid {
    use RequestLine as R;
    let newer = figures.edition == Edition::E2021;
    let identity = "（本列数据的勾稽关系为：第一项加第二项之和，等于第三项加第四项之和）";
    let mut rows = vec![
        caption(&[(identity, 3, 3), ("申请人情况", 7, 1)]),
        caption(&[("自然人", 1, 2), ("法人或其他组织", 5, 1), ("总计", 1, 2)]),
        caption(&[
            ("商业企业", 1, 1),
            ("科研机构", 1, 1),
            ("社会公益组织", 1, 1),
            ("法律服务机构", 1, 1),
            ("其他", 1, 1),
        ]),
    ];
    let groups: [(RequestLine, &str, usize); 5] = [
        (R::Granted, "三、本年度办理结果", if newer { 22 } else { 20 }),
        (R::StateSecret, "（三）不予公开", 8),
        (R::NotHeld, "（四）无法提供", 3),
        (R::Petition, "（五）不予处理", 5),
        (R::NoCorrection, "（六）其他处理", 3),
    ];
    for line in RequestLine::ALL {
        if Table::Requests.expected_columns(figures.edition, *line as u8).is_empty() {
            continue;
        }
        let mut labels = Vec::new();
        if let Some((_, text, down)) = groups.iter().find(|(first, ..)| first == line) {
            labels.push(label(text, 1, *down));
        }
        let across = match line {
            R::New | R::CarriedIn | R::CarriedOut => 3,
            R::Granted | R::PartlyGranted | R::Other | R::Total => 2,
            _ => 1,
        };
        labels.push(label(Table::Requests.rows()[*line as usize].printed, across, 1));
        let values = Applicant::ALL.iter().map(|column| figures.get((*line, *column)).to_string()).collect();
        rows.push(Row { line: Some(*line as u8), labels, values });
    }
    Grid { table: Table::Requests, edition: figures.edition, rows, width: 10 }
}

/// 表四.
pub(super) fn disputes(figures: &Figures) -> Grid {
    let results: Vec<(&str, usize, usize)> =
        DisputeResult::ALL.iter().map(|result| (result.title(), 1, 1)).collect();
    let mut second: Vec<(&str, usize, usize)> = results.iter().map(|(title, ..)| (*title, 1, 2)).collect();
    second.extend([("未经复议直接起诉", 5, 1), ("复议后起诉", 5, 1)]);
    let kinds = DisputeKind::ALL.iter();
    let value = |kind: &DisputeKind, result: &DisputeResult| figures.get((*kind, *result)).to_string();
    let values =
        kinds.flat_map(|kind| DisputeResult::ALL.iter().map(move |result| value(kind, result))).collect();
    let rows = vec![
        caption(&[("行政复议", 5, 1), ("行政诉讼", 10, 1)]),
        caption(&second),
        caption(&[results.clone(), results].concat()),
        Row { line: Some(0), labels: Vec::new(), values },
    ];
    Grid { table: Table::Disputes, edition: figures.edition, rows, width: 15 }
}

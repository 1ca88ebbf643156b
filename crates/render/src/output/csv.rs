//! Findings for a spreadsheet, one a row; below them what was not read, not checked, and what is to be said of the run.

use std::io::{self, Write};

use gouji_core::verdict::{Checked, Crash, Finding, Header, TroubleOut};

use super::{End, Format, Output};
use crate::comma::{MARK, harmless, row};
use crate::finding::{doubt, found, place, sentence, should_be, unit};
use crate::phrases::Answer;
use crate::printable::clean;
use crate::tally::Tally;

pub(super) static FORMAT: Format = Format {
    name: "csv",
    about: "问题清单，每条一行，用 Excel、WPS 打开",
    extensions: &["csv"],
    binary: false,
    tables: false,
    new: |_| Box::new(Csv::default()),
};

/// What each row has.
const COLUMNS: [&str; 16] = [
    "单位",
    "年度",
    "文件",
    "结论",
    "级别",
    "把握",
    "规则",
    "位置",
    "问题",
    "说明",
    "原值",
    "应为",
    "依据",
    "所在句子",
    "豁免",
    "指纹",
];

#[derive(Default)]
struct Csv {
    tally: Tally,
}

impl Output for Csv {
    fn begin(&mut self, _: &Header, out: &mut dyn Write) -> io::Result<()> {
        let mut text = MARK.to_owned();
        row(&mut text, COLUMNS);
        out.write_all(text.as_bytes())
    }

    fn report(&mut self, checked: &Checked, out: &mut dyn Write) -> io::Result<()> {
        self.tally.count(checked);
        let mut text = String::new();
        for finding in &checked.findings {
            row(&mut text, of_finding(checked, finding));
        }
        for trouble in &checked.trouble {
            row(&mut text, of_trouble(checked, trouble));
        }
        for crash in &checked.rules.crashed {
            row(&mut text, of_crash(checked, crash));
        }
        out.write_all(text.as_bytes())
    }

    /// What has no report stands below all of them, with what it is in the column of severities.
    fn finish(&mut self, end: &End, out: &mut dyn Write) -> io::Result<()> {
        let mut text = String::new();
        // Crashes stand below their reports.
        for (why, lost) in self.tally.not_checked().into_iter().filter(|(_, lost)| !lost.crashed) {
            let rules = lost.rules.iter().map(String::as_str).collect::<Vec<_>>().join("、");
            row(&mut text, of_run("未检查", &rules, &format!("{why}（{} 份报告）", lost.reports)));
        }
        for notice in end.notices {
            row(&mut text, of_run("注意", "", &notice.message));
        }
        out.write_all(text.as_bytes())
    }
}

fn cell(text: &str) -> String {
    harmless(clean(text.trim()).into_owned())
}

fn of_finding(checked: &Checked, finding: &Finding) -> Vec<String> {
    let waived = match &finding.waived {
        Some(waived) => Answer(waived).to_string(),
        None if finding.known => "基线中已有".to_owned(),
        None => String::new(),
    };
    let mut cells = of_report(checked);
    cells.extend(
        [
            finding.severity.title(),
            doubt(finding.certainty),
            &finding.rule,
            &place(&finding.at),
            &finding.title,
            &finding.message,
            found(finding),
            &should_be(finding),
            &finding.basis,
            &sentence(&finding.at.context).concat(),
            &waived,
            &finding.fingerprint,
        ]
        .map(cell),
    );
    cells
}

fn of_trouble(checked: &Checked, trouble: &TroubleOut) -> Vec<String> {
    let kind = if trouble.blocking { "未能读懂" } else { "读取提示" };
    let mut cells = of_report(checked);
    cells.extend([kind, "", "", &place(&trouble.at), "", &trouble.message].map(cell));
    cells.resize(COLUMNS.len(), String::new());
    cells
}

fn of_crash(checked: &Checked, crash: &Crash) -> Vec<String> {
    let mut cells = of_report(checked);
    cells.extend(["规则异常", "", &crash.rule, "", "", &crash.why].map(cell));
    cells.resize(COLUMNS.len(), String::new());
    cells
}

fn of_run(kind: &str, rules: &str, message: &str) -> Vec<String> {
    let mut cells = vec![String::new(); 4];
    cells.extend([kind, "", rules, "", "", message].map(cell));
    cells.resize(COLUMNS.len(), String::new());
    cells
}

fn of_report(checked: &Checked) -> Vec<String> {
    let year = checked.year.map(|year| year.to_string()).unwrap_or_default();
    [&*unit(checked), &year, &checked.path.to_string_lossy(), checked.verdict.title()].map(cell).into()
}

//! W01: 规范性文件 counted where 行政规范性文件 are meant.

use std::sync::LazyLock;

use gouji_core::prelude::*;
use memchr::memmem::Finder;

use crate::claims::stated;
use crate::prose;

/// “行政规范性文件”写作“规范性文件”.
pub(crate) struct UnofficialDocumentTerm;

const TERM: &str = "规范性文件";
static FULL: LazyLock<Finder<'static>> = LazyLock::new(|| Finder::new("行政规范性文件"));

impl Rule for UnofficialDocumentTerm {
    fn card(&self) -> Card {
        Card::info("W01", "national/unofficial-document-term", "“行政规范性文件”写作“规范性文件”")
            .likely()
            .basis("国办公开办函〔2021〕30号，附件表二第二十条第（一）项")
            .why("表二的项目是“行政规范性文件”。党组织的、内部的规范性文件不在其内，件数要说清是哪一种。")
            .years(2021, 9999)
            .bad(
                "overview = '2023年制发规范性文件2件，现行有效规范性文件12件。'",
                "写的是“规范性文件”，表二的项目是“行政规范性文件”（共 2 处）",
            )
            .good("overview = '2023年制发规范性文件2件，现行有效行政规范性文件12件。'")
            .good("overview = '加强规范性文件管理，按《某某县规范性文件备案办法》清理。'")
            .good("overview = '报备党内规范性文件2件。'")
    }

    fn check(&self, report: &Report, findings: &mut Findings) {
        let mut first: Option<Place> = None;
        let mut count = 0;
        let mut last = None;
        for claim in &stated(report).claims {
            if !matches!(
                claim.subject,
                Subject::DocumentsIssued | Subject::DocumentsRepealed | Subject::DocumentsInForce
            ) || !matches!(prose::part_of(report, claim.number), Some(1 | 2))
            {
                continue;
            }
            let clause = Place::new(claim.sentence.start, claim.number.end);
            let text = report.slice(clause);
            let Some(at) = text.rfind(TERM) else { continue };
            let before = &text[..at];
            let start = clause.start + at as u32;
            if before.ends_with(['政', '内', '党', '部']) || last == Some(start) {
                continue;
            }
            if super::in_title(report.text, start as usize) {
                continue;
            }
            last = Some(start);
            first = first.or(Some(Place::new(start, start + TERM.len() as u32)));
            count += 1;
        }
        let Some(place) = first else { return };
        // A report that uses the full term, if only once, has said what it means.
        if prose::find(report, &FULL, |_| true).is_some() {
            return;
        }
        let more = if count > 1 { format!("（共 {count} 处）") } else { String::new() };
        findings
            .add(place, format!("写的是“{TERM}”，表二的项目是“行政规范性文件”{more}"))
            .repair(TERM, "行政规范性文件");
    }
}

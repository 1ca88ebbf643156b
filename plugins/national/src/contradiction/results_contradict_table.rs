//! X04: the kinds of answers, in the prose and in 表三.

use gouji_core::prelude::*;
use gouji_core::prose::Predicate;

use super::named;
use crate::claims::{
    Mentioned, Span, Tabled, clause_of, compare, denied, is_all_zero, number, printed, stands, stated, sum,
};
use crate::form::THREE_ROWS;
use crate::{doubt, repairs};

/// 正文的分类办理结果与表三不符.
pub(crate) struct ResultsContradictTable;

use RequestLine as L;

const DENIED: [L; 8] = [
    L::StateSecret,
    L::LawProhibited,
    L::PublicSecurity,
    L::ThirdParty,
    L::InternalAffairs,
    L::ProcessInfo,
    L::EnforcementFile,
    L::AdminQuery,
];
const UNAVAILABLE: [L; 3] = [L::NotHeld, L::NeedsCreation, L::Unclear];
const UNPROCESSED: [L; 5] = [L::Petition, L::Repeat, L::Publication, L::Excessive, L::Confirmation];

/// Subject, what the table calls it, and the rows that are added up for it.
const RESULTS: [(Subject, &str, &[L]); 7] = [
    (Subject::GrantedOrPartly, "表三的予以公开、部分公开（2 项合计）", &[L::Granted, L::PartlyGranted]),
    (Subject::Granted, "表三的予以公开", &[L::Granted]),
    (Subject::PartlyGranted, "表三的部分公开", &[L::PartlyGranted]),
    (Subject::Denied, "表三的不予公开（8 项合计）", &DENIED),
    (Subject::Unavailable, "表三的无法提供（3 项合计）", &UNAVAILABLE),
    (Subject::Unprocessed, "表三的不予处理（5 项合计）", &UNPROCESSED),
    (Subject::OtherHandling, "表三的其他处理", &THREE_ROWS),
];

impl Rule for ResultsContradictTable {
    fn card(&self) -> Card {
        Card::error("X04", "national/results-contradict-table", "正文的分类办理结果与表三不符")
            .basis("国办公开办函〔2019〕60号、〔2021〕30号，附件表三第三项")
            .why("正文和表三数的是同一批申请。")
            .bad(
                "overview = '全年办结政府信息公开申请12件，其中予以公开8件，部分公开4件。'
                 requests.granted = [9, 0, 0, 0, 0, 0, 9]
                 requests.partly_granted = [3, 0, 0, 0, 0, 0, 3]",
                "正文写予以公开 8件，表三的予以公开是 9
                 正文写部分公开 4件，表三的部分公开是 3",
            )
            .good(
                "overview = '全年办结政府信息公开申请12件，其中予以公开9件，部分公开3件。'
                 requests.granted = [9, 0, 0, 0, 0, 0, 9]
                 requests.partly_granted = [3, 0, 0, 0, 0, 0, 3]",
            )
            .bad(
                "overview = '办结的政府信息公开申请，答复结果为：予以公开12件、部分公开3件。'
                 requests.granted = [9, 0, 0, 0, 0, 0, 9]
                 requests.partly_granted = [3, 0, 0, 0, 0, 0, 3]",
                "正文写予以公开 12件，表三的予以公开是 9",
            )
            .good(
                "overview = '全年办结政府信息公开申请12件，其中予以公开12件（含部分公开3件）。'
                 requests.granted = [9, 0, 0, 0, 0, 0, 9]
                 requests.partly_granted = [3, 0, 0, 0, 0, 0, 3]",
            )
    }

    fn check(&self, report: &Report, findings: &mut Findings) {
        named::check(report, "X04", findings);
        all_granted(report, findings);
        rows(report, findings);
        let mentioned = Mentioned::by(report);
        for (subject, name, rows) in RESULTS {
            if !mentioned.has(subject) {
                continue;
            }
            let rows = match (subject, report.edition) {
                (Subject::OtherHandling, Some(Edition::E2019)) => &[L::Other][..],
                _ => rows,
            };
            let of_rows = |rows: &[L]| sum(report, rows.iter().map(|&row| (row, Applicant::Total)));
            let figure = of_rows(rows);
            // 予以公开 is often meant to take in what was granted in part.
            let also = match subject {
                Subject::Granted if !told_apart(report) => {
                    figure + number(report, (L::PartlyGranted, Applicant::Total))
                }
                _ => Figure::UNKNOWN,
            };
            let Some(&first) = rows.first() else { continue };
            let spot = CellId::from((first, Applicant::Total));
            compare(report, subject, Tabled::new(name, spot, figure).or([also]), findings);
        }
    }
}

/// 属于国家秘密的3件, 没有属于国家秘密的: one row below a result.
fn rows(report: &Report, findings: &mut Findings) {
    let stated = stated(report);
    let numbers = stated.claims.iter().zip(&stated.prose.quantities);
    for (claim, quantity, line) in
        numbers.filter_map(|(claim, quantity)| Some((claim, quantity, quantity.row?)))
    {
        let spot = CellId::from((line, Applicant::Total));
        let figure = number(report, spot);
        // 互评案卷80份
        if line == L::EnforcementFile && !clause_of(report, claim).contains("执法") {
            continue;
        }
        let differs = figure.get().is_some_and(|figure| !Span::of(claim).has(figure));
        if !differs || !stands(claim) || is_all_zero(report, Table::Requests) {
            continue;
        }
        let message = format!("正文写{} {}，表三是 {figure}", line.title(), printed(report, claim));
        let found = findings.add(claim.number, message);
        found.evidence(spot, format!("表三的{}：{figure}", line.title()));
        if quantity.row_guessed || claim.exactness != Exactness::Exact {
            found.at_most(Severity::Warning);
        } else if let Some(figure) = figure.get() {
            repairs::of_claim(report, &stated, claim, figure, found);
        }
        doubt::if_inferred(found, report, Table::Requests);
    }
    for said in &stated.prose.universals {
        let Predicate::NoneOfRow(line) = said.predicate else { continue };
        let spot = CellId::from((line, Applicant::Total));
        let Some(figure) = number(report, spot).get() else { continue };
        let tabled = Tabled::new(line.title(), spot, Figure::known(figure));
        denied(report, &stated, said.predicate, &tabled, figure, findings);
    }
}

/// 一律予以公开, where the table has other results.
fn all_granted(report: &Report, findings: &mut Findings) {
    let stated = stated(report);
    let said =
        stated.prose.universals.iter().find(|said| said.predicate == Predicate::Granted && !said.narrowed);
    let Some(said) = said else { return };
    let of = |line| number(report, (line, Applicant::Total));
    let (granted, all) = (of(L::Granted), of(L::Total));
    if !granted.differs(all) || !(granted + of(L::PartlyGranted)).differs(all) {
        return;
    }
    let message =
        format!("正文说“{}”，表三的予以公开是 {granted}，办理结果总计是 {all}", report.slice(said.place));
    let found = findings.add(said.place, message);
    found.evidence(CellId::from((L::Granted, Applicant::Total)), format!("表三的予以公开：{granted}"));
    found.at_most(Severity::Warning);
}

/// 予以公开6件、部分公开1件: the two stand side by side, and neither takes in the other.
fn told_apart(report: &Report) -> bool {
    let stated = stated(report);
    let beside = |granted: &Claim, partly: &Claim| {
        granted.sentence == partly.sentence
            && granted.unit == partly.unit
            && granted.role == partly.role
            && granted.parent == partly.parent
            && !partly.flags.contains(Flags::NEGATED)
    };
    stated
        .of(Subject::Granted)
        .any(|granted| stated.of(Subject::PartlyGranted).any(|partly| beside(granted, partly)))
}

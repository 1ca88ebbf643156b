//! T3-16: everything is said to be done, and the table carries some over.

use std::collections::HashSet;

use gouji_core::prelude::*;
use gouji_core::prose::Predicate;

use crate::claims::{ELSEWHERE, Stated, stated};
use crate::{doubt, prose};

/// 说全部办结，却有结转下年度的.
pub(crate) struct UnfinishedDenied;

impl Rule for UnfinishedDenied {
    fn card(&self) -> Card {
        Card::error("T3-16", "national/unfinished-denied", "正文说全部办结，表三却有结转下年度的")
            .basis("国办公开办函〔2019〕60号、〔2021〕30号，附件表三第四项")
            .why("有一件结转下年度，就不能说全部办结、办结率100%。没到答复期限的，可以说“到期的均已办结”。")
            .bad(
                "overview = '全年共收到政府信息公开申请9件，均已办结。'
                 requests.carried_out = [2, 0, 0, 0, 0, 0, 2]",
                "正文说“均已办结”，表三却有 2 件结转下年度继续办理",
            )
            .bad(
                "overview = '全年共收到政府信息公开申请9件，办结率100%。'
                 requests.carried_out = [2, 0, 0, 0, 0, 0, 2]",
                "正文说办结率 100%，表三却有 2 件结转下年度继续办理",
            )
            .good(
                "overview = '全年共收到政府信息公开申请9件，均已办结，办结率100%。'
                 requests.carried_out = [0, 0, 0, 0, 0, 0, 0]",
            )
            .good(
                "overview = '全年共收到政府信息公开申请9件，到期的均已办结，2件结转下年度办理。'
                 requests.carried_out = [2, 0, 0, 0, 0, 0, 2]",
            )
            .good(
                "overview = '全年共收到政府信息公开申请9件，按时办结率100%。'
                 requests.carried_out = [2, 0, 0, 0, 0, 0, 2]",
            )
    }

    fn check(&self, report: &Report, findings: &mut Findings) {
        let Some(count) = report.cell((RequestLine::CarriedOut, Applicant::Total)).number() else { return };
        if count <= Decimal::ZERO {
            return;
        }
        let mut all = said_done(report);
        all.sort_by_key(|said| said.in_time);
        let mut all = all.into_iter();
        let Some(SaidDone { place, said, in_time }) = all.next() else { return };
        let message = format!("正文说{said}，表三却有 {count} 件结转下年度继续办理");
        let found = findings.add(place, message);
        if in_time {
            found.at_most(Severity::Warning);
        }
        found.evidence(
            CellId::from((RequestLine::CarriedOut, Applicant::Total)),
            format!("表三·结转下年度·总计 {count}"),
        );
        for also in all {
            found.evidence(also.place, format!("又说{}", also.said));
        }
        doubt::if_inferred(found, report, Table::Requests);
    }
}

/// Where the prose says of the requests that all are done, and the words for it.
struct SaidDone {
    place: Place,
    said: String,
    /// 按时: it may be meant of those that were due.
    in_time: bool,
}

/// Every place where the prose says so, the rate first.
fn said_done(report: &Report) -> Vec<SaidDone> {
    let stated = stated(report);
    let of_all = |claim: &&Claim| {
        let label = report.slice(claim.label);
        (claim.subject == Subject::ResponseRate || label.contains("申请"))
            && Some(claim.value) == Decimal::from_int(100)
            && claim.exactness == Exactness::Exact
            && !claim.flags.intersects(ELSEWHERE)
            && names_rate(label)
    };
    let rates = stated.claims.iter().filter(of_all);
    let rates =
        rates
            .map(|claim| SaidDone { place: claim.number, said: "办结率 100%".to_owned(), in_time: false });
    let left = sentences_with_left(&stated);
    let universals = stated.prose.universals.iter().filter(|universal| {
        let all = matches!(universal.predicate, Predicate::Handled | Predicate::NoneCarriedOut);
        // 没有因逾期未答复引起的行政复议: what came of it is denied.
        let behind = &report.text[universal.place.end as usize..];
        let cause = ["引起", "引发", "导致", "而", "被"].iter().any(|verb| behind.starts_with(verb));
        all && !cause
            && !universal.narrowed
            && !is_of_older(report, universal.place)
            && !left.contains(&universal.sentence)
    });
    let universals = universals.map(|universal| SaidDone {
        place: universal.place,
        said: format!("“{}”", report.slice(universal.place)),
        // What is not answered yet may still be answered in time.
        in_time: universal.in_time || universal.guessed || is_of_time(report.slice(universal.place)),
    });
    rates.chain(universals).collect()
}

/// 上年结转的3件已全部答复: said of those alone.
fn is_of_older(report: &Report, place: Place) -> bool {
    let (from, _) = prose::sentence(report.text, place.start as usize);
    let before = &report.text[from..place.start as usize];
    before.contains("结转的")
        && !["收到", "新收", "受理", "共", "接到"].iter().any(|all| before.contains(all))
}

/// 政府信息公开申请当年办结率: of all, and not of those that were due.
fn names_rate(label: &str) -> bool {
    const PLAIN: [&str; 16] = [
        "政府信息公开",
        "信息公开",
        "依申请公开",
        "公开",
        "申请",
        "当年",
        "全年",
        "年度",
        "总体",
        "实际",
        "件",
        "事项",
        "达到",
        "实现",
        "的",
        "做到",
    ];
    let mut rest = label.trim();
    while let Some(next) = PLAIN.iter().find_map(|word| rest.strip_prefix(word)) {
        rest = next;
    }
    rest.starts_with("办结率") || rest.starts_with("办复率")
}

fn is_of_time(said: &str) -> bool {
    ["逾期", "超期", "超时"].iter().any(|late| said.contains(late))
}

/// The sentences that count some that go on to next year, so that the rest is meant.
fn sentences_with_left(stated: &Stated) -> HashSet<u32> {
    let numbers = stated.claims.iter().zip(&stated.prose.quantities);
    let left = numbers.filter(|(claim, quantity)| {
        quantity.subject == Subject::RequestsCarriedOut && claim.value > Decimal::ZERO
    });
    left.map(|(_, quantity)| quantity.sentence).collect()
}

//! X10: the share of requests that were closed, in the prose and by 表三.

use gouji_core::prelude::*;

use crate::claims::{ELSEWHERE, number};
use crate::doubt;

/// 正文的办结率与表三算出的不符.
pub(crate) struct RateContradictsTable;

impl Rule for RateContradictsTable {
    fn card(&self) -> Card {
        Card::warning("X10", "national/rate-contradicts-table", "正文的办结率与表三算出的不符")
            .likely()
            .basis("国办公开办函〔2019〕60号、〔2021〕30号，附件表三")
            .why("办结率是办结的件数占新收与上年结转之和的比例。末位的四舍五入或舍去都可以。")
            .bad(
                "overview = '全年收到政府信息公开申请20件，办结率90%。'
                 requests.new = [20, 0, 0, 0, 0, 0, 20]
                 requests.carried_in = [0, 0, 0, 0, 0, 0, 0]
                 requests.total = [19, 0, 0, 0, 0, 0, 19]
                 requests.carried_out = [1, 0, 0, 0, 0, 0, 1]",
                "正文的办结率是 90%，表三办结 19 件、应办 20 件，是 95%",
            )
            .good(
                "overview = '全年收到政府信息公开申请3件，办结率66.6%。'
                 requests.new = [3, 0, 0, 0, 0, 0, 3]
                 requests.carried_in = [0, 0, 0, 0, 0, 0, 0]
                 requests.total = [2, 0, 0, 0, 0, 0, 2]
                 requests.carried_out = [1, 0, 0, 0, 0, 0, 1]",
            )
            .good(
                "overview = '全年收到政府信息公开申请3件，按时办结率100%。'
                 requests.new = [3, 0, 0, 0, 0, 0, 3]
                 requests.carried_in = [0, 0, 0, 0, 0, 0, 0]
                 requests.total = [2, 0, 0, 0, 0, 0, 2]
                 requests.carried_out = [1, 0, 0, 0, 0, 0, 1]",
            )
    }

    fn check(&self, report: &Report, findings: &mut Findings) {
        // 100 % is judged by what was carried over: T3-16.
        let hundred = Decimal::from_int(100);
        let claim = report.claims().find(|claim| {
            claim.subject == Subject::ResponseRate
                && claim.exactness == Exactness::Exact
                && !claim.flags.intersects(ELSEWHERE)
                && Some(claim.value) < hundred
                && is_of_all(report.slice(claim.label))
        });
        let Some(claim) = claim else { return };
        let of = |line| number(report, (line, Applicant::Total));
        let handled = of(RequestLine::Total);
        let (Some(done), Some(due)) =
            (handled.get(), (of(RequestLine::New) + of(RequestLine::CarriedIn)).get())
        else {
            return;
        };
        // Where the columns do not balance, T3-01 says so, and nobody knows what was due.
        if due <= Decimal::ZERO || (handled + of(RequestLine::CarriedOut)).differs(Figure::known(due)) {
            return;
        }
        let (done, due) = (i128::from(done.micros()), i128::from(due.micros()));
        let (value, step) = (i128::from(claim.value.micros()), i128::from(claim.step().micros()));
        let gap = (value * due - 100_000_000 * done).abs();
        if gap <= step * due {
            return;
        }
        let exact = Decimal::from_micros((100_000_000 * done / due) as i64 / 10_000 * 10_000);
        let found = findings.add(
            claim.number,
            format!(
                "正文的办结率是 {}%，表三办结 {handled} 件、应办 {} 件，是 {exact}%",
                claim.value,
                Decimal::from_micros(due as i64)
            ),
        );
        doubt::if_inferred(found, report, Table::Requests);
    }
}

/// 办结率 of all, and not of those that were due.
fn is_of_all(label: &str) -> bool {
    label.contains("办结率") && !["按", "期", "时", "应", "法定"].iter().any(|word| label.contains(word))
}

//! Y08: a number ten times that of the year before, or a tenth.

use gouji_core::prelude::*;

use crate::doubt;
use crate::proactive::items;

/// 与上年相差十倍以上.
pub(crate) struct Jump;

const TIMES: Setting =
    Setting { rule: "Y08", key: "times", default: 10, says: "与上年相差多少倍以上时报告" };
const LEAST: Setting =
    Setting {
        rule: "Y08", key: "least", default: 100, says: "两年中较大的数少于多少时不报告"
    };

/// 万元 for 元.
const TEN_THOUSAND: i64 = 10_000;

/// What both forms count in the same way.
const CELLS: [CellId; 6] = [
    CellId::proactive(ProactiveLine::Licensing, ProactiveColumn::Decisions),
    CellId::proactive(ProactiveLine::Penalties, ProactiveColumn::Decisions),
    CellId::proactive(ProactiveLine::Coercion, ProactiveColumn::Decisions),
    CellId::requests(RequestLine::New, Applicant::Total),
    CellId::disputes(DisputeKind::Reconsideration, DisputeResult::Total),
    CellId::disputes(DisputeKind::DirectLitigation, DisputeResult::Total),
];

/// What only the same form counts in the same way.
const CELLS_OF_ONE_FORM: [CellId; 5] = [
    CellId::proactive(ProactiveLine::NormativeDocuments, ProactiveColumn::InForce),
    CellId::proactive(ProactiveLine::NormativeDocuments, ProactiveColumn::TotalPublic),
    CellId::proactive(ProactiveLine::OtherServices, ProactiveColumn::Decisions),
    CellId::proactive(ProactiveLine::Fees, ProactiveColumn::Amount),
    CellId::proactive(ProactiveLine::Procurement, ProactiveColumn::Amount),
];

impl Rule for Jump {
    fn card(&self) -> Card {
        Card::warning("Y08", "national/jump", "与上年相差十倍以上")
            .likely()
            .basis("政府信息公开条例第六条；国办公开办函〔2019〕60号、〔2021〕30号，附件")
            .why("同一个机关的数一年里差十倍，常是多写少写一个零，或者把元填成了万元。正好差十倍、百倍、一万倍的最可疑，其余只作提示。")
            .needs(Need::LastYear)
            .option(TIMES)
            .option(LEAST)
            .bad(
                "proactive.licensing = [31200]\nlast_year.proactive.licensing = [3120]",
                "与上年相差悬殊，请核对：行政许可·处理决定数量 31200，上年 3120（正好 10 倍）",
            )
            .bad(
                "proactive.fees = ['4826000']\nlast_year.proactive.fees = ['471.35']",
                "与上年相差悬殊，请核对：行政事业性收费·金额 4826000，上年 471.35（相差约 10238 倍，像是把元填成了万元）",
            )
            .bad(
                "proactive.penalties = [25]
                 proactive.coercion = [1840]
                 last_year.proactive.penalties = [1361]
                 last_year.proactive.coercion = [77]",
                "与上年相差悬殊，请核对：行政处罚·处理决定数量 25，上年 1361（相差约 54 倍）；行政强制·处理决定数量 1840，上年 77（相差约 23 倍）",
            )
            .good("proactive.licensing = [3120]\nlast_year.proactive.licensing = [980]")
            .good("proactive.licensing = [60]\nlast_year.proactive.licensing = [3]")
            .good("proactive.licensing = [600]\nlast_year.proactive.licensing = [0]")
            // In 2020 the column was filled as a stock of items: T2-04.
            .good("year = 2021\nproactive.licensing = [5300]\nlast_year.proactive.licensing = [45, 8, 53]")
            // 收费 counted items in 2020 and counts 万元 in 2021.
            .good("year = 2021\nproactive.fees = ['482.6']\nlast_year.proactive.fees = [6, 1]")
    }

    fn check(&self, report: &Report, findings: &mut Findings) {
        let Some(last_year) = report.last_year() else { return };
        let (times, least) = (TIMES.of(report).max(2), Decimal::from_int(LEAST.of(report)));
        let same_form = report.edition == last_year.edition;
        let others = CELLS_OF_ONE_FORM.iter().filter(|_| same_form);
        let mut rows: Vec<String> = Vec::new();
        let mut first: Option<CellId> = None;
        let mut suspicious = false;
        for &id in CELLS.iter().chain(others) {
            if is_stock(report, id) || is_stock(&last_year, id) {
                continue;
            }
            let (now, then) = (report.cell(id), last_year.cell(id));
            // Units that differ make a difference that is none.
            if now.notes.has(Notes::UNIT) || then.notes.has(Notes::UNIT) {
                continue;
            }
            let (Some(now), Some(then)) = (now.number(), then.number()) else { continue };
            let (small, large) = if now < then { (now, then) } else { (then, now) };
            if small <= Decimal::ZERO
                || Some(large) < least
                || i128::from(large.micros()) < i128::from(small.micros()) * i128::from(times)
            {
                continue;
            }
            let factor = large.micros() / small.micros();
            let exact = large.micros() % small.micros() == 0 && is_power_of_ten(factor);
            let money = id.column == ProactiveColumn::Amount as u8 && id.table == Table::Proactive;
            let yuan = money && factor >= TEN_THOUSAND / 10;
            suspicious |= exact || yuan;
            first.get_or_insert(id);
            let how = match () {
                () if exact => format!("正好 {factor} 倍"),
                () if yuan => format!("相差约 {factor} 倍，像是把元填成了万元"),
                () => format!("相差约 {factor} 倍"),
            };
            rows.push(format!("{} {now}，上年 {then}（{how}）", crate::cells::name(id)));
        }
        let Some(first) = first else { return };
        let found = findings.add(first, format!("与上年相差悬殊，请核对：{}", rows.join("；")));
        if !suspicious {
            found.at_most(Severity::Info);
        }
        doubt::if_inferred(found, report, first.table);
        doubt::if_inferred(found, &last_year, first.table);
    }
}

/// Whether 处理决定数量 is filled as the number of items.
fn is_stock(report: &Report, id: CellId) -> bool {
    if id.table != Table::Proactive || id.column != ProactiveColumn::Decisions as u8 {
        return false;
    }
    let Some(&line) = ProactiveLine::ALL.get(usize::from(id.row)) else { return false };
    items(report, line).is_some_and(|[last, change, decisions]| last.checked_add(change) == Some(decisions))
}

fn is_power_of_ten(mut factor: i64) -> bool {
    while factor >= 10 && factor % 10 == 0 {
        factor /= 10;
    }
    factor == 1
}

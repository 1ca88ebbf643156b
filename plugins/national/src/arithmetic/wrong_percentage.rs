//! P05: a percentage that is not that of its counts.

use gouji_core::prelude::*;
use gouji_core::prose::{CellShare, Cells, Whole, is_share};

use crate::claims::{clause_of, stands, stated};

/// 百分比与件数不符.
pub(crate) struct WrongPercentage;

impl Rule for WrongPercentage {
    fn card(&self) -> Card {
        Card::warning("P05", "national/wrong-percentage", "百分比与件数算出的不符")
            .likely()
            .basis("《中华人民共和国政府信息公开条例》第六条：及时、准确地公开政府信息")
            .why("件数和占比写在一起，应当算得出来。末位的四舍五入或舍去都可以。")
            .bad(
                "overview = '全年收到政府信息公开申请27件，其中自然人20件，占70.1%；法人或其他组织7件，占25.9%。'",
                "27 件中的 20 件是 74.07%，写的是 70.1%",
            )
            .good("overview = '全年收到政府信息公开申请27件，其中自然人20件，占74.1%；法人或其他组织7件，占25.9%。'")
            .good("overview = '全年收到政府信息公开申请27件，其中自然人20件，占74%；法人或其他组织7件，占25%。'")
            .bad(
                "overview = '政府信息公开申请中，自然人申请占新收申请的四成。'
                 requests.new = [20, 7, 0, 0, 0, 0, 27]",
                "本年新收 27 中，自然人·本年新收 20 是 74.07%，写的是 四成",
            )
            .good(
                "overview = '政府信息公开申请中，自然人申请占新收申请的74.1%，予以公开率为50%。'
                 requests.new = [20, 7, 0, 0, 0, 0, 27]
                 requests.granted = [13, 0, 0, 0, 0, 0, 13]
                 requests.total = [19, 7, 0, 0, 0, 0, 26]",
            )
    }

    fn check(&self, report: &Report, findings: &mut Findings) {
        let stated = stated(report);
        for share in stated.prose.shares.iter().filter(|share| !share.agrees) {
            let claim = |index: u32| &stated.claims[index as usize];
            let (rate, part) = (claim(share.rate), claim(share.part));
            if is_of_other(report, rate, part) {
                continue;
            }
            let unit = part.unit.title();
            let (of, whole) = match share.whole {
                Whole::Told(index) => ("", claim(index).value),
                Whole::Untold => continue,
                Whole::Tabled(subject, value) => (subject.title(), Decimal::from_micros(value)),
            };
            if whole <= Decimal::ZERO {
                continue;
            }
            let right = i128::from(part.value.micros()) * 100_000_000 / i128::from(whole.micros());
            let right = Decimal::from_micros(right as i64 / 10_000 * 10_000);
            let written = report.slice(rate.number);
            let in_words = written.contains("分之") || written.contains(['成', '半']);
            let sign = if in_words { "" } else { rate.unit.title() };
            let message =
                format!("{of}{whole} {unit}中的 {} {unit}是 {right}%，写的是 {written}{sign}", part.value);
            findings.add(rate.number, message).evidence(rate.sentence, report.slice(rate.sentence));
        }
        let told = |share: &&CellShare| {
            let other = stated.prose.shares.iter().find(|other| other.rate == share.rate);
            other.is_none_or(|other| other.whole == Whole::Untold)
        };
        for share in stated.prose.cell_shares.iter().filter(told) {
            of_cells(report, &stated.claims[share.rate as usize], share, findings);
        }
    }
}

/// 满意174份、基本满意60份，合计占97.5%; 诉讼3件。复议案件中被纠正的占9.4%: a share of more than the number before it, or of
/// something else.
fn is_of_other(report: &Report, rate: &Claim, part: &Claim) -> bool {
    // 复议后起诉 is of the suits.
    let plain = |words: &str| words.replace("复议后", "").replace("经复议", "");
    let (of_rate, of_part) = (plain(clause_of(report, rate)), plain(clause_of(report, part)));
    let sum = part.number.end <= rate.number.start
        && ["合计占", "共占", "合占", "总共占", "累计占", "之和占", "合计达"]
            .iter()
            .any(|sum| of_rate.contains(sum));
    let elsewhere = ["复议", "诉讼"].iter().any(|kind| of_rate.contains(kind) && !of_part.contains(kind));
    sum || elsewhere
}

/// A percentage of what only the tables count, where none of its readings agrees.
fn of_cells(report: &Report, rate: &Claim, share: &CellShare, findings: &mut Findings) {
    let figures = |cells: &[Cells]| -> Vec<Option<Decimal>> {
        cells.iter().map(|cells| cells.figure(report).get()).collect()
    };
    let (parts, wholes) = (figures(&share.parts), figures(&share.wholes));
    let (Some(Some(part)), Some(Some(whole))) = (parts.first().copied(), wholes.first().copied()) else {
        return;
    };
    let mut pairs = parts.iter().flat_map(|part| wholes.iter().map(move |whole| (part, whole)));
    let agrees = pairs.any(|pair| match pair {
        (Some(part), Some(whole)) => *whole <= Decimal::ZERO || is_share(rate, part.micros(), whole.micros()),
        _ => false,
    });
    if agrees || !stands(rate) && rate.role != Role::Rate {
        return;
    }
    let right = i128::from(part.micros()) * 100_000_000 / i128::from(whole.micros());
    let right = Decimal::from_micros(right as i64 / 10_000 * 10_000);
    let written = report.slice(rate.number);
    let in_words = written.contains("分之") || written.contains(['成', '半']);
    let sign = if in_words { "" } else { rate.unit.title() };
    let message = format!(
        "{} {whole} 中，{} {part} 是 {right}%，写的是 {written}{sign}",
        share.wholes[0].title(),
        share.parts[0].title()
    );
    findings.add(rate.number, message).evidence(rate.sentence, report.slice(rate.sentence));
}

//! W10: a party congress or plenary session that is not the newest, or that had not been held.

use gouji_core::prelude::*;

use crate::dictionaries::{CONGRESSES, Dated};
use crate::prose;
use crate::vocabulary::{self, Kind};

/// 党的代表大会、中央全会写得过时，或者写早了.
pub(crate) struct OutdatedCongress;

impl Rule for OutdatedCongress {
    fn card(&self) -> Card {
        Card::warning("W10", "national/outdated-congress", "党的代表大会或中央全会与报告年度对不上")
            .likely()
            .basis("历次党的全国代表大会、中央全会的召开时间")
            .why("报告次年才写，指导思想却停在上一届，或者写到还没有召开的会，都是套用别的年份的文字。政治表述要准确。")
            .source("词典 congresses.tsv 可以改")
            .bad(
                "overview = '全年深入学习贯彻党的十九大和十九届历次全会精神，主动公开信息81条。'",
                "只写到“十九大”，2023年度报告应写党的二十大",
            )
            .bad(
                "year = 2021\noverview = '认真贯彻党的二十大精神，主动公开信息81条。'",
                "写到“党的二十大”，2021年度报告编写时还没有召开",
            )
            .bad(
                "overview = '贯彻党的二十大和二十届二中、三中全会精神，主动公开信息81条。'",
                "写到“二十届三中”全会，2023年度报告编写时还没有召开",
            )
            .good("overview = '深入贯彻党的二十大和二十届二中全会精神，落实党的十九大以来的部署。'")
            .good("year = 2021\noverview = '贯彻十九届六中全会精神，以优异成绩迎接党的二十大。'")
            .good("year = 2022\noverview = '深入学习贯彻党的十九大、二十大和二十届一中、二中全会精神。'")
            .good("overview = '党的十八大以来，全县公开的规划共12部。'")
    }

    fn check(&self, report: &Report, findings: &mut Findings) {
        let Some(year) = report.year else { return };
        let mut newest: Option<(u8, Place)> = None;
        let mut guiding = false;
        for seen in vocabulary::seen(report).iter() {
            let Kind::Congress(number) = seen.kind else { continue };
            let at = seen.place.start as usize;
            let (start, end) = prose::sentence(report.text, at);
            let (before, after) = (&report.text[start..at], &report.text[seen.place.end as usize..end]);
            if early(report, year, seen.place, before, after, findings) {
                return;
            }
            if newest.is_none_or(|(known, _)| known < number) {
                newest = Some((number, seen.place));
                guiding = false;
            }
            // 党的十八大以来 looks back and guides nothing.
            guiding |= newest.is_some_and(|(known, _)| known == number)
                && !after.starts_with("以来")
                && after.contains("精神")
                && ["贯彻", "学习", "落实", "指导", "指引", "围绕"].iter().any(|word| before.contains(word));
        }
        let Some((number, place)) = newest else { return };
        let next = ["党的十九大", "党的二十大"].get(usize::from(number.saturating_sub(18)));
        let outdated = CONGRESSES.get().iter().any(|entry| {
            entry.better == number.to_string() && entry.word.starts_with('党') && entry.to <= year
        });
        if let Some(next) = next
            && outdated
            && guiding
        {
            let expected = if year >= 2023 { "党的二十大" } else { next };
            findings.add(place, format!("只写到“{}”，{year}年度报告应写{expected}", report.slice(place)));
        }
    }
}

/// Says that a congress or session had not been held when the report was written; whether it said so.
fn early(
    report: &Report,
    year: u16,
    place: Place,
    before: &str,
    after: &str,
    findings: &mut Findings,
) -> bool {
    // 迎接党的二十大: it was known that it would be held.
    if ["迎接", "喜迎", "迎", "筹备", "召开前", "保障"].iter().any(|word| before.contains(word)) {
        return false;
    }
    let word = report.slice(place);
    let held = |word: &str| -> Option<&'static Dated> {
        CONGRESSES.get().iter().find(|entry| entry.word.ends_with(word) && entry.from > year)
    };
    let found = if word.ends_with('大') {
        held(word).map(|entry| entry.word.to_owned())
    } else {
        sessions(after)
            .find_map(|session| held(&format!("{word}{session}")).map(|entry| format!("{}”全会", entry.word)))
    };
    let Some(said) = found else { return false };
    let said = if said.ends_with("会") { said } else { format!("{said}”") };
    findings.add(place, format!("写到“{said}，{year}年度报告编写时还没有召开"));
    true
}

/// 二中、三中 of what follows 二十届.
fn sessions(after: &str) -> impl Iterator<Item = &str> {
    let mut rest = after;
    std::iter::from_fn(move || {
        rest = rest.trim_start_matches(['、', '和', '及', '，']);
        let numeral = rest.chars().next().filter(|c| "一二三四五六七".contains(*c))?;
        let session = rest.get(..numeral.len_utf8() + '中'.len_utf8()).filter(|s| s.ends_with('中'))?;
        rest = rest[session.len()..].trim_start_matches("全会");
        Some(session)
    })
}

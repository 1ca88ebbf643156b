//! B05: slogans on one duty that do not say the same.

use gouji_core::prelude::*;

use crate::vocabulary::{self, Kind};

/// 同一项责任的口号前后不一.
pub(crate) struct ConflictingSlogans;

impl Rule for ConflictingSlogans {
    fn card(&self) -> Card {
        Card::info("B05", "national/conflicting-slogans", "同一项责任的口号前后不一")
            .possible()
            .basis("政府信息公开条例第十七条：信息公开审查机制")
            .why("一处写“谁公开、谁审核”，一处写“谁公开、谁审查”，说的是一件事，读的人会问到底按哪一条。")
            .bad(
                "overview = '按照“谁公开、谁审核”的要求发布。严格执行“谁公开，谁审查，谁负责”。'",
                "前面写“谁公开、谁审核”，这里写“谁公开，谁审查”，宜统一",
            )
            .good("overview = '按照“谁公开、谁审查、谁负责”的要求发布。严格执行“谁公开，谁审查”。'")
            .good("overview = '按照“谁公开、谁负责”的要求发布。严格执行“谁公开、谁审核”。'")
            .good("overview = '按照“谁公开、谁审核”的要求发布，由办公室审查。'")
    }

    fn check(&self, report: &Report, findings: &mut Findings) {
        let mut first: Option<(Place, &str)> = None;
        for seen in vocabulary::seen(report).of(Kind::Slogan, |part| part == 1) {
            let rest = &report.text[seen.place.end as usize..];
            let verb = rest.trim_start_matches(['、', '，', ',', ' ']);
            let Some(verb) = ["谁审核", "谁审查", "谁把关"].into_iter().find(|word| verb.starts_with(word))
            else {
                continue;
            };
            let length = rest.find(verb).unwrap_or(0) + verb.len();
            let place = Place::new(seen.place.start, seen.place.end + length as u32);
            match first {
                None => first = Some((place, verb)),
                Some((_, known)) if known == verb => {}
                Some((before, _)) => {
                    let (earlier, here) = (report.slice(before), report.slice(place));
                    findings
                        .add(place, format!("前面写“{earlier}”，这里写“{here}”，宜统一"))
                        .evidence(before, earlier);
                    return;
                }
            }
        }
    }
}

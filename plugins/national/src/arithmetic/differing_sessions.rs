//! P12: trainings that are counted twice, and differently.

use gouji_core::prelude::*;

use super::trainings;
use crate::claims::{printed, stands, stated};

/// 培训的期数、人数前后不一.
pub(crate) struct DifferingSessions;

fn is_session(unit: Unit) -> bool {
    matches!(unit, Unit::Time | Unit::Issue | Unit::Session | Unit::SessionTime)
}

fn is_people(unit: Unit) -> bool {
    matches!(unit, Unit::Person | Unit::PersonTime | Unit::Name)
}

impl Rule for DifferingSessions {
    fn card(&self) -> Card {
        Card::warning("P12", "national/differing-sessions", "培训的期数、人数对不上")
            .likely()
            .basis("《中华人民共和国政府信息公开条例》第六条：及时、准确地公开政府信息")
            .why("一句话里先说培训几次，再说一共几期，应是同一个数；参加的人不会比办的期数还少。")
            .bad("overview = '组织业务培训2次，参加163人次，共培训3期。'", "前面写培训 2次，这里写共 3期")
            .bad("overview = '举办培训班12期，培训5人次。'", "培训 12期，参加的只有 5人次")
            .bad(
                "overview = '组织业务培训4期，培训280人次。据统计，全年4期培训共有208人次参加。'",
                "培训前面写的是 280人次，这里写成 208人次",
            )
            .good("overview = '组织业务培训4期，培训280人次。参加省里组织的培训4期，15人次参加。'")
            .good("overview = '组织线上培训2次、线下培训1次，共培训3期。'")
            .good("overview = '举办培训班12期，培训560人次。组织培训2次，召开会议3次。'")
            .good("overview = '组织培训2次，每次共培训3期学员。'")
    }

    fn check(&self, report: &Report, findings: &mut Findings) {
        trainings::told_twice(report, findings);
        let stated = stated(report);
        let sure =
            |claim: &&Claim| stands(claim) && claim.exactness == Exactness::Exact && claim.role != Role::Part;
        let mut sessions: Vec<&Claim> = Vec::new();
        for claim in stated.claims.iter().filter(sure) {
            if sessions.first().is_some_and(|first| first.sentence != claim.sentence) {
                sessions.clear();
            }
            if !is_session(claim.unit) && !is_people(claim.unit) {
                continue;
            }
            let label = report.slice(claim.label);
            let about = label.contains("培训");
            if is_session(claim.unit) {
                let between = sessions.last().map(|last| Place::new(last.number.end, claim.number.start));
                let words = between.map_or("", |between| report.slice(between));
                let told_together = words.contains('共') && !words.contains('每');
                if !about {
                    sessions.clear();
                } else if told_together && !sessions.is_empty() {
                    let sum: i64 = sessions.iter().map(|session| session.value.micros()).sum();
                    let known = sessions.iter().any(|session| session.value == claim.value);
                    if let Some(first) = sessions.first()
                        && !known
                        && sum != claim.value.micros()
                    {
                        findings.add(
                            claim.number,
                            format!(
                                "前面写培训 {}，这里写共 {}",
                                printed(report, first),
                                printed(report, claim)
                            ),
                        );
                    }
                    sessions.clear();
                } else {
                    sessions.push(claim);
                }
            } else if is_people(claim.unit)
                && (about || label.contains("参加") || label.contains("参训"))
                && let Some(session) = sessions.last()
                && session.value > claim.value
                && claim.value > Decimal::ZERO
            {
                findings.add(
                    claim.number,
                    format!("培训 {}，参加的只有 {}", printed(report, session), printed(report, claim)),
                );
            }
        }
    }
}

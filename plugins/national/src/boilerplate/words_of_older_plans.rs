//! B01: words of a plan of years ago.

use gouji_core::prelude::*;

use crate::dictionaries::PLANS;
use crate::prose;
use crate::vocabulary::{self, Kind};

/// 用了往年文件的原话.
pub(crate) struct WordsOfOlderPlans;

impl Rule for WordsOfOlderPlans {
    fn card(&self) -> Card {
        Card::info("B01", "national/words-of-older-plans", "用了往年文件的原话")
            .possible()
            .basis("国办公开办函〔2021〕30号：报告雷同、敷衍塞责的要追究责任")
            .why("几年前的要点里的话，说的是那一年的任务。报告要用当年的任务、自己的话。")
            .source("词典 plan-phrases.tsv 列出的原话，标点不计")
            .bad(
                "overview = '以公开助力稳增长、促改革、调结构、惠民生、防风险，主动公开信息81条。'",
                "“助力稳增长、促改革、调结构、惠民生、防风险”是2017年政务公开工作要点的原话，宜写当年的任务",
            )
            .good("year = 2017\noverview = '以公开助力稳增长、促改革、调结构、惠民生、防风险。'")
            .good("overview = '以公开助力稳增长，全年解读惠企政策12件。'")
    }

    fn check(&self, report: &Report, findings: &mut Findings) {
        let Some(year) = report.year else { return };
        for seen in vocabulary::seen(report).iter() {
            let Kind::Plan(at) = seen.kind else { continue };
            let Some(plan) = PLANS.get().get(usize::from(at)) else { continue };
            if year < plan.from {
                continue;
            }
            let start = seen.place.start as usize;
            let (_, end) = prose::sentence(report.text, start);
            let Some(length) = spelt(&report.text[start..end], plan.word) else { continue };
            let place = Place::from(start..start + length);
            let said = report.slice(place);
            findings.add(place, format!("“{said}”是{}的原话，宜写当年的任务", plan.better));
            return;
        }
    }
}

/// The length of the phrase at the beginning of a text, whatever stands between its letters but letters.
fn spelt(text: &str, phrase: &str) -> Option<usize> {
    let mut wanted = phrase.chars().filter(|c| c.is_alphanumeric()).peekable();
    for (at, c) in text.char_indices() {
        if !c.is_alphanumeric() {
            continue;
        }
        if wanted.next() != Some(c) {
            return None;
        }
        if wanted.peek().is_none() {
            return Some(at + c.len_utf8());
        }
    }
    None
}

//! The fixed words that a rule's file may use as values, each in Chinese and in English.

use crate::card::{Certainty, Severity};
use crate::form::{Edition, Level, PARTS};

/// A value and its words: the English key first, then the usual Chinese word.
pub(super) struct Word<T> {
    pub(super) names: Vec<&'static str>,
    pub(super) value: T,
}

fn word<T>(names: &[&'static str], value: T) -> Word<T> {
    Word { names: names.to_vec(), value }
}

pub(super) fn severities(all: &[Severity]) -> Vec<Word<Severity>> {
    all.iter().map(|&severity| word(&[severity.key(), severity.title()], severity)).collect()
}

pub(super) fn certainties() -> Vec<Word<Certainty>> {
    vec![
        word(&["possible", "可能"], Certainty::Possible),
        word(&["likely", "很可能"], Certainty::Likely),
        word(&["certain", "确定"], Certainty::Certain),
    ]
}

pub(super) fn editions() -> Vec<Word<Edition>> {
    vec![
        word(&["before-2019", "2019年以前"], Edition::Before2019),
        word(&["2019", "60号"], Edition::E2019),
        word(&["2021", "30号"], Edition::E2021),
    ]
}

pub(super) fn levels() -> Vec<Word<Level>> {
    Level::ALL.map(|level| word(level.names(), level)).into()
}

/// The parts of a report by number, 0 for what stands before part one.
pub(super) fn parts() -> Vec<Word<u8>> {
    let before = word(&["preamble", "正文之前", "导语"], 0);
    let short = [
        &["总体情况"][..],
        &["主动公开", "主动公开情况"],
        &["依申请公开", "申请办理"],
        &["复议诉讼", "行政复议、行政诉讼"],
        &["存在问题", "主要问题"],
        &["其他事项"],
    ];
    let parts = PARTS.iter().zip(short).zip(1..).map(|((part, short), number)| {
        let names = [&[part.key, part.heading, part.numeral][..], short].concat();
        Word { names, value: number }
    });
    std::iter::once(before).chain(parts).collect()
}

//! The five things that part one is to tell, where each stands.

use std::rc::Rc;
use std::sync::LazyLock;

use gouji_core::form::sub_heading;
use gouji_core::prelude::*;

use crate::claims::stated;
use crate::prose;
use crate::typography::marks::marks;
use crate::words::Words;

/// What part one is to tell.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(crate) enum Topic {
    Disclosure,
    Requests,
    Management,
    Platforms,
    Safeguards,
}

impl Topic {
    /// What a sub-heading announces, by its first words: the first of [`ANNOUNCED`] that they name.
    fn of(heading: &str) -> Option<Self> {
        let heading = &heading[..prose::boundary(heading, heading.len().min(45))];
        let rank = |word: &str| ANNOUNCED.iter().position(|(_, words)| words.contains(&word));
        let first = WORDS.all(heading).filter_map(rank).min()?;
        Some(ANNOUNCED[first].0)
    }
}

/// The words that announce a topic; one that is named before another decides.
const ANNOUNCED: [(Topic, &[&str]); 5] = [
    (Topic::Requests, &["依申请", "申请公开", "公开申请"]),
    (Topic::Disclosure, &["主动公开"]),
    (Topic::Platforms, &["平台", "载体"]),
    (Topic::Management, &["信息管理", "信息资源", "信息的管理", "信息规范化管理"]),
    (Topic::Safeguards, &["监督", "保障"]),
];

static WORDS: LazyLock<Words> =
    LazyLock::new(|| Words::of(ANNOUNCED.into_iter().flat_map(|(_, words)| words.iter().copied())));

/// A stretch of part one under a sub-heading of its own.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(crate) struct Section {
    pub(crate) topic: Topic,
    /// From the sub-heading's numeral.
    pub(crate) place: Place,
}

/// The sections of part one; empty unless at least three of the five topics have one, each one only.
pub(crate) struct Overview {
    sections: Vec<Section>,
    /// The topics that no sub-heading names, where all sub-headings name some; empty where there are other sub-headings.
    unnamed: Vec<Topic>,
}

impl Overview {
    pub(crate) fn section(&self, topic: Topic) -> Option<Section> {
        self.sections.iter().find(|section| section.topic == topic).copied()
    }

    /// Whether part one has its sub-headings, and none of them is for this topic.
    pub(crate) fn leaves_out(&self, topic: Topic) -> bool {
        self.unnamed.contains(&topic)
    }
}

/// The sections of part one, found once for all rules.
pub(crate) fn overview(report: &Report) -> Rc<Overview> {
    report.once(|report| {
        let (mut sections, heads) = sections(report);
        let twice = |a: &Section| sections.iter().filter(|b| a.topic == b.topic).count() > 1;
        if sections.len() < 3 || sections.iter().any(twice) {
            sections.clear();
        }
        // `监督保障方面，` may open one paragraph and not the next: no heading.
        let loose = heads.iter().any(|head| head.contains("方面"));
        let unnamed = if sections.is_empty() || loose { Vec::new() } else { unnamed(&heads) };
        Overview { sections, unnamed }
    })
}

/// The topics that no sub-heading names; none unless every sub-heading names one, and most topics have one.
fn unnamed(heads: &[&str]) -> Vec<Topic> {
    const FEWEST: usize = 4;
    let names = |head: &&str, topic: Topic| {
        ANNOUNCED.iter().any(|(of, words)| *of == topic && words.iter().any(|word| head.contains(word)))
    };
    let topics = ANNOUNCED.map(|(topic, _)| topic);
    let all =
        heads.len() >= FEWEST && heads.iter().all(|head| topics.iter().any(|topic| names(head, *topic)));
    topics.into_iter().filter(|topic| all && !heads.iter().any(|head| names(head, *topic))).collect()
}

/// The words of a sub-heading, up to its first mark.
fn head(text: &str) -> &str {
    let text = &text[..prose::boundary(text, text.len().min(60))];
    &text[..text.find(['。', '，', '：', ',', ':']).unwrap_or(text.len())]
}

/// The sections, and the words of all sub-headings.
fn sections<'a>(report: &Report<'a>) -> (Vec<Section>, Vec<&'a str>) {
    let mut sections: Vec<Section> = Vec::new();
    let mut all: Vec<&'a str> = Vec::new();
    let marks = marks(report);
    let mut brackets = &marks.round[..];
    // A section ends where the next sub-heading begins, whatever that announces.
    let mut open = false;
    for (paragraph, text) in prose::paragraphs(report, |part| part == 1) {
        let Place { start, end } = paragraph.place;
        brackets = &brackets[brackets.partition_point(|at| *at < start)..];
        let within = brackets.iter().take_while(|at| **at < end).map(|at| (at - start) as usize);
        let heads = within.filter(|at| is_head(text, *at));
        let mut from = 0;
        for at in opens(text).then_some(0).into_iter().chain(heads) {
            if open
                && at > from
                && let Some(last) = sections.last_mut()
            {
                last.place = last.place.to(prose::place(paragraph, from, at));
            }
            from = at;
            let topic = Topic::of(&text[at..]);
            all.push(head(&text[at..]));
            open = topic.is_some();
            if let Some(topic) = topic {
                sections.push(Section { topic, place: prose::place(paragraph, at, at) });
            }
        }
        if open && let Some(last) = sections.last_mut() {
            last.place = last.place.to(prose::place(paragraph, from, text.len()));
        }
    }
    (sections, all)
}

/// Whether a paragraph opens with one of the five as a heading, but without brackets: `1.主动公开。`, `主动公开方面，`.
fn opens(text: &str) -> bool {
    let digits = text.bytes().take_while(u8::is_ascii_digit).count();
    let rest = text[digits..].trim_start();
    let numbered = (1..=2).contains(&digits) && rest.starts_with(['.', '．', '、']);
    let head = rest.trim_start_matches(['.', '．', '、', ' ']);
    let end = head.find(['，', ',', '。', '：', ':', '；']).unwrap_or(head.len());
    let head = &head[..end];
    let aspect = digits == 0 && !head.starts_with(['（', '(']) && head.ends_with("方面");
    (numbered || aspect) && end <= 60 && Topic::of(head).is_some()
}

/// Whether the bracket at a byte is that of （一） at the head of a line or a sentence: glued pages have all of part one on
/// one line.
fn is_head(text: &str, at: usize) -> bool {
    let before = text[..at].trim_end();
    (before.is_empty() || before.ends_with(['。', '；', '！', ';', '.'])) && sub_heading(&text[at..]) > 0
}

/// Whether a number, done and not planned, stands in a stretch of the text.
pub(crate) fn counts(report: &Report, within: Place) -> bool {
    stated(report)
        .claims
        .iter()
        .any(|claim| within.contains(claim.number) && !claim.flags.contains(Flags::PLAN))
}

/// Part one as a whole; `None` where it is missing or has next to nothing to read.
pub(crate) fn whole(report: &Report) -> Option<Place> {
    let part = report.part(1)?;
    (prose::letters_of(report, 1, ENOUGH) >= ENOUGH).then_some(part.body)
}

/// Letters that a part or section must have before something in it can be missed: of less, others say enough.
pub(crate) const ENOUGH: usize = 30;

#[cfg(test)]
mod tests {
    use gouji_core::{fixture, wire};

    use super::*;

    #[track_caller]
    fn check(overview: &str, expected: &[(Topic, &str)]) {
        let draft = fixture::parse(&format!("overview = '''{overview}'''")).unwrap();
        let bytes = wire::encode(&draft);
        let report = Report::read(&bytes).unwrap();
        let found = super::overview(&report);
        let found: Vec<_> = found.sections.iter().map(|s| (s.topic, report.slice(s.place))).collect();
        assert_eq!(found, expected);
    }

    #[test]
    fn sections_stand_on_lines_of_their_own_or_in_one() {
        check(
            "某县公开。\n（一）主动公开。甲乙。\n丙丁\n（二）依申请公开情况\n3件\n（三）信息管理。戊",
            &[
                (Topic::Disclosure, "（一）主动公开。甲乙。\n丙丁"),
                (Topic::Requests, "（二）依申请公开情况\n3件"),
                (Topic::Management, "（三）信息管理。戊"),
            ],
        );
        check(
            "概述。(一)主动公开方面 甲(1)乙。（二）依申请公开方面 丙。(三)平台建设方面 丁。（四）其他 戊",
            &[
                (Topic::Disclosure, "(一)主动公开方面 甲(1)乙。"),
                (Topic::Requests, "（二）依申请公开方面 丙。"),
                (Topic::Platforms, "(三)平台建设方面 丁。"),
            ],
        );
        check(
            "1.主动公开情况。甲。\n2.依申请公开 乙。\n监督保障方面，丙。",
            &[
                (Topic::Disclosure, "1.主动公开情况。甲。"),
                (Topic::Requests, "2.依申请公开 乙。"),
                (Topic::Safeguards, "监督保障方面，丙。"),
            ],
        );
        check("（一）加强领导。甲。（二）完善制度。乙。（三）主动公开。丙", &[]);
        check("", &[]);
    }
}

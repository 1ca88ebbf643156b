//! B03: a sentence, or the heading of an item, that stands in the report twice.

use gouji_core::prelude::*;

use crate::prose;
use crate::typography::marks::marks;

/// 同样的话写了两遍.
pub(crate) struct RepeatedSentence;

const LEAST: Setting =
    Setting { rule: "B03", key: "least", default: 20, says: "多少字以上的句子重复才算" };

/// Letters of the heading of an item (一是…。) that is told again.
const HEADING: std::ops::RangeInclusive<usize> = 10..=24;
/// Each heading is looked for in all of part one: a report has not nearly so many.
const MANY: usize = 100;

impl Rule for RepeatedSentence {
    fn card(&self) -> Card {
        Card::warning("B03", "national/repeated-sentence", "同样的话写了两遍")
            .likely()
            .basis("《中华人民共和国政府信息公开条例》第六条：及时、准确地公开政府信息")
            .why("整句重复，多半是拼接时没有删净；同一件事写在两处，读的人会以为是两件。")
            .option(LEAST)
            .bad(
                "overview = '''
                 渡口班次表按周贴到候船室，并在网站的便民专栏公布。
                 全年发布81条。渡口班次表按周贴到候船室，并在网站的便民专栏公布。'''",
                "这一句前面已经写过：渡口班次表按周贴到候船室，并在网站的便民专栏公布",
            )
            .bad(
                "overview = '''
                 （三）政府信息管理。一是加强候船室公开栏的维护。班次表按周更新。
                 （四）平台建设。一是改版网站。加强候船室公开栏的维护，每周检查。'''",
                "“加强候船室公开栏的维护”前面已经写过，宜合并到一处",
            )
            .good(
                "overview = '''
                 渡口班次表按周贴到候船室，并在网站的便民专栏公布。
                 渡口班次表按周贴到候船室，并在网站的公交专栏公布。'''",
            )
            .good("overview = '''\n未收到申请。\n没有收费。\n未收到申请。'''")
            .good(
                "overview = '因政府信息公开被申请行政复议0件、被提起行政诉讼0件。'
                 other = '因政府信息公开被申请行政复议0件、被提起行政诉讼0件。'",
            )
    }

    fn check(&self, report: &Report, findings: &mut Findings) {
        // Of a part that stands there twice S12 says enough.
        let part_twice = |number: u8| report.parts().filter(|part| part.number == number).count() > 1;
        if part_twice(1) || part_twice(5) {
            return;
        }
        let least = usize::try_from(LEAST.of(report)).unwrap_or(0);
        let mut sentences: Vec<(u64, Place)> = Vec::with_capacity(128);
        let mut headings: Vec<Place> = Vec::new();
        let marks = marks(report);
        let mut ends = &marks.ends[..];
        for (paragraph, text) in prose::paragraphs(report, |part| matches!(part, 1 | 5)) {
            each_sentence(paragraph, text, &mut ends, |start, end| {
                let sentence = &text[start..end];
                if sentence.len() >= 3 * least {
                    sentences.push((key(sentence.as_bytes()), prose::place(paragraph, start, end)));
                }
                if paragraph.part == 1
                    && headings.len() < MANY
                    && let Some(heading) = heading(sentence)
                {
                    headings.push(prose::place(paragraph, end - heading.len(), end));
                }
            });
        }
        let mut repeated = twins(report, &sentences);
        repeated.retain(|(later, _)| prose::has_letters(report.slice(*later), least));
        repeated.sort_unstable();
        if let [(later, earlier), ..] = repeated[..] {
            let more = match repeated.len() {
                1 => String::new(),
                count => format!("（共 {count} 句重复）"),
            };
            let said = prose::shortened(report.slice(later));
            findings
                .add(later, format!("这一句前面已经写过：{said}{more}"))
                .evidence(earlier, prose::shortened(report.slice(earlier)));
        } else {
            repeated_heading(report, &headings, findings);
        }
    }
}

/// Each sentence that stands there before, with where it stood last.
fn twins(report: &Report, sentences: &[(u64, Place)]) -> Vec<(Place, Place)> {
    const NONE: u32 = u32::MAX;
    /// More sentences than these never meet but in a text that was made for it.
    const STEPS: usize = 64;
    let mut twins = Vec::new();
    // By key, open addressing: twice as many slots as sentences, so that there is always a free one.
    let slots = (2 * sentences.len()).next_power_of_two();
    let mut last = vec![NONE; slots];
    for (number, (key, place)) in (0_u32..).zip(sentences) {
        let mut slot = (key >> 32) as usize % slots;
        for _ in 0..STEPS {
            let Some((other, earlier)) = sentences.get(last[slot] as usize) else { break };
            if other == key && report.slice(*earlier) == report.slice(*place) {
                twins.push((*place, *earlier));
                break;
            }
            slot = (slot + 1) % slots;
        }
        last[slot] = number;
    }
    twins
}

/// 一是加强…。: the words of the heading of an item.
fn heading(sentence: &str) -> Option<&str> {
    const ITEMS: [char; 8] = ['一', '二', '三', '四', '五', '六', '七', '八'];
    if sentence.len() > 3 * (HEADING.end() + 2) || sentence.as_bytes().get(3..6) != Some("是".as_bytes()) {
        return None;
    }
    let heading = sentence.strip_prefix(ITEMS)?.strip_prefix('是')?;
    HEADING.contains(&prose::letters(heading)).then_some(heading)
}

/// The heading of an item that another sentence of part one tells again, word for word.
fn repeated_heading(report: &Report, headings: &[Place], findings: &mut Findings) {
    let text = report.part_text(1);
    let from = report.part(1).map_or(0, |part| part.body.start);
    for heading in headings {
        let words = report.slice(*heading);
        let finder = memchr::memmem::Finder::new(words.as_bytes());
        let mut places = finder.find_iter(text.as_bytes()).map(|at| from + at as u32);
        let (Some(one), Some(other)) = (places.next(), places.next()) else { continue };
        let again = Place::new(other, other + words.len() as u32);
        let earlier = Place::new(one, one + words.len() as u32);
        let found = findings.add(again, format!("“{words}”前面已经写过，宜合并到一处"));
        found.evidence(earlier, words).at_most(Severity::Info);
        return;
    }
}

/// The sentences of a paragraph, without the mark that ends them and the white space around them. `ends` are the places
/// of such marks, from some paragraph before on.
fn each_sentence(paragraph: Paragraph, text: &str, ends: &mut &[u32], mut take: impl FnMut(usize, usize)) {
    let mut start = 0;
    let mut end_at = |end: usize, next: usize| {
        let sentence = text.get(start..end).unwrap_or("");
        let trimmed = sentence.trim_start();
        let from = start + sentence.len() - trimmed.len();
        take(from, from + trimmed.trim_end().len());
        start = next;
    };
    let Place { start: from, end: to } = paragraph.place;
    *ends = &ends[ends.partition_point(|end| *end < from)..];
    for end in ends.iter().take_while(|end| **end < to) {
        let end = (end - from) as usize;
        end_at(end, end + "。".len());
    }
    end_at(text.len(), text.len());
}

/// Of a sentence's length and of its bytes at three places: hardly ever the same for two sentences.
fn key(bytes: &[u8]) -> u64 {
    const FACTOR: u64 = 0x517C_C1B7_2722_0A95;
    let word = |at: usize| bytes[at..].first_chunk().map_or(0, |word| u64::from_le_bytes(*word));
    let last = bytes.len().saturating_sub(8);
    [0, last / 2, last]
        .into_iter()
        .map(word)
        .fold(bytes.len() as u64, |key, word| (key.rotate_left(5) ^ word).wrapping_mul(FACTOR))
}

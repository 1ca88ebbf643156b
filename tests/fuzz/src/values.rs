//! What the core makes of texts and of bytes that cross the boundary.

use gouji_core::claims;
use gouji_core::pack::{Configuration, Configured, Manifest, Reply};
use gouji_core::place::Place;
use gouji_core::report::Report;

/// Lines of prose: every claim stands in its text, and its parent is a claim.
pub fn claims(input: &[u8]) {
    let text = String::from_utf8_lossy(input);
    let mut at = 0;
    let lines: Vec<_> = text
        .split('\n')
        .map(|line| {
            let start = at;
            at += line.len() + 1;
            start as u32..(start + line.len()) as u32
        })
        .collect();
    let found = claims::extract(&text, &lines);
    let stands = |place: Place| assert!(text.get(place.range()).is_some(), "{place:?}");
    for claim in &found {
        [claim.number, claim.sentence, claim.label].into_iter().for_each(stands);
        assert!(claim.sentence.contains(claim.number) && !claim.number.range().is_empty(), "{claim:?}");
        assert!(claim.parent.is_none_or(|parent| (parent as usize) < found.len()), "{claim:?}");
        claim.step();
    }
    claims::lists(&found);
    assert_eq!(found, claims::extract(&text, &lines), "twice gives the same");
}

/// Bytes that pretend to be a report: refused, or everything of it can be read.
pub fn wire(input: &[u8]) {
    if let Ok(report) = Report::read(input) {
        walk(&report, 0);
    }
}

fn walk(report: &Report, depth: usize) {
    use gouji_core::form::Table;
    let text = |place: Place| report.slice(place).len();
    let mut seen = report.title().map_or(0, text) + report.contact().map_or(0, text);
    seen += report.period().map_or(0, |period| text(period.place));
    seen += report.composition().map_or(0, |composition| text(composition.place));
    seen += report.published().map_or(0, |day| usize::from(day.year));
    seen += report.parts().map(|part| text(part.heading) + text(part.body)).sum::<usize>();
    seen += report.paragraphs().map(|paragraph| text(paragraph.place)).sum::<usize>();
    seen += report.extras().map(|extra| text(extra.place)).sum::<usize>();
    seen += report.troubles().map(|trouble| trouble.message.len() + text(trouble.place)).sum::<usize>();
    for claim in report.claims().take(1000) {
        seen += text(claim.number) + text(claim.sentence) + text(claim.label);
        claim.step();
        seen += claim.parent.and_then(|parent| report.claim(parent)).map_or(0, |claim| text(claim.number));
    }
    for table in Table::ALL {
        seen += report.table_place(table).map_or(0, text) + usize::from(report.is_inferred(table));
        seen += report.cells(table).map(|cell| cell.raw.len()).sum::<usize>();
        seen += report.printed(table).map(|cell| cell.figure().to_string().len()).sum::<usize>();
        for row in 0..=u8::MAX {
            let line = report.line(table, row);
            seen += text(line.whole) + text(line.label);
        }
    }
    for part in 0..=7 {
        seen += report.part_text(part).len() + report.paragraphs_of(part).count();
    }
    std::hint::black_box(seen);
    if depth < 3 {
        let others = report.last_year().into_iter().chain(report.children()).chain(report.peers());
        others.take(8).for_each(|other| walk(&other, depth + 1));
    }
}

/// Bytes that pretend to be what a pack answers, or is told: refused, or the same when written and read again.
pub fn reply(input: &[u8]) {
    fn there_and_back<T>(input: &[u8])
    where
        T: serde::Serialize + serde::de::DeserializeOwned + PartialEq + std::fmt::Debug,
    {
        let Ok(value) = rmp_serde::from_slice::<T>(input) else { return };
        let written = rmp_serde::to_vec_named(&value).expect("what was read can be written");
        let read: T = rmp_serde::from_slice(&written).expect("what was written can be read");
        assert_eq!(read, value);
    }
    there_and_back::<Reply>(input);
    there_and_back::<Manifest>(input);
    there_and_back::<Configuration>(input);
    there_and_back::<Configured>(input);
}

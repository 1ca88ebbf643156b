//! Several reports in one file: a government's and its department's, or last year's behind this year's.
//!
//! A further report begins at a title of its own, with parts or tables behind it that stood there before.

use gouji_core::place::Place;
use memchr::memmem;

use crate::recognise::headings::Heading;
use crate::recognise::pieces::{Kind, Piece};
use crate::recognise::title;

/// In bytes: what is shorter, from the first heading to the next title, is a table of contents.
const SHORTEST: u32 = 900;
/// Labels that stand in one of the tables each.
const OF_TABLES: [&str; 3] = ["第二十条第", "结转下年度继续办理", "未经复议直接起诉"];

/// Where further reports begin. `headings` are all that were found, in reading order.
pub(super) fn begin(text: &str, pieces: &[Piece], headings: &[Heading]) -> Vec<u32> {
    let mut begins: Vec<u32> = Vec::new();
    let Some(first) = headings.first().map(|heading| heading.place.start) else { return begins };
    let behind = pieces.partition_point(|piece| piece.start <= first);
    let titles = (behind..pieces.len())
        .filter(|&at| pieces[at].kind == Kind::Paragraph && title::is_whole(pieces[at].of(text)));
    // What is asked at every title is found once: a page may have a hundred thousand of them.
    let labels = OF_TABLES
        .map(|label| -> Vec<u32> { memmem::find_iter(text.as_bytes(), label).map(|at| at as u32).collect() });
    let mut numbers_behind = vec![0_u8; headings.len() + 1];
    for (at, heading) in headings.iter().enumerate().rev() {
        numbers_behind[at] = numbers_behind[at + 1] | 1 << (heading.number & 7);
    }
    // The headings up to the title, of the report at hand: the next one, and the numbers of those before.
    let (mut next, mut numbers_before) = (0, 0_u8);
    // Of the report at hand: where it begins, and what it is called.
    let mut from = first;
    let mut called = title::find(text, &pieces[..behind]);
    for at in titles {
        let place = title::find(text, &pieces[at.saturating_sub(1)..=at]);
        let Some(place) = place.filter(|place| place.start >= from + SHORTEST) else { continue };
        while let Some(heading) = headings.get(next).filter(|heading| heading.place.start <= place.start) {
            numbers_before |= 1 << (heading.number & 7);
            next += 1;
        }
        // Without 0: parts that the form does not have.
        let again = numbers_before & numbers_behind[next] & !1;
        let same = called.is_some_and(|called| words(called.of(text)) == words(place.of(text)));
        let is_another = if same {
            // A running head comes in the middle of a report, too.
            again & 2 != 0 || again.count_ones() >= 3
        } else {
            again != 0 || has_tables_again(&labels, from, place.start)
        };
        if is_another {
            begins.push(place.start);
            (from, called) = (place.start, Some(place));
            next = headings.partition_point(|heading| heading.place.start < from);
            numbers_before = 0;
        }
    }
    begins
}

/// Whether a label of a table stands before `at` and once more behind it.
fn has_tables_again(labels: &[Vec<u32>], from: u32, at: u32) -> bool {
    labels.iter().any(|places| {
        let before = places.partition_point(|&place| place < from);
        places.get(before).is_some_and(|&place| place < at) && places.last().is_some_and(|&last| last >= at)
    })
}

fn words(title: &str) -> String {
    title.chars().filter(|c| c.is_alphanumeric()).collect()
}

/// What is said of them: where each begins, and that only the first was read.
pub(super) fn message(text: &str, title: Option<Place>, begins: &[u32]) -> String {
    let line = |at: u32| text.get(..at as usize).map_or(1, |before| before.matches('\n').count() + 1);
    let first = title.map_or(0, |title| title.start);
    let reports: Vec<String> = [first]
        .iter()
        .chain(begins)
        .take(LISTED)
        .map(|&at| {
            let rest = text.get(at as usize..).unwrap_or("");
            format!("第 {} 行起“{}”", line(at), short(rest.lines().next().unwrap_or("")))
        })
        .collect();
    format!("文件里有不止一份年度报告（{}），只读了第一份；请分成几个文件再检查", reports.join("，"))
}

/// So many reports are listed.
const LISTED: usize = 6;
/// So many characters of a title are shown.
const SHOWN: usize = 40;

fn short(line: &str) -> String {
    let line = line.split_whitespace().collect::<Vec<_>>().join(" ");
    match line.char_indices().nth(SHOWN) {
        Some((end, _)) => format!("{}…", &line[..end]),
        None => line,
    }
}

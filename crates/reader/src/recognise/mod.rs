//! Maps a document to a report by its labels, never by position alone.
//!
//! Reading order: `pieces` makes one stream of the document, `headings` finds the parts, `scan` gathers the rows of the
//! tables (`found`) and `fill` puts them into the forms; `title`, `named`, `prose`, `facts` and `agency` read what stands around.
//! `labels` and `wordings` are the words it all goes by. What leaves a doubt is said, never guessed.

mod agency;
mod corrections;
mod dates;
mod disputes;
mod divisions;
mod facts;
mod fill;
mod foot;
mod found;
mod glued;
mod headings;
mod inline;
mod labels;
mod named;
mod pick;
mod pictures;
mod pieces;
mod prose;
mod scan;
mod several;
mod spelling;
mod title;
mod trace;
mod unruled;
mod unseen;
mod wordings;
mod words;

use gouji_core::cell::is_space;
use gouji_core::claims;
use gouji_core::form::{Edition, Table};
use gouji_core::place::Place;
use gouji_core::report::{AgencyDraft, Draft, Paragraph, Part, TroubleDraft};
use gouji_core::trace::Trace;

use crate::budget::Budget;
use crate::document::{Document, Format};
use crate::recognise::headings::{Heading, Headings};
use crate::recognise::pictures::Around;
use crate::recognise::pieces::{Kind, Piece};
use crate::recognise::trace::Left;
use crate::source::Limits;

/// Reads a report out of a document, in the time that the usual limits give. What could not be placed stands in
/// [`Draft::extras`] or [`Draft::troubles`].
pub fn recognise(document: &Document) -> Draft {
    recognise_within(document, &Budget::new(&Limits::default()))
}

/// How a report is recognised, stage by stage.
pub fn trace(document: &Document) -> Trace<Place> {
    let mut trace = Trace { stages: Vec::new(), tables: Vec::new(), unused: Vec::new() };
    recognise_traced(document, &Budget::new(&Limits::default()), Some(&mut trace));
    trace
}

/// The same in what is left of the time for its file; a trouble says so where that was not enough.
pub(crate) fn recognise_within(document: &Document, budget: &Budget) -> Draft {
    recognise_traced(document, budget, None)
}

/// What the stages did is told to `trace`.
fn recognise_traced(document: &Document, budget: &Budget, trace: Option<&mut Trace<Place>>) -> Draft {
    let late = budget.was_spent();
    // Only for matching: what is shown is the document's own.
    let mut plain = spelling::plain(&document.text, false);
    let mut pieces = pieces::of(document);
    let mut found = headings::find(&plain.text, &pieces, budget);
    if !found.are_whole() {
        plain = spelling::plain(&document.text, true);
        if !plain.changed.is_empty() {
            found = headings::find(&plain.text, &pieces, budget);
        }
    }
    let Headings { list: headings, mut others } = found;
    let text = plain.text.as_ref();
    let mut troubles = carried_over(document);
    troubles.extend(reposted(&document.text, &plain.changed));

    let mut end = text.len() as u32;
    if let Some(second) = others.first_mut() {
        if !text.get(*second as usize..).unwrap_or("").lines().next().is_some_and(title::is_whole) {
            *second = second_title(text, &pieces, &headings, *second);
        }
        end = *second;
        pieces.retain(|piece| piece.start < end);
        let first =
            headings.first().map_or(0, |heading| pieces.partition_point(|it| it.start < heading.place.start));
        let called = title::find(text, &pieces[..first]);
        troubles.push(TroubleDraft {
            message: several::message(&document.text, called, &others),
            place: Place::new(end, (text.len() as u32).max(end)),
            blocking: true,
        });
    }
    cut_at_headings(text, &mut pieces, &headings);
    if let Some(last) = headings.last() {
        let behind = pieces.partition_point(|piece| piece.start < last.place.end);
        if let Some(foot) = foot::foot(text, &pieces[behind..]) {
            end = end.min(foot);
            pieces.retain(|piece| piece.start < end);
        }
    }

    let stuck = inline::cut(text, &mut pieces, &headings);
    let part_of = parts_of_pieces(&pieces, &headings);
    let first = headings
        .first()
        .map_or(pieces.len(), |heading| pieces.partition_point(|piece| piece.start < heading.place.start));
    let title = title::find(text, &pieces[..first]);
    let metadata = title::metadata(text, &pieces[..first]);
    if !matches!(document.format, Format::Html | Format::Mht)
        && let Some(title) = title
        && let Some(other) = title::rival(text, &pieces[..first], title)
    {
        troubles.push(two_titles(text, title, other));
    }

    // Above part one stand the page's lists, whose words are those of 表二 too.
    let from = if headings.first().is_some_and(|heading| heading.number == 1) { first } else { 0 };
    let mut scan = scan::scan(text, &pieces[from..], &part_of[from..], budget);
    let titled = title.and_then(|title| title::year_in(title.of(text)));
    let hint = titled.map(Edition::due);
    let mut tables = fill::fill(text, &scan, &stuck, inline::edition(text, &stuck).or(hint), budget);
    let mut in_table = vec![false; from];
    in_table.extend(inside_tables(text, &pieces[from..], &mut scan, &tables, &mut troubles));
    if !document.unruled.is_empty() {
        unruled::mark_heads(text, &pieces, &part_of, &tables.grids, &mut in_table);
    }
    for place in stuck.iter().flatten() {
        mark_stuck(text, &pieces, *place, &mut in_table);
    }

    let paragraphs = prose::paragraphs(text, &pieces, &part_of, &in_table, first, title);
    let facts = facts::facts(text, &paragraphs);
    let spans = prose::spans(text, &paragraphs);
    let agency = agency(document, text, title, metadata.agency, &paragraphs);
    troubles.append(&mut tables.troubles);
    let edition = tables
        .edition
        .or_else(|| inline::edition(text, &stuck))
        .or_else(|| older(text, &headings, &tables.grids));
    let year = year(titled, facts.period.map(|period| period.from.year), facts.year);
    let parts = parts(text, &headings, end);
    if !document.unruled.is_empty() {
        let form = edition.or(year.map(Edition::due)).unwrap_or(Edition::E2021);
        troubles.extend(unruled::mark(document, &mut tables.grids, &parts, form));
    }
    let report = unseen::Report { title, parts: &parts, paragraphs: &paragraphs, end };
    troubles.extend(unseen::mark(document, &mut tables.grids, &report));
    troubles.extend(corrections::find(text, &pieces, &part_of, &parts));
    let around = Around { parts: &parts, grids: &tables.grids, edition, year, end };
    let (pictures, unread) = pictures::find(document, &around);
    troubles.extend(unread);
    let (told, all) = (within(&spans, PROSE), spans.len());
    let claims = claims::extract(&document.text, spans.iter().take(told).take_while(|_| !budget.is_spent()));
    if told < all {
        let at = spans.get(told).map_or(end, |span| span.start);
        let message =
            format!("正文超过 {} 万字节，从这里起句子里的数没有核对；请只检查年度报告本身", PROSE / 10_000);
        troubles.push(TroubleDraft { message, place: Place::new(at, at), blocking: true });
    }
    // Of a document that was cut off for the same reason it was said already.
    if budget.was_spent() && !late {
        troubles.push(out_of_time(document, budget));
    }
    let draft = Draft {
        agency,
        year,
        edition,
        title,
        period: facts.period,
        composition: facts.composition,
        contact: facts.contact,
        published: metadata.published.or_else(|| declared(document)).or(facts.signed),
        parts,
        claims,
        paragraphs,
        grids: tables.grids,
        extras: tables.extras,
        pictures,
        troubles,
        last_year: None,
        children: Vec::new(),
        peers: Vec::new(),
        settings: Vec::new(),
        text: document.text.clone(),
    };
    if let Some(trace) = trace {
        let all = pieces::of(document);
        let left = Left { text, all: &all, pieces: &pieces, from, in_table: &in_table, scan: &scan, end };
        *trace = trace::of(&left, &draft);
    }
    draft
}

/// Bytes of running text in which numbers are understood. The longest reports have some hundred thousand.
const PROSE: usize = 1_500_000;

/// How many of these spans from the first on have no more bytes than that together.
fn within(spans: &[std::ops::Range<u32>], most: usize) -> usize {
    let mut sum = 0;
    spans
        .iter()
        .take_while(|span| {
            sum += span.len();
            sum <= most
        })
        .count()
}

/// Whether anything of a report was found at all.
pub(crate) fn is_report(draft: &Draft) -> bool {
    !draft.parts.is_empty() || draft.grids.iter().any(|grid| grid.place.is_some())
}

/// So many characters that were put otherwise make a page a repost in other characters.
const REPOSTED: usize = 10;

/// A text in traditional characters, or with pinyin in it, cannot be held to rules on words.
fn reposted(text: &str, changed: &[std::ops::Range<usize>]) -> Option<TroubleDraft> {
    let first = changed.first().filter(|_| changed.len() >= REPOSTED)?;
    let words = changed.iter().take(3).map(|range| format!("“{}”", text.get(range.clone()).unwrap_or("")));
    let message = format!(
        "文件里有繁体字或夹在字间的拼音（{} 处，如{}），标题、行名、列名按简体字识别；正文的用语、错别字没有查全，请改用机关自己发布的简体文件",
        changed.len(),
        words.collect::<String>()
    );
    Some(TroubleDraft { message, place: Place::from(first.clone()), blocking: true })
}

fn two_titles(text: &str, title: Place, other: Place) -> TroubleDraft {
    let (first, second) = if title.start < other.start { (title, other) } else { (other, title) };
    let message = format!(
        "开头有两个标题，机关或年度不同：“{}”和“{}”，不知道以哪一个为准，按“{}”检查；请删去错的一个",
        first.of(text),
        second.of(text),
        title.of(text)
    );
    TroubleDraft { message, place: other, blocking: true }
}

fn out_of_time(document: &Document, budget: &Budget) -> TroubleDraft {
    let end = document.text.len() as u32;
    let message = format!(
        "读取超过 {} 秒，报告的章节、表格和数字没有认完；请只检查年度报告本身，或重新导出后再检查",
        budget.time.as_secs()
    );
    TroubleDraft { message, place: Place::new(end, end), blocking: true }
}

fn carried_over(document: &Document) -> Vec<TroubleDraft> {
    let place = |span: &std::ops::Range<u32>| Place::new(span.start, span.end);
    document
        .troubles
        .iter()
        .map(|t| TroubleDraft { message: t.message.clone(), place: place(&t.span), blocking: t.blocking })
        .collect()
}

/// Where the second report begins: at its title, if it has one, else at its first heading.
fn second_title(text: &str, pieces: &[Piece], headings: &[Heading], second: u32) -> u32 {
    let from = headings.last().map_or(0, |last| last.place.end);
    let between: Vec<Piece> =
        pieces.iter().copied().filter(|piece| from <= piece.start && piece.start < second).collect();
    title::find(text, &between).map_or(second, |title| title.start)
}

/// Makes every heading a piece of its own.
fn cut_at_headings(text: &str, pieces: &mut Vec<Piece>, headings: &[Heading]) {
    if headings.is_empty() {
        return;
    }
    let mut cut = Vec::with_capacity(pieces.len() + 2 * headings.len());
    let mut next = headings.iter().map(|heading| heading.place).peekable();
    // A heading may go on in the piece below.
    let mut taken = 0;
    for piece in pieces.drain(..) {
        let mut rest = Piece { start: piece.start.max(taken.min(piece.end)), ..piece };
        while let Some(place) = next.next_if(|place| place.start < rest.end) {
            if place.start < rest.start {
                continue;
            }
            cut.extend(trimmed(text, Piece { end: place.start, ..rest }));
            cut.push(Piece { start: place.start, end: place.end, kind: Kind::Heading, ..rest });
            taken = place.end;
            rest.start = place.end.min(rest.end);
        }
        if rest == piece {
            cut.push(piece);
        } else {
            cut.extend(trimmed(text, rest));
        }
    }
    *pieces = cut;
}

/// The piece without white space at either end, and without the full stop or colon behind a heading.
fn trimmed(text: &str, piece: Piece) -> Option<Piece> {
    let whole = piece.of(text);
    let rest = whole.trim_start_matches(is_behind_heading);
    let start = piece.start + (whole.len() - rest.len()) as u32;
    let end = start + rest.trim_end_matches(is_space).len() as u32;
    (start < end).then_some(Piece { start, end, ..piece })
}

fn is_behind_heading(c: char) -> bool {
    is_space(c) || matches!(c, '。' | '：' | ':')
}

/// The part of each piece: 0 before the first heading and in parts that the form does not have.
fn parts_of_pieces(pieces: &[Piece], headings: &[Heading]) -> Vec<u8> {
    let mut part = 0;
    let mut next = headings.iter().peekable();
    pieces
        .iter()
        .map(|piece| {
            while let Some(heading) = next.next_if(|heading| heading.place.start <= piece.start) {
                part = heading.number;
            }
            part
        })
        .collect()
}

/// A table's pieces: its labels and values, and what short texts stand between them.
fn inside_tables(
    text: &str,
    pieces: &[Piece],
    scan: &mut found::Scan,
    tables: &fill::Tables,
    troubles: &mut Vec<TroubleDraft>,
) -> Vec<bool> {
    for table in scan.uses.iter_mut() {
        *table = table.filter(|&table| tables.grids[table as usize].place.is_some());
    }
    let mut inside: Vec<bool> = scan.uses.iter().map(Option::is_some).collect();
    let mut last: Option<usize> = None;
    for index in 0..pieces.len() {
        if pieces[index].kind == Kind::Heading {
            last = None;
            continue;
        }
        let Some(table) = scan.uses[index] else { continue };
        if let Some(from) = last.filter(|&from| scan.uses[from] == Some(table)) {
            for between in from + 1..index {
                let words = pieces[between].of(text);
                let short = words.len() <= 150 && !words.contains('。');
                if short && !inside[between] && numbers(words) >= 2 {
                    let message = format!("{}里有一处数字没有读懂；请核对原表", table.title());
                    let place = Place::new(pieces[between].start, pieces[between].end);
                    troubles.push(TroubleDraft { message, place, blocking: true });
                }
                inside[between] |= short;
            }
        }
        last = Some(index);
    }
    inside
}

/// How many runs of digits a text has.
fn numbers(text: &str) -> usize {
    text.as_bytes()
        .chunk_by(|one, two| one.is_ascii_digit() == two.is_ascii_digit())
        .filter(|run| run[0].is_ascii_digit())
        .count()
}

/// A table inside running text is no prose, but sentences behind it are.
fn mark_stuck(text: &str, pieces: &[Piece], place: Place, in_table: &mut [bool]) {
    for (index, piece) in pieces.iter().enumerate() {
        if piece.kind != Kind::Heading && place.contains(Place::new(piece.start, piece.end)) {
            in_table[index] |= !piece.of(text).contains('。');
        }
    }
}

fn parts(text: &str, headings: &[Heading], end: u32) -> Vec<Part> {
    let next = headings.iter().skip(1).map(|heading| heading.place.start).chain([end]);
    headings
        .iter()
        .zip(next)
        .map(|(heading, next)| {
            let body = Place::new(heading.place.end, next.max(heading.place.end));
            let whole = body.of(text);
            let skipped = |c: char| is_behind_heading(c) || c == '|';
            let length = whole.trim_end_matches(is_space).len() as u32;
            let start = (whole.len() - whole.trim_start_matches(skipped).len()) as u32;
            let body = Place::new(body.start + start.min(length), body.start + length);
            let Heading { number, numeral, fit, place, .. } = *heading;
            Part { number, numeral, heading: place, body, fit }
        })
        .collect()
}

/// Two that agree are believed; else the title before the period before the prose.
fn year(titled: Option<u16>, period: Option<u16>, prose: Option<u16>) -> Option<u16> {
    if period.is_some() && period == prose {
        return period;
    }
    titled.or(period).or(prose)
}

fn agency(
    document: &Document,
    text: &str,
    title: Option<Place>,
    published_by: Option<String>,
    paragraphs: &[Paragraph],
) -> AgencyDraft {
    let of_page = || {
        let page = document.title.as_deref()?;
        let parts = page.split(['_', '-', '|', '—', '–', '>']).map(str::trim);
        parts.filter(|part| part.contains("公开")).find_map(title::agency_in)
    };
    // The place that is named most is that of the government, not of its bureaus and towns.
    let named_most = || {
        let most = facts::place_named_most(text, paragraphs)?;
        let department = named::speaks_as_department(text, paragraphs)
            || named::tells_of_department(text, paragraphs, &most);
        (!department).then_some(most)
    };
    let name = title
        .and_then(|title| title::agency_in(title.of(text)))
        .or_else(|| named::in_preamble(text, paragraphs))
        .or(published_by)
        .or_else(of_page)
        .filter(|name| !name.is_empty())
        .or_else(|| named::in_contact(text, paragraphs))
        .or_else(named_most);
    name.map(|name| agency::describe(&name)).unwrap_or_default()
}

/// The day that the page declares, where it says one.
fn declared(document: &Document) -> Option<gouji_core::report::Date> {
    dates::day(document.published.as_deref()?).map(|(day, _)| day)
}

/// A report from before the unified forms: without their tables, on the older plan of parts.
fn older(text: &str, headings: &[Heading], grids: &[gouji_core::report::GridDraft; 3]) -> Option<Edition> {
    const OLDER: [&str; 8] = ["概述", "收费", "减免", "申诉", "附表", "统计表", "机构", "回应解读"];
    let worded =
        headings.iter().filter(|heading| OLDER.iter().any(|word| heading.place.of(text).contains(word)));
    let empty = Table::ALL.iter().all(|&table| grids[table as usize].place.is_none());
    (empty && worded.count() >= 2).then_some(Edition::Before2019)
}

#[cfg(test)]
mod tests {
    use std::time::Duration;

    use super::*;

    #[test]
    fn time_that_runs_out_is_said_once() {
        let report = "一、总体情况\n收到申请12件。\n二、主动公开政府信息情况\n规章 | 1 | 2 | 3\n";
        let document = crate::read_document(report.as_bytes(), &Limits::default()).unwrap();
        assert_eq!(recognise(&document).troubles, []);

        let limits = Limits { time: Duration::ZERO, ..Limits::default() };
        let budget = Budget::new(&limits);
        let draft = recognise_within(&document, &budget);
        assert!(draft.troubles.iter().any(|said| said.blocking && said.message.starts_with("读取超过 0 秒")));
        assert!(!is_report(&draft) && draft.claims.is_empty());
        // What ended while the file was read was said there.
        assert_eq!(recognise_within(&document, &budget).troubles, []);
    }
}

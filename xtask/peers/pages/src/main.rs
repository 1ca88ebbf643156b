//! What reading pages costs beside what others do with them, for `cargo xtask bench --peers`.
//!
//! `gouji-page-peers FOLDER TURNS` takes the pages of a folder through each contestant by turns, and prints for each its
//! name, the median time of the processor per page in microseconds, and how many bytes of text it found per page.

use std::convert::Infallible;
use std::hint::black_box;

use encoding_rs::{GB18030, UTF_8};
use gouji_reader::source::Limits;
use html5gum::emitters::callback::{CallbackEmitter, CallbackEvent};
use html5gum::{Span, Tokenizer};
use memchr::{memchr, memchr2, memmem};
use rustix::time::{ClockId, clock_gettime};

/// A contestant: from the bytes of a page to the length of its text.
type Contestant = (&'static str, fn(&[u8]) -> usize);

const CONTESTANTS: [Contestant; 6] = [
    ("limit", limit),
    ("html5gum", html5gum),
    ("html5gum-text", html5gum_text),
    ("scraper", scraper),
    ("gouji-document", document),
    ("gouji-report", report),
];

fn main() {
    let mut arguments = std::env::args().skip(1);
    let folder = arguments.next().expect("FOLDER TURNS");
    let turns: usize = arguments.next().and_then(|turns| turns.parse().ok()).expect("FOLDER TURNS");
    let mut paths: Vec<_> = std::fs::read_dir(&folder)
        .unwrap_or_else(|cause| panic!("{folder}: {cause}"))
        .map(|entry| entry.expect("a folder that can be opened can be listed").path())
        .collect();
    paths.sort();
    let pages: Vec<Vec<u8>> = paths.iter().map(|path| std::fs::read(path).expect("the file can be read")).collect();
    let mut times = vec![Vec::new(); CONTESTANTS.len()];
    let mut lengths = [0; CONTESTANTS.len()];
    for turn in 0..turns {
        for step in 0..CONTESTANTS.len() {
            // Nobody is always first.
            let at = (step + turn) % CONTESTANTS.len();
            let began = processor();
            lengths[at] = pages.iter().map(|page| CONTESTANTS[at].1(black_box(page))).sum();
            times[at].push((processor() - began) * 1e6 / pages.len() as f64);
        }
    }
    for ((name, _), (times, length)) in CONTESTANTS.iter().zip(times.iter_mut().zip(lengths)) {
        times.sort_by(f64::total_cmp);
        println!("{name} {:.2} {}", times[times.len() / 2], length / pages.len().max(1));
    }
}

/// The time of the processor so far, in seconds.
fn processor() -> f64 {
    let time = clock_gettime(ClockId::ProcessCPUTime);
    time.tv_sec as f64 + time.tv_nsec as f64 / 1e9
}

fn decoded(page: &[u8]) -> std::borrow::Cow<'_, str> {
    let encoding = if std::str::from_utf8(page).is_ok() { UTF_8 } else { GB18030 };
    encoding.decode(page).0
}

/// The least that anybody must do who wants the text: looks for tags, passes over scripts, styles and comments, and copies
/// what stands between, a line a block. It knows no tables, no styles and no places.
fn limit(page: &[u8]) -> usize {
    let page = decoded(page);
    let bytes = page.as_bytes();
    let mut text = String::new();
    let mut at = 0;
    while at < bytes.len() {
        let rest = &page[at..];
        let length = memchr2(b'<', b'&', rest.as_bytes()).unwrap_or(rest.len());
        text.push_str(rest[..length].trim_ascii());
        at += length;
        let Some(&first) = bytes.get(at) else { break };
        if first == b'&' {
            let end = memchr(b';', &bytes[at..]).filter(|&end| end < 12).map_or(at + 1, |end| at + end + 1);
            text.push_str(match &page[at..end] {
                "&nbsp;" => "\u{A0}",
                "&amp;" => "&",
                "&lt;" => "<",
                "&gt;" => ">",
                other => other,
            });
            at = end;
            continue;
        }
        let tag = &bytes[at + 1..];
        let begins = |name: &[u8]| tag.get(..name.len()).is_some_and(|start| start.eq_ignore_ascii_case(name));
        let end: &[u8] = match () {
            () if begins(b"!--") => b"-->",
            () if begins(b"script") => b"</script>",
            () if begins(b"style") => b"</style>",
            () => b">",
        };
        let name = if tag.first() == Some(&b'/') { &tag[1..] } else { tag };
        if matches!(name.first(), Some(b'p' | b'P' | b't' | b'T' | b'd' | b'D' | b'l' | b'L' | b'h' | b'H' | b'b' | b'B')) {
            text.push('\n');
        }
        at += memmem::find(&bytes[at..], end).map_or(bytes.len() - at, |found| found + end.len());
    }
    text.len()
}

/// Every token with its place, and nothing done with it.
fn html5gum(page: &[u8]) -> usize {
    let page = decoded(page);
    let mut length = 0;
    let emitter = CallbackEmitter::new(|event: CallbackEvent<'_>, _: Span<usize>| -> Option<Infallible> {
        if let CallbackEvent::String { value } = event {
            length += value.len();
        }
        None
    });
    let _ = Tokenizer::new_with_emitter(&*page, emitter).finish();
    length
}

/// The text as well.
fn html5gum_text(page: &[u8]) -> usize {
    let page = decoded(page);
    let mut text = Vec::new();
    let mut emitter = CallbackEmitter::new(|event: CallbackEvent<'_>, _: Span<usize>| -> Option<Infallible> {
        match event {
            CallbackEvent::String { value } => text.extend_from_slice(value.trim_ascii()),
            CallbackEvent::EndTag { .. } => text.push(b'\n'),
            _ => {}
        }
        None
    });
    emitter.naively_switch_states(true);
    let _ = Tokenizer::new_with_emitter(&*page, emitter).finish();
    text.len()
}

/// A tree, and its text.
fn scraper(page: &[u8]) -> usize {
    let page = scraper::Html::parse_document(&decoded(page));
    let mut text = String::new();
    for piece in page.root_element().text() {
        text.push_str(piece.trim());
        text.push('\n');
    }
    text.len()
}

/// Paragraphs and tables with their places.
fn document(page: &[u8]) -> usize {
    gouji_reader::read_document(page, &Limits::default()).map_or(0, |document| document.text.len())
}

/// The report as well: its parts, tables, figures and claims.
fn report(page: &[u8]) -> usize {
    gouji_reader::read(page, &Limits::default()).map_or(0, |reading| reading.document.text.len())
}

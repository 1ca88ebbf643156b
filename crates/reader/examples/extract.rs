//! Extracts all paragraphs and all cells of a file again and again, for `cargo xtask bench --peers`.
//!
//! `extract FILE SECONDS` prints the fastest time in seconds, the number of cells that are not blank, that of paragraphs, and
//! the most memory that was resident, in KiB.
#![allow(clippy::print_stdout, reason = "a tool for another program")]

use std::hint::black_box;
use std::time::{Duration, Instant};

use gouji_reader::document::Block;
use gouji_reader::read_document;
use gouji_reader::source::Limits;

fn main() {
    let mut arguments = std::env::args().skip(1);
    let path = arguments.next().expect("extract FILE SECONDS");
    let seconds = arguments.next().and_then(|seconds| seconds.parse().ok()).expect("extract FILE SECONDS");
    let bytes = std::fs::read(&path).unwrap_or_else(|cause| panic!("{path}: {cause}"));
    let begun = Instant::now();
    let mut fastest = Duration::MAX;
    let mut counts = (0, 0);
    while begun.elapsed().as_secs_f64() < seconds || fastest == Duration::MAX {
        let started = Instant::now();
        let document = read_document(black_box(&bytes), &Limits::default())
            .unwrap_or_else(|cause| panic!("{path}: {cause}"));
        // Every text is looked at, as the others do.
        let cells = document.cells.iter().filter(|cell| !document.slice(&cell.span).is_empty()).count();
        let paragraphs = document.blocks.iter().filter(|block| matches!(block, Block::Paragraph(_))).count();
        fastest = fastest.min(started.elapsed());
        counts = (cells, paragraphs);
    }
    println!("{} {} {} {}", fastest.as_secs_f64(), counts.0, counts.1, resident());
}

/// 0 where the system does not tell.
fn resident() -> u64 {
    let status = std::fs::read_to_string("/proc/self/status").unwrap_or_default();
    let line = status.lines().find(|line| line.starts_with("VmHWM:"));
    line.and_then(|line| line.split_ascii_whitespace().nth(1)?.parse().ok()).unwrap_or(0)
}

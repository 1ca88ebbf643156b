//! How fast each format is read into a report, and how much memory that takes at most: the same report in all of them
//! (`tests/formats`). Formats that LibreOffice converts first are not among them: its start is all that would be seen.

use std::hint::black_box;
use std::path::Path;

use divan::counter::{BytesCount, ItemsCount};
use divan::{AllocProfiler, Bencher};
use gouji_reader::source::Limits;

/// Its columns `max alloc` say how much was in use at once.
#[global_allocator]
static ALLOCATOR: AllocProfiler = AllocProfiler::system();

const FORMATS: &[&str] =
    &["txt", "html", "mht", "docx", "wps.docx", "xlsx", "xls", "ods", "pdf", "plain.pdf", "ofd", "plain.ofd"];

fn main() {
    divan::main();
}

/// `item/s` are documents a second.
#[divan::bench(args = FORMATS)]
fn report(bencher: Bencher, format: &str) {
    let name = format!("../../tests/formats/department-2023.{format}");
    let path = Path::new(env!("CARGO_MANIFEST_DIR")).join(name);
    let bytes = std::fs::read(&path).unwrap_or_else(|cause| panic!("{}: {cause}", path.display()));
    let limits = Limits::default();
    bencher.counter(BytesCount::of_slice(&bytes)).counter(ItemsCount::new(1_usize)).bench_local(|| {
        gouji_reader::read(black_box(&bytes), &limits).expect("a report of the tests is read")
    });
}

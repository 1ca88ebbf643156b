//! What a person sees and the program cannot read never passes: of a clean report each cell and each sentence is taken
//! away in turn, in every way that its format knows, and never is the verdict a pass.
//!
//! Each format writes the same report, and has a list of its ways: hidden, painted over, moved into a frame, a field or a
//! picture, written by a script. A cell takes its turn in one way, every way in several cells and sentences.

mod drawn;
mod ofd;
mod page;
mod pdf;
mod sheet;
mod word;

use std::collections::BTreeSet;
use std::fs;
use std::io::{Cursor, Write};
use std::path::Path;

use zip::ZipWriter;
use zip::write::SimpleFileOptions;

use crate::support::{gouji, report};

/// A line of a report: a paragraph, or the cells of a row.
type Line = Vec<String>;

/// One of the places whose text is taken away: the line, and the cell in it.
type Place = (usize, usize);

/// A way to take something away: what stands in the file instead.
struct Way {
    /// For messages.
    name: &'static str,
    of: Of,
    /// `{}` is what would stand there.
    form: &'static str,
}

/// What a way takes away, or puts something else for.
#[derive(Clone, Copy, PartialEq, Eq)]
enum Of {
    /// The text of a cell or of a paragraph.
    Text,
    /// The text of a cell.
    Figure,
    /// The text of a paragraph.
    Sentence,
    /// A cell with all that marks it as one.
    Cell,
    /// The row of a cell.
    Row,
}

impl Way {
    const fn of(of: Of, name: &'static str, form: &'static str) -> Self {
        Self { name, of, form }
    }

    fn fits(&self, is_sentence: bool) -> bool {
        match self.of {
            Of::Text => true,
            Of::Sentence => is_sentence,
            Of::Figure | Of::Cell | Of::Row => !is_sentence,
        }
    }

    fn put(&self, text: &str) -> String {
        self.form.replace("{}", text)
    }
}

/// Writes the lines of a report, with one place taken away.
type Writing = fn(&[Line], Option<(Place, &Way)>) -> Vec<u8>;

/// A format, and what can be done in it.
struct Format {
    extension: &'static str,
    ways: &'static [Way],
    /// Writes a report, with one place taken away.
    write: Writing,
}

const FORMATS: [Format; 6] = [
    Format { extension: "html", ways: page::WAYS, write: page::write },
    Format { extension: "docx", ways: word::WAYS, write: word::write },
    Format { extension: "xlsx", ways: sheet::EXCEL, write: sheet::excel },
    Format { extension: "ods", ways: sheet::OPEN, write: sheet::open },
    Format { extension: "pdf", ways: pdf::WAYS, write: pdf::write },
    Format { extension: "ofd", ways: ofd::WAYS, write: ofd::write },
];

/// Cells that each way is tried on.
const CELLS: usize = 5;

/// How the sentences begin whose absence breaks no rule.
const SILENT: [&str; 2] = ["本报告依据", "存在的问题"];

fn lines() -> Vec<Line> {
    let text = fs::read_to_string(report("clean-2023.txt")).unwrap();
    let cells = |line: &str| {
        let line = line.trim().trim_end_matches('|');
        line.split('|').map(|cell| cell.trim().to_owned()).collect::<Line>()
    };
    text.lines().filter(|line| !line.trim().is_empty()).map(cells).collect()
}

/// Every figure, and every paragraph that is a sentence.
fn places(lines: &[Line]) -> [Vec<Place>; 2] {
    let mut places = [Vec::new(), Vec::new()];
    for (at, line) in lines.iter().enumerate() {
        for (cell, text) in line.iter().enumerate() {
            let figure =
                line.len() > 1 && text.chars().all(|c| c.is_ascii_digit() || c == '.') && !text.is_empty();
            if figure {
                places[0].push((at, cell));
            } else if line.len() == 1 && text.contains('。') {
                places[1].push((at, cell));
            }
        }
    }
    places
}

/// An archive of these files.
fn package(files: &[(&str, &str)]) -> Vec<u8> {
    let mut zip = ZipWriter::new(Cursor::new(Vec::new()));
    for (name, text) in files {
        zip.start_file(*name, SimpleFileOptions::default()).unwrap();
        zip.write_all(text.as_bytes()).unwrap();
    }
    zip.finish().unwrap().into_inner()
}

/// What the verdict on each file of a folder is.
fn verdicts(folder: &Path) -> Vec<(String, String)> {
    let json = gouji(&["check", folder.to_str().unwrap(), "--format", "json"]).json();
    let reports = json["reports"].as_array().unwrap().iter();
    let name = |path: &str| path.rsplit('/').next().unwrap().to_owned();
    reports
        .map(|report| {
            let (path, verdict) = (report["path"].as_str().unwrap(), report["verdict"].as_str().unwrap());
            (name(path), verdict.to_owned())
        })
        .collect()
}

/// Takes away cells and sentences in turn, in all ways of a format; which of the files pass.
#[track_caller]
fn check(extension: &str) {
    let format = FORMATS.iter().find(|format| format.extension == extension).unwrap();
    let lines = lines();
    let places = places(&lines);
    let counts = [places[0].len(), places[1].len()];
    assert!(counts[0] > 150 && counts[1] > 6, "{counts:?}");
    let folder = tempfile::tempdir().unwrap();
    fs::write(folder.path().join(format!("whole.{extension}")), (format.write)(&lines, None)).unwrap();
    let whole = vec![(format!("whole.{extension}"), "pass".to_owned())];
    assert_eq!(verdicts(folder.path()), whole, "the report is clean");
    fs::remove_file(folder.path().join(format!("whole.{extension}"))).unwrap();

    let mut tried = BTreeSet::new();
    // Cells take turns in the ways; steps that have no factor with the number of cells reach all of them in the end.
    let of_cells: Vec<&Way> = format.ways.iter().filter(|way| way.fits(false)).collect();
    let [cells, sentences] = &places;
    let step = (cells.len() / (of_cells.len() * CELLS).min(cells.len())) | 1;
    let turns = 0..of_cells.len() * CELLS;
    let cells = turns.map(|turn| (cells[turn * step % cells.len()], of_cells[turn % of_cells.len()]));
    // Of sentences these are missed by no rule: what is not read of them is said by nothing else.
    let silent = sentences
        .iter()
        .filter(|(line, _)| lines[*line][0].starts_with(SILENT[0]) || lines[*line][0].starts_with(SILENT[1]));
    let of_sentences = format.ways.iter().filter(|way| way.fits(true));
    let sentences = silent.flat_map(|place| of_sentences.clone().map(|way| (*place, way)));
    for (place, way) in cells.chain(sentences) {
        let name = format!("{}-{}-{}.{extension}", way.name, place.0 + 1, place.1 + 1);
        if tried.insert(name.clone()) {
            fs::write(folder.path().join(name), (format.write)(&lines, Some((place, way)))).unwrap();
        }
    }
    let verdicts = verdicts(folder.path());
    assert_eq!(verdicts.len(), tried.len());
    let passing: Vec<&String> =
        verdicts.iter().filter(|(_, verdict)| verdict == "pass").map(|(name, _)| name).collect();
    assert!(passing.is_empty(), "{} of {} pass: {passing:#?}", passing.len(), verdicts.len());
}

#[test]
fn from_a_page() {
    check("html");
}

#[test]
fn from_a_word_document() {
    check("docx");
}

#[test]
fn from_a_workbook() {
    check("xlsx");
}

#[test]
fn from_an_opendocument_workbook() {
    check("ods");
}

#[test]
fn from_a_pdf() {
    check("pdf");
}

#[test]
fn from_an_ofd() {
    check("ofd");
}

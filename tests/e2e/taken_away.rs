//! What a person sees and the program cannot read never passes: of a clean report each cell and each sentence is taken away
//! in turn, hidden, moved into a frame or replaced by a picture.

use std::fs;
use std::io::Write;
use std::path::Path;

use zip::ZipWriter;
use zip::write::SimpleFileOptions;

use crate::support::{gouji, report};

/// A line of a report: a paragraph, or the cells of a row.
type Line = Vec<String>;

fn lines() -> Vec<Line> {
    let text = fs::read_to_string(report("clean-2023.txt")).unwrap();
    let cells = |line: &str| {
        let line = line.trim().trim_end_matches('|');
        line.split('|').map(|cell| cell.trim().to_owned()).collect::<Line>()
    };
    text.lines().filter(|line| !line.trim().is_empty()).map(cells).collect()
}

/// The ways to take something away, for a cell or a paragraph.
#[derive(Clone, Copy)]
enum Way {
    Hide,
    Frame,
    Picture,
}

const WAYS: [Way; 3] = [Way::Hide, Way::Frame, Way::Picture];

/// One of the places whose text is taken away: the line, and the cell in it.
type Place = (usize, usize);

/// Every figure, and every paragraph that is a sentence.
fn places(lines: &[Line]) -> Vec<Place> {
    let mut places = Vec::new();
    for (at, line) in lines.iter().enumerate() {
        for (cell, text) in line.iter().enumerate() {
            let figure =
                line.len() > 1 && text.chars().all(|c| c.is_ascii_digit() || c == '.') && !text.is_empty();
            if figure || line.len() == 1 && text.contains('。') {
                places.push((at, cell));
            }
        }
    }
    places
}

fn page(lines: &[Line], taken: Option<(Place, Way)>) -> Vec<u8> {
    let mut page = String::from("<html><body>");
    let mut in_table = false;
    for (at, line) in lines.iter().enumerate() {
        let is_row = line.len() > 1;
        if is_row != in_table {
            page += if is_row { "<table>" } else { "</table>" };
            in_table = is_row;
        }
        let shown = |cell: usize| {
            let text = &line[cell];
            match taken.filter(|(place, _)| *place == (at, cell)) {
                None => text.clone(),
                Some((_, Way::Hide)) => format!("<span style='display:none'>{text}</span>"),
                Some((_, Way::Frame)) => format!("<iframe width=600 height=200 srcdoc='{text}'></iframe>"),
                Some((_, Way::Picture)) => "<img src=a.png width=600 height=200>".to_owned(),
            }
        };
        if is_row {
            let cells: String = (0..line.len()).map(|cell| format!("<td>{}</td>", shown(cell))).collect();
            page += &format!("<tr>{cells}</tr>");
        } else {
            page += &format!("<p>{}</p>", shown(0));
        }
    }
    page.into_bytes()
}

fn document(lines: &[Line], taken: Option<(Place, Way)>) -> Vec<u8> {
    let mut body = String::new();
    let mut in_table = false;
    for (at, line) in lines.iter().enumerate() {
        let is_row = line.len() > 1;
        if is_row != in_table {
            body += if is_row { "<w:tbl>" } else { "</w:tbl>" };
            in_table = is_row;
        }
        let shown = |cell: usize| {
            let text = &line[cell];
            let run = match taken.filter(|(place, _)| *place == (at, cell)) {
                None => format!("<w:r><w:t>{text}</w:t></w:r>"),
                Some((_, Way::Hide)) => format!("<w:r><w:rPr><w:vanish/></w:rPr><w:t>{text}</w:t></w:r>"),
                Some((_, Way::Frame)) => "<w:subDoc r:id='r9'/>".to_owned(),
                Some((_, Way::Picture)) => {
                    "<w:r><w:drawing><wp:extent cx='6000000' cy='2000000'/><a:blip/></w:drawing></w:r>"
                        .to_owned()
                }
            };
            format!("<w:p>{run}</w:p>")
        };
        if is_row {
            let cells: String = (0..line.len()).map(|cell| format!("<w:tc>{}</w:tc>", shown(cell))).collect();
            body += &format!("<w:tr>{cells}</w:tr>");
        } else {
            body += &shown(0);
        }
    }
    let main = format!(
        "<w:document xmlns:w='w' xmlns:wp='p' xmlns:a='a' xmlns:r='r'><w:body>{body}</w:body></w:document>"
    );
    let mut zip = ZipWriter::new(std::io::Cursor::new(Vec::new()));
    zip.start_file("word/document.xml", SimpleFileOptions::default()).unwrap();
    zip.write_all(main.as_bytes()).unwrap();
    zip.finish().unwrap().into_inner()
}

/// The files whose report passes, of all in a folder.
fn passing(folder: &Path) -> Vec<String> {
    let json = gouji(&["check", folder.to_str().unwrap(), "--format", "json"]).json();
    let reports = json["reports"].as_array().unwrap().iter();
    reports
        .filter(|report| report["verdict"] == "pass")
        .map(|report| report["path"].as_str().unwrap().rsplit('/').next().unwrap().to_owned())
        .collect()
}

#[test]
fn what_is_taken_away_from_a_clean_report_never_passes() {
    let lines = lines();
    let places = places(&lines);
    assert!(places.len() > 200, "{}", places.len());
    let last = places.iter().rfind(|(at, _)| lines[*at].len() == 1).copied();
    let folder = tempfile::tempdir().unwrap();
    let whole = folder.path().join("whole");
    let taken = folder.path().join("taken");
    for folder in [&whole, &taken] {
        fs::create_dir(folder).unwrap();
    }
    fs::write(whole.join("page.html"), page(&lines, None)).unwrap();
    fs::write(whole.join("document.docx"), document(&lines, None)).unwrap();
    assert_eq!(passing(&whole).len(), 2, "the report is clean");

    let mut count = 0;
    for (index, &place) in places.iter().enumerate() {
        let is_sentence = lines[place.0].len() == 1;
        // Cells take turns in the ways, sentences are taken away in each.
        let ways = if is_sentence { &WAYS[..] } else { &WAYS[index % 3..][..1] };
        for (number, &way) in ways.iter().enumerate() {
            // A frame behind the last sentence may be the page's own.
            if matches!(way, Way::Frame) && Some(place) == last {
                continue;
            }
            let name = format!("line-{}-cell-{}-way-{number}", place.0 + 1, place.1 + 1);
            fs::write(taken.join(format!("{name}.html")), page(&lines, Some((place, way)))).unwrap();
            fs::write(taken.join(format!("{name}.docx")), document(&lines, Some((place, way)))).unwrap();
            count += 2;
        }
    }
    assert!(count > 450, "{count}");
    assert_eq!(passing(&taken), Vec::<String>::new());
}

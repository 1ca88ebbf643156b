//! A report of any format as a page: what was read of it, in order, with marks and notes where something was found.
//!
//! For formats that no copy with comments can be made of. No script, nothing from elsewhere.

use std::ops::Range;

use gouji_reader::document::{Block, Cell, Document, Table};

use crate::xml::escaped;

const STYLE: &str = include_str!("page.css");

/// What the page's policy knows its style by: nothing else may style it.
const STYLE_HASH: &str = "sha256-eyQrgvM4jgvHnQQFZbtg2kkZMxPYqjK2+lu52B16EMI=";

/// What the page is of.
#[derive(Debug)]
pub struct Page<'a> {
    pub title: &'a str,
    /// Lines below the title.
    pub head: Vec<String>,
    pub marks: Vec<Mark>,
}

/// A place and what is to be said of it.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Mark {
    /// Bytes of [`Document::text`]; `None` where it is said of the report as a whole.
    pub place: Option<Range<usize>>,
    /// `error`, `warning`, `info`, `lost`.
    pub class: &'static str,
    pub lines: Vec<String>,
}

/// The page. Marks are numbered in their order.
pub fn page(document: &Document, page: &Page) -> String {
    let mut out = String::with_capacity(document.text.len() * 2);
    let title = escaped(page.title);
    out.push_str(&format!(
        "<!DOCTYPE html>\n<html lang=\"zh-CN\">\n<head>\n<meta charset=\"utf-8\">\n\
         <meta http-equiv=\"Content-Security-Policy\" content=\"default-src 'none'; style-src '{STYLE_HASH}'; base-uri 'none'; form-action 'none'\">\n\
         <meta name=\"viewport\" content=\"width=device-width\">\n<title>{title}</title>\n<style>{STYLE}</style>\n</head>\n<body>\n<header>\n<h1>{title}</h1>\n"
    ));
    page.head.iter().for_each(|line| out.push_str(&format!("<p>{}</p>\n", escaped(line))));
    out.push_str("</header>\n");
    let mut marked =
        Marked { text: &document.text, marks: &page.marks, at: vec![Vec::new(); document.blocks.len()] };
    let lost = marked.sort(document);
    lost.into_iter().for_each(|number| marked.note(number, &mut out));
    for (nth, block) in document.blocks.iter().enumerate() {
        let here = &marked.at[nth];
        match block {
            Block::Paragraph(paragraph) => {
                let span = paragraph.span.start as usize..paragraph.span.end as usize;
                if !span.is_empty() {
                    out.push_str("<p>");
                    marked.words(span, here, &mut out);
                    out.push_str("</p>\n");
                }
            }
            Block::Table(table) => marked.table(document, table, here, &mut out),
        }
        here.iter().for_each(|&number| marked.note(number, &mut out));
    }
    out.push_str("</body>\n</html>\n");
    out
}

struct Marked<'a> {
    text: &'a str,
    marks: &'a [Mark],
    /// By block, the numbers of the marks in it.
    at: Vec<Vec<usize>>,
}

impl Marked<'_> {
    /// Finds the block of every mark; those without a place are handed back.
    fn sort(&mut self, document: &Document) -> Vec<usize> {
        let mut nowhere = Vec::new();
        let starts: Vec<usize> = document.blocks.iter().map(|block| start(block) as usize).collect();
        for (number, mark) in self.marks.iter().enumerate() {
            let block =
                mark.place.as_ref().map(|place| starts.partition_point(|&start| start <= place.start));
            match block {
                Some(behind) if !starts.is_empty() => self.at[behind.max(1) - 1].push(number),
                _ => nowhere.push(number),
            }
        }
        nowhere
    }

    /// Words with the marks among them.
    fn words(&self, span: Range<usize>, here: &[usize], out: &mut String) {
        let clip = |place: &Range<usize>| {
            place.start.clamp(span.start, span.end)..place.end.clamp(span.start, span.end)
        };
        let here: Vec<(usize, Range<usize>)> = here
            .iter()
            .filter_map(|&number| Some((number, clip(self.marks[number].place.as_ref()?))))
            .collect();
        let mut cuts: Vec<usize> = here.iter().flat_map(|(_, place)| [place.start, place.end]).collect();
        cuts.extend([span.start, span.end]);
        cuts.sort_unstable();
        cuts.dedup();
        let signs = |at: usize, out: &mut String| {
            here.iter().filter(|(_, place)| place.end == at).for_each(|(number, _)| self.sign(*number, out));
        };
        signs(span.start, out);
        for cut in cuts.windows(2) {
            // A place that no character begins at marks nothing.
            let Some(words) = self.text.get(cut[0]..cut[1]) else { continue };
            let over = here.iter().find(|(_, place)| place.start <= cut[0] && cut[1] <= place.end);
            match over {
                Some((number, _)) => {
                    out.push_str(&format!(
                        "<mark class=\"{}\">{}</mark>",
                        self.marks[*number].class,
                        escaped(words)
                    ));
                }
                None => out.push_str(&escaped(words)),
            }
            signs(cut[1], out);
        }
    }

    fn table(&self, document: &Document, table: &Table, here: &[usize], out: &mut String) {
        out.push_str("<table>\n");
        for row in document.rows_of(table) {
            out.push_str("<tr>");
            for cell in document.cells_of(row) {
                self.cell(cell, here, out);
            }
            out.push_str("</tr>\n");
        }
        out.push_str("</table>\n");
    }

    fn cell(&self, cell: &Cell, here: &[usize], out: &mut String) {
        let span = cell.span.start as usize..cell.span.end as usize;
        let within = |number: &&usize| {
            let place = self.marks[**number].place.as_ref();
            place.is_some_and(|place| span.start <= place.start && place.start <= span.end)
        };
        let here: Vec<usize> = here.iter().filter(within).copied().collect();
        out.push_str("<td");
        for (name, size) in [("colspan", cell.col_span), ("rowspan", cell.row_span)] {
            if size > 1 {
                out.push_str(&format!(" {name}=\"{size}\""));
            }
        }
        if let Some(&first) = here.first() {
            out.push_str(&format!(" class=\"{}\"", self.marks[first].class));
        }
        out.push('>');
        self.words(span, &here, out);
        out.push_str("</td>");
    }

    fn sign(&self, number: usize, out: &mut String) {
        let (class, shown) = (self.marks[number].class, number + 1);
        out.push_str(&format!("<a class=\"{class}\" href=\"#n{shown}\">{shown}</a>"));
    }

    fn note(&self, number: usize, out: &mut String) {
        let Mark { class, lines, .. } = &self.marks[number];
        let shown = number + 1;
        out.push_str(&format!("<aside class=\"{class}\" id=\"n{shown}\">"));
        for (nth, line) in lines.iter().enumerate() {
            let line = escaped(line);
            match nth {
                0 => out.push_str(&format!("<p><b>{shown}　{line}</b></p>")),
                _ => out.push_str(&format!("<p>{line}</p>")),
            }
        }
        out.push_str("</aside>\n");
    }
}

fn start(block: &Block) -> u32 {
    match block {
        Block::Paragraph(paragraph) => paragraph.span.start,
        Block::Table(table) => table.span.start,
    }
}

#[cfg(test)]
mod tests {
    use ct_codecs::{Base64, Encoder};
    use gouji_reader::read_document;
    use gouji_reader::source::Limits;
    use sha2::{Digest, Sha256};

    use super::*;

    fn mark(place: Option<Range<usize>>, line: &str) -> Mark {
        Mark { place, class: "error", lines: vec![line.to_owned(), "依据<".to_owned()] }
    }

    #[test]
    fn the_policy_allows_its_own_style() {
        let hash = Base64::encode_to_string(Sha256::digest(STYLE)).unwrap();
        assert_eq!(STYLE_HASH, format!("sha256-{hash}"));
    }

    #[test]
    fn places_are_marked_and_notes_stand_below() {
        let document =
            read_document("甲乙<丙\n\n一 | 1 |  | 3\n二 | 2 | 5 | 4\n".as_bytes(), &Limits::default())
                .unwrap();
        let at = |words: &str| {
            let start = document.text.find(words).unwrap();
            start..start + words.len()
        };
        let blank = document.cells[2].span.start as usize;
        let marks = vec![
            mark(Some(at("乙<")), "一"),
            mark(Some(blank..blank), "二"),
            mark(None, "全"),
            mark(Some(at("<丙")), "重"),
        ];
        let html = page(&document, &Page { title: "题<", head: vec!["头".to_owned()], marks });
        for expected in [
            "<title>题&lt;</title>",
            "<p>甲<mark class=\"error\">乙</mark><mark class=\"error\">&lt;</mark><a class=\"error\" href=\"#n1\">1</a>\
             <mark class=\"error\">丙</mark><a class=\"error\" href=\"#n4\">4</a></p>",
            "<aside class=\"error\" id=\"n1\"><p><b>1　一</b></p><p>依据&lt;</p></aside>",
            "<td class=\"error\"><a class=\"error\" href=\"#n2\">2</a></td><td>3</td>",
        ] {
            assert!(html.contains(expected), "{expected}\n{html}");
        }
        // What has no place stands first.
        assert!(html.find("id=\"n3\"").unwrap() < html.find("甲").unwrap());
    }
}

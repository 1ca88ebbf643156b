//! Paragraphs, rows and tables of a part of a Word document, by the bytes that they take.

use std::ops::Range;

use quick_xml::Reader;
use quick_xml::escape::unescape;
use quick_xml::events::{BytesStart, Event};

/// A paragraph.
#[derive(Debug, Default)]
pub(crate) struct Paragraph {
    pub(crate) range: Range<usize>,
    /// The bytes of its texts, and what they say.
    pub(crate) texts: Vec<(Range<usize>, String)>,
    /// The innermost row around it.
    pub(crate) row: Option<usize>,
    /// It may be left out: neither a cell nor a box is around it, which need one.
    pub(crate) free: bool,
    /// The element around it, and its number among the paragraphs and tables there.
    pub(crate) inside: (usize, usize),
}

/// A row of a table.
#[derive(Debug, Default)]
pub(crate) struct Row {
    pub(crate) range: Range<usize>,
    pub(crate) table: usize,
}

/// What a part consists of.
#[derive(Debug, Default)]
pub(crate) struct Blocks {
    pub(crate) paragraphs: Vec<Paragraph>,
    pub(crate) rows: Vec<Row>,
    pub(crate) tables: Vec<Range<usize>>,
    /// What the names of its elements begin with, with the colon.
    pub(crate) prefix: String,
    /// Behind the tag that opens the body, and where the properties of the last section begin.
    pub(crate) body: Option<Range<usize>>,
}

enum Open {
    Paragraph(usize),
    Row(usize),
    Table(usize),
    Text,
    /// The last section is told by what is in the body itself.
    Body,
    Cell,
    Other,
}

struct Frame {
    open: Open,
    start: usize,
    /// Behind its opening tag.
    inside: usize,
    /// Paragraphs and tables in it so far.
    children: usize,
}

impl Blocks {
    /// Of a part's XML; a word of what is wrong with it.
    pub(crate) fn of(xml: &str) -> Result<Self, String> {
        let mut reader = Reader::from_str(xml);
        let mut blocks = Self::default();
        let mut frames: Vec<Frame> = Vec::new();
        loop {
            let start = reader.buffer_position() as usize;
            let event = reader.read_event().map_err(|cause| cause.to_string())?;
            let end = reader.buffer_position() as usize;
            match event {
                Event::Start(element) => blocks.open(&element, start..end, &mut frames),
                Event::Empty(element) => {
                    blocks.open(&element, start..end, &mut frames);
                    // Nothing is filled in where there is nothing.
                    frames.pop();
                }
                Event::End(_) => {
                    let Some(frame) = frames.pop() else { return Err("标记没有对上".to_owned()) };
                    blocks.close(xml, &frame, start..end, &frames)?;
                }
                Event::Eof if frames.is_empty() => return Ok(blocks),
                Event::Eof => return Err("内容不完整".to_owned()),
                _ => {}
            }
        }
    }

    fn open(&mut self, element: &BytesStart, tag: Range<usize>, frames: &mut Vec<Frame>) {
        let name = element.name();
        let name: &str = name.into_inner();
        if frames.is_empty() {
            self.prefix = name.rfind(':').map_or("", |colon| &name[..=colon]).to_owned();
        }
        let own = name.strip_prefix(self.prefix.as_str()).unwrap_or_default();
        if matches!(own, "p" | "tbl" | "sdt")
            && let Some(parent) = frames.last_mut()
        {
            parent.children += 1;
        }
        let inside = frames.last().map_or((0, 0), |parent| (parent.start, parent.children));
        let open = match own {
            "p" => {
                let row = frames.iter().rev().find_map(|frame| match frame.open {
                    Open::Row(row) => Some(row),
                    _ => None,
                });
                let within = |frame: &Frame| matches!(frame.open, Open::Cell | Open::Paragraph(_));
                let free = !frames.iter().any(within);
                self.paragraphs.push(Paragraph { row, free, inside, ..Paragraph::default() });
                Open::Paragraph(self.paragraphs.len() - 1)
            }
            "tr" => {
                let table = frames.iter().rev().find_map(|frame| match frame.open {
                    Open::Table(table) => Some(table),
                    _ => None,
                });
                self.rows.push(Row { table: table.unwrap_or_default(), ..Row::default() });
                Open::Row(self.rows.len() - 1)
            }
            "tbl" => {
                self.tables.push(0..0);
                Open::Table(self.tables.len() - 1)
            }
            "t" => Open::Text,
            "tc" => Open::Cell,
            "body" => {
                self.body = Some(tag.end..tag.end);
                Open::Body
            }
            "sectPr" if matches!(frames.last(), Some(Frame { open: Open::Body, .. })) => {
                if let Some(body) = &mut self.body {
                    body.end = tag.start;
                }
                Open::Other
            }
            _ => Open::Other,
        };
        frames.push(Frame { open, start: tag.start, inside: tag.end, children: 0 });
    }

    fn close(&mut self, xml: &str, frame: &Frame, tag: Range<usize>, around: &[Frame]) -> Result<(), String> {
        let whole = frame.start..tag.end;
        match frame.open {
            Open::Paragraph(at) => self.paragraphs[at].range = whole,
            Open::Row(at) => self.rows[at].range = whole,
            Open::Table(at) => self.tables[at] = whole,
            Open::Text => {
                let of = around.iter().rev().find_map(|frame| match frame.open {
                    Open::Paragraph(at) => Some(at),
                    _ => None,
                });
                let Some(of) = of else { return Ok(()) };
                let inside = frame.inside..tag.start;
                let said = unescape(&xml[inside.clone()]).map_err(|cause| cause.to_string())?;
                self.paragraphs[of].texts.push((inside, said.into_owned()));
            }
            Open::Body => {
                if let Some(body) = self.body.as_mut().filter(|body| body.start == body.end) {
                    body.end = tag.start;
                }
            }
            Open::Cell | Open::Other => {}
        }
        Ok(())
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn blocks_are_told_apart() {
        let xml = "<w:document><w:body><w:p><w:r><w:t>甲&amp;</w:t></w:r></w:p><w:tbl><w:tr><w:tc><w:p><w:r><w:t>乙</w:t>\
                   <a:t>丙</a:t></w:r></w:p></w:tc></w:tr></w:tbl><w:p/><w:sectPr/></w:body></w:document>";
        let blocks = Blocks::of(xml).unwrap();
        let [first, cell, empty] = &blocks.paragraphs[..] else { panic!("{blocks:?}") };
        assert_eq!(
            (first.texts[0].1.as_str(), first.free, first.row, first.inside.1),
            ("甲&", true, None, 1)
        );
        assert_eq!(
            (cell.texts.len(), cell.texts[0].1.as_str(), cell.free, cell.row),
            (1, "乙", false, Some(0))
        );
        assert!(empty.texts.is_empty() && empty.inside.1 == 3);
        assert_eq!(&xml[blocks.rows[0].range.clone()][..6], "<w:tr>");
        assert!(xml[blocks.tables[0].clone()].ends_with("</w:tbl>"));
        let body = &xml[blocks.body.clone().unwrap()];
        assert!(body.starts_with("<w:p>") && body.ends_with("<w:p/>"), "{body}");
        assert!(Blocks::of("<w:document><w:p>").is_err());
        assert!(Blocks::of("<w:p></w:q>").is_err());
    }
}

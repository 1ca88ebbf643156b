//! `gouji.lines/1`: a line of JSON for every report, one that begins and one that ends the run. A program can read it while
//! it is written, and line by line however long it is.

use std::io::{self, Write};

use gouji_core::verdict::{Checked, Header, LINES, Notice, PackUsed, Summary, Tool};
use serde::Serialize;

use super::{End, Format, Output};

pub(super) static FORMAT: Format = Format {
    name: "jsonl",
    about: "每份报告一行 JSON，边查边写",
    extensions: &["jsonl", "ndjson"],
    binary: false,
    tables: false,
    new: |_| Box::new(Lines),
};

struct Lines;

/// What a line is, by its `kind`.
#[derive(Serialize)]
#[serde(tag = "kind", rename_all = "lowercase")]
enum Line<'a> {
    Begin { schema: &'static str, tool: &'a Tool, profile: &'a str },
    Report(&'a Checked),
    End { packs: &'a [PackUsed], notices: &'a [Notice], summary: &'a Summary },
}

impl Output for Lines {
    fn begin(&mut self, header: &Header, out: &mut dyn Write) -> io::Result<()> {
        line(&Line::Begin { schema: LINES, tool: &header.tool, profile: &header.profile }, out)
    }

    fn report(&mut self, checked: &Checked, out: &mut dyn Write) -> io::Result<()> {
        line(&Line::Report(checked), out)
    }

    fn finish(&mut self, end: &End, out: &mut dyn Write) -> io::Result<()> {
        let End { header, notices, summary } = end;
        line(&Line::End { packs: &header.packs, notices, summary }, out)
    }
}

fn line(line: &Line, mut out: &mut dyn Write) -> io::Result<()> {
    serde_json::to_writer(&mut out, line)?;
    out.write_all(b"\n")
}

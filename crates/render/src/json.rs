//! `gouji.check/1`, written report by report: the head first, packs and counts last, nothing kept in between.

use std::io::{self, Write};

use gouji_core::verdict::{Checked, Header, Notice, SCHEMA, Summary};
use serde::Serialize;
use serde_json::Serializer;
use serde_json::ser::{Formatter, PrettyFormatter};

/// Writes one check: [`Writer::begin`], [`Writer::report`] as often as there are reports, [`Writer::finish`].
pub struct Writer<W: Write> {
    out: W,
    /// Knows how deep we are, so that a value in the middle is indented like the rest.
    format: PrettyFormatter<'static>,
    first: bool,
}

impl<W: Write> Writer<W> {
    /// Writes the head.
    ///
    /// # Errors
    /// What `out` says.
    pub fn begin(out: W, header: &Header) -> io::Result<Self> {
        let mut writer = Self { out, format: PrettyFormatter::with_indent(b"  "), first: true };
        writer.format.begin_object(&mut writer.out)?;
        writer.field("schema", SCHEMA, true)?;
        writer.field("tool", &header.tool, false)?;
        writer.field("profile", &header.profile, false)?;
        writer.key("reports", false)?;
        writer.format.begin_array(&mut writer.out)?;
        Ok(writer)
    }

    /// Writes one report.
    ///
    /// # Errors
    /// What the output says.
    pub fn report(&mut self, checked: &Checked) -> io::Result<()> {
        self.format.begin_array_value(&mut self.out, self.first)?;
        self.first = false;
        self.value(checked)?;
        self.format.end_array_value(&mut self.out)
    }

    /// Writes which packs were loaded, what is to be said of the run, the counts and the end, and gives the output back,
    /// flushed.
    ///
    /// # Errors
    /// What the output says.
    pub fn finish(mut self, header: &Header, notices: &[Notice], summary: &Summary) -> io::Result<W> {
        self.format.end_array(&mut self.out)?;
        self.format.end_object_value(&mut self.out)?;
        self.field("packs", &header.packs, false)?;
        self.field("notices", notices, false)?;
        self.field("summary", summary, false)?;
        self.format.end_object(&mut self.out)?;
        self.out.write_all(b"\n")?;
        self.out.flush()?;
        Ok(self.out)
    }

    fn field<T: Serialize + ?Sized>(&mut self, key: &str, value: &T, first: bool) -> io::Result<()> {
        self.key(key, first)?;
        self.value(value)?;
        self.format.end_object_value(&mut self.out)
    }

    fn key(&mut self, key: &str, first: bool) -> io::Result<()> {
        self.format.begin_object_key(&mut self.out, first)?;
        self.value(key)?;
        self.format.end_object_key(&mut self.out)?;
        self.format.begin_object_value(&mut self.out)
    }

    fn value<T: Serialize + ?Sized>(&mut self, value: &T) -> io::Result<()> {
        value
            .serialize(&mut Serializer::with_formatter(&mut self.out, self.format.clone()))
            .map_err(io::Error::from)
    }
}

//! `gouji.check/1`, written report by report: the head first, packs and counts last, nothing kept in between.

use std::io::{self, Write};

use gouji_core::verdict::{Checked, Header, SCHEMA};
use serde::Serialize;
use serde_json::Serializer;
use serde_json::ser::{Formatter, PrettyFormatter};

use super::{End, Format, Output};

pub(super) static FORMAT: Format = Format {
    name: "json",
    about: "一个 JSON，给程序读",
    extensions: &["json"],
    binary: false,
    tables: false,
    new: |_| Box::new(Json { format: PrettyFormatter::with_indent(b"  "), first: true }),
};

struct Json {
    /// Knows how deep we are, so that a value in the middle is indented like the rest.
    format: PrettyFormatter<'static>,
    first: bool,
}

impl Output for Json {
    fn begin(&mut self, header: &Header, mut out: &mut dyn Write) -> io::Result<()> {
        self.format.begin_object(&mut out)?;
        self.field("schema", SCHEMA, true, out)?;
        self.field("tool", &header.tool, false, out)?;
        self.field("profile", &header.profile, false, out)?;
        self.key("reports", false, out)?;
        self.format.begin_array(&mut out)
    }

    fn report(&mut self, checked: &Checked, mut out: &mut dyn Write) -> io::Result<()> {
        self.format.begin_array_value(&mut out, self.first)?;
        self.first = false;
        self.value(checked, out)?;
        self.format.end_array_value(&mut out)
    }

    fn finish(&mut self, end: &End, mut out: &mut dyn Write) -> io::Result<()> {
        self.format.end_array(&mut out)?;
        self.format.end_object_value(&mut out)?;
        self.field("packs", &end.header.packs, false, out)?;
        self.field("notices", end.notices, false, out)?;
        self.field("summary", end.summary, false, out)?;
        self.format.end_object(&mut out)?;
        out.write_all(b"\n")
    }
}

impl Json {
    fn field<T: Serialize + ?Sized>(
        &mut self,
        key: &str,
        value: &T,
        first: bool,
        mut out: &mut dyn Write,
    ) -> io::Result<()> {
        self.key(key, first, out)?;
        self.value(value, out)?;
        self.format.end_object_value(&mut out)
    }

    fn key(&mut self, key: &str, first: bool, mut out: &mut dyn Write) -> io::Result<()> {
        self.format.begin_object_key(&mut out, first)?;
        self.value(key, out)?;
        self.format.end_object_key(&mut out)?;
        self.format.begin_object_value(&mut out)
    }

    fn value<T: Serialize + ?Sized>(&mut self, value: &T, out: &mut dyn Write) -> io::Result<()> {
        value.serialize(&mut Serializer::with_formatter(out, self.format.clone())).map_err(io::Error::from)
    }
}

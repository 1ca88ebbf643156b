//! Reports in a few lines of TOML, for the examples on rules' cards.
//!
//! A fixture looks like the form: `requests.new = [27, 0, 0, 0, 0, 0, 27]` is the first line of 表三 as printed. What it
//! leaves out is missing, so that rules find nothing there; what the form does not have is an error, so that an example
//! cannot pass by a typo. Keys:
//!
//! - `year` (2023 unless given), `edition` (that of the year unless given), `agency.name`, `agency.level`, `agency.of`,
//!   `agency.division`, `title`, `period = "2023-01-01/2023-12-31"`, `composition = 6`, `contact`, `published`;
//! - `preamble`, `overview`, `problems`, `other`: prose, a paragraph a line;
//!   `text.proactive`, `text.requests`, `text.disputes`: prose beside the tables;
//! - `headings = ["一、总体情况", …]`: instead of the official six;
//! - `proactive.…`, `requests.…`, `disputes.…`: a row as a list of its cells (numbers, or strings as printed), as a table
//!   of cells by column key, or `"missing"`; a table as a whole may be `"missing"` or `"picture"`. `requests.other = { total = 0 }` in the
//!   2021 form stands for its three rows, and the other way about;
//! - `found.requests.carried_in = 6`: the number of values that a row really prints;
//! - `label.requests.total = "(七)总记"`: what a row prints for its label, misspelt unless it is the row's short title;
//! - `inferred = ["requests"]`: tables read by guess;
//! - `extra.requests = ["小计"]`: rows that the form does not have; a column where the name ends in 栏;
//! - `first.requests = "total"`: a row that stands above all others;
//! - `under.requests = "proactive"`: a table that stands below the heading of another part;
//! - `last_year.…`: all of this for the report of the year before; `[[children]]` and `[[peers]]`: for other reports of
//!   the same year;
//! - `options.S21.max = 800`: what the profile sets a rule's threshold to.

use std::ops::Range;

use toml::Value;

use crate::cell;
use crate::claims;
use crate::form::{CellId, Edition, Level, PARTS, Table, ordinal, sub_heading};
use crate::place::Place;
use crate::report::{
    AgencyDraft, CellDraft, Composition, Date, Draft, Extra, ExtraKind, Fit, Line, Paragraph, ParagraphKind,
    Part, Period, Picture, SettingDraft,
};

/// Examples of every key, with what they mean.
pub const KEYS: [(&str, &str); 24] = [
    ("year = 2020", "年度，不写是 2023"),
    ("edition = \"2019\"", "格式，不写按年度"),
    ("agency.name = \"青石县人民政府\"", "机关"),
    ("agency.level = \"县\"", "层级"),
    ("agency.of = \"县\"", "部门的：哪一级政府的"),
    ("agency.division = \"530699\"", "行政区划代码"),
    ("title = \"……年度报告\"", "标题"),
    ("period = \"2023-01-01/2023-12-31\"", "统计期限"),
    ("composition = 6", "自称由几个部分组成"),
    ("contact = \"……\"", "联系方式"),
    ("published = \"2024-01-31\"", "发布日期"),
    ("preamble = \"……\"", "第一部分之前的正文，一行一段；overview、problems、other 是第一、五、六部分的"),
    ("text.requests = \"……\"", "表旁边的正文；text.proactive、text.disputes 同"),
    ("headings = [\"一、总体情况\"]", "各部分的标题，不写是格式上的六个"),
    ("requests.new = [2, 0, 0, 0, 0, 0, 2]", "一行各格，次序同表；也可以是 \"missing\"，或者按列的键写"),
    ("requests.new.total = 2", "只写几格"),
    ("found.requests.new = 6", "这一行实际印了几个值"),
    ("label.requests.total = \"(七)总记\"", "行的标签印成什么"),
    ("inferred = [\"requests\"]", "猜出来的表"),
    ("extra.requests = [\"小计\"]", "格式上没有的行，以“栏”结尾的是列"),
    ("first.requests = \"total\"", "写在最上面的行"),
    ("under.requests = \"proactive\"", "表写在哪一部分"),
    (
        "last_year.requests.carried_out = [1, 0, 0, 0, 0, 0, 1]",
        "上年报告；[[children]]、[[peers]] 是下级、同级的报告",
    ),
    ("options.S21.max = 800", "配置设的选项"),
];

/// Why a fixture is not one.
#[derive(Debug, thiserror::Error)]
pub enum FixtureError {
    #[error("示例不是合法的 TOML：{0}")]
    Toml(#[from] toml::de::Error),
    #[error("示例里的 {key} 不对：{why}")]
    Key { key: String, why: String },
}

type Result<T> = std::result::Result<T, FixtureError>;

fn wrong<T>(key: &str, why: impl Into<String>) -> Result<T> {
    Err(FixtureError::Key { key: key.to_owned(), why: why.into() })
}

/// The report that a fixture describes.
pub fn parse(fixture: &str) -> Result<Draft> {
    draft(fixture.parse::<toml::Table>()?, 2023)
}

fn draft(mut fixture: toml::Table, default_year: u16) -> Result<Draft> {
    let mut builder = Builder::default();
    let year = match fixture.remove("year") {
        None => default_year,
        Some(Value::Integer(year)) if (1900..=2100).contains(&year) => year as u16,
        Some(other) => return wrong("year", format!("{other}")),
    };
    let edition = match fixture.remove("edition") {
        None => Edition::due(year),
        Some(value) => Edition::deserialize_from(value)?,
    };
    builder.draft.year = Some(year);
    builder.draft.edition = Some(edition);
    if let Some(last_year) = fixture.remove("last_year") {
        let last_year = draft(as_table("last_year", last_year)?, year - 1)?;
        builder.draft.last_year = Some(Box::new(last_year));
    }
    builder.draft.children = drafts(&mut fixture, "children", year)?;
    builder.draft.peers = drafts(&mut fixture, "peers", year)?;
    if let Some(options) = fixture.remove("options") {
        builder.draft.settings = settings(as_table("options", options)?)?;
    }
    if let Some(agency) = fixture.remove("agency") {
        builder.draft.agency = agency_of(as_table("agency", agency)?)?;
    }
    builder.head(&mut fixture)?;
    builder.body(&mut fixture, edition)?;
    match fixture.keys().next() {
        Some(key) => wrong(key, "没有这样的键"),
        None => Ok(builder.finish()),
    }
}

fn drafts(fixture: &mut toml::Table, key: &str, year: u16) -> Result<Vec<Draft>> {
    match fixture.remove(key) {
        None => Ok(Vec::new()),
        Some(Value::Array(reports)) => {
            reports.into_iter().map(|report| draft(as_table(key, report)?, year)).collect()
        }
        Some(other) => wrong(key, format!("应写成 [[{key}]]，写的是 {other}")),
    }
}

fn settings(options: toml::Table) -> Result<Vec<SettingDraft>> {
    let mut settings = Vec::new();
    for (rule, keys) in options {
        for (key, value) in as_table(&format!("options.{rule}"), keys)? {
            let Some(value) = value.as_integer() else {
                return wrong(&format!("options.{rule}.{key}"), format!("应为整数，写的是 {value}"));
            };
            settings.push(SettingDraft { rule: rule.clone(), key, value });
        }
    }
    Ok(settings)
}

fn as_table(key: &str, value: Value) -> Result<toml::Table> {
    match value {
        Value::Table(table) => Ok(table),
        other => wrong(key, format!("应为表，写的是 {other}")),
    }
}

fn take_string(table: &mut toml::Table, key: &str) -> Result<Option<String>> {
    match table.remove(key) {
        None => Ok(None),
        Some(Value::String(text)) => Ok(Some(text)),
        Some(other) => wrong(key, format!("应为字符串，写的是 {other}")),
    }
}

fn agency_of(mut table: toml::Table) -> Result<AgencyDraft> {
    let level = |text: Option<String>| match text {
        None => Ok(None),
        Some(key) => match Level::named(&key) {
            Some(level) => Ok(Some(level)),
            None => wrong("agency.level", format!("没有层级 {key}")),
        },
    };
    let agency = AgencyDraft {
        name: take_string(&mut table, "name")?.unwrap_or_default(),
        level: level(take_string(&mut table, "level")?)?,
        of: level(take_string(&mut table, "of")?)?,
        division: take_string(&mut table, "division")?.unwrap_or_default(),
    };
    match table.keys().next() {
        Some(key) => wrong(&format!("agency.{key}"), "没有这样的键"),
        None => Ok(agency),
    }
}

/// `2023-01-31`; not checked against the calendar, since reports are not either.
fn date(key: &str, text: &str) -> Result<Date> {
    let mut fields = text.splitn(3, '-');
    let mut next = || fields.next().and_then(|field| field.parse::<u16>().ok());
    match (next(), next(), next()) {
        (Some(year), Some(month), Some(day)) if month < 256 && day < 256 => {
            Ok(Date { year, month: month as u8, day: day as u8 })
        }
        _ => wrong(key, format!("应为 YYYY-MM-DD，写的是 {text}")),
    }
}

impl Edition {
    fn deserialize_from(value: Value) -> Result<Self> {
        match value.as_str() {
            Some("2019") => Ok(Self::E2019),
            Some("2021") => Ok(Self::E2021),
            Some("before-2019") => Ok(Self::Before2019),
            _ => wrong("edition", format!("没有这样的格式：{value}")),
        }
    }
}

/// Lays the report out as text, so that everything in a fixture has a place.
#[derive(Default)]
struct Builder {
    draft: Draft,
    prose: Vec<Range<u32>>,
}

impl Builder {
    fn push(&mut self, line: &str) -> Place {
        let start = self.draft.text.len();
        self.draft.text.push_str(line);
        self.draft.text.push('\n');
        Place::from(start..start + line.len())
    }

    fn paragraphs(&mut self, text: &str, part: u8) {
        for line in text.lines().map(str::trim).filter(|line| !line.is_empty()) {
            let place = self.push(line);
            let ordinal = sub_heading(line);
            let kind = if ordinal > 0 { ParagraphKind::SubHeading } else { ParagraphKind::Prose };
            self.draft.paragraphs.push(Paragraph { place, part, kind, ordinal });
            self.prose.push(place.start..place.end);
        }
    }

    fn head(&mut self, fixture: &mut toml::Table) -> Result<()> {
        if let Some(title) = take_string(fixture, "title")? {
            self.draft.title = Some(self.push(&title));
        }
        if let Some(preamble) = take_string(fixture, "preamble")? {
            self.paragraphs(&preamble, 0);
        }
        if let Some(period) = take_string(fixture, "period")? {
            let Some((from, to)) = period.split_once('/') else {
                return wrong("period", "应为 YYYY-MM-DD/YYYY-MM-DD");
            };
            let (from, to) = (date("period", from)?, date("period", to)?);
            let place = self.push(&format!("统计期限为{from}至{to}。"));
            self.draft.period = Some(Period { place, from, to });
        }
        match fixture.remove("composition") {
            None => {}
            Some(Value::Integer(parts)) if (0..=20).contains(&parts) => {
                let place = self.push(&format!("本报告由{parts}个部分组成。"));
                self.draft.composition = Some(Composition { place, parts: parts as u8 });
            }
            Some(other) => return wrong("composition", format!("应为部分的个数，写的是 {other}")),
        }
        if let Some(contact) = take_string(fixture, "contact")? {
            self.draft.contact = Some(self.push(&contact));
        }
        if let Some(published) = take_string(fixture, "published")? {
            self.draft.published = Some(date("published", &published)?);
        }
        Ok(())
    }

    fn body(&mut self, fixture: &mut toml::Table, edition: Edition) -> Result<()> {
        let headings = match fixture.remove("headings") {
            None => PARTS.iter().map(|part| format!("{}、{}", part.numeral, part.heading)).collect(),
            Some(Value::Array(headings)) => headings
                .into_iter()
                .map(|heading| heading.as_str().map(str::to_owned).ok_or(heading))
                .collect::<std::result::Result<Vec<_>, _>>()
                .or_else(|other| wrong("headings", format!("应为字符串，写的是 {other}")))?,
            Some(other) => return wrong("headings", format!("应为列表，写的是 {other}")),
        };
        let mut found = match fixture.remove("found") {
            None => toml::Table::new(),
            Some(found) => as_table("found", found)?,
        };
        let mut labels = match fixture.remove("label") {
            None => toml::Table::new(),
            Some(labels) => as_table("label", labels)?,
        };
        let mut extra = match fixture.remove("extra") {
            None => toml::Table::new(),
            Some(extra) => as_table("extra", extra)?,
        };
        let mut prose = match fixture.remove("text") {
            None => toml::Table::new(),
            Some(text) => as_table("text", text)?,
        };
        let mut first = match fixture.remove("first") {
            None => toml::Table::new(),
            Some(first) => as_table("first", first)?,
        };
        let homes = homes(fixture)?;
        for heading in &headings {
            let (number, numeral, fit) = part_of(heading);
            let heading = self.push(heading);
            let start = self.draft.text.len();
            self.draft.paragraphs.push(Paragraph {
                place: heading,
                part: number,
                kind: ParagraphKind::Heading,
                ordinal: 0,
            });
            if let Some(part) = PARTS.get(usize::from(number).wrapping_sub(1)) {
                let beside = if (2..=4).contains(&number) { &mut prose } else { &mut *fixture };
                if let Some(text) = take_string(beside, part.key)? {
                    self.paragraphs(&text, number);
                }
                for table in Table::ALL.into_iter().filter(|&table| homes[table as usize] == number) {
                    self.table(
                        table,
                        fixture.remove(table.key()),
                        [&mut found, &mut labels, &mut extra, &mut first],
                        edition,
                    )?;
                }
            }
            let body = Place::from(start..self.draft.text.len());
            self.draft.parts.push(Part { number, numeral, heading, body, fit });
        }
        match fixture.remove("inferred") {
            None => {}
            Some(Value::Array(tables)) => {
                for table in tables {
                    match table.as_str().and_then(Table::from_key) {
                        Some(table) => self.draft.grids[table as usize].inferred = true,
                        None => return wrong("inferred", format!("没有这样的表：{table}")),
                    }
                }
            }
            Some(other) => return wrong("inferred", format!("应为列表，写的是 {other}")),
        }
        for (name, rest) in
            [("found", found), ("label", labels), ("extra", extra), ("first", first), ("text", prose)]
        {
            if let Some(key) = rest.keys().next() {
                return wrong(&format!("{name}.{key}"), "没有这样的键");
            }
        }
        Ok(())
    }

    fn table(
        &mut self,
        table: Table,
        value: Option<Value>,
        [found, labels, extra, first]: [&mut toml::Table; 4],
        edition: Edition,
    ) -> Result<()> {
        let mut given = Vec::new();
        match value {
            None => {}
            Some(Value::String(word)) if word == "missing" => return Ok(()),
            Some(Value::String(word)) if word == "picture" => {
                let end = self.draft.text.trim_end().len();
                let picture =
                    Picture { place: Place::from(end..end), part: table.part(), shows: Some(table) };
                self.draft.pictures.push(picture);
                return Ok(());
            }
            Some(Value::Table(rows)) => flatten(table.key(), rows, table, &mut given)?,
            Some(other) => return wrong(table.key(), format!("应为各行，写的是 {other}")),
        }
        let start = self.draft.text.len();
        let mut counts = Vec::new();
        if let Some(rows) = found.remove(table.key()) {
            flatten(table.key(), as_table(table.key(), rows)?, table, &mut counts)?;
        }
        let mut worded = Vec::new();
        if let Some(rows) = labels.remove(table.key()) {
            flatten(table.key(), as_table(table.key(), rows)?, table, &mut worded)?;
        }
        let block: Vec<&str> = given.iter().map(|(row, _)| table.rows()[usize::from(*row)].key).collect();
        let first = take_string(first, table.key())?;
        let mut rows: Vec<_> = (0_u8..).zip(table.rows()).collect();
        rows.sort_by_key(|(_, label)| first.as_deref() != Some(label.key));
        for (row, label) in rows {
            let expected = table.expected_columns(edition, row);
            let value = given.iter().position(|(r, _)| *r == row).map(|at| given.swap_remove(at).1);
            if value.is_none() && (expected.is_empty() || stands_for(&block, edition, label.key)) {
                continue;
            }
            if matches!(&value, Some(Value::String(word)) if word == "missing") {
                continue;
            }
            let (words, fit) = match worded.iter().find(|(r, _)| *r == row) {
                None => (label.printed, Fit::Official),
                Some((_, Value::String(words))) if words == label.title => (words.as_str(), Fit::Variant),
                Some((_, Value::String(words))) => (words.as_str(), Fit::Misspelt),
                Some((_, other)) => return wrong("label", format!("应为字符串，写的是 {other}")),
            };
            let place = self.push_row(table, row, words, value, expected)?;
            let line = &mut self.draft.grids[table as usize].lines[usize::from(row)];
            *line = Line {
                present: true,
                whole: place,
                label: Place::new(place.start, place.start + words.len() as u32),
                found: expected.len() as u16,
                fit,
            };
            if let Some((_, count)) = counts.iter().find(|(r, _)| *r == row) {
                line.found = match count.as_integer() {
                    Some(count) if (0..1000).contains(&count) => count as u16,
                    _ => return wrong("found", format!("应为个数，写的是 {count}")),
                };
            }
        }
        if let Some(Value::Array(rows)) = extra.remove(table.key()) {
            for row in rows {
                let Some(label) = row.as_str() else {
                    return wrong("extra", format!("应为字符串，写的是 {row}"));
                };
                let place = self.push(label);
                let kind = match label {
                    _ if label.contains('计') => ExtraKind::SubTotal,
                    _ if label.ends_with('栏') => ExtraKind::Column,
                    _ => ExtraKind::Row,
                };
                self.draft.extras.push(Extra { table, kind, place, values: 0 });
            }
        }
        self.draft.grids[table as usize].place = Some(Place::from(start..self.draft.text.len()));
        Ok(())
    }

    fn push_row(
        &mut self,
        table: Table,
        row: u8,
        label: &str,
        value: Option<Value>,
        expected: &[u8],
    ) -> Result<Place> {
        let key = format!("{}.{}", table.key(), table.rows()[usize::from(row)].key);
        let cells: Vec<(u8, Value)> = match value {
            None => Vec::new(),
            Some(Value::Array(cells)) if cells.len() == expected.len() => {
                expected.iter().copied().zip(cells).collect()
            }
            Some(Value::Array(cells)) => {
                return wrong(&key, format!("这一行有 {} 格，写了 {} 格", expected.len(), cells.len()));
            }
            Some(Value::Table(cells)) => cells
                .into_iter()
                .map(|(name, cell)| {
                    match (0_u8..).zip(table.columns()).find(|(_, column)| column.key == name) {
                        Some((column, _)) => Ok((column, cell)),
                        None => wrong(&key, format!("没有列 {name}")),
                    }
                })
                .collect::<Result<_>>()?,
            Some(other) => return wrong(&key, format!("应为各格的列表，写的是 {other}")),
        };
        let start = self.draft.text.len();
        self.draft.text.push_str(label);
        for (column, cell) in cells {
            let raw = match cell {
                Value::Integer(number) => number.to_string(),
                Value::String(text) => text,
                other => return wrong(&key, format!("格里应为整数，或照原样写的字符串，写的是 {other}")),
            };
            self.draft.text.push_str(" | ");
            let at = self.draft.text.len();
            self.draft.text.push_str(&raw);
            let (state, value, notes) = cell::parse(&raw);
            let id = CellId { table, row, column };
            self.draft.grids[table as usize].cells[id.index()] =
                CellDraft { state, value, place: Place::from(at..at + raw.len()), notes };
        }
        let place = Place::from(start..self.draft.text.len());
        self.draft.text.push('\n');
        Ok(place)
    }

    fn finish(mut self) -> Draft {
        self.draft.claims = claims::extract(&self.draft.text, &self.prose);
        self.draft
    }
}

/// The part that each table stands in.
fn homes(fixture: &mut toml::Table) -> Result<[u8; 3]> {
    let mut homes = Table::ALL.map(Table::part);
    let Some(under) = fixture.remove("under") else { return Ok(homes) };
    for (key, part) in as_table("under", under)? {
        let number = (1_u8..).zip(&PARTS).find(|(_, known)| part.as_str() == Some(known.key));
        match (Table::from_key(&key), number) {
            (Some(table), Some((number, _))) => homes[table as usize] = number,
            _ => return wrong(&format!("under.{key}"), "没有这样的表或部分"),
        }
    }
    Ok(homes)
}

/// Whether rows of the other edition's 其他处理 are `given` in place of that row.
fn stands_for(given: &[&str], edition: Edition, row: &str) -> bool {
    let has =
        |one: bool| given.iter().any(|key| if one { *key == "other" } else { key.starts_with("other.") });
    match edition {
        Edition::E2021 => row.starts_with("other.") && has(true) && !has(false),
        _ => row == "other" && has(false),
    }
}

/// The rows of a table, keys such as `denied.state_secret` joined again.
fn flatten(path: &str, rows: toml::Table, table: Table, into: &mut Vec<(u8, Value)>) -> Result<()> {
    for (key, value) in rows {
        let path = format!("{path}.{key}");
        let name = &path[table.key().len() + 1..];
        match (0_u8..).zip(table.rows()).find(|(_, label)| label.key == name) {
            Some((row, _)) => match value {
                // `other` is a row of the 2019 form and the stem of three rows of the 2021 form.
                Value::Table(inner) if name == "other" && !inner.values().any(Value::is_integer) => {
                    flatten(&path, inner, table, into)?;
                }
                value => into.push((row, value)),
            },
            None => match value {
                Value::Table(inner) => flatten(&path, inner, table, into)?,
                _ => return wrong(&path, "表里没有这一行"),
            },
        }
    }
    Ok(())
}

/// The number and the numeral of a heading, and how it fits: for fixtures, by exact words.
fn part_of(heading: &str) -> (u8, u8, Fit) {
    let (numeral, words) = heading.split_once('、').unwrap_or(("", heading));
    let numeral = ordinal(numeral);
    match (1_u8..).zip(&PARTS).find(|(_, part)| part.heading == words) {
        Some((number, _)) => (number, numeral, Fit::Official),
        None if (1..=6).contains(&numeral) => (numeral, numeral, Fit::Own),
        None => (0, numeral, Fit::Own),
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::card::Setting;
    use crate::figure::Decimal;
    use crate::form::{Applicant, RequestLine};
    use crate::report::{CellState, Report};
    use crate::wire;

    #[test]
    fn a_fixture_looks_like_the_form() {
        let draft = parse(
            "year = 2020
             agency.level = 'county'
             requests.new = [27, 0, 0, 0, 0, 0, 27]
             requests.denied.state_secret = ['', '/', 0, 0, 0, 0, 1]
             requests.other = [0, 0, 0, 0, 0, 0, 0]
             proactive.licensing = [45, '增8', 53]
             last_year.requests.carried_out = [1, 0, 0, 0, 0, 0, 1]
             options.S21.max = 800
             [[children]]
             agency.name = '某县教育局'
             requests.new = [2, 0, 0, 0, 0, 0, 2]",
        )
        .unwrap();
        let bytes = wire::encode(&draft);
        let report = Report::read(&bytes).unwrap();
        assert_eq!(report.year, Some(2020));
        assert_eq!(report.edition, Some(Edition::E2019));
        assert_eq!(report.figure((RequestLine::New, Applicant::Total)).get(), Decimal::from_int(27));
        let blank = report.cell((RequestLine::StateSecret, Applicant::NaturalPerson));
        assert_eq!((blank.state, blank.raw), (CellState::Blank, ""));
        let unsaid = report.cell((RequestLine::Total, Applicant::Total));
        assert_eq!(unsaid.state, CellState::Missing);
        let last_year = report.last_year().unwrap();
        assert_eq!(last_year.year, Some(2019));
        assert_eq!(last_year.figure((RequestLine::CarriedOut, Applicant::Total)).get(), Decimal::from_int(1));
        assert_eq!(report.parts().count(), 6);
        let children: Vec<_> = report.children().map(|child| (child.agency.name, child.year)).collect();
        assert_eq!(children, [("某县教育局", Some(2020))]);
        assert_eq!(report.peers().count(), 0);
        let max = Setting { rule: "S21", key: "max", default: 1000, says: "" };
        assert_eq!(max.of(&report), 800);
        assert_eq!(Setting { rule: "S22", ..max }.of(&report), 1000);
    }

    #[test]
    fn examples_of_the_keys_are_read() {
        for (example, _) in KEYS {
            assert!(parse(example).is_ok(), "{example}");
        }
    }

    #[test]
    fn what_the_form_does_not_have_is_an_error() {
        for (fixture, expected) in [
            ("requests.nwe = [1]", "示例里的 requests.nwe 不对：表里没有这一行"),
            ("requests.new = [1, 2]", "示例里的 requests.new 不对：这一行有 7 格，写了 2 格"),
            ("overveiw = ''", "示例里的 overveiw 不对：没有这样的键"),
            (
                "proactive.procurement = [1, 2]",
                "示例里的 proactive.procurement 不对：这一行有 0 格，写了 2 格",
            ),
        ] {
            assert_eq!(parse(fixture).unwrap_err().to_string(), expected);
        }
    }
}

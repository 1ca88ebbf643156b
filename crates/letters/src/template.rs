//! A template of letters: a Word document with fields, checked when it is opened and filled in for each letter.

use std::collections::BTreeSet;
use std::ops::Range;

use gouji_annotate::{Package, PackageError};
use gouji_reader::docx_places;
use gouji_reader::source::{Limits, Unreadable};
use minijinja::{AutoEscape, Environment, Error, ErrorKind, UndefinedBehavior, Value};

use crate::blocks::Blocks;
use crate::fields::{Meaning, TABLES, looped, meaning, nearest, values};
use crate::letter::{Issue, Letter, Mended, Unread};
use crate::tables;
use crate::tags::{Open, literal, tagged};

/// Why a template cannot be used.
#[derive(Debug, thiserror::Error)]
pub enum TemplateError {
    #[error(transparent)]
    Unreadable(#[from] Unreadable),
    #[error("文件已损坏（{0}）；请用 WPS 或 Word 打开另存一份 DOCX")]
    Damaged(String),
    #[error(
        "里面没有一个字段，如 {{{{ 单位 }}}}；请用 gouji ledger letters --template-out 写出一份，在它上面改"
    )]
    NoFields,
    #[error("{part}里的“{field}”不是字段；最接近的是“{nearest}”")]
    Field { part: String, field: String, nearest: String },
    #[error("{part}里的“{text}”写法不对：{why}")]
    Syntax { part: String, text: String, why: String },
    #[error("{part}里的“{text}”同时用了两种清单（{lists}）；表格的一行或者一段里只能用一种")]
    Mixed { part: String, text: String, lists: String },
    #[error("{part}里的 {{{{ 附表 }}}} 要单独占一段，这一段里还有别的文字：“{text}”")]
    Tables { part: String, text: String },
    #[error(
        "{part}里有“{field}”，每封信都不同；合成一个文件（--single）时，页眉页脚里只能有 办公室、期限、日期"
    )]
    Differs { part: String, field: String },
    #[error("{part}填不成：{why}")]
    Fill { part: String, why: String },
    #[error("没能写出文件（{0}）")]
    Write(String),
}

impl From<PackageError> for TemplateError {
    fn from(error: PackageError) -> Self {
        match error {
            PackageError::Damaged(why) => Self::Damaged(why),
            PackageError::Write(why) => Self::Write(why),
        }
    }
}

/// A template that is fit for use.
#[derive(Debug)]
pub struct Template {
    bytes: Vec<u8>,
    /// The document itself first, then heads and feet that have fields.
    parts: Vec<Part>,
}

#[derive(Debug)]
struct Part {
    path: String,
    /// As users know it.
    title: String,
    /// The XML as a template.
    source: String,
    prefix: String,
    /// A field that is not the same in every letter.
    own: Option<String>,
    fields: usize,
}

/// Around a paragraph that goes where nothing stands in it.
const BEGIN: char = '\u{fdd0}';
const END: char = '\u{fdd1}';

impl Template {
    /// # Errors
    /// When it is no Word document, or has fields that there are not.
    pub fn open(bytes: Vec<u8>) -> Result<Self, TemplateError> {
        let places = docx_places(&bytes, &Limits::default())?;
        let mut package = Package::open(&bytes)?;
        let folder = places.part.rsplit_once('/').map_or(String::new(), |(folder, _)| format!("{folder}/"));
        let main = places.text.trim_start_matches('\u{feff}');
        let mut parts = vec![Part::of(places.part.clone(), "正文".to_owned(), main)?];
        for path in package.names() {
            let Some(name) = path.strip_prefix(&folder).filter(|name| name.ends_with(".xml")) else {
                continue;
            };
            let title = match name {
                _ if name.starts_with("header") => "页眉",
                _ if name.starts_with("footer") => "页脚",
                _ => continue,
            };
            let text = package.text(&path)?.unwrap_or_default();
            let part =
                Part::of(path.clone(), format!("{title}（{name}）"), text.trim_start_matches('\u{feff}'))?;
            if part.fields > 0 {
                parts.push(part);
            }
        }
        if parts.iter().all(|part| part.fields == 0) {
            return Err(TemplateError::NoFields);
        }
        let template = Self { bytes, parts };
        for sample in [Letter::default(), full()] {
            template.fill(&sample)?;
        }
        Ok(template)
    }

    /// The letter as a document.
    ///
    /// # Errors
    /// When something goes wrong in an expression of the template.
    pub fn fill(&self, letter: &Letter) -> Result<Vec<u8>, TemplateError> {
        let mut package = Package::open(&self.bytes)?;
        for part in &self.parts {
            package.set(&part.path, part.fill(letter)?);
        }
        Ok(package.finish()?)
    }

    /// Letters as one document, each on a page of its own.
    ///
    /// # Errors
    /// As [`Template::fill`]; and where heads or feet are not the same in all of them.
    pub fn fill_all(&self, letters: &[Letter]) -> Result<Vec<u8>, TemplateError> {
        self.fits_all()?;
        let mut package = Package::open(&self.bytes)?;
        let Some((main, around)) = self.parts.split_first() else { return Ok(package.finish()?) };
        let first = letters.first().cloned().unwrap_or_default();
        let mut whole = String::new();
        let mut tail = String::new();
        for letter in letters {
            let text = main.fill(letter)?;
            let body = Blocks::of(&text).ok().and_then(|blocks| blocks.body);
            let Some(body) = body else { return Err(main.wrong("没有正文（body）")) };
            if whole.is_empty() {
                whole.push_str(&text[..body.start]);
                tail.push_str(&text[body.end..]);
            } else {
                whole.push_str(&new_page(&main.prefix));
            }
            whole.push_str(&text[body]);
        }
        whole.push_str(&tail);
        package.set(&main.path, whole);
        for part in around {
            package.set(&part.path, part.fill(&first)?);
        }
        Ok(package.finish()?)
    }

    /// Whether letters can stand in one document.
    ///
    /// # Errors
    /// When heads or feet are not the same in all of them.
    pub fn fits_all(&self) -> Result<(), TemplateError> {
        let differs = self.parts.iter().skip(1).find_map(|part| Some((part, part.own.clone()?)));
        match differs {
            Some((part, field)) => Err(TemplateError::Differs { part: part.title.clone(), field }),
            None => Ok(()),
        }
    }
}

/// A paragraph that takes next to no room, and ends a page.
fn new_page(w: &str) -> String {
    format!(
        "<{w}p><{w}pPr><{w}spacing {w}before=\"0\" {w}after=\"0\" {w}line=\"20\" {w}lineRule=\"exact\"/></{w}pPr>\
         <{w}r><{w}br {w}type=\"page\"/></{w}r></{w}p>"
    )
}

/// A letter that has something for every field.
fn full() -> Letter {
    let word = || "字".to_owned();
    let issue = Issue {
        severity: word(),
        place: word(),
        message: word(),
        found: word(),
        should_be: word(),
        evidence: word(),
        basis: word(),
        rule: word(),
        doubt: word(),
        state: word(),
        opinion: word(),
    };
    Letter {
        unit: word(),
        year: word(),
        file: word(),
        handed_in: word(),
        office: word(),
        due: word(),
        day: word(),
        issues: vec![issue.clone(), issue],
        mended: vec![Mended::default()],
        unread: vec![Unread::default()],
        no_tables: word(),
        ..Letter::default()
    }
}

impl Part {
    fn of(path: String, title: String, xml: &str) -> Result<Self, TemplateError> {
        let blocks = Blocks::of(xml).map_err(|why| TemplateError::Damaged(format!("{path}：{why}")))?;
        let mut part =
            Self { path, title, source: String::new(), prefix: blocks.prefix.clone(), own: None, fields: 0 };
        let mut compiled = Compiled { rows: vec![None; blocks.rows.len()], ..Compiled::default() };
        for at in 0..blocks.paragraphs.len() {
            part.paragraph(&blocks, at, &mut compiled)?;
        }
        compiled.paragraphs(&blocks);
        compiled.rows(&blocks);
        part.source = compiled.source(xml);
        Ok(part)
    }

    /// Takes the fields out of a paragraph's text.
    fn paragraph(
        &mut self,
        blocks: &Blocks,
        at: usize,
        compiled: &mut Compiled,
    ) -> Result<(), TemplateError> {
        let paragraph = &blocks.paragraphs[at];
        let texts: Vec<String> = paragraph.texts.iter().map(|(_, text)| text.clone()).collect();
        let whole = texts.concat();
        let tagged = tagged(&texts).map_err(|Open(text)| self.syntax(&text, "“{{”没有对应的“}}”"))?;
        let Some(tagged) = tagged else { return Ok(()) };
        self.fields += 1;
        let lists = self.lists(&tagged.source)?;
        if tagged.alone.as_deref() == Some(TABLES) {
            let rest = if paragraph.free { String::new() } else { format!("<{}p/>", self.prefix) };
            compiled.replace(paragraph.range.clone(), format!("{{{{ {} }}}}{rest}", looped(TABLES)));
            return Ok(());
        }
        if tagged.source.replace(' ', "").contains(&format!("{{{{{TABLES}}}}}")) {
            return Err(TemplateError::Tables { part: self.title.clone(), text: start(&whole) });
        }
        let lists: Vec<&str> = lists.into_iter().collect();
        let known = paragraph.row.and_then(|row| compiled.rows[row]);
        let list = match (&lists[..], known) {
            ([], _) => None,
            ([list], None) => Some(*list),
            ([list], Some(known)) if *list == known => Some(*list),
            (lists, known) => {
                let lists: BTreeSet<&str> = lists.iter().copied().chain(known).collect();
                let lists = lists.into_iter().collect::<Vec<_>>().join("、");
                return Err(TemplateError::Mixed { part: self.title.clone(), text: start(&whole), lists });
            }
        };
        match (paragraph.row, list) {
            (Some(row), Some(_)) => compiled.rows[row] = list,
            (None, _) => compiled.found.push((at, list)),
            (Some(_), None) => {}
        }
        for ((range, _), text) in paragraph.texts.iter().zip(tagged.texts) {
            compiled.replace(range.clone(), text);
        }
        Ok(())
    }

    /// The lists that a text has fields of, all of which there are.
    fn lists(&mut self, source: &str) -> Result<BTreeSet<&'static str>, TemplateError> {
        let pages = environment();
        let page = pages.template_from_named_str("字段", source);
        let page = page.map_err(|error| self.syntax(source, &why(&error)))?;
        let mut lists = BTreeSet::new();
        let mut names: Vec<String> = page.undeclared_variables(true).into_iter().collect();
        names.sort_unstable();
        for name in names {
            match meaning(&name) {
                Some(Meaning::Common) => {}
                Some(Meaning::Own) => drop(self.own.get_or_insert(name)),
                Some(Meaning::Of(list)) => {
                    lists.insert(list);
                    self.own.get_or_insert(name);
                }
                None => {
                    let nearest = nearest(&name);
                    return Err(TemplateError::Field { part: self.title.clone(), field: name, nearest });
                }
            }
        }
        Ok(lists)
    }

    fn syntax(&self, text: &str, why: &str) -> TemplateError {
        TemplateError::Syntax { part: self.title.clone(), text: start(text), why: why.to_owned() }
    }

    fn wrong(&self, why: &str) -> TemplateError {
        TemplateError::Fill { part: self.title.clone(), why: why.to_owned() }
    }

    fn fill(&self, letter: &Letter) -> Result<String, TemplateError> {
        let values = values(letter, tables::xml(&letter.tables, &self.prefix));
        let filled = environment().render_named_str("信", &self.source, Value::from(values));
        let filled = without_empty(&filled.map_err(|error| self.wrong(&why(&error)))?);
        match Blocks::of(&filled) {
            Ok(_) => Ok(filled),
            Err(_) => Err(self.wrong(
                "{% if %} 和 {% endif %} 之间不能只有半个超链接、批注或修订；请把它们放在同一处格式里",
            )),
        }
    }
}

/// The beginning of a text, for messages.
fn start(text: &str) -> String {
    let text = text.trim();
    match text.char_indices().nth(40) {
        Some((end, _)) => format!("{}…", &text[..end]),
        None => text.to_owned(),
    }
}

/// Everything that is put in is made harmless, what is not there is an error, and no template runs for ever.
fn environment() -> Environment<'static> {
    const FUEL: u64 = 20_000_000;
    let mut pages = Environment::new();
    pages.set_auto_escape_callback(|_| AutoEscape::Html);
    pages.set_undefined_behavior(UndefinedBehavior::Strict);
    pages.set_fuel(Some(FUEL));
    pages
}

/// What minijinja says, as far as it can be said in Chinese.
fn why(error: &Error) -> String {
    let detail = error.detail().unwrap_or_default();
    let what = match error.kind() {
        ErrorKind::SyntaxError => "不完整，或者有写错的字；{% if %} 和 {% endif %} 要写在同一段里",
        ErrorKind::UnknownFilter => "没有这个过滤器",
        ErrorKind::UnknownTest => "没有这种判断",
        ErrorKind::UnknownFunction => "没有这个函数",
        ErrorKind::UndefinedError => "用了没有的字段",
        ErrorKind::OutOfFuel => "要算的太多",
        _ => "算不出来",
    };
    if detail.is_empty() { what.to_owned() } else { format!("{what}（{detail}）") }
}

/// Bytes of the part and what stands there in its source.
struct Edit {
    range: Range<usize>,
    /// It belongs to what ends there: it stands before what begins there.
    ends: bool,
    text: String,
}

/// A part on the way to its source.
#[derive(Default)]
struct Compiled {
    edits: Vec<Edit>,
    /// Paragraphs with fields that stand in no row, with the list whose items they are there for.
    found: Vec<(usize, Option<&'static str>)>,
    /// The list of each row.
    rows: Vec<Option<&'static str>>,
}

fn begin(list: &str) -> String {
    format!("{{% for {list} in {} %}}", looped(list))
}

const AGAIN: &str = "{% endfor %}";

impl Compiled {
    /// Paragraphs of the same list that follow each other are repeated together.
    fn paragraphs(&mut self, blocks: &Blocks) {
        let found = std::mem::take(&mut self.found);
        for (nth, &(at, list)) in found.iter().enumerate() {
            let paragraph = &blocks.paragraphs[at];
            let goes_on = |other: Option<&(usize, Option<&str>)>, step: [usize; 2]| {
                other.is_some_and(|&(other, of)| {
                    let other = &blocks.paragraphs[other];
                    let near = other.inside.0 == paragraph.inside.0
                        && other.inside.1 + step[0] == paragraph.inside.1 + step[1];
                    list.is_some() && of == list && near
                })
            };
            let follows = goes_on(nth.checked_sub(1).and_then(|before| found.get(before)), [1, 0]);
            let followed = goes_on(found.get(nth + 1), [0, 1]);
            let (mut before, mut behind) = (String::new(), String::new());
            before.push_str(&list.filter(|_| !follows).map(begin).unwrap_or_default());
            if paragraph.free {
                before.push(BEGIN);
                behind.push(END);
            }
            behind.push_str(list.filter(|_| !followed).map_or("", |_| AGAIN));
            self.around(&paragraph.range, before, behind);
        }
    }

    fn replace(&mut self, range: Range<usize>, text: String) {
        self.edits.push(Edit { range, ends: false, text });
    }

    fn around(&mut self, range: &Range<usize>, before: String, behind: String) {
        self.edits.push(Edit { range: range.start..range.start, ends: false, text: before });
        self.edits.push(Edit { range: range.end..range.end, ends: true, text: behind });
    }

    /// The XML with everything that was found put where it belongs.
    fn source(mut self, xml: &str) -> String {
        self.edits.sort_by_key(|edit| (edit.range.start, !edit.ends));
        let (mut out, mut at) = (String::with_capacity(xml.len() * 2), 0);
        for Edit { range, text, .. } in &self.edits {
            // What stands within something that was replaced is gone with it.
            if range.start < at {
                continue;
            }
            literal(&xml[at..range.start], &mut out);
            out.push_str(text);
            at = range.end;
        }
        literal(&xml[at..], &mut out);
        out
    }

    /// Rows are repeated; a table of which none is there goes as a whole.
    fn rows(&mut self, blocks: &Blocks) {
        let mut tables: Vec<BTreeSet<&str>> = vec![BTreeSet::new(); blocks.tables.len()];
        for (row, list) in blocks.rows.iter().zip(std::mem::take(&mut self.rows)) {
            let Some(list) = list else { continue };
            self.around(&row.range, begin(list), AGAIN.to_owned());
            if let Some(of) = tables.get_mut(row.table) {
                of.insert(list);
            }
        }
        for (range, lists) in blocks.tables.iter().zip(tables) {
            if lists.is_empty() {
                continue;
            }
            let any: Vec<String> = lists.into_iter().map(looped).collect();
            self.around(range, format!("{{% if {} %}}", any.join(" or ")), "{% endif %}".to_owned());
        }
    }
}

/// The text without the paragraphs in which nothing stands any more.
fn without_empty(text: &str) -> String {
    let mut out = String::with_capacity(text.len());
    let mut rest = text;
    while let Some((before, behind)) = rest.split_once(BEGIN) {
        out.push_str(before);
        let (paragraph, behind) = behind.split_once(END).unwrap_or((behind, ""));
        if says_something(paragraph) {
            out.push_str(paragraph);
        }
        rest = behind;
    }
    out.push_str(rest);
    out
}

/// Whether there is text in a paragraph, or a picture, a break, the end of a section.
fn says_something(xml: &str) -> bool {
    const THINGS: [&str; 6] = ["drawing", "pict", "object", "br", "sectPr", "sym"];
    let mut rest = xml;
    while let Some((words, tag)) = rest.split_once('<') {
        let (tag, behind) = tag.split_once('>').unwrap_or((tag, ""));
        let name = tag.split([' ', '/']).next().unwrap_or_default();
        let name = name.rsplit(':').next().unwrap_or_default();
        if !words.trim().is_empty() || THINGS.contains(&name) {
            return true;
        }
        rest = behind;
    }
    !rest.trim().is_empty()
}

#[cfg(test)]
mod tests {
    use super::*;

    fn letter(issues: usize) -> Letter {
        let issue =
            |at: usize| Issue { place: format!("表{at}<"), should_be: "7".to_owned(), ..Issue::default() };
        Letter { unit: "甲&乙".to_owned(), issues: (1..=issues).map(issue).collect(), ..Letter::default() }
    }

    fn part(body: &str) -> Result<Part, TemplateError> {
        let xml = format!("<w:document><w:body>{body}<w:sectPr/></w:body></w:document>");
        Part::of("word/document.xml".to_owned(), "正文".to_owned(), &xml)
    }

    #[track_caller]
    fn check(body: &str, issues: usize, expected: &str) {
        let filled = part(body).unwrap().fill(&letter(issues)).unwrap();
        let filled = filled.strip_prefix("<w:document><w:body>").unwrap();
        let filled = filled.strip_suffix("<w:sectPr/></w:body></w:document>").unwrap();
        assert_eq!(filled.replace("<w:r><w:t>", "[").replace("</w:t></w:r>", "]"), expected);
    }

    fn p(text: &str) -> String {
        format!("<w:p><w:r><w:t>{text}</w:t></w:r></w:p>")
    }

    #[test]
    fn fields_are_filled_in() {
        check(&p("致{{ 单位 }}"), 0, "<w:p>[致甲&amp;乙]</w:p>");
        check(
            "<w:p><w:r><w:t>{{ 单</w:t></w:r><w:r><w:t>位 }}！</w:t></w:r></w:p>",
            0,
            "<w:p>[甲&amp;乙][！]</w:p>",
        );
        check(&(p("{% if 期限 %}请于{{ 期限 }}前{% endif %}") + &p("完")), 0, "<w:p>[完]</w:p>");
        check("<w:p w:a=\"{{x\"><w:r/></w:p>", 0, "<w:p w:a=\"{{x\"><w:r/></w:p>");
    }

    #[test]
    fn paragraphs_of_a_list_are_repeated_together() {
        let two = p("{{ 问题.序号 }}{{ 问题.位置 }}") + &p("改为{{ 问题.应为 }}");
        check(&two, 2, "<w:p>[1表1&lt;]</w:p><w:p>[改为7]</w:p><w:p>[2表2&lt;]</w:p><w:p>[改为7]</w:p>");
        check(&(two.clone() + &p("完")), 0, "<w:p>[完]</w:p>");
        let apart = p("{{ 问题.序号 }}") + &p("间") + &p("{{ 问题.序号 }}");
        check(&apart, 2, "<w:p>[1]</w:p><w:p>[2]</w:p><w:p>[间]</w:p><w:p>[1]</w:p><w:p>[2]</w:p>");
    }

    #[test]
    fn rows_of_a_list_are_repeated_and_a_table_without_any_goes() {
        let row = |text: &str| format!("<w:tr><w:tc>{}</w:tc></w:tr>", p(text));
        let table = format!("<w:tbl>{}{}</w:tbl>", row("头"), row("{{ 问题.位置 }}"));
        let cell = |text: &str| format!("<w:tr><w:tc><w:p>[{text}]</w:p></w:tc></w:tr>");
        let full = format!("<w:tbl>{}{}{}</w:tbl>", cell("头"), cell("表1&lt;"), cell("表2&lt;"));
        check(&table, 2, &full);
        check(&table, 0, "");
        // A cell keeps its paragraph.
        let plain = format!("<w:tbl>{}</w:tbl>", row("{{ 期限 }}"));
        check(&plain, 0, &format!("<w:tbl>{}</w:tbl>", cell("")));
    }

    #[test]
    fn what_a_template_gets_wrong_is_said() {
        for (body, expected) in [
            (p("{{ 单立 }}"), "正文里的“单立”不是字段；最接近的是“单位”"),
            (p("{{ 问题.改为 }}"), "正文里的“问题.改为”不是字段；最接近的是“问题.应为”"),
            (p("{{ 单位"), "正文里的“{{ 单位”写法不对：“{{”没有对应的“}}”"),
            (p("{% if 单位 %}"), "正文里的“{% if 单位 %}”写法不对：不完整"),
            (p("{{ 问题.位置 }}{{ 已改.问题 }}"), "同时用了两种清单（已改、问题）"),
            (p("见{{ 附表 }}"), "正文里的 {{ 附表 }} 要单独占一段"),
        ] {
            let error = part(&body).unwrap_err().to_string();
            assert!(error.contains(expected), "{error}");
        }
        let error = part(&p("{{ 问题数 / 单位 }}")).unwrap().fill(&letter(0)).unwrap_err().to_string();
        assert!(error.starts_with("正文填不成：算不出来"), "{error}");
        let endless =
            "{% for a in range(9999) %}{% for b in range(9999) %}{{ 单位 }}{% endfor %}{% endfor %}";
        let error = part(&p(endless));
        assert!(error.is_err() || error.unwrap().fill(&letter(0)).is_err());
    }

    #[test]
    fn what_a_field_says_is_no_field() {
        let mut letter = letter(0);
        letter.unit = "{{ 年度 }}</w:t>\u{1}\u{fdd0}".to_owned();
        let filled = part(&p("{{ 单位 }}")).unwrap().fill(&letter).unwrap();
        assert!(filled.contains("<w:t>{{ 年度 }}&lt;&#x2f;w:t&gt;␁</w:t>"), "{filled}");
    }
}

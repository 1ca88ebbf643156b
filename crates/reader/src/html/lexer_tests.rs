//! The lexer against the tokenizer tests of html5lib, where they are at hand, and against html5gum on pages made at random.

use std::collections::BTreeMap;
use std::convert::Infallible;
use std::fs;
use std::ops::Range;
use std::path::PathBuf;

use html5gum::emitters::callback::{CallbackEmitter, CallbackEvent};
use html5gum::{Span, Tokenizer};
use proptest::prelude::*;
use serde_json::Value;

use super::lexer::{Content, Lexer, Sink, Within, escapable, read};
use super::reference;

#[derive(Debug, Clone, PartialEq, Eq)]
enum Token {
    Doctype,
    Start { name: String, attributes: BTreeMap<String, String>, closed: bool },
    End(String),
    Comment(String),
    Text(String),
}

/// What the lexer hands out, as the standard's tokens.
struct Record<'a> {
    source: &'a str,
    tokens: Vec<Token>,
    /// Where tags stand, and before each start tag its values.
    places: Vec<Range<usize>>,
    values: Vec<Range<usize>>,
    attributes: BTreeMap<String, String>,
    /// How the content of some elements is read.
    content_of: fn(&[u8]) -> Option<Content>,
}

impl<'a> Record<'a> {
    fn new(source: &'a str, content_of: fn(&[u8]) -> Option<Content>) -> Self {
        Self {
            source,
            tokens: Vec::new(),
            places: Vec::new(),
            values: Vec::new(),
            attributes: BTreeMap::new(),
            content_of,
        }
    }

    fn add(&mut self, text: &str) {
        if let Some(Token::Text(before)) = self.tokens.last_mut() {
            before.push_str(text);
        } else if !text.is_empty() {
            self.tokens.push(Token::Text(text.to_owned()));
        }
    }
}

/// What the standard does to every stretch of a source.
fn plain(text: &str) -> String {
    text.replace("\r\n", "\n").replace(['\r'], "\n").replace('\0', "\u{FFFD}")
}

fn named(name: &[u8]) -> String {
    plain(str::from_utf8(name).expect("names are cut between characters")).to_ascii_lowercase()
}

impl Sink for Record<'_> {
    fn text(&mut self, text: &str, place: Range<usize>) {
        let written = &self.source[place.clone()];
        assert!(
            written == text || written.starts_with(['&', '\r']),
            "{text:?} stands at {place:?}: {written:?}"
        );
        self.add(text);
    }

    fn begin(&mut self, _: &[u8], _: bool) {
        self.values.clear();
        self.attributes.clear();
    }

    fn attribute(&mut self, name: &[u8], value: Range<usize>) {
        let text = reference::value(&self.source[value.clone()]).into_owned();
        if !value.is_empty() {
            self.values.push(value);
        }
        self.attributes.entry(named(name)).or_insert(text);
    }

    fn tag(&mut self, name: &[u8], is_end: bool, place: Range<usize>, closed: bool) -> Option<Content> {
        if !is_end {
            self.places.append(&mut self.values);
        }
        self.places.push(place);
        let attributes = std::mem::take(&mut self.attributes);
        self.tokens.push(match is_end {
            true => Token::End(named(name)),
            false => Token::Start { name: named(name), attributes, closed },
        });
        (self.content_of)(name)
    }

    fn content(&mut self, _: &[u8], kind: Content, place: Range<usize>) {
        let text = &self.source[place];
        if kind == Content::Escapable {
            escapable(text, |text| self.add(text));
        } else {
            self.add(&plain(text));
        }
    }

    fn comment(&mut self, place: Range<usize>) {
        self.tokens.push(Token::Comment(plain(&self.source[place])));
    }

    fn doctype(&mut self, _: Range<usize>) {
        self.tokens.push(Token::Doctype);
    }

    fn cut_off(&mut self, place: Range<usize>, within: Within) {
        let rest = &self.source[place.clone()];
        match within {
            Within::Mark => self.add(rest),
            Within::Comment => {
                let is_bogus = !self.source[..place.start].ends_with("<!--");
                let ends = ["--!", "--", "-"].iter().find_map(|end| rest.strip_suffix(end));
                self.comment(place.start..place.start + ends.filter(|_| !is_bogus).unwrap_or(rest).len());
            }
            Within::Tag | Within::Content => {}
        }
    }

    fn is_stopped(&self) -> bool {
        false
    }
}

/// A text of a test; `None` where it holds half a character, which no text of ours does.
fn text_of(value: &Value, twice: bool) -> Option<String> {
    let text = value.as_str()?;
    if !twice {
        return Some(text.to_owned());
    }
    let units: Vec<u16> = text
        .split("\\u")
        .enumerate()
        .flat_map(|(at, part)| {
            let (code, rest) =
                if at == 0 { (None, part) } else { (u16::from_str_radix(&part[..4], 16).ok(), &part[4..]) };
            code.into_iter().chain(rest.encode_utf16().collect::<Vec<_>>())
        })
        .collect();
    String::from_utf16(&units).ok()
}

fn expected(output: &Value, twice: bool) -> Option<Vec<Token>> {
    let mut tokens = Vec::new();
    for token in output.as_array()? {
        let text = |at: usize| text_of(&token[at], twice);
        let token = match token[0].as_str()? {
            "DOCTYPE" => Token::Doctype,
            "StartTag" => {
                let attributes = token[2].as_object()?.iter();
                let attributes = attributes.map(|(name, value)| {
                    Some((text_of(&Value::from(name.as_str()), twice)?, text_of(value, twice)?))
                });
                let closed = token[3].as_bool().unwrap_or(false);
                Token::Start { name: text(1)?, attributes: attributes.collect::<Option<_>>()?, closed }
            }
            "EndTag" => Token::End(text(1)?),
            "Comment" => Token::Comment(text(1)?),
            "Character" => Token::Text(text(1)?),
            other => panic!("unknown token {other}"),
        };
        tokens.push(token);
    }
    Some(tokens)
}

fn lexed(source: &str, state: &str, last: &str) -> Option<Vec<Token>> {
    let mut record = Record::new(source, |_| None);
    let mut lexer = Lexer::new(source, &mut record);
    match state {
        "Data state" => {}
        "RCDATA state" => lexer.content(last.as_bytes(), Content::Escapable),
        "RAWTEXT state" => lexer.content(last.as_bytes(), Content::Raw),
        "Script data state" => lexer.content(last.as_bytes(), Content::Script),
        // Elements of which no report was ever seen to hold text.
        "PLAINTEXT state" | "CDATA section state" => return None,
        other => panic!("unknown state {other}"),
    }
    lexer.run();
    Some(record.tokens)
}

/// Runs every test of github.com/html5lib/html5lib-tests, or of the package `html5lib` on PyPI, where `HTML5LIB_TESTS`
/// names its folder. Errors of syntax and the parts of a doctype are none of the reader's matter.
#[test]
fn html5lib_tokenizer() {
    let Some(folder) = std::env::var_os("HTML5LIB_TESTS") else {
        eprintln!("skipped: HTML5LIB_TESTS names no folder with the tests of html5lib");
        return;
    };
    let folder = PathBuf::from(folder).join("tokenizer");
    let (mut run, mut left_out, mut wrong) = (0, 0, Vec::new());
    for file in fs::read_dir(&folder).expect("the folder can be read") {
        let path = file.expect("the folder can be read").path();
        if path.extension().is_none_or(|extension| extension != "test") {
            continue;
        }
        let tests: Value = serde_json::from_slice(&fs::read(&path).unwrap()).unwrap();
        for test in tests["tests"].as_array().into_iter().flatten() {
            let twice = test["doubleEscaped"].as_bool().unwrap_or(false);
            let known = text_of(&test["input"], twice).zip(expected(&test["output"], twice));
            let states = test["initialStates"].as_array().cloned();
            let last = test["lastStartTag"].as_str().unwrap_or("none at all");
            for state in states.unwrap_or_else(|| vec!["Data state".into()]) {
                let result =
                    known.as_ref().and_then(|(source, _)| lexed(source, state.as_str().unwrap(), last));
                let Some((result, (source, expected))) = result.zip(known.as_ref()) else {
                    left_out += 1;
                    continue;
                };
                run += 1;
                if result != *expected {
                    wrong.push(format!(
                        "{} {state} {source:?}\n  {result:?}\n  {expected:?}",
                        test["description"]
                    ));
                }
            }
        }
    }
    eprintln!("{run} tests of html5lib, {left_out} left out");
    assert!(run > 6000, "only {run} tests in {}", folder.display());
    assert!(wrong.is_empty(), "{} of {run}:\n{}", wrong.len(), wrong[..wrong.len().min(20)].join("\n"));
}

/// The elements without tags inside as html5gum knows them.
fn content_of(name: &[u8]) -> Option<Content> {
    match name {
        b"xmp" => Some(Content::Raw),
        b"noframes" => None,
        _ => Content::of(name),
    }
}

/// html5gum's tokens and the places of its tags and values.
fn oracle(source: &str) -> (Vec<Token>, Vec<Range<usize>>) {
    let (mut tokens, mut places) = (Vec::new(), Vec::new());
    let (mut name_at, mut start) = (None, 0);
    let mut attributes = BTreeMap::new();
    let (mut attribute, mut values) = (None, Vec::new());
    let text = |bytes: &[u8]| String::from_utf8(bytes.to_vec()).expect("texts are cut between characters");
    let mut emitter =
        CallbackEmitter::new(|event: CallbackEvent<'_>, span: Span<usize>| -> Option<Infallible> {
            match event {
                CallbackEvent::OpenStartTag { name } => {
                    (name_at, start) = (Some(text(name)), span.start);
                    attributes = BTreeMap::new();
                    values.clear();
                }
                CallbackEvent::AttributeName { name } => {
                    let name = text(name);
                    // The first of a name counts.
                    attribute = (!attributes.contains_key(&name)).then(|| name.clone());
                    attributes.entry(name).or_insert_with(String::new);
                }
                CallbackEvent::AttributeValue { value } => {
                    if let Some(known) = attribute.as_ref().and_then(|name| attributes.get_mut(name)) {
                        known.push_str(&text(value));
                    }
                    values.push(span.start..span.end);
                }
                CallbackEvent::CloseStartTag { self_closing: closed } => {
                    places.append(&mut values);
                    places.push(start..span.end);
                    let name = name_at.take().expect("a tag that ends has begun");
                    tokens.push(Token::Start { name, attributes: std::mem::take(&mut attributes), closed });
                }
                CallbackEvent::EndTag { name } => {
                    values.clear();
                    places.push(span.start..span.end);
                    tokens.push(Token::End(text(name)));
                }
                CallbackEvent::String { value } => match tokens.last_mut() {
                    Some(Token::Text(before)) => before.push_str(&text(value)),
                    _ => tokens.push(Token::Text(text(value))),
                },
                CallbackEvent::Comment { value } => tokens.push(Token::Comment(text(value))),
                CallbackEvent::Doctype { .. } => tokens.push(Token::Doctype),
                CallbackEvent::Error(_) => {}
            }
            None
        });
    emitter.naively_switch_states(true);
    Tokenizer::new_with_emitter(source, emitter).finish().expect("a text can be read");
    (tokens, places)
}

#[track_caller]
fn same(source: &str) {
    let mut record = Record::new(source, content_of);
    read(source, &mut record);
    let (tokens, places) = oracle(source);
    assert_eq!(record.tokens, tokens, "{source:?}");
    assert_eq!(record.places, places, "{source:?}");
}

#[test]
fn as_html5gum_has_it() {
    for source in [
        "<p>a < b &amp; c<br/>",
        "<title>a&nbsp;b</title><p>",
        "<script><!-- <script> </script> --></script>x",
        "<script><!--></script>x",
        "<SCRIPT>if (a</b) {}</SCRIPT x=y>z",
        "<p style=\"a\r\nb\" STYLE='c' =x y = z>",
        "<!DOCTYPE html PUBLIC \">\"><p>",
        "<!--a--!>b<!-->c<!--->d<!--e",
        "<td width=1/><a/b><a / b>",
        "a\r\n\r\rb",
    ] {
        same(source);
    }
}

fn piece() -> impl Strategy<Value = String> {
    let fixed = prop::sample::select(vec![
        "<",
        "</",
        ">",
        "/>",
        "<!--",
        "-->",
        "--!>",
        "<!",
        "<?",
        "&",
        "&amp;",
        "&nbsp",
        "&#12288;",
        "&#x9F;",
        "&#0;",
        "&notit;",
        "&lt",
        ";",
        "=",
        "\"",
        "'",
        " ",
        "\r\n",
        "\r",
        "\n",
        "\t",
        "\u{C}",
        "\0",
        "-",
        "--",
        "!",
        "/",
        "<p",
        "<P ",
        "<td ",
        "<script",
        "<script>",
        "</script",
        "</script>",
        "<style>",
        "</style>",
        "</STYLE ",
        "<title>",
        "</title>",
        "<textarea>",
        "</textarea>",
        "<!doctype html>",
        "<br/>",
        "class=",
        "style=\"color:red\"",
        "件",
        "收到12件",
        "　",
        "a",
        "x=y",
        "<![CDATA[",
        "]]>",
        "<xmp>",
        "</xmp>",
        "<noscript>",
        "</noscript>",
    ]);
    prop_oneof![8 => fixed.prop_map(str::to_owned), 1 => any::<char>().prop_map(|c| c.to_string())]
}

proptest! {
    #![proptest_config(ProptestConfig::with_cases(4000))]

    #[test]
    fn differs_from_html5gum_in_nothing(pieces in prop::collection::vec(piece(), 0..40)) {
        same(&pieces.concat());
    }
}

//! How the cells of one style show what they hold: whether that can be told from what is stored.

use std::rc::Rc;

use super::is_sentence;
use super::numbers::Look;
use crate::document::Why;
use crate::layout::is_of_figure;

/// How the cells of a style look.
#[derive(Debug, Clone, Default)]
pub(super) struct Face {
    pub(super) look: Look,
    /// The number format as it is written, where it is.
    pub(super) code: Option<Rc<str>>,
    /// What the font does to all of the text.
    pub(super) font: Option<Why>,
}

impl Face {
    /// Why a number may be shown otherwise than it is stored.
    pub(super) fn doubt_of_number(&self, value: f64) -> Option<Why> {
        self.font.or_else(|| {
            let code = self.code.as_deref()?;
            (self.look == Look::Number).then(|| of_number(code, value)).flatten()
        })
    }

    /// Why a text may be shown otherwise.
    pub(super) fn doubt_of_text(&self) -> Option<Why> {
        self.font.or_else(|| of_text(self.code.as_deref()?))
    }
}

fn of_number(code: &str, value: f64) -> Option<Why> {
    let sections = sections(code);
    if sections.iter().any(|section| has_condition(section)) {
        return Some(Why::Format);
    }
    let at = match (sections.len(), value) {
        (0 | 1, _) => 0,
        (_, value) if value < 0.0 => 1,
        (3.., 0.0) => 2,
        _ => 0,
    };
    let section = sections.get(at).map_or("", String::as_str);
    if is_white(section) {
        return Some(Why::Faint);
    }
    if section.trim().is_empty() {
        // Of `;;;` nothing is shown; of an empty format, which is none, all.
        return (sections.len() > 1).then_some(Why::Faint);
    }
    let shape = Shape::of(section);
    let unsigned = at == 1 && !shape.signed || at == 0 && value > 0.0 && shape.signed;
    let differs = shape.decimals.is_some_and(|places| {
        let scale = 10_f64.powi(places.into());
        let rounded = (value.abs() * scale).round() / scale;
        (rounded - value.abs()).abs() > 1e-9 * value.abs().max(1.0)
    });
    (shape.odd || unsigned || differs).then_some(Why::Format)
}

fn of_text(code: &str) -> Option<Why> {
    let sections = sections(code);
    let section = match sections.as_slice() {
        [_, _, _, text, ..] => text,
        [only] if only.contains('@') => only,
        _ => return None,
    };
    if section.trim().is_empty() || is_white(section) {
        return Some(Why::Faint);
    }
    Shape::of(section).odd.then_some(Why::Format)
}

/// The parts of a format for positive, negative, zero and text.
fn sections(code: &str) -> Vec<String> {
    let mut sections = vec![String::new()];
    let (mut quoted, mut escaped) = (false, false);
    for c in code.chars() {
        if c == ';' && !quoted && !escaped {
            sections.push(String::new());
            continue;
        }
        quoted ^= c == '"' && !escaped;
        escaped = c == '\\' && !escaped;
        if let Some(last) = sections.last_mut() {
            last.push(c);
        }
    }
    sections
}

/// `[White]0`, also by its number in the palette.
fn is_white(section: &str) -> bool {
    let mut inner = section.split('[').skip(1).filter_map(|part| part.split(']').next());
    inner.any(|word| {
        let word: String = word.to_ascii_lowercase().split_whitespace().collect();
        matches!(word.as_str(), "white" | "color2" | "白色" | "颜色2")
    })
}

fn has_condition(section: &str) -> bool {
    section.split('[').skip(1).any(|part| part.trim_start().starts_with(['=', '<', '>']))
}

/// What a section does to a number.
#[derive(Default)]
struct Shape {
    /// It writes figures of its own, or the number in another way or size.
    odd: bool,
    /// It writes a sign, or brackets.
    signed: bool,
    /// `None` where it shows as many as there are.
    decimals: Option<u8>,
}

impl Shape {
    fn of(section: &str) -> Self {
        let mut shape = Self { decimals: Some(0), ..Self::default() };
        let mut characters = section.chars().peekable();
        let (mut behind_point, mut placeholders, mut scaled) = (false, false, false);
        while let Some(c) = characters.next() {
            match c {
                '"' => {
                    let literal: String = characters.by_ref().take_while(|&c| c != '"').collect();
                    shape.literal(&literal);
                }
                '\\' | '!' => shape.literal(&characters.next().map(String::from).unwrap_or_default()),
                // As wide as a character, or as many of it as there is room for.
                '_' => drop(characters.next()),
                '*' => shape.literal(&characters.next().map(String::from).unwrap_or_default()),
                '[' => {
                    let inner: String = characters.by_ref().take_while(|&c| c != ']').collect();
                    shape.odd |= inner.to_ascii_uppercase().starts_with("DBNUM") || inner.starts_with("$-1E");
                    if let Some(money) = inner.strip_prefix('$') {
                        shape.literal(money.split('-').next().unwrap_or(""));
                    }
                }
                '0' | '#' | '?' => {
                    scaled = false;
                    placeholders = true;
                    if behind_point {
                        shape.decimals = shape.decimals.map(|count| count.saturating_add(1).min(15));
                    }
                }
                '.' => {
                    shape.odd |= scaled;
                    behind_point = true;
                }
                // A comma behind the last place takes thousands.
                ',' => scaled = placeholders,
                '/' | 'E' | 'e' if placeholders => shape.odd = true,
                'G' | 'g' => {
                    placeholders = true;
                    shape.decimals = None;
                    // General.
                    while characters.next_if(char::is_ascii_alphabetic).is_some() {}
                }
                '@' => {
                    placeholders = true;
                    shape.decimals = None;
                }
                '-' | '(' | '－' | '—' => shape.signed = true,
                c => shape.literal(&c.to_string()),
            }
        }
        shape.odd |= scaled || !placeholders;
        shape
    }

    fn literal(&mut self, text: &str) {
        let counts =
            |c: char| is_of_figure(c) || c.is_numeric() || "一二三四五六七八九十百千万亿零〇".contains(c);
        self.odd |= text.contains(counts);
        self.signed |= text.contains(['-', '(', '（', '负', '减', '－']);
    }
}

/// What a font does to text: `size` in points.
#[derive(Debug, Clone, Copy, Default)]
pub(super) struct Font {
    pub(super) struck: bool,
    pub(super) raised: bool,
    pub(super) size: Option<f32>,
    pub(super) color: Option<[u8; 3]>,
    /// It shows signs in place of digits.
    pub(super) signs: bool,
    /// Nothing of it is shown.
    pub(super) gone: bool,
}

impl Font {
    /// Why text in it may not be seen as it is read, on a ground of this colour; white where none is said.
    pub(super) fn doubt(&self, ground: Option<[u8; 3]>) -> Option<Why> {
        let ground = ground.unwrap_or([255; 3]);
        let alike = |color: [u8; 3]| color.iter().zip(ground).all(|(one, other)| one.abs_diff(other) < 0x18);
        match () {
            () if self.struck => Some(Why::Struck),
            () if self.size.is_some_and(|size| size < 3.0) || self.color.is_some_and(alike) => {
                Some(Why::Faint)
            }
            () if self.signs => Some(Why::Signs),
            () => None,
        }
    }
}

/// A text with several looks, put together run by run.
#[derive(Debug, Default)]
pub(super) struct Runs {
    pub(super) text: String,
    pub(super) doubt: Option<Why>,
    /// Whether what was left out matters outside of tables too.
    pub(super) lost: bool,
    raised: bool,
}

impl Runs {
    /// A text of one look.
    pub(super) fn of(text: String) -> Self {
        Self { text, ..Self::default() }
    }

    /// Adds a run: what is struck out is left out, and so is the mark of a note behind a figure.
    pub(super) fn add(&mut self, run: &str, font: &Font) {
        let words = run.trim();
        if words.is_empty() {
            return self.text.push_str(run);
        }
        if font.gone {
            if is_sentence(words) {
                self.doubt = self.doubt.or(Some(Why::Hidden));
                self.lost = true;
            }
            return;
        }
        let doubt = font.doubt(None);
        self.doubt = self.doubt.or(doubt);
        if doubt == Some(Why::Struck) {
            self.lost |= words.contains(is_of_figure) || is_sentence(words);
            return;
        }
        let behind = self.text.trim_end().ends_with(is_of_figure);
        if font.raised && !self.text.trim().is_empty()
            || self.raised && !font.raised && words.starts_with(is_of_figure)
        {
            self.doubt = self.doubt.or(Some(Why::Raised));
        }
        self.raised = font.raised;
        if !(font.raised && behind) {
            self.text.push_str(run);
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[track_caller]
    fn check(code: &str, value: f64, expected: Option<Why>) {
        let face = Face { look: Look::written(code), code: Some(code.into()), font: None };
        assert_eq!(face.doubt_of_number(value), expected, "{code} {value}");
    }

    #[test]
    fn numbers_that_are_shown_as_they_are() {
        for code in [
            "General",
            "0",
            "0.00",
            "#,##0",
            "0_ ",
            "0_);[Red](0)",
            "#,##0.00;[Red]-#,##0.00",
            "0\"件\"",
            "[$-804]0",
            "\"¥\"#,##0",
            "@",
            "",
        ] {
            check(code, 41.0, None);
        }
        check("0;-0", -41.0, None);
        check("0.00%", 0.855, None);
    }

    #[test]
    fn numbers_that_are_shown_otherwise() {
        for code in [
            "\"9\"0",
            "0\\9",
            "*90",
            "[=41]\"99\";General",
            "[>9]0;0",
            "[DBNum1]0",
            "0,",
            "0.0,",
            "0\"万\"",
            "# ?/?",
            "0.0E+00",
            "\"九\"",
            "[$9-804]0",
            "-0",
            "(0)",
            "0\\,0",
            "0*-",
            "0\".\"0",
        ] {
            check(code, 41.0, Some(Why::Format));
        }
        check(";;;", 41.0, Some(Why::Faint));
        check("[White]0", 41.0, Some(Why::Faint));
        check("[白色]0", 41.0, Some(Why::Faint));
        check("0;0", -41.0, Some(Why::Format));
        check("0", 41.4, Some(Why::Format));
        check("0.0", 21.46, Some(Why::Format));
    }
}

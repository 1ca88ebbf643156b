//! The message of a rule in its author's own words: `复议后起诉 {复议后起诉.总计} 件`.

use super::language::Term;
use super::view::View;

/// A piece of a message.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Piece {
    Text(String),
    /// The row or column that the finding is about: `{行}`, `{列}`.
    Line,
    /// The report's year: `{年度}`.
    Year,
    /// A sum of the language.
    Sum(Vec<Term>),
}

/// What stands between braces in a message, with its place, and the text around it.
pub(super) enum Raw<'m> {
    Text(&'m str),
    Braces { inside: &'m str, at: usize },
}

/// Names of [`Piece::Line`] and [`Piece::Year`].
const LINE: [&str; 3] = ["行", "列", "line"];
const YEAR: [&str; 2] = ["年度", "year"];

/// Cuts a message at its braces; the byte of one that has no other.
pub(super) fn cut(message: &str) -> Result<Vec<Raw<'_>>, usize> {
    let mut pieces = Vec::new();
    let mut rest = message;
    while let Some(open) = rest.find(['{', '}']) {
        let at = message.len() - rest.len() + open;
        let close = rest[open..].find('}').filter(|close| *close > 0).ok_or(at)?;
        if open > 0 {
            pieces.push(Raw::Text(&rest[..open]));
        }
        pieces.push(Raw::Braces { inside: &rest[open + 1..open + close], at: at + 1 });
        rest = &rest[open + close + 1..];
    }
    if !rest.is_empty() {
        pieces.push(Raw::Text(rest));
    }
    Ok(pieces)
}

impl Raw<'_> {
    /// The sum that it asks for; `None` for text and for fixed words.
    pub(super) fn sum(&self) -> Option<(&str, usize)> {
        match self {
            Self::Braces { inside, at } if !LINE.contains(inside) && !YEAR.contains(inside) => {
                Some((inside, *at))
            }
            _ => None,
        }
    }

    /// The piece; `sum` is what its sum was understood as.
    pub(super) fn piece(&self, sum: &mut impl Iterator<Item = Vec<Term>>) -> Piece {
        match self {
            Self::Text(text) => Piece::Text((*text).to_owned()),
            Self::Braces { inside, .. } if LINE.contains(inside) => Piece::Line,
            Self::Braces { inside, .. } if YEAR.contains(inside) => Piece::Year,
            Self::Braces { .. } => Piece::Sum(sum.next().unwrap_or_default()),
        }
    }
}

impl Piece {
    pub(super) fn filled(&self, title: &str, view: &View, line: u8) -> String {
        match self {
            Self::Text(text) => text.clone(),
            Self::Line => title.to_owned(),
            Self::Year => view.report.year.map_or_else(|| "？".to_owned(), |year| year.to_string()),
            Self::Sum(terms) => match view.sum(terms, line) {
                Ok(bounds) => bounds.to_string(),
                Err(_) => "？".to_owned(),
            },
        }
    }
}

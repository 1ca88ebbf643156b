//! The language of `holds` and `when`: two sums and the relation between them.
//!
//! ```text
//! comparison = sum relation sum
//! sum        = ["+" | "-"] term { ("+" | "-") term }
//! term       = number | [number "×"] name | name "×" number | per-cent name
//! number     = digits | digits "%" | "{" option "}" | "{" option "}" "%"
//! relation   = "=" | "≠" | "<" | ">" | "≤" | "≥"        also !=, <=, >= and the full-width forms
//! name       = ["上年."] ( ["表三."] line | ["表三."] row "." column | "正文." subject )
//! ```
//!
//! A line is the title, printed label or key of a row or column, or a group of rows. A sentence with lines holds once for
//! each line of the other kind; one of cells and of numbers in the prose holds once. No loops, no functions, no products
//! of two names: every sentence ends, and both sides are kept for the message.

mod names;
mod tokens;

use std::ops::Range;

pub use self::names::{LAST_YEAR, PROSE, groups, lines_named, names, subjects};
use self::names::{Line, Named};
use self::tokens::{Raw, RawTerm, RawWhat};
use crate::cell;
use crate::claims::Subject;
use crate::figure::Decimal;
use crate::form::{CellId, Table};

/// Why a sentence is not one of the language.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct LanguageError {
    /// Bytes of the sentence.
    pub at: Range<usize>,
    /// In Chinese, without a full stop at its end.
    pub message: String,
}

type Result<T> = std::result::Result<T, LanguageError>;

fn wrong<T>(at: Range<usize>, message: impl Into<String>) -> Result<T> {
    Err(LanguageError { at, message: message.into() })
}

#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Relation {
    Equal,
    NotEqual,
    Less,
    Greater,
    AtMost,
    AtLeast,
}

/// What the lines of an equation are; it then holds once for every line of the other kind.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Axis {
    /// The terms are rows: one instance for each column.
    Rows,
    /// The terms are columns: one instance for each row that has them.
    Columns,
}

#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Comparison {
    pub left: Vec<Term>,
    pub relation: Relation,
    pub right: Vec<Term>,
}

impl Comparison {
    pub fn terms(&self) -> impl Iterator<Item = &Term> {
        self.left.iter().chain(&self.right)
    }
}

#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Term {
    pub negative: bool,
    /// What it is multiplied by.
    pub times: Option<Amount>,
    pub what: What,
}

/// A number that the sentence states itself.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Amount {
    pub value: Value,
    pub per_cent: bool,
}

#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Value {
    Number(Decimal),
    /// One of the rule's options, by its place among them.
    Option(u8),
}

#[derive(Debug, Clone, PartialEq, Eq)]
pub enum What {
    Number(Amount),
    /// Rows or columns, by their index in the form; more than one for a group, which stands for their sum.
    Lines {
        title: &'static str,
        lines: Vec<u8>,
        last_year: bool,
    },
    /// Cells, which stand for their sum.
    Cells {
        title: String,
        cells: Vec<CellId>,
        last_year: bool,
    },
    /// What the prose counts.
    Said {
        subject: Subject,
        last_year: bool,
    },
}

impl What {
    /// Of the report of the year before.
    pub fn is_of_last_year(&self) -> bool {
        match self {
            Self::Number(_) => false,
            Self::Lines { last_year, .. } | Self::Cells { last_year, .. } | Self::Said { last_year, .. } => {
                *last_year
            }
        }
    }
}

/// What the sentences of a rule may speak of.
#[derive(Debug, Clone, Copy, Default)]
pub struct Grammar<'g> {
    /// The table that the rule is about.
    pub home: Option<Table>,
    /// The axis that `rows` or `columns` demand.
    pub given: Option<Axis>,
    /// The keys of the rule's options.
    pub options: &'g [&'g str],
}

/// The sentences of a rule, understood.
#[derive(Debug)]
pub struct Understood {
    /// The table and axis of the lines in them; `None` where there are none.
    pub lines: Option<(Table, Axis)>,
    pub comparisons: Vec<Comparison>,
    pub sums: Vec<Vec<Term>>,
}

/// Reads a rule's comparisons, `holds` first, and the sums in its message: they share one axis. What is wrong is told with
/// the number of the sentence that it is in, comparisons before sums.
pub fn read(
    comparisons: &[&str],
    sums: &[&str],
    grammar: Grammar,
) -> std::result::Result<Understood, (usize, LanguageError)> {
    let placed = |at: usize| move |error| (at, error);
    let mut raw: Vec<Raw> = Vec::new();
    for (at, sentence) in comparisons.iter().enumerate() {
        raw.push(tokens::comparison(sentence, grammar.options).map_err(placed(at))?);
    }
    let mut raw_sums: Vec<Vec<RawTerm>> = Vec::new();
    for (at, sentence) in sums.iter().enumerate() {
        raw_sums.push(tokens::sum(sentence, grammar.options).map_err(placed(comparisons.len() + at))?);
    }
    let mut found: Vec<(usize, Range<usize>, String, Named)> = Vec::new();
    let sides = raw.iter().enumerate().flat_map(|(at, raw)| [(at, &raw.left), (at, &raw.right)]);
    let sides = sides.chain((comparisons.len()..).zip(&raw_sums));
    for (at, terms) in sides {
        for term in terms {
            let RawWhat::Name(name) = &term.what else { continue };
            let named = names::find(name, grammar.home);
            let named = named.map_err(|message| (at, LanguageError { at: term.at.clone(), message }))?;
            found.push((at, term.at.clone(), name.clone(), named));
        }
    }
    if raw.first().is_some_and(|raw| {
        let mut terms = raw.left.iter().chain(&raw.right);
        terms.all(|term| matches!(term.what, RawWhat::Number(_)))
    }) {
        return Err((0, LanguageError { at: 0..0, message: "式子里没有一个行或列".to_owned() }));
    }
    let lines = axis_of(&found, grammar.given)?;
    let mut named = found.into_iter().map(|(.., named)| named);
    let mut resolve = |terms: Vec<RawTerm>| -> Vec<Term> {
        terms.into_iter().map(|term| resolved(term, &mut named, lines)).collect()
    };
    let comparisons = raw
        .into_iter()
        .map(|raw| Comparison { left: resolve(raw.left), relation: raw.relation, right: resolve(raw.right) })
        .collect();
    let sums = raw_sums.into_iter().map(&mut resolve).collect();
    Ok(Understood { lines, comparisons, sums })
}

/// Without white space, and with one form for brackets and quotes.
fn plain(name: &str) -> String {
    name.chars()
        .filter(|&c| !cell::is_space(c))
        .map(|c| if matches!(c, '“' | '”' | '„' | '‟' | '＂') { '"' } else { cell::narrow(c) })
        .collect()
}

/// The table and axis of the lines that are named; `None` where there are none.
fn axis_of(
    found: &[(usize, Range<usize>, String, Named)],
    given: Option<Axis>,
) -> std::result::Result<Option<(Table, Axis)>, (usize, LanguageError)> {
    // The first name that is a row and no column, or the other way round, settles what the others have to be.
    let mut settled: Option<(Axis, &str)> = None;
    let mut either = None;
    let mut of: Option<(Table, &str)> = None;
    for (at, place, name, named) in found {
        let Named::Line { table, rows, columns, .. } = named else { continue };
        let fail = |message: String| Err((*at, LanguageError { at: place.clone(), message }));
        match of {
            None => of = Some((*table, name)),
            Some((first, other)) if first != *table => {
                return fail(format!(
                    "“{name}”是{}的，“{other}”是{}的：两张表之间只能比一格，写作 行.列，如 {name}.总计",
                    table.title(),
                    first.title()
                ));
            }
            Some(_) => {}
        }
        let axis = match (rows.is_some(), columns.is_some()) {
            (true, true) => {
                either.get_or_insert((*at, place, name));
                continue;
            }
            (true, false) => Axis::Rows,
            _ => Axis::Columns,
        };
        let kind = |axis| if axis == Axis::Rows { "行" } else { "列" };
        if let Some(given) = given
            && given != axis
        {
            let (key, other) = if given == Axis::Columns { ("rows", "列") } else { ("columns", "行") };
            return fail(format!("写了 {key}，式子里就应是{other}，而“{name}”是{}", kind(axis)));
        }
        match settled {
            None => settled = Some((axis, name)),
            Some((first, other)) if first != axis => {
                return fail(format!(
                    "“{name}”是{}，而“{other}”是{}：一个式子里只能都用行，或者都用列",
                    kind(axis),
                    kind(first)
                ));
            }
            Some(_) => {}
        }
    }
    let Some((table, _)) = of else { return Ok(None) };
    match (given.or(settled.map(|(axis, _)| axis)), either) {
        (Some(axis), _) => Ok(Some((table, axis))),
        (None, Some((at, place, name))) => Err((
            at,
            LanguageError {
                at: place.clone(),
                message: format!("“{name}”既是行又是列，请用 rows 或 columns 说明对哪些行、哪些列成立"),
            },
        )),
        (None, None) => Ok(None),
    }
}

/// A term with what its name stands for: the next of `named`.
fn resolved(term: RawTerm, named: &mut impl Iterator<Item = Named>, lines: Option<(Table, Axis)>) -> Term {
    let what = match term.what {
        RawWhat::Number(amount) => What::Number(amount),
        RawWhat::Name(_) => match named.next().expect("every name was looked up") {
            Named::Cells { title, cells, last_year } => What::Cells { title, cells, last_year },
            Named::Said { subject, last_year } => What::Said { subject, last_year },
            Named::Line { rows, columns, last_year, .. } => {
                let line = match lines {
                    Some((_, Axis::Columns)) => columns.or(rows),
                    _ => rows.or(columns),
                };
                let (title, lines): Line = line.expect("a line is a row or a column");
                What::Lines { title, lines, last_year }
            }
        },
    };
    Term { negative: term.negative, times: term.times, what }
}

#[cfg(test)]
mod tests;

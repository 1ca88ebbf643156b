//! Tables that no lines rule, or lines that run one way only: rows by the figures that stand in columns, their labels by
//! the numbers that labels begin with, since nothing else shows where a label that takes several lines begins.
//!
//! Only tables of many columns are put together so. What they hold is a guess, and what reads the document is told.

use super::lines::{Line, append};
use super::pieces::{Cell, Item, Piece};
use super::sheet::{Area, Sheet, hull};

/// So many figures side by side are a row.
const FIGURES: std::ops::RangeInclusive<usize> = 5..=12;
/// So many rows on a page are a table; fewer when it goes on from the page before.
const ROWS: usize = 3;
/// With fewer figures a line is no row, not even one with blank cells.
const FEWEST: usize = 3;
/// A page with more lines is no report's.
const LINES: usize = 1_000;
/// Lines of labels are no further apart than this part of their size, and those of one label than this.
const APART: f32 = 3.2;
const CLOSE: f32 = 2.0;
/// How far beside its label a row of figures may be, in parts of the size.
const BESIDE: f32 = 0.45;

/// A table that may go on on the next page.
struct Open {
    page: usize,
    item: usize,
    columns: Columns,
    /// The lines above its rows, which pages may repeat.
    head: Vec<String>,
}

/// The columns of the figures.
#[derive(Clone)]
struct Columns {
    /// Their middles.
    middles: Vec<f32>,
    /// Where the first begins.
    left: f32,
}

/// So many lines above the rows may be the head.
const HEAD: usize = 16;

/// Puts the unruled tables of some pages together, each in place of its lines.
pub(super) fn find(sheets: &[Sheet], pages: &mut [(f32, Vec<Item>)]) {
    let mut open: Option<Open> = None;
    for page in 0..pages.len() {
        let before = open.take().filter(|open| open.page + 1 == page);
        let columns = before.as_ref().map(|open| &open.columns);
        let found = Page::new(&sheets[page], &pages[page].1).and_then(|it| it.table(columns));
        let Some(Found { mut lines, piece, columns, goes_on, above }) = found else { continue };
        let follows = before.filter(|_| goes_on);
        if let Some(open) = &follows {
            let is_head =
                |at: usize| words_of(&pages[page].1[at]).is_none_or(|line| open.head.contains(&line));
            let above: Vec<_> = above.into_iter().filter(|(at, _)| !is_head(*at)).collect();
            if let Some(Item::Table(earlier)) = pages[open.page].1.get_mut(open.item) {
                let added = above.iter().filter(|(_, words)| go_on(earlier, words));
                lines.extend(added.map(|(at, _)| at));
            }
        }
        let items = &mut pages[page].1;
        let first = lines[0];
        // The head that a page repeats.
        if let Some(open) = &follows {
            lines.extend(
                (0..first).filter(|&at| words_of(&items[at]).is_some_and(|line| open.head.contains(&line))),
            );
        }
        let head = items[..first].iter().rev().take(HEAD).filter_map(words_of).collect();
        let head = follows.map_or(head, |open| open.head);
        let item = (0..first).filter(|at| !lines.contains(at)).count();
        let mut at = 0;
        items.retain(|_| {
            at += 1;
            !lines.contains(&(at - 1))
        });
        items.insert(item, Item::Table(piece));
        open = Some(Open { page, item, columns, head });
    }
}

/// Adds words to the labels that a page break cut, each to the last one that stands above it; whether all have one.
fn go_on(earlier: &mut Piece, words: &[Word]) -> bool {
    let above = |word: &Word| {
        let labels = earlier.rows.iter().enumerate().rev().flat_map(|(row, cells)| {
            cells
                .iter()
                .enumerate()
                .rev()
                .filter(|(_, cell)| cell.label)
                .map(move |(at, cell)| (row, at, cell))
        });
        let mut over = labels.filter(|(.., cell)| cell.area[0] < word.to && word.from < cell.area[2]);
        over.next().map(|(row, at, _)| (row, at))
    };
    let Some(places) = words.iter().map(above).collect::<Option<Vec<_>>>() else { return false };
    for ((row, at), word) in places.into_iter().zip(words) {
        append(&mut earlier.rows[row][at].text, &word.text, false);
    }
    true
}

/// A line's characters, if it is one and has any.
fn words_of(item: &Item) -> Option<String> {
    let Item::Line(line) = item else { return None };
    Some(line.text.replace(' ', "")).filter(|line| !line.is_empty())
}

impl Columns {
    fn is_like(&self, other: &Self) -> bool {
        self.middles.len() == other.middles.len()
            && self.middles.iter().zip(&other.middles).all(|(a, b)| (a - b).abs() < 12.0)
    }

    /// The least distance of two of them.
    fn pitch(&self) -> f32 {
        self.middles.windows(2).map(|pair| pair[1] - pair[0]).fold(f32::MAX, f32::min)
    }
}

/// A table on one page.
struct Found {
    /// The items that it is made of.
    lines: Vec<usize>,
    piece: Piece,
    columns: Columns,
    /// Whether it goes on from the page before.
    goes_on: bool,
    /// Lines above its rows that begin no label: the end of its head, or of the last labels on the page before.
    above: Vec<(usize, Vec<Word>)>,
}

/// A character with its stretch of the line.
#[derive(Clone, Copy)]
struct Letter {
    character: char,
    from: f32,
    to: f32,
}

struct Page<'a> {
    sheet: &'a Sheet,
    /// Lines of text, with their items.
    lines: Vec<(usize, &'a Line)>,
}

/// Letters that stand close together.
#[derive(Clone)]
struct Word {
    text: String,
    from: f32,
    to: f32,
}

/// A row of figures.
struct Figures {
    line: usize,
    at: f32,
    /// By column.
    words: Vec<Option<Word>>,
}

/// The label of a row or of several.
#[derive(Debug)]
struct Label {
    /// `None` without a number: what it belongs to is not known.
    level: Option<Level>,
    text: String,
    area: Area,
    /// The middles of its first and its last line.
    from: f32,
    to: f32,
    /// The width of its last line.
    last: f32,
    row: Option<usize>,
}

impl Label {
    fn new(word: Word, level: Option<Level>, area: Area) -> Self {
        let at = middle(area);
        Self { level, text: word.text, area, from: at, to: at, last: word.to - word.from, row: None }
    }

    /// Whether there was no room for more in its last line, as far as the column of its kind is known. A line may end
    /// early where a mark cannot begin the next.
    fn goes_on(&self, size: f32, lefts: &[f32; 3], left: f32) -> bool {
        let Some(level @ Level::Plain) = self.level else { return true };
        let edges = &lefts[level as usize..];
        let end =
            edges[1..].iter().copied().find(|&edge| self.area[2] < edge + 1.0).unwrap_or(left).min(left);
        self.last > end - edges[0] - 3.5 * size
    }
}

/// What a label begins with.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord)]
enum Level {
    /// `一、`
    Plain,
    /// `（一）`
    Bracketed,
    /// `1.`
    Arabic,
}

impl<'a> Page<'a> {
    fn new(sheet: &'a Sheet, items: &'a [Item]) -> Option<Self> {
        let lines = items.iter().enumerate().filter_map(|(at, item)| match item {
            Item::Line(line) if line.upright => Some((at, line)),
            _ => None,
        });
        let lines: Vec<_> = lines.collect();
        (1..=LINES).contains(&lines.len()).then_some(Self { sheet, lines })
    }

    /// The table of this page; `before` are the columns of one on the page before.
    fn table(&self, before: Option<&Columns>) -> Option<Found> {
        let counts: Vec<usize> = self.lines.iter().map(|(_, line)| figures(line)).collect();
        let count = |k: usize| counts.iter().filter(|&&count| count == k).count();
        let rows: usize = FIGURES.map(count).sum();
        // Blank cells make rows shorter, not longer.
        let several = FIGURES.rev().filter(|&k| count(k) > 1);
        let single = FIGURES.rev().filter(|&k| count(k) == 1);
        several
            .chain(single)
            .filter_map(|width| {
                let whole: Vec<usize> = (0..self.lines.len()).filter(|&at| counts[at] == width).collect();
                let columns = self.columns(&whole, width)?;
                let goes_on = before.is_some_and(|before| before.is_like(&columns));
                if rows < ROWS && !goes_on {
                    return None;
                }
                self.table_of(&whole, columns, goes_on)
            })
            .next()
            .or_else(|| {
                // No row is whole.
                let columns = before?;
                let whole: Vec<usize> =
                    (0..self.lines.len()).filter(|&at| self.is_row(at, columns)).collect();
                self.table_of(&whole, columns.clone(), true)
            })
    }

    /// The table with these columns; `whole` are the lines that have a figure in each.
    fn table_of(&self, whole: &[usize], columns: Columns, goes_on: bool) -> Option<Found> {
        let left = columns.left;
        let (mut first, mut last) = (*whole.first()?, *whole.last()?);
        let beyond = |at: usize| letters(self.lines[at].1).iter().any(|letter| letter.from >= left);
        let is_row = |at: usize| self.is_row(at, &columns);
        if let Some(at) = (0..first).rev().filter(|&at| beyond(at)).take_while(|&at| is_row(at)).last() {
            first = at;
        }
        if let Some(at) =
            (last + 1..self.lines.len()).filter(|&at| beyond(at)).take_while(|&at| is_row(at)).last()
        {
            last = at;
        }
        let rows = self.rows(first, last, &columns)?;
        if rows.len() < ROWS && !goes_on {
            return None;
        }

        // Upwards as far as nothing stands in the columns of the figures.
        let near = |above: usize, below: usize, apart: f32| {
            let [above, below] = [self.lines[above].1, self.lines[below].1];
            (middle(below.area) - middle(above.area)).abs() < apart * above.size.max(below.size)
        };
        let beside = |at: usize| letters(self.lines[at].1).iter().all(|letter| letter.to < left + 1.0);
        let mut top = first;
        while top > 0 && beside(top - 1) && near(top - 1, top, APART) {
            top -= 1;
        }
        let starts =
            |at: usize| fragments(self.lines[at].1, left).iter().any(|word| level(&word.text).is_some());
        let begin = (top..=first).find(|&at| starts(at)).unwrap_or(first);
        let mut end = last;
        while end + 1 < self.lines.len() && beside(end + 1) && near(end, end + 1, CLOSE) && !starts(end + 1) {
            end += 1;
        }
        let mut labels = self.labels(begin, end, left);
        assign(&mut labels, &rows, self.lines[first].1.size);
        let piece = self.piece(labels, &rows);
        let lines = (begin..=end).map(|at| self.lines[at].0).collect();
        let above = (top..begin).map(|at| (self.lines[at].0, fragments(self.lines[at].1, left))).collect();
        Some(Found { lines, piece, columns, goes_on, above })
    }

    /// The columns of these lines, which have so many figures each.
    fn columns(&self, whole: &[usize], width: usize) -> Option<Columns> {
        let rows: Vec<Vec<Word>> = whole
            .iter()
            .map(|&at| {
                let words = words(&letters(self.lines[at].1));
                words[words.len() - width..].to_vec()
            })
            .collect();
        let middles: Vec<f32> = (0..width)
            .map(|column| {
                let sum: f32 = rows.iter().map(|row| (row[column].from + row[column].to) / 2.0).sum();
                sum / rows.len() as f32
            })
            .collect();
        let left = rows.iter().map(|row| row[0].from).fold(f32::MAX, f32::min);
        let columns = Columns { middles, left: left - 0.5 };
        let pitch = columns.pitch();
        let fits = |row: &Vec<Word>| {
            row.iter()
                .zip(&columns.middles)
                .all(|(word, middle)| ((word.from + word.to) / 2.0 - middle).abs() < 0.5 * pitch)
        };
        rows.iter().all(fits).then_some(columns)
    }

    /// Whether this line is a row of these columns, with some cells blank or none.
    fn is_row(&self, at: usize, columns: &Columns) -> bool {
        figures(self.lines[at].1) >= FEWEST && self.rows(at, at, columns).is_some_and(|rows| !rows.is_empty())
    }

    /// The rows of figures, whole or not; `None` where something else stands in their columns.
    fn rows(&self, first: usize, last: usize, columns: &Columns) -> Option<Vec<Figures>> {
        let Columns { middles, left } = columns;
        let pitch = columns.pitch();
        let mut rows = Vec::new();
        for at in first..=last {
            let line = self.lines[at].1;
            let inside: Vec<Letter> =
                letters(line).into_iter().filter(|letter| letter.from >= *left).collect();
            if inside.is_empty() {
                continue;
            }
            let mut row = vec![None; middles.len()];
            for word in words(&inside) {
                let middle = (word.from + word.to) / 2.0;
                let column = middles.iter().position(|column| (column - middle).abs() < 0.5 * pitch)?;
                if !is_figure(&word.text) || row[column].replace(word).is_some() {
                    return None;
                }
            }
            rows.push(Figures { line: at, at: middle(line.area), words: row });
        }
        Some(rows)
    }

    /// The labels beside the figures, line by line.
    fn labels(&self, begin: usize, end: usize, left: f32) -> Vec<Label> {
        let lines: Vec<(usize, Vec<Word>)> =
            (begin..=end).map(|at| (at, fragments(self.lines[at].1, left))).collect();
        // Where the labels of each kind begin.
        let mut lefts = [f32::MAX; 3];
        for (level, from) in
            lines.iter().flat_map(|(_, words)| words).filter_map(|word| Some((level(&word.text)?, word.from)))
        {
            let known = &mut lefts[level as usize];
            *known = known.min(from);
        }
        let mut labels: Vec<Label> = Vec::new();
        for (at, words) in lines {
            let line = self.lines[at].1;
            for word in words.into_iter().flat_map(|word| apart(word, line, &lefts)) {
                let area = [word.from, line.area[1], word.to, line.area[3]];
                let at = middle(line.area);
                if let Some(level) = level(&word.text) {
                    labels.push(Label::new(word, Some(level), area));
                    continue;
                }
                let overlaps = |label: &&mut Label| {
                    label.area[0] < word.to
                        && word.from < label.area[2]
                        && label.goes_on(line.size, &lefts, left)
                };
                // The nearest above.
                let above = labels
                    .iter_mut()
                    .filter(overlaps)
                    .max_by(|a, b| a.to.total_cmp(&b.to).then(a.level.cmp(&b.level)));
                match above {
                    Some(label) => {
                        append(&mut label.text, &word.text, false);
                        label.area = hull(label.area, area);
                        label.last = word.to - word.from;
                        label.to = at;
                    }
                    // Such as words that are set downwards.
                    None => labels.push(Label::new(word, None, area)),
                }
            }
        }
        labels
    }

    fn piece(&self, labels: Vec<Label>, rows: &[Figures]) -> Piece {
        let cell = |text: &str, area: Area, label: bool| Cell {
            text: text.to_owned(),
            area,
            row_span: 1,
            open_above: false,
            label,
            page: self.sheet.number,
            shown: self.sheet.shown(area),
            doubts: Vec::new(),
        };
        let mut of_rows: Vec<Vec<Cell>> = vec![Vec::new(); rows.len()];
        let mut behind = Vec::new();
        // Heads of several rows stand anywhere beside them.
        for label in labels.iter().filter(|label| label.row.is_none()) {
            let Some(beside) = rows.iter().position(|row| row.at >= label.from - 1.0) else {
                behind.push(cell(&label.text, label.area, true));
                continue;
            };
            let of = |row: usize| labels.iter().find(|label| label.row == Some(row));
            let is_child =
                |row: usize| of(row).is_some_and(|child| label.level.is_some() && child.level > label.level);
            let first = (0..=beside)
                .rev()
                .take_while(|&row| is_child(row))
                .find(|&row| of(row).is_some_and(|child| is_first(&child.text)));
            of_rows[first.unwrap_or(beside)].push(cell(&label.text, label.area, true));
        }
        for (at, row) in rows.iter().enumerate() {
            let line = self.lines[row.line].1;
            if let Some(label) = labels.iter().find(|label| label.row == Some(at)) {
                of_rows[at].push(cell(&label.text, label.area, true));
            }
            of_rows[at].extend(row.words.iter().map(|word| match word {
                Some(word) => cell(&word.text, [word.from, line.area[1], word.to, line.area[3]], false),
                None => cell("", [line.area[2], line.area[1], line.area[2], line.area[3]], false),
            }));
        }
        of_rows.extend(behind.into_iter().map(|cell| vec![cell]));
        let areas = of_rows.iter().flatten().map(|cell| cell.area);
        let area = areas.reduce(hull).unwrap_or_default();
        Piece { area, rows: of_rows, guessed: true }
    }
}

/// Gives each row of figures the label that it stands beside: of several the one that heads fewest.
fn assign(labels: &mut [Label], rows: &[Figures], size: f32) {
    for (at, row) in rows.iter().enumerate() {
        let reach = BESIDE * size;
        let beside = labels.iter_mut().filter(|label| {
            label.row.is_none() && label.from - reach <= row.at && row.at <= label.to + reach
        });
        if let Some(label) = beside.max_by_key(|label| label.level) {
            label.row = Some(at);
        }
    }
}

fn middle(area: Area) -> f32 {
    (area[1] + area[3]) / 2.0
}

fn letters(line: &Line) -> Vec<Letter> {
    let characters = line.text.chars().filter(|character| !character.is_whitespace());
    characters.zip(&line.spans).map(|(character, &[from, to])| Letter { character, from, to }).collect()
}

/// Letters put together where no gap parts them.
fn words(letters: &[Letter]) -> Vec<Word> {
    let mut words: Vec<Word> = Vec::new();
    for letter in letters {
        let size = letter.to - letter.from;
        match words.last_mut().filter(|word| letter.from - word.to < 1.1 * size.max(4.0)) {
            Some(word) => {
                word.text.push(letter.character);
                word.to = letter.to;
            }
            None => words.push(Word { text: letter.character.to_string(), from: letter.from, to: letter.to }),
        }
    }
    words
}

/// How many figures a line ends with.
fn figures(line: &Line) -> usize {
    words(&letters(line)).iter().rev().take_while(|word| is_figure(&word.text)).count()
}

fn is_figure(text: &str) -> bool {
    let is_mark = matches!(text, "/" | "-" | "—" | "－" | "无");
    is_mark
        || (text.bytes().all(|byte| byte.is_ascii_digit() || matches!(byte, b'.' | b','))
            && text.as_bytes()[0].is_ascii_digit())
}

/// The words of a line beside the figures, cut before each number that begins a label.
fn fragments(line: &Line, left: f32) -> Vec<Word> {
    let letters: Vec<Letter> = letters(line).into_iter().filter(|letter| letter.from < left).collect();
    let mut fragments: Vec<Word> = Vec::new();
    for (at, letter) in letters.iter().enumerate() {
        let rest: String = letters[at..].iter().take(4).map(|letter| letter.character).collect();
        let behind_digit = at > 0 && letters[at - 1].character.is_ascii_digit();
        let far = at > 0 && letter.from - letters[at - 1].to > 1.2 * line.size;
        let begins = at == 0 || far || (!behind_digit && level(&rest).is_some());
        match fragments.last_mut().filter(|_| !begins) {
            Some(word) => {
                word.text.push(letter.character);
                word.to = letter.to;
            }
            None => {
                fragments.push(Word { text: letter.character.to_string(), from: letter.from, to: letter.to })
            }
        }
    }
    fragments
}

/// A word that goes on from one column of labels into the next, in two: a gap stands there.
fn apart(word: Word, line: &Line, lefts: &[f32; 3]) -> Vec<Word> {
    let inside = letters(line).into_iter().filter(|letter| word.from <= letter.from && letter.to <= word.to);
    let mut words = vec![Word { text: String::new(), ..word.clone() }];
    let mut before: Option<f32> = None;
    for letter in inside {
        let gap = before.map_or(0.0, |before| letter.from - before);
        let at_edge = lefts
            .iter()
            .any(|left| (letter.from - left).abs() < 0.6 * line.size && letter.from >= left - 1.0);
        if gap > 0.2 * line.size && at_edge {
            words.push(Word { text: String::new(), from: letter.from, to: letter.to });
        }
        if let Some(word) = words.last_mut() {
            word.text.push(letter.character);
            word.to = letter.to;
        }
        before = Some(letter.to);
    }
    words.retain(|word| !word.text.is_empty());
    words
}

/// `1.`, `一、`, `（一）`.
fn is_first(text: &str) -> bool {
    let mut characters = text.chars().filter(|c| !matches!(c, '（' | '('));
    matches!(characters.next(), Some('1' | '一'))
        && characters.next().is_some_and(|c| !c.is_ascii_digit() && level(text).is_some())
}

/// The kind of number that a label begins with.
fn level(text: &str) -> Option<Level> {
    let numeral = |c: char| "一二三四五六七八九十".contains(c);
    let mut characters = text.chars();
    let first = characters.next()?;
    let second = characters.next()?;
    match first {
        '（' | '(' => {
            let third = characters.next()?;
            (numeral(second) && (matches!(third, '）' | ')') || numeral(third))).then_some(Level::Bracketed)
        }
        _ if first.is_ascii_digit() => {
            let third = characters.next();
            let mark = matches!(second, '.' | '．' | '、') && !third.is_some_and(|c| c.is_ascii_digit());
            mark.then_some(Level::Arabic)
        }
        _ => (numeral(first) && matches!(second, '、' | '．' | '.')).then_some(Level::Plain),
    }
}

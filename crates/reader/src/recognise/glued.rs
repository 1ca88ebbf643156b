//! Tables whose digits are stuck together: `713000074` is 71, 3, 0, 0, 0, 0, 74, since no other cut adds up.
//!
//! Each run of digits is cut in every way that keeps its row's sum; of the ways to combine the rows, exactly one may keep
//! the sums of the columns too. A search for sums cannot find a wrong sum in a row that it used, so what is read this way
//! is marked as inferred, and what can be cut in two ways is not read at all.

use gouji_core::cell::{is_space, narrow};
use gouji_core::figure::Decimal;
use gouji_core::form::{Edition, RequestLine, Table};
use gouji_core::place::Place;
use gouji_core::report::{CellDraft, CellState, Fit, GridDraft, Line};

/// Digits of one row. More are no row.
const DIGITS: usize = 26;
/// Ways to combine the rows that are tried.
const COMBINATIONS: usize = 50_000;

/// A table as read, with what could not be.
pub(super) struct Glued {
    pub(super) grid: GridDraft,
    /// Sentences on rows that stay unread, with their places. None: the table was read whole.
    pub(super) unread: Vec<(String, Place)>,
}

/// Reads a table out of a stretch of text; `None` where its labels do not stand there in the order of the form.
pub(super) fn read(text: &str, place: Place, table: Table, form: Edition) -> Option<Glued> {
    let region = Region::new(text, place);
    let rows = match table {
        Table::Disputes => vec![region.disputes()?],
        _ => region.rows(table, form)?,
    };
    let mut glued = Glued { grid: GridDraft::new(table), unread: Vec::new() };
    glued.grid.place = Some(place);
    glued.grid.inferred = true;
    match table {
        Table::Proactive => {
            for row in &rows {
                let width = table.expected_columns(form, row.line).len();
                let ways = row.ways(&region, width, width, |_| true);
                let cuts = only(&ways);
                if cuts.is_none() {
                    glued.unread.push(row.unclear(table, &region, ways.len()));
                }
                glued.put(table, form, row, &region, cuts);
            }
        }
        Table::Requests => requests(&mut glued, &rows, &region, form),
        Table::Disputes => {
            let row = &rows[0];
            let ways = row.ways(&region, 15, 5, is_sum);
            match only(&ways) {
                Some(cuts) => glued.put_disputes(row, &region, cuts),
                None => glued.unread.push(row.unclear(table, &region, ways.len())),
            }
        }
    }
    Some(glued)
}

fn only<T>(ways: &[T]) -> Option<&T> {
    if let [way] = ways { Some(way) } else { None }
}

/// The last figure is the sum of the others.
fn is_sum(figures: &[u64]) -> bool {
    figures.split_last().is_some_and(|(total, parts)| parts.iter().sum::<u64>() == *total)
}

/// Cuts all rows of 表三 at once.
fn requests(glued: &mut Glued, rows: &[Row], region: &Region, form: Edition) {
    let ways: Vec<Vec<Cuts>> = rows.iter().map(|row| row.ways(region, 7, 7, is_sum)).collect();
    for (row, ways) in rows.iter().zip(&ways).filter(|(_, ways)| ways.is_empty()) {
        glued.unread.push(row.unclear(Table::Requests, region, ways.len()));
    }
    if !glued.unread.is_empty() {
        return;
    }
    let lines: Vec<u8> = rows.iter().map(|row| row.line).collect();
    let chosen = match combinations(&lines, &ways) {
        Combined::One(chosen) => chosen,
        // Each row by itself leaves no choice: that the columns do not add up is the report's matter.
        Combined::None if ways.iter().all(|ways| ways.len() == 1) => vec![0; ways.len()],
        Combined::None => {
            let message = "表三的数字连在一起，没有一种拆法能使各行各列都相等，没有读；请核对原表".to_owned();
            return glued.unread.push((message, region.place));
        }
        Combined::Several => {
            let message =
                "表三的数字连在一起，有不止一种拆法，没有读；请改用数字各在一格的文件（网页或文本表格）"
                    .to_owned();
            return glued.unread.push((message, region.place));
        }
    };
    for ((row, ways), way) in rows.iter().zip(&ways).zip(chosen) {
        glued.put(Table::Requests, form, row, region, Some(&ways[way]));
    }
}

enum Combined {
    None,
    /// For each row, which of its ways.
    One(Vec<usize>),
    Several,
}

/// The ways to combine the rows in which every column keeps the sums of the form.
fn combinations(lines: &[u8], ways: &[Vec<Cuts>]) -> Combined {
    let count = ways.iter().try_fold(1_usize, |count, ways| count.checked_mul(ways.len()));
    if count.is_none_or(|count| count > COMBINATIONS) {
        return Combined::Several;
    }
    let mut chosen = vec![0; ways.len()];
    let mut found = None;
    loop {
        if columns_add_up(lines, ways, &chosen) && found.replace(chosen.clone()).is_some() {
            return Combined::Several;
        }
        // The next combination, as an odometer turns.
        let Some(at) = (0..ways.len()).find(|&at| chosen[at] + 1 < ways[at].len()) else { break };
        chosen[at] += 1;
        chosen[..at].fill(0);
    }
    found.map_or(Combined::None, Combined::One)
}

fn columns_add_up(lines: &[u8], ways: &[Vec<Cuts>], chosen: &[usize]) -> bool {
    let (mut incoming, mut results, mut total, mut left) = ([0_u64; 7], [0_u64; 7], [0_u64; 7], [0_u64; 7]);
    for (at, &line) in lines.iter().enumerate() {
        let into = match RequestLine::ALL.get(usize::from(line)) {
            Some(RequestLine::New | RequestLine::CarriedIn) => &mut incoming,
            Some(RequestLine::Total) => &mut total,
            Some(RequestLine::CarriedOut) => &mut left,
            _ => &mut results,
        };
        for (sum, figure) in into.iter_mut().zip(&ways[at][chosen[at]].figures) {
            *sum += figure;
        }
    }
    (0..7).all(|at| results[at] == total[at] && incoming[at] == total[at] + left[at])
}

/// One way to cut a run of digits.
struct Cuts {
    figures: Vec<u64>,
    /// Where each figure begins, in digits of the run; the last one ends with it.
    starts: Vec<usize>,
}

/// A row of the table: its label and its run of characters, of [`Region::chars`].
struct Row {
    line: u8,
    label: std::ops::Range<usize>,
    run: std::ops::Range<usize>,
}

impl Row {
    /// All ways to cut the row into figures, of which `fits` accepts every `group`. Where white space cuts it into as many
    /// already, that is the only one.
    fn ways(&self, region: &Region, width: usize, group: usize, fits: impl Fn(&[u64]) -> bool) -> Vec<Cuts> {
        let digits: Vec<u8> = region.chars[self.run.clone()].iter().map(|c| c.shown as u8).collect();
        if let Some(spaced) = region.spaced(self, width) {
            return vec![spaced];
        }
        let mut ways = Vec::new();
        if width == 1 {
            return ways_of_one(&digits);
        }
        if digits.len() <= DIGITS && digits.iter().all(u8::is_ascii_digit) {
            cut(
                &digits,
                [width, group],
                &mut Vec::with_capacity(width),
                &mut Vec::with_capacity(width),
                &fits,
                &mut ways,
            );
        }
        ways
    }

    fn unclear(&self, table: Table, region: &Region, ways: usize) -> (String, Place) {
        let title = table.rows().get(usize::from(self.line)).map_or("", |label| label.title);
        let row = if table == Table::Disputes { String::new() } else { format!("“{title}”一行") };
        let run = region.place_of(&self.run);
        let digits = region.text.get(run.start as usize..run.end as usize).unwrap_or("").trim();
        let what = match (ways, table) {
            (0, Table::Proactive) => "拆不成应有的各格",
            (0, _) => "没有一种拆法能使各格之和等于总计",
            _ => "有不止一种拆法",
        };
        (format!("{}{row}的数字连在一起（{digits}），{what}，没有读；请核对原表", table.title()), run)
    }
}

/// A row of one figure: digits, with a decimal point at most.
fn ways_of_one(digits: &[u8]) -> Vec<Cuts> {
    let sound = !digits.is_empty() && digits.iter().filter(|digit| **digit == b'.').count() <= 1;
    if sound { vec![Cuts { figures: vec![0], starts: vec![0] }] } else { Vec::new() }
}

/// Cuts `digits` into `width` figures, none with a zero before it, in every way in which `fits` accepts each `group` of
/// them. A group that it does not accept is not gone on with: fifteen figures have four million ways.
fn cut(
    digits: &[u8],
    [width, group]: [usize; 2],
    figures: &mut Vec<u64>,
    starts: &mut Vec<usize>,
    fits: &impl Fn(&[u64]) -> bool,
    ways: &mut Vec<Cuts>,
) {
    let at = starts.last().map_or(0, |&start| start + length(figures.last().copied().unwrap_or(0)));
    let left = digits.len() - at;
    let wanted = width - figures.len();
    if wanted == 0 {
        if left == 0 {
            ways.push(Cuts { figures: figures.clone(), starts: starts.clone() });
        }
        return;
    }
    if left < wanted {
        return;
    }
    let most = if digits[at] == b'0' { 1 } else { left - (wanted - 1) };
    let mut figure = 0_u64;
    for (taken, digit) in (1..=most.min(12)).zip(&digits[at..]) {
        figure = figure * 10 + u64::from(digit - b'0');
        if wanted == 1 && taken != left {
            continue;
        }
        figures.push(figure);
        starts.push(at);
        let begins = figures.len() / group * group;
        if begins < figures.len() || fits(&figures[begins - group..]) {
            cut(digits, [width, group], figures, starts, fits, ways);
        }
        figures.pop();
        starts.pop();
    }
}

/// Digits of a figure as printed.
fn length(figure: u64) -> usize {
    figure.checked_ilog10().map_or(1, |log| log as usize + 1)
}

impl Glued {
    /// Puts a row into the grid; without `cuts` it is there and unknown.
    fn put(&mut self, table: Table, form: Edition, row: &Row, region: &Region, cuts: Option<&Cuts>) {
        let columns = table.expected_columns(form, row.line);
        self.grid.lines[usize::from(row.line)] = Line {
            present: true,
            whole: region.place_of(&(row.label.start..row.run.end)),
            label: region.place_of(&row.label),
            found: columns.len() as u16,
            fit: Fit::Official,
        };
        let size = table.columns().len();
        for (at, &column) in columns.iter().enumerate() {
            let cell = match cuts {
                Some(cuts) => region.cell(row, cuts, at),
                // Not known, and no text either that a rule could find fault with.
                None => CellDraft { place: region.place_of(&row.run), ..CellDraft::default() },
            };
            self.grid.cells[usize::from(row.line) * size + usize::from(column)] = cell;
        }
    }

    /// The fifteen figures of 表四 stand in one row.
    fn put_disputes(&mut self, row: &Row, region: &Region, cuts: &Cuts) {
        for (at, cell) in self.grid.cells.iter_mut().enumerate() {
            *cell = region.cell(row, cuts, at);
        }
        for line in &mut self.grid.lines {
            let place = region.place_of(&row.run);
            *line = Line {
                present: true,
                whole: place,
                label: region.place_of(&row.label),
                found: 5,
                fit: Fit::Official,
            };
        }
    }
}

/// A character of the text that is no white space, as it counts for comparing.
#[derive(Clone, Copy)]
struct Shown {
    shown: char,
    start: u32,
    end: u32,
}

/// The stretch of text that holds the table, without its white space.
struct Region<'a> {
    text: &'a str,
    place: Place,
    chars: Vec<Shown>,
}

impl<'a> Region<'a> {
    fn new(text: &'a str, place: Place) -> Self {
        let stretch = place.of(text);
        let shown = stretch.char_indices().filter(|(_, c)| !is_space(*c)).map(|(at, c)| {
            let start = place.start + at as u32;
            Shown { shown: narrow(c), start, end: start + c.len_utf8() as u32 }
        });
        Self { text, place, chars: shown.collect() }
    }

    fn place_of(&self, range: &std::ops::Range<usize>) -> Place {
        let chars = self.chars.get(range.clone()).unwrap_or_default();
        match (chars.first(), chars.last()) {
            (Some(first), Some(last)) => Place::new(first.start, last.end),
            _ => Place::new(self.place.start, self.place.start),
        }
    }

    /// The first place of a label behind `from`.
    fn find(&self, label: &str, from: usize) -> Option<std::ops::Range<usize>> {
        let label: Vec<char> = label.chars().map(narrow).collect();
        let rest = self.chars.get(from..)?;
        let at = rest
            .windows(label.len())
            .position(|window| window.iter().zip(&label).all(|(c, l)| c.shown == *l))?;
        Some(from + at..from + at + label.len())
    }

    /// Every row of the form, in order, each with its run of digits.
    fn rows(&self, table: Table, form: Edition) -> Option<Vec<Row>> {
        let mut rows: Vec<Row> = Vec::new();
        let mut from = 0;
        for (line, label) in (0_u8..).zip(table.rows()) {
            if table.expected_columns(form, line).is_empty() {
                continue;
            }
            let found = self.find(label.printed, from).or_else(|| self.find(label.title, from))?;
            from = found.end;
            if let Some(last) = rows.last_mut() {
                last.run.end = found.start;
            }
            rows.push(Row { line, run: found.end..self.chars.len(), label: found });
        }
        // A run ends where the next label begins, or with its last digit: 2. is the head of the next label.
        for row in &mut rows {
            let figures =
                self.chars[row.run.clone()].iter().take_while(|c| c.shown.is_ascii_digit() || c.shown == '.');
            row.run.end = row.run.start + figures.count();
        }
        Some(rows)
    }

    /// The figures of 表四: behind the last of its headers.
    fn disputes(&self) -> Option<Row> {
        let mut label = self.find("总计", 0)?;
        while let Some(next) = self.find("总计", label.end) {
            label = next;
        }
        let figures = self.chars[label.end..].iter().take_while(|c| c.shown.is_ascii_digit()).count();
        (figures > 0).then(|| Row { line: 0, run: label.end..label.end + figures, label })
    }

    /// The row as white space cuts it, where that gives as many figures as it should have.
    fn spaced(&self, row: &Row, width: usize) -> Option<Cuts> {
        let mut starts = Vec::new();
        let mut end = None;
        for (at, c) in self.chars[row.run.clone()].iter().enumerate() {
            if end != Some(c.start) {
                starts.push(at);
            }
            end = Some(c.end);
        }
        if starts.len() != width || width == 1 {
            return None;
        }
        let figures = (0..width).map(|at| self.figure(row, &starts, at)).collect::<Option<_>>()?;
        Some(Cuts { figures, starts })
    }

    fn digits(&self, row: &Row, starts: &[usize], at: usize) -> std::ops::Range<usize> {
        let end = starts.get(at + 1).map_or(row.run.end, |next| row.run.start + next);
        row.run.start + starts[at]..end
    }

    fn figure(&self, row: &Row, starts: &[usize], at: usize) -> Option<u64> {
        let digits: String = self.chars[self.digits(row, starts, at)].iter().map(|c| c.shown).collect();
        digits.parse().ok()
    }

    fn cell(&self, row: &Row, cuts: &Cuts, at: usize) -> CellDraft {
        let range = self.digits(row, &cuts.starts, at);
        let printed: String = self.chars[range.clone()].iter().map(|c| c.shown).collect();
        let place = self.place_of(&range);
        match printed.parse::<Decimal>() {
            Ok(value) => CellDraft { state: CellState::Number, value, place, ..CellDraft::default() },
            Err(_) => CellDraft { state: CellState::Text, place, ..CellDraft::default() },
        }
    }
}

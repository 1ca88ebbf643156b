//! Finds the headings of the parts, by their words: numerals alone mean nothing, since the rows of 表三 and the items of a
//! list begin with 一、二、三、 too.

use gouji_core::cell::{is_space, narrow};
use gouji_core::place::Place;
use gouji_core::report::Fit;
use memchr::memmem;

use crate::budget::Budget;
use crate::recognise::labels::LABELS;
use crate::recognise::pieces::{Kind, Piece};
use crate::recognise::several;
use crate::recognise::wordings::{KEYWORDS, misspelt, misspelt_prefix, spelt};
use crate::recognise::words::{Numeral, Style, Words, digit};

/// A heading of a part.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) struct Heading {
    /// 1 to 6 by its words; 0 for a part that the form does not have.
    pub(super) number: u8,
    /// As printed, 0 for none.
    pub(super) numeral: u8,
    pub(super) fit: Fit,
    pub(super) place: Place,
    /// The piece it stands in.
    piece: usize,
    in_cell: bool,
}

/// The headings of a report.
#[derive(Debug, Default)]
pub(super) struct Headings {
    /// In reading order.
    pub(super) list: Vec<Heading>,
    /// Where other reports begin, behind the first.
    pub(super) others: Vec<u32>,
}

impl Headings {
    /// Whether all parts are there, and none only in spite of a mistake.
    pub(super) fn are_whole(&self) -> bool {
        self.list.len() >= 6 && self.list.iter().all(|heading| heading.fit != Fit::Misspelt)
    }
}

/// What the list of parts may have between two entries, and no body has.
const LINKS: &str = "、，,；;。.．·…-—_|和及与等第页 ";

/// More bytes than this, and a line is no heading.
const LONG_HEADING: usize = 150;

/// Finds the headings among `pieces`.
pub(super) fn find(text: &str, pieces: &[Piece], budget: &Budget) -> Headings {
    let mut finder = Finder { text, found: Vec::new(), loose: Vec::new(), words: Words::default() };
    let comma = memmem::Finder::new("、");
    for (index, piece) in pieces.iter().enumerate() {
        if budget.is_spent() {
            break;
        }
        if piece.len() < 6 {
            continue;
        }
        finder.at_start(index, piece, pieces.get(index + 1));
        if piece.kind == Kind::Paragraph {
            finder.inside(index, piece, &comma);
        }
    }
    finder.found.sort_by_key(|heading| heading.place.start);
    finder.loose.sort_by_key(|heading| heading.place.start);
    finder.choose(pieces)
}

struct Finder<'a> {
    text: &'a str,
    /// Told by their words.
    found: Vec<Heading>,
    /// Lines with a numeral that might be headings.
    loose: Vec<Heading>,
    words: Words,
}

impl Finder<'_> {
    fn at_start(&mut self, index: usize, piece: &Piece, below: Option<&Piece>) {
        let line = piece.of(self.text);
        let numeral = Numeral::before(line);
        let in_cell = piece.kind == Kind::Cell;
        let heading = |number, numeral: u8, fit, from: usize, len: usize| Heading {
            number,
            numeral,
            fit,
            place: Place::new(piece.start + from as u32, piece.start + (from + len) as u32),
            piece: index,
            in_cell,
        };
        let Some(numeral) = numeral.filter(|numeral| numeral.style != Style::Bracketed) else {
            // Without a numeral the words have to be the whole line.
            if line.len() <= LONG_HEADING
                && let Some((number, fit, len)) = spelt(line)
                && is_end(&line[len..])
            {
                let found = heading(number, 0, fit, 0, len);
                match fit {
                    Fit::Own => self.loose.push(found),
                    _ => self.found.push(found),
                }
            }
            return;
        };
        let rest = &line[numeral.len..];
        if let Some((number, fit, len)) = spelt(rest) {
            let behind = &rest[len..];
            let sure = fit != Fit::Own || numeral.value == number;
            // 2.依申请公开情况 is an item of part one.
            if !sure && numeral.style == Style::Arabic {
                return;
            }
            // Official words may run on into the text; other words need a border.
            if (fit == Fit::Official && numeral.style != Style::Arabic) || is_end(behind) {
                let found = heading(number, numeral.value, fit, 0, numeral.len + len);
                if sure {
                    self.found.push(found)
                } else {
                    self.loose.push(found)
                }
                return;
            }
            if is_border(behind) && sure && numeral.style == Style::Plain {
                self.found.push(heading(number, numeral.value, fit, 0, numeral.len + len));
                return;
            }
        }
        if line.len() > LONG_HEADING {
            return;
        }
        let trimmed = rest.trim_end_matches(|c: char| is_space(c) || matches!(c, '。' | '：' | ':' | '.'));
        self.words.read(rest);
        if self.words.is_sentence && trimmed.contains(['。', '；', '！', '？']) {
            return;
        }
        if numeral.style != Style::Arabic
            && let Some(below) = below.filter(|below| below.len() <= 60)
            && let Some((number, fit)) = self.goes_on(below)
        {
            let mut found = heading(number, numeral.value, fit, 0, 0);
            found.place.end = below.end;
            self.found.push(found);
            return;
        }
        if LABELS.exactly(&self.words).is_some() || is_row_of_requests(&self.words.key) {
            return;
        }
        if let Some(number) = misspelt(&self.words.key)
            && (self.words.key.chars().count() > 4 || number == numeral.value)
        {
            self.found.push(heading(number, numeral.value, Fit::Misspelt, 0, numeral.len + trimmed.len()));
            return;
        }
        if numeral.style != Style::Arabic && self.words.key.chars().count() <= 32 && !in_cell {
            let number = KEYWORDS.iter().find(|(_, word)| self.words.key.contains(word)).map_or(0, |k| k.0);
            self.loose.push(heading(number, numeral.value, Fit::Own, 0, numeral.len + trimmed.len()));
        }
    }

    /// Whether the words at hand and the line below are a heading that was broken in two.
    fn goes_on(&mut self, below: &Piece) -> Option<(u8, Fit)> {
        let begun = self.words.key.len();
        let line = below.of(self.text);
        if begun < "存在的".len() || line.contains(['。', '，']) || Numeral::before(line).is_some() {
            return None;
        }
        self.words.add(line);
        let found =
            spelt(&self.words.key).filter(|&(_, fit, len)| fit != Fit::Own && len == self.words.key.len());
        self.words.key.truncate(begun);
        found.map(|(number, fit, _)| (number, fit))
    }

    /// Headings inside a paragraph: a whole report may stand on one line.
    fn inside(&mut self, index: usize, piece: &Piece, comma: &memmem::Finder) {
        let line = piece.of(self.text);
        for at in comma.find_iter(line.as_bytes()) {
            let Some(before) = line[..at].char_indices().next_back() else { continue };
            let Some(value) = digit(before.1) else { continue };
            if before.0 == 0 {
                continue;
            }
            let edge = line[..before.0].chars().next_back();
            if edge.is_some_and(|c| digit(c).is_some() || matches!(c, '第' | '“' | '"' | '「' | '‘')) {
                continue;
            }
            let from = at + '、'.len_utf8();
            let rest = line[from..].trim_start_matches(is_space);
            let gap = line.len() - from - rest.len();
            let found = match spelt(rest) {
                Some((number, Fit::Official, len)) => Some((number, Fit::Official, len)),
                Some((number, fit, len)) if number == value && is_border(&rest[len..]) => {
                    Some((number, fit, len))
                }
                _ => misspelt_prefix(rest, value).map(|len| (value, Fit::Misspelt, len)),
            };
            if let Some((number, fit, len)) = found {
                let start = piece.start + before.0 as u32;
                let end = piece.start + (from + gap + len) as u32;
                let place = Place::new(start, end);
                self.found.push(Heading { number, numeral: value, fit, place, piece: index, in_cell: false });
            }
        }
    }

    fn choose(mut self, pieces: &[Piece]) -> Headings {
        self.drop_contents();
        let mut others = several::begin(self.text, pieces, &self.found);
        if let Some(&start) = others.first() {
            self.keep_before(start);
        }
        self.drop_weaker_twins();
        if others.is_empty() {
            others.extend(self.cut_second_report());
        }
        self.add_loose();
        Headings { list: self.found, others }
    }

    fn keep_before(&mut self, start: u32) {
        self.found.retain(|heading| heading.place.start < start);
        self.loose.retain(|heading| heading.place.start < start);
    }

    /// Takes out tables of contents, sentences that list the parts, and navigation: runs of headings without anything
    /// between them, whose parts all the same have bodies elsewhere. In one pass: a text may have a million headings.
    fn drop_contents(&mut self) {
        let found = std::mem::take(&mut self.found);
        let mut has_body: Vec<bool> =
            found.windows(2).map(|two| !linked(self.text, &two[0], &two[1])).collect();
        // Something follows the last in any case.
        has_body.push(true);
        let mut standing = [Standing::default(); 8];
        for (heading, &has_body) in found.iter().zip(&has_body) {
            let part = &mut standing[usize::from(heading.number & 7)];
            part.all += 1;
            part.bodies += usize::from(has_body);
        }
        let mut kept: Vec<usize> = Vec::with_capacity(found.len());
        let mut at = 0;
        while at < found.len() {
            let mut end = at + 1;
            while end < found.len() && found[end].number > found[end - 1].number && !has_body[end - 1] {
                end += 1;
            }
            let run = at..end;
            at = end;
            if run.len() < 3 || !stands_elsewhere(&found[run.clone()], &has_body[run.clone()], &standing) {
                for index in run {
                    standing[usize::from(found[index].number & 7)].kept = true;
                    kept.push(index);
                }
                continue;
            }
            for index in run {
                let part = &mut standing[usize::from(found[index].number & 7)];
                part.all -= 1;
                part.bodies -= usize::from(has_body[index]);
            }
            // What was taken out stands between its neighbours still.
            if let Some(&last) = kept.last().filter(|&&last| !has_body[last]) {
                has_body[last] = true;
                standing[usize::from(found[last].number & 7)].bodies += 1;
            }
        }
        self.found = kept.into_iter().map(|index| found[index]).collect();
    }

    /// Of several headings of one part: a numbered one before one without numeral, one with the right numeral before one
    /// with another, and the first of two that follow each other.
    fn drop_weaker_twins(&mut self) {
        let again = self.again();
        for number in 1..=6 {
            let weight = |heading: &Heading| match heading.numeral {
                0 => 0,
                numeral if numeral == number => 2,
                _ => 1,
            };
            let of_part = self.found.iter().filter(|heading| heading.number == number);
            let Some(best) = of_part.map(weight).max() else { continue };
            self.found.retain(|heading| {
                heading.number != number || weight(heading) == best || again.contains(&heading.place.start)
            });
        }
        let text = self.text;
        self.found.dedup_by(|two, one| one.number == two.number && (two.in_cell || linked(text, one, two)));
    }

    /// Where parts stand once more behind the others, with a numeral that goes on counting: 七、总体情况.
    fn again(&self) -> Vec<u32> {
        const MANY: u8 = 5;
        let mut seen = 0_u8;
        let mut last = 0;
        let mut again = Vec::new();
        for heading in self.found.iter().filter(|heading| !heading.in_cell) {
            if heading.numeral == heading.number {
                seen |= bit(heading.number);
                last = last.max(heading.numeral);
            } else if heading.numeral == last + 1
                && seen & bit(heading.number) != 0
                && seen.count_ones() >= u32::from(MANY)
            {
                last = heading.numeral;
                again.push(heading.place.start);
            }
        }
        again
    }

    /// Two full runs are two reports: the first is read.
    fn cut_second_report(&mut self) -> Option<u32> {
        let distinct = |list: &[Heading]| (1..=6).filter(|&n| list.iter().any(|h| h.number == n)).count();
        let firsts: Vec<usize> = (0..self.found.len()).filter(|&at| self.found[at].number == 1).collect();
        let &again = firsts.get(1)?;
        if distinct(&self.found[..again]) < 4 || distinct(&self.found[again..]) < 4 {
            return None;
        }
        let start = self.found[again].place.start;
        self.keep_before(start);
        Some(start)
    }

    /// Adds headings of the report's own wording, where a part is missing and the line stands in the right order; then
    /// numbered lines that go on counting.
    fn add_loose(&mut self) {
        let mut numbers = self.found.iter().fold(0_u8, |numbers, heading| numbers | bit(heading.number));
        let mut rest = std::mem::take(&mut self.found).into_iter().peekable();
        let mut found: Vec<Heading> = Vec::with_capacity(rest.len());
        for loose in std::mem::take(&mut self.loose) {
            while let Some(heading) = rest.next_if(|heading| heading.place.start < loose.place.start) {
                found.push(heading);
            }
            let before = found.last().copied();
            let after = rest.peek().copied();
            if before.is_some_and(|before| before.piece == loose.piece) {
                continue;
            }
            let expected = before.map_or(1, |before| before.numeral + 1);
            let goes_on = loose.numeral == expected;
            let missing = loose.number > 0 && numbers & bit(loose.number) == 0;
            let in_order = before.is_none_or(|before| before.number < loose.number)
                && after.is_none_or(|after| after.number == 0 || after.number > loose.number);
            // Without a numeral only its place tells that it is a heading; items of part one have words like those of
            // parts two to four. With one, a list that counts to there is a list.
            let stands_between = before.is_some_and(|before| before.number + 1 == loose.number);
            let belongs = match loose.numeral {
                0 => stands_between && loose.number > 4,
                numeral => numeral == loose.number || goes_on,
            };
            if missing && in_order && belongs {
                numbers |= bit(loose.number);
                found.push(loose);
                continue;
            }
            let fits_between = after.is_none_or(|after| after.numeral > loose.numeral);
            if goes_on && fits_between && before.is_some() && loose.numeral > 1 {
                found.push(Heading { number: 0, ..loose });
            }
        }
        found.extend(rest);
        self.found = found;
        // A single loose line in a text without any other heading is no report.
        if self.found.iter().all(|heading| heading.fit == Fit::Own) && self.found.len() < 3 {
            self.found.clear();
        }
    }
}

/// How the headings of one part stand.
#[derive(Debug, Default, Clone, Copy)]
struct Standing {
    all: usize,
    bodies: usize,
    /// One stands before the run that is looked at.
    kept: bool,
}

/// Whether the parts of a run of headings have at least as many bodies outside it.
fn stands_elsewhere(run: &[Heading], has_body: &[bool], standing: &[Standing; 8]) -> bool {
    let (mut twins, mut bodies, mut before) = (0, 0, false);
    // The numbers of a run rise, so that each comes once.
    for (heading, &has_body) in run.iter().zip(has_body) {
        let part = standing[usize::from(heading.number & 7)];
        twins += part.all - 1;
        bodies += part.bodies - usize::from(has_body);
        before |= part.kept;
    }
    twins * 2 >= run.len() && bodies >= 1 && (bodies > 1 || !before)
}

/// Whether nothing but links stands between two headings.
fn linked(text: &str, one: &Heading, two: &Heading) -> bool {
    let Some(between) = text.get(one.place.end as usize..two.place.start as usize) else {
        return true;
    };
    between.len() <= 120
        && between.chars().all(|c| is_space(c) || LINKS.contains(c) || narrow(c).is_ascii_digit())
}

const fn bit(number: u8) -> u8 {
    1 << (number & 7)
}

fn is_row_of_requests(key: &str) -> bool {
    ["本年新收", "上年结转", "办理结果", "结转下年"].iter().any(|word| key.contains(word))
}

fn is_end(behind: &str) -> bool {
    behind.chars().all(|c| is_space(c) || matches!(c, '。' | '：' | ':' | '.' | '，'))
}

/// Whether a heading may end here in running text.
fn is_border(behind: &str) -> bool {
    behind.chars().next().is_none_or(|c| {
        is_space(c) || matches!(c, '。' | '：' | ':' | '（' | '(') || narrow(c).is_ascii_digit()
    })
}

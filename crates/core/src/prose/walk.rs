//! Walks over the tokens of a paragraph and says of every number where it stands: in which clause, bracket and sentence,
//! behind which words and marks.

use super::scan::{Piece, Token};
use super::topic::{Topic, Topics};
use super::universals::{Clause, Universal};
use super::words::{Seen, Word};
use crate::place::Place;

/// Marks between two numbers, the weaker ones first.
#[derive(Debug, Default, Clone, Copy, PartialEq, Eq, PartialOrd, Ord)]
pub(super) enum Mark {
    #[default]
    None,
    Stop,
    Comma,
    Semi,
    Colon,
    End,
}

impl Mark {
    const fn of(word: Word) -> Self {
        match word {
            Word::Stop => Self::Stop,
            Word::Comma => Self::Comma,
            Word::Semi => Self::Semi,
            Word::Colon => Self::Colon,
            Word::End => Self::End,
            _ => Self::None,
        }
    }
}

/// A number and what stands around it.
#[derive(Debug, Clone, Copy)]
pub(super) struct Item {
    /// The index of its claim.
    pub(super) claim: u32,
    pub(super) paragraph: u32,
    /// Counted through the whole text.
    pub(super) sentence: u32,
    /// The paragraph outside brackets, or one bracket.
    pub(super) row: u32,
    /// The number before it in its row, as an index of items.
    pub(super) previous: Option<u32>,
    /// Of the first level of a bracket: the number that it stands behind, as an index of items.
    pub(super) owner: Option<u32>,
    /// What stood before the bracket in its clause.
    pub(super) outer: Seen,
    /// From the mark or number before it up to it.
    pub(super) label: Seen,
    pub(super) label_place: Place,
    /// From behind it up to the next mark; nothing where another number comes first.
    pub(super) tail: Seen,
    /// The year that the tail names.
    pub(super) tail_year: Option<u16>,
    pub(super) tail_place: Place,
    /// Its clause before it, other numbers' labels included.
    pub(super) clause: Seen,
    /// The sentence before it.
    pub(super) before: Seen,
    /// Since the number before it in its row.
    pub(super) gap: Seen,
    pub(super) mark: Mark,
    /// The clauses without numbers that stand right before its own: `按渠道分，`, `办理结果：`.
    pub(super) head: Seen,
    /// Where those clauses stand.
    pub(super) head_place: Place,
    /// A colon stood right before its clause, and a number before that or a head.
    pub(super) colon: bool,
    /// The year that its clause or its sentence names last.
    pub(super) year: Option<u16>,
    pub(super) topic: Topic,
    /// The topic was named in an earlier sentence.
    pub(super) carried: bool,
    /// The last word of the label, and where it ends.
    pub(super) last: Option<(Word, u32)>,
}

impl Item {
    /// The words next to the number.
    pub(super) fn near(&self) -> Seen {
        self.label | self.tail
    }
}

/// What is known inside one pair of brackets, or outside all.
#[derive(Debug, Clone, Copy, Default)]
struct Frame {
    row: u32,
    owner: Option<u32>,
    outer: Seen,
    last: Option<u32>,
    label: Seen,
    label_start: u32,
    last_word: Option<(Word, u32)>,
    clause: Seen,
    numbers: u32,
    gap: Seen,
    mark: Mark,
    head: Seen,
    head_start: Option<u32>,
    /// Where the clause begins.
    clause_start: u32,
    colon: bool,
    none: Option<Neg>,
}

/// A negation whose clause has not ended.
#[derive(Debug, Clone, Copy)]
struct Neg {
    start: u32,
    behind: Seen,
}

/// A clause that says there was none of something: `没有废止规范性文件`.
#[derive(Debug, Clone, Copy)]
pub(super) struct Denial {
    /// From the negation to the end of the clause.
    pub(super) place: Place,
    /// The words behind the negation.
    pub(super) behind: Seen,
    /// The clause, as if it were the label of a number.
    pub(super) item: Item,
}

/// Brackets deeper than this are read as one.
const DEEPEST: usize = 6;

pub(super) struct Walk<'a> {
    text: &'a str,
    pub(super) items: Vec<Item>,
    /// The words of every sentence, by its number.
    pub(super) sentences: Vec<Seen>,
    pub(super) topics: Topics,
    pub(super) universals: Vec<Universal>,
    pub(super) denials: Vec<Denial>,
    /// Clauses with a word for all.
    pub(super) totals: Vec<Denial>,
    clause: Clause,
    frames: Vec<Frame>,
    /// Brackets beyond [`DEEPEST`].
    deeper: u32,
    rows: u32,
    sentence: u32,
    before: Seen,
    clause_year: Option<u16>,
    sentence_year: Option<u16>,
}

impl<'a> Walk<'a> {
    pub(super) fn new(text: &'a str) -> Self {
        Self {
            text,
            items: Vec::new(),
            sentences: vec![Seen::EMPTY],
            topics: Topics::default(),
            universals: Vec::new(),
            denials: Vec::new(),
            totals: Vec::new(),
            clause: Clause::default(),
            frames: Vec::new(),
            deeper: 0,
            rows: 0,
            sentence: 0,
            before: Seen::EMPTY,
            clause_year: None,
            sentence_year: None,
        }
    }

    /// Reads a paragraph.
    pub(super) fn paragraph(&mut self, number: u32, start: u32, end: u32, tokens: &[Token]) {
        self.frames.clear();
        let outside = self.frame(start);
        self.frames.push(outside);
        self.deeper = 0;
        self.new_sentence();
        for (at, token) in tokens.iter().enumerate() {
            match token.piece {
                Piece::Year(year) => self.clause_year = Some(year),
                Piece::Number(claim) => self.number(number, claim, token, &tokens[at + 1..]),
                Piece::Word(Word::Open) => self.open(token.end),
                Piece::Word(Word::Close) => self.close(token.end),
                // （网站：261；公众号：140）: a label and its number.
                Piece::Word(Word::Colon)
                    if self.frames.len() > 1
                        && tokens.get(at + 1).is_some_and(|next| {
                            matches!(next.piece, Piece::Number(_)) && next.start <= token.end + 1
                        }) => {}
                Piece::Word(word) if word.is_mark() => self.mark(word, number, token.start, token.end),
                Piece::Word(word) => self.word(word, token, tokens.get(at.wrapping_sub(1))),
            }
        }
        self.end_clause(number, end);
        self.new_sentence();
    }

    /// What was said of all or of none is complete.
    fn end_clause(&mut self, paragraph: u32, end: u32) {
        self.deny(paragraph, end);
        self.total(paragraph, end);
        let (clause, before) = (self.top().clause, self.before);
        let ahead = self.clause_year.is_some() && clause.has(Word::Carry) && !clause.has(Word::LastYear);
        self.clause.end(clause, before, self.sentence, ahead, &mut self.universals);
    }

    /// What a negation of the clause denies stands in the clause as a number's label does.
    fn deny(&mut self, paragraph: u32, end: u32) {
        let frame = *self.top();
        let Some(none) = frame.none else { return };
        let item = Item { mark: Mark::None, ..self.item(&frame, paragraph, u32::MAX, end) };
        // 经复议后起诉的案件为零: nothing is denied behind the word itself.
        const SHORT: u32 = 12;
        let start = if end.saturating_sub(none.start) <= SHORT {
            item.label_place.start.min(none.start)
        } else {
            none.start
        };
        self.denials.push(Denial { place: Place::new(start, end), behind: none.behind, item });
    }

    /// A clause that speaks of all.
    fn total(&mut self, paragraph: u32, end: u32) {
        let frame = *self.top();
        if !frame.clause.has(Word::Every) {
            return;
        }
        let item = Item { mark: Mark::None, ..self.item(&frame, paragraph, u32::MAX, end) };
        let place = Place::new(frame.clause_start.min(end), end);
        self.totals.push(Denial { place, behind: frame.clause, item });
    }

    fn frame(&mut self, start: u32) -> Frame {
        self.rows += 1;
        Frame { row: self.rows, label_start: start, clause_start: start, ..Frame::default() }
    }

    fn new_sentence(&mut self) {
        self.sentence += 1;
        self.sentences.push(Seen::EMPTY);
        self.before = Seen::EMPTY;
        self.clause_year = None;
        self.sentence_year = None;
        self.topics.sentence();
    }

    fn top(&mut self) -> &mut Frame {
        let last = self.frames.len() - 1;
        &mut self.frames[last]
    }

    fn word(&mut self, word: Word, token: &Token, before: Option<&Token>) {
        if word == Word::Noise {
            return;
        }
        self.topics.word(word, self.text, token, before);
        // 2022年全年: that year's, and not the report's.
        let of_named = before.is_some_and(|before| {
            matches!(before.piece, Piece::Year(_)) && before.end == token.start && self.clause_year.is_some()
        });
        if word == Word::ThisYear && !of_named {
            self.clause_year = None;
            self.sentence_year = None;
        }
        let (said, place) =
            (self.text.get(token.start as usize..token.end as usize), Place::new(token.start, token.end));
        let (clause, topic, from) = (self.top().clause, self.topics.now(), self.top().clause_start);
        let narrowed = word == Word::Every && narrows(self.text.get(from as usize..token.start as usize));
        self.clause.word(word, said.unwrap_or(""), place, clause, topic, narrowed);
        self.before.insert(word);
        if let Some(sentence) = self.sentences.last_mut() {
            sentence.insert(word);
        }
        let frame = self.top();
        match &mut frame.none {
            Some(none) => none.behind.insert(word),
            None if word == Word::Neg => {
                frame.none = Some(Neg { start: token.start, behind: Seen::EMPTY });
            }
            None => {}
        }
        frame.label.insert(word);
        frame.clause.insert(word);
        frame.gap.insert(word);
        frame.last_word = Some((word, token.end));
    }

    fn mark(&mut self, word: Word, paragraph: u32, start: u32, end: u32) {
        let numberless = {
            let frame = self.top();
            frame.mark = frame.mark.max(Mark::of(word));
            // `网站60条、微信40条`: the mark between two members; `法人、其他组织4件`: a mark within a label.
            if word == Word::Stop {
                self.clause.stop();
                let frame = self.top();
                if frame.label.is_empty() {
                    frame.label_start = end;
                }
                return;
            }
            frame.numbers == 0
        };
        self.end_clause(paragraph, start);
        // （注：县政府办承办2件。）: a bracket that ends with the sentence ends what stands before it too.
        if word == Word::End {
            self.frames.truncate(1);
        }
        // 2022年，全县……: a year that stands alone holds for the sentence.
        if numberless && self.clause_year.is_some() && word == Word::Comma {
            self.sentence_year = self.clause_year;
        }
        self.clause_year = None;
        let frame = self.top();
        if frame.numbers == 0 {
            frame.head = frame.head | frame.clause;
            frame.head_start.get_or_insert(frame.clause_start);
        } else {
            frame.head = Seen::EMPTY;
            frame.head_start = None;
        }
        frame.clause_start = end;
        frame.none = None;
        frame.colon = word == Word::Colon;
        frame.numbers = 0;
        frame.clause = Seen::EMPTY;
        frame.label = Seen::EMPTY;
        frame.last_word = None;
        frame.label_start = end;
        if word == Word::End {
            frame.head = Seen::EMPTY;
            frame.head_start = None;
            frame.gap = Seen::EMPTY;
            self.frames.truncate(1);
            self.deeper = 0;
            self.top().mark = Mark::End;
            self.new_sentence();
        }
    }

    fn open(&mut self, end: u32) {
        if self.frames.len() >= DEEPEST {
            self.deeper += 1;
            return;
        }
        let outer = *self.top();
        let mut inner = self.frame(end);
        inner.owner = outer.last.filter(|_| outer.mark == Mark::None);
        inner.outer = outer.clause;
        self.frames.push(inner);
    }

    fn close(&mut self, end: u32) {
        if self.deeper > 0 {
            self.deeper -= 1;
            return;
        }
        if self.frames.len() > 1 {
            self.frames.pop();
            self.top().label_start = end;
        }
    }

    fn number(&mut self, paragraph: u32, claim: u32, token: &Token, behind: &[Token]) {
        let Tail { seen: tail, year: tail_year, end: tail_end } = tail(behind, token.end);
        // 没有拒绝过一件: no number, and one thing is denied.
        if self.top().none.is_some()
            && self.text.get(token.start as usize..).is_some_and(|rest| rest.starts_with('一'))
        {
            return;
        }
        let index = self.items.len() as u32;
        self.hundred(paragraph, token, tail_end);
        self.topics.number();
        self.clause.number();
        let frame = *self.top();
        let item = self.item(&frame, paragraph, claim, token.start);
        let tail_place = Place::new(token.end, tail_end);
        self.items.push(Item { tail, tail_year, tail_place, ..item });
        let frame = self.top();
        frame.last = Some(index);
        frame.numbers += 1;
        frame.label = Seen::EMPTY;
        frame.last_word = None;
        frame.label_start = token.end;
        frame.gap = Seen::EMPTY;
        frame.mark = Mark::None;
        frame.head = Seen::EMPTY;
        frame.head_start = None;
        frame.colon = false;
        frame.none = None;
    }

    /// 百分之百办结: all of them.
    fn hundred(&mut self, paragraph: u32, token: &Token, end: u32) {
        let said = self.text.get(token.start as usize..token.end as usize).unwrap_or("");
        if said != "百分之百" {
            return;
        }
        let frame = *self.top();
        let item = Item { mark: Mark::None, ..self.item(&frame, paragraph, u32::MAX, token.start) };
        let place = Place::new(frame.clause_start.min(token.start), end);
        self.totals.push(Denial { place, behind: frame.clause, item });
    }

    /// What stands before a number, or before the end of a clause without one.
    fn item(&self, frame: &Frame, paragraph: u32, claim: u32, at: u32) -> Item {
        let head_start = frame.head_start.unwrap_or(frame.clause_start).min(frame.clause_start);
        Item {
            claim,
            paragraph,
            sentence: self.sentence,
            row: frame.row,
            previous: frame.last,
            owner: frame.owner,
            outer: frame.outer,
            label: frame.label,
            label_place: Place::new(frame.label_start.min(at), at),
            tail: Seen::EMPTY,
            tail_year: None,
            tail_place: Place::new(at, at),
            clause: frame.clause,
            before: self.before,
            gap: frame.gap,
            mark: frame.mark,
            head: frame.head,
            head_place: Place::new(head_start, frame.clause_start),
            colon: frame.colon,
            year: self.clause_year.or(self.sentence_year),
            topic: self.topics.now(),
            carried: self.topics.is_carried(),
            last: frame.last_word,
        }
    }
}

/// 应在年内答复的申请, 已经办结的5件申请: not all of them.
fn narrows(before: Option<&str>) -> bool {
    const FAR: usize = 40;
    let Some(before) = before else { return false };
    let start = before.char_indices().rev().nth(FAR).map_or(0, |(at, _)| at);
    let before = &before[start..];
    let due =
        ["应在", "应当在", "应于", "应予", "需在", "应办", "应答"].iter().any(|word| before.contains(word));
    let done = ["办结的", "答复的", "审结的", "办理完毕的"].iter().any(|word| before.contains(word));
    due || done
}

struct Tail {
    seen: Seen,
    year: Option<u16>,
    end: u32,
}

/// The words behind a number up to the next mark, and where they end; none where a number comes before a mark.
fn tail(behind: &[Token], end: u32) -> Tail {
    const FAR: usize = 16;
    let mut tail = Tail { seen: Seen::EMPTY, year: None, end };
    for token in behind.iter().take(FAR) {
        match token.piece {
            Piece::Number(_) => return Tail { seen: Seen::EMPTY, year: None, end },
            Piece::Word(word) if word.is_mark() => return Tail { end: token.start, ..tail },
            Piece::Word(Word::Noise) => {}
            Piece::Year(year) => tail.year = Some(year),
            Piece::Word(word) => tail.seen.insert(word),
        }
    }
    let last = behind.get(FAR).or(behind.last());
    Tail { end: last.map_or(end, |token| token.end), ..tail }
}

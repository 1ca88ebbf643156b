//! Walks over the words of a paragraph and makes a claim of every figure.

use std::ops::Range;

use super::lexer::{Figure, Lexer, Token};
use super::lists::{self, Clue, Lists, Opener};
use super::naming::{Group, Matter, Setting, Topic};
use super::respective;
use super::subject::{Family, Subject};
use super::unit::Unit;
use super::words::{Seen, Word};
use super::{Claim, Exactness, Flags, Role};
use crate::numeral;
use crate::place::Place;

pub(super) fn read(text: &str, prose: &[Range<u32>]) -> Vec<Claim> {
    let mut reader = Reader {
        text,
        claims: Vec::new(),
        topic: Topic::Other,
        matter: Matter::None,
        plan: false,
        plan_list: false,
        year: 0,
        votes: [0; YEARS],
        sentence: 0,
        position: 0,
        unfinished: 0,
        lists: Lists::default(),
    };
    let (mut tokens, mut figures) = (Vec::new(), Vec::new());
    for span in prose {
        let (start, end) = (span.start as usize, span.end as usize);
        if text.get(start..end).is_none() {
            continue;
        }
        let mut lexer = Lexer::new(text, start, end);
        reader.begin(start, end);
        while lexer.group(&mut tokens, &mut figures) {
            reader.group(&tokens, &figures);
        }
        reader.end(start, end);
    }
    reader.finish()
}

/// Years are counted from here, so that 0 is none and all fit into seven bits.
const BEFORE_YEARS: i64 = 1949;
const YEARS: usize = 128;
/// Where a claim's year stands in its flags while reading goes on: above the flags, below the scratch bits of [`lists`].
const YEAR_SHIFT: u32 = 23;
const YEAR_MASK: u32 = 0x7F << YEAR_SHIFT;

pub(super) struct Reader<'a> {
    text: &'a str,
    claims: Vec<Claim>,
    topic: Topic,
    matter: Matter,
    /// 下一步 was said.
    plan: bool,
    /// The paragraph is one of the numbered ones below `下一步…：`.
    plan_list: bool,
    /// The year that governs, or 0.
    year: u32,
    /// How often each year is named.
    votes: [u16; YEARS],
    /// Start of the sentence.
    sentence: u32,
    /// End of the last group.
    position: u32,
    /// The first claim of the sentence, whose end is not known yet.
    unfinished: usize,
    lists: Lists,
}

/// What was said since the last comma.
#[derive(Clone, Copy)]
struct Clause {
    seen: Seen,
    first: Option<Word>,
    /// Where its words begin.
    start: u32,
    delimiter: Word,
    channels: u8,
    figures: u8,
}

impl Clause {
    const fn new(start: u32, delimiter: Word) -> Self {
        Self { seen: Seen::EMPTY, first: None, start, delimiter, channels: 0, figures: 0 }
    }

    fn add(&mut self, word: Word) {
        self.seen.insert(word);
        if self.first.is_none() && !matches!(word, Word::ThisYear | Word::Year | Word::Whole | Word::Quote) {
            self.first = Some(word);
        }
        if word == Word::Channel {
            self.channels = self.channels.saturating_add(1);
        }
    }
}

/// What holds between two full stops.
pub(super) struct Walk<'a> {
    pub(super) group: Group<'a>,
    clause: Clause,
    outer: [Clause; 4],
    pub(super) depth: u8,
    before: Seen,
    office: bool,
    /// A dispute was said to be one about government information.
    pub(super) tied: bool,
    dispute: Option<Subject>,
    first_claim: u32,
    /// The figure of `未发生一起`, which is no claim.
    pub(super) denied: Option<usize>,
}

impl Reader<'_> {
    fn begin(&mut self, start: usize, end: usize) {
        let mut text = self.text[start..end].trim_start().chars();
        let (first, second) = (text.next(), text.next());
        let numbered = matches!(first, Some('（' | '(' | '1'..='9')) || second == Some('是');
        self.plan_list &= numbered;
        let start = start as u32;
        self.matter = if self.topic == Topic::Requests { Matter::Requests } else { Matter::None };
        self.plan = self.plan_list;
        self.year = 0;
        self.position = start;
        self.start_sentence(start);
        self.lists.root = None;
    }

    fn end(&mut self, start: usize, end: usize) {
        self.end_sentence(end as u32);
        self.plan_list |= self.plan && self.text[start..end].trim_end().ends_with(['：', ':']);
    }

    fn group(&mut self, tokens: &[Token], figures: &[Figure]) {
        let Some(first) = tokens.first() else { return };
        let mut all = Seen::EMPTY;
        for token in tokens {
            all.insert(token.word);
        }
        if all.has(Word::Item) {
            self.end_sentence(first.start);
            self.heading(tokens);
        }
        if matches!(self.matter, Matter::Foreign | Matter::Documents | Matter::Rules) {
            self.matter = if self.topic == Topic::Requests { Matter::Requests } else { Matter::None };
        }
        let mut walk = Walk {
            group: Group { text: self.text, tokens, figures, all },
            clause: Clause::new(self.position, Word::End),
            outer: [Clause::new(self.position, Word::Open); 4],
            depth: 0,
            before: Seen::EMPTY,
            office: false,
            tied: false,
            dispute: None,
            first_claim: self.claims.len() as u32,
            denied: None,
        };
        let mut figure = 0;
        for (at, &token) in tokens.iter().enumerate() {
            self.word(&mut walk, at, token);
            if token.word == Word::Figure {
                if let Some(found) = figures.get(figure)
                    && walk.denied != Some(at)
                {
                    self.figure(&mut walk, at, figure, found);
                }
                figure += 1;
                walk.clause.figures = walk.clause.figures.saturating_add(1);
                walk.clause.start = token.end;
            } else if !token.word.is_mark() {
                walk.clause.add(token.word);
                walk.before.insert(token.word);
            }
        }
        self.lists.finish(&mut self.claims);
        self.position = tokens.last().map_or(self.position, |token| token.end);
        if let Some(last) = (walk.first_claim as usize..self.claims.len()).rev().find(|at| {
            self.claims[*at].role != Role::Rate && !self.claims[*at].flags.intersects(Flags::CHANGE)
        }) {
            self.lists.root = Some(lists::root_of(&self.claims, last as u32));
        } else if self.claims.len() > walk.first_claim as usize {
            self.lists.root = None;
        }
    }

    /// The words of a heading say what the paragraphs below it are about.
    fn heading(&mut self, tokens: &[Token]) {
        const LONGEST: u32 = 75;
        let start = tokens[0].end;
        self.plan = self.plan_list;
        self.topic = Topic::Other;
        for token in tokens.iter().skip(1).take_while(|token| token.start < start + LONGEST) {
            match token.word {
                Word::Request => self.topic = Topic::Requests,
                Word::Reconsider | Word::Litigate if self.topic == Topic::Other => {
                    self.topic = Topic::Disputes
                }
                Word::Reconsider | Word::Litigate => {}
                Word::Comma | Word::End | Word::Colon | Word::Point | Word::Figure => break,
                _ => {}
            }
            if matches!(token.word, Word::Request | Word::Proactive) {
                break;
            }
        }
        self.matter = if self.topic == Topic::Requests { Matter::Requests } else { Matter::None };
    }

    fn end_sentence(&mut self, end: u32) {
        let start = self.sentence;
        for claim in &mut self.claims[self.unfinished..] {
            claim.sentence = Place { start, end: trim_end(self.text, start, end) };
        }
        self.unfinished = self.claims.len();
        self.start_sentence(end);
    }

    fn start_sentence(&mut self, at: u32) {
        let gap = self.text.get(at as usize..).unwrap_or("");
        self.sentence = at + (gap.len() - gap.trim_start().len()) as u32;
    }

    /// Adds a claim whose sentence goes on.
    pub(super) fn push(&mut self, claim: Claim) {
        self.claims.push(Claim { sentence: Place::new(self.sentence, self.sentence), ..claim });
    }

    /// What a word changes in the state.
    fn word(&mut self, walk: &mut Walk, at: usize, token: Token) {
        match token.word {
            Word::Comma => walk.clause = Clause::new(token.end, Word::Comma),
            Word::Stop | Word::And if walk.clause.figures > 0 => {
                walk.clause = Clause { delimiter: Word::Stop, ..Clause::new(token.end, Word::Stop) };
            }
            Word::Colon => self.colon(walk, at, token),
            Word::Semi => {
                walk.clause = Clause::new(token.end, Word::Semi);
                self.lists.semicolon(&mut self.claims, walk.depth);
                if walk.depth == 0 {
                    self.end_sentence(token.end);
                }
            }
            Word::End => self.end_sentence(token.end),
            Word::Item | Word::Point => walk.clause.start = token.end,
            Word::Open => self.bracket(walk, at, token),
            Word::Close => {
                if let Some(depth) = walk.depth.checked_sub(1) {
                    walk.depth = depth;
                    self.lists.close(&mut self.claims, depth);
                    let inner = walk.clause.seen;
                    let had_figures = walk.clause.figures > 0;
                    if let Some(outer) = walk.outer.get(usize::from(depth)) {
                        walk.clause = *outer;
                    }
                    if inner.has(Word::CarriedIn) {
                        self.includes_carried(walk, at, had_figures);
                    }
                }
            }
            Word::Among => {
                self.open_list(walk, Opener::Among, at);
                // A sentence of its own: 其中，…；…；…。
                if at == 0 {
                    self.lists.colon();
                }
            }
            Word::Includes => self.open_list(walk, Opener::Includes, at),
            Word::MainlyIncludes => {
                self.open_list(walk, Opener::Includes, at);
                self.lists.partial(walk.depth);
            }
            Word::Involves => self.open_list(walk, Opener::Involves, at),
            Word::Respectively => self.open_list(walk, Opener::Respectively, at),
            Word::Holds if walk.depth > 0 || walk.clause.delimiter == Word::Comma => {
                self.open_list(walk, Opener::Among, at);
                self.lists.partial(walk.depth);
            }
            Word::By if walk.clause.first.is_none() && breaks_down(&walk.group, at) => {
                self.lists.finish(&mut self.claims);
                self.open_list(walk, Opener::By, at);
            }
            Word::Etc if walk.clause.figures > 0 => self.lists.partial(walk.depth),
            Word::Year => self.named_year(walk, at, token),
            Word::PlanAhead => self.plan = true,
            Word::Office => walk.office = !walk.clause.seen.has(Word::Whole),
            Word::Whole => walk.office = false,
            Word::Request => self.matter = Matter::Requests,
            Word::Documents => self.matter = Matter::Documents,
            Word::Rules => self.matter = Matter::Rules,
            Word::Foreign | Word::OtherApply => self.matter = Matter::Foreign,
            Word::Neg | Word::NegFee | Word::NegIssue => self.negation(walk, at),
            _ => {}
        }
    }

    fn colon(&mut self, walk: &mut Walk, at: usize, token: Token) {
        self.lists.colon();
        let behind = at.checked_sub(1).filter(|before| walk.group.adjacent(*before));
        if behind.is_some_and(|before| walk.group.tokens[before].word == Word::Figure)
            && !self.claims.is_empty()
        {
            let total = self.claims.len() as u32 - 1;
            self.lists.open(Opener::Colon, walk.depth, Some(total), false);
        }
        if walk.clause.figures > 0
            || behind.is_some_and(|before| walk.group.tokens[before].word == Word::Among)
        {
            walk.clause = Clause::new(token.end, Word::Colon);
        } else {
            walk.clause.start = token.end;
        }
    }

    fn bracket(&mut self, walk: &mut Walk, at: usize, token: Token) {
        if let Some(outer) = walk.outer.get_mut(usize::from(walk.depth)) {
            *outer = walk.clause;
        }
        walk.depth = walk.depth.saturating_add(1).min(8);
        walk.clause = Clause::new(token.end, Word::Open);
        let behind = at.checked_sub(1).filter(|before| walk.group.adjacent(*before));
        if behind.is_some_and(|before| walk.group.tokens[before].word == Word::Figure)
            && self.claims.len() > walk.first_claim as usize
        {
            self.lists.open(Opener::Bracket, walk.depth, Some(self.claims.len() as u32 - 1), false);
        }
    }

    fn open_list(&mut self, walk: &Walk, opener: Opener, at: usize) {
        let mainly = walk.group.word(at + 1) == Some(Word::Mainly) && walk.group.adjacent(at)
            || at > 0 && walk.group.word(at - 1) == Some(Word::Mainly) && walk.group.adjacent(at - 1);
        self.lists.open(opener, walk.depth, None, mainly);
    }

    /// `27件（含上年结转）` and `收到申请（含上年结转）27件`.
    fn includes_carried(&mut self, walk: &mut Walk, close: usize, had_figures: bool) {
        let open = (0..close).rev().find(|at| walk.group.tokens[*at].word == Word::Open);
        let behind_figure = open.and_then(|open| open.checked_sub(1)).is_some_and(|before| {
            walk.group.tokens[before].word == Word::Figure && walk.group.adjacent(before)
        });
        match self.claims.last_mut() {
            // The list in the bracket sees to it.
            _ if behind_figure && had_figures => {}
            Some(claim) if behind_figure => claim.flags |= Flags::INCLUDES_CARRIED,
            _ => walk.clause.add(Word::CarriedIn),
        }
    }

    fn named_year(&mut self, walk: &Walk, at: usize, token: Token) {
        let text = &self.text[token.start as usize..token.end as usize];
        let year = numeral::read(text).and_then(|numeral| numeral.value.as_int());
        let Some(year @ 1..) = year.map(|year| year - BEFORE_YEARS).filter(|year| *year < YEARS as i64)
        else {
            return;
        };
        let compared = at
            .checked_sub(1)
            .filter(|before| walk.group.adjacent(*before))
            .is_some_and(|before| matches!(walk.group.tokens[before].word, Word::Compare | Word::And));
        if compared {
            return;
        }
        self.year = year as u32;
        if let Some(votes) = self.votes.get_mut(year as usize)
            && !self.plan
            && !walk.group.all.has_any(&[Word::Plan, Word::PlanAhead])
        {
            *votes = votes.saturating_add(1);
        }
    }

    fn figure(&mut self, walk: &mut Walk, at: usize, index: usize, figure: &Figure) {
        let token = walk.group.tokens[at];
        let unit = inherited_unit(&walk.group, at, index, figure);
        let mut flags = self.circumstances(walk, at, unit).with_scale(figure.numeral.scale);
        if figure.range {
            flags |= Flags::RANGE;
        }
        let plain = !flags.intersects(Flags::CHANGE | Flags::EACH | Flags::RANGE);
        let setting = self.setting(walk);
        let mut named = if plain { Some(walk.group.subject(at, unit, &setting)) } else { None };
        let name = respective::name(&walk.group, at);
        if let Some(name) = name {
            named = name.noun.filter(|_| plain).map(|noun| walk.group.subject_of(noun, unit, &setting));
        }
        let subject = named.map_or(Subject::Unknown, |named| named.subject);
        flags |= named.map_or(Flags::NONE, |named| named.flags);
        if walk.clause.seen.has(Word::CarriedIn)
            && subject != Subject::RequestsCarriedIn
            && subject.family() == Family::Flow
        {
            flags |= Flags::INCLUDES_CARRIED;
        }
        if walk.clause.seen.has_any(&[Word::Sum, Word::All, Word::Accrued, Word::Proactive])
            || walk.clause.seen.has(Word::Copula) && self.says_together(walk, at)
        {
            flags |= lists::SURE;
        }
        if walk.clause.delimiter == Word::Stop {
            flags |= lists::LISTED;
        }
        let mut claim = Claim {
            value: figure.numeral.value,
            decimals: figure.numeral.decimals,
            number: Place::new(token.start, figure.number_end),
            sentence: Place::default(),
            label: name.map_or_else(|| self.label(walk, at), |name| name.place),
            unit,
            exactness: exactness(&walk.group, at, figure.exactness),
            subject,
            role: if matches!(unit, Unit::Percent) { Role::Rate } else { Role::Alone },
            parent: None,
            flags,
        };
        if claim.role == Role::Rate {
            claim.parent = self.base_of_share(walk, at);
        }
        match subject.family() {
            Family::Dispute => (walk.tied, walk.dispute) = (true, Some(subject)),
            Family::Flow if subject != Subject::Unknown => self.matter = Matter::Requests,
            _ => {}
        }
        self.push(claim);
        let clue = Clue {
            text: self.text,
            seen: walk.clause.seen,
            first: walk.clause.first,
            delimiter: walk.clause.delimiter,
            depth: walk.depth,
            group: walk.first_claim,
        };
        self.lists.place(&mut self.claims, &clue);
        if let Some(also) = named.and_then(|named| named.also) {
            self.push(Claim { subject: also, ..claim });
        }
    }

    pub(super) fn setting(&self, walk: &Walk) -> Setting {
        let list = self.lists.current();
        let subject_of =
            |index: Option<u32>| index.and_then(|i| self.claims.get(i as usize)).map(|claim| claim.subject);
        let nearest = self.claims[walk.first_claim as usize..]
            .iter()
            .rev()
            .find(|c| c.role != Role::Rate)
            .map(|c| c.subject);
        Setting {
            topic: self.topic,
            matter: self.matter,
            seen: walk.clause.seen,
            before: walk.before,
            channels: walk.clause.channels,
            tied: walk.tied,
            dispute: walk.dispute,
            total: list.and_then(|(total, _)| subject_of(total)).or(list.and(nearest)),
            sibling: list.and_then(|(_, part)| subject_of(part)),
        }
    }

    /// 共 stands before the figure's noun or right before the figure.
    fn says_together(&self, walk: &Walk, at: usize) -> bool {
        (0..at).rev().take(6).any(|i| {
            let token = walk.group.tokens[i];
            token.start >= walk.clause.start
                && self.text[token.start as usize..token.end as usize].starts_with('共')
        })
    }

    /// Flags that do not depend on the subject.
    pub(super) fn circumstances(&self, walk: &Walk, at: usize, unit: Unit) -> Flags {
        let seen = walk.clause.seen;
        let mut flags = Flags(self.year << YEAR_SHIFT & YEAR_MASK);
        let mut before = at;
        let mut direct = None;
        while let Some(i) = before.checked_sub(1).filter(|i| walk.group.adjacent(*i)) {
            let word = walk.group.tokens[i].word;
            if !matches!(word, Word::Copula | Word::About | Word::Beyond | Word::Both) {
                direct = Some(word);
                break;
            }
            before = i;
        }
        let compared = seen.has_any(&[Word::Compare, Word::LastYear]);
        let reached = direct == Some(Word::Reach);
        if unit == Unit::PercentPoint
            || direct == Some(Word::Change)
            || !reached && seen.has(Word::Compare) && (seen.has(Word::Change) || unit == Unit::Percent)
            || seen.has(Word::Change) && compared && !reached
        {
            flags |= Flags::CHANGE;
        } else if seen.has(Word::LastYear) && !reached {
            flags |= Flags::OTHER_YEAR;
        }
        if seen.has(Word::Every) || direct == Some(Word::Each) {
            flags |= Flags::EACH;
        }
        if self.plan || seen.has(Word::Plan) || walk.before.has(Word::Plan) {
            flags |= Flags::PLAN;
        }
        let dated = self.year != 0 || walk.before.has(Word::ThisYear) || seen.has(Word::ThisYear);
        let accrued = seen.has(Word::Accrued);
        if seen.has(Word::Cumulative)
            || accrued && (!dated || walk.before.has(Word::Since))
            || seen.has(Word::Since) && !dated
        {
            flags |= Flags::CUMULATIVE;
        }
        if walk.office {
            flags |= Flags::OFFICE;
        }
        flags
    }

    /// `自然人20件，占74.1%`: the claim before, of which the rate tells the share.
    fn base_of_share(&self, walk: &Walk, at: usize) -> Option<u32> {
        if !walk.clause.seen.has(Word::Share) || walk.clause.seen.has(Word::WiderShare) {
            return None;
        }
        let mut i = at;
        let mut share = false;
        loop {
            i = i.checked_sub(1).filter(|before| walk.group.adjacent(*before))?;
            match walk.group.tokens[i].word {
                Word::Share => share = true,
                Word::Comma | Word::Open | Word::Stop if share => {}
                Word::Figure if share => break,
                word if word.is_filler() || word == Word::Request => {}
                _ => return None,
            }
        }
        let last = self.claims.len().checked_sub(1)?;
        let claim = self.claims[last];
        let counted = claim.unit.is_count() && last >= walk.first_claim as usize && claim.role != Role::Rate;
        counted.then_some(last as u32)
    }

    /// The words that say what is counted.
    fn label(&self, walk: &Walk, at: usize) -> Place {
        let group = &walk.group;
        let token = group.tokens[at];
        let first =
            (0..at).rev().take_while(|i| group.tokens[*i].start >= walk.clause.start).last().unwrap_or(at);
        let before = group.words(first..at, Place::new(walk.clause.start, token.start));
        if !before.is_empty() && group.ends(at) {
            return before;
        }
        let ends_label = |word: Word| {
            let structure = matches!(
                word,
                Word::Stop | Word::Open | Word::Close | Word::Among | Word::Both | Word::Share | Word::Etc
            );
            word.is_break() || structure
        };
        let next = (at + 1..group.tokens.len()).find(|i| ends_label(group.tokens[*i].word));
        // Without a mark behind it the text may run on for long; then there is no label.
        let Some(next) = next else { return before };
        let behind = group.words(at + 1..next, Place::new(token.end, group.tokens[next].start));
        if behind.is_empty() { before } else { behind }
    }

    fn finish(mut self) -> Vec<Claim> {
        // The year that is named most is the report's; of two, the later.
        let year =
            (0..YEARS).filter(|year| self.votes[*year] > 0).max_by_key(|year| (self.votes[*year], *year));
        for claim in &mut self.claims {
            let of_claim = (claim.flags.0 & YEAR_MASK) >> YEAR_SHIFT;
            claim.flags = claim.flags.without(Flags(YEAR_MASK) | lists::SURE | lists::LISTED);
            if of_claim != 0 && year.is_some_and(|year| year as u32 != of_claim) {
                claim.flags |= Flags::OTHER_YEAR;
            }
        }
        self.claims
    }
}

/// `网站1046、微信1809、其他768条`: a figure without a measure word has that of the next one in the row.
fn inherited_unit(group: &Group, at: usize, index: usize, figure: &Figure) -> Unit {
    if figure.unit != Unit::None || !group.adjacent(at) {
        return figure.unit;
    }
    let behind = group.word(at + 1);
    let row = matches!(behind, Some(Word::Stop | Word::And))
        || behind == Some(Word::Comma) && group.word(at + 2) == Some(Word::Figure) && group.adjacent(at + 1);
    if !row {
        return Unit::None;
    }
    let next = (at + 2..group.tokens.len()).find(|i| group.tokens[*i].word.is_break());
    match (next, group.figures.get(index + 1)) {
        (Some(next), Some(figure)) if group.tokens[next].word == Word::Figure && figure.unit.is_count() => {
            inherited_unit(group, next, index + 1, figure)
        }
        _ => Unit::None,
    }
}

/// 约, 超过, 不少于 right before a figure.
fn exactness(group: &Group, at: usize, own: Exactness) -> Exactness {
    let before =
        at.checked_sub(1).filter(|before| group.adjacent(*before)).map(|before| group.tokens[before].word);
    match before {
        _ if own != Exactness::Exact => own,
        Some(Word::About) => Exactness::About,
        Some(Word::Beyond) => Exactness::Over,
        Some(Word::AtLeast) => Exactness::AtLeast,
        Some(Word::AtMost) => Exactness::AtMost,
        _ => Exactness::Exact,
    }
}

/// 按渠道分, 从办理结果看: the clause only says how a total is broken down.
fn breaks_down(group: &Group, at: usize) -> bool {
    let Some(end) =
        group.tokens[at + 1..].iter().find(|token| token.word.is_break() || token.word == Word::Colon)
    else {
        return false;
    };
    let clause = &group.text[group.tokens[at].start as usize..end.start as usize];
    ["看", "分", "来看", "划分", "分类", "区分", "统计", "来分"]
        .iter()
        .any(|tail| clause.trim_end().ends_with(tail))
}

fn trim_end(text: &str, start: u32, end: u32) -> u32 {
    text.get(start as usize..end as usize).map_or(end, |span| start + span.trim_end().len() as u32)
}

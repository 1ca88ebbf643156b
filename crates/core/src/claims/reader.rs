//! Walks over the words of a paragraph and makes a claim of every figure.

use std::ops::Range;

use super::circumstances::{YEARS, exactness, inherited_unit};
use super::group::{Group, REACH};
use super::kinship;
use super::lexer::{Figure, Lexer, Token};
use super::lists::{Clue, Lists, Opener};
use super::matters;
use super::naming::{Matter, Setting, Topic};
use super::own::Own;
use super::respective;
use super::runs;
use super::subject::{Family, Subject};
use super::unit::Unit;
use super::words::{Seen, Word};
use super::{Claim, Flags, Role};
use crate::figure::Decimal;
use crate::place::Place;

pub(super) fn read<'p>(text: &str, prose: impl IntoIterator<Item = &'p Range<u32>>) -> Vec<Claim> {
    let mut reader = Reader {
        text,
        claims: Vec::new(),
        own: Own::find(text),
        topic: Topic::Other,
        matter: Matter::None,
        plan: false,
        plan_list: false,
        year: 0,
        votes: [0; YEARS],
        sentence: 0,
        position: 0,
        first: 0,
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

pub(super) struct Reader<'a> {
    pub(super) text: &'a str,
    pub(super) claims: Vec<Claim>,
    own: Own<'a>,
    pub(super) topic: Topic,
    pub(super) matter: Matter,
    /// 下一步 was said.
    pub(super) plan: bool,
    /// The paragraph is one of the numbered ones below `下一步…：`.
    plan_list: bool,
    /// The year that governs, or 0.
    pub(super) year: u32,
    /// How often each year is named.
    pub(super) votes: [u16; YEARS],
    /// Start of the sentence.
    sentence: u32,
    /// End of the last group.
    position: u32,
    /// The first claim of the paragraph.
    first: usize,
    /// The first claim of the sentence, whose end is not known yet.
    unfinished: usize,
    pub(super) lists: Lists,
}

/// What was said since the last comma.
#[derive(Clone, Copy)]
pub(super) struct Clause {
    pub(super) seen: Seen,
    pub(super) first: Option<Word>,
    /// Where its words begin.
    pub(super) start: u32,
    pub(super) delimiter: Word,
    pub(super) channels: u8,
    pub(super) figures: u8,
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
    pub(super) clause: Clause,
    outer: [Clause; 4],
    pub(super) depth: u8,
    pub(super) before: Seen,
    pub(super) office: bool,
    /// A dispute was said to be one about government information.
    pub(super) tied: bool,
    pub(super) dispute: Option<Subject>,
    /// Outcomes of that dispute were counted.
    outcomes: bool,
    pub(super) first_claim: u32,
    /// The figure of `未发生一起`, which is no claim.
    pub(super) denied: Option<usize>,
    /// 明年 was said in the sentence.
    pub(super) ahead: bool,
    /// Several years were named in a row.
    pub(super) years: bool,
}

impl Walk<'_> {
    /// The clause around the bracket.
    pub(super) fn outer(&self) -> Option<&Clause> {
        self.depth.checked_sub(1).and_then(|depth| self.outer.get(usize::from(depth)))
    }
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
        self.lists.paragraph();
        self.first = self.claims.len();
    }

    fn end(&mut self, start: usize, end: usize) {
        self.end_sentence(end as u32);
        runs::channels(&mut self.claims, self.first);
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
            group: Group { text: self.text, tokens, figures, all, own: self.own },
            clause: Clause::new(self.position, Word::End),
            outer: [Clause::new(self.position, Word::Open); 4],
            depth: 0,
            before: Seen::EMPTY,
            office: false,
            tied: false,
            dispute: None,
            outcomes: false,
            first_claim: self.claims.len() as u32,
            denied: None,
            ahead: false,
            years: false,
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
        runs::settle(&mut self.claims, walk.first_claim, self.lists.root);
        self.position = tokens.last().map_or(self.position, |token| token.end);
        self.lists.set_root(&self.claims, walk.first_claim);
    }

    /// The words of a heading say what the paragraphs below it are about.
    fn heading(&mut self, tokens: &[Token]) {
        const LONGEST: u32 = 75;
        let start = tokens[0].end;
        self.plan = self.plan_list;
        self.topic = Topic::Other;
        let mut tied = false;
        for token in tokens.iter().skip(1).take_while(|token| token.start < start + LONGEST) {
            match token.word {
                Word::Request => {
                    self.topic = Topic::Requests;
                    break;
                }
                Word::InfoOpen => tied = true,
                Word::Reconsider | Word::Litigate if tied => self.topic = Topic::Disputes,
                Word::Proactive | Word::Comma | Word::End | Word::Colon | Word::Point | Word::Figure => break,
                _ => {}
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
            Word::Comma => {
                self.comma(walk, at, token);
                self.clause(walk, token, Word::Comma);
            }
            Word::Stop | Word::And if walk.clause.figures > 0 => self.clause(walk, token, Word::Stop),
            Word::Colon => self.colon(walk, at, token),
            Word::Semi => {
                self.clause(walk, token, Word::Semi);
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
            Word::Year => {
                let row =
                    walk.group.previous(at).filter(|mark| walk.group.tokens[*mark].word != Word::Figure);
                let before = row.and_then(|mark| walk.group.previous(mark));
                let linked = row
                    .is_some_and(|mark| matches!(walk.group.tokens[mark].word, Word::Stop | Word::And))
                    && before.is_some_and(|year| walk.group.tokens[year].word == Word::Year);
                walk.years |= linked;
                self.named_year(walk, at, token);
            }
            Word::PlanAhead => self.plan = true,
            Word::Ahead if walk.clause.first.is_none() => self.plan = true,
            Word::Ahead if !self.is_carried(walk, at) => walk.ahead = true,
            Word::Office => {
                let named = &self.text[..token.end as usize];
                walk.office = !walk.clause.seen.has(Word::Whole) && !self.own.ends(named);
            }
            Word::Whole => walk.office = false,
            Word::Request => {
                self.matter = Matter::Requests;
                walk.tied |= caused_by(&walk.group, at);
            }
            Word::Apply if walk.clause.seen.has(Word::NewlyReceived) && self.matter == Matter::None => {
                self.matter = Matter::Requests;
            }
            Word::InfoOpen => walk.tied |= caused_by(&walk.group, at),
            Word::Reconsider | Word::Litigate if walk.clause.seen.has(Word::InfoOpen) => walk.tied = true,
            Word::Documents => self.matter = Matter::Documents,
            Word::Rules => self.matter = Matter::Rules,
            Word::OtherApply if self.matter == Matter::Requests => {}
            Word::Foreign | Word::OtherApply => self.matter = Matter::Foreign,
            Word::Proactive if walk.depth == 0 => self.matter = Matter::None,
            Word::Neg | Word::NegFee | Word::NegIssue => self.negation(walk, at),
            _ => {}
        }
    }

    /// 在公开的信息中， begins a list; 包括政策、动态等， was none.
    fn comma(&mut self, walk: &mut Walk, at: usize, token: Token) {
        const WHOLES: &[&str] = &["信息", "申请", "结果", "答复", "件", "内容", "总数", "公开数", "情况"];
        const BODIES: &[&str] = &["单位", "部门", "乡镇", "街道", "机关", "镇街", "科室", "地区"];
        const GRADES: &[&str] = &["优秀", "获评优秀", "被评为优秀", "评为优秀", "获优秀", "考核优秀", "优"];
        let before = &self.text[..token.start as usize];
        let before = ["当中", "之中", "中", "里"].iter().find_map(|within| before.strip_suffix(within));
        // 30个单位中，优秀8个: a row of grades is of them all; other figures of theirs (问题45个) are none of them.
        let behind = &self.text[token.end as usize..];
        let graded = before.is_some_and(|before| BODIES.iter().any(|bodies| before.ends_with(bodies)))
            && GRADES.iter().any(|grade| behind.starts_with(grade));
        if walk.clause.figures > 1 || walk.clause.figures == 1 && before.is_none() {
            return;
        }
        if graded || before.is_some_and(|before| WHOLES.iter().any(|whole| before.ends_with(whole))) {
            self.lists.finish(&mut self.claims);
            self.lists.recall();
            self.open_list(walk, Opener::Among, at);
            self.lists.colon();
        } else if walk.group.previous(at).is_some_and(|etc| walk.group.tokens[etc].word == Word::Etc) {
            self.lists.forget(walk.depth);
        }
    }

    fn clause(&self, walk: &mut Walk, token: Token, delimiter: Word) {
        // 各乡镇收到5件，办结5件 goes on about the same office; 乡镇动态5条，通知6条 does not.
        let counted = walk.clause.figures > 0 && walk.clause.seen.has(Word::Office);
        if counted && self.claims.last().is_none_or(|claim| claim.subject.family() != Family::Flow) {
            walk.office = false;
        }
        walk.clause = Clause::new(token.end, delimiter);
    }

    /// 顺延至下一年 carries something there.
    fn is_carried(&self, walk: &Walk, at: usize) -> bool {
        let before = self.text[..walk.group.tokens[at].start as usize].trim_end();
        before.ends_with(['至', '到', '转', '延', '入'])
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
        if at == 0 {
            self.lists.leads();
        }
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

    fn figure(&mut self, walk: &mut Walk, at: usize, index: usize, figure: &Figure) {
        let token = walk.group.tokens[at];
        let unit = match figure.unit {
            Unit::None => inherited_unit(&walk.group, at, index),
            unit => unit,
        };
        let mut flags = self.circumstances(walk, at, unit).with_scale(figure.numeral.scale);
        if figure.range {
            flags |= Flags::RANGE;
        }
        // 同比分别增长12%、8%
        if walk.clause.delimiter == Word::Stop
            && matches!(walk.clause.first, None | Some(Word::And))
            && self.claims.last().is_some_and(|claim| claim.unit == unit)
        {
            let change = |claim: &Claim| Flags(claim.flags.0 & Flags::CHANGE.0);
            flags |= self.claims.last().map_or(Flags::NONE, change);
        }
        let plain = !flags.intersects(Flags::CHANGE | Flags::EACH | Flags::RANGE);
        let setting = Setting { zero: figure.numeral.value == Decimal::ZERO, ..self.setting(walk) };
        let mut named = if plain { Some(walk.group.subject(at, unit, &setting)) } else { None };
        let name = respective::name(&walk.group, at);
        if let Some(name) = name {
            named = name.noun.filter(|_| plain).map(|noun| walk.group.subject_of(noun, unit, &setting));
        }
        let subject = named.map_or(Subject::Unknown, |named| named.subject);
        // 截至年底，办结27件、结转下年度3件: of this year.
        if subject.family() == Family::Flow
            && !walk.clause.seen.has_any(&[Word::Accrued, Word::Cumulative])
            && !walk.before.has_any(&[Word::Accrued, Word::Cumulative])
            && !self.says_since(walk)
        {
            flags = flags.without(Flags::CUMULATIVE);
        }
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
            flags |= kinship::SURE;
        }
        if walk.clause.delimiter == Word::Stop {
            flags |= kinship::LISTED;
        }
        if walk.clause.seen.has(Word::Channel) || walk.group.channel_behind(at) {
            flags |= kinship::CHANNEL;
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
            Family::Dispute => self.count_dispute(walk, subject, figure.numeral.value),
            Family::Outcome => walk.outcomes = true,
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
            disclosed: walk.before.has(Word::Proactive),
        };
        self.lists.place(&mut self.claims, &clue);
        if let Some(also) = named.and_then(|named| named.also) {
            self.push(Claim { subject: also, ..claim });
        }
    }

    /// Whose outcomes come next: 复议10件，诉讼0件，维持2件 leaves no choice, 复议3件，诉讼2件，维持2件 does.
    fn count_dispute(&self, walk: &mut Walk, subject: Subject, count: Decimal) {
        walk.tied = true;
        let open = walk.dispute.is_some() && !walk.outcomes;
        if count == Decimal::ZERO && open {
            return;
        }
        let unclear = open && walk.clause.delimiter != Word::Semi && walk.dispute != Some(subject);
        walk.dispute = (!unclear).then_some(subject);
        walk.outcomes = false;
    }

    /// 实施以来, and not 截至年底.
    fn says_since(&self, walk: &Walk) -> bool {
        let group = &walk.group;
        let since =
            |token: &Token| token.word == Word::Since && self.text[..token.end as usize].ends_with("以来");
        walk.before.has(Word::Since) && group.tokens.iter().take(REACH).any(since)
    }

    fn finish(mut self) -> Vec<Claim> {
        self.mark_other_years(self.own.year);
        for claim in &mut self.claims {
            claim.flags = claim.flags.without(kinship::SCRATCH);
            if claim.subject == Subject::Unknown {
                claim.subject = matters::subject(self.text, claim);
            }
        }
        self.claims
    }
}

/// 因政府信息公开…: what follows is about it.
fn caused_by(group: &Group, at: usize) -> bool {
    let before = &group.text[..group.tokens[at].start as usize];
    let mut last = before.chars().rev();
    match last.next() {
        Some('因' | '由' | '涉') => true,
        Some('及') => last.next() == Some('涉'),
        _ => false,
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

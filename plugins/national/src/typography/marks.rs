//! One pass over the prose for everything that stands out of the Chinese characters: marks, brackets, digits; and for
//! repetitions. Every rule that looks for one of them starts here.

use std::rc::Rc;

use gouji_core::prelude::*;

use crate::dictionaries::{DOUBLED, MEETING};
use crate::prose::{self, Year};

/// Something that a report does again and again: its first place and how often.
#[derive(Debug, Default, Clone, Copy)]
pub(super) struct Repeated {
    pub(super) first: Option<Place>,
    pub(super) count: u32,
}

impl Repeated {
    pub(super) fn add(&mut self, place: Place) {
        self.first.get_or_insert(place);
        self.count += 1;
    }
}

/// A bracket without its partner.
#[derive(Debug, Clone, Copy)]
pub(super) struct Lonely {
    pub(super) place: Place,
    pub(super) kind: Bracket,
    pub(super) opens: bool,
}

#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum Bracket {
    /// （ and (.
    Round,
    /// 〔, 【, ［, [.
    Square,
    /// 《 and 〈.
    Title,
    /// “ and ”.
    Quote,
}

impl Bracket {
    /// The mark that should stand somewhere.
    pub(super) const fn mark(self, opens: bool) -> &'static str {
        match (self, opens) {
            (Self::Round, true) => "（",
            (Self::Round, false) => "）",
            (Self::Square, true) => "〔",
            (Self::Square, false) => "〕",
            (Self::Title, true) => "《",
            (Self::Title, false) => "》",
            (Self::Quote, true) => "“",
            (Self::Quote, false) => "”",
        }
    }
}

/// What the prose shows: typography in the six parts, all else everywhere.
#[derive(Debug, Default)]
pub(crate) struct Marks {
    /// Half-width marks between Chinese characters.
    pub(super) half_width: Repeated,
    pub(super) full_width_commas: u32,
    /// Marks that follow a mark: `。。`, `、，`.
    pub(super) crowded: Repeated,
    pub(super) lonely: Vec<Lonely>,
    /// Words that stand twice.
    pub(super) doubled: Vec<Place>,
    /// Words of two characters that stand twice, and may be two words that meet.
    pub(super) stuttered: Vec<Place>,
    /// What stands between 《 and 》, in reading order.
    pub(crate) titles: Vec<Place>,
    /// Where each 。 and ； begins.
    pub(crate) ends: Vec<u32>,
    /// Where each （ and ( begins.
    pub(crate) round: Vec<u32>,
    /// Where each opening bracket begins that a year may follow: `（2021`.
    pub(crate) numbered: Vec<u32>,
    /// Where each 月 begins that a digit stands before.
    pub(crate) months: Vec<u32>,
    /// Where each 年 begins that a digit stands before.
    pub(crate) years: Vec<u32>,
    /// By character: whether there is this one of ASCII, digits aside.
    ascii: Ascii,
    /// There is an X, a × or a _, or a pair of brackets without anything in it.
    pub(crate) blanks: bool,
}

/// The marks of a report, looked for once.
pub(crate) fn marks(report: &Report) -> Rc<Marks> {
    report.once(Marks::of)
}

/// A set of characters of ASCII.
#[derive(Debug, Default)]
struct Ascii([u64; 2]);

impl Ascii {
    /// Adds a byte if it is one of ASCII.
    fn add(&mut self, byte: u8) {
        self.0[usize::from(byte >> 6 & 1)] |= u64::from(byte.is_ascii()) << (byte & 63);
    }

    fn has(&self, byte: u8) -> bool {
        self.0.get(usize::from(byte >> 6)).is_some_and(|half| half >> (byte & 63) & 1 != 0)
    }
}

/// The years that the parts name which `wanted` picks: see [`prose::years`].
pub(crate) fn years_of(report: &Report, wanted: impl Fn(u8) -> bool) -> Vec<(Paragraph, Year)> {
    let year = |(paragraph, at): (Paragraph, usize)| {
        let named = wanted(paragraph.part).then(|| report.slice(paragraph.place));
        Some((paragraph, prose::year_before(named?, at)?))
    };
    prose::within(report, &marks(report).years).filter_map(year).collect()
}

impl Marks {
    /// Whether one of some characters of ASCII, no digits, stands in the prose.
    pub(crate) fn any_of(&self, characters: &[u8]) -> bool {
        characters.iter().any(|character| self.ascii.has(*character))
    }

    fn of(report: &Report) -> Self {
        let mut scan = Scan::new();
        for (paragraph, text) in prose::paragraphs(report, |_| true) {
            scan.paragraph(paragraph, text);
        }
        scan.close_all();
        scan.marks
    }
}

/// What a character is for this pass.
#[derive(Clone, Copy, PartialEq, Eq)]
enum Sign {
    /// ，、；：。 or the half-width marks for them.
    Separator,
    Open(Bracket),
    Close(Bracket),
    /// What stands for something to be filled in: X, ×, _.
    Filler,
    Other,
}

/// The longest words that are looked for twice.
const LONGEST: usize = 24;
/// Up to here every length is tried at every character that stands nearby already; beyond, only the distance at which
/// it stands.
const SHORT: usize = 8;
/// Slots for the last place of each character; characters that share one only cost a look.
const SLOTS: usize = 1024;
/// Brackets left open by lines without an end: more than these are not waited for.
const MANY: usize = 16;
/// So many of a kind are a text of another sort than reports; the rest is not looked at.
const ENOUGH: usize = 50;

struct Scan {
    marks: Marks,
    /// By the last bits of a character: the byte of the text where it stood last.
    last: [u32; SLOTS],
    /// Brackets open in this paragraph.
    open: Vec<Lonely>,
    /// Brackets left open by the paragraph before: where the source broke a sentence, the partner stands in this one.
    left: Vec<Lonely>,
    /// Quotation marks since the last paragraph that ended, and whether straight ones make them uncertain.
    quotes: u32,
    straight: bool,
    quote: Option<Lonely>,
    /// The paragraph is in one of the six parts.
    judged: bool,
    /// It is that, or front matter: where brackets have to have their partners.
    paired: bool,
    /// Behind the 《 that is open in this paragraph.
    title: Option<usize>,
    /// Whether the paragraph has sentences, once that was asked.
    sentences: Option<bool>,
}

impl Scan {
    fn new() -> Self {
        Self {
            // A report has some hundreds of sentences.
            marks: Marks { ends: Vec::with_capacity(128), ..Marks::default() },
            last: [0; SLOTS],
            open: Vec::new(),
            left: Vec::new(),
            quotes: 0,
            straight: false,
            quote: None,
            judged: false,
            paired: false,
            title: None,
            sentences: None,
        }
    }

    fn paragraph(&mut self, paragraph: Paragraph, text: &str) {
        let bytes = text.as_bytes();
        let base = paragraph.place.start as usize;
        self.sentences = None;
        self.judged = (1..=6).contains(&paragraph.part);
        self.paired = paragraph.part <= 6;
        self.title = None;
        let mut separator = (0, usize::MAX);
        // How far before the last character one like it stood, if that was a Chinese one.
        let mut last_back = usize::MAX;
        let mut at = 0;
        while let Some(&lead) = bytes.get(at) {
            // A Chinese character, by far the most frequent case.
            if let (0xE4..=0xE9, [_, second, third, ..]) = (lead, &bytes[at..]) {
                let slot = &mut self.last[usize::from(*third & 0x3F) | usize::from(*second & 0xF) << 6];
                let here = (base + at) as u32;
                let back = here.wrapping_sub(std::mem::replace(slot, here)) as usize;
                let before = std::mem::replace(&mut last_back, back);
                // Of several characters that stand there twice, the one before this one is no farther from its like.
                if back <= 3 * LONGEST
                    && (back == 3 || before <= back.max(3 * SHORT))
                    && self.judged
                    && back.is_multiple_of(3)
                    && let Some(length) = repeated(bytes, at, back / 3)
                {
                    self.doubled(text, base, at, length);
                }
                at += 3;
                continue;
            }
            last_back = usize::MAX;
            if lead.is_ascii_digit() {
                at += 1;
                // Word puts a space between.
                let behind = at + usize::from(bytes.get(at) == Some(&b' '));
                if bytes[behind..].starts_with("月".as_bytes()) {
                    self.marks.months.push((base + behind) as u32);
                } else if bytes[behind..].starts_with("年".as_bytes()) {
                    self.marks.years.push((base + behind) as u32);
                }
                continue;
            }
            self.marks.ascii.add(lead);
            let (sign, length) = sign(&bytes[at..]);
            match sign {
                Sign::Other => {}
                Sign::Filler => self.marks.blanks = true,
                Sign::Separator => {
                    let half_width = length == 1;
                    if !half_width || is_half_width_mark(bytes, at) {
                        let crowded = separator.1 == at;
                        let stretch = place(base, separator.0, at + length - separator.0);
                        separator = (at, at + length);
                        self.separates(&bytes[at..at + length], base + at, crowded.then_some(stretch));
                    }
                }
                Sign::Open(kind) => {
                    self.begins(kind, &bytes[at..], base, at, length);
                    if self.paired {
                        self.opens(kind, place(base, at, length));
                    }
                }
                Sign::Close(kind) => {
                    if kind == Bracket::Title && bytes[at + 2] == 0x8B {
                        let title = self.title.take().map(|start| place(base, start, at - start));
                        self.marks.titles.extend(title);
                    }
                    if self.paired {
                        self.closes(kind, place(base, at, length), &text[..at]);
                    }
                }
            }
            at += length;
        }
        if self.paired {
            self.end_of_paragraph(text);
        }
    }

    /// A comma or the like; `crowded` is where it stands with the one before, if right behind it.
    fn separates(&mut self, mark: &[u8], at: usize, crowded: Option<Place>) {
        const STOP: &[u8] = "。".as_bytes();
        const SEMICOLON: &[u8] = "；".as_bytes();
        if mark == STOP || mark == SEMICOLON {
            self.marks.ends.push(at as u32);
        }
        if !self.judged {
            return;
        }
        if let Some(place) = crowded {
            self.marks.crowded.add(place);
        }
        if mark.len() == 1 {
            self.marks.half_width.add(Place::from(at..at + 1));
        } else if mark == "，".as_bytes() {
            self.marks.full_width_commas += 1;
        }
    }

    /// An opening bracket: what it may begin.
    fn begins(&mut self, kind: Bracket, rest: &[u8], base: usize, at: usize, length: usize) {
        let (mark, inside) = rest.split_at(length);
        match kind {
            Bracket::Title => {
                if mark[2] == 0x8A {
                    self.title.get_or_insert(at + length);
                }
            }
            Bracket::Quote => {}
            Bracket::Round | Bracket::Square => {
                if inside.starts_with(b"1") || inside.starts_with(b"2") {
                    self.marks.numbered.push((base + at) as u32);
                }
                if kind == Bracket::Round {
                    self.marks.round.push((base + at) as u32);
                }
                let empty = mark == b"(" && inside.starts_with(b")")
                    || mark == "（".as_bytes() && inside.starts_with("）".as_bytes());
                self.marks.blanks |= empty;
            }
        }
    }

    fn doubled(&mut self, text: &str, base: usize, at: usize, length: usize) {
        if self.marks.doubled.len() >= ENOUGH {
            return;
        }
        let start = at + 3 - 2 * 3 * length;
        let wrong = match length {
            // Where two words meet, short repetitions are often right: 公开开展. Only known ones are wrong.
            1 => DOUBLED.get().is_wrong(text, start, 6 * length) || runs_over(text, start),
            2 if DOUBLED.get().is_wrong(text, start, 6 * length) => true,
            2 => {
                self.stutters(text, base, start);
                false
            }
            // 办公室办公室主任; and what has no sentences is no prose.
            _ => {
                *self.sentences.get_or_insert_with(|| text.contains('。'))
                    && !text[start..at + 3]
                        .ends_with(['室', '会', '局', '处', '委', '部', '站', '所', '院', '组', '心'])
                    && !text[at + 3..].starts_with("办公室")
                    && (length <= SHORT || !may_begin_heading(&text[..start]))
            }
        };
        if wrong {
            self.marks.doubled.push(place(base, start, 6 * length));
        }
    }

    /// A word of two characters that stands twice and is none of those that end one word and begin the next.
    fn stutters(&mut self, text: &str, base: usize, start: usize) {
        const LENGTH: usize = 12;
        let word = &text[start..start + LENGTH / 2];
        // 一件一件过
        if word.starts_with('一') {
            return;
        }
        // Nothing begins there: only what is done twice may be said twice.
        let behind = text[start + LENGTH..].chars().next().unwrap_or('。');
        const REPEATED: [&str; 6] = ["学习", "研究", "讨论", "思考", "商量", "考虑"];
        if !behind.is_alphanumeric() && !REPEATED.contains(&word) {
            return self.marks.doubled.push(place(base, start, LENGTH));
        }
        // What 信息 begins: 信息化, 信息技术.
        if word == "信息" && !"化技网系员中港产".contains(behind) {
            return self.marks.doubled.push(place(base, start, LENGTH));
        }
        // 得到得到优化: nothing begins with these that another such word ends.
        const LONE: [&str; 24] = [
            "得到", "发布", "及时", "加强", "健全", "完善", "提高", "提升", "严格", "认真", "积极", "不断",
            "切实", "做好", "通过", "围绕", "坚持", "确保", "以及", "对于", "关于", "并且", "相关", "各项",
        ];
        if LONE.contains(&word) {
            // 发布发布会实录
            if !"会室台栏者厅处办部站稿".contains(behind) {
                self.marks.doubled.push(place(base, start, LENGTH));
            }
            return;
        }
        if !MEETING.get().any(word) && text[..start].chars().next_back() != text[start..].chars().nth(1) {
            self.marks.stuttered.push(place(base, start, LENGTH));
        }
    }

    fn opens(&mut self, kind: Bracket, place: Place) {
        let bracket = Lonely { place, kind, opens: true };
        match kind {
            Bracket::Quote => self.quoted(bracket),
            _ => self.open.push(bracket),
        }
    }

    fn closes(&mut self, kind: Bracket, place: Place, before: &str) {
        let bracket = Lonely { place, kind, opens: false };
        if kind == Bracket::Quote {
            return self.quoted(bracket);
        }
        let deepest = self.open.len().saturating_sub(MANY);
        if let Some(at) = self.open[deepest..].iter().rposition(|open| open.kind == kind) {
            let at = deepest + at;
            self.open.remove(at);
        } else if let Some(at) = self.left.iter().rev().take(MANY).position(|open| open.kind == kind) {
            self.left.remove(self.left.len() - 1 - at);
        } else if !(kind == Bracket::Round && ends_with_ordinal(before)) {
            self.marks.lonely.push(bracket);
        }
    }

    fn quoted(&mut self, bracket: Lonely) {
        self.quotes += 1;
        self.quote = Some(bracket);
    }

    fn end_of_paragraph(&mut self, text: &str) {
        // Lines that the source broke in the middle of a sentence go on in the next paragraph.
        let ends = text.trim_end().ends_with(['。', '！', '？', '；', '.', ';']);
        if ends || self.left.len() > MANY {
            self.marks.lonely.append(&mut self.left);
        }
        self.straight |= text.contains('"');
        if ends {
            self.end_of_quotes();
        }
        self.left.append(&mut self.open);
    }

    /// Quotation marks are often both the left one; that is a matter of the font. What counts is that there are pairs.
    fn end_of_quotes(&mut self) {
        let last = self.quote.take().filter(|_| self.quotes % 2 == 1 && !self.straight);
        self.marks.lonely.extend(last);
        (self.quotes, self.straight) = (0, false);
    }

    fn close_all(&mut self) {
        self.end_of_quotes();
        self.marks.lonely.append(&mut self.left);
        self.marks.lonely.sort_by_key(|lonely| lonely.place.start);
    }
}

fn place(base: usize, at: usize, length: usize) -> Place {
    Place::from(base + at..base + at + length)
}

/// How many Chinese characters, with the one at a byte the last of them, stand there twice, if any. `distance`: how far
/// before it one like it may stand.
fn repeated(bytes: &[u8], at: usize, distance: usize) -> Option<usize> {
    let upto = &bytes[..at + 3];
    let is_twice = |length: usize| {
        let Some(start) = upto.len().checked_sub(6 * length) else { return false };
        let (once, again) = upto[start..].split_at(3 * length);
        once.last_chunk::<3>() == again.last_chunk()
            && once == again
            && again.chunks_exact(3).all(|c| matches!(c[0], 0xE4..=0xE9))
    };
    match distance <= SHORT {
        true => (distance..=SHORT).find(|length| is_twice(*length)),
        // Nearly always the character before tells already.
        false => (at >= 3 * (distance + 1)
            && bytes[at - 3..at] == bytes[at - 3 * distance - 3..at - 3 * distance])
            .then_some(distance)
            .filter(|distance| is_twice(*distance)),
    }
}

/// A text ends with the number of an item, 一是 or （二）, or with nothing: what follows may be a heading that the source
/// has put into the same line as the sentence under it.
fn may_begin_heading(before: &str) -> bool {
    let before = before.trim_end();
    before.is_empty() || before.ends_with(['）', ')', '、', '.', '．', '是', '：', ':'])
}

/// What a character that is no usual Chinese one is, and its length in bytes.
fn sign(bytes: &[u8]) -> (Sign, usize) {
    use Bracket::*;
    let sign = match bytes {
        [b',' | b';' | b':', ..] => return (Sign::Separator, 1),
        [b'(', ..] => return (Sign::Open(Round), 1),
        [b')', ..] => return (Sign::Close(Round), 1),
        [b'[', ..] => return (Sign::Open(Square), 1),
        [b']', ..] => return (Sign::Close(Square), 1),
        [b'X' | b'_', ..] => return (Sign::Filler, 1),
        [0..=0x7F, ..] => return (Sign::Other, 1),
        [0xC3, 0x97, ..] => return (Sign::Filler, 2),
        [0xC0..=0xDF, ..] => return (Sign::Other, 2),
        [0xF0..=0xFF, ..] => return (Sign::Other, 4),
        // U+2018 and on.
        [0xE2, 0x80, 0x9C, ..] => Sign::Open(Quote),
        [0xE2, 0x80, 0x9D, ..] => Sign::Close(Quote),
        // U+3001 、 to U+3015 〕.
        [0xE3, 0x80, 0x81 | 0x82, ..] => Sign::Separator,
        [0xE3, 0x80, 0x88 | 0x8A, ..] => Sign::Open(Title),
        [0xE3, 0x80, 0x89 | 0x8B, ..] => Sign::Close(Title),
        [0xE3, 0x80, 0x90 | 0x94, ..] => Sign::Open(Square),
        [0xE3, 0x80, 0x91 | 0x95, ..] => Sign::Close(Square),
        // U+FE59 ﹙ to U+FE5E ﹞.
        [0xEF, 0xB9, 0x99, ..] => Sign::Open(Round),
        [0xEF, 0xB9, 0x9A, ..] => Sign::Close(Round),
        [0xEF, 0xB9, 0x9D, ..] => Sign::Open(Square),
        [0xEF, 0xB9, 0x9E, ..] => Sign::Close(Square),
        // U+FF08 （ and on.
        [0xEF, 0xBC, 0x88, ..] => Sign::Open(Round),
        [0xEF, 0xBC, 0x89, ..] => Sign::Close(Round),
        [0xEF, 0xBC, 0x8C | 0x9A | 0x9B, ..] => Sign::Separator,
        [0xEF, 0xBC, 0xBB, ..] => Sign::Open(Square),
        [0xEF, 0xBC, 0xBD, ..] => Sign::Close(Square),
        _ => Sign::Other,
    };
    (sign, 3)
}

/// Whether a comma, semicolon or colon in ASCII stands between Chinese characters (or their marks).
fn is_half_width_mark(bytes: &[u8], at: usize) -> bool {
    let chinese = |byte: Option<&u8>| byte.is_some_and(|byte| *byte >= 0x80);
    let mark = |byte: &u8| matches!(byte, b',' | b';' | b':');
    // Two of them may stand there: 公开,,解读.
    let before = if at > 0 && mark(&bytes[at - 1]) { at.checked_sub(2) } else { at.checked_sub(1) };
    let behind = if bytes.get(at + 1).is_some_and(mark) { at + 2 } else { at + 1 };
    chinese(before.and_then(|before| bytes.get(before))) && chinese(bytes.get(behind))
}

/// `1）`, `一）`, `a)`: the number of an item, which has one bracket only.
fn ends_with_ordinal(before: &str) -> bool {
    let ordinal = |c: &char| c.is_ascii_alphanumeric() || "一二三四五六七八九十".contains(*c);
    let length: usize = before.chars().rev().take_while(ordinal).map(char::len_utf8).sum();
    let lead = &before[..before.len() - length];
    (1..=9).contains(&length) && lead.chars().next_back().is_none_or(|c| !c.is_alphanumeric())
}

/// Verbs of such reports, each with what its last character begins besides: 提交交申请, but 提交交流材料.
const VERBS: [(&str, &str); 16] = [
    ("提交", "交流通互接易由付办给代谈叉错往汇款替际情战"),
    ("受理", "理顺解由论想财赔念"),
    ("办理", "理顺解由论想财赔念"),
    ("处理", "理顺解由论想财赔念"),
    ("管理", "理顺解由论想财赔念"),
    ("答复", "复议核查印制审杂合兴工诉函"),
    ("公布", "布置局告"),
    ("发布", "布置局告"),
    ("编制", "制度定作发约止图品造裁"),
    ("收到", "到位期达底场会来"),
    ("更新", "新闻增型建政媒设任老时兴颖旧"),
    ("落实", "实施际现行效名时事体物践例质地惠在况"),
    ("推进", "进一行度展入而步出驻程货修"),
    ("规范", "范围本文例畴"),
    ("申请", "请示求假勿教愿示"),
    ("审查", "查询阅看处找实验证封办获收"),
];

/// Whether the last character of a verb was typed once more: nothing that it begins follows.
fn runs_over(text: &str, start: usize) -> bool {
    let behind = text[start + 6..].chars().next();
    let verb = VERBS.iter().find(|(verb, _)| text[..start + 3].ends_with(verb));
    verb.is_some_and(|(_, begins)| behind.is_some_and(|c| c.is_alphanumeric() && !begins.contains(c)))
}

#[cfg(test)]
mod tests {
    use super::*;
    use gouji_core::{fixture, wire};

    #[track_caller]
    fn check(prose: &str, see: impl Fn(&Marks) -> Vec<u32>, expected: &[u32]) {
        let draft = fixture::parse(&format!("overview = '''{prose}'''")).expect("a fixture");
        let bytes = wire::encode(&draft);
        let report = Report::read(&bytes).expect("just written");
        assert_eq!(see(&Marks::of(&report)), expected, "{prose}");
    }

    #[test]
    fn brackets() {
        let lonely = |marks: &Marks| vec![marks.lonely.len() as u32];
        check("（一）公开（含解读）12条。", lonely, &[0]);
        check("（一)公开(含解读）12条。", lonely, &[0]);
        check("1）公开；2）解读；一）办理；a)答复。", lonely, &[0]);
        check("（地址：\n甲路1号，电话：\n0794-5550188）。", lonely, &[0]);
        check("组织“春节\n活动”并公开。", lonely, &[0]);
        check("公开（含解读12条。", lonely, &[1]);
        check("公开含解读）12条。", lonely, &[1]);
        check("按《条例要求公开。", lonely, &[1]);
        check("按《〈条例〉实施办法》公开。", lonely, &[0]);
        check("按国办发〔2020]17号公开。", lonely, &[0]);
        check("落实“放管服改革。", lonely, &[1]);
        check("落实”放管服”改革。", lonely, &[0]);
        check("落实“放管服\"改革。", lonely, &[0]);
        check("公开（含\n解读）12条。", lonely, &[0]);
        check("公开（含\n解读和\n办理）12条。", lonely, &[0]);
        check("公开（含。\n解读。\n办理）12条。", lonely, &[2]);
        check("", lonely, &[0]);
    }

    #[test]
    fn repetitions() {
        let doubled = |marks: &Marks| vec![marks.doubled.len() as u32];
        check("公开的的信息。", doubled, &[1]);
        check("公开的的确很多。", doubled, &[0]);
        check("方便群众提交交申请，已受理理申请3件。", doubled, &[2]);
        check(
            "提交交流材料，公布布局，落实实施方案，推进进度，收到到期的，申请请示，提交交。",
            doubled,
            &[0],
        );
        check("公开开展情况，人人知晓，逐步逐项推进，往往常常层层。", doubled, &[0]);
        check("政府信息公开政府信息公开工作。", doubled, &[1]);
        check("进一步进一步加强。", doubled, &[1]);
        check("检索得到得到优化，及时发布发布惠农政策。", doubled, &[2]);
        check("对文件进行了了一次清理，群众了了解政策。", doubled, &[1]);
        check("一件一件过、一项一项答，一个一个，逐一核对。", doubled, &[0]);
        check("新闻发布发布会，不了了之，进行了了解。", doubled, &[0]);
        check("县政府办公室办公室主任。", doubled, &[0]);
        check("县人民政府政府信息公开工作工作人员。", doubled, &[0]);
        check("二是是推进公开。", doubled, &[1]);
        check("一是是否公开；实事求是是我们的作风，以公开为目的的制度。", doubled, &[0]);
        check("公开行行政复议；执行行政决定，情况况且如此。", doubled, &[2]);
        // Nine characters and more.
        check("做好政府信息公开各项工作政府信息公开各项工作。", doubled, &[1]);
        check("我们对政府信息公开工作年度报告编制政府信息公开工作年度报告编制很重视。", doubled, &[1]);
        check("抓好以公开促落实促规范促服务促发展以公开促落实促规范促服务促发展工作。", doubled, &[1]);
        // Twenty-five are none, and neither are two that differ.
        let long = "落实国家省市县各级关于政府信息公开工作的各项部署和要求";
        check(&format!("认真{long}{long}。"), doubled, &[0]);
        check("做好政府信息公开各项工作政府信息公开各类工作。", doubled, &[0]);
        // Bodies of the same name, headings before their sentences, what is no prose.
        check("报送县政务公开工作领导小组县政务公开工作领导小组成员。", doubled, &[0]);
        check("报送临河市朝阳区人民政府临河市朝阳区人民政府办公室。", doubled, &[0]);
        check("（一）推进重点领域信息公开推进重点领域信息公开。", doubled, &[0]);
        check("推进重点领域信息公开推进重点领域信息公开。", doubled, &[0]);
        check("做好政府信息公开各项工作政府信息公开各项工作", doubled, &[0]);
    }

    #[test]
    fn marks_between_characters() {
        let half = |marks: &Marks| vec![marks.half_width.count, marks.full_width_commas, marks.crowded.count];
        check("公开,解读;回应，共1,027条，10:30开会。", half, &[2, 2, 0]);
        check("公开。。解读，、回应；。", half, &[0, 1, 3]);
        check("公开,,解读，1,,2。", half, &[2, 1, 1]);
        check("公开……解读——回应，“好。”，（一）、好）。", half, &[0, 2, 0]);
    }
}

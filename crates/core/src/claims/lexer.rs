//! Cuts a paragraph into groups of the words that matter: one group is what stands between two full stops, or two headings.

use super::Exactness;
use super::unit::{self, Behind, Unit};
use super::words::Word;
use crate::numeral::{self, Numeral, Script};

/// A word that matters; what lies between two tokens does not.
#[derive(Debug, Clone, Copy)]
pub(super) struct Token {
    pub(super) word: Word,
    pub(super) start: u32,
    pub(super) end: u32,
}

/// A [`Word::Figure`], in the order of the tokens.
#[derive(Debug, Clone, Copy)]
pub(super) struct Figure {
    pub(super) numeral: Numeral,
    pub(super) unit: Unit,
    /// End of the number with 余 or 多, before the measure word.
    pub(super) number_end: u32,
    pub(super) exactness: Exactness,
    pub(super) range: bool,
}

pub(super) struct Lexer<'a> {
    pub(super) text: &'a str,
    bytes: &'a [u8],
    /// Start of the paragraph.
    pub(super) start: usize,
    at: usize,
    end: usize,
}

impl<'a> Lexer<'a> {
    pub(super) const fn new(text: &'a str, start: usize, end: usize) -> Self {
        Self { text, bytes: text.as_bytes(), start, at: start, end }
    }

    /// Reads the next group; false at the end of the paragraph.
    pub(super) fn group(&mut self, tokens: &mut Vec<Token>, figures: &mut Vec<Figure>) -> bool {
        tokens.clear();
        figures.clear();
        if self.at >= self.end {
            return false;
        }
        while let Some(&byte) = self.bytes[..self.end].get(self.at) {
            let start = self.at;
            let (word, len) = match byte {
                b'0'..=b'9' => self.numeral(start, tokens, figures),
                _ if byte < 0x80 => match self.ascii(start) {
                    (Some(word), len) => (word, len),
                    (None, len) => {
                        self.at += len;
                        continue;
                    }
                },
                0xE0..0xF0 => match Word::at(&self.bytes[..self.end], start) {
                    Some((Word::TitleOpen, len)) => (Word::Noise, self.title(start).unwrap_or(len)),
                    Some((Word::Hundredths, len)) => self.percentage(start, len, figures),
                    Some((Word::Half, len)) => self.half(start, len, figures),
                    Some((Word::Double, len)) => self.double(start, len, figures),
                    Some((Word::Open, len)) => match self.heading_number(start, len) {
                        Some(found) => found,
                        None => (Word::Open, len),
                    },
                    Some(found) => found,
                    None if self.may_be_numeral(start) => self.numeral(start, tokens, figures),
                    None => {
                        self.at += 3;
                        continue;
                    }
                },
                0xC0..0xE0 => {
                    self.at += 2;
                    continue;
                }
                _ => {
                    self.at += 4;
                    continue;
                }
            };
            if matches!(word, Word::Item | Word::Point) && !tokens.is_empty() {
                return true;
            }
            self.at = start + len;
            tokens.push(Token { word, start: start as u32, end: self.at as u32 });
            if word == Word::End {
                return true;
            }
        }
        self.at = self.end;
        true
    }

    /// Chinese and full-width digits; a look at the bytes, since every character comes by here.
    #[inline]
    fn may_be_numeral(&self, at: usize) -> bool {
        match self.bytes[at] {
            // 〇 and ○; ０ to ９.
            0xE3 => self.bytes[at + 1..].starts_with(&[0x80, 0x87]),
            0xE2 => self.bytes[at + 1..].starts_with(&[0x97, 0x8B]),
            0xEF => self.bytes[at + 1] == 0xBC && (0x90..=0x99).contains(&self.bytes[at + 2]),
            0xE4 | 0xE5 => self.text[at..].chars().next().is_some_and(numeral::begins),
            _ => false,
        }
    }

    pub(super) fn rest(&self, at: usize) -> &'a str {
        self.text.get(at..self.end).unwrap_or("")
    }

    /// The character before `at` that is no blank.
    fn before(&self, at: usize) -> Option<char> {
        self.text[self.start..at].chars().rev().find(|c| !c.is_whitespace())
    }

    /// ASCII other than digits: punctuation, and runs of Latin letters with what belongs to them (URLs, `H5`, `PM2.5`).
    fn ascii(&self, at: usize) -> (Option<Word>, usize) {
        let word = match self.bytes[at] {
            b',' => Word::Comma,
            b':' => Word::Colon,
            b';' => Word::Semi,
            b'!' | b'?' => Word::End,
            b'(' | b'[' => {
                return match self.heading_number(at, 1) {
                    Some((word, len)) => (Some(word), len),
                    None => (Some(Word::Open), 1),
                };
            }
            b')' | b']' => Word::Close,
            b'"' => Word::Quote,
            b'.' if at > self.start && self.bytes[at - 1] >= 0x80 => {
                let next = self.rest(at + 1).chars().next();
                return (next.is_none_or(|c| !c.is_ascii_alphanumeric()).then_some(Word::End), 1);
            }
            b'A'..=b'Z' | b'a'..=b'z' | b'@' | b'#' => return (Some(Word::Noise), self.latin(at)),
            _ => return (None, 1),
        };
        (Some(word), 1)
    }

    /// Bytes of a run of letters, digits and the signs of addresses.
    fn latin(&self, at: usize) -> usize {
        let of_run = |b: &u8| b.is_ascii_alphanumeric() || b"-_./@:?=&#~%+".contains(b);
        self.bytes[at..self.end].iter().take_while(|b| of_run(b)).count().max(1)
    }

    /// Bytes of a title in 《》 with those in it, if it ends soon.
    fn title(&self, at: usize) -> Option<usize> {
        const LONGEST: usize = 400;
        let mut depth = 0_u32;
        for (i, c) in self.rest(at).char_indices().take_while(|(i, _)| *i < LONGEST) {
            match c {
                '《' | '〈' => depth += 1,
                '》' | '〉' => {
                    depth -= 1;
                    if depth == 0 {
                        return Some(i + c.len_utf8());
                    }
                }
                '。' => return None,
                _ => {}
            }
        }
        None
    }

    /// （一）: the number of a heading, unless an article's is told (第二十条第（一）项). Also (1), ①.
    fn heading_number(&self, at: usize, open: usize) -> Option<(Word, usize)> {
        let inside = self.rest(at + open);
        let len = numeral::run(inside);
        let close = inside[len..].chars().next().filter(|c| len > 0 && matches!(c, '）' | ')' | '】'))?;
        let whole = open + len + close.len_utf8();
        let chinese = !inside.starts_with(|c: char| c.is_ascii_digit() || ('０'..='９').contains(&c));
        let cited = matches!(self.before(at), Some('第' | '条' | '款' | '项' | '至' | '、'));
        Some((if chinese && !cited { Word::Item } else { Word::Noise }, whole))
    }

    /// A figure, a year, or a numeral that is neither.
    fn numeral(&self, at: usize, tokens: &[Token], figures: &mut Vec<Figure>) -> (Word, usize) {
        let rest = self.rest(at);
        let Some(numeral) = numeral::read(rest) else {
            return (Word::Noise, self.digits_run(at));
        };
        let before = self.before(at);
        if numeral.script.is_chinese() {
            if let Some(found) = self.heading_or_point(at, &numeral, before, tokens) {
                return found;
            }
            // 数十个, 几十个: nobody knows how many.
            let vague = matches!(before, Some('数' | '几')) && rest.starts_with('十');
            let summed =
                self.text[self.start..at].ends_with("以上") || self.text[self.start..at].ends_with("上述");
            if vague
                || summed
                || matches!(
                    before,
                    Some('第' | '届' | '大' | '初' | '周' | '期' | '之' | '同' | '这' | '某' | '逐' | '任')
                )
            {
                return (Word::Noise, numeral.len);
            }
        } else if matches!(before, Some('第' | '〔' | '﹝' | '×' | '*' | '/' | '#' | '№' | '-' | '—' | '·'))
            || matches!(before, Some('+' | '＋')) && self.sum_of_signs(at)
            || matches!(before, Some('[' | '［')) && rest[numeral.len..].starts_with([']', '］'])
            || matches!(before, Some('.' | ':')) && self.digit_before_sign(at)
        {
            return (Word::Noise, self.digits_run(at));
        }
        let mut end = numeral.len;
        if let Some(c) = rest[end..].chars().next() {
            match c {
                ':' | '：' | '.' | '/' | '×' | '*' | '+' | '＋' | '_' | '@' | '=' | '·'
                    if rest[end + c.len_utf8()..].starts_with(|d: char| d.is_ascii_alphanumeric()) =>
                {
                    return (Word::Noise, self.digits_run(at));
                }
                _ if c.is_ascii_alphabetic() => return (Word::Noise, end + self.latin(at + end)),
                _ => {}
            }
        }
        // 1 046, 2 7件: what the extraction has torn apart is not put together by guessing.
        let torn_behind =
            rest[end..].trim_start().starts_with(|c: char| c.is_ascii_digit()) && blanks(&rest[end..]) > 0;
        let torn_before = before.is_some_and(|c| c.is_ascii_digit())
            && self.text[self.start..at].ends_with(char::is_whitespace);
        if !numeral.script.is_chinese() && (torn_behind || torn_before) {
            return (Word::Noise, end);
        }
        if let Script::Arabic(count) = numeral.script {
            let zeros = rest.starts_with('0') && count > 1;
            if zeros || count >= 9 && numeral.decimals == 0 {
                return (Word::Noise, self.digits_run(at));
            }
        }
        let mut last = numeral;
        let mut range = false;
        if let Some((separator, upper)) = range_end(&rest[end..]) {
            end += separator + upper.len;
            range = true;
            if upper.value <= numeral.value
                || is_year(&numeral) && is_year(&upper)
                || rest[end..].starts_with(['-', '/', '.'])
            {
                return (Word::Noise, self.digits_run(at).max(end));
            }
            last = upper;
        }
        let mut exactness = if last.over { Exactness::Over } else { Exactness::Exact };
        let mut tail = end + blanks(&rest[end..]);
        if rest[tail..].starts_with(['余', '多']) && !rest[tail..].starts_with("多数") {
            exactness = Exactness::Over;
            end = tail + '余'.len_utf8();
            tail = end + blanks(&rest[end..]);
        }
        let number_end = end;
        let (unit, unit_len) = match unit::read(&rest[tail..]) {
            Behind::Unit(unit, len) => (unit, len),
            Behind::NoFigure(len) if rest[tail..tail + len].ends_with("分之") => {
                return self.fraction(at, tail + len, &numeral, figures);
            }
            Behind::NoFigure(len) => return (Word::Noise, tail + len),
            Behind::Nothing => (Unit::None, 0),
        };
        if unit != Unit::None {
            end = tail + unit_len;
        }
        if unit == Unit::Tenth
            && numeral.script.is_chinese()
            && let Some(found) = self.tenths(at, end, &numeral, figures)
        {
            return found;
        }
        if unit == Unit::Year {
            let year = is_year(&numeral);
            end += if rest[end..].starts_with('度') { '度'.len_utf8() } else { 0 };
            if range || year || numeral.script.is_chinese() {
                return (if year && !range { Word::Year } else { Word::Noise }, end);
            }
        }
        if unit == Unit::Score && (numeral.script.is_chinese() || before == Some('时')) {
            return (Word::Noise, end);
        }
        if !self.counts(at, &numeral, unit, range, before, &rest[end..]) {
            return (Word::Noise, end);
        }
        let (mut unit, mut number_end) = (unit, number_end);
        if unit == Unit::Yuan && rest[..number_end].ends_with(['万', '亿']) {
            let hundred_million = rest[..number_end].ends_with('亿');
            unit = if hundred_million { Unit::HundredMillionYuan } else { Unit::TenThousandYuan };
            number_end -= '万'.len_utf8();
        }
        match () {
            () if rest[end..].starts_with("以上") => exactness = Exactness::AtLeast,
            () if rest[end..].starts_with("以下") || rest[end..].starts_with("以内") => {
                exactness = Exactness::AtMost
            }
            () if rest[end..].starts_with("左右") || rest[end..].starts_with("上下") => {
                exactness = Exactness::About
            }
            () => {}
        }
        if unit != Unit::None
            && matches!(exactness, Exactness::AtLeast | Exactness::AtMost | Exactness::About)
        {
            end += "以上".len();
        }
        range |= unit != Unit::None && range_end(&rest[end..]).is_some();
        figures.push(Figure { numeral: last, unit, number_end: (at + number_end) as u32, exactness, range });
        (Word::Figure, end)
    }

    /// 百分之三十七, 百分之百.
    fn percentage(&self, at: usize, len: usize, figures: &mut Vec<Figure>) -> (Word, usize) {
        let behind = self.rest(at + len);
        let hundred = || {
            behind.starts_with('百').then(|| numeral::read("一百")).flatten().map(|n| Numeral { len: 3, ..n })
        };
        let Some(numeral) = numeral::read(behind).or_else(hundred) else { return (Word::Noise, len) };
        let end = len + numeral.len;
        figures.push(Figure {
            numeral,
            unit: Unit::Percent,
            number_end: (at + end) as u32,
            exactness: Exactness::Exact,
            range: false,
        });
        (Word::Figure, end)
    }

    /// 一、 and 一是 at the front of what they number.
    fn heading_or_point(
        &self,
        at: usize,
        numeral: &Numeral,
        before: Option<char>,
        tokens: &[Token],
    ) -> Option<(Word, usize)> {
        let next = self.rest(at + numeral.len).chars().next()?;
        let after_blank = self.text[self.start..at].ends_with(char::is_whitespace);
        let front = tokens.is_empty()
            || matches!(before, None | Some('。' | '；' | ';' | '：' | ':' | '，' | ',' | '！'));
        match next {
            '是' if front || after_blank => Some((Word::Point, numeral.len + next.len_utf8())),
            '、' if tokens.is_empty() || after_blank => Some((Word::Item, numeral.len + next.len_utf8())),
            _ => None,
        }
    }

    /// Whether a numeral with its measure word counts something.
    fn counts(
        &self,
        at: usize,
        numeral: &Numeral,
        unit: Unit,
        range: bool,
        before: Option<char>,
        behind: &str,
    ) -> bool {
        let next = behind.chars().find(|c| !c.is_whitespace());
        if self.ends_name(at, unit, next) || numeral.script.is_chinese() && is_aspect(unit, behind) {
            return false;
        }
        let quoted = matches!(before, Some('“' | '‘' | '「' | '『' | '"'));
        if numeral.script.is_chinese() {
            if unit == Unit::None || quoted {
                return false;
            }
            let one = numeral.value.as_int() == Some(1) && numeral.len == '一'.len_utf8();
            return !one
                || matches!(unit, Unit::Percent | Unit::Tenth)
                || self.counts_one(at, unit, before, behind);
        }
        if unit != Unit::None {
            // “5个一”活动 is a name.
            let name = behind.chars().take(3).any(|c| matches!(c, '”' | '’' | '」' | '』' | '"'));
            return !(quoted && name);
        }
        let Some(value) = numeral.value.as_int() else { return !quoted };
        let service_number =
            matches!(value, 110 | 119 | 120 | 122 | 114 | 985 | 211 | 12_300..=12_399 | 95_000..=95_999);
        let front = self.text[self.start..at].ends_with(char::is_whitespace);
        let ordinal = matches!(next, Some('.' | '．' | '、' | ')' | '）'))
            && (front || matches!(before, None | Some('。' | '；' | ';' | '：' | ':' | '！' | '(' | '（')));
        !(quoted || range || service_number || is_year(numeral) || ordinal || self.follows_contact(at))
    }

    /// “创业富民30条”: a quotation that ends with the number is a name.
    fn ends_name(&self, at: usize, unit: Unit, next: Option<char>) -> bool {
        // 三台县, 五家镇: the name of a place.
        let place = matches!(next, Some('县' | '镇' | '乡' | '村'));
        if place && !self.text.as_bytes()[at].is_ascii_digit() {
            return true;
        }
        let open = match next {
            Some('”') => '“',
            Some('’') => '‘',
            Some('」') => '「',
            Some('"') => '"',
            _ => return false,
        };
        let close = next.unwrap_or('"');
        let mut before = self.text[self.start..at].chars().rev().take(30);
        unit != Unit::None && before.find(|c| *c == open || *c == close) == Some(open)
    }

    /// 一件 counts only where nothing but the end of a clause or a case follows: 一个新的水平, 办好每一件 do not.
    fn counts_one(&self, at: usize, unit: Unit, before: Option<char>, behind: &str) -> bool {
        if unit == Unit::Name {
            return before == Some('员');
        }
        const NOT_BEHIND: &[char] = &[
            '每', '办', '跑', '件', '个', '另', '到', '用', '走', '出', '哪', '统', '进', '唯', '成', '为',
            '于', '网', '端',
        ];
        if !matches!(
            unit,
            Unit::Case
                | Unit::Item
                | Unit::Time
                | Unit::Copy
                | Unit::Piece
                | Unit::Instance
                | Unit::Example
                | Unit::Matter
                | Unit::Zong
        ) || before.is_some_and(|c| NOT_BEHIND.contains(&c))
            || at == self.start
        {
            return false;
        }
        let behind = behind.trim_start();
        let Some(next) = behind.chars().next() else { return true };
        if matches!(next, '，' | '。' | '、' | '；' | '）' | '（' | ',' | ';' | ')' | '(' | '和') {
            return true;
        }
        let word = Word::at(behind.as_bytes(), 0).map(|(word, _)| word);
        matches!(
            word,
            Some(
                Word::Request
                    | Word::Apply
                    | Word::Reconsider
                    | Word::Litigate
                    | Word::InfoOpen
                    | Word::Documents
            )
        )
    }

    /// 电话：, 邮编：, QQ: what follows is a number to call or to write to.
    fn follows_contact(&self, at: usize) -> bool {
        const LAST: &[(char, &str)] = &[
            ('话', "电"),
            ('真', "传"),
            ('编', "邮"),
            ('码', "编号代"),
            ('线', "热"),
            ('机', "手"),
            ('号', "账编"),
        ];
        let before = self.text[self.start..at].trim_end_matches([' ', '：', ':', '为', '\u{3000}']);
        // 邮 编 ：: the words may be spaced out.
        let mut words = before.chars().rev().filter(|c| !c.is_whitespace());
        let (Some(last), Some(first)) = (words.next(), words.next()) else { return false };
        LAST.iter().any(|(end, begins)| *end == last && begins.contains(first))
    }

    /// 1+5+N, but not 南方+3条: the sign belongs to the name.
    fn sum_of_signs(&self, at: usize) -> bool {
        let before = self.text[self.start..at].trim_end().trim_end_matches(['+', '＋']);
        before.is_empty() || before.ends_with(|c: char| c.is_ascii_alphanumeric() || numeral::begins(c))
    }

    fn digit_before_sign(&self, at: usize) -> bool {
        at >= self.start + 2 && self.bytes[at - 2].is_ascii_alphanumeric()
    }

    /// Bytes of a number of another kind: phone numbers, dates, times, versions, 1+5+N, 7×24, 3/4.
    fn digits_run(&self, at: usize) -> usize {
        let rest = self.rest(at);
        let of_run = |c: char| {
            c.is_ascii_alphanumeric()
                || matches!(
                    c,
                    '０'
                        ..='９'
                            | '-'
                            | '.'
                            | '/'
                            | ':'
                            | '+'
                            | '＋'
                            | '×'
                            | '*'
                            | '—'
                            | '–'
                            | '－'
                            | '_'
                            | '@'
                            | '~'
                            | '·'
                )
        };
        let len = match numeral::run(rest) {
            0 => 0,
            words => words + rest[words..].find(|c| !of_run(c)).unwrap_or(rest.len() - words),
        };
        // A sign at the end belongs to what follows.
        let trimmed = rest[..len].trim_end_matches(['.', '-', '—', ':', '/']).len();
        trimmed.max(rest.chars().next().map_or(1, char::len_utf8))
    }
}

/// The separator and the upper number of `3-5` behind its lower number.
fn range_end(behind: &str) -> Option<(usize, Numeral)> {
    let separator =
        behind.chars().next().filter(|c| matches!(c, '-' | '—' | '–' | '－' | '～' | '~' | '至' | '到'))?;
    let mut len = separator.len_utf8();
    if separator == '—' && behind[len..].starts_with('—') {
        len *= 2;
    }
    numeral::read(&behind[len..]).map(|upper| (len, upper))
}

/// 五个方面: the points of a list that follows.
fn is_aspect(unit: Unit, behind: &str) -> bool {
    const ASPECTS: &[&str] = &["方面", "层面", "环节", "维度", "着力点", "季度"];
    unit == Unit::Piece && ASPECTS.iter().any(|aspect| behind.starts_with(aspect))
}

fn is_year(numeral: &Numeral) -> bool {
    matches!(numeral.script, Script::Arabic(4) | Script::Positional(4))
        && numeral.decimals == 0
        && numeral.scale == 0
        && matches!(numeral.value.as_int(), Some(1900..2100))
}

fn blanks(text: &str) -> usize {
    text.len() - text.trim_start_matches([' ', '\t', '\u{3000}', '\u{a0}']).len()
}

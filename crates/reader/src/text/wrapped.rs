//! A text that a program broke at a fixed width: its lines are put together again before they are read. In Chinese a line
//! may end inside a word or a number, so that nothing else can be read right.

use unicode_width::{UnicodeWidthChar, UnicodeWidthStr};

use crate::document::Join;
use crate::text::lines::{self, Line, Shape, is_value};

/// A line of more bytes was not broken at any width that programs break at.
const LONG: usize = 400;
/// The widths, in columns or characters, that programs break at.
const WIDTHS: std::ops::RangeInclusive<usize> = 16..=120;
/// Fewer full lines may be chance.
const FEW: usize = 5;
/// No more lines are looked at.
const MOST: usize = 200_000;

/// The text with its lines put together, and where; `None` where it was not broken at a fixed width.
pub(crate) fn unwrap(text: &str) -> Option<(String, Vec<Join>)> {
    let long = text.split('\n').filter(|line| line.len() > LONG && !line.contains(['|', '｜', '\t']));
    if long.take(3).count() == 3 {
        return None;
    }
    let mut found = Vec::new();
    lines::split(text, 0, MOST, &mut found);
    let width = Width::of(text, &found)?;
    let breaks = breaks(text, &found, width);
    if breaks.is_empty() {
        return None;
    }
    let mut joined = String::with_capacity(text.len());
    let mut joins = Vec::with_capacity(breaks.len());
    let (mut from, mut taken) = (0, 0);
    for (start, end) in breaks {
        joined.push_str(&text[from..start as usize]);
        from = end as usize;
        taken += end - start;
        joins.push(Join { at: joined.len() as u32, taken });
    }
    joined.push_str(&text[from..]);
    Some((joined, joins))
}

/// How the program that broke the text counts.
#[derive(Debug, Clone, Copy)]
enum Measure {
    Characters,
    /// Quotes and dashes are as wide as Chinese characters, or half as wide.
    Columns,
    NarrowColumns,
}

impl Measure {
    fn of(self, words: &str) -> usize {
        match self {
            Self::Characters => words.chars().count(),
            Self::Columns => words.width_cjk(),
            Self::NarrowColumns => words.width(),
        }
    }

    fn of_char(self, c: char) -> usize {
        match self {
            Self::Characters => 1,
            Self::Columns => c.width_cjk().unwrap_or(0),
            Self::NarrowColumns => c.width().unwrap_or(0),
        }
    }
}

/// The width at which a text was broken.
#[derive(Debug, Clone, Copy)]
struct Width {
    measure: Measure,
    most: usize,
}

impl Width {
    /// That of the lines that are as long as lines get, if there are many, and most of them end in mid-sentence.
    fn of(text: &str, lines: &[Line]) -> Option<Self> {
        let plain: Vec<&str> =
            lines.iter().filter(|line| line.shape == Shape::Plain).map(|line| spaced(text, line)).collect();
        let measures = [Measure::Columns, Measure::NarrowColumns, Measure::Characters];
        let (_, width) = measures
            .into_iter()
            .filter_map(|measure| Self::by(measure, &plain))
            // The first of those that are as good.
            .reduce(|best, next| if next.0 > best.0 { next } else { best })?;
        Some(width)
    }

    /// With how well it fits: the number of lines that fill it, and of those that fill it to the last column.
    fn by(measure: Measure, plain: &[&str]) -> Option<([usize; 2], Self)> {
        let end = *WIDTHS.end();
        let mut counts = vec![0_usize; end + 2];
        // A mark may hang over the edge.
        let bare = |line: &str| measure.of(line.trim_end_matches(is_closing)).min(end + 1);
        plain.iter().for_each(|line| counts[bare(line)] += 1);
        let (full, most) = WIDTHS
            .map(|width| (counts[width] + counts[width - 1], width))
            .max_by_key(|&(full, most)| (full, counts[most]))?;
        let over: usize = counts[most + 1..].iter().sum();
        let half: usize = counts[most / 2..].iter().sum();
        let fills = |line: &&&str| (most - 1..=most).contains(&bare(line));
        let open = plain.iter().filter(fills).filter(|line| !ends_sentence(line)).count();
        let broken = full >= FEW && open * 2 >= full && over <= (full / 20).max(1) && full * 4 >= half;
        broken.then_some(([full, counts[most]], Self { measure, most }))
    }

    /// Whether a line has no room for what the next one begins with.
    fn is_full(self, line: &str, next: &str) -> bool {
        let width = self.measure.of(line);
        // Behind a full stop the next line may as well be a new paragraph.
        let words = !ends_sentence(line);
        width > self.most || width + self.unit(next, words) > self.most
    }

    /// Whether a sentence goes on in the next line, whose first run without spaces had no room behind it: some programs
    /// break Chinese like English.
    fn is_short_of_a_run(self, so_far: &[Line], text: &str, next: &str) -> bool {
        let Some(line) = so_far.last().map(|line| words(text, line)) else { return false };
        let run =
            next.split_inclusive(|c: char| c == '-' || c.is_whitespace()).next().unwrap_or("").trim_end();
        let width = self.measure.of(run);
        !ends_sentence(line)
            && so_far.iter().any(|line| words(text, line).contains(['，', '。', '；', ',']))
            && width <= self.most
            && self.measure.of(line) + usize::from(!line.ends_with('-')) + width > self.most
    }

    /// The width of what cannot be broken at the beginning of a line: a number, a word, a character with its marks.
    fn unit(self, line: &str, words: bool) -> usize {
        let of_word = |c: &char| c.is_ascii_alphanumeric() || matches!(c, '.' | ',' | '%');
        let word = line.chars().take_while(of_word).count();
        if words && word > 1 && word <= self.most / 2 {
            return word;
        }
        let mut unit = 0;
        let mut letters = line.chars().peekable();
        while let Some(letter) = letters.next() {
            unit += self.measure.of_char(letter);
            let goes_on = is_opening(letter) || letters.peek().is_some_and(|&next| is_closing(next));
            if !goes_on {
                break;
            }
        }
        unit
    }
}

/// What stands between lines that are one: from the end of one to the beginning of the next.
fn breaks(text: &str, lines: &[Line], width: Width) -> Vec<(u32, u32)> {
    let indent = |line: &Line| {
        let before = text.get(..line.start as usize).unwrap_or("");
        width.measure.of(before.rsplit('\n').next().unwrap_or(""))
    };
    let is_plain = |line: &&Line| line.shape == Shape::Plain;
    let margin = lines.iter().filter(is_plain).map(indent).min().unwrap_or(0);
    let mut breaks = Vec::new();
    let mut paragraph = 0;
    for (at, pair) in lines.windows(2).enumerate() {
        let (line, next) = (&pair[0], &pair[1]);
        let goes_on = line.shape == Shape::Plain
            && next.shape == Shape::Plain
            // One space may have stood where the line was broken.
            && indent(next) <= margin + 1
            && (width.is_full(spaced(text, line), spaced(text, next))
                || width.is_short_of_a_run(&lines[paragraph..=at], text, words(text, next)))
            && are_one(&lines[paragraph..=at], text, words(text, next), width);
        if goes_on {
            let (before, after) = gaps(text, line, next);
            breaks.push((line.end + before, next.start - after));
        } else {
            paragraph = at + 1;
        }
    }
    breaks
}

/// Whether a paragraph whose last line is full goes on in the next line, by their words.
fn are_one(so_far: &[Line], text: &str, next: &str, width: Width) -> bool {
    let Some(line) = so_far.last().map(|line| words(text, line)) else { return false };
    let is_sentence = so_far.iter().any(|line| speaks(words(text, line)));
    if is_value(next) {
        return false;
    }
    // The line of a page above its title.
    let is_title = next.contains("政府信息公开") && next.ends_with("报告") && !speaks(next);
    if is_title && line.contains(['：', ':', '[', ']']) {
        return false;
    }
    if is_item(next) && (!is_sentence || ends_sentence(line)) {
        return false;
    }
    let title = ["报告", "年报", "报告）"].iter().any(|end| line.ends_with(end));
    if !is_sentence && title && !next.starts_with(['的', '》', '，', '。', '、', '）']) {
        return false;
    }
    // A heading as wide as a line.
    let heading = so_far.first().is_some_and(|first| is_item(words(text, first)));
    let prose = speaks(next) || width.measure.of(next) + 2 > width.most;
    let ended = ["情况", "工作", "建设", "保障", "公开", "管理", "问题", "措施", "事项", "方面"];
    !(heading && !is_sentence && prose && ended.iter().any(|end| line.ends_with(end)))
}

/// Whether it is more than a heading or a label.
fn speaks(words: &str) -> bool {
    words.contains(['，', '。', '；', '：', ',', ';', '《'])
}

fn words<'t>(text: &'t str, line: &Line) -> &'t str {
    text.get(line.start as usize..line.end as usize).unwrap_or("").trim()
}

/// The words with a single space at either end, where the source has one there and no more.
fn spaced<'t>(text: &'t str, line: &Line) -> &'t str {
    let [before, after] = [space_before(text, line.start), space_behind(text, line.end)];
    text.get((line.start - before) as usize..(line.end + after) as usize).unwrap_or("")
}

/// The single spaces that are kept where two lines are put together.
fn gaps(text: &str, line: &Line, next: &Line) -> (u32, u32) {
    (space_behind(text, line.end), space_before(text, next.start))
}

fn space_before(text: &str, at: u32) -> u32 {
    u32::from(text.get(..at as usize).is_some_and(|before| before.ends_with("\n ")))
}

fn space_behind(text: &str, at: u32) -> u32 {
    let after = text.get(at as usize..).unwrap_or("");
    u32::from(after.starts_with(" \n") || after.starts_with(" \r"))
}

/// `一、`, `（二）`, `3.`, `4、`.
fn is_item(line: &str) -> bool {
    let numeral = |c: char| c.is_ascii_digit() || "零一二三四五六七八九十".contains(c);
    if let Some(inner) = line.strip_prefix(['（', '(']) {
        let rest = inner.trim_start_matches(numeral);
        return rest.len() < inner.len() && rest.starts_with(['）', ')']);
    }
    let rest = line.trim_start_matches(numeral);
    let begun = rest.len() < line.len();
    begun && (rest.starts_with(['、', '．']) || rest.starts_with('.') && !rest[1..].starts_with(numeral))
}

/// Also behind a bracket: `（…在内。）`.
fn ends_sentence(line: &str) -> bool {
    line.trim_end_matches(|c: char| c.is_whitespace() || matches!(c, '）' | ')')).ends_with(is_end)
}

fn is_end(c: char) -> bool {
    matches!(c, '。' | '；' | '：' | '！' | '？' | ';' | ':' | '”')
}

fn is_closing(c: char) -> bool {
    is_end(c) || matches!(c, '，' | '、' | '）' | '》' | '〕' | '】' | '’' | ',' | '.' | ')' | '%' | '％')
}

fn is_opening(c: char) -> bool {
    matches!(c, '（' | '《' | '〔' | '【' | '“' | '‘' | '(')
}

#[cfg(test)]
mod tests {
    use super::*;

    const PARAGRAPH: &str = "2023年，本机关共收到政府信息公开申请312件，办结308件，其中予以公开201件，部分公开33件，不予公开27件，无法提供40件，其他处理7件，结转下年度继续办理4件；全年没有收取信息处理费。按照《中华人民共和国政府信息公开条例》的要求，在“政务公开”专栏公布。";

    /// Breaks every line at a width, as programs do that let no closing mark begin a line.
    fn broken(text: &str, measure: Measure, most: usize, hangs: bool) -> String {
        let mut out = String::new();
        for line in text.lines() {
            let mut width = 0;
            for c in line.chars() {
                let own = measure.of_char(c);
                if width + own > most && !(hangs && is_closing(c)) {
                    out.push('\n');
                    width = 0;
                }
                out.push(c);
                width += own;
            }
            out.push('\n');
        }
        out
    }

    fn report() -> String {
        let mut text = String::from("某县人民政府2023年政府信息公开工作年度报告\n\n一、总体情况\n");
        for number in ["（一）主动公开。", "（二）依申请公开。", "（三）监督保障。"]
        {
            text.push_str(number);
            text.push_str(PARAGRAPH);
            text.push_str(&format!(
                "全县{}共公开{}条。\n",
                "各乡镇、各部门".repeat(text.len() / 90),
                text.len()
            ));
        }
        text.push_str("规章 | 1 | 2 | 3\n行政许可 | 4\n\n六、其他需要报告的事项\n无。\n");
        text
    }

    #[test]
    fn lines_of_every_width_are_put_together() {
        let text = report();
        for most in [30, 40, 41, 64, 72, 78, 80] {
            for measure in [Measure::Columns, Measure::NarrowColumns, Measure::Characters] {
                for hangs in [true, false] {
                    let broken = broken(&text, measure, most, hangs);
                    let joined = unwrap(&broken).map_or(broken.clone(), |(joined, _)| joined);
                    assert_eq!(joined, text, "{measure:?} {most} {hangs}\n{broken}");
                }
            }
        }
    }

    #[test]
    fn what_was_taken_out_is_known() {
        let text = report();
        let broken = broken(&text, Measure::Columns, 40, true);
        let (joined, joins) = unwrap(&broken).unwrap();
        let at = joined.rfind("六、其他").unwrap();
        let taken = joins.last().unwrap().taken as usize;
        assert_eq!(at + taken, broken.rfind("六、其他").unwrap());
        assert!(joins.iter().all(|join| join.at as usize <= joined.len()));
    }

    #[test]
    fn other_texts_stay_as_they_are() {
        assert!(unwrap(&report()).is_none());
        assert!(unwrap("").is_none());
        // Labels of one width, each a line.
        assert!(unwrap(&"属于国家秘密\n0\n".repeat(40)).is_none());
        // A list whose items are all of one width, each a sentence.
        let item = "及时公开本机关的机构职能、办事依据、条件和时限，方便群众办事。\n";
        assert!(unwrap(&item.repeat(40)).is_none());
    }

    #[test]
    fn items_and_headings_begin_lines() {
        for (line, expected) in [
            ("一、总体情况", true),
            ("（十二）其他", true),
            ("(3)其他", true),
            ("3.其他", true),
            ("12、其他", true),
            ("3.5万元", false),
            ("2023年", false),
            ("一是", false),
            ("（以下简称", false),
        ] {
            assert_eq!(is_item(line), expected, "{line}");
        }
    }
}

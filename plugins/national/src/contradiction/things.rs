//! Things that no table counts, told twice: `撤并栏目14个` and elsewhere `撤并的11个栏目`.
//!
//! Two numbers are of one thing where they have one noun, and where whatever else is said next to one of them is said in
//! the sentence of the other too, so that neither counts some of what the other counts.

use std::sync::LazyLock;

use gouji_core::prelude::*;

use crate::claims::{Stated, stands};
use crate::prose;
use crate::words::Few;

/// Numbers that are held against each other; with more it is no report.
const MOST: usize = 240;

/// A number and the words for what it counts.
struct Thing<'a> {
    claim: Claim,
    measure: Measure,
    /// What its clause says of it: before it, and behind its measure word.
    before: String,
    behind: String,
    /// 全年, 共, 上述…的: all of them.
    all: bool,
    sentence: &'a str,
}

#[derive(Clone, Copy, PartialEq, Eq)]
enum Measure {
    Sessions,
    People,
    Other(Unit),
}

fn measure(unit: Unit) -> Option<Measure> {
    Some(match unit {
        Unit::Session | Unit::SessionTime | Unit::Issue | Unit::Time => Measure::Sessions,
        Unit::Person | Unit::PersonTime | Unit::Name => Measure::People,
        Unit::None | Unit::Times | Unit::Other | Unit::Section => return None,
        unit if unit.is_count() => Measure::Other(unit),
        _ => return None,
    })
}

/// Two numbers of one thing that cannot both hold, the first one of each thing.
pub(super) fn differing(report: &Report, stated: &Stated) -> Vec<(Claim, Claim)> {
    let counted = |claim: &&Claim| {
        stands(claim)
            && claim.exactness == Exactness::Exact
            && claim.flags.scale() == 0
            && claim.role != Role::Part
            && !claim.subject.is_tabled()
            && !claim.flags.intersects(Flags::NEGATED)
            && Some(claim.value) > Decimal::from_int(1)
    };
    let things: Vec<Thing> =
        stated.claims.iter().filter(counted).filter_map(|claim| thing(report, claim)).take(MOST).collect();
    let mut pairs: Vec<(Claim, Claim)> = Vec::new();
    for (at, two) in things.iter().enumerate() {
        let same = |one: &&Thing| one.claim.sentence != two.claim.sentence && is_same(one, two);
        // Of several of one kind nobody knows which is meant.
        let mut ones = things[..at].iter().filter(same);
        let (Some(one), None) = (ones.next(), ones.next()) else { continue };
        if one.claim.value != two.claim.value && !pairs.iter().any(|(first, _)| *first == one.claim) {
            pairs.push((one.claim, two.claim));
        }
    }
    pairs
}

const MARKS: [char; 14] = ['，', '。', '；', '：', '、', '（', '）', ',', ';', ':', '(', ')', '“', '”'];
/// Words that say that a number is of some only, or of one of several.
const SOME: [&str; 30] = [
    "其中",
    "上半年",
    "下半年",
    "季度",
    "月",
    "每",
    "各",
    "分别",
    "参加",
    "上级",
    "首批",
    "另",
    "第",
    "同比",
    "其余",
    "其他",
    "余下",
    "平均",
    "人均",
    "以上",
    "以内",
    "不少于",
    "计划",
    "最多",
    "最少",
    "占",
    "比",
    "较",
    "仅",
    "有的",
];
/// Words that only say when, by whom and that it was done.
const PLAIN: [&str; 54] = [
    "截至",
    "年底",
    "目前",
    "全年",
    "本年度",
    "年度",
    "本年",
    "年内",
    "今年",
    "一年来",
    "累计",
    "总共",
    "一共",
    "共计",
    "合计",
    "先后",
    "已经",
    "陆续",
    "统一",
    "召开",
    "举办",
    "组织",
    "开展",
    "举行",
    "进行",
    "完成",
    "建立",
    "建有",
    "配备",
    "由",
    "通过",
    "围绕",
    "上述",
    "这些",
    "全部",
    "虽然",
    "已",
    "我局",
    "我县",
    "我市",
    "我区",
    "我镇",
    "我乡",
    "我省",
    "我州",
    "全县",
    "全市",
    "全区",
    "全镇",
    "全局",
    "以来",
    "期间",
    "对",
    "了",
];

static OF_SOME: LazyLock<Few> = LazyLock::new(|| Few::of(SOME));
static OF_PLAIN: LazyLock<Few> = LazyLock::new(|| Few::of(PLAIN));
/// Words that say that all of them are counted.
static OF_ALL: LazyLock<Few> =
    LazyLock::new(|| Few::of(["全年", "年内", "共", "累计", "总", "年度", "先后", "已"]));
/// Words that end a noun.
static STOP: LazyLock<Few> = LazyLock::new(|| {
    Few::of([
        "均", "都", "已", "全", "逐", "中", "里", "在", "有", "为", "进", "作", "被", "将", "与", "和", "及",
        "开展", "组成", "参", "学习", "系统", "覆", "占", "的", "得", "总",
    ])
});

fn thing<'a>(report: &Report<'a>, claim: &Claim) -> Option<Thing<'a>> {
    const FAR: usize = 90;
    let measure = measure(claim.unit)?;
    let text = report.text;
    let (start, end) = (claim.number.start as usize, claim.number.end as usize);
    let from = prose::boundary(text, start.saturating_sub(FAR).max(claim.sentence.start as usize));
    let lead = text.get(from..start)?;
    let before = lead.rsplit(MARKS).next().unwrap_or("");
    let before = before.rsplit('\n').next().unwrap_or("");
    let rest = text.get(end..)?.trim_start();
    let rest = rest.strip_prefix(claim.unit.title())?;
    let to = prose::boundary(rest, rest.len().min(FAR));
    let behind = rest[..to].split(MARKS).next().unwrap_or("").split('\n').next().unwrap_or("");
    if OF_SOME.any(before) || behind.contains(|c: char| c.is_ascii_digit()) {
        return None;
    }
    let all = OF_ALL.any(before);
    let definite = before.trim_end().ends_with(['的', '对', '这', '述', '该', '由']);
    let behind = behind.trim_start_matches('的');
    let noun_end = STOP.perhaps(behind).filter_map(|word| behind.find(word)).min().unwrap_or(behind.len());
    Some(Thing {
        claim: *claim,
        measure,
        before: plain(before),
        behind: plain(&behind[..noun_end]),
        all: all || definite,
        sentence: report.slice(claim.sentence),
    })
}

/// The words without those that only say when, by whom and that it was done.
fn plain(words: &str) -> String {
    let mut left: String = words.chars().filter(|c| !c.is_whitespace() && !c.is_ascii_digit()).collect();
    for word in OF_PLAIN.perhaps(&left) {
        if left.contains(word) {
            left = left.replace(word, "");
        }
    }
    left.retain(|c| !"年“”\"".contains(c));
    let end = left.trim_end_matches(['共', '有', '达', '为', '计', '的', '是', '约', '数', '量']).len();
    left.truncate(end);
    left.trim_start_matches(['共', '的', '将', '在', '于']).to_owned()
}

impl Thing<'_> {
    /// The noun: behind the measure word, or the end of what stands before.
    fn ends(&self) -> &str {
        if self.behind.is_empty() { &self.before } else { &self.behind }
    }

    /// All that is said next to the number.
    fn said(&self) -> String {
        format!("{}{}", self.before, self.behind)
    }
}

fn is_same(one: &Thing, two: &Thing) -> bool {
    const FEWEST: usize = 3;
    if one.measure != two.measure || one.measure == Measure::Sessions && one.claim.unit != two.claim.unit {
        return false;
    }
    let noun = common(one, two);
    let length = noun.chars().count();
    let general = ["会议", "活动", "检查", "培训", "信息", "问题", "文件"].contains(&noun.as_str());
    let enough = length >= FEWEST || length == 2 && general && one.all && two.all;
    let sure = one.all && two.all || length >= 4;
    enough && sure && covers(one.sentence, &two.said(), &noun) && covers(two.sentence, &one.said(), &noun)
}

/// The noun that both have: where it stands behind the number, what it begins with.
fn common(one: &Thing, two: &Thing) -> String {
    let (first, second) = (one.ends(), two.ends());
    let ahead = |a: &str, b: &str| -> String {
        a.chars().zip(b.chars()).take_while(|(x, y)| x == y).map(|(x, _)| x).collect()
    };
    let back = |a: &str, b: &str| -> String {
        let mut end: Vec<char> =
            a.chars().rev().zip(b.chars().rev()).take_while(|(x, y)| x == y).map(|(x, _)| x).collect();
        end.reverse();
        end.into_iter().collect()
    };
    match (one.behind.is_empty(), two.behind.is_empty()) {
        (false, false) => ahead(first, second),
        (true, true) => back(first, second),
        (true, false) => whole_end(first, second),
        (false, true) => whole_end(second, first),
    }
}

/// The longest beginning of `noun` that `named` ends with.
fn whole_end(named: &str, noun: &str) -> String {
    let ends = noun.char_indices().map(|(at, c)| at + c.len_utf8()).take(10);
    ends.filter(|end| named.ends_with(&noun[..*end]))
        .last()
        .map_or_else(String::new, |end| noun[..end].to_owned())
}

/// Whatever is said next to one number but its noun stands in the sentence of the other.
fn covers(sentence: &str, said: &str, noun: &str) -> bool {
    let rest: Vec<char> =
        said.replacen(noun, "", 1).chars().filter(|c| !"的以前印发后里地与和、各所共".contains(*c)).collect();
    let told = |pair: &[char]| sentence.contains(&pair.iter().collect::<String>());
    match rest.len() {
        0 => true,
        1 => told(&rest),
        _ => rest.windows(2).all(told),
    }
}

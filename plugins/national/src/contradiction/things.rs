//! Things that no table counts, told twice with the same words: `撤并栏目14个` and elsewhere `撤并栏目11个`.

use gouji_core::prelude::*;

use crate::claims::{Stated, stands};
use crate::prose;

/// Numbers that are held against each other; with more it is no report.
const MOST: usize = 300;
/// The words for one thing, in characters.
const LEAST: usize = 5;

/// A number and the words for what it counts.
struct Thing<'a> {
    claim: Claim,
    /// The words of its clause before it.
    before: &'a str,
    /// The words right behind its measure word.
    behind: &'a str,
}

/// Two numbers of one thing that cannot both hold, the first one of each thing.
pub(super) fn differing(report: &Report, stated: &Stated) -> Vec<(Claim, Claim)> {
    let counted = |claim: &&Claim| {
        stands(claim)
            && claim.unit.is_count()
            && !matches!(claim.unit, Unit::None | Unit::Times | Unit::Other)
            && claim.exactness == Exactness::Exact
            && claim.flags.scale() == 0
            && claim.role != Role::Part
            && !claim.subject.is_tabled()
            && !claim.flags.intersects(Flags::NEGATED)
            && Some(claim.value) > Decimal::from_int(1)
    };
    let things: Vec<Thing> =
        stated.claims.iter().filter(counted).take(MOST).map(|claim| thing(report, claim)).collect();
    let mut pairs: Vec<(Claim, Claim)> = Vec::new();
    for (at, two) in things.iter().enumerate() {
        let one = things[..at].iter().find(|one| {
            one.claim.unit == two.claim.unit && one.claim.sentence != two.claim.sentence && is_same(one, two)
        });
        let Some(one) = one.filter(|one| one.claim.value != two.claim.value) else { continue };
        if !pairs.iter().any(|(first, _)| *first == one.claim) {
            pairs.push((one.claim, two.claim));
        }
    }
    pairs
}

fn thing<'a>(report: &Report<'a>, claim: &Claim) -> Thing<'a> {
    const FAR: usize = 120;
    const MARKS: [char; 12] = ['，', '。', '；', '：', '、', '（', '）', ',', ';', ':', '(', ')'];
    let text = report.text;
    let (start, end) = (claim.number.start as usize, claim.number.end as usize);
    let from = prose::boundary(text, start.saturating_sub(FAR));
    let lead = &text[from..start];
    let lead = lead.rfind(['\n']).map_or(lead, |at| &lead[at + 1..]);
    let before = lead.rfind(MARKS).map_or(lead, |at| &lead[at..]).trim_start_matches(MARKS);
    let rest = text[end..].trim_start();
    let rest = rest.strip_prefix(claim.unit.title()).unwrap_or("");
    let to = prose::boundary(rest, rest.len().min(FAR));
    let behind = rest[..to].split(MARKS).next().unwrap_or("");
    Thing { claim: *claim, before, behind }
}

/// Of some of the year, of some bodies, of one of several.
fn is_narrow(thing: &Thing) -> bool {
    const SOME: [&str; 16] = [
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
        "省",
        "首批",
        "另",
        "第",
        "同比",
        "累计",
    ];
    SOME.iter().any(|some| thing.before.contains(some))
}

fn is_same(one: &Thing, two: &Thing) -> bool {
    if is_narrow(one) || is_narrow(two) {
        return false;
    }
    let (first, second) = (stem(one.before), stem(two.before));
    // 撤并僵尸栏目14个, 撤并僵尸栏目11个
    if one.behind.is_empty() && two.behind.is_empty() && is_end(first, second) {
        return true;
    }
    refers(one, two) || cleared(first, second) && one.behind.is_empty() && two.behind.is_empty()
}

/// `先后举办的9场新闻发布会`, `对11名联络员逐一考核`: the noun behind the number is what was counted before.
fn refers(one: &Thing, two: &Thing) -> bool {
    const FEWEST: usize = 3;
    let definite = ["的", "对", "这", "上述", "该"].iter().any(|word| two.before.trim_end().ends_with(word));
    let noun = two.behind.trim_start_matches('的');
    let longest = |holds: &dyn Fn(&str) -> bool| {
        let ends = noun.char_indices().map(|(at, c)| at + c.len_utf8());
        ends.take(8).filter(|end| holds(&noun[..*end])).count()
    };
    let named = stem(one.before);
    let ahead = longest(&|words| named.ends_with(words) && words.chars().count() >= FEWEST);
    let behind = longest(&|words| one.behind.starts_with(words) && words.chars().count() >= FEWEST);
    definite && (ahead > 0 || behind > 0)
}

/// `共清理文件132份`, `已清理2021年以前印发的文件123份`: the same verb and the same noun.
fn cleared(first: &str, second: &str) -> bool {
    let Some((end, _)) = first.char_indices().nth(2) else { return false };
    let (verb, noun) = first.split_at(end);
    let short = (4..=8).contains(&first.chars().count());
    let told = second.find(verb).is_some_and(|at| second[at..].starts_with(verb));
    short && noun.chars().count() >= 2 && told && second.contains('已') && second.ends_with(noun)
}

/// The words without those that say when and that it is all.
fn stem(words: &str) -> &str {
    const LEAD: [&str; 12] =
        ["全年", "本年度", "本年", "年内", "今年", "全县", "全市", "全区", "全镇", "全局", "累计", "共"];
    let mut words = words.trim().trim_end_matches(['共', '有', '达', '了', '为', '计', ' ']);
    while let Some(rest) = LEAD.iter().find_map(|lead| words.strip_prefix(lead)) {
        words = rest.trim_start();
    }
    words
}

/// One is the other, but for words that say when and who.
fn is_end(one: &str, other: &str) -> bool {
    let (short, long) = if one.len() <= other.len() { (one, other) } else { (other, one) };
    let neutral = |c: char| c.is_ascii_digit() || "年度全本我县市区镇乡局办共已先后内网站 ".contains(c);
    short.chars().count() >= LEAST && long.strip_suffix(short).is_some_and(|rest| rest.chars().all(neutral))
}

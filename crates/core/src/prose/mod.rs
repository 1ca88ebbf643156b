//! What the prose of a report asserts: of every number what it counts and how it stands to the report's year, and which
//! numbers are said to be parts, shares or changes of which others.
//!
//! A paragraph is cut into the words that matter (`scan`, `words`); `walk` says of every number where it stands, `topic`
//! what is being spoken of; `standing` tells this year's numbers from another year's and from differences (what is a
//! comparison?), `naming` says what a number counts. `lists` recognises lists by their form and `wholes` what they may be
//! the parts of, whether or not the figures agree; `shares` and `changes` do so for percentages and differences. Rules ask
//! of each assertion whether *any* reading of it agrees.

mod cells;
mod changes;
mod denials;
mod ledger;
mod lists;
pub mod mention;
mod naming;
mod rows;
mod scan;
mod settle;
mod shares;
mod span;
mod standing;
mod tallies;
#[cfg(test)]
pub(super) mod tests;
mod topic;
mod universals;
mod walk;
mod wholes;
mod words;

pub use self::cells::{DENIED, OTHER, UNAVAILABLE, UNPROCESSED, readings, sum};
pub use self::changes::{Base, Change, Measure};
pub use self::ledger::Uses;
pub use self::lists::{Form, Kind};
pub use self::mention::{CellShare, Cells, Mention};
use self::shares::Shares;
pub use self::shares::{Share, Whole, is_share};
pub use self::span::Span;
pub use self::standing::Standing;
pub use self::universals::{About, Predicate, Universal};
use self::walk::Walk;
use self::wholes::Wholes;
use std::collections::HashSet;

use crate::claims::{Claim, Flags, Subject};
use crate::form::RequestLine;
use crate::place::Place;
use crate::report::{Paragraph, ParagraphKind, Report};

/// A number of the prose as its sentence means it.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Quantity {
    pub subject: Subject,
    /// The row of 表三 below a result that the number is of.
    pub row: Option<RequestLine>,
    /// The row is told by the words of a clause before, or in a sentence about something else.
    pub row_guessed: bool,
    /// The words next to the number leave a doubt of what it counts.
    pub guessed: bool,
    pub standing: Standing,
    /// It is of the report's year, though a word like 年底 stands before it.
    pub of_year: bool,
    /// It was done, though the text around speaks of what is planned.
    pub done: bool,
    /// Counted through the text, so that two numbers of one sentence have the same.
    pub sentence: u32,
    pub paragraph: u32,
}

/// A whole and its parts, as indices of claims.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct List {
    /// The whole that agrees with the parts, else the one that is most likely meant.
    pub whole: u32,
    pub parts: Vec<u32>,
    pub form: Form,
    pub kind: Kind,
    /// Nothing is left out.
    pub closed: bool,
    /// 等, 主要: something is left out.
    pub open: bool,
    /// One thing may be counted in several parts.
    pub manifold: bool,
    /// Some whole that the list may mean agrees with its parts.
    pub agrees: bool,
    /// There is no doubt about the whole.
    pub sure: bool,
    /// Which list of its whole it is, from 0.
    pub breakdown: u8,
}

/// Cells that a number is of, or that a clause says there was nothing in, by the words of the report's own.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Named {
    /// None where it is said that there was nothing.
    pub claim: Option<u32>,
    pub place: Place,
    pub mention: Mention,
}

/// Everything that was understood of the numbers of a report.
#[derive(Debug, Default)]
pub struct Prose {
    /// One for each claim, by its index; claims without a numeral have what the reader made of them.
    pub quantities: Vec<Quantity>,
    pub lists: Vec<List>,
    pub shares: Vec<Share>,
    /// Percentages of what only the tables count.
    pub cell_shares: Vec<CellShare>,
    pub changes: Vec<Change>,
    pub universals: Vec<Universal>,
    /// What neither the subject nor the row of a quantity tells.
    pub named: Vec<Named>,
}

impl Prose {
    /// Reads the prose of a report; `claims` are its claims.
    pub fn of(report: &Report, claims: &[Claim]) -> Self {
        let tabled = |subject: Subject| {
            readings(report, subject).map(|figure| figure.get().map(|value| value.micros()))
        };
        read(report.text, report.paragraphs(), claims, report.year, &tabled)
    }
}

/// See [`Prose::of`]; `tabled` says what the tables count of a subject, in millionths.
fn read(
    text: &str,
    paragraphs: impl Iterator<Item = Paragraph>,
    claims: &[Claim],
    year: Option<u16>,
    tabled: &dyn Fn(Subject) -> [Option<i64>; 3],
) -> Prose {
    let (corrected, done) = done_in_year(text, claims, year);
    let claims = corrected.as_slice();
    let walk = walk(text, paragraphs, claims);
    let (items, sentences, mut universals) = (walk.items, walk.sentences, walk.universals);
    universals.retain(|universal| !denies_consequence(text, universal));
    settle::drop_partial(text, year, &mut universals);
    let denied = denials::universals(text, &walk.denials);
    let standings = standing::standings(text, &items, claims, year);
    let (mut quantities, mut named, cell_shares) = quantities(text, &items, &standings, claims, year, &done);
    add_denials(&mut universals, denied, claims, &mut quantities);
    named.extend(settle::denials(text, year, &walk.denials, &universals, claims, &mut quantities));
    named.extend(settle::totals(text, year, &walk.totals, &universals));
    let mut lists = Vec::new();
    for row in rows(&items) {
        lists.extend(lists::of_row(text, &items, claims, &standings, &row));
    }
    lists.sort_by_key(|list| list.parts[0]);
    let mut is_part = vec![false; items.len()];
    for part in lists
        .iter()
        .filter(|list| list.parts.len() > 1 || list.form != Form::Parallel)
        .flat_map(|list| &list.parts)
    {
        is_part[*part as usize] = true;
    }
    let wholes = Wholes {
        text,
        items: &items,
        claims,
        standings: &standings,
        quantities: &quantities,
        sentences: &sentences,
        is_part: &is_part,
        tabled,
    };
    let mut settled: Vec<List> = lists.iter().filter_map(|listed| wholes.settle(listed)).collect();
    settled.extend(tallies::of(text, &items, claims, &quantities, &settled));
    settled.sort_by_key(|list| list.parts[0]);
    number_breakdowns(&mut settled);
    let shares =
        Shares { text, items: &items, claims, lists: &settled, quantities: &quantities, tabled }.all();
    let changes = changes::of(text, &items, claims, &quantities);
    Prose { quantities, lists: settled, shares, cell_shares, changes, universals, named }
}

/// The claims without the plans that are none, and which those are: `2023年收到的82件申请` behind a heading about what is to come.
fn done_in_year(text: &str, claims: &[Claim], year: Option<u16>) -> (Vec<Claim>, HashSet<u32>) {
    const PLANS: [&str; 20] = [
        "将",
        "拟",
        "计划",
        "力争",
        "下一步",
        "下步",
        "确保",
        "争取",
        "目标",
        "预计",
        "打算",
        "年底前",
        "继续",
        "要",
        "进一步",
        "加强",
        "明年",
        "今后",
        "不少于",
        "以上",
    ];
    let mut done = HashSet::new();
    let mut corrected = claims.to_vec();
    let Some(year) = year else { return (corrected, done) };
    for (index, claim) in (0..).zip(corrected.iter_mut()) {
        if !claim.flags.contains(Flags::PLAN) {
            continue;
        }
        let before = text.get(claim.sentence.start as usize..claim.number.start as usize).unwrap_or("");
        if before.len() > 400 || PLANS.iter().any(|plan| before.contains(plan)) {
            continue;
        }
        let past = ["已经", "已", "全年", "年内", "只有", "仅有", "现有", "目前", "上述", "花费"];
        let told = past.iter().any(|word| before.contains(word));
        if told || before.replace([' ', '\u{a0}'], "").contains(&format!("{year}年")) {
            claim.flags = Flags(claim.flags.0 & !Flags::PLAN.0);
            done.insert(index);
        }
    }
    (corrected, done)
}

fn walk<'t>(text: &'t str, paragraphs: impl Iterator<Item = Paragraph>, claims: &[Claim]) -> Walk<'t> {
    let mut walk = Walk::new(text);
    let mut tokens = Vec::new();
    let mut next = 0;
    for (number, paragraph) in (0..).zip(paragraphs) {
        let (start, end) = (paragraph.place.start as usize, paragraph.place.end as usize);
        let Some(said) = text.get(start..end) else { continue };
        if paragraph.kind != ParagraphKind::Prose {
            walk.topics.heading(said.lines().next().unwrap_or(""));
        } else {
            walk.topics.paragraph();
        }
        if paragraph.kind == ParagraphKind::Heading {
            continue;
        }
        scan::scan(text, start, end, claims, &mut next, &mut tokens);
        walk.paragraph(number, paragraph.place.start, paragraph.place.end, &tokens);
    }
    walk
}

fn quantities(
    text: &str,
    items: &[walk::Item],
    standings: &[Standing],
    claims: &[Claim],
    year: Option<u16>,
    done: &HashSet<u32>,
) -> (Vec<Quantity>, Vec<Named>, Vec<CellShare>) {
    let as_read = |claim: &Claim| Quantity {
        subject: if has_other_cause(text, claim) || denies_carried(text, claim) {
            Subject::Unknown
        } else {
            claim.subject
        },
        row: None,
        row_guessed: false,
        guessed: false,
        standing: match claim.flags.contains(Flags::NEGATED) && says_this_year(text, claim) {
            true => Standing::Stated,
            false => standing::as_read(claim),
        },
        of_year: false,
        done: false,
        sentence: 0,
        paragraph: 0,
    };
    let mut quantities: Vec<Quantity> = claims.iter().map(as_read).collect();
    let mut cells = settle::Settler::new(text, year, items.len());
    for (item, standing) in items.iter().zip(standings) {
        let claim = &claims[item.claim as usize];
        let named = naming::name(text, item, claim, year);
        let named = match claim.subject {
            Subject::RequestsReceived => naming::applicant(text, item, year).unwrap_or(named),
            _ => named,
        };
        // What stands next to the number says most, unless it says that several things are counted in one number.
        let named = match claim.subject {
            Subject::Unknown => named,
            _ if named.subject.is_joint() => named,
            // 尚未审结的行政复议4件
            Subject::Reconsideration | Subject::Litigation if is_outcome(named.subject) => named,
            // 法人的申请也占一定数量，新收52件
            Subject::RequestsReceived if is_applicant(named.subject) => named,
            // 不予公开的答复0件: what kind of answer it was is said too.
            Subject::RequestsHandled if is_result(named.subject) => named,
            subject if is_result(subject) && item.topic == topic::Topic::Foreign => {
                naming::Named { subject: Subject::Unknown, guessed: false }
            }
            subject => naming::Named { subject, guessed: false },
        };
        // 不予公开的答复书说理不够，有3份被要求补充: something was done to them.
        let done_to = named.guessed && item.tail_place.of(text).trim_start().starts_with('被');
        let named = match done_to || is_of_another_body(text, claim) || mention::is_word_for_one(text, claim)
        {
            true => naming::Named { subject: Subject::Unknown, guessed: false },
            false => named,
        };
        let row = rows::row(text, item, claim);
        let quantity = Quantity {
            subject: named.subject,
            row: row.map(|row| row.line),
            row_guessed: row.is_some_and(|row| row.guessed),
            guessed: named.guessed,
            standing: *standing,
            done: done.contains(&item.claim),
            of_year: named.subject.is_tabled() && !sums_years(item.label_place.of(text)),
            sentence: item.sentence,
            paragraph: item.paragraph,
        };
        quantities[item.claim as usize] = cells.settle(item, claim, quantity);
    }
    (quantities, cells.named, cells.shares)
}

/// Adds what is denied to the universals. What a clause denies in more words than the reader of numbers knew is not denied as
/// a whole: `律师事务所没有提出申请`.
fn add_denials(
    universals: &mut Vec<Universal>,
    denied: Vec<Universal>,
    claims: &[Claim],
    quantities: &mut [Quantity],
) {
    const NEAR: usize = 8;
    let told = universals.len();
    for said in denied {
        let within = claims.partition_point(|claim| claim.number.start < said.place.start);
        let mut known = false;
        for (claim, quantity) in claims.iter().zip(quantities.iter_mut()).skip(within) {
            if claim.number.start >= said.place.end {
                break;
            }
            if claim.flags.contains(Flags::NEGATED) {
                known |= said.predicate == Predicate::None(quantity.subject);
                let whole = matches!(
                    quantity.subject,
                    Subject::RequestsReceived | Subject::Reconsideration | Subject::Litigation
                );
                if whole && said.predicate != Predicate::None(quantity.subject) {
                    quantity.subject = Subject::Unknown;
                }
            }
        }
        // Universals stand in reading order, and few in one clause.
        let near = universals[..told].partition_point(|other| other.place.start < said.place.end);
        known |= universals[..near]
            .iter()
            .rev()
            .take(NEAR)
            .any(|other| other.predicate == said.predicate && said.place.start < other.place.end);
        if !known {
            universals.push(said);
        }
    }
}

/// `一家下属单位作出行政处罚决定4件`, `协助兄弟单位答复其收到的申请7件`: the clause tells what another body did.
fn is_of_another_body(text: &str, claim: &Claim) -> bool {
    let clause = clause_before(text, claim);
    let named = ["一家下属", "家下属单位", "个下属单位", "兄弟单位", "其收到的"];
    named.iter().any(|body| clause.contains(body)) || is_of_one_of_several(text, claim, clause)
}

/// `市场监管局作出许可6120件，自然资源局作出许可388件`: one of several bodies.
fn is_of_one_of_several(text: &str, claim: &Claim, clause: &str) -> bool {
    const FAR: usize = 30;
    const MADE: &str = "局作出";
    let near = |text: &mut dyn Iterator<Item = char>| -> String {
        text.take(FAR).take_while(|c| !matches!(c, '。' | '\n')).collect()
    };
    if !clause.contains(MADE) {
        return false;
    }
    let (before, behind) = text.split_at(claim.number.start as usize);
    let clause_start = before.len() - clause.len();
    let ahead = near(&mut behind.chars());
    let back: String = near(&mut before[..clause_start].chars().rev()).chars().rev().collect();
    ahead.contains(MADE) || back.contains(MADE)
}

/// `上年结转的政府信息公开申请为零`: none of those, and nothing of what was received.
fn denies_carried(text: &str, claim: &Claim) -> bool {
    claim.flags.contains(Flags::NEGATED)
        && claim.subject == Subject::RequestsReceived
        && ["结转的", "转入的", "遗留的"].iter().any(|carried| clause_before(text, claim).contains(carried))
}

/// The clause before a number, as far as it is near.
fn clause_before<'t>(text: &'t str, claim: &Claim) -> &'t str {
    const LONGEST: usize = 30;
    let before = text.get(..claim.number.start as usize).unwrap_or("");
    let near = before.char_indices().rev().take(LONGEST);
    let start = near
        .take_while(|(_, c)| !matches!(c, '，' | '；' | '。' | '：' | '\n'))
        .last()
        .map_or(before.len(), |(at, _)| at);
    &before[start..]
}

/// 当年未收到申请: whatever year the sentence before named.
fn says_this_year(text: &str, claim: &Claim) -> bool {
    let clause = clause_before(text, claim);
    ["当年", "本年", "全年", "年内", "报告期"].iter().any(|year| clause.contains(year))
}

/// 历年累计: over the years, and not in this one.
fn sums_years(label: &str) -> bool {
    ["累计", "历年", "以来", "历史"].iter().any(|word| label.contains(word))
}

const fn is_outcome(subject: Subject) -> bool {
    use Subject::*;
    matches!(
        subject,
        ReconsiderationUpheld
            | ReconsiderationCorrected
            | ReconsiderationOther
            | ReconsiderationPending
            | LitigationUpheld
            | LitigationCorrected
            | LitigationOther
            | LitigationPending
    )
}

const fn is_applicant(subject: Subject) -> bool {
    use Subject::*;
    matches!(
        subject,
        ByNaturalPerson | ByOrganisation | ByCommercial | ByResearch | ByWelfare | ByLegalService
    )
}

const fn is_result(subject: Subject) -> bool {
    use Subject::*;
    matches!(
        subject,
        Granted | PartlyGranted | GrantedOrPartly | Denied | Unavailable | Unprocessed | OtherHandling
    )
}

/// `没有因行政强制引起的投诉`, `没有因属于国家秘密而不予公开`: what is denied is one cause or consequence of what is named.
fn denies_consequence(text: &str, universal: &Universal) -> bool {
    let behind = text.get(universal.place.end as usize..).unwrap_or("");
    let denied = universal.place.of(text);
    matches!(universal.predicate, Predicate::None(_))
        && (denied.contains('因')
            || denied.contains("为由")
            || ["引", "导致", "投诉", "复议", "诉讼"].iter().any(|word| behind.starts_with(word)))
}

/// `没有因逾期未答复引发的行政复议`: none of one cause, and nothing of the others.
fn has_other_cause(text: &str, claim: &Claim) -> bool {
    const LONGEST: usize = 60;
    if !claim.flags.contains(Flags::NEGATED) {
        return false;
    }
    let behind = text.get(claim.number.start as usize..).unwrap_or("");
    let end =
        behind.char_indices().take(LONGEST).find(|(_, c)| "，。；,;".contains(*c)).map_or(0, |(end, _)| end);
    let clause = &behind[..end];
    clause.contains('因') && !clause.contains("信息公开") && !clause.contains("政务公开")
}

/// The items of each row, in reading order.
fn rows(items: &[walk::Item]) -> Vec<Vec<u32>> {
    let mut order: Vec<u32> = (0..items.len() as u32).collect();
    order.sort_by_key(|index| items[*index as usize].row);
    order
        .chunk_by(|one, other| items[*one as usize].row == items[*other as usize].row)
        .map(<[u32]>::to_vec)
        .collect()
}

/// A second list of the same whole is its second breakdown.
fn number_breakdowns(lists: &mut [List]) {
    let mut last: std::collections::HashMap<u32, u8> = std::collections::HashMap::new();
    for list in lists {
        let next = last.entry(list.whole).or_insert(0);
        list.breakdown = *next;
        *next = next.saturating_add(1).min(7);
    }
}

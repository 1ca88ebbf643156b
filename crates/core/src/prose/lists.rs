//! Lists of parts, told by their form: parallel labels, one measure word, the same marks, a word that opens them or a sum
//! that closes them. Whether the figures agree plays no part in it.

use super::standing::Standing;
use super::topic::Topic;
use super::walk::{Item, Mark};
use super::words::{Seen, Word};
use crate::claims::{Claim, Unit};
use crate::place::Place;

/// How the parts of a list are shown to be parts.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Form {
    /// `320条（网站240条、公众号80条）`.
    Bracket,
    /// `320条：网站240条、公众号80条`.
    Colon,
    /// `其中`, `包括`: some of them, unless the list says that it goes on to the end.
    Among,
    /// `按渠道分，网站240条、公众号80条`, `办理结果：予以公开20件`.
    Division,
    /// `网站240条、公众号80条，合计320条`.
    Summed,
    /// Labels of one kind and nothing else: `320条，网站240条，公众号80条`.
    Parallel,
}

/// What the labels of a list are kinds of.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Kind {
    Applicant,
    Result,
    Outcome,
    /// 直接起诉, 复议后起诉.
    Path,
    /// How requests come.
    Way,
    /// Where information stands.
    Channel,
    /// Shapes of one thing, which may have several.
    Shape,
    Other,
}

/// A list, with indices of items.
#[derive(Debug, Clone)]
pub(super) struct Listed {
    pub(super) parts: Vec<u32>,
    pub(super) form: Form,
    pub(super) kind: Kind,
    /// Its own sum.
    pub(super) sum: Option<u32>,
    /// The number of parts that the words of the sum say: 两者.
    pub(super) counted: Option<usize>,
    /// 等, 主要.
    pub(super) open: bool,
    /// The last part is all the rest.
    pub(super) rest: bool,
    /// The sentence says that there is nothing else.
    pub(super) complete: bool,
    /// The number right before it, of which the words say that it is divided: 在73件申请中.
    pub(super) of: Option<u32>,
    /// Numbers behind that may be parts too, though their form is another.
    pub(super) more: Vec<u32>,
}

/// Lists within lists are followed as far as this.
const DEEPEST: u8 = 3;
/// Lists with more parts are no prose.
const MOST_PARTS: usize = 40;

/// The lists of one row of items; `row` are indices of items in reading order.
pub(super) fn of_row(
    text: &str,
    items: &[Item],
    claims: &[Claim],
    standings: &[Standing],
    row: &[u32],
) -> Vec<Listed> {
    let finder = Finder { text, items, claims, standings, row };
    let mut lists = Vec::new();
    let mut at = 0;
    while at < row.len() {
        match finder.list(at, &mut lists) {
            Some(next) => at = next.max(at + 1),
            None => at += 1,
        }
    }
    lists
}

struct Finder<'a> {
    text: &'a str,
    items: &'a [Item],
    claims: &'a [Claim],
    standings: &'a [Standing],
    row: &'a [u32],
}

impl Finder<'_> {
    fn item(&self, at: usize) -> &Item {
        &self.items[self.row[at] as usize]
    }

    fn claim(&self, at: usize) -> &Claim {
        &self.claims[self.item(at).claim as usize]
    }

    fn standing(&self, at: usize) -> Standing {
        self.standings[self.row[at] as usize]
    }

    /// A number of things, of some year: no rate, no difference, no plan.
    fn counts(&self, at: usize) -> bool {
        let unit = self.claim(at).unit;
        (unit.is_count() || unit.is_money())
            && matches!(self.standing(at), Standing::Stated | Standing::Base)
            && !self.announces(at)
    }

    /// 三个渠道总共320条: the first number says how many there are of what follows.
    fn announces(&self, at: usize) -> bool {
        let of_kinds = matches!(
            self.claim(at).unit,
            Unit::Piece
                | Unit::Kind
                | Unit::Class
                | Unit::Matter
                | Unit::Section
                | Unit::None
                | Unit::Time
                | Unit::Issue
                | Unit::Session
                | Unit::Batch
        );
        let next = (at + 1 < self.row.len()).then(|| self.item(at + 1));
        let few = self.claim(at).value.as_int().is_some_and(|value| (2..=20).contains(&value));
        of_kinds
            && next.is_some_and(|next| {
                let same = next.sentence == self.item(at).sentence;
                // 三项相加，全年公开580条
                let apart = few && next.mark == Mark::Comma && self.item(at).tail.has(Word::Sum);
                same && (next.mark == Mark::None && next.label.any(SUMS) || apart)
            })
    }

    /// 三项相加，: the words before the number at `at` say that it is a sum.
    fn sums_up(&self, at: usize) -> bool {
        at > 0
            && (self.item(at).head.has(Word::Sum) && self.says_sum(self.item(at).head_place)
                || self.announces(at - 1))
    }

    /// Finds the list that begins at `at`, or that the number at `at` is the sum of, and says where to go on.
    fn list(&self, at: usize, lists: &mut Vec<Listed>) -> Option<usize> {
        if !self.counts(at) {
            return None;
        }
        if let Some((listed, next)) = self.periods(at) {
            lists.push(listed);
            return Some(next);
        }
        let form = self.opens(at);
        if form.is_none() && self.is_sum(at) {
            self.summed(at, lists);
            return None;
        }
        let kind = self.kind(at);
        if form.is_none() && self.leads_members(at) {
            return None;
        }
        let form = match form {
            Some(form) => form,
            None if self.are_classes(at) => Form::Division,
            None if !matches!(kind, Kind::Other | Kind::Shape) || self.are_members(at) => Form::Parallel,
            None => return None,
        };
        let (listed, next) = self.gather(at, form, Mark::Semi, DEEPEST, lists);
        if listed.parts.len() > 1 || form != Form::Parallel {
            lists.push(listed);
        }
        Some(next)
    }

    /// `共有账号386个，微信241个、微博63个、其他82个`: a comma behind the number, and between those that follow none.
    fn leads_members(&self, at: usize) -> bool {
        at + 1 < self.row.len() && self.are_members(at + 1)
    }

    /// At least three numbers in a row with 、 between them, and the number before them set apart by a comma.
    fn are_members(&self, at: usize) -> bool {
        let member = |other: usize, mark: Mark| {
            other < self.row.len()
                && self.item(other).mark == mark
                && self.item(other).sentence == self.item(at).sentence
                && self.alike(at - 1, other)
                && self.is_short(other)
                && self.counts(other)
        };
        at > 0
            && self.counts(at - 1)
            && member(at, Mark::Comma)
            && member(at + 1, Mark::Stop)
            && member(at + 2, Mark::Stop)
            && !self.is_sum(at)
    }

    /// `财税支持类6项；金融服务类10项；创新创业类16项`: at least three classes behind a number of the same.
    fn are_classes(&self, at: usize) -> bool {
        let class = |other: usize| {
            other < self.row.len()
                && self.item(other).sentence == self.item(at).sentence
                && self.alike(at - 1, other)
                && self.counts(other)
                && self.item(other).label_place.of(self.text).trim_end().ends_with('类')
        };
        let some = Seen::of(&[Word::Holds, Word::Mainly, Word::Besides, Word::Includes, Word::Via]);
        at > 0
            && self.counts(at - 1)
            && !class(at - 1)
            && !self.item(at).gap.any(some)
            && (at..at + 3).all(class)
    }

    /// The form that the words and marks before the number at `at` give a list that begins with it.
    fn opens(&self, at: usize) -> Option<Form> {
        let item = self.item(at);
        if item.gap.has(Word::Among) || item.gap.has(Word::Holds) && at == 0 && item.owner.is_some() {
            return Some(Form::Among);
        }
        if at == 0 && item.owner.is_some() {
            return (!item.label.any(SUMS)).then_some(Form::Bracket);
        }
        // 从内容看，全年新收的73件申请里，…: what is divided, and no part.
        let tail = item.tail_place.of(self.text).trim_end();
        if is_within(tail) {
            return None;
        }
        let divided = |words: Seen| {
            words.has(Word::By) && words.has(Word::Cut)
                || words.has(Word::Division)
                    && (words.has(Word::By) || !words.without(Word::Handle).any(VERBS))
                    && self.is_headed(item)
        };
        if divided(item.head) || item.label.has(Word::By) && item.label.has(Word::Cut) {
            return Some(Form::Division);
        }
        let follows = at > 0 && item.mark != Mark::End && self.counts(at - 1);
        if follows && self.is_within(at) {
            return Some(Form::Among);
        }
        // 分别为网站240条、公众号80条
        let respectively =
            item.gap.has(Word::Respectively) && !matches!(item.last, Some((Word::Respectively, _)));
        if follows && (item.colon || respectively) {
            return Some(Form::Colon);
        }
        if item.gap.has(Word::Includes) && at > 0 && item.mark != Mark::End {
            return Some(Form::Among);
        }
        let kinds = || {
            let next = (at + 1 < self.row.len()).then(|| self.kind(at + 1));
            item.head.is_empty() && self.kind(at) != Kind::Other && next == Some(self.kind(at))
        };
        (item.colon && (!item.head.is_empty() || kinds()) && !item.head.any(Seen::of(&[Word::Foreign])))
            .then_some(Form::Division)
    }

    /// The words or marks say that the number right before the list at `at` is what it divides.
    fn divides(&self, at: usize, form: Form) -> bool {
        form == Form::Among && self.is_within(at)
            || form == Form::Division && self.opens(at).is_none() && self.are_classes(at)
    }

    /// 320条信息中，网站240条
    fn is_within(&self, at: usize) -> bool {
        at > 0
            && self.item(at).mark == Mark::Comma
            && self.counts(at - 1)
            && self.item(at - 1).sentence == self.item(at).sentence
            && is_within(self.item(at - 1).tail_place.of(self.text).trim_end())
    }

    /// The clause before the number is the name of a division: it ends in a colon or in the word, and the number has no
    /// verb of its own: `办理结果，予以公开20件`, but not `解读形式单一，全年25篇` or `公示处罚结果，作出决定25件`.
    fn is_headed(&self, item: &Item) -> bool {
        if item.colon {
            return true;
        }
        let before = self.text.get(..item.label_place.start as usize).unwrap_or("");
        let clause = before.trim_end_matches(['，', ',', ' ']).as_bytes();
        let ends = (1..=4).filter_map(|length| clause.len().checked_sub(3 * length)).any(|from| {
            matches!(Word::at(clause, from), Some((Word::Division, len)) if from + len == clause.len())
        });
        let statement = Seen::of(&[Word::ThisYear, Word::Made]);
        ends && !item.label.any(statement) && !item.label.without(Word::Handle).any(VERBS)
    }

    /// Gathers the parts from `at` on. What is nested in them goes to `lists`.
    fn gather(
        &self,
        at: usize,
        form: Form,
        widest: Mark,
        deeper: u8,
        lists: &mut Vec<Listed>,
    ) -> (Listed, usize) {
        let mut listed = Listed {
            parts: vec![self.row[at]],
            form,
            kind: self.kind(at),
            sum: None,
            counted: None,
            open: self.item(at).gap.has(Word::Mainly) || self.is_open(at),
            rest: self.item(at).label.has(Word::Rest),
            complete: false,
            of: self.divides(at, form).then(|| self.row[at - 1]),
            more: Vec::new(),
        };
        let mut separator = None;
        let mut next = at + 1;
        while next < self.row.len() && listed.parts.len() < MOST_PARTS {
            let item = self.item(next);
            if item.mark == Mark::End && !self.goes_on_in_sentences(at, next) {
                break;
            }
            if !self.counts(next) {
                next += 1;
                continue;
            }
            if self.is_sum(next) && self.alike(at, next) {
                // Without a word that opened the list, the sum says itself what it is of.
                if form == Form::Parallel {
                    break;
                }
                listed.sum = Some(self.row[next]);
                listed.counted = self.counted(next);
                listed.open |= item.label.has(Word::Etc) || item.gap.has(Word::Etc);
                next += 1;
                break;
            }
            if deeper > 0
                && (form != Form::Parallel || listed.parts.len() > 1)
                && item.gap.has(Word::Among)
                && separator.is_none_or(|separator| separator != Mark::Stop || item.mark <= Mark::Stop)
            {
                let limit = separator.map_or(Mark::Comma, weaker);
                let (inner, behind) = self.gather(next, Form::Among, limit, deeper - 1, lists);
                lists.push(inner);
                next = behind;
                continue;
            }
            if self.opens(next).is_some() || !self.goes_on(at, next, separator, widest, &listed) {
                break;
            }
            separator.get_or_insert(item.mark);
            listed.rest |= item.label.has(Word::Rest);
            listed.open |= self.is_open(next);
            if listed.kind != self.kind(next) && !item.label.has(Word::Rest) {
                listed.kind = mixed(listed.kind, self.kind(next));
            }
            listed.parts.push(self.row[next]);
            next += 1;
        }
        if listed.sum.is_none() {
            listed.sum = self.sum_in_bracket(next);
        }
        listed.open |= self.leaves_rest(next - 1);
        if self.says_complete(next - 1) || self.is_exhaustive(&listed.parts, at) {
            listed.complete = true;
            listed.open = false;
        }
        listed.more = self.more(at, next);
        (listed, next)
    }

    /// All quarters of a year, or what is still under way named last: nothing is left out.
    fn is_exhaustive(&self, parts: &[u32], at: usize) -> bool {
        const UNDER_WAY: [&str; 9] =
            ["正在", "仍在", "尚在", "还在", "尚未", "仍未", "未办结", "未采纳", "没有采纳"];
        let before = self.item(at).label_place.of(self.text);
        let head = self.item(at).head_place.of(self.text);
        let quarters =
            parts.len() == 4 && ["季度", "按季"].iter().any(|q| before.contains(q) || head.contains(q));
        let last = parts.last().map_or("", |part| {
            let item = &self.items[*part as usize];
            if item.label_place.of(self.text).trim().is_empty() {
                item.tail_place.of(self.text)
            } else {
                item.label_place.of(self.text)
            }
        });
        quarters || parts.len() > 2 && UNDER_WAY.iter().any(|way| last.contains(way))
    }

    /// `其他38条，其余为零星类别`: words without a number behind the last part say that something is left out.
    fn leaves_rest(&self, last: usize) -> bool {
        const FAR: usize = 20;
        let behind = self.text.get(self.item(last).label_place.end as usize..).unwrap_or("");
        let behind = behind.trim_start_matches(|c: char| c.is_ascii_digit() || matches!(c, ',' | '.' | ' '));
        if self.item(last).owner.is_some() && ends_in_unread_number(behind) {
            return true;
        }
        let mut near = behind.char_indices().take(FAR);
        let stop = near.find(|(_, c)| matches!(c, '。' | '；' | ';') || c.is_ascii_digit());
        let Some((end, '。' | '；' | ';')) = stop else { return false };
        ["其余", "余下", "剩余"].iter().any(|rest| behind[..end].contains(rest))
    }

    /// `其他38条（合计102条）`: the number that is next in the text is in a bracket of its own and says that it is the sum.
    fn sum_in_bracket(&self, next: usize) -> Option<u32> {
        let last = self.row[next - 1];
        let inner = last + 1;
        let item = self.items.get(inner as usize)?;
        let sums = item.label.any(SUMS) && item.owner == Some(last) && item.previous.is_none();
        let alike = units_alike(self.claims[item.claim as usize].unit, self.claim(next - 1).unit);
        (sums && alike).then_some(inner)
    }

    /// The numbers of the same measure word that the sentence goes on with.
    fn more(&self, at: usize, next: usize) -> Vec<u32> {
        const MOST: usize = 8;
        let sentence = self.item(at).sentence;
        (next..self.row.len())
            .take(MOST)
            .take_while(|other| self.item(*other).sentence == sentence && self.opens(*other).is_none())
            .filter(|other| self.counts(*other) && self.alike(at, *other) && !self.is_sum(*other))
            .map(|other| self.row[other])
            .collect()
    }

    /// `通过网站公开60条。通过公众号公开40条。`: members that are sentences of their own.
    fn goes_on_in_sentences(&self, at: usize, next: usize) -> bool {
        let (first, item) = (self.item(at), self.item(next));
        let told = |item: &Item| item.label.has(Word::Via) && self.kind_of_channel(item);
        item.sentence <= first.sentence + MOST_PARTS as u32 && told(first) && told(item)
    }

    fn kind_of_channel(&self, item: &Item) -> bool {
        matches!(kind_of(item), Kind::Channel | Kind::Way)
    }

    /// Whether the number at `next` is one more part of the list that begins at `at`.
    fn goes_on(
        &self,
        at: usize,
        next: usize,
        separator: Option<Mark>,
        widest: Mark,
        listed: &Listed,
    ) -> bool {
        let item = self.item(next);
        if !self.alike(at, next)
            || self.standing(at) != self.standing(next)
            || item.mark > widest && item.mark != Mark::End
        {
            return false;
        }
        let kind = self.kind(next);
        let known = kind != Kind::Other && kind == listed.kind || item.label.has(Word::Rest);
        if listed.form == Form::Parallel {
            let via = item.label.has(Word::Via) && self.item(at).label.has(Word::Via);
            return known || via || item.mark == Mark::Stop && self.is_short(next);
        }
        // Another statement begins with a verb of its own, or with a word for one.
        let first = self.item(at);
        let verb = |item: &Item| item.last.is_some_and(|(word, _)| VERBS.has(word));
        // 涉及拆迁的24件、涉及社保的14件: the same word before each is none.
        let besides = item.label.has(Word::Besides) && !first.label.has(Word::Besides);
        let statement = besides
            || item.label.any(Seen::of(&[Word::ThisYear, Word::Sum]))
            || verb(item) && !verb(first) && item.mark > Mark::Stop;
        match separator {
            _ if statement && !known => false,
            None => true,
            Some(separator) if item.mark <= separator => true,
            Some(_) => known && !listed.rest,
        }
    }

    fn is_short(&self, at: usize) -> bool {
        const SHORT: u32 = 30;
        let place = self.item(at).label_place;
        place.end - place.start <= SHORT
    }

    /// One measure word, or several for pieces of writing.
    fn alike(&self, one: usize, other: usize) -> bool {
        units_alike(self.claim(one).unit, self.claim(other).unit)
    }

    fn kind(&self, at: usize) -> Kind {
        kind_of(self.item(at))
    }

    fn is_open(&self, at: usize) -> bool {
        self.item(at).tail.has(Word::Etc)
    }

    /// 合计320条: the number says that it is the sum of what stands before, and names nothing of its own.
    fn is_sum(&self, at: usize) -> bool {
        let item = self.item(at);
        let label = item.label;
        // 三项相加，全年公开580条: the clause before says it.
        let above = label.has(Word::Above) && label.has(Word::Sum) || self.begins_with_above(at);
        if self.sums_up(at) || at > 0 && item.mark != Mark::End && above {
            return true;
        }
        let told = label.has(Word::Sum)
            || label.has(Word::Accrued) && self.counted(at).is_some()
            || label.any(Seen::of(&[Word::Together]))
                && (self.is_bare(at) || label.has(Word::Etc) || self.repeats(at));
        told && at > 0
            && !self.is_member(at)
            && item.mark != Mark::End
            && (!label.has(Word::Issue) || self.adds_up(at) || self.begins_with_sum(at))
            && (self.counted(at).is_some() && label.has(Word::Sum)
                || !label.any(Seen::of(&[
                    Word::Receive,
                    Word::Handle,
                    Word::Documents,
                    Word::Reconsider,
                    Word::Litigate,
                    Word::Carry,
                    Word::Among,
                ])))
            && (label.has(Word::Sum) || !label.has(Word::Foreign))
    }

    /// 三类渠道加总，: nothing else is said in the clauses before.
    fn says_sum(&self, head: Place) -> bool {
        const SHORT: usize = 12;
        head.of(self.text).chars().filter(|c| c.is_alphanumeric()).count() <= SHORT
    }

    /// 政务动态240条，公告信息合计25条，其他327条: one of the parts, and less than another.
    fn is_member(&self, at: usize) -> bool {
        let label = self.item(at).label_place.of(self.text).trim_start();
        let named =
            !["合计", "共计", "总计", "累计", "共", "总共", "一共"].iter().any(|sum| label.starts_with(sum));
        let goes_on = at + 1 < self.row.len()
            && self.item(at + 1).sentence == self.item(at).sentence
            && self.item(at + 1).mark <= Mark::Comma
            && self.alike(at, at + 1)
            && self.item(at + 1).label.has(Word::Rest);
        named && goes_on && self.claim(at).value < self.claim(at - 1).value
    }

    /// 以上共计发生案件2件
    fn begins_with_above(&self, at: usize) -> bool {
        let label = self.item(at).label_place.of(self.text).trim_start();
        ["以上共", "以上合", "上述共", "上述合"].iter().any(|sum| label.starts_with(sum))
    }

    /// 合计集中发布86项
    fn begins_with_sum(&self, at: usize) -> bool {
        let label = self.item(at).label_place.of(self.text).trim_start();
        ["合计", "共计", "总计"].iter().any(|sum| label.starts_with(sum)) && self.item(at).mark <= Mark::Comma
    }

    /// 各项相加共发布381条: whatever the verb, what stands before is added up.
    fn adds_up(&self, at: usize) -> bool {
        let label = self.item(at).label_place.of(self.text);
        ["相加", "加起来", "合在一起"].iter().any(|sum| label.contains(sum))
    }

    /// 两者, 三个渠道: how many numbers a sum says it is of.
    fn counted(&self, at: usize) -> Option<usize> {
        let item = self.item(at);
        let label =
            self.text.get(item.head_place.start as usize..item.label_place.end as usize).unwrap_or("");
        let told = [
            (["两者", "二者", "两项", "两部分", "两次", "两期", "两场", "两批", "两类", "两种"], 2),
            (["三者", "三项", "三部分", "三次", "三期", "三场", "三批", "三类", "三种", "三次"], 3),
            (["四者", "四项", "四部分", "四次", "四期", "四场", "四批", "四类", "四种", "四次"], 4),
        ];
        let in_words = told.into_iter().find(|(words, _)| words.iter().any(|word| label.contains(word)));
        let announced = at.checked_sub(1).filter(|before| self.announces(*before));
        let number = || self.claim(announced?).value.as_int().and_then(|number| usize::try_from(number).ok());
        in_words.map(|(_, number)| number).or_else(number)
    }

    fn is_bare(&self, at: usize) -> bool {
        const BARE: u32 = 12;
        let place = self.item(at).label_place;
        place.end - place.start <= BARE
    }

    /// Parts without an opening word before the sum at `at`.
    fn summed(&self, at: usize, lists: &mut Vec<Listed>) {
        let item = self.item(at);
        let counted = self.counted(at);
        let mut parts = Vec::new();
        let mut before = at;
        while let Some(next) = before.checked_sub(1).filter(|_| parts.len() < MOST_PARTS) {
            let other = self.item(next);
            // 三类渠道加总: of the sentence before, where the words say how many.
            let far = counted.is_some_and(|number| parts.len() < number) && self.sums_up(at);
            if other.sentence != item.sentence && !(far && other.sentence + 1 == item.sentence) {
                break;
            }
            before = next;
            if !self.counts(next) {
                continue;
            }
            let taken = lists
                .iter()
                .rev()
                .take(8)
                .any(|list| list.parts.contains(&self.row[next]) && list.sum.is_some());
            if taken || !self.alike(next, at) || self.standing(next) != self.standing(at) || self.is_sum(next)
            {
                break;
            }
            parts.push(self.row[next]);
            if other.mark == Mark::End && !far {
                break;
            }
        }
        parts.reverse();
        // 三部分 of which one was not read as a number.
        if parts.len() < 2 || counted.is_some_and(|number| number > parts.len()) {
            return;
        }
        // What was taken for a list without a whole is a part of this one.
        while lists.last().is_some_and(|list| list.form == Form::Parallel && parts.contains(&list.parts[0])) {
            lists.pop();
        }
        let kind = kind_of(&self.items[parts[0] as usize]);
        lists.push(Listed {
            parts,
            form: Form::Summed,
            kind,
            sum: Some(self.row[at]),
            counted,
            open: item.gap.has(Word::Etc),
            rest: false,
            complete: false,
            of: None,
            more: Vec::new(),
        });
    }

    /// `上半年240条，下半年80条，全年320条`: all parts of the year, and the year before or behind them.
    fn periods(&self, at: usize) -> Option<(Listed, usize)> {
        const QUARTERS: [&str; 4] = ["一季度", "二季度", "三季度", "四季度"];
        const HALVES: [&str; 2] = ["上半年", "下半年"];
        let told = |at: usize| self.item(at).label_place.of(self.text);
        let is_one = |other: usize, name: &str| {
            other < self.row.len()
                && self.item(other).label.has(Word::Period)
                && told(other).contains(name)
                && self.item(other).sentence == self.item(at).sentence
                && self.counts(other)
                && self.alike(at, other)
        };
        let all = |names: &[&str]| (at..).zip(names).all(|(other, name)| is_one(other, name));
        let length = if all(&HALVES) {
            2
        } else if all(&QUARTERS) {
            4
        } else {
            return None;
        };
        let next = at + length;
        let whole = |other: &usize| {
            let item = self.item(*other);
            item.sentence == self.item(at).sentence
                && self.counts(*other)
                && self.alike(at, *other)
                && !item.label.any(Seen::of(&[Word::Period, Word::Among, Word::LastYear]))
        };
        let behind = (next < self.row.len()).then_some(next).filter(whole);
        let behind = behind.filter(|other| self.item(*other).label.any(YEARLY));
        let whole = behind.or_else(|| at.checked_sub(1).filter(whole))?;
        let listed = Listed {
            parts: (at..next).map(|part| self.row[part]).collect(),
            form: Form::Summed,
            kind: Kind::Other,
            sum: Some(self.row[whole]),
            counted: Some(length),
            open: false,
            rest: false,
            complete: true,
            of: None,
            more: Vec::new(),
        };
        Some((listed, next.max(whole + 1)))
    }

    /// `没有其他形式`, `此外再无别的`: the words behind the last part say that nothing is left out.
    fn says_complete(&self, last: usize) -> bool {
        const FAR: usize = 24;
        let behind = self.text.get(self.item(last).label_place.end as usize..).unwrap_or("");
        let end = behind.char_indices().take(FAR).find(|(_, c)| matches!(c, '。' | '\n'));
        let end = end
            .map_or_else(|| behind.char_indices().nth(FAR).map_or(behind.len(), |(at, _)| at), |(at, _)| at);
        let near = &behind[..end];
        let none = ["没有", "无", "再没", "不涉及", "未"].iter().filter_map(|none| near.find(none)).min();
        none.is_some_and(|none| {
            ["其他", "其它", "别的", "另外"].iter().any(|rest| near[none..].contains(rest))
        })
    }

    /// `四次分别发现问题12个、9个，全年共发现问题35个`: the sum is of the same thing as its parts.
    fn repeats(&self, at: usize) -> bool {
        const BACK: usize = 8;
        let label = self.item(at).label_place.of(self.text);
        let Some((_, thing)) = label.rsplit_once('共') else { return false };
        let thing = thing.trim_start_matches(['有', '计']).trim();
        let said = |other: usize| {
            let item = self.item(other);
            item.sentence == self.item(at).sentence
                && self.alike(other, at)
                && item.gap.has(Word::Respectively)
                && item.label_place.of(self.text).trim_end().ends_with(thing)
        };
        thing.chars().count() >= 2 && (0..at).rev().take(BACK).any(said)
    }
}

/// `；宣传栏：32）`: the last number of a bracket was not read as one.
fn ends_in_unread_number(behind: &str) -> bool {
    const FAR: usize = 30;
    let close = behind.char_indices().take(FAR).find(|(_, c)| matches!(c, '）' | ')'));
    let within = close.map_or("", |(at, _)| &behind[..at]);
    let before = within.trim_end_matches(|c: char| c.is_ascii_digit());
    before.len() < within.len() && before.ends_with(['：', ':'])
}

/// What says that a number is of the whole year.
const YEARLY: Seen = Seen::of(&[Word::ThisYear, Word::Together, Word::Sum, Word::Accrued]);
const SUMS: Seen = Seen::of(&[Word::Sum, Word::Together, Word::Accrued]);
const VERBS: Seen = Seen::of(&[
    Word::Receive,
    Word::Handle,
    Word::Carry,
    Word::Issue,
    Word::Repeal,
    Word::Publish,
    Word::Disclose,
]);

/// 320条信息中, 320条信息里头: some of them follow.
fn is_within(tail: &str) -> bool {
    ["中", "里", "内", "里头", "里面", "当中", "之内"].iter().any(|end| tail.ends_with(end))
}

/// The mark that parts of a part may be set apart by.
const fn weaker(mark: Mark) -> Mark {
    match mark {
        Mark::Semi | Mark::Colon | Mark::End => Mark::Comma,
        _ => Mark::Stop,
    }
}

const fn mixed(one: Kind, other: Kind) -> Kind {
    match (one, other) {
        (Kind::Channel | Kind::Way, Kind::Channel | Kind::Way | Kind::Other) => one,
        _ => Kind::Other,
    }
}

pub(super) fn units_alike(one: Unit, other: Unit) -> bool {
    let people = |unit: Unit| matches!(unit, Unit::Person | Unit::PersonTime | Unit::Name);
    one == other
        || one.is_piece() && other.is_piece()
        || one.is_money() && other.is_money()
        || people(one) && people(other)
}

/// What the label of an item is a kind of.
pub(super) fn kind_of(item: &Item) -> Kind {
    let label = if item.label.is_empty() { item.tail } else { item.label };
    let near = item.near();
    let any = |words: &[Word]| label.any(Seen::of(words));
    match () {
        () if any(&[Word::Direct, Word::After]) => Kind::Path,
        () if any(&[
            Word::Granted,
            Word::PartlyGranted,
            Word::Denied,
            Word::Unavailable,
            Word::Unprocessed,
            Word::OtherHandling,
        ]) || item.topic == Topic::Requests && any(&[Word::Detail]) =>
        {
            Kind::Result
        }
        () if any(&[Word::NaturalPerson, Word::Organisation, Word::OtherApplicant])
            && !label.any(Seen::of(&[Word::Info])) =>
        {
            Kind::Applicant
        }
        () if item.topic.is_dispute()
            && near.any(Seen::of(&[Word::Upheld, Word::Corrected, Word::OtherOutcome, Word::Pending])) =>
        {
            Kind::Outcome
        }
        () if any(&[Word::Shape]) && !any(&[Word::Channel]) => Kind::Shape,
        () if item.topic == Topic::Requests && any(&[Word::Way, Word::Channel]) => Kind::Way,
        () if any(&[Word::Channel]) => Kind::Channel,
        () if any(&[Word::Way]) => Kind::Way,
        () => Kind::Other,
    }
}

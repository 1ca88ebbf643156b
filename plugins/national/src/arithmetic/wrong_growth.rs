//! P07: growth that is not the difference of the two years' numbers, the prose's own or last year's report's.

use gouji_core::prelude::*;
use gouji_core::prose::{Base, Change, Measure, Standing};

use crate::claims::{Stated, clause_before, figure_of, printed, stated};

/// 同比增减与两年的数算出的不符.
pub(crate) struct WrongGrowth;

const COMPARED: [&str; 10] = [
    "同比",
    "较上年",
    "比上年",
    "较去年",
    "比去年",
    "较上一年",
    "比上一年",
    "上年同期",
    "去年同期",
    "与上年相比",
];
const UP: [&str; 5] = ["增长", "增加", "上升", "提升", "提高"];
const DOWN: [&str; 4] = ["下降", "减少", "降低", "回落"];

impl Rule for WrongGrowth {
    fn card(&self) -> Card {
        Card::warning("P07", "national/wrong-growth", "同比增减与两年的数算出的不符")
            .likely()
            .basis("《中华人民共和国政府信息公开条例》第六条：及时、准确地公开政府信息")
            .why("今年和上年的数都写着，增减多少算得出来；正文没有写上年的数，就用上年报告的。末位的四舍五入或舍去都可以。")
            .bad(
                "overview = '全年主动公开政府信息320条，上年为250条，增长38%。'",
                "写的是增长 38%，上年 250，今年 320，应是增长 28%",
            )
            .good("overview = '全年主动公开政府信息320条，比上年的250条增长28%，多70条。'")
            .bad(
                "overview = '全年收到政府信息公开申请27件，同比增长53%。'
                 last_year.requests.new = [20, 0, 0, 0, 0, 0, 20]",
                "写的是增长 53%，上年报告是 20，今年 27，应是增长 35%",
            )
            .bad(
                "overview = '全年收到政府信息公开申请27件，较上年减少7件。'
                 last_year.requests.new = [20, 0, 0, 0, 0, 0, 20]",
                "写的是减少 7件，上年报告是 20，今年 27，应是增加 7",
            )
            .bad(
                "overview = '全年收到政府信息公开申请27件，较上年的23件增加4件。'
                 last_year.requests.new = [20, 0, 0, 0, 0, 0, 20]",
                "引用的上年数是 23件，上年报告的收到政府信息公开申请是 20",
            )
            .good(
                "overview = '提起行政诉讼3起。新收申请较上年的20件增加7件。'
                 last_year.requests.new = [20, 0, 0, 0, 0, 0, 20]",
            )
            .good(
                "overview = '全年收到政府信息公开申请27件，较上年的20件增加7件，上年结转3件。'
                 last_year.requests.new = [20, 0, 0, 0, 0, 0, 20]",
            )
            .good(
                "overview = '全年收到政府信息公开申请27件，同比增长35%，较上年增加7件。'
                 last_year.requests.new = [20, 0, 0, 0, 0, 0, 20]",
            )
            .good(
                "overview = '全年收到政府信息公开申请27件，网站访问量同比增长53%；自然人申请占比增长2个百分点。'
                 last_year.requests.new = [20, 0, 0, 0, 0, 0, 20]",
            )
            .good(
                "overview = '全年主动公开政府信息300余条，同比增长53%。'
                 last_year.overview = '全年主动公开政府信息200条。'",
            )
    }

    fn check(&self, report: &Report, findings: &mut Findings) {
        let stated = stated(report);
        for change in stated.prose.changes.iter().filter(|change| !change.agrees) {
            contradicted(report, &stated, change, findings);
        }
        let Some(last_year) = report.last_year() else { return };
        quoted(report, &last_year, &stated, findings);
        let exact = |claim: &Claim| claim.exactness == Exactness::Exact && claim.flags.scale() == 0;
        for (at, change) in stated.claims.iter().enumerate() {
            let measured = change.unit == Unit::Percent || change.unit.is_count();
            let doubtful = Flags::RANGE | Flags::PLAN | Flags::OFFICE | Flags::EACH;
            if !change.flags.contains(Flags::CHANGE)
                || change.flags.intersects(doubtful)
                || !measured
                || !exact(change)
            {
                continue;
            }
            let before = stated.claims[..at].iter().rev().find(|claim| !claim.flags.contains(Flags::CHANGE));
            let known = |claim: &&Claim| {
                claim.sentence == change.sentence
                    && claim.subject.is_tabled()
                    && stated.is_whole(claim)
                    && exact(claim)
            };
            let Some(now) = before.filter(known) else { continue };
            let Some(grows) = direction(report.slice(Place::new(now.number.end, change.number.start))) else {
                continue;
            };
            let judged = Judged { now: now.value, change, grows };
            let lasts = figures_of(&last_year, now.subject);
            let Some(&last) = lasts.first() else { continue };
            if last <= Decimal::ZERO || lasts.iter().any(|&last| judged.agrees(last)) {
                continue;
            }
            let unit = if change.unit == Unit::Percent { "%" } else { change.unit.title() };
            let message = format!(
                "写的是{} {}{unit}，上年报告是 {last}，今年 {}，应是{}",
                judged.word(grows),
                change.value,
                now.value,
                judged.right(last)
            );
            findings.add(change.number, message).evidence(change.sentence, report.slice(change.sentence));
        }
    }
}

/// Last year's number as this report quotes it, and as last year's report has it: 较上年的213件.
fn quoted(report: &Report, last_year: &Report, stated: &Stated, findings: &mut Findings) {
    for (at, quantity) in stated.prose.quantities.iter().enumerate() {
        let claim = &stated.claims[at];
        let plain = claim.exactness == Exactness::Exact && claim.flags.scale() == 0 && claim.unit.is_count();
        if quantity.standing != Standing::Base || !plain || !is_last_years(report, claim) {
            continue;
        }
        let compared = stated.prose.changes.iter().find(|change| change.base == Base::Told(at as u32));
        let beside = compared.filter(|change| stated.claims[change.now as usize].sentence == claim.sentence);
        let of_now = beside.map(|change| stated.prose.quantities[change.now as usize].subject);
        // What an earlier clause spoke of is not carried on to a number of another year.
        let named = of_now.filter(|subject| subject.is_tabled()).or_else(|| named_here(report, claim));
        let Some(subject) = named else { continue };
        let lasts = figures_of(last_year, subject);
        let Some(last) = lasts.first().filter(|_| !lasts.contains(&claim.value)) else { continue };
        let said = printed(report, claim);
        let message = format!("引用的上年数是 {said}，上年报告的{}是 {last}", subject.title());
        findings.add(claim.number, message).evidence(claim.sentence, report.slice(claim.sentence));
    }
}

/// What the clause of a number itself says is compared: 新收申请较上年的71件.
fn named_here(report: &Report, claim: &Claim) -> Option<Subject> {
    let before = clause_before(report, claim);
    let received = ["新收申请", "收到申请", "申请量", "申请总量", "申请数量", "收到政府信息公开申请"];
    let parts = ["自然人", "法人", "企业", "网上", "网络", "信函", "当面"];
    let is =
        received.iter().any(|word| before.contains(word)) && !parts.iter().any(|part| before.contains(part));
    is.then_some(Subject::RequestsReceived)
}

/// Whether the words before a number say that it is the whole of last year's.
fn is_last_years(report: &Report, claim: &Claim) -> bool {
    let before = clause_before(report, claim);
    let last = report.year.map(|year| format!("{}年", year - 1)).unwrap_or_default();
    let names = ["上年", "去年", "上一年", last.as_str()]
        .iter()
        .any(|year| !year.is_empty() && before.contains(year));
    let compares = ["较", "比", "与", "同期", "为"].iter().any(|word| before.contains(word));
    let other = ["结转", "累计", "以来", "前", "月", "季度", "半年", "分别", "、"]
        .iter()
        .any(|word| before.contains(word));
    names && compares && !other
}

/// The prose gives what the change is worked out from itself.
fn contradicted(report: &Report, stated: &Stated, found: &Change, findings: &mut Findings) {
    let claim = |index: u32| &stated.claims[index as usize];
    let (change, now) = (claim(found.change), claim(found.now));
    let base = match found.base {
        Base::Told(base) => claim(base).value,
        Base::Follows(difference) => {
            let (now, gap) = (now.value.micros(), claim(difference).value.micros());
            Decimal::from_micros(if found.grows { now.saturating_sub(gap) } else { now.saturating_add(gap) })
        }
    };
    if base <= Decimal::ZERO {
        return;
    }
    let message = match found.measure {
        Measure::Multiple => {
            let times = i128::from(now.value.micros()) * 1_000_000 / i128::from(base.micros());
            let right = Decimal::from_micros(times as i64 / 10_000 * 10_000);
            format!("写的是 {} 倍，上年 {base}，今年 {}，应是 {right} 倍", change.value, now.value)
        }
        Measure::Direction => {
            let word = if found.grows { "增加" } else { "减少" };
            let now = now.value;
            format!("写的是{word}到 {now}{}，上年却是 {base}", change.unit.title())
        }
        Measure::Level => format!("写的是持平，上年 {base}，今年 {}", now.value),
        Measure::Double => format!("写的是翻番，上年 {base}，今年 {}", now.value),
        Measure::Percentage if !report.slice(change.number).starts_with(|c: char| c.is_ascii_digit()) => {
            let share =
                i128::from(now.value.micros()) * 100_000_000 / i128::from(base.micros()) - 100_000_000;
            let right = Decimal::from_micros(share as i64 / 10_000 * 10_000);
            let written = report.slice(change.number);
            let unit = if written.contains(['成', '番', '分']) { "" } else { change.unit.title() };
            format!("写的是“{written}{unit}”，上年 {base}，今年 {}，应是 {right}%", now.value)
        }
        Measure::Difference | Measure::Percentage => {
            let judged = Judged { now: now.value, change, grows: found.grows };
            format!(
                "写的是{} {}{}，上年 {base}，今年 {}，应是{}",
                judged.word(found.grows),
                change.value,
                change.unit.title(),
                now.value,
                judged.right(base)
            )
        }
    };
    findings.add(change.number, message).evidence(now.sentence, report.slice(now.sentence));
}

struct Judged<'a> {
    now: Decimal,
    change: &'a Claim,
    grows: bool,
}

impl Judged<'_> {
    fn is_share(&self) -> bool {
        self.change.unit == Unit::Percent
    }

    fn agrees(&self, last: Decimal) -> bool {
        let (now, last) = (i128::from(self.now.micros()), i128::from(last.micros()));
        let gap = if self.grows { now - last } else { last - now };
        let value = i128::from(self.change.value.micros());
        if !self.is_share() {
            return gap == value;
        }
        (value * last - 100_000_000 * gap).abs() <= i128::from(self.change.step().micros()) * last
    }

    fn word(&self, grows: bool) -> &'static str {
        match (self.is_share(), grows) {
            (true, true) => "增长",
            (true, false) => "下降",
            (false, true) => "增加",
            (false, false) => "减少",
        }
    }

    fn right(&self, last: Decimal) -> String {
        let gap = i128::from(self.now.micros()) - i128::from(last.micros());
        let word = self.word(gap >= 0);
        if self.is_share() {
            let share = 100_000_000 * gap.abs() / i128::from(last.micros());
            format!("{word} {}%", Decimal::from_micros(share as i64 / 10_000 * 10_000))
        } else {
            format!("{word} {}", Decimal::from_micros(gap.abs() as i64))
        }
    }
}

/// Whether the words between a number and a change say that it grew; `None` where they do not compare it with last year.
fn direction(between: &str) -> Option<bool> {
    // Other words than these may say that it is something else that grew.
    if between.chars().count() > 14 || !COMPARED.iter().any(|word| between.contains(word)) {
        return None;
    }
    let last = |words: &[&str]| words.iter().filter_map(|word| between.rfind(word)).max();
    let before = COMPARED.iter().filter_map(|word| between.find(word)).min()?;
    let named = between[..before].trim_start_matches(|c: char| !c.is_alphanumeric());
    let unit_only = named.trim_end_matches(['，', ',', '、', '（', '(']);
    let plain = ["", "件", "条", "个", "次", "份", "宗", "件次"].contains(&unit_only)
        || ["申请量", "数量", "总量", "总数", "申请数量"].iter().any(|word| unit_only.ends_with(word));
    let direction = last(&UP).cmp(&last(&DOWN));
    (plain && direction.is_ne()).then_some(direction.is_gt())
}

/// What last year's report says of a subject: its table, and its prose where that is exact.
fn figures_of(last_year: &Report, subject: Subject) -> Vec<Decimal> {
    let table = figure_of(last_year, subject).get();
    let told = stated(last_year);
    let prose = told.of(subject).filter(|claim| claim.exactness == Exactness::Exact).map(|claim| claim.value);
    table.into_iter().chain(prose).collect()
}

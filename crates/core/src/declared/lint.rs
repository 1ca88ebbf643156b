//! What is allowed in a rule's file and yet most likely not meant: for those who write rules, before anybody uses them.

use toml::Spanned;
use toml::de::{DeTable, DeValue};

use super::keys::File;
use super::sightings::Phrase;
use super::{Declared, Kind, Mentions, Order, Wording};
use crate::card::{Certainty, Severity};
use crate::form::{Edition, Level};
use crate::rule::Rule as _;
use crate::rule::{all_checked, prove_example};

/// What is most likely not meant, and where.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Lint {
    /// From 1.
    pub line: u32,
    /// From 1, in characters.
    pub column: u32,
    /// What it is and what to do, in Chinese, without a full stop at its end.
    pub message: String,
}

/// Looks over a rule; `text` is the file that it was read from.
pub fn lint(text: &str, rule: &Declared) -> Vec<Lint> {
    let Ok(table) = DeTable::parse(text) else { return Vec::new() };
    let mut lints = Lints { file: File { text }, table: table.get_ref(), found: Vec::new() };
    severity(rule, &mut lints);
    scope(rule, &mut lints);
    words(rule, &mut lints);
    examples(rule, &mut lints);
    lints.found.sort_by_key(|lint| (lint.line, lint.column));
    lints.found
}

/// Looks over a dictionary: lines that most likely lack a tab. `replaces` is whether its words are to be replaced.
pub fn lint_dictionary(text: &str, replaces: bool) -> Vec<Lint> {
    let mut lints = Vec::new();
    for (line, entry) in (1..).zip(text.lines()) {
        let entry = entry.split('#').next().unwrap_or("").trim_end();
        if entry.trim().is_empty() || entry.contains('\t') {
            continue;
        }
        let gap = entry.trim_start().find([' ', '\u{3000}', '，', ',']);
        let said = match gap {
            Some(_) => "这一行没有制表符，空格和逗号不分开词：词和应写作之间应是一个制表符",
            None if replaces => "这一行只有词，没有应写作的词：没有确定的改法就写在规则的 message 里",
            None => continue,
        };
        let column = gap.map_or(1, |gap| entry[..gap].chars().count() as u32 + 1);
        lints.push(Lint { line, column, message: said.to_owned() });
    }
    lints
}

struct Lints<'t> {
    file: File<'t>,
    table: &'t DeTable<'t>,
    found: Vec<Lint>,
}

impl Lints<'_> {
    /// At the value of the first of some keys that is there, by the path to it; else at the start of the file.
    fn at(&mut self, path: &[&str], message: impl Into<String>) {
        let mut table = self.table;
        let mut at = 0;
        for key in path {
            let Some((key, value)) = table.get_key_value(*key) else { break };
            at = key.span().start;
            match value.get_ref().as_table() {
                Some(inner) => table = inner,
                None => {
                    at = value.span().start;
                    break;
                }
            }
        }
        self.push(at, message);
    }

    /// At a string of the file.
    fn at_word(&mut self, word: &str, message: impl Into<String>) {
        fn find(value: &Spanned<DeValue>, word: &str) -> Option<usize> {
            match value.get_ref() {
                DeValue::String(text) => (text == word).then_some(value.span().start),
                DeValue::Array(items) => items.iter().find_map(|item| find(item, word)),
                DeValue::Table(table) => table.values().find_map(|value| find(value, word)),
                _ => None,
            }
        }
        // Words of dictionaries are looked at there.
        if let Some(at) = self.table.values().find_map(|value| find(value, word)) {
            self.push(at, message);
        }
    }

    fn push(&mut self, at: usize, message: impl Into<String>) {
        let placed = self.file.error(at, message);
        self.found.push(Lint { line: placed.line, column: placed.column, message: placed.message });
    }
}

/// Words alone never prove that a report is wrong.
fn severity(rule: &Declared, lints: &mut Lints) {
    let kind = match &rule.kind {
        Kind::Mentions(_) => "mentions",
        Kind::Order(_) => "order",
        Kind::Equation(_) | Kind::Wording(_) => return,
    };
    if rule.card.severity == Severity::Error {
        let said = format!("[{kind}] 只看得见字样，说不准报告错了：级别至多写警告（warning）");
        lints.at(&["severity"], said);
    }
    if rule.card.certainty == Certainty::Certain {
        let path = if lints.table.contains_key("certainty") { "certainty" } else { kind };
        let said = format!("[{kind}] 只看得见字样：请写 certainty = \"很可能\" 或 \"可能\"，不写就是“确定”");
        lints.at(&[path], said);
    }
}

/// Scopes that leave no report.
fn scope(rule: &Declared, lints: &mut Lints) {
    let scope = &rule.card.scope;
    if !scope.of.is_empty() && !scope.levels.is_empty() && !scope.levels.contains(&Level::Department) {
        lints.at(&["of"], "of 说的是哪一级政府的部门，levels 里却没有“部门”，一份报告也不会查：请在 levels 里写上“部门”，或者去掉 of");
    }
    if let Some((from, to)) = scope.years
        && !scope.editions.is_empty()
        && !(from..=to.min(from + 300)).any(|year| scope.editions.contains(&Edition::due(year)))
    {
        lints.at(
            &["editions"],
            format!("{from}—{to}年度不用这一版格式，只有用错了格式的报告才会查：请改 years 或 editions"),
        );
    }
    if let Kind::Equation(equation) = &rule.kind {
        let editions = match &scope.editions[..] {
            [] => &[Edition::E2019, Edition::E2021][..],
            editions => editions,
        };
        if equation.lines.is_some()
            && !editions.iter().any(|&edition| equation.lines(edition).next().is_some())
        {
            lints.at(
                &["holds"],
                "没有哪一版格式同时有这几行、这几列，一份报告也不会查：请改式子里的行、列，或者 editions",
            );
        }
    }
    let outside = |phrase: &&Phrase| match (phrase.years, scope.years) {
        (Some((from, to)), Some((first, last))) => to < first || last < from,
        _ => false,
    };
    if let Some(phrase) = rule.kind.phrases().into_iter().find(outside) {
        lints.at(
            &["years"],
            format!(
                "词典里的“{}”只算在别的年度，规则的年度里永远查不到：请改词典里的年度，或者 years",
                phrase.text
            ),
        );
    }
}

/// Words that a report cannot contain, and those that others make needless.
fn words(rule: &Declared, lints: &mut Lints) {
    for phrase in rule.kind.phrases() {
        let text = phrase.text.as_str();
        if let Some(gap) = gap(text) {
            lints.at_word(text, format!("“{text}”{gap}：请去掉，或者分成两个词"));
        }
    }
    let within_sentence: Vec<&Phrase> = match &rule.kind {
        Kind::Wording(Wording { unless, near, .. }) => unless.iter().chain(near).collect(),
        Kind::Mentions(Mentions { groups, together: true, .. }) => groups.iter().flatten().collect(),
        _ => Vec::new(),
    };
    for phrase in within_sentence {
        if let Some(mark) = phrase.text.trim_end_matches('。').find(['。', '；', '！', '？']) {
            let mark = phrase.text[mark..].chars().next().unwrap_or('。');
            lints.at_word(
                &phrase.text,
                format!("“{}”里有“{mark}”，一句话里不会有：请去掉，或者分成两个词", phrase.text),
            );
        }
    }
    let groups: Vec<Vec<&Phrase>> = match &rule.kind {
        Kind::Mentions(mentions) => mentions.groups.iter().map(|group| group.iter().collect()).collect(),
        Kind::Order(order) => order.groups().iter().map(|group| group.iter().collect()).collect(),
        Kind::Wording(_) | Kind::Equation(_) => Vec::new(),
    };
    // Few words are held against each other: dictionaries may have thousands.
    for group in groups.iter().filter(|group| group.len() <= 200) {
        for phrase in group {
            let shorter = group.iter().find(|other| {
                other.text != phrase.text && other.years == phrase.years && phrase.text.contains(&other.text)
            });
            if let Some(shorter) = shorter {
                let said =
                    format!("“{}”里已有“{}”，写了后者，前者多余：请删去前者", phrase.text, shorter.text);
                lints.at_word(&phrase.text, said);
            }
        }
    }
}

/// What keeps a phrase from standing in the prose. A space beside a number may well be printed: 第 492 号.
fn gap(text: &str) -> Option<&'static str> {
    let han = |c: &char| ('\u{4e00}'..='\u{9fff}').contains(c);
    let parts: Vec<&str> = text.split(char::is_whitespace).collect();
    let between = parts.windows(2).any(|pair| {
        let (before, behind) = (pair[0].chars().next_back(), pair[1].chars().next());
        before.as_ref().is_none_or(han) && behind.as_ref().is_none_or(han)
    });
    match () {
        () if text.contains(char::is_control) => Some("里有换行或制表符，正文的一句话里没有"),
        () if text.trim() != text => Some("的头上或末尾有空格，正文里很少这样"),
        () if between => Some("两个字之间有空格，正文里很少这样"),
        () => None,
    }
}

/// A rule without one of its conditions, the key of it, and what an example would have to show.
struct Without {
    path: Vec<&'static str>,
    what: String,
    rule: Declared,
}

/// Conditions that no example shows: without them all examples say the same.
fn examples(rule: &Declared, lints: &mut Lints) {
    if rule.card.bad.is_empty() || rule.card.good.is_empty() || !holds(rule) {
        return;
    }
    for without in weakened(rule) {
        if holds(&without.rule) {
            let said =
                format!("没有一个示例用得着{}：去掉它，示例照样通过；请加一个只差在这里的例子", without.what);
            lints.at(&without.path, said);
        }
    }
}

/// Whether all examples say what the card says.
fn holds(rule: &Declared) -> bool {
    let card = &rule.card;
    card.bad.iter().chain(&card.good).all(|example| {
        let check = |_: &[u8], report: &crate::report::Report| {
            let mut findings = crate::finding::Findings::default();
            rule.check(report, &mut findings);
            all_checked(findings)
        };
        prove_example(card, example, check).is_ok()
    })
}

fn weakened(rule: &Declared) -> Vec<Without> {
    let mut all = Vec::new();
    let mut add = |given: bool, path: &[&'static str], what: &str, weaken: &dyn Fn(&mut Declared)| {
        if given {
            let mut weaker = rule.clone();
            weaken(&mut weaker);
            all.push(Without { path: path.to_vec(), what: what.to_owned(), rule: weaker });
        }
    };
    for at in 0..rule.when.len() {
        add(true, &["when"], &format!(" when 的第 {} 个条件", at + 1), &|rule| {
            rule.when.remove(at);
        });
    }
    for (at, choice) in rule.options.iter().enumerate() {
        for (nth, (level, _)) in choice.levels.iter().enumerate() {
            add(
                true,
                &["options"],
                &format!("选项 {} 里“{}”的数", choice.key, level.title()),
                &|rule| {
                    rule.options[at].levels.remove(nth);
                },
            );
        }
    }
    match &rule.kind {
        Kind::Equation(equation) => {
            for at in 0..equation.when.len() {
                add(true, &["when"], &format!(" when 的第 {} 个条件", at + 1), &|rule| {
                    of_equation(rule, |equation| drop(equation.when.remove(at)));
                });
            }
            let key = if lints_rows(equation) { "rows" } else { "columns" };
            add(!equation.only.is_empty(), &[key], &format!(" {key}"), &|rule| {
                of_equation(rule, |equation| equation.only.clear());
            });
            add(equation.printed, &["printed"], " printed", &|rule| {
                of_equation(rule, |equation| equation.printed = false);
            });
        }
        Kind::Mentions(mentions) => of_mentions(mentions, &mut add),
        Kind::Wording(wording) => of_wording(wording, &mut add),
        Kind::Order(Order::Words { parts, headings, .. }) => {
            add(*headings, &["order", "headings"], " headings", &|rule| {
                if let Kind::Order(Order::Words { headings, .. }) = &mut rule.kind {
                    *headings = false;
                }
            });
            add(!parts.is_empty(), &["order", "parts"], " parts", &|rule| {
                if let Kind::Order(Order::Words { parts, .. }) = &mut rule.kind {
                    parts.clear();
                }
            });
        }
        Kind::Order(Order::Parts { .. }) => {}
    }
    for without in &mut all {
        without.rule.kind.number_phrases();
    }
    all
}

fn lints_rows(equation: &super::Equation) -> bool {
    matches!(equation.lines, Some((_, super::language::Axis::Columns)))
}

type Add<'a> = dyn FnMut(bool, &[&'static str], &str, &dyn Fn(&mut Declared)) + 'a;

fn of_mentions(mentions: &Mentions, add: &mut Add) {
    let change = |change: &'static dyn Fn(&mut Mentions)| {
        move |rule: &mut Declared| {
            if let Kind::Mentions(mentions) = &mut rule.kind {
                change(mentions);
            }
        }
    };
    let one = super::options::Count::Is(1);
    let (number, plans, denied) = (mentions.number, mentions.plans, mentions.denied);
    add(number, &["mentions", "number"], " number", &change(&|mentions| mentions.number = false));
    add(plans, &["mentions", "plans"], " plans", &change(&|mentions| mentions.plans = false));
    add(denied, &["mentions", "denied"], " denied", &change(&|mentions| mentions.denied = false));
    add(
        mentions.together,
        &["mentions", "sentence"],
        "“在同一句里”",
        &change(&|mentions| {
            mentions.together = false;
        }),
    );
    add(
        !mentions.parts.is_empty(),
        &["mentions", "parts"],
        " parts",
        &change(&|mentions| {
            mentions.parts.clear();
        }),
    );
    add(
        mentions.times != one,
        &["mentions", "times"],
        " times",
        &change(&|mentions| {
            mentions.times = super::options::Count::Is(1);
        }),
    );
    if mentions.groups.len() > 1 && mentions.least.is_none() {
        let key = if mentions.together { "sentence" } else { "all" };
        for (at, group) in mentions.groups.iter().enumerate() {
            let first = group.first().map_or("", |phrase| phrase.text.as_str());
            add(true, &["mentions", key], &format!("“{first}”这一组"), &|rule| {
                if let Kind::Mentions(mentions) = &mut rule.kind {
                    mentions.groups.remove(at);
                }
            });
        }
    }
}

fn of_wording(wording: &Wording, add: &mut Add) {
    let change = |change: &'static dyn Fn(&mut Wording)| {
        move |rule: &mut Declared| {
            if let Kind::Wording(wording) = &mut rule.kind {
                change(wording);
            }
        }
    };
    let given = |phrases: &[Phrase]| !phrases.is_empty();
    add(
        given(&wording.except),
        &["wording", "except"],
        " except",
        &change(&|wording| wording.except.clear()),
    );
    add(
        given(&wording.unless),
        &["wording", "unless"],
        " unless",
        &change(&|wording| wording.unless.clear()),
    );
    add(given(&wording.near), &["wording", "near"], " near", &change(&|wording| wording.near.clear()));
    add(
        wording.within.is_some(),
        &["wording", "within"],
        " within",
        &change(&|wording| wording.within = None),
    );
    add(
        !wording.parts.is_empty(),
        &["wording", "parts"],
        " parts",
        &change(&|wording| wording.parts.clear()),
    );
    add(wording.once, &["wording", "once"], " once", &change(&|wording| wording.once = false));
}

fn of_equation(rule: &mut Declared, change: impl FnOnce(&mut super::Equation)) {
    if let Kind::Equation(equation) = &mut rule.kind {
        change(equation);
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    const CARD: &str = "code = 'X01'\nname = 'x/y'\nseverity = '警告'\ncertainty = '很可能'\ntitle = '甲'\nbasis = '甲'\nwhy = '甲'\n";

    #[track_caller]
    fn lints(text: &str, expected: &[&str]) {
        let rule = super::super::parse(text).unwrap();
        let said: Vec<String> = lint(text, &rule)
            .into_iter()
            .map(|lint| format!("{}:{} {}", lint.line, lint.column, lint.message))
            .collect();
        assert_eq!(said, expected, "{text}");
    }

    const EXAMPLES: &str = "[[bad]]\nreport = \"overview = '无。'\"\nfinds = '没有看到“培训”的内容'\n\
                            [[good]]\nreport = \"overview = '举办培训。'\"\n";

    #[test]
    fn what_words_may_not_be() {
        let text = format!("{CARD}[mentions]\nany = ['培训']\n{EXAMPLES}");
        lints(&text, &[]);
        lints(
            &text.replace("警告", "错误").replace("certainty = '很可能'\n", ""),
            &[
                "3:12 [mentions] 只看得见字样，说不准报告错了：级别至多写警告（warning）",
                "7:2 [mentions] 只看得见字样：请写 certainty = \"很可能\" 或 \"可能\"，不写就是“确定”",
            ],
        );
    }

    #[test]
    fn scopes_that_leave_nothing() {
        lints(
            &format!(
                "{CARD}years = [2019, 2020]\neditions = ['2021']\nlevels = ['县']\nof = ['县']\n[mentions]\nany = ['培训']"
            ),
            &[
                "9:12 2019—2020年度不用这一版格式，只有用错了格式的报告才会查：请改 years 或 editions",
                "11:6 of 说的是哪一级政府的部门，levels 里却没有“部门”，一份报告也不会查：请在 levels 里写上“部门”，或者去掉 of",
            ],
        );
        lints(
            &format!("{CARD}editions = ['2021']\ntable = '表二'\nholds = '上一年项目数量 ≥ 0'"),
            &["10:9 没有哪一版格式同时有这几行、这几列，一份报告也不会查：请改式子里的行、列，或者 editions"],
        );
    }

    #[test]
    fn words_that_no_report_has() {
        lints(
            &format!("{CARD}[wording]\nfind = ['工商 局']\nbetter = '甲'\nunless = ['更名。合并']"),
            &[
                "9:9 “工商 局”两个字之间有空格，正文里很少这样：请去掉，或者分成两个词",
                "11:11 “更名。合并”里有“。”，一句话里不会有：请去掉，或者分成两个词",
            ],
        );
        lints(
            &format!("{CARD}[wording]\nfind = ['第 492 号', ' 工商局', \"工商\\n局\"]\nbetter = '甲'"),
            &[
                "9:20 “ 工商局”的头上或末尾有空格，正文里很少这样：请去掉，或者分成两个词",
                "9:28 “工商\n局”里有换行或制表符，正文的一句话里没有：请去掉，或者分成两个词",
            ],
        );
        lints(
            &format!("{CARD}[mentions]\nany = ['培训', '业务培训']"),
            &["9:14 “业务培训”里已有“培训”，写了后者，前者多余：请删去前者"],
        );
    }

    #[test]
    fn conditions_that_no_example_shows() {
        let with = |keys: &str| format!("{CARD}[mentions]\nany = ['培训']\n{keys}\n{EXAMPLES}");
        lints(
            &with("plans = true"),
            &["10:9 没有一个示例用得着 plans：去掉它，示例照样通过；请加一个只差在这里的例子"],
        );
        let shown =
            format!("{}[[good]]\nreport = \"overview = '下一步将举办培训。'\"\n", with("plans = true"));
        lints(&shown, &[]);
        let when = format!(
            "{CARD}when = '表三.总计.总计 > 0'\n[mentions]\nany = ['培训']\n{}",
            EXAMPLES.replace("\"overview", "\"requests.total = [0,0,0,0,0,0,1]\\noverview")
        );
        lints(
            &when,
            &["8:8 没有一个示例用得着 when 的第 1 个条件：去掉它，示例照样通过；请加一个只差在这里的例子"],
        );
    }

    #[test]
    fn dictionary_lines_want_tabs() {
        let said = |replaces| -> Vec<(u32, u32)> {
            let lints = lint_dictionary("# 注\n法制办\t司法局\n计生办 卫健委\n工商局\n", replaces);
            lints.into_iter().map(|lint| (lint.line, lint.column)).collect()
        };
        assert_eq!((said(true), said(false)), (vec![(3, 4), (4, 1)], vec![(3, 4)]));
    }
}

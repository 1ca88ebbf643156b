//! What every pack must keep to, whoever built it and in whatever language: held against a pack as it was loaded.
//!
//! The same checks for a library, for packs linked into the binary and for rules without code; a check that means
//! nothing for one of them says so. The pack's code runs where it was loaded: in this process, or in one of its own.

mod reports;

use std::path::Path;
use std::sync::Arc;

use gouji_core::boundary::{PackTable, Status, caught};
use gouji_core::card::Card;
use gouji_core::finding::{Findings, Found, Spot};
use gouji_core::pack::{Configuration, Configured, Crashed, DictionaryFile, Manifest, Reply};
use gouji_core::report::{Draft, Memo, Report};
use gouji_core::rule::{Rule, all_checked, card_faults, prove_example};
use gouji_core::verdict::PackKind;
use gouji_core::wire;
use serde::Serialize;
use serde::de::DeserializeOwned;

use crate::home::Home;
use crate::isolate::Isolation;
use crate::load::{self, LoadError};
use crate::store::{self, Store};
use crate::trust::Vouching;
use gouji_check::about::version;
use gouji_check::code::{Answered, status_sentence};
use gouji_check::pack::Pack;
use gouji_check::profile::is_pack_id;

/// Faults of one check that are told; a pack that is wrong through and through would bury the rest.
const TOLD: usize = 12;

/// What came of holding a pack against the suite.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Examination {
    pub checks: Vec<Check>,
    /// Rule by rule, in the pack's order.
    pub coverage: Vec<Coverage>,
}

/// One thing that every pack must keep to.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Check {
    pub title: &'static str,
    pub outcome: Outcome,
}

#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Outcome {
    /// So many cases were tried.
    Kept(usize),
    /// A Chinese sentence each.
    Broken(Vec<String>),
    /// Why it means nothing for this pack.
    Meaningless(&'static str),
}

/// How many examples a rule has.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Coverage {
    pub code: String,
    pub name: String,
    pub bad: usize,
    pub good: usize,
}

impl Examination {
    pub fn is_passed(&self) -> bool {
        self.checks.iter().all(|check| !matches!(check.outcome, Outcome::Broken(_)))
    }

    /// How many checks are broken.
    pub fn broken(&self) -> usize {
        self.checks.iter().filter(|check| matches!(check.outcome, Outcome::Broken(_))).count()
    }
}

/// The pack of an installation with that id, through the loader that a run uses; `None` where there is none.
pub fn open(home: &Home, id: &str) -> Result<Option<Arc<Pack>>, LoadError> {
    open_with(home, id, &Isolation::default())
}

/// The same, in processes of its own if `isolation` says so.
pub fn open_with(home: &Home, id: &str, isolation: &Isolation) -> Result<Option<Arc<Pack>>, LoadError> {
    Store::new(&[], Vouching::lenient(&home.keys)?, isolation)?.get(home, id, &[])
}

/// A library that has no manifest. Its code is run.
pub fn open_library(library: &Path) -> Result<Arc<Pack>, LoadError> {
    open_library_with(library, &Isolation::default())
}

/// The same, in processes of its own if `isolation` says so.
pub fn open_library_with(library: &Path, isolation: &Isolation) -> Result<Arc<Pack>, LoadError> {
    let apart = isolation.takes(false).then_some(isolation);
    Ok(Arc::new(store::of_library(load::unlisted(library, apart)?.0, PackKind::Plugin)?))
}

/// A pack that is linked into the binary.
pub fn open_builtin(table: PackTable) -> Result<Arc<Pack>, LoadError> {
    Ok(Arc::new(store::of_library(load::builtin(table)?, PackKind::Builtin)?))
}

/// Holds a pack against the whole suite.
pub fn examine(pack: &Pack) -> Examination {
    let suite = Suite { pack, drafts: reports::all(pack) };
    let checks = vec![
        suite.says_who_it_is(),
        suite.cards_are_whole(),
        suite.examples_hold(),
        suite.empty_report(),
        suite.every_report(),
        suite.same_answer_twice(),
        suite.only_what_is_asked(),
        suite.damaged_reports(),
        suite.configuration(),
    ];
    let coverage = pack.rules.iter().map(|rule| Coverage {
        code: rule.card.code.clone(),
        name: rule.card.name.clone(),
        bad: rule.card.bad.len(),
        good: rule.card.good.len(),
    });
    Examination { checks, coverage: coverage.collect() }
}

struct Suite<'p> {
    pack: &'p Pack,
    /// Reports to try the rules on, each with a name for messages.
    drafts: Vec<(String, Draft)>,
}

/// Faults and how many cases were looked at.
#[derive(Default)]
struct Tally {
    cases: usize,
    faults: Vec<String>,
}

impl Tally {
    fn case(&mut self, result: Result<(), String>) {
        self.cases += 1;
        self.faults.extend(result.err());
    }

    fn demand(&mut self, kept: bool, fault: impl FnOnce() -> String) {
        self.case(if kept { Ok(()) } else { Err(fault()) });
    }

    fn check(mut self, title: &'static str) -> Check {
        let more = self.faults.len().saturating_sub(TOLD);
        self.faults.truncate(TOLD);
        if more > 0 {
            self.faults.push(format!("……另有 {more} 处"));
        }
        let outcome =
            if self.faults.is_empty() { Outcome::Kept(self.cases) } else { Outcome::Broken(self.faults) };
        Check { title, outcome }
    }
}

const NO_LIBRARY: &str = "没有动态库";

impl Suite<'_> {
    fn says_who_it_is(&self) -> Check {
        let pack = self.pack;
        let mut tally = Tally::default();
        tally.demand(is_pack_id(&pack.id), || format!("标识“{}”应由小写字母、数字和连字符组成", pack.id));
        tally.demand(version(&pack.version).is_some(), || {
            format!("版本“{}”应为三个数，如 0.1.0", pack.version)
        });
        tally.demand(!pack.title.trim().is_empty(), || "没有标题".to_owned());
        tally.demand(pack.place.len() <= 6 && pack.place.bytes().all(|byte| byte.is_ascii_digit()), || {
            format!("“{}”不是行政区划代码", pack.place)
        });
        tally.demand(pack.scope.years.is_none_or(|(from, to)| from <= to), || "年度的首尾颠倒了".to_owned());
        tally.demand(!pack.rules.is_empty(), || "一条规则也没有".to_owned());
        if let Some(code) = &pack.code {
            let [first, second] = [(), ()].map(|()| answer(code.describe()));
            tally.demand(first == second, || "两次自述不一样".to_owned());
            match first.and_then(|answer| decoded::<Manifest>(&answer)) {
                Ok(manifest) => {
                    tally.demand(manifest.min_schema <= manifest.schema, || {
                        let (least, built) = (manifest.min_schema, manifest.schema);
                        format!("至少需要第 {least} 版报告数据，却是用第 {built} 版编译的")
                    });
                    for name in &manifest.dictionaries {
                        tally.demand(is_file_name(name), || format!("词典“{name}”应为文件名"));
                    }
                }
                Err(why) => tally.case(Err(format!("自述：{why}"))),
            }
        }
        tally.check("自述")
    }

    fn cards_are_whole(&self) -> Check {
        let mut tally = Tally::default();
        // Unique and prefixed they are, or the loader would have refused the pack.
        for rule in &self.pack.rules {
            tally.cases += 1;
            tally.faults.extend(card_faults(&rule.card));
        }
        tally.check("卡片：代码、名称、依据、理由齐全，正例、反例至少各一个")
    }

    fn examples_hold(&self) -> Check {
        let mut tally = Tally::default();
        for (at, rule) in self.pack.rules.iter().enumerate() {
            let card = &rule.card;
            let bad = card.bad.iter().map(|example| (example, "bad"));
            for (example, kind) in bad.chain(card.good.iter().map(|example| (example, "good"))) {
                let proven = prove_example(card, example, |bytes, report| {
                    if let Some(declared) = &rule.declared {
                        let said = caught(|| {
                            let mut findings = Findings::default();
                            declared.check(report, &mut findings);
                            all_checked(findings)
                        });
                        return said.unwrap_or_else(|why| Err(format!("规则崩溃：{why}")));
                    }
                    let answer = self.run(bytes, report, &|asked| asked == at)?;
                    match answer.crashed.first() {
                        Some(crashed) => Err(format!("规则崩溃：{}", crashed.message)),
                        None => Ok(answer.found),
                    }
                });
                tally.case(proven.map_err(|fault| format!("{} 的 {kind} 示例：{fault}", card.code)));
            }
        }
        tally.check("示例：报文一字不差")
    }

    fn empty_report(&self) -> Check {
        let mut tally = Tally::default();
        tally.case(self.sound("空白的报告", &Draft::default()));
        tally.check("空白的报告：不崩溃")
    }

    fn every_report(&self) -> Check {
        let mut tally = Tally::default();
        for (name, draft) in &self.drafts {
            tally.case(self.sound(name, draft));
        }
        tally.check("每条规则查各版格式的报告和所有示例：不崩溃，问题都在报告之内，级别不高于卡片")
    }

    fn same_answer_twice(&self) -> Check {
        let mut tally = Tally::default();
        for (name, draft) in &self.drafts {
            let bytes = wire::encode(draft);
            let ask = || self.on(&bytes, &|_| true);
            tally.case(match (ask(), ask()) {
                (Ok(first), Ok(second)) if first == second => Ok(()),
                (Ok(_), Ok(_)) => Err(format!("{name}：两次检查的结果不一样")),
                // No answer twice is not the same answer.
                (Err(why), _) | (_, Err(why)) => Err(format!("{name}：{why}")),
            });
        }
        tally.check("同一份报告查两次，结果相同")
    }

    fn only_what_is_asked(&self) -> Check {
        let title = "只做请它做的：没有请就不查，规则的个数对不上也不崩溃";
        let Some(code) = &self.pack.code else { return meaningless(title) };
        let mut tally = Tally::default();
        for (name, draft) in &self.drafts {
            tally.case(match self.on(&wire::encode(draft), &|_| false) {
                Ok(answer) if answer.found.is_empty() && answer.crashed.is_empty() => Ok(()),
                Ok(_) => Err(format!("{name}：没有请它检查，却有回答")),
                Err(why) => Err(format!("{name}：{why}")),
            });
        }
        let bytes = wire::encode(&Draft::default());
        for mask in [Vec::new(), vec![1], vec![1; self.pack.coded + 7], vec![0xff; self.pack.coded]] {
            let ended = how(code.check(&bytes, &mask));
            tally.case(ended.is(Status::Ok).map_err(|why| format!("请 {} 条规则：{why}", mask.len())));
        }
        tally.check(title)
    }

    fn damaged_reports(&self) -> Check {
        let title = "损坏的报告数据：不崩溃，不当作报告";
        let Some(code) = &self.pack.code else { return meaningless(title) };
        let mut tally = Tally::default();
        let mask = vec![1; self.pack.coded];
        let whole = wire::encode(self.drafts.first().map_or(&Draft::default(), |(_, draft)| draft));
        let nothing: [(&str, &[u8]); 4] =
            [("空的", &[]), ("只有开头的", b"GJR1"), ("全是 0 的", &[0; 64]), ("全是 255 的", &[0xff; 64])];
        for (name, bytes) in nothing {
            let refused = how(code.check(bytes, &mask)).is(Status::NotAReport);
            tally.case(refused.map_err(|why| format!("{name}数据：应回答状态 3（不是报告），实际是：{why}")));
        }
        // What is damaged inside may still pass for a report.
        let survives = |bytes: &[u8]| {
            let ended = how(code.check(bytes, &mask));
            ended.is(Status::Ok).or_else(|_| ended.is(Status::NotAReport))
        };
        for part in [1, 2, 3, 7] {
            let cut = &whole[..whole.len() * part / 8];
            tally.case(survives(cut).map_err(|why| format!("截断到 {part}/8 的数据：{why}")));
        }
        for at in (0..whole.len()).step_by((whole.len() / 48).max(1)) {
            let mut changed = whole.clone();
            changed[at] ^= 0xff;
            tally.case(survives(&changed).map_err(|why| format!("第 {at} 字节改动过的数据：{why}")));
        }
        tally.check(title)
    }

    fn configuration(&self) -> Check {
        let title = "设置：不认识的键不妨事，不认识的词典要说出来";
        let Some(code) = &self.pack.code else { return meaningless(title) };
        let mut tally = Tally::default();
        let Some(later) = code.configure(&encoded(&Later::default())) else {
            return Check { title, outcome: Outcome::Meaningless("不接受设置") };
        };
        let faults = |answered| answer(answered).and_then(|answer| decoded::<Configured>(&answer));
        let accepted = faults(later).and_then(|said| match &said.faults[..] {
            [] => Ok(()),
            faults => Err(faults.join("；")),
        });
        tally.case(accepted.map_err(|why| format!("有不认识的键的设置没有被接受（{why}）")));
        let strange = DictionaryFile { name: "没有这个词典.tsv".to_owned(), text: "甲\n".to_owned() };
        let strange = Configuration { dictionaries: vec![strange] };
        let said = match code.configure(&encoded(&strange)) {
            Some(Ok((Status::Failed, _))) => true,
            Some(answered) => faults(answered).is_ok_and(|said| !said.faults.is_empty()),
            None => false,
        };
        tally.demand(said, || "给了不认识的词典，却没有说".to_owned());
        let garbage = code
            .configure(&[0xc1; 16])
            .map_or(Err("不接受设置".to_owned()), |answered| how(answered).is(Status::Failed));
        tally.case(garbage.map_err(|why| format!("损坏的设置：应回答状态 1（没能做到），实际是：{why}")));
        tally.check(title)
    }

    /// Every rule on a report, in one go: nothing crashes, and every finding is well-formed.
    fn sound(&self, name: &str, draft: &Draft) -> Result<(), String> {
        let in_report = |why: String| format!("{name}：{why}");
        let answer = self.on(&wire::encode(draft), &|_| true).map_err(in_report)?;
        if let Some(crashed) = answer.crashed.first() {
            return Err(in_report(format!("{} 崩溃：{}", crashed.rule, crashed.message)));
        }
        answer.found.iter().try_for_each(|found| self.well_formed(found, &draft.text).map_err(in_report))
    }

    fn well_formed(&self, found: &Found, text: &str) -> Result<(), String> {
        let Some(card) = self.card(&found.rule) else {
            return Err(format!("回答了没有的规则“{}”", found.rule));
        };
        let wrong = |why: &str| Err(format!("{}：{why}：“{}”", card.code, found.message));
        let message = found.message.trim();
        if message.is_empty() || message.contains(['\n', '\r']) {
            return wrong("报文应为一行文字");
        }
        if message.ends_with('。') {
            return wrong("报文末尾不写句号");
        }
        if found.severity.is_some_and(|severity| severity > card.severity) {
            return wrong("级别高于卡片");
        }
        if found.certainty.is_some_and(|certainty| certainty > card.certainty) {
            return wrong("把握高于卡片");
        }
        let spots = found.evidence.iter().map(|evidence| evidence.spot).chain([found.spot]);
        match spots.into_iter().find(|spot| !is_inside(*spot, text)) {
            Some(spot) => wrong(&format!("位置不在报告之内（{spot:?}）")),
            None => Ok(()),
        }
    }

    fn card(&self, code: &str) -> Option<&Card> {
        self.pack.rules.iter().map(|rule| &rule.card).find(|card| card.code == code)
    }

    fn on(&self, bytes: &[u8], asked: &dyn Fn(usize) -> bool) -> Result<Reply, String> {
        let memo = Memo::default();
        let report = Report::read(bytes).map_err(|cause| cause.to_string())?.remembering(&memo);
        self.run(bytes, &report, asked)
    }

    /// Has the pack check a report by those of its rules that are asked for.
    fn run(&self, bytes: &[u8], report: &Report, asked: &dyn Fn(usize) -> bool) -> Result<Reply, String> {
        let pack = self.pack;
        let mut reply = match &pack.code {
            Some(code) if (0..pack.coded).any(asked) || !(0..pack.rules.len()).any(asked) => {
                let mask: Vec<u8> = (0..pack.coded).map(|at| u8::from(asked(at))).collect();
                Reply::take(&answer(code.check(bytes, &mask))?).map_err(|why| why.to_string())?
            }
            _ => Reply::default(),
        };
        for (_, rule) in pack.rules.iter().enumerate().filter(|(at, _)| asked(*at)) {
            let Some(declared) = &rule.declared else { continue };
            let code = &rule.card.code;
            let said = caught(|| {
                let mut findings = Findings::default();
                declared.check(report, &mut findings);
                findings.into_parts().0
            });
            match said {
                Ok(found) => {
                    let stamped = found.into_iter().map(|found| Found { rule: code.clone(), ..found });
                    reply.found.extend(stamped);
                }
                Err(message) => reply.crashed.push(Crashed { rule: code.clone(), message }),
            }
        }
        Ok(reply)
    }
}

/// How a call ended.
struct How(Result<Status, String>);

fn how(answered: Answered) -> How {
    How(answered.map(|(status, _)| status))
}

impl How {
    /// An error says how else.
    fn is(&self, expected: Status) -> Result<(), String> {
        match &self.0 {
            Ok(status) if *status == expected => Ok(()),
            Ok(status) => Err(status_sentence(*status)),
            Err(why) => Err(why.clone()),
        }
    }
}

/// The whole answer to a call.
fn answer(answered: Answered) -> Result<Vec<u8>, String> {
    let (status, output) = answered?;
    if status != Status::Ok {
        return Err(status_sentence(status));
    }
    if output.flooded {
        return Err("回答过长".to_owned());
    }
    Ok(output.answer)
}

fn decoded<T: DeserializeOwned>(answer: &[u8]) -> Result<T, String> {
    rmp_serde::from_slice(answer).map_err(|cause| format!("回答已损坏（{cause}）"))
}

/// A configuration as a later version may send it.
#[derive(Default, Serialize)]
struct Later {
    dictionaries: Vec<DictionaryFile>,
    something_later: [u8; 3],
}

fn encoded(value: &impl Serialize) -> Vec<u8> {
    rmp_serde::to_vec_named(value).expect("strings and lists can be written as MessagePack")
}

fn meaningless(title: &'static str) -> Check {
    Check { title, outcome: Outcome::Meaningless(NO_LIBRARY) }
}

/// Whether a place is one that every report has, or that this report's text has.
fn is_inside(spot: Spot, text: &str) -> bool {
    match spot {
        Spot::Cell(cell) => cell.exists(),
        Spot::Row { table, row } => usize::from(row) < table.rows().len(),
        Spot::Part { part } => (1..=6).contains(&part),
        Spot::Text(place) => text.get(place.range()).is_some(),
        Spot::Table { .. } | Spot::Report => true,
    }
}

fn is_file_name(name: &str) -> bool {
    Path::new(name).file_name().is_some_and(|file| file == name)
}

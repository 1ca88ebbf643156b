//! Reports from their bytes to their verdicts, in rounds: each step is taken for some reports before the next one.

use std::borrow::Cow;
use std::cell::Cell;
use std::path::Path;
use std::sync::Arc;
use std::time::Duration;

use gouji_core::boundary::caught;
use gouji_core::finding::Spot;
use gouji_core::place::Place;
use gouji_core::report::{AgencyDraft, Report, TroubleDraft};
use gouji_core::seen::Seen;
use gouji_core::verdict::{AgencyOut, At, Checked, Crash, PackNotRun, RulesRun, TroubleOut, Verdict};
use gouji_core::wire::{Beside, Encoder};
use gouji_reader::Reading;

use crate::baseline;
use crate::companions::Companions;
use crate::conclude::{findings, troubles, verdict};
use crate::crew::Crew;
use crate::hash::sha256;
use crate::locate::Locator;
use crate::means::{Clock, Held, Incoming, Means};
use crate::plan::Plan;
use crate::profile::Whose;
use crate::ruleset::Ruleset;
use crate::rulesets::{AUTOMATIC, Refused};
use crate::run::{Lacking, Outcome, Run};

/// How many reports are read before the rules look at them, and then each step is taken for all of them: every part of the
/// program and every pack works on while its code is at hand.
const ROUND: usize = 32;

/// Large or slow reports do not wait for each other: a round ends with so many bytes, of files and of what was read there,
const BYTES: usize = 4 << 20;

/// or after this time.
const TIME: Duration = Duration::from_millis(50);

/// Checks reports, keeping its buffers and its workers.
pub struct Checker<'s> {
    means: Means<'s>,
    encoder: Encoder<'static>,
    crew: Crew<'s>,
}

/// What came of an input: a step further, or already the answer, since it could not be read or this program failed.
type So<T> = Result<T, Box<Checked>>;

/// A report that was read, with the rules for it.
struct Opened<'s, 'i> {
    input: &'i dyn Incoming,
    bytes: Cow<'i, [u8]>,
    sha256: String,
    reading: Reading,
    encoded: Vec<u8>,
    /// What it is held against.
    others: Beside,
    ruleset: &'s Ruleset,
    lacking: Lacking,
    time: Spent<'s>,
}

/// The time that one report has taken, of all steps from its bytes to its verdict; other reports of its round aside.
struct Spent<'s> {
    clock: &'s dyn Clock,
    limit: Duration,
    spent: Cell<Duration>,
}

impl<'s> Spent<'s> {
    fn new(clock: &'s dyn Clock, limit: Duration) -> Self {
        Self { clock, limit, spent: Cell::default() }
    }

    /// Takes a step.
    fn run<T>(&self, step: impl FnOnce() -> T) -> T {
        let began = self.clock.now();
        let taken = step();
        self.spent.set(self.spent.get() + self.clock.now().saturating_sub(began));
        taken
    }

    /// Why the report is not whole: there was no time left for it.
    fn over(&self) -> Option<TroubleOut> {
        let message = || format!("超过 {} 秒还没有查完，结果不完整", self.limit.as_secs());
        let over = self.spent.get() > self.limit;
        over.then(|| TroubleOut { message: message(), at: At::default(), blocking: true })
    }
}

/// A report, as it is or with repaired cells, while the rules look at it.
struct Begun<'r, 's> {
    opened: &'r Opened<'s, 'r>,
    run: Run<'r, 's>,
}

/// A report that the rules have looked at.
struct Judged<'r, 's> {
    opened: &'r Opened<'s, 'r>,
    report: Report<'r>,
    plan: Arc<Plan>,
    outcome: Outcome,
    companions: Companions,
}

impl<'s> Checker<'s> {
    /// With nothing checked so far.
    pub fn new(means: Means<'s>) -> Self {
        Self { means, encoder: Encoder::default(), crew: Crew::default() }
    }

    /// Checks reports and hands on the results, some at a time, in their order. What goes wrong is in the answers.
    pub fn check<I: Incoming>(&mut self, inputs: &[I], give: &mut dyn FnMut(Vec<Checked>)) {
        let mut left = inputs;
        while !left.is_empty() {
            let round = self.open_some(left);
            left = &left[round.len()..];
            give(self.check_round(&round));
        }
    }

    /// Reads reports until there are enough for a round.
    fn open_some<'i, I: Incoming>(&mut self, inputs: &'i [I]) -> Vec<So<Opened<'s, 'i>>> {
        let (started, mut bytes) = (self.means.clock.now(), 0);
        let mut round = Vec::with_capacity(ROUND.min(inputs.len()));
        for input in inputs {
            let opened = attempt(input, || self.open(input));
            bytes += opened.as_ref().map_or(0, |opened| opened.bytes.len() + opened.encoded.len());
            round.push(opened);
            if round.len() == ROUND
                || bytes >= BYTES
                || self.means.clock.now().saturating_sub(started) >= TIME
            {
                break;
            }
        }
        round
    }

    /// Every step for all reports before the next one.
    fn check_round(&mut self, round: &[So<Opened<'s, '_>>]) -> Vec<Checked> {
        let begun = round.iter().map(|opened| {
            let opened = opened.as_ref().map_err(Clone::clone)?;
            let plan = |report: &Report| opened.ruleset.plan(report);
            attempt(opened.input, || self.begin(opened, &opened.encoded, plan))
        });
        let begun = begun.collect();
        let judged = self.run(begun).into_iter().map(|begun| {
            let begun = begun?;
            attempt(begun.opened.input, || Ok(Judged::of(begun)))
        });
        let mut judged = judged.collect::<Vec<_>>();
        while self.try_repairs(&mut judged) {}
        self.crew.rest();
        let concluded = judged.into_iter().map(|judged| {
            let judged = judged?;
            attempt(judged.opened.input, || Ok(self.conclude(judged)))
        });
        concluded.map(|checked| noted(checked.unwrap_or_else(|checked| *checked))).collect()
    }

    /// The declared rules, then one pack after the other.
    fn run<'r>(&mut self, mut begun: Vec<So<Begun<'r, 's>>>) -> Vec<So<Begun<'r, 's>>> {
        self.crew.go();
        every(&mut begun, |begun| begun.run.check_declared());
        let packs = begun.iter().flatten().map(|begun| begun.run.packs()).max().unwrap_or(0);
        for nth in 0..packs {
            every(&mut begun, |begun| begun.run.ask(&mut self.crew, nth));
        }
        begun
    }

    /// Tries the next repair of every report that has one; `false` when none has.
    fn try_repairs(&mut self, judged: &mut [So<Judged<'_, 's>>]) -> bool {
        let mut repaired = Vec::new();
        for (at, so) in judged.iter_mut().enumerate() {
            let Ok(one) = so else { continue };
            let draft = &one.opened.reading.draft;
            match attempt(one.opened.input, || {
                Ok(one.companions.next((draft, &one.opened.others), &one.outcome))
            }) {
                Ok(next) => repaired.extend(next.map(|next| (at, next))),
                Err(failed) => *so = Err(failed),
            }
        }
        let begun = repaired.iter().map(|(at, repaired)| {
            let Judged { opened, plan, .. } = judged[*at].as_ref().map_err(Clone::clone)?;
            let plan = |_: &Report| Arc::new(plan.of_some(opened.ruleset, &repaired.rules));
            attempt(opened.input, || self.begin(opened, &repaired.bytes, plan))
        });
        let begun = begun.collect();
        for ((at, repaired), begun) in repaired.iter().zip(self.run(begun)) {
            let Ok(one) = &mut judged[*at] else { continue };
            let (draft, outcome) = (&one.opened.reading.draft, &mut one.outcome);
            let folded = begun.and_then(|Begun { opened, run }| {
                attempt(opened.input, || {
                    let left = run.outcome(&Lacking::default());
                    one.companions.fold(draft, outcome, repaired, &left);
                    Ok(())
                })
            });
            if let Err(failed) = folded {
                judged[*at] = Err(failed);
            }
        }
        !repaired.is_empty()
    }

    /// Reads a report, and finds the rules for it.
    fn open<'i>(&mut self, input: &'i dyn Incoming) -> So<Opened<'s, 'i>> {
        let Means { limits, clock, .. } = self.means;
        let bytes = input.bytes(limits).map_err(|why| Box::new(failed(input, why, None)))?;
        let sha256 = sha256(&bytes);
        if let Some((mut known, ruleset)) = self.means.recall(input.name(), &sha256) {
            self.mark(ruleset, &mut known);
            return Err(Box::new(known));
        }
        input.prepare(limits);
        let time = Spent::new(clock, limits.time);
        let mut reading = match time.run(|| caught(|| input.read(&bytes, limits))) {
            Ok(Ok(reading)) => reading,
            Ok(Err(why)) => return Err(Box::new(Checked { sha256, ..failed(input, why, None) })),
            Err(why) => {
                let crash = Crash { rule: "gouji".to_owned(), why };
                let message = "读取时程序出错，没有读出报告".to_owned();
                return Err(Box::new(Checked { sha256, ..failed(input, message, Some(crash)) }));
            }
        };
        tracing::trace!(path = %input.name().display(), bytes = bytes.len(), "已读取");

        let (others, lacking) = self.others(&mut reading, input.name());
        let ruleset = match self.means.rules.of(&reading.draft.agency, reading.draft.year) {
            Ok(ruleset) => ruleset,
            Err(Refused { why, packs: packs_not_run }) => {
                let (agency, year) = (agency(&reading.draft.agency), reading.draft.year);
                let failed = failed(input, format!("没有检查：{why}"), None);
                let verdict = Verdict::Incomplete;
                let checked = Checked { sha256, agency, year, packs_not_run, verdict, ..failed };
                return Err(Box::new(checked));
            }
        };
        reading.draft.settings.clone_from(&ruleset.settings);
        // Taken out: a panic would leave it half-way.
        let mut encoder = std::mem::take(&mut self.encoder);
        let encoded = encoder.encode_beside(&reading.draft, &others).to_vec();
        self.encoder = encoder;
        Ok(Opened { input, bytes, sha256, reading, encoded, others, ruleset, lacking, time })
    }

    /// Has the packs begin with a report, encoded as it is or with repaired cells, by the plan for it.
    fn begin<'r>(
        &mut self,
        opened: &'r Opened<'s, 'r>,
        encoded: &'r [u8],
        plan: impl FnOnce(&Report) -> Arc<Plan>,
    ) -> So<Begun<'r, 's>> {
        let report = Report::read(encoded);
        let report = report.map_err(|cause| Box::new(crashed(opened.input, cause.to_string())))?;
        let run = Run::begin(&mut self.crew, opened.ruleset, plan(&report), (report, encoded));
        Ok(Begun { opened, run })
    }

    /// What follows from what the rules say.
    fn conclude(&self, Judged { opened, report, outcome, plan, .. }: Judged) -> Checked {
        let Opened { input, bytes, sha256, reading, ruleset, .. } = opened;
        let draft = &reading.draft;
        let (packs, mut packs_not_run) = packs(ruleset, &plan, &report);
        packs_not_run.extend(self.means.rules.left_out(&draft.agency, draft.year, ruleset));
        let locator = Locator::new(report, reading, bytes);
        let findings = opened.time.run(|| findings(ruleset, &report, &locator, outcome.stated));
        let mut checked = Checked {
            path: input.name().to_owned(),
            sha256: sha256.clone(),
            agency: agency(&draft.agency),
            year: draft.year,
            edition: draft.edition.map(|edition| edition.key().to_owned()),
            profile: ruleset.profile.name.clone(),
            profiles: ruleset.members.clone(),
            packs,
            packs_not_run,
            verdict: Verdict::Pass,
            findings,
            rules: outcome.rules,
            trouble: troubles(reading, &locator),
            seen: self.means.tables.then(|| Box::new(Seen::of(&report))),
        };
        checked.trouble.extend(opened.time.over());
        let now = self.means.today.year;
        if let Some(year) = checked.year.filter(|&year| year > now) {
            let message =
                format!("报告年度是{year}年，现在是{now}年，这一年还没有到；请核对标题和统计期限里的年份");
            checked.trouble.push(TroubleOut { message, at: locator.at(Spot::Report), blocking: true });
        }
        if checked.rules.checked == 0 && checked.rules.crashed.is_empty() {
            let message = format!("配置“{}”里没有一条规则适用于这份报告，什么也没有检查", checked.profile);
            checked.trouble.push(TroubleOut { message, at: At::default(), blocking: true });
        }
        self.mark(ruleset, &mut checked);
        checked
    }

    /// Lays waivers and the baseline on the findings, and says what follows from the rest. What an earlier run laid on them
    /// is gone.
    fn mark(&self, ruleset: &Ruleset, checked: &mut Checked) {
        let key = baseline::key(checked);
        let whose = Whose { agency: &key.0, year: key.1 };
        for finding in &mut checked.findings {
            (finding.waived, finding.known) = (None, false);
        }
        ruleset.waivers.apply(whose, self.means.today, &mut checked.findings);
        if let Some(baseline) = self.means.baseline {
            baseline.apply(&key, &mut checked.findings);
        }
        checked.verdict = verdict(checked);
    }

    /// The reports that this one is held against; why some are missing, where that is known better than the cards of the
    /// rules that need them know it. What is to be known of them is said with the report.
    fn others(&self, reading: &mut Reading, name: &Path) -> (Beside, Lacking) {
        let Held { others, lacking, notes } = self.means.others.of(&reading.draft, name, self.means.limits);
        let note = |message| TroubleDraft { message, place: Place::default(), blocking: false };
        reading.draft.troubles.extend(notes.into_iter().map(note));
        (others, lacking)
    }
}

impl<'r, 's> Judged<'r, 's> {
    fn of(Begun { opened, run }: Begun<'r, 's>) -> Self {
        let (report, plan) = (run.report, Arc::clone(run.plan()));
        let outcome = run.outcome(&opened.lacking);
        Self { opened, report, plan, companions: Companions::of(&outcome), outcome }
    }
}

/// The packs that looked at a report, and those of the same profiles that did not.
fn packs(ruleset: &Ruleset, plan: &Plan, report: &Report) -> (Vec<String>, Vec<PackNotRun>) {
    let is_idle = |at: usize| plan.idle.iter().any(|(idle, _)| *idle == at);
    let ran = ruleset.packs.iter().enumerate().filter(|(at, _)| !is_idle(*at));
    let idle = plan.idle.iter().map(|&(at, off)| {
        let pack = &ruleset.packs[at];
        let why = pack.exclusion(report).unwrap_or_else(|| match off {
            true => "配置停用了它的全部规则".to_owned(),
            false => "没有一条规则适用于这份报告".to_owned(),
        });
        PackNotRun { id: pack.id.clone(), why }
    });
    (ran.map(|(_, pack)| pack.id.clone()).collect(), idle.collect())
}

fn noted(checked: Checked) -> Checked {
    let path = checked.path.display();
    tracing::debug!(%path, verdict = checked.verdict.title(), findings = checked.findings.len(), "已检查");
    checked
}

/// Takes a step for every report that has come so far.
fn every<'r, 's>(reports: &mut [So<Begun<'r, 's>>], mut step: impl FnMut(&mut Begun<'r, 's>)) {
    for report in reports {
        let Ok(begun) = report else { continue };
        let input = begun.opened.input;
        let time = &begun.opened.time;
        let taken = time.run(|| {
            attempt(input, || {
                step(begun);
                Ok(())
            })
        });
        let late = || time.over().map(|over| Box::new(Checked { trouble: vec![over], ..slow(input) }));
        if let Some(failed) = taken.err().or_else(late) {
            *report = Err(failed);
        }
    }
}

/// A step that may panic: the report is then incomplete, and no other is touched.
fn attempt<T>(input: &dyn Incoming, step: impl FnOnce() -> So<T>) -> So<T> {
    caught(step).unwrap_or_else(|why| Err(Box::new(crashed(input, why))))
}

/// The answer for an input that no report came out of.
fn failed(input: &dyn Incoming, message: String, crash: Option<Crash>) -> Checked {
    Checked {
        path: input.name().to_owned(),
        sha256: String::new(),
        agency: AgencyOut::default(),
        year: None,
        edition: None,
        profile: AUTOMATIC.to_owned(),
        profiles: Vec::new(),
        packs: Vec::new(),
        packs_not_run: Vec::new(),
        verdict: Verdict::Unreadable,
        findings: Vec::new(),
        rules: RulesRun { crashed: crash.into_iter().collect(), ..RulesRun::default() },
        trouble: vec![TroubleOut { message, at: At::default(), blocking: true }],
        seen: None,
    }
}

/// The answer where time ran out.
fn slow(input: &dyn Incoming) -> Checked {
    Checked { verdict: Verdict::Incomplete, ..failed(input, String::new(), None) }
}

/// The answer where this program itself failed.
fn crashed(input: &dyn Incoming, why: String) -> Checked {
    let crash = Crash { rule: "gouji".to_owned(), why };
    let failed = failed(input, "检查程序出错，结果不完整".to_owned(), Some(crash));
    Checked { verdict: Verdict::Incomplete, ..failed }
}

fn agency(draft: &AgencyDraft) -> AgencyOut {
    let known = |text: &str| (!text.is_empty()).then(|| text.to_owned());
    AgencyOut { name: known(&draft.name), level: draft.level, of: draft.of, division: known(&draft.division) }
}

#[cfg(test)]
mod tests {
    use std::sync::atomic::{AtomicU64, Ordering};

    use super::*;

    /// Every look at it is ten milliseconds after the one before.
    struct Ticking(AtomicU64);

    impl Clock for Ticking {
        fn now(&self) -> Duration {
            Duration::from_millis(10 * self.0.fetch_add(1, Ordering::Relaxed))
        }
    }

    #[test]
    fn the_time_of_every_step_counts() {
        let clock = Ticking(AtomicU64::new(0));
        let time = Spent::new(&clock, Duration::from_millis(25));
        assert_eq!(time.run(|| 3), 3);
        assert!(time.over().is_none());
        for _ in 0..2 {
            time.run(|| ());
        }
        assert!(time.over().is_some_and(|over| over.blocking));
    }
}

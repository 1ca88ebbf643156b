//! One report from its bytes to its verdict.

use std::borrow::Cow;
use std::path::Path;
use std::sync::Arc;
use std::time::{Duration, Instant};

use gouji_core::boundary::caught;
use gouji_core::card::Severity;
use gouji_core::finding::Spot;
use gouji_core::report::{AgencyDraft, Draft, Report};
use gouji_core::verdict::{
    AgencyOut, Alternative, At, Checked, Crash, EvidenceOut, Finding, RulesRun, TroubleOut, Verdict,
};
use gouji_core::wire::Encoder;
use gouji_reader::Reading;
use gouji_reader::source::Limits;

use crate::baseline;
use crate::companions;
use crate::convert;
use crate::fingerprint::Fingerprints;
use crate::input::Input;
use crate::isolate::{Crew, Ticket};
use crate::locate::Locator;
use crate::manifest::sha256;
use crate::plan::Plan;
use crate::profile::Whose;
use crate::ruleset::{Ruleset, at_most_what_is_certain};
use crate::run::{Lacking, Stated, begin, run, run_some};
use crate::session::{AUTOMATIC, Beside, Session};

/// How many reports are read before the packs are asked about them: what reads and what checks then each work on while
/// their code is at hand.
const ROUND: usize = 32;

/// Large or slow reports do not wait for each other: a round ends with so many bytes read,
const BYTES: usize = 1 << 20;

/// or after this time.
const TIME: Duration = Duration::from_millis(50);

/// Checks reports, keeping its buffers and its workers.
pub(crate) struct Checker<'s> {
    session: &'s Session,
    beside: Beside<'s>,
    encoder: Encoder<'static>,
    crew: Crew<'s>,
}

/// A report that was read, or what is to be said where it could not be.
struct Opened<'s, 'i> {
    input: &'i Input,
    report: Result<Ready<'s, 'i>, Box<Checked>>,
    took: Duration,
}

/// A report that is read, encoded, and with its packs.
struct Ready<'s, 'i> {
    bytes: Cow<'i, [u8]>,
    reading: Reading,
    encoded: Vec<u8>,
    ruleset: &'s Ruleset,
    lacking: Lacking,
    plan: Arc<Plan>,
    tickets: Vec<Ticket>,
    /// Without what the rules say.
    checked: Checked,
}

impl<'s> Checker<'s> {
    pub(crate) fn new(session: &'s Session, beside: Beside<'s>) -> Self {
        Self { session, beside, encoder: Encoder::default(), crew: Crew::default() }
    }

    /// Checks one report. What goes wrong is in the answer.
    pub(crate) fn check(&mut self, input: &Input) -> Checked {
        let opened = self.open(input);
        self.crew.go();
        self.finish(opened)
    }

    /// Checks reports and hands on each result, in their order.
    pub(crate) fn check_each(&mut self, inputs: &[Input], each: &mut dyn FnMut(Checked)) {
        let mut left = inputs.iter().peekable();
        while left.peek().is_some() {
            let (started, mut bytes, mut round) = (Instant::now(), 0, Vec::with_capacity(ROUND));
            while round.len() < ROUND && bytes < BYTES && started.elapsed() < TIME {
                let Some(input) = left.next() else { break };
                let opened = self.open(input);
                bytes += opened.report.as_ref().map_or(0, |ready| ready.bytes.len());
                round.push(opened);
            }
            self.crew.go();
            round.into_iter().for_each(|opened| each(self.finish(opened)));
            self.crew.rest();
        }
    }

    fn open<'i>(&mut self, input: &'i Input) -> Opened<'s, 'i> {
        let started = Instant::now();
        let report = caught(|| self.read(input)).unwrap_or_else(|why| {
            // The encoder may have been left half-way.
            self.encoder = Encoder::default();
            Err(Box::new(crashed(input, why)))
        });
        Opened { input, report, took: started.elapsed() }
    }

    fn finish(&mut self, Opened { input, report, took }: Opened<'s, '_>) -> Checked {
        let started = Instant::now();
        let checked = match report {
            Ok(ready) => caught(|| self.judge(ready)).unwrap_or_else(|why| crashed(input, why)),
            Err(checked) => *checked,
        };
        let (path, elapsed) = (input.path().display(), took + started.elapsed());
        tracing::debug!(%path, verdict = checked.verdict.title(), findings = checked.findings.len(), ?elapsed, "已检查");
        checked
    }

    /// Reads a report and has the packs that it needs begin with it.
    fn read<'i>(&mut self, input: &'i Input) -> Result<Ready<'s, 'i>, Box<Checked>> {
        let session = self.session;
        let limits = &session.limits;
        let bytes = input.read(limits).map_err(|why| Box::new(failed(input, why, None)))?;
        let sha256 = sha256(&bytes);
        let mut reading = match caught(|| convert::read(&bytes, limits)) {
            Ok(Ok(reading)) => reading,
            Ok(Err(why)) => return Err(Box::new(Checked { sha256, ..failed(input, why, None) })),
            Err(why) => {
                let crash = Crash { rule: "gouji".to_owned(), why };
                let message = "读取时程序出错，没有读出报告".to_owned();
                return Err(Box::new(Checked { sha256, ..failed(input, message, Some(crash)) }));
            }
        };
        tracing::trace!(path = %input.path().display(), bytes = bytes.len(), "已读取");

        let lacking = self.attach_others(&mut reading.draft, input.path());
        let ruleset = match session.ruleset(&reading.draft.agency, reading.draft.year) {
            Ok(ruleset) => ruleset,
            Err(why) => {
                let (agency, year) = (agency(&reading.draft.agency), reading.draft.year);
                let failed = failed(input, format!("没有检查：{why}"), None);
                let checked = Checked { sha256, agency, year, verdict: Verdict::Incomplete, ..failed };
                return Err(Box::new(checked));
            }
        };
        reading.draft.settings.clone_from(&ruleset.settings);
        let draft = &reading.draft;
        let checked = Checked {
            path: input.path().to_owned(),
            sha256,
            agency: agency(&draft.agency),
            year: draft.year,
            edition: draft.edition.map(|edition| edition.key().to_owned()),
            profile: ruleset.profile.name.clone(),
            verdict: Verdict::Pass,
            findings: Vec::new(),
            rules: RulesRun::default(),
            trouble: Vec::new(),
        };
        let encoded = self.encoder.encode(draft).to_vec();
        let report = Report::read(&encoded).map_err(|cause| Box::new(crashed(input, cause.to_string())))?;
        let plan = ruleset.plan(&report);
        let tickets = begin(&mut self.crew, ruleset, &plan, &encoded);
        Ok(Ready { bytes, reading, encoded, ruleset, lacking, plan, tickets, checked })
    }

    /// What the rules say of a report, and what follows from it.
    fn judge(&mut self, ready: Ready<'s, '_>) -> Checked {
        let Ready { bytes, reading, encoded, ruleset, lacking, plan, tickets, mut checked } = ready;
        let report = Report::read(&encoded).expect("it was read when it was encoded");
        let (crew, draft) = (&mut self.crew, &reading.draft);
        let locator = Locator::new(report, &reading, &bytes);
        let mut outcome = run(crew, ruleset, &plan, (&report, &encoded), &tickets, &lacking);
        companions::fold(draft, &mut outcome, |report, bytes, rules| {
            run_some(crew, ruleset, (report, bytes), rules)
        });
        checked.rules = outcome.rules;
        checked.findings = findings(ruleset, &report, &locator, outcome.stated);
        checked.trouble = troubles(&reading, &locator);
        if checked.rules.checked == 0 && checked.rules.crashed.is_empty() {
            let message = format!("配置“{}”里没有一条规则适用于这份报告，什么也没有检查", checked.profile);
            checked.trouble.push(TroubleOut { message, at: At::default(), blocking: true });
        }
        let key = baseline::key(&checked);
        let whose = Whose { agency: &key.0, year: key.1 };
        ruleset.waivers.apply(whose, self.session.today, &mut checked.findings);
        if let Some(baseline) = self.beside.baseline {
            baseline.apply(&key, &mut checked.findings);
        }
        checked.verdict = verdict(&checked);
        checked
    }

    /// Puts the reports that this one is held against into it; why some are missing, where that is known better than
    /// the cards of the rules that need them know it.
    fn attach_others(&self, draft: &mut Draft, path: &Path) -> Lacking {
        let limits = &self.session.limits;
        let mut lacking = Lacking::default();
        match self.beside.previous.map(|previous| previous.before(draft, limits)) {
            Some(Ok(last_year)) => draft.last_year = Some(Box::new(last_year)),
            Some(Err(why)) => lacking.last_year = Some(why),
            None => {}
        }
        match self.beside.children.map(|children| children.of(draft, limits)) {
            Some(Ok(children)) => draft.children = children,
            Some(Err(why)) => lacking.children = Some(why),
            None => {}
        }
        match self.beside.peers.map(|peers| peers.of(draft, path, limits)) {
            Some(Ok(peers)) => draft.peers = peers,
            Some(Err(why)) => lacking.peers = Some(why),
            None => {}
        }
        lacking
    }
}

/// An input read, with its bytes; or a Chinese sentence that says why not.
pub fn read<'i>(input: &'i Input, limits: &Limits) -> Result<(Reading, Cow<'i, [u8]>), String> {
    let bytes = input.read(limits)?;
    match caught(|| convert::read(&bytes, limits)) {
        Ok(Ok(reading)) => Ok((reading, bytes)),
        Ok(Err(why)) => Err(why),
        Err(why) => Err(format!("读取时程序出错（{why}）")),
    }
}

/// The answer for an input that no report came out of.
fn failed(input: &Input, message: String, crash: Option<Crash>) -> Checked {
    Checked {
        path: input.path().to_owned(),
        sha256: String::new(),
        agency: AgencyOut::default(),
        year: None,
        edition: None,
        profile: AUTOMATIC.to_owned(),
        verdict: Verdict::Unreadable,
        findings: Vec::new(),
        rules: RulesRun { crashed: crash.into_iter().collect(), ..RulesRun::default() },
        trouble: vec![TroubleOut { message, at: At::default(), blocking: true }],
    }
}

/// The answer where this program itself failed.
fn crashed(input: &Input, why: String) -> Checked {
    let crash = Crash { rule: "gouji".to_owned(), why };
    let failed = failed(input, "检查程序出错，结果不完整".to_owned(), Some(crash));
    Checked { verdict: Verdict::Incomplete, ..failed }
}

fn agency(draft: &AgencyDraft) -> AgencyOut {
    let known = |text: &str| (!text.is_empty()).then(|| text.to_owned());
    AgencyOut { name: known(&draft.name), level: draft.level, of: draft.of, division: known(&draft.division) }
}

/// In the order of the text, then of the codes.
fn findings(ruleset: &Ruleset, report: &Report, locator: &Locator, mut stated: Vec<Stated>) -> Vec<Finding> {
    stated.sort_by_cached_key(|stated| {
        let found = &stated.found;
        (locator.place(found.spot), found.rule.clone(), found.spot, found.message.clone())
    });
    let mut fingerprints = Fingerprints::default();
    stated.into_iter().map(|stated| finding(ruleset, report, locator, &mut fingerprints, stated)).collect()
}

fn finding(
    ruleset: &Ruleset,
    report: &Report,
    locator: &Locator,
    fingerprints: &mut Fingerprints,
    Stated { rule, found, alternatives, .. }: Stated,
) -> Finding {
    let active = &ruleset.rules[rule];
    let card = ruleset.card(active);
    let at = locator.at(found.spot);
    let also: Vec<String> =
        found.also.iter().filter(|code| ruleset.by_code(code).is_some()).cloned().collect();

    // One finding for several broken rules is as bad as the worst of them.
    let codes = also.iter().filter_map(|code| ruleset.by_code(code));
    let worst = codes.chain([rule]).filter_map(|rule| ruleset.rules[rule].severity).max();
    let certainty = found.certainty.map_or(card.certainty, |certainty| certainty.min(card.certainty));
    let mut severity = at_most_what_is_certain(worst.unwrap_or(card.severity), certainty);
    severity = severity.min(found.severity.unwrap_or(severity));
    if depends_on_guess(report, found.spot) || found.evidence.iter().any(|e| depends_on_guess(report, e.spot))
    {
        severity = severity.min(Severity::Warning);
    }

    let fingerprint = fingerprints.next(&found, report, at.part);
    Finding {
        rule: card.code.clone(),
        name: card.name.clone(),
        pack: ruleset.packs[active.pack].id.clone(),
        severity,
        certainty,
        title: card.title.clone(),
        message: found.message,
        basis: card.basis.clone(),
        at,
        also,
        evidence: found
            .evidence
            .into_iter()
            .map(|evidence| EvidenceOut { at: locator.at(evidence.spot), text: evidence.text })
            .collect(),
        repair: found.repair,
        alternatives: alternatives
            .into_iter()
            .map(|(cell, repair)| Alternative { at: locator.at(Spot::Cell(cell)), repair })
            .collect(),
        fingerprint,
        waived: None,
        known: false,
    }
}

fn depends_on_guess(report: &Report, spot: Spot) -> bool {
    match spot {
        Spot::Cell(cell) => report.is_inferred(cell.table),
        Spot::Row { table, .. } | Spot::Table { table } => report.is_inferred(table),
        Spot::Part { .. } | Spot::Text(_) | Spot::Report => false,
    }
}

fn troubles(reading: &Reading, locator: &Locator) -> Vec<TroubleOut> {
    let mut troubles: Vec<_> = reading.draft.troubles.iter().collect();
    troubles.sort_by_key(|trouble| trouble.place);
    troubles
        .into_iter()
        .map(|trouble| TroubleOut {
            message: trouble.message.clone(),
            at: locator.at(Spot::Text(trouble.place)),
            blocking: trouble.blocking,
        })
        .collect()
}

/// The worst that applies.
fn verdict(checked: &Checked) -> Verdict {
    let has =
        |severity| checked.findings.iter().any(|finding| finding.severity == severity && finding.counts());
    if checked.trouble.iter().any(|trouble| trouble.blocking) || !checked.rules.crashed.is_empty() {
        Verdict::Incomplete
    } else if has(Severity::Error) {
        Verdict::Fail
    } else if has(Severity::Warning) {
        Verdict::Warn
    } else {
        Verdict::Pass
    }
}

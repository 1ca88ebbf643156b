//! Numbers of one thing that the prose gives twice.

use std::rc::Rc;

use gouji_core::prelude::*;
use gouji_core::prose::readings;

use super::things;
use crate::claims::{Span, Stated, figure_of, number, printed, sentence_near, stated};
use crate::form::THREE_ROWS;
use crate::repairs;

/// Two claims of one subject that cannot both hold.
pub(super) struct Pair {
    first: Claim,
    second: Claim,
    /// What the table says, where it agrees with one of them.
    tabled: Figure,
    /// That of the two which the table does not agree with.
    wrong: Claim,
    /// The words leave a doubt of what one of them counts.
    guessed: bool,
    pub(super) same_part: bool,
}

pub(super) struct Pairs(Vec<Pair>);

impl std::ops::Deref for Pairs {
    type Target = [Pair];

    fn deref(&self) -> &[Pair] {
        &self.0
    }
}

impl Pair {
    pub(super) fn report(&self, report: &Report, findings: &mut Findings) {
        let told = |claim: &Claim| match claim.flags.contains(Flags::NEGATED) {
            true => "没有".to_owned(),
            false => printed(report, claim),
        };
        let mut message = format!(
            "{}前面写的是 {}，这里写成 {}",
            if self.second.subject == Subject::Unknown { "同一个数" } else { self.second.subject.title() },
            told(&self.first),
            told(&self.second)
        );
        if self.tabled != Figure::UNKNOWN {
            message += &format!("；表格里是 {}", self.tabled);
        }
        let found = findings.add(self.second.number, message);
        found.evidence(self.first.sentence, report.slice(self.first.sentence));
        // Without the table nobody knows whether the two count the same.
        if self.guessed || self.tabled == Figure::UNKNOWN {
            found.at_most(Severity::Warning);
        } else if let Some(figure) = self.tabled.get() {
            repairs::of_claim(report, &stated(report), &self.wrong, figure, found);
        }
    }
}

pub(super) fn differing(report: &Report) -> Rc<Pairs> {
    report.once(|report| {
        let stated = stated(report);
        let part = |claim: &Claim| part_of(report, claim);
        let things = things::differing(report, &stated).into_iter().map(|(first, second)| Pair {
            first,
            second,
            tabled: Figure::UNKNOWN,
            wrong: second,
            guessed: true,
            same_part: part(&first) == part(&second),
        });
        let worth = |subject: &&Subject| subject.is_tabled() || subject.is_joint() || is_settled(**subject);
        Pairs(
            Subject::ALL
                .iter()
                .filter(worth)
                .filter_map(|subject| pair_of(report, &stated, *subject))
                .chain(things)
                .collect(),
        )
    })
}

fn part_of(report: &Report, claim: &Claim) -> Option<u8> {
    report.paragraphs().find(|paragraph| paragraph.place.contains(claim.number)).map(|found| found.part)
}

const fn is_settled(subject: Subject) -> bool {
    matches!(subject, Subject::ReconsiderationSettled | Subject::LitigationSettled)
}

/// What a report has no one number of: a rate, parts of the report.
const fn has_many(subject: Subject) -> bool {
    matches!(subject, Subject::ResponseRate | Subject::ReportParts | Subject::Procurement)
}

fn pair_of(report: &Report, stated: &Stated, subject: Subject) -> Option<Pair> {
    let plain = |claim: &&Claim| {
        let both = Flags::INCLUDES_CARRIED | Flags::AND_HANDLED;
        let sure =
            claim.exactness == Exactness::Exact && claim.role != Role::Part && !claim.flags.intersects(both);
        sure && !has_many(subject) && (subject != Subject::DisclosedTotal || counts_everything(report, claim))
    };
    let mut claims = stated.of(subject).filter(plain);
    let first = claims.next()?;
    let second = claims.find(|claim| {
        let (one, two) = (Span::of(first), Span::of(claim));
        claim.sentence != first.sentence && (one.low > two.high || two.low > one.high)
    })?;
    let tabled = figure_of(report, subject);
    let right = acceptable(report, subject);
    let agrees =
        |claim: &Claim| right.iter().any(|figure| figure.get().is_some_and(|it| Span::of(claim).has(it)));
    // Without the table nobody knows whether the two count the same: 收到 and 受理, 办理 and 办结.
    let verbs = Flags::VERB_ACCEPTED;
    let other_verb =
        subject == Subject::RequestsHandled || first.flags.contains(verbs) != second.flags.contains(verbs);
    if tabled == Figure::UNKNOWN && other_verb {
        return None;
    }
    // Both may be right (收到 and 受理), and where neither is, X01 to X09 have said so of the first.
    let tabled = match (agrees(first), agrees(second), tabled.get().is_some()) {
        (true, true, _) | (false, false, true) => return None,
        (false, false, false) => Figure::UNKNOWN,
        _ => tabled,
    };
    let part = |claim: &Claim| part_of(report, claim);
    let guessed = |claim: &Claim| stated.quantity(claim).is_none_or(|quantity| quantity.guessed);
    Some(Pair {
        first: *first,
        second: *second,
        tabled,
        wrong: if agrees(first) { *second } else { *first },
        guessed: guessed(first) || guessed(second),
        same_part: part(first) == part(second),
    })
}

/// Figures of the table that the prose may rightly give for a subject.
fn acceptable(report: &Report, subject: Subject) -> [Figure; 4] {
    let of = |line| number(report, (line, Applicant::Total));
    let (new, carried_in) = (of(RequestLine::New), of(RequestLine::CarriedIn));
    let (handled, carried_out) = (of(RequestLine::Total), of(RequestLine::CarriedOut));
    let figure = figure_of(report, subject);
    match subject {
        Subject::RequestsReceived => [figure, new + carried_in, handled, Figure::UNKNOWN],
        Subject::RequestsHandled => {
            let other = match report.edition {
                Some(Edition::E2019) => of(RequestLine::Other),
                _ => THREE_ROWS.into_iter().map(of).sum(),
            };
            [figure, handled + carried_out, handled - other, new]
        }
        Subject::Granted => {
            [figure, figure + of(RequestLine::PartlyGranted), Figure::UNKNOWN, Figure::UNKNOWN]
        }
        _ => {
            let [one, two, three] = readings(report, subject);
            [figure, one, two, three]
        }
    }
}

/// `全年共主动公开政府信息812条`, and nothing that says which.
fn counts_everything(report: &Report, claim: &Claim) -> bool {
    const NEUTRAL: [&str; 30] = [
        "全年",
        "本年度",
        "本年",
        "今年",
        "年度",
        "全市",
        "全县",
        "全区",
        "全镇",
        "全乡",
        "全街道",
        "全局",
        "我市",
        "我县",
        "我区",
        "我局",
        "我镇",
        "我乡",
        "我街道",
        "我省",
        "我州",
        "我厅",
        "我委",
        "我办",
        "当年",
        "累计",
        "共计",
        "总计",
        "一共",
        "共",
    ];
    const EVERYTHING: [&str; 16] = [
        "主动公开政府信息",
        "主动公开的政府信息",
        "主动公开的信息",
        "主动公开的各类政府信息",
        "主动公开政府信息的总量",
        "主动公开政府信息总量",
        "主动公开政府信息的总数",
        "主动公开政府信息总数",
        "通过各类渠道主动公开信息",
        "通过各类渠道主动公开政府信息",
        "通过各种渠道主动公开政府信息",
        "主动公开信息",
        "公开政府信息",
        "主动公开各类政府信息",
        "公开各类政府信息",
        "主动公开各类信息",
    ];
    const NARROW: [&str; 8] = ["其中", "通过", "方面", "领域", "上半年", "下半年", "季度", "截至"];
    let mut label = report.slice(claim.label).trim();
    while let Some(rest) = NEUTRAL.iter().find_map(|word| label.strip_prefix(word)) {
        label = rest.trim_start();
    }
    let sentence = sentence_near(report, claim);
    let by_all = label.starts_with("通过各");
    let lead = &sentence[..sentence.len().min((claim.number.start - claim.sentence.start) as usize)];
    // 网站公开60条，微信公开40条，全年共计100条
    if label.is_empty() && claim.role == Role::Total {
        return true;
    }
    let of_all = ["政府信息", "政府信息中", "政府信息里", "信息中"].contains(&label)
        && (lead.ends_with("主动公开的") || lead.ends_with("主动公开"));
    (of_all || EVERYTHING.contains(&label))
        && !NARROW.iter().any(|word| lead.contains(word) && !(by_all && *word == "通过"))
}

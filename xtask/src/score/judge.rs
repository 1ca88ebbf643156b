//! Whether a defect was found: by its code, in its place, with its repair; and what else was said because of it.

use gouji_core::card::Severity;
use gouji_core::verdict::{At, Checked, Finding};

use super::Injected;
use super::defects::{Expected, Where};

/// What became of one defect.
pub(super) struct Judgement {
    /// A finding has one of its codes and its severity.
    pub(super) found: bool,
    pub(super) placed: bool,
    pub(super) repaired: bool,
    /// Codes of other errors and warnings that the clean report did not have.
    pub(super) companions: Vec<String>,
    /// For people, when something is amiss.
    pub(super) miss: Option<String>,
}

impl Judgement {
    pub(super) fn of(injected: &Injected, checked: &Checked, clean: &Checked) -> Self {
        let Injected { defect, expected, .. } = injected;
        let is_new =
            |finding: &&Finding| !clean.findings.iter().any(|old| old.fingerprint == finding.fingerprint);
        let new: Vec<&Finding> = checked.findings.iter().filter(is_new).collect();
        let has = |finding: &Finding, codes: &[&str]| {
            codes.iter().any(|code| finding.rule == *code || finding.also.iter().any(|also| also == code))
        };
        // A rule that may be less sure than its card says so by saying less; more is a fault.
        let fits = |finding: &&&Finding| {
            has(finding, defect.codes) && finding.severity <= defect.severity.max(Severity::Info)
        };
        let named: Vec<&&Finding> = new.iter().filter(fits).collect();
        let found = !named.is_empty();
        let placed = named.iter().any(|finding| is_at(finding, &expected.at));
        let repaired = named.iter().any(|finding| is_repaired(finding, expected));
        let companions: Vec<String> = new
            .iter()
            .filter(|finding| {
                finding.severity != Severity::Info
                    && !has(finding, defect.codes)
                    && !has(finding, defect.with)
            })
            .map(|finding| finding.rule.clone())
            .collect();
        let miss = (!found || !placed || !repaired || !companions.is_empty()).then(|| {
            let said: Vec<String> = new.iter().map(|finding| said(finding)).collect();
            let said = if said.is_empty() { "什么也没有说".to_owned() } else { said.join(" ‖ ") };
            let sentence = match expected.sentence.as_str() {
                "" => String::new(),
                sentence => format!("〔{sentence}〕"),
            };
            let repair = expected.repair_text();
            let path = checked.path.display();
            format!("{path}（{:?}）：应在{}，{repair}{said}{sentence}", injected.layout, expected.at)
        });
        Self { found, placed, repaired, companions, miss }
    }
}

fn said(finding: &Finding) -> String {
    let repair = finding.repair.as_ref().map(|repair| format!("（{}→{}）", repair.replace, repair.with));
    format!("{} {}{}", finding.rule, finding.message, repair.unwrap_or_default())
}

fn is_at(finding: &Finding, at: &Where) -> bool {
    let places = std::iter::once(&finding.at)
        .chain(finding.evidence.iter().map(|evidence| &evidence.at))
        .chain(finding.alternatives.iter().map(|other| &other.at));
    match at {
        Where::Anywhere => true,
        Where::Cell(table, row, column) => {
            places.into_iter().take(1).chain(finding.alternatives.iter().map(|other| &other.at)).any(|at| {
                at.table.as_deref() == Some(table)
                    && at.row.as_deref() == Some(row)
                    && at.col.as_deref() == Some(column)
            })
        }
        Where::Row(table, row) => {
            finding.at.table.as_deref() == Some(table) && finding.at.row.as_deref() == Some(row)
                || finding.at.excerpt.contains(row.as_str())
        }
        Where::Table(table) => finding.at.table.as_deref() == Some(table),
        Where::Part(part) => finding.at.part == Some(*part),
        Where::Words(words) => {
            let words = folded(words);
            if words.chars().all(|c| c.is_ascii_digit() || c == '.') {
                // A figure is itself, not part of a longer one.
                let holds = |text: &str| {
                    text.split(|c: char| !c.is_ascii_digit() && c != '.').any(|one| one == words)
                };
                return places.into_iter().any(|at| holds(&folded(&at.excerpt)))
                    || holds(&folded(&finding.message));
            }
            let holds = |at: &At| {
                let excerpt = folded(&at.excerpt);
                !excerpt.is_empty() && (excerpt.contains(&words) || words.contains(&excerpt))
            };
            places.into_iter().any(holds) || folded(&finding.message).contains(&words)
        }
    }
}

fn is_repaired(finding: &Finding, expected: &Expected) -> bool {
    let Some(with) = &expected.repair else { return true };
    let alternatives = finding.alternatives.iter().map(|other| &other.repair);
    // In prose a repair may name the measure word with the figure.
    let bare = |text: &str| text.trim_end_matches(|c: char| !c.is_ascii_alphanumeric()).to_owned();
    finding
        .repair
        .iter()
        .chain(alternatives)
        .any(|repair| repair.with == *with || bare(&repair.with) == *with)
}

/// Without white space and with one kind of punctuation, as layouts differ in both.
fn folded(text: &str) -> String {
    let fold = |c: char| match c {
        '，' => ',',
        '：' => ':',
        '（' => '(',
        '）' => ')',
        '；' => ';',
        c => c,
    };
    text.chars().filter(|c| !c.is_whitespace() && *c != '\u{a0}').map(fold).collect()
}

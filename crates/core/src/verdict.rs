//! What a check says in the end: the JSON contract `gouji.check/1` as types.
//!
//! Field names and values are fixed: other programs read them.

use std::path::{Path, PathBuf};

use serde::{Deserialize, Serialize};

use crate::card::{Certainty, Need, Severity};
use crate::finding::Repair;
use crate::form::Level;
use crate::seen::Seen;

/// The name and version of the contract.
pub const SCHEMA: &str = "gouji.check/1";

/// The same, line by line: [`Check::reports`] one by one between a line that begins and one that ends the run.
pub const LINES: &str = "gouji.lines/1";

/// A whole run.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize)]
pub struct Check {
    pub schema: String,
    pub tool: Tool,
    /// The profile, or `auto` when each report chose its own.
    pub profile: String,
    pub reports: Vec<Checked>,
    /// Those that the reports needed, by id.
    pub packs: Vec<PackUsed>,
    /// What the user should know of the run besides its findings.
    #[serde(default)]
    pub notices: Vec<Notice>,
    pub summary: Summary,
}

/// Something about the run itself: a waiver that no longer does anything, for one.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct Notice {
    pub kind: NoticeKind,
    /// One line in Chinese: what it is, where it stands and what to do about it.
    pub message: String,
}

#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum NoticeKind {
    /// A waiver whose day has passed: what it waived counts again.
    WaiverExpired,
    /// A waiver that matched nothing.
    WaiverStale,
    /// Profiles that apply to the same report say different things.
    ProfilesDisagree,
    /// A rule wants to take the place of another one and may not.
    NotReplaced,
    /// Another kind, of a newer version.
    #[serde(other)]
    Other,
}

/// What is known of a run besides its reports: the head of [`Check`], and the packs, which are known in the end.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize)]
pub struct Header {
    pub tool: Tool,
    pub profile: String,
    pub packs: Vec<PackUsed>,
}

#[derive(Debug, Clone, PartialEq, Serialize, Deserialize)]
pub struct Tool {
    pub name: String,
    pub version: String,
}

#[derive(Debug, Clone, PartialEq, Serialize, Deserialize)]
pub struct PackUsed {
    pub id: String,
    pub version: String,
    /// The number of rules, declared and coded.
    pub rules: usize,
    pub kind: PackKind,
    /// Of the library; of all its rule files for a pack without one.
    pub sha256: String,
    pub trust: PackTrust,
    /// Dictionaries that were changed or added since it was released or signed, by path in the installation.
    #[serde(default, skip_serializing_if = "Vec::is_empty")]
    pub edited: Vec<String>,
    /// Whose key it is signed by, in the words of those who trust the key.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub signed_by: Option<String>,
    /// Whether its code ran in processes of its own.
    pub isolated: bool,
}

/// Whether a pack can be traced to someone who is trusted.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum PackTrust {
    /// Linked into the binary.
    Builtin,
    /// As the program was released with it.
    Released,
    /// By a trusted key.
    Signed,
    /// By a key that nobody has said to trust.
    UnknownKey,
    Unsigned,
}

impl PackTrust {
    /// What is to be said of it beside the pack's name; nothing where all is well.
    pub const fn doubt(self) -> &'static str {
        match self {
            Self::Builtin | Self::Released | Self::Signed => "",
            Self::UnknownKey => "签名的密钥不在可信之列",
            Self::Unsigned => "没有签名",
        }
    }
}

#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "lowercase")]
pub enum PackKind {
    /// A dynamic library, with or without declared rules beside it.
    Plugin,
    /// Declared rules only.
    Rules,
    /// Linked into the binary.
    Builtin,
}

impl PackKind {
    pub const fn title(self) -> &'static str {
        match self {
            Self::Plugin => "动态库",
            Self::Rules => "声明式规则",
            Self::Builtin => "内置",
        }
    }
}

/// One report.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize)]
pub struct Checked {
    /// Written with replacement characters where the file system's name is no Unicode.
    #[serde(serialize_with = "lossy")]
    pub path: PathBuf,
    /// Of the file's bytes; empty where they could not be read.
    pub sha256: String,
    pub agency: AgencyOut,
    pub year: Option<u16>,
    pub edition: Option<String>,
    /// The profile that was used; of several the most particular.
    pub profile: String,
    /// All that were used, from general to particular.
    #[serde(skip_serializing_if = "Vec::is_empty", default)]
    pub profiles: Vec<String>,
    /// The packs that looked at it, by id.
    #[serde(skip_serializing_if = "Vec::is_empty", default)]
    pub packs: Vec<String>,
    /// Packs for it, or installed for its place, that did not.
    #[serde(skip_serializing_if = "Vec::is_empty", default)]
    pub packs_not_run: Vec<PackNotRun>,
    pub verdict: Verdict,
    pub findings: Vec<Finding>,
    pub rules: RulesRun,
    pub trouble: Vec<TroubleOut>,
    /// The tables as they were read, where an output asked for them.
    #[serde(skip)]
    pub seen: Option<Box<Seen>>,
}

fn lossy<S: serde::Serializer>(path: &Path, serializer: S) -> Result<S::Ok, S::Error> {
    serializer.collect_str(&path.display())
}

#[derive(Debug, Default, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct AgencyOut {
    pub name: Option<String>,
    pub level: Option<Level>,
    /// Of a department: of which government.
    #[serde(skip_serializing_if = "Option::is_none", default)]
    pub of: Option<Level>,
    pub division: Option<String>,
}

/// From good to bad; the worst that applies.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Serialize, Deserialize)]
#[serde(rename_all = "lowercase")]
pub enum Verdict {
    /// Everything was read and checked, and there is no error and no warning.
    Pass,
    Warn,
    Fail,
    /// Something was not read, not loaded or crashed: what was found stands, what was not found proves nothing.
    Incomplete,
    /// There is no report in it that can be read.
    Unreadable,
}

impl Verdict {
    pub const fn title(self) -> &'static str {
        ["通过", "有警告", "有错误", "检查不完整", "无法读取"][self as usize]
    }
}

#[derive(Debug, Clone, PartialEq, Serialize, Deserialize)]
pub struct Finding {
    /// The rule's code.
    pub rule: String,
    pub name: String,
    pub pack: String,
    pub severity: Severity,
    pub certainty: Certainty,
    pub title: String,
    pub message: String,
    pub basis: String,
    pub at: At,
    pub also: Vec<String>,
    pub evidence: Vec<EvidenceOut>,
    pub repair: Option<Repair>,
    /// Other repairs that are as good.
    #[serde(skip_serializing_if = "Vec::is_empty", default)]
    pub alternatives: Vec<Alternative>,
    pub fingerprint: String,
    /// Somebody answers for its standing as it is: it is shown, and counts for nothing.
    #[serde(skip_serializing_if = "Option::is_none", default)]
    pub waived: Option<Waived>,
    /// It stands in the baseline: it is shown, and counts for nothing.
    #[serde(skip_serializing_if = "std::ops::Not::not", default)]
    pub known: bool,
}

impl Finding {
    /// Whether it counts for verdict and exit status.
    pub fn counts(&self) -> bool {
        self.waived.is_none() && !self.known
    }
}

/// Why a finding is waived, as the profile says.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct Waived {
    pub reason: String,
    pub owner: String,
    /// The last day on which it is, `2027-03-31`.
    pub expires: String,
}

/// Another set of cells which, changed, satisfies every equation too.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize)]
pub struct Alternative {
    pub at: At,
    pub repair: Repair,
}

/// Where something stands, for a person: line and column (both from 1, in characters) of the plain text that
/// `gouji read --format plain` prints, the place in the form, and the place in the source.
#[derive(Debug, Default, Clone, PartialEq, Serialize, Deserialize)]
pub struct At {
    pub line: u32,
    pub column: u32,
    #[serde(skip_serializing_if = "Option::is_none", default)]
    pub part: Option<u8>,
    #[serde(skip_serializing_if = "Option::is_none", default)]
    pub table: Option<String>,
    #[serde(skip_serializing_if = "Option::is_none", default)]
    pub row: Option<String>,
    #[serde(skip_serializing_if = "Option::is_none", default)]
    pub col: Option<String>,
    /// The words at this place; empty where there are none.
    pub excerpt: String,
    /// The place in words that a clerk finds it by: `第一部分，第3段，“收到申请312件”`, `表三，（七）总计，自然人`. What
    /// stands in quotes stands so in the report, to be pasted into a program's search; empty where there is no place.
    #[serde(skip_serializing_if = "String::is_empty", default)]
    pub in_words: String,
    pub origin: Origin,
    /// The line that it stands in and the bytes of that line to underline, for output to a terminal.
    #[serde(skip)]
    pub context: Context,
}

/// The line around a place.
#[derive(Debug, Default, Clone, PartialEq)]
pub struct Context {
    pub line: String,
    /// Bytes of `line`.
    pub start: usize,
    pub end: usize,
}

/// Where it stands in the source file, in the terms of the format.
#[derive(Debug, Default, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct Origin {
    /// `text`, `html`, `docx`, `xlsx`, `pdf` ...
    #[serde(skip_serializing_if = "String::is_empty", default)]
    pub format: String,
    /// Of a document without pages: the paragraph outside tables, from 1.
    #[serde(skip_serializing_if = "Option::is_none", default)]
    pub paragraph: Option<u32>,
    /// Of a document without pages: the table, the row of it and the cell of that, each from 1.
    #[serde(skip_serializing_if = "Option::is_none", default)]
    pub table_cell: Option<[u32; 3]>,
    /// Of a workbook: the sheet's name.
    #[serde(skip_serializing_if = "Option::is_none", default)]
    pub sheet: Option<String>,
    /// Of a workbook: `B5`.
    #[serde(skip_serializing_if = "Option::is_none", default)]
    pub cell: Option<String>,
    /// Of a document with pages: the page, from 1.
    #[serde(skip_serializing_if = "Option::is_none", default)]
    pub page: Option<u32>,
    /// On that page: left, top, right, bottom, in points from its upper left corner.
    #[serde(rename = "box", skip_serializing_if = "Option::is_none", default)]
    pub area: Option<[i32; 4]>,
    /// The first byte in the file.
    #[serde(skip_serializing_if = "Option::is_none", default)]
    pub byte: Option<u64>,
    /// The number of bytes.
    #[serde(skip_serializing_if = "Option::is_none", default)]
    pub length: Option<u64>,
}

#[derive(Debug, Clone, PartialEq, Serialize, Deserialize)]
pub struct EvidenceOut {
    pub text: String,
    pub at: At,
}

#[derive(Debug, Default, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct RulesRun {
    pub checked: usize,
    pub not_applicable: usize,
    /// Switched off by the profile.
    #[serde(default)]
    pub off: usize,
    pub could_not_check: Vec<NotChecked>,
    #[serde(skip_serializing_if = "Vec::is_empty", default)]
    pub replaced: Vec<Replaced>,
    pub crashed: Vec<Crash>,
}

/// A rule that applies but lacks what it needs.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct NotChecked {
    /// Its code.
    pub rule: String,
    /// A Chinese sentence.
    pub why: String,
    /// What would have to be given, where nothing of the kind was.
    #[serde(skip_serializing_if = "Option::is_none", default)]
    pub need: Option<Need>,
}

/// A rule that was not checked because another one took its place.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct Replaced {
    pub rule: String,
    pub by: String,
}

/// A pack that did not look at a report, with the reason.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct PackNotRun {
    pub id: String,
    pub why: String,
}

/// A rule or pack that failed: our fault, not the report's.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct Crash {
    /// The rule's code, or the pack's id.
    pub rule: String,
    pub why: String,
}

#[derive(Debug, Clone, PartialEq, Serialize, Deserialize)]
pub struct TroubleOut {
    pub message: String,
    pub at: At,
    /// Part of the report may have been lost.
    pub blocking: bool,
}

/// Counts over a run: reports by verdict, findings by severity. Findings that are waived or known count as that only.
#[derive(Debug, Default, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct Summary {
    pub reports: usize,
    pub fail: usize,
    pub warn: usize,
    pub pass: usize,
    pub incomplete: usize,
    pub unreadable: usize,
    pub error: usize,
    pub warning: usize,
    pub info: usize,
    #[serde(default)]
    pub waived: usize,
    /// In the baseline, and still there.
    #[serde(default)]
    pub known: usize,
    /// In the baseline, and no longer found in a report of this run.
    #[serde(default)]
    pub gone: usize,
}

impl Summary {
    pub fn count(&mut self, checked: &Checked) {
        self.reports += 1;
        *match checked.verdict {
            Verdict::Pass => &mut self.pass,
            Verdict::Warn => &mut self.warn,
            Verdict::Fail => &mut self.fail,
            Verdict::Incomplete => &mut self.incomplete,
            Verdict::Unreadable => &mut self.unreadable,
        } += 1;
        for finding in &checked.findings {
            *match finding.severity {
                _ if finding.waived.is_some() => &mut self.waived,
                _ if finding.known => &mut self.known,
                Severity::Error => &mut self.error,
                Severity::Warning => &mut self.warning,
                Severity::Info => &mut self.info,
            } += 1;
        }
    }
}

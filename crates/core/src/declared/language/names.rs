//! What the names in a sentence stand for: rows and columns of a table, its cells, and what the prose counts.

use super::{Axis, plain};
use crate::claims::Subject;
use crate::declared::{nearest, suggestion};
use crate::form::{CellId, Edition, Label, RequestLine, Table};

/// Names of 表三 that stand for several rows. 其他处理 is one row in the 2019 form and three in the 2021 form; an
/// equation takes those that the report's form has.
const GROUPS: [(&str, &[RequestLine]); 4] = [
    (
        "不予公开",
        &[
            RequestLine::StateSecret,
            RequestLine::LawProhibited,
            RequestLine::PublicSecurity,
            RequestLine::ThirdParty,
            RequestLine::InternalAffairs,
            RequestLine::ProcessInfo,
            RequestLine::EnforcementFile,
            RequestLine::AdminQuery,
        ],
    ),
    ("无法提供", &[RequestLine::NotHeld, RequestLine::NeedsCreation, RequestLine::Unclear]),
    (
        "不予处理",
        &[
            RequestLine::Petition,
            RequestLine::Repeat,
            RequestLine::Publication,
            RequestLine::Excessive,
            RequestLine::Confirmation,
        ],
    ),
    (
        "其他处理",
        &[RequestLine::Other, RequestLine::NoCorrection, RequestLine::NoPayment, RequestLine::OtherReason],
    ),
];

/// Short names of what the prose counts, besides the titles and keys of [`Subject`].
const SUBJECTS: [(&str, Subject); 27] = [
    ("收到申请", Subject::RequestsReceived),
    ("办结申请", Subject::RequestsHandled),
    ("上年结转", Subject::RequestsCarriedIn),
    ("结转下年度", Subject::RequestsCarriedOut),
    ("自然人", Subject::ByNaturalPerson),
    ("法人或其他组织", Subject::ByOrganisation),
    ("商业企业", Subject::ByCommercial),
    ("科研机构", Subject::ByResearch),
    ("社会公益组织", Subject::ByWelfare),
    ("法律服务机构", Subject::ByLegalService),
    ("办结率", Subject::ResponseRate),
    ("行政复议", Subject::Reconsideration),
    ("行政诉讼", Subject::Litigation),
    ("主动公开", Subject::DisclosedTotal),
    ("制发规章", Subject::RulesIssued),
    ("废止规章", Subject::RulesRepealed),
    ("制发规范性文件", Subject::DocumentsIssued),
    ("废止规范性文件", Subject::DocumentsRepealed),
    ("现行有效规范性文件", Subject::DocumentsInForce),
    ("行政许可", Subject::LicensingDecisions),
    ("行政处罚", Subject::PenaltyDecisions),
    ("行政强制", Subject::CoercionDecisions),
    ("政务新媒体", Subject::MediaAccounts),
    ("公报", Subject::Bulletins),
    ("解读", Subject::Interpretations),
    ("收到留言", Subject::MessagesReceived),
    ("答复留言", Subject::MessagesAnswered),
];

/// Prefix of what stands in the same body's report of the year before.
pub const LAST_YEAR: [&str; 2] = ["上年", "last_year"];
/// Prefix of what the prose counts.
pub const PROSE: [&str; 2] = ["正文", "prose"];

/// What a name stands for.
pub(super) enum Named {
    /// Rows or columns, or both where the name is that of a row and of a column.
    Line {
        table: Table,
        rows: Option<Line>,
        columns: Option<Line>,
        last_year: bool,
    },
    Cells {
        title: String,
        cells: Vec<CellId>,
        last_year: bool,
    },
    Said {
        subject: Subject,
        last_year: bool,
    },
}

pub(super) type Line = (&'static str, Vec<u8>);

/// Looks a name up; `home` is the table that the rule is about. What is wrong with it is said in Chinese.
pub(super) fn find(name: &str, home: Option<Table>) -> Result<Named, String> {
    let whole = plain(name).replace('·', ".");
    let mut rest = whole.as_str();
    let last_year = strip(&mut rest, &LAST_YEAR);
    if strip(&mut rest, &PROSE) {
        return said(rest).map(|subject| Named::Said { subject, last_year });
    }
    let prefix = Table::ALL.into_iter().find(|table| strip(&mut rest, table.names()));
    if let Some((head, _)) = rest.split_once('.').filter(|_| prefix.is_none() && rest.starts_with('表')) {
        let names = Table::ALL.map(Table::title);
        let hint = suggestion(nearest(head, names));
        return Err(format!("没有名为“{head}”的表，有表二、表三、表四{hint}"));
    }
    let tables: Vec<Table> = match prefix.or(home) {
        Some(table) => vec![table],
        None => Table::ALL.to_vec(),
    };
    if let Some(table) = prefix.or(home) {
        let [rows, columns] = [Axis::Rows, Axis::Columns].map(|axis| lines_named(rest, table, axis));
        if rows.is_some() || columns.is_some() {
            return Ok(Named::Line { table, rows, columns, last_year });
        }
    }
    // A row and a column of the rule's own table, then of any.
    let elsewhere = Table::ALL.into_iter().filter(|table| prefix.is_none() && !tables.contains(table));
    let mut found = tables.iter().copied().filter_map(|table| cell(rest, table));
    let mut elsewhere = elsewhere.filter_map(|table| cell(rest, table));
    let Some((table, row, column)) = found.next().or_else(|| elsewhere.next()) else {
        return Err(unknown(name, rest, &tables, prefix.or(home)));
    };
    if let Some((other, ..)) = found.next() {
        let titles = [table.title(), other.title()];
        let message =
            format!("“{name}”{}、{}都有，请写明是哪张表，如 {}.{rest}", titles[0], titles[1], titles[0]);
        return Err(message);
    }
    let cells: Vec<CellId> = row
        .1
        .iter()
        .flat_map(|&row| column.1.iter().map(move |&column| CellId { table, row, column }))
        .filter(|cell| in_some_form(*cell))
        .collect();
    if cells.is_empty() {
        return Err(format!("{}的“{}”行没有“{}”这一格", table.title(), row.0, column.0));
    }
    let own = format!("{}·{}", row.0, column.0);
    let title =
        if prefix.is_some() || home != Some(table) { format!("{}·{own}", table.title()) } else { own };
    Ok(Named::Cells { title, cells, last_year })
}

/// Every name of something that the prose counts, with what it is; the first of each is that of messages.
pub fn subjects() -> impl Iterator<Item = (Subject, Vec<&'static str>)> {
    Subject::ALL.iter().filter(|subject| **subject != Subject::Unknown).map(|&subject| {
        let short = SUBJECTS.iter().filter(move |(_, of)| *of == subject).map(|(name, _)| *name);
        (subject, [subject.title()].into_iter().chain(short).chain([subject.key()]).collect())
    })
}

/// Names of several rows of 表三 at once, with their rows.
pub fn groups() -> impl Iterator<Item = (&'static str, &'static [RequestLine])> {
    GROUPS.into_iter()
}

/// Whether the form of some year has a cell.
pub(crate) fn in_some_form(cell: CellId) -> bool {
    [Edition::E2019, Edition::E2021].iter().any(|&edition| cell.table.expects(edition, cell.row, cell.column))
}

fn said(name: &str) -> Result<Subject, String> {
    let found = subjects().find(|(_, names)| names.contains(&name));
    found.map(|(subject, _)| subject).ok_or_else(|| {
        let names = subjects().flat_map(|(_, names)| names);
        let hint = suggestion(nearest(name, names));
        format!("正文的数里没有名为“{name}”的{hint}")
    })
}

/// Takes one of some prefixes and the point behind it off a name.
fn strip(name: &mut &str, prefixes: &[&str]) -> bool {
    let behind = prefixes.iter().find_map(|prefix| name.strip_prefix(prefix)?.strip_prefix('.'));
    if let Some(behind) = behind {
        *name = behind;
    }
    behind.is_some()
}

/// A row and a column, wherever the point between them is: labels have points too.
fn cell(name: &str, table: Table) -> Option<(Table, Line, Line)> {
    name.match_indices('.').find_map(|(at, point)| {
        let row = lines_named(&name[..at], table, Axis::Rows)?;
        let column = lines_named(&name[at + point.len()..], table, Axis::Columns)?;
        Some((table, row, column))
    })
}

fn unknown(name: &str, rest: &str, tables: &[Table], table: Option<Table>) -> String {
    let of = |axis| tables.iter().flat_map(move |&table| names(table, axis));
    if let Some((row, column)) = rest.rsplit_once('.') {
        let where_ = table.map_or("三张表都", Table::title);
        let is = |name: &str, axis| tables.iter().any(|&table| lines_named(name, table, axis).is_some());
        if is(row, Axis::Columns) && is(column, Axis::Rows) {
            return format!("先写行、后写列，应为 {column}.{row}");
        }
        let (wrong, kind, axis) = match is(row, Axis::Rows) {
            true => (column, "列", Axis::Columns),
            false => (row, "行", Axis::Rows),
        };
        return format!("{where_}没有名为“{wrong}”的{kind}{}", suggestion(nearest(wrong, of(axis))));
    }
    let all = || [Axis::Rows, Axis::Columns].into_iter().flat_map(of);
    let Some(table) = table else {
        let known = Table::ALL.into_iter().find(|&table| {
            [Axis::Rows, Axis::Columns].iter().any(|&axis| lines_named(rest, table, axis).is_some())
        });
        return match known {
            Some(table) => {
                let title = table.title();
                format!("“{name}”没有写明是哪张表：写 table = \"{title}\"，或者写作 {title}.{name}")
            }
            None => format!("没有名为“{name}”的行、列或正文的数{}", suggestion(nearest(rest, all()))),
        };
    };
    format!("{}没有名为“{name}”的行或列{}", table.title(), suggestion(nearest(rest, all())))
}

/// The index in the form of the rows or columns that a name stands for.
pub fn lines_named(name: &str, table: Table, axis: Axis) -> Option<Line> {
    let wanted = plain(name);
    if axis == Axis::Rows
        && table == Table::Requests
        && let Some((title, lines)) = GROUPS.iter().find(|(title, _)| *title == wanted)
    {
        return Some((title, lines.iter().map(|&line| line as u8).collect()));
    }
    let matches =
        |label: &Label| plain(label.title) == wanted || label.key == wanted || plain(label.printed) == wanted;
    // A title goes before another line's printed label: 其他 is a column before it is the row “3.其他”.
    let labels = labels(table, axis);
    let at = labels
        .iter()
        .position(|label| plain(label.title) == wanted)
        .or_else(|| labels.iter().position(matches))?;
    Some((labels[at].title, vec![at as u8]))
}

/// Every name that the language knows of a table's rows or columns.
pub fn names(table: Table, axis: Axis) -> impl Iterator<Item = &'static str> {
    let groups = if axis == Axis::Rows && table == Table::Requests { &GROUPS[..] } else { &[] };
    labels(table, axis).iter().map(|label| label.title).chain(groups.iter().map(|(title, _)| *title))
}

fn labels(table: Table, axis: Axis) -> &'static [Label] {
    match axis {
        Axis::Rows => table.rows(),
        Axis::Columns => table.columns(),
    }
}

//! Copies of files with what was found as comments.

use axum::response::Response;
use gouji_annotate::Comment;
use gouji_core::card::Severity;
use gouji_core::verdict::Checked;
use gouji_reader::source::Limits;
use gouji_render::comment;

use crate::problem::Problem;
use crate::routes::file;

/// A kind of file that comments are written into: how its name ends, and what browsers call it.
struct Kind {
    ending: &'static str,
    media: &'static str,
}

const KINDS: [Kind; 2] = [
    Kind { ending: "docx", media: "application/vnd.openxmlformats-officedocument.wordprocessingml.document" },
    Kind { ending: "xlsx", media: "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet" },
];

fn kind(checked: &Checked) -> Option<&'static Kind> {
    let troubles = checked.trouble.iter().map(|trouble| &trouble.at);
    let places = checked.findings.iter().map(|finding| &finding.at).chain(troubles);
    let format = places.map(|at| at.origin.format.as_str()).find(|format| !format.is_empty())?;
    KINDS.iter().find(|kind| kind.ending == format)
}

/// Whether a file is of a kind that can be marked, by what was found in it.
pub(crate) fn can_be(checked: &Checked) -> bool {
    kind(checked).is_some()
}

/// A copy with what counts and is no mere hint, and with what could not be read.
pub(crate) fn copy(bytes: &[u8], checked: &Checked, limits: &Limits) -> Result<Response, Problem> {
    let kind = kind(checked).ok_or_else(|| Problem::asked("这种格式的文件里写不进批注"))?;
    let lost = checked.trouble.iter().filter(|trouble| trouble.blocking);
    let lost = lost
        .map(|trouble| Comment { origin: trouble.at.origin.clone(), lines: comment::of_trouble(trouble) });
    let found = checked.findings.iter();
    let found = found.filter(|finding| finding.counts() && finding.severity > Severity::Info);
    let found = found
        .map(|finding| Comment { origin: finding.at.origin.clone(), lines: comment::of_finding(finding) });
    let comments: Vec<Comment> = lost.chain(found).collect();
    let copy = match kind.ending {
        "docx" => gouji_annotate::docx(bytes, limits, &comments, &[]).map(|(copy, _)| copy),
        _ => gouji_annotate::xlsx(bytes, &comments),
    };
    let copy = copy.map_err(|cause| Problem::asked(cause.to_string()))?;
    Ok(file(&format!("{}-批注.{}", checked.path.with_extension("").display(), kind.ending), kind.media, copy))
}

//! `gouji annotate`: a copy of the report's own file, with what was found as comments.

use std::fs;
use std::path::{Path, PathBuf};

use gouji_annotate::Comment;
use gouji_core::card::Severity;
use gouji_core::verdict::{Checked, Verdict};
use gouji_engine::Input;
use gouji_reader::source::Limits;
use gouji_render::comment;

use super::check::Floor;
use crate::args::Global;
use crate::failure::Failure;
use crate::subjects::{Opened, Subjects};
use crate::{files, terminal};

#[derive(Debug, clap::Args)]
#[command(next_help_heading = "选项")]
pub(crate) struct Args {
    #[command(flatten)]
    subjects: Subjects,
    /// 副本写到这个文件（DOCX），原来的文件不动
    #[arg(long, value_name = "文件")]
    output: PathBuf,
    /// 批注哪一级以上的问题：error、warning、info（默认 warning）
    #[arg(
        long,
        value_name = "级别",
        default_value = "warning",
        hide_default_value = true,
        hide_possible_values = true
    )]
    severity: Floor,
}

/// Exit status 3 where the report was not read or checked whole: the copy then lacks what is wrong there.
pub(crate) fn run(args: &Args, global: &Global) -> Result<u8, Failure> {
    let opened = args.subjects.open(global, false)?;
    let path = only_file(&opened)?;
    if same(&path, &args.output) {
        let why = "--output 就是原来的文件；请写另一个文件名，原来的文件不会改动";
        return Err(Failure::Usage(why.to_owned()));
    }
    let unreadable = |why: String| Failure::Unreadable { path: path.clone(), why };
    let bytes = fs::read(&path).map_err(|cause| unreadable(cause.to_string()))?;
    let checked = check(&opened);
    opened.say_doubts();
    if checked.verdict == Verdict::Unreadable {
        let why = checked.trouble.first().map(|trouble| trouble.message.clone());
        return Err(unreadable(why.unwrap_or_default()));
    }
    if gouji_engine::manifest::sha256(&bytes) != checked.sha256 {
        return Err(unreadable("检查的时候文件被改动了；请再运行一次".to_owned()));
    }
    let comments = comments(&checked, args.severity.into());
    let copy = gouji_annotate::docx(&bytes, &Limits::default(), &comments)
        .map_err(|cause| unreadable(format!("{cause}；现在只能批注 DOCX，别的格式请先另存为 DOCX")))?;
    files::write_bytes(&args.output, &copy)?;
    let (count, verdict) = (comments.len(), checked.verdict.title());
    terminal::say(format_args!("{verdict}：{count} 条批注已写入 {}", args.output.display()));
    Ok(if checked.verdict == Verdict::Incomplete { 3 } else { 0 })
}

/// The one file that is to be copied.
fn only_file(opened: &Opened) -> Result<PathBuf, Failure> {
    match opened.inputs.as_slice() {
        [Input::File(path)] => Ok(path.clone()),
        inputs => Err(Failure::Usage(format!("gouji annotate 一次批注一个文件，这里有 {} 个", inputs.len()))),
    }
}

fn same(one: &Path, other: &Path) -> bool {
    matches!((fs::canonicalize(one), fs::canonicalize(other)), (Ok(one), Ok(other)) if one == other)
}

fn check(opened: &Opened) -> Checked {
    let mut answer = None;
    opened.session.check_all(&opened.inputs, opened.beside(None), 1, &mut |checked| answer = Some(checked));
    answer.expect("every input has its answer")
}

/// What counts and is bad enough, and what could not be read, in the order of the report.
fn comments(checked: &Checked, floor: Severity) -> Vec<Comment> {
    let lost = checked.trouble.iter().filter(|trouble| trouble.blocking);
    let lost = lost
        .map(|trouble| Comment { origin: trouble.at.origin.clone(), lines: comment::of_trouble(trouble) });
    let found = checked.findings.iter().filter(|finding| finding.counts() && finding.severity >= floor);
    let found = found
        .map(|finding| Comment { origin: finding.at.origin.clone(), lines: comment::of_finding(finding) });
    lost.chain(found).collect()
}

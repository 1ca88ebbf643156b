//! `gouji annotate`: a copy of the report's own file, with what was found as comments.

use std::fs;
use std::path::{Path, PathBuf};

use gouji_annotate::{CellRepair, Comment, Mark, Page};
use gouji_core::card::Severity;
use gouji_core::verdict::{Checked, Finding, Verdict};
use gouji_reader::document::{Document, Format};
use gouji_reader::source::Limits;
use gouji_render::comment;

use super::check::Floor;
use crate::args::Global;
use crate::failure::Failure;
use crate::repairs::{self, Subject};
use crate::subjects::{Opened, Subjects};
use crate::{files, terminal};

#[derive(Debug, clap::Args)]
#[command(next_help_heading = "选项")]
pub(crate) struct Args {
    #[command(flatten)]
    subjects: Subjects,
    /// 副本写到这个文件：DOCX、XLSX 的还是 DOCX、XLSX，其他格式的是网页（.html）；原来的文件不动
    #[arg(long, value_name = "文件")]
    output: PathBuf,
    /// 算得准的格子同时改好，作为修订，可以接受或拒绝（DOCX）
    #[arg(long)]
    fix: bool,
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
    let path = repairs::only_file(&opened, "gouji annotate 一次批注一个文件")?;
    if same(&path, &args.output) {
        let why = "--output 就是原来的文件；请写另一个文件名，原来的文件不会改动";
        return Err(Failure::Usage(why.to_owned()));
    }
    let subject = Subject::read(&opened, path)?;
    let copy = Copy::of(subject.document.format, &args.output)?;
    if args.fix && copy != Copy::Docx {
        let why = "--fix 只用于 DOCX（改动作为修订）；文本和网页请用 gouji fix";
        return Err(Failure::Usage(why.to_owned()));
    }
    let Subject { path, bytes, checked, document } = &subject;
    let failed = |cause: gouji_annotate::AnnotateError| Failure::Unreadable {
        path: path.clone(),
        why: cause.to_string(),
    };
    let floor = args.severity.into();
    let comments = comments(checked, floor);
    let mut fixed = 0;
    let copy = match copy {
        Copy::Docx => {
            let repairs = if args.fix { cell_repairs(&opened, bytes, checked) } else { Vec::new() };
            let (copy, count) =
                gouji_annotate::docx(bytes, &Limits::default(), &comments, &repairs).map_err(failed)?;
            fixed = count;
            copy
        }
        Copy::Xlsx => gouji_annotate::xlsx(bytes, &comments).map_err(failed)?,
        Copy::Page => page(path, checked, document, floor).into_bytes(),
    };
    files::write_bytes(&args.output, &copy)?;
    let (count, verdict) = (comments.len(), checked.verdict.title());
    let changes = if args.fix { format!("、{fixed} 处修订") } else { String::new() };
    terminal::say(format_args!("{verdict}：{count} 条批注{changes}已写入 {}", args.output.display()));
    Ok(if checked.verdict == Verdict::Incomplete { 3 } else { 0 })
}

fn same(one: &Path, other: &Path) -> bool {
    matches!((fs::canonicalize(one), fs::canonicalize(other)), (Ok(one), Ok(other)) if one == other)
}

/// What kind of copy there is to be.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
enum Copy {
    Docx,
    Xlsx,
    Page,
}

impl Copy {
    /// As the name of the copy says; a copy is called what it is.
    fn of(format: Format, output: &Path) -> Result<Self, Failure> {
        let ending = output.extension().unwrap_or_default().to_string_lossy().to_ascii_lowercase();
        let wrong = |what: &str, endings: &str| {
            Err(Failure::Usage(format!(
                "{what}，--output 的文件名请以 {endings} 结尾（现在是 {}）",
                output.display()
            )))
        };
        match (format, ending.as_str()) {
            (_, "html" | "htm") => Ok(Self::Page),
            (Format::Docx, "docx" | "docm") => Ok(Self::Docx),
            (Format::Xlsx, "xlsx" | "xlsm") => Ok(Self::Xlsx),
            (Format::Docx, _) => wrong("这是 Word 文件", ".docx 或 .html"),
            (Format::Xlsx, _) => wrong("这是 Excel 工作簿", ".xlsx 或 .html"),
            _ => wrong("这种格式的文件里写不进批注，批注写在网页里", ".html"),
        }
    }
}

/// What counts and is bad enough, in the order of the report.
fn found(checked: &Checked, floor: Severity) -> impl Iterator<Item = &Finding> {
    checked.findings.iter().filter(move |finding| finding.counts() && finding.severity >= floor)
}

/// What was found, behind what could not be read.
fn comments(checked: &Checked, floor: Severity) -> Vec<Comment> {
    let lost = checked.trouble.iter().filter(|trouble| trouble.blocking);
    let lost = lost
        .map(|trouble| Comment { origin: trouble.at.origin.clone(), lines: comment::of_trouble(trouble) });
    let found = found(checked, floor)
        .map(|finding| Comment { origin: finding.at.origin.clone(), lines: comment::of_finding(finding) });
    lost.chain(found).collect()
}

/// Cells of which it is certain what should stand there: none for which two findings want different things, and none that
/// would have to be changed together with others.
fn cell_repairs(opened: &Opened, bytes: &[u8], checked: &Checked) -> Vec<CellRepair> {
    let mut repairs: Vec<CellRepair> = Vec::new();
    let mut doubtful = Vec::new();
    for (finding, repair) in repairs::certain(checked).filter(|(finding, _)| repairs::is_cell(finding)) {
        let origin = &finding.at.origin;
        match repairs.iter().find(|known| known.origin == *origin) {
            Some(known) if known.with == repair.with => {}
            Some(_) => doubtful.push(origin),
            None => repairs.push(CellRepair {
                origin: origin.clone(),
                replace: repair.replace.clone(),
                with: repair.with.clone(),
            }),
        }
    }
    repairs.retain(|repair| !doubtful.contains(&&repair.origin) && helps(opened, bytes, checked, repair));
    repairs
}

/// Whether the report is better with that repair alone.
fn helps(opened: &Opened, bytes: &[u8], checked: &Checked, repair: &CellRepair) -> bool {
    let copy = gouji_annotate::docx(bytes, &Limits::default(), &[], std::slice::from_ref(repair));
    copy.is_ok_and(|(copy, count)| count > 0 && repairs::is_better(opened, checked, &copy, true).is_some())
}

/// The report as a page.
fn page(path: &Path, checked: &Checked, document: &Document, floor: Severity) -> String {
    let lines = repairs::Lines::of(&document.text);
    let lost = checked.trouble.iter().filter(|trouble| trouble.blocking);
    let lost = lost.map(|trouble| Mark {
        place: lines.place(&trouble.at),
        class: "lost",
        lines: comment::of_trouble(trouble),
    });
    let found = found(checked, floor).map(|finding| Mark {
        place: lines.place(&finding.at),
        class: finding.severity.key(),
        lines: comment::of_finding(finding),
    });
    let mut marks: Vec<Mark> = lost.chain(found).collect();
    marks.sort_by_key(|mark| mark.place.as_ref().map(|place| place.start));
    let file = path.file_name().unwrap_or_default().to_string_lossy();
    let name = checked.agency.name.as_deref().filter(|name| !name.is_empty()).unwrap_or(&file);
    let head = vec![
        format!("文件：{file}　结论：{}　批注 {} 条", checked.verdict.title(), marks.len()),
        "这是从文件里读到的内容，不是原来的排版；底色是有问题的地方，下面的框里写着错在哪里、应为多少、依据什么。".to_owned(),
    ];
    gouji_annotate::page(document, &Page { title: &format!("{name}：批注"), head, marks })
}

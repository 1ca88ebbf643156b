//! `gouji fix`: figures that are certain put right in a new file, and shown line by line.

use std::path::PathBuf;

use encoding_rs::Encoding;
use gouji_annotate::{Fix, fixed};
use gouji_core::card::Severity;
use gouji_core::verdict::{Checked, Finding, Verdict};
use gouji_engine::Input;
use gouji_reader::document::Format;
use gouji_render::{changed, finding};

use crate::args::Global;
use crate::failure::Failure;
use crate::repairs::{self, Subject};
use crate::subjects::{Opened, Subjects};
use crate::{files, overwrites, terminal};

pub(crate) const EXAMPLES: &str = "\
例子：
  gouji fix 年报.txt                             只看会改什么
  gouji fix 年报.html --output 年报-改.html      写成新文件，原来的文件不动
";

#[derive(Debug, clap::Args)]
#[command(next_help_heading = "选项")]
pub(crate) struct Args {
    #[command(flatten)]
    subjects: Subjects,
    /// 改好的写到这个文件（默认：只显示会改什么）
    #[arg(long, value_name = "文件")]
    output: Option<PathBuf>,
    /// 正文里的数也改（默认只改表里的格子）
    #[arg(long)]
    prose: bool,
}

/// Exit status 3 where the report was not read or checked whole.
pub(crate) fn run(args: &Args, global: &Global) -> Result<u8, Failure> {
    let opened = args.subjects.open(global, false)?;
    let path = repairs::only_file(&opened, "gouji fix 一次改一个文件")?;
    if let Some(output) = &args.output {
        overwrites::refuse(std::iter::once(output.as_path()), || args.subjects.read(&opened.inputs, None))?;
    }
    let subject = Subject::read(&opened, path)?;
    if !matches!(subject.document.format, Format::Text | Format::Html) {
        let why = "gouji fix 改文本和网页；Word 文件请用 gouji annotate --fix（改动作为修订），别的格式请在原来的程序里改";
        return Err(Failure::Usage(why.to_owned()));
    }
    let done = put_right(&subject, args.prose);
    let before = &subject.checked;
    if done.bytes == subject.bytes {
        say_left(&done.left);
        terminal::say(format_args!("没有可以改的：{}", counts(before)));
        return Ok(status(before));
    }
    let after = check_again(&opened, &done.bytes);
    if !is_better(before, &after) {
        return Err(Failure::Unreadable {
            path: subject.path,
            why: "照这些修正改了以后并没有变好，没有改；请在原文件里核对后改".to_owned(),
        });
    }
    let [old, new] = [&subject.bytes, &done.bytes].map(|bytes| decoded(bytes, subject.document.encoding));
    terminal::print(&changed::lines(&old, &new))?;
    say_left(&done.left);
    let rest = counts(&after);
    match &args.output {
        Some(output) => {
            files::write_bytes(output, &done.bytes)?;
            terminal::say(format_args!("{} 处修正已写入 {}；改后：{rest}", done.count, output.display()));
        }
        None => {
            terminal::say(format_args!("可以改 {} 处（加 --output 写成新文件）；改后：{rest}", done.count))
        }
    }
    Ok(status(&after))
}

/// The file with what was put right, and what was not.
struct Done<'c> {
    bytes: Vec<u8>,
    count: usize,
    left: Vec<(&'c Finding, &'static str)>,
}

fn put_right(subject: &Subject, prose: bool) -> Done<'_> {
    let Subject { bytes, checked, document, .. } = subject;
    let mut meant = Vec::new();
    let mut fixes: Vec<Fix> = Vec::new();
    for (finding, repair) in repairs::certain(checked) {
        let cell = repairs::is_cell(finding);
        let origin = &finding.at.origin;
        let (Some(byte), Some(length)) = (origin.byte, origin.length) else { continue };
        let place = byte as usize..(byte + length) as usize;
        let fix = Fix { place, replace: repair.replace.clone(), with: repair.with.clone(), cell };
        // Several findings may say the same of a cell.
        if (cell || prose) && !fixes.contains(&fix) {
            fixes.push(fix);
            meant.push(finding);
        }
    }
    let fixed = fixed(bytes, document.format, document.encoding, &fixes);
    let left: Vec<(&Finding, &'static str)> =
        fixed.left.iter().map(|&(nth, why)| (meant[nth], why)).collect();
    Done { bytes: fixed.bytes, count: fixes.len() - left.len(), left }
}

/// The new file is held to what the old one was.
fn check_again(opened: &Opened, bytes: &[u8]) -> Checked {
    repairs::check(opened, &[Input::Stdin(bytes.to_vec())])
}

fn of(checked: &Checked, severity: Severity) -> usize {
    checked.findings.iter().filter(|finding| finding.counts() && finding.severity == severity).count()
}

/// Fewer errors, or as many and fewer warnings; and as much was read.
fn is_better(before: &Checked, after: &Checked) -> bool {
    let weight =
        |checked: &Checked| [Severity::Error, Severity::Warning].map(|severity| of(checked, severity));
    let whole = |checked: &Checked| !matches!(checked.verdict, Verdict::Incomplete | Verdict::Unreadable);
    weight(after) < weight(before) && (whole(after) || !whole(before))
}

fn counts(checked: &Checked) -> String {
    let [errors, warnings] = [Severity::Error, Severity::Warning].map(|severity| of(checked, severity));
    format!("{}，错误 {errors}，警告 {warnings}", checked.verdict.title())
}

fn status(checked: &Checked) -> u8 {
    if checked.verdict == Verdict::Incomplete { 3 } else { 0 }
}

fn say_left(left: &[(&Finding, &'static str)]) {
    for (found, why) in left {
        terminal::say(format_args!("没有改 {}：{why}", finding::place(&found.at)));
    }
}

fn decoded(bytes: &[u8], encoding: &str) -> String {
    let encoding = Encoding::for_label(encoding.as_bytes()).unwrap_or(encoding_rs::UTF_8);
    encoding.decode(bytes).0.into_owned()
}

//! `gouji fix`: figures that are certain put right in a new file, and shown line by line.

use std::path::PathBuf;

use encoding_rs::Encoding;
use gouji_annotate::{Fix, fixed};
use gouji_core::card::Severity;
use gouji_core::verdict::{Checked, Finding, Verdict};
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
    let done = put_right(&opened, &subject, args.prose);
    let before = &subject.checked;
    say_left(&done.left);
    if done.bytes == subject.bytes {
        terminal::say(format_args!("没有可以改的：{}", counts(before)));
        return Ok(status(before));
    }
    let Some(after) = repairs::is_better(&opened, before, &done.bytes, false) else {
        return Err(Failure::Unreadable {
            path: subject.path,
            why: "这些修正单独看都对，一起改了并没有变好，没有改；请在原文件里核对后改".to_owned(),
        });
    };
    let [old, new] = [&subject.bytes, &done.bytes].map(|bytes| decoded(bytes, subject.document.encoding));
    terminal::print(&changed::lines(&old, &new))?;
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

/// Only part of what would have to be changed.
const PART: &str = "只改这一处不够，请照说明一起改";

fn put_right<'c>(opened: &Opened, subject: &'c Subject, prose: bool) -> Done<'c> {
    let Subject { bytes, checked, document, .. } = subject;
    let make = |fixes: &[Fix]| fixed(bytes, document.format, document.encoding, fixes);
    let (mut fixes, mut meant, mut left): (Vec<Fix>, Vec<&Finding>, Vec<_>) = Default::default();
    for (finding, repair) in repairs::certain(checked) {
        let cell = repairs::is_cell(finding);
        let origin = &finding.at.origin;
        let (Some(byte), Some(length)) = (origin.byte, origin.length) else { continue };
        let place = byte as usize..(byte + length) as usize;
        let fix = Fix { place, replace: repair.replace.clone(), with: repair.with.clone(), cell };
        // Several findings may say the same of a cell.
        if !(cell || prose) || fixes.contains(&fix) {
            continue;
        }
        let alone = make(std::slice::from_ref(&fix));
        match alone.left.first() {
            Some((_, why)) => left.push((finding, *why)),
            None if repairs::is_better(opened, checked, &alone.bytes, false).is_none() => {
                left.push((finding, PART))
            }
            None => {
                fixes.push(fix);
                meant.push(finding);
            }
        }
    }
    let all = make(&fixes);
    left.extend(all.left.iter().map(|&(nth, why)| (meant[nth], why)));
    Done { bytes: all.bytes, count: fixes.len() - all.left.len(), left }
}

fn counts(checked: &Checked) -> String {
    let [errors, warnings] =
        [Severity::Error, Severity::Warning].map(|severity| repairs::of(checked, severity));
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

//! `gouji baseline`: the findings that are there now, so that from now on only new ones count.

use std::path::PathBuf;

use gouji_core::verdict::{Checked, Verdict};
use gouji_engine::baseline::{self, Entry};

use crate::args::Global;
use crate::failure::Failure;
use crate::subjects::Subjects;
use crate::{files, overwrites, terminal};

#[derive(Debug, clap::Args)]
#[command(next_help_heading = "选项")]
pub(crate) struct Args {
    #[command(flatten)]
    subjects: Subjects,
    /// 写到这个文件（TOML），供 gouji check --baseline 使用
    #[arg(long, value_name = "文件")]
    output: PathBuf,
}

/// Exit status 3 where something could not be read or checked: the baseline then lacks what is wrong there.
pub(crate) fn run(args: &Args, global: &Global) -> Result<u8, Failure> {
    let opened = args.subjects.open(global, false)?;
    let output = std::iter::once(args.output.as_path());
    overwrites::refuse(output, || args.subjects.read(&opened.inputs, None))?;
    let progress = opened.progress(false);
    let mut entries: Vec<Entry> = Vec::new();
    let mut faulty: Vec<String> = Vec::new();
    let mut each = |checked: Checked| {
        if matches!(checked.verdict, Verdict::Incomplete | Verdict::Unreadable) {
            faulty.push(format!("{}（{}）", checked.path.display(), checked.verdict.title()));
        }
        entries.extend(baseline::entries(&checked));
        progress.inc(1);
    };
    opened.session.check_all(&opened.inputs, opened.beside(None), opened.jobs, &mut each);
    progress.finish_and_clear();
    opened.say_doubts();
    let count = entries.len();
    files::write(&args.output, &baseline::text(entries))?;
    let (file, reports) = (args.output.display(), opened.inputs.len());
    terminal::say(format_args!(
        "{reports} 份报告的 {count} 条问题已写入 {file}；以后用 gouji check --baseline {file}"
    ));
    if faulty.is_empty() {
        return Ok(0);
    }
    terminal::complain(&format!("没有完整检查，基线里可能缺少它们的问题：{}", faulty.join("、")));
    Ok(3)
}

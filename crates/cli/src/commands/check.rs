//! `gouji check`: the reports that paths stand for, each result written as soon as it is there.

use std::io::{self, IsTerminal};
use std::num::NonZero;
use std::path::PathBuf;

use clap::{ArgMatches, ValueEnum};
use gouji_core::card::Severity;
use gouji_core::verdict::{Checked, Summary};
use gouji_engine::{Input, Previous, Session, SetupError, available_jobs, inputs};
use gouji_render::text::Options;
use indicatif::{ProgressBar, ProgressStyle};

use crate::args::Global;
use crate::failure::Failure;
use crate::outputs::{self, Format, Output, Plan};
use crate::{installation, terminal};

#[derive(Debug, clap::Args)]
#[command(next_help_heading = "选项")]
pub(crate) struct Args {
    /// 文件、文件夹（连同下级文件夹），或 -（标准输入）
    #[arg(value_name = "路径", help_heading = "参数", required = true)]
    paths: Vec<PathBuf>,
    /// 配置的名称或文件（默认：按每份报告的机关和年度自动选择）
    #[arg(long, value_name = "配置")]
    profile: Option<String>,
    /// 结果的格式：text、json（默认 text）；可以写多个，各用 --output 指定文件
    #[arg(long, value_name = "格式", hide_possible_values = true)]
    pub(crate) format: Vec<Format>,
    /// 写到文件；属于它前面的 --format，没有 --output 的格式写到标准输出
    #[arg(long, value_name = "文件")]
    pub(crate) output: Vec<PathBuf>,
    /// 上年报告：一个文件，或放着上年报告的文件夹
    #[arg(long, value_name = "路径")]
    previous: Option<PathBuf>,
    /// 有哪一级问题时退出码为 1：error、warning、info、never（默认 error）
    #[arg(
        long,
        value_name = "级别",
        default_value = "error",
        hide_default_value = true,
        hide_possible_values = true
    )]
    fail_on: FailOn,
    /// text 格式列出哪一级以上的问题：error、warning、info（默认 warning）
    #[arg(
        long,
        value_name = "级别",
        default_value = "warning",
        hide_default_value = true,
        hide_possible_values = true
    )]
    severity: Floor,
    /// 同时检查的份数（默认：处理器的个数）
    #[arg(long, value_name = "个数", value_parser = jobs)]
    jobs: Option<NonZero<usize>>,
    /// text 格式每份报告只写一行
    #[arg(short, long)]
    quiet: bool,
}

#[derive(Debug, Clone, Copy, PartialEq, Eq, ValueEnum)]
enum FailOn {
    Error,
    Warning,
    Info,
    Never,
}

#[derive(Debug, Clone, Copy, PartialEq, Eq, ValueEnum)]
enum Floor {
    Error,
    Warning,
    Info,
}

fn jobs(text: &str) -> Result<NonZero<usize>, &'static str> {
    text.parse().map_err(|_| "应为 1 以上的整数")
}

/// More reports than this are shown as a progress bar.
const MANY: usize = 20;

pub(crate) fn run(args: &Args, order: &ArgMatches, global: &Global) -> Result<u8, Failure> {
    let plans = outputs::plan(&args.format, &args.output, order)?;
    let session = installation::open(global, args.profile.as_deref())?;
    let jobs = args.jobs.map_or_else(available_jobs, NonZero::get);
    let previous = match &args.previous {
        Some(path) => Some(Previous::open(path, jobs).map_err(SetupError::from)?),
        None => None,
    };
    let inputs = list(args)?;
    if let Some(unusable) =
        previous.as_ref().map(|previous| previous.unusable.len()).filter(|count| *count > 0)
    {
        terminal::say(format_args!("--previous 中有 {unusable} 个文件读不出年度，没有使用"));
    }

    let options = Options {
        color: terminal::wants_color(),
        floor: args.severity.into(),
        quiet: args.quiet,
        width: usize::from(terminal::width()),
        ..Options::default()
    };
    let header = session.header();
    let open = |plan: &Plan| Output::open(plan, &header, &options);
    let mut outputs = plans.iter().map(open).collect::<Result<Vec<_>, _>>()?;
    let outcome = check_all(&session, &inputs, previous.as_ref(), jobs, args.quiet, &mut outputs);
    let failures: Vec<Failure> =
        outputs.into_iter().filter_map(|output| output.finish(&outcome.counts).err()).collect();
    say_where(&plans, args.quiet, failures.is_empty());
    match failures.into_iter().next() {
        Some(failure) => Err(failure),
        None => Ok(outcome.exit_code(args.fail_on)),
    }
}

/// What there is to check; nothing at all is a mistake, and no clean result.
fn list(args: &Args) -> Result<Vec<Input>, Failure> {
    let (inputs, passed_over) = inputs(&args.paths);
    if inputs.is_empty() {
        let paths: Vec<String> = args.paths.iter().map(|path| path.display().to_string()).collect();
        return Err(Failure::Usage(format!("{} 里没有可以检查的文件", paths.join("、"))));
    }
    if !passed_over.is_empty() && !args.quiet {
        let count = passed_over.len();
        terminal::say(format_args!("跳过 {count} 个随网页保存的文件（样式、脚本、字体等）"));
    }
    Ok(inputs)
}

/// Checks everything and writes every result to every output.
fn check_all(
    session: &Session,
    inputs: &[Input],
    previous: Option<&Previous>,
    jobs: usize,
    quiet: bool,
    outputs: &mut [Output],
) -> Outcome {
    let progress = progress(inputs.len(), quiet);
    let mut outcome = Outcome::default();
    session.check_all(inputs, previous, jobs, &mut |checked| {
        outcome.count(&checked);
        progress.suspend(|| outputs.iter_mut().for_each(|output| output.report(&checked)));
        progress.inc(1);
        // `gouji check … | head`: nobody wants the rest, and no file waits for its end. Not everything was written.
        if outputs.iter().all(Output::is_hung_up) {
            std::process::exit(3);
        }
    });
    progress.finish_and_clear();
    outcome
}

fn progress(reports: usize, quiet: bool) -> ProgressBar {
    if reports <= MANY || quiet || !io::stderr().is_terminal() {
        return ProgressBar::hidden();
    }
    let style = ProgressStyle::with_template("{bar:40} {pos}/{len} 份，还需 {eta}")
        .expect("the template is a constant that is known to be right");
    ProgressBar::new(reports as u64).with_style(style)
}

/// When nothing goes to the standard output, the user is told where to look.
fn say_where(plans: &[Plan], quiet: bool, written: bool) {
    let files: Vec<String> =
        plans.iter().filter_map(|plan| Some(plan.file.as_ref()?.display().to_string())).collect();
    if written && !quiet && files.len() == plans.len() {
        terminal::say(format_args!("结果已写入 {}", files.join("、")));
    }
}

/// What the exit status depends on.
#[derive(Debug, Default)]
struct Outcome {
    counts: Summary,
    /// Something was not read, not loaded or crashed.
    faulty: bool,
}

impl Outcome {
    fn count(&mut self, checked: &Checked) {
        self.counts.count(checked);
        self.faulty |= !checked.rules.crashed.is_empty();
    }

    fn exit_code(&self, fail_on: FailOn) -> u8 {
        let Summary { incomplete, unreadable, error, warning, info, .. } = self.counts;
        if self.faulty || incomplete > 0 || unreadable > 0 {
            return 3;
        }
        let findings = match fail_on {
            FailOn::Error => error,
            FailOn::Warning => error + warning,
            FailOn::Info => error + warning + info,
            FailOn::Never => 0,
        };
        u8::from(findings > 0)
    }
}

impl From<Floor> for Severity {
    fn from(floor: Floor) -> Self {
        match floor {
            Floor::Error => Self::Error,
            Floor::Warning => Self::Warning,
            Floor::Info => Self::Info,
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[track_caller]
    fn check(counts: Summary, faulty: bool, expected: [u8; 4]) {
        let outcome = Outcome { counts, faulty };
        let all = [FailOn::Error, FailOn::Warning, FailOn::Info, FailOn::Never];
        assert_eq!(all.map(|fail_on| outcome.exit_code(fail_on)), expected);
    }

    #[test]
    fn exit_codes() {
        let none = Summary::default();
        check(none.clone(), false, [0, 0, 0, 0]);
        check(Summary { error: 1, ..none.clone() }, false, [1, 1, 1, 0]);
        check(Summary { warning: 1, ..none.clone() }, false, [0, 1, 1, 0]);
        check(Summary { info: 1, ..none.clone() }, false, [0, 0, 1, 0]);
        check(Summary { error: 1, incomplete: 1, ..none.clone() }, false, [3, 3, 3, 3]);
        check(Summary { unreadable: 1, ..none.clone() }, false, [3, 3, 3, 3]);
        check(Summary { error: 1, ..none }, true, [3, 3, 3, 3]);
    }
}

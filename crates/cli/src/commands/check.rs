//! `gouji check`: the reports that paths stand for, each result written as soon as it is there.

use std::path::PathBuf;

use clap::{ArgMatches, ValueEnum};
use gouji_core::card::Severity;
use gouji_core::verdict::{Checked, Summary};
use gouji_engine::ledger::Closing;
use gouji_engine::{Baseline, SetupError, baseline};
use gouji_render::output::{End, Format, Options};
use gouji_render::printable::clean;

use crate::args::Global;
use crate::failure::Failure;
use crate::outputs::{self, Output, Plan};
use crate::season::Season;
use crate::subjects::{MANY, Opened, Subjects};
use crate::{overwrites, terminal};

#[derive(Debug, clap::Args)]
#[command(next_help_heading = "选项")]
pub(crate) struct Args {
    #[command(flatten)]
    subjects: Subjects,
    #[arg(
        long,
        value_name = "格式",
        help = outputs::help(),
        hide_possible_values = true,
        value_parser = outputs::parser()
    )]
    pub(crate) format: Vec<&'static Format>,
    /// 写到文件；属于它前面的 --format，没有写 --format 的按扩展名，没有 --output 的格式写到标准输出
    #[arg(long, value_name = "文件")]
    pub(crate) output: Vec<PathBuf>,
    /// 基线（由 gouji baseline 生成）：里面已有的问题不再计入结论和退出码
    #[arg(long, value_name = "文件")]
    baseline: Option<PathBuf>,
    /// 台账：各次检查的结果、报送和决定都记在这个文件里；再次运行时没有变化的不再检查，中断了的接着查
    #[arg(long, value_name = "文件")]
    ledger: Option<PathBuf>,
    /// 有哪一级问题时退出码为 1：error、warning、info、never（默认 error）
    #[arg(
        long,
        value_name = "级别",
        default_value = "error",
        hide_default_value = true,
        hide_possible_values = true
    )]
    fail_on: FailOn,
    /// text、markdown、junit 格式列出哪一级以上的问题：error、warning、info（默认 warning）；其余格式总是全部列出
    #[arg(
        long,
        value_name = "级别",
        default_value = "warning",
        hide_default_value = true,
        hide_possible_values = true
    )]
    severity: Floor,
    /// text 格式也列出已豁免的、基线中已有的问题（--severity info 也会列出）
    #[arg(long)]
    show_waived: bool,
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
pub(crate) enum Floor {
    Error,
    Warning,
    Info,
}

pub(crate) fn run(args: &Args, order: &ArgMatches, global: &Global) -> Result<u8, Failure> {
    let plans = outputs::plan(&args.format, &args.output, order)?;
    let mut opened = args.subjects.open(global, args.quiet)?;
    let files = plans.iter().filter_map(|plan| plan.file.as_deref());
    overwrites::refuse(files, || args.subjects.read(&opened.inputs, args.baseline.as_ref()))?;
    opened.session.tables = plans.iter().any(|plan| plan.format.tables);
    let baseline = args.baseline.as_deref().map(baseline::read).transpose().map_err(SetupError::from)?;

    let options = Options {
        color: terminal::wants_color(),
        floor: args.severity.into(),
        quiet: args.quiet,
        width: usize::from(terminal::width()),
        waived: args.show_waived,
        many: opened.inputs.len() > MANY,
        hint: crate::hints::hint,
        ..Options::default()
    };
    let day = opened.session.today;
    let season = args.ledger.as_deref().map(|file| Season::open(file, day, args.quiet)).transpose()?;
    season.iter().try_for_each(|season| season.expect(&mut opened))?;
    let header = opened.session.header();
    let open = |plan: &Plan| Output::open(plan, &header, &options);
    let mut outputs = plans.iter().map(open).collect::<Result<Vec<_>, _>>()?;
    let (outcome, closing) = check_all(&opened, season.as_ref(), baseline.as_ref(), args.quiet, &mut outputs);
    // Now it is known which packs the reports needed.
    opened.say_doubts();
    let header = opened.session.header();
    let end = End { header: &header, notices: &closing.notices, summary: &outcome.counts };
    let failures: Vec<Failure> = outputs.into_iter().filter_map(|output| output.finish(&end).err()).collect();
    say_notices(&end, &plans, args.quiet);
    say_where(&plans, args.quiet, failures.is_empty());
    season.map_or(Ok(()), |season| season.finish(&opened.session, args.quiet))?;
    match failures.into_iter().next() {
        Some(failure) => Err(failure),
        None => Ok(outcome.exit_code(args.fail_on)),
    }
}

/// Checks everything and writes every result to every output.
fn check_all(
    opened: &Opened,
    season: Option<&Season>,
    baseline: Option<&Baseline>,
    quiet: bool,
    outputs: &mut [Output],
) -> (Outcome, Closing) {
    let progress = opened.progress(quiet);
    let mut outcome = Outcome::default();
    let mut ledger = opened.session.ledger(baseline);
    let beside = opened.beside(baseline);
    let beside = season.map_or(beside, |season| season.remembered(beside));
    let mut each = |mut checked: Checked| {
        if let Some(season) = season {
            season.keep(&opened.session, beside, &mut checked);
        }
        outcome.count(&checked);
        ledger.count(&checked);
        progress.suspend(|| outputs.iter_mut().for_each(|output| output.report(&checked)));
        progress.inc(1);
        // `gouji check … | head`: nobody wants the rest, and no file waits for its end. Not everything was written.
        if outputs.iter().all(Output::is_hung_up) {
            season.inspect(|season| season.leave());
            std::process::exit(3);
        }
    };
    opened.session.check_all(&opened.inputs, beside, opened.jobs, &mut each);
    progress.finish_and_clear();
    let closing = ledger.close();
    outcome.counts.gone = closing.gone;
    (outcome, closing)
}

/// What is to be said of the run, unless it stands at the end of what the user reads already.
fn say_notices(end: &End, plans: &[Plan], quiet: bool) {
    let shown = |plan: &Plan| plan.file.is_none() && plan.format.name == "text" && !quiet;
    if !plans.iter().any(shown) {
        for notice in end.notices {
            terminal::say(format_args!("注意：{}", clean(&notice.message)));
        }
    }
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

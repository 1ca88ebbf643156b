//! The whole check on reports of which no two are alike: as texts, and as pages of sites. Two programs, if there are two,
//! are run by turns, and what counts is the time of the processor, of which a busy machine takes nothing away.

use std::fs;
use std::path::{Path, PathBuf};
use std::process::{Command, Stdio};

use anyhow::{Context, Result, bail};

use crate::bench::{Measured, fresh, measured};
use crate::project::target;
use crate::score;
use crate::stage::Staged;

/// What to run.
#[derive(Debug, Clone, clap::Args)]
pub(crate) struct Options {
    /// 整个程序检查各式各样的报告，文本和网页各这么多份
    #[arg(long, default_value_t = 1000)]
    reports: usize,
    /// 与另一个 gouji（例如改动以前的单文件程序）轮流运行，给出比值
    #[arg(long)]
    against: Option<PathBuf>,
    /// 轮流运行几次，取中位数
    #[arg(long, default_value_t = 7)]
    turns: usize,
    /// 种子：同一个数生成同样的报告
    #[arg(long, default_value_t = 11)]
    seed: u64,
    /// 几个线程
    #[arg(long, default_value_t = 1)]
    jobs: usize,
    /// 不编译，只测这个程序
    #[arg(long)]
    program: Option<PathBuf>,
}

impl Options {
    /// Whether programs are named that nobody has to build.
    pub(crate) fn is_contest(&self) -> bool {
        self.program.is_some() || self.against.is_some()
    }
}

/// A gouji to run, with its home if it has one beside it.
#[derive(Debug, Clone)]
pub(crate) struct Program {
    pub(crate) path: PathBuf,
    pub(crate) home: Option<PathBuf>,
}

impl Program {
    pub(crate) fn staged(staged: &Staged) -> Self {
        Self { path: staged.program.clone(), home: Some(staged.home.clone()) }
    }

    fn check(&self, folder: &Path, jobs: usize) -> Result<(f64, Measured)> {
        let mut command = Command::new(&self.path);
        command.arg("check").arg(folder).args(["--quiet", "--format", "jsonl", "--jobs", &jobs.to_string()]);
        if let Some(home) = &self.home {
            command.env("GOUJI_HOME", home);
        }
        let before = processor()?;
        let run = measured(command.stdout(Stdio::null()).stderr(Stdio::null()))?;
        // Half of the reports have a defect, and some cannot be read whole.
        if !matches!(run.status.code(), Some(0 | 1 | 3)) {
            bail!("检查 {} 以 {} 结束", folder.display(), run.status);
        }
        Ok((processor()? - before, run))
    }
}

/// What all children so far have had of the processor, in seconds.
fn processor() -> Result<f64> {
    let stat = fs::read_to_string("/proc/self/stat").context("读取 /proc/self/stat（只在 Linux 上能测）")?;
    let behind = stat.rsplit(')').next().unwrap_or_default();
    let ticks =
        |at: usize| behind.split_ascii_whitespace().nth(at).and_then(|field| field.parse::<f64>().ok());
    // In user and in system mode, in hundredths.
    let sum = ticks(13).zip(ticks(14)).context("/proc/self/stat 的写法不认识")?;
    Ok((sum.0 + sum.1) / 100.0)
}

pub(crate) fn varied(options: &Options, staged: impl Fn() -> Result<Staged>) -> Result<()> {
    let first = match &options.program {
        Some(path) => Program { path: path.clone(), home: None },
        None => Program::staged(&staged()?),
    };
    let other = options.against.as_ref().map(|path| Program { path: path.clone(), home: None });
    let folder = target().join("bench-varied");
    let (texts, pages) = (fresh(&folder.join("texts"))?, fresh(&folder.join("pages"))?);
    score::pages(options.seed, &texts, &pages, options.reports)?;
    for (what, folder) in [("texts", &texts), ("pages", &pages)] {
        contest(options, what, folder, &first, other.as_ref())?;
    }
    Ok(())
}

fn contest(
    options: &Options,
    what: &str,
    folder: &Path,
    first: &Program,
    other: Option<&Program>,
) -> Result<()> {
    let bytes: u64 = folder.read_dir()?.filter_map(|e| e.ok()?.metadata().ok()).map(|m| m.len()).sum();
    let count = options.reports as f64;
    let (mut times, mut others, mut ratios) = (Vec::new(), Vec::new(), Vec::new());
    let (mut peak, mut other_peak, mut took) = (0, 0, Vec::new());
    for turn in 0..options.turns.max(1) {
        let mut one = || -> Result<f64> {
            let (time, run) = first.check(folder, options.jobs)?;
            peak = peak.max(run.peak);
            took.push(run.took.as_secs_f64());
            Ok(time)
        };
        let mut two = || -> Result<Option<f64>> {
            let Some(other) = other else { return Ok(None) };
            let (time, run) = other.check(folder, options.jobs)?;
            other_peak = other_peak.max(run.peak);
            Ok(Some(time))
        };
        // Neither always comes behind the other.
        let (time, beside) = if turn % 2 == 0 {
            let time = one()?;
            (time, two()?)
        } else {
            let beside = two()?;
            (one()?, beside)
        };
        times.push(time);
        if let Some(beside) = beside {
            others.push(beside);
            ratios.push(beside / time);
        }
    }
    let (time, took) = (median(&mut times), median(&mut took));
    println!(
        "{count} {what}, {:.1} KB on average, --jobs {}: {:.3} ms of the processor each, {:.0} a second on one core, \
         {:.0} MB/s; {took:.2} s; {} MB of memory",
        bytes as f64 / 1e3 / count,
        options.jobs,
        time * 1e3 / count,
        count / time,
        bytes as f64 / 1e6 / time,
        peak / 1024
    );
    if !others.is_empty() {
        let time = median(&mut others);
        let ratio = median(&mut ratios);
        println!(
            "  the other: {:.3} ms each, {:.0} a second, {} MB of memory; by turns {:.2} times this ({:.2} to {:.2})",
            time * 1e3 / count,
            count / time,
            other_peak / 1024,
            ratio,
            ratios[0],
            ratios[ratios.len() - 1]
        );
    }
    Ok(())
}

/// Sorts, and takes the middle.
fn median(values: &mut [f64]) -> f64 {
    values.sort_by(f64::total_cmp);
    values[values.len() / 2]
}

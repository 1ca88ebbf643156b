//! Benchmarks of the whole program, beside those of its parts (`cargo bench`).

mod served;
mod varied;

use std::fs;
use std::path::{Path, PathBuf};
use std::process::{Command, ExitStatus, Stdio};
use std::time::{Duration, Instant};

use anyhow::{Result, bail};

use crate::project::{cargo, root, run};
use crate::stage::{Build, Staged, stage};

pub(crate) use self::varied::{Options, varied};

/// Runs of the single report; the first few warm the file cache and are not counted.
const RUNS: usize = 40;
const WARM: usize = 5;

pub(crate) fn bench(whole_only: bool, options: &Options) -> Result<()> {
    if options.is_contest() {
        return varied(options, || stage(Build::Release));
    }
    if !whole_only {
        run(cargo().args(["bench", "--workspace", "--locked"]))?;
    }
    let staged = stage(Build::Release)?;
    let report = root().join("tests/reports/yongshan-2020.txt");
    one_report(&staged, &report)?;
    varied(options, || stage(Build::Release))?;
    served::served(&staged, &report)
}

fn check(staged: &Staged, paths: &Path, arguments: &[&str]) -> Command {
    let mut command = Command::new(&staged.program);
    command.arg("check").arg(paths).args(arguments).env("GOUJI_HOME", &staged.home).stdout(Stdio::null());
    command
}

fn one_report(staged: &Staged, report: &Path) -> Result<()> {
    let mut times = Vec::new();
    for _ in 0..RUNS + WARM {
        let started = Instant::now();
        let status = check(staged, report, &[]).status()?;
        times.push(started.elapsed());
        if status.code() != Some(1) {
            bail!("检查 {} 以 {status} 结束", report.display());
        }
    }
    let times = &mut times[WARM..];
    times.sort();
    println!(
        "one small report, start to exit: median {:.1} ms, fastest {:.1} ms, slowest {:.1} ms ({RUNS} runs)",
        millis(times[RUNS / 2]),
        millis(times[0]),
        millis(times[RUNS - 1])
    );
    Ok(())
}

/// How a run ended, how long it took and how long processors were at it, and the most memory it had, in KiB.
pub(crate) struct Measured {
    pub(crate) status: ExitStatus,
    pub(crate) took: Duration,
    /// What it takes also where other programs are busy; nothing where the system does not tell.
    pub(crate) cpu: Duration,
    pub(crate) peak: u64,
}

/// Runs a command and looks at its memory now and then.
pub(crate) fn measured(command: &mut Command) -> Result<Measured> {
    let began = Instant::now();
    let mut child = command.spawn()?;
    let (mut peak, mut cpu) = (0, Duration::ZERO);
    let status = loop {
        if let Some(status) = child.try_wait()? {
            break status;
        }
        peak = peak.max(resident(child.id()).unwrap_or(0));
        cpu = cpu.max(worked(child.id()).unwrap_or_default());
        std::thread::sleep(Duration::from_millis(5));
    };
    Ok(Measured { status, took: began.elapsed(), cpu, peak })
}

fn millis(time: Duration) -> f64 {
    time.as_secs_f64() * 1e3
}

/// The highest resident memory of a process so far, in KiB; `None` where the system does not tell.
fn resident(process: u32) -> Option<u64> {
    let status = fs::read_to_string(format!("/proc/{process}/status")).ok()?;
    let line = status.lines().find(|line| line.starts_with("VmHWM:"))?;
    line.split_ascii_whitespace().nth(1)?.parse().ok()
}

/// How long processors were at a process so far, to a hundredth of a second.
fn worked(process: u32) -> Option<Duration> {
    let stat = fs::read_to_string(format!("/proc/{process}/stat")).ok()?;
    // Behind the name, which may have spaces: the 12th and 13th.
    let mut fields = stat.rsplit_once(')')?.1.split_ascii_whitespace().skip(11);
    let ticks = fields.next()?.parse::<u64>().ok()? + fields.next()?.parse::<u64>().ok()?;
    Some(Duration::from_millis(ticks * 10))
}

/// A folder with nothing in it.
pub(crate) fn fresh(folder: &Path) -> Result<PathBuf> {
    if folder.exists() {
        fs::remove_dir_all(folder)?;
    }
    fs::create_dir_all(folder)?;
    Ok(folder.to_owned())
}

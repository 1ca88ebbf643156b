//! Benchmarks of the whole program, beside those of its parts (`cargo bench`).

mod served;

use std::fmt::Write;
use std::fs;
use std::path::{Path, PathBuf};
use std::process::{Command, ExitStatus, Stdio};
use std::time::{Duration, Instant};

use anyhow::{Context, Result, bail};

use crate::project::{cargo, root, run, target};
use crate::stage::{Build, Staged, stage};

/// Reports in the batch.
const BATCH: usize = 5_000;
/// Runs of the single report; the first few warm the file cache and are not counted.
const RUNS: usize = 40;
const WARM: usize = 5;

pub(crate) fn bench(whole_only: bool) -> Result<()> {
    if !whole_only {
        run(cargo().args(["bench", "--workspace", "--locked"]))?;
    }
    let staged = stage(Build::Release)?;
    let report = root().join("tests/reports/yongshan-2020.txt");
    one_report(&staged, &report)?;
    let folder = target().join("bench-reports");
    write_batch(&report, &folder)?;
    let pages = target().join("bench-pages");
    write_pages(&report, &pages)?;
    for (what, folder) in [("text", &folder), ("95 KB pages", &pages)] {
        batch(&staged, what, folder)?;
    }
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

/// How a run ended, how long it took, and the most memory it had, in KiB.
pub(crate) struct Measured {
    pub(crate) status: ExitStatus,
    pub(crate) took: Duration,
    pub(crate) peak: u64,
}

/// Runs a command and looks at its memory now and then.
pub(crate) fn measured(command: &mut Command) -> Result<Measured> {
    let began = Instant::now();
    let mut child = command.spawn()?;
    let mut peak = 0;
    let status = loop {
        if let Some(status) = child.try_wait()? {
            break status;
        }
        peak = peak.max(resident(child.id()).unwrap_or(0));
        std::thread::sleep(Duration::from_millis(5));
    };
    Ok(Measured { status, took: began.elapsed(), peak })
}

fn batch(staged: &Staged, what: &str, folder: &Path) -> Result<()> {
    let bytes: u64 = folder.read_dir()?.filter_map(|e| e.ok()?.metadata().ok()).map(|m| m.len()).sum();
    let Measured { status, took, peak } = measured(&mut check(staged, folder, &["--jobs", "2", "--quiet"]))?;
    if status.code() != Some(1) {
        bail!("检查 {} 以 {status} 结束", folder.display());
    }
    println!(
        "{BATCH} reports ({what}), --jobs 2: {:.2} s, {:.0} reports/s, {:.0} MB/s, peak memory {} MB",
        took.as_secs_f64(),
        BATCH as f64 / took.as_secs_f64(),
        bytes as f64 / 1e6 / took.as_secs_f64(),
        peak / 1024
    );
    Ok(())
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

/// The report of the tests under many names, its one year's figures as they are.
fn write_batch(report: &Path, folder: &Path) -> Result<()> {
    let text = fs::read_to_string(report).with_context(|| format!("读取 {}", report.display()))?;
    fill(folder, "txt", &text)
}

/// The same as pages of the size that government sites publish, most of it markup.
fn write_pages(report: &Path, folder: &Path) -> Result<()> {
    let text = fs::read_to_string(report)?;
    let mut page =
        String::from("<!DOCTYPE html><html><head><meta charset=utf-8><title>年报</title></head><body>\n");
    let style = "class=\"MsoNormal\" style=\"margin:0cm;text-align:justify;font-family:仿宋_GB2312;mso-hansi-font-family:Calibri\"";
    let mut table = false;
    for line in text.lines() {
        let row = line.contains('|');
        if row != table {
            page.push_str(if row { "<table border=1><tbody>\n" } else { "</tbody></table>\n" });
            table = row;
        }
        if row {
            page.push_str("<tr>");
            for cell in line.trim_end_matches('|').split('|') {
                let _ = write!(page, "<td {style}><p><span lang=EN-US>{}</span></p></td>", cell.trim());
            }
            page.push_str("</tr>\n");
        } else {
            let _ = writeln!(page, "<p {style}><span>{line}</span></p>");
        }
    }
    if table {
        page.push_str("</tbody></table>\n");
    }
    while page.len() < 95_000 {
        let _ = writeln!(page, "<!-- {style} -->");
    }
    page.push_str("</body></html>\n");
    fill(folder, "html", &page)
}

fn fill(folder: &Path, extension: &str, text: &str) -> Result<()> {
    if folder.exists() {
        fs::remove_dir_all(folder)?;
    }
    fs::create_dir_all(folder)?;
    for number in 0..BATCH {
        let path: PathBuf = folder.join(format!("{number:05}.{extension}"));
        fs::write(&path, text).with_context(|| format!("写 {}", path.display()))?;
    }
    Ok(())
}

//! How long pages of `gouji serve` take with a season of many findings, and the sheet and the page of all of them.

use std::fs;
use std::io::{BufRead, BufReader, Read, Write as _};
use std::net::TcpStream;
use std::path::Path;
use std::process::{Command, Stdio};
use std::time::{Duration, Instant};

use anyhow::{Context, Result, bail};

use super::{Measured, check, measured, millis};
use crate::project::target;
use crate::stage::Staged;

/// Units of the season.
const UNITS: usize = 5_800;

/// Times that each page is asked for; the slowest counts.
const TIMES: usize = 3;

/// What people open.
const FORMATS: [&str; 2] = ["xlsx", "html"];

const PAGES: [&str; 7] = [
    "/",
    "/rollup",
    "/findings",
    "/findings?page=1000",
    "/findings?severity=warning&words=%E9%9D%92%E7%9F%B3",
    "/units",
    "/stats",
];

/// Makes a season of the report under many names, and asks for its pages.
pub(super) fn served(staged: &Staged, report: &Path) -> Result<()> {
    let (folder, ledger) = (target().join("bench-season"), target().join("bench-season.gouji"));
    write_season(report, &folder)?;
    if ledger.exists() {
        fs::remove_file(&ledger)?;
    }
    let ledger = ledger.to_string_lossy().into_owned();
    check(staged, &folder, &["--quiet", "--ledger", &ledger]).status()?;
    let mut server = Command::new(&staged.program)
        .args(["serve", &ledger, "--no-open"])
        .env("GOUJI_HOME", &staged.home)
        .stdout(Stdio::piped())
        .spawn()?;
    let timed = timed(&mut server);
    server.kill()?;
    server.wait()?;
    let total = timed?;
    for format in FORMATS {
        output(staged, &folder, &ledger, format, &total)?;
    }
    Ok(())
}

/// All findings in one file. Nothing is checked again: what it takes is the reading of results and the writing.
fn output(staged: &Staged, folder: &Path, ledger: &str, format: &str, total: &str) -> Result<()> {
    let file = target().join(format!("bench-season.{format}"));
    let name = file.to_string_lossy();
    let mut run =
        check(staged, folder, &["--quiet", "--ledger", ledger, "--format", format, "--output", &name]);
    let Measured { status, took, peak, .. } = measured(run.stderr(Stdio::null()))?;
    if !matches!(status.code(), Some(0 | 1 | 3)) {
        bail!("写 {} 以 {status} 结束", file.display());
    }
    println!(
        "{format} of {total} findings: {:.2} s, peak memory {} MB, {:.1} MB",
        took.as_secs_f64(),
        peak / 1024,
        fs::metadata(&file)?.len() as f64 / 1e6
    );
    Ok(())
}

/// The same report for many counties.
fn write_season(report: &Path, folder: &Path) -> Result<()> {
    let text = fs::read_to_string(report).with_context(|| format!("读取 {}", report.display()))?;
    if folder.exists() {
        fs::remove_dir_all(folder)?;
    }
    fs::create_dir_all(folder)?;
    for number in 0..UNITS {
        let text = text.replace("永善县", &county(number));
        fs::write(folder.join(format!("{number:04}.txt")), text)?;
    }
    Ok(())
}

/// A county that there is not: of three characters, by number.
fn county(number: usize) -> String {
    let characters: Vec<char> = "青石柳湾云岭清河白沙金山大田东平长丰".chars().collect();
    let of = characters.len();
    [number / of / of, number / of, number].map(|digit| characters[digit % of]).iter().collect::<String>()
        + "县"
}

/// The times of all pages; how many findings there are.
fn timed(server: &mut std::process::Child) -> Result<String> {
    let mut address = String::new();
    BufReader::new(server.stdout.take().context("没有输出")?).read_line(&mut address)?;
    let (host, path) = address
        .trim()
        .strip_prefix("http://")
        .and_then(|rest| rest.split_once('/'))
        .context("没有显示地址")?;
    let entered = get(host, &format!("/{path}"), "")?;
    let cookie = entered.lines().find_map(|line| line.strip_prefix("set-cookie: ")?.split(';').next());
    let cookie = cookie.context("没有得到 cookie")?;
    let total = get(host, "/findings", cookie)?;
    let total = total.split("条，共 ").nth(1).and_then(|rest| rest.split(' ').next());
    let total = total.context("没有问题")?.to_owned();
    for page in PAGES {
        let mut slowest = Duration::ZERO;
        for _ in 0..TIMES {
            let started = Instant::now();
            get(host, page, cookie)?;
            slowest = slowest.max(started.elapsed());
        }
        println!(
            "serve, {total} findings of {UNITS} units, {page}: slowest of {TIMES} {:.0} ms",
            millis(slowest)
        );
    }
    Ok(total)
}

/// A page of the server, with its head.
fn get(host: &str, path: &str, cookie: &str) -> Result<String> {
    let mut stream = TcpStream::connect(host)?;
    write!(stream, "GET {path} HTTP/1.1\r\nHost: {host}\r\nCookie: {cookie}\r\nConnection: close\r\n\r\n")?;
    let mut answer = String::new();
    stream.read_to_string(&mut answer)?;
    if !answer.starts_with("HTTP/1.1 200") {
        bail!("{path}：{}", answer.lines().next().unwrap_or_default());
    }
    Ok(answer)
}

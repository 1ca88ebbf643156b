//! `cargo xtask bench --peers`: the readers against public libraries that extract the same from the same files.

use std::path::Path;
use std::process::Command;

use anyhow::{Context, Result, bail};

use crate::bench::fresh;
use crate::project::{cargo, root, run, target};
use crate::python::Python;
use crate::score;

/// How long each program repeats the work, in seconds.
const SECONDS: &str = "1.5";
/// How often the two are run by turns; the fastest of each counts.
const TURNS: usize = 3;

/// Varied pages for those who read pages.
const PAGES: usize = 300;

/// A library and what it is given.
struct Peer {
    format: &'static str,
    file: &'static str,
    /// As in `xtask/peers/extract.py` and on PyPI.
    name: &'static str,
    /// What has to be installed besides.
    needs: &'static [&'static str],
    /// What it does not do of what ours does.
    less: &'static str,
}

const PEERS: &[Peer] = &[
    Peer { format: "HTML", file: "department-2023.html", name: "lxml", needs: &[], less: "" },
    Peer {
        format: "HTML",
        file: "department-2023.html",
        name: "pandas",
        needs: &["lxml"],
        less: "只取表格，合并的格子重复计",
    },
    Peer {
        format: "DOCX",
        file: "department-2023.docx",
        name: "python-docx",
        needs: &[],
        less: "不算自动编号",
    },
    Peer { format: "XLSX", file: "department-2023.tables.xlsx", name: "openpyxl", needs: &[], less: "" },
    Peer { format: "PDF", file: "department-2023.pdf", name: "pdfplumber", needs: &[], less: "" },
    Peer {
        format: "PDF",
        file: "department-2023.pdf",
        name: "pypdfium2",
        needs: &[],
        less: "只取文字，不认表格",
    },
];

/// What a program measured.
#[derive(Debug, Clone, Copy)]
struct Measured {
    seconds: f64,
    /// Cells that are not blank; `None` where the library knows no cells.
    cells: Option<u64>,
    paragraphs: u64,
    /// Peak, in KiB.
    memory: u64,
}

/// How often each contestant takes all pages.
const PAGE_TURNS: &str = "9";

/// What reading varied pages costs beside the least that anybody must do, and beside public libraries: the time of the
/// processor for a page, each taking all pages by turns in one process; `lxml` in one of its own.
fn pages(python: Option<&Python>, pages: &Path) -> Result<()> {
    let manifest = root().join("xtask/peers/pages/Cargo.toml");
    let into = target().join("page-peers");
    let build = ["build", "--release", "--locked", "--manifest-path"];
    run(cargo().args(build).arg(&manifest).env("CARGO_TARGET_DIR", &into))?;
    let program = into.join("release").join(format!("gouji-page-peers{}", std::env::consts::EXE_SUFFIX));
    let output = Command::new(&program).arg(pages).arg(PAGE_TURNS).output()?;
    if !output.status.success() {
        bail!("{} 以 {} 结束", program.display(), output.status);
    }
    let mut printed = String::from_utf8(output.stdout)?;
    let script = root().join("xtask/peers/pages.py");
    match python.map(|python| {
        python.install(&["lxml"]).and_then(|()| {
            let output = python.script(&script).arg(pages).output()?;
            Ok(String::from_utf8(output.stdout)?)
        })
    }) {
        Some(Ok(line)) => printed.push_str(&line),
        Some(Err(why)) => println!("跳过 lxml：{why:#}"),
        None => {}
    }
    let found: Vec<Vec<&str>> = printed.lines().map(|line| line.split_whitespace().collect()).collect();
    let time = |line: &[&str]| line.get(1).and_then(|time| time.parse::<f64>().ok()).unwrap_or(f64::NAN);
    let ours =
        found.iter().find(|line| line.first() == Some(&"gouji-report")).map_or(f64::NAN, |line| time(line));
    let head = ["读网页", "处理器 微秒/份", "gouji-report 的倍数", "文字 字节/份"];
    let mut rows = vec![head.map(str::to_owned).to_vec()];
    for line in &found {
        let ratio = format!("{:.2}", time(line) / ours);
        rows.push(vec![line[0].to_owned(), line[1].to_owned(), ratio, line[2].to_owned()]);
    }
    println!("\n各式各样的网页，轮流各测 {PAGE_TURNS} 遍，取中位数；limit 是只找标签、抄下文字的下限");
    print(&rows);
    Ok(())
}

pub(crate) fn peers(python: &str) -> Result<()> {
    let folder = target().join("bench-varied");
    let varied = fresh(&folder.join("pages"))?;
    score::pages(11, &fresh(&folder.join("texts"))?, &varied, PAGES)?;
    run(cargo().args(["build", "--release", "--locked", "-p", "gouji-reader", "--example", "extract"]))?;
    let ours = target().join("release/examples").join(format!("extract{}", std::env::consts::EXE_SUFFIX));
    let python = match Python::new(python, "peers-python") {
        Ok(python) => python,
        Err(why) => {
            println!("跳过与 python 库的比较：{why:#}");
            return pages(None, &varied);
        }
    };
    let head = ["格式", "对手", "对手 毫秒/份", "gouji 毫秒/份", "gouji 快", "有字的格子", "内存 MB", "说明"];
    let mut rows = vec![head.map(str::to_owned).to_vec()];
    for peer in PEERS {
        let needed: Vec<&str> = std::iter::once(peer.name).chain(peer.needs.iter().copied()).collect();
        match python.install(&needed).and_then(|()| compare(peer, &ours, &python)) {
            Ok(row) => rows.push(row),
            Err(why) => println!("跳过 {}：{why:#}", peer.name),
        }
    }
    println!(
        "\n同一份文件，取出全部段落和全部格子；双方轮流各测 {TURNS} 次，取最快的一遍；python 的启动和 import 不计时"
    );
    print(&rows);
    pages(Some(&python), &varied)
}

/// Prints rows in columns as wide as their widest cell.
fn print(rows: &[Vec<String>]) {
    // A Chinese character is as wide as two others.
    let width = |text: &str| text.chars().map(|c| if c >= '\u{2E80}' { 2 } else { 1 }).sum::<usize>();
    for row in rows {
        for (column, cell) in row.iter().enumerate() {
            let widest = rows.iter().map(|row| width(&row[column])).max().unwrap_or(0);
            print!("{cell}{}  ", " ".repeat(widest - width(cell)));
        }
        println!();
    }
}

/// A row of the table.
fn compare(peer: &Peer, ours: &Path, python: &Python) -> Result<Vec<String>> {
    let file = root().join("tests/formats").join(peer.file);
    let script = root().join("xtask/peers/extract.py");
    let (mut mine, mut other) = (None, None);
    for _ in 0..TURNS {
        fastest(&mut mine, measure(Command::new(ours).arg(&file).arg(SECONDS))?);
        fastest(&mut other, measure(python.script(&script).arg(peer.name).arg(&file).arg(SECONDS))?);
    }
    let (Some(mine), Some(other)) = (mine, other) else { bail!("没有测到") };
    let version = version(python, peer.name)?;
    // In a workbook all is cells; a row of one is a paragraph to us.
    let alone = if peer.format == "XLSX" { mine.paragraphs } else { 0 };
    let found = mine.cells.context("自己的程序没有数格子")? + alone;
    let cells = match other.cells {
        Some(theirs) if theirs == found => format!("都是 {found}"),
        Some(theirs) => format!("不同：{theirs} 对 {found}"),
        None => format!("— 对 {found}"),
    };
    Ok(vec![
        peer.format.to_owned(),
        format!("{} {version}", peer.name),
        format!("{:.2}", other.seconds * 1e3),
        format!("{:.2}", mine.seconds * 1e3),
        format!("{:.1} 倍", other.seconds / mine.seconds),
        cells,
        format!("{} 对 {}", other.memory / 1024, mine.memory / 1024),
        peer.less.to_owned(),
    ])
}

fn fastest(kept: &mut Option<Measured>, found: Measured) {
    if kept.is_none_or(|kept| found.seconds < kept.seconds) {
        *kept = Some(found);
    }
}

/// Runs a program that prints seconds, cells, paragraphs and memory.
fn measure(command: &mut Command) -> Result<Measured> {
    let output = command.output().with_context(|| format!("运行 {command:?}"))?;
    if !output.status.success() {
        let said = String::from_utf8_lossy(&output.stderr);
        bail!("没有跑通（{}）", said.lines().last().unwrap_or("没有说明原因").trim());
    }
    let printed = String::from_utf8(output.stdout)?;
    let words: Vec<&str> = printed.split_whitespace().collect();
    let [seconds, cells, paragraphs, memory] = words[..] else {
        bail!("印出的不是四个数：{printed}")
    };
    Ok(Measured {
        seconds: seconds.parse()?,
        cells: cells.parse().ok(),
        paragraphs: paragraphs.parse()?,
        memory: memory.parse()?,
    })
}

fn version(python: &Python, package: &str) -> Result<String> {
    let code = format!("import importlib.metadata as m; print(m.version('{package}'))");
    let output = python.command().args(["-c", &code]).output()?;
    Ok(String::from_utf8(output.stdout)?.trim().to_owned())
}

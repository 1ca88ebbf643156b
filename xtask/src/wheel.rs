//! `cargo xtask wheel`: the Python module as people install it, and its tests in an environment that has nothing else.

use std::fs;
use std::path::{Path, PathBuf};
use std::process::Command;

use anyhow::{Context, Result, bail};

use crate::project::{root, run, target};
use crate::python::Python;
use crate::stage::{self, Build};

/// Builds wheels.
const MATURIN: &str = "maturin>=1.9,<2";

#[derive(Debug, clap::Args)]
pub(crate) struct Options {
    /// 优化过的（编译较慢）
    #[arg(long)]
    release: bool,
    /// 装进一个什么都没有的虚拟环境，运行它的测试，结果与命令行程序比对
    #[arg(long)]
    test: bool,
    /// 用来建立虚拟环境的 python
    #[arg(long, default_value = "python3")]
    python: String,
}

pub(crate) fn wheel(options: &Options) -> Result<()> {
    let build = Build::new(options.release);
    let wheel = made(&builder(&options.python)?, build)?;
    println!("{}", wheel.display());
    if options.test {
        test(&options.python, &wheel, build)?;
    }
    Ok(())
}

/// For `cargo xtask ci`: a machine without Python, or without the packages, is told what it did not run.
pub(crate) fn ci() -> Result<()> {
    let python = "python3";
    if !has(python, "--version") {
        println!("跳过 Python 模块的测试：这台机器没有 {python}");
        return Ok(());
    }
    let builder = match builder(python) {
        Ok(builder) => builder,
        Err(why) => {
            println!("跳过 Python 模块的测试：{why:#}");
            return Ok(());
        }
    };
    let wheel = made(&builder, Build::Debug)?;
    test(python, &wheel, Build::Debug)?;
    if !has("java", "-version") {
        println!("跳过 Spark 的测试：这台机器没有 Java");
        return Ok(());
    }
    on_a_cluster(python, &wheel, FEWER)
}

/// `cargo xtask spark`: the module with columns, and on a cluster of this machine's own that the test starts.
pub(crate) fn spark(options: &Spark) -> Result<()> {
    let build = Build::new(options.release);
    let wheel = made(&builder(&options.python)?, build)?;
    on_a_cluster(&options.python, &wheel, options.reports)
}

#[derive(Debug, clap::Args)]
pub(crate) struct Spark {
    /// 优化过的（编译较慢）
    #[arg(long)]
    release: bool,
    /// 检查多少份报告
    #[arg(long, default_value_t = REPORTS)]
    reports: u32,
    /// 用来建立虚拟环境的 python
    #[arg(long, default_value = "python3")]
    python: String,
}

/// Enough that an executor dies in the middle of them.
const REPORTS: u32 = 2000;

/// As many for `cargo xtask ci`, which has more to do.
const FEWER: u32 = 600;

/// What the tests need beside the wheel.
const COLUMNS: [&str; 3] = ["pandas>=2,<4", "pyarrow>=14,<24", "pyspark>=4.0,<4.1"];

fn on_a_cluster(python: &str, wheel: &Path, reports: u32) -> Result<()> {
    let cluster = Python::new(python, "wheel-spark")?;
    cluster.install(&COLUMNS)?;
    install(&cluster, wheel)?;
    for tests in ["test_arrow.py", "test_spark.py"] {
        let tests = root().join("crates/python/tests").join(tests);
        let mut script = cluster.script(&tests);
        run(script.env("GOUJI_SPARK_REPORTS", reports.to_string()).current_dir(target()))?;
    }
    Ok(())
}

fn install(into: &Python, wheel: &Path) -> Result<()> {
    let pip = ["-m", "pip", "install", "--quiet", "--disable-pip-version-check"];
    run(into.command().args(pip).args(["--force-reinstall", "--no-deps", "--no-index"]).arg(wheel))
}

/// Whether a program is there.
fn has(program: &str, argument: &str) -> bool {
    Command::new(program).arg(argument).output().is_ok_and(|output| output.status.success())
}

/// The environment with what builds wheels.
fn builder(python: &str) -> Result<Python> {
    let builder = Python::new(python, "wheel-builder")?;
    builder.install(&[MATURIN])?;
    Ok(builder)
}

/// Builds the wheel; nothing of an earlier one is left beside it.
fn made(builder: &Python, build: Build) -> Result<PathBuf> {
    let folder = target().join("wheel");
    if folder.exists() {
        fs::remove_dir_all(&folder).with_context(|| format!("清空 {}", folder.display()))?;
    }
    let profile = match build {
        Build::Release => "release",
        Build::Debug => "dev",
    };
    let mut maturin = builder.command();
    maturin
        .args(["-m", "maturin", "build", "--quiet", "--locked", "--profile", profile, "--out"])
        .arg(&folder);
    run(maturin.current_dir(root().join("crates/python")))?;
    let mut wheels = fs::read_dir(&folder)?.filter_map(|entry| Some(entry.ok()?.path()));
    match wheels.find(|path| path.extension().is_some_and(|extension| extension == "whl")) {
        Some(wheel) => Ok(wheel),
        None => bail!("{} 里没有做出来的 wheel", folder.display()),
    }
}

/// Installs the wheel and nothing else, and runs the tests with it.
fn test(python: &str, wheel: &Path, build: Build) -> Result<()> {
    let alone = Python::new(python, "wheel-alone")?;
    install(&alone, wheel)?;
    let staged = stage::stage(build)?;
    let tests = root().join("crates/python/tests/test_gouji.py");
    run(alone
        .script(&tests)
        .env("GOUJI_PROGRAM", staged.program)
        .env("GOUJI_HOME", staged.home)
        .current_dir(target()))
}

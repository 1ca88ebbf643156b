//! `cargo xtask season`: a season by the ledger, measured on varied reports: the first run, one with nothing changed, one after
//! a pack for one place changed; with memory and the size of the ledger. And what holding reports against others costs.

use std::fs;
use std::path::Path;
use std::process::{Command, ExitCode, Stdio};
use std::time::Duration;

use anyhow::{Result, bail};

use crate::bench::{Measured, fresh, measured};
use crate::project::target;
use crate::score;
use crate::stage::{Build, Staged, stage};

/// What to measure.
#[derive(Debug, Clone, clap::Args)]
pub(crate) struct Options {
    /// 各测多少份
    #[arg(long, value_delimiter = ',', default_value = "1000,10000")]
    reports: Vec<usize>,
    /// 也测与上年（--previous）和同级（--peers）的报告比对：各多少份
    #[arg(long, value_delimiter = ',', default_value = "1000,2000")]
    beside: Vec<usize>,
    /// 种子：同一个数生成同样的报告
    #[arg(long, default_value_t = 7)]
    seed: u64,
    /// 各用几个线程
    #[arg(long, default_value_t = 2)]
    jobs: usize,
    /// 每种测几次，取最快的一次
    #[arg(long, default_value_t = 1)]
    times: usize,
}

pub(crate) fn season(options: &Options) -> Result<ExitCode> {
    let staged = stage(Build::Release)?;
    let place = target().join("season");
    for &count in &options.reports {
        let folder = fresh(&place.join("reports"))?;
        score::varied(options.seed, &folder, None, count)?;
        with_ledger(options, &staged, &place, &folder, count)?;
    }
    for &count in &options.beside {
        let (folder, previous) = (fresh(&place.join("reports"))?, fresh(&place.join("previous"))?);
        score::varied(options.seed, &folder, Some(&previous), count)?;
        beside(options, &staged, &folder, &previous, count)?;
    }
    fs::remove_dir_all(&place)?;
    Ok(ExitCode::SUCCESS)
}

fn with_ledger(options: &Options, staged: &Staged, place: &Path, folder: &Path, count: usize) -> Result<()> {
    let ledger = place.join("season.gouji");
    own_pack(&staged.home, "不会有的话")?;
    let run = |ledger: Option<&Path>| check(options, staged, folder, &arguments(ledger));
    let plain = best(options, || run(None))?;
    let first = best(options, || {
        if ledger.exists() {
            fs::remove_file(&ledger)?;
        }
        run(Some(&ledger))
    })?;
    let size = fs::metadata(&ledger)?.len();
    let again = best(options, || run(Some(&ledger)))?;
    own_pack(&staged.home, "也不会有的话")?;
    let changed = run(Some(&ledger))?;
    let each = |time: Duration| time.as_secs_f64() * 1e3 / count as f64;
    println!(
        "{count} reports, --jobs {}, {:.1} KB of ledger each:",
        options.jobs,
        size as f64 / 1e3 / count as f64
    );
    for (what, measured) in [
        ("without a ledger", &plain),
        ("first run", &first),
        ("nothing changed", &again),
        ("a pack for one province changed", &changed),
    ] {
        println!(
            "  {what}: {:.2} s, {:.3} ms each ({:.3} ms of a processor), {:.3} of the first run, peak memory {} MB",
            measured.took.as_secs_f64(),
            each(measured.took),
            each(measured.cpu),
            measured.took.as_secs_f64() / first.took.as_secs_f64(),
            measured.peak / 1024
        );
    }
    fs::remove_dir_all(staged.home.join("rules/bench"))?;
    fs::remove_file(staged.home.join("rules/bench.toml"))?;
    Ok(())
}

fn beside(options: &Options, staged: &Staged, folder: &Path, previous: &Path, count: usize) -> Result<()> {
    let run = |arguments: &[&str]| best(options, || check(options, staged, folder, arguments));
    let plain = run(&[])?;
    let text = |path: &Path| path.to_string_lossy().into_owned();
    let (folder_text, previous) = (text(folder), text(previous));
    for (what, arguments) in [
        ("plain", &[][..]),
        ("--previous", &["--previous", &previous]),
        ("--peers", &["--peers", &folder_text]),
        ("--children", &["--children", &folder_text]),
    ] {
        let measured = run(arguments)?;
        println!(
            "{count} reports, {what}: {:.2} s, {:.2} of a plain check, peak memory {} MB",
            measured.took.as_secs_f64(),
            measured.took.as_secs_f64() / plain.took.as_secs_f64(),
            measured.peak / 1024
        );
    }
    Ok(())
}

fn arguments(ledger: Option<&Path>) -> Vec<String> {
    let text = |path: &Path| path.to_string_lossy().into_owned();
    ledger.map_or_else(Vec::new, |ledger| vec!["--ledger".to_owned(), text(ledger)])
}

fn best(options: &Options, mut run: impl FnMut() -> Result<Measured>) -> Result<Measured> {
    let mut best = run()?;
    for _ in 1..options.times.max(1) {
        let other = run()?;
        let took = best.took.min(other.took);
        best = Measured { took, peak: best.peak.max(other.peak), ..best };
    }
    Ok(best)
}

fn check<S: AsRef<str>>(
    options: &Options,
    staged: &Staged,
    folder: &Path,
    arguments: &[S],
) -> Result<Measured> {
    let mut command = Command::new(&staged.program);
    command.arg("check").arg(folder).args(arguments.iter().map(AsRef::as_ref));
    command.args(["--quiet", "--jobs", &options.jobs.to_string()]).env("GOUJI_HOME", &staged.home);
    let run = measured(command.stdout(Stdio::null()).stderr(Stdio::null()))?;
    // Some reports have errors, and some cannot be read whole.
    if !matches!(run.status.code(), Some(0 | 1 | 3)) {
        bail!("检查 {} 以 {} 结束", folder.display(), run.status);
    }
    Ok(run)
}

/// A pack for 云南 with one rule that looks for some words.
fn own_pack(home: &Path, words: &str) -> Result<()> {
    let folder = home.join("rules/bench");
    fs::create_dir_all(&folder)?;
    let rule = format!(
        "code = 'Z99'\nname = 'bench/words'\nseverity = 'info'\ncertainty = 'likely'\ntitle = '写法不当'\nbasis = '测试'\nwhy = '测试'\n\
         [wording]\nfind = ['{words}']\nbetter = '别的'\n[[bad]]\nreport = \"overview = '{words}。'\"\nfinds = '测试'\n\
         [[good]]\nreport = \"overview = '好。'\"\n"
    );
    fs::write(folder.join("words.toml"), rule)?;
    let profile = "title = '测试'\nextends = 'national'\npacks = ['bench']\n[applies]\nplaces = ['53']\n";
    fs::write(home.join("rules/bench.toml"), profile)?;
    Ok(())
}

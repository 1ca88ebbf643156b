//! `gouji pack diff`: what a new version of a pack changes for a folder of reports, before anybody depends on it.

mod text;

use std::io::{self, IsTerminal};
use std::num::NonZero;
use std::path::{Path, PathBuf};
use std::sync::Arc;

use clap::ValueEnum;
use gouji_core::verdict::Checked;
use gouji_engine::difference::{self, Outcome};
use gouji_engine::pack::Pack;
use gouji_engine::profile::is_pack_id;
use gouji_engine::{Beside, Home, Input, Isolation, Session, available_jobs, inputs};
use indicatif::{ProgressBar, ProgressStyle};

use super::opened;
use crate::args::Global;
use crate::failure::Failure;
use crate::{files, installation, terminal};

#[derive(Debug, clap::Args)]
#[command(next_help_heading = "选项")]
pub(crate) struct Args {
    /// 旧版：规则包的文件夹，或已安装的规则包的标识
    #[arg(value_name = "旧版", help_heading = "参数")]
    old: PathBuf,
    /// 新版：写法相同
    #[arg(value_name = "新版", help_heading = "参数")]
    new: PathBuf,
    /// 报告：文件或文件夹（连同下级文件夹）
    #[arg(value_name = "报告", help_heading = "参数", required = true)]
    reports: Vec<PathBuf>,
    /// 格式：text、json（默认 text）
    #[arg(
        long,
        value_name = "格式",
        default_value = "text",
        hide_default_value = true,
        hide_possible_values = true
    )]
    format: Format,
    /// 写到文件（默认：标准输出）
    #[arg(long, value_name = "文件")]
    output: Option<PathBuf>,
    /// text 格式最多逐条列出多少条（默认 200；JSON 总是全部列出）
    #[arg(long, value_name = "条数", default_value = "200", hide_default_value = true)]
    limit: usize,
    /// 同时检查的份数（默认：处理器的个数）
    #[arg(long, value_name = "个数")]
    jobs: Option<NonZero<usize>>,
}

#[derive(Debug, Clone, Copy, PartialEq, Eq, ValueEnum)]
enum Format {
    Text,
    Json,
}

/// Exit status 0: no difference; 1: there is one; 3: something was not read or crashed, so that more may differ.
pub(crate) fn run(args: &Args, global: &Global) -> Result<u8, Failure> {
    let (old, new) = (version(&args.old, global)?, version(&args.new, global)?);
    let id = common(&old, &new)?;
    refuse_the_same_library(&old.home, &new.home, &id)?;
    let (inputs, _) = inputs(&args.reports);
    if inputs.is_empty() {
        let paths: Vec<String> = args.reports.iter().map(|path| path.display().to_string()).collect();
        return Err(Failure::Usage(format!("{} 里没有可以检查的文件", paths.join("、"))));
    }
    let jobs = args.jobs.map_or_else(available_jobs, NonZero::get);
    // One after the other: a library is told its dictionaries once, and may be the same for both.
    let isolation = global.isolate.isolation();
    let (old, before) = outcomes(&old.home, &id, &isolation, &inputs, jobs, "旧版")?;
    let (new, after) = outcomes(&new.home, &id, &isolation, &inputs, jobs, "新版")?;
    let difference = difference::compare((&old, &before), (&new, &after));
    let printed = match args.format {
        Format::Text => text::text(&difference, args.limit),
        Format::Json => {
            let json = serde_json::to_string_pretty(&difference);
            json.expect("strings, numbers and lists can be written as JSON") + "\n"
        }
    };
    match &args.output {
        Some(file) => {
            files::write(file, &printed)?;
            terminal::say(format_args!("{}\n结果已写入 {}", text::totals(&difference), file.display()));
        }
        None => terminal::print(&printed)?,
    }
    Ok(if difference.faults.is_empty() { u8::from(!difference.is_none()) } else { 3 })
}

/// Where a version of a pack is, and which packs there are.
struct Version {
    home: Home,
    ids: Vec<String>,
    shown: String,
}

/// A folder, or else the id of an installed pack.
fn version(named: &Path, global: &Global) -> Result<Version, Failure> {
    let shown = named.display().to_string();
    if !named.is_dir() && is_pack_id(&shown) {
        let home = installation::home(global)?;
        if !home.pack_names().contains(&shown) {
            return Err(Failure::Usage(format!(
                "“{shown}”既不是文件夹，也不是已安装的规则包（见 gouji packs）"
            )));
        }
        return Ok(Version { home, ids: vec![shown.clone()], shown });
    }
    let (home, ids) = opened::folder(named)?;
    match ids.is_empty() {
        true => Err(opened::nothing(named)),
        false => Ok(Version { home, ids, shown }),
    }
}

/// The pack that both are versions of.
fn common(old: &Version, new: &Version) -> Result<String, Failure> {
    let shared: Vec<&String> = old.ids.iter().filter(|id| new.ids.contains(id)).collect();
    match shared[..] {
        [id] => Ok(id.clone()),
        [] => Err(Failure::Usage(format!(
            "{} 和 {} 不是同一个规则包：一边是 {}，另一边是 {}",
            old.shown,
            new.shown,
            old.ids.join("、"),
            new.ids.join("、")
        ))),
        [..] => Err(Failure::Usage(format!(
            "两边都有 {} 个规则包，请指明一个：写成 {}",
            shared.len(),
            Path::new(&old.shown).join("rules").join(shared[0]).display()
        ))),
    }
}

/// A library that is loaded twice is one library, with one set of dictionaries.
#[cfg(unix)]
fn refuse_the_same_library(old: &Home, new: &Home, id: &str) -> Result<(), Failure> {
    use std::os::unix::fs::MetadataExt;

    use gouji_engine::manifest::Installed;

    let library = |home: &Home| {
        let folder = home.packs.join(id);
        let installed = Installed::read(&folder).ok().flatten()?;
        let metadata = folder.join(installed.library).metadata().ok()?;
        Some((metadata.dev(), metadata.ino()))
    };
    match (library(old), library(new)) {
        (Some(old), Some(new)) if old == new => Err(Failure::Usage(
            "两边的动态库是同一个文件；只改词典也要把动态库另复制一份（cp，不要用链接）".to_owned(),
        )),
        _ => Ok(()),
    }
}

#[cfg(not(unix))]
fn refuse_the_same_library(_: &Home, _: &Home, _: &str) -> Result<(), Failure> {
    Ok(())
}

/// Has one version check all reports.
fn outcomes(
    home: &Home,
    id: &str,
    isolation: &Isolation,
    inputs: &[Input],
    jobs: usize,
    which: &'static str,
) -> Result<(Arc<Pack>, Vec<Outcome>), Failure> {
    let session = Session::of(home.clone()).pack(id).isolation(isolation.clone()).open()?;
    if let Some(lacking) = session.lacking() {
        terminal::say(format_args!("注意：{which}：{lacking}"));
    }
    let progress = match io::stderr().is_terminal() {
        true => ProgressBar::new(inputs.len() as u64).with_style(
            ProgressStyle::with_template("{prefix} {bar:40} {pos}/{len} 份，还需 {eta}")
                .expect("the template is a constant that is known to be right"),
        ),
        false => ProgressBar::hidden(),
    };
    progress.set_prefix(which);
    let mut outcomes = Vec::with_capacity(inputs.len());
    let mut each = |checked: Checked| {
        outcomes.push(Outcome::of(&checked));
        progress.inc(1);
    };
    session.check_all(inputs, Beside::default(), jobs, &mut each);
    progress.finish_and_clear();
    let pack = session.packs().into_iter().next().cloned();
    Ok((pack.expect("a session of a pack has that pack"), outcomes))
}

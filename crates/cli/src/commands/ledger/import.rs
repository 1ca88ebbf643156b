//! `gouji ledger import FILE...`: decisions out of sheets that came back.

use std::path::{Path, PathBuf};

use gouji_engine::{SetupError, baseline, profile};
use gouji_ledger::{Access, As, Imported, Ledger, Taking};
use gouji_render::printable::clean;

use super::{Which, day};
use crate::commands::decide::decisions;
use crate::failure::Failure;
use crate::{files, terminal};

#[derive(Debug, clap::Args)]
#[command(next_help_heading = "选项")]
pub(crate) struct Args {
    /// 填好的表：gouji ledger export 导出的工作簿或 CSV，或 gouji check --format xlsx 的工作簿，几个审核人的可以一起导入；基线或配置（.toml）
    #[arg(value_name = "文件", help_heading = "参数", required = true)]
    files: Vec<PathBuf>,
    #[command(flatten)]
    which: Which,
    /// 基线（.toml）里的问题记为什么：退回、已说明、不是问题、待定（默认 待定）；豁免总是记为“已说明”
    #[arg(long = "as", value_name = "决定", default_value = "待定", hide_default_value = true, hide_possible_values = true, value_parser = decisions())]
    decision: As,
    /// 谁决定的，表里没有写“决定人”时用
    #[arg(long, value_name = "姓名", default_value = "", hide_default_value = true)]
    by: String,
    /// 导出以后另有决定的，以表格为准
    #[arg(long)]
    overwrite: bool,
    /// 只说会改什么，不改
    #[arg(long)]
    dry_run: bool,
}

/// So many lines of one kind are shown.
const SHOWN: usize = 50;

/// Exit status 3 where rows were not taken.
pub(crate) fn run(args: &Args) -> Result<u8, Failure> {
    let taking = Taking {
        day: day()?,
        owner: args.by.trim().to_owned(),
        overwrite: args.overwrite,
        dry_run: args.dry_run,
    };
    let ledger = args.which.open(Access::Write)?;
    let imported = match &args.files[..] {
        [file] if is_toml(file) => adopt(&ledger, args, file, &taking)?,
        files if files.iter().any(|file| is_toml(file)) => {
            return Err(Failure::Usage("基线和配置（.toml）一次只导入一个，也不与表格一起导入".to_owned()));
        }
        files => {
            let sheet = |file: &PathBuf| Ok((file.display().to_string(), files::read(file)?));
            let sheets = files.iter().map(sheet).collect::<Result<Vec<_>, Failure>>()?;
            let sheets: Vec<(&str, &[u8])> =
                sheets.iter().map(|(name, bytes)| (name.as_str(), bytes.as_slice())).collect();
            ledger.import_all(&sheets, &taking)?
        }
    };
    let Imported { changes, same, blank, refused, troubles } = &imported;
    terminal::print(&listed(changes))?;
    let verb = if args.dry_run { "将导入" } else { "已导入" };
    terminal::say(format_args!(
        "{verb} {} 个决定；与台账相同 {same} 行，没有填 {blank} 行，没有导入 {} 行",
        changes.len(),
        refused.len()
    ));
    if refused.is_empty() && troubles.is_empty() {
        return Ok(0);
    }
    let why: Vec<String> = troubles.iter().chain(refused).cloned().collect();
    terminal::complain(listed(&why).trim_end());
    Ok(3)
}

fn is_toml(file: &Path) -> bool {
    file.extension().is_some_and(|extension| extension == "toml")
}

/// A baseline, or the waivers of a profile.
fn adopt(ledger: &Ledger, args: &Args, file: &Path, taking: &Taking) -> Result<Imported, Failure> {
    let text = String::from_utf8_lossy(&files::read(file)?).into_owned();
    if text.contains(baseline::SCHEMA) {
        let baseline = baseline::read(file).map_err(SetupError::from)?;
        let why = format!("基线 {}", file.display());
        return Ok(ledger.adopt_baseline(&baseline.entries(), args.decision, &why, taking)?);
    }
    let profile = profile::parse(file, &text).map_err(SetupError::from)?;
    if profile.waivers.is_empty() {
        return Err(Failure::Usage(format!("{} 里没有豁免（[[waivers]]），也不是基线", file.display())));
    }
    Ok(ledger.adopt_waivers(&profile.waivers, taking)?)
}

fn listed(lines: &[String]) -> String {
    let mut text: String = lines.iter().take(SHOWN).map(|line| format!("{}\n", clean(line))).collect();
    if lines.len() > SHOWN {
        text += &format!("另有 {} 行\n", lines.len() - SHOWN);
    }
    text
}

//! `gouji ledger roster FILE`: which units are to hand in.

use std::path::PathBuf;

use gouji_ledger::{Access, LedgerError};

use super::Which;
use crate::failure::Failure;
use crate::{files, terminal};

#[derive(Debug, clap::Args)]
#[command(next_help_heading = "选项")]
pub(crate) struct Args {
    /// 名册：CSV、XLSX 等表格，表头有“单位”，可以有“区划”“层级”“上级”“别名”
    #[arg(value_name = "名册", help_heading = "参数")]
    file: PathBuf,
    #[command(flatten)]
    which: Which,
}

pub(crate) fn run(args: &Args) -> Result<u8, Failure> {
    let bytes = files::read(&args.file)?;
    let count = args.which.open(Access::Create)?.take_roster(&bytes).map_err(|error| match error {
        LedgerError::Said(why) => Failure::Usage(format!("{}：{why}", args.file.display())),
        other => other.into(),
    })?;
    terminal::say(format_args!("名册有 {count} 个单位；gouji ledger units 列出谁还没有报送"));
    Ok(0)
}

//! `gouji pack check`: the acceptance test for a pack that someone else has built.

use std::path::PathBuf;

use super::{examined, opened};
use crate::args::Global;
use crate::failure::Failure;

#[derive(Debug, clap::Args)]
#[command(next_help_heading = "选项")]
pub(crate) struct Args {
    /// 动态库；或有 rules、packs 的文件夹；或 packs/<标识>、rules/<标识>
    #[arg(value_name = "路径", help_heading = "参数")]
    path: PathBuf,
}

pub(crate) fn run(args: &Args, global: &Global) -> Result<u8, Failure> {
    examined::report(&opened::at(&args.path)?, global.verbose > 0)
}

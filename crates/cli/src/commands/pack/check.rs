//! `gouji pack check`: the acceptance test for a pack that someone else has built.

use std::path::PathBuf;
use std::time::Duration;

use super::watched;
use crate::args::Global;
use crate::failure::Failure;

#[derive(Debug, clap::Args)]
#[command(next_help_heading = "选项")]
pub(crate) struct Args {
    /// 动态库；或有 rules、packs 的文件夹；或 packs/<标识>、rules/<标识>
    #[arg(value_name = "路径", help_heading = "参数")]
    path: PathBuf,
    /// 总共最多查这么久，过了就停止，算没有通过（默认 300）
    #[arg(long, value_name = "秒", default_value = "300", hide_default_value = true)]
    timeout: u32,
}

pub(crate) fn run(args: &Args, global: &Global) -> Result<u8, Failure> {
    if watched::is_inside() {
        return watched::examine(&args.path, &global.isolate);
    }
    let limit = Duration::from_secs(args.timeout.into());
    watched::watch(&args.path, global.verbose > 0, limit, &global.isolate)
}

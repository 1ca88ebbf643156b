//! `gouji pack docs`: a pack's pages, one a rule and an index, from the rules' cards.

use std::path::PathBuf;

use gouji_render::cards::Listed;

use super::opened;
use crate::args::Global;
use crate::commands::rules::write_pages;
use crate::failure::Failure;

#[derive(Debug, clap::Args)]
#[command(next_help_heading = "选项")]
pub(crate) struct Args {
    /// 规则包的文件夹，或者 packs/<标识>、rules/<标识>、动态库；动态库的代码会运行，在隔离的进程里
    #[arg(value_name = "路径", help_heading = "参数")]
    path: PathBuf,
    /// 写到这个文件夹（默认：规则包文件夹里的 docs）
    #[arg(long, value_name = "文件夹")]
    output: Option<PathBuf>,
}

pub(crate) fn run(args: &Args, global: &Global) -> Result<u8, Failure> {
    let packs = opened::at(&args.path, &global.isolate.isolation())?;
    let output = match &args.output {
        Some(output) => output.clone(),
        None if args.path.is_dir() => args.path.join("docs"),
        None => {
            return Err(Failure::Usage("动态库旁边没有写文档的地方，请用 --output 指定文件夹".to_owned()));
        }
    };
    let rules: Vec<Listed> = packs
        .iter()
        .flat_map(|pack| {
            let cards = pack.rules.iter().map(|rule| &rule.card);
            cards.map(|card| Listed { pack: &pack.id, severity: Some(card.severity), set: Vec::new(), card })
        })
        .collect();
    write_pages(&output, &rules)
}

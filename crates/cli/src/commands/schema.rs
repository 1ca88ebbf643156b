//! `gouji schema`: the contracts that programs which read our results rely on.

use clap::ValueEnum;
use gouji_render::schema;

use crate::failure::Failure;
use crate::terminal;

#[derive(Debug, clap::Args)]
pub(crate) struct Args {
    /// 哪种结果：check（gouji check --format json）、lines（--format jsonl 的一行）、pack-diff（gouji pack diff）（默认 check）
    #[arg(
        value_name = "结果",
        help_heading = "参数",
        default_value = "check",
        hide_default_value = true,
        hide_possible_values = true
    )]
    of: Of,
}

#[derive(Debug, Clone, Copy, PartialEq, Eq, ValueEnum)]
enum Of {
    Check,
    Lines,
    PackDiff,
}

pub(crate) fn run(args: &Args) -> Result<u8, Failure> {
    terminal::print(&match args.of {
        Of::Check => schema::CHECK.to_owned(),
        Of::Lines => schema::lines(),
        Of::PackDiff => schema::PACK_DIFF.to_owned(),
    })?;
    Ok(0)
}

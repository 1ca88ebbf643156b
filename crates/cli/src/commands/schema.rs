//! `gouji schema`: the contracts that programs which read our results rely on.

use clap::ValueEnum;
use gouji_render::schema;

use crate::failure::Failure;
use crate::terminal;

#[derive(Debug, clap::Args)]
pub(crate) struct Args {
    /// 哪个命令的结果：check、pack-diff（默认 check）
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
    PackDiff,
}

pub(crate) fn run(args: &Args) -> Result<u8, Failure> {
    terminal::print(match args.of {
        Of::Check => schema::CHECK,
        Of::PackDiff => schema::PACK_DIFF,
    })?;
    Ok(0)
}

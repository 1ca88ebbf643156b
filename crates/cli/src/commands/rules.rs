//! `gouji rules`: all rules, or those of a profile with what it makes of them.

use clap::ValueEnum;
use gouji_engine::Session;
use gouji_render::cards::{self, Listed};

use crate::args::Global;
use crate::failure::Failure;
use crate::{installation, terminal};

#[derive(Debug, clap::Args)]
#[command(next_help_heading = "选项")]
pub(crate) struct Args {
    /// 只列这一配置的规则，级别按配置（名称或文件；默认列出全部规则）
    #[arg(long, value_name = "配置")]
    profile: Option<String>,
    /// 格式：text、json、markdown（默认 text）
    #[arg(
        long,
        value_name = "格式",
        default_value = "text",
        hide_default_value = true,
        hide_possible_values = true
    )]
    format: Format,
}

#[derive(Debug, Clone, Copy, PartialEq, Eq, ValueEnum)]
enum Format {
    Text,
    Json,
    Markdown,
}

pub(crate) fn run(args: &Args, global: &Global) -> Result<u8, Failure> {
    let session = installation::open(global, args.profile.as_deref())?;
    let rules = match args.profile {
        Some(_) => of_profile(&session),
        None => all(&session),
    };
    terminal::print(&match args.format {
        Format::Text => cards::text(&rules),
        Format::Json => cards::json(&rules),
        Format::Markdown => cards::markdown(&rules),
    })?;
    Ok(0)
}

/// Every rule of every pack, with the severity of its card.
pub(crate) fn all(session: &Session) -> Vec<Listed<'_>> {
    let packs = session.packs().iter();
    packs
        .flat_map(|pack| {
            let rules = pack.rules.iter().map(|rule| &rule.card);
            rules.map(|card| Listed { pack: &pack.id, severity: Some(card.severity), card })
        })
        .collect()
}

/// The rules of the profile that the session was opened with.
pub(crate) fn of_profile(session: &Session) -> Vec<Listed<'_>> {
    let sets = session.rulesets().iter();
    sets.flat_map(|set| {
        set.rules.iter().map(|rule| Listed {
            pack: &set.packs[rule.pack].id,
            severity: rule.severity,
            card: set.card(rule),
        })
    })
    .collect()
}

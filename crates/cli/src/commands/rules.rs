//! `gouji rules`: all rules, or those of a profile with what it makes of them.

use std::fs;
use std::path::{Path, PathBuf};

use clap::ValueEnum;
use gouji_core::card::Severity;
use gouji_engine::Session;
use gouji_engine::nearest::{hint, listed, nearest};
use gouji_render::cards::{self, Links, Listed};

use crate::args::Global;
use crate::failure::Failure;
use crate::{files, installation, terminal};

#[derive(Debug, clap::Args)]
#[command(next_help_heading = "选项")]
pub(crate) struct Args {
    /// 只列这一配置的规则，级别和选项按配置（名称或文件；默认列出全部规则）
    #[arg(long, value_name = "配置")]
    profile: Option<String>,
    /// 只列这个规则包的规则，可以写多次
    #[arg(long, value_name = "规则包")]
    pack: Vec<String>,
    /// 只列这一级及以上的规则：error、warning、info
    #[arg(long, value_name = "级别", hide_possible_values = true)]
    severity: Option<Least>,
    /// 格式：table（分栏）、json、markdown（索引）（默认 table）
    #[arg(
        long,
        value_name = "格式",
        default_value = "table",
        hide_default_value = true,
        hide_possible_values = true
    )]
    format: Format,
    /// markdown 索引里的代码链接到这个文件夹里的规则页
    #[arg(long, value_name = "文件夹")]
    link: Option<String>,
    /// 在这个文件夹里给每条规则写一页 Markdown，另写索引 README.md
    #[arg(long, value_name = "文件夹", conflicts_with_all = ["format", "link"])]
    pages: Option<PathBuf>,
}

#[derive(Debug, Clone, Copy, PartialEq, Eq, ValueEnum)]
enum Format {
    #[value(alias = "text")]
    Table,
    Json,
    Markdown,
}

#[derive(Debug, Clone, Copy, PartialEq, Eq, ValueEnum)]
enum Least {
    Error,
    Warning,
    Info,
}

pub(crate) fn run(args: &Args, global: &Global) -> Result<u8, Failure> {
    let session = installation::open(global, args.profile.as_deref())?;
    let mut rules = match args.profile {
        Some(_) => of_profile(&session),
        None => all(&session),
    };
    if let Some(unknown) = args.pack.iter().find(|id| session.packs().iter().all(|pack| pack.id != **id)) {
        let known = session.packs().into_iter().map(|pack| pack.id.as_str());
        let hint = hint(nearest(unknown, known.clone()).as_deref());
        let known = listed(known);
        return Err(Failure::Usage(format!("没有规则包“{unknown}”{hint}；现有的规则包：{known}")));
    }
    let least = args.severity.map(Severity::from);
    rules.retain(|rule| {
        let wanted = args.pack.is_empty() || args.pack.iter().any(|id| id == rule.pack);
        wanted && least.is_none_or(|least| rule.severity >= Some(least))
    });
    if let Some(folder) = &args.pages {
        return write_pages(folder, &rules);
    }
    terminal::print(&match args.format {
        Format::Table => cards::table(&rules),
        Format::Json => cards::json(&rules),
        Format::Markdown => cards::markdown(&rules, args.link.as_deref().map_or(Links::None, Links::Pages)),
    })?;
    Ok(0)
}

/// One page a rule and the index. Other files in the folder stay as they are.
pub(crate) fn write_pages(folder: &Path, rules: &[Listed]) -> Result<u8, Failure> {
    let name = folder.display().to_string();
    fs::create_dir_all(folder).map_err(|cause| Failure::Create { name: name.clone(), cause })?;
    for rule in rules {
        let file = folder.join(cards::file_name(&rule.card.code));
        files::write(&file, &cards::page_markdown(rule, rules))?;
    }
    files::write(&folder.join("README.md"), &cards::markdown(rules, Links::Pages("")))?;
    terminal::say(format_args!("{} 条规则的页面和索引已写入 {name}", rules.len()));
    Ok(0)
}

/// Every rule of every pack, with the severity of its card.
pub(crate) fn all(session: &Session) -> Vec<Listed<'_>> {
    let cards = session.cards().into_iter();
    cards.map(|(pack, card)| Listed { pack, severity: Some(card.severity), set: Vec::new(), card }).collect()
}

/// The rules of the profile that the session was opened with.
pub(crate) fn of_profile(session: &Session) -> Vec<Listed<'_>> {
    let sets = session.rulesets().into_iter();
    sets.flat_map(|set| {
        set.rules.iter().map(|rule| {
            let card = set.card(rule);
            let settings = set.settings.iter().filter(|setting| setting.rule == card.code);
            Listed {
                pack: &set.packs[rule.pack].id,
                severity: rule.severity,
                set: settings.map(|setting| (setting.key.as_str(), setting.value)).collect(),
                card,
            }
        })
    })
    .collect()
}

impl From<Least> for Severity {
    fn from(least: Least) -> Self {
        match least {
            Least::Error => Self::Error,
            Least::Warning => Self::Warning,
            Least::Info => Self::Info,
        }
    }
}

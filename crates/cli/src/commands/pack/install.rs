//! `gouji pack install`, `upgrade`, `remove` and `list`: packs that come as one file. Nothing of them is run.

use std::fmt::Write;
use std::path::PathBuf;

use gouji_engine::parcel::{self, Placed};
use gouji_engine::trust::Trust;
use gouji_render::printable::clean;

use crate::args::Global;
use crate::failure::Failure;
use crate::{installation, terminal};

#[derive(Debug, clap::Args)]
#[command(next_help_heading = "选项")]
pub(crate) struct Args {
    /// 规则包文件（.gjpack）
    #[arg(value_name = "文件", help_heading = "参数")]
    file: PathBuf,
    /// 也信任这个公钥（.pub 文件），可以写多次；安装目录 keys 文件夹里的总是信任
    #[arg(long, value_name = "文件")]
    key: Vec<PathBuf>,
}

#[derive(Debug, clap::Args)]
pub(crate) struct RemoveArgs {
    /// 规则包的标识
    #[arg(value_name = "标识", help_heading = "参数")]
    id: String,
}

pub(crate) fn install(args: &Args, global: &Global) -> Result<u8, Failure> {
    let placed = parcel::install(&installation::home(global)?, &args.file, &args.key)?;
    say(&placed)
}

pub(crate) fn upgrade(args: &Args, global: &Global) -> Result<u8, Failure> {
    let placed = parcel::upgrade(&installation::home(global)?, &args.file, &args.key)?;
    say(&placed)
}

pub(crate) fn remove(args: &RemoveArgs, global: &Global) -> Result<u8, Failure> {
    let removed = parcel::remove(&installation::home(global)?, &args.id)?;
    let profile = if removed.profile { "，连同它的配置" } else { "" };
    terminal::print(&format!("规则包 {} {} 已移除{profile}\n", removed.id, removed.version))?;
    Ok(0)
}

pub(crate) fn list(global: &Global) -> Result<u8, Failure> {
    let mut out = String::new();
    let mut broken = false;
    for pack in parcel::list(&installation::home(global)?)? {
        broken |= pack.trust.is_err();
        let trust = match &pack.trust {
            Ok(trust) => trust.to_string(),
            Err(why) => format!("有误：{why}"),
        };
        // Writing to a string does not fail.
        let _ = writeln!(
            out,
            "{} {}  {}  {} 条规则；{}",
            clean(&pack.id),
            clean(&pack.version),
            clean(&pack.title),
            pack.rules,
            clean(&trust)
        );
        for file in pack.trust.iter().flat_map(Trust::edited) {
            let _ = writeln!(out, "      改过的词典：{}", clean(file));
        }
    }
    terminal::print(&out)?;
    Ok(if broken { 3 } else { 0 })
}

fn say(placed: &Placed) -> Result<u8, Failure> {
    let (id, version) = (clean(&placed.id), clean(&placed.version));
    let mut out = match &placed.before {
        None => format!(
            "规则包 {id} {version} 已安装：{} 条规则，由“{}”签名\n",
            placed.rules,
            clean(&placed.signer)
        ),
        Some(before) => format!(
            "规则包 {id} 已从 {} 升到 {version}：{} 条规则，由“{}”签名\n",
            clean(before),
            placed.rules,
            clean(&placed.signer)
        ),
    };
    for line in &placed.differences {
        // Writing to a string does not fail.
        let _ = writeln!(out, "  {}", clean(line));
    }
    if placed.before.is_some() && placed.differences.is_empty() {
        out += "  规则和词典没有变化\n";
    }
    if placed.kept_profile {
        out += &format!("已有的配置 rules/{id}.toml 没有动\n");
    }
    match &placed.used_by[..] {
        [] => out += "还没有配置用它：写一个配置，或者请发布者附上配置\n",
        names => out += &format!("用它的配置：{}\n", names.join("、")),
    }
    if placed.locked {
        out += "安装目录里有 gouji.lock：验收以后运行 gouji pack lock，才会载入这一版\n";
    }
    terminal::print(&out)?;
    Ok(0)
}

//! `gouji pack sign`: vouches for the packs in a folder as they are now. Nothing of them is run.

use std::path::PathBuf;

use gouji_engine::sign::Secret;

use super::{key, opened};
use crate::failure::Failure;
use crate::terminal;

#[derive(Debug, clap::Args)]
#[command(next_help_heading = "选项")]
pub(crate) struct Args {
    /// 有 rules、packs 的文件夹；或 packs/<标识>、rules/<标识>
    #[arg(value_name = "文件夹", help_heading = "参数")]
    folder: PathBuf,
    /// 签名用的密钥文件（gouji pack key new 或 minisign -G 生成的）
    #[arg(long, value_name = "文件")]
    key: PathBuf,
}

pub(crate) fn run(args: &Args) -> Result<u8, Failure> {
    let (home, ids) = opened::folder(&args.folder)?;
    let secret = Secret::read(&args.key, &mut || key::password(&args.key))?;
    let mut signed = Vec::new();
    for id in ids {
        signed.extend(secret.sign(&home, &id)?);
    }
    if signed.is_empty() {
        return Err(opened::nothing(&args.folder));
    }
    for pack in signed {
        terminal::print(&format!(
            "规则包 {} {} 的 {} 个文件已用密钥 {} 签名：{}\n",
            pack.id,
            pack.version,
            pack.files,
            secret.id(),
            pack.sums.display()
        ))?;
    }
    Ok(0)
}

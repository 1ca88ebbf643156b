//! `gouji pack publish`: writes a pack as one signed file, to be handed out.

use std::path::{Path, PathBuf};

use gouji_engine::Home;
use gouji_engine::parcel::{self, EXTENSION, Tree};
use gouji_engine::sign::Secret;

use super::{key, opened};
use crate::failure::Failure;
use crate::terminal;

#[derive(Debug, clap::Args)]
#[command(next_help_heading = "选项")]
pub(crate) struct Args {
    /// 规则包的文件夹（gouji pack new 写出的那个）；有代码的，先运行 gouji pack test --release
    #[arg(value_name = "文件夹", help_heading = "参数")]
    folder: PathBuf,
    /// 签名用的密钥文件（gouji pack key new 生成的）
    #[arg(long, value_name = "文件")]
    key: PathBuf,
    /// 写到这个文件，名称以 .gjpack 结尾
    #[arg(long, value_name = "文件")]
    output: PathBuf,
    /// 同一规则包在别的系统上编译的：系统=文件夹，如 windows-x86_64=../win；可以写多次
    #[arg(long, value_name = "系统=文件夹")]
    also: Vec<String>,
}

pub(crate) fn run(args: &Args) -> Result<u8, Failure> {
    if args.output.extension().is_none_or(|extension| extension != EXTENSION) {
        return Err(Failure::Usage(format!(
            "--output 的文件名应以 .{EXTENSION} 结尾，现在是 {}",
            args.output.display()
        )));
    }
    let mut trees = vec![tree(&args.folder, None)?];
    for also in &args.also {
        let Some((system, folder)) = also.split_once('=') else {
            return Err(Failure::Usage(format!(
                "--also 应写作 系统=文件夹，如 windows-x86_64=../win，现在是“{also}”"
            )));
        };
        trees.push(tree(Path::new(folder), Some(system.to_owned()))?);
    }
    let secret = Secret::read(&args.key, &mut || key::password(&args.key))?;
    let published = parcel::publish(&trees, &secret, &args.output)?;
    terminal::print(&format!(
        "规则包 {} {} 已写到 {}：{} 个文件，{} 字节，用密钥 {} 签名，可装在 {}\n",
        published.id,
        published.version,
        args.output.display(),
        published.files,
        published.bytes,
        secret.id(),
        published.systems.join("、").replace("any", "任何系统"),
    ))?;
    Ok(0)
}

fn tree(folder: &Path, system: Option<String>) -> Result<Tree, Failure> {
    let (home, ids): (Home, Vec<String>) = opened::folder(folder)?;
    match &ids[..] {
        [id] => Ok(Tree { id: id.clone(), home, system }),
        [] => Err(opened::nothing(folder)),
        several => Err(Failure::Usage(format!(
            "{} 里有 {} 个规则包：{}；一份文件里只有一个，请指定其中一个的文件夹",
            folder.display(),
            several.len(),
            several.join("、")
        ))),
    }
}

//! `gouji pack key new`: a key to sign packs with.

use std::io::{self, IsTerminal};
use std::path::{Path, PathBuf};

use clap::Subcommand;
use gouji_engine::sign::Secret;

use crate::args::TEMPLATE;
use crate::failure::Failure;
use crate::terminal;

#[derive(Debug, Subcommand)]
pub(crate) enum Command {
    /// 生成一对密钥：<名称>.key 用来签名，自己保管；<名称>.pub 是公钥，发给使用的人
    #[command(help_template = TEMPLATE, override_usage = "gouji pack key new [选项] <名称>")]
    New(New),
}

#[derive(Debug, clap::Args)]
#[command(next_help_heading = "选项")]
pub(crate) struct New {
    /// 两个文件的路径，不写扩展名，如 keys/湖北省政务公开办公室
    #[arg(value_name = "名称", help_heading = "参数")]
    name: PathBuf,
    /// 给密钥加口令（在终端里问；不是终端时，从标准输入读一行）
    #[arg(long)]
    password: bool,
}

pub(crate) fn run(command: &Command) -> Result<u8, Failure> {
    let Command::New(args) = command;
    let with = |extension: &str| {
        let mut name = args.name.clone().into_os_string();
        name.push(extension);
        PathBuf::from(name)
    };
    let (key, public) = (with(".key"), with(".pub"));
    let password = match args.password {
        true => Some(new_password().map_err(|cause| Failure::Usage(format!("没有读到口令（{cause}）")))?),
        false => None,
    };
    let id = Secret::create(&key, &public, password)?;
    terminal::print(&format!(
        "密钥 {} 已写到 {}（用它签名，不要给别人）\n公钥已写到 {}（放进安装目录的 keys 文件夹，就信任用这个密钥签名的规则包）\n",
        id,
        key.display(),
        public.display()
    ))?;
    Ok(0)
}

fn new_password() -> io::Result<String> {
    if !io::stdin().is_terminal() {
        return line();
    }
    let password = rpassword::prompt_password("口令：")?;
    match rpassword::prompt_password("再输一遍：")? == password {
        true => Ok(password),
        false => Err(io::Error::new(io::ErrorKind::InvalidInput, "两次输入的不一样")),
    }
}

/// The password of a key that is locked with one.
pub(super) fn password(key: &Path) -> io::Result<String> {
    match io::stdin().is_terminal() {
        true => rpassword::prompt_password(format!("{} 的口令：", key.display())),
        false => line(),
    }
}

fn line() -> io::Result<String> {
    let mut line = String::new();
    match io::stdin().read_line(&mut line)? {
        0 => Err(io::ErrorKind::UnexpectedEof.into()),
        _ => Ok(line.trim_end_matches(['\n', '\r']).to_owned()),
    }
}

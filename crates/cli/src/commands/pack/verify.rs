//! `gouji pack verify`: whose signature the packs in a folder bear, and whether it holds. Nothing of them is run.

use std::fmt::Write;
use std::path::PathBuf;

use gouji_engine::SetupError;
use gouji_engine::trust::{self, Trust, Verified};
use gouji_render::printable::clean;

use super::opened;
use crate::args::Global;
use crate::failure::Failure;
use crate::{installation, terminal};

#[derive(Debug, clap::Args)]
#[command(next_help_heading = "选项")]
pub(crate) struct Args {
    /// 有 rules、packs 的文件夹；或 packs/<标识>、rules/<标识>
    #[arg(value_name = "文件夹", help_heading = "参数")]
    folder: PathBuf,
    /// 也信任这个公钥（.pub 文件），可以写多次；安装目录 keys 文件夹里的总是信任
    #[arg(long, value_name = "文件")]
    key: Vec<PathBuf>,
}

pub(crate) fn run(args: &Args, global: &Global) -> Result<u8, Failure> {
    let (home, ids) = opened::folder(&args.folder)?;
    // The keys beside a pack prove nothing: whoever made the pack made them too.
    let trusted = match (&global.home, installation::home(global)) {
        (_, Ok(installed)) => installed.keys,
        (Some(_), Err(failure)) => return Err(failure),
        (None, Err(_)) => PathBuf::new(),
    };
    let setup = |error| Failure::Setup(SetupError::Load(error));
    let mut found = Vec::new();
    for id in ids {
        found.extend(trust::verify(&home, &id, &trusted, &args.key).map_err(setup)?);
    }
    if found.is_empty() {
        return Err(opened::nothing(&args.folder));
    }
    terminal::print(&found.iter().map(line).collect::<String>())?;
    let broken = found.iter().any(|pack| pack.trust.is_err());
    let doubtful = found.iter().any(|pack| pack.trust.as_ref().is_ok_and(|trust| !trust.is_trusted()));
    Ok(if broken { 3 } else { u8::from(doubtful) })
}

fn line(pack: &Verified) -> String {
    let mark = match &pack.trust {
        Ok(trust) if trust.is_trusted() => "可信",
        Ok(_) => "不可信",
        Err(_) => "不符",
    };
    let says = match &pack.trust {
        Ok(trust) => trust.to_string(),
        Err(why) => why.clone(),
    };
    let (id, version) = (clean(&pack.id), clean(&pack.version));
    // Writing to a string does not fail.
    let mut line = format!("{mark}  {id} {version}（{} 个文件）：{}\n", pack.files, clean(&says));
    for file in pack.trust.iter().flat_map(Trust::edited) {
        let _ = writeln!(line, "      改过的词典：{}", clean(file));
    }
    line
}

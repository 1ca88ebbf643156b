//! `gouji pack test`: builds one's own pack if it has code, and examines it as the host will see it.

use std::env;
use std::fs;
use std::path::{Path, PathBuf};
use std::process::{Command, Stdio};
use std::time::Duration;

use gouji_engine::SetupError;
use gouji_engine::lint::{self, FileLint};
use gouji_engine::listing::{self, Relisted};
use gouji_engine::manifest::{self, InstallError};
use gouji_render::printable::clean;
use serde_json::Value;

use super::{opened, watched};
use crate::args::Global;
use crate::failure::Failure;
use crate::{installation, terminal};

/// For the examination; a pack of hundreds of rules takes seconds.
const LIMIT: Duration = Duration::from_secs(300);

#[derive(Debug, clap::Args)]
#[command(next_help_heading = "选项")]
pub(crate) struct Args {
    /// 规则包的文件夹（gouji pack new 写出的那个）
    #[arg(value_name = "文件夹", help_heading = "参数")]
    folder: PathBuf,
    /// 有代码时，按发布方式编译
    #[arg(long)]
    release: bool,
}

pub(crate) fn run(args: &Args, global: &Global) -> Result<u8, Failure> {
    let folder = args.folder.as_path();
    if !folder.is_dir() {
        return Err(Failure::Usage(format!("没有文件夹 {}", folder.display())));
    }
    if folder.join("Cargo.toml").is_file() {
        let packs = folder.join("packs");
        for library in build(folder, args.release)? {
            manifest::install_with(&library, &packs, &global.isolate.isolation())
                .map_err(|error| refused(folder, error))?;
        }
    }
    list_anew(folder)?;
    lints(folder, global)?;
    watched::watch(folder, true, LIMIT, &global.isolate)
}

/// The files are as their author has left them: the lists of the packs follow.
fn list_anew(folder: &Path) -> Result<(), Failure> {
    let (home, ids) = opened::folder(folder)?;
    for id in ids {
        let relisted =
            listing::relist(&home, &id).map_err(|error| Failure::Setup(SetupError::Load(error)))?;
        if relisted == Relisted::Unsigned {
            terminal::say(format_args!("规则包 {id} 改动过，原来的签名已移走；发布前请重新签名"));
        }
    }
    Ok(())
}

/// Says what is most likely not meant; it changes nothing of the verdict.
fn lints(folder: &Path, global: &Global) -> Result<(), Failure> {
    let (home, ids) = opened::folder(folder)?;
    let installed = installation::home(global).ok();
    let mut lines = String::new();
    let mut count = 0;
    for id in ids {
        let found = lint::lint(&home, &id, installed.as_ref());
        for FileLint { path, lint } in found.map_err(|error| Failure::Setup(SetupError::Load(error)))? {
            let path = path.strip_prefix(home.rules.parent().unwrap_or(&home.rules)).unwrap_or(&path);
            let said = clean(&lint.message).into_owned();
            lines += &format!("  {}:{}:{}：{said}\n", path.display(), lint.line, lint.column);
            count += 1;
        }
    }
    match count {
        0 => Ok(()),
        count => Ok(terminal::print(&format!("提示 {count} 条（不影响结论）：\n{lines}"))?),
    }
}

fn refused(folder: &Path, error: InstallError) -> Failure {
    match error {
        InstallError::Load(error) => Failure::Setup(SetupError::Load(error)),
        InstallError::Write { path, source } => {
            Failure::Write { name: path.display().to_string(), cause: source }
        }
        InstallError::BadId(_) => Failure::NotBuilt { path: folder.to_owned(), why: error.to_string() },
        InstallError::NoName(path) => Failure::Usage(format!("{} 没有文件名", path.display())),
    }
}

/// Builds the pack's libraries; cargo tells where they are.
fn build(folder: &Path, release: bool) -> Result<Vec<PathBuf>, Failure> {
    let folder = fs::canonicalize(folder).unwrap_or_else(|_| folder.to_owned());
    let program = env::var_os("CARGO").unwrap_or_else(|| "cargo".into());
    let mut cargo = Command::new(&program);
    // Its complaints go to the standard error as they come.
    cargo
        .args(["build", "--workspace", "--quiet", "--message-format", "json-render-diagnostics"])
        .current_dir(&folder)
        .stdin(Stdio::null())
        .stderr(Stdio::inherit());
    if release {
        cargo.arg("--release");
    }
    let failed = |why: String| Failure::NotBuilt { path: folder.clone(), why };
    let output = cargo.output().map_err(|cause| {
        failed(format!("不能运行 {}（{cause}）；编译规则包需要 Rust", program.to_string_lossy()))
    })?;
    if !output.status.success() {
        return Err(failed("cargo build 没有成功，原因见上".to_owned()));
    }
    let libraries = libraries(&String::from_utf8_lossy(&output.stdout));
    if libraries.is_empty() {
        return Err(failed(
            "没有编译出动态库；library/Cargo.toml 里应有 crate-type = [\"cdylib\"]".to_owned(),
        ));
    }
    Ok(libraries)
}

/// The dynamic libraries among the artifacts that cargo tells of, a JSON object a line.
fn libraries(messages: &str) -> Vec<PathBuf> {
    let messages = messages.lines().filter_map(|line| serde_json::from_str::<Value>(line).ok());
    let built = messages.filter(|message| {
        let kinds = message["target"]["kind"].as_array().into_iter().flatten();
        message["reason"] == "compiler-artifact" && kinds.into_iter().any(|kind| kind == "cdylib")
    });
    let file = |message: Value| {
        let files = message["filenames"].as_array().into_iter().flatten().filter_map(Value::as_str);
        let mut files = files.filter(|file| file.ends_with(env::consts::DLL_SUFFIX));
        files.next().map(PathBuf::from)
    };
    built.filter_map(file).collect()
}

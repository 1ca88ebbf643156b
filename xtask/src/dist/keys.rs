//! The key that a release is signed with: its packs, and the sums of its files.

use std::fs;
use std::io::{self, BufRead, IsTerminal};
use std::path::{Path, PathBuf};

use anyhow::{Context, Result};
use gouji_engine::Home;
use gouji_engine::sign::Secret;

/// The name of the public half in the installation's `keys/`: whose signature `gouji packs -v` says it is.
const PUBLIC: &str = "gouji.pub";

/// Reads the key; asks for its password if it is locked with one.
pub(crate) fn read(path: &Path) -> Result<Secret> {
    Ok(Secret::read(path, &mut || password(path))?)
}

fn password(path: &Path) -> io::Result<String> {
    if io::stdin().is_terminal() {
        return rpassword::prompt_password(format!("{} 的口令：", path.display()));
    }
    io::stdin().lock().lines().next().ok_or(io::ErrorKind::UnexpectedEof)?
}

/// Signs all packs of an installation and puts the key's public half into it, so that they are trusted there.
pub(crate) fn sign_packs(secret: &Secret, home: &Path) -> Result<()> {
    let keys = home.join("keys");
    fs::create_dir_all(&keys).with_context(|| format!("建立 {}", keys.display()))?;
    fs::write(keys.join(PUBLIC), secret.public()?)?;
    let home = Home::at(home);
    for pack in home.pack_names() {
        secret.sign(&home, &pack).with_context(|| format!("给规则包 {pack} 签名"))?;
    }
    Ok(())
}

/// Writes the signature of a file beside it.
pub(crate) fn sign_file(secret: &Secret, path: &Path) -> Result<PathBuf> {
    let bytes = fs::read(path).with_context(|| format!("读取 {}", path.display()))?;
    let name = path.file_name().context("a file has a name")?.to_string_lossy();
    let signature = secret.sign_bytes(&bytes, &format!("file:{name}"))?;
    let beside = path.with_file_name(format!("{name}.minisig"));
    fs::write(&beside, signature).with_context(|| format!("写 {}", beside.display()))?;
    Ok(beside)
}

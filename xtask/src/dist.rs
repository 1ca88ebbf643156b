//! A release: one folder that runs anywhere it is put, and the same as an archive.

use std::fs::File;
use std::path::Path;

use anyhow::{Context, Result};
use flate2::Compression;
use flate2::write::GzEncoder;
use gouji_engine::manifest::sha256;

use crate::project::{copy, root, target};
use crate::stage::{Build, stage};

pub(crate) fn dist() -> Result<()> {
    let staged = stage(Build::Release)?;
    let name =
        format!("gouji-{}-{}-{}", env!("CARGO_PKG_VERSION"), std::env::consts::ARCH, std::env::consts::OS);
    let folder = target().join("dist").join(&name);
    if folder.exists() {
        std::fs::remove_dir_all(&folder)?;
    }
    copy(&staged.home, &folder)?;
    let program = staged.program.file_name().context("the program has a name")?;
    std::fs::copy(&staged.program, folder.join(program))?;
    for file in ["README.md", "LICENSE"] {
        std::fs::copy(root().join(file), folder.join(file)).with_context(|| format!("复制 {file}"))?;
    }
    copy(&root().join("docs"), &folder.join("docs"))?;
    // The names of divisions come from packages whose licences want to be told.
    std::fs::copy(root().join("crates/core/src/divisions/NOTICE.md"), folder.join("NOTICE.md"))?;

    let archive = target().join("dist").join(format!("{name}.tar.gz"));
    let partial = archive.with_extension("partial");
    pack(&folder, &name, &partial)?;
    std::fs::rename(&partial, &archive)?;
    let sum = sha256(&std::fs::read(&archive)?);
    std::fs::write(archive.with_extension("gz.sha256"), format!("{sum}  {name}.tar.gz\n"))?;
    println!("{}", folder.display());
    println!("{}", archive.display());
    println!("sha256 {sum}");
    Ok(())
}

/// The same files give the same bytes: sorted, without owners and times.
fn pack(folder: &Path, name: &str, archive: &Path) -> Result<()> {
    let mut tar = tar::Builder::new(GzEncoder::new(File::create(archive)?, Compression::best()));
    tar.mode(tar::HeaderMode::Deterministic);
    add(&mut tar, folder, Path::new(name))?;
    tar.into_inner()?.finish()?;
    Ok(())
}

fn add<W: std::io::Write>(tar: &mut tar::Builder<W>, folder: &Path, name: &Path) -> Result<()> {
    let mut entries: Vec<_> = folder.read_dir()?.collect::<Result<_, _>>()?;
    entries.sort_by_key(std::fs::DirEntry::file_name);
    for entry in entries {
        let name = name.join(entry.file_name());
        if entry.file_type()?.is_dir() {
            add(tar, &entry.path(), &name)?;
        } else {
            tar.append_path_with_name(entry.path(), name)?;
        }
    }
    Ok(())
}

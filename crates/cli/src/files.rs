//! Files that appear only when they are whole.

use std::fs::{self, File, Permissions};
use std::io::{self, BufWriter, Read, Write};
use std::path::{Path, PathBuf};

use gouji_engine::leftovers;
use tempfile::{NamedTempFile, TempPath};

use crate::failure::Failure;

/// What is written to, and, until it has its name, the file and where it goes in the end.
pub(crate) type Created = (Box<dyn Write>, Option<(TempPath, PathBuf)>);

/// A new file beside the one that is meant, which it replaces in the end. What is no ordinary file (a device, a pipe) is
/// written to as it is.
pub(crate) fn create(file: &Path) -> io::Result<Created> {
    // A link stays one: the file behind it is replaced.
    let file = fs::canonicalize(file).unwrap_or_else(|_| file.to_owned());
    match fs::metadata(&file) {
        Ok(about) if about.is_dir() => return Err(io::ErrorKind::IsADirectory.into()),
        Ok(about) if !about.is_file() => {
            return Ok((Box::new(BufWriter::new(File::options().write(true).open(file)?)), None));
        }
        _ => {}
    }
    let folder = file.parent().filter(|folder| !folder.as_os_str().is_empty()).unwrap_or(Path::new("."));
    let mut builder = tempfile::Builder::new();
    builder.prefix(".gouji-").suffix(".tmp");
    if let Some(permissions) = ordinary() {
        builder.permissions(permissions);
    }
    let temporary: NamedTempFile = builder.tempfile_in(folder)?;
    let (out, path) = temporary.into_parts();
    leftovers::note(&path);
    Ok((Box::new(BufWriter::with_capacity(1 << 16, out)), Some((path, file))))
}

/// Permissions as files usually have them, the user's umask aside; temporary files are otherwise for their owner alone.
#[cfg(unix)]
fn ordinary() -> Option<Permissions> {
    use std::os::unix::fs::PermissionsExt;
    Some(Permissions::from_mode(0o666))
}

#[cfg(not(unix))]
fn ordinary() -> Option<Permissions> {
    None
}

/// A whole file that the user names.
pub(crate) fn read(file: &Path) -> Result<Vec<u8>, Failure> {
    fs::read(file).map_err(|cause| {
        let why = match cause.kind() {
            io::ErrorKind::NotFound => "文件不存在".to_owned(),
            io::ErrorKind::PermissionDenied => "没有读取权限".to_owned(),
            io::ErrorKind::IsADirectory => "这是文件夹，不是文件".to_owned(),
            _ => cause.to_string(),
        };
        Failure::Usage(format!("无法读取 {}：{why}", file.display()))
    })
}

/// Writes a whole file, or leaves the one that is there as it is.
pub(crate) fn write(file: &Path, text: &str) -> Result<(), Failure> {
    write_bytes(file, text.as_bytes())
}

/// The same for what is no text.
pub(crate) fn write_bytes(file: &Path, mut bytes: &[u8]) -> Result<(), Failure> {
    write_from(file, &mut bytes)
}

/// The same for what stands somewhere else.
pub(crate) fn write_from(file: &Path, from: &mut dyn Read) -> Result<(), Failure> {
    let name = file.display().to_string();
    let (mut out, unfinished) =
        create(file).map_err(|cause| Failure::Create { name: name.clone(), cause })?;
    let written = io::copy(from, &mut out).and_then(|_| out.flush());
    drop(out);
    let written = written.and_then(|()| match unfinished {
        Some((temporary, file)) => temporary.persist(file).map_err(|error| error.error),
        None => Ok(()),
    });
    written.map_err(|cause| Failure::Write { name, cause })
}

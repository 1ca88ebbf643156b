//! No result is ever written over what it was made of.

use std::fs::{self, Metadata};
use std::path::{Path, PathBuf};

use crate::failure::Failure;

/// Refuses outputs that are one and the same file as something that is read, by whatever name or link.
pub(crate) fn refuse<'a>(
    outputs: impl Iterator<Item = &'a Path>,
    read: impl Fn() -> Vec<PathBuf>,
) -> Result<(), Failure> {
    // What is not there yet, and devices, are nobody's input.
    let there = |output: &'a Path| {
        let about = fs::metadata(output).ok().filter(Metadata::is_file)?;
        Some((output, identity(output, &about)))
    };
    let outputs: Vec<_> = outputs.filter_map(there).collect();
    if outputs.is_empty() {
        return Ok(());
    }
    for input in read() {
        // A path into a package means the package.
        let Some((file, about)) = input.ancestors().find_map(|path| Some((path, fs::metadata(path).ok()?)))
        else {
            continue;
        };
        let input = identity(file, &about);
        if let Some((output, _)) = outputs.iter().find(|(_, output)| *output == input) {
            return Err(Failure::Usage(format!(
                "--output {} 就是要读的 {}，结果会盖掉它；请换一个文件名",
                output.display(),
                file.display()
            )));
        }
    }
    Ok(())
}

#[cfg(unix)]
fn identity(_: &Path, about: &Metadata) -> (u64, u64) {
    use std::os::unix::fs::MetadataExt;
    (about.dev(), about.ino())
}

#[cfg(not(unix))]
fn identity(path: &Path, _: &Metadata) -> PathBuf {
    fs::canonicalize(path).unwrap_or_else(|_| path.to_owned())
}

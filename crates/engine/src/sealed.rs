//! A copy of a library that nobody can change between being verified and being loaded.

use std::io::{self, Write};
use std::path::{Path, PathBuf};

/// The bytes of a library under a path of their own, for as long as this lives.
///
/// On Linux they are in memory, sealed: whoever opens the path can map them, and nobody can write. Elsewhere, and where
/// the system has no such files, they are in a folder that only this user can enter.
#[derive(Debug)]
pub(crate) struct Sealed {
    path: PathBuf,
    _kept: Kept,
}

/// What goes away together with the copy.
#[derive(Debug)]
enum Kept {
    #[cfg(target_os = "linux")]
    Memory {
        _file: std::fs::File,
    },
    Folder {
        _folder: tempfile::TempDir,
    },
}

impl Sealed {
    pub(crate) fn new(bytes: &[u8]) -> io::Result<Self> {
        #[cfg(target_os = "linux")]
        if let Ok(sealed) = Self::in_memory(bytes) {
            return Ok(sealed);
        }
        Self::in_folder(bytes)
    }

    /// A path by which this process and its children can open the copy.
    pub(crate) fn path(&self) -> &Path {
        &self.path
    }

    /// Lets go of it after a library was loaded from it into this process, which does not need its name. What is in memory
    /// stays for ever: the loader knows libraries by their names, and no other may get this one's.
    #[cfg(unix)]
    pub(crate) fn loaded(self) {
        match self._kept {
            #[cfg(target_os = "linux")]
            Kept::Memory { _file: file } => std::mem::forget(file),
            Kept::Folder { _folder: folder } => drop(folder),
        }
    }

    #[cfg(target_os = "linux")]
    fn in_memory(bytes: &[u8]) -> io::Result<Self> {
        use std::os::fd::AsRawFd;

        use rustix::fs::{MemfdFlags, SealFlags, fcntl_add_seals, memfd_create};

        let memory = memfd_create("gouji-pack", MemfdFlags::CLOEXEC | MemfdFlags::ALLOW_SEALING)?;
        let mut file = std::fs::File::from(memory);
        file.write_all(bytes)?;
        let all = SealFlags::WRITE | SealFlags::GROW | SealFlags::SHRINK | SealFlags::SEAL;
        fcntl_add_seals(&file, all)?;
        // By the number of the process: children have numbers of their own for what they open.
        let path = format!("/proc/{}/fd/{}", std::process::id(), file.as_raw_fd());
        Ok(Self { path: path.into(), _kept: Kept::Memory { _file: file } })
    }

    fn in_folder(bytes: &[u8]) -> io::Result<Self> {
        let folder = tempfile::Builder::new().prefix("gouji-pack-").tempdir()?;
        crate::leftovers::note(folder.path());
        let path = folder.path().join(format!("pack{}", std::env::consts::DLL_SUFFIX));
        let mut file = std::fs::OpenOptions::new().write(true).create_new(true).open(&path)?;
        file.write_all(bytes)?;
        Ok(Self { path, _kept: Kept::Folder { _folder: folder } })
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[track_caller]
    fn holds(sealed: Sealed, bytes: &[u8]) {
        assert_eq!(std::fs::read(sealed.path()).unwrap(), bytes);
    }

    #[test]
    fn the_copy_is_whole() {
        holds(Sealed::new(b"library").unwrap(), b"library");
        holds(Sealed::in_folder(b"library").unwrap(), b"library");
    }

    #[test]
    fn a_copy_in_a_folder_goes_when_the_program_is_told_to_end() {
        let sealed = Sealed::in_folder(b"library").unwrap();
        assert!(crate::leftovers::knows(sealed.path().parent().unwrap()));
    }

    #[cfg(target_os = "linux")]
    #[test]
    fn what_is_in_memory_cannot_be_changed() {
        let sealed = Sealed::in_memory(b"library").unwrap();
        let file = std::fs::OpenOptions::new().write(true).open(sealed.path());
        assert!(file.and_then(|mut file| file.write_all(b"other")).is_err());
        assert_eq!(std::fs::read(sealed.path()).unwrap(), b"library");
    }
}

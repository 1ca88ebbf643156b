//! Files that say how to check (profiles, locks, baselines): ordinary ones of a reasonable size. What would be waited for
//! is refused instead.

use std::fs::{self, File};
use std::io::{self, Read};
use std::path::Path;

/// The most bytes of such a file: a baseline of a hundred thousand findings has tens of megabytes.
const LARGEST: u64 = 256 << 20;

/// The text of a file.
pub(crate) fn text(path: &Path) -> io::Result<String> {
    let file = open(path)?;
    let mut text = String::new();
    let read = file.take(LARGEST + 1).read_to_string(&mut text)?;
    if read as u64 > LARGEST {
        return Err(io::Error::new(io::ErrorKind::FileTooLarge, "超过 256 MiB"));
    }
    Ok(text)
}

/// Opens an ordinary file, or what a link leads to. Some that look ordinary, as `/proc/kmsg` does, have nothing to read
/// until something happens: to read them fails.
pub(crate) fn open(path: &Path) -> io::Result<File> {
    // To open a pipe would wait for whoever writes into it.
    let about = match fs::metadata(path) {
        Err(cause) if cause.kind() == io::ErrorKind::NotFound && fs::symlink_metadata(path).is_ok() => {
            return Err(io::Error::other("链接指向的文件不存在"));
        }
        about => about?,
    };
    if about.is_dir() {
        return Err(io::ErrorKind::IsADirectory.into());
    }
    if !about.is_file() {
        return Err(io::Error::new(io::ErrorKind::InvalidInput, "不是普通的文件"));
    }
    let mut options = File::options();
    options.read(true);
    #[cfg(unix)]
    {
        use std::os::unix::fs::OpenOptionsExt;
        options.custom_flags(rustix::fs::OFlags::NONBLOCK.bits().cast_signed());
    }
    options.open(path)
}

#[cfg(all(test, unix))]
mod tests {
    use std::os::unix::fs::symlink;

    use super::*;

    #[test]
    fn what_would_be_waited_for_is_refused() {
        let folder = tempfile::tempdir().unwrap();
        let path = |name: &str| folder.path().join(name);
        fs::write(path("a"), "甲").unwrap();
        symlink(path("a"), path("link")).unwrap();
        symlink(path("none"), path("dangling")).unwrap();
        symlink("/dev/zero", path("device")).unwrap();
        rustix::fs::mkfifoat(rustix::fs::CWD, path("pipe"), rustix::fs::Mode::RUSR).unwrap();
        assert_eq!(text(&path("a")).unwrap(), "甲");
        assert_eq!(text(&path("link")).unwrap(), "甲");
        let refused = |name: &str| text(&path(name)).unwrap_err().to_string();
        assert_eq!(refused("dangling"), "链接指向的文件不存在");
        assert_eq!(refused("device"), "不是普通的文件");
        assert_eq!(refused("pipe"), "不是普通的文件");
        assert_eq!(text(&path("none")).unwrap_err().kind(), io::ErrorKind::NotFound);
        assert_eq!(text(folder.path()).unwrap_err().kind(), io::ErrorKind::IsADirectory);
    }
}

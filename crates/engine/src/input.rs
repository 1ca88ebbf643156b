//! What is to be checked: files, folders, the standard input. And how bytes are got out of them.

use std::borrow::Cow;
use std::collections::HashSet;
use std::fs::{self, File};
use std::io::{self, Read};
use std::path::{Path, PathBuf};

use gouji_check::means::Incoming;
use gouji_core::boundary::caught;
use gouji_core::trace::Trace;
use gouji_core::verdict::At;
use gouji_reader::Reading;
use gouji_reader::source::{Limits, Unreadable};
use ignore::WalkBuilder;

use crate::convert;
use crate::package;
use crate::passed::{Passed, PassedKind};
use crate::plain;

/// One report to be.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Input {
    File(PathBuf),
    Stdin(Vec<u8>),
    /// What a program holds in memory, and what results are to call it.
    Bytes {
        name: PathBuf,
        bytes: Vec<u8>,
    },
    /// Something under a folder that could not even be looked at, with the reason.
    Unreadable(PathBuf, String),
}

impl Input {
    /// As it is called in results; `-` for the standard input.
    pub fn path(&self) -> &Path {
        match self {
            Self::File(path) | Self::Unreadable(path, _) | Self::Bytes { name: path, .. } => path,
            Self::Stdin(_) => Path::new("-"),
        }
    }

    /// The bytes, or a Chinese sentence that says why there are none.
    fn read_bytes(&self, limits: &Limits) -> Result<Cow<'_, [u8]>, String> {
        match self {
            Self::File(path) => read_file(path, limits).map(Into::into),
            Self::Stdin(bytes) | Self::Bytes { bytes, .. } => {
                let size = bytes.len() as u64;
                match size > limits.bytes {
                    true => Err(Unreadable::TooLarge { size, limit: limits.bytes }.to_string()),
                    false => Ok(bytes.into()),
                }
            }
            Self::Unreadable(_, why) => Err(why.clone()),
        }
    }
}

impl Incoming for Input {
    fn name(&self) -> &Path {
        self.path()
    }

    fn bytes(&self, limits: &Limits) -> Result<Cow<'_, [u8]>, String> {
        self.read_bytes(limits)
    }

    /// Others are converted with it: that is not its own time.
    fn prepare(&self, limits: &Limits) {
        convert::prepare(self.path(), limits);
    }

    fn read(&self, bytes: &[u8], limits: &Limits) -> Result<Reading, String> {
        convert::read(bytes, limits)
    }
}

/// An input read, with its bytes; or a Chinese sentence that says why not.
pub fn read<'i>(input: &'i Input, limits: &Limits) -> Result<(Reading, Cow<'i, [u8]>), String> {
    let bytes = input.bytes(limits)?;
    input.prepare(limits);
    match caught(|| convert::read(&bytes, limits)) {
        Ok(Ok(reading)) => Ok((reading, bytes)),
        Ok(Err(why)) => Err(why),
        Err(why) => Err(format!("读取时程序出错（{why}）")),
    }
}

/// How a report was recognised; or a Chinese sentence that says why it cannot be read.
pub fn trace(input: &Input, limits: &Limits) -> Result<Trace<At>, String> {
    let (reading, bytes) = read(input, limits)?;
    gouji_check::trace::trace(&reading, &bytes)
}

/// The inputs that paths stand for, and the files that were passed over: those of folders that are certainly no reports
/// (hidden files are not even listed), and those that were named before.
///
/// `-` is the standard input. A ZIP archive that is no document stands for what is in it. A folder stands for the files
/// in it and under it, by name; one that cannot be listed is itself an input, so that it is said. A path that is not
/// there is an input too, for the same reason.
pub fn inputs(paths: &[PathBuf]) -> (Vec<Input>, Vec<Passed>) {
    let (mut inputs, mut passed_over) = (Vec::new(), Vec::new());
    let mut known = HashSet::new();
    for path in paths {
        let mut of_path = Vec::new();
        if path.as_os_str() == "-" {
            of_path.push(match read_limited(io::stdin().lock(), &Limits::default()) {
                Ok(bytes) => Input::Stdin(bytes),
                Err(why) => Input::Unreadable(path.clone(), why),
            });
        } else if is_pipe(path) {
            let why = "这是管道，要等着才有内容，没有读取；要检查它的内容，请用 - 从标准输入读";
            of_path.push(Input::Unreadable(path.clone(), why.to_owned()));
        } else if path.is_dir() {
            walk(path, &mut of_path, &mut passed_over);
        } else {
            add(path, &mut of_path);
        }
        // Within one path nothing comes twice.
        if paths.len() > 1 {
            of_path.retain(|input| {
                let new = known.insert(real(path, input.path()));
                if !new {
                    passed_over.push(Passed { path: input.path().to_owned(), kind: PassedKind::Twice });
                }
                new
            });
        }
        inputs.append(&mut of_path);
    }
    (inputs, passed_over)
}

/// Whether a path names a pipe that somebody may never write into. Those that a shell hands over have a writer.
fn is_pipe(path: &Path) -> bool {
    #[cfg(unix)]
    {
        use std::os::unix::fs::FileTypeExt;
        let handed_over = ["/dev", "/proc"].iter().any(|folder| path.starts_with(folder));
        !handed_over && fs::metadata(path).is_ok_and(|about| about.file_type().is_fifo())
    }
    #[cfg(not(unix))]
    {
        _ = path;
        false
    }
}

/// What is found under a path, by the name that the path has without links and detours.
fn real(path: &Path, found: &Path) -> PathBuf {
    match (fs::canonicalize(path), found.strip_prefix(path)) {
        (Ok(real), Ok(rest)) if rest.as_os_str().is_empty() => real,
        (Ok(real), Ok(rest)) => real.join(rest),
        _ => found.to_owned(),
    }
}

/// A file; or, where it is a package, what is in it.
fn add(path: &Path, inputs: &mut Vec<Input>) {
    match package::entries(path) {
        None => inputs.push(Input::File(path.to_owned())),
        Some(Ok(entries)) => inputs.extend(entries.into_iter().map(Input::File)),
        Some(Err(why)) => inputs.push(Input::Unreadable(path.to_owned(), why)),
    }
}

fn walk(folder: &Path, inputs: &mut Vec<Input>, passed_over: &mut Vec<Passed>) {
    let walk = WalkBuilder::new(folder)
        .standard_filters(false)
        .hidden(true)
        .follow_links(true)
        .sort_by_file_name(std::ffi::OsStr::cmp)
        .build();
    for entry in walk {
        let entry = match entry {
            Ok(entry) => entry,
            Err(error) => {
                inputs.extend(unlisted(folder, &error));
                continue;
            }
        };
        let path = entry.path();
        let is_file = entry.file_type().is_some_and(|kind| kind.is_file());
        if let Some(kind) = PassedKind::of(path).filter(|_| is_file) {
            passed_over.push(Passed { path: path.to_owned(), kind });
            continue;
        }
        match entry.file_type() {
            Some(kind) if kind.is_dir() => {}
            // Opening every file to see whether it is a package would take as long as checking it.
            Some(kind) if kind.is_file() && has_extension(path, &["zip"]) => add(path, inputs),
            Some(kind) if kind.is_file() => inputs.push(Input::File(path.to_owned())),
            _ => inputs.push(Input::Unreadable(path.to_owned(), "不是普通文件，没有读取".to_owned())),
        }
    }
}

fn has_extension(path: &Path, known: &[&str]) -> bool {
    let extension = path.extension().map(|extension| extension.to_string_lossy().to_ascii_lowercase());
    extension.is_some_and(|extension| known.contains(&extension.as_str()))
}

/// A folder or link that the walk stumbled over. One that leads back to where the walk has been is no loss.
fn unlisted(folder: &Path, error: &ignore::Error) -> Option<Input> {
    let (mut path, mut error) = (folder.to_owned(), error);
    loop {
        match error {
            ignore::Error::WithPath { path: of, err } => (path, error) = (of.clone(), &**err),
            ignore::Error::WithDepth { err, .. } | ignore::Error::WithLineNumber { err, .. } => {
                error = &**err
            }
            ignore::Error::Loop { child, .. } => {
                tracing::debug!(path = %child.display(), "符号链接绕回上级文件夹，不再进入");
                return None;
            }
            ignore::Error::Io(cause) => return Some(Input::Unreadable(path, io_sentence(cause))),
            other => return Some(Input::Unreadable(path, format!("读取失败（{other}）"))),
        }
    }
}

pub(crate) fn read_file(path: &Path, limits: &Limits) -> Result<Vec<u8>, String> {
    // One that the shell hands over may be a pipe and is waited for; those of folders are ordinary.
    let ordinary = fs::metadata(path).is_ok_and(|about| about.is_file());
    let file = match if ordinary { plain::open(path) } else { File::open(path) } {
        Ok(file) => file,
        Err(cause) => return package::read(path, limits).unwrap_or_else(|| Err(io_sentence(&cause))),
    };
    let about = file.metadata().map_err(|cause| io_sentence(&cause))?;
    if about.is_dir() {
        return Err("这是文件夹，不是文件".to_owned());
    }
    if about.len() > limits.bytes {
        return Err(Unreadable::TooLarge { size: about.len(), limit: limits.bytes }.to_string());
    }
    read_limited(file, limits)
}

/// All there is to read, and one byte more than the limit at most.
fn read_limited(source: impl Read, limits: &Limits) -> Result<Vec<u8>, String> {
    let mut bytes = Vec::new();
    source
        .take(limits.bytes.saturating_add(1))
        .read_to_end(&mut bytes)
        .map_err(|cause| io_sentence(&cause))?;
    Ok(bytes)
}

/// What an error of the file system means to a user.
pub(crate) fn io_sentence(cause: &io::Error) -> String {
    match cause.kind() {
        io::ErrorKind::NotFound | io::ErrorKind::NotADirectory => "文件不存在".to_owned(),
        io::ErrorKind::PermissionDenied => "没有读取权限".to_owned(),
        io::ErrorKind::IsADirectory => "这是文件夹，不是文件".to_owned(),
        io::ErrorKind::InvalidData => "内容不是 UTF-8 文字".to_owned(),
        io::ErrorKind::WouldBlock => "不是普通的文件，要等着才有内容，没有读取".to_owned(),
        _ => format!("读取失败（{cause}）"),
    }
}

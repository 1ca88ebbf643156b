//! Loads packs from libraries. Nothing of a pack is called before its manifest, its file and its table have been looked
//! at; whatever is wrong is refused with a sentence that says what to do.
//!
//! Libraries are never unloaded: threads may hold destructors of theirs.
#![allow(unsafe_code)]

use std::collections::BTreeMap;
use std::fs;
use std::io;
use std::mem::ManuallyDrop;
use std::path::{Path, PathBuf};
use std::sync::{Mutex, PoisonError};
use std::time::Instant;

use gouji_check::code::{self, Code, describe, range};
use gouji_check::pack::{PackError, Said};
use gouji_check::position::Wrong;
use gouji_check::trust::Trust;
use gouji_core::boundary::{ABI, MAGIC, PackTable, SYMBOL};
use gouji_core::dictionary;
use gouji_core::pack::{Configuration, DictionaryFile, Manifest};
use libloading::Library;

use crate::contents::{Content, Contents};
use crate::isolate::{Isolated, Isolation};
use crate::manifest::FILE;
#[cfg(unix)]
use crate::sealed::Sealed;

/// Why a pack is missing or refused. Each fails the run: a profile that names a pack cannot do without it.
#[derive(Debug, thiserror::Error)]
pub enum LoadError {
    #[error(transparent)]
    Pack(#[from] PackError),
    #[error("规则包“{pack}”的文件夹 {} 里没有清单 {FILE}，请重新安装这个规则包", .folder.display())]
    NoManifest { pack: String, folder: PathBuf },
    #[error("规则包的清单有误，请重新安装这个规则包：{0}")]
    BrokenManifest(Wrong),
    #[error("无法读取 {}：{}", .path.display(), crate::input::io_sentence(.cause))]
    Unreadable { path: PathBuf, cause: io::Error },
    #[error("规则包“{pack}”缺少动态库 {}，请重新安装这个规则包", .path.display())]
    NoLibrary { pack: String, path: PathBuf },
    #[error(
        "规则包“{pack}”的动态库 {} 与清单不符（清单 {expected}，实际 {found}），可能已损坏或被替换，请重新安装这个规则包",
        .path.display()
    )]
    WrongHash { pack: String, path: PathBuf, expected: String, found: String },
    #[error("{} 任何人都可以改写，不予载入；请收紧权限（chmod o-w）", .path.display())]
    WorldWritable { path: PathBuf },
    #[error("无法载入动态库 {}（{cause}），它可能不是为本系统编译的", .path.display())]
    NotALibrary { path: PathBuf, cause: libloading::Error },
    #[error("动态库 {} 不是 gouji 的规则包：没有导出 {SYMBOL}", .path.display())]
    NoSymbol { path: PathBuf },
    #[error("动态库 {} 不是 gouji 的规则包：{SYMBOL} 的开头不对", .path.display())]
    WrongMagic { path: PathBuf },
    #[error("规则包 {} 的接口是第 {has} 版，本程序支持第 {ABI} 版，请{}", .path.display(), remedy(*.has > ABI))]
    WrongAbi { path: PathBuf, has: u32 },
    #[error("规则包 {} 的接口表只有 {has} 字节，应至少有 {needed} 字节，请用现在的开发包重新编译", .path.display())]
    WrongSize { path: PathBuf, has: u32, needed: usize },
    #[error("规则包 {} 的接口表里有空的函数，请重新编译", .path.display())]
    NullFunction { path: PathBuf },
    /// By the process that was to load it.
    #[error("{why}")]
    Refused { why: String },
    #[error("规则包“{pack}”的清单写明{what}为“{listed}”，动态库自称“{found}”，请重新安装这个规则包")]
    OtherIdentity { pack: String, what: &'static str, listed: String, found: String },
    #[error("规则包“{pack}”有动态库，由动态库说明自己；请删去 {}", .path.display())]
    TwoAbouts { pack: String, path: PathBuf },
    #[error("锁定文件有误：{0}；可以用 gouji pack lock 重新生成")]
    BrokenLock(Wrong),
    #[error("规则包“{pack}”与锁定文件 {} 不符：{why}；确认可信后，用 gouji pack lock 重新锁定", .lock.display())]
    NotAsLocked { pack: String, lock: PathBuf, why: String },
    #[error("规则包“{pack}”不完整：{why}；请重新安装这个规则包，自己改的，再运行一次 gouji pack test")]
    NotWhole { pack: String, why: String },
    #[error(
        "规则包“{pack}”与随程序发布的不同：{why}；请重新安装 gouji，自己的规则写成另一个规则包（gouji pack new）"
    )]
    NotAsReleased { pack: String, why: String },
    #[error("规则包“{pack}”与它的签名不符：{why}；请重新安装这个规则包，或向发布者核实")]
    NotAsSigned { pack: String, why: String },
    #[error(
        "配置要求规则包有可信的签名，而“{pack}”{trust}；请向发布者要有签名的规则包，核对他的公钥后放进 {}",
        .keys.display()
    )]
    NotTrusted { pack: String, trust: Trust, keys: PathBuf },
    #[error("{} 不是 minisign 的公钥，请更正或移走", .path.display())]
    BrokenKey { path: PathBuf },
}

fn remedy(newer: bool) -> &'static str {
    if newer { "升级 gouji" } else { "用现在的开发包重新编译规则包" }
}

/// Loads the library of a pack, whose manifest and files were read; `None` for a pack without one. `apart`: in processes
/// of its own.
pub(crate) fn load(contents: &Contents, apart: Option<&Isolation>) -> Result<Option<Said>, LoadError> {
    let started = Instant::now();
    let id = contents.id.as_str();
    let Some((folder, installed)) = contents.installed()? else { return Ok(None) };
    let path = folder.join(&installed.library);
    // What the manifest says already is refused before any code of the library runs.
    if installed.abi != ABI {
        return Err(LoadError::WrongAbi { path, has: installed.abi });
    }
    range(id, installed.schema[0])?;
    let Some(library) = contents.of_library(&installed.library) else {
        return Err(LoadError::NoLibrary { pack: id.to_owned(), path });
    };
    if !library.sha256.eq_ignore_ascii_case(&installed.sha256) {
        let found = library.sha256.clone();
        return Err(LoadError::WrongHash { pack: id.to_owned(), path, expected: installed.sha256, found });
    }
    let path = fs::canonicalize(&path).unwrap_or(path);
    let (code, manifest) = open(&path, library, apart)?;
    if manifest.id != installed.id {
        return Err(other(id, "标识", &installed.id, &manifest.id));
    }
    if manifest.version != installed.version {
        return Err(other(id, "版本", &installed.version, &manifest.version));
    }
    tracing::debug!(pack = id, path = %path.display(), rules = manifest.rules.len(), elapsed = ?started.elapsed(), "规则包已载入");
    Ok(Some(Said { code, manifest, sha256: library.sha256.clone() }))
}

/// A pack that is linked into the binary: the same checks, as far as there is something to check.
pub(crate) fn builtin(table: PackTable) -> Result<Said, LoadError> {
    let path = Path::new("（内置）");
    header(path, table.magic, table.abi, table.size)?;
    let manifest = describe(&path.display().to_string(), &table)?;
    Ok(Said { code: Box::new(table), manifest, sha256: String::new() })
}

/// A library that has no manifest yet, with its hash. Its code is run.
pub(crate) fn unlisted(library: &Path, apart: Option<&Isolation>) -> Result<(Said, Vec<u8>), LoadError> {
    let path = fs::canonicalize(library)
        .map_err(|cause| LoadError::Unreadable { path: library.to_owned(), cause })?;
    let content = Content::read_library(&path)?;
    let (code, manifest) = open(&path, &content, apart)?;
    Ok((Said { code, manifest, sha256: content.sha256 }, content.bytes.into_owned()))
}

fn open(
    path: &Path,
    library: &Content,
    apart: Option<&Isolation>,
) -> Result<(Box<dyn Code>, Manifest), LoadError> {
    let code: Box<dyn Code> = match apart {
        None => Box::new(here(path, library)?),
        Some(isolation) => Box::new(Isolated::load(path, &library.bytes, isolation)?),
    };
    let manifest = describe(&path.display().to_string(), code.as_ref())?;
    Ok((code, manifest))
}

/// The table of a library in this process. The same bytes are loaded once, however often they are asked for.
fn here(path: &Path, library: &Content) -> Result<PackTable, LoadError> {
    static LOADED: Mutex<BTreeMap<String, PackTable>> = Mutex::new(BTreeMap::new());
    let mut loaded = LOADED.lock().unwrap_or_else(PoisonError::into_inner);
    if let Some(table) = loaded.get(&library.sha256) {
        return Ok(*table);
    }
    let table = table(path, open_library(path, library)?)?;
    loaded.insert(library.sha256.clone(), table);
    Ok(table)
}

/// The table of the library at `place`, which the user knows as `path`. Nothing in it is called but what the system
/// calls when it maps a library.
pub(crate) fn open_table(path: &Path, place: &Path) -> Result<PackTable, LoadError> {
    table(path, open_place(place, path)?)
}

/// Opens a copy of what was read and hashed that nobody can change: whatever becomes of the file, while it is loaded or
/// when its pages are next wanted, is no matter.
#[cfg(unix)]
fn open_library(path: &Path, library: &Content) -> Result<Library, LoadError> {
    let sealed = Sealed::new(&library.bytes);
    let sealed = sealed.map_err(|cause| LoadError::Unreadable { path: path.to_owned(), cause })?;
    let opened = open_place(sealed.path(), path);
    sealed.loaded();
    opened
}

/// Maps what stands at `place`, which the user knows as `path`.
#[cfg(unix)]
fn open_place(place: &Path, path: &Path) -> Result<Library, LoadError> {
    use libloading::os::unix;
    // SAFETY: the library's initialisers run here. Either the caller has compared the file with its manifest, which
    // stands in a folder of the installation, or this is a process that exists for this library alone.
    let library = unsafe { unix::Library::open(Some(place), unix::RTLD_NOW | unix::RTLD_LOCAL) };
    library.map(Library::from).map_err(|cause| LoadError::NotALibrary { path: path.to_owned(), cause })
}

/// The file is the one that was read: it is still open, and so nobody can change, rename or delete it.
#[cfg(windows)]
fn open_library(path: &Path, _: &Content) -> Result<Library, LoadError> {
    open_place(path, path)
}

/// Maps what stands at `place`, which the user knows as `path`.
#[cfg(windows)]
fn open_place(place: &Path, path: &Path) -> Result<Library, LoadError> {
    use libloading::os::windows;
    let flags = windows::LOAD_LIBRARY_SEARCH_DLL_LOAD_DIR | windows::LOAD_LIBRARY_SEARCH_SYSTEM32;
    // SAFETY: as on Unix; what it depends on is looked for beside it and in the system alone.
    let library = unsafe { windows::Library::load_with_flags(place, flags) };
    library.map(Library::from).map_err(|cause| LoadError::NotALibrary { path: path.to_owned(), cause })
}

/// Takes the table out of a library, which stays loaded from here on.
fn table(path: &Path, library: Library) -> Result<PackTable, LoadError> {
    let library = ManuallyDrop::new(library);
    // SAFETY: only the symbol's address is taken here; what it points at is looked at below.
    let symbol = unsafe { library.get::<*const u8>(SYMBOL) };
    let Ok(symbol) = symbol else { return Err(LoadError::NoSymbol { path: path.to_owned() }) };
    let start: *const u8 = *symbol;
    if start.is_null() || !start.cast::<PackTable>().is_aligned() {
        return Err(LoadError::WrongMagic { path: path.to_owned() });
    }
    // SAFETY: an exported static of that name is at least the first fields of a table; they are plain bytes and read as
    // such. The library is never unloaded.
    let (magic, abi, size) = unsafe {
        (
            start.cast::<[u8; 8]>().read(),
            start.add(8).cast::<u32>().read(),
            start.add(12).cast::<u32>().read(),
        )
    };
    header(path, magic, abi, size)?;
    // SAFETY: the table says that it is as large as the first one or larger; two functions stand behind 16 bytes.
    let functions = unsafe { start.add(16).cast::<[usize; 2]>().read() };
    if functions.contains(&0) {
        return Err(LoadError::NullFunction { path: path.to_owned() });
    }
    // SAFETY: magic and ABI are ours, the size is at least the least, no function is null, and the library stays loaded.
    Ok(unsafe { PackTable::copied(start, size) })
}

fn header(path: &Path, magic: [u8; 8], abi: u32, size: u32) -> Result<(), LoadError> {
    let path = path.to_owned();
    if magic != MAGIC {
        return Err(LoadError::WrongMagic { path });
    }
    if abi != ABI {
        return Err(LoadError::WrongAbi { path, has: abi });
    }
    let needed = PackTable::LEAST;
    if (size as usize) < needed {
        return Err(LoadError::WrongSize { path, has: size, needed });
    }
    Ok(())
}

/// Hands a pack the edited copies of its dictionaries, `rules/<pack>/dictionaries/`, where the installation has any.
pub(crate) fn configure(said: &Said, contents: &Contents) -> Result<(), LoadError> {
    let pack = &said.manifest.id;
    let mut configuration = Configuration::default();
    for name in &said.manifest.dictionaries {
        if let Some(words) = contents.of_rules(&format!("dictionaries/{name}")) {
            let text = words.text()?.to_owned();
            if dictionary::lines(&text).next().is_none() {
                let why = format!("{} 是空的；不要用它的规则，就在配置里停用", words.path.display());
                return Err(PackError::BrokenDictionary { pack: pack.clone(), why }.into());
            }
            configuration.dictionaries.push(DictionaryFile { name: name.clone(), text });
        }
    }
    if configuration.dictionaries.is_empty() {
        return Ok(());
    }
    Ok(code::configure(pack, said.code.as_ref(), &configuration)?)
}

pub(crate) fn other(pack: &str, what: &'static str, listed: &str, found: &str) -> LoadError {
    LoadError::OtherIdentity {
        pack: pack.to_owned(),
        what,
        listed: listed.to_owned(),
        found: found.to_owned(),
    }
}

pub(crate) fn refuse_world_writable(path: &Path) -> Result<(), LoadError> {
    let metadata = fs::metadata(path);
    match metadata.map_err(|cause| LoadError::Unreadable { path: path.to_owned(), cause })? {
        metadata if writable_by_anybody(&metadata) => Err(LoadError::WorldWritable { path: path.to_owned() }),
        _ => Ok(()),
    }
}

#[cfg(unix)]
pub(crate) fn writable_by_anybody(metadata: &fs::Metadata) -> bool {
    use std::os::unix::fs::PermissionsExt;
    metadata.permissions().mode() & 0o002 != 0
}

/// Whether anybody may rename or delete what is in a folder: not where the sticky bit keeps everybody to his own, as in
/// `/tmp`.
#[cfg(unix)]
pub(crate) fn replaceable_by_anybody(metadata: &fs::Metadata) -> bool {
    use std::os::unix::fs::PermissionsExt;
    writable_by_anybody(metadata) && metadata.permissions().mode() & 0o1000 == 0
}

#[cfg(not(unix))]
pub(crate) fn replaceable_by_anybody(metadata: &fs::Metadata) -> bool {
    writable_by_anybody(metadata)
}

/// What anybody may write to elsewhere is up to the system's access control lists.
#[cfg(not(unix))]
pub(crate) fn writable_by_anybody(_: &fs::Metadata) -> bool {
    false
}

//! Writes a pack as one signed file.

use std::collections::BTreeMap;
use std::env::consts::{ARCH, OS};
use std::io::{Cursor, Write};
use std::path::Path;

use zip::write::SimpleFileOptions;
use zip::{CompressionMethod, ZipWriter};

use super::{ANY, ParcelError};
use crate::contents::{Contents, SIGNATURE, SUMS};
use crate::home::Home;
use crate::listing;
use crate::manifest::{replace, sha256};
use crate::sign::{Secret, SignError};
use crate::trust;

/// A pack as it lies in a folder, for one system or for all.
pub struct Tree {
    pub home: Home,
    pub id: String,
    /// Such as `windows-x86_64`; told by this machine where it is not given.
    pub system: Option<String>,
}

/// What was written.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Published {
    pub id: String,
    pub version: String,
    pub systems: Vec<String>,
    pub files: usize,
    pub bytes: usize,
}

/// Signs a pack, which may lie in several folders for several systems, and writes it as one file.
pub fn publish(trees: &[Tree], secret: &Secret, output: &Path) -> Result<Published, ParcelError> {
    let mut entries: BTreeMap<String, Vec<u8>> = BTreeMap::new();
    let mut of: Option<(String, String)> = None;
    let mut systems = Vec::new();
    for tree in trees {
        let Some(contents) = Contents::read(&tree.home, &tree.id)? else {
            return Err(ParcelError::Refused(format!("没有规则包“{}”", tree.id)));
        };
        let about = tree.home.rules.join(&tree.id).join(gouji_check::about::FILE);
        let version =
            contents.said_version()?.ok_or_else(|| SignError::NoVersion { pack: tree.id.clone(), about })?;
        let named = (tree.id.clone(), version.clone());
        if let Some(first) = of.replace(named.clone()).filter(|first| *first != named) {
            return Err(ParcelError::Refused(format!(
                "各系统的应是同一个规则包的同一版，有 {} {}，又有 {} {}",
                first.0, first.1, named.0, named.1
            )));
        }
        let system = system(tree, &contents)?;
        if systems.contains(&system) {
            return Err(ParcelError::Refused(format!("{system} 的写了两次；请写明各是哪个系统的")));
        }
        add(&mut entries, tree, &contents, &version, &system, secret)?;
        systems.push(system);
    }
    let Some((id, version)) = of else { return Err(ParcelError::Refused("没有规则包".to_owned())) };
    let mut sums = format!("# gouji package {id} {version}\n");
    for (name, bytes) in &entries {
        sums += &format!("{}  {name}\n", sha256(bytes));
    }
    let signature = secret.sign_bytes(sums.as_bytes(), &trust::package_comment(&id, &version))?;
    let files = entries.len();
    entries.insert(SIGNATURE.to_owned(), signature.into_bytes());
    entries.insert(SUMS.to_owned(), sums.into_bytes());
    let written = |cause| ParcelError::Write { path: output.to_owned(), cause };
    let bytes = zipped(&entries).map_err(|cause| written(std::io::Error::other(cause)))?;
    replace(output, &bytes).map_err(written)?;
    Ok(Published { id, version, systems, files, bytes: bytes.len() })
}

/// The system that a pack is for: any, where it has no library.
fn system(tree: &Tree, contents: &Contents) -> Result<String, ParcelError> {
    let Some((_, installed)) = contents.installed()? else { return Ok(ANY.to_owned()) };
    let library = contents.of_library(&installed.library);
    let of = match library.and_then(|library| library.bytes.get(..4)) {
        Some(b"\x7fELF") => "linux",
        Some([b'M', b'Z', ..]) => "windows",
        Some([0xcf | 0xce, 0xfa, 0xed, 0xfe] | [0xca, 0xfe, 0xba, 0xbe]) => "macos",
        _ => "",
    };
    let system = tree.system.clone().unwrap_or_else(|| format!("{OS}-{ARCH}"));
    let fits = |c: char| c.is_ascii_lowercase() || c.is_ascii_digit() || matches!(c, '-' | '_');
    if !system.contains('-') || !system.chars().all(fits) {
        return Err(ParcelError::Refused(format!("“{system}”不是系统的名称，应如 windows-x86_64")));
    }
    if !of.is_empty() && !system.starts_with(of) {
        let said = format!("{} 是 {of} 的动态库，不是 {system} 的", installed.library);
        return Err(ParcelError::Refused(said));
    }
    Ok(system)
}

fn add(
    entries: &mut BTreeMap<String, Vec<u8>>,
    tree: &Tree,
    contents: &Contents,
    version: &str,
    system: &str,
    secret: &Secret,
) -> Result<(), ParcelError> {
    let id = &tree.id;
    for (path, content) in &contents.files {
        entries.insert(format!("{system}/{path}"), content.bytes.to_vec());
    }
    let sums = listing::text(contents, version);
    let signature = secret.sign_list(&sums, id, version)?;
    for half in contents.halves() {
        entries.insert(format!("{system}/{half}/{id}/{SUMS}"), sums.clone().into_bytes());
        entries.insert(format!("{system}/{half}/{id}/{SIGNATURE}"), signature.clone().into_bytes());
    }
    let profile = tree.home.rules.join(format!("{id}.toml"));
    if let Some(text) = crate::manifest::text_of(&profile)? {
        profile_may_travel(&profile, &text)?;
        entries.insert(format!("{system}/rules/{id}.toml"), text.into_bytes());
    }
    Ok(())
}

/// Whom to trust, an installation says itself.
pub(super) fn profile_may_travel(path: &Path, text: &str) -> Result<(), ParcelError> {
    let table = text.parse::<toml::Table>().unwrap_or_default();
    match ["keys", "signature"].into_iter().find(|key| table.contains_key(*key)) {
        Some(key) => Err(ParcelError::Refused(format!(
            "{} 里写了 {key}：信任谁由安装的单位决定，不能随规则包分发；请删去",
            path.display()
        ))),
        None => Ok(()),
    }
}

fn zipped(entries: &BTreeMap<String, Vec<u8>>) -> zip::result::ZipResult<Vec<u8>> {
    let mut zip = ZipWriter::new(Cursor::new(Vec::new()));
    let options = SimpleFileOptions::default().compression_method(CompressionMethod::Deflated);
    for (name, bytes) in entries {
        zip.start_file(name.as_str(), options)?;
        zip.write_all(bytes)?;
    }
    Ok(zip.finish()?.into_inner())
}

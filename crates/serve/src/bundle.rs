//! A package of reports, as a folder is sent: its files in memory, within limits. Nothing is written, and no name in it is
//! used as a path.

use std::io::{Cursor, Read as _};

use gouji_engine::PassedKind;
use gouji_reader::encoding;
use gouji_reader::source::Limits;
use zip::ZipArchive;
use zip::read::ZipFile;
use zip::result::ZipError;

use crate::problem::Problem;
use crate::{desk, names};

/// Files that a package may have.
const FILES: usize = 5000;

/// What is in a package.
#[derive(Debug, Default)]
pub(crate) struct Bundle {
    /// Name and bytes.
    pub(crate) files: Vec<(String, Vec<u8>)>,
    /// How many are nothing to check: pictures and the like.
    pub(crate) passed: usize,
    /// Those that could not be taken out, and why.
    pub(crate) lost: Vec<(String, String)>,
}

/// Whether a name says that it is a package.
pub(crate) fn is_named(name: &str) -> bool {
    name.len() > 4 && name.to_ascii_lowercase().ends_with(".zip")
}

/// The files of a package; nothing where it is none, or a document that is called so: that is read as what it is.
pub(crate) fn unpack(name: &str, bytes: &[u8], limits: &Limits) -> Result<Option<Bundle>, Problem> {
    let Ok(mut zip) = ZipArchive::new(Cursor::new(bytes)) else { return Ok(None) };
    let document = |part: &str| zip.index_for_name(part).is_some();
    if ["[Content_Types].xml", "mimetype", "OFD.xml"].into_iter().any(document) {
        return Ok(None);
    }
    if zip.len() > FILES {
        return Err(Problem::asked(format!(
            "{name} 里有 {} 个文件，一次至多 {FILES} 个，没有检查；请分几次，或者解压后用 gouji check",
            zip.len()
        )));
    }
    let folder = name[..name.len() - 4].to_owned();
    let (mut bundle, mut left) = (Bundle::default(), desk::BYTES);
    for at in 0..zip.len() {
        let mut file = match zip.by_index(at) {
            Ok(file) => file,
            Err(why) => {
                bundle.lost.push((format!("{folder} 的第 {} 个文件", at + 1), cause(&why)));
                continue;
            }
        };
        if file.is_dir() {
            continue;
        }
        let shown = names::harmless(&format!("{folder}/{}", said(&file)));
        if PassedKind::of(shown.as_ref()).is_some() || is_of_mac(&shown) {
            bundle.passed += 1;
            continue;
        }
        let most = limits.bytes.min(left);
        let mut bytes = Vec::new();
        // What a package says of sizes is not believed.
        match file.by_ref().take(most + 1).read_to_end(&mut bytes) {
            Ok(size) if size as u64 > most => {
                let why = if most < limits.bytes { "压缩包解开后太大" } else { "文件太大" };
                bundle.lost.push((shown, format!("{why}（至多 {} MB），没有检查", most >> 20)));
            }
            Ok(size) => {
                left -= size as u64;
                bundle.files.push((shown, bytes));
            }
            Err(why) => bundle.lost.push((shown, format!("压缩包里的这个文件损坏了（{why}），没有检查"))),
        }
    }
    Ok(Some(bundle))
}

/// A file's name: Windows in Chinese writes names in its own encoding and does not say so.
fn said<R: std::io::Read>(file: &ZipFile<R>) -> String {
    encoding::text(file.name_raw())
}

/// What macOS puts beside the files.
fn is_of_mac(name: &str) -> bool {
    name.split('/').any(|part| part == "__MACOSX" || part == ".DS_Store")
}

fn cause(why: &ZipError) -> String {
    match matches!(why, ZipError::UnsupportedArchive(ZipError::PASSWORD_REQUIRED)) {
        true => "压缩包加了密码，没有检查；请去掉密码，或者解压后拖文件".to_owned(),
        false => format!("压缩包里的这个文件取不出来（{why}），没有检查"),
    }
}

#[cfg(test)]
mod tests {
    use std::io::Write as _;

    use zip::ZipWriter;
    use zip::write::SimpleFileOptions;

    use super::*;

    fn package(files: &[(&str, &[u8])]) -> Vec<u8> {
        let mut zip = ZipWriter::new(Cursor::new(Vec::new()));
        for (name, bytes) in files {
            zip.start_file(*name, SimpleFileOptions::default()).unwrap();
            zip.write_all(bytes).unwrap();
        }
        zip.finish().unwrap().into_inner()
    }

    fn names(bundle: &Bundle) -> Vec<&str> {
        bundle.files.iter().map(|(name, _)| name.as_str()).collect()
    }

    #[test]
    fn files_are_taken_out_with_harmless_names() {
        let limits = Limits::default();
        let zip = package(&[
            ("乡镇/甲.txt", b"a"),
            ("../../乙.txt", b"b"),
            ("乡镇/照片.jpg", b"c"),
            ("__MACOSX/._甲.txt", b"d"),
        ]);
        let bundle = unpack("年报.ZIP", &zip, &limits).unwrap().unwrap();
        assert_eq!((names(&bundle), bundle.passed), (vec!["年报/乡镇/甲.txt", "年报/乙.txt"], 2));
        // As Windows writes names.
        let mut zip = package(&[("aaaa.txt", b"a")]);
        for at in 0..zip.len() - 4 {
            if zip[at..].starts_with(b"aaaa") {
                zip[at..at + 4].copy_from_slice(&[0xBC, 0xD7, 0xD2, 0xD2]);
            }
        }
        assert_eq!(names(&unpack("a.zip", &zip, &limits).unwrap().unwrap()), ["a/甲乙.txt"]);
    }

    #[test]
    fn what_is_too_large_or_no_package_is_told() {
        let limits = Limits { bytes: 1000, ..Limits::default() };
        let zip = package(&[("大.txt", &[b'x'; 5000]), ("小.txt", b"x")]);
        let bundle = unpack("a.zip", &zip, &limits).unwrap().unwrap();
        assert_eq!(names(&bundle), ["a/小.txt"]);
        assert_eq!(bundle.lost[0].0, "a/大.txt");
        assert!(bundle.lost[0].1.contains("文件太大"), "{:?}", bundle.lost);
        assert!(unpack("a.zip", b"no package", &limits).unwrap().is_none());
        let document = package(&[("[Content_Types].xml", b"")]);
        assert!(unpack("a.zip", &document, &limits).unwrap().is_none());
        let many: Vec<String> = (0..=FILES).map(|at| at.to_string()).collect();
        let many: Vec<(&str, &[u8])> = many.iter().map(|name| (name.as_str(), &b""[..])).collect();
        assert!(unpack("a.zip", &package(&many), &limits).is_err());
        // A part that is damaged takes no other along.
        let mut zip = package(&[("a.txt", b"aaaaaaaaaa"), ("b.txt", b"b")]);
        let at = zip.windows(5).position(|part| part == b"a.txt").unwrap() + 5;
        zip[at] ^= 0xFF;
        let bundle = unpack("a.zip", &zip, &limits).unwrap().unwrap();
        assert_eq!((names(&bundle), bundle.lost.len()), (vec!["a/b.txt"], 1));
    }
}

//! Files that nobody means when naming a folder: they are counted, not checked.

use std::path::{Path, PathBuf};

/// A file that is not checked, and what it is.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Passed {
    pub path: PathBuf,
    pub kind: PassedKind,
}

/// Why a file is not checked.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord)]
pub enum PassedKind {
    /// Browsers save it beside a page.
    Page,
    /// A picture, or something to be heard or watched.
    Picture,
    /// Of the system, or of an office program that has a file open.
    System,
    /// It was named before.
    Twice,
}

const PAGE: [&str; 12] =
    ["css", "js", "mjs", "map", "ico", "svg", "woff", "woff2", "ttf", "eot", "otf", "webmanifest"];

const PICTURE: [&str; 15] = [
    "jpg", "jpeg", "png", "gif", "bmp", "tif", "tiff", "webp", "heic", "mp3", "wav", "mp4", "avi", "mov",
    "wmv",
];

const SYSTEM: [&str; 5] = ["tmp", "lnk", "lock", "part", "crdownload"];

/// Names of files that Windows leaves in folders, in lower case.
const LEFT: [&str; 3] = ["thumbs.db", "ehthumbs.db", "desktop.ini"];

impl PassedKind {
    /// What a file in a folder is, if it is certainly no report, told by its name.
    pub fn of(path: &Path) -> Option<Self> {
        let name = path.file_name()?.to_string_lossy().to_lowercase();
        let extension = name.rsplit_once('.').map_or("", |(_, extension)| extension);
        if name.starts_with("~$") || LEFT.contains(&name.as_str()) || SYSTEM.contains(&extension) {
            return Some(Self::System);
        }
        let of = [(Self::Page, &PAGE[..]), (Self::Picture, &PICTURE)];
        of.into_iter().find(|(_, known)| known.contains(&extension)).map(|(kind, _)| kind)
    }

    /// In Chinese, for a count of them.
    pub const fn title(self) -> &'static str {
        match self {
            Self::Page => "随网页保存的文件（样式、脚本、字体等）",
            Self::Picture => "图片和音像",
            Self::System => "临时文件和系统文件",
            Self::Twice => "写了不止一次的文件（只检查一次）",
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn files_that_are_no_reports_are_known_by_name() {
        for (name, expected) in [
            ("a/style.CSS", Some(PassedKind::Page)),
            ("a/扫描.JPG", Some(PassedKind::Picture)),
            ("a/~$年报.docx", Some(PassedKind::System)),
            ("a/Thumbs.db", Some(PassedKind::System)),
            ("desktop.ini", Some(PassedKind::System)),
            ("年报.docx", None),
            ("~年报.docx", None),
            ("jpg", None),
            ("年报", None),
            ("数据.db", None),
        ] {
            assert_eq!(PassedKind::of(Path::new(name)), expected, "{name}");
        }
    }
}

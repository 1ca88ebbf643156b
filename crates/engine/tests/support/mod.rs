//! Installations in temporary folders, with the odd pack in any of its modes.
#![allow(dead_code, reason = "each test file uses a part of it")]

use std::env::consts::{DLL_PREFIX, DLL_SUFFIX};
use std::fs;
use std::path::{Path, PathBuf};
use std::sync::OnceLock;

use gouji_core::boundary::ABI;
use gouji_core::form::{Edition, PARTS, Table};
use gouji_engine::manifest::{Installed, sha256};
use gouji_engine::session::Blame;
use gouji_engine::{Home, Session, SetupError};
use tempfile::TempDir;

/// An equation and a wording, as the pack `national` might declare them.
pub(crate) const TOTALS: &str = r#"
code = "T3-01"
name = "national/wrong-row-total"
severity = "error"
title = "行内各类申请人之和不等于总计"
basis = "测试"
why = "测试"
table = "表三"
holds = "自然人 + 商业企业 + 科研机构 + 社会公益组织 + 法律服务机构 + 其他 = 总计"
[[bad]]
report = "requests.new = [1, 0, 0, 0, 0, 0, 2]"
finds = "测试"
[[good]]
report = "requests.new = [1, 0, 0, 0, 0, 0, 1]"
"#;

pub(crate) struct Installation {
    pub(crate) root: TempDir,
}

impl Installation {
    /// With the pack `national`, one declared rule, and a profile of that name.
    pub(crate) fn new() -> Self {
        let installation = Self::empty();
        installation.rule("national/wrong-row-total.toml", TOTALS);
        installation.rule("national.toml", "title = \"全国\"\npacks = [\"national\"]\n");
        installation
    }

    pub(crate) fn empty() -> Self {
        let installation = Self { root: tempfile::tempdir().unwrap() };
        fs::create_dir_all(installation.path("rules")).unwrap();
        fs::create_dir_all(installation.path("packs")).unwrap();
        installation
    }

    pub(crate) fn path(&self, path: &str) -> PathBuf {
        self.root.path().join(path)
    }

    /// Writes a file under `rules/`.
    pub(crate) fn rule(&self, path: &str, text: &str) {
        let path = self.path("rules").join(path);
        fs::create_dir_all(path.parent().unwrap()).unwrap();
        fs::write(path, text).unwrap();
    }

    /// A profile `odd` with the pack `odd`, and that pack in one of its modes.
    pub(crate) fn with_odd(self, mode: u8) -> Self {
        self.rule("odd.toml", "title = \"古怪\"\npacks = [\"odd\"]\n");
        self.install("odd", &odd_library(mode));
        self
    }

    /// Puts a library in place with a manifest that vouches for it.
    pub(crate) fn install(&self, id: &str, library: &[u8]) {
        let folder = self.path("packs").join(id);
        fs::create_dir_all(&folder).unwrap();
        fs::write(folder.join(library_name()), library).unwrap();
        manifest(id, library).write(&folder).unwrap();
    }

    pub(crate) fn home(&self) -> Home {
        Home::at(self.root.path())
    }

    pub(crate) fn open(&self, profile: &str) -> Result<Session, SetupError> {
        Session::of(self.home()).profile(profile).open()
    }

    /// What opening says when it fails, with the temporary folder written as `HOME`.
    #[track_caller]
    pub(crate) fn refusal(&self, profile: Option<&str>) -> (u8, String) {
        match Session::of(self.home()).profile(profile).open() {
            Ok(_) => panic!("it was not refused"),
            Err(error) => (exit_code(&error), self.anonymous(&error.to_string())),
        }
    }

    pub(crate) fn anonymous(&self, text: &str) -> String {
        let real = fs::canonicalize(self.root.path()).unwrap();
        text.replace(real.to_str().unwrap(), "HOME").replace(self.root.path().to_str().unwrap(), "HOME")
    }
}

pub(crate) fn manifest(id: &str, library: &[u8]) -> Installed {
    Installed {
        id: id.to_owned(),
        version: env!("CARGO_PKG_VERSION").to_owned(),
        title: id.to_owned(),
        place: String::new(),
        levels: Vec::new(),
        years: None,
        abi: ABI,
        schema: [1, 1],
        library: library_name(),
        sha256: sha256(library),
        rules: Vec::new(),
    }
}

pub(crate) fn library_name() -> String {
    format!("{DLL_PREFIX}odd_pack{DLL_SUFFIX}")
}

/// As cargo built it, in mode `.`: well behaved.
pub(crate) fn odd_library_path() -> PathBuf {
    let deps = std::env::current_exe().unwrap().parent().unwrap().to_owned();
    deps.join(library_name())
}

/// The odd pack in a mode.
pub(crate) fn odd_library(mode: u8) -> Vec<u8> {
    static MARKERS: OnceLock<Vec<usize>> = OnceLock::new();
    let marker = b"GOUJI-ODD-MODE=";
    let mut library = fs::read(odd_library_path()).unwrap();
    let places = MARKERS.get_or_init(|| find_all(&library, marker));
    assert!(!places.is_empty(), "the marker was optimised away");
    for at in places {
        library[at + marker.len()] = mode;
    }
    library
}

/// The odd pack with something changed in the head of its table.
pub(crate) fn odd_table(change: impl Fn(&mut [u8])) -> Vec<u8> {
    static TABLES: OnceLock<Vec<usize>> = OnceLock::new();
    let mut library = odd_library(b'.');
    let places = TABLES.get_or_init(|| {
        let head = [&gouji_core::boundary::MAGIC[..], &ABI.to_ne_bytes()].concat();
        find_all(&library, &head)
    });
    assert!(!places.is_empty(), "there is a table");
    for &at in places {
        change(&mut library[at..at + 32]);
    }
    library
}

fn find_all(bytes: &[u8], pattern: &[u8]) -> Vec<usize> {
    bytes
        .windows(pattern.len())
        .enumerate()
        .filter(|(_, window)| *window == pattern)
        .map(|(at, _)| at)
        .collect()
}

pub(crate) fn write(path: &Path, bytes: impl AsRef<[u8]>) {
    fs::create_dir_all(path.parent().unwrap()).unwrap();
    fs::write(path, bytes).unwrap();
}

/// A made-up county's report in the form of 2019, with the given values in the row 本年新收.
pub(crate) struct Page {
    pub(crate) agency: &'static str,
    pub(crate) year: u16,
    pub(crate) new: [&'static str; 7],
    pub(crate) carried_out: [&'static str; 7],
}

type Rows = Vec<Vec<String>>;

impl Page {
    pub(crate) const CLEAN: Self = Self {
        agency: "青石县人民政府",
        year: 2020,
        new: ["3", "0", "0", "0", "0", "0", "3"],
        carried_out: ["0"; 7],
    };

    /// The rows of a table as printed, label first.
    fn rows(&self, table: Table) -> Rows {
        let rows = table.rows().iter().enumerate().map(|(row, label)| {
            let columns = table.expected_columns(Edition::E2019, row as u8);
            let value = |at: usize| match label.key {
                "new" => self.new[at],
                "granted" | "total" if table == Table::Requests => Self::CLEAN.new[at],
                "carried_out" => self.carried_out[at],
                _ => "0",
            };
            let values = (0..columns.len()).map(|at| value(at).to_owned());
            if columns.is_empty() {
                Vec::new()
            } else {
                [label.printed.to_owned()].into_iter().chain(values).collect()
            }
        });
        rows.filter(|row| !row.is_empty()).collect()
    }

    /// Title, then part by part: heading, paragraphs, and the rows of its table.
    fn parts(&self) -> (String, Vec<(String, Rows)>) {
        let title = format!("{}{}年政府信息公开工作年度报告", self.agency, self.year);
        let parts = PARTS.iter().enumerate().map(|(at, part)| {
            let table = Table::ALL.into_iter().find(|table| usize::from(table.part()) == at + 1);
            let rows = match table {
                None => vec![vec![format!("这一部分写的是{}。", part.heading)]],
                Some(Table::Requests) => {
                    let head =
                        ["自然人", "商业企业", "科研机构", "社会公益组织", "法律服务机构", "其他", "总计"];
                    let head = ["项目"].into_iter().chain(head).map(str::to_owned).collect();
                    [vec![head], self.rows(Table::Requests)].concat()
                }
                Some(table) => self.rows(table),
            };
            (format!("{}、{}", part.numeral, part.heading), rows)
        });
        (title, parts.collect())
    }

    pub(crate) fn text(&self) -> String {
        let (title, parts) = self.parts();
        let rows = |rows: Rows| rows.iter().map(|row| row.join(" | ") + "\n").collect::<String>();
        parts.into_iter().fold(title + "\n", |text, (heading, table)| text + &heading + "\n" + &rows(table))
    }

    pub(crate) fn html(&self) -> String {
        let (title, parts) = self.parts();
        let mut html = format!("<html><head><meta charset=\"utf-8\"></head><body>\n<h1>{title}</h1>\n");
        for (heading, table) in parts {
            html += &format!("<p><strong>{heading}</strong></p>\n");
            if let [row] = &table[..] {
                html += &format!("<p>{}</p>\n", row.join(""));
                continue;
            }
            html += "<table>";
            for row in table {
                let cells: String = row.iter().map(|cell| format!("<td><p>{cell}</p></td>")).collect();
                html += &format!("<tr>{cells}</tr>\n");
            }
            html += "</table>\n";
        }
        html + "</body></html>"
    }
}

/// What the command line ends with for it.
pub(crate) fn exit_code(error: &SetupError) -> u8 {
    if error.blame() == Blame::Asked { 2 } else { 3 }
}

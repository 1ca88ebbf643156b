//! An installation made of what cargo has just built, and the program run on it.

use std::env::consts::{DLL_PREFIX, DLL_SUFFIX};
use std::ffi::OsStr;
use std::fs;
use std::path::{Path, PathBuf};
use std::process::{Command, Output, Stdio};
use std::sync::{Arc, LazyLock, Mutex, Weak};

use gouji_engine::sign::Secret;
use gouji_engine::{Home, manifest};
use serde_json::Value;
use tempfile::TempDir;

/// The workspace's folder.
pub(crate) fn project() -> &'static Path {
    static PROJECT: LazyLock<PathBuf> =
        LazyLock::new(|| fs::canonicalize(Path::new(env!("CARGO_MANIFEST_DIR")).join("../..")).unwrap());
    &PROJECT
}

/// A report of the test suite.
pub(crate) fn report(name: &str) -> PathBuf {
    project().join("tests/reports").join(name)
}

/// The library of a pack, as cargo built it for these tests.
pub(crate) fn library(name: &str) -> PathBuf {
    std::env::current_exe().unwrap().parent().unwrap().join(format!("{DLL_PREFIX}{name}{DLL_SUFFIX}"))
}

/// The packs and all rules, installed for all tests that run by now. A test's thread holds on to it until it ends: what a
/// static holds would never be removed from the disk.
pub(crate) fn home() -> Arc<TempDir> {
    static SHARED: Mutex<Weak<TempDir>> = Mutex::new(Weak::new());
    thread_local! {
        static MINE: Arc<TempDir> = {
            let mut shared = SHARED.lock().unwrap();
            shared.upgrade().unwrap_or_else(|| {
                let home = Arc::new(install());
                *shared = Arc::downgrade(&home);
                home
            })
        };
    }
    MINE.with(Arc::clone)
}

/// An installation of one's own, to be spoilt.
pub(crate) fn install() -> TempDir {
    let home = tempfile::tempdir().unwrap();
    copy(&project().join("rules"), &home.path().join("rules"));
    for name in gouji_official::LIBRARIES {
        manifest::install(&library(name), &home.path().join("packs")).unwrap();
    }
    sign(home.path());
    home
}

/// Signs the packs of an installation by a key that it trusts.
pub(crate) fn sign(home: &Path) {
    static SECRET: LazyLock<Secret> = LazyLock::new(|| Secret::generate().unwrap());
    fs::create_dir_all(home.join("keys")).unwrap();
    fs::write(home.join("keys/测试.pub"), SECRET.public().unwrap()).unwrap();
    let home = Home::at(home);
    for id in home.pack_names() {
        SECRET.sign(&home, &id).unwrap();
    }
}

fn copy(from: &Path, into: &Path) {
    fs::create_dir_all(into).unwrap();
    for entry in from.read_dir().unwrap() {
        let entry = entry.unwrap();
        let target = into.join(entry.file_name());
        if entry.path().is_dir() {
            copy(&entry.path(), &target);
        } else {
            fs::copy(entry.path(), target).unwrap();
        }
    }
}

/// What a run printed and how it ended.
pub(crate) struct Ran {
    pub(crate) out: String,
    pub(crate) err: String,
    pub(crate) code: i32,
}

impl Ran {
    /// The JSON that it printed.
    #[track_caller]
    pub(crate) fn json(&self) -> Value {
        serde_json::from_str(&self.out).unwrap_or_else(|cause| panic!("{cause}\n{}\n{}", self.out, self.err))
    }
}

pub(crate) fn gouji<S: AsRef<OsStr>>(arguments: &[S]) -> Ran {
    gouji_at(home().path(), arguments)
}

/// Runs the program in the project's folder with the installation at `home`.
pub(crate) fn gouji_at<S: AsRef<OsStr>>(home: &Path, arguments: &[S]) -> Ran {
    let Output { status, stdout, stderr } = Command::new(env!("CARGO_BIN_EXE_gouji"))
        .args(arguments)
        .current_dir(project())
        .env("GOUJI_HOME", home)
        .env("NO_COLOR", "1")
        .env_remove("GOUJI_LOG")
        .stdin(Stdio::null())
        .output()
        .unwrap();
    Ran {
        out: String::from_utf8(stdout).unwrap(),
        err: String::from_utf8(stderr).unwrap(),
        code: status.code().unwrap(),
    }
}

/// Checks a path and returns its JSON with the exit status.
#[track_caller]
pub(crate) fn check(path: &Path, more: &[&str]) -> (Value, i32) {
    let path = path.to_str().unwrap();
    let ran = gouji(&[&["check", path, "--format", "json"], more].concat());
    (ran.json(), ran.code)
}

/// `rule severity` of each finding at or above a severity, in order.
pub(crate) fn findings(report: &Value, severities: &[&str]) -> Vec<String> {
    report["findings"]
        .as_array()
        .unwrap()
        .iter()
        .filter(|finding| severities.contains(&finding["severity"].as_str().unwrap()))
        .map(|finding| finding["rule"].as_str().unwrap().to_owned())
        .collect()
}

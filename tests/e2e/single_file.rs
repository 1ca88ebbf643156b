//! The program with the official packs and all rules in it, alone in an empty folder.

use std::fs;
use std::path::Path;
use std::process::{Command, Stdio};

use tempfile::TempDir;

use crate::support::{Ran, project};

/// A folder with the program and nothing else.
///
/// It lies beside the program, so that this can be the same file under another name: a copy may still be open for
/// writing in a process that another test starts just then, and cannot be run until that is over.
fn folder() -> TempDir {
    let program = Path::new(env!("CARGO_BIN_EXE_gouji"));
    let folder = tempfile::tempdir_in(program.parent().unwrap()).unwrap();
    fs::hard_link(program, folder.path().join(program.file_name().unwrap())).unwrap();
    folder
}

/// Runs the program of a folder, which is told of no installation.
fn alone(folder: &Path, arguments: &[&str]) -> Ran {
    let program = folder.join(Path::new(env!("CARGO_BIN_EXE_gouji")).file_name().unwrap());
    let output = Command::new(program)
        .args(arguments)
        .current_dir(project())
        .env_remove("GOUJI_HOME")
        .env_remove("GOUJI_LOG")
        .env("NO_COLOR", "1")
        .stdin(Stdio::null())
        .output()
        .unwrap();
    Ran {
        out: String::from_utf8(output.stdout).unwrap(),
        err: String::from_utf8(output.stderr).unwrap(),
        code: output.status.code().unwrap(),
    }
}

#[test]
fn it_says_of_reports_what_the_installed_program_says() {
    let folder = folder();
    for (name, code) in [("yongshan-2020", 1), ("clean-2020", 0), ("clean-2023", 0)] {
        let ran =
            alone(folder.path(), &["check", &format!("tests/reports/{name}.txt"), "--severity", "info"]);
        let golden = fs::read_to_string(project().join(format!("tests/golden/{name}.txt"))).unwrap();
        // It says in the last line that its packs are built in, and nothing else that is not the same.
        assert!(ran.out.contains("，内置"), "{name}");
        let said = ran.out.replace("，内置", "");
        for (said, expected) in said.lines().zip(golden.lines()) {
            assert_eq!(said, expected, "{name}");
        }
        assert_eq!(said.lines().count(), golden.lines().count(), "{name}");
        assert_eq!((ran.code, ran.err.as_str()), (code, ""), "{name}");
    }
}

#[test]
fn all_its_packs_are_built_in_and_no_folder_is_read() {
    let folder = folder();
    let ran = alone(folder.path(), &["packs", "-v"]);
    assert_eq!(ran.code, 0, "{}", ran.err);
    for pack in fs::read_dir(project().join("plugins")).unwrap() {
        let pack = pack.unwrap().file_name().into_string().unwrap();
        let line = ran.out.lines().find(|line| line.starts_with(&format!("{pack} ")));
        let line = line.unwrap_or_else(|| panic!("{pack} is not in the single file:\n{}", ran.out));
        assert!(line.contains("内置"), "{line}");
    }
    assert!(ran.out.contains("规则和配置在程序里"), "{}", ran.out);
    assert!(!ran.out.contains("动态库"), "{}", ran.out);
}

/// What lies beside it by chance is not taken for an installation.
#[test]
fn rules_beside_it_are_not_its_own() {
    let folder = folder();
    fs::create_dir_all(folder.path().join("rules")).unwrap();
    fs::write(folder.path().join("rules/national.toml"), "broken").unwrap();
    let ran = alone(folder.path(), &["check", "tests/reports/clean-2023.txt"]);
    assert_eq!((ran.code, ran.err.as_str()), (0, ""));
}

#[test]
fn its_rules_are_listed_and_explained() {
    let folder = folder();
    let ran = alone(folder.path(), &["rules", "--format", "markdown", "--link", "../docs/rules"]);
    assert_eq!(ran.out, fs::read_to_string(project().join("rules/README.md")).unwrap());
    let ran = alone(folder.path(), &["explain", "T3-02"]);
    assert!(ran.code == 0 && ran.out.contains("T3-02"), "{}{}", ran.out, ran.err);
}

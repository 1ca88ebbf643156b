//! `include/gouji_pack.h` says the same of the border as this module does: its numbers always, and how its structs lie in
//! memory where there is a C compiler.

use std::collections::BTreeMap;
use std::fmt::Write;
use std::mem::offset_of;
use std::path::Path;
use std::process::Command;
use std::{env, fs, process};

use super::{ABI, Host, MAGIC, PackTable, SYMBOL, Status, kind};

const HEADER: &str = include_str!("../../include/gouji_pack.h");

/// What the header defines, by name: numbers and strings as they stand there, without remarks.
fn defines() -> BTreeMap<&'static str, &'static str> {
    let lines = HEADER.lines().filter_map(|line| line.strip_prefix("#define "));
    let define = |line: &'static str| {
        let (name, value) = line.split_once(' ')?;
        Some((name, value.split("/*").next()?.trim()))
    };
    lines.filter_map(define).filter(|(name, _)| *name != "GOUJI_PACK_EXPORT").collect()
}

/// Name in C and value in Rust.
fn constants() -> Vec<(&'static str, String)> {
    let quoted = |text: &str| format!("{text:?}");
    vec![
        ("GOUJI_PACK_MAGIC", quoted(std::str::from_utf8(&MAGIC).unwrap())),
        ("GOUJI_PACK_ABI", ABI.to_string()),
        ("GOUJI_PACK_SYMBOL", quoted(SYMBOL)),
        ("GOUJI_KIND_ANSWER", kind::ANSWER.to_string()),
        ("GOUJI_KIND_LOG", kind::LOG.to_string()),
        ("GOUJI_STATUS_OK", code(Status::Ok)),
        ("GOUJI_STATUS_FAILED", code(Status::Failed)),
        ("GOUJI_STATUS_PANICKED", code(Status::Panicked)),
        ("GOUJI_STATUS_NOT_A_REPORT", code(Status::NotAReport)),
    ]
}

fn code(status: Status) -> String {
    let code = (0..100).find(|code| Status::from(*code) == status).unwrap();
    code.to_string()
}

/// An expression in C and its value in Rust.
fn layout() -> Vec<(String, usize)> {
    let mut layout = vec![
        ("sizeof(gouji_host)".to_owned(), size_of::<Host>()),
        ("_Alignof(gouji_host)".to_owned(), align_of::<Host>()),
        ("sizeof(gouji_pack_table)".to_owned(), size_of::<PackTable>()),
        ("_Alignof(gouji_pack_table)".to_owned(), align_of::<PackTable>()),
    ];
    let host = [
        ("size", offset_of!(Host, size)),
        ("context", offset_of!(Host, context)),
        ("emit", offset_of!(Host, emit)),
    ];
    let table = [
        ("magic", offset_of!(PackTable, magic)),
        ("abi", offset_of!(PackTable, abi)),
        ("size", offset_of!(PackTable, size)),
        ("describe", offset_of!(PackTable, describe)),
        ("check", offset_of!(PackTable, check)),
        ("configure", offset_of!(PackTable, configure)),
    ];
    let offset = |of: &'static str| move |(field, at)| (format!("offsetof({of}, {field})"), at);
    layout.extend(host.map(offset("gouji_host")));
    layout.extend(table.map(offset("gouji_pack_table")));
    layout
}

#[test]
fn the_header_has_the_same_numbers() {
    let expected = constants();
    let defines = defines();
    for (name, value) in &expected {
        assert_eq!(defines.get(name), Some(&value.as_str()), "{name}");
    }
    assert_eq!(defines.len(), expected.len(), "what is new in the header is compared here: {defines:?}");
}

#[test]
fn the_structs_lie_the_same_in_memory() {
    let mut program = String::from("#include <stdio.h>\n#include \"gouji_pack.h\"\nint main(void) {\n");
    for (expression, _) in layout() {
        let _ = writeln!(program, "printf(\"{expression} %zu\\n\", (size_t)({expression}));");
    }
    program += "return 0;\n}\n";
    let folder = env::temp_dir().join(format!("gouji-header-{}", process::id()));
    fs::create_dir_all(&folder).unwrap();
    let (source, binary) = (folder.join("layout.c"), folder.join("layout"));
    fs::write(&source, program).unwrap();
    let built = Command::new("cc")
        .args(["-std=c11", "-Wall", "-Wextra", "-Wpedantic", "-Werror", "-I"])
        .arg(Path::new(env!("CARGO_MANIFEST_DIR")).join("include"))
        .arg("-o")
        .args([&binary, &source])
        .output();
    let Ok(built) = built else {
        fs::remove_dir_all(&folder).unwrap();
        eprintln!("skipped: there is no C compiler");
        return;
    };
    assert!(built.status.success(), "{}", String::from_utf8_lossy(&built.stderr));
    let printed = Command::new(&binary).output().unwrap();
    fs::remove_dir_all(&folder).unwrap();
    let expected: String =
        layout().iter().map(|(expression, value)| format!("{expression} {value}\n")).collect();
    assert_eq!(String::from_utf8(printed.stdout).unwrap(), expected);
}

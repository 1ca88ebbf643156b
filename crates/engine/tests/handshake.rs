//! Every way in which a pack can be missing or refused, through the real loader, with its sentence and exit status 3.

mod support;

use std::fs;

use gouji_core::wire::SCHEMA_MINOR;
use gouji_engine::Session;
use gouji_engine::manifest::{FILE, Installed, install};
use support::{
    Installation, TOTALS, library_name, manifest, odd_library, odd_library_path, odd_table, write,
};

/// Opening the profile `odd` is refused with these words, in which `LIB` stands for the library's path.
#[track_caller]
fn refused(installation: &Installation, expected: &str) {
    let (exit, said) = installation.refusal(Some("odd"));
    let library = format!("HOME/packs/odd/{}", library_name());
    assert_eq!((exit, said.replace(&library, "LIB").as_str()), (3, expected));
}

#[track_caller]
fn mode_is_refused(mode: u8, expected: &str) {
    refused(&Installation::new().with_odd(mode), expected);
}

#[track_caller]
fn table_is_refused(change: impl Fn(&mut [u8]), expected: &str) {
    let installation = Installation::new().with_odd(b'.');
    installation.install("odd", &odd_table(change));
    refused(&installation, expected);
}

/// As [`refused`], with the manifest changed.
#[track_caller]
fn manifest_is_refused(change: impl Fn(&mut Installed), expected: &str) {
    let installation = Installation::new().with_odd(b'.');
    let mut changed = manifest("odd", &odd_library(b'.'));
    change(&mut changed);
    changed.write(&installation.path("packs/odd")).unwrap();
    refused(&installation, expected);
}

#[test]
fn a_good_pack_is_loaded() {
    let session = Installation::new().with_odd(b'.').open("odd").unwrap();
    let header = session.header();
    assert_eq!((header.packs[0].id.as_str(), header.packs[0].rules), ("odd", 2));
    assert_eq!(header.packs[0].sha256.len(), 64);
}

#[test]
fn the_table_is_looked_at_first() {
    table_is_refused(|table| table[0] = b'X', "动态库 LIB 不是 gouji 的规则包：GOUJI_PACK_V1 的开头不对");
    table_is_refused(|table| table[8] = 2, "规则包 LIB 的接口是第 2 版，本程序支持第 1 版，请升级 gouji");
    table_is_refused(
        |table| table[8] = 0,
        "规则包 LIB 的接口是第 0 版，本程序支持第 1 版，请用现在的开发包重新编译规则包",
    );
    table_is_refused(
        |table| table[12] = 24,
        "规则包 LIB 的接口表只有 24 字节，应至少有 32 字节，请用现在的开发包重新编译",
    );
}

#[test]
fn a_larger_table_is_a_newer_one() {
    let installation = Installation::new().with_odd(b'.');
    installation.install("odd", &odd_table(|table| table[12] = 64));
    assert!(installation.open("odd").is_ok());
}

#[test]
fn then_what_the_pack_says_of_itself() {
    mode_is_refused(b'd', "规则包 LIB 没能说明自己是什么：规则包崩溃");
    mode_is_refused(
        b's',
        &format!("规则包“odd”需要第 9999 版报告数据，本程序提供第 {SCHEMA_MINOR} 版，请升级 gouji"),
    );
    mode_is_refused(b'2', "规则包“odd”的规则有误：“ODD-01”出现了两次");
    mode_is_refused(b'n', "规则包“odd”的规则有误：ODD-01 的名称“national/stolen”应以“odd/”开头");
    mode_is_refused(b'v', "规则包“odd”的清单写明版本为“0.1.0”，动态库自称“9.9.9”，请重新安装这个规则包");
    let (exit, said) = Installation::new().with_odd(b'g').refusal(Some("odd"));
    assert_eq!(exit, 3);
    assert!(said.contains("没能说明自己是什么：回答已损坏（"), "{said}");
    // Its rules have another name than it has.
    mode_is_refused(b'i', "规则包“even”的规则有误：ODD-01 的名称“odd/found-something”应以“even/”开头");
}

#[test]
fn the_manifest_comes_before_any_code() {
    manifest_is_refused(|m| m.abi = 2, "规则包 LIB 的接口是第 2 版，本程序支持第 1 版，请升级 gouji");
    manifest_is_refused(
        |m| m.schema[0] = 7,
        &format!("规则包“odd”需要第 7 版报告数据，本程序提供第 {SCHEMA_MINOR} 版，请升级 gouji"),
    );
    manifest_is_refused(
        |m| m.version = "0.0.9".to_owned(),
        "规则包“odd”的清单写明版本为“0.0.9”，动态库自称“0.1.0”，请重新安装这个规则包",
    );
    manifest_is_refused(
        |m| m.id = "even".to_owned(),
        "规则包的清单有误，请重新安装这个规则包：HOME/packs/odd/gouji-pack.toml:1:1：标识“even”应与所在文件夹同名",
    );
    manifest_is_refused(
        |m| m.library = "../other.so".to_owned(),
        "规则包的清单有误，请重新安装这个规则包：HOME/packs/odd/gouji-pack.toml:1:1：\
         library 应为本文件夹里的文件名，现在是“../other.so”",
    );
}

#[test]
fn a_changed_library_is_refused() {
    let installation = Installation::new().with_odd(b'.');
    let library = installation.path("packs/odd").join(library_name());
    fs::write(&library, odd_library(b'p')).unwrap();
    let (exit, said) = installation.refusal(Some("odd"));
    assert_eq!(exit, 3);
    assert!(
        said.contains("与清单不符（清单 ") && said.ends_with("可能已损坏或被替换，请重新安装这个规则包"),
        "{said}"
    );
}

#[test]
fn missing_files_are_named() {
    let installation = Installation::new().with_odd(b'.');
    fs::remove_file(installation.path("packs/odd").join(library_name())).unwrap();
    refused(&installation, "规则包“odd”缺少动态库 LIB，请重新安装这个规则包");
    fs::remove_file(installation.path("packs/odd").join(FILE)).unwrap();
    refused(
        &installation,
        "规则包“odd”的文件夹 HOME/packs/odd 里没有清单 gouji-pack.toml，请重新安装这个规则包",
    );
    fs::remove_dir(installation.path("packs/odd")).unwrap();
    refused(&installation, "HOME/rules/odd.toml:2:10：没有名为“odd”的规则包；现有的规则包：national");
    installation.rule("odd.toml", "packs = ['natoinal']");
    refused(
        &installation,
        "HOME/rules/odd.toml:1:10：没有名为“natoinal”的规则包，您是否想写“national”？；现有的规则包：national",
    );
}

#[test]
fn files_that_are_no_libraries_are_refused() {
    let installation = Installation::new().with_odd(b'.');
    installation.install("odd", b"not a library");
    let (exit, said) = installation.refusal(Some("odd"));
    assert_eq!(exit, 3);
    assert!(
        said.starts_with("无法载入动态库 HOME/packs/odd/") && said.ends_with("它可能不是为本系统编译的"),
        "{said}"
    );
    // Any other library of this process will do.
    let mut library = odd_library(b'.');
    let symbol = b"GOUJI_PACK_V1";
    let places: Vec<usize> =
        library.windows(13).enumerate().filter(|(_, w)| w == symbol).map(|(at, _)| at).collect();
    places.into_iter().for_each(|at| library[at] = b'X');
    installation.install("odd", &library);
    let said = installation.refusal(Some("odd")).1;
    assert!(said.contains("不是 gouji 的规则包：没有导出 GOUJI_PACK_V1"), "{said}");
}

#[test]
fn broken_manifests_are_pointed_at() {
    let installation = Installation::new().with_odd(b'.');
    write(&installation.path("packs/odd").join(FILE), "id = \"odd\"\nversion = 3\n");
    let said = installation.refusal(Some("odd")).1;
    assert!(said.contains("gouji-pack.toml:2:11：值的类型不对"), "{said}");
    write(&installation.path("packs/odd").join(FILE), "id = \"odd\"\n");
    let said = installation.refusal(Some("odd")).1;
    assert!(said.ends_with("没有写 version"), "{said}");
}

#[cfg(unix)]
#[test]
fn what_anybody_may_change_is_refused() {
    use std::os::unix::fs::PermissionsExt;
    let library = library_name();
    for (path, mode) in [
        ("packs", 0o777),
        ("packs/odd", 0o777),
        ("packs/odd/gouji-pack.toml", 0o646),
        (&*format!("packs/odd/{library}"), 0o757),
    ] {
        let installation = Installation::new().with_odd(b'.');
        fs::set_permissions(installation.path(path), fs::Permissions::from_mode(mode)).unwrap();
        let (exit, said) = installation.refusal(Some("odd"));
        assert_eq!(
            (exit, said),
            (3, format!("HOME/{path} 任何人都可以改写，不予载入；请收紧权限（chmod o-w）"))
        );
    }
}

#[test]
fn codes_are_unique_across_packs() {
    let installation = Installation::new().with_odd(b'c');
    assert!(installation.open("odd").is_ok());
    installation.rule("both.toml", "packs = [\"national\", \"odd\"]");
    let (exit, said) = installation.refusal(Some("both"));
    assert_eq!(
        (exit, said.as_str()),
        (3, "规则包“odd”与“national”都有代码或名称为“T3-01”的规则，不能同时使用")
    );
}

#[test]
fn a_broken_rule_file_breaks_its_pack() {
    let installation = Installation::new();
    installation.rule("national/second.toml", &TOTALS.replace("holds", "hold"));
    let (exit, said) = installation.refusal(None);
    assert_eq!(exit, 3);
    assert!(
        said.starts_with(
            "规则包“national”的规则文件有误：HOME/rules/national/second.toml:9:1：没有名为“hold”的键"
        ),
        "{said}"
    );
    installation.rule("national/second.toml", TOTALS);
    assert_eq!(installation.refusal(None), (3, "规则包“national”的规则有误：“T3-01”出现了两次".to_owned()));
}

#[test]
fn a_pack_may_have_both_a_library_and_rules() {
    let installation = Installation::new().with_odd(b'.');
    installation.rule("odd/more.toml", &TOTALS.replace("T3-01", "ODD-03").replace("national/", "odd/"));
    let session = installation.open("odd").unwrap();
    assert_eq!(session.header().packs[0].rules, 3);
}

#[test]
fn libraries_are_installed_as_packs() {
    let installation = Installation::new();
    let installed = install(&odd_library_path(), &installation.path("packs")).unwrap();
    assert_eq!((installed.id.as_str(), installed.rules.len()), ("odd", 2));
    let read = Installed::read(&installation.path("packs/odd")).unwrap();
    assert_eq!(read.as_ref(), Some(&installed));
    installation.rule("odd.toml", "packs = [\"odd\"]");
    assert!(installation.open("odd").is_ok());
    let left: Vec<_> = fs::read_dir(installation.path("packs/odd")).unwrap().collect();
    assert_eq!(left.len(), 2, "{left:?}");
}

mod builtin {
    gouji_core::pack! {
        id: "odd", title: "内置", place: "", levels: [], years: None, rules: [],
    }
}

#[test]
fn builtin_packs_come_before_those_on_disk() {
    let installation = Installation::new().with_odd(b'd');
    let session = Session::of(installation.home()).profile("odd").linked(&[builtin::TABLE]).open().unwrap();
    assert_eq!(session.packs()[0].title, "内置");
    assert_eq!(session.header().packs[0].kind, gouji_core::verdict::PackKind::Builtin);
}

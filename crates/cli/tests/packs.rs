//! `gouji pack`, through the real program: from nothing to a first finding, and packs that others have built.

mod support;

use std::env::consts::{DLL_PREFIX, DLL_SUFFIX};
use std::fs;
use std::path::{Path, PathBuf};
use std::process::{Command, Stdio};

use gouji_engine::manifest;
use support::{instead_of_released, project};
use tempfile::TempDir;

struct Place(TempDir);

/// What a run printed and how it ended.
struct Ran {
    out: String,
    err: String,
    code: i32,
}

impl Ran {
    /// It ended so, and printed or said all these words.
    #[track_caller]
    fn says(&self, code: i32, words: &[&str]) {
        assert_eq!(self.code, code, "{}{}", self.out, self.err);
        for word in words {
            assert!(self.out.contains(word) || self.err.contains(word), "{word}\n{}{}", self.out, self.err);
        }
    }
}

impl Place {
    fn new() -> Self {
        Self(tempfile::tempdir().unwrap())
    }

    fn path(&self, path: &str) -> PathBuf {
        self.0.path().join(path)
    }

    fn write(&self, path: &str, text: &str) {
        let path = self.path(path);
        fs::create_dir_all(path.parent().unwrap()).unwrap();
        fs::write(path, text).unwrap();
    }

    fn change(&self, path: &str, from: &str, to: &str) {
        let text = fs::read_to_string(self.path(path)).unwrap();
        assert!(text.contains(from), "{from}\n{text}");
        self.write(path, &text.replace(from, to));
    }

    fn run(&self, words: &str) -> Ran {
        let output = Command::new(env!("CARGO_BIN_EXE_gouji"))
            .args(words.split_whitespace())
            .current_dir(self.0.path())
            .env("NO_COLOR", "1")
            .env("GOUJI_HOME", self.path("home"))
            .env("CARGO_NET_OFFLINE", "true")
            // What a pack is built of stays built from one run of the tests to the next.
            .env("CARGO_TARGET_DIR", Path::new(env!("CARGO_TARGET_TMPDIR")).join("new-pack"))
            .env_remove("GOUJI_LOG")
            .stdin(Stdio::null())
            .output()
            .unwrap();
        Ran {
            out: String::from_utf8(output.stdout).unwrap(),
            err: String::from_utf8(output.stderr).unwrap(),
            code: output.status.code().unwrap(),
        }
    }

    /// An installation with the national rules alone.
    fn install(&self) {
        copy(&project().join("rules/national"), &self.path("home/rules/national"));
        let library = format!("{DLL_PREFIX}gouji_national{DLL_SUFFIX}");
        let library = std::env::current_exe().unwrap().with_file_name(library);
        manifest::install(&library, &self.path("home/packs")).unwrap();
        instead_of_released(&self.path("home"), "national");
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

#[test]
fn from_nothing_to_the_first_finding() {
    let place = Place::new();
    place
        .run("pack new hunan --kind rules --place 43 --title 湖南省规则")
        .says(0, &["7 个文件", "pack test hunan"]);
    place.run("pack test hunan").says(
        0,
        &["规则包 hunan 0.1.0  湖南省规则（声明式规则，3 条规则）", "3 条规则，3 条正反例齐全", "结论：合格"],
    );

    place.install();
    copy(&place.path("hunan/rules"), &place.path("home/rules"));
    place.run("packs").says(0, &["hunan 0.1.0  湖南省规则  3 条规则，声明式规则；区划代码 43 开头"]);
    let clean = fs::read_to_string(project().join("tests/reports/clean-2020.txt")).unwrap();
    place.write("年报.txt", &format!("{}\n本机关通过青石政务网公开政府信息。\n", clean.trim_end()));
    let found = "写的是“青石政务网”，应为“青石县人民政府门户网站”";
    // The clean report is not one of Hubei's.
    place.run("check 年报.txt --profile hunan").says(0, &[]);
    place.change("home/rules/hunan/pack.toml", "place = ", "# place = ");
    place.run("check 年报.txt --profile hunan").says(0, &["HUNAN-03", found]);
}

#[test]
fn every_form_of_rule_says_what_its_card_says() {
    let place = Place::new();
    copy(&project().join("tests/rule-forms"), &place.path("forms"));
    let ran = place.run("pack test forms");
    ran.says(0, &["每种写法一条规则（声明式规则，14 条规则）", "14 条规则，14 条正反例齐全", "结论：合格"]);
    assert!(!(ran.out + &ran.err).contains("不影响结论"), "nothing in them is needless");
}

#[test]
fn a_new_pack_with_code() {
    let place = Place::new();
    let core = fs::canonicalize(project().join("crates/core")).unwrap();
    place
        .run(&format!("pack new wuhan-demo --kind native --place 4301 --core {}", core.display()))
        .says(0, &[]);
    place.run("pack test wuhan-demo").says(
        0,
        &["规则包 wuhan-demo 0.1.0  wuhan-demo 规则（动态库，2 条规则）", "WUHANDEMO-02", "结论：合格"],
    );
    // As it is handed on: the folder, the folder of the library, the library.
    for path in ["wuhan-demo", "wuhan-demo/packs/wuhan-demo"] {
        place.run(&format!("pack check {path}")).says(0, &["结论：合格"]);
    }
    let library = place
        .path("wuhan-demo/packs/wuhan-demo")
        .read_dir()
        .unwrap()
        .map(|entry| entry.unwrap().path())
        .find(|path| path.to_string_lossy().ends_with(DLL_SUFFIX))
        .unwrap();
    place.run(&format!("pack check {}", library.display())).says(0, &["结论：合格"]);

    place.change("wuhan-demo/src/published_late.rs", "才公布，应在{last}", "公布，应在{last}");
    place
        .run("pack test wuhan-demo")
        .says(1, &["未通过  示例", "WUHANDEMO-01 的 bad 示例：应报", "结论：不合格"]);
    place.change("wuhan-demo/src/published_late.rs", "impl Rule for", "impl Rul for");
    place.run("pack test wuhan-demo").says(3, &["Rul", "没能编译规则包", "cargo build 没有成功"]);
    fs::write(&library, "换掉了").unwrap();
    place.run("pack check wuhan-demo").says(3, &["libgouji_wuhan_demo", "被改动过"]);
}

#[test]
fn nothing_is_overwritten_and_mistakes_are_said() {
    let place = Place::new();
    place.run("pack new hunan --kind rules").says(0, &[]);
    let before = fs::read(place.path("hunan/README.md")).unwrap();
    place.run("pack new hunan --kind native").says(2, &["hunan 已经有了，不覆盖"]);
    assert_eq!(fs::read(place.path("hunan/README.md")).unwrap(), before);
    assert!(!place.path("hunan/Cargo.toml").exists());

    for (words, said) in [
        ("pack new Hunan --kind rules", "不能作规则包的标识：应以小写字母开头"),
        ("pack new ../x --kind rules", "不能作规则包的标识"),
        ("pack new std --kind native", "Rust 自己用了这个名字"),
        ("pack new a --kind rules --place 湖南", "--place 应为行政区划代码的开头"),
        ("pack new a --kind rules --core .", "--core 只用于 --kind native"),
        ("pack new a --kind native --core .", "不是开发包 gouji-core 的文件夹"),
        ("pack new a --kind wasm", "可以是 rules、native"),
        ("pack new a", "没有写 --kind <种类>"),
        ("pack chek a", "您是否想写“check”"),
        ("pack test nirgends", "没有文件夹 nirgends"),
        ("pack check nirgends", "nirgends 不存在"),
        ("pack check .", "里没有规则包"),
    ] {
        place.run(words).says(2, &[said]);
    }
    assert!(!place.path("a").exists());

    // What is installed already, as a pack or as a profile alone.
    place.install();
    place.write("home/packs/qingshi/gouji-pack.toml", "");
    place.write("home/rules/keytasks.toml", "");
    for (id, path) in [
        ("national", "home/packs/national。同名的"),
        ("qingshi", "home/packs/qingshi。"),
        ("keytasks", "home/rules/keytasks.toml。"),
    ] {
        let ran = place.run(&format!("pack new {id} --kind rules"));
        ran.says(2, &[&format!("“{id}”已经有了：{}", place.path(path).display()), &format!("如 {id}-own")]);
        assert!(!place.path(id).exists());
    }
    place.run("pack new henan --kind rules --home nirgends").says(2, &["--home 指定的 nirgends"]);
    for command in ["new", "test", "check"] {
        let help = place.run(&format!("pack {command} --help"));
        help.says(0, &["用法：gouji pack", "参数：", "选项："]);
        assert!(!help.out.contains("Usage") && !help.out.contains("Options"), "{}", help.out);
    }
}

#[test]
fn a_broken_pack_is_refused_with_its_place() {
    let place = Place::new();
    place.run("pack new hunan --kind rules --place 43").says(0, &[]);
    place.change("hunan/rules/hunan/pack.toml", "version = \"0.1.0\"", "version = \"一\"");
    place.run("pack test hunan").says(3, &["pack.toml:4:11：“一”不是版本号"]);
    place.change("hunan/rules/hunan/pack.toml", "version = \"一\"", "version = \"0.2.0\"");
    place.run("pack test hunan/rules/hunan").says(0, &["规则包 hunan 0.2.0"]);
    place.change("hunan/rules/hunan/outdated-names.toml", "HUNAN-03", "HUNAN-02");
    place.run("pack test hunan").says(3, &["“HUNAN-02”出现了两次"]);
    place.write("no-library.so", "不是动态库");
    place.run("pack check no-library.so").says(3, &["它可能不是为本系统编译的"]);
}

#[test]
fn what_is_locked_stays_as_it_is() {
    let place = Place::new();
    place.install();
    place.run("pack new hunan --kind rules").says(0, &[]);
    copy(&place.path("hunan/rules"), &place.path("home/rules"));
    fs::copy(project().join("tests/reports/clean-2020.txt"), place.path("年报.txt")).unwrap();
    let check = |code, words: &[&str]| {
        let ran = place.run("check 年报.txt --profile hunan");
        ran.says(code, words);
        assert!(code == 0 || !ran.out.contains("通过"), "{}", ran.out);
    };
    check(0, &[]);
    place.run("packs -v").says(0, &["锁定文件：（没有锁定）"]);
    place.run("pack lock --profile national").says(0, &["1 个规则包", "以后不会载入的：hunan（"]);
    check(3, &["里面没有这个规则包"]);
    place.run("pack lock --profile hunan").says(0, &["2 个规则包", "rules/gouji.lock"]);
    place.run("packs -v").says(0, &["锁定文件：", "rules/gouji.lock"]);
    check(0, &[]);

    place.change("home/rules/hunan/dictionaries/names.tsv", "2019", "2020");
    check(3, &["rules/hunan/dictionaries/names.tsv 被改动过", "gouji pack lock 重新锁定"]);
    // Whoever changed it looks at it once more and locks it again.
    place.run("pack lock").says(0, &["2 个规则包"]);
    check(0, &[]);
    place.write("home/rules/hunan/pack.toml", "id = 'hunan'\nversion = '0.0.9'\n");
    check(3, &["版本是 0.0.9，低于锁定的 0.1.0"]);
    place.run("pack lock --profile hunna").says(2, &["您是否想写“hunan”"]);
    fs::remove_dir_all(place.path("home/rules/hunan")).unwrap();
    check(3, &["规则包不在了"]);
    place.run("pack lock").says(3, &["没有名为“hunan”的规则包"]);
}

/// Compiles a pack in C; `None` where there is no compiler.
#[cfg(unix)]
fn compile(place: &Place, name: &str, text: &str) -> Option<String> {
    let source = format!("{name}.c");
    place.write(&source, text);
    let built = Command::new("cc")
        .args(["-std=c11", "-Wall", "-Wextra", "-Wpedantic", "-Werror", "-shared", "-fPIC", "-I"])
        .arg(project().join("crates/core/include"))
        .arg("-o")
        .args([place.path(&format!("{name}.so")), place.path(&source)])
        .output();
    let Ok(built) = built else {
        eprintln!("skipped: there is no C compiler");
        return None;
    };
    assert!(built.status.success(), "{}", String::from_utf8_lossy(&built.stderr));
    Some(format!("{name}.so"))
}

#[cfg(unix)]
fn in_c() -> String {
    fs::read_to_string(project().join("tests/packs/c/c_pack.c")).unwrap()
}

/// A pack in C passes as any other.
#[cfg(unix)]
#[test]
fn a_pack_in_c() {
    let place = Place::new();
    let Some(library) = compile(&place, "good", &in_c()) else { return };
    place.run(&format!("pack check {library} -v")).says(
        0,
        &["规则包 c-example 0.1.0  用 C 写的规则包（动态库，1 条规则）", "CEX-01", "1、2", "结论：合格"],
    );
}

/// A pack that takes the process down or keeps it for ever is told of, and does not pass.
#[cfg(unix)]
#[test]
fn packs_in_c_that_do_not_come_back() {
    let place = Place::new();
    for (name, does, here, apart) in [
        ("aborts", "abort();", "信号 6", "自行中止（abort）"),
        ("exits", "exit(0);", "退出码 0", "自行退出（退出码 0）"),
        ("loops", "for (volatile int forever = 1; forever;) {}", "3 秒还没有查完", "3 秒还没有查完"),
    ] {
        let begin = "    int year = year_of(report, report_length);\n";
        let text = in_c().replace(begin, &format!("    {does}\n{begin}"));
        let text = text.replace("#include <stdio.h>\n", "#include <stdio.h>\n#include <stdlib.h>\n");
        assert_ne!(text, in_c());
        let Some(library) = compile(&place, name, &text) else { return };
        let ran = place.run(&format!("pack check {library} --timeout 3 --isolate=never"));
        ran.says(3, &[here]);
        assert!(!ran.out.contains("合格"), "{}", ran.out);
        let ran = place.run(&format!("pack check {library} --timeout 3"));
        assert!(ran.code == 1 || ran.code == 3, "{}", ran.code);
        ran.says(ran.code, &[apart]);
        assert!(!ran.out.contains("结论：合格"), "{}", ran.out);
    }
}

//! Signing, verifying and refusing packs through the real program, with the real libraries.

use std::fs;
use std::path::{Path, PathBuf};
use std::process::Command;

use serde_json::Value;

use crate::schema::validate;
use crate::support::{Ran, gouji_at, install, report, sign};

/// Checks a clean report by the profile `yunnan`, of a pack with a library, declared rules and dictionaries.
fn check(home: &Path) -> Ran {
    let report = report("clean-2020.txt");
    gouji_at(home, &["check", report.to_str().unwrap(), "--profile", "yunnan"])
}

/// The only file with that extension in a folder.
fn file_of(folder: &Path, extension: &str) -> PathBuf {
    let files = fs::read_dir(folder).unwrap().map(|entry| entry.unwrap().path());
    files.filter(|path| path.extension().is_some_and(|own| own == extension)).min().unwrap()
}

/// After a change of the installation nothing is checked, and these words are said.
#[track_caller]
fn refused(change: impl Fn(&Path), words: &str) {
    let home = install();
    change(home.path());
    let ran = check(home.path());
    assert_eq!(ran.code, 3, "{}{}", ran.out, ran.err);
    assert_eq!(ran.out, "");
    assert!(ran.err.contains(words), "{words}: {}", ran.err);
}

fn append(path: &Path, text: &str) {
    let mut bytes = fs::read(path).unwrap();
    bytes.extend_from_slice(text.as_bytes());
    // A library that other processes have open is replaced, not rewritten.
    fs::remove_file(path).unwrap();
    fs::write(path, bytes).unwrap();
}

fn library(home: &Path, pack: &str) -> PathBuf {
    let manifest = fs::read_to_string(home.join("packs").join(pack).join("gouji-pack.toml")).unwrap();
    let line = manifest.lines().find_map(|line| line.strip_prefix("library = \"")).unwrap();
    home.join("packs").join(pack).join(line.trim_end_matches('"'))
}

/// Puts the packs' folders in each other's places.
fn swap(home: &Path, one: &str, other: &str) {
    let (one, other, aside) = (home.join(one), home.join(other), home.join("aside"));
    fs::rename(&one, &aside).unwrap();
    fs::rename(&other, &one).unwrap();
    fs::rename(&aside, &other).unwrap();
}

#[test]
fn every_tampering_is_refused() {
    let pack = |home: &Path, file: &str| home.join("packs/yunnan").join(file);
    // Tampered.
    refused(|home| append(&library(home, "yunnan"), "x"), "与它的签名不符：packs/yunnan/");
    refused(|home| append(&pack(home, "gouji-pack.toml"), "# x\n"), "gouji-pack.toml 被改动过");
    refused(|home| append(&pack(home, "gouji-pack.sums"), "# x\n"), "里的 gouji-pack.sums 不一样");
    let both = |home: &Path| ["packs", "rules"].map(|half| home.join(half).join("yunnan/gouji-pack.sums"));
    refused(|home| both(home).iter().for_each(|sums| append(sums, "# x\n")), "gouji-pack.sums 与签名不符");
    refused(|home| fs::write(pack(home, "more.so"), "x").unwrap(), "多出 packs/yunnan/more.so");
    let rule = |home: &Path| file_of(&home.join("rules/yunnan"), "toml");
    refused(|home| append(&rule(home), "# x\n"), "被改动过；请重新安装这个规则包，或向发布者核实");
    refused(|home| fs::remove_file(rule(home)).unwrap(), "与它的签名不符：缺少 rules/yunnan/");
    refused(
        |home| fs::copy(rule(home), rule(home).with_file_name("z.toml")).map(drop).unwrap(),
        "多出 rules/yunnan/z.toml",
    );
    refused(
        |home| fs::remove_file(pack(home, "gouji-pack.sums.minisig")).unwrap(),
        "缺少 packs/yunnan/gouji-pack.sums.minisig",
    );
    refused(
        |home| fs::remove_file(pack(home, "gouji-pack.sums")).unwrap(),
        "缺少 packs/yunnan/gouji-pack.sums",
    );
    // Renamed and swapped.
    refused(|home| swap(home, "packs/yunnan", "packs/national"), "应与所在文件夹同名");
    let library_of_another = |home: &Path| {
        fs::remove_file(library(home, "yunnan")).unwrap();
        fs::copy(library(home, "national"), library(home, "yunnan")).unwrap();
    };
    refused(library_of_another, "与它的签名不符：packs/yunnan/");
    let signature_of_another = |home: &Path| {
        for file in ["gouji-pack.sums", "gouji-pack.sums.minisig"] {
            for half in ["packs", "rules"] {
                fs::copy(home.join("packs/national").join(file), home.join(half).join("yunnan").join(file))
                    .unwrap();
            }
        }
    };
    refused(signature_of_another, "签名是给规则包“national”的，它被改了名或者调换了");
    // The library and its signature taken away, and what is left passed off for the pack.
    refused(
        |home| {
            fs::remove_dir_all(home.join("packs/yunnan")).unwrap();
            append(&home.join("rules/yunnan.toml"), "");
            let profile = fs::read_to_string(home.join("rules/yunnan.toml")).unwrap();
            fs::write(home.join("rules/yunnan.toml"), format!("signature = \"require\"\n{profile}")).unwrap();
        },
        "与它的签名不符：缺少 packs/yunnan/gouji-pack.toml",
    );
}

/// What came with the program is missed whether or not anybody has signed it, by the reports that need it.
#[test]
fn what_an_installation_has_lost_is_missed() {
    let county = report("yongshan-2020.txt");
    let lost = |signed: bool, change: &dyn Fn(&Path), words: &str| {
        let home = install();
        if !signed {
            unsign(home.path());
        }
        change(home.path());
        let ran = gouji_at(home.path(), &["check", county.to_str().unwrap()]);
        assert_eq!(ran.code, 3, "{words}: {}{}", ran.out, ran.err);
        assert!(!ran.out.contains("通过") && ran.out.contains(words), "{words}: {}{}", ran.out, ran.err);
    };
    let remove = |path: &'static str| move |home: &Path| fs::remove_dir_all(home.join(path)).unwrap();
    for signed in [true, false] {
        lost(signed, &remove("packs/national"), "缺少 packs/national");
        lost(signed, &remove("packs"), "缺少 packs/national");
        lost(signed, &remove("rules/national"), "缺少 rules/national");
        lost(signed, &remove("packs/zhaotong-2020"), "缺少 packs/zhaotong-2020");
        lost(signed, &remove("rules/national/dictionaries"), "缺少 rules/national/dictionaries/");
        let delete = |home: &Path| fs::remove_file(file_of(&home.join("rules/national"), "toml")).unwrap();
        lost(signed, &delete, "缺少 rules/national/");
        let profile = |home: &Path| fs::remove_file(home.join("rules/zhaotong-2020.toml")).unwrap();
        lost(signed, &profile, "缺少随程序发布的配置");
    }
    let home = install();
    fs::remove_file(home.path().join("rules/zhaotong-2020.toml")).unwrap();
    for command in ["packs", "profiles"] {
        let ran = gouji_at(home.path(), &[command]);
        assert_eq!(ran.code, 3, "{}", ran.out);
        assert!(ran.err.contains("缺少随程序发布的配置"), "{}", ran.err);
    }
}

/// Takes all keys and signatures away.
fn unsign(home: &Path) {
    fs::remove_dir_all(home.join("keys")).unwrap();
    for half in ["packs", "rules"] {
        for pack in fs::read_dir(home.join(half)).unwrap().map(|entry| entry.unwrap().path()) {
            for file in ["gouji-pack.sums", "gouji-pack.sums.minisig"] {
                let _ = fs::remove_file(pack.join(file));
            }
        }
    }
}

#[cfg(unix)]
#[test]
fn what_anybody_may_write_is_refused() {
    use std::os::unix::fs::PermissionsExt;
    for path in ["keys", "packs", "packs/yunnan", "packs/yunnan/gouji-pack.toml", "rules", "rules/yunnan"] {
        let change = |home: &Path| {
            let mode = fs::metadata(home.join(path)).unwrap().permissions().mode() | 0o002;
            fs::set_permissions(home.join(path), fs::Permissions::from_mode(mode)).unwrap();
        };
        refused(change, &format!("{path} 任何人都可以改写，不予载入；请收紧权限（chmod o-w）"));
    }
}

#[test]
fn an_older_version_is_refused_by_the_lock() {
    let home = install();
    assert_eq!(gouji_at(home.path(), &["pack", "lock"]).code, 0);
    assert_eq!(check(home.path()).code, 0);
    // Older, and rightly signed.
    let manifest = home.path().join("packs/yunnan/gouji-pack.toml");
    let text = fs::read_to_string(&manifest).unwrap().replace("version = \"0.1.0\"", "version = \"0.0.9\"");
    fs::write(&manifest, text).unwrap();
    sign(home.path());
    let ran = check(home.path());
    assert_eq!((ran.code, ran.out.as_str()), (3, ""));
    assert!(ran.err.contains("版本是 0.0.9，低于锁定的 0.1.0"), "{}", ran.err);
    assert!(ran.err.contains("确认可信后，用 gouji pack lock 重新锁定"), "{}", ran.err);
}

#[test]
fn edited_words_are_told_and_used() {
    let home = install();
    let words = file_of(&home.path().join("rules/national/dictionaries"), "tsv");
    append(&words, "\n");
    let ran = gouji_at(home.path(), &["packs", "-v"]);
    assert_eq!(ran.code, 0, "{}", ran.err);
    assert!(ran.out.contains("；词典在本地改过\n"), "{}", ran.out);
    let name = words.file_name().unwrap().to_str().unwrap();
    assert!(
        ran.out.contains(&format!("    改过的词典：rules/national/dictionaries/{name}\n")),
        "{}",
        ran.out
    );
    let ran = check(home.path());
    assert_eq!((ran.code, ran.err.as_str()), (0, ""));
    // And in every result.
    let path = report("clean-2023.txt");
    let json = gouji_at(home.path(), &["check", path.to_str().unwrap(), "--format", "json"]).json();
    let packs = json["packs"].as_array().unwrap();
    let edited = |id: &str| packs.iter().find(|pack| pack["id"] == id).map(|pack| pack["edited"].clone());
    let expected = serde_json::json!([format!("rules/national/dictionaries/{name}")]);
    assert_eq!(edited("national"), Some(expected));
    assert!(packs.iter().filter(|pack| pack["id"] != "national").all(|pack| pack["edited"].is_null()));
}

/// Nobody's pack takes the place of a rule that somebody trusted has signed, whatever it and its profile say.
#[test]
fn an_unsigned_pack_replaces_no_signed_rule() {
    let home = install();
    let rules = home.path().join("rules");
    let rule = fs::read_to_string(rules.join("national/unbalanced-requests.toml")).unwrap();
    let own = rule
        .replace("code = \"T3-01\"", "code = \"OUR-1\"\nreplaces = [\"T3-01\"]")
        .replace("national/unbalanced-requests", "ours/unbalanced-requests");
    assert!(own.contains("replaces"), "{own}");
    fs::create_dir(rules.join("ours")).unwrap();
    fs::write(rules.join("ours/unbalanced-requests.toml"), own).unwrap();
    fs::write(rules.join("ours/pack.toml"), "id = 'ours'\nversion = '1.0.0'\n").unwrap();
    let profile = "extends = 'national'\npacks = ['ours']\nreplaces = ['T3-01']\n";
    fs::write(rules.join("ours.toml"), profile).unwrap();
    let path = report("clean-2023.txt");
    let told = || {
        let arguments = ["check", path.to_str().unwrap(), "--profile", "ours", "--format", "json"];
        let json = gouji_at(home.path(), &arguments).json();
        (json["reports"][0]["rules"]["replaced"].clone(), json["notices"].to_string())
    };
    let (replaced, notices) = told();
    assert!(replaced.is_null(), "{replaced}");
    assert!(notices.contains("规则包“ours”的 OUR-1 要代替“national”的 T3-01"), "{notices}");
    // The same pack, signed by a key that is trusted, may.
    sign(home.path());
    assert_eq!(told().0, serde_json::json!([{ "rule": "T3-01", "by": "OUR-1" }]));
}

#[test]
fn where_packs_are_looked_for_is_told() {
    let home = install();
    let real = fs::canonicalize(home.path()).unwrap();
    let ran = gouji_at(&real, &["packs", "-v"]);
    let shown = real.display();
    for line in [
        "    签名：由“测试”签名（密钥 ".to_owned(),
        format!("    文件夹 {shown}/packs/yunnan\n    文件夹 {shown}/rules/yunnan\n"),
        format!(
            "声明式规则和配置：{shown}/rules\n动态库：{shown}/packs\n锁定文件：（没有锁定）\n可信的公钥：{shown}/keys\n"
        ),
        "没有可信签名的规则包：提醒（signature = \"warn\"）\n".to_owned(),
    ] {
        assert!(ran.out.contains(&line), "{line}\n{}", ran.out);
    }
}

#[test]
fn what_lies_beside_the_reports_is_not_an_installation() {
    let home = install();
    let folder = tempfile::tempdir().unwrap();
    // A profile of the same name, a pack and a key, where the reports are and where the program is run.
    for (path, text) in [
        ("rules/yunnan.toml", "packs = ['beside']\n"),
        ("rules/beside/pack.toml", "id = 'beside'\n"),
        ("packs/beside/gouji-pack.toml", "id = 'beside'\n"),
        ("keys/beside.pub", "RWQ\n"),
        ("gouji.lock", "packs = 1\n"),
    ] {
        fs::create_dir_all(folder.path().join(path).parent().unwrap()).unwrap();
        fs::write(folder.path().join(path), text).unwrap();
    }
    fs::copy(report("clean-2020.txt"), folder.path().join("a.txt")).unwrap();
    let run = |arguments: &[&str]| {
        let mut program = Command::new(env!("CARGO_BIN_EXE_gouji"));
        program.args(arguments).current_dir(folder.path()).env("GOUJI_HOME", home.path()).output().unwrap()
    };
    let ran = run(&["check", "a.txt", "--profile", "yunnan"]);
    assert_eq!(ran.status.code(), Some(0), "{}", String::from_utf8_lossy(&ran.stderr));
    let said = String::from_utf8(run(&["packs", "-v"]).stdout).unwrap();
    assert!(said.contains("yunnan") && !said.contains("beside"), "{said}");
}

#[test]
fn packs_that_nobody_vouches_for_are_told_of() {
    let home = install();
    let report = report("clean-2020.txt");
    let packs = || {
        let words = ["check", report.to_str().unwrap(), "--profile=yunnan", "--format=json"];
        gouji_at(home.path(), &words).json()["packs"].clone()
    };
    let signed = packs();
    assert_eq!((&signed[0]["trust"], &signed[0]["signed_by"]), (&"signed".into(), &"测试".into()));
    fs::remove_dir_all(home.path().join("keys")).unwrap();
    let doubtful = packs();
    assert_eq!((&doubtful[0]["trust"], &doubtful[0]["signed_by"]), (&"unknown_key".into(), &Value::Null));
    let ran = check(home.path());
    assert_eq!(ran.code, 0, "{}", ran.err);
    assert!(ran.err.starts_with("注意：规则包没有可信的签名：national（签名的密钥 "), "{}", ran.err);
    assert!(ran.out.contains("条规则，签名的密钥不在可信之列，隔离运行）"), "{}", ran.out);
    let profile = home.path().join("rules/yunnan.toml");
    let text = fs::read_to_string(&profile).unwrap();
    fs::write(&profile, format!("signature = \"off\"\n{text}")).unwrap();
    assert_eq!(check(home.path()).err, "");
}

/// A new pack, signed by a new key.
fn new_pack(folder: &Path) -> (PathBuf, PathBuf) {
    let (pack, key) = (folder.join("hunan"), folder.join("省厅"));
    let run = |arguments: &[&str]| {
        let ran = gouji_at(folder, arguments);
        assert_eq!(ran.code, 0, "{arguments:?} {}", ran.err);
    };
    run(&["pack", "new", "hunan", "--kind", "rules", "--dir", pack.to_str().unwrap()]);
    run(&["pack", "key", "new", key.to_str().unwrap()]);
    let key_file = key.with_extension("key");
    run(&["pack", "sign", pack.to_str().unwrap(), "--key", key_file.to_str().unwrap()]);
    (pack, key.with_extension("pub"))
}

/// The program that the format is of.
fn minisign(arguments: &[&str]) -> Option<bool> {
    Command::new("minisign").args(arguments).output().ok().map(|output| output.status.success())
}

#[test]
fn signed_by_us_and_verified_by_both() {
    let folder = tempfile::tempdir().unwrap();
    let home = install();
    let (pack, public) = new_pack(folder.path());
    let verify =
        |more: &[&str]| gouji_at(home.path(), &[&["pack", "verify", pack.to_str().unwrap()], more].concat());
    let ran = verify(&[]);
    assert_eq!(ran.code, 1, "{}", ran.err);
    assert!(ran.out.starts_with("不可信  hunan 0.1.0（5 个文件）：签名的密钥 "), "{}", ran.out);
    let ran = verify(&["--key", public.to_str().unwrap()]);
    assert_eq!(ran.code, 0, "{}", ran.err);
    assert!(ran.out.starts_with("可信  hunan 0.1.0（5 个文件）：由“省厅”签名（密钥 "), "{}", ran.out);

    let sums = pack.join("rules/hunan/gouji-pack.sums");
    match minisign(&["-V", "-p", public.to_str().unwrap(), "-m", sums.to_str().unwrap()]) {
        Some(good) => assert!(good, "minisign verifies what we sign"),
        None => eprintln!("没有 minisign 程序，没有用它核对"),
    }

    // Keys that come along with a pack prove nothing.
    fs::create_dir(pack.join("keys")).unwrap();
    fs::copy(&public, pack.join("keys/省厅.pub")).unwrap();
    assert_eq!(verify(&[]).code, 1);

    append(&pack.join("rules/hunan/pack.toml"), "# x\n");
    let ran = verify(&["--key", public.to_str().unwrap()]);
    assert_eq!(
        (ran.code, ran.out.as_str()),
        (3, "不符  hunan 0.1.0（5 个文件）：rules/hunan/pack.toml 被改动过\n")
    );
}

/// As `gouji schema pack-diff` publishes it.
#[track_caller]
fn holds_to_the_schema(difference: &Value) {
    let schema: Value = serde_json::from_str(gouji_render::schema::PACK_DIFF).unwrap();
    assert_eq!(validate(&schema, difference), Vec::<String>::new());
    let mut wrong = difference.clone();
    wrong["total"]["gained"]["fatal"] = 1.into();
    assert_ne!(validate(&schema, &wrong), Vec::<String>::new());
}

#[test]
fn what_a_new_version_changes() {
    let folder = tempfile::tempdir().unwrap();
    let home = install();
    let (old, _) = new_pack(folder.path());
    let new = folder.path().join("new");
    fs::create_dir_all(new.join("rules/hunan")).unwrap();
    for file in fs::read_dir(old.join("rules/hunan")).unwrap().map(|entry| entry.unwrap().path()) {
        if file.is_file() && file.extension().is_some_and(|extension| extension == "toml") {
            fs::copy(&file, new.join("rules/hunan").join(file.file_name().unwrap())).unwrap();
        }
    }
    fs::create_dir(new.join("rules/hunan/dictionaries")).unwrap();
    let names = "rules/hunan/dictionaries/names.tsv";
    fs::copy(old.join(names), new.join(names)).unwrap();
    let reports = crate::support::project().join("tests/reports");
    let diff = |more: &[&str]| {
        let [old, new, reports] = [&old, &new, &reports].map(|path| path.to_str().unwrap());
        gouji_at(home.path(), &[&["pack", "diff", old, new, reports], more].concat())
    };
    let ran = diff(&[]);
    assert_eq!(ran.code, 0, "{}{}", ran.out, ran.err);
    assert!(ran.out.starts_with("规则包 hunan：0.1.0（3 条规则）→ 0.1.0（3 条规则），"), "{}", ran.out);
    assert!(ran.out.contains("没有变化：两版各有 "), "{}", ran.out);

    // A rule goes, and another one finds something everywhere.
    fs::remove_file(new.join("rules/hunan/outdated-names.toml")).unwrap();
    let rule = new.join("rules/hunan/hotline-unmentioned.toml");
    let text = fs::read_to_string(&rule).unwrap();
    let any = text.lines().find(|line| line.starts_with("any = ")).unwrap().to_owned();
    fs::write(&rule, text.replace(&any, "any = [\"谁也不写的字样\"]")).unwrap();
    let ran = diff(&["--format", "json"]);
    assert_eq!(ran.code, 1, "{}{}", ran.out, ran.err);
    let json = ran.json();
    holds_to_the_schema(&json);
    assert_eq!(json["schema"], "gouji.pack-diff/1");
    assert_eq!(json["rules_removed"][0], "HUNAN-03");
    assert_eq!(json["by_rule"][0]["of"], "HUNAN-02");
    let changed = json["reports_changed"].as_u64().unwrap();
    assert!(changed > 0 && changed <= json["reports"].as_u64().unwrap(), "{json:#}");
    assert_eq!(
        json["changes"].as_array().unwrap().len() as u64,
        json["by_rule"][0]["reports"].as_u64().unwrap()
    );
    let ran = diff(&["--limit", "1"]);
    assert!(ran.out.contains("删去的规则：HUNAN-03"), "{}", ran.out);
    assert!(ran.out.contains("\n按规则：\n  HUNAN-02  ") && ran.out.contains("\n按机关：\n"), "{}", ran.out);
    assert!(ran.out.contains(&format!("仅显示前 1 条，共 {changed} 条")), "{}", ran.out);

    // What was not read is no "no difference".
    let missing = folder.path().join("没有.txt");
    let [old, missing] = [&old, &missing].map(|path| path.to_str().unwrap());
    holds_to_the_schema(&gouji_at(home.path(), &["pack", "diff", old, old, missing, "--format=json"]).json());
    let ran = gouji_at(home.path(), &["pack", "diff", old, old, missing]);
    assert_eq!(ran.code, 3, "{}", ran.out);
    assert!(ran.out.contains("没有读出或没有查完的"), "{}", ran.out);
    let ran = gouji_at(home.path(), &["pack", "diff", old, "yunnan", missing]);
    assert_eq!(ran.code, 2);
    assert!(ran.err.contains("不是同一个规则包"), "{}", ran.err);
}

#[test]
fn a_pack_has_pages() {
    let folder = tempfile::tempdir().unwrap();
    let (pack, _) = new_pack(folder.path());
    let ran = gouji_at(folder.path(), &["pack", "docs", pack.to_str().unwrap()]);
    assert_eq!(ran.code, 0, "{}", ran.err);
    let index = fs::read_to_string(pack.join("docs/README.md")).unwrap();
    assert!(index.contains("HUNAN-01"), "{index}");
    assert!(fs::read_to_string(pack.join("docs/HUNAN-02.md")).unwrap().contains("hunan/hotline-unmentioned"));
}

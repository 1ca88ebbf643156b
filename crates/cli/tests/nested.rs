//! Packs for a nation, a province, a city below it and a twin, through the real program: each that is for a report looks at
//! it, and what does not is named with the reason.

mod support;

use std::fs;
use std::path::PathBuf;
use std::process::{Command, Stdio};

use serde_json::Value;
use tempfile::TempDir;

struct Place(TempDir);

/// How it ended, what it printed and what it said.
type Ran = (i32, String, String);

impl Place {
    /// With a pack of one rule for each of nation, province and city; the reports say 工作 all of them.
    fn new() -> Self {
        let place = Self(tempfile::tempdir().unwrap());
        place.pack("guojia", "", "G-01", "");
        place.pack("sheng", "43", "S-01", "");
        place.pack("shi", "4312", "C-01", "");
        place.profile("national", "packs = ['guojia']\nsignature = 'off'");
        place.profile(
            "sheng",
            "packs = ['sheng']\n[applies]\nplaces = ['43']\nagencies = ['湖南省', '怀化市', '溆浦县']",
        );
        place
            .profile("shi", "packs = ['shi']\n[applies]\nplaces = ['4312']\nagencies = ['怀化市', '溆浦县']");
        support::instead_of_released(&place.path("home"), "guojia");
        let clean = fs::read_to_string(support::project().join("tests/reports/clean-2023.txt")).unwrap();
        for (file, agency) in [("xian.txt", "溆浦县"), ("sheng.txt", "岳阳市"), ("far.txt", "临河市")]
        {
            fs::write(place.path(file), clean.replace("临河市", agency)).unwrap();
        }
        place
    }

    fn path(&self, path: &str) -> PathBuf {
        self.0.path().join(path)
    }

    fn write(&self, path: &str, text: &str) {
        let path = self.path("home/rules").join(path);
        fs::create_dir_all(path.parent().unwrap()).unwrap();
        fs::write(path, text).unwrap();
    }

    fn profile(&self, name: &str, text: &str) {
        self.write(&format!("{name}.toml"), text);
    }

    /// A pack whose rule finds one word in every report, with more lines for its rule's file.
    fn pack(&self, id: &str, place: &str, code: &str, more: &str) {
        let place = if place.is_empty() { String::new() } else { format!("place = '{place}'\n") };
        self.write(&format!("{id}/pack.toml"), &format!("id = '{id}'\nversion = '1.0.0'\n{place}"));
        let rule = format!(
            "code = '{code}'\nname = '{id}/word'\nseverity = 'warning'\ntitle = '字样'\nbasis = '测试'\nwhy = '测试'\n{more}\n\
             [wording]\nfind = ['工作']\nbetter = '做事'\nonce = true\n[[bad]]\nreport = \"overview = '工作。'\"\nfinds = '测试'\n\
             [[good]]\nreport = \"overview = '好。'\"\n"
        );
        self.write(&format!("{id}/word.toml"), &rule);
    }

    fn run(&self, words: &str) -> Ran {
        let output = Command::new(env!("CARGO_BIN_EXE_gouji"))
            .args(words.split_whitespace())
            .current_dir(self.0.path())
            .env("NO_COLOR", "1")
            .env("GOUJI_HOME", self.path("home"))
            .env_remove("GOUJI_LOG")
            .stdin(Stdio::null())
            .output()
            .unwrap();
        let text = |bytes| String::from_utf8(bytes).unwrap();
        (output.status.code().unwrap(), text(output.stdout), text(output.stderr))
    }

    /// The one report of a run, and the notices.
    #[track_caller]
    fn check(&self, words: &str) -> (Value, Vec<String>) {
        let (_, out, err) = self.run(&format!("check {words} --format json"));
        let json: Value = serde_json::from_str(&out).unwrap_or_else(|cause| panic!("{cause}: {out}{err}"));
        (json["reports"][0].clone(), strings(&json["notices"], "message"))
    }
}

/// A field of each, or the words themselves.
fn strings(list: &Value, field: &str) -> Vec<String> {
    let all = list.as_array().into_iter().flatten();
    all.map(|item| item.get(field).unwrap_or(item).as_str().unwrap().to_owned()).collect()
}

fn rules(report: &Value) -> Vec<String> {
    let mut rules = strings(&report["findings"], "rule");
    rules.sort();
    rules
}

#[test]
fn every_pack_for_a_report_looks_at_it() {
    let place = Place::new();
    for (file, profiles, found) in [
        ("xian.txt", &["national", "sheng", "shi"][..], &["C-01", "G-01", "S-01"][..]),
        ("far.txt", &["national"], &["G-01"]),
    ] {
        let (report, notices) = place.check(file);
        assert_eq!(strings(&report["profiles"], ""), profiles, "{file}");
        assert_eq!(report["profile"], *profiles.last().unwrap());
        assert_eq!(rules(&report), found, "{file}");
        assert_eq!(report["packs"].as_array().unwrap().len(), profiles.len());
        assert_eq!((&report["packs_not_run"], &notices[..]), (&Value::Null, &[][..]));
    }
    // One that is named is the only one.
    let (report, _) = place.check("xian.txt --profile shi");
    assert_eq!(
        (rules(&report), strings(&report["profiles"], "")),
        (vec!["C-01".to_owned()], vec!["shi".to_owned()])
    );
}

#[test]
fn twins_for_one_place_both_look() {
    let place = Place::new();
    place.pack("shi-b", "4312", "CB-01", "");
    place.profile("a-twin", "packs = ['shi-b']\n[applies]\nplaces = ['4312']\nagencies = ['溆浦县']");
    let (report, _) = place.check("xian.txt");
    assert_eq!(rules(&report), ["C-01", "CB-01", "G-01", "S-01"]);
    assert_eq!(strings(&report["profiles"], ""), ["national", "sheng", "a-twin", "shi"]);
    // Two that cannot be used together are no report that passes.
    place.pack("shi-b", "4312", "C-01", "");
    let (report, _) = place.check("xian.txt");
    assert_eq!(report["verdict"], "incomplete");
    assert!(strings(&report["trouble"], "message")[0].contains("都有代码或名称为“C-01”的规则"), "{report}");
}

#[test]
fn what_does_not_look_is_named_with_the_reason() {
    let place = Place::new();
    let not_run = |place: &Place| {
        let (report, _) = place.check("xian.txt");
        let why = strings(&report["packs_not_run"], "why");
        strings(&report["packs_not_run"], "id").into_iter().zip(why).collect::<Vec<_>>()
    };
    let said = |id: &str, why: &str| (id.to_owned(), why.to_owned());
    place.pack("old", "4312", "O-01", "");
    place.profile(
        "old",
        "packs = ['old']\n[applies]\nplaces = ['4312']\nagencies = ['溆浦县']\nyears = [2020, 2020]",
    );
    assert_eq!(not_run(&place), [said("old", "配置“old”只用于2020年度")]);
    place.profile(
        "old",
        "packs = ['old']\n[applies]\nplaces = ['4312']\nagencies = ['溆浦县']\nlevels = ['city']",
    );
    assert_eq!(not_run(&place), [said("old", "配置“old”只用于市级政府")]);
    place.profile(
        "old",
        "packs = ['old']\n[applies]\nplaces = ['4312']\nagencies = ['溆浦县']\n[rules.O-01]\nlevel = 'off'",
    );
    assert_eq!(not_run(&place), [said("old", "配置停用了它的全部规则")]);
    place.profile("old", "packs = ['old']\n[applies]\nplaces = ['4312']\nagencies = ['溆浦县']");
    place.pack("old", "4312", "O-01", "years = [2020, 2020]");
    assert_eq!(not_run(&place), [said("old", "没有一条规则适用于这份报告")]);
    place.write("old/pack.toml", "id = 'old'\nversion = '1.0.0'\nyears = [2020, 2020]");
    assert_eq!(not_run(&place), [said("old", "只适用于2020—2020年度报告")]);
    // Installed, and no profile has it.
    fs::remove_file(place.path("home/rules/old.toml")).unwrap();
    place.write("old/pack.toml", "id = 'old'\nversion = '1.0.0'\nplace = '4312'");
    let (report, _) = place.check("xian.txt");
    assert!(report["agency"]["division"].as_str().unwrap().starts_with("4312"), "{report}");
    assert_eq!(not_run(&place), [said("old", "没有配置用它")]);
    // A pack that is refused costs the report its verdict.
    place.write("shi/word.toml", "code = 1");
    let (report, _) = place.check("xian.txt");
    assert_eq!((&report["verdict"], report["findings"].as_array().unwrap().len()), (&"incomplete".into(), 0));
    let told = not_run(&place);
    assert_eq!(told.iter().map(|(id, _)| id.as_str()).collect::<Vec<_>>(), ["guojia", "sheng", "shi"]);
    assert!(told[2].1.contains("规则包“shi”的规则文件有误"), "{told:?}");
    assert_eq!(told[0].1, "一起用的规则包有没有载入的，这份报告没有查");
}

#[test]
fn of_two_settings_the_more_particular_stands_and_it_is_told() {
    let place = Place::new();
    let level = |place: &Place| {
        let (report, notices) = place.check("xian.txt");
        let findings = report["findings"].as_array().unwrap();
        let found = findings.iter().find(|finding| finding["rule"] == "G-01");
        (found.map_or("off".to_owned(), |found| found["severity"].as_str().unwrap().to_owned()), notices)
    };
    let applies = |place: &str| format!("[applies]\nplaces = ['{place}']\nagencies = ['溆浦县']\n");
    place.profile(
        "sheng",
        &format!("packs = ['guojia', 'sheng']\n{}[rules.G-01]\nlevel = 'info'", applies("43")),
    );
    assert_eq!(level(&place), ("info".to_owned(), Vec::new()));
    place.profile("shi", &format!("packs = ['shi']\n{}[rules.G-01]\nlevel = 'error'", applies("4312")));
    let (severity, notices) = level(&place);
    assert_eq!((severity.as_str(), notices.len()), ("error", 1), "{notices:?}");
    assert!(notices[0].contains("shi.toml:5:8：规则 G-01 的 level 写的是 error，而 "), "{notices:?}");
    assert!(notices[0].ends_with("写的是 info；按更具体的前者"), "{notices:?}");
    // Who builds on the other one means it; and what is reached in two ways is heard once.
    place.profile(
        "shi",
        &format!("extends = 'sheng'\npacks = ['shi']\n{}[rules.G-01]\nlevel = 'error'", applies("4312")),
    );
    assert_eq!(level(&place), ("error".to_owned(), Vec::new()));
    place.profile("shi", &format!("extends = ['sheng', 'national']\npacks = ['shi']\n{}", applies("4312")));
    assert_eq!(level(&place), ("info".to_owned(), Vec::new()));
}

#[test]
fn a_rule_is_replaced_only_where_the_profile_says_so() {
    let place = Place::new();
    place.pack("shi", "4312", "C-01", "replaces = ['G-01', 'S-01']");
    let (report, notices) = place.check("xian.txt");
    assert_eq!(rules(&report), ["C-01", "G-01", "S-01"]);
    assert_eq!(report["rules"]["replaced"], Value::Null);
    assert_eq!(notices.len(), 2, "{notices:?}");
    assert_eq!(
        notices[0],
        "规则包“shi”的 C-01 要代替“guojia”的 G-01，用它的配置没有写 replaces：没有代替，两条都查"
    );
    let applies = "[applies]\nplaces = ['4312']\nagencies = ['溆浦县']";
    // Not by another pack's profile.
    place.profile(
        "sheng",
        "packs = ['guojia', 'sheng']\nreplaces = ['G-01']\n[applies]\nplaces = ['43']\nagencies = ['溆浦县']",
    );
    assert_eq!(place.check("xian.txt").1.len(), 2);
    place.profile("shi", &format!("extends = 'sheng'\npacks = ['shi']\nreplaces = ['G-01']\n{applies}"));
    let (report, notices) = place.check("xian.txt");
    assert_eq!((rules(&report), notices.len()), (vec!["C-01".to_owned(), "S-01".to_owned()], 1));
    assert_eq!(report["rules"]["replaced"], serde_json::json!([{ "rule": "G-01", "by": "C-01" }]));
    let (code, out, err) = place.run("check xian.txt --profile shi");
    assert!(code == 0 && out.contains("要代替“sheng”的 S-01"), "{code} {out}{err}");
    place.profile("shi", &format!("packs = ['shi']\nreplaces = ['G-99']\n{applies}"));
    let (report, _) = place.check("xian.txt");
    assert!(strings(&report["trouble"], "message")[0].contains("没有代码或名称为“G-99”的规则"), "{report}");
    place.profile("shi", &format!("extends = 'sheng'\nreplaces = ['G-01']\n{applies}"));
    assert_eq!(place.run("check xian.txt").0, 2);
}

#[test]
fn the_choice_is_explained() {
    let place = Place::new();
    place.pack("old", "4312", "O-01", "");
    place.profile("old", "title = '旧年度'\npacks = ['old']\n[applies]\nplaces = ['4312']\nagencies = ['溆浦县']\nyears = [2020, 2020]");
    let (code, out, err) = place.run("profiles --for xian.txt");
    assert_eq!(code, 0, "{err}");
    assert!(out.starts_with("溆浦县交通运输局，"), "{out}");
    let lines = "2023年度\n用    national  national\n用    sheng  sheng\n用    shi  shi\n不用  old  旧年度：只用于2020年度\n其余的用于别处，或只在 --profile 指定时用：";
    assert!(out.contains(lines), "{out}");
    let (code, out, err) = place.run("packs --for xian.txt");
    assert_eq!(code, 0, "{err}");
    let lines = "配置，从一般到具体：national、sheng、shi\n查    guojia 1.0.0  guojia\n查    sheng 1.0.0  sheng\n查    shi 1.0.0  shi\n不查  old：配置“old”只用于2020年度\n";
    assert!(out.ends_with(lines), "{out}");
    place.write("shi/word.toml", "code = 1");
    let (code, _, err) = place.run("packs --for xian.txt");
    assert!(code == 3 && err.contains("没有检查：规则包“shi”的规则文件有误"), "{err}");
    let (code, _, err) = place.run("packs --for nirgends.txt");
    assert!(code == 3 && err.contains("文件不存在"), "{err}");
}

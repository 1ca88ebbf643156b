//! Waivers, baselines and lists of rules, through the real program.

mod support;

use std::fs;
use std::path::Path;
use std::process::{Command, Stdio};

use serde_json::Value;
use tempfile::TempDir;

/// Of a report: an error, a warning and an info.
const RULES: [(&str, &str, &str, &str); 3] = [
    ("N01", "error", "wrong-act", "《公开法》"),
    ("N02", "warning", "vague", "若干件"),
    ("N10", "info", "loose", "等等"),
];

struct Place(TempDir);

/// What a run printed and how it ended.
struct Ran {
    out: String,
    err: String,
    code: i32,
}

impl Place {
    fn new() -> Self {
        let place = Self(tempfile::tempdir().unwrap());
        place.write(
            "home/rules/national.toml",
            "title = \"全国\"\nsignature = \"off\"\npacks = [\"qingshi\"]\n",
        );
        for (code, severity, name, words) in RULES {
            let rule = format!(
                "code = '{code}'\nname = 'qingshi/{name}'\nseverity = '{severity}'\ncertainty = 'likely'\n\
                 title = '写法不当'\nbasis = '测试'\nwhy = '测试'\n[wording]\nfind = ['{words}']\nbetter = '别的'\n\
                 [[bad]]\nreport = \"overview = '{words}。'\"\nfinds = '测试'\n[[good]]\nreport = \"overview = '好。'\"\n"
            );
            place.write(&format!("home/rules/qingshi/{name}.toml"), &rule);
        }
        support::instead_of_released(&place.path("home"), "qingshi");
        place
    }

    fn path(&self, path: &str) -> std::path::PathBuf {
        self.0.path().join(path)
    }

    fn write(&self, path: &str, text: &str) {
        let path = self.path(path);
        fs::create_dir_all(path.parent().unwrap()).unwrap();
        fs::write(path, text).unwrap();
    }

    /// The clean report of the test suite, with words at the end of its last part.
    fn report(&self, file: &str, words: &str) {
        let clean = Path::new(env!("CARGO_MANIFEST_DIR")).join("../../tests/reports/clean-2020.txt");
        let text = fs::read_to_string(clean).unwrap();
        self.write(file, &format!("{}\n{words}\n", text.trim_end()));
    }

    fn profile(&self, waivers: &str) {
        self.write("p.toml", &format!("extends = 'national'\n{waivers}"));
    }

    /// With the profile that [`Place::profile`] wrote, if it did.
    fn run(&self, words: &str) -> Ran {
        let profile = self.path("p.toml").exists() && words.starts_with(['c', 'b']);
        let more = if profile { " --profile ./p.toml" } else { "" };
        let output = Command::new(env!("CARGO_BIN_EXE_gouji"))
            .args(format!("{words}{more}").split_whitespace())
            .current_dir(self.0.path())
            .env("NO_COLOR", "1")
            .env("GOUJI_HOME", self.path("home"))
            .env("GOUJI_TODAY", "2027-03-31")
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

    #[track_caller]
    fn json(&self, words: &str) -> Value {
        let ran = self.run(&format!("{words} --format json"));
        serde_json::from_str(&ran.out).unwrap_or_else(|cause| panic!("{cause}: {}{}", ran.out, ran.err))
    }
}

const ALL: &str = "依照《公开法》办理若干件，等等。";

/// The lines from the hints to the line that sums up, of a run over one report.
fn ending(ran: &Ran) -> String {
    let lines: Vec<&str> = ran.out.lines().collect();
    let blank = lines.iter().rposition(|line| line.is_empty()).expect("there is a blank line");
    lines[blank + 1..lines.len() - 1].join("\n")
}

#[test]
fn the_floor_of_what_is_listed() {
    let place = Place::new();
    place.report("a.txt", ALL);
    #[track_caller]
    fn check(place: &Place, words: &str, listed: &[&str], hint: &str) {
        let ran = place.run(&format!("check a.txt {words}"));
        let all = RULES.map(|(code, ..)| code);
        let shown: Vec<&str> =
            all.into_iter().filter(|code| ran.out.contains(&format!("[{code}]"))).collect();
        assert_eq!(shown, listed, "{}", ran.out);
        let hints: Vec<&str> = ran.out.lines().filter(|line| line.starts_with("另有")).collect();
        assert_eq!(hints.join("\n"), hint);
        assert_eq!(ran.code, 1);
    }
    check(&place, "", &["N01", "N02"], "另有 1 条提示，用 --severity info 查看");
    check(&place, "--severity error", &["N01"], "另有 1 条警告、1 条提示，用 --severity info 查看");
    check(&place, "--severity info", &["N01", "N02", "N10"], "");
    assert_eq!(
        place.json("check a.txt --severity error")["reports"][0]["findings"].as_array().unwrap().len(),
        3
    );
}

#[test]
fn a_waiver_from_its_writing_to_its_end() {
    let place = Place::new();
    place.report("a.txt", ALL);
    let waiver = "[[waivers]]\nagency = '绥江县人民政府'\nrule = 'N01'\nreason = '引文如此'\nowner = '办公室'\nexpires = 2027-03-31\n";
    place.profile(waiver);
    let ran = place.run("check a.txt");
    assert_eq!((ran.code, ran.err.as_str()), (0, ""), "{}", ran.out);
    assert!(!ran.out.contains("[N01]"), "{}", ran.out);
    assert!(
        ending(&ran).starts_with(
            "另有 1 条提示，用 --severity info 查看\n已豁免 1 条，用 --show-waived 查看\n有警告："
        ),
        "{}",
        ending(&ran)
    );
    for words in ["--show-waived", "--severity info"] {
        let ran = place.run(&format!("check a.txt {words}"));
        assert!(ran.out.contains("错误[N01] 写法不当（很可能）（已豁免）"), "{}", ran.out);
        assert!(ran.out.contains("= 豁免：引文如此（办公室，至 2027-03-31）"), "{}", ran.out);
    }
    let json = place.json("check a.txt");
    let waived = serde_json::json!({"reason": "引文如此", "owner": "办公室", "expires": "2027-03-31"});
    assert_eq!(json["reports"][0]["findings"][0]["waived"], waived);
    assert_eq!((&json["summary"]["error"], &json["summary"]["waived"]), (&0.into(), &1.into()));
    assert_eq!(json["notices"], serde_json::json!([]));

    // The day after.
    let ran = place.run("check a.txt --today 2027-04-01");
    assert_eq!(ran.code, 1);
    let said = "注意：./p.toml:2:1：豁免（绥江县人民政府 N01）已于 2027-03-31 到期，问题重新计入；请改正报告，或由 办公室 确认后改期\n";
    assert!(ran.out.ends_with(said), "{}", ran.out);
    assert_eq!(ran.err, "");
    let ran = place.run("check a.txt --today 2027-04-01 --quiet");
    assert_eq!(ran.err, said);
    assert_eq!(place.json("check a.txt --today 2027-04-01")["notices"][0]["kind"], "waiver_expired");

    // The defect is mended.
    place.report("a.txt", "办理若干件。");
    let json = place.json("check a.txt");
    assert_eq!(json["notices"][0]["kind"], "waiver_stale");
    assert!(place.run("check a.txt").out.contains("没有对应的问题，请删去这一节"));
    // By the fingerprint that JSON says.
    place.report("a.txt", ALL);
    fs::remove_file(place.path("p.toml")).unwrap();
    let json = place.json("check a.txt");
    let print = json["reports"][0]["findings"][0]["fingerprint"].as_str().unwrap();
    place.profile(
        &waiver.replace("agency = '绥江县人民政府'\nrule = 'N01'", &format!("fingerprint = '{print}'")),
    );
    let ran = place.run("check a.txt");
    assert_eq!((ran.code, ran.err.as_str()), (0, ""), "{}", ran.out);
}

#[test]
fn a_baseline_from_its_writing_to_its_end() {
    let place = Place::new();
    place.report("in/a.txt", ALL);
    let ran = place.run("baseline in --output base.toml");
    assert_eq!((ran.code, ran.out.as_str()), (0, ""), "{}", ran.err);
    assert_eq!(ran.err, "1 份报告的 3 条问题已写入 base.toml；以后用 gouji check --baseline base.toml\n");
    let written = fs::read_to_string(place.path("base.toml")).unwrap();
    assert!(
        written.contains("schema = \"gouji.baseline/1\"") && written.contains("rule = \"N01\""),
        "{written}"
    );
    // It does not depend on the number of threads, nor on how often it is written.
    place.run("baseline in --output base.toml --jobs 1");
    assert_eq!(fs::read_to_string(place.path("base.toml")).unwrap(), written);

    let ran = place.run("check in --baseline base.toml");
    assert_eq!(ran.code, 0, "{}", ran.out);
    assert!(
        ending(&ran).starts_with(
            "基线中已有 3 条，用 --show-waived 查看\n通过：错误 0，警告 0，提示 0，基线中已有 3"
        ),
        "{}",
        ending(&ran)
    );
    let findings = &place.json("check in --baseline base.toml")["reports"][0]["findings"];
    assert!(findings.as_array().unwrap().iter().all(|finding| finding["known"] == true), "{findings}");

    // One is mended, one is new.
    place.report("in/a.txt", "办理若干件，等等。另依《公开法》办理。");
    let words = "check in --baseline base.toml";
    assert_eq!(place.json(words)["summary"]["known"], 3);
    place.report("in/a.txt", "办理等等。\n另办理若干件。\n又办理若干件。");
    let (ran, json) = (place.run(words), place.json(words));
    assert!(ran.out.contains("基线中的问题，已消除 1 条\n"), "{}", ran.out);
    assert_eq!((&json["summary"]["gone"], &json["summary"]["warning"]), (&1.into(), &1.into()));

    for (file, code, said) in
        [("none.toml", 2, "无法读取基线文件 none.toml：文件不存在"), ("in/a.txt", 2, "不是基线文件")]
    {
        let ran = place.run(&format!("check in --baseline {file}"));
        assert_eq!(ran.code, code);
        assert!(ran.err.contains(said), "{}", ran.err);
    }
    place.write("in/broken.txt", "");
    let ran = place.run("baseline in --output base.toml");
    assert_eq!(ran.code, 3);
    assert!(
        ran.err.contains("没有完整检查，基线里可能缺少它们的问题：in/broken.txt（无法读取）"),
        "{}",
        ran.err
    );
    assert_eq!(place.run("baseline in --output missing/base.toml").code, 2);
}

#[test]
fn rules_are_listed_and_explained() {
    let place = Place::new();
    let listed = |words: &str| {
        let ran = place.run(&format!("rules {words}"));
        assert_eq!(ran.code, 0, "{}", ran.err);
        RULES.iter().map(|(code, ..)| *code).filter(|code| ran.out.contains(code)).collect::<Vec<_>>()
    };
    assert_eq!(listed(""), ["N01", "N02", "N10"]);
    assert_eq!(listed("--severity warning --format json"), ["N01", "N02"]);
    assert_eq!(listed("--pack qingshi --format markdown"), ["N01", "N02", "N10"]);
    place.profile("[rules.N02]\nlevel = 'off'\n[rules.N10]\nlevel = 'error'");
    assert_eq!(listed("--profile ./p.toml --severity error"), ["N01", "N10"]);
    let ran = place.run("rules --pack qingsih");
    assert_eq!(ran.code, 2);
    assert!(
        ran.err.contains("没有规则包“qingsih”，您是否想写“qingshi”？；现有的规则包：qingshi"),
        "{}",
        ran.err
    );

    let ran = place.run("rules --pages pages");
    assert_eq!(ran.code, 0, "{}", ran.err);
    let page = |name: &str| fs::read_to_string(place.path("pages").join(name)).unwrap();
    assert!(page("N10.md").starts_with("# N10 写法不当\n"), "{}", page("N10.md"));
    assert!(page("README.md").contains("[N01](N01.md)"), "{}", page("README.md"));

    let ran = place.run("explain n10");
    assert!(ran.out.contains("[rules.\"N10\"]") && ran.out.contains("不会报出的例子"), "{}", ran.out);
    let ran = place.run("explain N11");
    assert_eq!(ran.code, 2);
    assert!(ran.err.contains("您是否想写“N10”？"), "{}", ran.err);
    let ran = place.run("profiles");
    assert_eq!(ran.code, 0, "{}", ran.err);
}

#[test]
fn a_day_that_is_none_is_refused() {
    let place = Place::new();
    place.report("a.txt", ALL);
    let output = Command::new(env!("CARGO_BIN_EXE_gouji"))
        .args(["check", "a.txt"])
        .current_dir(place.0.path())
        .env("GOUJI_HOME", place.path("home"))
        .env("GOUJI_TODAY", "heute")
        .output()
        .unwrap();
    assert_eq!(output.status.code(), Some(2));
    let said = "gouji: 环境变量 GOUJI_TODAY 的值“heute”不对，应为日期，如 2027-03-31\n";
    assert_eq!(String::from_utf8(output.stderr).unwrap(), said);
}

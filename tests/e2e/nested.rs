//! Packs of a province (43), of a city below it (4312, the one that comes with the program, with code), a twin of the
//! city's and some that are not for the report, beside those of the nation, all of them signed: what looks at a report,
//! what does not, and why, in every output.

use std::fs;
use std::path::Path;

use serde_json::Value;
use tempfile::TempDir;

use crate::support::{Ran, findings, gouji_at, install, report, sign};

struct Place {
    home: TempDir,
    reports: TempDir,
}

impl Place {
    fn new() -> Self {
        let place = Self { home: install(), reports: tempfile::tempdir().unwrap() };
        let city = "places = ['4312']\nagencies = ['溆浦县']";
        place.pack("hunan", "43", "HN-01", "places = ['43']\nagencies = ['湖南省', '岳阳市', '溆浦县']");
        place.pack("huaihua-b", "4312", "HHB-01", city);
        place.pack("huaihua-2020", "4312", "HHC-01", &format!("{city}\nyears = [2020, 2020]"));
        place.pack("huaihua-city", "4312", "HHD-01", &format!("{city}\nlevels = ['市']"));
        place.pack("huaihua-off", "4312", "HHE-01", &format!("{city}\n[rules.HHE-01]\nlevel = 'off'"));
        sign(place.home.path());
        let clean = fs::read_to_string(report("clean-2023.txt")).unwrap();
        for (file, agency) in [("county.txt", "溆浦县"), ("province.txt", "岳阳市"), ("far.txt", "临河市")]
        {
            fs::write(place.reports.path().join(file), clean.replace("临河市", agency)).unwrap();
        }
        place
    }

    /// A pack whose only rule finds a word that every report has, and its profile.
    fn pack(&self, id: &str, division: &str, code: &str, applies: &str) {
        let rules = self.home.path().join("rules");
        let write = |path: &str, text: &str| {
            let path = rules.join(path);
            fs::create_dir_all(path.parent().unwrap()).unwrap();
            fs::write(path, text).unwrap();
        };
        write(&format!("{id}.toml"), &format!("packs = ['{id}']\n[applies]\n{applies}\n"));
        write(&format!("{id}/pack.toml"), &format!("id = '{id}'\nversion = '1.0.0'\nplace = '{division}'\n"));
        let rule = format!(
            "code = '{code}'\nname = '{id}/word'\nseverity = '警告'\ncertainty = '很可能'\ntitle = '字样'\nbasis = '测试'\n\
             why = '测试'\n[wording]\nfind = ['工作']\nbetter = '做事'\nonce = true\n\
             [[bad]]\nreport = \"overview = '工作。'\"\nfinds = '写的是“工作”，应为“做事”'\n\
             [[good]]\nreport = \"overview = '好。'\"\n"
        );
        write(&format!("{id}/word.toml"), &rule);
    }

    fn path(&self, file: &str) -> String {
        self.reports.path().join(file).to_string_lossy().into_owned()
    }

    fn run(&self, words: &[&str]) -> Ran {
        gouji_at(self.home.path(), words)
    }

    fn check(&self, file: &str) -> Value {
        self.run(&["check", &self.path(file), "--format", "json"]).json()["reports"][0].clone()
    }
}

fn names<'v>(list: &'v Value, field: &str) -> Vec<&'v str> {
    let all = list.as_array().into_iter().flatten();
    all.map(|item| item.get(field).unwrap_or(item).as_str().unwrap()).collect()
}

/// Those of the tests' own packs.
fn own(report: &Value) -> Vec<String> {
    let mut found = findings(report, &["warning"]);
    found.retain(|code| code.starts_with('H'));
    found.sort();
    found
}

const NOT_RUN: [(&str, &str); 3] = [
    ("huaihua-2020", "配置“huaihua-2020”只用于2020年度"),
    ("huaihua-city", "配置“huaihua-city”只用于市级政府"),
    ("huaihua-off", "配置停用了它的全部规则"),
];

#[test]
fn nested_and_twin_packs_all_look_and_the_others_are_named() {
    let place = Place::new();
    let county = place.check("county.txt");
    // From general to particular.
    assert_eq!(names(&county["packs"], ""), ["national", "hunan", "huaihua", "huaihua-b"]);
    assert_eq!(names(&county["profiles"], "")[..2], ["national", "hunan"]);
    assert_eq!(own(&county), ["HHB-01", "HN-01"]);
    let why = names(&county["packs_not_run"], "why");
    let mut told: Vec<_> = names(&county["packs_not_run"], "id").into_iter().zip(why).collect();
    told.sort_unstable();
    assert_eq!(told, NOT_RUN);

    let province = place.check("province.txt");
    assert_eq!(names(&province["packs"], ""), ["national", "hunan"]);
    assert_eq!((own(&province), &province["packs_not_run"]), (vec!["HN-01".to_owned()], &Value::Null));
    let far = place.check("far.txt");
    assert_eq!((names(&far["packs"], ""), own(&far)), (vec!["national"], Vec::new()));

    // Every output names them, that of one report and that of several.
    let one = place.path("county.txt");
    for format in ["text", "markdown", "csv", "sarif", "junit", "html"] {
        let all = place.reports.path().to_string_lossy().into_owned();
        for path in [&one, &all] {
            let said = place.run(&["check", path, "--format", format]).out;
            for (id, why) in NOT_RUN {
                assert!(
                    said.contains(&format!("规则包 {id}")) && said.contains(why),
                    "{format} {id}: {said}"
                );
            }
        }
    }
    let explained = place.run(&["packs", "--for", &one]);
    assert_eq!(explained.code, 0, "{}", explained.err);
    for line in ["查    huaihua ", "查    huaihua-b 1.0.0", "查    hunan 1.0.0", "不查  huaihua-2020："]
    {
        assert!(explained.out.contains(line), "{line}: {}", explained.out);
    }
    let explained = place.run(&["profiles", "--for", &one]).out;
    assert!(explained.contains("不用  huaihua-city") && explained.contains("用    huaihua-b"), "{explained}");
}

#[test]
fn a_twin_that_is_refused_keeps_its_place_from_passing_and_no_other() {
    let place = Place::new();
    let rule = place.home.path().join("rules/huaihua-b/word.toml");
    change(&rule, "工作", "落实");
    let ran = place.run(&["check", &place.path("county.txt"), "--format", "json"]);
    let county = &ran.json()["reports"][0];
    assert_eq!((ran.code, county["verdict"].as_str()), (3, Some("incomplete")));
    let (ids, why) = (names(&county["packs_not_run"], "id"), names(&county["packs_not_run"], "why"));
    let refused = ids.iter().position(|id| *id == "huaihua-b").expect("the twin is named");
    assert!(why[refused].contains("rules/huaihua-b/word.toml 被改动过"), "{why:?}");
    assert!(place.run(&["check", &place.path("county.txt")]).out.contains("未检查 规则包 huaihua-b"));
    for file in ["province.txt", "far.txt"] {
        assert_ne!(place.check(file)["verdict"], "incomplete", "{file}");
    }
}

fn change(path: &Path, from: &str, to: &str) {
    let text = fs::read_to_string(path).unwrap();
    assert!(text.contains(from), "{from}");
    fs::write(path, text.replace(from, to)).unwrap();
}

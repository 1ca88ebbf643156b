//! Profiles: what is wrong with one is said with its place, and each report gets the one made for it.

mod support;

use std::fs;
use std::path::Path;

use gouji_core::form::Level;
use gouji_core::report::Agency;
use gouji_engine::choice::{self, Fit};
use gouji_engine::profile::{self, Profile, Setting};
use support::{Installation, TOTALS};

#[track_caller]
fn wrong(text: &str, expected: &str) {
    let said = profile::parse(Path::new("p.toml"), text).unwrap_err().to_string();
    assert_eq!(said, expected);
}

#[test]
fn mistakes_are_said_with_their_place() {
    wrong("", "p.toml:1:1：没有写用哪些规则包，应有 packs = [\"national\"]");
    wrong("packs = [\"national\"", "p.toml:1:20：方括号没有收尾");
    wrong(
        "packs = [\"national\"]\ntitle = \"全国",
        "p.toml:2:12：字符串的双引号没有收尾，或里面有不能直接写的字符",
    );
    wrong("packs = [\"a\"]\npacks = [\"b\"]", "p.toml:2:1：同一个键写了两次");
    wrong("标题 = 1", "p.toml:1:1：键里有不能直接写的字符，要用双引号括起来");
    wrong("packs = [全国]", "p.toml:1:10：文字要用双引号括起来");
    wrong("packs = \"national\"", "p.toml:1:9：packs 应为列表，如 packs = [\"…\"]");
    wrong("packs = [1]", "p.toml:1:10：packs 应为文字，如 packs = \"…\"");
    wrong("packs = [\"a\", \"a\"]", "p.toml:1:15：规则包“a”写了两次");
    wrong("packs = [\"../evil\"]", "p.toml:1:10：“../evil”不是规则包的标识，应由小写字母、数字和连字符组成");
    wrong(
        "packs = [\"a\"]\ntitel = \"甲\"",
        "p.toml:2:1：不认识的键“titel”，您是否想写“title”？；可用的键：title、extends、packs、replaces、applies、rules、waivers、signature、keys、explain_errors",
    );
    wrong("title = \"甲\"\nrules = 3", "p.toml:2:9：rules 应为一节，写成 [rules]");
    wrong(
        "applies = { place = [] }",
        "p.toml:1:13：不认识的键“place”，您是否想写“places”？；可用的键：places、agencies、levels、years",
    );
    wrong(
        "applies.places = [\"53a\"]",
        "p.toml:1:19：“53a”不是行政区划代码，应为 1 至 6 位数字，如 \"5306\"",
    );
    wrong(
        "applies.levels = [\"conty\"]",
        "p.toml:1:19：不认识的层级“conty”，您是否想写“county”？；可用的层级：national、province、city、county、township、department",
    );
    wrong("applies.years = [2021, 2020]", "p.toml:1:17：years 应为首尾两个年度，如 years = [2020, 2020]");
    wrong("applies.years = [20, 2020]", "p.toml:1:18：应为年度，如 2020");
    wrong("applies.years = 2020", "p.toml:1:17：years 应为列表，如 years = [\"…\"]");
    wrong(
        "[rules.\"T3-01\"]\nlevel = \"warn\"",
        "p.toml:2:9：不认识的级别“warn”；可用的级别：off、info、warning、error",
    );
    wrong(
        "[rules.\"T3-01\"]\nlevel = \"eror\"",
        "p.toml:2:9：不认识的级别“eror”，您是否想写“error”？；可用的级别：off、info、warning、error",
    );
    wrong("[rules]\n\"T3-01\" = \"off\"", "p.toml:2:11：应写成 [rules.\"T3-01\"]，下一行 level = \"off\"");
    wrong("[rules.\"T3-01\"]\n", "p.toml:1:8：[rules.\"T3-01\"] 没有写 level，也没有写规则的选项");
}

#[test]
fn a_profile_says_what_it_says() {
    let text = "title = '甲'\npacks = ['a', 'b']\n[applies]\nplaces = ['53']\nlevels = ['county']\nyears = [2020, 2021]\n\
                [rules.'a/b']\nlevel = 'off'";
    let profile = profile::parse(Path::new("rules/p.toml"), text).unwrap();
    assert_eq!((profile.name.as_str(), profile.title.as_str()), ("p", "甲"));
    assert_eq!(profile.packs.iter().map(|pack| pack.value.as_str()).collect::<Vec<_>>(), ["a", "b"]);
    assert_eq!(profile.applies.levels, [Level::County]);
    let [rule] = &profile.rules[..] else { panic!("one rule") };
    assert_eq!((rule.rule.value.as_str(), rule.level), ("a/b", Some(Setting::Off)));
    assert_eq!(rule.rule.at.to_string(), "rules/p.toml:7:8");
}

#[track_caller]
fn refused(installation: &Installation, profile: &str, expected: (u8, &str)) {
    let (exit, said) = installation.refusal(Some(profile));
    assert_eq!((exit, said.as_str()), expected);
}

#[test]
fn names_that_are_not_there_are_said_with_the_nearest() {
    let installation = Installation::new();
    refused(
        &installation,
        "natoinal",
        (2, "没有名为“natoinal”的配置，您是否想写“national”？；现有的配置：national"),
    );
    refused(&installation, "x", (2, "没有名为“x”的配置；现有的配置：national"));
    let path = installation.path("none.toml");
    refused(&installation, path.to_str().unwrap(), (2, "无法读取配置文件 HOME/none.toml：文件不存在"));

    installation.rule("p.toml", "packs = ['national']\n[rules.'T3-1']\nlevel = 'off'");
    refused(
        &installation,
        "p",
        (2, "HOME/rules/p.toml:2:8：所用的规则包里没有代码或名称为“T3-1”的规则，您是否想写“T3-01”？"),
    );
    installation.rule("p.toml", "packs = ['national']\n[rules.'national/wrong-total']\nlevel = 'off'");
    refused(
        &installation,
        "p",
        (
            2,
            "HOME/rules/p.toml:2:8：所用的规则包里没有代码或名称为“national/wrong-total”的规则，\
             您是否想写“national/wrong-row-total”？",
        ),
    );
    installation.rule(
        "p.toml",
        "packs = ['national']\n[rules.'T3-01']\nlevel = 'off'\n[rules.'national/wrong-row-total']\nlevel = 'info'",
    );
    refused(
        &installation,
        "p",
        (2, "HOME/rules/p.toml:4:8：“national/wrong-row-total”与“T3-01”是同一条规则，只能写一次"),
    );
    // A broken profile is no way to be chosen by itself.
    installation.rule("p.toml", "packs = [");
    assert_eq!(installation.refusal(None).0, 2);
    assert!(installation.open("national").is_ok());
}

#[test]
fn what_is_only_possible_is_no_error() {
    let installation = Installation::new();
    installation.rule(
        "national/wrong-row-total.toml",
        &TOTALS.replace("severity = \"error\"", "severity = \"warning\"\ncertainty = \"possible\""),
    );
    installation.rule("p.toml", "packs = ['national']\n[rules.'T3-01']\nlevel = 'error'");
    refused(
        &installation,
        "p",
        (2, "HOME/rules/p.toml:2:8：“T3-01”只是可能有误的规则，不能升为 error，最高为 warning"),
    );
    installation.rule("p.toml", "packs = ['national']\n[rules.'T3-01']\nlevel = 'warning'");
    assert!(installation.open("p").is_ok());
}

#[test]
fn a_profile_may_be_a_file_anywhere() {
    let installation = Installation::new();
    let path = installation.path("mine.toml");
    fs::write(&path, "packs = ['national']").unwrap();
    let session = installation.open(path.to_str().unwrap()).unwrap();
    assert_eq!(session.header().profile, "mine");
}

fn official() -> Vec<Profile> {
    let rules = Path::new(env!("CARGO_MANIFEST_DIR")).join("../../rules");
    let mut paths: Vec<_> = fs::read_dir(rules).unwrap().map(|entry| entry.unwrap().path()).collect();
    paths.retain(|path| path.extension().is_some_and(|extension| extension == "toml"));
    paths.sort();
    paths.iter().map(|path| profile::parse(path, &fs::read_to_string(path).unwrap()).unwrap()).collect()
}

#[track_caller]
fn chosen(name: &str, division: &str, year: impl Into<Option<u16>>, expected: &str) {
    let agency = Agency { name, division, ..Agency::default() };
    let profiles = official();
    let all = choice::applicable(&profiles, &agency, year.into());
    let all: Vec<&str> = all.into_iter().map(|at| profiles[at].name.as_str()).collect();
    assert_eq!(all.join(" "), format!("national {expected}").trim_end_matches(" national"));
}

#[test]
fn each_report_gets_the_profiles_made_for_it() {
    chosen("永善县人民政府", "530625", 2020, "yunnan zhaotong-2020");
    chosen("永善县人民政府", "", 2020, "yunnan zhaotong-2020");
    chosen("永善县人民政府", "530625", 2021, "yunnan zhaotong");
    chosen("永善县人民政府", "530625", 2025, "yunnan");
    chosen("池州市贵池区人民政府", "341702", 2023, "anhui chizhou");
    chosen("池州市贵池区人民政府", "341702", 2022, "chizhou");
    chosen("永善县人民政府", "530625", None, "yunnan");
    chosen("昆明市五华区人民政府", "530102", 2020, "yunnan");
    chosen("云南省财政厅", "", 2023, "yunnan");
    chosen("怀化市人民政府", "431200", 2023, "huaihua");
    chosen("溆浦县人民政府", "431224", 2021, "huaihua");
    chosen("怀化市教育局", "", 2025, "huaihua");
    chosen("岳阳市人民政府", "430600", 2023, "national");
    chosen("武汉市洪山区人民政府", "420111", 2020, "hubei");
    chosen("四川省成都市人民政府", "510100", 2017, "sichuan");
    chosen("汶川县人民政府", "513221", 2017, "sichuan aba-2017");
    chosen("汶川县人民政府", "513221", 2018, "sichuan");
    chosen("武威市凉州区人民政府", "620602", 2025, "wuwei-2025");
    chosen("武威市凉州区人民政府", "620602", 2024, "national");
    chosen("广州市人民政府", "440100", 2022, "guangdong-2022");
    chosen("广州市人民政府", "440100", 2021, "national");
    chosen("北京市朝阳区人民政府", "110105", 2020, "national");
    chosen("北京市朝阳区人民政府", "", 2020, "national");
    chosen("", "", None, "national");
    // A known code counts more than a name.
    chosen("昭通市驻京联络处", "110000", 2020, "national");
}

#[test]
fn from_general_to_particular() {
    let parse = |name: &str, applies: &str| {
        let text = format!("packs = ['a']\napplies = {{ {applies} }}");
        profile::parse(Path::new(&format!("{name}.toml")), &text).unwrap()
    };
    let profiles = [
        parse("county", "places = ['530625']"),
        parse("city", "places = ['5306']"),
        parse("city-year", "places = ['5306'], years = [2020, 2020], levels = ['county']"),
        parse("city-years", "places = ['5306'], years = [2015, 2025]"),
        parse("a-twin", "places = ['5306']"),
        parse("elsewhere", "places = ['5305', '42']"),
        parse("named", ""),
        parse("province", "places = ['53']"),
        parse("national", "places = ['99']"),
    ];
    let all = |year, level| {
        let agency = Agency { division: "530625", level, ..Agency::default() };
        let all = choice::applicable(&profiles, &agency, year);
        all.into_iter().map(|at| profiles[at].name.as_str()).collect::<Vec<_>>().join(" ")
    };
    let county = Some(Level::County);
    assert_eq!(all(Some(2020), county), "national province a-twin city city-years city-year county");
    assert_eq!(all(Some(2020), Some(Level::City)), "national province a-twin city city-years county");
    assert_eq!(all(Some(2020), None), "national province a-twin city city-years county");
    assert_eq!(all(Some(2030), county), "national province a-twin city county");
    let fits = |at: usize, year| {
        let agency = Agency { division: "530625", level: county, ..Agency::default() };
        profiles[at].fit(&agency, year)
    };
    assert_eq!(fits(2, Some(2021)), Fit::Not("只用于2020年度".to_owned()));
    assert_eq!(fits(3, None), Fit::Not("只用于2015—2025年度".to_owned()));
    assert_eq!([fits(5, None), fits(6, None)], [Fit::Elsewhere, Fit::Elsewhere]);
    let city = Agency { division: "530600", level: Some(Level::City), ..Agency::default() };
    assert_eq!(profiles[2].fit(&city, Some(2020)), Fit::Not("只用于县级政府".to_owned()));
}

#[test]
fn a_profile_builds_on_others() {
    let installation = Installation::new();
    installation
        .rule("national/other.toml", &TOTALS.replace("T3-01", "T3-90").replace("wrong-row-total", "other"));
    installation.rule(
        "base.toml",
        "packs = ['national']\n[rules.'T3-01']\nlevel = 'off'\n[rules.'T3-90']\nlevel = 'info'",
    );
    installation.rule("p.toml", "extends = 'base'\n[rules.'national/wrong-row-total']\nlevel = 'warning'");
    let levels = |profile: &str| {
        let session = installation.open(profile).unwrap();
        let set = &session.rulesets()[0];
        let levels = set.rules.iter().map(|rule| {
            format!("{} {}", set.card(rule).code, rule.severity.map_or("off", |level| level.key()))
        });
        levels.collect::<Vec<_>>().join(", ")
    };
    assert_eq!(levels("base"), "T3-90 info, T3-01 off");
    assert_eq!(levels("p"), "T3-90 info, T3-01 warning");
    // Of two bases the later stands, and what both build on is heard once.
    installation.rule("q.toml", "extends = ['p', 'base']");
    assert_eq!(levels("q"), "T3-90 info, T3-01 warning");
    installation.rule("r.toml", "packs = ['national']\n[rules.'T3-01']\nlevel = 'info'");
    installation.rule("q.toml", "extends = ['p', 'r']");
    assert_eq!(levels("q"), "T3-90 info, T3-01 info");

    // A file of the user's may build on another, and on what is installed.
    fs::create_dir_all(installation.path("mine")).unwrap();
    fs::write(installation.path("mine/a.toml"), "extends = 'base'\n[rules.'T3-90']\nlevel = 'off'").unwrap();
    fs::write(installation.path("mine/b.toml"), "extends = './a.toml'").unwrap();
    assert_eq!(levels(installation.path("mine/b.toml").to_str().unwrap()), "T3-90 off, T3-01 off");
}

#[test]
fn mistakes_in_building_on_others() {
    let installation = Installation::new();
    let refused = |text: &str, said: &str| {
        installation.rule("p.toml", text);
        refused(&installation, "p", (2, said));
    };
    refused(
        "extends = 'natoinal'",
        "HOME/rules/p.toml:1:11：没有名为“natoinal”的配置，您是否想写“national”？；现有的配置：national、p",
    );
    refused("extends = 3", "HOME/rules/p.toml:1:11：extends 应为列表，如 extends = [\"…\"]");
    refused("extends = 'p'", "HOME/rules/p.toml:1:11：extends 绕回了自己：p → p");
    refused(
        "extends = '../elsewhere.toml'",
        "HOME/rules/p.toml:1:11：安装目录里的配置只能以安装目录里的配置为基础，写名称，如 \"national\"",
    );
    installation.rule("q.toml", "extends = ['national', 'p']");
    refused("extends = ['q']", "HOME/rules/q.toml:1:24：extends 绕回了自己：p → q → p");
}

#[test]
fn mistakes_in_waivers() {
    wrong("waivers = 3", "p.toml:1:11：waivers 应写成 [[waivers]]，每条豁免一节");
    let refused = |text: &str, place: &str, said: &str| {
        wrong(&format!("[[waivers]]\n{text}"), &format!("p.toml:{place}：{said}"));
    };
    let lacks = |text: &str, said: &str| refused(text, "1:1", &format!("豁免没有写 {said}"));
    lacks("reason = '甲'", "豁免什么：fingerprint，或者 agency 和 rule");
    lacks("rule = 'P01'", "agency：按规则豁免要写明是哪个机关的");
    lacks("agency = '甲'", "rule：按机关豁免要写明是哪条规则");
    lacks("fingerprint = '0123456789abcdef'", "reason：为什么豁免");
    lacks("fingerprint = '0123456789abcdef'\nreason = '甲'", "owner：谁负责");
    lacks(
        "agency = '甲'\nrule = 'P01'\nreason = '甲'\nowner = '乙'",
        "expires：到哪一天为止，如 expires = 2027-03-31",
    );
    refused(
        "fingerprint = 'abc'",
        "2:15",
        "“abc”不是指纹，应为 JSON 结果里 fingerprint 的 16 位十六进制数字",
    );
    refused("reason = ' '", "2:10", "reason 是空的");
    refused("year = '2020'", "2:8", "应为年度，如 2020");
    for (day, column) in
        [("2027-02-29", 11), ("'2027-2-3'", 11), ("2027-03-31T12:00:00", 11), ("20270331", 11), ("true", 11)]
    {
        let said = format!("p.toml:2:{column}：");
        let error =
            profile::parse(Path::new("p.toml"), &format!("[[waivers]]\nexpires = {day}")).unwrap_err();
        assert!(error.to_string().starts_with(&said), "{error}");
    }
    refused(
        "resaon = '甲'",
        "2:1",
        "不认识的键“resaon”，您是否想写“reason”？；可用的键：fingerprint、agency、rule、year、reason、owner、expires",
    );
    let installation = Installation::new();
    installation.rule(
        "p.toml",
        "packs = ['national']\n[[waivers]]\nagency = '甲'\nrule = 'T3-1'\nreason = '甲'\nowner = '乙'\nexpires = '2027-03-31'",
    );
    let said = "HOME/rules/p.toml:4:8：所用的规则包里没有代码或名称为“T3-1”的规则，您是否想写“T3-01”？";
    self::refused(&installation, "p", (2, said));
}

#[test]
fn options_are_those_of_the_card() {
    let installation = Installation::new();
    installation.rule("p.toml", "packs = ['national']\n[rules.'T3-01']\nlevle = 'off'");
    let said = "HOME/rules/p.toml:3:1：规则 T3-01 没有“levle”这个选项，您是否想写“level”？；这条规则没有选项，只能写 level";
    refused(&installation, "p", (2, said));
    installation.rule("p.toml", "packs = ['national']\n[rules.'T3-01']\nmax = 3");
    let said = "HOME/rules/p.toml:3:1：规则 T3-01 没有“max”这个选项；这条规则没有选项，只能写 level";
    refused(&installation, "p", (2, said));
}

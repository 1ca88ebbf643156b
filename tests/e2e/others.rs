//! Reports of other bodies that a report is held against, and what a profile sets rules to, with the real packs.

use std::fs;
use std::path::Path;

use serde_json::Value;

use crate::support::{check, findings, gouji, report};

const OWN: &str = "绥江县";

/// A clean report under another name, with changes, in a folder.
fn write(folder: &Path, file: &str, agency: &str, changes: &[(&str, &str)]) {
    let mut text = fs::read_to_string(report("clean-2020.txt")).unwrap();
    let place = agency.split_inclusive('县').next().unwrap();
    text = text.replace("绥江县人民政府", agency).replace(OWN, place);
    for (from, to) in changes {
        assert!(text.contains(from), "{from}");
        text = text.replace(from, to);
    }
    fs::create_dir_all(folder).unwrap();
    fs::write(folder.join(file), text).unwrap();
}

/// Why a rule could not look; nothing where it could.
fn why(json: &Value, rule: &str) -> Option<String> {
    let rules = json["reports"][0]["rules"]["could_not_check"].as_array().unwrap();
    let rule = rules.iter().find(|not| not["rule"] == rule)?;
    Some(rule["why"].as_str().unwrap().to_owned())
}

const PENALTIES: (&str, &str) = ("行政处罚 | 310 | 6 | 905 |", "行政处罚 | 310 | 6 | 1905 |");

#[test]
fn bodies_below_are_found_by_code_and_name() {
    let folder = tempfile::tempdir().unwrap();
    let own = report("clean-2020.txt");
    let run = |given: &Path| check(&own, &["--children", given.to_str().unwrap(), "--severity", "info"]);
    let (json, _) = check(&own, &[]);
    assert_eq!(why(&json, "A04").unwrap(), "未提供下级机关和所属部门的报告");

    // Another county's department, and a county beside it.
    let strangers = folder.path().join("strangers");
    write(&strangers, "a.txt", "永善县公安局", &[PENALTIES]);
    write(&strangers, "b.txt", "永善县人民政府", &[PENALTIES]);
    let (json, _) = run(&strangers);
    let said = format!("给出的 {} 里没有绥江县人民政府下级机关和所属部门2020年度的报告", strangers.display());
    assert_eq!(why(&json, "A04").unwrap(), said);

    let ours = folder.path().join("ours");
    write(&ours, "a.txt", "绥江县公安局", &[PENALTIES]);
    fs::write(ours.join("notes.txt"), "开会通知").unwrap();
    let (json, _) = run(&ours);
    assert_eq!(why(&json, "A04"), None);
    let found = findings(&json["reports"][0], &["error", "warning"]);
    assert!(found.contains(&"A04".to_owned()), "{found:?}");

    // Of another year it proves nothing.
    let old = folder.path().join("old");
    write(&old, "a.txt", "绥江县公安局", &[PENALTIES, ("2020年", "2019年")]);
    assert!(why(&run(&old).0, "A04").unwrap().contains("2020年度的报告"));
}

#[test]
fn only_sisters_that_read_alike_are_compared() {
    let folder = tempfile::tempdir().unwrap();
    let own = report("clean-2020.txt");
    let run = |given: &Path| check(&own, &["--peers", given.to_str().unwrap()]).0;
    assert_eq!(why(&check(&own, &[]).0, "A06").unwrap(), "没有可比的同级机关的报告");
    let copies = folder.path().join("copies");
    write(&copies, "own.txt", "绥江县人民政府", &[]);
    assert!(why(&run(&copies), "A06").unwrap().contains("里没有同级机关2020年度的报告"));
    write(&copies, "copy.txt", "永善县人民政府", &[]);
    let json = run(&copies);
    assert_eq!(why(&json, "A06"), None);
    let found = findings(&json["reports"][0], &["error", "warning", "info"]);
    assert!(found.contains(&"A06".to_owned()), "{found:?}");

    let different = folder.path().join("different");
    fs::create_dir_all(&different).unwrap();
    fs::copy(report("yongshan-2020.txt"), different.join("a.txt")).unwrap();
    assert!(why(&run(&different), "A06").unwrap().contains("里没有与本报告行文相近的同级报告"));
}

/// The one finding of a rule; nothing where it found none.
fn finding(json: &Value, rule: &str) -> Option<Value> {
    let findings = json["reports"][0]["findings"].as_array().unwrap();
    findings.iter().find(|finding| finding["rule"] == rule).cloned()
}

#[test]
fn the_body_whose_figures_are_the_difference_is_named() {
    let folder = tempfile::tempdir().unwrap();
    let own = report("clean-2020.txt");
    let run = |given: &Path| check(&own, &["--children", given.to_str().unwrap(), "--severity", "info"]).0;
    // 行政处罚 905 is what both have together; of 行政许可 the two have all.
    let (below, old) = (folder.path().join("below"), folder.path().join("old"));
    let police = [("行政处罚 | 310 | 6 | 905 |", "行政处罚 | 300 | 6 | 900 |")];
    write(&below, "a.txt", "绥江县公安局", &police);
    let none = [("行政处罚 | 310 | 6 | 905 |", "行政处罚 | 1 | 0 | 5 |")];
    write(&below, "b.txt", "绥江县教育局", &none);
    let third = [("行政处罚 | 310 | 6 | 905 |", "行政处罚 | 1 | 0 | 77 |")];
    write(&below, "c.txt", "绥江县水利局", &third);
    let text = fs::read_to_string(&own).unwrap();
    assert!(text.contains("行政处罚 | 310 | 6 | 905 |"));
    let found = finding(&run(&below), "A03").expect("905 is not 982");
    let message = found["message"].as_str().unwrap();
    assert!(message.contains("行政处罚·处理决定数量 905，下级合计 982"), "{message}");
    // A newer version of the third has nothing: by that all is right, and nobody knows which one is meant.
    let newer = [("行政处罚 | 310 | 6 | 905 |", "行政处罚 | 1 | 0 | 0 |")];
    write(&below, "c2.txt", "绥江县水利局", &newer);
    let json = run(&below);
    let message = finding(&json, "A03").map_or(String::new(), |found| found["message"].to_string());
    assert!(!message.contains("行政处罚"), "{message}");
    let notes = json["reports"][0]["trouble"].to_string();
    assert!(notes.contains("绥江县水利局 有 2 份数字不同的2020年度报告"), "{notes}");
    // A report of another year only.
    write(&old, "a.txt", "绥江县公安局", &police);
    write(&old, "d.txt", "绥江县体育局", &[("2020年", "2019年")]);
    let notes = run(&old)["reports"][0]["trouble"].to_string();
    assert!(notes.contains("只有2019年度而没有2020年度报告的下级：绥江县体育局"), "{notes}");
}

#[test]
fn a_copied_part_is_found_though_the_rest_differs_and_also_across_levels() {
    let folder = tempfile::tempdir().unwrap();
    let problems = "一是村级公开栏更新不够勤，有的栏目三个月没有换过内容，群众意见集中；二是办事流程图只有文字，老人看不明白，窗口解释耗时；\
                    三是答复书由几个股室轮流起草，格式五花八门。下一步，每月派人到村检查一次并登记，把十项常办业务画成图贴到大厅，答复书统一由法制股把关。";
    let part = |text: &str, problems: &str| {
        let start = text.find("五、").expect("part five");
        let body = start + text[start..].find('\n').unwrap();
        let end = body + text[body..].find("\n六、").expect("part six");
        format!("{}\n{problems}{}", &text[..body], &text[end..])
    };
    let own = folder.path().join("own.txt");
    fs::write(&own, part(&fs::read_to_string(report("clean-2020.txt")).unwrap(), problems)).unwrap();
    // Another county's whole text, and the part.
    let peers = folder.path().join("peers");
    fs::create_dir_all(&peers).unwrap();
    let other = part(&fs::read_to_string(report("yongshan-2020.txt")).unwrap(), problems);
    fs::write(peers.join("a.txt"), &other).unwrap();
    let run = || check(&own, &["--peers", peers.to_str().unwrap(), "--severity", "info"]).0;
    let json = run();
    let found = finding(&json, "C28").expect("the part is the same");
    assert!(found["message"].as_str().unwrap().contains("第五部分有 100% 的文字与"), "{found}");
    assert!(found["evidence"][0]["text"].as_str().unwrap().contains("相同的句子"), "{found}");
    assert_eq!(finding(&json, "A06"), None);
    // A department of the county has it.
    let other = other.replace("永善县人民政府", "绥江县水利局").replace("永善县", "绥江县");
    fs::write(peers.join("a.txt"), other).unwrap();
    let found = finding(&run(), "C28").expect("the part is the same");
    assert!(found["message"].as_str().unwrap().contains("与绥江县水利局的报告相同"), "{found}");
}

#[test]
fn last_year_is_in_a_ledger_or_in_the_same_folder() {
    let folder = tempfile::tempdir().unwrap();
    let (old, new) = (folder.path().join("old"), folder.path().join("new"));
    write(&old, "a.txt", "绥江县人民政府", &[("2020年", "2019年")]);
    write(&new, "a.txt", "绥江县人民政府", &[]);
    let ledgers = ["2019.gouji", "both.gouji"].map(|name| folder.path().join(name));
    let [ledger, both] = ledgers.each_ref().map(|path| path.to_str().unwrap());
    gouji(&["check", old.to_str().unwrap(), "--ledger", ledger]);
    let run = |words: &[&str]| why(&check(&new, words).0, "Y01");
    assert!(run(&[]).unwrap().contains("未提供上年报告"));
    assert_eq!(run(&["--previous", old.to_str().unwrap()]), None);
    assert_eq!(run(&["--previous", ledger]), None);
    // A file that was changed since is not what was checked.
    let file = old.join("a.txt");
    let text = fs::read_to_string(&file).unwrap();
    fs::write(&file, format!("{text}\n改了。\n")).unwrap();
    assert!(run(&["--previous", ledger]).unwrap().contains("以后改动过，没有使用"));
    fs::remove_file(&file).unwrap();
    assert!(run(&["--previous", ledger]).unwrap().contains("无法读取"));
    // Both years in one folder, with one ledger.
    fs::write(new.join("b.txt"), text).unwrap();
    assert_eq!(run(&["--previous", new.to_str().unwrap(), "--ledger", both]), None);
    assert_eq!(run(&["--previous", both, "--ledger", both]), None);
}

#[test]
fn a_sumu_is_summed_up_as_a_township() {
    let folder = tempfile::tempdir().unwrap();
    let banner = [("绥江县", "西乌珠穆沁旗")];
    write(&folder.path().join("own"), "a.txt", "绥江县人民政府", &banner);
    let sumu = [("绥江县人民政府", "西乌珠穆沁旗巴彦花苏木人民政府"), PENALTIES];
    write(&folder.path().join("below"), "a.txt", "绥江县人民政府", &sumu);
    let below = folder.path().join("below");
    let (json, _) = check(&folder.path().join("own"), &["--children", below.to_str().unwrap()]);
    assert_eq!(why(&json, "A03"), None, "{json}");
    let found = finding(&json, "A03").or_else(|| finding(&json, "A04")).expect("1905 are more than 905");
    assert!(found["message"].as_str().unwrap().contains("1905"), "{found}");
}

#[test]
fn what_cannot_be_used_is_said() {
    let own = report("clean-2020.txt");
    let own = own.to_str().unwrap();
    for (flag, whose) in [("--children", "下级机关的报告"), ("--peers", "同级机关的报告")] {
        let ran = gouji(&["check", own, flag, "/nowhere"]);
        assert_eq!((ran.code, ran.err.as_str()), (2, &*format!("gouji: 找不到{whose} /nowhere\n")));
        let folder = tempfile::tempdir().unwrap();
        let notes = folder.path().join("notes.txt");
        fs::write(&notes, "开会通知").unwrap();
        let ran = gouji(&["check", own, flag, notes.to_str().unwrap()]);
        assert_eq!(ran.code, 2, "{}", ran.err);
        assert!(ran.err.contains("不能使用"), "{}", ran.err);
        let ran = gouji(&["check", own, flag, folder.path().to_str().unwrap()]);
        assert!(ran.err.contains(&format!("{flag} 中有 1 个文件读不出年度，没有使用")), "{}", ran.err);
    }
}

/// What a check by a profile says of a rule.
#[track_caller]
fn with_profile(profile: &str, rule: &str, expected: Result<Option<&str>, &str>) {
    let folder = tempfile::tempdir().unwrap();
    let file = folder.path().join("mine.toml");
    fs::write(&file, format!("extends = \"national\"\n{profile}")).unwrap();
    let own = report("clean-2023.txt");
    let words = ["check", own.to_str().unwrap(), "--format", "json", "--profile", file.to_str().unwrap()];
    let ran = gouji(&words);
    match expected {
        Ok(level) => {
            let json = ran.json();
            let findings = json["reports"][0]["findings"].as_array().unwrap();
            let found = findings.iter().find(|finding| finding["rule"] == rule);
            assert_eq!(found.map(|finding| finding["severity"].as_str().unwrap()), level);
        }
        Err(why) => {
            assert_eq!(ran.code, 2, "{}", ran.out);
            assert!(ran.err.contains(why), "{}", ran.err);
        }
    }
}

#[test]
fn a_profile_sets_levels_and_options() {
    with_profile("", "S21", Ok(None));
    with_profile("[rules.S21]\nmax = 100", "S21", Ok(Some("info")));
    with_profile("[rules.S21]\nmax = 100\nlevel = 'warning'", "S21", Ok(Some("warning")));
    with_profile("[rules.S21]\nmax = 100\nlevel = 'off'", "S21", Ok(None));
    with_profile(
        "[rules.S21]\nmx = 100",
        "S21",
        Err("mine.toml:3:1：规则 S21 没有“mx”这个选项，您是否想写“max”？；可用的键：level、max"),
    );
    with_profile("[rules.S21]\nmax = '100'", "S21", Err("mine.toml:3:7：max 应为整数，如 max = 1000（"));
    with_profile("[rules.S21]\nmax = 0.5", "S21", Err("mine.toml:3:7：max 应为整数"));
}

//! A ledger through the real program: what is kept of runs, how they go on after an end that nobody planned, and a season.

#[path = "support/place.rs"]
mod place;
mod support;

use std::fs;
use std::process::{Child, Command, Stdio};
use std::thread::sleep;
use std::time::{Duration, Instant};

use crate::place::{Place, Ran, agency, filled, fingerprint, lines, with_sheet};

const FORMATS: &str = "--format text --output a.txt --format json --output a.json --format csv --output a.csv \
                       --format html --output a.html --severity info";

/// Everything that a run writes, file by file.
fn outputs(place: &Place) -> [String; 4] {
    ["a.txt", "a.json", "a.csv", "a.html"].map(|file| fs::read_to_string(place.path(file)).unwrap())
}

#[track_caller]
fn same(one: &[String; 4], other: &[String; 4]) {
    for (one, other) in one.iter().zip(other) {
        let differs = one.lines().zip(other.lines()).find(|(one, other)| one != other);
        assert_eq!(differs, None);
        assert!(one == other, "one of them is longer");
    }
}

#[test]
fn every_output_is_that_of_a_run_without_a_ledger() {
    let place = Place::new();
    place.towns(30);
    place.write("in/no-report.txt", "开会通知");
    let plain = place.run(&format!("check in {FORMATS}"));
    let expected = outputs(&place);
    for formats in [FORMATS, FORMATS, "--format json --output a.json"] {
        let ran = place.run(&format!("check in {formats} --ledger in/s.gouji --jobs 2"));
        assert_eq!(ran.code, plain.code, "{}", ran.err);
        same(&outputs(&place), &expected);
        // A change of rules.
        place.rule("N10", "info", "loose", "等等");
    }
    place.rule("N10", "warning", "loose", "等等");
    let ran = place.run(&format!("check in {FORMATS} --ledger in/s.gouji"));
    let with = outputs(&place);
    let plain = place.run(&format!("check in {FORMATS}"));
    assert_eq!(ran.code, plain.code);
    same(&with, &outputs(&place));
}

fn killed(mut child: Child, after: Duration) -> bool {
    sleep(after);
    let alive = child.try_wait().unwrap().is_none();
    child.kill().unwrap();
    child.wait().unwrap();
    alive
}

#[test]
fn a_run_that_is_killed_goes_on_where_it_was() {
    let place = Place::new();
    place.towns(90);
    let began = Instant::now();
    let plain = place.run(&format!("check in {FORMATS} --jobs 2"));
    let whole = began.elapsed();
    let expected = outputs(&place);
    let words = format!("check in {FORMATS} --jobs 2 --ledger s.gouji");
    let mut died = 0;
    for at in 1..=4_u32 {
        let child =
            place.command(&words, "2027-03-01").stdout(Stdio::null()).stderr(Stdio::null()).spawn().unwrap();
        // At another moment each time, as the clock has it.
        let jitter = Duration::from_nanos(u64::from(began.elapsed().subsec_nanos() % 10_000_000));
        died += u32::from(killed(child, whole * at / 4 + jitter));
    }
    assert!(died > 0, "all of them were done before they were killed");
    let ran = place.run(&words);
    assert_eq!(ran.code, plain.code, "{}", ran.err);
    same(&outputs(&place), &expected);
    // The books are those of a run that nobody disturbed.
    let books = place.run("ledger export --ledger s.gouji");
    fs::remove_file(place.path("s.gouji")).unwrap();
    place.run(&words);
    assert_eq!(place.run("ledger export --ledger s.gouji"), books);
    assert!(books.code == 0 && books.out.contains(&agency(1)), "{books:?}");
}

#[cfg(unix)]
#[test]
fn a_run_that_is_told_to_end_keeps_what_is_done() {
    let place = Place::new();
    place.towns(90);
    let expected = place.run("check in --format json");
    for signal in ["INT", "TERM"] {
        let words = format!("check in --format json --output a.json --ledger {signal}.gouji --jobs 1");
        let child = place.command(&words, "2027-03-01").stderr(Stdio::piped()).spawn().unwrap();
        let began = Instant::now();
        let writing = || {
            fs::read_dir(place.path(""))
                .unwrap()
                .any(|entry| entry.unwrap().file_name().to_string_lossy().starts_with(".gouji-"))
        };
        while !writing() && began.elapsed() < Duration::from_secs(20) {
            sleep(Duration::from_millis(1));
        }
        sleep(Duration::from_millis(50));
        let killed = Command::new("kill").args(["-s", signal, &child.id().to_string()]).status().unwrap();
        let told = Instant::now();
        let ended = child.wait_with_output().unwrap();
        assert!(killed.success() && told.elapsed() < Duration::from_secs(2), "{:?}", told.elapsed());
        let said = String::from_utf8(ended.stderr).unwrap();
        assert_eq!(ended.status.code(), Some(130), "{said}");
        let kept = format!("已停止；查完的都记在台账 {signal}.gouji 里了，再运行同一条命令就接着查");
        assert!(said.contains(&kept), "{said}");
        assert!(!writing(), "a temporary file is left");
        assert!(!place.path("a.json").exists(), "{said}");
    }
    let again = place.run("check in --format json --ledger INT.gouji");
    assert_eq!((again.code, again.out == expected.out), (expected.code, true), "{}", again.err);
}

#[test]
fn what_is_no_ledger_is_left_alone() {
    let place = Place::new();
    place.towns(1);
    let refused = |file: &str, said: &str, code: i32| {
        let before = fs::read(place.path(file)).ok();
        let ran = place.run(&format!("check in --ledger {file}"));
        assert_eq!((ran.out.as_str(), ran.code), ("", code), "{}", ran.err);
        assert!(ran.err.contains(said), "{}", ran.err);
        assert_eq!(fs::read(place.path(file)).ok(), before);
    };
    place.write("other.gouji", &"不是数据库\n".repeat(200));
    refused("other.gouji", "other.gouji 不是台账", 2);
    refused("nowhere/s.gouji", "无法打开台账 nowhere/s.gouji：文件夹不存在", 2);
    refused("in", "这是文件夹，不是文件", 2);

    assert_eq!(place.run("check in --ledger s.gouji").code, 0);
    let good = fs::read(place.path("s.gouji")).unwrap();
    let with = |change: &dyn Fn(&mut Vec<u8>)| {
        let mut bytes = good.clone();
        change(&mut bytes);
        fs::write(place.path("s.gouji"), bytes).unwrap();
    };
    // The version stands in the head of the file.
    with(&|bytes| bytes[63] = 99);
    refused("s.gouji", "由较新的 gouji 写成（第 99 版，本程序只懂到第 1 版）", 2);
    with(&|bytes| bytes.truncate(bytes.len() / 2));
    refused("s.gouji", "损坏", 3);
    with(&|bytes| bytes[100..4096].fill(0x55));
    refused("s.gouji", "损坏", 3);
    with(&|_| {});
    assert_eq!(place.run("check in --ledger s.gouji").code, 0);
}

#[cfg(unix)]
#[test]
fn one_run_at_a_time() {
    let place = Place::new();
    place.towns(40);
    let words = "check in --ledger s.gouji";
    let mut first =
        place.command(words, "2027-03-01").stdout(Stdio::null()).stderr(Stdio::null()).spawn().unwrap();
    let began = Instant::now();
    while !place.path("s.gouji").exists() && began.elapsed() < Duration::from_secs(20) {
        sleep(Duration::from_millis(1));
    }
    let second = place.run(words);
    let alive = first.try_wait().unwrap().is_none();
    first.wait().unwrap();
    if alive {
        assert_eq!((second.code, second.out.as_str()), (2, ""));
        assert!(second.err.contains("台账 s.gouji 正被另一个 gouji 使用"), "{}", second.err);
    }
    assert_eq!(place.run(words).code, 1);
}

#[test]
fn a_season() {
    let place = Place::new();
    // The first hand-ins.
    place.report("in/a.txt", "青山县人民政府", "依《公开法》办理若干件，等等。");
    place.report("in/b.txt", "白水县人民政府", "依《公开法》办理。");
    let first = place.run_on("2027-03-01", "check in --ledger s.gouji");
    assert_eq!(first.code, 1);
    assert!(first.err.contains("台账 s.gouji：2 个单位；新增 4"), "{}", first.err);
    let units = place.run("ledger units");
    assert_eq!(
        lines(&units, &["县"]),
        [
            "青山县人民政府  错误 1 警告 1 提示 1  2027-03-01  有错误  in/a.txt",
            "白水县人民政府  错误 1  2027-03-01  有错误  in/b.txt",
        ]
    );

    // Decisions: the error is sent back, the warning explained, the other county's error cannot be.
    let (act, vague) = (fingerprint(&place, "青山", "N01"), fingerprint(&place, "青山", "N02"));
    let both = place.run(&format!("decide {act} --as 退回 --why 改名称"));
    assert_eq!(both.code, 2, "{}", both.err);
    assert!(both.err.contains("白水县人民政府、青山县人民政府等单位都有指纹为"), "{}", both.err);
    assert_eq!(place.run(&format!("decide {act} --unit 青山 --as 退回 --why 改名称 --by 李四")).code, 0);
    assert_eq!(place.run(&format!("decide {vague} --as 已说明 --why 原文如此 --by 李四")).code, 0);
    let refused = place.run("decide --unit 白水 --as 已说明 --why 没有问题");
    assert_eq!(refused.code, 2);
    assert!(refused.err.contains("1 个问题是错误，不能记为“已说明”"), "{}", refused.err);
    assert_eq!(
        place.run("decide --rule N01 --unit 白水 --as 不是问题 --why 引用原文 --until 2027-04-30").code,
        0
    );

    // They survive a re-run.
    let again = place.run_on("2027-03-02", "check in --ledger s.gouji --show-waived");
    assert_eq!(again.code, 1);
    let said = lines(&again, &["豁免", "共 2 份"]);
    assert!(said.contains(&"= 豁免：已说明：原文如此（李四）"), "{said:?}");
    assert!(said.contains(&"= 豁免：不是问题：引用原文（至 2027-04-30）"), "{said:?}");
    assert!(said.iter().any(|line| line.contains("通过 1") && line.contains("已豁免 2")), "{said:?}");

    // A new hand-in mends the error, keeps the warning elsewhere in the text, and brings another one.
    place.report("in/a2.txt", "青山县人民政府", "新的一行。\n依法办理若干件。");
    let second = place.run_on("2027-03-10", "check in --ledger s.gouji");
    assert!(second.err.contains("2 个单位；已改 2"), "{}", second.err);
    let units = place.run("ledger units");
    assert_eq!(
        lines(&units, &["青山", "in/a"]),
        [
            "青山县人民政府  已处理 1 已改 2，报送 2 次",
            "2027-03-01  有错误  in/a.txt",
            "2027-03-10  通过  in/a2.txt  ← 以这份为准",
        ]
    );
    let changes = place.run("ledger changes --since 2027-03-05");
    assert_eq!(
        lines(&changes, &["县", "报送"]),
        ["青山县人民政府 2020年度：已改 2，未改 1，新增 0", "2027-03-10 报送 in/a2.txt"]
    );

    // What was mended comes back; a decision ends on its day.
    place.report("in/a3.txt", "青山县人民政府", "依《公开法》办理若干件，共3件。");
    fs::remove_file(place.path("in/a.txt")).unwrap();
    fs::remove_file(place.path("in/a2.txt")).unwrap();
    let third = place.run_on("2027-05-01", "check in --ledger s.gouji");
    assert!(third.err.contains("再次出现 1"), "{}", third.err);
    let shown = place.run_on("2027-05-01", "ledger show 白水");
    assert!(shown.out.contains("不是问题：引用原文，至 2027-04-30【已到期】"), "{}", shown.out);
    assert_eq!(third.code, 1);

    // A mistake in a name, and a year.
    assert!(place.run("ledger show 黄河").err.contains("台账里没有“黄河”这个单位"));
    let none = place.run("ledger units --year 2019");
    assert!(none.out.contains("年度不对 2"), "{}", none.out);
}

#[test]
fn commands_find_their_ledger_and_refuse_what_they_cannot_do() {
    let place = Place::new();
    let said = |words: &str, code: i32, expected: &str| {
        let ran = place.run(words);
        assert_eq!((ran.code, ran.out.as_str()), (code, ""), "{}", ran.err);
        assert!(ran.err.contains(expected), "{}", ran.err);
    };
    said("ledger units", 2, "当前文件夹里没有台账（.gouji 文件）");
    said("ledger units --ledger no.gouji", 2, "没有台账 no.gouji；用 gouji check");
    place.towns(2);
    place.run("check in --ledger a.gouji");
    assert_eq!(place.run("ledger units").code, 0);
    said("decide 1234567890abcdef --as 退回", 2, "台账里没有指纹为 1234567890abcdef 的现存问题");
    said("decide --as 退回", 2, "没有写对哪些问题作决定");
    said("decide --rule N01 --as 不是问题", 2, "“不是问题”要写明理由（--why）");
    said("decide --rule X99 --as 退回", 2, "没有符合这些条件的现存问题");
    place.run("check in --ledger b.gouji");
    said("ledger units", 2, "当前文件夹里有几个台账（a.gouji、b.gouji）");
}

#[test]
fn a_roster_tells_who_has_not_handed_in() {
    let place = Place::new();
    place.report("in/a.txt", "青山县人民政府", "好。");
    place.report("in/b1.txt", "白水县人民政府", "好。");
    place.report("in/b2.txt", "白水县人民政府", "等等。");
    place.report("in/c.txt", "红谷县人民政府", "好。");
    let clean = fs::read_to_string(place.path("in/a.txt")).unwrap();
    place.write("in/old.txt", &clean.replace("青山县", "黑石县").replace("2020", "2019"));
    place.write("in/no-report.txt", "开会通知");
    place.run("check in --ledger s.gouji");
    // Two names are one unit's.
    place.write("名册.csv", "单位,别名,区划\n青石县人民政府,青山县人民政府,530699\n白水县人民政府,,\n黑石县人民政府,,\n金沙县人民政府,,\n");
    let loaded = place.run("ledger roster 名册.csv");
    assert!(loaded.code == 0 && loaded.err.contains("名册有 4 个单位"), "{}", loaded.err);
    place.run("check in --ledger s.gouji");
    let units = place.run("ledger units");
    assert_eq!(
        units.out.lines().map(str::trim).collect::<Vec<_>>(),
        [
            "2020年度，5 个单位：已报送 2，有多份 1，年度不对 1，未报送 1",
            "",
            "未报送（1）",
            "金沙县人民政府",
            "",
            "年度不对（1）",
            "黑石县人民政府：交的是 2019年度 in/old.txt",
            "",
            "有多份（1）",
            "白水县人民政府  提示 1，报送 2 次",
            "2027-03-01  通过  in/b1.txt",
            "2027-03-01  通过  in/b2.txt  ← 以这份为准",
            "",
            "已报送（2）",
            "红谷县人民政府（不在名册里）  没有问题  2027-03-01  通过  in/c.txt",
            "青石县人民政府  没有问题  2027-03-01  通过  in/a.txt（署名 青山县人民政府）",
            "",
            "看不出是哪个单位的文件（1）",
            "in/no-report.txt  无法读取",
        ]
    );
    // As spreadsheets in Chinese write it.
    let (gbk, ..) = encoding_rs::GBK
        .encode("单位,别名\r\n青石县人民政府,青山县人民政府\r\n金沙县人民政府,\r\n金沙县人民政府,\r\n");
    fs::write(place.path("gbk.csv"), &*gbk).unwrap();
    let refused = place.run("ledger roster gbk.csv");
    assert!(
        refused.code == 2 && refused.err.contains("第 4 行的“金沙县人民政府”与第 3 行重复"),
        "{}",
        refused.err
    );
    fs::write(place.path("gbk.csv"), &gbk[..gbk.len() - 17]).unwrap();
    assert!(place.run("ledger roster gbk.csv").err.contains("名册有 2 个单位"));
    place.run("ledger roster 名册.csv");
    // As a sheet, it is a roster again.
    let sheet = place.run("ledger units --format csv");
    place.write("again.csv", &sheet.out);
    assert!(place.run("ledger roster again.csv").err.contains("名册有 5 个单位"));
    assert!(place.run("ledger roster 没有.csv").err.contains("无法读取 没有.csv：文件不存在"));
}

#[test]
fn a_sheet_comes_back() {
    let (place, sheet) = with_sheet();
    let sent = filled(&sheet, "青山", "N02", "已说明", "原文如此", "2027/5/1");
    let sent = filled(&sent, "白水", "N02", " 退回", "写明件数", "");
    // Sorted, with a title above, a column added and others moved.
    let mut rows: Vec<Vec<&str>> =
        sent.trim_start_matches('\u{feff}').lines().map(|line| line.split(',').collect()).collect();
    rows[1..].reverse();
    let moved = rows.iter().map(|row| [&row[10..], &["备注"], &row[..10]].concat().join(","));
    let moved = format!("审核意见汇总\n\n{}\n", moved.collect::<Vec<_>>().join("\n"));
    place.write("back.csv", &moved);
    let dry = place.run("ledger import back.csv --dry-run");
    assert_eq!(dry.code, 0, "{}", dry.err);
    assert_eq!(
        lines(&dry, &["记为"]),
        ["青山县人民政府 N02 记为“已说明”：原文如此", "白水县人民政府 N02 记为“退回”：写明件数"]
    );
    assert!(dry.err.contains("将导入 2 个决定"), "{}", dry.err);
    assert!(place.run("ledger decisions").out.contains("没有决定"));

    let taken = place.run("ledger import back.csv --by 李四");
    assert!(
        taken.code == 0 && taken.err.contains("已导入 2 个决定；与台账相同 0 行，没有填 2 行，没有导入 0 行"),
        "{}",
        taken.err
    );
    assert!(place.run("ledger show 青山").out.contains("已说明：原文如此，李四，至 2027-05-01"));
    let again = place.run("ledger import back.csv");
    assert!(again.code == 0 && again.err.contains("已导入 0 个决定；与台账相同 2 行"), "{}", again.err);

    // Somebody decided since the sheet was made.
    let later = fingerprint(&place, "白水", "N02");
    place.run(&format!("decide {later} --unit 白水 --as 不是问题 --why 另有规定 --by 王五"));
    let conflict = place.run("ledger import back.csv");
    assert_eq!(conflict.code, 3);
    assert!(
        conflict.err.contains(
            "白水县人民政府 的 N02 已经另有决定（不是问题，王五 2027-03-01）；要以表格为准，加 --overwrite"
        ),
        "{}",
        conflict.err
    );
    // A sheet that was made afterwards may change it.
    let newer = place.run("ledger export").out;
    place.write("newer.csv", &filled(&newer, "白水", "N02", "退回", "写明件数", ""));
    assert!(place.run("ledger import newer.csv").err.contains("已导入 1 个决定"));
    place.run(&format!("decide {later} --unit 白水 --as 不是问题 --why 另有规定 --by 王五"));
    let forced = place.run("ledger import back.csv --overwrite");
    assert!(forced.code == 0 && forced.err.contains("已导入 1 个决定"), "{}", forced.err);
}

#[test]
fn what_a_sheet_says_wrongly_is_told_by_row() {
    let (place, sheet) = with_sheet();
    let refused = |sheet: &str, expected: &str| {
        place.write("back.csv", sheet);
        let ran = place.run("ledger import back.csv");
        assert!(ran.code >= 2 && ran.err.contains(expected), "{}", ran.err);
        assert!(place.run("ledger decisions").out.contains("没有决定"), "something was taken");
    };
    let fill = |decision: &str, why: &str, until: &str| filled(&sheet, "青山", "N01", decision, why, until);
    refused(&fill("同意", "", ""), "第 3 行：决定“同意”不认识，可以写 退回、已说明、不是问题、待定");
    refused(&fill("不是问题", "", ""), "第 3 行：“不是问题”要写明理由");
    refused(&fill("已说明", "原文如此", ""), "第 3 行：青山县人民政府 的 N01 是错误，不能记为“已说明”");
    refused(&fill("退回", "", "年底"), "第 3 行：有效至“年底”不是日期");
    let number = fingerprint(&place, "青山", "N01");
    refused(
        &fill("退回", "", "").replace(&number, "1.23E+15"),
        "第 3 行：“1.23e+15”不是指纹（16 位），可能被表格软件当作数字改过",
    );
    refused(
        &fill("退回", "", "").replace(&number, "0000000000000000"),
        "第 3 行：台账里没有指纹为 0000000000000000 的问题",
    );
    let twice = fill("退回", "改", "") + fill("待定", "", "").lines().nth(2).unwrap() + "\r\n";
    refused(&twice, "第 3 行：与第 6 行是同一个问题，写的却不一样");
    refused("单位,问题\n甲,乙\n", "没有找到表头：应有一行写着“指纹”“决定”");
}

#[test]
fn the_workbook_of_a_check_can_be_sent_back() {
    let (place, _) = with_sheet();
    place.run("check in --format xlsx --output a.xlsx");
    let ran = place.run("ledger import a.xlsx");
    assert!(
        ran.code == 0 && ran.err.contains("已导入 0 个决定；与台账相同 0 行，没有填 4 行"),
        "{}",
        ran.err
    );
}

#[test]
fn a_rule_gets_another_code_and_decisions_go_on() {
    let (place, _) = with_sheet();
    let vague = fingerprint(&place, "青山", "N02");
    place.run(&format!("decide {vague} --unit 青山 --as 已说明 --why 原文如此"));
    place.rule("N77", "warning", "vague", "若干件");
    // Nobody has said that they are the same.
    let before = place.run("check in --ledger s.gouji");
    assert!(before.err.contains("规则或程序变了而不再报 2"), "{}", before.err);
    let orphans = place.run("ledger decisions --orphans");
    assert!(
        orphans.out.contains("青山县人民政府 N02 已说明：原文如此")
            && orphans.out.contains("【没有对应的问题】"),
        "{}",
        orphans.out
    );
    assert_eq!(place.run("ledger rename N02 N77").code, 0);
    let after = place.run("check in --ledger s.gouji --show-waived");
    assert!(after.out.contains("豁免：已说明：原文如此"), "{}", after.out);
    assert_eq!(place.run("ledger decisions --orphans").out, "没有决定\n");
}

#[test]
fn waivers_and_baselines_become_decisions() {
    let (place, _) = with_sheet();
    place.run("baseline in --output base.toml");
    let ran = place.run("ledger import base.toml --by 李四");
    assert!(ran.code == 0 && ran.err.contains("已导入 4 个决定"), "{}", ran.err);
    assert!(place.run("ledger decisions").out.contains("待定：基线 base.toml（2027-03-01，李四）【有效】"));
    place.write(
        "p.toml",
        "packs = ['qingshi']\n[[waivers]]\nagency = '白水县人民政府'\nrule = 'N02'\nreason = '原文如此'\nowner = '办公室'\n\
         expires = 2027-04-30\n[[waivers]]\nagency = '黑石县人民政府'\nrule = 'N02'\nreason = '无'\nowner = '无'\n\
         expires = 2027-04-30\n",
    );
    let ran = place.run("ledger import p.toml --overwrite");
    assert_eq!(ran.code, 3);
    assert!(ran.err.contains("豁免（黑石县人民政府 N02）没有对应的现存问题"), "{}", ran.err);
    assert!(place.run("ledger show 白水").out.contains("已说明：原文如此，办公室，至 2027-04-30"));
}

#[test]
fn findings_are_counted() {
    let (place, _) = with_sheet();
    place.report("in/c.txt", "红谷县人民政府", "办理若干件。");
    place.run("check in --ledger s.gouji");
    place.run("decide --rule N02 --unit 红谷 --as 已说明 --why 原文如此");
    let by_rule = place.run("ledger stats");
    assert_eq!(
        by_rule.out.lines().collect::<Vec<_>>(),
        [
            "N01 写法不当：1 份报告，错误 1，警告 0，提示 0，已处理 0，已改 0",
            "N02 写法不当：3 份报告，错误 0，警告 2，提示 0，已处理 1，已改 0",
            "N10 写法不当：1 份报告，错误 0，警告 0，提示 1，已处理 0，已改 0",
        ]
    );
    let by_level = place.run("ledger stats --by level");
    assert_eq!(by_level.out, "县级政府：3 份报告，错误 1，警告 2，提示 1，已处理 1，已改 0\n");
    let by_year = place.run("ledger stats --by year --format csv");
    assert_eq!(by_year.out, "\u{feff}年度,名称,报告,错误,警告,提示,已处理,已改\r\n2020,,3,1,2,1,1,0\r\n");
    let by_county: serde_json::Value =
        serde_json::from_str(&place.run("ledger stats --by county --format json").out).unwrap();
    assert_eq!(
        by_county.as_array().unwrap().iter().map(|county| county["reports"].as_u64().unwrap()).sum::<u64>(),
        3
    );
}

#[cfg(unix)]
#[test]
fn where_the_disk_is_full_the_check_goes_on() {
    let place = Place::new();
    place.towns(60);
    let expected = place.run("check in --format json");
    place.run("check in/000.txt --ledger s.gouji");
    let before = place.run("ledger export");
    // No file may grow beyond this; the shell's children are not killed for it.
    let mut limited = Command::new("sh");
    let gouji = env!("CARGO_BIN_EXE_gouji");
    let words = format!("ulimit -f 240; trap '' XFSZ; exec {gouji} check in --format json --ledger s.gouji");
    limited.args(["-c", &words]).current_dir(place.path("")).env("GOUJI_HOME", place.path("home"));
    let output = limited.env("GOUJI_TODAY", "2027-03-01").stdin(Stdio::null()).output().unwrap();
    let said = String::from_utf8(output.stderr).unwrap();
    assert!(String::from_utf8(output.stdout).unwrap() == expected.out, "{said}");
    assert_eq!(output.status.code(), Some(3), "{said}");
    assert!(said.contains("无法写入台账 s.gouji：磁盘读写失败；已经写入的都还在"), "{said}");
    // Nothing that was there is lost, and with room it goes on.
    assert_eq!(place.run("ledger export"), before);
    assert_eq!(place.run("check in --format json --ledger s.gouji").out, expected.out);
    assert!(place.run("ledger units").out.contains("2020年度，60 个单位：已报送 60"));
}

/// What a report is told to be known besides its findings.
fn notes(ran: &Ran) -> Vec<String> {
    let json: serde_json::Value = serde_json::from_str(&ran.out).expect("it is JSON");
    let trouble = json["reports"][0]["trouble"].as_array().unwrap();
    assert!(trouble.iter().all(|trouble| trouble["blocking"] == false), "{trouble:?}");
    trouble.iter().map(|trouble| trouble["message"].as_str().unwrap().to_owned()).collect()
}

/// The report of a body of 青山县 with another figure.
fn below(place: &Place, file: &str, agency: &str, licences: &str, year: &str) {
    place.report(file, "青山县人民政府", "好。");
    let text = fs::read_to_string(place.path(file)).unwrap();
    let text =
        text.replace("青山县人民政府", agency).replace("行政处罚 | 310", &format!("行政处罚 | {licences}"));
    place.write(file, &text.replace("2020年", &format!("{year}年")));
}

#[test]
fn what_is_to_be_known_of_reports_below_is_said() {
    let place = Place::new();
    place.report("in/a.txt", "青山县人民政府", "好。");
    below(&place, "below/a.txt", "青山县教育局", "310", "2020");
    below(&place, "below/b.txt", "青山县教育局", "311", "2020");
    // The same figures in other words count once.
    below(&place, "below/c.txt", "青山县公安局", "310", "2020");
    place.report("below/d.txt", "青山县人民政府", "改了。");
    let other = fs::read_to_string(place.path("below/d.txt")).unwrap();
    place.write("below/d.txt", &other.replace("青山县人民政府", "青山县公安局"));
    below(&place, "below/e.txt", "青山县水利局", "310", "2019");
    // Those of other counties are nobody's business here.
    place.report("below/f.txt", "白水县教育局", "好。");
    let ran = place.run("check in --children below --format json");
    assert_eq!(
        notes(&ran),
        [
            "给出的下级报告中 青山县教育局 有 2 份数字不同的2020年度报告（below/a.txt、below/b.txt），按哪一份汇总都不符的才报；请留下对的一份",
            "给出的下级报告中只有2019年度而没有2020年度报告的下级：青山县水利局（below/e.txt），没有汇总",
        ]
    );
    // By the roster others are missing.
    place.run("check in --ledger s.gouji");
    place.write(
        "名册.csv",
        "单位,层级,上级,别名\n青山县人民政府,县,,\n青山县公安局,部门,青山县人民政府,\n青山县体育局,部门,青山县人民政府,\n\
         青山县教育体育局,部门,青山县人民政府,青山县教育局\n青山县大河乡人民政府,乡镇,,\n白水县大河乡人民政府,乡镇,,\n",
    );
    place.run("ledger roster 名册.csv");
    let ran = place.run("check in --children below --ledger s.gouji --format json");
    let absent = "名册里的下级 青山县体育局、青山县大河乡人民政府 没有给出2020年度的报告，汇总里没有它们的数";
    assert_eq!(notes(&ran).last().map(String::as_str), Some(absent));
    // What is remembered says so too, and a report that comes makes what depends on it stale.
    let again = place.run("check in --children below --ledger s.gouji --format json");
    assert_eq!(again.out, ran.out);
    below(&place, "below/g.txt", "青山县体育局", "310", "2020");
    let ran = place.run("check in --children below --ledger s.gouji --format json");
    let absent = "名册里的下级 青山县大河乡人民政府 没有给出2020年度的报告，汇总里没有它们的数";
    assert_eq!(notes(&ran).last().map(String::as_str), Some(absent));
}

/// Without decisions but those on penalties.
fn nothing_else(text: &str) -> String {
    let line = |line: &str| match line.strip_suffix(" |").and_then(|line| line.rsplit_once("| ")) {
        Some((before, _))
            if ["行政许可 |", "其他对外管理服务事项 |", "行政强制 |"]
                .iter()
                .any(|row| line.contains(row)) =>
        {
            format!("{before}| 0 |\n")
        }
        _ => format!("{line}\n"),
    };
    text.lines().map(line).collect()
}

#[test]
fn a_government_is_held_against_the_sum_of_what_is_below() {
    let place = Place::new();
    // 905 penalties of its own; the police have 900 and education has 5; nobody counted the water bureau's 77.
    place.report("in/gov.txt", "青山县人民政府", "好。");
    let penalties = |file: &str, agency: &str, decisions: &str| {
        place.report(file, "青山县人民政府", "好。");
        let text = fs::read_to_string(place.path(file)).unwrap().replace("青山县人民政府", agency);
        assert!(text.contains("行政处罚 | 310 | 6 | 905 |") && text.contains("行政强制 | 42 | 0 | 37 |"));
        let text = text.replace("行政处罚 | 310 | 6 | 905 |", &format!("行政处罚 | 310 | 6 | {decisions} |"));
        // Of everything else in that table the police have all.
        let text = if agency.ends_with("公安局") { text } else { nothing_else(&text) };
        place.write(file, &text);
    };
    penalties("in/a.txt", "青山县公安局", "900");
    penalties("in/b.txt", "青山县教育局", "5");
    penalties("in/c.txt", "青山县水利局", "77");
    // Another county's, and one of another year.
    penalties("in/d.txt", "白水县教育局", "1000");
    below(&place, "in/e.txt", "青山县体育局", "310", "2019");
    place.run("check in --ledger s.gouji");
    place.write("名册.csv", "单位,层级,上级\n青山县人民政府,县,\n青山县文化局,部门,青山县人民政府\n");
    place.run("ledger roster 名册.csv");
    let ran = place.run("ledger rollup 青山县人民政府");
    assert_eq!(ran.code, 0, "{}", ran.err);
    assert!(
        ran.out.starts_with("青山县人民政府 2020年度：下级和所属部门 5 个，汇总了 3 个\n"),
        "{}",
        ran.out
    );
    assert_eq!(
        lines(&ran, &["没有汇总", "行政处罚"]),
        [
            "没有汇总 青山县体育局：没有报送2020年度的（交的是2019年度）",
            "没有汇总 青山县文化局：没有报送",
            "表二 行政处罚·处理决定数量：本级 905，下级合计 982，少 77",
            "表二：正好差青山县水利局的数，像是没有汇总进来",
        ]
    );
    let csv = place.run("ledger rollup --format csv").out;
    assert!(csv.contains("青山县人民政府,2020,表二,行政处罚,处理决定数量,905,982,-77,"), "{csv}");
    assert!(!csv.contains("白水县"), "{csv}");
    // A file that is not as it was checked counts for nothing until it is checked again.
    penalties("in/c.txt", "青山县水利局", "78");
    let changed = place.run("ledger rollup 青山县人民政府");
    assert!(changed.out.contains("没有汇总 青山县水利局：in/c.txt 在检查以后改动过"), "{}", changed.out);
    place.run("check in --ledger s.gouji");
    let json: serde_json::Value =
        serde_json::from_str(&place.run("ledger rollup 青山县人民政府 --format json").out).unwrap();
    let cells = json[0]["cells"].as_array().unwrap();
    let penalties = cells.iter().find(|cell| cell["row"] == "行政处罚").unwrap();
    assert_eq!((penalties["own"].as_str(), penalties["sum"].as_str()), (Some("905"), Some("983")));
    assert_eq!(json[0]["causes"], serde_json::json!([["表二", "正好差青山县水利局的数，像是没有汇总进来"]]));
    let refused = place.run("ledger rollup 青山县公安局");
    assert!(refused.code == 2 && refused.err.contains("不是一级政府"), "{}", refused.err);
}

const SCHEME: &str = "title = '评分'\nfull = 100\n[[items]]\nname = '内容'\nfull = 100\n\
    [[items.deduct]]\nrules = ['N*']\nlevels = ['error']\npoints = 12.5\n\
    [[items.deduct]]\nrules = ['N02', 'N10']\npoints = 3\nmost = 4\n\
    [[veto]]\nname = '没有报送'\nstates = ['missing']\nscore = 0\n";

#[test]
fn units_are_scored_with_evidence() {
    let (place, _) = with_sheet();
    place.write("评分.toml", SCHEME);
    place.write("名册.csv", "单位\n青山县人民政府\n白水县人民政府\n红谷县人民政府\n");
    place.run("ledger roster 名册.csv");
    let scored = place.run("ledger score 评分.toml");
    assert_eq!(
        lines(&scored, &["县", "内容", "否决"]),
        [
            "97  白水县人民政府",
            "内容 97/100",
            "83.5  青山县人民政府",
            "内容 83.5/100",
            "0  红谷县人民政府（未报送，没有可评的报告）",
            "否决：没有报送，总分不超过 0"
        ]
    );
    let one = place.run("ledger score 评分.toml --unit 青山");
    let said = lines(&one, &["扣", "N0", "N10"]);
    assert_eq!(said.len(), 5, "{said:?}");
    assert!(said[0] == "扣 12.5：" && said[2] == "扣 4（本应扣 6，至多扣 4）：", "{said:?}");
    assert!(said[1].starts_with("N01 ") && said[1].contains("，指纹 "), "{said:?}");
    // What people settled is not taken off.
    place.run("decide --rule N01 --unit 青山 --as 不是问题 --why 引用");
    let json: serde_json::Value =
        serde_json::from_str(&place.run("ledger score 评分.toml --format json").out).unwrap();
    assert_eq!(
        (json["units"][1]["score"].as_f64(), json["units"][1]["unit"].as_str()),
        (Some(96.0), Some("青山县人民政府"))
    );
    assert_eq!(json["basis"]["packs"]["packs"][0]["id"], "qingshi");
    assert_eq!(json["basis"]["profiles"][0]["sha256"].as_str().unwrap().len(), 64);
    let csv = place.run("ledger score 评分.toml --format csv").out;
    assert!(csv.contains("单位,层级,区划,年度,得分,说明,内容（100）,否决,依据,文件,sha256"), "{csv}");
    assert!(csv.contains("红谷县人民政府,,,2020,0,未报送，没有可评的报告"), "{csv}");
    // Mistakes are told by place.
    place.write("坏.toml", "full = 10\n[[items]]\nname = '表'\nfull = 10\nmax = 3\n");
    let bad = place.run("ledger score 坏.toml");
    assert_eq!(bad.code, 2);
    assert!(bad.err.contains("坏.toml:5:1：不认识的键“max”"), "{}", bad.err);
    assert_eq!(place.run("ledger score 没有.toml").code, 2);
}

#[test]
fn a_decision_on_what_changed_lapses() {
    let place = Place::new();
    place.write(
        "home/rules/qingshi/vague.toml",
        &fs::read_to_string(place.path("home/rules/qingshi/vague.toml"))
            .unwrap()
            .replace("find = ['若干件']", "find = ['若干件', '许多件']"),
    );
    place.report("in/a.txt", "青山县人民政府", "办理若干件。");
    place.run("check in --ledger s.gouji");
    place.run("decide --rule N02 --as 已说明 --why 原文如此 --by 李四");
    assert!(place.run("check in --ledger s.gouji --show-waived").out.contains("豁免：已说明：原文如此"));
    place.report("in/a.txt", "青山县人民政府", "办理许多件。");
    let ran = place.run_on("2027-03-09", "check in --ledger s.gouji --show-waived");
    assert!(ran.err.contains("改后仍有问题 1，因内容改过而失效的决定 1"), "{}", ran.err);
    assert!(!ran.out.contains("豁免"), "{}", ran.out);
    let shown = place.run("ledger show 青山");
    assert!(
        shown.out.contains("已说明：原文如此，李四【已失效：2027-03-09，内容改过了，仍有问题，请重新决定】"),
        "{}",
        shown.out
    );
    assert!(place.run("ledger decisions").out.contains("【已失效"));
    let changes = place.run("ledger changes --since 2027-03-05");
    assert!(changes.out.contains("改后仍有问题 1"), "{}", changes.out);
}

#[test]
fn a_profile_may_let_errors_be_explained() {
    let place = Place::new();
    place.report("in/a.txt", "青山县人民政府", "依《公开法》办理。");
    assert_eq!(place.run("check in --ledger s.gouji").code, 1);
    let refused = place.run("decide --rule N01 --as 已说明 --why 上级文件如此");
    assert!(refused.code == 2 && refused.err.contains("不能记为“已说明”"), "{}", refused.err);
    let profile = fs::read_to_string(place.path("home/rules/national.toml")).unwrap();
    place.write("home/rules/national.toml", &format!("explain_errors = true\n{profile}"));
    place.run("check in --ledger s.gouji");
    assert_eq!(place.run("decide --rule N01 --as 已说明 --why 上级文件如此").code, 0);
    assert_eq!(place.run("check in --ledger s.gouji").code, 0);
    // It is the profile that allows it, and it may take that back.
    place.write("home/rules/national.toml", &profile);
    assert_eq!(place.run("check in --ledger s.gouji").code, 1);
}

/// Runs that are killed at so many random moments, each with a ledger of its own, and then go on to their end.
fn killed_at(moments: u32, towns: usize) {
    let place = Place::new();
    place.towns(towns);
    let words = format!("check in {FORMATS} --jobs 2 --ledger s.gouji");
    let began = Instant::now();
    let plain = place.run(&words);
    let whole = began.elapsed();
    let (expected, books) = (outputs(&place), place.run("ledger export --ledger s.gouji"));
    let mut seed = std::time::SystemTime::now().duration_since(std::time::UNIX_EPOCH).unwrap().subsec_nanos();
    let mut died = 0;
    for _ in 0..moments {
        for file in ["s.gouji", "s.gouji-journal", "a.txt", "a.json", "a.csv", "a.html"] {
            let _ = fs::remove_file(place.path(file));
        }
        // Some die twice before they come to their end.
        for _ in 0..1 + seed % 2 {
            seed = seed.wrapping_mul(1_664_525).wrapping_add(1_013_904_223);
            let child = place
                .command(&words, "2027-03-01")
                .stdout(Stdio::null())
                .stderr(Stdio::null())
                .spawn()
                .unwrap();
            died += u32::from(killed(child, whole * (seed >> 16) / 65_536));
        }
        let ran = place.run(&words);
        assert_eq!(ran.code, plain.code, "{}", ran.err);
        same(&outputs(&place), &expected);
        assert_eq!(place.run("ledger export --ledger s.gouji"), books);
        assert!(!place.path("s.gouji-journal").exists());
    }
    assert!(died > moments / 2, "{died} of {moments} were still at work when they were killed");
}

#[test]
fn runs_that_are_killed_at_random_moments_end_as_if_undisturbed() {
    killed_at(8, 24);
}

#[test]
#[ignore = "a minute and more"]
fn runs_that_are_killed_at_fifty_random_moments_end_as_if_undisturbed() {
    killed_at(50, 90);
}

#[cfg(target_os = "linux")]
#[test]
fn what_may_only_be_read_is_said_and_left_as_it_is() {
    use std::os::unix::fs::PermissionsExt as _;
    let place = Place::new();
    place.towns(3);
    place.run("check in --ledger s.gouji");
    let before = fs::read(place.path("s.gouji")).unwrap();
    for (path, mode) in [("s.gouji", 0o444), ("", 0o555)] {
        fs::set_permissions(place.path(path), fs::Permissions::from_mode(mode)).unwrap();
    }
    // Root may write everywhere.
    let nobody = |words: &str| {
        let plain = place.command(words, "2027-03-02");
        let root = Command::new("id").arg("-u").output().is_ok_and(|output| output.stdout == b"0\n");
        if !root {
            return Some(plain).map(|mut command| command.output().unwrap());
        }
        let mut command = Command::new("setpriv");
        command.args(["--reuid=65534", "--regid=65534", "--clear-groups"]).arg(env!("CARGO_BIN_EXE_gouji"));
        command
            .args(words.split_whitespace())
            .current_dir(place.path(""))
            .env("GOUJI_HOME", place.path("home"));
        command.env("GOUJI_TODAY", "2027-03-02").stdin(Stdio::null()).output().ok()
    };
    let Some(ran) = nobody("check in --ledger s.gouji") else {
        eprintln!("这台机器没有 setpriv，没有测");
        return;
    };
    let said = String::from_utf8(ran.stderr).unwrap();
    assert!(ran.status.code() == Some(2) && said.contains("s.gouji：没有写入权限"), "{said}");
    let units = nobody("ledger units --ledger s.gouji").unwrap();
    assert!(units.status.success() && String::from_utf8(units.stdout).unwrap().contains("已报送 3"));
    let said = String::from_utf8(nobody("check in --ledger other.gouji").unwrap().stderr).unwrap();
    assert!(said.contains("无法打开台账 other.gouji：文件夹不存在，或没有权限"), "{said}");
    for (path, mode) in [("", 0o755), ("s.gouji", 0o644)] {
        fs::set_permissions(place.path(path), fs::Permissions::from_mode(mode)).unwrap();
    }
    assert!(fs::read(place.path("s.gouji")).unwrap() == before);
}

/// Everything that a season brings, from the first hand-in to the scores.
#[test]
fn a_season_from_beginning_to_end() {
    let place = Place::new();
    place.write("名册.csv", "单位,上级\n青山县人民政府,\n青山县教育局,青山县人民政府\n青山县公安局,青山县人民政府\n青山县水利局,青山县人民政府\n");
    let checked = |day: &str| place.run_on(day, "check in --children in --ledger s.gouji");
    // March: three hand in, one twice.
    place.report("in/gov.txt", "青山县人民政府", "办理若干件。");
    below(&place, "in/edu.txt", "青山县教育局", "310", "2020");
    below(&place, "in/edu-2.txt", "青山县教育局", "311", "2020");
    below(&place, "in/police.txt", "青山县公安局", "310", "2020");
    let police = fs::read_to_string(place.path("in/police.txt")).unwrap();
    place.write("in/police.txt", &format!("{police}依《公开法》办理若干件。\n"));
    checked("2027-03-01");
    assert!(place.run("ledger roster 名册.csv --ledger s.gouji").err.contains("名册有 4 个单位"));
    let first = checked("2027-03-02");
    assert!(first.err.contains("没有变化"), "{}", first.err);
    let units = place.run("ledger units");
    assert!(units.out.starts_with("2020年度，4 个单位：已报送 2，有多份 1，未报送 1"), "{}", units.out);
    // A reviewer's sheet.
    let sheet = place.run("ledger export").out;
    let sheet = filled(&sheet, "公安局", "N01", "退回", "改名称", "");
    place.write("back.csv", &filled(&sheet, "公安局", "N02", "已说明", "原文如此", ""));
    assert!(place.run("ledger import back.csv --by 李四").err.contains("已导入 2 个决定"));
    // The police mend one, the second version of the education report goes, the last one comes late.
    place.write("in/police.txt", &format!("{police}依法办理若干件。\n"));
    fs::remove_file(place.path("in/edu-2.txt")).unwrap();
    below(&place, "in/water.txt", "青山县水利局", "310", "2020");
    let second = checked("2027-04-10");
    assert!(second.err.contains("已改 1"), "{}", second.err);
    let units = place.run("ledger units");
    assert!(units.out.starts_with("2020年度，4 个单位：已报送 4"), "{}", units.out);
    assert_eq!(
        lines(&place.run("ledger changes --since 2027-04-01"), &["公安局", "水利局"])[0],
        "青山县公安局 2020年度：已改 1，未改 1，新增 0"
    );
    // An upgrade gives the rule another code: what was explained stays explained.
    place.run("ledger rename N02 N77");
    place.rule("N77", "warning", "vague", "若干件");
    let third = checked("2027-04-20");
    assert!(!third.err.contains("新增"), "{}", third.err);
    let decisions = place.run("ledger decisions");
    assert!(
        decisions.out.contains("青山县公安局 N77 已说明：原文如此（2027-03-01，李四）【有效】"),
        "{}",
        decisions.out
    );
    assert!(
        decisions.out.contains("青山县公安局 N01 退回：改名称（2027-03-01，李四）【问题已改】"),
        "{}",
        decisions.out
    );
    // Scores: the government's own warning, and who came late.
    place.write(
        "评分.toml",
        "full = 10\n[[items]]\nname = '全部'\nfull = 10\n[[items.deduct]]\nlate = 2027-03-31\npoints = 4\n\
         [[items.deduct]]\nrules = ['N*']\npoints = 1.5\n",
    );
    let scores = place.run("ledger score 评分.toml");
    assert_eq!(
        lines(&scores, &["青山"]),
        ["10  青山县公安局", "10  青山县教育局", "8.5  青山县人民政府", "6  青山县水利局"]
    );
    // Nothing of it depends on how often it is run.
    let again = checked("2027-04-21");
    assert!(again.err.contains("4 个单位；没有变化") && again.out == third.out, "{}", again.err);
}

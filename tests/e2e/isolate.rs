//! Packs in processes of their own: whatever one does, the run ends by itself, says what it was, and passes nothing that
//! was not checked. Real libraries, the real program.

use std::fs;
use std::path::{Path, PathBuf};
use std::sync::LazyLock;

use gouji_core::verdict::Verdict;
use gouji_engine::conformance::{self, Outcome};
use gouji_engine::isolate::{Isolation, Lacking, Mode};
use gouji_engine::{Beside, Home, Input, Session, manifest};
use serde_json::Value;
use tempfile::TempDir;

use crate::support::{Ran, gouji_at, library, project, report};

/// Checked by a hostile pack it does its deed on the first of these; the second is as any other.
const REPORTS: [&str; 2] = ["clean-2020.txt", "clean-2023.txt"];

/// What the hostile pack finds in a report, and the good one beside it.
const FOUND: [&str; 2] = ["HOSTILE-01", "ODD-01"];

/// A temporary installation without national rules, so that a test has nothing to wait for.
struct Place {
    home: TempDir,
}

impl Place {
    /// With the hostile pack doing so, and a good one.
    fn with(mode: &str) -> Self {
        Self::with_library(&hostile(mode))
    }

    fn with_library(bytes: &[u8]) -> Self {
        let place = Self { home: tempfile::tempdir().unwrap() };
        let packs = place.home.path().join("packs");
        manifest::install(&library("odd_pack"), &packs).unwrap();
        let mut installed = MANIFEST.clone();
        installed.sha256 = manifest::sha256(bytes);
        let folder = packs.join("hostile");
        fs::create_dir_all(&folder).unwrap();
        fs::write(folder.join(&installed.library), bytes).unwrap();
        installed.write(&folder).unwrap();
        let rules = place.home.path().join("rules");
        fs::create_dir_all(&rules).unwrap();
        fs::write(
            rules.join("both.toml"),
            "title = \"两个\"\npacks = [\"hostile\", \"odd\"]\nsignature = \"off\"\n",
        )
        .unwrap();
        place
    }

    fn run(&self, more: &[&str]) -> Ran {
        let reports = REPORTS.map(report);
        let reports = reports.iter().map(|path| path.to_str().unwrap());
        let arguments: Vec<&str> =
            ["check", "--profile=both"].into_iter().chain(reports).chain(more.iter().copied()).collect();
        gouji_at(self.home.path(), &arguments)
    }

    fn session(&self, isolation: &Isolation) -> Session {
        Session::of(Home::at(self.home.path())).profile("both").isolation(isolation.clone()).open().unwrap()
    }
}

/// What the well-behaved pack says of itself.
static MANIFEST: LazyLock<manifest::Installed> = LazyLock::new(|| {
    let folder = tempfile::tempdir().unwrap();
    manifest::install(&library("hostile_pack"), folder.path()).unwrap()
});

/// The hostile pack, with the word that tells it what to do.
fn hostile(mode: &str) -> Vec<u8> {
    const MARKER: &[u8] = b"GOUJI-HOSTILE-MODE=";
    const WORD: usize = 21;
    let mut bytes = fs::read(library("hostile_pack")).unwrap();
    let places: Vec<usize> = (0..bytes.len() - MARKER.len() - WORD)
        .filter(|&at| bytes[at..].starts_with(MARKER) && bytes[at + MARKER.len()] == b' ')
        .collect();
    assert!(!places.is_empty(), "the marker was optimised away");
    let word = format!("{mode:WORD$}");
    for at in places {
        bytes[at + MARKER.len()..][..WORD].copy_from_slice(word.as_bytes());
    }
    bytes
}

fn workers(lacking: Lacking) -> Isolation {
    let mut isolation =
        Isolation::by(Mode::Always, PathBuf::from(env!("CARGO_BIN_EXE_gouji")), vec!["pack-worker".into()]);
    isolation.lacking = lacking;
    isolation
}

fn rules_found(report: &Value) -> Vec<&str> {
    report["findings"].as_array().unwrap().iter().map(|finding| finding["rule"].as_str().unwrap()).collect()
}

/// A deed that kills or spoils the pack's process: the one report is incomplete and says why, and the good pack was
/// heard; the other report is checked as if nothing had happened.
#[track_caller]
fn survived(mode: &str, more: &[&str], why: &str) {
    let place = Place::with(mode);
    let ran = place.run(&[&["--isolate=always", "--format", "json"], more].concat());
    let json = ran.json();
    assert_eq!(ran.code, 3, "{}", ran.err);
    let [spoilt, good] = [0, 1].map(|at| &json["reports"][at]);
    assert_eq!(spoilt["verdict"], "incomplete", "{mode}");
    assert_eq!(rules_found(spoilt), ["ODD-02", "ODD-01"], "{mode}");
    let crashed = spoilt["rules"]["crashed"].as_array().unwrap();
    assert_eq!(crashed.len(), 1, "{mode}: {crashed:?}");
    assert_eq!(crashed[0]["rule"], "hostile", "{mode}");
    let said = crashed[0]["why"].as_str().unwrap();
    assert!(said.contains(why), "{mode}: {said}");
    assert_eq!(rules_found(good), FOUND, "{mode}");
    assert_eq!(good["rules"]["crashed"].as_array().unwrap().len(), 0, "{mode}");
    // The same for people: no word of passing, and the pack is named.
    let text = place.run(&[&["--isolate"], more].concat());
    assert_eq!(text.code, 3, "{}", text.err);
    assert!(!text.out.contains("通过") && text.out.contains("hostile"), "{}", text.out);
}

#[test]
fn what_cannot_be_caught_in_one_process() {
    survived("overflows", &[], "栈溢出");
    survived("exits-0", &[], "自行退出（退出码 0）");
    survived("exits-7", &[], "自行退出（退出码 7）");
    survived("aborts", &[], "自行中止（abort）");
    survived("floods", &[], "回答过长");
    survived("many-maps", &[], "回答过长");
    survived("garbles", &[], "回答已损坏");
}

#[test]
fn never_coming_back() {
    survived("loops", &["--pack-timeout=2"], "超过时限（2 秒）");
}

#[test]
fn sleeping() {
    survived("sleeps", &["--pack-timeout=2"], "超过时限（2 秒）");
}

/// Deeds that the system keeps packs from, and ends them for.
#[cfg(target_os = "linux")]
#[test]
fn what_the_system_forbids() {
    const FORBIDDEN: &str = "试图做不许做的事";
    let left = Path::new("/tmp/gouji-hostile-pack-was-here");
    for mode in ["writes", "deletes", "connects", "connects-udp", "spawns", "threads", "kills", "forks"] {
        survived(mode, &[], FORBIDDEN);
    }
    assert!(!left.exists(), "it has written a file");
    survived("allocates", &[], "内存超过上限（512 MiB）");
    survived("faults", &[], "访问了不存在的内存");
    survived("babbles", &[], "回答的字节不合约定");
    survived("hangs-up", &["--pack-timeout=2"], "断开了与程序的联系");
}

/// Deeds that come to nothing: the pack is told so, and goes on.
#[cfg(target_os = "linux")]
#[test]
fn what_the_system_refuses() {
    for (mode, finds) in [
        ("looks", "没有做到：PermissionDenied"),
        ("reads", "没有做到：PermissionDenied"),
        ("lists", "没有做到：PermissionDenied"),
        ("raises-limits", "setrlimit -1"),
        ("prints", "总有一处"),
        ("none", "总有一处"),
    ] {
        let ran = Place::with(mode).run(&["--isolate=always", "--format", "json"]);
        assert_eq!((ran.code, ran.err.as_str()), (1, ""), "{mode}");
        let report = &ran.json()["reports"][0];
        let findings = report["findings"].as_array().unwrap();
        let found = findings.iter().find(|finding| finding["rule"] == "HOSTILE-01").unwrap();
        assert_eq!(found["message"], finds, "{mode}");
    }
}

/// What a pack does before there is a report: nothing is checked, and it is said which pack and why.
#[test]
fn packs_that_do_not_even_say_what_they_are() {
    for (mode, more, why) in [
        ("describe-loops", &["--pack-timeout=2"][..], "超过时限（2 秒）"),
        ("describe-exits", &[], "自行退出（退出码 0）"),
        ("describe-aborts", &[], "自行中止（abort）"),
        #[cfg(target_os = "linux")]
        ("load-exits", &[], "自行退出（退出码 0）"),
        #[cfg(target_os = "linux")]
        ("load-writes", &[], "试图做不许做的事"),
        #[cfg(target_os = "linux")]
        ("load-spawns", &[], "试图做不许做的事"),
    ] {
        let ran = Place::with(mode).run(&[&["--isolate=always"], more].concat());
        assert_eq!((ran.code, ran.out.as_str()), (3, ""), "{mode}: {}", ran.err);
        assert!(ran.err.contains("hostile") && ran.err.contains(why), "{mode}: {}", ran.err);
    }
}

/// What a table says of itself is looked at by the worker, in the same words as without one.
#[test]
fn tables_that_lie() {
    let head = [&gouji_core::boundary::MAGIC[..], &gouji_core::boundary::ABI.to_ne_bytes()].concat();
    let sized = |size: u32| {
        let mut bytes = hostile("none");
        let places: Vec<usize> = (0..bytes.len() - 16).filter(|&at| bytes[at..].starts_with(&head)).collect();
        for at in places {
            bytes[at + 12..at + 16].copy_from_slice(&size.to_ne_bytes());
        }
        Place::with_library(&bytes).run(&["--isolate=always"])
    };
    let small = sized(24);
    assert_eq!(small.code, 3);
    assert!(small.err.contains("的接口表只有 24 字节，应至少有 32 字节"), "{}", small.err);
    // What lies beyond the table that this program knows is not looked at.
    assert_eq!(sized(u32::MAX).code, 1);
}

/// A worker that is started again must be what it was.
#[test]
fn a_pack_that_is_another_every_time() {
    let ran = Place::with("changes").run(&["--isolate=always", "--jobs=1", "--format", "json"]);
    assert_eq!(ran.code, 3);
    let json = ran.json();
    let why = [0, 1].map(|at| json["reports"][at]["rules"]["crashed"][0]["why"].as_str().unwrap().to_owned());
    // It died with both reports in hand, and was started again to be asked about each alone.
    assert_eq!(why, ["重新启动以后自称与先前不同，没有采用"; 2]);
}

/// A worker is given many reports at once: one that kills it costs the others nothing.
#[test]
fn of_many_reports_in_hand_only_those_that_kill_are_spoilt() {
    let session = Place::with("exits-7").session(&workers(Lacking::default()));
    let kills = |at: usize| matches!(at, 3 | 4 | 40);
    let inputs: Vec<_> = (0..70).map(|at| Input::File(report(REPORTS[usize::from(!kills(at))]))).collect();
    let mut spoilt = Vec::new();
    session.check_all(&inputs, Beside::default(), 1, &mut |checked| {
        let found: Vec<&str> = checked.findings.iter().map(|finding| finding.rule.as_str()).collect();
        let whole = (checked.verdict, &found[..], checked.rules.crashed.len()) == (Verdict::Warn, &FOUND, 0);
        spoilt.push(!whole);
        assert_eq!(!whole, checked.verdict == Verdict::Incomplete, "{:?}", checked.rules.crashed);
    });
    let expected: Vec<bool> = (0..70).map(kills).collect();
    assert_eq!(spoilt, expected);
}

/// In one process nothing of this is held up: what isolation is for.
#[cfg(target_os = "linux")]
#[test]
fn without_isolation_a_pack_has_the_rights_of_the_user() {
    let ran = Place::with("reads").run(&["--isolate=never", "--format", "json"]);
    assert_eq!(ran.json()["reports"][0]["findings"][1]["message"], "做到了");
    assert_eq!(Place::with("exits-7").run(&["--isolate=never"]).code, 7);
}

/// Where the kernel has neither of the two, it is said, and what is left still holds: the run ends by itself even when a
/// process that the pack has left behind keeps the pipe open.
#[cfg(unix)]
#[test]
fn without_help_of_the_kernel() {
    let lacking = Lacking { seccomp: true, landlock: true, memory: false };
    let isolation = Isolation { timeout: std::time::Duration::from_secs(2), ..workers(lacking) };
    let inputs = REPORTS.map(|name| Input::File(report(name)));
    for (mode, why) in [("forks", "超过时限（2 秒）"), ("loops", "超过时限（2 秒）"), ("overflows", "栈溢出")]
    {
        let session = Place::with(mode).session(&isolation);
        assert!(session.lacking().unwrap().contains("没有 seccomp 和 landlock"));
        let [spoilt, good] = [0, 1].map(|at| session.check(&inputs[at], None));
        assert_eq!(spoilt.verdict, Verdict::Incomplete, "{mode}");
        assert!(spoilt.rules.crashed[0].why.contains(why), "{mode}: {:?}", spoilt.rules.crashed);
        let found: Vec<&str> = good.findings.iter().map(|finding| finding.rule.as_str()).collect();
        assert_eq!((good.verdict, &found[..]), (Verdict::Warn, &FOUND[..]), "{mode}");
    }
}

/// Everything that every pack must keep to, through workers.
#[test]
fn packs_that_run_apart_keep_to_the_same() {
    let isolation = workers(Lacking::default());
    for name in ["gouji_yunnan", "gouji_zhaotong_2020", "hostile_pack"] {
        let pack = conformance::open_library_with(&library(name), &isolation).unwrap();
        let here = conformance::open_library(&library(name)).unwrap();
        assert!(pack.enforced().is_some() && here.enforced().is_none());
        let (apart, here) = (conformance::examine(&pack), conformance::examine(&here));
        assert_eq!(apart, here, "{name}");
        assert!(apart.is_passed(), "{name}: {:?}", apart.checks);
        assert!(
            apart
                .checks
                .iter()
                .all(|check| !matches!(check.outcome, Outcome::Meaningless(why) if why.contains("动态库")))
        );
    }
}

/// A folder of reports on which a pack never comes back ends before the patience of its user.
#[test]
fn a_pack_that_is_always_late_is_not_asked_for_ever() {
    let isolation =
        Isolation { timeout: std::time::Duration::from_millis(100), ..workers(Lacking::default()) };
    let place = Place::with("sleeps");
    let Ok(session) = Session::of(Home::at(place.home.path())).profile("both").isolation(isolation).open()
    else {
        eprintln!("skipped: the machine is too busy to start a pack in so short a time");
        return;
    };
    let input = Input::File(report(REPORTS[0]));
    let why = |_| session.check(&input, None).rules.crashed.pop().unwrap().why;
    let said: Vec<String> = (0..12).map(why).collect();
    assert!(said[11].contains("已经 10 次超过时限"), "{said:?}");
}

/// Nobody is left behind when the program itself is ended, even by a pack that never comes back.
#[cfg(target_os = "linux")]
#[test]
fn workers_end_with_the_program() {
    use std::process::{Command, Stdio};

    let place = Place::with("loops");
    let mut program = Command::new(env!("CARGO_BIN_EXE_gouji"))
        .args(["check", "--profile=both", "--isolate", "--pack-timeout=600"])
        .arg(report(REPORTS[0]))
        .env("GOUJI_HOME", place.home.path())
        .stdout(Stdio::null())
        .stderr(Stdio::null())
        .spawn()
        .unwrap();
    let workers = until(|| Some(workers_of(program.id())).filter(|workers| workers.len() == 2));
    program.kill().unwrap();
    program.wait().unwrap();
    until(|| workers.iter().all(|worker| has_ended(*worker)).then_some(()));
}

/// Waits for what is bound to happen; a minute is the patience of the test, no measure.
#[cfg(target_os = "linux")]
#[track_caller]
fn until<T>(mut happened: impl FnMut() -> Option<T>) -> T {
    let patience = std::time::Instant::now() + std::time::Duration::from_secs(60);
    loop {
        if let Some(value) = happened() {
            return value;
        }
        assert!(std::time::Instant::now() < patience, "it did not happen");
        std::thread::sleep(std::time::Duration::from_millis(5));
    }
}

/// State and parent of a process.
#[cfg(target_os = "linux")]
fn status(process: u32) -> Option<(String, u32)> {
    let status = fs::read_to_string(format!("/proc/{process}/stat")).ok()?;
    let mut words = status.rsplit_once(") ")?.1.split(' ');
    Some((words.next()?.to_owned(), words.next()?.parse().ok()?))
}

#[cfg(target_os = "linux")]
fn workers_of(program: u32) -> Vec<u32> {
    let numbers = fs::read_dir("/proc").unwrap().flatten();
    let numbers = numbers.filter_map(|entry| entry.file_name().to_str()?.parse().ok());
    numbers.filter(|number| status(*number).is_some_and(|(_, parent)| parent == program)).collect()
}

/// One that nobody has asked how it ended has ended all the same.
#[cfg(target_os = "linux")]
fn has_ended(process: u32) -> bool {
    status(process).is_none_or(|(state, _)| state == "Z" || state == "X")
}

#[test]
fn what_runs_where_is_told() {
    let place = Place::with("none");
    for (how, text, isolated) in [("auto", "，没有签名，隔离运行）", true), ("never", "，没有签名）", false)]
    {
        let how = format!("--isolate={how}");
        let out = place.run(&[&how]).out;
        assert!(out.contains(&format!("载入的规则包：hostile 0.1.0（1 条规则{text}、odd ")), "{out}");
        let json = place.run(&[&how, "--format=json"]).json();
        let pack = &json["packs"][0];
        assert_eq!((&pack["isolated"], &pack["trust"]), (&isolated.into(), &"unsigned".into()));
    }
    let told = |more: &str| gouji_at(place.home.path(), &["packs", "-v", more]).out;
    assert_eq!(told("--isolate=auto").matches("    在隔离的进程里运行\n").count(), 2);
    assert_eq!(told("--isolate=never").matches("    在本程序的进程里运行\n").count(), 2);
}

/// What is held against the suite, or asked for its pages, is trusted by nobody yet.
#[cfg(target_os = "linux")]
#[test]
fn a_pack_under_examination_runs_apart() {
    const APART: &str = "  运行    在隔离的进程里：限时、限内存，不能读写文件、联网、起新的进程\n";
    let examine = |mode: &str, command: &str, more: &str| {
        let place = Place::with(mode);
        let pack = place.home.path().join("packs/hostile");
        gouji_at(place.home.path(), &["pack", command, pack.to_str().unwrap(), more])
    };
    for command in ["check", "test"] {
        for (mode, why) in [
            ("writes", "试图做不许做的事"),
            ("connects", "试图做不许做的事"),
            ("spawns", "试图做不许做的事"),
            ("exits-0", "自行退出（退出码 0）"),
        ] {
            let ran = examine(mode, command, "--isolate=auto");
            assert_eq!(ran.code, 1, "{mode}: {}{}", ran.out, ran.err);
            assert!(ran.out.contains(APART) && ran.out.contains(why), "{mode}: {}", ran.out);
            assert!(ran.out.contains("未通过") && !ran.out.contains("结论：合格"), "{mode}: {}", ran.out);
        }
    }
    assert!(!Path::new("/tmp/gouji-hostile-pack-was-here").exists(), "it has written a file");
    // It ends before it can say what it is, and has loaded nothing into the program.
    let ran = examine("load-writes", "check", "--isolate=auto");
    assert_eq!((ran.code, ran.out.as_str()), (3, ""), "{}", ran.err);
    assert!(ran.err.contains("试图做不许做的事"), "{}", ran.err);
    let ran = examine("describe-aborts", "docs", "--isolate=auto");
    assert_eq!(ran.code, 3, "{}", ran.err);
    assert!(ran.err.contains("自行中止（abort）"), "{}", ran.err);
    let ran = examine("none", "check", "--isolate=never");
    assert_eq!(ran.code, 0, "{}{}", ran.out, ran.err);
    assert!(ran.out.contains("  运行    没有隔离，与本程序权限相同：能读写文件、联网\n"), "{}", ran.out);
}

/// A pack that gives no answer does not pass for one that says the same twice, or that says too much.
#[test]
fn no_answer_is_told_as_such() {
    let mut isolation = workers(Lacking::default());
    isolation.timeout = std::time::Duration::from_millis(200);
    let library = Place::with("loops").home;
    let library = library.path().join("packs/hostile").join(&MANIFEST.library);
    let Ok(pack) = conformance::open_library_with(&library, &isolation) else {
        eprintln!("skipped: the machine is too busy to start a pack in so short a time");
        return;
    };
    let checks = conformance::examine(&pack).checks;
    let faults = |title: &str| {
        let check = checks.iter().find(|check| check.title.starts_with(title)).unwrap();
        match &check.outcome {
            Outcome::Broken(faults) => faults.join("\n"),
            kept => panic!("{title}: {kept:?}"),
        }
    };
    assert!(faults("每条规则").contains("超过时限（0.2 秒）"));
    assert!(faults("同一份报告查两次").contains("次超过时限，这次运行里不再用它"));
    let asked = faults("只做请它做的");
    assert!(asked.contains("不再用它") && !asked.contains("却有回答"), "{asked}");
}

/// A pack is installed in a folder of its name: the name must not lead elsewhere.
#[test]
fn a_pack_cannot_choose_where_it_is_installed() {
    let mut bytes = hostile("none");
    let (name, away) = (b"hostile", b"../away");
    let places: Vec<usize> =
        (0..bytes.len() - name.len()).filter(|at| bytes[*at..].starts_with(name)).collect();
    places.into_iter().for_each(|at| bytes[at..at + away.len()].copy_from_slice(away));
    let folder = tempfile::tempdir().unwrap();
    let library = folder.path().join("library");
    fs::write(&library, bytes).unwrap();
    let into = folder.path().join("packs");
    let refused = manifest::install_with(&library, &into, &workers(Lacking::default())).unwrap_err();
    assert!(refused.to_string().contains("“../away”不能作标识"), "{refused}");
    assert!(!folder.path().join("away").exists());
}

/// Both versions of a pack that are compared: what one reads in the other's absence is a change.
#[cfg(target_os = "linux")]
#[test]
fn packs_that_are_compared_run_apart() {
    let (old, new) = (Place::with("none"), Place::with("reads"));
    let [old, new] = [&old, &new].map(|place| place.home.path().join("packs/hostile"));
    let diff = |more: &str| {
        let report = report(REPORTS[0]);
        let [old, new, report] = [&old, &new, &report].map(|path| path.to_str().unwrap());
        gouji_at(Path::new("/"), &["pack", "diff", old, new, report, more])
    };
    let ran = diff("--isolate=auto");
    assert_eq!(ran.code, 1, "{}", ran.err);
    assert!(ran.out.contains("没有做到：PermissionDenied"), "{}", ran.out);
    assert!(ran.out.contains("两版的动态库都在隔离的进程里运行\n"), "{}", ran.out);
    let json = diff("--format=json").json();
    assert_eq!((&json["old"]["isolated"], &json["new"]["isolated"]), (&true.into(), &true.into()));
    let ran = diff("--isolate=never");
    assert!(ran.out.contains("做到了") && !ran.out.contains("隔离"), "{}", ran.out);
}

/// A pack in another language, held against the suite both ways.
#[cfg(unix)]
#[test]
fn a_pack_in_c_keeps_to_it_in_a_process_of_its_own() {
    let folder = tempfile::tempdir().unwrap();
    let path = folder.path().join("c.so");
    let compiled = std::process::Command::new("cc")
        .args(["-shared", "-fPIC", "-I"])
        .arg(project().join("crates/core/include"))
        .arg("-o")
        .args([&path, &project().join("tests/packs/c/c_pack.c")])
        .status();
    if compiled.is_err() {
        eprintln!("skipped: there is no C compiler");
        return;
    }
    for isolation in [workers(Lacking::default()), Isolation::default()] {
        let examined = conformance::examine(&conformance::open_library_with(&path, &isolation).unwrap());
        assert!(examined.is_passed(), "{:?}", examined.checks);
    }
}

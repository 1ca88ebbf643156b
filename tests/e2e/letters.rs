//! Letters that send reports back, through the real program: what they say, and templates of one's own.

use std::fs;
use std::io::{Cursor, Read, Write};
use std::path::{Path, PathBuf};
use std::process::{Command, Stdio};

use tempfile::TempDir;
use zip::write::SimpleFileOptions;
use zip::{ZipArchive, ZipWriter};

use crate::outputs::converted;
use crate::support::{home, project};

/// A folder with the reports of a season.
struct Season(TempDir);

struct Ran {
    err: String,
    code: i32,
}

const REPORT: &str = "tests/reports/yongshan-2020.txt";

impl Season {
    /// Of one county, which handed in on a day.
    fn new() -> Self {
        let season = Self(tempfile::tempdir().unwrap());
        fs::create_dir(season.path("in")).unwrap();
        fs::copy(project().join(REPORT), season.path("in/永善.txt")).unwrap();
        season.run("2027-03-01", "check in --ledger s.gouji --quiet");
        season
    }

    fn path(&self, path: &str) -> PathBuf {
        self.0.path().join(path)
    }

    fn run(&self, day: &str, words: &str) -> Ran {
        let output = Command::new(env!("CARGO_BIN_EXE_gouji"))
            .args(words.split_whitespace())
            .current_dir(self.0.path())
            .env("GOUJI_HOME", home().path())
            .env("GOUJI_TODAY", day)
            .env("NO_COLOR", "1")
            .env_remove("GOUJI_LOG")
            .stdin(Stdio::null())
            .output()
            .unwrap();
        Ran { err: String::from_utf8(output.stderr).unwrap(), code: output.status.code().unwrap() }
    }

    #[track_caller]
    fn letters(&self, words: &str) -> Ran {
        let ran = self.run("2027-03-02", &format!("ledger letters {words}"));
        assert_eq!(ran.code, 0, "{}", ran.err);
        ran
    }

    /// A template with such a text, in runs as they are given.
    fn template(&self, name: &str, runs: &[&str]) {
        let run = |text: &&str| format!("<w:r><w:t>{text}</w:t></w:r>");
        let runs: String = runs.iter().map(run).collect();
        let mut zip = ZipArchive::new(Cursor::new(gouji_letters::builtin())).unwrap();
        let mut out = ZipWriter::new(Cursor::new(Vec::new()));
        for at in 0..zip.len() {
            let mut entry = zip.by_index(at).unwrap();
            let path = entry.name().unwrap().into_owned();
            let mut text = String::new();
            entry.read_to_string(&mut text).unwrap();
            if path == "word/document.xml" {
                let (head, body) = text.split_once("<w:body>").unwrap();
                let (_, section) = body.rsplit_once("<w:sectPr>").unwrap();
                text = format!("{head}<w:body><w:p>{runs}</w:p><w:sectPr>{section}");
            }
            out.start_file(path, SimpleFileOptions::DEFAULT).unwrap();
            out.write_all(text.as_bytes()).unwrap();
        }
        fs::write(self.path(name), out.finish().unwrap().into_inner()).unwrap();
    }
}

/// The words of a letter, a paragraph a line.
fn words(file: &Path) -> String {
    let mut zip = ZipArchive::new(fs::File::open(file).unwrap()).unwrap();
    let mut xml = String::new();
    zip.by_name("word/document.xml").unwrap().read_to_string(&mut xml).unwrap();
    let mut words = String::new();
    for paragraph in xml.split("</w:p>") {
        for text in paragraph.split("<w:t").skip(1).filter(|text| text.starts_with(['>', ' '])) {
            words += text.split_once('>').unwrap().1.split("</w:t>").next().unwrap();
        }
        words += "\n";
    }
    words.replace("&#x2f;", "/").replace("&quot;", "\"").replace("&amp;", "&")
}

const LETTER: &str = "永善县人民政府-2020年度-退回意见书.docx";

#[test]
fn a_letter_says_what_to_mend() {
    let season = Season::new();
    let ran =
        season.letters("--output out --zip all.zip --single all.docx --due 2027-03-31 --office 昭通市政府办");
    assert!(ran.err.starts_with("1 封意见书已写入 out、压缩包 all.zip、一份文件 all.docx"), "{}", ran.err);
    let letter = season.path("out").join(LETTER);
    let said = words(&letter);
    for expected in [
        "\n永善县人民政府：\n",
        "2020年度政府信息公开工作年度报告（永善.txt，2027年3月1日收到）",
        "请于2027年3月31日前逐条核对",
        "需要改正的问题（8条）",
        "\n2\n表三·总计·自然人（第54行）\n【错误】",
        "\n0\n27\n国办公开办函〔2019〕60号",
        "\n总计\n0→27\n",
        "\n昭通市政府办\n2027年3月2日\n",
    ] {
        assert!(said.contains(expected), "{expected} in {said}");
    }
    // Nothing is said of last time, and nothing of what there is not.
    assert!(!said.contains("{") && !said.contains("上次") && !said.contains("没有读出"), "{said}");
    let mut zip = ZipArchive::new(fs::File::open(season.path("all.zip")).unwrap()).unwrap();
    let mut packed = Vec::new();
    zip.by_name(LETTER).unwrap().read_to_end(&mut packed).unwrap();
    assert!(packed == fs::read(&letter).unwrap());
    assert_eq!(words(&season.path("all.docx")), said);
    if let Some(pdf) = converted(&season.path("all.docx"), "pdf") {
        assert!(pdf.starts_with(b"%PDF"));
    }
}

/// What people decided counts, and what a later report mended is told.
#[test]
fn a_letter_knows_the_season() {
    let season = Season::new();
    season.run("2027-03-01", "decide --rule T3-02 --as 退回 --why 请重填合计 --by 李四");
    season.run("2027-03-01", "decide --rule P01 --as 不是问题 --why 原件如此");
    season.letters("--output out --only-sent-back");
    let said = words(&season.path("out").join(LETTER));
    assert!(said.contains("需要改正的问题（1条）") && said.contains("审核意见：请重填合计"), "{said}");

    let text = fs::read_to_string(project().join(REPORT)).unwrap();
    let mended = text.replacen("（七）总计 | 0 |", "（七）总计 | 27 |", 1);
    assert_ne!(mended, text);
    fs::write(season.path("in/永善.txt"), mended).unwrap();
    season.run("2027-03-05", "check in --ledger s.gouji --quiet");
    season.letters("--output out2");
    let said = words(&season.path("out2").join(LETTER));
    assert!(said.contains("这是第2次报送。与上次相比：已改正1条，仍未改正"), "{said}");
    assert!(said.contains("上次已指出") && said.contains("上次以来已经改正的（1条）"), "{said}");

    // A report that changed since is not shown as if it had been checked.
    fs::write(season.path("in/永善.txt"), text).unwrap();
    season.letters("--output out3");
    let said = words(&season.path("out3").join(LETTER));
    assert!(said.contains("没有附表：报告的文件在检查以后改动过。"), "{said}");
}

#[test]
fn letters_that_somebody_may_have_changed_are_left() {
    let season = Season::new();
    season.letters("--output out");
    let letter = season.path("out").join(LETTER);
    fs::write(&letter, "改过").unwrap();
    let ran = season.run("2027-03-02", "ledger letters --output out");
    assert_eq!((ran.code, ran.err.contains("可能有人改过")), (2, true), "{}", ran.err);
    assert_eq!(fs::read_to_string(&letter).unwrap(), "改过");
    season.letters("--output out --overwrite");
    assert!(fs::read(&letter).unwrap().starts_with(b"PK"));
    let ran = season.run("2027-03-02", "ledger letters");
    assert_eq!((ran.code, ran.err.contains("--output 文件夹")), (2, true), "{}", ran.err);
}

#[test]
fn a_template_of_ones_own() {
    let season = Season::new();
    season.template("mine.docx", &["致{", "{ 单位 ", "}}：有{{ 问题数", " }}条"]);
    season.letters("--template mine.docx --output out");
    let said = words(&season.path("out").join(LETTER));
    assert!(said.starts_with("致永善县人民政府：有8条\n"), "{said}");
    // What comes along, as LibreOffice saves it.
    season.letters("--template-out t.docx");
    fs::create_dir(season.path("saved")).unwrap();
    if converted(&season.path("t.docx"), "odt").is_some() {
        fs::rename(season.path("t.odt"), season.path("saved/t.odt")).unwrap();
        converted(&season.path("saved/t.odt"), "docx").unwrap();
        season.letters("--template saved/t.docx --output out2");
        let said = words(&season.path("out2").join(LETTER));
        assert!(said.contains("\n0\n27\n") && said.contains("0→27") && !said.contains("{{"), "{said}");
    }
}

#[test]
fn a_template_that_cannot_be_used_leaves_nothing() {
    let season = Season::new();
    season.template("unknown.docx", &["致{{ 单立 }}"]);
    season.template("of-list.docx", &["{{ 问题.位子 }}"]);
    season.template("open.docx", &["致{{ 单位"]);
    season.template("none.docx", &["没有"]);
    fs::write(season.path("text.docx"), "致{{ 单位 }}").unwrap();
    let whole = gouji_letters::builtin();
    fs::write(season.path("damaged.docx"), &whole[..whole.len() / 2]).unwrap();
    fs::write(season.path("locked.docx"), locked()).unwrap();
    for (name, why) in [
        ("unknown.docx", "正文里的“单立”不是字段；最接近的是“单位”"),
        ("of-list.docx", "正文里的“问题.位子”不是字段；最接近的是“问题.位置”"),
        ("open.docx", "“{{”没有对应的“}}”"),
        ("none.docx", "里面没有一个字段"),
        ("text.docx", "模板 text.docx 不能用"),
        ("damaged.docx", "模板 damaged.docx 不能用"),
        ("locked.docx", "模板 locked.docx 不能用"),
        ("missing.docx", "文件不存在"),
    ] {
        let words = format!("ledger letters --template {name} --output out --zip all.zip --single all.docx");
        let ran = season.run("2027-03-02", &words);
        assert_eq!((ran.code, ran.err.contains(why)), (2, true), "{name}: {}", ran.err);
        assert!(["out", "all.zip", "all.docx"].iter().all(|path| !season.path(path).exists()), "{name}");
    }
}

/// The head of a document with a password.
fn locked() -> Vec<u8> {
    let mut bytes = vec![0xd0, 0xcf, 0x11, 0xe0, 0xa1, 0xb1, 0x1a, 0xe1];
    bytes.resize(2048, 0);
    bytes
}

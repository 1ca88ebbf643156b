//! Packs as one signed file, through the real program: a province and a city below it are published, installed, upgraded
//! and removed, and whatever is wrong with a file leaves the installation as it was.

mod support;

use std::collections::BTreeMap;
use std::fs;
use std::io::{Cursor, Read, Write};
use std::path::{Path, PathBuf};
use std::process::{Command, Stdio};

use gouji_engine::manifest::sha256;
use gouji_engine::sign::Secret;
use tempfile::TempDir;
use zip::write::SimpleFileOptions;
use zip::{ZipArchive, ZipWriter};

struct Place(TempDir);

struct Ran {
    out: String,
    code: i32,
}

impl Ran {
    #[track_caller]
    fn says(&self, code: i32, words: &[&str]) {
        assert_eq!(self.code, code, "{}", self.out);
        for word in words {
            assert!(self.out.contains(word), "{word}\n{}", self.out);
        }
    }
}

type Entries = BTreeMap<String, Vec<u8>>;

impl Place {
    /// A province's pack and a city's beside an installation that trusts their publisher.
    fn new() -> Self {
        let place = Self(tempfile::tempdir().unwrap());
        for (id, division, code) in [("sheng", "43", "S-01"), ("shi", "4312", "C-01")] {
            place.pack(id, division, code, "1.0.0");
        }
        place.write("home/rules/guojia/word.toml", &rule("guojia", "G-01", "信息"));
        support::instead_of_released(&place.path("home"), "guojia");
        place.write("home/rules/national.toml", "packs = ['guojia']\nsignature = 'off'\n");
        place.run("pack key new 省办").says(0, &[]);
        fs::create_dir_all(place.path("home/keys")).unwrap();
        fs::copy(place.path("省办.pub"), place.path("home/keys/省办.pub")).unwrap();
        place
    }

    fn path(&self, path: &str) -> PathBuf {
        self.0.path().join(path)
    }

    fn write(&self, path: &str, text: &str) {
        let path = self.path(path);
        fs::create_dir_all(path.parent().unwrap()).unwrap();
        fs::write(path, text).unwrap();
    }

    fn pack(&self, id: &str, division: &str, code: &str, version: &str) {
        let about =
            format!("id = '{id}'\ntitle = '{id}的规则'\nversion = '{version}'\nplace = '{division}'\n");
        self.write(&format!("{id}/rules/{id}/pack.toml"), &about);
        self.write(&format!("{id}/rules/{id}/word.toml"), &rule(id, code, "工作"));
        let profile = format!(
            "packs = ['{id}']\n[applies]\nplaces = ['{division}']\nagencies = ['湖南省', '怀化市', '溆浦县']\n"
        );
        self.write(&format!("{id}/rules/{id}.toml"), &profile);
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
        let out = [output.stdout, output.stderr].concat();
        Ran { out: String::from_utf8(out).unwrap(), code: output.status.code().unwrap() }
    }

    fn publish(&self, id: &str) {
        let words = format!("pack publish {id} --key 省办.key --output {id}.gjpack");
        self.run(&words).says(0, &[&format!("规则包 {id} "), "可装在 任何系统"]);
    }

    /// Every file of the installation, with its text.
    fn installed(&self) -> BTreeMap<PathBuf, Vec<u8>> {
        fn walk(folder: &Path, into: &mut BTreeMap<PathBuf, Vec<u8>>) {
            for entry in fs::read_dir(folder).unwrap() {
                let path = entry.unwrap().path();
                match path.is_dir() {
                    true => walk(&path, into),
                    false => drop(into.insert(path.clone(), fs::read(path).unwrap())),
                }
            }
        }
        let mut files = BTreeMap::new();
        walk(&self.path("home"), &mut files);
        files
    }

    fn entries(&self, file: &str) -> Entries {
        let mut zip = ZipArchive::new(fs::File::open(self.path(file)).unwrap()).unwrap();
        let mut entries = Entries::new();
        for at in 0..zip.len() {
            let mut entry = zip.by_index(at).unwrap();
            let mut bytes = Vec::new();
            entry.read_to_end(&mut bytes).unwrap();
            entries.insert(entry.name().unwrap().into_owned(), bytes);
        }
        entries
    }

    fn pack_up(&self, file: &str, entries: &Entries) {
        let mut zip = ZipWriter::new(Cursor::new(Vec::new()));
        for (name, bytes) in entries {
            let stored = SimpleFileOptions::default().compression_method(zip::CompressionMethod::Stored);
            zip.start_file(name.as_str(), stored).unwrap();
            zip.write_all(bytes).unwrap();
        }
        fs::write(self.path(file), zip.finish().unwrap().into_inner()).unwrap();
    }

    /// The entries with a list and a signature that hold.
    fn signed(&self, mut entries: Entries, id: &str, version: &str) -> Entries {
        entries.retain(|name, _| name.contains('/'));
        let mut sums = String::new();
        for (name, bytes) in &entries {
            sums += &format!("{}  {name}\n", sha256(bytes));
        }
        let secret = Secret::read(&self.path("省办.key"), &mut || Ok(String::new())).unwrap();
        let comment = format!("gouji-package:{id}\tversion:{version}");
        let signature = secret.sign_bytes(sums.as_bytes(), &comment).unwrap();
        entries.insert("gouji-pack.sums".to_owned(), sums.into_bytes());
        entries.insert("gouji-pack.sums.minisig".to_owned(), signature.into_bytes());
        entries
    }
}

fn rule(id: &str, code: &str, word: &str) -> String {
    format!(
        "code = '{code}'\nname = '{id}/word'\nseverity = 'warning'\ntitle = '字样'\nbasis = '测试'\nwhy = '测试'\n\
         [wording]\nfind = ['{word}']\nbetter = '做事'\nonce = true\n[[bad]]\nreport = \"overview = '{word}。'\"\n\
         finds = '写的是“{word}”，应为“做事”'\n[[good]]\nreport = \"overview = '好。'\"\n"
    )
}

#[test]
fn a_nested_pair_is_published_installed_upgraded_and_removed() {
    let place = Place::new();
    place.publish("sheng");
    place.publish("shi");
    place
        .run("pack install sheng.gjpack")
        .says(0, &["规则包 sheng 1.0.0 已安装：1 条规则，由“省办”签名", "用它的配置：sheng"]);
    place.run("pack install shi.gjpack").says(0, &["规则包 shi 1.0.0 已安装"]);
    place.run("pack list").says(0, &["sheng 1.0.0  sheng的规则  1 条规则；由“省办”签名", "shi 1.0.0"]);
    let clean = fs::read_to_string(support::project().join("tests/reports/clean-2023.txt")).unwrap();
    fs::write(place.path("a.txt"), clean.replace("临河市", "溆浦县")).unwrap();
    let checked = place.run("check a.txt --format json");
    assert!(checked.out.contains("\"S-01\"") && checked.out.contains("\"C-01\""), "{}", checked.out);

    // The same again changes nothing; a newer one says what differs.
    place.run("pack install shi.gjpack").says(3, &["规则包“shi”已经是 1.0.0 版，没有改动"]);
    place.pack("shi", "4312", "C-01", "1.1.0");
    place.write("shi/rules/shi/more.toml", &rule("shi", "C-02", "落实").replace("shi/word", "shi/more"));
    place.publish("shi");
    place
        .run("pack install shi.gjpack")
        .says(3, &["已经装了规则包“shi” 1.0.0 版；换成 1.1.0 版用 gouji pack upgrade"]);
    place.run("pack upgrade shi.gjpack").says(
        0,
        &[
            "规则包 shi 已从 1.0.0 升到 1.1.0：2 条规则",
            "新增的规则：C-02  字样（警告）",
            "已有的配置 rules/shi.toml 没有动",
        ],
    );
    // Back to the older one only by way of nothing.
    place.pack("shi", "4312", "C-01", "1.0.0");
    fs::remove_file(place.path("shi/rules/shi/more.toml")).unwrap();
    place.publish("shi");
    let before = place.installed();
    place.run("pack upgrade shi.gjpack").says(3, &["装着的规则包“shi”是 1.1.0 版，这一份是更旧的 1.0.0 版"]);
    assert_eq!(place.installed(), before);
    place.run("pack remove shi").says(0, &["规则包 shi 1.1.0 已移除，连同它的配置"]);
    assert!(!place.path("home/rules/shi").exists() && !place.path("home/rules/shi.toml").exists());
    place.run("pack upgrade shi.gjpack").says(3, &["没有装规则包“shi”，不能升级"]);
    place.run("pack install shi.gjpack").says(0, &["规则包 shi 1.0.0 已安装"]);

    // What others need stays.
    place.write("home/rules/local.toml", "packs = ['sheng']\n");
    place.run("pack remove sheng").says(3, &["配置 local 还在用规则包“sheng”，没有移除"]);
    place.run("pack remove nirgends").says(3, &["没有装规则包“nirgends”"]);
}

#[test]
fn whatever_is_wrong_with_a_file_nothing_is_installed() {
    let place = Place::new();
    place.publish("sheng");
    place.publish("shi");
    let whole = fs::read(place.path("sheng.gjpack")).unwrap();
    let entries = place.entries("sheng.gjpack");
    let rule_file = "any/rules/sheng/word.toml";
    let changed = |change: &dyn Fn(&mut Entries)| {
        let mut entries = entries.clone();
        change(&mut entries);
        entries
    };
    let put = |name: &str, entries: Entries| place.pack_up(name, &entries);
    fs::write(place.path("cut.gjpack"), &whole[..whole.len() / 2]).unwrap();
    fs::write(place.path("empty.gjpack"), "").unwrap();
    put(
        "swapped.gjpack",
        changed(&|e| drop(e.insert(rule_file.into(), rule("sheng", "S-01", "别的").into()))),
    );
    put("more.gjpack", changed(&|e| drop(e.insert("any/rules/sheng/more.toml".into(), Vec::new()))));
    put("less.gjpack", changed(&|e| drop(e.remove(rule_file))));
    put("unsigned.gjpack", changed(&|e| drop(e.remove("gouji-pack.sums.minisig"))));
    put("outside.gjpack", changed(&|e| drop(e.insert("any/../../evil.toml".into(), Vec::new()))));
    let city = place.entries("shi.gjpack");
    put(
        "other.gjpack",
        changed(&|e| {
            for name in ["gouji-pack.sums", "gouji-pack.sums.minisig"] {
                e.insert(name.into(), city[name].clone());
            }
        }),
    );
    // Signed by the publisher, and wrong all the same.
    let signed = |name: &str, entries: Entries| put(name, place.signed(entries, "sheng", "1.0.0"));
    let moved: Entries =
        entries.iter().map(|(name, bytes)| (name.replace("any/", "plan9-mips/"), bytes.clone())).collect();
    signed("system.gjpack", moved);
    signed("stranger.gjpack", changed(&|e| drop(e.insert("any/rules/guojia/word.toml".into(), Vec::new()))));
    signed(
        "inner.gjpack",
        changed(&|e| drop(e.insert(rule_file.into(), rule("sheng", "S-01", "别的").into()))),
    );
    let keys = "packs = ['sheng']\nsignature = 'off'\n";
    signed("keys.gjpack", changed(&|e| drop(e.insert("any/rules/sheng.toml".into(), keys.into()))));
    put("version.gjpack", place.signed(entries.clone(), "sheng", "2.0.0"));
    let many: Entries = (0..100_000).map(|at| (format!("any/rules/sheng/r{at}.toml"), Vec::new())).collect();
    put("many.gjpack", many);
    // What the author got wrong.
    place.write("sheng/rules/sheng/word.toml", &rule("sheng", "G-01", "工作"));
    place.publish("sheng");
    fs::rename(place.path("sheng.gjpack"), place.path("taken.gjpack")).unwrap();
    place.write(
        "sheng/rules/sheng/word.toml",
        &rule("sheng", "S-01", "工作").replace("severity = 'warning'", "severity = 'warnig'"),
    );
    place.publish("sheng");
    fs::rename(place.path("sheng.gjpack"), place.path("broken.gjpack")).unwrap();
    place.run("pack key new 别人").says(0, &[]);
    place.run("pack publish shi --key 别人.key --output stranger-key.gjpack").says(0, &[]);

    let before = place.installed();
    for (file, said) in [
        ("cut", "文件不完整，或者不是 gouji pack publish 写出的"),
        ("empty", "文件不完整"),
        ("swapped", "any/rules/sheng/word.toml 被改动过"),
        ("more", "多出 any/rules/sheng/more.toml"),
        ("less", "缺少 any/rules/sheng/word.toml"),
        ("unsigned", "缺少 gouji-pack.sums.minisig"),
        ("outside", "“any/../../evil.toml”指向文件夹以外"),
        ("other", "缺少 any/rules/shi"),
        ("system", "里没有本机"),
        ("stranger", "any/rules/guojia/word.toml 不属于规则包“sheng”"),
        ("inner", "rules/sheng/word.toml 被改动过"),
        ("keys", "里写了 signature：信任谁由安装的单位决定"),
        ("version", "签名的是 2.0.0 版，里面是 1.0.0 版"),
        ("many", "里面有 100000 个文件，至多 10000 个"),
        ("taken", "规则代码 G-01 已由装着的规则包“guojia”使用"),
        ("broken", "severity 应为 info（提示）、warning（警告）、error（错误） 之一"),
        ("stranger-key", "不在可信之列"),
        ("nirgends", "无法读取 nirgends.gjpack"),
    ] {
        let ran = place.run(&format!("pack install {file}.gjpack"));
        ran.says(3, &[said]);
        assert_eq!(ran.out.trim_end().lines().count(), 1, "{file}: {}", ran.out);
        assert_eq!(place.installed(), before, "{file}");
    }
    // The key is trusted for this once.
    place.run("pack install stranger-key.gjpack --key 别人.pub").says(0, &["由“别人”签名"]);
}

#[test]
fn what_cannot_be_published_is_said() {
    let place = Place::new();
    for (words, code, said) in [
        ("pack publish sheng --key 省办.key --output sheng.zip", 2, "文件名应以 .gjpack 结尾"),
        ("pack publish nirgends --key 省办.key --output a.gjpack", 2, "nirgends 不存在"),
        ("pack publish sheng --key 省办.pub --output a.gjpack", 2, "不是 minisign 的密钥"),
        ("pack publish sheng --also win --key 省办.key --output a.gjpack", 2, "--also 应写作 系统=文件夹"),
        (
            "pack publish sheng --also windows-x86_64=shi --key 省办.key --output a.gjpack",
            3,
            "各系统的应是同一个规则包的同一版",
        ),
    ] {
        place.run(words).says(code, &[said]);
        assert!(!place.path("a.gjpack").exists(), "{words}");
    }
}

#[test]
fn what_is_most_likely_not_meant_is_said_with_its_place() {
    let place = Place::new();
    let text = rule("sheng", "G-01", "工作")
        .replace("[wording]", "years = [2019, 2020]\nlevels = ['县']\nof = ['县']\n[wording]");
    place.write("sheng/rules/sheng/word.toml", &text);
    let card = |code: &str, name: &str, severity: &str| {
        format!(
            "code = '{code}'\nname = '{name}'\nseverity = '{severity}'\ntitle = '甲'\nbasis = '甲'\nwhy = '甲'\n"
        )
    };
    let names = "[wording]\ndictionary = \"names\"\nexcept = ['原法制办']\n[[bad]]\nreport = \"overview = '法制办。'\"\n\
                 finds = '写的是“法制办”，应为“司法局”'\n[[good]]\nreport = \"overview = '无。'\"\n";
    place.write("sheng/rules/sheng/names.toml", &(card("S-02", "sheng/names", "提示") + names));
    place.write("sheng/rules/sheng/dictionaries/names.tsv", "法制办\t司法局\n计生办 卫健委\n");
    let mentions = "[mentions]\nany = ['业务 培训', '轮训']\n[[bad]]\nreport = \"overview = '无。'\"\n\
                    finds = '没有看到“业务 培训”“轮训”的内容'\n[[good]]\nreport = \"overview = '轮训。'\"\n";
    place.write("sheng/rules/sheng/training.toml", &(card("S-03", "sheng/training", "错误") + mentions));
    let about = "id = 'sheng'\nversion = '1.0.0'\nyears = [2022, 2023]\n";
    place.write("sheng/rules/sheng/pack.toml", about);
    place.run("pack test sheng").says(
        1,
        &[
            "提示 8 条（不影响结论）：",
            // Severity, certainty, a word that no report has.
            "rules/sheng/training.toml:3:12：[mentions] 只看得见字样，说不准报告错了：级别至多写警告（warning）",
            "rules/sheng/training.toml:7:2：[mentions] 只看得见字样：请写 certainty = \"很可能\" 或 \"可能\"",
            "rules/sheng/training.toml:8:8：“业务 培训”两个字之间有空格，正文里很少这样：请去掉，或者分成两个词",
            // An example that does not show a branch.
            "rules/sheng/names.toml:9:10：没有一个示例用得着 except：去掉它，示例照样通过；请加一个只差在这里的例子",
            // A code that is taken; a rule that can never apply, in two ways.
            "rules/sheng/word.toml:1:8：代码 G-01 已由安装的规则包“guojia”使用，两个不能同时载入：请用自己的前缀",
            "rules/sheng/word.toml:7:9：规则包只用于 2022—2023 年度，这条规则只用于 2019—2020，一份报告也不会查：请改 years",
            "rules/sheng/word.toml:9:6：of 说的是哪一级政府的部门，levels 里却没有“部门”，一份报告也不会查：请在 levels 里写上",
            // A line without a tab.
            "rules/sheng/dictionaries/names.tsv:2:4：这一行没有制表符，空格和逗号不分开词：词和应写作之间应是一个制表符",
        ],
    );
}

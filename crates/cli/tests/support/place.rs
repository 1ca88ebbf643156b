//! A folder with a small installation and reports to try a ledger on.
#![allow(dead_code, reason = "no test needs all of it")]

use std::fs;
use std::path::{Path, PathBuf};
use std::process::{Command, Stdio};

use tempfile::TempDir;

use crate::support;

/// Of a report: an error, a warning and an info.
const RULES: [(&str, &str, &str, &str); 3] = [
    ("N01", "error", "wrong-act", "《公开法》"),
    ("N02", "warning", "vague", "若干件"),
    ("N10", "info", "loose", "等等"),
];

pub(crate) struct Place(TempDir);

/// What a run printed and how it ended.
#[derive(Debug, PartialEq)]
pub(crate) struct Ran {
    pub(crate) out: String,
    pub(crate) err: String,
    pub(crate) code: i32,
}

impl Place {
    pub(crate) fn new() -> Self {
        let place = Self(tempfile::tempdir().unwrap());
        let profile = "title = \"全国\"\nsignature = \"off\"\npacks = [\"qingshi\"]\n";
        place.write("home/rules/national.toml", profile);
        support::instead_of_released(&place.path("home"), "qingshi");
        for (code, severity, name, words) in RULES {
            place.rule(code, severity, name, words);
        }
        place
    }

    pub(crate) fn rule(&self, code: &str, severity: &str, name: &str, words: &str) {
        let certainty = if severity == "error" { "certain" } else { "likely" };
        let rule = format!(
            "code = '{code}'\nname = 'qingshi/{name}'\nseverity = '{severity}'\ncertainty = '{certainty}'\n\
             title = '写法不当'\nbasis = '测试'\nwhy = '测试'\n[wording]\nfind = ['{words}']\nbetter = '别的'\n\
             [[bad]]\nreport = \"overview = '{words}。'\"\nfinds = '测试'\n[[good]]\nreport = \"overview = '好。'\"\n"
        );
        self.write(&format!("home/rules/qingshi/{name}.toml"), &rule);
    }

    pub(crate) fn path(&self, path: &str) -> PathBuf {
        self.0.path().join(path)
    }

    pub(crate) fn write(&self, path: &str, text: &str) {
        let path = self.path(path);
        fs::create_dir_all(path.parent().unwrap()).unwrap();
        fs::write(path, text).unwrap();
    }

    /// The clean report of the test suite, of some agency, with words at the end of its last part.
    pub(crate) fn report(&self, file: &str, agency: &str, words: &str) {
        let clean = Path::new(env!("CARGO_MANIFEST_DIR")).join("../../tests/reports/clean-2020.txt");
        let text = fs::read_to_string(clean).unwrap().replace("绥江县", agency.trim_end_matches("人民政府"));
        self.write(file, &format!("{}\n{words}\n", text.trim_end()));
    }

    pub(crate) fn command(&self, words: &str, day: &str) -> Command {
        let mut command = Command::new(env!("CARGO_BIN_EXE_gouji"));
        command
            .args(words.split_whitespace())
            .current_dir(self.0.path())
            .env("NO_COLOR", "1")
            .env("GOUJI_HOME", self.path("home"))
            .env("GOUJI_TODAY", day)
            .env_remove("GOUJI_LOG")
            .stdin(Stdio::null());
        command
    }

    pub(crate) fn run_on(&self, day: &str, words: &str) -> Ran {
        let output = self.command(words, day).output().unwrap();
        let text = |bytes| String::from_utf8(bytes).unwrap();
        Ran { out: text(output.stdout), err: text(output.stderr), code: output.status.code().unwrap() }
    }

    pub(crate) fn run(&self, words: &str) -> Ran {
        self.run_on("2027-03-01", words)
    }

    /// Varied reports of so many towns.
    pub(crate) fn towns(&self, count: usize) {
        for at in 0..count {
            let words = ["一切正常", "依《公开法》办理", "办理若干件", "等等，若干件"][at % 4];
            self.report(&format!("in/{at:03}.txt"), &agency(at), &format!("{words}，共{at}次。"));
        }
    }
}

/// One of 144 made-up counties.
pub(crate) fn agency(at: usize) -> String {
    let part = |at: usize, of: &str| of.chars().nth(at % 12).unwrap();
    let colour = part(at, "青白红黑金银玉石沙木竹松");
    let place = part(at / 12, "川溪岭坪湾桥塘冈原谷岩泉");
    format!("{colour}{place}县人民政府")
}

/// The lines of a run's output that have one of these words in them.
pub(crate) fn lines<'a>(ran: &'a Ran, words: &[&str]) -> Vec<&'a str> {
    let has = |line: &&str| words.iter().any(|word| line.contains(word));
    ran.out.lines().filter(has).map(str::trim).collect()
}

/// The fingerprint of a unit's finding of a rule.
#[track_caller]
pub(crate) fn fingerprint(place: &Place, unit: &str, rule: &str) -> String {
    let csv = place.run(&format!("ledger export --unit {unit}")).out;
    let row = csv.lines().find(|row| row.contains(&format!(",{rule},"))).expect("the finding is there");
    row.rsplit(',').next().unwrap().to_owned()
}

/// A ledger with two counties' findings, and the sheet of them.
pub(crate) fn with_sheet() -> (Place, String) {
    let place = Place::new();
    place.report("in/a.txt", "青山县人民政府", "依《公开法》办理若干件，等等。");
    place.report("in/b.txt", "白水县人民政府", "办理若干件。");
    place.run("check in --ledger s.gouji");
    let sheet = place.run("ledger export").out;
    (place, sheet)
}

/// The sheet with a decision, a reason and a day filled in for a unit's rule.
pub(crate) fn filled(sheet: &str, unit: &str, rule: &str, decision: &str, why: &str, until: &str) -> String {
    let fill = |line: &str| {
        let mut cells: Vec<String> = line.split(',').map(str::to_owned).collect();
        if cells[0].contains(unit) && cells[3] == rule {
            for (at, text) in [(10, decision), (11, why), (13, until)] {
                cells[at] = text.to_owned();
            }
        }
        cells.join(",") + "\r\n"
    };
    sheet.lines().map(fill).collect()
}

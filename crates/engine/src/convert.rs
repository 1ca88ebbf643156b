//! Reads reports, also those in formats that an office program has to turn into newer ones first.
//!
//! LibreOffice is run with a home and a profile of its own that nobody uses after it, one at a time, for so long and no
//! longer; many files together where they are known before ([`ahead`]). It is looked for where the user or the system put it, never beside the report.

mod ahead;

use std::ffi::OsStr;
use std::fmt::Write as _;
use std::fs;
use std::path::{Path, PathBuf};
use std::process::{Child, Command, Stdio};
use std::sync::{Mutex, OnceLock, PoisonError};
use std::thread;
use std::time::{Duration, Instant};

use gouji_core::place::Place;
use gouji_core::report::TroubleDraft;
use gouji_reader::Reading;
use gouji_reader::source::{Legacy, Limits, Unreadable};
use tempfile::TempDir;

pub use self::ahead::converting;
pub(crate) use self::ahead::{expect, prepare};
use crate::input::read_file;
use crate::leftovers;

/// The variable that says where LibreOffice is.
const VARIABLE: &str = "GOUJI_SOFFICE";
/// How long a conversion may take. A report takes three seconds, most of it for the program to start.
const TIME: Duration = Duration::from_secs(60);
const PAUSE: Duration = Duration::from_millis(20);

/// Where installers put the program without naming it in PATH.
const USUAL: [&str; 3] = [
    "/Applications/LibreOffice.app/Contents/MacOS/soffice",
    r"C:\Program Files\LibreOffice\program\soffice.com",
    r"C:\Program Files (x86)\LibreOffice\program\soffice.com",
];

/// What a profile says from the start: no macros, nothing fetched, no links followed.
const SETTINGS: &str = r#"<?xml version="1.0" encoding="UTF-8"?>
<oor:items xmlns:oor="http://openoffice.org/2001/registry" xmlns:xs="http://www.w3.org/2001/XMLSchema" xmlns:xsi="http://www.w3.org/2001/XMLSchema-instance">
<item oor:path="/org.openoffice.Office.Common/Security/Scripting"><prop oor:name="DisableMacrosExecution" oor:op="fuse"><value>true</value></prop></item>
<item oor:path="/org.openoffice.Office.Common/Security/Scripting"><prop oor:name="MacroSecurityLevel" oor:op="fuse"><value>3</value></prop></item>
<item oor:path="/org.openoffice.Office.Common/Security/Scripting"><prop oor:name="DisableActiveContent" oor:op="fuse"><value>true</value></prop></item>
<item oor:path="/org.openoffice.Office.Common/Security/Scripting"><prop oor:name="BlockUntrustedRefererLinks" oor:op="fuse"><value>true</value></prop></item>
<item oor:path="/org.openoffice.Office.Writer/Content/Update"><prop oor:name="Link" oor:op="fuse"><value>2</value></prop></item>
</oor:items>
"#;

/// Reads a report out of a file's bytes; or a Chinese sentence that says why not.
pub(crate) fn read(bytes: &[u8], limits: &Limits) -> Result<Reading, String> {
    match gouji_reader::read(bytes, limits) {
        Err(Unreadable::NeedsConversion { legacy }) => converted(bytes, legacy, limits),
        read => read.map_err(|why| why.to_string()),
    }
}

fn converted(bytes: &[u8], legacy: Legacy, limits: &Limits) -> Result<Reading, String> {
    let kind = legacy.kind();
    let office = Office::find().map_err(|why| format!("这是{kind}，{why}"))?;
    let newer = match ahead::take(bytes, limits) {
        Some(newer) => newer,
        None => office.convert(bytes, legacy, limits).map_err(|why| format!("这是{kind}，{why}"))?,
    };
    let mut reading = gouji_reader::read(&newer, limits).map_err(|why| {
        format!("{kind}由 {} 转换后无法读取：{why}", office.version()).trim_start().to_owned()
    })?;
    reading.document.format = legacy.format();
    let message = format!(
        "这是{kind}，由 {} 转换为 {} 后读取，位置指转换后的文件；请核对转换有没有丢失内容",
        office.version(),
        legacy.newer().to_ascii_uppercase()
    );
    reading.draft.troubles.push(TroubleDraft { message, place: Place::default(), blocking: false });
    Ok(reading)
}

/// An installed LibreOffice.
struct Office {
    program: PathBuf,
}

impl Office {
    /// Where the user says it is, else where PATH or its installer put it.
    fn find() -> Result<Self, String> {
        if let Some(said) = std::env::var_os(VARIABLE).filter(|said| !said.is_empty()) {
            let program = PathBuf::from(said);
            return match program.is_absolute() && program.is_file() {
                true => Ok(Self { program }),
                false => Err(format!(
                    "要借助 LibreOffice 读取，而环境变量 {VARIABLE} 指的 {} 不是程序；应写 soffice 的完整路径",
                    program.display()
                )),
            };
        }
        let path = std::env::var_os("PATH").unwrap_or_default();
        on_path(&path)
            .or_else(|| USUAL.iter().map(PathBuf::from).find(|program| program.is_absolute() && program.is_file()))
            .map(|program| Self { program })
            .ok_or_else(|| {
                format!(
                    "要借助 LibreOffice 读取，而这台机器上没有找到它；请安装 LibreOffice（装在别处时用环境变量 {VARIABLE} 写明 soffice 的路径），或另存为 DOCX 后再检查"
                )
            })
    }

    /// As it calls itself, asked once.
    fn version(&self) -> &'static str {
        static VERSION: OnceLock<String> = OnceLock::new();
        VERSION.get_or_init(|| {
            let asked = TempDir::new().map_err(|cause| cause.to_string()).and_then(|home| {
                let out = home.path().join("version");
                let file = fs::File::create(&out).map_err(|cause| cause.to_string())?;
                self.run(home.path(), file.into(), [OsStr::new("--version")], TIME, &|| {})?;
                fs::read_to_string(&out).map_err(|cause| cause.to_string())
            });
            let said = asked.unwrap_or_default();
            // `LibreOffice 7.4.7.2 40(Build:2)`
            let words: Vec<&str> = said.split_whitespace().take(2).collect();
            if words.len() == 2 { words.join(" ") } else { "LibreOffice".to_owned() }
        })
    }

    /// The bytes of the newer file that it makes of an older one.
    fn convert(&self, bytes: &[u8], legacy: Legacy, limits: &Limits) -> Result<Vec<u8>, String> {
        static ONE_AT_A_TIME: Mutex<()> = Mutex::new(());
        let _turn = ONE_AT_A_TIME.lock().unwrap_or_else(PoisonError::into_inner);
        let place = |cause: std::io::Error| format!("但临时文件夹不能用（{cause}）");
        let home = tempfile::Builder::new().prefix("gouji-").tempdir().map_err(place)?;
        leftovers::note(home.path());
        let source = home.path().join(format!("report.{}", legacy.extension()));
        fs::write(&source, bytes).map_err(place)?;
        let out = home.path().join("out");
        let arguments = ["--convert-to", legacy.newer(), "--outdir"].map(OsStr::new);
        let arguments = arguments.into_iter().chain([out.as_os_str(), source.as_os_str()]);
        self.run(home.path(), Stdio::null(), arguments, TIME, &|| {})?;
        let newer = out.join(format!("report.{}", legacy.newer()));
        if !newer.is_file() {
            return Err(
                "但 LibreOffice 没有转换出文件，它可能已损坏或加了密码；请用 Word 或 WPS 打开，另存为 DOCX 后再检查"
                    .to_owned(),
            );
        }
        read_file(&newer, limits).map_err(|why| format!("转换后的文件无法读取：{why}"))
    }

    /// Runs the program in a home of its own until it ends or its time is up, and looks how far it is meanwhile.
    fn run<'a>(
        &self,
        home: &Path,
        out: Stdio,
        arguments: impl IntoIterator<Item = &'a OsStr>,
        time: Duration,
        look: &dyn Fn(),
    ) -> Result<(), String> {
        let started = |cause: std::io::Error| format!("但 {} 不能运行（{cause}）", self.program.display());
        let profile = home.join("profile");
        fs::create_dir_all(profile.join("user")).map_err(started)?;
        fs::write(profile.join("user/registrymodifications.xcu"), SETTINGS).map_err(started)?;
        let mut command = Command::new(&self.program);
        command
            .arg(format!("-env:UserInstallation={}", url(&profile)))
            .args(["--headless", "--norestore", "--nolockcheck", "--nodefault", "--nologo"])
            .args(arguments)
            .current_dir(home)
            .env("HOME", home)
            .stdin(Stdio::null())
            .stdout(out)
            .stderr(Stdio::null());
        apart(&mut command);
        let mut child = command.spawn().map_err(started)?;
        let begun = Instant::now();
        loop {
            match child.try_wait() {
                Ok(Some(_)) => return Ok(()),
                Ok(None) if begun.elapsed() < time => {
                    thread::sleep(PAUSE);
                    look();
                }
                Ok(None) => {
                    end(&mut child);
                    return Err(format!(
                        "但 LibreOffice 转换了 {} 秒还没有结束，已中止；请用 Word 或 WPS 打开，另存为 DOCX 后再检查",
                        time.as_secs()
                    ));
                }
                Err(cause) => {
                    end(&mut child);
                    return Err(started(cause));
                }
            }
        }
    }
}

/// The program in a folder of PATH. Folders that are no full paths depend on where the user stands, which may be among
/// the reports.
fn on_path(path: &OsStr) -> Option<PathBuf> {
    let names: &[&str] =
        if cfg!(windows) { &["soffice.com", "soffice.exe"] } else { &["soffice", "libreoffice"] };
    let folders: Vec<PathBuf> = std::env::split_paths(path).filter(|folder| folder.is_absolute()).collect();
    names
        .iter()
        .find_map(|name| folders.iter().map(|folder| folder.join(name)).find(|program| program.is_file()))
}

/// `file:///tmp/gouji-x` for a path.
fn url(path: &Path) -> String {
    let path = path.to_string_lossy().replace('\\', "/");
    let mut url = String::from(if path.starts_with('/') { "file://" } else { "file:///" });
    for byte in path.bytes() {
        match byte {
            b'a'..=b'z' | b'A'..=b'Z' | b'0'..=b'9' | b'/' | b'-' | b'_' | b'.' | b'~' | b':' => {
                url.push(char::from(byte));
            }
            // Writing to a string does not fail.
            _ => drop(write!(url, "%{byte:02X}")),
        }
    }
    url
}

/// Has the program begin a group of its own, so that those that it starts can be ended with it: `soffice` is a script.
#[cfg(unix)]
fn apart(command: &mut Command) {
    use std::os::unix::process::CommandExt;
    command.process_group(0);
}

#[cfg(not(unix))]
fn apart(_: &mut Command) {}

/// Ends a program and those that it started.
fn end(child: &mut Child) {
    #[cfg(unix)]
    if let Ok(id) = i32::try_from(child.id())
        && let Some(group) = rustix::process::Pid::from_raw(id)
    {
        let _ = rustix::process::kill_process_group(group, rustix::process::Signal::KILL);
    }
    #[cfg(windows)]
    let _ = Command::new("taskkill").args(["/T", "/F", "/PID", &child.id().to_string()]).status();
    let _ = child.kill();
    let _ = child.wait();
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn addresses_of_folders() {
        assert_eq!(url(Path::new("/tmp/gouji-1")), "file:///tmp/gouji-1");
        assert_eq!(url(Path::new("/tmp/甲 b")), "file:///tmp/%E7%94%B2%20b");
        assert_eq!(url(Path::new(r"C:\Temp")), "file:///C:/Temp");
    }

    #[test]
    #[cfg(unix)]
    fn only_full_paths_are_looked_in() {
        let folder = TempDir::new().unwrap();
        fs::write(folder.path().join("libreoffice"), "").unwrap();
        let path = |text: &str| on_path(OsStr::new(text));
        assert_eq!(path(":.:relative"), None);
        let text = format!(".:{}", folder.path().display());
        assert_eq!(path(&text), Some(folder.path().join("libreoffice")));
        fs::write(folder.path().join("soffice"), "").unwrap();
        assert_eq!(path(&text), Some(folder.path().join("soffice")));
    }

    /// A program that never ends is ended, with what it started.
    #[test]
    #[cfg(unix)]
    fn programs_are_ended_with_their_children() {
        let folder = TempDir::new().unwrap();
        let mark = folder.path().join("mark");
        let script = format!("sleep 1 && touch {} & wait", mark.display());
        let mut command = Command::new("/bin/sh");
        command.args(["-c", &script]);
        apart(&mut command);
        let mut child = command.spawn().unwrap();
        thread::sleep(Duration::from_millis(100));
        let begun = Instant::now();
        end(&mut child);
        assert!(begun.elapsed() < Duration::from_secs(1));
        thread::sleep(Duration::from_millis(1300));
        assert!(!mark.exists(), "what it started goes on");
    }
}

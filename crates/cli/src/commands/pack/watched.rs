//! Examines packs in a process of its own, which in turn has their code run in workers, for nobody vouches yet for what is
//! being examined. Where the user wants no workers, a pack that overflows the stack, aborts, ends the process or never
//! comes back is still told of, and is no pass; that keeps accidents away, not malice.

use std::env;
use std::io::Read;
use std::path::Path;
use std::process::{Command, ExitStatus, Stdio};
use std::thread;
use std::time::{Duration, Instant};

use super::{examined, opened};
use crate::failure::Failure;
use crate::{isolation, terminal};

/// Set for the process that examines; its value is whether coverage is wanted.
const INSIDE: &str = "GOUJI_PACK_EXAMINES";
const COVERAGE: &str = "coverage";

/// How often it is looked whether the other process has ended.
const PAUSE: Duration = Duration::from_millis(20);

/// Whether this is the process that examines.
pub(crate) fn is_inside() -> bool {
    env::var_os(INSIDE).is_some()
}

/// Examines here and now what stands at the path.
pub(crate) fn examine(path: &Path, isolate: &isolation::Args) -> Result<u8, Failure> {
    let coverage = env::var_os(INSIDE).is_some_and(|wanted| wanted == COVERAGE);
    examined::report(&opened::at(path, &isolate.isolation())?, coverage)
}

/// Has what stands at the path examined by another process, for so long at most; the exit status.
pub(crate) fn watch(
    path: &Path,
    coverage: bool,
    limit: Duration,
    isolate: &isolation::Args,
) -> Result<u8, Failure> {
    let failed = |cause: std::io::Error| Failure::PackEnded(format!("不能另起进程验收规则包（{cause}）"));
    let mut child = Command::new(env::current_exe().map_err(failed)?)
        .args(["pack", "check"])
        .args(isolate.words())
        .arg("--")
        .arg(path)
        .env(INSIDE, if coverage { COVERAGE } else { "" })
        .stdin(Stdio::null())
        .stdout(Stdio::piped())
        .spawn()
        .map_err(failed)?;
    let pipe = child.stdout.take();
    let printed = thread::spawn(move || {
        let mut text = Vec::new();
        // What came before an error is still worth printing.
        let _ = pipe.map(|mut pipe| pipe.read_to_end(&mut text));
        String::from_utf8_lossy(&text).into_owned()
    });
    let deadline = Instant::now() + limit;
    let status = loop {
        match child.try_wait().map_err(failed)? {
            Some(status) => break status,
            None if Instant::now() >= deadline => {
                child.kill().and_then(|()| child.wait()).map_err(failed)?;
                let why = format!("规则包 {} 秒还没有查完，已停止；它可能陷入了死循环", limit.as_secs());
                return Err(Failure::PackEnded(why));
            }
            None => thread::sleep(PAUSE),
        }
    };
    let printed = printed.join().unwrap_or_default();
    terminal::print(&printed)?;
    let concluded = printed.lines().last().is_some_and(|line| line.starts_with(examined::VERDICT));
    match status.code() {
        Some(code @ (0 | 1)) if concluded => Ok(code as u8),
        // It has said why on the standard error.
        Some(code @ (2 | 3)) if !concluded => Ok(code as u8),
        _ => Err(Failure::PackEnded(format!(
            "规则包让验收它的程序中途结束了（{}）：多半是栈溢出、越界、abort 或 exit",
            how(status)
        ))),
    }
}

#[cfg(unix)]
fn how(status: ExitStatus) -> String {
    use std::os::unix::process::ExitStatusExt;
    match status.signal() {
        Some(signal) => format!("信号 {signal}"),
        None => format!("退出码 {}", status.code().unwrap_or_default()),
    }
}

#[cfg(not(unix))]
fn how(status: ExitStatus) -> String {
    format!("退出码 {}", status.code().unwrap_or_default())
}

//! Why a worker did not answer, in Chinese: the fault that the user reads.

use std::fmt;
use std::io;
use std::process::ExitStatus;
use std::time::Duration;

use gouji_core::boundary::Output;

/// Why there is no answer of an isolated pack.
#[derive(Debug)]
pub(crate) enum Ended {
    /// The worker was stopped after so long.
    Late(Duration),
    /// It said more than [`Output::LIMIT`].
    Flooded,
    /// What it said is no reply.
    Garbled,
    /// It closed its pipe and lived on.
    Silent,
    /// The process ended by itself, with the last that it wrote to its standard error.
    Died { status: ExitStatus, words: String, memory: u64 },
    /// Started once more, the pack says something else of itself than before.
    Changed,
    /// It could not be started.
    NotStarted(io::Error),
    /// The library was refused by the worker, with this sentence.
    Refused(String),
    /// It was late so often that it is not asked any more.
    GivenUp(u32),
}

impl fmt::Display for Ended {
    fn fmt(&self, f: &mut fmt::Formatter) -> fmt::Result {
        match self {
            Self::Late(limit) => write!(
                f,
                "超过时限（{} 秒）没有回答，已停止；可能陷入了死循环，确实需要更久的，请放宽隔离的时限",
                limit.as_secs_f64()
            ),
            Self::Flooded => write!(f, "回答过长，超过 {} MiB，已停止", Output::LIMIT >> 20),
            Self::Garbled => f.write_str("回答的字节不合约定，已停止"),
            Self::Silent => f.write_str("断开了与程序的联系，已停止"),
            Self::Died { status, words, memory } => f.write_str(&death(*status, words, *memory)),
            Self::Changed => f.write_str("重新启动以后自称与先前不同，没有采用"),
            Self::NotStarted(cause) => write!(f, "没能启动隔离它的进程（{cause}）"),
            Self::Refused(why) => f.write_str(why),
            Self::GivenUp(times) => write!(f, "已经 {times} 次超过时限，这次运行里不再用它"),
        }
    }
}

fn death(status: ExitStatus, words: &str, memory: u64) -> String {
    // What Rust's own handler and allocator write before they abort; a pack that writes the same harms its own name only.
    if words.contains("has overflowed its stack") {
        return "栈溢出，进程已结束".to_owned();
    }
    if words.contains("memory allocation of") {
        return format!("内存超过上限（{} MiB），进程已结束", memory >> 20);
    }
    match (signal(status), status.code()) {
        (Some(signal), _) => by_signal(signal),
        (None, Some(code)) => format!("自行退出（退出码 {code}），没有回答"),
        (None, None) => "进程已结束，原因不明".to_owned(),
    }
}

#[cfg(unix)]
fn signal(status: ExitStatus) -> Option<i32> {
    std::os::unix::process::ExitStatusExt::signal(&status)
}

#[cfg(not(unix))]
fn signal(_: ExitStatus) -> Option<i32> {
    None
}

#[cfg(unix)]
fn by_signal(signal: i32) -> String {
    use rustix::process::Signal;
    let is = |other: Signal| signal == other.as_raw();
    if is(Signal::SYS) {
        "试图做不许做的事（写文件、联网、起新的进程或线程、给别的进程发信号之类），被系统停止".to_owned()
    } else if is(Signal::ABORT) {
        "自行中止（abort），进程已结束".to_owned()
    } else if is(Signal::SEGV) || is(Signal::BUS) {
        "访问了不存在的内存，进程已结束".to_owned()
    } else if is(Signal::KILL) {
        "被系统强行结束，可能是内存不足".to_owned()
    } else {
        format!("被信号 {signal} 结束")
    }
}

#[cfg(not(unix))]
fn by_signal(signal: i32) -> String {
    format!("被信号 {signal} 结束")
}

#[cfg(all(test, unix))]
mod tests {
    use std::os::unix::process::ExitStatusExt;

    use super::*;

    #[track_caller]
    fn died(raw: i32, words: &str, expected: &str) {
        let ended =
            Ended::Died { status: ExitStatus::from_raw(raw), words: words.to_owned(), memory: 512 << 20 };
        assert_eq!(ended.to_string(), expected);
    }

    #[test]
    fn every_death_has_its_sentence() {
        died(0, "", "自行退出（退出码 0），没有回答");
        died(7 << 8, "", "自行退出（退出码 7），没有回答");
        died(6, "", "自行中止（abort），进程已结束");
        died(6, "thread 'pack' (1) has overflowed its stack\n", "栈溢出，进程已结束");
        died(6, "memory allocation of 8 bytes failed", "内存超过上限（512 MiB），进程已结束");
        died(11, "", "访问了不存在的内存，进程已结束");
        died(9, "", "被系统强行结束，可能是内存不足");
        died(15, "", "被信号 15 结束");
    }
}

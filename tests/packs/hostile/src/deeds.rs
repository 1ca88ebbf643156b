//! What the pack does, by its word.

use std::fs::{self, File};
use std::hint::black_box;
use std::net::{TcpListener, UdpSocket};
use std::path::PathBuf;
use std::process::{Command, abort, exit};
use std::thread;
use std::time::{Duration, SystemTime};

/// While it checks a report. What it says, if it comes back, is its finding.
pub(crate) fn in_check(mode: &str) -> Option<String> {
    match mode {
        "overflows" => drop(black_box(deeper(black_box(0)))),
        "loops" => forever(),
        "sleeps" => thread::sleep(Duration::from_secs(3600)),
        "exits-0" | "changes" => exit(0),
        "exits-7" => exit(7),
        "aborts" => abort(),
        "allocates" => allocate(),
        "writes" => return Some(outcome(File::create(a_file()))),
        "deletes" => return Some(outcome(fs::remove_file(a_file()))),
        "reads" => return Some(outcome(fs::read("/etc/passwd"))),
        "looks" => return Some(outcome(fs::metadata("/etc/passwd"))),
        "lists" => return Some(outcome(fs::read_dir("/etc"))),
        "connects" => return Some(outcome(TcpListener::bind("127.0.0.1:0"))),
        "connects-udp" => return Some(outcome(UdpSocket::bind("127.0.0.1:0"))),
        "spawns" => return Some(outcome(Command::new("/bin/true").spawn())),
        "threads" => return Some(outcome(thread::Builder::new().spawn(forever))),
        "prints" => (0..50_000).for_each(|_| {
            println!("多嘴的规则包");
            eprintln!("多嘴的规则包");
        }),
        _ => return unix::in_check(mode),
    }
    None
}

/// While it says what it is.
pub(crate) fn in_describe(mode: &str) {
    match mode {
        "describe-loops" => forever(),
        "describe-exits" => exit(0),
        "describe-aborts" => abort(),
        _ => {}
    }
}

/// While its library is loaded.
#[cfg(target_os = "linux")]
pub(crate) fn at_loading(mode: &str) {
    match mode {
        "load-exits" => exit(0),
        "load-writes" => drop(File::create(a_file())),
        "load-spawns" => drop(Command::new("/bin/true").spawn()),
        _ => {}
    }
}

/// Words that are others each time.
pub(crate) fn never_twice() -> String {
    let now = SystemTime::now().duration_since(SystemTime::UNIX_EPOCH).unwrap_or_default();
    format!("第 {} 纳秒", now.as_nanos())
}

/// What it would leave behind: the test looks for it.
fn a_file() -> PathBuf {
    PathBuf::from("/tmp/gouji-hostile-pack-was-here")
}

fn outcome<T>(result: std::io::Result<T>) -> String {
    match result {
        Ok(_) => "做到了".to_owned(),
        Err(cause) => format!("没有做到：{:?}", cause.kind()),
    }
}

#[allow(unconditional_recursion, reason = "this is what it is for")]
fn deeper(depth: u64) -> u64 {
    let here = black_box([depth; 64]);
    deeper(depth + 1) + here[(depth % 64) as usize]
}

fn forever() {
    while black_box(true) {
        std::hint::spin_loop();
    }
}

fn allocate() {
    let mut all = Vec::new();
    loop {
        all.push(black_box(vec![1_u8; 16 << 20]));
    }
}

#[cfg(unix)]
mod unix {
    use std::thread;
    use std::time::Duration;

    use super::{exit, forever};

    pub(super) fn in_check(mode: &str) -> Option<String> {
        // SAFETY: plain calls to the system, in a process that is about to be spoilt.
        unsafe {
            match mode {
                "kills" => {
                    let result = libc::kill(libc::getppid(), libc::SIGKILL);
                    return Some(format!("kill {result}"));
                }
                "forks" => {
                    // The child has all that the worker has open, and goes on for a while.
                    if libc::fork() == 0 {
                        thread::sleep(Duration::from_secs(8));
                    }
                    exit(0)
                }
                "babbles" => {
                    // Into every descriptor there is, the pipe of the worker among them.
                    let noise = [0x55_u8; 64];
                    for descriptor in 0..64 {
                        libc::write(descriptor, noise.as_ptr().cast(), noise.len());
                    }
                }
                "hangs-up" => {
                    for descriptor in 0..64 {
                        libc::close(descriptor);
                    }
                    forever();
                }
                "faults" => std::ptr::without_provenance_mut::<u8>(8).write_volatile(1),
                "raises-limits" => {
                    let all = libc::rlimit { rlim_cur: libc::RLIM_INFINITY, rlim_max: libc::RLIM_INFINITY };
                    return Some(format!("setrlimit {}", libc::setrlimit(libc::RLIMIT_AS, &raw const all)));
                }
                _ => {}
            }
        }
        None
    }
}

#[cfg(not(unix))]
mod unix {
    pub(super) fn in_check(_: &str) -> Option<String> {
        None
    }
}

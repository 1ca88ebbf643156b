//! Packs in processes of their own: the arguments that say which, and the worker that this program is then run as.

use std::ffi::{OsStr, OsString};
use std::path::PathBuf;
use std::time::Duration;

use clap::ValueEnum;
use gouji_engine::Isolation;
use gouji_engine::isolate::Mode;

/// The only argument of a worker. Nobody else has a use for it, and no help tells of it.
const WORKER: &str = "pack-worker";

/// Whether these arguments, the program's own name first, are those of a worker.
pub(crate) fn is_worker(mut arguments: impl Iterator<Item = OsString>) -> bool {
    arguments.nth(1).is_some_and(|argument| argument == WORKER) && arguments.next().is_none()
}

#[derive(Debug, clap::Args)]
#[command(next_help_heading = "选项")]
pub(crate) struct Args {
    /// 动态库在隔离的进程里运行：auto 没有可信签名的（默认）、always 所有的（只写 --isolate 也是）、never 都不隔离
    #[arg(
        long,
        value_name = "哪些",
        num_args = 0..=1,
        require_equals = true,
        default_value = "auto",
        default_missing_value = "always",
        hide_default_value = true,
        hide_possible_values = true,
        global = true,
        display_order = 898
    )]
    isolate: Which,
    /// 隔离的规则包查一份报告最多用多久，超过就停止，这份报告算没有查完（默认 10）
    #[arg(long, value_name = "秒", value_parser = clap::value_parser!(u32).range(1..), global = true, display_order = 899)]
    pack_timeout: Option<u32>,
}

#[derive(Debug, Clone, Copy, PartialEq, Eq, ValueEnum)]
pub(crate) enum Which {
    Auto,
    Always,
    Never,
}

impl Args {
    /// The same arguments for another process of this program.
    pub(crate) fn words(&self) -> Vec<String> {
        let which = self.isolate.to_possible_value().map(|value| format!("--isolate={}", value.get_name()));
        let timeout = self.pack_timeout.map(|seconds| format!("--pack-timeout={seconds}"));
        which.into_iter().chain(timeout).collect()
    }

    pub(crate) fn isolation(&self) -> Isolation {
        let mode = match self.isolate {
            Which::Auto => Mode::Auto,
            Which::Always => Mode::Always,
            Which::Never => Mode::Never,
        };
        let mut isolation = Isolation::by(mode, program(), vec![OsStr::new(WORKER).to_owned()]);
        if let Some(seconds) = self.pack_timeout {
            isolation.timeout = Duration::from_secs(seconds.into());
        }
        isolation
    }
}

/// This very program, even where another version has been put in its place since.
fn program() -> PathBuf {
    match cfg!(target_os = "linux") {
        true => PathBuf::from("/proc/self/exe"),
        // Where it cannot be told, starting a worker says so.
        false => std::env::current_exe().unwrap_or_default(),
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[track_caller]
    fn check(arguments: &[&str], expected: bool) {
        assert_eq!(is_worker(arguments.iter().map(OsString::from)), expected);
    }

    #[test]
    fn only_the_one_word_makes_a_worker() {
        check(&["gouji", "pack-worker"], true);
        check(&["gouji", "pack-worker", "--help"], false);
        check(&["gouji", "check", "pack-worker"], false);
        check(&["gouji"], false);
        check(&[], false);
    }
}

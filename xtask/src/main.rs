//! `cargo xtask`: what the project needs beyond plain cargo.
#![allow(clippy::print_stdout, reason = "a tool for people at a terminal")]

mod bench;
mod ci;
mod deny;
mod dist;
mod fixtures;
mod peers;
mod project;
mod python;
mod score;
mod season;
mod stage;
mod wheel;

use std::ffi::OsString;
use std::process::{Command, ExitCode};

use anyhow::Result;
use clap::Parser;

use crate::stage::Build;

/// gouji 的开发工具
#[derive(Parser)]
#[command(bin_name = "cargo xtask")]
enum Task {
    /// 编译规则包和程序，然后检查报告：其后的参数都交给 gouji check
    Check {
        /// 用优化过的程序（编译较慢，检查最快）
        #[arg(long)]
        release: bool,
        #[arg(trailing_var_arg = true, allow_hyphen_values = true, required = true)]
        arguments: Vec<OsString>,
    },
    /// 编译规则包和程序，然后运行 gouji 的任何命令
    Run {
        #[arg(long)]
        release: bool,
        #[arg(trailing_var_arg = true, allow_hyphen_values = true)]
        arguments: Vec<OsString>,
    },
    /// 格式、静态检查和全部测试
    Ci,
    /// 开发包：没有网络、没有源码仓库，用要发布的东西从无做出一个有代码的规则包
    Sdk,
    /// 全部基准测试：各部分，以及整个程序
    Bench {
        /// 只测整个程序
        #[arg(long)]
        whole: bool,
        /// 只与读同样格式的 python 库比较（装在 target 里，装不上的跳过）
        #[arg(long, conflicts_with = "whole")]
        peers: bool,
        /// 用来建立虚拟环境的 python
        #[arg(long, default_value = "python3", requires = "peers")]
        python: String,
        #[command(flatten)]
        options: bench::Options,
    },
    /// 一季的台账的基准测试：各式各样的报告，第一次、没有变化、一个规则包变了；内存和台账大小；与上年、同级比对
    Season(season::Options),
    /// 评分：生成没有毛病的和有一处毛病的报告，看误报了多少、找到了多少
    Score(score::Options),
    /// 重做测试用的工作簿、文档、网页和版式文件（需要 LibreOffice；其余的装在 target 里）
    Fixtures {
        /// 只重做这些；不写就全部重做
        only: Vec<fixtures::Set>,
        /// 用来建立虚拟环境的 python
        #[arg(long, default_value = "python3")]
        python: String,
    },
    /// 做 Python 模块，放进 target/wheel
    Wheel(wheel::Options),
    /// 在本机起一个 Spark 小集群，用 Python 模块检查许多份报告（需要 Java；其余的装在 target 里）
    Spark(wheel::Spark),
    /// 发布：压缩包、单文件程序、.deb、物料清单、第三方许可、校验和与签名，放进 target/dist
    Dist(dist::Options),
}

fn main() -> Result<ExitCode> {
    match Task::parse() {
        Task::Check { release, mut arguments } => {
            arguments.insert(0, "check".into());
            gouji(release, arguments)
        }
        Task::Run { release, arguments } => gouji(release, arguments),
        Task::Ci => ci::ci().map(|()| ExitCode::SUCCESS),
        Task::Sdk => dist::sdk::ci().map(|()| ExitCode::SUCCESS),
        Task::Bench { peers: true, python, .. } => peers::peers(&python).map(|()| ExitCode::SUCCESS),
        Task::Bench { whole, options, .. } => bench::bench(whole, &options).map(|()| ExitCode::SUCCESS),
        Task::Season(options) => season::season(&options),
        Task::Score(options) => score::score(&options),
        Task::Spark(options) => wheel::spark(&options).map(|()| ExitCode::SUCCESS),
        Task::Wheel(options) => wheel::wheel(&options).map(|()| ExitCode::SUCCESS),
        Task::Fixtures { only, python } => fixtures::fixtures(&python, &only).map(|()| ExitCode::SUCCESS),
        Task::Dist(options) => dist::dist(&options).map(|()| ExitCode::SUCCESS),
    }
}

/// Builds, then runs the program from the folder in which the developer stands. Its exit status is ours.
fn gouji(release: bool, arguments: Vec<OsString>) -> Result<ExitCode> {
    let staged = stage::stage(Build::new(release))?;
    let status = Command::new(&staged.program).args(arguments).env("GOUJI_HOME", &staged.home).status()?;
    Ok(ExitCode::from(status.code().and_then(|code| u8::try_from(code).ok()).unwrap_or(3)))
}

//! `gouji pack`: for those who make packs, and for those who take them over.

mod check;
mod examined;
mod lock;
mod new;
mod opened;
mod test;
mod watched;

use clap::Subcommand;

use crate::args::{Global, TEMPLATE};
use crate::failure::Failure;

#[derive(Debug, Subcommand)]
pub(crate) enum Command {
    /// 写出一个完整的新规则包：示例规则、测试、清单、配置
    #[command(help_template = TEMPLATE, override_usage = "gouji pack new [选项] --kind <种类> <标识>")]
    New(new::Args),
    /// 编译（有代码时）、载入自己的规则包，核对每条规则的示例，跑一致性测试
    #[command(help_template = TEMPLATE, override_usage = "gouji pack test [选项] <文件夹>")]
    Test(test::Args),
    /// 验收别人编译好的规则包：不编译，其余与 test 相同
    #[command(help_template = TEMPLATE, override_usage = "gouji pack check [选项] <路径>")]
    Check(check::Args),
    /// 锁定配置所用的规则包：以后多了、少了、改动了文件，就不载入
    #[command(help_template = TEMPLATE, override_usage = "gouji pack lock [选项]")]
    Lock(lock::Args),
}

pub(crate) fn run(command: &Command, global: &Global) -> Result<u8, Failure> {
    match command {
        Command::New(args) => new::run(args),
        Command::Test(args) => test::run(args, global),
        Command::Check(args) => check::run(args, global),
        Command::Lock(args) => lock::run(args, global),
    }
}

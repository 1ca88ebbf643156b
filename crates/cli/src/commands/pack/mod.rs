//! `gouji pack`: for those who make packs, and for those who take them over.

mod check;
mod diff;
mod docs;
mod examined;
mod install;
mod key;
mod lock;
mod new;
mod opened;
mod publish;
mod sign;
mod test;
mod verify;
mod watched;

use clap::Subcommand;

use crate::args::{Global, TEMPLATE};
use crate::failure::Failure;
use crate::terminal;

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
    /// 比较规则包的两版：同一批报告，各多出、减少、改变哪些问题。退出码：0 没有变化，1 有，3 有读不出或没查完的
    #[command(help_template = TEMPLATE, override_usage = "gouji pack diff [选项] <旧版> <新版> <报告>...")]
    Diff(diff::Args),
    /// 写出规则包的说明：每条规则一页，另有索引
    #[command(help_template = TEMPLATE, override_usage = "gouji pack docs [选项] <路径>")]
    Docs(docs::Args),
    /// 给规则包签名：以后改动、改名、调换都看得出来
    #[command(help_template = TEMPLATE, override_usage = "gouji pack sign [选项] --key <文件> <文件夹>")]
    Sign(sign::Args),
    /// 核对规则包的签名：是谁签的，签过以后改动过没有。退出码：0 可信，1 没有可信的签名，3 与签名不符
    #[command(help_template = TEMPLATE, override_usage = "gouji pack verify [选项] <文件夹>")]
    Verify(verify::Args),
    /// 写成一份签名的文件（.gjpack），分发给使用的单位
    #[command(
        help_template = TEMPLATE,
        override_usage = "gouji pack publish [选项] --key <文件> --output <文件> <文件夹>"
    )]
    Publish(publish::Args),
    /// 安装一份规则包文件（.gjpack）：核对签名和每个文件，要么全部装好，要么什么也不动
    #[command(help_template = TEMPLATE, override_usage = "gouji pack install [选项] <文件>")]
    Install(install::Args),
    /// 换成更新的一版，列出两版的不同
    #[command(help_template = TEMPLATE, override_usage = "gouji pack upgrade [选项] <文件>")]
    Upgrade(install::Args),
    /// 移除装着的规则包和与它同名的配置
    #[command(help_template = TEMPLATE, override_usage = "gouji pack remove [选项] <标识>")]
    Remove(install::RemoveArgs),
    /// 列出装着的规则包：版本、规则数、由谁签名；不运行它们的代码
    #[command(help_template = TEMPLATE, override_usage = "gouji pack list [选项]")]
    List,
    /// 规则语言的参考：声明式规则可以用的每一个键、行、列和正文的主题
    #[command(help_template = TEMPLATE, override_usage = "gouji pack reference")]
    Reference,
    /// 签名用的密钥：new
    #[command(
        subcommand,
        help_template = TEMPLATE,
        override_usage = "gouji pack key [选项] <命令>",
        subcommand_help_heading = "命令",
        subcommand_value_name = "命令",
        disable_help_subcommand = true,
        arg_required_else_help = true
    )]
    Key(key::Command),
}

pub(crate) fn run(command: &Command, global: &Global) -> Result<u8, Failure> {
    match command {
        Command::New(args) => new::run(args, global),
        Command::Test(args) => test::run(args, global),
        Command::Check(args) => check::run(args, global),
        Command::Lock(args) => lock::run(args, global),
        Command::Diff(args) => diff::run(args, global),
        Command::Docs(args) => docs::run(args, global),
        Command::Sign(args) => sign::run(args),
        Command::Verify(args) => verify::run(args, global),
        Command::Publish(args) => publish::run(args),
        Command::Install(args) => install::install(args, global),
        Command::Upgrade(args) => install::upgrade(args, global),
        Command::Remove(args) => install::remove(args, global),
        Command::Reference => terminal::print(&gouji_core::declared::reference()).map(|()| 0),
        Command::List => install::list(global),
        Command::Key(command) => key::run(command),
    }
}

//! The arguments of `gouji`, and its help, all in Chinese.

use std::ffi::OsString;
use std::path::PathBuf;

use clap::{ArgAction, ArgMatches, Args, CommandFactory, FromArgMatches, Parser, Subcommand};

use crate::{commands, isolation};

/// Of the program and of every command.
pub(crate) const TEMPLATE: &str = "{about-with-newline}\n用法：{usage}\n\n{all-args}{after-help}";

const EXAMPLES: &str = "\
例子：
  gouji check 年报.html                     检查一份报告
  gouji check 2023年报/ --output 结果.xlsx --output 结果.html
                                            检查整个文件夹，结果写成工作簿和网页
  gouji check 县政府.txt --previous 去年/ --children 各部门/
                                            与上年报告、下级报告一起核对
  gouji baseline 2023年报/ --output 基线.toml
                                            记下现有的问题；以后 check --baseline 只看新的
  gouji check 2023年报/ --ledger 2023.gouji 记在台账里：没变的不重查，中断了接着查
  gouji serve                               在浏览器里查文件；gouji serve 2023.gouji 打开台账
  gouji ledger units                        哪些单位报了，哪些没报，各有多少问题
  gouji explain T3-02                       一条规则的依据、理由和例子

退出码：
  0  没有达到 --fail-on 的问题      2  用法或配置不对
  1  有达到 --fail-on 的问题        3  有内容读不出，或规则包、规则出错（其余结果照常给出）

环境变量：
  GOUJI_HOME  安装目录（里面有 rules 和 packs）；GOUJI_LOG  日志级别，如 debug；NO_COLOR  不用颜色
  GOUJI_SOFFICE  LibreOffice 的 soffice 的完整路径（读 DOC、WPS、RTF、ODT 时用；默认在 PATH 里找）
  GOUJI_TODAY  今天的日期，如 2027-03-31（豁免是否到期按它算）
";

const CHECKING: &str = "\
例子：
  gouji check 年报.html --previous 2022年/ --children 各部门/ --peers 各县/
      与上年报告、下级和部门的报告、兄弟机关的报告一起核对
  gouji check 2023年报/ --severity error --fail-on never
      只列错误，退出码总是 0（读不出或没查完的仍是 3）
  gouji baseline 2023年报/ --output 基线.toml
  gouji check 2023年报/ --baseline 基线.toml
      先记下现有的问题，以后只看新的
  在配置里豁免一个问题（到期后重新计入；不再需要的豁免会说出来）：
      [[waivers]]
      agency = \"青石县人民政府\"    # 或者只写 fingerprint = \"…\"（见 JSON 结果）
      rule = \"P01\"
      reason = \"原文如此，已发布更正说明\"
      owner = \"县政府办公室\"
      expires = 2027-03-31
";

const ANNOTATING: &str = "\
例子：
  gouji annotate 年报.docx --output 年报-批注.docx
      在 Word、WPS 里打开副本：每条问题是一条批注，写着错在哪里、应为多少、依据什么
  gouji annotate 年报.docx --fix --output 年报-修订.docx
      算得准的格子同时改好，作为修订，可以逐处接受或拒绝
  gouji annotate 年报.pdf --output 年报-批注.html
      PDF、OFD、网页、文本等写不进批注的，批注写在网页里
";

#[derive(Debug, Parser)]
#[command(
    name = "gouji",
    version,
    about = "勾稽：检查政府信息公开工作年度报告，表内、表间、表文是否一致，格式和用语是否合乎规定。完全离线。",
    help_template = TEMPLATE,
    override_usage = "gouji [选项] <命令>",
    after_help = EXAMPLES,
    disable_help_subcommand = true,
    disable_help_flag = true,
    disable_version_flag = true,
    subcommand_help_heading = "命令",
    subcommand_value_name = "命令",
    arg_required_else_help = true,
    max_term_width = 100
)]
pub(crate) struct Cli {
    #[command(flatten)]
    pub(crate) global: Global,
    #[command(subcommand)]
    pub(crate) command: Command,
}

#[derive(Debug, Args)]
#[command(next_help_heading = "选项")]
pub(crate) struct Global {
    /// 安装目录，里面有 rules 和 packs（默认：GOUJI_HOME，其次是程序旁边）
    #[arg(long, value_name = "文件夹", global = true, display_order = 900)]
    pub(crate) home: Option<PathBuf>,
    #[command(flatten)]
    pub(crate) isolate: isolation::Args,
    /// 在标准错误输出写日志；-vv 更详细
    #[arg(short, long, action = ArgAction::Count, global = true, display_order = 901)]
    pub(crate) verbose: u8,
    /// 显示帮助
    #[arg(short, long, action = ArgAction::Help, global = true, display_order = 902)]
    help: Option<bool>,
    /// 显示版本
    #[arg(short = 'V', long, action = ArgAction::Version, display_order = 903)]
    version: Option<bool>,
}

#[derive(Debug, Subcommand)]
pub(crate) enum Command {
    /// 检查报告
    #[command(help_template = TEMPLATE, override_usage = "gouji check [选项] <路径>...", after_help = CHECKING)]
    Check(commands::check::Args),
    /// 把现有的问题写成基线，以后只看新的问题
    #[command(help_template = TEMPLATE, override_usage = "gouji baseline [选项] --output <文件> <路径>...")]
    Baseline(commands::baseline::Args),
    /// 查看和管理台账：哪些单位报了、没报，问题改了没有，作过什么决定
    #[command(
        subcommand,
        help_template = TEMPLATE,
        override_usage = "gouji ledger [选项] <命令>",
        subcommand_help_heading = "命令",
        subcommand_value_name = "命令",
        disable_help_subcommand = true,
        arg_required_else_help = true
    )]
    Ledger(commands::ledger::Command),
    /// 对台账里的问题作决定：退回、已说明、不是问题、待定
    #[command(help_template = TEMPLATE, override_usage = "gouji decide [选项] --as <决定> [指纹]...", after_help = commands::decide::EXAMPLES)]
    Decide(commands::decide::Args),
    /// 把问题写成批注，放进副本里（Word、Excel；其他格式写成网页）
    #[command(help_template = TEMPLATE, override_usage = "gouji annotate [选项] --output <文件> <路径>", after_help = ANNOTATING)]
    Annotate(commands::annotate::Args),
    /// 改好算得准的格子，写成新文件（文本、网页）
    #[command(help_template = TEMPLATE, override_usage = "gouji fix [选项] <路径>", after_help = commands::fix::EXAMPLES)]
    Fix(commands::fix::Args),
    /// 在浏览器里查文件、看台账、作决定（只在本机，不联网）
    #[command(help_template = TEMPLATE, override_usage = "gouji serve [选项] [台账]", after_help = commands::serve::EXAMPLES)]
    Serve(commands::serve::Args),
    /// 显示从一份报告里读到了什么：各部分、三张表、正文数字、没读懂的地方
    #[command(help_template = TEMPLATE, override_usage = "gouji read [选项] <路径>")]
    Read(commands::read::Args),
    /// 列出规则
    #[command(help_template = TEMPLATE, override_usage = "gouji rules [选项]")]
    Rules(commands::rules::Args),
    /// 解释一条规则：依据、理由、例子、怎样停用
    #[command(help_template = TEMPLATE, override_usage = "gouji explain [选项] <规则>")]
    Explain(commands::explain::Args),
    /// 列出规则包
    #[command(help_template = TEMPLATE, override_usage = "gouji packs [选项]")]
    Packs(commands::packs::Args),
    /// 制作、验收、比较、签名和锁定规则包：new、test、check、diff、docs、sign、verify、key、lock
    #[command(
        subcommand,
        help_template = TEMPLATE,
        override_usage = "gouji pack [选项] <命令>",
        subcommand_help_heading = "命令",
        subcommand_value_name = "命令",
        disable_help_subcommand = true,
        arg_required_else_help = true
    )]
    Pack(commands::pack::Command),
    /// 列出配置：各用哪些规则包，自动用于哪些报告
    #[command(help_template = TEMPLATE, override_usage = "gouji profiles [选项]")]
    Profiles(commands::profiles::Args),
    /// 输出 JSON 结果的 JSON Schema
    #[command(help_template = TEMPLATE, override_usage = "gouji schema [选项] [结果]")]
    Schema(commands::schema::Args),
    /// 输出命令行补全脚本
    #[command(help_template = TEMPLATE, override_usage = "gouji completions [选项] <SHELL>")]
    Completions(commands::completions::Args),
    /// 写出手册页（man），制作安装包时用
    #[command(hide = true, help_template = TEMPLATE, override_usage = "gouji man [选项] <文件夹>")]
    Man(commands::man::Args),
}

/// The arguments, and where the command's own ones stand among each other.
pub(crate) fn parse(words: impl IntoIterator<Item = OsString>) -> Result<(Cli, ArgMatches), clap::Error> {
    let mut matches = Cli::command().try_get_matches_from(words)?;
    let order = matches.subcommand().map(|(_, matches)| matches.clone()).unwrap_or_default();
    Ok((Cli::from_arg_matches_mut(&mut matches)?, order))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_declaration_is_sound() {
        Cli::command().debug_assert();
    }
}

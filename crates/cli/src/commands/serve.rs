//! `gouji serve`: the page on this machine.

use std::path::PathBuf;

use gouji_ledger::LedgerError;
use gouji_serve::{ServeError, Server};

use crate::args::Global;
use crate::failure::Failure;
use crate::{installation, subjects, terminal};

pub(crate) const EXAMPLES: &str = "\
例子：
  gouji serve                  在浏览器里打开：把文件或文件夹拖进去检查，关掉就什么也不留下
  gouji serve 2023.gouji       打开台账（由 gouji check --ledger 建立）：看问题、作决定、导出和导入

只有这台机器、只有用过所显示的地址的浏览器能打开；不联网。按 Ctrl-C 结束。
";

#[derive(Debug, clap::Args)]
#[command(next_help_heading = "选项")]
pub(crate) struct Args {
    /// 台账（.gouji 文件）；不写，就只查拖进来的文件
    #[arg(value_name = "台账", help_heading = "参数")]
    ledger: Option<PathBuf>,
    /// 端口（默认：系统选一个空着的）
    #[arg(long, value_name = "端口", default_value = "0", hide_default_value = true)]
    port: u16,
    /// 只显示地址，不打开浏览器
    #[arg(long)]
    no_open: bool,
    /// 配置的名称或文件（默认：按每份报告的机关和年度自动选择）
    #[arg(long, value_name = "配置")]
    profile: Option<String>,
}

pub(crate) fn run(args: &Args, global: &Global) -> Result<u8, Failure> {
    let mut session = installation::on_demand(global, args.profile.as_deref())?;
    let day = subjects::day_said()?;
    session.today = day.unwrap_or(session.today);
    let server = Server::bind(session, args.ledger.clone(), args.port, day).map_err(failure)?;
    let address = server.address().map_err(failure)?;
    let stop = server.stopper();
    ctrlc::set_handler(move || stop.stop())
        .map_err(|error| Failure::Usage(format!("不能响应中断信号（{error}）")))?;
    terminal::print(&format!("{address}\n"))?;
    terminal::say("在浏览器里打开上面的地址（只能用一次）；按 Ctrl-C 结束");
    if !args.no_open
        && let Err(error) = open::that_detached(&address)
    {
        terminal::say(format_args!("没有能打开浏览器（{error}），请把地址复制到浏览器里"));
    }
    server.run().map_err(failure)?;
    gouji_engine::leftovers::remove();
    terminal::say("已结束");
    Ok(0)
}

fn failure(error: ServeError) -> Failure {
    match error {
        ServeError::Ledger(LedgerError::Said(why)) => Failure::Usage(why),
        ServeError::Ledger(error) => error.into(),
        other => Failure::Usage(other.to_string()),
    }
}

//! `gouji packs`: which rules are installed, in which version, from where.

use std::fmt::Write;

use gouji_engine::{Session, lock};
use gouji_render::printable::clean;

use crate::args::Global;
use crate::failure::Failure;
use crate::{installation, terminal};

#[derive(Debug, clap::Args)]
pub(crate) struct Args {}

pub(crate) fn run(_: &Args, global: &Global) -> Result<u8, Failure> {
    let session = installation::open(global, None)?;
    terminal::print(&list(&session, global.verbose > 0))?;
    Ok(0)
}

fn list(session: &Session, verbose: bool) -> String {
    let mut out = String::new();
    for pack in session.packs() {
        let kind = pack.kind.title();
        let place = match pack.place.as_str() {
            "" => "全国".to_owned(),
            place => format!("区划代码 {} 开头", clean(place)),
        };
        let years = match pack.scope.years {
            Some((from, to)) if from == to => format!("，{from}年度"),
            Some((from, to)) => format!("，{from}—{to}年度"),
            None => String::new(),
        };
        let levels: Vec<&str> = pack.scope.levels.iter().map(|level| level.title()).collect();
        let levels = if levels.is_empty() { String::new() } else { format!("，{}", levels.join("、")) };
        // Writing to a string does not fail.
        let _ = writeln!(
            out,
            "{} {}  {}  {} 条规则，{kind}；{place}{years}{levels}",
            clean(&pack.id),
            clean(&pack.version),
            clean(&pack.title),
            pack.rules.len()
        );
        if verbose {
            let _ = writeln!(out, "    sha256 {}", clean(&pack.sha256));
        }
    }
    if verbose {
        let home = &session.home;
        out.push('\n');
        let packs = home.packs.as_os_str();
        if !home.embedded.is_empty() {
            out.push_str("（规则和配置在程序里，不读磁盘）\n");
        } else if !packs.is_empty() {
            let missing = if home.packs.is_dir() { "" } else { "（没有这个文件夹）" };
            let _ = writeln!(out, "声明式规则和配置：{}", home.rules.display());
            let _ = writeln!(out, "动态库：{}{missing}", home.packs.display());
            let lock = home.rules.join(lock::FILE);
            let lock =
                if lock.is_file() { lock.display().to_string() } else { "（没有锁定）".to_owned() };
            let _ = writeln!(out, "锁定文件：{lock}");
        }
    }
    out
}

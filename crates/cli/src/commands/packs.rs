//! `gouji packs`: which rules are installed, in which version, from where.

use std::fmt::Write;

use std::path::{Path, PathBuf};

use gouji_core::form::Level;
use gouji_core::verdict::{AgencyOut, PackKind, PackNotRun, Verdict};
use gouji_engine::pack::{Pack, Pieces};
use gouji_engine::{Session, lock};
use gouji_render::printable::clean;

use super::{profiles, read};
use crate::args::Global;
use crate::failure::Failure;
use crate::{installation, terminal};

#[derive(Debug, clap::Args)]
#[command(next_help_heading = "选项")]
pub(crate) struct Args {
    /// 说明这份报告由哪些规则包查，为它的地区安装了而不查的有哪些，为什么
    #[arg(long = "for", value_name = "报告")]
    report: Option<PathBuf>,
}

pub(crate) fn run(args: &Args, global: &Global) -> Result<u8, Failure> {
    if let Some(path) = &args.report {
        return explain(path, global);
    }
    let session = installation::open(global, None)?;
    terminal::print(&list(&session, global.verbose > 0))?;
    Ok(say_lost(&session))
}

/// Which packs look at a report, and why others that are for its place do not.
fn explain(path: &Path, global: &Global) -> Result<u8, Failure> {
    let unreadable = |why| Failure::Unreadable { path: path.to_owned(), why };
    let session = installation::on_demand(global, None)?;
    let input = read::input(path).map_err(unreadable)?;
    let checked = session.check(&input, None);
    if checked.verdict == Verdict::Unreadable {
        let why = checked.trouble.into_iter().next().map(|trouble| trouble.message);
        return Err(unreadable(why.unwrap_or_default()));
    }
    let AgencyOut { name, level, division, .. } = &checked.agency;
    let (name, division) = (name.as_deref().unwrap_or_default(), division.as_deref().unwrap_or_default());
    let mut out = profiles::subject(name, division, level.map(Level::title), checked.year);
    if checked.profiles.is_empty() {
        for trouble in &checked.trouble {
            terminal::complain(&clean(&trouble.message));
        }
        terminal::print(&out)?;
        return Ok(3);
    }
    // Writing to a string does not fail.
    let _ = writeln!(out, "配置，从一般到具体：{}", clean(&checked.profiles.join("、")));
    for pack in session.packs().into_iter().filter(|pack| checked.packs.contains(&pack.id)) {
        let _ = writeln!(out, "查    {} {}  {}", clean(&pack.id), clean(&pack.version), clean(&pack.title));
    }
    for PackNotRun { id, why } in &checked.packs_not_run {
        let _ = writeln!(out, "不查  {}：{}", clean(id), clean(why));
    }
    terminal::print(&out)?;
    for notice in session.rulesets().into_iter().flat_map(|set| &set.notices) {
        terminal::say(format_args!("注意：{}", clean(&notice.message)));
    }
    Ok(0)
}

/// Says which profiles the installation has lost; the exit status.
pub(crate) fn say_lost(session: &Session) -> u8 {
    let lost: Vec<String> = session.lost().map(|path| path.display().to_string()).collect();
    if lost.is_empty() {
        return 0;
    }
    terminal::complain(&format!(
        "缺少随程序发布的配置 {}，用得着它们的报告不会检查；请重新安装 gouji",
        clean(&lost.join("、"))
    ));
    3
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
            "{} {}  {}  {} 条规则，{kind}；{place}{years}{levels}{}",
            clean(&pack.id),
            clean(&pack.version),
            clean(&pack.title),
            pack.rules.len(),
            doubt(pack)
        );
        if verbose {
            more(&mut out, session, pack);
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
            let keys = if home.keys.is_dir() { "" } else { "（没有这个文件夹）" };
            let _ = writeln!(out, "可信的公钥：{}{keys}", home.keys.display());
            let _ = writeln!(out, "没有可信签名的规则包：{}", session.signature.title());
            out.push_str("只在这些地方找；不在当前文件夹和被检查的文件夹里找\n");
        }
        if let Some(lacking) = session.lacking() {
            let _ = writeln!(out, "注意：{lacking}");
        }
    }
    out
}

/// What should be known of a pack without asking for more.
fn doubt(pack: &Pack) -> String {
    match &pack.trust {
        trust if !trust.edited().is_empty() => "；词典在本地改过".to_owned(),
        trust if trust.is_trusted() => String::new(),
        trust => format!("；{}", clean(&trust.to_string())),
    }
}

fn more(out: &mut String, session: &Session, pack: &Pack) {
    let _ = writeln!(out, "    sha256 {}", clean(&pack.sha256));
    let _ = writeln!(out, "    签名：{}", clean(&pack.trust.to_string()));
    for file in pack.trust.edited() {
        let _ = writeln!(out, "    改过的词典：{}", clean(file));
    }
    if pack.kind == PackKind::Plugin {
        let apart = if pack.enforced().is_some() { "隔离的进程" } else { "本程序的进程" };
        let _ = writeln!(out, "    在{apart}里运行");
    }
    let _ = writeln!(out, "    组成：{}", clean(&pieces(pack)));
    let home = &session.home;
    let folders = [&home.packs, &home.rules].into_iter().filter(|_| home.embedded.is_empty());
    let folders = folders.filter(|folder| !folder.as_os_str().is_empty());
    for folder in folders.map(|folder| folder.join(&pack.id)).filter(|folder| folder.is_dir()) {
        let _ = writeln!(out, "    文件夹 {}{}", folder.display(), really(&folder));
    }
}

/// `动态库 libgouji_national.so、20 个规则文件、19 部词典，与清单相符`.
fn pieces(pack: &Pack) -> String {
    let Pieces { library, rules, dictionaries, listed } = &pack.pieces;
    let library = library.as_ref().map(|library| format!("动态库 {library}"));
    let rules = (*rules > 0).then(|| format!("{rules} 个规则文件"));
    let dictionaries = (*dictionaries > 0).then(|| format!("{dictionaries} 部词典"));
    let all: Vec<String> = [library, rules, dictionaries].into_iter().flatten().collect();
    let listed = match (listed, pack.kind) {
        (_, PackKind::Builtin) => "",
        (true, _) => "，与清单相符",
        (false, _) => "，没有清单，少了什么看不出来",
    };
    if all.is_empty() { "在程序里".to_owned() } else { all.join("、") + listed }
}

/// Where a folder is that is reached by links.
fn really(folder: &Path) -> String {
    match folder.canonicalize() {
        Ok(real) if real != folder => format!(" → {}", real.display()),
        _ => String::new(),
    }
}

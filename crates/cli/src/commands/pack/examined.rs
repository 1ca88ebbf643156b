//! What is printed of packs that were held against the conformance suite.

use std::fmt::Write;
use std::sync::Arc;

use gouji_core::verdict::PackKind;
use gouji_engine::conformance::{Examination, Outcome, examine};
use gouji_engine::pack::Pack;
use gouji_render::printable::clean;

use crate::failure::Failure;
use crate::terminal;

/// How the last line begins.
pub(crate) const VERDICT: &str = "结论：";

/// Examines the packs and prints what came of it; the exit status.
pub(crate) fn report(packs: &[Arc<Pack>], coverage: bool) -> Result<u8, Failure> {
    let mut broken = 0;
    for pack in packs {
        let examination = examine(pack);
        broken += examination.broken();
        terminal::print(&text(pack, &examination, coverage))?;
    }
    let verdict = match broken {
        0 => format!("{VERDICT}合格\n"),
        broken => format!("{VERDICT}不合格，{broken} 项没有通过\n"),
    };
    terminal::print(&verdict)?;
    Ok(u8::from(broken > 0))
}

/// Where the pack's code ran, and what it could do there; `None` for a pack without code.
fn runs(pack: &Pack) -> Option<String> {
    let Some(enforced) = pack.enforced() else {
        let here = "没有隔离，与本程序权限相同：能读写文件、联网";
        return (pack.kind == PackKind::Plugin).then(|| here.to_owned());
    };
    Some(match enforced.lacking() {
        None => "在隔离的进程里：限时、限内存，不能读写文件、联网、起新的进程".to_owned(),
        Some(lacking) => format!("在隔离的进程里；{lacking}"),
    })
}

fn text(pack: &Pack, examination: &Examination, coverage: bool) -> String {
    let kind = pack.kind.title();
    // Writing to a string does not fail.
    let mut out = String::new();
    let _ = writeln!(
        out,
        "规则包 {} {}  {}（{kind}，{} 条规则）",
        clean(&pack.id),
        clean(&pack.version),
        clean(&pack.title),
        pack.rules.len()
    );
    if let Some(runs) = runs(pack) {
        let _ = writeln!(out, "  运行    {runs}");
    }
    for check in &examination.checks {
        let _ = match &check.outcome {
            Outcome::Kept(cases) => writeln!(out, "  通过    {}（{cases} 例）", check.title),
            Outcome::Meaningless(why) => writeln!(out, "  不适用  {}（{why}）", check.title),
            Outcome::Broken(faults) => {
                let _ = writeln!(out, "  未通过  {}", check.title);
                faults.iter().try_for_each(|fault| {
                    fault.lines().try_for_each(|line| writeln!(out, "            {}", clean(line)))
                })
            }
        };
    }
    if coverage {
        out.push_str("示例（反例、正例的个数）：\n");
        for rule in &examination.coverage {
            let few = match (rule.bad, rule.good) {
                (0, _) | (_, 0) => "  缺示例",
                (_, 1) => "  正例宜有两个以上：容易错怪的写成正例",
                _ => "",
            };
            let (code, name) = (clean(&rule.code), clean(&rule.name));
            let _ = writeln!(out, "  {code}  {name}  {}、{}{few}", rule.bad, rule.good);
        }
        let covered = examination.coverage.iter().filter(|rule| rule.bad > 0 && rule.good > 0).count();
        let _ = writeln!(out, "  {} 条规则，{covered} 条正反例齐全", examination.coverage.len());
    }
    out
}
